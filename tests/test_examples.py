"""Each example runs, and the figures that it prints agree with a truth that owes nothing to srcad."""

import cmath
import importlib.util
import math
import re
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from tests.documents import ROOT

EXAMPLES = ROOT / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.py") if path.stem != "pictures")
Run = Callable[[str], list[str]]


def load(name: str) -> ModuleType:
    """Import an example under a name of its own: some share theirs with a test module."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(monkeypatch, tmp_path, capsys) -> Run:
    """Give a function that runs an example and returns the lines it printed; pictures go to a folder of the test."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    monkeypatch.setattr("pictures.FOLDER", tmp_path / "plots")

    def run_example(name: str) -> list[str]:
        load(name).main()
        return capsys.readouterr().out.splitlines()

    return run_example


def numbers(line: str) -> list[float]:
    return [float(number) for number in re.findall(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?(?!\w)", line)]


def starting(lines: list[str], start: str) -> list[str]:
    found = [line.removeprefix(start) for line in lines if line.startswith(start)]
    assert found, f"no line starts with {start!r}"
    return found


def test_every_example_is_tested_and_listed() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"test_{name}" in globals()
        assert f"({name}.py)" in page


def test_graph(run: Run) -> None:
    found = [numbers(line.split("=", 1)[1]) for line in starting(run("graph"), "f(")]
    assert found[0] == pytest.approx([math.sin(3.0), math.cos(3.0), 3.0], abs=1e-6)
    assert found[1] == pytest.approx([1.0, 0.0, math.pi / 2], abs=1e-6)


def test_softplus_exercise(run: Run) -> None:
    lines = run("softplus_exercise")
    assert numbers(starting(lines, "f = ")[0]) == pytest.approx([math.log(2.0)], abs=1e-12)
    partials = [numbers(starting(lines, f"df/d{name} = ")[0])[0] for name in ("x1", "x2", "y1", "y2")]
    assert partials == [0.0, 0.0, -0.5, -0.5]
    assert numbers(starting(lines, "all four at once:")[0]) == partials


def test_differences(run: Run) -> None:
    lines = run("differences")
    table = np.array([numbers(line) for line in lines if re.match(r" +1e-\d\d ", line)])
    step, one_sided, central = table.T
    assert step == pytest.approx(10.0 ** -np.arange(1.0, 16.0))
    # Truncation falls with h and with h squared, then cancellation takes over: no step is as good as the tangent.
    assert one_sided[1] / one_sided[2] == pytest.approx(10.0, rel=0.1)
    assert central[1] / central[2] == pytest.approx(100.0, rel=0.1)
    assert one_sided[-1] > 1e-3 and central[-1] > 1e-3
    assert 1e-13 < central.min() < one_sided.min()
    assert numbers(starting(lines, "tangent")[0])[0] < 1e-15
    calls, error = numbers(starting(lines, "by differences")[0])
    assert calls == 51 and error > 1e-9
    calls, error = numbers(starting(lines, "by tangents")[0])
    assert calls == 50 and error < 1e-15


def test_repeated_work(run: Run) -> None:
    table = [numbers(line) for line in run("repeated_work") if re.match(r" +\d+ +0\.\d{12} ", line)]
    depths, slopes, symbolic, generated = zip(*table, strict=True)
    assert depths == tuple(range(1, 13))
    for depth, slope in zip(depths, slopes, strict=True):
        nested = 0.5 + 1e-30j
        for _ in range(int(depth)):
            nested = cmath.sin(nested)
        assert slope == pytest.approx(nested.imag / 1e-30, abs=1e-12)
    assert list(symbolic) == [n * (n + 1) / 2 + n - 1 for n in depths]
    # Each level more costs a sine, a cosine and a product.
    assert set(np.diff(generated)) == {3.0}


def test_link_functions(run: Run) -> None:
    lines = run("link_functions")
    x = np.array([-2.0, 0.0, 1.0, 3.0])
    s = 1.5 * x - 0.5 + 1e-30j * x
    truths = {
        "tanh": np.tanh(s).imag,
        "logistic": (1.0 / (1.0 + np.exp(-s))).imag,
        "softplus": np.log(1.0 + np.exp(s)).imag,
        "bump": np.exp(-s * s).imag,
        "relu": 1e-30 * np.array([0.0, 0.0, 1.0, 3.0]),
    }
    for name, truth in truths.items():
        assert numbers(starting(lines, name)[0]) == pytest.approx(list(truth / 1e-30), abs=1e-9)
    by_formula = numbers(starting(lines, "(exp(2s) - 1)")[0].split("slope")[1])
    assert by_formula == pytest.approx([np.tanh(0.3 + 1e-30j).imag / 1e-30], abs=1e-12)


def test_xor_network(run: Run) -> None:
    lines = run("xor_network")
    rows = [re.fullmatch(r"([+-])1 xor ([+-])1 = ([+-])0\.9\d+", line) for line in lines if " xor " in line]
    assert len(rows) == 4
    for row in rows:
        assert row is not None and (row[3] == "+") == (row[1] != row[2])
    for line in starting(lines, "xor of"):
        n, right, total, weakest = numbers(line)
        assert right == total == 2**n and weakest > 0.9


def test_xor_network_gradient(run: Run, monkeypatch) -> None:
    module = load("xor_network")
    weights = np.random.default_rng(0).normal(size=9)
    value, gradient = module.value_and_gradient(module.loss)(weights)
    assert value == module.loss(weights)
    assert gradient.shape == (9,)
    for direction, slope in zip(np.eye(9), gradient, strict=True):
        difference = module.loss(weights + 1e-5 * direction) - module.loss(weights - 1e-5 * direction)
        assert slope == pytest.approx(difference / 2e-5, abs=1e-8)


def test_curve_network(run: Run) -> None:
    lines = run("curve_network")
    errors = [numbers(line)[0] for line in starting(lines, "no link function  largest error")]
    errors += [numbers(line)[-1] for line in starting(lines, "width")]
    assert len(errors) == 7
    line, _, second, _, fourth, _, eighth = errors
    assert line > second > 10.0 * fourth > 40.0 * eighth


def test_ode_sensitivity(run: Run) -> None:
    table = np.array([numbers(line) for line in run("ode_sensitivity") if re.match(r" *\d+\.\d ", line)])
    assert table[:, 0] == pytest.approx([0.0, 3.0, 6.0, 9.0, 12.0, 15.0])
    truth = integrate_variations(times=table[:, 0])
    assert table[:, 1:] == pytest.approx(truth, abs=2e-6)


def integrate_variations(times: np.ndarray) -> np.ndarray:
    """Integrate the populations together with the variational equations, written by hand, in steps of 0.002.

    The columns are those of the example: both populations, their slopes by the birth rate, the hares' by their start.
    """
    birth, death, step = 1.0, 0.7, 0.002

    def rates(state: np.ndarray) -> np.ndarray:
        hares, foxes = state[:2]
        slopes = state[2:].reshape(2, 2)
        jacobian = np.array([[birth - foxes, -hares], [foxes, hares - death]])
        forcing = np.array([[hares, 0.0], [0.0, 0.0]])
        return np.concatenate(
            [[birth * hares - hares * foxes, hares * foxes - death * foxes], (jacobian @ slopes + forcing).ravel()]
        )

    # The rows of the slopes are hares and foxes, the columns the birth rate and the hares at the start.
    state, rows = np.array([1.2, 0.8, 0.0, 1.0, 0.0, 0.0]), []
    for index in range(round(times[-1] / step) + 1):
        if np.isclose(index * step, times).any():
            rows.append([state[0], state[1], state[2], state[4], state[3]])
        first = rates(state)
        second = rates(state + 0.5 * step * first)
        third = rates(state + 0.5 * step * second)
        fourth = rates(state + step * third)
        state = state + step * (first + 2.0 * second + 2.0 * third + fourth) / 6.0
    return np.array(rows)


def solve_by_bisection(eccentricity: float, mean: float) -> float:
    low, high = 0.0, 4.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if middle - eccentricity * math.sin(middle) < mean else (low, middle)
    return 0.5 * (low + high)


def test_newton(run: Run) -> None:
    lines = run("newton")
    errors = [numbers(line)[-1] for line in starting(lines, "step ")]
    assert len(errors) < 9 and errors[-2] < 1e-14
    last = numbers(starting(lines, f"step {len(errors) - 1}")[0])[0]
    assert last == pytest.approx(solve_by_bisection(0.6, 1.0), abs=1e-14)
    by_eccentricity = (solve_by_bisection(0.6 + 1e-5, 1.0) - solve_by_bisection(0.6 - 1e-5, 1.0)) / 2e-5
    by_mean = (solve_by_bisection(0.6, 1.0 + 1e-5) - solve_by_bisection(0.6, 1.0 - 1e-5)) / 2e-5
    found = [numbers(starting(lines, f"d anomaly / d {name}")[0])[-1] for name in ("eccentricity", "mean ")]
    assert found == pytest.approx([by_eccentricity, by_mean], abs=1e-9)
    implicit = numbers(starting(lines, "implicit function theorem:")[0])
    assert found == pytest.approx(implicit, abs=1e-11)


@pytest.mark.parametrize("name", ["curve_network", "differences", "ode_sensitivity"])
def test_pictures_are_saved(name: str, run: Run, tmp_path) -> None:
    pytest.importorskip("matplotlib")
    run(name)
    assert (tmp_path / "plots" / f"{name}.png").stat().st_size > 1000


def slopes_by_differences(function: Callable[[float], float], step: float) -> float:
    return (function(step) - function(-step)) / (2.0 * step)


@pytest.mark.filterwarnings("ignore")  # of the library
def test_pipe_network(run: Run) -> None:
    pytest.importorskip("fluids")
    lines = [line for line in run("pipe_network") if "kPa" in line]
    loss = load("pipe_network").network_loss.primal
    for position, line in enumerate(lines):
        value, slope, share, d_share = numbers(line.partition(" ")[2])

        def moved(step: float, place: int, position: int = position) -> float:
            roughness = [4.5e-5 + step * (k == position) for k in range(3)]
            return loss(*roughness)[place]

        assert value == pytest.approx(moved(0.0, 0) / 1e3, abs=1e-5) and share == pytest.approx(moved(0.0, 1), abs=1e-6)
        for place, found in ((0, slope), (1, d_share)):
            expected = 1e-6 * slopes_by_differences(lambda h, place=place: moved(h, place), 1e-8)
            assert found == pytest.approx(expected, rel=1e-3, abs=1e-9)
    assert len(lines) == 3


@pytest.mark.filterwarnings("ignore")  # of the library
def test_dew_point(run: Run) -> None:
    pytest.importorskip("thermo")
    lines = run("dew_point")
    pressures = [numbers(line)[-1] for line in lines if "of the drop" in line]
    slopes = [numbers(line.partition("more:")[2])[0] for line in lines if "one mole more" in line]
    module = load("dew_point")
    assert len(pressures) == len(slopes) == 3 and len(set(pressures)) == 1
    # Twice the gas has the same dew point, so that the slopes cancel (Euler's theorem).
    assert sum(n * slope for n, slope in zip(module.GAS, slopes, strict=True)) == pytest.approx(0.0, abs=1e-5)

    def moved(step: float) -> float:
        return module.dew_pressure.primal([0.70, 0.25, 0.05 + step], 330.0)[0] / 1e5

    assert slopes[2] == pytest.approx(slopes_by_differences(moved, 1e-5), rel=1e-5)


@pytest.mark.filterwarnings("ignore")  # of the library
def test_ground_track(run: Run) -> None:
    pytest.importorskip("sgp4")
    lines = run("ground_track")
    point = load("ground_track").point_below.primal
    elements = load("ground_track").ELEMENTS
    found = [line for line in lines if "deg east" in line]
    assert len(found) == 6
    for line in found:
        name, step = line.split()[0], float(line.split()[1])
        for place, value in enumerate(numbers(line.partition("more:")[2])):

            def moved(h: float, name: str = name, place: int = place) -> float:
                return point(**{**elements, name: elements[name] + h}, minutes=90.0)[place]

            expected = step * slopes_by_differences(moved, 1e-3 * step if name != "motion" else 0.1 * step)
            assert value == pytest.approx(expected, rel=1e-3, abs=2e-6)
