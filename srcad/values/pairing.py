"""A primal and its seed at one place of a structure, and whether the two go together there.

Each check raises SeedError, which prints both and the place.
"""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn, cast

import numpy as np

from srcad.errors import SeedError, describe
from srcad.values.layouts import Array
from srcad.values.mirroring import number_kind, seed_attributes
from srcad.values.structures import Category, Path, Tangent, attributes_of, category_of


class Pair(NamedTuple):
    """One place of a structure: what stands there, its seed, and where it is.

    `from_instance` says that the seed is part of an instance of the user's class, which holds strings and the like
    where a tangent holds None.
    """

    primal: Any
    seed: Any
    path: Path | str
    from_instance: bool


def check_number(pair: Pair) -> None:
    """Check the seed of a number."""
    primal, seed = pair.primal, pair.seed
    if seed is None and number_kind(primal) is type(primal):
        refuse(pair, "the tangent of a number is missing", _MISSING)
    if seed is None:
        return
    if not _is_number(seed):
        refuse(pair, "the tangent of a number is a number", "")
    if np.iscomplexobj(seed) and not np.iscomplexobj(primal):
        refuse(pair, "a real number cannot have a complex tangent", "")


def _is_number(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.shape == () and category_of(value) is Category.ARRAY
    return category_of(value) is Category.NUMBER


def array_seed(pair: Pair) -> Array | None:
    """Return the seed of an array as an array of numbers of the right shape."""
    primal, seed = pair.primal, pair.seed
    if seed is None:
        if primal.dtype.kind in "fc":
            refuse(pair, "the tangent of an array is missing", _MISSING)
        return None
    if primal.shape == () and category_of(seed) is Category.NUMBER:
        seed = np.asarray(seed)
    if category_of(seed) is not Category.ARRAY:
        refuse(pair, "the tangent of an array is an array of numbers", "")
    if seed.shape != primal.shape:
        refuse(pair, "a tangent has the shape of its primal", "")
    if seed.dtype.kind == "c" and primal.dtype.kind != "c":
        refuse(pair, "a real array cannot have a complex tangent", "")
    return cast("Array", seed)


def _check_sequence(pair: Pair) -> None:
    if pair.seed is None:
        return
    if type(pair.seed) is not type(pair.primal):
        refuse(pair, f"the tangent of a {type(pair.primal).__name__} is a {type(pair.primal).__name__}", "")
    if len(pair.seed) != len(pair.primal):
        refuse(pair, f"{len(pair.primal)} values have {len(pair.seed)} tangents", "")


def _check_mapping(pair: Pair) -> None:
    if pair.seed is None:
        return
    if type(pair.seed) not in (dict, type(pair.primal)):
        refuse(pair, "the tangent of a dict is a dict", "")
    _check_keys(pair, pair.primal, pair.seed)


def _check_object(pair: Pair) -> None:
    seed = pair.seed
    if seed is None:
        return
    if type(seed) not in (Tangent, dict, type(pair.primal)):
        name = type(pair.primal).__name__
        refuse(pair, f"the tangent of an object is a srcad.Tangent, a dict of attribute names or another {name}", "")
    # An attribute that is left out is None: constant where it cannot vary, and refused below where it can.
    _check_keys(pair, attributes_of(pair.primal), seed_attributes(seed), complete=False)


def _check_keys(pair: Pair, primal: Mapping[Any, object], seed: Mapping[Any, object], complete: bool = True) -> None:
    unknown = [key for key in seed if key not in primal]
    if unknown:
        refuse(pair, f"there is no {', '.join(map(repr, unknown))} in the primal", "")
    missing = [key for key in primal if key not in seed]
    if complete and missing:
        refuse(pair, f"the tangent has no {', '.join(map(repr, missing))}", _MISSING)


CHECK_CONTAINER = {
    Category.SEQUENCE: _check_sequence,
    Category.TUPLE: _check_sequence,
    Category.MAPPING: _check_mapping,
    Category.OBJECT: _check_object,
}

_MISSING = "srcad.zero_tangent(value) makes a complete tangent of zeros, to be filled where something varies."
SHOW_ALIAS = "Put one tangent in all of these places. srcad.zero_tangent(value) makes a tangent with the right aliases."


_REPR = reprlib.Repr()
_REPR.maxother = 100


def refuse(pair: Pair, what: str, way_out: str) -> NoReturn:
    """Raise the SeedError that shows a primal, its seed and the place."""
    sides = f"  primal:  {_summary(pair.primal)}\n  tangent: {_summary(pair.seed)}"
    raise SeedError(describe(f"tangent of {pair.path}: {what}\n{sides}", None, way_out))


def _summary(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"{type(value).__name__} of shape {value.shape} and dtype {value.dtype}"
    if value is None:
        return "None"
    return f"{type(value).__name__} {_REPR.repr(value)}"
