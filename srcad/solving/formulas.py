"""The formulas of SciPy's distributions that their derivatives are made from.

They are mostly SciPy's own private methods, which are short formulas on functions that have rules, and are
differentiated by their source. Where a formula stands here, SciPy's is not looked at: some store into what may be
the argument. What stands here instead is compiled there, loses digits, or is a case by itself at a
value of a shape where the derivative is that of the general formula. Sources: the documentation of each distribution,
and Johnson, Kotz, Balakrishnan, "Continuous Univariate Distributions".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np
from scipy import integrate, special, stats

from srcad.values.carrying import refuse_value

LOG_ROOT_TWO_PI = 0.9189385332046727


def overridden(distribution: Any, method: str) -> bool:
    """Tell whether SciPy has a formula of its own for a method, and none stands here for the distribution."""
    cls = type(distribution)
    base = stats.rv_discrete if isinstance(distribution, stats.rv_discrete) else stats.rv_continuous
    replaced = method not in ("_logpdf", "_logpmf") and cls.__name__ in DISTRIBUTION_FUNCTIONS
    return getattr(cls, method) is not getattr(base, method) and not replaced


def log_density(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return the logarithm of a standardised density."""
    own = LOG_DENSITIES.get(type(distribution).__name__)
    formula, owner = (own, ()) if own is not None else (scipy_log_density, (distribution,))
    return formula(*owner, y, *shapes)


def scipy_log_density(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return the same by SciPy's formula."""
    if overridden(distribution, "_logpdf"):
        return distribution._logpdf(y, *shapes)
    return np.log(distribution._pdf(y, *shapes))


def log_mass(distribution: Any, k: Any, *shapes: Any) -> Any:
    """Return the logarithm of a probability."""
    own = LOG_DENSITIES.get(type(distribution).__name__)
    formula, owner = (own, ()) if own is not None else (scipy_log_mass, (distribution,))
    return formula(*owner, k, *shapes)


def scipy_log_mass(distribution: Any, k: Any, *shapes: Any) -> Any:
    """Return the same by SciPy's formula."""
    if overridden(distribution, "_logpmf"):
        return distribution._logpmf(k, *shapes)
    return np.log(distribution._pmf(k, *shapes))


def distribution_function(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return a standardised distribution function."""
    own = DISTRIBUTION_FUNCTIONS.get(type(distribution).__name__)
    formula, owner = (own[0], ()) if own is not None else (scipy_distribution_function, (distribution,))
    return formula(*owner, y, *shapes)


def scipy_distribution_function(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return the same by SciPy's formula."""
    if overridden(distribution, "_cdf") or not overridden(distribution, "_sf"):
        return distribution._cdf(y, *shapes)
    return 1.0 - distribution._sf(y, *shapes)


def survival_function(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return a standardised survival function."""
    own = DISTRIBUTION_FUNCTIONS.get(type(distribution).__name__)
    formula, owner = (own[1], ()) if own is not None else (scipy_survival_function, (distribution,))
    return formula(*owner, y, *shapes)


def scipy_survival_function(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return the same by SciPy's formula."""
    if overridden(distribution, "_sf"):
        return distribution._sf(y, *shapes)
    return 1.0 - distribution._cdf(y, *shapes)


# Extreme values: log(1 + c y) / c, smooth where c is 0.


def log1p_ratio(y: Any, c: Any) -> Any:
    """Return log(1 + c y) / c, which is y where c is 0; by its series where c y is small."""
    z = c * y
    small = np.abs(z) < 0.1
    near = np.where(small, z, 0.0)
    far = np.where(small, 1.0, z)
    series: Any = 0.0
    for power in range(18, 0, -1):
        series = 1.0 / power - near * series
    return y * np.where(small, series, np.log1p(far) / far)


def genpareto_log_density(y: Any, c: Any) -> Any:
    """Return the logarithm of the density of genpareto."""
    return -log1p_ratio(y, c) - np.log1p(c * y)


def genpareto_cdf(y: Any, c: Any) -> Any:
    """Return the distribution function of genpareto."""
    return -np.expm1(-log1p_ratio(y, c))


def genpareto_sf(y: Any, c: Any) -> Any:
    """Return the survival function of genpareto."""
    return np.exp(-log1p_ratio(y, c))


def genextreme_log_density(y: Any, c: Any) -> Any:
    """Return the logarithm of the density of genextreme."""
    u = log1p_ratio(-y, c)
    return (1.0 - c) * u - np.exp(u)


def genextreme_cdf(y: Any, c: Any) -> Any:
    """Return the distribution function of genextreme."""
    return np.exp(-np.exp(log1p_ratio(-y, c)))


def genextreme_sf(y: Any, c: Any) -> Any:
    """Return the survival function of genextreme."""
    return -np.expm1(-np.exp(log1p_ratio(-y, c)))


def kappa4_log_density(y: Any, h: Any, k: Any) -> Any:
    """Return the logarithm of the density of kappa4."""
    u = log1p_ratio(-y, k)
    return (1.0 - k) * u + (1.0 - h) * log1p_ratio(-np.exp(u), h)


def kappa4_cdf(y: Any, h: Any, k: Any) -> Any:
    """Return the distribution function of kappa4."""
    return np.exp(log1p_ratio(-np.exp(log1p_ratio(-y, k)), h))


def kappa4_sf(y: Any, h: Any, k: Any) -> Any:
    """Return the survival function of kappa4."""
    return -np.expm1(log1p_ratio(-np.exp(log1p_ratio(-y, k)), h))


# Relatives of the normal distribution.


def normal_log_density(y: Any) -> Any:
    """Return the logarithm of the density of normal."""
    return -0.5 * y * y - LOG_ROOT_TWO_PI


def skewnorm_log_density(y: Any, a: Any) -> Any:
    """Return the logarithm of the density of skewnorm."""
    return np.log(2.0) + normal_log_density(y) + special.log_ndtr(a * y)


def skewnorm_cdf(y: Any, a: Any) -> Any:
    """Return the distribution function of skewnorm."""
    return special.ndtr(y) - 2.0 * special.owens_t(y, a)


def skewnorm_sf(y: Any, a: Any) -> Any:
    """Return the survival function of skewnorm."""
    return special.ndtr(-y) + 2.0 * special.owens_t(y, a)


def log_mills_ratio(z: Any) -> Any:
    """Return the logarithm of the upper tail of the normal distribution over its density."""
    return special.log_ndtr(-z) - normal_log_density(z)


def dpareto_lognorm_log_density(y: Any, u: Any, s: Any, a: Any, b: Any) -> Any:
    """Return the logarithm of the density of dpareto_lognorm."""
    z = (np.log(y) - u) / s
    tails = np.logaddexp(log_mills_ratio(a * s - z), log_mills_ratio(b * s + z))
    return np.log(a) + np.log(b) - np.log(a + b) - np.log(y) + normal_log_density(z) + tails


def dpareto_lognorm_tails(z: Any, s: Any, a: Any, b: Any) -> Any:
    """Return by how much the tails move the distribution function of dpareto_lognorm."""
    upper = b * np.exp(normal_log_density(z) + log_mills_ratio(a * s - z))
    return (upper - a * np.exp(normal_log_density(z) + log_mills_ratio(b * s + z))) / (a + b)


def dpareto_lognorm_cdf(y: Any, u: Any, s: Any, a: Any, b: Any) -> Any:
    """Return the distribution function of dpareto_lognorm."""
    z = (np.log(y) - u) / s
    return special.ndtr(z) - dpareto_lognorm_tails(z, s, a, b)


def dpareto_lognorm_sf(y: Any, u: Any, s: Any, a: Any, b: Any) -> Any:
    """Return the survival function of dpareto_lognorm."""
    z = (np.log(y) - u) / s
    return special.ndtr(-z) + dpareto_lognorm_tails(z, s, a, b)


# Generalised hyperbolic and inverse Gaussian distributions, with scaled Bessel functions.


def geninvgauss_log_density(y: Any, p: Any, b: Any) -> Any:
    """Return the logarithm of the density of geninvgauss."""
    return (p - 1.0) * np.log(y) - 0.5 * b * (y + 1.0 / y - 2.0) - np.log(2.0 * special.kve(p, b))


def genhyperbolic_log_density(y: Any, p: Any, a: Any, b: Any) -> Any:
    """Return the logarithm of the density of genhyperbolic."""
    gamma, root = np.sqrt((a - b) * (a + b)), np.hypot(1.0, y)
    norming = p * np.log(gamma) - LOG_ROOT_TWO_PI - (p - 0.5) * np.log(a) - np.log(special.kve(p, gamma)) + gamma
    return norming + b * y - a * root + np.log(special.kve(p - 0.5, a * root)) + (p - 0.5) * np.log(root)


def integrated(log_formula: Any, lower: Any, upper: Any, shapes: Any) -> Any:
    """Integrate the density whose logarithm is given between ends, element by element."""
    ends = np.broadcast_arrays(lower, upper, *shapes)
    found = []
    for index in range(np.size(ends[0])):
        start, end, *values = (part[index] for part in ends)
        found.append(integrate.quad(lambda t, *v: np.exp(log_formula(t, *v)), start, end, tuple(values))[0])
    return np.array(found)


def geninvgauss_cdf(y: Any, p: Any, b: Any) -> Any:
    """Return the distribution function of geninvgauss."""
    return integrated(geninvgauss_log_density, 0.0, y, (p, b))


def geninvgauss_sf(y: Any, p: Any, b: Any) -> Any:
    """Return the survival function of geninvgauss."""
    return integrated(geninvgauss_log_density, y, np.inf, (p, b))


def genhyperbolic_cdf(y: Any, p: Any, a: Any, b: Any) -> Any:
    """Return the distribution function of genhyperbolic."""
    return integrated(genhyperbolic_log_density, -np.inf, y, (p, a, b))


def genhyperbolic_sf(y: Any, p: Any, a: Any, b: Any) -> Any:
    """Return the survival function of genhyperbolic."""
    return integrated(genhyperbolic_log_density, y, np.inf, (p, a, b))


def log_scaled_i0(x: Any) -> Any:
    """Return log(exp(-x) i0(x)) for x >= 0; `i0e` scales by abs(x), which has a kink at 0 where this has none."""
    small = x < 1.0
    return np.where(small, np.log(special.i0(np.where(small, x, 0.0))) - x, np.log(special.i0e(x)))


def rice_log_density(y: Any, b: Any) -> Any:
    """Return the logarithm of the density of rice."""
    return np.log(y) - 0.5 * (y - b) * (y - b) + log_scaled_i0(y * b)


def vonmises_log_density(y: Any, kappa: Any) -> Any:
    """Return the logarithm of the density of vonmises."""
    return kappa * special.cosm1(y) - 2.0 * LOG_ROOT_TWO_PI - log_scaled_i0(kappa)


def vonmises_cdf(y: Any, kappa: Any) -> Any:
    """Integrate from the nearest middle of a period, where the distribution function does not depend on kappa."""
    return 0.5 + integrated(vonmises_log_density, 0.0, y - 2.0 * np.pi * np.round(y / (2.0 * np.pi)), (kappa,))


def vonmises_sf(y: Any, kappa: Any) -> Any:
    """Return the survival function of vonmises, or what differs from it by a constant."""
    return -vonmises_cdf(y, kappa)


# Pearson's third type, about the normal distribution, which it is at skew = 0. SciPy takes that for a small skew: it
# has no slope, and the slopes of gammainc and gammaln are differences of numbers as large as 4 / skew**2.


def skewed_square(z: Any) -> Any:
    """Return (z - log(1 + z)) / z**2, by its series where z is small."""
    small = np.abs(z) < 0.1
    near = np.where(small, z, 0.0)
    far = np.where(small, 1.0, z)
    series: Any = 0.0
    for power in range(18, 1, -1):
        series = 1.0 / power - near * series
    return np.where(small, series, (far - np.log1p(far)) / (far * far))


def stirling_remainder(u: Any) -> Any:
    """Return by how much the logarithm of gamma(1 / u) exceeds Stirling's formula, by its series where u is small."""
    small = u < 0.0625
    near = np.where(small, u, 0.0)
    square = near * near
    series: Any = 1.0 / 156.0
    for coefficient in (-691.0 / 360360.0, 1.0 / 1188.0, -1.0 / 1680.0, 1.0 / 1260.0, -1.0 / 360.0, 1.0 / 12.0):
        series = coefficient + square * series
    a = 1.0 / np.where(small, 1.0, u)
    return np.where(small, near * series, special.gammaln(a) - (a - 0.5) * np.log(a) + a - LOG_ROOT_TWO_PI)


def pearson3_log_density(y: Any, skew: Any) -> Any:
    """Return the logarithm of the density of pearson3."""
    z = 0.5 * skew * y
    return -y * y * skewed_square(z) - np.log1p(z) - LOG_ROOT_TWO_PI - stirling_remainder(0.25 * skew * skew)


def pearson3_cdf(y: Any, skew: Any) -> Any:
    """Return the distribution function of pearson3: integrated where it is nearly normal."""
    near = np.abs(skew) < 0.1
    far = np.where(near, 1.0, skew)
    a = 4.0 / (far * far)
    point = np.maximum(a * (1.0 + 0.5 * far * y), 0.0)
    result = np.where(far > 0.0, special.gammainc(a, point), special.gammaincc(a, point))
    if np.any(near):
        start = np.minimum(y, 0.0)[near] - 15.0
        end = -2.0 / np.maximum(skew[near], 0.01)
        result[near] = integrated(pearson3_log_density, np.maximum(start, end), y[near], (skew[near],))
    return result


def pearson3_sf(y: Any, skew: Any) -> Any:
    """Return the survival function of pearson3, or what differs from it by a constant."""
    return -pearson3_cdf(y, skew)


# Noncentral chi-squared: at nc = 0, the expansion of the Poisson mixture to second order.


def ncx2_log_density(y: Any, df: Any, nc: Any) -> Any:
    """Return the logarithm of the density of ncx2."""
    central = special.xlogy(0.5 * df - 1.0, y) - 0.5 * y - special.gammaln(0.5 * df) - 0.5 * df * np.log(2.0)
    first, second = y / df, y * y / (df * (df + 2.0))
    slope = 0.5 * (first - 1.0)
    expanded = central + nc * slope + nc * nc * (0.125 * (second - 2.0 * first + 1.0) - 0.5 * slope * slope)
    amount = np.where(nc == 0.0, 1.0, nc)
    root, half = np.sqrt(amount * y), 0.5 * df - 1.0
    bessel = np.log(special.ive(half, root)) - 0.5 * (np.sqrt(y) - np.sqrt(amount)) ** 2
    general = 0.5 * half * (np.log(y) - np.log(amount)) + bessel - np.log(2.0)
    return np.where(nc == 0.0, expanded, general)


def ncx2_cdf(y: Any, df: Any, nc: Any) -> Any:
    """Return the distribution function of ncx2."""
    return special.chndtr(y, df, nc)


def ncx2_sf(y: Any, df: Any, nc: Any) -> Any:
    """Return the survival function of ncx2, or what differs from it by a constant."""
    return -special.chndtr(y, df, nc)


# Discrete distributions.


def binom_cdf(k: Any, n: Any, p: Any) -> Any:
    """Return the distribution function of binom."""
    return special.betainc(n - k, k + 1.0, 1.0 - p)


def binom_sf(k: Any, n: Any, p: Any) -> Any:
    """Return the survival function of binom."""
    return special.betainc(k + 1.0, n - k, p)


def bernoulli_cdf(k: Any, p: Any) -> Any:
    """Return the distribution function of bernoulli."""
    return 1.0 - p


def bernoulli_sf(k: Any, p: Any) -> Any:
    """Return the survival function of bernoulli."""
    return p + 0.0 * k


def nbinom_cdf(k: Any, n: Any, p: Any) -> Any:
    """Return the distribution function of nbinom."""
    return special.betainc(n, k + 1.0, p)


def nbinom_sf(k: Any, n: Any, p: Any) -> Any:
    """Return the survival function of nbinom."""
    return special.betainc(k + 1.0, n, 1.0 - p)


def skellam_log_mass(k: Any, mu1: Any, mu2: Any) -> Any:
    """Return the logarithm of the probabilities of skellam."""
    bessel = np.log(special.ive(np.abs(k), 2.0 * np.sqrt(mu1 * mu2)))
    return bessel - (np.sqrt(mu1) - np.sqrt(mu2)) ** 2 + 0.5 * k * (np.log(mu1) - np.log(mu2))


def skellam_cdf(k: Any, mu1: Any, mu2: Any) -> Any:
    """Return the distribution function of skellam."""
    below = special.chndtr(2.0 * mu2, np.where(k < 0.0, -2.0 * k, 2.0), 2.0 * mu1)
    return np.where(k < 0.0, below, 1.0 - special.chndtr(2.0 * mu1, np.where(k < 0.0, 2.0, 2.0 * k + 2.0), 2.0 * mu2))


def skellam_sf(k: Any, mu1: Any, mu2: Any) -> Any:
    """Return the survival function of skellam."""
    return 1.0 - skellam_cdf(k, mu1, mu2)


# Moments.


def log_gamma_ratio(c: Any) -> Any:
    """Return log(gamma(1 + c)) / c, by its series where c is small."""
    small = np.abs(c) < 0.1
    near = np.where(small, c, 0.0)
    far = np.where(small, 1.0, c)
    series: Any = 0.0
    for power in range(18, 1, -1):
        series = special.zeta(power) / power - near * series
    return np.where(small, near * series - np.euler_gamma, special.gammaln(1.0 + far) / far)


def log_gamma_curvature(c: Any) -> Any:
    """Return log(gamma(1 + 2 c) / gamma(1 + c)**2) / c**2, by its series where c is small."""
    small = np.abs(c) < 0.1
    near = np.where(small, c, 0.0)
    far = np.where(small, 1.0, c)
    series: Any = 0.0
    for power in range(28, 1, -1):
        series = special.zeta(power) * (2.0**power - 2.0) / power - near * series
    general = (special.gammaln(1.0 + 2.0 * far) - 2.0 * special.gammaln(1.0 + far)) / (far * far)
    return np.where(small, series, general)


def genextreme_mean(c: Any) -> Any:
    """Return the mean of genextreme, which is infinite from c = -1 down."""
    ratio = log_gamma_ratio(c)
    return np.where(c > -1.0, -ratio * special.exprel(c * ratio), np.inf)


def genextreme_variance(c: Any) -> Any:
    """Return the variance of genextreme, which is infinite from c = -0.5 down."""
    curvature = log_gamma_curvature(c)
    variance = np.exp(2.0 * c * log_gamma_ratio(c)) * curvature * special.exprel(c * c * curvature)
    return np.where(c > -0.5, variance, np.inf)


def truncpareto_moment(order: int, b: Any, c: Any) -> Any:
    """Return a moment of truncpareto about 0, smooth where the shape b is the order."""
    length = np.log(c)
    return b * c**order * length * special.exprel((b - order) * length) / np.expm1(b * length)


def truncpareto_mean(b: Any, c: Any) -> Any:
    """Return the mean of truncpareto."""
    return truncpareto_moment(1, b, c)


def truncpareto_variance(b: Any, c: Any) -> Any:
    """Return the variance of truncpareto."""
    mean = truncpareto_moment(1, b, c)
    return truncpareto_moment(2, b, c) - mean * mean


def genextreme_higher_moment(c: Any) -> Any:
    """Refuse skewness and kurtosis where SciPy has a constant for them, which has no slope."""
    if np.any(np.abs(c) < 1e-3):
        refuse_value(
            "the skewness and kurtosis of genextreme have no derivative near c = 0: SciPy takes those at 0",
            "Take them at a larger c, or mean and variance, which have.",
        )


# What is refused.


def refuse_studentized_range(y: Any, k: Any, df: Any) -> NoReturn:
    """Refuse what studentized_range has no formula for."""
    refuse_value(
        "the density of studentized_range, and its parameters k and df, have no derivative: it is a compiled integral",
        "Let only x, loc and scale vary, and take its distribution function or quantiles.",
    )


def refuse_levy_stable(y: Any, alpha: Any, beta: Any) -> NoReturn:
    """Refuse what levy_stable has no formula for."""
    refuse_value(
        "the density of levy_stable, and its parameters alpha and beta, have no derivative: it is a compiled integral",
        "Let only x, loc and scale vary, and take its distribution function or quantiles; levy, cauchy and norm are "
        "special cases with formulas.",
    )


def refuse_kstwo(y: Any, n: Any) -> NoReturn:
    """Refuse what kstwo has no formula for."""
    refuse_value(
        "the density of kstwo has no derivative here: it is an algorithm that chooses between methods",
        "Take its limit for large samples, kstwobign, at sqrt(n) * x.",
    )


def refuse_irwinhall(y: Any, n: Any) -> NoReturn:
    """Refuse what irwinhall has no formula for."""
    refuse_value(
        "the density of irwinhall has no derivative here: it is a compiled spline",
        "Take scipy.interpolate.BSpline.basis_element(range(n + 1)) as the density.",
    )


def refuse_odds(k: Any, M: Any, n: Any, N: Any, odds: Any) -> NoReturn:
    """Refuse the odds of noncentral hypergeometric distributions."""
    refuse_value(
        "the parameter 'odds' of a noncentral hypergeometric distribution has no derivative: its sum is compiled",
        "Sum comb(n, k) * comb(M - n, N - k) * odds**k over the support, and divide by that (Fisher's).",
    )


LOG_DENSITIES: dict[str, Callable[..., Any]] = {
    "dpareto_lognorm_gen": dpareto_lognorm_log_density,
    "genextreme_gen": genextreme_log_density,
    "genhyperbolic_gen": genhyperbolic_log_density,
    "geninvgauss_gen": geninvgauss_log_density,
    "genpareto_gen": genpareto_log_density,
    "irwinhall_gen": refuse_irwinhall,
    "kappa4_gen": kappa4_log_density,
    "kstwo_gen": refuse_kstwo,
    "levy_stable_gen": refuse_levy_stable,
    "nchypergeom_fisher_gen": refuse_odds,
    "nchypergeom_wallenius_gen": refuse_odds,
    "ncx2_gen": ncx2_log_density,
    "pearson3_gen": pearson3_log_density,
    "rice_gen": rice_log_density,
    "skellam_gen": skellam_log_mass,
    "skewnorm_gen": skewnorm_log_density,
    "studentized_range_gen": refuse_studentized_range,
    "vonmises_gen": vonmises_log_density,
}

# Mean and variance.
MOMENTS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "genextreme_gen": (genextreme_mean, genextreme_variance),
    "truncpareto_gen": (truncpareto_mean, truncpareto_variance),
}

# Distribution and survival function.
DISTRIBUTION_FUNCTIONS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "bernoulli_gen": (bernoulli_cdf, bernoulli_sf),
    "binom_gen": (binom_cdf, binom_sf),
    "dpareto_lognorm_gen": (dpareto_lognorm_cdf, dpareto_lognorm_sf),
    "genextreme_gen": (genextreme_cdf, genextreme_sf),
    "genhyperbolic_gen": (genhyperbolic_cdf, genhyperbolic_sf),
    "geninvgauss_gen": (geninvgauss_cdf, geninvgauss_sf),
    "genpareto_gen": (genpareto_cdf, genpareto_sf),
    "kappa4_gen": (kappa4_cdf, kappa4_sf),
    "levy_stable_gen": (refuse_levy_stable, refuse_levy_stable),
    "nbinom_gen": (nbinom_cdf, nbinom_sf),
    "nchypergeom_fisher_gen": (refuse_odds, refuse_odds),
    "nchypergeom_wallenius_gen": (refuse_odds, refuse_odds),
    "ncx2_gen": (ncx2_cdf, ncx2_sf),
    "pearson3_gen": (pearson3_cdf, pearson3_sf),
    "skellam_gen": (skellam_cdf, skellam_sf),
    "skewnorm_gen": (skewnorm_cdf, skewnorm_sf),
    "studentized_range_gen": (refuse_studentized_range, refuse_studentized_range),
    "vonmises_gen": (vonmises_cdf, vonmises_sf),
}
