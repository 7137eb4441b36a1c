"""The cases that the tables ask to be tested: each is a call written out, with the arguments that vary.

An example is the inside of a call's parentheses, `real(3, 4), axis=1`. A rule that has none gets some for the shapes
of `SHAPES`, its arguments drawn from its domain.
"""

import builtins
import importlib
import inspect
import itertools
import linecache
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from srcad.rules import parameters, registry

SHAPES: dict[str, tuple[tuple[int, ...], ...]] = {
    "scalar": ((), ()),
    "vector": ((4,), (4,)),
    "broadcast": ((3, 1), (1, 2)),
    "empty": ((0,), (0,)),
}
NUMPY_NAMES = (
    "arctan2",
    "array",
    "datetime64",
    "diag",
    "eye",
    "hypot",
    "inf",
    "linspace",
    "nan",
    "reshape",
    "triu",
    "zeros",
)
SCALARS_ONLY = ("math", "cmath", "builtins")


# Functions for solvers.


def crossing(x: Any, p: float) -> Any:
    """Cross zero once where p is positive, between 0 and 2."""
    return x**3 + p * x - 2.0


def crossing_slope(x: Any, p: float) -> Any:
    """Return the derivative of `crossing`."""
    return 3.0 * x**2 + p


def balance(v: Any, p: float = 0.7) -> Any:
    """Return the residuals of a system of two equations."""
    return np.array([v[0] ** 2 * v[1] + p * v[0] - 2.0, v[1] - p * v[0]])


def sum_of_squares(v: Any, p: float) -> Any:
    """Add up the squares of the residuals of `balance`."""
    return np.sum(balance(v, p) ** 2)


def slopes_of_squares(v: Any, p: float) -> Any:
    """Return the gradient of `sum_of_squares`."""
    matrix = np.array([[2.0 * v[0] * v[1] + p, v[0] ** 2], [-p, 1.0]])
    return 2.0 * balance(v, p) @ matrix


def room(v: Any, p: float) -> Any:
    """Return the first element's room to a bound that does not hold."""
    return 9.0 + p - v[0]


def curve(t: float, y: Any, p: float = 1.0) -> Any:
    """Turn and dampen, the right-hand side of a differential equation."""
    return np.array([y[1], -p * y[0] - 0.1 * t * y[1]])


def edges(a: Any, b: Any) -> Any:
    """Return the residuals of conditions at both ends."""
    return np.array([a[0] - 1.0, b[1]])


def three_residuals(v: Any, p: float) -> Any:
    """Return residuals that no point makes zero."""
    return np.array([v[0] - p, v[0] * v[1] - 1.0, np.exp(v[1]) + p - 2.0])


def decay(x: Any, height: float, rate: float) -> Any:
    """Decay from a height."""
    return height * np.exp(-rate * x)


def parabola(x: Any, p: float) -> Any:
    """Have a minimum at p."""
    return (x - p) ** 2


def settling(x: Any) -> Any:
    """Return how far a point is from the fixed point of a contraction."""
    return contraction(x, 0.7) - x


def contraction(x: Any, p: float) -> Any:
    """Move a point towards the fixed point."""
    return 0.5 * np.cos(p * x)


@dataclass(frozen=True)
class Case:
    """A call of a function that has a rule: the arguments by parameter, in their kinds, and which of them vary."""

    rule: registry.Rule
    text: str
    given: dict[str, Any]
    active: tuple[str, ...]
    by_keyword: bool = False

    def __str__(self) -> str:
        return f"{self.rule.name}({self.text}) wrt {' '.join(self.active)}{' by keyword' * self.by_keyword}"


def vocabulary(dtype: Any = float, seed: int = 0) -> dict[str, Any]:
    """Return what an example may speak of; arrays have the dtype or the complex one of the same precision."""
    generator = np.random.default_rng(seed)

    def uniform(low: float, high: float, *shape: int) -> Any:
        drawn = generator.uniform(low, high, shape)
        if np.issubdtype(dtype, np.complexfloating):
            return np.asarray(drawn + 0.3j * generator.uniform(-1.0, 1.0, shape), dtype)
        return np.asarray(drawn, dtype)

    def complexes(*shape: int) -> Any:
        parts = generator.uniform(-1.0, 1.0, (2, *shape))
        return np.asarray(parts[0] + 1j * parts[1], np.result_type(dtype, np.complex64))

    def number(low: float = -1.0, high: float = 1.0) -> float:
        return float(generator.uniform(low, high))

    def regular(*shape: int, dtype: Any = dtype) -> Any:
        square = (*shape, shape[-1])
        draw = complexes if np.issubdtype(dtype, np.complexfloating) else (lambda *s: uniform(-1.0, 1.0, *s))
        return draw(*square) + np.asarray(3.0 * np.eye(shape[-1]), dtype)

    def spd(*shape: int, dtype: Any = dtype) -> Any:
        a = regular(*shape, dtype=dtype)
        return a @ np.conjugate(np.swapaxes(a, -1, -2)) + np.asarray(np.diag(np.arange(shape[-1])), dtype)

    names = {name: getattr(np, name) for name in NUMPY_NAMES}
    return names | {
        "uniform": uniform,
        "real": lambda *shape: uniform(-1.0, 1.0, *shape),
        "positive": lambda *shape: uniform(0.5, 2.0, *shape),
        "complexes": complexes,
        "number": number,
        "numbers": lambda count: [number() for _ in range(count)],
        "integers": lambda *shape: generator.integers(1, 5, shape),
        "regular": regular,
        "spd": spd,
        "sparse": lambda a: importlib.import_module("scipy.sparse").csc_array(a),
        "distribution": lambda name: getattr(importlib.import_module("scipy.stats"), name),
        "density_estimate": lambda n: importlib.import_module("scipy.stats").gaussian_kde(uniform(-1.0, 1.0, n)),
        "logger": lambda: logging.RootLogger(logging.CRITICAL),
        "crossing": crossing,
        "crossing_slope": crossing_slope,
        "balance": balance,
        "contraction": contraction,
        "settling": settling,
        "curve": curve,
        "edges": edges,
        "parabola": parabola,
        "three_residuals": three_residuals,
        "decay": decay,
        "curves": curves,
        "transform": transform,
        "sum_of_squares": sum_of_squares,
        "slopes_of_squares": slopes_of_squares,
        "room": room,
    }


def transform(name: str) -> Any:
    """Return a transform of SciPy as an object, by name."""
    from scipy import signal

    made: dict[str, Callable[[], Any]] = {
        "CZT": lambda: signal.CZT(5),
        "ShortTimeFFT": lambda: signal.ShortTimeFFT(np.hanning(9)[1:], 4, 1.0),
    }
    return made[name]()


def curves(name: str) -> Any:
    """Return an interpolating object of SciPy, by name."""
    from scipy import interpolate

    x = np.linspace(0.0, 3.0, 7)
    made: dict[str, Callable[[], Any]] = {
        "cubic": lambda: interpolate.CubicSpline(x, np.sin(x)),
        "bernstein": lambda: interpolate.BPoly(np.sin(np.arange(6.0)).reshape(3, 2), x[:3])._delegate_to,
        "spline": lambda: interpolate.make_interp_spline(x, np.sin(x)),
        "linear": lambda: interpolate.interp1d(x, np.sin(x)),
        "regular": lambda: interpolate.RegularGridInterpolator((x[:5], x[:5]), np.sin(np.arange(25.0)).reshape(5, 5)),
        "surface": lambda: interpolate.RectBivariateSpline(x, x, np.sin(np.outer(x, x))),
        **{
            kernel: lambda kernel=kernel: interpolate.RBFInterpolator(  # type: ignore[misc]
                np.stack((x, np.sin(3.0 * x)), axis=-1), np.cos(x), kernel=kernel, epsilon=1.0
            )
            for kernel in ("thin_plate_spline", "gaussian", "quintic")
        },
        "krogh": lambda: interpolate.KroghInterpolator(x, np.sin(x)),
        "tuple": lambda: (np.linspace(-1.5, 4.5, 13), np.append(np.sin(np.arange(9.0)), np.zeros(4)), 3),
        "univariate": lambda: interpolate.UnivariateSpline(x, np.sin(2.0 * x + 0.5), s=0),
        "barycentric": lambda: interpolate.BarycentricInterpolator(x, np.sin(x)),
        "knots": lambda: (np.linspace(-1.5, 4.5, 13), np.linspace(-1.6, 4.6, 13)),
        "tensor": lambda: interpolate.NdBSpline(curves("knots"), np.sin(np.arange(90.0)).reshape(9, 10), (3, 2)),
        "sheet": lambda: [*curves("knots"), np.sin(np.arange(81.0)), 3, 3],
        "triangles": lambda: interpolate.LinearNDInterpolator(*scattered()),
        "cubic triangles": lambda: interpolate.CloughTocher2DInterpolator(*scattered(), tol=1e-13, maxiter=4000),
        "delaunay": lambda: curves("triangles").tri,
        "nearest": lambda: interpolate.NearestNDInterpolator(*scattered()),
        "grid": lambda: interpolate.NdPPoly(np.sin(np.arange(16.0)).reshape(2, 2, 2, 2), (x[:3], x[:3])),
    }
    return made[name]()


def scattered() -> tuple[Any, Any]:
    """Return points and values to interpolate among."""
    points = np.random.default_rng(3).uniform(0.0, 1.0, (30, 2))
    return points, np.sin(5.0 * points[:, 0] * points[:, 1])


def examples_of(rule: registry.Rule) -> Iterator[str]:
    """Yield the rule's own examples, else one for each shape."""
    if rule.examples:
        yield from rule.examples
        return
    scalars = rule.name.startswith(SCALARS_ONLY)
    for name, shapes in SHAPES.items():
        if (name == "scalar") if scalars else not (name == "scalar" and ".ndarray." in rule.name):
            yield drawn_example(rule, shapes)


def drawn_example(rule: registry.Rule, shapes: tuple[tuple[int, ...], ...]) -> str:
    """Write arguments of these shapes for the parameters that are needed or may vary."""
    needed = [p for p in rule.parameters if p.default is None or (p.name in rule.wrt and rule.form != "constant")]
    arguments = []
    for place, parameter in enumerate(needed):
        low, high = domain_of(rule, parameter.name)
        shape = shapes[place % 2]
        draw = f"uniform({low}, {high}, {', '.join(map(str, shape))})" if shape else f"number({low}, {high})"
        if rule.name.startswith("cmath"):
            draw = f"complex({draw}, {draw})"
        arguments += [draw, draw] if parameter.kind == "var_positional" else [draw]
    return ", ".join(arguments)


def domain_of(rule: registry.Rule, name: str) -> tuple[float, float]:
    """Return the interval from which a parameter is drawn."""
    domain = rule.domain.get(name) if isinstance(rule.domain, dict) else rule.domain
    return domain or (-1.0, 1.0)


def cases_of(rule: registry.Rule, dtype: Any = float) -> Iterator[Case]:
    """Yield a case for each example and each set of arguments that vary together, the whole set first."""
    for text in examples_of(rule):
        given = arguments_of(rule, text, dtype)
        if not installed_accepts(rule, given):
            continue
        candidates = [name for name in rule.wrt if name in given and holds_numbers(given[name])]
        for size in range(len(candidates), 0, -1):
            for active in itertools.combinations(candidates, size):
                yield Case(rule, text, given, active)


def installed_accepts(rule: registry.Rule, given: dict[str, Any]) -> bool:
    """Say whether the installed SciPy has all of the keywords: the tables know those of later versions."""
    if not rule.name.startswith("scipy."):
        return True
    try:
        known = inspect.signature(rule.target).parameters  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return True
    hidden = any(p.kind is p.VAR_KEYWORD for p in known.values())
    kinds = {p.name: p.kind for p in rule.parameters}
    return hidden or all(name in known for name in given if kinds[name] != "positional_only")


def arguments_of(rule: registry.Rule, text: str, dtype: Any = float) -> dict[str, Any]:
    """Evaluate an example, and bind it to the rule's parameters."""
    arguments, keywords = eval(f"take({text})", {**vocabulary(dtype), "take": lambda *a, **k: (a, k)})
    return dict(signature_of(rule).bind(*arguments, **keywords).arguments)


def signature_of(rule: registry.Rule) -> inspect.Signature:
    """Return the rule's parameters as a signature of Python's own; defaults are their texts."""
    kinds = {value: key for key, value in parameters.KINDS.items()}
    empty = inspect.Parameter.empty
    return inspect.Signature(
        [
            inspect.Parameter(p.name, kinds[p.kind], default=empty if p.default is None else p.default)
            for p in rule.parameters
        ]
    )


def holds_numbers(value: Any) -> bool:
    """Say whether anything in a value can vary."""
    if isinstance(value, (list, tuple)):
        return any(holds_numbers(item) for item in value)
    return isinstance(value, (float, complex, np.inexact)) or (
        isinstance(value, np.ndarray) and value.dtype.kind in "fc"
    )


def call_of(case: Case) -> tuple[Callable[..., Any], dict[str, Any]]:
    """Write the call as a Python function of the arguments that are no literals; return it with these arguments."""
    passed: dict[str, Any] = {}
    written: list[str] = []
    for parameter in case.rule.parameters:
        if parameter.name in case.given:
            written.append(written_argument(case, parameter, passed))
    seeding = "    numpy.random.seed(1)\n" if case.rule.name.startswith("numpy.random") else ""
    source = f"def case({', '.join(passed)}):\n{seeding}    return {called_text(case, written)}\n"
    return function_from(source), passed


def written_argument(case: Case, parameter: parameters.Parameter, passed: dict[str, Any]) -> str:
    """Write one argument, by its own name or as a literal; what is passed by name is noted."""
    value = case.given[parameter.name]
    if parameter.kind == "var_positional":
        return ", ".join(item_text(f"{parameter.name}_{k}", item, passed) for k, item in enumerate(value))
    text = item_text(f"{parameter.name}_", value, passed)
    keyword = parameter.kind == "keyword_only" or (case.by_keyword and parameter.kind == "positional")
    skipped = any(p.name not in case.given and p.kind == "positional" for p in before(case.rule, parameter))
    return f"{parameter.name}={text}" if keyword or (skipped and parameter.kind == "positional") else text


def before(rule: registry.Rule, parameter: parameters.Parameter) -> tuple[parameters.Parameter, ...]:
    """Return the parameters in front of one."""
    return rule.parameters[: rule.parameters.index(parameter)]


def item_text(name: str, value: Any, passed: dict[str, Any]) -> str:
    """Write a value that may vary, or has no literal, by a name; anything else as it is."""
    if is_literal(value):
        return repr(value)
    passed[name] = value
    return name


def is_literal(value: Any) -> bool:
    """Say whether a value's repr is Python source that an example would have in it."""
    if isinstance(value, (list, tuple)):
        return all(is_literal(item) for item in value)
    return value is None or isinstance(value, (int, str))


def called_text(case: Case, written: list[str]) -> str:
    """Write the call: a function by its dotted name, a method or attribute on its first argument."""
    rule = case.rule
    owner, _, member = rule.name.rpartition(".")
    if rule.attribute:
        return f"{written[0]}.{member}"
    if owner in ("numpy.ndarray", "builtins.float", "builtins.complex"):
        return f"{written[0]}.{member}({', '.join(written[1:])})"
    name = member if owner == "builtins" else rule.name
    return f"{name}({', '.join(written)})"


_written = itertools.count(1)


def function_from(source: str) -> Callable[..., Any]:
    """Make a function whose source can be read, with the modules of the tables as its globals."""
    name = f"<rule case {next(_written)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {"__name__": __name__, "__builtins__": builtins}
    exec(
        "import cmath, dataclasses, math, operator\nimport numpy\nimport numpy as np\nimport srcad.rules.support",
        namespace,
    )
    for library, _ in registry.TABLES:
        if f"{library}." in source:
            exec(f"import {library}", namespace)
    exec(compile(source, name, "exec"), namespace)
    function = next(v for k, v in namespace.items() if inspect.isfunction(v) and v.__code__.co_filename == name)
    return function
