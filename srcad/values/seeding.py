"""Check that a user's seed is a tangent of its primal, and bring it into the form that generated code expects.

A seed that already has that form is returned as it is, the same object. Otherwise a new structure is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from srcad.values.mirroring import mirror, number_kind, seed_attributes, seed_part, tangent_number
from srcad.values.pairing import CHECK_CONTAINER, SHOW_ALIAS, Pair, array_seed, check_number, refuse
from srcad.values.placing import arrange
from srcad.values.structures import Category, Path, Tangent, attributes_of, category_of, is_attribute, parts_of


def check_seed(primal: object, seed: object, name: str) -> Any:
    """Return `seed` as a tangent of `primal`: the same structure, shapes, dtypes, memory layout and aliases.

    `name` is the parameter's, for messages. Numbers and arrays are converted to the kind of their primal, a dict or an
    instance that stands for an object becomes a Tangent, and None becomes zero where an integer stands.

    Raises SeedError, which prints both sides and the place.
    """
    return seed if _is_final(primal, seed) else check_seeds({name: primal}, {name: seed})[name]


# Numbers whose tangent is of their own type.
_SIMPLE_NUMBERS = frozenset({float, complex, np.float64, np.float32, np.complex128, np.complex64})


def _is_final(primal: Any, seed: Any) -> bool:
    """Say at a glance, for a number or an array, whether its seed can stay as it is."""
    cls = type(primal)
    return cls is type(seed) and (cls in _SIMPLE_NUMBERS or (cls is np.ndarray and _fits(primal, seed)))


def _fits(primal: Any, seed: Any) -> bool:
    return bool(
        primal.dtype == seed.dtype
        and primal.dtype.kind in "fc"
        and primal.shape == seed.shape
        and primal.strides == seed.strides
        and (seed.flags.writeable or not primal.flags.writeable)
    )


def check_seeds(primals: Mapping[str, object], seeds: Mapping[str, object]) -> dict[str, Any]:
    """Check the seeds of several parameters together, so that seeds alias across parameters where their primals do.

    Only the parameters that have a seed are looked at. If nothing had to be changed, each seed is returned as it is.

    Raises SeedError, which prints both sides and the place.
    """
    if all(_is_final(primals[name], seed) for name, seed in seeds.items()) and _arrays(seeds.values()) < 2:
        return dict(seeds)
    given = {name: primals[name] for name in seeds}
    check = _Check()
    for name, primal in given.items():
        check.whole(primal, seeds[name], name)
    arrays = arrange(check.arrays)
    if not check.changed and all(arrays[id(pair.primal)] is pair.seed for pair in check.arrays):
        return dict(seeds)

    def checked(primal: object, seed: object) -> object:
        # What is neither a number nor an array has no tangent: its seed was checked to be None.
        return tangent_number(primal, seed) if category_of(primal) is Category.NUMBER else arrays.get(id(primal))

    return dict(zip(given, mirror(tuple(given.values()), tuple(seeds.values()), checked), strict=True))


def _arrays(seeds: Iterable[object]) -> int:
    """Count the arrays, which may overlap if there are several."""
    return sum(type(seed) is np.ndarray for seed in seeds)


class _Check:
    """One walk over a structure and its seed: the places still to visit, and what was found."""

    def __init__(self) -> None:
        self.arrays: list[Pair] = []
        self.changed = False
        self.waiting: list[Pair] = []
        self.seed_of_primal: dict[int, object] = {}
        self.primal_of_seed: dict[int, object] = {}

    def whole(self, primal: object, seed: object, name: str) -> None:
        """Check one parameter."""
        self.waiting.append(Pair(primal, seed, name, False))
        while self.waiting:
            self._visit(self.waiting.pop())

    def _visit(self, pair: Pair) -> None:
        category = category_of(pair.primal)
        if category is Category.NUMBER:
            self._number(pair)
        elif category is Category.ARRAY:
            self.arrays.append(pair._replace(seed=array_seed(pair)))
            self.changed |= self.arrays[-1].seed is not pair.seed
        elif category in (Category.CONSTANT, Category.UNKNOWN):
            self._constant(pair, category)
        elif self._is_new(pair, category):
            CHECK_CONTAINER[category](pair)
            self._parts(pair, category)

    def _number(self, pair: Pair) -> None:
        check_number(pair)
        self.changed |= type(pair.seed) is not number_kind(pair.primal)

    def _constant(self, pair: Pair, category: Category) -> None:
        if pair.seed is None:
            return
        if not pair.from_instance:
            refuse(pair, f"{category.value} can only have None as its tangent", "")
        self.changed = True

    def _is_new(self, pair: Pair, category: Category) -> bool:
        """Say whether this container was not visited yet, and see to it that its seed aliases as it does."""
        if category is Category.TUPLE:
            return True
        if id(pair.primal) in self.seed_of_primal:
            if self.seed_of_primal[id(pair.primal)] is not pair.seed:
                refuse(pair, "this object stands in several places, its seed does not", SHOW_ALIAS)
            return False
        self.seed_of_primal[id(pair.primal)] = pair.seed
        # One seed for two primals is no mistake where nobody writes to them. It becomes two, like the primals.
        self.changed |= self.primal_of_seed.setdefault(id(pair.seed), pair.primal) is not pair.primal
        return True

    def _parts(self, pair: Pair, category: Category) -> None:
        self.changed |= not _has_final_form(pair, category)
        from_instance = pair.from_instance or (category is Category.OBJECT and _is_instance(pair.seed))
        is_plain = category is Category.SEQUENCE or (category is Category.TUPLE and not attributes_of(pair.primal))
        if is_plain and _are_floats(pair.primal) and _are_floats(pair.seed):
            return
        seeds = seed_attributes(pair.seed) if category is Category.OBJECT else pair.seed
        # The first place is visited first, so that its error is the one that is reported.
        for key, part in reversed(list(parts_of(pair.primal, category))):
            seed = seed_part(seeds, key, category)
            if type(part) is not float or type(seed) is not float:
                path = Path(pair.path, key, is_attribute(key, category))
                self.waiting.append(Pair(part, seed, path, from_instance))


def _are_floats(values: Any) -> bool:
    return values is not None and set(map(type, values)) == {float}


def _is_instance(seed: object) -> bool:
    return seed is not None and type(seed) not in (Tangent, dict)


def _has_final_form(pair: Pair, category: Category) -> bool:
    """Say whether a container's seed can stay as it is, apart from what it holds."""
    primal, seed = pair.primal, pair.seed
    if seed is None:
        return False
    if category is Category.OBJECT:
        return type(seed) is Tangent and vars(seed).keys() == attributes_of(primal).keys()
    if category is Category.TUPLE and attributes_of(primal).keys() != getattr(seed, "__dict__", {}).keys():
        return False
    return type(seed) is type(primal) and (category is not Category.MAPPING or list(seed) == list(primal))
