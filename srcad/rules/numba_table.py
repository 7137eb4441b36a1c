"""The rules of what numba adds to Python."""

from srcad.rules.registry import constant

constant("numba.prange(*args)", examples=("3", "1, 7, 2"))
