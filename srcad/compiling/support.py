"""What is compiled for the helpers of generated code, and for the functions of `rules.support`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from srcad import runtime
from srcad.compiling.replacing import FOR_ELEMENTS, by_type, elementwise, inexact, is_complex, is_none, types, whole
from srcad.rules import support

# Numbers of the type of another one.


def zero_of(x: Any) -> Any:
    """Return a zero of x's type."""


@by_type(zero_of)
def choose_zero_of(x: Any) -> Any:
    cast = inexact(x)
    return lambda x: cast(0.0)


def divided(numerator: Any, denominator: Any) -> Any:
    """Divide as IEEE does: infinity or NaN at a pole."""


@by_type(divided)
def choose_divided(numerator: Any, denominator: Any) -> Any:
    if not is_complex(numerator) and not is_complex(denominator):
        return lambda numerator, denominator: numerator / denominator

    def divide_complex(numerator: Any, denominator: Any) -> Any:
        if denominator == 0.0:
            return complex(numerator.real / 0.0, numerator.imag / 0.0)
        return numerator / denominator

    return divide_complex


# Division and products with a strong zero.


@elementwise()
def divided_elements(numerator: Any, denominator: Any) -> Any:
    """Divide as IEEE does, in an expression over arrays too."""
    return divided(numerator, denominator)


FOR_ELEMENTS.add(divided_elements)


@whole()
def place(items: Any, number: Any) -> Any:
    """Return where a number stands first among items, 0 for a NaN: what is the result of `max` is one of them."""
    for k in range(len(items)):
        if items[k] == number:
            return k
    return 0


@elementwise(support.quotient, support.number_quotient)
def quotient(numerator: Any, denominator: Any) -> Any:
    """Divide, with 0 where the numerator is 0."""
    if numerator == 0.0:
        return zero_of(numerator)
    return divided(numerator, denominator)


@elementwise(support.scaled)
def scaled(partial: Any, tangent: Any) -> Any:
    """Multiply, with 0 where the tangent is 0."""
    if tangent == 0.0:
        return zero_of(tangent)
    return partial * tangent


@elementwise(support.scaled_by_power_of_two)
def scaled_by_power_of_two(x: Any, exponent: Any) -> Any:
    """Return x * 2 ** exponent without rounding."""
    return math.ldexp(x, exponent)


# Powers.


@elementwise(support.power, support.number_power, support.array_power)
def power(x: Any, y: Any) -> Any:
    """Raise to a power."""
    return x**y


@elementwise(support.power_base, support.array_power_base)
def power_base(x: Any, y: Any) -> Any:
    """Return the derivative of x ** y with respect to x."""
    if y == 0.0:
        return zero_of(x)
    return y * x ** (y - 1.0)


@elementwise(support.base_term, support.real_base_term)
def base_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return the term of the base's tangent in x ** y, 0 where the tangent is 0."""
    if tangent == 0.0:
        return zero_of(tangent)
    if y == 0.0:
        return zero_of(x) * tangent
    return y * x ** (y - 1.0) * tangent


def log_of(x: Any, like: Any) -> Any:
    """Return the logarithm of x, which is complex where another number is."""


@by_type(log_of)
def choose_log_of(x: Any, like: Any) -> Any:
    if is_complex(like):
        return lambda x, like: np.log(x + 0j)
    return lambda x, like: np.log(x)


@elementwise(support.exponent_term, support.number_exponent_term, support.array_exponent_term)
def exponent_term(x: Any, y: Any, result: Any, tangent: Any) -> Any:
    """Return tangent * result * log(x), 0 where the tangent is 0, and at x = 0 unless y is negative."""
    if tangent == 0.0 or (x == 0.0 and y.real >= 0.0):
        return zero_of(tangent)
    if x == 0.0:
        return math.nan + zero_of(tangent)
    return tangent * result * log_of(x, result)


# Choices.


@elementwise(support.sign_of)
def sign_of(x: Any) -> Any:
    """Return the sign."""
    return np.sign(x)


@elementwise(support.larger_term)
def larger_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of max(x, y)."""
    if x > y:
        return tangent
    if x < y:
        return zero_of(tangent)
    return 0.5 * tangent if x == y else math.nan


@elementwise(support.smaller_term)
def smaller_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of min(x, y)."""
    if x < y:
        return tangent
    if x > y:
        return zero_of(tangent)
    return 0.5 * tangent if x == y else math.nan


@elementwise(support.larger_tangent)
def larger_tangent(x: Any, y: Any, x_tangent: Any, y_tangent: Any) -> Any:
    """Return the tangent of max(x, y)."""
    if x > y:
        return x_tangent
    if x < y:
        return y_tangent
    return 0.5 * x_tangent + 0.5 * y_tangent if x == y else math.nan


@elementwise(support.smaller_tangent)
def smaller_tangent(x: Any, y: Any, x_tangent: Any, y_tangent: Any) -> Any:
    """Return the tangent of min(x, y)."""
    if x < y:
        return x_tangent
    if x > y:
        return y_tangent
    return 0.5 * x_tangent + 0.5 * y_tangent if x == y else math.nan


@elementwise(support.larger_number_term)
def larger_number_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of fmax(x, y)."""
    if math.isnan(y):
        return tangent
    return zero_of(tangent) if math.isnan(x) else larger_term(x, y, tangent)


@elementwise(support.smaller_number_term)
def smaller_number_term(x: Any, y: Any, tangent: Any) -> Any:
    """Return what x's tangent adds to that of fmin(x, y)."""
    if math.isnan(y):
        return tangent
    return zero_of(tangent) if math.isnan(x) else smaller_term(x, y, tangent)


@elementwise(support.selected)
def selected(condition: Any, x: Any, y: Any) -> Any:
    """Choose one of two."""
    return x if condition else y


# Clipping, where a bound may be None: then it is infinite.


@elementwise()
def clip_kernel(a: Any, lower: Any, upper: Any, tangent: Any) -> Any:
    """Keep the tangent within the bounds."""
    return zero_of(tangent) if a < lower or a > upper else tangent


@elementwise()
def below_kernel(a: Any, lower: Any, upper: Any, tangent: Any) -> Any:
    """Keep the tangent where the lower bound is the result."""
    return tangent if a < lower and not lower > upper else zero_of(tangent)


@elementwise()
def above_kernel(a: Any, lower: Any, upper: Any, tangent: Any) -> Any:
    """Keep the tangent where the upper bound is the result."""
    return tangent if a > upper or lower > upper else zero_of(tangent)


def bound(value: Any, otherwise: float) -> Any:
    """Return a bound, or an infinity for None."""


@by_type(bound)
def choose_bound(value: Any, otherwise: Any) -> Any:
    if is_none(value):
        return lambda value, otherwise: otherwise
    return lambda value, otherwise: value


@whole(support.clip_term)
def clip_term(a: Any, lower: Any, upper: Any, tangent: Any) -> Any:
    """Return what a's tangent adds to that of clip."""
    return clip_kernel(a, bound(lower, -math.inf), bound(upper, math.inf), tangent)


@whole(support.clip_lower_term)
def clip_lower_term(a: Any, lower: Any, upper: Any, tangent: Any, out: Any) -> Any:
    """Return what the lower bound's tangent adds to that of clip."""
    return below_kernel(a, bound(lower, -math.inf), bound(upper, math.inf), tangent)


@whole(support.clip_upper_term)
def clip_upper_term(a: Any, lower: Any, upper: Any, tangent: Any, out: Any) -> Any:
    """Return what the upper bound's tangent adds to that of clip."""
    return above_kernel(a, bound(lower, -math.inf), bound(upper, math.inf), tangent)


# Angles.


@elementwise(support.angle_partial, support.array_angle_partial)
def angle_partial(x: Any, y: Any) -> Any:
    """Return x / (x * x + y * y), 0 at the origin."""
    length = math.hypot(x, y)
    return quotient(quotient(x, length), length)


@elementwise(support.phase_term)
def phase_term(z: Any, d_z: Any) -> Any:
    """Return the tangent of the phase of a complex number, 0 at the origin."""
    length = abs(z)
    return quotient((quotient(z.conjugate(), length) * d_z).imag, length)


@by_type(support.angle_tangent)
def choose_angle_tangent(z: Any, d_z: Any, deg: bool = False) -> Any:
    if not is_complex(z):
        return lambda z, d_z, deg=False: 0.0 * np.abs(d_z)
    return lambda z, d_z, deg=False: phase_term(z, d_z) * (180.0 / math.pi if deg else 1.0)


# Special functions.


@elementwise()
def log_share_kernel(x: Any, y: Any, result: Any, half: Any) -> Any:
    """Return the logarithm of x's share in logaddexp(x, y)."""
    if not math.isinf(result):
        return x - result
    if x == y:
        return half
    return zero_of(x) if x == result else -math.inf


@whole(support.log_share)
def log_share(x: Any, y: Any, result: Any, half: float = -0.6931471805599453) -> Any:
    """Return the logarithm of x's share in logaddexp(x, y), `half` at equal infinities."""
    return log_share_kernel(x, y, result, half)


SERIES = tuple((-1.0) ** k * 2.0 * k / math.factorial(2 * k + 1) for k in range(10, 0, -1))


@elementwise(support.sinc_derivative)
def sinc_derivative(x: Any) -> Any:
    """Return the derivative of sin(pi x) / (pi x), by its power series where the difference would cancel."""
    angle = math.pi * x
    if abs(angle) >= 1.0:
        return math.pi * (math.cos(angle) - math.sin(angle) / angle) / angle
    total = 0.0
    for coefficient in SERIES:
        total = total * angle * angle + coefficient
    return math.pi * angle * total


@whole(support.polygamma)
def polygamma(order: Any, x: Any) -> Any:
    """Return the derivative of the given order of digamma; a negative x by reflection."""
    if x < 0.0:
        return (-1.0) ** order * positive_polygamma(order, 1.0 - x) - cotangent_derivative(order, x)
    return positive_polygamma(order, x)


@whole(support.digamma)
def digamma(x: Any) -> Any:
    """Return the derivative of log(gamma(x))."""
    return polygamma(0, x)


BERNOULLI = support.BERNOULLI
ASYMPTOTIC_FROM = support.ASYMPTOTIC_FROM


@whole()
def factorial(n: Any) -> Any:
    """Return n! as a float."""
    return math.gamma(n + 1.0)


@whole()
def positive_polygamma(order: Any, x: Any) -> Any:
    """Sum the recurrence up to large x, and the asymptotic series there."""
    sign = (-1.0) ** (order + 1)
    total = 0.0
    while x < ASYMPTOTIC_FROM + order:
        total += sign * factorial(order) * x ** (-order - 1.0)
        x += 1.0
    total += math.log(x) if order == 0 else sign * factorial(order - 1) * x ** (-1.0 * order)
    total += sign * factorial(order) * x ** (-order - 1.0) / 2.0
    for place in range(len(BERNOULLI)):
        k = place + 1
        coefficient = BERNOULLI[place] * factorial(2 * k + order - 1) / factorial(2 * k)
        total += sign * coefficient * x ** (-2.0 * k - order)
    return total


@whole(support.cotangent_derivative)
def cotangent_derivative(order: Any, x: Any) -> Any:
    """Return the derivative of the given order of pi / tan(pi * x), by its polynomial in the cotangent."""
    polynomial = np.zeros(order + 2)
    polynomial[1] = 1.0
    for _ in range(order):
        slopes = polynomial[1:] * np.arange(1.0, order + 2.0)
        polynomial = np.zeros(order + 2)
        polynomial[: order + 1] -= slopes
        polynomial[2:] -= slopes[:order]
    cotangent = 1.0 / math.tan(math.pi * (x - round(x)))
    total = 0.0
    for place in range(order + 1, -1, -1):
        total = total * cotangent + polynomial[place]
    return math.pi ** (order + 1.0) * total


# Shapes.


@by_type(support.zero_like)
def choose_zero_like(x: Any) -> Any:
    if isinstance(x, types.Array):
        element = inexact(x)
        return lambda x: np.zeros(x.shape, element)
    return lambda x: zero_of(x)


@by_type(runtime.zero_outside)
@by_type(runtime.zero_tangent)
def choose_zero_tangent(value: Any) -> Any:
    if isinstance(value, types.Array):
        element = inexact(value)
        return lambda value: np.zeros_like(value, dtype=element)
    if isinstance(value, types.Number):
        return lambda value: zero_of(value)
    return (lambda value: None) if isinstance(value, types.Callable) else None


FOR_ELEMENTS.add(runtime.spread)


@by_type(runtime.spread)
def choose_spread(tangent: Any, primal: Any) -> Any:
    if not isinstance(primal, types.Array):
        return lambda tangent, primal: tangent
    element = inexact(primal)

    def spread(tangent: Any, primal: Any) -> Any:
        result = np.empty_like(primal, dtype=element)
        result[...] = tangent
        return result

    return spread


@by_type(support.inner)
def choose_inner(x: Any, y: Any) -> Any:
    are_vectors = isinstance(x, types.Array) and isinstance(y, types.Array) and x.ndim == y.ndim == 1
    if not are_vectors:
        return lambda x, y: np.sum(x * y)

    def inner(x: Any, y: Any) -> Any:
        if x.size != y.size:
            return np.sum(x * y)
        total = 0.0 * np.sum(x[:0] * y[:0])
        for k in range(x.size):
            total += x[k] * y[k]
        return total

    return inner
