"""The architecture: imports go one way, modules and functions stay small, what is public says what it does."""

import ast
import importlib.util
import statistics
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path

import gast
import pytest

import srcad
from srcad.analysing import plans

FOLDER = Path(srcad.__file__).parent

# Every module, each after all that it imports. Who adds a module finds its place here first.
ORDER = (
    # Words that all others use.
    "errors",
    "stages",
    "names",
    "nodes",
    "codes",
    "scopes",
    "kinds",
    "resolving",
    "summaries",
    "calling.wrapping",
    "calling.array_calls",
    "keeping",
    "callers",
    # What is inside a value, and the tangent beside it.
    "values.subclasses",
    "values.structures",
    "values.layouts",
    "values.mirroring",
    "values.copying",
    "values.pairing",
    "values.placing",
    "values.seeding",
    "values.tangents",
    "values.owning",
    "values.frozen",
    "values.flattening",
    # The rules.
    "rules.parameters",
    "rules.registry",
    "rules.support",
    "rules.*_support",
    "rules.*_table",
    # What generated code calls.
    "values.carrying",
    "running.iterating",
    "running.bundling",
    "runtime",
    "structural.registry",
    "structural.containers",
    "structural.functions",
    "structural.operators",
    "structural.*",
    "structural",
    "running.arguing",
    "running.gaps",
    "running.passing",
    "running.recalling",
    "running.reducing",
    "running.exchanging",
    "running.dispatching",
    "running.holding",
    # The steps, in the order in which they run.
    "reading",
    "parsing",
    "analysing.signs",
    "analysing.values",
    "analysing.plans",
    "analysing.binding",
    "analysing.sampling",
    "analysing.truths",
    "analysing.base",
    "analysing.expressions",
    "analysing.objects",
    "analysing.known_builtins",
    "analysing.texts",
    "analysing.calls",
    "analysing.flow",
    "analysing.analyse",
    "differentiating.parts",
    "differentiating.ruletexts",
    "differentiating.joining",
    "differentiating.base",
    "differentiating.poles",
    "differentiating.arithmetic",
    "differentiating.powers",
    "differentiating.sums",
    "differentiating.expressions",
    "differentiating.known_builtins",
    "differentiating.dispatched",
    "differentiating.calls",
    "differentiating.comprehensions",
    "differentiating.loops",
    "differentiating.assignments",
    "differentiating.in_place",
    "differentiating.statements",
    "differentiating.functions",
    "differentiating.differentiate",
    "simplifying.dead_tangents",
    "simplifying.signs",
    "simplifying.factors",
    "simplifying.repeated_reads",
    "simplifying.expressions",
    "simplifying.simplify",
    "printing.strings",
    "printing.precedence",
    "printing.layout",
    "printing.untouched",
    "printing.writing",
    "printing.interpolated",
    "printing.expressions",
    "printing.patterns",
    "printing.statements",
    "printing.checking",
    "printing.side_by_side",
    "printing",
    "verifying",
    "loading",
    "pipeline",
    # A second text of a variant, for several directions at once.
    "directions.support",
    "directions.finding",
    "directions.expressions",
    "directions.calls",
    "directions.statements",
    "directions.together",
    # Compiling what the steps have made.
    "compiling.options",
    "compiling.replacing",
    "compiling.support",
    "compiling.*_support",
    "compiling.twins",
    "compiling.losses",
    "compiling.dividing",
    "compiling.reasons",
    "compiling.files",
    "compiling.elements",
    "compiling.element_loops",
    "compiling.fusing",
    "compiling.fused_loops",
    "compiling.compilation",
    "compiling.loops",
    # The public doors.
    "calling.refusing",
    "running.yielding",
    "calling.levels",
    "values.aliasing",
    "values.completing",
    "calling.adapting",
    "running.opaque",
    "calling.deriving",
    "compiling.sweeps",
    "api",
    "calling.calls",
    "checking.differences",
    "values.comparing",
    "calling.repeating",
    "calling.directing",
    "calling.sweeping",
    "derivatives",
    "values.wording",
    "checking.locating",
    "checking.trials",
    "testing",
    "stopping",
    "running.effects",
    "solving.*",
    "",
    "calling.nesting",
    "demo",
    "coverage",
    "__main__",
)

# Imports against the order, each inside of a function: the run begins where the steps end, and a call goes round again.
ALLOWED_BACKWARDS = {
    ("running.dispatching", "pipeline"),  # a callable that is known only at run time is derived at run time
    ("runtime", "running.dispatching"),  # what generated code hands back to the dispatch
    ("calling.deriving", "calling.nesting"),  # derivatives that are taken inside of derived functions
}

PACKAGE_MARKERS = {
    "analysing",
    "calling",
    "checking",
    "compiling",
    "differentiating",
    "directions",
    "rules",
    "running",
    "simplifying",
    "solving",
    "values",
}

# The syntax of Python 3.14 that an older gast has no class for.
NEWER_NODES = ("TemplateStr",)

DISPATCHED = (
    "primal",
    "pair",
    "tangent",
    "directed",
    "write",
    "call",
    "do",
    "visit",
    "builtin",
    "eval",
    "value",
    "method",
)


def module_files() -> dict[str, Path]:
    """Return the file of every module by its name below srcad; the package itself is the empty name."""
    files = {}
    for path in sorted(FOLDER.rglob("*.py")):
        parts = path.relative_to(FOLDER).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return files


FILES = module_files()
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}


def place_of(module: str) -> int | None:
    """Return the place of a module in the order: its own entry, else the first pattern that it matches."""
    if module in ORDER:
        return ORDER.index(module)
    return next((place for place, pattern in enumerate(ORDER) if "*" in pattern and fnmatch(module, pattern)), None)


def imports_of(module: str) -> Iterator[tuple[str, bool]]:
    """Yield the modules of srcad that a module imports, and whether it does so at its top."""
    tree = TREES[module]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((found, node in tree.body) for found in _imported_from(module, node))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "srcad":
                    yield alias.name.partition(".")[2], node in tree.body


def _imported_from(module: str, node: ast.ImportFrom) -> Iterator[str]:
    is_package = FILES[module].name == "__init__.py"
    around = (
        ".".join(["srcad", *filter(None, module.split("."))]) if is_package else f"srcad.{module}".rpartition(".")[0]
    )
    base = importlib.util.resolve_name("." * node.level + (node.module or ""), around)
    if base.split(".")[0] != "srcad":
        return
    inside = base.partition(".")[2]
    for alias in node.names:
        whole = f"{inside}.{alias.name}".lstrip(".")
        yield whole if whole in FILES else inside


def functions_of(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, bool]]:
    """Yield the functions and methods of a module, and whether they are nested in another function."""
    pending: list[tuple[ast.AST, bool]] = [(tree, False)]
    while pending:
        node, inside = pending.pop()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef):
                yield child, inside
            pending.append((child, inside or isinstance(child, ast.FunctionDef)))


def length_of(function: ast.FunctionDef) -> int:
    """Count the lines of a function's body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


def test_every_module_has_its_place() -> None:
    without = [name for name in FILES if place_of(name) is None and name not in PACKAGE_MARKERS]
    assert not without, "write these modules into ORDER, after all that they import"
    gone = [name for name in ORDER if name not in FILES and "*" not in name]
    assert not gone, "these modules of ORDER do not exist"


def test_package_markers_import_nothing() -> None:
    for name in PACKAGE_MARKERS:
        assert not list(imports_of(name))


@pytest.mark.parametrize("module", [name for name in FILES if name not in PACKAGE_MARKERS])
def test_imports_go_one_way(module: str) -> None:
    place = place_of(module)
    assert place is not None
    for imported, at_top in imports_of(module):
        there = place_of(imported)
        assert there is not None, f"{module} imports {imported or 'srcad'}"
        if not at_top and (module, imported) in ALLOWED_BACKWARDS:
            continue
        assert there < place or "*" in ORDER[place], f"{module} imports {imported or 'srcad'}, which comes after it"


def test_no_cycles() -> None:
    """Modules that share a place in the order may import each other, but not in a circle."""
    TopologicalSorter({m: {found for found, at_top in imports_of(m) if at_top and found != m} for m in FILES}).prepare()


def test_lists_of_exceptions_are_needed() -> None:
    used = {(module, imported) for module in FILES for imported, at_top in imports_of(module) if not at_top}
    assert used >= ALLOWED_BACKWARDS


@pytest.mark.parametrize("module", FILES)
def test_module_is_small(module: str) -> None:
    assert len(FILES[module].read_text(encoding="utf-8").splitlines()) <= 700


def test_functions_are_small() -> None:
    lengths = sorted(length_of(function) for tree in TREES.values() for function, _ in functions_of(tree))
    assert statistics.median(lengths) <= 5
    assert lengths[int(0.9 * len(lengths))] <= 25
    assert lengths[-1] <= 40


@pytest.mark.parametrize("module", FILES)
def test_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(TREES[module])


@pytest.mark.parametrize("module", FILES)
def test_public_functions_say_what_they_do(module: str) -> None:
    silent = [
        f"{function.name}, line {function.lineno}"
        for function, inside in functions_of(TREES[module])
        if not inside and not ast.get_docstring(function) and not is_named_by_what_it_handles(function)
    ]
    assert not silent


def is_named_by_what_it_handles(function: ast.FunctionDef) -> bool:
    """Tell whether a function needs no docstring: it is private, or its name is that of the node or call it is for."""
    verb, _, rest = function.name.partition("_")
    if not verb or any(
        ast.unparse(decorator).startswith(("handles", "overload", "by_type")) for decorator in function.decorator_list
    ):
        return True
    known = hasattr(gast, rest) or rest in NEWER_NODES or hasattr(plans, rest)
    return verb in DISPATCHED and (known or verb in ("builtin", "method"))


def test_public_names_are_documented() -> None:
    for name in srcad.__all__:
        assert getattr(srcad, name).__doc__, name
