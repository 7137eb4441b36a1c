"""Write the heads of loops over active iterables."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.values import DICT, LIST, TupleValue
from srcad.differentiating.comprehensions import ComprehensionWriter
from srcad.kinds import Static, is_array

Node = Any


class LoopWriter(ComprehensionWriter):
    """Write what comes between `for` and the body."""

    def loop_head(self, target: Node, iterable: Node, *, nested: bool) -> tuple[Node, Node] | None:
        """Write `for v, d_v in zip(xs, d_xs)`, or return None where the head alone does not do."""
        if not self.active(iterable):
            return nodes.copy_of(target), nodes.copy_of(iterable)
        written, head = self.in_block(lambda: self.full_loop_head(target, iterable, {}, self.scope))
        if written or head[2]:
            return None
        return nodes.copy_of(head[0]), nodes.copy_of(head[1])

    def full_loop_head(
        self, target: Node, iterable: Node, table: dict[str, str], inner: Any
    ) -> tuple[Node, Node, list[Node]]:
        """Write the head of a loop and the statements that its body begins with.

        Every name in the target that carries a tangent gets it from the head; `table` renames them.
        """
        if id(iterable) in self.facts.refusals:
            self.emit_refusal(iterable)
        if not self.active(iterable):
            source = self.primal(iterable)
            return self.renamed_target(target, table), source, self.zeros_of_target(target, table, inner)
        known = self.known_head(target, iterable, table)
        if known is not None:
            return known
        pair = self.settle(self.pair(iterable))
        source = nodes.call(self.helper("pairs"), [pair.primal, pair.tangent])
        return self.target_pair(target, table), source, []

    def refuse_targets(self, target: Node) -> None:
        """Write the refusals of what a target, or a part of it, must not store."""
        for part in flat_targets(target):
            if id(part) in self.facts.refusals:
                self.emit_refusal(part)

    def emit_refusal(self, node: Node) -> None:
        """Write the refusal of something that must not go on."""
        what, way_out = self.facts.refusals[id(node)]
        self.emit(nodes.expression(self.refused(node, what, way_out).joint), impure=True)

    def renamed_target(self, target: Node, table: dict[str, str]) -> Node:
        """Copy a target with the names that its variables got."""
        if not table:
            return target
        if isinstance(target, gast.Name):
            return nodes.store(table.get(target.id, target.id))
        if isinstance(target, (gast.Tuple, gast.List)):
            return nodes.tuple_of([self.renamed_target(e, table) for e in target.elts], gast.Store())
        if isinstance(target, gast.Starred):
            return gast.Starred(value=self.renamed_target(target.value, table), ctx=gast.Store())
        return target

    def zeros_of_target(self, target: Node, table: dict[str, str], inner: Any) -> list[Node]:
        """Write zero tangents for loop variables that are constant here and active elsewhere."""
        statements = []
        for name in target_names(target):
            if self.carried(name):
                variable = table.get(name.id, name.id)
                zero = self.zero(self.value(name), nodes.name(variable))
                statements.append(nodes.assign([nodes.store(self.names.tangent(variable))], zero))
        return statements

    def target_pair(self, target: Node, table: dict[str, str]) -> Node:
        """Write the target (v, d_v); a tuple becomes a tuple of values and a tuple of tangents."""
        return nodes.tuple_of([self.renamed_target(target, table), self.tangent_target(target, table)], gast.Store())

    def tangent_target(self, target: Node, table: dict[str, str]) -> Node:
        """Write the target that takes the tangents."""
        if isinstance(target, gast.Name):
            return nodes.store(self.names.tangent(table.get(target.id, target.id)))
        if isinstance(target, (gast.Tuple, gast.List)):
            return nodes.tuple_of([self.tangent_target(e, table) for e in target.elts], gast.Store())
        if isinstance(target, gast.Starred):
            return gast.Starred(value=self.tangent_target(target.value, table), ctx=gast.Store())
        return self.stored_tangent_target(target)

    def stored_tangent_target(self, target: Node) -> Node:
        """Write the tangent of a subscript or attribute that a loop or an unpacking stores into."""
        owner = self.settle(self.pair(target.value))
        tangent = owner.tangent if owner.tangent is not None else nodes.name(self.names.fresh("_"))
        if isinstance(target, gast.Attribute):
            return nodes.attribute(tangent, target.attr, gast.Store())
        return nodes.subscript(tangent, nodes.copy_of(self.primal(target.slice)), gast.Store())

    def known_head(self, target: Node, iterable: Node, table: dict[str, str]) -> tuple[Node, Node, list[Node]] | None:
        """Write the head over a list, array, tuple, zip, enumerate, reversed or view, as one would by hand."""
        kind = self.value(iterable).kind
        if kind == LIST or is_array(kind) or isinstance(kind, TupleValue):
            pair = self.whole(iterable)
            if not isinstance(pair.primal, (gast.Name, gast.Attribute, gast.Subscript, gast.List, gast.Tuple)):
                self.bind(pair, tangent_too=True)
            source = nodes.call(self.builtin("zip"), [pair.primal, pair.tangent])
            return self.target_pair(target, table), source, []
        if isinstance(iterable, gast.Call):
            return self.known_call_head(target, iterable, table)
        return None

    def builtin(self, name: str) -> Node:
        """Read a builtin, under another name where the user has a variable of that name."""
        import builtins

        obj = getattr(builtins, name)
        user_bound = any(name in scope.bound for scope in self.facts.scopes.values())
        shadowed = user_bound or name in self.parsed.source.function.__globals__ or name in self.parsed.free_names
        return self.extra(f"builtin_{name}", obj) if shadowed else nodes.name(name)

    def known_call_head(self, target: Node, call: Node, table: dict[str, str]) -> tuple[Node, Node, list[Node]] | None:
        """Write the head over a call of a builtin that goes through other iterables."""
        function = self.value(call.func).kind
        obj = function.obj if isinstance(function, Static) else None
        is_pair = isinstance(target, (gast.Tuple, gast.List)) and len(target.elts) == 2
        start = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
        if obj is enumerate and is_pair and call.args and all(isinstance(part, gast.Constant) for part in start):
            inner = self.full_loop_head(target.elts[1], call.args[0], table, self.scope)
            index = self.renamed_target(target.elts[0], table)
            head = nodes.tuple_of([index, inner[0]], gast.Store())
            return (
                head,
                nodes.call(call.func, [inner[1], *call.args[1:]], call.keywords),
                [*self.zeros_of_target(target.elts[0], table, None), *inner[2]],
            )
        if obj is reversed and len(call.args) == 1 and self.is_plain_iterable(call.args[0]):
            pair = self.whole(call.args[0])
            if not self.is_duplicable(pair.primal):
                self.bind(pair, tangent_too=True)
            sides = [nodes.call(nodes.copy_of(call.func), [part]) for part in (pair.primal, pair.tangent)]
            return self.target_pair(target, table), nodes.call(self.builtin("zip"), sides), []
        if obj is zip and self.zips_plainly(target, call):
            return self.zip_head(target, call, table)
        if (
            isinstance(call.func, gast.Attribute)
            and self.value(call.func.value).kind == DICT
            and call.func.attr == "items"
            and is_pair
        ):
            return self.items_head(target, call, table)
        return None

    def zips_plainly(self, target: Node, call: Node) -> bool:
        """Tell whether each part of a zip has its own target and can be walked beside its tangent."""
        return (
            isinstance(target, (gast.Tuple, gast.List))
            and all(keyword.arg == "strict" and nodes.is_truth(keyword.value) for keyword in call.keywords)
            and len(target.elts) == len(call.args)
            and not any(isinstance(e, gast.Starred) for e in [*target.elts, *call.args])
            and all(
                not self.active(a) or (self.is_plain_iterable(a) and not isinstance(a, gast.Call)) for a in call.args
            )
        )

    def zip_head(self, target: Node, call: Node, table: dict[str, str]) -> tuple[Node, Node, list[Node]]:
        """Write `for a, d_a, b, d_b in zip(x, d_x, y, d_y)`.

        With `strict=True` the tangents come last, for its error names the arguments by position.
        """
        pairs = self.sequence([(a, True) for a in call.args])
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        self.named_in_order(
            pairs, [p.active and not isinstance(p.primal, (gast.Name, gast.Subscript, gast.Attribute)) for p in pairs]
        )
        parts: list[tuple[Node, Node]] = []
        last: list[tuple[Node, Node]] = []
        zeros: list[Node] = []
        tangents = last if any(keyword.value.value for keyword in call.keywords) else parts
        for element, pair in zip(target.elts, pairs, strict=True):
            parts.append((self.renamed_target(element, table), pair.primal))
            if pair.tangent is None:
                zeros.extend(self.zeros_of_target(element, table, None))
            else:
                tangents.append((self.tangent_target(element, table), pair.tangent))
        targets, sources = zip(*parts, *last, strict=True)
        keywords = [nodes.copy_of(keyword) for keyword in call.keywords]
        return nodes.tuple_of(list(targets), gast.Store()), nodes.call(call.func, list(sources), keywords), zeros

    def items_head(self, target: Node, call: Node, table: dict[str, str]) -> tuple[Node, Node, list[Node]] | None:
        """Write `for key, v in d.items()` with `d_v = d_d[key]` at the start of the body."""
        if not isinstance(target.elts[0], gast.Name):
            return None
        owner = self.settle(self.pair(call.func.value))
        if not self.is_duplicable(owner.primal) or not self.is_duplicable(owner.tangent):
            self.bind(owner, tangent_too=True)
        items = nodes.call(nodes.attribute(owner.primal, "items"))
        source = call if owner.primal is call.func.value else items
        key = nodes.name(table.get(target.elts[0].id, target.elts[0].id))
        value = self.tangent_target(target.elts[1], table)
        first = nodes.assign([value], nodes.subscript(nodes.copy_of(owner.tangent), key))
        return self.renamed_target(target, table), source, [first]


def target_names(target: Node) -> list[Node]:
    """List the names that a target binds."""
    if isinstance(target, gast.Name):
        return [target]
    if isinstance(target, (gast.Tuple, gast.List)):
        return [n for e in target.elts for n in target_names(e)]
    if isinstance(target, gast.Starred):
        return target_names(target.value)
    return []


def flat_targets(target: Node) -> list[Node]:
    """List what a target binds or stores into."""
    if isinstance(target, (gast.Tuple, gast.List)):
        return [n for e in target.elts for n in flat_targets(e)]
    if isinstance(target, gast.Starred):
        return flat_targets(target.value)
    return [target]
