"""The few helpers that generated code may call. Each is plain Python, so that it can be differentiated in its turn."""

from __future__ import annotations

import collections
import types
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from srcad.kinds import ELEMENTS_OF_ARRAY
from srcad.rules.support import quotient, scaled, spread
from srcad.running.bundling import Bundle, attributes_of_tangent, bundled, holds_something, parts_of, raised
from srcad.running.iterating import JointIterator, View, joint_generator
from srcad.values.carrying import (
    IMMUTABLE,
    exception_tangent,
    keep_tangent,
    refuse_value,
    tangent_outside,
    zero_tangent,
)
from srcad.values.frozen import is_frozen, zero_of_result, zero_outside
from srcad.values.structures import Category, category_of
from srcad.values.subclasses import class_attribute, does_natively, is_number_class, native_base

__all__ = [
    "JointIterator",
    "apply",
    "exception_tangent",
    "joint_context",
    "joint_generator",
    "listed",
    "number_tangent",
    "pairs",
    "positional_part",
    "quotient",
    "refuse_key",
    "scaled",
    "sent",
    "set_attribute",
    "set_item",
    "spread",
    "tangent_outside",
    "truth_value",
    "unpack",
    "without_keys",
    "zero_beside",
    "zero_outside",
    "zero_tangent",
]

NO_KEYWORDS: dict[str, Any] = {}
TRUTHS = (bool, np.bool_, int, types.NoneType, types.NotImplementedType)


def apply(
    function: Any,
    primals: tuple[Any, ...],
    tangents: tuple[Any, ...],
    keywords: dict[str, Any] = NO_KEYWORDS,
    keyword_tangents: dict[str, Any] = NO_KEYWORDS,
    *,
    function_tangent: Any = None,
    owner: Any = None,
) -> tuple[Any, Any]:
    """Call a function that only the run knows, with its tangents; None is the tangent of a constant.

    ``owner`` is (object, its tangent, name) for the object from which the function was read.
    """
    from srcad.running.dispatching import dispatch

    return dispatch(function, primals, tangents, keywords, keyword_tangents, function_tangent, owner)  # type: ignore[no-any-return]


def zero_beside(held: list[Any]) -> tuple[Any, Any]:
    """Return what a constant call gave, which stands in a list, and its zero; what was there before is frozen."""
    zero = zero_of_result(held)  # before the result is taken out, which refers to it once more
    return held[0], zero


def number_tangent(primal: Any, tangent: Any) -> Any:
    """Return the tangent of what an in-place operator replaces; refuse what it would change: it may be from outside."""
    if not isinstance(primal, IMMUTABLE):
        refuse_value(
            "an active value is put into an object that may outlive the call",
            "Pass the object as an argument, or make it inside the function.",
        )
    return tangent


def truth_value(compared: Any) -> Any:
    """Return what a comparison gave; refuse what is neither a truth value nor an array of them: it might vary."""
    if type(compared) not in TRUTHS and (not isinstance(compared, np.ndarray) or compared.dtype.kind not in "biu"):
        refuse_value(
            f"a comparison gives a {type(compared).__name__}, which might vary",
            "Compute it in a method which is called by its name: comparisons run without tangents.",
        )
    return compared


# Iterating


def pairs(iterable: Any, tangent: Any) -> Any:
    """Iterate over values and tangents in step."""
    if type(tangent) is JointIterator:
        return tangent.joint
    if tangent is None or isinstance(iterable, (str, bytes, range)):
        return with_constant_tangents(iterable)
    if isinstance(tangent, View):
        return tangent.pairs(iterable)
    if isinstance(iterable, dict) and does_natively(iterable, "__iter__"):
        return with_constant_tangents(iterable)
    is_sequence = isinstance(iterable, (list, tuple)) and does_natively(iterable, "__iter__")
    if is_sequence or isinstance(iterable, (np.ndarray, collections.deque, np.flatiter)):
        return zip(iterable, tangent)  # noqa: B905 (a list that grows while it is walked grows on both sides)
    return pairs_of_object(iterable, tangent)


def with_constant_tangents(iterable: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Pair each value with the tangent of a constant."""
    for value in iterable:
        yield value, zero_outside(value)


def pairs_of_object(iterable: Any, tangent: Any) -> Any:
    """Iterate over an object of the user's class by its own methods."""
    iterator, d_iterator = apply(iter, (iterable,), (tangent,))
    if type(d_iterator) is JointIterator:
        return d_iterator.joint
    return stepped(iterator, d_iterator)


def stepped(iterator: Any, d_iterator: Any) -> Iterator[tuple[Any, Any]]:
    """Take one step after the other with ``__next__`` of a user's class."""
    while True:
        try:
            pair = apply(class_attribute(type(iterator), "__next__"), (iterator,), (d_iterator,))
        except StopIteration:
            return
        yield pair


def sent(pair: Any) -> tuple[Any, Any]:
    """Take apart what a generator received: a pair, or None from a plain next."""
    if type(pair) is tuple and len(pair) == 2:
        return pair
    return pair, None


def unpack(iterable: Any, tangent: Any, count: int, star: int | None = None) -> tuple[list[Any], list[Any]]:
    """Take an iterable apart once, with its tangents; ``star`` is the position of a starred target.

    Raises ValueError with Python's own message where the number of values is wrong.
    """
    values: list[Any] = []
    tangents: list[Any] = []
    for value, d_value in pairs(iterable, tangent):
        values.append(value)
        # What is stored in an attribute may be read where a tangent is expected.
        is_constant_number = d_value is None and category_of(value) is Category.NUMBER
        tangents.append(zero_tangent(value) if is_constant_number else d_value)
        if star is None and len(values) > count:
            break
    if star is None:
        if len(values) > count:
            raise ValueError(f"too many values to unpack (expected {count})")
        if len(values) < count:
            raise ValueError(f"not enough values to unpack (expected {count}, got {len(values)})")
        return values, tangents
    if len(values) < count - 1:
        raise ValueError(f"not enough values to unpack (expected at least {count - 1}, got {len(values)})")
    end = len(values) - (count - 1 - star)
    return (
        [*values[:star], values[star:end], *values[end:]],
        [*tangents[:star], tangents[star:end], *tangents[end:]],
    )


# Storing


def set_item(owner: Any, d_owner: Any, index: Any, value: Any, d_value: Any, d_index: Any = None) -> None:
    """Store an element and its tangent; an object's own method gets the tangent of the index too."""
    own = class_attribute(type(owner), "__setitem__")
    if isinstance(own, types.FunctionType):
        apply(own, (owner, index, value), (d_owner, d_index, d_value))
    elif isinstance(owner, (np.ndarray, np.flatiter)):
        set_array_item(owner, d_owner, index, value, d_value)
    elif isinstance(owner, (list, dict, collections.deque)):
        if isinstance(owner, dict):
            refuse_key(index, d_index)
        set_container_item(owner, d_owner, index, value, d_value)
    elif d_value is None and d_owner is None:
        owner[index] = value
    elif own is None:
        owner[index] = value  # raises as Python does
    else:
        refuse_value(f"an active value is stored in a {type(owner).__name__}", "Use a list, a dict or an array.")


def varies_as_key(value: Any, tangent: Any) -> bool:
    """Tell whether what becomes a key or an element of a set would lose a tangent: its own or that of its attributes.

    Equal keys may have different tangents, and what comes back from a set or from the keys of a dict is constant.
    """
    if type(tangent) is Bundle:
        return any(varies_as_key(value, part) for part in tangent.parts)
    if tangent is None or isinstance(value, (int, str, bytes, np.integer, np.bool_)):
        return False
    if isinstance(value, (float, complex, np.inexact)):
        return holds_something(tangent)
    if type(value) is tuple:
        return any(map(varies_as_key, value, tangent))
    return True


def refuse_key(key: Any, d_key: Any) -> None:
    """Refuse as the key of a dict what would lose its tangent as one."""
    if varies_as_key(key, d_key):
        refuse_value("an active value becomes the key of a dict", "Keep it as a value, or use a list of pairs.")


def set_array_item(owner: Any, d_owner: Any, index: Any, value: Any, d_value: Any) -> None:
    """Store into an array, or through its flat iterator."""
    dtype = owner.base.dtype if isinstance(owner, np.flatiter) else owner.dtype
    varies = holds_something(d_value)
    if dtype.kind not in "fc" and varies:
        refuse_value("an active value is written into an integer array, which truncates it", "Use dtype=float.")
    if (d_owner is None or is_frozen(d_owner)) and varies:
        refuse_value(
            "an active value is stored in an array that has no tangent: it may outlive the call",
            "Make the array inside the function.",
        )
    owner[index] = value
    if d_owner is not None and not is_frozen(d_owner):
        d_owner[index] = 0.0 if d_value is None else d_value


def set_container_item(owner: Any, d_owner: Any, index: Any, value: Any, d_value: Any) -> None:
    """Store into a list, dict or deque, as these do it."""
    store = native_base(type(owner)).__setitem__
    if isinstance(index, slice):
        values, tangents = listed(value, d_value)
        store(owner, index, values)
        if d_owner is not None:
            d_owner[index] = tangents
        return
    store(owner, index, value)
    if d_owner is not None:
        d_owner[index] = tangent_outside(value) if d_value is None else d_value
    elif d_value is not None:
        refuse_value(
            "an active value is stored in a container that has no tangent: it may outlive the call",
            "Make it inside the function.",
        )


def listed(iterable: Any, tangent: Any) -> tuple[list[Any], list[Any]]:
    """List the values and the tangents of an iterable."""
    values: list[Any] = []
    tangents: list[Any] = []
    for value, d_value in pairs(iterable, tangent):
        values.append(value)
        tangents.append(d_value)
    return values, tangents


def set_attribute(owner: Any, d_owner: Any, name: str, value: Any, d_value: Any) -> None:
    """Store an attribute and its tangent, through ``__setattr__`` or a descriptor of the user's class, if any."""
    own = class_attribute(type(owner), "__setattr__")
    if isinstance(own, types.FunctionType) or getattr(own, "__name__", "__setattr__") != "__setattr__":
        apply(own, (owner, name, value), (d_owner, None, d_value))
        return
    generic_setattr(owner, d_owner, name, value, d_value)


def generic_setattr(owner: Any, d_owner: Any, name: str, value: Any, d_value: Any) -> None:
    """Store an attribute by the default protocol."""
    if isinstance(owner, (type, types.ModuleType)):
        if d_value is not None:
            refuse_value(
                f"an active value is stored in {owner.__name__}, which outlives the call", "Store it in an object."
            )
        setattr(owner, name, value)
        return
    if name == "__dict__":
        refuse_value(f"all attributes of a {type(owner).__name__} are replaced at once", "Assign them one by one.")
    descriptor = class_attribute(type(owner), name)
    if isinstance(descriptor, property) and descriptor.fset is not None:
        apply(descriptor.fset, (owner, value), (d_owner, d_value))
        return
    write = class_attribute(type(descriptor), "__set__")
    if isinstance(write, types.FunctionType):
        apply(write, (descriptor, owner, value), (None, d_owner, d_value))
        return
    if isinstance(owner, np.ndarray):
        set_array_attribute(owner, d_owner, name, value, d_value)
        return
    store_plainly(owner, name, value)
    store_tangent(owner, d_owner, name, value, d_value)


def set_array_attribute(owner: Any, d_owner: Any, name: str, value: Any, d_value: Any) -> None:
    """Store an attribute of an array: an arrangement of its memory, or a part of its elements."""
    is_part = name in ELEMENTS_OF_ARRAY
    if not is_part and name not in ("shape", "strides"):
        refuse_value(f"the attribute '{name}' of an active array is set", "Write to a slice, or make a new array.")
    targets = parts_of(d_owner)
    values = parts_of(d_value) if is_part else (value,) * len(targets)
    for target, part in zip(targets, values, strict=True):
        if target is None and part is not None and is_part:
            refuse_value(
                "an active value is written to an array that has no tangent: it may outlive the call",
                "Make it inside the function.",
            )
    setattr(owner, name, value)
    for target, part in zip(targets, values, strict=True):
        if target is not None:
            setattr(target, name, 0.0 if part is None else part)


def store_plainly(owner: Any, name: str, value: Any) -> None:
    """Store an attribute in the instance, without a ``__setattr__`` of its class."""
    native = next(vars(base)["__setattr__"] for base in type(owner).__mro__ if is_native(vars(base).get("__setattr__")))
    native(owner, name, value)


def is_native(method: Any) -> bool:
    """Tell whether a method is there and not written in Python."""
    return method is not None and not isinstance(method, types.FunctionType)


def store_tangent(owner: Any, d_owner: Any, name: str, value: Any, d_value: Any) -> None:
    """Store the tangent of an attribute beside it."""
    if isinstance(owner, BaseException):
        if name == "args":
            keep_tangent(owner, tuple(zero_tangent(value) if d_value is None else d_value))
            return
        d_owner = exception_tangent(owner)
    if is_number_class(type(owner)):
        refuse_in_number(owner, name, value, d_value)
    elif d_owner is not None:
        attributes_of_tangent(d_owner)[name] = tangent_outside(value) if d_value is None else d_value
    elif d_value is not None:
        refuse_value(
            "an active value is stored in an object that has no tangent: it may outlive the call",
            "Make it inside the function.",
        )


def refuse_in_number(owner: Any, name: str, value: Any, d_value: Any) -> None:
    """Refuse what varies, or may vary later, as an attribute of a number, whose tangent is a number."""
    is_single = category_of(value) in (Category.NUMBER, Category.CONSTANT)
    if d_value is not None and not (is_single and not holds_something(d_value)):
        refuse_value(
            f"an active value is stored in the attribute '{name}' of a {type(owner).__name__}, which is a number",
            "Return it beside the number, or keep both in an object.",
        )


def delete_attribute(owner: Any, d_owner: Any, name: str) -> None:
    """Delete an attribute and its tangent."""
    own = class_attribute(type(owner), "__delattr__")
    descriptor = class_attribute(type(owner), name)
    delete = class_attribute(type(descriptor), "__delete__")
    if isinstance(own, types.FunctionType):
        apply(own, (owner, name), (d_owner, None))
    elif isinstance(descriptor, property) and descriptor.fdel is not None:
        apply(descriptor.fdel, (owner,), (d_owner,))
    elif isinstance(delete, types.FunctionType):
        apply(delete, (descriptor, owner), (None, d_owner))
    else:
        delattr(owner, name)
        if d_owner is not None and not is_number_class(type(owner)):
            attributes_of_tangent(d_owner).pop(name, None)


# Exceptions, contexts, patterns


class joint_context:
    """Enter a context manager with its tangent: one of the user's class, or one that runs a joint generator."""

    def __init__(self, manager: Any, d_manager: Any) -> None:
        self.manager = manager
        self.d_manager = d_manager

    def __enter__(self) -> Any:
        if type(self.manager) is joint_context:
            return self.raised().enter_raised()
        if type(self.d_manager) is JointIterator:
            value = self.manager.__enter__()
            return value, self.d_manager.last_tangent
        if self.d_manager is None:
            value = self.manager.__enter__()
            return value, zero_tangent(value)
        return apply(class_attribute(type(self.manager), "__enter__"), (self.manager,), (self.d_manager,))

    def raised(self) -> joint_context:
        """Return the manager below, with the tangents of both levels at once."""
        return joint_context(self.manager.manager, bundled(self.manager.d_manager, *self.d_manager))

    def enter_raised(self) -> Any:
        """Enter for two levels."""
        value, (tangent, above, above_tangent) = raised(*self.__enter__())
        return (value, tangent), (above, above_tangent)

    def __exit__(self, *error: Any) -> Any:
        if type(self.manager) is joint_context:
            return self.raised().__exit__(*error)
        if type(self.d_manager) is JointIterator or self.d_manager is None:
            return self.manager.__exit__(*error)
        d_error = None if error[1] is None else exception_tangent(error[1])
        leave = class_attribute(type(self.manager), "__exit__")
        return apply(leave, (self.manager, *error), (self.d_manager, None, d_error, None))[0]


def without_keys(tangent: dict[Any, Any], keys: tuple[Any, ...]) -> dict[Any, Any]:
    """Return a dict without some keys: what `**rest` captures."""
    return {key: value for key, value in tangent.items() if key not in keys}


def positional_part(cls: type, index: int, primal: Any, tangent: Any) -> Any:
    """Return the tangent of what a positional pattern of a class captures."""
    if cls in (float, int, str, list, dict, tuple, bool, complex):
        return tangent
    return getattr(tangent, cls.__match_args__[index])  # type: ignore[attr-defined]
