"""Tangents that are taken numerically, because their user says so."""

import ctypes
import ctypes.util
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.rules import registry
from srcad.solving import numerical  # noqa: F401 - its table is read once, and not within a test that forgets it

LIBRARY = ctypes.CDLL(ctypes.util.find_library("m") or "libm.so.6")
LIBRARY.tgamma.restype = ctypes.c_double
LIBRARY.tgamma.argtypes = [ctypes.c_double]


def gamma(x: float) -> float:
    return LIBRARY.tgamma(x)  # type: ignore[no-any-return]


def weighted(x: Any, k: int = 2, *rest: Any, scale: Any = 1.0, **more: Any) -> Any:
    return x**k * scale + sum(rest) + sum(more.values())


def several(x: float, a: Any) -> dict[str, Any]:
    return {"size": abs(x), "product": a * x, "count": 3, "name": "several"}


@pytest.fixture(autouse=True)
def own_rules() -> Iterator[None]:
    """Forget the rules that a test adds."""
    registry.rules()  # reads the tables, which are read once
    before = dict(registry._entries)
    yield
    registry._entries.clear()
    registry._entries.update(before)


def test_differences_of_a_function_in_a_library_are_seen_in_the_source() -> None:
    assert srcad.by_differences(gamma) is gamma
    derived = srcad.forward_diff(lambda x: gamma(x) * x)
    value, tangent = derived(3.5)
    assert value == gamma(3.5) * 3.5
    digamma = 1.1031566406452432  # of 3.5: 2/5 + 2/3 + 2 - euler - 2 log 2 (DLMF 5.4.15)
    assert tangent == pytest.approx(gamma(3.5) * (1.0 + 3.5 * digamma), rel=1e-9)
    assert "gamma_value, d_gamma_value = gamma_by_differences(x, d_x=d_x)" in derived.source


def test_a_complex_step_is_exact_to_rounding() -> None:
    srcad.by_differences(method="complex step")(weighted)
    value, tangent = srcad.jvp(lambda x: weighted(x, 3, x, scale=x, other=x), (2.0,), (1.0,))
    assert value == 2.0**4 + 4.0
    assert tangent == pytest.approx(34.0, rel=1e-14)


def test_a_structure_has_a_tangent_of_its_own_structure() -> None:
    srcad.by_differences(several)
    value, tangent = srcad.jvp(several, (2.0, np.array([1.0, 3.0], np.float32)), (1.0, None))
    assert value["count"] == 3 and value["product"].dtype == tangent["product"].dtype == np.float32
    assert tangent["size"] == pytest.approx(1.0)
    np.testing.assert_allclose(tangent["product"], [1.0, 3.0], rtol=1e-3)
    assert tangent["count"] == 0.0 and tangent["name"] is None


def test_a_kink_is_refused() -> None:
    srcad.by_differences(several)
    with pytest.raises(srcad.UnsupportedValueError, match="do not come together"):
        srcad.jvp(several, (0.0, np.ones(2)), (1.0, None))


def test_a_function_that_is_not_analytic_is_refused() -> None:
    srcad.by_differences(several, method="complex step")
    with pytest.raises(srcad.UnsupportedValueError, match="is not analytic"):
        srcad.jvp(several, (2.0, np.ones(2)), (1.0, None))
    srcad.by_differences(gamma, method="complex step")
    with pytest.raises(srcad.UnsupportedValueError, match="does not take complex numbers"):
        srcad.derivative(gamma)(2.0)


def test_a_second_derivative_is_refused() -> None:
    srcad.by_differences(gamma)
    with pytest.raises(srcad.UnsupportedValueError, match="whose derivative would be noise"):
        srcad.derivative(srcad.derivative(gamma))(2.0)


def test_another_method_is_an_error() -> None:
    with pytest.raises(ValueError, match="'secant' is no method"):
        srcad.by_differences(math.sin, method="secant")
