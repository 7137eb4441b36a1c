"""Write the calls of functions that have a rule, for tangents in several directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gast

from srcad import nodes
from srcad.analysing.plans import ByRule, ByVariant
from srcad.analysing.values import LIST, TupleValue
from srcad.directions import support
from srcad.directions.expressions import PURE, ExpressionWriter, NotTogether
from srcad.kinds import BOTTOM, INT, UNKNOWN, Static, is_array, is_numeric, is_scalar
from srcad.rules import registry

Node = Any

ELEMENTWISE = frozenset(
    {
        "numpy.add",
        "numpy.subtract",
        "numpy.negative",
        "numpy.positive",
        "numpy.real",
        "numpy.imag",
        "numpy.conjugate",
        "numpy.ndarray.conjugate",
        "numpy.ndarray.conj",
        "numpy.copy",
        "numpy.ndarray.copy",
        "numpy.where",
        "srcad.rules.support.selected",
    }
)
# The names of the factors and divisors that are the same in all directions.
PRODUCTS = {
    "numpy.multiply": ("x1", "x2"),
    "numpy.divide": ("x2",),
    "srcad.rules.support.quotient": ("denominator",),
    "srcad.rules.support.scaled": ("partial",),
}
SUMS = frozenset({"numpy.sum", "numpy.mean", "numpy.ndarray.sum", "numpy.ndarray.mean"})
DOTS = frozenset({"numpy.dot", "numpy.matmul", "numpy.ndarray.dot"})
SHAPES = frozenset(
    {"numpy.reshape", "numpy.ravel", "numpy.ndarray.reshape", "numpy.ndarray.ravel", "numpy.ndarray.flatten"}
)
ARRAYS = frozenset({"numpy.array", "numpy.asarray"})
ONE_BY_ONE = frozenset({"linear", "bilinear", "elementwise", "terms"})
COMPUTING = (gast.Name, gast.BinOp, gast.UnaryOp, gast.Subscript, gast.Attribute, gast.Tuple, gast.List)
EVALUATED_ONCE = (gast.Call, gast.NamedExpr, gast.Yield, gast.YieldFrom, gast.Lambda, gast.comprehension)
TERMS = frozenset(
    f"srcad.rules.support.{name}"
    for name in ("larger_term", "smaller_term", "larger_tangent", "smaller_tangent", "base_term", "real_base_term")
)


class CallWriter(ExpressionWriter):
    """Write each call by the name of its rule, and any other pure function of arrays for one direction at a time."""

    def rule_call(self, node: Node, plan: ByRule) -> Node:
        """Write a call of a function that has a rule."""
        if plan.rule.in_place is not None or self.facts.is_given(plan.bound, "out") or plan.rule.outputs:
            raise NotTogether(f"{plan.rule.name} writes into its arguments, or returns several")
        for names, write in TABLE:
            if plan.rule.name in names:
                written: Node | None = write(self, node, plan)
                if written is not None:
                    return written
        return self.one_by_one(node)

    def arguments(self, node: Node) -> list[Node]:
        """List the arguments of a call, that of a method's object first."""
        own = [node.func.value] if self.is_method(node) else []
        return [*own, *node.args, *(keyword.value for keyword in node.keywords)]

    def is_method(self, node: Node) -> bool:
        """Tell whether a call is one of a tangent's methods."""
        return isinstance(node.func, gast.Attribute) and is_numeric(self.kind(node.func.value))

    def with_arguments(self, node: Node, written: dict[int, Node]) -> Node:
        """Copy a call with other arguments."""
        func = node.func
        if self.is_method(node):
            func = nodes.replaced(func, value=written.get(id(func.value), func.value))
        args = [written.get(id(argument), argument) for argument in node.args]
        keywords = [nodes.keyword(k.arg, written.get(id(k.value), k.value)) for k in node.keywords]
        return nodes.call(func, args, keywords)

    def elementwise(self, node: Node, plan: ByRule) -> Node | None:
        """Write a call of which each argument is a tangent, or is met by tangents element by element."""
        if any(name not in plan.rule.wrt and name != "condition" for name in plan.bound):
            return None
        return self.with_arguments(node, {id(one): self.operand(one) for one in self.arguments(node)})

    def product(self, node: Node, plan: ByRule) -> Node | None:
        """Write a product or quotient of which one argument is a tangent."""
        constants = PRODUCTS[plan.rule.name]
        varying = [name for name, one in plan.bound.items() if self.varies(one)]
        if len(plan.bound) != 2 or len(varying) != 1 or (len(constants) == 1 and varying[0] in constants):
            return None
        return self.elementwise_operands(node)

    def term(self, node: Node, plan: ByRule) -> Node | None:
        """Write a choice between tangents, or a tangent and zero, by values that are the same in all directions."""
        if self.varies(plan.bound["x"]) or self.varies(plan.bound["y"]):
            return None
        return self.elementwise_operands(node)

    def elementwise_operands(self, node: Node) -> Node:
        """Write a call whose arguments meet element by element."""
        return self.with_arguments(node, {id(one): self.operand(one) for one in self.arguments(node)})

    def sum(self, node: Node, plan: ByRule) -> Node | None:
        """Write a sum or mean over axes that are counted from the first."""
        own, *others = plan.bound
        tangent = plan.bound[own]
        ndim = self.rank(tangent)
        if not set(others) <= {"axis"} or ndim == 0 or isinstance(tangent, list) or not self.varies(tangent):
            return None
        if ndim is None:
            total = support.averaged if plan.rule.name.endswith("mean") else support.summed
            is_all = not others and is_numeric(self.kind(tangent))
            return nodes.call(self.helper(total), [self.directed(tangent)]) if is_all else None
        axis = self.axis(plan.bound.get("axis"), ndim)
        if axis is None:
            return None
        keyword = nodes.keyword("axis", axis)
        if self.is_method(node):
            return nodes.call(nodes.replaced(node.func, value=self.directed(tangent)), [], [keyword])
        return nodes.call(node.func, [self.directed(tangent)], [keyword])

    def inner(self, node: Node, plan: ByRule) -> Node | None:
        """Write a sum of products, of vectors as a product of a vector and a matrix."""
        left, right = plan.bound.values()
        if self.varies(left) == self.varies(right):
            return None
        if self.rank(left) == self.rank(right) == 1:
            return self.matrix_product(left, right)
        return nodes.call(
            self.helper(support.summed), [nodes.binary(self.operand(left), gast.Mult, self.operand(right))]
        )

    def axis(self, axis: Node | None, ndim: int) -> Node | None:
        """Write an axis of an array in one direction as one of the array with directions, None where it is unknown."""
        number = literal_number(axis)
        if axis is None or (isinstance(axis, gast.Constant) and axis.value is None):
            every = nodes.tuple_of([nodes.constant(one) for one in range(ndim)])
            return nodes.constant(0) if ndim == 1 else every
        return nodes.constant(number % ndim) if number is not None and -ndim <= number < ndim else None

    def dot(self, node: Node, plan: ByRule) -> Node | None:
        """Write a product of vectors and matrices."""
        if len(plan.bound) != 2:
            return None
        left, right = plan.bound.values()
        ranks = {self.rank(left), self.rank(right)}
        is_matmul = plan.rule.name == "numpy.matmul"
        if self.varies(left) == self.varies(right) or not (ranks <= {1, 2} or is_matmul):
            return None
        return self.matrix_product(left, right)

    def array(self, node: Node, plan: ByRule) -> Node | None:
        """Write an array that is made of numbers, or of lists of numbers."""
        (name, given), *others = plan.bound.items()
        if others or name not in ("object", "a"):
            return None
        kind = self.kind(given)
        if is_array(kind):
            return nodes.replaced(node, args=[self.directed(given)])
        if not self.holds_numbers(given):
            return None
        return nodes.call(self.helper(support.stacked), [self.directed(given), self.count()])

    def holds_numbers(self, node: Node) -> bool:
        """Tell whether a list or tuple holds nothing but numbers, or lists and tuples of such."""
        if isinstance(node, (gast.List, gast.Tuple)):
            return all(is_scalar(self.kind(part)) or self.holds_numbers(part) for part in node.elts)
        kind = self.kind(node)
        if isinstance(kind, TupleValue):
            return all(is_scalar(part.kind) for part in kind.elements)
        held = [region.contents.kind for region in self.value(node).regions]
        return kind == LIST and bool(held) and all(map(is_scalar, held))

    def concatenation(self, node: Node, plan: ByRule) -> Node | None:
        """Write arrays one after the other along their first axis."""
        if set(plan.bound) - {"arrays"} or not isinstance(plan.bound.get("arrays"), (gast.Tuple, gast.List)):
            return None
        parts = plan.bound["arrays"]
        if any(not is_array(self.kind(part)) for part in parts.elts):
            return None
        return nodes.replaced(node, args=[self.directed(parts)])

    def reshaped(self, node: Node, plan: ByRule) -> Node | None:
        """Write another shape for a tangent: that of its primal, and the directions."""
        own, *shape = self.arguments(node)
        is_method = self.is_method(node)
        if node.keywords or not self.varies(own) or not is_array(self.kind(own)) or self.is_written(node):
            return None
        if plan.rule.name.endswith(("ravel", "flatten")):
            sizes: list[Node] = [] if shape else [nodes.negative(nodes.constant(1))]
        elif len(shape) == 1 and isinstance(shape[0], gast.Tuple):
            sizes = shape[0].elts
        else:
            sizes = shape if is_method or len(shape) == 1 else []
        if not sizes or any(self.kind(size) not in (INT, BOTTOM) and literal_number(size) is None for size in sizes):
            return None
        sizes = [*map(self.plain, sizes), self.count()]
        return nodes.call(nodes.attribute(self.directed(own), "reshape"), sizes)

    def spread(self, node: Node, plan: ByRule) -> Node | None:
        """Write a tangent over the shape of its primal."""
        tangent, primal = node.args
        if self.varies(primal):
            return self.with_arguments(node, {id(tangent): self.operand(tangent), id(primal): self.directed(primal)})
        written = [self.directed(tangent), self.plain(primal), self.count()]
        return nodes.call(self.helper(support.spread_over), written)

    def one_by_one(self, node: Node) -> Node:
        """Write a pure function of arrays as it is, for one direction after the other."""
        names = sorted({part.id for part in gast.walk(node) if nodes.is_name(part) and part.id in self.tangents})
        reads = [part for part in gast.walk(node) if nodes.is_name(part) and part.id in names]
        inner = [part for part in gast.walk(node) if isinstance(part, gast.expr) and self.varies(part)]
        is_pure = all(is_numeric(self.kind(read)) for read in reads) and all(map(self.is_pure, inner))
        others = [part for part in gast.walk(node) if isinstance(part, EVALUATED_ONCE) and not self.varies(part)]
        is_pure &= all(map(self.can_repeat_call, others))
        is_number = is_numeric(self.kind(node)) or self.kind(node) in (UNKNOWN, BOTTOM)  # the run looks at it again
        if not is_pure or not is_number or self.is_written(node):
            raise NotTogether("a function of tangents may write, or returns no array")
        parameters = gast.arguments(
            args=[nodes.parameter(name) for name in names], posonlyargs=[], vararg=None, kwonlyargs=[],
            kw_defaults=[], kwarg=None, defaults=[],
        )  # fmt: skip
        function = gast.Lambda(args=parameters, body=node)
        given = [function, self.count(), *map(nodes.name, names)]
        return nodes.call(self.helper(support.each_direction), given)

    def can_repeat_call(self, node: Node) -> bool:
        """Tell whether a part that is the same in all directions may be computed again for each."""
        function = self.kind(node.func) if isinstance(node, gast.Call) else None
        return isinstance(function, Static) and registry.find(function.obj) is not None

    def is_pure(self, node: Node) -> bool:
        """Tell whether an expression of tangents only computes."""
        if not isinstance(node, gast.Call):
            return isinstance(node, COMPUTING)
        plan = self.facts.plans.get(id(node))
        if isinstance(plan, ByRule):
            writes = plan.rule.in_place is not None or self.facts.is_given(plan.bound, "out")
            return plan.rule.form in ONE_BY_ONE and not writes
        return isinstance(plan, ByVariant) and plan.function.__module__.startswith(PURE)


TABLE: tuple[tuple[Any, Callable[[CallWriter, Node, ByRule], Node | None]], ...] = (
    (ELEMENTWISE, CallWriter.elementwise),
    (PRODUCTS, CallWriter.product),
    (TERMS, CallWriter.term),
    (SUMS, CallWriter.sum),
    (DOTS, CallWriter.dot),
    (("srcad.rules.support.inner",), CallWriter.inner),
    (ARRAYS, CallWriter.array),
    (("numpy.concatenate",), CallWriter.concatenation),
    (SHAPES, CallWriter.reshaped),
    (("srcad.rules.support.spread",), CallWriter.spread),
)


def literal_number(node: Node | None) -> int | None:
    """Return the integer that is written, None for anything else."""
    if isinstance(node, gast.UnaryOp) and isinstance(node.op, gast.USub):
        number = literal_number(node.operand)
        return None if number is None else -number
    is_number = isinstance(node, gast.Constant) and type(node.value) is int
    return node.value if is_number else None  # type: ignore[union-attr]
