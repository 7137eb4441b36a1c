"""Go over the elements of arrays with the compiled derivative for one element.

The loop has the parameters of the derivative for whole arrays, so its text is made for their names:

>>> print(loop_text("wave_forward", ("x", "rate", "d_x"), arrays=("x",), results=0))
def wave_forward(x, rate, d_x):
    _shape = x.shape
    _of_x, _of_rate, _of_d_x = flat(x, _shape), flat(rate, _shape), flat(d_x, _shape)
    _value_0, _tangent_0 = element(first(_of_x), first(_of_rate), first(_of_d_x))
    _values_0, _tangents_0 = np.full(_shape, _value_0), np.full(_shape, _tangent_0)
    _flat_values_0, _flat_tangents_0 = _values_0.reshape(-1), _tangents_0.reshape(-1)
    for _i in range(1, _flat_values_0.size):
        _flat_values_0[_i], _flat_tangents_0[_i] = element(at(_of_x, _i), at(_of_rate, _i), at(_of_d_x, _i))
    return _values_0, _tangents_0
"""

from __future__ import annotations

from types import CodeType, FunctionType
from typing import Any

import numpy as np

from srcad.compiling.replacing import by_type, types
from srcad.compiling.twins import all_defaults

Names = tuple[str, ...]


class ElementLoop:
    """The function that goes over the elements in place of a generated one, and its text.

    `element` is the compiled derivative for one element, with parameters of the same names. Of these `arrays` are
    arrays here, which broadcast against each other. It returns a pair of numbers, or of tuples of so many `results`.
    """

    def __init__(self, generated: FunctionType, arrays: Names, results: int, element: Any) -> None:
        code = generated.__code__
        self.generated = generated
        self.element = element
        self.text = loop_text(code.co_name, parameters_of(code), arrays, results)
        self.function = self.in_file(f"<elements of {code.co_name}>")

    def in_file(self, filename: str) -> FunctionType:
        """Return the function, with code that names this file."""
        namespace = {"__name__": __name__, "np": np, "element": self.element, "flat": flat, "first": first, "at": at}
        exec(compile(self.text, filename, "exec"), namespace)
        made: FunctionType = namespace[self.generated.__name__]
        made.__defaults__ = all_defaults(self.generated)
        made.__qualname__ = self.generated.__qualname__
        return made


def parameters_of(code: CodeType) -> Names:
    """Return the names of the parameters, the keyword-only ones last."""
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def loop_text(name: str, parameters: Names, arrays: Names, results: int) -> str:
    """Write the loop over the elements."""
    own = "_" * (1 + max(len(one) - len(one.lstrip("_")) for one in parameters))
    shapes = ", ".join(f"{array}.shape" for array in arrays)
    outputs = [f"{own}{half}_{k}" for half in ("value", "tangent") for k in range(results or 1)]
    arrays_out = [one.replace("value", "values").replace("tangent", "tangents") for one in outputs]
    flat_out = [f"{own}flat{one}" for one in arrays_out]
    lines = [
        f"def {name}({', '.join(parameters)}):",
        f"{own}shape = {shapes if len(arrays) == 1 else f'np.broadcast_shapes({shapes})'}",
        f"{row(f'{own}of_{one}' for one in parameters)} = {row(f'flat({one}, {own}shape)' for one in parameters)}",
        f"{pair(outputs, results)} = {call(own, parameters)}",
        f"{row(arrays_out)} = {row(f'np.full({own}shape, {one})' for one in outputs)}",
        f"{row(flat_out)} = {row(f'{one}.reshape(-1)' for one in arrays_out)}",
        f"for {own}i in range(1, {flat_out[0]}.size):",
        f"    {pair(flat_out, results, f'[{own}i]')} = {call(own, parameters, f'{own}i')}",
        f"return {pair(arrays_out, results)}",
    ]
    return "\n    ".join(lines)


def row(texts: Any) -> str:
    """Write expressions one behind the other."""
    return ", ".join(texts)


def call(own: str, parameters: Names, index: str = "") -> str:
    """Write the call for one element, without an index for the first."""
    elements = [f"at({own}of_{one}, {index})" if index else f"first({own}of_{one})" for one in parameters]
    return f"element({row(elements)})"


def pair(texts: list[str], results: int, index: str = "") -> str:
    """Write values and tangents as a pair: of numbers, or of tuples."""
    texts = [text + index for text in texts]
    if not results:
        return row(texts)
    return f"({row(texts[:results])},), ({row(texts[results:])},)"


def flat(x: Any, shape: Any) -> Any:
    """Return the elements of an array, broadcast to a shape, in a row; a number as it is."""


@by_type(flat)
def choose_flat(x: Any, shape: Any) -> Any:
    if not isinstance(x, types.Array):
        return lambda x, shape: x
    if x.ndim != len(shape) or not x.mutable:
        return lambda x, shape: np.broadcast_to(x, shape).copy().reshape(-1)

    def of_one_shape(x: Any, shape: Any) -> Any:
        return x.ravel() if x.shape == shape else np.broadcast_to(x, shape).copy().reshape(-1)

    return of_one_shape


def at(x: Any, place: Any) -> Any:
    """Return the element at a place; a number as it is."""


@by_type(at)
def choose_at(x: Any, place: Any) -> Any:
    return (lambda x, place: x[place]) if isinstance(x, types.Array) else (lambda x, place: x)


def first(x: Any) -> Any:
    """Return the first element, 1 if there is none; a number as it is."""


@by_type(first)
def choose_first(x: Any) -> Any:
    if not isinstance(x, types.Array):
        return lambda x: x
    one = x.dtype
    return lambda x: x[0] if x.size else one(1)


def chosen(condition: Any, x: Any, y: Any) -> Any:
    """Return what np.where takes for one element."""


@by_type(chosen)
def choose_chosen(condition: Any, x: Any, y: Any) -> Any:
    return lambda condition, x, y: x if condition else y
