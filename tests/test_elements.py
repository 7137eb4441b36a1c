"""Formulas over arrays, which are compiled for one element: the value is numba's own to the bit, for any shapes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import Numba, forward_diff
from srcad.compiling.elements import elementwise
from srcad.kinds import kind_of

numba: Any = pytest.importorskip("numba", reason="the tests of compiled derivatives need numba")

RATE = 0.3


@numba.extending.register_jitable
def helper(d: Any) -> Any:
    k = 1.0 / (1.0 + 0.2 * np.abs(d))
    p = k * np.exp(-0.5 * d * d)
    return np.where(d > 0.0, 1.0 - p, p)


@numba.extending.register_jitable
def priced(s: Any, k: Any, t: float) -> Any:
    """Go through a helper, a choice, powers and a global number."""
    root = RATE * math.sqrt(t)
    d = (np.log(s / k) + RATE**2 * t) / root
    return s * helper(d) - k * np.exp(-t) * helper(d - root) ** 3


def two(x: Any, y: Any) -> Any:
    u = x * y
    v = np.sin(u) / (2.0 + np.cos(x))
    return u, v


FORMULAS: dict[str, Callable[..., Any]] = {
    "helpers": lambda x, y: priced(2.0 + x, 3.0 + y, 0.7),
    "a tuple": two,
    "poles": lambda x, y: np.sqrt(np.abs(x)) / y + np.maximum(x, y),
    "powers": lambda x, y: np.abs(x) ** 2.5 + x**2 + y**3,
}
GRID = np.linspace(-1.4, 1.6, 12)
SHAPES = {
    "a row": (GRID, GRID[::-1].copy()),
    "slices": (GRID[::2], GRID[1::2]),
    "a matrix": (GRID.reshape(3, 4), np.asfortranarray(GRID[::-1].reshape(3, 4))),
    "broadcast": (GRID.reshape(3, 4), GRID[4:8]),
    "empty": (GRID[:0], GRID[:0]),
    "float32": (GRID.astype("f4"), GRID[::-1].astype("f4")),
    "read-only": (np.broadcast_to(GRID[:4], (3, 4)), GRID.reshape(3, 4)),
    "infinities and zeros": (np.array([0.0, -0.0, np.inf, np.nan]), np.array([0.0, 1.0, 0.0, -np.inf])),
}


def parts(value: Any) -> list[Any]:
    """List the arrays of a result."""
    return list(value) if isinstance(value, tuple) else [value]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.parametrize("name", FORMULAS)
def test_like_whole_arrays(name: str, shapes: str) -> None:
    function, args = FORMULAS[name], SHAPES[shapes]
    key = tuple((name, kind_of(value), True) for name, value in zip(function.__code__.co_varnames, args, strict=False))
    assert elementwise(function, key) is not None  # type: ignore[arg-type]
    seeds = tuple(np.ones_like(value) for value in args)
    value, tangent = forward_diff(function, compile="numba").jvp(args, seeds)
    for found, wanted in zip(parts(value), parts(numba.njit(function)(*args)), strict=True):
        assert found.shape == wanted.shape and found.dtype == wanted.dtype
        np.testing.assert_array_equal(found, wanted)
    wanted_tangent = forward_diff(function).jvp(args, seeds)[1]
    for found, wanted in zip(parts(tangent), parts(wanted_tangent), strict=True):
        assert found.shape == wanted.shape
        rtol = 1e-4 if shapes == "float32" else 1e-11
        np.testing.assert_allclose(found, wanted, rtol=rtol)


def returned(x: Any) -> Any:
    return x


def returned_twice(x: Any) -> Any:
    y = 2.0 * x
    return y, y


def renamed(x: Any) -> Any:
    y = 2.0 * x
    z = y
    return y, z


def summed(x: Any) -> Any:
    return x / np.sum(x)


def written(x: Any) -> Any:
    x += 1.0
    return 2.0 * x


def shifted(x: Any) -> Any:
    return x[1:] - x[:-1]


def looped(x: Any) -> Any:
    for _ in range(3):
        x = np.sin(x)
    return x


def divided_numbers(x: Any, a: float = 0.0) -> Any:
    return x * (1.0 / a)


def negative_power(x: Any) -> Any:
    return x**-1


def one_alone(x: Any, y: Any) -> Any:
    return 2.0 * x, 3.0 * y


@pytest.mark.parametrize(
    "function",
    [returned, returned_twice, renamed, summed, written, shifted, looped, divided_numbers, negative_power, one_alone],
)
def test_what_is_more_than_elements(function: Any) -> None:
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    given = {"x": kind_of(GRID), "y": kind_of(GRID), "a": kind_of(0.0)}
    assert elementwise(function, tuple((name, given[name], True) for name in names)) is None


def test_other_shapes_and_numbers_later() -> None:
    compiled = forward_diff(two, wrt="x", compile="numba")
    for x, y in ((GRID, GRID), (GRID, GRID[:1]), (GRID[:3], 2.0), (GRID[:0], GRID[:0])):
        value, tangent = compiled(x, y, d_x=np.ones_like(x))
        for found, wanted in zip(
            value + tangent, sum(forward_diff(two, wrt="x")(x, y, d_x=np.ones_like(x)), ()), strict=True
        ):
            np.testing.assert_allclose(found, wanted, rtol=1e-12)
    with pytest.raises(ValueError, match="broadcast"):
        compiled(GRID, GRID[:5], d_x=np.ones_like(GRID))


def test_kept_on_disk(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.core.config, "CACHE_DIR", str(tmp_path))
    compiled = forward_diff(two, wrt="x", compile=Numba(cache=True))
    value, _ = compiled(GRID, GRID, d_x=np.ones_like(GRID))
    np.testing.assert_allclose(value[0], GRID * GRID)
    assert list((tmp_path / "srcad").glob("two_forward_*.py"))


@numba.vectorize  # type: ignore[untyped-decorator]
def damped(x: Any, y: Any) -> Any:
    return math.exp(-x) * y if x > 0.0 else y * y


def test_a_vectorized_function_is_differentiated_by_its_python_source() -> None:
    for args in ((0.7, 2.0), (np.array([0.5, -1.0, 2.0]), np.array([[1.0], [2.0]]))):

        def program(x: Any, y: Any) -> Any:
            return damped(x, y * y) * x + damped(x, 3)

        value, _ = srcad.jvp(program, args, (args[0] * 0.0, args[1] * 0.0))
        assert type(value) is type(program(*args))
        assert np.array_equal(value, program(*args))
        srcad.testing.check_forward(program, args, order=2)
    with pytest.raises(srcad.NoRuleError):
        srcad.jvp(lambda x: damped(x, x), (np.ones(2, np.float32),), (np.ones(2, np.float32),))
