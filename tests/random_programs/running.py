"""Load a random program, run it plainly, on dual numbers and through srcad, and give a verdict."""

import collections
import contextlib
import copy
import dataclasses
import functools
import itertools
import linecache
import math
import operator
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import numpy as np

from tests.differences import flat
from tests.programs.judging import (
    Outcome,
    assert_identical,
    call_derivative,
    call_plainly,
    compare_with_plain,
    tangent_numbers,
)
from tests.random_programs import oracle

RIGHT, RAISED, REFUSED, VALUE, TANGENT, ZERO, CRASH, LINE, SKIPPED, LYING, KIND, SLOW = (
    "right",
    "raised",
    "refused",
    "wrong value",
    "wrong tangent",
    "zero tangent",
    "crash",
    "line",
    "skipped",
    "oracle",
    "wrong kind",
    "too slow",
)
WRONG = frozenset({VALUE, TANGENT, ZERO, CRASH, LINE, LYING, KIND, SLOW})
DIFFERENTIABLE = ("x", "y", "a", "xs", "d")
SUBSETS = tuple(names for size in (1, 2, 5) for names in itertools.combinations(DIFFERENTIABLE, size))

LIMIT = 10.0

_numbers = itertools.count()


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What was found, with a detail to read."""

    kind: str
    detail: str = ""


class TooSlow(BaseException):
    """A derivative that was not there in time; no handler of a program swallows it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the block when the time is over."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def values_of(seed: int) -> dict[str, Any]:
    """Return the inputs of a program."""
    chance = np.random.default_rng(seed)
    numbers = chance.uniform(-1.5, 1.5, size=5).tolist()
    return {
        "x": numbers[0],
        "y": numbers[1],
        "a": chance.uniform(-1.5, 1.5, size=3),
        "xs": chance.uniform(-1.5, 1.5, size=3).tolist(),
        "d": {"p": numbers[3], "q": numbers[4]},
        "log": [],
    }


def seeds_of(seed: int, active: tuple[str, ...]) -> dict[str, Any]:
    """Return the tangents of the active inputs."""
    chance = np.random.default_rng(seed + 1_000_003)
    numbers = chance.normal(size=4).tolist()
    everything = {
        "x": numbers[0],
        "y": numbers[1],
        "a": chance.normal(size=3),
        "xs": chance.normal(size=3).tolist(),
        "d": {"p": numbers[2], "q": numbers[3]},
    }
    return {name: everything[name] for name in active}


def active_of(seed: int) -> tuple[str, ...]:
    """Return the set of active inputs that belongs to a seed."""
    return SUBSETS[(seed * 7) % len(SUBSETS)]


@contextlib.contextmanager
def loaded(text: str) -> Iterator[Callable[..., Any]]:
    """Make the program's function, with lines that can be read back while the context lasts."""
    file = f"<random program {next(_numbers)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    try:
        yield _executed(text, file, {"math": math, "np": np})
    finally:
        linecache.cache.pop(file, None)


def _executed(text: str, file: str, given: dict[str, Any]) -> Callable[..., Any]:
    scope = {
        "__name__": "random_program",
        "contextlib": contextlib,
        "functools": functools,
        "itertools": itertools,
        "dataclasses": dataclasses,
        "collections": collections,
        "operator": operator,
        **given,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, file, "exec", dont_inherit=True), scope)
    return scope["program"]  # type: ignore[no-any-return]


def is_short(text: str, seed: int, limit: int = 3000) -> bool:
    """Tell whether the program ends within some thousand lines; nested loops and calls may take for ever."""
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        if count > limit:
            raise KeyboardInterrupt
        return step

    before = sys.gettrace()
    try:
        with loaded(text) as program:
            sys.settrace(step)
            call_plainly(program, values_of(seed))
    except KeyboardInterrupt:
        return False
    finally:
        sys.settrace(before)
    return True


def plain_error(text: str, seed: int) -> type[BaseException] | None:
    """Return the class of what the program raises when it runs plainly."""
    with loaded(text) as program:
        error = call_plainly(program, values_of(seed)).error
    return None if error is None else type(error)


def run_oracle(text: str, values: dict[str, Any], seeds: dict[str, Any]) -> Outcome:
    """Run the program on dual numbers."""
    program = _executed(text, "<random program of the oracle>", oracle.stand_ins())
    dual = {name: oracle.seeded(value, seeds.get(name)) for name, value in values.items()}
    return call_plainly(program, dual)


def judge_text(text: str, seed: int, active: tuple[str, ...], jvp: Callable[..., Any]) -> Verdict:
    """Compare srcad's derivative of a program with the plain call and with the oracle."""
    values, seeds = values_of(seed), seeds_of(seed, active)
    with loaded(text) as program:
        plain = call_plainly(program, copy.deepcopy(values))
        truth = run_oracle(text, values, seeds)
        if lie := compare_oracle_with_plain(plain, truth):
            return Verdict(LYING, lie)
        try:
            with time_limit(LIMIT):
                derived = call_derivative(program, copy.deepcopy(values), copy.deepcopy(seeds), jvp)
        except TooSlow:
            return Verdict(SLOW, f"deriving and running takes more than {LIMIT} seconds")
    return verdict_of(plain, truth, derived)


def compare_oracle_with_plain(plain: Outcome, truth: Outcome) -> str:
    """Return how the primal of the dual run departs from the plain run; nothing if it does not."""
    if plain.error is not None or truth.error is not None:
        alike = type(plain.error) is type(truth.error)
        return "" if alike else f"the oracle raised {truth.error!r}, the program {plain.error!r}"
    try:
        assert_identical(oracle.primal(truth.value), plain.value, "value")
        assert_identical(oracle.primal(truth.arguments), plain.arguments, "arguments")
    except AssertionError as error:
        return str(error)
    return ""


def verdict_of(plain: Outcome, truth: Outcome, derived: Outcome) -> Verdict:
    """Judge an outcome of srcad by the plain one and the oracle's."""
    if type(derived.error).__name__ == "LineError":
        return Verdict(LINE, str(derived.error))
    if type(derived.error).__module__.startswith("srcad"):
        kind = CRASH if type(derived.error).__name__ == "InternalError" else REFUSED
        return Verdict(kind, str(derived.error))
    if derived.error is not None and type(derived.error) is not type(plain.error):
        return Verdict(CRASH, f"{type(derived.error).__name__}: {derived.error}")
    try:
        compare_with_plain(plain, derived)
    except AssertionError as error:
        return Verdict(VALUE, str(error))
    return Verdict(RAISED) if plain.error is not None else _verdict_on_tangents(truth, derived)


def _verdict_on_tangents(truth: Outcome, derived: Outcome) -> Verdict:
    try:
        got = tangent_numbers(derived.value, derived.tangent)
        for name, seed in derived.seeds.items():
            got += tangent_numbers(derived.arguments[name], seed, f"tangent of {name}")
    except AssertionError as error:
        return Verdict(KIND, str(error))
    tangent = np.concatenate([*got, np.zeros(0)])
    watched = [truth.value, *(truth.arguments[name] for name in derived.seeds)]
    expected = np.array([number for part in watched for number in oracle.tangents(part)])
    if tangent.shape != expected.shape:
        return Verdict(TANGENT, f"{tangent.size} numbers, expected {expected.size}")
    values = flat([derived.value, *(derived.arguments[name] for name in derived.seeds)])
    return _verdict_on_numbers(tangent, expected, np.isfinite(expected) & np.isfinite(values))


def _verdict_on_numbers(tangent: np.ndarray, expected: np.ndarray, judged: np.ndarray) -> Verdict:
    """Compare the tangents of finite numbers; an infinite operand may make a NaN of an exact zero."""
    allowed = 1e-8 * (1e-3 + abs(expected)) + 1e-13 * np.max(abs(expected[judged]), initial=0.0)
    with np.errstate(invalid="ignore"):
        wrong = judged & ~(abs(tangent - expected) <= allowed)
    if not wrong.any():
        return Verdict(RIGHT if judged.all() else SKIPPED)
    detail = f"tangent {tangent[wrong]}, expected {expected[wrong]}"
    return Verdict(ZERO if np.any(tangent[wrong] == 0.0) else TANGENT, detail)
