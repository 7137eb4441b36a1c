"""The rules of `numpy.random`: the derivative of a draw for the random numbers that it was made from.

NumPy draws from these distributions by shifting and scaling a draw from a standard one, so the derivative of the
result is exact for a fixed stream of random numbers. The others are refused.
"""

from srcad.rules.registry import elementwise, unsupported

elementwise(
    "numpy.random.exponential(scale=1.0, size=None)",
    scale="out / scale",
    examples=("number(0.5, 2.0)", "number(0.5, 2.0), 4"),
)
elementwise(
    "numpy.random.gumbel(loc=0.0, scale=1.0, size=None)",
    loc="1.0",
    scale="(out - loc) / scale",
    examples="number(), number(0.5, 2.0), 4",
)
elementwise(
    "numpy.random.laplace(loc=0.0, scale=1.0, size=None)",
    loc="1.0",
    scale="(out - loc) / scale",
    examples="number(), number(0.5, 2.0), 4",
)
elementwise(
    "numpy.random.logistic(loc=0.0, scale=1.0, size=None)",
    loc="1.0",
    scale="(out - loc) / scale",
    examples="number(), number(0.5, 2.0), 4",
)
elementwise(
    "numpy.random.lognormal(mean=0.0, sigma=1.0, size=None)",
    mean="out",
    sigma="out * (log(out) - mean) / sigma",
    examples="number(), number(0.5, 2.0), 4",
)
elementwise(
    "numpy.random.normal(loc=0.0, scale=1.0, size=None)",
    loc="1.0",
    scale="(out - loc) / scale",
    examples=("number(), number(0.5, 2.0)", "real(4), number(0.5, 2.0)", "number(), number(0.5, 2.0), 4"),
)
elementwise("numpy.random.rayleigh(scale=1.0, size=None)", scale="out / scale", examples="number(0.5, 2.0), 4")
elementwise(
    "numpy.random.uniform(low=0.0, high=1.0, size=None)",
    low="(high - out) / (high - low)",
    high="(out - low) / (high - low)",
    examples=("number(-1.0, 0.0), number(0.5, 2.0)", "number(-1.0, 0.0), number(0.5, 2.0), 4"),
)
unsupported(
    "numpy.random.beta(a, b, size=None)",
    because="draws are accepted or rejected depending on the parameters",
    use="a distribution that shifts and scales a standard one",
)
unsupported(
    "numpy.random.binomial(n, p, size=None)", because="the result is an integer", use="an expectation in closed form"
)
unsupported(
    "numpy.random.gamma(shape, scale=1.0, size=None)",
    because="draws are accepted or rejected depending on the parameters",
    use="a distribution that shifts and scales a standard one",
)
unsupported(
    "numpy.random.multivariate_normal(mean, cov, size=None, check_valid='warn', tol=1e-8)",
    because="the factor of the covariance that NumPy uses is not unique",
    use="mean + numpy.linalg.cholesky(cov) @ numpy.random.standard_normal(n)",
)
unsupported(
    "numpy.random.poisson(lam=1.0, size=None)", because="the result is an integer", use="an expectation in closed form"
)
unsupported(
    "numpy.random.choice(a, size=None, replace=True, p=None)",
    because="the choice may depend on what varies",
    use="numpy.random.randint(n) for the place and indexing",
)
unsupported(
    "numpy.random.permutation(x)",
    because="the order is drawn inside",
    use="numpy.random.permutation(n) for the places and indexing",
)
unsupported(
    "numpy.random.shuffle(x)",
    because="the order is drawn inside",
    use="numpy.random.permutation(n) for the places and indexing",
)
