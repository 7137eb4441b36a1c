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
    kwargs: Any = None,
    xp: Any = None,
    d_args: Any = None,
    d_f1: Any = None,
    d_f2: Any = None,
    d_fill_value: Any = None,
    d_kwargs: Any = None,
) -> tuple[Any, Any]:
    """Call one function on the elements where a condition holds, and another, or none, on the rest.

    The result has the data type that NumPy promotes the two parts to, in which a number of Python's is weak.
    """
    several = isinstance(args, tuple)
    values = args if several else (args,)
    tangents = (None,) * len(values) if d_args is None else d_args if several else (d_args,)
    names = tuple(kwargs or ())
    named = tuple((kwargs[name], d_kwargs and d_kwargs.get(name)) for name in names)
    filler = () if fill_value is None else (fill_value,)
    where = np.broadcast_arrays(np.asarray(cond, dtype=bool), *filler, *values, *(value for value, _ in named))[0]
    given = (*zip(values, tangents, strict=True), *named)
    first, d_first = applied(f1, d_f1, where, given, names)
    if f2 is None:
        rest, d_rest = filling(fill_value, ~where), filling(0.0 if d_fill_value is None else d_fill_value, ~where)
    else:
        rest, d_rest = applied(f2, d_f2, ~where, given, names)
    return joined(where, first, rest), joined(where, d_first, d_rest)


def chosen_rows(value: Any, where: Any) -> Any:
    """Return the chosen elements of a value, which is broadcast to the shape of the choice."""
    return np.broadcast_to(value, where.shape)[where]


def filling(value: Any, where: Any) -> Any:
    """Return what fills the chosen elements; a number stays one, for its type is weak."""
    return chosen_rows(value, where) if np.ndim(value) else value


def joined(where: Any, first: Any, rest: Any) -> Any:
    """Return an array that holds the first rows where the condition is true, and the rest elsewhere."""
    result = np.zeros(where.shape, np.result_type(first, rest))
    result[where] = first
    result[~where] = rest
    return result


def applied(function: Any, d_function: Any, where: Any, given: Any, names: tuple[str, ...]) -> tuple[Any, Any]:
    """Call a function on the chosen elements of pairs of a value and its tangent; the last ones have names."""
    rows = [chosen_rows(value, where) for value, _ in given]
    d_rows = [None if tangent is None else chosen_rows(tangent, where) for _, tangent in given]
    plain = len(rows) - len(names)
    named, d_named = dict(zip(names, rows[plain:], strict=True)), dict(zip(names, d_rows[plain:], strict=True))
    return apply(function, tuple(rows[:plain]), tuple(d_rows[:plain]), named, d_named, function_tangent=d_function)


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
        tuple(arrays),
        f,
        f2,
        fill_value=None if fillvalue is None else np.asarray(fillvalue),
        d_args=None if d_arrays is None else tuple(d_arrays),
        d_f1=d_f,
        d_f2=d_f2,
        d_fill_value=d_fillvalue,
    )
