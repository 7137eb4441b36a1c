"""The rules, tested from their tables: a new line there is tested without anything to be added here."""

import ast
import contextlib
import copy
import importlib
import importlib.metadata
import importlib.util
import inspect
import itertools
import math
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.rules import registry
from srcad.running.holding import held
from srcad.runtime import apply
from srcad.values.layouts import same_layout
from tests import differences
from tests.rule_cases import Case, arguments_of, call_of, cases_of, examples_of, function_from, holds_numbers

# SciPy 1.18 says so of the distances of `scipy.spatial`, which have moved.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.* is deprecated in favor of `?scipy.spatial.distance:DeprecationWarning"
)

# Tables of libraries that nobody has imported are not read.
for library, _ in registry.TABLES:
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module(library)

# What srcad itself declares of its helpers is no line of a table.
DECLARED = tuple(rule for rule in registry.rules() if not rule.name.startswith("srcad."))
RULES = tuple(rule for top in DECLARED for rule in (top, *top.overloads))
# What initialises an object, draws or only refuses is tested with the distributions, what makes sparse arrays there.
ELSEWHERE = (
    ".__init__",
    ".rvs",
    ".fit",
    ".rv_continuous.moment",
    ".rv_continuous.expect",
    "levy_stable_gen.pdf",
    "levy_stable_gen.cdf",
    "_dia_base.tocsr",
    ".splu",
    "SuperLU.solve",
)
VARYING = tuple(
    rule for rule in RULES if rule.form not in ("constant", "unsupported") and not rule.name.endswith(ELSEWHERE)
)
FUNCTIONS = tuple(rule for rule in RULES if rule.form == "function")
LINEAR = tuple(rule for rule in RULES if rule.form == "linear" and not rule.attribute)
CONSTANT = tuple(rule for rule in RULES if rule.form == "constant" and not rule.attribute)

# The results say which object it was, or show the number; they are kept from readers by other means.
SHOW_THE_VALUE = frozenset(
    {
        "array2string",
        "array_repr",
        "array_str",
        "ascii",
        "format_float_positional",
        "format_float_scientific",
        "float.hex",
        "format",
        "hash",
        "id",
        "print",
        "repr",
        "slice",
        "str",
    }
)

# SciPy finds these inverses by a search that stops early, so that their differences are as coarse.
COARSE = {
    "scipy.special.ncfdtridfd": 1e-3,
    "scipy.special.ncfdtridfn": 1e-3,
    "scipy.special.ncfdtrinc": 1e-3,
    "scipy.special.nctdtrinc": 1e-4,
}


def titles(value: Any) -> str:
    """Name parametrised cases by what they are about."""
    return str(getattr(value, "name", value))


def quick_cases() -> Iterator[Case]:
    """Yield for each rule its first example with everything active."""
    for rule in VARYING:
        yield from itertools.islice(cases_of(rule), 1)


def all_cases() -> Iterator[Case]:
    """Yield for each rule every example with every set of active arguments, by position and by keyword."""
    for rule in VARYING:
        for case in cases_of(rule):
            yield case
            kinds = {p.kind for p in rule.parameters if p.name in case.given}
            if "positional" in kinds and "var_positional" not in kinds:
                yield Case(rule, case.text, case.given, case.active, by_keyword=True)


def derivative_of(case: Case, direction: dict[str, Any]) -> tuple[Any, Any, dict[str, Any], dict[str, Any]]:
    """Return value, tangent, and the arguments and seeds after the call, which a rule may have written."""
    function, passed = call_of(case)
    arguments, seeds = copy.deepcopy(passed), copy.deepcopy(direction)
    value, tangent = srcad.jvp(function, tuple(arguments.values()), tuple(seeds.get(name) for name in arguments))
    return value, tangent, arguments, seeds


def plain_value(case: Case) -> Any:
    """Make the call without derivatives."""
    function, passed = call_of(case)
    return function(*copy.deepcopy(passed).values())


def directions_for(case: Case, passed: dict[str, Any]) -> dict[str, Any]:
    """Draw a seed for each argument that varies; what a function writes has one in any case, to be written too."""
    generator = np.random.default_rng(1)
    seeds: dict[str, Any] = {}
    for name, value in passed.items():
        parameter = name.rpartition("_")[0]
        if parameter in case.active:
            seeds[name] = differences.random_direction(value, generator)
        elif parameter == case.rule.in_place:
            seeds[name] = srcad.zero_tangent(value)
    return seeds


def numerical(
    case: Case, passed: dict[str, Any], direction: dict[str, Any], tangent: Any = None
) -> differences.Difference:
    """Differentiate the call by differences; of a function that writes its argument, that argument."""
    function, _ = call_of(case)

    def outcome(step: float) -> Any:
        moved = {name: differences.shifted(value, direction.get(name), step) for name, value in passed.items()}
        result = function(*moved.values())
        return moved if case.rule.in_place else spoken_of(result, tangent)

    return differences.differentiate(outcome, differences.flat(outcome(0.0)).size)


def check_case(case: Case, rtol: float = 1e-7) -> None:
    """Compare value and tangent of one call with the plain call and with differences."""
    function, passed = call_of(case)
    direction = directions_for(case, passed)
    plain = copy.deepcopy(passed)
    expected = function(*plain.values())
    value, tangent, arguments, seeds = derivative_of(case, direction)
    shown, plainly = spoken_of(value, tangent), spoken_of(expected, tangent)
    np.testing.assert_equal(differences.flat(shown), differences.flat(plainly))
    np.testing.assert_equal(differences.flat(arguments), differences.flat(plain))
    slopes = numerical(case, passed, direction, tangent)
    found = differences.flat(
        written_tangents(arguments, seeds) if case.rule.in_place else tangent_leaves(shown, spoken_of(tangent, tangent))
    )
    assert np.isfinite(found).all(), "an example that is NaN says nothing of the rule"
    atol = rtol + 10.0 * np.max(slopes.errors, initial=0.0) + 100.0 * precision_of(plainly)
    np.testing.assert_allclose(found, slopes.values, rtol=rtol, atol=atol)


def spoken_of(value: Any, tangent: Any) -> Any:
    """Return of an object the attributes that its tangent speaks of, in the order of the tangent."""
    if not isinstance(tangent, srcad.Tangent):
        return value
    return [spoken_of(getattr(value, name), part) for name, part in vars(tangent).items() if part is not None]


def precision_of(value: Any) -> float:
    """Return the rounding error of the coarsest number in a value."""
    return max((np.finfo(numbers.dtype).eps for _, numbers in differences.leaves(value)), default=0.0)


def tangent_leaves(value: Any, tangent: Any) -> Any:
    """Return the tangents of the places that can vary; the shapes and dtypes of arrays are compared on the way."""
    if isinstance(value, (list, tuple)):
        assert len(value) == len(tangent)
        return [tangent_leaves(v, t) for v, t in zip(value, tangent, strict=True)]
    if not holds_numbers(value):
        return []
    assert np.shape(tangent) == np.shape(value)
    assert np.result_type(tangent) == np.result_type(value)
    assert np.ndim(value) == 0 or isinstance(tangent, np.ndarray)
    if np.ndim(value) and 0 not in value.strides:
        assert same_layout(value, tangent), "a view on one would be a copy on the other"
        assert tangent.flags.writeable >= value.flags.writeable, "a later write would raise"
    return tangent


def written_tangents(arguments: dict[str, Any], seeds: dict[str, Any]) -> Any:
    """Return the tangents of all arguments after the call, zeros for those that have none."""
    tangents = {**{name: srcad.zero_tangent(value) for name, value in arguments.items()}, **seeds}
    return [tangent_leaves(value, tangents[name]) for name, value in arguments.items()]


@pytest.mark.parametrize("case", list(quick_cases()), ids=str)
def test_the_tangent_agrees_with_differences(case: Case) -> None:
    check_case(case, COARSE.get(case.rule.name, 1e-7))


@pytest.mark.slow
@pytest.mark.parametrize("case", list(all_cases()), ids=str)
def test_the_tangent_agrees_with_differences_for_every_example_and_active_set(case: Case) -> None:
    check_case(case, COARSE.get(case.rule.name, 1e-7))


@pytest.mark.slow
@pytest.mark.parametrize("rule", [r for r in VARYING if r.name.startswith(("numpy", "scipy"))], ids=titles)
def test_float32_stays_float32(rule: registry.Rule) -> None:
    if rule.name.startswith(("scipy.special.pro_", "scipy.special.obl_")):
        pytest.skip("SciPy's spheroidal functions do not end, or are NaN, in single precision")
    for case in cases_of(rule, np.float32):
        direction = directions_for(case, call_of(case)[1])
        try:
            plain_value(case)
        except RuntimeWarning:
            pytest.skip("SciPy's function itself overflows in single precision")
        value, tangent, _, _ = derivative_of(case, direction)
        if rule.in_place is None:
            tangent_leaves(spoken_of(value, tangent), spoken_of(tangent, tangent))


NUMPY = [rule for rule in VARYING if rule.name.startswith("numpy") and not rule.name.startswith("numpy.random")]


@pytest.mark.slow
@pytest.mark.parametrize("rule", NUMPY, ids=titles)
def test_complex_numbers(rule: registry.Rule) -> None:
    for case in cases_of(rule, np.complex128):
        function, passed = call_of(case)
        try:
            function(*copy.deepcopy(passed).values())
        except (TypeError, ValueError, np.exceptions.ComplexWarning):
            continue  # NumPy has no such function of complex numbers
        check_case(case)


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["Fortran", "strided", "reversed"])
@pytest.mark.parametrize("rule", NUMPY, ids=titles)
def test_layouts_of_memory(rule: registry.Rule, layout: str) -> None:
    for case in itertools.islice(cases_of(rule), 3):
        check_case(replace(case, given=laid_out(case.given, layout)))


def laid_out(value: Any, layout: str) -> Any:
    """Return the same numbers with their arrays laid out otherwise in memory."""
    if isinstance(value, dict):
        return {name: laid_out(part, layout) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(laid_out(part, layout) for part in value)
    if type(value) is not np.ndarray or not value.ndim:
        return value
    if layout == "Fortran":
        return np.asfortranarray(value)
    if layout == "reversed":
        return np.ascontiguousarray(value[::-1])[::-1]
    wide = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), value.dtype)
    wide[..., ::2] = value
    return wide[..., ::2]


# Their argument that holds truth values, or anything, counts as active beside those that are.
WITHOUT_SECOND_DERIVATIVE = frozenset({"numpy.select", "numpy.nanstd", "numpy.nanvar", "numpy.ndarray.__deepcopy__"})


@pytest.mark.slow
@pytest.mark.parametrize("rule", [r for r in NUMPY if r.name not in WITHOUT_SECOND_DERIVATIVE], ids=titles)
def test_second_derivatives(rule: registry.Rule) -> None:
    for case in itertools.islice(cases_of(rule), 1):
        function, passed = call_of(case)
        direction = directions_for(case, passed)
        if rule.in_place is not None:
            continue  # what is written has its tangents in the arguments
        moving = {name: passed[name] for name in passed if direction.get(name) is not None}
        seeds = tuple(direction[name] for name in moving)
        call = f"jvp(function, ({', '.join(passed)},), ({', '.join(f'seed_{n}' for n in passed)},))[1]"
        slope = function_from(f"def slope({', '.join(moving)}):\n    return {call}\n")
        slope.__globals__.update(jvp=srcad.jvp, function=function, **passed)
        slope.__globals__.update({f"seed_{name}": direction.get(name) for name in passed})

        def outcome(step: float, moving: Any = moving, direction: Any = direction, slope: Any = slope) -> Any:
            return slope(*[differences.shifted(v, direction[name], step) for name, v in moving.items()])

        tangent, second = srcad.jvp(slope, tuple(copy.deepcopy(moving).values()), copy.deepcopy(seeds))
        slopes = differences.differentiate(outcome, differences.flat(tangent).size)
        atol = 1e-5 + 10.0 * np.max(slopes.errors, initial=0.0)
        found = differences.flat(tangent_leaves(tangent, second))
        np.testing.assert_allclose(found, slopes.values, rtol=1e-5, atol=atol)


@pytest.mark.parametrize("rule", LINEAR, ids=titles)
def test_a_linear_function_is_linear(rule: registry.Rule) -> None:
    generator = np.random.default_rng(2)
    for text in examples_of(rule):
        given = arguments_of(rule, text)
        wrt = [name for name in rule.wrt if name in given and holds_numbers(given[name])]
        first = {name: differences.random_direction(given[name], generator) for name in wrt}
        second = {name: differences.random_direction(given[name], generator) for name in wrt}
        both = {name: differences.shifted(first[name], second[name], 0.75) for name in wrt}
        images = [differences.flat(plain_call(rule, {**given, **part})) for part in (first, second, both)]
        atol = 1e-2 if "float16" in rule.name else 1e-6
        np.testing.assert_allclose(images[2], images[0] + 0.75 * images[1], rtol=atol, atol=atol)


def plain_call(rule: registry.Rule, given: dict[str, Any]) -> Any:
    """Call the rule's own function."""
    function, passed = call_of(Case(rule, "", given, ()))
    return function(*passed.values())


@pytest.mark.parametrize("rule", CONSTANT, ids=titles)
# NumPy 2.5 asks for others instead; the rules are for those who still call these.
@pytest.mark.filterwarnings("ignore:numpy.(fix|typename) is deprecated:DeprecationWarning")
def test_a_constant_does_not_change_nearby(rule: registry.Rule) -> None:
    if rule.name.partition(".")[2] in SHOW_THE_VALUE:
        pytest.skip("shows the value, or which object it is")
    generator = np.random.default_rng(3)
    for text in examples_of(rule):
        given = arguments_of(rule, text)
        moved = {k: differences.shifted(v, differences.random_direction(v, generator), 1e-9) for k, v in given.items()}
        np.testing.assert_equal(
            differences.flat(plain_call(rule, moved)), differences.flat(plain_call(rule, copy.deepcopy(given)))
        )


@pytest.mark.parametrize("rule", RULES, ids=titles)
def test_every_name_in_a_text_is_known(rule: registry.Rule) -> None:
    parameters = {p.name for p in rule.parameters}
    known = {"out", *parameters, *(f"d_{name}" for name in rule.wrt)}
    for text in (*rule.texts.values(), *rule.complex_texts.values(), *filter(None, [rule.together, rule.away])):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Name) and node.id not in known:
                registry.lookup(rule, node.id)


@pytest.mark.parametrize("rule", RULES, ids=titles)
def test_a_pole_is_a_quotient_or_the_value_of_a_function(rule: registry.Rule) -> None:
    for name in rule.poles:
        expression = ast.parse(rule.texts[name], mode="eval").body
        is_quotient = isinstance(expression, ast.BinOp) and isinstance(expression.op, ast.Div)
        assert is_quotient or isinstance(expression, ast.Call), rule.texts[name]


@pytest.mark.parametrize("rule", RULES, ids=titles)
def test_a_keyword_that_may_be_left_out_has_the_same_default(rule: registry.Rule) -> None:
    defaults = {p.name: p.default for p in rule.parameters}
    for text in rule.texts.values():
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            for keyword in call.keywords:
                if isinstance(keyword.value, ast.Name) and keyword.value.id == keyword.arg and defaults[keyword.arg]:
                    assert same_default(called_object(rule, call.func), keyword.arg, defaults[keyword.arg])


def called_object(rule: registry.Rule, node: ast.expr) -> Any:
    """Return the function that a text calls."""
    if isinstance(node, ast.Name):
        return registry.lookup(rule, node.id)
    assert isinstance(node, ast.Attribute)
    owner = node.value
    if isinstance(owner, ast.Name) and owner.id.startswith("d_"):
        return getattr(np.ndarray, node.attr)
    return getattr(called_object(rule, owner), node.attr)


def same_default(function: Any, name: str, text: str) -> bool:
    """Say whether a parameter's default is the text's value; NumPy's own mark for "not given" stands for any."""
    parameter = signature_or_skip(function).parameters.get(name)
    if parameter is None:
        return name in NEWER
    return "no value" in repr(parameter.default) or parameter.default == eval(text)


def signature_or_skip(function: Any) -> inspect.Signature:
    """Return a signature, where the installed version tells it."""
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):
        pytest.skip("this version tells no signature")


# The tables give these a signature of their own, because Python cannot say what the function accepts: alternatives by
# number of arguments, and names behind **kwargs.
OWN_SIGNATURE = frozenset(
    {
        "numpy.arange",
        "numpy.clip",
        "numpy.ndarray.clip",
        "numpy.pad",
        "numpy.einsum",
        "numpy.where",
        "numpy.std",
        "numpy.var",
        "numpy.cov",
        "numpy.corrcoef",
        "numpy.nan_to_num",
        "numpy.ndarray.view",
        "numpy.bool",
        "builtins.float",
        "builtins.complex",
        "builtins.int",
        "builtins.round",
        "builtins.bytes",
        "builtins.bytearray",
        "numpy.errstate",
        "numpy.float16",
        "numpy.float32",
        "numpy.float64",
        "numpy.longdouble",
        "numpy.complex64",
        "numpy.complex128",
        "numpy.clongdouble",
        "numpy.loadtxt",
        "numpy.genfromtxt",
        "numpy.load",
        "numpy.memmap",
        "numpy.recarray",
        "numpy.nditer",
        "numpy.nested_iters",
        "numpy.void",
        "numpy.set_printoptions",
        "scipy.integrate.solve_ivp",
        "scipy.signal.dlti",
        "scipy.signal.StateSpace",
        "scipy.signal.TransferFunction",
        "scipy.signal.ZerosPolesGain",
    }
)

# Parameters that only later versions of Python, NumPy or SciPy have.
NEWER = frozenset(
    {
        "steps",
        "copy",
        "sorted",
        "mean",
        "axes",
        "rng",
        "overwrite_a",
        "check_finite",
        "simplex_tolerance",
        "lapack_driver",
        "callback",
        "kwargs",
        "workers",
    }
)

# Parameters that only earlier versions have.
OLDER = frozenset(
    {
        "iprint",
        "disp",
    }
)


@pytest.mark.parametrize("rule", [r for r in DECLARED if not r.attribute and not r.overloads], ids=titles)
def test_the_parameters_are_the_functions_own_in_order(rule: registry.Rule) -> None:
    if rule.name in OWN_SIGNATURE:
        pytest.skip("the signature says less than the table")
    parameters = renamed(rule, signature_or_skip(rule.target))
    real = [p.name for p in parameters]
    if "kwargs" in real:
        pytest.skip("the signature hides the keywords")
    declared = [p.name for p in rule.parameters if p.name in real]
    assert {p.name for p in rule.parameters} <= {*real, *NEWER, *OLDER}, "a parameter that the function lacks"
    assert [name for name in real if name in declared] == declared, "another order"
    required = {p.name for p in parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD}
    assert required <= set(declared), "a required parameter is missing"


@pytest.mark.parametrize("rule", FUNCTIONS, ids=titles)
def test_a_rule_that_is_a_function_has_the_parameters_and_their_tangents(rule: registry.Rule) -> None:
    assert rule.function is not None
    own = list(inspect.signature(rule.function).parameters)
    rest = [p.name for p in rule.parameters if p.kind == "var_keyword"]
    named = [p.name for p in rule.parameters if p.name not in rest]
    assert own == [*named, *(f"d_{name}" for name in rule.wrt), *rest]


def renamed(rule: registry.Rule, signature: inspect.Signature) -> list[inspect.Parameter]:
    """Give the parameters that no call can name the table's names: versions of Python call them differently."""
    declared: dict[str, list[str]] = {"positional_only": [], "var_positional": []}
    for parameter in rule.parameters:
        declared.setdefault(parameter.kind, []).append(parameter.name)
    kinds = {
        inspect.Parameter.POSITIONAL_ONLY: iter(declared["positional_only"]),
        inspect.Parameter.VAR_POSITIONAL: iter(declared["var_positional"]),
    }
    return [p.replace(name=next(kinds.get(p.kind, iter(())), p.name)) for p in signature.parameters.values()]


def test_an_object_is_found_under_all_its_names() -> None:
    assert registry.find(np.abs) is registry.find(np.absolute)
    assert registry.find(np.float64.sum) is registry.find(np.ndarray.sum)
    assert registry.find(np.add.at) is registry.find(np.add.at)
    assert registry.find(np.ndarray.T) is not None


def test_a_result_of_several_parts_has_one_text_for_all_arguments_together() -> None:
    for rule in RULES:
        if rule.outputs and len(rule.wrt) > 1:
            assert rule.together, rule.name


def test_what_has_no_rule_is_not_found() -> None:
    assert registry.find([]) is None
    assert registry.find(lambda x: x) is None


def test_an_overload_is_chosen_by_the_arguments() -> None:
    rule = registry.find(np.where)
    assert rule is not None
    assert registry.overload_for(rule, 1).form == "constant"
    assert registry.overload_for(rule, 3).form == "linear"
    assert registry.overload_for(rule, 5) is None
    assert registry.overload_for(registry.find(np.sum), 1, frozenset({"axes"})) is None


@pytest.fixture
def own_rules() -> Iterator[None]:
    """Forget the rules that a test adds."""
    before = dict(registry._entries)
    yield
    registry._entries.clear()
    registry._entries.update(before)


@pytest.mark.usefixtures("own_rules")
def test_a_constant_argument_of_a_function_rule_has_the_tangent_zero() -> None:
    def area(width: float, height: float) -> float:
        return width * height

    @srcad.rule(area)
    def area_rule(width: float, height: float, *, d_width: float, d_height: float) -> tuple[float, float]:
        return area(width, height), d_width * height + width * d_height

    assert srcad.forward_diff(lambda x: area(x, 3.0))(2.0) == (6.0, 3.0)
    assert srcad.forward_diff(lambda x, shapes: shapes[0](4.0, height=x))(2.0, [area], d_x=1.0) == (8.0, 4.0)
    assert srcad.forward_diff(srcad.forward_diff(lambda x: area(x, x)))(2.0)[1][1] == 2.0


@pytest.mark.usefixtures("own_rules")
def test_a_tangent_with_a_default_is_left_out_for_a_constant_argument() -> None:
    seen = []

    def area(width: float, height: float) -> float:
        return width * height

    @srcad.rule(area)
    def area_rule(width: float, height: float, *, d_width: Any = None, d_height: Any = None) -> tuple[float, float]:
        seen.append((d_width, d_height))
        return area(width, height), d_width * height

    assert srcad.forward_diff(lambda x: area(x, 3.0))(2.0) == (6.0, 3.0)
    assert srcad.forward_diff(lambda x, shapes: shapes[0](x, height=3.0))(2.0, [area], d_x=1.0) == (6.0, 3.0)
    assert seen == [(1.0, None), (1.0, None)]


@pytest.mark.usefixtures("own_rules")
def test_a_second_caller_finds_the_names_of_the_first() -> None:
    def area(width: float, height: float) -> float:
        return width * height

    @srcad.rule(area)
    def area_rule(width: float, height: float, *, d_width: float, d_height: float) -> tuple[float, float]:
        return area(width, height), d_width * height + width * d_height

    def volume(height: float, d_height: float) -> float:
        return area(width=2.0, height=height) * d_height

    assert srcad.forward_diff(lambda x: volume(x, x))(3.0) == (18.0, 12.0)
    assert srcad.forward_diff(lambda y: volume(y, y))(3.0) == (18.0, 12.0)


@pytest.mark.usefixtures("own_rules")
def test_a_function_rule_may_be_given_a_function() -> None:
    def limit(step: Callable[[float], float], start: float, times: int = 100) -> float:
        for _ in range(times):
            start = step(start)
        return start

    @srcad.rule(limit)
    def limit_rule(step: Any, start: float, times: int = 100, *, d_step: Any, d_start: float) -> tuple[Any, Any]:
        found = limit(step, start, times)
        _, slope = apply(step, (found,), (1.0,), function_tangent=held(step, d_step))
        _, rest = apply(step, (found,), (0.0,), function_tangent=d_step)
        return found, rest / (1.0 - slope)

    def root(p: float) -> float:
        return limit(lambda x: 0.5 * (x + p / x), 1.0)

    assert srcad.derivative(root)(4.0) == pytest.approx(0.25)
    assert srcad.derivative(srcad.derivative(root))(4.0) == pytest.approx(-1.0 / 32.0)
    refused = srcad.forward_diff(lambda p: limit(math.sqrt, 2.0, p))
    with pytest.raises(srcad.UnsupportedValueError, match="no partial with respect to 'times'"):
        refused(3.0)


@pytest.mark.usefixtures("own_rules")
def test_a_user_adds_a_rule_as_a_function() -> None:
    def cube(x: float) -> float:
        return x**3

    @registry.rule(cube)
    def cube_rule(x: float, *, d_x: float) -> tuple[float, float]:
        return cube(x), 3.0 * x * x * d_x

    rule = registry.find(cube)
    assert rule is not None and rule.form == "function" and rule.function is cube_rule
    assert rule.wrt == ("x",) and [p.name for p in rule.parameters] == ["x"]


@pytest.mark.usefixtures("own_rules")
def test_a_user_adds_a_rule_as_one_line() -> None:
    def cube(x: float, scale: float = 2.0) -> float:
        return scale * x**3

    assert registry.rule(cube, form="elementwise", x="3.0 * out / x", scale="out / scale") is cube
    rule = registry.find(cube)
    assert rule is not None and rule.wrt == ("x", "scale") and rule.parameters[1].default == "2.0"


@pytest.mark.usefixtures("own_rules")
def test_a_user_says_that_a_function_is_constant() -> None:
    @registry.constant_rule
    def label(x: float) -> str:
        return "large" if x > 1.0 else "small"

    rule = registry.find(label)
    assert rule is not None and rule.form == "constant"


@pytest.mark.usefixtures("own_rules")
def test_two_rules_for_one_object_are_refused() -> None:
    with pytest.raises(registry.RuleError, match=r"two rules for one object: numpy\.tanh"):
        registry.rule(np.tanh, form="elementwise", x="1.0")


@pytest.mark.usefixtures("own_rules")
def test_a_text_for_a_parameter_that_is_none_is_refused() -> None:
    def cube(x: float) -> float:
        return x**3

    registry.rule(cube, form="elementwise", y="1.0")
    with pytest.raises(registry.RuleError, match="'y', which is none of its parameters"):
        registry.find(cube)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(registry.RuleError, match="'quadratic' is no form of rule"):
        registry.rule(len, form="quadratic")


def test_a_name_that_nothing_has_is_refused() -> None:
    with pytest.raises(registry.RuleError, match="speaks of 'no_such_name'"):
        registry.lookup(registry.find(np.tanh), "no_such_name")


@pytest.mark.usefixtures("own_rules")
def test_entry_points_are_loaded_once_and_only_on_a_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []

    def cube(x: float) -> float:
        return x**3

    def declare() -> None:
        loads.append("declared")
        registry.rule(cube, form="elementwise", x="3.0 * x * x")

    monkeypatch.setattr(registry, "_entry_points_read", [])
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [SimpleNamespace(load=lambda: declare)])
    assert registry.find(np.sin) is not None and loads == []
    assert registry.find(cube) is not None
    assert registry.find(lambda: None) is None
    assert loads == ["declared"]


def test_scipy_is_not_imported_before_the_user_does() -> None:
    code = "import sys, srcad.rules.registry as r; r.rules(); sys.exit(any(m.startswith('scipy') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_reading_the_tables_warns_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        code = "import srcad.rules.registry as r; r.rules()"
        assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


def test_a_library_that_is_hidden_is_not_imported() -> None:
    code = "import sys; sys.modules['numba'] = None; import math, srcad; print(srcad.derivative(math.sin)(0.0))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "1.0\n"


@pytest.mark.parametrize("function", [np.median, np.nanmedian])
def test_a_median_that_would_sort_its_argument_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError, match="may write into an array of the caller: 'overwrite_input'"):
        srcad.jvp(lambda x: function(x, overwrite_input=True), (np.arange(4.0),), (np.ones(4),))
    with pytest.raises(srcad.SrcadError, match="may write into an array of the caller: 'overwrite_input'"):
        srcad.jvp(lambda x: np.nanpercentile(x, 30.0, None, None, True), (np.arange(4.0),), (np.ones(4),))


def test_each_part_of_a_complex_number_is_replaced_by_itself() -> None:
    numbers = np.array([complex(np.nan, 2.0), complex(3.0, np.inf), 2.0 + 1.0j, complex(-np.inf, np.nan)])
    seed = np.array([1.0 + 2.0j, 3.0 + 4.0j, 5.0 + 6.0j, 7.0 + 8.0j])

    def finite(x: Any, nan: float, inf: float) -> Any:
        return np.nan_to_num(x, nan=nan, posinf=inf)

    _, tangent = srcad.jvp(finite, (numbers, 0.5, 9.0), (seed, 0.1, 0.2))
    np.testing.assert_array_equal(tangent, [0.1 + 2.0j, 3.0 + 0.2j, 5.0 + 6.0j, 0.1j])
    _, tangent = srcad.jvp(lambda nan: np.nan_to_num(numbers, nan=nan), (0.5,), (1.0,))
    np.testing.assert_array_equal(tangent, [1.0, 0.0, 0.0, 1.0j])


def test_a_dtype_that_is_given_is_that_of_the_tangent_too() -> None:
    for function in (lambda x: np.multiply(x, 2.0, dtype="f4"), lambda x: np.sin(x, dtype=np.float32)):
        value, tangent = srcad.jvp(function, (np.ones(2),), (np.ones(2),))
        assert value.dtype == tangent.dtype == np.float32


@pytest.mark.parametrize("function", [np.arccos, np.arcsin, np.arccosh, np.arctanh, np.sqrt, np.log])
def test_a_real_number_outside_of_the_domain_has_a_complex_slope(function: Callable[..., Any]) -> None:
    _, slopes = srcad.jvp(lambda x: function(x, dtype=complex), (np.array([-1.5, -4.0]),), (np.ones(2),))
    _, expected = srcad.jvp(function, (np.array([-1.5 + 0j, -4.0 + 0j]),), (np.ones(2) + 0j,))
    np.testing.assert_allclose(slopes, expected, rtol=1e-13, atol=1e-15)
