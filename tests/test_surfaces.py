"""Splines of two and more variables are differentiated in place, data, knots and coefficients, twice."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.testing import check_forward

pytest.importorskip("scipy")

import scipy
from scipy.interpolate import (
    LSQBivariateSpline,
    LSQSphereBivariateSpline,
    NdBSpline,
    RectBivariateSpline,
    RectSphereBivariateSpline,
    SmoothBivariateSpline,
    bisplev,
    bisplrep,
)

X = np.array([0.0, 1.0, 2.5, 3.0, 4.2, 5.0])
Y = np.arange(7.0) ** 1.1
Z = np.sin(np.add.outer(X, Y))
SURFACE = RectBivariateSpline(X, Y, Z)
TX, TY, C = SURFACE.tck
SITES = TX[3:-3].copy()
U = np.array([0.3, 1.7, 4.4])
V = np.array([0.5, 2.2, 3.9])

RANDOM = np.random.default_rng(0)
POINTS = RANDOM.uniform(0.0, 3.0, (2, 40))
HEIGHTS, WEIGHTS = np.sin(POINTS[0] * POINTS[1]), RANDOM.uniform(1.0, 2.0, 40)
BOX = (-0.1, 3.1, -0.1, 3.1)
KNOT = np.array([1.4])

KNOTS = np.array([0.0, 0, 0, 1, 2.2, 3, 3, 3]), np.array([0.0, 0, 1, 3, 3])
NET = RANDOM.standard_normal((5, 3, 2))
LATITUDES, LONGITUDES = np.linspace(0.3, 2.9, 6), np.linspace(-1.0, 4.5, 7)
ANGLES, RADII = RANDOM.uniform(0.1, 3.0, (2, 60)), RANDOM.random((6, 7))
A, B = np.array([0.9, 1.5]), np.array([2.1, 3.0])

PLACES = RANDOM.uniform(0.1, 2.9, (2, 3, 2))


def knots(sites: Any) -> Any:
    """Repeat the knots at the ends as cubic splines have them."""
    return np.concatenate((*[sites[:1]] * 4, sites[1:-1], *[sites[-1:]] * 4))


def ends(inner: Any) -> Any:
    """Put the knots at the ends around those inside, for degree 2."""
    return np.concatenate((np.zeros(3), inner, np.full(3, 3.0)))


Case = tuple[Callable[..., Any], tuple[Any, ...]]

CASES: dict[str, Case] = {
    "all of a grid": (lambda x, y, z, u, v: RectBivariateSpline(x, y, z)(u, v), (X, Y, Z, U, V)),
    "points, even and high degree": (
        lambda x, y, z, u, v: RectBivariateSpline(x, y, z, kx=2, ky=5)(u, v, grid=False),
        (X, Y, Z, U, V),
    ),
    "slopes, linear": (lambda z, u, v: RectBivariateSpline(X, Y, z, kx=1, ky=4).ev(u, v, 0, 1), (Z, U, V)),
    "box": (
        lambda x, y, z, u: RectBivariateSpline(x, y, z, bbox=[-1, None, None, 9]).ev(u, 8.0, dx=1),
        (X, Y, Z, U),
    ),
    "outside": (lambda x, y, z, u, v: RectBivariateSpline(x, y, z).ev(u, v), (X, Y, Z, U - 2.0, V + 5.0)),
    "last derivative": (lambda u, v: SURFACE.ev(u, v, dx=2, dy=1) + u, (U, V)),
    "floats": (lambda u, v: SURFACE(u, v) * SURFACE.ev(u, v), (0.3, 0.7)),
    "broadcast": (lambda u, v: SURFACE(u, v, grid=False), (U[:, None], V[::-1])),
    "partial derivative": (
        lambda x, y, z, u: RectBivariateSpline(x, y, z).partial_derivative(1, 2)(u, 0.6),
        (X, Y, Z, U),
    ),
    "derivative of order zero": (lambda z, u: RectBivariateSpline(X, Y, z).partial_derivative(0, 0)(u, 0.6), (Z, U)),
    "integral": (
        lambda x, y, z, a, b, c: RectBivariateSpline(x, y, z).integral(a, b, c, 30.0),
        (X, Y, Z, 0.3, 2.2, 1.0),
    ),
    "backward integral of an object": (lambda a, b, d: SURFACE.integral(a, b, 3.0, d), (0.3, 2.2, 1.0)),
    "coefficients": (lambda x, z: RectBivariateSpline(x, Y, z).get_coeffs(), (X, Z)),
    "knots": (lambda x: RectBivariateSpline(x, Y, Z).get_knots()[0], (X,)),
    "residual of an interpolation": (lambda z: RectBivariateSpline(X, Y, z).get_residual() + z, (Z,)),
    "list": (lambda t, c, u, v: bisplev(u, v, [knots(t), TY, c, 3, 3]), (SITES, C, U, V)),
    "slope of a list": (lambda c, u, v: bisplev(u, v, (TX, TY, c, 3, 3), 1, 2), (C, 0.6, 1.2)),
    "row of a list": (lambda c, v: bisplev(2, v, (TX, TY, c, 3, 3)), (C, V)),
    "column of a list": (lambda c, u: bisplev(u, 2.0, (TX, TY, c, 3, 3)), (C, U)),
    "given knots": (
        lambda x, y, z, t, w: LSQBivariateSpline(x, y, z, t, KNOT, w, BOX, 2, 3)(U[:2], V[:2]),
        (*POINTS, HEIGHTS, KNOT, WEIGHTS),
    ),
    "sum of squares": (
        lambda x, z, t, w: LSQBivariateSpline(x, POINTS[1], z, KNOT, t, w, BOX, 2, 3).get_residual(),
        (POINTS[0], HEIGHTS, KNOT, WEIGHTS),
    ),
    "polynomial": (
        lambda x, y, z, w: SmoothBivariateSpline(x, y, z, w, s=1e3).get_coeffs(),
        (*POINTS, HEIGHTS, WEIGHTS),
    ),
    "polynomial as a list": (
        lambda x, y, z, w: bisplev(0.2, 0.4, bisplrep(x, y, z, w, kx=2)),
        (*POINTS, HEIGHTS, WEIGHTS),
    ),
    "sum of squares of a list": (lambda z, w: bisplrep(*POINTS, z, w, full_output=1)[1], (HEIGHTS, WEIGHTS)),
    "sphere": (lambda r, a, b: RectSphereBivariateSpline(LATITUDES, LONGITUDES, r)(a, b), (RADII, A, B)),
    "poles": (
        lambda r, p, a: RectSphereBivariateSpline(LATITUDES, LONGITUDES, r, pole_values=(p, None)).ev(a, 2.1),
        (RADII, 0.3, A),
    ),
    "exact poles": (
        lambda p: RectSphereBivariateSpline(LATITUDES, LONGITUDES, RADII, pole_values=p, pole_exact=True)(A, 1.0, 1),
        (0.3,),
    ),
    "fit on a sphere": (
        lambda r, a, b: LSQSphereBivariateSpline(*ANGLES, r, [1.5], [2.0, 4.0])(a, b, grid=False),
        (RANDOM.random(60), A, B),
    ),
    "several variables": (
        lambda s, t, c, q: NdBSpline((ends(s), t), c, (2, 1))(q),
        (KNOTS[0][3:5], np.array([0.0, 0.1, 1.0, 3.0, 3.1]), NET[:, :, 0], PLACES),
    ),
    "slopes in several variables": (
        lambda s, c, q: NdBSpline((ends(s), KNOTS[1]), c, (2, 1))(q, nu=(2, 1)) + q,
        (KNOTS[0][3:5], NET, PLACES),
    ),
    "several variables, outside": (
        lambda c, q: NdBSpline(KNOTS, c, (2, 1), extrapolate=False)(q)[1:],
        (NET, PLACES - np.array([[[9.0, 0.0]], [[0.0, 0.0]]])),
    ),
    "derivative of several variables": (
        lambda s, c, q: NdBSpline((ends(s), KNOTS[1]), c, (2, 1)).derivative((1, 1))(q),
        (KNOTS[0][3:5], NET, PLACES),
    ),
    "complex coefficients": (lambda c, q: NdBSpline(KNOTS, c * (1 + 2j), (2, 1))(q), (NET, PLACES)),
    "parts of several variables": (
        lambda s, c: NdBSpline((ends(s), KNOTS[1]), c, (2, 1)).t[0] * c[0, 0, 0],
        (KNOTS[0][3:5], NET),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_value_and_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, order=1, rtol=1e-5, atol=1e-6)


TWICE = {name: case for name, case in CASES.items() if name != "fit on a sphere"}  # refused, as its places are arrays


@pytest.mark.slow
@pytest.mark.parametrize("case", TWICE.values(), ids=TWICE)
def test_second_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, rtol=1e-5, atol=1e-6)


@pytest.mark.skipif(scipy.__version__ >= "1.18", reason="bisplrep(task=-1) of SciPy 1.18 ends the process")
def test_a_list_on_given_knots() -> None:
    given = np.array([0.0, 0.0, 0.0, 0.0, 1.4, 3.0, 3.0, 3.0, 3.0])

    def at_a_point(z: Any, w: Any) -> Any:
        return bisplev(0.2, 0.4, bisplrep(*POINTS, z, w, 0.0, 3.0, 0.0, 3.0, task=-1, tx=given, ty=given))

    check_forward(at_a_point, (HEIGHTS, WEIGHTS), directions=1, order=1)


def test_the_tangent_is_zero_outside_and_the_slope_at_the_edge() -> None:
    slope = srcad.derivative(lambda u: SURFACE.ev(u, 1.3))
    assert slope(-0.1) == 0.0
    assert slope(0.0) == pytest.approx(SURFACE.ev(0.0, 1.3, dx=1))


def test_what_has_no_points_has_no_tangent() -> None:
    value, tangent = srcad.jvp(lambda u, v: SURFACE(u, v), (np.zeros(0), V), (np.zeros(0), V + 1.0))
    assert value.shape == tangent.shape == (0, 3)


def test_what_the_data_do_not_say_is_nan() -> None:
    with pytest.warns(UserWarning, match="rank deficient"):
        fit = srcad.gradient(lambda z: LSQBivariateSpline(*POINTS, z, KNOT, [3.05, 3.08], bbox=BOX)(1.0, 1.0)[0, 0])
        assert np.isnan(fit(HEIGHTS)).all()


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        (lambda z: RectBivariateSpline(X, Y, z.reshape(6, 7), s=0.5)(1.0, 1.0), "knots by the smoothing condition"),
        (
            lambda z: SmoothBivariateSpline(*POINTS, z[:40], kx=1, ky=1, s=15.0)(1.0, 1.0),
            "knots by the smoothing condition",
        ),
        (lambda z: bisplrep(*POINTS, z[:40], kx=1, ky=1, s=15.0)[2], "knots by the smoothing condition"),
        (lambda z: bisplrep(*POINTS, z[:40], task=1)[2], "goes on from the call before"),
        (lambda z: LSQBivariateSpline(z[:40] + 9.0, *POINTS, [9.5], [1.0])(1.0, 1.0), "beyond the knots"),
    ],
)
def test_what_jumps_is_refused(fit: Callable[..., Any], words: str) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=words):
        srcad.jvp(fit, (Z.ravel(),), (np.ones(42),))
