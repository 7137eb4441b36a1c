"""Write the tangent of every kind of expression; one method for each node."""

from __future__ import annotations

import functools
from typing import Any

import gast

from srcad import nodes
from srcad.analysing.expressions import OF_INTEGERS
from srcad.analysing.plans import AsWritten
from srcad.analysing.values import DICT, LIST, TupleValue, Value, is_lasting
from srcad.differentiating.base import Pair, holds_array, unpacked_once, unpacked_twice, wish_for
from srcad.differentiating.parts import index_leaves, index_of, mangled
from srcad.differentiating.powers import PowerWriter
from srcad.errors import InternalError
from srcad.kinds import (
    BOTTOM,
    INT,
    UNKNOWN,
    InstanceOf,
    Local,
    NumpyScalar,
    is_array,
    is_numeric,
    is_scalar,
    plain_attribute,
)
from srcad.parsing import locate
from srcad.rules import registry

Node = Any

# What a class of the user's may define, and so write to its object.
OPERATORS = (gast.BinOp, gast.UnaryOp, gast.Subscript)


class ExpressionWriter(PowerWriter):
    """Write expressions with their tangents, and expressions whose value alone is needed."""

    def pair(self, node: Node, *, joint: bool = False) -> Pair:
        """Write an expression with its tangent; one that gives both at once only where that is asked for."""
        value = self.value(node)
        if not value.active:
            return Pair(self.primal(node), wish=wish_for(node), kind=value.kind)
        method = getattr(self, "pair_" + type(node).__name__)
        is_refusable = isinstance(node, OPERATORS) or getattr(node, "attr", None) == "f_locals"
        refusal = self.facts.refusals.get(id(node)) if is_refusable else None
        pair: Pair = method(node) if refusal is None else self.refused(node, *refusal)
        pair.kind = value.kind
        if pair.wish == "value":
            pair.wish = wish_for(node)
        if pair.joint is not None and not joint:
            self.bind(pair)
        if not pair.active:
            self.check_no_operand_is_active(node)
            self.start_from_zero(pair, value)
        return pair

    def start_from_zero(self, pair: Pair, value: Value) -> None:
        """Give what is made of constants, but receives something active later, its tangent from birth."""
        if not self.is_duplicable(pair.primal):
            self.bind(pair)
        pair.tangent = self.zero(value, nodes.copy_of(pair.primal))
        if isinstance(pair.tangent, gast.Call):
            self.twice_tangent(pair)  # new storage, which must be one and the same wherever it is named

    def check_no_operand_is_active(self, node: Node) -> None:
        """Make sure that a tangent which starts from zero has been proved to be zero.

        Raises InternalError where an operand is active: that would be a silent zero.
        """
        plan = self.facts.plans.get(id(node))
        if isinstance(plan, AsWritten) and plan.proved:
            return
        if not isinstance(node, (gast.BinOp, gast.UnaryOp, gast.Call)):
            return
        parts = [c for c in gast.iter_child_nodes(node) if is_expression(c) and c is not getattr(node, "func", None)]
        values = [self.value(part.value if isinstance(part, gast.keyword) else part) for part in parts]
        never_runs = any(value.kind == BOTTOM for value in values)
        is_whole = isinstance(getattr(node, "op", None), OF_INTEGERS) and all(is_numeric(v.kind) for v in values)
        if not (never_runs or is_whole) and any(value.active for value in values):
            where = locate(self.parsed.source, node)
            raise InternalError.at(
                "an active operand has no tangent here", where, "Please report this as a defect of srcad."
            )

    def primal(self, node: Node) -> Node:
        """Write an expression whose tangent nobody needs: the user's own text wherever that will do."""
        if isinstance(node, gast.JoinedStr) and len(node.values) == 1 and self.must_rewrite(node):
            return self.rebuilt(node)
        if node is None or not self.must_rewrite(node):
            self.note_primal_uses(node)
            return node
        method = getattr(self, "primal_" + type(node).__name__, None)
        return method(node) if method else self.rebuilt(node)

    def note_primal_uses(self, node: Node) -> None:
        """Remember which functions defined here are used as the user wrote them."""
        if node is None:
            return
        for child in gast.walk(node):
            kind = self.value(child).kind
            if isinstance(kind, Local):
                self.primal_uses.add(id(kind.node))
            elif isinstance(child, gast.Name):
                self.primal_uses.update(self.local_functions_named(child.id))

    def all_primal_uses(self) -> set[int]:
        """Return the functions defined here that are used as the user wrote them, by one another too."""
        found: set[int] = set()
        pending = list(self.primal_uses)
        while pending:
            key = pending.pop()
            if key not in found and key in self.facts.functions:
                names = {c.id for c in gast.walk(self.facts.functions[key].node) if isinstance(c, gast.Name)}
                pending += [inner for name in names for inner in self.local_functions_named(name)]
            found.add(key)
        return found

    def local_functions_named(self, name: str) -> list[int]:
        """List the definitions that bind a name."""
        return [key for key, info in self.facts.functions.items() if getattr(info.node, "name", None) == name]

    def rebuilt(self, node: Node) -> Node:
        """Write an expression again around operands that need statements of their own."""
        children = [c for c in gast.iter_child_nodes(node) if is_expression(c)]
        is_dict = isinstance(node, gast.Dict)
        mappings = [id(v) for k, v in zip(node.keys, node.values, strict=True) if k is None] if is_dict else []
        parts: list[Any] = []
        for child in children:
            if isinstance(child, gast.Starred):
                parts.append((child.value, self.starred_primal))
            elif is_unpacked_keyword(child):
                parts.append((child.value, self.unpacked_primal))
            else:
                parts.append((child, self.unpacked_primal if id(child) in mappings else False))
        pairs = self.sequence(parts)
        by_id = {}
        for child, pair in zip(children, pairs, strict=True):
            inside = isinstance(child, gast.Starred) or is_unpacked_keyword(child)
            by_id[id(child)] = nodes.replaced(child, value=pair.primal) if inside else pair.primal
        return with_children(node, by_id)

    def starred_primal(self, node: Node) -> Pair:
        """Write what is starred, without its tangent."""
        return Pair(self.primal(node), wish="items", unpacked="*")

    def unpacked_primal(self, node: Node) -> Pair:
        """Write what is starred twice, without its tangent."""
        return Pair(self.primal(node), wish="entries", unpacked="**")

    # What needs care in the primal

    def primal_Name(self, node: Node) -> Node:
        return nodes.name(self.rename(node.id))

    def primal_Call(self, node: Node) -> Node:
        if not self.has_effect(node):
            return self.rebuilt(node)
        pair = self.call_pair(node)
        if pair.joint is not None:
            self.bind(pair)
            return pair.primal
        return pair.primal

    def primal_NamedExpr(self, node: Node) -> Node:
        self.assign_name(node.target, node.value)
        return nodes.name(self.rename(node.target.id))

    def primal_JoinedStr(self, node: Node) -> Node:
        """Write an f-string; a part that must be named is formatted where it stands."""
        texts = {id(v): gast.JoinedStr(values=[v]) for v in node.values if isinstance(v, gast.FormattedValue)}
        pairs = self.sequence([(text, False) for text in texts.values()])
        parts = iter(pairs)
        values = []
        for value in node.values:
            if id(value) not in texts:
                values.append(value)
                continue
            written = next(parts).primal
            named = isinstance(written, gast.Name)
            values.append(
                gast.FormattedValue(value=written, conversion=-1, format_spec=None) if named else written.values[0]
            )
        return nodes.replaced(node, values=values)

    def primal_IfExp(self, node: Node) -> Node:
        return self.choice_pair(node, wanted=False).primal

    def primal_BoolOp(self, node: Node) -> Node:
        return self.bool_pair(node, wanted=False).primal

    def primal_Compare(self, node: Node) -> Node:
        compared = self._comparison(node)
        return nodes.call(self.helper("truth_value"), [compared]) if id(node) in self.facts.compared else compared

    def _comparison(self, node: Node) -> Node:
        if len(node.ops) < 2 or not any(self.must_rewrite(c) for c in node.comparators[1:]):
            return self.rebuilt(node)
        left, middle = self.sequence([(node.left, False), (node.comparators[0], False)])
        self.named_in_order([left, middle], [False, True])
        first = gast.Compare(left=left.primal, ops=[node.ops[0]], comparators=[middle.primal])
        rest = gast.Compare(left=nodes.copy_of(middle.primal), ops=node.ops[1:], comparators=node.comparators[1:])
        written, value = self.in_block(lambda: self.primal(rest))
        if not written:
            return gast.BoolOp(op=gast.And(), values=[first, value])
        name = self.names.fresh("holds")
        self.assign(name, first)
        self.emit(gast.If(test=nodes.name(name), body=[*written, self.assigned(name, value)], orelse=[]), impure=True)
        return nodes.name(name)

    def assigned(self, name: str, value: Node) -> Node:
        """Return an assignment to a made-up variable."""
        return nodes.located(nodes.assign([nodes.store(name)], value), self.origin)

    def primal_ListComp(self, node: Node) -> Node:
        return self.comprehension_pair(node, wanted=False).primal

    primal_SetComp = primal_DictComp = primal_GeneratorExp = primal_ListComp

    def primal_Lambda(self, node: Node) -> Node:
        return self.with_named_defaults(node)

    def with_named_defaults(self, node: Node) -> Node:
        """Evaluate defaults once, for both functions, where they are more than names and literals."""
        raise NotImplementedError

    def primal_Yield(self, node: Node) -> Node:
        pair = self.pair_Yield(node)
        self.bind(pair)
        return pair.primal

    def primal_YieldFrom(self, node: Node) -> Node:
        pair = self.pair_YieldFrom(node)
        self.bind(pair)
        return pair.primal

    # Names and displays

    def pair_Name(self, node: Node) -> Pair:
        kind = self.value(node).kind
        if isinstance(kind, Local):
            self.primal_uses.add(id(kind.node))
        self.primal_uses.update(self.local_functions_named(node.id))
        if node.id in self.made_names:
            return Pair(node, self.tangent_of(node.id))
        if self.is_outside(node):
            return Pair(node, self.zero_outside(nodes.copy_of(node)))
        name = self.rename(node.id)
        return Pair(node if name == node.id else nodes.name(name), self.tangent_of(node.id))

    def zero_outside(self, written: Node) -> Node:
        """Return the zero of an object from outside."""
        zero = nodes.call(self.helper("zero_outside"), [written])
        self.outside_zeros[id(zero)] = zero
        return zero

    def is_outside(self, node: Node) -> bool:
        """Tell whether an expression means an object from outside: a constant, into which nothing active may be put."""
        if isinstance(node, gast.Name):
            if node.id in self.made_names:
                return False
            if self.facts.reads.get(id(node)) is None and self.scope.owner(node.id) is None:
                return True
        return is_lasting(self.value(node))

    def pair_Tuple(self, node: Node) -> Pair:
        return self.display(node, lambda elements: nodes.tuple_of(elements))

    def pair_List(self, node: Node) -> Pair:
        return self.display(node, lambda elements: gast.List(elts=elements, ctx=gast.Load()))

    def pair_Set(self, node: Node) -> Pair:
        listed = gast.List(elts=node.elts, ctx=gast.Load())
        return self.set_of(node, listed, node.elts)

    def set_of(self, node: Node, listed: Node, elements: list[Node]) -> Pair:
        """Write a set; whether elements of unknown kind are numbers that vary, the run looks."""
        if any(self.active(e) and is_scalar(self.value(e).kind) for e in elements):
            return self.refused(node, "an active value is put into a set", "Use a list: a set hashes its values.")
        value = self.value(node)
        self.facts.values[id(listed)] = Value(LIST, value.varies, value.regions)
        pair = self.settle(self.sequence([(listed, True)])[0])
        return self.applied(self.builtin("set"), [pair.primal], [pair.tangent], wish="elements")

    def display(self, node: Node, make: Any) -> Pair:
        """Write a tuple or list and, beside it, that of the tangents."""
        pairs = self.sequence([(e, self.starred_pair if isinstance(e, gast.Starred) else True) for e in node.elts])
        pairs = [self.settle_in(pairs, i) for i in range(len(pairs))]
        zeros = [not p.active and self.needs_name(p) for p in pairs]
        zeros = [
            z or (isinstance(e, gast.Starred) and not p.active) for z, e, p in zip(zeros, node.elts, pairs, strict=True)
        ]
        self.named_in_order(pairs, [z or (p.active and self.is_loose(p)) for z, p in zip(zeros, pairs, strict=True)])
        primals, tangents = [], []
        for element, pair in zip(node.elts, pairs, strict=True):
            if not isinstance(element, gast.Starred):
                primals.append(pair.primal)
                tangents.append(self.tangent_or_zero(element, pair))
                continue
            tangent = pair.tangent if pair.active else self.zero(Value(pair.kind), nodes.copy_of(pair.primal))
            primals.append(gast.Starred(value=pair.primal, ctx=gast.Load()))
            tangents.append(gast.Starred(value=tangent, ctx=gast.Load()))
        same = all(p is e for p, e in zip(primals, node.elts, strict=True))
        return Pair(node if same else make(primals), make(tangents))

    def starred_pair(self, node: Node) -> Pair:
        """Write what is starred; what is no sequence is listed where it stands, for it may be walked only once."""
        kind = self.value(node.value).kind
        pair = self.settle(self.pair(node.value))
        if kind == LIST or is_array(kind) or isinstance(kind, TupleValue):
            pair.unpacked = "*"
            return pair
        if pair.tangent is None:
            return Pair(unpacked_once(pair.primal), wish="items", kind=LIST)
        items = nodes.call(self.helper("listed"), [pair.primal, pair.tangent])
        pair = Pair(items, joint=items, wish="items", kind=LIST)
        self.bind(pair)
        return pair

    def needs_name(self, pair: Pair) -> bool:
        """Tell whether the zero of a constant speaks of the constant itself."""
        zero = self.zero(Value(pair.kind if pair.kind is not None else UNKNOWN), pair.primal)
        return isinstance(zero, gast.Call)

    def tangent_or_zero(self, node: Node, pair: Pair, *, number_is_none: bool = False) -> Node:
        """Return the tangent of a pair, an explicit zero where it has none."""
        if pair.tangent is not None:
            return pair.tangent
        value = self.value(node)
        zero = self.zero(value, pair.primal, number_is_none=number_is_none)
        if not any(isinstance(part, gast.Call) for part in gast.walk(zero)):
            return zero
        return self.zero(value, self.twice(pair), number_is_none=number_is_none)

    def pair_Compare(self, node: Node) -> Pair:
        """Write a comparison of unknown kinds, which cannot vary although its storage is not known."""
        return Pair(self.primal(node))

    def pair_Dict(self, node: Node) -> Pair:
        """Write a dict and, beside it, that of the tangents under the same keys."""
        parts: list[Any] = []
        for key, value in zip(node.keys, node.values, strict=True):
            parts += [(value, self.unpacked_pair)] if key is None else [(key, False), (value, True)]
        pairs = self.sequence(parts)
        wanted = [
            write is not True or p.late is not None or self.is_loose(p) or (not p.active and self.needs_name(p))
            for (_, write), p in zip(parts, pairs, strict=True)
        ]
        self.named_in_order(pairs, wanted)
        keys, values, tangents = [], [], []
        rest = iter(pairs)
        for key, value in zip(node.keys, node.values, strict=True):
            keys.append(None if key is None else next(rest).primal)
            pair = next(rest)
            values.append(pair.primal)
            tangents.append(self.unpacked_tangent(pair) if key is None else self.tangent_or_zero(value, pair))
        primal = nodes.replaced(node, keys=keys, values=values)
        return Pair(primal, gast.Dict(keys=[None if k is None else nodes.copy_of(k) for k in keys], values=tangents))

    def unpacked_pair(self, node: Node) -> Pair:
        """Write what is starred twice; what may be no dict is made one where it stands, with its tangents."""
        pair = self.settle(self.pair(node))
        if self.value(node).kind == DICT:
            pair.unpacked = "**"
            return pair
        if pair.tangent is None:
            return Pair(unpacked_twice(pair.primal), wish="entries", kind=DICT)
        pair = self.applied(self.builtin("dict"), [pair.primal], [pair.tangent], wish="entries")
        self.bind(pair)
        return pair

    def unpacked_tangent(self, pair: Pair) -> Node:
        """Return the tangents of what is unpacked."""
        return pair.tangent if pair.active else self.zero(Value(DICT), nodes.copy_of(pair.primal))

    # Operators

    def pair_UnaryOp(self, node: Node) -> Pair:
        operand_value = self.value(node.operand)
        if not is_numeric(operand_value.kind):
            function = {gast.USub: "neg", gast.UAdd: "pos", gast.Invert: "invert"}[type(node.op)]
            return self.run_operator(function, [node.operand])
        operand = self.settle(self.sequence([(node.operand, True)])[0])
        primal = node if operand.primal is node.operand else nodes.replaced(node, operand=operand.primal)
        if not operand.active:
            return Pair(primal)
        if isinstance(node.op, gast.USub):
            return Pair(primal, nodes.negative(operand.tangent), exact=operand.exact)
        return Pair(primal, operand.tangent, exact=operand.exact, shared=holds_array(operand_value.kind))

    def pair_BinOp(self, node: Node) -> Pair:
        left, right = self.value(node.left), self.value(node.right)
        if is_numeric(left.kind) and is_numeric(right.kind):
            pairs = self.sequence([(node.left, True), (node.right, True)])
            return self.arithmetic(node, node.op, pairs[0], pairs[1], left, right)
        if LIST in (left.kind, right.kind) and self.value(node).kind == LIST:
            return self.list_arithmetic(node)
        if isinstance(node.op, gast.Add) and isinstance(self.value(node).kind, TupleValue):
            return self.list_arithmetic(node)
        return self.run_operator(OPERATOR_NAMES[type(node.op)], [node.left, node.right])

    def list_arithmetic(self, node: Node) -> Pair:
        """Write the sum of two lists or a list repeated: the same on the tangents."""
        pairs = self.sequence([(node.left, True), (node.right, True)])
        counts = [self.value(n).kind == INT for n in (node.left, node.right)]
        wanted = [c or not p.active for c, p in zip(counts, pairs, strict=True)]
        self.named_in_order(pairs, wanted)
        tangents = [
            nodes.copy_of(p.primal) if count else self.tangent_or_zero(n, p)
            for n, p, count in zip((node.left, node.right), pairs, counts, strict=True)
        ]
        return Pair(self.joined(node, pairs), nodes.replaced(node, left=tangents[0], right=tangents[1]))

    # Choice

    def pair_IfExp(self, node: Node) -> Pair:
        return self.choice_pair(node, wanted=True)

    def choice_pair(self, node: Node, *, wanted: bool) -> Pair:
        """Write a conditional expression: one choice between pairs, or a statement where a branch needs one."""
        test = self.primal(node.test)
        branches = []
        for part in (node.body, node.orelse):
            written, pair = self.in_block(functools.partial(self.branch, part, wanted))
            branches.append((written, pair, part))
        if not any(written for written, _, _ in branches):
            (_, body, _), (_, orelse, _) = branches
            if not wanted:
                return Pair(nodes.replaced(node, test=test, body=body.primal, orelse=orelse.primal))
            return Pair(
                node, joint=nodes.choice(test, self.as_tuple(node.body, body), self.as_tuple(node.orelse, orelse))
            )
        return self.choice_statement(test, branches, wanted)

    def branch(self, node: Node, wanted: bool) -> Pair:
        """Write one branch of a choice."""
        if not wanted:
            return Pair(self.primal(node))
        pair = self.pair(node, joint=True)
        if pair.joint is None:
            self.settle(pair)
            if self.is_loose(pair):
                self.bind(pair, tangent_too=True)
            if not pair.active:
                pair.tangent = self.tangent_or_zero(node, pair)  # what this must name is evaluated in the branch alone
        return pair

    def as_tuple(self, node: Node, pair: Pair) -> Node:
        """Write a pair as one expression that gives both."""
        if pair.joint is not None:
            return pair.joint
        return nodes.tuple_of([pair.primal, self.tangent_or_zero(node, pair)])

    def choice_statement(self, test: Node, branches: list[Any], wanted: bool) -> Pair:
        """Write a choice as an if statement that names the result."""
        name = self.names.fresh("chosen")
        bodies = []
        for written, pair, part in branches:
            target: Node = nodes.store(name)
            value = pair.primal
            if wanted:
                target = nodes.tuple_of([target, nodes.store(self.names.tangent(name))], gast.Store())
                value = self.as_tuple(part, pair)
            bodies.append([*written, nodes.located(nodes.assign([target], value), self.origin)])
        self.emit(gast.If(test=test, body=bodies[0], orelse=bodies[1]), impure=True)
        return Pair(nodes.name(name), nodes.name(self.names.tangent(name)) if wanted else None)

    def pair_BoolOp(self, node: Node) -> Pair:
        return self.bool_pair(node, wanted=True)

    def bool_pair(self, node: Node, *, wanted: bool) -> Pair:
        """Write `a or b`, `a and b`: the first is evaluated once, the rest only where Python would."""
        first, rest = node.values[0], node.values[1:]
        if not wanted and not any(self.must_rewrite(operand) for operand in rest):
            return Pair(self.rebuilt(node))
        pair = self.branch(first, wanted)
        if pair.joint is not None or not self.is_duplicable(pair.primal):
            self.bind(pair, tangent_too=True)
        remaining = rest[0] if len(rest) == 1 else nodes.replaced(node, values=rest)
        if len(rest) > 1:
            self.facts.values[id(remaining)] = self.value(node)
        written, other = self.in_block(lambda: self.branch(remaining, wanted))
        chosen = (other, pair) if isinstance(node.op, gast.And) else (pair, other)
        parts = (remaining, first) if isinstance(node.op, gast.And) else (first, remaining)
        test = nodes.copy_of(pair.primal)
        if not written and wanted:
            tuples = [self.as_tuple(part, p) for part, p in zip(parts, chosen, strict=True)]
            return Pair(node, joint=nodes.choice(test, tuples[0], tuples[1]))
        if not written:
            return Pair(nodes.choice(test, chosen[0].primal, chosen[1].primal))
        blocks = [written if p is other else [] for p in chosen]
        return self.choice_statement(test, list(zip(blocks, chosen, parts, strict=True)), wanted)

    def pair_NamedExpr(self, node: Node) -> Pair:
        self.assign_name(node.target, node.value)
        self.impure += 1
        return Pair(nodes.name(self.rename(node.target.id)), self.tangent_of(node.target.id))

    # Parts

    def pair_Subscript(self, node: Node) -> Pair:
        owner = self.value(node.value)
        if not (is_array(owner.kind) or owner.kind in (LIST, DICT) or isinstance(owner.kind, TupleValue)):
            return self.run_item(node)
        pairs = self.sequence([(node.value, True), (node.slice, False)])
        self.named_in_order(pairs, [not pairs[0].exact, True])
        self.settle(pairs[0])
        same = pairs[0].primal is node.value and pairs[1].primal is node.slice
        primal = node if same else nodes.replaced(node, value=pairs[0].primal, slice=pairs[1].primal)
        index = nodes.copy_of(pairs[1].primal)
        if not pairs[0].active:
            return Pair(primal)
        if isinstance(owner.kind, TupleValue) and isinstance(pairs[0].tangent, gast.Tuple):
            pairs[0].tangent = self.twice_tangent(pairs[0])
        return Pair(primal, nodes.subscript(pairs[0].tangent, index))

    def pair_Attribute(self, node: Node) -> Pair:
        owner = self.value(node.value)
        kind = owner.kind
        simple = (
            isinstance(kind, InstanceOf)
            and plain_attribute(kind.cls, node.attr)
            and self.facts.is_own_attribute(owner, node.attr)
        )
        if simple or (is_scalar(kind) and node.attr in ("real", "imag") and not isinstance(kind, NumpyScalar)):
            pair = self.settle(self.sequence([(node.value, True)])[0])
            primal = node if pair.primal is node.value else nodes.replaced(node, value=pair.primal)
            return Pair(primal, nodes.attribute(pair.tangent, node.attr) if pair.active else None)
        if is_array(kind) or isinstance(kind, NumpyScalar):
            return self.array_attribute(node)
        return self.run_attribute(node)

    def array_attribute(self, node: Node) -> Pair:
        """Write an attribute of an array by its rule: the same of the tangent where it is linear."""
        import numpy as np

        rule = registry.find(getattr(np.ndarray, node.attr, None))
        if rule is None or rule.form != "linear":
            return self.run_attribute(node)
        pairs = self.sequence([(node.value, True)])
        self.named_in_order(pairs, [not pairs[0].exact])
        pair = self.settle(pairs[0])
        primal = node if pair.primal is node.value else nodes.replaced(node, value=pair.primal)
        return Pair(primal, nodes.attribute(pair.tangent, node.attr) if pair.active else None)

    # What only the run knows

    def run_attribute(self, node: Node) -> Pair:
        """Read an attribute through the run-time dispatch."""
        pairs = self.sequence([(node.value, True)])
        pair = self.settle(pairs[0])
        if is_lasting(self.value(node)):
            return Pair(nodes.replaced(node, value=pair.primal), late=self.zero_outside, wish=node.attr)
        if not self.is_duplicable(pair.primal):
            self.bind(pair, tangent_too=True)
        name = nodes.constant(mangled(node.attr, self.parsed.source.class_name))
        return self.applied(nodes.name("getattr"), [pair.primal, name], [pair.tangent, None], wish=node.attr)

    def run_item(self, node: Node) -> Pair:
        """Read an element through the run-time dispatch."""
        import operator

        owner, index = self.owner_and_index(node)
        self.settle(owner)
        self.named_in_order([owner], [not owner.exact])
        function = nodes.attribute(self.extra("operator", operator), "getitem")
        return self.applied(function, [owner.primal, self.index_value(index.primal)], [owner.tangent, index.tangent])

    def owner_and_index(self, node: Node) -> tuple[Pair, Pair]:
        """Evaluate what a subscript is of, and its index with its tangent: an object's own method may use that."""
        leaves = list(index_leaves(node.slice))
        if not any(self.active(leaf) for leaf in leaves):
            owner, index = self.sequence([(node.value, True), (node.slice, False)])
            return owner, index
        owner, *parts = pairs = self.sequence([(node.value, True), *((leaf, True) for leaf in leaves)])
        for position in range(len(pairs)):
            self.settle_in(pairs, position)
        self.named_in_order(pairs, [True] * len(pairs))
        primals = iter([part.primal for part in parts])
        tangents = iter([nodes.constant(None) if part.tangent is None else part.tangent for part in parts])
        return owner, Pair(
            self.index_value(index_of(node.slice, primals)), self.index_value(index_of(node.slice, tangents))
        )

    def run_operator(self, name: str, operands: list[Node]) -> Pair:
        """Apply an operator through the run-time dispatch."""
        import operator

        pairs = self.sequence([(o, True) for o in operands])
        for index in range(len(pairs)):
            self.settle_in(pairs, index)
        self.named_in_order(pairs, [not p.exact for p in pairs])
        function = nodes.attribute(self.extra("operator", operator), name)
        return self.applied(function, [p.primal for p in pairs], [p.tangent for p in pairs])

    def applied(self, function: Node, primals: list[Node], tangents: list[Node | None], wish: str = "value") -> Pair:
        """Write one run-time dispatch: apply(function, primals, tangents).

        What a name from outside means has no tangent: something active that is stored into a part of it would be lost.
        """
        tangent_nodes = [nodes.constant(None) if t is None or id(t) in self.outside_zeros else t for t in tangents]
        call = nodes.call(self.helper("apply"), [function, nodes.tuple_of(primals), nodes.tuple_of(tangent_nodes)])
        return Pair(function, joint=call, wish=wish)

    def refused(self, node: Node, what: str, way_out: str) -> Pair:
        """Write a refusal that is raised when the place is reached."""
        error = self.refusal(node, what, way_out)
        return Pair(node, joint=nodes.call(self.extra(f"refuse_line_{getattr(self.origin, 'lineno', 0)}", error)))

    def refusal(self, node: Node, what: str, way_out: str) -> Any:
        """Make the function that raises."""
        raise NotImplementedError

    # Written elsewhere

    def call_pair(self, node: Node) -> Pair:
        """Write a call."""
        raise NotImplementedError

    def comprehension_pair(self, node: Node, *, wanted: bool = True) -> Pair:
        """Write a comprehension, with the tangents or without."""
        raise NotImplementedError

    def assign_name(self, target: Node, value: Node) -> None:
        """Write an assignment to a variable."""
        raise NotImplementedError

    def pair_Yield(self, node: Node) -> Pair:
        """Write a yield."""
        raise NotImplementedError

    def pair_YieldFrom(self, node: Node) -> Pair:
        """Write a yield from."""
        raise NotImplementedError


OPERATOR_NAMES = {
    gast.Add: "add",
    gast.Sub: "sub",
    gast.Mult: "mul",
    gast.Div: "truediv",
    gast.FloorDiv: "floordiv",
    gast.Mod: "mod",
    gast.Pow: "pow",
    gast.MatMult: "matmul",
    gast.BitAnd: "and_",
    gast.BitOr: "or_",
    gast.BitXor: "xor",
    gast.LShift: "lshift",
    gast.RShift: "rshift",
}


def is_expression(node: Node) -> bool:
    """Tell whether a child node is evaluated."""
    return isinstance(node, (gast.expr, gast.keyword)) or type(node).__name__ in ("Slice", "Starred", "FormattedValue")


def is_unpacked_keyword(node: Node) -> bool:
    """Tell whether a node is the ``**k`` of a call."""
    return isinstance(node, gast.keyword) and node.arg is None


def with_children(node: Node, by_id: dict[int, Node]) -> Node:
    """Return a node whose children were written again."""
    fields: dict[str, Any] = {}
    for name in node._fields:
        child = getattr(node, name, None)
        if isinstance(child, list):
            fields[name] = [by_id.get(id(c), c) for c in child]
        else:
            fields[name] = by_id.get(id(child), child)
    return nodes.replaced(node, **fields)
