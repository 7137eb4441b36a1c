"""Golden derivatives: one small feature a case, the user's source above, the derivative that is generated below.

A case is a text file of tests/cases. After its source, every line `--- f(1.5, 2.0) by x` is a call; the text of the
variant that answers it follows, without its header. Without `by`, all that can vary does. `python -m tests.test_cases`
with `--rewrite` writes the derivatives of all cases anew, or of those that are named after it.

Text alone could be wrong in the same way year after year. So each call is also run, along one direction: its value
against the plain call, bit for bit, and its tangent against differences, to the first order and to the second.
"""

import ast
import functools
import inspect
import linecache
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import srcad
from tests.differences import differentiate, flat, leaves, random_direction, shifted
from tests.verification import verify_what_is_generated  # noqa: F401 (an automatic fixture)

FOLDER = Path(__file__).parent / "cases"
MARK = "--- "
WITHOUT_SECOND_ORDER = {
    "generator": "the values and slopes of a generator's derivative come in step and not one after the other",
    "names_taken": "the keyword d2_d_x would be the seed of the parameter d_x as well as that of the seed of x",
}


@dataclass(frozen=True)
class Call:
    """One call of a case: the line that says it, and the text that is expected."""

    line: str
    expected: str

    @property
    def expression(self) -> str:
        """Return the call as Python."""
        return self.line.split(" by ")[0]

    @property
    def wrt(self) -> tuple[str, ...]:
        """Return the names of the parameters that vary; none: all that can."""
        return tuple(self.line.partition(" by ")[2].split(", ")) if " by " in self.line else ()


@dataclass(frozen=True)
class Case:
    """One file of tests/cases."""

    path: Path
    source: str
    calls: tuple[Call, ...]

    @property
    def name(self) -> str:
        """Return the name of the feature."""
        return self.path.stem

    @functools.cached_property
    def module(self) -> dict[str, Any]:
        """Run the source as a module of its own."""
        filename = f"<case {self.name}>"
        linecache.cache[filename] = (len(self.source), None, self.source.splitlines(keepends=True), filename)
        namespace: dict[str, Any] = {"__name__": f"case_{self.name}", "np": np}
        exec(compile(self.source, filename, "exec", dont_inherit=True), namespace)
        return namespace


def read_case(path: Path) -> Case:
    """Split a file into its source and its calls."""
    source, *sections = path.read_text(encoding="utf-8").split("\n" + MARK)
    calls = []
    for section in sections:
        line, _, expected = section.partition("\n")
        calls.append(Call(line.strip(), expected.strip("\n")))
    return Case(path, source.strip("\n") + "\n", tuple(calls))


def write_case(case: Case) -> None:
    """Write a file with the derivatives that are generated today."""
    sections = [f"{MARK}{call.line}\n\n{Run(case, call).generated()}\n" for call in case.calls]
    case.path.write_text("\n".join([case.source, *sections]), encoding="utf-8")


class Run:
    """One call of a case, ready to be made as often as wanted with arguments of its own."""

    def __init__(self, case: Case, call: Call) -> None:
        expression = ast.parse(call.expression, mode="eval").body
        assert isinstance(expression, ast.Call)
        self.case, self.call = case, call
        self.function: Callable[..., Any] = case.module[ast.unparse(expression.func)]
        expression.func = ast.Name("arguments_of", ast.Load())
        self.code = compile(ast.fix_missing_locations(ast.Expression(expression)), "<call>", "eval")
        self.signature = inspect.signature(self.function)
        self.generator = np.random.default_rng(len(case.source))

    def arguments(self) -> dict[str, Any]:
        """Return fresh arguments by the parameter's name."""
        return dict(eval(self.code, {**self.case.module, "arguments_of": self._bound}))

    def _bound(self, *args: Any, **keywords: Any) -> dict[str, Any]:
        return self.signature.bind(*args, **keywords).arguments

    def _placed(self, arguments: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        bound = inspect.BoundArguments(self.signature, arguments)  # type: ignore[arg-type]
        return bound.args, bound.kwargs

    def directions(self) -> dict[str, Any]:
        """Return one direction for each parameter that varies."""
        arguments = self.arguments()
        wanted = self.call.wrt or [name for name, value in arguments.items() if any(leaves(value))]
        return {name: random_direction(arguments[name], self.generator) for name in wanted}

    def moved(self, direction: dict[str, Any], step: float) -> dict[str, Any]:
        """Return the arguments, moved along a direction."""
        memo: dict[int, Any] = {}
        return {name: shifted(value, direction.get(name), step, memo) for name, value in self.arguments().items()}

    def value(self, arguments: dict[str, Any], direction: dict[str, Any]) -> Any:
        """Call the function itself; return its result and what became of the arguments that vary."""
        args, keywords = self._placed(arguments)
        result = listed(self.function(*args, **keywords))
        return [result, {name: arguments[name] for name in direction}]

    def derivative(self, arguments: dict[str, Any], direction: dict[str, Any]) -> tuple[Any, Any]:
        """Call the derivative; return value and tangent of the result and of the arguments."""
        seeds = {name: shifted(seed, None, 0.0) for name, seed in direction.items()}
        args, keywords = self._placed(arguments)
        value, tangent = map(listed, srcad.jvp(self.function, args, (), keywords, seeds))
        return [value, {name: arguments[name] for name in direction}], [tangent, seeds]

    def second_derivative(self, inner: dict[str, Any], outer: dict[str, Any]) -> tuple[Any, Any]:
        """Differentiate the derivative in one direction in another; return (value, slope) and the tangent of both."""
        args, keywords = self._placed(self.arguments())
        seeds = {f"d_{name}": shifted(seed, None, 0.0) for name, seed in inner.items()}
        seeds |= {f"d2_{name}": shifted(seed, None, 0.0) for name, seed in outer.items()}
        both = srcad.forward_diff(srcad.forward_diff(self.function))
        values, tangents = both(*args, **keywords, **seeds)
        return list(map(listed, values)), list(map(listed, tangents))

    def generated(self) -> str:
        """Return the text of the variant, without the header."""
        derivative = srcad.forward_diff(self.function)
        args, keywords = self._placed(self.arguments())
        derivative.jvp(args, (), keywords, self.directions())
        lines = derivative.source.splitlines()
        while lines[0].startswith("# derivative of"):
            del lines[0]
        return "\n".join(lines)


def listed(value: Any) -> Any:
    """Run a generator to its end."""
    return list(value) if hasattr(value, "send") else value


def tangent_entries(value: Any, tangent: Any) -> np.ndarray:
    """Return the tangent's numbers beside those of its value; what has no tangent is zero."""
    found = []
    for path, numbers in leaves(value):
        part = functools.reduce(part_of, path, tangent)
        found.append(np.zeros_like(numbers) if part is None else np.broadcast_to(np.ravel(part), numbers.shape))
    return np.concatenate(found) if found else np.zeros(0)


def part_of(tangent: Any, key: Any) -> Any:
    """Return one part of a tangent of any structure; nothing has no parts."""
    if isinstance(tangent, (list, tuple, dict)):
        return tangent.get(key) if isinstance(tangent, dict) else tangent[key]
    return getattr(tangent, key, None)


def check_first_order(run: Run) -> None:
    """Compare the value with the plain call, and the tangent with differences."""
    direction = run.directions()
    value, tangent = run.derivative(run.arguments(), direction)
    plain = run.value(run.arguments(), direction)
    np.testing.assert_array_equal(flat(value), flat(plain))
    slopes = differentiate(lambda step: run.value(run.moved(direction, step), direction), flat(plain).size)
    np.testing.assert_allclose(tangent_entries(value, tangent), slopes.values, rtol=1e-7, atol=1e-8)


def check_second_order(run: Run) -> None:
    """Compare the tangent of the tangent with differences of the tangent."""
    inner, outer = run.directions(), run.directions()

    def slope(step: float) -> Any:
        values, tangents = run.derivative(run.moved(outer, step), inner)
        return [values[0], *leaf_tangents(values[0], tangents[0])]

    values, tangents = run.second_derivative(inner, outer)
    here = slope(0.0)
    slopes = differentiate(slope, flat(here).size)
    found = [values[0], *leaf_tangents(values[0], values[1])]
    np.testing.assert_array_equal(flat(found), flat(here))
    second = np.concatenate([tangent_entries(values[0], tangents[0]), tangent_entries(values[0], tangents[1])])
    np.testing.assert_allclose(second, slopes.values, rtol=1e-6, atol=1e-7)


def leaf_tangents(value: Any, tangent: Any) -> list[Any]:
    """Return the tangent's numbers one by one."""
    return list(tangent_entries(value, tangent))


def read_cases() -> Iterator[Case]:
    """Read all cases in the order of their names."""
    return map(read_case, sorted(FOLDER.glob("*.txt")))


CASES = {f"{case.name}-{call.line}": (case, call) for case in read_cases() for call in case.calls}


@pytest.mark.parametrize(("case", "call"), CASES.values(), ids=CASES)
def test_generated_text(case: Case, call: Call) -> None:
    assert Run(case, call).generated() == call.expected


@pytest.mark.parametrize(("case", "call"), CASES.values(), ids=CASES)
def test_tangent_against_differences(case: Case, call: Call) -> None:
    check_first_order(Run(case, call))


@pytest.mark.parametrize(("case", "call"), CASES.values(), ids=CASES)
def test_second_order_against_differences(case: Case, call: Call, request: pytest.FixtureRequest) -> None:
    if case.name in WITHOUT_SECOND_ORDER:
        request.applymarker(pytest.mark.xfail(reason=WITHOUT_SECOND_ORDER[case.name], strict=False))
    check_second_order(Run(case, call))


def test_header_says_what_it_is_the_derivative_of() -> None:
    case, call = CASES["loop-polynomial(1.5, 4)"]
    run = Run(case, call)
    derivative = srcad.forward_diff(run.function)
    derivative(1.5, 4, d_x=1.0)
    header = "# derivative of `polynomial` (<case loop>:1) with respect to x, written by srcad"
    assert derivative.source.splitlines()[0] == header


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_text_is_the_same_in_every_run(hash_seed: str) -> None:
    command = [sys.executable, "-m", "tests.test_cases", "--print"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    printed = subprocess.run(
        command, env=environment, cwd=FOLDER.parent.parent, capture_output=True, text=True, check=True
    ).stdout
    assert printed == "".join(f"{call.expected}\n" for _, call in CASES.values())


def main(arguments: list[str]) -> None:
    """Write the cases that are named, or all; or print all that is generated."""
    if arguments == ["--print"]:
        for case, call in CASES.values():
            print(Run(case, call).generated())
        return
    if arguments[:1] != ["--rewrite"]:
        raise SystemExit("usage: python -m tests.test_cases --rewrite [name ...] or --print")
    for case in read_cases():
        if case.name in arguments[1:] or not arguments[1:]:
            write_case(case)


if __name__ == "__main__":
    main(sys.argv[1:])
