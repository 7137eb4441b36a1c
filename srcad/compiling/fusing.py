"""Find statements in generated text that compute arrays element by element, one behind the other, to run as one loop.

numba makes one loop of an expression over arrays, and fills an array for what each statement gives. Several such
statements become one loop here, in which what nobody reads later is a number:

>>> text = '''
... def mean_square_forward(x, d_x):
...     error = 3.0 * x - 1.0
...     d_error = 3.0 * d_x
...     return np.sum(error * error), np.sum(2.0 * error * d_error)
... '''
>>> found = Fusion(ast.parse(text), outside={"np": np}.get, arrays={"x"})
>>> print(ast.unparse(found.tree))
def mean_square_forward(x, d_x):
    _part_1, _part_2 = _fused_1(x, d_x)
    return (_part_1, _part_2)
>>> print(ast.unparse(found.runs["_fused_1"].tree))
def _fused_1(x, d_x):
    error = 3.0 * x - 1.0
    d_error = 3.0 * d_x
    _part_1 = _sum(error * error)
    _part_2 = _sum(2.0 * error * d_error)
    return (_part_1, _part_2)

Here only the text is looked at: whether the names hold arrays of numbers, of one shape and apart from each other, is
known when numba knows their types, and when the function runs. `fused_loops` decides on that.
"""

from __future__ import annotations

import ast
import copy
import importlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from srcad.compiling.elements import UFUNCS
from srcad.rules import support

Outside = Callable[[str], Any]

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
FEWEST_LOOPS = 2  # numba makes one loop of one expression itself


class _Other(Exception):
    """An expression does more than computing elements, or is not known to do just that."""


@dataclass
class Run:
    """Statements that stand one behind the other, and what they take and give.

    `taken` are the parameters of the function that they become: an expression for each, which is evaluated before.
    """

    name: str
    statements: list[ast.stmt] = field(default_factory=list)
    before: list[ast.stmt] = field(default_factory=list)  # parts of arrays that get a name
    taken: dict[str, ast.expr] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    summed: set[str] = field(default_factory=set)  # made of sums, so known behind the loop only
    changed: set[str] = field(default_factory=set)  # arrays of which parts are written
    loads: Counter[str] = field(default_factory=Counter)  # of names, in what the statements were made of
    given: list[str] = field(default_factory=list)
    loops: int = 0  # that numba would make

    @property
    def looked_at(self) -> set[str]:
        """The names that are read before the statements run."""
        return {*self.taken}.union(*map(names_in, self.taken.values()))

    @property
    def tree(self) -> ast.Module:
        """The function that these statements are."""
        arguments = ast.arguments([], [ast.arg(name) for name in self.taken], None, [], [], None, [])
        last = ast.Return(tuple_of(self.given, ast.Load()) if self.given else None)
        body = [*self.statements, last]
        made = ast.parse(f"def {self.name}(): pass").body[0]
        assert isinstance(made, ast.FunctionDef)
        made.args, made.body = arguments, body
        return ast.fix_missing_locations(ast.Module([made], []))


def tuple_of(names: list[str], context: ast.expr_context) -> ast.expr:
    """Write a name, or a tuple of several."""
    parts: list[ast.expr] = [ast.Name(name, context) for name in names]
    return parts[0] if len(parts) == 1 else ast.Tuple(parts, context)


def summed_by(function: Any, call: ast.Call) -> ast.expr | None:
    """Return the elements that a call sums up: those of an array, or the products of those of two; None for others."""
    if function is np.sum and len(call.args) == 1:
        return call.args[0]
    if len(call.args) == 2 and function is support.inner:
        return located(ast.BinOp(call.args[0], ast.Mult(), call.args[1]), call)
    return None


class Fusion:
    """A function's tree with its runs of statements replaced by calls, and the runs by name.

    `outside` returns what a name from outside means; `arrays` are parameters that are known to hold arrays with one
    axis, `matrices` those that hold arrays with more: these are left as they are.
    """

    def __init__(self, tree: ast.Module, outside: Outside, arrays: Iterable[str], matrices: Iterable[str] = ()) -> None:
        self.outside = outside
        self.tree = tree
        self.runs: dict[str, Run] = {}
        function = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        self.locals = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        self.locals |= {argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)}
        self.loads = Counter(node.id for node in loaded(function))
        taken = {node.id for node in names} | self.locals
        self.own = "_" * (1 + max((len(one) - len(one.lstrip("_")) for one in taken), default=0))
        self.sum_name = f"{self.own}sum"  # np.sum in all runs, under whatever name the function has it
        self.arrays = set(arrays)
        self.matrices = set(matrices)
        self.parts = 0
        if not any(isinstance(node, (ast.Global, ast.Nonlocal)) for node in ast.walk(function)):
            self._find_arrays(function)
            function.body = self.block(function.body)
            ast.fix_missing_locations(tree)

    def _find_arrays(self, function: ast.FunctionDef) -> None:
        """Add the names that seem to hold arrays: of which slices are taken, and what is made of such names."""
        for node in ast.walk(function):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and has_slice(node):
                (self.matrices if isinstance(node.slice, ast.Tuple) else self.arrays).add(node.value.id)
        assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
        before = -1
        while len(self.arrays) + len(self.matrices) > before:
            before = len(self.arrays) + len(self.matrices)
            for node in assigned:
                for found in (self.arrays, self.matrices):
                    if isinstance(node.targets[0], ast.Name) and self.seems_array(node.value, found):
                        found.add(node.targets[0].id)

    def seems_array(self, node: ast.expr, arrays: set[str]) -> bool:
        """Tell whether an expression seems to give an array, if these names hold arrays."""
        if isinstance(node, ast.Name):
            return node.id in arrays
        if isinstance(node, ast.Subscript):
            return has_slice(node) and self.seems_array(node.value, arrays)
        if isinstance(node, ast.Call):
            function = self.meaning(node.func)
            is_sum = function is np.sum or summed_by(function, node) is not None
            return not is_sum and any(self.seems_array(argument, arrays) for argument in node.args)
        parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
        is_operation = isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Compare))
        return is_operation and any(self.seems_array(part, arrays) for part in parts)

    # Blocks

    def block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """Return the statements of a block with its runs replaced."""
        made: list[ast.stmt] = []
        waiting = list(statements)
        while waiting:
            run = Run(f"{self.own}fused_{len(self.runs) + 1}")
            count = 0
            while count < len(waiting) and self.add(run, waiting[count]):
                count += 1
            run, last = self.with_values(run, waiting[count]) if count < len(waiting) else (run, None)
            if run.loops >= FEWEST_LOOPS and (written := self.call(run)) is not None:
                made += [*run.before, *written, *([last] if last is not None else [])]
                waiting = waiting[count + (last is not None) :]
                continue
            made += waiting[:count]
            if count < len(waiting):
                made.append(self.inside(waiting[count]))
            waiting = waiting[count + 1 :]
        return made

    def inside(self, statement: ast.stmt) -> ast.stmt:
        """Look for runs in the blocks of a statement."""
        if isinstance(statement, (ast.If, ast.For, ast.While)):
            statement.body = self.block(statement.body)
            statement.orelse = self.block(statement.orelse)
        return statement

    def call(self, run: Run) -> list[ast.stmt] | None:
        """Return the call of a run, None if it spares no array: short ones are quicker without the call."""
        run.given = sorted(name for name in run.made if self.loads[name] > run.loads[name] or name in run.looked_at)
        run.given.sort(key=lambda name: not name.startswith(self.own))
        spared = run.made & self.arrays - {*run.given}
        if not (spared or run.summed or run.changed):
            return None
        if not run.given and not run.changed:
            return None
        self.runs[run.name] = run
        call = ast.Call(ast.Name(run.name, ast.Load()), list(run.taken.values()), [])
        written = ast.Assign([tuple_of(run.given, ast.Store())], call) if run.given else ast.Expr(call)
        return [ast.fix_missing_locations(ast.copy_location(written, run.statements[0]))]

    # Runs

    def add(self, run: Run, statement: ast.stmt) -> bool:
        """Add a statement to a run if it goes by elements; tell whether it does."""
        if isinstance(statement, ast.AugAssign):
            return self.change(run, statement.target, statement)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return False
        target = statement.targets[0]
        if not isinstance(target, ast.Name):
            return self.change(run, target, statement)
        if isinstance(statement.value, ast.Subscript) and self.is_part(statement.value):
            if run.changed or target.id in run.looked_at | run.made or names_in(statement.value) & run.made:
                return False
            run.before.append(statement)
            return True
        return self.assign(run, target.id, statement.value, statement)

    def assign(self, run: Run, name: str, value: ast.expr, place: ast.AST) -> bool:
        """Add the assignment of a value to a run, if it goes by elements."""
        trial = copy.copy(run)
        trial.taken = dict(run.taken)
        try:
            sums: list[ast.expr] = []
            written = self.elements(trial, value, sums)
        except _Other:
            return False
        if isinstance(written, (ast.Name, ast.Constant)) or name in run.summed:
            return False
        if sums and self.seems_array(value, self.arrays):  # the elements need the whole sum
            return False
        run.taken = trial.taken
        assigned = ast.Assign([ast.Name(name, ast.Store())], written)
        run.statements.append(ast.fix_missing_locations(ast.copy_location(assigned, place)))
        run.loads.update(node.id for node in loaded(value))
        run.made.add(name)
        if sums:
            run.summed.add(name)
            run.loops += sum(2 if isinstance(one, (ast.BinOp, ast.Call)) else 1 for one in sums)
        elif self.seems_array(value, self.arrays):
            run.loops += 1
        return True

    def change(self, run: Run, target: ast.expr, statement: ast.Assign | ast.AugAssign) -> bool:
        """Add a write to a part of an array to a run; nothing else in the run may look at that array."""
        if not isinstance(target, ast.Subscript) or not self.is_part(target) or not has_slice(target):
            return False
        assert isinstance(target.value, ast.Name)
        base = target.value.id
        if base in run.looked_at | run.changed | names_in(statement.value) or names_in(target) & (
            run.made | run.summed
        ):
            return False
        trial = copy.copy(run)
        trial.taken = dict(run.taken)
        try:
            value = self.elements(trial, statement.value, None)
            for name in sorted(names_in(target)):
                self.name(trial, ast.Name(name, ast.Load()))
        except _Other:
            return False
        run.taken = trial.taken
        run.changed.add(base)
        written: ast.stmt = ast.Assign([target], value)
        if isinstance(statement, ast.AugAssign):
            if not isinstance(statement.op, OPERATORS[:-1]):
                return False
            written = ast.AugAssign(target, statement.op, value)
        run.statements.append(ast.fix_missing_locations(ast.copy_location(written, statement)))
        run.loads.update(node.id for node in loaded(statement))
        run.loops += 2  # what is written is copied over itself
        return True

    def with_values(self, run: Run, statement: ast.stmt) -> tuple[Run, ast.stmt | None]:
        """Return a run that computes what a statement behind it uses, and that statement; else the run, and None."""
        longer = copy.deepcopy(run)
        last = self.lifted(longer, statement)
        return (run, None) if last is None else (longer, last)

    def lifted(self, run: Run, statement: ast.stmt) -> ast.stmt | None:
        """Take the values that a statement returns or passes on into a run; None if it is to be left as it is."""
        if isinstance(statement, ast.Return) and statement.value is not None:
            value = self.lifted_parts(run, statement.value)
            return None if value is None else ast.copy_location(ast.Return(value), statement)
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            call = statement.value
            if not isinstance(call.func, ast.Name) or call.keywords or call.func.id in self.locals:
                return None
            parts = self.lifted_parts(run, ast.Tuple(call.args, ast.Load()))
            if not isinstance(parts, ast.Tuple):
                return None
            made = ast.Assign(statement.targets, ast.copy_location(ast.Call(call.func, parts.elts, []), call))
            return ast.copy_location(made, statement)
        return None

    def lifted_parts(self, run: Run, value: ast.expr) -> ast.expr | None:
        """Return a value with its parts that go by elements as names of the run, None where others are calls too."""
        if isinstance(value, ast.Tuple):
            parts = [self.lifted_parts(run, part) for part in value.elts]
            if any(part is None for part in parts):
                return None
            return ast.copy_location(ast.Tuple([part for part in parts if part is not None], ast.Load()), value)
        if isinstance(value, (ast.Name, ast.Constant)):
            return value
        if not self.seems_array(value, self.arrays) and not any(self.is_sum(node) for node in ast.walk(value)):
            return value if not any(isinstance(node, ast.Call) for node in ast.walk(value)) else None
        name = f"{self.own}part_{self.parts + 1}"
        if not self.assign(run, name, value, value):
            return None
        self.parts += 1
        self.loads.update([name])
        return ast.copy_location(ast.Name(name, ast.Load()), value)

    # Expressions

    def elements(self, run: Run, node: ast.expr, sums: list[ast.expr] | None) -> ast.expr:
        """Return an expression with what it takes from before as parameters; note what is summed, where that may be.

        Raises _Other for anything else than operations on elements.
        """
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return node
        if isinstance(node, ast.Name):
            return self.name(run, node)
        if isinstance(node, ast.Subscript) and self.is_part(node):
            return self.part(run, node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return located(ast.UnaryOp(node.op, self.elements(run, node.operand, sums)), node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, OPERATORS):
            exponent = getattr(node.right, "value", 0)
            if isinstance(node.op, ast.Pow) and not (type(exponent) in (int, float) and exponent >= 1):
                raise _Other
            left, right = self.elements(run, node.left, sums), self.elements(run, node.right, sums)
            return located(ast.BinOp(left, node.op, right), node)
        if isinstance(node, ast.Call) and not node.keywords:
            return self.called(run, node, sums)
        raise _Other

    def name(self, run: Run, node: ast.Name) -> ast.expr:
        """A variable, or a number from outside."""
        if node.id in run.summed or node.id in run.changed or node.id in self.matrices:
            raise _Other
        if node.id in self.locals:
            if node.id not in run.made:
                run.taken.setdefault(node.id, ast.Name(node.id, ast.Load()))
            return node
        if type(self.outside(node.id)) not in (int, float):
            raise _Other
        return node

    def part(self, run: Run, node: ast.Subscript) -> ast.expr:
        """A part of an array, or a number out of it: a parameter."""
        if names_in(node) & (run.made | run.changed | self.matrices) or (run.changed and not has_slice(node)):
            raise _Other
        written = ast.dump(node)
        for name, expression in run.taken.items():
            if ast.dump(expression) == written:
                return ast.copy_location(ast.Name(name, ast.Load()), node)
        name = f"{self.own}taken_{len(run.taken) + 1}"
        run.taken[name] = node
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def called(self, run: Run, node: ast.Call, sums: list[ast.expr] | None) -> ast.expr:
        """A function of elements, or a sum of them."""
        function = self.meaning(node.func)
        argument = summed_by(function, node)
        if argument is not None and sums is not None:
            summed = self.elements(run, argument, None)
            sums.append(argument)
            return located(ast.Call(ast.Name(self.sum_name, ast.Load()), [summed], []), node)
        try:
            goes_by_elements = function in UFUNCS and len(node.args) == function.nin
            goes_by_elements |= function in by_elements()
        except TypeError:  # it cannot be hashed
            raise _Other from None
        if not goes_by_elements:
            raise _Other
        return located(ast.Call(node.func, [self.elements(run, one, sums) for one in node.args], []), node)

    def is_part(self, node: ast.expr) -> bool:
        """Tell whether an expression is part of a variable, with an index that computes nothing."""
        if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
            return False
        plain = (ast.Name, ast.Constant, ast.Slice, ast.Tuple, ast.UnaryOp, ast.BinOp)
        inner = [part for part in ast.walk(node.slice) if isinstance(part, ast.expr)]
        return node.value.id in self.locals and all(isinstance(part, plain) for part in inner)

    def is_sum(self, node: ast.AST) -> bool:
        """Tell whether a node is a call of np.sum."""
        return isinstance(node, ast.Call) and self.meaning(node.func) is np.sum

    def meaning(self, node: ast.expr) -> Any:
        """Return what a name from outside or a member of a module means."""
        if isinstance(node, ast.Name) and node.id not in self.locals:
            return self.outside(node.id)
        if isinstance(node, ast.Attribute):
            owner = self.meaning(node.value)
            return getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
        return None


def free_names(tree: ast.Module) -> set[str]:
    """Return the names from outside in the function that a run is."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return {node.id for node in names} - own


def located(node: ast.expr, like: ast.AST) -> ast.expr:
    """Place a node where another one stands."""
    return ast.copy_location(node, like)


def has_slice(node: ast.Subscript) -> bool:
    """Tell whether an index takes a part with axes."""
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return any(isinstance(part, ast.Slice) for part in parts)


def loaded(node: ast.AST) -> Iterator[ast.Name]:
    """Yield the variables that are read in a tree; one that is changed in place is read, too."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Store):
            yield part
        if isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name):
            yield part.target


def names_in(node: ast.AST) -> set[str]:
    """Return the names that stand in a tree."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def by_elements() -> Any:
    """Return the functions of srcad that are compiled for one element, or that do nothing to one."""
    replacing: Any = importlib.import_module("srcad.compiling.replacing")
    return replacing.FOR_ELEMENTS
