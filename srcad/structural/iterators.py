"""Builtins and itertools that pass items on: one joint iterator of values and tangents, as lazy as the original."""

from __future__ import annotations

import itertools
import operator
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from srcad.running.bundling import Bundle
from srcad.running.iterating import JointIterator, View, joint_generator
from srcad.runtime import apply, listed, pairs
from srcad.structural.containers import call_value
from srcad.structural.registry import Pairs, argument, filled, handles
from srcad.values.subclasses import class_attribute


@handles(zip)
def joint_zip(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    rows = zip(*walks(primals, tangents), **keywords)  # noqa: B905 (strict is the user's to ask for)
    return joint_generator(split_rows(rows))


def walks(primals: Any, tangents: Any) -> list[Any]:
    """Return what walks over each iterable; an iterator that is passed twice is walked once."""
    walked: dict[int, Any] = {}
    sources = []
    for primal, tangent in zip(primals, tangents, strict=True):
        if id(primal) not in walked or not isinstance(primal, Iterator):
            walked[id(primal)] = iter(pairs(primal, tangent))
        sources.append(walked[id(primal)])
    return sources


def split_rows(rows: Any) -> Iterator[Pairs]:
    """Turn rows of pairs into pairs of rows."""
    for row in rows:
        yield tuple(value for value, _ in row), tuple(tangent for _, tangent in row)


@handles(enumerate)
def joint_enumerate(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    iterable, tangent = argument(0, "iterable", primals, tangents, keywords, keyword_tangents)
    start, _ = argument(1, "start", primals, tangents, keywords, keyword_tangents, 0)
    return joint_generator(numbered(pairs(iterable, tangent), start))


def numbered(source: Any, start: int) -> Iterator[Pairs]:
    """Count the pairs."""
    for number, (value, tangent) in enumerate(source, start):
        yield (number, value), (0.0, tangent)


@handles(reversed)
def joint_reversed(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    (primal,), (tangent,) = primals, tangents
    own = class_attribute(type(primal), "__reversed__")
    if isinstance(own, types.FunctionType):
        return apply(own, primals, tangents)
    if isinstance(class_attribute(type(primal), "__getitem__"), types.FunctionType):
        return joint_generator(by_index(primal, tangent, range(len(primal) - 1, -1, -1)))
    if isinstance(primal, dict):
        return joint_generator(iter(pairs(reversed(primal), None)))
    if isinstance(tangent, View):
        return joint_generator(reversed(list(pairs(primal, tangent))))
    return joint_generator(zip(reversed(primal), reversed(tangent), strict=True))


@handles(iter)
def joint_iter(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    if len(primals) == 2:
        return joint_generator(until(primals, tangents))
    (primal,), (tangent,) = primals, tangents
    if type(tangent) is JointIterator:
        return primal, tangent
    own = class_attribute(type(primal), "__iter__")
    if isinstance(own, types.FunctionType):
        return apply(own, (primal,), (tangent,))
    if isinstance(class_attribute(type(primal), "__getitem__"), types.FunctionType):
        return joint_generator(by_index(primal, tangent, itertools.count()))
    return joint_generator(iter(pairs(primal, tangent)))


def by_index(primal: Any, tangent: Any, indices: Iterable[int]) -> Iterator[Pairs]:
    """Walk an object by the old protocol: indices until IndexError."""
    for index in indices:
        try:
            pair = apply(class_attribute(type(primal), "__getitem__"), (primal, index), (tangent, None))
        except IndexError:
            return
        yield pair


def until(primals: Any, tangents: Any) -> Iterator[Pairs]:
    """Call a function until it returns the sentinel."""
    while True:
        value, tangent = apply(primals[0], (), (), function_tangent=tangents[0])
        if value == primals[1]:
            return
        yield value, tangent


@handles(next)
def joint_next(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    iterator, tangent = primals[0], tangents[0]
    try:
        return next_pair(iterator, tangent)
    except StopIteration:
        if len(primals) < 2:
            raise
        return primals[1], filled(primals[1], tangents[1])


def next_pair(iterator: Any, tangent: Any) -> Pairs:
    """Take one item and its tangent."""
    if type(tangent) is JointIterator:
        return tangent.next_pair()
    if tangent is None:
        value = next(iterator)
        return value, filled(value, None)
    if isinstance(iterator, np.flatiter):
        return next(iterator), tangent.each(next) if type(tangent) is Bundle else next(tangent)
    return apply(class_attribute(type(iterator), "__next__"), (iterator,), (tangent,))


# The methods of joint generators: (bound method, primals, tangents, keywords, keyword tangents, tangent of the owner)


@handles((JointIterator, "send"))
def joint_send(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return joint_of(function, function_tangent).send_pair(primals[0], filled(primals[0], tangents[0]))


@handles((JointIterator, "throw"))
def joint_throw(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return joint_of(function, function_tangent).throw_pair(*primals)


@handles((JointIterator, "close"))
def joint_close(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    joint_of(function, function_tangent).close()
    return None, None


@handles((JointIterator, "__next__"))
def joint_step(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return joint_of(function, function_tangent).next_pair()


@handles((JointIterator, "__iter__"))
def joint_self(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    return function.__self__, joint_of(function, function_tangent)


def joint_of(function: Any, function_tangent: Any) -> JointIterator:
    """Return the joint iterator whose method is called, on the level of its tangent."""
    return function_tangent if type(function_tangent) is JointIterator else function.__self__


# Functions over items


@handles(map)
def joint_map(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    rows = zip(*walks(primals[1:], tangents[1:]), strict=keywords.get("strict", False))
    return joint_generator(mapped(primals[0], tangents[0], split_rows(rows)))


def mapped(function: Any, d_function: Any, rows: Iterator[Pairs]) -> Iterator[Pairs]:
    """Apply a function to rows of arguments."""
    for values, tangents in rows:
        yield apply(function, values, tangents, function_tangent=d_function)


@handles(itertools.starmap)
def joint_starmap(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(starmapped(primals[0], tangents[0], pairs(primals[1], tangents[1])))


def starmapped(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Apply a function to the items of each row."""
    for row, d_row in source:
        values, tangents = listed(row, d_row)
        yield apply(function, tuple(values), tuple(tangents), function_tangent=d_function)


def selecting(select: Callable[..., Iterator[Pairs]]) -> Callable[..., Pairs]:
    """Make the handler of a function that passes on some of the items."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        return joint_generator(select(primals[0], tangents[0], pairs(primals[1], tangents[1])))

    return handler


def filtered(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Keep the pairs whose value passes the test."""
    for value, tangent in source:
        if value if function is None else call_value(function, d_function, value, tangent):
            yield value, tangent


def rejected(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Keep the pairs whose value fails the test."""
    for value, tangent in source:
        if not (value if function is None else call_value(function, d_function, value, tangent)):
            yield value, tangent


def taken(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Give pairs while the test holds."""
    for value, tangent in source:
        if not call_value(function, d_function, value, tangent):
            return
        yield value, tangent


def dropped(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Give pairs from the first on whose test fails."""
    dropping = True
    for value, tangent in source:
        dropping = dropping and bool(call_value(function, d_function, value, tangent))
        if not dropping:
            yield value, tangent


_selections: tuple[tuple[Any, Any], ...] = (
    (filter, filtered),
    (itertools.filterfalse, rejected),
    (itertools.takewhile, taken),
    (itertools.dropwhile, dropped),
)
for _selection, _select in _selections:
    handles(_selection)(selecting(_select))


# Joining and arranging


@handles(itertools.chain)
def joint_chain(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(chained(zip(primals, tangents, strict=True)))


def joint_chain_from_iterable(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Chain the iterables that an iterable gives."""
    return joint_generator(chained(pairs(primals[0], tangents[0])))


# A method of the class is made anew at each access, so that it goes by the class and its name.
handles(("class", itertools.chain, "from_iterable"))(lambda function, *rest: joint_chain_from_iterable(*rest))


def chained(parts: Any) -> Iterator[Pairs]:
    """Walk one iterable after the other."""
    for part, d_part in parts:
        yield from pairs(part, d_part)


@handles(itertools.accumulate)
def joint_accumulate(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    function, d_function = argument(1, "func", primals, tangents, keywords, keyword_tangents)
    source = pairs(primals[0], tangents[0])
    initial = keywords.get("initial")
    if initial is not None:
        source = itertools.chain([(initial, filled(initial, keyword_tangents.get("initial")))], source)
    return joint_generator(accumulated(operator.add if function is None else function, d_function, source))


def accumulated(function: Any, d_function: Any, source: Any) -> Iterator[Pairs]:
    """Give the running results."""
    total = None
    for value, tangent in source:
        if total is None:
            total = (value, tangent)
        else:
            total = apply(function, (total[0], value), (total[1], tangent), function_tangent=d_function)
        yield total


def rearranged(function: Any) -> Callable[..., Any]:
    """Make a handler for an iterator that picks, repeats or groups items."""

    def handler(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
        count = len(primals) if function is itertools.product else 1
        sources = [list(source) for source in walks(primals[:count], tangents[:count])]
        return joint_generator(split_rows(function(*sources, *primals[count:], **keywords)))

    return handler


_arrangements: tuple[Any, ...] = (
    itertools.product,
    itertools.permutations,
    itertools.combinations,
    itertools.combinations_with_replacement,
)
for _arrangement in _arrangements:
    handles(_arrangement)(rearranged(_arrangement))


@handles(itertools.pairwise)
def joint_pairwise(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(split_rows(itertools.pairwise(pairs(primals[0], tangents[0]))))


if hasattr(itertools, "batched"):
    # It is new in Python 3.12.
    _batched: Any = getattr(itertools, "batched")  # noqa: B009 (unknown to type checkers on 3.11)

    @handles(_batched)
    def joint_batched(
        primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
    ) -> Pairs:
        return joint_generator(split_rows(_batched(pairs(primals[0], tangents[0]), *primals[1:], **keywords)))


@handles(itertools.islice)
def joint_islice(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(itertools.islice(pairs(primals[0], tangents[0]), *primals[1:]))


@handles(itertools.cycle)
def joint_cycle(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    return joint_generator(itertools.cycle(pairs(primals[0], tangents[0])))


@handles(itertools.repeat)
def joint_repeat(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    value, tangent = argument(0, "object", primals, tangents, keywords, keyword_tangents)
    return joint_generator(
        itertools.repeat((value, tangent), *primals[1:], **{k: v for k, v in keywords.items() if k != "object"})
    )


@handles(itertools.count)
def joint_count(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    start, step = (
        argument(i, n, primals, tangents, keywords, keyword_tangents, i) for i, n in enumerate(("start", "step"))
    )
    return joint_generator(counted(start, step))


def counted(start: Pairs, step: Pairs) -> Iterator[Pairs]:
    """Count from a start; floats are counted as itertools does, by adding the step again and again."""
    value, tangent = start[0], filled(*start)
    d_step = filled(*step)
    while True:
        yield value, tangent
        value, tangent = value + step[0], tangent + d_step


@handles(itertools.compress)
def joint_compress(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    data, d_data = argument(0, "data", primals, tangents, keywords, keyword_tangents)
    selectors, d_selectors = argument(1, "selectors", primals, tangents, keywords, keyword_tangents)
    return joint_generator(
        itertools.compress(pairs(data, d_data), (value for value, _ in pairs(selectors, d_selectors)))
    )


@handles(itertools.zip_longest)
def joint_zip_longest(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    fill = keywords.get("fillvalue")
    filler = (fill, filled(fill, keyword_tangents.get("fillvalue")))
    return joint_generator(split_rows(itertools.zip_longest(*walks(primals, tangents), fillvalue=filler)))


@handles(itertools.tee)
def joint_tee(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    made = tuple(JointIterator(branch) for branch in itertools.tee(pairs(primals[0], tangents[0]), *primals[1:]))
    return made, made


@handles(itertools.groupby)
def joint_groupby(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    source, d_source = argument(0, "iterable", primals, tangents, keywords, keyword_tangents)
    key, d_key = argument(1, "key", primals, tangents, keywords, keyword_tangents)
    return joint_generator(grouped(keyed(key, d_key, pairs(source, d_source))))


def keyed(key: Any, d_key: Any, source: Any) -> Iterator[Any]:
    """Put each pair beside its key and the tangent of that."""
    for value, tangent in source:
        group, d_group = (value, tangent) if key is None else apply(key, (value,), (tangent,), function_tangent=d_key)
        yield group, d_group, value, tangent


def grouped(source: Iterator[Any]) -> Iterator[Pairs]:
    """Give each key with the joint iterator of its group."""
    for _, rows in itertools.groupby(source, key=operator.itemgetter(0)):
        first = next(rows)
        group = JointIterator((value, tangent) for _, _, value, tangent in itertools.chain([first], rows))
        yield (first[0], group), (filled(first[0], first[1]), group)
