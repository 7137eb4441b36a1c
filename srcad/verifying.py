"""Check the invariants between the steps: what each step relies on, and what it must leave to the next.

A broken invariant is a fault of srcad's own. It shows here, beside the step that broke it, and not as a wrong number.
The checks are off by default, for they cost as much as the steps; every test of the project runs with them.

>>> from srcad import nodes
>>> shared = nodes.name("x")
>>> verify_unshared(nodes.binary(shared, gast.Add, shared))
Traceback (most recent call last):
srcad.InternalError: the node Name 'x' stands in the tree twice: insert a copy
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from typing import Any

import gast

from srcad.differentiating.differentiate import TangentFunction
from srcad.errors import InternalError
from srcad.printing import first_difference
from srcad.scopes import arguments_of, find_scopes
from srcad.stages import ParsedFunction, Printed

__all__ = ["verify", "verify_kinds", "verify_locations", "verify_names", "verify_parameters", "verify_unshared"]

# They have no fields and are compared by their class alone, so one object may stand in many places.
_MARKS = (gast.expr_context, gast.operator, gast.unaryop, gast.cmpop, gast.boolop)

_BLOCKS = ("body", "orelse", "finalbody")
_PARTS_OF_BLOCKS = (gast.ExceptHandler, gast.match_case)

# What a function may read although nobody binds it: the compiler makes the cell.
_FROM_THE_CLASS = {"__class__"}


def verify(function: TangentFunction, printed: Printed, parsed: ParsedFunction) -> None:
    """Check a generated function and its text; `parsed` is the function that it is the derivative of.

    Raises InternalError for the first invariant that does not hold.
    """
    verify_unshared(function.node)
    verify_kinds(function.node)
    verify_parameters(function, parsed)
    verify_names(function, parsed)
    verify_locations(function.node, parsed)
    verify_text(printed, function.node)


def verify_unshared(tree: Any) -> None:
    """Check that no node stands in a tree twice: a pass that changed one place would change the other."""
    seen: set[int] = set()
    for node in _all_nodes(tree):
        if id(node) in seen and not isinstance(node, _MARKS):
            raise InternalError(f"the node {_shown(node)} stands in the tree twice: insert a copy")
        seen.add(id(node))


def verify_kinds(tree: Any) -> None:
    """Check that every node is one of gast's, statements stand in blocks and expressions elsewhere."""
    for node in _all_nodes(tree):
        if getattr(gast, type(node).__name__, None) is not type(node):
            raise InternalError(f"the tree holds {_shown(node)}, which is no node of gast's")
    for node in _all_nodes(tree):
        for name in node._fields:
            _verify_field(node, name, getattr(node, name, None))


def _verify_field(node: Any, name: str, value: Any) -> None:
    is_block = name in _BLOCKS and isinstance(value, list)
    for child in value if isinstance(value, list) else [value]:
        if isinstance(child, gast.stmt) != is_block and not isinstance(child, _PARTS_OF_BLOCKS) and _is_filled(child):
            raise InternalError(f"{_shown(node)} has {_shown(child)} as its {name}")
    if name == "body" and is_block and not value and not isinstance(node, gast.Module):
        raise InternalError(f"the body of {_shown(node)} is empty")


def _is_filled(child: Any) -> bool:
    """Tell whether a field holds a node: names, numbers and None stand in fields too."""
    return isinstance(child, gast.AST)


def verify_names(function: TangentFunction, parsed: ParsedFunction) -> None:
    """Check that every name is bound: in the function, around it, by the module or among the extras.

    A name that the user's function reads may be missing, for it would be missing there as well; so may a class of his
    that is refused, for nothing behind the refusal runs.
    """
    user = parsed.source.function
    known = {*function.extras.objects, *function.extras.variants, *parsed.free_names, *_FROM_THE_CLASS}
    known |= {*user.__globals__, *vars(builtins), *_names_from_outside(parsed.node)}
    known |= {node.name for node in gast.walk(parsed.node) if isinstance(node, gast.ClassDef)}
    missing = sorted(_names_from_outside(function.node) - known)
    if missing:
        raise InternalError(f"{function.node.name} reads {', '.join(missing)}, which nothing binds")


def _names_from_outside(function: Any) -> set[str]:
    """Collect the names that a function reads and that neither it nor a function inside of it binds."""
    scopes = find_scopes(function).values()
    return {name for scope in scopes for name in scope.used if _is_outside(scope, name)}


def _is_outside(scope: Any, name: str) -> bool:
    if name in scope.outer and name not in scope.globals and scope.parent is not None:
        return scope.parent.owner(name) is None
    return scope.owner(name) is None


def verify_parameters(function: TangentFunction, parsed: ParsedFunction) -> None:
    """Check that the user's parameters are all there, in his order, and that the tangents come last."""
    user, made = parsed.node.args, function.node.args
    seeds = list(function.seeds.values())
    by_position = _identifiers(made.args) == [*_identifiers(user.args), *seeds]
    added = {"args" if by_position else "kwonlyargs": seeds}
    for part in ("posonlyargs", "args", "vararg", "kwarg"):
        if _identifiers(getattr(made, part)) != [*_identifiers(getattr(user, part)), *added.get(part, [])]:
            raise InternalError(f"{function.node.name} has other parameters than {parsed.node.name}")
    wanted = [*_identifiers(user.kwonlyargs), *added.get("kwonlyargs", [])]
    if _identifiers(made.kwonlyargs) != wanted or len(made.kw_defaults) != len(wanted):
        raise InternalError(f"{function.node.name} takes {_identifiers(made.kwonlyargs)} by keyword, not {wanted}")
    if len(set(names := [argument.id for argument in arguments_of(made)])) != len(names):
        raise InternalError(f"{function.node.name} has two parameters of one name")


def _identifiers(arguments: Any) -> list[str]:
    if arguments is None:
        return []
    return [argument.id for argument in (arguments if isinstance(arguments, list) else [arguments])]


def verify_locations(tree: Any, parsed: ParsedFunction) -> None:
    """Check that every statement comes from a line of the user's function."""
    first = parsed.source.first_line
    lines = range(first, first + parsed.source.text.count("\n") + 1)
    for node in _all_nodes(tree):
        if isinstance(node, gast.stmt) and getattr(node, "lineno", None) not in lines:
            raise InternalError(
                f"{_shown(node)} comes from line {getattr(node, 'lineno', None)}, not from one of {lines}"
            )


def verify_text(printed: Printed, tree: Any) -> None:
    """Check that the text says what the tree says, and that each of its lines has an entry in the line table."""
    difference = first_difference(printed.text, tree)
    if difference is not None:
        raise InternalError(f"the text of {tree.name} is not its tree: {difference}\n{printed.text}")
    if len(printed.lines) != printed.text.count("\n"):
        raise InternalError(
            f"{tree.name} has {printed.text.count(chr(10))} lines, and {len(printed.lines)} line numbers"
        )


def _all_nodes(tree: Any) -> Iterator[Any]:
    """Walk a tree in depth, a node that stands in two places twice."""
    yield tree
    for name in tree._fields:
        value = getattr(tree, name, None)
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _all_nodes(child)


def _shown(node: Any) -> str:
    """Name a node by its class, and by its identifier if it has one."""
    identifier = getattr(node, "id", None) or getattr(node, "name", None)
    return f"{type(node).__name__} '{identifier}'" if isinstance(identifier, str) else type(node).__name__
