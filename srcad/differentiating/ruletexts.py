"""Turn the text of a rule into an expression: arguments, result and tangents put in for its names."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from typing import Any

import gast

from srcad import nodes

Node = Any


@functools.cache
def parsed_text(text: str) -> Node:
    """Parse a rule's text once; whoever uses it copies it."""
    return nodes.parse_expression(text)


def without_guards(node: Node, excluded: Callable[[Node | None], bool]) -> Node:
    """Copy a rule's expression with a plain quotient or product for each guarded one whose pole is excluded.

    `excluded` is asked with the denominator; of a product, whose partial may be infinite, with None.
    """
    if not isinstance(node, gast.AST):
        return [without_guards(child, excluded) for child in node] if isinstance(node, list) else node
    fields = {name: without_guards(getattr(node, name, None), excluded) for name in node._fields}
    made = type(node)(**fields)
    if isinstance(node, gast.Call) and isinstance(node.func, gast.Name) and node.func.id in GUARDS:
        operator = GUARDS[node.func.id]
        if excluded(node.args[1] if operator is gast.Div else None):
            return nodes.binary(made.args[0], operator, made.args[1])
    return made


GUARDS = {"quotient": gast.Div, "number_quotient": gast.Div, "scaled": gast.Mult}


@functools.cache
def parsed_statement(text: str) -> Node:
    """Parse a rule's statement once."""
    tree = gast.parse(text).body[0]
    for node in gast.walk(tree):
        for field in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            if hasattr(node, field):
                delattr(node, field)
    return tree


def names_of(text: str) -> frozenset[str]:
    """Return the names that a rule's text speaks of."""
    return frozenset(nodes.names_in(parsed_text(text)))


def filled(
    tree: Node, values: Mapping[str, Node], function: Callable[[str], Node], left_out: Collection[str] = ()
) -> Node:
    """Copy a rule's expression with its names replaced; names that are none of the values are functions.

    A keyword argument `axis=axis` whose name is in `left_out` is not written: the function has the same default.
    """
    if isinstance(tree, gast.Name):
        given = values.get(tree.id)
        return nodes.copy_of(given) if given is not None else function(tree.id)
    fields: dict[str, Any] = {}
    for name in tree._fields:
        child = getattr(tree, name, None)
        if isinstance(child, list):
            kept = [c for c in child if not _passes_on(c, left_out)]
            fields[name] = [filled(c, values, function, left_out) if isinstance(c, gast.AST) else c for c in kept]
        elif isinstance(child, gast.AST):
            fields[name] = filled(child, values, function, left_out)
        else:
            fields[name] = child
    return type(tree)(**fields)


def _passes_on(node: Any, names: Collection[str]) -> bool:
    """Tell whether a node is a keyword argument `axis=axis` for one of the names."""
    if not isinstance(node, gast.keyword) or not isinstance(node.value, gast.Name):
        return False
    return bool(node.arg == node.value.id and node.arg in names)


def product(partial: Node, tangent: Node) -> Node:
    """Multiply a partial by a tangent as one would by hand: no factor one, one quotient, the sign in front."""
    if nodes.is_constant(partial, 1, 1.0):
        return tangent
    if isinstance(partial, gast.UnaryOp) and isinstance(partial.op, gast.USub):
        return nodes.negative(product(partial.operand, tangent))
    if nodes.is_constant(partial, -1.0):
        return nodes.negative(tangent)
    if isinstance(partial, gast.BinOp) and isinstance(partial.op, gast.Div):
        if isinstance(partial.left, gast.UnaryOp) and isinstance(partial.left.op, gast.USub):
            return nodes.negative(nodes.binary(product(partial.left.operand, tangent), gast.Div, partial.right))
        return nodes.binary(product(partial.left, tangent), gast.Div, partial.right)
    return nodes.binary(partial, gast.Mult, tangent)
