"""Annotations that are never evaluated."""

from __future__ import annotations


def names_that_do_not_exist(x: Nowhere, y: list[Nothing]) -> Missing:  # noqa: F821
    """Multiply, whatever the annotations say."""
    product: Absent = x * y  # noqa: F821

    def inner(value: Unknown) -> Unknown:  # noqa: F821
        return value * product

    return inner(x)
