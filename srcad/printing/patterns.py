"""Print the patterns of `match` statements."""

from __future__ import annotations

from collections.abc import Sequence

import gast

from .expressions import ExpressionGenerator
from .layout import Kind, Piece
from .precedence import Level
from .writing import Writer

__all__ = ["PatternGenerator", "PatternLevel"]


class PatternLevel:
    """How tightly a pattern binds, from the loosest."""

    AS = 0
    OR = 1
    CLOSED = 2


class PatternGenerator(ExpressionGenerator):
    """Write patterns, whose precedence is their own."""

    def pattern(self, node: gast.AST, level: int) -> Writer:
        """Return a function that writes a pattern, in parentheses if it binds less tightly than the level asks for."""
        return lambda: self._put_pattern(node, level)

    def _put_pattern(self, node: gast.AST, level: int) -> None:
        if _pattern_level(node) < level:
            with self.brackets("()"):
                self.visit(node)
        else:
            self.visit(node)

    def _patterns(self, nodes: Sequence[gast.AST]) -> list[Writer]:
        return [self.pattern(node, PatternLevel.AS) for node in nodes]

    def visit_MatchValue(self, node: gast.MatchValue) -> None:
        self.write(node.value)

    def visit_MatchSingleton(self, node: gast.MatchSingleton) -> None:
        self.write(repr(node.value))

    def visit_MatchSequence(self, node: gast.MatchSequence) -> None:
        with self.brackets("[]", trailing=True):
            self.comma_list(self._patterns(node.patterns))

    def visit_MatchStar(self, node: gast.MatchStar) -> None:
        self.write("*", node.name or "_")

    def visit_MatchMapping(self, node: gast.MatchMapping) -> None:
        entries = [self._pattern_entry(*entry) for entry in zip(node.keys, node.patterns, strict=True)]
        if node.rest is not None:
            entries.append(lambda: self.write("**", node.rest))
        with self.brackets("{}", trailing=True):
            self.comma_list(entries)

    def _pattern_entry(self, key: gast.AST, pattern: gast.AST) -> Writer:
        return lambda: self.write(key, ": ", self.pattern(pattern, PatternLevel.AS))

    def visit_MatchClass(self, node: gast.MatchClass) -> None:
        keywords = zip(node.kwd_attrs, node.kwd_patterns, strict=True)
        self.write(self.at(Level.ATOM, node.cls))
        with self.brackets("()", trailing=True):
            self.comma_list([*self._patterns(node.patterns), *(self._pattern_keyword(*pair) for pair in keywords)])

    def _pattern_keyword(self, name: str, pattern: gast.AST) -> Writer:
        return lambda: self.write(f"{name}=", self.pattern(pattern, PatternLevel.AS))

    def visit_MatchAs(self, node: gast.MatchAs) -> None:
        if node.pattern is not None:
            self.write(self.pattern(node.pattern, PatternLevel.OR), " as ")
        self.write(node.name or "_")

    def visit_MatchOr(self, node: gast.MatchOr) -> None:
        for number, pattern in enumerate(node.patterns):
            bar = [Piece(" | ", Kind.OPERATOR, Level.BIT_OR)] if number else []
            self.write(*bar, self.pattern(pattern, PatternLevel.CLOSED))


def _pattern_level(node: gast.AST) -> int:
    if isinstance(node, gast.MatchAs) and node.pattern is not None:
        return PatternLevel.AS
    return PatternLevel.OR if isinstance(node, gast.MatchOr) else PatternLevel.CLOSED
