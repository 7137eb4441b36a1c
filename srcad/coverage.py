"""Compare the rules with a list of functions: which are covered, and how.

The list is JSON: objects with a `name`, dotted, and a `class`: DIFF and STRUCTURAL for what varies with its arguments,
NONDIFF for what does not, OTHER for what computes nothing.
"""

from __future__ import annotations

import importlib
import json
import re
import types
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from srcad.rules import registry

STATES = ("covered", "constant", "refused", "by source", "other", "absent", "missing")


@dataclass(frozen=True)
class Entry:
    """One function of the list, and what srcad does with it."""

    name: str
    state: str

    @property
    def namespace(self) -> str:
        """The module, or for a method the class."""
        return self.name.rpartition(".")[0]


def compare(path: Path, prefix: str = "") -> list[Entry]:
    """Return the entries of a list whose names begin with a prefix."""
    listed = json.loads(path.read_text())
    wanted = [one for one in listed if one["name"].startswith(prefix)]
    return [Entry(one["name"], state_of(one["name"], one["class"])) for one in wanted]


def state_of(name: str, kind: str) -> str:
    """Say what srcad does with a function, by its dotted name and its class in the list."""
    found = resolved(name)
    if found is None:
        return keyword_state(name)
    how = handling(found)
    if how == "missing" and kind == "OTHER":
        return "other"
    if how == "missing" and kind == "NONDIFF" and isinstance(found, types.FunctionType):
        return "by source"
    return how


def handling(found: Any) -> str:
    """Say what srcad does with an object: by its rule, its handler, its kind of thing."""
    rule = registry.find(found)
    if rule is not None:
        forms = {one.form for one in (rule, *rule.overloads)}
        return (
            {"constant": "constant", "unsupported": "refused"}.get(forms.pop(), "covered")
            if len(forms) == 1
            else "covered"
        )
    if is_structural(found):
        return "covered"
    function = getattr(found, "__func__", found)
    if function is not found:
        return handling(function)
    if has_source(found):
        return "by source"
    if isinstance(found, types.FunctionType) or is_python_class(found):
        return "by source"
    return "missing"


def is_structural(found: Any) -> bool:
    """Tell whether a handler or the analysis knows an object."""
    from srcad.analysing.known_builtins import BUILTINS
    from srcad.structural import HANDLERS

    owner, name = getattr(found, "__objclass__", None), getattr(found, "__name__", "")
    as_type = isinstance(found, type) and (found, "__call__") in HANDLERS
    return id(found) in HANDLERS or id(found) in BUILTINS or (owner, name) in HANDLERS or as_type


def has_source(found: Any) -> bool:
    """Tell whether srcad finds a Python source of compiled code, or has one of its own."""
    from srcad.callers import hidden_source
    from srcad.rules.source_support import SOURCES

    owner, name = type(getattr(found, "__self__", None)), getattr(found, "__name__", "")
    descriptors = (types.WrapperDescriptorType, types.MethodDescriptorType)
    is_function = isinstance(found, (types.BuiltinFunctionType, types.FunctionType, *descriptors))
    return hidden_source(found) is not None or (owner, name) in SOURCES or (is_function and found in SOURCES)


def is_python_class(found: Any) -> bool:
    """Tell whether an object is a class that is written in Python."""
    return isinstance(found, type) and bool(found.__flags__ & (1 << 9))


def keyword_state(name: str) -> str:
    """Say whether the rule of a function has a keyword; what the installed version lacks is no gap."""
    match = re.match(r"numpy\[keyword arguments\]\.(\w+)\.(\w+)", name)
    if match is None:
        return "absent"
    function = next(filter(callable, (resolved(f"{module}.{match[1]}") for module in KEYWORD_HOMES)), None)
    rule = registry.find(function)
    if rule is None:
        return "by source" if function is not None and has_source(function) else "missing"
    parameters = {p.name for one in (rule, *rule.overloads) for p in one.parameters}
    words = set(match[2].split("_")) | {match[2]}
    return "covered" if parameters & words or match[2] not in all_keywords(function) else "missing"


KEYWORD_HOMES = ("numpy", "numpy.linalg", "numpy.fft", "numpy.add", "scipy.special")


def all_keywords(function: Any) -> set[str]:
    """Return the words of a function's documented signature."""
    return set(re.findall(r"\w+(?=\s*=)", (getattr(function, "__doc__", "") or "")[:400]))


def resolved(name: str) -> Any:
    """Return the object that a dotted name means, importing the modules on the way; None where there is none."""
    name = re.sub(r"^numpy\.ufunc\.(\w+)", r"numpy.\1", name)
    root, *path = name.split(".")
    if "[" in root:
        return None
    try:
        found: Any = importlib.import_module(root)
    except ImportError:
        return None
    for depth, part in enumerate(path, 2):
        found = member(found, part, ".".join(name.split(".")[:depth]))
        if found is None:
            return None
    return found


def member(owner: Any, name: str, full_name: str) -> Any:
    """Return a member of a module, an object or a class; of a class the descriptor itself."""
    if isinstance(owner, type) and name in vars(owner):
        return vars(owner)[name]
    found = getattr(owner, name, None)
    if found is None and isinstance(owner, types.ModuleType):
        try:
            return importlib.import_module(full_name)
        except ImportError:
            return None
    return found


def report(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of a table: a row for each namespace and one for all, then the names that are missing."""
    rows: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    missing = []
    for entry in entries:
        rows.setdefault(entry.namespace, Counter())[entry.state] += 1
        total[entry.state] += 1
        if entry.state == "missing":
            missing.append(entry.name)
    yield row("", STATES)
    for namespace, counts in sorted(rows.items()):
        yield row(namespace, [counts[state] for state in STATES])
    yield row("total", [total[state] for state in STATES])
    yield from (f"missing: {name}" for name in missing)


def row(title: str, cells: Iterable[object]) -> str:
    """Write one row of the table."""
    return f"{title:44s}" + "".join(f"{cell!s:>10s}" for cell in cells)
