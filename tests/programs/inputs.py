"""What the parameters of the programs stand for, and how a program says what it expects."""

import collections
import dataclasses
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np

Program = TypeVar("Program", bound=Callable[..., Any])


class Point(NamedTuple):
    """A named tuple with a number that varies, one that is an int, and a label."""

    x: float
    y: float
    count: int = 2


@dataclasses.dataclass
class Body:
    """A mutable data class that mixes floats, ints, strings and arrays."""

    mass: float
    position: np.ndarray
    name: str = "body"
    steps: int = 2


def make_inputs(sign: float, real: Callable[[float], Any]) -> dict[str, Any]:
    """Return fresh values for all parameter names; sign flips some of them, real makes the scalars."""
    return {
        "x": real(0.7 * sign),
        "y": real(1.3),
        "t": real(0.45 * sign),
        "a": np.array([0.7, 1.3, 0.4]) * [sign, 1.0, sign],
        "b": np.array([0.9, -0.6, 1.7]),
        "m": np.array([[1.5, 0.3, -0.2], [0.4, 2.0, 0.6], [-0.5, 0.1, 1.2 * sign]]),
        "xs": [real(0.6), real(1.1 * sign), real(-0.8)],
        "ys": [real(1.4), real(0.2), real(0.9 * sign)],
        "rows": [[real(0.3), real(1.2)], [real(-0.7 * sign), real(0.5)]],
        "d": {"p": real(0.5), "q": real(-1.2 * sign), "r": real(0.8)},
        "pair": (real(0.6 * sign), real(1.9)),
        "config": (3, real(0.25)),
        "z": complex(0.6, 0.8 * sign),
        "queue": collections.deque([real(0.2), real(0.7), real(1.6)]),
        "point": Point(real(0.4), real(1.7 * sign)),
        "body": Body(real(2.5), np.array([0.3, -1.1, 0.6]) * sign),
        "n": 3,
        "k": 2,
        "flag": True,
        "name": "square",
        "log": [],
    }


POINTS: dict[str, Callable[[], dict[str, Any]]] = {
    "plus": lambda: make_inputs(1.0, float),
    "minus": lambda: make_inputs(-1.0, float),
    "numpy": lambda: make_inputs(1.0, np.float64),
}

CONSTANT_NAMES = frozenset({"n", "k", "flag", "name", "log"})


def inputs(**values: Any) -> Callable[[Program], Program]:
    """Give a program values of its own for some parameters; they are copied before every call."""

    def attach(program: Program) -> Program:
        program.inputs = values  # type: ignore[attr-defined]
        return program

    return attach


def tolerance(relative: float, reason: str) -> Callable[[Program], Program]:
    """Compare with differences to this relative tolerance, for the reason given."""

    def attach(program: Program) -> Program:
        program.tolerance = relative  # type: ignore[attr-defined]
        program.reason = reason  # type: ignore[attr-defined]
        return program

    return attach


def may_be_refused(reason: str) -> Callable[[Program], Program]:
    """Accept a refusal as well as the right numbers, for the reason given; a wrong number stays wrong."""

    def attach(program: Program) -> Program:
        program.may_be_refused = reason  # type: ignore[attr-defined]
        return program

    return attach


def refused(reason: str) -> Callable[[Program], Program]:
    """Expect srcad to refuse the program for every set of active inputs, for the reason given."""

    def attach(program: Program) -> Program:
        program.refused = reason  # type: ignore[attr-defined]
        return program

    return attach
