"""Hold the state of an analysis: what is known so far, and the one place that changes it."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import gast

from srcad.analysing.sampling import NoSampleError, kind_for_scalars, literal, result_kind, sample_of
from srcad.analysing.truths import truth_tests
from srcad.analysing.values import (
    LIST,
    NOTHING,
    Region,
    Tracker,
    TupleValue,
    Value,
    all_regions,
    described,
    is_lasting,
    join_values,
    plain,
    realised,
)
from srcad.kinds import (
    BOTTOM,
    NONE,
    TEXT,
    UNKNOWN,
    DictOf,
    InstanceOf,
    ListOf,
    Local,
    Static,
    TupleOf,
    is_immutable,
    is_scalar,
    kind_of,
)
from srcad.resolving import Dependencies, value_outside
from srcad.rules import registry
from srcad.scopes import Scope
from srcad.stages import ParsedFunction


@dataclass
class Binding:
    """What a variable holds at one point, and the places that may have bound it."""

    value: Value
    sites: frozenset[int]


@dataclass(eq=False)
class FunctionInfo:
    """What is known of a function defined inside the one that is differentiated."""

    node: Any
    parameters: dict[str, Value] = field(default_factory=dict)
    result: Value = NOTHING
    yields: Value = NOTHING
    joint: bool = False
    escapes: bool = False
    is_generator: bool = False


State = dict[tuple[int, str], Binding]


class Known(Tracker):
    """Hold what is known of one function while it is analysed again and again until nothing changes."""

    def __init__(self, parsed: ParsedFunction, scopes: dict[int, Scope], dependencies: Dependencies) -> None:
        super().__init__()
        self.parsed = parsed
        self.scopes = scopes
        self.dependencies = dependencies
        self.scope = scopes[id(parsed.node)]
        self.state: State | None = {}
        self.cells: dict[tuple[int, str], Binding] = {}
        self.values: dict[int, Value] = {}
        self.reads: dict[int, Binding] = {}
        self.plans: dict[int, Any] = {}
        self.sites: dict[int, Any] = {}
        self.functions: dict[int, FunctionInfo] = {}
        self.regions: dict[int, Region] = {}
        self.outside: dict[int, Value] = {}
        self.held_by_classes: frozenset[Region] = frozenset()  # from outside, by those defined inside
        self.computed: dict[tuple[int, str], Region] = {}  # by object from outside and name of a property
        self.watchers: list[State] = []
        self.breaks: list[State | None] = []
        self.continues: list[State | None] = []
        self.heads: dict[int, State] = {}  # the state in which each loop came to rest
        self.old_values: dict[int, Value] = {}  # what an augmented assignment found
        self.context: Any = None
        self.findings: dict[int, tuple[Any, str, str]] = {}
        self.refusals: dict[int, tuple[str, str]] = {}
        self.impure: set[int] = set()  # where what only the run sees may be written, or refused
        self.callees: set[int] = set()  # calls whose result is called
        self.walked: set[int] = set()  # calls that make an iterator for the loop in whose head they stand
        self.tested = truth_tests(parsed.node)
        self.compared: set[int] = set()  # comparisons whose result is used, and might be a value that varies
        self.current: list[FunctionInfo] = [FunctionInfo(parsed.node)]
        self.budget = 0
        self.in_progress = False
        self.height = 0  # how many calls deep it looked
        self.is_cut = False  # whether it did not look into a call, because that was too deep

    # What expressions hold

    def remember(self, node: Any, value: Value) -> Value:
        """Note what a node holds; a node in a loop holds all it ever held."""
        known = self.values.get(id(node), NOTHING)
        joined = join_values(known, value)
        if joined != known:
            self.values[id(node)] = joined
            self.changed = True
        return joined

    def region_at(self, node: Any, part: int = 0) -> Region:
        """Return the storage that is made where a node stands, the same at each visit."""
        return self.regions.setdefault(id(node) + part, Region())

    def fresh_at(self, node: Any, kind: Any, varies: bool) -> Value:
        """Describe a value in new storage."""
        if is_immutable(kind):
            return Value(kind, varies)
        region = self.region_at(node)
        value = Value(kind, varies, frozenset({region}))
        if varies:
            self.activate(value)
        if kind == UNKNOWN:
            self.put(region, Value(UNKNOWN, False, frozenset({region})))
        return value

    def fill(self, region: Region, held: Value) -> None:
        """Put a value into new storage, which does not count as a write to it."""
        here = Value(LIST, False, frozenset({region}))
        if held.active:
            self.activate(here)
        self.link(here, held)
        self.put(region, held)

    def run_time_result(self, node: Any, *parts: Value) -> Value:
        """Describe what only the run knows: it may share storage with each part."""
        if any(part.kind == BOTTOM for part in parts):
            return NOTHING
        regions = frozenset().union(*(all_regions(part) for part in parts)) or frozenset({self.region_at(node)})
        return Value(UNKNOWN, any(part.active and not is_lasting(part) for part in parts), regions)

    def mark_as_text(self, regions: Iterable[Region]) -> None:
        """Note that storage may hold, or make, text of an active value."""
        for region in regions:
            self.changed |= not region.is_encoded
            region.is_encoded = True

    # Variables

    def key_of(self, name: str) -> tuple[int, str] | None:
        """Return the key of a variable as it is seen from the current scope; None: it lives outside."""
        owner = self.scope.owner(name)
        if owner is None and name in self.scope.outer and name not in self.scope.globals:
            owner = self.scope.parent.owner(name) if self.scope.parent else None
        return None if owner is None else (id(owner.node), name)

    def is_cell(self, key: tuple[int, str]) -> bool:
        """Tell whether an inner function shares the variable."""
        return key[1] in self.scopes[key[0]].captured

    def read(self, node: Any) -> Value:
        """Read a variable."""
        key = self.key_of(node.id)
        if key is None:
            return self.read_outside(node.id)
        binding = self.cells.get(key) if self.is_cell(key) else self.state.get(key) if self.state is not None else None
        if binding is None:
            return NOTHING
        known = self.reads.get(id(node))
        sites = binding.sites | known.sites if known else binding.sites
        if not isinstance(binding.value.kind, Local):
            for site in sites:
                self.escape(self.values.get(site, NOTHING))
        self.reads[id(node)] = Binding(join_values(known.value, binding.value) if known else binding.value, sites)
        return binding.value

    def bind_name(self, target: Any, value: Value, name: str | None = None) -> None:
        """Bind a variable at one place: a Name that is stored, a parameter, a definition."""
        name = name or target.id
        self.sites[id(target)] = target
        self.remember(target, value)
        key = self.key_of(name)
        if key is None:
            self.store_global(target, name, value)
            return
        binding = Binding(value, frozenset({id(target)}))
        if self.is_cell(key):
            known = self.cells.get(key)
            joined = joined_bindings(known, binding) if known else binding
            if joined != known:
                self.cells[key] = joined
                self.changed = True
            return
        if self.state is not None:
            self.state[key] = binding
        for watcher in self.watchers:
            known = watcher.get(key)
            watcher[key] = joined_bindings(known, binding) if known else binding

    def store_global(self, node: Any, name: str, value: Value) -> None:
        """Refuse an active value in a global variable."""
        if value.active:
            self.refusals[id(node)] = (
                f"an active value is stored in the global variable '{name}'",
                "Pass the value as an argument and return it: a global outlives the derivative.",
            )

    def read_outside(self, name: str) -> Value:
        """Describe a global, a builtin or a variable of an enclosing function, as it is now."""
        found, obj = value_outside(self.parsed.source.function, name)
        if not found:
            return plain(UNKNOWN)
        return self.outside_value(
            obj, lambda by_identity: self.dependencies.variable(self.parsed.source.function, name, obj, by_identity)
        )

    def outside_value(self, obj: Any, depend: Any) -> Value:
        """Describe an object that was there before the call."""
        kind = kind_of(obj)
        # An object that a method in Python calls holds things; a compiled function, or what has a rule, is only itself.
        method = inspect.getattr_static(type(obj), "__call__", None)
        is_object = isinstance(kind, InstanceOf) and isinstance(method, types.FunctionType)
        if (callable(obj) and not (is_object and registry.find(obj) is None)) or isinstance(obj, type(gast)):
            depend(True)
            return plain(Static(obj))
        depend(False)
        if is_immutable(kind):
            return plain(kind)
        if id(obj) not in self.outside:
            region = Region(outside=True)
            region.lasting = not is_mere_sign(obj)
            self.outside[id(obj)] = realised(open_kind(kind), active=False, region=region)
            self.dependencies.keep(obj)
        return self.outside[id(obj)]

    def static_attribute(self, owner: Any, attr: str) -> Value:
        """Describe an attribute of a module, class, function or callable object that is known.

        What a property computes may be another object at each look, and is not looked at; so is a class's ``__dict__``.
        """
        computes = isinstance(inspect.getattr_static(owner, attr, None), (property, functools.cached_property))
        if computes or attr == "__dict__":
            region = self.computed.setdefault((id(owner), attr), Region(outside=True))
            return Value(UNKNOWN, False, frozenset({region}))
        try:
            obj = getattr(owner, attr)
        except Exception:
            return plain(UNKNOWN)
        if isinstance(owner, (type(gast), type)):
            return self.outside_value(
                obj, lambda by_identity: self.dependencies.attribute(owner, attr, obj, by_identity)
            )
        if callable(obj):
            return plain(Static(obj))
        kind = kind_of(obj)
        if is_immutable(kind):
            return plain(UNKNOWN)
        if id(obj) not in self.outside:
            self.outside[id(obj)] = Value(UNKNOWN, False, frozenset({Region(outside=True)}))
            self.dependencies.keep(obj)
        return self.outside[id(obj)]

    def written_outside(self) -> tuple[Any, ...]:
        """List the objects from outside that the function writes."""
        written = [id_ for id_, value in self.outside.items() if any(r.written for r in value.regions)]
        return tuple(obj for obj in self.dependencies.kept() if id(obj) in written)

    # Flow

    def save(self) -> State | None:
        """Copy the state."""
        return None if self.state is None else dict(self.state)

    def swap(self, state: State | None) -> State | None:
        """Go on from another state, and return the one that was."""
        before, self.state = self.state, state
        return before

    def merge(self, other: State | None) -> None:
        """Go on where either state may hold."""
        self.state = joined_states(self.state, other)

    # What escapes

    def escape(self, value: Value) -> None:
        """Note that unknown code may call the value: its parameters may be anything, and active."""
        if isinstance(value.kind, TupleValue):
            for element in value.kind.elements:
                self.escape(element)
        if not isinstance(value.kind, Local):
            return
        info = self.functions[id(value.kind.node)]
        if not info.escapes:
            info.escapes = info.joint = True
            self.changed = True

    def yielded(self, value: Value) -> None:
        """Note a value that a generator gives out."""
        info = self.current[-1]
        joined = join_values(info.yields, value)
        if joined != info.yields:
            info.yields = joined
            self.changed = True

    def unsupported(self, node: Any, what: str, way_out: str) -> None:
        """Note syntax that cannot be differentiated."""
        self.findings.setdefault(id(node), (node, what, way_out))

    # Samples

    def sampled(self, function: Any, args: list[Any], keywords: dict[str, Any], attribute: str | None = None) -> Any:
        """Return the kind of a result by running a NumPy function on a sample."""
        try:
            samples = [self.sample(a) for a in args]
            named = {key: self.sample(a) for key, a in keywords.items()}
        except NoSampleError:
            values = [a if isinstance(a, Value) else self.values.get(id(a), NOTHING) for a in args]
            kinds = [described(value) for value in values]
            of_scalars = attribute is None and not keywords and all(map(is_scalar, kinds))
            return kind_for_scalars(function, kinds) if of_scalars else UNKNOWN
        if attribute is not None:
            return result_kind(lambda owner: getattr(owner, attribute), samples, {})
        return result_kind(function, samples, named)

    def sample(self, part: Any) -> Any:
        """Make a sample of an argument: a node or a value."""
        if isinstance(part, Value):
            return sample_of(described(part))
        value = self.values.get(id(part), NOTHING)
        if isinstance(part, gast.Constant) or not value.active:
            try:
                return literal(part)
            except NoSampleError:
                pass
        if value.kind == TEXT:
            raise NoSampleError
        return sample_of(described(value))


def joined_bindings(first: Binding, second: Binding) -> Binding:
    """Return what a variable may hold where two paths meet."""
    if first is second:
        return first
    return Binding(join_values(first.value, second.value), first.sites | second.sites)


def joined_states(first: State | None, second: State | None) -> State | None:
    """Return the state where two paths meet."""
    if first is None or second is None:
        return second if first is None else first
    joined = dict(first)
    for key, binding in second.items():
        joined[key] = joined_bindings(joined[key], binding) if key in joined else binding
    return joined


def open_kind(kind: Any) -> Any:
    """Return the kind of a container or object from outside, where what is empty or None now may be filled later."""
    if kind in (BOTTOM, NONE):
        return UNKNOWN
    if isinstance(kind, (ListOf, DictOf)):
        return type(kind)(open_kind(kind.element))
    if isinstance(kind, TupleOf):
        return TupleOf(tuple(open_kind(element) if element != NONE else element for element in kind.elements))
    if isinstance(kind, InstanceOf):
        return InstanceOf(kind.cls, tuple((name, open_kind(part)) for name, part in kind.attributes))
    return kind


def is_mere_sign(obj: Any) -> bool:
    """Tell whether an object holds nothing and only stands for something: a device, a missing value."""
    return getattr(obj, "__dict__", None) == {} and not hasattr(type(obj), "__setitem__")
