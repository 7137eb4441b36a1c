"""Differentiate builtins, ufuncs and classes: through a small function that makes the call which the user makes."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from srcad.errors import SrcadError, describe


def parameter_names(function: Any) -> list[str]:
    """Return the names of the parameters that may be given by position, as far as they are known."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (ValueError, TypeError):
        return _names_of_rule(function)
    return [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]


def _names_of_rule(function: Any) -> list[str]:
    # The tables of rules are read when they are needed first.
    from srcad.rules import registry

    rule = registry.find(function)
    if rule is None:
        return []
    return [p.name for p in (rule.overloads[0] if rule.overloads else rule).parameters]


def written_call(function: Any, count: int, keywords: Sequence[str]) -> Any:
    """Return a Python function that calls another one with so many positional arguments and these keywords.

    Its parameters have the names of the other's where those are known, else `a0`, `a1` and so on.
    """
    from srcad.callers import made_function

    known = parameter_names(function)[:count]
    names = [*known, *(f"a{index}" for index in range(len(known), count))]
    if set(names) & set(keywords):
        what = f"{getattr(function, '__name__', function)}() got an argument both by position and by keyword"
        raise SrcadError(describe(what, None, "Wrap the call in a def."))
    parameters = ", ".join([*names, *(["*"] if keywords else []), *keywords])
    passed = ", ".join([*names, *(f"{keyword}={keyword}" for keyword in keywords)])
    name = getattr(function, "__name__", "function")
    label = name if name.isidentifier() else "function"
    callee = "callee"
    while callee in (*names, *keywords, label):
        callee += "_"
    text = f"def {label}({parameters}):\n    return {callee}({passed})\n"
    return made_function(("written", id(function), text), label, text, {callee: function})
