"""Print a tree as text that an expert would have written, keeping what the user wrote where it is untouched.

A node with all four positions is untouched: its text is the user's, with his comment. A new or changed node has no end
position; a statement's `lineno` then only says which of the user's lines it comes from.
"""

from __future__ import annotations

import gast

from ..stages import Printed, SourceText
from .checking import first_difference
from .side_by_side import show_side_by_side
from .statements import StatementGenerator
from .untouched import UserText

__all__ = ["first_difference", "show_side_by_side", "to_text"]


def to_text(node: gast.FunctionDef, source: SourceText, header: str = "") -> Printed:
    """Print a function of gast nodes below a header of comment lines.

    A statement may carry the attributes `leading_comment` and `trailing_comment`, texts with or without `#`.
    """
    generator = StatementGenerator(UserText(source))
    generator.print_function(node)
    above = header.splitlines()
    text = "\n".join([*above, *generator.lines, ""])
    return Printed(text, (*[None] * len(above), *generator.origins), source.file)
