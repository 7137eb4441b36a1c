"""The rules of `statistics`: of what it computes in exact fractions, which carry no tangent.

The other functions are differentiated by their source. The literal number is sqrt(2 pi).
"""

from srcad.rules.registry import elementwise, linear, terms

linear("statistics.mean(data)", wrt="data", examples=("numbers(4)", "real(5)"))
terms(
    "statistics.harmonic_mean(data, weights=None)",
    data="harmonic_mean_tangent(data, d_data, out, weights=weights)",
    weights="harmonic_mean_weights_term(data, weights, d_weights, out)",
    examples=("[number(0.5, 2.0), 1.5, 2.5]", "[number(0.5, 2.0), 1.5], [number(0.5, 2.0), 2.5]"),
)

# Spread. A mean that is passed is a number of its own, which may vary.
terms(
    "statistics.pvariance(data, mu=None)",
    data="variance_tangent(data, d_data, len(data), mu)",
    mu="variance_mean_term(data, mu, d_mu, len(data))",
    examples=("numbers(4)", "numbers(4), number()"),
)
terms(
    "statistics.variance(data, xbar=None)",
    data="variance_tangent(data, d_data, len(data) - 1, xbar)",
    xbar="variance_mean_term(data, xbar, d_xbar, len(data) - 1)",
    examples=("numbers(4)", "numbers(4), number()"),
)
terms(
    "statistics.pstdev(data, mu=None)",
    data="quotient(variance_tangent(data, d_data, len(data), mu), 2.0 * out)",
    mu="quotient(variance_mean_term(data, mu, d_mu, len(data)), 2.0 * out)",
    examples=("numbers(4)", "numbers(4), number()"),
)
terms(
    "statistics.stdev(data, xbar=None)",
    data="quotient(variance_tangent(data, d_data, len(data) - 1, xbar), 2.0 * out)",
    xbar="quotient(variance_mean_term(data, xbar, d_xbar, len(data) - 1), 2.0 * out)",
    examples=("numbers(4)", "numbers(4), number()"),
)
terms(
    "statistics._mean_stdev(data)",
    outputs=2,
    data="mean_stdev_tangent(data, d_data, out)",
    examples=("numbers(4)",),
)

# Values that stand in the data.
terms("statistics.mode(data)", data="d_data[data.index(out)]", examples=("[number(), 1.5, 1.5]",))
terms(
    "statistics.multimode(data)",
    outputs=-1,
    data="picked(data, d_data, out)",
    examples=("[number(), 1.5]",),
)

elementwise(
    "statistics._normal_dist_inv_cdf(p, mu, sigma, /)",
    p="2.5066282746310002 * sigma * exp(0.5 * ((out - mu) / sigma) ** 2)",
    mu="1.0",
    sigma="(out - mu) / sigma",
    domain={"p": (0.2, 0.7), "mu": (-1.0, 1.0), "sigma": (0.5, 2.0)},
    examples=("number(0.2, 0.7), number(), number(0.5, 2.0)",),
)
