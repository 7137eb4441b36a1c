"""Read the source of a function: the text of exactly this `def` or `lambda`, and where it stands.

The text is found through the code object, and it is compiled again to see that it is the text of the code that runs: a
file that was edited after its import would otherwise give the derivative of another function, without an error.
"""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Iterator
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from types import CodeType, FunctionType, MethodType
from typing import cast
from zipimport import zipimporter

from .codes import FUTURE, GENERATED, all_code, class_of, has_all_of, same_code, without_syntax_warnings
from .errors import Location, SourceNotFoundError
from .stages import SourceText

__all__ = ["read_source"]

_WAYS_OUT = (
    "Write the function to a file, or put its text into linecache.cache under its file name. If it has no Python "
    "source, give its derivative with srcad.rule, or mark it with srcad.constant if it does not depend on the inputs."
)
_EDITED = "Import the module again, or restart the interpreter, so that the file and the running code agree."
_TOGETHER = "Write each lambda on a line of its own."

# A constant of the compiler that lets notebook cells use `await` outside of functions.
_NOTEBOOK = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

_PLAIN_LOADERS = (SourceFileLoader, zipimporter)

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def read_source(function: object) -> SourceText:
    """Find the source of a function by its code object; decorators and `__wrapped__` are not followed.

    Raises SourceNotFoundError where there is no source, or where it is not the source of the code that runs.
    """
    if isinstance(function, MethodType):
        function = function.__func__
    if not isinstance(function, FunctionType):
        raise SourceNotFoundError.at(f"no Python source for {_display(function)}", None, _WAYS_OUT)
    if len(function.__defaults__ or ()) > function.__code__.co_argcount:
        raise _error(function, f"'{function.__qualname__}' runs other code than it was written with", _WAYS_OUT)
    text = "".join(_file_lines(function))
    definition = _find_definition(_definitions_of(text, function), function)
    _check_same_code(function, text)
    return _cut(function, text, definition)


def _display(function: object) -> str:
    name = getattr(function, "__qualname__", None)
    return f"'{name}'" if isinstance(name, str) else f"an object of type '{type(function).__qualname__}'"


def _error(function: FunctionType, what: str, way_out: str) -> SourceNotFoundError:
    code = function.__code__
    text = linecache.getline(code.co_filename, code.co_firstlineno).rstrip("\n")
    return SourceNotFoundError.at(what, Location(code.co_filename, code.co_firstlineno, code.co_name, text), way_out)


def _file_lines(function: FunctionType) -> list[str]:
    """Return the lines of the function's file, notebook cell or doctest.

    linecache comes first: it knows loaders, notebooks and, while they run, doctests. `inspect` knows where the
    interpreter keeps what is typed at its prompt.
    """
    code = function.__code__
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename, function.__globals__)
    if not lines:
        lines = _interpreter_lines(code)
    if not lines:
        raise _error(function, f"the source of '{code.co_qualname}' cannot be found", _WAYS_OUT)
    return lines


def _interpreter_lines(code: CodeType) -> list[str]:
    try:
        return inspect.findsource(code)[0]
    except (OSError, TypeError):
        return []


def _definitions_of(text: str, function: FunctionType) -> dict[int, list[_Definition]]:
    try:
        return _definitions_by_line(text)
    except (SyntaxError, ValueError) as error:
        what = f"the source of '{function.__code__.co_qualname}' cannot be parsed: {error}"
        raise _error(function, what, _EDITED) from error


# A program calls many functions of one module: its text is parsed and compiled once. The bound keeps this from growing.
@lru_cache(maxsize=8)
def _definitions_by_line(text: str) -> dict[int, list[_Definition]]:
    """Return all functions and lambdas of a file by the first line that their code objects name."""
    with without_syntax_warnings():
        tree = cast(ast.Module, compile(text, "<text>", "exec", ast.PyCF_ONLY_AST | _NOTEBOOK, dont_inherit=True))
    found: dict[int, list[_Definition]] = {}
    for node in ast.walk(tree):
        if isinstance(node, _Definition):
            found.setdefault(_first_line(node), []).append(node)
    return found


@lru_cache(maxsize=8)
def _compile_text(text: str, flags: int) -> CodeType:
    with without_syntax_warnings():
        return cast(CodeType, compile(text, "<text>", "exec", flags | _NOTEBOOK, dont_inherit=True))


def _find_definition(definitions: dict[int, list[_Definition]], function: FunctionType) -> _Definition:
    """Return the node whose first line, name and arguments are those of the code object."""
    code = function.__code__
    found = [node for node in definitions.get(code.co_firstlineno, []) if _signature(node) == _code_signature(code)]
    if len(found) > 1:
        found = _by_positions(found, code) or _by_code(found, code)[:1] or found
    if len(found) == 1:
        return found[0]
    if found:
        what = f"line {code.co_firstlineno} has {len(found)} functions that cannot be told apart"
        raise _error(function, what, _TOGETHER)
    if code.co_filename == "<string>":
        # What exec makes goes by the name that the text behind `python -c` has as well, since Python 3.13.
        raise _error(function, f"the source of '{code.co_qualname}' cannot be found", _WAYS_OUT)
    raise _error(function, f"the file no longer has '{code.co_qualname}' at this line: it was edited", _EDITED)


def _first_line(node: _Definition) -> int:
    """Return the line that a code object names as its first: that of the first decorator, if there is one."""
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _signature(node: _Definition) -> tuple[str, tuple[str, ...], int, int]:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    starred = [argument for argument in (arguments.vararg, arguments.kwarg) if argument is not None]
    names = tuple(argument.arg for argument in [*named, *starred])
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    return name, names, len(arguments.posonlyargs), len(arguments.kwonlyargs)


def _code_signature(code: CodeType) -> tuple[str, tuple[str, ...], int, int]:
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    names = tuple(_unmangle(name, code) for name in code.co_varnames[:count])
    return code.co_name, names, code.co_posonlyargcount, code.co_kwonlyargcount


def _unmangle(name: str, code: CodeType) -> str:
    """Return a private parameter's name as it is written: the compiler has put the class's name before it."""
    owner = class_of(code.co_qualname)
    prefix = "_" + owner.lstrip("_") if owner else ""
    return name.removeprefix(prefix) if prefix and name.startswith(prefix + "__") else name


def _by_positions(lambdas: list[_Definition], code: CodeType) -> list[_Definition]:
    """Choose among the lambdas of a line the smallest whose body contains every instruction of the code."""
    places = [place for place in _places(code) if place[0] < place[1]]
    if not places:
        return []
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    around = [node for node in lambdas if isinstance(node, ast.Lambda) and _contains(node.body, start, end)]
    around.sort(key=lambda node: _extent(node.body))
    return list(around[-1:])


def _by_code(lambdas: list[_Definition], code: CodeType) -> list[_Definition]:
    """Choose the lambdas that compile to the code; those that do are the same function.

    3.12 gives no positions to a lambda that returns a constant.
    """
    return [node for node in lambdas if isinstance(node, ast.Lambda) and _compiles_to(node, code)]


def _compiles_to(node: ast.Lambda, code: CodeType) -> bool:
    with without_syntax_warnings():
        compiled = compile(ast.Expression(node), "<text>", "eval", code.co_flags & FUTURE, dont_inherit=True)
    return any(same_code(code, other) for other in all_code(compiled))


_Point = tuple[int, int]


def _places(code: CodeType) -> Iterator[tuple[_Point, _Point]]:
    for line, end_line, column, end_column in code.co_positions():
        if line is not None and end_line is not None and column is not None and end_column is not None:
            yield (line, column), (end_line, end_column)


def _extent(node: ast.expr) -> tuple[_Point, tuple[int, int]]:
    """Return where an expression starts, and its end with the sign turned: larger means further inside."""
    return (node.lineno, node.col_offset), (-(node.end_lineno or 0), -(node.end_col_offset or 0))


def _contains(node: ast.expr, start: _Point, end: _Point) -> bool:
    last = (node.end_lineno or 0, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= start and end <= last


def _check_same_code(function: FunctionType, text: str) -> None:
    """Compile the file and compare what it gives with the code that runs.

    A loader that rewrites what it imports (pytest's assertions, type checkers) adds to the code; there the names and
    constants of the text must all be found in it. Generated code was compiled inside of a factory, and its text in
    linecache is never another.
    """
    code = function.__code__
    if code.co_filename.startswith(GENERATED):
        return
    compiled = [other for other in all_code(_compile_text(text, code.co_flags & FUTURE)) if _same_head(code, other)]
    same = has_all_of if _is_rewritten(function) else same_code
    if not any(same(code, other) for other in compiled):
        raise _error(function, f"the source of '{code.co_qualname}' is not that of the running code", _EDITED)


def _same_head(code: CodeType, other: CodeType) -> bool:
    return code.co_firstlineno == other.co_firstlineno and code.co_name == other.co_name


def _is_rewritten(function: FunctionType) -> bool:
    """Tell whether the function's module came through a loader that may change what it imports."""
    loader = getattr(function.__globals__.get("__spec__"), "loader", None)
    return loader is not None and type(loader) not in _PLAIN_LOADERS


def _cut(function: FunctionType, text: str, node: _Definition) -> SourceText:
    lines = _split_lines(text)[node.lineno - 1 : node.end_lineno]
    if isinstance(node, ast.Lambda):
        cut, indents = _cut_lambda(lines, node)
    else:
        cut, indents = _dedent(lines, _string_lines(node))
    code = function.__code__
    return SourceText(
        function=function,
        text="\n".join(cut),
        file=code.co_filename,
        first_line=node.lineno,
        name=code.co_name,
        qualname=code.co_qualname,
        class_name=class_of(code.co_qualname),
        indents=tuple(indents),
    )


def _split_lines(text: str) -> list[str]:
    """Split as Python's tokenizer does: a form feed or a Unicode separator does not end a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cut_lambda(lines: list[str], node: ast.Lambda) -> tuple[list[str], list[int]]:
    end = _characters(lines[-1], node.end_col_offset or 0)
    lines = [*lines[:-1], lines[-1][:end]]
    start = _characters(lines[0], node.col_offset)
    return [lines[0][start:], *lines[1:]], [start, *(0 for _ in lines[1:])]


def _characters(line: str, column: int) -> int:
    """Turn a column in UTF-8 bytes into one in characters."""
    return len(line.encode()[:column].decode())


def _dedent(lines: list[str], strings: set[int]) -> tuple[list[str], list[int]]:
    """Remove the indentation of the first line from all but the lines that start inside of a string."""
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    removed = [0 if number in strings else _shared(line, indent) for number, line in enumerate(lines)]
    return [line[count:] for line, count in zip(lines, removed, strict=True)], removed


def _shared(line: str, indent: str) -> int:
    """Count the characters of the indentation that a line has; a comment or a bracket may stand further left."""
    if line.startswith(indent):
        return len(indent)
    return min(len(line) - len(line.lstrip()), len(indent))


def _string_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
    """Return the lines of the function, counted from 0, that begin inside of a string.

    The function's own docstring is not among them: it moves with the code, as `inspect.cleandoc` would have it.
    """
    docstring = node.body[0].value if isinstance(node.body[0], ast.Expr) else None
    inside: set[int] = set()
    for child in ast.walk(node):
        if isinstance(child, ast.expr) and child is not docstring and _is_string(child):
            inside.update(range(child.lineno + 1 - node.lineno, (child.end_lineno or 0) + 1 - node.lineno))
    return inside


def _is_string(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (str, bytes))
    return type(node).__name__ in ("JoinedStr", "TemplateStr")
