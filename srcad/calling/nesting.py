"""Differentiate derivatives that are taken inside a function which is itself being differentiated.

Inside, `srcad.jvp(g, (y,), (1.0,))` asks for the value and slope of g; outside, their tangents are wanted too. Where g
comes from outside, that is one level more of g. Where g is defined inside and closes over what varies, it has a joint
function `d_g` beside it, which knows how its value varies with the outer input: then the inner derivative is taken of
`d_g`, and no perturbation is taken for the other.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, NoReturn

from srcad import api, derivatives
from srcad.api import Differentiated
from srcad.calling.adapting import adapt
from srcad.calling.calls import Call
from srcad.calling.deriving import Derivative
from srcad.calling.wrapping import MISSING, Form
from srcad.derivatives import Operator, Recorded, Replayed
from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.running.dispatching import apply_again
from srcad.running.opaque import written_call
from srcad.runtime import apply
from srcad.structural.registry import MethodTangent, PartialTangent, argument, handles
from srcad.values.tangents import zero_tangent

Pair = tuple[Any, Any]


def refuse(what: str, way_out: str) -> NoReturn:
    """Refuse to go on, in a way that no handler of the user's can swallow."""
    raise Refusal(UnsupportedValueError(describe(what, None, way_out)))


class InnerTangent:
    """The tangent of a derivative function: that of the function it is the derivative of."""

    def __init__(self, function_tangent: Any) -> None:
        self.function_tangent = function_tangent


def is_joint(function_tangent: Any) -> bool:
    """Tell whether a function's tangent is the joint function beside it."""
    return isinstance(function_tangent, types.FunctionType)


# The joint derivative of a callable


class Inner:
    """A call inside: the function, its arguments and their outer tangents, by name of parameter."""

    def __init__(self, function: Any, d_function: Any, args: Any, d_args: Any, named: Any, d_named: Any) -> None:
        adapted, self.d_function, outer, outer_named = taken_apart(function, d_function)
        self.skipped = len(adapted.args)
        self.args = [*adapted.args, *args]
        self.keywords = {**dict(adapted.keywords), **named}
        self.outer = [*outer, *d_args]
        self.outer_keywords = {**{k: t for k, t in outer_named.items() if k not in named}, **d_named}
        self.function = adapted.function
        if not adapted.is_plain:
            self.function = written_call(adapted.function, len(self.args), tuple(self.keywords))

    def along(self, levels: Any, d_levels: Any = ()) -> Pair:
        """Return the nested pairs of the inner derivatives, and their outer tangents.

        `levels` has (tangents by position, tangents by name) for each inner level, `d_levels` their outer tangents.
        """
        levels = [([*(None,) * self.skipped, *positional], dict(named or {})) for positional, named in levels]
        d_levels = [([*(None,) * self.skipped, *positional], dict(named or {})) for positional, named in d_levels]
        if is_joint(self.d_function):
            return self._of_joint(levels, d_levels)
        tangents = [*(one for one, _ in levels), self.outer]
        named = [*(one for _, one in levels), self.outer_keywords]
        derivative = api.kept_derivative(self.function, len(tangents))
        values = derivative.values_of(self.args, self.keywords, tangents, named)
        self._place_outer_of_seeds(derivative, values, d_levels)
        if all(value is MISSING for value in values[derivative.count << len(levels) :]):
            return with_zeros(api.kept_derivative(self.function, len(levels)), values)
        return derivative.call(values)  # type: ignore[no-any-return]

    def _place_outer_of_seeds(self, derivative: Derivative, values: list[Any], d_levels: Any) -> None:
        """Put the outer tangents of the inner seeds in their places."""
        size = derivative.count << (derivative.levels - 1)
        for number, (positional, named) in enumerate(d_levels):
            below = derivative.count << number
            inner = Derivative(derivative.function)
            placed = inner.values_of(self.args, self.keywords, (positional,), (named,))[inner.count :]
            for base, tangent in enumerate(placed):
                if tangent is not MISSING:
                    values[base + below + size] = tangent

    def _of_joint(self, levels: Any, d_levels: Any) -> Pair:
        """Take the inner derivative of the joint function, whose seeds are the outer tangents."""
        joint = self.d_function
        seeds = seed_names(self.function, joint)
        form, derivative = Form.of(self.function), api.kept_derivative(joint, len(levels))
        values = derivative.empty()
        plain = Derivative(self.function)
        bound = plain.values_of(self.args, self.keywords, (self.outer,), (self.outer_keywords,))
        for index, name in enumerate(form.names):
            values[derivative.form.names.index(name)] = bound[index]
            values[derivative.form.names.index(seeds[name])] = outer_of(plain, bound, index)
        for number, (positional, named) in enumerate(levels):
            size = derivative.count << number
            placed = plain.values_of(self.args, self.keywords, (positional,), (named,))[plain.count :]
            for index, name in enumerate(form.names):
                if placed[index] is not MISSING:
                    values[derivative.form.names.index(name) + size] = placed[index]
        for number, (positional, named) in enumerate(d_levels):
            size = derivative.count << number
            placed = plain.values_of(self.args, self.keywords, (positional,), (named,))[plain.count :]
            for index, name in enumerate(form.names):
                if placed[index] is not MISSING:
                    values[derivative.form.names.index(seeds[name]) + size] = placed[index]
        nested = derivative.call(values)
        return side_of(nested, len(levels), 0), side_of(nested, len(levels), 1)


def taken_apart(function: Any, d_function: Any) -> tuple[Any, Any, list[Any], dict[str, Any]]:
    """Return what is differentiated, its joint function, and the outer tangents of the arguments it always gets."""
    adapted = adapt(function)
    if d_function is None or is_joint(d_function):
        return adapted, d_function, [None] * len(adapted.args), {}
    if isinstance(d_function, PartialTangent):
        _, joint, outer, named = taken_apart(function.func, d_function.function)
        return adapted, joint, [*outer, *d_function.args], {**named, **d_function.keywords}
    d_object = d_function.tangent if isinstance(d_function, MethodTangent) else d_function
    if len(adapted.args) != 1:
        refuse(f"the derivative of {function!r} inside a derivative is not known", "Take it of a def inside.")
    return adapted, None, [d_object], {}


def outer_of(plain: Derivative, bound: list[Any], index: int) -> Any:
    """Return the outer tangent of a parameter, zero where it is constant; a parameter not given is left out."""
    tangent = bound[index + plain.count]
    if bound[index] is MISSING or tangent is not MISSING:
        return tangent
    return zero_tangent(bound[index], strict=False)


def seed_names(function: Any, joint: Any) -> dict[str, str]:
    """Return the keyword that a joint function has for the tangent of each parameter of the function beside it.

    They stand after the function's own keyword-only parameters, in the order of the parameters.
    """
    form, own = Form.of(joint), Form.of(function)
    seeds = form.keyword_only[len(own.keyword_only) :]
    order = [*own.positional, *([own.rest] if own.rest else []), *own.keyword_only]
    order += [own.keywords] if own.keywords else []
    return dict(zip(order, seeds, strict=True))


def side_of(nested: Any, levels: int, side: int) -> Any:
    """Take the values (0) or the outer tangents (1) out of nested pairs whose leaves are pairs of both."""
    if levels == 0:
        return nested[side] if nested is not None else None
    return tuple(side_of(part, levels - 1, side) for part in nested)


def with_zeros(derivative: Derivative, values: list[Any]) -> Pair:
    """Call with nothing that varies outside; the outer tangents are zero."""
    result = derivative.call(values[: derivative.count << derivative.levels])
    return result, zero_tangent(result, strict=False)


# At the level above, a dispatched call is dispatched again.
handles(apply)(apply_again)

# What user code calls


@handles(api.jvp)
def joint_jvp(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pair:
    """Compute srcad.jvp and its tangent."""
    rest = primals, tangents, keywords, keyword_tangents
    function, d_function = argument(0, "function", *rest)
    args, d_args = argument(1, "primals", *rest)
    seeds, d_seeds = argument(2, "tangents", *rest)
    named, d_named = argument(3, "kwargs", *rest)
    named_seeds, d_named_seeds = argument(4, "kwtangents", *rest)
    inner = Inner(
        function, inner_tangent(d_function), args, varying(args, d_args), named or {}, varying_items(named, d_named)
    )
    levels = ((list(seeds), dict(named_seeds or {})),)
    d_levels = ((varying(seeds, d_seeds), varying_items(named_seeds, d_named_seeds)),)
    return inner.along(levels, d_levels)


def inner_tangent(d_function: Any) -> Any:
    """Return the tangent of the function that a derivative is of."""
    return d_function.function_tangent if isinstance(d_function, InnerTangent) else d_function


def varying(values: Any, tangents: Any) -> list[Any]:
    """Return the outer tangents of a sequence, None for what is constant."""
    if tangents is None:
        return [None] * len(values)
    return [tangent if can_vary(value) else None for value, tangent in zip(values, tangents, strict=True)]


def varying_items(values: Any, tangents: Any) -> dict[str, Any]:
    """Return the outer tangents of a dict, without what is constant."""
    return {name: tangent for name, tangent in (tangents or {}).items() if can_vary((values or {})[name])}


def can_vary(value: Any) -> bool:
    """Tell whether an argument can have a tangent at all."""
    return not (value is None or isinstance(value, (str, int, types.FunctionType)))


@handles((Differentiated, "__call__"))
def joint_call(
    function: Differentiated, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pair:
    """Compute a call of a decorated function, which returns a pair, and the tangent of that pair."""
    orders = function.engine.orders
    adapted = adapt(function.primal)
    d_function = inner_tangent(function_tangent)
    if not adapted.is_plain or len(orders) > 1 or adapted.args or adapted.keywords:
        refuse(f"the derivative {function!r} is called with something that varies", "Use srcad.jvp in its place.")
    seeds, d_seeds, own, d_own = split_seeds(function, keywords, keyword_tangents)
    if not seeds:
        seeds = default_seeds(function.engine.derivative, primals, own)  # type: ignore[union-attr]
    inner = Inner(adapted.function, d_function, primals, varying(primals, tangents), own, varying_items(own, d_own))
    return inner.along((((), seeds),), (((), varying_items(seeds, d_seeds)),))


def split_seeds(function: Differentiated, keywords: Any, keyword_tangents: Any) -> Any:
    """Split the keywords of a call into seeds by parameter and the function's own, each with outer tangents."""
    derivative = function.engine.derivative  # type: ignore[union-attr]
    names = derivative.inputs
    meant = {names[index]: names[index - derivative.count] for index in derivative.public[derivative.count :]}
    seeds = {meant[key]: value for key, value in keywords.items() if key in meant}
    d_seeds = {meant[key]: value for key, value in keyword_tangents.items() if key in meant}
    own = {key: value for key, value in keywords.items() if key not in meant}
    d_own = {key: value for key, value in keyword_tangents.items() if key not in meant}
    return seeds, d_seeds, own, d_own


def default_seeds(derivative: Derivative, args: Any, keywords: Any) -> dict[str, Any]:
    """Return the seed 1.0 where only one parameter can be meant."""
    values = derivative.values_of(args, keywords)
    derivative.complete_seeds(values)
    count = derivative.count
    return {derivative.inputs[i]: values[i + count] for i in range(count) if values[i + count] is not MISSING}


@handles(api.forward_diff)
def joint_forward_diff(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pair:
    """Make a derivative inside; its tangent knows that of the function."""
    d_function = argument(0, "function", primals, tangents, keywords, keyword_tangents)[1]
    return api.forward_diff(*primals, **keywords), InnerTangent(inner_tangent(d_function))


def joint_operator(operator: Callable[..., Any]) -> Callable[..., Pair]:
    """Return the handler of `srcad.gradient` and the like."""

    def make(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pair:
        d_function = argument(0, "f", primals, tangents, keywords, keyword_tangents)[1]
        return operator(*primals, **keywords), InnerTangent(inner_tangent(d_function))

    return make


for _operator in derivatives.OPERATORS.values():
    handles(_operator)(joint_operator(_operator))


@handles((Operator, "__call__"))
def joint_operator_call(
    operator: Operator, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pair:
    """Compute a derivative and its outer tangent: the sweeps run once, and are arranged twice."""
    if operator.operator.endswith("hvp"):
        refuse(f"{operator!r} is called with something that varies", "Use srcad.jvp of srcad.gradient in its place.")
    if keywords:
        refuse(f"{operator!r} is called with a keyword that varies", "Pass it by position.")
    # An operator that was made outside has the tangent of any object: a record of its attributes.
    is_inside = isinstance(function_tangent, InnerTangent)
    d_function = function_tangent.function_tangent if is_inside else getattr(function_tangent, "function", None)
    recorded = RecordedInside(operator.function, d_function, primals, varying(primals, tangents))
    value = operator.of(recorded)(*primals, **keywords)
    found = [pair[1] for pair in recorded.found]
    return value, operator.of(Replayed(operator.function, found))(*primals, **keywords)


class RecordedInside(Recorded):
    """Run the sweeps of a derivative of a function inside, with the level around it outside."""

    def __init__(self, function: Any, d_function: Any, args: Any, outer: list[Any]) -> None:
        super().__init__(function, ((outer, {}),), args, {})
        self._d_function = d_function

    def along(self, call: Call, levels: Any) -> Any:
        """Return what one sweep finds in the function's value and inner derivatives."""
        ((positional, named),) = self._outer.fresh()
        inner = Inner(self.function, self._d_function, call.args, positional, call.kwargs, named)
        self.found.append(inner.along(levels))
        return self.found[-1][0]


@handles(joint_jvp, joint_call, joint_forward_diff, joint_operator_call)
def joint_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pair:
    """Refuse a derivative inside a derivative inside a derivative, where the outer ones reach into the inner one."""
    what = "a derivative is taken inside two others, and depends on the inputs of both"
    refuse(what, "Define the innermost function outside, and take the derivatives with srcad.forward_diff of it.")
