"""Write the tangent of the sum of an array of products as products of vectors.

Before: `np.sum(2.0 * r * d_r - s * d_t)`. After: `2.0 * inner(r, d_r) - inner(s, d_t)`, without an array of products.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gast
import numpy as np

from srcad import nodes
from srcad.differentiating.base import Writer
from srcad.kinds import Static, is_array, is_scalar

Node = Any
SCALAR = ("scalar",)
ELEMENTWISE = (gast.Add, gast.Sub, gast.Mult, gast.Div, gast.Pow)
MOST_TERMS = 4


def summed_products(tangent: Node, inner: Callable[[Node, Node], Node], shape_of: Callable[[Node], Any]) -> Node | None:
    """Return the sum over a tangent's elements, None where a term is no product or shapes may differ between terms."""
    terms = list(_terms(tangent, positive=True))
    shapes = {shape_of(term) for _, term in terms}
    if len(terms) > MOST_TERMS or (len(terms) > 1 and (len(shapes) > 1 or shapes <= {None, SCALAR})):
        return None
    total = None
    for positive, term in terms:
        written = _product_of_vectors(term, inner, shape_of)
        if written is None:
            return None
        if total is None:
            total = written if positive else nodes.negative(written)
        else:
            total = nodes.binary(total, gast.Add if positive else gast.Sub, written)
    return total


def _terms(node: Node, *, positive: bool) -> Iterator[tuple[bool, Node]]:
    """Walk the terms of a sum, each with its sign."""
    if _is_made(node, gast.UnaryOp) and isinstance(node.op, gast.USub):
        yield from _terms(node.operand, positive=not positive)
    elif _is_made(node, gast.BinOp) and isinstance(node.op, (gast.Add, gast.Sub)):
        yield from _terms(node.left, positive=positive)
        yield from _terms(node.right, positive=positive == isinstance(node.op, gast.Add))
    else:
        yield positive, node


def _is_made(node: Node, cls: type) -> bool:
    return isinstance(node, cls) and not nodes.is_users_own(node)


def _product_of_vectors(
    term: Node, inner: Callable[[Node, Node], Node], shape_of: Callable[[Node], Any]
) -> Node | None:
    """Write a term as its numbers times the product of two arrays, multiplied in the order of the text."""
    if not _is_product(term):
        return None
    if shape_of(term.left) == SCALAR:
        rest = _product_of_vectors(term.right, inner, shape_of)
        return None if rest is None else nodes.binary(term.left, gast.Mult, rest)
    number, left = _without_number(term.left)
    right, negative = term.right, False
    if _is_made(right, gast.UnaryOp) and isinstance(right.op, gast.USub):
        right, negative = right.operand, True
    written = inner(left, right)
    if number is not None:
        written = nodes.binary(number, gast.Mult, written)
    return nodes.negative(written) if negative else written


def _is_product(node: Node) -> bool:
    return _is_made(node, gast.BinOp) and isinstance(node.op, gast.Mult)


def _without_number(product: Node) -> tuple[Node | None, Node]:
    """Take the literal in front of a product out of it."""
    if not _is_product(product):
        return None, product
    if isinstance(product.left, gast.Constant) and type(product.left.value) is float:
        return product.left, product.right
    number, rest = _without_number(product.left)
    return (None, product) if number is None else (number, nodes.binary(rest, gast.Mult, product.right))


class ShapeWriter(Writer):
    """Know which vectors of one statement have the same length."""

    def shape_of(self, node: Node) -> Any:
        """Return what two vectors of one length have in common, SCALAR for a number, None where nothing is known."""
        if isinstance(node, gast.Constant):
            return SCALAR if isinstance(node.value, (int, float, complex)) else None
        if isinstance(node, gast.Name):
            return self.shape_of_name(node.id)
        if isinstance(node, gast.UnaryOp):
            return self.shape_of(node.operand)
        if isinstance(node, gast.BinOp) and isinstance(node.op, ELEMENTWISE):
            shapes = {self.shape_of(node.left), self.shape_of(node.right)} - {SCALAR}
            return shapes.pop() if len(shapes) == 1 else None if shapes else SCALAR
        if isinstance(node, gast.Subscript):
            whole, cut = self.shape_of(node.value), ends_cut_off(node.slice)
            return None if whole in (None, SCALAR) or cut is None else (whole[0], whole[1] + cut)
        if isinstance(node, gast.Call) and len(node.args) == 1 and not node.keywords:
            function = self.value(node.func).kind
            is_ufunc = isinstance(function, Static) and isinstance(function.obj, np.ufunc) and function.obj.nout == 1
            return self.shape_of(node.args[0]) if is_ufunc and function.obj.signature is None else None
        return None

    def shape_of_name(self, name: str) -> Any:
        """Return the shape of a variable, which its tangent has too."""
        primals = {tangent: primal for primal, tangent in self.names.tangents().items()}
        name = primals.get(name, name)
        origin, bound = self.bound_to.get(name, (None, None))
        if bound is not None:
            return self.shape_of(bound) if origin is self.origin else None
        if self.renamed or name in self.walrus_targets or name not in self.scope.bound:
            return None
        kinds = self.variable_kinds.get(name, [None])
        if all(map(is_scalar, kinds)):
            return SCALAR
        return (name, 0) if all(is_array(kind) and kind.ndim == 1 for kind in kinds) else None


def ends_cut_off(index: Node) -> int | None:
    """Return how many elements of a long enough vector a slice leaves out at its ends, None for other indices.

    >>> [ends_cut_off(nodes.parse_expression(f"x[{text}]").slice) for text in ("1:", ":-2", "1:-1", ":", ":3", "::2")]
    [1, 2, 2, 0, None, None]
    """
    if not isinstance(index, gast.Slice) or index.step is not None:
        return None
    lower, upper = literal(index.lower), literal(index.upper)
    return None if lower is None or upper is None or lower < 0 or (upper >= 0 and index.upper) else lower - upper


def literal(bound: Node | None) -> int | None:
    """Return the integer that a slice's bound is, 0 for none; None for what is not written as a number."""
    if bound is None:
        return 0
    if isinstance(bound, gast.UnaryOp) and isinstance(bound.op, gast.USub):
        number = literal(bound.operand)
        return None if number is None else -number
    return bound.value if isinstance(bound, gast.Constant) and type(bound.value) is int else None
