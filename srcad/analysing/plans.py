"""Name the ways in which a call is differentiated: one record per row of the table of callees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class AsWritten:
    """Nothing active goes in and nothing active is inside: the call as the user wrote it.

    ``proved`` says that something active does go in, but that the result has been shown not to depend on it; ``asked``
    that something active is put into the result later, and only the run knows whether that is new.
    """

    proved: bool = False
    asked: bool = False


@dataclass(frozen=True)
class ByRule:
    """A rule of the table, inline; ``bound`` has the argument nodes by parameter.

    ``counts`` are parameters without a partial that certainly get integers or truth values, which do not vary.
    """

    rule: Any
    bound: dict[str, Any] = field(compare=False)
    complex: bool = False
    counts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ByVariant:
    """A joint call of the variant of a Python function."""

    function: Any
    bound: tuple[tuple[str, Any], ...]  # parameter, argument node
    key: Any  # kinds and activity of the parameters
    seeded: tuple[str, ...]  # parameters that carry a tangent
    receiver: Any = None  # the object whose method is called


@dataclass(frozen=True)
class ByLocal:
    """A joint call of a function that is defined inside the one that is differentiated."""

    node: Any
    bound: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class ByMirror:
    """A method of a list, dict or deque, done on the container and on its tangent."""

    receiver: Any
    method: str


@dataclass(frozen=True)
class ByBuiltin:
    """A builtin that the differentiator writes out itself."""

    name: str


@dataclass(frozen=True)
class AtRunTime:
    """A callee, or kinds, that only the run knows: one dispatch."""


@dataclass(frozen=True)
class Refused:
    """Nothing can be said of the tangent: an error when the call is reached."""

    what: str
    way_out: str
    effect: bool = False  # the call writes, so that it is refused even where its result is not used
