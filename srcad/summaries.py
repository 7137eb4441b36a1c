"""Say what a call of a function does, for one set of kinds and active arguments: what its caller must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Key = tuple[tuple[str, Any, bool], ...]  # parameter, kind, active
Steps = tuple[int | str | None, ...]  # the way to a part of a value: positions in tuples, attributes, None for elements


@dataclass(frozen=True)
class Way:
    """Say how a variant is written.

    If it is `unguarded`, poles get no guards. For calls from derived code, the tangents come by position behind the
    arguments; if such a variant is `flat`, the values of a tuple that it returns and their tangents are one tuple. One
    that is `dispatched` is called where only the run knows of it: a constant from outside comes without a tangent.
    """

    unguarded: bool = False
    by_position: bool = False
    flat: bool = False
    dispatched: bool = False


PUBLIC = Way()
DISPATCHED = Way(dispatched=True)


@dataclass(frozen=True)
class Summary:
    """Describe the effect of a function on its result and on its parameters' storage."""

    result: Any  # kind
    active: bool
    result_activity: Any  # bool, or a tuple of them for a tuple
    activated: frozenset[str]  # constant parameters with which something active may be
    stored: frozenset[str]  # parameters into which a statement stores something active
    mutated: frozenset[str]  # those whose storage may be written
    written: frozenset[str]  # those whose storage a statement writes
    shared: tuple[frozenset[str], ...]  # parameters whose storage may become one
    returned: frozenset[str]  # parameters whose storage the result may share
    pure: bool  # calls nothing that only the run knows, and stores nothing active where only the run sees
    left: tuple[tuple[str, Any], ...] = ()  # the kinds that mutated parameters are left with
    outside: frozenset[Steps] = frozenset()  # where in the result there may be storage that outlives the call
    kept: tuple[tuple[str, frozenset[Steps]], ...] = ()  # and where in the parameters, after the call
    passed: tuple[tuple[str | None, str, frozenset[Steps]], ...] = ()  # where in the result (None) or in a parameter
    # the storage of another parameter may be
    parts: tuple[tuple[str, frozenset[Steps]], ...] = ()  # where in a parameter the result itself may come from
    uncertain: frozenset[Steps] = frozenset()  # where in the result what an unknown function gave may be, or the former


def key_of_call(given: Mapping[str, tuple[Any, bool]]) -> Key:
    """Return the key under which a variant for these arguments is kept."""
    return tuple((name, kind, active) for name, (kind, active) in given.items())
