"""Memory: it does not grow with calls, and a function that is dropped takes all that was derived from it along.

What CPython itself keeps of a text that was compiled (the name of its file, in 3.11) is not counted.
"""

import collections
import gc
import linecache
import tracemalloc
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import loading

TEXT = """
def curve(x, y):
    z = x * y
    return z * helper(x) + shift(z)

def helper(x):
    return abs(x) ** 1.5

shift = lambda z: z - 1.0
"""


def derive_and_drop(number: int) -> None:
    """Derive a function with its callees to the first order, and now and then to the second, and drop it."""
    filename = f"<dropped {number}>"
    linecache.cache[filename] = (len(TEXT), None, TEXT.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {}
    exec(compile(TEXT, filename, "exec"), namespace)
    srcad.forward_diff(namespace["curve"])(2.0, 3.0, d_x=1.0)
    if number % 10 == 0:
        srcad.derivative(srcad.derivative(namespace["curve"]))(2.0, 3.0)
    del linecache.cache[filename]


def objects() -> collections.Counter[str]:
    """Count the objects that the garbage collector knows, by type, after all that is garbage has gone."""
    for _ in range(3):
        gc.collect()
    return collections.Counter(type(one).__qualname__ for one in gc.get_objects())


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_dropped_functions_leave_nothing_behind(count: int) -> None:
    for number in range(20):
        derive_and_drop(number)
    before, texts, origins = objects(), len(linecache.cache), len(loading._origins)
    for number in range(20, 20 + count):
        derive_and_drop(number)
    grown = {name: number for name, number in (objects() - before).items() if number >= count // 2}
    assert not grown
    assert (len(linecache.cache), len(loading._origins)) == (texts, origins)


class Model:
    """An object whose method is differentiated."""

    def __init__(self) -> None:
        self.rate = 2.0

    def value(self, x):
        return self.rate * x * abs(x)


def test_memory_does_not_grow_with_calls() -> None:
    model, array = Model(), np.ones(3)
    derivative, method = srcad.forward_diff(lambda x, y: np.sin(x) * y), srcad.forward_diff(model.value)
    gradient = srcad.gradient(lambda x: np.sum(x * x))

    def call_all() -> None:
        for number in range(50):
            derivative(array, float(number), d_x=array)
            method(float(number), d_x=1.0)
            gradient(np.full(4, float(number)))
            srcad.jvp(model.value, (float(number),), (1.0,))

    call_all()
    gc.collect()
    tracemalloc.start()
    try:
        call_all()
        gc.collect()
        first = tracemalloc.get_traced_memory()[0]
        for _ in range(5):
            call_all()
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - first
    finally:
        tracemalloc.stop()
    assert grown < 2_000  # bytes, over a thousand calls
