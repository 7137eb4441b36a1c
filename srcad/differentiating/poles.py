"""Guard the partials of rules where they may have a pole: by a test of Python's floats, else by a helper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import gast

from srcad import nodes
from srcad.analysing.plans import ByRule
from srcad.analysing.signs import ANY, TextEvaluator
from srcad.differentiating.base import Pair, Writer
from srcad.differentiating.ruletexts import GUARDS, names_of, parsed_text, product, without_guards
from srcad.kinds import FLOAT, PYTHON_NUMBERS
from srcad.rules import support

Node = Any


class PoleWriter(Writer):
    """Tell where a rule's partial may have a pole, and write its term with or without a guard."""

    def kinds_of(self, plan: ByRule, names: Iterable[str]) -> list[Any]:
        """List the kinds of arguments."""
        return [value.kind for name in names for value in self.facts.bound_values(plan.bound, name)]

    def tests_for_pole(self, node: Node, plan: ByRule, texts: dict[str, str], varying: list[str]) -> bool:
        """Tell whether a pole is possible of which a test says for Python's floats that it is not met."""
        if self.unguarded or not plan.rule.away or self.value(node).kind != FLOAT:
            return False
        if not all(kind in PYTHON_NUMBERS for kind in self.kinds_of(plan, plan.bound)):
            return False
        return any(self.may_meet_pole(node, plan, name, texts[name]) for name in varying)

    def may_meet_pole(self, node: Node, plan: ByRule, name: str, text: str) -> bool:
        """Tell whether a rule's text for one argument is guarded, or has a guard in it."""
        tree = without_guards(parsed_text(text), lambda divisor: self.excludes_pole(node, plan, divisor))
        return self.needs_guard(node, plan, name, text) or not GUARDS.keys().isdisjoint(nodes.names_in(tree))

    def excludes_pole(self, node: Node, plan: ByRule, divisor: Node | None) -> bool:
        """Tell whether a divisor in a rule's text cannot be zero, by what is known of the arguments and the result."""
        if self.unguarded or divisor is None:
            return self.unguarded
        known = {name: self.signs.get(id(given), ANY) for name, given in plan.bound.items()}
        known["out"] = self.signs.get(id(node), ANY)
        return 0 not in TextEvaluator(known).signs(divisor)

    def needs_guard(self, node: Node, plan: ByRule, name: str, text: str) -> bool:
        """Tell whether the partial with respect to an argument may have its pole."""
        if self.unguarded or name not in plan.rule.poles:
            return False
        tree = parsed_text(text)
        is_quotient = isinstance(tree, gast.BinOp) and isinstance(tree.op, gast.Div)
        return not (is_quotient and self.excludes_pole(node, plan, tree.right))

    def term(self, name: str, text: str, expression: Node, pair: Pair, *, guarded: bool) -> Node:
        """Multiply a partial by its tangent; a whole term stays as it is."""
        if f"d_{name}" in names_of(text):
            return expression
        tangent = nodes.copy_of(pair.tangent)
        if guarded and isinstance(expression, gast.BinOp) and isinstance(expression.op, gast.Div):
            return nodes.call(
                self.extra("quotient", support.quotient), [product(expression.left, tangent), expression.right]
            )
        if guarded:
            return nodes.call(self.extra("scaled", support.scaled), [expression, tangent])
        if isinstance(parsed_text(text), gast.Call):
            return nodes.binary(expression, gast.Mult, tangent)  # a quotient that is to be formed first
        return product(expression, tangent)
