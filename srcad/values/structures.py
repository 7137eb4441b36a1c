"""What values are made of: which can carry a tangent, which never can, and the record for the tangents of an object.

The list of types that cannot vary is closed on purpose. A type that is on no list here is UNKNOWN, never constant.
"""

from __future__ import annotations

import collections
import datetime
import enum
import functools
import io
import re
import reprlib
import types
import typing
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np

from srcad.values.subclasses import TANGENT_CLASSES, is_container_class, native_base, tuple_class_of_tangent


class Tangent:
    """Hold the tangents of an object's attributes under the names of the attributes.

    A tangent is never an instance of the user's own class, whose operators and setters would run on it.
    A missing attribute raises AttributeError, as it does for every object.
    """

    # Comparing by attributes leaves no meaningful hash, as for a list.
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, /, **attributes: object) -> None:
        self.__dict__.update(attributes)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tangent):
            return NotImplemented
        return _equal(self.__dict__, other.__dict__)

    @reprlib.recursive_repr("Tangent(...)")
    def __repr__(self) -> str:
        return f"Tangent({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"

    if typing.TYPE_CHECKING:

        def __getattr__(self, name: str) -> typing.Any: ...


def _equal(left: object, right: object) -> bool:
    """Compare two structures of tangents; arrays compare as a whole, which `==` of containers cannot do."""
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        return type(left) is type(right) and np.array_equal(
            typing.cast(np.ndarray, left), typing.cast(np.ndarray, right)
        )
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_equal(value, right[key]) for key, value in left.items())
    if isinstance(left, (list, tuple, collections.deque)) and type(left) is type(right):
        other = typing.cast("list[object]", right)
        return len(left) == len(other) and all(map(_equal, left, other))
    return bool(left == right)


class Category(enum.Enum):
    """How a value is treated when its tangent is made or checked."""

    NUMBER = "a number"
    ARRAY = "an array"
    SEQUENCE = "a list or deque"
    TUPLE = "a tuple or namedtuple"
    MAPPING = "a dict"
    OBJECT = "an instance of a Python class"
    CONSTANT = "a value that cannot vary"
    UNKNOWN = "a value of a type without tangent"


_CATEGORY_BY_TYPE: dict[type, Category] = {
    float: Category.NUMBER,
    int: Category.NUMBER,
    bool: Category.NUMBER,
    complex: Category.NUMBER,
    list: Category.SEQUENCE,
    collections.deque: Category.SEQUENCE,
    tuple: Category.TUPLE,
    dict: Category.MAPPING,
    collections.OrderedDict: Category.MAPPING,
    collections.defaultdict: Category.MAPPING,
    Tangent: Category.OBJECT,
    types.SimpleNamespace: Category.OBJECT,
    str: Category.CONSTANT,
    types.NoneType: Category.CONSTANT,
}

# Subclasses of these are constant too. `datetime` and `timedelta` are left out: both can be made from a float.
_CONSTANT_TYPES: tuple[type, ...] = (
    str,
    bytes,
    bytearray,
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
    types.GetSetDescriptorType,
    types.MemberDescriptorType,
    types.CodeType,
    types.EllipsisType,
    types.NotImplementedType,
    types.GenericAlias,
    types.UnionType,
    functools.partial,
    staticmethod,
    classmethod,
    property,
    range,
    slice,
    enum.Enum,
    re.Pattern,
    re.Match,
    datetime.time,
    datetime.tzinfo,
    io.IOBase,
    np.ufunc,
    np.dtype,
    np.str_,
    np.bytes_,
)

# By name, so that nothing is imported only to be recognised.
_CONSTANT_TYPE_NAMES = frozenset(
    {
        "_thread.lock",
        "_thread.RLock",
        "functools._lru_cache_wrapper",
        "logging.Logger",
        "logging.Handler",
        "numpy.random._generator.Generator",
        "numpy.random.bit_generator.BitGenerator",
        "numpy.random.mtrand.RandomState",
        "pathlib.PurePath",
        "pathlib._local.PurePath",
        "random.Random",
        "typing.TypeVar",
        "uuid.UUID",
        "weakref.ReferenceType",
    }
)

# Numbers that are written in Python and hold a float as integers: seen as objects, they would lose its tangent.
_UNKNOWN_TYPE_NAMES = frozenset({"fractions.Fraction", "_pydecimal.Decimal"})

# What was found out about other classes, for as long as they live.
_category_by_class: weakref.WeakKeyDictionary[type, Category] = weakref.WeakKeyDictionary()


def category_of(value: object) -> Category:
    """Return how `value` is treated when its tangent is made or checked."""
    known = _CATEGORY_BY_TYPE.get(type(value))
    return _category_of_other(value) if known is None else known


def _category_of_other(value: object) -> Category:
    cls = type(value)
    if cls is np.ndarray:
        return _category_of_dtype(typing.cast("np.ndarray", value).dtype)
    if cls in (set, frozenset):
        return Category.CONSTANT if all(map(_is_key, typing.cast("set[object]", value))) else Category.UNKNOWN
    category = _category_by_class.get(cls)
    if category is None:
        category = _category_by_class[cls] = _category_of_class(cls)
    return category


def category_through(value: object) -> Category:
    """Return the category of a value, and for an instance of a subclass of list, tuple or dict that of these."""
    category = category_of(value)
    if category is Category.UNKNOWN and is_container_class(type(value)):
        return _CATEGORY_BY_TYPE[native_base(type(value))]
    return category


def _category_of_class(cls: type) -> Category:
    # A date can only be made from integers; its subclass `datetime` can be made from a float.
    if _is_constant_type(cls) or cls is datetime.date:
        return Category.CONSTANT
    if issubclass(cls, np.generic):
        return Category.NUMBER if issubclass(cls, (np.number, np.bool_)) and _is_plain_number(cls) else Category.UNKNOWN
    if is_namedtuple_class(cls):
        return Category.TUPLE
    is_object = has_only_attributes(cls) and not _is_named(cls, _UNKNOWN_TYPE_NAMES)
    return Category.OBJECT if is_object else Category.UNKNOWN


def _category_of_dtype(dtype: np.dtype[typing.Any]) -> Category:
    if dtype.kind in "fciub":
        return Category.ARRAY
    return Category.CONSTANT if dtype.kind in "SUT" else Category.UNKNOWN


def _is_plain_number(cls: type) -> bool:
    # NumPy counts timedelta64 among the signed integers.
    return not issubclass(cls, np.timedelta64)


def _is_constant_type(cls: type) -> bool:
    return issubclass(cls, _CONSTANT_TYPES) or _is_named(cls, _CONSTANT_TYPE_NAMES)


def _is_named(cls: type, names: frozenset[str]) -> bool:
    return any(f"{base.__module__}.{base.__qualname__}" in names for base in cls.__mro__)


def _is_key(value: object) -> bool:
    """Say whether an element of a set is encoded by its value, so that no tangent can be reached through the set."""
    if isinstance(value, (tuple, frozenset)):
        return all(map(_is_key, value))
    return category_of(value) in (Category.NUMBER, Category.CONSTANT)


def is_namedtuple_class(cls: type) -> bool:
    """Say whether `cls` is a namedtuple or a subclass of one."""
    return issubclass(cls, tuple) and isinstance(getattr(cls, "_fields", None), tuple)


_HEAP_TYPE = 1 << 9
_MANAGED_WEAK_REFERENCES = 1 << 3
_MANAGED_DICT = 1 << 4
_POINTER = tuple.__itemsize__


def has_only_attributes(cls: type) -> bool:
    """Say whether all state of an instance of `cls` is in attributes that Python code can read and write.

    That holds for a class written in Python whose bases all are: its instances are a header, a slot for each name in
    `__slots__`, a dictionary and a list of weak references, and nothing else. A base written in C adds to that.
    """
    if not all(base is object or base.__flags__ & _HEAP_TYPE for base in cls.__mro__):
        return False
    size = object.__basicsize__ + _POINTER * max(sum(1 for _ in _slots(cls)), sum(map(_declared_slots, cls.__mro__)))
    size += _POINTER * bool(cls.__dictoffset__ and not cls.__flags__ & _MANAGED_DICT)
    size += _POINTER * bool(cls.__weakrefoffset__ and not cls.__flags__ & _MANAGED_WEAK_REFERENCES)
    return cls.__itemsize__ == 0 and cls.__basicsize__ <= size


def _declared_slots(cls: type) -> int:
    """Count the names in a class's own `__slots__`: the class may hide one behind a property later."""
    declared = vars(cls).get("__slots__", ())
    names = (declared,) if isinstance(declared, str) else tuple(declared)
    return sum(1 for name in names if name not in ("__dict__", "__weakref__"))


def _slots(cls: type) -> Iterator[tuple[str, types.MemberDescriptorType]]:
    for base in reversed(cls.__mro__):
        for name, member in vars(base).items():
            if type(member) is types.MemberDescriptorType and name != "__dict__":
                yield name, member


@functools.lru_cache(maxsize=1024)
def _has_slots(cls: type) -> bool:
    """Tell whether a class was made with slots, of which it can hide some later but get none."""
    return any(True for _ in _slots(cls))


def attributes_of(value: object) -> dict[str, object]:
    """Return the attributes that an instance itself holds, by name, without running code of its class."""
    found: dict[str, object] = {}
    cls: Any = type(value)
    for name, member in _slots(cls) if _has_slots(cls) else ():
        # A slot that was never assigned, or was deleted, is not there.
        try:
            found[name] = member.__get__(value)
        except AttributeError:
            continue
    if type(value).__dictoffset__:
        found.update(object.__getattribute__(value, "__dict__"))
    return found


def set_attribute(value: object, name: str, part: object) -> None:
    """Set an attribute that an instance itself holds, without running code of its class."""
    slots = dict(_slots(type(value)))
    if name in slots:
        slots[name].__set__(value, part)
    else:
        object.__getattribute__(value, "__dict__")[name] = part


# What these factories give is constant and new. In the tangent, one that gives its zero tangent takes their place.
_TANGENT_FACTORIES: dict[object, typing.Callable[[], object]] = {
    float: float,
    int: float,
    bool: float,
    complex: complex,
    list: list,
    dict: dict,
    tuple: tuple,
    str: types.NoneType,
    bytes: types.NoneType,
    set: types.NoneType,
    frozenset: types.NoneType,
    collections.deque: collections.deque,
    collections.OrderedDict: collections.OrderedDict,
}


def empty_tangent(value: object) -> typing.Any:
    """Return the empty tangent of a list, deque, dict or object, to be filled.

    The tangent of a defaultdict never runs the user's factory. Where that is a type like `float` or `list`, the tangent
    has a factory that gives the zero tangent; otherwise it has none, and a missing key raises KeyError.
    """
    # The exact type is asked for: `isinstance` would read `__class__`, which the user's class may compute.
    cls: type[typing.Any] = type(value)
    if cls is collections.deque:
        return collections.deque(maxlen=typing.cast("collections.deque[object]", value).maxlen)
    if cls is collections.defaultdict:
        factory = typing.cast("collections.defaultdict[object, object]", value).default_factory
        return collections.defaultdict(_tangent_factory(factory))
    if cls in (list, dict, collections.OrderedDict):
        return cls()
    return TANGENT_CLASSES[native_base(cls)]() if is_container_class(cls) else Tangent()


def _tangent_factory(factory: object) -> typing.Callable[[], object] | None:
    return _TANGENT_FACTORIES.get(factory) if isinstance(factory, type) else None


def rebuild_tuple(like: tuple[object, ...], parts: list[object]) -> tuple[object, ...]:
    """Return a tuple of the class of `like` from what `parts_of` yields; a namedtuple's own `__new__` does not run."""
    count = tuple.__len__(like)
    built: tuple[object, ...] = tuple.__new__(tuple_class_of_tangent(type(like)), parts[:count])
    if is_container_class(type(like)):
        vars(built).update(zip(attributes_of(like), parts[count:], strict=True))
    elif type(built).__dictoffset__:
        vars(built).update(zip(vars(like), parts[count:], strict=True))
    return built


class Path(typing.NamedTuple):
    """The way from a parameter to a place inside its value; made at every step, written out only in an error."""

    parent: Path | str
    key: object
    is_attribute: bool

    def __str__(self) -> str:
        step = f".{self.key}" if self.is_attribute else f"[{self.key!r}]"
        return f"{self.parent}{step}"


class AttributeName(str):
    """Name an attribute that an instance of a subclass of list, tuple or dict has beside its items."""


def is_attribute(key: object, category: Category) -> bool:
    """Say whether a key that `parts_of` yields is the name of an attribute."""
    return category is Category.OBJECT or (category is Category.TUPLE and isinstance(key, str))


def parts_of(value: object, category: Category) -> Iterator[tuple[object, object]]:
    """Yield the key (or index or attribute name) and the value of each place of a container or object.

    An instance of a namedtuple's subclass may have attributes beside its items.
    """
    if category is not Category.OBJECT and is_container_class(type(value)):
        base = native_base(type(value))
        yield from (
            base.items(typing.cast("dict[object, object]", value)) if base is dict else enumerate(base.__iter__(value))
        )
        for name, part in attributes_of(value).items():
            yield AttributeName(name), part
    elif category in (Category.SEQUENCE, Category.TUPLE):
        yield from enumerate(typing.cast("list[object]", value))
        if category is Category.TUPLE and type(value).__dictoffset__:
            yield from vars(value).items()
    elif category is Category.MAPPING:
        yield from typing.cast("dict[object, object]", value).items()
    elif category is Category.OBJECT:
        yield from attributes_of(value).items()
