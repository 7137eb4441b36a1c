"""Copy arguments, and move them along a tangent: the same classes and aliases, other numbers.

>>> import numpy as np
>>> row = [1.0, np.array([2.0])]
>>> moved = moved_along([row, row, "a"], [[10.0, np.array([20.0])], None, None], 0.5)
>>> moved, moved[0] is moved[1]
([[6.0, array([12.])], [6.0, array([12.])], 'a'], True)
"""

from __future__ import annotations

import copy
import types
from collections import OrderedDict, defaultdict, deque
from typing import Any, cast

import numpy as np

from srcad.errors import UnsupportedValueError, describe
from srcad.values.layouts import Array, copy_arrays
from srcad.values.mirroring import Mirror, arrays_in, seed_part
from srcad.values.structures import Category, Tangent, category_of, parts_of, rebuild_tuple, set_attribute


def copy_structure(value: Any) -> Any:
    """Return a copy of a structure, so that nothing that is done to the one is seen in the other.

    Objects are copied without running code of their classes. What cannot vary nor be copied, like a lock, is shared.

    Raises UnsupportedValueError for what can neither be copied nor shared, such as a generator.
    """
    return moved_along(value, None, 0.0)


def moved_along(value: Any, tangent: Any, step: Any) -> Any:
    """Return a copy of a structure whose floating-point numbers and arrays are moved by `step` times their tangent.

    Where the tangent is None, and in integers, the copy is equal. A complex step makes the real numbers complex.
    """
    arrays = arrays_in(value)
    copies = {id(array): duplicate for array, duplicate in zip(arrays, _movable(arrays, step), strict=True)}

    def leaf(primal: Any, part: Any) -> Any:
        category = category_of(primal)
        if category is Category.UNKNOWN:
            return _copy_unknown(primal)
        is_moved = part is not None and np.asarray(primal).dtype.kind in "fc"
        if category is Category.NUMBER:
            return primal + step * part if is_moved else primal
        if is_moved:
            _assign(copies[id(primal)], primal + step * part)
        return copies[id(primal)]

    return _Copy(leaf).of(value, tangent)


def _movable(arrays: list[Any], step: Any) -> list[Any]:
    if not isinstance(step, complex):
        return copy_arrays(arrays)
    # A complex number takes two places, so that views cannot keep their layout.
    return [array.astype(complex) if array.dtype.kind == "f" else array.copy() for array in arrays]


def _assign(array: Any, values: Any) -> None:
    writeable = array.flags.writeable
    array.flags.writeable = True
    array[...] = values
    array.flags.writeable = writeable


class _Copy(Mirror):
    """A structure of the same classes."""

    def constant(self, primal: object) -> object:
        """Return a copy of a constant that has a state of its own, and any other constant itself."""
        if isinstance(primal, _SHARED):
            return primal
        try:
            return copy.deepcopy(primal)
        except TypeError:
            return primal

    def empty(self, primal: object) -> Any:
        """Return an empty container of the same class, or an instance without attributes."""
        cls: Any = type(primal)
        if cls is deque:
            return deque(maxlen=cast("deque[object]", primal).maxlen)
        if cls is defaultdict:
            return defaultdict(cast("defaultdict[object, object]", primal).default_factory)
        if cls in (list, dict, OrderedDict, types.SimpleNamespace):
            return cls()
        return object.__new__(cls)

    def put_attribute(self, built: Any, name: str, part: object) -> None:
        """Set the attribute on the instance itself."""
        set_attribute(built, name, part)


# Copying these would change what they are, or is no copy.
_SHARED = (
    str,
    bytes,
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    np.ufunc,
)


def _copy_unknown(value: object) -> object:
    try:
        return copy.deepcopy(value)
    except TypeError as error:
        what = f"an argument cannot be used twice: {error}"
        way_out = "A derivative in several directions runs the function several times. srcad.jvp runs it once."
        raise UnsupportedValueError(describe(what, None, way_out)) from error


def copy_back(checked: object, seed: object) -> None:
    """Write what a call left in a checked seed into the seed that the user gave, where they are not the same object.

    Lists, deques, dicts and Tangents take the new contents, arrays the new numbers. A place that cannot take them is
    left as it is, like an integer array, which cannot take floats.
    """
    _copy_back(checked, seed, set())


def _copy_back(checked: Any, seed: Any, seen: set[int]) -> Any:
    """Return what should stand in the user's structure: his own object, brought up to date, or the new one."""
    if checked is seed or id(checked) in seen:
        return seed
    seen.add(id(checked))
    if isinstance(checked, np.ndarray) and isinstance(seed, np.ndarray):
        return _copy_array_back(checked, seed)
    if isinstance(checked, Tangent) and type(seed) in (Tangent, dict):
        _copy_items_back(vars(checked), vars(seed) if type(seed) is Tangent else seed, seen)
        return seed
    if isinstance(checked, dict) and isinstance(seed, dict):
        _copy_items_back(checked, seed, seen)
        return seed
    if isinstance(checked, tuple) and type(seed) is type(checked) and len(seed) == len(checked):
        parts = [
            _copy_back(part, seed_part(seed, key, Category.TUPLE), seen)
            for key, part in parts_of(checked, Category.TUPLE)
        ]
        return rebuild_tuple(checked, parts)
    if isinstance(checked, (list, deque)) and type(seed) is type(checked):
        old = list(seed) + [None] * (len(checked) - len(seed))
        new = [_copy_back(part, before, seen) for part, before in zip(checked, old, strict=False)]
        seed.clear()
        seed.extend(new)
        return seed
    return checked


def _copy_items_back(checked: dict[Any, object], seed: dict[Any, object], seen: set[int]) -> None:
    new = {key: _copy_back(part, seed.get(key), seen) for key, part in checked.items()}
    seed.clear()
    seed.update(new)


def _copy_array_back(checked: Array, seed: Array) -> Array:
    if checked.shape != seed.shape:
        return checked
    if seed.flags.writeable and np.can_cast(checked.dtype, seed.dtype, "same_kind"):
        seed[...] = checked
    return seed
