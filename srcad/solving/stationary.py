"""Differentiate where a function is stationary: the implicit function theorem for its gradient.

Where f_x(x, p) = 0, the tangent of x is the solution of f_xx dx = -f_xp dp. The second derivatives are srcad's own: of
the function, or the first ones of the gradient that the user gives. A bound that holds x holds its tangent, too.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from srcad.rules import registry
from srcad.rules.support import scaled
from srcad.running.holding import alone, held
from srcad.runtime import apply
from srcad.solving.implicit import flat, jacobian_of, shift_of, solved

Pieces = tuple[Any, Any, Any]


def gradient_at(x: Any, function: Any, d_held: Any, args: Any) -> Any:
    """Return the gradient of a function at constant parameters; that of a function of a number is a number."""
    nothing = (None,) * len(args)
    if not isinstance(x, np.ndarray):
        return np.sum(apply(function, (x, *args), (1.0, *nothing), function_tangent=d_held)[1])
    slopes = [apply(function, (x, *args), (unit, *nothing), function_tangent=d_held)[1] for unit in np.eye(x.size)]
    return np.stack([np.sum(slope) for slope in slopes])


def shift_at(x: Any, function: Any, d_function: Any, args: Any, d_args: Any) -> Any:
    """Return how a function's value varies with its parameters, at a point that does not move."""
    return np.sum(shift_of(function, d_function, x, args, d_args))


def units_of(x: Any) -> Any:
    """Return the directions of a point: 1.0 of a number."""
    return list(np.eye(x.size)) if isinstance(x, np.ndarray) else [1.0]


def each_alone(args: Any) -> Any:
    """Return arguments, functions among them to be differentiated with respect to their own arguments alone."""
    return tuple([alone(argument) for argument in args])


def pieces_of(function: Any, d_function: Any, x: Any, args: Any, d_args: Any) -> Pieces:
    """Return gradient, Hessian, and the tangent of the gradient at a point that does not move."""
    d_held, units = held(function, d_function), units_of(x)
    gradient = flat(gradient_at(x, function, d_held, each_alone(args)))
    given = (x, alone(function), alone(d_held), each_alone(args))
    columns = [apply(gradient_at, given, (unit, None, None, None))[1] for unit in units]
    varied = (x, alone(function), alone(d_function), each_alone(args), each_alone(d_args))
    mixed = [apply(shift_at, varied, (unit, None, None, None, None))[1] for unit in units]
    return gradient, np.stack([flat(column) for column in columns], axis=-1), np.stack([flat(m)[0] for m in mixed])


def pieces_of_gradient(gradient: Any, d_gradient: Any, x: Any, args: Any, d_args: Any) -> Pieces:
    """Return the same three of a gradient that the user gives."""
    matrix = jacobian_of(gradient, d_gradient, x, args)
    return flat(gradient(x, *args)), matrix, flat(shift_of(gradient, d_gradient, x, args, d_args))


def pieces_of_pair(function: Any, d_function: Any, x: Any, args: Any, d_args: Any) -> Pieces:
    """Return the same three of a function that returns its gradient beside its value."""
    slopes = [
        apply(function, (x, *args), (unit, *(None,) * len(args)), function_tangent=held(function, d_function))[1]
        for unit in np.eye(x.size)
    ]
    mixed = shift_of(function, d_function, x, args, d_args)[1]
    return flat(function(x, *args)[1]), np.stack([flat(slope[1]) for slope in slopes], axis=-1), flat(mixed)


@registry.constant_rule
def sides_of(x: Any, pieces: Any, lower: Any, upper: Any) -> Any:
    """Say for each element whether its lower (-1) or upper (1) bound holds it, or none (0).

    Some methods stay off the bounds. A bound holds, too, which is so near that the slope towards it cannot vanish on
    the way, or which a Newton step on the free elements would cross.
    """
    gradient, hessian, _ = pieces
    steepness = np.linalg.norm(hessian, axis=1) + np.finfo(float).tiny
    sides = np.where(steepness * (x - lower) <= gradient, -1, np.where(steepness * (upper - x) <= -gradient, 1, 0))
    sides = np.where(x <= lower, -1, np.where(x >= upper, 1, sides))
    for _ in range(len(sides)):
        target = x + newton_step(gradient, hessian, sides)
        crossed = np.where(target < lower, -1, np.where(target > upper, 1, 0))
        if not np.any(crossed[sides == 0]):
            break
        sides = np.where(sides == 0, crossed, sides)
    return sides


@registry.constant_rule
def newton_step(gradient: Any, hessian: Any, sides: Any) -> Any:
    """Return the Newton step of the elements that no bound holds."""
    matrix = np.where((sides != 0)[:, None], np.eye(len(sides)), hessian)
    return solved(matrix, np.where(sides != 0, 0.0, -gradient))


@registry.constant_rule
def is_stationary(x: Any, pieces: Any, sides: Any) -> bool:
    """Tell whether a method that gave up was at the solution all the same: a Newton step would hardly move x."""
    gradient, hessian, _ = pieces
    step = newton_step(gradient, hessian, sides)
    return bool(np.linalg.norm(step) <= 1e-4 * np.linalg.norm(x) or not np.any(gradient[sides == 0]))


def stationary_tangent(x: Any, pieces: Any, found: Any, limits: Any = None, d_limits: Any = None) -> Any:
    """Return the tangent of a vector at which a gradient vanishes, but for what bounds hold; NaN where it does not."""
    _, hessian, mixed = pieces
    if limits is None:
        limits = np.full(np.shape(x), -math.inf), np.full(np.shape(x), math.inf)
        d_limits = np.zeros(np.shape(x)), np.zeros(np.shape(x))
    sides = sides_of(x, pieces, limits[0], limits[1])
    if not found and not is_stationary(x, pieces, sides):
        return scaled(math.nan, np.ones(np.shape(x)))
    matrix = np.where((sides != 0)[:, None], np.eye(np.size(x)), hessian)
    return solved(matrix, np.where(sides < 0, d_limits[0], np.where(sides > 0, d_limits[1], -mixed)))
