"""Exchange the order of two derivatives of a nested function: by its arguments alone, and by what it closes over.

A solver holds constant what its function closes over, and one level up that varies all the same. The function beside it
that knows how is of the upper level, so that is the one to be differentiated along the tangents of the lower.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

from srcad.codes import is_alone, stands_alone
from srcad.running.arguing import Given, Lowered
from srcad.runtime import apply
from srcad.values.carrying import refuse_value


def stands_below_joint(call: Given, d_call: Given) -> bool:
    """Tell whether a nested function is constant at this level, on purpose, and varies one level up.

    Refuses one that varies further up only, or in several ways.
    """
    inner, above = call.function, d_call.function
    while isinstance(inner, functools.partial):
        inner, above = inner.func, getattr(above, "function", above)
    if not isinstance(inner, types.FunctionType) or not is_alone(inner):
        return False
    if call.function_tangent is not None or above is None:
        return False
    if inner is not call.function or not isinstance(above, types.FunctionType):
        refuse_value(
            f"this derivative of '{inner.__name__}' with respect to what it closes over is of too high an order",
            "Pass what it closes over as arguments instead.",
        )
    return True


def of_joint_above(call: Given, d_call: Given, of_local: Callable[[Given], Lowered]) -> tuple[Any, Any]:
    """Differentiate the partial derivative of a nested function, what it closes over varying one level up.

    The order is exchanged: the joint function of the upper level is differentiated along the tangents of the lower.
    """
    nothing = (None,) * len(call.primals)
    upper = Given(
        call.function, call.primals, d_call.primals or nothing, call.keywords, d_call.keywords or {}, d_call.function
    )
    mixed = Given(
        None, call.tangents, d_call.tangents or nothing, call.keyword_tangents, d_call.keyword_tangents or {}, None
    )
    lowered = of_local(upper)
    (value, d_value), (tangent, d_tangent) = apply(
        stands_alone(lowered.target),  # type: ignore[arg-type]
        tuple(map(upper.pick, lowered.args)),
        tuple(map(mixed.pick, lowered.args)),
        {name: upper.pick(place) for name, place in lowered.named.items()},
        {name: mixed.pick(place) for name, place in lowered.named.items()},
    )
    return (value, tangent), (d_value, d_tangent)
