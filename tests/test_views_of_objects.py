"""Callable objects that an attribute of another object gives: a view of what that holds, or something computed."""

import functools
from typing import Any

import pytest

import srcad
from srcad.analysing.values import Region, Tracker, Value
from srcad.kinds import UNKNOWN, InstanceOf


class Weights:
    """A class that gives views of itself by properties, which are called like methods."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.table = {"a": value, "b": 2.0}

    @property
    def weight(self) -> Any:
        return WeightView(self)

    @functools.cached_property
    def kept(self) -> Any:
        return WeightView(self)

    @property
    def scaled(self) -> Any:
        return Scaled(self.value * 2.0)

    @property
    def closed(self) -> Any:
        return Closed(lambda: self.value)


class WeightView:
    """A callable object that shows what another one holds."""

    __slots__ = ("count", "owner", "table")

    def __init__(self, owner: Weights) -> None:
        self.owner = owner
        self.table = owner.table
        self.count = 3

    def __call__(self, key: str) -> Any:
        return self.table[key] * self.owner.value * self.count


class Scaled:
    """A callable object that holds what was computed."""

    def __init__(self, scale: Any) -> None:
        self.scale = scale

    def __call__(self, x: Any) -> Any:
        return self.scale * x


class Closed:
    """A callable object that holds a function with a closure."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def __call__(self, x: Any) -> Any:
        return self.function() * x


def test_a_view_that_a_property_gives_is_called_with_the_tangents_of_its_owner() -> None:
    def program(x):
        weights = Weights(x)
        first = weights.weight("a") + weights.kept("b")
        weights.table["b"] = x * x
        return first * weights.kept("b")

    srcad.testing.check_forward(program, (1.5,), order=2)


@pytest.mark.parametrize("program", [lambda x: Weights(x).scaled(x), lambda x: Weights(x).closed(2.0)])
def test_what_a_property_computes_for_its_call_is_refused(program: Any) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="Put it into a variable first"):
        srcad.jvp(program, (1.5,), (1.0,))


class Resetting:
    """A descriptor that is asked only where its attribute is set."""

    def __set__(self, owner: Any, value: Any) -> None:
        vars(owner)["table"] = value


class Keeping:
    """A class whose table goes through a descriptor."""

    table: Any = Resetting()

    def __init__(self) -> None:
        self.table = {}


def test_what_a_descriptor_lets_the_instance_hold_is_its_own() -> None:
    def program(x):
        keeping = Keeping()
        keeping.table["a"] = x * x
        return keeping.table["a"] * x

    srcad.testing.check_forward(program, (1.5,), order=2)


def test_storage_that_holds_each_other_is_forgotten_once() -> None:
    first, second = Region(), Region()
    first.attributes["other"] = Value(InstanceOf(Keeping), False, frozenset({second}))
    second.attributes["other"] = Value(InstanceOf(Keeping), False, frozenset({first}))
    Tracker().forget(Value(UNKNOWN, False, frozenset({first})))
    assert not first.is_told_apart
    assert not second.is_told_apart
