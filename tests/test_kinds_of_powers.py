"""Powers and functions of `math`: where the kind of a result is certain, its tangent is plain text without helpers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from srcad import forward_diff
from srcad.testing import check_forward


def decade(x: float) -> float:
    return 1.0 / 10.0 ** (x / 3.0)


def decade_of_int(x: float) -> float:
    return 1.0 / 10**x


def inverse_square(x: float) -> float:
    return 3.0 / x**-2.0


def inverse_root(x: float) -> float:
    return x**-0.5


def log_of_power(x: float) -> float:
    return (-1.8 * math.log10(6.9 / x + (x / 3.7) ** 1.11)) ** -2.0


@pytest.mark.parametrize("function", [decade, decade_of_int, inverse_square, inverse_root, log_of_power])
@pytest.mark.parametrize("x", [0.7, 3.0])
def test_a_certain_kind_needs_no_helper(function: Callable[..., Any], x: float) -> None:
    """The tangent is right, and the text calls no helper of srcad's."""
    derivative = forward_diff(function)
    value, _ = derivative(x, d_x=1.0)
    assert value == function(x)
    assert not any(helper in derivative.source for helper in ("spread(", "scaled(", "power_base(", "quotient("))
    check_forward(function, (x,))


@pytest.mark.parametrize("exponent", ["-2", "-2.0", "-0.5", "-1", "-3"])
def test_a_negative_power_raises_only_where_the_value_does(exponent: str) -> None:
    """The slope overflows where the value does not; a tangent of zero stays zero there."""
    derivative = forward_diff(POWERS[exponent])
    assert derivative(1e-100, d_x=0.0) == (POWERS[exponent](1e-100), 0.0)
    slope = float(exponent) * POWERS[exponent](1e-100) / 1e-100
    assert derivative(1e-100, d_x=1.0)[1] == pytest.approx(slope)
    with pytest.raises(ZeroDivisionError):
        derivative(0.0, d_x=1.0)


def power_2(x: float) -> float:
    return x**-2


def power_2_float(x: float) -> float:
    return x**-2.0


def power_half(x: float) -> float:
    return x**-0.5


def power_1(x: float) -> float:
    return x**-1


def power_3(x: float) -> float:
    return x**-3


POWERS = {"-2": power_2, "-2.0": power_2_float, "-0.5": power_half, "-1": power_1, "-3": power_3}


def test_the_slope_of_a_negative_base_to_a_fraction_is_complex() -> None:
    """A negative number to a fractional power is complex, and so is its tangent."""
    value, tangent = forward_diff(inverse_root)(-2.0, d_x=1.0)
    assert value == (-2.0) ** -0.5
    assert tangent == pytest.approx(-0.5 * (-2.0) ** -1.5)
