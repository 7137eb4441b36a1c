"""Write calls: by rule, by variant, of functions defined inside, of containers' methods, or at run time."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import gast
import numpy as np

from srcad import nodes
from srcad.analysing.plans import AsWritten, ByLocal, ByMirror, ByRule, ByVariant, Refused
from srcad.analysing.values import LIST
from srcad.differentiating.arithmetic import summed
from srcad.differentiating.base import Pair, called_name, holds_array, wish_for
from srcad.differentiating.dispatched import DispatchedCallWriter
from srcad.differentiating.joining import returns_tuples, takes_tangents_by_position
from srcad.differentiating.known_builtins import BuiltinWriter
from srcad.differentiating.poles import PoleWriter
from srcad.differentiating.ruletexts import (
    GUARDS,
    filled,
    names_of,
    parsed_statement,
    parsed_text,
    without_guards,
)
from srcad.differentiating.sums import ShapeWriter, summed_products
from srcad.kinds import NONE, Array, Static, is_scalar
from srcad.names import level_of, seed_names, tangent_name, variant_name
from srcad.rules import array_support, registry, support
from srcad.scopes import all_names, arguments_of

Node = Any
SUMS = frozenset({"numpy.sum", "numpy.ndarray.sum"})
DOUBLE = np.dtype(float).str


class CallWriter(ShapeWriter, PoleWriter, BuiltinWriter, DispatchedCallWriter):
    """Write each call by its plan."""

    def pair_Call(self, node: Node) -> Pair:
        return self.call_pair(node)

    def call_pair(self, node: Node) -> Pair:
        """Write a call by its plan."""
        plan = self.facts.plans.get(id(node), AsWritten())
        pair: Pair = getattr(self, "call_" + type(plan).__name__)(node, plan)
        if pair.wish == "value":
            pair.wish = called_name(node.func)
        return pair

    def call_AsWritten(self, node: Node, plan: Any) -> Pair:
        """Write a call whose result varies only because of where it is kept."""
        pair = Pair(self.rebuilt(node) if self.must_rewrite(node) else node)
        self.note_primal_uses(node)
        return self.asked(node, pair) if plan.asked else self.with_zero_tangent(node, pair)

    def with_zero_tangent(self, node: Node, pair: Pair) -> Pair:
        """Give a new object, array or container that starts constant its tangent from birth."""
        value = self.value(node)
        if not value.active:
            return pair
        self.check_no_operand_is_active(node)
        if self.value(node.func).kind == Static(super):
            first = next(arguments_of(self.definitions[-1].args))
            return Pair(node, self.tangent_of(first.id))
        pair.wish = called_name(node.func)
        self.start_from_zero(pair, value)
        return pair

    def call_Refused(self, node: Node, plan: Refused) -> Pair:
        return self.refused(node, plan.what, plan.way_out)

    # Rules

    def call_ByRule(self, node: Node, plan: ByRule) -> Pair:
        rule = plan.rule
        if rule.in_place is not None:
            return self.in_place_rule(node, plan)
        if self.facts.is_given(plan.bound, "out"):
            return self.out_rule(node, plan)
        if rule.form == "function":
            return self.user_rule(node, plan)
        arguments = self.rule_arguments(node, plan, self.texts_of(plan))
        return self.rule_pair(node, plan, arguments)

    def texts_of(self, plan: ByRule) -> dict[str, str]:
        """Return the texts that apply: those for complex arguments where there are such."""
        return {**plan.rule.texts, **(plan.rule.complex_texts if plan.complex else {})}

    def rule_arguments(self, node: Node, plan: ByRule, texts: dict[str, str]) -> dict[str, Any]:
        """Evaluate the arguments in the order of the call; those that the rule's texts speak of get names."""
        rule, bound = plan.rule, plan.bound
        ordered = self.argument_order(node, bound)
        pairs = self.sequence([(one, name not in plan.counts and self.active(one)) for name, one in ordered])
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        varying = [name for (name, _), pair in zip(ordered, pairs, strict=True) if pair.active]
        if self.is_joint(plan, varying):
            texts = dict.fromkeys(varying, rule.together)
        self.spread_by_partials(plan, pairs, ordered, texts)
        if self.tests_for_pole(node, plan, texts, varying):
            for pair in pairs:
                if pair.active:
                    pair.tangent = self.twice_tangent(pair)
        spoken = self.spoken_names(rule, texts, varying)
        counts = {name: sum(n == name for n, _ in ordered) for name, _ in ordered}
        wanted = []
        for (name, _), pair in zip(ordered, pairs, strict=True):
            repeated = name in spoken and (not pair.active or rule.form != "linear" or counts[name] > 1)
            wanted.append(repeated or (pair.active and not pair.exact))
        self.named_in_order(pairs, wanted)
        if rule.form in ("terms",) or any(t.count(tangent_name(n)) > 1 for n, t in texts.items()):
            for (name, _), pair in zip(ordered, pairs, strict=True):
                if pair.active and sum(text.count(f"d_{name}") for text in texts.values()) > 1:
                    pair.tangent = self.twice_tangent(pair)
        arguments: dict[str, Any] = {}
        for (name, _), pair in zip(ordered, pairs, strict=True):
            if isinstance(bound[name], list):
                arguments.setdefault(name, []).append(pair)
            else:
                arguments[name] = pair
        for name, given in bound.items():
            if isinstance(given, list):
                arguments.setdefault(name, [])
        return arguments

    def spread_by_partials(
        self, plan: ByRule, pairs: list[Pair], ordered: list[tuple[str, Node]], texts: dict[str, str]
    ) -> None:
        """Leave tangents of a smaller shape as they are where a partial of the whole shape is to multiply them."""
        if plan.rule.form != "elementwise":
            return
        for (name, _), pair in zip(ordered, pairs, strict=True):
            spoken = names_of(texts[name]) if pair.active else frozenset()
            if spoken & {name, "out"} and f"d_{name}" not in spoken:
                pair.exact, pair.shared = True, False

    def argument_order(self, node: Node, bound: dict[str, Any]) -> list[tuple[str, Node]]:
        """List the arguments with their parameters, in the order in which the call evaluates them."""
        flat: list[tuple[str, Node]] = []
        for name, given in bound.items():
            flat.extend((name, g) for g in (given if isinstance(given, list) else [given]))
        written = [node.func.value] if isinstance(node.func, gast.Attribute) else []
        position = {id(n): i for i, n in enumerate([*written, *node.args, *(k.value for k in node.keywords)])}
        return sorted(flat, key=lambda item: position[id(item[1])])

    def spoken_names(self, rule: Any, texts: dict[str, str], varying: list[str]) -> set[str]:
        """Return the parameters whose value the tangent needs."""
        if rule.form == "linear":
            return {p.name for p in rule.parameters} - ({*rule.wrt} if len(varying) else set())
        if rule.form == "bilinear":
            others = {p.name for p in rule.parameters} - {*rule.wrt}
            return others | {name for name in rule.wrt if set(varying) - {name}}
        return set().union(*(names_of(texts[name]) for name in varying if name in texts))

    def rebuilt_call(self, node: Node, plan: ByRule, arguments: dict[str, Any]) -> Node:
        """Return the primal call: the user's own where no argument was named."""
        by_id: dict[int, Node] = {}
        changed = False
        for name, given in plan.bound.items():
            pairs = arguments[name] if isinstance(given, list) else [arguments[name]]
            for argument, pair in zip(given if isinstance(given, list) else [given], pairs, strict=True):
                by_id[id(argument)] = pair.primal
                changed |= pair.primal is not argument
        return self.call_with(node, by_id) if changed else node

    def call_with(self, node: Node, by_id: dict[int, Node]) -> Node:
        """Copy a call with other arguments."""
        func = node.func
        if isinstance(func, gast.Attribute) and id(func.value) in by_id:
            func = nodes.replaced(func, value=by_id[id(func.value)])
        args = [by_id.get(id(a), a) for a in node.args]
        keywords = [nodes.keyword(k.arg, by_id.get(id(k.value), k.value)) for k in node.keywords]
        return nodes.call(func, args, keywords)

    def rule_pair(self, node: Node, plan: ByRule, arguments: dict[str, Any]) -> Pair:
        """Write the tangent of a call by the form of its rule."""
        primal = self.rebuilt_call(node, plan, arguments)
        rule = plan.rule
        if rule.form == "linear":
            names = {name for name, _ in self.varying_arguments(arguments)}
            whole = names == {*rule.wrt} & {*arguments} or self.has_dtype(node, self.kinds_of(plan, names))
            exact = whole and not rule.laid_out
            return Pair(primal, self.linear_call(node, plan, arguments), exact=exact, shared=False)
        if rule.form == "bilinear":
            return self.bilinear_pair(node, plan, arguments, primal)
        texts = self.texts_of(plan)
        varying = self.varying_arguments(arguments)
        joint = self.is_joint(plan, [name for name, _ in varying])
        make = self.term_maker(node, plan, arguments, texts, varying)
        used = set().union(*(names_of(texts[name]) for name, _ in varying))
        used |= names_of(rule.together) if joint else set()
        tests = self.tests_for_pole(node, plan, texts, [name for name, _ in varying])
        exact = self.elementwise_exact(node, plan, arguments, varying, texts)
        if rule.laid_out and not is_scalar(self.value(node).kind):
            return Pair(primal, late=lambda out: self.laid_like(make(out), out), exact=exact, shared=False)
        if rule.form == "elementwise" and "dtype" in arguments:  # the terms have the dtype of the operands

            def cast(out: Node) -> Node:
                return nodes.call(self.helper("spread"), [make(out), nodes.copy_of(out)])

            return Pair(primal, late=cast)
        if "out" in used or tests:
            return Pair(primal, late=make, exact=exact, shared=False)
        tangent = make(None)
        shared = isinstance(tangent, gast.Name) and holds_array(self.value(node).kind)
        return Pair(primal, tangent, exact=exact, shared=shared)

    def laid_like(self, tangent: Node, out: Node) -> Node:
        """Write the copy of a tangent into the memory layout of the result."""
        return nodes.call(self.extra("laid_like", array_support.laid_like), [tangent, nodes.copy_of(out)])

    def is_joint(self, plan: ByRule, varying: list[str]) -> bool:
        """Tell whether one text gives the whole tangent: the tuples of a result of several parts are not added."""
        shorter = bool(plan.rule.together) and set(varying) == set(plan.rule.wrt)
        return (bool(plan.rule.outputs) or shorter) and len(varying) > 1

    def varying_arguments(self, arguments: dict[str, Any]) -> list[tuple[str, Pair]]:
        """List the active arguments; the items of a *parameter one by one."""
        flat: list[tuple[str, Pair]] = []
        for name, given in arguments.items():
            flat.extend((name, p) for p in (given if isinstance(given, list) else [given]) if p.active)
        return flat

    def elementwise_exact(
        self,
        node: Node,
        plan: ByRule,
        arguments: dict[str, Any],
        varying: list[tuple[str, Pair]],
        texts: dict[str, str],
    ) -> bool:
        """Tell whether the terms broadcast to the shape of the result, and have its dtype."""
        if plan.rule.form != "elementwise" or is_scalar(self.value(node).kind):
            return True
        needed = {name for name in arguments if name in plan.rule.wrt}
        covered, carrying = set[str](), set[str]()
        for name, _ in varying:
            covered |= {name} | names_of(texts[name])
            is_term = f"d_{name}" in names_of(texts[name])  # it may choose between tangents by the other arguments
            carrying |= {name} if is_term else {name} | names_of(texts[name])
        if "out" not in carrying and not self.has_dtype(node, self.kinds_of(plan, carrying & {*arguments})):
            return False
        if "out" in covered:
            return True
        scalars = {n for n in needed if all(is_scalar(v.kind) for v in self.facts.bound_values(plan.bound, n))}
        return needed - scalars <= covered and not (scalars and not (needed - scalars))

    def term_maker(
        self,
        node: Node,
        plan: ByRule,
        arguments: dict[str, Any],
        texts: dict[str, str],
        varying: list[tuple[str, Pair]],
    ) -> Callable[..., Node]:
        """Return what makes the tangent once the name of the result is known; `away` from poles without guards."""
        values = self.rule_values(plan, arguments)
        left_out = [p.name for p in plan.rule.parameters if p.name not in arguments]

        def written(text: str, given: dict[str, Node], away: bool) -> Node:
            tree = parsed_text(text)
            if any(guard in text for guard in GUARDS):
                tree = without_guards(tree, lambda divisor: away or self.excludes_pole(node, plan, divisor))
            return filled(tree, given, lambda name: self.rule_function(node, plan.rule, name), left_out)

        def make(out: Node, *, away: bool = False) -> Node:
            if self.is_joint(plan, [name for name, _ in varying]):
                return written(plan.rule.together, {**values, "out": out}, away)
            terms = []
            for name, pair in varying:
                given = {**values, "out": out, name: pair.primal, f"d_{name}": pair.tangent}
                expression = written(texts[name], given, away)
                if plan.rule.form == "terms":  # whole, also one that is zero whatever the tangent is
                    terms.append(expression)
                    continue
                guarded = not away and self.needs_guard(node, plan, name, texts[name])
                terms.append(self.term(name, texts[name], expression, pair, guarded=guarded))
            return summed(terms)

        if not self.tests_for_pole(node, plan, texts, [name for name, _ in varying]):
            return make

        def make_choice(out: Node) -> Node:
            test = filled(parsed_text(plan.rule.away), {**values, "out": out}, nodes.name)
            return nodes.choice(test, make(out, away=True), make(out))

        return make_choice

        return make

    def rule_values(self, plan: ByRule, arguments: dict[str, Any]) -> dict[str, Node]:
        """Return the values of a rule's parameters, defaults included."""
        values: dict[str, Node] = {}
        for parameter in plan.rule.parameters:
            given = arguments.get(parameter.name)
            if isinstance(given, list):
                values[parameter.name] = nodes.tuple_of([nodes.copy_of(p.primal) for p in given])
                tangents = [self.given_tangent(p) for p in given]
                values[f"d_{parameter.name}"] = nodes.tuple_of(tangents)
            elif given is not None:
                values[parameter.name] = given.primal
                values[f"d_{parameter.name}"] = self.given_tangent(given)
            elif parameter.default is not None:
                values[parameter.name] = parsed_text(parameter.default)
        return values

    def given_tangent(self, pair: Pair) -> Node:
        """Return the tangent of an argument, 0.0 where it is constant."""
        return pair.tangent if pair.tangent is not None else nodes.constant(0.0)

    def rule_function(self, node: Node, rule: Any, name: str) -> Node:
        """Read a function of a rule's text through the namespace that the user wrote, if it is there."""
        obj = registry.lookup(rule, name)
        if isinstance(node.func, gast.Attribute):
            prefix = self.value(node.func.value).kind
            if (
                isinstance(prefix, Static)
                and isinstance(prefix.obj, types.ModuleType)
                and getattr(prefix.obj, name, None) is obj
            ):
                return nodes.attribute(nodes.copy_of(node.func.value), name)
        return self.extra(name, obj)

    def linear_call(self, node: Node, plan: ByRule, arguments: dict[str, Any]) -> Node:
        """Write the same call on the tangents."""
        inner = self.inner_products(plan, arguments) if plan.rule.name in SUMS else None
        if inner is not None:
            return inner
        by_id: dict[int, Node] = {}
        for name, given in plan.bound.items():
            argument_nodes = given if isinstance(given, list) else [given]
            pairs = arguments[name] if isinstance(given, list) else [arguments[name]]
            for argument, pair in zip(argument_nodes, pairs, strict=True):
                by_id[id(argument)] = self.linear_argument(plan, name, argument, pair)
        call = self.call_with(node, by_id)
        return nodes.copy_of(call)

    def inner_products(self, plan: ByRule, arguments: dict[str, Any]) -> Node | None:
        """Write the tangent of a sum over an array of floats as products of vectors, None where it is no such sum."""
        ((name, argument), *others) = plan.bound.items()
        kind = self.value(argument).kind
        if others or not isinstance(kind, Array) or kind.dtype != DOUBLE:
            return None

        def inner(left: Node, right: Node) -> Node:
            return nodes.call(self.extra("inner", support.inner), [left, right])

        return summed_products(arguments[name].tangent, inner, self.shape_of)

    def linear_argument(self, plan: ByRule, name: str, argument: Node, pair: Pair) -> Node:
        """Return an argument of the call on the tangents: a zero where a linear one is constant."""
        if name not in plan.rule.wrt:
            return nodes.copy_of(pair.primal)
        if pair.tangent is not None:
            return pair.tangent
        kind = self.value(argument).kind
        if is_scalar(kind):
            return nodes.constant(0.0)
        return nodes.call(self.helper("zero_tangent"), [self.twice(pair)])

    def bilinear_pair(self, node: Node, plan: ByRule, arguments: dict[str, Any], primal: Node) -> Pair:
        """Write the sum of the calls with one factor replaced by its tangent."""
        terms = []
        for _, varying in self.varying_arguments(arguments):
            by_id: dict[int, Node] = {}
            for name, given in plan.bound.items():
                for argument, pair in zip(
                    given if isinstance(given, list) else [given],
                    arguments[name] if isinstance(given, list) else [arguments[name]],
                    strict=True,
                ):
                    by_id[id(argument)] = pair.tangent if pair is varying else nodes.copy_of(pair.primal)
            terms.append(nodes.copy_of(self.call_with(node, by_id)))
        return Pair(primal, summed(terms))

    def user_rule(self, node: Node, plan: ByRule) -> Pair:
        """Call the user's rule: (x, *, d_x) -> (value, tangent)."""
        arguments = self.rule_arguments(node, plan, {})
        call = self.rebuilt_call(node, plan, arguments)
        function = self.extra(rule_name(plan.rule), plan.rule.function)
        varying = dict(self.varying_arguments(arguments))
        seeds = []
        for name in plan.rule.wrt:
            if name in varying:
                seeds.append(nodes.keyword(tangent_name(name), varying[name].tangent))
            elif name in plan.bound and registry.needs_zero(plan.rule, name):
                zero = self.tangent_or_zero(plan.bound[name], arguments[name])
                seeds.append(nodes.keyword(tangent_name(name), zero))
        # A list of its own: what `call` holds may be the user's tree, which is derived again for other kinds.
        call = nodes.replaced(call, func=function, keywords=[*call.keywords, *seeds])
        return Pair(node, joint=call)

    # Rules that write

    def in_place_rule(self, node: Node, plan: ByRule) -> Pair:
        """Write a rule that changes one of its arguments: the tangent's statement first, then the user's."""
        rule = plan.rule
        texts = self.texts_of(plan)
        ordered = self.argument_order(node, plan.bound)
        pairs = self.sequence([(one, name not in plan.counts and self.active(one)) for name, one in ordered])
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        self.named_in_order(pairs, [True] * len(pairs))
        arguments: dict[str, Any] = {name: pair for (name, _), pair in zip(ordered, pairs, strict=True)}
        values = self.rule_values(plan, arguments)
        statement = filled(parsed_statement(texts[rule.in_place]), values, lambda f: self.rule_function(node, rule, f))
        self.emit(statement)
        self.impure += 1
        return Pair(self.rebuilt_call(node, plan, arguments), nodes.constant(None), kind=NONE)

    def out_rule(self, node: Node, plan: ByRule) -> Pair:
        """Write a call with out=: the primal as the user wrote it, and its tangent into d_out, under the same mask.

        The tangent is computed first, into a value of its own, for the arguments may share storage with ``out``.
        """
        without = {name: given for name, given in plan.bound.items() if name not in ("out", "where")}
        target, mask = plan.bound["out"], plan.bound.get("where")
        destination = self.settle(self.sequence([(target, True)])[0])
        if not self.is_duplicable(destination.primal):
            self.bind(destination, tangent_too=True)
        condition = Pair(self.primal(mask), wish="mask") if mask is not None else None
        if condition is not None and not self.is_duplicable(condition.primal):
            self.bind(condition)
        dropped = [target] if mask is None else [target, mask]
        stripped = nodes.replaced(
            node,
            keywords=[k for k in node.keywords if not any(k.value is d for d in dropped)],
            args=[a for a in node.args if not any(a is d for d in dropped)],
        )
        self.facts.values[id(stripped)] = self.value(target)
        call, tangent = self.stripped_call(
            node, stripped, ByRule(plan.rule, without, plan.complex), condition is not None
        )
        by_id = {id(target): nodes.copy_of(destination.primal)}
        if condition is not None:
            by_id[id(mask)] = nodes.copy_of(condition.primal)
        changed = (
            call is not node
            or destination.primal is not target
            or (condition is not None and condition.primal is not mask)
        )
        self.emit(nodes.expression(self.call_with(call, by_id) if changed else node), impure=True)
        if destination.tangent is not None:
            self.commit_out(node, plan, nodes.copy_of(destination.tangent), tangent, condition)
        return Pair(
            nodes.copy_of(destination.primal), nodes.copy_of(destination.tangent) if destination.tangent else None
        )

    def stripped_call(self, node: Node, stripped: Node, plan: ByRule, masked: bool) -> tuple[Node, Node]:
        """Return the call with its arguments named, and the tangent of the same call without out=."""
        if not any(self.active(a) for _, a in self.argument_order(stripped, plan.bound)):
            return node, nodes.constant(0.0)
        if plan.rule.form == "constant":
            self.note_primal_uses(node)
            return self.rebuilt(node) if self.must_rewrite(node) else node, nodes.constant(0.0)
        arguments = self.rule_arguments(stripped, plan, self.texts_of(plan))
        for pair in self.all_pairs(arguments):
            if not self.is_duplicable(pair.primal):
                self.bind(pair)
        made = self.rule_pair(stripped, plan, arguments)
        if made.late is not None:
            made.tangent = made.late(nodes.copy_of(made.primal))
        name = self.names.fresh(tangent_name("result", self.names.level))
        if masked:
            self.emit_silently(nodes.assign([nodes.store(name)], made.tangent))
        else:
            self.assign(name, made.tangent)
        by_id = {id(n): p.primal for n, p in self.bound_pairs(plan, arguments)}
        changed = any(p.primal is not n for n, p in self.bound_pairs(plan, arguments))
        return (self.call_with(node, by_id) if changed else node), nodes.name(name)

    def emit_silently(self, statement: Node) -> None:
        """Write a tangent whose masked elements may be anything: no warning of theirs is seen."""
        quiet = nodes.call(self.extra("errstate", np.errstate), [], [nodes.keyword("all", nodes.constant("ignore"))])
        item = gast.withitem(context_expr=quiet, optional_vars=None)
        self.emit(gast.With(items=[item], body=[nodes.located(statement, self.origin)], type_comment=None))

    def commit_out(self, node: Node, plan: ByRule, destination: Node, tangent: Node, condition: Pair | None) -> None:
        """Write a tangent into the storage of d_out, where the primal was written."""
        if condition is None:
            self.assign(nodes.subscript(destination, nodes.constant(Ellipsis), gast.Store()), tangent)
            return
        where = nodes.keyword("where", nodes.copy_of(condition.primal))
        copy = nodes.call(self.rule_function(node, plan.rule, "copyto"), [destination, tangent], [where])
        self.emit(nodes.expression(copy), impure=True)

    def all_pairs(self, arguments: dict[str, Any]) -> list[Pair]:
        """List the pairs of all arguments."""
        return [p for given in arguments.values() for p in (given if isinstance(given, list) else [given])]

    def bound_pairs(self, plan: ByRule, arguments: dict[str, Any]) -> list[tuple[Node, Pair]]:
        """Pair the argument nodes of a plan with what was written for them."""
        found: list[tuple[Node, Pair]] = []
        for name, given in plan.bound.items():
            if isinstance(given, list):
                found.extend(zip(given, arguments[name], strict=True))
            else:
                found.append((given, arguments[name]))
        return found

    # Functions

    def call_ByVariant(self, node: Node, plan: ByVariant) -> Pair:
        by_node = {id(argument): name for name, argument in plan.bound}
        callee = self.facts.context.analysed(plan.function, plan.key)
        positional = [*([plan.receiver] if plan.receiver is not None else []), *node.args]
        straight = takes_tangents_by_position(callee.parsed.node, positional, node.keywords)
        flat = straight and self.unpacked is not None and self.unpacked[0] is node
        flat = flat and returns_tuples(callee.parsed, nodes.present(self.unpacked)[1])
        wish = self.variant_wish(plan.function)
        function = self.variant(wish, plan.function, plan.key, by_position=straight, flat=flat)
        ordered = [a.id for a in arguments_of(callee.parsed.node.args) if a.id in plan.seeded]
        taken = all_names(callee.parsed.node) | set(callee.parsed.free_names)
        seeds = seed_names(taken, ordered, level_of(plan.function) + 1)
        pair = self.joint_call(node, function, by_node, frozenset(plan.seeded), seeds.__getitem__, plan.receiver)
        pair.flat = flat
        if straight:
            call = nodes.present(pair.joint)
            pair.joint = nodes.call(call.func, [*call.args, *(keyword.value for keyword in call.keywords)])
        return pair

    def variant_wish(self, function: Any) -> str:
        """Name a callee's variant after the function."""
        stem = function.__name__ if function.__name__.isidentifier() else "lambda"
        return variant_name(stem, level_of(function) + 1)

    def call_ByLocal(self, node: Node, plan: ByLocal) -> Pair:
        by_node = {id(argument): name for name, argument in plan.bound}
        definition = plan.node
        seeded = frozenset(name for name in self.seeds_of(definition))
        function = self.tangent_of_function(node)
        info = self.facts.functions[id(definition)]
        pair = self.joint_call(node, function, by_node, seeded, self.names.tangent)
        if info.is_generator:
            pair.joint = nodes.call(self.helper("joint_generator"), [pair.joint])
        return pair

    def tangent_of_function(self, node: Node) -> Node:
        """Read the derivative of a function defined here."""
        if isinstance(node.func, gast.Name):
            return self.tangent_of(node.func.id)
        pair = self.settle(self.pair(node.func))
        return pair.tangent

    def joint_call(
        self,
        node: Node,
        function: Node,
        by_node: dict[int, str],
        seeded: frozenset[str],
        tangent: Callable[[str], str],
        receiver: Node | None = None,
    ) -> Pair:
        """Write a call that passes primals and tangents and gives both results."""
        positional = [*([receiver] if receiver is not None else []), *node.args]
        given = [*positional, *(k.value for k in node.keywords)]
        pairs = self.sequence([(argument, by_node[id(argument)] in seeded) for argument in given])
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        zeros = [
            by_node[id(a)] in seeded and not p.active and self.needs_name(p) for a, p in zip(given, pairs, strict=True)
        ]
        self.named_in_order(pairs, [z or (p.active and self.is_loose(p)) for z, p in zip(zeros, pairs, strict=True)])
        args = [p.primal for p in pairs[: len(positional)]]
        keywords = [
            nodes.keyword(k.arg, p.primal) for k, p in zip(node.keywords, pairs[len(positional) :], strict=True)
        ]
        for argument, pair in zip(given, pairs, strict=True):
            name = by_node[id(argument)]
            if name in seeded:
                keywords.append(nodes.keyword(tangent(name), self.tangent_or_zero(argument, pair)))
        return Pair(node, joint=nodes.call(function, args, keywords))

    # Containers and builtins

    def call_ByMirror(self, node: Node, plan: ByMirror) -> Pair:
        owner_node, method = node.func.value, node.func.attr
        is_list = self.value(owner_node).kind == LIST
        value_index = {
            "append": 0,
            "insert": 1,
            "extend": 0,
            "setdefault": 1,
            "get": 1,
            "pop": 99 if is_list else 1,
        }.get(method, 99)
        parts = [(owner_node, True), *((a, i == value_index) for i, a in enumerate(node.args))]
        pairs = self.sequence(parts)
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        wanted = [False] * len(pairs)
        for i, pair in enumerate(pairs[1:]):
            wanted[i + 1] = i != value_index or self.is_loose(pair) or (not pair.active and self.needs_name(pair))
        self.named_in_order(pairs, wanted)
        by_id = {id(n): p.primal for (n, _), p in zip(parts, pairs, strict=True)}
        unchanged = all(p.primal is n for (n, _), p in zip(parts, pairs, strict=True))
        primal = node if unchanged else self.call_with(node, by_id)
        arguments = [
            self.tangent_or_zero(a, p) if i == value_index else nodes.copy_of(p.primal)
            for i, (a, p) in enumerate(zip(node.args, pairs[1:], strict=True))
        ]
        if value_index < len(arguments) and self.reads_storage(arguments[value_index]):
            name = self.names.fresh(tangent_name(wish_for(node.args[value_index]), self.names.level))
            self.assign(name, arguments[value_index])
            arguments[value_index] = nodes.name(name)
        tangent = nodes.call(nodes.attribute(pairs[0].tangent, method), arguments)
        if method in ("get", "copy"):
            return Pair(primal, tangent)
        self.impure += 1
        return Pair(node, joint=nodes.tuple_of([primal, tangent]), kind=NONE)

    def seeds_of(self, definition: Node) -> list[str]:
        """List the parameters of a definition that carry a tangent."""
        raise NotImplementedError


def rule_name(rule: registry.Rule) -> str:
    """Name a rule that is a function: by its own name where that says more than the primal's."""
    name = rule.name.rsplit(".", 1)[-1].strip("_")
    own = getattr(rule.function, "__name__", "")
    return own if own.isidentifier() and own.strip("_") and own != name else f"{name}_rule"
