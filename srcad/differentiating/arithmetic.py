"""Write the tangents of operators on numbers and arrays."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.signs import ANY
from srcad.analysing.values import Value
from srcad.differentiating.base import Pair, Writer, holds_array
from srcad.kinds import (
    COMPLEX,
    FLOAT,
    PYTHON_NUMBERS,
    Array,
    NumpyScalar,
    is_array,
    is_scalar,
)
from srcad.rules import support

Node = Any


class ArithmeticWriter(Writer):
    """Write sums, products, quotients and powers; one method for each operator."""

    def settle_in(self, pairs: list[Pair], index: int) -> Pair:
        """Give one of several pairs a tangent expression, naming in order if the result must be named."""
        pair = pairs[index]
        if pair.late is not None:
            self.named_in_order(pairs, [i == index for i in range(len(pairs))])
        return pair

    def joined(self, node: Node, pairs: list[Pair]) -> Node:
        """Return the user's own operation if its operands are untouched, else the same around the new ones."""
        if pairs[0].primal is node.left and pairs[1].primal is node.right:
            return node
        return nodes.replaced(node, left=pairs[0].primal, right=pairs[1].primal)

    def arithmetic(self, node: Node, op: Node, left: Pair, right: Pair, lv: Value, rv: Value) -> Pair:
        """Write a binary operation on numbers and arrays."""
        pairs = [left, right]
        for index in range(2):
            self.settle_in(pairs, index)
        write = getattr(self, "tangent_" + type(op).__name__, None)
        if write is None or not any(p.active for p in pairs):
            return Pair(self.joined(node, pairs))
        exact = all(p.exact for p in pairs if p.active)
        result: Pair = write(node, pairs, lv, rv)
        result.exact = result.exact and exact
        return result

    def covers(self, pairs: list[Pair], lv: Value, rv: Value) -> bool:
        """Tell whether the tangent of the only active operand has the shape of the result without the other one."""
        index = 0 if pairs[0].active else 1
        mine, other = (lv, rv)[index], (lv, rv)[1 - index]
        return is_scalar(other.kind) and (is_array(mine.kind) or is_scalar(mine.kind))

    def one_term(self, node: Node, pairs: list[Pair], lv: Value, rv: Value, tangent: Node) -> Pair:
        """Write a sum of which one operand is constant: its tangent is the other's, in storage of its own."""
        shared = holds_array(self.value(node).kind) and not is_computed(tangent)
        mine = lv if pairs[0].active else rv
        exact = self.covers(pairs, lv, rv) and self.has_dtype(node, [mine.kind])
        return Pair(self.joined(node, pairs), tangent, exact=exact, shared=shared)

    def tangent_Add(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        terms = [p.tangent for p in pairs if p.active]
        if len(terms) == 2:
            return Pair(self.joined(node, pairs), added(terms[0], terms[1]))
        return self.one_term(node, pairs, lv, rv, terms[0])

    def tangent_Sub(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        left, right = pairs
        if left.active and right.active:
            return Pair(self.joined(node, pairs), subtracted(left.tangent, right.tangent))
        if left.active:
            return self.one_term(node, pairs, lv, rv, left.tangent)
        return self.one_term(node, pairs, lv, rv, nodes.negative(right.tangent))

    def tangent_Mult(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        left, right = pairs
        self.named_in_order(pairs, [right.active, left.active])
        if left.active and right.active and same_name(left.primal, right.primal):
            double = nodes.binary(nodes.constant(2.0), gast.Mult, nodes.copy_of(left.primal))
            return Pair(self.joined(node, pairs), nodes.binary(double, gast.Mult, left.tangent), exact=True)
        terms = []
        if left.active:
            terms.append(nodes.binary(left.tangent, gast.Mult, nodes.copy_of(right.primal)))
        if right.active:
            terms.append(multiplied(signed(left.primal, lv.kind), right.tangent))
        return Pair(self.joined(node, pairs), summed(terms))

    def tangent_MatMult(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        left, right = pairs
        for pair in pairs:
            if pair.active and not pair.exact:
                self.named_in_order(pairs, [p is pair for p in pairs])
        self.named_in_order(pairs, [right.active, left.active])
        terms = []
        if left.active:
            terms.append(nodes.binary(left.tangent, gast.MatMult, nodes.copy_of(right.primal)))
        if right.active:
            terms.append(nodes.binary(nodes.copy_of(left.primal), gast.MatMult, right.tangent))
        return Pair(self.joined(node, pairs), summed(terms))

    def tangent_Div(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        left, right = pairs
        self.named_in_order(pairs, [False, True])
        divisor = nodes.copy_of(right.primal)
        primal = self.joined(node, pairs)
        may_vanish = not self.unguarded and 0 in self.signs.get(id(node.right), ANY)
        guarded = may_vanish and self.may_divide_by_zero(lv.kind, rv.kind, divisor)

        def over_divisor(top: Node) -> Node:
            if guarded:
                return nodes.call(self.extra("quotient", support.quotient), [top, divisor])
            return nodes.binary(top, gast.Div, divisor)

        if not right.active:
            return Pair(primal, over_divisor(left.tangent), exact=left.exact)

        def late(out: Node) -> Node:
            inner = nodes.binary(out, gast.Mult, right.tangent)
            return over_divisor(subtracted(left.tangent, inner) if left.active else nodes.negative(inner))

        return Pair(primal, late=late)

    def may_divide_by_zero(self, dividend: Any, divisor: Any, written: Node) -> bool:
        """Tell whether the tangent's division may raise where the primal's does not.

        Python's own numbers raise in the primal first, NumPy's raise nowhere; a NumPy scalar over a Python number is
        NumPy's, but its tangent may be a Python number.
        """
        if nodes.is_constant(written) and written.value != 0:
            return False
        if is_array(divisor) or isinstance(divisor, NumpyScalar) or is_array(dividend):
            return False
        return not (dividend in PYTHON_NUMBERS and divisor in PYTHON_NUMBERS)

    def tangent_Mod(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        left, right = pairs
        if not right.active:
            return self.one_term(node, pairs, lv, rv, left.tangent)
        self.named_in_order(pairs, [True, True])
        whole = nodes.binary(nodes.copy_of(left.primal), gast.FloorDiv, nodes.copy_of(right.primal))
        term = nodes.binary(whole, gast.Mult, right.tangent)
        tangent = nodes.binary(left.tangent, gast.Sub, term) if left.active else nodes.negative(term)
        return Pair(self.joined(node, pairs), tangent)


def is_computed(tangent: Node) -> bool:
    """Tell whether a tangent is the result of arithmetic, which is new storage: never an operand's own."""
    return isinstance(tangent, (gast.BinOp, gast.UnaryOp))


def added(left: Node, right: Node) -> Node:
    """Add two terms, a negated one by subtraction: the same number, bit for bit."""
    if isinstance(right, gast.UnaryOp) and isinstance(right.op, gast.USub):
        return nodes.binary(left, gast.Sub, right.operand)
    return nodes.binary(left, gast.Add, right)


def subtracted(left: Node, right: Node) -> Node:
    """Subtract a term, a negated one by addition."""
    if isinstance(right, gast.UnaryOp) and isinstance(right.op, gast.USub):
        return nodes.binary(left, gast.Add, right.operand)
    return nodes.binary(left, gast.Sub, right)


def multiplied(left: Node, right: Node) -> Node:
    """Multiply, the sign of a negated factor in front."""
    if isinstance(right, gast.UnaryOp) and isinstance(right.op, gast.USub):
        return nodes.negative(nodes.binary(left, gast.Mult, right.operand))
    return nodes.binary(left, gast.Mult, right)


def signed(factor: Node, kind: Any) -> Node:
    """Copy a factor; the sign of one that cannot be unsigned is no longer the user's own, and a sum may take it up."""
    has_sign = isinstance(factor, gast.UnaryOp) and isinstance(factor.op, gast.USub)
    if has_sign and (kind in (FLOAT, COMPLEX) or has_inexact_dtype(kind)):
        return nodes.negative(nodes.copy_of(factor.operand))
    return nodes.copy_of(factor)


def has_inexact_dtype(kind: Any) -> bool:
    """Tell whether a kind is that of NumPy's floats or complex numbers, or of an array of them."""
    return isinstance(kind, (Array, NumpyScalar)) and kind.dtype is not None and kind.dtype[1] in "fc"


def same_name(left: Node, right: Node) -> bool:
    """Tell whether two expressions are one variable."""
    return isinstance(left, gast.Name) and isinstance(right, gast.Name) and left.id == right.id


def summed(terms: list[Node]) -> Node:
    """Add terms up."""
    total = terms[0]
    for term in terms[1:]:
        total = added(total, term)
    return total
