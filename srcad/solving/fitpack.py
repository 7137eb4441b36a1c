"""Rules of the functions and objects of FITPACK: splines as tuples of knots, coefficients and degree.

Where FITPACK chooses the knots by a smoothing condition they jump as the data move. Only interpolation and fits on
given knots have a derivative.
"""

from typing import Any

import numpy as np
from scipy import interpolate

from srcad.runtime import apply
from srcad.solving.bsplines import by_recurrence, curve, differentiated, integrated, least_squares
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent

INTERPOLATE = "Interpolate (s=0), give the knots, or use make_smoothing_spline with a given penalty."


def refuse_smoothing(name: str) -> None:
    """Refuse a smoothing fit, whose knots jump as the data move."""
    refuse_value(f"{name} chooses its knots by the smoothing condition, and they jump as the data move", INTERPOLATE)


def evaluate(x: Any, tck: Any, der: int = 0, ext: int = 0, *, d_x: Any = None, d_tck: Any = None) -> tuple[Any, Any]:
    """Evaluate a spline or one of its derivatives."""
    value = interpolate.splev(x, tck, der, ext)
    if isinstance(tck, interpolate.BSpline):
        return value, apply(tck, (x, der, ext == 0), (d_x, None, None), function_tangent=d_tck)[1]
    t, c, k = tck
    d_t, d_c, _ = (None, None, None) if d_tck is None else d_tck
    if isinstance(value, list):
        parts = [None] * len(value) if d_c is None else d_c
        return value, [moved(x, (t, one, k), der, ext, d_x, d_t, d_one) for one, d_one in zip(c, parts, strict=True)]
    return value, moved(x, tck, der, ext, d_x, d_t, d_c)


def moved(x: Any, tck: Any, der: int, ext: int, d_x: Any, d_t: Any, d_c: Any) -> Any:
    """Return the tangent of one curve at places: where it is not extrapolated the places do not matter."""
    t, c, k = tck
    knots, places = np.asarray(t), np.asarray(x) * 1.0
    tangent = np.zeros(np.shape(places))
    inside = (places >= knots[k]) & (places <= knots[-k - 1])
    if d_x is not None and der < k:
        slope = interpolate.splev(x, tck, der + 1, ext)
        tangent = tangent + np.where(inside | (ext == 0), slope, 0.0) * np.asarray(d_x)
    if d_c is not None:
        tangent = tangent + interpolate.splev(x, (t, d_c, k), der, ext)
    if d_t is not None:
        d_knots = np.asarray(d_t)
        kept = np.clip(places, knots[k], knots[-k - 1]) if ext == 3 else places
        step = np.zeros(np.shape(places))
        if ext == 3:
            step = np.where(places < knots[k], d_knots[k], np.where(places > knots[-k - 1], d_knots[-k - 1], 0.0))
        count = len(knots) - k - 1
        given = knots, np.asarray(c)[:count], k, kept, der, True, 0
        part = apply(by_recurrence, given, (d_knots, None, None, step, None, None, None))[1]
        tangent = tangent + (np.where(inside, part, 0.0) if ext == 1 else part)
    return tangent


def interpolated(
    x: Any,
    y: Any,
    w: Any = None,
    xb: Any = None,
    xe: Any = None,
    k: int = 3,
    task: int = 0,
    s: Any = None,
    t: Any = None,
    full_output: int = 0,
    per: int = 0,
    quiet: int = 1,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_t: Any = None,
    d_w: Any = None,
) -> tuple[Any, Any]:
    """Interpolate by a spline, or fit one on given knots."""
    value = interpolate.splrep(x, y, w, xb, xe, k, task, s, t, full_output, per, quiet)
    if full_output or per:
        refuse_value("splrep is differentiated without full_output and per", "Leave them out.")
    knots, c, _ = value
    if t is None:
        if not (s == 0 or (s is None and w is None)):
            refuse_smoothing("splrep")
        d_knots, d_c = through(x, y, knots, c, k, (xb, xe), d_x, d_y)
    else:
        d_knots = np.zeros(len(knots))
        if d_t is not None:
            d_knots = np.concatenate((np.zeros(k + 1), np.asarray(d_t), np.zeros(k + 1)))
        if d_x is not None:
            d_knots = d_knots + at_ends(len(knots), k, (xb, xe), np.asarray(d_x))
        fit = c[: len(knots) - k - 1]
        d_c = least_squares(x, y, knots, k, w, value=fit, d_x=d_x, d_y=d_y, d_t=d_knots, d_w=d_w)
    return value, (d_knots, np.concatenate((d_c, np.zeros(k + 1))), 0.0)


def at_ends(count: int, k: int, ends: Any, d_x: Any) -> Any:
    """Return the tangents of the knots at both ends, which are the first and last of the data where not given."""
    first = d_x[0] if ends[0] is None else 0.0
    last = d_x[-1] if ends[1] is None else 0.0
    places = np.arange(count)
    return np.where(places <= k, first, np.where(places >= count - k - 1, last, 0.0))


def through(x: Any, y: Any, knots: Any, c: Any, k: int, ends: Any, d_x: Any, d_y: Any) -> tuple[Any, Any]:
    """Return the tangents of knots and coefficients of the interpolating spline of FITPACK."""
    count = len(knots) - k - 1
    nodes = np.asarray(x) * 1.0
    d_knots = np.zeros(len(knots)) if d_x is None else moved_knots(knots, k, ends, d_x)
    d_places = None if d_x is None else np.asarray(d_x)
    moving = apply(curve, (knots, c[:count], k, nodes), (d_knots, None, None, d_places))[1]
    missing = -moving if d_y is None else np.asarray(d_y) - moving
    return d_knots, interpolate.make_interp_spline(nodes, missing, k, knots).c


def moved_knots(knots: Any, k: int, ends: Any, d_x: Any) -> Any:
    """Return the tangents of the knots that FITPACK takes for interpolation: data, or places between for an even k."""
    if d_x is None:
        return None
    d_nodes = np.ravel(d_x)
    sites = d_nodes if k % 2 else (d_nodes[1:] + d_nodes[:-1]) / 2
    inner = sites[(k + 1) // 2 : len(sites) - (k + 1) // 2]
    return np.concatenate((np.zeros(k + 1), inner, np.zeros(k + 1))) + at_ends(len(knots), k, ends, d_nodes)


def integral(a: Any, b: Any, tck: Any, *, d_a: Any = None, d_b: Any = None, d_tck: Any = None) -> tuple[Any, Any]:
    """Integrate a spline, which is zero outside of its base interval."""
    value = interpolate.splint(a, b, tck)
    if isinstance(tck, interpolate.BSpline):
        refuse_value("splint is differentiated for a tuple of knots, coefficients and degree", "Use tck.integrate.")
    tangent, low, high = 0.0, first_of(a), first_of(b)
    if d_b is not None:
        tangent = tangent + interpolate.splev(high, tck, 0, 1) * first_of(d_b)
    if d_a is not None:
        tangent = tangent - interpolate.splev(low, tck, 0, 1) * first_of(d_a)
    if d_tck is not None:
        t, c, k = tck
        given = np.asarray(t), np.asarray(c), k, low, high
        tangent = tangent + apply(area, given, (d_tck[0], d_tck[1], None, None, None))[1]
    return value, tangent


def first_of(limit: Any) -> Any:
    """Return the limit of an integral: of an array, FITPACK reads the first number alone."""
    return np.ravel(np.asarray(limit))[0]


def area(t: Any, c: Any, k: int, a: Any, b: Any) -> Any:
    """Integrate a spline between limits that are cut to its base interval."""
    knots, whole = integrated(t, c, k, 1)
    low, high = (curve(knots, whole, k + 1, np.clip(limit, t[k], t[-k - 1])) for limit in (a, b))
    return high - low


def derivative(tck: Any, n: int = 1, *, d_tck: Any) -> tuple[Any, Any]:
    """Differentiate a spline as a tuple."""
    value = interpolate.splder(tck, n)
    return value, changed(differentiated, tck, n, d_tck)


def antiderivative(tck: Any, n: int = 1, *, d_tck: Any) -> tuple[Any, Any]:
    """Integrate a spline as a tuple."""
    value = interpolate.splantider(tck, n)
    return value, changed(integrated, tck, n, d_tck)


def changed(steps: Any, tck: Any, n: int, d_tck: Any) -> Any:
    """Return the tangent of the derivative or antiderivative of a tuple."""
    if isinstance(tck, interpolate.BSpline):
        refuse_value("splder and splantider are differentiated for tuples", "Use the methods of the BSpline.")
    t, c, k = tck
    d_knots, d_c = apply(steps, (np.asarray(t), np.asarray(c), k, n), (d_tck[0], d_tck[1], None, None))[1]
    return d_knots, d_c, 0.0


def roots(tck: Any, mest: int = 10, *, d_tck: Any) -> tuple[Any, Any]:
    """Find the roots of a cubic spline; a root moves so that the value there stays zero."""
    value = interpolate.sproot(tck, mest)
    if isinstance(tck, interpolate.BSpline) or isinstance(value, list):
        refuse_value("sproot is differentiated for one curve, given as a tuple", "Call it for each curve.")
    change = moved(value, tck, 0, 0, None, d_tck[0], d_tck[1])
    return value, -change / interpolate.splev(value, tck, 1)


def all_derivatives(x: Any, tck: Any, *, d_x: Any = None, d_tck: Any = None) -> tuple[Any, Any]:
    """Evaluate a spline and all its derivatives."""
    value = interpolate.spalde(x, tck)
    tangents = [apply(interpolate.splev, (x, tck, der), (d_x, d_tck, None))[1] for der in range(tck[2] + 1)]
    rows = np.stack(tangents, axis=-1)
    return value, list(rows) if np.ndim(x) else rows


# Objects


def object_value(self: Any, x: Any, nu: int = 0, ext: Any = None, *, d_self: Any = None, d_x: Any = None) -> Any:
    """Evaluate a `UnivariateSpline`."""
    value = self(x, nu, ext)
    beyond = self.ext if ext is None else ext
    d_t, d_c = (None, None) if d_self is None else (d_self._eval_args[0], d_self._eval_args[1])
    return value, moved(x, self._eval_args, nu, beyond, d_x, d_t, d_c)


def object_integral(self: Any, a: Any, b: Any, *, d_self: Any = None, d_a: Any = None, d_b: Any = None) -> Any:
    """Integrate a `UnivariateSpline`."""
    value = self.integral(a, b)
    d_tck = None if d_self is None else d_self._eval_args
    return value, apply(interpolate.splint, (a, b, self._eval_args), (d_a, d_b, d_tck))[1]


def object_roots(self: Any, *, d_self: Any) -> tuple[Any, Any]:
    """Find the roots of a cubic `UnivariateSpline`."""
    value = self.roots()
    change = moved(value, self._eval_args, 0, 0, None, d_self._eval_args[0], d_self._eval_args[1])
    return value, -change / self(value, 1)


def tangent_of_object(d_t: Any, d_c: Any, k: int) -> Any:
    """Return the tangent of a `UnivariateSpline`."""
    return Tangent(_eval_args=(d_t, np.concatenate((d_c, np.zeros(k + 1))), 0.0), ext=None)


def interpolating_object(
    x: Any,
    y: Any,
    w: Any = None,
    bbox: Any = (None, None),
    k: int = 3,
    ext: Any = 0,
    check_finite: bool = False,
    *,
    d_x: Any = None,
    d_y: Any = None,
) -> tuple[Any, Any]:
    """Make an `InterpolatedUnivariateSpline`."""
    value = interpolate.InterpolatedUnivariateSpline(x, y, w, bbox, k, ext, check_finite)
    t, c, _ = value._eval_args
    d_t, d_c = through(x, y, t, c, k, bbox, d_x, d_y)
    return value, tangent_of_object(d_t, d_c, k)


def smoothing_object(
    x: Any,
    y: Any,
    w: Any = None,
    bbox: Any = (None, None),
    k: int = 3,
    s: Any = None,
    ext: Any = 0,
    check_finite: bool = False,
    *,
    d_x: Any = None,
    d_y: Any = None,
) -> tuple[Any, Any]:
    """Make a `UnivariateSpline` that interpolates."""
    value = interpolate.UnivariateSpline(x, y, w, bbox, k, s, ext, check_finite)
    if s != 0:
        refuse_smoothing("UnivariateSpline")
    t, c, _ = value._eval_args
    d_t, d_c = through(x, y, t, c, k, bbox, d_x, d_y)
    return value, tangent_of_object(d_t, d_c, k)


def fitted_object(
    x: Any,
    y: Any,
    t: Any,
    w: Any = None,
    bbox: Any = (None, None),
    k: int = 3,
    ext: Any = 0,
    check_finite: bool = False,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_t: Any = None,
    d_w: Any = None,
) -> tuple[Any, Any]:
    """Make an `LSQUnivariateSpline`."""
    value = interpolate.LSQUnivariateSpline(x, y, t, w, bbox, k, ext, check_finite)
    knots, c, _ = value._eval_args
    d_knots = np.zeros(len(knots))
    if d_t is not None:
        d_knots = np.concatenate((np.zeros(k + 1), np.asarray(d_t), np.zeros(k + 1)))
    if d_x is not None:
        d_knots = d_knots + at_ends(len(knots), k, bbox, np.asarray(d_x))
    fit = c[: len(knots) - k - 1]
    d_c = least_squares(x, y, knots, k, w, value=fit, d_x=d_x, d_y=d_y, d_t=d_knots, d_w=d_w)
    return value, tangent_of_object(d_knots, d_c, k)
