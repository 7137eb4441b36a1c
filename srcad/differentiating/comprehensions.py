"""Write comprehensions: two side by side where that has no effect, else the loop that they stand for."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.values import DICT, LIST
from srcad.differentiating.base import Pair
from srcad.differentiating.calls import CallWriter
from srcad.kinds import RANGE, Static, is_array

Node = Any


class ComprehensionWriter(CallWriter):
    """Write comprehensions of all four kinds."""

    def pair_ListComp(self, node: Node) -> Pair:
        simple = self.simple_comprehension(node)
        if simple is not None:
            return Pair(node, simple, wish="items")
        return self.comprehension_pair(node)

    pair_DictComp = pair_ListComp

    def pair_SetComp(self, node: Node) -> Pair:
        return self.refused(node, "an active value is put into a set", "Use a list: a set hashes its values.")

    def pair_GeneratorExp(self, node: Node) -> Pair:
        return self.comprehension_pair(node)

    # Side by side

    def simple_comprehension(self, node: Node) -> Node | None:
        """Write the comprehension of the tangents, where evaluating its loops twice changes nothing."""
        if self.must_rewrite(node) or any(not self.is_repeatable(n) for n in gast.walk(node)):
            return None
        if any(isinstance(n, gast.Lambda) for n in gast.walk(node)):
            return None
        saved = self.scope
        generators = []
        written, result = self.in_block(lambda: self._simple_parts(node, generators))
        self.scope = saved
        return None if written or result is None else result

    def _simple_parts(self, node: Node, generators: list[Node]) -> Node | None:
        for position, generator in enumerate(node.generators):
            if not self.is_plain_iterable(generator.iter):
                return None
            head = self.loop_head(generator.target, generator.iter, nested=position > 0)
            if head is None:
                return None
            target, iterable = head
            if position == 0:
                self.scope = self.facts.scopes[id(node)]
            generators.append(gast.comprehension(target=target, iter=iterable, ifs=[nodes.copy_of(i) for i in generator.ifs], is_async=0))
        element = node.value if isinstance(node, gast.DictComp) else node.elt
        pair = self.settle(self.pair(element))
        if self.is_loose(pair):
            return None
        tangent = self.tangent_or_zero(element, pair)
        if isinstance(node, gast.DictComp):
            return gast.DictComp(key=nodes.copy_of(node.key), value=tangent, generators=generators)
        make = gast.GeneratorExp if isinstance(node, gast.GeneratorExp) else gast.ListComp
        return make(elt=tangent, generators=generators)

    def is_repeatable(self, node: Node) -> bool:
        """Tell whether evaluating a node twice has no effect and gives the same."""
        if isinstance(node, (gast.Yield, gast.YieldFrom, gast.NamedExpr)):
            return False
        if not isinstance(node, gast.Call):
            return True
        function = self.value(node.func).kind
        plan = type(self.facts.plans.get(id(node))).__name__
        return plan == "ByRule" or (isinstance(function, Static) and function.obj in REPEATABLE)

    def is_plain_iterable(self, node: Node) -> bool:
        """Tell whether iterating a second time gives the same again."""
        kind = self.value(node).kind
        if kind in (LIST, RANGE, DICT) or is_array(kind) or type(kind).__name__ == "TupleValue":
            return True
        if isinstance(node, gast.Call):
            function = self.value(node.func).kind
            known = isinstance(function, Static) and function.obj in (zip, enumerate, reversed, range)
            view = isinstance(node.func, gast.Attribute) and self.value(node.func.value).kind == DICT
            return (known and all(self.is_plain_iterable(a) for a in node.args)) or view
        return False

    # As a loop

    def comprehension_pair(self, node: Node) -> Pair:
        """Write a comprehension as a loop over fresh variables, in a function of its own where it is lazy or closes over them."""
        if isinstance(node, gast.GeneratorExp):
            return self.generator_pair(node)
        table = {name: self.names.fresh(name) for name in sorted(self.facts.scopes[id(node)].bound)}
        wanted = self.active(node)
        name = self.names.fresh("items")
        empty: Node = gast.Dict(keys=[], values=[]) if isinstance(node, gast.DictComp) else gast.List(elts=[], ctx=gast.Load())
        if isinstance(node, gast.SetComp):
            empty = nodes.call(nodes.name("set"), [])
        self.assign(name, empty)
        if wanted:
            self.assign(self.names.tangent(name), nodes.copy_of(empty))
        self.impure += 1
        self.comprehension_loop(node, table, lambda: self.add_item(node, name, wanted))
        pair = Pair(nodes.name(name), nodes.name(self.names.tangent(name)) if wanted else None)
        return pair

    def comprehension_loop(self, node: Node, table: dict[str, str], innermost: Any) -> None:
        """Write the loops of a comprehension around what is done for each item."""
        outer = self.scope
        self.loops(node, list(node.generators), table, innermost)
        self.scope = outer

    def loops(self, node: Node, generators: list[Node], table: dict[str, str], innermost: Any) -> None:
        """Write one loop around the rest."""
        if not generators:
            innermost()
            return
        generator, rest = generators[0], generators[1:]
        head = self.full_loop_head(generator.target, generator.iter, table, self.facts.scopes[id(node)])
        target, iterable, before = head

        def body() -> None:
            for statement in before:
                self.emit(statement)
            self.filtered(generator.ifs, lambda: self.loops(node, rest, table, innermost))

        self.renamed.append(table)
        self.scope = self.facts.scopes[id(node)]
        written, _ = self.in_block(body)
        self.renamed.pop()
        self.emit(gast.For(target=target, iter=iterable, body=written, orelse=[], type_comment=None), impure=True)

    def filtered(self, tests: list[Node], innermost: Any) -> None:
        """Write the conditions of a comprehension."""
        if not tests:
            innermost()
            return
        test = self.primal(tests[0])
        written, _ = self.in_block(lambda: self.filtered(tests[1:], innermost))
        self.emit(gast.If(test=test, body=written, orelse=[]))

    def add_item(self, node: Node, name: str, wanted: bool) -> None:
        """Add one item to the container and its tangent to the container's tangent."""
        if isinstance(node, gast.DictComp):
            self.add_entry(node, name, wanted)
            return
        adder = "add" if isinstance(node, gast.SetComp) else "append"
        if not wanted:
            self.emit(nodes.expression(nodes.call(nodes.attribute(nodes.name(name), adder), [self.primal(node.elt)])))
            return
        pair = self.whole(node.elt)
        tangent = self.tangent_or_zero(node.elt, pair)
        self.emit(nodes.expression(nodes.call(nodes.attribute(nodes.name(name), adder), [pair.primal])))
        self.emit(nodes.expression(nodes.call(nodes.attribute(nodes.name(self.names.tangent(name)), adder), [tangent])))

    def add_entry(self, node: Node, name: str, wanted: bool) -> None:
        """Add one entry of a dict comprehension."""
        pairs = self.sequence([(node.key, False), (node.value, wanted)])
        for index in range(2):
            self.settle_in(pairs, index)
        self.named_in_order(pairs, [wanted, self.is_loose(pairs[1]) or (wanted and not pairs[1].active)])
        self.assign(nodes.subscript(nodes.name(name), pairs[0].primal, gast.Store()), pairs[1].primal)
        if wanted:
            target = nodes.subscript(nodes.name(self.names.tangent(name)), nodes.copy_of(pairs[0].primal), gast.Store())
            self.assign(target, self.tangent_or_zero(node.value, pairs[1]))

    def whole(self, node: Node) -> Pair:
        """Write an expression whose tangent can stand for itself."""
        pair = self.settle(self.pair(node))
        if self.is_loose(pair) or (not pair.active and self.needs_name(pair)):
            self.bind(pair, tangent_too=True)
        return pair

    def generator_pair(self, node: Node) -> Pair:
        """Write a generator expression as a local generator of pairs; the first iterable is evaluated here, as in Python."""
        first = self.settle(self.pair(node.generators[0].iter))
        if not self.is_duplicable(first.primal):
            self.bind(first, tangent_too=True)
        wanted = self.active(node)
        name = self.names.fresh("generate")
        source, source_tangent = self.names.fresh("source"), self.names.fresh("d_source")
        table = {bound: self.names.fresh(bound) for bound in sorted(self.facts.scopes[id(node)].bound)}
        argument = gast.Name(id=source, ctx=gast.Load(), annotation=None, type_comment=None)
        self.facts.values[id(argument)] = self.value(node.generators[0].iter)
        generators = [gast.comprehension(target=node.generators[0].target, iter=argument, ifs=node.generators[0].ifs, is_async=0), *node.generators[1:]]
        self.names.pair(source, source_tangent)
        self.made_names.add(source)

        def body() -> None:
            outer = self.scope
            self.loops(node, generators, table, lambda: self.yield_item(node, wanted))
            self.scope = outer

        written, _ = self.in_block(body)
        args = gast.arguments(
            args=[nodes.parameter(source), nodes.parameter(source_tangent)], posonlyargs=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]
        )
        self.emit(gast.FunctionDef(name=name, args=args, body=written, decorator_list=[], returns=None, type_comment=None, type_params=[]))
        tangent = first.tangent if first.tangent is not None else nodes.constant(None)
        call = nodes.call(nodes.name(name), [first.primal, tangent])
        self.impure += 1
        if wanted:
            return Pair(node, joint=nodes.call(self.helper("joint_generator"), [call]), wish="items")
        return Pair(call)

    def yield_item(self, node: Node, wanted: bool) -> None:
        """Yield one item of a generator expression, with its tangent."""
        if not wanted:
            self.emit(nodes.expression(gast.Yield(value=self.primal(node.elt))))
            return
        pair = self.whole(node.elt)
        self.emit(nodes.expression(gast.Yield(value=nodes.tuple_of([pair.primal, self.tangent_or_zero(node.elt, pair)]))))

    # Loop heads, shared with the for statement

    def loop_head(self, target: Node, iterable: Node, *, nested: bool) -> tuple[Node, Node] | None:
        """Write the head of a loop over an active iterable, or None where that needs more than a head."""
        raise NotImplementedError

    def full_loop_head(self, target: Node, iterable: Node, table: dict[str, str], inner: Any) -> tuple[Node, Node, list[Node]]:
        """Write the head of a loop and the statements that its body begins with."""
        raise NotImplementedError


REPEATABLE = (range, len, zip, enumerate, reversed, float, int, abs, min, max, sum, round, isinstance, str)

