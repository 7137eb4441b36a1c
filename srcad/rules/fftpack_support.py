"""Functions that the texts of the rules of `scipy.fftpack` call; see `support` for what holds for all of them."""

from typing import Any

import numpy as np
from scipy import fftpack


def shift_rate(x: Any, a: Any, out: Any, period: Any = None) -> Any:
    """Return the derivative of a shifted periodic sequence with respect to the shift.

    It is the derivative of the result, but for the highest frequency of an even number of samples: `diff` leaves it
    out, and SciPy multiplies it by the sum of the cosine and the sine of its phase.
    """
    rate = fftpack.diff(out, period=period)
    count = len(x)
    if count % 2 or count == 0:
        return rate
    wave = np.pi * count / (2.0 * np.pi if period is None else period)
    signs = (-1.0) ** np.arange(count)
    return rate + wave * (np.cos(wave * a) - np.sin(wave * a)) * np.mean(signs * x) * signs
