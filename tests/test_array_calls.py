"""Calls with arrays are made as one that was checked before, and what must be looked at anew is looked at anew."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from srcad import SeedError, forward_diff

Array = np.ndarray[Any, np.dtype[Any]]

HELD = np.ones(3)


def product(x: Array, y: Array, scale: Array) -> Any:
    return np.sum(x * y * scale)


def both(x: Array, y: Array, scale: Array) -> Any:
    return x, y


def written(x: Array, y: Array, scale: Array) -> Any:
    x[0] = y[1]
    return np.sum(x * y * scale)


def arrays(count: int, size: int = 3) -> list[Array]:
    return [np.linspace(1.0, 2.0 + k, size) for k in range(count)]


def outcome(call: Callable[[], Any]) -> Any:
    """Return what a call gives, or the type and text of the error that it raises."""
    try:
        return call()
    except Exception as error:
        return type(error), str(error)


def reversed_copy(x: Array) -> Array:
    return x[::-1].copy()[::-1]


def read_only(x: Array) -> Array:
    x = x.copy()
    x.flags.writeable = False
    return x


# What becomes of x, y, scale, d_x and d_y in a later call.
CHANGES: dict[str, Callable[..., Any]] = {
    "as before": lambda x, y, scale, d_x, d_y: (x, y, scale, d_x, d_y),
    "other lengths": lambda *_: [np.linspace(1.0, 2.0, 5) + k for k in range(5)],
    "empty": lambda *_: [np.zeros(0) for _ in range(5)],
    "one array twice": lambda x, y, scale, d_x, d_y: (x, x, scale, d_x, d_x),
    "one array twice, its seeds differ": lambda x, y, scale, d_x, d_y: (x, x, scale, d_x, d_y),
    "one seed twice": lambda x, y, scale, d_x, d_y: (x, y, scale, d_x, d_x),
    "constant is the varying one": lambda x, y, scale, d_x, d_y: (x, y, x, d_x, d_y),
    "seed is an argument": lambda x, y, scale, d_x, d_y: (x, y, scale, scale, d_y),
    "overlapping views": lambda x, y, scale, d_x, d_y: (HELD[:2], HELD[1:], scale[:2], d_x[:2], d_y[:2]),
    "views apart": lambda x, y, scale, d_x, d_y: (x[:2], y[:2], scale[:2], d_x[1:], d_y[1:]),
    "shape of the seed": lambda x, y, scale, d_x, d_y: (x, y, scale, d_x[:2].copy(), d_y),
    "axes of the seed": lambda x, y, scale, d_x, d_y: (x, y, scale, d_x[:, None].copy(), d_y),
    "dtype of the seed": lambda x, y, scale, d_x, d_y: (x, y, scale, d_x.astype("f4"), d_y),
    "other dtypes": lambda *five: [one.astype("f4") for one in five],
    "integer constant": lambda x, y, scale, d_x, d_y: (x, y, scale.astype(int), d_x, d_y),
    "read-only arrays": lambda *five: list(map(read_only, five)),
    "read-only seed": lambda x, y, scale, d_x, d_y: (x, y, scale, read_only(d_x), d_y),
    "two axes": lambda *five: [np.outer(one, one) for one in five],
    "two axes, Fortran's order": lambda *five: [np.asfortranarray(np.outer(one, one)) for one in five],
    "two axes, seed in another order": lambda x, y, scale, d_x, d_y: (
        *(np.outer(one, one) for one in (x, y, scale)),
        np.asfortranarray(np.outer(d_x, d_y)),
        np.outer(d_y, d_y),
    ),
    "backwards": lambda *five: list(map(reversed_copy, five)),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("function", [product, both, written])
def test_a_later_call_is_like_a_first_one(function: Callable[..., Any], change: str) -> None:
    def call(derivative: Any, given: Any) -> Any:
        x, y, scale, d_x, d_y = given
        return derivative(x, y, scale, d_x=d_x, d_y=d_y)

    def changed() -> Any:
        HELD[:] = 1.0, 2.0, 3.0
        return CHANGES[change](*arrays(5))

    used = forward_diff(function, wrt=("x", "y"))
    for _ in range(2):
        call(used, arrays(5))
    later, first = changed(), changed()
    found = outcome(lambda: call(used, later))
    wanted = outcome(lambda: call(forward_diff(function, wrt=("x", "y")), first))
    assert repr(found) == repr(wanted)
    assert repr(later) == repr(first)
    if function is both and not isinstance(found[0], type):
        (one, other), (d_one, d_other) = found
        assert np.may_share_memory(one, other) == np.may_share_memory(d_one, d_other)


def test_an_object_that_the_function_writes_is_no_argument() -> None:
    def through_the_buffer(x: Array) -> Any:
        HELD[0] = 2.0
        return np.sum(x * HELD)

    derivative = forward_diff(through_the_buffer)
    for _ in range(2):
        derivative(np.ones(3), d_x=np.ones(3))
    with pytest.raises(SeedError, match="also an object from outside"):
        derivative(HELD, d_x=np.ones(3))


def test_many_arrays_take_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def mixed(a: Array, b: Array, c: Array, d: Array, e: Array) -> Any:
        return a * b + c * d * e

    seeds = dict(zip(("d_a", "d_b", "d_c", "d_d", "d_e"), arrays(5), strict=True))
    derivative = forward_diff(mixed)
    wanted = derivative(*arrays(5), **seeds)
    monkeypatch.setattr("srcad.calling.deriving.Derivative.call_public", None)
    assert repr(derivative(*arrays(5), **seeds)) == repr(wanted)
