"""Compile runs of statements that go by elements as one loop: see `fusing`.

A run is a function of its own, and what is compiled for it is chosen by the types of what it takes. Where they are
numbers and float64 arrays with one axis, it is a loop, behind a look at the lengths:

>>> run = ast.parse('''
... def fused(x, d_x, scale):
...     rate = 2.0 * scale
...     error = rate * x - 1.0
...     d_error = rate * d_x
...     total = 0.5 * sum_of(error * error)
...     return d_error, total
... ''')
>>> print(loop_text(run, {"x": 1, "d_x": 1, "scale": 0}, "sum_of"))
def fused(x, d_x, scale):
    _size = x.size
    if d_x.size != _size:
        return _as_written(x, d_x, scale)
    rate = 2.0 * scale
    _made_d_error = np.empty(_size)
    _sum_1 = 0.0
    for _i in range(_size):
        _error = rate * x[_i] - 1.0
        _d_error = rate * d_x[_i]
        _sum_1 += _error * _error
        _made_d_error[_i] = _d_error
    total = 0.5 * _sum_1
    return _made_d_error, total

Everywhere else the statements are compiled as they are. An element is computed by the same code as numba's own loops
compute it by, and a sum is taken in the same order, so that the values are the same to the bit.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import FunctionType
from typing import Any

import numpy as np

from srcad.compiling.replacing import extending, numba, types


class Unfit(Exception):
    """The statements are no loop for these types."""


def fused(
    name: str, tree: ast.Module, sum_name: str, filename: str, namespace: dict[str, Any], options: dict[str, Any]
) -> Any:
    """Return the function that a run is, for which a loop is compiled where the types allow it.

    `namespace` has what its names from outside mean, as compiled functions see them; `sum_name` is np.sum there.
    """
    namespace[sum_name] = np.sum
    code = compile(tree, filename, "exec", dont_inherit=True)
    exec(code, namespace)
    written: FunctionType = namespace[name]
    inner = {"nopython": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    as_written = numba.jit(**{**options, **inner})(FunctionType(written.__code__, namespace, name))
    parameters = written.__code__.co_varnames[: written.__code__.co_argcount]

    def choose(given: tuple[Any, ...]) -> Any:
        taken = dict(zip(parameters, given, strict=True))
        try:
            loop = Loop(tree, {one: axes_of(kind) for one, kind in taken.items()}, sum_name)
            check_types(loop, taken, as_written)
            text = loop.text()
        except Unfit:
            row = ", ".join(parameters)
            text = f"def {name}({row}):\n    return _as_written({row})"
        return defined(text, name, {**namespace, "_as_written": as_written, "_overlap": compiled_overlap, "np": np})

    row = ", ".join(parameters)
    chooser = defined(
        f"def {name}({row}):\n    return _choose(({row}{',' * (len(parameters) == 1)}))", name, {"_choose": choose}
    )
    loop_options = {key: value for key, value in options.items() if key == "fastmath"}
    extending.overload(written, jit_options={**loop_options, "error_model": "numpy"}, strict=False)(chooser)
    return written


def defined(text: str, name: str, namespace: dict[str, Any]) -> Any:
    """Return the function that a text defines."""
    exec(compile(text, f"<loop of {name}>", "exec"), namespace)
    return namespace[name]


def axes_of(kind: Any) -> int:
    """Return the number of axes of a numba type, 0 for a number.

    Raises Unfit for any other type. Arrays with more axes than one stay as they are: to compile each statement twice,
    once for shapes that differ, takes too long there.
    """
    if isinstance(kind, types.Array) and kind.dtype == types.float64 and kind.ndim == 1:
        return 1
    if kind == types.float64 or (isinstance(kind, types.Integer) and not isinstance(kind, types.Literal)):
        return 0
    raise Unfit


def check_types(loop: Loop, taken: Mapping[str, Any], as_written: Any) -> None:
    """Compare the types that numba gives the results with those of the loop, and look at what is summed.

    Raises Unfit where the loop would be another program.
    """
    if any(getattr(taken.get(name), "layout", "C") != "C" for name in loop.summed):
        raise Unfit
    kinds = tuple(taken.values())
    as_written.compile(kinds)
    found = as_written.overloads[kinds].signature.return_type
    results = found.types if isinstance(found, types.BaseTuple) else [found] if loop.given else []
    expected = types.Array(types.float64, 1, "C")
    for name, kind in zip(loop.given, results, strict=True):
        if kind != (expected if name in loop.elements else types.unliteral(kind)):
            raise Unfit


def loop_text(tree: ast.Module, axes: Mapping[str, int], sum_name: str) -> str:
    """Write the loop for parameters with these numbers of axes.

    Raises Unfit where the statements are no loop for them.
    """
    return Loop(tree, axes, sum_name).text()


class Loop:
    """The statements of a run, in front of the loop, in the loop and behind it."""

    def __init__(self, tree: ast.Module, axes: Mapping[str, int], sum_name: str) -> None:
        function = tree.body[0]
        assert isinstance(function, ast.FunctionDef)
        *statements, last = function.body
        self.name = function.name
        self.sum_name = sum_name
        self.parameters = list(axes)
        self.axes = axes
        targets = [written_part(statement) for statement in statements]
        changed = {part.value.id for part in targets if part is not None and isinstance(part.value, ast.Name)}
        self.arrays = [name for name in axes if axes[name] and name not in changed]
        self.targets: list[str] = []
        for part in targets:
            self.check_part(part)
        if not any(axes.values()):
            raise Unfit
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | set(axes) | {self.name}
        self.own = "_" * (1 + max(len(one) - len(one.lstrip("_")) for one in names))
        returned = last.value if isinstance(last, ast.Return) else None
        parts = returned.elts if isinstance(returned, ast.Tuple) else [returned]
        self.given = [part.id for part in parts if isinstance(part, ast.Name)]
        self.elements: set[str] = set()
        self.sums = 0
        self.summed: set[str] = set()  # parameters that are summed themselves
        self.before: list[str] = []
        self.inside: list[str] = []
        self.behind: list[str] = []
        for statement in statements:
            self.add(statement)

    def add(self, statement: ast.stmt) -> None:
        """Take up one assignment."""
        part = written_part(statement)
        if part is not None:
            self.targets.append(ast.unparse(part))
            value, _ = self.expression(statement.value)  # type: ignore[attr-defined]
            sign = OPERATORS[type(statement.op)] if isinstance(statement, ast.AugAssign) else ""
            self.inside.append(f"{self.own}target_{len(self.targets)}[{self.own}i] {sign}= {ast.unparse(value)}")
            return
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            raise Unfit
        name = statement.targets[0].id
        has_sums = any(self.is_sum(node) for node in ast.walk(statement.value))
        value, is_element = self.expression(statement.value)
        if has_sums and not is_element:
            self.behind.append(f"{name} = {ast.unparse(value)}")
        elif is_element and not has_sums:
            self.inside.append(f"{self.own}{name} = {ast.unparse(value)}")
            self.elements.add(name)
        elif not is_element and name not in self.elements and name not in self.parameters:
            self.before.append(f"{name} = {ast.unparse(value)}")
        else:
            raise Unfit

    def expression(self, node: ast.expr) -> tuple[ast.expr, bool]:
        """Return an expression for one element, and whether it is one of an element or of numbers only."""
        if isinstance(node, ast.Constant):
            return node, False
        if isinstance(node, ast.Name):
            if node.id in self.elements:
                return ast.Name(self.own + node.id), True
            if node.id in self.arrays:
                return ast.Name(f"{node.id}[{self.own}i]"), True
            return node, False
        if isinstance(node, ast.UnaryOp):
            operand, is_element = self.expression(node.operand)
            return ast.UnaryOp(node.op, operand), is_element
        if isinstance(node, ast.BinOp):
            return self.operation(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        raise Unfit

    def operation(self, node: ast.BinOp) -> tuple[ast.expr, bool]:
        """An operation; a quotient of numbers may raise, where one of elements does not."""
        (left, one), (right, other) = self.expression(node.left), self.expression(node.right)
        if isinstance(node.op, ast.Div) and not (one or other) and not getattr(node.right, "value", 0):
            raise Unfit
        return ast.BinOp(left, node.op, right), one or other

    def call(self, node: ast.Call) -> tuple[ast.expr, bool]:
        """A function of elements, or a sum."""
        parts = [self.expression(argument) for argument in node.args]
        is_element = any(one for _, one in parts)
        if not self.is_sum(node):
            return ast.Call(node.func, [part for part, _ in parts], []), is_element
        if not is_element:
            raise Unfit
        self.sums += 1
        self.summed |= {part.id for part in node.args if isinstance(part, ast.Name)} & set(self.arrays)
        total = f"{self.own}sum_{self.sums}"
        self.inside.append(f"{total} += {ast.unparse(parts[0][0])}")
        return ast.Name(total), False

    def check_part(self, part: ast.Subscript | None) -> None:
        """See to it that what is written is a slice of an array, which numbers bound."""
        if part is None:
            return
        names = [node.id for node in ast.walk(part.slice) if isinstance(node, ast.Name)]
        assert isinstance(part.value, ast.Name)
        if not self.axes[part.value.id] or any(self.axes[name] for name in names):
            raise Unfit
        if not isinstance(part.slice, ast.Slice):
            raise Unfit

    def is_sum(self, node: ast.AST) -> bool:
        """Tell whether a node is a sum."""
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == self.sum_name

    def text(self) -> str:
        """Write the function."""
        own, row = self.own, ", ".join(self.parameters)
        made = [name for name in self.given if name in self.elements]
        targets = [f"{own}target_{k + 1}" for k in range(len(self.targets))]
        first, *others = [*targets, *self.arrays]
        lines = [f"def {self.name}({row}):"]
        lines += [f"    {name} = {part}" for name, part in zip(targets, self.targets, strict=True)]
        lines += [f"    {own}size = {first}.size"]
        doubts = [f"{other}.size != {own}size" for other in others]
        doubts += [f"_overlap({one}, {other})" for k, one in enumerate(targets) for other in others[k:]]
        if doubts:
            lines += [f"    if {' or '.join(doubts)}:", f"        return _as_written({row})"]
        lines += ["    " + line for line in self.before]
        lines += [f"    {own}made_{name} = np.empty({own}size)" for name in made]
        lines += [f"    {own}sum_{k + 1} = 0.0" for k in range(self.sums)]
        lines.append(f"    for {own}i in range({own}size):")
        stored = [f"{own}made_{name}[{self.own}i] = {own}{name}" for name in made]
        lines += ["        " + line for line in [*self.inside, *stored]]
        lines += ["    " + line for line in self.behind]
        results = [f"{own}made_{name}" if name in self.elements else name for name in self.given]
        return "\n".join([*lines, f"    return {', '.join(results)}"])


OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def written_part(statement: ast.stmt) -> ast.Subscript | None:
    """Return the part of an array that a statement writes, if it does."""
    if isinstance(statement, ast.AugAssign):
        target: Any = statement.target
    else:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    return target if isinstance(target, ast.Subscript) else None


def span(x: Any) -> Any:
    """Return the addresses between which an array lies in memory."""
    low = x.ctypes.data
    high = low + x.itemsize
    reach = x.strides[0] * (x.size - 1)
    return low + min(reach, 0), high + max(reach, 0)


def overlap(x: Any, y: Any) -> Any:
    """Tell whether two arrays may share memory."""
    (low, high), (other_low, other_high) = compiled_span(x), compiled_span(y)
    return x.size != 0 and low < other_high and other_low < high


compiled_span = numba.njit(span)
compiled_overlap = numba.njit(overlap)
