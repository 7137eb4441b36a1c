"""Differentiate a user's own iteration at its solution."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from srcad.callers import made_function
from srcad.rules import registry
from srcad.running.effects import refuse_effects
from srcad.solving.implicit import root_tangent, system_tangent

Solver = TypeVar("Solver", bound=Callable[..., Any])


def custom_root(residual: Callable[..., Any]) -> Callable[[Solver], Solver]:
    """Say that a solver finds a root: differentiate it by the implicit function theorem, not through its iteration.

    `residual(x, *parameters)` is zero at the solution. The solver that is decorated has the parameters
    `(start, *parameters)`; it returns x, a number or an array, which does not vary with the start. That it converged is
    taken for granted. Raises RuleError for a solver with *args or **kwargs.
    """

    def decorate(solver: Solver) -> Solver:
        names = list(inspect.signature(solver).parameters)
        kinds = {parameter.kind for parameter in inspect.signature(solver).parameters.values()}
        if kinds - {inspect.Parameter.POSITIONAL_OR_KEYWORD} or not isinstance(solver, types.FunctionType):
            raise registry.RuleError("the solver of a custom_root is a function with plain parameters")
        registry.rule(solver)(rule_of(solver, residual, names))
        return solver

    return decorate


def rule_of(solver: types.FunctionType, residual: Callable[..., Any], names: list[str]) -> Any:
    """Write the function that is the rule of a solver: its parameters, and a tangent for each."""
    given, tangents = ", ".join(names), ", ".join(f"d_{name}" for name in names)
    defaulted = ", ".join(f"d_{name}=None" for name in names)
    text = f"def root({given}, *, {defaulted}):\n    return root_of(solver, residual, ({given},), ({tangents},))\n"
    scope = {"root_of": root_of, "solver": solver, "residual": residual}
    made = made_function(("root", id(solver)), "root", text, scope)
    made.__defaults__ = solver.__defaults__
    return made


def root_of(solver: Any, residual: Any, given: Any, d_given: Any) -> Any:
    """Solve as the solver does, and differentiate the residual at the solution."""
    x = solver(*given)
    refuse_effects(solver.__name__, residual, x, *given[1:])
    if isinstance(x, np.ndarray):
        return x, system_tangent(residual, None, x, given[1:], d_given[1:], True)
    return x, root_tangent(residual, None, x, given[1:], d_given[1:])
