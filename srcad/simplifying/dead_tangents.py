"""Drop assignments to tangents that nothing reads, and those of a tangent to itself.

Before: `d_n = 0.0` where no line reads d_n. After: nothing.
"""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.differentiating.differentiate import TangentFunction

Node = Any


def drop_dead_tangents(function: TangentFunction) -> TangentFunction:
    """Remove plain assignments to a tangent variable whose name is never read anywhere in the function."""
    tangents = set(function.tangents.values())
    while True:
        read = _read_names(function.node)
        dead = {name for name in tangents if name not in read}
        if not _drop(function.node, dead, tangents):
            return function


def _read_names(tree: Node) -> set[str]:
    """Collect the names that are read; an in-place operator reads its target, whose storage others may share."""
    read = set()
    for node in nodes.made_nodes(tree):
        if isinstance(node, gast.Name) and not isinstance(node.ctx, gast.Store):
            read.add(node.id)
        elif isinstance(node, gast.AugAssign) and isinstance(node.target, gast.Name):
            read.add(node.target.id)
        elif isinstance(node, gast.Nonlocal):
            read.update(node.names)  # the declaration needs the variable to be bound outside
    return read


def _drop(tree: Node, dead: set[str], tangents: set[str]) -> bool:
    """Drop the dead assignments of every block; tell whether there was one."""
    dropped = False
    for node, field in list(nodes.blocks(tree)):
        block = getattr(node, field)
        kept = [s for s in block if not _is_dead(s, dead) and not _binds_itself(s, tangents)]
        if len(kept) < len(block):
            dropped = True
            setattr(node, field, kept or ([gast.Pass()] if field == "body" else []))
    return dropped


def _is_dead(statement: Node, dead: set[str]) -> bool:
    if not isinstance(statement, gast.Assign) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    names = target.elts if isinstance(target, gast.Tuple) else [target]
    return all(isinstance(n, gast.Name) and n.id in dead for n in names) and has_no_effect(statement.value)


def _binds_itself(statement: Node, tangents: set[str]) -> bool:
    """Tell whether a statement is `d_x = d_x`."""
    if not isinstance(statement, gast.Assign) or not isinstance(statement.value, gast.Name):
        return False
    names = {getattr(target, "id", None) for target in statement.targets}
    return names == {statement.value.id} and statement.value.id in tangents


def has_no_effect(value: Node) -> bool:
    """A tangent's expression has no effect unless it calls something of the user's, as a joint call does."""
    return not any(
        isinstance(n, (gast.Yield, gast.YieldFrom, gast.Await, gast.NamedExpr)) for n in gast.walk(value)
    ) and not any(isinstance(n, gast.Call) and _may_act(n) for n in gast.walk(value))


def _may_act(call: Node) -> bool:
    name = call.func.attr if isinstance(call.func, gast.Attribute) else getattr(call.func, "id", "")
    return (
        name in ("apply", "pop", "popleft", "popitem", "setdefault", "unpack", "sent", "next")
        or name.endswith("_forward")
        or name.startswith("d_")
    )
