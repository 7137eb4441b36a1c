"""The tangent of SciPy's own "one of two functions for each element", which its formulas are full of."""

from __future__ import annotations

from typing import Any

import numpy as np

from srcad.runtime import apply


def apply_where(
    cond: Any,
    args: Any,
    f1: Any,
    f2: Any = None,
    /,
    *,
    fill_value: Any = None,
    xp: Any = None,
    d_args: Any = None,
    d_f1: Any = None,
    d_f2: Any = None,
    d_fill_value: Any = None,
) -> tuple[Any, Any]:
    """Call one function on the elements where a condition holds, and another, or none, on the rest; in float64."""
    values = args if isinstance(args, (tuple, list)) else (args,)
    tangents = (None,) * len(values) if d_args is None else d_args if isinstance(args, (tuple, list)) else (d_args,)
    where = np.broadcast_arrays(np.asarray(cond, dtype=bool), *values)[0]
    first, d_first = applied(f1, d_f1, where, values, tangents)
    if f2 is None:
        fill = 0.0 if d_fill_value is None else d_fill_value
        rest, d_rest = chosen_rows(fill_value, ~where), chosen_rows(fill, ~where)
    else:
        rest, d_rest = applied(f2, d_f2, ~where, values, tangents)
    return joined(where, first, rest), joined(where, d_first, d_rest)


def chosen_rows(value: Any, where: Any) -> Any:
    """Return the chosen elements of a value, which is broadcast to the shape of the choice."""
    return np.broadcast_to(value, where.shape)[where]


def joined(where: Any, first: Any, rest: Any) -> Any:
    """Return an array that holds the first rows where the condition is true, and the rest elsewhere."""
    result = np.zeros(where.shape)
    result[where] = first
    result[~where] = rest
    return result


def applied(function: Any, d_function: Any, where: Any, values: Any, tangents: Any) -> tuple[Any, Any]:
    """Call a function on the chosen elements."""
    rows = tuple(chosen_rows(value, where) for value in values)
    d_rows = tuple(None if tangent is None else chosen_rows(tangent, where) for tangent in tangents)
    return apply(function, rows, d_rows, function_tangent=d_function)


def lazywhere(
    cond: Any,
    arrays: Any,
    f: Any,
    fillvalue: Any = None,
    f2: Any = None,
    *,
    d_arrays: Any = None,
    d_f: Any = None,
    d_fillvalue: Any = None,
    d_f2: Any = None,
) -> tuple[Any, Any]:
    """Do the same under the name and with the parameters that it has in an older SciPy."""
    return apply_where(
        cond,
        arrays,
        f,
        f2,
        fill_value=fillvalue,
        d_args=d_arrays,
        d_f1=d_f,
        d_f2=d_f2,
        d_fill_value=d_fillvalue,
    )
