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

import functools
import inspect
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from srcad.resolving import GONE


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

    @functools.cached_property
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
    """A text that defines one function, and the objects that it names, under names that hit none of the user's.

    The objects are the globals of the function: a look-up there costs as little as one in a closure.
    """

    def __init__(self, taken: Sequence[str], objects: dict[str, Any] | None = None) -> None:
        self.objects = {"__name__": "srcad.wrappers"} if objects is None else objects
        self._taken = {*taken, *self.objects}
        self._names: dict[int, str] = {}

    def name(self, wish: str) -> str:
        """Take a name for a variable of the text."""
        number, name = 1, wish
        while name in self._taken:
            number += 1
            name = f"{wish}_{number}"
        self._taken.add(name)
        return name

    def name_of(self, wish: str, value: Any) -> str:
        """Return the name of an object, the same one for the same object."""
        if id(value) not in self._names:
            self._names[id(value)] = self.name(wish)
            self.objects[self._names[id(value)]] = value
        return self._names[id(value)]

    def function(self, name: str, lines: Sequence[str]) -> Any:
        """Compile the lines of `def <name>` and return the function."""
        exec(compile("\n".join(lines) + "\n", f"<srcad wrapper of {name}>", "exec"), self.objects)
        return self.objects.pop(name)


def tuple_text(names: Sequence[str]) -> str:
    """Write a tuple of names."""
    return "(" + "".join(f"{name}, " for name in names) + ")"


def make_binder(form: Form, name: str) -> Callable[..., tuple[Any, ...]]:
    """Return the function with this signature that returns the tuple of its arguments.

    A call that does not fit raises Python's own TypeError, which names the function.
    """
    text = Text(form.names)
    missing, own = text.name_of("missing", MISSING), text.name("bind")
    lines = [f"def {own}({form.header((), missing)}):", f"    return {tuple_text(form.names)}"]
    binder: Any = text.function(own, lines)
    binder.__name__ = binder.__qualname__ = name
    return binder  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Handlers:
    """What a wrapper calls: the table of prepared calls, the slow way, and the ends of a call that went wrong."""

    find: Callable[[tuple[type, ...]], Any] | None  # None where types alone never decide
    slow: Callable[[tuple[Any, ...]], Any]
    slowly: Callable[[tuple[Any, ...]], Any]  # the same with both ends
    latest: list[Any]
    failed: Callable[[BaseException, Any], None]
    swallowed: Callable[[Any], None]
    own_code: frozenset[types.CodeType]
    primal: Callable[[tuple[Any, ...]], Any]


def positional_parameters(function: Any) -> tuple[str, ...]:
    """Return the names of the parameters that may be given by position; those of a compiled function all may."""
    code = getattr(function, "py_func", function).__code__
    return tuple(code.co_varnames[: code.co_argcount])


def by_position(function: Any) -> Any:
    """Return a generated function with its keyword-only parameters behind the positional ones; another one as it is."""
    if type(function) is not types.FunctionType or function.__code__.co_flags & (
        inspect.CO_VARARGS | inspect.CO_VARKEYWORDS
    ):
        return function
    code = function.__code__
    code = code.replace(co_argcount=code.co_argcount + code.co_kwonlyargcount, co_kwonlyargcount=0)
    return types.FunctionType(code, function.__globals__, function.__name__, None, function.__closure__)


@dataclass(frozen=True)
class PreparedCall:
    """How values are passed on to the generated function, and what must hold for that."""

    positional: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]  # keyword of the generated function, name of the value
    constants: tuple[tuple[str, Any], ...]  # keyword of the generated function, a seed that was not given
    function: Any
    finish: Callable[[Any], Any] | None
    checks: tuple[Callable[[Callable[[str, Any], str]], list[str]], ...]  # each writes comparisons

    def written(self, text: Text) -> str:
        """Write the call, by position where that is possible, which is quicker."""
        given = dict(self.keywords) | {key: text.name_of("one", value) for key, value in self.constants}
        function = by_position(self.function)
        parameters = positional_parameters(function)
        rest = parameters[len(self.positional) : len(self.positional) + len(given)]
        if set(rest) == given.keys():
            passed = [given[name] for name in rest]
        else:
            function = self.function
            passed = [f"{key}={name}" for key, name in given.items()]
        expression = f"{text.name_of('function', function)}({', '.join([*self.positional, *passed])})"
        return expression if self.finish is None else f"{text.name_of('finish', self.finish)}({expression})"

    def written_checks(self, text: Text) -> list[str]:
        """Write the comparisons that say whether what the function was derived from is still as it was."""
        return [comparison for check in self.checks for comparison in check(text.name_of)]


def make_call(names: Sequence[str], prepared: PreparedCall, slow: Callable[[tuple[Any, ...]], Any]) -> Any:
    """Return the function that takes all values by position and makes the prepared call, or goes the slow way."""
    text = Text(names)
    own, holds = text.name("call"), text.name("holds")
    checks = prepared.written_checks(text)
    lines = [f"def {own}({', '.join(names)}):"]
    if checks:
        lines += [
            "    try:",
            f"        {holds} = {' and '.join(checks)}",
            f"    except {text.name_of('gone', GONE)}:",
            f"        {holds} = False",
            f"    if not {holds}:",
            f"        return {text.name_of('slow', slow)}({tuple_text(names)})",
        ]
    return text.function(own, [*lines, f"    return {prepared.written(text)}"])


@dataclass(frozen=True)
class Shortcut:
    """One prepared call that a wrapper makes itself: for these types, as long as these comparisons hold.

    `checks` are those of the values, as they are for `PreparedCall`.
    """

    types: tuple[type, ...]
    call: PreparedCall
    checks: tuple[Callable[[Callable[[str, Any], str]], list[str]], ...] = ()


def make_wrapper(
    form: Form, name: str, seeds: Sequence[str], handlers: Handlers, shortcut: Shortcut | None = None
) -> types.FunctionType:
    """Return the function with the user's signature and the seeds as keywords.

    `handlers.latest[0]` changes whenever a call is refused: a refusal that the user's own handler swallowed is seen by
    that, and raised after all.
    """
    text = Text([*form.names, *seeds])
    own, missing = text.name("wrapper"), text.name_of("missing", MISSING)
    latest = text.name_of("latest", handlers.latest)
    failed, swallowed = text.name_of("failed", handlers.failed), text.name_of("swallowed", handlers.swallowed)
    before, error, result = text.name("before"), text.name("error"), text.name("result")
    compared = text.name("compared")
    lines = [f"def {own}({form.header(seeds, missing)}):"]
    if handlers.own_code:
        lines += recursion(text, form, seeds, handlers)
    lines += [f"    {before} = {latest}[0]", *([f"    {compared} = False"] if shortcut else []), "    try:"]
    body = looked_up(text, [*form.names, *seeds], handlers, result)
    if shortcut is not None:
        body = short(text, [*form.names, *seeds], shortcut, (result, compared), body)
    lines += ["        " + line for line in body]
    end = [f"{failed}({error}, {before})", "raise"]
    lines += [f"    except BaseException as {error}:"]
    if shortcut is None:
        lines += ["        " + line for line in end]
    else:
        is_instance, gone = text.name_of("isinstance", isinstance), text.name_of("gone", GONE)
        lines += [f"        if {compared} or not {is_instance}({error}, {gone}):"]
        lines += ["            " + line for line in end]
    lines += ["    else:", f"        if {latest}[0] is not {before}:", f"            {swallowed}({before})"]
    lines += [f"        return {result}"]
    if shortcut is not None:  # a comparison raised: what it looks at is gone
        lines += [f"    return {text.name_of('slowly', handlers.slowly)}({tuple_text([*form.names, *seeds])})"]
    wrapper: types.FunctionType = text.function(own, lines)
    wrapper.__name__ = wrapper.__qualname__ = name
    return wrapper


def looked_up(text: Text, names: Sequence[str], handlers: Handlers, result: str) -> list[str]:
    """Write the look-up of a prepared call by the types of the values."""
    slow = text.name_of("slow", handlers.slow)
    if handlers.find is None:
        return [f"{result} = {slow}({tuple_text(names)})"]
    find, type_of, call = text.name_of("find", handlers.find), text.name_of("type", type), text.name("call")
    return [
        f"{call} = {find}({tuple_text([f'{type_of}({one})' for one in names])})",
        f"{result} = {slow}({tuple_text(names)}) if {call} is None else {call}({', '.join(names)})",
    ]


def short(
    text: Text, names: Sequence[str], shortcut: Shortcut, results: tuple[str, str], otherwise: list[str]
) -> list[str]:
    """Write the prepared call into the wrapper, and what is done where its types or comparisons do not hold.

    `results` are the variables of the result and of whether the comparisons were made.
    """
    type_of = text.name_of("type", type)
    result, compared = results
    tests = []
    for name, cls in zip(names, shortcut.types, strict=True):
        single = {type(None): "None", Missing: text.name_of("missing", MISSING)}.get(cls)
        tests.append(f"{name} is {single}" if single else f"{type_of}({name}) is {text.name_of(cls.__name__, cls)}")
    tests += [comparison for check in shortcut.checks for comparison in check(text.name_of)]
    tests += shortcut.call.written_checks(text)
    return [
        f"if {' and '.join(tests) or 'True'}:",
        f"    {compared} = True",
        f"    {result} = {shortcut.call.written(text)}",
        "else:",
        f"    {compared} = True",
        *("    " + line for line in otherwise),
    ]


def recursion(text: Text, form: Form, seeds: Sequence[str], handlers: Handlers) -> list[str]:
    """Write the lines for a function that calls itself by its name: in its own body that is the function as written."""
    frame, codes = text.name_of("frame", sys._getframe), text.name_of("codes", handlers.own_code)
    none_given = " and ".join(f"{seed} is None" for seed in seeds) or "True"
    return [
        f"    if {none_given} and {frame}(1).f_code in {codes}:",
        f"        return {text.name_of('primal', handlers.primal)}({tuple_text(form.names)})",
    ]
