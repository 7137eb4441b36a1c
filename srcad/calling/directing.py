"""Run a call once for many directions, where its variant can be written for several directions at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from srcad.calling.adapting import adapt
from srcad.calling.calls import Call, Place
from srcad.calling.deriving import REPEATABLE, SIMPLE, Derivative
from srcad.calling.levels import Prepared, Values, arguments_of, key_of
from srcad.errors import Refusal
from srcad.keeping import kept_with
from srcad.kinds import INT, Array
from srcad.values.flattening import leaf_tangents
from srcad.values.mirroring import number_kind

MOST_ENTRIES = 1 << 15  # of one tangent in all directions: more would not stay in a processor's cache
FEWEST_DIRECTIONS = 3
FEWEST_OF_NUMBERS = 8  # an operation on a short array takes as long as some on numbers

Units = Mapping[Place, Any]


@dataclass(frozen=True)
class Written:
    """What was written for calls of one form: the generated function, its texts, and the names of its inputs.

    `texts` are those of the levels that are taken together: the last one is the function that runs.
    """

    prepared: Prepared
    texts: tuple[Any, ...]
    names: dict[int, str]  # by number of the input
    count: int  # of the parameters
    parameters: dict[Place, int]

    def holds(self) -> bool:
        """Tell whether all that the texts were derived from is as it was."""
        return self.prepared.holds() and all(text.dependencies.hold() for text in self.texts)

    def given(self, tangents: tuple[Units, ...], directions: tuple[int, ...]) -> dict[str, Any]:
        """Return the keywords of a call: the tangents of each level, and the numbers of directions."""
        seeds = {
            self.names[self.parameters[place] + (self.count << level)]: tangent
            for level, by_place in enumerate(tangents)
            for place, tangent in by_place.items()
        }
        return seeds | {text.directions: number for text, number in zip(self.texts, directions, strict=False)}


class Run(NamedTuple):
    """What makes a call: a text that was written, and the arguments."""

    written: Written
    args: Sequence[Any]
    keywords: Mapping[str, Any]

    @property
    def levels(self) -> int:
        """The number of levels that are taken together."""
        return len(self.written.texts)

    @property
    def has_arrays(self) -> bool:
        """Whether any tangent is an array in one direction."""
        return any(text.has_arrays for text in self.written.texts)

    def at(self, *tangents: Units, directions: tuple[int, ...]) -> Any:
        """Call with the tangents of each level, in so many directions each."""
        given = self.written.given(tangents, directions)
        return self.written.texts[-1].function(*self.args, **self.keywords, **given)


class AllDirections:
    """The derivatives of one leaf of a value; the last axes are those of the directions, one for each level."""

    def __init__(self, tangents: Any) -> None:
        self.tangents = tangents

    def __getitem__(self, direction: int) -> Any:
        """Return the tangent in one direction."""
        return self.tangents[..., direction].copy()[()]


class Flawed(Exception):
    """Say that the run met something that is left to the sweeps: a pole, an overflow, an exception."""


def run_of(call: Call, units: Units, levels: int = 1) -> Run | None:
    """Return what makes a call for several directions, or None if nothing does.

    `units` has a tangent in one direction for each place. The run may take one level together and the others not.
    """
    from srcad.api import kept_derivative

    adapted = adapt(call.function)
    if hasattr(type(call.function), "along") or not adapted.is_plain or adapted.args or adapted.keywords:
        return None
    kept: dict[Any, Written] = kept_with(adapted.function).setdefault("directions", {})
    form = _form_of(call, units, levels)
    found = kept.get(form) if form is not None else None
    if found is not None and found.holds():
        return Run(found, call.args, call.kwargs)
    derivative = kept_derivative(adapted.function, levels)
    positional = [units.get(position) for position in range(len(call.args))]
    named = {place: unit for place, unit in units.items() if isinstance(place, str)}
    values = derivative.values_of(call.args, call.kwargs, (positional,) * levels, (named,) * levels)
    written = _written(derivative, values, units)
    if written is not None and form is not None:
        kept[form] = written
    return None if written is None else Run(written, *arguments_of(derivative.form, values))


def _form_of(call: Call, units: Units, levels: int) -> tuple[Any, ...] | None:
    """Return what decides on the text for a call by position, None where more than types does."""
    if call.kwargs or not all(type(argument) in SIMPLE or type(argument) is np.ndarray for argument in call.args):
        return None
    described = ((a.dtype, a.ndim) if type(a) is np.ndarray else type(a) for a in call.args)
    return (levels, *units, *described)


def _written(derivative: Derivative, values: Values, units: Units) -> Written | None:
    """Write the texts for a call, one on top of the other as far as that is possible."""
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
    texts: list[Any] = []
    function = prepared.function
    for level in range(1, derivative.levels + 1):
        size = count << (level - 1)
        key = tuple(key_of(form, values, names, {index for index in names if size <= index < 2 * size}))
        key = _with_axes(key, {names[index] for index in names if count <= index < size})
        text = together(function, key + tuple((text.directions, INT, False) for text in texts), level)
        if isinstance(text, str):
            break
        texts.append(text)
        function = text.function
    parameters = {place: form.names.index(place) if isinstance(place, str) else place for place in units}
    return Written(prepared, tuple(texts), names, count, parameters) if texts else None


def _with_axes(key: tuple[Any, ...], below: set[str]) -> tuple[Any, ...]:
    """Give the tangents of the levels below the kinds that they have in several directions."""
    return tuple((name, _with_axis(kind) if name in below else kind, active) for name, kind, active in key)


def _with_axis(kind: Any) -> Array:
    return Array(kind.dtype, (kind.ndim or 0) + 1) if isinstance(kind, Array) else Array("<f8", 1)


class Directions:
    """The directions of a call: the entries of the arguments at its places, in order."""

    def __init__(self, units: Units) -> None:
        self.shapes = {place: (np.shape(unit), np.asarray(unit).dtype) for place, unit in units.items()}
        self.sizes = {place: math.prod(shape) for place, (shape, _) in self.shapes.items()}
        self.total = sum(self.sizes.values())
        self.largest = max(self.sizes.values(), default=1)

    def units(self, directions: range) -> dict[Place, Any]:
        """Return the unit tangents in some directions by place: arrays, their last axis that of the directions."""
        found, first = {}, 0
        for place, (shape, dtype) in self.shapes.items():
            size = self.sizes[place]
            tangent = np.zeros((size, len(directions)), dtype)
            own = np.arange(max(first, directions.start), min(first + size, directions.stop))
            tangent[own - first, own - directions.start] = 1.0
            found[place] = tangent.reshape((*shape, len(directions)))
            first += size
        return found

    def single(self, direction: int) -> dict[Place, Any]:
        """Return the unit tangents in one direction, of the form that the sweeps have them in."""
        found = self.units(range(direction, direction + 1))
        return {place: unit[..., 0] if unit.ndim > 1 else float(unit[0]) for place, unit in found.items()}

    def chunks(self, most: int) -> Iterator[range]:
        """Yield the directions, so many at a time."""
        for start in range(0, self.total, most):
            yield range(start, min(start + most, self.total))


def first_order(run: Run, directions: Directions) -> tuple[Any, list[AllDirections]] | None:
    """Return the value and, for each of its leaves, the tangents in all directions; None where sweeps must find them.

    A division by zero, an overflow, an exception: the sweeps meet them one by one, as the function itself does.
    """
    most = MOST_ENTRIES // directions.largest
    if not is_worth_it(run, directions.total) or most < FEWEST_DIRECTIONS:
        return None
    parts = []
    try:
        for chunk in directions.chunks(most):
            value, tangent = flawless(run, directions.units(chunk), directions=(len(chunk),))
            parts.append([over_directions(leaf, part, (len(chunk),)) for leaf, part in leaf_tangents(value, tangent)])
    except Flawed:
        return None
    return value, [AllDirections(np.concatenate(leaf, axis=-1)) for leaf in zip(*parts, strict=True)]


def second_order(run: Run, directions: Directions) -> tuple[Any, list[AllDirections]] | None:
    """Return the value and, for each of its leaves, the second derivatives; None where sweeps must find them.

    The order of two directions makes no difference, so that one half of the pairs is a copy of the other.
    """
    inner = MOST_ENTRIES // directions.largest
    if not is_worth_it(run, directions.total) or inner < FEWEST_DIRECTIONS:
        return None
    inner = min(inner, directions.total)
    outer = max(1, MOST_ENTRIES // (directions.largest * inner)) if run.levels == 2 else 1
    rows = []
    try:
        for first in directions.chunks(inner):
            row = []
            for second in directions.chunks(outer):
                above = directions.units(second) if run.levels == 2 else directions.single(second.start)
                counts = len(first), len(second)
                (value, _), (_, tangent) = flawless(run, directions.units(first), above, directions=counts)
                axes = counts[: run.levels]
                row.append(
                    [
                        over_directions(leaf, part, axes).reshape((*np.shape(leaf), *counts))
                        for leaf, part in leaf_tangents(value, tangent)
                    ]
                )
            rows.append([np.concatenate(leaf, axis=-1) for leaf in zip(*row, strict=True)])
    except Flawed:
        return None
    return value, [AllDirections(symmetric(np.concatenate(leaf, axis=-2))) for leaf in zip(*rows, strict=True)]


def symmetric(table: Any) -> Any:
    """Take the second derivatives whose inner direction is the earlier one for both orders."""
    is_upper = np.tri(table.shape[-1], dtype=bool).T
    return np.where(is_upper, table, np.swapaxes(table, -1, -2))


def is_worth_it(run: Run, directions: int) -> bool:
    """Tell whether so many directions are enough for taking them together to be quicker."""
    return directions >= (FEWEST_DIRECTIONS if run.has_arrays else FEWEST_OF_NUMBERS)


def flawless(run: Run, *tangents: Units, directions: tuple[int, ...]) -> Any:
    """Run for some directions.

    Raises Flawed where the function raises or NumPy would warn: there each direction is to be looked at by itself.
    """
    flaws: list[str] = []
    try:
        with np.errstate(divide="call", over="call", invalid="call", call=lambda kind, _: flaws.append(kind)):
            result = run.at(*tangents, directions=directions)
    except (Exception, Refusal) as error:
        raise Flawed from error
    if flaws:
        raise Flawed
    return result


def over_directions(leaf: Any, tangent: Any, directions: tuple[int, ...]) -> Any:
    """Return the tangent of a leaf as an array with the axes of directions, also where it is the same in all.

    Raises Flawed for a tangent of any other shape.
    """
    shape, dtype = (*np.shape(leaf), *directions), np.asarray(leaf).dtype
    if type(tangent) is np.ndarray and tangent.shape == shape:
        return tangent.astype(dtype, copy=False) if dtype.kind == "f" and tangent.dtype.kind == "f" else tangent
    if tangent is None:
        return np.zeros(shape, number_kind(np.zeros((), dtype)[()]))
    if np.ndim(tangent) > len(directions) - 1 or (np.ndim(tangent) and np.shape(leaf)):
        raise Flawed
    return np.full(shape, tangent)
