"""Boundary value problems are differentiated in all that their equations, conditions and mesh depend on."""

from typing import Any

import numpy as np
import pytest

import srcad
from srcad.testing import check_forward

pytest.importorskip("scipy")

from scipy.integrate import solve_bvp

X = np.linspace(0.0, 1.0, 7)
START = np.zeros((2, 7))


def bratu(k: Any, left: Any, right: Any) -> Any:
    def slope(x: Any, y: Any) -> Any:
        return np.vstack((y[1], -k * np.exp(y[0])))

    def ends(a: Any, b: Any) -> Any:
        return np.array([a[0] - left, b[0] - right])

    found = solve_bvp(slope, ends, X, START, tol=1e-9)
    return found.y[1, 0], found.sol(0.37), found.yp[1, 0]


def length(end: Any) -> Any:
    x = np.linspace(0.0, end, 7)
    found = solve_bvp(
        lambda x, y: np.vstack((y[1], -np.exp(y[0]) * x)),
        lambda a, b: np.array([a[0], b[0] - 1.0]),
        x,
        START,
        tol=1e-9,
    )
    return found.sol(0.2), found.y[1, -1], found.x[3]


def eigenvalue(c: Any) -> Any:
    x = np.linspace(0.0, 1.0, 9)
    found = solve_bvp(
        lambda x, y, p: np.vstack((y[1], -(p[0] ** 2) * y[0] * (1.0 + c * x))),
        lambda a, b, p: np.array([a[0], b[0], a[1] - p[0]]),
        x,
        np.stack((np.sin(2.0 * np.pi * x), np.zeros(9))),
        p=[6.0],
        tol=1e-8,
        max_nodes=5000,
    )
    return found.p[0], found.sol(0.3)


def lists(c: Any) -> Any:
    def jacobian(x: Any, y: Any) -> Any:
        zeros = np.zeros_like(x)
        return np.array([[zeros, zeros + 1.0], [zeros - c, zeros]])

    found = solve_bvp(
        lambda x, y: [y[1], -c * y[0]],
        lambda a, b: [a[0], b[0] - 1.0],
        [0.0, 0.5, 1.0],
        START[:, :3],
        None,
        None,
        jacobian,
    )
    return found.sol(0.3)[0]


CASES = {bratu: (1.0, 0.1, 0.2), length: (1.2,), eigenvalue: (0.3,), lists: (2.0,)}


@pytest.mark.parametrize("function", CASES, ids=lambda function: function.__name__)
def test_value_and_derivative(function: Any) -> None:
    check_forward(function, CASES[function], directions=1, order=1, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("function", CASES, ids=lambda function: function.__name__)
def test_second_derivative(function: Any) -> None:
    check_forward(function, CASES[function], directions=1, rtol=1e-4, atol=1e-5)


def test_what_was_not_solved_is_nan() -> None:
    def stopped(k: Any) -> Any:
        return solve_bvp(lambda x, y: [y[1], -k * np.exp(y[0])], lambda a, b: [a[0], b[0]], X, START, max_nodes=8).y[
            1, 3
        ]

    value, slope = srcad.jvp(stopped, (3.3,), (1.0,))
    assert value == stopped(3.3)
    assert np.isnan(slope)


@pytest.mark.parametrize(("options", "words"), [({"S": np.zeros((2, 2))}, "singular term"), ({}, "rms_residuals")])
def test_what_is_refused(options: Any, words: str) -> None:
    def residual(k: Any) -> Any:
        found = solve_bvp(lambda x, y: [y[1], -k * y[0]], lambda a, b: [a[0], b[0] - k], X, START.copy(), **options)
        return found.rms_residuals

    with pytest.raises(srcad.UnsupportedValueError, match=words):
        srcad.jvp(residual, (1.0,), (1.0,))
