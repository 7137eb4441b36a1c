"""Say in words which number of a structure is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from srcad.values.flattening import leaves_of, with_leaves
from srcad.values.structures import Category, Path, category_of, is_attribute, parts_of


def leaf_name(outputs: dict[str, Any], number: int) -> str:
    """Return what to call the number or array that is a leaf of the outputs."""
    numbered = with_leaves(outputs, list(range(len(leaves_of(outputs)))))
    return _path_to(numbered, lambda leaf: leaf == number)


def entry_name(outputs: dict[str, Any], number: int) -> str:
    """Return what to call one entry of the outputs."""
    for position, leaf in enumerate(leaves_of(outputs)):
        if number < np.size(leaf):
            name = leaf_name(outputs, position)
            index = np.unravel_index(number, np.shape(leaf))
            return name + (f"[{', '.join(map(str, index))}]" if index else "")
        number -= np.size(leaf)
    return "result"


def _path_to(structure: dict[str, Any], is_wanted: Callable[[Any], bool]) -> str:
    waiting: list[tuple[Any, Path | str]] = [(part, name) for name, part in structure.items()]
    seen: set[int] = set()
    while waiting:
        value, path = waiting.pop(0)
        category = category_of(value)
        if category is Category.NUMBER and is_wanted(value):
            return str(path)
        if id(value) not in seen:
            parts = parts_of(value, category)
            waiting += [(part, Path(path, key, is_attribute(key, category))) for key, part in parts]
        if category is not Category.NUMBER:
            seen.add(id(value))
    return "result"


def without_root(path: str) -> str:
    """Turn `['result'][0]` into `result[0]`."""
    name, _, rest = path.removeprefix("['").partition("']")
    return name + rest
