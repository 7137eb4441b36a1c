"""The tangents of the result objects of solvers: what varies is named, what is not known is refused when it is read."""

from __future__ import annotations

from typing import Any

from srcad.structural.registry import Pairs, handles
from srcad.values.carrying import refuse_value


class ResultTangent(dict[str, Any]):
    """Hold the tangents of a result object by the names of its attributes, which can be read as such.

    A number that a solver reports beside its solution (an estimate of an error, of a Hessian) has no tangent: to read
    it where its derivative is asked for is refused.
    """

    def __missing__(self, name: str) -> Any:
        refuse_value(
            f"the solver's '{name}' is no function of the inputs that srcad can differentiate",
            "Use the solution itself, or take the number out of the derivative with srcad.stop_derivative.",
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]


def result_tangent(result: Any, known: dict[str, Any]) -> ResultTangent:
    """Return the tangent of a result: what is known, and that of counts, flags and messages, which cannot vary."""
    return ResultTangent({name: known.get(name) for name in result if name in known or cannot_vary(result[name])})


@handles(result_tangent)
def result_tangent_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Do the same one level up, with the tangents of the tangents."""
    result, known = primals
    d_known = tangents[1]
    upper = {} if d_known is None else {name: d_known[name] for name in known}
    return result_tangent(result, known), result_tangent(result, upper)


def cannot_vary(value: Any) -> bool:
    """Tell whether a value is a count, a flag, a text, or an array of such."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return value is None or isinstance(value, (bool, int, str)) or kind in tuple("biu")
