"""Functions of scipy.stats that are differentiated by their source, and those that are refused so far."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from tests import differences

pytest.importorskip("scipy")

import scipy
from scipy import stats

SCIPY = tuple(map(int, scipy.__version__.split(".")[:2]))
SAMPLE = np.array([0.31, 0.52, 2.03, 1.04, 0.85, 1.76, 0.47, 2.68, 1.19, 0.93])
OTHER = np.array([0.12, 0.91, 2.55, 1.51, 0.33, 1.27, 0.64, 2.22, 0.75, 1.06])

BY_SOURCE: dict[str, Callable[..., Any]] = {
    "gmean": lambda x: stats.gmean(x),
    "hmean": lambda x: stats.hmean(x),
    "pmean": lambda x: stats.pmean(x, 2.5),
    "zscore": lambda x: stats.zscore(x),
    "sem": lambda x: stats.sem(x),
    "skew": lambda x: stats.skew(x),
    "kurtosis": lambda x: stats.kurtosis(x),
    "moment": lambda x: stats.moment(x, 3),
    "variation": lambda x: stats.variation(x),
    "iqr": lambda x: stats.iqr(x),
    "trim_mean": lambda x: stats.trim_mean(x, 0.1),
    "circmean": lambda x: stats.circmean(x),
    "entropy": lambda x: stats.entropy(x),
    "boxcox": lambda x: stats.boxcox(x, 0.3),
    "boxcox_llf": lambda x: stats.boxcox_llf(0.3, x),
    "f_oneway": lambda x: tuple(stats.f_oneway(x, OTHER)),
    "multivariate_normal": lambda x: stats.multivariate_normal.logpdf(x[:2], x[2:4], np.eye(2) + 0.1 * x[4]),
    "dirichlet": lambda x: stats.dirichlet.logpdf(np.array([0.3, 0.7]), x[:2]),
    "wishart": lambda x: stats.wishart.logpdf(np.eye(2) + 0.1, 4, np.eye(2) + 0.1 * x[0]),
    "wasserstein_distance": lambda x: stats.wasserstein_distance(x, OTHER),
    "energy_distance": lambda x: stats.energy_distance(x, OTHER),
    "differential_entropy": lambda x: stats.differential_entropy(x, method="vasicek"),
    "yeojohnson": lambda x: stats.yeojohnson(x - 1.1, x[0]),
    "expectile": lambda x: stats.expectile(x, 0.3),
    "lmoment": lambda x: stats.lmoment(x),
    "median_abs_deviation": lambda x: stats.median_abs_deviation(x),
    "bayes_mvs": lambda x: stats.bayes_mvs(x),
    "multivariate_t": lambda x: stats.multivariate_t.logpdf(x[:2], x[2:4], np.eye(2) + 0.1 * x[4], 3.0 + x[5]),
    "matrix_normal": lambda x: stats.matrix_normal.logpdf(
        np.reshape(x[:4], (2, 2)), np.eye(2), np.eye(2) * x[8], np.eye(2)
    ),
    "Covariance": lambda x: stats.multivariate_normal.logpdf(x[:2], x[2:4], stats.Covariance.from_diagonal(x[4:6])),
    "binned_statistic": lambda x: stats.binned_statistic(OTHER, x, bins=3).statistic,
    "gaussian_kde": lambda x: stats.gaussian_kde(x)(OTHER),
    "gaussian_kde_weights": lambda x: stats.gaussian_kde(OTHER, weights=x).logpdf(x),
    "gaussian_kde_bandwidth": lambda x: stats.gaussian_kde(np.reshape(OTHER, (2, 5)), bw_method=x[0]).pdf(x[1:3]),
    "vonmises_fisher": lambda x: stats.vonmises_fisher(np.array([0.6, 0.8]), x[0]).logpdf([1.0, 0.0]),
    "cramervonmises": lambda x: stats.cramervonmises(x, "norm").statistic,
    "scoreatpercentile": lambda x: stats.scoreatpercentile(x, 30.0),
    # Tests and fits, whose results are named tuples, some with attributes beside their items.
    "pearsonr": lambda x: stats.pearsonr(x, OTHER),
    "pearsonr_interval": lambda x: stats.pearsonr(x, OTHER).confidence_interval(0.9),
    "linregress": lambda x: stats.linregress(x, OTHER),
    "linregress_of_y": lambda x: (stats.linregress(OTHER, x), stats.linregress(OTHER, x).intercept_stderr),
    "theilslopes": lambda x: stats.theilslopes(x, OTHER),
    "ttest_1samp": lambda x: stats.ttest_1samp(x, 0.5),
    "ttest_interval": lambda x: stats.ttest_1samp(x, 0.5).confidence_interval(),
    "ttest_ind": lambda x: stats.ttest_ind(x, OTHER, equal_var=False),
    "ttest_ind_from_stats": lambda x: stats.ttest_ind_from_stats(x[0], x[1], 5, x[2], x[3], 6),
    "ttest_rel": lambda x: stats.ttest_rel(x, OTHER),
    "chi2_contingency": lambda x: stats.chi2_contingency(np.reshape(10.0 * x[:6], (2, 3)))[:2],
    "chisquare": lambda x: stats.chisquare(x),
    "power_divergence": lambda x: stats.power_divergence(x, lambda_=0.4),
    "combine_pvalues": lambda x: [stats.combine_pvalues(x / 3.0, method=m) for m in ("fisher", "stouffer", "tippett")],
    "jarque_bera": lambda x: stats.jarque_bera(x),
    "normaltest": lambda x: stats.normaltest(x),
    "ks_1samp": lambda x: stats.ks_1samp(x, stats.norm.cdf),
    "pointbiserialr": lambda x: stats.pointbiserialr([0, 1, 0, 1, 1, 0, 0, 1, 0, 1], x),
    "bartlett": lambda x: stats.bartlett(x, OTHER),
    "levene": lambda x: stats.levene(x, OTHER),
    "alexandergovern": lambda x: stats.alexandergovern(x, OTHER).statistic,
    "false_discovery_control": lambda x: stats.false_discovery_control(x / 3.0),
}

# The results of these follow the order of the sample, and nothing else.
BY_ORDER: dict[str, Callable[..., Any]] = {
    "spearmanr": lambda x: stats.spearmanr(x, OTHER),
    "kendalltau": lambda x: stats.kendalltau(x, OTHER),
    "ks_2samp": lambda x: stats.ks_2samp(x, OTHER)[:2],
    "mannwhitneyu": lambda x: stats.mannwhitneyu(x, OTHER),
    "kruskal": lambda x: stats.kruskal(x, OTHER),
}


@pytest.mark.parametrize("name", BY_ORDER)
def test_a_statistic_of_the_order_does_not_vary(name: str) -> None:
    value, tangent = srcad.jvp(BY_ORDER[name], (SAMPLE,), (np.ones(SAMPLE.size),))
    np.testing.assert_array_equal(differences.flat(value), differences.flat(BY_ORDER[name](SAMPLE)))
    assert not np.any(differences.flat(tangent))


def test_results_keep_the_tangents_of_their_attributes() -> None:
    def error(scale: float) -> Any:
        result = stats.linregress(OTHER, SAMPLE * scale + scale * scale * OTHER**2)
        return result.stderr + result.intercept_stderr

    slopes = differences.differentiate(lambda step: error(0.7 + step), 1)
    assert srcad.derivative(error)(0.7) == pytest.approx(slopes.values[0], rel=1e-8)
    curvatures = differences.differentiate(lambda step: srcad.derivative(error)(0.7 + step), 1)
    assert srcad.derivative(srcad.derivative(error))(0.7) == pytest.approx(curvatures.values[0], rel=1e-7)
    _, tangent = srcad.jvp(lambda x: stats.linregress(OTHER, x), (SAMPLE,), (OTHER,))
    assert tangent.slope == pytest.approx(1.0) and type(tangent).__name__ == "LinregressResult"
    assert vars(tangent).keys() == {"intercept_stderr"}


def check_against_differences(function: Callable[..., Any]) -> None:
    direction = 0.1 * np.random.default_rng(0).normal(size=SAMPLE.size)
    value, tangent = srcad.jvp(function, (SAMPLE,), (direction,))
    slopes = differences.differentiate(
        lambda step: function(SAMPLE + step * direction), differences.flat(function(SAMPLE)).size
    )
    np.testing.assert_array_equal(differences.flat(value), differences.flat(function(SAMPLE)))
    atol = 1e-9 + 10.0 * np.max(slopes.errors)
    np.testing.assert_allclose(differences.flat(tangent), slopes.values, rtol=1e-6, atol=atol)


@pytest.mark.parametrize("name", BY_SOURCE)
def test_a_statistic_varies_with_the_sample(name: str) -> None:
    check_against_differences(BY_SOURCE[name])


# These are compiled in SciPy 1.17 and Python in 1.18.
@pytest.mark.parametrize("function", [lambda x: stats.siegelslopes(x, OTHER)[0], lambda x: stats.shapiro(x)[0]])
def test_what_some_versions_compile_is_refused_there(function: Callable[..., Any]) -> None:
    try:
        check_against_differences(function)
    except srcad.SrcadError as refusal:
        assert "compiled" in str(refusal)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: stats.weightedtau(x, OTHER)[0],
        lambda x: stats.multivariate_normal.cdf(x[:2]),
    ],
)
def test_what_is_compiled_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError):
        srcad.jvp(function, (SAMPLE,), (np.ones(SAMPLE.size),))


@pytest.mark.parametrize("distance", [stats.energy_distance, stats.wasserstein_distance])
def test_equal_values_in_two_samples_have_the_mean_of_both_slopes(distance: Callable[..., Any]) -> None:
    other = np.array([2.0, 2.0, 0.0])

    def moved(step: float) -> Any:
        return distance(np.array([1.0, 2.0, 2.0, 5.0]) + step, other)

    expected = (moved(1e-7) - moved(-1e-7)) / 2e-7
    assert srcad.derivative(moved)(0.0) == pytest.approx(expected, rel=1e-6)


def test_powers_that_make_a_sample_normal_vary_with_it() -> None:
    sample = np.array([1.2, 1.9, 2.1, 3.3, 4.9, 7.0])
    powers = [lambda x: stats.boxcox(x)[1], stats.boxcox_normmax]
    if SCIPY < (1, 18):  # from then on, its likelihood writes to an array, and is refused
        powers.append(lambda x: stats.yeojohnson(x - 2.0)[1])
    for best in powers:
        slope = srcad.jvp(best, (sample,), (OTHER[:6],))[1]
        difference = (best(sample + 1e-3 * OTHER[:6]) - best(sample - 1e-3 * OTHER[:6])) / 2e-3
        assert slope == pytest.approx(difference, rel=1e-4)
