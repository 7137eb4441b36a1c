"""Find out where a number cannot be zero: below a test that excludes it, or by what it is computed from.

A pole needs no guard where it is excluded. What is kept of a number is the set of its possible signs; NaN is possible
everywhere and is not counted, for it is no pole. Of variables, only those are followed that hold numbers, or arrays
that nobody writes into, and that nobody but the function itself binds. The statements are followed once, in order: what
a loop or a handler may bind is forgotten before it is looked at.

Products of small numbers vanish: the sign of a product is known, but not that it is not zero. So only what Python's
floats and NumPy's float64 do to signs is said here.
"""

from __future__ import annotations

import builtins
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import gast
import numpy as np

from srcad.kinds import BOOL, FLOAT, INT, PYTHON_REAL, Array, NumpyScalar, Static

Node = Any
Signs = frozenset[int]  # of -1, 0, 1
State = dict[str, Signs]

ANY: Signs = frozenset((-1, 0, 1))
POSITIVE: Signs = frozenset((1,))
NEGATIVE: Signs = frozenset((-1,))
NOT_NEGATIVE: Signs = frozenset((0, 1))
NOT_POSITIVE: Signs = frozenset((-1, 0))
NOT_ZERO: Signs = frozenset((-1, 1))
ZERO: Signs = frozenset((0,))


def find_signs(
    function: Node,
    kind_of: Callable[[Node], Any],
    followed: Callable[[str], bool],
    unwritten: Callable[[Node], bool],
) -> dict[int, Signs]:
    """Return the possible signs of the expressions of a function, by node; those that can have any are left out.

    `kind_of` gives the kind of an expression; `followed` tells whether only the function itself binds a variable, and
    `unwritten` whether nothing ever writes into an array.
    """
    finder = _Finder(kind_of, followed, unwritten)
    finder.block(function.body, {})
    return finder.found


def is_followed(kind: Any) -> bool:
    """Tell whether a value is an immutable real number whose arithmetic is that of float64 or of Python's integers."""
    return kind in (FLOAT, INT, BOOL, PYTHON_REAL) or (isinstance(kind, NumpyScalar) and kind.dtype[1:] == "f8")


def is_real_number(kind: Any) -> bool:
    """Tell whether a value is such a number or an array of them."""
    return is_followed(kind) or (isinstance(kind, Array) and kind.dtype is not None and kind.dtype[1:] == "f8")


# What operations do to signs


def sign_of(value: float) -> Signs:
    """Return the sign of a literal."""
    return ANY if value != value else frozenset(((value > 0) - (value < 0),))


def opposite(signs: Signs) -> Signs:
    """Return the signs of the negated number."""
    return frozenset(-sign for sign in signs)


def of_sum(left: Signs, right: Signs) -> Signs:
    """Return the signs of a sum: no rounding takes it below its larger term."""
    results: set[int] = set()
    for one in left:
        for other in right:
            results |= ANY if one * other < 0 else {one or other}
    return frozenset(results)


def of_product(left: Signs, right: Signs, *, vanishes: bool = True) -> Signs:
    """Return the signs of a product or quotient, which may underflow."""
    signs = frozenset(one * other for one in left for other in right)
    return signs | ZERO if vanishes else signs


def of_power(base: Signs, exponent: Any) -> Signs:
    """Return the signs of a power with a literal exponent, None if it is not literal."""
    if exponent is not None and 0 < exponent <= 1 and base <= NOT_NEGATIVE:
        return base
    is_even = exponent is not None and exponent % 2 == 0
    return NOT_NEGATIVE if is_even or base <= NOT_NEGATIVE else ANY


def of_magnitude(signs: Signs) -> Signs:
    """Return the signs of the magnitude."""
    return frozenset(abs(sign) for sign in signs)


def of_root(signs: Signs) -> Signs:
    """Return the signs of the square root, which of no positive number vanishes."""
    return signs & NOT_NEGATIVE or NOT_NEGATIVE


def of_largest(*signs: Signs) -> Signs:
    """Return the signs of the largest of some numbers; where tests leave none to one of them, there is none."""
    if not all(signs):
        return frozenset()
    least = max(min(one) for one in signs)
    return frozenset(sign for one in signs for sign in one if sign >= least)


def of_smallest(*signs: Signs) -> Signs:
    """Return the signs of the smallest of some numbers."""
    return opposite(of_largest(*map(opposite, signs)))


def of_length(*signs: Signs) -> Signs:
    """Return the signs of the length of a vector, which is not less than any component's magnitude."""
    return POSITIVE if any(0 not in one for one in signs) else NOT_NEGATIVE


FUNCTIONS: dict[Any, Callable[..., Signs]] = {
    builtins.abs: of_magnitude,
    math.fabs: of_magnitude,
    np.absolute: of_magnitude,
    np.fabs: of_magnitude,
    operator.abs: of_magnitude,
    math.sqrt: of_root,
    np.sqrt: of_root,
    np.maximum: of_largest,
    np.minimum: of_smallest,
    math.hypot: of_length,
    np.hypot: of_length,
    math.exp: lambda signs: NOT_NEGATIVE,  # exp(-800.0) is 0.0
    np.exp: lambda signs: NOT_NEGATIVE,
    np.square: lambda signs: NOT_NEGATIVE,
    math.cosh: lambda signs: POSITIVE,
    np.cosh: lambda signs: POSITIVE,
    builtins.float: lambda signs: signs,
    builtins.len: lambda signs: NOT_NEGATIVE,
}
CHOOSING = (builtins.max, builtins.min)


class Evaluator:
    """Find the signs of an expression."""

    def signs(self, node: Node) -> Signs:
        """Return the possible signs of an expression."""
        method = getattr(self, "visit_" + type(node).__name__, None)
        return method(node) if method is not None else self.unknown(node)

    def unknown(self, node: Node) -> Signs:
        """Say nothing of an expression of another form."""
        return ANY

    def of_call(self, function: Any, arguments: list[Node], keywords: list[Node]) -> Signs:
        """Return the signs of the result of a known function."""
        signs = [self.signs(argument) for argument in arguments]
        if keywords or not signs or any(isinstance(argument, gast.Starred) for argument in arguments):
            return ANY
        try:
            known = FUNCTIONS.get(function)
        except TypeError:  # an object that cannot be hashed
            return ANY
        if function in CHOOSING:
            return self.of_choice(function, arguments, signs)
        return known(*signs) if known is not None and (len(signs) == 1 or function in MANY) else ANY

    def of_choice(self, function: Any, arguments: list[Node], signs: list[Signs]) -> Signs:
        """Return the signs of Python's max or min; only a literal is a bound, for a NaN may be skipped."""
        literals = [one for node, one in zip(arguments, signs, strict=True) if is_literal(positive(node))]
        if len(signs) == 1 or not literals:
            return ANY if len(signs) == 1 else frozenset().union(*signs)
        bound = (of_largest if function is builtins.max else of_smallest)(*literals, ANY)
        return frozenset().union(*signs) & bound

    def visit_Constant(self, node: Node) -> Signs:
        return sign_of(node.value) if type(node.value) in (float, int) else ANY

    def visit_UnaryOp(self, node: Node) -> Signs:
        operand = self.signs(node.operand)
        if isinstance(node.op, gast.USub):
            return opposite(operand)
        return operand if isinstance(node.op, gast.UAdd) else ANY

    def visit_BinOp(self, node: Node) -> Signs:
        left, right = self.signs(node.left), self.signs(node.right)
        if isinstance(node.op, gast.Add):
            return of_sum(left, right)
        if isinstance(node.op, gast.Sub):
            return of_sum(left, opposite(right))
        if isinstance(node.op, gast.Mult):
            square = isinstance(node.left, gast.Name) and isinstance(node.right, gast.Name)
            if square and node.left.id == node.right.id:
                return NOT_NEGATIVE
            large = any(is_literal(n, lambda size: size >= 1.0) for n in (node.left, node.right))
            return of_product(left, right, vanishes=not large)
        if isinstance(node.op, gast.Div):
            # A zero of either sign may be divided by, and the quotient is an infinity of either sign.
            small = is_literal(node.right, lambda size: size <= 1.0)
            return ANY if 0 in right else of_product(left, right, vanishes=not small)
        if isinstance(node.op, gast.Pow):
            exponent = node.right.value if is_literal(node.right) else None
            return of_power(left, exponent)
        return ANY


MANY = (np.maximum, np.minimum, math.hypot, np.hypot)


def is_finite(size: float) -> bool:
    """Tell whether a size is finite: that of an integer of any length is."""
    return size < math.inf


def is_literal(node: Node, holds: Callable[[float], bool] = is_finite) -> bool:
    """Tell whether a node is a literal number whose size is so."""
    return isinstance(node, gast.Constant) and type(node.value) in (float, int) and holds(abs(node.value))


class TextEvaluator(Evaluator):
    """Find the signs of an expression of a rule's text."""

    def __init__(self, known: Mapping[str, Signs]) -> None:
        self.known = known

    def visit_Name(self, node: Node) -> Signs:
        return self.known.get(node.id, ANY)


class _Finder(Evaluator):
    """Follow the statements of a function."""

    def __init__(
        self,
        kind_of: Callable[[Node], Any],
        followed: Callable[[str], bool],
        unwritten: Callable[[Node], bool],
    ) -> None:
        self.kind_of = kind_of
        self.followed = followed
        self.unwritten = unwritten
        self.found: dict[int, Signs] = {}
        self.state: State = {}

    # Expressions

    def signs(self, node: Node) -> Signs:
        """Return the possible signs of an expression, and keep them."""
        signs = super().signs(node)
        if signs == ANY or not is_real_number(self.kind_of(node)):
            return ANY
        self.found[id(node)] = signs
        return signs

    def unknown(self, node: Node) -> Signs:
        """Look into an expression of another form."""
        for child in gast.iter_child_nodes(node):
            self.signs(child)
        return ANY

    def visit_Name(self, node: Node) -> Signs:
        return self.state.get(node.id, ANY) if self.stays(node) else ANY

    def stays(self, node: Node) -> bool:
        """Tell whether a variable holds numbers that do not change until it is bound again."""
        kind = self.kind_of(node)
        return is_followed(kind) or (is_real_number(kind) and self.unwritten(node))

    def visit_Call(self, node: Node) -> Signs:
        kind = self.kind_of(node.func)
        for keyword in node.keywords:
            self.signs(keyword.value)
        self.signs(node.func)
        numbers = all(is_real_number(self.kind_of(argument)) for argument in node.args)
        is_known = isinstance(kind, Static) and (numbers or kind.obj is len)
        return self.of_call(kind.obj if is_known else None, node.args, node.keywords)

    def visit_BoolOp(self, node: Node) -> Signs:
        before = self.state
        for operand in node.values:
            self.signs(operand)
            self.state = self.narrowed(operand, isinstance(node.op, gast.And))
        self.state = before
        return ANY

    def visit_IfExp(self, node: Node) -> Signs:
        self.signs(node.test)
        before = self.state
        results: Signs = frozenset()
        for part, truth in ((node.body, True), (node.orelse, False)):
            self.state = self.narrowed(node.test, truth)
            results |= self.signs(part)
            self.state = before
        return results

    def apart(self, node: Node) -> Signs:
        """Leave alone what has variables of its own."""
        return ANY

    visit_Lambda = visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = apart

    # Tests

    def narrowed(self, test: Node, truth: bool) -> State:
        """Return what is known where a test came out so."""
        if isinstance(test, gast.UnaryOp) and isinstance(test.op, gast.Not):
            return self.narrowed(test.operand, not truth)
        if isinstance(test, gast.BoolOp):
            return self._narrowed_by_all(test, truth)
        if isinstance(test, gast.Compare):
            return self._narrowed_by_comparison(test, truth)
        return self._with(test, NOT_ZERO if truth else ZERO)

    def _narrowed_by_all(self, test: Node, truth: bool) -> State:
        """Narrow by all operands of `and` where it holds, of `or` where it does not."""
        if isinstance(test.op, gast.And) is not truth:
            return self.state
        before, state = self.state, self.state
        for operand in test.values:
            self.state = state = self.narrowed(operand, truth)
        self.state = before
        return state

    def _narrowed_by_comparison(self, test: Node, truth: bool) -> State:
        sides = [test.left, *test.comparators]
        if not all(is_followed(self.kind_of(side)) for side in sides) or (not truth and len(sides) > 2):
            return self.state
        before, state = self.state, self.state
        for op, left, right in zip(test.ops, sides, sides[1:], strict=False):
            for one, other, relation in ((left, right, type(op)), (right, left, MIRRORED.get(type(op)))):
                self.state = state
                state = self._with(one, self.allowed(relation, other, truth))
        self.state = before
        return state

    def allowed(self, relation: Any, other: Node, truth: bool) -> Signs:
        """Return the signs of a number that stands in a relation to another, or certainly does not."""
        if not truth:
            # A comparison with NaN is false as well; a literal is none.
            relation = OPPOSITE.get(relation) if is_literal(positive(other)) else None
        signs = Evaluator.signs(self, other)
        if relation in (gast.Gt, gast.GtE) and signs <= NOT_NEGATIVE:
            return NOT_NEGATIVE if relation is gast.GtE and 0 in signs else POSITIVE
        if relation in (gast.Lt, gast.LtE) and signs <= NOT_POSITIVE:
            return NOT_POSITIVE if relation is gast.LtE and 0 in signs else NEGATIVE
        if relation is gast.Eq:
            return signs
        return NOT_ZERO if relation is gast.NotEq and signs == ZERO else ANY

    def _with(self, node: Node, signs: Signs) -> State:
        """Return the state in which an expression has only these signs: a variable, or the magnitude of one."""
        if isinstance(node, gast.Call) and len(node.args) == 1 and not node.keywords and 0 not in signs:
            kind = self.kind_of(node.func)
            if isinstance(kind, Static) and any(kind.obj is f for f in MAGNITUDES):
                return self._with(node.args[0], NOT_ZERO)
        if not isinstance(node, gast.Name) or not self.followed(node.id) or not is_followed(self.kind_of(node)):
            return self.state
        return {**self.state, node.id: self.state.get(node.id, ANY) & signs}

    # Statements

    def block(self, statements: list[Node], state: State) -> State | None:
        """Follow statements; return what is known after them, None where the end is not reached."""
        self.state = state
        reached = True
        for statement in statements:
            method = getattr(self, "do_" + type(statement).__name__, self.do_other)
            reached = method(statement) is not False and reached
        return self.state if reached else None

    def do_Assign(self, node: Node) -> None:
        signs = self.signs(node.value)
        for target in node.targets:
            self.bind(target, signs)

    def do_AnnAssign(self, node: Node) -> None:
        if node.value is not None:
            self.bind(node.target, self.signs(node.value))

    def do_AugAssign(self, node: Node) -> None:
        self.signs(node.value)
        self.bind(node.target, ANY)

    def bind(self, target: Node, signs: Signs) -> None:
        """Bind a variable; what else is bound is forgotten."""
        if isinstance(target, gast.Name) and self.followed(target.id) and self.stays(target):
            self.state = {**self.state, target.id: signs}
            return
        self.unknown(target)
        self.state = without(self.state, bound_in([target]))

    def do_If(self, node: Node) -> bool:
        self.signs(node.test)
        before = self.state
        yes, no = self.narrowed(node.test, True), self.narrowed(node.test, False)
        ends = [self.block(node.body, yes), self.block(node.orelse, no)]
        reached = [end for end in ends if end is not None]
        self.state = joined(reached) if reached else before
        return bool(reached)

    def do_Assert(self, node: Node) -> None:
        self.signs(node.test)
        if __debug__:  # else assertions are left out of what is compiled
            self.state = self.narrowed(node.test, True)

    def leave(self, node: Node) -> bool:
        """Follow a statement behind which nothing is reached."""
        self.unknown(node)
        return False

    do_Return = do_Raise = do_Break = do_Continue = leave

    def do_While(self, node: Node) -> None:
        before = self.state = without(self.state, bound_in([node]))
        self.signs(node.test)
        self.block(node.body, self.narrowed(node.test, True))
        self.state = before
        left_early = any(isinstance(child, gast.Break) for child in gast.walk(node))
        after = before if left_early else self.narrowed(node.test, False)
        self.block(node.orelse, before)
        self.state = after

    def do_For(self, node: Node) -> None:
        self.signs(node.iter)
        before = self.state = without(self.state, bound_in([node]))
        self.block(node.body, before)
        self.block(node.orelse, before)
        self.state = before

    def do_other(self, node: Node) -> None:
        """Follow a statement of another form: what it may bind is forgotten, and what it tests says nothing later."""
        before = self.state = without(self.state, bound_in([node]))
        if isinstance(node, (gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef)):
            return
        for child in gast.iter_child_nodes(node):
            if isinstance(child, gast.expr):
                self.signs(child)
            elif not isinstance(child, gast.stmt):
                self.do_other(child)
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                self.block(statements, before)
        self.state = before


MAGNITUDES = (builtins.abs, math.fabs, np.absolute, np.fabs)
MIRRORED = {
    gast.Gt: gast.Lt,
    gast.Lt: gast.Gt,
    gast.GtE: gast.LtE,
    gast.LtE: gast.GtE,
    gast.Eq: gast.Eq,
    gast.NotEq: gast.NotEq,
}
OPPOSITE = {
    gast.Gt: gast.LtE,
    gast.Lt: gast.GtE,
    gast.GtE: gast.Lt,
    gast.LtE: gast.Gt,
    gast.Eq: gast.NotEq,
    gast.NotEq: gast.Eq,
}


def positive(node: Node) -> Node:
    """Return the operand of a negated literal, any other node itself."""
    return node.operand if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.USub) else node


def bound_in(nodes: Iterable[Node]) -> set[str]:
    """Collect the names that statements may bind."""
    found = set()
    for tree in nodes:
        for node in gast.walk(tree):
            if isinstance(node, gast.Name) and not isinstance(node.ctx, gast.Load):
                found.add(node.id)
            for field in ("name", "asname", "rest"):
                name = getattr(node, field, None)
                if isinstance(name, str):
                    found.add(name.split(".")[0])
    return found


def without(state: State, names: set[str]) -> State:
    """Return a state in which nothing is known of some variables."""
    return {name: signs for name, signs in state.items() if name not in names}


def joined(states: list[State]) -> State:
    """Return what is known where paths meet."""
    names = set.intersection(*(set(state) for state in states))
    return {name: frozenset().union(*(state[name] for state in states)) for name in names}
