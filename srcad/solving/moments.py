"""The tangents of the moments, the entropy and the support of SciPy's distributions."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats as scipy_stats

from srcad.runtime import apply
from srcad.solving.formulas import MOMENTS, genextreme_higher_moment
from srcad.solving.parameters import as_floats, given_parameters, given_tangents, total

METHODS = scipy_stats.rv_continuous


def stats(self: Any, *args: Any, d_args: Any = None, d_kwds: Any = None, **kwds: Any) -> tuple[Any, Any]:
    """Return the moments that are asked for, and their tangents."""
    value = METHODS.stats(self, *args, **kwds)
    count = self.numargs + (1 if isinstance(self, scipy_stats.rv_discrete) else 2)
    asked = args[count] if len(args) > count else kwds.get("moments", "mv")
    letters = [letter for letter in "mvsk" if letter in asked]
    values, tangents = parameters_of(self, args, kwds, d_args, d_kwds)
    found = [moment_tangent(self, letter, values, tangents) for letter in letters]
    if len(found) == 1:
        return value, shaped(found[0], value)
    return value, tuple(shaped(tangent, part) for tangent, part in zip(found, value, strict=True))


def parameters_of(distribution: Any, args: Any, kwds: Any, d_args: Any, d_kwds: Any) -> tuple[Any, Any]:
    """Return shapes, location and scale as arrays that broadcast, and their tangents; a discrete scale is 1."""
    values = as_floats(given_parameters(distribution, args, kwds))
    tangents = given_tangents(distribution, args, kwds, d_args, d_kwds)
    if isinstance(distribution, scipy_stats.rv_discrete):
        values, tangents = (*values, np.array(1.0)), (*tangents, None)
    return tuple(np.atleast_1d(v) for v in values), tuple(None if t is None else np.atleast_1d(t) for t in tangents)


def moment_tangent(distribution: Any, letter: str, parameters: Any, tangents: Any) -> Any:
    """Return the tangent of one moment: that of the standardised distribution, moved and scaled."""
    *shapes, _, scale = parameters
    *d_shapes, d_loc, d_scale = tangents
    moment, slope = apply(standard_moment, (distribution, letter, *shapes), (None, None, *d_shapes))
    slope = None if all(tangent is None for tangent in d_shapes) else slope
    if letter == "m":
        scaling = None if d_scale is None else moment * d_scale
        return total(np.zeros(1), d_loc, None if slope is None else slope * scale, scaling)
    if letter == "v":
        scaling = None if d_scale is None else 2.0 * moment * scale * d_scale
        return total(np.zeros(1), None if slope is None else slope * scale * scale, scaling)
    return total(np.zeros(1), slope)


def standard_moment(distribution: Any, letter: str, *shapes: Any) -> Any:
    """Return mean, variance, skewness or excess kurtosis of a standardised distribution."""
    own = MOMENTS.get(type(distribution).__name__)
    if own is not None:
        if letter in "mv":
            return own["mv".index(letter)](*shapes)
        genextreme_higher_moment(*shapes)
    extra = {"moments": letter} if distribution._stats_has_moments else {}
    given = distribution._stats(*shapes, **extra)["mvsk".index(letter)]
    if given is not None:
        return np.asarray(given)
    mean = distribution._munp(1, *shapes)
    if letter == "m":
        return mean
    second = distribution._munp(2, *shapes)
    variance = second - mean * mean
    if letter == "v":
        return variance
    third = distribution._munp(3, *shapes)
    central = (-mean * mean - 3.0 * variance) * mean + third
    if letter == "s":
        return central / variance**1.5
    fourth = distribution._munp(4, *shapes)
    return (((-mean * mean - 6.0 * variance) * mean - 4.0 * central) * mean + fourth) / variance**2 - 3.0


def shaped(tangent: Any, value: Any) -> Any:
    """Return a tangent in the shape of its value."""
    size = np.shape(value)
    return np.reshape(tangent + np.zeros(size if size else (1,)), size)[()]


def entropy(self: Any, *args: Any, d_args: Any = None, d_kwds: Any = None, **kwds: Any) -> tuple[Any, Any]:
    """Return the differential entropy and its tangent."""
    value = METHODS.entropy(self, *args, **kwds)
    (*shapes, _, scale), (*d_shapes, _, d_scale) = parameters_of(self, args, kwds, d_args, d_kwds)
    slope = entropy_slope(self, np.shape(np.atleast_1d(value)), shapes, d_shapes)
    return value, shaped(total(np.zeros(1), slope, None if d_scale is None else d_scale / scale), value)


def entropy_slope(distribution: Any, size: Any, shapes: Any, d_shapes: Any) -> Any:
    """Return what the shapes add to the tangent of the entropy; as SciPy does, number by number."""
    if all(tangent is None for tangent in d_shapes):
        return None
    rows = [np.broadcast_to(shape, size).ravel() for shape in shapes]
    d_rows = [None if tangent is None else np.broadcast_to(tangent, size).ravel() for tangent in d_shapes]
    slopes = []
    for place in range(int(np.prod(size))):
        tangents = tuple(None if row is None else row[place] for row in d_rows)
        slopes.append(apply(distribution._entropy, tuple(row[place] for row in rows), tangents)[1])
    return np.reshape(np.array(slopes), size)


def support(self: Any, *args: Any, d_args: Any = None, d_kwargs: Any = None, **kwargs: Any) -> tuple[Any, Any]:
    """Return the ends of the support and their tangents; an infinite end does not move."""
    value = METHODS.support(self, *args, **kwargs)
    (*shapes, _, scale), (*d_shapes, d_loc, d_scale) = parameters_of(self, args, kwargs, d_args, d_kwargs)
    ends, slopes = apply(self._get_support, tuple(shapes), tuple(d_shapes))
    found = []
    for end, slope, part in zip(ends, slopes, value, strict=True):
        moved = None if all(tangent is None for tangent in d_shapes) else slope * scale
        scaling = None if d_scale is None else end * d_scale
        tangent = total(np.zeros(1), d_loc, moved, scaling)
        found.append(shaped(np.where(np.isinf(end), 0.0, tangent), part))
    return value, (found[0], found[1])
