"""Make the twin of a function: the same program in a form that numba takes.

All names from outside are globals of a small namespace of the twin's own, in which other functions are twins in their
turn. In a twin of generated text no parameter is keyword-only, and a function that is defined inside is called by
position:

>>> tree = ast.parse("def f(x, *, d_x):\\n    def d_g(v, *, d_v): return d_v\\n    return d_g(x, d_v=d_x)")
>>> print(ast.unparse(accepted(tree)))
def f(x, d_x):
<BLANKLINE>
    def d_g(v, d_v):
        return d_v
    return d_g(x, d_x)
"""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Callable
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from srcad.codes import FUTURE, all_code, without_syntax_warnings
from srcad.loading import printed_of
from srcad.resolving import value_outside

Change = Callable[[Any], Any]


class Twin:
    """The twin of one function: the function itself, and what its names from outside mean.

    `needs_twin` says of a callable whether something else is compiled in its place.
    """

    def __init__(self, original: FunctionType, needs_twin: Callable[[Any], bool]) -> None:
        self.original = original
        self.namespace: dict[str, Any] = {"__name__": original.__module__, "__builtins__": builtins}
        self.members: dict[str, Any] = {}
        printed = printed_of(original.__code__.co_filename)
        self.text = None if printed is None else printed.text
        self.tree = None
        if printed is not None:
            members = Members(original, needs_twin)
            self.tree = accepted(members.visit(ast.parse(printed.text)))
            self.members = members.found
        self.function = self.in_file(original.__code__.co_filename)

    @property
    def is_variadic(self) -> bool:
        """Tell whether generated text has a parameter that takes what is left over."""
        return self.tree is not None and bool(self.function.__code__.co_flags & (CO_VARARGS | CO_VARKEYWORDS))

    def in_file(self, filename: str) -> FunctionType:
        """Return the function, over the one namespace, with code that names this file."""
        original = self.original
        if self.tree is None:
            code = without_keywords(original.__code__)
        else:
            code = compiled_code(self.tree, filename, original.__name__, original.__code__.co_flags & FUTURE)
        closure = tuple(CellType() for _ in code.co_freevars)
        made = FunctionType(code, self.namespace, original.__name__, all_defaults(original), closure)
        made.__qualname__ = original.__qualname__
        return made

    def outside(self, name: str) -> Any:
        """Return what a name outside means; None if it is not bound."""
        return self.members.get(name) or value_outside(self.original, name)[1]

    def fill(self, change: Change) -> None:
        """Put what stands outside into the namespace and the cells, as `change` makes it."""
        code = self.function.__code__
        for name in sorted({name for part in all_code(code) for name in part.co_names}):
            is_bound, value = value_outside(self.original, name)
            if is_bound and value is not getattr(builtins, name, None):
                self.namespace[name] = change(value)
        self.namespace |= {name: change(value) for name, value in self.members.items()}
        for name, cell in zip(code.co_freevars, self.function.__closure__ or (), strict=True):
            is_bound, value = value_outside(self.original, name)
            if is_bound:
                cell.cell_contents = change(value)


def without_keywords(code: CodeType) -> CodeType:
    """Return the same code with its keyword-only parameters as positional ones; they stand behind the others anyway."""
    return code.replace(co_argcount=code.co_argcount + code.co_kwonlyargcount, co_kwonlyargcount=0)


def all_defaults(function: FunctionType) -> tuple[Any, ...]:
    """Return the defaults of the positional and then of the keyword-only parameters; a seed has None, never used."""
    code, keywords = function.__code__, function.__kwdefaults__ or {}
    positional = function.__defaults__ or ()
    only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    if not positional and not any(name in keywords for name in only):
        return ()
    first = next((place for place, name in enumerate(only) if positional or name in keywords), len(only))
    return (*positional, *(keywords.get(name) for name in only[first:]))


def compiled_code(tree: ast.Module, filename: str, name: str, flags: int) -> CodeType:
    """Compile the tree and return the code of its function of that name."""
    with without_syntax_warnings():
        compiled = compile(tree, filename, "exec", flags, dont_inherit=True)
    return next(code for code in all_code(compiled) if code.co_name == name)


class Members(ast.NodeTransformer):
    """Give names of their own to functions that are read from modules and need a twin: `module.helper`."""

    def __init__(self, original: FunctionType, needs_twin: Callable[[Any], bool]) -> None:
        self.original = original
        self.needs_twin = needs_twin
        self.found: dict[str, Any] = {}

    def visit_Call(self, node: ast.Call) -> Any:
        """Leave out keywords that say what is so anyway: numba has few of them."""
        function = self._value_of(node.func)
        if getattr(function, "__module__", "").startswith("numpy"):
            node.keywords = [one for one in node.keywords if not says_default(function, one)]
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        value = self._value_of(node)
        if not callable(value) or not self.needs_twin(value):
            return self.generic_visit(node)
        name = ast.unparse(node).replace(".", "__")
        self.found[name] = value
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def _value_of(self, node: ast.expr) -> Any:
        """Return what a name or a chain of members of modules means, None if that is not known."""
        if isinstance(node, ast.Name):
            return value_outside(self.original, node.id)[1]
        if not isinstance(node, ast.Attribute):
            return None
        owner = self._value_of(node.value)
        return getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None


def says_default(function: Any, keyword: ast.keyword) -> bool:
    """Tell whether a keyword argument is written as the default that the function has."""
    try:
        default = inspect.signature(function).parameters[keyword.arg or ""].default
        given = ast.literal_eval(keyword.value)
    except (KeyError, ValueError):
        return False
    return (type(default), default) == (type(given), given) or ((keyword.arg, given) in NO_VALUE and default is UNSAID)


# What NumPy writes for a default that an array's own method would have, and what that is.
UNSAID = inspect.signature(np.sum).parameters["keepdims"].default
NO_VALUE = (("keepdims", False), ("where", True))


def accepted(tree: ast.Module) -> ast.Module:
    """Write what numba does not take otherwise, in place."""
    inner = {name: names for node in ast.walk(tree) for name, names in definitions_in(node)}
    outermost = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    outermost.args.defaults, outermost.args.kw_defaults = [], [None] * len(outermost.args.kwonlyargs)
    Accepted(inner).visit(tree)
    return ast.fix_missing_locations(tree)


def definitions_in(node: ast.AST) -> list[tuple[str, list[str]]]:
    """List the functions that a statement defines, with the names of their parameters, the seeds last."""
    if isinstance(node, ast.FunctionDef):
        return [(node.name, parameters_of(node.args))]
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        return [(target.id, parameters_of(node.value.args)) for target in node.targets if isinstance(target, ast.Name)]
    return []


def parameters_of(arguments: ast.arguments) -> list[str]:
    """Return the names of the parameters that may be given by position once none is keyword-only."""
    return [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


class Accepted(ast.NodeTransformer):
    """Make all parameters positional, and pass arguments to inner functions by position."""

    def __init__(self, inner: dict[str, list[str]]) -> None:
        self.inner = inner

    def visit_arguments(self, node: ast.arguments) -> ast.arguments:
        self.generic_visit(node)
        given = [default for default in node.kw_defaults if default is not None]
        if len(given) not in (0, len(node.kwonlyargs)) or (node.defaults and len(given) < len(node.kwonlyargs)):
            given = [default or ast.Constant(None) for default in node.kw_defaults]
        node.args = [*node.args, *node.kwonlyargs]
        node.defaults = [*node.defaults, *given]
        node.kwonlyargs, node.kw_defaults = [], []
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        """Leave out an annotation: that of an inner function would be evaluated."""
        node.annotation = None
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        names = self.inner.get(node.func.id) if isinstance(node.func, ast.Name) else None
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        rest = [] if names is None else names[len(node.args) :]
        if given and list(given) == rest[: len(given)]:
            node.args, node.keywords = [*node.args, *given.values()], []
        return node
