"""Say what a dispatched call passes, and where the arguments of its target come from.

A place is a small tuple. The same places are read among the values of a call and, for the derivative of the dispatch,
among their tangents: that is how a dispatched call is differentiated again.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from srcad.resolving import Dependencies
from srcad.rules import registry
from srcad.running.bundling import Bundle
from srcad.runtime import tangent_outside, zero_outside
from srcad.structural.operators import is_number
from srcad.values.carrying import refuse_value
from srcad.values.frozen import is_frozen
from srcad.values.subclasses import holds_subclass

Place = tuple[Any, ...]
FUNCTION: Place = ("function",)
FUNCTION_TANGENT: Place = ("function_tangent",)


@dataclass(slots=True)
class Lowered:
    """A target and where its arguments come from."""

    target: Callable[..., Any]
    args: list[Place] = field(default_factory=list)
    named: dict[str, Place] = field(default_factory=dict)
    target_place: Place | None = None  # where the target itself comes from, if it is passed
    is_lasting: bool = False  # whether kinds and activity of the arguments decide, as long as the dependencies hold
    dependencies: Dependencies | None = None


@dataclass(slots=True)
class Given:
    """What a dispatched call passes: values, or what is given for their tangents one level up."""

    function: Any
    primals: Any
    tangents: Any
    keywords: dict[str, Any]
    keyword_tangents: dict[str, Any]
    function_tangent: Any
    is_tangent: bool = False

    def pick(self, place: Place) -> Any:
        """Return what stands at a place."""
        return PICKS[place[0]](self, *place[1:])


def filled(tangent: Any, primal: Any) -> Any:
    """Return a tangent, that of a constant where there is none; beside tangents of two levels there need be none."""
    return zero_outside(primal) if tangent is None and type(primal) is not Bundle else tangent


def in_rest(tangent: Any, primal: Any) -> Any:
    """Return the tangent of one of *args or **kwargs: none for a constant that can be written to."""
    return tangent_outside(primal) if tangent is None and type(primal) is not Bundle else tangent


def member(value: Any, key: Any, is_tangent: bool) -> Any:
    """Return a part of the callee: an attribute by name, an item by number or key.

    The tangent of a bound method is that of its object, or the same method of that.
    """
    if value is None:
        return None
    if key == "__self__":
        return value if is_tangent and not isinstance(value, types.BuiltinMethodType) else value.__self__
    if isinstance(value, (tuple, dict)):
        return value[key] if isinstance(value, tuple) else value.get(key)
    if is_tangent and key == "func":
        return getattr(value, "function", None)
    return getattr(value, key, None)


PICKS: dict[str, Callable[..., Any]] = {
    "primal": lambda given, i: None if given.primals is None else given.primals[i],
    "tangent": lambda given, i: None if given.tangents is None else given.tangents[i],
    "keyword": lambda given, name: (given.keywords or {}).get(name),
    "keyword tangent": lambda given, name: (given.keyword_tangents or {}).get(name),
    "filled": lambda given, tangent, primal: filled(given.pick(tangent), given.pick(primal)),
    "rest": lambda given, tangent, primal: in_rest(given.pick(tangent), given.pick(primal)),
    "function": lambda given: given.function,
    "function_tangent": lambda given: given.function_tangent,
    # One level up, the tangent of a method that is bound here is that of its object.
    "bound": lambda given, value, owner: given.pick(owner) if given.is_tangent else value,
    "fixed": lambda given, value: None if given.is_tangent else value,
    "tuple": lambda given, *places: tuple([given.pick(place) for place in places]),
    "dict": lambda given, names, places: dict(zip(names, map(given.pick, places), strict=True)),
    "member": lambda given, place, key: member(given.pick(place), key, given.is_tangent),
}


@dataclass(slots=True)
class Arrangement:
    """Another call that a call comes down to: where its function and its arguments come from."""

    function: Place
    function_tangent: Place
    primals: list[Place]
    tangents: list[Place]
    keywords: dict[str, Place]
    keyword_tangents: dict[str, Place]

    def of(self, given: Given) -> Given:
        """Return what the other call passes."""
        return Given(
            given.pick(self.function),
            tuple(map(given.pick, self.primals)),
            tuple(map(given.pick, self.tangents)),
            {name: given.pick(place) for name, place in self.keywords.items()},
            {name: given.pick(place) for name, place in self.keyword_tangents.items()},
            given.pick(self.function_tangent),
            given.is_tangent,
        )

    def translated(self, lowered: Lowered) -> Lowered:
        """Say where the arguments come from in the call that was given."""
        return replace(
            lowered,
            args=[self.place(p) for p in lowered.args],
            named={name: self.place(p) for name, p in lowered.named.items()},
            target_place=None if lowered.target_place is None else self.place(lowered.target_place),
        )

    def place(self, place: Place) -> Place:
        """Translate one place."""
        kind, *rest = place
        if kind == "tuple":
            return ("tuple", *map(self.place, rest))
        if kind == "dict":
            return ("dict", rest[0], tuple(map(self.place, rest[1])))
        if kind in ("filled", "rest"):
            return (kind, *map(self.place, rest))
        if kind == "member":
            return ("member", self.place(rest[0]), rest[1])
        if kind == "bound":
            return ("bound", rest[0], self.place(rest[1]))
        if kind == "fixed":
            return place
        if kind in ("function", "function_tangent"):
            return getattr(self, kind)  # type: ignore[no-any-return]
        table: Any = {
            "primal": self.primals,
            "tangent": self.tangents,
            "keyword": self.keywords,
            "keyword tangent": self.keyword_tangents,
        }[kind]
        found: Place = table[rest[0]] if isinstance(table, list) else table.get(rest[0], ("fixed", None))
        return found


def plain_arrangement(given: Given) -> Arrangement:
    """Return the arrangement that passes everything on as it is."""
    return Arrangement(
        FUNCTION,
        FUNCTION_TANGENT,
        [("primal", i) for i in range(len(given.primals))],
        [("tangent", i) for i in range(len(given.tangents))],
        {name: ("keyword", name) for name in given.keywords},
        {name: ("keyword tangent", name) for name in given.keyword_tangents},
    )


def wants_integers(given: Given) -> bool:
    """Tell whether a function with a rule is asked for integers or truth values, which ends the tangent.

    Raises Refusal where it is asked for texts or objects, which carry the value without its tangent.
    """
    if "dtype" not in given.keywords and not any(isinstance(value, (type, str, np.dtype)) for value in given.primals):
        return False
    asked = given.keywords.get("dtype", dtype_by_position(given))
    if asked is None or rule_of(given) is None:
        return False
    dtype = np.dtype(asked)
    if dtype.kind not in "biufc":
        refuse_value(f"an active value is put into an array of {dtype}, which has no tangent", "Keep it a number.")
    return dtype.kind in "biu"


def is_array_method(function: Any) -> bool:
    """Tell whether a function is a method that is bound to an array."""
    return isinstance(getattr(function, "__self__", None), (np.ndarray, np.generic))


def rule_of(given: Given) -> registry.Rule | None:
    """Return the rule of a function, or of an array's bound method, that fits the call."""
    function, bound = given.function, is_array_method(given.function)
    rule = registry.find(getattr(np.ndarray, function.__name__, None) if bound else function)
    if rule is None:
        return None
    return registry.overload_for(rule, len(given.primals) + bound, frozenset(given.keywords))


def dtype_by_position(given: Given) -> Any:
    """Return the dtype that is passed by position, if one is."""
    rule = rule_of(given)
    names = [] if rule is None else [p.name for p in rule.parameters if p.kind.startswith("positional")]
    values = zip(names[is_array_method(given.function) :], given.primals, strict=False)
    return next((value for name, value in values if name == "dtype"), None)


# What leaves an argument of a partial open; it is new in Python 3.14.
PLACEHOLDER = getattr(functools, "Placeholder", object())


def held_arguments(partial: Any, holder: Place, given: list[Place]) -> list[Place]:
    """Put the arguments that a partial holds before those of the call, which first take the places left open."""
    waiting = list(given)
    places: list[Place] = []
    for index, value in enumerate(partial.args):
        is_open = value is PLACEHOLDER and bool(waiting)
        places.append(waiting.pop(0) if is_open else ("member", ("member", holder, "args"), index))
    return [*places, *waiting]


def all_numbers(given: Given) -> bool:
    """Tell whether every argument is a number or an array of numbers."""
    return all(map(is_number, given.primals)) and all(map(is_number, given.keywords.values()))


# The functions of these read numbers and sequences, of whatever class they are.
READERS_OF_NUMBERS = frozenset(("None", "builtins", "math", "cmath", "numpy", "scipy"))


def gets_subclasses(given: Given) -> bool:
    """Tell whether a function of Python, NumPy or SciPy gets numbers or sequences of a class written in Python."""
    module = str(getattr(given.function, "__module__", None)).partition(".")[0]
    return module in READERS_OF_NUMBERS and any(map(holds_subclass, (*given.primals, *given.keywords.values())))


def refuse_read_only(error: ValueError, given: Given, owner: Any) -> None:
    """Refuse what NumPy refused because it was stored into the zero of an array that outlives the call."""
    pairs = [*zip(given.primals, given.tangents, strict=False), *([owner[:2]] if owner is not None else [])]
    pairs += [(value, given.keyword_tangents.get(name)) for name, value in given.keywords.items()]
    arrays = [(value, tangent) for value, tangent in pairs if type(value) is np.ndarray and type(tangent) is np.ndarray]
    if "read-only" in str(error) and any(value.flags.writeable and is_frozen(tangent) for value, tangent in arrays):
        refuse_value(
            "an active value is stored in an array that has no tangent: it may outlive the call",
            "Make the array inside the function.",
        )
