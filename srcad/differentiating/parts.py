"""Name the parts of objects: the expressions in an index, and an attribute inside a class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gast

from srcad import nodes

Node = Any


def mangled(attr: str, class_name: str | None) -> str:
    """Return an attribute's name as Python mangles it inside a class."""
    if class_name and attr.startswith("__") and not attr.endswith("__"):
        return f"_{class_name.lstrip('_')}{attr}"
    return attr


def index_leaves(index: Node) -> Iterator[Node]:
    """Yield the expressions in an index: its own, those of a tuple, the bounds of slices."""
    if isinstance(index, gast.Tuple):
        for element in index.elts:
            yield from index_leaves(element)
    elif isinstance(index, gast.Slice):
        yield from (part for part in (index.lower, index.upper, index.step) if part is not None)
    else:
        yield index.value if isinstance(index, gast.Starred) else index


def index_of(index: Node, leaves: Iterator[Node]) -> Node:
    """Return an index of the same form with other expressions in it."""
    if isinstance(index, gast.Tuple):
        return nodes.tuple_of([index_of(element, leaves) for element in index.elts])
    if isinstance(index, gast.Slice):
        bounds = [None if part is None else next(leaves) for part in (index.lower, index.upper, index.step)]
        return gast.Slice(lower=bounds[0], upper=bounds[1], step=bounds[2])
    if isinstance(index, gast.Starred):
        return gast.Starred(value=next(leaves), ctx=gast.Load())
    return next(leaves)
