"""What the rules of sparse products need: the kernels of SciPy once more, on the tangents."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse._sparsetools import csc_matvec, csr_matvec


def add_rows_tangent(M: Any, N: Any, Ap: Any, Aj: Any, Ax: Any, Xx: Any, d_Ax: Any, d_Xx: Any, d_Yx: Any) -> None:
    """Add to a tangent what the product of a matrix of sparse rows and a vector adds; a constant reads 0.0."""
    if np.ndim(d_Ax):
        csr_matvec(M, N, Ap, Aj, d_Ax, Xx, d_Yx)
    if np.ndim(d_Xx):
        csr_matvec(M, N, Ap, Aj, Ax, d_Xx, d_Yx)


def add_columns_tangent(M: Any, N: Any, Ap: Any, Aj: Any, Ax: Any, Xx: Any, d_Ax: Any, d_Xx: Any, d_Yx: Any) -> None:
    """Do the same for a matrix of sparse columns."""
    if np.ndim(d_Ax):
        csc_matvec(M, N, Ap, Aj, d_Ax, Xx, d_Yx)
    if np.ndim(d_Xx):
        csc_matvec(M, N, Ap, Aj, Ax, d_Xx, d_Yx)
