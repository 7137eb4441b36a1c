"""Write functions defined inside: the user's own where it is still used, and the joint one beside it."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.flow import defaults_of
from srcad.differentiating.base import Pair
from srcad.differentiating.statements import StatementWriter
from srcad.scopes import Scope, arguments_of, is_generator

Node = Any


class FunctionWriter(StatementWriter):
    """Write nested functions, lambdas and, in the same way, the function itself."""

    def write_FunctionDef(self, node: Node) -> None:
        info = self.facts.functions[id(node)]
        if not info.joint:
            self.emit(node)
            return
        if node.decorator_list:
            self.write_decorated(node)
            return
        definition = self.with_named_defaults(node)
        self.block.append(slot_for(definition, node))
        self.emit(self.joint_definition(definition, node, self.names.tangent(node.name)))

    def with_named_defaults(self, node: Node) -> Node:
        """Evaluate defaults once, for both functions, where they are more than names and literals."""
        args = node.args
        values = [*args.defaults, *args.kw_defaults]
        changing = [d for d in values if d is not None and (not self.is_duplicable(d) or self.must_rewrite(d))]
        if not changing:
            return node
        by_id = {}
        for default in changing:
            pair = self.whole(default) if self.active(default) else Pair(self.primal(default), wish="default")
            if not self.is_duplicable(pair.primal):
                self.bind(pair, tangent_too=True)
            self.facts.values[id(pair.primal)] = self.value(default)
            by_id[id(default)] = pair
            self._default_tangents[id(pair.primal)] = pair.tangent
        changed = nodes.replaced(
            args,
            defaults=[by_id[id(d)].primal if id(d) in by_id else d for d in args.defaults],
            kw_defaults=[by_id[id(d)].primal if d is not None and id(d) in by_id else d for d in args.kw_defaults],
        )
        result = nodes.replaced(node, args=changed)
        self.facts.scopes[id(result)] = self.facts.scopes[id(node)]
        self.facts.functions[id(result)] = self.facts.functions[id(node)]
        self._kept.append(result)
        return result

    def write_decorated(self, node: Node) -> None:
        """Write a decorated definition: the decorators are applied to the pair, from the inside out."""
        decorators = [
            self.settle(self.pair(d)) if self.active(d) else Pair(self.primal(d)) for d in node.decorator_list
        ]
        for pair in decorators:
            if not self.is_duplicable(pair.primal):
                self.bind(pair, tangent_too=True)
        plain = nodes.replaced(node, decorator_list=[])
        self.facts.scopes[id(plain)] = self.facts.scopes[id(node)]
        self.facts.functions[id(plain)] = self.facts.functions[id(node)]
        self._kept.append(plain)
        plain = self.with_named_defaults(plain)
        d_name = self.names.tangent(node.name)
        self.emit(nodes.replaced(plain, decorator_list=[]))
        self.emit(self.joint_definition(plain, node, d_name))
        for pair in reversed(decorators):
            made = self.applied(pair.primal, [nodes.name(node.name)], [nodes.name(d_name)])
            if pair.tangent is not None:
                nodes.present(made.joint).keywords.append(nodes.keyword("function_tangent", pair.tangent))
            both = nodes.tuple_of([nodes.store(node.name), nodes.store(d_name)], gast.Store())
            self.emit(nodes.assign([both], made.joint), impure=True)

    def seeds_of(self, definition: Node) -> list[str]:
        """List the parameters of a definition that carry a tangent: all of them where unknown code may call it."""
        info = self.facts.functions[id(definition)]
        every = list(arguments_of(definition.args))
        return [a.id for a in every if info.escapes or self.carried(a) or self.value(a).active]

    def joint_definition(self, node: Node, original: Node, name: str) -> Node:
        """Write the function that takes primals and tangents and gives both results."""
        seeds = self.seeds_of(original)
        args = self.joint_arguments(node, original, seeds)
        outer = (self.scope, self.definitions, self.observed, self.origin)
        self.scope = self.facts.scopes[id(original)]
        self.definitions = [*self.definitions, original]
        self.observed = 0
        if isinstance(original, gast.Lambda):
            written, value = self.in_block(lambda: self.returned(original.body))
            body = [*written, nodes.located(gast.Return(value=value), original)]
        else:
            body, _ = self.in_block(lambda: self.write_shared_body(original))
            if not is_generator(original) and can_fall_through(original.body):
                nothing = gast.Return(value=nodes.tuple_of([nodes.constant(None), nodes.constant(None)]))
                body.append(nodes.located(nothing, original))
        self.scope, self.definitions, self.observed, self.origin = outer
        return gast.FunctionDef(
            name=name, args=args, body=body, decorator_list=[], returns=None, type_comment=None,
            type_params=getattr(original, "type_params", []) or [],
        )  # fmt: skip

    def write_shared_body(self, original: Node) -> None:
        """Write the body of a nested function."""
        self.bind_shared_tangents(original)
        self.write_all(original.body)
        if not self.block:
            self.emit(gast.Pass())

    def bind_shared_tangents(self, definition: Node) -> None:
        """Bind the tangents that an inner function declares nonlocal and that nothing here would bind."""
        scope = self.facts.scopes[id(definition)]
        for name in sorted(scope.rebound_inside):
            cell = self.facts.cells.get((id(definition), name))
            own = [s for s in (cell.sites if cell else ()) if self.binds_here(s, scope)]
            if cell is not None and cell.value.active and not any(s in self.analysed.carried for s in own):
                self.assign(self.names.tangent(name), nodes.constant(None))

    def binds_here(self, site: int, scope: Scope) -> bool:
        """Tell whether a place binds a variable in the function that owns it, and not through nonlocal."""
        node = self.facts.sites[site]
        return any(node is found for found in own_sites(scope.node))

    def joint_arguments(self, node: Node, original: Node, seeds: list[str]) -> Node:
        """Write the parameters: the user's, then the tangents by keyword."""
        args = node.args
        defaults = defaults_of(node)
        variadic = {a.id for a in (args.vararg, args.kwarg) if a is not None}
        extra, extra_defaults = [], []
        for seed in seeds:
            extra.append(nodes.parameter(self.names.tangent(seed)))
            extra_defaults.append(self.default_tangent(seed, defaults, variadic, args))
        return nodes.replaced(
            args, kwonlyargs=[*args.kwonlyargs, *extra], kw_defaults=[*args.kw_defaults, *extra_defaults]
        )

    def default_tangent(self, seed: str, defaults: dict[str, Node], variadic: set[str], args: Node) -> Node | None:
        """Write the tangent of a default value."""
        if seed in variadic:
            is_args = args.vararg is not None and args.vararg.id == seed
            return nodes.tuple_of([]) if is_args else gast.Dict(keys=[], values=[])
        if seed not in defaults:
            return None
        default = defaults[seed]
        known = self._default_tangents.get(id(default))
        if known is not None:
            return nodes.copy_of(known)
        if self.active(default):
            return self.settle(self.pair(default)).tangent
        return self.zero(self.value(default), nodes.copy_of(default))

    # Lambdas

    def pair_Lambda(self, node: Node) -> Pair:
        """Write a lambda: a lambda of pairs where one expression will do, else a function before the statement."""
        original = node
        node = self.with_named_defaults(node)
        outer = (self.scope, self.definitions)
        self.scope, self.definitions = self.facts.scopes[id(original)], [*self.definitions, original]
        written, value = self.in_block(lambda: self.returned(original.body))
        self.scope, self.definitions = outer
        if not written:
            args = self.joint_arguments(node, original, self.seeds_of(original))
            return Pair(node, gast.Lambda(args=args, body=value))
        name = self.names.fresh("d_lambda")
        definition = self.joint_definition(node, original, name)
        self.emit(definition)
        return Pair(node, nodes.name(name))


def own_sites(definition: Node) -> list[Node]:
    """List the nodes of a function that are not inside of an inner function."""
    found: list[Node] = list(arguments_of(definition.args))
    pending = list(definition.body) if isinstance(definition.body, list) else [definition.body]
    while pending:
        node = pending.pop()
        found.append(node)
        if not isinstance(node, (gast.FunctionDef, gast.Lambda)):
            pending.extend(gast.iter_child_nodes(node))
    return found


class Slot(gast.AST):  # type: ignore[misc]
    """Stand for the user's own definition, which is written only if something still uses it."""

    _fields = ()


def slot_for(definition: Node, original: Node) -> Node:
    """Mark the place of a definition."""
    marker = Slot()
    marker.definition, marker.original = definition, original
    return marker


def can_fall_through(body: list[Node]) -> bool:
    """Tell whether the end of a block may be reached."""
    if not body:
        return True
    last = body[-1]
    if isinstance(last, (gast.Return, gast.Raise, gast.Continue, gast.Break)):
        return False
    if isinstance(last, gast.If):
        return not last.orelse or can_fall_through(last.body) or can_fall_through(last.orelse)
    if isinstance(last, gast.While) and is_always_true(last.test):
        return any(isinstance(n, gast.Break) for n in own_nodes(last.body))
    if isinstance(last, (gast.With,)):
        return True
    if isinstance(last, gast.Try):
        if last.finalbody and not can_fall_through(last.finalbody):
            return False
        tail = last.orelse if last.orelse else last.body
        return can_fall_through(tail) or any(can_fall_through(h.body) for h in last.handlers)
    return True


def is_always_true(test: Node) -> bool:
    """Tell whether a loop's test is always true."""
    return isinstance(test, gast.Constant) and bool(test.value)


def own_nodes(body: list[Node]) -> list[Node]:
    """List the statements of a loop's body that a break in them would leave."""
    found: list[Node] = []
    pending = list(body)
    while pending:
        node = pending.pop()
        found.append(node)
        if not isinstance(node, (gast.For, gast.While, gast.FunctionDef, gast.Lambda, gast.ClassDef)):
            pending.extend(gast.iter_child_nodes(node))
    return found
