"""Rules of curves through points, and of SciPy's newer functions that interpolate or smooth."""

from typing import Any

import numpy as np
from scipy import interpolate
from scipy.interpolate import make_interp_spline

from srcad.runtime import apply
from srcad.solving import fitpack
from srcad.values.carrying import refuse_value


def curve(
    x: Any,
    w: Any = None,
    u: Any = None,
    ub: Any = None,
    ue: Any = None,
    k: int = 3,
    task: int = 0,
    s: Any = None,
    t: Any = None,
    full_output: int = 0,
    nest: Any = None,
    per: int = 0,
    quiet: int = 1,
    *,
    d_x: Any = None,
    d_u: Any = None,
) -> tuple[Any, Any]:
    """Interpolate a curve by FITPACK, over the length of its chords where no parameter is given."""
    value = interpolate.splprep(x, w, u, ub, ue, k, task, s, t, full_output, nest, per, quiet)
    if s != 0 or task != 0:
        fitpack.refuse_smoothing("splprep")
    if full_output or per:
        refuse_value("splprep is differentiated without full_output and per", "Leave them out.")
    (knots, c, _), parameter = value
    if u is None:
        d_parameter = apply(lengths, (x,), (d_x,))[1]
        ends = (None, None)
    else:
        d_parameter, ends = d_u, (ub, ue)
    moves = [None] * len(x) if d_x is None else d_x
    d_knots, d_c = np.zeros(len(knots)), []
    for one, row, move in zip(c, x, moves, strict=True):
        d_knots, d_one = fitpack.through(parameter, row, knots, one, k, ends, d_parameter, move)
        d_c.append(d_one)
    return value, ([d_knots, d_c, 0.0], np.zeros(len(parameter)) if d_parameter is None else np.asarray(d_parameter))


def lengths(x: Any) -> Any:
    """Return the length of the chords up to each point as shares of the whole, for one row of coordinates each."""
    rows = np.stack([np.asarray(row) * 1.0 for row in x])
    sums = np.cumsum(np.sqrt(np.sum((rows[:, 1:] - rows[:, :-1]) ** 2, axis=0)))
    return np.concatenate((np.zeros(1), sums / sums[-1]))


def represented(
    x: Any,
    y: Any,
    *,
    w: Any = None,
    xb: Any = None,
    xe: Any = None,
    k: int = 3,
    s: Any = 0,
    t: Any = None,
    nest: Any = None,
    bc_type: Any = None,
    d_x: Any = None,
    d_y: Any = None,
) -> tuple[Any, Any]:
    """Interpolate by `make_splrep`."""
    value = interpolate.make_splrep(x, y, w=w, xb=xb, xe=xe, k=k, s=s, t=t, nest=nest, bc_type=bc_type)
    if s != 0:
        fitpack.refuse_smoothing("make_splrep")
    return value, apply(make_interp_spline, (x, y, k, None, bc_type), (d_x, d_y, None, None, None))[1]


def represented_curve(
    x: Any,
    *,
    w: Any = None,
    u: Any = None,
    ub: Any = None,
    ue: Any = None,
    k: int = 3,
    s: Any = 0,
    t: Any = None,
    nest: Any = None,
    bc_type: Any = None,
    d_x: Any = None,
    d_u: Any = None,
) -> tuple[Any, Any]:
    """Interpolate a curve by `make_splprep`."""
    value = interpolate.make_splprep(x, w=w, u=u, ub=ub, ue=ue, k=k, s=s, t=t, nest=nest, bc_type=bc_type)
    if s != 0:
        fitpack.refuse_smoothing("make_splprep")
    if bc_type not in (None, "not-a-knot"):
        refuse_value("make_splprep is given a 'bc_type'", "Use make_interp_spline over the length of the chords.")
    parameter = value[1]
    if u is None:
        d_parameter = apply(lengths, (x,), (d_x,))[1]
    else:
        d_parameter = np.zeros(len(parameter)) if d_u is None else np.asarray(d_u)
    rows = np.stack([np.asarray(row) for row in x])
    d_rows = None if d_x is None else apply(stacked, (x,), (d_x,))[1]
    d_spline = apply(make_interp_spline, (parameter, rows, k, None, None, 1), (d_parameter, d_rows, *(None,) * 4))[1]
    return value, (d_spline, d_parameter)


def stacked(x: Any) -> Any:
    """Return coordinates as the rows of one array."""
    return np.stack([np.asarray(row) * 1.0 for row in x])
