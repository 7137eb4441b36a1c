"""Let divisions in tangents follow IEEE, and let NaN have a place: a tangent must not raise where its value does not.

numba's division of numbers raises at zero, as Python's does, unless the user asked for NumPy's. In the value that is
what he wants. In a tangent, a quotient may have a denominator that the value never divides by. And the tangent of
`max(xs)` stands at `xs.index(m)`, where Python finds a NaN by its identity and numba does not; it is the first item.

>>> text = '''
... def rest_forward(x, y, d_y):
...     rest = np.mod(x, y) / x
...     return rest, (rest - x) * d_y / y
... '''
>>> tree = ast.parse(text)
>>> divide_by_ieee(tree, {"d_y"}, {"divided": "divided"}, is_joint=lambda name: False)
{'divided'}
>>> print(ast.unparse(tree))
def rest_forward(x, y, d_y):
    rest = np.mod(x, y) / x
    return (rest, divided((rest - x) * d_y, y))
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping


def divide_by_ieee(
    tree: ast.Module, seeds: set[str], names: Mapping[str, str], is_joint: Callable[[str], bool]
) -> set[str]:
    """Replace the divisions in tangents, and the searches for their places, by calls of functions; return which.

    `names` says what `divided` and `place` are called; `is_joint` tells of a name from outside whether it is a
    generated function, which returns values beside tangents.
    """
    change = _Change(tangents_in(tree, seeds, is_joint), names)
    change.visit(tree)
    ast.fix_missing_locations(tree)
    return change.used


def tangents_in(tree: ast.Module, seeds: set[str], is_joint: Callable[[str], bool]) -> set[str]:
    """Return the variables that are known to hold tangents: what is computed of seeds.

    No value is computed of a tangent, but for those that a joint call returns in front of the tangents.
    """
    found = set(seeds)
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and len(node.targets) == 1]
    inner = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    inner |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    before = -1
    while len(found) > before:
        before = len(found)
        for node in assigned:
            for target, value in pairs_of(node.targets[0], node.value):
                if mentions(value, found) and not any(one in inner or is_joint(one) for one in called_in(value)):
                    found.add(target)
    return found


def pairs_of(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the variables that an assignment binds, each with its value, where the value is written there."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for part, element in zip(target.elts, value.elts, strict=True):
            yield from pairs_of(part, element)


def called_in(node: ast.AST) -> Iterator[str]:
    """Yield the names of the functions that an expression calls."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            yield part.func.id if isinstance(part.func, ast.Name) else ""


def mentions(node: ast.AST, names: set[str]) -> bool:
    """Tell whether any of the names stands in a tree."""
    return any(isinstance(part, ast.Name) and part.id in names for part in ast.walk(node))


class _Change(ast.NodeTransformer):
    """Replace the divisions in expressions in which a tangent stands."""

    def __init__(self, tangents: set[str], names: Mapping[str, str]) -> None:
        self.tangents = tangents
        self.names = names
        self.used: set[str] = set()

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """A part of a tangent: it stands where the value was found."""
        self.generic_visit(node)
        match node.slice:
            case ast.Call(ast.Attribute(owner, "index"), [number], []) if mentions(node.value, self.tangents):
                node.slice = ast.copy_location(self.call("place", [owner, number]), node.slice)
        return node

    def call(self, helper: str, arguments: list[ast.expr]) -> ast.Call:
        """Write a call of a helper."""
        self.used.add(helper)
        return ast.Call(ast.Name(self.names[helper], ast.Load()), arguments, [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """An operation: what stands in the same sum or product as a tangent belongs to it."""
        return self.in_tangent(node) if mentions(node, self.tangents) else node

    def in_tangent(self, node: ast.expr) -> ast.expr:
        """Replace the divisions in a tangent."""
        if isinstance(node, ast.UnaryOp):
            return ast.copy_location(ast.UnaryOp(node.op, self.in_tangent(node.operand)), node)
        if not isinstance(node, ast.BinOp):
            visited: ast.expr = self.visit(node)
            return visited
        left, right = self.in_tangent(node.left), self.in_tangent(node.right)
        if not isinstance(node.op, ast.Div) or isinstance(right, ast.Constant):
            return ast.copy_location(ast.BinOp(left, node.op, right), node)
        return ast.copy_location(self.call("divided", [left, right]), node)
