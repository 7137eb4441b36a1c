"""Say which callees take the tangents by position, and which return values and tangents in one tuple.

What is decided here about a callee is decided by the caller, and the callee's variant is written as it was decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gast

from srcad import nodes
from srcad.stages import ParsedFunction

Node = Any
DEFINITIONS = (gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef, gast.Lambda)


def takes_tangents_by_position(callee: Node, positional: Sequence[Node], keywords: Sequence[Node]) -> bool:
    """Tell whether a call gives every parameter by position, and the tangents may follow."""
    args = callee.args
    plain = not (args.vararg or args.kwarg or args.kwonlyargs or args.defaults or keywords)
    starred = any(isinstance(argument, gast.Starred) for argument in positional)
    return plain and not starred and len(positional) == len(args.posonlyargs) + len(args.args)


def returns_tuples(callee: ParsedFunction, count: int) -> bool:
    """Tell whether every return of a function is of a tuple with so many elements, written out."""
    returned = [node.value for node in _returns(callee.node.body)]
    plain = all(
        isinstance(value, gast.Tuple)
        and len(value.elts) == count
        and not any(isinstance(element, gast.Starred) for element in value.elts)
        for value in returned
    )
    return plain and not callee.is_generator and _ends(callee.node.body)


def _returns(statements: list[Node]) -> Iterator[Node]:
    """Walk the return statements of a function, not those of functions inside."""
    pending = list(statements)
    while pending:
        node = pending.pop()
        if isinstance(node, gast.Return):
            yield node
        elif not isinstance(node, DEFINITIONS):
            pending.extend(gast.iter_child_nodes(node))


def _ends(statements: list[Node]) -> bool:
    """Tell whether the end of a block is surely not reached."""
    last = statements[-1] if statements else None
    if isinstance(last, gast.If):
        return _ends(last.body) and _ends(last.orelse)
    return isinstance(last, (gast.Return, gast.Raise))


def in_one_tuple(pair: Node, ctx: Node | None = None) -> Node:
    """Write a pair of a tuple and its tangent as one tuple."""
    return nodes.tuple_of([element for part in pair.elts for element in _elements(part)], ctx)


def _elements(part: Node) -> list[Node]:
    return part.elts if isinstance(part, gast.Tuple) else [gast.Starred(value=part, ctx=gast.Load())]
