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

from scipy import integrate, optimize, signal

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
    "pair as a list": lambda p: (
        optimize.root_scalar(lambda x: [cubic(x, p), cubic_slope(x, p)], x0=1.0, fprime=True).root
    ),
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
    "newton with a list": lambda p: optimize.newton(cubic, 0.8 * p, cubic_slope, args=[p]),
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


@pytest.mark.parametrize("name", ["number", "array"])
def test_many_roots_at_once_have_their_derivatives(name: str) -> None:
    elementwise = pytest.importorskip("scipy.optimize.elementwise")
    many = (np.zeros(2), 3.0), (np.array([[0], [1]]),)
    bracket, shifts = many if name == "array" else ((0.0, 3.0), (0,))

    def root(p: float) -> Any:
        found = elementwise.find_root(lambda x, c: cubic(x, p) + c * (x - x), bracket, args=shifts)
        return found.x[1, 0] if name == "array" and found.success.all() else found.x

    value, slope = srcad.forward_diff(root)(1.3)
    assert value == root(1.3)
    assert slope == pytest.approx(derivative(by_newton)(1.3), rel=1e-9)
    assert derivative(derivative(root))(1.3) == pytest.approx(derivative(derivative(by_newton))(1.3), rel=1e-9)


def test_the_arguments_of_many_roots_carry_tangents_and_what_was_not_found_is_nan() -> None:
    elementwise = pytest.importorskip("scipy.optimize.elementwise")

    def roots(p: Any, end: Any) -> Any:
        return elementwise.find_root(cubic, (0.0, end), args=(p,)).x

    p, end = np.array([[1.3], [0.7]]), np.array([3.0, 0.1])
    value, tangent = srcad.jvp(roots, (p, end), (np.array([[1.0], [2.0]]), np.ones(2)))
    expected = [derivative(by_newton)(1.3), 2.0 * derivative(by_newton)(0.7)]
    np.testing.assert_array_equal(value, roots(p, end))
    np.testing.assert_allclose(tangent, np.stack([expected, [np.nan, np.nan]], axis=1), rtol=1e-9)


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


# Minima of functions whose derivative is the cubic, or a system with the same solution.


def hill(x: Any, p: float) -> Any:
    return x**4 / 4.0 + p * x**2 / 2.0 - 2.0 * x


def valley(v: Any, p: float) -> Any:
    return hill(v[0], p) + 0.5 * (v[1] - v[0]) ** 2


def valley_slopes(v: Any, p: float) -> Any:
    return np.array([cubic(v[0], p) - (v[1] - v[0]), v[1] - v[0]])


class Landscape:
    def __init__(self, p: float) -> None:
        self.p = p

    def height(self, v: Any) -> Any:
        return valley(v, self.p)


def through_helpers(p: float) -> Any:
    def height(x: float) -> float:
        def quadratic(y: float) -> float:
            return p * y**2

        return x**4 / 4.0 + quadratic(x) / 2.0 - 2.0 * x

    return optimize.minimize_scalar(height, tol=1e-12).x


MINIMA: dict[str, Callable[[float], Any]] = {
    "number": lambda p: optimize.minimize_scalar(hill, args=(p,), tol=1e-12).x,
    "closure": lambda p: optimize.minimize_scalar(lambda x: hill(x, p), tol=1e-12).x,
    "written closure": lambda p: optimize.minimize_scalar(lambda x: x**4 / 4 + p * x**2 / 2 - 2 * x, tol=1e-12).x,
    "nested": through_helpers,
    "partial of a closure": lambda p: (
        optimize.minimize_scalar(functools.partial(lambda x, q: hill(x, q * p), q=1.0), tol=1e-12).x
    ),
    "bounded": lambda p: (
        optimize.minimize_scalar(lambda x: hill(x, p), bounds=(0.0, 3.0), method="bounded", options={"xatol": 1e-12}).x
    ),
    "vector": lambda p: optimize.minimize(valley, [1.0, 1.0], args=(p,), tol=1e-10).x[1],
    "method": lambda p: optimize.minimize(Landscape(p).height, [1.0, 1.0], tol=1e-10).x[0],
    "gradient": lambda p: optimize.minimize(
        lambda v: valley(v, p), [1.0, 1.0], jac=lambda v: valley_slopes(v, p), tol=1e-10
    ).x[0],
    "pair": lambda p: optimize.minimize(
        lambda v: (valley(v, p), valley_slopes(v, p)), [1.0, 1.0], jac=True, tol=1e-10
    ).x[1],
    "Nelder-Mead": lambda p: optimize.minimize(
        valley, [1.0, 1.0], args=(p,), method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-14}
    ).x[0],
    "free between bounds": lambda p: optimize.minimize(
        valley, [1.0, 1.0], args=(p,), bounds=[(0.0, 2.0 * p), (None, 3.0)], tol=1e-12
    ).x[0],
}


@pytest.mark.parametrize("name", MINIMA)
def test_a_minimum_has_its_first_and_second_derivative(name: str) -> None:
    place, p = MINIMA[name], 1.3
    value, slope = srcad.forward_diff(place)(p)
    assert value == place(p)
    assert slope == pytest.approx(derivative(by_newton)(p), rel=2e-6)
    assert derivative(derivative(place))(p) == pytest.approx(derivative(derivative(by_newton))(p), rel=2e-5)


def test_the_minimum_itself_follows_the_envelope() -> None:
    def lowest(p: float) -> Any:
        return optimize.minimize(valley, [1.0, 1.0], args=(p,), tol=1e-10).fun

    x, slope = by_newton(1.3), derivative(by_newton)(1.3)
    assert derivative(lowest)(1.3) == pytest.approx(x**2 / 2.0)
    assert derivative(derivative(lowest))(1.3) == pytest.approx(x * slope)


@pytest.mark.parametrize("method", ["L-BFGS-B", "SLSQP", "TNC", "trust-constr", "Powell"])
def test_a_bound_that_holds_takes_the_solution_along(method: str) -> None:
    def corner(p: float) -> Any:
        bounds = optimize.Bounds(np.array([0.0, -2.0]), np.array([0.5 * p, 5.0]))
        return optimize.minimize(valley, [0.1, 0.1], (1.3,), bounds=bounds, method=method, tol=1e-10).x

    np.testing.assert_allclose(derivative(corner)(1.3), [0.5, 0.5], atol=1e-6)


def test_constraints_that_are_objects_are_refused() -> None:
    def touching(p: float) -> Any:
        constraint = optimize.NonlinearConstraint(lambda v: v[0] + v[1], p, p)
        return optimize.minimize(valley, [1.0, 1.0], (1.0,), constraints=constraint).x

    with pytest.raises(srcad.UnsupportedValueError, match="as a dict"):
        derivative(touching)(1.0)


def slope_and_bowl(v: Any, p: float) -> Any:
    """Have no minimum at the constraints below."""
    return (v[0] - 2.0 * p) ** 2 + (v[1] - 1.0) ** 2 + 0.1 * v[0] ** 4 + v[0] * v[1]


EXACTLY = {"ftol": 1e-14}
CONSTRAINED: dict[str, Callable[[float], Any]] = {
    "equation": lambda p: optimize.minimize(
        slope_and_bowl, [0.5, 0.5], (p,), constraints={"type": "eq", "fun": lambda v: v[0] + v[1] - p}, options=EXACTLY
    ),
    "circle": lambda p: optimize.minimize(
        slope_and_bowl,
        [0.5, 0.5],
        (p,),
        constraints=[
            {"type": "ineq", "fun": lambda v, r: r - v[0] ** 2 - v[1] ** 2, "args": (p * p,)},
            {"type": "ineq", "fun": lambda v: v[0] + 5.0},
        ],
        options=EXACTLY,
    ),
    "several, and bounds": lambda p: optimize.minimize(
        slope_and_bowl,
        [0.5, 0.5],
        (p,),
        constraints=({"type": "ineq", "fun": lambda v: np.array([0.7 * p - v[0], v[1] + 4.0])},),
        bounds=[(-1.0, 1.0), (0.3 * p, None)],
        options=EXACTLY,
    ),
    "none holds": lambda p: optimize.minimize(
        slope_and_bowl, [0.5, 0.5], (p,), constraints={"type": "ineq", "fun": lambda v: v[0] + 50.0}, options=EXACTLY
    ),
    "another method": lambda p: optimize.minimize(
        slope_and_bowl,
        [0.5, 0.5],
        (p,),
        method="COBYLA",
        constraints={"type": "ineq", "fun": lambda v: p - v[0] - v[1]},
        tol=1e-10,
    ),
}


@pytest.mark.parametrize("name", CONSTRAINED)
def test_a_minimum_under_constraints_moves_along_those_that_hold(name: str) -> None:
    search, h = CONSTRAINED[name], 1e-3
    result, tangent = srcad.jvp(search, (1.3,), (1.0,))
    above, below = search(1.3 + h), search(1.3 - h)
    np.testing.assert_array_equal(result.x, search(1.3).x)
    np.testing.assert_allclose(tangent["x"], (above.x - below.x) / (2.0 * h), rtol=1e-4, atol=1e-4)
    assert tangent["fun"] == pytest.approx((above.fun - below.fun) / (2.0 * h), rel=1e-5)


@pytest.mark.slow
def test_a_root_inside_of_a_minimum() -> None:
    def place(p: float) -> Any:
        return optimize.minimize_scalar(
            lambda x: optimize.brentq(lambda y: y - (x**4 / 4 + p * x**2 / 2 - 2 * x), -10.0, 100.0),
            bounds=(0.0, 3.0),
            method="bounded",
        ).x

    assert derivative(place)(1.3) == pytest.approx(derivative(by_newton)(1.3), rel=1e-5)


# Integrals.


def bell(x: float, p: float) -> float:
    return math.exp(-p * x * x)


class Bell:
    def __init__(self, p: float) -> None:
        self.p = p

    def height(self, x: float) -> float:
        return bell(x, self.p)


def primitive(p: float, b: float) -> float:
    """Return the integral of `bell` from 0 to b."""
    return math.sqrt(math.pi / p) / 2.0 * math.erf(math.sqrt(p) * b)


def with_report(p: float) -> Any:
    value, _, report = integrate.quad(bell, 0.0, 1.0, (p,), full_output=1)
    return value if report["neval"] else None


INTEGRALS: dict[str, tuple[Callable[[float], Any], Callable[[float], Any]]] = {
    "closure": (lambda p: integrate.quad(lambda x: bell(x, p), 0.0, 1.0)[0], lambda p: primitive(p, 1.0)),
    "args": (lambda p: integrate.quad(bell, 0.0, 1.0, args=(p,))[0], lambda p: primitive(p, 1.0)),
    "one argument": (lambda p: integrate.quad(bell, 0.0, 1.0, p)[0], lambda p: primitive(p, 1.0)),
    "partial": (
        lambda p: integrate.quad(functools.partial(bell, p=p), 0.0, 1.0)[0],
        lambda p: primitive(p, 1.0),
    ),
    "method": (lambda p: integrate.quad(Bell(p).height, 0.0, 1.0)[0], lambda p: primitive(p, 1.0)),
    "infinite": (
        lambda p: integrate.quad(bell, -math.inf, math.inf, (p,))[0],
        lambda p: math.sqrt(math.pi / p),
    ),
    "moving ends": (
        lambda p: integrate.quad(lambda x: p * math.sin(p * x), p, p**2)[0],
        lambda p: math.cos(p**2) - math.cos(p**3),
    ),
    "end and inside": (lambda p: integrate.quad(bell, 0.0, p, (p,))[0], lambda p: primitive(p, p)),
    "singular at the end": (
        lambda p: integrate.quad(lambda x: x ** (p - 2.0), 0.0, 1.0)[0],
        lambda p: 1.0 / (p - 1.0),
    ),
    "points": (
        lambda p: integrate.quad(lambda x: abs(x - 0.3) * p**2, 0.0, 1.0, points=[0.3])[0],
        lambda p: 0.29 * p**2,
    ),
    "report": (with_report, lambda p: primitive(p, 1.0)),
    "nested": (
        lambda p: integrate.quad(lambda x: integrate.quad(lambda y: p * p * x * y, 0.0, p * x)[0], 0.0, 1.0)[0],
        lambda p: p**4 / 8.0,
    ),
}


@pytest.mark.parametrize("name", INTEGRALS)
def test_an_integral_has_its_first_and_second_derivative(name: str) -> None:
    integral, known = INTEGRALS[name]
    value, slope = srcad.forward_diff(integral)(1.3)
    assert value == integral(1.3)
    assert slope == pytest.approx(derivative(known)(1.3), rel=1e-8)
    assert derivative(derivative(integral))(1.3) == pytest.approx(derivative(derivative(known))(1.3), rel=1e-8)


VOLUMES: dict[str, tuple[Callable[[float], Any], Callable[[float], float]]] = {
    "dblquad": (
        lambda p: integrate.dblquad(lambda y, x, q: p * q * x * y, 0.0, p, 0.0, lambda x: p * x, args=(2.0,))[0],
        lambda p: p**7 / 4.0,
    ),
    "tplquad": (
        lambda p: integrate.tplquad(
            lambda z, y, x: p * x * y * z, 0.0, 1.0, 0.0, lambda x: x, 0.0, lambda x, y: p * x * y
        )[0],
        lambda p: p**3 / 64.0,
    ),
    "nquad": (
        lambda p: integrate.nquad(lambda x, y: p * x * y, [lambda y: (0.0, p * y), (0.0, 1.0)])[0],
        lambda p: p**3 / 8.0,
    ),
    "nquad of a box": (
        lambda p: integrate.nquad(lambda x, y: p * x * y, [[0.0, p], [0.0, 1.0]])[0],
        lambda p: p**3 / 4.0,
    ),
    "quad_vec": (
        lambda p: integrate.quad_vec(lambda x: np.array([math.exp(-p * x), p * x]), 0.0, p)[0][1],
        lambda p: p**3 / 2.0,
    ),
    "fixed_quad": (
        lambda p: integrate.fixed_quad(lambda x: p * x**2, 0.0, p, n=4)[0],
        lambda p: p**4 / 3.0,
    ),
}


@pytest.mark.parametrize("name", VOLUMES)
def test_a_volume_has_its_derivative(name: str) -> None:
    volume, known = VOLUMES[name]
    value, slope = srcad.forward_diff(volume)(1.3)
    assert value == volume(1.3)
    assert slope == pytest.approx(derivative(known)(1.3), rel=1e-8)


@pytest.mark.parametrize("name", ["nquad of a box", "quad_vec", "fixed_quad"])
def test_a_volume_has_its_second_derivative(name: str) -> None:
    volume, known = VOLUMES[name]
    assert derivative(derivative(volume))(1.3) == pytest.approx(derivative(derivative(known))(1.3), rel=1e-8)


# Integrals of samples are differentiated by their source.
HEIGHTS, PLACES = np.array([1.0, 2.0, 4.0, 3.0, 5.0]), np.array([0.0, 0.5, 1.5, 2.0, 3.0])
SAMPLES: dict[str, Callable[[float], Any]] = {
    "trapezoid": lambda p: integrate.trapezoid(HEIGHTS**p, p * PLACES),
    "trapezoid with a step": lambda p: integrate.trapezoid(HEIGHTS**p, dx=p),
    "simpson": lambda p: integrate.simpson(HEIGHTS**p, x=p * PLACES),
    "simpson at constant places": lambda p: integrate.simpson(HEIGHTS**p, x=PLACES),
    "simpson with a step": lambda p: integrate.simpson(HEIGHTS[:4] ** p, dx=p * p),
    "cumulative_trapezoid": lambda p: integrate.cumulative_trapezoid(HEIGHTS**p, p * PLACES, initial=0)[3],
    "cumulative_simpson": lambda p: integrate.cumulative_simpson(HEIGHTS**p, x=p * PLACES)[3],
    "romb": lambda p: integrate.romb(HEIGHTS**p, dx=p * p),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_an_integral_of_samples(name: str) -> None:
    function, h = SAMPLES[name], 1e-3
    expected = (8.0 * (function(1.3 + h) - function(1.3 - h)) - (function(1.3 + 2 * h) - function(1.3 - 2 * h))) / (
        12.0 * h
    )
    assert derivative(function)(1.3) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("count", [4, 5])
def test_an_integral_of_samples_keeps_its_dtype(count: int) -> None:
    heights = HEIGHTS[:count].astype(np.float32)
    value, tangent = srcad.jvp(integrate.simpson, (heights,), (heights.copy(),))
    assert value == integrate.simpson(heights) and value.dtype == tangent.dtype == integrate.simpson(heights).dtype
    assert tangent == pytest.approx(value, rel=1e-6)


def test_the_weight_of_an_integral_is_refused() -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="'weight'"):
        derivative(lambda p: integrate.quad(bell, 0.0, 1.0, (p,), weight="cos", wvar=2.0)[0])(1.3)


# Initial value problems: the oscillator y'' = -p y from (1, 0), which is cos(sqrt(p) t).

EXACT = {"rtol": 1e-9, "atol": 1e-11}


def oscillator(t: float, y: Any, p: float) -> Any:
    return [y[1], -p * y[0]]


def backwards(y: Any, t: float, p: float) -> Any:
    return oscillator(t, y, p)


def crossing(t: float, y: Any, p: float) -> Any:
    return y[0]


def landing(t: float, y: Any, p: float) -> Any:
    return y[0]


landing.terminal = True  # type: ignore[attr-defined]


def path(p: float, end: Any = 2.0, start: Any = (1.0, 0.0), rate: Any = None, **options: Any) -> Any:
    """Integrate the oscillator with the rate p, or with a constant one."""
    return integrate.solve_ivp(
        oscillator, (0.0, end), start, args=(p if rate is None else rate,), **{**EXACT, **options}
    )


def dense(p: float) -> Any:
    follow = path(p, 2.5, dense_output=True).sol
    return 0.5 * (follow(2.0)[0] + follow(np.array([1.0, 2.0]))[0, 1])


def at_two(p: float) -> float:
    return math.cos(math.sqrt(p) * 2.0)


def at_end(p: float) -> float:
    return math.cos(math.sqrt(2.0) * p)


def quarter(p: float) -> float:
    return math.pi / 2.0 / math.sqrt(p)


def from_start(p: float) -> float:
    return p * math.cos(math.sqrt(8.0)) + p * p / math.sqrt(2.0) * math.sin(math.sqrt(8.0))


PATHS: dict[str, tuple[Callable[[float], Any], Callable[[float], float]]] = {
    "RK45": (lambda p: path(p).y[0, -1], at_two),
    "RK23": (lambda p: path(p, method="RK23", rtol=1e-7).y[0, -1], at_two),
    "DOP853 of a closure": (
        lambda p: integrate.solve_ivp(
            lambda t, y: np.array([y[1], -p * y[0]]), (0.0, 2.0), [1.0, 0.0], "DOP853", **EXACT
        ).y[0, -1],
        at_two,
    ),
    "Radau": (lambda p: path(p, method="Radau").y[0, -1], at_two),
    "BDF": (lambda p: path(p, method="BDF").y[0, -1], at_two),
    "LSODA": (lambda p: path(p, method="LSODA").y[0, -1], at_two),
    "BDF with its Jacobian": (
        lambda p: integrate.solve_ivp(
            lambda t, y: np.array([y[1], -p * y[0]]),
            (0.0, 2.0),
            [1.0, 0.0],
            "BDF",
            jac=lambda t, y: np.array([[0.0, 1.0], [-p, 0.0]]),
            **EXACT,
        ).y[0, -1],
        at_two,
    ),
    "back in time": (
        lambda p: integrate.solve_ivp(oscillator, (2.0, 0.0), [1.0, 0.0], args=(p,), **EXACT).y[0, -1],
        at_two,
    ),
    "chosen times": (lambda p: path(p, t_eval=[0.0, 1.0, 2.0]).y[0, -1], at_two),
    "moving times": (lambda p: path(p, t_eval=[0.5 * p, p], rate=2.0).y[0, -1], at_end),
    "end": (lambda p: path(p, p, rate=2.0).y[0, -1], at_end),
    "end of LSODA": (lambda p: path(p, p, rate=2.0, method="LSODA").y[0, -1], at_end),
    "start": (lambda p: path(p, start=[p, p * p], rate=2.0).y[0, -1], from_start),
    "start of Radau": (lambda p: path(p, start=[p, p * p], rate=2.0, method="Radau").y[0, -1], from_start),
    "event": (lambda p: path(p, events=crossing).t_events[0][0], quarter),
    "last event": (lambda p: path(p, events=[landing]).t[-1], quarter),
    "last event of LSODA": (lambda p: path(p, events=[landing], method="LSODA").t_events[0][0], quarter),
    "state at the event": (lambda p: -path(p, events=[landing]).y[1, -1], math.sqrt),
    "event's state": (lambda p: -path(p, events=[landing]).y_events[0][0][1], math.sqrt),
    "dense": (dense, at_two),
    "time of a dense DOP853": (
        lambda p: path(p, 2.5, rate=2.0, method="DOP853", dense_output=True).sol(p)[0],
        at_end,
    ),
    "odeint": (lambda p: integrate.odeint(backwards, [1.0, 0.0], [0.0, 1.0, 2.0], (p,), **EXACT)[-1, 0], at_two),
    "odeint's report": (
        lambda p: integrate.odeint(backwards, [1.0, 0.0], [0.0, 2.0], (p,), full_output=True, **EXACT)[0][-1, 0],
        at_two,
    ),
    "odeint with times first": (
        lambda p: integrate.odeint(lambda t, y: [y[1], -p * y[0]], [1.0, 0.0], [0.0, 2.0], tfirst=True, **EXACT)[1, 0],
        at_two,
    ),
    "end of odeint": (
        lambda p: integrate.odeint(backwards, [1.0, 0.0], np.array([0.0, 0.5 * p, p]), (2.0,), **EXACT)[-1, 0],
        at_end,
    ),
    "start of odeint": (
        lambda p: integrate.odeint(backwards, np.array([p, p * p]), [0.0, 2.0], (2.0,), **EXACT)[-1, 0],
        from_start,
    ),
}
SECOND = ("RK45", "Radau", "LSODA", "end", "moving times", "last event", "event's state", "dense", "odeint")


@pytest.mark.parametrize("name", PATHS)
def test_a_path_has_its_derivative(name: str) -> None:
    function, known = PATHS[name]
    value, slope = srcad.forward_diff(function)(1.3)
    assert value == function(1.3)
    assert slope == pytest.approx(derivative(known)(1.3), rel=2e-6)


@pytest.mark.parametrize(
    "name", [name if name in ("end", "odeint") else pytest.param(name, marks=pytest.mark.slow) for name in SECOND]
)
def test_a_path_has_its_second_derivative(name: str) -> None:
    function, known = PATHS[name]
    assert derivative(derivative(function))(1.3) == pytest.approx(derivative(derivative(known))(1.3), rel=5e-6)


def test_the_tangent_of_a_path_is_that_of_the_steps_that_were_taken() -> None:
    """With coarse steps, value and tangent have the same error: that of the program."""

    def coarse(y0: float) -> Any:
        return integrate.solve_ivp(lambda t, y: -y, (0.0, 3.0), [y0], rtol=1e-2, atol=1e-12).y[0, -1]

    value, slope = srcad.forward_diff(coarse)(2.0)
    assert slope == pytest.approx(value / 2.0, rel=1e-13)
    assert abs(slope - math.exp(-3.0)) > 1e-5


def test_the_interpolant_of_an_implicit_method_is_refused() -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="'sol'"):
        derivative(lambda p: path(p, method="BDF", dense_output=True).sol(1.0)[0])(1.3)


# An iteration of the user's own.


def kepler(anomaly: float, eccentricity: float, mean: float = 0.7) -> float:
    return anomaly - eccentricity * math.sin(anomaly) - mean


@srcad.custom_root(kepler)
def solve_kepler(start: float, eccentricity: float, mean: float = 0.7) -> float:
    anomaly = start
    while abs(kepler(anomaly, eccentricity, mean)) > 1e-13:
        anomaly -= kepler(anomaly, eccentricity, mean) / (1.0 - eccentricity * math.cos(anomaly))
    return anomaly


@srcad.custom_root(system)
def solve_system(start: Any, p: float) -> Any:
    v = np.array(start)
    for _ in range(200):
        v = v - 0.2 * system(v, p)
    return v


def kepler_by_newton(p: float) -> float:
    anomaly = 0.5
    for _ in range(30):
        anomaly = anomaly - kepler(anomaly, 0.3 * p) / (1.0 - 0.3 * p * math.cos(anomaly))
    return anomaly


OWN: dict[str, tuple[Callable[[float], Any], Callable[[float], float]]] = {
    "number": (lambda p: solve_kepler(0.5, 0.3 * p), kepler_by_newton),
    "by name": (lambda p: solve_kepler(start=0.5 * p, eccentricity=0.3 * p, mean=0.7), kepler_by_newton),
    "vector": (lambda p: solve_system([1.0, 1.0], p)[0], by_newton),
}


@pytest.mark.parametrize("name", OWN)
def test_an_iteration_of_ones_own_is_differentiated_at_its_root(name: str) -> None:
    function, known = OWN[name]
    value, slope = srcad.forward_diff(function)(1.3)
    assert value == function(1.3)
    assert slope == pytest.approx(derivative(known)(1.3), rel=1e-10)
    assert derivative(derivative(function))(1.3) == pytest.approx(derivative(derivative(known))(1.3), rel=1e-9)


def test_a_custom_root_has_plain_parameters() -> None:
    def solver(start: float, *parameters: float) -> float:
        return start

    with pytest.raises(srcad.SrcadError, match="plain parameters"):
        srcad.custom_root(kepler)(solver)


# Fits.

TIMES = np.linspace(0.0, 2.0, 8)
DECAY = np.array([2.0, 1.6, 1.1, 0.9, 0.6, 0.5, 0.35, 0.3])


def misfits(v: Any, p: float) -> Any:
    return np.array([v[0] - p, v[0] * v[1] - 1.0, np.sin(v[1]) + 0.5 * p * v[0]])


def half_of_squares(v: Any, p: float) -> Any:
    return 0.5 * np.sum(misfits(v, p) ** 2)


def decaying(t: Any, height: Any, rate: Any) -> Any:
    return height * np.exp(-rate * t)


class Experiment:
    def __init__(self, p: float) -> None:
        self.p = p

    def misfits(self, v: Any) -> Any:
        return misfits(v, self.p)

    def curve(self, t: Any, height: Any, rate: Any) -> Any:
        return decaying(self.p * t, height, rate)


BEST = {"xtol": 1e-14, "ftol": 1e-14}


def minimised(p: float) -> Any:
    return optimize.minimize(half_of_squares, [1.0, 1.0], (p,), tol=1e-12).x[0]


FITS: dict[str, Callable[[float], Any]] = {
    "least_squares": lambda p: optimize.least_squares(misfits, [1.0, 1.0], args=(p,), gtol=1e-14, **BEST).x[0],
    "method": lambda p: optimize.least_squares(Experiment(p).misfits, [1.0, 1.0], gtol=1e-14, **BEST).x[0],
    "leastsq": lambda p: optimize.leastsq(misfits, [1.0, 1.0], args=(p,), **BEST)[0][0],
}


@pytest.mark.parametrize("name", FITS)
def test_least_squares_have_their_first_and_second_derivative(name: str) -> None:
    fit = FITS[name]
    value, slope = srcad.forward_diff(fit)(1.3)
    assert value == fit(1.3)
    assert slope == pytest.approx(derivative(minimised)(1.3), rel=1e-5)
    assert derivative(derivative(fit))(1.3) == pytest.approx(derivative(derivative(minimised))(1.3), rel=1e-4)


@pytest.mark.slow
def test_a_closure_has_its_first_derivative_and_the_second_is_refused() -> None:
    def fit(p: float) -> Any:
        return optimize.least_squares(lambda v: misfits(v, p), [1.0, 1.0], gtol=1e-14, **BEST).x[0]

    def fit_of_partial(p: float) -> Any:
        function = functools.partial(lambda v, q: misfits(v, p * q), q=1.0)
        return optimize.least_squares(function, [1.0, 1.0], gtol=1e-14, **BEST).x[0]

    for one in (fit, fit_of_partial):
        assert derivative(one)(1.3) == pytest.approx(derivative(minimised)(1.3), rel=1e-5)
        with pytest.raises(srcad.UnsupportedValueError, match="too high an order"):
            derivative(derivative(one))(1.3)


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["soft_l1", "huber", "cauchy", "arctan"])
def test_robust_losses(loss: str) -> None:
    def fit(p: float) -> Any:
        return optimize.least_squares(misfits, [1.0, 1.0], args=(p,), loss=loss, f_scale=0.5, gtol=1e-14, **BEST).x

    found = derivative(fit)(1.3)
    np.testing.assert_allclose(found, (fit(1.3 + 1e-3) - fit(1.3 - 1e-3)) / 2e-3, rtol=2e-3, atol=1e-4)


def test_the_cost_follows_the_envelope_and_a_bound_takes_the_fit_along() -> None:
    def lowest(p: float) -> Any:
        return optimize.least_squares(misfits, [1.0, 1.0], args=(p,), gtol=1e-14, **BEST).cost

    def bounded(p: float) -> Any:
        bounds = ([-5.0, -5.0], [0.5 * p, 5.0])
        return optimize.least_squares(misfits, [0.2, 1.0], args=(1.3,), bounds=bounds, gtol=1e-14, **BEST).x[0]

    assert derivative(lowest)(1.3) == pytest.approx((lowest(1.3 + 1e-4) - lowest(1.3 - 1e-4)) / 2e-4, rel=1e-6)
    assert derivative(bounded)(1.3) == pytest.approx(0.5)


# The rate b of the fit of p t has p b constant.
CURVES: dict[str, Callable[[float], Any]] = {
    "closure": lambda p: optimize.curve_fit(lambda t, a, b: decaying(p * t, a, b), TIMES, DECAY, [1.0, 1.0], **BEST),
    "times": lambda p: optimize.curve_fit(decaying, p * TIMES, DECAY, [1.0, 1.0], **BEST),
    "method": lambda p: optimize.curve_fit(Experiment(p).curve, TIMES, DECAY, [1.0, 1.0], **BEST),
}


@pytest.mark.parametrize("name", CURVES)
def test_a_fitted_rate_goes_with_the_scale_of_time(name: str) -> None:
    def rate(p: float) -> Any:
        return CURVES[name](p)[0][1]

    assert derivative(rate)(1.3) == pytest.approx(-rate(1.3) / 1.3, rel=1e-6)
    if name != "closure":
        assert derivative(derivative(rate))(1.3) == pytest.approx(2.0 * rate(1.3) / 1.69, rel=1e-5)


def test_the_covariance_of_a_fit_goes_with_the_scale_of_its_data() -> None:
    def covariance(p: float) -> Any:
        return optimize.curve_fit(decaying, TIMES, p * DECAY, [1.0, 1.0], **BEST)[1]

    variances = covariance(1.3)
    expected = np.array([[2.0, 1.0], [1.0, 0.0]]) / 1.3 * variances
    np.testing.assert_allclose(derivative(covariance)(1.3), expected, rtol=1e-4, atol=1e-9)


def test_the_errors_of_data_move_a_fit() -> None:
    def rate(p: float) -> Any:
        return optimize.curve_fit(decaying, TIMES, DECAY, [1.0, 1.0], sigma=1.0 + p * TIMES, **BEST)[0][1]

    def rate_of_covariance(p: float) -> Any:
        return optimize.curve_fit(decaying, TIMES, DECAY, [1.0, 1.0], np.diag((1.0 + p * TIMES) ** 2), **BEST)[0][1]

    expected = (rate(1.3 + 1e-3) - rate(1.3 - 1e-3)) / 2e-3
    assert derivative(rate)(1.3) == pytest.approx(expected, rel=1e-4)
    assert derivative(rate_of_covariance)(1.3) == pytest.approx(expected, rel=1e-4)


# The functions of older programs, and linear fits.


def bottom_and_depth(p: float, method: Callable[..., Any], *start: Any, **options: Any) -> Any:
    found = method(hill, *start, args=(p,), full_output=True, **options)
    return found[0], found[1]


OLDER: dict[str, Callable[[float], Any]] = {
    "brent": lambda p: optimize.brent(hill, args=(p,)),
    "golden": lambda p: optimize.golden(hill, args=(p,)),
    "fminbound": lambda p: optimize.fminbound(hill, 0.0, 3.0, args=(p,), xtol=1e-10),
    "fmin": lambda p: optimize.fmin(valley, [1.0, 1.0], (p,), 1e-10, 1e-14, disp=0)[0],
    "fmin_bfgs": lambda p: optimize.fmin_bfgs(valley, [1.0, 1.0], valley_slopes, (p,), 1e-10, disp=0)[1],
    "reported": lambda p: bottom_and_depth(p, optimize.brent)[0],
}


@pytest.mark.parametrize("name", OLDER)
def test_the_minimisers_of_older_programs(name: str) -> None:
    value, slope = srcad.forward_diff(OLDER[name])(1.3)
    assert value == OLDER[name](1.3)
    assert slope == pytest.approx(derivative(by_newton)(1.3), rel=1e-6)


def test_the_depth_that_an_older_minimiser_reports() -> None:
    found = derivative(lambda p: optimize.fmin_bfgs(valley, [1.0, 1.0], args=(p,), full_output=True, disp=0)[1])(1.3)
    assert found == pytest.approx(by_newton(1.3) ** 2 / 2.0, rel=1e-5)


MATRIX = np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 0.0]])


def test_a_linear_fit_between_bounds() -> None:
    def fit(p: float, upper: float) -> Any:
        return optimize.lsq_linear(p * MATRIX, np.array([1.0, p, 2.0]), bounds=([-9.0, -9.0], [upper, 9.0])).x

    free = np.linalg.lstsq(MATRIX, np.array([1.0 / 1.3, 1.0, 2.0 / 1.3]), rcond=None)[0]
    np.testing.assert_allclose(fit(1.3, 9.0), free, rtol=1e-9)
    h = 1e-5
    for upper in (9.0, 0.5):
        expected = (fit(1.3 + h, upper) - fit(1.3 - h, upper)) / (2.0 * h)
        np.testing.assert_allclose(srcad.jvp(fit, (1.3, upper), (1.0, None))[1], expected, rtol=1e-6, atol=1e-8)
    assert srcad.jvp(fit, (1.3, 0.5), (None, 1.0))[1][0] == pytest.approx(1.0)


def test_a_fit_that_is_not_negative() -> None:
    def fit(p: float) -> Any:
        return optimize.nnls(p * MATRIX, np.array([1.0, p, 2.0]))[0]

    h = 1e-6
    np.testing.assert_allclose(derivative(fit)(1.3), (fit(1.3 + h) - fit(1.3 - h)) / (2.0 * h), rtol=1e-6, atol=1e-9)


REFUSED: dict[str, tuple[Callable[[float], Any], str]] = {
    "whole numbers": (
        lambda p: optimize.linprog([-1.0, -p], A_ub=[[1.0, 1.0]], b_ub=[p], integrality=[1, 0]).fun,
        "whole numbers jump",
    ),
    "multipliers": (
        lambda p: optimize.linprog([-1.0, -p], A_ub=[[1.0, 1.0]], b_ub=[p]).ineqlin.marginals[0],
        "ineqlin",
    ),
    "unpolished": (
        lambda p: optimize.differential_evolution(lambda x: (x[0] - p) ** 2, [(0.0, 2.0)], polish=False).x[0],
        "no exact minimum",
    ),
    "ode": (lambda p: integrate.ode(lambda t, y: -p * y), "solve_ivp"),
    "callback": (
        lambda p: optimize.minimize(valley, [1.0, 1.0], (p,), callback=lambda x: SEEN.append(x)).x[0],
        "writes to",
    ),
    "complex roots": (lambda p: optimize.broyden1(lambda x: x**2 + p, [1j]), "complex"),
    "retall": (lambda p: optimize.fmin(valley, [1.0, 1.0], (p,), retall=1, disp=0)[0], "retall"),
    "vectorized": (
        lambda p: integrate.solve_ivp(lambda t, y: -p * y, (0.0, 1.0), [1.0], vectorized=True).y[0, -1],
        "vectorized",
    ),
}
SEEN: list[Any] = []


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_sound_derivative_is_refused(name: str) -> None:
    function, words = REFUSED[name]
    with pytest.raises(srcad.SrcadError, match=words):
        derivative(function)(1.3)


def test_an_assignment_is_constant() -> None:
    def cheapest(p: float) -> Any:
        costs = np.array([[1.0, p], [2.0, 3.0]])
        rows, columns = optimize.linear_sum_assignment(costs)
        return costs[rows, columns].sum()

    assert srcad.forward_diff(cheapest)(1.3) == (3.3, 1.0)


@pytest.mark.parametrize(
    "minimum",
    [
        lambda b: optimize.fminbound(lambda x: np.maximum(x * b, 2.0 - x), 0.1, 5.0),
        lambda b: optimize.minimize_scalar(lambda x: max(x * b, 2.0 - x), bounds=(0.1, 5.0), method="bounded").x,
        lambda b: optimize.minimize_scalar(lambda x: abs(x - b)).x,
        lambda b: signal.buttord([b, 0.6], [0.3, 0.5], 3.0, 60.0)[1],
    ],
)
def test_a_minimum_at_a_kink_is_refused(minimum: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError, match="has a kink at its minimum"):
        srcad.jvp(minimum, (0.1,), (1.0,))


def test_a_minimum_at_a_bound_follows_the_bound() -> None:
    _, tangent = srcad.jvp(lambda b: optimize.fminbound(lambda x: (x + 1.0) ** 2, b, 5.0), (0.5,), (1.0,))
    assert tangent == 1.0


def hills(v: Any, p: float) -> Any:
    """Have several minima."""
    return (v[0] - p) ** 2 + 0.1 * v[0] ** 4 + (v[1] - v[0]) ** 2 + 0.3 * np.cos(3.0 * v[1])


BOX = [(-3.0, 3.0), (-3.0, 3.0)]
SEARCHES: dict[str, Callable[[float], Any]] = {
    "differential evolution": lambda p: optimize.differential_evolution(hills, BOX, args=(p,), rng=1, maxiter=20),
    "with a legacy seed": lambda p: optimize.differential_evolution(hills, BOX, args=(p,), seed=1, maxiter=20),
    "annealing": lambda p: optimize.dual_annealing(hills, BOX, args=(p,), rng=1, maxiter=10),
    "homology": lambda p: optimize.shgo(hills, BOX, args=(p,)),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_the_lowest_minimum_is_differentiated_where_it_was_found(name: str) -> None:
    search = SEARCHES[name]
    result, tangent = srcad.jvp(search, (1.5,), (1.0,))
    np.testing.assert_array_equal(result.x, search(1.5).x)
    by_descent = srcad.jvp(lambda p: optimize.minimize(hills, result.x, (p,), tol=1e-12), (1.5,), (1.0,))[1]
    np.testing.assert_allclose(tangent["x"], by_descent["x"], rtol=1e-5)
    assert tangent["fun"] == pytest.approx(by_descent["fun"], rel=1e-6)


def test_a_bound_that_holds_the_lowest_minimum_takes_it_along() -> None:
    _, tangent = srcad.jvp(lambda b: optimize.shgo(hills, [(-3.0, 3.0), (-3.0, b)], args=(1.5,)).x, (0.5,), (1.0,))
    assert tangent[1] == 1.0


PROGRAMMES: dict[str, Callable[[float], Any]] = {
    "inequalities": lambda p: optimize.linprog([-1.0, -p], A_ub=[[1.0, p], [3.0, 1.0]], b_ub=[4.0, 6.0 * p]),
    "equations": lambda p: optimize.linprog(
        [1.0, 2.0, 3.0 * p], [[1.0, 0.0, -1.0]], [0.1], [[1.0, 1.0, p]], [p], [(0, 0.3 * p), (0, None), (0.2 * p, 5.0)]
    ),
    "more than needed": lambda p: optimize.linprog(
        [1.0, 3.0, p, 1.0],
        A_eq=[[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0], [1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0]],
        b_eq=[2.0 * p, 3.0, 2.0 * p, 3.0],
    ),
    "one bound for all": lambda p: optimize.linprog([-p, -1.0], bounds=(0.0, p)),
}


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_vertex_of_a_linear_programme_moves_with_its_constraints(name: str) -> None:
    programme, h = PROGRAMMES[name], 1e-4
    result, tangent = srcad.jvp(programme, (1.3,), (1.0,))
    np.testing.assert_array_equal(result.x, programme(1.3).x)
    above, below = programme(1.3 + h), programme(1.3 - h)
    assert np.any(above.x != below.x)
    for part in ("x", "fun", "slack", "con"):
        expected = (above[part] - below[part]) / (2.0 * h)
        np.testing.assert_allclose(tangent[part], expected, rtol=1e-6, atol=1e-8)
    curvature = (above.fun - 2.0 * result.fun + below.fun) / h**2
    assert derivative(derivative(lambda p: programme(p).fun))(1.3) == pytest.approx(curvature, rel=1e-5, abs=1e-5)
