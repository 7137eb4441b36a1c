"""Solutions of equations are differentiated at the solution, to any order, whatever carries the parameters."""

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import derivative

pytest.importorskip("scipy")

from scipy import optimize

# The root of x**3 + p*x = 2, and what else is known of it.


def cubic(x: Any, p: float) -> Any:
    return x**3 + p * x - 2.0


def cubic_slope(x: Any, p: float) -> Any:
    return 3.0 * x**2 + p


def cubic_curvature(x: Any, p: float) -> Any:
    return 6.0 * x


def system(v: Any, p: float) -> Any:
    return np.array([v[0] ** 2 * v[1] + p * v[0] - 2.0, v[1] - v[0]])


def step(x: Any, p: float) -> Any:
    return 0.3 * (2.0 - x**3) / p + 0.7 * x


class Model:
    def __init__(self, p: float) -> None:
        self.p = p

    def residual(self, x: Any) -> Any:
        return cubic(x, self.p)

    def residuals(self, v: Any) -> Any:
        return system(v, self.p)

    def __call__(self, x: Any) -> Any:
        return cubic(x, self.p)


def by_newton(p: float) -> float:
    """Iterate in Python: the loop is differentiated by its source, which converges to all derivatives."""
    x = 1.0
    for _ in range(40):
        x = x - cubic(x, p) / cubic_slope(x, p)
    return x


def nested(p: float) -> Any:
    def residual(x: float) -> float:
        def share(y: float) -> float:
            return p * y

        return x**3 + share(x) - 2.0

    return optimize.brentq(residual, 0.0, 3.0)


def reported(p: float) -> Any:
    root, report = optimize.brentq(cubic, 0.0, 3.0, args=(p,), full_output=True)
    return 0.25 * (root + report.root + report["root"] + report.get("root")) if report.converged else None


def reported_system(p: float) -> Any:
    x, report, flag, message = optimize.fsolve(system, [1.0, 1.0], args=(p,), full_output=True)
    return x[0] + report["fvec"][0] if flag == 1 else message


TIGHT = {"f_tol": 1e-13}
ROOTS: dict[str, Callable[[float], Any]] = {
    "closure": lambda p: optimize.brentq(lambda x: x**3 + p * x - 2.0, 0.0, 3.0),
    "args": lambda p: optimize.brentq(cubic, 0.0, 3.0, args=(p,)),
    "one argument": lambda p: optimize.brentq(cubic, 0.0, 3.0, args=p),
    "partial": lambda p: optimize.brentq(functools.partial(cubic, p=p), 0.0, 3.0),
    "method": lambda p: optimize.brentq(Model(p).residual, 0.0, 3.0),
    "object": lambda p: optimize.brentq(Model(p), 0.0, 3.0),
    "nested": nested,
    "reported": reported,
    "bracket": lambda p: optimize.brentq(cubic, 0.0 * p, 3.0 * p, args=(p,)),
    "bisect": lambda p: optimize.bisect(lambda x: cubic(x, p), 0.0, 3.0),
    "brenth": lambda p: optimize.brenth(lambda x: cubic(x, p), 0.0, 3.0),
    "ridder": lambda p: optimize.ridder(lambda x: cubic(x, p), 0.0, 3.0),
    "toms748": lambda p: optimize.toms748(lambda x: cubic(x, p), 0.0, 3.0),
    "secant": lambda p: optimize.newton(lambda x: cubic(x, p), 1.0),
    "newton": lambda p: optimize.newton(cubic, 0.8 * p, cubic_slope, args=(p,)),
    "halley": lambda p: optimize.newton(cubic, 1.0, cubic_slope, (p,), fprime2=cubic_curvature),
    "newton of an array": lambda p: optimize.newton(cubic, np.array([1.0, 1.5]), None, (np.array([p, 1.0 * p]),))[1],
    "newton's report": lambda p: optimize.newton(cubic, np.ones(2), cubic_slope, (p,), full_output=True)[0][1],
    "root_scalar": lambda p: optimize.root_scalar(cubic, (p,), bracket=[0.0, 3.0]).root,
    "root_scalar with slope": lambda p: (
        optimize.root_scalar(lambda x: (cubic(x, p), cubic_slope(x, p)), x0=1.0, fprime=True).root
    ),
    "fsolve of a number": lambda p: optimize.fsolve(lambda x: cubic(x, p), 1.0)[0],
    "fsolve": lambda p: optimize.fsolve(lambda v: list(system(v, p)), [1.0, 1.0])[1],
    "fsolve of a method": lambda p: optimize.fsolve(Model(p).residuals, [1.0, 1.0])[0],
    "fsolve's report": reported_system,
    "root": lambda p: optimize.root(system, [1.0, 1.0], args=(p,), tol=1e-13).x[0],
    "root of a partial": lambda p: optimize.root(functools.partial(system, p=p), [1.0, 1.0], tol=1e-13)["x"][0],
    "root by lm": lambda p: optimize.root(system, [1.0, 1.0], args=(p,), method="lm", tol=1e-13).x[0],
    "root by krylov": lambda p: optimize.root(system, [1.0, 1.0], args=(p,), method="krylov", tol=1e-12).x[0],
    "root with jac": lambda p: optimize.root(
        lambda v: (system(v, p), np.array([[2.0 * v[0] * v[1] + p, v[0] ** 2], [-1.0, 1.0]])), [1.0, 1.0], jac=True
    ).x[0],
    "fixed_point": lambda p: optimize.fixed_point(step, 0.9, args=(p,), xtol=1e-14),
    "fixed_point of an array": lambda p: optimize.fixed_point(lambda x: step(x, p), [0.9, 0.95], xtol=1e-14)[1],
    "broyden1": lambda p: optimize.broyden1(lambda x: cubic(x, p), [1.0], **TIGHT)[0],
    "newton_krylov": lambda p: optimize.newton_krylov(lambda v: system(v, p), [1.0, 1.0], f_tol=1e-13)[0],
}


@pytest.mark.parametrize("name", ROOTS)
def test_a_root_has_its_first_and_second_derivative(name: str) -> None:
    root, p = ROOTS[name], 1.3
    value, slope = srcad.forward_diff(root)(p)
    assert value == root(p)
    assert slope == pytest.approx(derivative(by_newton)(p), rel=1e-9)
    assert derivative(derivative(root))(p) == pytest.approx(derivative(derivative(by_newton))(p), rel=1e-9)


def test_a_double_root_has_an_infinite_slope_and_a_constant_one_none() -> None:
    touching = srcad.forward_diff(lambda p, q: optimize.newton(lambda x: x**2 + p, 0.0, lambda x: 1.0 + 0.0 * x) + q)
    assert touching(0.0, 1.0, d_p=1.0) == (1.0, -math.inf)
    assert touching(0.0, 1.0, d_p=0.0, d_q=2.0) == (1.0, 2.0)


def test_what_did_not_converge_has_no_derivative() -> None:
    def stopped(p: float) -> Any:
        return optimize.root_scalar(cubic, (p,), bracket=[0.0, 3.0], maxiter=2).root

    def stopped_system(p: float) -> Any:
        return optimize.root(system, [3.0, 1.0], args=(p,), options={"maxfev": 3}).x

    assert math.isnan(derivative(stopped)(1.3))
    assert np.all(np.isnan(derivative(stopped_system)(1.3)))


def test_warnings_of_a_solver_stay() -> None:
    def lost(p: float) -> Any:
        return optimize.fsolve(lambda x: x**2 + p, 1.0)

    with pytest.warns(RuntimeWarning, match="not making good progress"):
        _, slope = srcad.forward_diff(lost)(1.0)
    assert np.isnan(slope[0])


def test_a_function_that_writes_is_refused() -> None:
    calls: list[float] = []

    def counted(p: float) -> Any:
        def residual(x: float) -> float:
            calls.append(x)
            return x**3 + p * x - 2.0

        return optimize.brentq(residual, 0.0, 3.0)

    with pytest.raises(srcad.UnsupportedValueError, match="writes to"):
        derivative(counted)(1.3)


def test_a_tolerance_has_no_derivative() -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="no partial with respect to 'xtol'"):
        derivative(lambda p: optimize.brentq(cubic, 0.0, 3.0, args=(1.0,), xtol=p))(1e-10)


def test_what_a_solver_estimates_is_refused_when_it_is_read() -> None:
    def factor(p: float) -> Any:
        _, report, _, _ = optimize.fsolve(system, [1.0, 1.0], args=(p,), full_output=True)
        return report["fjac"][0, 0]

    with pytest.raises(srcad.UnsupportedValueError, match="'fjac' is no function of the inputs"):
        derivative(factor)(1.3)
