"""Copies: of the value, and in the same way of its tangent."""

from __future__ import annotations

import copy
import types
from typing import Any

from srcad.runtime import apply
from srcad.structural.registry import Pairs, handles
from srcad.values.carrying import refuse_value
from srcad.values.structures import Category, category_of
from srcad.values.subclasses import class_attribute, is_number_class


@handles(copy.copy)
def joint_copy(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    own = class_attribute(type(primals[0]), "__copy__")
    if isinstance(own, types.FunctionType):
        return apply(own, primals[:1], tangents[:1])
    refuse_uncopied(primals[0])
    return copy.copy(primals[0]), copy.copy(tangents[0])


@handles(copy.deepcopy)
def joint_deepcopy(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Copy a structure and its tangent; each keeps its own aliases, which are the same in both."""
    own = class_attribute(type(primals[0]), "__deepcopy__")
    if isinstance(own, types.FunctionType):
        memo = (*primals[1:], {})[:1]
        return apply(own, (primals[0], *memo), (tangents[0], None))
    refuse_uncopied(primals[0])
    if len(primals) > 1 or keywords:
        refuse_value("copy.deepcopy is called with a memo", "Copy the parts one by one.")
    return copy.deepcopy(primals[0]), copy.deepcopy(tangents[0])


def refuse_uncopied(value: Any) -> None:
    """Refuse a copy that code of the value's class makes."""
    cls = type(value)
    is_number = is_number_class(cls) and not isinstance(
        class_attribute(cls, "__new__"), (types.FunctionType, staticmethod)
    )
    if category_of(value) is Category.UNKNOWN and not is_number:
        refuse_value(f"a {type(value).__name__} is copied", "Copy what it holds.")
    for name in ("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__"):
        if isinstance(class_attribute(type(value), name), types.FunctionType):
            refuse_value(f"a {type(value).__name__} is copied through {name}", "Make the copy by hand.")
