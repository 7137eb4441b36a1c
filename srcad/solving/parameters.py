"""The parameters of a distribution's method, in one order: shapes, location and, if it is continuous, scale.

The tangent of a constant is None throughout, so that no derivative is computed for what does not vary.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from srcad.runtime import apply, set_attribute
from srcad.values.carrying import refuse_value


def names_of(distribution: Any) -> tuple[str, ...]:
    """Return the names of a distribution's parameters."""
    shapes = tuple(distribution.shapes.replace(",", " ").split()) if distribution.shapes else ()
    return (*shapes, "loc") if isinstance(distribution, stats.rv_discrete) else (*shapes, "loc", "scale")


def given_parameters(distribution: Any, args: Any, kwds: Any) -> tuple[Any, ...]:
    """Return the parameters that a call gives, by position or by name, and the defaults of the others."""
    found = []
    for place, name in enumerate(names_of(distribution)):
        if place < len(args):
            found.append(args[place])
        else:
            found.append(kwds[name] if name in kwds else DEFAULTS[name])
    return tuple(found)


DEFAULTS = {"loc": 0.0, "scale": 1.0}


def given_tangents(distribution: Any, args: Any, kwds: Any, d_args: Any, d_kwds: Any) -> tuple[Any, ...]:
    """Return the tangents of the parameters that a call gives, None for a constant; integers do not vary."""
    found = []
    for place, name in enumerate(names_of(distribution)):
        if place < len(args):
            found.append(None if d_args is None else of_varying(args[place], d_args[place]))
        else:
            found.append(None if d_kwds is None or name not in d_kwds else of_varying(kwds[name], d_kwds[name]))
    return without_integers(distribution, found)


def of_varying(value: Any, tangent: Any) -> Any:
    """Return the tangent of a parameter; an integer has one only where it is seeded."""
    if isinstance(value, (int, np.integer)) and isinstance(tangent, (int, float)) and tangent == 0.0:
        return None
    return tangent


def without_integers(distribution: Any, tangents: Any) -> tuple[Any, ...]:
    """Refuse a tangent of a parameter that has to be an integer; its zero is that of a constant."""
    integers = {info.name for info in distribution._shape_info() if info.integrality} if distribution.shapes else set()
    found = []
    for name, tangent in zip(names_of(distribution), tangents, strict=True):
        if name in integers:
            refuse_integer(distribution, name, tangent)
        found.append(None if name in integers else tangent)
    return tuple(found)


def refuse_integer(distribution: Any, name: str, tangent: Any) -> None:
    """Refuse a tangent of what has to be an integer, unless it is zero."""
    if np.any(0.0 if tangent is None else tangent):
        refuse_value(
            f"'{name}' is an integer in the distribution {distribution.name}, and varies here",
            "Keep it constant with srcad.stop_derivative.",
        )


def total(*tangents: Any) -> Any:
    """Return the sum of the tangents that there are, None if there is none."""
    result = None
    for tangent in tangents:
        if tangent is not None:
            result = tangent if result is None else result + tangent
    return result


def rows_of(where: Any, values: Any) -> tuple[Any, ...]:
    """Return the chosen elements of each value, which is broadcast to the shape of the choice; None stays None."""
    return tuple(None if value is None else np.broadcast_to(value, where.shape)[where] for value in values)


def as_floats(values: Any) -> tuple[Any, ...]:
    """Return each value as an array of floats, as SciPy's own methods make them."""
    return tuple(np.asarray(value, dtype=float) for value in values)


def spread_rows(value: Any, where: Any, rows: Any) -> Any:
    """Return the tangent of a result: rows at the chosen elements, zero elsewhere, NaN where the result is NaN."""
    tangent = np.where(np.isnan(value), np.nan, 0.0)
    tangent[where] = rows
    return tangent[()]


def freeze(
    self: Any,
    dist: Any,
    *args: Any,
    d_self: Any = None,
    d_args: Any = None,
    d_kwds: Any = None,
    **kwds: Any,
) -> tuple[None, None]:
    """Initialise a frozen distribution, and let its Tangent hold those of the parameters."""
    stats.distributions.rv_frozen.__init__(self, dist, *args, **kwds)
    tangents = given_tangents(dist, args, kwds, d_args, d_kwds)[: dist.numargs]
    shapes = given_parameters(dist, args, kwds)[: dist.numargs]
    (lower, upper), ends = apply(dist._get_support, shapes, tangents)
    set_attribute(self, d_self, "dist", self.dist, None)
    set_attribute(self, d_self, "a", lower, None if ends is None else ends[0])
    set_attribute(self, d_self, "b", upper, None if ends is None else ends[1])
    set_attribute(self, d_self, "args", args, (None,) * len(args) if d_args is None else d_args)
    set_attribute(self, d_self, "kwds", kwds, {name: None for name in kwds} if d_kwds is None else d_kwds)
    return None, None
