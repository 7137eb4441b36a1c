"""The loops over the directions of an array, which are compiled around a compiled derivative.

Each takes the dispatcher of a derivative whose seeds stand behind all its parameters, and returns a function of the
arguments in front of the array, the array, and those behind it. What that returns is the function's value and a table
of derivatives, whose last axis has an entry for each direction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Run = Callable[..., tuple[Any, Any]]


def first_of_number(function: Any) -> Run:
    """Return the loop for first derivatives of a number."""

    def run(before: Any, x: Any, after: Any) -> tuple[Any, Any]:
        seed = np.zeros_like(x)
        directions = seed.reshape(-1)
        directions[0] = 1.0
        value, tangent = function(*before, x, *after, seed)
        table = np.full(x.size, tangent)
        for k in range(1, x.size):
            directions[k - 1] = 0.0
            directions[k] = 1.0
            table[k] = function(*before, x, *after, seed)[1]
        return value, table

    return run


def first_of_array(function: Any) -> Run:
    """Return the loop for first derivatives of an array."""

    def run(before: Any, x: Any, after: Any) -> tuple[Any, Any]:
        seed = np.zeros_like(x)
        directions = seed.reshape(-1)
        directions[0] = 1.0
        value, tangent = function(*before, x, *after, seed)
        table = np.empty((tangent.size, x.size), tangent.dtype)
        entries = tangent.ravel()
        for i in range(entries.size):
            table[i, 0] = entries[i]
        for k in range(1, x.size):
            directions[k - 1] = 0.0
            directions[k] = 1.0
            entries = function(*before, x, *after, seed)[1].ravel()
            for i in range(entries.size):
                table[i, k] = entries[i]
        return value, table

    return run


def second_of_number(function: Any) -> Run:
    """Return the loop for second derivatives of a number: half of the pairs are enough."""

    def run(before: Any, x: Any, after: Any) -> tuple[Any, Any]:
        inner, outer = np.zeros_like(x), np.zeros_like(x)
        ones, others = inner.reshape(-1), outer.reshape(-1)
        (value, _), (_, second) = function(*before, x, *after, inner, outer)
        table = np.full((x.size, x.size), second)
        for k in range(x.size):
            ones[k] = 1.0
            for i in range(k + 1):
                others[i] = 1.0
                table[k, i] = function(*before, x, *after, inner, outer)[1][1]
                table[i, k] = table[k, i]
                others[i] = 0.0
            ones[k] = 0.0
        return value, table

    return run


def second_of_array(function: Any) -> Run:
    """Return the loop for second derivatives of an array."""

    def run(before: Any, x: Any, after: Any) -> tuple[Any, Any]:
        inner, outer = np.zeros_like(x), np.zeros_like(x)
        ones, others = inner.reshape(-1), outer.reshape(-1)
        (value, _), (_, second) = function(*before, x, *after, inner, outer)
        table = np.empty((second.size, x.size, x.size), second.dtype)
        for k in range(x.size):
            ones[k] = 1.0
            for i in range(k + 1):
                others[i] = 1.0
                entries = function(*before, x, *after, inner, outer)[1][1].ravel()
                for entry in range(entries.size):
                    table[entry, k, i] = entries[entry]
                    table[entry, i, k] = entries[entry]
                others[i] = 0.0
            ones[k] = 0.0
        return value, table

    return run


def products(function: Any) -> Run:
    """Return the loop for second derivatives of a number times a vector, which stands behind the other arguments."""

    def run(before: Any, x: Any, after: Any, vector: Any) -> tuple[Any, Any]:
        inner = np.zeros_like(x)
        ones = inner.reshape(-1)
        (value, _), (_, second) = function(*before, x, *after, inner, vector)
        table = np.full(x.size, second)
        for k in range(x.size):
            ones[k] = 1.0
            table[k] = function(*before, x, *after, inner, vector)[1][1]
            ones[k] = 0.0
        return value, table

    return run


def outermost_text(count: int, place: int, shape: str, *, has_vector: bool) -> str:
    """Write the function around a loop, which takes so many arguments in a row, and gives the table its shape.

    >>> print(outermost_text(3, 1, "value.shape + x.shape", has_vector=False))
    def swept(a_0, x, a_2):
        value, table = run((a_0,), x, (a_2,))
        return value, table.reshape(value.shape + x.shape)
    """
    names = [f"a_{number}" for number in range(count)]
    names[place] = "x"
    before, behind = (", ".join(part) + "," * bool(part) for part in (names[:place], names[place + 1 :]))
    vector = ["vector"] if has_vector else []
    return "\n    ".join(
        [
            f"def swept({', '.join([*names, *vector])}):",
            f"value, table = run({', '.join([f'({before})', 'x', f'({behind})', *vector])})",
            f"return value, table.reshape({shape})",
        ]
    )


# By the order of the derivative and whether the value is an array.
LOOPS = {
    (1, False): first_of_number,
    (1, True): first_of_array,
    (2, False): second_of_number,
    (2, True): second_of_array,
}
