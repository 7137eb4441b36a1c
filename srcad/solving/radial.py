"""Rules of `RBFInterpolator`: its weights solve linear equations, which are written out to be differentiated."""

from typing import Any

import numpy as np
from scipy.interpolate import RBFInterpolator

from srcad.runtime import apply
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent

CONSTANT = dict.fromkeys(("neighbors", "kernel", "powers", "d_shape", "d_dtype", "_xp"))


def interpolator(
    y: Any,
    d: Any,
    neighbors: Any = None,
    smoothing: Any = 0.0,
    kernel: str = "thin_plate_spline",
    epsilon: Any = None,
    degree: Any = None,
    *,
    d_y: Any = None,
    d_d: Any = None,
    d_smoothing: Any = None,
    d_epsilon: Any = None,
) -> tuple[Any, Any]:
    """Make an `RBFInterpolator`."""
    value = RBFInterpolator(y, d, neighbors, smoothing, kernel, epsilon, degree)
    refuse_neighbors(value)
    d_rows = None if d_d is None else real_rows(np.asarray(d_d) * np.ones((), dtype=value.d_dtype), len(value.y))
    d_centres = None if d_y is None else np.asarray(d_y)
    given = value.y, value.d, value.smoothing, value.kernel, value.epsilon, value.powers
    d_given = d_centres, d_rows, d_smoothing, None, d_epsilon, None
    d_shift, d_scale, d_weights = apply(equations, given, d_given)[1]
    parts = {"y": d_centres, "d": d_rows, "smoothing": d_smoothing, "epsilon": d_epsilon}
    return value, Tangent(**parts, _shift=d_shift, _scale=d_scale, _coeffs=d_weights, **CONSTANT)


def refuse_neighbors(made: Any) -> None:
    """Refuse an interpolator that takes the nearest points alone, and what this version of SciPy hides."""
    if made.neighbors is not None:
        refuse_value("an RBFInterpolator with neighbors jumps between them", "Leave out 'neighbors'.")
    if not hasattr(made, "_coeffs"):
        refuse_value("this version of SciPy hides the coefficients of an RBFInterpolator", "Update SciPy.")


def real_rows(values: Any, count: int) -> Any:
    """Return values as rows of real numbers; those of a complex number stand beside each other."""
    rows = np.reshape(values, (count, -1))
    return np.reshape(np.stack((rows.real, rows.imag), axis=-1), (count, -1)) if np.iscomplexobj(rows) else rows


def equations(y: Any, d: Any, smoothing: Any, kernel: str, epsilon: Any, powers: Any) -> tuple[Any, Any, Any]:
    """Return shift and scale of the polynomials, and the weights of radial functions and polynomials."""
    low, high = np.min(y, axis=0), np.max(y, axis=0)
    shift, half = (high + low) / 2.0, (high - low) / 2.0
    scale = np.where(half == 0.0, 1.0, half)
    basis, polynomials = parts_of(y, y, kernel, epsilon, powers, shift, scale)
    smoothed = basis + np.eye(len(y)) * smoothing
    count = len(powers)
    corner = np.zeros((count, count))
    matrix = np.concatenate(
        (
            np.concatenate((smoothed, polynomials), axis=1),
            np.concatenate((np.transpose(polynomials), corner), axis=1),
        )
    )
    return shift, scale, np.linalg.solve(matrix, np.concatenate((d, np.zeros((count, np.shape(d)[1])))))


def parts_of(x: Any, centres: Any, kernel: str, epsilon: Any, powers: Any, shift: Any, scale: Any) -> tuple[Any, Any]:
    """Return the radial functions around all centres, and the polynomials, one row for each place."""
    squares = np.sum((x[:, None] * epsilon - centres * epsilon) ** 2, axis=-1)
    scaled = (x - shift) / scale
    polynomials = [np.prod(scaled**power, axis=-1) for power in powers]
    basis = radial_function(squares, kernel)
    return basis, np.stack(polynomials, axis=-1) if polynomials else np.zeros((len(x), 0))


def evaluate(self: Any, x: Any, *, d_self: Any = None, d_x: Any = None) -> tuple[Any, Any]:
    """Evaluate an `RBFInterpolator`."""
    value = self(x)
    refuse_neighbors(self)
    given = np.asarray(x) * 1.0, self.y, self.kernel, self.epsilon, self.powers, self._shift, self._scale, self._coeffs
    d_made = (None,) * 7
    if d_self is not None:
        d_made = d_self.y, None, d_self.epsilon, None, d_self._shift, d_self._scale, d_self._coeffs
    moved = apply(radial_sum, given, (None if d_x is None else np.asarray(d_x), *d_made))[1]
    if np.iscomplexobj(value):
        moved = moved[:, ::2] + 1j * moved[:, 1::2]
    return value, np.reshape(moved, np.shape(value))


def radial_sum(
    x: Any, centres: Any, kernel: str, epsilon: Any, powers: Any, shift: Any, scale: Any, weights: Any
) -> Any:
    """Sum the radial functions and the polynomials."""
    basis, polynomials = parts_of(x, centres, kernel, epsilon, powers, shift, scale)
    return np.concatenate((basis, polynomials), axis=-1) @ weights


def radial_function(squares: Any, kernel: str) -> Any:
    """Return a radial function of the squared distance, smooth at zero where the function is."""
    if kernel == "gaussian":
        return np.exp(-squares)
    if kernel == "multiquadric":
        return -np.sqrt(squares + 1.0)
    if kernel == "inverse_multiquadric":
        return 1.0 / np.sqrt(squares + 1.0)
    if kernel == "inverse_quadratic":
        return 1.0 / (squares + 1.0)
    apart = np.where(squares > 0.0, squares, 1.0)
    root = np.sqrt(apart)
    if kernel == "linear":
        found = -root
    elif kernel == "cubic":
        found = apart * root
    elif kernel == "quintic":
        found = -apart * apart * root
    else:
        found = 0.5 * apart * np.log(apart)
    return np.where(squares > 0.0, found, 0.0)
