"""Draws from SciPy's distributions, and what else of them is no formula."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np
from scipy import stats

from srcad.solving.parameters import given_parameters, given_tangents
from srcad.values.carrying import refuse_value


def rvs(self: Any, *args: Any, d_args: Any = None, d_kwds: Any = None, **kwds: Any) -> tuple[Any, Any]:
    """Draw, and move the draws with location and scale; the shapes are refused.

    The draws at other parameters are taken from the same state of the generator.
    """
    *d_shapes, d_loc, d_scale = (*given_tangents(self, args, kwds, d_args, d_kwds), None)[: self.numargs + 2]
    for name, tangent in zip(shape_names(self), d_shapes, strict=True):
        if np.any(0.0 if tangent is None else tangent):
            refuse_value(
                f"draws of {self.name} depend on '{name}' through the algorithm of the generator",
                "Take ppf of uniform draws, which is differentiated.",
            )
    if isinstance(self, stats.rv_discrete) and np.any(0.0 if d_loc is None else d_loc):
        refuse_value(f"draws of {self.name} are integers, and loc varies", "Add loc to draws without it.")
    value = stats.rv_continuous.rvs(self, *args, **kwds)
    parameters = given_parameters(self, args, kwds)
    tangent = np.zeros(np.shape(value))
    if d_loc is not None:
        tangent = tangent + d_loc
    if d_scale is not None:
        tangent = tangent + (value - parameters[-2]) / parameters[-1] * d_scale
    return value, tangent[()]


def shape_names(distribution: Any) -> list[str]:
    """Return the names of the shapes."""
    return distribution.shapes.replace(",", " ").split() if distribution.shapes else []


def fit(
    self: Any, data: Any, *args: Any, d_data: Any = None, d_args: Any = None, d_kwds: Any = None, **kwds: Any
) -> NoReturn:
    """Refuse to fit a distribution to data that vary."""
    refuse_value(
        f"{self.name}.fit has no derivative here: the estimate is the end of a search",
        "Minimise the sum of -logpdf with scipy.optimize.minimize, whose result is differentiated.",
    )


def levy_stable(
    self: Any, x: Any, *args: Any, d_x: Any = None, d_args: Any = None, d_kwds: Any = None, **kwds: Any
) -> NoReturn:
    """Refuse the density and the distribution function of levy_stable."""
    refuse_value(
        "levy_stable has no derivative here: it is a compiled integral",
        "levy, cauchy and norm are special cases with formulas.",
    )


def moment(
    self: Any, order: Any, *args: Any, d_order: Any = None, d_args: Any = None, d_kwds: Any = None, **kwds: Any
) -> NoReturn:
    """Refuse moments that `stats` does not know."""
    refuse_value(
        f"{self.name}.moment has no derivative here",
        "Take mean, variance, skewness and kurtosis from stats, or scipy.integrate.quad of x**order * pdf(x).",
    )


def expect(
    self: Any,
    func: Any = None,
    args: Any = (),
    loc: Any = 0,
    scale: Any = 1,
    lb: Any = None,
    ub: Any = None,
    conditional: Any = False,
    *,
    d_func: Any = None,
    d_args: Any = None,
    d_loc: Any = None,
    d_scale: Any = None,
    d_lb: Any = None,
    d_ub: Any = None,
    **kwds: Any,
) -> NoReturn:
    """Refuse expected values, which are integrals of the user's function."""
    refuse_value(f"{self.name}.expect has no derivative here", "Take scipy.integrate.quad of func(x) * pdf(x).")
