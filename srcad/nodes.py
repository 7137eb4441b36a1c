"""Build and copy syntax nodes. New nodes have no end position; what has one is the user's own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import gast

from srcad.errors import InternalError

Node = Any
POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def name(identifier: str) -> Node:
    """Read a variable."""
    return gast.Name(id=identifier, ctx=gast.Load(), annotation=None, type_comment=None)


def store(identifier: str) -> Node:
    """Bind a variable."""
    return gast.Name(id=identifier, ctx=gast.Store(), annotation=None, type_comment=None)


def parameter(identifier: str) -> Node:
    """Declare a parameter."""
    return gast.Name(id=identifier, ctx=gast.Param(), annotation=None, type_comment=None)


def constant(value: object) -> Node:
    """Write a literal."""
    return gast.Constant(value=value, kind=None)


def tuple_of(elements: Iterable[Node], ctx: Node | None = None) -> Node:
    """Write a tuple."""
    return gast.Tuple(elts=list(elements), ctx=ctx or gast.Load())


def call(function: Node, args: Sequence[Node] = (), keywords: Sequence[Node] = ()) -> Node:
    """Call a function."""
    return gast.Call(func=function, args=list(args), keywords=list(keywords))


def keyword(argument: str | None, value: Node) -> Node:
    """Pass a keyword."""
    return gast.keyword(arg=argument, value=value)


def attribute(value: Node, attr: str, ctx: Node | None = None) -> Node:
    """Read an attribute."""
    return gast.Attribute(value=value, attr=attr, ctx=ctx or gast.Load())


def subscript(value: Node, index: Node, ctx: Node | None = None) -> Node:
    """Read an element."""
    return gast.Subscript(value=value, slice=index, ctx=ctx or gast.Load())


def binary(left: Node, operator: type[Any], right: Node) -> Node:
    """Write a binary operation."""
    return gast.BinOp(left=left, op=operator(), right=right)


def negative(value: Node) -> Node:
    """Negate."""
    return gast.UnaryOp(op=gast.USub(), operand=value)


def choice(test: Node, body: Node, orelse: Node) -> Node:
    """Write a conditional expression."""
    return gast.IfExp(test=test, body=body, orelse=orelse)


def assign(targets: Sequence[Node], value: Node, origin: Node | None = None) -> Node:
    """Assign, on behalf of the user's statement ``origin``."""
    return located(gast.Assign(targets=list(targets), value=value, type_comment=None), origin)


def expression(value: Node, origin: Node | None = None) -> Node:
    """Evaluate for the effect."""
    return located(gast.Expr(value=value), origin)


def located(node: Node, origin: Node | None) -> Node:
    """Say which user line a new statement comes from."""
    if origin is not None:
        node.lineno = getattr(origin, "lineno", None)
    return node


def with_context(target: Node, ctx: type[Any]) -> Node:
    """Copy a target for reading, writing or deleting."""
    result = copy_of(target)
    for node in [result, *_target_parts(result)]:
        if hasattr(node, "ctx"):
            node.ctx = ctx()
    return result


def _target_parts(node: Node) -> Iterator[Node]:
    """Walk what a tuple target binds, not the indices inside."""
    if isinstance(node, (gast.Tuple, gast.List)):
        for element in node.elts:
            yield element
            yield from _target_parts(element)
    elif isinstance(node, gast.Starred):
        yield node.value
        yield from _target_parts(node.value)


def present(node: Any) -> Any:
    """Return an expression that is there by what its maker promises.

    Raises InternalError where it is not.
    """
    if node is None:
        raise InternalError("an expression that was promised is missing")
    return node


def copy_of(node: Node) -> Node:
    """Copy a tree: a node is used once."""
    if isinstance(node, list):
        return [copy_of(child) for child in node]
    if not isinstance(node, gast.AST):
        return node
    result = type(node)(**{name: copy_of(getattr(node, name, None)) for name in node._fields})
    for name in POSITIONS:
        if hasattr(node, name):
            setattr(result, name, getattr(node, name))
    return result


def unshared(tree: Node) -> Node:
    """Put a copy wherever a node of the tree stands a second time; the tree itself is changed."""
    seen: set[int] = set()
    pending = [tree]
    while pending:
        node = pending.pop()
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                setattr(node, field, [_once(child, seen) for child in value])
                pending.extend(child for child in getattr(node, field) if isinstance(child, gast.AST))
            elif isinstance(value, gast.AST):
                setattr(node, field, _once(value, seen))
                pending.append(getattr(node, field))
    return tree


def _once(child: Any, seen: set[int]) -> Any:
    if id(child) in seen and isinstance(child, gast.AST):
        return copy_of(child)
    seen.add(id(child))
    return child


def replaced(node: Node, **fields: Any) -> Node:
    """Make a changed copy of one node; it is no longer the user's own text."""
    values = {field: getattr(node, field, None) for field in node._fields}
    result = type(node)(**{**values, **fields})
    if hasattr(node, "lineno"):
        result.lineno = node.lineno
    return result


def is_users_own(node: Node) -> bool:
    """Tell whether a node is the user's own text, or a copy of it."""
    return getattr(node, "end_col_offset", None) is not None


def made_nodes(tree: Node) -> Iterator[Node]:
    """Walk the nodes of a tree that are not the user's own text: those in which a tangent can stand."""
    pending = [tree]
    while pending:
        node = pending.pop()
        if is_users_own(node):
            continue
        yield node
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, gast.AST):
                pending.append(value)
            elif isinstance(value, list):
                pending.extend(child for child in value if isinstance(child, gast.AST))


def blocks(tree: Node) -> Iterator[tuple[Node, str]]:
    """Walk the blocks of statements in a tree: the node that has each, and its field."""
    pending = [tree]
    while pending:
        node = pending.pop()
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            inside = getattr(node, field, None)
            if isinstance(inside, list):
                pending.extend(inside)
                if field not in ("handlers", "cases"):
                    yield node, field


def names_in(node: Node) -> set[str]:
    """Collect the identifiers of every Name in a tree."""
    return {child.id for child in gast.walk(node) if isinstance(child, gast.Name)}


def is_name(node: Node, identifier: str | None = None) -> bool:
    """Tell whether a node is a Name, of this identifier if one is given."""
    return isinstance(node, gast.Name) and identifier in (None, node.id)


def is_truth(node: Node) -> bool:
    """Tell whether a node is the literal True or False."""
    return isinstance(node, gast.Constant) and type(node.value) is bool


def is_constant(node: Node, *values: object) -> bool:
    """Tell whether a node is a literal number equal to one of the values."""
    return (
        isinstance(node, gast.Constant)
        and type(node.value) in (int, float, complex)
        and (not values or node.value in values)
    )


def parse_expression(text: str) -> Node:
    """Parse an expression; its nodes carry no positions, for they are no text of the user's."""
    tree = gast.parse(text, mode="eval").body
    for node in gast.walk(tree):
        for name in POSITIONS:
            if name in vars(node):
                delattr(node, name)
    return tree
