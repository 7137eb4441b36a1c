"""See to it that the seeds of a call that writes to its arguments share memory where the arguments do."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from srcad.errors import SeedError, describe
from srcad.values.layouts import overlapping
from srcad.values.pairing import SHOW_ALIAS


@dataclass(frozen=True)
class WritingCall:
    """A call of a function that writes to its arguments: all inputs, and the seeds as they were given.

    The inputs are numbered as in `levels`. Only arrays that are arguments themselves are looked at; those inside of
    containers were when the seeds were checked.
    """

    name: str
    inputs: list[str]
    count: int
    values: list[Any]
    seeds: dict[int, Any]

    def seeds_alias_like_their_primals(self) -> bool:
        """Give a constant argument that is also a varying one the same seed; tell whether there was one.

        Raises SeedError where the seeds share memory and the arguments do not, or the other way round.
        """
        self._refuse_separate_seeds()
        self._refuse_seeds_among_arguments()
        found = False
        size = self.count
        while size < len(self.values):
            for group in self._overlapping(size):
                found |= self._complete(group, size)
            size <<= 1
        return found

    def _refuse_separate_seeds(self) -> None:
        """Refuse separate seeds of arrays that share memory: what is written to one of them would be lost."""
        arrays = [index for index in self.seeds if type(self.values[index]) is np.ndarray]
        for seed, other in itertools.combinations(arrays, 2):
            one, two = self._base_of(seed), self._base_of(other)
            is_one_level = seed - one == other - two
            share = is_one_level and np.may_share_memory(self.values[one], self.values[two])
            if share and not np.may_share_memory(self.seeds[seed], self.seeds[other]):
                what = f"{self.inputs[one]} and {self.inputs[two]} share memory, and their tangents do not"
                raise SeedError(describe(what, None, f"{self.name} writes to its arguments. {SHOW_ALIAS}"))

    def _refuse_seeds_among_arguments(self) -> None:
        """Refuse a seed that shares memory with an argument: what is written to the one changes the other."""
        primals = [value for value in self.values[: self.count] if type(value) is np.ndarray]
        for index in self.seeds:
            seed = self.values[index]
            if type(seed) is np.ndarray and any(np.may_share_memory(seed, primal) for primal in primals):
                what = f"{self.inputs[index]} shares memory with an argument, and {self.name} writes to one"
                raise SeedError(describe(what, None, f"Give a copy: {self.inputs[index]}=seed.copy()."))

    def _overlapping(self, size: int) -> list[list[int]]:
        arrays = [base for base in range(size) if type(self.values[base]) is np.ndarray and self.values[base].size]
        if len(arrays) < 2:
            return []
        groups = overlapping([self.values[base] for base in arrays])
        return [[arrays[position] for position in group] for group in groups]

    def _complete(self, group: list[int], size: int) -> bool:
        seeded = [base for base in group if base + size in self.seeds]
        constant = [base for base in group if base + size not in self.seeds]
        for base in constant if seeded else ():
            same = [other for other in seeded if self.values[other] is self.values[base]]
            if not same:
                names = self.inputs[base], self.inputs[seeded[0]]
                what = f"{names[0]} shares memory with {names[1]}, which varies, and one of them is written to"
                way_out = f"Give {self.inputs[base + size]} too, as a view that lies in memory in the same way."
                raise SeedError(describe(what, None, way_out))
            self.values[base + size] = self.values[same[0] + size]
        return bool(seeded and constant)

    def _base_of(self, index: int) -> int:
        size = self.count
        while size << 1 <= index:
            size <<= 1
        return index - size


def refuse_outside(name: str, values: Sequence[Any], written: tuple[Any, ...]) -> None:
    """Refuse an argument that is an object from outside, which the function writes under another name.

    Raises SeedError.
    """
    for value in values if written else ():
        if any(value is held or _share_memory(value, held) for held in written):
            what = f"an argument of {name} is also an object from outside that the function writes"
            raise SeedError(describe(what, None, "Pass a copy of it."))


def _share_memory(first: Any, second: Any) -> bool:
    """Tell whether two objects are arrays over the same memory."""
    return isinstance(first, np.ndarray) and isinstance(second, np.ndarray) and np.may_share_memory(first, second)
