"""Read a part of a tangent once.

Before: `d_s = x * d_v[i] - y * d_v[i]`. After: `d_v_part = d_v[i]` and `d_s = x * d_v_part - y * d_v_part`.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

import gast

from srcad import nodes
from srcad.differentiating.base import wish_for
from srcad.differentiating.differentiate import TangentFunction
from srcad.simplifying.dead_tangents import has_no_effect

Node = Any
ALWAYS_RUN = (
    gast.BinOp,
    gast.UnaryOp,
    gast.Subscript,
    gast.Attribute,
    gast.Call,
    gast.List,
    gast.Tuple,
    gast.keyword,
)


def name_repeated_reads(function: TangentFunction) -> TangentFunction:
    """Name the elements and slices of tangents that one assignment to a tangent reads twice."""
    tangents = frozenset(function.tangents.values())
    for node, field in nodes.blocks(function.node):
        statements = getattr(node, field)
        setattr(node, field, [s for statement in statements for s in _with_names(statement, tangents, function)])
    return function


def is_plain_tangent(statement: Node, tangents: Set[str]) -> bool:
    """Tell whether a statement does nothing but compute the tangent of a variable."""
    if not isinstance(statement, gast.Assign) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    is_operation = isinstance(statement.value, ALWAYS_RUN)
    return isinstance(target, gast.Name) and target.id in tangents and is_operation and has_no_effect(statement.value)


def _with_names(statement: Node, tangents: Set[str], function: TangentFunction) -> Iterator[Node]:
    """Give a statement and, before it, names for what it reads twice."""
    reads = list(_reads(statement.value, tangents)) if isinstance(statement, gast.Assign) else []
    if len(reads) > 1 and is_plain_tangent(statement, tangents):
        texts = [gast.dump(read) for read in reads]
        named: dict[str, str] = {}
        for read, text in zip(reads, texts, strict=True):
            if texts.count(text) > 1 and text not in named:
                named[text] = function.names.fresh(wish_for(read))
                yield nodes.assign([nodes.store(named[text])], nodes.copy_of(read), statement)
        if named:
            statement.value = _replaced(statement.value, named, tangents)
    yield statement


def _reads(node: Node, tangents: Set[str]) -> Iterator[Node]:
    """Walk the parts of tangents that an expression reads whenever it is evaluated."""
    if _is_read(node, tangents):
        yield node
    elif isinstance(node, ALWAYS_RUN) and not nodes.is_users_own(node):
        for child in gast.iter_child_nodes(node):
            yield from _reads(child, tangents)


def _is_read(node: Node, tangents: Set[str]) -> bool:
    return isinstance(node, gast.Subscript) and isinstance(node.value, gast.Name) and node.value.id in tangents


def _replaced(node: Node, named: dict[str, str], tangents: Set[str]) -> Node:
    """Write the names in the place of the reads."""
    if _is_read(node, tangents):
        name = named.get(gast.dump(node))
        return node if name is None else nodes.name(name)
    if isinstance(node, ALWAYS_RUN) and not nodes.is_users_own(node):
        for field in node._fields:
            child = getattr(node, field, None)
            if isinstance(child, gast.AST):
                setattr(node, field, _replaced(child, named, tangents))
            elif isinstance(child, list):
                setattr(node, field, [_replaced(c, named, tangents) for c in child])
    return node
