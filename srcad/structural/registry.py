"""Keep what computes value and tangent of a function that moves values about: the table of handlers.

A handler of a function takes (primals, tangents, keywords, keyword tangents, function tangent) and gives value and
tangent; None is the tangent of a constant. A handler of a type's method, under (type, name), takes the bound method
first; one of a callable type, under (type, "__call__"), takes the callable first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.carrying import zero_tangent

Pairs = tuple[Any, Any]
Handler = Callable[..., Any]
HANDLERS: dict[Any, Handler] = {}
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


def handles(*functions: Any) -> Callable[[Handler], Handler]:
    """Register a handler for functions, by identity, or for a type's method."""

    def register(handler: Handler) -> Handler:
        for function in functions:
            HANDLERS[function if isinstance(function, tuple) else id(function)] = handler
            _kept.append(function)
        return handler

    return register


def filled(value: Any, tangent: Any) -> Any:
    """Return a tangent that may stand in a container: an explicit zero for a constant."""
    return zero_tangent(value) if tangent is None else tangent


def constant_call(function: Any, *args: Any, **keywords: Any) -> Pairs:
    """Call with nothing active; the result's tangent is that of a constant."""
    value = function(*args, **keywords)
    return value, zero_tangent(value)


def refuse(what: str, way_out: str) -> None:
    """Refuse to go on, in a way that no handler of the user's can swallow."""
    raise Refusal(UnsupportedValueError(describe(what, None, way_out)))


def argument(position: int, name: str, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, default: Any = None) -> Pairs:
    """Return an argument that is passed by position or by name, or its default."""
    if len(primals) > position:
        return primals[position], tangents[position]
    return keywords.get(name, default), keyword_tangents.get(name)
