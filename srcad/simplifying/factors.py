"""Multiply the literal factors of a product into one, in front.

Before: `100.0 * (2.0 * r * d_r)`. After: `200.0 * r * d_r`. The user's own products stay as they are.
"""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes

Node = Any
LARGEST, SMALLEST = 1e30, 1e-30  # within the range of float32, whose arrays a literal may multiply


def fold_factors(node: Node) -> Node:
    """Fold the literals of a product, if there are two and their product is one that no float type loses.

    >>> def rewritten(text):
    ...     return gast.unparse(fold_factors(nodes.parse_expression(text)))
    >>> rewritten("100.0 * (2.0 * r * d_r)"), rewritten("0.5 * (2.0 * s * d_s)"), rewritten("2.0 * d_x * n")
    ('200.0 * r * d_r', 's * d_s', '2.0 * d_x * n')
    """
    if not isinstance(node.op, gast.Mult) or _has_one_at_most(node):
        return node
    factor, rest = _split(node)
    size = abs(factor)
    if not SMALLEST < size < LARGEST or (size == 1.0 and not _is_pair(rest)):
        return node
    if size != 1.0:
        rest = _in_front(nodes.constant(size), rest)
    return nodes.negative(rest) if factor < 0.0 else rest


def _has_one_at_most(node: Node) -> bool:
    return _count(node) < 2


def _count(node: Node) -> int:
    """Count the literals in a product; two are enough."""
    if not _is_product(node):
        return int(_literal(node) is not None)
    return _count(node.left) + _count(node.right)


def _is_product(node: Node) -> bool:
    return isinstance(node, gast.BinOp) and isinstance(node.op, gast.Mult) and not nodes.is_users_own(node)


def _literal(node: Node) -> float | None:
    """Return the value of a literal float, which may be negated."""
    if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.USub):
        value = _literal(node.operand)
        return None if value is None else -value
    is_float = isinstance(node, gast.Constant) and type(node.value) is float
    return node.value if is_float else None


def _split(node: Node) -> tuple[float, Node | None]:
    """Take the literals out of a product; return their product and what is left."""
    if not _is_product(node):
        value = _literal(node)
        return (1.0, node) if value is None else (value, None)
    (one, left), (other, right) = _split(node.left), _split(node.right)
    if left is None or right is None:
        return one * other, right if left is None else left
    return one * other, nodes.binary(left, gast.Mult, right)


def _in_front(factor: Node, product: Node) -> Node:
    """Write a factor in front of a product's first one."""
    if _is_product(product):
        return nodes.binary(_in_front(factor, product.left), gast.Mult, product.right)
    return nodes.binary(factor, gast.Mult, product)


def _is_pair(product: Node) -> bool:
    """Tell whether two factors are left, one of which has the tangent: no product of integers can overflow."""
    return _is_product(product) and not _is_product(product.left) and not _is_product(product.right)
