"""The tangents of SciPy's least squares: stationary points of half the sum of squares, second derivatives included."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize

from srcad.rules import registry
from srcad.running.effects import refuse_effects
from srcad.runtime import apply
from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.results import result_tangent
from srcad.solving.stationary import each_alone, pieces_of, stationary_tangent
from srcad.values.carrying import refuse_value


def residuals(x: Any, fun: Any, args: Any, keywords: Any) -> Any:
    """Return the residuals as a vector."""
    return np.ravel(np.asarray(fun(x, *args, **keywords)))


def half_squares(x: Any, fun: Any, args: Any, keywords: Any, loss: Any, f_scale: Any) -> Any:
    """Return half the sum of the squares of the residuals, each under the loss that SciPy knows by that name."""
    z = (residuals(x, fun, args, keywords) / f_scale) ** 2
    return 0.5 * f_scale**2 * np.sum(LOSSES[loss](z))


def soft_l1(z: Any) -> Any:
    """Grow like the square root of a large square."""
    return 2.0 * (np.sqrt(1.0 + z) - 1.0)


def huber(z: Any) -> Any:
    """Grow like the square root of a square above 1."""
    return np.where(z <= 1.0, z, 2.0 * np.sqrt(np.maximum(z, 1.0)) - 1.0)


def linear(z: Any) -> Any:
    """Leave a square as it is."""
    return z


LOSSES: dict[str, Any] = {
    "linear": linear,
    "soft_l1": soft_l1,
    "huber": huber,
    "cauchy": np.log1p,
    "arctan": np.arctan,
}


def least_squares(
    fun: Any,
    x0: Any,
    jac: Any = "2-point",
    bounds: Any = (-math.inf, math.inf),
    method: Any = "trf",
    ftol: Any = 1e-8,
    xtol: Any = 1e-8,
    gtol: Any = 1e-8,
    x_scale: Any = None,
    loss: Any = "linear",
    f_scale: Any = 1.0,
    diff_step: Any = None,
    tr_solver: Any = None,
    tr_options: Any = None,
    jac_sparsity: Any = None,
    max_nfev: Any = None,
    verbose: Any = 0,
    args: Any = (),
    kwargs: Any = None,
    callback: Any = None,
    workers: Any = None,
    *,
    d_fun: Any = None,
    d_x0: Any = None,
    d_jac: Any = None,
    d_bounds: Any = None,
    d_args: Any = None,
    d_kwargs: Any = None,
) -> Any:
    """Minimise a sum of squares; the tangent of the result is known for the point, the cost and the residuals."""
    if loss not in LOSSES:
        refuse_value("scipy.optimize.least_squares is given a loss of one's own", f"Choose one of {', '.join(LOSSES)}.")
    options = {"x_scale": x_scale, "tr_options": tr_options, "callback": callback, "workers": workers}
    given = {name: value for name, value in options.items() if value is not None}
    result = optimize.least_squares(
        fun, x0, jac, bounds, method, ftol, xtol, gtol, loss=loss, f_scale=f_scale, diff_step=diff_step,
        tr_solver=tr_solver, jac_sparsity=jac_sparsity, max_nfev=max_nfev, verbose=verbose, args=args,
        kwargs={} if kwargs is None else kwargs, **given,
    )  # fmt: skip
    arguments = (fun, as_tuple(args), {} if kwargs is None else kwargs)
    d_arguments = (d_fun, tangents_of(args, d_args), d_kwargs)
    refuse_effects("scipy.optimize.least_squares", fun, result.x, *arguments[1])
    pieces = pieces_of(half_squares, None, result.x, (*arguments, loss, f_scale), (*d_arguments, None, None))
    limits, d_limits = apply(pair_of_limits, (bounds, result.x), (d_bounds, None))
    d_x = stationary_tangent(result.x, pieces, result.success, limits, d_limits)
    d_residuals = apply(residuals, (result.x, *arguments), (d_x, *d_arguments))[1]
    cost, d_cost = (result.x, *arguments, loss, f_scale), (d_x, *d_arguments, None, None)
    return result, result_tangent(result, {"x": d_x, "fun": d_residuals, "cost": apply(half_squares, cost, d_cost)[1]})


def pair_of_limits(bounds: Any, x: Any) -> Any:
    """Return lower and upper bounds as vectors."""
    lower, upper = (bounds.lb, bounds.ub) if isinstance(bounds, optimize.Bounds) else (bounds[0], bounds[1])
    return np.asarray(lower) + np.zeros(x.size), np.asarray(upper) + np.zeros(x.size)


def leastsq(
    func: Any,
    x0: Any,
    args: Any = (),
    Dfun: Any = None,
    full_output: Any = False,
    col_deriv: Any = False,
    ftol: Any = 1.49012e-8,
    xtol: Any = 1.49012e-8,
    gtol: Any = 0.0,
    maxfev: Any = 0,
    epsfcn: Any = None,
    factor: Any = 100,
    diag: Any = None,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_args: Any = None,
    d_Dfun: Any = None,
) -> Any:
    """Minimise a sum of squares; the covariance that SciPy estimates has the tangent NaN."""
    options = (col_deriv, ftol, xtol, gtol, maxfev, epsfcn, factor, diag)
    found = optimize.leastsq(func, x0, args, Dfun, True, *options)
    x, covariance, report, _, flag = found
    if not full_output and flag not in (1, 2, 3, 4):
        optimize.leastsq(func, x0, args, Dfun, False, *options)  # warns
    refuse_effects("scipy.optimize.leastsq", func, x, *as_tuple(args))
    arguments: Any = (func, as_tuple(args), {})
    d_arguments = (d_func, tangents_of(args, d_args), None)
    pieces = pieces_of(half_squares, None, x, (*arguments, "linear", 1.0), (*d_arguments, None, None))
    d_x = stationary_tangent(x, pieces, flag in (1, 2, 3, 4))
    if not full_output:
        return (x, flag), (d_x, None)
    d_residuals = apply(residuals, (x, *arguments), (d_x, *d_arguments))[1]
    d_covariance = None if covariance is None else np.full(covariance.shape, math.nan)
    return found, (d_x, d_covariance, result_tangent(report, {"fvec": d_residuals}), None, None)


def curve_fit(
    f: Any,
    xdata: Any,
    ydata: Any,
    p0: Any = None,
    sigma: Any = None,
    absolute_sigma: Any = False,
    check_finite: Any = None,
    bounds: Any = (-math.inf, math.inf),
    method: Any = None,
    jac: Any = None,
    *,
    full_output: Any = False,
    nan_policy: Any = None,
    d_f: Any = None,
    d_xdata: Any = None,
    d_ydata: Any = None,
    d_p0: Any = None,
    d_sigma: Any = None,
    d_bounds: Any = None,
    d_jac: Any = None,
    **kwargs: Any,
) -> Any:
    """Fit a curve: the parameters and their covariance vary with the data, their errors, and what the curve holds."""
    if nan_policy is not None:
        refuse_value("scipy.optimize.curve_fit is given a nan_policy", "Take the points without a value out before.")
    found = optimize.curve_fit(
        f, xdata, ydata, p0, sigma, absolute_sigma, check_finite, bounds, method, jac, full_output=full_output, **kwargs
    )
    best = found[0]
    refuse_effects("scipy.optimize.curve_fit", f, np.asarray(xdata), *best)
    given, d_given = (f, xdata, ydata, sigma), (d_f, d_xdata, d_ydata, d_sigma)
    pieces = pieces_of(misfit, None, best, given, d_given)
    limits, d_limits = apply(pair_of_limits, (bounds, best), (d_bounds, None))
    d_best = stationary_tangent(best, pieces, True, limits, d_limits)
    d_covariance = covariance_tangent(best, d_best, given, d_given, found[1], absolute_sigma)
    if full_output:
        d_residuals = apply(deviations, (best, *given), (d_best, *d_given))[1]
        return found, (d_best, d_covariance, result_tangent(found[2], {"fvec": d_residuals}), None, None)
    return found, (d_best, d_covariance)


def deviations(p: Any, f: Any, xdata: Any, ydata: Any, sigma: Any) -> Any:
    """Return the deviations of a curve from the data, in units of their errors or whitened by their covariance."""
    difference = np.asarray(f(np.asarray(xdata), *p)) - np.asarray(ydata)
    if sigma is None:
        return difference
    if np.ndim(sigma) < 2:
        return difference / np.asarray(sigma)
    return np.linalg.solve(np.linalg.cholesky(np.asarray(sigma)), difference)


def misfit(p: Any, f: Any, xdata: Any, ydata: Any, sigma: Any) -> Any:
    """Return half the sum of the squares of the deviations."""
    return 0.5 * np.sum(deviations(p, f, xdata, ydata, sigma) ** 2)


def covariance_tangent(p: Any, d_p: Any, given: Any, d_given: Any, covariance: Any, absolute: Any) -> Any:
    """Return the tangent of the parameters' covariance: that of the inverse of J^T J, times the variance of the fit."""
    if is_unknown(covariance):
        return np.full(np.shape(covariance), math.nan)
    alone, d_alone, units = each_alone(given), each_alone(d_given), np.eye(p.size)
    nothing = (None,) * len(given)
    jacobian = np.stack([apply(deviations, (p, *alone), (unit, *nothing))[1] for unit in units], axis=-1)
    moved = (p, d_p, alone, d_alone)
    changes = np.stack([apply(change_along, moved, (unit, None, None, None))[1] for unit in units], axis=-1)
    rest, d_rest = deviations(p, *given), change_along(p, d_p, given, d_given)
    inverse = np.linalg.inv(jacobian.T @ jacobian)
    change = -inverse @ (changes.T @ jacobian + jacobian.T @ changes) @ inverse
    if absolute:
        return change
    freedom = len(rest) - p.size
    return (change * np.sum(rest**2) + inverse * (2.0 * np.sum(rest * d_rest))) / freedom


@registry.constant_rule
def is_unknown(covariance: Any) -> bool:
    """Tell whether SciPy could not estimate a covariance."""
    return not np.all(np.isfinite(covariance))


def change_along(p: Any, d_p: Any, given: Any, d_given: Any) -> Any:
    """Return how the deviations change along a direction of parameters and data."""
    return apply(deviations, (p, *given), (d_p, *d_given))[1]
