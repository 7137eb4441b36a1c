"""Find the first statement of a function whose tangent departs from the differences of its value.

The generated function is run under a trace at many points beside the one in question. As long as it takes the same path
there, every variable can be compared after every statement with the tangent beside it.
"""

from __future__ import annotations

import linecache
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, NamedTuple

import numpy as np

from srcad.checking.differences import Vector, entries_of, estimate
from srcad.loading import user_line
from srcad.names import tangent_name
from srcad.values.flattening import leaf_tangents

_MOST_NUMBERS = 200_000


class Departure(NamedTuple):
    """A statement after which a variable and its tangent do not belong together."""

    file: str
    line: int
    function: str
    tangent_name: str
    tangent: complex
    slope: complex

    def __str__(self) -> str:
        text = linecache.getline(self.file, self.line).strip()
        numbers = f"{self.tangent_name} is {self.tangent:.6g}, the differences give {self.slope:.6g}"
        return f"  {self.file}, line {self.line}, in {self.function}\n    {text}\n  there {numbers}"


class _State(NamedTuple):
    """One variable after one statement: the user's file, line and function, its tangent's name, numbers, tangents."""

    file: str
    line: int
    function: str
    tangent_name: str
    numbers: Vector
    tangents: Vector


class _TooMuchError(Exception):
    """A run has more states than can be kept."""


@dataclass
class _Recorder:
    """What a traced run went through: its lines in order, and the variables at the end of each statement."""

    level: int
    path: list[tuple[str, int]] = field(default_factory=list)
    states: list[_State] = field(default_factory=list)
    size: int = 0
    done: dict[int, tuple[str, int]] = field(default_factory=dict)

    def enter(self, frame: FrameType, event: str, argument: object) -> Any:
        """Follow the frames of generated code only."""
        return self.step if frame.f_code.co_filename.startswith("<srcad ") else None

    def step(self, frame: FrameType, event: str, argument: object) -> Any:
        """Note a line, and the variables if the statement of the user's before it is complete."""
        place = user_line(frame.f_code.co_filename, frame.f_lineno)
        self.path.append((frame.f_code.co_filename, frame.f_lineno))
        before = self.done.get(id(frame))
        # Between the two lines of one statement, a variable is new and its tangent old, or the other way round.
        if before is not None and (event == "return" or place != before):
            self._note(frame, before)
        if place is not None:
            self.done[id(frame)] = place
        if event == "return":
            self.done.pop(id(frame), None)
        return self.step

    def _note(self, frame: FrameType, place: tuple[str, int]) -> None:
        for name, numbers, tangents in _pairs(frame.f_locals, self.level):
            self.size += numbers.size
            if self.size > _MOST_NUMBERS:
                raise _TooMuchError
            self.states.append(_State(*place, frame.f_code.co_name, name, numbers, tangents))


def _pairs(variables: Mapping[str, Any], level: int) -> list[tuple[str, Vector, Vector]]:
    """Return the numbers of each variable that has a tangent beside it, with the tangent's name and numbers."""
    found = []
    for variable, value in list(variables.items()):
        name = tangent_name(variable, level)
        if name in variables:
            leaves = leaf_tangents(value, variables[name])
            varying = [(leaf, tangent) for leaf, tangent in leaves if tangent is not None]
            numbers = entries_of([leaf for leaf, _ in varying])
            tangents = entries_of([np.broadcast_to(tangent, np.shape(leaf)) for leaf, tangent in varying])
            if numbers.size == tangents.size:
                found.append((name, numbers, tangents))
    return found


def find_departure(
    run: Callable[[float], object], rtol: float, atol: float, *, scale: float = 1.0, level: int = 1
) -> Departure | None:
    """Return the first statement that `run(step)`, a call of generated code, executes with a wrong tangent.

    `level` is 2 for the derivative of a derivative, whose outer tangents are looked at. Returns None if there is no
    such statement, or if it cannot be told, as where the run is too long.
    """
    try:
        centre = _record(run, 0.0, level)
    except Exception:
        return None
    numbers = [state.numbers for state in centre.states]
    if not numbers:
        return None

    def moved(step: float) -> Vector:
        beside = _record(run, step, level)
        if beside.path != centre.path:
            raise ValueError("another path")
        return np.concatenate([state.numbers for state in beside.states])

    slopes = estimate(moved, scale)
    start = 0
    for state in centre.states:
        part = slice(start, start + state.numbers.size)
        start = part.stop
        worst = _worst(state.tangents, slopes.slopes[part], slopes.errors[part], rtol, atol)
        if worst is not None:
            pair = _number(state.tangents[worst]), _number(slopes.slopes[part][worst])
            return Departure(state.file, state.line, state.function, state.tangent_name, *pair)
    return None


def _worst(tangents: Vector, slopes: Vector, errors: Vector, rtol: float, atol: float) -> int | None:
    excess = np.abs(tangents - slopes) - (atol + rtol * np.abs(slopes) + 2.0 * errors)
    wrong = np.flatnonzero(np.isfinite(errors) & ~(excess <= 0.0))
    return int(wrong[0]) if wrong.size else None


def _number(value: Any) -> complex:
    return complex(value) if np.iscomplexobj(value) else float(value)


def _record(run: Callable[[float], object], step: float, level: int) -> _Recorder:
    recorder = _Recorder(level)
    before = sys.gettrace()
    sys.settrace(recorder.enter)
    try:
        run(step)
    finally:
        sys.settrace(before)
    return recorder
