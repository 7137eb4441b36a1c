"""Iterators of values and tangents in step, and live views of a dict with its tangent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from srcad.values.carrying import keep_tangent, zero_tangent
from srcad.values.subclasses import native_base


class JointIterator:
    """Show the values of an iterator of pairs; the tangents come along in step.

    It is the primal and its own tangent at once: whoever takes a value moves both.
    """

    def __init__(self, joint: Iterator[tuple[Any, Any]]) -> None:
        self.joint = joint
        self.last_tangent: Any = None
        # For one that stands between two levels: the iterators of both, and the one that stands below.
        self.origin: Any = None
        self.below: Any = None

    def __iter__(self) -> JointIterator:
        return self

    def __next__(self) -> Any:
        return self.next_pair()[0]

    def send(self, value: Any) -> Any:
        """Send a constant into a generator."""
        return self.send_pair(value, zero_tangent(value))[0]

    def throw(self, *error: Any) -> Any:
        """Raise inside a generator."""
        return self.throw_pair(*error)[0]

    def close(self) -> None:
        """Close a generator."""
        if hasattr(self.joint, "close"):
            self.joint.close()

    def next_pair(self) -> tuple[Any, Any]:
        """Take the next value and its tangent."""
        return self._stepped(next, self.joint)

    def send_pair(self, value: Any, tangent: Any) -> tuple[Any, Any]:
        """Send a value and its tangent into a generator."""
        # A generator that has not started takes nothing but None, and says so itself.
        given = None if value is None else (value, tangent)
        return self._stepped(self.joint.send, given)  # type: ignore[attr-defined]

    def throw_pair(self, *error: Any) -> tuple[Any, Any]:
        """Raise inside a generator, and take the next value and its tangent."""
        return self._stepped(self.joint.throw, *error)  # type: ignore[attr-defined]

    def _stepped(self, step: Callable[..., Any], *arguments: Any) -> tuple[Any, Any]:
        try:
            value, self.last_tangent = step(*arguments)
        except StopIteration as stop:
            if stop.value is None:
                raise
            raise ended(stop) from None
        return value, self.last_tangent


def ended(stop: StopIteration) -> StopIteration:
    """Return what a generator's end looks like to the user: with its value; the tangent is kept beside it."""
    value, tangent = stop.value
    if value is None:
        return StopIteration()
    shown = StopIteration(value)
    keep_tangent(shown, (tangent,))
    return shown


def joint_generator(joint: Any) -> tuple[Any, Any]:
    """Return an iterator of pairs as a value and its tangent."""
    made = JointIterator(joint)
    return made, made


class View:
    """The tangent of a dict's items or values, live as they are."""

    def __init__(self, tangent: dict[Any, Any], method: str, owner: Any) -> None:
        self.tangent = tangent
        self.method = method
        self.owner = owner  # the dict, whose class may have methods of its own, which a view does not use

    def pairs(self, view: Any) -> Iterator[tuple[Any, Any]]:
        """Pair the entries with their tangents, by key."""
        base: Any = native_base(type(self.owner))
        for key, value in base.items(self.owner):
            if self.method == "items":
                yield (key, value), (zero_tangent(key), self.tangent[key])
            else:
                yield value, self.tangent[key]
