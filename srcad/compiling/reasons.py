"""Say in short why numba refuses a function, and at which line of the user's.

numba's messages run over many lines, and name first the innermost place, then the calls that lead there. The functions
between, the twins of generated text and srcad's own, are not the user's: the place that counts is the first which
comes from a line that he wrote.
"""

from __future__ import annotations

import linecache
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

from srcad.codes import GENERATED
from srcad.errors import Location
from srcad.loading import user_location

# The two forms in which numba names a place: `File "model.py", line 3` and `at model.py (3)`.
_PLACE = re.compile(r'File "(?P<file>[^"\n]+)", line (?P<line>\d+)|at (?P<at>\S[^\n]*?) \((?P<number>\d+)\)')
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FOLDER = Path(__file__).resolve().parents[1]

# How lines begin that say nothing of the reason.
_NOISE = ("Failed in nopython mode", "During:", "File ", "There are", "- Of which", ">>>", "Overload", "^", "<source")


def reason_of(error: BaseException) -> str:
    """Return the first line of a message that says something, with the call that has no implementation, if any."""
    lines = [line.strip() for line in _message_of(error).splitlines()]
    said = [line for line in lines if line and not line.startswith(_NOISE)]
    calls = [line.removeprefix(">>> ") for line in lines if line.startswith(">>> ")]
    if not said:
        return type(error).__name__
    first = said[0].partition(" Raised from ")[0]
    return f"{first} {calls[0]}" if calls and first.endswith("signature:") else first


def place_of(error: BaseException, generated: FunctionType) -> Location | None:
    """Return the user's line that numba refuses."""
    name = generated.__name__
    for file, line in _places_of(error):
        found = user_location(file, line, name)
        if found is not None:
            return found
        if is_users(file):
            return Location(file, line, name, linecache.getline(file, line).rstrip("\n"))
    return None


def is_users(file: str) -> bool:
    """Tell whether a file, or a notebook's cell, is neither srcad's nor that of an installed package."""
    path = Path(file).resolve()
    is_of_library = path.is_relative_to(_FOLDER) or "site-packages" in path.parts
    return not is_of_library and not file.startswith(GENERATED) and bool(linecache.getlines(file))


def _places_of(error: BaseException) -> Iterator[tuple[str, int]]:
    location = getattr(error, "loc", None)
    if location is not None:
        yield location.filename, location.line
    for found in _PLACE.finditer(_message_of(error)):
        yield (found["file"] or found["at"]), int(found["line"] or found["number"])


def _message_of(error: BaseException) -> str:
    return _COLOURS.sub("", str(error))
