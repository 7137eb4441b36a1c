"""Learn the kind of a result by running the function on a tiny sample of the kinds of its arguments.

NumPy alone knows its own promotion and shape rules. A sample shows type, dtype and number of dimensions; functions
whose result type depends on the numbers themselves are left out, and so is one that trusts its indices blindly.
"""

from __future__ import annotations

import functools
import operator
from typing import Any

import gast
import numpy as np

from srcad.kinds import (
    BOOL,
    COMPLEX,
    FLOAT,
    INT,
    NONE,
    NUMBER,
    NUMERIC,
    PYTHON_NUMBER,
    PYTHON_NUMBERS,
    PYTHON_REAL,
    PYTHON_REALS,
    REAL,
    UNKNOWN,
    Array,
    ListOf,
    NumpyScalar,
    Static,
    TupleOf,
    is_array,
    is_numeric,
    is_real,
    is_scalar,
    kind_of,
)

DEPENDS_ON_NUMBERS = frozenset(
    "squeeze eig eigvals roots real_if_close poly item tolist unique lstsq seterr errstate set_printoptions print input"
    " open exec eval save load savetxt loadtxt setattr delattr id hash vars globals locals"
    " logm sqrtm fractional_matrix_power signm lu_solve".split()
)


class NoSampleError(Exception):
    """Say that no sample can be made of a kind."""


def sample_of(kind: Any) -> Any:
    """Make a small value of a kind.

    Raises NoSampleError where the kind is not known well enough.
    """
    simple = {FLOAT: 1.5, INT: 2, BOOL: True, COMPLEX: 1.5 + 0.5j, NONE: None}
    if kind in simple:
        return simple[kind]
    if isinstance(kind, NumpyScalar):
        return np.dtype(kind.dtype).type(1)
    if isinstance(kind, Array) and kind.dtype is not None and kind.ndim is not None and kind.ndim < 6:
        if np.dtype(kind.dtype).kind not in "fciub":
            raise NoSampleError
        flat = np.array([3.0, 1.0, 1.0, 2.0])
        return np.resize(flat, (2,) * kind.ndim).astype(kind.dtype)
    if isinstance(kind, TupleOf):
        return tuple(sample_of(element) for element in kind.elements)
    if isinstance(kind, ListOf):
        return [sample_of(kind.element), sample_of(kind.element)]
    if isinstance(kind, Static) and not isinstance(kind.obj, np.random.Generator):
        return kind.obj
    raise NoSampleError


def literal(node: Any) -> Any:
    """Return the value of an argument that is written out in the source, such as ``axis=0``."""
    try:
        return gast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, AttributeError):
        raise NoSampleError from None


def result_kind(function: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Return the kind of ``function(*args, **keywords)``, where the arguments are samples; UNKNOWN if it fails."""
    if getattr(function, "__name__", "") in DEPENDS_ON_NUMBERS:
        return UNKNOWN
    try:
        with np.errstate(all="ignore"):
            return kind_of(function(*args, **keywords))
    except Exception:
        return UNKNOWN


def kind_for_scalars(function: Any, kinds_given: list[Any]) -> Any:
    """Return the kind of a function of scalars, whichever they are: `math` computes with Python's floats.

    >>> kind_for_scalars(np.sqrt, [REAL]), kind_for_scalars(abs, [PYTHON_NUMBER])
    (unknown, int or float)
    """
    if function is abs and len(kinds_given) == 1:
        return PYTHON_REAL if kinds_given[0] in PYTHON_NUMBERS else REAL
    if getattr(function, "__module__", None) != "math":
        return UNKNOWN
    kinds = (result_kind(function, [number] * len(kinds_given), {}) for number in (0.5, 1.5))
    return next((kind for kind in kinds if kind != UNKNOWN), UNKNOWN)


OPERATORS: dict[type, Any] = {
    gast.Add: operator.add,
    gast.Sub: operator.sub,
    gast.Mult: operator.mul,
    gast.Div: operator.truediv,
    gast.FloorDiv: operator.floordiv,
    gast.Mod: operator.mod,
    gast.Pow: operator.pow,
    gast.MatMult: operator.matmul,
    gast.BitAnd: operator.and_,
    gast.BitOr: operator.or_,
    gast.BitXor: operator.xor,
    gast.LShift: operator.lshift,
    gast.RShift: operator.rshift,
}


@functools.cache
def binary_kind(op: type, left: Any, right: Any, whole_exponent: bool = False, no_negative_base: bool = False) -> Any:
    """Return the kind of a binary operation on two numeric kinds; of a power, more is known of some literals.

    >>> binary_kind(gast.Mult, FLOAT, Array("<f8", 1))
    Array(dtype='<f8', ndim=1)
    >>> binary_kind(gast.Pow, FLOAT, FLOAT)
    Python number
    """
    if op is gast.Pow and no_negative_base and FLOAT in (left, right) and {left, right} <= {*PYTHON_REALS}:
        return FLOAT
    if op is gast.Pow and is_scalar(left) and is_scalar(right) and (risky := _power_kind(left, right, whole_exponent)):
        return risky
    try:
        return _classified(result_kind(OPERATORS[op], [sample_of(left), sample_of(right)], {}))
    except NoSampleError:
        return _loose_kind(op, left, right)


def _classified(kind: Any) -> Any:
    return kind if is_numeric(kind) else UNKNOWN


def _power_kind(left: Any, right: Any, whole_exponent: bool) -> Any:
    """A Python float to a fractional power may be complex, an int to a negative one a float."""
    if left in (INT, BOOL) and right in (INT, BOOL):
        return PYTHON_REAL
    if is_real(left) and right in (INT, BOOL):
        known = FLOAT if left == FLOAT else PYTHON_REAL if left == PYTHON_REAL else REAL
        return None if isinstance(left, NumpyScalar) else known
    if whole_exponent or isinstance(left, NumpyScalar) or isinstance(right, NumpyScalar):
        return None
    if left in PYTHON_REALS and right in PYTHON_REALS:
        return PYTHON_NUMBER
    return NUMBER if is_real(left) and is_real(right) else None


def _loose_kind(op: type, left: Any, right: Any) -> Any:
    if left in PYTHON_REALS and right in PYTHON_REALS:
        return FLOAT if FLOAT in (left, right) or op is gast.Div else PYTHON_REAL
    if left in PYTHON_NUMBERS and right in PYTHON_NUMBERS:
        return PYTHON_NUMBER
    if is_real(left) and is_real(right):
        return REAL
    if is_scalar(left) and is_scalar(right):
        return NUMBER
    if op is not gast.MatMult and (is_array(left) or is_array(right)) and is_numeric(left) and is_numeric(right):
        ndims = [k.ndim if is_array(k) else 0 if is_scalar(k) else None for k in (left, right)]
        known = None if None in ndims else max(n for n in ndims if n is not None)
        if known:
            return Array(None, known)
    return NUMERIC if is_numeric(left) and is_numeric(right) else UNKNOWN


def comparison_kind(left: Any, right: Any) -> Any:
    """Return the kind of a comparison."""
    if is_scalar(left) and is_scalar(right):
        return BOOL
    if is_array(left) or is_array(right):
        ndims = [k.ndim if is_array(k) else 0 if is_scalar(k) else None for k in (left, right)]
        return UNKNOWN if None in ndims else Array("|b1", max(n for n in ndims if n is not None))
    return UNKNOWN


def index_kind(kind: Any, index: Any) -> Any:
    """Return the kind of ``array[index]``."""
    try:
        return result_kind(operator.getitem, [sample_of(kind), index], {})
    except NoSampleError:
        return NUMERIC
