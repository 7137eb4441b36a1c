"""The formulas of SciPy's distributions that their derivatives are made from.

They are mostly SciPy's own private methods, which are short formulas on functions that have rules, and are
differentiated by their source. What stands here instead has no source, or a source that loses digits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats


def overridden(distribution: Any, method: str) -> bool:
    """Tell whether a distribution has a formula of its own for a method."""
    cls = type(distribution)
    base = stats.rv_discrete if isinstance(distribution, stats.rv_discrete) else stats.rv_continuous
    return getattr(cls, method) is not getattr(base, method)


def log_density(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return the logarithm of a standardised density."""
    if overridden(distribution, "_logpdf"):
        return distribution._logpdf(y, *shapes)
    return np.log(distribution._pdf(y, *shapes))


def distribution_function(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return a standardised distribution function."""
    if overridden(distribution, "_cdf") or not overridden(distribution, "_sf"):
        return distribution._cdf(y, *shapes)
    return 1.0 - distribution._sf(y, *shapes)


def survival_function(distribution: Any, y: Any, *shapes: Any) -> Any:
    """Return a standardised survival function."""
    if overridden(distribution, "_sf"):
        return distribution._sf(y, *shapes)
    return 1.0 - distribution._cdf(y, *shapes)


def log_mass(distribution: Any, k: Any, *shapes: Any) -> Any:
    """Return the logarithm of a probability."""
    if overridden(distribution, "_logpmf"):
        return distribution._logpmf(k, *shapes)
    return np.log(distribution._pmf(k, *shapes))
