"""Functions that the texts of `scipy.special`'s rules call: Legendre functions, roots, elliptic and spheroidal ones."""

from typing import Any

import numpy as np
from scipy import special

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.special_support import both, numerical_slope, order_slopes, shape_slope
from srcad.rules.support import quotient

# Carlson's integrals whose arguments are nearer than this, relatively, have their differences taken numerically.
NEAR = 0.1


def gegenbauer_below(n: Any, alpha: Any, x: Any) -> Any:
    """Return the Gegenbauer function of the degree below n; of degree -1 it is zero, where SciPy's may be NaN."""
    return np.where(np.equal(n, 0), 0.0, special.eval_gegenbauer(n - 1, alpha, x))


def lpmv_derivative(m: Any, v: Any, x: Any, out: Any) -> Any:
    """Return the derivative of the associated Legendre function on the cut (DLMF 14.10.5)."""
    return quotient(v * x * out - (v + m) * special.lpmv(m, v - 1.0, x), (x - 1.0) * (x + 1.0))


def next_derivative(name: str, diff_n: int) -> int:
    """Return the number of derivatives that a tangent needs; SciPy has two.

    Raises UnsupportedValueError for a third one.
    """
    if diff_n >= 2:
        raise Refusal(
            UnsupportedValueError(f"{name} with diff_n=2 needs a third derivative, which SciPy does not have")
        )
    return diff_n + 1


def legendre_tangent(function: Any, diff_n: int, d_z: Any, arguments: Any, options: Any) -> Any:
    """Return the tangent of Legendre functions and their derivatives, which stand along the first axis."""
    order = next_derivative("a Legendre function", diff_n)
    return function(*arguments, diff_n=order, **options)[1:] * d_z


def harmonic_tangent(function: Any, diff_n: int, arguments: Any, d_theta: Any, d_phi: Any) -> Any:
    """Return the tangent of spherical harmonics, and of their gradients if these are part of the result."""
    order = next_derivative("a spherical harmonic", diff_n)
    parts = function(*arguments, diff_n=order)
    tangents = tuple(along(part, d_theta, d_phi, axes) for axes, part in enumerate(parts[1:]))
    return tangents if diff_n else tangents[0]


def along(part: Any, d_theta: Any, d_phi: Any, axes: int) -> Any:
    """Contract the last axis of a gradient with the direction; a gradient's own parts come before it."""
    for _ in range(axes):
        d_theta, d_phi = np.expand_dims(d_theta, -1), np.expand_dims(d_phi, -1)
    return part[..., 0] * d_theta + part[..., 1] * d_phi


def root_tangents(function: Any, place: int, tangent: Any, n: Any, *parameters: Any) -> Any:
    """Return the tangents of a quadrature rule's nodes and weights, by differences in a parameter above -1."""
    *numbers, with_sum = parameters
    arguments = (n, *numbers, with_sum)
    step = np.minimum(1.0 / 32.0, (numbers[place - 1] + 1.0) / 128.0)
    count = 3 if with_sum else 2
    return tuple(numerical_slope(function, place, arguments, step, result=k) * tangent for k in range(count))


# Elliptic integrals by Carlson's symmetric ones, which have no singular points of their own (DLMF 19.25).


def elliptic_delta(phi: Any, m: Any) -> Any:
    """Return sqrt(1 - m sin(phi) ** 2), NaN where that is not real, without a warning."""
    with np.errstate(invalid="ignore"):
        return np.sqrt(1.0 - m * np.square(np.sin(phi)))


def ellipk_slope(m: Any) -> Any:
    """Return the derivative of the complete elliptic integral of the first kind."""
    return special.elliprd(0.0 * m, 1.0 + 0.0 * m, 1.0 - m) / 6.0


def ellipe_slope(m: Any) -> Any:
    """Return the derivative of the complete elliptic integral of the second kind."""
    return -special.elliprd(0.0 * m, 1.0 - m, 1.0 + 0.0 * m) / 6.0


def ellipkinc_slope(phi: Any, m: Any) -> Any:
    """Return the derivative of the incomplete elliptic integral of the first kind with respect to m."""
    turns = np.round(phi / np.pi)
    rest = phi - np.pi * turns
    sine, cosine = np.sin(rest), np.cos(rest)
    inner = sine**3 * special.elliprd(cosine * cosine, 1.0 + 0.0 * sine * m, 1.0 - m * sine * sine) / 6.0
    return np.where(np.equal(turns, 0.0), inner, 2.0 * turns * ellipk_slope(m) + inner)[()]


def ellipeinc_slope(phi: Any, m: Any) -> Any:
    """Return the derivative of the incomplete elliptic integral of the second kind with respect to m."""
    turns = np.round(phi / np.pi)
    rest = phi - np.pi * turns
    sine, cosine = np.sin(rest), np.cos(rest)
    inner = -(sine**3) * special.elliprd(cosine * cosine, 1.0 - m * sine * sine, 1.0 + 0.0 * sine * m) / 6.0
    return np.where(np.equal(turns, 0.0), inner, 2.0 * turns * ellipe_slope(m) + inner)[()]


def ellipj_tangent(out: Any, m: Any, d_u: Any, d_m: Any) -> Any:
    """Return the tangents of the Jacobian elliptic functions sn, cn, dn and of the amplitude (DLMF 22.13 and 22.16)."""
    sn, cn, dn, amplitude = out
    d_amplitude = dn * (d_u - ellipkinc_slope(amplitude, m) * d_m)
    d_dn = quotient(-sn * (0.5 * sn * d_m + m * cn * d_amplitude), dn)
    return cn * d_amplitude, -sn * d_amplitude, d_dn, d_amplitude


def agm_slope(a: Any, b: Any, out: Any) -> Any:
    """Return the derivative of the arithmetic-geometric mean with respect to a, by R_D(0, (b / a) ** 2, 1).

    At a = 0, where the mean is 0, it is infinite.
    """
    zero = np.equal(a, 0.0)
    divisor = np.where(zero, 1.0, a)
    ratio = np.square(b / divisor)
    slope = 0.2122065907891938 * np.square(out / divisor) * special.elliprd(0.0 * ratio, ratio, 1.0 + 0.0 * ratio)
    return np.where(zero, np.inf, slope)[()]


def is_near(x: Any, y: Any) -> Any:
    """Say where two arguments are so near that a difference of integrals at them would cancel."""
    return np.abs(x - y) < NEAR * (np.abs(x) + np.abs(y))


def elliprd_first(x: Any, y: Any, z: Any, out: Any) -> Any:
    """Return the derivative of R_D with respect to x, (R_D(x, y, z) - R_D(y, z, x)) / (2 (z - x))."""
    near = is_near(x, z)
    closed = (out - special.elliprd(y, z, x)) / np.where(near, 1.0, 2.0 * (z - x))
    return np.where(near, shape_slope(special.elliprd, 0, x, y, z), closed)[()] if np.any(near) else closed


def elliprd_third(x: Any, y: Any, z: Any, out: Any) -> Any:
    """Return the derivative of R_D with respect to z, by its homogeneity of degree -3/2."""
    in_x = scaled_partial(elliprd_first(x, y, z, out), x)
    in_y = scaled_partial(elliprd_first(y, x, z, out), y)
    return quotient(-1.5 * out - in_x - in_y, z)


def scaled_partial(partial: Any, x: Any) -> Any:
    """Return x times a partial with respect to x: 0 where x is 0, although the partial is infinite there."""
    zero = np.equal(x, 0.0)
    return np.where(zero, 0.0, x * np.where(zero, 0.0, partial))[()]


def elliprc_first(x: Any, y: Any, out: Any) -> Any:
    """Return the derivative of R_C with respect to x; for y < 0 that of its principal value."""
    positive = np.where(np.less(np.real(y), 0.0), 1.0, y)
    principal = quotient(out - 1.0 / np.sqrt(x), 2.0 * (y - x))
    return np.where(np.less(np.real(y), 0.0), principal, -special.elliprd(positive, positive, x) / 6.0)[()]


def elliprc_second(x: Any, y: Any, out: Any) -> Any:
    """Return the derivative of R_C with respect to y; for y < 0 that of its principal value, by homogeneity."""
    positive = np.where(np.less(np.real(y), 0.0), 1.0, y)
    principal = quotient(-0.5 * out - x * elliprc_first(x, y, out), y)
    return np.where(np.less(np.real(y), 0.0), principal, -special.elliprd(x, positive, positive) / 3.0)[()]


def elliprg_first(x: Any, y: Any, z: Any) -> Any:
    """Return the derivative of R_G with respect to x: R_F / 4 - x R_D(y, z, x) / 12 (by DLMF 19.16.11 and 19.21.10)."""
    return 0.25 * special.elliprf(x, y, z) - scaled_partial(special.elliprd(y, z, x), x) / 12.0


def elliprj_first(x: Any, y: Any, z: Any, p: Any, out: Any) -> Any:
    """Return the derivative of R_J with respect to x, (R_J(x, y, z, p) - R_D(y, z, x)) / (2 (p - x))."""
    near = is_near(x, p)
    closed = (out - special.elliprd(y, z, x)) / np.where(near, 1.0, 2.0 * (p - x))
    return np.where(near, shape_slope(special.elliprj, 0, x, y, z, p), closed)[()] if np.any(near) else closed


def elliprj_fourth(x: Any, y: Any, z: Any, p: Any, out: Any) -> Any:
    """Return the derivative of R_J with respect to p, by its homogeneity of degree -3/2."""
    in_x = scaled_partial(elliprj_first(x, y, z, p, out), x)
    in_y = scaled_partial(elliprj_first(y, x, z, p, out), y)
    in_z = scaled_partial(elliprj_first(z, x, y, p, out), z)
    return quotient(-1.5 * out - in_x - in_y - in_z, p)


# Angular and radial functions by their differential equations.


def legendre_q_curvature(m: float, z: Any, out: Any) -> Any:
    """Return the second derivatives of Legendre functions of degrees 0, 1, ... by their differential equation."""
    degrees = np.arange(len(out[0]))
    degrees = np.reshape(degrees, (-1, *(1,) * np.ndim(z)))
    weight = (1.0 - z) * (1.0 + z)
    return quotient(2.0 * z * out[1] - (degrees * (degrees + 1.0) - quotient(m * m, weight)) * out[0], weight)


def prolate_curvature(m: Any, c: Any, characteristic: Any, x: Any, out: Any) -> Any:
    """Return the second derivative of a prolate spheroidal function, angular or radial (DLMF 30.2.1)."""
    weight = (1.0 - x) * (1.0 + x)
    slope = (characteristic - c * c * x * x - quotient(m * m, weight)) * out[0]
    return quotient(2.0 * x * out[1] - slope, weight)


def oblate_angular_curvature(m: Any, c: Any, characteristic: Any, x: Any, out: Any) -> Any:
    """Return the second derivative of an oblate angular function."""
    weight = (1.0 - x) * (1.0 + x)
    slope = (characteristic + c * c * x * x - quotient(m * m, weight)) * out[0]
    return quotient(2.0 * x * out[1] - slope, weight)


def oblate_radial_curvature(m: Any, c: Any, characteristic: Any, x: Any, out: Any) -> Any:
    """Return the second derivative of an oblate radial function."""
    weight = 1.0 + x * x
    return ((characteristic - c * c * x * x - m * m / weight) * out[0] - 2.0 * x * out[1]) / weight


def spheroidal_x_tangent(function: Any, out: Any, d_x: Any, *arguments: Any) -> Any:
    """Return the tangents in x of a spheroidal function and its derivative for any characteristic value.

    Only for the true value is the derivative of the derivative known from the equation: it is a difference here, with
    a step that stays within the interval.
    """
    x = arguments[-1]
    step = np.minimum(1.0 / 32.0, np.abs(1.0 - np.abs(x)) / 32.0)
    return out[1] * d_x, numerical_slope(function, 4, arguments, step, result=1) * d_x


def spheroidal_tangent(function: Any, out: Any, arguments: Any, d_c: Any, d_cv: Any, d_x: Any) -> Any:
    """Return the tangents of a spheroidal function and its derivative for any characteristic value."""
    by_parameters = both(order_slopes(function, 2, d_c, *arguments), order_slopes(function, 3, d_cv, *arguments))
    return both(by_parameters, spheroidal_x_tangent(function, out, d_x, *arguments))
