"""Declare what is compiled in place of functions of srcad that numba does not take as they stand."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

numba: Any = importlib.import_module("numba")
types: Any = importlib.import_module("numba.types")
extending: Any = importlib.import_module("numba.extending")

REPLACED: dict[Any, Any] = {}
FOR_ELEMENTS: set[Any] = set()  # those of which the kernel for one element is compiled


def elementwise(*functions: Callable[..., Any]) -> Callable[[Callable[..., Any]], Any]:
    """Compile a kernel for one element, in place of the functions named.

    It serves numbers and arrays alike, and numba puts it into the loop of the array expression around it. In a kernel
    division follows IEEE: no error is raised at a pole.
    """

    def compile_kernel(kernel: Callable[..., Any]) -> Any:
        compiled = numba.vectorize(kernel)
        REPLACED.update(dict.fromkeys(functions, compiled))
        FOR_ELEMENTS.update(functions)
        return compiled

    return compile_kernel


def whole(*functions: Callable[..., Any]) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function in place of those named; its division follows IEEE."""

    def compile_whole(function: Callable[..., Any]) -> Any:
        compiled = numba.njit(error_model="numpy")(function)
        REPLACED.update(dict.fromkeys(functions, compiled))
        return compiled

    return compile_whole


def by_type(function: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let the types of the arguments choose an implementation of a function; its division follows IEEE."""

    def register(choose: Callable[..., Any]) -> Callable[..., Any]:
        # The annotations of what is chosen need not be those of the choice.
        extending.overload(function, jit_options={"error_model": "numpy"}, strict=False)(choose)
        return choose

    return register


def is_none(value: Any) -> bool:
    """Tell whether an argument is None, given or by default."""
    if isinstance(value, types.Omitted):
        return value.value is None
    return value is None or isinstance(value, types.NoneType)


def is_complex(value: Any) -> bool:
    """Tell whether a type is that of complex numbers or arrays."""
    return isinstance(getattr(value, "dtype", value), types.Complex)


def inexact(value: Any) -> Any:
    """Return the type of the tangents of a number's or of an array's elements."""
    element = getattr(value, "dtype", value)
    return element if isinstance(element, (types.Float, types.Complex)) else types.float64
