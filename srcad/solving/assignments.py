"""The tangent of the cost of an assignment: the assignment is constant, and jumps where another one is cheaper."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import optimize

from srcad.runtime import apply
from srcad.solving.results import result_tangent


def cost_of(A: Any, B: Any, order: Any) -> Any:
    """Return the sum of the flows between places times the distances of those that stand there."""
    return np.sum(np.asarray(A) * np.asarray(B)[order][:, order])


def quadratic_assignment(
    A: Any, B: Any, method: Any = "faq", options: Any = None, *, d_A: Any = None, d_B: Any = None
) -> Any:
    """Assign facilities to places; the tangent is known for the cost."""
    result = optimize.quadratic_assignment(A, B, method, options)
    d_cost = apply(cost_of, (A, B, result.col_ind), (d_A, d_B, None))[1]
    return result, result_tangent(result, {"fun": d_cost})
