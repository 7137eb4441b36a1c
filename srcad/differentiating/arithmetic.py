"""Write the tangents of operators on numbers and arrays."""

from __future__ import annotations

import math
from operator import add, mul, sub, truediv
from typing import Any

import gast
import numpy as np

from srcad import nodes
from srcad.analysing.expressions import is_whole
from srcad.analysing.signs import ANY, POSITIVE, Signs, is_finite, is_literal, positive
from srcad.analysing.values import Value
from srcad.differentiating.base import Pair, Writer, holds_array
from srcad.kinds import (
    COMPLEX,
    FLOAT,
    PYTHON_NUMBERS,
    PYTHON_REALS,
    Array,
    NumpyScalar,
    is_array,
    is_scalar,
)
from srcad.rules import support

Node = Any
EXACT = 2**53  # up to here, every integer is a float
LEAST_BITS, MOST_BITS = 1074, 1024  # positive floats lie between 2 ** -1074 and 2 ** 1024
LARGEST_ORDER = 300  # a number of 300 digits is a float, and so is 300 times that
FOLDED: dict[type, Any] = {gast.Add: add, gast.Sub: sub, gast.Mult: mul, gast.Div: truediv}


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

    def tangent_Pow(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        right = pairs[1]
        exponent = None if right.active else literal_number(right.primal)
        if exponent is not None and (exponent > 1 or (exponent >= 0 and is_whole(exponent))):
            return self.whole_power(node, pairs, exponent, lv)
        return self.general_power(node, pairs, lv, rv)

    def whole_power(self, node: Node, pairs: list[Pair], n: float, lv: Value) -> Pair:
        """Write the tangent of x ** n for a literal n whose slope has no pole where the primal has none."""
        left = pairs[0]
        if n == 0:
            return Pair(self.joined(node, pairs), nodes.constant(0.0), exact=is_scalar(lv.kind))
        if n == 1:
            return Pair(self.joined(node, pairs), left.tangent, exact=left.exact, shared=holds_array(lv.kind))
        self.named_in_order(pairs, [True, False])
        slope = slope_of_power(nodes.copy_of(left.primal), pairs[1].primal)
        return Pair(self.joined(node, pairs), nodes.binary(slope, gast.Mult, left.tangent), exact=left.exact)

    def general_power(self, node: Node, pairs: list[Pair], lv: Value, rv: Value) -> Pair:
        """Write the tangent of a power whose slope may have a pole, through the rule's helpers."""
        left, right = pairs
        self.named_in_order(pairs, [True, right.active or literal_number(right.primal) is None])
        signs = self.signs.get(id(node.left), ANY)
        tests = self.tests_base(left, right, signs, lv.kind)
        if tests:
            left.tangent = self.twice_tangent(left)

        def late(out: Node) -> Node:
            terms = []
            if left.active:
                terms.append(self.base_term(left, right, out, signs, lv.kind, rv.kind))
            if right.active:
                terms.append(self.exponent_term(left, right, out, signs, lv))
            return summed(terms)

        uses_result = right.active or tests or self.is_root(right, signs) or is_reciprocal(right.primal, lv.kind)
        primal = self.joined(node, pairs)
        return Pair(primal, late=late) if uses_result else Pair(primal, late(None))

    def is_root(self, exponent: Pair, signs: Signs) -> bool:
        """Tell whether the slope of a power is a quotient of the power itself, which does not vanish before it."""
        number = literal_number(exponent.primal)
        return number is not None and 0 < number < 1 and (self.unguarded or signs <= POSITIVE)

    def tests_base(self, base: Pair, exponent: Pair, signs: Signs, kind: Any) -> bool:
        """Tell whether a test of the base tells its pole: that of a power of a Python float to a literal below one."""
        if self.unguarded or not base.active or exponent.active or kind not in PYTHON_REALS:
            return False
        others = is_reciprocal(exponent.primal, kind) or self.is_root(exponent, signs)
        return not others and least_base(exponent.primal) is not None

    def base_term(self, base: Pair, exponent: Pair, out: Node, signs: Signs, kind: Any, exponent_kind: Any) -> Node:
        """Write the term of the base's tangent."""
        x, y = nodes.copy_of(base.primal), nodes.copy_of(exponent.primal)
        if is_reciprocal(exponent.primal, kind):
            # In this order nothing raises where the power did not, and a tangent of zero stays zero.
            order, result = float(positive(y).value), nodes.copy_of(out)
            scaled_result = result if order == 1.0 else nodes.binary(nodes.constant(order), gast.Mult, result)
            return nodes.negative(nodes.binary(nodes.binary(scaled_result, gast.Mult, base.tangent), gast.Div, x))
        if self.is_root(exponent, signs):
            slope = nodes.binary(nodes.binary(y, gast.Mult, nodes.copy_of(out)), gast.Div, x)
            return nodes.binary(slope, gast.Mult, base.tangent)
        if self.unguarded:
            less = nodes.binary(nodes.copy_of(y), gast.Sub, nodes.constant(1.0))
            slope = nodes.binary(y, gast.Mult, nodes.binary(x, gast.Pow, less))
            return nodes.binary(slope, gast.Mult, base.tangent)
        if is_scalar(kind) and is_scalar(exponent_kind):
            are_real = kind in PYTHON_REALS and exponent_kind in PYTHON_REALS
            helper = support.real_base_term if are_real else support.base_term
            guarded = nodes.call(self.extra("base_term", helper), [x, y, nodes.copy_of(base.tangent)])
        else:
            slope = nodes.call(self.extra("power_base", support.power_base), [x, y])
            guarded = nodes.call(self.extra("scaled", support.scaled), [slope, base.tangent])
        if not self.tests_base(base, exponent, signs, kind):
            return guarded
        least = nodes.constant(least_base(exponent.primal))
        test = gast.Compare(left=nodes.copy_of(x), ops=[gast.Gt()], comparators=[least])
        return nodes.choice(test, self.term_away(x, exponent.primal, nodes.copy_of(out), base.tangent), guarded)

    def term_away(self, x: Node, exponent: Node, out: Node, tangent: Node) -> Node:
        """Write the term of a power's base away from the pole, by the power itself where infinities allow that."""
        number = nodes.present(literal_number(exponent))
        if number == 0.5:
            return nodes.binary(tangent, gast.Div, nodes.binary(nodes.constant(2.0), gast.Mult, out))
        if number < 0.0 and isinstance(number, float):  # compiled, an integer to a negative integer is an integer
            scaled = nodes.binary(nodes.copy_of(exponent), gast.Mult, out)
            slope = nodes.binary(scaled, gast.Div, nodes.copy_of(x))
        else:
            slope = slope_of_power(nodes.copy_of(x), exponent)
        return nodes.binary(slope, gast.Mult, tangent)

    def exponent_term(self, base: Pair, exponent: Pair, out: Node, signs: Signs, value: Value) -> Node:
        """Write the term of the exponent's tangent, with the logarithm of the base where it is a positive number."""
        x = nodes.copy_of(base.primal)
        is_real = value.kind in PYTHON_REALS or has_inexact_dtype(value.kind)
        if is_real and nodes.is_constant(x) and x.value > 0:
            factor = nodes.constant(math.log(x.value))
        elif is_real and (self.unguarded or signs <= POSITIVE):
            log = math.log if value.kind in PYTHON_REALS else np.log
            factor = nodes.call(self.extra("log", log), [x])
        else:
            arguments = [x, nodes.copy_of(exponent.primal), nodes.copy_of(out), exponent.tangent]
            return nodes.call(self.extra("exponent_term", support.exponent_term), arguments)
        return nodes.binary(nodes.binary(factor, gast.Mult, nodes.copy_of(out)), gast.Mult, exponent.tangent)


def literal_number(node: Node) -> float | None:
    """Return the real number that literals and their arithmetic give, as in `-0.5` and `2.0 / 3.0`; None for others."""
    if isinstance(node, gast.Constant):
        return node.value if is_literal(node) else None
    if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.USub):
        number = literal_number(node.operand)
        return None if number is None else -number
    operator = FOLDED.get(type(node.op)) if isinstance(node, gast.BinOp) else None
    numbers = [literal_number(part) for part in (node.left, node.right)] if operator is not None else [None]
    if operator is None or None in numbers or (operator is truediv and numbers[1] == 0):
        return None
    found = operator(*numbers)
    return found if is_finite(abs(found)) else None


def slope_of_power(x: Node, exponent: Node) -> Node:
    """Write the derivative of x ** exponent for literals: `1.5 * x ** 0.5`, or `2.0 / 3.0 * x ** (2.0 / 3.0 - 1.0)`."""
    number = nodes.present(literal_number(exponent))
    if not (isinstance(positive(exponent), gast.Constant) or is_whole(number)):
        less = nodes.binary(nodes.copy_of(exponent), gast.Sub, nodes.constant(1.0))
        return nodes.binary(nodes.copy_of(exponent), gast.Mult, nodes.binary(x, gast.Pow, less))
    less_by_one = number - 1 if number > 0 else number - 1.0  # a float, for the same reason
    raised = x if number == 2 else nodes.binary(x, gast.Pow, signed_constant(less_by_one))
    return nodes.binary(signed_constant(float(number)), gast.Mult, raised)


def signed_constant(number: float) -> Node:
    """Write a number of either sign."""
    return nodes.negative(nodes.constant(-number)) if number < 0 else nodes.constant(number)


def least_base(exponent: Node) -> float | None:
    """Return above which base the slope of a power to a literal below one is certainly finite; None if no such."""
    number = literal_number(exponent)
    if number is None or not -LARGEST_ORDER < number < 1:
        return None
    if (1.0 - number) * LEAST_BITS < MOST_BITS:
        return 0.0
    return float(f"1e-{int(LARGEST_ORDER / (1.0 - number))}")


def is_reciprocal(exponent: Node, base: Any) -> bool:
    """Tell whether a power is one of a float to a negative integer literal.

    It raises at zero; one to a negative float does not where it is compiled, and so keeps its guard.
    """
    literal = positive(exponent)
    is_whole_number = is_literal(literal, lambda size: 0 < size < EXACT) and type(literal.value) is int
    return base == FLOAT and literal is not exponent and is_whole_number


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
