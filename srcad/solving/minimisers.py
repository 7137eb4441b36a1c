"""The tangents of SciPy's minimisers: stationary points, and the envelope theorem for the minimum itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize

from srcad.carrying import refuse_value
from srcad.effects import refuse_effects
from srcad.runtime import apply
from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.results import result_tangent
from srcad.solving.stationary import (
    pieces_of,
    pieces_of_gradient,
    pieces_of_pair,
    stationary_tangent,
)


def of_number(
    function: Any, d_function: Any, x: Any, args: Any, d_args: Any, found: Any, ends: Any, d_ends: Any
) -> Any:
    """Return the tangents of a minimising number, between ends if there are any, and of the minimum."""
    refuse_effects("the minimiser", function, x, *args)
    pieces = pieces_of(function, d_function, x, args, d_args)
    limits, d_limits = as_limits(ends, -math.inf, math.inf), as_limits(d_ends, 0.0, 0.0)
    d_x = stationary_tangent(np.reshape(x, (1,)), pieces, found, limits, d_limits)[0]
    return d_x, envelope(function, d_function, x, d_x, args, d_args)


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
) -> Any:
    """Minimise a function of a vector; the tangent is known for the point, the minimum and the gradient there."""
    refuse_constraints("scipy.optimize.minimize", constraints)
    result = optimize.minimize(fun, x0, args, method, jac, hess, hessp, bounds, constraints, tol, callback, options)
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    refuse_writers(fun, callback, result.x, arguments)
    pieces = pieces_with(fun, d_fun, jac, d_jac, result.x, arguments, d_arguments)
    limits, d_limits = limits_with(bounds, d_bounds, result.x)
    d_x = stationary_tangent(result.x, pieces, result.success, limits, d_limits)
    d_minimum = envelope(fun, d_fun, result.x, d_x, arguments, d_arguments)
    known = {"x": d_x, "fun": d_minimum[0] if jac is True else d_minimum, "jac": pieces[1] @ d_x + pieces[2]}
    return result, result_tangent(result, known)


def refuse_constraints(solver: str, *constraints: Any) -> None:
    """Refuse what makes a minimum more than a stationary point between bounds."""
    if any(constraint is not None and np.size(constraint) > 0 for constraint in constraints):
        refuse_value(
            f"{solver} is given constraints",
            "Make the multipliers unknowns, and solve the conditions of the minimum with scipy.optimize.root.",
        )


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
