"""Dual numbers by operator overloading: the independent oracle of the random programs, for tests only.

A program runs unchanged, with `Dual` in place of floats, `DualArray` in place of arrays, and stand-ins for `math`, `np`
and a few builtins in its globals. What the stand-ins lack raises, so nothing is silently taken for a constant.
"""

import builtins
import collections
import math
import operator
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


def value_of(item: Any) -> Any:
    """Return the primal of a number or array, or the item itself."""
    return item.value if isinstance(item, (Dual, DualArray)) else item


def tangent_of(item: Any) -> Any:
    """Return the tangent of a number or array; what is not dual is constant."""
    return item.tangent if isinstance(item, (Dual, DualArray)) else 0.0


def wrapped(value: Any, tangent: Any) -> Any:
    """Pair a primal with its tangent, which gets the primal's shape."""
    if isinstance(value, np.ndarray):
        spread = np.empty_like(value)
        spread[...] = tangent
        return DualArray(value, spread)
    return Dual(value, float(tangent))


Partials = Callable[..., tuple[Any, ...]]


def lifted(function: Callable[..., Any], partials: Partials) -> Callable[..., Any]:
    """Make a dual function of a function and its partial derivatives, given the result and the arguments."""

    def dual(*items: Any) -> Any:
        values = [value_of(item) for item in items]
        result = function(*values)
        if not any(isinstance(item, (Dual, DualArray)) for item in items):
            return result
        with np.errstate(all="ignore"):
            as_arrays = [np.asarray(value, dtype=float)[()] for value in values]
            slopes = partials(np.asarray(result, dtype=float)[()], *as_arrays)
            tangent = sum(_term(slope, tangent_of(item)) for slope, item in zip(slopes, items, strict=True))
        return wrapped(result, tangent)

    return dual


def _term(slope: Any, tangent: Any) -> Any:
    """Multiply, but a tangent that is exactly zero stays zero at a pole."""
    return np.where(np.asarray(tangent) == 0.0, 0.0, np.asarray(slope) * tangent)


def _power_partials(out: Any, base: Any, exponent: Any) -> tuple[Any, Any]:
    by_base = np.where(exponent == 0.0, 0.0, exponent * np.power(base, exponent - 1.0))
    by_exponent = np.where(base == 0.0, 0.0, out * np.log(np.where(base > 0.0, base, np.nan)))
    return by_base, by_exponent


BINARY: dict[str, tuple[Callable[..., Any], Partials]] = {
    "add": (operator.add, lambda out, u, v: (1.0, 1.0)),
    "sub": (operator.sub, lambda out, u, v: (1.0, -1.0)),
    "mul": (operator.mul, lambda out, u, v: (v, u)),
    "truediv": (operator.truediv, lambda out, u, v: (1.0 / v, -out / v)),
    "pow": (operator.pow, _power_partials),
    "mod": (operator.mod, lambda out, u, v: (1.0, -np.floor(u / v))),
    "floordiv": (operator.floordiv, lambda out, u, v: (0.0, 0.0)),
}

UNARY: dict[str, Partials] = {
    "sin": lambda out, u: (np.cos(u),),
    "cos": lambda out, u: (-np.sin(u),),
    "tanh": lambda out, u: (1.0 / np.cosh(u) ** 2,),
    "exp": lambda out, u: (out,),
    "log": lambda out, u: (1.0 / u,),
    "sqrt": lambda out, u: (0.5 / out,),
    "atan": lambda out, u: (1.0 / (1.0 + u * u),),
    "arctan": lambda out, u: (1.0 / (1.0 + u * u),),
    "sinh": lambda out, u: (np.cosh(u),),
    "fabs": lambda out, u: (np.sign(u),),
    "abs": lambda out, u: (np.sign(u),),
    "square": lambda out, u: (2.0 * u,),
}

HYPOT: Partials = lambda out, u, v: (u / out, v / out)  # noqa: E731 - a table of partials holds lambdas.
ARCTAN2: Partials = lambda out, u, v: (v / (u * u + v * v), -u / (u * u + v * v))  # noqa: E731


class Operators:
    """The arithmetic that numbers and arrays share; __array_ufunc__ makes ndarrays leave it to us."""

    __array_ufunc__ = None
    __hash__ = None  # type: ignore[assignment]
    value: Any
    tangent: Any

    def __neg__(self) -> Any:
        return wrapped(-self.value, -self.tangent)

    def __pos__(self) -> Any:
        return wrapped(+self.value, self.tangent)

    def __abs__(self) -> Any:
        return lifted(abs, UNARY["abs"])(self)

    def __lt__(self, other: Any) -> Any:
        return self.value < value_of(other)

    def __le__(self, other: Any) -> Any:
        return self.value <= value_of(other)

    def __gt__(self, other: Any) -> Any:
        return self.value > value_of(other)

    def __ge__(self, other: Any) -> Any:
        return self.value >= value_of(other)

    def __eq__(self, other: Any) -> Any:
        return self.value == value_of(other)

    def __ne__(self, other: Any) -> Any:
        return self.value != value_of(other)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, specification: str) -> str:
        return format(self.value, specification)


def _install_arithmetic() -> None:
    for name, (function, partials) in BINARY.items():
        dual = lifted(function, partials)
        setattr(Operators, f"__{name}__", lambda self, other, dual=dual: _unless_foreign(dual, self, other))
        setattr(Operators, f"__r{name}__", lambda self, other, dual=dual: _unless_foreign(dual, other, self))


def _unless_foreign(dual: Callable[..., Any], left: Any, right: Any) -> Any:
    numbers = (Dual, DualArray, bool, int, float, np.generic, np.ndarray)
    return dual(left, right) if isinstance(left, numbers) and isinstance(right, numbers) else NotImplemented


class Dual(Operators):
    """A float or NumPy scalar with its tangent."""

    def __init__(self, value: Any, tangent: float) -> None:
        self.value = value
        self.tangent = tangent

    def __int__(self) -> int:
        return int(self.value)

    def __getitem__(self, key: Any) -> Any:
        """Fail as the number itself does."""
        return self.value[key]

    def __round__(self, digits: int | None = None) -> Any:
        return round(self.value, digits)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Dual":
        return self


class DualArray(Operators):
    """An array and its tangent; a view of the pair is a pair of views."""

    def __init__(self, value: np.ndarray, tangent: np.ndarray) -> None:
        self.value = value
        self.tangent = tangent

    def __getitem__(self, key: Any) -> Any:
        value, tangent = self.value[key], self.tangent[key]
        return DualArray(value, tangent) if isinstance(value, np.ndarray) else Dual(value, float(tangent))

    def __setitem__(self, key: Any, item: Any) -> None:
        item = item if isinstance(item, (Dual, DualArray)) else _dual_array(item)
        value, tangent = np.array(value_of(item)), np.array(tangent_of(item))
        self.value[key] = value
        self.tangent[key] = tangent

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def __matmul__(self, other: Any) -> Any:
        return _dot(self, other, operator.matmul)

    def __rmatmul__(self, other: Any) -> Any:
        return _dot(other, self, operator.matmul)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    @property
    def size(self) -> int:
        return self.value.size

    @property
    def T(self) -> "DualArray":
        return DualArray(self.value.T, self.tangent.T)

    def copy(self) -> "DualArray":
        return DualArray(self.value.copy(), self.tangent.copy())

    def reshape(self, *shape: int) -> "DualArray":
        return DualArray(self.value.reshape(*shape), self.tangent.reshape(*shape))

    def sum(self, axis: int | None = None) -> Any:
        return wrapped(self.value.sum(axis=axis), self.tangent.sum(axis=axis))

    def mean(self) -> Any:
        return wrapped(self.value.mean(), self.tangent.mean())

    def max(self) -> Any:
        value = self.value.max()
        # Ties share equally, as the conventions for symmetric reductions say.
        return Dual(value, float(self.tangent[self.value == value].mean()))

    def dot(self, other: Any) -> Any:
        return _dot(self, other)

    def fill(self, item: Any) -> None:
        self[...] = item

    def sort(self) -> None:
        order = np.argsort(self.value)
        self.value.sort()
        self.tangent[...] = self.tangent[order]

    def tolist(self) -> list[Any]:
        return [Dual(v, t) for v, t in zip(self.value.tolist(), self.tangent.tolist(), strict=True)]


def _install_in_place() -> None:
    for name, (_, partials) in BINARY.items():
        setattr(DualArray, f"__i{name}__", _in_place(getattr(operator, f"i{name}"), partials))


def _in_place(function: Callable[..., Any], partials: Partials) -> Callable[..., Any]:
    def change(self: DualArray, other: Any) -> DualArray:
        with np.errstate(all="ignore"):
            old, by = np.array(self.value), np.array(value_of(other), dtype=float)
            out = np.array(_plain_operator(function)(old, by))
            slopes = partials(out, old, by)
            tangent = _term(slopes[0], np.array(self.tangent)) + _term(slopes[1], np.array(tangent_of(other)))
        function(self.value, value_of(other))
        self.tangent[...] = tangent
        return self

    return change


def _plain_operator(function: Callable[..., Any]) -> Callable[..., Any]:
    return getattr(operator, function.__name__.removeprefix("i"))  # type: ignore[no-any-return]


_install_arithmetic()
_install_in_place()


def _dot(left: Any, right: Any, product: Callable[..., Any] = np.dot) -> Any:
    """Multiply by the very function that the program calls, since their sums are rounded differently."""
    u, v = value_of(left), value_of(right)
    du, dv = np.broadcast_to(tangent_of(left), u.shape), np.broadcast_to(tangent_of(right), v.shape)
    return wrapped(product(u, v), du @ v + u @ dv)


def _dual_array(item: Any) -> DualArray:
    """Make the pair of arrays from numbers, nested lists or arrays."""
    if isinstance(item, DualArray):
        return item.copy()
    if isinstance(item, (list, tuple)):
        parts = [_dual_array(part) for part in item]
        return DualArray(np.array([part.value for part in parts]), np.array([part.tangent for part in parts]))
    value = np.array(value_of(item))
    return DualArray(value, np.array(tangent_of(item)) + np.zeros(value.shape))


def _constant_array(make: Callable[..., np.ndarray]) -> Callable[..., DualArray]:
    def made(*arguments: Any, **keywords: Any) -> DualArray:
        value = make(*map(value_of, arguments), **keywords)
        return DualArray(value, np.zeros_like(value, dtype=float))

    return made


def _where(condition: Any, left: Any, right: Any) -> Any:
    value = np.where(condition, value_of(left), value_of(right))
    return wrapped(value, np.where(condition, tangent_of(left), tangent_of(right)))


def _extreme(function: Callable[..., Any], takes_left: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lifted(function, lambda out, u, v: (1.0 * takes_left(u, v), 1.0 * ~np.asarray(takes_left(u, v))))


def _with_out(dual: Callable[..., Any]) -> Callable[..., Any]:
    def call(*items: Any, out: DualArray | None = None) -> Any:
        result = dual(*items)
        if out is None:
            return result
        out[...] = result
        return out

    return call


def _joined(pieces: list[Any]) -> DualArray:
    arrays = [_dual_array(piece) for piece in pieces]
    return DualArray(np.concatenate([a.value for a in arrays]), np.concatenate([a.tangent for a in arrays]))


def _copy_to(target: DualArray, source: Any) -> None:
    target[...] = source


def numpy_stand_in() -> types.SimpleNamespace:
    """Return what the generated programs use of NumPy."""
    names = ("sin", "cos", "tanh", "exp", "sqrt", "arctan", "sinh", "abs", "square", "log")
    functions: dict[str, Any] = {name: lifted(getattr(np, name), UNARY[name]) for name in names}
    for name in ("add", "multiply", "subtract"):
        functions[name] = _with_out(lifted(getattr(np, name), BINARY[name[:3]][1]))
    makers = ("zeros", "ones", "arange", "zeros_like", "ones_like", "eye")
    functions.update({name: _constant_array(getattr(np, name)) for name in makers})
    return types.SimpleNamespace(
        **functions,
        array=_dual_array,
        where=_where,
        maximum=_extreme(np.maximum, lambda u, v: u > v),
        minimum=_extreme(np.minimum, lambda u, v: u < v),
        arctan2=lifted(np.arctan2, ARCTAN2),
        concatenate=_joined,
        copyto=_copy_to,
        dot=_dot,
        outer=lambda u, v: u.reshape(-1, 1) * v.reshape(1, -1),
        sum=lambda u: u.sum(),
        mean=lambda u: u.mean(),
        copy=lambda u: u.copy(),
        cumsum=lambda u: DualArray(np.cumsum(u.value), np.cumsum(u.tangent)),
        float64=lambda u: wrapped(np.float64(value_of(u)), tangent_of(u)),
    )


def math_stand_in() -> types.SimpleNamespace:
    """Return what the generated programs use of math."""
    names = ("sin", "cos", "tanh", "exp", "log", "sqrt", "atan", "sinh", "fabs")
    functions: dict[str, Any] = {name: lifted(getattr(math, name), UNARY[name]) for name in names}
    return types.SimpleNamespace(
        **functions,
        hypot=lifted(math.hypot, HYPOT),
        atan2=lifted(math.atan2, ARCTAN2),
        pow=lifted(math.pow, _power_partials),
        floor=lambda u: math.floor(value_of(u)),
        isfinite=lambda u: math.isfinite(value_of(u)),
        pi=math.pi,
        inf=math.inf,
    )


def _sum(items: Any, start: Any = 0) -> Any:
    """Add as the builtin does, which compensates its rounding in newer Pythons."""
    found = list(items)
    if any(isinstance(item, DualArray) for item in found):
        return builtins.sum(found, start)
    total = builtins.sum(map(value_of, found), value_of(start))
    tangent = builtins.sum(map(tangent_of, found)) + tangent_of(start)
    return Dual(total, float(tangent)) if isinstance(total, (float, np.floating)) else total


def _float(item: Any) -> Any:
    return Dual(float(item.value), item.tangent) if isinstance(item, Dual) else float(item)


def stand_ins() -> dict[str, Any]:
    """Return the globals in which a program runs on dual numbers."""
    return {"math": math_stand_in(), "np": numpy_stand_in(), "sum": _sum, "float": _float}


def seeded(value: Any, tangent: Any) -> Any:
    """Pair an input with its seed; None means constant. Arrays are always pairs, since they may be written to."""
    if isinstance(value, np.ndarray):
        return DualArray(value.copy(), np.zeros_like(value) if tangent is None else tangent.copy())
    if isinstance(value, list):
        return [seeded(part, None if tangent is None else tangent[i]) for i, part in enumerate(value)]
    if isinstance(value, dict):
        return {key: seeded(part, None if tangent is None else tangent[key]) for key, part in value.items()}
    return value if tangent is None or not isinstance(value, float) else Dual(value, tangent)


def primal(item: Any) -> Any:
    """Take the tangents out of a structure."""
    return _mapped(item, value_of)


def tangents(item: Any) -> list[float]:
    """Return the tangents of all inexact numbers of a structure, one after the other."""
    if isinstance(item, DualArray):
        return [float(number) for number in item.tangent.ravel()] if item.value.dtype.kind == "f" else []
    if isinstance(item, Dual):
        return [item.tangent] if isinstance(item.value, (float, np.floating)) else []
    if isinstance(item, (float, np.floating)):
        return [0.0]
    if isinstance(item, dict):
        return [number for part in item.values() for number in tangents(part)]
    if isinstance(item, (list, tuple, collections.deque)):
        return [number for part in item for number in tangents(part)]
    return []


def _mapped(item: Any, function: Callable[[Any], Any]) -> Any:
    if isinstance(item, dict):
        return {key: _mapped(part, function) for key, part in item.items()}
    if isinstance(item, (list, tuple)):
        return type(item)(_mapped(part, function) for part in item)
    return function(item)
