"""The conventions at hard points: the derivative there, line by line, and the page that lists them."""

import math
import warnings
from typing import Any

import numpy as np
import pytest

import srcad
from tests.kinks import KINKS, PAGE, Kink, page
from tests.rule_cases import function_from


@pytest.mark.parametrize("line", KINKS, ids=str)
def test_the_tangent_is_the_one_of_the_list(line: Kink) -> None:
    if "scipy." in line.call:
        pytest.importorskip("scipy")
    names: dict[str, Any] = {"np": np, "math": math}
    values = {name: eval(text, names) for name, text in line.at.items()}
    seeds = tuple(eval(line.along[name], names) if name in line.along else None for name in values)
    function = function_from(f"def kink({', '.join(values)}):\n    return {line.call}\n")
    with warnings.catch_warnings():
        if warns(function, tuple(values.values())):
            warnings.simplefilter("ignore")
        _, tangent = srcad.jvp(function, tuple(values.values()), seeds)
    np.testing.assert_allclose(tangent, eval(line.tangent, names), rtol=1e-9, atol=1e-15)


def warns(function: Any, values: tuple[Any, ...]) -> bool:
    """Say whether the plain call warns: only then may the derivative."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function(*values)
    return bool(caught)


def test_the_page_is_made_from_the_list() -> None:
    assert PAGE.read_text() == page(), "run: python -m tests.kinks"


@pytest.mark.parametrize("axis", [None, 0, -1, (0, 2), (-1, -2), ()])
@pytest.mark.parametrize("keepdims", [False, True])
def test_the_tangent_of_a_largest_number_is_the_mean_over_the_places_that_attain_it(axis: Any, keepdims: bool) -> None:
    numbers = np.random.default_rng(1)
    x = numbers.integers(0, 3, (2, 3, 4)).astype(np.float32)
    x[0, 0, 0] = np.nan
    d_x = numbers.normal(size=x.shape).astype(np.float32)
    value, tangent = srcad.jvp(lambda x: np.max(x, axis=axis, keepdims=keepdims), (x,), (d_x,))
    attains = x == np.max(x, axis=axis, keepdims=True)
    count = np.sum(attains, axis=axis, keepdims=keepdims)
    total = np.sum(np.where(attains, d_x, 0.0), axis=axis, keepdims=keepdims)
    wanted = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    np.testing.assert_allclose(tangent, wanted, rtol=1e-6)
    assert (np.shape(tangent), tangent.dtype) == (np.shape(value), value.dtype)


def test_one_choice_between_two_tangents_shares_at_a_tie_and_knows_no_number_beside_nan() -> None:
    x, y = np.array([1.0, 2.0, 2.0, np.nan]), np.array([[2.0], [3.0]])
    d_x, d_y = np.array([1.0, 2.0, 4.0, 8.0]), np.array([[16.0], [32.0]])
    _, largest = srcad.jvp(np.maximum, (x, y), (d_x, d_y))
    _, smallest = srcad.jvp(np.minimum, (x, y), (d_x, d_y))
    np.testing.assert_array_equal(largest, [[16.0, 9.0, 10.0, np.nan], [32.0, 32.0, 32.0, np.nan]])
    np.testing.assert_array_equal(smallest, [[1.0, 9.0, 10.0, np.nan], [1.0, 2.0, 4.0, np.nan]])
