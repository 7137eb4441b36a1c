"""Attributes, read and stored as Python does: descriptors of the class, the instance's own, then ``__getattr__``."""

from __future__ import annotations

import functools
import types
from typing import Any

import numpy as np

from srcad.running.bundling import Bundle, attributes_of_tangent, is_record
from srcad.runtime import apply, delete_attribute, generic_setattr, set_attribute
from srcad.structural.registry import Pairs, PartialTangent, filled, handles
from srcad.values.carrying import args_tangent, exception_tangent, refuse_value, zero_tangent
from srcad.values.frozen import zero_in
from srcad.values.subclasses import class_attribute, is_number_class, is_own_attribute

MISSING = object()
CONSTANT = (int, np.integer, np.bool_, str, bytes, types.NoneType, type)


@handles(getattr)
def joint_getattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    try:
        return read_attribute(primals[0], tangents[0], primals[1])
    except AttributeError:
        if len(primals) < 3:
            raise
    return primals[2], filled(primals[2], tangents[2])


def read_attribute(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read an attribute with its tangent.

    Raises AttributeError where the object has no such attribute.
    """
    cls = type(owner)
    special = SPECIAL_OWNERS.get(cls)
    if special is not None:
        return special(owner, d_owner, name)  # type: ignore[no-any-return]
    if isinstance(owner, (np.ndarray, np.generic, int, float, complex)) and not (
        is_number_class(cls) and is_own_attribute(cls, name)
    ):
        return attribute_of_number(owner, d_owner, name)
    if isinstance(owner, (type, types.ModuleType)) or (d_owner is None and not isinstance(owner, BaseException)):
        value = getattr(owner, name)
        return value, of_the_class(value)
    own = class_attribute(cls, "__getattribute__")
    if isinstance(own, types.FunctionType):
        read = functools.partial(apply, own, (owner, name), (d_owner, None))
    else:
        read = functools.partial(generic_getattr, owner, d_owner, name)
    fallback = class_attribute(cls, "__getattr__")
    if fallback is None:
        return read()
    try:
        return read()
    except AttributeError:
        return apply(fallback, (owner, name), (d_owner, None))


def generic_getattr(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read an attribute by the default protocol."""
    descriptor = class_attribute(type(owner), name, MISSING)
    if descriptor is MISSING:
        return own_attribute(owner, d_owner, name)
    if isinstance(descriptor, property):
        if descriptor.fget is None:
            return object.__getattribute__(owner, name), None  # raises as Python does
        return apply(descriptor.fget, (owner,), (d_owner,))
    kind = type(descriptor)
    is_data = hasattr(kind, "__set__") or hasattr(kind, "__delete__")
    if not is_data and name in getattr(owner, "__dict__", ()):
        return own_attribute(owner, d_owner, name)
    if isinstance(descriptor, functools.cached_property):
        return cached_attribute(owner, d_owner, name, descriptor)
    read = class_attribute(kind, "__get__")
    if isinstance(read, types.FunctionType):
        return apply(read, (descriptor, owner, type(owner)), (None, d_owner, None))
    return own_attribute(owner, d_owner, name)


def own_attribute(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read an attribute of the instance, or one that the class holds, which is constant."""
    value = object.__getattribute__(owner, name)
    if getattr(value, "__self__", MISSING) is owner:
        return value, d_owner
    if name == "__dict__":
        return value, attributes_of_tangent(d_owner)
    if isinstance(owner, BaseException) and not (
        is_record(d_owner) and name in attributes_of_tangent(d_owner) and name != "args"
    ):
        return value, tangent_in_exception(owner, name, value)
    if isinstance(owner, tuple) and name in getattr(owner, "_fields", ()):
        index = owner._fields.index(name)  # type: ignore[attr-defined]
        return value, d_owner[index] if type(d_owner) is Bundle else tuple.__getitem__(d_owner, index)
    if is_record(d_owner) and name in attributes_of_tangent(d_owner):
        return value, attributes_of_tangent(d_owner)[name]
    if name in getattr(owner, "__dict__", ()) or isinstance(
        class_attribute(type(owner), name), types.MemberDescriptorType
    ):
        if not is_number_class(type(owner)):  # nothing that varies is stored in an attribute of a number
            refuse_unseen(owner, name, value)
        if is_record(d_owner):
            # What is stored into the value later must be found again.
            attributes_of_tangent(d_owner)[name] = zero_in(d_owner, value, zero_tangent)
            return value, attributes_of_tangent(d_owner)[name]
    if isinstance(class_attribute(type(owner), name), types.GetSetDescriptorType):
        refuse_computed(owner, name, value)
    return value, of_the_class(value)


def of_the_class(value: Any) -> Any:
    """Return the tangent of what a class holds: none for what can be written to, since it outlives the call."""
    return filled(value, None) if isinstance(value, (int, float, complex, np.generic, str, tuple)) else None


def refuse_unseen(owner: Any, name: str, value: Any) -> None:
    """Refuse a number that something unseen has stored."""
    if isinstance(value, (float, complex, np.ndarray, np.inexact)):
        what = f"the attribute '{name}' of a {type(owner).__name__} was stored by code that srcad did not see"
        refuse_value(what, "Store it with an assignment, or in __init__.")


def refuse_computed(owner: Any, name: str, value: Any) -> None:
    """Refuse what C code computes from an object that varies, unless it is of a type that cannot vary."""
    if not is_constant(value):
        what = f"the attribute '{name}' of a {type(owner).__name__} is computed by C code, which has no derivative here"
        refuse_value(what, "Use a method or function that has a rule, or add one: srcad.rule.")


def is_constant(value: Any) -> bool:
    """Tell whether a value is an integer, text, None or a class, or a tuple or an array of integers."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biu"
    return all(map(is_constant, value)) if type(value) is tuple else isinstance(value, CONSTANT)


def tangent_in_exception(owner: BaseException, name: str, value: Any) -> Any:
    """Return the tangent of what an exception holds: it carries its own."""
    if name == "args":
        return args_tangent(owner)
    if isinstance(value, BaseException):
        return exception_tangent(value)
    if isinstance(value, tuple) and name == "exceptions":
        return tuple(exception_tangent(error) for error in value)
    if isinstance(owner, StopIteration) and name == "value":
        found = args_tangent(owner)
        return found[0] if found else None
    return filled(value, None)


def cached_attribute(owner: Any, d_owner: Any, name: str, descriptor: Any) -> Pairs:
    """Read a cached_property for the first time: its value and its tangent are kept."""
    value, tangent = apply(descriptor.func, (owner,), (d_owner,))
    vars(owner)[name] = value
    attributes_of_tangent(d_owner)[name] = filled(value, tangent)
    return value, tangent


def attribute_of_number(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read an attribute of a number or array: the same of its tangent where that is linear."""
    value = getattr(owner, name)
    if d_owner is None:
        return value, filled(value, None)
    if name in ("T", "real", "imag", "flat", "mT"):
        return value, getattr(d_owner, name)
    if callable(value) and getattr(value, "__self__", None) is owner:
        return value, d_owner
    if name in ("base", "data", "ctypes", "__array_interface__", "__array_struct__"):
        refuse_value(
            f"the attribute '{name}' gives another view of the memory of an active array", "Use a slice or np.asarray."
        )
    return value, None


def attribute_of_function(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read an attribute of a function: one that was stored in it has its tangent in the derivative function."""
    value = getattr(owner, name)
    if d_owner is None or (name != "__dict__" and name not in vars(owner)):
        return value, filled(value, None)
    kept = attributes_of_tangent(d_owner)
    for key, held in vars(owner).items():
        if key not in kept:
            kept[key] = zero_tangent(held)  # what is stored into the value later must be found again
    return value, kept if name == "__dict__" else kept[name]


def attribute_of_partial(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read what a functools.partial holds."""
    value = getattr(owner, name)
    if not isinstance(d_owner, PartialTangent) or name not in ("func", "args", "keywords"):
        return value, None
    if name == "func":
        return value, d_owner.function
    if name == "args":
        return value, tuple(map(filled, value, d_owner.args))
    return value, {key: filled(part, d_owner.keywords.get(key)) for key, part in value.items()}


def attribute_of_super(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read an attribute through super(): a property of a class further up, or a method."""
    holder, found = owner.__self__, MISSING
    order = type(holder).__mro__ if not isinstance(holder, type) else holder.__mro__
    for base in order[order.index(owner.__thisclass__) + 1 :]:
        found = vars(base).get(name, MISSING)
        if found is not MISSING:
            break
    if isinstance(found, property) and found.fget is not None:
        return apply(found.fget, (holder,), (d_owner,))
    value = getattr(owner, name)
    return value, d_owner if getattr(value, "__self__", None) is holder else of_the_class(value)


def attribute_of_container(owner: Any, d_owner: Any, name: str) -> Pairs:
    """Read a method of a container: its tangent is the container's."""
    return getattr(owner, name), d_owner if name != "maxlen" else None


def attribute_of_slice(owner: slice, d_owner: slice | None, name: str) -> Pairs:
    """Read a bound of a slice, whose tangent is a slice of tangents."""
    value = getattr(owner, name)
    return value, filled(value, getattr(d_owner, name, None))


SPECIAL_OWNERS: dict[type, Any] = {
    slice: attribute_of_slice,
    types.FunctionType: attribute_of_function,
    functools.partial: attribute_of_partial,
    super: attribute_of_super,
    **dict.fromkeys((list, tuple, dict), attribute_of_container),
}


@handles(setattr)
def joint_setattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    set_attribute(primals[0], tangents[0], primals[1], primals[2], tangents[2])
    return None, None


@handles(object.__setattr__, types.SimpleNamespace.__setattr__, BaseException.__setattr__)
def plain_setattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    generic_setattr(primals[0], tangents[0], primals[1], primals[2], tangents[2])
    return None, None


@handles(object.__init__)
def plain_init(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """End a chain of ``super().__init__()``; what is passed beyond the object raises, as Python does."""
    object.__init__(*primals, **keywords)
    return None, None


@handles(object.__getattribute__, types.SimpleNamespace.__getattribute__, BaseException.__getattribute__)
def plain_getattribute(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return generic_getattr(primals[0], tangents[0], primals[1])


@handles(delattr, object.__delattr__)
def joint_delattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    delete_attribute(primals[0], tangents[0], primals[1])
    return None, None


@handles(hasattr)
def joint_hasattr(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    try:
        read_attribute(primals[0], tangents[0], primals[1])
    except AttributeError:
        return False, None
    return True, None


@handles(super)
def joint_super(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return super(*primals), tangents[1] if len(tangents) > 1 else None


@handles(vars)
def joint_vars(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return read_attribute(primals[0], tangents[0], "__dict__")
