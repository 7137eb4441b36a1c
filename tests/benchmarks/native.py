"""The tangents by hand in C: `kernels.c`, compiled once with gcc and called through ctypes."""

from __future__ import annotations

import ctypes
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.measuring import Call

SOURCE = Path(__file__).with_name("kernels.c")
DOUBLE, LONG = ctypes.c_double, ctypes.c_long
POINTER = ctypes.POINTER(DOUBLE)


@functools.cache
def library() -> Any:
    """Return the compiled kernels; None without gcc."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "kernels.so"
        subprocess.run([compiler, "-O3", "-march=native", "-fPIC", "-shared", SOURCE, "-o", made, "-lm"], check=True)
        return ctypes.CDLL(str(made))


# The kernels that evaluate more than once in a call.
EVALUATIONS = {"pressure": 1_000}


def kernel(name: str, arguments: tuple[Any, ...]) -> Call | None:
    """Return a call of a kernel, which returns value and tangent; None where there is no kernel.

    Arrays are written, so that they are filled again before each call. A one-dimensional one, which only constants
    are, goes in with the number of its items.
    """
    found = getattr(library(), name, None)
    if found is None:
        return None
    found.restype = None
    out = np.zeros(2)
    stored = [one.copy() if isinstance(one, np.ndarray) else one for one in arguments]
    given = [part for one in stored for part in passed(one)]
    restored = [(one, first) for one, first in zip(stored, arguments, strict=True) if isinstance(one, np.ndarray)]

    def call() -> Any:
        for one, first in restored:
            np.copyto(one, first)
        found(*given, out.ctypes.data_as(POINTER))
        return out[0], out[1]

    return call


def passed(value: Any) -> list[Any]:
    """Return what a kernel gets for one argument."""
    if isinstance(value, np.ndarray):
        return [value.ctypes.data_as(POINTER), *([LONG(value.size)] if value.ndim == 1 else [])]
    return [LONG(value) if isinstance(value, int) else DOUBLE(value)]
