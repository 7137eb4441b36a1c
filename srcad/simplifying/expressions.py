"""Simplify the arithmetic of tangents, from the leaves up, by rules for one node at a time.

Before: `100.0 * (2.0 * r * d_r) + 2.0 * s * -d_s`. After: `200.0 * r * d_r - 2.0 * s * d_s`.

Only an operation that has a tangent inside is looked at. So nothing of the primal is touched, and all that is
multiplied and added here are inexact numbers and arrays of them.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import gast

from srcad import nodes
from srcad.differentiating.differentiate import TangentFunction
from srcad.simplifying.factors import fold_factors
from srcad.simplifying.signs import absorb_signs

Node = Any

RULES = (
    fold_factors,  # first: it moves literals, with their signs, to the front
    absorb_signs,
)


def simplify_expressions(function: TangentFunction) -> TangentFunction:
    """Apply the rules to every operation that has a tangent inside."""
    _simplified(function.node, frozenset(function.tangents.values()))
    return function


def _simplified(node: Node, tangents: Set[str]) -> tuple[Node, bool]:
    """Return what takes a node's place, and whether there is a tangent inside."""
    if isinstance(node, gast.Name):
        return node, node.id in tangents
    if nodes.is_users_own(node):
        return node, False
    inside = False
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, gast.AST):
            new, found = _simplified(value, tangents)
            inside |= found
            if new is not value:
                setattr(node, field, new)
        elif isinstance(value, list):
            inside |= _simplify_all(value, tangents)
    if inside and isinstance(node, (gast.BinOp, gast.UnaryOp)):
        for rule in RULES:
            node = rule(node)
    return node, inside


def _simplify_all(children: list[Any], tangents: Set[str]) -> bool:
    """Simplify the nodes of a list in place; tell whether there is a tangent inside."""
    inside = False
    for index, child in enumerate(children):
        if isinstance(child, gast.AST):
            new, found = _simplified(child, tangents)
            inside |= found
            if new is not child:
                children[index] = new
    return inside
