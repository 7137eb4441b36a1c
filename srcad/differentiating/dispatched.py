"""Write the calls that only the run can decide: one dispatch each, with the tangents beside the arguments."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.plans import AtRunTime
from srcad.differentiating.base import Pair, called_name
from srcad.differentiating.expressions import ExpressionWriter
from srcad.differentiating.parts import mangled
from srcad.kinds import Static, is_array

Node = Any


class DispatchedCallWriter(ExpressionWriter):
    """Write calls of what is known only at run time."""

    def call_AtRunTime(self, node: Node, plan: AtRunTime) -> Pair:
        """Write one dispatch: apply(function, primals, tangents, keywords, keyword tangents, function's tangent)."""
        function, keywords = self.callee(node)
        parts: list[Any] = [(a, self.starred_pair if isinstance(a, gast.Starred) else True) for a in node.args]
        parts += [(k.value, self.unpacked_pair if k.arg is None else True) for k in node.keywords]
        mark, impure = len(self.block), self.impure
        pairs = self.sequence(parts)
        if self.impure > impure and not self.is_stable(function):
            held = keywords[0].value if keywords and keywords[0].arg == "function_tangent" else None
            called = Pair(function, held, wish=called_name(node.func))
            self.bind(called, mark, tangent_too=True)  # the arguments may change what stands under this name
            function = called.primal
            keywords = keywords if held is None else [nodes.keyword("function_tangent", called.tangent)]
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
            part = parts[index][0]
            if self.is_outside(part.value if isinstance(part, gast.Starred) else part):
                pairs[index].tangent = None
            self.leave_out_outside(pairs[index].tangent)
        stars = [isinstance(a, gast.Starred) for a in node.args] + [k.arg is None for k in node.keywords]
        self.named_in_order(pairs, [self.is_loose(p) or star for p, star in zip(pairs, stars, strict=True)])
        count = len(node.args)
        primals = nodes.tuple_of([self.starred(a, p.primal) for a, p in zip(node.args, pairs[:count], strict=True)])
        tangents = nodes.tuple_of(
            [self.starred(a, self.argument_tangent(a, p)) for a, p in zip(node.args, pairs[:count], strict=True)]
        )
        arguments = [function, primals, tangents]
        if node.keywords:
            arguments += self.keyword_dicts(node, pairs[count:])
        self.impure += 1
        return Pair(node, joint=nodes.call(self.helper("apply"), arguments, keywords), wish=called_name(node.func))

    def asked(self, node: Node, pair: Pair) -> Pair:
        """Let the run say what of a result is new: `y, d_y = zero_beside([f(k)])`. A variable would be a reference."""
        held = gast.List(elts=[pair.primal], ctx=gast.Load())
        self.impure += 1
        return Pair(node, joint=nodes.call(self.helper("zero_beside"), [held]), wish=called_name(node.func))

    def leave_out_outside(self, tangent: Node | None) -> None:
        """Give what is from outside no tangent in a list, tuple or dict that is written as an argument."""
        parts = tangent.values if isinstance(tangent, gast.Dict) else getattr(tangent, "elts", [])
        for place, part in enumerate(parts):
            if id(part) in self.outside_zeros:
                parts[place] = nodes.call(self.helper("tangent_outside"), part.args[:1])
            self.leave_out_outside(part)

    def callee(self, node: Node) -> tuple[Node, list[Node]]:
        """Evaluate what is called, and write the keyword that says where its tangent is.

        For what is read from an object that is the object, its tangent and the name: whether it is a method of the
        object or a function that is kept in it, only the run knows.
        """
        func = node.func
        if (
            isinstance(func, gast.Attribute)
            and not isinstance(self.value(func).kind, Static)
            and self.has_tangent(func.value)
            and not self.is_outside(func.value)
        ):
            pair = self.settle(self.sequence([(func.value, True)])[0])
            is_super = isinstance(func.value, gast.Call) and self.value(func.value.func).kind == Static(super)
            if is_super:
                return nodes.attribute(pair.primal, func.attr), [nodes.keyword("function_tangent", pair.tangent)]
            if not self.is_duplicable(pair.primal):
                self.bind(pair, tangent_too=True)
            if pair.tangent is None:
                return nodes.attribute(pair.primal, func.attr), []
            name = nodes.constant(mangled(func.attr, self.parsed.source.class_name))
            owner = nodes.tuple_of([nodes.copy_of(pair.primal), pair.tangent, name])
            return nodes.attribute(pair.primal, func.attr), [nodes.keyword("owner", owner)]
        if not self.active(func) or (isinstance(func, gast.Attribute) and self.is_outside(func.value)):
            return self.primal(func), []
        pair = self.settle(self.sequence([(func, True)])[0])
        return pair.primal, [nodes.keyword("function_tangent", pair.tangent)]

    def has_tangent(self, owner: Node) -> bool:
        """Tell whether the object that a function is read from may have a tangent."""
        return self.active(owner) or is_array(self.value(owner).kind)

    def starred(self, argument: Node, written: Node) -> Node:
        """Star what the user starred."""
        return gast.Starred(value=written, ctx=gast.Load()) if isinstance(argument, gast.Starred) else written

    def argument_tangent(self, argument: Node, pair: Pair) -> Node:
        """Return the tangent of an argument, None where it is constant; one for each item of a starred one."""
        if pair.tangent is not None:
            return pair.tangent
        if isinstance(argument, gast.Starred):
            return nodes.binary(
                nodes.tuple_of([nodes.constant(None)]),
                gast.Mult,
                nodes.call(nodes.name("len"), [nodes.copy_of(pair.primal)]),
            )
        return nodes.constant(None)

    def keyword_dicts(self, node: Node, pairs: list[Pair]) -> list[Node]:
        """Write the keywords of a dispatched call as two dicts."""
        keys = [None if k.arg is None else nodes.constant(k.arg) for k in node.keywords]
        tangent_keys, tangents = [], []
        for key, pair in zip(keys, pairs, strict=True):
            if pair.tangent is not None:
                tangent_keys.append(nodes.copy_of(key) if key is not None else None)
                tangents.append(pair.tangent)
        return [gast.Dict(keys=keys, values=[p.primal for p in pairs]), gast.Dict(keys=tangent_keys, values=tangents)]
