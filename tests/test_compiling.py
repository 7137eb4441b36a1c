"""Compiled derivatives: the value is that of the compiled function bit for bit, the tangent that of the Python text."""

from __future__ import annotations

import linecache
import math
import pickle
import subprocess
import sys
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import CompilationError, Numba, forward_diff

numba: Any = pytest.importorskip("numba", reason="the tests of compiled derivatives need numba")

Seeds = tuple[Any, ...]


def leaves(value: Any) -> list[np.ndarray[Any, Any]]:
    """List the numbers and arrays of a result."""
    if isinstance(value, (tuple, list)):
        return [leaf for part in value for leaf in leaves(part)]
    return [] if value is None else [np.asarray(value)]


def fresh(values: Seeds) -> Seeds:
    """Copy the arrays, which a function may write."""
    return tuple(value.copy() if isinstance(value, np.ndarray) else value for value in values)


def check(function: Callable[..., Any], args: Seeds, seeds: Seeds, *, reference: Any = None, **options: Any) -> Any:
    """Compare a compiled derivative with numba's own value, to the bit, and with the tangent that Python computes."""
    compiled = forward_diff(function, compile=Numba(**options))
    value, tangent = compiled.jvp(fresh(args), fresh(seeds))
    jitted = numba.njit(**options)(getattr(function, "py_func", function)) if reference is None else reference
    for found, wanted in zip(leaves(value), leaves(jitted(*fresh(args))), strict=True):
        assert np.array_equal(found, wanted, equal_nan=True)
    for found, wanted in zip(leaves(tangent), leaves(forward_diff(function).jvp(args, seeds)[1]), strict=True):
        assert found.shape == wanted.shape
        np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-300)
    return value, tangent


# Programs


def expression(a: float, b: float, c: float) -> float:
    u = a * b + math.sin(c)
    return math.tanh(u) * math.log(1.0 + c * c) - u**3 + b**a + max(a, b) + abs(c)


def logistic(r: float, x: float, n: int) -> float:
    for _ in range(n):
        x = r * x * (1.0 - x)
        if x > 0.9:
            x = x - 0.1
    return x


def lorenz(x: float, y: float, z: float) -> tuple[float, float, float]:
    return 10.0 * (y - x), x * (28.0 - z) - y, x * y - 8.0 / 3.0 * z


def lorenz_steps(x: float, y: float, z: float, dt: float, n: int) -> tuple[float, float, float]:
    for _ in range(n):
        k1, l1, m1 = lorenz(x, y, z)
        k2, l2, m2 = lorenz(x + 0.5 * dt * k1, y + 0.5 * dt * l1, z + 0.5 * dt * m1)
        k3, l3, m3 = lorenz(x + 0.5 * dt * k2, y + 0.5 * dt * l2, z + 0.5 * dt * m2)
        k4, l4, m4 = lorenz(x + dt * k3, y + dt * l3, z + dt * m3)
        x += dt / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        y += dt / 6.0 * (l1 + 2.0 * l2 + 2.0 * l3 + l4)
        z += dt / 6.0 * (m1 + 2.0 * m2 + 2.0 * m3 + m4)
    return x, y, z


def rosenbrock(x: np.ndarray[Any, Any]) -> Any:
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def recurrence(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    y = np.zeros_like(x)
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = y[i - 1] * 0.5 + np.sin(x[i])
        y[i] *= 2.0
    y[1:] -= x[:-1]
    return y


def overwritten(x: np.ndarray[Any, Any], a: float) -> float:
    x *= a
    x[0] = a * a
    return np.sum(x * x)  # type: ignore[no-any-return]


@numba.njit  # type: ignore[untyped-decorator]
def decayed(a: float, b: float) -> float:
    return a * np.exp(-b)  # type: ignore[no-any-return]


def plain_decay(a: float, b: float) -> float:
    return a / (1.0 + b * b)


def with_helpers(x: np.ndarray[Any, Any], t: float) -> float:
    return decayed(x[0], t) + plain_decay(x[1], t) + decayed(2.0, x[1]) * plain_decay(1.0, 2.0)  # type: ignore[no-any-return]


def pair_of_results(p: tuple[float, float], n: int) -> tuple[float, tuple[float, int]]:
    a, b = p
    return a * b, (a + 1.0, n)


def make_closure(k: float) -> Callable[[float], float]:
    table = (1.0, 2.0, k)

    def outer(x: float) -> float:
        def inner(v: float) -> float:
            return v * k + table[1] * x

        square = lambda v: v * v  # noqa: E731
        return inner(x) * inner(square(x)) + square(x)

    return outer


def solved(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> Any:
    return np.linalg.solve(a, b)


def root_of_products(x: float, y: float) -> float:
    return math.sqrt(x * y) + y


def fibonacci(n: int, x: float) -> float:
    if n < 2:
        return x * n
    return fibonacci(n - 1, x) + fibonacci(n - 2, x)


def parallel_sum(x: np.ndarray[Any, Any]) -> float:
    total = 0.0
    for i in numba.prange(len(x)):
        total += np.sin(x[i]) * x[i]
    return total


def listed_squares(x: np.ndarray[Any, Any]) -> float:
    squares = [v * math.sin(v) for v in x if v > 0.2]
    return sum(squares)  # type: ignore[no-any-return]


def walked(x: np.ndarray[Any, Any]) -> float:
    total = 0.0
    for i, (v, w) in enumerate(zip(x, x[::-1])):  # noqa: B905 (numba has no strict zip)
        total += i * v * w
    return total


MATRIX = np.array([[2.0, 1.0, 0.3], [0.5, 3.0, 0.1], [0.2, 0.4, 1.5]])
D_MATRIX = np.array([[0.1, 0.4, -0.3], [0.7, -0.2, 0.5], [0.3, 0.6, 0.2]])
VECTOR = np.array([0.3, -0.7, 1.1])
D_VECTOR = np.array([1.0, 0.5, -0.2])
MANY = np.linspace(0.1, 1.3, 50)
D_MANY = np.cos(np.arange(50.0))

PROGRAMS: dict[str, tuple[Any, Seeds, Seeds]] = {
    "expression": (expression, (0.3, 0.7, -1.1), (1.0, 0.5, -0.3)),
    "expression, one varies": (expression, (0.3, 0.7, -1.1), (None, None, 1.0)),
    "branches in a loop": (logistic, (3.9, 0.3, 40), (0.1, 1.0, None)),
    "slices": (rosenbrock, (MANY,), (D_MANY,)),
    "writes": (recurrence, (MANY,), (D_MANY,)),
    "writes to an argument": (overwritten, (MANY, 1.5), (D_MANY, 1.0)),
    "tuples": (pair_of_results, ((1.5, 2.5), 3), ((1.0, 0.5), None)),
    "closures": (make_closure(3.0), (0.7,), (1.0,)),
    "solve": (solved, (MATRIX, VECTOR), (D_MATRIX, D_VECTOR)),
    "solve, right side": (solved, (MATRIX, VECTOR), (None, D_VECTOR)),
    "an integer": (logistic, (3, 0.3, 5), (None, 1.0, None)),
    "an integer that varies": (logistic, (3, 0.3, 5), (1.0, None, None)),
    "lists": (listed_squares, (MANY,), (D_MANY,)),
    "iterators": (walked, (MANY,), (D_MANY,)),
    "prange, serial": (parallel_sum, (MANY,), (D_MANY,)),
}


class TestPrograms:
    """Compiled programs, as numba takes them."""

    @pytest.mark.parametrize("name", PROGRAMS)
    def test_value_and_tangent(self, name: str) -> None:
        function, args, seeds = PROGRAMS[name]
        check(function, args, seeds)

    def test_helpers_of_both_kinds(self) -> None:
        plain = plain_decay
        globals_ = {**globals(), "plain_decay": numba.njit(plain)}
        reference = numba.njit(types.FunctionType(with_helpers.__code__, globals_))
        check(with_helpers, (MANY, 0.5), (D_MANY, 1.0), reference=reference)

    def test_tuples_from_helpers(self) -> None:
        globals_ = {**globals(), "lorenz": numba.njit(lorenz)}
        reference = numba.njit(types.FunctionType(lorenz_steps.__code__, globals_))
        check(lorenz_steps, (1.0, 2.0, 20.0, 0.01, 50), (1.0, None, None, 0.5, None), reference=reference)

    def test_recursion(self) -> None:
        derivative = forward_diff(fibonacci, wrt="x", compile="numba")
        assert derivative(10, 1.5) == (82.5, 55.0)

    def test_function_that_is_compiled_already(self) -> None:
        jitted = numba.njit(fastmath=True)(rosenbrock)
        derivative = forward_diff(jitted, compile="numba")
        assert derivative(MANY, d_x=D_MANY)[0] == jitted(MANY)
        assert derivative.variant(MANY).targetoptions["fastmath"] is True

    def test_decorator_with_arguments(self) -> None:
        @forward_diff(wrt="x", compile="numba")
        def cube(x: float, a: float) -> float:
            return a * x**3

        assert cube(2.0, 0.5) == (4.0, 6.0)

    def test_source_stays_the_text_that_was_generated(self) -> None:
        derivative = forward_diff(logistic, compile="numba")
        derivative(3.0, 0.3, 2, d_x=1.0)
        assert "def logistic_forward(r, x, n, *, d_x):" in derivative.source

    def test_second_derivative(self) -> None:
        twice = forward_diff(forward_diff(logistic, wrt="x"), wrt="x", compile="numba")
        plain = forward_diff(forward_diff(logistic, wrt="x"), wrt="x")
        np.testing.assert_allclose(twice(3.7, 0.3, 12), plain(3.7, 0.3, 12), rtol=1e-12)

    def test_second_derivative_of_arrays(self) -> None:
        twice = forward_diff(forward_diff(recurrence), compile="numba")
        plain = forward_diff(forward_diff(recurrence))
        np.testing.assert_allclose(twice(MANY, d_x=D_MANY, d2_x=D_MANY), plain(MANY, d_x=D_MANY, d2_x=D_MANY))


def quotient_at_pole(x: float, y: float) -> float:
    return math.sqrt(x) * y + x**0.5 + math.hypot(x, x)


def roots(x: np.ndarray[Any, Any]) -> Any:
    return np.sqrt(x) + x**1.5 + np.abs(x)


def complex_power(x: float, y: float) -> complex:
    return (-y) ** (x + 0j)  # type: ignore[no-any-return]


class TestPoles:
    """The tangent never fails where the value does not."""

    def test_zero_tangent_stays_zero(self) -> None:
        derivative = forward_diff(quotient_at_pole, compile="numba")
        assert derivative(0.0, 2.0, d_x=0.0, d_y=1.0) == (0.0, 0.0)

    def test_infinite_tangent(self) -> None:
        derivative = forward_diff(quotient_at_pole, compile="numba")
        assert derivative(0.0, 2.0, d_x=1.0) == (0.0, math.inf)

    def test_arrays(self) -> None:
        derivative = forward_diff(roots, compile="numba")
        _, tangent = derivative(np.array([0.0, 0.0, 4.0]), d_x=np.array([0.0, 1.0, 1.0]))
        assert tangent.tolist() == [0.0, math.inf, 4.25]

    def test_complex_power_of_a_negative_number(self) -> None:
        check(complex_power, (0.7, 1.3), (1.0, 0.5))

    def test_tangent_does_not_raise_where_the_value_does_not(self) -> None:
        def rest(x: float, y: float) -> Any:
            return np.mod(x, y) / x

        derivative = forward_diff(rest, compile="numba")
        assert all(map(math.isnan, derivative(1.0, 0.0, d_x=1.0, d_y=1.0)))
        assert derivative(5.5, 2.0, d_x=0.0, d_y=1.0) == (1.5 / 5.5, -2.0 / 5.5)
        with pytest.raises(ZeroDivisionError):
            derivative(0.0, 2.0, d_x=1.0, d_y=0.0)

    def test_error_of_the_primal_is_raised(self) -> None:
        derivative = forward_diff(lambda x: 1.0 / x, compile="numba")
        with pytest.raises(ZeroDivisionError):
            derivative(0.0)


class TestOptions:
    """What is passed on to numba."""

    def test_prange_in_parallel(self) -> None:
        value, tangent = check(parallel_sum, (MANY,), (D_MANY,), parallel=True)
        assert value == pytest.approx(np.sum(np.sin(MANY) * MANY), rel=1e-12)
        dispatcher = forward_diff(parallel_sum, compile=Numba(parallel=True)).variant(MANY)
        dispatcher(MANY, d_x=D_MANY)
        assert dispatcher.targetoptions["parallel"] is True
        assert math.isfinite(tangent)

    def test_fastmath(self) -> None:
        dispatcher = forward_diff(walked, compile=Numba(fastmath=True)).variant(MANY)
        assert "fadd fast" in "".join(dispatcher.inspect_llvm().values())
        plain = forward_diff(walked, compile="numba").variant(MANY)
        assert "fadd fast" not in "".join(plain.inspect_llvm().values())

    def test_error_model_of_a_helper_stays_its_own(self) -> None:
        @numba.njit(error_model="numpy")  # type: ignore[untyped-decorator]
        def inverse(x: float) -> float:
            return 1.0 / x

        def inverted(x: float) -> float:
            return inverse(x)  # type: ignore[no-any-return]

        assert forward_diff(inverted, compile="numba")(0.0) == (math.inf, -math.inf)

    def test_options_compare_and_show(self) -> None:
        assert Numba(fastmath=True) == Numba(fastmath=True) != Numba()
        assert repr(Numba(fallback=True, nogil=True)) == "srcad.Numba(fallback=True, nogil=True)"
        assert len({Numba(), Numba(), Numba(cache=True)}) == 2

    def test_unknown_option(self) -> None:
        with pytest.raises(CompilationError, match="Unrecognized options"):
            forward_diff(logistic, compile=Numba(nonsense=True))(3.0, 0.3, 2, d_x=1.0)

    def test_unknown_compiler(self) -> None:
        with pytest.raises(TypeError, match="compile must be None"):
            forward_diff(logistic, compile="fortran")


CACHED = """
import sys

import srcad

SCALE = {scale}

def scaled(x):
    return SCALE * x * x

derivative = srcad.forward_diff(scaled, compile=srcad.Numba(cache=True))
dispatcher = derivative.variant(3.0)
print(derivative(3.0)[1], sum(dispatcher.stats.cache_hits.values()), sum(dispatcher.stats.cache_misses.values()))
"""


class TestCache:
    """The cache folder, which is written when it is asked for."""

    def run(self, folder: Path, scale: float) -> list[str]:
        """Run a program in a process of its own, and return what it printed."""
        program = folder / "program.py"
        program.write_text(CACHED.format(scale=scale))
        path = str(Path(srcad.__file__).parents[1])
        variables = {"NUMBA_CACHE_DIR": str(folder / "cache"), "PYTHONPATH": path}
        run = subprocess.run([sys.executable, program], env=variables, capture_output=True, text=True, check=True)
        return run.stdout.split()

    def test_second_process_finds_the_code(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, 2.0) == ["12.0", "0", "1"]
        assert self.run(tmp_path, 2.0) == ["12.0", "1", "0"]
        (file,) = (tmp_path / "cache" / "srcad").glob("scaled_forward_*.py")
        assert "def scaled_forward(x, *, d_x):" in file.read_text()

    def test_another_constant_is_another_file(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, 2.0)[0] == "12.0"
        assert self.run(tmp_path, 5.0) == ["30.0", "0", "1"]

    def test_nothing_is_written_without_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
        forward_diff(logistic, compile="numba")(3.0, 0.3, 2, d_x=1.0)
        assert not list(tmp_path.iterdir())

    def test_folder_that_cannot_be_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "file").write_text("")
        monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "file"))
        with pytest.raises(CompilationError, match="cache folder cannot be written"):
            forward_diff(logistic, compile=Numba(cache=True))(3.0, 0.3, 2, d_x=1.0)


class Slope:
    """A class of the user's, which numba does not know."""

    def __init__(self, slope: float) -> None:
        self.slope = slope


def with_a_class(x: float) -> float:
    line = Slope(2.0)
    return line.slope * x


def with_a_callback(function: Callable[[float], float], x: float) -> float:
    return function(x) * 2.0


def with_the_rest(x: float, *rest: float) -> float:
    return x * rest[0]


def rebinding(x: float, y: float) -> float:
    def change() -> float:
        nonlocal x
        x = x * y
        return x

    return change() + x


def write_under_another_name(xs: np.ndarray[Any, Any], x: float) -> float:
    def same(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return values

    result = same(xs)
    result[0] = x
    return xs[0] * x  # type: ignore[no-any-return]


def default_of_an_inner_function(x: float) -> float:
    scale = lambda value, factor=x: value * factor  # noqa: E731
    return scale(x) + scale(x, 2.0)


def line_of(function: Callable[..., Any], text: str) -> str:
    """Return how a message names the line of a function that has this text."""
    file = function.__code__.co_filename
    number = next(n for n, line in enumerate(linecache.getlines(file), 1) if line.strip() == text)
    return f"{file}, line {number}, in {function.__name__}\n    {text}"


class TestRefusals:
    """What numba does not compile is refused at the user's line."""

    def test_function_that_numba_does_not_compile_itself(self) -> None:
        with pytest.raises(CompilationError) as error:
            forward_diff(with_a_class, compile="numba")(1.0)
        assert str(error.value).startswith("numba does not compile 'with_a_class' itself: Untyped global name 'Slope'")
        assert line_of(with_a_class, "line = Slope(2.0)") in str(error.value)
        assert "srcad.Numba(fallback=True)" in str(error.value)

    def test_callee_that_only_the_run_knows(self) -> None:
        with pytest.raises(CompilationError, match="known only when it runs") as error:
            forward_diff(with_a_callback, compile="numba").jvp((math.sin, 1.0), (None, 1.0))
        assert line_of(with_a_callback, "return function(x) * 2.0") in str(error.value)

    def test_inner_function_that_rebinds(self) -> None:
        with pytest.raises(CompilationError, match="rebinds a variable") as error:
            forward_diff(rebinding, compile="numba")(2.0, 3.0, d_x=1.0)
        assert "tests/test_compiling.py, line" in str(error.value).replace("\\", "/")

    def test_default_of_an_inner_function(self) -> None:
        with pytest.raises(CompilationError, match="defaults of inner functions"):
            forward_diff(default_of_an_inner_function, compile="numba")(2.0)

    def test_write_that_numba_would_lose(self) -> None:
        with pytest.raises(CompilationError, match="may lose this write") as error:
            forward_diff(write_under_another_name, compile="numba")(VECTOR.copy(), 2.0, d_x=1.0)
        assert line_of(write_under_another_name, "result[0] = x") in str(error.value)

    def test_arguments_behind_a_star(self) -> None:
        with pytest.raises(CompilationError, match="no tangents behind"):
            forward_diff(with_the_rest, compile="numba").jvp((1.0, 2.0), (1.0, None))

    def test_argument_that_numba_does_not_know(self) -> None:
        with pytest.raises(CompilationError, match=r"Cannot determine Numba type of <class '.*Slope'>"):
            forward_diff(lambda line, x: x, compile="numba").jvp((Slope(1.0), 1.0), (None, 1.0))

    def test_later_call_with_other_types(self) -> None:
        derivative = forward_diff(lambda x: np.linalg.inv(x), compile="numba")
        derivative(np.eye(2), d_x=np.eye(2))
        with pytest.raises(CompilationError, match=r"np\.linalg\.inv"):
            derivative(np.eye(2, dtype=np.float16), d_x=np.eye(2, dtype=np.float16))

    def test_seeds_are_checked_as_ever(self) -> None:
        with pytest.raises(srcad.SeedError, match="shape"):
            forward_diff(rosenbrock, compile="numba")(MANY, d_x=np.ones(3))

    def test_fallback_warns_once_and_runs_in_python(self) -> None:
        derivative = forward_diff(with_a_class, compile=Numba(fallback=True))
        with pytest.warns(RuntimeWarning, match=r"itself: [\s\S]*It runs in Python") as caught:
            assert derivative(1.5) == (3.0, 2.0)
        assert caught[0].filename == __file__
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert derivative(2.5) == (5.0, 2.0)

    def test_numba_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        with pytest.raises(CompilationError, match=r"not installed\n.*srcad\[numba\]"):
            forward_diff(logistic, compile="numba")


compiled_fibonacci = forward_diff(fibonacci, wrt="x", compile=Numba(nogil=True))


def test_pickled_derivative_compiles_again() -> None:
    copy = pickle.loads(pickle.dumps(compiled_fibonacci))
    assert copy(5, 2.0) == compiled_fibonacci(5, 2.0) == (10.0, 5.0)
    assert copy.variant(5, 2.0).targetoptions["nogil"] is True


def largest_in_list(a: float, b: float) -> float:
    numbers = [a, b, a * b]
    return max(numbers) + min(a, b, 2.0)


@pytest.mark.parametrize(("a", "b"), [(0.5, 3.0), (math.nan, 1.0), (1.0, math.nan)])
def test_the_largest_of_a_list_is_found_where_python_finds_it(a: float, b: float) -> None:
    """A NaN is the result where it comes first; it is found though it equals nothing."""
    expected = forward_diff(largest_in_list)(a, b, d_a=1.0, d_b=2.0)
    found = forward_diff(largest_in_list, compile="numba")(a, b, d_a=1.0, d_b=2.0)
    assert np.array_equal(found, expected, equal_nan=True)


def test_a_rebound_helper_is_noticed() -> None:
    namespace: dict[str, Any] = {"helper": lambda x: x * x}
    function = types.FunctionType((lambda x: helper(x)).__code__, namespace)  # type: ignore[name-defined] # noqa: F821
    derivative = forward_diff(function, compile="numba")
    assert derivative(3.0) == (9.0, 6.0)
    namespace["helper"] = lambda x: 5.0 * x
    assert derivative(3.0) == (15.0, 5.0)


def test_numba_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, srcad; srcad.forward_diff(abs, compile='numba'); print('numba' in sys.modules)"
    path = str(Path(srcad.__file__).parents[1])
    run = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": path}, capture_output=True, text=True)
    assert run.stdout == "False\n"


def waves(x: np.ndarray[Any, Any], a: float, shift: float = 0.5) -> Any:
    return a * np.sin(x) * x[::-1] + shift * x**2


def energy(x: np.ndarray[Any, Any], a: float) -> Any:
    return np.sum(a * np.sin(x) * x) + a * x[0, 0] * x[0, 1]


def wave(x: float, a: float) -> float:
    return a * math.sin(x) * x


POINTS = np.array([[0.3, -0.7, 1.1], [0.2, 0.9, -1.3]])

WHOLE: dict[str, tuple[Any, Any, Seeds, Any]] = {
    "derivative": (srcad.derivative, wave, (0.7, 2.0), 0),
    "derivative by name": (srcad.derivative, wave, (0.7, 2.0), "a"),
    "gradient": (srcad.gradient, energy, (POINTS, 2.0), 0),
    "gradient by a number": (srcad.gradient, energy, (POINTS, 2.0), "a"),
    "jacobian": (srcad.jacobian, waves, (VECTOR, 2.0), 0),
    "jacobian of matrices": (srcad.jacobian, waves, (POINTS, 2.0, 0.1), 0),
    "jacobian by a number": (srcad.jacobian, waves, (VECTOR, 2.0, 0.5), -2),
    "jacobian of a constant": (srcad.jacobian, lambda x: np.floor(x), (VECTOR,), 0),
    "hessian": (srcad.hessian, energy, (POINTS, 2.0), 0),
    "hessian of an array": (srcad.hessian, waves, (VECTOR, 2.0), 0),
    "hessian by a number": (srcad.hessian, wave, (0.7, 2.0), 0),
    "hvp": (srcad.hvp, energy, (POINTS, 2.0, D_VECTOR * np.ones((2, 1))), 0),
    "value and jacobian": (srcad.value_and_jacobian, waves, (VECTOR, 2.0), 0),
}


class TestWholeDerivatives:
    """The loop over the directions is compiled as well."""

    @pytest.mark.parametrize("name", WHOLE)
    def test_like_in_python(self, name: str) -> None:
        operator, function, args, wrt = WHOLE[name]
        compiled = operator(function, wrt, compile="numba")
        for _ in range(2):
            for found, wanted in zip(leaves(compiled(*args)), leaves(operator(function, wrt)(*args)), strict=True):
                assert found.shape == wanted.shape and found.dtype == wanted.dtype
                np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-15)

    def test_other_types_are_compiled_anew(self) -> None:
        compiled = srcad.jacobian(waves, compile="numba")
        assert compiled(VECTOR, 2.0).shape == (3, 3)
        assert compiled(POINTS, 2.0).shape == (2, 3, 2, 3)
        assert compiled(VECTOR[:2].copy(), 2.0).shape == (2, 2)

    def test_what_is_not_compiled(self) -> None:
        with pytest.raises(CompilationError, match="by position"):
            srcad.jacobian(waves, compile="numba")(VECTOR, a=2.0)
        with pytest.raises(CompilationError, match="real number or array"):
            srcad.jacobian(waves, compile="numba")([1.0, 2.0], 2.0)
        with pytest.raises(CompilationError, match="writes to its arguments"):
            srcad.jacobian(overwritten, compile="numba")(VECTOR.copy(), 2.0)
        with pytest.raises(CompilationError, match="the result is a tuple"):
            srcad.jacobian(lambda x: (x, x), compile="numba")(VECTOR)
        with pytest.raises(srcad.SeedError, match="gradient needs a real number as the result"):
            srcad.gradient(waves, compile="numba")(VECTOR, 2.0)

    def test_fallback(self) -> None:
        found = srcad.jacobian(waves, compile=Numba(fallback=True))(VECTOR, a=2.0)
        np.testing.assert_allclose(found, srcad.jacobian(waves)(VECTOR, 2.0))
