"""The few helpers that generated code may call. Each is plain Python, so that it can be differentiated in its turn."""

from __future__ import annotations

import collections
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.rules.support import quotient
from srcad.tangents import Tangent
from srcad.tangents import zero_tangent as strict_zero_tangent

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

    ``owner`` is (object, its tangent, name) for the object from which the function was read.
    """
    from srcad.dispatching import Given, call_of

    given = Given(function, primals, tangents, keywords, keyword_tangents, function_tangent)
    return call_of(given, owner)  # type: ignore[no-any-return]


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
        return self.next_pair()[0]

    def send(self, value: Any) -> Any:
        """Send a constant into a generator."""
        return self.send_pair(value, zero_tangent(value))[0]

    def throw(self, *error: Any) -> Any:
        """Raise inside a generator."""
        return self.throw_pair(*error)[0]

    def close(self) -> None:
        """Close a generator."""
        if hasattr(self.joint, "close"):
            self.joint.close()

    def next_pair(self) -> tuple[Any, Any]:
        """Take the next value and its tangent."""
        return self._stepped(next, self.joint)

    def send_pair(self, value: Any, tangent: Any) -> tuple[Any, Any]:
        """Send a value and its tangent into a generator."""
        # A generator that has not started takes nothing but None, and says so itself.
        given = None if value is None else (value, tangent)
        return self._stepped(self.joint.send, given)  # type: ignore[attr-defined]

    def throw_pair(self, *error: Any) -> tuple[Any, Any]:
        """Raise inside a generator, and take the next value and its tangent."""
        return self._stepped(self.joint.throw, *error)  # type: ignore[attr-defined]

    def _stepped(self, step: Callable[..., Any], *arguments: Any) -> tuple[Any, Any]:
        try:
            value, self.last_tangent = step(*arguments)
        except StopIteration as stop:
            if stop.value is None:
                raise
            raise ended(stop) from None
        return value, self.last_tangent


def ended(stop: StopIteration) -> StopIteration:
    """Return what a generator's end looks like to the user: with its value; the tangent is kept beside it."""
    value, tangent = stop.value
    if value is None:
        return StopIteration()
    shown = StopIteration(value)
    keep_tangent(shown, (tangent,))
    return shown


def joint_generator(joint: Any) -> tuple[Any, Any]:
    """Return an iterator of pairs as a value and its tangent."""
    made = JointIterator(joint)
    return made, made


def zero_tangent(value: Any) -> Any:
    """Return the tangent of a constant, None where it has none."""
    if value is None or type(value) is str:
        return None
    return strict_zero_tangent(value, strict=False)


def pairs(iterable: Any, tangent: Any) -> Any:
    """Iterate over values and tangents in step."""
    if type(tangent) is JointIterator:
        return tangent.joint
    if tangent is None or isinstance(iterable, (dict, str, bytes, range)):
        return with_constant_tangents(iterable)
    if isinstance(tangent, View):
        return tangent.pairs(iterable)
    if type(iterable) in (list, tuple, np.ndarray) or isinstance(iterable, (collections.deque, np.flatiter, tuple)):
        return zip(iterable, tangent)
    return pairs_of_object(iterable, tangent)


def with_constant_tangents(iterable: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Pair each value with the tangent of a constant."""
    for value in iterable:
        yield value, zero_tangent(value)


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
                yield (key, source[key]), (zero_tangent(key), self.tangent[key])
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
    own = class_attribute(type(owner), "__setitem__")
    if isinstance(own, types.FunctionType):
        apply(own, (owner, index, value), (d_owner, None, d_value))
    elif isinstance(owner, (np.ndarray, np.flatiter)):
        set_array_item(owner, d_owner, index, value, d_value)
    elif isinstance(owner, (list, dict, collections.deque)):
        set_container_item(owner, d_owner, index, value, d_value)
    elif d_value is None and d_owner is None:
        owner[index] = value
    elif own is None:
        owner[index] = value  # raises as Python does
    else:
        refuse_value(f"an active value is stored in a {type(owner).__name__}", "Use a list, a dict or an array.")


def set_array_item(owner: Any, d_owner: Any, index: Any, value: Any, d_value: Any) -> None:
    """Store into an array, or through its flat iterator."""
    dtype = owner.base.dtype if isinstance(owner, np.flatiter) else owner.dtype
    varies = d_value is not None and bool(np.any(d_value))
    if dtype.kind not in "fc" and varies:
        refuse_value("an active value is written into an integer array, which truncates it", "Use dtype=float.")
    if d_owner is None and varies:
        refuse_value("an active value is stored in an array that has no tangent", "Make the array inside the function.")
    owner[index] = value
    if d_owner is not None:
        d_owner[index] = 0.0 if d_value is None else d_value


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
        d_owner[index] = zero_tangent(value) if d_value is None else d_value
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
    """Store an attribute and its tangent, through ``__setattr__`` or a descriptor of the user's class if there is one."""
    own = class_attribute(type(owner), "__setattr__")
    if isinstance(own, types.FunctionType):
        apply(own, (owner, name, value), (d_owner, None, d_value))
        return
    generic_setattr(owner, d_owner, name, value, d_value)


def generic_setattr(owner: Any, d_owner: Any, name: str, value: Any, d_value: Any) -> None:
    """Store an attribute by the default protocol."""
    if isinstance(owner, (type, types.ModuleType)):
        if d_value is not None:
            refuse_value(f"an active value is stored in {owner.__name__}, which outlives the call", "Store it in an object.")
        setattr(owner, name, value)
        return
    descriptor = class_attribute(type(owner), name)
    if isinstance(descriptor, property) and descriptor.fset is not None:
        apply(descriptor.fset, (owner, value), (d_owner, d_value))
        return
    write = class_attribute(type(descriptor), "__set__")
    if isinstance(write, types.FunctionType):
        apply(write, (descriptor, owner, value), (None, d_owner, d_value))
        return
    store_plainly(owner, name, value)
    store_tangent(owner, d_owner, name, value, d_value)


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
    if d_owner is not None:
        vars(d_owner)[name] = zero_tangent(value) if d_value is None else d_value
    elif d_value is not None:
        refuse_value("an active value is stored in an object that has no tangent", "Make it inside the function.")


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
        if d_owner is not None:
            vars(d_owner).pop(name, None)


def class_attribute(cls: type, name: str, default: Any = None) -> Any:
    """Return what a class defines under a name, not bound to an instance; a default if nothing."""
    for base in cls.__mro__:
        if name in vars(base):
            return vars(base)[name]
    return default


# Exceptions, contexts, patterns


def keep_tangent(error: BaseException, args: tuple[Any, ...]) -> Tangent:
    """Let an exception carry the tangents of its arguments, for as long as it has these arguments."""
    known = vars(error).get("_srcad_tangent")
    tangent = Tangent() if known is None else known[0]
    vars(tangent)["args"] = args
    vars(error)["_srcad_tangent"] = (tangent, error.args)
    return tangent


def exception_tangent(error: BaseException) -> Any:
    """Return the tangent that an exception was raised with."""
    known = vars(error).get("_srcad_tangent")
    if known is None:
        return keep_tangent(error, tuple(zero_tangent(a) for a in error.args))
    return known[0]


def args_tangent(error: BaseException) -> tuple[Any, ...]:
    """Return the tangents of an exception's arguments; others than it was raised with are constant."""
    known = vars(error).get("_srcad_tangent")
    if known is None or known[1] is not error.args or len(known[0].args) != len(error.args):
        return tuple(zero_tangent(a) for a in error.args)
    return known[0].args  # type: ignore[no-any-return]


class joint_context:  # noqa: N801 (generated code reads it as a function)
    """Enter a context manager with its tangent: one of the user's class, or one that runs a joint generator."""

    def __init__(self, manager: Any, d_manager: Any) -> None:
        self.manager = manager
        self.d_manager = d_manager

    def __enter__(self) -> Any:
        if type(self.d_manager) is JointIterator:
            value = self.manager.__enter__()
            return value, self.d_manager.last_tangent
        if self.d_manager is None:
            value = self.manager.__enter__()
            return value, zero_tangent(value)
        return apply(class_attribute(type(self.manager), "__enter__"), (self.manager,), (self.d_manager,))

    def __exit__(self, *error: Any) -> Any:
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


def refuse_value(what: str, way_out: str) -> None:
    """Refuse to go on, in a way that no handler of the user's can swallow."""
    raise Refusal(UnsupportedValueError(describe(what, None, way_out)))
