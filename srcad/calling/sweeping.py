"""Run a function with its derivative once for every direction, and arrange what comes out."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from srcad.calling.calls import Call, Place
from srcad.calling.directing import FEWEST_DIRECTIONS, AllDirections, Directions, first_order, run_of, second_order
from srcad.calling.refusing import guarded
from srcad.calling.repeating import RepeatedArguments
from srcad.values.flattening import (
    Direction,
    directions_of,
    is_boolean,
    leaf_tangents,
    leaves_of,
    unit_tangent,
    varying_leaves,
    with_leaves,
)
from srcad.values.mirroring import number_kind
from srcad.values.structures import Category, category_of
from srcad.values.tangents import zero_tangent


class Block(NamedTuple):
    """The directions that belong to one leaf of an argument: the first of them, and the leaf's shape.

    The shape is None for a truth value, which has no directions.
    """

    leaf: Any
    start: int
    shape: tuple[int, ...] | None

    @property
    def directions(self) -> range:
        """The numbers of the directions."""
        return range(self.start, self.start + (0 if self.shape is None else math.prod(self.shape)))


class Sweeps:
    """The sweeps of one call: its directions, its arguments, fresh for every sweep, and the value of the first sweep.

    `check` is called with the value as soon as that is known. `vectors` is a tangent for each place, for products.
    """

    def __init__(self, call: Call, check: Callable[[Any], None] | None = None, vectors: tuple[Any, ...] = ()) -> None:
        self.call = call
        self.count = 0
        self.blocks: dict[Place, list[Block]] = {}
        for place in call.places:
            self._add(place)
        self._check = check
        self._vectors = vectors
        self._values: list[Any] = []
        self._quick: dict[tuple[Place, ...], Callable[..., Any] | None] = {}
        self._units: dict[tuple[Place, Direction], Any] = {}
        self._leaves_arguments_alone = False
        if not self.count:
            self._keep(call.function(*call.args, **call.kwargs))

    def _add(self, place: Place) -> None:
        argument = self.call.argument(place)
        self.blocks[place] = []
        for leaf in varying_leaves(argument, self.call.name_of(place)):
            block = Block(leaf, self.count, None if is_boolean(leaf) else np.shape(leaf))
            self.blocks[place].append(block)
            self.count = block.directions.stop

    @functools.cached_property
    def ways(self) -> list[tuple[Place, Direction]]:
        """The directions, each with the place whose argument it belongs to."""
        places = self.call.places
        return [(place, one) for place in places for one in directions_of(self.call.argument(place))]

    @functools.cached_property
    def _arguments(self) -> RepeatedArguments:
        """The arguments of sweeps that may write into them; asked for before the first of these."""
        call = self.call
        numbers = all(category_of(call.argument(place)) is Category.NUMBER for place in call.places)
        is_single = numbers and self.count < 2
        return RepeatedArguments((call.args, call.kwargs, self._vectors), is_single=is_single)

    @property
    def value(self) -> Any:
        """The value of the function."""
        return self._values[0]

    def first_order(self) -> list[Any]:
        """Return, for each leaf of the value, its tangents in all directions: all at once where that is possible."""
        together = self._together(1)
        if together is not None:
            return together
        return self._by_leaf([self._first(*way) for way in self.ways])

    def _together(self, levels: int) -> list[AllDirections] | None:
        """Return the derivatives of each leaf of the value, if one evaluation gives them for many directions."""
        places = self.call.places
        if self.count < FEWEST_DIRECTIONS or len(set(places)) < len(places) or not all(map(self._is_plain, places)):
            return None
        varying = [place for place in places if self.blocks[place][0].directions]
        units = {place: first_unit(self.call.argument(place)) for place in varying}
        run = guarded(lambda: run_of(self.call, units, levels))
        found = None if run is None else FINDERS[levels](run, Directions(units))
        if found is None:
            return None
        self._leaves_arguments_alone = True
        self._keep_value(found[0])
        return found[1]

    def second_order(self) -> list[Any]:
        """Return, for each leaf of the value, its second derivatives in all pairs of directions.

        The order of the two directions makes no difference, so that half of the pairs are enough.
        """
        together = self._together(2)
        if together is not None:
            return together
        count = len(self.ways)
        self._units = {way: self._unit(*way) for way in self.ways if self._is_plain(way[0])}
        half = {(i, j): self._second(self.ways[i], self.ways[j]) for j in range(count) for i in range(j + 1)}
        rows = [self._by_leaf([half[min(i, j), max(i, j)] for j in range(count)]) for i in range(count)]
        return self._by_leaf(rows)

    def times_vectors(self) -> list[list[Any]]:
        """Return, for each leaf of the value, its second derivatives in each direction and along the vectors."""
        return self._by_leaf([self._second(way, None) for way in self.ways])

    def _first(self, place: Place, direction: Direction) -> list[Any]:
        quick = self._quick_call(place)
        if quick is not None:
            value, tangent = guarded(lambda: quick(self._unit(place, direction)))
            return self._keep(value, tangent)
        args, kwargs, _ = self._arguments.fresh()
        call = self.call.with_arguments(args, kwargs)
        value, tangent = call.jvp({place: unit_tangent(call.argument(place), direction)})
        return self._keep(value, tangent)

    def _second(self, way: tuple[Place, Direction], other: tuple[Place, Direction] | None) -> list[Any]:
        """Return the second derivatives in one direction and another one; None stands for the vectors."""
        quick = self._quick_call(way[0], other[0]) if other is not None else None
        if quick is not None and other is not None:
            (value, _), (_, second) = guarded(lambda: quick(self._units[way], self._units[other]))
            return self._keep(value, second)
        args, kwargs, vectors = self._arguments.fresh()
        call = self.call.with_arguments(args, kwargs)
        inner, outer = ({one[0]: unit_tangent(call.argument(one[0]), one[1])} for one in (way, other or way))
        value, _, _, second = call.second_order(inner, outer if other else dict(zip(call.places, vectors, strict=True)))
        return self._keep(value, second)

    def _quick_call(self, *places: Place) -> Callable[..., Any] | None:
        """Return what runs a sweep at these places, if sweeps leave their arguments alone: then one check is enough."""
        if places not in self._quick:
            plain = all(map(self._is_plain, places))
            units = [{place: self._unit(place, self._first_direction(place))} for place in places if plain]
            self._quick[places] = guarded(lambda: self.call.repeated(*units)) if plain else None
        return self._quick[places]

    def _is_plain(self, place: Place) -> bool:
        """Tell whether an argument is one float or one array of floats."""
        argument = self.call.argument(place)
        is_array = type(argument) is np.ndarray and argument.dtype.kind == "f" and argument.flags.forc
        return is_array or type(argument) is float

    def _first_direction(self, place: Place) -> Direction:
        return next(direction for one, direction in self.ways if one == place)

    def _unit(self, place: Place, direction: Direction) -> Any:
        """Return the unit tangent of a plain argument, which nobody writes into."""
        argument = self.call.argument(place)
        if type(argument) is float:
            return 1.0
        unit = np.zeros(argument.shape, argument.dtype) if argument.flags.c_contiguous else np.zeros_like(argument)
        unit[direction.entry] = 1.0
        return unit

    def _keep(self, value: Any, tangent: Any = None) -> list[Any]:
        """Keep the first value, and return the tangents of the leaves, with zeros where a leaf is constant."""
        self._keep_value(value)
        if tangent is not None and (type(value) is float or (type(value) is np.ndarray and value.dtype.kind in "fc")):
            return [tangent]
        return [zero_tangent(leaf) if part is None else part for leaf, part in leaf_tangents(value, tangent)]

    def _keep_value(self, value: Any) -> None:
        """Keep the first value, which is checked."""
        if not self._values:
            if self._check is not None:
                self._check(value)
            self._values.append(value)

    def _by_leaf(self, sweeps: list[list[Any]]) -> list[list[Any]]:
        """Turn a list by direction of lists by leaf into a list by leaf of lists by direction."""
        return [[sweep[number] for sweep in sweeps] for number in range(len(leaves_of(self.value)))]

    def arrange(self, entry: Callable[[Block], Any]) -> Any:
        """Return `entry(block)` for every leaf of the arguments, in the structure of the arguments before the call."""
        before = self.call
        if not self._leaves_arguments_alone and not any(self._quick.values()):
            args, kwargs, _ = self._arguments.before
            before = self.call.with_arguments(args, kwargs)
        structures = [
            with_leaves(before.argument(place), list(map(entry, self.blocks[place]))) for place in self.call.places
        ]
        return self.call.for_places(structures)


def stack(table: list[Any], blocks: tuple[Block, ...], out: Any) -> Any:
    """Return one derivative of a leaf `out` of the value: a number, or an array of the shapes of `out` and the blocks.

    `table` has a list by direction for each block, the inner ones for the later blocks.
    """
    shapes = [block.shape for block in blocks if block.shape is not None]
    if len(shapes) < len(blocks):
        return None
    if isinstance(table, AllDirections):
        return part_of(table, blocks, out)
    entries = _entries(table, blocks)
    if all(category_of(block.leaf) is Category.NUMBER for block in blocks):
        return entries[0]
    counts = tuple(map(math.prod, shapes))
    stacked = np.array(entries, _dtype(blocks, out) if 0 in counts else None).reshape(counts + np.shape(out))
    last = np.moveaxis(stacked, range(len(counts)), range(-len(counts), 0))
    return last.reshape(np.shape(out) + tuple(size for shape in shapes for size in shape))


def part_of(table: AllDirections, blocks: tuple[Block, ...], out: Any) -> Any:
    """Return the derivative of a leaf with respect to one block of the directions of each level."""
    own = tuple(slice(block.directions.start, block.directions.stop) for block in blocks)
    part = table.tangents[(..., *own)]
    if all(category_of(block.leaf) is Category.NUMBER for block in blocks):
        entry = part[(..., *(0 for _ in blocks))][()]
        return entry.item() if type(out) in (float, int, bool, complex) else entry
    shape = [size for block in blocks for size in block.shape or ()]
    return part.reshape((*np.shape(out), *shape)).copy()


def first_unit(argument: Any) -> Any:
    """Return the tangent of a float or an array of floats in its first direction."""
    if type(argument) is float:
        return 1.0
    unit = np.zeros_like(argument)
    unit[(0,) * argument.ndim] = 1.0
    return unit


FINDERS = {1: first_order, 2: second_order}


def _entries(table: list[Any], blocks: tuple[Block, ...]) -> list[Any]:
    """Return the entries of a table in the directions of the blocks, one after the other."""
    if not blocks:
        return [table]
    return [entry for number in blocks[0].directions for entry in _entries(table[number], blocks[1:])]


def _dtype(blocks: tuple[Block, ...], out: Any) -> np.dtype[Any]:
    """Return the dtype of a derivative that has no entries."""
    kinds = [number_kind(np.zeros((), np.asarray(leaf).dtype)[()]) for leaf in (out, *(block.leaf for block in blocks))]
    return np.result_type(*kinds)
