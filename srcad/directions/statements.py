"""Write the statements of a variant again for tangents in several directions; control flow stays as it is."""

from __future__ import annotations

from typing import Any

import gast

from srcad import nodes
from srcad.analysing.plans import ByMirror
from srcad.analysing.values import DICT, LIST
from srcad.directions.calls import CallWriter
from srcad.directions.expressions import UNREAD, NotTogether
from srcad.directions.finding import Wanted, holds_tangent, stored_names, tangent_parts
from srcad.kinds import is_array, is_scalar

Node = Any

IN_PLACE = (gast.Add, gast.Sub, gast.Mult, gast.Div)
METHODS = frozenset({"append", "extend", "insert", "pop", "reverse", "clear", "copy"})


class StatementWriter(CallWriter):
    """Write one statement after the other; one method for each that may speak of a tangent."""

    def block(self, statements: list[Node]) -> list[Node]:
        """Write a block."""
        return [self.statement(statement) for statement in statements]

    def statement(self, node: Node) -> Node:
        """Write a statement: as it is where it does not speak of a tangent."""
        if isinstance(node, gast.Return):
            return self.write_Return(node)
        if not self.varies(node) and not returns(node):
            return node
        write = getattr(self, "write_" + type(node).__name__, None)
        if write is None:
            raise NotTogether(f"a tangent stands in a statement of the form {type(node).__name__}")
        return write(node)

    def write_Return(self, node: Node) -> Node:
        """Write what is returned: a value and its tangent, or the values of a tuple and their tangents."""
        if node.value is None:
            raise NotTogether("nothing is returned")
        if self.depth_of(node.value) == self.depth and self.varies(node.value):
            return nodes.replaced(node, value=self.joint_call(node.value))
        tangents = {id(part) for part in tangent_parts(node.value, self.depth)}
        if not tangents:
            raise NotTogether("what is returned is no pair")
        return nodes.replaced(node, value=self.fitted(node.value, marked(node.value, tangents)))

    # Assignments

    def wanted(self, target: Node) -> Wanted:
        """Tell which parts of a target take tangents."""
        if isinstance(target, (gast.Tuple, gast.List)):
            return tuple(self.wanted(part) for part in target.elts)
        if nodes.is_name(target, UNREAD) and not self.reads_all:
            return None
        if isinstance(target, gast.Starred) and stored_names(target) & self.tangents:
            raise NotTogether("a starred target takes tangents")
        return bool(stored_names(target) & self.tangents)

    def target(self, target: Node) -> Node:
        """Write a target: its index, if it is a part of a tangent."""
        if isinstance(target, (gast.Tuple, gast.List)):
            return nodes.replaced(target, elts=[self.target(part) for part in target.elts])
        if isinstance(target, gast.Name) or not self.varies(target):
            return target
        if not isinstance(target, gast.Subscript) or not self.varies(target.value):
            raise NotTogether(f"a tangent is stored into a {type(target).__name__}")
        owner = self.kind(target.value)
        if not is_array(owner) and owner not in (LIST, DICT):
            raise NotTogether("a part is stored into what is no array, list or dict")
        if owner == LIST and isinstance(target.slice, gast.Slice):
            raise NotTogether("a slice of a list is replaced")
        return nodes.replaced(target, value=self.storage(target.value), slice=self.index(target, owner))

    def storage(self, node: Node) -> Node:
        """Write the place of what something is stored into: never a copy of it."""
        if isinstance(node, gast.Name):
            return node
        if isinstance(node, gast.Subscript) and not is_scalar(self.kind(node)):
            return nodes.replaced(node, value=self.storage(node.value), slice=self.index(node, self.kind(node.value)))
        raise NotTogether("the place of what is stored is no variable")

    def write_Assign(self, node: Node) -> Node:
        wanted = {self.wanted(target) for target in node.targets}
        if len(wanted) != 1:
            raise NotTogether("values and tangents are assigned together")
        (one,) = wanted
        if len(node.targets) > 1 and isinstance(one, tuple):
            raise NotTogether("several tuples are assigned together")
        value = self.stored_value(node.targets[0], node.value, one)
        return nodes.replaced(node, targets=[self.target(target) for target in node.targets], value=value)

    def stored_value(self, target: Node, value: Node, wanted: Wanted) -> Node:
        """Write what is assigned; an array takes an array or number that is the same in all directions as it is."""
        if wanted is True and isinstance(target, gast.Subscript) and is_array(self.kind(target.value)):
            return self.operand(value)
        return self.fitted(value, wanted)

    def write_AugAssign(self, node: Node) -> Node:
        if not self.wanted(node.target):
            raise NotTogether("a value is changed by a tangent")
        kind = self.facts.old_values[id(node.target)].kind
        if not isinstance(node.op, IN_PLACE) or (
            self.varies(node.value) and not isinstance(node.op, (gast.Add, gast.Sub))
        ):
            raise NotTogether("a tangent is changed in place by an operator")
        part_of_array = isinstance(node.target, gast.Subscript) and is_array(self.kind(node.target.value))
        if part_of_array or is_array(kind):
            return nodes.replaced(node, target=self.target(node.target), value=self.operand(node.value))
        if kind == LIST and isinstance(node.op, gast.Add) and isinstance(node.target, gast.Name):
            return nodes.replaced(node, value=self.directed(node.value))
        if is_scalar(kind):
            return self.new_number(node)
        raise NotTogether("it is not known what is changed in place")

    def new_number(self, node: Node) -> Node:
        """Write `d_x += v` for a number as `d_x = d_x + v`: its tangents may be another's, too."""
        target = self.target(node.target)
        if isinstance(target, gast.Subscript) and not self.can_repeat(target.slice):
            raise NotTogether("an index is computed in an assignment in place")
        old = nodes.with_context(target, gast.Load)
        value = nodes.binary(old, type(node.op), self.operand(node.value))
        return nodes.assign([target], value, node)

    def can_repeat(self, index: Node) -> bool:
        """Tell whether an index may be written twice."""
        if isinstance(index, (gast.BinOp, gast.UnaryOp)):
            return all(self.can_repeat(part) for part in gast.iter_child_nodes(index) if isinstance(part, gast.expr))
        return isinstance(index, (gast.Name, gast.Constant)) and index.__class__ is not gast.Call

    # Others

    def write_Expr(self, node: Node) -> Node:
        call = node.value
        plan = self.facts.plans.get(id(call))
        if isinstance(plan, ByMirror) and plan.method in METHODS and self.kind(call.func.value) == LIST:
            return nodes.replaced(node, value=self.method_call(call))
        if self.joint_plan(call) is not None:
            return nodes.replaced(node, value=self.joint_call(call))
        raise NotTogether("a call is made for its effect on a tangent")

    def method_call(self, call: Node) -> Node:
        """Write a method of a list of tangents."""
        if call.keywords or not isinstance(call.func.value, gast.Name):
            raise NotTogether("a method is called with keywords, or of what is no variable")
        held = {"append": 0, "extend": 0, "insert": 1}.get(call.func.attr)
        args = [self.directed(a) if i == held else self.plain(a) for i, a in enumerate(call.args)]
        return nodes.replaced(call, args=args)

    def write_If(self, node: Node) -> Node:
        return nodes.replaced(
            node, test=self.plain(node.test), body=self.block(node.body), orelse=self.block(node.orelse)
        )

    write_While = write_If

    def write_For(self, node: Node) -> Node:
        source = self.loop_source(node.target, node.iter)
        return nodes.replaced(node, iter=source, body=self.block(node.body), orelse=self.block(node.orelse))

    def write_With(self, node: Node) -> Node:
        if any(self.varies(item) for item in node.items):
            raise NotTogether("a context is made of a tangent")
        return nodes.replaced(node, body=self.block(node.body))

    def write_Delete(self, node: Node) -> Node:
        if not all(isinstance(target, gast.Name) for target in node.targets):
            raise NotTogether("a part of a tangent is deleted")
        return node


def returns(node: Node) -> bool:
    """Tell whether a statement may return from the function that it stands in."""
    if isinstance(node, (gast.FunctionDef, gast.ClassDef, gast.expr)):
        return False
    return isinstance(node, gast.Return) or any(map(returns, gast.iter_child_nodes(node)))


def marked(node: Node, tangents: set[int]) -> Wanted:
    """Tell which parts of what is returned are tangents, a tuple where only some are."""
    if id(node) in tangents:
        return True
    if isinstance(node, gast.Tuple):
        parts = tuple(marked(part, tangents) for part in node.elts)
        return parts if holds_tangent(parts) else False
    return False
