"""Say in the middle of a function that a value is to count as constant."""

from __future__ import annotations

from typing import TypeVar

from srcad.rules.registry import constant_rule

Value = TypeVar("Value")


@constant_rule
def stop_derivative(value: Value) -> Value:
    """Return the value itself; its derivative is zero.

    An array is the same array, not a copy: where something active is stored into it later, it varies from then on.
    """
    return value
