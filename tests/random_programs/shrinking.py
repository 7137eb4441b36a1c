"""Make a failing program small: delete and simplify as long as it fails in the same way."""

import ast
import copy
from collections.abc import Callable, Iterator

from tests.random_programs.generator import SIGNATURE


def shrink(text: str, fails: Callable[[str], bool], *, rounds: int = 400) -> str:
    """Return the smallest text found for which fails(text) still holds."""
    tried, best, improved = 0, text, True
    while improved and tried < rounds:
        improved = False
        for candidate in candidates(best):
            tried += 1
            if tried > rounds:
                break
            if len(candidate) < len(best) and fails(candidate):
                best, improved = candidate, True
                break
    return best


def candidates(text: str) -> Iterator[str]:
    """Yield simpler texts, the boldest first."""
    tree = ast.parse(text)
    yield from _without_helpers(tree)
    program = _program_of(tree)
    for path in _statement_lists(program, ()):
        yield from _fewer_statements(tree, path)
    for number in range(sum(isinstance(node, ast.expr) for node in ast.walk(program))):
        yield from _simpler_expression(tree, number)


def _program_of(tree: ast.Module) -> ast.FunctionDef:
    name = SIGNATURE.removeprefix("def ").split("(")[0]
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)


def _without_helpers(tree: ast.Module) -> Iterator[str]:
    program = _program_of(tree)
    for position in reversed(range(len(tree.body))):
        if tree.body[position] is not program:
            changed = copy.deepcopy(tree)
            del changed.body[position]
            yield ast.unparse(changed)


Path = tuple[tuple[str, int], ...]


def _statement_lists(node: ast.AST, above: Path) -> Iterator[Path]:
    """Yield the path to every list of statements: field names and positions, from the program down."""
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        children = getattr(node, field, None)
        if not isinstance(children, list):
            continue
        if field not in ("handlers", "cases"):
            yield (*above, (field, -1))
        for position, child in enumerate(children):
            yield from _statement_lists(child, (*above, (field, position)))


def _at(tree: ast.Module, path: Path) -> list[ast.stmt]:
    node: ast.AST = _program_of(tree)
    for field, position in path[:-1]:
        node = getattr(node, field)[position]
    return getattr(node, path[-1][0])  # type: ignore[no-any-return]


def _fewer_statements(tree: ast.Module, path: Path) -> Iterator[str]:
    """Leave out halves and single statements, and put the bodies of compound ones in their place."""
    size = len(_at(tree, path))
    cuts = [(start, start + width) for width in (size // 2, 1) if width for start in range(0, size, width)]
    for start, end in cuts:
        changed = copy.deepcopy(tree)
        statements = _at(changed, path)
        statements[start:end] = [] if len(statements) > end - start or path[-1][0] != "body" else [ast.Pass()]
        yield ast.unparse(changed)
    for position, statement in enumerate(_at(tree, path)):
        inner = getattr(statement, "body", None)
        if isinstance(inner, list) and not isinstance(statement, ast.FunctionDef):
            changed = copy.deepcopy(tree)
            statements = _at(changed, path)
            statements[position : position + 1] = statements[position].body  # type: ignore[attr-defined]
            yield ast.unparse(changed)


def _simpler_expression(tree: ast.Module, number: int) -> Iterator[str]:
    """Put a part of an expression, or a name, in the place of the whole."""
    original = _expression(tree, number)
    if isinstance(original, (ast.Name, ast.Constant)) or not isinstance(getattr(original, "ctx", ast.Load()), ast.Load):
        return
    parts = [child for child in ast.iter_child_nodes(original) if isinstance(child, ast.expr)]
    if isinstance(original, (ast.Tuple, ast.List, ast.Call)):
        yield from _fewer_elements(tree, number)
    for part in parts:
        yield _with_replacement(tree, number, part)
    yield _with_replacement(tree, number, ast.Name("x", ast.Load()))


def _fewer_elements(tree: ast.Module, number: int) -> Iterator[str]:
    field = "args" if isinstance(_expression(tree, number), ast.Call) else "elts"
    for position in range(len(getattr(_expression(tree, number), field))):
        changed = copy.deepcopy(tree)
        elements = getattr(_expression(changed, number), field)
        if len(elements) > 1:
            del elements[position]
            yield ast.unparse(changed)


def _expression(tree: ast.Module, number: int) -> ast.expr:
    expressions = [node for node in ast.walk(_program_of(tree)) if isinstance(node, ast.expr)]
    return expressions[number]


def _with_replacement(tree: ast.Module, number: int, part: ast.expr) -> str:
    changed = copy.deepcopy(tree)
    target = _expression(changed, number)
    replacement = copy.deepcopy(part)

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return replacement if node is target else self.generic_visit(node)

    return ast.unparse(Replace().visit(changed))
