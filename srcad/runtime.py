"""The few helpers that generated code may call. Each is plain Python, so that it can be differentiated in its turn."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.rules.support import quotient
from srcad.tangents import Tangent, zero_tangent

__all__ = [
    "JointIterator",
    "apply",
    "exception_tangent",
    "joint_context",
    "joint_generator",
    "pairs",
    "positional_part",
    "quotient",
    "scaled",
    "sent",
    "set_attribute",
    "set_item",
    "spread",
    "unpack",
    "without_keys",
    "zero_tangent",
]

NO_KEYWORDS: dict[str, Any] = {}


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

    ``owner`` is the tangent of the object whose attribute the function is, with the attribute's name.
    """
    from srcad.dispatching import call_of

    target, args, named = call_of(function, primals, tangents, keywords, keyword_tangents, function_tangent, owner)
    return target(*args, **named)  # type: ignore[no-any-return]


def spread(tangent: Any, out: Any) -> Any:
    """Return a tangent over the shape of a result, in storage of its own with the result's memory layout."""
    if type(out) is not np.ndarray:
        return tangent
    result = np.empty_like(out, dtype=tangent_dtype_of(out))
    result[...] = tangent
    return result


def tangent_dtype_of(out: Any) -> Any:
    """Return the dtype of a tangent: its primal's where that is inexact."""
    return out.dtype if out.dtype.kind in "fc" else np.float64


def scaled(slope: Any, tangent: Any) -> Any:
    """Multiply a slope that may be infinite by a tangent: an exactly zero tangent stays zero."""
    if type(tangent) in (float, int, complex):
        return slope * tangent if tangent != 0 else tangent * 0.0
    with np.errstate(invalid="ignore"):
        return np.where(tangent == 0, 0.0, slope * tangent)[()]


# Iterating


class JointIterator:
    """Show the values of an iterator of pairs; the tangents come along in step.

    It is the primal and its own tangent at once: whoever takes a value moves both.
    """

    def __init__(self, joint: Iterator[tuple[Any, Any]]) -> None:
        self.joint = joint
        self.last_tangent: Any = None

    def __iter__(self) -> JointIterator:
        return self

    def __next__(self) -> Any:
        value, self.last_tangent = next(self.joint)
        return value

    def send(self, value: Any) -> Any:
        """Send a constant into a generator."""
        sent_value, self.last_tangent = self.joint.send((value, constant_tangent(value)))  # type: ignore[attr-defined]
        return sent_value

    def throw(self, *error: Any) -> Any:
        """Raise inside a generator."""
        value, self.last_tangent = self.joint.throw(*error)  # type: ignore[attr-defined]
        return value

    def close(self) -> None:
        """Close a generator."""
        self.joint.close()  # type: ignore[attr-defined]


def joint_generator(joint: Any) -> tuple[Any, Any]:
    """Return an iterator of pairs as a value and its tangent."""
    made = JointIterator(joint)
    return made, made


def constant_tangent(value: Any) -> Any:
    """Return the tangent of a constant, None where it has none."""
    if value is None or type(value) is str:
        return None
    return zero_tangent(value, strict=False)


def pairs(iterable: Any, tangent: Any) -> Any:
    """Iterate over values and tangents in step."""
    if type(tangent) is JointIterator:
        return tangent.joint
    if tangent is None:
        return with_constant_tangents(iterable)
    if isinstance(iterable, dict):
        return with_constant_tangents(iterable)
    if isinstance(iterable, (list, tuple, np.ndarray)) or hasattr(iterable, "appendleft"):
        return zip(iterable, tangent)
    if isinstance(tangent, View):
        return tangent.pairs(iterable)
    return pairs_of_object(iterable, tangent)


def with_constant_tangents(iterable: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Pair each value with the tangent of a constant."""
    for value in iterable:
        yield value, constant_tangent(value)


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
            pair = apply(type(iterator).__next__, (iterator,), (d_iterator,))
        except StopIteration:
            return
        yield pair


class View:
    """The tangent of a dict's items or values, live as they are."""

    def __init__(self, tangent: dict[Any, Any], method: str) -> None:
        self.tangent = tangent
        self.method = method

    def pairs(self, view: Any) -> Iterator[tuple[Any, Any]]:
        """Pair the entries with their tangents, by key."""
        source = view.mapping
        for key in source:
            if self.method == "items":
                yield (key, source[key]), (None, self.tangent[key])
            else:
                yield source[key], self.tangent[key]


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
        tangents.append(d_value)
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


def set_item(owner: Any, d_owner: Any, index: Any, value: Any, d_value: Any) -> None:
    """Store an element and its tangent."""
    if isinstance(owner, np.ndarray):
        if owner.dtype.kind not in "fc" and d_value is not None and np.any(d_value):
            refuse_value("an active value is written into an integer array, which truncates it", "Use dtype=float.")
        owner[index] = value
        if d_owner is not None:
            d_owner[index] = 0.0 if d_value is None else d_value
        return
    if isinstance(owner, (list, dict)) or hasattr(owner, "appendleft"):
        set_container_item(owner, d_owner, index, value, d_value)
        return
    apply(type(owner).__setitem__, (owner, index, value), (d_owner, None, d_value))


def set_container_item(owner: Any, d_owner: Any, index: Any, value: Any, d_value: Any) -> None:
    """Store into a list, dict or deque."""
    if isinstance(index, slice):
        values, tangents = listed(value, d_value)
        owner[index] = values
        if d_owner is not None:
            d_owner[index] = tangents
        return
    owner[index] = value
    if d_owner is not None:
        d_owner[index] = constant_tangent(value) if d_value is None else d_value
    elif d_value is not None:
        refuse_value("an active value is stored in a container that has no tangent", "Make it inside the function.")


def listed(iterable: Any, tangent: Any) -> tuple[list[Any], list[Any]]:
    """List the values and the tangents of an iterable."""
    values: list[Any] = []
    tangents: list[Any] = []
    for value, d_value in pairs(iterable, tangent):
        values.append(value)
        tangents.append(d_value)
    return values, tangents


def set_attribute(owner: Any, d_owner: Any, name: str, value: Any, d_value: Any) -> None:
    """Store an attribute and its tangent, through a property or __setattr__ of the user's class if there is one."""
    cls = type(owner)
    if cls.__setattr__ is not object.__setattr__:
        apply(cls.__setattr__, (owner, name, value), (d_owner, None, d_value))
        return
    descriptor = class_attribute(cls, name)
    if isinstance(descriptor, property):
        apply(descriptor.fset, (owner, value), (d_owner, d_value))
        return
    if descriptor is not None and hasattr(type(descriptor), "__set__") and not isinstance(descriptor, types.MemberDescriptorType):
        apply(type(descriptor).__set__, (descriptor, owner, value), (None, d_owner, d_value))
        return
    setattr(owner, name, value)
    if d_owner is not None:
        setattr(d_owner, name, constant_tangent(value) if d_value is None else d_value)
    elif d_value is not None:
        refuse_value("an active value is stored in an object that has no tangent", "Make it inside the function.")


def class_attribute(cls: type, name: str) -> Any:
    """Return what a class defines under a name, not bound to an instance; None if nothing."""
    for base in cls.__mro__:
        if name in vars(base):
            return vars(base)[name]
    return None


# Exceptions, contexts, patterns


def exception_tangent(error: BaseException) -> Any:
    """Return the tangent that an exception was raised with."""
    known = vars(error).get("_srcad_tangent")
    return known if known is not None else Tangent(args=tuple(constant_tangent(a) for a in error.args))


class joint_context:  # noqa: N801 (generated code reads it as a function)
    """Enter a context manager of the user's class with its tangent."""

    def __init__(self, manager: Any, d_manager: Any) -> None:
        self.manager = manager
        self.d_manager = d_manager

    def __enter__(self) -> Any:
        return apply(type(self.manager).__enter__, (self.manager,), (self.d_manager,))

    def __exit__(self, *error: Any) -> Any:
        leave: Callable[..., Any] = type(self.manager).__exit__
        return apply(leave, (self.manager, *error), (self.d_manager, None, None, None))[0]


def without_keys(tangent: dict[Any, Any], keys: tuple[Any, ...]) -> dict[Any, Any]:
    """Return a dict without some keys: what `**rest` captures."""
    return {key: value for key, value in tangent.items() if key not in keys}


def positional_part(cls: type, index: int, primal: Any, tangent: Any) -> Any:
    """Return the tangent of what a positional pattern of a class captures."""
    if cls in (float, int, str, list, dict, tuple, bool, complex):
        return tangent
    return getattr(tangent, cls.__match_args__[index])  # type: ignore[attr-defined]


def refuse_value(what: str, way_out: str) -> None:
    """Refuse to go on, in a way that no handler of the user's can swallow."""
    raise Refusal(UnsupportedValueError(describe(what, None, way_out)))
