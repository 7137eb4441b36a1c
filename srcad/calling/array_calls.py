"""Look at the arrays of a public call: whether it may be made as one that was checked before.

What the checks of seeds find for one call holds for another if its arrays have the same dtypes and numbers of axes, if
each seed has the shape and the strides of its primal, and if arrays that lay apart do so again. That is compared here,
by whatever costs least: reading an attribute of an array takes as long as some operations on numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from srcad.calling.wrapping import Text, tuple_text

NameOf = Callable[[str, Any], str]


@dataclass(frozen=True)
class Arrays:
    """The arrays among the values of a call, and what must hold of them for a prepared call."""

    names: tuple[str, ...]
    seeded: tuple[tuple[str, str], ...]  # an array and its seed, which is one
    apart: tuple[tuple[str, str], ...]  # arrays that must not share memory

    @classmethod
    def among(cls, inputs: Sequence[str], indices: Sequence[int], count: int, *, is_written: bool) -> Arrays:
        """Describe the inputs of these numbers, of a function that has `count` parameters.

        Where it writes into any of its arguments, all arrays must lie apart. Else it must be the primals of one level
        and the seeds of one level, for those decide how seeds are arranged in memory.
        """
        seeded = [(base_of(index, count), index) for index in indices if index >= count]
        apart = set(itertools.combinations(indices, 2)) if is_written else set()
        for one, other in itertools.combinations(seeded, 2):
            if one[1] - one[0] == other[1] - other[0]:
                apart |= {(one[0], other[0]), (one[1], other[1])}
        return cls(
            tuple(inputs[index] for index in indices),
            tuple((inputs[base], inputs[index]) for base, index in seeded),
            tuple((inputs[one], inputs[other]) for one, other in sorted(apart)),
        )


def base_of(index: int, count: int) -> int:
    """Return the input whose seed an input is; the function has `count` parameters."""
    while count << 1 <= index:
        count <<= 1
    return index - count


def checks_of(arrays: Arrays, found: Mapping[str, np.ndarray[Any, Any]]) -> Callable[[NameOf], list[str]] | None:
    """Return what writes the comparisons that hold for arrays which are like those that were found.

    Return None where more would have to be compared: for arrays that are not contiguous, or do not own their memory.

    Two arrays that are contiguous in the same order and have the same shape have the same strides; the stride of an
    axis of length one is never used. Two arrays that own their memory share none unless they are one.
    """
    apart = {name for pair in arrays.apart for name in pair}
    seeds = {seed: primal for primal, seed in arrays.seeded}
    laid_out = {*seeds, *seeds.values(), *apart}
    if not all(is_plain(found[name], must_own=name in apart) for name in laid_out):
        return None
    if not all(found[seed].flags.num == found[primal].flags.num for seed, primal in seeds.items()):
        return None

    def written(name_of: NameOf) -> list[str]:
        lines = [f"{one} is not {other}" for one, other in arrays.apart]
        for name, array in found.items():
            lines.append(f"{name}.dtype is {name_of('dtype', array.dtype)}")
            lines.append(f"{name}.ndim == {array.ndim}")
            if name in seeds:
                lines.append(same_shape(name, seeds[name], array.ndim, name_of))
            if name in laid_out:
                lines.append(f"{name}.flags.num == {array.flags.num}")
        return lines

    return written


def same_shape(one: str, other: str, axes: int, name_of: NameOf) -> str:
    """Write the comparison of the shapes of two arrays that have so many axes; one length is quicker than a tuple."""
    if axes == 1:
        length = name_of("len", len)
        return f"{length}({one}) == {length}({other})"
    return f"{one}.shape == {other}.shape"


def is_plain(array: np.ndarray[Any, Any], *, must_own: bool) -> bool:
    """Tell whether an array may be written, is contiguous, and owns its memory if it must."""
    flags = array.flags
    return bool(flags.writeable and flags.aligned and flags.forc and (flags.owndata or not must_own))


def make_array_call(
    names: Sequence[str],
    arrays: Arrays,
    find: Callable[[tuple[Any, ...]], Any],
    slow: Callable[[tuple[Any, ...]], Any],
) -> Any:
    """Return the call for values of which some are arrays: it looks at dtypes, layouts and overlaps.

    What is not plainly as it should be goes the slow way, which converts, or refuses.
    """
    text = Text(names)
    own, call = text.name("call"), text.name("prepared")
    share = text.name_of("share", np.may_share_memory)
    doubts = [
        f"{seed}.shape != {primal}.shape or {seed}.strides != {primal}.strides"
        f" or {seed}.dtype is not {primal}.dtype or not {seed}.flags.writeable"
        for primal, seed in arrays.seeded
    ]
    doubts += [f"{share}({one}, {other})" for one, other in arrays.apart]
    key = tuple_text([part for one in arrays.names for part in (f"{one}.dtype", f"{one}.ndim")])
    slowly = f"return {text.name_of('slow', slow)}({tuple_text(names)})"
    lines = [f"def {own}({', '.join(names)}):"]
    lines += [f"    if {' or '.join(doubts)}:", f"        {slowly}"] if doubts else []
    lines += [f"    {call} = {text.name_of('find', find)}({key})", f"    if {call} is None:", f"        {slowly}"]
    return text.function(own, [*lines, f"    return {call}({', '.join(names)})"])
