"""What the rules of SciPy promise beyond their generated tests: refusals, readable texts, second derivatives."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad

pytest.importorskip("scipy")

import scipy.fft
import scipy.fftpack


def test_a_call_that_writes_over_its_argument_is_refused() -> None:
    def spectrum(x: Any) -> Any:
        return scipy.fft.dct(x, overwrite_x=True)

    with pytest.raises(srcad.SrcadError, match="may write over its argument: 'overwrite_x'"):
        srcad.jvp(spectrum, (np.ones(3),), (np.ones(3),))


def test_a_call_that_says_it_does_not_write_is_differentiated() -> None:
    def spectrum(x: Any) -> Any:
        return scipy.fft.dct(x, overwrite_x=False)

    value, tangent = srcad.jvp(spectrum, (np.ones(3),), (np.ones(3),))
    np.testing.assert_array_equal(tangent, value)


def test_a_keyword_that_the_call_leaves_out_is_left_out_of_the_tangent() -> None:
    @srcad.forward_diff(wrt="x")
    def moved(x: Any, a: float) -> Any:
        return scipy.fftpack.shift(x, a)

    moved(np.ones(3), 0.5, d_x=np.ones(3))
    assert "scipy.fftpack.shift(d_x, a)" in moved.source


@pytest.mark.parametrize(
    "function", [lambda x: scipy.fft.fht(x[:3], x[3], 0.5), lambda x: scipy.fft.fhtoffset(x[3], 0.5)]
)
def test_the_grid_of_a_hankel_transform_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError, match=r"dln|rounds to a grid"):
        srcad.jvp(function, (np.ones(4),), (np.ones(4),))
