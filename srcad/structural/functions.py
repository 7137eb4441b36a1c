"""What functools makes of functions: partial, wraps, caches, dispatch by type."""

from __future__ import annotations

import collections
import functools
import operator
import types
import weakref
from typing import Any

import numpy as np

from srcad.runtime import apply
from srcad.structural.registry import MethodTangent, Pairs, PartialTangent, handles, liftable
from srcad.values.carrying import refuse_value


@handles(functools.partial)
def joint_partial(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    made = functools.partial(*primals, **keywords)
    inner = primals[0]
    if isinstance(inner, functools.partial) and made.func is not inner:
        return made, flattened(inner, tangents[0], tangents[1:], keyword_tangents)
    return made, PartialTangent(tangents[0], tuple(tangents[1:]), dict(keyword_tangents))


def flattened(inner: Any, d_inner: Any, tangents: Any, keyword_tangents: Any) -> PartialTangent:
    """Return the tangent of a partial of a partial, which functools makes into one."""
    if not isinstance(d_inner, PartialTangent):
        d_inner = PartialTangent(None, (None,) * len(inner.args), {})
    return PartialTangent(d_inner.function, (*d_inner.args, *tangents), {**d_inner.keywords, **keyword_tangents})


@handles(operator.methodcaller)
def joint_methodcaller(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    made = operator.methodcaller(*primals, **keywords)
    return made, PartialTangent(None, tuple(tangents[1:]), dict(keyword_tangents))


@handles(functools.wraps)
def joint_wraps(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return functools.wraps(*primals, **keywords), PartialTangent(None, (), {})


@handles(functools.update_wrapper)
def joint_update_wrapper(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Dress the wrapper up; what it computes, and so its tangent, stays."""
    return functools.update_wrapper(*primals, **keywords), tangents[0] if tangents else keyword_tangents.get("wrapper")


@handles(functools.cmp_to_key)
def joint_cmp_to_key(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return functools.cmp_to_key(*primals, **keywords), None


# Caches


class CachedTangent:
    """The tangent of a function in an lru_cache: that of the function, and the joint cache."""

    def __init__(self, function: Any, size: int | None) -> None:
        self.function = function
        self.size = size
        self.known: collections.OrderedDict[Any, tuple[Pairs, Any, Any]] = collections.OrderedDict()

    def call(self, function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any) -> Pairs:
        """Return the value and tangent that were computed for these arguments and tangents, or compute them."""
        key = (functools._make_key(primals, keywords, True), frozen(tangents), frozen(keyword_tangents))
        if key in self.known:
            self.known.move_to_end(key)
            return self.known[key][0]
        found = apply(
            function.__wrapped__, primals, tangents, keywords, keyword_tangents, function_tangent=self.function
        )
        # The tangents are kept, so that an id in the key stays their own.
        self.known[key] = found, tangents, keyword_tangents
        if self.size is not None and len(self.known) > self.size:
            self.known.popitem(last=False)
        return found


def frozen(tangent: Any) -> Any:
    """Return what a tangent is known by in a joint cache: its bits, where it has no hash."""
    if isinstance(tangent, (tuple, list)):
        return tuple(map(frozen, tangent))
    if isinstance(tangent, dict):
        return tuple((key, frozen(part)) for key, part in tangent.items())
    if isinstance(tangent, np.ndarray):
        return tangent.shape, tangent.tobytes()
    if isinstance(tangent, float):
        return tangent.hex()
    return tangent if tangent is None or isinstance(tangent, complex) else id(tangent)


_caches: weakref.WeakKeyDictionary[Any, CachedTangent] = weakref.WeakKeyDictionary()


@handles((functools._lru_cache_wrapper, "__call__"))
def call_cached(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    hash(functools._make_key(primals, keywords, True))  # raises TypeError as Python does
    if isinstance(function_tangent, CachedTangent):
        joint = function_tangent
    else:
        joint = _caches.get(function)  # type: ignore[assignment]
        if joint is None:
            joint = _caches[function] = CachedTangent(function_tangent, function.cache_parameters()["maxsize"])
    return joint.call(function, primals, tangents, keywords, keyword_tangents)


@handles(functools.lru_cache)
def joint_lru_cache(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Put a function into a cache; without a function, lru_cache gives a decorator that is constant."""
    made = functools.lru_cache(*primals, **keywords)
    d_function = tangents[0] if tangents else None
    return made, CachedTangent(d_function, 128) if d_function is not None else None


@handles(functools.cache)
def joint_cache(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return functools.cache(*primals), CachedTangent(tangents[0], None)


@handles(types.MethodType)
def joint_method(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Bind a function to an object, whose tangent the method carries."""
    made = types.MethodType(*primals, **keywords)
    if tangents[0] is not None:
        refuse_value(
            "a function that is defined inside is bound to an object by types.MethodType",
            "Define the function at module level, and store in the object what it needs.",
        )
    return made, None if tangents[1] is None else MethodTangent(tangents[1])


LRU_DECORATOR = functools.lru_cache(maxsize=1).__code__
_dispatching: Any = functools.singledispatch(lambda value: value)
SINGLE_DISPATCH = _dispatching.__code__


@liftable
def decorate_with_cache(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Call the decorator that `lru_cache(maxsize=...)` gives."""
    made = function(*primals)
    return made, CachedTangent(tangents[0], made.cache_parameters()["maxsize"])


@liftable
def dispatch_by_type(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Call the implementation that a singledispatch function chooses."""
    if not primals:
        return function(*primals, **keywords), None  # raises as Python does
    return apply(function.dispatch(type(primals[0])), primals, tangents, keywords, keyword_tangents)


def of_code(function: Any) -> Any:
    """Return the handler of a function that functools or contextlib made, known by its code; else None."""
    return BY_CODE.get(function.__code__)


BY_CODE: dict[Any, Any] = {LRU_DECORATOR: decorate_with_cache, SINGLE_DISPATCH: dispatch_by_type}
