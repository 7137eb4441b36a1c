"""Tell what is new in the result of a call from what was there before, by who else refers to it.

An object to which nothing refers but the result itself, or parts of it that are new as well, cannot be reached in any
other way: what is stored into it is seen here alone. What is referred to from elsewhere may be read there later.
References that cannot be followed (a bound method, a closure, a set) count as if they were elsewhere.
"""

from __future__ import annotations

import sys
import weakref
from typing import Any

import numpy as np

from srcad.values.structures import Category, category_through, parts_of

CONTAINERS = (Category.SEQUENCE, Category.TUPLE, Category.MAPPING, Category.OBJECT)

_probe: list[Any] = [object()]
# What `sys.getrefcount` counts beside the list that an object stands in; versions of Python differ.
OF_THE_CALL = sys.getrefcount(_probe[0]) - 1


def older_parts(held: list[Any]) -> list[Any]:
    """Return what a list holds, directly or in its parts, that something else refers to as well.

    The list has to hold the only reference of its owner: a variable beside it would be another one.
    """
    found, counts = referred_to(held)
    return [found[i] for i in range(len(found)) if is_referred_to_elsewhere(found, i, counts)]


def is_referred_to_elsewhere(found: list[Any], index: int, counts: dict[int, int]) -> bool:
    """Tell whether there are more references to an object than were counted, that of the list aside, or weak ones."""
    references = sys.getrefcount(found[index]) - OF_THE_CALL - 1
    return references > counts[id(found[index])] or weakref.getweakrefcount(found[index]) > 0


def referred_to(held: list[Any]) -> tuple[list[Any], dict[int, int]]:
    """Return the containers, objects and arrays in a list, and how many of their places refer to each."""
    found: list[Any] = []
    counts: dict[int, int] = {}
    waiting: list[Any] = [held]
    while waiting:
        for part in parts_referred_to(waiting.pop()):
            if id(part) not in counts:
                counts[id(part)] = 0
                found.append(part)
                waiting.append(part)
            counts[id(part)] += 1
    return found, counts


def parts_referred_to(value: Any) -> list[Any]:
    """Return the parts of a container or object that may be containers, and the array that a view looks at."""
    if isinstance(value, np.ndarray):
        return [] if value.base is None else [value.base]
    category = category_through(value)
    if category not in CONTAINERS:
        return []
    return [part for _, part in parts_of(value, category) if is_examined(part)]


def is_examined(value: Any) -> bool:
    """Tell whether something may be stored into a value, or into a part of it."""
    return isinstance(value, np.ndarray) or category_through(value) in CONTAINERS


def looks_at(array: Any, older: frozenset[int]) -> bool:
    """Tell whether an array is, or is a view of, one of these objects."""
    while isinstance(array, np.ndarray):
        if id(array) in older:
            return True
        array = array.base
    return id(array) in older
