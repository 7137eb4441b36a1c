"""Guards at poles: written where the pole is possible, left out where it is excluded or where the user says so."""

import contextlib
import importlib.util
import itertools
import linecache
import math
import operator
import warnings
from collections.abc import Callable
from typing import Any

import gast
import numpy as np
import pytest

import srcad
from srcad import forward_diff
from srcad.analysing import signs
from srcad.analysing.signs import Signs, sign_of
from srcad.rules import support
from srcad.testing import check_forward
from tests.verification import verify_what_is_generated  # noqa: F401 (an automatic fixture)

NEEDS_NUMBA = pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")
GUARDS = ("quotient(", "scaled(", "power_base(", "base_term(", "exponent_term(")


def source_of(function: Callable[..., Any], *args: Any, **options: Any) -> str:
    """Return the derivative's text for some arguments."""
    derivative = forward_diff(function, **options)
    derivative.variant(*args)
    return derivative.source


def has_guard(source: str) -> bool:
    """Tell whether a text guards a pole."""
    return any(guard in source for guard in GUARDS)


def below_test(r):
    if r > 1.0:
        r = math.sqrt(r)
    return r


def behind_refusal(x):
    if x <= 0.0:
        raise ValueError("x must be positive")
    return math.sqrt(x) + x**0.3


def behind_assertion(x):
    assert x > 1e-6
    return math.sqrt(x)


def below_magnitude(x):
    return math.hypot(x, 1.0) + np.log(x) if abs(x) > 1e-12 else 0.0


def of_largest(x):
    return math.sqrt(max(x, 1e-3)) + max(x, 1e-3) ** 0.5


def of_square(x):
    y = 1.0 + x * x
    return math.sqrt(y)


def in_loop(x):
    total = 0.0
    while x > 0.25:
        total += math.sqrt(x)
        x = x - 0.5
    return total


def between(x):
    return math.sqrt(x) if 0.0 < x < 1.0 else x


def both(x, y):
    if x > 0.0 and not (y == 0.0 or x == 2.0):
        return math.sqrt(x) * math.sqrt(abs(y))
    return x * y


def of_array(x):
    y = 1.0 + x * x
    return np.sqrt(y) + np.log(y)


def positive_base(p):
    return 2.0**p + 10**p


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (below_test, (2.0,)),
        (behind_refusal, (0.5,)),
        (behind_assertion, (0.5,)),
        (below_magnitude, (0.5,)),
        (of_largest, (0.5,)),
        (of_square, (0.5,)),
        (in_loop, (2.0,)),
        (between, (0.5,)),
        (both, (0.5, -0.25)),
        (of_array, (np.array([0.0, 2.0]),)),
        (positive_base, (0.5,)),
    ],
)
def test_no_guard_where_the_pole_is_excluded(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    assert not has_guard(source_of(function, *arguments))
    srcad.testing.check_forward(function, arguments, order=2)


def before_test(r):
    s = math.sqrt(r)
    if r > 1.0:
        s = s + 1.0
    return s


def changed_after_test(r):
    if r > 1.0:
        r = r - 1.0
        return math.sqrt(r)
    return r


def in_other_branch(x):
    if x > 0.0:
        return x
    return math.sqrt(-x)


def after_loop(x, n):
    y = x + 1.0 if x > 0.0 else 1.0
    for _ in range(n):
        y = y - 1.0
    return math.sqrt(abs(y))


def after_handler(x):
    with contextlib.suppress(AssertionError):
        assert x > 0.0
    return math.sqrt(x)


def rebound_inside(x):
    def change():
        nonlocal x
        x = 0.0 * x

    if x > 0.0:
        change()
        return math.sqrt(x)
    return x


def of_written_array(x):
    y = 1.0 + x * x
    y[0] = 0.0 * x[0]
    return np.sqrt(y)


def of_exponential(x):
    return math.sqrt(math.exp(-x))


def of_vanishing_product(x):
    if x > 0.0:
        return math.sqrt(x * x)
    return x


def of_nan(x, y):
    return math.sqrt(abs(max(x, max(y, 1e-3)) - 1.0))


def walrus(x):
    if x > 0.0 and (x := x - x) == 0.0:
        return math.sqrt(x)
    return x


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (before_test, (0.0,)),
        (changed_after_test, (math.nextafter(1.0, 2.0),)),
        (in_other_branch, (0.0,)),
        (after_loop, (0.0, 1)),
        (after_handler, (0.0,)),
        (rebound_inside, (2.0,)),
        (of_written_array, (np.array([0.5, 2.0]),)),
        (of_exponential, (800.0,)),
        (of_vanishing_product, (1e-200,)),
        (of_nan, (1.0, 0.5)),
        (walrus, (2.0,)),
    ],
)
def test_a_pole_that_is_not_excluded_is_guarded(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, _ = srcad.jvp(function, arguments, [np.ones_like(a) if np.ndim(a) else 1.0 for a in arguments[:1]])
    assert np.array_equal(value, function(*arguments))
    assert "quotient(" in source_of(function, *arguments)


NUMBERS = (-math.inf, -1e300, -2.0, -0.5, -1e-300, -5e-324, -0.0, 0.0, 5e-324, 1e-300, 0.5, 2.0, 1e300, math.inf)


def holds(result: Any, expected: Signs) -> bool:
    """Tell whether a number has one of the signs, NaN always."""
    return result != result or sign_of(float(result)) <= expected


@pytest.mark.parametrize("op", ["+", "-", "*", "/"])
def test_signs_of_operations(op: str) -> None:
    functions = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": np.divide}
    tree = gast.parse(f"x {op} y", mode="eval").body
    for x, y in itertools.product(NUMBERS, NUMBERS):
        evaluator = signs.TextEvaluator({"x": sign_of(x), "y": sign_of(y)})
        with np.errstate(all="ignore"):
            assert holds(functions[op](x, y), evaluator.signs(tree)), (x, op, y)


@pytest.mark.parametrize(
    "text", ["2.0 * x", "x * -0.5", "x / 0.5", "x / 2.0", "x ** 0.5", "x ** 2", "x ** 3", "1.0 + x * x"]
)
def test_signs_of_operations_with_literals(text: str) -> None:
    tree = gast.parse(text, mode="eval").body
    for x in NUMBERS:
        evaluator = signs.TextEvaluator({"x": sign_of(x)})
        with np.errstate(all="ignore"):
            assert holds(eval(text, {"x": np.float64(x)}), evaluator.signs(tree)), (text, x)


@pytest.mark.parametrize("function", [f for f in signs.FUNCTIONS if f is not len], ids=lambda f: f.__name__)
def test_signs_of_functions(function: Callable[..., Any]) -> None:
    arity = 2 if function in signs.MANY else 1
    for arguments in itertools.product((*NUMBERS, math.nan), repeat=arity):
        try:
            with np.errstate(all="ignore"):
                result = function(*arguments)
        except (ValueError, OverflowError):
            continue
        assert holds(result, signs.FUNCTIONS[function](*map(sign_of, arguments))), arguments


def all_poles(x, p):
    return np.sqrt(x) + x**p + abs(x) ** 0.3 + np.hypot(x, p) + np.log(x) + np.arcsin(x / 4.0)


def test_unguarded_texts_have_no_guards() -> None:
    for arguments in ((2.0, 1.5), (np.array([0.5, 2.0]), 1.5)):
        assert has_guard(source_of(all_poles, *arguments))
        assert not has_guard(source_of(all_poles, *arguments, poles="unguarded"))


@pytest.mark.parametrize("x", [2.0, np.array([0.5, 2.0])], ids=["number", "array"])
def test_unguarded_tangents_are_the_same_away_from_poles(x: Any) -> None:
    seeds = {"d_x": np.ones_like(x) if np.ndim(x) else 1.0, "d_p": 0.5}
    expected = forward_diff(all_poles)(x, 1.5, **seeds)
    for one, other in zip(forward_diff(all_poles, poles="unguarded")(x, 1.5, **seeds), expected, strict=True):
        assert np.allclose(one, other, rtol=1e-14)


def test_unguarded_second_derivatives() -> None:
    unguarded = forward_diff(forward_diff(all_poles, wrt="x", poles="unguarded"), wrt="x", poles="unguarded")
    expected = forward_diff(forward_diff(all_poles, wrt="x"), wrt="x")(2.0, 1.5, d_x=1.0, d2_x=1.0)
    assert np.allclose(unguarded(2.0, 1.5, d_x=1.0, d2_x=1.0), expected, rtol=1e-13)
    assert not has_guard(unguarded.source)


def inner(x):
    return math.sqrt(x)


def arcsine(x):
    return math.asin(x) - 1.0


def arccosine(x):
    return math.acos(x)


def hyperbolic(x):
    return math.acosh(x)


def length(x):
    return math.hypot(x, 2.0 * x)


def fraction(x):
    return x ** (2.0 / 3.0)


def small_fraction(x):
    return x**0.01


def inverse_square(x):
    return x**-2.0


FLOATS = [
    (inner, 0.0, math.inf),
    (arcsine, 1.0, math.inf),
    (arccosine, -1.0, -math.inf),
    (hyperbolic, 1.0, math.inf),
    (length, 0.0, 0.0),
    (fraction, 0.0, math.inf),
    (small_fraction, 5e-324, math.inf),
    (inverse_square, 1e-120, -math.inf),
]


@pytest.mark.parametrize("compiler", [None, pytest.param("numba", marks=NEEDS_NUMBA)])
@pytest.mark.parametrize(("function", "pole", "slope"), FLOATS)
def test_floats_have_a_test_for_their_pole(
    function: Callable[..., Any], pole: float, slope: float, compiler: Any
) -> None:
    """At the pole the helper gives what IEEE does, and a tangent of zero stays zero; beyond it, the text is right."""
    derivative = forward_diff(function, compile=compiler)
    assert derivative(pole, d_x=0.0) == (function(pole), 0.0)
    value, tangent = derivative(pole, d_x=2.0)
    assert value == function(pole)
    assert tangent == slope or tangent == pytest.approx(0.02 * value / pole)
    assert " if " in derivative.source
    assert math.isnan(derivative(math.nan, d_x=1.0)[1])
    assert function is length or derivative(math.nan, d_x=0.0)[1] == 0.0
    if compiler is None:
        check_forward(function, (1.5 if function is hyperbolic else 0.4,))


def outer(x):
    return inner(x) + 1.0


def test_unguarded_reaches_what_is_called() -> None:
    assert forward_diff(outer)(0.0) == (1.0, math.inf)
    with pytest.raises(ZeroDivisionError):
        forward_diff(outer, poles="unguarded")(0.0)
    assert forward_diff(outer)(0.0) == (1.0, math.inf)


def test_unguarded_arrays_follow_ieee() -> None:
    roots = forward_diff(lambda x: np.sqrt(x), poles="unguarded")
    with pytest.warns(RuntimeWarning):
        _, tangent = roots(np.array([0.0, 0.0, 4.0]), d_x=np.array([1.0, 0.0, 1.0]))
    assert tangent[0] == math.inf
    assert np.isnan(tangent[1])
    assert tangent[2] == 0.25


def test_another_word_is_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="poles='ignored' is no way to treat poles"):
        forward_diff(inner, poles="ignored")  # type: ignore[call-overload]


def test_tests_that_exclude_each_other_leave_no_sign() -> None:
    def program(x):
        if x > 0 and x < 0:
            return np.sqrt(np.maximum(x, 1.0))
        return np.sqrt(x)

    assert srcad.jvp(program, (4.0,), (1.0,)) == (2.0, 0.25)


def test_a_literal_may_be_too_large_for_a_float() -> None:
    text = f"def program(x):\n    if max(x, -1{'0' * 400}) < 1{'0' * 400}:\n        return np.sqrt(x)\n    return x\n"
    linecache.cache["<large literals>"] = (len(text), None, text.splitlines(keepends=True), "<large literals>")
    namespace: dict[str, Any] = {"np": np}
    exec(compile(text, "<large literals>", "exec"), namespace)
    assert srcad.jvp(namespace["program"], (4.0,), (1.0,)) == (2.0, 0.25)


class Field(np.ndarray):
    """An array of a class of its own."""


@pytest.mark.parametrize(
    ("numerator", "denominator", "wanted"),
    [
        (1.0, 0.5, 2.0),
        (np.float64(1.0), 0.5, np.float64(2.0)),
        (1.0, np.float64(0.5), np.float64(2.0)),
        (np.float64(1.0), np.float64(0.0), np.float64(np.inf)),
        (0.0, np.float64(0.0), np.float64(0.0)),
        (np.float64(np.inf), np.float64(np.inf), np.float64(np.nan)),
        (np.float32(1.0), np.float32(0.5), np.float32(2.0)),
        (2, np.int64(4), np.float64(0.5)),
        (np.array([1.0, 0.0]), 0.5, np.array([2.0, 0.0])),
        (np.float32([0.0, 1.0, -1.0]), np.float32([0.0, 0.0, 0.0]), np.float32([0.0, np.inf, -np.inf])),
        (1.0, np.array([[2.0, np.nan]]), np.array([[0.5, np.nan]])),
        (np.inf, np.array([np.inf, 1.0]), np.array([np.nan, np.inf])),
        (1.0, np.ones((3, 1000))[:, ::2], np.ones((3, 500))),
        (1.0, np.concatenate([np.ones(3000), [0.0]]), np.concatenate([np.ones(3000), [np.inf]])),
        (np.ones(0), np.ones(0), np.ones(0)),
        (1.0, np.array([0.5, 4.0]).view(Field), np.array([2.0, 0.25]).view(Field)),
    ],
)
def test_a_guarded_quotient_is_that_of_ieee_with_a_strong_zero(numerator, denominator, wanted):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = support.quotient(numerator, denominator)
    assert type(found) is type(wanted)
    assert np.result_type(found) == np.result_type(wanted)
    np.testing.assert_array_equal(found, wanted)


def test_a_guarded_product_is_that_of_ieee_with_a_strong_zero():
    partial = np.float32([np.inf, np.inf, 2.0, np.nan])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = support.scaled(partial, np.float32([0.0, 1.0, np.inf, 0.0]))
        finite = support.scaled(np.float64(2.0), np.array([0.0, np.inf]))
    np.testing.assert_array_equal(found, np.float32([0.0, np.inf, np.inf, 0.0]))
    assert found.dtype == np.float32
    np.testing.assert_array_equal(finite, [0.0, np.inf])
