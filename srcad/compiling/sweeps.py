"""Compute whole derivatives compiled: the sweeps, and the loop over the directions too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from srcad.calling.adapting import adapt, primal_of
from srcad.calling.deriving import Derivative
from srcad.calling.levels import Prepared
from srcad.compiling.compilation import jitted
from srcad.compiling.loops import LOOPS, products
from srcad.compiling.options import Numba
from srcad.errors import CompilationError, describe

TO_PYTHON = "Leave out compile=, or take srcad.Numba(fallback=True), which runs such a call in Python."


@dataclass(frozen=True)
class Order:
    """Which derivative is meant: the first or the second, perhaps times a vector; `check` refuses (argument, value)."""

    levels: int
    has_vector: bool
    check: Callable[[Any, Any], None]


@dataclass(frozen=True)
class Sweep:
    """What is compiled for arguments of some types."""

    run: Callable[..., tuple[Any, Any]]
    place: int
    defaults: tuple[Any, ...]
    prepared: Prepared


class CompiledSweeps:
    """A derivative with respect to one argument, which is a real number or an array of them.

    `in_python` is the same without a compiler.
    """

    def __init__(self, in_python: Callable[..., Any], f: Any, wrt: Any, compiler: Numba, order: Order) -> None:
        self.in_python = in_python
        self.function = adapt(primal_of(f))
        self.wrt = wrt
        self.compiler = compiler
        self.order = order
        self._sweeps: dict[Any, Sweep] = {}

    def __call__(self, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        """Return the value and the derivative."""
        if not kwargs:
            found = self._sweeps.get(tuple(map(type_of, args)))
            if found is not None and found.prepared.holds():
                return self._run(found, args)
        try:
            return self._run(self._compiled(args, kwargs), args)
        except CompilationError:
            if not self.compiler.fallback:
                raise
            return self.in_python(*args, **kwargs)  # type: ignore[no-any-return]

    def _run(self, sweep: Sweep, args: tuple[Any, ...]) -> tuple[Any, Any]:
        primals, vector = self._split(args)
        place, x = sweep.place, primals[sweep.place]
        value, table = sweep.run(primals[:place], x, (*primals[place + 1 :], *sweep.defaults), *vector)
        if type(x) is np.ndarray:
            times = 1 if self.order.has_vector else self.order.levels
            table = table.reshape(np.shape(value) + x.shape * times)
        return value, table

    def _split(self, args: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Split the arguments from the vector behind them, if there is one."""
        return (args[:-1], args[-1:]) if self.order.has_vector else (args, ())

    def _compiled(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Sweep:
        """Compile for arguments of these types."""
        primals, vector = self._split(args)
        place = self._place(len(primals))
        if kwargs or not (is_real(primals[place]) and all(fits(primals[place], one) for one in vector)):
            refuse("only sweeps over a real number or array are compiled, with all arguments given by position")
        derivative = Derivative(
            self.function.function, (None,) * self.order.levels, ("d_",) * self.order.levels, compiler=self.compiler
        )
        values = derivative.values_of(primals, {})
        for level in range(self.order.levels):
            values[place + (derivative.count << level)] = one_of(primals[place])
        value = derivative.call([*values])
        prepared = derivative.prepared(values)
        if prepared.last.mutated or prepared.last.outside:
            refuse(f"{derivative.name} writes to its arguments or to objects from outside, and is run many times")
        filled = [derivative.value_of(values, index) for index in range(derivative.count)]
        run = self._loop(prepared.function, value, primals[place])
        made = Sweep(run, place, tuple(filled[len(primals) :]), prepared)
        self._sweeps[tuple(map(type_of, args))] = made
        return made

    def _place(self, count: int) -> int:
        """Return the position of the argument that varies."""
        code = getattr(self.function.function, "__code__", None)
        names = () if code is None else code.co_varnames[: code.co_argcount]
        place = names.index(self.wrt) if self.wrt in names else self.wrt
        if isinstance(place, int) and place < 0:
            place += len(names)
        if not self.function.is_plain or self.function.args or self.function.keywords:
            refuse("only the derivatives of plain functions are compiled")
        if not isinstance(place, int) or not 0 <= place < count:
            refuse(f"wrt={self.wrt!r} is not one argument that is given by position")
        return place

    def _loop(self, function: Any, result: Any, x: Any) -> Callable[..., tuple[Any, Any]]:
        """Return what runs the sweeps around a compiled derivative that returned this result."""
        value = result[0] if self.order.levels == 1 else result[0][0]
        if not (is_number(value) or type(value) is np.ndarray):
            refuse(f"the result is a {type(value).__name__}, and no number or array")
        self.order.check(x, value)
        if type(x) is not np.ndarray:
            return along_a_number(function, self.order)
        loop = products if self.order.has_vector else LOOPS[self.order.levels, type(value) is np.ndarray]
        return jitted(loop(function), {})  # type: ignore[no-any-return]


def along_a_number(function: Any, order: Order) -> Callable[..., tuple[Any, Any]]:
    """Return what calls a compiled derivative once, in the one direction of a number."""

    def first(before: Any, x: Any, after: Any) -> tuple[Any, Any]:
        return function(*before, x, *after, 1.0)  # type: ignore[no-any-return]

    def second(before: Any, x: Any, after: Any, vector: float = 1.0) -> tuple[Any, Any]:
        (value, _), (_, curvature) = function(*before, x, *after, 1.0, vector)
        return value, curvature

    return first if order.levels == 1 else second


def type_of(value: Any) -> Any:
    """Return what decides for which code a value is passed on."""
    if type(value) is np.ndarray:
        return value.dtype, value.ndim, value.flags.c_contiguous, value.size == 0
    return type(value)


def is_number(value: Any) -> bool:
    """Tell whether a value is a number that can vary."""
    return isinstance(value, (float, int, complex, np.inexact)) and not isinstance(value, bool)


def is_real(value: Any) -> bool:
    """Tell whether the sweeps can go over a value: a real number, or an array that is not empty and in C's order."""
    if type(value) is np.ndarray:
        return bool(value.dtype.kind == "f" and value.flags.c_contiguous and value.size > 0)
    return is_number(value) and not isinstance(value, (complex, np.complexfloating))


def fits(x: Any, vector: Any) -> bool:
    """Tell whether a vector is a tangent of x as it stands."""
    if type(x) is np.ndarray:
        return bool(type_of(vector) == type_of(x) and vector.shape == x.shape)
    return type(vector) is float


def one_of(x: Any) -> Any:
    """Return a seed of x."""
    return np.ones_like(x) if type(x) is np.ndarray else 1.0


def refuse(what: str) -> NoReturn:
    """Refuse to compile."""
    raise CompilationError(describe(what, None, TO_PYTHON))
