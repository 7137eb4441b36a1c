"""What the rules of sparse kernels need: the kernels of SciPy once more, on the tangents.

A constant tangent reads 0.0 here.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def beside(entries: Any, d_entries: Any) -> Any:
    """Return the tangents of entries, zeros for constant ones: a kernel that overwrites an array clears its tangent."""
    return d_entries if np.ndim(d_entries) else np.zeros_like(entries)


def add_products(kernel: Any, layout: Any, Ax: Any, Xx: Any, d_Ax: Any, d_Xx: Any, d_Yx: Any) -> None:
    """Add to a tangent what the product of a sparse array and a dense one adds."""
    if np.ndim(d_Ax):
        kernel(*layout, d_Ax, Xx, d_Yx)
    if np.ndim(d_Xx):
        kernel(*layout, Ax, d_Xx, d_Yx)
