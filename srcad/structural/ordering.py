"""Heaps and sorted lists of heapq and bisect: the comparisons see the values, the tangents go along."""

from __future__ import annotations

import bisect
import heapq
from typing import Any

from srcad.runtime import listed
from srcad.structural.containers import call_value
from srcad.structural.registry import Pairs, argument, filled, handles
from srcad.values.carrying import refuse_value


class Carried:
    """A value with its tangent, which compares as the value does."""

    __slots__ = ("tangent", "value")

    def __init__(self, value: Any, tangent: Any) -> None:
        self.value = value
        self.tangent = tangent

    def __lt__(self, other: Carried) -> Any:
        return self.value < other.value


def changing(function: Any) -> Any:
    """Make the handler of a function that rearranges a heap, takes from it or adds to it."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        heap, d_heap = primals[0], tangents[0]
        if d_heap is None:
            refuse_value("an active value is put into a heap that has no tangent", "Make the list inside the function.")
        carried = list(map(Carried, heap, d_heap))
        given = [Carried(value, filled(value, t)) for value, t in zip(primals[1:], tangents[1:], strict=True)]
        result = function(carried, *given)
        heap[:] = [item.value for item in carried]
        d_heap[:] = [item.tangent for item in carried]
        return (None, None) if result is None else (result.value, result.tangent)

    return handler


_changes: tuple[Any, ...] = (heapq.heapify, heapq.heappush, heapq.heappop, heapq.heappushpop, heapq.heapreplace)
for _change in _changes:
    handles(_change)(changing(_change))


def choosing(function: Any) -> Any:
    """Make the handler of nsmallest or nlargest."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        values, d_values = listed(primals[1], tangents[1])
        key, d_key = argument(2, "key", primals, tangents, keywords, keyword_tangents)
        carried = list(map(Carried, values, d_values))
        by = None if key is None else lambda item: call_value(key, d_key, item.value, item.tangent)
        chosen = function(primals[0], carried, key=by)
        return [item.value for item in chosen], [item.tangent for item in chosen]

    return handler


_choices: tuple[Any, ...] = (heapq.nsmallest, heapq.nlargest)
for _choice in _choices:
    handles(_choice)(choosing(_choice))


def finding(function: Any) -> Any:
    """Make the handler of a search: the place is a count."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        return function(*primals, **keywords), None

    return handler


def inserting(find: Any) -> Any:
    """Make the handler of insort: the search, then the insertion on both sides."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        (items, value), (d_items, d_value) = primals[:2], tangents[:2]
        if d_items is None or keywords.get("key") is not None:
            refuse_value("insort is called with a key, or on a list that has no tangent", "Append and sort.")
        place = find(*primals, **keywords)
        items.insert(place, value)
        d_items.insert(place, filled(value, d_value))
        return None, None

    return handler


for _search in (bisect.bisect_left, bisect.bisect_right):
    handles(_search)(finding(_search))
handles(bisect.insort_left)(inserting(bisect.bisect_left))
handles(bisect.insort_right)(inserting(bisect.bisect_right))
