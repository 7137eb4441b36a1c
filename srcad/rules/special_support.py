"""Functions that the texts of `scipy.special`'s rules call: differences in orders, errors, powers and information.

They keep dtype and shape, select instead of multiplying by masks, and are smooth where the function itself is. The
last resort stands first: a derivative that has no formula is a difference of eighth order, in double precision.
"""

import math
from typing import Any

import numpy as np
from scipy import special

from srcad.rules.support import quotient, zero_like

# Central differences of eighth order: the weights of f(p + k step) - f(p - k step) for k = 1, 2, 3, 4.
DIFFERENCES = (4 / 5, -1 / 5, 4 / 105, -1 / 280)

# Orders vary on the scale of 1. With this step the error of the formula is below that of rounding.
ORDER_STEP = 1 / 32


def order_slope(function: Any, place: int, *arguments: Any) -> Any:
    """Differentiate with respect to an order, a degree or another parameter of scale 1, by differences."""
    return numerical_slope(function, place, arguments, ORDER_STEP)


def order_slopes(function: Any, place: int, tangent: Any, *arguments: Any) -> Any:
    """Return the tangents of a function with several results, by differences in one parameter of scale 1."""
    count = len(function(*arguments))
    return tuple(
        numerical_slope(function, place, arguments, ORDER_STEP, result=index) * tangent for index in range(count)
    )


def both(first: Any, second: Any) -> Any:
    """Add two tangents of a result of several parts."""
    return tuple(one + other for one, other in zip(first, second, strict=True))


def shape_slope(function: Any, place: int, *arguments: Any) -> Any:
    """Differentiate with respect to a positive shape parameter, by differences that stay well away from 0."""
    return numerical_slope(function, place, arguments, shape_step(arguments[place]))


def lower_slope(function: Any, place: int, *arguments: Any) -> Any:
    """Differentiate with respect to a lower parameter of a hypergeometric function, away from its poles 0, -1, ..."""
    return numerical_slope(function, place, arguments, lower_step(arguments[place]))


def lower_step(parameter: Any) -> Any:
    """Return a step for a parameter with poles at 0, -1, -2, ...: a fraction of the distance to the nearest."""
    exact = in_double(parameter)
    return np.minimum(np.abs(exact - np.minimum(np.round(exact), 0.0)) / 128, ORDER_STEP)


def shape_step(parameter: Any) -> Any:
    """Return a step for a positive parameter: a fraction of it, and of its root where it is large."""
    size = np.abs(in_double(parameter))
    return np.minimum(size / 128, np.sqrt(size) / 32)


def numerical_slope(function: Any, place: int, arguments: Any, step: Any, result: int | None = None) -> Any:
    """Differentiate a function with respect to one argument by differences in double precision.

    `result` says which part of a tuple is meant. The derivative has the dtype of the function's own result.
    """
    exact = [in_double(argument) for argument in arguments]
    before, after = exact[:place], exact[place + 1 :]
    total: Any = 0.0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for count, weight in enumerate(DIFFERENCES, start=1):
            ahead = part_of(function(*before, exact[place] + count * step, *after), result)
            behind = part_of(function(*before, exact[place] - count * step, *after), result)
            total = total + weight * (ahead - behind)
        total = total / step
    return as_dtype(total, np.result_type(part_of(function(*arguments), result)))


def part_of(value: Any, index: int | None) -> Any:
    """Return a part of a tuple, or a value that has no parts."""
    return value if index is None else value[index]


def in_double(x: Any) -> Any:
    """Return a number or array in double precision; integers and truth values stay what they are."""
    return as_dtype(x, np.result_type(x, float)) if np.issubdtype(np.result_type(x), np.inexact) else x


def as_dtype(x: Any, dtype: Any) -> Any:
    """Return a number or array in another dtype, a scalar for a 0-d array."""
    return np.asarray(x, dtype)[()]


# Elementary functions.


def quiet_log(x: Any) -> Any:
    """Return the logarithm, minus infinity at 0 and NaN below, without the warnings that SciPy's functions lack."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(x)


def quiet_log1p(x: Any) -> Any:
    """Return log(1 + x), minus infinity at -1 and NaN below, without warnings."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log1p(x)


def exprel_derivative(x: Any) -> Any:
    """Return the derivative of (exp(x) - 1) / x, near 0 as M(2, 3, x) / 2 (DLMF 13.6.1 and 13.3.15)."""
    small = np.abs(x) < 1.0
    inner, outer = np.where(small, x, 0.0), np.where(small, 1.0, x)
    with np.errstate(all="ignore"):
        closed = (np.exp(outer) * (1.0 - 1.0 / outer) + 1.0 / outer) / outer
    return np.where(small, 0.5 * special.hyp1f1(2.0, 3.0, inner), closed)[()]


def diric_derivative(x: Any, n: Any, out: Any) -> Any:
    """Return the derivative of the periodic sinc function, as the sum of the cosines that it is."""
    count = np.asarray(n, np.result_type(x, 0.0))
    total = 0.0 * x * count
    for k in range(int(np.max(count, initial=0.0))):
        frequency = np.where(k < count, 0.5 * (count - 1.0) - k, 0.0)
        total = total - frequency * np.sin(frequency * x)
    return as_dtype(total / count, np.result_type(out))


def log_ratio(x: Any, y: Any) -> Any:
    """Return log(x / y), without cancellation where the two are near; infinite where one of them is 0."""
    with np.errstate(all="ignore"):
        near = np.abs(x - y) < 0.5 * y
        relative = np.where(near, (x - y) / np.where(near, y, 1.0), 0.0)
        return np.where(near, np.log1p(relative), quiet_log(x) - quiet_log(y))[()]


def xlogy_first(x: Any, y: Any) -> Any:
    """Return the derivative of x * log(y) with respect to x: the logarithm, and 0 where both are 0."""
    return np.where(np.equal(x, 0.0) & np.equal(y, 0.0), 0.0, quiet_log(y))[()]


def xlog1py_first(x: Any, y: Any) -> Any:
    """Return the derivative of x * log(1 + y) with respect to x, 0 where x and 1 + y are 0."""
    return np.where(np.equal(x, 0.0) & np.equal(y, -1.0), 0.0, quiet_log1p(y))[()]


def pseudo_huber_first(delta: Any, r: Any) -> Any:
    """Return the derivative of the pseudo-Huber loss with respect to delta, as a product without differences."""
    ratio = quotient(r, delta)
    root = np.hypot(1.0, ratio)
    return r * (ratio / root) * np.square(ratio / (1.0 + root))


def expn_derivative(n: Any, x: Any) -> Any:
    """Return the derivative of the exponential integral of order n; E_0 is exp(-x) / x."""
    first = special.expn(np.maximum(n, 1) - 1, x)
    return np.where(np.equal(n, 0), -quotient(np.exp(-x) * (1.0 + quotient(1.0, x)), x), -first)[()]


def log1p_ratio(u: Any) -> Any:
    """Return log(1 + u) / u, by its series near 0, where the quotient and its derivatives would cancel."""
    small = np.abs(u) < 0.125
    inner = np.where(small, u, 0.0)
    outer = np.where(small, 1.0, u)
    series = 0.0 * inner
    for k in range(22, -1, -1):
        series = (-1.0) ** k / (k + 1.0) + inner * series
    with np.errstate(all="ignore"):
        closed = np.log(1.0 + outer) / outer
    return np.where(small, series, closed)[()]


def sine_ratio(x: Any) -> Any:
    """Return sin(x) / x, 1 at 0, which the spherical Bessel function of order 0 is."""
    return as_dtype(special.spherical_jn(0, x), np.result_type(x, 0.0))


def sinh_ratio(x: Any) -> Any:
    """Return sinh(x) / x, 1 at 0, which the modified spherical Bessel function of order 0 is."""
    return as_dtype(special.spherical_in(0, x), np.result_type(x, 0.0))


def logsumexp_tangent(out: Any, a: Any, d_a: Any, b: Any, d_b: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the tangent of log(sum(b * exp(a))), with that of the sign, which is 0, if the result has a sign."""
    total, sign = out if isinstance(out, tuple) else (out, 1.0)
    shape = np.shape(np.sum(a if b is None else a * b, axis=axis, keepdims=True))
    shares = softmax_shares(a, np.reshape(total, shape))
    terms = 0.0
    if d_a is not None:
        terms = terms + (shares * d_a if b is None else b * shares * d_a)
    if d_b is not None:
        terms = terms + shares * d_b
    tangent = sign * np.sum(terms, axis=axis, keepdims=keepdims)
    return (tangent, zero_like(sign)) if isinstance(out, tuple) else tangent


def softmax_shares(a: Any, total: Any) -> Any:
    """Return exp(a - total): 0 where a is minus infinity; infinite summands share an infinite total equally."""
    infinite = np.isposinf(np.real(a)) & np.isposinf(np.real(total))
    nothing = np.isneginf(np.real(a))
    finite = np.where(infinite | nothing, 0.0, a) - np.where(infinite | nothing, 0.0, total)
    shares = np.where(nothing, 0.0, np.exp(finite))
    return np.where(infinite, 1.0 / max(int(np.sum(infinite)), 1), shares)


# Box-Cox transformations: (x ** lmbda - 1) / lmbda is log(x) * exprel(lmbda * log(x)).


def boxcox_slope(logarithm: Any, lmbda: Any) -> Any:
    """Return the derivative of the Box-Cox transformation with respect to lmbda, given log(x); smooth at lmbda = 0."""
    at_zero = np.isneginf(logarithm)
    finite = np.where(at_zero, 0.0, logarithm)
    slope = finite * finite * exprel_derivative(lmbda * finite)
    limit = np.where(np.greater(lmbda, 0.0), np.square(quotient(1.0, lmbda)), np.nan)
    return np.where(at_zero, limit, slope)[()]


def inv_boxcox_slope(y: Any, lmbda: Any, base: Any) -> Any:
    """Return the derivative of (1 + lmbda * y) ** (1 / lmbda), called base, with respect to lmbda; smooth at 0."""
    return -base * y * y * log1p_remainder(lmbda * y)


def log1p_remainder(u: Any) -> Any:
    """Return (log(1 + u) - u / (1 + u)) / u ** 2, by its series near 0: 1/2 - 2/3 u + 3/4 u ** 2 - ..."""
    small = np.abs(u) < 0.125
    inner = np.where(small, u, 0.0)
    outer = np.where(small, 1.0, u)
    series = 0.0 * inner
    for k in range(22, -1, -1):
        series = (-1.0) ** k * (k + 1.0) / (k + 2.0) + inner * series
    with np.errstate(all="ignore"):
        closed = (np.log1p(outer) - outer / (1.0 + outer)) / (outer * outer)
    return np.where(small, series, closed)[()]


# The error function's relatives. w(z) = exp(-z ** 2) erfc(-i z) is the Faddeeva function (DLMF 7.2.3).

FAR = 10.0
FAR_TERMS = 20


def erfcx_derivative(x: Any, out: Any) -> Any:
    """Return 2 x erfcx(x) - 2 / sqrt(pi), by the asymptotic series for large x (DLMF 7.12.1)."""
    far = np.greater(np.real(x), FAR)
    inverse = np.square(1.0 / np.where(far, x, 1.0)) / 2.0
    tail = -1.1283791670955126 * inverse * odd_factorials(-inverse)
    with np.errstate(all="ignore"):
        return np.where(far, tail, 2.0 * x * out - 1.1283791670955126)[()]


def dawsn_derivative(x: Any, out: Any) -> Any:
    """Return 1 - 2 x D(x), by the asymptotic series for large x."""
    far = np.greater(np.abs(np.real(x)), FAR)
    inverse = np.square(1.0 / np.where(far, x, 1.0)) / 2.0
    with np.errstate(all="ignore"):
        return np.where(far, -inverse * odd_factorials(inverse), 1.0 - 2.0 * x * out)[()]


def odd_factorials(t: Any) -> Any:
    """Sum (2 k + 1)!! t ** k for k = 0, 1, ...: enough terms for abs(t) < 1 / 200."""
    total = 0.0 * t
    for k in range(FAR_TERMS, 0, -1):
        total = (2.0 * k + 1.0) * t * (1.0 + total)
    return 1.0 + total


def faddeeva(order: int, z: Any, scale: Any) -> Any:
    """Return a derivative of w(z / scale) / scale with respect to z, of order 0, 1, 2, ..., smooth at scale = 0.

    Far from 0, where the closed form cancels, it is the asymptotic series (DLMF 7.12.1); below the real axis
    w(z) = 2 exp(-z ** 2) - w(-z).
    """
    width = scale * np.ones_like(np.real(z))
    far = np.greater(np.abs(z), FAR * np.abs(width))
    near_width = np.where(far, 1.0, width)
    near = faddeeva_near(order, np.where(far, 0.0, z) / near_width) / near_width ** (order + 1)
    return np.where(far, faddeeva_far(order, np.where(far, z, 1.0), np.where(far, width, 0.0)), near)[()]


def faddeeva_near(order: int, z: Any) -> Any:
    """Return a derivative of w by its differential equation: w' = 2i / sqrt(pi) - 2 z w, and so on."""
    before, derivative = 0.0 * z, special.wofz(z)
    for k in range(order):
        start = 1.1283791670955126j if k == 0 else 0.0
        before, derivative = derivative, start - 2.0 * z * derivative - 2.0 * k * before
    return derivative


def faddeeva_far(order: int, z: Any, scale: Any) -> Any:
    """Return a derivative of w(z / scale) / scale by the asymptotic series, and what is added below the real axis."""
    ratio = np.square(scale / z) / 2.0
    total = 0.0 * ratio
    for k in range(FAR_TERMS, -1, -1):
        rising = math.prod(range(2 * k + 1, 2 * k + 1 + order))
        total = rising * (1.0 + 0.0 * ratio) + (2.0 * k + 1.0) * ratio * total
    series = 0.5641895835477563j * (-1.0) ** order * total / z ** (order + 1)
    below = np.less(np.imag(z), 0.0) & np.not_equal(scale, 0.0)
    inside = np.where(below, z, 0.0) / np.where(below, scale, 1.0)
    gaussian = gaussian_derivative(order, inside) / np.where(below, scale, 1.0) ** (order + 1)
    return series + np.where(below, 2.0 * gaussian, 0.0)


def gaussian_derivative(order: int, z: Any) -> Any:
    """Return a derivative of exp(-z ** 2)."""
    before = 0.0 * z
    with np.errstate(over="ignore", invalid="ignore"):
        derivative = np.exp(-z * z)
    for k in range(order):
        before, derivative = derivative, -2.0 * z * derivative - 2.0 * k * before
    return derivative
