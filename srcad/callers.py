"""Small Python functions that make one call, so that a call of what has a rule can be derived like any other.

>>> caller = calling(abs, 1, ())
>>> caller(-2.0), caller.__name__
(2.0, 'abs')
"""

from __future__ import annotations

import linecache
import types
from typing import Any

import numpy as np

_kept: dict[Any, Any] = {}


def calling(function: Any, count: int, keywords: tuple[str, ...]) -> Any:
    """Return a Python function that calls another with so many positional arguments and these keywords."""
    name = getattr(function, "__name__", "function")
    return caller(("call", id(function), count, keywords), name, "callee", count, keywords, {"callee": function})


def calling_method(name: str, count: int, keywords: tuple[str, ...]) -> Any:
    """Return a Python function that calls a method of its first argument."""
    return caller(("method", name, count, keywords), name, f"owner.{name}", count, keywords, {}, ["owner"])


def caller(
    key: Any,
    name: str,
    callee: str,
    count: int,
    keywords: tuple[str, ...],
    namespace: dict[str, Any],
    first: list[str] | None = None,
) -> Any:
    """Make a small function, with its text where tracebacks and srcad find it."""
    if key in _kept:
        return _kept[key]
    positional = [f"a{i}" for i in range(count)]
    parameters = ", ".join([*(first or []), *positional, *(["*"] if keywords else []), *keywords])
    passed = ", ".join([*positional, *(f"{k}={k}" for k in keywords)])
    label = name if name.isidentifier() else "function"
    text = f"def {label}({parameters}):\n    return {callee}({passed})\n"
    return made_function(key, label, text, namespace)


def made_function(key: Any, name: str, text: str, namespace: dict[str, Any]) -> Any:
    """Compile a small function once and keep it, and with it the object whose id is in the key."""
    filename = f"<srcad call of {name} {len(_kept)}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    scope = {"__name__": "srcad.calls", **namespace}
    exec(compile(text, filename, "exec"), scope)
    function = scope[name]
    function.__srcad_rule__ = True
    _kept[key] = function
    return function


# NumPy's own functions go by this type, which looks for array types of other packages before it calls the function.
ARRAY_FUNCTION: type[Any] = type(np.concatenate)


def hidden_source(function: Any) -> str | None:
    """Return the attribute of a compiled callable that holds its Python function: numba's, or NumPy's own."""
    if hasattr(function, "py_func"):
        return "py_func"
    in_python = isinstance(function, ARRAY_FUNCTION) and isinstance(function.__wrapped__, types.FunctionType)
    return "__wrapped__" if in_python else None
