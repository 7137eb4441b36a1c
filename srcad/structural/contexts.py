"""Context managers of contextlib: generators as managers, and stacks."""

from __future__ import annotations

import contextlib
import types
from typing import Any

from srcad.runtime import apply, joint_context
from srcad.structural.functions import BY_CODE
from srcad.structural.registry import Pairs, handles, liftable
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent


def _nothing() -> Any:
    yield


@liftable
def make_manager(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Call a function that `contextmanager` decorates: the manager runs the joint generator, which is its tangent."""
    _, joint = apply(
        function.__wrapped__, primals, tangents, keywords, keyword_tangents, function_tangent=function_tangent
    )
    manager = contextlib._GeneratorContextManager(lambda: joint, (), {})
    return manager, joint


BY_CODE[contextlib.contextmanager(_nothing).__code__] = make_manager


@handles(contextlib.contextmanager)
def joint_contextmanager(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return contextlib.contextmanager(primals[0]), tangents[0]


@handles(contextlib.ExitStack.enter_context)
def joint_enter_context(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    stack, manager = primals
    joint = joint_context(manager, tangents[1])
    pair: Pairs = joint.__enter__()
    stack.push(joint)
    return pair


@handles(contextlib.ExitStack.push)
def joint_push(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    stack, leave = primals
    if isinstance(leave, (types.FunctionType, types.MethodType)):
        refuse_value("an active function is pushed on an ExitStack", "Use callback, or enter_context.")
    stack.push(joint_context(leave, tangents[1]))
    return leave, tangents[1]


@handles(contextlib.ExitStack.callback)
def joint_callback(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    stack, function, *args = primals
    d_function, d_args = tangents[1], tuple(tangents[2:])
    stack.callback(
        lambda: apply(function, tuple(args), d_args, keywords, keyword_tangents, function_tangent=d_function)
    )
    return function, d_function


def leaving(function: Any) -> Any:
    """Make the handler of a method that runs what is on the stack: the callbacks are joint already."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        value = function(*primals)
        return value, Tangent() if isinstance(value, contextlib.ExitStack) else None

    return handler


for _function in (contextlib.ExitStack.__exit__, contextlib.ExitStack.close, contextlib.ExitStack.pop_all):
    handles(_function)(leaving(_function))
