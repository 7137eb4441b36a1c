"""Write statements: control flow stays the user's, each primal statement gets its tangent beside it."""

from __future__ import annotations

import operator
from typing import Any

import gast

from srcad import nodes
from srcad.analysing.flow import child_patterns
from srcad.analysing.plans import AsWritten
from srcad.analysing.values import DICT, LIST, all_regions
from srcad.differentiating.base import Pair
from srcad.differentiating.expressions import OPERATORS
from srcad.differentiating.in_place import InPlaceWriter
from srcad.differentiating.joining import in_one_tuple
from srcad.differentiating.loops import flat_targets
from srcad.kinds import UNKNOWN, is_array, is_immutable, is_integer

Node = Any


class StatementWriter(InPlaceWriter):
    """Write one statement after the other; one method for each node."""

    def write_block(self, statements: list[Node]) -> list[Node]:
        """Write a block of its own."""
        written, _ = self.in_block(lambda: self.write_all(statements))
        return written or [nodes.located(gast.Pass(), self.origin)]

    def write_all(self, statements: list[Node]) -> None:
        """Write statements into the current block."""
        for statement in statements:
            outer, self.origin = self.origin, statement
            getattr(self, "write_" + type(statement).__name__)(statement)
            self.origin = outer

    # Simple statements

    def write_Expr(self, node: Node) -> None:
        value = node.value
        if isinstance(value, OPERATORS) and self.active(value) and self.value(value).kind == UNKNOWN:
            self.write_for_effect(node, self.pair(value, joint=True))  # a class's own operator may change the object
            return
        if not self.must_rewrite(value):
            self.note_primal_uses(value)
            self.emit(node)
            return
        if self.write_yield_statement(node):
            return
        if isinstance(value, gast.Call) and self.has_effect(value):
            self.write_for_effect(node, self.call_pair(value))
            return
        primal = self.primal(value)
        if not isinstance(primal, (gast.Name, gast.Constant)):
            self.emit(nodes.expression(primal), impure=True)

    def write_for_effect(self, node: Node, pair: Pair) -> None:
        """Write a call or an operator for its effect, on the primal and on the tangent."""
        if isinstance(pair.joint, gast.Tuple):
            primal, tangent = pair.joint.elts
            self.emit(node if primal is node.value else nodes.expression(primal), impure=True)
            self.emit(nodes.expression(tangent), impure=True)
        elif pair.joint is not None:
            self.emit(nodes.expression(pair.joint), impure=True)
        elif not isinstance(pair.primal, (gast.Name, gast.Constant)):
            self.emit(node if pair.primal is node.value else nodes.expression(pair.primal), impure=True)

    def write_Return(self, node: Node) -> None:
        value = self.returned(node.value)
        if self.way.flat and self.definitions[-1] is self.parsed.node:
            value = in_one_tuple(value)
        self.emit(gast.Return(value=value), impure=True)

    def returned(self, value: Node | None) -> Node:
        """Write what is returned: the pair of value and tangent."""
        if value is None:
            return nodes.tuple_of([nodes.constant(None), nodes.constant(None)])
        pair = self.asked(value, Pair(self.primal(value))) if self.is_asked(value) else self.pair(value, joint=True)
        if pair.joint is not None:
            return pair.joint
        if pair.late is not None or self.is_loose(pair):
            self.bind(pair)
        if (
            pair.active
            and not isinstance(pair.primal, (gast.Name, gast.Tuple, gast.List, gast.Dict))
            and self.is_long(pair)
        ):
            self.bind(pair, tangent_too=True)
        elements = getattr(self.value(value).kind, "elements", None)
        if isinstance(pair.primal, gast.Tuple) and isinstance(pair.tangent, gast.Tuple) and elements:
            return nodes.tuple_of([pair.primal, self.tuple_tangent(value, pair)])
        tangent = pair.tangent
        if tangent is None:
            tangent = self.tangent_or_zero(value, pair, number_is_none=not self.returns_active())
            tangent = self.none_outside(value, tangent)
        return nodes.tuple_of([pair.primal, tangent])

    def is_asked(self, value: Node) -> bool:
        """Tell whether the run is asked what a returned call gives: the caller may store into that, if it is new."""
        plan = self.facts.plans.get(id(value))
        if not self.way.dispatched or self.definitions[-1] is not self.parsed.node or type(plan) is not AsWritten:
            return False
        result = self.value(value)
        return not is_immutable(result.kind) and not all(region.is_new for region in all_regions(result))

    def none_outside(self, value: Node, zero: Node) -> Node:
        """Give no zero to a returned constant whose storage is not new: what the caller stored there would be lost.

        A call that was planned by the analysis needs none of this: what is returned from outside is known there.
        """
        if not self.way.dispatched or self.definitions[-1] is not self.parsed.node or not is_zero_of(zero):
            return zero
        if all(region.is_new for region in all_regions(self.value(value))):
            return zero
        return nodes.call(self.helper("tangent_outside"), zero.args[:1])

    def is_long(self, pair: Pair) -> bool:
        """Tell whether value and tangent on one line would be hard to read."""
        count = sum(
            1 for part in (pair.primal, pair.tangent) for n in gast.walk(part) if isinstance(n, (gast.BinOp, gast.Call))
        )
        return count > 8

    def returns_active(self) -> bool:
        """Tell whether an active value can reach the result of the current function."""
        if self.definitions[-1] is self.parsed.node:
            return self.analysed.summary.active
        return self.facts.functions[id(self.definitions[-1])].result.active

    def tuple_tangent(self, value: Node, pair: Pair) -> Node:
        """Leave None where no active value can reach a place of a returned tuple and an integer stands there."""
        activity = self.analysed.summary.result_activity if self.definitions[-1] is self.parsed.node else True
        tangents = nodes.present(pair.tangent).elts
        if not isinstance(activity, tuple) or len(activity) != len(tangents):
            return pair.tangent
        kinds = [e.kind for e in self.value(value).kind.elements]
        parts = value.elts if isinstance(value, gast.Tuple) else [value] * len(tangents)
        return nodes.tuple_of(
            [
                nodes.constant(None) if is_integer(kind) and not active else self.none_outside(node, t)
                for node, t, active, kind in zip(parts, tangents, activity, kinds, strict=True)
            ]
        )

    def write_Delete(self, node: Node) -> None:
        targets: list[Node] = []
        plain = True
        for target in node.targets:
            targets.append(target)
            if isinstance(target, gast.Name):
                if self.active(target):
                    targets.append(
                        gast.Name(id=self.names.tangent(target.id), ctx=gast.Del(), annotation=None, type_comment=None)
                    )
                    plain = False
            elif self.active(target.value):
                plain = False
                if isinstance(target, gast.Subscript) and self.is_deleted_by_a_method(target):
                    self.emit_deletion(targets[:-1])
                    targets = []
                    self.delete_at_run_time(target)
                else:
                    self.delete_part(target, targets)
        if plain:
            self.emit(node)
        else:
            self.emit_deletion(targets)

    def emit_deletion(self, targets: list[Node]) -> None:
        """Delete what there is to delete."""
        if targets:
            self.emit(gast.Delete(targets=targets))

    def is_deleted_by_a_method(self, target: Node) -> bool:
        """Tell whether an element is one of an object of the user's class, or may be."""
        kind = self.value(target.value).kind
        return not is_array(kind) and kind not in (LIST, DICT)

    def delete_at_run_time(self, target: Node) -> None:
        """Delete an element of what only the run knows."""
        owner, index = self.owner_and_index(target)
        self.settle(owner)
        function = nodes.attribute(self.extra("operator", operator), "delitem")
        place = self.index_value(index.primal)
        made = self.applied(function, [owner.primal, place], [owner.tangent, index.tangent])
        self.emit(nodes.expression(made.joint), impure=True)

    def delete_part(self, target: Node, targets: list[Node]) -> None:
        """Delete an element or attribute on both sides."""
        owner = self.settle(self.sequence([(target.value, True)])[0])
        if not self.is_duplicable(owner.primal):
            self.bind(owner, tangent_too=True)
        targets.pop()
        if isinstance(target, gast.Attribute):
            targets.append(nodes.attribute(owner.primal, target.attr, gast.Del()))
            targets.append(nodes.attribute(owner.tangent, target.attr, gast.Del()))
            return
        index = Pair(self.primal(target.slice), wish="index")
        self.twice(index)
        targets.append(nodes.subscript(owner.primal, index.primal, gast.Del()))
        targets.append(nodes.subscript(owner.tangent, nodes.copy_of(index.primal), gast.Del()))

    def write_Assert(self, node: Node) -> None:
        said = node.msg is not None and self.active(node.msg)
        if not said and not any(self.must_rewrite(part) for part in (node.test, node.msg) if part is not None):
            self.emit(node)
            return
        test = self.primal(node.test)
        error = self.extra("AssertionError_", AssertionError)

        def body() -> None:
            if said:
                pair = self.whole(node.msg)
                made = self.applied(error, [pair.primal], [pair.tangent], wish="error")
                self.bind(made)
                self.emit(gast.Raise(exc=made.primal, cause=None))
                return
            message = [self.primal(node.msg)] if node.msg is not None else []
            self.emit(gast.Raise(exc=nodes.call(error, message), cause=None))

        written, _ = self.in_block(body)
        self.emit(gast.If(test=gast.UnaryOp(op=gast.Not(), operand=test), body=written, orelse=[]))

    def write_Raise(self, node: Node) -> None:
        if not any(self.must_rewrite(part) for part in (node.exc, node.cause) if part is not None):
            self.emit(node)
            return
        exc = self.primal(node.exc) if node.exc is not None else None
        cause = self.primal(node.cause) if node.cause is not None else None
        self.emit(gast.Raise(exc=exc, cause=cause), impure=True)

    def as_it_is(self, node: Node) -> None:
        """Leave a statement that has no tangent."""
        self.emit(node)

    write_Pass = as_it_is
    write_Break = as_it_is
    write_Continue = as_it_is
    write_Global = as_it_is

    def write_Import(self, node: Node) -> None:
        self.emit(node)

    write_ImportFrom = write_TypeAlias = write_Import

    def write_Nonlocal(self, node: Node) -> None:
        tangents = [self.names.tangent(name) for name in node.names if self.cell_is_active(name)]
        self.emit(node if not tangents else gast.Nonlocal(names=[*node.names, *tangents]))

    def cell_is_active(self, name: str) -> bool:
        """Tell whether a shared variable carries a tangent."""
        return any(key[1] == name and cell.value.active for key, cell in self.facts.cells.items())

    def write_ClassDef(self, node: Node) -> None:
        if id(node) in self.facts.refusals:
            self.emit_refusal(node)
            # Nothing below is reached; what is written there still mentions the tangent.
            self.assign(self.names.tangent(node.name), nodes.constant(None))
            return
        self.note_primal_uses(node)
        for name in {n.id for n in gast.walk(node) if isinstance(n, gast.Name)}:
            self.primal_uses.update(self.local_functions_named(name))
        self.emit(node)

    # Branches

    def write_If(self, node: Node) -> None:
        test = self.primal(node.test)
        body = self.write_block(node.body)
        orelse = self.write_block(node.orelse) if node.orelse else []
        self.emit(nodes.replaced(node, test=test, body=body, orelse=orelse))

    def write_Match(self, node: Node) -> None:
        subject = self.pair(node.subject) if self.active(node.subject) else Pair(self.primal(node.subject))
        if subject.active:
            self.settle(subject)
            if not isinstance(subject.primal, gast.Tuple) or not isinstance(subject.tangent, gast.Tuple):
                self.twice(subject)
            subject.tangent = self.twice_tangent(subject)
        cases = []
        for case in self.alternatives(node.cases):
            captures: list[tuple[str, Node]] = []
            if subject.active:
                self.captured(case.pattern, subject.primal, subject.tangent, captures)
            else:
                self.zeros_of_pattern(case.pattern, captures)
            guard = self.guard(case, captures)
            before = [nodes.located(nodes.assign([nodes.store(n)], t), case.body[0]) for n, t in captures]
            body = [*([] if case.guard is not None else before), *self.write_block(case.body)]
            cases.append(gast.match_case(pattern=case.pattern, guard=guard, body=body))
        self.emit(gast.Match(subject=subject.primal, cases=cases))

    def alternatives(self, cases: list[Node]) -> list[Node]:
        """Write a case of alternatives that capture as one case for each: the capture stands at a place of its own."""
        result = []
        for case in cases:
            choices = [p for p in gast.walk(case.pattern) if isinstance(p, gast.MatchOr) and self.captures_active(p)]
            if not choices:
                result.append(case)
            elif choices == [case.pattern] and case.guard is None:
                result += [gast.match_case(pattern=p, guard=None, body=case.body) for p in case.pattern.patterns]
            else:
                self.emit_unsupported(case.pattern)
                result.append(case)
        return result

    def captures_active(self, pattern: Node) -> bool:
        """Tell whether something inside a pattern captures a value that carries a tangent."""
        return any(self.carried(p) for p in gast.walk(pattern) if isinstance(p, CAPTURES))

    def emit_unsupported(self, pattern: Node) -> None:
        """Refuse alternatives inside a pattern, or under a guard, that capture active values."""
        what = "alternatives inside a pattern, or under a guard, capture active values at different places"
        refusal = self.refused(pattern, what, "Write one case for each alternative.")
        self.emit(nodes.expression(refusal.joint), impure=True)

    def guard(self, case: Node, captures: list[tuple[str, Node]]) -> Node | None:
        """Write the guard of a case, which has no room for statements; what was captured stays bound if it fails.

        What has to run first becomes parts of a tuple, whose last item is the guard.
        """
        if case.guard is None:
            return None
        written, guard = self.in_block(lambda: self.primal(case.guard))
        parts: list[Node | None] = [gast.NamedExpr(target=nodes.store(n), value=t) for n, t in captures]
        parts += [part for statement in written for part in self.as_expressions(statement)]
        if None in parts:
            return self.refused(
                case.guard, "the guard of a case needs a statement", "Compute it before the match."
            ).joint
        if not parts:
            return guard
        return nodes.subscript(nodes.tuple_of([*parts, guard]), nodes.negative(nodes.constant(1)))

    def as_expressions(self, statement: Node) -> list[Node | None]:
        """Write a statement that binds variables as expressions that do; None for any other."""
        if isinstance(statement, gast.Expr):
            return [statement.value]
        if not isinstance(statement, gast.Assign) or len(statement.targets) != 1:
            return [None]
        target = statement.targets[0]
        if isinstance(target, gast.Name):
            return [gast.NamedExpr(target=target, value=statement.value)]
        if not isinstance(target, gast.Tuple) or not all(isinstance(e, gast.Name) for e in target.elts):
            return [None]
        both = self.names.fresh("pair")
        items = [nodes.subscript(nodes.name(both), nodes.constant(index)) for index in range(len(target.elts))]
        bound = [gast.NamedExpr(target=e, value=item) for e, item in zip(target.elts, items, strict=True)]
        return [gast.NamedExpr(target=nodes.store(both), value=statement.value), *bound]

    def zeros_of_pattern(self, pattern: Node, found: list[tuple[str, Node]]) -> None:
        """Collect zero tangents for what a pattern captures from a constant."""
        name = (
            getattr(pattern, "rest", None) if isinstance(pattern, gast.MatchMapping) else getattr(pattern, "name", None)
        )
        if name is not None and self.carried(pattern):
            found.append((self.names.tangent(name), self.zero(self.value(pattern), nodes.name(name))))
        for child in child_patterns(pattern):
            self.zeros_of_pattern(child, found)

    def captured(self, pattern: Node, primal: Node, tangent: Node, found: list[tuple[str, Node]]) -> None:
        """Collect the tangents of what a pattern captures, each read from the subject's tangent by its path."""
        name = getattr(pattern, "name", None)
        if isinstance(pattern, gast.MatchAs) and name is not None and self.carried(pattern):
            found.append((self.names.tangent(name), nodes.copy_of(tangent)))
        if isinstance(pattern, (gast.MatchAs, gast.MatchOr)):
            for child in child_patterns(pattern):
                self.captured(child, primal, tangent, found)
        elif isinstance(pattern, gast.MatchSequence):
            self.captured_items(pattern, primal, tangent, found)
        elif isinstance(pattern, gast.MatchMapping):
            self.captured_entries(pattern, primal, tangent, found)
        elif isinstance(pattern, gast.MatchClass):
            self.captured_attributes(pattern, primal, tangent, found)

    def captured_items(self, pattern: Node, primal: Node, tangent: Node, found: list[tuple[str, Node]]) -> None:
        """Collect the tangents of what a sequence pattern captures, by position."""
        count = len(pattern.patterns)
        starred = next((i for i, p in enumerate(pattern.patterns) if isinstance(p, gast.MatchStar)), count)
        for index, child in enumerate(pattern.patterns):
            if isinstance(child, gast.MatchStar):
                if child.name is not None and self.carried(child):
                    stop = nodes.constant(index + 1 - count) if index + 1 < count else None
                    part = gast.Slice(lower=nodes.constant(index), upper=stop, step=None)
                    items = nodes.call(nodes.name("list"), [nodes.subscript(nodes.copy_of(tangent), part)])
                    found.append((self.names.tangent(child.name), items))
                continue
            position = nodes.constant(index if index < starred else index - count)
            self.captured(
                child,
                nodes.subscript(nodes.copy_of(primal), position),
                nodes.subscript(nodes.copy_of(tangent), nodes.copy_of(position)),
                found,
            )

    def captured_entries(self, pattern: Node, primal: Node, tangent: Node, found: list[tuple[str, Node]]) -> None:
        """Collect the tangents of what a mapping pattern captures, by key."""
        for key, child in zip(pattern.keys, pattern.patterns, strict=True):
            inside = [nodes.subscript(nodes.copy_of(side), nodes.copy_of(key)) for side in (primal, tangent)]
            self.captured(child, inside[0], inside[1], found)
        if pattern.rest is not None and self.carried(pattern):
            keys = nodes.tuple_of([nodes.copy_of(k) for k in pattern.keys])
            rest = nodes.call(self.helper("without_keys"), [nodes.copy_of(tangent), keys])
            found.append((self.names.tangent(pattern.rest), rest))

    def captured_attributes(self, pattern: Node, primal: Node, tangent: Node, found: list[tuple[str, Node]]) -> None:
        """Collect the tangents of what a class pattern captures, by attribute."""
        for index, child in enumerate(pattern.patterns):
            place = [nodes.copy_of(pattern.cls), nodes.constant(index), nodes.copy_of(primal), nodes.copy_of(tangent)]
            part = nodes.call(self.helper("positional_part"), place)
            self.captured(child, nodes.constant(None), part, found)
        for attr, child in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            inside = [nodes.attribute(nodes.copy_of(side), attr) for side in (primal, tangent)]
            self.captured(child, inside[0], inside[1], found)

    # Loops

    def write_While(self, node: Node) -> None:
        before, test = self.in_block(lambda: self.primal(node.test))
        body = self.write_block(node.body)
        orelse = self.write_block(node.orelse) if node.orelse else []
        if not before:
            self.emit(nodes.replaced(node, test=test, body=body, orelse=orelse), impure=True)
            return
        leaving: list[Node] = [nodes.located(gast.Break(), node)]
        if orelse:
            flag = self.names.fresh("exhausted")
            self.assign(flag, nodes.constant(False))
            leaving.insert(0, nodes.assign([nodes.store(flag)], nodes.constant(True), node))
        leave = gast.If(test=negated(test), body=leaving, orelse=[])
        self.emit(
            gast.While(test=nodes.constant(True), body=[*before, nodes.located(leave, node), *body], orelse=[]),
            impure=True,
        )
        if orelse:
            self.emit(gast.If(test=nodes.name(flag), body=orelse, orelse=[]))

    def write_For(self, node: Node) -> None:
        self.refuse_targets(node.target)
        if not all(isinstance(t, gast.Name) for t in flat_targets(node.target)):
            self.write_for_with_parts(node)
            return
        wants = any(self.carried(t) for t in flat_targets(node.target))
        if self.active(node.iter) and (wants or self.must_rewrite(node.iter)):
            target, iterable, before = self.full_loop_head(node.target, node.iter, {}, self.scope)
        else:
            if id(node.iter) in self.facts.refusals:
                self.emit_refusal(node.iter)
            target, iterable = node.target, self.primal(node.iter)
            before = self.zeros_of_target(node.target, {}, None) if wants else []
        body = [*(nodes.located(s, node) for s in before), *self.write_block(node.body)]
        orelse = self.write_block(node.orelse) if node.orelse else []
        self.emit(nodes.replaced(node, target=target, iter=iterable, body=body, orelse=orelse), impure=True)

    def write_for_with_parts(self, node: Node) -> None:
        """Write a loop whose target stores into elements or attributes: a variable first, then the store."""
        name = self.names.fresh("item")
        iterable = self.settle(self.pair(node.iter)) if self.active(node.iter) else Pair(self.primal(node.iter))
        source: Node = iterable.primal
        target: Node = nodes.store(name)
        tangent = None
        if iterable.tangent is not None:
            source = nodes.call(self.helper("pairs"), [iterable.primal, iterable.tangent])
            target = nodes.tuple_of([target, nodes.store(self.names.tangent(name))], gast.Store())
            tangent = nodes.name(self.names.tangent(name))
        before, _ = self.in_block(lambda: self.store(node.target, nodes.name(name), tangent, self.value(node.target)))
        body = [*before, *self.write_block(node.body)]
        orelse = self.write_block(node.orelse) if node.orelse else []
        self.emit(gast.For(target=target, iter=source, body=body, orelse=orelse, type_comment=None), impure=True)

    # Exceptions and contexts

    def write_Try(self, node: Node) -> None:
        self.observed += 1
        body = self.write_block(node.body)
        self.observed -= 1
        handlers = [self.written_handler(h) for h in node.handlers]
        orelse = self.write_block(node.orelse) if node.orelse else []
        finalbody = self.write_block(node.finalbody) if node.finalbody else []
        self.emit(nodes.replaced(node, body=body, handlers=handlers, orelse=orelse, finalbody=finalbody), impure=True)

    write_TryStar = write_Try

    def written_handler(self, node: Node) -> Node:
        """Write an except clause; the exception's tangent is what it was raised with."""
        if node.type is not None and self.must_rewrite(node.type):
            what = "the class that an except clause names is computed by a call that writes"
            self.emit(nodes.expression(self.refused(node.type, what, "Compute it before the try statement.").joint))
        self.note_primal_uses(node.type)
        body = self.write_block(node.body)
        if node.name is not None and self.carried(node.name):
            caught = nodes.call(self.helper("exception_tangent"), [nodes.name(node.name.id)])
            body.insert(0, nodes.located(nodes.assign([nodes.store(self.names.tangent(node.name.id))], caught), node))
        return nodes.replaced(node, body=body)

    def write_With(self, node: Node) -> None:
        later = [item.context_expr for item in node.items[1:]]
        if any(self.must_rewrite(e) or (self.active(e) and not isinstance(e, gast.Name)) for e in later):
            # What a later manager needs is computed when the earlier ones have been entered.
            inner = nodes.replaced(node, items=node.items[1:], body=node.body)
            node = nodes.replaced(node, items=node.items[:1], body=[inner])
        items = []
        for item in node.items:
            if item.optional_vars is not None:
                self.refuse_targets(item.optional_vars)
            if not self.active(item.context_expr):
                items.append(
                    gast.withitem(context_expr=self.primal(item.context_expr), optional_vars=item.optional_vars)
                )
                continue
            pair = self.settle(self.pair(item.context_expr))
            joint = nodes.call(self.helper("joint_context"), [pair.primal, pair.tangent])
            target = None
            if item.optional_vars is not None:
                target = self.target_pair(item.optional_vars, {})
            items.append(gast.withitem(context_expr=joint, optional_vars=target))
        self.observed += 1
        body = self.write_block(node.body)
        self.observed -= 1
        for item in node.items:
            if item.optional_vars is not None and not self.active(item.context_expr):
                zeros = self.zeros_of_target(item.optional_vars, {}, None)
                body = [*(nodes.located(zero, node) for zero in zeros), *body]
        self.emit(nodes.replaced(node, items=items, body=body), impure=True)

    # Generators

    def pair_Yield(self, node: Node) -> Pair:
        value: Node = nodes.tuple_of([nodes.constant(None), nodes.constant(None)])
        if node.value is not None:
            pair = self.whole(node.value)
            value = nodes.tuple_of([pair.primal, self.tangent_or_zero(node.value, pair)])
        sent = nodes.call(self.helper("sent"), [gast.Yield(value=value)])
        self.impure += 1
        return Pair(node, joint=sent, wish="received")

    def pair_YieldFrom(self, node: Node) -> Pair:
        pair = self.settle(self.pair(node.value)) if self.active(node.value) else Pair(self.primal(node.value))
        tangent = pair.tangent if pair.tangent is not None else nodes.constant(None)
        source = nodes.call(self.helper("pairs"), [pair.primal, tangent])
        self.impure += 1
        return Pair(node, joint=nodes.call(self.helper("sent"), [gast.YieldFrom(value=source)]), wish="received")

    def write_yield_statement(self, node: Node) -> bool:
        """Write a yield whose received value nobody reads, without unpacking it."""
        value = node.value
        if isinstance(value, gast.Yield):
            pair = self.pair_Yield(value)
        elif isinstance(value, gast.YieldFrom):
            pair = self.pair_YieldFrom(value)
        else:
            return False
        self.emit(nodes.expression(nodes.present(pair.joint).args[0]), impure=True)
        return True


ZEROS = ("zero_tangent", "zero_outside")
CAPTURES = (gast.MatchAs, gast.MatchStar, gast.MatchMapping)


def is_zero_of(node: Node) -> bool:
    """Tell whether a tangent is the zero that is made for a value."""
    return isinstance(node, gast.Call) and isinstance(node.func, gast.Name) and node.func.id in ZEROS


def negated(test: Node) -> Node:
    """Write the opposite of a test; a comparison is not turned round, for NaN's sake."""
    if isinstance(test, gast.UnaryOp) and isinstance(test.op, gast.Not):
        return test.operand
    return gast.UnaryOp(op=gast.Not(), operand=test)
