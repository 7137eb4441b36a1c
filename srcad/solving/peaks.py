"""Rules of the peaks of a signal: which samples make one is piecewise constant, what is read off them varies.

Prominences and widths are as the documentation of scipy.signal.peak_prominences and peak_widths defines them: the
height of a peak over the higher one of its two bases, and the distance between the points at which the signal,
interpolated, crosses a level on both sides.
"""

from typing import Any

import numpy as np
from scipy import signal

from srcad.stopping import stop_derivative

HEIGHTS = ("peak_heights", "width_heights")


def found(
    x: Any,
    height: Any = None,
    threshold: Any = None,
    distance: Any = None,
    prominence: Any = None,
    width: Any = None,
    wlen: Any = None,
    rel_height: float = 0.5,
    plateau_size: Any = None,
    *,
    d_x: Any,
) -> tuple[Any, Any]:
    """Find peaks, and what they have that was asked for; their places are constant."""
    # One level up, constants have tangents of their own: exact zeros.
    wanted = [stop_derivative(one) for one in (height, threshold, distance, prominence, width, wlen)]
    rel_height = stop_derivative(rel_height)
    value = signal.find_peaks(x, *wanted, rel_height, stop_derivative(plateau_size))
    places, properties = value
    tangents = {name: np.zeros(np.shape(known)) for name, known in properties.items()}
    d_x = np.asarray(d_x)
    if "peak_heights" in properties:
        tangents["peak_heights"] = d_x[places]
    if "left_thresholds" in properties:
        tangents["left_thresholds"] = d_x[places] - d_x[places - 1]
        tangents["right_thresholds"] = d_x[places] - d_x[places + 1]
    if "prominences" in properties:
        bases = properties["left_bases"], properties["right_bases"]
        tangents["prominences"] = d_x[places] - higher_base(x, d_x, *bases)
        if "widths" in properties:
            data = properties["prominences"], *bases
            changes = crossings(x, d_x, places, rel_height, data, tangents["prominences"], 0.0)
            tangents |= dict(zip(("widths", "width_heights", "left_ips", "right_ips"), changes, strict=True))
    return value, (np.zeros(len(places)), tangents)


def higher_base(x: Any, d_x: Any, left: Any, right: Any) -> Any:
    """Return the tangent of the higher one of two bases; of two that are equal the mean."""
    values = np.asarray(x)
    difference = values[left] - values[right]
    share = np.where(difference > 0.0, 1.0, np.where(difference < 0.0, 0.0, 0.5))
    return share * d_x[left] + (1.0 - share) * d_x[right]


def prominences(x: Any, peaks: Any, wlen: Any = None, *, d_x: Any) -> tuple[Any, Any]:
    """Return how far peaks stand out, and their bases."""
    peaks, wlen = stop_derivative(peaks), stop_derivative(wlen)
    value = signal.peak_prominences(x, peaks, wlen)
    places, d_x = np.asarray(peaks, dtype=np.intp), np.asarray(d_x)
    tangent = d_x[places] - higher_base(x, d_x, *value[1:]) if len(places) else np.zeros(0)
    return value, (tangent, *(np.zeros(len(bases)) for bases in value[1:]))


def widths(
    x: Any,
    peaks: Any,
    rel_height: Any = 0.5,
    prominence_data: Any = None,
    wlen: Any = None,
    *,
    d_x: Any = None,
    d_rel_height: Any = None,
    d_prominence_data: Any = None,
) -> tuple[Any, Any]:
    """Return the widths of peaks at a part of their height, the level, and where the signal crosses it."""
    peaks, wlen = stop_derivative(peaks), stop_derivative(wlen)
    value = signal.peak_widths(x, peaks, rel_height, prominence_data, wlen)
    d_x = np.zeros(np.shape(x)) if d_x is None else np.asarray(d_x)
    places = np.asarray(peaks, dtype=np.intp)
    if not len(places):
        return value, tuple(np.zeros(0) for _ in value)
    if prominence_data is None:
        data = signal.peak_prominences(x, peaks, wlen)
        d_prominences = d_x[places] - higher_base(x, d_x, *data[1:])
    else:
        data = prominence_data
        d_prominences = np.zeros(len(places)) if d_prominence_data is None else np.asarray(d_prominence_data[0])
    d_part = 0.0 if d_rel_height is None else d_rel_height
    return value, crossings(x, d_x, places, rel_height, data, d_prominences, d_part)


def crossings(
    x: Any, d_x: Any, places: Any, rel_height: Any, data: Any, d_prominences: Any, d_rel_height: Any
) -> tuple[Any, Any, Any, Any]:
    """Return the tangents of widths, levels, and crossings on the left and on the right."""
    values = np.asarray(x)
    level = values[places] - np.asarray(data[0]) * rel_height
    d_level = d_x[places] - d_prominences * rel_height - np.asarray(data[0]) * d_rel_height
    ends = []
    for base, step in ((data[1], -1), (data[2], 1)):
        outside = flank(stop_derivative(values), places, stop_derivative(level), np.asarray(base), step)
        rise = values[outside - step] - values[outside]
        fraction = (level - values[outside]) / np.where(rise == 0.0, 1.0, rise)
        d_rise = d_x[outside - step] - d_x[outside]
        moved = (d_level - d_x[outside] - fraction * d_rise) / np.where(rise == 0.0, 1.0, rise)
        ends.append(np.where((rise > 0.0) & (values[outside] <= level), -step * moved, 0.0))
    return ends[1] - ends[0], d_level, ends[0], ends[1]


def flank(values: Any, places: Any, levels: Any, bases: Any, step: int) -> Any:
    """Go down from each peak to the first sample that is not above its level, at most to the base."""
    stops = []
    for place, level, base in zip(places, levels, bases, strict=True):
        here = int(place)
        while here != base and level < values[here]:
            here += step
        stops.append(here)
    return np.array(stops, dtype=np.intp)
