"""Write pieces of lines: the base of the printer, which knows precedence, brackets and the user's text."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import gast

from ..errors import InternalError
from .layout import Kind, Piece
from .precedence import Level, level_of
from .untouched import UserText, is_parenthesised

__all__ = ["PieceWriter", "Writer"]

with warnings.catch_warnings():
    # astor looks up node classes that 3.12 and 3.13 warn about.
    warnings.simplefilter("ignore", DeprecationWarning)
    from astor.code_gen import SourceGenerator

Writer = Callable[[], None]

_COMMA = Piece(", ", Kind.COMMA)

# Literals stay as the user spelled them, however long the line is.
_SPELLED_AS_WRITTEN = tuple(
    getattr(gast, name) for name in ("Constant", "JoinedStr", "TemplateStr") if hasattr(gast, name)
)


class PieceWriter(SourceGenerator):  # type: ignore[misc]
    """Write expressions as pieces of the current line.

    astor's visitor calls `write` with texts, nodes and functions. Its own precedences are attributes set on the nodes,
    under the classes of `ast`; here the level that is asked for is passed along instead.
    """

    def __init__(self, user: UserText, quote: str = '"') -> None:
        super().__init__("    ")
        del self.write  # astor's closure over its list of texts; the method below replaces it.
        self.user = user
        self.quote = quote
        self.pieces: list[Piece] = []

    def write(self, *params: object) -> None:
        """Append texts and pieces, visit nodes, and call functions, in order."""
        for param in params:
            if isinstance(param, gast.AST):
                self.put(param, Level.TEST)
            elif isinstance(param, Piece):
                self.pieces.append(param)
            elif callable(param):
                param()
            elif param:
                self.pieces.append(Piece(str(param)))

    def visit(self, node: gast.AST) -> None:
        """Visit a node by its class; a class without a method is refused."""
        method = getattr(type(self), "visit_" + type(node).__name__, None)
        if method is None:
            raise InternalError(f"a node of class {type(node).__name__} cannot be printed")
        method(self, node)

    def put(self, node: gast.AST, level: int) -> None:
        """Write an expression, in parentheses if it binds less tightly than the level asks for."""
        text = self.user.expression(node)
        if text is None:
            self._enclose(level_of(node) < level, lambda: self.visit(node))
        elif is_parenthesised(node, text):
            self.write(Piece(text, node=node))
        else:
            self._enclose(level_of(node) < level, lambda: self.write(Piece(text, node=node)))

    def _enclose(self, needed: bool, write: Writer) -> None:
        if needed:
            with self.brackets("()"):
                write()
        else:
            write()

    def spell_out(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return the pieces with the user's text printed anew, so that a line can be broken inside of it."""
        outer, spelled = self.pieces, []
        for piece in pieces:
            if isinstance(piece.node, _SPELLED_AS_WRITTEN) or not isinstance(piece.node, gast.AST):
                spelled.append(piece)
                continue
            self.pieces = []
            in_parentheses = isinstance(piece.node, gast.Tuple) and is_parenthesised(piece.node, piece.text)
            self._enclose(in_parentheses, functools.partial(self.visit, piece.node))
            spelled += self.spell_out(self.pieces)
        self.pieces = outer
        return spelled

    def at(self, level: int, node: gast.AST | None) -> Writer:
        """Return a function that writes an expression, for use among the arguments of `write`."""
        return lambda: None if node is None else self.put(node, level)

    def named(self, node: gast.AST) -> Writer:
        """Return a function that writes an expression where a walrus needs no parentheses."""
        return self.at(Level.WALRUS if isinstance(node, gast.NamedExpr) else Level.TEST, node)

    def value(self, node: gast.AST, level: int = Level.TUPLE) -> Writer:
        """Return a function that writes a value of a statement, in parentheses if the line has to be broken."""
        level = Level.YIELD if level == Level.YIELD and level_of(node) == Level.YIELD else max(level, Level.TUPLE)
        several = isinstance(node, gast.Tuple) and len(node.elts) > 1
        return lambda: self._put_optional(node, level, several)

    def _put_optional(self, node: gast.AST, level: int, trailing: bool) -> None:
        with self.brackets(("", ""), trailing=trailing):
            self.put(node, level)

    @contextmanager
    def brackets(self, marks: Sequence[str], trailing: bool = False) -> Iterator[None]:
        """Write brackets around what is written inside of the `with` statement."""
        self.pieces.append(Piece(marks[0], Kind.OPEN, trailing=trailing))
        yield
        self.pieces.append(Piece(marks[1], Kind.CLOSE))

    def comma_list(self, items: Sequence[gast.AST | Writer], trailing: bool = False) -> None:
        """Write items with commas between them, each of which may become a line."""
        for number, item in enumerate(items):
            self.write(*([_COMMA] if number else []), item)
        if trailing:
            self.write(Piece(",", Kind.COMMA))

    def inline_list(self, items: Sequence[gast.AST | Writer]) -> None:
        """Write items with commas between them at which no line is broken."""
        for number, item in enumerate(items):
            self.write(", " if number else "", item)
