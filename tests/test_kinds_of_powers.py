"""Powers and functions of `math`: where the kind of a result is certain, its tangent is plain text without helpers."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from srcad import forward_diff
from srcad.testing import check_forward

NEEDS_NUMBA = pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")


def decade(x: float) -> float:
    return 1.0 / 10.0 ** (x / 3.0)


def decade_of_int(x: float) -> float:
    return 1.0 / 10**x


def over_an_inverse_square(x: float) -> float:
    return 3.0 / x**-2.0


def log_of_power(x: float) -> float:
    return 1.0 / (-1.8 * math.log10(6.9 / x + (x / 3.7) ** 1.11)) ** -2


def inverse(x: float) -> float:
    return x**-1


def inverse_square(x: float) -> float:
    return x**-2


def inverse_cube(x: float) -> float:
    return x**-3


def inverse_root(x: float) -> float:
    return x**-0.5


def inverse_square_of_floats(x: float) -> float:
    return x**-2.0


@pytest.mark.parametrize("function", [decade, decade_of_int, log_of_power, inverse, inverse_square, inverse_cube])
@pytest.mark.parametrize("x", [0.7, 3.0])
def test_a_certain_kind_needs_no_helper(function: Callable[..., Any], x: float) -> None:
    """The tangent is right, and the text calls no helper of srcad's."""
    derivative = forward_diff(function)
    assert derivative(x, d_x=1.0)[0] == function(x)
    assert not any(helper in derivative.source for helper in ("spread(", "scaled(", "power_base(", "quotient("))
    check_forward(function, (x,))


def polynomial(x: float, first: int) -> float:
    total = 0.0
    for k in range(first, 4):
        total += x**k + 0.5 * x ** (k + 1)
    return total


@pytest.mark.parametrize("compiler", [None, pytest.param("numba", marks=NEEDS_NUMBA)])
def test_powers_to_variable_integers(compiler: Any) -> None:
    """A test of the exponent's sign tells the pole, and at zero the slope is that of the linear term."""
    derivative = forward_diff(polynomial, wrt="x", compile=compiler)
    assert derivative(0.0, 0, d_x=3.0) == (1.0, 3.0 + 1.5)
    assert derivative(0.0, 0, d_x=0.0) == (1.0, 0.0)
    assert derivative(2.0, -2, d_x=1.0)[1] == pytest.approx(polynomial_slope(2.0))
    assert "if k > 0" in derivative.source
    check_forward(lambda x: polynomial(x, -1), (0.7,))


def polynomial_slope(x: float) -> float:
    return sum(k * x ** (k - 1) + 0.5 * (k + 1) * x**k for k in range(-2, 4))


def length_of_sides(x: float) -> float:
    side = (x * x + (x - 1.0) ** 2) ** 0.5
    return abs(side - 2.0) * max(side, x) / side


def distance_of_roots(x: float) -> float:
    return abs(x**0.5 - 3.0) * x + 1.0 / x


@pytest.mark.parametrize(("function", "calls"), [(length_of_sides, 0), (distance_of_roots, 1)])
def test_what_is_computed_with_a_root_is_arithmetic(function: Callable[..., Any], calls: int) -> None:
    """A sum of squares has a real root, and the magnitude of a Python number is real whatever the run finds."""
    derivative = forward_diff(function)
    assert derivative(0.7, d_x=1.0)[0] == function(0.7)
    assert derivative.source.count("apply(") == calls
    check_forward(function, (0.7,))


def over_a_root(x: float) -> float:
    return 3.0 / (1.0 + x**0.3) / x


def test_a_quotient_of_python_numbers_needs_no_helper() -> None:
    """A float to a fraction is a float or complex: its quotient raises in the primal first."""
    derivative = forward_diff(over_a_root)
    assert derivative(0.5, d_x=1.0)[0] == over_a_root(0.5)
    assert "quotient(" not in derivative.source
    assert isinstance(derivative(-0.5, d_x=1.0)[1], complex)
    check_forward(over_a_root, (0.5,))
    with pytest.raises(ZeroDivisionError):
        derivative(0.0, d_x=0.0)


@pytest.mark.parametrize("function", [over_an_inverse_square, inverse_root, inverse_square_of_floats])
def test_powers_of_floats(function: Callable[..., Any]) -> None:
    """The tangent of a negative float power is right, to second order."""
    check_forward(function, (0.7,))


@pytest.mark.parametrize(
    ("function", "exponent", "x"),
    [(inverse, -1, "1e-200"), (inverse_square, -2, "1e-120"), (inverse_cube, -3, "-1e-102"), (inverse_cube, -3, "7")],
)
def test_a_negative_power_raises_only_where_the_value_does(function: Callable[..., Any], exponent: int, x: str) -> None:
    """A slope that overflows is infinite; a tangent of zero stays zero there."""
    derivative = forward_diff(function)
    assert derivative(float(x), d_x=0.0) == (function(float(x)), 0.0)
    assert derivative(float(x), d_x=1.0)[1] == pytest.approx(float(exponent * Decimal(x) ** (exponent - 1)))
    with pytest.raises(ZeroDivisionError):
        derivative(0.0, d_x=1.0)


@NEEDS_NUMBA
@pytest.mark.parametrize("function", [inverse_root, inverse_square_of_floats])
def test_a_compiled_power_of_floats_has_a_pole(function: Callable[..., Any]) -> None:
    """A compiled power of floats is infinite at zero; a tangent of zero stays zero there."""
    derivative = forward_diff(function, compile="numba")
    assert derivative(0.0, d_x=0.0) == (math.inf, 0.0)
    assert derivative(0.0, d_x=1.0) == (math.inf, -math.inf)


def test_the_slope_of_a_negative_base_to_a_fraction_is_complex() -> None:
    """A negative number to a fractional power is complex, and so is its tangent."""
    value, tangent = forward_diff(inverse_root)(-2.0, d_x=1.0)
    assert value == (-2.0) ** -0.5
    assert tangent == pytest.approx(-0.5 * (-2.0) ** -1.5)
