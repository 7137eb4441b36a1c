"""Write in-place operators: on the same storage on both sides where the primal's is in place."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.plans import AtRunTime, ByLocal, ByVariant
from srcad.analysing.values import DICT, LIST, Value, is_lasting, may_last
from srcad.differentiating.assignments import AssignmentWriter
from srcad.differentiating.base import Pair, wish_for
from srcad.differentiating.parts import mangled
from srcad.kinds import (
    InstanceOf,
    is_array,
    is_immutable,
    is_numeric,
    is_scalar,
    plain_attribute,
)

Node = Any
CALLS_OF_THE_USER = (AtRunTime, ByLocal, ByVariant)  # which may bind names and attributes anew


class InPlaceWriter(AssignmentWriter):
    """Write augmented assignments to variables, elements and attributes."""

    def write_AugAssign(self, node: Node) -> None:
        if id(node) in self.facts.refusals:
            self.emit_refusal(node)
        target = node.target
        self.refuse_targets(target)
        if isinstance(target, gast.Name):
            self.augment_variable(node)
        elif not self.active(target.value):
            self.augment_primal(node)
        else:
            self.augment_part(node)

    def augment_primal(self, node: Node) -> None:
        """Write an in-place operator that touches nothing active."""
        if not self.must_rewrite(node.value) and self.is_untouched_target(node.target):
            self.note_primal_uses(node.value)
            self.emit(node)
            return
        if isinstance(node.target, gast.Name) and self.is_stable(nodes.name(self.rename(node.target.id))):
            value = self.primal(node.value)
            self.emit(gast.AugAssign(target=self.target_copy(node.target), op=node.op, value=value))
            return
        self.augment_primal_read_first(node)

    def augment_primal_read_first(self, node: Node) -> None:
        """Read the target, run the operand, which may change it, then apply the operator and store."""
        target = self.target_copy(node.target)
        if isinstance(target, gast.Subscript):
            owner, index = Pair(target.value, wish="owner"), Pair(target.slice, wish="index")
            self.named_in_order([owner, index], [True, True])
            target = nodes.subscript(owner.primal, index.primal, gast.Store())
        elif isinstance(target, gast.Attribute):
            owner = Pair(target.value, wish="owner")
            self.twice(owner)
            target = nodes.attribute(owner.primal, target.attr, gast.Store())
        name = self.names.fresh("old")
        self.assign(name, nodes.with_context(target, gast.Load))
        value = self.primal(node.value)
        self.emit(gast.AugAssign(target=nodes.store(name), op=node.op, value=value))
        self.assign(target, nodes.name(name))

    def augment_variable(self, node: Node) -> None:
        """Write `x += v`: in place on both sides where it is in place on the primal's."""
        target = node.target
        old, new = self.facts.old_values[id(target)], self.value(node)
        if not self.carried(target) and (is_immutable(old.kind) or not old.active):
            self.augment_primal(node)
            return
        name = self.rename(target.id)
        read = self.old_operand(node, nodes.name(name), old)
        if self.must_rewrite(node.value) and not self.is_stable(nodes.name(name)):
            self.augment_read_first(node, read, old, nodes.name(name), nodes.name(self.names.tangent(name)))
            return
        if is_array(old.kind):
            self.augment_array(node, read, old)
        elif old.kind == LIST and isinstance(node.op, gast.Add) and self.value(node.value).kind == LIST:
            self.augment_list(node, read)
        elif is_numeric(old.kind) and is_scalar(old.kind) and is_numeric(self.value(node.value).kind):
            self.augment_number(node, read, old, new)
        elif self.value(node.value).active or old.active:
            self.augment_at_run_time(
                node, read, lambda: nodes.store(name), lambda: nodes.store(self.names.tangent(name))
            )
        else:
            self.augment_primal(node)
            self.assign(self.names.tangent(name), self.zero(new, nodes.name(name)))

    def augment_read_first(self, node: Node, read: Pair, old: Value, place: Node, d_place: Node) -> None:
        """Write an in-place operator whose operand runs code that may change the target: the target is read first."""
        self.bind(read, tangent_too=True)
        self.facts.values[id(read.primal)] = old
        value = self.settle(self.sequence([(node.value, True)])[0])
        if is_scalar(old.kind) and is_numeric(self.value(node.value).kind):
            binary = self.as_binary(node, read, value)
            made = self.arithmetic(binary, node.op, read, value, old, self.value(node.value))
        else:
            made = self.run_in_place(node, read, value)
        made.kind = self.value(node).kind
        self.bind(made, tangent_too=True)
        self.assign(nodes.with_context(place, gast.Store), made.primal)
        self.assign(nodes.with_context(d_place, gast.Store), made.tangent or nodes.constant(0.0))

    def run_in_place(self, node: Node, read: Pair, value: Pair) -> Pair:
        """Apply an in-place operator through the run-time dispatch."""
        import operator

        function = nodes.attribute(self.extra("operator", operator), IN_PLACE_NAMES[type(node.op)])
        return self.applied(function, [read.primal, value.primal], [self.tangent_in_place(node, read), value.tangent])

    def tangent_in_place(self, node: Node, read: Pair) -> Node | None:
        """Return the tangent of what an operator changes in place; what comes from outside has none."""
        old = self.facts.old_values[id(node.target)]
        if not self.active(node.value) or not isinstance(node.target, gast.Name):
            return read.tangent
        if is_lasting(old) or read.tangent is None:
            return None
        if not may_last(old):
            return read.tangent
        return nodes.call(self.helper("number_tangent"), [nodes.copy_of(read.primal), read.tangent])

    def old_operand(self, node: Node, primal: Node, old: Value) -> Pair:
        """Describe the old value of what is changed in place."""
        self.facts.values[id(primal)] = old
        name = primal.id if isinstance(primal, gast.Name) else None
        tangent = nodes.name(self.names.tangent(name)) if old.active and name else None
        return Pair(primal, tangent, wish=name or "value", kind=old.kind)

    def statement_with(self, node: Node, pair: Pair) -> Node:
        """Return the user's in-place statement, around a named operand if need be."""
        if pair.primal is node.value and not self.renamed:
            return node
        return gast.AugAssign(target=self.target_copy(node.target), op=node.op, value=pair.primal)

    def augment_number(self, node: Node, read: Pair, old: Value, new: Value) -> None:
        """Write an in-place operator on a number, which binds a new one."""
        name = read.primal.id
        d_name = self.names.tangent(name)
        value = self.sequence([(node.value, True)])[0]
        self.settle(value)
        if not value.active and not old.active:
            self.emit(self.statement_with(node, value))
            self.assign(d_name, self.zero(new, nodes.name(name)))
            return
        if isinstance(node.op, (gast.Add, gast.Sub)) and is_scalar(self.value(node.value).kind):
            self.add_number(node, value, old, name, d_name)
            return
        made = self.arithmetic(self.as_binary(node, read, value), node.op, read, value, old, self.value(node.value))
        if not is_scalar(new.kind) or (
            made.late is not None and name in nodes.names_in(made.late(nodes.constant(None)))
        ):
            made.kind = new.kind
            self.bind(made, tangent_too=True)
            self.assign(name, made.primal)
            self.assign(d_name, made.tangent if made.tangent is not None else nodes.constant(0.0))
            return
        statement = self.statement_with(node, value)
        if made.late is not None:
            self.emit(statement)
            self.assign(d_name, made.late(nodes.name(name)))
        elif made.tangent is None:
            self.emit(statement)
            self.assign(d_name, nodes.constant(0.0))
        elif self.observed:
            saved = self.names.fresh(d_name)
            self.assign(saved, made.tangent)
            self.emit(statement)
            self.assign(d_name, nodes.name(saved))
        else:
            self.assign(d_name, made.tangent)
            self.emit(statement)

    def add_number(self, node: Node, value: Pair, old: Value, name: str, d_name: str) -> None:
        """Write `x += v` and `d_x += d_v`."""
        tangent = value.tangent
        if tangent is not None and name in nodes.names_in(tangent):
            tangent = self.twice_tangent(value)
        self.emit(self.statement_with(node, value))
        if tangent is None:
            return
        if old.active:
            self.emit(gast.AugAssign(target=nodes.store(d_name), op=node.op, value=tangent))
        else:
            self.assign(d_name, tangent if isinstance(node.op, gast.Add) else nodes.negative(tangent))

    def as_binary(self, node: Node, read: Pair, value: Pair) -> Node:
        """Write an in-place operator as the binary one whose tangent it has."""
        binary = gast.BinOp(left=read.primal, op=node.op, right=value.primal)
        self.facts.values[id(binary)] = self.value(node)
        return binary

    def augment_array(self, node: Node, read: Pair, old: Value) -> None:
        """Write an in-place operator on an array: on the same storage on both sides."""
        value = self.settle(self.sequence([(node.value, True)])[0])
        if read.tangent is None:
            read.tangent = nodes.name(self.names.tangent(read.primal.id))
        self.augment_storage(node, read, value, old, lambda: nodes.copy_of(read.tangent))

    def augment_storage(self, node: Node, read: Pair, value: Pair, old: Value, storage: Any) -> None:
        """Change the tangent's storage as the primal's is changed; ``storage`` writes the tangent's place anew."""
        if isinstance(node.op, (gast.Add, gast.Sub)):
            tangent = value.tangent
            if tangent is not None and self.reads_storage(tangent):
                tangent = self.twice_tangent(value)
            self.emit(self.statement_with(node, value), impure=True)
            if tangent is not None:
                self.emit(
                    gast.AugAssign(target=nodes.with_context(storage(), gast.Store), op=node.op, value=tangent),
                    impure=True,
                )
            return
        if (
            isinstance(node.op, (gast.Mult, gast.Div))
            and value.tangent is None
            and is_scalar(self.value(node.value).kind)
        ):
            factor = self.twice(value)
            self.emit(self.statement_with(node, value), impure=True)
            self.emit(
                gast.AugAssign(target=nodes.with_context(storage(), gast.Store), op=node.op, value=factor), impure=True
            )
            return
        made = self.arithmetic(self.as_binary(node, read, value), node.op, read, value, old, self.value(node.value))
        if made.late is not None:
            out = gast.BinOp(left=nodes.copy_of(read.primal), op=node.op, right=nodes.copy_of(value.primal))
            made.tangent, made.late = made.late(out), None
        name = self.names.fresh("d_new")
        self.assign(name, made.tangent if made.tangent is not None else nodes.constant(0.0))
        self.emit(self.statement_with(node, value), impure=True)
        place = storage()
        if isinstance(place, gast.Name):
            place = nodes.subscript(place, nodes.constant(Ellipsis))
        self.emit(nodes.assign([nodes.with_context(place, gast.Store)], nodes.name(name)), impure=True)

    def augment_list(self, node: Node, read: Pair) -> None:
        """Write `xs += ys` and `d_xs += d_ys`."""
        value = self.whole(node.value)
        tangent = self.tangent_or_zero(node.value, value)
        self.emit(self.statement_with(node, value), impure=True)
        target = nodes.store(self.names.tangent(read.primal.id))
        self.emit(gast.AugAssign(target=target, op=gast.Add(), value=tangent), impure=True)

    def augment_at_run_time(self, node: Node, read: Pair, target: Any, tangent_target: Any) -> None:
        """Apply the in-place operator through the run-time dispatch and bind what it gives."""
        made = self.run_in_place(node, read, self.whole(node.value))
        both = nodes.tuple_of([target(), tangent_target()], gast.Store())
        self.emit(nodes.assign([both], made.joint), impure=True)

    def augment_part(self, node: Node) -> None:
        """Write `y[i] += v` or `obj.a += v`."""
        target = node.target
        known_owner = self.value(target.value).kind
        direct = is_array(known_owner) or known_owner in (LIST, DICT)
        if isinstance(target, gast.Attribute):
            pairs = self.sequence([(target.value, True)])
        elif direct:
            pairs = self.sequence([(target.value, True), (target.slice, False)])
        else:
            pairs = list(self.owner_and_index(target))
        owner = self.settle(pairs[0])
        self.bind_place(node, pairs)
        old = self.facts.old_values[id(target)]
        place, d_place = self.places(target, pairs)
        read = Pair(place(), d_place(), wish=wish_for(target), kind=old.kind)
        self.facts.values[id(read.primal)] = old
        direct = direct or (
            isinstance(known_owner, InstanceOf)
            and isinstance(target, gast.Attribute)
            and plain_attribute(known_owner.cls, target.attr)
        )
        numbers = is_numeric(old.kind) and is_numeric(self.value(node.value).kind)
        if direct and is_immutable(old.kind) and self.must_rewrite(node.value):
            self.augment_read_first(node, read, old, place(), d_place())
            return
        if direct and numbers and (is_array(known_owner) or is_scalar(old.kind) or is_array(old.kind)):
            value = self.settle(self.sequence([(node.value, True)])[0])
            inner = gast.AugAssign(target=nodes.with_context(place(), gast.Store), op=node.op, value=value.primal)
            untouched = (
                owner.primal is target.value
                and value.primal is node.value
                and (len(pairs) < 2 or pairs[1].primal is target.slice)
            )
            self.facts.values[id(inner)] = self.value(node)
            self.augment_element(node if untouched else inner, read, value, old, d_place, node)
            return
        self.augment_part_at_run_time(node, target, owner, pairs, read)

    def bind_place(self, node: Node, pairs: list[Pair]) -> None:
        """Name the owner and the index of an augmented assignment where they cannot be written twice."""
        owner = pairs[0]
        simple = isinstance(owner.primal, (gast.Name, gast.Attribute)) and not self.must_rewrite(node.target.value)
        simple = simple and not self.may_move(owner.primal, node.value)
        if not simple or (not self.is_duplicable(owner.tangent) and not isinstance(owner.tangent, gast.Attribute)):
            self.bind(owner, tangent_too=True)
        if len(pairs) == 2 and (not self.is_duplicable(pairs[1].primal) or self.may_move(pairs[1].primal, node.value)):
            self.bind(pairs[1], tangent_too=True)

    def may_move(self, place: Node, value: Node) -> bool:
        """Tell whether an owner or index, which Python looks at first, may be another one once a value was computed."""
        parts = list(gast.walk(value))
        calls = any(type(self.facts.plans.get(id(part))) in CALLS_OF_THE_USER for part in parts)
        if not calls and not any(isinstance(part, gast.NamedExpr) for part in parts):
            return False
        return any(
            isinstance(part, gast.Attribute) or (isinstance(part, gast.Name) and not self.is_stable(part))
            for part in gast.walk(place)
        )

    def augment_element(self, statement: Node, read: Pair, value: Pair, old: Value, d_place: Any, node: Node) -> None:
        """Write an in-place operator on an element whose kind is known."""
        if isinstance(node.op, (gast.Add, gast.Sub)):
            tangent = value.tangent
            if tangent is not None and self.reads_storage(tangent):
                tangent = self.twice_tangent(value)
            self.emit(statement, impure=True)
            if tangent is not None:
                self.emit(
                    gast.AugAssign(target=nodes.with_context(d_place(), gast.Store), op=node.op, value=tangent),
                    impure=True,
                )
            return
        made = self.arithmetic(self.as_binary(node, read, value), node.op, read, value, old, self.value(node.value))
        if made.late is not None:
            out = gast.BinOp(left=nodes.copy_of(read.primal), op=node.op, right=nodes.copy_of(value.primal))
            made.tangent = made.late(out)
        name = self.names.fresh("d_new")
        self.assign(name, made.tangent if made.tangent is not None else nodes.constant(0.0))
        self.emit(statement, impure=True)
        place = d_place()
        if is_array(old.kind) and not is_array(self.value(node.target.value).kind):
            place = nodes.subscript(place, nodes.constant(Ellipsis))  # the array itself changes, not only its place
        self.emit(nodes.assign([nodes.with_context(place, gast.Store)], nodes.name(name)), impure=True)

    def places(self, target: Node, pairs: list[Pair]) -> tuple[Any, Any]:
        """Return makers of the place that is changed and of its tangent's."""
        owner = pairs[0]
        if isinstance(target, gast.Attribute):
            return (
                lambda: nodes.attribute(nodes.copy_of(owner.primal), target.attr),
                lambda: nodes.attribute(nodes.copy_of(owner.tangent), target.attr),
            )
        return (
            lambda: nodes.subscript(nodes.copy_of(owner.primal), nodes.copy_of(pairs[1].primal)),
            lambda: nodes.subscript(nodes.copy_of(owner.tangent), nodes.copy_of(pairs[1].primal)),
        )

    def augment_part_at_run_time(self, node: Node, target: Node, owner: Pair, pairs: list[Pair], read: Pair) -> None:
        """Read, change and store a part through the run-time helpers."""
        import operator

        if not self.is_duplicable(owner.primal):
            self.bind(owner, tangent_too=True)
        attribute = isinstance(target, gast.Attribute)
        part = (
            nodes.constant(mangled(target.attr, self.parsed.source.class_name))
            if attribute
            else self.index_value(nodes.copy_of(pairs[1].primal))
        )
        getter: Node = (
            nodes.name("getattr") if attribute else nodes.attribute(self.extra("operator", operator), "getitem")
        )
        d_part = None if attribute or pairs[1].tangent is None else pairs[1].tangent
        got = self.applied(
            getter,
            [nodes.copy_of(owner.primal), part],
            [nodes.copy_of(owner.tangent), d_part if d_part is None else nodes.copy_of(d_part)],
            wish=wish_for(target),
        )
        self.bind(got)
        value = self.whole(node.value)
        function = nodes.attribute(self.extra("operator", operator), IN_PLACE_NAMES[type(node.op)])
        made = self.applied(function, [got.primal, value.primal], [got.tangent, value.tangent], wish=wish_for(target))
        self.bind(made)
        self.store_at_run_time(
            "set_attribute" if attribute else "set_item",
            Pair(nodes.copy_of(owner.primal), nodes.copy_of(owner.tangent)),
            nodes.copy_of(part),
            made,
            d_part,
        )


IN_PLACE_NAMES = {
    gast.Add: "iadd",
    gast.Sub: "isub",
    gast.Mult: "imul",
    gast.Div: "itruediv",
    gast.FloorDiv: "ifloordiv",
    gast.Mod: "imod",
    gast.Pow: "ipow",
    gast.MatMult: "imatmul",
    gast.BitAnd: "iand",
    gast.BitOr: "ior",
    gast.BitXor: "ixor",
    gast.LShift: "ilshift",
    gast.RShift: "irshift",
}
