"""Write comprehensions: two side by side where that has no effect, else the loop that they stand for."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.flow import within
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
        listed = gast.ListComp(elt=node.elt, generators=node.generators)
        self.facts.scopes[id(listed)] = self.facts.scopes[id(node)]
        return self.set_of(node, listed, [node.elt])

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
        generators: list[Node] = []
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
            generators.append(
                gast.comprehension(
                    target=target, iter=iterable, ifs=[nodes.copy_of(i) for i in generator.ifs], is_async=0
                )
            )
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
        if id(node) in self.facts.refusals:
            return False
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

    def comprehension_pair(self, node: Node, *, wanted: bool = True) -> Pair:
        """Write a comprehension as a loop over fresh variables; in a function of its own where it closes over them."""
        wanted = wanted and self.active(node)
        if isinstance(node, gast.GeneratorExp):
            return self.generator_pair(node, wanted)
        if self.facts.scopes[id(node)].captured:
            return self.collected_pair(node, wanted)
        table = self.renaming(node)
        name = self.names.fresh("items")
        empty: Node = (
            gast.Dict(keys=[], values=[]) if isinstance(node, gast.DictComp) else gast.List(elts=[], ctx=gast.Load())
        )
        if isinstance(node, gast.SetComp):
            empty = nodes.call(nodes.name("set"), [])
        self.assign(name, empty)
        if wanted:
            self.assign(self.names.tangent(name), nodes.copy_of(empty))
        self.impure += 1
        self.comprehension_loop(node, table, lambda: self.add_item(node, name, wanted))
        pair = Pair(nodes.name(name), nodes.name(self.names.tangent(name)) if wanted else None)
        return pair

    def renaming(self, node: Node) -> dict[str, str]:
        """Rename the variables of a comprehension that mean something else around it."""
        scope = self.facts.scopes[id(node)]
        others = [
            s
            for s in self.facts.scopes.values()
            if s is not scope and not within(s, scope) and not is_sibling(s, scope)
        ]
        taken = {name for s in others for name in s.bound | s.used}
        return {name: self.names.fresh(name) if name in taken else name for name in sorted(scope.bound)}

    def comprehension_loop(self, node: Node, table: dict[str, str], innermost: Any) -> None:
        """Write the loops of a comprehension around what is done for each item."""
        self.loops(node, list(node.generators), table, innermost)

    def collected_pair(self, node: Node, wanted: bool) -> Pair:
        """Write a comprehension whose variables an inner function captures as a function of its own."""
        name, items = self.names.fresh("collect"), self.names.fresh("items")
        call, parameters, generators = self.walked_source(node)
        empty: Node = (
            gast.Dict(keys=[], values=[]) if isinstance(node, gast.DictComp) else gast.List(elts=[], ctx=gast.Load())
        )

        def body() -> None:
            self.assign(items, empty)
            if wanted:
                self.assign(self.names.tangent(items), nodes.copy_of(empty))
            self.loops(node, generators, {}, lambda: self.add_item(node, items, wanted))
            result: Node = nodes.name(items)
            if wanted:
                result = nodes.tuple_of([result, nodes.name(self.names.tangent(items))])
            self.emit(gast.Return(value=result))

        written, _ = self.in_block(body)
        self.emit_local(name, parameters, written)
        made = nodes.call(nodes.name(name), call)
        return Pair(node, joint=made, wish="items") if wanted else Pair(made)

    def walked_source(self, node: Node) -> tuple[list[Node], list[str], list[Node]]:
        """Evaluate the first iterable here, as Python does, and let the loops walk a parameter instead."""
        if id(node.generators[0].iter) in self.facts.refusals:
            self.emit_refusal(node.generators[0].iter)
        first = self.settle(self.pair(node.generators[0].iter))
        if not self.is_duplicable(first.primal):
            self.bind(first, tangent_too=True)
        source, source_tangent = self.names.fresh("source"), self.names.fresh("d_source")
        self.names.pair(source, source_tangent)
        self.made_names.add(source)
        argument = nodes.name(source)
        self.facts.values[id(argument)] = self.value(node.generators[0].iter)
        head = node.generators[0]
        generators = [
            gast.comprehension(target=head.target, iter=argument, ifs=head.ifs, is_async=0),
            *node.generators[1:],
        ]
        self._kept.append(argument)
        if not first.active:
            return [first.primal], [source], generators
        return [first.primal, first.tangent], [source, source_tangent], generators

    def emit_local(self, name: str, parameters: list[str], body: list[Node]) -> None:
        """Write a small function of the generated text's own."""
        args = gast.arguments(
            args=[nodes.parameter(p) for p in parameters],
            posonlyargs=[],
            vararg=None,
            kwonlyargs=[],
            kw_defaults=[],
            kwarg=None,
            defaults=[],
        )
        self.emit(
            gast.FunctionDef(
                name=name, args=args, body=body, decorator_list=[], returns=None, type_comment=None, type_params=[]
            )
        )

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

        scope = self.facts.scopes[id(node)]
        outer, self.scope = self.scope, scope
        self.renamed.append((scope, table))
        written, _ = self.in_block(body)
        self.renamed.pop()
        self.scope = outer
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
        looks = self.looks_at_key(node)
        pairs = self.sequence([(node.key, looks), (node.value, wanted)])
        for index in range(2):
            self.settle_in(pairs, index)
        self.named_in_order(pairs, [wanted or looks, self.is_loose(pairs[1]) or (wanted and not pairs[1].active)])
        if looks and pairs[0].tangent is not None:
            check = nodes.call(self.helper("refuse_key"), [nodes.copy_of(pairs[0].primal), pairs[0].tangent])
            self.emit(nodes.expression(check), impure=True)
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

    def generator_pair(self, node: Node, wanted: bool) -> Pair:
        """Write a generator expression as a local generator of pairs, of values alone where these are wanted."""
        name = self.names.fresh("generate")
        call, parameters, generators = self.walked_source(node)
        written, _ = self.in_block(lambda: self.loops(node, generators, {}, lambda: self.yield_item(node, wanted)))
        self.emit_local(name, parameters, written)
        made = nodes.call(nodes.name(name), call)
        self.impure += 1
        return (
            Pair(node, joint=nodes.call(self.helper("joint_generator"), [made]), wish="items") if wanted else Pair(made)
        )

    def yield_item(self, node: Node, wanted: bool) -> None:
        """Yield one item of a generator expression, with its tangent."""
        if not wanted:
            self.emit(nodes.expression(gast.Yield(value=self.primal(node.elt))))
            return
        pair = self.whole(node.elt)
        self.emit(
            nodes.expression(gast.Yield(value=nodes.tuple_of([pair.primal, self.tangent_or_zero(node.elt, pair)])))
        )

    # Loop heads, shared with the for statement

    def emit_refusal(self, node: Node) -> None:
        """Write the refusal of something that must not go on."""
        raise NotImplementedError

    def loop_head(self, target: Node, iterable: Node, *, nested: bool) -> tuple[Node, Node] | None:
        """Write the head of a loop over an active iterable, or None where that needs more than a head."""
        raise NotImplementedError

    def full_loop_head(
        self, target: Node, iterable: Node, table: dict[str, str], inner: Any
    ) -> tuple[Node, Node, list[Node]]:
        """Write the head of a loop and the statements that its body begins with."""
        raise NotImplementedError


def is_sibling(scope: Any, other: Any) -> bool:
    """Tell whether two comprehensions stand beside each other, where one name may serve both."""
    return bool(scope.is_comprehension and not within(other, scope))


REPEATABLE = (range, len, zip, enumerate, reversed, float, int, abs, min, max, sum, round, isinstance, str)
