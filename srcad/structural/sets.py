"""Sets: what comes back from one is constant, so that nothing in it may vary. The keys of a dict never do."""

from __future__ import annotations

from typing import Any

from srcad.runtime import listed, varies_as_key
from srcad.structural.registry import Pairs, handles
from srcad.values.carrying import refuse_value

OF_ITERABLES = ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint")
IN_PLACE = ("update", "intersection_update", "difference_update", "symmetric_difference_update")
OF_ELEMENTS = ("add", "discard", "remove")


def refuse_varying(values: Any, parts: Any) -> None:
    """Refuse as elements of a set what would lose a tangent there."""
    if any(map(varies_as_key, values, parts)):
        refuse_value("an active value is put into a set", "Use a list: a set hashes its values.")


def elements_of(iterable: Any, tangent: Any) -> Any:
    """Return what a set reads of an iterable: itself if it can be walked again, for it may decide the order."""
    if tangent is None:
        return iterable
    values, parts = listed(iterable, tangent)
    refuse_varying(values, parts)
    return iterable if isinstance(iterable, (set, frozenset, dict, list, tuple)) else values


def plain_set(made: Any) -> Any:
    """Make the handler of a type of sets."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        values, parts = listed(primals[0], tangents[0])
        refuse_varying(values, parts)
        return made(values), None

    return handler


handles(set)(plain_set(set))
handles(frozenset)(plain_set(frozenset))


@handles(*((kind, name) for kind in (set, frozenset) for name in OF_ITERABLES), *((set, name) for name in IN_PLACE))
def set_of_iterables(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Call a method of a set on iterables of which something varies: the values of a dict, not its keys."""
    return function(*map(elements_of, primals, tangents), **keywords), None


@handles(*((set, name) for name in OF_ELEMENTS))
def set_of_elements(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Put an element into a set, or take it out."""
    refuse_varying(primals, tangents)
    return function(*primals, **keywords), None
