"""New instances with their tangents: through ``__new__`` and ``__init__``, as a dataclass, namedtuple or exception."""

from __future__ import annotations

import copy
import dataclasses
import enum
import functools
import inspect
import types
import typing
from typing import Any

from srcad.codes import GENERATED
from srcad.running.bundling import Bundle, holds_bundle, parts_of
from srcad.runtime import apply, generic_setattr, listed, set_attribute, store_tangent
from srcad.structural.registry import HANDLERS, Pairs, filled, fresh_tangent, handles, liftable
from srcad.values.carrying import keep_tangent, refuse_value
from srcad.values.structures import has_only_attributes, is_namedtuple_class
from srcad.values.subclasses import (
    TupleTangent,
    class_attribute,
    is_container_class,
    is_number_class,
    native_base,
    tuple_class_of_tangent,
)
from srcad.values.tangents import Tangent


@liftable
def construct(
    cls: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Make an instance of a class and its Tangent, through the class's own ``__new__`` and ``__init__``."""
    call = class_attribute(type(cls), "__call__")
    if isinstance(call, types.FunctionType) and not issubclass(cls, enum.Enum):
        return apply(call, (cls, *primals), (None, *tangents), keywords, keyword_tangents)
    return make_instance(cls, primals, tangents, keywords, keyword_tangents)


@handles(vars(type)["__call__"])
def call_class(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return make_instance(primals[0], primals[1:], tangents[1:], keywords, keyword_tangents)


def make_instance(cls: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
    """Do what ``type.__call__`` does."""
    if issubclass(cls, enum.Enum):
        if not cls.__members__:
            refuse_value("an active value is put into an enumeration", "Keep it in an object, a dict or a list.")
        return cls(*primals, **keywords), None
    if issubclass(cls, BaseException):
        return construct_exception(cls, primals, tangents, keywords, keyword_tangents)
    if cls is types.SimpleNamespace:
        return construct_namespace(primals, tangents, keywords, keyword_tangents)
    made, d_made = new_instance(cls, primals, tangents, keywords, keyword_tangents)
    if isinstance(made, cls):
        # A `__new__` may have made an instance of a subclass, whose `__init__` it is.
        initialise(type(made), made, d_made, primals, tangents, keywords, keyword_tangents)
    return made, d_made


def new_instance(cls: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
    """Make the empty instance."""
    has_content = is_number_class(cls) or is_container_class(cls)
    if not is_namedtuple_class(cls) and not has_content:
        refuse_unknown_class(cls)
    new = class_attribute(cls, "__new__")
    new = getattr(new, "__func__", new)
    if isinstance(new, types.FunctionType) and not is_generated_new(new) and new is not typing.Generic.__new__:
        return apply(new, (cls, *primals), (None, *tangents), keywords, keyword_tangents)
    if is_namedtuple_class(cls):
        return construct_namedtuple(cls, primals, tangents, keywords, keyword_tangents)
    if has_content:
        handler = HANDLERS[id(native_base(cls).__new__)]
        return handler((cls, *primals), (None, *tangents), keywords, keyword_tangents, None)  # type: ignore[no-any-return]
    if class_attribute(cls, "__init__") is object.__init__ and (primals or keywords):
        return cls(*primals, **keywords), None  # raises TypeError as Python does
    if inspect.isabstract(cls):
        return cls(), None  # raises TypeError as Python does
    made = object.__new__(cls)
    return made, fresh_tangent(made, tangents, keyword_tangents)


def is_generated_new(method: Any) -> bool:
    """Tell whether a method is one that namedtuple wrote, or SciPy for its namedtuples that have attributes."""
    return str(method.__globals__.get("__name__", "")).startswith("namedtuple_")


def initialise(
    cls: Any, made: Any, d_made: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any
) -> None:
    """Run ``__init__``."""
    own = class_attribute(cls, "__init__")
    if own is not object.__init__:
        apply(own, (made, *primals), (d_made, *tangents), keywords, keyword_tangents)


def refuse_unknown_class(cls: type) -> None:
    """Refuse a class that is not written in Python, or whose numbers are hidden in integers."""
    if has_only_attributes(cls) and f"{cls.__module__}.{cls.__qualname__}" not in (
        "fractions.Fraction",
        "_pydecimal.Decimal",
    ):
        return
    what = f"an active value is put into a {cls.__module__}.{cls.__qualname__}, which has no tangent"
    refuse_value(what, "Keep the number itself, or convert at the end, outside the derivative.")


# Namespaces and namedtuples


def construct_namespace(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
    """Make a SimpleNamespace."""
    made = types.SimpleNamespace(*primals, **keywords)
    d_mapping = tangents[0] if primals and tangents[0] is not None else {}
    known = {**{name: d_mapping[name] for name in dict(*primals) if name in d_mapping}, **keyword_tangents}
    return made, Tangent(**{name: filled(value, known.get(name)) for name, value in vars(made).items()})


def construct_namedtuple(cls: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
    """Make a namedtuple and the namedtuple of its tangents."""
    value = namedtuple_base(cls).__new__(cls, *primals, **keywords)
    known = dict(zip(cls._fields, tangents, strict=False)) | dict(keyword_tangents)
    tangent: Any = tuple.__new__(
        tuple_class_of_tangent(cls),
        [filled(part, known.get(name)) for name, part in zip(cls._fields, tuple.__iter__(value), strict=True)],
    )
    if type(tangent).__dictoffset__ and any(map(holds_bundle, known.values())):
        # Attributes that are stored later belong into the three tangents that are made here, not into copies of them.
        return value, Bundle(parts_of(tangent))
    return value, tangent


def namedtuple_base(cls: Any) -> Any:
    """Return the class that namedtuple made, whose ``__new__`` takes the fields."""
    return next(base for base in cls.__mro__ if "_fields" in vars(base))


@handles(float.__new__, complex.__new__)
def new_number(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Make an instance of a subclass of float or complex: its tangent is that of the number."""
    cls: Any = primals[0]
    number: Any = native_base(cls)
    value, tangent = apply(number, primals[1:], tangents[1:], keywords, keyword_tangents)
    return number.__new__(cls, value), tangent


@handles(list.__new__, dict.__new__)
def new_container(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Make an empty list or dict of a subclass: its ``__init__`` fills it."""
    cls: Any = primals[0]
    made = native_base(cls).__new__(cls)
    return made, fresh_tangent(made, tangents, keyword_tangents)


@handles(tuple.__new__)
def new_tuple(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    cls, *iterable = primals
    values, d_values = listed(iterable[0], tangents[1]) if iterable else ([], [])
    parts = [filled(v, t) for v, t in zip(values, d_values, strict=True)]
    made = tuple.__new__(cls, values)
    if cls is tuple or is_namedtuple_class(cls):
        return made, tuple.__new__(tuple_class_of_tangent(cls), parts)
    # Attributes that are stored later belong into the three tangents that are made here, not into copies of them.
    tangent = TupleTangent(parts)
    return made, Bundle(parts_of(tangent)) if any(map(holds_bundle, parts)) else tangent


def of_namedtuple(name: str) -> Any:
    """Return the handler of a method that namedtuple wrote, if it is one."""
    return {"_replace": replace_fields, "_asdict": fields_as_dict, "_make": make_namedtuple}.get(name)


@liftable
def replace_fields(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, d_owner: Any
) -> Pairs:
    """Return a namedtuple with other values."""
    value = function(*primals, **keywords)
    return value, replaced_tangent(value, d_owner, keywords, keyword_tangents)


def replaced_tangent(value: Any, d_owner: Any, keywords: Any, keyword_tangents: Any) -> Any:
    """Return the tangent of a namedtuple some of whose fields are new."""
    kept = dict(zip(value._fields, d_owner, strict=True)) if d_owner is not None else {}
    known = {**kept, **dict.fromkeys(keywords), **keyword_tangents}
    return tuple.__new__(
        tuple_class_of_tangent(type(value)),
        [filled(part, known.get(n)) for n, part in zip(value._fields, tuple.__iter__(value), strict=True)],
    )


@liftable
def fields_as_dict(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, d_owner: Any
) -> Pairs:
    """Return the fields of a namedtuple as a dict."""
    return function(), dict(zip(function.__self__._fields, d_owner, strict=True))


@liftable
def make_namedtuple(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, d_owner: Any
) -> Pairs:
    """Make a namedtuple from an iterable."""
    values, d_values = listed(primals[0], tangents[0])
    value = function(values)
    return value, tuple.__new__(
        tuple_class_of_tangent(type(value)), [filled(v, t) for v, t in zip(values, d_values, strict=True)]
    )


# Exceptions


def construct_exception(cls: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
    """Make an exception that carries its tangent."""
    new = class_attribute(cls, "__new__")
    new = getattr(new, "__func__", new)
    if isinstance(new, types.FunctionType):
        refuse_value(f"the exception {cls.__name__} has a __new__ of its own", "Use __init__.")
    own = class_attribute(cls, "__init__")
    parts = tuple(filled(p, t) for p, t in zip(primals, tangents, strict=True))
    if isinstance(own, types.FunctionType):
        made = cls.__new__(cls, *primals, **keywords)
        d_made = keep_tangent(made, parts)
        initialise(cls, made, d_made, primals, tangents, keywords, keyword_tangents)
        return made, d_made
    made = cls(*primals, **keywords)
    return made, keep_tangent(made, parts)


@handles(
    BaseException.__init__, Exception.__init__, ValueError.__init__, RuntimeError.__init__, ArithmeticError.__init__
)
def init_exception(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    made, *args = primals
    BaseException.__init__(made, *args)
    keep_tangent(made, tuple(filled(p, t) for p, t in zip(args, tangents[1:], strict=True)))
    return None, None


# Dataclasses


def of_generated(function: Any, primals: Any) -> Any:
    """Return the handler of a method that `dataclasses` or namedtuple wrote, which has no source; else None.

    The handler takes the function first.
    """
    if is_generated_new(function):
        return OF_NAMEDTUPLE.get(function.__name__)
    owner = (
        next((base for base in type(primals[0]).__mro__ if vars(base).get(function.__name__) is function), None)
        if primals
        else None
    )
    if owner is None or "__dataclass_fields__" not in vars(owner) or not is_written_by_dataclasses(function):
        return None
    if function.__name__ == "__init__":
        return init_dataclass
    return call_generated


def is_written_by_dataclasses(function: Any) -> bool:
    """Tell whether a method of a dataclass is one that `dataclasses` wrote, and not the user's in a text of ours."""
    return function.__name__ in WRITTEN_BY_DATACLASSES and not function.__code__.co_filename.startswith(GENERATED)


WRITTEN_BY_DATACLASSES = frozenset(
    "__init__ __repr__ __eq__ __lt__ __le__ __gt__ __ge__ __hash__ __setattr__ __delattr__ __replace__".split()
)


@liftable
def call_generated(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Call a comparison, a representation, or a setter that raises: no result of these varies."""
    return function(*primals, **keywords), None


@liftable
def new_namedtuple(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Make a namedtuple of a subclass."""
    return construct_namedtuple(primals[0], primals[1:], tangents[1:], keywords, keyword_tangents)


@liftable
def init_namedtuple(
    init: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Store the attributes that SciPy's namedtuples have beside their items: what the keywords give beyond fields."""
    init(*primals, **keywords)
    made, d_made = primals[0], tangents[0]
    for name, value in keywords.items():
        if name not in type(made)._fields:
            store_tangent(made, d_made, name, value, keyword_tangents.get(name))
    return None, None


@liftable
def set_attribute_of_namedtuple(
    setter: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Store an attribute of such a namedtuple; a field raises, as it does there."""
    setter(*primals, **keywords)
    store_tangent(primals[0], tangents[0], primals[1], primals[2], tangents[2])
    return None, None


# By the name of a method that was written for a namedtuple.
OF_NAMEDTUPLE: dict[str, Any] = {
    "__new__": new_namedtuple,
    "__init__": init_namedtuple,
    "__setattr__": set_attribute_of_namedtuple,
}


@liftable
def init_dataclass(
    init: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Fill a dataclass as its written ``__init__`` does, then run ``__post_init__``."""
    cls: Any = next(base for base in type(primals[0]).__mro__ if vars(base).get("__init__") is init)
    try:
        bound = signature_of(init).bind(*primals, **keywords).arguments
    except TypeError:
        return init(*primals, **keywords), None  # raises under its own name
    (made, d_made), names = (primals[0], tangents[0]), list(signature_of(init).parameters)
    given = dict(zip(names, tangents, strict=False)) | dict(keyword_tangents)
    init_only = []
    for name, item in cls.__dataclass_fields__.items():
        if item._field_type is dataclasses._FIELD_CLASSVAR:  # type: ignore[attr-defined]
            continue
        value, tangent = field_value(item, bound, given)
        if value is dataclasses.MISSING:
            continue
        if item._field_type is dataclasses._FIELD_INITVAR:  # type: ignore[attr-defined]
            init_only.append((value, tangent))
        elif cls.__dataclass_params__.frozen:
            generic_setattr(made, d_made, name, value, tangent)
        else:
            set_attribute(made, d_made, name, value, tangent)
    if hasattr(cls, "__post_init__"):
        post, d_post = apply(getattr, (made, "__post_init__"), (d_made, None))
        apply(post, tuple(v for v, _ in init_only), tuple(t for _, t in init_only), function_tangent=d_post)
    return None, None


@functools.lru_cache(maxsize=256)
def signature_of(function: Any) -> inspect.Signature:
    """Return a function's signature."""
    return inspect.signature(function)


def field_value(item: Any, bound: Any, given: Any) -> Pairs:
    """Return what a field of a dataclass gets: an argument, its default, or what its factory makes."""
    if item.init and item.name in bound:
        return bound[item.name], given.get(item.name)
    if item.default is not dataclasses.MISSING:
        # A default without init stays in the class, where it is found.
        return (item.default, None) if item.init else (dataclasses.MISSING, None)
    if item.default_factory is not dataclasses.MISSING:
        return apply(item.default_factory, (), ())
    return dataclasses.MISSING, None


@handles(dataclasses.replace, *([copy.replace] if hasattr(copy, "replace") else []))
def joint_replace(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    owner, d_owner = primals[0], tangents[0]
    if is_namedtuple_class(type(owner)):
        value = owner._replace(**keywords)
        return value, replaced_tangent(value, d_owner, keywords, keyword_tangents)
    changes, d_changes = dict(keywords), dict(keyword_tangents)
    for item in getattr(owner, "__dataclass_fields__", {}).values():
        kept = item._field_type is dataclasses._FIELD and item.init and item.name not in changes  # type: ignore[attr-defined]
        if kept:
            changes[item.name], d_changes[item.name] = apply(getattr, (owner, item.name), (d_owner, None))
        elif not item.init and item.name in changes:
            return dataclasses.replace(*primals, **keywords), None  # raises as Python does
    return apply(type(owner), (), (), changes, d_changes)


@handles(dataclasses.asdict)
def joint_asdict(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    refuse_factory(keywords, "dict_factory")
    return plain_copy(primals[0], tangents[0], dict)


@handles(dataclasses.astuple)
def joint_astuple(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    refuse_factory(keywords, "tuple_factory")
    return plain_copy(primals[0], tangents[0], tuple)


def refuse_factory(keywords: Any, name: str) -> None:
    """Refuse a container of the user's own."""
    if name in keywords:
        refuse_value(f"{name} is given", "Convert the result.")


def plain_copy(value: Any, tangent: Any, kind: Any) -> Pairs:
    """Copy a dataclass into plain dicts or tuples, as `dataclasses.asdict` and `astuple` do."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [item.name for item in dataclasses.fields(value)]
        parts = {name: plain_copy(*apply(getattr, (value, name), (tangent, None)), kind) for name in names}
        both = {n: v for n, (v, _) in parts.items()}, {n: t for n, (_, t) in parts.items()}
        return both if kind is dict else (tuple(both[0].values()), tuple(both[1].values()))
    tangent = filled(value, tangent)
    if isinstance(value, (list, tuple)):
        copied = [plain_copy(v, t, kind) for v, t in zip(value, tangent, strict=True)]
        values, tangents = [v for v, _ in copied], [t for _, t in copied]
        if is_namedtuple_class(type(value)):
            kind_of_tuple: Any = type(value)
            return kind_of_tuple(*values), tuple.__new__(kind_of_tuple, tangents)
        return type(value)(values), type(value)(tangents)
    if isinstance(value, dict):
        entries = {k: plain_copy(v, tangent[k], kind) for k, v in value.items()}
        return type(value)((k, v) for k, (v, _) in entries.items()), type(tangent)(
            (k, t) for k, (_, t) in entries.items()
        )
    return apply(copy.deepcopy, (value,), (tangent,))
