"""Bind the arguments of a call to the parameters of what it calls."""

from __future__ import annotations

import inspect
from typing import Any

import gast

from srcad.rules import registry


def has_stars(node: Any) -> bool:
    """Tell whether a call passes *args or **kwargs."""
    return any(isinstance(a, gast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords)


def is_method_call(node: Any, rule: Any) -> bool:
    """Tell whether the receiver is the rule's first argument."""
    return rule.name.startswith("numpy.ndarray.") and isinstance(node.func, gast.Attribute)


def bind_rule(rule: Any, node: Any, *, method: bool) -> tuple[Any, dict[str, Any]] | None:
    """Bind the arguments of a call to the parameters of a rule or of one of its overloads."""
    args = [node.func.value, *node.args] if method else list(node.args)
    keywords = {k.arg: k.value for k in node.keywords}
    rule = registry.overload_for(rule, len(args), frozenset(keywords))
    if rule is None:
        return None
    bound: dict[str, Any] = {}
    for parameter in rule.parameters:
        if parameter.kind in ("positional_only", "positional") and args:
            bound[parameter.name] = args.pop(0)
        elif parameter.kind == "var_positional":
            bound[parameter.name] = args
            args = []
        elif parameter.name in keywords:
            bound[parameter.name] = keywords.pop(parameter.name)
        elif parameter.kind == "var_keyword" and rule.form == "unsupported":
            keywords.clear()
    return (rule, bound) if not args and not keywords else None


def bind_signature(function: Any, node: Any, skip: int = 0) -> list[tuple[str, Any]] | None:
    """Bind the arguments of a call to a Python function's parameters after the first ``skip``; None if it has *args."""
    code = function.__code__
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS | inspect.CO_GENERATOR | inspect.CO_COROUTINE):
        return None
    if code.co_flags & inspect.CO_ASYNC_GENERATOR:
        return None
    names = list(code.co_varnames[skip : code.co_argcount])
    return bind_names(names, code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount], node)


def bind_definition(definition: Any, node: Any) -> list[tuple[str, Any]] | None:
    """Bind the arguments of a call to the parameters of a function defined here."""
    args = definition.args
    if args.vararg or args.kwarg:
        return _bind_variadic(definition, node)
    return bind_names([a.id for a in (*args.posonlyargs, *args.args)], [a.id for a in args.kwonlyargs], node)


def _bind_variadic(definition: Any, node: Any) -> list[tuple[str, Any]] | None:
    args = definition.args
    names = [a.id for a in (*args.posonlyargs, *args.args)]
    if len(node.args) > len(names) or any(
        k.arg not in {*names, *(a.id for a in args.kwonlyargs)} for k in node.keywords
    ):
        return None
    return bind_names(names, [a.id for a in args.kwonlyargs], node)


def bind_names(names: list[str], keyword_only: Any, node: Any) -> list[tuple[str, Any]] | None:
    """Pair parameters with the arguments of a call."""
    if len(node.args) > len(names):
        return None
    bound = list(zip(names, node.args, strict=False))
    taken = set(names[: len(node.args)])
    for given in node.keywords:
        if given.arg in taken or given.arg not in {*names, *keyword_only}:
            return None
        bound.append((given.arg, given.value))
        taken.add(given.arg)
    return bound


def parameters_before(rule: Any, parameter: Any) -> list[str]:
    """List the parameters that stand before one."""
    names = [p.name for p in rule.parameters]
    return names[: names.index(parameter.name)]
