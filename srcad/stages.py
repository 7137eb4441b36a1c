"""What flows from one step to the next: frozen records, one per stage."""

from __future__ import annotations

from dataclasses import dataclass
from types import FunctionType

import gast

__all__ = ["ParsedFunction", "Printed", "SourceText"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The source of one function.

    `text` is exactly the `def` or `lambda`, without decorators and with its indentation removed; `first_line` is the
    line of its first line in `file`. `indents` says for each line of the text how many characters of the file's line
    stand before it. `class_name` is the innermost class around the function, whose private names it sees.
    """

    function: FunctionType
    text: str
    file: str
    first_line: int
    name: str
    qualname: str
    class_name: str | None
    indents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ParsedFunction:
    """The tree of one function: a `lambda` has become a `def lambda_` with one `return`.

    `lineno` of a node counts the lines of the user's file; `col_offset` counts UTF-8 bytes in the line of
    `source.text`. `free_names` are the variables of enclosing functions, as in `co_freevars`.
    """

    source: SourceText
    node: gast.FunctionDef
    is_lambda: bool
    is_generator: bool
    free_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Generated text, and for each of its lines the line of `file` that it comes from, or None."""

    text: str
    lines: tuple[int | None, ...]
    file: str
