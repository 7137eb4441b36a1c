"""Every exception of srcad, and the one formatter of file, line, source line, caret and way out.

>>> where = Location("model.py", 14, "simulate", "    async for t in clock:", 4, 13)
>>> print(describe("cannot differentiate 'async for'", where, "Collect the values first."))
cannot differentiate 'async for'
  model.py, line 14, in simulate
    async for t in clock:
    ^^^^^^^^^
Collect the values first.
"""

from __future__ import annotations

import itertools
import re
import sys
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from types import FrameType
from typing import Self

__all__ = [
    "CompilationError",
    "InternalError",
    "Location",
    "NoRuleError",
    "Refusal",
    "SeedError",
    "SourceNotFoundError",
    "SrcadError",
    "StaleDerivativeError",
    "UnsupportedSyntaxError",
    "UnsupportedValueError",
    "combine",
    "describe",
    "latest_refusal",
    "refused_since",
]


@dataclass(frozen=True)
class Location:
    """Say where in the user's file a construct stands.

    `text` is the whole source line; `column` and `end_column` count its characters from 0, and are None where unknown.
    """

    file: str
    line: int
    function: str
    text: str
    column: int | None = None
    end_column: int | None = None


# The line of a message that names a place.
_PLACE = re.compile(r"^  .+, line \d+, in ", re.MULTILINE)


class SrcadError(Exception):
    """Base of all errors that srcad reports."""

    def __init_subclass__(cls, **keywords: object) -> None:
        """Show a subclass under its public name, `srcad.<name>`, in tracebacks."""
        super().__init_subclass__(**keywords)
        cls.__module__ = "srcad"

    @classmethod
    def at(cls, what: str, location: Location | None, way_out: str = "") -> Self:
        """Make the error for one construct at one place."""
        return cls(describe(what, location, way_out))

    @property
    def is_placed(self) -> bool:
        """Tell whether the message names a file and a line."""
        return _PLACE.search(str(self)) is not None

    def place(self, location: Location) -> None:
        """Name the place, behind the first line of the message of an error that was made where it was not known."""
        what, _, way_out = str(self).partition("\n")
        self.args = (describe(what, location, way_out),)


SrcadError.__module__ = "srcad"


class UnsupportedSyntaxError(SrcadError):
    """A construct in the source cannot be differentiated."""


class SourceNotFoundError(SrcadError):
    """The source of a function cannot be read, or is not the source of the function that runs."""


class NoRuleError(SrcadError):
    """A function that receives an active value has neither a rule nor a source."""


class SeedError(SrcadError, TypeError):
    """A tangent is missing, unknown, or does not match its primal."""


class UnsupportedValueError(SrcadError):
    """An active value meets a type that has no tangent."""


class StaleDerivativeError(SrcadError):
    """A derivative depends on something that has changed, or is older than the call."""


class CompilationError(SrcadError):
    """The compiler that was asked for does not compile the generated source, or is not installed."""


class InternalError(SrcadError):
    """srcad broke a promise of its own: please report it."""


class Refusal(BaseException):
    """Carry an error out of generated code past the user's `except Exception`.

    The public call catches it and raises `error` instead.
    """

    def __init__(self, error: SrcadError) -> None:
        super().__init__(str(error))
        self.error = error
        number = next(_numbers)
        _refused.errors.append((number, error, _calling_frames()))
        latest_refusal[0] = number

    def __reduce__(self) -> tuple[type[Refusal], tuple[SrcadError]]:
        """Pickle with the error: the message alone would not rebuild it."""
        return type(self), (self.error,)


# The file, line and function of each generated frame under which a refusal was made, the innermost first.
Frames = tuple[tuple[str, int, str], ...]


def _calling_frames() -> Frames:
    """Note where a refusal was made: the user's handler may swallow it, and its traceback with it."""
    found = []
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<srcad "):
            found.append((frame.f_code.co_filename, frame.f_lineno or 0, frame.f_code.co_name))
        frame = frame.f_back
    return tuple(found)


class _Refused(threading.local):
    """The errors of the last refusals in this thread, with their numbers and frames."""

    def __init__(self) -> None:
        self.errors: deque[tuple[int, SrcadError, Frames]] = deque(maxlen=8)


_numbers = itertools.count(1)
_refused = _Refused()

# The number of the last refusal in any thread: by it a public call sees cheaply that it has to look closer.
latest_refusal: list[int] = [0]


def refused_since(number: int) -> tuple[SrcadError, Frames] | None:
    """Return the first refusal in this thread after the one of that number, and forget all later ones."""
    first = None
    while _refused.errors and _refused.errors[-1][0] > number:
        first = _refused.errors.pop()[1:]
    return first


def describe(what: str, location: Location | None, way_out: str = "") -> str:
    """Write a message: what is wrong, where, and what to do about it.

    >>> describe("no source", None, "Write it to a file.")
    'no source\\nWrite it to a file.'
    """
    where = [] if location is None else _where(location)
    return "\n".join([what, *where, *([way_out] if way_out else [])])


def combine(findings: Iterable[tuple[str, Location | None, str]]) -> UnsupportedSyntaxError:
    """Make one error of several findings `(what, location, way_out)`, in the order of their lines."""
    ordered = sorted(findings, key=_position)
    if len(ordered) == 1:
        return UnsupportedSyntaxError(describe(*ordered[0]))
    head = f"{len(ordered)} constructs cannot be differentiated"
    return UnsupportedSyntaxError("\n\n".join([head, *(describe(*finding) for finding in ordered)]))


def _position(finding: tuple[str, Location | None, str]) -> tuple[str, int, int, str]:
    what, location, _ = finding
    if location is None:
        return "", 0, 0, what
    return location.file, location.line, location.column or 0, what


def _where(location: Location) -> list[str]:
    """Write the lines that point into the user's file; a construct of several lines is marked on its first."""
    lines = [f"  {location.file}, line {location.line}, in {location.function}"]
    text = location.text.rstrip()
    if not text.strip():
        return lines
    lines.append("    " + text.lstrip())
    caret = _caret(text, location.column, location.end_column)
    return [*lines, "    " + caret] if caret else lines


def _caret(text: str, column: int | None, end_column: int | None) -> str:
    """Underline the construct, below a line that is shown without its indentation.

    Tabs are repeated in the underline, so that it stands right whatever their width.
    """
    if column is None:
        return ""
    indent = len(text) - len(text.lstrip())
    end = len(text) if end_column is None or end_column <= column else min(end_column, len(text))
    before = "".join("\t" if character == "\t" else " " for character in text[indent:column])
    return before + "^" * max(end - column, 1)
