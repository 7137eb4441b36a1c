"""Arrange the seeds of arrays in memory as their primals lie there."""

from __future__ import annotations

import numpy as np

from srcad.values.layouts import Array, overlap_alike, overlapping, same_layout, tangent_dtype, zero_arrays
from srcad.values.pairing import SHOW_ALIAS, Pair, refuse


def arrange(places: list[Pair]) -> dict[int, Array]:
    """Return the final seed of each array by the identity of its primal: converted, laid out and aliased like it."""
    # In the order of the places: which seed is copied must not depend on the addresses.
    found = sorted(map(sorted, overlapping([pair.primal for pair in places])))
    groups = [[places[index] for index in group] for group in found]
    kept = _without_shared(groups, {index for index, group in enumerate(groups) if _can_stay(group)})
    final: dict[int, Array] = {}
    for index, group in enumerate(groups):
        seeds = [pair.seed for pair in group] if index in kept else _laid_out(group)
        for pair, seed in zip(group, seeds, strict=True):
            final.setdefault(id(pair.primal), seed)
    return final


def _can_stay(group: list[Pair]) -> bool:
    """Say whether the seeds of arrays that overlap are what generated code expects."""
    if not all(_has_right_layout(pair.primal, pair.seed) for pair in group):
        return False
    return len(group) == 1 or overlap_alike([pair.primal for pair in group], [pair.seed for pair in group])


def _has_right_layout(primal: Array, seed: Array | None) -> bool:
    if seed is None or seed.dtype != tangent_dtype(primal) or not same_layout(primal, seed):
        return False
    return seed.flags.writeable or not primal.flags.writeable


def _without_shared(groups: list[list[Pair]], kept: set[int]) -> set[int]:
    """Leave out the groups whose seeds share memory with those of another group, with which their primals share none.

    One seed for two primals is no mistake where nobody writes to them. All but the first become copies.
    """
    seeds = [(index, pair.seed) for index in sorted(kept) for pair in groups[index]]
    shared: set[int] = set()
    for cluster in overlapping([seed for _, seed in seeds]):
        owners = {seeds[position][0] for position in cluster}
        shared |= owners - {min(owners)}
    return kept - shared


def _laid_out(members: list[Pair]) -> list[Array]:
    """Copy the seeds of arrays that overlap into arrays that overlap in the same way."""
    copies = zero_arrays([pair.primal for pair in members])
    for copy, pair in zip(copies, members, strict=True):
        copy[...] = 0.0 if pair.seed is None else pair.seed
    for copy, pair in zip(copies, members, strict=True):
        if pair.seed is not None and not np.array_equal(copy, pair.seed.astype(copy.dtype), equal_nan=True):
            refuse(pair, "this array shares memory with another one, and their tangents differ there", SHOW_ALIAS)
    return copies
