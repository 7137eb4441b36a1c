"""Run the passes over tangents in order."""

from __future__ import annotations

from srcad.differentiating.differentiate import TangentFunction
from srcad.simplifying import dead_tangents, expressions, repeated_reads

PASSES = (
    expressions.simplify_expressions,
    repeated_reads.name_repeated_reads,  # after the rules, which may have brought equal factors together
    dead_tangents.drop_dead_tangents,  # last: what the others left unused goes
)


def simplify(function: TangentFunction) -> TangentFunction:
    """Return the function with its tangents simplified."""
    for run in PASSES:
        function = run(function)
    return function
