"""Compare derivatives in several directions at once with those in one direction after the other."""

import contextlib
import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from srcad.calling import directing, sweeping
from srcad.calling.deriving import Derivative
from srcad.calling.levels import key_of
from srcad.directions.together import together
from tests.programs import judging

Operator = Callable[..., Any]
TOGETHER, ONE_BY_ONE, REFUSED = "together", "one by one", "refused"


@contextlib.contextmanager
def always_together() -> Iterator[list[bool]]:
    """Take as few as one direction together; the list tells for each call whether that was possible."""
    before = directing.FEWEST_DIRECTIONS, directing.FEWEST_OF_NUMBERS, sweeping.FINDERS.copy()
    taken: list[bool] = []

    def noting(finder: Callable[..., Any]) -> Callable[..., Any]:
        def find(*arguments: Any) -> Any:
            found = finder(*arguments)
            taken.append(found is not None)
            return found

        return find

    directing.FEWEST_DIRECTIONS = directing.FEWEST_OF_NUMBERS = sweeping.FEWEST_DIRECTIONS = 1
    sweeping.FINDERS.update({levels: noting(finder) for levels, finder in before[2].items()})
    try:
        yield taken
    finally:
        directing.FEWEST_DIRECTIONS, directing.FEWEST_OF_NUMBERS = before[:2]
        sweeping.FEWEST_DIRECTIONS = before[0]
        sweeping.FINDERS.update(before[2])


@contextlib.contextmanager
def never_together() -> Iterator[None]:
    """Take one direction after the other."""
    before = sweeping.FEWEST_DIRECTIONS
    sweeping.FEWEST_DIRECTIONS = 1 << 62
    try:
        yield
    finally:
        sweeping.FEWEST_DIRECTIONS = before


def compared(program: Callable[..., Any], args: tuple[Any, ...], wrt: tuple[int, ...], operator: Operator) -> str:
    """Return how a derivative was found, after comparing value and derivatives with those of sweeps."""
    with never_together():
        expected = outcome(program, args, wrt, operator)
    with always_together() as taken:
        found = outcome(program, args, wrt, operator)
    assert type(found) is type(expected), f"{found!r} instead of {expected!r}"
    if isinstance(expected, BaseException):
        return REFUSED
    for one, other in zip(leaves(found), leaves(expected), strict=True):
        if isinstance(one, (str, type(None))) or not isinstance(one, (float, complex, np.ndarray, np.generic)):
            assert one == other or one is None or type(one) is type(other)
            continue
        is_alike = type(one) is type(other) or {type(one), type(other)} == {float, np.float64}
        assert is_alike and np.shape(one) == np.shape(other), f"{one!r} instead of {other!r}"
        assert np.asarray(one).dtype == np.asarray(other).dtype, f"{one!r} instead of {other!r}"
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-12)
    return TOGETHER if any(taken) else ONE_BY_ONE


def leaves(value: Any) -> Iterator[Any]:
    """Yield what a structure of tuples, lists and dicts holds; one object that stands in several places as often."""
    value = vars(value) if hasattr(value, "__dict__") and not callable(value) else value
    parts = value.values() if isinstance(value, dict) else value
    if not isinstance(value, (dict, list, tuple)):
        yield value
        return
    for part in parts:
        yield from leaves(part)


def outcome(program: Callable[..., Any], args: tuple[Any, ...], wrt: tuple[int, ...], operator: Operator) -> Any:
    """Return the value and the derivative, or what was raised."""
    try:
        return operator(program, wrt)(*copy.deepcopy(args))
    except Exception as error:
        return error


def compared_variant(program: Callable[..., Any], args: list[Any], active: dict[int, list[Any]]) -> str:
    """Compare the generated function itself for several directions with the variant, run for one after the other.

    `active` has the tangents of each argument that varies, one for each direction. Returns the reason if there is no
    such function.
    """
    derivative = Derivative(program)
    values = derivative.values_of(args, {}, ([active[i][0] if i in active else None for i in range(len(args))],), ({},))
    prepared = derivative.prepared(values)
    names = dict(enumerate(derivative.form.names)) | dict(prepared.keywords)
    key = tuple(key_of(derivative.form, values, names, {index for index, _ in prepared.keywords}))
    found = together(prepared.function, key)
    if isinstance(found, str):
        return found
    count = derivative.count
    seeds = {index - count: name for index, name in prepared.keywords}
    directions = len(next(iter(active.values())))
    outcomes = []
    for number in range(directions):
        own, tangents = copy.deepcopy(args), {name: copy.deepcopy(active[i][number]) for i, name in seeds.items()}
        value, tangent = prepared.function(*own, **tangents)
        outcomes.append((value, own, tangent, tangents))
    own, tangents = copy.deepcopy(args), {name: stacked(active[i]) for i, name in seeds.items()}
    value, tangent = found.function(*own, **tangents, directions=directions)
    judging.assert_identical(value, outcomes[0][0], "value")
    judging.assert_identical(own, outcomes[0][1], "arguments")
    for number, (expected_value, expected_own, expected, expected_tangents) in enumerate(outcomes):
        compare_direction(expected_value, tangent, expected, number)
        for i, name in seeds.items():
            compare_direction(expected_own[i], tangents[name], expected_tangents[name], number)
    return TOGETHER


def stacked(tangents: list[Any]) -> Any:
    """Return one tangent whose leaves have an axis of directions at their end."""
    first = tangents[0]
    if isinstance(first, (list, tuple)):
        return type(first)(stacked(list(parts)) for parts in zip(*tangents, strict=True))
    if isinstance(first, dict):
        return {key: stacked([one[key] for one in tangents]) for key in first}
    return None if first is None else np.stack(tangents, axis=-1)


def compare_direction(value: Any, tangent: Any, expected: Any, number: int) -> None:
    """Compare one direction of a tangent with that found for it alone."""
    if isinstance(expected, (list, tuple)):
        assert type(tangent) is type(expected) and len(tangent) == len(expected), f"{tangent!r} for {expected!r}"
        for parts in zip(value, tangent, expected, strict=True):
            compare_direction(*parts, number)
    elif isinstance(expected, dict):
        assert tangent.keys() == expected.keys()
        for key in expected:
            compare_direction(value[key], tangent[key], expected[key], number)
    elif isinstance(expected, (float, complex, np.ndarray, np.generic)):
        found = tangent[..., number] if isinstance(tangent, np.ndarray) else tangent
        assert np.shape(found) == np.shape(expected) or np.size(expected) == np.size(found) == 1, (found, expected)
        scale = np.max(np.abs(expected), initial=1.0)
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-11 * scale)
    else:
        assert tangent is None or tangent == expected
