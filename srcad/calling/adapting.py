"""Find the Python function behind what a user hands in, and the arguments that go before those of the call."""

from __future__ import annotations

import functools
import sys
import types
from dataclasses import dataclass
from typing import Any

from srcad.errors import SrcadError, describe
from srcad.keeping import written_as


@dataclass(frozen=True)
class Adapted:
    """A function and the arguments that it always gets: the object of a method, what a partial holds.

    `function` is a Python function, or else a builtin, a class or what has a rule, for which a function is written at
    the call.
    """

    function: Any
    args: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Tell whether the function is a Python function that is differentiated by its source."""
        return isinstance(self.function, types.FunctionType) and not has_rule(self.function)


def has_rule(function: types.FunctionType) -> bool:
    """Tell whether the user gave a function a rule: before he does, the registry need not be imported."""
    registry = sys.modules.get("srcad.rules.registry")
    return registry is not None and registry.find(function) is not None


def primal_of(function: Any) -> Any:
    """Return the function as it was written, of a decorated one its primal."""
    if isinstance(function, types.MethodType):
        # A bound method shows the attributes of its function as its own.
        inner: Any = getattr(function.__func__, "__srcad_primal__", None)
        return function if inner is None else types.MethodType(inner, function.__self__)
    return getattr(function, "__srcad_primal__", function)


def adapt(function: Any) -> Adapted:
    """Return what is differentiated when a callable is.

    Raises SrcadError for what cannot be called.
    """
    function = primal_of(function)
    if isinstance(function, types.FunctionType):
        return Adapted(function)
    if isinstance(function, types.MethodType):
        return _before(adapt(function.__func__), (function.__self__,))
    if isinstance(function, functools.partial):
        return _before(adapt(function.func), function.args, function.keywords)
    if isinstance(function, (staticmethod, functools._lru_cache_wrapper)):
        return adapt(function.__wrapped__)
    if isinstance(written_as(function), types.FunctionType):
        return Adapted(written_as(function))
    call = _call_of_class(type(function))
    if isinstance(call, types.FunctionType):
        return Adapted(call, (function,))
    if not callable(function):
        raise SrcadError(describe(f"cannot differentiate {function!r}: it cannot be called", None, "Pass a function."))
    return Adapted(function)


def _before(inner: Adapted, args: tuple[Any, ...], keywords: dict[str, Any] | None = None) -> Adapted:
    merged = {**dict(inner.keywords), **(keywords or {})}
    return Adapted(inner.function, (*inner.args, *args), tuple(merged.items()))


def _call_of_class(cls: type) -> Any:
    for base in cls.__mro__:
        if "__call__" in vars(base):
            return primal_of(vars(base)["__call__"])
    return None
