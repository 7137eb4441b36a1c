"""Take a structure apart into its numbers and arrays, and put others in their places.

>>> value = {"a": 1.0, "b": [2.0, "name"]}
>>> leaves_of(value)
[1.0, 2.0]
>>> with_leaves(value, [10.0, 20.0])
{'a': 10.0, 'b': [20.0, None]}
>>> [unit_tangent(value, direction) for direction in directions_of(value)]
[{'a': 1.0, 'b': [0.0, None]}, {'a': 0.0, 'b': [1.0, None]}]
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from srcad.errors import SeedError, UnsupportedValueError, describe
from srcad.values.layouts import zero_arrays
from srcad.values.mirroring import mirror, tangent_number
from srcad.values.structures import Category, category_of


def leaves_of(value: object) -> list[Any]:
    """Return the numbers and arrays in a structure; one that stands in several places counts once."""
    return [value] if is_one_leaf(value) else [leaf for leaf, _ in leaf_tangents(value, None)]


def is_one_leaf(value: Any) -> bool:
    """Tell whether a value is a float or an array of floats itself, so that nothing need be looked for in it."""
    return type(value) is float or (type(value) is np.ndarray and value.dtype.kind == "f")


def leaf_tangents(value: object, tangent: object) -> list[tuple[Any, Any]]:
    """Return the numbers and arrays in a structure, each with its tangent, or None where there is none.

    Raises UnsupportedValueError where a value of a type without tangent has one nevertheless.
    """
    if is_one_leaf(value):
        return [(value, tangent)]
    found: list[tuple[Any, Any]] = []

    def collect(primal: object, part: object) -> None:
        if category_of(primal) is not Category.UNKNOWN:
            found.append((primal, part))
        elif part is not None:
            what = f"the result holds a {type(primal).__name__}, which has no entries to differentiate"
            raise UnsupportedValueError(describe(what, None, "Use srcad.jvp for such a function."))

    mirror(value, tangent, collect)
    return found


def with_leaves(value: object, leaves: Sequence[object]) -> Any:
    """Return the structure of `value` with other leaves, given in the order of `leaves_of`."""
    if is_one_leaf(value):
        return leaves[0]
    remaining = iter(leaves)
    return mirror(value, None, lambda primal, _: None if category_of(primal) is Category.UNKNOWN else next(remaining))


class Direction(NamedTuple):
    """One entry of a structure: which of its leaves, and which index in that."""

    leaf: int
    entry: tuple[int, ...]


def is_boolean(leaf: object) -> bool:
    """Say whether a leaf holds truth values, with respect to which there is no derivative."""
    return bool(np.asarray(leaf).dtype.kind == "b")


def directions_of(value: object) -> list[Direction]:
    """Return the entries of a structure that can vary, in the order of `leaves_of` and of the indices of each array."""
    varying = [(number, np.shape(leaf)) for number, leaf in enumerate(leaves_of(value)) if not is_boolean(leaf)]
    return [Direction(number, index) for number, shape in varying for index in itertools.product(*map(range, shape))]


def varying_leaves(value: object, name: str) -> list[Any]:
    """Return the leaves of a structure with respect to which there is a derivative, truth values among them.

    Raises SeedError for complex entries, with respect to which the derivative is not one number, and for a value that
    neither is a number nor can hold one.
    """
    leaves = leaves_of(value)
    if category_of(value) in (Category.CONSTANT, Category.UNKNOWN) or type(value) is bool:
        raise SeedError(describe(f"{name} is a {type(value).__name__}, which cannot vary", None))
    if any(map(np.iscomplexobj, leaves)):
        what = f"{name} holds complex numbers, and a derivative with respect to them is not one number"
        raise SeedError(describe(what, None, "Use srcad.jvp with a complex tangent, or pass real and imaginary parts."))
    return leaves


def unit_tangent(value: object, direction: Direction) -> Any:
    """Return a new tangent of `value` that is one in one entry and zero in all others."""
    leaves = leaves_of(value)
    zeros = iter(zero_arrays([leaf for leaf in leaves if type(leaf) is np.ndarray]))
    tangents: list[Any] = [next(zeros) if type(leaf) is np.ndarray else tangent_number(leaf, None) for leaf in leaves]
    if type(leaves[direction.leaf]) is np.ndarray:
        tangents[direction.leaf][direction.entry] = 1.0
    else:
        tangents[direction.leaf] = tangent_number(leaves[direction.leaf], 1)
    return with_leaves(value, tangents)
