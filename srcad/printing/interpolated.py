"""Print f-strings and t-strings, in a way that 3.11 accepts where there is one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import gast

from ..codes import without_syntax_warnings
from ..errors import InternalError
from .layout import flat_text
from .precedence import Level
from .strings import literal_body
from .writing import PieceWriter

__all__ = ["InterpolatedGenerator"]


class InterpolatedGenerator(PieceWriter):
    """Write strings with replacements: until 3.12 these may hold neither the string's own quotes nor a backslash."""

    def visit_JoinedStr(self, node: gast.JoinedStr) -> None:
        self.write(self._interpolated("f", node))

    def visit_TemplateStr(self, node: Any) -> None:
        self.write(self._interpolated("t", node))

    def _interpolated(self, prefix: str, node: Any) -> str:
        """Spell an f-string with the first quotes under which 3.11 accepts it, or the last ones on newer versions."""
        other = "'" if self.quote == '"' else '"'
        for quote in (self.quote, other, self.quote * 3, other * 3):
            text = self._string_parts(node.values, quote)
            if text is not None:
                return prefix + quote + text + quote
        if sys.version_info >= (3, 12):
            return prefix + self.quote + (self._string_parts(node.values, self.quote, strict=False) or "") + self.quote
        raise InternalError("an f-string with nested quotes cannot be written before Python 3.12")

    def _string_parts(self, values: Sequence[Any], quote: str, strict: bool = True) -> str | None:
        parts: list[str] = []
        for value in values:
            if isinstance(value, gast.Constant):
                parts.append(literal_body(value.value, quote).replace("{", "{{").replace("}", "}}"))
            else:
                part = self._replacement(value, quote, strict)
                if part is None:
                    return None
                parts.append(part)
        return "".join(parts)

    def _replacement(self, node: Any, quote: str, strict: bool) -> str | None:
        """Spell `{value!r:spec}`, or return None if the value's text may not stand inside of these quotes."""
        text = self._inner_text(node, "'" if quote[0] == '"' else '"')
        if strict and (quote in text or "\\" in text or "\n" in text):
            return None
        spec = None if node.format_spec is None else self._string_parts(node.format_spec.values, quote, strict)
        if node.format_spec is not None and spec is None:
            return None
        conversion = "" if node.conversion == -1 else "!" + chr(node.conversion)
        return "{" + text + conversion + ("" if spec is None else ":" + spec) + "}"

    def _inner_text(self, node: Any, quote: str) -> str:
        """Spell the expression of a replacement; a t-string keeps the text that it was written with."""
        inner = type(self)(self.user, quote)
        inner.put(node.value, Level.ATOM if _ends_in_lambda(node.value) else Level.TEST)
        text = flat_text(inner.pieces)
        written = getattr(node, "str", None)
        if isinstance(written, str) and _same_expression(written, node.value):
            text = written
        return " " + text if text.startswith("{") else text


def _ends_in_lambda(node: gast.AST) -> bool:
    """Tell whether a colon behind an expression would belong to a lambda in it."""
    return isinstance(node, gast.Lambda) or (isinstance(node, gast.IfExp) and _ends_in_lambda(node.orelse))


def _same_expression(text: str, node: gast.AST) -> bool:
    """Tell whether the text of an expression is that of the node."""
    try:
        with without_syntax_warnings():
            written = gast.parse(f"({text})", mode="eval").body
    except SyntaxError:
        return False
    return bool(gast.dump(written) == gast.dump(node))
