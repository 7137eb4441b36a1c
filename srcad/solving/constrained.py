"""Differentiate a minimum under constraints: the conditions of Karush, Kuhn and Tucker are a system of equations.

With the constraints c that hold, the gradient of the Lagrangian f - m c vanishes and c is zero: the tangents of the
point x and the multipliers m solve the linearised system (Nocedal and Wright, "Numerical Optimization", 18.1). Bounds
are constraints as well. A constraint that holds, but does not push (its multiplier is not positive), lets go.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from srcad.rules import registry
from srcad.rules.support import scaled
from srcad.running.effects import refuse_effects
from srcad.solving.implicit import as_tuple, flat, jacobian_of, shift_of, solved, tangents_of
from srcad.solving.stationary import pieces_of
from srcad.values.carrying import refuse_value

# A constraint that is nearer to zero than this holds; SciPy's methods stop at about 1e-6.
NEAR = 1e-5


def conditions_of(constraints: Any, d_constraints: Any, x: Any) -> Any:
    """Return each constraint as (is it an equation, function, its tangent, args, their tangents)."""
    several = isinstance(constraints, (list, tuple))
    given = constraints if several else [constraints]
    tangents = [None] * len(given) if d_constraints is None else d_constraints if several else [d_constraints]
    return [condition_of(one, d_one, x) for one, d_one in zip(given, tangents, strict=True)]


def condition_of(constraint: Any, d_constraint: Any, x: Any) -> Any:
    """Return one constraint in this form."""
    if not isinstance(constraint, dict):
        refuse_value(
            f"scipy.optimize.minimize is given a {type(constraint).__name__}",
            "Write the constraint as a dict with 'type' and 'fun'.",
        )
    args = as_tuple(constraint.get("args", ()))
    d_args = None if d_constraint is None else d_constraint.get("args")
    d_function = None if d_constraint is None else d_constraint.get("fun")
    refuse_effects("the minimiser", constraint["fun"], x, *args)
    is_equation = constraint["type"].lower() == "eq"
    return is_equation, constraint["fun"], d_function, args, tangents_of(constraint.get("args", ()), d_args)


def weighted(x: Any, function: Any, weights: Any, *args: Any) -> Any:
    """Return a constraint's values times the multipliers."""
    return np.sum(weights * np.ravel(np.asarray(function(x, *args))))


def constrained_tangent(x: Any, pieces: Any, found: Any, conditions: Any, limits: Any, d_limits: Any) -> Any:
    """Return the tangent of a minimising vector under constraints; NaN where the conditions do not hold."""
    gradient, hessian, mixed = pieces
    values, matrices, shifts = [], [], []
    for _, function, d_function, args, d_args in conditions:
        values.append(flat(function(x, *args)))
        matrices.append(jacobian_of(function, d_function, x, args))
        shifts.append(flat(shift_of(function, d_function, x, args, d_args)))
    if limits is not None:
        values += [x - limits[0], limits[1] - x]
        matrices += [np.eye(x.size), -np.eye(x.size)]
        shifts += [-d_limits[0], d_limits[1]]
    all_values, matrix, shift = np.concatenate(values), np.concatenate(matrices), np.concatenate(shifts)
    sizes = [len(part) for part in values]
    held = held_by(x, all_values, matrix, gradient, equations_of(conditions, sizes))
    if not found or not is_minimum(gradient, matrix[held]):
        return scaled(math.nan, np.ones(np.shape(x)))
    pushes = np.linalg.pinv(np.transpose(matrix[held])) @ gradient
    start = 0
    for (_, function, d_function, args, d_args), size in zip(conditions, sizes, strict=False):
        weights = placed(held, start, size) @ pushes
        given, moved = (function, weights, *args), (d_function, None, *d_args)
        _, bending, moving = pieces_of(weighted, None, x, given, moved)
        hessian, mixed = hessian - bending, mixed - moving
        start += size
    count = len(pushes)
    upper = np.concatenate((hessian, -np.transpose(matrix[held])), axis=1)
    lower = np.concatenate((matrix[held], np.zeros((count, count))), axis=1)
    return solved(np.concatenate((upper, lower)), -np.concatenate((mixed, shift[held])))[: x.size]


@registry.constant_rule
def placed(held: Any, start: int, size: int) -> Any:
    """Return the matrix that puts the multipliers of what holds into places among all values of a function."""
    return np.eye(len(held))[start : start + size][:, held]


@registry.constant_rule
def equations_of(conditions: Any, sizes: Any) -> Any:
    """Tell for each value whether it must be zero; bounds need not."""
    kinds = [condition[0] for condition in conditions] + [False] * (len(sizes) - len(conditions))
    return np.repeat(kinds, sizes)


@registry.constant_rule
def held_by(x: Any, values: Any, matrix: Any, gradient: Any, equations: Any) -> Any:
    """Tell which constraints hold as equations, without those that do not push."""
    scale = 1.0 + np.abs(matrix) @ np.abs(x)
    held = np.asarray(equations, dtype=bool) | (values <= NEAR * scale)
    while np.any(held & ~equations):
        pushes = np.zeros(len(values))
        pushes[held] = np.linalg.lstsq(matrix[held].T, gradient)[0]
        free = held & ~equations & (pushes <= NEAR * np.max(np.abs(gradient), initial=0.0))
        if not np.any(free):
            break
        held[np.where(free, pushes, math.inf).argmin()] = False
    return held


@registry.constant_rule
def is_minimum(gradient: Any, matrix: Any) -> bool:
    """Tell whether the constraints that hold balance the gradient."""
    rest = gradient - matrix.T @ np.linalg.lstsq(matrix.T, gradient)[0] if len(matrix) else gradient
    return bool(np.linalg.norm(rest) <= 1e-3 * (1.0 + np.linalg.norm(gradient)))
