"""The time of a derivation: it grows with the size of the function and not faster.

Time itself is printed by `python -m tests.benchmarks.derivation`. Here calls are counted, which are the same each time.
"""

import linecache
import math
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from tests.benchmarks.derivation import source_of


@pytest.fixture(autouse=True)
def verify_what_is_generated() -> None:
    """Leave out the checks of the tests, whose calls are not those of a derivation."""


def straight(size: int) -> str:
    return "def f(x):\n" + "    x = math.sin(x) * x\n" * size + "    return x\n"


def one_long_sum(size: int) -> str:
    return "def f(x):\n    return " + " + ".join(["x * x"] * size) + "\n"


def branches(size: int) -> str:
    text = "    if x > {i}.0:\n        x = x * 0.5\n    else:\n        x = x + 1.0\n"
    return "def f(x):\n" + "".join(text.format(i=i) for i in range(size)) + "    return x\n"


def one_long_branch(size: int) -> str:
    text = "    elif x > {i}.0:\n        y = x * {i}.0\n"
    cases = "".join(text.format(i=i) for i in range(size))
    return f"def f(x):\n    if x > 100.0:\n        y = x\n{cases}    else:\n        y = 0.0\n    return y\n"


def lists(size: int) -> str:
    made = "".join(f"    a{i} = [x, {i}.0]\n    a{i}.append(x * x)\n" for i in range(size))
    return f"def f(x):\n{made}    return " + " + ".join(f"a{i}[0]" for i in range(size)) + "\n"


def array_elements(size: int) -> str:
    return "def f(x):\n    y = np.zeros(3)\n" + "    y[0] = y[1] * x\n    y += x\n" * size + "    return y\n"


def inner_functions(size: int) -> str:
    text = "    def g{i}(v):\n        return v * x\n    x = g{i}(x)\n"
    return "def f(x):\n" + "".join(text.format(i=i) for i in range(size)) + "    return x\n"


def calls_of_a_helper(size: int) -> str:
    return (
        "def helper(v):\n    return v * v\ndef f(x):\n"
        + "    x = helper(x) + helper(2.0 * x)\n" * size
        + "    return x\n"
    )


def handlers(size: int) -> str:
    return (
        "def f(x):\n"
        + "    try:\n        x = x * 0.5\n    except ValueError:\n        x = 1.0\n" * size
        + "    return x\n"
    )


def mixed(size: int) -> str:
    return source_of(9 * size).replace(f"def long_{9 * size}(x, y, n)", "def f(x, y=0.7, n=3)")


def nested_loops(size: int) -> str:
    heads = "".join("    " * (depth + 1) + f"for i{depth} in range(2):\n" for depth in range(size))
    return f"def f(x):\n    y = x\n{heads}" + "    " * (size + 1) + "y = y * x\n    return y\n"


def nested_changes(size: int) -> str:
    text = "{indent}while y < {depth}.0:\n{indent}    y = y + x\n"
    loops = "".join(text.format(indent="    " * (depth + 1), depth=depth) for depth in range(size))
    return f"def f(x):\n    y = x\n{loops}    return y\n"


def chain_of_helpers(size: int) -> str:
    helpers = "".join(f"def g{i}(v):\n    return {f'g{i - 1}(v)' if i else 'v'} * v\n" for i in range(size))
    return f"{helpers}def f(x):\n    return g{size - 1}(x)\n"


def function_of(text: str, label: str) -> Callable[..., Any]:
    """Compile a function that srcad has not seen yet."""
    file = f"<derivation {label} {len(text)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    namespace: dict[str, Any] = {"math": math, "np": np}
    exec(compile(text, file, "exec", dont_inherit=True), namespace)
    function: Callable[..., Any] = namespace["f"]
    return function


def count_calls(action: Callable[[], Any]) -> int:
    """Count the Python functions that an action calls."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def cost_of(shape: Callable[[int], str], size: int) -> int:
    """Count the calls of one cold derivation."""
    derivative = srcad.forward_diff(function_of(shape(size), shape.__name__))
    return count_calls(lambda: derivative.variant(0.7, wrt="x"))


LINEAR = (
    straight,
    one_long_sum,
    branches,
    one_long_branch,
    lists,
    array_elements,
    inner_functions,
    calls_of_a_helper,
    handlers,
    mixed,
)


@pytest.mark.parametrize("shape", LINEAR)
def test_linear_in_the_number_of_statements(shape: Callable[[int], str]) -> None:
    cost_of(shape, 2)  # what is read once per process
    assert cost_of(shape, 40) < 2.15 * cost_of(shape, 20)


@pytest.mark.parametrize(("shape", "most"), [(nested_loops, 1.6), (nested_changes, 1.9), (chain_of_helpers, 1.6)])
def test_not_exponential_in_the_depth(shape: Callable[[int], str], most: float) -> None:
    """Two levels more multiply the cost by a bounded factor: 4 would be a doubling with each level."""
    cost_of(shape, 2)
    assert cost_of(shape, 6) < most * cost_of(shape, 4)


def test_a_second_variant_of_the_same_kinds_is_not_derived() -> None:
    derivative = srcad.forward_diff(function_of(straight(50), "again"))
    first = count_calls(lambda: derivative(0.7))
    assert count_calls(lambda: derivative(0.3)) < 0.05 * first
