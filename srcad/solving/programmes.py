"""The tangent of a linear programme: its solution is the vertex where the constraints that hold cross.

Of the constraints that hold there, as equations, the solution moves as the implicit function theorem says. Where they
are fewer than the unknowns, the solution is one of many; where they are more, and do not cross in one point when the
data move, it goes to another vertex. Both have the tangent NaN.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize, sparse

from srcad.rules import registry
from srcad.rules.support import scaled
from srcad.runtime import apply
from srcad.solving.implicit import solved
from srcad.solving.results import result_tangent
from srcad.values.carrying import refuse_value

# What the solvers call zero, relatively.
NEAR = 1e-9


def linprog(
    c: Any,
    A_ub: Any = None,
    b_ub: Any = None,
    A_eq: Any = None,
    b_eq: Any = None,
    bounds: Any = (0, None),
    method: Any = "highs",
    callback: Any = None,
    options: Any = None,
    x0: Any = None,
    integrality: Any = None,
    *,
    d_c: Any = None,
    d_A_ub: Any = None,
    d_b_ub: Any = None,
    d_A_eq: Any = None,
    d_b_eq: Any = None,
    d_bounds: Any = None,
) -> Any:
    """Solve a linear programme; known are the tangents of the solution, the minimum, and what the constraints leave."""
    refuse_unusual(A_ub, A_eq, callback, integrality)
    result = optimize.linprog(c, A_ub, b_ub, A_eq, b_eq, bounds, method, options=options, x0=x0)
    if result.x is None:
        return result, result_tangent(result, {"x": None, "fun": None, "slack": None, "con": None})
    x = result.x
    limits, d_limits = apply(limits_of, (bounds, x), (d_bounds, None))
    given, moved = (A_ub, b_ub, A_eq, b_eq, *limits), (d_A_ub, d_b_ub, d_A_eq, d_b_eq, *d_limits)
    shift = apply(gaps, (x, *given), (None, *moved))[1]
    rows, held = slopes(x, A_ub, A_eq), held_by(gaps(x, *given), x, A_ub, b_ub, limits)
    d_x = vertex_tangent(rows[held], -shift[held], x) if result.status == 0 else scaled(math.nan, np.ones_like(x))
    d_fun = apply(np.dot, (np.asarray(c), x), (None if d_c is None else np.asarray(d_c), d_x))[1]
    d_gaps = rows @ d_x + shift
    upper, equal = result.slack.size, result.con.size
    known = {"x": d_x, "fun": d_fun, "slack": -d_gaps[equal : equal + upper], "con": -d_gaps[:equal]}
    return result, result_tangent(result, known)


def refuse_unusual(A_ub: Any, A_eq: Any, callback: Any, integrality: Any) -> None:
    """Refuse what has no derivative, or no dense matrix."""
    if integrality is not None and np.any(integrality):
        refuse_value("linprog is given integrality: whole numbers jump", "Take the result with srcad.stop_derivative.")
    if callback is not None:
        refuse_value("linprog is given a callback", "Leave it out.")
    if sparse.issparse(A_ub) or sparse.issparse(A_eq):
        refuse_value("linprog is given a sparse matrix", "Give the matrix as an array.")


def limits_of(bounds: Any, x: Any) -> Any:
    """Return lower and upper bounds as vectors, from one pair for all or one for each."""
    pairs: Any = [(0.0, None)] if bounds is None else bounds
    if np.ndim(pairs[0]) == 0:
        pairs = [bounds]
    if len(pairs) == 1:
        pairs = [pairs[0]] * x.size
    lower = [-math.inf if low is None else low for low, _ in pairs]
    upper = [math.inf if high is None else high for _, high in pairs]
    return np.array(lower, dtype=float), np.array(upper, dtype=float)


def gaps(x: Any, A_ub: Any, b_ub: Any, A_eq: Any, b_eq: Any, lower: Any, upper: Any) -> Any:
    """Return by how much each constraint is exceeded: equations, inequalities, lower and upper bounds."""
    parts = [x - lower, x - upper]
    if A_ub is not None:
        parts = [np.asarray(A_ub) @ x - np.ravel(np.asarray(b_ub)), *parts]
    if A_eq is not None:
        parts = [np.asarray(A_eq) @ x - np.ravel(np.asarray(b_eq)), *parts]
    return np.concatenate(parts)


def slopes(x: Any, A_ub: Any, A_eq: Any) -> Any:
    """Return the derivative of each of these with respect to the solution."""
    parts = [np.eye(x.size), np.eye(x.size)]
    if A_ub is not None:
        parts = [np.asarray(A_ub, dtype=float), *parts]
    if A_eq is not None:
        parts = [np.asarray(A_eq, dtype=float), *parts]
    return np.concatenate(parts)


@registry.constant_rule
def held_by(exceeded: Any, x: Any, A_ub: Any, b_ub: Any, limits: Any) -> Any:
    """Tell which constraints hold as equations; of two bounds that are one, the lower."""
    count = exceeded.size - 2 * x.size
    inequalities = 0 if A_ub is None else np.size(b_ub)
    sizes = np.ones(exceeded.size)
    if A_ub is not None:
        sizes[count - inequalities : count] += np.abs(np.ravel(b_ub)) + np.abs(np.asarray(A_ub)) @ np.abs(x)
    sizes[count:] += np.tile(np.abs(x), 2)
    held = np.abs(exceeded) <= NEAR * sizes
    held[: count - inequalities] = True
    held[count + x.size :] &= limits[0] != limits[1]
    return held


def vertex_tangent(matrix: Any, right: Any, x: Any) -> Any:
    """Return how the point moves at which equations cross; NaN where they cross in many points, or in none."""
    if len(matrix) < x.size or np.linalg.matrix_rank(matrix) < x.size:
        return scaled(math.nan, np.ones_like(x))
    if len(matrix) == x.size:
        return solved(matrix, right)
    found = np.linalg.lstsq(matrix, right)[0]
    if np.linalg.norm(matrix @ found - right) > 1e-8 * np.linalg.norm(right):
        return scaled(math.nan, np.ones_like(x))
    return found
