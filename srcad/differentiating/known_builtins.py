"""Write the calls of builtins whose tangents are a line of text: sum, min, max, float, list and dict."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.plans import ByBuiltin
from srcad.differentiating.base import Pair
from srcad.differentiating.expressions import ExpressionWriter
from srcad.kinds import Array, NumpyScalar

Node = Any


class BuiltinWriter(ExpressionWriter):
    """Write each by its name; arguments are evaluated once, in order."""

    def call_ByBuiltin(self, node: Node, plan: ByBuiltin) -> Pair:
        return getattr(self, "builtin_" + plan.name)(node)  # type: ignore[no-any-return]

    def builtin_float(self, node: Node) -> Pair:
        pair = self.settle(self.sequence([(node.args[0], True)])[0])
        primal = node if pair.primal is node.args[0] else nodes.call(node.func, [pair.primal])
        kind = self.value(node.args[0]).kind
        python_float = not isinstance(kind, (NumpyScalar, Array)) and kind.name == "float"
        return Pair(primal, pair.tangent if python_float else nodes.call(nodes.name("float"), [pair.tangent]))

    def builtin_sum(self, node: Node) -> Pair:
        argument = self.listed(node.args[0])
        if argument is not node.args[0]:
            simple = self.simple_comprehension(node.args[0])
            if simple is not None:
                return Pair(node, nodes.call(nodes.name("sum"), [simple]))
        pairs = self.sequence([(argument, True)])
        pair = self.settle(pairs[0])
        primal = node if pair.primal is node.args[0] else nodes.call(node.func, [pair.primal])
        return Pair(primal, nodes.call(nodes.name("sum"), [pair.tangent]))

    def listed(self, node: Node) -> Node:
        """Return a generator expression that is used up at once as the list of its items, anything else as it is."""
        if not isinstance(node, gast.GeneratorExp):
            return node
        listed = gast.ListComp(elt=node.elt, generators=node.generators)
        self.facts.values[id(listed)] = self.value(node)
        self.facts.scopes[id(listed)] = self.facts.scopes[id(node)]
        self._kept.append(listed)
        return listed

    def builtin_extremum(self, node: Node) -> Pair:
        """Write min(a, b): the tangent of the one that Python returns, the first where they are equal."""
        pairs = self.sequence([(self.listed(a) if len(node.args) == 1 else a, True) for a in node.args])
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        self.named_in_order(pairs, [True] * len(pairs))
        same = all(p.primal is a for p, a in zip(pairs, node.args, strict=True))
        primal = node if same else nodes.call(node.func, [p.primal for p in pairs])
        if len(pairs) != 2:
            write = self.tangent_of_first if len(pairs) > 1 else self.tangent_in_list
            return Pair(primal, late=lambda out: write(node, pairs, out))
        is_min = self.value(node.func).kind.obj is min
        second, first = nodes.copy_of(pairs[1].primal), nodes.copy_of(pairs[0].primal)
        test = gast.Compare(left=second, ops=[gast.Lt() if is_min else gast.Gt()], comparators=[first])
        tangents = [self.tangent_or_zero(a, p) for a, p in zip(node.args, pairs, strict=True)]
        return Pair(primal, nodes.choice(test, tangents[1], tangents[0]))

    def tangent_in_list(self, node: Node, pairs: list[Pair], out: Node) -> Node:
        """Write the tangent of the first number of a list that is the result."""
        place = nodes.call(nodes.attribute(nodes.copy_of(pairs[0].primal), "index"), [nodes.copy_of(out)])
        return nodes.subscript(pairs[0].tangent, place)

    def tangent_of_first(self, node: Node, pairs: list[Pair], out: Node) -> Node:
        """Write the tangent of the first argument that is the result: `d_b if b == out != a else d_a`.

        A NaN is the result where it comes first, and equals nothing.
        """
        tangents = [self.tangent_or_zero(a, p) for a, p in zip(node.args, pairs, strict=True)]
        chosen = tangents[0]
        for pair, tangent in zip(reversed(pairs[1:]), reversed(tangents[1:]), strict=True):
            sides = [nodes.copy_of(out), nodes.copy_of(pairs[0].primal)]
            test = gast.Compare(left=nodes.copy_of(pair.primal), ops=[gast.Eq(), gast.NotEq()], comparators=sides)
            chosen = nodes.choice(test, tangent, chosen)
        return chosen

    def builtin_listing(self, node: Node) -> Pair:
        """Write list(xs) or dict(d): the same of the tangents."""
        pair = self.settle(self.sequence([(node.args[0], True)])[0])
        primal = node if pair.primal is node.args[0] else nodes.call(node.func, [pair.primal])
        return Pair(primal, nodes.call(nodes.copy_of(node.func), [pair.tangent]))

    def simple_comprehension(self, node: Node) -> Node | None:
        """Write the comprehension of the tangents where evaluating it beside the user's has no effect."""
        raise NotImplementedError
