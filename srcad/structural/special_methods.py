"""Comparisons that are called as functions, and the special methods of numbers that are called by their names."""

from __future__ import annotations

import operator
import types
from typing import Any

from srcad.runtime import apply, truth_value
from srcad.structural.operators import BINARY
from srcad.structural.registry import Pairs, handles
from srcad.values.subclasses import class_attribute

# Comparisons


COMPARISONS = {
    operator.eq: ("__eq__", "__eq__"),
    operator.ne: ("__ne__", "__ne__"),
    operator.lt: ("__lt__", "__gt__"),
    operator.le: ("__le__", "__ge__"),
    operator.gt: ("__gt__", "__lt__"),
    operator.ge: ("__ge__", "__le__"),
}


def comparison_handler(function: Any) -> Any:
    """Make the handler of a comparison that is called as a function: the classes' own methods, joint with tangents."""
    method, reflected = COMPARISONS[function]

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        (left, right), (d_left, d_right) = primals, tangents
        attempts = [(method, (left, right), (d_left, d_right)), (reflected, (right, left), (d_right, d_left))]
        if type(left) is not type(right) and issubclass(type(right), type(left)):
            attempts.reverse()
        for name, sides, d_sides in attempts:
            own = class_attribute(type(sides[0]), name)
            if isinstance(own, types.FunctionType):
                value, tangent = apply(own, sides, d_sides)
            else:
                value, tangent = truth_value(getattr(type(sides[0]), name)(*sides)), None
            if value is not NotImplemented:
                return value, tangent
        return function(left, right), None  # the identity, or a TypeError

    return handler


for _function in COMPARISONS:
    handles(_function)(comparison_handler(_function))


# The special methods of numbers, called by their names


def by_operator(function: Any, method: Any, number: type, operands: int = 2, *, reflected: bool = False) -> Any:
    """Make the handler of a number's special method: what the operator does on numbers of that type.

    Instances of subclasses are read as the plain numbers that they are, as the method reads them. What it does not
    take, it answers itself, with NotImplemented or an error.
    """

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        if len(primals) == 3 and primals[2] is None:  # the modulus of a power, left out
            primals, tangents = primals[:2], tangents[:2]
        plain = [plain_number(primal, number) for primal in primals]
        if None in plain or keywords or len(plain) != operands:
            return method(*primals, **keywords), None
        order = slice(None, None, -1) if reflected else slice(None)
        return apply(function, tuple(plain[order]), tangents[order])

    return handler


def plain_number(value: Any, number: type) -> Any:
    """Return the plain number that a special method of int, float or complex reads; None where it takes no such value.

    >>> plain_number(True, float), plain_number(1j, float)
    (1, None)
    """
    types_: tuple[Any, ...] = (int, float, complex)
    for known in types_[: 1 + types_.index(number)]:
        if isinstance(value, known):
            return known.__pos__(value)
    return None


for _number in (int, float, complex):
    _forms: list[tuple[Any, str, int, bool]] = [
        *((function, names[1], 2, False) for function, names in BINARY.items()),
        *((function, names[2], 2, True) for function, names in BINARY.items()),
        *((function, names[0], 2, False) for function, names in COMPARISONS.items()),
        (divmod, "__divmod__", 2, False),
        (divmod, "__rdivmod__", 2, True),
        (operator.neg, "__neg__", 1, False),
        (operator.pos, "__pos__", 1, False),
        (operator.abs, "__abs__", 1, False),
        (float, "__float__", 1, False),
    ]
    for _function, _name, _operands, _reflected in _forms:
        _own = getattr(_number, _name, None)
        if _own is not None:
            handles(_own)(by_operator(_function, _own, _number, _operands, reflected=_reflected))
