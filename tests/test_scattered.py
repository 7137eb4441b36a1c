"""Interpolation among scattered points is differentiated in points, values and places, twice."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.testing import check_forward

pytest.importorskip("scipy")

from scipy import interpolate
from scipy.interpolate import (
    CloughTocher2DInterpolator,
    LinearNDInterpolator,
    NearestNDInterpolator,
    Rbf,
    RBFInterpolator,
    griddata,
)

RANDOM = np.random.default_rng(0)
POINTS = RANDOM.random((20, 2))
VALUES = np.sin(5.0 * POINTS[:, 0] * POINTS[:, 1])
ROWS = np.stack([VALUES, VALUES * VALUES + 1.0], axis=-1)
PLACES = RANDOM.uniform(0.3, 0.7, (3, 2))
X, Y = POINTS.T.copy()
U, V = PLACES.T.copy()
LINE = np.array([0.3, 0.1, 0.9, 0.5, 0.7])
SOLID, INSIDE = RANDOM.random((12, 3)), np.array([[0.45, 0.5, 0.55]])

LINEAR, SMOOTH = LinearNDInterpolator(POINTS, VALUES), CloughTocher2DInterpolator(POINTS, VALUES)
NEAREST, RADIAL = NearestNDInterpolator(POINTS, VALUES), RBFInterpolator(POINTS, ROWS)
KERNELS = {
    "linear": None,
    "thin_plate_spline": None,
    "cubic": None,
    "quintic": None,
    "gaussian": 2.0,
    "multiquadric": 1.0,
    "inverse_multiquadric": 1.0,
    "inverse_quadratic": 1.0,
}
FORMS = ("multiquadric", "inverse", "gaussian", "linear", "cubic", "quintic", "thin_plate")


def smooth(values: Any, **options: Any) -> Any:
    """Interpolate by cubics whose slopes are found to the last digits, as differences need them."""
    return CloughTocher2DInterpolator(POINTS, values, tol=1e-13, maxiter=5000, **options)


def radial(kernel: str) -> Any:
    """Interpolate and smooth by one radial function."""
    epsilon = KERNELS[kernel]
    return (
        lambda p, v, q, s: RBFInterpolator(p, v, kernel=kernel, epsilon=epsilon, smoothing=s)(q),
        (POINTS[:12], VALUES[:12], PLACES, 0.3),
    )


def older(form: str) -> Any:
    """Interpolate by one form of the older class."""
    return (
        lambda x, v, a: Rbf(x, Y[:12], v, function=form)(a, V),
        (X[:12], VALUES[:12], U),
    )


Case = tuple[Callable[..., Any], tuple[Any, ...]]

CASES: dict[str, Case] = {
    "linear": (lambda p, v, q: LinearNDInterpolator(p, v)(q), (POINTS, VALUES, PLACES)),
    "linear object": (lambda q: LINEAR(q), (PLACES,)),
    "coordinates": (lambda x, y: LINEAR(x, y), (U[:, None], V)),
    "tuple of coordinates": (lambda x, y: LINEAR((x, y)), (0.4, 0.5)),
    "one place": (lambda q: LINEAR(q), (PLACES[0],)),
    "fill value": (
        lambda v, q, f: LinearNDInterpolator(POINTS, v, fill_value=f)(q),
        (VALUES, PLACES * [[1.0], [1.0], [9.0]], 2.0),
    ),
    "linear, rescaled": (lambda v, q: LinearNDInterpolator(POINTS, v, rescale=True)(q), (ROWS, PLACES)),
    "linear, complex": (lambda v, q: LinearNDInterpolator(POINTS, v * (1 + 2j))(q), (ROWS, PLACES)),
    "linear in space": (lambda p, v, q: LinearNDInterpolator(p, v)(q), (SOLID, VALUES[:12], INSIDE)),
    "given triangles": (lambda v, q: LinearNDInterpolator(LINEAR.tri, v)(q), (ROWS, PLACES)),
    "cubic": (lambda v, q: smooth(v)(q), (ROWS, PLACES)),
    "cubic object": (lambda x, y: SMOOTH(x, y), (U, V)),
    "cubic, complex": (lambda v, q: smooth(v * (1 + 2j))(q), (VALUES, PLACES)),
    "cubic, rescaled": (
        lambda v, q: smooth(v, fill_value=3.0, rescale=True)(q),
        (VALUES, PLACES * [[1.0], [1.0], [9.0]]),
    ),
    "nearest": (lambda p, v, q: NearestNDInterpolator(p, v)(q) + q[:, 0], (POINTS, VALUES, PLACES)),
    "rows of the nearest": (
        lambda v, q: NearestNDInterpolator(POINTS, v, rescale=True)(q, distance_upper_bound=2.0) + q,
        (ROWS, PLACES),
    ),
    "nearest object": (lambda q: NEAREST(q) + q[:, 0], (PLACES,)),
    "data": (lambda p, v, x: griddata(p, v, (x, 0.5)), (POINTS, VALUES, U)),
    "data by coordinates": (lambda x, v, q: griddata((x, Y), v, q), (X, VALUES, PLACES)),
    "nearest data": (lambda v, q: griddata(POINTS, v, q, method="nearest") + q[:, 0], (VALUES, PLACES)),
    "cubic data": (lambda q: griddata(POINTS, VALUES, q, method="cubic"), (PLACES,)),
    "data on a line": (lambda p, v, x: griddata(p, v, x, method="cubic"), (LINE, VALUES[:5], U)),
    **{f"kernel {kernel}": radial(kernel) for kernel in KERNELS},
    "width": (
        lambda p, e, q: RBFInterpolator(p, ROWS, kernel="gaussian", epsilon=e, degree=-1)(q),
        (POINTS, 2.0, PLACES),
    ),
    "smoothing": (
        lambda v, s, q: RBFInterpolator(POINTS, v, smoothing=s, degree=2)(q),
        (ROWS, np.linspace(0.1, 0.2, 20), PLACES),
    ),
    "complex values": (lambda v, q: RBFInterpolator(POINTS, v * (1 + 2j))(q), (ROWS, PLACES)),
    "radial object": (lambda q: RADIAL(q), (PLACES,)),
    **{f"form {form}": older(form) for form in FORMS},
    "smoothed form": (lambda x, v, e: Rbf(x, Y, v, epsilon=e, smooth=0.1)(U, V), (X, VALUES, 0.4)),
    "form of rows": (lambda v, a: Rbf(X, Y, v, mode="N-D")(a, V), (ROWS, U)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_value_and_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, order=1, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_second_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, rtol=1e-5, atol=1e-6)


def test_the_slopes_of_a_cubic_interpolator_are_those_of_its_tangent() -> None:
    ahead, behind = SMOOTH(U + 1e-5, V), SMOOTH(U - 1e-5, V)
    along = np.stack([np.ones(3), np.zeros(3)], axis=-1)
    value, slope = srcad.jvp(lambda q: SMOOTH(q), (PLACES,), (along,))
    np.testing.assert_array_equal(value, SMOOTH(PLACES))
    np.testing.assert_allclose(slope, (ahead - behind) / 2e-5, rtol=1e-7)


def test_no_places_have_no_tangents() -> None:
    for made in (LINEAR, SMOOTH, NEAREST):
        value, tangent = srcad.jvp(lambda q, made=made: made(q), (np.zeros((0, 2)),), (np.zeros((0, 2)),))
        assert value.shape == tangent.shape == (0,)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda p: CloughTocher2DInterpolator(p, VALUES)(0.5, 0.5), "points of a CloughTocher2DInterpolator"),
        (lambda p: LinearNDInterpolator(p, VALUES, rescale=True)(0.5, 0.5), "LinearNDInterpolator with rescale"),
        (lambda p: RBFInterpolator(p, VALUES, neighbors=5)(PLACES), "neighbors jumps"),
        (lambda p: interpolate.interp1d(LINE, LINE, fill_value=p[0, 0], bounds_error=False)(2.0), "fill_value"),
    ],
)
def test_what_is_refused(made: Callable[..., Any], words: str) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=words):
        srcad.jvp(made, (POINTS,), (np.ones((20, 2)),))
