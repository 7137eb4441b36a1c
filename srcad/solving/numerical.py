"""Take the tangent of one function numerically, because its user says so: by differences or by a complex step."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from srcad.callers import made_function
from srcad.checking.differences import complex_step, entries_of, estimate, precisions_of
from srcad.names import tangent_name
from srcad.rules import registry
from srcad.values.carrying import refuse_value
from srcad.values.copying import moved_along
from srcad.values.flattening import leaves_of, with_leaves

METHODS = ("differences", "complex step")
TRUSTED = 1e-3  # the relative error above which a numerical derivative is none


def by_differences(function: Any = None, *, method: str = "differences") -> Any:
    """Let srcad take the tangent of one function numerically; a decorator, which returns the function.

    For what has neither source nor rule, and nothing else to be done about it. In the generated source the call is
    one of `<function>_by_differences`, where it has no *args or **kwargs; such a call goes through the dispatch. Every
    call evaluates the function some thirty times along the direction, so it must compute and return only.
    `method="complex step"` evaluates it once more and is exact to rounding, for functions that are analytic and
    accept complex numbers; the differences check it. The result may be any structure of numbers and arrays.

    The central differences are extrapolated to step zero (Ridders 1982), with an error estimate. Where that is above
    one part in a thousand, at a kink for instance, or where a complex step and a difference disagree, the call is
    refused with UnsupportedValueError. So is a second derivative.
    Raises ValueError for another method, RuleError if the function has a rule already.
    """
    if method not in METHODS:
        raise ValueError(f"{method!r} is no method; the methods are {', '.join(METHODS)}")
    if function is None:
        return lambda chosen: by_differences(chosen, method=method)
    registry.rule(function)(numerical_rule(function, method))
    return function


def numerical_rule(function: Callable[..., Any], method: str) -> Callable[..., Any]:
    """Write the rule of a function, with the function's own parameters and a tangent for each."""
    parameters = inspect.signature(function).parameters.values()
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    named = [p for p in parameters if p.kind is p.KEYWORD_ONLY]
    rest = [p.name for p in parameters if p.kind is p.VAR_POSITIONAL]
    rest_named = [p.name for p in parameters if p.kind is p.VAR_KEYWORD]
    seeds = [f"{tangent_name(p.name)}=None" for p in parameters]
    stars = [f"*{rest[0]}"] if rest else ["*"]
    written = [*map(with_default, positional), *stars, *map(with_default, named), *seeds]
    written += [f"**{name}" for name in rest_named]
    args = [p.name for p in positional] + [f"*{name}" for name in rest]
    tangents = [tangent_name(p.name) for p in positional] + [f"*({tangent_name(name)} or ())" for name in rest]
    keywords = [f"{p.name!r}: {p.name}" for p in named] + [f"**{name}" for name in rest_named]
    d_keywords = [f"{p.name!r}: {tangent_name(p.name)}" for p in named]
    d_keywords += [f"**({tangent_name(name)} or {{}})" for name in rest_named]
    name = f"{label_of(function)}_by_differences"
    text = (
        f"def {name}({', '.join(written)}):\n"
        f"    args, tangents = ({listed(args)}), ({listed(tangents)})\n"
        f"    keywords, keyword_tangents = {{{', '.join(keywords)}}}, {{{', '.join(d_keywords)}}}\n"
        f"    return with_difference(primal, args, tangents, keywords, keyword_tangents, {method!r})\n"
    )
    made = made_function(("numerical", id(function), method), name, text, {"primal": function, **HELPERS})
    made.__defaults__ = tuple(p.default for p in positional if p.default is not p.empty) or None
    made.__kwdefaults__ = {**made.__kwdefaults__, **{p.name: p.default for p in named if p.default is not p.empty}}
    return made  # type: ignore[no-any-return]


def with_default(parameter: inspect.Parameter) -> str:
    """Write a parameter; its default is put in its place afterwards."""
    return parameter.name if parameter.default is parameter.empty else f"{parameter.name}=None"


def listed(parts: list[str]) -> str:
    """Write the inside of a tuple display."""
    return "".join(f"{part}, " for part in parts)


def label_of(function: Any) -> str:
    """Return a name for a function that can stand in source."""
    name = getattr(function, "__name__", "function")
    return name if name.isidentifier() else "function"


def with_difference(
    function: Any, args: Any, tangents: Any, keywords: dict[str, Any], keyword_tangents: dict[str, Any], method: str
) -> tuple[Any, Any]:
    """Return the value of a call and its tangent along a direction, numerically."""
    value = function(*args, **keywords)
    scale = scale_of((args, keywords), (tangents, keyword_tangents))

    def beside(step: Any) -> Any:
        moved, named = moved_along((args, keywords), (tangents, keyword_tangents), step)
        return function(*moved, **named)

    precision = float(np.max(precisions_of([args, keywords]), initial=2.0**-52))
    found = estimate(beside, scale, precision)
    slopes = found.slopes
    if method == "complex step":
        exact = complex_step(beside, scale)
        name = label_of(function)
        if exact is None or exact.shape != slopes.shape:
            refuse_value(f"{name} does not take complex numbers", 'Leave out method="complex step".')
        close = np.abs(exact - slopes) <= TRUSTED * (np.abs(exact) + np.abs(slopes)) + 10.0 * found.errors
        if not np.all(close):
            refuse_value(f"{name} is not analytic: its complex step and its differences disagree", WITHOUT)
        slopes = exact
    elif not np.all(found.errors <= TRUSTED * np.maximum(np.abs(slopes), np.abs(entries_of(value)))):
        refuse_value(
            f"the differences of {label_of(function)} do not come together here: there is a kink, or noise",
            "Give the derivative with srcad.rule.",
        )
    return value, shaped_like(value, slopes)


WITHOUT = 'Leave out method="complex step", or give the derivative with srcad.rule.'
HELPERS = {"with_difference": with_difference}


def scale_of(primals: Any, tangents: Any) -> float:
    """Return the step along the tangents that is as large as the primals, or as one."""
    sizes = [float(np.max(np.abs(entries_of(part)), initial=0.0)) for part in (primals, tangents)]
    return max(1.0, sizes[0]) / (sizes[1] or 1.0)


def shaped_like(value: Any, entries: Any) -> Any:
    """Return a tangent of a value from its entries in one vector, each of its leaf's shape and dtype."""
    leaves, start = [], 0
    for leaf in leaves_of(value):
        part = entries[start : start + np.size(leaf)]
        start += np.size(leaf)
        if type(leaf) is np.ndarray:
            leaves.append(part.reshape(leaf.shape).astype(leaf.dtype if leaf.dtype.kind in "fc" else float))
        else:
            leaves.append(type(leaf)(part[0]) if isinstance(leaf, (float, complex, np.inexact)) else float(part[0]))
    return with_leaves(value, leaves)
