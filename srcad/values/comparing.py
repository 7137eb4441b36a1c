"""Compare two structures bit for bit."""

from __future__ import annotations

from typing import Any

from srcad.values.structures import Category, Path, category_of, is_attribute, parts_of


def find_difference(one: object, other: object, name: str, *, opaque_alike: bool) -> str | None:
    """Return the place at which two structures differ in type, structure or bits, or None.

    `opaque_alike` says whether two values that cannot be looked into, of one type, count as alike. NaN equals NaN, and
    zero does not equal minus zero.
    """
    waiting: list[tuple[object, object, Path | str]] = [(one, other, name)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        left, right, path = waiting.pop()
        if left is right or (id(left), id(right)) in seen:
            continue
        category = category_of(left)
        if not _is_alike(left, right, category, opaque_alike):
            return str(path)
        parts, others = list(parts_of(left, category)), list(parts_of(right, category))
        if [key for key, _ in parts] != [key for key, _ in others]:
            return str(path)
        seen.add((id(left), id(right)))
        waiting += [
            (a, b, Path(path, key, is_attribute(key, category))) for (key, a), (_, b) in zip(parts, others, strict=True)
        ]
    return None


def _is_alike(left: Any, right: Any, category: Category, opaque_alike: bool) -> bool:
    """Compare two values apart from what stands in their places."""
    if type(left) is not type(right):
        return False
    if category is Category.NUMBER:
        return repr(left) == repr(right)
    if category is Category.ARRAY:
        return (left.dtype, left.shape, left.tobytes()) == (right.dtype, right.shape, right.tobytes())
    if category is Category.CONSTANT and isinstance(left, (str, bytes, bytearray, set, frozenset, range, slice)):
        return bool(left == right)
    return opaque_alike if category in (Category.CONSTANT, Category.UNKNOWN) else True
