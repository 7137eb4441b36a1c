"""Match the arguments of a dispatched call with the parameters of what is called, and the tangents with theirs."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Container, Iterable
from typing import Any

import numpy as np

from srcad.kinds import BOTTOM, UNKNOWN, WALK_LIMIT, DictOf, ListOf, TupleOf, join, kind_of
from srcad.rules import registry
from srcad.running.arguing import Given, Lowered, Place
from srcad.running.gaps import has_gap, is_outside
from srcad.values.carrying import refuse_value


def local_order(parameters: tuple[str, ...], count: int, rest: tuple[str | None, str | None]) -> list[str]:
    """List a nested function's parameters in the order of their tangents."""
    args_name, keywords_name = rest
    order = list(parameters[:count])
    if args_name:
        order.append(args_name)
    order.extend(parameters[count:])
    if keywords_name:
        order.append(keywords_name)
    return order


def rest_names(code: Any, rest: list[str]) -> tuple[str | None, str | None]:
    """Return the names of *args and **kwargs."""
    args_name = rest.pop(0) if code.co_flags & inspect.CO_VARARGS else None
    return args_name, rest.pop(0) if code.co_flags & inspect.CO_VARKEYWORDS else None


def bound(
    given: Given,
    target: Any,
    positional: list[str],
    seeds: dict[str, str],
    rest: tuple[str | None, str | None],
    bare: Container[str] = (),
) -> Lowered:
    """Pass primals as they are and the tangent of each to the keyword of its parameter.

    Among the rest, a constant number has a zero, or None if the keyword of its tangent is one of `bare`.
    """

    def in_rest(name: str, tangent: Place, primal: Place) -> Place:
        return tangent if seeds[name] in bare else ("rest", tangent, primal)

    lowered = Lowered(target)
    args_name, keywords_name = rest
    for index in range(len(given.primals)):
        lowered.args.append(("primal", index))
        if index < len(positional) and positional[index] in seeds:
            lowered.named[seeds[positional[index]]] = ("tangent", index)
    extra = range(len(positional), len(given.primals))
    if args_name in seeds and extra:
        lowered.named[seeds[args_name]] = (
            "tuple",
            *(in_rest(args_name, ("tangent", i), ("primal", i)) for i in extra),
        )
    by_position = positional[: target.__code__.co_posonlyargcount]
    by_name = {*positional, *seeds} - {*by_position, args_name, keywords_name}
    unknown = [name for name in given.keywords if name not in by_name]
    if keywords_name:
        check_names(given, unknown, seeds)
    for name in given.keywords:
        lowered.named[name] = ("keyword", name)
        if name in seeds and name in by_name:
            lowered.named[seeds[name]] = ("keyword tangent", name)
    if keywords_name in seeds and unknown:
        lowered.named[seeds[keywords_name]] = (
            "dict",
            tuple(unknown),
            tuple(in_rest(keywords_name, ("keyword tangent", n), ("keyword", n)) for n in unknown),
        )
    return lowered


def fill(lowered: Lowered, seeds: Iterable[str]) -> None:
    """Pass a zero where an argument has no tangent."""
    for seed in seeds:
        place = lowered.named.get(seed, ())
        if place and place[0] in ("tangent", "keyword tangent"):
            primal = "primal" if place[0] == "tangent" else "keyword"
            lowered.named[seed] = ("filled", place, (primal, place[1]))


def check_names(given: Given, names: list[str], seeds: dict[str, str]) -> None:
    """Refuse a keyword argument that goes into **kwargs but has the name that a tangent has."""
    for parameter, seed in seeds.items():
        if seed in names:
            refuse_value(
                f"the keyword argument '{seed}' of {getattr(given.function, '__name__', 'a function')} has the name of"
                f" the tangent of '{parameter}'",
                "Rename the keyword, or pass the keywords as one dict.",
            )


def key_of_given(given: Given, function: Any) -> tuple[Any, list[str], tuple[str | None, str | None]]:
    """Return the key of a variant, the positional parameters and the names of *args and **kwargs.

    Raises TypeError where the arguments do not fit.
    """
    code = function.__code__
    count, only = code.co_argcount, code.co_kwonlyargcount
    positional = list(code.co_varnames[:count])
    keyword_only = code.co_varnames[count : count + only]
    rest = rest_names(code, list(code.co_varnames[count + only :]))
    if len(given.primals) > count and rest[0] is None:
        raise TypeError
    found: dict[str, tuple[Any, bool]] = {}
    for name, primal, tangent in zip(positional, given.primals, given.tangents, strict=False):
        found[name] = (kind_for(function, primal, tangent), may_vary(function, primal, tangent))
    extra: dict[str, tuple[Any, bool]] = {}
    for name, primal in given.keywords.items():
        tangent = given.keyword_tangents.get(name)
        by_name = name in positional[code.co_posonlyargcount :] or name in keyword_only
        kind = kind_for(function, primal, tangent) if by_name or not is_outside(primal, tangent) else UNKNOWN
        (found if by_name else extra)[name] = (kind, may_vary(function, primal, tangent))
    if extra and rest[1] is None:
        raise TypeError
    key = [(name, *found[name]) for name in (*positional, *keyword_only) if name in found]
    if rest[0]:
        more = given.primals[count:]
        pairs = list(zip(more, given.tangents[count:], strict=True))
        kinds = [UNKNOWN if is_outside(p, t) else kind_of(p) for p, t in pairs]
        active = any(may_vary(function, p, t) for p, t in pairs)
        key.append((rest[0], TupleOf(tuple(kinds)), active))
    if rest[1]:
        kind = functools.reduce(join, (k for k, _ in extra.values()), kind_of({}).element)
        key.append((rest[1], DictOf(kind), any(active for _, active in extra.values())))
    return tuple(key), positional, rest


def kind_for(function: Any, value: Any, tangent: Any) -> Any:
    """Return the kind of an argument; what makes the call of a rule only reads it, and so a list is like a tuple.

    A list of lists and arrays, or of numbers and lists, has no kind for all its elements, but each of them has one.
    Where a part has no tangent, only the run can read the tangents: nothing is known of such an argument.
    """
    if has_gap(value, tangent):
        return UNKNOWN
    kind = kind_of(value)
    return kind_by_parts(value, kind) if type(value) is list and hasattr(function, "__srcad_rule__") else kind


def kind_by_parts(value: list[Any], kind: Any) -> Any:
    """Return the kind of a list as that of a tuple, where its elements have no kind in common or there are none."""
    element = kind
    while isinstance(element, ListOf):
        element = element.element
    if element not in (UNKNOWN, BOTTOM) or len(value) > WALK_LIMIT:
        return kind
    return TupleOf(tuple(kind_by_parts(v, kind_of(v)) if type(v) is list else kind_of(v) for v in value))


def key_with_stored(given: Given, key: Any, positional: list[str], stored: frozenset[str]) -> Any:
    """Return the key in which the constant arguments that take something active vary.

    One without a tangent is refused: what is stored into it would be lost.
    """
    tangents = {**dict(zip(positional, given.tangents, strict=False)), **given.keyword_tangents}
    passed = {*positional[: len(given.primals)], *given.keywords}
    for name in sorted(stored & passed):
        if tangents.get(name) is None:
            refuse_value(
                f"an active value is stored in '{name}' of {getattr(given.function, '__name__', 'a function')}, which"
                " has no tangent",
                "Make the object inside the function, or pass it as an argument that varies.",
            )
    return tuple((name, kind, active or name in stored & passed) for name, kind, active in key)


def may_vary(function: Any, primal: Any, tangent: Any) -> bool:
    """Tell whether an argument is active in a call of a function; one that has no rule may write into any list."""
    if type(primal) is list and type(tangent) is list and not only_reads(function):
        return True
    return varies(primal, tangent)


def only_reads(function: Any) -> bool:
    """Tell whether a function has a rule, or was made for the call of one, as was the derivative of such a function."""
    code = getattr(function, "__code__", None)
    return registry.find(function) is not None or (code is not None and "<srcad call of" in code.co_filename)


def varies(primal: Any, tangent: Any) -> bool:
    """Tell whether an argument is active: an int whose tangent is the exact zero is not, nor are several.

    A list may be written to, so that its tangent counts even where nothing in it varies yet.
    """
    if tangent is None or (type(primal) is tuple and not primal):
        return False
    if tangent is primal:
        return True
    if is_count(primal) or type(primal) in (str, type(None)):
        return not (isinstance(tangent, (int, float)) and tangent == 0)
    if type(primal) is np.ndarray and primal.dtype.kind in "biu":
        return bool(np.any(tangent))
    if type(primal) in (list, tuple) and primal and len(primal) == len(tangent) and type(tangent) is type(primal):
        return any(map(varies, primal, tangent)) or (type(primal) is list and not is_never_active(primal))
    return True


def is_never_active(value: Any) -> bool:
    """Tell whether a value is a text, a count or nothing, or a list or tuple of such."""
    if type(value) in (list, tuple):
        return all(map(is_never_active, value))
    return is_count(value) or type(value) in (str, bytes, type(None))


def is_count(value: Any) -> bool:
    """Tell whether a value is an integer."""
    return type(value) in (int, bool) or isinstance(value, (np.integer, np.bool_))
