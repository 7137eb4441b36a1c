"""Keep what was decided for a dispatched call of a function with a rule, by the types of numbers and arrays.

Only functions written in C that are part of Python or NumPy are kept by their id: they stay as long as the process.
"""

from __future__ import annotations

import types
from typing import Any

import numpy as np

from srcad.running.arguing import Lowered

LASTING = frozenset((types.BuiltinFunctionType, np.ufunc))
MODULES = frozenset(("builtins", "math", "cmath", "_operator", "numpy"))
VARYING = frozenset((float, complex, np.float64))
NUMERIC = VARYING | {int, bool, type(None)}

# The generated function for a function and the form of its arguments, and its seeds by the number of the argument.
KNOWN_CALLS: dict[Any, tuple[Any, list[tuple[str, int]]]] = {}


def form_of(primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
    """Return what decides on a call with numbers and arrays, None where more does: where integers have tangents."""
    if len(primals) != len(tangents):
        return None
    parts: list[Any] = []
    for primal, tangent in zip(primals, tangents, strict=True):
        cls, d_cls = type(primal), type(tangent)
        if tangent is not None and d_cls is not np.ndarray and d_cls not in VARYING:
            return None
        if cls is np.ndarray and (tangent is None or primal.dtype.kind in "fc"):
            parts.append((primal.dtype, primal.ndim, tangent is None))
        elif cls in (NUMERIC if tangent is None else VARYING):
            parts.append((cls, tangent is None))
        else:
            return None
    return tuple(parts)


def keep_call(function: Any, form: Any, lowered: Lowered) -> None:
    """Keep the target of a call if that gets the primals by position and the tangents by name.

    It is the variant of a function which only makes this call, and depends on nothing that could change.
    """
    straight = lowered.args == [("primal", index) for index in range(len(form))]
    by_name = all(place[0] == "tangent" for place in lowered.named.values())
    if straight and by_name and lowered.target_place is None and getattr(function, "__module__", None) in MODULES:
        KNOWN_CALLS[id(function), form] = lowered.target, [(name, place[1]) for name, place in lowered.named.items()]
