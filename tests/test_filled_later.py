"""Containers and attributes from outside that are empty or None when a derivative is made, and filled afterwards."""

import math
from collections.abc import Callable
from typing import Any

import pytest

import srcad


class Model:
    """An object with hooks and a scale, neither of which is set at first."""

    factor: Any = None

    def __init__(self) -> None:
        self.hooks: list[Any] = []
        self.scale: Any = None
        self.parts: tuple[Any, list[Any]] = (None, [])

    def run(self, x: float) -> float:
        for hook in self.hooks:
            x = hook(x)
        return x


HOOKS: list[Any] = []
SCALES: list[Any] = []
TABLE: dict[str, Any] = {}
CACHE: list[Any] = [None, None]
MODEL = Model()


def scaled(value: float, scale: float) -> float:
    return value * scale * value


def hooked(x: float) -> float:
    for hook in HOOKS:
        x = hook(x)
    return x


def stretched(x: float) -> float:
    for scale in SCALES:
        x = scaled(x, scale)
    return x


def looked_up(x: float) -> float:
    return scaled(x, TABLE["k"]) if "k" in TABLE else x


def guarded(x: float) -> float:
    return x * x * SCALES[0] if SCALES else x


def cached(x: float) -> float:
    return x if CACHE[0] is None else scaled(x, CACHE[0])


def by_object(x: float) -> float:
    return MODEL.run(x)


def by_attribute(x: float) -> float:
    return x if MODEL.scale is None else x * MODEL.scale


def by_class(x: float) -> float:
    return x if Model.factor is None else x * Model.factor


def by_part(x: float) -> float:
    for scale in MODEL.parts[1]:
        x = scaled(x, scale)
    return x


def by_default(x: float, hooks: list[Any] = []) -> float:  # noqa: B006
    for hook in hooks:
        x = hook(x)
    return x


def by_closure() -> tuple[Callable[[float], float], list[Any]]:
    hooks: list[Any] = []

    def function(x: float) -> float:
        for hook in hooks:
            x = hook(x)
        return x

    return function, hooks


IN_CLOSURE, CLOSED_OVER = by_closure()
FUNCTIONS = (
    hooked,
    stretched,
    looked_up,
    guarded,
    cached,
    by_object,
    by_attribute,
    by_class,
    by_part,
    by_default,
    IN_CLOSURE,
)


@pytest.fixture
def derivatives() -> dict[Any, Any]:
    """Make all derivatives while everything is empty, then fill it."""
    made = {function: srcad.forward_diff(function, wrt="x") for function in FUNCTIONS}
    for derivative in made.values():
        assert derivative(3.0) == (3.0, 1.0)
    for hooks in (HOOKS, MODEL.hooks, by_default.__defaults__[0], CLOSED_OVER):  # type: ignore[index]
        hooks[:] = [math.sin]
    for scales in (SCALES, MODEL.parts[1]):
        scales[:] = [2.0]
    TABLE["k"] = CACHE[0] = MODEL.scale = Model.factor = 5.0
    yield made  # type: ignore[misc]
    for filled in (HOOKS, MODEL.hooks, by_default.__defaults__[0], CLOSED_OVER, SCALES, MODEL.parts[1], TABLE):  # type: ignore[index]
        filled.clear()
    CACHE[0] = MODEL.scale = Model.factor = None


def test_what_is_filled_later_has_its_tangent(derivatives: dict[Any, Any]) -> None:
    for function, derivative in derivatives.items():
        value, tangent = derivative(3.0)
        assert value == function(3.0)
        difference = (function(3.0 + 1e-6) - function(3.0 - 1e-6)) / 2e-6
        assert tangent == pytest.approx(difference, rel=1e-7), function
