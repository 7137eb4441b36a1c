"""Decide at run time what computes the value and the tangent of a call together.

The decision is a target and, for each of its arguments, the place where it comes from. Values and tangents of the
next level come from the same places, which is how a dispatched call is differentiated again.
"""

from __future__ import annotations

import functools
import inspect
import linecache
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from srcad.errors import NoRuleError, Refusal, SrcadError, describe
from srcad.kinds import DictOf, TupleOf, join, kind_of
from srcad.rules import registry
from srcad.structural import HANDLERS, MethodTangent, PartialTangent, construct, constant_call

Place = tuple[str, Any]


@dataclass
class Lowered:
    """A target and where its arguments come from."""

    target: Callable[..., Any]
    args: list[Place] = field(default_factory=list)
    named: dict[str, Place] = field(default_factory=dict)


@dataclass
class Given:
    """What a dispatched call passes: primals or, for the next level, their tangents."""

    function: Any
    primals: Any
    tangents: Any
    keywords: dict[str, Any]
    keyword_tangents: dict[str, Any]
    function_tangent: Any

    def pick(self, place: Place) -> Any:
        """Return what stands at a place."""
        kind, key = place
        if kind == "primal":
            return None if self.primals is None else self.primals[key]
        if kind == "tangent":
            return None if self.tangents is None else self.tangents[key]
        if kind == "keyword":
            return (self.keywords or {}).get(key)
        if kind == "keyword tangent":
            return (self.keyword_tangents or {}).get(key)
        if kind == "tangents":
            return tuple(self.pick(("tangent", k)) for k in key)
        if kind == "keyword tangents":
            return {k: self.pick(("keyword tangent", k)) for k in key}
        return key if kind == "fixed" else getattr(self, key)


def call_of(
    function: Any,
    primals: tuple[Any, ...],
    tangents: tuple[Any, ...],
    keywords: dict[str, Any],
    keyword_tangents: dict[str, Any],
    function_tangent: Any,
    owner: Any,
) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
    """Return the function to call and its arguments."""
    if owner is not None:
        function_tangent = tangent_of_member(function, *owner)
    given = Given(function, primals, tangents, keywords, keyword_tangents, function_tangent)
    lowered = lower(given)
    args = [given.pick(place) for place in lowered.args]
    named = {name: given.pick(place) for name, place in lowered.named.items()}
    return lowered.target, args, named


def tangent_of_member(function: Any, d_owner: Any, name: str) -> Any:
    """Return the tangent of a function that was read from an object: the object's own for a method."""
    if getattr(function, "__self__", None) is not None or d_owner is None:
        return d_owner
    return getattr(d_owner, name, None)


def lower(given: Given) -> Lowered:
    """Choose the target of a call by what the function is."""
    function = given.function
    handler = HANDLERS.get(id(function))
    if handler is not None:
        return handled(handler)
    if is_constant(given):
        return constant(given)
    if isinstance(function, types.MethodType):
        return of_method(given)
    if isinstance(function, functools.partial):
        return of_partial(given)
    if isinstance(function, types.FunctionType):
        return of_function(given)
    if isinstance(function, type):
        return of_class(given)
    if isinstance(function, functools._lru_cache_wrapper):
        return redirected(given, function.__wrapped__)
    if registry.find(function) is not None:
        return of_rule(given)
    if isinstance(function, (types.BuiltinMethodType, types.MethodWrapperType)) and not isinstance(function.__self__, types.ModuleType | type(None)):
        return of_builtin_method(given)
    if isinstance(function, (types.MethodDescriptorType, types.WrapperDescriptorType)):
        return of_descriptor(given)
    if hasattr(function, "py_func"):
        return redirected(given, function.py_func)
    call = getattr(type(function), "__call__", None)
    if isinstance(call, types.FunctionType):
        return of_callable_object(given, call)
    refuse(function)
    raise AssertionError  # refuse always raises


def handled(handler: Callable[..., Any]) -> Lowered:
    """Call a handler with everything that was passed."""
    places = ["primals", "tangents", "keywords", "keyword_tangents", "function_tangent"]
    return Lowered(handler, [("whole", place) for place in places])


def is_constant(given: Given) -> bool:
    """Tell whether nothing active is passed."""
    pairs = [*zip(given.primals, given.tangents, strict=True)]
    pairs += [(given.keywords[k], t) for k, t in given.keyword_tangents.items()]
    return not any(varies(p, t) for p, t in pairs) and (given.function_tangent is None or holds_nothing(given))


def holds_nothing(given: Given) -> bool:
    """Tell whether the function's own tangent is that of an immutable constant."""
    return isinstance(given.function_tangent, (int, float)) and given.function_tangent == 0


def varies(primal: Any, tangent: Any) -> bool:
    """Tell whether an argument is active: an int whose tangent is the exact zero is not."""
    if tangent is None:
        return False
    return not (type(primal) in (int, bool, str, type(None)) and (type(tangent) in (int, float) and tangent == 0))


def constant(given: Given) -> Lowered:
    """Call as written, and give the result the tangent of a constant."""
    args: list[Place] = [("whole", "function"), *(("primal", i) for i in range(len(given.primals)))]
    return Lowered(constant_call, args, {name: ("keyword", name) for name in given.keywords})


def redirected(given: Given, function: Any) -> Lowered:
    """Go on with another function and the same arguments."""
    return lower(Given(function, given.primals, given.tangents, given.keywords, given.keyword_tangents, given.function_tangent))


# Python functions


def of_function(given: Given) -> Lowered:
    """Call the joint function of a Python function: the one defined beside it, its rule, or its variant."""
    function = given.function
    if isinstance(given.function_tangent, types.FunctionType):
        return of_local(given)
    if registry.find(function) is not None and not hasattr(function, "__srcad_rule__"):
        return of_rule(given)
    return of_variant(given, function)


def of_local(given: Given) -> Lowered:
    """Call the derivative function of a nested function: every parameter has a tangent, by keyword after its own."""
    code = given.function_tangent.__code__
    variadic = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    own_keyword_only = (code.co_kwonlyargcount - code.co_argcount - variadic) // 2
    names = code.co_varnames
    count = code.co_argcount
    seeds = names[count + own_keyword_only : count + code.co_kwonlyargcount]
    parameters = names[: count + own_keyword_only]
    rest = list(names[count + code.co_kwonlyargcount : count + code.co_kwonlyargcount + variadic])
    order = local_order(parameters, count, rest, code)
    tangent_names = dict(zip(order, seeds, strict=True))
    return bound(given, given.function_tangent, list(parameters[:count]), tangent_names, rest_names(code, rest))


def local_order(parameters: tuple[str, ...], count: int, rest: list[str], code: Any) -> list[str]:
    """List a nested function's parameters in the order of their tangents."""
    args_name, keywords_name = rest_names(code, rest)
    order = list(parameters[:count])
    if args_name:
        order.append(args_name)
    order.extend(parameters[count:])
    if keywords_name:
        order.append(keywords_name)
    return order


def rest_names(code: Any, rest: list[str]) -> tuple[str | None, str | None]:
    """Return the names of *args and **kwargs."""
    args_name = rest.pop(0) if code.co_flags & inspect.CO_VARARGS else None
    return args_name, rest.pop(0) if code.co_flags & inspect.CO_VARKEYWORDS else None


def bound(given: Given, target: Any, positional: list[str], seeds: dict[str, str], rest: tuple[str | None, str | None]) -> Lowered:
    """Pass primals as they are and the tangent of each to the keyword of its parameter."""
    lowered = Lowered(target)
    args_name, keywords_name = rest
    for index in range(len(given.primals)):
        lowered.args.append(("primal", index))
        if index < len(positional) and positional[index] in seeds:
            lowered.named[seeds[positional[index]]] = ("tangent", index)
    extra = range(len(positional), len(given.primals))
    if args_name in seeds and extra:
        lowered.named[seeds[args_name]] = ("tangents", list(extra))  # type: ignore[index]
    known = [*positional, *seeds]
    unknown = []
    for name in given.keywords:
        lowered.named[name] = ("keyword", name)
        if name in seeds and name not in (args_name, keywords_name):
            lowered.named[seeds[name]] = ("keyword tangent", name)
        elif name not in known:
            unknown.append(name)
    if keywords_name in seeds and unknown:
        lowered.named[seeds[keywords_name]] = ("keyword tangents", unknown)  # type: ignore[index]
    return lowered


def of_variant(given: Given, function: types.FunctionType) -> Lowered:
    """Call the variant of a Python function for the kinds of these arguments."""
    from srcad.pipeline import PIPELINE

    try:
        key, positional, rest = key_of_given(given, function)
    except TypeError:
        return constant(given)  # the call itself raises
    try:
        variant = PIPELINE.variant(function, key)
    except SrcadError as error:
        raise Refusal(error) from error
    lowered = bound(given, variant.function, positional, variant.seeds, rest)
    if variant_is_generator(function):
        return generator_of(lowered)
    return lowered


def variant_is_generator(function: Any) -> bool:
    """Tell whether a function is a generator function."""
    return bool(function.__code__.co_flags & inspect.CO_GENERATOR)


def generator_of(lowered: Lowered) -> Lowered:
    """Wrap the pairs that a generator's variant yields."""
    from srcad.runtime import joint_generator

    target = lowered.target

    def start(*args: Any, **named: Any) -> Any:
        return joint_generator(target(*args, **named))

    return Lowered(start, lowered.args, lowered.named)


def key_of_given(given: Given, function: Any) -> tuple[Any, list[str], tuple[str | None, str | None]]:
    """Return the key of a variant, the positional parameters and the names of *args and **kwargs.

    Raises TypeError where the arguments do not fit.
    """
    code = function.__code__
    count, only = code.co_argcount, code.co_kwonlyargcount
    positional = list(code.co_varnames[:count])
    keyword_only = code.co_varnames[count : count + only]
    rest = rest_names(code, list(code.co_varnames[count + only :]))
    if len(given.primals) > count and rest[0] is None:
        raise TypeError
    found: dict[str, tuple[Any, bool]] = {}
    for name, primal, tangent in zip(positional, given.primals, given.tangents, strict=False):
        found[name] = (kind_of(primal), varies(primal, tangent))
    extra: dict[str, tuple[Any, bool]] = {}
    for name, primal in given.keywords.items():
        tangent = given.keyword_tangents.get(name)
        by_name = name in positional[code.co_posonlyargcount :] or name in keyword_only
        (found if by_name else extra)[name] = (kind_of(primal), varies(primal, tangent))
    if extra and rest[1] is None:
        raise TypeError
    key = [(name, *found[name]) for name in (*positional, *keyword_only) if name in found]
    if rest[0]:
        kinds = [kind_of(p) for p in given.primals[count:]]
        active = any(varies(p, t) for p, t in zip(given.primals[count:], given.tangents[count:], strict=True))
        key.append((rest[0], TupleOf(tuple(kinds)), active))
    if rest[1]:
        kind = functools.reduce(join, (k for k, _ in extra.values()), kind_of({}).element)
        key.append((rest[1], DictOf(kind), any(active for _, active in extra.values())))
    return tuple(key), positional, rest


# Methods, classes and other callables


def of_method(given: Given) -> Lowered:
    """Call a bound method: its function with the object and the object's tangent in front."""
    method = given.function
    d_self = given.function_tangent.tangent if isinstance(given.function_tangent, MethodTangent) else given.function_tangent
    inner = Given(method.__func__, (method.__self__, *given.primals), (d_self, *given.tangents), given.keywords, given.keyword_tangents, None)
    return shifted(lower(inner), inner, given)


def of_callable_object(given: Given, call: Any) -> Lowered:
    """Call an instance whose class has ``__call__``."""
    inner = Given(call, (given.function, *given.primals), (given.function_tangent, *given.tangents), given.keywords, given.keyword_tangents, None)
    return shifted(lower(inner), inner, given)


def shifted(lowered: Lowered, inner: Given, given: Given) -> Lowered:
    """Let a target take what another arrangement of the arguments passes; the arrangement is redone at each level."""
    del given
    args = [inner.pick(place) for place in lowered.args]
    named = {name: inner.pick(place) for name, place in lowered.named.items()}
    return Lowered(lowered.target, [("fixed", a) for a in args], {n: ("fixed", a) for n, a in named.items()})


def of_partial(given: Given) -> Lowered:
    """Call what a functools.partial holds."""
    partial, held = given.function, given.function_tangent
    tangents = held.args if isinstance(held, PartialTangent) else (None,) * len(partial.args)
    keyword_tangents = held.keywords if isinstance(held, PartialTangent) else {}
    inner = Given(
        partial.func,
        (*partial.args, *given.primals),
        (*tangents, *given.tangents),
        {**partial.keywords, **given.keywords},
        {**{k: v for k, v in keyword_tangents.items() if k not in given.keywords}, **given.keyword_tangents},
        held.function if isinstance(held, PartialTangent) else None,
    )
    return shifted(lower(inner), inner, given)


def of_class(given: Given) -> Lowered:
    """Make an instance and its Tangent; what has a rule (float, complex) goes by it."""
    cls = given.function
    if registry.find(cls) is not None:
        return of_rule(given)
    lowered = handled(construct)
    lowered.args.insert(0, ("whole", "function"))
    return lowered


# Rules, and methods of arrays and containers: through the variant of a small function that makes the call


def of_rule(given: Given) -> Lowered:
    """Call the variant of a function that calls the one with the rule, for the kinds of these arguments."""
    return of_variant(given, calling(given.function, len(given.primals), tuple(given.keywords)))


def of_descriptor(given: Given) -> Lowered:
    """Call ``str.join(a, b)`` and the like as the method it is."""
    if not given.primals:
        refuse(given.function)
    return of_variant(given, calling_method(given.function.__name__, len(given.primals) - 1, tuple(given.keywords)))


def of_builtin_method(given: Given) -> Lowered:
    """Call a method of a list, dict, array or string with the container's tangent."""
    owner = given.function.__self__
    if not isinstance(owner, (list, dict, tuple, np.ndarray, np.generic, float, int, complex)):
        handler = HANDLERS.get((type(owner), given.function.__name__))
        if handler is None:
            refuse(given.function)
        lowered = handled(handler)
        lowered.args.insert(0, ("whole", "function"))
        return lowered
    inner = Given(None, (owner, *given.primals), (given.function_tangent, *given.tangents), given.keywords, given.keyword_tangents, None)
    function = calling_method(given.function.__name__, len(given.primals), tuple(given.keywords))
    return shifted(of_variant(inner, function), inner, given)


_kept: dict[Any, Any] = {}


def calling(function: Any, count: int, keywords: tuple[str, ...]) -> Any:
    """Return a Python function that calls another with so many positional arguments and these keywords."""
    name = getattr(function, "__name__", "function")
    return caller(("call", id(function), count, keywords), name, "callee", count, keywords, {"callee": function})


def calling_method(name: str, count: int, keywords: tuple[str, ...]) -> Any:
    """Return a Python function that calls a method of its first argument."""
    return caller(("method", name, count, keywords), name, f"owner.{name}", count, keywords, {}, ["owner"])


def caller(
    key: Any, name: str, callee: str, count: int, keywords: tuple[str, ...], namespace: dict[str, Any], first: list[str] | None = None
) -> Any:
    """Make a small function, with its text where tracebacks and srcad find it."""
    if key in _kept:
        return _kept[key]
    positional = [f"a{i}" for i in range(count)]
    parameters = ", ".join([*(first or []), *positional, *(["*"] if keywords else []), *keywords])
    passed = ", ".join([*positional, *(f"{k}={k}" for k in keywords)])
    label = name if name.isidentifier() else "function"
    text = f"def {label}({parameters}):\n    return {callee}({passed})\n"
    return made_function(key, label, text, namespace)


def made_function(key: Any, name: str, text: str, namespace: dict[str, Any]) -> Any:
    """Compile a small function once and keep it."""
    filename = f"<srcad call of {name} {len(_kept)}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    scope = {"__name__": "srcad.calls", **namespace}
    exec(compile(text, filename, "exec"), scope)
    function = scope[name]
    function.__srcad_rule__ = True
    _kept[key] = function
    return function


def refuse(function: Any) -> None:
    """Refuse a function that has neither a rule nor a source, with the rule that would help."""
    name = getattr(function, "__qualname__", type(function).__name__)
    module = getattr(function, "__module__", None)
    full = f"{module}.{name}" if module else name
    what = f"an active value is passed to {full}, which has no rule and no Python source"
    way_out = f"Add a rule: srcad.rule({full}), or srcad.constant({full}) if its result does not vary with its arguments."
    raise Refusal(NoRuleError(describe(what, None, way_out)))

