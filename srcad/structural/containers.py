"""Lists, tuples, dicts and deques: made, sorted, searched and summed, with the same done to their tangents."""

from __future__ import annotations

import collections
import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from srcad.running.iterating import View
from srcad.runtime import apply, listed, pairs, refuse_key
from srcad.structural.registry import Pairs, argument, filled, fresh_tangent, handles
from srcad.values.carrying import class_attribute, refuse_value, tangent_outside


@handles(list)
def joint_list(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return listed(primals[0], tangents[0]) if primals else ([], [])


@handles(tuple)
def joint_tuple(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    if type(primals[0]) is tuple:
        return primals[0], tangents[0]
    values, d_values = listed(primals[0], tangents[0])
    return tuple(values), tuple(d_values)


@handles(collections.deque)
def joint_deque(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    (iterable, d_iterable) = argument(0, "iterable", primals, tangents, keywords, keyword_tangents, ())
    length, _ = argument(1, "maxlen", primals, tangents, keywords, keyword_tangents)
    values, d_values = listed(iterable, d_iterable)
    return collections.deque(values, length), collections.deque(d_values, length)


@handles(dict)
def joint_dict(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    made: dict[Any, Any] = {}
    d_made: dict[Any, Any] = {}
    update_dict(made, d_made, primals, tangents, keywords, keyword_tangents)
    return made, d_made


@handles(collections.OrderedDict)
def joint_ordered_dict(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    made: dict[Any, Any] = collections.OrderedDict()
    d_made: dict[Any, Any] = collections.OrderedDict()
    update_dict(made, d_made, primals, tangents, keywords, keyword_tangents)
    return made, d_made


@handles(collections.defaultdict)
def joint_defaultdict(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    if tangents and tangents[0] is not None:
        refuse_value("the factory of a defaultdict returns an active value", "Use a dict, and setdefault.")
    made = collections.defaultdict(*primals[:1])
    d_made = fresh_tangent(made, tangents, keyword_tangents)
    update_dict(made, d_made, primals[1:], tangents[1:], keywords, keyword_tangents)
    return made, d_made


@handles(collections.Counter)
def joint_counter(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    refuse_value("an active value is put into a collections.Counter", "Use a dict.")
    raise AssertionError  # refuse_value always raises


@handles(("class", dict, "fromkeys"))
def joint_fromkeys(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    value = primals[1] if len(primals) > 1 else None
    tangent = filled(value, tangents[1] if len(tangents) > 1 else None)
    keys, d_keys = listed(primals[0], tangents[0])
    for key, d_key in zip(keys, d_keys, strict=True):
        refuse_key(key, d_key)
    made = dict.fromkeys(keys, value)
    return made, dict.fromkeys(made, tangent)


def update_dict(made: Any, d_made: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> None:
    """Put entries and their tangents into a dict and its tangent, None if it has none."""
    for key, value, tangent in entries(primals, tangents):
        put(made, d_made, key, value, tangent)
    for key, value in keywords.items():
        put(made, d_made, key, value, keyword_tangents.get(key))


def entries(primals: Any, tangents: Any) -> Any:
    """Yield key, value and tangent of what `dict.update` takes."""
    if not primals:
        return
    source, tangent = primals[0], tangents[0]
    if isinstance(source, dict):
        for key in source:
            yield key, source[key], None if tangent is None else tangent[key]
    elif hasattr(source, "keys"):
        names, d_names = apply(*method_call(source, tangent, "keys"))
        for key, _ in pairs(names, d_names):
            yield key, *apply(operator.getitem, (source, key), (tangent, None))
    else:
        for entry, d_entry in pairs(source, tangent):
            (key, value), (d_key, d_value) = listed(entry, d_entry)
            refuse_key(key, d_key)
            yield key, value, d_value


def method_call(owner: Any, d_owner: Any, name: str) -> Any:
    """Return what `apply` needs to call a method without arguments."""
    method = class_attribute(type(owner), name)
    return method, (owner,), (d_owner,)


def put(made: Any, d_made: Any, key: Any, value: Any, tangent: Any) -> None:
    """Put one entry."""
    made[key] = value
    if d_made is not None:
        d_made[key] = tangent_outside(value) if tangent is None else tangent
    elif tangent is not None:
        refuse_value("an active value is stored in a dict that has no tangent", "Make the dict inside the function.")


# Sorting and searching


@handles(sorted)
def joint_sorted(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    values, d_values = listed(primals[0], tangents[0])
    order = sorting_order(values, d_values, keywords, keyword_tangents)
    return [values[i] for i in order], [d_values[i] for i in order]


def sorting_order(values: list[Any], d_values: list[Any], keywords: Any, keyword_tangents: Any) -> list[int]:
    """Return the positions in sorted order; the sort is stable, each key is computed once."""
    keys = keys_of(values, d_values, keywords, keyword_tangents)
    return sorted(range(len(values)), key=keys.__getitem__, reverse=keywords.get("reverse", False))


def keys_of(values: list[Any], d_values: list[Any], keywords: Any, keyword_tangents: Any) -> list[Any]:
    """Compute the keys that values are compared by; a comparison function sees the values alone."""
    key = keywords.get("key")
    if key is None:
        return values
    if type(key).__name__ == "KeyWrapper" and type(key).__module__ == "functools":
        return [key(value) for value in values]
    d_key = keyword_tangents.get("key")
    return [call_value(key, d_key, v, t) for v, t in zip(values, d_values, strict=True)]


def call_value(function: Any, d_function: Any, value: Any, tangent: Any) -> Any:
    """Call a function for its value."""
    return apply(function, (value,), (tangent,), function_tangent=d_function)[0]


def extremum(choose: Any) -> Callable[..., Any]:
    """Make the handler of min or max: the tangent of the object that Python returns."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        several = len(primals) > 1
        values, d_values = (list(primals), list(tangents)) if several else listed(primals[0], tangents[0])
        if not values and "default" in keywords:
            return keywords["default"], filled(keywords["default"], keyword_tangents.get("default"))
        if not values:
            choose(values)  # raises as Python does
        keys = keys_of(values, d_values, keywords, keyword_tangents)
        index = choose(range(len(values)), key=keys.__getitem__)
        return values[index], filled(values[index], d_values[index])

    return handler


handles(min)(extremum(min))
handles(max)(extremum(max))


def is_number(value: Any) -> bool:
    """Tell whether a value is a scalar number."""
    return isinstance(value, (int, float, complex, np.number))


@handles(sum)
def joint_sum(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    total, d_total = argument(1, "start", primals, tangents, keywords, keyword_tangents, 0)
    values, d_values = listed(primals[0], tangents[0])
    if is_number(total) and all(map(is_number, values)):
        return sum(values, total), sum(map(filled, values, d_values), 0.0 if d_total is None else d_total)
    if isinstance(total, str):
        return sum(values, total), None  # raises as Python does
    for item, d_item in zip(values, d_values, strict=True):
        total, d_total = apply(operator.add, (total, item), (d_total, d_item))
    return total, filled(total, d_total)


@handles(math.prod)
def joint_prod(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    total, d_total = keywords.get("start", 1), keyword_tangents.get("start")
    values, d_values = listed(primals[0], tangents[0])
    for item, d_item in zip(values, d_values, strict=True):
        total, d_total = apply(operator.mul, (total, item), (d_total, d_item))
    return total, filled(total, d_total)


@handles(math.fsum)
def joint_fsum(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    values, d_values = listed(primals[0], tangents[0])
    return math.fsum(values), sum(map(filled, values, d_values), 0.0)


@handles(any)
def joint_any(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return any(value for value, _ in pairs(primals[0], tangents[0])), None


@handles(all)
def joint_all(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return all(value for value, _ in pairs(primals[0], tangents[0])), None


@handles(functools.reduce)
def joint_reduce(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    source = iter(pairs(primals[1], tangents[1]))
    if len(primals) > 2:
        total = (primals[2], tangents[2])
    else:
        try:
            total = next(source)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    for value, tangent in source:
        total = apply(primals[0], (total[0], value), (total[1], tangent), function_tangent=tangents[0])
    return total


# Methods: (bound method, primals, tangents, keywords, keyword tangents, tangent of the object)


def moving(method: str, position: int | None) -> Callable[..., Any]:
    """Make the handler of a method that only stores, removes or moves: the same on the tangent.

    ``position`` is that of the argument that is stored, None if there is none.
    """

    def handler(
        function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
    ) -> Pairs:
        value = function(*primals, **keywords)
        if function_tangent is None:
            refuse_lost(tangents)
            return value, filled(value, None)
        given = list(primals)
        if position is not None and len(given) > position:
            given[position] = filled(primals[position], tangents[position])
        return value, getattr(function_tangent, method)(*given, **keywords)

    return handler


def refuse_lost(tangents: Any) -> None:
    """Refuse an active value that a container without tangent would lose."""
    if any(t is not None for t in tangents):
        refuse_value(
            "an active value is stored in a container that has no tangent", "Make the container inside the function."
        )


def extending(method: str) -> Callable[..., Any]:
    """Make the handler of extend: the iterable is walked once."""

    def handler(
        function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
    ) -> Pairs:
        owner = function.__self__
        for value, tangent in (
            pairs(primals[0], tangents[0])
            if primals[0] is not owner
            else zip(*listed(primals[0], tangents[0]), strict=True)
        ):
            getattr(owner, method)(value)
            if function_tangent is not None:
                getattr(function_tangent, method)(filled(value, tangent))
            else:
                refuse_lost([tangent])
        return None, None

    return handler


def plain_method(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Call a method whose result cannot vary."""
    return function(*primals, **keywords), None


def removing(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Remove the first item that is equal, and its tangent."""
    owner = function.__self__
    try:
        index = owner.index(primals[0])
    except ValueError:
        return function(*primals), None  # raises under the method's own name
    del owner[index]
    if function_tangent is not None:
        del function_tangent[index]
    return None, None


def sorting(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Sort a list in place, and its tangent in the same order."""
    owner = function.__self__
    d_values = list(function_tangent) if function_tangent is not None else [None] * len(owner)
    order = sorting_order(list(owner), d_values, keywords, keyword_tangents)
    owner[:] = [owner[i] for i in order]
    if function_tangent is not None:
        function_tangent[:] = [d_values[i] for i in order]
    return None, None


for _type, _methods in {
    list: {"append": 0, "insert": 1, "pop": None, "clear": None, "reverse": None, "copy": None},
    collections.deque: {
        "append": 0, "appendleft": 0, "insert": 1, "pop": None, "popleft": None, "rotate": None, "clear": None,
        "reverse": None, "copy": None,
    },
    dict: {"pop": 1, "popitem": None, "clear": None, "copy": None},
}.items():  # fmt: skip
    for _method, _position in _methods.items():
        handles((_type, _method))(moving(_method, _position))
for _type in (list, collections.deque):
    handles((_type, "extend"))(extending("append"))
    handles((_type, "remove"))(removing)
    handles((_type, "index"), (_type, "count"))(plain_method)
handles((collections.deque, "extendleft"))(extending("appendleft"))
handles((list, "sort"))(sorting)
handles((tuple, "index"), (tuple, "count"))(plain_method)


@handles((dict, "get"))
def dict_get(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    owner, key = function.__self__, primals[0]
    if key in owner:
        value = owner[key]
        return value, filled(value, None if function_tangent is None else function_tangent[key])
    default = primals[1] if len(primals) > 1 else None
    return default, filled(default, tangents[1] if len(tangents) > 1 else None)


@handles((dict, "pop"))
def dict_pop(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    known = primals[0] in function.__self__
    value = function(*primals)
    if known:
        return value, filled(value, None if function_tangent is None else function_tangent.pop(primals[0]))
    return value, filled(value, tangents[1])


@handles((dict, "popitem"))
def dict_popitem(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    key, value = function(*primals, **keywords)
    tangent = filled(value, None if function_tangent is None else function_tangent.pop(key))
    return (key, value), (filled(key, None), tangent)


@handles((dict, "setdefault"))
def dict_setdefault(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    known = primals[0] in function.__self__
    if not known:
        refuse_key(primals[0], tangents[0])
    value = function(*primals)
    if function_tangent is None:
        refuse_lost(tangents[1:] if not known else ())
        return value, filled(value, None)
    if not known:
        function_tangent[primals[0]] = filled(value, tangents[1] if len(tangents) > 1 else None)
    return value, function_tangent[primals[0]]


@handles((dict, "update"))
def dict_update(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    update_dict(function.__self__, function_tangent, primals, tangents, keywords, keyword_tangents)
    return None, None


@handles((dict, "items"), (dict, "values"))
def dict_view(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return function(), None if function_tangent is None else View(function_tangent, function.__name__)


@handles((dict, "keys"))
def dict_keys(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return function(), None


@handles((dict, "move_to_end"))
def dict_move_to_end(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    function(*primals, **keywords)
    if function_tangent is not None:
        function_tangent.move_to_end(*primals, **keywords)
    return None, None


@handles((dict, "__missing__"))
def dict_missing(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return apply(operator.getitem, (function.__self__, primals[0]), (function_tangent, None))


SPECIAL = {
    "__getitem__": operator.getitem,
    "__setitem__": operator.setitem,
    "__delitem__": operator.delitem,
    "__iadd__": operator.iadd,
    "__imul__": operator.imul,
    "__ior__": operator.ior,
    "__add__": operator.add,
    "__mul__": operator.mul,
    "__or__": operator.or_,
    "__contains__": operator.contains,
    "__iter__": iter,
    "__reversed__": reversed,
    "__len__": len,
    "__next__": next,
}


def special(name: str) -> Callable[..., Any]:
    """Make the handler of a special method that is called by its name: what the operator does."""

    def handler(
        function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
    ) -> Pairs:
        return apply(SPECIAL[name], (function.__self__, *primals), (function_tangent, *tangents))

    return handler


for _type in (list, tuple, dict, collections.deque):
    for _method in SPECIAL:
        handles((_type, _method))(special(_method))
