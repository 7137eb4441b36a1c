"""Turn the source of one function into a tree, with positions in the user's file."""

from __future__ import annotations

import ast
import inspect
import linecache

import gast

from .codes import without_syntax_warnings
from .errors import Location, SourceNotFoundError
from .stages import ParsedFunction, SourceText

__all__ = ["locate", "parse"]


def parse(source: SourceText) -> ParsedFunction:
    """Parse the text of one function.

    Line numbers count in the user's file, columns in UTF-8 bytes of the text's line. Nodes inside f-strings and
    t-strings have no end position: before 3.12 the parser gives wrong ones. Raises SourceNotFoundError where the text
    is no single function.
    """
    node = _parse_lambda(source) if source.name == "<lambda>" else _parse_def(source)
    code = source.function.__code__
    return ParsedFunction(
        source=source,
        node=node,
        is_lambda=source.name == "<lambda>",
        is_generator=bool(code.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR)),
        free_names=code.co_freevars,
    )


def locate(source: SourceText, node: gast.AST) -> Location:
    """Say where a node stands in the user's file; a node without a line stands at the function's first."""
    line = getattr(node, "lineno", None) or source.first_line
    lines = source.text.split("\n")
    number = min(max(line - source.first_line, 0), len(lines) - 1)
    text, indent = lines[number], source.indents[number]
    start = _column(text, getattr(node, "col_offset", None))
    end = _column(text, getattr(node, "end_col_offset", None))
    if start is None or getattr(node, "end_lineno", line) != line:
        end = None
    whole = _whole_line(source.file, line, indent, text)
    return Location(source.file, line, source.qualname, whole, _add(start, indent), _add(end, indent))


def _whole_line(file: str, line: int, indent: int, text: str) -> str:
    """Return the line of the file; if it is not to be had, blanks stand for what comes before the text."""
    whole = linecache.getline(file, line).rstrip("\n")
    return whole if whole[indent:].startswith(text) else " " * indent + text


def _column(text: str, column: int | None) -> int | None:
    return None if column is None else len(text.encode()[:column].decode(errors="ignore"))


def _add(column: int | None, indent: int) -> int | None:
    return None if column is None else column + indent


def _parse_def(source: SourceText) -> gast.FunctionDef:
    body = _parse_text(source, source.text).body
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef | ast.AsyncFunctionDef):
        raise _no_function(source)
    body[0].decorator_list = []
    return _with_positions(gast.ast_to_gast(body[0]), source.first_line - 1, 0)


def _parse_lambda(source: SourceText) -> gast.FunctionDef:
    """Write a lambda as a function with one return; the parentheses let it run over several lines."""
    body = _parse_text(source, f"({source.text})").body
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Lambda):
        raise _no_function(source)
    node = _with_positions(gast.ast_to_gast(body[0].value), source.first_line - 1, 1)
    statement = gast.Return(node.body)
    statement.lineno = node.body.lineno
    function = gast.FunctionDef("lambda_", node.args, [statement], [], None, None, [])
    function.lineno = node.lineno
    for new in statement, function:
        new.col_offset = new.end_lineno = new.end_col_offset = None
    return function


def _parse_text(source: SourceText, text: str) -> ast.Module:
    try:
        with without_syntax_warnings():
            return ast.parse(text)
    except SyntaxError as error:
        raise _no_function(source) from error


def _no_function(source: SourceText) -> SourceNotFoundError:
    location = Location(source.file, source.first_line, source.qualname, source.text.split("\n")[0])
    return SourceNotFoundError.at("the source found is not one function", location, "Write it on lines of its own.")


def _with_positions(tree: gast.AST, line_shift: int, column_shift: int) -> gast.AST:
    """Move a fresh tree to its place in the file; the column shift is that of the text's first line."""
    for node in gast.walk(tree):
        if isinstance(getattr(node, "lineno", None), int):
            _move(node, line_shift, column_shift)
    for node in gast.walk(tree):
        if type(node).__name__ in ("JoinedStr", "TemplateStr"):
            _forget_positions_inside(node)
    return tree


def _move(node: gast.AST, line_shift: int, column_shift: int) -> None:
    node.col_offset -= column_shift if node.lineno == 1 else 0
    node.end_col_offset -= column_shift if node.end_lineno == 1 else 0
    node.lineno += line_shift
    node.end_lineno += line_shift


def _forget_positions_inside(string: gast.AST) -> None:
    """Leave a node inside of an f-string only the line of the string."""
    for node in gast.walk(string):
        if node is not string and hasattr(node, "lineno"):
            node.lineno = string.lineno
            node.col_offset = node.end_lineno = node.end_col_offset = None
