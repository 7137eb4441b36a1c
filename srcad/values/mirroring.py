"""Build the tangent of a structure: the same containers around new leaves, aliased exactly where the primal is.

>>> row = [1.0, 2.0]
>>> tangent = mirror([row, row, "a"], None, lambda primal, seed: -primal)
>>> tangent, tangent[0] is tangent[1]
([[-1.0, -2.0], [-1.0, -2.0], None], True)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, cast

import numpy as np

from srcad.values.layouts import Array
from srcad.values.structures import (
    AttributeName,
    Category,
    Tangent,
    attributes_of,
    category_of,
    category_through,
    empty_tangent,
    parts_of,
    rebuild_tuple,
)

Leaf = Callable[[Any, Any], object]


def mirror(primal: object, seed: object, leaf: Leaf, *, through_subclasses: bool = False) -> Any:
    """Return the tangent of `primal`, with `leaf(value, its seed)` for every number, array and value of unknown type.

    `seed` has the structure of `primal`, but may be None for any part of it, and so for all places of that part. The
    leaves are visited in the same order every time, an array or tuple that stands in several places once. Instances of
    subclasses of list, tuple and dict are leaves, unless they are to be gone through.
    """
    return Mirror(leaf, through_subclasses=through_subclasses).of(primal, seed)


class Mirror:
    """One structure being built: what has been made by identity, and the containers that wait to be filled.

    Containers wait instead of being filled at once, so that a long chain of objects needs no deep recursion and a
    structure may contain itself. A subclass says what stands for a constant, and which container for which.
    """

    def __init__(self, leaf: Leaf, *, through_subclasses: bool = False) -> None:
        self._leaf = leaf
        self._category = category_through if through_subclasses else category_of
        self._made: dict[int, object] = {}
        self._waiting: list[tuple[object, object, Category, Any]] = []

    def of(self, primal: object, seed: object) -> object:
        """Return what is built from the whole structure."""
        built = self._begin(primal, seed)
        while self._waiting:
            self._fill(*self._waiting.pop())
        return built

    @property
    def visited(self) -> Collection[int]:
        """The identities of what was built for, numbers left out."""
        return self._made

    def constant(self, primal: object) -> object:
        """Return what stands in the place of a value that cannot vary."""
        return None

    def empty(self, primal: object) -> Any:
        """Return what stands in the place of a list, deque, dict or object, to be filled."""
        return empty_tangent(primal)

    def tuple_of(self, primal: tuple[object, ...], items: list[object]) -> Any:
        """Return what stands in the place of a tuple, from what stands in the places of its parts."""
        return rebuild_tuple(primal, items)

    def put_item(self, built: Any, key: object, part: object, category: Category) -> None:
        """Fill one place of what stands in the place of a container."""
        if category is Category.SEQUENCE:
            built.append(part)
        else:
            built[key] = part

    def put_attribute(self, built: Any, name: str, part: object) -> None:
        """Fill one attribute of what stands in the place of an object."""
        vars(built)[name] = part

    def _begin(self, primal: object, seed: object) -> object:
        category = self._category(primal)
        if category is Category.NUMBER:
            return self._leaf(primal, seed)
        if id(primal) not in self._made:
            self._made[id(primal)] = self._begin_shared(primal, seed, category)
        return self._made[id(primal)]

    def _begin_shared(self, primal: object, seed: object, category: Category) -> object:
        if category is Category.CONSTANT:
            return self.constant(primal)
        if category in (Category.ARRAY, Category.UNKNOWN):
            return self._leaf(primal, seed)
        if category is Category.TUPLE:
            items = [self._begin(value, part_of_seed) for _, value, part_of_seed in _places(primal, seed, category)]
            return self.tuple_of(cast("tuple[object, ...]", primal), items)
        built = self.empty(primal)
        self._waiting.append((primal, seed, category, built))
        return built

    def _fill(self, primal: object, seed: object, category: Category, built: Any) -> None:
        for key, value, part_of_seed in _places(primal, seed, category):
            part = self._begin(value, part_of_seed)
            if category is Category.OBJECT or type(key) is AttributeName:
                self.put_attribute(built, cast(str, key), part)
            else:
                self.put_item(built, key, part, category)


def _places(primal: object, seed: object, category: Category) -> Iterator[tuple[object, object, object]]:
    """Yield the key of each place of a container, what stands there, and its seed."""
    seeds = seed_attributes(seed) if category is Category.OBJECT else seed
    for key, part in parts_of(primal, category):
        yield key, part, seed_part(seeds, key, category)


def seed_part(seeds: Any, key: object, category: Category) -> object:
    """Return what a container's seed, or the attributes of an object's, hold at one place; None for nothing."""
    if seeds is None:
        return None
    if type(key) is AttributeName or (category is Category.TUPLE and isinstance(key, str)):
        return getattr(seeds, "__dict__", {}).get(key)
    return seeds[key] if category in (Category.SEQUENCE, Category.TUPLE) else seeds.get(key)


def seed_attributes(seed: object) -> dict[str, object]:
    """Return the attributes of an object's seed: a Tangent, a dict or an instance of the object's class."""
    if seed is None:
        return {}
    if type(seed) is Tangent:
        return vars(seed)
    return cast("dict[str, object]", seed) if type(seed) is dict else attributes_of(seed)


def tangent_number(primal: object, seed: object) -> object:
    """Return a seed (zero for None) as a number of its primal's kind: float for integers, float64 for NumPy's."""
    kind = number_kind(primal)
    if seed is None:
        return kind(0.0)
    return seed if type(seed) is kind else kind(cast("Array", seed)[()] if isinstance(seed, np.ndarray) else seed)


def number_kind(primal: object) -> type[Any]:
    """Return the type of the tangent of a number."""
    cls = type(primal)
    if cls is float or cls is complex or issubclass(cls, np.inexact):
        return cls
    return np.float64 if issubclass(cls, np.generic) else float


def arrays_in(value: object, *, through_subclasses: bool = False) -> list[Array]:
    """Return the different arrays of numbers in a structure, in the order in which `mirror` visits them."""
    found: list[Array] = []

    def collect(primal: object, _: object) -> None:
        if type(primal) is np.ndarray:
            found.append(primal)

    mirror(value, None, collect, through_subclasses=through_subclasses)
    return [value for value in found if category_of(value) is Category.ARRAY]
