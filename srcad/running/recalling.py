"""Keep what was decided for a dispatched call, by all that decides on it: the forms of its arguments.

The form of a call says of each argument as much as its kind and its activity depend on, and is found in less time than
these. What was decided for a function written in Python stands with the function. Functions written in C that are part
of Python or NumPy are kept by their id: they stay as long as the process.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from srcad.keeping import kept_with
from srcad.kinds import DEPTH_LIMIT, WALK_LIMIT, is_plain_class
from srcad.resolving import Dependencies
from srcad.rules import registry
from srcad.running.arguing import Lowered, Place
from srcad.running.gaps import HOLDERS, TELLING, has_gap
from srcad.running.passing import varies
from srcad.values.frozen import FROZEN_CLASSES, zero_outside
from srcad.values.tangents import Tangent

LASTING = frozenset((types.BuiltinFunctionType, np.ufunc))
MODULES = frozenset(("builtins", "math", "cmath", "_operator", "numpy"))
VARYING = frozenset((float, complex, np.float64))
NUMERIC = VARYING | {int, bool, type(None)}
# A tangent of another type may hold the tangents of two levels, or may be one of many for the same type of its primal.
TANGENTS = VARYING | {type(None), int, np.ndarray, list, dict, Tangent, types.FunctionType, *FROZEN_CLASSES}

Seeds = tuple[tuple[str, int, bool], ...]  # keyword, number of the argument, whether a constant has a zero there

# The generated function for a function and the form of its arguments, and its seeds.
KNOWN_CALLS: dict[Any, tuple[Any, Seeds]] = {}


def form_of(primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
    """Return the form of a call without keywords, None where more decides on it."""
    if len(primals) != len(tangents):
        return None
    parts: list[Any] = []
    for primal, tangent in zip(primals, tangents, strict=True):
        form = form_of_value(primal, 0)
        if form is None or type(tangent) not in TANGENTS:
            return None
        if type(tangent) in HOLDERS and has_gap(primal, tangent):
            return None
        # What is constant may still have a tangent: into that, something active may be stored.
        parts.append((form, None if tangent is None else varies(primal, tangent)))
    return tuple(parts)


def form_of_value(value: Any, depth: int) -> Any:
    """Return what the kind of a value depends on, None where that takes longer to find than the kind."""
    cls: Any = type(value)
    if cls in TELLING:
        return cls
    if cls is np.ndarray:
        return value.dtype, value.ndim
    if depth >= DEPTH_LIMIT:
        return None
    if cls is list or cls is dict:
        return form_of_elements(cls, list(value.values()) if cls is dict else value, depth)
    if not is_plain_class(cls):
        return cls if is_known_by_class(cls) else None
    attributes = vars(value)
    forms = tuple([form_of_value(part, depth + 1) for part in attributes.values()])
    return None if None in forms or len(forms) > WALK_LIMIT else (cls, tuple(attributes), forms)


@functools.lru_cache(maxsize=512)
def is_known_by_class(cls: type) -> bool:
    """Tell whether nothing is known of the objects of a class written in Python but that they are of it."""
    builtin = (np.generic, np.ndarray, type, tuple, list, dict, int, float, complex, str)
    return bool(cls.__flags__ & (1 << 9)) and not issubclass(cls, builtin)


def form_of_elements(cls: type, elements: list[Any], depth: int) -> Any:
    """Return what the kind of a list or dict depends on."""
    classes = set(map(type, elements))
    if len(classes) <= 1 and TELLING.issuperset(classes):
        return cls, *classes
    if len(elements) > WALK_LIMIT:
        return None
    forms = tuple([form_of_value(part, depth + 1) for part in elements])
    return None if None in forms else (cls, forms)


def is_numeric_form(form: Any) -> bool:
    """Tell whether all arguments are numbers, None or arrays."""
    return all(part in NUMERIC or (type(part) is tuple and isinstance(part[0], np.dtype)) for part, _ in form)


def straight_seeds(count: int, lowered: Lowered) -> Seeds | None:
    """Return the seeds of a call which gets its arguments by position and their tangents by name; else None."""
    if lowered.target_place is not None or lowered.args != [("primal", index) for index in range(count)]:
        return None
    seeds = [seed_of(name, place) for name, place in lowered.named.items()]
    return None if None in seeds else tuple(seeds)  # type: ignore[arg-type]


def seed_of(name: str, place: Place) -> tuple[str, int, bool] | None:
    """Describe a keyword that gets the tangent of an argument."""
    if place[0] == "tangent":
        return name, place[1], False
    if place[0] == "filled" and place[1][0] == "tangent" and place[2] == ("primal", place[1][1]):
        return name, place[1][1], True
    return None


def keep_call(function: Any, form: Any, lowered: Lowered) -> None:
    """Keep the target of a call of a function written in C, if that gets primals and tangents in order.

    It is the variant of a function which only makes this call, and depends on nothing that could change.
    """
    seeds = straight_seeds(len(form), lowered)
    if seeds is not None and getattr(function, "__module__", None) in MODULES and is_numeric_form(form):
        KNOWN_CALLS[id(function), form] = lowered.target, seeds


class KnownCall:
    """What was decided for the calls of a Python function that have one form."""

    __slots__ = ("dependencies", "rules", "seeds", "target")

    def __init__(self, target: Callable[..., Any], seeds: Seeds, dependencies: Dependencies | None) -> None:
        self.target = target
        self.seeds = seeds
        self.dependencies = dependencies
        self.rules = registry.declared()

    def holds(self) -> bool:
        """Tell whether it would be decided alike now: nothing was bound anew, and no rule was added."""
        if self.rules != registry.declared():
            return False
        return self.dependencies is None or self.dependencies.hold()


def known_call(function: types.FunctionType, form: Any) -> KnownCall | None:
    """Return what was decided for a call of a Python function, if that still holds."""
    known: KnownCall | None = kept_with(function).setdefault("calls", {}).get(form)
    return known if known is not None and known.holds() else None


def keep_python_call(function: types.FunctionType, form: Any, lowered: Lowered) -> None:
    """Keep the target of a call of a Python function, if that gets primals and tangents in order."""
    seeds = straight_seeds(len(form), lowered) if lowered.is_lasting else None
    # Of the arguments of a function with a rule, a text may be the name of a dtype, and decide by what it says.
    is_told = all(part is not str for part, _ in form) or registry.find(function) is None
    if seeds is not None and is_told:
        kept_with(function)["calls"][form] = KnownCall(lowered.target, seeds, lowered.dependencies)


def call_straight(target: Callable[..., Any], seeds: Seeds, primals: Any, tangents: Any) -> Any:
    """Make a call with the arguments in order and the tangents by name."""
    named = {}
    for name, index, is_filled in seeds:
        tangent = tangents[index]
        named[name] = zero_outside(primals[index]) if is_filled and tangent is None else tangent
    return target(*primals, **named)
