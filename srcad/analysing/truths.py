"""Find the expressions of which only the truth is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gast


def truth_tests(tree: Any) -> frozenset[int]:
    """Return the ids of the expressions whose truth alone is asked, by a branch, a loop, a condition or `not`.

    >>> tree = gast.parse("x = a < b if not c > d or e == f else g != h")
    >>> found = truth_tests(tree)
    >>> [gast.unparse(node) for node in gast.walk(tree) if isinstance(node, gast.Compare) and id(node) in found]
    ['e == f', 'c > d']
    """
    return frozenset(id(part) for node in gast.walk(tree) for test in tests_of(node) for part in operands_of(test))


def tests_of(node: Any) -> list[Any]:
    """List the expressions inside a node that it only tests."""
    match node:
        case gast.If() | gast.While() | gast.IfExp() | gast.Assert():
            return [node.test]
        case gast.comprehension():
            return list(node.ifs)
        case gast.match_case(guard=guard) if guard is not None:
            return [guard]
        case gast.UnaryOp(op=gast.Not()):
            return [node.operand]
    return []


def operands_of(test: Any) -> Iterator[Any]:
    """Walk over an expression that is tested and the operands whose truth makes up its truth."""
    yield test
    if isinstance(test, gast.BoolOp):
        for value in test.values:
            yield from operands_of(value)
