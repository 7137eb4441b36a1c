"""Functions that the texts of `scipy.special`'s rules call: cumulative distributions and their inverses.

They are incomplete gamma and beta functions at a point that depends on the parameters; the noncentral ones are Poisson
mixtures of these.
"""

import math
from typing import Any

import numpy as np
from scipy import special

from srcad.rules.special_gamma_support import (
    beta_density,
    beta_kernel,
    betainc_first,
    betainc_second,
    gamma_density,
)
from srcad.rules.special_support import as_dtype, boxcox_slope, in_double, quiet_log
from srcad.rules.support import quotient

KOLMOGOROV_TERMS = 20


def fdtr_point(dfn: Any, dfd: Any, x: Any) -> Any:
    """Return the argument of the beta function that the F distribution is, and its complement."""
    total = dfd + dfn * x
    return quotient(dfn * x, total), quotient(dfd, total)


def fdtr_density(dfn: Any, dfd: Any, x: Any) -> Any:
    """Return the density of the F distribution."""
    point, rest = fdtr_point(dfn, dfd, x)
    return beta_density(0.5 * dfn, 0.5 * dfd, point, rest) * np.square(rest) * quotient(dfn, dfd)


def fdtr_first(dfn: Any, dfd: Any, x: Any) -> Any:
    """Return the derivative of the F distribution with respect to the degrees of freedom of the numerator."""
    point, rest = fdtr_point(dfn, dfd, x)
    a, b = 0.5 * dfn, 0.5 * dfd
    return 0.5 * betainc_first(a, b, point, rest) + quotient(beta_kernel(a, b, point, rest), dfn)


def fdtr_second(dfn: Any, dfd: Any, x: Any) -> Any:
    """Return the derivative of the F distribution with respect to the degrees of freedom of the denominator."""
    point, rest = fdtr_point(dfn, dfd, x)
    a, b = 0.5 * dfn, 0.5 * dfd
    return 0.5 * betainc_second(a, b, point, rest) - quotient(beta_kernel(a, b, point, rest), dfd)


def stdtr_density(df: Any, t: Any) -> Any:
    """Return the density of Student's t distribution."""
    with np.errstate(all="ignore"):
        exponent = -0.5 * (df + 1.0) * np.log1p(quotient(t * t, df)) - special.betaln(0.5 * df, 0.5 + 0.0 * df)
        return np.exp(exponent) / np.sqrt(df)


def stdtr_first(df: Any, t: Any) -> Any:
    """Return the derivative of Student's t distribution with respect to the degrees of freedom."""
    total = df + t * t
    point, rest = quotient(df, total), quotient(t * t, total)
    a, b = 0.5 * df, 0.5 + 0.0 * df
    slope = 0.5 * betainc_first(a, b, point, rest) + quotient(beta_kernel(a, b, point, rest), df)
    return -0.5 * np.sign(t) * slope


def chndtr_density(x: Any, df: Any, nc: Any) -> Any:
    """Return the density of the noncentral chi-squared distribution, by a scaled Bessel function (Fisher 1928)."""
    central = 0.5 * gamma_density(0.5 * df, 0.5 * x)
    inside = np.greater(x, 0.0) & np.greater(nc, 0.0)
    safe_x, safe_nc = np.where(inside, x, 1.0), np.where(inside, nc, 1.0)
    root = np.sqrt(safe_x * safe_nc)
    order = 0.5 * df - 1.0
    with np.errstate(all="ignore"):
        exponent = root - 0.5 * (safe_x + safe_nc) + 0.5 * order * (quiet_log(safe_x) - quiet_log(safe_nc))
        mixture = 0.5 * np.exp(exponent) * special.ive(order, root)
    return np.where(inside, mixture, central * np.exp(-0.5 * nc))[()]


def chndtr_noncentral(x: Any, df: Any, nc: Any) -> Any:
    """Return the derivative of the noncentral chi-squared distribution with respect to nc."""
    return -chndtr_density(x, df + 2.0, nc)


def ncfdtr_noncentral(dfn: Any, dfd: Any, nc: Any, f: Any) -> Any:
    """Return the derivative of the noncentral F distribution with respect to nc, by its Poisson mixture."""
    next_term = special.ncfdtr(dfn + 2.0, dfd, nc, f * dfn / (dfn + 2.0))
    return 0.5 * (next_term - special.ncfdtr(dfn, dfd, nc, f))


def tklmbda_slope(x: Any, lmbda: Any, out: Any) -> Any:
    """Return the derivative of Tukey's lambda distribution with respect to lmbda: its quantiles are Box-Cox powers."""
    upper = special.tklmbda(-x, lmbda)
    quantile_slope = boxcox_slope(quiet_log(out), lmbda) - boxcox_slope(quiet_log(upper), lmbda)
    return -quantile_slope * tklmbda_density(x, lmbda, out)


def tklmbda_density(x: Any, lmbda: Any, out: Any) -> Any:
    """Return the density of Tukey's lambda distribution, 0 outside of its support."""
    upper = special.tklmbda(-x, lmbda)
    inside = np.greater(out, 0.0) & np.greater(upper, 0.0)
    low, high = np.where(inside, out, 0.5), np.where(inside, upper, 0.5)
    return np.where(inside, 1.0 / (low ** (lmbda - 1.0) + high ** (lmbda - 1.0)), 0.0)[()]


def kolmogorov_derivative(y: Any) -> Any:
    """Return the derivative of the complementary Kolmogorov distribution, by the series that converges faster.

    For small y it is that of the theta function's other form: 1 - sqrt(2 pi) / y sum(exp(-(2 k - 1)^2 pi^2 / (8 y^2))).
    """
    exact = in_double(y)
    small = np.less(exact, 0.8)
    right = np.where(small, 1.0, exact)
    left = np.where(small & np.greater(exact, 0.05), exact, 1.0)
    total, turned = 0.0 * right, 0.0 * left
    for k in range(1, KOLMOGOROV_TERMS):
        total = total - (-1.0) ** (k - 1) * 8.0 * k * k * right * np.exp(-2.0 * k * k * right * right)
        rate = (2.0 * k - 1.0) ** 2 * np.pi**2 / 8.0
        inverse = 1.0 / (left * left)
        turned = turned + math.sqrt(2.0 * math.pi) * inverse * (1.0 - 2.0 * rate * inverse) * np.exp(-rate * inverse)
    slope = np.where(small, np.where(np.greater(exact, 0.05), turned, 0.0), total)
    return as_dtype(slope, np.result_type(y, 0.0))


def smirnov_derivative(n: Any, d: Any) -> Any:
    """Return the derivative of the Kolmogorov-Smirnov distribution with respect to d, as SciPy's inverse uses it."""
    return special._ufuncs._smirnovp(n, d)


def nrdtrisd_slope(p: Any, out: Any) -> Any:
    """Return the derivative of a normal distribution's deviation with respect to p: -out / z dz/dp, z = ndtri(p)."""
    z = special.ndtri(p)
    return quotient(-2.5066282746310002 * out, z * np.exp(-0.5 * z * z))


def inverse_slope(out: Any, numerator: Any, denominator: Any) -> Any:
    """Return the slope of an inverse that SciPy finds by a search; 0 where the search stopped at an end of its range.

    No argument has that value of the distribution then.
    """
    at_end = stopped(out)
    slope = quotient(np.where(at_end, 0.0, numerator)[()], np.where(at_end, 1.0, denominator)[()])
    return as_dtype(slope, np.result_type(out, 0.0))


def stopped(out: Any) -> Any:
    """Say where a search stopped at an end of its range: at 0 or nearly so, 1e10 or 1e100, of both signs."""
    size = np.abs(np.float64(out))  # the ends of double precision, also for single
    return np.less_equal(size, 1e-300) | np.equal(size, 1e10) | np.greater_equal(size, 1e100)


def found(out: Any) -> Any:
    """Return what a search found, and 1 where it stopped at an end of its range."""
    return np.where(stopped(out), 1.0, out)[()]
