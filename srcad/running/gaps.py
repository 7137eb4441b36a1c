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
from srcad.values.subclasses import is_container_class
from srcad.values.tangents import Tangent

# A tangent of another type has no parts.
HOLDERS = frozenset((list, tuple, dict, Tangent, Bundle))
# The type of such a value says its kind.
TELLING = frozenset((float, complex, np.float64, int, bool, type(None), str, types.FunctionType))


def has_gap(value: Any, tangent: Any, depth: int = 0) -> bool:
    """Tell whether a container or object has a tangent, but a part of it that can be written to has none.

    It is looked as far as the kind of the value says anything of its parts.
    """
    held = type(tangent)
    if held not in HOLDERS or depth >= DEPTH_LIMIT:
        return False
    if held is Bundle:
        return any(has_gap(value, part, depth) for part in tangent.parts)
    if held is Tangent:
        value, tangent = getattr(value, "__dict__", {}), vars(tangent)
    if type(value) is dict:
        if type(tangent) is not dict or len(value) > WALK_LIMIT:
            return False
        for key, part in value.items():
            d_part = tangent.get(key, 0.0)
            if is_writable(part) if d_part is None else has_gap(part, d_part, depth + 1):
                return True
        return False
    if type(value) not in (list, tuple) or len(value) > WALK_LIMIT or TELLING.issuperset(map(type, value)):
        return False
    for part, d_part in zip(value, tangent, strict=False):
        if is_writable(part) if d_part is None else has_gap(part, d_part, depth + 1):
            return True
    return False


def is_outside(value: Any, tangent: Any) -> bool:
    """Tell whether an argument, or a part of it, is a constant from outside that can be written to."""
    return is_writable(value) if tangent is None else has_gap(value, tangent)


def is_writable(value: Any) -> bool:
    """Tell whether something active can be stored into a value, or into an object of a class written in Python."""
    cls: Any = type(value)
    return cls in WRITABLE or is_container_class(cls) or (not isinstance(value, type) and is_plain_class(cls))
