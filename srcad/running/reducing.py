"""Find the Python function that a dispatched call without keywords comes down to, where that takes no decision.

A bound method is its function with the object in front, and so is an object whose class has a ``__call__``. What is
read from an object has the tangent that the object's says.
"""

from __future__ import annotations

import functools
import types
from typing import Any

import numpy as np

from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.rules import registry
from srcad.rules.source_support import SOURCES
from srcad.running.arguing import Given
from srcad.running.bundling import attributes_of_tangent, is_record
from srcad.running.iterating import JointIterator
from srcad.structural import HANDLERS, LIFTABLE
from srcad.values.structures import attributes_of
from srcad.values.subclasses import class_attribute
from srcad.values.tangents import Tangent

CONSTANT = (int, str, bytes, types.NoneType, type)
PLAIN = (*CONSTANT, float, complex, np.generic)

WITH_SOURCES = frozenset(type(function) for function in SOURCES if not isinstance(function, tuple))


def python_call(given: Given, owner: Any) -> tuple[types.FunctionType, Any, Any] | None:
    """Return the Python function that a call without keywords comes down to, and what it gets.

    Return None where more has to be looked at than what the function is.
    """
    function, d_function = given.function, given.function_tangent
    cls: Any = type(function)
    if cls is types.FunctionType:
        return (function, given.primals, given.tangents) if owner is None and d_function is None else None
    if cls is types.MethodType:
        return method_call(given, owner)
    call = None if owner is not None else python_call_of(cls)
    if call is None or registry.find(function) is not None or id(function) in HANDLERS or id(function) in LIFTABLE:
        return None
    if d_function is not None and not (
        isinstance(d_function, Tangent) and vars(d_function).keys() <= getattr(function, "__dict__", {}).keys()
    ):
        return None
    return call, (function, *given.primals), (d_function, *given.tangents)


def method_call(given: Given, owner: Any) -> tuple[types.FunctionType, Any, Any] | None:
    """Return the function of a bound method that is read from its object, with the object in front."""
    method = given.function
    holder, function = method.__self__, method.__func__
    if type(function) is not types.FunctionType or type(holder) is JointIterator or hasattr(holder, "_fields"):
        return None
    if owner is None:
        if given.function_tangent is not None:
            return None
        return function, (holder, *given.primals), (None, *given.tangents)
    if len(owner) != 3 or owner[0] is not holder:
        return None
    d_holder = owner[1]
    if d_holder is not None and (not isinstance(d_holder, Tangent) or owner[2] in vars(d_holder)):
        return None
    return function, (holder, *given.primals), (d_holder, *given.tangents)


@functools.lru_cache(maxsize=512)
def python_call_of(cls: type[Any]) -> types.FunctionType | None:
    """Return a class's ``__call__`` if it is written in Python, and no other way is known to call its objects."""
    call = class_attribute(cls, "__call__")
    is_known = (cls, "__call__") in HANDLERS or cls in WITH_SOURCES or hasattr(cls, "py_func")
    is_known = is_known or cls.__name__ == "DUFunc"  # of numba.vectorize
    is_callable = issubclass(cls, (type, functools.partial))
    return call if isinstance(call, types.FunctionType) and not is_known and not is_callable else None


def names_of(owner: Any) -> set[str]:
    """Return the names of the attributes that an object holds."""
    return set(attributes_of(getattr(owner, "__self__", owner) if isinstance(owner, super) else owner))


def tangent_of_view(function: Any, owner: Any, d_owner: Any) -> Tangent | None:
    """Return the tangent of a callable object that an attribute of another one gave, if it only shows what that holds.

    What it computed itself has a tangent that is not known here: None.
    """
    if type(d_owner) is not Tangent or not isinstance(class_attribute(type(function), "__call__"), types.FunctionType):
        return None
    names = {id(value): name for name, value in attributes_of(owner).items() if not isinstance(value, PLAIN)}
    tangents: dict[str, Any] = {}
    for name, value in attributes_of(function).items():
        if value is owner:
            tangents[name] = d_owner
        elif id(value) in names and names[id(value)] in vars(d_owner):
            tangents[name] = vars(d_owner)[names[id(value)]]
        elif isinstance(value, CONSTANT):
            tangents[name] = None
        else:
            return None
    return Tangent(**tangents)


def check_owner(function: Any, d_owner: Any) -> None:
    """Refuse a tangent that is not the function's own: that of an object which only holds the function."""
    owner = getattr(function, "__self__", function)
    if isinstance(owner, types.FunctionType):
        is_its_own = not owner.__closure__
    else:
        is_its_own = isinstance(owner, (type, BaseException)) or set(attributes_of_tangent(d_owner)) <= names_of(owner)
    if not is_its_own or isinstance(function, functools.partial):
        what = f"a function that is kept in an attribute is called: {getattr(function, '__name__', function)}"
        raise Refusal(UnsupportedValueError(describe(what, None, "Put it into a variable first, and call that.")))


def tangent_of_member(function: Any, *owner: Any) -> Any:
    """Return the tangent of a function that was read from an object: (object if known, its tangent, name)."""
    *holder, d_owner, name = owner
    if d_owner is None:
        return None
    if name == "__class__" or isinstance(function, type):
        return None  # a class has no tangent, whether an attribute or a property gives it
    bound_to = getattr(function, "__self__", None)
    if is_record(d_owner) and name in attributes_of_tangent(d_owner):
        if holder and getattr(holder[0], "__dict__", {}).get(name, function) is not function:
            what = f"the function in the attribute '{name}' is replaced while the arguments of its call are evaluated"
            raise Refusal(UnsupportedValueError(describe(what, None, "Put it into a variable first, and call that.")))
        return attributes_of_tangent(d_owner)[name]
    if holder and isinstance(holder[0], dict) and name in holder[0]:
        return d_owner[name]  # a dict whose entries can be read as attributes
    if bound_to is not None and (not holder or bound_to is holder[0]):
        return d_owner
    held = class_attribute(type(holder[0]), name) if holder else function
    if isinstance(bound_to, type) or (bound_to is None and getattr(held, "__func__", held) is function):
        return None
    view = tangent_of_view(function, holder[0], d_owner) if holder else None
    if view is not None:
        return view
    what = f"the function '{name}' is not a method of the object from which it is read"
    raise Refusal(UnsupportedValueError(describe(what, None, "Put it into a variable first, and call that.")))
