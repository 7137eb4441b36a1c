"""Let a handler that moves tangents about serve one level higher, by giving it three tangents as if they were one.

One level up, a value has its tangent, both have a tangent of that level, and all of them move alike. A bundle holds the
three, and does to each what is done to it: what appends a bundle to a bundle appends each part to its part.

>>> row = bundled([10.0], [20.0], [30.0])
>>> row.append(bundled(11.0, 21.0, None))
>>> row.parts
([10.0, 11.0], [20.0, 21.0], [30.0, 0.0])
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from srcad.running.iterating import JointIterator, View
from srcad.values.carrying import args_tangent, refuse_value, zero_tangent
from srcad.values.structures import is_namedtuple_class, rebuild_tuple
from srcad.values.subclasses import CONTAINER_TANGENTS, DictTangent
from srcad.values.tangents import Tangent

Parts = tuple[Any, Any, Any]
NOTHING: Parts = (None, None, None)
NUMBERS = (float, complex, np.inexact)


class Bundle:
    """Hold the tangent of a value, and the tangents that value and tangent have one level up."""

    __slots__ = ("parts",)

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def each(self, do: Callable[..., Any], *arguments: Any) -> Any:
        """Do the same with each part and the parts of the arguments."""
        split = [(NOTHING if type(a) is Plain else parts_of(a)) for a in arguments]
        for i, part in enumerate(self.parts):
            if part is None and any(holds_something(row[i]) for row in split):
                refuse_value(
                    "an active value is stored in a container that has no tangent: it may outlive the call",
                    "Make it inside the function.",
                )
        split = [parts_of(argument) for argument in arguments]
        return bundled(*(None if p is None else do(p, *(a[i] for a in split)) for i, p in enumerate(self.parts)))

    @property
    def attributes(self) -> Any:
        """Return the attributes of a bundle of Tangents."""
        return bundled(*(None if part is None else vars(part) for part in self.parts))

    def known(self) -> Any:
        """Return a part that is there: all have the same structure."""
        return next(part for part in self.parts if part is not None)

    def __getitem__(self, key: Any) -> Any:
        return bundled(*(None if part is None else part[key] for part in self.parts))

    def __setitem__(self, key: Any, value: Any) -> None:
        for part, new in zip(self.parts, parts_of(value), strict=True):
            if part is not None:
                part[key] = 0.0 if new is None and isinstance(part, (np.ndarray, np.flatiter)) else new
            elif holds_something(new):
                refuse_value(
                    "an active value is stored in a container that has no tangent: it may outlive the call",
                    "Make it inside the function.",
                )

    def __delitem__(self, key: Any) -> None:
        for part in self.parts:
            if part is not None:
                del part[key]

    def __contains__(self, key: Any) -> bool:
        return any(part is not None and key in part for part in self.parts)

    def __len__(self) -> int:
        return len(self.known())

    def __iter__(self) -> Iterator[Any]:
        rows = [iter(part) if part is not None else iter([None] * len(self)) for part in self.parts]
        for row in zip(*rows, strict=True):
            yield bundled(*row)

    def __reversed__(self) -> Iterator[Any]:
        return iter(list(self)[::-1])

    def __add__(self, other: Any) -> Any:
        others = parts_of(other)
        return bundled(
            *(b if a is None else a if b is None else a + b for a, b in zip(self.parts, others, strict=True))
        )

    def __radd__(self, other: Any) -> Any:
        return bundled(*parts_of(other)) + self if other is not None else self

    def __iadd__(self, other: Any) -> Any:
        if isinstance(self.known(), (list, collections.deque)):
            self.extend(other)
            return self
        return self + other

    def __mul__(self, count: Any) -> Any:
        return bundled(*(None if part is None else part * count for part in self.parts))

    __rmul__ = __mul__

    def __or__(self, other: Any) -> Any:
        return bundled(
            *(a if b is None else b if a is None else a | b for a, b in zip(self.parts, parts_of(other), strict=True))
        )

    def __imul__(self, count: Any) -> Any:
        self.parts = tuple([None if part is None else part.__imul__(count) for part in self.parts])  # type: ignore[assignment]
        return self

    def __copy__(self) -> Any:
        import copy

        return bundled(*map(copy.copy, self.parts))

    def __deepcopy__(self, memo: Any) -> Any:
        import copy

        return bundled(*copy.deepcopy(self.parts, memo))

    def __getattr__(self, name: str) -> Any:
        known = self.known()
        if isinstance(known, (list, dict, collections.deque)):
            return lambda *arguments, **keywords: self.each(
                lambda p, *a: getattr(p, name)(*a, **keywords), *map(Plain.unless_bundle, arguments)
            )
        return bundled(*(None if part is None else getattr(part, name) for part in self.parts))


class Plain:
    """Mark an argument, such as an index, that is the same for each part."""

    def __init__(self, value: Any) -> None:
        self.value = value

    @staticmethod
    def unless_bundle(value: Any) -> Any:
        """Mark what is no tangent: integers, keys and the like; None and floats are tangents."""
        is_tangent = (
            value is None or type(value) is Bundle or isinstance(value, (*NUMBERS, list, dict, Tangent, np.ndarray))
        )
        return value if is_tangent else Plain(value)


def holds_something(tangent: Any) -> bool:
    """Tell whether a tangent is more than zeros of numbers; objects may hold each other."""
    waiting, seen = [tangent], set()
    while waiting:
        part = waiting.pop()
        inner = held_by(part)
        if inner is None:
            is_number = isinstance(part, (int, float, complex, np.number, np.ndarray))
            if part is not None and not (is_number and not np.any(part)):
                return True
        elif id(part) not in seen:
            seen.add(id(part))
            waiting.extend(inner)
    return False


def held_by(tangent: Any) -> Iterable[Any] | None:
    """Return the parts of a container or record of tangents, None for what has none."""
    if type(tangent) is Bundle:
        return tangent.parts
    if isinstance(tangent, (list, tuple, collections.deque)):
        return (*tangent, *vars(tangent).values()) if isinstance(tangent, CONTAINER_TANGENTS) else tangent
    if isinstance(tangent, dict):
        return (*tangent.values(), *vars(tangent).values()) if isinstance(tangent, DictTangent) else tangent.values()
    if isinstance(tangent, Tangent):
        return vars(tangent).values()
    return None


def bundled(tangent: Any, above: Any, above_tangent: Any) -> Any:
    """Bundle the tangent of a value with the tangents of the two one level up; None where there is nothing."""
    parts = (tangent, above, above_tangent)
    known = next((part for part in parts if part is not None), None)
    if known is None:
        return None
    if isinstance(known, NUMBERS):
        return Bundle(tuple([zero_tangent(known) if part is None else part for part in parts]))
    for kind, join in JOINS.items():
        if any(isinstance(part, kind) for part in parts):
            return join(*parts)
    return Bundle(parts)


def parts_of(tangent: Any) -> Parts:
    """Take a bundle apart, or a structure that holds bundles: into three structures."""
    cls = type(tangent)
    if tangent is None:
        return NOTHING
    if cls is Bundle:
        return tangent.parts  # type: ignore[no-any-return]
    if cls is Plain:
        return (tangent.value,) * 3
    for kind, divide in DIVISIONS.items():
        if isinstance(tangent, kind):
            return divide(tangent)
    if isinstance(tangent, (*NUMBERS, np.ndarray)):
        return tangent, zero_tangent(tangent), zero_tangent(tangent)
    return tangent, None, None


# Joint iterators: one level up they give ((value, tangent), (value's tangent, tangent's tangent))


def join_iterators(tangent: Any, above: Any, above_tangent: Any) -> Any:
    """Make one iterator of values and bundles."""
    upper = above_tangent if type(above_tangent) is JointIterator else above
    if type(upper) is not JointIterator:
        return tangent
    if upper.below is None:
        upper.below = JointIterator(Lowered(upper, type(tangent) is JointIterator))
        upper.below.origin = (tangent, above, above_tangent)
    return upper.below


class Lowered:
    """Give the values and bundles of an iterator of one level up."""

    def __init__(self, upper: JointIterator, has_tangents: bool) -> None:
        self.upper = upper
        self.has_tangents = has_tangents

    def __iter__(self) -> Lowered:
        return self

    def __next__(self) -> Any:
        return stepped(self.pair, self.upper.next_pair)

    def send(self, given: Any) -> Any:
        """Send a value and a bundle."""
        if given is None:
            return self.__next__()
        value, bundle = given
        tangent, above, above_tangent = parts_of(bundle)
        if not self.has_tangents:
            return stepped(self.pair, self.upper.send_pair, value, above)
        return stepped(self.pair, self.upper.send_pair, (value, tangent), (above, above_tangent))

    def throw(self, *error: Any) -> Any:
        """Raise inside."""
        return stepped(self.pair, self.upper.throw_pair, *error)

    def close(self) -> None:
        """Close the generator."""
        self.upper.close()

    def pair(self, both: Any) -> Any:
        """Return a value and its bundle."""
        if not self.has_tangents:
            value, above = both
            return value, bundled(None, above, None)
        (value, tangent), (above, above_tangent) = both
        return value, bundled(tangent, above, above_tangent)


def stepped(pair: Callable[..., Any], step: Callable[..., Any], *arguments: Any) -> Any:
    """Take one step of an iterator of another level, and bring what it gives, or returns at its end, to this one."""
    try:
        both = step(*arguments)
    except StopIteration as stop:
        if stop.value is None:
            raise
        raise StopIteration(pair((stop.value, args_tangent(stop)[0]))) from None
    return pair(both)


class Raised:
    """Give ((value, tangent), (their tangents)) of an iterator of values and bundles."""

    def __init__(self, lower: JointIterator) -> None:
        self.lower = lower

    def __iter__(self) -> Raised:
        return self

    def __next__(self) -> Any:
        return stepped(self.pair, self.lower.next_pair)

    def send(self, given: Any) -> Any:
        """Send a pair and the pair of its tangents."""
        if given is None:
            return self.__next__()
        (value, tangent), (above, above_tangent) = given
        return stepped(self.pair, self.lower.send_pair, value, bundled(tangent, above, above_tangent))

    def throw(self, *error: Any) -> Any:
        """Raise inside."""
        return stepped(self.pair, self.lower.throw_pair, *error)

    def close(self) -> None:
        """Close the generator."""
        self.lower.close()

    def pair(self, both: Any) -> Any:
        """Return the pair and its tangent."""
        value, (tangent, above, above_tangent) = raised(*both)
        return (value, tangent), (above, above_tangent)


def divide_iterator(tangent: JointIterator) -> Parts:
    """Make the iterators of both levels, over one source."""
    if tangent.origin is None:
        upper = JointIterator(Raised(tangent))
        upper.below = tangent
        tangent.origin = (JointIterator(upper), upper, upper)
    return tangent.origin  # type: ignore[no-any-return]


def raised(value: Any, tangent: Any) -> tuple[Any, Parts]:
    """Take a tangent apart; where the value is the iterator that gave it, it is replaced by that of the level."""
    if type(tangent) is JointIterator:
        parts = divide_iterator(tangent)
        return (parts[0] if value is tangent else value), parts
    if type(value) is tuple and type(tangent) is tuple:
        rows = [raised(v, t) for v, t in zip(value, tangent, strict=True)]
        if any(new is not old for (new, _), old in zip(rows, value, strict=True)):
            value = tuple(new for new, _ in rows)
        return value, tuple(tuple(parts[i] for _, parts in rows) for i in range(3))  # type: ignore[return-value]
    if tangent is None:
        zero = zero_tangent(value)
        return value, (zero, zero_tangent(value), zero_tangent(zero))
    return value, whole(tangent)


def whole(tangent: Any) -> Parts:
    """Take a tangent apart, with zeros for what is not there."""
    parts = parts_of(tangent)
    known = next((part for part in parts if part is not None), None)
    if known is None or callable(known):
        return parts
    return tuple([zero_tangent(known) if part is None else part for part in parts])


# Structures


def join_views(tangent: Any, above: Any, above_tangent: Any) -> Any:
    """Make one view of the bundle of the dicts."""
    views = (tangent, above, above_tangent)
    known = next(view for view in views if view is not None)
    return View(bundled(*(None if view is None else view.tangent for view in views)), known.method, known.owner)


def divide_view(view: View) -> Parts:
    """Make three views."""
    return tuple([None if part is None else View(part, view.method, view.owner) for part in parts_of(view.tangent)])  # type: ignore[return-value]


def divide_sequence(items: Any) -> Parts:
    """Make three lists, tuples or deques."""
    rows = [parts_of(item) for item in items]
    made = [[row[i] for row in rows] for i in range(3)]
    if isinstance(items, collections.deque):
        return tuple([collections.deque(part, items.maxlen) for part in made])  # type: ignore[return-value]
    if is_namedtuple_class(type(items)):
        return divide_namedtuple(items, made)
    return with_attributes(items, [type(items)(part) for part in made])


def with_attributes(tangent: Any, made: list[Any]) -> Parts:
    """Put the parts of the attributes that the tangent of a container has beside its items into what was made of it."""
    if isinstance(tangent, CONTAINER_TANGENTS):
        for part, attributes in zip(made, divide_mapping(vars(tangent)), strict=True):
            vars(part).update(attributes)
    return tuple(made)


def divide_namedtuple(items: Any, made: Any) -> Parts:
    """Make three namedtuples from three lists of their items, and from the attributes that it has beside them."""
    names = vars(items) if type(items).__dictoffset__ else {}
    rows = [parts_of(part) for part in names.values()]
    return tuple([rebuild_tuple(items, [*made[i], *(row[i] for row in rows)]) for i in range(3)])  # type: ignore[return-value]


def divide_mapping(items: dict[Any, Any]) -> Parts:
    """Make three dicts."""
    rows = {key: parts_of(item) for key, item in items.items()}
    made = []
    for i in range(3):
        part = (
            collections.defaultdict(items.default_factory)
            if isinstance(items, collections.defaultdict)
            else type(items)()
        )
        part.update((key, row[i]) for key, row in rows.items())
        made.append(part)
    return with_attributes(items, made)


def divide_record(record: Tangent) -> Parts:
    """Make three Tangents."""
    return tuple([Tangent(**part) for part in divide_mapping(vars(record))])  # type: ignore[return-value]


JOINS: dict[Any, Callable[..., Any]] = {JointIterator: join_iterators, View: join_views}
DIVISIONS: dict[Any, Callable[..., Parts]] = {
    JointIterator: divide_iterator,
    View: divide_view,
    (list, tuple, collections.deque): divide_sequence,
    dict: divide_mapping,
    Tangent: divide_record,
}


def attributes_of_tangent(tangent: Any) -> Any:
    """Return the attributes that a tangent holds, as a mapping that may be changed."""
    return tangent.attributes if type(tangent) is Bundle else vars(tangent)


def is_record(tangent: Any) -> bool:
    """Tell whether a tangent is that of an object, or of a container that may have attributes beside its items."""
    known = tangent.known() if type(tangent) is Bundle else tangent
    if isinstance(known, (Tangent, *CONTAINER_TANGENTS)):
        return True
    return is_namedtuple_class(type(known)) and bool(type(known).__dictoffset__)


def holds_bundle(tangent: Any) -> bool:
    """Tell whether a tangent is a bundle, or a row of such."""
    if type(tangent) is Bundle:
        return True
    return type(tangent) is tuple and any(map(holds_bundle, tangent))
