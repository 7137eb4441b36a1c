"""Write the expressions of a variant again for tangents whose last axis is one of directions.

What does not speak of a tangent stays as it is. Of the rest, each form is written where it is known to be right, and
everything else raises NotTogether: then one direction is taken after the other, as without this text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import gast
import numpy as np

from srcad import nodes
from srcad.analysing.analyse import Analysed
from srcad.analysing.plans import ByBuiltin, ByRule, ByVariant
from srcad.analysing.values import DICT, LIST, NOTHING, TupleValue, Value, all_regions
from srcad.directions import support
from srcad.directions.finding import (
    Wanted,
    find_tangents,
    holds_tangent,
    is_mixed,
    is_pattern,
    mentions,
    stored_names,
)
from srcad.kinds import INT, NONE, NUMERIC, Array, Static, is_array, is_integer, is_numeric, is_scalar
from srcad.names import Names, level_of
from srcad.scopes import all_names
from srcad.values.carrying import zero_tangent

Node = Any


# Functions of these modules return new values and write nothing, as the texts of rules expect of them.
PURE = ("srcad.rules.", "srcad.solving.")


UNREAD = "_"  # the name of what a variant returns and nobody reads


class NotTogether(Exception):
    """Say that a variant cannot be written for several directions at once, and why."""


@dataclass(frozen=True)
class Callee:
    """A variant that is called: its function, its key, the parameters that hold tangents, and the level of these."""

    function: Any
    key: Any
    seeds: frozenset[str]
    level: int


@dataclass
class Named:
    """What a text names from outside: objects, and the variants that it calls."""

    objects: dict[str, Any] = field(default_factory=dict)
    callees: dict[str, Callee] = field(default_factory=dict)


class ExpressionWriter:
    """Write expressions of one variant; the outermost function is the one that no other text calls."""

    def __init__(self, analysed: Analysed, variant: Callee, *, is_outermost: bool) -> None:
        self.facts = analysed.facts
        self.parsed = analysed.parsed
        self.is_outermost = is_outermost
        self.names = Names(all_names(self.parsed.node) | set(self.parsed.free_names))
        self.directions = directions_name(variant.level)
        if self.names.fresh(self.directions) != self.directions:
            raise NotTogether(f"{self.directions} is a name of the function's own")
        self.named = Named()
        self.level = variant.level
        self.depth = level_of(variant.function) - variant.level
        reads = (part for part in gast.walk(self.parsed.node) if nodes.is_name(part, UNREAD))
        self.reads_all = any(isinstance(part.ctx, gast.Load) for part in reads)
        self.tangents = find_tangents(self.parsed.node, variant.seeds, self.depth, self.kind, self.depth_of)

    # Facts

    def value(self, node: Node) -> Value:
        """Return what an expression of the variant holds."""
        return self.facts.values.get(id(node), NOTHING)

    def kind(self, node: Node) -> Any:
        """Return the kind of an expression of the variant: of a tangent, that of one direction."""
        return self.value(node).kind

    def varies(self, node: Node) -> bool:
        """Tell whether an expression speaks of a tangent."""
        return mentions(node, self.tangents)

    def is_written(self, node: Node) -> bool:
        """Tell whether something may be stored into what an expression holds, now or later."""
        return any(region.outside or region.zone.mutated for region in all_regions(self.value(node)))

    def may_change(self, node: Node) -> bool:
        """Tell whether a number that is read from an array must be read now, because the array may change later.

        A caller may change what it passed, or what was returned to it.
        """
        return not self.is_outermost or self.is_written(node) or not all_regions(self.value(node))

    def joint_plan(self, node: Node) -> ByVariant | None:
        """Return the plan of a call of another variant, which returns value and tangent."""
        plan = self.facts.plans.get(id(node))
        return plan if isinstance(plan, ByVariant) and level_of(plan.function) else None

    def depth_of(self, node: Node) -> int | None:
        """Return how many levels a call of another variant is above the tangents, None for any other expression."""
        plan = self.joint_plan(node)
        return None if plan is None or level_of(plan.function) < self.level else level_of(plan.function) - self.level

    # Helpers

    def helper(self, function: Any) -> Node:
        """Read a function that is no name of the variant's."""
        for known, value in self.named.objects.items():
            if value is function:
                return nodes.name(known)
        name = self.names.fresh(function.__name__)
        self.named.objects[name] = function
        return nodes.name(name)

    def count(self) -> Node:
        """Read the number of directions."""
        return nodes.name(self.directions)

    # What is the same in all directions

    def plain(self, node: Node) -> Node:
        """Return an expression that does not speak of a tangent, as it is."""
        if self.varies(node):
            raise NotTogether(f"a value depends on a tangent in a {type(node).__name__}")
        return node

    def column(self, node: Node) -> Node:
        """Write a factor or term that is the same in all directions, in the form in which tangents meet it."""
        kind = self.kind(node)
        if is_scalar(kind) or isinstance(node, gast.Constant):
            return node
        if is_array(kind):
            return nodes.subscript(node, nodes.tuple_of([nodes.constant(Ellipsis), nodes.constant(None)]))
        if kind == NUMERIC:
            return nodes.call(self.helper(support.column), [node])
        raise NotTogether("a factor is no number and no array")

    def operand(self, node: Node) -> Node:
        """Write one operand of an elementwise operation of which another is a tangent."""
        if self.varies(node):
            if not is_numeric(self.kind(node)):
                raise NotTogether("a tangent is no number and no array")
            return self.directed(node)
        return self.column(node)

    def constant(self, node: Node) -> Node:
        """Write what is the same in all directions where a tangent is expected: it must be new storage."""
        kind = self.kind(node)
        if is_scalar(kind) or isinstance(node, gast.Constant) or kind == NONE:
            return node
        if isinstance(node, (gast.List, gast.Tuple)) and not node.elts:
            return node
        if isinstance(node, gast.Dict) and not node.keys:
            return node
        if isinstance(node, (gast.List, gast.Tuple)):
            return nodes.replaced(node, elts=[self.constant(element) for element in node.elts])
        if isinstance(node, gast.Call):
            return self.constant_call(node)
        if isinstance(node, gast.BinOp) and isinstance(node.op, gast.Mult) and kind == LIST:
            return nodes.replaced(node, left=self.constant(node.left))
        if is_array(kind) and (isinstance(node, (gast.BinOp, gast.UnaryOp)) or not self.is_written(node)):
            return nodes.call(self.helper(support.everywhere), [node, self.count()])
        raise NotTogether("a constant stands where tangents meet")

    def constant_call(self, node: Node) -> Node:
        """Write a call that makes the tangent of a constant."""
        function = self.kind(node.func)
        made = function.obj if isinstance(function, Static) else None
        if made is np.zeros and len(node.args) == 1 and not node.keywords:
            shape = node.args[0]
            if self.kind(shape) == INT:
                return nodes.replaced(node, args=[nodes.tuple_of([shape, self.count()])])
            if isinstance(shape, gast.Tuple):
                return nodes.replaced(node, args=[nodes.tuple_of([*shape.elts, self.count()])])
        if made is zero_tangent or (made in (np.zeros, np.zeros_like) and is_numeric(self.kind(node))):
            return nodes.call(self.helper(support.everywhere), [node, self.count()])
        raise NotTogether("a call makes a constant where tangents meet")

    # Expressions

    def fitted(self, node: Node, wanted: Wanted) -> Node:
        """Write an expression as a tangent, as a value, or as a tuple of both."""
        if wanted is None:
            return self.directed(node) if self.varies(node) else node
        if not isinstance(wanted, tuple):
            return self.directed(node) if wanted else self.plain(node)
        if not holds_tangent(wanted):
            return self.plain(node)
        if isinstance(node, gast.Tuple) and len(node.elts) == len(wanted):
            parts = [self.fitted(part, one) for part, one in zip(node.elts, wanted, strict=True)]
            return nodes.replaced(node, elts=parts)
        if isinstance(node, gast.IfExp):
            body, orelse = self.fitted(node.body, wanted), self.fitted(node.orelse, wanted)
            return nodes.replaced(node, test=self.plain(node.test), body=body, orelse=orelse)
        depth = self.depth_of(node)
        if depth is not None and is_pattern(wanted, depth):
            return self.joint_call(node)
        if not is_mixed(wanted) and (is_array(self.kind(node)) or isinstance(self.kind(node), TupleValue)):
            return self.walked(node)
        raise NotTogether("a tuple holds values and tangents")

    def directed(self, node: Node) -> Node:
        """Write an expression as a tangent."""
        if not self.varies(node):
            return self.constant(node)
        if self.joint_plan(node) is not None:
            raise NotTogether("a pair of value and tangent is passed on")
        write = getattr(self, "directed_" + type(node).__name__, None)
        if write is None:
            raise NotTogether(f"a tangent stands in a {type(node).__name__}")
        return write(node)

    def directed_Name(self, node: Node) -> Node:
        return node

    def directed_UnaryOp(self, node: Node) -> Node:
        if not isinstance(node.op, (gast.USub, gast.UAdd)):
            raise NotTogether("an operator is applied to a tangent")
        return nodes.replaced(node, operand=self.operand(node.operand))

    def directed_IfExp(self, node: Node) -> Node:
        body, orelse = self.directed(node.body), self.directed(node.orelse)
        return nodes.replaced(node, test=self.plain(node.test), body=body, orelse=orelse)

    def directed_Tuple(self, node: Node) -> Node:
        return nodes.replaced(node, elts=[self.directed(element) for element in node.elts])

    directed_List = directed_Tuple

    def directed_Dict(self, node: Node) -> Node:
        if None in node.keys:
            raise NotTogether("a dict is opened")
        keys = [self.plain(key) for key in node.keys]
        return nodes.replaced(node, keys=keys, values=[self.directed(value) for value in node.values])

    def directed_BinOp(self, node: Node) -> Node:
        left, right = self.varies(node.left), self.varies(node.right)
        if isinstance(node.op, gast.MatMult):
            return self.matrix_product(node.left, node.right)
        if isinstance(node.op, gast.Add) and self.kind(node.left) == LIST and self.kind(node.right) == LIST:
            return nodes.replaced(node, left=self.directed(node.left), right=self.directed(node.right))
        is_linear = isinstance(node.op, (gast.Add, gast.Sub))
        is_linear |= isinstance(node.op, gast.Mult) and left != right
        is_linear |= isinstance(node.op, gast.Div) and not right
        if not is_linear:
            raise NotTogether("tangents are multiplied with each other")
        return nodes.replaced(node, left=self.operand(node.left), right=self.operand(node.right))

    # Products of matrices

    def matrix_product(self, left: Node, right: Node) -> Node:
        """Write a product of which one factor is a tangent."""
        ranks = self.rank(left), self.rank(right)
        if self.varies(left) == self.varies(right) or not (
            is_numeric(self.kind(left)) and is_numeric(self.kind(right))
        ):
            raise NotTogether("a product of matrices is of no known form")
        if self.varies(right):
            if ranks[1] == 1:
                return nodes.binary(left, gast.MatMult, self.directed(right))
            return nodes.call(self.helper(support.matrix_times), [left, self.directed(right)])
        if ranks == (1, 1):
            return nodes.binary(right, gast.MatMult, self.directed(left))
        if ranks == (1, 2):
            return nodes.binary(nodes.attribute(right, "T"), gast.MatMult, self.directed(left))
        return nodes.call(self.helper(support.times_matrix), [self.directed(left), right])

    def rank(self, node: Node) -> int | None:
        """Return the number of axes of an array in one direction, None where it is not known."""
        kind = self.kind(node)
        return kind.ndim if isinstance(kind, Array) else None

    # Parts

    def directed_Subscript(self, node: Node) -> Node:
        owner = self.kind(node.value)
        if not self.varies(node.value):
            raise NotTogether("an index depends on a tangent")
        part = nodes.replaced(node, value=self.directed(node.value), slice=self.index(node, owner))
        if is_array(owner) and self.may_change(node.value):
            if is_scalar(self.kind(node)):
                return nodes.call(nodes.attribute(part, "copy"))
            if not is_array(self.kind(node)):
                raise NotTogether("a part of an array may be a number or an array")
        return part

    def index(self, node: Node, owner: Any) -> Node:
        """Write the index of a part; an ellipsis stands for all axes but that of the directions."""
        index = self.plain(node.slice)
        if owner in (LIST, DICT) or isinstance(owner, TupleValue):
            return index
        if not is_array(owner):
            raise NotTogether("a part is taken of what is no array and no list")
        parts = index.elts if isinstance(index, gast.Tuple) else [index]
        if any(isinstance(part, gast.Starred) or not self.is_index(part) for part in parts):
            raise NotTogether("an index is of no known kind")
        if isinstance(index, gast.Tuple) and any(is_ellipsis(part) for part in parts):
            whole = gast.Slice(lower=None, upper=None, step=None)
            return nodes.tuple_of([*parts, whole])
        return index

    def is_index(self, node: Node) -> bool:
        """Tell whether an index leaves the axis of the directions alone, because it counts from the first axis."""
        kind = self.kind(node)
        literal = isinstance(node, gast.Slice) or is_ellipsis(node) or nodes.is_constant(node)
        held = [region.contents.kind for region in self.value(node).regions] if kind == LIST else []
        return literal or kind == NONE or is_integer(kind) or (bool(held) and all(map(is_integer, held)))

    def directed_Attribute(self, node: Node) -> Node:
        if not is_numeric(self.kind(node.value)):
            raise NotTogether("an attribute of a tangent is read")
        if node.attr in ("real", "imag"):
            return nodes.replaced(node, value=self.directed(node.value))
        if node.attr == "T" and self.rank(node.value) == 2:
            axes = [nodes.constant(0), nodes.constant(1)]
            return nodes.call(nodes.attribute(self.directed(node.value), "swapaxes"), axes)
        if node.attr == "T":
            return self.one_by_one(node)
        raise NotTogether(f"the attribute {node.attr} of a tangent is read")

    # Comprehensions

    def directed_ListComp(self, node: Node) -> Node:
        generators = [self.generator(one) for one in node.generators]
        return nodes.replaced(node, elt=self.directed(node.elt), generators=generators)

    directed_GeneratorExp = directed_ListComp

    def generator(self, node: Node) -> Node:
        """Write one `for` of a comprehension."""
        ifs = [self.plain(test) for test in node.ifs]
        if node.is_async:
            raise NotTogether("a comprehension is asynchronous")
        return nodes.replaced(node, iter=self.loop_source(node.target, node.iter), ifs=ifs)

    def loop_source(self, target: Node, iterable: Node) -> Node:
        """Write what a loop walks over, whose parts must be tangents where the target expects them."""
        if isinstance(iterable, gast.Call) and not iterable.keywords and isinstance(target, gast.Tuple):
            walked = self.kind(iterable.func)
            if walked == Static(zip) and len(target.elts) == len(iterable.args):
                parts = zip(target.elts, iterable.args, strict=True)
                return nodes.replaced(iterable, args=[self.loop_source(part, source) for part, source in parts])
            if walked == Static(enumerate) and len(target.elts) == 2 and len(iterable.args) == 1:
                if stored_names(target.elts[0]) & self.tangents:
                    raise NotTogether("a count is a tangent")
                return nodes.replaced(iterable, args=[self.loop_source(target.elts[1], iterable.args[0])])
        is_tangent = self.varies(iterable)
        if any((name in self.tangents) != is_tangent for name in stored_names(target)):
            raise NotTogether("a loop walks over values and tangents")
        return self.walked(iterable) if is_tangent else iterable

    def walked(self, node: Node) -> Node:
        """Write a tangent that is walked over or unpacked: the numbers of an array are read when their turn comes."""
        kind = self.kind(node)
        source = self.directed(node)
        if is_array(kind) and kind.ndim == 1 and self.may_change(node):
            return nodes.call(self.helper(map), [nodes.attribute(self.helper_module(), "copy"), source])
        if (is_array(kind) and (kind.ndim or 0) > 0) or kind == LIST or isinstance(kind, TupleValue):
            return source
        raise NotTogether("a loop walks over what is no array and no list")

    def helper_module(self) -> Node:
        """Read NumPy."""
        return self.helper(np)

    # Calls

    def directed_Call(self, node: Node) -> Node:
        plan = self.facts.plans.get(id(node))
        if isinstance(plan, ByRule):
            return self.rule_call(node, plan)
        if isinstance(plan, ByBuiltin):
            return self.builtin_call(node, plan)
        if isinstance(plan, ByVariant) and plan.function.__module__.startswith(PURE):
            return self.one_by_one(node)
        if self.kind(node.func) == Static(zero_tangent) and len(node.args) == 1:
            return nodes.replaced(node, args=[self.directed(node.args[0])])
        raise NotTogether(f"a tangent is passed to a call that is {type(plan).__name__}")

    def builtin_call(self, node: Node, plan: ByBuiltin) -> Node:
        """Write a builtin of tangents."""
        (argument,) = node.args
        kind = self.kind(argument)
        if plan.name == "sum" and (kind == LIST or is_array(kind) or isinstance(argument, gast.GeneratorExp)):
            return nodes.replaced(node, args=[self.directed(argument)])
        if plan.name == "float" and is_scalar(kind):
            return self.directed(argument)
        if plan.name == "listing" and (kind in (LIST, DICT) or is_array(kind)):
            return nodes.replaced(node, args=[self.walked(argument) if is_array(kind) else self.directed(argument)])
        raise NotTogether(f"the builtin {plan.name} is called on a tangent")

    def one_by_one(self, node: Node) -> Node:
        """Write a pure function of arrays as it is, for one direction after the other."""
        raise NotImplementedError

    def rule_call(self, node: Node, plan: ByRule) -> Node:
        """Write a call of a function that has a rule."""
        raise NotImplementedError

    def joint_call(self, node: Node) -> Node:
        """Write a call of another variant."""
        plan = nodes.present(self.joint_plan(node))
        by_node = {id(argument): name for name, argument in plan.bound}
        seeds = frozenset(name for name, argument in plan.bound if self.varies(argument))

        def passed(argument: Node) -> Node:
            if id(argument) not in by_node or isinstance(argument, gast.Starred):
                raise NotTogether("arguments are opened in a call")
            return self.directed(argument) if by_node[id(argument)] in seeds else self.plain(argument)

        if plan.receiver is not None or any(keyword.arg is None for keyword in node.keywords):
            raise NotTogether("a method's variant is called")
        args = [passed(argument) for argument in node.args]
        keywords = [nodes.keyword(keyword.arg, passed(keyword.value)) for keyword in node.keywords]
        keywords.append(nodes.keyword(self.directions, self.count()))
        return nodes.call(self.callee(Callee(plan.function, plan.key, seeds, self.level)), args, keywords)

    def callee(self, callee: Callee) -> Node:
        """Read the text for several directions of a variant that is called."""
        for known, value in self.named.callees.items():
            if value == callee:
                return nodes.name(known)
        name = self.names.fresh(together_name(callee.function.__name__, callee.level))
        self.named.callees[name] = callee
        return nodes.name(name)


def together_name(variant: str, level: int) -> str:
    """Name the text for several directions after the variant."""
    return f"{variant.removesuffix('_directions')}_{directions_name(level)}"


def directions_name(level: int) -> str:
    """Name the parameter that says in how many directions the tangents of a level are."""
    return "directions" if level == 1 else f"directions{level}"


def is_ellipsis(node: Node) -> bool:
    """Tell whether an index is a literal ellipsis."""
    return isinstance(node, gast.Constant) and node.value is Ellipsis
