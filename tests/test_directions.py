"""Derivatives in several directions at once: the same numbers as in one direction after the other."""

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.calling import directing
from tests import directions
from tests.programs import judging
from tests.programs.inputs import POINTS
from tests.random_programs.numeric import write_numeric_program
from tests.random_programs.running import loaded
from tests.test_programs import PROGRAMS


def plain_inputs(args: list[Any]) -> tuple[int, ...]:
    """Return the positions of the arguments that are floats or arrays of them."""
    arrays = [i for i, a in enumerate(args) if isinstance(a, np.ndarray) and a.dtype.kind == "f"]
    return tuple(sorted([*arrays, *(i for i, a in enumerate(args) if type(a) is float)]))


def cases(*, slow: bool) -> Iterator[Any]:
    """Yield each program whose inputs can vary, at one point or at all."""
    for label, program in PROGRAMS.items():
        for point in POINTS if slow else ("plus",):
            args, keywords = judging.arranged(program, judging.inputs_of(program, point))
            if plain_inputs(args) and not keywords:
                yield pytest.param(program, point, id=f"{label}-{point}")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("program", "point"), list(cases(slow=False)))
def test_program_in_several_directions(program: Callable[..., Any], point: str) -> None:
    check_program(program, point, srcad.value_and_jacobian)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("operator", [srcad.value_and_jacobian, srcad.value_and_hessian], ids=["jacobian", "hessian"])
@pytest.mark.parametrize(("program", "point"), list(cases(slow=True)))
def test_program_at_more_points(program: Callable[..., Any], point: str, operator: Callable[..., Any]) -> None:
    check_program(program, point, operator)


def check_program(program: Callable[..., Any], point: str, operator: Callable[..., Any]) -> None:
    """Compare a derivative with respect to all plain inputs, and to each."""
    args, _ = judging.arranged(program, judging.inputs_of(program, point))
    plain = plain_inputs(args)
    for wrt in {plain, *((one,) for one in plain)}:
        directions.compared(program, tuple(args), wrt, operator)


def numeric_case(seed: int) -> tuple[str, tuple[Any, ...]]:
    """Return a random program and its arguments."""
    chance = np.random.default_rng(seed)
    arguments = chance.uniform(-1, 1), chance.uniform(-1, 1, 4), chance.uniform(-1, 1, (4, 4))
    return write_numeric_program(seed), arguments


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(40))
def test_random_program_in_several_directions(seed: int) -> None:
    text, args = numeric_case(seed)
    with loaded(text) as program:
        wrt = ((0, 1, 2), (1,), (0, 1), (2,))[seed % 4]
        directions.compared(program, args, wrt, srcad.value_and_jacobian)
        directions.compared(program, args, wrt[:2], srcad.value_and_hessian)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(40, 240))
def test_more_random_programs_in_several_directions(seed: int) -> None:
    test_random_program_in_several_directions(seed)


def test_most_random_programs_are_taken_together() -> None:
    found = []
    for seed in range(20):
        text, args = numeric_case(seed)
        with loaded(text) as program:
            found.append(directions.compared(program, args, (0, 1), srcad.value_and_jacobian))
    assert found.count(directions.TOGETHER) >= 12


# The programs below are such as would go wrong without what the text does about them.

VECTOR = np.array([0.4, -0.7, 1.1, 0.3, -0.2, 0.9, 1.3, -1.2])


def swapped(x: Any) -> Any:
    y = x * 1.0
    first = y[0]
    y[0] = y[1]
    y[1] = first
    return y, first


def two_names_of_a_number(x: Any) -> Any:
    a = x[0] * x[1]
    b = a
    a += x[2]
    a *= 2.0
    return a, b


def first_and_changed(y: Any) -> Any:
    first = y[0]
    y[0] = y[1] * 3.0
    return first, y


def caller_of_first_and_changed(x: Any) -> Any:
    first, y = first_and_changed(x * 2.0)
    y[1] = first * x[2]
    return first, y


def first_and_all(y: Any) -> Any:
    return y[0], y


def changes_what_was_returned(x: Any) -> Any:
    first, y = first_and_all(x * 2.0)
    y[0] += 5.0 * x[1]
    return first * y


def elements_of_a_changing_array(x: Any) -> Any:
    y = x * 1.0
    total = 0.0
    for value in y:
        y[1] = 2.0 * value
        total = total + value * y[1]
    return total, y


def unpacked_then_changed(x: Any) -> Any:
    y = x[:2] * 1.0
    a, b = y
    y[0] = b
    y[1] = a
    return a * b, y


def collected_then_changed(x: Any) -> Any:
    y = x * x
    kept = [y[0], y[1]]
    y[0] = 0.0
    return kept, y


def square_of_as_many(x: Any) -> Any:
    """Axes of primals that are as long as that of the directions."""
    table = np.outer(x, np.ones(8)) + x
    return table * x, table @ x, x @ table, table.T, table[:, 0], table[0], np.mean(table, axis=-1)


def with_ellipsis(x: Any) -> Any:
    table = x[:, None] * x
    return table[..., 0], table[..., None, 1], table[...], table[2, ...]


def row_times_column(x: Any) -> Any:
    return x[None, :] / (2.0 + x[:, None] ** 2), np.sqrt(1.0 + x[:, None] ** 2) * x


def branches_of_constants(x: Any) -> Any:
    y = np.zeros(8)
    slope = 0.0
    if x[0] > 0.0:
        slope = x[1] * 2.0
    for i in range(8):
        if i % 2:
            y[i] = slope
    return y, slope, np.array([slope, 1.0, x[0]])


def bounded(x: Any) -> Any:
    return np.where(x > 0.0, x * x, 0.5), np.maximum(x, 0.0), np.clip(x, -0.5, 0.5), np.minimum(x, 0.1 * x[::-1])


def any_linear_function(x: Any) -> Any:
    return np.fft.fft(x), np.cumsum(x), np.convolve(x, x), np.linalg.solve(np.eye(8) + np.outer(x, x), x)


def with_complex_numbers(x: Any) -> Any:
    z = np.exp(1j * x)
    return z, z.real, abs(z[0]), np.conj(z) * 2j


def halves_of_it(x: Any) -> Any:
    return {"first": x[:4] * x[4:], "both": [x.sum(), np.prod(x[:2])], "none": "text", "count": 3}


def listed_then_changed(x: Any) -> Any:
    y = x * 1.0
    kept, rest = list(y), [0.0] * 8
    y[0] = y[1] * x[2]
    kept[1] += y[0]
    rest[2] = kept[0] * kept[1]
    for i in range(1, 8):
        rest[i] = rest[i] + kept[i - 1]
    return y, kept, rest


def layers(x: Any) -> Any:
    table = x.reshape(2, 4)
    h = np.tanh(np.ones((3, 2)) @ table + x[:4])
    r = h @ x[4:] - 1.0
    return np.sum(r * r), x.reshape(4, 2) @ table, table @ x[4:], r @ h, h


def stacks_of_matrices(x: Any) -> Any:
    stack = np.ones((3, 4, 2)) * 0.5
    table = x.reshape(2, 4)
    return stack @ table, stack @ x[:2], x[:4] @ stack, table @ stack, np.matmul(table, stack)


TRAPS = [
    listed_then_changed,
    layers,
    stacks_of_matrices,
    swapped,
    two_names_of_a_number,
    caller_of_first_and_changed,
    changes_what_was_returned,
    elements_of_a_changing_array,
    unpacked_then_changed,
    collected_then_changed,
    square_of_as_many,
    with_ellipsis,
    row_times_column,
    branches_of_constants,
    bounded,
    any_linear_function,
    with_complex_numbers,
    halves_of_it,
]


@pytest.mark.parametrize("program", TRAPS)
def test_trap(program: Callable[..., Any]) -> None:
    assert directions.compared(program, (VECTOR,), (0,), srcad.value_and_jacobian) == directions.TOGETHER
    directions.compared(program, (VECTOR,), (0,), srcad.value_and_hessian)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1, 3, 40])
def test_dtype_and_size(dtype: Any, size: int) -> None:
    x = np.linspace(0.1, 0.9, size).astype(dtype)
    for program in (row_times_column, bounded):
        directions.compared(program, (x,), (0,), srcad.value_and_jacobian)
        directions.compared(program, (x,), (0,), srcad.value_and_hessian)


def test_directions_are_taken_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directing, "MOST_ENTRIES", 8 * 3)
    for operator in (srcad.value_and_jacobian, srcad.value_and_hessian):
        assert directions.compared(square_of_as_many, (VECTOR,), (0,), operator) == directions.TOGETHER


def test_one_evaluation_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    def watched(x: Any) -> Any:
        print("evaluated")
        return np.sin(x)

    np.testing.assert_allclose(srcad.jacobian(watched)(VECTOR), np.diag(np.cos(VECTOR)), rtol=1e-15)
    assert capsys.readouterr().out == "evaluated\n"


def root_of_each(x: Any) -> Any:
    return np.sqrt(x * x[::-1])


def overflowing(x: Any) -> Any:
    return x * 1e300 * x * 1e300


@pytest.mark.parametrize("program", [root_of_each, overflowing])
def test_poles_and_warnings_are_those_of_single_directions(program: Callable[..., Any]) -> None:
    x = np.array([0.0, 1e5, 2.0, 3.0])
    found = []
    for way in (directions.never_together, directions.always_together):
        with way(), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            found.append((srcad.jacobian(program)(x), {str(one.message) for one in warned}))
    np.testing.assert_array_equal(found[0][0], found[1][0])
    assert found[0][1] == found[1][1]


def test_exception_is_that_of_the_function() -> None:
    def refuses(x: Any) -> Any:
        if x[0] > 0.0:
            raise ValueError("too large")
        return x

    with pytest.raises(ValueError, match="too large"):
        srcad.jacobian(refuses)(VECTOR)


def test_hessian_is_symmetric() -> None:
    def energy(x: Any) -> Any:
        return np.sum(np.sin(x[1:] * x[:-1]) / (1.0 + x[0] ** 2))

    found = srcad.hessian(energy)(VECTOR)
    assert (found == found.T).all()


def test_result_does_not_share_storage() -> None:
    def itself(x: Any) -> Any:
        return x

    value, found = srcad.value_and_jacobian(itself)(VECTOR)
    found[...] = 0.0
    np.testing.assert_array_equal(srcad.jacobian(itself)(VECTOR), np.eye(8))
    assert value is VECTOR


@pytest.mark.parametrize("operator", [srcad.value_and_jacobian, srcad.value_and_hessian])
@pytest.mark.parametrize(
    "args",
    [
        (np.zeros(0), VECTOR),
        (np.array(0.7), VECTOR),
        (0.3, np.asfortranarray(VECTOR.reshape(2, 4))),
        (VECTOR[:1], np.zeros((0, 4))),
        (np.zeros((2, 0)), np.zeros(0)),
    ],
)
def test_unusual_shapes(operator: Callable[..., Any], args: tuple[Any, ...]) -> None:
    def products(a: Any, b: Any) -> Any:
        return np.sum(a * 2.0) * b, np.sum(b) * a, b.T * 1.5

    directions.compared(products, args, (0, 1), operator)
    directions.compared(products, args, (1,), operator)
