"""Hold what the analysis knows of a value: its kind, whether it varies, and which storage it shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from srcad.kinds import (
    BOTTOM,
    FUNCTION,
    NONE,
    OTHER,
    UNKNOWN,
    DictOf,
    InstanceOf,
    Kind,
    ListOf,
    Local,
    Static,
    TupleOf,
    is_immutable,
    is_scalar,
    join,
)
from srcad.summaries import Steps

LIST, DICT, SET = Kind("list"), Kind("dict"), Kind("set")


class Zone:
    """Hold what storage has in common that may be held by one another: containers, elements, views, objects.

    Whether something active was ever put in belongs to the zone, and not to a variable: that is why an alias needs no
    special case. Zones only ever merge, and their flags only ever rise.
    """

    def __init__(self) -> None:
        self.parent: Zone | None = None
        self.active = False
        self.mutated = False
        self.encoded = False
        self.parameters: set[int] = set()

    @property
    def root(self) -> Zone:
        """Return the zone that stands for all that were merged with this one."""
        zone = self
        while zone.parent is not None:
            zone = zone.parent
        return zone


class Region:
    """Stand for the storage that is made at one place of the text, and know the join of what is stored there."""

    def __init__(self, *, active: bool = False, outside: bool = False, parameter: int | None = None) -> None:
        self._zone = Zone()
        self._zone.active = active
        self.outside = outside
        self.lasting = outside  # and it is not only an unknown function that may keep it
        self.written = False  # by a statement of the function itself
        self.stored = False  # something active, by a statement of the function itself or of what it calls
        self.is_given = parameter is not None  # by the caller
        self.is_held = False  # from outside, as an attribute of an object that came from a call
        self.is_unknown = False  # an object of whose making nothing is known: it may hold anything
        self.is_made = False  # by an operator, which gives a new value
        self.is_encoded = False  # text that was made of an active value was given to what is stored here
        self.copies = False  # what is stored into it: an array
        self._zone.parameters = set() if parameter is None else {parameter}
        self.contents: Value = NOTHING
        self.attributes: dict[str, Value] = {}
        self._parts: dict[object, Region] = {}
        self.born: set[str] = set()  # the attributes that the object has from the start

    @property
    def zone(self) -> Zone:
        """Return the zone, whose flags hold for all storage that may hold this one or be held by it."""
        return self._zone.root

    @property
    def active(self) -> bool:
        """Tell whether something active may be stored here."""
        return self.zone.active

    @property
    def is_new(self) -> bool:
        """Tell whether the storage is made in the call: not before it, and not by the caller."""
        return not (self.outside or self.is_given or self.is_unknown)

    @property
    def is_told_apart(self) -> bool:
        """Tell whether anything is known of what is stored here."""
        held = (self.contents, *self.attributes.values())
        return any(part is not NOTHING and part.kind != UNKNOWN for part in held)

    def beside(self, part: object) -> Region:
        """Return further storage of the same zone, for one part of what came from a call: the same at each visit."""
        if part not in self._parts:
            self._parts[part] = Region(outside=self.outside)
            self._parts[part]._zone = self.zone
            self._parts[part].is_given = self.is_given
        return self._parts[part]

    def __repr__(self) -> str:
        return f"<region {id(self) % 10000}{' active' if self.active else ''}>"


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
    def is_none(self) -> bool:
        """Tell whether the value is None for certain, or a tuple of such."""
        if isinstance(self.kind, TupleValue):
            return all(element.is_none for element in self.kind.elements)
        return bool(self.kind == NONE)

    @property
    def mutable(self) -> bool:
        """Tell whether something can be stored into the value or into what it holds."""
        return bool(all_regions(self))


@dataclass(frozen=True)
class TupleValue:
    """The kind of a tuple whose elements are known one by one."""

    elements: tuple[Value, ...]


NOTHING = Value(BOTTOM)


def join_values(first: Value, second: Value) -> Value:
    """Return what is known where either of two values may stand."""
    if first is second or second is NOTHING or first == second:
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


def reachable(value: Value) -> frozenset[Region]:
    """Collect the regions of a value and of the elements that it is known to hold, not of attributes or of arrays."""
    found: set[Region] = set()
    waiting = list(all_regions(value))
    while waiting:
        region = waiting.pop()
        if region not in found:
            found.add(region)
            if not region.copies:
                waiting.extend(all_regions(region.contents))
    return frozenset(found)


def join_all(values: Any) -> Value:
    """Join any number of values."""
    return reduce(join_values, values, NOTHING)


class Tracker:
    """Change regions and remember whether anything changed, so that the analysis knows when to stop."""

    def __init__(self) -> None:
        self.changed = False
        self.forgotten: set[Region] = set()  # while they are being forgotten: two may hold each other

    def activate(self, value: Value) -> None:
        """Note that something active is stored into the value's storage."""
        self._raise("active", value)

    def mark_mutated(self, value: Value, *, by_statement: bool = True) -> None:
        """Note that the value's storage is written, or that it may be."""
        for region in all_regions(value) if by_statement else ():
            region.written = True
        self._raise("mutated", value)

    def mark_encoded(self, value: Value) -> None:
        """Note that an active value became a key of the value's storage."""
        self._raise("encoded", value)

    def _raise(self, flag: str, value: Value) -> None:
        for region in all_regions(value):
            if not getattr(region.zone, flag):
                setattr(region.zone, flag, True)
                self.changed = True

    def link(self, *values: Value) -> None:
        """Note that the storage of these values may be held by one another."""
        zones = [region.zone for value in values for region in all_regions(value)]
        for zone in zones[1:]:
            self._merge(zones[0].root, zone.root)

    def _merge(self, first: Zone, second: Zone) -> None:
        if first is second:
            return
        self.changed = True
        second.parent = first
        first.active |= second.active
        first.mutated |= second.mutated
        first.encoded |= second.encoded
        first.parameters |= second.parameters

    def put(self, region: Region, value: Value, attribute: str | None = None) -> None:
        """Join a value to what a region is known to hold."""
        known = region.contents if attribute is None else region.attributes.get(attribute, NOTHING)
        joined = join_values(known, value)
        if joined.kind == UNKNOWN:
            joined = self.collapsed(region, joined)
        if joined == known:
            return
        self.changed = True
        if attribute is None:
            region.contents = joined
        else:
            region.attributes[attribute] = joined

    def collapsed(self, region: Region, value: Value) -> Value:
        """Let what is stored at an unknown place be anything of the zone: its storage is no longer told apart.

        What could be reached through a known place as well is unknown there, too, from now on.
        """
        apart = frozenset(r for r in value.regions if r is not region and not r.outside)
        for other in apart:
            if other.is_told_apart:
                self.forget(Value(UNKNOWN, False, frozenset({other})))
        lost = frozenset(r for r in apart if not r.is_given)
        return Value(UNKNOWN, value.varies, (value.regions - lost) | {region})

    def store(self, container: Value, value: Value, attribute: str | None = None) -> None:
        """Store a value into a container or an object's attribute."""
        self.mark_mutated(container)
        if value.active:
            self.activate(container)
        self.link(container, value)
        for region in all_regions(container):
            self.put(region, value, attribute)

    def forget(self, value: Value) -> None:
        """Note that unknown code may have stored anything that was already reachable into the value."""
        self._raise("mutated", value)
        for region in all_regions(value) - self.forgotten:
            self.forgotten.add(region)
            everything = Value(UNKNOWN, False, frozenset({region}))
            self.put(region, everything)
            for name in list(region.attributes):
                self.put(region, everything, name)
            self.forgotten.discard(region)

    def place_outside(self, value: Value, places: frozenset[Steps]) -> None:
        """Note that parts of a value that came from a call may be storage from outside; they keep their kinds."""
        for steps in places:
            self._place_outside(value, steps)

    def _place_outside(self, value: Value, steps: Steps) -> None:
        if not steps:
            for region in all_regions(value):
                self.changed |= not region.lasting
                region.outside = region.lasting = True
        elif isinstance(value.kind, TupleValue) and isinstance(steps[0], int):
            self._place_outside(value.kind.elements[steps[0]], steps[1:])
        else:
            name = steps[0] if isinstance(steps[0], str) else None
            for region in value.regions:
                known = region.contents if name is None else region.attributes.get(name, NOTHING)
                part = region.beside(("outside", name))
                part.outside = part.lasting = True
                part.is_held = name is not None
                self.put(region, Value(UNKNOWN if known is NOTHING else known.kind, False, frozenset({part})), name)


def is_lasting(value: Value) -> bool:
    """Tell whether a value certainly comes from outside, and so is constant: nothing active may be put into it.

    What is put into it all the same makes its storage active, so that it is seen; such a store is refused.
    """
    return not value.varies and bool(value.regions) and all(region.lasting for region in value.regions)


def is_without_storage(value: Value) -> bool:
    """Tell whether a value is a constant that has no storage here, such as a class: what it holds is from outside."""
    is_known = isinstance(value.kind, (Static, Local)) or value.kind in (NONE, BOTTOM)
    return not is_known and not value.varies and not all_regions(value)


def may_last(value: Value) -> bool:
    """Tell whether a value may be storage from outside that an in-place operator would change."""
    lasting = any(region.lasting for region in value.regions)
    return value.kind == UNKNOWN and lasting and not any(region.is_made for region in value.regions)


def apart(value: Value) -> Value:
    """Describe an operand: what an operator makes of what an object holds is taken to be new."""
    return Value(value.kind, value.varies, frozenset(region for region in value.regions if not region.is_held))


def realised(kind: Any, *, active: bool, region: Region | None = None) -> Value:
    """Make a value of a kind that came from a call: storage for each container in it, all of one zone."""
    if isinstance(kind, TupleOf):
        zone = region or Region(active=active)
        elements = tuple(realised(k, active=active, region=zone.beside(i)) for i, k in enumerate(kind.elements))
        return Value(TupleValue(elements), active and not elements)
    if is_immutable(kind):
        return Value(kind, active and not _never_varies(kind))
    region = region or Region(active=active)
    here = frozenset({region})
    if isinstance(kind, (ListOf, DictOf)):
        contents = realised(kind.element, active=active, region=region.beside("element"))
        region.contents = _joined_part(region, region.contents, contents)
        return Value(LIST if isinstance(kind, ListOf) else DICT, active, here)
    if isinstance(kind, InstanceOf):
        return _realised_instance(kind, active, region)
    if kind == UNKNOWN:
        region.contents = _joined_part(region, region.contents, Value(UNKNOWN, active, here))
    return Value(kind, active, here)


def _realised_instance(kind: InstanceOf, active: bool, region: Region) -> Value:
    for name, attribute in kind.attributes:
        value = realised(attribute, active=active, region=region.beside(name))
        region.attributes[name] = _joined_part(region, region.attributes.get(name, NOTHING), value)
        region.born.add(name)
    region.contents = join_values(region.contents, Value(UNKNOWN, active, frozenset({region})))
    return Value(InstanceOf(kind.cls), active, frozenset({region}))


def _joined_part(region: Region, known: Value, value: Value) -> Value:
    """Join what a part is to what it was known to be; an unknown part is anything of its owner's storage."""
    joined = join_values(known, value)
    if joined.kind != UNKNOWN:
        return joined
    before = known.regions if known.kind == UNKNOWN else frozenset()
    return Value(UNKNOWN, joined.varies, before | {region})


def _never_varies(kind: Any) -> bool:
    return not is_scalar(kind) and kind != FUNCTION


def with_activity(value: Value, activity: Any) -> Value:
    """Give the elements of a returned tuple the activity that the callee found for each."""
    if isinstance(value.kind, TupleValue) and isinstance(activity, tuple):
        elements = tuple(with_activity(e, a) for e, a in zip(value.kind.elements, activity, strict=True))
        return Value(TupleValue(elements), False)
    if isinstance(activity, tuple):
        return value
    return Value(value.kind, bool(activity), value.regions)


def described(value: Value, depth: int = 0) -> Any:
    """Return the kind of a value for use outside this analysis: no regions, containers by what they hold."""
    kind = value.kind
    if isinstance(kind, Local):
        return FUNCTION
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


def steps_outside(value: Value) -> frozenset[Steps]:
    """Find the parts of a value that may be storage from outside, not those inside of them; four steps deep."""
    return steps_to(value, lambda region: region.lasting)


def holds_outside(value: Value, place: Steps, result: Value) -> bool:
    """Tell whether a part of a value may be, or be a part of, storage from outside.

    What is unknown and may be the whole may be any part of it as well.
    """
    if not place:
        return result.kind == UNKNOWN and bool(steps_outside(value))
    return any(place[: len(steps)] == steps for steps in steps_outside(value))


def steps_to(value: Value, is_meant: Callable[[Region], bool]) -> frozenset[Steps]:
    """Find the parts of a value that may be some storage, not those inside of them; four steps deep."""
    leading = leading_to(value, is_meant)
    return _steps(value, is_meant, leading, (), frozenset()) if leading else frozenset()


def leading_to(value: Value, is_meant: Callable[[Region], bool]) -> frozenset[Region]:
    """Collect the regions of a value that are some storage, and those through which one comes to them."""
    holders: dict[Region, set[Region]] = {}
    waiting = list(all_regions(value))
    while waiting:
        region = waiting.pop()
        if region in holders:
            continue
        holders[region] = set()
        for part in (region.contents, *region.attributes.values()):
            waiting += all_regions(part)
    for region in holders:
        for part in (region.contents, *region.attributes.values()):
            for inside in all_regions(part):
                holders[inside].add(region)
    found: set[Region] = set()
    waiting = [region for region in holders if is_meant(region)]
    while waiting:
        region = waiting.pop()
        if region not in found:
            found.add(region)
            waiting += holders[region]
    return frozenset(found)


def _steps(
    value: Value,
    is_meant: Callable[[Region], bool],
    leading: frozenset[Region],
    before: Steps,
    passed: frozenset[Region],
) -> frozenset[Steps]:
    """Find the steps; `passed` is the storage on the way, which an object that holds itself would lead back to."""
    if leading.isdisjoint(all_regions(value)):
        return frozenset()
    if isinstance(value.kind, TupleValue):
        parts: list[tuple[Value, int | str | None]] = [(e, i) for i, e in enumerate(value.kind.elements)]
    elif any(is_meant(region) for region in value.regions):
        return frozenset({before})
    else:
        parts = [(region.contents, None) for region in value.regions]
        parts += [(part, name) for region in value.regions for name, part in region.attributes.items()]
    if len(before) > 3:
        return frozenset()
    found: frozenset[Steps] = frozenset()
    passed |= value.regions
    for part, step in parts:
        if part is not NOTHING and (isinstance(part.kind, TupleValue) or not part.regions <= passed):
            found |= _steps(part, is_meant, leading, (*before, step), passed)
    return found


def may_be_key(index: Value) -> bool:
    """Tell whether an active index is known to be a number that varies, or to hold one; no slice does."""
    if isinstance(index.kind, TupleValue):
        return any(element.active and may_be_key(element) for element in index.kind.elements)
    return index.kind not in (UNKNOWN, OTHER)


def plain(kind: Any, varies: bool = False) -> Value:
    """Describe a value that shares no storage."""
    return Value(kind, varies)


def fresh(kind: Any, varies: bool = False) -> Value:
    """Describe a value in new storage of its own, if its kind has storage."""
    if is_immutable(kind):
        return Value(kind, varies)
    return Value(kind, varies, frozenset({Region(active=varies)}))
