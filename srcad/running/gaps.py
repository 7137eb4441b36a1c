"""Find the parts of containers and objects that have no tangent: constants from outside, which can be written to.

What is read of such a part is constant, and to store something active into it is refused. Only the run-time helpers can
do both: generated text for a known kind would take the missing tangent apart.
"""

from __future__ import annotations

import types
from typing import Any

import numpy as np

from srcad.kinds import DEPTH_LIMIT, WALK_LIMIT, is_plain_class
from srcad.running.bundling import Bundle
from srcad.values.carrying import WRITABLE
from srcad.values.tangents import Tangent

# The type of such a value says its kind.
TELLING = frozenset((float, complex, np.float64, int, bool, type(None), str, types.FunctionType))


def has_gap(value: Any, tangent: Any, depth: int = 0) -> bool:
    """Tell whether a container or object has a tangent, but a part of it that can be written to has none.

    It is looked as far as the kind of the value says anything of its parts.
    """
    if type(tangent) is Bundle:
        return any(has_gap(value, part, depth) for part in tangent.parts)
    parts = parts_of(value, tangent) if depth < DEPTH_LIMIT else []
    return len(parts) <= WALK_LIMIT and any(
        is_writable(part) if d_part is None else has_gap(part, d_part, depth + 1) for part, d_part in parts
    )


def parts_of(value: Any, tangent: Any) -> list[tuple[Any, Any]]:
    """List the parts of a container or object with their tangents; none of one that holds numbers alone."""
    cls = type(value)
    if cls in (list, tuple) and type(tangent) in (list, tuple):
        return [] if TELLING.issuperset(map(type, value)) else list(zip(value, tangent, strict=False))
    if cls is dict and type(tangent) is dict:
        return [(part, tangent.get(key)) for key, part in value.items()]
    if type(tangent) is Tangent:
        attributes, own = vars(tangent), getattr(value, "__dict__", {})
        return [(part, attributes[name]) for name, part in own.items() if name in attributes]
    return []


def is_outside(value: Any, tangent: Any) -> bool:
    """Tell whether an argument, or a part of it, is a constant from outside that can be written to."""
    return is_writable(value) if tangent is None else has_gap(value, tangent)


def is_writable(value: Any) -> bool:
    """Tell whether something active can be stored into a value, or into an object of a class written in Python."""
    cls: Any = type(value)
    return cls in WRITABLE or (not isinstance(value, type) and is_plain_class(cls))
