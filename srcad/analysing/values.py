"""Hold what the analysis knows of a value: its kind, whether it varies, and which storage it shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from srcad.kinds import (
    BOTTOM,
    UNKNOWN,
    Array,
    DictOf,
    InstanceOf,
    Kind,
    ListOf,
    TupleOf,
    is_immutable,
    is_real,
    is_scalar,
    join,
)

LIST, DICT, SET = Kind("list"), Kind("dict"), Kind("set")


class Region:
    """Stand for storage that several values may share; regions that may hold each other are one.

    Whether something active was ever put into it, and the join of all that was, belong to the region and not to
    a variable: that is why an alias needs no special case.
    """

    def __init__(self, *, active: bool = False, outside: bool = False, parameter: int | None = None) -> None:
        self._parent: Region | None = None
        self._active = active
        self._outside = outside
        self._contents: Value = NOTHING
        self._attributes: dict[str, Value] = {}
        self._parameters: set[int] = set() if parameter is None else {parameter}
        self._mutated = False

    @property
    def root(self) -> Region:
        """Return the region that stands for all that were united with this one."""
        region = self
        while region._parent is not None:
            region = region._parent
        return region

    @property
    def active(self) -> bool:
        """Tell whether something active may be stored here."""
        return self.root._active

    @property
    def outside(self) -> bool:
        """Tell whether the storage outlives the call: a global, a closure's, a default argument's."""
        return self.root._outside

    @property
    def mutated(self) -> bool:
        """Tell whether the function writes here."""
        return self.root._mutated

    @property
    def parameters(self) -> set[int]:
        """Return the positions of the parameters whose storage this may be."""
        return self.root._parameters

    @property
    def contents(self) -> Value:
        """Return the join of everything that is stored here."""
        return self.root._contents

    @property
    def attributes(self) -> dict[str, Value]:
        """Return what is known of the attributes of the object stored here."""
        return self.root._attributes

    def __repr__(self) -> str:
        return f"<region {id(self.root) % 10000}{' active' if self.active else ''}>"


@dataclass(frozen=True)
class Value:
    """Describe one value: its kind, whether it varies by itself, and the regions that it may be or hold."""

    kind: Any
    varies: bool = False
    regions: frozenset[Region] = field(default_factory=frozenset)

    @property
    def active(self) -> bool:
        """Tell whether the value carries a tangent."""
        if isinstance(self.kind, TupleValue) and any(e.active for e in self.kind.elements):
            return True
        return self.varies or any(region.active for region in self.regions)

    @property
    def mutable(self) -> bool:
        """Tell whether something can be stored into the value or into what it holds."""
        return bool(self.regions)


@dataclass(frozen=True)
class TupleValue:
    """The kind of a tuple whose elements are known one by one."""

    elements: tuple[Value, ...]


NOTHING = Value(BOTTOM)


def join_values(first: Value, second: Value) -> Value:
    """Return what is known where either of two values may stand."""
    if first == second or second is NOTHING:
        return first
    if first is NOTHING:
        return second
    kind: Any
    if isinstance(first.kind, TupleValue) and isinstance(second.kind, TupleValue):
        mine, yours = first.kind.elements, second.kind.elements
        if len(mine) == len(yours):
            kind = TupleValue(tuple(join_values(a, b) for a, b in zip(mine, yours, strict=True)))
            return Value(kind, first.varies or second.varies, first.regions | second.regions)
    first, second = opened(first), opened(second)
    kind = join(first.kind, second.kind)
    return Value(kind, first.varies or second.varies, first.regions | second.regions)


def opened(value: Value) -> Value:
    """Forget the elements of a tuple one by one: an unknown value over all their regions."""
    if not isinstance(value.kind, TupleValue):
        return value
    return Value(UNKNOWN, value.active, all_regions(value))


def all_regions(value: Value) -> frozenset[Region]:
    """Collect the regions of a value and, for a tuple, of its elements."""
    if isinstance(value.kind, TupleValue):
        return value.regions.union(*(all_regions(e) for e in value.kind.elements))
    return value.regions


def join_all(values: Any) -> Value:
    """Join any number of values."""
    return reduce(join_values, values, NOTHING)


class Tracker:
    """Change regions and remember whether anything changed, so that the analysis knows when to stop."""

    def __init__(self) -> None:
        self.changed = False

    def activate(self, value: Value) -> None:
        """Note that something active is stored into the value's storage."""
        for region in all_regions(value):
            if not region.active:
                region.root._active = True
                self.changed = True

    def mark_mutated(self, value: Value) -> None:
        """Note that the value's storage is written."""
        for region in all_regions(value):
            if not region.mutated:
                region.root._mutated = True
                self.changed = True

    def unite(self, *values: Value) -> None:
        """Note that the storage of these values may be held by one another."""
        regions = [region.root for value in values for region in all_regions(value)]
        for region in regions[1:]:
            self._merge(regions[0].root, region.root)

    def _merge(self, first: Region, second: Region) -> None:
        if first is second:
            return
        self.changed = True
        second._parent = first
        first._active |= second._active
        first._outside |= second._outside
        first._mutated |= second._mutated
        first._parameters |= second._parameters
        first._contents = join_values(first._contents, second._contents)
        for name, value in second._attributes.items():
            first._attributes[name] = join_values(first._attributes.get(name, NOTHING), value)

    def store(self, container: Value, value: Value, attribute: str | None = None) -> None:
        """Store a value into a container or an object's attribute."""
        self.mark_mutated(container)
        if value.active:
            self.activate(container)
        self.unite(container, value)
        for region in {r.root for r in all_regions(container)}:
            if attribute is None:
                self._set(region, "_contents", join_values(region._contents, value))
            else:
                known = region._attributes.get(attribute, NOTHING)
                joined = join_values(known, value)
                if joined != known:
                    region._attributes[attribute] = joined
                    self.changed = True

    def _set(self, region: Region, field_name: str, value: Value) -> None:
        if getattr(region, field_name) != value:
            setattr(region, field_name, value)
            self.changed = True

    def forget(self, value: Value) -> None:
        """Note that unknown code may have stored anything that was already reachable into the value."""
        self.mark_mutated(value)
        for region in {r.root for r in all_regions(value)}:
            everything = Value(UNKNOWN, region._active, frozenset({region}))
            self._set(region, "_contents", join_values(region._contents, everything))
            for name in region._attributes:
                joined = join_values(region._attributes[name], everything)
                if joined != region._attributes[name]:
                    region._attributes[name] = joined
                    self.changed = True


def realised(kind: Any, *, active: bool, region: Region | None = None) -> Value:
    """Make a value of a kind that came from a call: containers get storage, one region for all they hold."""
    if isinstance(kind, TupleOf):
        region = region or Region(active=active)
        return Value(TupleValue(tuple(realised(k, active=active, region=region) for k in kind.elements)), active)
    if is_immutable(kind):
        return Value(kind, active and not _never_varies(kind))
    region = region or Region(active=active)
    here = frozenset({region})
    if isinstance(kind, (ListOf, DictOf)):
        contents = realised(kind.element, active=active, region=region)
        region._contents = join_values(region._contents, contents)
        return Value(LIST if isinstance(kind, ListOf) else DICT, active, here)
    if isinstance(kind, InstanceOf):
        return _realised_instance(kind, active, region)
    if kind == UNKNOWN:
        region._contents = Value(UNKNOWN, active, here)
    return Value(kind, active, here)


def _realised_instance(kind: InstanceOf, active: bool, region: Region) -> Value:
    here = frozenset({region})
    for name, attribute in kind.attributes:
        value = realised(attribute, active=active, region=region)
        region._attributes[name] = join_values(region._attributes.get(name, NOTHING), value)
    region._contents = join_values(region._contents, Value(UNKNOWN, active, here))
    return Value(InstanceOf(kind.cls), active, here)


def _never_varies(kind: Any) -> bool:
    return not is_scalar(kind)


def described(value: Value, depth: int = 0) -> Any:
    """Return the kind of a value for use outside this analysis: no regions, containers by what they hold."""
    kind = value.kind
    if depth > 3:
        return UNKNOWN if not is_scalar(kind) else kind
    if isinstance(kind, TupleValue):
        return TupleOf(tuple(described(e, depth + 1) for e in kind.elements))
    if kind in (LIST, DICT):
        contents = join_all(region.contents for region in value.regions)
        element = described(contents, depth + 1) if contents is not NOTHING else BOTTOM
        return ListOf(element) if kind == LIST else DictOf(element)
    if isinstance(kind, InstanceOf):
        known: dict[str, Value] = {}
        for region in value.regions:
            known.update(region.attributes)
        return InstanceOf(kind.cls, tuple((name, described(v, depth + 1)) for name, v in sorted(known.items())))
    return kind


def plain(kind: Any, varies: bool = False) -> Value:
    """Describe a value that shares no storage."""
    return Value(kind, varies)


def fresh(kind: Any, varies: bool = False) -> Value:
    """Describe a value in new storage of its own, if its kind has storage."""
    if is_immutable(kind):
        return Value(kind, varies)
    return Value(kind, varies, frozenset({Region(active=varies)}))


