"""Parse printed text again and compare it with the tree that was printed."""

from __future__ import annotations

from collections.abc import Iterator

import gast

from ..codes import without_syntax_warnings
from .strings import number_literal

__all__ = ["first_difference"]

# Fields that say nothing about the program: the contexts follow from the place, and comments are not compared.
_IGNORED = frozenset({"ctx", "kind", "type_comment", "type_ignores", "str"})


def first_difference(text: str, node: gast.FunctionDef) -> str | None:
    """Describe where the text of a function says something else than its tree, or return None.

    A node that kept its positions although something inside of it was changed is found in this way.
    """
    with without_syntax_warnings():
        (parsed,) = gast.parse(text).body
    return next(_differences(parsed, node, node.name), None)


def _differences(parsed: object, node: object, path: str) -> Iterator[str]:
    """Yield the differences, as paths from the function down to the field."""
    node = _as_parsed(node)
    if isinstance(parsed, list) and isinstance(node, list | tuple):
        yield from _list_differences(parsed, list(node), path)
    elif isinstance(parsed, gast.AST) and isinstance(node, gast.AST):
        yield from _node_differences(parsed, node, path)
    elif isinstance(parsed, gast.AST | list) or not _same_value(parsed, node):
        yield f"{path}: the text has {_shown(parsed)}, the tree {_shown(node)}"


def _list_differences(parsed: list[object], nodes: list[object], path: str) -> Iterator[str]:
    if len(parsed) != len(nodes):
        yield f"{path}: the text has {len(parsed)} items, the tree {len(nodes)}"
    for number, (one, other) in enumerate(zip(parsed, nodes, strict=False)):
        yield from _differences(one, other, f"{path}[{number}]")


def _node_differences(parsed: gast.AST, node: gast.AST, path: str) -> Iterator[str]:
    if type(parsed).__name__ != type(node).__name__:
        yield f"{path}: the text has {_shown(parsed)}, the tree {_shown(node)}"
        return
    for name in parsed._fields:
        if name not in _IGNORED:
            one, other = getattr(parsed, name, None), getattr(node, name, None)
            yield from _differences(one, [] if other is None and isinstance(one, list) else other, f"{path}.{name}")


def _same_value(one: object, other: object) -> bool:
    """Compare two leaves: 1 and 1.0 are different, and so are 0.0 and -0.0."""
    if type(one) is not type(other):
        return False
    return repr(one) == repr(other) if isinstance(one, float | complex) else one == other


def _as_parsed(node: object) -> object:
    """Return a node in the form that parsing its text gives: a sign is an operator, not part of a number."""
    if isinstance(node, gast.ImportFrom) and node.level is None:
        return gast.ImportFrom(node.module, node.names, 0)
    if not isinstance(node, gast.Constant) or isinstance(node.value, bool):
        return node
    if not isinstance(node.value, int | float | complex) or number_literal(node.value)[0] not in "-(":
        return node
    return gast.parse(number_literal(node.value), mode="eval").body


def _shown(value: object) -> str:
    """Return the beginning of a value's description; integers may be too long for `repr`."""
    if isinstance(value, gast.AST):
        return str(gast.dump(value))[:200]
    return number_literal(value)[:200] if isinstance(value, int) else repr(value)[:200]
