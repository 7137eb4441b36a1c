"""The tangents of the powers that make data most like a normal sample, where a likelihood or correlation is stationary.

SciPy's own objective writes into arrays on the way; these are the same functions as formulas.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special, stats
from scipy.stats import _morestats

from srcad.solving.stationary import pieces_of, stationary_tangent


def boxcox_normmax(
    x: Any,
    brack: Any = None,
    method: Any = "pearsonr",
    optimizer: Any = None,
    *,
    ymax: Any = _morestats._BigFloat_singleton,
    d_x: Any = None,
) -> tuple[Any, Any]:
    """Return the best power of Box and Cox and its tangent; NaN where `ymax` cuts it off, or none was found.

    Source: Box and Cox, "An analysis of transformations" (1964), section 3.
    """
    value = stats.boxcox_normmax(x, brack, method, optimizer, ymax=ymax)
    objectives = {"mle": (by_likelihood,), "pearsonr": (by_correlation,), "all": (by_correlation, by_likelihood)}
    tangents = [best_power(f, x, d_x, v) for f, v in zip(objectives[method], np.ravel(value), strict=True)]
    return value, np.reshape(np.array(tangents), np.shape(value))[()]


def yeojohnson_normmax(x: Any, brack: Any = None, *, d_x: Any = None) -> tuple[Any, Any]:
    """Return the best power of Yeo and Johnson and its tangent."""
    value = stats.yeojohnson_normmax(x, brack)
    return value, best_power(by_yeo_johnson, x, d_x, value)


def best_power(objective: Any, x: Any, d_x: Any, power: Any) -> Any:
    """Return the tangent of the power where an objective is stationary."""
    pieces = pieces_of(objective, None, float(power), (x,), (d_x,))
    return stationary_tangent(np.reshape(power, (1,)), pieces, False)[0]


def by_likelihood(power: Any, x: Any) -> Any:
    """Return the negative log-likelihood of the data, with mean and variance at their best."""
    logs = np.log(x)
    return 0.5 * logs.size * np.log(np.var(special.boxcox(x, power))) - (power - 1.0) * np.sum(logs)


def by_correlation(power: Any, x: Any) -> Any:
    """Return 1 minus the correlation of the sorted data with the medians of normal order statistics."""
    medians = special.ndtri(_morestats._calc_uniform_order_statistic_medians(len(x)))
    return 1.0 - np.corrcoef(medians, np.sort(special.boxcox(x, power)))[0, 1]


def by_yeo_johnson(power: Any, x: Any) -> Any:
    """Return the negative log-likelihood for the power of Yeo and Johnson.

    Source: Yeo and Johnson, "A new family of power transformations" (2000), equation 3.1. For a negative number, the
    power is that of Box and Cox for 2 minus the power, of 1 minus the number.
    """
    x = np.asarray(x)
    size = 1.0 + np.abs(x)
    transformed = np.where(x >= 0, special.boxcox(size, power), -special.boxcox(size, 2.0 - power))
    return 0.5 * x.size * np.log(np.var(transformed)) - (power - 1.0) * np.sum(np.sign(x) * np.log(size))
