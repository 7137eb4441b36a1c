"""The tangents of sums and products of sparse arrays, which leave out the entries that happen to be zero.

A constant tangent reads 0.0 here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse._sparsetools import csr_sample_values

from srcad.rules import registry
from srcad.values.carrying import refuse_value


def entries_of_sum(kernel: Any, shape: Any, left: Any, right: Any, Cp: Any, Cj: Any, Cx: Any, d_Cx: Any) -> None:
    """Write the tangents of the entries of a sum or difference of sparse arrays, each (Ap, Aj, Ax, d_Ax)."""
    (Ap, Aj, Ax, d_Ax), (Bp, Bj, Bx, d_Bx) = left, right
    moved = (
        (Ap, Aj, d_Ax if np.ndim(d_Ax) else np.zeros_like(Ax)),
        (Bp, Bj, d_Bx if np.ndim(d_Bx) else np.zeros_like(Bx)),
    )
    kept = kept_places(kernel, shape, left[:3], right[:3], Cp, Cj, Cx)
    d_Cx[: len(kept[0])] = 0.0
    add_part(combined(kernel, shape, *moved, Cp, Cj, Cx), shape, kept, d_Cx)


def entries_of_product(kernel: Any, shape: Any, left: Any, right: Any, Cp: Any, Cj: Any, Cx: Any, d_Cx: Any) -> None:
    """Write the tangents of the entries of a product of sparse arrays, each (Ap, Aj, Ax, d_Ax)."""
    (Ap, Aj, Ax, d_Ax), (Bp, Bj, Bx, d_Bx) = left, right
    kept = kept_places(kernel, shape, left[:3], right[:3], Cp, Cj, Cx)
    d_Cx[: len(kept[0])] = 0.0
    if np.ndim(d_Ax):
        add_part(combined(kernel, shape, (Ap, Aj, d_Ax), (Bp, Bj, Bx), Cp, Cj, Cx), shape, kept, d_Cx)
    if np.ndim(d_Bx):
        add_part(combined(kernel, shape, (Ap, Aj, Ax), (Bp, Bj, d_Bx), Cp, Cj, Cx), shape, kept, d_Cx)


def combined(kernel: Any, shape: Any, left: Any, right: Any, Cp: Any, Cj: Any, Cx: Any) -> Any:
    """Return what a kernel makes of two sparse arrays, in new storage."""
    indptr, indices, entries = np.zeros_like(Cp), np.zeros_like(Cj), np.zeros_like(Cx)
    kernel(*shape, *left, *right, indptr, indices, entries)
    return indptr, indices, entries


@registry.constant_rule
def kept_places(kernel: Any, shape: Any, left: Any, right: Any, Cp: Any, Cj: Any, Cx: Any) -> Any:
    """Return the row and column of each entry of the result."""
    indptr, indices, _ = combined(kernel, shape, left, right, Cp, Cj, Cx)
    return rows_of(indptr), indices[: indptr[-1]]


@registry.constant_rule
def rows_of(indptr: Any) -> Any:
    """Return the row of each entry."""
    return np.repeat(np.arange(len(indptr) - 1, dtype=indptr.dtype), np.diff(indptr))


def add_part(part: Any, shape: Any, kept: Any, d_Cx: Any) -> None:
    """Add to the tangents of the entries that the result has what another sparse array has there."""
    refuse_lost(part, shape, kept)
    count = len(kept[0])
    found = np.zeros_like(d_Cx[:count])
    csr_sample_values(*shape, *part, count, *kept, found)
    d_Cx[:count] += found


@registry.constant_rule
def refuse_lost(part: Any, shape: Any, kept: Any) -> None:
    """Refuse to lose the tangent of an entry that is left out of the result, because it happens to be zero."""
    indptr, indices, entries = part
    count = indptr[-1]
    places = rows_of(indptr).astype(np.int64) * shape[1] + indices[:count]
    is_lost = ~np.isin(places, kept[0].astype(np.int64) * shape[1] + kept[1])
    if np.any(entries[:count][is_lost] != 0):
        refuse_value(
            "a sum or product of sparse arrays leaves out an entry that happens to be zero, whose tangent is not zero",
            "Work on dense arrays, or where the entry is not zero.",
        )
