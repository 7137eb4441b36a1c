"""How tightly each expression binds: a table, from the loosest to the tightest."""

from __future__ import annotations

import gast

from .strings import number_literal

__all__ = ["Level", "level_of", "operator_symbol"]


class Level:
    """Names for the levels; an expression needs parentheses where a tighter level is asked for than its own."""

    WALRUS = 0
    YIELD = 1
    TUPLE = 2
    TEST = 3
    OR = 4
    AND = 5
    NOT = 6
    COMPARE = 7
    BIT_OR = 8
    BIT_XOR = 9
    BIT_AND = 10
    SHIFT = 11
    SUM = 12
    PRODUCT = 13
    SIGN = 14
    POWER = 15
    AWAIT = 16
    ATOM = 17


_BY_CLASS = {
    "NamedExpr": Level.WALRUS,
    "Yield": Level.YIELD,
    "YieldFrom": Level.YIELD,
    "Lambda": Level.TEST,
    "IfExp": Level.TEST,
    "Compare": Level.COMPARE,
    "Await": Level.AWAIT,
}

# Operators by the name of their class, since the classes of gast and of ast are different.
_BINARY = {
    "Or": Level.OR,
    "And": Level.AND,
    "Not": Level.NOT,
    "BitOr": Level.BIT_OR,
    "BitXor": Level.BIT_XOR,
    "BitAnd": Level.BIT_AND,
    "LShift": Level.SHIFT,
    "RShift": Level.SHIFT,
    "Add": Level.SUM,
    "Sub": Level.SUM,
    "Mult": Level.PRODUCT,
    "Div": Level.PRODUCT,
    "Mod": Level.PRODUCT,
    "FloorDiv": Level.PRODUCT,
    "MatMult": Level.PRODUCT,
    "Invert": Level.SIGN,
    "UAdd": Level.SIGN,
    "USub": Level.SIGN,
    "Pow": Level.POWER,
}

_SYMBOLS = {
    "Or": "or",
    "And": "and",
    "Not": "not ",
    "BitOr": "|",
    "BitXor": "^",
    "BitAnd": "&",
    "LShift": "<<",
    "RShift": ">>",
    "Add": "+",
    "Sub": "-",
    "Mult": "*",
    "Div": "/",
    "Mod": "%",
    "FloorDiv": "//",
    "MatMult": "@",
    "Invert": "~",
    "UAdd": "+",
    "USub": "-",
    "Pow": "**",
    "Eq": "==",
    "NotEq": "!=",
    "Lt": "<",
    "LtE": "<=",
    "Gt": ">",
    "GtE": ">=",
    "Is": "is",
    "IsNot": "is not",
    "In": "in",
    "NotIn": "not in",
}


def operator_symbol(operator: gast.AST) -> str:
    """Return the spelling of an operator."""
    return _SYMBOLS[type(operator).__name__]


def level_of(node: gast.AST) -> int:
    """Return how tightly an expression binds as it is printed."""
    if isinstance(node, gast.BinOp | gast.BoolOp | gast.UnaryOp):
        return _BINARY[type(node.op).__name__]
    if isinstance(node, gast.Tuple):
        return Level.TUPLE if node.elts else Level.ATOM
    if isinstance(node, gast.Constant) and _has_sign(node.value):
        return Level.SIGN
    return _BY_CLASS.get(type(node).__name__, Level.ATOM)


def _has_sign(value: object) -> bool:
    return isinstance(value, (int, float, complex)) and number_literal(value).startswith("-")
