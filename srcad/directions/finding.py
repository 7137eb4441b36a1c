"""Find the variables of a variant that hold tangents: those whose values have an axis of directions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gast

from srcad import nodes
from srcad.kinds import Static

Node = Any
Wanted = Any  # bool, or a tuple of them for the parts of a tuple; None for what nobody reads

KindOf = Callable[[Node], Any]
DepthOf = Callable[[Node], int | None]


def find_tangents(function: Node, seeds: frozenset[str], depth: int, kind_of: KindOf, depth_of: DepthOf) -> set[str]:
    """Return the names that what is in the seeds may reach, and those that are returned as tangents.

    `depth_of` tells of a call of another variant how many levels that is above the seeds. The names are only proposed:
    whoever writes a statement checks that both of its sides agree.
    """
    found = set(seeds)
    for node in gast.walk(function):
        if isinstance(node, gast.Return):
            found |= set().union(*map(parts_by_name, tangent_parts(node.value, depth)))
    while True:
        before = len(found)
        for node in gast.walk(function):
            for target, value in bindings_of(node, kind_of, depth_of):
                if mentions(value, found):
                    found |= stored_names(target)
                elif isinstance(value, gast.Name) and stored_names(target) & found:
                    found.add(value.id)
        if len(found) == before:
            return found


def parts_by_name(node: Node) -> set[str]:
    """Return the variables that stand in a tuple, or the one that a name is."""
    if isinstance(node, gast.Tuple):
        return set().union(*map(parts_by_name, node.elts))
    return {node.id} if isinstance(node, gast.Name) else set()


def is_pattern(wanted: Wanted, depth: int) -> bool:
    """Tell whether just those parts are wanted as tangents that `tangent_parts` gives."""
    if not isinstance(wanted, tuple) or len(wanted) % 2:
        return False
    half = len(wanted) // 2
    values, tangents = wanted[:half], wanted[half:]
    if depth == 0:
        return not any(map(holds_tangent, values)) and not any(map(is_mixed, tangents))
    return all(is_pattern(side[0] if half == 1 else side, depth - 1) for side in (values, tangents))


def holds_tangent(wanted: Wanted) -> bool:
    """Tell whether anything in a structure is a tangent."""
    return any(map(holds_tangent, wanted)) if isinstance(wanted, tuple) else bool(wanted)


def is_mixed(wanted: Wanted) -> bool:
    """Tell whether something in a structure is no tangent."""
    return any(map(is_mixed, wanted)) if isinstance(wanted, tuple) else wanted is False


def mentions(node: Node, names: set[str]) -> bool:
    """Tell whether any of the names stands in a tree."""
    return any(isinstance(part, gast.Name) and part.id in names for part in gast.walk(node))


def bindings_of(node: Node, kind_of: KindOf, depth_of: DepthOf) -> Iterator[tuple[Node, Node]]:
    """Yield what a node stores, and from where."""
    if isinstance(node, gast.Assign):
        for target in node.targets:
            yield from paired(target, node.value, depth_of)
    elif isinstance(node, gast.AugAssign):
        yield node.target, node.value
    elif isinstance(node, (gast.For, gast.comprehension)):
        yield from pairs_of_loop(node.target, node.iter, kind_of)
    elif isinstance(node, gast.Call) and isinstance(node.func, gast.Attribute):
        for argument in node.args:
            if isinstance(kind_of(node.func), Static):
                continue
            yield node.func.value, argument


def paired(target: Node, value: Node, depth_of: DepthOf) -> Iterator[tuple[Node, Node]]:
    """Pair the parts of a target with the parts of what is assigned."""
    if isinstance(target, gast.Tuple) and isinstance(value, gast.Tuple) and len(target.elts) == len(value.elts):
        for part, element in zip(target.elts, value.elts, strict=True):
            yield from paired(part, element, depth_of)
    elif isinstance(target, gast.Tuple) and isinstance(value, gast.IfExp):
        yield from paired(target, value.body, depth_of)
        yield from paired(target, value.orelse, depth_of)
    elif isinstance(target, gast.Tuple) and (depth := depth_of(value)) is not None:
        for part in tangent_parts(target, depth):
            yield part, value
    else:
        yield target, value


def halves(structure: Node) -> tuple[list[Node], list[Node]] | None:
    """Return the values and the tangents in a tuple of both, None where they cannot be told apart."""
    if not isinstance(structure, gast.Tuple) or len(structure.elts) % 2:
        return None
    half = len(structure.elts) // 2
    return structure.elts[:half], structure.elts[half:]


def tangent_parts(structure: Node, depth: int) -> list[Node]:
    """Return the parts of what a variant returns that are tangents of the level that is `depth` below its own.

    A variant of the second level returns values and tangents of what that of the first returns: both at once.
    """
    found = halves(structure)
    if found is None:
        return []
    if depth == 0:
        return found[1]
    inner = [side[0] if len(side) == 1 else gast.Tuple(elts=side, ctx=gast.Load()) for side in found]
    return [part for side in inner for part in tangent_parts(side, depth - 1)]


def pairs_of_loop(target: Node, iterable: Node, kind_of: KindOf) -> Iterator[tuple[Node, Node]]:
    """Pair the parts of a loop's target with what each walks over."""
    if isinstance(iterable, gast.Call) and isinstance(target, gast.Tuple) and not iterable.keywords:
        walked = kind_of(iterable.func)
        if walked == Static(zip) and len(target.elts) == len(iterable.args):
            for part, source in zip(target.elts, iterable.args, strict=True):
                yield from pairs_of_loop(part, source, kind_of)
            return
        if walked == Static(enumerate) and len(target.elts) == 2 and len(iterable.args) == 1:
            yield from pairs_of_loop(target.elts[1], iterable.args[0], kind_of)
            return
    yield target, iterable


def stored_names(target: Node) -> set[str]:
    """Return the variables that a target binds, or into whose storage it writes."""
    if isinstance(target, (gast.Tuple, gast.List)):
        return set().union(*map(stored_names, target.elts))
    while isinstance(target, (gast.Subscript, gast.Attribute, gast.Starred)):
        target = target.value
    return {target.id} if nodes.is_name(target) else set()
