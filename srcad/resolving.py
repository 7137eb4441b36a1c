"""Find the objects that names outside a function mean, and notice later when one means another object."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from types import CellType, FunctionType, ModuleType
from typing import Any


def value_outside(function: FunctionType, name: str) -> tuple[bool, Any]:
    """Return whether a name outside the function is bound now, and to what: its cell, its global or a builtin."""
    code = function.__code__
    if name in code.co_freevars:
        try:
            cell = function.__closure__[code.co_freevars.index(name)]  # type: ignore[index]
            return True, primal_of_own_name(function, derived(cell.cell_contents))
        except ValueError:
            return False, None
    for namespace in (function.__globals__, vars(builtins)):
        if name in namespace:
            return True, primal_of_own_name(function, namespace[name])
    return False, None


def derived(found: Any) -> Any:
    """Return a callee's variant itself where only its stand-in is there yet."""
    derive = vars(found).get("__srcad_derive__") if isinstance(found, FunctionType) else None
    return found if derive is None else derive()


def primal_of_own_name(function: FunctionType, found: Any) -> Any:
    """Return the primal where a decorated function finds itself under its own name."""
    primal = primal_behind(found)
    return primal if primal is not None and primal.__code__ is function.__code__ else found


def primal_behind(found: Any) -> Any:
    """Return the function behind a decorated one, else None; no code of the user's runs, such as a ``__getattr__``."""
    is_decorated = any("__srcad_primal__" in vars(base) for base in type(found).__mro__)
    return getattr(found, "__srcad_primal__", None) if is_decorated else None


GONE = (KeyError, ValueError)  # what a look-up in a namespace or a cell raises where nothing is
ABSENT = object()  # what is expected where nothing is


class Dependencies:
    """Remember what was looked up, so that a rebinding is noticed: by identity, or by type for a plain value."""

    def __init__(self) -> None:
        self.checks: dict[tuple[int, str], tuple[Any, str, Any, bool]] = {}
        self._kept: dict[int, Any] = {}  # by id

    def keep(self, obj: Any) -> None:
        """Keep an object alive as long as its id is used."""
        self._kept[id(obj)] = obj

    def kept(self) -> list[Any]:
        """List the objects that are kept alive."""
        return list(self._kept.values())

    def variable(self, function: FunctionType, name: str, obj: Any, by_identity: bool) -> None:
        """Note a variable that was looked up."""
        code = function.__code__
        if name in code.co_freevars:
            place: Any = function.__closure__[code.co_freevars.index(name)]  # type: ignore[index]
        elif name in function.__globals__:
            place = function.__globals__
        else:
            return
        self._note(place, name, obj, by_identity)

    def attribute(self, owner: Any, name: str, obj: Any, by_identity: bool) -> None:
        """Note an attribute of a module or class that was looked up."""
        if isinstance(owner, (ModuleType, type)) and name in vars(owner):
            self._note(owner, name, vars(owner)[name] if isinstance(owner, type) else obj, by_identity)

    def absent(self, names: dict[str, Any], name: str) -> None:
        """Note that an object from outside has no attribute of its own under a name, so that its class's is meant."""
        self._note(names, name, ABSENT, True)

    def _note(self, place: Any, name: str, obj: Any, by_identity: bool) -> None:
        self.checks[id(place), name] = (place, name, obj if by_identity else type(obj), by_identity)
        self._kept[id(place)] = place

    def update(self, other: Dependencies) -> None:
        """Take over what a callee depends on."""
        self.checks.update(other.checks)
        self._kept.update(other._kept)

    def hold(self) -> bool:
        """Tell whether every name still means what it meant."""
        return all(_holds(*check) for check in self.checks.values())

    def written(self, name_of: Callable[[str, Any], str]) -> list[str]:
        """Write `hold` for what holds now as comparisons, which raise one of `GONE` for what is gone.

        `name_of(wish, object)` says under which name a text finds an object. The comparisons may fail where `hold`
        says yes, never the other way round.
        """
        return [_comparison(name_of, *check) for check in self.checks.values()]


def _comparison(name_of: Callable[[str, Any], str], place: Any, name: str, expected: Any, by_identity: bool) -> str:
    if expected is ABSENT:
        return f"{name!r} not in {name_of('names', place)}"
    if isinstance(place, CellType):
        found = f"{name_of('cell', place)}.cell_contents"
    else:
        names = vars(place) if isinstance(place, (ModuleType, type)) else place
        found = f"{name_of('names', names)}[{name!r}]"
    if by_identity:
        return f"{found} is {name_of('expected', _now(place, name, expected))}"
    return f"{name_of('type', type)}({found}) is {name_of('expected', expected)}"


def _now(place: Any, name: str, expected: Any) -> Any:
    """Return what is found at a place, which may be the decorated form of what is expected there."""
    if not _holds(place, name, expected, True):
        return expected
    if isinstance(place, CellType):
        return place.cell_contents
    return (vars(place) if isinstance(place, (ModuleType, type)) else place)[name]


def _holds(place: Any, name: str, expected: Any, by_identity: bool) -> bool:
    try:
        if isinstance(place, dict):
            found = place[name]
        elif isinstance(place, (ModuleType, type)):
            found = vars(place)[name]
        else:
            found = place.cell_contents
    except (KeyError, ValueError):
        return expected is ABSENT
    if by_identity:
        return found is expected or primal_behind(found) is expected
    return type(found) is expected
