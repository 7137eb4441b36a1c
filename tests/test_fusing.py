"""Statements that go over arrays are compiled as one loop: with numba's own values to the bit."""

import ast
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy import sum as total_of

import srcad
from srcad import forward_diff
from srcad.compiling.fusing import Fusion

numba: Any = pytest.importorskip("numba", reason="the tests of compiled derivatives need numba")

Array = np.ndarray[Any, Any]


def residuals(x: Array, y: Array, scale: float) -> Any:
    """Use slices, powers, quotients, sums under another name, and a name that a loop might take."""
    _fused_1 = 0.5 * scale
    left, right = x[:-1], x[1:]
    slope = (right - left) / (0.1 + y[1:] ** 2)
    error = _fused_1 * slope**3 - np.sqrt(np.abs(left * right) + 1.0)
    out = np.exp(-error * error) + scale
    out[1:] -= error[:-1]
    return out, total_of(error * slope) / 3.0 + total_of(out)


def damped(x: Array, y: Array, scale: float) -> Any:
    """Read a variable of one round in the next one, and in place."""
    last = x * 0.0
    trail = y * 2.0
    total = 0.0
    for step in range(3):
        lag = 0.5 * trail[1:]
        trail = 0.3 * x
        total = total + np.sum(lag * lag)
        change = x - scale * last
        last = change * y + np.tanh(change)
        total += np.sum(change * last) + step
        if total > 1e6:
            return last
        x = x + 0.1 * last
    return x * total


def spread_heat(x: Array, y: Array, scale: float) -> Any:
    """Write into the arguments."""
    flow = scale * (y[1:] - y[:-1])
    x[1:] += flow * flow
    return np.sum(x * y)


def matrix(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).normal(size=shape)


def shared(size: int) -> tuple[Array, Array]:
    """Return two arrays that lie over each other, one element apart."""
    whole = matrix(5, size + 1)
    return whole[1:], whole[:-1]


VECTORS: dict[str, Callable[[], tuple[Array, Array]]] = {
    "vectors": lambda: (matrix(1, 9), matrix(2, 9)),
    "one element": lambda: (matrix(1, 1), matrix(2, 1)),
    "two": lambda: (matrix(1, 2), matrix(2, 2)),
    "empty": lambda: (np.zeros(0), np.zeros(0)),
    "not finite": lambda: (np.array([0.0, np.inf, -1.0, np.nan, 1e200]), np.array([0.0, 1.0, np.nan, 2.0, 1e300])),
    "one array twice": lambda: (matrix(1, 9),) * 2,
}
OTHERS: dict[str, Callable[[], tuple[Array, Array]]] = {
    "one element and many": lambda: (matrix(1, 9), matrix(2, 2)),
    "over each other": lambda: shared(5),
}
PROGRAMS: dict[Any, dict[str, Callable[[], tuple[Array, Array]]]] = {
    residuals: VECTORS,
    damped: {**VECTORS, "broadcast": lambda: (matrix(1, 9), matrix(2, 1))},
    spread_heat: VECTORS | OTHERS,
}


def leaves(value: Any) -> list[Array]:
    """List the numbers and arrays of a result."""
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, tuple) else [np.asarray(value)]


def outcome(call: Callable[[], Any]) -> Any:
    """Return what a call gives, or the type of the error that it raises."""
    try:
        with np.errstate(all="ignore"):
            return call()
    except ValueError as error:
        return type(error)


@pytest.mark.parametrize("function", PROGRAMS)
def test_values_are_numbas_and_tangents_are_pythons(function: Any) -> None:
    plain, compiled = numba.njit(function), forward_diff(function, wrt=("x", "y"), compile="numba")
    in_python = forward_diff(function, wrt=("x", "y"))
    for name, make in PROGRAMS[function].items():
        # Seeds that lie in memory as the arguments do.
        (x, y), (d_x, d_y), own, seeds, taken = make(), make(), make(), make(), make()
        value = outcome(lambda: plain(*taken, 0.7))  # noqa: B023
        expected = outcome(lambda: in_python(x, y, 0.7, d_x=d_x, d_y=d_y))  # noqa: B023
        found = outcome(lambda: compiled(*own, 0.7, d_x=seeds[0], d_y=seeds[1]))  # noqa: B023
        if value is ValueError or expected is ValueError:
            assert found is expected is value, name
            continue
        for one, other in zip(leaves(found[0]), leaves(value), strict=True):
            assert one.dtype == other.dtype and one.tobytes() == other.tobytes(), name
        for one, other in zip(leaves((found[1], own, seeds)), leaves((expected[1], (x, y), (d_x, d_y))), strict=True):
            assert one.shape == other.shape
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9, err_msg=name)
    variant = compiled.variant(*PROGRAMS[function][next(iter(PROGRAMS[function]))](), 0.7)
    assert any("fused_" in name for name in variant.py_func.__code__.co_names)


def test_a_vector_of_another_shape_is_refused_at_every_call() -> None:
    product = srcad.hvp(lambda x: np.sum(x * x * x), compile="numba")
    x = matrix(3, 5)
    np.testing.assert_allclose(product(x, matrix(4, 5)), 6.0 * x * matrix(4, 5), rtol=1e-12)
    with pytest.raises(srcad.CompilationError):
        product(x, x[:2].copy())


def test_whole_derivatives_of_other_arrays_than_before() -> None:
    def ratio(x: Array, y: Array) -> Any:
        return x[1:] / y[1:] + np.sum(x * y)

    compiled, in_python = srcad.jacobian(ratio, compile="numba"), srcad.jacobian(ratio)
    vectors = [matrix(1, 4), matrix(2, 4)]
    for given in (
        vectors,
        vectors,
        [matrix(3, 6), matrix(4, 6)],
        [vectors[0], vectors[0]],
        vectors,
    ):
        np.testing.assert_allclose(compiled(*given), in_python(*given), rtol=1e-12)
    assert compiled(vectors[0][:1], vectors[1][:1]).shape == (0, 1)
    assert srcad.jacobian(lambda x: x * x, compile="numba")(np.zeros(0)).shape == (0, 0)


def test_statements_whose_results_are_all_needed_stay_as_they_are() -> None:
    text = "def f(x, d_x):\n    y = 2.0 * x\n    d_y = 2.0 * d_x\n    return y, d_y"
    assert not Fusion(ast.parse(text), {}.get, ["x", "d_x"]).runs
    assert Fusion(ast.parse(text.replace("y, d_y", "y * y, y * d_y")), {}.get, ["x", "d_x"]).runs


def test_a_variable_that_is_read_only_in_part_is_given_back() -> None:
    """The next round of the loop reads it."""
    text = """
def f(x, y):
    for _ in range(3):
        part = 2.0 * y[1:]
        y = 3.0 * x
        total = total_of(part * part)
    return total
"""
    (run,) = Fusion(ast.parse(text), {"total_of": np.sum}.get, ["x", "y"]).runs.values()
    assert run.given == ["total", "y"]
