"""Show the user's source and its derivative next to each other."""

from __future__ import annotations

from ..stages import Printed

__all__ = ["show_side_by_side"]

_GAP = " | "


def show_side_by_side(user_text: str, generated: Printed, first_line: int, width: int = 160) -> str:
    """Align the lines of a derivative with the user's lines that they come from.

    `first_line` is the line of the user's file at which his text begins. The user's lines get at most half of `width`
    columns; a line that needs more is not cut.
    """
    user_lines = user_text.removesuffix("\n").split("\n")
    derivative = list(
        zip((line or 0 for line in generated.lines), generated.text.removesuffix("\n").split("\n"), strict=True)
    )
    left = min(max(map(len, user_lines), default=0), (width - len(_GAP)) // 2)
    shown: list[str] = []
    for user, text in _rows(dict(enumerate(user_lines, first_line)), derivative):
        if len(user) > left:
            shown.append(user)
        if len(user) <= left or text:
            shown.append(f"{user if len(user) <= left else '':{left}}{_GAP}{text}".rstrip())
    return "\n".join(shown)


def _rows(user: dict[int, str], derivative: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """Pair the lines: one of the user's stands beside the first of the derivative that comes from it.

    Where the derivative's next line comes from further down, the lines that it skips stand alone.
    """
    rows: list[tuple[str, str]] = []
    waiting = sorted(user)
    for line, text in derivative:
        while waiting and waiting[0] < line:
            rows.append((user[waiting.pop(0)], ""))
        beside = user[waiting.pop(0)] if waiting and waiting[0] == line else ""
        rows.append((beside, text))
    return rows + [(user[line], "") for line in waiting]
