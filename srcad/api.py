"""The public door: forward_diff and jvp."""

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

from srcad.calling.adapting import Adapted, adapt, primal_of
from srcad.calling.deriving import Derivative
from srcad.calling.levels import Prepared
from srcad.calling.refusing import guarded
from srcad.calling.wrapping import MISSING, Form
from srcad.compiling.options import Numba, compiler_for
from srcad.errors import SeedError, SrcadError, describe
from srcad.keeping import kept_with
from srcad.running.opaque import parameter_names, written_call

Levels = tuple[tuple[Sequence[Any], Mapping[str, Any]], ...]
Wrt = str | int | Sequence[str | int] | None
Poles = Literal["guarded", "unguarded"]

Compile = str | Numba | None


@overload
def forward_diff(
    function: Callable[..., Any],
    /,
    *,
    wrt: Wrt = None,
    prefix: str = "d_",
    compile: Compile = None,
    poles: Poles = "guarded",
) -> Differentiated: ...
@overload
def forward_diff(
    *, wrt: Wrt = None, prefix: str = "d_", compile: Compile = None, poles: Poles = "guarded"
) -> Callable[[Callable[..., Any]], Differentiated]: ...
def forward_diff(
    function: Any = None,
    /,
    *,
    wrt: Wrt = None,
    prefix: str = "d_",
    compile: Compile = None,
    poles: Poles = "guarded",
) -> Any:
    """Return the function that computes ``(value, tangent)``: the directional derivative along the seeds.

    The seeds are given by keyword, ``d_<parameter>``; each has the shape of its primal, and its dtype if that is
    inexact. A seed that is not given means: constant. Where only one parameter can be meant and it holds a real
    scalar, its missing seed is 1.0. The derivative of a derivative has the seeds ``d2_x`` and ``d2_d_x`` besides.

    With ``compile="numba"``, or `srcad.Numba` with options, the generated source runs compiled.

    A quotient whose denominator may be zero where the function itself has a value, as in the slope of a square root at
    0, is guarded: the tangent there is IEEE infinity or NaN, or zero if the seed is, and nothing raises or warns. With
    ``poles="unguarded"`` plain quotients are written. They cost less; at such a pole arrays follow IEEE arithmetic with
    NumPy's warnings, and Python's numbers raise. What is decided only at run time keeps its guards.

    Raises SeedError (a TypeError) for a seed that does not fit, and another SrcadError with file, line and a way out
    for what cannot be differentiated, or compiled.
    """
    if poles not in ("guarded", "unguarded"):
        raise SrcadError(describe(f"poles={poles!r} is no way to treat poles", None, "Say 'guarded' or 'unguarded'."))
    options = Options(wrt, prefix, compiler_for(compile), poles == "unguarded")
    if function is None:
        return functools.partial(Differentiated.of_any, options=options)
    return Differentiated.of_any(function, options)


@dataclass(frozen=True)
class Options:
    """What `forward_diff` was asked for."""

    wrt: Wrt
    prefix: str
    compiler: Numba | None
    unguarded: bool = False


class OfInstance:
    """The primal of a derivative, which the class itself does not have: `functools.wraps` does not copy it either."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            raise AttributeError("__srcad_primal__")
        return instance.primal


class Differentiated(functools.partial):  # type: ignore[type-arg]
    """What the user calls: the function's derivative, under the function's own name and signature.

    A subclass of functools.partial, because that is called without a Python frame of its own, and because the object
    of a method and what a partial holds are arguments that are always passed.
    """

    engine: Plain | Opaque
    given: Any
    options: Options
    __wrapped__: Any

    @classmethod
    def of_any(cls, function: Any, options: Options) -> Any:
        """Make the derivative of a function, or of what a class holds as a static or class method."""
        if isinstance(function, (staticmethod, classmethod)):
            return type(function)(cls.of(function.__func__, options))
        return cls.of(function, options)

    @classmethod
    def of(cls, function: Any, options: Options) -> Differentiated:
        """Make the derivative of a function, of a derivative the one of the next level."""
        below = function.engine.orders if isinstance(function, Differentiated) else ()
        primal = primal_of(function)
        adapted = adapt(primal)
        orders = (*below, options)
        engine = Plain(adapted, orders) if adapted.is_plain else Opaque(adapted, orders)
        made = cls(engine.wrapper, *adapted.args, **dict(adapted.keywords))
        functools.update_wrapper(made, primal)
        made.__wrapped__ = primal
        made.engine, made.given, made.options = engine, function, options
        return made

    @property
    def primal(self) -> Any:
        """The function as it was written."""
        return self.__wrapped__

    __srcad_primal__ = OfInstance()

    @property
    def source(self) -> str:
        """The generated Python: the variant last built, else the one for annotated or float arguments."""
        text: str = self.engine.prepared_last().last.printed.text
        return text

    def jvp(
        self,
        primals: Sequence[Any],
        tangents: Sequence[Any],
        kwargs: Mapping[str, Any] | None = None,
        kwtangents: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return ``(value, tangent)`` at the primals along the tangents, by position; None means constant."""
        args, keywords = self._with_fixed(primals, kwargs or {})
        tangents = [*(None for _ in self.args), *tangents]
        return guarded(lambda: self.engine.jvp(args, keywords, (tangents,), (dict(kwtangents or {}),)))

    def show(self, *args: Any, wrt: Wrt = None, **keywords: Any) -> str:
        """Return the user's source and the derivative side by side, for these arguments."""
        from srcad.printing.side_by_side import show_side_by_side
        from srcad.reading import read_source

        prepared = self._variant(args, keywords, wrt)
        source = read_source(self.engine.function_of(args, keywords))
        return show_side_by_side(source.text, prepared.last.printed, source.first_line)

    def variant(self, *args: Any, wrt: Wrt = None, **keywords: Any) -> Any:
        """Return the generated function for these arguments, unchecked, for hot loops."""
        prepared = self._variant(args, keywords, wrt)
        if not self.args and not self.keywords:
            return prepared.function
        return functools.partial(prepared.function, *self.args, **self.keywords)

    def _variant(self, args: Sequence[Any], keywords: dict[str, Any], wrt: Wrt) -> Prepared:
        args, keywords = self._with_fixed(args, keywords)
        return guarded(lambda: self.engine.variant(args, keywords, wrt))

    def _with_fixed(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        return [*self.args, *args], {**self.keywords, **keywords}

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)

    def __reduce__(self) -> Any:
        if found_by_name(self):
            return self.__dict__["__qualname__"]
        return rebuilt, (self.given, self.options)

    def __copy__(self) -> Differentiated:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Differentiated:
        return self

    def __repr__(self) -> str:
        return f"<derivative of {getattr(self.primal, '__qualname__', self.primal)}>"


def found_by_name(derivative: Differentiated) -> bool:
    """Tell whether a derivative stands under its own name in its module, so that pickle can find it there."""
    found: Any = sys.modules.get(derivative.__module__)
    for name in getattr(derivative, "__qualname__", "<none>").split("."):
        found = getattr(found, name, None)
    return found is derivative


def rebuilt(function: Any, options: Options) -> Differentiated:
    """Make a derivative again in another process."""
    return Differentiated.of(function, options)


Orders = tuple[Options, ...]


class Plain:
    """What a derivative does where there is a Python function behind it."""

    def __init__(self, adapted: Adapted, orders: Orders) -> None:
        self.orders = orders
        self.derivative = derivative_for(adapted, orders)
        self.wrapper = self.derivative.make_wrapper()

    def function_of(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
        """Return the Python function."""
        return self.derivative.function

    def jvp(self, args: Any, keywords: Any, tangents: Any, keyword_tangents: Any) -> Any:
        """Compute value and tangent by position."""
        return call_by_position(self.derivative, args, keywords, tangents, keyword_tangents)

    def variant(self, args: Any, keywords: Any, wrt: Wrt) -> Prepared:
        """Return the generated function for these arguments."""
        return self.derivative.variant(args, keywords, names_of(self.derivative, wrt))

    def prepared_last(self) -> Prepared:
        """Return the generated function last used, else the one for arguments as annotated."""
        last = self.derivative.last
        return last if last is not None else guarded(self.derivative.variant_for_annotations)


class Opaque:
    """What a derivative does where there is none: the call decides which function is written for it."""

    def __init__(self, adapted: Adapted, orders: Orders) -> None:
        self.orders = orders
        self.adapted = adapted
        self.last: Derivative | None = None
        self._plain: dict[tuple[int, tuple[str, ...]], Plain] = {}
        self.wrapper = self.call

    def call(self, *args: Any, **keywords: Any) -> Any:
        """Take a public call; a keyword that no parameter has is a seed."""
        return self.plain_for(args, keywords).wrapper(*args, **keywords)

    def plain_for(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> Plain:
        """Return what computes a call of this form."""
        prefixes = tuple(order.prefix for order in self.orders)
        names = parameter_names(self.adapted.function)
        own = [key for key in keywords if key in names or not key.startswith((*prefixes, "d2_", "d3_", "d4_"))]
        form = len(args), tuple(own)
        if form not in self._plain:
            written = written_call(self.adapted.function, *form)
            self._plain[form] = Plain(Adapted(written), self.orders)
        self.last = self._plain[form].derivative
        return self._plain[form]

    def function_of(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
        """Return the Python function that makes the call."""
        return self.plain_for(args, keywords).derivative.function

    def jvp(self, args: Any, keywords: Any, tangents: Any, keyword_tangents: Any) -> Any:
        """Compute value and tangent by position."""
        return self.plain_for(args, keywords).jvp(args, keywords, tangents, keyword_tangents)

    def variant(self, args: Any, keywords: Any, wrt: Wrt) -> Prepared:
        """Return the generated function for these arguments."""
        return self.plain_for(args, keywords).variant(args, keywords, wrt)

    def prepared_last(self) -> Prepared:
        """Return the generated function last used, else the one for float arguments."""
        names = parameter_names(self.adapted.function)
        return self.plain_for([1.0] * max(1, len(names)), {}).prepared_last() if self.last is None else self._last()

    def _last(self) -> Prepared:
        plain = next(plain for plain in self._plain.values() if plain.derivative is self.last)
        return plain.prepared_last()


def derivative_for(adapted: Adapted, orders: Orders) -> Derivative:
    """Make the derivative of a Python function, with what `wrt` means by position or name resolved."""
    form = Form.of(adapted.function)
    fixed = {*form.positional[: len(adapted.args)], *dict(adapted.keywords)}
    open_names = [name for name in form.names if name not in fixed]
    wrts = [resolved(order.wrt, open_names, adapted.function) for order in orders]
    prefixes = [order.prefix for order in orders]
    return Derivative(
        adapted.function, wrts, prefixes, frozenset(fixed), orders[-1].compiler, [order.unguarded for order in orders]
    )


def names_of(derivative: Derivative, wrt: Wrt) -> tuple[str, ...] | None:
    """Return the names that `wrt` means."""
    open_names = [name for name in derivative.form.names if name not in derivative.fixed]
    return resolved(wrt, open_names, derivative.function)


def resolved(wrt: Wrt, names: Sequence[str], function: Any) -> tuple[str, ...] | None:
    """Return what `wrt` names, parameters by position as names; None for None.

    Raises SeedError for a position that there is not.
    """
    if wrt is None:
        return None
    wanted = [wrt] if isinstance(wrt, (str, int)) else list(wrt)
    for one in wanted:
        if isinstance(one, int) and not -len(names) <= one < len(names):
            raise SeedError(f"{function.__name__} has no parameter {one!r}: it has {', '.join(names)}")
    return tuple(names[one] if isinstance(one, int) else one for one in wanted)


def call_by_position(derivative: Derivative, args: Any, keywords: Any, tangents: Any, keyword_tangents: Any) -> Any:
    """Call a derivative with tangents by position; some tangent must be given."""
    if not keywords and len(tangents) == 1 and not keyword_tangents[0] and derivative.is_straight:
        given = tangents[0]
        if len(args) == derivative.count >= len(given) and any(one is not None for one in given):
            return derivative.call_straight(args, given)
    values = derivative.values_of(args, keywords, tangents, keyword_tangents)
    if all(value is MISSING for value in values[derivative.count :]):
        raise SeedError("jvp() was called without a tangent: at least one must not be None")
    return derivative.call_values(values)


def jvp(
    function: Any,
    primals: Sequence[Any],
    tangents: Sequence[Any],
    kwargs: Mapping[str, Any] | None = None,
    kwtangents: Mapping[str, Any] | None = None,
) -> Any:
    """Return ``(value, tangent)`` of any function, decorated or not, at the primals along the tangents.

    The tangents are given by position, those of `kwargs` in `kwtangents`; None means constant.
    Raises SeedError for a tangent that does not fit, and another SrcadError for what cannot be differentiated.
    """
    return guarded(lambda: along(function, primals, kwargs or {}, ((tangents, kwtangents or {}),)))


def second_order(
    function: Any,
    primals: Sequence[Any],
    inner: Sequence[Any],
    outer: Sequence[Any],
    kwargs: Mapping[str, Any] | None = None,
    kwinner: Mapping[str, Any] | None = None,
    kwouter: Mapping[str, Any] | None = None,
) -> tuple[Any, Any, Any, Any]:
    """Return the value, its tangents along the inner and outer directions, and the outer tangent of the inner one."""
    levels = (inner, kwinner or {}), (outer, kwouter or {})
    result = guarded(lambda: along(function, primals, kwargs or {}, levels))
    (value, along_inner), (along_outer, second) = result
    return value, along_inner, along_outer, second


def along(function: Any, args: Any, keywords: Any, levels: Levels) -> Any:
    """Return the nested pairs of a function's derivatives along tangents by position and by name for each level."""
    if hasattr(type(function), "along"):
        return function.along(args, keywords, levels)
    adapted = adapt(function)
    args, keywords = [*adapted.args, *args], {**dict(adapted.keywords), **keywords}
    plain = adapted.function
    if not adapted.is_plain:
        plain = written_call(plain, len(args), tuple(keywords))
    tangents = [[*(None for _ in adapted.args), *positional] for positional, _ in levels]
    named = [dict(one) for _, one in levels]
    return call_by_position(kept_derivative(plain, len(levels)), args, keywords, tangents, named)


def repeated(function: Any, args: Any, keywords: Any, levels: Levels) -> Callable[..., Any] | None:
    """Return what makes the call of `along` again for other tangents of the same form, in the order of the levels.

    Return None where each call must be looked at by itself.
    """
    adapted = adapt(function)
    if hasattr(type(function), "along") or not adapted.is_plain or adapted.args or adapted.keywords:
        return None
    derivative = kept_derivative(adapted.function, len(levels))
    values = derivative.values_of(args, keywords, *zip(*levels, strict=True))
    varying = [index for index in range(derivative.count, len(values)) if values[index] is not MISSING]
    return derivative.repeated(values, varying)


def kept_derivative(function: types.FunctionType, levels: int) -> Derivative:
    """Return the derivative of a Python function that was not decorated, the same one every time."""
    kept = kept_with(function)
    found = kept.get(("derivative", levels))
    if found is None:
        found = kept["derivative", levels] = Derivative(function, (None,) * levels, ("d_",) * levels)
    return found


__all__ = ["Differentiated", "along", "forward_diff", "jvp", "primal_of", "repeated", "second_order"]
