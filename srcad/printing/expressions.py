"""Print expressions: the user's own text where it is untouched, minimal parentheses elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import gast

from ..errors import InternalError
from .interpolated import InterpolatedGenerator
from .layout import Kind, Piece
from .precedence import Level, level_of, operator_symbol
from .strings import bytes_literal, number_literal, string_literal
from .writing import Writer

__all__ = ["ExpressionGenerator"]

_COMPREHENSION = -1


class ExpressionGenerator(InterpolatedGenerator):
    """Write expressions as pieces of the current line."""

    # Names, constants, strings

    def visit_Name(self, node: gast.Name) -> None:
        self.write(node.id)
        if node.annotation is not None:
            self.write(": ", node.annotation)

    def visit_Constant(self, node: gast.Constant) -> None:
        value = node.value
        if isinstance(value, str):
            self.write((node.kind or "") + string_literal(value, self.quote))
        elif isinstance(value, bytes):
            self.write(bytes_literal(value, self.quote))
        elif value is None or isinstance(value, bool) or value is Ellipsis:
            self.write("..." if value is Ellipsis else repr(value))
        elif isinstance(value, (int, float, complex)):
            self.write(number_literal(value))
        else:
            raise InternalError(f"a constant of type {type(value).__name__} has no literal")

    # Operators

    def visit_BinOp(self, node: gast.BinOp) -> None:
        level = level_of(node)
        power = isinstance(node.op, gast.Pow)
        left, right = (Level.AWAIT, Level.SIGN) if power else (level, level + 1)
        self.write(self.at(left, node.left), self._infix(node.op, level), self.at(right, node.right))

    def _infix(self, operator: gast.AST, level: int) -> Piece:
        return Piece(f" {operator_symbol(operator)} ", Kind.OPERATOR, level)

    def visit_BoolOp(self, node: gast.BoolOp) -> None:
        level = level_of(node)
        for number, value in enumerate(node.values):
            self.write(*([self._infix(node.op, level)] if number else []), self.at(level + 1, value))

    def visit_UnaryOp(self, node: gast.UnaryOp) -> None:
        self.write(operator_symbol(node.op), self.at(level_of(node), node.operand))

    def visit_Compare(self, node: gast.Compare) -> None:
        self.write(self.at(Level.BIT_OR, node.left))
        for operator, right in zip(node.ops, node.comparators, strict=True):
            self.write(self._infix(operator, Level.COMPARE), self.at(Level.BIT_OR, right))

    def visit_IfExp(self, node: gast.IfExp) -> None:
        self.write(self.at(Level.OR, node.body), Piece(" if ", Kind.OPERATOR, Level.TEST), self.at(Level.OR, node.test))
        self.write(Piece(" else ", Kind.OPERATOR, Level.TEST), self.at(Level.TEST, node.orelse))

    def visit_NamedExpr(self, node: gast.NamedExpr) -> None:
        self.write(node.target, " := ", node.value)

    def visit_Lambda(self, node: gast.Lambda) -> None:
        parameters = self.parameters(node.args)
        self.write("lambda " if parameters else "lambda")
        self.inline_list(parameters)
        self.write(": ", node.body)

    def visit_Yield(self, node: gast.Yield) -> None:
        self.write("yield", *([] if node.value is None else [" ", self.at(Level.TUPLE, node.value)]))

    def visit_YieldFrom(self, node: gast.YieldFrom) -> None:
        self.write("yield from ", node.value)

    def visit_Await(self, node: gast.Await) -> None:
        self.write("await ", self.at(Level.ATOM, node.value))

    # Calls, attributes, subscripts

    def visit_Attribute(self, node: gast.Attribute) -> None:
        if isinstance(node.value, gast.Constant) and type(node.value.value) is int:
            with self.brackets("()"):
                self.write(node.value)
        else:
            self.write(self.at(Level.ATOM, node.value))
        self.write("." + node.attr)

    def visit_Call(self, node: gast.Call) -> None:
        self.write(self.at(Level.ATOM, node.func))
        if len(node.args) == 1 and not node.keywords and isinstance(node.args[0], gast.GeneratorExp):
            self.write(node.args[0])
            return
        with self.brackets("()", trailing=True):
            self.comma_list([*map(self.named, node.args), *node.keywords])

    def visit_keyword(self, node: gast.keyword) -> None:
        self.write(f"{node.arg}=" if node.arg else "**", node.value)

    def visit_Subscript(self, node: gast.Subscript) -> None:
        self.write(self.at(Level.ATOM, node.value))
        several = isinstance(node.slice, gast.Tuple) and len(node.slice.elts) > 1
        with self.brackets("[]", trailing=several):
            self.put(node.slice, Level.TUPLE)

    def visit_Slice(self, node: gast.Slice) -> None:
        self.write(self.at(Level.TEST, node.lower), ":", self.at(Level.TEST, node.upper))
        if node.step is not None:
            self.write(":", node.step)

    def visit_Starred(self, node: gast.Starred) -> None:
        self.write("*", self.at(Level.BIT_OR, node.value))

    # Displays and comprehensions

    def visit_Tuple(self, node: gast.Tuple) -> None:
        if node.elts:
            self.comma_list(node.elts, trailing=len(node.elts) == 1)
        else:
            self.write("()")

    def visit_List(self, node: gast.List) -> None:
        with self.brackets("[]", trailing=True):
            self.comma_list(node.elts)

    def visit_Set(self, node: gast.Set) -> None:
        with self.brackets("{}", trailing=True):
            self.comma_list(node.elts)

    def visit_Dict(self, node: gast.Dict) -> None:
        with self.brackets("{}", trailing=True):
            self.comma_list([self._entry(*entry) for entry in zip(node.keys, node.values, strict=True)])

    def _entry(self, key: gast.AST | None, value: gast.AST) -> Writer:
        if key is None:
            return lambda: self.write("**", self.at(Level.BIT_OR, value))
        return lambda: self.write(key, ": ", value)

    def visit_ListComp(self, node: gast.ListComp) -> None:
        self._comprehension("[]", self.named(node.elt), node.generators)

    def visit_SetComp(self, node: gast.SetComp) -> None:
        self._comprehension("{}", self.named(node.elt), node.generators)

    def visit_GeneratorExp(self, node: gast.GeneratorExp) -> None:
        self._comprehension("()", self.named(node.elt), node.generators)

    def visit_DictComp(self, node: gast.DictComp) -> None:
        entry = self._entry(node.key, node.value) if node.value is not None else self._entry(None, node.key)
        self._comprehension("{}", entry, node.generators)

    def _comprehension(self, marks: str, element: Writer, generators: Sequence[gast.comprehension]) -> None:
        with self.brackets(marks):
            self.write(element, *generators)

    def visit_comprehension(self, node: gast.comprehension) -> None:
        word = " async for " if node.is_async else " for "
        self.write(Piece(word, Kind.OPERATOR, _COMPREHENSION), self.target(node.target))
        self.write(" in ", self.at(Level.OR, node.iter))
        for condition in node.ifs:
            self.write(Piece(" if ", Kind.OPERATOR, _COMPREHENSION), self.at(Level.OR, condition))

    def target(self, node: gast.AST) -> Writer:
        """Return a function that writes the target of a loop, whose commas separate no items of the line."""
        text = self.user.expression(node)
        if text is not None:
            return lambda: self.write(text)
        if isinstance(node, gast.Tuple) and len(node.elts) > 1:
            return lambda: self.inline_list(node.elts)
        return self.at(Level.TUPLE, node)

    # Parameters

    def parameters(self, node: gast.arguments) -> list[Writer]:
        """Return the functions that write the parameters of a function, with the markers `/` and `*`."""
        positional = [*node.posonlyargs, *node.args]
        defaults = [*[None] * (len(positional) - len(node.defaults)), *node.defaults]
        written = [self._parameter(*pair) for pair in zip(positional, defaults, strict=True)]
        if node.posonlyargs:
            written.insert(len(node.posonlyargs), lambda: self.write("/"))
        if node.vararg is not None:
            written.append(lambda: self.write("*", node.vararg))
        elif node.kwonlyargs:
            written.append(lambda: self.write("*"))
        written += [self._parameter(*pair) for pair in zip(node.kwonlyargs, node.kw_defaults, strict=True)]
        if node.kwarg is not None:
            written.append(lambda: self.write("**", node.kwarg))
        return written

    def _parameter(self, name: gast.Name, default: gast.AST | None) -> Writer:
        equals = " = " if name.annotation is not None else "="
        return lambda: self.write(name, *([] if default is None else [equals, default]))
