"""The tangents of Gaussian kernel density estimates, with respect to the points, the data and their weights.

SciPy's sums over the kernels are compiled. Its object holds all that they are made of, and its Tangent the tangents.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import linalg, special, stats

from srcad.runtime import apply
from srcad.solving.formulas import LOG_ROOT_TWO_PI

METHODS = stats.gaussian_kde


def evaluate(self: Any, points: Any, *, d_self: Any = None, d_points: Any = None) -> tuple[Any, Any]:
    """Return the estimated density, and its tangent."""
    value = METHODS.evaluate(self, points)
    _, tangent = apply(density, (self, points), (d_self, d_points))
    return value, np.zeros(value.shape, value.dtype) if tangent is None else np.asarray(tangent, value.dtype)


def logpdf(self: Any, x: Any, *, d_self: Any = None, d_x: Any = None) -> tuple[Any, Any]:
    """Return the logarithm of the estimated density, and its tangent."""
    value = METHODS.logpdf(self, x)
    _, tangent = apply(log_density, (self, x), (d_self, d_x))
    return value, np.zeros(value.shape, value.dtype) if tangent is None else np.asarray(tangent, value.dtype)


def density(estimate: Any, points: Any) -> Any:
    """Return the density at points, each a column."""
    return np.exp(log_kernels(estimate, points)) @ estimate.weights


def log_density(estimate: Any, points: Any) -> Any:
    """Return the logarithm of the density at points, each a column; it holds where the density underflows."""
    return special.logsumexp(log_kernels(estimate, points), axis=1, b=estimate.weights)


def log_kernels(estimate: Any, points: Any) -> Any:
    """Return the logarithm of each datum's kernel (columns) at each point (rows)."""
    columns = np.reshape(np.asarray(points, dtype=float), (len(estimate.dataset), -1))
    factor = np.linalg.cholesky(estimate.covariance)
    places = linalg.solve_triangular(factor, columns, lower=True)
    centres = linalg.solve_triangular(factor, estimate.dataset, lower=True)
    distances = places[:, :, np.newaxis] - centres[:, np.newaxis, :]
    norming = len(factor) * LOG_ROOT_TWO_PI + np.sum(np.log(np.diagonal(factor)))
    return -0.5 * np.sum(distances * distances, axis=0) - norming
