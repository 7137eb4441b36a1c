"""Run a program plainly and through srcad, and compare everything that can be seen from outside."""

import contextlib
import copy
import dataclasses
import inspect
import io
import itertools
import struct
import types
import warnings
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tests.differences import OPAQUE, differentiate, flat, parts, random_direction, shifted
from tests.programs.inputs import CONSTANT_NAMES, POINTS

RELATIVE, ABSOLUTE = 2e-7, 1e-9


@dataclasses.dataclass
class Outcome:
    """What one call did: its value or its exception, its arguments afterwards, what it printed and warned."""

    value: Any
    error: BaseException | None
    arguments: dict[str, Any]
    printed: str
    warned: list[tuple[str, str]]
    tangent: Any = None
    seeds: dict[str, Any] = dataclasses.field(default_factory=dict)


def inputs_of(program: Callable[..., Any], point: str) -> dict[str, Any]:
    """Return fresh values for the program's parameters, in their order."""
    common, own = POINTS[point](), getattr(program, "inputs", {})
    found = {}
    for parameter in inspect.signature(program).parameters.values():
        name = parameter.name
        if name not in common and name not in own and parameter.default is not parameter.empty:
            continue
        found[name] = copy.deepcopy(own[name] if name in own else common[name])
    return found


def differentiable(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the inputs that can vary."""
    return tuple(name for name, value in values.items() if name not in CONSTANT_NAMES and flat(value).size)


def subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield all non-empty subsets, the full one first."""
    for size in range(len(names), 0, -1):
        yield from itertools.combinations(names, size)


def directions_for(values: dict[str, Any], active: tuple[str, ...], salt: str) -> dict[str, Any]:
    """Return one fixed random seed for each active input."""
    generator = np.random.default_rng(zlib.crc32(salt.encode()))
    return {name: random_direction(values[name], generator) for name in active}


def call_plainly(program: Callable[..., Any], values: dict[str, Any]) -> Outcome:
    """Call the program itself on the values, which it may change."""
    positional, keywords = arranged(program, values)
    return _observed(lambda: (_materialised(program(*positional, **keywords)), None), values, {})


def call_derivative(
    program: Callable[..., Any], values: dict[str, Any], seeds: dict[str, Any], jvp: Callable[..., Any]
) -> Outcome:
    """Call srcad's derivative by position, for the inputs that have a seed."""
    positional, keywords = arranged(program, values)
    tangents, keyword_tangents = arranged(program, {name: seeds.get(name) for name in values}, spread=seeds)
    tangents = [None] * len(positional) if not seeds else tangents

    def call() -> tuple[Any, Any]:
        value, tangent = jvp(program, tuple(positional), tuple(tangents), keywords, keyword_tangents)
        return _materialised_pair(value, tangent)

    return _observed(call, values, seeds)


def arranged(
    program: Callable[..., Any], values: dict[str, Any], spread: dict[str, Any] | None = None
) -> tuple[list[Any], dict[str, Any]]:
    """Sort the values into positional and keyword arguments; *args and **kwargs are spread."""
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for parameter in inspect.signature(program).parameters.values():
        if parameter.name not in values:
            continue
        value = values[parameter.name]
        if parameter.kind is parameter.VAR_POSITIONAL:
            positional += value or [None] * (len(program.inputs[parameter.name]))  # type: ignore[attr-defined]
        elif parameter.kind is parameter.VAR_KEYWORD:
            keywords.update(value or {})
        elif parameter.kind is parameter.KEYWORD_ONLY:
            keywords[parameter.name] = value
        else:
            positional.append(value)
    return positional, keywords


def _observed(call: Callable[[], tuple[Any, Any]], values: dict[str, Any], seeds: dict[str, Any]) -> Outcome:
    printed, value, tangent, error = io.StringIO(), None, None, None
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            value, tangent = call()
        except Exception as raised:
            error = raised
    messages = sorted({(warning.category.__name__, str(warning.message)) for warning in warned})
    return Outcome(value, error, values, printed.getvalue(), messages, tangent, seeds)


def _materialised(value: Any) -> Any:
    return list(value) if isinstance(value, types.GeneratorType) else value


def _materialised_pair(value: Any, tangent: Any) -> tuple[Any, Any]:
    if not hasattr(value, "__next__") or not hasattr(tangent, "__next__"):
        return value, tangent
    # A value that mutates after it was yielded must be seen as a plain list(...) sees it, so nothing is copied.
    pairs = list(zip(value, tangent, strict=False))
    return [first for first, _ in pairs], [second for _, second in pairs]


def compare_with_plain(plain: Outcome, derived: Outcome) -> None:
    """Assert that the derivative's value and effects are the program's own, bit for bit."""
    if plain.error is not None or derived.error is not None:
        if type(plain.error) is not type(derived.error) or str(plain.error) != str(derived.error):
            raise AssertionError(f"raised {derived.error!r}, expected {plain.error!r}") from derived.error
    else:
        assert_identical(derived.value, plain.value, "value")
    for name, argument in plain.arguments.items():
        assert_identical(derived.arguments[name], argument, name)
    assert derived.printed == plain.printed, f"printed {derived.printed!r}, expected {plain.printed!r}"
    extra = [warning for warning in derived.warned if warning not in plain.warned]
    # Where the primal itself warns of infinities or NaN, its tangent may meet them in other operations too.
    assert not extra or plain.warned, f"warnings that the plain call does not raise: {extra}"


def assert_identical(got: Any, expected: Any, where: str, above: tuple[int, ...] = ()) -> None:
    """Assert that two structures agree in types, keys, order and every bit."""
    assert type(got).__qualname__ == type(expected).__qualname__, f"{where}: {got!r} is not like {expected!r}"
    if id(expected) in above:
        return
    if isinstance(expected, np.ndarray):
        assert got.dtype == expected.dtype and got.shape == expected.shape, where
        assert got.strides == expected.strides and got.tobytes() == expected.tobytes(), f"{where}: {got} {expected}"
        return
    inner = parts(expected)
    if inner is None:
        _assert_same_atom(got, expected, where)
        return
    got_parts = parts(got)
    assert got_parts is not None and [key for key, _ in got_parts] == [key for key, _ in inner], f"{where}: {got!r}"
    if isinstance(expected, (set, frozenset)):
        assert got == expected, where
    for (key, got_part), (_, expected_part) in zip(got_parts, inner, strict=True):
        assert_identical(got_part, expected_part, f"{where}[{key!r}]", (*above, id(expected)))


def _assert_same_atom(got: Any, expected: Any, where: str) -> None:
    if isinstance(expected, np.generic):
        assert got.tobytes() == expected.tobytes(), f"{where}: {got!r} is not {expected!r}"
    elif isinstance(expected, (float, complex)):
        assert _bits(got) == _bits(expected), f"{where}: {got!r} is not {expected!r}"
    elif isinstance(expected, (str, bytes, int, type(None), range, slice)):
        assert got == expected, f"{where}: {got!r} is not {expected!r}"


def _bits(number: complex) -> bytes:
    return struct.pack("dd", complex(number).real, complex(number).imag)


def tangent_numbers(value: Any, tangent: Any, where: str = "tangent", above: tuple[int, ...] = ()) -> list[np.ndarray]:
    """Return the tangent's numbers beside each leaf of the value, after checking kinds, shapes, dtypes and keys."""
    inner = parts(value)
    if inner is None:
        return _tangent_of_leaf(value, tangent, where)
    if id(value) in above:
        return []
    numbers: list[np.ndarray] = []
    if tangent is not None and isinstance(value, (list, tuple, dict)) or type(value).__name__ == "deque":
        assert tangent is None or type(tangent) is type(value), f"{where}: {type(tangent)} beside {type(value)}"
        found = parts(tangent)
        assert found is None or [key for key, _ in found] == [key for key, _ in inner], f"{where}: {tangent!r}"
    for key, part in inner:
        numbers += tangent_numbers(part, _part_of_tangent(tangent, key), f"{where}[{key!r}]", (*above, id(value)))
    return numbers


def _part_of_tangent(tangent: Any, key: Any) -> Any:
    if tangent is None:
        return None
    if isinstance(key, str) and not isinstance(tangent, dict):
        return getattr(tangent, key)
    return tangent[key]


def _tangent_of_leaf(value: Any, tangent: Any, where: str) -> list[np.ndarray]:
    if isinstance(value, OPAQUE):
        assert tangent is None or callable(value), f"{where}: {tangent!r} beside {value!r}"
        return []
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        if tangent is None:
            return [np.zeros(value.size)]
        assert type(tangent) is type(value), f"{where}: {type(tangent).__name__} beside {type(value).__name__}"
        assert tangent.shape == value.shape and tangent.dtype == value.dtype, f"{where}: {tangent!r} beside {value!r}"
        assert tangent.strides == value.strides or value.size == 0, f"{where}: strides {tangent.strides}"
        return [tangent.ravel()]
    if isinstance(value, (float, complex, np.inexact)):
        if tangent is None:
            return [np.zeros(1)]
        assert np.ndim(tangent) == 0 and isinstance(tangent, (float, complex, np.inexact)), (
            f"{where}: {tangent!r} beside {value!r}"
        )
        # np.float64 is a float of Python's, so either may stand beside the other.
        assert np.result_type(tangent) == np.result_type(value), (
            f"{where}: {type(tangent).__name__} beside {type(value).__name__}"
        )
        return [np.atleast_1d(tangent)]
    if isinstance(value, (bool, int, np.bool_, np.integer, np.ndarray)):
        assert tangent is None or not np.any(tangent), f"{where}: {tangent!r} beside the constant {value!r}"
    return []


def compare_with_differences(program: Callable[..., Any], values: dict[str, Any], derived: Outcome) -> None:
    """Assert that the tangents of the value and of the active arguments agree with extrapolated differences."""
    directions = directions_by_name(derived)
    # A seed that was given as a dict of attributes is not the tangent that the function changed.
    watched = [name for name in directions if type(derived.seeds[name]) is type(values[name])]
    got = tangent_numbers(derived.value, derived.tangent)
    for name in watched:
        got += tangent_numbers(derived.arguments[name], derived.seeds[name], f"tangent of {name}")
    tangent = np.concatenate([*got, np.zeros(0)])

    def outcome(step: float) -> Any:
        plain = call_plainly(program, shifted_inputs(values, directions, step))
        return [plain.value, *(plain.arguments[name] for name in watched)]

    assert_close(tangent, outcome, tangent.size, getattr(program, "tolerance", RELATIVE))


def directions_by_name(derived: Outcome) -> dict[str, Any]:
    """Return the seeds as they were before the call changed them."""
    return derived.directions  # type: ignore[attr-defined, no-any-return]


def assert_close(tangent: np.ndarray, outcome: Callable[[float], Any], count: int, relative: float = RELATIVE) -> None:
    """Assert that a tangent agrees with the differences of the leaves of outcome(step)."""
    expected_values = flat(outcome(0.0))
    assert expected_values.size == count, f"{count} tangents beside {expected_values.size} numbers"
    if not count:
        return
    difference = differentiate(outcome, count)
    settled = difference.errors <= 5.0 * relative * (1.0 + abs(difference.values))
    settled |= ~np.isfinite(expected_values)
    assert settled.all(), f"the differences do not settle: {difference}"
    judged = np.isfinite(difference.values)
    with np.errstate(invalid="ignore"):
        distance = abs(tangent - difference.values)
    allowed = ABSOLUTE + relative * abs(difference.values) + 10.0 * np.where(judged, difference.errors, 0.0)
    wrong = judged & ~(distance <= allowed)
    assert not wrong.any(), f"tangent {tangent[wrong]}, differences {difference.values[wrong]}"


def judge(program: Callable[..., Any], point: str, active: tuple[str, ...], jvp: Callable[..., Any]) -> Outcome:
    """Compare the derivative of a program, for one set of active inputs, with the plain call and with differences."""
    return judge_values(program, inputs_of(program, point), active, jvp)


def judge_values(
    program: Callable[..., Any], values: dict[str, Any], active: tuple[str, ...], jvp: Callable[..., Any]
) -> Outcome:
    """Do the same for given values of the parameters, which are left as they are."""
    directions = directions_for(values, active, program.__name__)
    derived = call_derivative(program, copy.deepcopy(values), copy.deepcopy(directions), jvp)
    derived.directions = directions  # type: ignore[attr-defined]
    if type(derived.error).__module__.startswith("srcad"):
        raise derived.error
    plain = call_plainly(program, copy.deepcopy(values))
    compare_with_plain(plain, derived)
    if plain.error is None:
        compare_with_differences(program, values, derived)
    return derived


def judge_differences(program: Callable[..., Any], point: str, active: tuple[str, ...]) -> None:
    """Assert that a program runs as plain Python and that its differences settle, without srcad."""
    values = inputs_of(program, point)
    directions = directions_for(values, active, program.__name__)

    def outcome(step: float) -> Any:
        plain = call_plainly(program, shifted_inputs(values, directions, step))
        if step and plain.error is not None:
            raise plain.error
        return [plain.value, *(plain.arguments[name] for name in active)]

    first = flat(outcome(0.0))
    if first.size:
        difference = differentiate(outcome, first.size)
        settled = (difference.errors <= 1e-6 * (1.0 + abs(difference.values))) | ~np.isfinite(first)
        assert settled.all(), difference


def judge_second_order(
    program: Callable[..., Any], point: str, active: tuple[str, ...], forward_diff: Callable[..., Any]
) -> None:
    """Compare the derivative of the derivative with differences of the derivative, both along one direction."""
    values = inputs_of(program, point)
    directions = directions_for(values, active, program.__name__)
    second = forward_diff(forward_diff(program))

    def tangent_at(step: float) -> Any:
        moved = shifted_inputs(values, directions, step)
        positional, keywords = arranged(program, moved)
        seeds = {f"d_{name}": copy.deepcopy(seed) for name, seed in directions.items()}
        value, tangent = _materialised_pair(*forward_diff(program)(*positional, **keywords, **seeds))
        return list(np.concatenate([*tangent_numbers(value, tangent), np.zeros(0)]))

    if call_plainly(program, copy.deepcopy(values)).error is not None:
        return
    positional, keywords = arranged(program, copy.deepcopy(values))
    seeds = {f"{level}{name}": copy.deepcopy(seed) for name, seed in directions.items() for level in ("d_", "d2_")}
    with contextlib.redirect_stdout(io.StringIO()):
        (value, slope), (again, curvature) = second(*positional, **keywords, **seeds)
        first = np.concatenate([*tangent_numbers(value, slope), np.zeros(0)])
        np.testing.assert_allclose(np.concatenate([*tangent_numbers(value, again), np.zeros(0)]), first, rtol=1e-12)
        numbers = np.concatenate([*tangent_numbers(value, curvature, "curvature"), np.zeros(0)])
        assert_close(numbers, tangent_at, numbers.size, 1e-6)


def shifted_inputs(values: dict[str, Any], directions: dict[str, Any], step: float) -> dict[str, Any]:
    """Return fresh inputs, moved along the directions; inputs that are one object stay one."""
    memo: dict[int, Any] = {}
    return {name: shifted(value, directions.get(name), step, memo) for name, value in values.items()}
