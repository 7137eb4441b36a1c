"""Exact derivatives of the Python code you already have, by source transformation."""

from typing import TYPE_CHECKING, Any

from srcad.api import forward_diff, jvp
from srcad.compiling.options import Numba
from srcad.errors import (
    CompilationError,
    InternalError,
    NoRuleError,
    SeedError,
    SourceNotFoundError,
    SrcadError,
    StaleDerivativeError,
    UnsupportedSyntaxError,
    UnsupportedValueError,
)
from srcad.values.tangents import Tangent, zero_tangent

if TYPE_CHECKING:
    from srcad import testing
    from srcad.derivatives import (
        derivative,
        gradient,
        hessian,
        hvp,
        jacobian,
        value_and_derivative,
        value_and_gradient,
        value_and_hessian,
        value_and_hvp,
        value_and_jacobian,
    )
    from srcad.rules.registry import constant_rule as constant
    from srcad.rules.registry import rule
    from srcad.solving.custom import custom_root
    from srcad.solving.numerical import by_differences
    from srcad.stopping import stop_derivative

__version__ = "0.1.0"

__all__ = [
    "CompilationError",
    "InternalError",
    "NoRuleError",
    "Numba",
    "SeedError",
    "SourceNotFoundError",
    "SrcadError",
    "StaleDerivativeError",
    "Tangent",
    "UnsupportedSyntaxError",
    "UnsupportedValueError",
    "by_differences",
    "constant",
    "custom_root",
    "derivative",
    "forward_diff",
    "gradient",
    "hessian",
    "hvp",
    "jacobian",
    "jvp",
    "rule",
    "rules",
    "stop_derivative",
    "testing",
    "value_and_derivative",
    "value_and_gradient",
    "value_and_hessian",
    "value_and_hvp",
    "value_and_jacobian",
    "zero_tangent",
]

# Imported when they are asked for first, so that importing srcad is quick: the module, and the name in it.
_LAZY = {
    **{name: ("srcad.derivatives", name) for name in __all__ if name.startswith("value_and_")},
    **{name: ("srcad.derivatives", name) for name in ("derivative", "gradient", "hessian", "hvp", "jacobian")},
    "rule": ("srcad.rules.registry", "rule"),
    "custom_root": ("srcad.solving.custom", "custom_root"),
    "by_differences": ("srcad.solving.numerical", "by_differences"),
    "constant": ("srcad.rules.registry", "constant_rule"),
    "stop_derivative": ("srcad.stopping", "stop_derivative"),
    "testing": ("srcad.testing", None),
    "rules": ("srcad.rules", None),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module 'srcad' has no attribute {name!r}")
    import importlib

    module_name, member = _LAZY[name]
    module = importlib.import_module(module_name)
    found = globals()[name] = module if member is None else getattr(module, member)
    return found


def __dir__() -> list[str]:
    """List what is there, and what is imported when it is asked for."""
    return sorted({*globals(), *__all__})
