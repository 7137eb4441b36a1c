"""Print statements and patterns, with the user's comments and blank lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gast

from .layout import break_line, fits
from .patterns import PatternGenerator, PatternLevel
from .precedence import Level, operator_symbol
from .strings import literal_body
from .untouched import UserText, line_of
from .writing import Writer

__all__ = ["StatementGenerator"]

_STEP = 4


class StatementGenerator(PatternGenerator):
    """Write statements as lines: `lines` are the result, and `origins` the user's lines that they come from."""

    def __init__(self, user: UserText, quote: str = '"') -> None:
        super().__init__(user, quote)
        self.lines: list[str] = []
        self.origins: list[int | None] = []
        self._origin: int | None = None
        self._column = 0
        self._comment = ""
        self._apart = False
        self._reached = user.first_line
        self._kept: set[int] = set()
        self._commented: set[int] = set()

    def print_function(self, node: gast.FunctionDef) -> None:
        """Print a function; the comment behind an untouched statement is kept for that statement."""
        for child in gast.walk(node):
            if isinstance(child, gast.stmt) and self.user.statement(child, 0) is not None:
                self._kept.add(child.end_lineno)
        self.visit(node)
        self.finish()

    def finish(self) -> None:
        """Break the pieces of the current line into lines of the text."""
        if not self.pieces:
            return
        pieces = self.pieces if fits(self.pieces, self._column) else self.spell_out(self.pieces)
        broken = break_line(pieces, self._column)
        if self._comment:
            broken[-1] += "  " + self._comment
        self._append(broken, self._origin)
        self.pieces = []

    def _append(self, lines: Sequence[str], origin: int | None) -> None:
        self.lines += lines
        self.origins += [origin] * len(lines)

    def newline(self, node: gast.AST | None = None, extra: int = 0) -> None:
        """End the current line and begin one for a node."""
        self.finish()
        self._column = self.indentation * _STEP
        self._origin = None if node is None else line_of(node)
        self._comment = "" if node is None else self._comment_of(node)

    def _comment_of(self, node: gast.AST) -> str:
        """Return the comment to write behind the line of a node, each of the user's once."""
        comment = _added_comment(node, "trailing_comment")
        if comment:
            return comment
        line = line_of(node)
        if line is None or line in self._kept or line in self._commented:
            return ""
        self._commented.add(line)
        return self.user.trailing_comment(line)

    def write(self, *params: object) -> None:
        """Append texts and pieces, visit nodes, and call functions, in order."""
        for param in params:
            if isinstance(param, _STATEMENT_LIKE):
                self.visit(param)
            else:
                super().write(param)

    def visit(self, node: gast.AST) -> None:
        """Visit a node; a statement is preceded by its comments, and copied if it is untouched."""
        if not isinstance(node, gast.stmt):
            super().visit(node)
            return
        self.finish()
        self._write_above(node)
        lines = self.user.statement(node, self.indentation * _STEP)
        if lines is None or (isinstance(node, gast.If) and self.user.is_elif(node)):
            super().visit(node)
            return
        for text, line in lines:
            self._append([text], line)
        self._reached = max(self._reached, lines[-1][1])

    def body(self, statements: Sequence[gast.AST]) -> None:
        """Write the statements of a block, with a blank line around the functions and classes in it."""
        self.indentation += 1
        for before, statement in zip([None, *statements], statements, strict=False):
            self._apart = before is not None and isinstance(before, _DEFINITIONS) | isinstance(statement, _DEFINITIONS)
            self.write(statement)
        self.indentation -= 1

    def _write_above(self, node: gast.AST) -> None:
        """Write the blank line and the comments above a statement, when the first of its line is reached."""
        if self._apart and self.lines[-1]:
            self._append([""], None)
        self._apart = False
        line = _first_line(node)
        indent = " " * self.indentation * _STEP
        if line is not None and line > self._reached:
            comments = list(self.user.comments_between(self._reached, line))
            first = comments[0][0] if comments else line
            if self.user.follows_blank(first) and self.lines and self.lines[-1] and not _opens_block(self.lines[-1]):
                self._append([""], first - 1)
            for number, comment in comments:
                self._append([indent + comment], number)
            self._reached = line
        comment = _added_comment(node, "leading_comment")
        if comment:
            self._append([indent + comment], line)

    # Simple statements

    def visit_Expr(self, node: gast.Expr) -> None:
        if isinstance(node.value, gast.Constant) and isinstance(node.value.value, str) and "\n" in node.value.value:
            body = "\n".join(literal_body(part, '"""') for part in node.value.value.split("\n"))
            self.statement(node, f'"""{body}"""')
        else:
            self.statement(node, self.value(node.value, Level.YIELD))

    def visit_Assign(self, node: gast.Assign) -> None:
        self.newline(node)
        for target in node.targets:
            self.write(self.at(Level.TUPLE, target), " = ")
        self.write(self.value(node.value, Level.YIELD))

    def visit_AugAssign(self, node: gast.AugAssign) -> None:
        self.statement(node, node.target, f" {operator_symbol(node.op)}= ", self.value(node.value, Level.YIELD))

    def visit_AnnAssign(self, node: gast.AnnAssign) -> None:
        marks = "()" if isinstance(node.target, gast.Name) and not node.simple else ("", "")
        self.newline(node)
        with self.brackets(marks):
            self.write(node.target)
        self.write(": ", node.annotation)
        if node.value is not None:
            self.write(" = ", self.value(node.value, Level.YIELD))

    def visit_Return(self, node: gast.Return) -> None:
        self.statement(node, "return", *([] if node.value is None else [" ", self.value(node.value)]))

    def visit_Delete(self, node: gast.Delete) -> None:
        self.statement(node, "del ")
        with self.brackets(("", ""), trailing=len(node.targets) > 1):
            self.comma_list(node.targets)

    def visit_Assert(self, node: gast.Assert) -> None:
        self.statement(node, "assert ", self.value(node.test, Level.TEST))
        if node.msg is not None:
            self.write(", ", self.value(node.msg, Level.TEST))

    def visit_Raise(self, node: gast.Raise) -> None:
        self.statement(node, "raise", *([] if node.exc is None else [" ", node.exc]))
        if node.cause is not None:
            self.write(" from ", node.cause)

    def visit_Import(self, node: gast.Import) -> None:
        self.statement(node, "import ")
        self.inline_list(node.names)

    def visit_ImportFrom(self, node: gast.ImportFrom) -> None:
        self.statement(node, "from ", "." * (node.level or 0), node.module or "", " import ")
        with self.brackets(("", ""), trailing=node.names[0].name != "*"):
            self.comma_list(node.names)

    def visit_alias(self, node: gast.alias) -> None:
        self.write(node.name, f" as {node.asname}" if node.asname else "")

    def visit_TypeAlias(self, node: Any) -> None:
        self.statement(node, "type ", node.name)
        self._type_parameters(node)
        self.write(" = ", self.value(node.value, Level.TEST))

    # Compound statements

    def visit_FunctionDef(self, node: gast.FunctionDef, is_async: bool = False) -> None:
        self._decorators(node)
        self.statement(node, _word("def ", is_async), node.name)
        self._type_parameters(node)
        with self.brackets("()", trailing=True):
            self.comma_list(self.parameters(node.args))
        if node.returns is not None:
            self.write(" -> ", node.returns)
        self.write(":")
        self.body(node.body)

    def visit_ClassDef(self, node: gast.ClassDef) -> None:
        self._decorators(node)
        self.statement(node, f"class {node.name}")
        self._type_parameters(node)
        if node.bases or node.keywords:
            with self.brackets("()", trailing=True):
                self.comma_list([*node.bases, *node.keywords])
        self.write(":")
        self.body(node.body)

    def _decorators(self, node: Any) -> None:
        for decorator in node.decorator_list:
            self.statement(decorator, "@", self.named(decorator))

    def _type_parameters(self, node: Any) -> None:
        if getattr(node, "type_params", None):
            with self.brackets("[]", trailing=True):
                self.comma_list(node.type_params)

    def visit_TypeVar(self, node: Any) -> None:
        self.write(node.name, *([] if node.bound is None else [": ", node.bound]))
        self._type_default(node)

    def visit_TypeVarTuple(self, node: Any) -> None:
        self.write("*", node.name)
        self._type_default(node)

    def visit_ParamSpec(self, node: Any) -> None:
        self.write("**", node.name)
        self._type_default(node)

    def _type_default(self, node: Any) -> None:
        if getattr(node, "default_value", None) is not None:
            self.write(" = ", node.default_value)

    def visit_If(self, node: gast.If, word: str = "if ") -> None:
        self.statement(node, word, self._test(node.test), ":")
        self.body(node.body)
        orelse = node.orelse
        if len(orelse) == 1 and isinstance(orelse[0], gast.If) and not self._is_nested(orelse[0]):
            self.finish()
            self._write_above(orelse[0])
            self.visit_If(orelse[0], "elif ")
        else:
            self.else_body(orelse)

    def _is_nested(self, node: gast.If) -> bool:
        """Tell whether the user wrote an untouched `if` inside of an `else`, where it is copied."""
        return self.user.statement(node, 0) is not None and not self.user.is_elif(node)

    def _test(self, node: gast.AST) -> Writer:
        return self.named(node) if isinstance(node, gast.NamedExpr) else self.value(node, Level.TEST)

    def visit_While(self, node: gast.While) -> None:
        self.statement(node, "while ", self._test(node.test), ":")
        self.body_or_else(node)

    def visit_For(self, node: gast.For, is_async: bool = False) -> None:
        self.statement(node, _word("for ", is_async), self.target(node.target), " in ", self.value(node.iter), ":")
        self.body_or_else(node)

    def visit_With(self, node: gast.With, is_async: bool = False) -> None:
        self.statement(node, _word("with ", is_async))
        with self.brackets(("", ""), trailing=True):
            self.comma_list(node.items)
        self.write(":")
        self.body(node.body)

    def visit_withitem(self, node: gast.withitem) -> None:
        self.write(node.context_expr)
        if node.optional_vars is not None:
            self.write(" as ", node.optional_vars)

    def visit_Try(self, node: gast.Try, word: str = "except") -> None:
        self.statement(node, "try:")
        self.body(node.body)
        for handler in node.handlers:
            self._handler(handler, word)
        self.else_body(node.orelse)
        if node.finalbody:
            self.write(self.newline, "finally:")
            self.body(node.finalbody)

    def visit_TryStar(self, node: Any) -> None:
        self.visit_Try(node, "except*")

    def _handler(self, node: gast.ExceptHandler, word: str) -> None:
        self.statement(node, word, *([] if node.type is None else [" ", node.type]))
        if node.name is not None:
            self.write(" as ", node.name)
        self.write(":")
        self.body(node.body)

    # Patterns

    def visit_Match(self, node: gast.Match) -> None:
        subject = self._test(node.subject) if isinstance(node.subject, gast.NamedExpr) else self.value(node.subject)
        self.statement(node, "match ", subject, ":")
        self.body(node.cases)

    def visit_match_case(self, node: gast.match_case) -> None:
        self.statement(node.pattern, "case ", self.pattern(node.pattern, PatternLevel.AS))
        if node.guard is not None:
            self.write(" if ", self._test(node.guard))
        self.write(":")
        self.body(node.body)


_DEFINITIONS = (gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef)

# Nodes that `write` has to visit as a whole: they are no expressions with a precedence.
_STATEMENT_LIKE = (gast.stmt, gast.match_case)


def _first_line(node: gast.AST) -> int | None:
    """Return the user's first line of a statement: that of its first decorator, if it has one."""
    lines = [line_of(part) for part in (node, *getattr(node, "decorator_list", []))]
    return min((line for line in lines if line is not None), default=None)


def _added_comment(node: gast.AST, attribute: str) -> str:
    """Return a comment that was set on a new node, as Python writes it."""
    comment = str(getattr(node, attribute, None) or "")
    return comment if comment.startswith("#") or not comment else f"# {comment}"


def _word(word: str, is_async: bool) -> str:
    return f"async {word}" if is_async else word


def _opens_block(line: str) -> bool:
    return line.split("#")[0].rstrip().endswith(":")
