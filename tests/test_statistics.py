"""Functions of scipy.stats that are differentiated by their source, and those that are refused so far."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from tests import differences

pytest.importorskip("scipy")

from scipy import stats

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
}


@pytest.mark.parametrize("name", BY_SOURCE)
def test_a_statistic_varies_with_the_sample(name: str) -> None:
    function = BY_SOURCE[name]
    direction = 0.1 * np.random.default_rng(0).normal(size=SAMPLE.size)
    slopes = differences.differentiate(
        lambda step: function(SAMPLE + step * direction), differences.flat(function(SAMPLE)).size
    )
    value, tangent = srcad.jvp(function, (SAMPLE,), (direction,))
    np.testing.assert_array_equal(differences.flat(value), differences.flat(function(SAMPLE)))
    atol = 1e-9 + 10.0 * np.max(slopes.errors)
    np.testing.assert_allclose(differences.flat(tangent), slopes.values, rtol=1e-6, atol=atol)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: stats.siegelslopes(x, OTHER)[0],
        lambda x: stats.shapiro(x)[0],
    ],
)
def test_what_is_compiled_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError):
        srcad.jvp(function, (SAMPLE,), (np.ones(SAMPLE.size),))
