"""Find writes that numba may lose, and scopes that it gets wrong, so that they are refused.

Where numba has put a function that is defined inside into the code around it, or runs loops in parallel, it takes out
what it thinks has no effect. It does not see that an array which comes out of a tuple may be known under another name:

    result, d_result = d_same(xs, d_values=d_xs)
    result[0] = x               # taken out, if `result` is not read any more
    return xs[0], d_xs[0]

The joint functions of srcad return tuples, so such code comes about where the function as it was written has no tuple.
A variable that an inner function rebinds (`nonlocal`) keeps its old value outside of it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp) if sys.version_info < (3, 12) else ()
INNER = (ast.FunctionDef, ast.Lambda, ast.GeneratorExp, *COMPREHENSIONS)


def wrong_call_in(tree: ast.AST) -> int | None:
    """Return the line of a call of an inner function that numba would bind otherwise than Python.

    It passes over keywords, and evaluates the defaults where the call is.

    >>> wrong_call_in(ast.parse("def f(x):\\n    g = lambda v, w=x: v\\n    return g(x, x)"))
    >>> wrong_call_in(ast.parse("def f(x):\\n    g = lambda v, w=x: v\\n    return g(x)"))
    3
    """
    inner = dict(inner_functions(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in inner:
            arguments = inner[node.func.id]
            missing = len(arguments.args) - len(node.args)
            left_out = arguments.defaults[-missing:] if missing > 0 else []
            if node.keywords or not all(isinstance(default, ast.Constant) for default in left_out):
                return node.lineno
    return None


def inner_functions(tree: ast.AST) -> Iterator[tuple[str, ast.arguments]]:
    """Yield the functions that are defined inside, with their parameters."""
    outermost = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node is not outermost:
            yield node.name, node.args
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            yield from ((one.id, node.value.args) for one in node.targets if isinstance(one, ast.Name))


def rebinding_in(tree: ast.AST) -> int | None:
    """Return the line on which an inner function says that it rebinds a variable of the function around it.

    >>> rebinding_in(ast.parse("def f(x):\\n    def g():\\n        nonlocal x\\n"))
    3
    """
    return next((node.lineno for node in ast.walk(tree) if isinstance(node, ast.Nonlocal)), None)


def lost_write_in(tree: ast.AST, *, parallel: bool) -> int | None:
    """Return the line of a write that numba may take out, None if there is none.

    >>> text = "def f(xs, x):\\n    g = lambda v: v\\n    r, s = h(xs)\\n    r[0] = x\\n    return xs[0]"
    >>> lost_write_in(ast.parse(text), parallel=False)
    4
    >>> lost_write_in(ast.parse(text.replace("return xs[0]", "return r[0]")), parallel=False)
    """
    if not has_inner(tree) and not parallel:
        return None
    unpacked = set(unpacked_names(tree))
    for name, line, last in writes_in(tree, None):
        if name in unpacked and not is_read_after(tree, name, line, last):
            return line
    return None


def has_inner(tree: ast.AST) -> bool:
    """Tell whether functions are defined inside of the one that a tree is."""
    return sum(isinstance(node, INNER) for node in ast.walk(tree)) > 1  # the function itself is one


def unpacked_names(tree: ast.AST) -> Iterator[str]:
    """Yield the names that are bound by taking something apart, or by walking through something."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.For) else []
        for target in targets:
            if isinstance(target, (ast.Tuple, ast.List)) or isinstance(node, ast.For):
                yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


def writes_in(node: ast.AST, loop: tuple[int, int] | None) -> Iterator[tuple[str, int, tuple[int, int] | None]]:
    """Yield the names whose storage is written, each with the line, and the lines of the outermost loop around it."""
    if isinstance(node, (ast.For, ast.While)) and loop is None:
        loop = node.lineno, node.end_lineno or node.lineno
    if isinstance(node, (ast.Assign, ast.AugAssign)):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            base = target
            while isinstance(base, (ast.Subscript, ast.Attribute)):
                base = base.value
            if isinstance(base, ast.Name) and (base is not target or isinstance(node, ast.AugAssign)):
                yield base.id, node.lineno, loop
    for child in ast.iter_child_nodes(node):
        yield from writes_in(child, loop)


def is_read_after(tree: ast.AST, name: str, line: int, loop: tuple[int, int] | None) -> bool:
    """Tell whether a name is read behind a line, or anywhere in the loop around it, which comes back there.

    The name in front of the brackets of a write is not read.
    """
    bases = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Subscript) and is_written(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) and id(node) not in bases:
            is_in_loop = loop is not None and loop[0] <= node.lineno <= loop[1] and node.lineno != line
            if node.lineno > line or is_in_loop:
                return True
    return False


def is_written(item: ast.Subscript) -> bool:
    """Tell whether an item is written, and not read."""
    return isinstance(item.ctx, ast.Store)
