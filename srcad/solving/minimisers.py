"""The tangents of SciPy's minimisers: stationary points, and the envelope theorem for the minimum itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize

from srcad.rules import registry
from srcad.running.effects import refuse_effects
from srcad.runtime import apply
from srcad.solving.constrained import conditions_of, constrained_tangent
from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.results import result_tangent
from srcad.solving.stationary import (
    pieces_of,
    pieces_of_gradient,
    pieces_of_pair,
    stationary_tangent,
)
from srcad.values.carrying import refuse_value


def of_number(
    function: Any, d_function: Any, x: Any, args: Any, d_args: Any, found: Any, ends: Any, d_ends: Any
) -> Any:
    """Return the tangents of a minimising number, between ends if there are any, and of the minimum."""
    refuse_effects("the minimiser", function, x, *args)
    pieces = pieces_of(function, d_function, x, args, d_args)
    limits, d_limits = as_limits(ends, -math.inf, math.inf), as_limits(d_ends, 0.0, 0.0)
    refuse_kink(function, x, args, limits)
    d_x = stationary_tangent(np.reshape(x, (1,)), pieces, found, limits, d_limits)[0]
    return d_x, envelope(function, d_function, x, d_x, args, d_args)


@registry.constant_rule
def refuse_kink(function: Any, x: Any, args: Any, limits: Any) -> None:
    """Refuse a minimum off the bounds where the slopes on both sides stay apart however near they are taken.

    Of a smooth function, the difference of the slopes at two points goes to zero with their distance.
    """
    reach = 1e-4 * abs(x) + 2e-5  # farther than the tolerances of the methods
    if not limits[0][0] + reach < x < limits[1][0] - reach:
        return
    with np.errstate(all="ignore"):
        jumps = [slope_jump(function, x, args, scale * reach) for scale in (1.0, 0.25)]
        is_noise = reach * jumps[0] <= 1e-12 * np.max(np.abs(function(x, *args)))
    if not is_noise and jumps[1] > 0.8 * jumps[0] > 0.0:
        refuse_value(
            "the function given to the minimiser has a kink at its minimum, so that its slope does not vanish there",
            "Find the point where the two pieces are equal, with scipy.optimize.brentq.",
        )


def slope_jump(function: Any, x: Any, args: Any, reach: float) -> float:
    """Return the difference of the mean slopes between the near and the far points on both sides of a point."""
    above = float(np.sum(function(x + 2.0 * reach, *args) - function(x + reach, *args)))
    below = float(np.sum(function(x - reach, *args) - function(x - 2.0 * reach, *args)))
    return (above - below) / reach


def as_limits(ends: Any, low: float, high: float) -> Any:
    """Return the two ends of an interval as vectors of one element."""
    return (
        (np.array([low]), np.array([high])) if ends is None else (np.reshape(ends[0], (1,)), np.reshape(ends[1], (1,)))
    )


def envelope(function: Any, d_function: Any, x: Any, d_x: Any, args: Any, d_args: Any) -> Any:
    """Return the tangent of the minimum, along that of the point where it is."""
    return apply(function, (x, *args), (d_x, *d_args), function_tangent=d_function)[1]


def minimize_scalar(
    fun: Any,
    bracket: Any = None,
    bounds: Any = None,
    args: Any = (),
    method: Any = None,
    tol: Any = None,
    options: Any = None,
    *,
    d_fun: Any = None,
    d_bracket: Any = None,
    d_bounds: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a number; the tangent of the result is known for the point and the minimum."""
    result = optimize.minimize_scalar(fun, bracket, bounds, args, method, tol, options)
    d_x, d_fun_value = of_number(
        fun, d_fun, result.x, as_tuple(args), tangents_of(args, d_args), result.success, bounds, d_bounds
    )
    return result, result_tangent(result, {"x": d_x, "fun": d_fun_value})


def minimize(
    fun: Any,
    x0: Any,
    args: Any = (),
    method: Any = None,
    jac: Any = None,
    hess: Any = None,
    hessp: Any = None,
    bounds: Any = None,
    constraints: Any = (),
    tol: Any = None,
    callback: Any = None,
    options: Any = None,
    *,
    d_fun: Any = None,
    d_x0: Any = None,
    d_args: Any = None,
    d_jac: Any = None,
    d_hess: Any = None,
    d_hessp: Any = None,
    d_bounds: Any = None,
    d_constraints: Any = None,
) -> Any:
    """Minimise a function of a vector; the tangent is known for the point, the minimum and the gradient there."""
    result = optimize.minimize(fun, x0, args, method, jac, hess, hessp, bounds, constraints, tol, callback, options)
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    refuse_writers(fun, callback, result.x, arguments)
    pieces = pieces_with(fun, d_fun, jac, d_jac, result.x, arguments, d_arguments)
    limits, d_limits = limits_with(bounds, d_bounds, result.x)
    if is_given(constraints):
        conditions = conditions_of(constraints, d_constraints, result.x)
        d_x = constrained_tangent(result.x, pieces, result.success, conditions, limits, d_limits)
    else:
        d_x = stationary_tangent(result.x, pieces, result.success, limits, d_limits)
    d_minimum = envelope(fun, d_fun, result.x, d_x, arguments, d_arguments)
    known = {"x": d_x, "fun": d_minimum[0] if jac is True else d_minimum, "jac": pieces[1] @ d_x + pieces[2]}
    return result, result_tangent(result, known)


def refuse_constraints(solver: str, *constraints: Any) -> None:
    """Refuse what makes a minimum more than a stationary point between bounds."""
    if any(is_given(constraint) for constraint in constraints):
        refuse_value(
            f"{solver} is given constraints",
            "Make the multipliers unknowns, and solve the conditions of the minimum with scipy.optimize.root.",
        )


def is_given(constraint: Any) -> bool:
    """Tell whether there are constraints."""
    return constraint is not None and not (isinstance(constraint, (list, tuple, dict)) and not constraint)


def refuse_writers(function: Any, callback: Any, x: Any, args: Any) -> None:
    """Refuse functions that write to what outlives their call."""
    refuse_effects("the minimiser", function, x, *args)
    if callback is not None:
        refuse_effects("the minimiser", callback, x)


def pieces_with(fun: Any, d_fun: Any, jac: Any, d_jac: Any, x: Any, args: Any, d_args: Any) -> Any:
    """Return gradient, Hessian and the gradient's own tangent, from what the user gives of them."""
    if jac is True:
        return pieces_of_pair(fun, d_fun, x, args, d_args)
    if callable(jac):
        return pieces_of_gradient(jac, d_jac, x, args, d_args)
    return pieces_of(fun, d_fun, x, args, d_args)


def limits_with(bounds: Any, d_bounds: Any, x: Any) -> Any:
    """Return the bounds of a vector and their tangents; None where there are none."""
    if bounds is None:
        return None, None
    return apply(limits_of, (bounds, x), (d_bounds, None))


def limits_of(bounds: Any, x: Any) -> Any:
    """Return lower and upper bounds as vectors."""
    if isinstance(bounds, optimize.Bounds):
        return bounds.lb + np.zeros(x.size), bounds.ub + np.zeros(x.size)
    lower = [-math.inf if pair[0] is None else pair[0] for pair in bounds]
    upper = [math.inf if pair[1] is None else pair[1] for pair in bounds]
    return np.array(lower, dtype=float), np.array(upper, dtype=float)


def fminbound(
    func: Any,
    x1: Any,
    x2: Any,
    args: Any = (),
    xtol: Any = 1e-5,
    maxfun: Any = 500,
    full_output: Any = 0,
    disp: Any = 1,
    *,
    d_func: Any = None,
    d_x1: Any = None,
    d_x2: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a number between two ends."""
    found = optimize.fminbound(func, x1, x2, args, xtol, maxfun, True, disp)
    ends, d_ends = (x1, x2), (0.0 if d_x1 is None else d_x1, 0.0 if d_x2 is None else d_x2)
    given = (as_tuple(args), tangents_of(args, d_args))
    d_x, d_minimum = of_number(func, d_func, found[0], *given, found[2] == 0, ends, d_ends)
    return (found, (d_x, d_minimum, None, None)) if full_output else (found[0], d_x)


def brent(
    func: Any,
    args: Any = (),
    brack: Any = None,
    tol: Any = 1.48e-8,
    full_output: Any = 0,
    maxiter: Any = 500,
    *,
    d_func: Any = None,
    d_args: Any = None,
    d_brack: Any = None,
) -> Any:
    """Minimise a function of a number by Brent's method."""
    found = optimize.brent(func, args, brack, tol, True, maxiter)
    given = (as_tuple(args), tangents_of(args, d_args))
    d_x, d_minimum = of_number(func, d_func, found[0], *given, True, None, None)
    return (found, (d_x, d_minimum, None, None)) if full_output else (found[0], d_x)


def golden(
    func: Any,
    args: Any = (),
    brack: Any = None,
    tol: Any = 1.4901161193847656e-08,
    full_output: Any = 0,
    maxiter: Any = 5000,
    *,
    d_func: Any = None,
    d_args: Any = None,
    d_brack: Any = None,
) -> Any:
    """Minimise a function of a number by golden sections."""
    found = optimize.golden(func, args, brack, tol, True, maxiter)
    given = (as_tuple(args), tangents_of(args, d_args))
    d_x, d_minimum = of_number(func, d_func, found[0], *given, True, None, None)
    return (found, (d_x, d_minimum, None)) if full_output else (found[0], d_x)
