"""Hold constant what a function closes over: the partial derivative with respect to its arguments alone.

A function defined inside a derived one has its derivative beside it, over the same cells and those of their tangents.
Where a solver needs its slope at fixed parameters, that derivative is called over cells that hold zeros instead.
"""

from __future__ import annotations

import functools
import re
import types
from typing import Any

from srcad.codes import has_joint_twin, stands_alone, variables_of
from srcad.structural.registry import Pairs, PartialTangent, handles
from srcad.values.carrying import refuse_value, zero_tangent
from srcad.values.frozen import is_frozen
from srcad.values.tangents import Tangent


def held(function: Any, function_tangent: Any) -> Any:
    """Return the tangent of a function with all that it closes over constant, as `apply` takes it."""
    if isinstance(function_tangent, PartialTangent):
        return PartialTangent(held(function.func, function_tangent.function), (None,) * len(function.args), {})
    if isinstance(function, types.FunctionType) and isinstance(function_tangent, types.FunctionType):
        return over_zeros(function_tangent, function)
    return None  # of an object, the tangent is passed as an argument


def alone(function: Any) -> Any:
    """Return a function, or the tangent of one, to be differentiated with respect to its arguments alone.

    What it closes over may vary all the same: the derivative is a partial one.
    """
    if isinstance(function, types.FunctionType):
        return stands_alone(function) if has_joint_twin(function.__code__) else function
    if isinstance(function, functools.partial):
        return functools.partial(alone(function.func), *function.args, **function.keywords)
    if isinstance(function, PartialTangent):
        return PartialTangent(alone(function.function), function.args, function.keywords)
    return function


@handles(alone)
def alone_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Keep the tangent of the function itself, one level up."""
    return alone(primals[0]), tangents[0]


def over_zeros(joint: types.FunctionType, constant: types.FunctionType) -> types.FunctionType:
    """Copy a joint function over cells in which what the function beside it does not close over is zero."""
    zeroed = variables_of(joint.__code__) - frozenset(constant.__code__.co_freevars)
    cells = [
        types.CellType(zero_of(cell.cell_contents, constant)) if name in zeroed else cell
        for name, cell in zip(joint.__code__.co_freevars, joint.__closure__ or (), strict=True)
    ]
    made = types.FunctionType(joint.__code__, joint.__globals__, joint.__name__, joint.__defaults__, tuple(cells))
    made.__kwdefaults__ = joint.__kwdefaults__
    return made


def zero_of(tangent: Any, beside: types.FunctionType) -> Any:
    """Return the zero of a tangent, in its structure."""
    if isinstance(tangent, types.FunctionType):
        return over_zeros(tangent, inner_function(tangent, beside))
    if is_frozen(tangent):
        return tangent
    if isinstance(tangent, Tangent):
        return Tangent(**{name: zero_of(part, beside) for name, part in vars(tangent).items()})
    if type(tangent) in (list, tuple):
        return type(tangent)(zero_of(part, beside) for part in tangent)
    if type(tangent) is dict:
        return {key: zero_of(part, beside) for key, part in tangent.items()}
    return zero_tangent(tangent)


def inner_function(joint: types.FunctionType, beside: types.FunctionType) -> types.FunctionType:
    """Find the function that a joint one stands beside among what another closes over."""
    for cell in beside.__closure__ or ():
        found = cell.cell_contents
        if isinstance(found, types.FunctionType) and re.fullmatch(rf"d\d*_{found.__name__}", joint.__name__):
            return found
    refuse_value(
        f"the function '{joint.__name__}' cannot be held constant", "Pass what it closes over as arguments instead."
    )


@handles(held)
def held_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Hold the same constant one level up, where what is constant here may still vary."""
    function, joint = primals
    up, up_joint = tangents
    if isinstance(joint, PartialTangent):
        nothing = (None,) * len(function.args)
        inner, up_inner = held_again(
            (function.func, joint.function), (of_partial(up), of_partial(up_joint)), {}, {}, None
        )
        return PartialTangent(inner, nothing, {}), PartialTangent(up_inner, nothing, {})
    return held(function, joint), held(function if up is None else up, up_joint)


def of_partial(tangent: Any) -> Any:
    """Return the tangent of the function that a partial calls."""
    return None if tangent is None else tangent.function
