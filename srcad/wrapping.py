"""Write the functions around a variant: with the user's own signature, so that Python itself binds the arguments.

Three texts are made for a function `f(x, y=2.0)` with the seeds `d_x` and `d_y`:

    def f(x, y=missing):                        # the binder: the values of the parameters, in order
        return (x, y)

    def f(x, y=missing, *, d_x=None, d_y=None): # the wrapper: what the user calls
        ...

    def call(x, y, d_x, d_y):                   # one prepared call, for the types of these values
        return f_forward(x, y, d_x=d_x)

An argument that is not given stays away from the generated function too, which has the user's defaults itself.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


class Missing:
    """The type of what stands for an argument that is not given."""

    def __repr__(self) -> str:
        return "<not given>"


MISSING = Missing()


@dataclass(frozen=True)
class Form:
    """The parameters of a function: their names, and how an argument reaches them."""

    positional: tuple[str, ...]
    positional_only: int
    rest: str | None  # the name of *args
    keyword_only: tuple[str, ...]
    keywords: str | None  # the name of **kwargs
    optional: frozenset[str]

    @classmethod
    def of(cls, function: types.FunctionType) -> Form:
        """Read the parameters off the code object: `inspect.signature` would follow `__wrapped__`."""
        code = function.__code__
        count, only = code.co_argcount, code.co_kwonlyargcount
        rest = list(code.co_varnames[count + only :])
        positional = code.co_varnames[:count]
        defaults = len(function.__defaults__ or ())
        return cls(
            positional=positional,
            positional_only=code.co_posonlyargcount,
            rest=rest.pop(0) if code.co_flags & inspect.CO_VARARGS else None,
            keyword_only=code.co_varnames[count : count + only],
            keywords=rest.pop(0) if code.co_flags & inspect.CO_VARKEYWORDS else None,
            optional=frozenset(positional[count - defaults :]) | frozenset(function.__kwdefaults__ or ()),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """All parameters, in the order of the values of a binder."""
        rest = (self.rest,) if self.rest else ()
        keywords = (self.keywords,) if self.keywords else ()
        return (*self.positional, *rest, *self.keyword_only, *keywords)

    @property
    def is_variadic(self) -> bool:
        """Tell whether there is a *args or **kwargs."""
        return self.rest is not None or self.keywords is not None

    def header(self, seeds: Sequence[str], missing: str) -> str:
        """Write the parameters, each seed as a keyword whose default is None."""

        def written(name: str) -> str:
            return f"{name}={missing}" if name in self.optional else name

        parts = [written(name) for name in self.positional]
        if self.positional_only:
            parts.insert(self.positional_only, "/")
        only = [*map(written, self.keyword_only), *(f"{seed}=None" for seed in seeds)]
        if self.rest or only:
            parts.append(f"*{self.rest or ''}")
        return ", ".join([*parts, *only, *([f"**{self.keywords}"] if self.keywords else [])])


class Text:
    """A text that defines one function, and the objects that it names, under names that hit none of the user's."""

    def __init__(self, taken: Sequence[str]) -> None:
        self._taken = set(taken)
        self._objects: dict[str, Any] = {}

    def name(self, wish: str) -> str:
        """Take a name for a variable of the text."""
        while wish in self._taken:
            wish += "_"
        self._taken.add(wish)
        return wish

    def name_of(self, wish: str, value: Any) -> str:
        """Take a name for an object."""
        name = self.name(wish)
        self._objects[name] = value
        return name

    def function(self, name: str, lines: Sequence[str]) -> Any:
        """Compile the lines of `def <name>` and return the function."""
        body = "\n".join("    " + line for line in lines)
        scope: dict[str, Any] = {}
        text = f"def {self.name('factory')}({', '.join(self._objects)}):\n{body}\n    return {name}\n"
        exec(compile(text, f"<srcad wrapper of {name}>", "exec"), {"__name__": "srcad.wrappers"}, scope)
        return next(iter(scope.values()))(**self._objects)


def make_binder(form: Form, name: str) -> Callable[..., tuple[Any, ...]]:
    """Return the function with this signature that returns the tuple of its arguments.

    A call that does not fit raises Python's own TypeError, which names the function.
    """
    text = Text(form.names)
    missing, own = text.name_of("missing", MISSING), text.name("bind")
    tuple_text = "(" + "".join(f"{one}, " for one in form.names) + ")"
    binder: Any = text.function(own, [f"def {own}({form.header((), missing)}):", f"    return {tuple_text}"])
    binder.__name__ = binder.__qualname__ = name
    return binder  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Handlers:
    """What a wrapper calls: the table of prepared calls, the slow way, and the ends of a call that went wrong."""

    find: Callable[[tuple[type, ...]], Any] | None  # None where types alone never decide
    slow: Callable[[tuple[Any, ...]], Any]
    latest: list[Any]
    failed: Callable[[BaseException, Any], None]
    swallowed: Callable[[Any], None]
    own_code: frozenset[types.CodeType]
    primal: Callable[[tuple[Any, ...]], Any]


def make_wrapper(form: Form, name: str, seeds: Sequence[str], handlers: Handlers) -> Any:
    """Return the function with the user's signature and the seeds as keywords.

    `handlers.latest[0]` changes whenever a call is refused: a refusal that the user's own handler swallowed is seen by
    that, and raised after all.
    """
    text = Text([*form.names, *seeds])
    own, missing = text.name("wrapper"), text.name_of("missing", MISSING)
    slow, latest = text.name_of("slow", handlers.slow), text.name_of("latest", handlers.latest)
    failed, swallowed = text.name_of("failed", handlers.failed), text.name_of("swallowed", handlers.swallowed)
    before, error, result = text.name("before"), text.name("error"), text.name("result")
    values = "(" + "".join(f"{one}, " for one in (*form.names, *seeds)) + ")"
    lines = [f"def {own}({form.header(seeds, missing)}):"]
    if handlers.own_code:
        lines += recursion(text, form, seeds, handlers)
    lines += [f"    {before} = {latest}[0]", "    try:"]
    if handlers.find is None:
        lines.append(f"        {result} = {slow}({values})")
    else:
        find, type_of, call = text.name_of("find", handlers.find), text.name_of("type", type), text.name("call")
        types_text = "(" + "".join(f"{type_of}({one}), " for one in (*form.names, *seeds)) + ")"
        lines.append(f"        {call} = {find}({types_text})")
        lines.append(
            f"        {result} = {slow}({values}) if {call} is None else {call}({', '.join((*form.names, *seeds))})"
        )
    lines += [f"    except BaseException as {error}:", f"        {failed}({error}, {before})", "        raise"]
    lines += [f"    if {latest}[0] is not {before}:", f"        {swallowed}({before})", f"    return {result}"]
    wrapper = text.function(own, lines)
    wrapper.__name__ = wrapper.__qualname__ = name
    return wrapper


def recursion(text: Text, form: Form, seeds: Sequence[str], handlers: Handlers) -> list[str]:
    """Write the lines for a function that calls itself by its name: in its own body that is the function as written."""
    frame, codes = text.name_of("frame", sys._getframe), text.name_of("codes", handlers.own_code)
    none_given = " and ".join(f"{seed} is None" for seed in seeds) or "True"
    values = "(" + "".join(f"{one}, " for one in form.names) + ")"
    return [
        f"    if {none_given} and {frame}(1).f_code in {codes}:",
        f"        return {text.name_of('primal', handlers.primal)}({values})",
    ]


@dataclass(frozen=True)
class Passing:
    """How a prepared call passes its values on to the generated function."""

    positional: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]  # keyword of the generated function, name of the value
    constants: tuple[tuple[str, Any], ...]  # keyword of the generated function, a seed that was not given


def make_call(
    names: Sequence[str],
    passing: Passing,
    function: Any,
    holds: Callable[[], bool] | None,
    slow: Callable[[tuple[Any, ...]], Any],
    finish: Callable[[Any], Any] | None,
) -> Any:
    """Return the prepared call: it takes all values by position, and passes on those that the function needs.

    `holds` says whether what the function was derived from is still as it was; if not, the slow way is taken again.
    """
    text = Text(names)
    own, target = text.name("call"), text.name_of("function", function)
    keywords = [f"{key}={name}" for key, name in passing.keywords]
    keywords += [f"{key}={text.name_of('one', value)}" for key, value in passing.constants]
    expression = f"{target}({', '.join([*passing.positional, *keywords])})"
    if finish is not None:
        expression = f"{text.name_of('finish', finish)}({expression})"
    lines = [f"def {own}({', '.join(names)}):"]
    if holds is not None:
        values = "(" + "".join(f"{one}, " for one in names) + ")"
        lines += [f"    if not {text.name_of('holds', holds)}():"]
        lines += [f"        return {text.name_of('slow', slow)}({values})"]
    return text.function(own, [*lines, f"    return {expression}"])


@dataclass(frozen=True)
class Arrays:
    """The arrays among the values of a call, and what must hold of them for a prepared call."""

    names: tuple[str, ...]
    seeded: tuple[tuple[str, str], ...]  # an array and its seed, which is one
    apart: tuple[tuple[str, str], ...]  # arrays that must not share memory


def make_array_call(
    names: Sequence[str],
    arrays: Arrays,
    find: Callable[[tuple[Any, ...]], Any],
    slow: Callable[[tuple[Any, ...]], Any],
) -> Any:
    """Return the call for values of which some are arrays: it looks at dtypes, layouts and overlaps.

    What is not plainly as it should be goes the slow way, which converts, or refuses.
    """
    text = Text(names)
    own, call = text.name("call"), text.name("prepared")
    share = text.name_of("share", np.may_share_memory)
    values = "(" + "".join(f"{one}, " for one in names) + ")"
    doubts = [
        f"{seed}.shape != {primal}.shape or {seed}.strides != {primal}.strides"
        f" or {seed}.dtype is not {primal}.dtype or not {seed}.flags.writeable"
        for primal, seed in arrays.seeded
    ]
    doubts += [f"{share}({one}, {other})" for one, other in arrays.apart]
    key = "(" + "".join(f"{one}.dtype, {one}.ndim, " for one in arrays.names) + ")"
    slowly = f"return {text.name_of('slow', slow)}({values})"
    lines = [f"def {own}({', '.join(names)}):"]
    lines += [f"    if {' or '.join(doubts)}:", f"        {slowly}"] if doubts else []
    lines += [f"    {call} = {text.name_of('find', find)}({key})", f"    if {call} is None:", f"        {slowly}"]
    return text.function(own, [*lines, f"    return {call}({', '.join(names)})"])
