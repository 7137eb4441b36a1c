"""Tell whether a function writes to what outlives its call, by its analysis.

A solver's result is differentiated by the implicit function theorem: its function is called once more at the solution.
That is right for a function which only computes; one that also counts its calls, fills a list or stores into its
object would do so once too often, and what it stored would have the tangents of the wrong call.
"""

from __future__ import annotations

import functools
import types
import weakref
from typing import Any

from srcad.errors import SrcadError
from srcad.pipeline import PIPELINE
from srcad.rules import registry
from srcad.running.arguing import Given
from srcad.running.passing import key_of_given
from srcad.values.carrying import refuse_value
from srcad.values.subclasses import class_attribute


def refuse_effects(solver: str, function: Any, *primals: Any) -> None:
    """Refuse a function given to a solver if a call with these arguments would write to what outlives it.

    Raises Refusal.
    """
    written = effects_of(function, primals)
    if written:
        refuse_value(
            f"the function given to {solver} writes to {', '.join(written)}",
            "Let it compute and return only, or write the iteration as a loop in Python, which is differentiated too.",
        )


def effects_of(function: Any, primals: tuple[Any, ...]) -> tuple[str, ...]:
    """Name what a call writes to: arguments that it changes, variables and objects from outside."""
    if isinstance(function, functools.partial):
        return effects_of(function.func, (*function.args, *primals))
    if isinstance(function, types.MethodType):
        return effects_of(function.__func__, (function.__self__, *primals))
    if not isinstance(function, types.FunctionType):
        call = class_attribute(type(function), "__call__")
        return effects_of(call, (function, *primals)) if isinstance(call, types.FunctionType) else ()
    # A rule hands functions of its own to a solver: what they call was looked at before.
    if registry.find(function) is not None or function.__module__.startswith("srcad."):
        return ()
    given = Given(function, primals, primals, {}, {}, None)
    try:
        key, _, _ = key_of_given(given, function)
    except TypeError:
        return ()  # the call itself raises
    known = _effects.setdefault(function.__code__, {})
    if key not in known:
        known[key] = analysed_effects(function, key)
    return known[key]


_effects: weakref.WeakKeyDictionary[types.CodeType, dict[Any, tuple[str, ...]]] = weakref.WeakKeyDictionary()


def analysed_effects(function: types.FunctionType, key: Any) -> tuple[str, ...]:
    """Analyse a function for what it writes to; what cannot be read cannot be differentiated either."""
    try:
        analysed = PIPELINE.context.analysed(function, key)
    except SrcadError:
        return ()
    names = {f"its argument '{name}'" for name in analysed.summary.written}
    names |= {f"the variable '{name}'" for name in analysed.facts.scope.outer}
    names |= {f"a {type(held).__name__} from outside" for held in analysed.facts.written_outside()}
    return tuple(sorted(names))


# What looks at functions only has no tangent: the rules of solvers are differentiated again.
registry.constant_rule(refuse_effects)
