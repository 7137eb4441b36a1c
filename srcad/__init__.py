"""Exact derivatives of the Python code you already have, by source transformation."""

from srcad.api import forward_diff, jvp
from srcad.errors import (
    InternalError,
    NoRuleError,
    SeedError,
    SourceNotFoundError,
    SrcadError,
    StaleDerivativeError,
    UnsupportedSyntaxError,
    UnsupportedValueError,
)
from srcad.tangents import Tangent, zero_tangent

__all__ = [
    "InternalError",
    "NoRuleError",
    "SeedError",
    "SourceNotFoundError",
    "SrcadError",
    "StaleDerivativeError",
    "Tangent",
    "UnsupportedSyntaxError",
    "UnsupportedValueError",
    "forward_diff",
    "jvp",
    "zero_tangent",
]
