"""Break a logical line that is too long, as a formatter would.

A line is a list of pieces. It is broken at its brackets first: the content goes on a line of its own, indented; if
that is too long, each item gets a line, with a comma behind the last; an expression without commas is broken before its
loosest operators. Optional parentheses stand around values; they are written only where the line is broken at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

__all__ = ["Kind", "Piece", "break_line", "fits", "flat_text"]

_WIDTH = 100
_STEP = 4


class Kind(Enum):
    """What a piece of a line is to the layout."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    COMMA = "comma"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line. `level` orders operators, the loosest first; `trailing` allows a comma behind the last item.

    An opening or closing piece without text is an optional parenthesis. `node` is what a piece of the user's text says,
    so that it can be spelled out where the line is too long.
    """

    text: str
    kind: Kind = Kind.TEXT
    level: int = 0
    trailing: bool = False
    node: object = None


@dataclass(frozen=True, slots=True)
class _Group:
    opening: Piece
    content: tuple[Piece | _Group, ...]
    closing: Piece
    is_bare_list: bool = False  # A tuple or list of names without brackets of its own: each item gets a line.


_Part = Piece | _Group
_Parts = tuple[_Part, ...]


def flat_text(pieces: Iterable[Piece]) -> str:
    """Join the pieces of a line without breaking it."""
    return "".join(piece.text for piece in pieces)


def fits(pieces: Iterable[Piece], indentation: int) -> bool:
    """Tell whether a line may stand as it is: it is short enough, or holds a string of several lines."""
    text = flat_text(pieces)
    return "\n" in text or indentation + len(text) <= _WIDTH


def break_line(pieces: Iterable[Piece], indentation: int, width: int = _WIDTH) -> list[str]:
    """Return the lines of one logical line, indented by a number of columns.

    A line that holds a string of several lines is left as it is.
    """
    pieces = list(pieces)
    text = flat_text(pieces)
    if "\n" in text:
        return (" " * indentation + text).split("\n")
    return _lay_out(_nest(iter(pieces)), indentation, width)


def _nest(pieces: Iterator[Piece]) -> _Parts:
    """Gather what stands between brackets into groups."""
    return _read(pieces)[0]


def _read(pieces: Iterator[Piece]) -> tuple[_Parts, Piece]:
    parts: list[_Part] = []
    for piece in pieces:
        if piece.kind is Kind.CLOSE:
            return tuple(parts), piece
        if piece.kind is Kind.OPEN:
            content, closing = _read(pieces)
            parts.append(_Group(piece, content, closing))
        else:
            parts.append(piece)
    return tuple(parts), Piece("")


def _flat(parts: Iterable[_Part]) -> str:
    return "".join(
        part.text if isinstance(part, Piece) else part.opening.text + _flat(part.content) + part.closing.text
        for part in parts
    )


def _fits(parts: Iterable[_Part], indentation: int, width: int) -> bool:
    return indentation + len(_flat(parts)) <= width


def _lay_out(parts: _Parts, indentation: int, width: int) -> list[str]:
    if _fits(parts, indentation, width):
        return [" " * indentation + _flat(parts)]
    parts = _choose_parentheses(parts, indentation, width)
    place = _breaking_place(parts, indentation, width)
    if place is None:
        return [" " * indentation + _flat(parts)]
    return _break_at(parts, place, indentation, width)


def _choose_parentheses(parts: _Parts, indentation: int, width: int) -> _Parts:
    """Write the last optional parentheses if breaking at them is best, and drop them all otherwise.

    A value that is one call or subscription is better broken at its own brackets.
    """
    optional = [number for number, part in enumerate(parts) if isinstance(part, _Group) and not part.opening.text]
    if not optional:
        return parts
    dropped = _drop(parts)
    group = parts[optional[-1]]
    if not isinstance(group, _Group) or (_is_chain(group.content) and _breaks_well(dropped, indentation, width)):
        return dropped
    if not _can_break(group.content) and not _fits(group.content, indentation + _STEP, width):
        return dropped
    opening, closing = _visible(group.opening, "("), _visible(group.closing, ")")
    written = _Group(opening, group.content, closing, is_bare_list=opening.trailing)
    return (*_drop(parts[: optional[-1]]), written, *_drop(parts[optional[-1] + 1 :]))


def _drop(parts: _Parts) -> _Parts:
    return tuple(part for whole in parts for part in _without_optional(whole))


def _without_optional(part: _Part) -> _Parts:
    return part.content if isinstance(part, _Group) and not part.opening.text else (part,)


def _visible(piece: Piece, text: str) -> Piece:
    return Piece(text, piece.kind, piece.level, piece.trailing)


def _is_chain(parts: _Parts) -> bool:
    """Tell whether a value has no operator and no comma outside of its brackets."""
    return not any(isinstance(part, Piece) and part.kind in (Kind.COMMA, Kind.OPERATOR) for part in parts)


def _can_break(parts: _Parts) -> bool:
    return not _is_chain(parts) or any(isinstance(part, _Group) and part.content for part in parts)


def _breaks_well(parts: _Parts, indentation: int, width: int) -> bool:
    """Tell whether breaking at the last brackets leaves a first and a last line that are short enough."""
    place = _last_group(parts)
    return place is not None and _ends_fit(parts, place, indentation, width)


def _ends_fit(parts: _Parts, place: int, indentation: int, width: int) -> bool:
    group = parts[place]
    if not isinstance(group, _Group):
        return False
    first, last = (*parts[:place], group.opening), (group.closing, *parts[place + 1 :])
    return _fits(first, indentation, width) and _fits(last, indentation, width)


def _last_group(parts: _Parts) -> int | None:
    places = _groups(parts)
    return places[-1] if places else None


def _groups(parts: _Parts) -> list[int]:
    return [number for number, part in enumerate(parts) if isinstance(part, _Group) and part.content]


def _breaking_place(parts: _Parts, indentation: int, width: int) -> int | None:
    """Return the group to break: the last that leaves short ends, written parentheses first, else the longest."""
    places = _groups(parts)
    for place in reversed(places):
        if _ends_fit(parts, place, indentation, width):
            return place
    return max(places, key=lambda place: len(_flat(parts[place : place + 1])), default=None)


def _break_at(parts: _Parts, place: int, indentation: int, width: int) -> list[str]:
    group = parts[place]
    if not isinstance(group, _Group):
        return [" " * indentation + _flat(parts)]
    first = " " * indentation + _flat(parts[:place]) + group.opening.text
    body = _lay_out_content(group, indentation + _STEP, width)
    last = _lay_out((group.closing, *parts[place + 1 :]), indentation, width)
    return [first, *body, *last]


def _lay_out_content(group: _Group, indentation: int, width: int) -> list[str]:
    if _fits(group.content, indentation, width) and not group.is_bare_list:
        return [" " * indentation + _flat(group.content)]
    items = _split_at_commas(group.content)
    if len(items) > 1 or group.opening.trailing:
        return _lay_out_items(items, group.opening.trailing, indentation, width)
    return _lay_out_operands(group.content, indentation, width)


def _split_at_commas(parts: _Parts) -> list[_Parts]:
    items: list[list[_Part]] = [[]]
    for part in parts:
        if isinstance(part, Piece) and part.kind is Kind.COMMA:
            items.append([])
        else:
            items[-1].append(part)
    return [tuple(item) for item in items if item]


def _lay_out_items(items: list[_Parts], trailing: bool, indentation: int, width: int) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        lines += _lay_out_operands(item, indentation, width - 1)
        lines[-1] += "," if trailing or number < len(items) else ""
    return lines


def _lay_out_operands(parts: _Parts, indentation: int, width: int) -> list[str]:
    """Break before the loosest operators; inside of brackets this needs no more parentheses."""
    if _fits(parts, indentation, width):
        return [" " * indentation + _flat(parts)]
    levels = [part.level for part in parts if isinstance(part, Piece) and part.kind is Kind.OPERATOR]
    if not levels:
        return _lay_out(parts, indentation, width)
    lines: list[str] = []
    for operand in _split_at_operators(parts, min(levels)):
        lines += _lay_out(operand, indentation, width)
    return lines


def _split_at_operators(parts: _Parts, level: int) -> list[_Parts]:
    operands: list[list[_Part]] = [[]]
    for part in parts:
        if isinstance(part, Piece) and part.kind is Kind.OPERATOR and part.level == level:
            operands.append([Piece(part.text.lstrip())])
        else:
            operands[-1].append(part)
    return [tuple(operand) for operand in operands if operand]
