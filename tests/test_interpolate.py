"""Interpolation is differentiated in the place, in the data, in knots and in breakpoints, twice."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.testing import check_forward

pytest.importorskip("scipy")

from scipy import interpolate

X = np.array([0.0, 1.0, 2.5, 3.0, 4.2, 5.0, 5.7, 6.1])
Y = np.array([0.1, 0.9, 0.3, -0.4, 0.8, 0.2, 0.3, 0.4])
SLOPES = np.array([0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 0.1, 0.7])
ROWS = np.stack([Y, SLOPES, Y * SLOPES])
Q = np.array([0.3, 1.7, 4.4, 7.0])
GRID = np.array([[0.3, 1.2], [2.3, 0.4]])
MANY = np.linspace(0.05, 6.0, 20)
WAVE = np.sin(MANY * MANY)
WEIGHTS = np.sqrt(1.0 + MANY)

CUBIC = interpolate.CubicSpline(X, Y)
STACKED = interpolate.CubicSpline(X, ROWS, axis=1)
SPLINE = interpolate.make_interp_spline(X, Y)
STACKED_SPLINE = interpolate.make_interp_spline(X, ROWS, axis=1)
SITES = SPLINE.t[3:-3].copy()
TCK = interpolate.splrep(X, Y)
SMOOTHED = interpolate.UnivariateSpline(X, Y, s=0.1)
BARYCENTRIC = interpolate.BarycentricInterpolator(X, Y)
KINDS = ("linear", "nearest", "nearest-up", "previous", "next", "zero", "slinear", "quadratic", "cubic")
PLACES = np.array([[0.3, 1.2], [2.3, 0.4], [1.6, 2.7]])
AXES = (np.arange(5.0), np.arange(4.0))
REGULAR = interpolate.RegularGridInterpolator(AXES, np.sin(np.arange(20.0)).reshape(5, 4))
SURFACE = interpolate.RectBivariateSpline(np.arange(5.0), np.arange(4.0), np.sin(np.arange(20.0)).reshape(5, 4))
ND = interpolate.NdPPoly(np.random.default_rng(0).standard_normal((3, 2, 4, 2)), (np.arange(5.0), np.arange(3.0)))


def knots(sites: Any) -> Any:
    """Repeat the knots at the ends as cubic splines have them."""
    return np.concatenate((*[sites[:1]] * 4, sites[1:-1], *[sites[-1:]] * 4))


def closed(values: Any) -> Any:
    """Let the last value be the first, as periodic splines want it."""
    return np.concatenate((values[:-1], values[:1]))


Case = tuple[Callable[..., Any], tuple[Any, ...]]

PIECEWISE: dict[str, Case] = {
    "an object": (lambda q: CUBIC(q), (Q,)),
    "an object at a float": (lambda q: CUBIC(q), (1.2,)),
    "its derivative": (lambda q: CUBIC(q, 1), (Q,)),
    "its periodic extension": (lambda q: CUBIC(q, extrapolate="periodic"), (Q + 7.0,)),
    "without extrapolation": (lambda q: CUBIC(q, extrapolate=False)[:3], (Q,)),
    "several curves": (lambda q: STACKED(q), (Q.reshape(2, 2),)),
    "all of a polynomial": (lambda c, x, q: interpolate.PPoly(c, x)(q), (CUBIC.c, X, Q)),
    "all of its derivative": (lambda c, x, q: interpolate.PPoly(c, x)(q, 1), (CUBIC.c, X, Q)),
    "all of a periodic one": (lambda c, x, q: interpolate.PPoly(c, x, "periodic")(q), (CUBIC.c, X, Q + 7.0)),
    "constant pieces": (lambda c, x, q: interpolate.PPoly(c, x)(q), (CUBIC.c[3:], X, Q)),
    "Bernstein basis": (lambda c, x, q: interpolate.BPoly(c, x)(q), (CUBIC.c, X, Q)),
    "derivative in the Bernstein basis": (lambda c, x, q: interpolate.BPoly(c, x)(q, 1), (CUBIC.c, X, Q)),
    "derivative as an object": (lambda c, x, q: interpolate.PPoly(c, x).derivative()(q), (CUBIC.c, X, Q)),
    "antiderivative": (lambda c, x, q: interpolate.PPoly(c, x).antiderivative(2)(q), (CUBIC.c, X, Q)),
    "integral": (lambda a, b: STACKED.integrate(a, b), (0.3, 4.0)),
    "all of an integral": (lambda c, x, a, b: interpolate.PPoly(c, x).integrate(a, b), (CUBIC.c, X, 0.3, 4.0)),
    "periodic integral": (lambda c, x, b: interpolate.PPoly(c, x).integrate(0.3, b, "periodic"), (CUBIC.c, X, 14.0)),
    "antiderivative in the Bernstein basis": (
        lambda c, x, q: interpolate.BPoly(c, x).antiderivative()(q),
        (CUBIC.c, X, Q),
    ),
    "integral in the Bernstein basis": (lambda c, b: interpolate.BPoly(c, X).integrate(0.3, b), (CUBIC.c, 4.0)),
    "solutions": (lambda c, x, y: interpolate.PPoly(c, x).solve(y), (CUBIC.c, X, 0.1)),
    "solutions of an object": (lambda y: CUBIC.solve(y), (0.1,)),
    "roots": (lambda c, x: interpolate.PPoly(c, x).roots(), (CUBIC.c, X)),
    "root in a jump": (
        lambda c, x: interpolate.PPoly(c, x).roots(),
        (np.array([[1.0, 1.0], [-3.0, 1.0]]), np.array([0.0, 1.0, 2.0])),
    ),
    "into the Bernstein basis": (
        lambda c, q: interpolate.BPoly.from_power_basis(interpolate.PPoly(c, X))(q),
        (CUBIC.c, Q),
    ),
    "from derivatives": (
        lambda y, q: interpolate.BPoly.from_derivatives(X, y)(q),
        (np.stack([Y, SLOPES], axis=1), Q),
    ),
    "the coefficients": (lambda c, x: interpolate.PPoly(c, x).c * 2.0, (CUBIC.c, X)),
    "several variables": (lambda q: ND(q), (GRID,)),
    "partial derivative": (lambda q: ND(q, (1, 0)), (GRID,)),
    "all of several variables": (
        lambda c, x, q: interpolate.NdPPoly(c, (x, ND.x[1]))(q),
        (ND.c, np.arange(5.0), GRID),
    ),
}


def integral(extrapolate: Any) -> Case:
    """Integrate a spline, all of which varies, over more than its base interval."""
    return lambda t, c, b: interpolate.BSpline(knots(t), c, 3).integrate(0.3, b, extrapolate), (SITES, SPLINE.c, 7.1)


def interpolation(k: int) -> Case:
    """Interpolate by a spline of one degree."""
    return lambda x, y, q: interpolate.make_interp_spline(x, y, k)(q), (X, Y, Q)


def periodic_interpolation(k: int) -> Case:
    """Interpolate by a periodic spline of one degree."""
    return lambda x, y, q: interpolate.make_interp_spline(x, closed(y), k, bc_type="periodic")(q), (X, Y, Q)


def cubic(ends: str) -> Case:
    """Interpolate by a cubic spline with conditions at the ends."""
    return lambda x, y, q: interpolate.CubicSpline(x, y, bc_type=ends)(q), (X, Y, Q)


def linear(kind: Any) -> Case:
    """Interpolate by `interp1d`."""
    return lambda x, y, q: interpolate.interp1d(x, y, kind=kind)(q) + 0.0 * q, (X, Y, Q[:3])


def rows(kind: Any) -> Case:
    """Interpolate several rows by `interp1d`, with zeros outside."""
    return lambda x, y: interpolate.interp1d(x, y, kind=kind, bounds_error=False, fill_value=0.0)(Q), (X, ROWS)


def evaluated(ext: int) -> Case:
    """Evaluate a tuple of FITPACK, all of which varies."""
    return lambda t, c, q: interpolate.splev(q, (knots(t), c, 3), ext=ext), (SITES, TCK[1], Q)


def tuple_of_degree(k: int) -> Case:
    """Interpolate by FITPACK."""
    return lambda x, y: interpolate.splev(Q, interpolate.splrep(x, y, k=k)), (X, Y)


def radial(kernel: str) -> Case:
    """Evaluate an interpolant of radial functions."""
    centres = np.stack((X, np.sin(3.0 * X)), axis=-1)
    made = interpolate.RBFInterpolator(centres, Y, kernel=kernel, epsilon=1.0)
    return lambda q: made(q), (PLACES,)


B_SPLINES: dict[str, Case] = {
    "an object": (lambda q: SPLINE(q), (Q,)),
    "an object at a float": (lambda q: SPLINE(q), (1.2,)),
    "its derivative": (lambda q: SPLINE(q, 1), (Q,)),
    "its last derivative": (lambda q: SPLINE(q, 3) + q, (Q,)),
    "several curves": (lambda q: STACKED_SPLINE(q), (Q.reshape(2, 2),)),
    "periodic extension": (lambda q: SPLINE(q, 0, "periodic"), (Q + 10.0,)),
    "all of a spline": (lambda t, c, q: interpolate.BSpline(knots(t), c, 3)(q), (SITES, SPLINE.c, Q)),
    "all of its derivative": (lambda t, c, q: interpolate.BSpline(knots(t), c, 3)(q, 1), (SITES, SPLINE.c, Q)),
    "all of a periodic one": (
        lambda t, c, q: interpolate.BSpline(knots(t), c, 3, "periodic")(q),
        (SITES, SPLINE.c, Q + 10.0),
    ),
    "another axis": (
        lambda t, c, q: interpolate.BSpline(knots(t), c, 3, axis=1)(q),
        (SITES, np.moveaxis(STACKED_SPLINE.c, 0, 1).copy(), Q),
    ),
    "complex": (lambda c, q: interpolate.BSpline(SPLINE.t, c * (1.0 + 2.0j), 3)(q), (SPLINE.c, Q)),
    "derivative as an object": (
        lambda t, c, q: interpolate.BSpline(knots(t), c, 3).derivative(2)(q),
        (SITES, SPLINE.c, Q),
    ),
    "antiderivative": (
        lambda t, c, q: interpolate.BSpline(knots(t), c, 3).antiderivative(2)(q),
        (SITES, SPLINE.c, Q),
    ),
    "integral": (lambda a, b: SPLINE.integrate(a, b), (0.3, 4.1)),
    "backward integral": (
        lambda c, a, b: interpolate.BSpline(STACKED_SPLINE.t, c, 3).integrate(a, b),
        (STACKED_SPLINE.c, 5.3, 1.1),
    ),
    **{f"integral with extrapolate={extrapolate}": integral(extrapolate) for extrapolate in (True, False, "periodic")},
    **{f"interpolation of degree {k}": interpolation(k) for k in range(6)},
    **{f"periodic interpolation of degree {k}": periodic_interpolation(k) for k in range(1, 6)},
    "natural end": (
        lambda x, y, q: interpolate.make_interp_spline(x, y, bc_type=("natural", "clamped"))(q),
        (X, Y, Q),
    ),
    "given ends": (
        lambda x, y, a, b: interpolate.make_interp_spline(x, y, bc_type=([(1, a)], [(2, b)]))(Q),
        (X, Y, 0.3, 0.4),
    ),
    "interpolation along another axis": (
        lambda x, y, q: interpolate.make_interp_spline(x, y, axis=1)(q),
        (X, ROWS, Q),
    ),
    "interpolation on given knots": (
        lambda t, x, y: interpolate.make_interp_spline(x, y, 3, knots(t))(Q),
        (np.array([-0.1, *SITES[1:-1], 6.2]), X, Y),
    ),
    "least squares": (
        lambda x, y, t, w: interpolate.make_lsq_spline(x, y, knots(t), 3, w)(Q),
        (MANY, WAVE, np.array([0.0, 2.0, 4.0, 6.1]), WEIGHTS),
    ),
    "smoothing": (
        lambda y, w, penalty: interpolate.make_smoothing_spline(MANY, y, w, penalty)(Q),
        (WAVE, WEIGHTS, 0.3),
    ),
}


CUBICS: dict[str, Case] = {
    **{f"spline with {ends} ends": cubic(ends) for ends in ("not-a-knot", "natural", "clamped")},
    "periodic spline": (lambda x, y: interpolate.CubicSpline(x, closed(y), bc_type="periodic")(Q), (X, Y)),
    "short periodic spline": (
        lambda x, y: interpolate.CubicSpline(x, closed(y), bc_type="periodic")(Q),
        (X[:3], Y[:3]),
    ),
    "given ends": (
        lambda x, y, a, b: interpolate.CubicSpline(x, y, bc_type=((1, a), (2, b)))(Q),
        (X, Y, 0.3, 0.4),
    ),
    "another axis": (lambda x, y: interpolate.CubicSpline(x, y, axis=1)(Q), (X, ROWS)),
    "complex": (lambda y: interpolate.CubicSpline(X, y * (1.0 + 2.0j))(Q), (Y,)),
    "integral": (lambda x, y, b: interpolate.CubicSpline(x, y).integrate(0.1, b), (X, Y, 4.4)),
    "roots": (lambda x, y: interpolate.CubicSpline(x, y).roots(extrapolate=False), (X, Y)),
    "slopes": (lambda x, y, d: interpolate.CubicHermiteSpline(x, y, d)(Q), (X, Y, SLOPES)),
    "monotone data": (lambda x, y: interpolate.PchipInterpolator(x, y)(Q), (X, np.cumsum(np.abs(Y)))),
    "other data": (lambda x, y, q: interpolate.PchipInterpolator(x, y, axis=1)(q), (X, ROWS, Q)),
    "at once": (lambda x, y: interpolate.pchip_interpolate(x, y, Q, der=1), (X, Y)),
    "Akima": (lambda x, y: interpolate.Akima1DInterpolator(x, y)(Q[:3]), (X, Y)),
    "modified Akima": (lambda x, y: interpolate.Akima1DInterpolator(x, y, method="makima")(Q[:3]), (X, Y)),
}

NODES: dict[str, Case] = {
    **{f"interp1d of kind {kind}": linear(kind) for kind in KINDS},
    **{f"rows by kind {kind}": rows(kind) for kind in KINDS},
    "unsorted": (lambda x, y: interpolate.interp1d(x, y, kind="cubic")(Q[:3]), (X[::-1].copy(), Y)),
    "extrapolated": (lambda x, y: interpolate.interp1d(x, y, fill_value="extrapolate")(Q), (X, Y)),
    "Krogh": (lambda x, y, q: interpolate.KroghInterpolator(x, y)(q), (X, Y, Q)),
    "Krogh's derivative": (lambda x, y, q: interpolate.KroghInterpolator(x, y).derivative(q, 2), (X, Y, Q)),
    "repeated nodes": (lambda y: interpolate.KroghInterpolator(np.array([0.0, 0, 1, 1, 2]), y)(Q), (Y[:5],)),
    "barycentric": (lambda q: BARYCENTRIC(q), (Q,)),
    "at once": (lambda x, y, q: interpolate.krogh_interpolate(x, y, q), (X, Y, Q)),
}

FITPACK: dict[str, Case] = {
    **{f"evaluated with ext={ext}": evaluated(ext) for ext in (0, 1, 3)},
    "several curves": (lambda c, q: interpolate.splev(q, (TCK[0], [c, 2.0 * c], 3)), (TCK[1], Q)),
    **{f"interpolation of degree {k}": tuple_of_degree(k) for k in range(1, 6)},
    "given knots": (
        lambda x, y, t, w: interpolate.splev(Q, interpolate.splrep(x, y, w, t=t, task=-1)),
        (MANY, WAVE, np.array([2.0, 4.0]), WEIGHTS),
    ),
    "integral": (lambda t, c, b: interpolate.splint(0.3, b, (knots(t), c, 3)), (SITES, TCK[1], 7.2)),
    "derivative": (lambda t, c: interpolate.splev(Q, interpolate.splder((knots(t), c, 3))), (SITES, TCK[1])),
    "antiderivative": (
        lambda t, c: interpolate.splev(Q, interpolate.splantider((knots(t), c, 3))),
        (SITES, TCK[1]),
    ),
    "roots": (lambda t, c: interpolate.sproot((knots(t), c, 3)), (SITES, TCK[1])),
    "all derivatives": (lambda c, q: interpolate.spalde(q, (TCK[0], c, 3)), (TCK[1], Q[:3])),
    "smoothed object": (lambda q: SMOOTHED(q), (Q,)),
    "integral of an object": (lambda a, b: SMOOTHED.integral(a, b), (0.3, 2.0)),
    "object": (lambda x, y, q: interpolate.InterpolatedUnivariateSpline(x, y)(q), (X, Y, Q)),
    "object without smoothing": (lambda x, y, q: interpolate.UnivariateSpline(x, y, s=0)(q, 1), (X, Y, Q)),
    "roots of an object": (lambda x, y: interpolate.InterpolatedUnivariateSpline(x, y).roots(), (X, Y)),
    "object on given knots": (
        lambda x, y, t: interpolate.LSQUnivariateSpline(x, y, t)(Q),
        (MANY, WAVE, np.array([2.0, 4.0])),
    ),
}

PATH = np.array([0.0, 1.0, 2.0, 2.5, 3.0, 2.0]), np.array([0.0, 0.5, 0.3, 1.0, 2.0, 2.5])
TIMES, SHARES = np.array([0.0, 0.5, 1.0, 2.0, 2.5, 3.0]), np.array([0.1, 0.4, 0.9])

CURVES: dict[str, Case] = {
    "length of chords": (lambda x, y, q: interpolate.splev(q, interpolate.splprep([x, y], s=0)[0]), (*PATH, SHARES)),
    "rows": (lambda p, q: interpolate.splev(q, interpolate.splprep(p, s=0, k=2)[0])[1], (np.stack(PATH), SHARES)),
    "given parameter": (
        lambda x, y, u: interpolate.splev(SHARES, interpolate.splprep([x, y], u=u, ub=-0.1, ue=3.1, s=0, k=4)[0]),
        (*PATH, TIMES),
    ),
    "parameter": (lambda x: interpolate.splprep([x, PATH[1]], s=0)[1], (PATH[0],)),
    "make_splrep": (lambda x, y, q: interpolate.make_splrep(x, y, k=5)(q), (TIMES, PATH[1], SHARES)),
    "make_splprep": (lambda x, y, q: interpolate.make_splprep([x, y])[0](q), (*PATH, SHARES)),
    "make_splprep of a given parameter": (
        lambda x, u, q: interpolate.make_splprep([x, PATH[1]], u=u, k=2)[0](q),
        (PATH[0], TIMES, SHARES),
    ),
    "parameter of make_splprep": (lambda x: interpolate.make_splprep([x, PATH[1]])[1], (PATH[0],)),
}

GRIDS: dict[str, Case] = {
    "linear": (lambda q: REGULAR(q), (PLACES,)),
    "cubic": (lambda q: REGULAR(q, "cubic"), (PLACES,)),
    "values": (lambda v, q: interpolate.RegularGridInterpolator(AXES, v)(q), (REGULAR.values, PLACES)),
    "values outside": (
        lambda v, q: interpolate.RegularGridInterpolator(AXES, v, bounds_error=False, fill_value=2.0)(q),
        (REGULAR.values, PLACES + 2.0),
    ),
    "at once": (lambda v, q: interpolate.interpn(AXES, v, q), (REGULAR.values, PLACES)),
    "surface": (lambda x, y: SURFACE(x, y), (np.array([0.5, 1.5]), np.array([0.3, 1.1, 2.5]))),
    "points of a surface": (lambda x, y: SURFACE.ev(x, y), (0.7, 1.3)),
    **{kernel: radial(kernel) for kernel in ("linear", "thin_plate_spline", "cubic", "gaussian", "multiquadric")},
}

GROUPS = {
    "grid": GRIDS,
    "piecewise": PIECEWISE,
    "B-spline": B_SPLINES,
    "cubic": CUBICS,
    "nodes": NODES,
    "FITPACK": FITPACK,
    "curve": CURVES,
}
CASES = {f"{group}: {name}": case for group, cases in GROUPS.items() for name, case in cases.items()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_value_and_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, order=1, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_second_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, rtol=1e-5, atol=1e-6)


def test_a_polynomial_that_is_extended_is_refused() -> None:
    def extended(c: Any) -> Any:
        polynomial = interpolate.PPoly(CUBIC.c, X)
        polynomial.extend(c, np.array([7.0]))
        return polynomial(6.5)

    with pytest.raises(srcad.SrcadError, match="changes the polynomial in place"):
        srcad.jvp(extended, (np.ones((4, 1)),), (np.ones((4, 1)),))


def test_a_search_for_the_penalty_is_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="chooses its penalty by a search"):
        srcad.jvp(lambda y: interpolate.make_smoothing_spline(MANY, y)(1.0), (WAVE,), (MANY,))


@pytest.mark.parametrize("fit", [interpolate.splrep, interpolate.UnivariateSpline, interpolate.make_splrep])
def test_a_smoothing_fit_is_refused(fit: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError, match="chooses its knots by the smoothing condition"):
        srcad.jvp(lambda y: fit(MANY, y, s=0.5), (WAVE,), (MANY,))


@pytest.mark.parametrize("fit", [interpolate.splprep, interpolate.make_splprep])
def test_a_smoothed_curve_is_refused(fit: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError, match="chooses its knots by the smoothing condition"):
        srcad.jvp(lambda y: fit([MANY, y], s=0.5), (WAVE,), (MANY,))
