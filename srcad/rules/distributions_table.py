"""The rules of the methods that the distributions of `scipy.stats` share; `srcad.solving` knows what differs."""

from srcad.rules.registry import constant, function, unsupported

function(
    "scipy.stats.rv_continuous.pdf(self, x, *args, **kwds)",
    by="srcad.solving.continuous.pdf",
    wrt="x args kwds",
    examples="distribution('gamma'), positive(4), positive(4), number(), 1.5",
)
function(
    "scipy.stats.rv_continuous.logpdf(self, x, *args, **kwds)",
    by="srcad.solving.continuous.logpdf",
    wrt="x args kwds",
    examples="distribution('gamma'), positive(3, 1), positive(2), 0.0, number(0.5, 2.0)",
)
function(
    "scipy.stats.rv_continuous.cdf(self, x, *args, **kwds)",
    by="srcad.solving.continuous.cdf",
    wrt="x args kwds",
    examples="distribution('gamma'), positive(4), 1.5, number(), positive(4)",
)
function(
    "scipy.stats.rv_continuous.sf(self, x, *args, **kwds)",
    by="srcad.solving.continuous.sf",
    wrt="x args kwds",
    examples="distribution('gamma'), positive(4), number(0.5, 2.0)",
)
function(
    "scipy.stats.rv_continuous.logcdf(self, x, *args, **kwds)",
    by="srcad.solving.continuous.logcdf",
    wrt="x args kwds",
    examples="distribution('gamma'), positive(4), positive(4)",
)
function(
    "scipy.stats.rv_continuous.logsf(self, x, *args, **kwds)",
    by="srcad.solving.continuous.logsf",
    wrt="x args kwds",
    examples="distribution('gamma'), positive(4), positive(4)",
)
function(
    "scipy.stats.rv_continuous.ppf(self, q, *args, **kwds)",
    by="srcad.solving.continuous.ppf",
    wrt="q args kwds",
    examples="distribution('gamma'), uniform(0.1, 0.9, 4), positive(4), number(), 1.5",
)
function(
    "scipy.stats.rv_continuous.isf(self, q, *args, **kwds)",
    by="srcad.solving.continuous.isf",
    wrt="q args kwds",
    examples="distribution('gamma'), uniform(0.1, 0.9, 4), positive(4)",
)

# Discrete distributions.
function(
    "scipy.stats.rv_discrete.pmf(self, k, *args, **kwds)",
    by="srcad.solving.discrete.pmf",
    wrt="args kwds",
    examples="distribution('geom'), array([1, 2, 5]), uniform(0.1, 0.9, 3)",
)
function(
    "scipy.stats.rv_discrete.logpmf(self, k, *args, **kwds)",
    by="srcad.solving.discrete.logpmf",
    wrt="args kwds",
    examples="distribution('geom'), array([1, 2, 5]), uniform(0.1, 0.9, 3)",
)
function(
    "scipy.stats.rv_discrete.cdf(self, k, *args, **kwds)",
    by="srcad.solving.discrete.cdf",
    wrt="k args kwds",
    examples="distribution('geom'), array([1, 2, 5]), uniform(0.1, 0.9, 3)",
)
function(
    "scipy.stats.rv_discrete.sf(self, k, *args, **kwds)",
    by="srcad.solving.discrete.sf",
    wrt="k args kwds",
    examples="distribution('geom'), array([1, 2, 5]), uniform(0.1, 0.9, 3)",
)
function(
    "scipy.stats.rv_discrete.logcdf(self, k, *args, **kwds)",
    by="srcad.solving.discrete.logcdf",
    wrt="k args kwds",
    examples="distribution('geom'), array([1, 2, 5]), uniform(0.1, 0.9, 3)",
)
function(
    "scipy.stats.rv_discrete.logsf(self, k, *args, **kwds)",
    by="srcad.solving.discrete.logsf",
    wrt="k args kwds",
    examples="distribution('geom'), array([1, 2, 5]), uniform(0.1, 0.9, 3)",
)
function(
    "scipy.stats.rv_discrete.ppf(self, q, *args, **kwds)",
    by="srcad.solving.discrete.ppf",
    wrt="q args kwds",
    examples="distribution('geom'), 0.45, 0.3, number()",
)
function(
    "scipy.stats.rv_discrete.isf(self, q, *args, **kwds)",
    by="srcad.solving.discrete.isf",
    wrt="q args kwds",
    examples="distribution('geom'), 0.45, 0.3, number()",
)

# Kernel density estimates, whose sums are compiled.
function(
    "scipy.stats.gaussian_kde.evaluate(self, points)",
    by="srcad.solving.densities.evaluate",
    wrt="self points",
    examples="density_estimate(5), real(4)",
)
function(
    "scipy.stats.gaussian_kde.logpdf(self, x)",
    by="srcad.solving.densities.logpdf",
    wrt="self x",
    examples="density_estimate(5), real(4)",
)

# Distances of samples, and powers that make them normal.
function(
    "scipy.stats._stats_py._cdf_distance(p, u_values, v_values, u_weights=None, v_weights=None)",
    by="srcad.solving.sample_distances.cdf_distance",
    wrt="u_values v_values u_weights v_weights",
    examples=("1, real(4), real(5)", "2, real(3), array([0.5, 0.0]), positive(3), positive(2)"),
)
function(
    "scipy.stats.boxcox_normmax(x, brack=None, method='pearsonr', optimizer=None, *, ymax=None)",
    by="srcad.solving.normal_powers.boxcox_normmax",
    wrt="x",
    examples="positive(9), method='mle'",
)
function(
    "scipy.stats.yeojohnson_normmax(x, brack=None)",
    by="srcad.solving.normal_powers.yeojohnson_normmax",
    wrt="x",
    examples="real(9)",
)

# What is compiled, without a formula.
unsupported(
    "scipy.stats._qmvnt._qauto(func, covar, low, high, rng, error=1e-3, limit=10_000, **kwds)",
    because="the probability of a box is a sum over random points",
    use="Integrate the density with scipy.integrate, or take the product of norm.cdf if the covariance is diagonal.",
)
unsupported(
    "scipy.stats._stats_pythran.siegelslopes(y, x, method, /)",
    because="the repeated medians are compiled",
    use="Take scipy.stats.theilslopes.",
)
unsupported(
    "scipy.stats._ansari_swilk_statistics.swilk(x, a, init=0)",
    because="the statistic is compiled",
    use="Take scipy.stats.jarque_bera or normaltest.",
)
unsupported(
    "scipy.stats._stats._weightedrankedtau(x, y, rank, weigher, additive, /)",
    because="the statistic is compiled, and follows the order of the samples only",
    use="Mark it with srcad.constant.",
)

# What a function's parameters are called.
constant("scipy.stats._distn_infrastructure._getfullargspec(func)", examples=("distribution('gamma').pdf",))

# What older versions of SciPy have in the place of `apply_where`.
function(
    "scipy.stats._continuous_distns._lazywhere(cond, arrays, f, fillvalue=None, f2=None)",
    by="srcad.solving.selecting.lazywhere",
    wrt="arrays f fillvalue f2",
    examples="real(4) > 0.0, (real(4), real(4)), hypot, 0.0",
)
function(
    "scipy.stats.distributions.rv_frozen.__init__(self, dist, *args, **kwds)",
    by="srcad.solving.parameters.freeze",
    wrt="self args kwds",
)

# Draws follow location and scale; the rest is refused.
function(
    "scipy.stats.rv_continuous.rvs(self, *args, **kwds)",
    by="srcad.solving.sampling.rvs",
    wrt="args kwds",
)
function(
    "scipy.stats.rv_continuous.fit(self, data, *args, **kwds)",
    by="srcad.solving.sampling.fit",
    wrt="data args kwds",
)
function(
    "scipy.stats._levy_stable.levy_stable_gen.pdf(self, x, *args, **kwds)",
    by="srcad.solving.sampling.levy_stable",
    wrt="x args kwds",
)
function(
    "scipy.stats._levy_stable.levy_stable_gen.cdf(self, x, *args, **kwds)",
    by="srcad.solving.sampling.levy_stable",
    wrt="x args kwds",
)

# Moments: mean, var, std and the others call these.
function(
    "scipy.stats.rv_continuous.stats(self, *args, **kwds)",
    by="srcad.solving.moments.stats",
    wrt="args kwds",
    examples="distribution('gamma'), positive(4), number(), 1.5",
)
function(
    "scipy.stats.rv_continuous.entropy(self, *args, **kwds)",
    by="srcad.solving.moments.entropy",
    wrt="args kwds",
    examples="distribution('gamma'), positive(4), number(), 1.5",
)
function(
    "scipy.stats.rv_continuous.support(self, *args, **kwargs)",
    by="srcad.solving.moments.support",
    wrt="args kwargs",
    examples="distribution('truncpareto'), 1.5, uniform(2.0, 3.0, 4), number(), 1.5",
)
function(
    "scipy.stats.rv_continuous.moment(self, order, *args, **kwds)",
    by="srcad.solving.sampling.moment",
    wrt="order args kwds",
)
function(
    "scipy.stats.rv_continuous.expect(self, func=None, args=(), loc=0, scale=1, lb=None, ub=None, conditional=False, "
    "**kwds)",
    by="srcad.solving.sampling.expect",
    wrt="func args loc scale lb ub",
)
