"""What the run-time helpers and the handlers themselves are one level up, where their tangents vary too."""

from __future__ import annotations

from typing import Any

from srcad.rules import registry
from srcad.running.bundling import Bundle, Raised, bundled, raised
from srcad.running.iterating import JointIterator, joint_generator
from srcad.runtime import (
    apply,
    joint_context,
    listed,
    pairs,
    positional_part,
    refuse_key,
    sent,
    set_attribute,
    set_item,
    spread,
    unpack,
    without_keys,
    zero_beside,
)
from srcad.structural.registry import Pairs, handles
from srcad.values.carrying import exception_tangent, refuse_value, zero_tangent
from srcad.values.frozen import zero_outside
from srcad.values.tangents import zero_tangent as strict_zero_tangent

# A module that fails half-way is imported again, and would declare its rule twice.
for zeros in (zero_tangent, strict_zero_tangent, zero_outside, zero_beside):
    if registry.find(zeros) is None:
        registry.constant_rule(zeros)


@handles(spread)
def spread_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    up = 0.0 if tangents[0] is None else tangents[0]
    if type(up) is Bundle:
        return spread(*primals), bundled(*(spread(0.0 if part is None else part, primals[1]) for part in up.parts))
    return spread(*primals), spread(up, primals[1])


def lift(handler: Any, args: Any, above: Any) -> Any:
    """Run a handler on the tangents of both levels at once: ((value, tangent), (the tangents of the two))."""
    *function, primals, tangents, keywords, keyword_tangents, function_tangent = args
    *d_function, d_primals, d_tangents, d_keywords, d_keyword_tangents, d_function_tangent = above
    bundles = tuple([bundled(*row) for row in rows(tangents, d_primals, d_tangents)])
    names = {*keyword_tangents, *(d_keywords or {}), *(d_keyword_tangents or {})}
    keyword_bundles = {
        name: bundled(keyword_tangents.get(name), (d_keywords or {}).get(name), (d_keyword_tangents or {}).get(name))
        for name in names
        if name in keywords
    }
    held = bundled(function_tangent, d_function[0] if d_function else None, d_function_tangent)
    value, bundle = handler(*function, primals, bundles, keywords, keyword_bundles, held)
    value, (tangent, up, up_tangent) = raised(value, bundle)
    return (value, tangent), (up, up_tangent)


def rows(tangents: Any, above: Any, above_tangents: Any) -> Any:
    """Put the three tangents of each argument side by side."""
    count = len(tangents)
    return zip(tangents, above or (None,) * count, above_tangents or (None,) * count, strict=True)


@handles(lift)
def lift_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    refuse_value(
        f"a third derivative goes through {primals[0].__name__}, which only the run knows",
        "Give the arguments of the function kinds that are known, or take two derivatives.",
    )


@handles(pairs)
def pairs_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    source = pairs(primals[0], bundled(primals[1], *tangents))
    made = JointIterator(Raised(JointIterator(iter(source))))
    return made, made


@handles(joint_generator)
def joint_generator_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    upper = tangents[0]
    if type(upper) is not JointIterator:
        refuse_value("a generator of unknown origin is differentiated again", "Make it inside the function.")
    shown = JointIterator(upper)
    return (shown, shown), (upper, upper)


@handles(sent)
def sent_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return sent(primals[0]), tangents[0] if type(tangents[0]) is tuple else (None, None)


@handles(unpack)
def unpack_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    values, bundles = unpack(primals[0], bundled(primals[1], tangents[0], tangents[1]), *primals[2:], **keywords)
    found = [raised(value, bundle) for value, bundle in zip(values, bundles, strict=True)]
    shown, parts = [value for value, _ in found], [part for _, part in found]
    return (shown, [part[0] for part in parts]), ([part[1] for part in parts], [part[2] for part in parts])


@handles(listed)
def listed_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    values, bundles = listed(primals[0], bundled(primals[1], tangents[0], tangents[1]))
    parts = [raised(value, bundle)[1] for value, bundle in zip(values, bundles, strict=True)]
    return (values, [part[0] for part in parts]), ([part[1] for part in parts], [part[2] for part in parts])


@handles(set_item)
def set_item_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    owner, d_owner, index, value, d_value, d_index = (*primals, None)[:6]
    up_owner, up_d_owner, up_index, up_value, up_d_value, up_d_index = (*tangents, None)[:6]
    held = bundled(d_value, up_value, up_d_value)
    set_item(owner, bundled(d_owner, up_owner, up_d_owner), index, value, held, bundled(d_index, up_index, up_d_index))
    return None, None


@handles(refuse_key)
def refuse_key_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    refuse_key(primals[0], bundled(primals[1], *tangents))
    return None, None


@handles(set_attribute)
def set_attribute_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    owner, d_owner, name, value, d_value = primals
    up_owner, up_d_owner, _, up_value, up_d_value = tangents
    set_attribute(owner, bundled(d_owner, up_owner, up_d_owner), name, value, bundled(d_value, up_value, up_d_value))
    return None, None


@handles(exception_tangent)
def exception_tangent_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    refuse_value("a second derivative goes through a value in an exception", "Return the value instead of raising it.")


@handles(joint_context)
def joint_context_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return joint_context(*primals), tangents


@handles(positional_part)
def positional_part_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    cls, index, primal, tangent = primals
    return positional_part(cls, index, primal, tangent), positional_part(cls, index, primal, tangents[3])


@handles(without_keys)
def without_keys_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return without_keys(*primals), without_keys(tangents[0], primals[1])


class GeneratorStart:
    """Start the generator of pairs that a variant of a generator function is, as a value and its tangent."""

    def __init__(self, target: Any) -> None:
        self.target = target

    def __call__(self, *args: Any, **named: Any) -> Pairs:
        return joint_generator(self.target(*args, **named))


@handles((GeneratorStart, "__call__"))
def start_again(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    upper, _ = apply(function.target, primals, tangents, keywords, keyword_tangents, function_tangent=function_tangent)
    shown = JointIterator(upper)
    return (shown, shown), (upper, upper)
