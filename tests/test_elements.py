"""Integrals, sums and estimated derivatives of functions that work element by element are differentiated, twice."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.testing import check_forward

pytest.importorskip("scipy")

from scipy import differentiate, integrate, stats


def wave(x: Any, p: Any = 1.0, q: Any = 2.0) -> Any:
    return np.exp(-p * x * x) * np.cos(q * x)


def box(a: Any, b: Any, p: Any) -> Any:
    points = stats.qmc.Halton(2, seed=3)
    return tuple(
        integrate.qmc_quad(lambda x: np.exp(-p * x[0]) * np.cos(x[1]), a, b, n_points=32, n_estimates=3, qrng=points)
    )


V, M = np.array([0.4, 0.5]), np.array([[0.4, 0.5, 0.6], [1.0, 2.0, 3.0]])

Case = tuple[Callable[..., Any], tuple[Any, ...]]

CASES: dict[str, Case] = {
    "tanhsinh": (lambda a, b, p: integrate.tanhsinh(wave, a, b, args=(p, 2.0)).integral, (0.1, 1.3, 0.4)),
    "of a closure": (lambda p, b: integrate.tanhsinh(lambda x: np.exp(-p * x * x), 0.0, b).integral, (0.4, 1.2)),
    "to the left": (lambda b, p: integrate.tanhsinh(lambda x: np.exp(p * x), -np.inf, b).integral, (0.4, 1.2)),
    "singular": (lambda p, b: integrate.tanhsinh(lambda x: np.log(x) * p * x**-0.5, 0.0, b).integral, (0.4, 1.2)),
    "many": (
        lambda a, b, p: integrate.tanhsinh(wave, a, b, args=(p,)).integral,
        (np.array([[0.1], [0.2]]), np.array([1.0, np.inf]), np.array([1.0, 0.5])),
    ),
    "several at once": (
        lambda p: integrate.tanhsinh(lambda x: np.stack([np.exp(-p * x), x]), 0.0, 1.0, preserve_shape=True).integral,
        (0.7,),
    ),
    "sum": (
        lambda a, s, p: integrate.nsum(lambda x, p: x**-p, a, a + 10.5 * s, step=s, args=(p,)).sum,
        (1.0, 0.5, 2.2),
    ),
    "sums": (
        lambda p: integrate.nsum(lambda x, p: x**-p, np.array([[1], [2]]), 9, args=(p,)).sum,
        (np.array([2.2, 3.0]),),
    ),
    "box": (box, (np.array([0.1, 0.2]), np.array([1.0, -0.4]), 0.5)),
    "derivative": (lambda x, p, q: differentiate.derivative(wave, x, args=(p, q)).df, (0.4, 1.2, 2.0)),
    "derivatives": (
        lambda x, p: differentiate.derivative(wave, x, args=(p,)).df,
        (V, np.array([[1.2], [1.0]])),
    ),
    "place": (lambda x: differentiate.derivative(np.sin, x, initial_step=0.1).x, (V,)),
    "jacobian": (
        lambda x, p: differentiate.jacobian(lambda v: [np.sin(p * v[0]) * v[1], v[0] * v[1] ** 2], x).df,
        (V, 1.3),
    ),
    "jacobians": (
        lambda x, p: differentiate.jacobian(lambda v: np.stack([np.sin(p * v[0]) * v[1], v[1]]), x).df,
        (M, 1.3),
    ),
    "hessian": (lambda x, p: differentiate.hessian(lambda v: np.sin(p * v[0]) * v[1] ** 3, x).ddf, (V, 1.3)),
    "hessians": (lambda x, p: differentiate.hessian(lambda v: np.sin(p * v[0]) * v[1] ** 3, x).ddf, (M, 1.3)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_value_and_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, order=1, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_second_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, rtol=1e-4, atol=1e-5)


def test_a_function_that_counts_is_called_as_often_and_refused() -> None:
    calls: list[int] = []

    def counted(x: Any) -> Any:
        calls.append(np.size(x))
        return x

    integrate.qmc_quad(counted, 0.0, 1.0, n_points=4, n_estimates=2)
    expected = list(calls)
    calls.clear()
    with pytest.raises(srcad.UnsupportedValueError, match="writes to"):
        srcad.jvp(lambda b: integrate.qmc_quad(counted, 0.0, b, n_points=4, n_estimates=2).integral, (1.0,), (1.0,))
    assert calls == expected


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda p: integrate.nsum(lambda x: x**-p, 1, np.inf).sum, "infinite series"),
        (lambda p: integrate.tanhsinh(lambda x: -p * x, 0.0, 1.0, log=True).integral, "log=True"),
        (lambda p: integrate.qmc_quad(lambda x: math_only(x, p), 0.0, 1.0, n_points=8).integral, "of one point"),
        (lambda p: differentiate.derivative(lambda x: [p * x], 1.0, preserve_shape=True).df[0], "preserve_shape"),
    ],
)
@pytest.mark.filterwarnings("ignore:Exception encountered when attempting vectorized call")
def test_what_is_refused(function: Callable[[float], Any], words: str) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=words):
        srcad.jvp(function, (2.2,), (1.0,))


def math_only(x: Any, p: float) -> float:
    return p * float(x[0]) if np.ndim(x) == 1 else p * float(x)
