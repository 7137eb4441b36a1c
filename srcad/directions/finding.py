"""Find the variables of a variant that hold tangents: those whose values have an axis of directions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gast

from srcad import nodes
from srcad.kinds import Static

Node = Any
Wanted = Any  # bool, or a tuple of them for the parts of a tuple

KindOf = Callable[[Node], Any]


def find_tangents(function: Node, seeds: frozenset[str], kind_of: KindOf, is_joint: Callable[[Node], bool]) -> set[str]:
    """Return the names that what is in the seeds may reach; `is_joint` tells a call that returns value and tangent.

    The names are only proposed: whoever writes a statement checks that both of its sides agree.
    """
    found = set(seeds)
    while True:
        before = len(found)
        for node in gast.walk(function):
            for target, value in bindings_of(node, kind_of, is_joint):
                if mentions(value, found):
                    found |= stored_names(target)
                elif isinstance(value, gast.Name) and stored_names(target) & found:
                    found.add(value.id)
        if len(found) == before:
            return found


def mentions(node: Node, names: set[str]) -> bool:
    """Tell whether any of the names stands in a tree."""
    return any(isinstance(part, gast.Name) and part.id in names for part in gast.walk(node))


def bindings_of(node: Node, kind_of: KindOf, is_joint: Callable[[Node], bool]) -> Iterator[tuple[Node, Node]]:
    """Yield what a node stores, and from where."""
    if isinstance(node, gast.Assign):
        for target in node.targets:
            yield from paired(target, node.value, is_joint)
    elif isinstance(node, gast.AugAssign):
        yield node.target, node.value
    elif isinstance(node, (gast.For, gast.comprehension)):
        yield from pairs_of_loop(node.target, node.iter, kind_of)
    elif isinstance(node, gast.Call) and isinstance(node.func, gast.Attribute):
        for argument in node.args:
            if isinstance(kind_of(node.func), Static):
                continue
            yield node.func.value, argument


def paired(target: Node, value: Node, is_joint: Callable[[Node], bool]) -> Iterator[tuple[Node, Node]]:
    """Pair the parts of a target with the parts of what is assigned."""
    if isinstance(target, gast.Tuple) and isinstance(value, gast.Tuple) and len(target.elts) == len(value.elts):
        for part, element in zip(target.elts, value.elts, strict=True):
            yield from paired(part, element, is_joint)
    elif isinstance(target, gast.Tuple) and isinstance(value, gast.IfExp):
        yield from paired(target, value.body, is_joint)
        yield from paired(target, value.orelse, is_joint)
    elif isinstance(target, gast.Tuple) and is_joint(value):
        for part in target.elts[len(target.elts) // 2 :]:
            yield part, value
    else:
        yield target, value


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
