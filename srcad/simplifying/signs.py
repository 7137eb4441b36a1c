"""Let sums and differences take up the signs of their terms, and two signs cancel.

Before: `a + -d_x * b`. After: `a - d_x * b`: one operation less, and the same number, bit for bit.
"""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes

Node = Any


def absorb_signs(node: Node) -> Node:
    """Turn `a + -b` into `a - b`, `a - -b` into `a + b`, `-a + b` into `b - a` and `-(-a / b)` into `a / b`.

    >>> def rewritten(text):
    ...     return gast.unparse(absorb_signs(nodes.parse_expression(text)))
    >>> rewritten("a + -d_x * b"), rewritten("a - b / -d_x"), rewritten("-d_x + b"), rewritten("-d_x - b")
    ('a - d_x * b', 'a + b / d_x', 'b - d_x', '-d_x - b')
    >>> rewritten("-(-d_x / b)"), rewritten("-(a * -d_x)")
    ('d_x / b', 'a * d_x')
    """
    if isinstance(node.op, gast.USub):
        opposite = without_sign(node.operand)
        return node if opposite is None else opposite
    if not isinstance(node.op, (gast.Add, gast.Sub)):
        return node
    other = gast.Sub if isinstance(node.op, gast.Add) else gast.Add
    right = without_sign(node.right)
    if right is not None:
        return nodes.binary(node.left, other, right)
    left = without_sign(node.left)
    if left is not None and isinstance(node.op, gast.Add):
        return nodes.binary(node.right, gast.Sub, left)
    return node


def without_sign(node: Node) -> Node | None:
    """Return the opposite of a negated number, product or quotient, None where nothing is negated.

    A sign in the user's own text stays: the number may be unsigned there.
    """
    if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.USub) and not nodes.is_users_own(node):
        return node.operand
    if not isinstance(node, gast.BinOp) or not isinstance(node.op, (gast.Mult, gast.Div)) or nodes.is_users_own(node):
        return None
    left = without_sign(node.left)
    if left is not None:
        return nodes.binary(left, type(node.op), node.right)
    right = without_sign(node.right)
    return None if right is None else nodes.binary(node.left, type(node.op), right)
