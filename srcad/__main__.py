"""The command line: `python -m srcad demo`, `rules` and `show`."""

import argparse
import ast
import contextlib
import importlib
import inspect
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import srcad
from srcad import coverage, demo
from srcad.rules import registry


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status.

    A refusal of srcad's own is printed without a traceback and gives status 1.
    """
    options = build_parser().parse_args(arguments)
    try:
        options.command(options)
    except srcad.SrcadError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each leaves the function that runs it in `command`."""
    parser = argparse.ArgumentParser(prog="srcad", description="Exact derivatives of ordinary Python functions.")
    commands = parser.add_subparsers(required=True, metavar="command")
    demonstration = commands.add_parser("demo", help="differentiate a function with a loop and a branch, and check it")
    demonstration.set_defaults(command=lambda options: demo.run())
    rules = commands.add_parser("rules", help="count the functions that have a derivative rule")
    rules.add_argument(
        "pattern",
        nargs="?",
        help="list the rules whose name contains this; with --against, compare the names that begin with it",
    )
    rules.add_argument("--against", type=Path, metavar="FILE", help="compare with a list of functions, as JSON")
    rules.set_defaults(command=print_rules)
    show = commands.add_parser("show", help="print the generated source of a function")
    show.add_argument("function", type=import_function, metavar="module:function")
    show.add_argument("values", nargs="*", type=read_value, metavar="argument", help="arguments, as Python literals")
    show.add_argument(
        "--wrt", action="append", help="a parameter that varies, once for each; else all that are given no int or text"
    )
    show.set_defaults(command=show_source)
    return parser


def print_rules(options: argparse.Namespace) -> None:
    """Print how many rules there are by module, the names that contain the pattern, or the comparison with a list."""
    names = rule_names()
    if options.against is not None:
        print("\n".join(coverage.report(coverage.compare(options.against, options.pattern or ""))))
        return
    if options.pattern is not None:
        print("\n".join(name for name in names if options.pattern in name))
        return
    for module, count in sorted(Counter(name.rpartition(".")[0] for name in names).items()):
        print(f"{count:5d}  {module}")
    print(f"{len(names):5d}  rules")


def rule_names() -> list[str]:
    """Return the sorted names of all functions that have a rule; srcad's own are left out."""
    # The rules of a library are read once it has been imported, and here all of them are asked for.
    for library, _ in registry.TABLES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    return sorted(rule.name for rule in registry.rules() if not rule.name.startswith("srcad."))


def show_source(options: argparse.Namespace) -> None:
    """Print the user's source beside the generated one, for these arguments."""
    wrt = tuple(options.wrt or varying(options.function, options.values))
    print(srcad.forward_diff(options.function).show(*options.values, wrt=wrt))


def varying(function: Callable[..., Any], values: Sequence[Any]) -> list[str]:
    """Return the names of the parameters that are given a real or complex number, or a structure.

    Ends the program if the values do not fit the function's parameters.
    """
    try:
        given = inspect.signature(function).bind(*values).arguments
    except TypeError as error:
        raise SystemExit(f"{function.__name__}: {error}") from None
    return [name for name, value in given.items() if isinstance(value, float | complex | list | tuple | dict)]


def import_function(path: str) -> Callable[..., Any]:
    """Import what `module:function` names; a method is named `module:Class.method`."""
    module_name, separator, function_path = path.partition(":")
    if not separator:
        raise argparse.ArgumentTypeError(f"{path!r} has no colon: write module:function")
    # As with `python -m`, modules of the current folder can be named.
    sys.path.insert(0, str(Path.cwd()))
    try:
        found: Any = importlib.import_module(module_name)
        for name in function_path.split("."):
            found = getattr(found, name)
    except (ImportError, AttributeError) as error:
        raise argparse.ArgumentTypeError(f"cannot import {path!r}: {error}") from error
    finally:
        del sys.path[0]
    function: Callable[..., Any] = found
    return function


def read_value(text: str) -> object:
    """Read an argument as a Python literal; what is none is a string."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


if __name__ == "__main__":
    sys.exit(main())
