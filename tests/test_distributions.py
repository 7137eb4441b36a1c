"""The methods of SciPy's distributions: each with each parameter that varies, against differences of SciPy's own."""

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import srcad
from tests import differences

pytest.importorskip("scipy")

from scipy import stats
from scipy.stats._distr_params import distcont, distdiscrete

CONTINUOUS = ("pdf", "logpdf", "cdf", "sf", "logcdf", "logsf", "ppf", "isf")
DISCRETE = ("pmf", "logpmf", "cdf", "sf", "logcdf", "logsf")
LEVELS = np.array([0.08, 0.35, 0.63, 0.9])


def named(listed: Any) -> dict[str, tuple[Any, ...]]:
    """Return the shapes by which SciPy tests its distributions, the first ones of each."""
    found: dict[str, tuple[Any, ...]] = {}
    for name, shapes in listed:
        if isinstance(name, str):
            found.setdefault(name, tuple(map(lambda s: s if isinstance(s, (int, list)) else float(s), shapes)))
    return found


def parameters_of(name: str, shapes: tuple[Any, ...]) -> dict[str, Any]:
    """Return all parameters of a distribution by name, location and scale included."""
    distribution = getattr(stats, name)
    names = distribution.shapes.replace(",", " ").split() if distribution.shapes else []
    rest = {"loc": 0.3, "scale": 1.4} if isinstance(distribution, stats.rv_continuous) else {"loc": 0}
    return {**dict(zip(names, shapes, strict=True)), **rest}


def is_integer(distribution: Any, name: str) -> bool:
    """Tell whether a parameter has to be an integer."""
    return any(info.integrality for info in distribution._shape_info() if info.name == name)


def check(name: str, method: str, varying: str, point: Any, parameters: dict[str, Any], rtol: float = 1e-6) -> None:
    """Compare value and tangent of one call with those of differences."""
    bound = getattr(getattr(stats, name), method)
    rest = {key: value for key, value in parameters.items() if key != varying}

    def moved(change: float) -> Any:
        if varying == "point":
            return bound(point + change, **rest)
        return bound(point, **{varying: parameters[varying] + change}, **rest)

    value, tangent = srcad.jvp(moved, (0.0,), (1.0,))
    np.testing.assert_array_equal(value, moved(0.0))
    assert np.shape(tangent) == np.shape(value)
    size = 1.0 if varying in ("point", "loc") else abs(float(parameters[varying])) or 1.0
    span = 2.0**-6 * min(1.0, size)
    # A large step may leave the support, where the logarithm is infinite.
    with np.errstate(all="ignore"):
        slopes = differences.differentiate(moved, np.size(value), first_step=span)
    atol = 10.0 * slopes.errors + rtol * np.max(np.abs(slopes.values), initial=1e-6)
    assert np.all(np.abs(tangent - slopes.values) <= atol), (tangent, slopes.values, slopes.errors)


SHAPES = {**named(distcont), **named(distdiscrete)}
WELL_KNOWN = ("norm", "lognorm", "gamma", "beta", "expon", "uniform", "weibull_min", "geom")


def cases_of(names: Any) -> Iterator[Any]:
    """Yield each method of each distribution as a case."""
    for name in names:
        is_continuous = isinstance(getattr(stats, name), stats.rv_continuous)
        yield from (pytest.param(name, method, id=f"{name}.{method}") for method in METHODS[is_continuous])


METHODS = {True: CONTINUOUS, False: DISCRETE}


def points_for(name: str, method: str, parameters: dict[str, Any]) -> Any:
    """Return points inside the support, or levels for a quantile."""
    if method in ("ppf", "isf"):
        return LEVELS
    return np.unique(getattr(stats, name).ppf(LEVELS, **parameters))


def varying_of(name: str, parameters: dict[str, Any]) -> Iterator[str]:
    """Yield the point and the parameters that can vary."""
    distribution = getattr(stats, name)
    is_continuous = isinstance(distribution, stats.rv_continuous)
    if is_continuous:
        yield "point"
    for parameter, value in parameters.items():
        integer = is_integer(distribution, parameter) or (parameter == "loc" and not is_continuous)
        if not integer and not isinstance(value, list):
            yield parameter


@pytest.mark.parametrize(("name", "method"), list(cases_of(WELL_KNOWN)))
def test_a_method_varies_with_its_parameters(name: str, method: str) -> None:
    parameters = parameters_of(name, SHAPES[name])
    for varying in varying_of(name, parameters):
        check(name, method, varying, points_for(name, method, parameters), parameters)


# These have no derivative, but for what the distribution function and quantiles owe to x, loc and scale.
ALL = (*CONTINUOUS, *DISCRETE)
REFUSED = {
    "irwinhall": ("pdf", "logpdf"),
    "ksone": ("pdf", "logpdf"),
    "kstwo": ("pdf", "logpdf"),
    "levy_stable": ALL,
    "nchypergeom_fisher": ALL,
    "nchypergeom_wallenius": ALL,
    "studentized_range": ALL,
}
# For differences, SciPy's quantiles of kappa4 have too few digits near 0, and its density of fatiguelife is too steep.
OTHER_SHAPES = {"kappa4": (0.1, 0.2), "fatiguelife": (1.5,)}


def shapes_of(name: str) -> tuple[Any, ...]:
    """Return the shapes by which a distribution is tested."""
    return OTHER_SHAPES.get(name, SHAPES[name])


@pytest.mark.slow
@pytest.mark.parametrize(("name", "method"), list(cases_of(sorted(set(SHAPES) - set(WELL_KNOWN)))))
def test_every_method_varies_with_its_parameters_or_is_refused(name: str, method: str) -> None:
    parameters = parameters_of(name, shapes_of(name))
    points = points_for(name, method, parameters)
    for varying in varying_of(name, parameters):
        if name in REFUSED and method not in ("pdf", "logpdf") and varying in ("point", "loc", "scale"):
            continue  # differences of these take minutes; one is tested below
        if method in REFUSED.get(name, ()):
            with pytest.raises(srcad.SrcadError, match=r"ha(s|ve) no derivative"):
                check(name, method, varying, points, parameters)
        else:
            check(name, method, varying, points, parameters)


def test_what_is_no_formula_is_refused_with_a_way_out() -> None:
    with pytest.raises(srcad.SrcadError, match="a compiled integral"):
        srcad.jvp(lambda x: stats.levy_stable.pdf(1.0, 1.5, x), (0.5,), (1.0,))
    with pytest.raises(srcad.SrcadError, match="its parameters k and df"):
        srcad.jvp(lambda x: stats.studentized_range.cdf(1.0, 3.0, x), (10.0,), (1.0,))
    _, tangent = srcad.jvp(lambda x: stats.studentized_range.cdf(x, 3.0, 10.0), (2.0,), (1.0,))
    assert tangent == pytest.approx(stats.studentized_range.pdf(2.0, 3.0, 10.0))
    with pytest.raises(srcad.SrcadError, match="the end of a search"):
        srcad.jvp(lambda x: stats.gamma.fit(x), (np.array([1.0, 2.0, 4.0]),), (np.ones(3),))
    with pytest.raises(srcad.SrcadError, match="Take ppf of uniform draws"):
        srcad.jvp(lambda x: stats.gamma.rvs(x, random_state=1), (2.0,), (1.0,))


def test_draws_move_with_location_and_scale() -> None:
    def draw(x: float) -> Any:
        return stats.gamma.rvs(2.0, loc=x, scale=x * x, size=3, random_state=1)

    value, tangent = srcad.jvp(draw, (1.5,), (1.0,))
    np.testing.assert_array_equal(value, draw(1.5))
    np.testing.assert_allclose(tangent, (draw(1.5 + 1e-6) - draw(1.5 - 1e-6)) / 2e-6, rtol=1e-8)


@pytest.mark.parametrize("name", ["genpareto", "genextreme", "skewnorm", "kappa4"])
@pytest.mark.parametrize("method", ["logpdf", "cdf", "sf", "logcdf"])
def test_a_shape_of_zero_is_no_case_by_itself(name: str, method: str) -> None:
    count = getattr(stats, name).numargs
    points = np.array([0.3, 1.1, 2.0])

    def curve(shape: float) -> Any:
        return getattr(getattr(stats, name), method)(points, *[shape] * count)

    slopes = differences.differentiate(curve, 3)
    _, tangent = srcad.jvp(curve, (0.0,), (1.0,))
    np.testing.assert_allclose(tangent, slopes.values, rtol=1e-6, atol=1e-8)


# The slopes of the distribution function in the skewness at 0.4, by its formula with 40 digits.
PEARSON3_SLOPES = {0.5: 0.050333063213568494, 0.1: 0.051297529460646606, 1e-2: 0.05153144016236565}


@pytest.mark.parametrize("skew", [*PEARSON3_SLOPES, 1e-5, 0.0])
def test_a_small_skewness_has_its_slope(skew: float) -> None:
    x = 0.4
    # The second order of the Edgeworth series: Hermite's polynomials 2, 3 and 5.
    second, third, fifth = x * x - 1.0, x**3 - 3.0 * x, x**5 - 10.0 * x**3 + 15.0 * x
    series = -stats.norm.pdf(x) * (second / 6.0 + 2.0 * skew * (third / 16.0 + fifth / 72.0))
    _, tangent = srcad.jvp(lambda s: stats.pearson3.cdf(x, s), (skew,), (1.0,))
    assert tangent == pytest.approx(PEARSON3_SLOPES.get(skew, series), rel=1e-9)
    _, opposite = srcad.jvp(lambda s: stats.pearson3.sf(x, s), (skew,), (1.0,))
    assert opposite == -tangent


def test_densities_have_their_slopes_where_a_shape_is_zero() -> None:
    # Of the density, the first order of the Edgeworth series is (y**3 - 3 y) / 6 times skew.
    y = np.array([-1.3, 0.4, 2.5])
    _, tangent = srcad.jvp(lambda s: stats.pearson3.logpdf(y, s), (0.0,), (1.0,))
    np.testing.assert_allclose(tangent, (y**3 - 3.0 * y) / 6.0, rtol=1e-14)
    _, tangent = srcad.jvp(lambda kappa: stats.vonmises.logpdf(y, kappa), (0.0,), (1.0,))
    np.testing.assert_allclose(tangent, np.cos(y), rtol=1e-14)
    y = np.array([0.4, 2.5])
    _, tangent = srcad.jvp(lambda b: stats.rice.logpdf(y, b), (0.0,), (1.0,))
    np.testing.assert_allclose(tangent, np.zeros(2), atol=1e-15)


def test_a_shape_that_is_the_order_of_a_moment_is_no_case_by_itself() -> None:
    for shape, method in ((1.0, "mean"), (1.0, "var"), (2.0, "var")):
        moment = getattr(stats.truncpareto, method)
        slopes = differences.differentiate(lambda step, m=moment, s=shape: m(s + step, 3.0), 1)
        _, tangent = srcad.jvp(lambda b, m=moment: m(b, 3.0), (shape,), (1.0,))
        assert tangent == pytest.approx(slopes.values[0], rel=1e-6)


@pytest.mark.parametrize("c", [-0.2, -0.1, -1e-5, 0.0, 1e-5, 0.1, 0.7])
def test_moments_of_genextreme_vary_through_zero(c: float) -> None:
    for method in ("mean", "var"):
        value, tangent = srcad.jvp(getattr(stats.genextreme, method), (c,), (1.0,))
        assert value == getattr(stats.genextreme, method)(c)
        if abs(c) > 0.05:
            slopes = differences.differentiate(lambda h, m=method: getattr(stats.genextreme, m)(c + h), 1)
            assert tangent == pytest.approx(slopes.values[0], rel=1e-7)
        else:
            expected = {"mean": -0.9890559953279726, "var": -4.303077228549151}[method]
            assert tangent == pytest.approx(expected, rel=2e-4)
    with pytest.raises(srcad.SrcadError, match="skewness and kurtosis of genextreme have no derivative near c = 0"):
        srcad.jvp(lambda shape: stats.genextreme.stats(shape, moments="s"), (1e-6,), (1.0,))


def test_entropy_without_a_formula_is_an_integral() -> None:
    shapes = np.array([1.5, 2.0])
    slopes = differences.differentiate(lambda step: stats.alpha.entropy(shapes + step), 2)
    _, tangent = srcad.jvp(lambda a: stats.alpha.entropy(a), (shapes,), (np.ones(2),))
    np.testing.assert_allclose(tangent, slopes.values, rtol=1e-6)
    assert np.shape(srcad.jvp(lambda a: stats.alpha.entropy(a), (2.0,), (1.0,))[1]) == ()


def test_a_histogram_is_a_distribution() -> None:
    edges, counts = np.array([0.0, 1.0, 2.0, 3.0]), np.array([2.0, 3.0, 1.0])

    def probabilities(x: Any) -> Any:
        histogram = stats.rv_histogram((counts, edges))
        return histogram.cdf(x), histogram.ppf(0.2 * x)

    x = np.array([0.4, 1.7, 2.2])
    slopes = differences.differentiate(lambda step: np.concatenate(probabilities(x + step)), 6)
    _, tangent = srcad.jvp(probabilities, (x,), (np.ones(3),))
    np.testing.assert_allclose(np.concatenate(tangent), slopes.values, rtol=1e-8, atol=1e-10)


def test_a_frozen_distribution_keeps_the_tangents_of_its_parameters() -> None:
    def likelihood(x: float) -> Any:
        frozen = stats.gamma(1.0 + x, scale=x * x)
        return frozen.logpdf(2.0 * x) + frozen.cdf(x)

    slopes = differences.differentiate(lambda step: likelihood(0.7 + step), 1)
    assert srcad.derivative(likelihood)(0.7) == pytest.approx(slopes.values[0], rel=1e-9)
    curvature = differences.differentiate(lambda step: srcad.derivative(likelihood)(0.7 + step), 1)
    assert srcad.derivative(srcad.derivative(likelihood))(0.7) == pytest.approx(curvature.values[0], rel=1e-7)


@pytest.mark.parametrize("method", CONTINUOUS)
def test_second_derivatives(method: str) -> None:
    def curve(x: float) -> Any:
        return getattr(stats.lognorm, method)(0.3 + 0.5 * x, 0.5 + x, x, 1.0 + x * x)

    slope = srcad.derivative(curve)
    curvature = differences.differentiate(lambda step: slope(0.4 + step), 1)
    assert srcad.derivative(slope)(0.4) == pytest.approx(curvature.values[0], rel=1e-7)


def test_outside_the_support_nothing_varies() -> None:
    x = np.array([-1.0, 0.7, np.nan])
    for method, constant in (("pdf", 0.0), ("logpdf", -np.inf), ("cdf", 0.0), ("sf", 1.0), ("logcdf", -np.inf)):
        bound = getattr(stats.gamma, method)
        value, tangent = srcad.jvp(lambda x, bound=bound: bound(x, 1.5), (x,), (np.ones(3),))
        assert value[0] == constant and tangent[0] == 0.0
        assert tangent[1] != 0.0 and np.isnan(tangent[2])


# The density over the distribution function of the normal distribution at -50, by its continued fraction.
MILLS_50 = 50.0 + functools.reduce(lambda rest, k: k / (50.0 + rest), range(40, 0, -1), 0.0)


def test_the_far_tail_keeps_its_digits() -> None:
    value, tangent = srcad.jvp(lambda x: stats.norm.logcdf(x), (-50.0,), (1.0,))
    assert value == stats.norm.logcdf(-50.0) and tangent == pytest.approx(MILLS_50, rel=1e-14)
    value, tangent = srcad.jvp(lambda x: stats.norm.sf(x), (30.0,), (1.0,))
    assert tangent == pytest.approx(-stats.norm.pdf(30.0), rel=1e-13)


def test_the_ends_of_the_support_are_quantiles() -> None:
    value, tangent = srcad.jvp(lambda q, a: stats.truncpareto.ppf(q, 2.0, a), (1.0, 3.0), (0.0, 1.0))
    assert (value, tangent) == (3.0, 1.0)


@pytest.mark.parametrize(
    ("curve", "edge"),
    [
        (lambda p: stats.binom.pmf(1, 3, p), 0.0),
        (lambda p: stats.binom.cdf(0, 3, p), 0.0),
        (lambda p: stats.geom.logpmf(2, p), 1.0),
        (lambda mu: stats.poisson.pmf(np.array([0, 1]), mu), 0.0),
    ],
)
def test_the_end_of_a_domain_is_refused_where_a_probability_is_none(curve: Any, edge: float) -> None:
    with pytest.raises(srcad.SrcadError, match="varies at the end of its domain"):
        srcad.jvp(curve, (edge,), (1.0,))


def test_at_the_end_of_a_domain_the_rest_varies() -> None:
    assert srcad.jvp(lambda p: stats.binom.pmf(3, 3, p), (1.0,), (1.0,)) == (1.0, 3.0)
    assert srcad.jvp(lambda p: stats.binom.pmf(5, 3, p), (1.0,), (1.0,)) == (0.0, 0.0)
    assert srcad.jvp(lambda p: stats.binom.cdf(3, 3, p), (1.0,), (1.0,)) == (1.0, 0.0)


def test_integers_do_not_vary() -> None:
    with pytest.raises(srcad.SrcadError, match="'N' is an integer in the distribution boltzmann"):
        srcad.jvp(lambda x: stats.boltzmann.pmf(3, 0.5, x), (10.0,), (1.0,))
    with pytest.raises(srcad.SrcadError, match="'loc' is an integer in the distribution geom"):
        srcad.jvp(lambda x: stats.geom.pmf(3, 0.5, x), (0.0,), (1.0,))
    with pytest.raises(srcad.SrcadError, match="no partial with respect to 'k'"):
        srcad.jvp(lambda x: stats.geom.pmf(x, 0.5), (2.0,), (1.0,))
    assert srcad.jvp(lambda x: stats.geom.ppf(0.31, 0.5, x), (0.5,), (1.0,)) == (1.5, 1.0)


@pytest.mark.parametrize("name", ["gamma", "lognorm", "beta", "poisson"])
@pytest.mark.parametrize("method", ["mean", "var", "std", "median", "stats", "entropy", "interval"])
def test_moments_vary_with_the_parameters(name: str, method: str) -> None:
    if name == "poisson" and method in ("median", "interval", "entropy"):
        pytest.skip("a staircase, or a sum without formula")
    distribution = getattr(stats, name)
    shapes, scaled = SHAPES[name], isinstance(distribution, stats.rv_continuous)
    before = (0.9,) if method == "interval" else ()

    def curve(x: float) -> Any:
        rest = (x, 1.0 + x * x) if scaled else ()
        return getattr(distribution, method)(*before, *[shape * (1.0 + x) for shape in shapes], *rest)

    slopes = differences.differentiate(curve_at(curve), differences.flat(curve(0.2)).size)
    value, tangent = srcad.jvp(curve, (0.2,), (1.0,))
    np.testing.assert_array_equal(differences.flat(value), differences.flat(curve(0.2)))
    np.testing.assert_allclose(differences.flat(tangent), slopes.values, rtol=1e-6)


def curve_at(curve: Any) -> Any:
    """Return a curve as a function of the step from 0.2."""
    return lambda step: curve(0.2 + step)


def test_the_support_moves_with_its_parameters() -> None:
    _, tangent = srcad.jvp(lambda c, scale: stats.truncpareto.support(2.0, c, 0.5, scale), (3.0, 2.0), (1.0, 0.5))
    assert tangent == (0.5, 3.5)


def test_other_moments_and_expected_values_are_refused() -> None:
    with pytest.raises(srcad.SrcadError, match=r"gamma\.moment has no derivative here"):
        srcad.jvp(lambda a: stats.gamma.moment(3, a), (2.0,), (1.0,))
    with pytest.raises(srcad.SrcadError, match=r"gamma\.expect has no derivative here"):
        srcad.jvp(lambda a: stats.gamma.expect(np.sin, (a,)), (2.0,), (1.0,))
