"""Describe the parameters of functions: parsed from the tables' signatures, or read from Python functions."""

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe one parameter of a function that has a rule; `default` is source text, None if it is required."""

    name: str
    kind: str
    default: str | None


def parse_parameters(text: str) -> tuple[Parameter, ...]:
    """Parse the inside of a signature's parentheses: `x, /, *, axis=None`."""
    return tuple(_parameters(_arguments(text)))


def _arguments(text: str) -> ast.arguments:
    """Parse a parameter list with Python's own grammar."""
    function = ast.parse(f"def declared({text}): pass").body[0]
    assert isinstance(function, ast.FunctionDef)
    return function.args


def _parameters(arguments: ast.arguments) -> Iterator[Parameter]:
    """Yield the parameters in order, each with the text of its default."""
    by_position = [("positional_only", a) for a in arguments.posonlyargs] + [("positional", a) for a in arguments.args]
    required = len(by_position) - len(arguments.defaults)
    defaults: list[ast.expr | None] = [None] * required + list(arguments.defaults)
    for (kind, argument), default in zip(by_position, defaults, strict=True):
        yield Parameter(argument.arg, kind, _text(default))
    if arguments.vararg:
        yield Parameter(arguments.vararg.arg, "var_positional", None)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield Parameter(argument.arg, "keyword_only", _text(default))
    if arguments.kwarg:
        yield Parameter(arguments.kwarg.arg, "var_keyword", None)


def _text(default: ast.expr | None) -> str | None:
    """Return the source of a default."""
    return None if default is None else ast.unparse(default)


KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional_only",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional",
    inspect.Parameter.VAR_POSITIONAL: "var_positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword_only",
    inspect.Parameter.VAR_KEYWORD: "var_keyword",
}


def inspected_parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Return the parameters of a Python function; a default becomes its repr, which is its text for plain constants."""
    return tuple(_inspected(inspect.signature(function)))


def _inspected(signature: inspect.Signature) -> Iterator[Parameter]:
    """Yield the parameters of a signature."""
    for parameter in signature.parameters.values():
        default = None if parameter.default is parameter.empty else repr(parameter.default)
        yield Parameter(parameter.name, KINDS[parameter.kind], default)
