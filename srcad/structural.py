"""Builtins and library functions that move values about without computing: the tangents are moved in the same way.

A handler takes (primals, tangents, keywords, keyword tangents, function tangent) and gives value and tangent.
"""

from __future__ import annotations

import collections
import copy
import functools
import itertools
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.runtime import (
    JointIterator,
    View,
    apply,
    class_attribute,
    constant_tangent,
    joint_generator,
    listed,
    pairs,
    set_attribute,
)
from srcad.structures import empty_tangent
from srcad.tangents import Tangent

Pairs = tuple[Any, Any]
HANDLERS: dict[Any, Callable[..., Any]] = {}


@dataclass(frozen=True)
class MethodTangent:
    """The tangent of a bound method: that of its object."""

    tangent: Any


@dataclass(frozen=True)
class PartialTangent:
    """The tangent of a functools.partial."""

    function: Any
    args: tuple[Any, ...]
    keywords: dict[str, Any]


def handles(*functions: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a handler for functions, by identity, or for a type's method."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        for function in functions:
            HANDLERS[function if isinstance(function, tuple) else id(function)] = handler
        return handler

    return register


def constant_call(function: Any, *args: Any, **keywords: Any) -> Pairs:
    """Call with nothing active; the result's tangent is that of a constant."""
    value = function(*args, **keywords)
    return value, constant_tangent(value)


# Iterators


@handles(zip)
def joint_zip(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Zip pairs; an iterator that is passed twice is walked once."""
    walked: dict[int, Any] = {}
    sources = []
    for primal, tangent in zip(primals, tangents, strict=True):
        if id(primal) not in walked or not isinstance(primal, Iterator):
            walked[id(primal)] = iter(pairs(primal, tangent))
        sources.append(walked[id(primal)])
    return joint_generator(split_rows(zip(*sources, **keywords)))


def split_rows(rows: Any) -> Iterator[Pairs]:
    """Turn rows of pairs into pairs of rows."""
    for row in rows:
        yield tuple(value for value, _ in row), tuple(tangent for _, tangent in row)


@handles(enumerate)
def joint_enumerate(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    start = primals[1] if len(primals) > 1 else keywords.get("start", 0)
    iterable = primals[0] if primals else keywords["iterable"]
    tangent = tangents[0] if tangents else keyword_tangents.get("iterable")
    return joint_generator(numbered(pairs(iterable, tangent), start))


def numbered(source: Any, start: int) -> Iterator[Pairs]:
    """Count the pairs."""
    for number, (value, tangent) in enumerate(source, start):
        yield (number, value), (None, tangent)


@handles(reversed)
def joint_reversed(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    (primal,), (tangent,) = primals, tangents
    if isinstance(primal, dict):
        return joint_generator(pairs(reversed(primal), None))
    if isinstance(tangent, View):
        return joint_generator(reversed(list(pairs(primal, tangent))))
    return joint_generator(zip(reversed(primal), reversed(tangent), strict=True))


@handles(iter)
def joint_iter(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    if len(primals) == 2:
        return joint_generator(until(primals, tangents))
    (primal,), (tangent,) = primals, tangents
    if type(tangent) is JointIterator:
        return primal, tangent
    own = class_attribute(type(primal), "__iter__")
    if isinstance(own, types.FunctionType):
        return apply(own, (primal,), (tangent,))
    if isinstance(class_attribute(type(primal), "__getitem__"), types.FunctionType):
        return joint_generator(by_index(primal, tangent))
    return joint_generator(iter(pairs(primal, tangent)))


def by_index(primal: Any, tangent: Any) -> Iterator[Pairs]:
    """Walk an object by the old protocol: indices until IndexError."""
    for index in itertools.count():
        try:
            pair = apply(type(primal).__getitem__, (primal, index), (tangent, None))
        except IndexError:
            return
        yield pair


def until(primals: Any, tangents: Any) -> Iterator[Pairs]:
    """Call a function until it returns the sentinel."""
    while True:
        value, tangent = apply(primals[0], (), (), function_tangent=tangents[0])
        if value == primals[1]:
            return
        yield value, tangent


@handles(next)
def joint_next(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    iterator, tangent = primals[0], tangents[0]
    try:
        if type(tangent) is JointIterator:
            return next(tangent.joint)
        if tangent is None:
            value = next(iterator)
            return value, constant_tangent(value)
        return apply(type(iterator).__next__, (iterator,), (tangent,))
    except StopIteration:
        if len(primals) < 2:
            raise
        return primals[1], constant_tangent(primals[1]) if tangents[1] is None else tangents[1]


@handles(map)
def joint_map(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    rows = zip(*(iter(pairs(p, t)) for p, t in zip(primals[1:], tangents[1:], strict=True)), strict=keywords.get("strict", False))
    return joint_generator(mapped(primals[0], tangents[0], split_rows(rows)))


def mapped(function: Any, d_function: Any, rows: Iterator[Pairs]) -> Iterator[Pairs]:
    """Apply a function to rows of arguments."""
    for values, tangents in rows:
        yield apply(function, values, tangents, function_tangent=d_function)


@handles(itertools.starmap)
def joint_starmap(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(starmapped(primals[0], tangents[0], pairs(primals[1], tangents[1])))


def starmapped(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Apply a function to the items of each row."""
    for row, d_row in source:
        values, tangents = listed(row, d_row)
        yield apply(function, tuple(values), tuple(tangents), function_tangent=d_function)


@handles(filter)
def joint_filter(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(filtered(primals[0], tangents[0], pairs(primals[1], tangents[1]), True))


@handles(itertools.filterfalse)
def joint_filterfalse(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(filtered(primals[0], tangents[0], pairs(primals[1], tangents[1]), False))


def filtered(function: Any, d_function: Any, source: Any, wanted: bool) -> Iterator[Pairs]:
    """Keep the pairs whose value passes the test."""
    for value, tangent in source:
        if bool(value if function is None else call_value(function, d_function, value, tangent)) is wanted:
            yield value, tangent


def call_value(function: Any, d_function: Any, value: Any, tangent: Any) -> Any:
    """Call a function for its value."""
    return apply(function, (value,), (tangent,), function_tangent=d_function)[0]


@handles(itertools.takewhile)
def joint_takewhile(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(taken(primals[0], tangents[0], pairs(primals[1], tangents[1])))


def taken(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Give pairs while the test holds."""
    for value, tangent in source:
        if not call_value(function, d_function, value, tangent):
            return
        yield value, tangent


@handles(itertools.dropwhile)
def joint_dropwhile(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(dropped(primals[0], tangents[0], pairs(primals[1], tangents[1])))


def dropped(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Give pairs from the first on whose test fails."""
    dropping = True
    for value, tangent in source:
        dropping = dropping and bool(call_value(function, d_function, value, tangent))
        if not dropping:
            yield value, tangent


@handles(itertools.chain)
def joint_chain(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(chained(zip(primals, tangents, strict=True)))


def chained(parts: Any) -> Iterator[Pairs]:
    """Walk one iterable after the other."""
    for part, d_part in parts:
        yield from pairs(part, d_part)


@handles(itertools.accumulate)
def joint_accumulate(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    function = primals[1] if len(primals) > 1 else keywords.get("func")
    d_function = tangents[1] if len(tangents) > 1 else keyword_tangents.get("func")
    source = pairs(primals[0], tangents[0])
    if "initial" in keywords and keywords["initial"] is not None:
        first = (keywords["initial"], keyword_tangents.get("initial", constant_tangent(keywords["initial"])))
        source = itertools.chain([first], source)
    return joint_generator(accumulated(function or add_values, d_function, source))


def add_values(a: Any, b: Any) -> Any:
    """Add."""
    return a + b


def accumulated(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Give the running results."""
    total = None
    for value, tangent in source:
        if total is None:
            total = (value, tangent)
        else:
            total = apply(function, (total[0], value), (total[1], tangent), function_tangent=d_function)
        yield total


def rearranged(function: Any) -> Callable[..., Any]:
    """Make a handler for an iterator that only picks, repeats or groups items."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        sources = [list(pairs(p, t)) if t is not None else p for p, t in zip(primals, tangents, strict=True)]
        return joint_generator(split_rows(function(*sources, **keywords)))

    return handler


for grouping in (itertools.product, itertools.permutations, itertools.combinations, itertools.combinations_with_replacement):
    HANDLERS[id(grouping)] = rearranged(grouping)
if hasattr(itertools, "pairwise"):
    HANDLERS[id(itertools.pairwise)] = lambda primals, tangents, *rest: joint_generator(
        split_rows(itertools.pairwise(pairs(primals[0], tangents[0])))
    )


@handles(itertools.islice)
def joint_islice(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(itertools.islice(pairs(primals[0], tangents[0]), *primals[1:]))


@handles(itertools.cycle)
def joint_cycle(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(itertools.cycle(pairs(primals[0], tangents[0])))


@handles(itertools.repeat)
def joint_repeat(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(itertools.repeat((primals[0], tangents[0]), *primals[1:]))


@handles(itertools.zip_longest)
def joint_zip_longest(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    fill = keywords.get("fillvalue")
    filler = (fill, keyword_tangents.get("fillvalue", constant_tangent(fill)))
    rows = itertools.zip_longest(*(pairs(p, t) for p, t in zip(primals, tangents, strict=True)), fillvalue=filler)
    return joint_generator(split_rows(rows))


@handles(itertools.tee)
def joint_tee(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    made = tuple(JointIterator(branch) for branch in itertools.tee(pairs(primals[0], tangents[0]), *primals[1:]))
    return made, made


# Containers


@handles(list)
def joint_list(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return listed(primals[0], tangents[0]) if primals else ([], [])


@handles(tuple)
def joint_tuple(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    if type(primals[0]) is tuple:
        return primals[0], tangents[0]
    values, d_values = listed(primals[0], tangents[0])
    return tuple(values), tuple(d_values)


@handles(collections.deque)
def joint_deque(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    values, d_values = listed(primals[0], tangents[0]) if primals else ([], [])
    length = primals[1] if len(primals) > 1 else keywords.get("maxlen")
    return collections.deque(values, length), collections.deque(d_values, length)


@handles(dict)
def joint_dict(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    made: dict[Any, Any] = {}
    d_made: dict[Any, Any] = {}
    update_dict(made, d_made, primals, tangents, keywords, keyword_tangents)
    return made, d_made


def update_dict(made: Any, d_made: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> None:
    """Put entries and their tangents into a dict and its tangent."""
    if primals and hasattr(primals[0], "keys"):
        for key in primals[0]:
            made[key] = primals[0][key]
            d_made[key] = constant_tangent(made[key]) if tangents[0] is None else tangents[0][key]
    elif primals:
        for entry, d_entry in pairs(primals[0], tangents[0]):
            (key, value), (_, d_value) = listed(entry, d_entry)
            made[key], d_made[key] = value, d_value
    for key, value in keywords.items():
        made[key] = value
        tangent = keyword_tangents.get(key)
        d_made[key] = constant_tangent(value) if tangent is None else tangent


@handles(sorted)
def joint_sorted(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    values, d_values = listed(primals[0], tangents[0])
    order = sorting_order(values, d_values, keywords, keyword_tangents)
    return [values[i] for i in order], [d_values[i] for i in order]


def sorting_order(values: list[Any], d_values: list[Any], keywords: Any, keyword_tangents: Any) -> list[int]:
    """Return the positions in sorted order; the sort is stable, each key is computed once."""
    key = keywords.get("key")
    keys = values
    if key is not None:
        d_key = keyword_tangents.get("key")
        keys = [call_value(key, d_key, v, t) for v, t in zip(values, d_values, strict=True)]
    return sorted(range(len(values)), key=keys.__getitem__, reverse=keywords.get("reverse", False))


def extremum(choose: Any) -> Callable[..., Any]:
    """Make the handler of min or max: the tangent of the object that Python returns."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        several = len(primals) > 1
        values, d_values = (list(primals), list(tangents)) if several else listed(primals[0], tangents[0])
        if not values and "default" in keywords:
            default = keywords["default"]
            tangent = keyword_tangents.get("default")
            return default, constant_tangent(default) if tangent is None else tangent
        if not values:
            choose(values)  # raises as Python does
        keys = values
        if keywords.get("key") is not None:
            d_key = keyword_tangents.get("key")
            keys = [call_value(keywords["key"], d_key, v, t) for v, t in zip(values, d_values, strict=True)]
        index = choose(range(len(values)), key=keys.__getitem__)
        tangent = d_values[index]
        return values[index], constant_tangent(values[index]) if tangent is None else tangent

    return handler


HANDLERS[id(min)] = extremum(min)
HANDLERS[id(max)] = extremum(max)


@handles(sum)
def joint_sum(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    total = primals[1] if len(primals) > 1 else keywords.get("start", 0)
    d_total = tangents[1] if len(tangents) > 1 else keyword_tangents.get("start")
    values, d_values = listed(primals[0], tangents[0])
    value = sum(values, total)
    if all(isinstance(v, (int, float, np.number)) for v in values) and isinstance(total, (int, float)):
        return value, sum(d_values, 0.0 if d_total is None else d_total)
    for item, d_item in zip(values, d_values, strict=True):
        total, d_total = apply(add_values, (total, item), (d_total, d_item))
    return value, d_total


@handles(functools.reduce)
def joint_reduce(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    source = iter(pairs(primals[1], tangents[1]))
    if len(primals) > 2:
        total = (primals[2], tangents[2])
    else:
        total = next(source, None)
        if total is None:
            raise TypeError("reduce() of empty iterable with no initial value")
    for value, tangent in source:
        total = apply(primals[0], (total[0], value), (total[1], tangent), function_tangent=tangents[0])
    return total


@handles(functools.partial)
def joint_partial(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    made = functools.partial(*primals, **keywords)
    return made, PartialTangent(tangents[0], tuple(tangents[1:]), dict(keyword_tangents))


@handles(functools.wraps, functools.update_wrapper)
def joint_wraps(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return functools.wraps(*primals, **keywords), WrapsTangent()


class WrapsTangent:
    """The tangent of functools.wraps(f): a decorator that leaves the function's tangent as it is."""


# Attributes


@handles(getattr)
def joint_getattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Read an attribute as Python does: descriptors of the class, the instance, then ``__getattr__``."""
    owner, name, d_owner = primals[0], primals[1], tangents[0]
    cls = type(owner)
    descriptor = class_attribute(cls, name)
    if isinstance(descriptor, property):
        return apply(descriptor.fget, (owner,), (d_owner,))
    if isinstance(descriptor, functools.cached_property):
        return cached_attribute(owner, d_owner, name, descriptor)
    if isinstance(owner, (np.ndarray, np.generic)):
        return array_attribute(owner, name, d_owner)
    if isinstance(owner, functools.partial) and isinstance(d_owner, PartialTangent):
        return getattr(owner, name), getattr(d_owner, name, None)
    try:
        value = getattr(owner, name)
    except AttributeError:
        if len(primals) > 2:
            return primals[2], constant_tangent(primals[2]) if tangents[2] is None else tangents[2]
        raise
    if isinstance(value, (types.MethodType, types.BuiltinMethodType)) and getattr(value, "__self__", None) is owner:
        return value, d_owner
    if name in ("real", "imag", "numerator") and isinstance(owner, (int, float, complex)):
        return value, getattr(d_owner, name) if d_owner is not None else 0.0
    return value, tangent_attribute(owner, d_owner, name, value)


def tangent_attribute(owner: Any, d_owner: Any, name: str, value: Any) -> Any:
    """Return the tangent of an attribute of an object: stored beside it, or none for what the class holds."""
    if isinstance(owner, tuple) and hasattr(owner, "_fields"):
        return d_owner[owner._fields.index(name)]
    if isinstance(d_owner, (list, dict, tuple, float, int, complex)) or d_owner is None:
        return constant_tangent(value)
    own = getattr(owner, "__dict__", {})
    if name in own or hasattr(d_owner, name):
        if hasattr(d_owner, name):
            return getattr(d_owner, name)
        refuse_attribute(owner, name)
    return constant_tangent(value) if not callable(value) else None


def refuse_attribute(owner: Any, name: str) -> None:
    """Refuse an attribute that something unseen has stored."""
    what = f"the attribute '{name}' of a {type(owner).__name__} was stored by code that srcad did not see"
    raise Refusal(UnsupportedValueError(describe(what, None, "Store it with an assignment, or in __init__.")))


def cached_attribute(owner: Any, d_owner: Any, name: str, descriptor: Any) -> Pairs:
    """Read a cached_property: computed once, its tangent kept beside it."""
    if name in vars(owner):
        if not hasattr(d_owner, name):
            refuse_attribute(owner, name)
        return vars(owner)[name], getattr(d_owner, name)
    value, tangent = apply(descriptor.func, (owner,), (d_owner,))
    vars(owner)[name] = value
    setattr(d_owner, name, tangent)
    return value, tangent


def array_attribute(owner: Any, name: str, d_owner: Any) -> Pairs:
    """Read an attribute of an array: the same of its tangent where that is linear."""
    value = getattr(owner, name)
    if name in ("T", "real", "imag", "flat", "mT") and d_owner is not None:
        return value, getattr(d_owner, name)
    if callable(value):
        return value, d_owner
    return value, None


@handles(setattr)
def joint_setattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    set_attribute(primals[0], tangents[0], primals[1], primals[2], tangents[2])
    return None, None


@handles(object.__setattr__)
def plain_setattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    object.__setattr__(*primals)
    if tangents[0] is not None:
        setattr(tangents[0], primals[1], constant_tangent(primals[2]) if tangents[2] is None else tangents[2])
    return None, None


@handles(vars)
def joint_vars(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return vars(*primals), vars(*tangents)


# Copies


@handles(copy.copy)
def joint_copy(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return copy.copy(primals[0]), copy.copy(tangents[0])


@handles(copy.deepcopy)
def joint_deepcopy(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return copy.deepcopy(primals[0]), copy.deepcopy(tangents[0])


# Instances


def construct(cls: type, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Make an instance of a class and its Tangent, through the class's own ``__init__``."""
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        return construct_namedtuple(cls, primals, tangents, keywords, keyword_tangents)
    if issubclass(cls, BaseException):
        return construct_exception(cls, primals, tangents, keywords)
    refuse_unknown_class(cls)
    made = object.__new__(cls) if cls.__new__ is object.__new__ else None
    if made is None:
        made, d_made = apply(cls.__new__, (cls, *primals), (None, *tangents), keywords, keyword_tangents)
    else:
        d_made = empty_tangent(made)
    initialise = class_attribute(cls, "__init__")
    if initialise is not None and initialise is not object.__init__:
        if hasattr(cls, "__dataclass_fields__") and "__create_fn__" in getattr(initialise, "__qualname__", ""):
            construct_dataclass(cls, made, d_made, primals, tangents, keywords, keyword_tangents)
        else:
            apply(initialise, (made, *primals), (d_made, *tangents), keywords, keyword_tangents)
    return made, d_made


def refuse_unknown_class(cls: type) -> None:
    """Refuse a class that is not written in Python."""
    if cls.__flags__ & (1 << 9) and all(base is object or base.__flags__ & (1 << 9) for base in cls.__mro__ if base.__module__ not in ("abc", "typing")):
        return
    what = f"an active value is put into a {cls.__module__}.{cls.__qualname__}, which has no tangent"
    raise Refusal(UnsupportedValueError(describe(what, None, "Keep the number itself, or convert at the end, outside the derivative.")))


def construct_namedtuple(cls: type, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
    """Make a namedtuple and the namedtuple of its tangents."""
    value = cls(*primals, **keywords)
    names = cls._fields  # type: ignore[attr-defined]
    known = dict(zip(names, tangents, strict=False)) | dict(keyword_tangents)
    parts = [constant_tangent(part) if known.get(name) is None else known[name] for name, part in zip(names, value, strict=True)]
    return value, tuple.__new__(cls, parts)


def construct_exception(cls: type, primals: Any, tangents: Any, keywords: Any) -> Pairs:
    """Make an exception that carries the tangents of its arguments."""
    own = class_attribute(cls, "__init__")
    if isinstance(own, types.FunctionType):
        made = cls.__new__(cls, *primals, **keywords)
        d_made = Tangent(args=tuple(tangents))
        vars(made)["_srcad_tangent"] = d_made
        apply(own, (made, *primals), (d_made, *tangents), keywords, {})
        return made, d_made
    made = cls(*primals, **keywords)
    d_made = Tangent(args=tuple(constant_tangent(p) if t is None else t for p, t in zip(primals, tangents, strict=True)))
    vars(made)["_srcad_tangent"] = d_made
    return made, d_made


def construct_dataclass(cls: Any, made: Any, d_made: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> None:
    """Fill a dataclass as its generated ``__init__`` does, then run ``__post_init__``."""
    import dataclasses

    positional = iter(zip(primals, tangents, strict=True))
    init_only = []
    for name, item in cls.__dataclass_fields__.items():
        if item._field_type is dataclasses._FIELD_CLASSVAR:  # type: ignore[attr-defined]
            continue
        value, tangent = field_value(item, name, positional, keywords, keyword_tangents)
        if value is dataclasses.MISSING:
            continue
        if item._field_type is dataclasses._FIELD_INITVAR:  # type: ignore[attr-defined]
            init_only.append((value, tangent))
            continue
        object.__setattr__(made, name, value) if cls.__dataclass_params__.frozen else setattr(made, name, value)
        object.__setattr__(d_made, name, constant_tangent(value) if tangent is None else tangent)
    if hasattr(cls, "__post_init__"):
        apply(cls.__post_init__, (made, *(v for v, _ in init_only)), (d_made, *(t for _, t in init_only)))


def field_value(item: Any, name: str, positional: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
    """Return what a field of a dataclass gets: an argument, its default, or what its factory makes."""
    import dataclasses

    if item.init and name in keywords:
        return keywords[name], keyword_tangents.get(name)
    if item.init and not item.kw_only:
        given = next(positional, None)
        if given is not None:
            return given  # type: ignore[no-any-return]
    if item.default is not dataclasses.MISSING:
        return item.default, None
    if item.default_factory is not dataclasses.MISSING:
        return item.default_factory(), None
    return dataclasses.MISSING, None


# Deques


def on_deque(method: str, argument: int | None) -> Callable[..., Any]:
    """Make the handler of a deque's method: the same on the tangent."""

    def handler(function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        args, d_args = list(primals), list(primals)
        if method in ("extend", "extendleft"):
            args[0], d_args[0] = listed(primals[0], tangents[0])
        elif argument is not None:
            d_args[argument] = constant_tangent(primals[argument]) if tangents[argument] is None else tangents[argument]
        return function(*args), getattr(function_tangent, method)(*d_args)

    return handler


for deque_method, where in {"append": 0, "appendleft": 0, "pop": None, "popleft": None, "extend": 0, "extendleft": 0, "rotate": None, "clear": None, "reverse": None, "copy": None, "insert": 1}.items():
    HANDLERS[collections.deque, deque_method] = on_deque(deque_method, where)

