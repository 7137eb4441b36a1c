"""What the user wrote: the text of his untouched nodes, his comments and his blank lines.

A node is untouched if it has all four positions; whoever changes a node takes its end position away.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator

import gast

from ..codes import without_syntax_warnings
from ..stages import SourceText

__all__ = ["UserText", "is_parenthesised", "line_of"]


def line_of(node: gast.AST) -> int | None:
    """Return the user's line that a node comes from, if it has one."""
    line = getattr(node, "lineno", None)
    return line if isinstance(line, int) else None


def _span(node: gast.AST) -> tuple[int, int, int, int] | None:
    """Return line, column, last line and end column of an untouched node."""
    names = "lineno", "col_offset", "end_lineno", "end_col_offset"
    line, column, end_line, end_column = (getattr(node, name, None) for name in names)
    if isinstance(line, int) and isinstance(column, int) and isinstance(end_line, int) and isinstance(end_column, int):
        return line, column, end_line, end_column
    return None


class UserText:
    """The lines of one function as the user wrote them, asked for by the line numbers of his file."""

    def __init__(self, source: SourceText) -> None:
        self.first_line = source.first_line
        self._lines = source.text.split("\n")
        self._string_lines: set[int] = set()
        self._own_line_comments: dict[int, str] = {}
        self._trailing_comments: dict[int, str] = {}
        self._read_tokens(source.text)

    def _read_tokens(self, text: str) -> None:
        for token in _tokens(text):
            line = token.start[0] - 1 + self.first_line
            if token.type == tokenize.COMMENT:
                before = token.line[: token.start[1]].strip()
                (self._trailing_comments if before else self._own_line_comments)[line] = token.string
            elif token.type != tokenize.NEWLINE and token.end[0] > token.start[0]:
                self._string_lines.update(range(line + 1, token.end[0] + self.first_line))

    def expression(self, node: gast.AST) -> str | None:
        """Return the text of an untouched expression that stands on one line."""
        span = _span(node)
        if span is None or span[0] != span[2] or not self._has(span[0]):
            return None
        return self._encoded(span[0])[span[1] : span[3]].decode()

    def statement(self, node: gast.AST, indentation: int) -> list[tuple[str, int]] | None:
        """Return the lines of an untouched statement, with its comments, and their numbers in the user's file.

        The lines are moved to the new indentation, but those that begin inside of a string stay as they are. None for
        a statement of several lines that shares them with others, which has to be printed anew.
        """
        span = _span(node)
        if span is None or not self._has(span[0]) or not self._has(span[2]):
            return None
        first = min([span[0], *filter(None, map(line_of, getattr(node, "decorator_list", [])))])
        if self._fills_lines(span):
            return [(self._moved(line, span[1], indentation), line) for line in range(first, span[2] + 1)]
        text = self.expression(node)
        return None if text is None else [(" " * indentation + text + self._comment_after(span), span[0])]

    def is_elif(self, node: gast.AST) -> bool:
        """Tell whether an untouched `if` is written as an `elif`."""
        span = _span(node)
        return span is not None and self._has(span[0]) and self._encoded(span[0])[span[1] :].startswith(b"elif")

    def trailing_comment(self, line: int) -> str:
        """Return the comment behind the code of a line, or an empty string."""
        return self._trailing_comments.get(line, "")

    def comments_between(self, after: int, before: int) -> Iterator[tuple[int, str]]:
        """Yield the comments that have lines of their own between two lines."""
        for line in range(after + 1, before):
            if line in self._own_line_comments:
                yield line, self._own_line_comments[line]

    def follows_blank(self, line: int) -> bool:
        """Tell whether a blank line stands above a line."""
        return self._has(line - 1) and not self._lines[line - 1 - self.first_line].strip()

    def _has(self, line: int) -> bool:
        return 0 <= line - self.first_line < len(self._lines)

    def _encoded(self, line: int) -> bytes:
        return self._lines[line - self.first_line].encode()

    def _fills_lines(self, span: tuple[int, int, int, int]) -> bool:
        """Tell whether nothing but comments shares the lines of a statement."""
        before = self._encoded(span[0])[: span[1]]
        after = self._encoded(span[2])[span[3] :].strip()
        return not before.strip() and (not after or after.startswith(b"#"))

    def _moved(self, line: int, column: int, indentation: int) -> str:
        text = self._lines[line - self.first_line]
        if line in self._string_lines or not text.strip():
            return text
        return " " * indentation + text[min(column, len(text) - len(text.lstrip())) :].rstrip()

    def _comment_after(self, span: tuple[int, int, int, int]) -> str:
        after = self._encoded(span[2])[span[3] :].strip()
        return "  " + after.decode() if after.startswith(b"#") else ""


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    """Split the text into tokens; the text of a lambda may be no sequence of lines, and then has none."""
    try:
        return list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return []


def is_parenthesised(node: gast.AST, text: str) -> bool:
    """Tell whether the text of a tuple or generator has its own parentheses: `(a, b)`, but not `(a), (b)`."""
    if isinstance(node, gast.GeneratorExp):
        return True
    if not text.startswith("("):
        return False
    try:
        with without_syntax_warnings():
            ast.parse(f"[{text[1:-1]}]", mode="eval")
    except SyntaxError:
        return False
    return True
