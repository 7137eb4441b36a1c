"""Functions that the texts of the rules call where one line is not enough: numbers and elementwise operations.

They are plain Python on NumPy calls, because srcad differentiates them by their source for second derivatives. They
never raise or warn where the primal does not, they select instead of multiplying by masks, and they keep the kind of
their arguments: Python floats in, Python float out; float32 in, float32 out; a 0-d result is a scalar, as from a ufunc.
"""

import cmath
import math
from typing import Any

import numpy as np

PYTHON_NUMBERS = (float, int, complex, bool)
DOUBLE = np.dtype(float)
DOUBLES = (np.float64, float)
LONG = 2000

divided: Any = np.errstate(invalid="ignore")(np.divide)
multiplied: Any = np.errstate(invalid="ignore")(np.multiply)


def adjoint(a: Any) -> Any:
    """Return the conjugate transpose of each matrix."""
    return np.conjugate(np.swapaxes(a, -1, -2))


def quotient(numerator: Any, denominator: Any) -> Any:
    """Divide, with a strong zero: 0 where the numerator is 0, IEEE infinity or NaN at any other pole, no warning."""
    if type(numerator) is float and type(denominator) is float and numerator != 0.0 and denominator != 0.0:
        return numerator / denominator  # by far the most calls
    if type(numerator) in PYTHON_NUMBERS and type(denominator) in PYTHON_NUMBERS:
        return number_quotient(numerator, denominator)
    if type(numerator) in DOUBLES and type(denominator) in DOUBLES and denominator != 0.0:
        return np.float64(float(numerator) / float(denominator))  # Python's division, which has no warnings
    if all_nonzero(denominator):
        return divided(numerator, denominator)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.equal(numerator, 0.0), 0.0, np.divide(numerator, denominator))[()]


def all_nonzero(x: Any) -> bool:
    """Tell whether no number of an array is 0: short ones are counted, for long ones there is a quicker way."""
    size = x.size if isinstance(x, np.ndarray) else np.size(x)
    return bool(np.count_nonzero(x) == size if size < LONG else np.logical_and.reduce(x, axis=None))


def number_quotient(numerator: Any, denominator: Any) -> Any:
    """Divide Python numbers as `quotient` does."""
    if numerator == 0.0:
        return 0.0 * type(denominator)(1)
    if denominator != 0.0:
        return numerator / denominator
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(numerator, denominator).item()


def scaled(partial: Any, tangent: Any) -> Any:
    """Multiply a partial by a tangent, with a strong zero: 0 where the tangent is 0, even at an infinite partial."""
    if type(partial) in PYTHON_NUMBERS and type(tangent) in PYTHON_NUMBERS:
        return partial * tangent if tangent != 0.0 else 0.0 * type(partial)(1) * tangent
    if np.count_nonzero(np.isfinite(partial)) == np.size(partial):
        return multiplied(partial, tangent)
    with np.errstate(invalid="ignore"):
        return np.where(np.equal(tangent, 0.0), 0.0, np.multiply(partial, tangent))[()]


def inner(x: Any, y: Any) -> Any:
    """Return the sum of the elements of x * y, without that array where both are arrays of floats of one shape."""
    if type(x) is np.ndarray and type(y) is np.ndarray and x.shape == y.shape and x.dtype == y.dtype == DOUBLE:
        return np.vdot(x, y)
    return np.sum(x * y)


def sign_of(x: Any) -> Any:
    """Return the sign of a number or of an array's elements: 0.0 at 0, NaN at NaN."""
    if type(x) in (float, int, bool):
        return 1.0 if x > 0 else -1.0 if x < 0 else 0.0 if x == x else x
    return np.sign(x)


def larger_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of max(x, y): all where x is larger, half at a tie, NaN beside a NaN."""
    return chosen(np.greater(x, y), np.less(x, y), tangent, 0.0, x, y)


def smaller_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of min(x, y): all where x is smaller, half at a tie, NaN beside a NaN."""
    return chosen(np.less(x, y), np.greater(x, y), tangent, 0.0, x, y)


def larger_tangent(x: Any, y: Any, x_tangent: Any, y_tangent: Any) -> Any:
    """Return the tangent of max(x, y): that of the larger one, half of both at a tie, NaN beside a NaN."""
    return chosen(np.greater(x, y), np.less(x, y), x_tangent, y_tangent, x, y)


def smaller_tangent(x: Any, y: Any, x_tangent: Any, y_tangent: Any) -> Any:
    """Return the tangent of min(x, y): that of the smaller one, half of both at a tie, NaN beside a NaN."""
    return chosen(np.less(x, y), np.greater(x, y), x_tangent, y_tangent, x, y)


def chosen(first: Any, second: Any, one: Any, other: Any, x: Any, y: Any) -> Any:
    """Return one tangent where the first mask holds and the other where the second does; x and y decide the rest."""
    if np.count_nonzero(first) + np.count_nonzero(second) == np.size(first):
        return np.where(first, one, other)[()]
    tied = np.where(np.equal(x, y), np.multiply(0.5, one) + np.multiply(0.5, other), np.nan)
    return np.where(first, one, np.where(second, other, tied))[()]


def angle_partial(x: float, y: float) -> Any:
    """Return x / (x * x + y * y), 0 at the origin, without the squares where these could overflow or vanish."""
    square = x * x + y * y
    if 1e-200 < square < 1e200:
        return x / square
    length = math.hypot(x, y)
    return number_quotient(number_quotient(x, length), length)


def array_angle_partial(x: Any, y: Any) -> Any:
    """Return x / (x * x + y * y) elementwise, as `angle_partial` does."""
    length = np.hypot(x, y)
    return quotient(quotient(x, length), length)


def on_branch(root: Any, real: Any, imag: Any) -> Any:
    """Return that one of two square roots that points to the side of the given direction."""
    return np.where(np.real(root) * real + np.imag(root) * imag < 0.0, np.negative(root), root)[()]


def sine_of_arccos(x: Any, out: Any) -> Any:
    """Return sqrt(1 - x * x), the sine of out = arccos(x), on out's side of the branch cuts."""
    root = np.sqrt(1.0 - x + 0j) * np.sqrt(1.0 + x + 0j)
    return on_branch(root, np.sin(np.real(out)), np.cos(np.real(out)) * np.sign(np.imag(out)))


def cosine_of_arcsin(x: Any, out: Any) -> Any:
    """Return sqrt(1 - x * x), the cosine of out = arcsin(x), on out's side of the branch cuts."""
    root = np.sqrt(1.0 - x + 0j) * np.sqrt(1.0 + x + 0j)
    return on_branch(root, np.cos(np.real(out)), -np.sin(np.real(out)) * np.sign(np.imag(out)))


def sinh_of_arccosh(x: Any, out: Any) -> Any:
    """Return sqrt(x * x - 1), the hyperbolic sine of out = arccosh(x), on out's side of the branch cuts."""
    root = np.sqrt(x - 1.0 + 0j) * np.sqrt(x + 1.0 + 0j)
    return on_branch(root, np.sign(np.real(out)) * np.cos(np.imag(out)), np.sin(np.imag(out)))


def cosh_of_arcsinh(x: Any, out: Any) -> Any:
    """Return sqrt(1 + x * x), the hyperbolic cosine of out = arcsinh(x), on out's side of the branch cuts."""
    root = np.sqrt(1.0 - 1j * x) * np.sqrt(1.0 + 1j * x)
    return on_branch(root, np.cos(np.imag(out)), np.sign(np.real(out)) * np.sin(np.imag(out)))


def phase_term(z: Any, d_z: Any) -> Any:
    """Return the tangent of the phase of a complex number or array, 0 at the origin."""
    length = abs(z)
    return quotient((quotient(z.conjugate(), length) * d_z).imag, length)


def power(x: Any, y: Any) -> Any:
    """Raise to a power, with IEEE infinity or NaN where a Python float would raise, and no warning."""
    if type(x) in PYTHON_NUMBERS and type(y) in PYTHON_NUMBERS:
        return number_power(x, y)
    return array_power(x, y)


def number_power(x: Any, y: Any) -> Any:
    """Raise a Python number to a power as `power` does; a negative number to a fraction is complex, as in Python."""
    try:
        return x**y
    except (ZeroDivisionError, OverflowError):
        return array_power(x, y).item()


def array_power(x: Any, y: Any) -> Any:
    """Raise to a power as `numpy.power` does, without its warnings."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.power(x, y)


def power_base(x: Any, y: Any) -> Any:
    """Return the derivative of x ** y with respect to x, which is 0 where y is 0, at x = 0 as well."""
    if type(x) in PYTHON_NUMBERS and type(y) in PYTHON_NUMBERS:
        return 0.0 if y == 0.0 else y * number_power(x, y - 1.0)
    return array_power_base(x, y)


def base_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return the term of the base's tangent in x ** y: scaled(power_base(x, y), tangent)."""
    if type(x) is float and type(y) in (float, int):
        return real_base_term(x, y, tangent)
    return scaled(power_base(x, y), tangent)


def real_base_term(x: float, y: float, tangent: Any) -> Any:
    """Return the term of the base's tangent in x ** y for real Python numbers."""
    if 1e-9 < x < 1e9 and -30.0 < y < 30.0:
        return y * x ** (y - 1.0) * tangent  # the slope is finite
    return scaled(power_base(x, y), tangent)


def array_power_base(x: Any, y: Any) -> Any:
    """Return the derivative of `numpy.power` with respect to its base."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(np.equal(y, 0.0), 0.0, np.multiply(y, np.power(x, y - 1.0)))[()]


def exponent_term(x: Any, y: Any, raised: Any, tangent: Any) -> Any:
    """Return the term of the exponent's tangent in x ** y: tangent * raised * log(x).

    It is 0 where the tangent is 0, so that a constant among active exponents may have a negative base, and 0 where x
    is 0 and y is not negative, which is the limit. A negative real base gives NaN otherwise.
    """
    if type(x) in PYTHON_NUMBERS and type(y) in PYTHON_NUMBERS:
        return number_exponent_term(x, y, raised, tangent)
    return array_exponent_term(x, y, raised, tangent)


def number_exponent_term(x: Any, y: Any, raised: Any, tangent: Any) -> Any:
    """Return the term of the exponent's tangent for Python numbers, whose 0.0 ** y raises for a negative y."""
    if tangent == 0.0 or x == 0.0:
        return 0.0 * type(raised)(1)
    if isinstance(raised, complex):
        return tangent * raised * cmath.log(x)
    return tangent * raised * (math.log(x) if x > 0 else math.nan)


def array_exponent_term(x: Any, y: Any, raised: Any, tangent: Any) -> Any:
    """Return the term of the exponent's tangent in `numpy.power`."""
    # Adding 0j would move a base on the branch cut to its other side.
    base = np.asarray(x, np.result_type(x, raised)) if np.iscomplexobj(raised) else x
    zero = np.equal(x, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        term = np.where(zero & np.less(np.real(y), 0.0), np.nan, tangent * raised * np.log(base))
        return np.where(np.equal(tangent, 0.0) | (zero & np.greater_equal(np.real(y), 0.0)), 0.0, term)[()]


def scaled_by_power_of_two(x: Any, exponent: Any) -> Any:
    """Return x * 2 ** exponent without rounding; too large a result is infinite."""
    with np.errstate(over="ignore"):
        scaled = np.ldexp(x, exponent)
    return scaled.item() if type(x) in PYTHON_NUMBERS else scaled


def dist_term(p: Any, q: Any, d_p: Any, distance: Any) -> Any:
    """Return the term of p's tangent in the distance of two points, 0 where they coincide."""
    total = 0.0
    for p_item, q_item, d_item in zip(p, q, d_p, strict=True):
        total = total + quotient(p_item - q_item, distance) * d_item
    return total


def product_of_items_tangent(items: Any, d_items: Any, start: Any) -> Any:
    """Return the tangent of the product of a sequence's items, exact where items are 0."""
    product = start
    d_product = 0.0
    for item, d_item in zip(items, d_items, strict=True):
        d_product = d_product * item + product * d_item
        product = product * item
    return d_product


# B(2k), the Bernoulli numbers, as far as the series of the polygamma functions needs them beyond ASYMPTOTIC_FROM.
BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798, -174611 / 330)
ASYMPTOTIC_FROM = 15.0


def digamma(x: float) -> float:
    """Return the derivative of log(gamma(x)) for a real number."""
    return polygamma(0, x)


def polygamma(order: int, x: float) -> float:
    """Return the derivative of the given order of digamma, for a real number (Abramowitz and Stegun, 6.4)."""
    if x < 0.0:
        return (-1.0) ** order * polygamma(order, 1.0 - x) - cotangent_derivative(order, x)
    total = 0.0
    scale = (-1.0) ** order * math.factorial(order)
    while x < ASYMPTOTIC_FROM + order:
        total = total - scale * number_power(x, -order - 1)
        x = x + 1.0
    return total + polygamma_series(order, x)


def polygamma_series(order: int, x: float) -> float:
    """Return the asymptotic series of the polygamma function for large x (6.3.18 and 6.4.11)."""
    inverse = 1.0 / x
    first = math.log(x) if order == 0 else -math.factorial(order - 1) * (-inverse) ** order
    total = first + math.factorial(order) * (-inverse) ** (order + 1) / 2.0
    sign = -((-1.0) ** order)
    for k, bernoulli in enumerate(BERNOULLI, start=1):
        coefficient = bernoulli * math.factorial(2 * k + order - 1) / math.factorial(2 * k)
        total = total + sign * coefficient * inverse ** (2 * k + order)
    return total


def cotangent_derivative(order: int, x: float) -> float:
    """Return the derivative of the given order of pi / tan(pi * x), by its polynomial in the cotangent."""
    polynomial = np.array([0.0, 1.0])
    for _ in range(order):
        polynomial = -np.polynomial.polynomial.polymul(np.polynomial.polynomial.polyder(polynomial), [1.0, 0.0, 1.0])
    value = np.polynomial.polynomial.polyval(1.0 / math.tan(math.pi * (x - round(x))), polynomial)
    return float(math.pi ** (order + 1) * value)


def selected(condition: Any, x: Any, y: Any) -> Any:
    """Choose elementwise as `numpy.where` does, with a scalar for a 0-d result, as from a ufunc."""
    return np.where(condition, x, y)[()]


def zero_like(x: Any) -> Any:
    """Return zeros of x's shape: of its dtype if that is inexact, else float64; a number for a number."""
    if type(x) in PYTHON_NUMBERS:
        return 0.0 * type(x)(1)
    dtype = np.asarray(x).dtype
    return np.zeros(np.shape(x), dtype if np.issubdtype(dtype, np.inexact) else float)[()]


def larger_number_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of fmax(x, y), which leaves a NaN out."""
    return np.where(np.isnan(y), tangent, np.where(np.isnan(x), 0.0, larger_term(x, y, tangent)))[()]


def smaller_number_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of fmin(x, y), which leaves a NaN out."""
    return np.where(np.isnan(y), tangent, np.where(np.isnan(x), 0.0, smaller_term(x, y, tangent)))[()]


def clip_term(a: Any, lower: Any, upper: Any, tangent: Any) -> Any:
    """Return what a's tangent adds to that of clip(a, lower, upper): all within the bounds, the bounds included."""
    inside = True
    if lower is not None:
        inside = ~np.less(a, lower)
    if upper is not None:
        inside = inside & ~np.greater(a, upper)
    return np.where(inside, tangent, 0.0)[()]


def clip_lower_term(a: Any, lower: Any, upper: Any, tangent: Any, out: Any) -> Any:
    """Return what the lower bound's tangent adds to that of clip: all where the bound is the result."""
    below = np.less(a, lower)
    if upper is not None:
        below = below & ~np.greater(lower, upper)
    return np.where(below, tangent, zero_like(out))[()]


def clip_upper_term(a: Any, lower: Any, upper: Any, tangent: Any, out: Any) -> Any:
    """Return what the upper bound's tangent adds to that of clip: all where the bound is the result."""
    above = np.greater(a, upper)
    if lower is not None:
        above = above | np.greater(lower, upper)
    return np.where(above, tangent, zero_like(out))[()]


def log_share(x: Any, y: Any, result: Any, half: float = -0.6931471805599453) -> Any:
    """Return the logarithm of x's share in logaddexp(x, y); at infinities the shares are 1, 0 or `half`'s."""
    infinite = np.isinf(result)
    with np.errstate(invalid="ignore"):
        share = np.where(infinite, -np.inf, np.subtract(x, result))
    share = np.where(infinite & np.equal(x, result), 0.0, share)
    return np.where(infinite & np.equal(x, y), half, share)[()]


def sinc_derivative(x: Any) -> Any:
    """Return the derivative of sin(pi x) / (pi x), by its power series where the difference would cancel."""
    angle = np.pi * x
    small = np.abs(angle) < 1.0
    inner = np.where(small, angle, 0.0)
    outer = np.where(small, 1.0, angle)
    series = inner * sinc_series(inner * inner)
    closed = (np.cos(outer) - np.sin(outer) / outer) / outer
    return np.pi * np.where(small, series, closed)[()]


def sinc_series(square: Any) -> Any:
    """Sum (-1)^k 2k square^(k - 1) / (2k + 1)! for k = 1, 2, ..., by Horner's scheme; enough terms for square < 1."""
    total = 0.0 * square
    for k in range(10, 0, -1):
        total = total * square + (-1.0) ** k * 2.0 * k / math.factorial(2 * k + 1)
    return total


def angle_tangent(z: Any, d_z: Any, deg: bool = False) -> Any:
    """Return the tangent of numpy.angle: that of the phase; a real number's angle is piecewise constant."""
    if not np.iscomplexobj(z):
        return 0.0 * np.abs(d_z)
    tangent = phase_term(np.asarray(z), d_z)
    return tangent * (180.0 / np.pi) if deg else tangent


# The trapezoidal rule converges exponentially on this periodic integrand; the nodes resolve it up to x of about 700.
BESSEL_NODES = 256


def bessel_i(order: int, x: Any) -> Any:
    """Return the modified Bessel function of the first kind of integer order, by its integral (DLMF 10.32.3)."""
    angles = np.pi * (np.arange(BESSEL_NODES) + 0.5) / BESSEL_NODES
    samples = np.exp(np.multiply.outer(np.abs(x), np.cos(angles) - 1.0)) * np.cos(order * angles)
    with np.errstate(over="ignore"):
        size = np.exp(np.abs(x)) * np.mean(samples, axis=-1)
    signed = np.where(np.less(x, 0.0), (-1.0) ** order, 1.0) * size
    return np.asarray(signed, np.result_type(x, 0.0))[()]


def spread(tangent: Any, primal: Any) -> Any:
    """Return a tangent over the shape of its primal, in storage of its own with the primal's memory layout."""
    if type(primal) is not np.ndarray:
        return tangent
    result = np.empty_like(primal, dtype=tangent_dtype_of(primal))
    result[...] = tangent
    return result


def tangent_dtype_of(out: Any) -> Any:
    """Return the dtype of a tangent: its primal's where that is inexact."""
    return out.dtype if out.dtype.kind in "fc" else np.float64


def as_computed(x: Any, computed: Any) -> Any:
    """Return what machine code computed in place of what Python did; its tangent is that of the latter."""
    return computed
