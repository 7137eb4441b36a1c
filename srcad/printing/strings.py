"""Spell strings and numbers as literals."""

from __future__ import annotations

import math

__all__ = ["bytes_literal", "literal_body", "number_literal", "string_literal"]

# Python refuses to write longer integers in decimal.
_LONGEST_DECIMAL = 10_000


def string_literal(value: str, quote: str = '"') -> str:
    """Spell a string, with the preferred quote unless the other one saves escapes.

    >>> print(string_literal("it's"), string_literal('say "no"'))
    "it's" 'say "no"'
    """
    other = "'" if quote == '"' else '"'
    if quote in value and other not in value:
        quote = other
    return quote + literal_body(value, quote) + quote


def literal_body(value: str, quote: str) -> str:
    """Escape a string for standing between quotes."""
    return "".join(_escape(character, quote) for character in value)


def _escape(character: str, quote: str) -> str:
    if character in "\"'":
        return "\\" + character if character == quote[0] else character
    return repr(character)[1:-1]


def bytes_literal(value: bytes, quote: str = '"') -> str:
    """Spell bytes; they are escaped like the string of the same code points below 128."""
    body = "".join(_escape(chr(code), quote) if code < 128 else f"\\x{code:02x}" for code in value)
    return f"b{quote}{body}{quote}"


def number_literal(value: complex) -> str:
    """Spell a number; infinity is a literal that overflows, and NaN the difference of two.

    >>> number_literal(2.5), number_literal(float("-inf")), number_literal(2j), number_literal(1 + 2j)
    ('2.5', '-1e309', '2j', '(1.0 + 2.0j)')
    """
    if isinstance(value, int):
        return hex(value) if value.bit_length() > _LONGEST_DECIMAL else repr(value)
    if isinstance(value, float):
        return _float_literal(value)
    if value.real == 0.0 and math.copysign(1.0, value.real) > 0.0 and not math.isnan(value.imag):
        return repr(complex(0.0, value.imag)).replace("inf", "1e309")
    return f"({_float_literal(value.real)} + {_float_literal(value.imag)}j)"


def _float_literal(value: float) -> str:
    if math.isnan(value):
        return "(1e309 - 1e309)"
    return repr(value).replace("inf", "1e309")
