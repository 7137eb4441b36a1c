"""Write assignments: the primal first, the tangent after it, or both at once where the tangent needs the old value."""

from __future__ import annotations

from typing import Any

import gast
import numpy as np

from srcad import nodes
from srcad.analysing.plans import AsWritten
from srcad.analysing.values import DICT, LIST, TupleValue, Value
from srcad.differentiating.base import Pair, wish_for
from srcad.differentiating.joining import in_one_tuple
from srcad.differentiating.loops import LoopWriter, flat_targets, target_names
from srcad.differentiating.parts import index_leaves, mangled
from srcad.kinds import (
    ELEMENTS_OF_ARRAY,
    UNKNOWN,
    InstanceOf,
    Static,
    is_array,
    is_integer_array,
    may_be_integer,
    plain_attribute,
)
from srcad.names import tangent_name

Node = Any


class AssignmentWriter(LoopWriter):
    """Write what binds names, elements and attributes."""

    def write_Assign(self, node: Node) -> None:
        if len(node.targets) == 1:
            self.assign_target(node.targets[0], node.value, node)
            return
        if all(isinstance(t, gast.Name) for t in node.targets):
            self.assign_names(node)
            return
        pair = (
            self.whole(node.value)
            if any(self.wants_tangent(t) for t in node.targets)
            else Pair(self.primal(node.value))
        )
        self.facts.values.setdefault(id(pair.primal), self.value(node.value))
        if not self.is_duplicable(pair.primal):
            self.bind(pair, tangent_too=True)
        for target in node.targets:
            self.store(target, nodes.copy_of(pair.primal), self.copied_tangent(pair), self.value(node.value))

    def assign_names(self, node: Node) -> None:
        """Write `a = b = ...` and `d_a = d_b = ...`: the first variable by itself, the others from it."""
        first, *others = node.targets
        wanting = [t for t in others if self.carried(t)]
        if wanting and not self.carried(first):
            first, others = wanting[0], [t for t in node.targets if t is not wanting[0]]
            wanting = wanting[1:]
        self.assign_target(first, node.value, None)
        name = self.rename(first.id)
        for target in others:
            self.assign(self.rename(target.id), nodes.name(name))
            if self.carried(target):
                self.assign(self.names.tangent(self.rename(target.id)), nodes.name(self.names.tangent(name)))

    def copied_tangent(self, pair: Pair) -> Node | None:
        """Copy a tangent that is a name."""
        return nodes.copy_of(pair.tangent) if pair.tangent is not None else None

    def write_AnnAssign(self, node: Node) -> None:
        if node.value is None:
            self.emit(node)
            return
        if not self.wants_tangent(node.target) and not self.must_rewrite(node.value):
            self.note_primal_uses(node.value)
            self.emit(node)
            return
        self.assign_target(node.target, node.value, node)

    def wants_tangent(self, target: Node) -> bool:
        """Tell whether anything that a target binds carries a tangent."""
        if isinstance(target, gast.Name):
            return self.carried(target)
        if isinstance(target, (gast.Tuple, gast.List)):
            return any(self.wants_tangent(e) for e in target.elts)
        if isinstance(target, gast.Starred):
            return self.wants_tangent(target.value)
        return self.active(target.value)

    def assign_name(self, target: Node, value: Node) -> None:
        """Write an assignment to a variable."""
        self.assign_target(target, value, None)

    def assign_target(self, target: Node, value: Node, statement: Node | None) -> None:
        """Write an assignment to one target; ``statement`` is the user's own if nothing else is in it."""
        self.refuse_targets(target)
        if not self.wants_tangent(target):
            primal = self.primal(value)
            self.emit_primal_assignment(target, primal, value, statement)
            return
        if isinstance(target, gast.Name):
            self.assign_variable(target, value, statement)
        elif isinstance(target, (gast.Tuple, gast.List)):
            self.unpack(target, value, statement)
        else:
            self.assign_part(target, value, statement)

    def emit_primal_assignment(self, target: Node, primal: Node, value: Node, statement: Node | None) -> None:
        """Write the primal's assignment, the user's own statement where nothing changed."""
        if statement is not None and primal is value and self.is_untouched_target(target):
            self.emit(statement)
        else:
            self.assign(self.target_copy(target), primal)

    def is_untouched_target(self, target: Node) -> bool:
        """Tell whether a target can be printed as the user wrote it."""
        return not self.renamed and not self.must_rewrite(target)

    def target_copy(self, target: Node) -> Node:
        """Copy a target for writing, with operands that need statements of their own named."""
        if isinstance(target, gast.Name):
            return nodes.store(self.rename(target.id))
        if isinstance(target, (gast.Tuple, gast.List)):
            return nodes.tuple_of([self.target_copy(e) for e in target.elts], gast.Store())
        if isinstance(target, gast.Starred):
            return gast.Starred(value=self.target_copy(target.value), ctx=gast.Store())
        if not self.must_rewrite(target):
            return target
        if isinstance(target, gast.Attribute):
            return nodes.attribute(self.primal(target.value), target.attr, gast.Store())
        pairs = self.sequence([(target.value, False), (target.slice, False)])
        return nodes.subscript(pairs[0].primal, pairs[1].primal, gast.Store())

    # Variables

    def assign_variable(self, target: Node, value: Node, statement: Node | None) -> None:
        """Write `y = ...` and `d_y = ...`."""
        name = self.rename(target.id)
        d_name = self.names.tangent(name)
        if self.is_fresh_constant(value):
            self.emit_primal_assignment(target, self.primal(value), value, statement)
            self.assign(d_name, self.zero_of_creation(value, nodes.name(name)))
            return
        pair = self.pair(value, joint=True)
        if pair.joint is not None:
            targets = nodes.tuple_of([nodes.store(name), nodes.store(d_name)], gast.Store())
            self.emit(nodes.assign([targets], pair.joint), impure=True)
            return
        if pair.late is not None and name in nodes.names_in(pair.late(nodes.constant(None))):
            self.bind(pair)
        if not pair.active:
            self.emit_primal_assignment(target, pair.primal, value, statement)
            own_display = isinstance(pair.primal, gast.Tuple)
            self.assign(
                d_name, self.zero(self.value(value), nodes.copy_of(pair.primal) if own_display else nodes.name(name))
            )
            return
        out = nodes.name(name)
        tangent = pair.late(out) if pair.late is not None else pair.tangent
        clash = pair.late is None and name in nodes.names_in(tangent)
        loose = self.is_loose(pair)
        if clash and loose:
            self.bind(pair, tangent_too=True)
            tangent, clash, loose = pair.tangent, False, False
        if clash:
            both = nodes.tuple_of([pair.primal, tangent])
            targets = nodes.tuple_of([nodes.store(name), nodes.store(d_name)], gast.Store())
            self.emit(nodes.assign([targets], both))
            return
        self.emit_primal_assignment(target, pair.primal, value, statement)
        self.assign(d_name, nodes.call(self.helper("spread"), [tangent, nodes.copy_of(out)]) if loose else tangent)

    def is_fresh_constant(self, value: Node) -> bool:
        """Tell whether a call makes something constant that receives something active later."""
        plan = self.facts.plans.get(id(value))
        return (
            isinstance(value, gast.Call)
            and isinstance(plan, AsWritten)
            and not plan.asked
            and self.value(value.func).kind != Static(super)
        )

    def zero_of_creation(self, value: Node, primal: Node) -> Node:
        """Write the tangent of a new array of zeros as the same call, of anything else by its kind."""
        function = self.value(value.func).kind
        kind = self.value(value).kind
        plain = isinstance(function, Static) and function.obj in (np.zeros, np.zeros_like) and is_array(kind)
        floats = plain and kind.dtype is not None and np.dtype(kind.dtype).kind == "f"
        arguments = [*value.args, *(k.value for k in value.keywords)]
        if floats and not self.must_rewrite(value) and all(self.is_duplicable(a) for a in arguments):
            return nodes.copy_of(value)
        return self.zero(self.value(value), primal)

    # Unpacking

    def unpack(self, target: Node, value: Node, statement: Node | None) -> None:
        """Write `a, b = ...` and `d_a, d_b = ...`."""
        kind = self.value(value).kind
        if isinstance(value, gast.Tuple) and self.parallel(target, value):
            self.assign_parallel(target, value, statement)
            return
        if not self.active(value) and not all(isinstance(e, gast.Name) for e in flat_targets(target)):
            self.unpack_at_run_time(target, self.constant_pair(value), value)
            return
        if not self.active(value):
            self.emit_primal_assignment(target, self.primal(value), value, statement)
            for name in target_names(target):
                if self.carried(name):
                    self.assign(
                        self.names.tangent(self.rename(name.id)),
                        self.zero(self.value(name), nodes.name(self.rename(name.id))),
                    )
            return
        names_only = all(isinstance(e, gast.Name) for e in target.elts)
        fits = isinstance(kind, TupleValue) and len(kind.elements) == len(target.elts)
        self.unpacked = (value, len(target.elts)) if names_only and fits else None
        pair = self.pair(value, joint=True)
        self.unpacked = None
        known = kind in (LIST,) or is_array(kind) or isinstance(kind, TupleValue)
        simple = all(isinstance(e, gast.Name) or is_starred_name(e) for e in target.elts)
        if pair.joint is not None and known and simple:
            both = nodes.tuple_of([self.target_copy(target), self.tangent_targets(target)], gast.Store())
            self.emit(nodes.assign([in_one_tuple(both, gast.Store()) if pair.flat else both], pair.joint), impure=True)
            return
        self.settle(pair)
        if (
            known
            and simple
            and not self.is_loose(pair)
            and not set(nodes.names_in(pair.tangent)) & {n.id for n in target_names(target)}
        ):
            self.emit_primal_assignment(target, pair.primal, value, statement)
            self.assign(self.tangent_targets(target), pair.tangent)
            return
        self.unpack_at_run_time(target, pair, value)

    def tangent_targets(self, target: Node) -> Node:
        """Write the tuple of the tangents' targets; what carries none is called _."""
        if isinstance(target, gast.Name):
            return nodes.store(self.names.tangent(self.rename(target.id)) if self.carried(target) else "_")
        if isinstance(target, gast.Starred):
            return gast.Starred(value=self.tangent_targets(target.value), ctx=gast.Store())
        return nodes.tuple_of([self.tangent_targets(e) for e in target.elts], gast.Store())

    def constant_pair(self, value: Node) -> Pair:
        """Write a constant that is unpacked: what a display makes is new; what another one is, only the run knows."""
        if isinstance(value, gast.Tuple):
            return self.pair_Tuple(value)
        return self.pair_List(value) if isinstance(value, gast.List) else Pair(self.primal(value), nodes.constant(None))

    def unpack_at_run_time(self, target: Node, pair: Pair, value: Node) -> None:
        """Unpack any iterable once, with its tangents, then store the parts in order."""
        elements = target.elts
        stars = [i for i, e in enumerate(elements) if isinstance(e, gast.Starred)]
        arguments = [pair.primal, pair.tangent, nodes.constant(len(elements))]
        if stars:
            arguments.append(nodes.constant(stars[0]))
        call = nodes.call(self.helper("unpack"), arguments)
        names = [self.names.fresh(wish_for(e.value if isinstance(e, gast.Starred) else e)) for e in elements]
        primals = nodes.tuple_of([nodes.store(n) for n in names], gast.Store())
        tangents = nodes.tuple_of([nodes.store(self.names.tangent(n)) for n in names], gast.Store())
        self.emit(nodes.assign([nodes.tuple_of([primals, tangents], gast.Store())], call), impure=True)
        for element, name in zip(elements, names, strict=True):
            inner = element.value if isinstance(element, gast.Starred) else element
            self.store(inner, nodes.name(name), nodes.name(self.names.tangent(name)), self.value(inner))

    def parallel(self, target: Node, value: Node) -> bool:
        """Tell whether a tuple of expressions is assigned to as many plain variables."""
        return (
            len(target.elts) == len(value.elts)
            and all(isinstance(e, gast.Name) for e in target.elts)
            and not any(isinstance(e, gast.Starred) for e in value.elts)
        )

    def assign_parallel(self, target: Node, value: Node, statement: Node | None) -> None:
        """Write a swap or several assignments in one: all tangents need the old values."""
        pairs = self.sequence([(e, True) for e in value.elts])
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        zeros = [
            self.carried(t) and not p.active and self.needs_name(p) for t, p in zip(target.elts, pairs, strict=True)
        ]
        self.named_in_order(pairs, [z or (p.active and self.is_loose(p)) for z, p in zip(zeros, pairs, strict=True)])
        d_targets, d_values = [], []
        for variable, element, pair in zip(target.elts, value.elts, pairs, strict=True):
            if self.carried(variable):
                d_targets.append(nodes.store(self.names.tangent(self.rename(variable.id))))
                d_values.append(self.tangent_or_zero(element, pair))
        bound = {self.rename(t.id) for t in target.elts}
        same = all(p.primal is e for p, e in zip(pairs, value.elts, strict=True))
        primal = value if same else nodes.tuple_of([p.primal for p in pairs])
        needs_old = any(nodes.names_in(v) & bound for v in d_values)
        if needs_old:
            targets = nodes.tuple_of([*(self.target_copy(e) for e in target.elts), *d_targets], gast.Store())
            self.emit(nodes.assign([targets], nodes.tuple_of([*(p.primal for p in pairs), *d_values])))
            return
        self.emit_primal_assignment(target, primal, value, statement)
        if len(d_targets) == 1:
            self.assign(d_targets[0], d_values[0])
        else:
            self.assign(nodes.tuple_of(d_targets, gast.Store()), nodes.tuple_of(d_values))

    # Elements and attributes

    def assign_part(self, target: Node, value: Node, statement: Node | None) -> None:
        """Write `y[i] = ...` or `obj.a = ...` on the primal and on its tangent."""
        pair = self.pair(value) if self.active(value) else Pair(self.primal(value), kind=self.value(value).kind)
        self.settle(pair)
        unchanged = pair.primal is value
        if self.must_rewrite(target) and not self.is_stable(pair.primal):
            self.bind(pair, tangent_too=True)
            unchanged = False
        self.store(target, pair.primal, pair.tangent, self.value(value), statement if unchanged else None, pair)

    def store(
        self,
        target: Node,
        primal: Node,
        tangent: Node | None,
        value: Value,
        statement: Node | None = None,
        pair: Pair | None = None,
    ) -> None:
        """Store a value and its tangent into a target of any form."""
        if isinstance(target, gast.Name):
            self.store_variable(target, primal, tangent, value)
        elif isinstance(target, (gast.Tuple, gast.List)):
            if tangent is None and not self.wants_tangent(target):
                self.assign(self.target_copy(target), primal)
            else:
                held = Pair(primal, tangent if tangent is not None else nodes.constant(None))
                self.unpack_at_run_time(target, held, target)
        elif not self.active(target.value):
            if statement is not None and self.is_untouched_target(target):
                self.emit(statement)
            else:
                self.assign(self.target_copy(target), primal)
        elif isinstance(target, gast.Subscript):
            self.store_element(target, pair or Pair(primal, tangent, kind=value.kind), value, statement)
        else:
            self.store_attribute(target, pair or Pair(primal, tangent, kind=value.kind), value, statement)

    def store_variable(self, target: Node, primal: Node, tangent: Node | None, value: Value) -> None:
        """Bind a variable and its tangent to values that were named before."""
        name = self.rename(target.id)
        self.assign(name, primal)
        if self.carried(target):
            self.assign(
                self.names.tangent(name), tangent if tangent is not None else self.zero(value, nodes.name(name))
            )

    def store_element(self, target: Node, pair: Pair, value: Value, statement: Node | None) -> None:
        """Write `y[i] = v` and `d_y[i] = d_v`."""
        owner_kind = self.value(target.value).kind
        numbers = is_array(owner_kind)
        sliced = isinstance(target.slice, gast.Slice)
        plain = numbers or (owner_kind in (LIST, DICT) and (not sliced or value.kind == LIST))
        leaves = index_leaves(target.slice)
        if owner_kind == DICT and any(self.active(leaf) and self.value(leaf).kind == UNKNOWN for leaf in leaves):
            plain = False  # the run looks whether it is a number that becomes a key
        if is_integer_array(owner_kind) and pair.active and may_be_integer(value.kind):
            plain = False  # the run looks whether it is an integer
        if plain:
            owner, index = self.sequence([(target.value, True), (target.slice, False)])
        else:
            owner, index = self.owner_and_index(target)
        self.settle(owner)
        index_primal = self.twice(index) if not self.is_duplicable(index.primal) else nodes.copy_of(index.primal)
        untouched = owner.primal is target.value and index.primal is target.slice
        if not plain:
            self.store_at_run_time("set_item", owner, self.index_value(index_primal), pair, index.tangent)
            return
        if not pair.active and not numbers and self.needs_name(pair):
            self.twice(pair)
            statement = None
        tangent = (
            nodes.constant(0.0)
            if numbers and not pair.active
            else self.zero(value, nodes.copy_of(pair.primal))
            if not pair.active
            else pair.tangent
        )
        if pair.active and self.is_loose(pair) and not numbers:
            self.bind(pair, tangent_too=True)
            tangent, statement = pair.tangent, None
        if self.reads_storage(tangent):
            tangent = self.named_tangent(pair, tangent)
        if statement is not None and untouched:
            self.emit(statement)
        else:
            self.assign(nodes.subscript(owner.primal, index.primal, gast.Store()), pair.primal)
        self.assign(nodes.subscript(owner.tangent, index_primal, gast.Store()), tangent)

    def named_tangent(self, pair: Pair, tangent: Node) -> Node:
        """Evaluate a tangent before the primal's storage changes."""
        name = self.names.fresh(tangent_name(pair.wish, self.names.level))
        self.assign(name, tangent)
        return nodes.name(name)

    def store_at_run_time(self, helper: str, owner: Pair, part: Node, pair: Pair, d_part: Node | None = None) -> None:
        """Store through the run-time helper, which knows what the owner is; an index may have a tangent."""
        tangent = pair.tangent if pair.tangent is not None else nodes.constant(None)
        varying_part = [] if d_part is None else [d_part]
        call = nodes.call(self.helper(helper), [owner.primal, owner.tangent, part, pair.primal, tangent, *varying_part])
        self.emit(nodes.expression(call), impure=True)

    def store_attribute(self, target: Node, pair: Pair, value: Value, statement: Node | None) -> None:
        """Write `obj.a = v` and `d_obj.a = d_v`."""
        kind = self.value(target.value).kind
        owner = self.settle(self.sequence([(target.value, True)])[0])
        elements = is_array(kind) and target.attr in ELEMENTS_OF_ARRAY
        if not elements and not (isinstance(kind, InstanceOf) and plain_attribute(kind.cls, target.attr)):
            attr = nodes.constant(mangled(target.attr, self.parsed.source.class_name))
            self.store_at_run_time("set_attribute", owner, attr, pair)
            return
        if (not pair.active and not elements and self.needs_name(pair)) or (pair.active and self.is_loose(pair)):
            self.bind(pair, tangent_too=True)
            statement = None
        zero = nodes.constant(0.0) if elements else self.zero(value, nodes.copy_of(pair.primal))
        tangent = pair.tangent if pair.active else zero
        if self.reads_storage(tangent):
            tangent = self.named_tangent(pair, tangent)
        if statement is not None and owner.primal is target.value:
            self.emit(statement)
        else:
            self.assign(nodes.attribute(owner.primal, target.attr, gast.Store()), pair.primal)
        self.assign(nodes.attribute(owner.tangent, target.attr, gast.Store()), tangent)


def is_starred_name(target: Node) -> bool:
    """Tell whether a target is a starred variable."""
    return isinstance(target, gast.Starred) and isinstance(target.value, gast.Name)
