"""The tangents of sparse arrays that are cut out or laid out anew."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import _sparsetools

from srcad.rules import registry
from srcad.values.carrying import zero_tangent


def submatrix(
    n_row: Any, n_col: Any, Ap: Any, Aj: Any, Ax: Any, ir0: Any, ir1: Any, ic0: Any, ic1: Any, *, d_Ax: Any
) -> tuple[Any, Any]:
    """Cut a block out of a sparse array."""
    block = ir0, ir1, ic0, ic1
    value = _sparsetools.get_csr_submatrix(n_row, n_col, Ap, Aj, Ax, *block)
    tangent = _sparsetools.get_csr_submatrix(n_row, n_col, Ap, Aj, d_Ax, *block)
    return value, (None, None, tangent[2])


def rows_of_diagonals(self: Any, copy: bool = False, *, d_self: Any) -> tuple[Any, Any]:
    """Lay out a sparse array of diagonals by rows."""
    value = self.tocsr(copy)
    return value, with_entries(value, d_self.data[diagonals_of(value, self), value.indices])


def with_entries(value: Any, d_data: Any) -> Any:
    """Return the tangent of a new sparse array, of which the entries alone vary."""
    tangent = zero_tangent(value)
    tangent.data = d_data
    return tangent


@registry.constant_rule
def diagonals_of(value: Any, diagonals: Any) -> Any:
    """Return for each entry the index of the diagonal on which it lies."""
    rows = np.repeat(np.arange(value.shape[0]), np.diff(value.indptr))
    order = np.argsort(diagonals.offsets)
    return order[np.searchsorted(diagonals.offsets[order], value.indices - rows)]
