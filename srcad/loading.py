"""Turn generated text into a function that runs in the user's module, with his own closure cells.

The text is compiled inside of a factory function, whose parameters are the names that come from outside: so they become
free variables, the user's module gets no new names, and his cells stay the live ones. The text is kept in linecache as
long as its code lives, so that tracebacks, pdb and `inspect.getsource` show it.
"""

from __future__ import annotations

import ast
import itertools
import linecache
import re
import threading
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import CellType, CodeType, FunctionType, TracebackType
from typing import Any

from .codes import FUTURE, GENERATED, all_code, forget_joint, without_syntax_warnings
from .errors import InternalError, Location
from .stages import Printed

__all__ = ["load", "note_user_line", "printed_of", "user_line", "user_location"]


@dataclass(slots=True, eq=False)
class _Origin:
    """A generated text with the ids of those of its code objects that are still alive."""

    printed: Printed
    filename: str
    living: set[int] = field(default_factory=set)


_origins: dict[str, _Origin] = {}
_naming = threading.Lock()

_NOTE = "srcad: derivative of "

# What the name of a generated function adds to the user's.
_SUFFIX = re.compile(r"_forward\d*$")


def load(
    printed: Printed,
    name: str,
    *,
    label: str,
    function_globals: dict[str, Any],
    cells: Mapping[str, CellType],
    extras: Mapping[str, object],
    defaults: tuple[object, ...] | None = None,
    kwdefaults: Mapping[str, object] | None = None,
    class_name: str | None = None,
    future_flags: int = 0,
) -> FunctionType:
    """Compile the text of the function `name` and bind it to the user's globals and cells.

    `cells` are the live cells of the user's free names, `extras` further values that the text names. `class_name` is
    the class whose private names (`self.__x`) the text may use, `future_flags` the `co_flags` of the user's code: its
    `from __future__` lines hold for the text too. The defaults written in the text are not evaluated.
    Raises InternalError if the text is no such function, or names collide.
    """
    if clash := cells.keys() & extras.keys():
        raise InternalError(f"the names {sorted(clash)} are both the user's and generated")
    origin = _register(label, printed)
    try:
        with without_syntax_warnings():
            code = _compile(printed.text, name, origin.filename, [*cells, *extras], class_name, future_flags & FUTURE)
    except BaseException:
        _forget(origin, 0)
        raise
    _keep_while_alive(code, origin)
    closure = tuple(cells[free] if free in cells else CellType(extras[free]) for free in code.co_freevars)
    function = FunctionType(code, function_globals, name, defaults, closure)
    function.__kwdefaults__ = dict(kwdefaults) if kwdefaults else None
    return function


def printed_of(code_filename: str) -> Printed | None:
    """Return the living generated text that a code object's file name means."""
    origin = _origins.get(code_filename)
    return None if origin is None else origin.printed


def user_line(code_filename: str, generated_line: int) -> tuple[str, int] | None:
    """Return the user's file and line that a line of a living generated text comes from.

    A derivative of a derivative is followed down to the file that the user wrote.
    """
    origin = _origins.get(code_filename)
    if origin is None or not 1 <= generated_line <= len(origin.printed.lines):
        return None
    line = origin.printed.lines[generated_line - 1]
    if line is None:
        return None
    return user_line(origin.printed.file, line) or (origin.printed.file, line)


def user_location(code_filename: str, generated_line: int, function: str) -> Location | None:
    """Return the user's line that a line of a living generated text comes from, for an error to point at."""
    place = user_line(code_filename, generated_line)
    if place is None:
        return None
    return Location(*place, _SUFFIX.sub("", function), linecache.getline(*place).rstrip("\n"))


def note_user_line(error: BaseException) -> None:
    """Add to an error the user's line that its innermost generated frame comes from, once."""
    if any(note.startswith(_NOTE) for note in getattr(error, "__notes__", ())):
        return
    places = [place for place in map(_frame_place, _frames(error.__traceback__)) if place is not None]
    if not places:
        return
    function, file, line = places[-1]
    text = linecache.getline(file, line).strip()
    error.add_note(f"{_NOTE}{file}, line {line}, in {function}" + (f"\n    {text}" if text else ""))


def _frames(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _frame_place(traceback: TracebackType) -> tuple[str, str, int] | None:
    """Return the generated function, the user's file and line; None for a frame that is not generated."""
    code = traceback.tb_frame.f_code
    place = user_line(code.co_filename, traceback.tb_lineno or 0)
    return None if place is None else (code.co_name, *place)


def _register(label: str, printed: Printed) -> _Origin:
    """Give the text a file name of its own and put it into linecache.

    An entry without a time of modification is never found out of date.
    """
    first = [f"{GENERATED}{label}>"]
    with _naming:
        names = itertools.chain(first, (f"{GENERATED}{label} #{count}>" for count in itertools.count(2)))
        origin = _Origin(printed, next(name for name in names if name not in _origins))
        _origins[origin.filename] = origin
    lines = [line + "\n" for line in printed.text.removesuffix("\n").split("\n")]
    linecache.cache[origin.filename] = (len(printed.text), None, lines, origin.filename)
    return origin


def _keep_while_alive(code: CodeType, origin: _Origin) -> None:
    """Drop the text when the last of its code objects dies: a nested function may outlive the one around it."""
    for part in all_code(code):
        origin.living.add(id(part))
        weakref.finalize(part, _forget, origin, id(part)).atexit = False


def _forget(origin: _Origin, identity: int) -> None:
    """Note that a code object is gone; its file name may already belong to another text."""
    origin.living.discard(identity)
    if not origin.living and _origins.get(origin.filename) is origin:
        del _origins[origin.filename]
        linecache.cache.pop(origin.filename, None)
        forget_joint(origin.filename)


def _compile(text: str, name: str, filename: str, names: list[str], class_name: str | None, flags: int) -> CodeType:
    try:
        module = ast.parse(text, filename)
    except SyntaxError as error:
        raise InternalError(f"the generated text of '{name}' is no Python: {error}\n{text}") from error
    body = _inside_class(module.body, class_name) if class_name else module.body
    module.body = [_factory(body, names)]
    ast.fix_missing_locations(module)
    compiled = compile(module, filename, "exec", flags, dont_inherit=True)
    found = [code for code in all_code(compiled) if code.co_name == name]
    if not found:
        raise InternalError(f"the generated text does not define '{name}'\n{text}")
    return found[0].replace(co_qualname=f"{class_name}.{name}" if class_name else name)


def _factory(body: list[ast.stmt], names: list[str]) -> ast.FunctionDef:
    """Write a function around the text, whose parameters are the names from outside."""
    factory = ast.parse("def factory(): pass").body[0]
    if not isinstance(factory, ast.FunctionDef):
        raise InternalError("the factory is no function")
    factory.name = "<factory>"  # No name that a text could define.
    factory.args.args = [ast.arg(name) for name in names]
    factory.body = body
    return factory


def _inside_class(body: list[ast.stmt], class_name: str) -> list[ast.stmt]:
    """Write the class around the text whose private names it uses; the class is compiled, but never made.

    Python leaves the underscores in front of a class's name out of its private names, so one more keeps the name itself
    free for the text, which may well speak of the class.
    """
    statement = ast.parse(f"class _{class_name}: pass").body[0]
    if not isinstance(statement, ast.ClassDef):
        raise InternalError(f"'{class_name}' is no name of a class")
    statement.body = body
    return [statement]
