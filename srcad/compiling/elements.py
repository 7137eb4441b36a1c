"""Tell whether a function computes its arrays element by element: then one element in a loop is what is compiled.

Compiled statement by statement, a formula over arrays fills an array for every intermediate result. The same formula
for the element at one place needs none. It is the same program if no statement looks at more than one place, so what
is known to do so is listed here, and a function with anything else in it is compiled as it stands:

>>> def formula(x, scale):
...     return np.where(x > 0.0, scale * np.exp(-x), 1.0)
>>> elementwise(formula, (("x", Array("<f8", 2), True), ("scale", FLOAT, False)))
Elementwise(key=(('x', NumpyScalar(dtype='<f8'), True), ('scale', float, False)), arrays=('x',), results=0)
>>> def normed(x):
...     return x / np.sum(x)
>>> elementwise(normed, (("x", Array("<f8", 1), True),))
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType, ModuleType
from typing import Any

import gast
import numpy as np

from srcad.errors import SrcadError
from srcad.kinds import FLOAT, INT, Array, NumpyScalar
from srcad.parsing import parse
from srcad.reading import read_source
from srcad.resolving import value_outside
from srcad.rules import registry

Key = tuple[tuple[str, Any, bool], ...]

DTYPES = (np.dtype("float32").str, np.dtype("float64").str)
NUMBERS = (FLOAT, INT, NumpyScalar(np.dtype("float64").str))

# Functions of NumPy of which an element of the result is made of the elements at its place, as for numbers.
UFUNCS = frozenset(
    getattr(np, name)
    for name in (
        "absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh cbrt cos cosh deg2rad divide exp exp2 expm1 "
        "fabs hypot log log10 log1p log2 logaddexp maximum minimum multiply negative rad2deg sign sin sinh sqrt "
        "square subtract tan tanh true_divide"
    ).split()
)
OPERATORS = (gast.Add, gast.Sub, gast.Mult, gast.Div, gast.Pow)
FUNCTIONS_OF_NUMBERS = frozenset(value for value in vars(math).values() if callable(value)) - {math.fsum, math.prod}
COMPARISONS = (gast.Lt, gast.LtE, gast.Gt, gast.GtE)
DEEPEST = 8  # calls of helpers inside of helpers


# What an expression is made of: the names of the arrays whose elements it takes, of a comparison MASK besides.
Origins = frozenset[str]
NUMBER: Origins = frozenset()
MASK = "comparison"


class _Other(Exception):
    """The function does something else."""


@dataclass(frozen=True)
class Elementwise:
    """A function that goes by elements: the key of its variant for one element, and what the loop around it must know.

    `arrays` are the parameters that are arrays; of a tuple `results` is the length, else 0.
    """

    key: Key
    arrays: tuple[str, ...]
    results: int


def elementwise(function: FunctionType, key: Key) -> Elementwise | None:
    """Return how a function goes by elements, for a variant's kinds of arguments; None if it does something else."""
    arrays = tuple(name for name, kind, _ in key if isinstance(kind, Array))
    if not arrays or not all(has_elements(kind) for _, kind, _ in key):
        return None
    start = {name: frozenset({name}) if name in arrays else NUMBER for name, _, _ in key}
    try:
        followed = Followed(function, start, 0)
        results = followed.results()
    except (_Other, SrcadError):
        return None
    if any(result != frozenset(arrays) for result in results):
        return None
    of_element = tuple(
        (name, NumpyScalar(kind.dtype) if name in arrays else kind, active) for name, kind, active in key
    )
    return Elementwise(of_element, arrays, len(results) if followed.returns_tuple else 0)


def has_elements(kind: Any) -> bool:
    """Tell whether an argument is a number, or an array of numbers from which an element can be taken."""
    return (kind.dtype in DTYPES and bool(kind.ndim)) if isinstance(kind, Array) else kind in NUMBERS


class Followed:
    """A function whose expressions are followed one by one, with the origins of its variables."""

    def __init__(self, function: FunctionType, variables: dict[str, Origins], depth: int) -> None:
        self.function = function
        self.variables = variables
        self.made: set[str] = set()  # variables whose array is the result of an operation, and has no other name
        self.depth = depth
        self.returns_tuple = False

    def results(self) -> list[Origins]:
        """Return the origins of each result; raise where the function does something else."""
        *statements, last = parse(read_source(self.function)).node.body
        for statement in statements:
            self.statement(statement)
        if not isinstance(last, gast.Return) or last.value is None:
            raise _Other
        self.returns_tuple = isinstance(last.value, gast.Tuple)
        returned = last.value.elts if self.returns_tuple else [last.value]
        names = [node.id for node in returned if isinstance(node, gast.Name)]
        if len(set(names)) < len(names) or not self.made.issuperset(names):
            raise _Other
        return [together([self.origins(node)]) for node in returned]

    def statement(self, node: Any) -> None:
        """Follow a statement that stands before the last."""
        if isinstance(node, gast.Expr) and isinstance(node.value, gast.Constant):
            return
        if not isinstance(node, gast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], gast.Name):
            raise _Other
        name = node.targets[0].id
        self.variables[name] = self.origins(node.value)
        self.made.discard(name)
        if not isinstance(node.value, gast.Name):
            self.made.add(name)

    def origins(self, node: Any) -> Origins:
        """Return the origins of an expression; raise where it does more than computing elements."""
        if isinstance(node, gast.Constant) and type(node.value) in (int, float):
            return NUMBER
        if isinstance(node, gast.Name) and node.id in self.variables:
            return self.variables[node.id]
        if isinstance(node, (gast.Name, gast.Attribute)) and type(self.outside(node)) in (int, float):
            return NUMBER
        if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.USub):
            return together([self.origins(node.operand)])
        if isinstance(node, gast.BinOp) and isinstance(node.op, OPERATORS):
            return self.operation(node)
        if isinstance(node, gast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], COMPARISONS):
            return together([self.origins(node.left), self.origins(node.comparators[0])]) | {MASK}
        if isinstance(node, gast.Call) and not node.keywords:
            return self.call(self.outside(node.func), [self.origins(argument) for argument in node.args])
        raise _Other

    def operation(self, node: Any) -> Origins:
        """An operation; a quotient or power of two numbers may raise where that of arrays does not."""
        result = together([self.origins(node.left), self.origins(node.right)])
        constant = getattr(node.right, "value", 0)
        if result == NUMBER and isinstance(node.op, gast.Div) and not constant:
            raise _Other
        if isinstance(node.op, gast.Pow) and not (type(constant) in (int, float) and constant >= 1):
            raise _Other
        return result

    def call(self, called: Any, given: list[Origins]) -> Origins:
        """A call of a function that goes by elements, or of one of numbers with numbers."""
        if called is np.where and len(given) == 3 and MASK in given[0] and len(given[0]) > 1:
            return together([given[0] - {MASK}, *given[1:]])
        result = together(given)
        if (called in UFUNCS and len(given) == called.nin) or (called in FUNCTIONS_OF_NUMBERS and result == NUMBER):
            return result
        return self.helper(called, given)

    def helper(self, called: Any, given: list[Origins]) -> Origins:
        """A call of a function of the user's own, which goes by elements itself."""
        if type(called) is not FunctionType or self.depth == DEEPEST or registry.find(called) is not None:
            raise _Other
        code = called.__code__
        if code.co_argcount != len(given) or code.co_kwonlyargcount or code.co_flags & (CO_VARARGS | CO_VARKEYWORDS):
            raise _Other
        inside = Followed(called, dict(zip(code.co_varnames, given, strict=False)), self.depth + 1)
        result = inside.results()[0]
        if inside.returns_tuple:
            raise _Other
        return result

    def outside(self, node: Any) -> Any:
        """Return the function, module or number that a name from outside or a member of a module means."""
        if isinstance(node, gast.Name) and node.id not in self.variables:
            return value_outside(self.function, node.id)[1]
        if isinstance(node, gast.Attribute):
            owner = self.outside(node.value)
            if isinstance(owner, ModuleType):
                return getattr(owner, node.attr, None)
        raise _Other


def together(parts: list[Origins]) -> Origins:
    """Return the origins of what is computed of several parts, none of which may be a comparison."""
    result = NUMBER.union(*parts)
    if MASK in result:
        raise _Other
    return result
