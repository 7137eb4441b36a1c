"""Instances of subclasses of float, complex, list, tuple and dict that are written in Python.

The tangent of such a number is a number. That of such a container is a container, beside whose items it has the
tangents of the attributes; it has none of the methods of the user's class.
"""

from __future__ import annotations

import types
from typing import Any

_HEAP_TYPE, _IMMUTABLE_TYPE = 1 << 9, 1 << 8


class ListTangent(list[Any]):
    """Hold the tangents of a list's items, and of its attributes."""


class TupleTangent(tuple[Any, ...]):
    """Hold the tangents of a tuple's items, and of its attributes."""


class DictTangent(dict[Any, Any]):
    """Hold the tangents of a dict's entries, and of its attributes."""


TANGENT_CLASSES: dict[type, type] = {list: ListTangent, tuple: TupleTangent, dict: DictTangent}
CONTAINER_TANGENTS = (ListTangent, TupleTangent, DictTangent)


def native_base(cls: Any) -> Any:
    """Return the class that is not written in Python from which a class gets its content; itself if it is one."""
    if not cls.__flags__ & _HEAP_TYPE:
        return cls
    return next(base for base in cls.__mro__ if base.__flags__ & (_HEAP_TYPE | _IMMUTABLE_TYPE) != _HEAP_TYPE)


def is_number_class(cls: type) -> bool:
    """Tell whether a class is a subclass of Python's float or complex, and of no other that is not in Python."""
    return issubclass(cls, (float, complex)) and native_base(cls) in (float, complex) and native_base(cls) is not cls


def is_container_class(cls: type) -> bool:
    """Tell whether a class is a subclass of list, tuple or dict, and of no other that is not in Python.

    A namedtuple is none: its items are its attributes.
    """
    if not cls.__flags__ & _HEAP_TYPE or not issubclass(cls, (list, tuple, dict)):
        return False
    base = native_base(cls)
    return base in TANGENT_CLASSES and base is not cls and not (base is tuple and hasattr(cls, "_fields"))


def tuple_class_of_tangent(cls: Any) -> Any:
    """Return the class of the tangent of a tuple: of a namedtuple the same, if it leaves reading to tuple."""
    if cls is tuple or is_container_class(cls):
        return tuple if cls is tuple else TupleTangent
    reads_natively = all(
        class_attribute(cls, name) is vars(tuple)[name] for name in ("__getitem__", "__iter__", "__len__")
    )
    return cls if reads_natively else next(base for base in cls.__mro__ if "_fields" in vars(base))


def does_natively(value: Any, *methods: str) -> bool:
    """Tell whether a value's class leaves these methods to the class of Python's own that it is, or is derived from."""
    cls: Any = type(value)
    base = native_base(cls)
    return cls is base or all(class_attribute(cls, name) is class_attribute(base, name) for name in methods)


def class_attribute(cls: Any, name: str, default: Any = None) -> Any:
    """Return what a class defines under a name, not bound to an instance; a default if nothing."""
    for base in cls.__mro__:
        if name in vars(base):
            return vars(base)[name]
    return default


def plain(value: Any) -> Any:
    """Return the plain number, list or tuple that a value is read as by functions that are not written in Python."""
    cls: Any = type(value)
    if is_plain_number(value):
        return as_number(value)
    if cls in (list, tuple) or is_plain_sequence(value):
        return native_base(cls)([plain(part) for part in native_base(cls).__iter__(value)])
    return value


def as_number(value: Any) -> Any:
    """Return the number that an instance of a subclass of float or complex is for Python's own operators."""
    return native_base(type(value)).__pos__(value)


def is_plain_number(value: Any) -> bool:
    """Tell whether a value is of a subclass of float or complex and is read as the number that it is."""
    return is_number_class(type(value)) and does_natively(value, "__float__", "__complex__", "__index__", "__array__")


def is_plain_sequence(value: Any) -> bool:
    """Tell whether a value is of a subclass of list or tuple and is read item by item as it stands."""
    cls: Any = type(value)
    if not is_container_class(cls) or native_base(cls) is dict or class_attribute(cls, "__array__") is not None:
        return False
    return does_natively(value, "__iter__", "__getitem__", "__len__")


def holds_subclass(value: Any) -> bool:
    """Tell whether a value is, or a list or tuple holds, what `plain` would replace."""
    cls: Any = type(value)
    if cls in (list, tuple):
        return any(map(holds_subclass, value))
    return is_plain_number(value) or is_plain_sequence(value)


def is_own_attribute(cls: type, name: str) -> bool:
    """Tell whether an attribute is of a class written in Python, and not of the class of Python's own below it."""
    base = native_base(cls)
    if cls is base or isinstance(class_attribute(cls, "__getattribute__"), types.FunctionType):
        return cls is not base
    found = class_attribute(cls, name)
    return found is None or found is not class_attribute(base, name)
