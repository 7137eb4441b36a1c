"""Differentiate the solution of an equation by the implicit function theorem.

Where f(x, p) = 0, the tangent of x is the solution of f_x dx = -f_p dp: one linear system, whatever the iteration did.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from srcad.rules import registry
from srcad.rules.support import quotient, scaled
from srcad.running.holding import held
from srcad.runtime import apply
from srcad.values.carrying import refuse_value


def as_tuple(args: Any) -> Any:
    """Return what SciPy makes of `args`: one that is no tuple is the only one."""
    return args if isinstance(args, tuple) else (args,)


def tangents_of(args: Any, d_args: Any) -> Any:
    """Return the tangents of `args` as a tuple, None for each where no `args` were given."""
    if d_args is None:
        return (None,) * len(as_tuple(args))
    return d_args if isinstance(args, tuple) else (d_args,)


def slope_of(function: Any, d_function: Any, x: Any, unit: Any, args: Any) -> Any:
    """Return the derivative of a function along `unit`, with all but its first argument held constant."""
    _, slope = apply(function, (x, *args), (unit, *(None,) * len(args)), function_tangent=held(function, d_function))
    return slope


def shift_of(function: Any, d_function: Any, x: Any, args: Any, d_args: Any) -> Any:
    """Return how a function's value varies with all but its first argument."""
    still = np.zeros_like(x) if isinstance(x, np.ndarray) else 0.0
    _, shift = apply(function, (x, *args), (still, *d_args), function_tangent=d_function)
    return shift


def unit_of(x: Any) -> Any:
    """Return the tangent 1 of a number, or of each element of an array."""
    return np.ones_like(x) if isinstance(x, np.ndarray) else 1.0


def root_tangent(function: Any, d_function: Any, root: Any, args: Any, d_args: Any) -> Any:
    """Return the tangent of the root of a scalar function: 0 where nothing varies, IEEE infinity at a double root."""
    slope = slope_of(function, d_function, root, unit_of(root), args)
    tangent = quotient(-shift_of(function, d_function, root, args, d_args), slope)
    # The function of a number may return an array of one.
    return tangent if np.shape(tangent) == np.shape(root) else np.reshape(tangent, np.shape(root))[()]


def jacobian_of(function: Any, d_function: Any, x: Any, args: Any, *, paired: bool = False) -> Any:
    """Return the matrix of a function's partial derivatives, one column for each element of x.

    A `paired` function gives its Jacobian beside its value.
    """
    units = [np.reshape(unit, np.shape(x)) for unit in np.eye(np.size(x))]
    slopes = [slope_of(function, d_function, x, unit, args) for unit in units]
    return np.stack([flat(slope[0] if paired else slope) for slope in slopes], axis=-1)


def flat(values: Any) -> Any:
    """Return numbers as a vector: those of a function that returns a list, too."""
    return np.ravel(np.asarray(values, dtype=float))


def solved(matrix: Any, right: Any) -> Any:
    """Solve a linear system; where the matrix is singular, NaN, but 0 where the right side is."""
    try:
        return np.linalg.solve(matrix, right)
    except np.linalg.LinAlgError:
        return scaled(math.nan, right)


@registry.constant_rule
def is_solution(x: Any, residual: Any, matrix: Any) -> bool:
    """Tell whether a solver that gave up was at the solution all the same: a Newton step would hardly move x."""
    step = solved(matrix, residual)
    return bool(np.linalg.norm(step) <= 1e-6 * np.linalg.norm(np.ravel(x))) or not np.any(residual)


def system_tangent(
    function: Any, d_function: Any, x: Any, args: Any, d_args: Any, found: Any, *, paired: bool = False
) -> Any:
    """Return the tangent of the solution of a system of equations; NaN where none was found.

    Refuses a complex solution: the function of complex numbers may be one that has no complex derivative.
    """
    if np.iscomplexobj(x):
        refuse_value("the solution of a system of equations is complex", "Solve for real and imaginary parts.")
    matrix = jacobian_of(function, d_function, x, args, paired=paired)
    values, shifts = function(x, *args), shift_of(function, d_function, x, args, d_args)
    if not found and not is_solution(x, flat(values[0] if paired else values), matrix):
        return scaled(math.nan, np.ones(np.shape(x)))
    shift = flat(shifts[0] if paired else shifts)
    return shaped_as(x, solved(matrix, -shift))


def shaped_as(x: Any, tangent: Any) -> Any:
    """Return a vector of tangents in the shape and dtype of a number or array."""
    return np.reshape(np.asarray(tangent, dtype=np.result_type(x)), np.shape(x))[()]
