"""Show one generator of (value, tangent) pairs as two generators, which may be consumed in any order."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from functools import partial
from typing import Any

from srcad.calling.refusing import failed, raise_swallowed
from srcad.errors import latest_refusal


def halves(joint: Generator[Any, Any, Any]) -> tuple[Any, Any]:
    """Return the generator of the values and the generator of the tangents.

    Whichever is asked first moves the joint one; what the other has not yet seen waits for it.
    """
    source = _Source(joint)
    return source.half(0), source.half(1)


class _Source:
    """The joint generator, and for each half what waits for it."""

    def __init__(self, joint: Generator[Any, Any, Any]) -> None:
        self._joint = joint
        self._waiting: tuple[deque[Any], deque[Any]] = (deque(), deque())

    def half(self, side: int) -> Generator[Any, Any, Any]:
        """Yield the values (side 0) or the tangents (side 1); what is sent to the values goes to the generator."""
        step = self._next
        while True:
            try:
                item = self._waiting[side].popleft() if self._waiting[side] else self._keep(side, step())
            except StopIteration as stop:
                return _of_pair(stop.value, side)
            try:
                sent = yield item
                step = self._next if sent is None else partial(self._run, self._joint.send, (sent, None))
            except GeneratorExit:
                self._joint.close()
                raise
            except BaseException as error:
                step = partial(self._run, self._joint.throw, error)

    def _next(self) -> Any:
        return self._run(next, self._joint)

    def _keep(self, side: int, pair: Any) -> Any:
        self._waiting[1 - side].append(pair[1 - side])
        return pair[side]

    def _run(self, step: Any, argument: Any) -> Any:
        """Take one step as a public call is made: what is refused is raised as an error."""
        before = latest_refusal[0]
        try:
            pair = step(argument)
        except StopIteration:
            raise
        except BaseException as error:
            failed(error, before)
            raise
        if latest_refusal[0] is not before:
            raise_swallowed(before)
        return pair


def _of_pair(value: Any, side: int) -> Any:
    return value[side] if type(value) is tuple and len(value) == 2 else None
