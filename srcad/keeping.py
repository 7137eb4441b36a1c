"""Keep what belongs to a function with the function itself, so that it goes when the function goes.

What is derived from a function refers to the function. In a table beside it, even a weak one, the two would keep each
other alive for ever; as an attribute they are a cycle, which the garbage collector finds.
"""

from __future__ import annotations

import types
import weakref
from typing import Any

KEEPER = "__srcad__"


class Kept:
    """What was derived from one function."""

    def __init__(self, function: types.FunctionType | None = None) -> None:
        self.owner = weakref.ref(function) if function is not None else None
        self.things: dict[Any, Any] = {}

    def __reduce__(self) -> tuple[type[Kept], tuple[()]]:
        """Pickle as nothing: tools that pickle a function by value take its attributes along."""
        return Kept, ()


def kept_with(function: types.FunctionType) -> dict[Any, Any]:
    """Return the dict of what is kept with a function.

    `functools.wraps` copies the attributes of one function to another: what belongs to another is not used.
    """
    found = function.__dict__.get(KEEPER)
    if found is None or found.owner is None or found.owner() is not function:
        found = function.__dict__[KEEPER] = Kept(function)
    return found.things


def written_as(function: Any) -> Any:
    """Return the Python function that numba compiled, and keep numba's options with it; another object as it is."""
    written = getattr(function, "py_func", function)
    if written is not function and isinstance(written, types.FunctionType):
        kept_with(written)["numba options"] = dict(getattr(function, "targetoptions", {}))
    return written
