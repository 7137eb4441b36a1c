"""Hold the statements that are being written, and name subexpressions in the order in which they run.

Naming a subexpression names what must run before it: when a later operand needs a statement of its own, every earlier
operand that is not a stable name or a literal is bound first. So the primal runs in the user's order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import gast
import numpy as np

from srcad import nodes, runtime
from srcad.analysing.analyse import Analysed
from srcad.analysing.expressions import ITERATOR
from srcad.analysing.plans import AtRunTime, ByLocal, ByMirror, ByRule, ByVariant, Refused
from srcad.analysing.signs import Signs, find_signs
from srcad.analysing.values import DICT, LIST, NOTHING, TupleValue, Value, all_regions, may_be_key, steps_outside
from srcad.kinds import (
    COMPLEX,
    INT,
    NONE,
    NUMERIC,
    PYTHON_REALS,
    REAL_SCALARS,
    UNKNOWN,
    NumpyScalar,
    Static,
    cannot_vary,
    is_array,
    is_immutable,
    is_integer,
    is_scalar,
    kind_of,
)
from srcad.names import Names, level_of, tangent_name
from srcad.resolving import value_outside
from srcad.scopes import COMPREHENSIONS, Scope, all_names
from srcad.summaries import PUBLIC, Way

Node = Any


@dataclass
class Pair:
    """The primal and the tangent of an expression, not yet evaluated.

    ``joint`` stands for both where one expression gives the two. ``late`` makes the tangent from the name of the
    result. ``exact`` is False where the tangent may have a smaller shape than the primal or another
    dtype, ``shared`` is True where it is storage of an operand's although the primal is new.
    """

    primal: Node
    tangent: Node | None = None
    joint: Node | None = None
    late: Callable[[Node], Node] | None = None
    exact: bool = True
    shared: bool = False
    wish: str = "value"
    kind: Any = None
    flat: bool = False  # of a joint one: the values of a tuple and their tangents in one tuple
    unpacked: str = ""  # "*" or "**" where the items of a container are meant, as they are when it is its turn

    @property
    def active(self) -> bool:
        """Tell whether there is a tangent."""
        return self.tangent is not None or self.joint is not None or self.late is not None


@dataclass
class Extras:
    """What the generated text names besides the user's variables: helpers and variants, by name."""

    objects: dict[str, Any] = field(default_factory=dict)
    variants: dict[str, tuple[Any, Any, Way]] = field(default_factory=dict)  # name: (function, key, way)


class Writer:
    """Write statements; the state is the current block and what has been named."""

    def __init__(self, analysed: Analysed, way: Way = PUBLIC) -> None:
        level = level_of(analysed.parsed.source.function) + 1
        self.analysed = analysed
        self.way = way
        self.unguarded = way.unguarded
        self.facts = analysed.facts
        self.parsed = analysed.parsed
        self.scope: Scope = self.facts.scopes[id(self.parsed.node)]
        self.names = Names(all_names(self.parsed.node) | set(self.parsed.free_names), level)
        self.extras = Extras()
        self.block: list[Node] = []
        self.unpacked: tuple[Node, int] | None = None  # what an assignment unpacks into so many variables
        self.impure = 0
        self.observed = 0
        self.origin: Node = self.parsed.node
        self.walrus_targets = {n.target.id for n in gast.walk(self.parsed.node) if isinstance(n, gast.NamedExpr)}
        self.renamed: list[tuple[Scope, dict[str, str]]] = []
        self.definitions: list[Any] = [self.parsed.node]
        self.primal_uses: set[int] = set()
        self.made_names: set[str] = set()
        self.outside_zeros: dict[int, Node] = {}  # by id, the zeros of objects from outside
        self.named_kinds: dict[str, Any] = {}
        self.bound_to: dict[str, tuple[Node, Node]] = {}  # what was named: the statement it is a part of, and its text
        self._rewrites: dict[int, bool] = {}
        self._default_tangents: dict[int, Any] = {}
        self._kept: list[Any] = []

    # Facts

    def value(self, node: Node) -> Value:
        """Return what an expression of the user's holds."""
        return self.facts.values.get(id(node), NOTHING)

    def active(self, node: Node) -> bool:
        """Tell whether an expression of the user's carries a tangent."""
        return self.value(node).active

    def carried(self, site: Node) -> bool:
        """Tell whether a place that binds a variable must bind its tangent too."""
        return id(site) in self.analysed.carried

    def must_rewrite(self, node: Node) -> bool:
        """Tell whether evaluating an expression needs more than the user's own text, tangents left aside."""
        if self.renamed:
            return self._has_joint_part(node)
        known = self._rewrites.get(id(node))
        if known is None:
            known = self._rewrites[id(node)] = self._has_joint_part(node)
        return known

    def _has_joint_part(self, node: Node) -> bool:
        if isinstance(node, gast.Call) and self.has_effect(node):
            return True
        if isinstance(node, gast.NamedExpr) and self.carried(node.target):
            return True
        if isinstance(node, (gast.Yield, gast.YieldFrom)) or id(node) in self.facts.compared:
            return True
        if isinstance(node, gast.Name) and self.rename(node.id) != node.id:
            return True
        if isinstance(node, COMPREHENSIONS):
            return self.looks_at_key(node) or self._comprehension_has_joint_part(node)
        if isinstance(node, gast.Lambda):
            return any(self.must_rewrite(d) for d in [*node.args.defaults, *node.args.kw_defaults] if d is not None)
        return any(self.must_rewrite(child) for child in gast.iter_child_nodes(node))

    def looks_at_key(self, node: Node) -> bool:
        """Tell whether the keys of a comprehension may be numbers that vary, which only the run sees."""
        if not isinstance(node, gast.DictComp):
            return False
        key = self.value(node.key)
        return key.active and not may_be_key(key)

    def _comprehension_has_joint_part(self, node: Node) -> bool:
        """Look into a comprehension; its names are those of its own scope."""
        first = node.generators[0].iter
        if self.must_rewrite(first) or any(id(g.iter) in self.facts.refusals for g in node.generators):
            return True
        outer, self.scope = self.scope, self.facts.scopes[id(node)]
        found = any(self.must_rewrite(c) for c in comprehension_parts(node) if c is not first)
        self.scope = outer
        return found

    @cached_property
    def signs(self) -> dict[int, Signs]:
        """The signs of the user's expressions, of those that cannot have any; found when a pole is met first."""
        scope = self.facts.scopes[id(self.parsed.node)]
        others = self.walrus_targets | scope.captured | scope.rebound_inside | scope.outer

        def followed(name: str) -> bool:
            return name in scope.bound and name not in others

        def unwritten(node: Node) -> bool:
            regions = self.value(node).regions
            return bool(regions) and not any(region.outside or region.zone.mutated for region in regions)

        return find_signs(self.parsed.node, lambda node: self.value(node).kind, followed, unwritten)

    def has_effect(self, node: Node) -> bool:
        """Tell whether a call must run jointly even where its result needs no tangent."""
        plan = self.facts.plans.get(id(node))
        if isinstance(plan, ByVariant):
            summary = self.facts.context.analysed(plan.function, plan.key).summary
            return bool(summary.mutated) or not summary.pure
        if isinstance(plan, ByRule):
            return plan.rule.in_place is not None or self.facts.is_given(plan.bound, "out")
        return isinstance(plan, (ByLocal, AtRunTime, ByMirror)) or (isinstance(plan, Refused) and plan.effect)

    # Names

    def rename(self, name: str) -> str:
        """Return the name that a variable of a comprehension got when its loop was written out."""
        if self.renamed:
            owner = self.scope.owner(name)
            for scope, table in self.renamed:
                if scope is owner:
                    return table.get(name, name)
        return name

    def tangent_of(self, name: str) -> Node:
        """Read the tangent of a variable."""
        return nodes.name(self.names.tangent(self.rename(name)))

    def helper(self, name: str) -> Node:
        """Read one of the run-time helpers."""
        return self.extra(name, getattr(runtime, name))

    def extra(self, wish: str, obj: Any) -> Node:
        """Read an object that is no name of the user's."""
        for known, value in self.extras.objects.items():
            if value is obj:
                return nodes.name(known)
        for known in self.parsed.free_names:
            found, held = value_outside(self.parsed.source.function, known)
            if found and held is obj and not self.scope.owner(known):
                return nodes.name(known)  # the text of a lower level names it already
        name = self.names.fresh(wish)
        self.extras.objects[name] = obj
        return nodes.name(name)

    def variant(self, wish: str, function: Any, key: Any, *, by_position: bool, flat: bool = False) -> Node:
        """Read the variant of a function."""
        way = Way(self.unguarded, by_position, flat)
        for known, value in self.extras.variants.items():
            if value[0] is function and value[1:] == (key, way):
                return nodes.name(known)
        name = self.names.fresh(wish)
        self.extras.variants[name] = (function, key, way)
        return nodes.name(name)

    # Statements

    def emit(self, statement: Node, *, impure: bool = False) -> None:
        """Write a statement."""
        self.block.append(
            nodes.located(statement, self.origin) if getattr(statement, "end_col_offset", None) is None else statement
        )
        self.impure += impure

    def assign(self, target: str | Node, value: Node) -> None:
        """Write an assignment."""
        self.emit(nodes.assign([nodes.store(target) if isinstance(target, str) else target], value))

    def in_block(self, write: Callable[[], Any]) -> tuple[list[Node], Any]:
        """Write into a block of its own."""
        outer, self.block = self.block, []
        try:
            result = write()
            return self.block, result
        finally:
            self.block = outer

    # Naming

    def is_stable(self, node: Node) -> bool:
        """Tell whether reading an expression later gives the same: literals and local variables nobody else rebinds."""
        if isinstance(node, gast.Constant):
            return True
        if isinstance(node, gast.Name):
            if node.id in self.walrus_targets:
                return False
            owner = self.scope.owner(node.id)
            return owner is None or node.id not in owner.rebound_inside
        if isinstance(node, gast.Attribute):
            return isinstance(self.value(node).kind, Static)
        if isinstance(node, gast.UnaryOp):
            return isinstance(node.operand, gast.Constant)
        return False

    def is_duplicable(self, node: Node) -> bool:
        """Tell whether an expression may be written twice: a name, a literal, or an index made of them."""
        if isinstance(node, (gast.Tuple, gast.List)):
            return isinstance(node, gast.Tuple) and all(self.is_duplicable(e) for e in node.elts)
        if isinstance(node, gast.Slice):
            return all(p is None or self.is_duplicable(p) for p in (node.lower, node.upper, node.step))
        if isinstance(node, gast.BinOp) and isinstance(node.op, (gast.Add, gast.Sub)):
            simple = all(isinstance(p, (gast.Name, gast.Constant)) for p in (node.left, node.right))
            return simple and self.value(node).kind == INT
        if isinstance(node, gast.UnaryOp):
            return isinstance(node.operand, (gast.Constant, gast.Name)) and self.is_duplicable(node.operand)
        return isinstance(node, (gast.Name, gast.Constant)) or (
            isinstance(node, gast.Attribute) and isinstance(self.value(node).kind, Static)
        )

    def bind(self, pair: Pair, position: int | None = None, *, tangent_too: bool = False) -> int:
        """Evaluate a pair here, or at an earlier position of the block; return the number of statements."""
        written = self._binding_of(pair, tangent_too)
        at = len(self.block) if position is None else position
        for offset, statement in enumerate(written):
            self.block.insert(at + offset, nodes.located(statement, self.origin))
        return len(written)

    def _binding_of(self, pair: Pair, tangent_too: bool) -> list[Node]:
        name = self.names.fresh(pair.wish)
        if pair.joint is not None:
            self.impure += 1
            target = nodes.tuple_of([nodes.store(name), nodes.store(self.names.tangent(name))], gast.Store())
            written = [nodes.assign([target], pair.joint)]
            pair.primal, pair.tangent, pair.joint = nodes.name(name), nodes.name(self.names.tangent(name)), None
            return written
        written = [nodes.assign([nodes.store(name)], self.index_value(pair.primal))]
        self.bound_to[name] = self.origin, pair.primal
        pair.primal = nodes.name(name)
        self.named_kinds[name] = pair.kind if pair.kind is not None else UNKNOWN
        if pair.late is not None:
            pair.tangent, pair.late = pair.late(nodes.name(name)), None
            tangent_too = tangent_too or isinstance(
                pair.tangent, gast.IfExp
            )  # a choice reads best in a line of its own
        if pair.tangent is not None and self.is_loose(pair):
            pair.tangent = self.tight(pair, nodes.name(name))
            tangent_too = True
        if pair.tangent is not None and tangent_too and not isinstance(pair.tangent, gast.Constant):
            written.append(nodes.assign([nodes.store(self.names.tangent(name))], pair.tangent))
            pair.tangent = nodes.name(self.names.tangent(name))
        return written

    def has_dtype(self, node: Node, kinds: Iterable[Any]) -> bool:
        """Tell whether a tangent made of values of these kinds has no smaller dtype than the result, if it is known."""
        wanted = getattr(self.value(node).kind, "dtype", None)
        if wanted is None or np.dtype(wanted).kind not in "fc":
            return True
        found: list[Any] = []
        for kind in kinds:
            if kind == COMPLEX:
                found.append(np.dtype(np.complex64))
            elif kind not in PYTHON_REALS:
                dtype = getattr(kind, "dtype", None)
                if dtype is None:
                    return True
                found.append(np.dtype(dtype) if np.dtype(dtype).kind in "fc" else np.dtype(np.float64))
        made = np.result_type(*found) if found else np.dtype(wanted)
        return bool(made == wanted or np.promote_types(made, wanted) != wanted)

    def is_loose(self, pair: Pair) -> bool:
        """Tell whether the tangent must be spread over the result before it can stand for itself."""
        return (not pair.exact or pair.shared) and not is_scalar(pair.kind)

    def tight(self, pair: Pair, out: Node) -> Node:
        """Return the tangent in storage of its own and in the shape of the result."""
        if not self.is_loose(pair):
            return pair.tangent
        pair.exact, pair.shared = True, False
        return nodes.call(self.helper("spread"), [pair.tangent, out])

    def settle(self, pair: Pair) -> Pair:
        """Make sure that the tangent is an expression of its own."""
        if pair.joint is not None or pair.late is not None:
            self.bind(pair)
        return pair

    def index_value(self, index: Node) -> Node:
        """Write an index as an expression of its own: a slice becomes a call of slice."""
        if isinstance(index, gast.Slice):
            parts = [p if p is not None else nodes.constant(None) for p in (index.lower, index.upper, index.step)]
            return nodes.call(self.builtin("slice"), parts)
        if isinstance(index, gast.Tuple) and any(isinstance(e, (gast.Slice, gast.Starred)) for e in index.elts):
            return nodes.tuple_of([self.index_value(e) for e in index.elts])
        return index

    def builtin(self, name: str) -> Node:
        """Read a builtin."""
        raise NotImplementedError

    def twice(self, pair: Pair) -> Node:
        """Return the primal for use in a tangent as well, named first if it may not be written twice."""
        if not self.is_duplicable(pair.primal):
            self.bind(pair)
        return nodes.copy_of(pair.primal)

    def twice_tangent(self, pair: Pair) -> Node:
        """Return the tangent for use more than once."""
        self.settle(pair)
        if not isinstance(pair.tangent, (gast.Name, gast.Constant)):
            name = self.names.fresh(tangent_name(pair.wish, self.names.level))
            self.assign(name, pair.tangent)
            pair.tangent = nodes.name(name)
        return nodes.copy_of(pair.tangent)

    def sequence(self, parts: Sequence[tuple[Node, bool | Callable[[Node], Pair]]]) -> list[Pair]:
        """Evaluate expressions in order, each with its tangent or without, or as a function writes it."""
        pairs: list[Pair] = []
        marks: list[int] = []
        for node, wanted in parts:
            write = wanted if callable(wanted) else self.pair if wanted else self.without_tangent
            before, impure = len(self.block), self.impure
            pair = write(node)
            if len(self.block) > before:
                self.name_earlier(pairs, marks, effects=self.impure > impure)
            pairs.append(pair)
            marks.append(len(self.block))
        return pairs

    def name_earlier(self, pairs: list[Pair], marks: list[int], *, effects: bool) -> None:
        """Bind the earlier operands of an expression where they were evaluated."""
        shift = 0
        for index, earlier in enumerate(pairs):
            marks[index] += shift
            if effects and earlier.unpacked:
                self.copy_items(earlier)
            if not self.is_stable(earlier.primal):
                written = self.bind(earlier, marks[index], tangent_too=effects)
                marks[index] += written
                shift += written

    def copy_items(self, pair: Pair) -> None:
        """Take the items of what is unpacked before something that may change them runs."""
        copied = unpacked_once if pair.unpacked == "*" else unpacked_twice
        if not isinstance(pair.primal, FRESH):
            pair.primal = copied(pair.primal)
            pair.tangent = None if pair.tangent is None else copied(pair.tangent)
        pair.unpacked = ""

    def named_in_order(self, pairs: list[Pair], wanted: Sequence[bool]) -> list[Pair]:
        """Bind the wanted pairs, and before each all that runs before it."""
        last = max((i for i, want in enumerate(wanted) if want and not self.is_duplicable(pairs[i].primal)), default=-1)
        for index, pair in enumerate(pairs[: last + 1]):
            if (wanted[index] and not self.is_duplicable(pair.primal)) or not self.is_stable(pair.primal):
                self.bind(pair)
        return pairs

    def reads_storage(self, tangent: Node) -> bool:
        """Tell whether a tangent reads primal storage, which the primal's own statement may be about to change.

        Tangents, functions, and variables that hold immutable values are safe to read after the primal.
        """
        tangents = set(self.names.tangents().values())
        return any(
            isinstance(n, gast.Name) and n.id not in tangents and not self.holds_immutable(n.id)
            for n in gast.walk(tangent)
        )

    def holds_immutable(self, name: str) -> bool:
        """Tell whether all that a name ever holds is immutable: numbers, text, functions."""
        if name in self.named_kinds:
            return is_immutable(self.named_kinds[name])
        if name in self.extras.objects or name in self.extras.variants:
            return True
        if self.scope.owner(name) is None:
            found, obj = value_outside(self.parsed.source.function, name)
            return found and (callable(obj) or is_immutable(kind_of(obj)))
        return all(is_immutable(kind) for kind in self.variable_kinds.get(name, [UNKNOWN]))

    @cached_property
    def variable_kinds(self) -> dict[str, list[Any]]:
        """Collect the kinds that each variable is ever bound to."""
        kinds: dict[str, list[Any]] = {}
        for site, node in self.facts.sites.items():
            name = getattr(node, "id", None) or getattr(node, "name", None) or getattr(node, "asname", None)
            if isinstance(name, str):
                kinds.setdefault(name, []).append(self.facts.values.get(site, NOTHING).kind)
        return kinds

    # Zeros

    def zero(self, value: Value, primal: Node, *, number_is_none: bool = False) -> Node:
        """Write the tangent of a constant of this kind; ``primal`` is an expression that may be written again."""
        kind = value.kind
        if kind in (NONE, ITERATOR) or (cannot_vary(kind) and not is_integer(kind)):
            return nodes.constant(None)
        if kind in REAL_SCALARS:
            return nodes.constant(None if number_is_none and is_integer(kind) else 0.0)
        if isinstance(kind, NumpyScalar) and kind.dtype[1:] in ("f8", "i8", "b1"):
            return nodes.constant(0.0)
        if kind == COMPLEX:
            return nodes.constant(0j)
        if isinstance(kind, TupleValue) and isinstance(primal, gast.Tuple):
            return nodes.tuple_of([self.zero(v, e) for v, e in zip(kind.elements, primal.elts, strict=True)])
        # What is unknown and stands in no storage that the analysis knows was read from something older.
        is_read = kind == UNKNOWN and not all_regions(value)
        places = frozenset({()}) if is_read else steps_outside(value)
        if holds_unknown(value):
            places |= {(None,)}
        if not places:
            return nodes.call(self.helper("zero_tangent"), [primal])
        if () in places:
            return nodes.call(self.helper("zero_outside"), [primal])
        listed = [nodes.tuple_of([nodes.constant(step) for step in steps]) for steps in sorted(places, key=repr)]
        return nodes.call(self.helper("zero_outside"), [primal, nodes.tuple_of(listed)])

    def pair(self, node: Node, *, joint: bool = False) -> Pair:
        """Write an expression with its tangent."""
        raise NotImplementedError

    def without_tangent(self, node: Node) -> Pair:
        """Write an expression without its tangent, as one of several that are evaluated in order."""
        return Pair(self.primal(node), wish=wish_for(node))

    def primal(self, node: Node) -> Node:
        """Write an expression without its tangent."""
        raise NotImplementedError


def holds_unknown(value: Value) -> bool:
    """Tell whether a list or dict holds what is unknown and stands in no storage that the analysis knows."""
    if value.kind not in (LIST, DICT):
        return False
    contents = [region.contents for region in value.regions]
    return not contents or any(part.kind == UNKNOWN and not all_regions(part) for part in contents)


FRESH = (gast.List, gast.Dict, gast.Tuple, gast.ListComp, gast.DictComp)  # nobody else holds what these make


def unpacked_once(node: Node) -> Node:
    """Write the list of what an iterable gives."""
    return gast.List(elts=[gast.Starred(value=node, ctx=gast.Load())], ctx=gast.Load())


def unpacked_twice(node: Node) -> Node:
    """Write the dict of what a mapping holds."""
    return gast.Dict(keys=[None], values=[node])


def comprehension_parts(node: Node) -> list[Node]:
    """List the expressions of a comprehension, its targets left out."""
    parts = [node.key, node.value] if isinstance(node, gast.DictComp) else [node.elt]
    for generator in node.generators:
        parts += [generator.iter, *generator.ifs]
    return parts


def wish_for(node: Node) -> str:
    """Return a name that reads well for the value of an expression."""
    if isinstance(node, gast.Name):
        return str(node.id)
    if isinstance(node, gast.Attribute):
        return str(node.attr)
    if isinstance(node, gast.Call):
        return called_name(node.func)
    if isinstance(node, gast.Subscript):
        inner = wish_for(node.value)
        suffix = (
            f"_{node.slice.value}"
            if isinstance(node.slice, gast.Constant) and isinstance(node.slice.value, int)
            else "_part"
        )
        return inner + suffix
    if isinstance(node, gast.BinOp):
        return BINARY_NAMES.get(type(node.op), "value")
    if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.USub):
        return "opposite"
    if isinstance(node, COMPREHENSIONS):
        return "items"
    return "value"


def called_name(function: Node) -> str:
    """Name the result of a call after its function."""
    stem = function.attr if isinstance(function, gast.Attribute) else getattr(function, "id", "value")
    return stem if stem.endswith("_value") else f"{stem}_value"


BINARY_NAMES = {
    gast.Add: "total",
    gast.Sub: "difference",
    gast.Mult: "product",
    gast.MatMult: "product",
    gast.Div: "ratio",
    gast.Pow: "power",
    gast.Mod: "remainder",
    gast.FloorDiv: "whole",
}


def holds_array(kind: Any) -> bool:
    """Tell whether the shape of a tangent may matter."""
    return is_array(kind) or kind == NUMERIC
