"""Functions that the texts of `scipy.special`'s rules call: Bessel, Struve, Kelvin, Airy and Wright functions."""

import math
from typing import Any

import numpy as np
from scipy import special

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.special_gamma_support import rgamma_derivative
from srcad.rules.special_support import as_dtype, in_double
from srcad.rules.support import array_power, quotient

# Below this size a power series replaces a difference that would cancel.
SMALL = 1.0
SERIES_TERMS = 14

# exp(3 pi i / 4): the Kelvin functions are the parts of J_0 on that ray (DLMF 10.61.1).
KELVIN_RAY = -0.7071067811865476 + 0.7071067811865476j


def half_difference(lower: Any, upper: Any) -> Any:
    """Return half of a difference of neighbouring orders; where both are infinite, the higher order is the larger."""
    poles = np.isinf(lower) & np.isinf(upper)
    return np.where(poles, -upper, 0.5 * (np.where(poles, 0.0, lower) - np.where(poles, 0.0, upper)))[()]


def spherical_jn_slope(n: Any, z: Any, derivative: bool = False) -> Any:
    """Return the derivative of a spherical Bessel function of the first kind, or of its derivative (DLMF 10.51.2)."""
    if not derivative:
        return special.spherical_jn(n, z, True)
    before = n * special.spherical_jn(np.maximum(n, 1) - 1, z, True)
    return (before - (n + 1.0) * special.spherical_jn(n + 1, z, True)) / (2.0 * n + 1.0)


def spherical_yn_slope(n: Any, z: Any, derivative: bool = False) -> Any:
    """Return the derivative of a spherical Bessel function of the second kind, or of its derivative."""
    if not derivative:
        return special.spherical_yn(n, z, True)
    before = n * special.spherical_yn(np.maximum(n, 1) - 1, z, True)
    return (before - (n + 1.0) * special.spherical_yn(n + 1, z, True)) / (2.0 * n + 1.0)


def spherical_in_slope(n: Any, z: Any, derivative: bool = False) -> Any:
    """Return the derivative of a modified spherical Bessel function, or of its derivative (DLMF 10.51.5)."""
    if not derivative:
        return special.spherical_in(n, z, True)
    before = n * special.spherical_in(np.maximum(n, 1) - 1, z, True)
    return (before + (n + 1.0) * special.spherical_in(n + 1, z, True)) / (2.0 * n + 1.0)


def spherical_kn_slope(n: Any, z: Any, derivative: bool = False) -> Any:
    """Return the derivative of a modified spherical Bessel function of the second kind, or of its derivative."""
    if not derivative:
        return special.spherical_kn(n, z, True)
    before = n * special.spherical_kn(np.maximum(n, 1) - 1, z, True)
    return -(before + (n + 1.0) * special.spherical_kn(n + 1, z, True)) / (2.0 * n + 1.0)


def riccati_curvature(x: Any, values: Any) -> Any:
    """Return the second derivatives of Riccati-Bessel functions of orders 0, 1, ... by their differential equation."""
    orders = np.arange(len(values))
    return (quotient(orders * (orders + 1.0), x * x) - 1.0) * values


def lmbda_orders(v: Any, values: Any) -> Any:
    """Return the orders of the Lambda functions in a result: v is the last."""
    return v - math.floor(v) + np.arange(len(values)) if v >= 1.0 else v + np.arange(len(values))


def lmbda_curvature(v: Any, x: Any, out: Any) -> Any:
    """Return the second derivatives of the Lambda functions by their differential equation."""
    orders = lmbda_orders(v, out[0])
    return -out[0] - (2.0 * orders + 1.0) * quotient(out[1], x) if x else -0.5 / (orders + 1.0)


def struve_source(v: Any, x: Any) -> Any:
    """Return (x / 2) ** v / (sqrt(pi) gamma(v + 3 / 2)), the source in the Struve functions' recurrence (DLMF 11.4)."""
    return 0.5641895835477563 * array_power(0.5 * x, v) * special.rgamma(v + 1.5)


def bessel_ratio(sign: float, order_zero: Any, x: Any) -> Any:
    """Return (f(x) - 1) / x, where f is I_0 (sign 1) or J_0 (sign -1), by the power series near 0."""
    small = np.abs(x) < SMALL
    inner, outer = np.where(small, x, 0.0), np.where(small, 1.0, x)
    square = sign * 0.25 * inner * inner
    series = 0.0 * inner
    for k in range(SERIES_TERMS, 1, -1):
        series = square / (k * k) * (1.0 + series)
    return np.where(small, 0.25 * sign * inner * (1.0 + series), (order_zero - 1.0) / outer)[()]


def struve_zero_ratio(x: Any) -> Any:
    """Return H_0(x) / x, by the power series near 0: 2 / pi (1 - x ** 2 / 9 + x ** 4 / 225 - ...)."""
    small = np.abs(x) < SMALL
    inner, outer = np.where(small, x, 0.0), np.where(small, 1.0, x)
    series = 0.0 * inner
    for k in range(SERIES_TERMS, 0, -1):
        series = -inner * inner / (2.0 * k + 1.0) ** 2 * (1.0 + series)
    return np.where(small, 0.6366197723675814 * (1.0 + series), special.struve(np.zeros_like(outer), outer) / outer)[()]


def kelvin_curvature(x: Any) -> Any:
    """Return the second derivative of ber(x) + i bei(x), which is J_0 on a ray."""
    ray = KELVIN_RAY * x
    return -0.5j * (special.jv(2, ray) - special.jv(0, ray))


def airye_tangent(out: Any, z: Any, d_z: Any) -> Any:
    """Return the tangents of the scaled Airy functions: Ai by exp(2/3 z sqrt(z)), Bi by its real part only."""
    root = np.sqrt(z) if np.iscomplexobj(z) else np.sqrt(np.maximum(z, 0.0))
    exponent, d_exponent = np.real(z * root), np.real(root * d_z)
    change = np.sign(exponent) * d_exponent
    first = out[1] * d_z + root * out[0] * d_z
    second = z * out[0] * d_z + root * out[1] * d_z
    return first, second, out[3] * d_z - change * out[2], z * out[2] * d_z - change * out[3]


def wright_bessel_slope(power: int, a: Any, b: Any, x: Any, logarithm: Any = 0.0) -> Any:
    """Return the derivative of Wright's Bessel function with respect to a (power 1) or b (power 0), by its series.

    The series is the sum of x ** k / (k! gamma(a k + b)); the derivatives are divided by exp(logarithm).
    """
    exact_a, exact_b, exact_x, scale = (in_double(argument) for argument in (a, b, x, logarithm))
    total = 0.0 * (exact_a + exact_b + exact_x + scale)
    k = 0
    growing = True
    while growing:
        weight = np.exp(special.xlogy(k, exact_x) - special.gammaln(k + 1.0) - scale)
        term = k**power * weight * rgamma_derivative(exact_a * k + exact_b)
        total = total + term
        k = k + 1
        growing = k < 4 or (k < 2000 and bool(np.any(np.abs(term) > 1e-17 * np.abs(total))))
    return as_dtype(total, np.result_type(a, b, x, 0.0))


def parabolic_curvature(v: Any, x: Any, value: Any) -> Any:
    """Return the second derivative of a parabolic cylinder function D_v or V_v by its equation (DLMF 12.2.4)."""
    return (0.25 * x * x - v - 0.5) * value


def parabolic_orders(v: Any, values: Any) -> Any:
    """Return the orders of a sequence of parabolic cylinder functions, of which v is the last.

    Raises UnsupportedValueError for a negative v.
    """
    if v < 0.0:
        raise Refusal(UnsupportedValueError("a sequence of parabolic cylinder functions of negative order; take pbdv"))
    return v - math.trunc(v) + np.arange(len(values))
