"""Compute whole derivatives compiled: the sweeps, and the loop over the directions too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from srcad.calling.adapting import adapt, primal_of
from srcad.calling.deriving import Derivative
from srcad.calling.levels import Prepared
from srcad.calling.wrapping import Text
from srcad.compiling.compilation import jitted
from srcad.compiling.loops import LOOPS, outermost_text, products
from srcad.compiling.options import Numba
from srcad.errors import CompilationError, describe
from srcad.resolving import GONE

TO_PYTHON = "Leave out compile=, or take srcad.Numba(fallback=True), which runs such a call in Python."


@dataclass(frozen=True)
class Order:
    """Which derivative is meant: the first or the second, perhaps times a vector; `check` refuses (argument, value)."""

    levels: int
    has_vector: bool
    check: Callable[[Any, Any], None]


@dataclass(frozen=True)
class Sweep:
    """What is compiled for arguments of some types: it takes them, and the defaults of those that were not given."""

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
        self._quick: dict[int, Callable[..., tuple[Any, Any]]] = {}  # by the number of arguments

    def __call__(self, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        """Return the value and the derivative."""
        quick = None if kwargs else self._quick.get(len(args))
        return self._looked_up(args, kwargs) if quick is None else quick(*args)

    def _looked_up(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
        """Run what was compiled for arguments like these, or compile it."""
        primals, vector = self._split(args)
        found = None if kwargs else self._sweeps.get(tuple(map(type_of, args)))
        if found is not None and found.prepared.holds() and all(fits(primals[found.place], one) for one in vector):
            return found.run(*primals, *found.defaults, *vector)
        if any(type(primal) is np.ndarray and not primal.size for primal in primals):
            return self.in_python(*args, **kwargs)  # type: ignore[no-any-return]
        try:
            made = self._compiled(args, kwargs)
        except CompilationError:
            if not self.compiler.fallback:
                raise
            return self.in_python(*args, **kwargs)  # type: ignore[no-any-return]
        if len(args) not in self._quick:
            self._quick[len(args)] = self._quick_call(made, args)
        return made.run(*primals, *made.defaults, *vector)

    def _quick_call(self, sweep: Sweep, args: tuple[Any, ...]) -> Callable[..., tuple[Any, Any]]:
        """Return the call for arguments just like these; all others are looked up."""
        names = [f"argument_{place}" for place in range(len(args))]
        text = Text(names)
        comparisons = [one for pair in zip(names, args, strict=True) for one in like(*pair, text.name_of)]
        primals, vector = self._split(tuple(names))
        x = names[sweep.place]
        if type(args[sweep.place]) is np.ndarray:
            comparisons += [f"{x}.size != 0", *(f"{one}.shape == {x}.shape" for one in vector)]
        for variant in sweep.prepared.variants:
            comparisons += variant.dependencies.written(text.name_of)
        passed = [*primals, *(text.name_of("default", default) for default in sweep.defaults), *vector]
        slow = text.name_of("slow", lambda *given: self._looked_up(given, {}))
        lines = [
            f"def call({', '.join(names)}):",
            "    try:",
            f"        holds = {' and '.join(comparisons)}",
            f"    except {text.name_of('gone', GONE)}:",
            "        holds = False",
            "    if not holds:",
            f"        return {slow}({', '.join(names)})",
            f"    return {text.name_of('run', sweep.run)}({', '.join(passed)})",
        ]
        return text.function("call", lines)  # type: ignore[no-any-return]

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
        run = self._loop(prepared.function, value, filled, place)
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

    def _loop(self, function: Any, result: Any, filled: list[Any], place: int) -> Callable[..., tuple[Any, Any]]:
        """Return what runs the sweeps around a compiled derivative that returned this result."""
        x = filled[place]
        value = result[0] if self.order.levels == 1 else result[0][0]
        if not (is_number(value) or type(value) is np.ndarray):
            refuse(f"the result is a {type(value).__name__}, and no number or array")
        self.order.check(x, value)
        if type(x) is not np.ndarray:
            return along_a_number(function, self.order)
        loop = products if self.order.has_vector else LOOPS[self.order.levels, type(value) is np.ndarray]
        times = 1 if self.order.has_vector else self.order.levels
        shape = " + ".join([*(["value.shape"] if type(value) is np.ndarray else []), *["x.shape"] * times])
        text = outermost_text(len(filled), place, shape, has_vector=self.order.has_vector)
        namespace = {"run": jitted(loop(function), {})}
        exec(compile(text, f"<sweeps of {self.function.function.__name__}>", "exec"), namespace)
        return jitted(namespace["swept"], {})  # type: ignore[no-any-return]


def along_a_number(function: Any, order: Order) -> Callable[..., tuple[Any, Any]]:
    """Return what calls a compiled derivative once, in the one direction of a number."""

    def first(*primals: Any) -> tuple[Any, Any]:
        return function(*primals, 1.0)  # type: ignore[no-any-return]

    def second(*primals: Any) -> tuple[Any, Any]:
        return product(*primals, 1.0)

    def product(*given: Any) -> tuple[Any, Any]:
        (value, _), (_, curvature) = function(*given[:-1], 1.0, given[-1])
        return value, curvature

    return first if order.levels == 1 else product if order.has_vector else second


def like(name: str, argument: Any, name_of: Callable[[str, Any], str]) -> list[str]:
    """Write the comparisons that hold for arguments for which the same code is right as for this one."""
    comparisons = [f"{name_of('type', type)}({name}) is {name_of('cls', type(argument))}"]
    if type(argument) is np.ndarray:
        dtype = name_of("dtype", argument.dtype)
        comparisons += [f"{name}.dtype is {dtype}", f"{name}.ndim == {argument.ndim}"]
        comparisons.append(f"{name}.flags.num == {argument.flags.num}")
    return comparisons


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
