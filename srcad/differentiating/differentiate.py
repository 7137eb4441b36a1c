"""Differentiate one analysed function: the one public function of this step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gast

from srcad import nodes
from srcad.analysing.analyse import Analysed
from srcad.differentiating.base import Extras
from srcad.differentiating.functions import FunctionWriter, Slot, can_fall_through
from srcad.errors import Location, Refusal, UnsupportedValueError, describe
from srcad.kinds import is_immutable
from srcad.names import Names, variant_name
from srcad.parsing import locate
from srcad.scopes import arguments_of
from srcad.summaries import PUBLIC, Way

Node = Any


@dataclass(frozen=True)
class TangentFunction:
    """The tree of a variant, and what its text names besides the user's variables."""

    node: Any
    extras: Extras
    seeds: dict[str, str]  # parameter: keyword of its tangent
    tangents: dict[str, str]  # variable: name of its tangent
    names: Names


def differentiate(analysed: Analysed, way: Way = PUBLIC) -> TangentFunction:
    """Write the function that computes the value and the directional derivative together."""
    return Differentiator(analysed, way).run()


class Differentiator(FunctionWriter):
    """Write the whole function."""

    def run(self) -> TangentFunction:
        """Write the parameters, what starts as zero, and the body."""
        source = self.parsed.node
        active = {name for name, _, is_active in self.analysed.key if is_active}
        self.seeds = {a.id: self.names.tangent(a.id) for a in arguments_of(source.args) if a.id in active}
        self.reserve_tangents()
        body, _ = self.in_block(lambda: self.write_body(source, active))
        extra = [nodes.parameter(tangent) for tangent in self.seeds.values()]
        args = plain_arguments(source.args)
        if self.way.by_position:
            args = nodes.replaced(args, args=[*args.args, *extra])
        else:
            defaults = [*source.args.kw_defaults, *(None for _ in extra)]
            args = nodes.replaced(args, kwonlyargs=[*args.kwonlyargs, *extra], kw_defaults=defaults)
        stem = self.parsed.source.name if self.parsed.source.name.isidentifier() else "lambda"
        name = variant_name(stem, self.names.level)
        node = gast.FunctionDef(
            name=name, args=args, body=body, decorator_list=[], returns=None, type_comment=None, type_params=[]
        )
        node.lineno = source.lineno
        filled = nodes.unshared(Filler(self.all_primal_uses()).filled(node))
        return TangentFunction(filled, self.extras, self.seeds, self.names.tangents(), self.names)

    def reserve_tangents(self) -> None:
        """Give the user's own variables their tangents' names before any name is made up."""
        for site, node in self.facts.sites.items():
            name = getattr(node, "id", None) or getattr(node, "name", None)
            if site in self.analysed.carried and isinstance(name, str):
                self.names.tangent(name)

    def write_body(self, source: Node, active: set[str]) -> None:
        """Write the body, after its docstring and the tangents of constant parameters that turn active."""
        body = list(source.body)
        if (
            body
            and isinstance(body[0], gast.Expr)
            and isinstance(body[0].value, gast.Constant)
            and isinstance(body[0].value.value, str)
        ):
            self.emit(body.pop(0))
        for argument in arguments_of(source.args):
            if argument.id not in active and self.carried(argument):
                value = self.value(argument)
                zero = self.zero(value, nodes.name(argument.id))
                if not is_immutable(value.kind) and (self.way.dispatched or not isinstance(zero, gast.Call)):
                    # What a dispatched call passes without a tangent outlives the call; the dict of **names does not.
                    helper = "zero_outside" if self.way.dispatched else "zero_tangent"
                    zero = nodes.call(self.helper(helper), [nodes.name(argument.id)])
                    if self.way.dispatched and argument is source.args.kwarg:
                        zero = nodes.call(self.builtin("dict"), [zero])
                self.assign(self.names.tangent(argument.id), zero)
        self.bind_shared_tangents(source)
        self.write_all(body)
        if not self.parsed.is_generator and can_fall_through(source.body):
            self.emit(gast.Return(value=nodes.tuple_of([nodes.constant(None), nodes.constant(None)])))

    def refusal(self, node: Node, what: str, way_out: str) -> Any:
        """Make the function that raises when the place is reached."""
        location = locate(self.parsed.source, node if hasattr(node, "lineno") else self.origin)
        return refusing(what, location, way_out)


def refusing(what: str, location: Location, way_out: str) -> Any:
    """Return a function that refuses to go on, in a way that no handler of the user's can swallow."""

    def refuse(*args: Any, **keywords: Any) -> Any:
        raise Refusal(UnsupportedValueError(describe(what, location, way_out)))

    return refuse


def plain_arguments(args: Node) -> Node:
    """Leave the annotations out: they are not evaluated in the derivative."""

    def bare(argument: Node | None) -> Node | None:
        return None if argument is None else nodes.parameter(argument.id)

    return gast.arguments(
        args=[bare(a) for a in args.args],
        posonlyargs=[bare(a) for a in args.posonlyargs],
        vararg=bare(args.vararg),
        kwonlyargs=[bare(a) for a in args.kwonlyargs],
        kw_defaults=list(args.kw_defaults),
        kwarg=bare(args.kwarg),
        defaults=list(args.defaults),
    )


class Filler:
    """Put the user's own definitions in, where something still uses them."""

    def __init__(self, used: set[int]) -> None:
        self.used = used

    def filled(self, node: Node) -> Node:
        """Replace the marks in every block of a tree."""
        for child in gast.walk(node):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(child, field, None)
                if isinstance(block, list) and any(isinstance(s, Slot) for s in block):
                    setattr(child, field, self.block(block))
        return node

    def block(self, statements: list[Node]) -> list[Node]:
        """Write the definitions that are used, leave the others out."""
        result = []
        for statement in statements:
            if not isinstance(statement, Slot):
                result.append(statement)
            elif id(statement.original) in self.used:
                result.append(statement.definition)
        return result


__all__ = ["TangentFunction", "differentiate"]
