"""What carries a tangent at run time: the zero of a constant, the tangent in an exception, the member of a class."""

from __future__ import annotations

import collections
import types
from typing import Any, NoReturn

import numpy as np

from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.values.frozen import zero_outside
from srcad.values.structures import Category, category_through, parts_of, rebuild_tuple
from srcad.values.tangents import Tangent
from srcad.values.tangents import zero_tangent as strict_zero_tangent

# What something can be stored into, and which is not an object of the user's.
WRITABLE = frozenset((list, dict, collections.deque, np.ndarray))
IMMUTABLE = (int, float, complex, str, bytes, tuple, frozenset, np.generic, types.NoneType)


def zero_tangent(value: Any) -> Any:
    """Return the tangent of a constant, None where it has none."""
    if value is None or type(value) is str:
        return None
    return strict_zero_tangent(value, strict=False)


def tangent_outside(value: Any) -> Any:
    """Return the tangent of a constant that may be from outside: none for what can be written to, zero for a number.

    What is stored into it would be lost: the run refuses to store into what has no tangent.
    """
    if category_through(value) is Category.TUPLE:
        parts = [tangent_outside(part) for _, part in parts_of(value, Category.TUPLE)]
        return rebuild_tuple(value, parts)
    return zero_tangent(value) if isinstance(value, IMMUTABLE) else None


def parts_outside(container: Any) -> Any:
    """Return the tangent of a new container for what a constant one holds, each part as of a constant from outside."""
    if type(container) is dict:
        return {key: tangent_outside(value) for key, value in container.items()}
    return type(container)(map(tangent_outside, container)) if type(container) in (list, tuple) else None


def keep_tangent(error: BaseException, args: tuple[Any, ...]) -> Tangent:
    """Let an exception carry the tangents of its arguments, for as long as it has these arguments."""
    known = vars(error).get("_srcad_tangent")
    tangent = Tangent() if known is None else known[0]
    vars(tangent)["args"] = args
    vars(error)["_srcad_tangent"] = (tangent, error.args)
    return tangent


def exception_tangent(error: BaseException) -> Any:
    """Return the tangent that an exception was raised with."""
    known = vars(error).get("_srcad_tangent")
    if known is None:
        return keep_tangent(error, tuple(map(zero_outside, error.args)))
    return known[0]


def args_tangent(error: BaseException) -> tuple[Any, ...]:
    """Return the tangents of an exception's arguments; others than it was raised with are constant."""
    known = vars(error).get("_srcad_tangent")
    if known is None or known[1] is not error.args or len(known[0].args) != len(error.args):
        return tuple(map(zero_outside, error.args))
    return known[0].args  # type: ignore[no-any-return]


def refuse_value(what: str, way_out: str) -> NoReturn:
    """Refuse to go on, in a way that no handler of the user's can swallow."""
    raise Refusal(UnsupportedValueError(describe(what, None, way_out)))
