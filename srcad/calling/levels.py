"""Find the generated function for a call at any level: for a derivative, its derivative, and so on.

The inputs of a function with n parameters are numbered: 0 to n - 1 are its parameters, n to 2n - 1 their seeds at the
first level, 2n to 4n - 1 the seeds of all of these at the second, and so on. The seed of input i at a level is thus
input i + (the number of inputs below that level). Each level differentiates the text that the level below generated.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from srcad.calling.wrapping import MISSING, Form
from srcad.kinds import DictOf, TupleOf, join, kind_of

Values = list[Any]


@dataclass(frozen=True)
class Prepared:
    """The generated function for the kinds of some values and the inputs that vary."""

    function: Any
    keywords: tuple[tuple[int, str], ...]  # input, its keyword in the generated function
    variants: tuple[Any, ...]  # of each level

    @property
    def last(self) -> Any:
        """The variant of the highest level."""
        return self.variants[-1]

    def seeds(self, values: Values) -> dict[str, Any]:
        """Return the seeds by their keywords in the function."""
        return {name: values[index] for index, name in self.keywords}

    def run(self, form: Form, values: Values) -> Any:
        """Call the function."""
        args, keywords = arguments_of(form, values)
        return self.function(*args, **keywords, **self.seeds(values))

    def holds(self) -> bool:
        """Tell whether all that the function was derived from is as it was."""
        return all(variant.dependencies.hold() for variant in self.variants)


def arguments_of(form: Form, values: Values) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of a call by position and by keyword; those that are not given stay away."""
    named = dict(zip(form.names, values, strict=False))
    args: list[Any] = []
    keywords: dict[str, Any] = {}
    for name in form.positional:
        if named[name] is MISSING:
            continue
        if len(args) == form.positional.index(name):
            args.append(named[name])
        else:
            keywords[name] = named[name]
    if form.rest is not None:
        args.extend(named[form.rest])
    keywords.update({name: named[name] for name in form.keyword_only if named[name] is not MISSING})
    if form.keywords is not None:
        keywords.update(named[form.keywords])
    return args, keywords


def prepare(
    variant_of: Callable[[Any, Any, int], Any], function: Any, form: Form, values: Values, levels: int
) -> Prepared:
    """Return the generated function for these values, whose seeds are checked.

    `variant_of(function, key, level)` makes the variant of one level.
    """
    names = dict(enumerate(form.names))
    variants = []
    for level in range(1, levels + 1):
        size = len(form.names) << (level - 1)
        active = {index for index in names if values[index + size] is not MISSING}
        variant = variant_of(function, tuple(key_of(form, values, names, active)), level)
        seeds = {index + size: variant.seeds[names[index]] for index in sorted(active)}
        variants.append(variant)
        names |= seeds
        function = variant.function
    keywords = tuple((index, name) for index, name in names.items() if index >= len(form.names))
    return Prepared(function, keywords, tuple(variants))


def key_of(form: Form, values: Values, names: dict[int, str], active: set[int]) -> Iterator[tuple[str, Any, bool]]:
    """Yield the kind of each input of a level and whether it varies; an argument that is not given is left out.

    The order is the one in which a run-time dispatch lists them, so that both find the same variant: *args and
    **kwargs come last.
    """
    count = len(form.names)
    variadic = [index for index in range(count) if form.names[index] in (form.rest, form.keywords)]
    named = [index for index in names if index not in variadic]
    for index in [*named, *variadic]:
        value = values[index]
        if value is not MISSING:
            yield names[index], kind_of_input(form, index, value), index in active


def kind_of_input(form: Form, index: int, value: Any) -> Any:
    """Return the kind of one input; of *args and **kwargs, that of the tuple and dict which the function gets."""
    base = index % len(form.names)
    if form.names[base] == form.rest:
        return TupleOf(tuple(map(kind_of, value)))
    if form.names[base] == form.keywords:
        return DictOf(functools.reduce(join, map(kind_of, value.values()), kind_of({}).element))
    return kind_of(value)
