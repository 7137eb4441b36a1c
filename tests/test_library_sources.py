"""What NumPy and Python have in Python, or srcad in their place, is differentiated by its source: each call tested.

A call is written out; its last part is the result, what stands before a semicolon are statements. The names in it are
those of `VALUES`, each of which varies.
"""

import ast
import copy
import linecache
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import srcad
from tests import differences
from tests.test_rules import precision_of, tangent_leaves

generator = np.random.default_rng(5)
VALUES: dict[str, Any] = {
    "A": generator.uniform(0.5, 2.0, (3, 4)),
    "B": generator.uniform(2.5, 4.0, (3, 4)),
    "S": generator.uniform(0.5, 2.0, (3, 3)),
    "v": np.array([0.6, 1.9, 1.2, 0.8]),
    "w": np.array([2.6, 2.9, 3.3, 3.7]),
    "c": np.array([1.3, -0.7, 0.4, 0.9, 1.1]),
    "q": np.array([0.8, 1.7, -0.6]),
    "m": generator.uniform(-1.0, 1.0, (3, 2)),
    "k": generator.uniform(-1.0, 1.0, (2, 2, 2)),
    "xs": [0.6, 1.9, 1.2, 0.8],
    "ys": [2.6, 2.9, 3.3, 4.1],
    "t": 0.7,
}
FOLDED = "add subtract multiply divide float_power maximum minimum fmax fmin logaddexp logaddexp2 hypot remainder fmod"
PAIRED = f"{FOLDED} copysign power arctan2"
SINGLE = "negative exp sin log sqrt square absolute reciprocal conjugate"
POLYNOMIALS = {"poly": "polynomial", "cheb": "chebyshev", "herm": "hermite", "herme": "hermite_e", "lag": "laguerre"}
POLYNOMIALS["leg"] = "legendre"
CLASSES = "Polynomial Chebyshev Hermite HermiteE Laguerre Legendre".split()


def ufunc_methods() -> Iterator[str]:
    """Yield calls of the methods of ufuncs."""
    for name in FOLDED.split():
        yield f"np.{name}.reduce(A)"
        yield f"np.{name}.reduce(A, axis=1, keepdims=True)"
        yield f"np.{name}.accumulate(A, axis=1)"
        yield f"np.{name}.reduceat(A, [0, 2, 1], axis=1)"
    for name in PAIRED.split():
        yield f"np.{name}.outer(A, w)"
        yield f"a = A * 1.0; np.{name}.at(a, ([0, 0, 2, 0], [1, 1, 1, 3]), w); a"
    for name in SINGLE.split():
        yield f"a = A * 1.0; np.{name}.at(a, ([0, 2], [1, 3])); a"
    yield "np.hypot.reduce(A, axis=None)"
    yield "np.hypot.reduce(A, axis=(0, 1))"
    yield "np.hypot.reduce(A, initial=t)"
    yield "np.hypot.reduce(A, where=A > 1.0)"
    yield "np.logaddexp.reduce(A, where=A > 1.0, axis=1)"
    yield "a = np.zeros(4); np.hypot.reduce(A, out=a); a"
    yield "np.multiply.reduce(A, where=A > 1.0, axis=1, initial=t)"


def special_methods() -> Iterator[str]:
    """Yield calls of the special methods of arrays."""
    for name in "add sub mul truediv mod divmod pow".split():
        yield f"A.__{name}__(B)"
        yield f"A.__r{name}__(B)"
    for name in "add sub mul truediv pow mod".split():
        yield f"a = A * 1.0; a.__i{name}__(B); a"
    yield "S.__matmul__(S.T)"
    yield "S.__rmatmul__(S.T)"
    yield "A.__getitem__(0).__abs__().__neg__().__pos__()"
    yield "a = A * 1.0; a.__setitem__(0, w); a"
    yield "[row * row for row in A.__iter__()]"
    yield "A.__array__() * A.to_device('cpu')"
    yield "v.sum().__float__() * t"
    yield "np.array(t).__complex__() * 1j"
    yield "A.__eq__(B) * A * A.__len__() * A.__lt__(B)"
    yield "np.ndarray.__add__(A, B)"
    yield "v.sum().__mul__(w[0])"
    yield "t.__mul__(t)"


def polynomial_functions(p: str, module: str) -> Iterator[str]:
    """Yield calls of the functions of one of NumPy's modules of polynomials."""
    owner = f"np.polynomial.{module}.{p}"
    for call in (
        "line(t, 2.0 * t)",
        "add(c, q)",
        "sub(c, q)",
        "sub(q, c)",
        "mulx(c)",
        "mul(c, q)",
        "div(c, q)",
        "pow(q, 3)",
        "val(v, c)",
        "val(v, m)",
        "val(v[0], c)",
        "der(c)",
        "der(c, 2, t)",
        "int(c)",
        "int(c, 2, [t, 1.0], lbnd=t)",
        "fromroots(q)",
        "vander(v, 3)",
        "fit(v, w, 2)",
        "fit(v, w, 2, w=v)",
        "trim(c)",
        "roots(c)",
        "val2d(v, w, m)",
        "val3d(v, w, v, k)",
        "grid2d(v, q, m)",
        "grid3d(v, q, q, k)",
        "vander2d(v, w, [1, 2])",
        "vander3d(v, w, v, [1, 0, 1])",
        "companion(c)",
    ):
        yield owner + call
    if p == "poly":
        yield "np.polynomial.polynomial.polyvalfromroots(v, q)"
    else:
        yield f"np.polynomial.{module}.{p}2poly(c)"
        yield f"np.polynomial.{module}.poly2{p}(c)"
    if p not in ("poly", "leg"):
        yield owner + "weight(v / 3.0)"


def polynomial_classes(name: str) -> Iterator[str]:
    """Yield programs with one of NumPy's classes of polynomials."""
    made = f"np.polynomial.{name}"
    yield from (
        f"p = {made}(c); p(v)",
        f"p = {made}(c, domain=[0.0, 3.0]); p(v)",
        f"p = {made}(c); p.deriv()(v)",
        f"p = {made}(c); p.integ(1, t).coef",
        f"p = {made}(c) * {made}(q) + {made}(q) - t; p.coef",
        f"p = {made}(q) ** 2; p(t)",
        f"p = -{made}(c); p.roots()",
        f"p = {made}.fit(v, w, 2); p(t)",
        f"p = {made}.fromroots(q); p(t)",
        f"p = {made}(c) / t; p.coef",
        f"p = {made}(c) // {made}(q); p.coef",
        f"p = {made}(c); p.linspace(4)",
    )


LIBRARY = (
    "np.union1d(v, w)",
    "np.intersect1d(v, np.concatenate([v[:2], w]))",
    "np.setdiff1d(v, w)",
    "np.setxor1d(v, w)",
    "np.ix_(v, w)",
    "np.kaiser(5, t)",
    "np.histogram(v, 4)",
    "np.histogram(v, 4, weights=w)",
    "np.histogram(v, np.array([0.0, 1.0, 3.0]), weights=w, density=True)",
    "np.histogram(v, 'auto')",
    "np.histogram2d(v, w, 3)",
    "np.histogramdd([v, w], 3, weights=w)",
    "np.histogram_bin_edges(v, 3)",
    "[item * item for _, item in np.ndenumerate(A)]",
    "np.poly1d(c)(v)",
    "np.poly1d(c).deriv()(t)",
    "np.poly1d(c).r",
    "np.emath.sqrt(-v)",
    "np.emath.sqrt(v)",
    "np.emath.log(-v)",
    "np.emath.log10(-v)",
    "np.emath.log2(v)",
    "np.emath.logn(v, w)",
    "np.emath.power(-v, w)",
    "np.emath.arccos(v)",
    "np.emath.arcsin(v)",
    "np.emath.arctanh(v)",
    "np.apply_along_axis(np.sum, 0, A)",
    "np.apply_along_axis(lambda row: np.outer(row, row), 0, A)",
    "np.apply_along_axis(lambda row, scale: row * scale, 1, A, t)",
    "np.apply_over_axes(np.sum, A, [0, 1])",
    "np.piecewise(v, [v < 1.0, v >= 1.0], [lambda x: x * x, lambda x: 3.0 * x])",
    "np.piecewise(v, [v < 1.0], [t, 2.0])",
    "np.fromfunction(lambda i, j: i * t + j, (3, 3))",
    "np.fromiter((x * x for x in v), float)",
    "np.fromiter((x * x for x in v), float, 2)",
    "np.vectorize(lambda a, b: a * b)(A, w)",
    "np.vectorize(lambda a, b: (a * b, math.sin(a)))(A, w)",
    "np.vectorize(lambda a: a * t if a > 1.0 else 0.0, otypes=[float])(A)",
    "np.vectorize(lambda a: 1 if a < 9.0 else a)(A) * A",
    "np.polyfit(v, w, 2)",
    "np.polyfit(v, w, 1, w=v)",
    "np.polyfit(v, w, 1, cov=True)",
    "np.polyfit(v, w, 1, full=True)",
    "operator.call(np.hypot, A, B)",
    "operator.call(lambda x, scale: scale * x, A, scale=t)",
    "math.fsum(x * x for x in xs)",
    "statistics.fmean(xs)",
    "statistics.fmean(xs, ys)",
    "statistics.geometric_mean(xs)",
    "statistics.median(xs)",
    "statistics.median_low(xs)",
    "statistics.median_high(xs)",
    "statistics.median_grouped(xs)",
    "statistics.quantiles(xs)",
    "statistics.quantiles(xs, n=5, method='inclusive')",
    "statistics.correlation(xs, ys)",
    "statistics.covariance(xs, ys)",
    "statistics.linear_regression(xs, ys)",
    "statistics.linear_regression(xs, ys).slope",
    "statistics.NormalDist(t, xs[0]).pdf(xs[1])",
    "statistics.NormalDist(t, xs[0]).cdf(xs[1])",
    "statistics.NormalDist(t, xs[0]).inv_cdf(0.3)",
    "statistics.NormalDist(t, xs[0]).quantiles(4)",
    "statistics.NormalDist.from_samples(xs).stdev",
    "(statistics.NormalDist(t, xs[0]) + statistics.NormalDist(xs[1], xs[2])).stdev",
    "statistics.NormalDist(t, xs[0]).overlap(statistics.NormalDist(xs[1], xs[2]))",
    "statistics.NormalDist(t, xs[0]).zscore(xs[1])",
)
CALLS = (
    *LIBRARY,
    *ufunc_methods(),
    *special_methods(),
    *(call for p, module in POLYNOMIALS.items() for call in polynomial_functions(p, module)),
    *(call for name in CLASSES for call in polynomial_classes(name)),
    "np.polynomial.chebyshev.chebinterpolate(lambda x: t * x * x, 4)",
)


def written(call: str) -> Callable[..., Any]:
    """Write a call as a function of the values that it names."""
    *statements, result = call.split("; ")
    used = {node.id for node in ast.walk(ast.parse(call)) if isinstance(node, ast.Name)}
    body = "".join(f"    {statement}\n" for statement in statements)
    source = f"def program({', '.join(n for n in VALUES if n in used)}):\n{body}    return {result}\n"
    name = f"<{call}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {}
    exec("import math, operator, statistics\nimport numpy as np", namespace)
    exec(compile(source, name, "exec"), namespace)
    program: Callable[..., Any] = namespace["program"]
    return program


def inputs_of(program: Callable[..., Any]) -> tuple[list[Any], list[Any]]:
    """Return fresh values of a program's parameters, and directions for them."""
    values = [copy.deepcopy(VALUES[name]) for name in program.__code__.co_varnames[: program.__code__.co_argcount]]
    directions = np.random.default_rng(1)
    return values, [differences.random_direction(value, directions) for value in values]


@pytest.mark.parametrize("call", CALLS[::7])
def test_value_and_tangent(call: str) -> None:
    check_first_order(call)


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_value_and_tangent_of_every_call(call: str) -> None:
    check_first_order(call)


def check_first_order(call: str) -> None:
    """Compare the value with the plain call's, bit for bit, and the tangent with differences."""
    program = written(call)
    values, seeds = inputs_of(program)
    plain = program(*copy.deepcopy(values))
    value, tangent = srcad.jvp(program, tuple(copy.deepcopy(values)), tuple(copy.deepcopy(seeds)))
    np.testing.assert_equal(differences.flat(value), differences.flat(plain))

    def outcome(step: float) -> Any:
        return program(*[differences.shifted(v, s, step) for v, s in zip(values, seeds, strict=True)])

    agree(differences.flat(tangent_leaves(value, tangent)), outcome, precision_of(plain))


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_second_derivative(call: str) -> None:
    program = written(call)
    values, seeds = inputs_of(program)

    def slope(*moved: Any) -> Any:
        return srcad.jvp(program, moved, tuple(seeds))[1]

    def outcome(step: float) -> Any:
        return slope(*[differences.shifted(v, s, step) for v, s in zip(values, seeds, strict=True)])

    tangent, second = srcad.jvp(slope, tuple(values), tuple(seeds))
    agree(differences.flat(tangent_leaves(tangent, second)), outcome, precision_of(tangent), rtol=1e-5)


def agree(found: Any, outcome: Callable[[float], Any], precision: float, rtol: float = 1e-6) -> None:
    """Compare a derivative with differences."""
    slopes = differences.differentiate(outcome, differences.flat(outcome(0.0)).size)
    atol = rtol + 10.0 * np.max(slopes.errors, initial=0.0) + 100.0 * precision
    assert atol < 1e-2, "the differences do not settle"
    np.testing.assert_allclose(found, slopes.values, rtol=rtol, atol=atol)


def test_polynomials_of_polynomials_are_refused() -> None:
    program = written("p = np.polynomial.Chebyshev(c).convert(kind=np.polynomial.Polynomial); p.coef")
    with pytest.raises(srcad.SrcadError, match="is no number, array or list of numbers"):
        srcad.jvp(program, (VALUES["c"],), (np.ones(5),))
