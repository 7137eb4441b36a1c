"""Write the tangents of powers, whose slope may have a pole where the power has none."""

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
from srcad.differentiating.arithmetic import ArithmeticWriter, has_inexact_dtype, summed
from srcad.differentiating.base import Pair, holds_array
from srcad.kinds import FLOAT, INT, PYTHON_NUMBERS, PYTHON_REALS, is_scalar
from srcad.rules import support

Node = Any
EXACT = 2**53  # up to here, every integer is a float
LEAST_BITS, MOST_BITS = 1074, 1024  # positive floats lie between 2 ** -1074 and 2 ** 1024
LARGEST_ORDER = 300  # a number of 300 digits is a float, and so is 300 times that
FOLDED: dict[type, Any] = {gast.Add: add, gast.Sub: sub, gast.Mult: mul, gast.Div: truediv}


class PowerWriter(ArithmeticWriter):
    """Write each power by what is known of its exponent: a literal, a whole number, or neither."""

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
        tests = self.pole_test(left, right, signs, lv.kind, rv.kind) is not None
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

    def pole_test(self, base: Pair, exponent: Pair, signs: Signs, kind: Any, exponent_kind: Any) -> Node | None:
        """Write a test that tells where a power of Python numbers has no pole; None where there is no short one.

        That is a bound of the base for a literal exponent below one, and the exponent's sign where that is an integer.
        """
        if self.unguarded or not base.active or exponent.active:
            return None
        if literal_number(exponent.primal) is None:
            is_certain = exponent_kind == INT and kind in PYTHON_NUMBERS
            return larger(exponent.primal, 0) if is_certain else None
        if kind not in PYTHON_REALS or is_reciprocal(exponent.primal, kind) or self.is_root(exponent, signs):
            return None
        least = least_base(exponent.primal)
        return None if least is None else larger(base.primal, least)

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
        test = self.pole_test(base, exponent, signs, kind, exponent_kind)
        if test is None:
            return guarded
        return nodes.choice(test, self.term_away(x, exponent.primal, nodes.copy_of(out), base.tangent), guarded)

    def term_away(self, x: Node, exponent: Node, out: Node, tangent: Node) -> Node:
        """Write the term of a power's base away from the pole, by the power itself where infinities allow that."""
        number = literal_number(exponent)
        if number is None:
            slope = nodes.binary(
                nodes.copy_of(exponent), gast.Mult, nodes.binary(nodes.copy_of(x), gast.Pow, less(exponent))
            )
            return nodes.binary(slope, gast.Mult, tangent)
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


def larger(node: Node, bound: float) -> Node:
    """Write a test whether a number is larger than a literal."""
    return gast.Compare(left=nodes.copy_of(node), ops=[gast.Gt()], comparators=[nodes.constant(bound)])


def less(exponent: Node) -> Node:
    """Write an integer less by one."""
    is_sum = isinstance(exponent, gast.BinOp) and isinstance(exponent.op, gast.Add)
    if is_sum and nodes.is_constant(exponent.right, 1):
        return nodes.copy_of(exponent.left)
    return nodes.binary(nodes.copy_of(exponent), gast.Sub, nodes.constant(1))
