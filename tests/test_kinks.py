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
