"""Lists, tuples, dicts and deques: made, sorted, searched and summed, with the same done to their tangents."""

from __future__ import annotations

import collections
import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from srcad.running.iterating import View, joint_generator
from srcad.runtime import apply, listed, pairs, refuse_key, set_container_item, with_constant_tangents
from srcad.structural.registry import Pairs, argument, filled, fresh_tangent, handles
from srcad.values.carrying import refuse_value, tangent_outside, zero_tangent
from srcad.values.frozen import zero_in
from srcad.values.subclasses import class_attribute, does_natively, native_base


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
    if isinstance(source, dict) and does_natively(source, "__iter__"):
        for key in source:
            yield key, item_of(source, key), None if tangent is None else tangent[key]
    elif hasattr(source, "keys"):
        names, d_names = apply(*method_call(source, tangent, "keys"))
        for key, _ in pairs(names, d_names):
            yield key, *apply(operator.getitem, (source, key), (tangent, None))
    else:
        for entry, d_entry in pairs(source, tangent):
            (key, value), (d_key, d_value) = listed(entry, d_entry)
            refuse_key(key, d_key)
            yield key, value, d_value


def item_of(owner: Any, key: Any) -> Any:
    """Return what a dict holds under a key, as the dict does it."""
    return native_base(type(owner)).__getitem__(owner, key)


def method_call(owner: Any, d_owner: Any, name: str) -> Any:
    """Return what `apply` needs to call a method without arguments."""
    method = class_attribute(type(owner), name)
    return method, (owner,), (d_owner,)


def put(made: Any, d_made: Any, key: Any, value: Any, tangent: Any) -> None:
    """Put one entry."""
    native_base(type(made)).__setitem__(made, key, value)
    if d_made is not None:
        d_made[key] = tangent_outside(value) if tangent is None else tangent
    elif tangent is not None:
        refuse_value(
            "an active value is stored in a dict that has no tangent: it may outlive the call",
            "Make the dict inside the function.",
        )


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
            given[position] = filled_in(function_tangent, primals[position], tangents[position])
        return value, getattr(function_tangent, method)(*given, **keywords)

    return handler


def filled_in(holder: Any, value: Any, tangent: Any) -> Any:
    """Return a tangent that is put into that of a container; a constant in what outlives the call outlives it, too."""
    return zero_in(holder, value, zero_tangent) if tangent is None else tangent


def refuse_lost(tangents: Any) -> None:
    """Refuse an active value that a container without tangent would lose."""
    if any(t is not None for t in tangents):
        refuse_value(
            "an active value is stored in a container that has no tangent: it may outlive the call",
            "Make the container inside the function.",
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
            getattr(native_base(type(owner)), method)(owner, value)
            if function_tangent is not None:
                getattr(function_tangent, method)(filled_in(function_tangent, value, tangent))
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
    base: Any = native_base(type(owner))
    try:
        index = base.index(owner, primals[0])
    except ValueError:
        return function(*primals), None  # raises under the method's own name
    base.__delitem__(owner, index)
    if function_tangent is not None:
        del function_tangent[index]
    return None, None


def sorting(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Sort a list in place, and its tangent in the same order."""
    owner = function.__self__
    values = list.copy(owner)
    d_values = list(function_tangent) if function_tangent is not None else [None] * len(values)
    order = sorting_order(values, d_values, keywords, keyword_tangents)
    list.__setitem__(owner, slice(None), [values[i] for i in order])
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
    if dict.__contains__(owner, key):
        value = item_of(owner, key)
        return value, filled(value, None if function_tangent is None else function_tangent[key])
    default = primals[1] if len(primals) > 1 else None
    return default, filled(default, tangents[1] if len(tangents) > 1 else None)


@handles((dict, "pop"))
def dict_pop(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    known = dict.__contains__(function.__self__, primals[0])
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
    known = dict.__contains__(function.__self__, primals[0])
    if not known:
        refuse_key(primals[0], tangents[0])
    value = function(*primals)
    if function_tangent is None:
        refuse_lost(tangents[1:] if not known else ())
        return value, filled(value, None)
    if not known:
        function_tangent[primals[0]] = filled_in(function_tangent, value, tangents[1] if len(tangents) > 1 else None)
    return value, function_tangent[primals[0]]


@handles((dict, "update"), (dict, "__init__"))
def dict_update(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    if function.__name__ == "__init__" and native_base(type(function.__self__)) is not dict:
        refuse_value(f"a {type(function.__self__).__name__} is filled by __init__", "Use a dict.")
    update_dict(function.__self__, function_tangent, primals, tangents, keywords, keyword_tangents)
    return None, None


@handles((list, "__init__"))
def init_list(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Fill a list of a subclass, instead of what it may hold already."""
    values, d_values = listed(primals[0], tangents[0]) if primals else ([], [])
    function(values, *primals[1:], **keywords)
    if function_tangent is not None:
        function_tangent.clear()
        function_tangent.extend([filled(v, t) for v, t in zip(values, d_values, strict=True)])
    else:
        refuse_lost(d_values)
    return None, None


@handles((dict, "items"), (dict, "values"))
def dict_view(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return function(), None if function_tangent is None else View(
        function_tangent, function.__name__, function.__self__
    )


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
        if native_base(type(function.__self__)) is not type(function.__self__):
            return natively(name, function, primals, tangents, function_tangent)
        return apply(SPECIAL[name], (function.__self__, *primals), (function_tangent, *tangents))

    return handler


def natively(name: str, function: Any, primals: Any, tangents: Any, d_owner: Any) -> Pairs:
    """Call a special method of list, tuple or dict on an instance of a subclass, whose own method is not meant."""
    owner = function.__self__
    if name == "__getitem__":
        return native_item(function, primals, tangents, d_owner)
    if name == "__setitem__":
        if isinstance(owner, dict):
            refuse_key(primals[0], tangents[0])
        set_container_item(owner, d_owner, primals[0], primals[1], tangents[1])
        return None, None
    if name == "__iadd__":
        extending("append")(owner.extend, primals, tangents, {}, {}, d_owner)
        return owner, d_owner
    if name == "__ior__":
        update_dict(owner, d_owner, primals, tangents, {}, {})
        return owner, d_owner
    if name in ("__add__", "__mul__", "__or__"):
        base: Any = native_base(type(owner))
        content = base(base.__iter__(owner)) if base is not dict else dict(dict.items(owner))
        d_content = native_tangent(d_owner)
        return apply(SPECIAL[name], (content, *primals), (d_content, *tangents))
    value = function(*primals)
    if name in ("__iter__", "__reversed__"):
        return joint_generator(native_pairs(name, value, owner, d_owner))
    if d_owner is not None and name in ("__delitem__", "__imul__"):
        getattr(d_owner, name)(*primals)
    return (value, d_owner) if name == "__imul__" else (value, None)


def native_item(function: Any, primals: Any, tangents: Any, d_owner: Any) -> Pairs:
    """Read an item; a missing key goes to the ``__missing__`` of the class."""
    owner = function.__self__
    missing = class_attribute(type(owner), "__missing__")
    if isinstance(owner, dict) and missing is not None and not dict.__contains__(owner, primals[0]):
        return apply(missing, (owner, *primals), (d_owner, *tangents))
    value = function(*primals)
    return value, filled(value, None if d_owner is None else native_tangent(d_owner)[primals[0]])


def native_tangent(d_owner: Any) -> Any:
    """Return a tangent to be read item by item: that of a namedtuple is of the user's class, whose methods may run."""
    return d_owner if not isinstance(d_owner, tuple) else tuple(tuple.__iter__(d_owner))


def native_pairs(name: str, values: Any, owner: Any, d_owner: Any) -> Any:
    """Pair what a native iterator gives with its tangents; keys of a dict are constant."""
    if d_owner is None or isinstance(owner, dict):
        return with_constant_tangents(values)
    tangents = native_tangent(d_owner)
    return zip(values, tangents if name == "__iter__" else reversed(tangents))  # noqa: B905 (as `pairs` does)


for _type in (list, tuple, dict, collections.deque):
    for _method in SPECIAL:
        handles((_type, _method))(special(_method))
