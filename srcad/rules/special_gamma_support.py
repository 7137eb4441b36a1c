"""Functions that the texts of `scipy.special`'s rules call: gamma and beta functions, their parameters, zeta.

The hard arguments are the parameters of the incomplete gamma and beta functions, and the order of zeta: their
derivatives are sums here, to the precision of the function itself.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from srcad.rules.special_support import as_dtype, in_double
from srcad.rules.support import BERNOULLI

# B(2k) / (2k), the coefficients of the asymptotic series of digamma.
DIGAMMA_SERIES = tuple(bernoulli / (2 * k) for k, bernoulli in enumerate(BERNOULLI, start=1))

# B(2k) / (2k (2k - 1)), those of the logarithm of gamma.
STIRLING_SERIES = tuple(bernoulli / (2 * k * (2 * k - 1)) for k, bernoulli in enumerate(BERNOULLI, start=1))

LARGE = 10.0
MOST_TERMS = 100_000
NEGLIGIBLE = 1e-17
SETTLED = 5e-16


def is_pole(x: Any) -> Any:
    """Say where a number is a pole of the gamma function: 0, -1, -2, ..."""
    return np.less_equal(x, 0.0) & np.equal(x, np.floor(x))


def digamma_increase(x: Any, y: Any) -> Any:
    """Return digamma(x + y) - digamma(x), to the precision of y where y is small.

    Where both are poles, it is the limit for y fixed. The series is that of Taylor: zeta(2, x) y - zeta(3, x) y ** 2.
    """
    poles = is_pole(x) & is_pole(x + y)
    near = np.greater(x, 0.0) & np.less(np.abs(y), 0.02 * np.abs(x))
    start, ahead = np.where(poles, 1.0 - x, x), np.where(poles, 1.0 - x - y, x + y)
    with np.errstate(invalid="ignore"):
        difference = special.digamma(ahead) - special.digamma(start)
    base, step = np.where(near, x, 1.0), np.where(near, y, 0.0)
    series = 0.0 * step
    for k in range(9, 0, -1):
        series = step * ((-1.0) ** (k + 1) * special.zeta(k + 1.0, base) + series)
    return np.where(near, series, difference)[()]


def complex_trigamma(z: Any) -> Any:
    """Return the derivative of digamma for complex numbers (Abramowitz and Stegun 6.4.6, 6.4.7 and 6.4.12)."""
    reflected = np.less(np.real(z), 0.5)
    right = np.where(reflected, 1.0 - z, z)
    total = 0.0 * right
    for k in range(16):
        total = total + np.square(1.0 / (right + k))
    far = 1.0 / (right + 16.0)
    tail = 0.0 * far
    for bernoulli in reversed(BERNOULLI):
        tail = far * far * (bernoulli + tail)
    total = total + far * (1.0 + 0.5 * far + tail)
    with np.errstate(all="ignore"):
        mirror = np.square(np.pi / np.sin(np.pi * np.where(reflected, z, 0.5))) - total
    return np.where(reflected, mirror, total)[()]


def rgamma_derivative(x: Any) -> Any:
    """Return the derivative of 1 / gamma(x), by reflection on the left, where it is smooth at the poles of gamma."""
    left = np.less(np.real(x), 0.5)
    right = np.where(left, 1.0, x)
    mirror = 1.0 - np.where(left, x, 0.0)
    whole = np.round(np.real(mirror))
    angle, sign = np.pi * (mirror - whole), 1.0 - 2.0 * np.mod(whole, 2.0)
    with np.errstate(all="ignore"):
        turned = np.cos(angle) + np.sin(angle) / np.pi * special.digamma(mirror)
        reflected = -sign * special.gamma(mirror) * turned
        direct = -special.rgamma(right) * special.digamma(right)
    return np.where(left, reflected, direct)[()]


def multigammaln_derivative(a: Any, d: Any, out: Any) -> Any:
    """Return the derivative of the logarithm of the multivariate gamma function of dimension d."""
    total = 0.0 * a
    for k in range(int(d)):
        total = total + special.digamma(a - 0.5 * k)
    return as_dtype(total, np.result_type(out))


def poch_first(z: Any, m: Any, out: Any) -> Any:
    """Return the derivative of gamma(z + m) / gamma(z) with respect to z, at the poles of gamma as well."""
    crossing = is_pole(z) & ~is_pole(z + m)
    inside = np.where(crossing, z, 1.0)
    step = np.where(crossing, 0.0, m)
    crossed = special.gamma(np.where(crossing, z + m, 1.0)) * rgamma_derivative(inside)
    return np.where(crossing, crossed, out * digamma_increase(np.where(crossing, 1.0, z), step))[()]


def binom_first(n: Any, k: Any, out: Any) -> Any:
    """Return the derivative of the binomial coefficient with respect to n, also where the coefficient is 0."""
    rest = n - k + 1.0
    zero = is_pole(rest) & ~is_pole(n + 1.0)
    vanished = special.gamma(np.where(zero, n + 1.0, 1.0)) * special.rgamma(k + 1.0)
    return np.where(zero, vanished * rgamma_derivative(rest), out * digamma_increase(np.where(zero, 1.0, rest), k))[()]


def binom_second(n: Any, k: Any, out: Any) -> Any:
    """Return the derivative of the binomial coefficient with respect to k, also where the coefficient is 0."""
    lower, upper = is_pole(k + 1.0), is_pole(n - k + 1.0)
    zero = (lower | upper) & ~is_pole(n + 1.0)
    whole = special.gamma(np.where(zero, n + 1.0, 1.0))
    falling = special.rgamma(n - k + 1.0) * rgamma_derivative(k + 1.0)
    rising = special.rgamma(k + 1.0) * rgamma_derivative(n - k + 1.0)
    inside = np.where(zero, 0.0, k)
    regular = out * digamma_increase(inside + 1.0, np.where(zero, 0.0, n - 2.0 * inside))
    return np.where(zero, whole * (falling - rising), regular)[()]


def comb_first(n: Any, k: Any, out: Any, repetition: bool = False) -> Any:
    """Return the derivative of the number of combinations with respect to n; it is constant where there are none."""
    total = n + k - 1.0 if repetition else n
    some = np.greater_equal(k, 0.0) & np.greater_equal(total, k)
    return np.where(some, out * digamma_increase(np.where(some, total - k, 0.0) + 1.0, np.where(some, k, 0.0)), 0.0)[()]


def comb_second(n: Any, k: Any, out: Any, repetition: bool = False) -> Any:
    """Return the derivative of the number of combinations with respect to k."""
    total = n + k - 1.0 if repetition else n
    some = np.greater_equal(k, 0.0) & np.greater_equal(total, k)
    chosen = np.where(some, k, 0.0)
    left = np.where(some, total - k, 0.0)
    ahead = special.digamma(total + 1.0) if repetition else special.digamma(left + 1.0)
    return np.where(some, out * (ahead - special.digamma(chosen + 1.0)), 0.0)[()]


def perm_first(n: Any, k: Any, out: Any) -> Any:
    """Return the derivative of the number of permutations with respect to n; it is constant where there are none."""
    return comb_first(n, k, out)


def perm_second(n: Any, k: Any, out: Any) -> Any:
    """Return the derivative of the number of permutations with respect to k."""
    some = np.greater_equal(k, 0.0) & np.greater_equal(n, k)
    return np.where(some, out * special.digamma(np.where(some, n - k, 0.0) + 1.0), 0.0)[()]


def factorial_derivative(n: Any, out: Any) -> Any:
    """Return the derivative of the factorial, which SciPy extends by 0 to negative numbers."""
    negative = np.less(np.real(n), 0.0) & np.equal(out, 0.0)
    return np.where(negative, 0.0, out * special.digamma(np.where(negative, 0.0, n) + 1.0))[()]


# Densities. For large parameters the powers and the gamma functions cancel; Loader (2000), "Fast and accurate
# computation of binomial probabilities", writes them by the deviance instead.


def stirling_error(a: Any) -> Any:
    """Return the logarithm of gamma(a + 1) / (sqrt(2 pi a) (a / e) ** a), for large a."""
    inverse = np.square(1.0 / a)
    total = 0.0 * a
    for coefficient in reversed(STIRLING_SERIES):
        total = coefficient + inverse * total
    return total / a


def deviance(a: Any, x: Any) -> Any:
    """Return a log(a / x) + x - a, without cancellation where the two are near."""
    ratio = (a - x) / (a + x)
    near = np.abs(ratio) < 0.1
    inner = np.where(near, ratio, 0.0)
    series = 0.0 * inner
    for k in range(9, 0, -1):
        series = inner * inner * (1.0 / (2.0 * k + 1.0) + series)
    far = special.xlogy(a, a / np.where(near, 1.0, x)) + x - a
    return np.where(near, (a - x) * inner + 2.0 * a * inner * series, far)


def poisson_weight(a: Any, x: Any) -> Any:
    """Return x ** a exp(-x) / gamma(a + 1), in double precision."""
    large = a >= LARGE
    big, small = np.where(large, a, LARGE), np.where(large, 1.0, a)
    by_deviance = np.exp(-stirling_error(big) - deviance(big, x)) / np.sqrt(2.0 * np.pi * big)
    direct = np.exp(special.xlogy(small, x) - x - special.gammaln(small + 1.0))
    return np.where(large, by_deviance, direct)


def gamma_density(a: Any, x: Any) -> Any:
    """Return the density of the gamma distribution with shape a: x ** (a - 1) exp(-x) / gamma(a), 0 below 0."""
    exact_a, exact_x = doubles(a, x)
    with np.errstate(all="ignore"):
        inside = poisson_weight(exact_a, exact_x) * exact_a / exact_x
        edge = np.where(exact_a < 1.0, np.inf, np.where(exact_a == 1.0, 1.0, 0.0))
        density = np.where(exact_x > 0.0, inside, np.where(exact_x == 0.0, edge, 0.0))
    return as_dtype(np.where(np.isnan(exact_x + exact_a) | (exact_a < 0.0), np.nan, density), np.result_type(a, x, 0.0))


def beta_weight(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Return x ** a y ** b / B(a, b), where y is 1 - x, in double precision, 0 where a parameter is not positive."""
    large = (a >= LARGE) & (b >= LARGE)
    big_a, big_b = np.where(large, a, LARGE), np.where(large, b, LARGE)
    total = big_a + big_b
    errors = stirling_error(total) - stirling_error(big_a) - stirling_error(big_b)
    spread = deviance(big_a, total * x) + deviance(big_b, total * y)
    by_deviance = np.exp(errors - spread) * np.sqrt(big_a * big_b / (2.0 * np.pi * total))
    small_a, small_b = np.where(large, 1.0, a), np.where(large, 1.0, b)
    log_x = np.where(y < 0.5, np.log1p(-y), special.xlogy(1.0, x))
    log_y = np.where(x < 0.5, np.log1p(-x), special.xlogy(1.0, y))
    powers = np.where(small_a == 0.0, 0.0, small_a * log_x) + np.where(small_b == 0.0, 0.0, small_b * log_y)
    direct = np.exp(powers - special.betaln(small_a, small_b))
    return np.where((a <= 0.0) | (b <= 0.0), 0.0, np.where(large, by_deviance, direct))


def beta_kernel(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Return x ** a y ** b / B(a, b), where y is 1 - x."""
    with np.errstate(all="ignore"):
        weight = beta_weight(*doubles(a, b, x, y))
    return as_dtype(weight, np.result_type(a, b, x, y, 0.0))


def beta_density(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Return the density of the beta distribution: x ** (a - 1) y ** (b - 1) / B(a, b), where y is 1 - x."""
    exact_a, exact_b, exact_x, exact_y = doubles(a, b, x, y)
    with np.errstate(all="ignore"):
        inside = beta_weight(exact_a, exact_b, exact_x, exact_y) / (exact_x * exact_y)
        left = np.where(exact_a < 1.0, np.inf, np.where(exact_a == 1.0, exact_b, 0.0))
        right = np.where(exact_b < 1.0, np.inf, np.where(exact_b == 1.0, exact_a, 0.0))
    density = np.where(exact_x == 0.0, left, np.where(exact_y == 0.0, right, inside))
    degenerate = (exact_a <= 0.0) | (exact_b <= 0.0)
    return as_dtype(np.where(degenerate, 0.0, density), np.result_type(a, b, x, y, 0.0))


def doubles(*arguments: Any) -> list[Any]:
    """Return arguments as double precision arrays of one shape."""
    return list(np.broadcast_arrays(*(np.asarray(argument, float) for argument in arguments)))


# Derivatives of the incomplete functions with respect to their parameters.


def gammainc_order(a: Any, x: Any) -> Any:
    """Return the derivative of the regularised lower incomplete gamma function with respect to a.

    To the left of a + 1 by the power series, to the right by the continued fraction of the upper function, each
    differentiated term by term (Moore 1982, Algorithm AS 187).
    """
    exact_a, exact_x = doubles(a, x)
    ends = (exact_x == 0.0) | np.isposinf(exact_x)
    valid = (exact_a > 0.0) & (exact_x >= 0.0)
    inside = valid & ~ends & np.isfinite(exact_a)
    safe_a, safe_x = np.where(inside, exact_a, 1.0), np.where(inside, exact_x, 1.0)
    left = safe_x <= safe_a + 1.0
    with np.errstate(all="ignore"):
        series = gamma_series_slope(safe_a, np.where(left, safe_x, safe_a))
        fraction = gamma_fraction_slope(safe_a, np.where(left, safe_a + 2.0, safe_x))
    slope = np.where(inside, np.where(left, series, -fraction), 0.0)
    return as_dtype(np.where(valid, slope, np.nan), np.result_type(a, x, 0.0))


def log_less_digamma(a: Any, x: Any) -> Any:
    """Return log(x) - digamma(a + 1), which nearly cancels for large a near x."""
    big = np.where(a >= LARGE, a, LARGE)
    series = 0.0 * big
    for coefficient in reversed(DIGAMMA_SERIES):
        series = np.square(1.0 / big) * (coefficient + series)
    ratio = (x - big) / big
    logarithm = np.where(np.abs(ratio) < 0.5, np.log1p(ratio), np.log(x) - np.log(big))
    return np.where(a >= LARGE, logarithm - 0.5 / big + series, np.log(x) - special.digamma(a + 1.0))


def gamma_series_slope(a: Any, x: Any) -> Any:
    """Sum the derivatives of x ** (a + n) exp(-x) / gamma(a + n + 1) with respect to a, n = 0, 1, ..."""
    term = poisson_weight(a, x)
    logarithm = log_less_digamma(a, x)
    total = term * logarithm
    size = np.abs(total)
    for n in range(1, MOST_TERMS):
        term = term * (x / (a + n))
        logarithm = logarithm - 1.0 / (a + n)
        total = total + term * logarithm
        size = np.maximum(size, np.abs(total))
        if not np.any(term * (1.0 + np.abs(logarithm)) > NEGLIGIBLE * size):
            break
    return total


def gamma_fraction_slope(a: Any, x: Any) -> Any:
    """Return the derivative of the regularised upper incomplete gamma function, by its continued fraction."""

    def coefficients(n: int) -> tuple[Any, Any, Any, Any]:
        """Return the n-th numerator and denominator, each with its derivative (DLMF 8.9.2)."""
        numerator = np.ones(a.shape) if n == 1 else (n - 1.0) * (a - n + 1.0)
        return numerator, np.full((1, *a.shape), n - 1.0), x + 2.0 * n - 1.0 - a, -np.ones((1, *a.shape))

    value, slopes = continued_fraction(coefficients, a, directions=1)
    front = a * poisson_weight(a, x)
    return front * ((log_less_digamma(a, x) + 1.0 / a) * value + slopes[0])


def continued_fraction(
    coefficients: Callable[[int], tuple[Any, Any, Any, Any]], like: Any, directions: int
) -> tuple[Any, Any]:
    """Evaluate a continued fraction and its derivatives in several directions by the forward recurrence.

    The numerators and denominators of the convergents are scaled at each step, and so are their derivatives.
    """
    shape = np.shape(like)
    top, top_before = np.zeros(shape), np.ones(shape)
    bottom, bottom_before = np.ones(shape), np.zeros(shape)
    d_top, d_top_before, d_bottom, d_bottom_before = np.zeros((4, directions, *shape))
    value, slopes = np.zeros(shape), np.zeros((directions, *shape))
    for n in range(1, MOST_TERMS):
        a, d_a, b, d_b = coefficients(n)
        d_next_top = b * d_top + d_b * top + a * d_top_before + d_a * top_before
        d_next_bottom = b * d_bottom + d_b * bottom + a * d_bottom_before + d_a * bottom_before
        next_top, next_bottom = b * top + a * top_before, b * bottom + a * bottom_before
        scale = 1.0 / next_bottom
        top, top_before, bottom, bottom_before = next_top * scale, top * scale, np.ones(shape), bottom * scale
        d_top, d_top_before = d_next_top * scale, d_top * scale
        d_bottom, d_bottom_before = d_next_bottom * scale, d_bottom * scale
        old, old_slopes = value, slopes
        value, slopes = top, d_top - top * d_bottom
        moving = np.any(np.abs(value - old) > SETTLED * np.abs(value))
        size = np.abs(d_top) + np.abs(top * d_bottom) + np.abs(value)
        if not moving and not np.any(np.abs(slopes - old_slopes) > SETTLED * size):
            break
    return value, slopes


def betainc_first(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Return the derivative of the regularised incomplete beta function with respect to a; y is 1 - x."""
    return betainc_slope(0, a, b, x, y)


def betainc_second(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Return the derivative of the regularised incomplete beta function with respect to b; y is 1 - x."""
    return betainc_slope(1, a, b, x, y)


def betainc_slope(which: int, a: Any, b: Any, x: Any, y: Any) -> Any:
    """Return a derivative of the incomplete beta function by its continued fraction (Boik and Robison-Cox 1998).

    To the right of the mean the fraction is that of the other end, where the function is small.
    """
    exact = doubles(a, b, x, y)
    # What is no pair of complements would not converge: it is NaN, as what is outside of the domain.
    valid = (exact[0] > 0.0) & (exact[1] > 0.0) & (np.abs(exact[2] + exact[3] - 1.0) < 1e-6)
    valid = valid & (exact[2] >= 0.0) & (exact[3] >= 0.0)
    inside = valid & (exact[2] > 0.0) & (exact[3] > 0.0) & np.isfinite(exact[0] + exact[1])
    safe_a, safe_b, safe_x, safe_y = (np.where(inside, part, 0.5) for part in exact)
    turned = safe_x > (safe_a + 1.0) / (safe_a + safe_b + 2.0)
    near, far = np.where(turned, safe_b, safe_a), np.where(turned, safe_a, safe_b)
    with np.errstate(all="ignore"):
        slopes = beta_fraction_slopes(near, far, np.where(turned, safe_y, safe_x), np.where(turned, safe_x, safe_y))
    slope = np.where(inside, np.where(turned, -slopes[1 - which], slopes[which]), 0.0)
    return as_dtype(np.where(valid, slope, np.nan), np.result_type(a, b, x, y, 0.0))


def beta_fraction_slopes(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Return the derivatives of the incomplete beta function with respect to a and b, left of its mean."""

    def coefficients(n: int) -> tuple[Any, Any, Any, Any]:
        """Return the n-th numerator and denominator, each with its two derivatives (DLMF 8.17.22)."""
        one, zeros = np.ones(a.shape), np.zeros((2, *a.shape))
        if n == 1:
            return one, zeros, one, zeros
        m = (n - 1) // 2
        middle = a + 2.0 * m
        if n % 2 == 0:
            odd = -(a + m) * (a + b + m) * x / (middle * (middle + 1.0))
            in_a = 1.0 / (a + m) + 1.0 / (a + b + m) - 1.0 / middle - 1.0 / (middle + 1.0)
            return odd, np.stack([odd * in_a, odd / (a + b + m)]), one, zeros
        rate = m * x / ((middle - 1.0) * middle)
        in_a = -1.0 / (middle - 1.0) - 1.0 / middle
        return rate * (b - m), np.stack([rate * (b - m) * in_a, rate]), one, zeros

    value, slopes = continued_fraction(coefficients, a, directions=2)
    front = beta_weight(a, b, x, y) / a
    log_x = np.where(y < 0.5, np.log1p(-y), np.log(x))
    log_y = np.where(x < 0.5, np.log1p(-x), np.log(y))
    in_a = (log_x + digamma_increase(a, b) - 1.0 / a) * value + slopes[0]
    in_b = (log_y + digamma_increase(b, a)) * value + slopes[1]
    return np.stack([front * in_a, front * in_b])


# Zeta.

ZETA_TERMS = 12


def zeta_order(x: Any, q: Any) -> Any:
    """Return the derivative of the zeta function with respect to its first argument.

    Right of 0 and for q other than 1 by the Euler-Maclaurin formula (Johansson 2014, arXiv:1309.2877), left of 0 by
    the functional equation (DLMF 25.4.1), without a division at the zeros.
    """
    shift = 1.0 if q is None else q
    mirrored = np.less(np.real(x), 0.0) & np.equal(shift, 1.0)
    right = np.where(mirrored, 1.0 - x, x)
    slope = euler_maclaurin_slope(in_double(right), in_double(shift))
    left = np.where(mirrored, x, -0.5)
    with np.errstate(all="ignore"):
        value = special.zeta(1.0 - left)
        angle = 0.5 * np.pi * left
        logarithm = np.log(2.0 * np.pi) - special.digamma(1.0 - left)
        inside = (
            np.sin(angle) * (logarithm * value - np.where(mirrored, slope, 0.0)) + 0.5 * np.pi * np.cos(angle) * value
        )
        mirror = np.power(2.0 * np.pi, left) / np.pi * special.gamma(1.0 - left) * inside
    return as_dtype(np.where(mirrored, mirror, slope), np.result_type(x, shift, 0.0))


def euler_maclaurin_slope(x: Any, q: Any) -> Any:
    """Return the derivative of the zeta function by a sum, an integral and corrections by Bernoulli numbers."""
    total = 0.0 * x * q
    with np.errstate(all="ignore"):
        for k in range(ZETA_TERMS):
            total = total - np.log(q + k) * (q + k) ** (-x)
        start = q + ZETA_TERMS
        logarithm = np.log(start)
        power = start ** (-x)
        integral = start * power * (logarithm / (x - 1.0) + np.square(1.0 / (x - 1.0)))
        total = total - integral - 0.5 * logarithm * power
        rising, slope = x, 1.0 + 0.0 * x
        for k, bernoulli in enumerate(BERNOULLI, start=1):
            scale = bernoulli / math.factorial(2 * k) * power * start ** (1.0 - 2.0 * k)
            total = total + scale * (slope - rising * logarithm)
            for factor in (2.0 * k - 1.0, 2.0 * k):
                rising, slope = rising * (x + factor), slope * (x + factor) + rising
    return total
