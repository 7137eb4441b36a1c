"""Compiled derivatives: the value is that of the compiled function bit for bit, the tangent that of the Python text."""

from __future__ import annotations

import math
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from srcad import Numba, forward_diff

numba: Any = pytest.importorskip("numba", reason="the tests of compiled derivatives need numba")

Seeds = tuple[Any, ...]


def leaves(value: Any) -> list[np.ndarray[Any, Any]]:
    """List the numbers and arrays of a result."""
    if isinstance(value, (tuple, list)):
        return [leaf for part in value for leaf in leaves(part)]
    return [] if value is None else [np.asarray(value)]


def fresh(values: Seeds) -> Seeds:
    """Copy the arrays, which a function may write."""
    return tuple(value.copy() if isinstance(value, np.ndarray) else value for value in values)


def check(function: Callable[..., Any], args: Seeds, seeds: Seeds, *, reference: Any = None, **options: Any) -> Any:
    """Compare a compiled derivative with numba's own value, to the bit, and with the tangent that Python computes."""
    compiled = forward_diff(function, compile=Numba(**options))
    value, tangent = compiled.jvp(fresh(args), fresh(seeds))
    jitted = numba.njit(**options)(getattr(function, "py_func", function)) if reference is None else reference
    for found, wanted in zip(leaves(value), leaves(jitted(*fresh(args))), strict=True):
        assert np.array_equal(found, wanted, equal_nan=True)
    for found, wanted in zip(leaves(tangent), leaves(forward_diff(function).jvp(args, seeds)[1]), strict=True):
        assert found.shape == wanted.shape
        np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-300)
    return value, tangent


# Programs


def expression(a: float, b: float, c: float) -> float:
    u = a * b + math.sin(c)
    return math.tanh(u) * math.log(1.0 + c * c) - u**3 + b**a + max(a, b) + abs(c)


def logistic(r: float, x: float, n: int) -> float:
    for _ in range(n):
        x = r * x * (1.0 - x)
        if x > 0.9:
            x = x - 0.1
    return x


def lorenz(x: float, y: float, z: float) -> tuple[float, float, float]:
    return 10.0 * (y - x), x * (28.0 - z) - y, x * y - 8.0 / 3.0 * z


def lorenz_steps(x: float, y: float, z: float, dt: float, n: int) -> tuple[float, float, float]:
    for _ in range(n):
        k1, l1, m1 = lorenz(x, y, z)
        k2, l2, m2 = lorenz(x + 0.5 * dt * k1, y + 0.5 * dt * l1, z + 0.5 * dt * m1)
        k3, l3, m3 = lorenz(x + 0.5 * dt * k2, y + 0.5 * dt * l2, z + 0.5 * dt * m2)
        k4, l4, m4 = lorenz(x + dt * k3, y + dt * l3, z + dt * m3)
        x += dt / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        y += dt / 6.0 * (l1 + 2.0 * l2 + 2.0 * l3 + l4)
        z += dt / 6.0 * (m1 + 2.0 * m2 + 2.0 * m3 + m4)
    return x, y, z


def rosenbrock(x: np.ndarray[Any, Any]) -> Any:
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def recurrence(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    y = np.zeros_like(x)
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = y[i - 1] * 0.5 + np.sin(x[i])
        y[i] *= 2.0
    y[1:] -= x[:-1]
    return y


def overwritten(x: np.ndarray[Any, Any], a: float) -> float:
    x *= a
    x[0] = a * a
    return np.sum(x * x)  # type: ignore[no-any-return]


@numba.njit  # type: ignore[untyped-decorator]
def decayed(a: float, b: float) -> float:
    return a * np.exp(-b)  # type: ignore[no-any-return]


def plain_decay(a: float, b: float) -> float:
    return a / (1.0 + b * b)


def with_helpers(x: np.ndarray[Any, Any], t: float) -> float:
    return decayed(x[0], t) + plain_decay(x[1], t) + decayed(2.0, x[1]) * plain_decay(1.0, 2.0)  # type: ignore[no-any-return]


def pair_of_results(p: tuple[float, float], n: int) -> tuple[float, tuple[float, int]]:
    a, b = p
    return a * b, (a + 1.0, n)


def make_closure(k: float) -> Callable[[float], float]:
    table = (1.0, 2.0, k)

    def outer(x: float) -> float:
        def inner(v: float) -> float:
            return v * k + table[1] * x

        square = lambda v: v * v  # noqa: E731
        return inner(x) * inner(square(x)) + square(x)

    return outer


def solved(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> Any:
    return np.linalg.solve(a, b)


def root_of_products(x: float, y: float) -> float:
    return math.sqrt(x * y) + y


def fibonacci(n: int, x: float) -> float:
    if n < 2:
        return x * n
    return fibonacci(n - 1, x) + fibonacci(n - 2, x)


def parallel_sum(x: np.ndarray[Any, Any]) -> float:
    total = 0.0
    for i in numba.prange(len(x)):
        total += np.sin(x[i]) * x[i]
    return total


def listed_squares(x: np.ndarray[Any, Any]) -> float:
    squares = [v * math.sin(v) for v in x if v > 0.2]
    return sum(squares)  # type: ignore[no-any-return]


def walked(x: np.ndarray[Any, Any]) -> float:
    total = 0.0
    for i, (v, w) in enumerate(zip(x, x[::-1])):  # noqa: B905 (numba has no strict zip)
        total += i * v * w
    return total


MATRIX = np.array([[2.0, 1.0, 0.3], [0.5, 3.0, 0.1], [0.2, 0.4, 1.5]])
D_MATRIX = np.array([[0.1, 0.4, -0.3], [0.7, -0.2, 0.5], [0.3, 0.6, 0.2]])
VECTOR = np.array([0.3, -0.7, 1.1])
D_VECTOR = np.array([1.0, 0.5, -0.2])
MANY = np.linspace(0.1, 1.3, 50)
D_MANY = np.cos(np.arange(50.0))

PROGRAMS: dict[str, tuple[Any, Seeds, Seeds]] = {
    "expression": (expression, (0.3, 0.7, -1.1), (1.0, 0.5, -0.3)),
    "expression, one varies": (expression, (0.3, 0.7, -1.1), (None, None, 1.0)),
    "branches in a loop": (logistic, (3.9, 0.3, 40), (0.1, 1.0, None)),
    "slices": (rosenbrock, (MANY,), (D_MANY,)),
    "writes": (recurrence, (MANY,), (D_MANY,)),
    "writes to an argument": (overwritten, (MANY, 1.5), (D_MANY, 1.0)),
    "tuples": (pair_of_results, ((1.5, 2.5), 3), ((1.0, 0.5), None)),
    "closures": (make_closure(3.0), (0.7,), (1.0,)),
    "solve": (solved, (MATRIX, VECTOR), (D_MATRIX, D_VECTOR)),
    "solve, right side": (solved, (MATRIX, VECTOR), (None, D_VECTOR)),
    "an integer": (logistic, (3, 0.3, 5), (None, 1.0, None)),
    "an integer that varies": (logistic, (3, 0.3, 5), (1.0, None, None)),
    "lists": (listed_squares, (MANY,), (D_MANY,)),
    "iterators": (walked, (MANY,), (D_MANY,)),
    "prange, serial": (parallel_sum, (MANY,), (D_MANY,)),
}


class TestPrograms:
    """Compiled programs, as numba takes them."""

    @pytest.mark.parametrize("name", PROGRAMS)
    def test_value_and_tangent(self, name: str) -> None:
        function, args, seeds = PROGRAMS[name]
        check(function, args, seeds)

    def test_helpers_of_both_kinds(self) -> None:
        plain = plain_decay
        globals_ = {**globals(), "plain_decay": numba.njit(plain)}
        reference = numba.njit(types.FunctionType(with_helpers.__code__, globals_))
        check(with_helpers, (MANY, 0.5), (D_MANY, 1.0), reference=reference)

    def test_tuples_from_helpers(self) -> None:
        globals_ = {**globals(), "lorenz": numba.njit(lorenz)}
        reference = numba.njit(types.FunctionType(lorenz_steps.__code__, globals_))
        check(lorenz_steps, (1.0, 2.0, 20.0, 0.01, 50), (1.0, None, None, 0.5, None), reference=reference)

    def test_recursion(self) -> None:
        derivative = forward_diff(fibonacci, wrt="x", compile="numba")
        assert derivative(10, 1.5) == (82.5, 55.0)

    def test_function_that_is_compiled_already(self) -> None:
        jitted = numba.njit(fastmath=True)(rosenbrock)
        derivative = forward_diff(jitted, compile="numba")
        assert derivative(MANY, d_x=D_MANY)[0] == jitted(MANY)
        assert derivative.variant(MANY).targetoptions["fastmath"] is True

    def test_decorator_with_arguments(self) -> None:
        @forward_diff(wrt="x", compile="numba")
        def cube(x: float, a: float) -> float:
            return a * x**3

        assert cube(2.0, 0.5) == (4.0, 6.0)

    def test_source_stays_the_text_that_was_generated(self) -> None:
        derivative = forward_diff(logistic, compile="numba")
        derivative(3.0, 0.3, 2, d_x=1.0)
        assert "def logistic_forward(r, x, n, *, d_x):" in derivative.source

    def test_second_derivative(self) -> None:
        twice = forward_diff(forward_diff(logistic, wrt="x"), wrt="x", compile="numba")
        plain = forward_diff(forward_diff(logistic, wrt="x"), wrt="x")
        np.testing.assert_allclose(twice(3.7, 0.3, 12), plain(3.7, 0.3, 12), rtol=1e-12)

    def test_second_derivative_of_arrays(self) -> None:
        twice = forward_diff(forward_diff(recurrence), compile="numba")
        plain = forward_diff(forward_diff(recurrence))
        np.testing.assert_allclose(twice(MANY, d_x=D_MANY, d2_x=D_MANY), plain(MANY, d_x=D_MANY, d2_x=D_MANY))
