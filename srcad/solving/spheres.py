"""Rules of FITPACK's splines on spheres: the coefficients are linear in the data, so FITPACK makes their tangents."""

from typing import Any

import numpy as np
from scipy import interpolate

from srcad.rules import registry
from srcad.solving import fitpack
from srcad.values.tangents import Tangent


def rectangular(
    u: Any,
    v: Any,
    r: Any,
    s: Any = 0.0,
    pole_continuity: Any = False,
    pole_values: Any = None,
    pole_exact: Any = False,
    pole_flat: Any = False,
    *,
    d_r: Any = None,
    d_pole_values: Any = None,
) -> tuple[Any, Any]:
    """Interpolate on a grid of latitudes and longitudes, which are constant."""
    make = interpolate.RectSphereBivariateSpline
    value = make(u, v, r, s, pole_continuity, pole_values, pole_exact, pole_flat)
    if s != 0.0:
        fitpack.refuse_smoothing("RectSphereBivariateSpline")
    poles, moves = pair_of(pole_values), pair_of(d_pole_values)
    d_rows = np.zeros(np.shape(r)) if d_r is None else np.asarray(d_r)
    step = step_for(r, d_rows, poles, moves)
    ahead = tuple(
        None if pole is None else float(pole + step * (0.0 if move is None else move))
        for pole, move in zip(poles, moves, strict=True)
    )
    moved = make(u, v, r + step * d_rows, s, pole_continuity, ahead, pole_exact, pole_flat)
    d_c = (moved.tck[2] - value.tck[2]) / step
    return value, Tangent(tck=on_same_knots(value, d_c), degrees=None, fp=0.0, v0=None)


def pair_of(values: Any) -> Any:
    """Return the values at both poles, which may be given as one."""
    return values if isinstance(values, (tuple, list)) else (values, values)


@registry.constant_rule
def step_for(r: Any, d_r: Any, poles: Any, moves: Any) -> float:
    """Return how far to go along the tangents of data, so that they are as large as the data.

    FITPACK's estimate of a value at a pole is linear in the data, but where they are all alike: tangents alone may be.
    """
    sizes = [
        max(np.max(np.abs(part), initial=0.0) for part in parts if part is not None)
        for parts in ((r, *poles), (d_r, *moves))
    ]
    return float(sizes[0] / sizes[1]) if all(sizes) else 1.0


def fitted(
    theta: Any, phi: Any, r: Any, tt: Any, tp: Any, w: Any = None, eps: Any = 1e-16, *, d_r: Any
) -> tuple[Any, Any]:
    """Fit on given knots, by places that are constant."""
    value = interpolate.LSQSphereBivariateSpline(theta, phi, r, tt, tp, w, eps)
    moved = interpolate.LSQSphereBivariateSpline(theta, phi, d_r, tt, tp, w, eps)
    return value, Tangent(tck=on_same_knots(value, moved.tck[2]), degrees=None)


def on_same_knots(made: Any, d_c: Any) -> Any:
    """Return the tangents of knots that stay, and of the coefficients."""
    return np.zeros_like(made.tck[0]), np.zeros_like(made.tck[1]), d_c
