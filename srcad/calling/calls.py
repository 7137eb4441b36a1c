"""One call of a user's function, and which of its arguments it is differentiated with respect to."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, cast

from srcad.errors import SeedError, describe
from srcad.keeping import KEEPER, kept_with

Function = Callable[..., Any]
Wrt = int | str | Sequence[int | str]
Place = int | str
# For each level, tangents by position and by name.
Levels = tuple[tuple[Sequence[Any], Mapping[str, Any]], ...]


@dataclass(frozen=True)
class Call:
    """A function and its arguments, and the places of those that vary.

    A place is the position of a positional argument or the name of a keyword argument.
    """

    function: Function
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    places: tuple[Place, ...]
    is_tuple: bool

    @classmethod
    def of(cls, f: Function, wrt: Wrt, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Self:
        """Return the call `f(*args, **kwargs)` of the primal of f, with its defaults filled in.

        Raises SeedError if there is no parameter or argument that `wrt` can mean, and TypeError as the call does.
        """
        function = primal_of(f)
        bound = _bind(function, args, kwargs)
        is_tuple = not isinstance(wrt, (int, str))
        wanted = tuple(wrt) if isinstance(wrt, Sequence) and not isinstance(wrt, str) else (wrt,)
        call = cls(function, *bound, (), is_tuple)
        return replace(call, places=tuple(call._place(one) for one in wanted))

    def _place(self, wanted: int | str) -> Place:
        names = _positional_names(self.function)
        if isinstance(wanted, int) and -len(self.args) <= wanted < len(self.args):
            return wanted % len(self.args)
        if isinstance(wanted, str) and wanted in names:
            return names.index(wanted)
        if wanted in self.kwargs:
            return wanted
        known = ", ".join([*names, *self.kwargs]) or "none"
        what = f"wrt={wanted!r} is no argument of {name_of(self.function)}"
        raise SeedError(describe(what, None, f"Its arguments are: {known}; {len(self.args)} by position."))

    def argument(self, place: Place) -> Any:
        """Return the argument at a place."""
        return self.kwargs[place] if isinstance(place, str) else self.args[place]

    def name_of(self, place: Place) -> str:
        """Return the name of the parameter at a place, or its position."""
        names = _positional_names(self.function)
        if isinstance(place, str):
            return place
        return names[place] if place < len(names) else f"argument {place}"

    def with_arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Self:
        """Return the same call with other arguments."""
        return replace(self, args=args, kwargs=kwargs)

    def for_places(self, results: list[Any]) -> Any:
        """Return one result for each place as the user asked for it: a tuple if `wrt` was one."""
        return tuple(results) if self.is_tuple else results[0]

    def jvp(self, tangents: Mapping[Place, Any]) -> tuple[Any, Any]:
        """Return the value and its tangent."""
        from srcad import api

        positional, named = self._split(tangents)
        if isinstance(self.function, Stand):
            value, tangent = self.function.along(self, ((positional, named),))
            return value, tangent
        value, tangent = api.jvp(self.function, self.args, positional, self.kwargs, named)
        return value, tangent

    def second_order(self, inner: Mapping[Place, Any], outer: Mapping[Place, Any]) -> tuple[Any, Any, Any, Any]:
        """Return the value, its tangents in the inner and outer direction, and the outer tangent of the inner one."""
        from srcad import api

        (inner_args, inner_kwargs), (outer_args, outer_kwargs) = self._split(inner), self._split(outer)
        if isinstance(self.function, Stand):
            (value, one), (other, both) = self.function.along(self, (self._split(inner), self._split(outer)))
            return value, one, other, both
        value, along_inner, along_outer, second = api.second_order(
            self.function, self.args, inner_args, outer_args, self.kwargs, inner_kwargs, outer_kwargs
        )
        return value, along_inner, along_outer, second

    def repeated(self, *tangents: Mapping[Place, Any]) -> Callable[..., Any] | None:
        """Return what makes this call again along other tangents, one for each level, at the places of these.

        It returns nested pairs. Return None where each call must be looked at by itself.
        """
        from srcad import api

        return api.repeated(self.function, self.args, self.kwargs, tuple(map(self._split, tangents)))

    def _split(self, tangents: Mapping[Place, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        positional = tuple(tangents.get(position) for position in range(len(self.args)))
        return positional, {place: tangent for place, tangent in tangents.items() if isinstance(place, str)}


class Stand:
    """Stand for a function whose derivatives come from elsewhere: for the derivative of a derivative."""

    def __init__(self, function: Function) -> None:
        self.function = primal_of(function)
        self.__wrapped__ = self.function
        self.__name__ = name_of(self.function)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to be called for a value alone."""
        what = f"the derivative of {self.__name__} with respect to nothing is differentiated"
        raise SeedError(describe(what, None, "Name an argument that varies."))

    def along(self, call: Call, levels: Levels) -> Any:
        """Return the derivatives of a call, for tangents by position and by name at each level."""
        raise NotImplementedError


def primal_of(f: Function) -> Function:
    """Return the function as it was written, if `f` is its derivative."""
    from srcad import api

    return cast(Function, api.primal_of(f))


def name_of(function: Function) -> str:
    """Return what to call a function in a message."""
    return getattr(function, "__name__", None) or type(function).__name__


def _bind(function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    signature = _signature(function)
    if signature is None:
        return args, kwargs
    bound = signature.bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.args, bound.kwargs


def _signature(function: Function) -> inspect.Signature | None:
    """Return the signature of a function, None for one written in C that has none."""
    if not isinstance(function, types.FunctionType) or not vars(function).keys() <= {KEEPER} or function.__kwdefaults__:
        return _found_signature(function)
    kept = kept_with(function)
    made_of = (function.__code__, function.__defaults__)
    if kept.get("signature", (None, None))[0] != made_of:
        kept["signature"] = made_of, _found_signature(function)
    return cast(inspect.Signature, kept["signature"][1])


def _found_signature(function: Function) -> inspect.Signature | None:
    try:
        return inspect.signature(function)
    except ValueError:
        return None


def _positional_names(function: Function) -> list[str]:
    signature = _signature(function)
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [] if signature is None else [name for name, one in signature.parameters.items() if one.kind in kinds]


def tangents_of_call(
    function: Function, args: Any, kwargs: Any, positional: Sequence[Any], named: Mapping[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arrange tangents as `Call.of` arranges the arguments: by position where that is possible, None for a default."""
    padded = [*positional, *(None for _ in args[len(positional) :])]
    signature = _signature(function)
    if signature is None:
        return tuple(padded), dict(named)
    bound = signature.bind(*padded, **{name: named.get(name) for name in kwargs})
    given = set(bound.arguments)
    bound.apply_defaults()
    variadic = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    for name, parameter in signature.parameters.items():
        if name not in given and parameter.kind not in variadic:
            bound.arguments[name] = None
    return bound.args, bound.kwargs
