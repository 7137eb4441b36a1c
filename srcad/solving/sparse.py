"""The tangents of solutions with sparse matrices that are constant."""

from __future__ import annotations

from typing import Any

from scipy.sparse import linalg


def spsolve(A: Any, b: Any, permc_spec: Any = None, use_umfpack: Any = True, *, d_b: Any = None) -> tuple[Any, Any]:
    """Solve for a right-hand side, and for its tangent."""
    return linalg.spsolve(A, b, permc_spec, use_umfpack), linalg.spsolve(A, d_b, permc_spec, use_umfpack)
