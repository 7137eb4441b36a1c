"""SciPy's minimisers for older programs, the global ones with a local search, monotonous fits and assignments."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad

optimize = pytest.importorskip("scipy.optimize")


def valley(v: Any, p: float) -> Any:
    return v[0] ** 4 / 4.0 + p * v[0] ** 2 / 2.0 - 2.0 * v[0] + 0.5 * (v[1] - v[0]) ** 2


def slopes(v: Any, p: float) -> Any:
    return np.array([v[0] ** 3 + p * v[0] - 2.0 - (v[1] - v[0]), v[1] - v[0]])


def pair(v: Any, p: float) -> Any:
    return valley(v, p), slopes(v, p)


def by_simplex(function: Any, start: Any, args: Any) -> Any:
    return optimize.fmin(function, start, args, 1e-11, 1e-15, disp=0, full_output=True)


START = [1.0, 1.0]
BOX = [(0.0, 2.0), (0.0, 2.0)]
HOPS = {"niter": 3, "rng": 1}
FREE: dict[str, Callable[[float], Any]] = {
    "cg": lambda p: optimize.fmin_cg(valley, START, slopes, (p,), 1e-10, disp=0),
    "cg by differences": lambda p: optimize.fmin_cg(valley, START, None, (p,), disp=0, full_output=True)[0],
    "ncg": lambda p: optimize.fmin_ncg(valley, START, slopes, args=(p,), avextol=1e-12, disp=0),
    "powell": lambda p: optimize.fmin_powell(valley, START, (p,), 1e-10, 1e-14, disp=0, full_output=True)[0],
    "l_bfgs_b": lambda p: optimize.fmin_l_bfgs_b(valley, START, slopes, (p,), pgtol=1e-11)[0],
    "l_bfgs_b of pairs": lambda p: optimize.fmin_l_bfgs_b(pair, START, None, (p,), factr=1.0)[0],
    "tnc": lambda p: optimize.fmin_tnc(valley, START, slopes, (p,), ftol=1e-15, messages=0)[0],
    "tnc of pairs": lambda p: optimize.fmin_tnc(pair, START, args=(p,), ftol=1e-15, messages=0)[0],
    "slsqp": lambda p: optimize.fmin_slsqp(valley, START, args=(p,), acc=1e-15, iprint=0, full_output=True)[0],
    "brute": lambda p: optimize.brute(valley, BOX, (p,), 4, finish=by_simplex),
    "basinhopping": lambda p: optimize.basinhopping(valley, START, minimizer_kwargs={"args": (p,)}, **HOPS).x,
    "basinhopping of pairs": lambda p: (
        optimize.basinhopping(
            pair, START, minimizer_kwargs={"args": (p,), "jac": True}, **HOPS
        ).lowest_optimization_result.x
    ),
    "closure": lambda p: optimize.fmin_cg(lambda v: valley(v, p), START, lambda v: slopes(v, p), gtol=1e-10, disp=0),
}


def by_newton(p: float) -> Any:
    x = 1.0
    for _ in range(30):
        x = x - (x**3 + p * x - 2.0) / (3.0 * x**2 + p)
    return np.array([x, x])


@pytest.mark.parametrize("name", FREE)
def test_a_stationary_point(name: str) -> None:
    value, tangent = srcad.jvp(FREE[name], (1.3,), (1.0,))
    np.testing.assert_array_equal(value, FREE[name](1.3))
    np.testing.assert_allclose(tangent, srcad.jvp(by_newton, (1.3,), (1.0,))[1], rtol=1e-5)


MINIMA: dict[str, Callable[[float], Any]] = {
    "cg": lambda p: optimize.fmin_cg(valley, START, slopes, (p,), disp=0, full_output=True)[1],
    "powell": lambda p: optimize.fmin_powell(valley, START, (p,), 1e-9, 1e-12, disp=0, full_output=True)[1],
    "l_bfgs_b": lambda p: optimize.fmin_l_bfgs_b(pair, START, None, (p,), factr=1.0)[1],
    "slsqp": lambda p: optimize.fmin_slsqp(valley, START, args=(p,), acc=1e-15, iprint=0, full_output=True)[1],
    "brute": lambda p: optimize.brute(valley, BOX, (p,), 4, finish=optimize.fmin, full_output=True)[1],
    "direct": lambda p: optimize.direct(valley, BOX, args=(p,), maxiter=9999, maxfun=9999, vol_tol=0, len_tol=1e-9).fun,
}


@pytest.mark.parametrize("name", MINIMA)
def test_the_minimum_by_the_envelope_theorem(name: str) -> None:
    _, tangent = srcad.jvp(MINIMA[name], (1.3,), (1.0,))
    assert tangent == pytest.approx(by_newton(1.3)[0] ** 2 / 2.0, rel=1e-3)


HELD: dict[str, tuple[Callable[[float], Any], list[float]]] = {
    "l_bfgs_b": (
        lambda p: optimize.fmin_l_bfgs_b(valley, [0.1, 0.1], slopes, (1.3,), bounds=[(0, p), (0, 9)])[0],
        [1, 1],
    ),
    "tnc": (
        lambda p: optimize.fmin_tnc(pair, [0.1, 0.1], args=(1.3,), bounds=[(0, p), (0, 9)], ftol=1e-15, messages=0)[0],
        [1, 1],
    ),
    "slsqp at a bound": (
        lambda p: optimize.fmin_slsqp(valley, [0.1, 0.1], bounds=[(0, p), (0, 9)], args=(1.3,), acc=1e-14, iprint=0),
        [1, 1],
    ),
    "slsqp, an equation": (
        lambda p: optimize.fmin_slsqp(lambda v: v[0] ** 2 + v[1] ** 2, START, [lambda v: v[0] + v[1] - p], iprint=0),
        [0.5, 0.5],
    ),
    "slsqp, all inequalities at once": (
        lambda p: optimize.fmin_slsqp(
            lambda v: v[0] ** 2 + v[1] ** 2, START, f_ieqcons=lambda v: np.array([v[0] - p, v[1] + 9.0]), iprint=0
        ),
        [1.0, 0.0],
    ),
    "cobyla": (
        lambda p: optimize.fmin_cobyla(
            lambda v: v[0] ** 2 + v[1] ** 2, START, [lambda v, q: v[0] + v[1] - q], (), (p,), rhoend=1e-8
        ),
        [0.5, 0.5],
    ),
}


@pytest.mark.parametrize("name", HELD)
def test_what_holds_a_minimum_takes_it_along(name: str) -> None:
    function, expected = HELD[name]
    value, tangent = srcad.jvp(function, (0.5,), (1.0,))
    np.testing.assert_array_equal(value, function(0.5))
    np.testing.assert_allclose(tangent, expected, rtol=1e-5, atol=1e-6)


def test_a_grid_alone_is_constant_and_its_values_are_not() -> None:
    def searched(p: float) -> Any:
        return optimize.brute(valley, BOX, (p,), 5, full_output=True, finish=None)

    (x, _, grid, _), (d_x, d_minimum, _, d_values) = srcad.jvp(searched, (1.3,), (1.0,))
    np.testing.assert_array_equal(d_x, [0.0, 0.0])
    assert d_minimum == pytest.approx(x[0] ** 2 / 2.0)
    np.testing.assert_allclose(d_values, grid[0] ** 2 / 2.0)
    d_alone = srcad.jvp(lambda p: optimize.brute(lambda v: (v - p) ** 2, [(0.0, 2.0)]), (1.3,), (1.0,))[1]
    np.testing.assert_allclose(d_alone, [1.0], rtol=1e-4)


def test_a_search_that_stopped_too_early_has_no_derivative() -> None:
    _, tangent = srcad.jvp(lambda p: optimize.direct(valley, BOX, args=(p,), maxiter=2).x, (1.3,), (1.0,))
    assert np.all(np.isnan(tangent))


REFUSED: dict[str, tuple[Callable[[float], Any], str]] = {
    "retall": (lambda p: optimize.fmin_cg(valley, START, None, (p,), retall=1, disp=0)[0], "retall"),
    "the ranges of a grid": (lambda p: optimize.brute(valley, [(0.0, p), (0.0, 2.0)], (1.3,), 4), "ranges"),
    "constraints": (
        lambda p: (
            optimize.basinhopping(
                valley,
                START,
                2,
                minimizer_kwargs={"args": (p,), "method": "SLSQP", "constraints": {"type": "ineq", "fun": sum}},
            ).x
        ),
        "is given constraints",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_sound_derivative_is_refused(name: str) -> None:
    function, words = REFUSED[name]
    with pytest.raises(srcad.SrcadError, match=words):
        srcad.jvp(function, (1.3,), (1.0,))


DATA = np.array([1.0, 3.0, 2.0, 2.4, 7.0, 6.0])
WEIGHTS = np.array([1.0, 2.0, 0.5, 1.5, 1.0, 3.0])
MONOTONOUS: dict[str, Callable[[Any, Any], Any]] = {
    "rising": lambda y, w: optimize.isotonic_regression(y).x,
    "weighted": lambda y, w: optimize.isotonic_regression(y, weights=w).x,
    "falling": lambda y, w: optimize.isotonic_regression(y, weights=w, increasing=False).x,
    "the weights of the blocks": lambda y, w: optimize.isotonic_regression(y, weights=w).weights,
}


@pytest.mark.parametrize("name", MONOTONOUS)
def test_a_monotonous_fit_has_the_means_of_its_blocks(name: str) -> None:
    function = MONOTONOUS[name]
    seeds = np.linspace(0.3, 1.1, 6), np.linspace(-0.4, 0.7, 6)
    value, tangent = srcad.jvp(function, (DATA, WEIGHTS), seeds)
    np.testing.assert_array_equal(value, function(DATA, WEIGHTS))
    h = 1e-6
    above, below = (function(DATA + s * seeds[0], WEIGHTS + s * seeds[1]) for s in (h, -h))
    np.testing.assert_allclose(tangent, (above - below) / (2.0 * h), atol=1e-8)


def test_the_cost_of_an_assignment() -> None:
    flows, distances = (
        np.arange(9.0).reshape(3, 3) ** 0.5,
        np.array([[0.0, 2.0, 1.0], [2.0, 0.0, 3.0], [1.0, 3.0, 0.0]]),
    )

    def cost(p: float) -> Any:
        return optimize.quadratic_assignment(flows * p, distances + p**2).fun

    value, slope = srcad.forward_diff(cost)(1.3)
    assert value == cost(1.3)
    assert slope == pytest.approx((cost(1.3 + 1e-6) - cost(1.3 - 1e-6)) / 2e-6, rel=1e-7)
