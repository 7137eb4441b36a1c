"""Say what kind of value a variable holds: the lattice, and the kind of a value at a call."""

from __future__ import annotations

import collections
import functools
import sys
import types
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Kind:
    """Name a kind that needs no more than its name."""

    name: str

    def __repr__(self) -> str:
        return self.name


BOTTOM = Kind("nothing yet")
UNKNOWN = Kind("unknown")
INT, BOOL, FLOAT, COMPLEX = Kind("int"), Kind("bool"), Kind("float"), Kind("complex")
PYTHON_REAL = Kind("int or float")  # int, bool or float
PYTHON_NUMBER = Kind("Python number")  # int, bool, float or complex
REAL = Kind("real scalar")  # int, bool, float or a real NumPy scalar
NUMBER = Kind("scalar")  # real or complex scalar
NUMERIC = Kind("scalar or array")
ENCODED = Kind("str made of an active value")  # may be printed and compared, but no number may be read out of it
FUNCTION = Kind("function")  # a Python function or builtin; its tangent, if any, is a joint function
TEXT, NONE, RANGE, OTHER = Kind("str"), Kind("None"), Kind("range"), Kind("cannot vary")  # modules, slices, bytes
CLASS = Kind("class")  # of an object, which is known to the run alone


@dataclass(frozen=True, slots=True)
class NumpyScalar:
    """A NumPy scalar of this dtype."""

    dtype: str


@dataclass(frozen=True, slots=True)
class Array:
    """An exact ndarray; dtype or ndim None where it is not known."""

    dtype: str | None = None
    ndim: int | None = None


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A plain tuple of known length."""

    elements: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A plain list; all its elements have this kind."""

    element: Any = UNKNOWN


@dataclass(frozen=True, slots=True)
class DictOf:
    """A plain dict; all its values have this kind."""

    element: Any = UNKNOWN


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """An instance of a user's class; the kinds of the attributes that it had at entry."""

    cls: type
    attributes: tuple[tuple[str, Any], ...] = ()


METHODS = (types.BuiltinMethodType, types.MethodType, types.MethodWrapperType)


@dataclass(frozen=True, slots=True)
class Static:
    """This very function, class or module."""

    obj: Any

    def __hash__(self) -> int:
        return hash(self.obj) if type(self.obj) in METHODS else id(self.obj)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Static):
            return False
        # A method that is read from a class is a new object each time.
        return other.obj is self.obj or (
            type(self.obj) in METHODS and type(other.obj) in METHODS and self.obj == other.obj
        )


@dataclass(frozen=True, slots=True)
class Local:
    """A function or lambda defined inside the function that is differentiated."""

    node: Any

    def __hash__(self) -> int:
        return id(self.node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Local) and other.node is self.node


ELEMENTS_OF_ARRAY = ("real", "imag", "flat")  # attributes of an array that, assigned to, write to its elements

PYTHON_REALS = (INT, BOOL, FLOAT, PYTHON_REAL)
REAL_SCALARS = (*PYTHON_REALS, REAL)
PYTHON_NUMBERS = (*PYTHON_REALS, COMPLEX, PYTHON_NUMBER)  # what raises where it is divided by zero


def is_real(kind: Any) -> bool:
    """Tell whether the value is certainly a real scalar."""
    return kind in REAL_SCALARS or (isinstance(kind, NumpyScalar) and np.dtype(kind.dtype).kind in "fiub")


def is_scalar(kind: Any) -> bool:
    """Tell whether the value is certainly a scalar number."""
    return is_real(kind) or kind in (COMPLEX, PYTHON_NUMBER, NUMBER) or isinstance(kind, NumpyScalar)


def surely_complex(kind: Any) -> bool:
    """Tell whether a value is complex for certain."""
    if isinstance(kind, (Array, NumpyScalar)):
        return kind.dtype is not None and np.dtype(kind.dtype).kind == "c"
    return bool(kind == COMPLEX)


def is_complex(kind: Any) -> bool:
    """Tell whether the value may be complex and numeric."""
    if isinstance(kind, NumpyScalar):
        return np.dtype(kind.dtype).kind == "c"
    if isinstance(kind, Array):
        return kind.dtype is None or np.dtype(kind.dtype).kind == "c"
    return kind in (COMPLEX, PYTHON_NUMBER, NUMBER, NUMERIC)


def is_array(kind: Any) -> bool:
    """Tell whether the value is certainly an ndarray."""
    return isinstance(kind, Array)


def is_numeric(kind: Any) -> bool:
    """Tell whether the value is certainly a number or an array of numbers."""
    if isinstance(kind, Array):
        return kind.dtype is None or np.dtype(kind.dtype).kind in "fciub"
    return is_scalar(kind) or kind == NUMERIC


def is_integer(kind: Any) -> bool:
    """Tell whether the value is certainly an int, a bool or an array of them."""
    if isinstance(kind, (Array, NumpyScalar)):
        return kind.dtype is not None and np.dtype(kind.dtype).kind in "iub"
    return kind in (INT, BOOL)


def is_integer_array(kind: Any) -> bool:
    """Tell whether the value is certainly an array of integers, which would truncate what is written into it."""
    return is_array(kind) and is_integer(kind)


def may_be_integer(kind: Any) -> bool:
    """Tell whether only the run knows if a value is an integer, or whether it is one."""
    return kind == UNKNOWN or is_integer(kind)


def cannot_vary(kind: Any) -> bool:
    """Tell whether a value of this kind never has a tangent of its own: the closed list."""
    return kind in (TEXT, ENCODED, NONE, RANGE, OTHER, CLASS, FUNCTION) or is_integer(kind) or isinstance(kind, Static)


def is_immutable(kind: Any) -> bool:
    """Tell whether nothing can ever be stored into the value."""
    return (
        is_scalar(kind)
        or kind in (TEXT, ENCODED, NONE, RANGE, OTHER, CLASS, FUNCTION, BOTTOM)
        or isinstance(kind, (Static, Local))
    )


def join(first: Any, second: Any) -> Any:
    """Return the smallest kind that covers both."""
    if first == second or second == BOTTOM:
        return first
    if first == BOTTOM:
        return second
    if {first, second} == {TEXT, ENCODED}:
        return ENCODED
    if first in PYTHON_REALS and second in PYTHON_REALS:
        return PYTHON_REAL
    if first in PYTHON_NUMBERS and second in PYTHON_NUMBERS:
        return PYTHON_NUMBER
    if is_real(first) and is_real(second):
        return REAL
    if is_scalar(first) and is_scalar(second):
        return NUMBER
    if isinstance(first, Array) and isinstance(second, Array):
        return Array(
            first.dtype if first.dtype == second.dtype else None, first.ndim if first.ndim == second.ndim else None
        )
    if is_numeric(first) and is_numeric(second):
        return NUMERIC
    if isinstance(first, ListOf) and isinstance(second, ListOf):
        return ListOf(join(first.element, second.element))
    if isinstance(first, DictOf) and isinstance(second, DictOf):
        return DictOf(join(first.element, second.element))
    if isinstance(first, TupleOf) and isinstance(second, TupleOf) and len(first.elements) == len(second.elements):
        return TupleOf(tuple(join(a, b) for a, b in zip(first.elements, second.elements, strict=True)))
    if isinstance(first, InstanceOf) and isinstance(second, InstanceOf) and first.cls is second.cls:
        return InstanceOf(first.cls, _common_attributes(first, second))
    return UNKNOWN


def _common_attributes(first: InstanceOf, second: InstanceOf) -> tuple[tuple[str, Any], ...]:
    others = dict(second.attributes)
    return tuple((key, join(kind, others[key])) for key, kind in first.attributes if key in others)


_SIMPLE: dict[type, Any] = {
    float: FLOAT,
    int: INT,
    bool: BOOL,
    complex: COMPLEX,
    str: TEXT,
    type(None): NONE,
    bytes: OTHER,
    range: RANGE,
    type(Ellipsis): OTHER,
    types.ModuleType: OTHER,
    types.FunctionType: FUNCTION,
    np.ufunc: FUNCTION,
}
WALK_LIMIT = 64
DEPTH_LIMIT = 4


def kind_of(value: Any, depth: int = 0) -> Any:
    """Return the kind of a value at run time; containers are walked as far as that is cheap."""
    cls = type(value)
    simple = _SIMPLE.get(cls)
    if simple is not None:
        return simple
    if cls is np.ndarray:  # one of objects or records has no tangent, and its parts are whatever they are
        return Array(value.dtype.str, value.ndim) if value.dtype.kind not in "OV" else UNKNOWN
    if isinstance(value, np.generic):
        return NumpyScalar(value.dtype.str) if value.dtype.kind in "fciub" else OTHER
    if cls is slice:  # the bounds of one that an object of the user's takes may vary
        bounds = value.start, value.stop, value.step
        return UNKNOWN if any(isinstance(bound, (float, np.inexact)) for bound in bounds) else OTHER
    if depth >= DEPTH_LIMIT:
        return UNKNOWN
    if cls is list:
        return ListOf(_common_kind(value, depth))
    if cls is dict:
        return DictOf(_common_kind(value.values(), depth))
    if cls is tuple:
        return TupleOf(tuple(kind_of(v, depth + 1) for v in value)) if len(value) <= WALK_LIMIT else UNKNOWN
    if isinstance(value, type):  # a function that makes instances of its argument is derived for that class
        return Static(value) if depth == 0 and stands_in_module(value) else OTHER
    plain_class: Any = cls
    if is_plain_class(plain_class):
        attributes = vars(value)
        if len(attributes) <= WALK_LIMIT:
            return InstanceOf(cls, tuple((k, kind_of(v, depth + 1)) for k, v in attributes.items()))
    return UNKNOWN


def stands_in_module(cls: type) -> bool:
    """Tell whether a class is found in its module under its name, and so stays."""
    return getattr(sys.modules.get(cls.__module__), cls.__qualname__, None) is cls


def _common_kind(values: Iterable[Any], depth: int) -> Any:
    if len(values) > WALK_LIMIT:  # type: ignore[arg-type]
        types_seen = {type(value) for value in values}
        if len(types_seen) == 1:
            return _SIMPLE.get(types_seen.pop(), UNKNOWN)
        return UNKNOWN
    return functools.reduce(join, (kind_of(value, depth + 1) for value in values), BOTTOM)


@functools.cache
def is_plain_class(cls: type) -> bool:
    """Tell whether reading an attribute of an instance is reading its ``__dict__``: no hooks, no slots."""
    if cls.__module__ in (
        "builtins",
        "numpy",
        "collections",
        "functools",
        "itertools",
        "types",
        "decimal",
        "fractions",
    ):
        return False
    if not all(base is object or (base.__flags__ & (1 << 9)) for base in cls.__mro__):
        return False
    hooks = ("__getattribute__", "__setattr__", "__delattr__")
    return (
        cls.__dictoffset__ != 0
        and all(getattr(cls, hook) is getattr(object, hook) for hook in hooks)
        and not hasattr(cls, "__getattr__")
        and not any("__slots__" in vars(base) for base in cls.__mro__)
    )


def plain_attribute(cls: type, attr: str) -> bool:
    """Tell whether ``instance.attr`` is found in the instance first: nothing of the class takes it over."""
    for base in cls.__mro__:
        if attr in vars(base):
            descriptor = vars(base)[attr]
            return not (hasattr(type(descriptor), "__set__") or hasattr(type(descriptor), "__delete__"))
    return True


CONTAINER_TYPES = (list, tuple, dict, collections.deque)
