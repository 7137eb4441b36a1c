"""Operators on what is no number: containers, and objects whose classes define the operators in Python.

On objects, Python's own protocol is followed: the reflected method first where the right operand's class is a subclass
that overrides it, then the left one's method, then the reflected one, each joint with its tangents.
"""

from __future__ import annotations

import collections
import math
import operator
import types
from typing import Any

import numpy as np

from srcad.runtime import apply, listed, refuse_key, set_item
from srcad.structural.containers import update_dict
from srcad.structural.registry import HANDLERS, Pairs, filled, handles, tangent_of_joined
from srcad.values.carrying import refuse_value, zero_tangent
from srcad.values.frozen import zero_in
from srcad.values.subclasses import (
    as_number,
    class_attribute,
    does_natively,
    is_container_class,
    is_number_class,
    is_plain_number,
    native_base,
    plain,
)

NUMBERS = frozenset((float, int, bool, complex, np.ndarray))
ARRAY_LIKE = (list, tuple, range)
CONTAINERS = (
    list,
    tuple,
    dict,
    collections.OrderedDict,
    collections.defaultdict,
    collections.deque,
    str,
    bytes,
    range,
    set,
    frozenset,
)


def is_container(value: Any, *methods: str) -> bool:
    """Tell whether a value is a container of Python's own, or of a subclass that leaves these methods to it."""
    if type(value) in CONTAINERS:
        return True
    return isinstance(value, (list, tuple, dict)) and does_natively(value, *methods)


# Binary operators


BINARY = {
    operator.add: ("+", "__add__", "__radd__"),
    operator.sub: ("-", "__sub__", "__rsub__"),
    operator.mul: ("*", "__mul__", "__rmul__"),
    operator.truediv: ("/", "__truediv__", "__rtruediv__"),
    operator.floordiv: ("//", "__floordiv__", "__rfloordiv__"),
    operator.mod: ("%", "__mod__", "__rmod__"),
    operator.pow: ("** or pow()", "__pow__", "__rpow__"),
    operator.matmul: ("@", "__matmul__", "__rmatmul__"),
    operator.and_: ("&", "__and__", "__rand__"),
    operator.or_: ("|", "__or__", "__ror__"),
    operator.xor: ("^", "__xor__", "__rxor__"),
    operator.lshift: ("<<", "__lshift__", "__rlshift__"),
    operator.rshift: (">>", "__rshift__", "__rrshift__"),
}
IN_PLACE = {
    operator.iadd: operator.add,
    operator.isub: operator.sub,
    operator.imul: operator.mul,
    operator.itruediv: operator.truediv,
    operator.ifloordiv: operator.floordiv,
    operator.imod: operator.mod,
    operator.ipow: operator.pow,
    operator.imatmul: operator.matmul,
    operator.iand: operator.and_,
    operator.ior: operator.or_,
    operator.ixor: operator.xor,
    operator.ilshift: operator.lshift,
    operator.irshift: operator.rshift,
}
NAMES = {function: f"__{function.__name__.strip('_')}__" for function in IN_PLACE}


def binary_handler(function: Any) -> Any:
    """Make the handler of a binary operator."""
    _, method, reflected = BINARY[function]

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        (left, right), (d_left, d_right) = primals, tangents
        if is_array_maker(function, left, right):
            return of_arrays(function, primals, tangents)
        of_left, of_right = is_container(left, method, reflected), is_container(right, method, reflected)
        if (of_left and (of_right or isinstance(right, (int, np.integer)))) or (
            of_right and isinstance(left, (int, np.integer))
        ):
            return of_containers(function, left, right, d_left, d_right)
        if is_numpy_with_number(left, right, reflected) or is_numpy_with_number(right, left, method):
            return apply(function, (plain(left), plain(right)), tangents)
        return of_objects(function, method, reflected, left, right, d_left, d_right)

    return handler


def of_containers(function: Any, left: Any, right: Any, d_left: Any, d_right: Any) -> Pairs:
    """Join or repeat containers, and their tangents in the same way."""
    value = function(left, right)
    if isinstance(value, (str, bytes)) or not is_container(value):
        return value, None
    if isinstance(value, (set, frozenset)):
        return value, None
    if isinstance(left, (int, np.integer)):
        return value, function(operator.index(left), d_right)
    if isinstance(right, (int, np.integer)):
        return value, function(d_left, operator.index(right))
    sides = zip((left, right), (d_left, d_right), strict=True)
    return value, function(*(tangent_of_joined(side) if tangent is None else tangent for side, tangent in sides))


def is_array_maker(function: Any, left: Any, right: Any) -> bool:
    """Tell whether NumPy makes an array of the sequence on one side: only its integers repeat it, as Python's do."""
    sequence, other = (right, left) if isinstance(right, ARRAY_LIKE) else (left, right)
    if not isinstance(sequence, ARRAY_LIKE) or not isinstance(other, (np.ndarray, np.generic)):
        return False
    return not (function is operator.mul and isinstance(other, np.integer))


def is_numpy_with_number(numpys: Any, other: Any, method: str) -> bool:
    """Tell whether NumPy reads an instance of a subclass of float, which has no method of its own, as a number."""
    if not isinstance(numpys, (np.ndarray, np.generic)) or not is_plain_number(other):
        return False
    hooks = (class_attribute(type(other), name) for name in (method, "__array_ufunc__", "__array_priority__"))
    return all(hook is None or isinstance(hook, types.WrapperDescriptorType) for hook in hooks)


def of_arrays(function: Any, primals: Any, tangents: Any) -> Pairs:
    """Do an operator of NumPy's on a sequence: on the array that it makes of it."""
    pairs = [
        apply(np.asarray, (primal,), (tangent,)) if isinstance(primal, ARRAY_LIKE) else (primal, tangent)
        for primal, tangent in zip(primals, tangents, strict=True)
    ]
    return apply(function, tuple(value for value, _ in pairs), tuple(tangent for _, tangent in pairs))


def of_objects(function: Any, method: str, reflected: str, left: Any, right: Any, d_left: Any, d_right: Any) -> Pairs:
    """Follow Python's protocol for a binary operator on objects."""
    for own, name, arguments in attempts(method, reflected, left, right, d_left, d_right):
        if (
            not isinstance(own, types.FunctionType) and id(own) not in HANDLERS
        ):  # no function, nor a number's own method
            result = getattr(type(arguments[0][0]), name)(*arguments[0])
            if result is not NotImplemented:
                return of_opaque(function, arguments, result)
            continue
        value, tangent = apply(own, *arguments)
        if value is not NotImplemented:
            return value, tangent
    return function(left, right), None  # raises TypeError as Python does


def attempts(method: str, reflected: str, left: Any, right: Any, d_left: Any, d_right: Any) -> list[Any]:
    """List the methods that Python tries, in its order, each with the primals and tangents that it gets."""
    mine, other = class_attribute(type(left), method), class_attribute(type(right), reflected)
    first = (mine, method, ((left, right), (d_left, d_right)))
    second = (other, reflected, ((right, left), (d_right, d_left)))
    if type(left) is type(right):
        order = [first]
    elif issubclass(type(right), type(left)) and other is not class_attribute(type(left), reflected):
        order = [second, first]
    else:
        order = [first, second]
    return [attempt for attempt in order if attempt[0] is not None]


def of_opaque(function: Any, arguments: Any, result: Any) -> Pairs:
    """Refuse an operator that is not written in Python, unless its result cannot vary."""
    if isinstance(result, (str, bytes, bool, type(None))):
        return result, None
    classes = " and ".join(type(part).__name__ for part in arguments[0])
    refuse_value(
        f"operator.{function.__name__} of {classes} is not written in Python",
        "Write it with numbers, arrays, lists or classes of your own.",
    )
    raise AssertionError  # refuse_value always raises


def in_place_handler(function: Any) -> Any:
    """Make the handler of an in-place operator: the left operand's own method, else the binary operator."""
    plain, name = IN_PLACE[function], NAMES[function]
    otherwise = binary_handler(plain)

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        (left, right), (d_left, d_right) = primals, tangents
        if is_array_maker(plain, left, right):
            return of_arrays(function if type(left) is np.ndarray else plain, primals, tangents)
        if is_number(left) and is_number(right):
            return of_numbers(function, left, right, d_left, d_right)
        if type(left) in CHANGED_IN_PLACE or (
            is_container_class(type(left)) and not isinstance(left, tuple) and does_natively(left, name)
        ):
            return change_container(function, left, right, d_left, d_right)
        own = class_attribute(type(left), name)
        if isinstance(own, types.FunctionType):
            value, tangent = apply(own, primals, tangents)
            if value is not NotImplemented:
                return value, tangent
        return otherwise(primals, tangents, keywords, keyword_tangents, function_tangent)  # type: ignore[no-any-return]

    return handler


def is_number(value: Any) -> bool:
    """Tell whether a value is a number or an array of numbers."""
    return type(value) in NUMBERS or isinstance(value, (np.number, np.bool_))


def of_numbers(function: Any, left: Any, right: Any, d_left: Any, d_right: Any) -> Pairs:
    """Change an array in place by the derivative of the statement; a number is replaced."""
    if type(left) is not np.ndarray:
        return apply(IN_PLACE[function], (left, right), (d_left, d_right))
    if d_left is None:
        refuse_value(
            "an active value is put into an array that has no tangent: it may outlive the call",
            "Make the array inside the function.",
        )
    return apply(STATEMENTS[function], (left, right), (d_left, d_right))


def iadd(left: Any, right: Any) -> Any:
    """Do `+=`."""
    left += right
    return left


def isub(left: Any, right: Any) -> Any:
    """Do `-=`."""
    left -= right
    return left


def imul(left: Any, right: Any) -> Any:
    """Do `*=`."""
    left *= right
    return left


def itruediv(left: Any, right: Any) -> Any:
    """Do `/=`."""
    left /= right
    return left


def ifloordiv(left: Any, right: Any) -> Any:
    """Do `//=`."""
    left //= right
    return left


def imod(left: Any, right: Any) -> Any:
    """Do `%=`."""
    left %= right
    return left


def ipow(left: Any, right: Any) -> Any:
    """Do `**=`."""
    left **= right
    return left


def imatmul(left: Any, right: Any) -> Any:
    """Do `@=`."""
    left @= right
    return left


def iand(left: Any, right: Any) -> Any:
    """Do `&=`."""
    left &= right
    return left


def ior(left: Any, right: Any) -> Any:
    """Do `|=`."""
    left |= right
    return left


def ixor(left: Any, right: Any) -> Any:
    """Do `^=`."""
    left ^= right
    return left


def ilshift(left: Any, right: Any) -> Any:
    """Do `<<=`."""
    left <<= right
    return left


def irshift(left: Any, right: Any) -> Any:
    """Do `>>=`."""
    left >>= right
    return left


STATEMENTS = {
    operator.iadd: iadd,
    operator.isub: isub,
    operator.imul: imul,
    operator.itruediv: itruediv,
    operator.ifloordiv: ifloordiv,
    operator.imod: imod,
    operator.ipow: ipow,
    operator.imatmul: imatmul,
    operator.iand: iand,
    operator.ior: ior,
    operator.ixor: ixor,
    operator.ilshift: ilshift,
    operator.irshift: irshift,
}
CHANGED_IN_PLACE = (list, collections.deque, dict, collections.OrderedDict, collections.defaultdict, set)


def change_container(function: Any, left: Any, right: Any, d_left: Any, d_right: Any) -> Pairs:
    """Change a container in place, and its tangent with it."""
    if d_left is None and d_right is not None and not isinstance(left, set):
        refuse_value(
            "an active value is put into a container that has no tangent: it may outlive the call",
            "Make the container inside the function.",
        )
    if function is operator.iadd and isinstance(left, (list, collections.deque)):
        values, tangents = listed(right, d_right)
        native_base(type(left)).extend(left, values)
        if d_left is not None:
            d_left += [filled(v, t) for v, t in zip(values, tangents, strict=True)]
        return left, d_left
    if function is operator.ior and isinstance(left, dict):
        update_dict(left, d_left, (right,), (d_right,), {}, {})
        return left, d_left
    same = function(left, right)
    if d_left is not None and not isinstance(left, set):
        d_left = function(d_left, right)
    return same, d_left


for _function in BINARY:
    handles(_function)(binary_handler(_function))
for _function in IN_PLACE:
    handles(_function)(in_place_handler(_function))
handles(operator.concat)(binary_handler(operator.add))
handles(operator.iconcat)(in_place_handler(operator.iadd))


@handles(pow)
def joint_pow(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Raise to a power; with a modulus, by the method of the object that is raised."""
    names = ("base", "exp", "mod")[len(primals) :]
    primals = (*primals, *(keywords[name] for name in names if name in keywords))
    tangents = (*tangents, *(keyword_tangents.get(name) for name in names if name in keywords))
    if len(primals) == 2 or primals[2] is None:
        return apply(operator.pow, primals[:2], tangents[:2])
    own = class_attribute(type(primals[0]), "__pow__")
    if isinstance(own, types.FunctionType):
        value, tangent = apply(own, primals, tangents)
        if value is not NotImplemented:
            return value, tangent
    return of_opaque(operator.pow, (primals, tangents), pow(*primals))


# Unary operators


def unary_handler(function: Any, method: str) -> Any:
    """Make the handler of a unary operator: the class's method."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        own = class_attribute(type(primals[0]), method)
        if isinstance(own, types.FunctionType):
            return apply(own, primals, tangents)
        if is_number_class(type(primals[0])):
            return apply(function, (as_number(primals[0]), *primals[1:]), tangents, keywords, keyword_tangents)
        value = function(*primals)
        return of_opaque(function, (primals, tangents), value)

    return handler


_unary: tuple[tuple[Any, str], ...] = (
    (operator.neg, "__neg__"),
    (operator.pos, "__pos__"),
    (operator.invert, "__invert__"),
    (operator.inv, "__invert__"),
    (operator.abs, "__abs__"),
    (abs, "__abs__"),
    (round, "__round__"),
    (math.floor, "__floor__"),
    (math.ceil, "__ceil__"),
    (math.trunc, "__trunc__"),
    (float, "__float__"),
    (complex, "__complex__"),
)
for _operator, _method in _unary:
    handles(_operator)(unary_handler(_operator, _method))


@handles(divmod)
def joint_divmod(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    (left, right), (d_left, d_right) = primals, tangents
    return of_objects(divmod, "__divmod__", "__rdivmod__", left, right, d_left, d_right)


# Items


@handles(operator.getitem)
def joint_getitem(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    (owner, index), d_owner = primals, tangents[0]
    if isinstance(owner, (np.ndarray, np.generic, np.flatiter)):
        value = primals[0][index]  # not `owner`: the stubs of NumPy versions disagree on indexing a flatiter
        return value, filled(value, None if d_owner is None else d_owner[index])
    if type(owner) is collections.defaultdict:
        return defaultdict_item(owner, d_owner, index, tangents[1])
    missing = class_attribute(type(owner), "__missing__")
    if isinstance(missing, types.FunctionType) and isinstance(owner, dict) and index not in owner:
        return apply(missing, primals, tangents)
    if is_container(owner, "__getitem__") or isinstance(owner, types.MappingProxyType):
        value = owner[index]
        return value, None if d_owner is None else d_owner[index]
    own = class_attribute(type(owner), "__getitem__")
    if isinstance(own, types.FunctionType):
        return apply(own, primals, tangents)
    if (isinstance(owner, type) or d_owner is None) and (tangents[1] is None or not holds_float(index)):
        value = owner[index]
        return value, filled(value, None)
    refuse_value(f"an element of a {type(owner).__name__} is read", "Use a list, dict, array or a class of your own.")
    raise AssertionError  # refuse_value always raises


def holds_float(index: Any) -> bool:
    """Tell whether a float is used as an index, or is in one."""
    if isinstance(index, tuple):
        return any(map(holds_float, index))
    if isinstance(index, slice):
        return any(map(holds_float, (index.start, index.stop, index.step)))
    return isinstance(index, (float, complex, np.inexact))


def defaultdict_item(owner: Any, d_owner: Any, key: Any, d_key: Any) -> Pairs:
    """Read an entry of a defaultdict; the factory makes a missing one, once, for the primal."""
    if key not in owner:
        refuse_key(key, d_key)
    value = owner[key]
    if d_owner is None:
        return value, None
    if key not in d_owner:
        d_owner[key] = zero_in(d_owner, value, zero_tangent)
    return value, d_owner[key]


@handles(operator.setitem)
def joint_setitem(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    set_item(primals[0], tangents[0], primals[1], primals[2], tangents[2], tangents[1])
    return None, None


@handles(operator.delitem)
def joint_delitem(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    (owner, index), (d_owner, _) = primals, tangents
    own = class_attribute(type(owner), "__delitem__")
    if isinstance(own, types.FunctionType):
        return apply(own, primals, tangents)
    del owner[index]
    if d_owner is not None:
        del d_owner[index]
    return None, None


@handles(operator.contains)
def joint_contains(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return operator.contains(*primals), None


@handles(types.MappingProxyType)
def joint_proxy(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Show a dict that cannot be changed through the proxy: the tangent is that of the dict."""
    return types.MappingProxyType(primals[0]), tangents[0]


# Getters


@handles((operator.itemgetter, "__call__"))
def call_itemgetter(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    keys = function.__reduce__()[1]
    pairs = [apply(operator.getitem, (primals[0], key), (tangents[0], None)) for key in keys]
    return gathered(pairs)


@handles((operator.attrgetter, "__call__"))
def call_attrgetter(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    pairs = []
    for path in function.__reduce__()[1]:
        value, tangent = primals[0], tangents[0]
        for name in path.split("."):
            value, tangent = apply(getattr, (value, name), (tangent, None))
        pairs.append((value, tangent))
    return gathered(pairs)


def gathered(pairs: list[Pairs]) -> Pairs:
    """Return one result as it is, several as tuples."""
    if len(pairs) == 1:
        return pairs[0]
    return tuple(value for value, _ in pairs), tuple(filled(value, tangent) for value, tangent in pairs)


@handles((operator.methodcaller, "__call__"))
def call_methodcaller(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    maker, arguments = function.__reduce__()[:2]
    given: dict[str, Any] = getattr(maker, "keywords", {})
    before: tuple[Any, ...] = getattr(maker, "args", ())
    name, *values = [*before, *list(arguments)]
    held: tuple[Any, ...] = getattr(function_tangent, "args", (None,) * len(values))
    d_given = getattr(function_tangent, "keywords", {})
    method, d_method = apply(getattr, (primals[0], name), (tangents[0], None))
    return apply(method, tuple(values), held, given, d_given, function_tangent=d_method)
