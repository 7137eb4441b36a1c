"""Sums of products of arrays: vectors are multiplied only where their lengths agree whatever is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import forward_diff

NUMBERS = np.random.default_rng(5)


def valley(x, y):
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2) + (x[1:-1] * x[2:]).sum()


def of_two(x, y):
    return np.sum(x * y - 3.0 * x**2 * -y)


def shrinking(x, y):
    total = 0.0
    for _ in range(3):
        total = total + 0.5 * np.sum(x * np.sin(x) - y[:1] * x)
        x = x[1:]
    return total


def weighted(x, y):
    weight = np.sum(x)
    return np.sum(weight * x * x) + (y[:, np.newaxis] * x).sum()


def rebound(x, y):
    return np.sum((y := x[:1]) * x - x * x) + np.sum(y * x)


@pytest.mark.parametrize("lengths", [(0, 0), (1, 1), (2, 1), (1, 2), (5, 5)])
@pytest.mark.parametrize("function", [valley, of_two, shrinking, weighted, rebound])
def test_a_sum_of_products_is_right_for_all_lengths(function: Callable[..., Any], lengths: tuple[int, int]) -> None:
    x, y = (NUMBERS.normal(size=length) for length in lengths)
    d_x, d_y = (NUMBERS.normal(size=length) for length in lengths)
    value, tangent = forward_diff(function)(x, y, d_x=d_x, d_y=d_y)
    assert value == function(x, y)
    ahead, behind = (function(x + step * d_x, y + step * d_y) for step in (1e-6, -1e-6))
    np.testing.assert_allclose(tangent, (ahead - behind) / 2e-6, rtol=1e-6, atol=1e-7)
    gradients = srcad.gradient(function, wrt=("x", "y"))(x, y)
    np.testing.assert_allclose(gradients[0] @ d_x + gradients[1] @ d_y, tangent, rtol=1e-12, atol=1e-12)


def test_sums_of_other_dtypes_and_classes_keep_them() -> None:
    single = np.float32([0.5, 2.0])
    _, tangent = forward_diff(lambda x: np.sum(x * x))(single, d_x=single)
    assert (tangent, tangent.dtype) == (8.5, np.float32)
    _, phase = forward_diff(lambda z: np.sum(z * z))(np.array([1j, 2.0]), d_z=np.array([1.0, 1j]))
    assert phase == 6j


def test_what_a_dtype_narrows_has_its_tangent_narrowed() -> None:
    x = np.array([0.5, 2.0])
    value, tangent = forward_diff(lambda x: np.exp(np.add(x, 1.0, dtype=np.float32)))(x, d_x=x)
    assert value.dtype == tangent.dtype == np.float32
    np.testing.assert_allclose(tangent, value * np.float32(x), rtol=1e-6)
