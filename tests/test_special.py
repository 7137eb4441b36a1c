"""The rules of `scipy.special` beyond their tables: reference digits, second derivatives, orders, complex numbers."""

import itertools
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.rules import registry
from tests import differences
from tests.rule_cases import Case, call_of, cases_of, function_from

special = pytest.importorskip("scipy.special")

# The derivatives of the regularised incomplete gamma and beta functions, of zeta and of what is made of them,
# computed with mpmath 1.4.1 to 60 digits: mpmath.diff of gammainc, betainc, zeta(derivative=1), besselj, besselk,
# struveh, hyp1f1, hyp2f1 and of their compositions, rounded to 18.
REFERENCES: tuple[tuple[str, tuple[float, ...], int, float, float], ...] = (
    ("gammainc", (0.5, 0.25), 0, -0.797947316783222941, 1e-14),
    ("gammainc", (2.5, 1.75), 0, -0.268941112825706293, 1e-14),
    ("gammainc", (2.5, 8.0), 0, -0.0103088641775120168, 1e-14),
    ("gammaincc", (50.0, 45.0), 0, 0.0455432921401238757, 2e-14),
    ("gammainc", (300.0, 310.0), 0, -0.0192538383747014287, 2e-14),
    ("betainc", (0.5, 0.5, 0.25), 0, -0.646131894438901028, 1e-14),
    ("betainc", (2.5, 1.5, 0.75), 0, -0.132118111272463325, 1e-14),
    ("betaincc", (40.0, 60.0, 0.375), 0, 0.0444182160376871468, 5e-14),
    ("betainc", (0.5, 0.5, 0.25), 1, 0.430754596292600685, 1e-14),
    ("betainc", (2.5, 1.5, 0.75), 1, 0.301551334800280997, 1e-14),
    ("betainc", (40.0, 60.0, 0.375), 1, 0.0280589645444996886, 5e-14),
    ("zeta", (1.5,), 0, -3.93223973743110151, 1e-14),
    ("zetac", (2.0,), 0, -0.937548254315843754, 1e-14),
    ("zeta", (3.0, 0.25), 0, 88.4388994609145663, 1e-14),
    ("chdtr", (3.5, 2.5), 0, -0.170081701070770521, 1e-14),
    ("stdtr", (3.5, 1.25), 0, 0.0100734389174381011, 1e-13),
    ("fdtr", (3.5, 4.5, 1.25), 0, -0.0133238800706035801, 1e-13),
    ("fdtr", (3.5, 4.5, 1.25), 1, 0.018532448948160558, 1e-13),
    ("erfcx", (20.0,), 0, -0.00140521745345980115, 1e-14),
    ("dawsn", (15.0,), 0, -0.00223720425917677619, 1e-14),
    ("ellipkinc", (0.75, 0.5), 1, 0.0800874726295453769, 1e-14),
    ("ellipkinc", (2.5, 0.5), 1, 1.64589263851016671, 1e-14),
    ("wright_bessel", (0.5, 0.75, 1.5), 0, -1.66767731145649065, 1e-13),
    # Differences of eighth order.
    ("jv", (0.5, 1.25), 0, -0.206615713040479675, 1e-11),
    ("jv", (2.0, 10.0), 0, -0.00544172840080559747, 1e-9),
    ("kv", (0.5, 1.25), 0, 0.0974838099400364765, 1e-11),
    ("struve", (0.5, 1.25), 0, -0.402974822343807396, 1e-11),
    ("hyp1f1", (0.75, 1.5, 0.5), 0, 0.431328994059340502, 1e-11),
    ("hyp1f1", (0.75, 1.5, 0.5), 1, -0.222119370110552378, 1e-11),
    ("hyp2f1", (0.75, 1.5, 2.25, 0.5), 0, 0.625074822832971527, 1e-11),
    ("hyp2f1", (0.75, 1.5, 2.25, 0.5), 1, 0.337081437804917035, 1e-11),
    ("hyp2f1", (0.75, 1.5, 2.25, 0.5), 2, -0.234357952213015945, 1e-11),
)


def calling(call: str, names: str) -> Callable[..., Any]:
    """Write a Python function of parameters of one letter each that calls a special function."""
    return function_from(f"def call({', '.join(names)}):\n    return scipy.special.{call}\n")


def slope_at(name: str, point: tuple[Any, ...], place: int) -> Any:
    """Return the derivative of a special function with respect to one of its arguments."""
    names = "xyzw"[: len(point)]
    function = calling(f"{name}({', '.join(names)})", names)
    seeds = tuple(1.0 if index == place else None for index in range(len(point)))
    return srcad.jvp(function, point, seeds)[1]


@pytest.mark.parametrize(("name", "point", "place", "slope", "rtol"), REFERENCES)
def test_a_hard_argument_has_the_reference_derivative(
    name: str, point: tuple[float, ...], place: int, slope: float, rtol: float
) -> None:
    tangent = slope_at(name, point, place)
    np.testing.assert_allclose(tangent, slope, rtol=rtol)


# A second derivative that SciPy's own accuracy does not let differences confirm, or that is refused by name.
NOT_TWICE = frozenset(
    f"scipy.special.{name}" for name in ("ncfdtridfd", "ncfdtridfn", "ncfdtrinc", "smirnov", "smirnovi")
)

TWICE = tuple(
    next(cases_of(rule))
    for rule in registry.rules()
    if rule.name.startswith("scipy.special.")
    and rule.form in ("elementwise", "linear", "bilinear", "terms")
    and rule.name not in NOT_TWICE
)

# One of each family; all others run among the slow tests.
QUICK = (
    "boxcox erf gammainc betaincinv zeta xlogy logsumexp jv spherical_jn airy struve hyp2f1 eval_jacobi sph_harm_y"
    " ellipj elliprd mathieu_cem pro_ang1 fdtri chndtr nctdtr tklmbda voigt_profile lambertw spence roots_jacobi"
).split()


def check_second_derivative(case: Case) -> None:
    """Compare the second derivative of one call along a direction with differences of the first."""
    function, passed = call_of(case)
    generator = np.random.default_rng(1)
    varying = {name: value for name, value in passed.items() if name.rpartition("_")[0] in case.active}
    direction = {name: differences.random_direction(value, generator) for name, value in varying.items()}
    seeds = tuple(direction.get(name) for name in passed)

    def tangent(step: float) -> Any:
        moved = tuple(differences.shifted(value, direction.get(name), step) for name, value in passed.items())
        return srcad.jvp(function, moved, seeds)[1]

    inner = {f"d_{name}": seed for name, seed in direction.items()}
    outer = {f"d2_{name}": seed for name, seed in direction.items()}
    twice = srcad.forward_diff(srcad.forward_diff(function))
    found = differences.flat(twice(*passed.values(), **inner, **outer)[1][1])
    slopes = differences.differentiate(tangent, found.size)
    atol = 1e-6 + 10.0 * np.max(slopes.errors, initial=0.0)
    np.testing.assert_allclose(found, slopes.values, rtol=1e-5, atol=atol)


@pytest.mark.parametrize("case", [c for c in TWICE if c.rule.name.rpartition(".")[2] in QUICK], ids=str)
def test_the_second_derivative_agrees_with_differences(case: Case) -> None:
    check_second_derivative(case)


@pytest.mark.slow
@pytest.mark.parametrize("case", [c for c in TWICE if c.rule.name.rpartition(".")[2] not in QUICK], ids=str)
def test_the_second_derivative_of_all_others_agrees_with_differences(case: Case) -> None:
    check_second_derivative(case)


def test_the_examples_have_values_to_differentiate() -> None:
    for case in TWICE:
        function, passed = call_of(case)
        assert np.all(np.isfinite(differences.flat(function(*passed.values())))), str(case)


ROUND_TRIPS = (
    ("ncfdtr(x, ncfdtridfd(x, p, y, z), y, z)", (2.2, 0.42, 1.7, 1.6)),
    ("ncfdtr(ncfdtridfn(p, x, y, z), x, y, z)", (6.0, 0.55, 4.0, 3.0)),
    ("ncfdtr(x, y, ncfdtrinc(x, y, p, z), z)", (2.2, 0.35, 2.3, 1.6)),
    ("ncfdtr(x, y, z, ncfdtri(x, y, z, p))", (2.2, 0.35, 2.3, 1.6)),
    ("nctdtr(x, nctdtrinc(x, p, y), y) + 0.0 * z", (2.2, 0.35, 1.7, 1.0)),
    ("nctdtr(nctdtridf(p, x, y), x, y) + 0.0 * z", (0.42, 0.73, 1.25, 1.0)),
    ("nctdtr(x, y, nctdtrit(x, y, p)) + 0.0 * z", (2.2, 0.35, 0.7, 1.0)),
    ("chndtr(chndtrix(p, x, y), x, y) + 0.0 * z", (2.2, 0.35, 0.7, 1.0)),
    ("chndtr(x, chndtridf(x, p, y), y) + 0.0 * z", (4.5, 0.45, 1.5, 1.0)),
    ("chndtr(x, y, chndtrinc(x, y, p)) + 0.0 * z", (4.5, 0.35, 1.7, 1.0)),
)


@pytest.mark.parametrize(("call", "point"), ROUND_TRIPS)
def test_a_distribution_of_its_inverse_varies_with_the_probability_alone(call: str, point: tuple[float, ...]) -> None:
    """SciPy finds some of these inverses to 1e-5 only, which is too coarse for differences."""
    source = re.sub(r"([a-z]+)\(", r"scipy.special.\1(", call)
    function = function_from(f"def call(x, p, y, z):\n    return {source}\n")
    _, slope = srcad.jvp(function, point, (0.3, 1.0, -0.2, 0.5))
    np.testing.assert_allclose(slope, 1.0, rtol=1e-9)


def test_no_argument_that_may_vary_is_left_out_silently() -> None:
    for rule in registry.rules():
        if rule.name.startswith("scipy.special.") and rule.form in ("elementwise", "terms"):
            assert "0.0" not in rule.texts.values(), rule.name


@pytest.mark.parametrize(
    ("function", "point", "place", "name"),
    [
        ("kn", (2.0, 1.5), 0, "n"),
        ("pdtr", (2.0, 1.5), 0, "k"),
        ("lambertw", (0.5, 0, 1e-8), 2, "tol"),
        ("expn", (2.0, 1.5), 0, "n"),
    ],
)
def test_an_order_without_a_derivative_is_refused_by_name(
    function: str, point: tuple[float, ...], place: int, name: str
) -> None:
    with pytest.raises(srcad.SrcadError, match=f"no partial with respect to '{name}'"):
        slope_at(function, point, place)


COMPLEX = (
    "erf(z)", "erfcx(z)", "wofz(z)", "dawsn(z)", "log_ndtr(z)", "gamma(z)", "loggamma(z)", "rgamma(z)", "digamma(z)",
    "exp1(z)", "expi(z)", "sici(z)", "shichi(z)", "fresnel(z)", "spence(z)", "lambertw(z)", "wrightomega(z)",
    "xlogy(z, 2.0)", "jv(1.5, z)", "jve(1.5, z)", "yve(1.5, z)", "ive(1.5, z)", "kve(1.5, z)", "hankel1e(1.5, z)",
    "spherical_jn(2, z)", "airy(z)", "airye(z)", "hyp0f1(1.5, z)", "hyp1f1(0.5, 1.5, z)", "hyp2f1(0.5, 1.5, 2.5, z)",
    "eval_chebyt(3, z)", "elliprf(z, 1.0, 2.0)", "elliprd(z, 1.0, 2.0)", "elliprj(z, 1.0, 2.0, 3.0)", "expm1(z)",
)  # fmt: skip


@pytest.mark.parametrize("call", COMPLEX)
@pytest.mark.parametrize("z", [0.7 + 0.4j, 0.4 - 0.6j])
def test_complex_arguments(call: str, z: complex) -> None:
    function = calling(call, "z")
    direction = 0.3 - 0.8j
    slopes = differences.differentiate(lambda step: function(z + step * direction), differences.flat(function(z)).size)
    _, tangent = srcad.jvp(function, (z,), (direction,))
    np.testing.assert_allclose(differences.flat(tangent), slopes.values, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("name", ["legendre", "chebyt", "hermite", "laguerre"])
def test_a_polynomial_object_is_differentiated_where_it_is_called(name: str) -> None:
    polynomial = getattr(special, name)(3)
    _, slope = srcad.jvp(lambda x: polynomial(x), (0.3,), (1.0,))
    np.testing.assert_allclose(slope, polynomial.deriv()(0.3), rtol=1e-12)


def test_error_handling_is_left_as_it_is() -> None:
    def quiet(x: float) -> Any:
        with special.errstate(all="raise"):
            return special.gammaln(x) + len(special.geterr())

    value, slope = srcad.jvp(quiet, (2.5,), (1.0,))
    assert value == quiet(2.5)
    np.testing.assert_allclose(slope, special.digamma(2.5))


@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_shapes_and_dtypes_are_those_of_the_value(shape: tuple[int, ...], dtype: Any) -> None:
    x = np.full(shape, 0.6, dtype)
    for function in (special.erf, special.gammainc, special.betainc, special.jv, special.hyp1f1, special.elliprd):
        arguments = tuple(x + np.asarray(0.25 * k, dtype) for k in range(function.nin))
        value, tangent = srcad.jvp(function, arguments, tuple(np.ones_like(a) for a in arguments))
        assert np.shape(tangent) == np.shape(value) and np.result_type(tangent) == np.result_type(value)


def test_an_integer_beside_a_float_is_a_constant_order() -> None:
    for order, function in itertools.product((0, 1, 3), (special.jv, special.eval_legendre, special.yn, special.expn)):
        _, tangent = srcad.jvp(function, (order, 0.8), (None, 1.0))
        slope = (function(order, 0.8 + 1e-6) - function(order, 0.8 - 1e-6)) / 2e-6
        np.testing.assert_allclose(tangent, slope, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(
    "call",
    [
        "pdtrik(0.4, x)",
        "bdtrik(0.1, 5.0, 0.1 * x)",
        "nbdtrik(0.1, 3.0, x)",
        "chdtriv(1.0, x)",
        "gdtrib(x, 1.0, 2.0)",
        "stdtridf(0.999, x)",
        "fdtridfd(2.0, 0.9999, x)",
        "nctdtridf(0.01, 0.9, x + 2.0)",
        "ncfdtrinc(2.0, 3.0, 0.999, x)",
    ],
)
def test_an_inverse_whose_search_stops_at_the_end_of_its_range_does_not_vary(call: str) -> None:
    inverse = function_from(f"def inverse(x):\n    return scipy.special.{call}\n")
    assert inverse(0.7) == inverse(0.71)
    assert srcad.derivative(inverse)(0.7) == 0.0
    assert srcad.derivative(srcad.derivative(inverse))(0.7) == 0.0


@pytest.mark.filterwarnings("error")
def test_differences_of_infinities_warn_no_more_than_the_function() -> None:
    assert special.hyp2f1(0.7, 1.0, 1.0, 1.0) == np.inf
    assert np.isnan(srcad.derivative(lambda a: special.hyp2f1(a, 1.0, 1.0, 1.0))(0.7))


@pytest.mark.parametrize("polynomial", [special.eval_legendre, lambda n, x: special.eval_gegenbauer(n, 0.5, x)])
def test_a_polynomial_of_a_whole_degree_that_is_a_float_has_slopes_at_the_ends(polynomial: Callable[..., Any]) -> None:
    slopes = [srcad.derivative(lambda x, n=n: polynomial(n, x))(-1.0) for n in (0.0, 1.0, 2.0)]
    np.testing.assert_allclose(slopes, [0.0, 1.0, -3.0])
