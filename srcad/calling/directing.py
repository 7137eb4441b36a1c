"""Run a call once for many directions, where its variant can be written for several directions at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from srcad.calling.adapting import adapt
from srcad.calling.deriving import REPEATABLE, Derivative
from srcad.calling.levels import arguments_of, key_of
from srcad.errors import Refusal
from srcad.values.flattening import leaf_tangents
from srcad.values.mirroring import number_kind

MOST_ENTRIES = 1 << 15  # of one tangent in all directions: more would not stay in a processor's cache
FEWEST_DIRECTIONS = 3
FEWEST_OF_NUMBERS = 8  # an operation on a short array takes as long as some on numbers


class Run(NamedTuple):
    """A function of tangents by parameter and the number of directions, and whether any tangent is an array."""

    function: Callable[[Mapping[str, Any], int], tuple[Any, Any]]
    has_arrays: bool


class AllDirections:
    """The tangents of one leaf of a value; the last axis is that of the directions."""

    def __init__(self, tangents: Any) -> None:
        self.tangents = tangents

    def __getitem__(self, direction: int) -> Any:
        """Return the tangent in one direction."""
        return self.tangents[..., direction].copy()[()]


def run_of(function: Any, args: Sequence[Any], keywords: Mapping[str, Any], units: Mapping[Any, Any]) -> Run | None:
    """Return what makes a call for several directions, or None if nothing does.

    `units` has a tangent in one direction for each place: a position or a keyword.
    """
    from srcad.api import kept_derivative

    adapted = adapt(function)
    if hasattr(type(function), "along") or not adapted.is_plain or adapted.args or adapted.keywords:
        return None
    derivative = kept_derivative(adapted.function, 1)
    positional = [units.get(position) for position in range(len(args))]
    named = {place: unit for place, unit in units.items() if isinstance(place, str)}
    return _run(derivative, derivative.values_of(args, keywords, (positional,), (named,)), units)


def _run(derivative: Derivative, values: list[Any], units: Mapping[Any, Any]) -> Run | None:
    form, count = derivative.form, derivative.count
    if form.is_variadic or derivative.is_generator or not all(type(v) in REPEATABLE for v in values[:count]):
        return None
    derivative.complete_seeds(values)
    prepared = derivative.prepared(values)
    if prepared.last.mutated or prepared.last.outside:
        return None
    # The steps that write the text are imported when something is written for the first time.
    from srcad.directions.together import together

    names = dict(enumerate(form.names)) | dict(prepared.keywords)
    key = tuple(key_of(form, values, names, {index for index, _ in prepared.keywords}))
    found = together(prepared.function, key)
    if isinstance(found, str):
        return None
    args, keywords = arguments_of(form, values)
    parameters = {place: form.names[place] if isinstance(place, int) else place for place in units}
    seeds = {form.names[index - count]: name for index, name in prepared.keywords}

    def run(tangents: Mapping[Any, Any], directions: int) -> tuple[Any, Any]:
        given = {seeds[parameters[place]]: tangent for place, tangent in tangents.items()}
        value, tangent = found.function(*args, **keywords, **given, directions=directions)
        return value, tangent

    return Run(run, found.has_arrays)


def first_order(run: Run, shapes: Mapping[Any, tuple[tuple[int, ...], Any]]) -> tuple[Any, list[AllDirections]] | None:
    """Return the value and, for each of its leaves, the tangents in all directions; None where sweeps must find them.

    `shapes` has the shape and dtype of the argument at each place; the directions are their entries, in this order.
    A division by zero, an overflow, an exception: the sweeps meet them one by one, as the function itself does.
    """
    sizes = {place: math.prod(shape) for place, (shape, _) in shapes.items()}
    total = sum(sizes.values())
    most = MOST_ENTRIES // max(sizes.values(), default=1)
    if total < (FEWEST_DIRECTIONS if run.has_arrays else FEWEST_OF_NUMBERS) or most < FEWEST_DIRECTIONS:
        return None
    flawed: list[str] = []
    parts = []
    for start in range(0, total, most):
        directions = range(start, min(start + most, total))
        try:
            with np.errstate(divide="call", over="call", invalid="call", call=lambda kind, _: flawed.append(kind)):
                value, tangent = run.function(units(shapes, directions), len(directions))
        except (Exception, Refusal):
            return None
        if flawed:
            return None
        parts.append([over_directions(leaf, part, len(directions)) for leaf, part in leaf_tangents(value, tangent)])
    joined = [AllDirections(np.concatenate(leaf, axis=-1)) for leaf in zip(*parts, strict=True)]
    return value, joined


def units(shapes: Mapping[Any, tuple[tuple[int, ...], Any]], directions: range) -> dict[Any, Any]:
    """Return the unit tangents in some directions: an array for each place, its last axis that of the directions."""
    found, first = {}, 0
    for place, (shape, dtype) in shapes.items():
        size = math.prod(shape)
        tangent = np.zeros((size, len(directions)), dtype)
        own = np.arange(max(first, directions.start), min(first + size, directions.stop))
        tangent[own - first, own - directions.start] = 1.0
        found[place] = tangent.reshape((*shape, len(directions)))
        first += size
    return found


def over_directions(leaf: Any, tangent: Any, directions: int) -> Any:
    """Return the tangent of a leaf as an array with an axis of directions, also where it is the same in all."""
    shape, dtype = (*np.shape(leaf), directions), np.asarray(leaf).dtype
    if type(tangent) is np.ndarray and tangent.shape == shape:
        return tangent.astype(dtype, copy=False) if dtype.kind == "f" and tangent.dtype.kind == "f" else tangent
    if tangent is None:
        return np.zeros(shape, number_kind(np.zeros((), dtype)[()]))
    return np.full(shape, tangent)
