"""Keep what computes value and tangent of a function that moves values about: the table of handlers.

A handler of a function takes (primals, tangents, keywords, keyword tangents, function tangent) and gives value and
tangent; None is the tangent of a constant. A handler of a type's method, under (type, name), takes the bound method
first; one of a callable type, under (type, "__call__"), takes the callable first.
"""

from __future__ import annotations

import copy
import inspect
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from srcad.running.bundling import DIVISIONS, JOINS, Bundle, bundled, holds_bundle, parts_of
from srcad.values.carrying import WRITABLE, parts_outside, tangent_outside, zero_tangent
from srcad.values.frozen import zero_of_result, zero_outside
from srcad.values.structures import empty_tangent
from srcad.values.subclasses import is_container_class

Pairs = tuple[Any, Any]
Handler = Callable[..., Any]
HANDLERS: dict[Any, Handler] = {}
# The handlers themselves, which can run on the tangents of two levels at once.
LIFTABLE: set[int] = set()
# What gives a part of its argument, or a part of a part.
READERS = (getattr, vars, inspect.getattr_static)
GETTERS = (operator.attrgetter, operator.itemgetter, operator.methodcaller)
# What makes a new container of the parts of others.
JOINERS = (operator.add, operator.mul, operator.or_, sum, list, tuple, dict, copy.copy)
# The functions of the table are kept alive, so that an id stays its own.
_kept: list[Any] = []


@dataclass(frozen=True)
class MethodTangent:
    """The tangent of a bound method: that of its object."""

    tangent: Any


@dataclass(frozen=True)
class PartialTangent:
    """The tangent of a functools.partial, and of an operator.methodcaller."""

    function: Any
    args: tuple[Any, ...]
    keywords: dict[str, Any]


def join_partials(*parts: Any) -> PartialTangent:
    """Bundle the tangents of a partial for two levels."""
    known = [part if isinstance(part, PartialTangent) else None for part in parts]
    count = max(len(part.args) for part in known if part is not None)
    names = [name for part in known if part is not None for name in part.keywords]
    args = [bundled(*(None if part is None or not part.args else part.args[i] for part in known)) for i in range(count)]
    keywords = {n: bundled(*(None if part is None else part.keywords.get(n) for part in known)) for n in names}
    return PartialTangent(bundled(*(None if part is None else part.function for part in known)), tuple(args), keywords)


def divide_partial(tangent: PartialTangent) -> Any:
    """Take the bundled tangent of a partial apart."""
    functions, args, keywords = (parts_of(part) for part in (tangent.function, tangent.args, tangent.keywords))
    return tuple([PartialTangent(functions[i], args[i], keywords[i]) for i in range(3)])


def divide_method(tangent: MethodTangent) -> Any:
    """Take the bundled tangent of a bound method apart."""
    return tuple([MethodTangent(part) for part in parts_of(tangent.tangent)])


JOINS[PartialTangent] = join_partials
DIVISIONS[PartialTangent] = divide_partial
JOINS[MethodTangent] = lambda *parts: MethodTangent(
    bundled(*(None if part is None else part.tangent for part in parts))
)
DIVISIONS[MethodTangent] = divide_method


def handles(*functions: Any) -> Callable[[Handler], Handler]:
    """Register a handler for functions, by identity, or for a type's method."""

    def register(handler: Handler) -> Handler:
        for function in functions:
            HANDLERS[function if isinstance(function, tuple) else id(function)] = handler
            _kept.append(function)
        return liftable(handler)

    return register


def liftable(handler: Handler) -> Handler:
    """Let a handler run on the tangents of two levels at once."""
    LIFTABLE.add(id(handler))
    _kept.append(handler)
    return handler


def filled(value: Any, tangent: Any) -> Any:
    """Return a tangent that may stand in a container: an explicit zero for a constant."""
    return zero_outside(value) if tangent is None else tangent


def fresh_tangent(value: Any, tangents: Any, keyword_tangents: Any) -> Any:
    """Return the empty tangent of a new container or object, for as many levels as its arguments have."""
    if any(map(holds_bundle, (*tangents, *keyword_tangents.values()))):
        return Bundle((empty_tangent(value), empty_tangent(value), empty_tangent(value)))
    return empty_tangent(value)


def constant_call(function: Any, *args: Any, **keywords: Any) -> Pairs:
    """Call with nothing active; the result's tangent is that of a constant."""
    held = [function(*args, **keywords)]
    tangent = constant_tangent(function, held)
    return held[0], tangent


def constant_tangent(function: Any, held: list[Any]) -> Any:
    """Return the tangent of what a constant call gave, which stands in a list: a variable would be a reference to it.

    An element or attribute of what has no tangent has none either: what is stored into it would be lost.
    """
    is_writable = type(held[0]) in WRITABLE or is_container_class(type(held[0]))
    if function is operator.getitem and is_writable:
        return None
    copied = type(getattr(function, "__self__", None)) if getattr(function, "__name__", "") == "copy" else None
    is_joined = any(function is one for one in JOINERS) and isinstance(held[0], (list, tuple, dict))
    if is_joined or copied in (list, dict):
        return tangent_of_joined(held[0])
    # A method of that name of an object may give anything.
    if any(function is one for one in READERS) or type(function) in GETTERS or copied not in (None, np.ndarray):
        return tangent_outside(held[0])
    return zero_of_result(held)


def tangent_of_joined(value: Any) -> Any:
    """Return the tangent of what was joined or copied of constants: it is new, but its parts may be from outside."""
    outside = parts_outside(value)
    return zero_tangent(value) if outside is None else outside


def argument(
    position: int, name: str, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, default: Any = None
) -> Pairs:
    """Return an argument that is passed by position or by name, or its default."""
    if len(primals) > position:
        return primals[position], tangents[position]
    return keywords.get(name, default), keyword_tangents.get(name)
