"""Check derivatives against differences: for users, and for the tests of srcad itself."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from srcad.calling.calls import Call, Function, Place, name_of, primal_of
from srcad.checking.differences import Estimate, Vector, complex_step, entries_of, estimate, precisions_of
from srcad.checking.locating import Departure, find_departure
from srcad.checking.trials import Tangents, Trial, is_inexact, listed, random_tangent
from srcad.errors import SeedError, describe
from srcad.values.comparing import find_difference
from srcad.values.copying import copy_structure
from srcad.values.flattening import leaf_tangents, leaves_of, with_leaves
from srcad.values.mirroring import tangent_number
from srcad.values.tangents import zero_tangent
from srcad.values.wording import entry_name, leaf_name, without_root

__all__ = ["check_forward", "numerical_jvp"]

_MOST_SUBSETS = 15
_MOST_PAIRS = 8


def numerical_jvp(
    f: Function,
    args: Sequence[Any],
    tangents: Sequence[Any],
    kwargs: Mapping[str, Any] | None = None,
    kwtangents: Mapping[str, Any] | None = None,
) -> tuple[Any, Any]:
    """Return the value of f and its directional derivative by extrapolated central differences, as `srcad.jvp` does.

    A tangent that is None means a constant. Nothing that f does to its arguments is seen by the caller.
    """
    call = Call(primal_of(f), tuple(args), dict(kwargs or {}), (), True)
    seeds: Tangents = dict(enumerate(tangents))
    seeds.update(kwtangents or {})
    trial = Trial.of(call, {place: seed for place, seed in seeds.items() if seed is not None})
    value = trial.outputs(0.0)["result"]
    found = iter(estimate(lambda step: {"result": trial.outputs(step)["result"]}, trial.scale, trial.precision).slopes)
    return value, with_leaves(value, [_take(leaf, found) for leaf in leaves_of(value)])


def _take(leaf: Any, entries: Any) -> Any:
    """Take the tangent of one number or array from its entries."""
    if type(leaf) is not np.ndarray:
        return tangent_number(leaf, next(entries))
    tangent = zero_tangent(leaf)
    tangent[...] = np.array(list(itertools.islice(entries, leaf.size))).reshape(leaf.shape)
    return tangent


def check_forward(
    f: Function,
    args: Sequence[Any],
    kwargs: Mapping[str, Any] | None = None,
    *,
    order: int = 2,
    rtol: float = 1e-6,
    atol: float = 1e-8,
    directions: int = 2,
    seed: int = 0,
) -> None:
    """Check the derivative of f at one point, and with `order=2` the derivative of the derivative.

    The value has to be that of f bit for bit, with the same exception and the same changes to the arguments. The
    tangent has to agree with central differences (and with a complex step where f takes complex numbers), in
    `directions` random directions drawn from `seed`, for every set of arguments that can vary; integers are left alone.
    Beyond four arguments, and for pairs of sets at the second order, some sets are drawn at random, among them each
    argument alone and all together. Where a value is not finite, its tangent is not compared.

    Raises AssertionError, which says what departs and names the first statement after which it does, and SeedError if
    nothing can vary.
    """
    if order not in (1, 2):
        raise SeedError(describe(f"order={order!r} is not known", None, "check_forward knows order=1 and order=2."))
    check = _Check(Call.of(f, (), tuple(args), dict(kwargs or {})), rtol, atol, np.random.default_rng(seed))
    subsets = check.subsets()
    for subset in subsets:
        for _ in range(directions):
            check.first_order(subset)
    if order == 2 and not check.raises:
        for inner, outer in check.drawn(list(itertools.product(subsets, subsets)), [(subsets[-1],) * 2], _MOST_PAIRS):
            check.second_order(inner, outer)


@dataclass(frozen=True)
class _Finding:
    """The tangents of some outputs beside their differences, and how to run the derivative beside the point."""

    trial: Trial
    order: int
    run: Callable[[float], object]
    outputs: dict[str, Any]
    entries: Vector
    slopes: Estimate

    def report(self, number: int, departure: Departure | None) -> str:
        """Say what is wrong with one entry."""
        what = "derivative" if self.order == 1 else "second derivative"
        lines = [
            f"the {what} of {entry_name(self.outputs, number)} is wrong",
            f"  tangent:     {self.entries[number]}",
            f"  differences: {self.slopes.slopes[number]}, to about {self.slopes.errors[number]:.0e}",
        ]
        if departure is not None:
            lines += ["The first statement after which a tangent departs from the differences:", str(departure)]
        return "\n".join(lines)


@dataclass
class _Check:
    """The checks of one call."""

    call: Call
    rtol: float
    atol: float
    random: np.random.Generator
    raises: bool = False

    def subsets(self) -> list[tuple[Place, ...]]:
        """Return the sets of arguments to vary, the whole last."""
        places: list[Place] = [*range(len(self.call.args)), *self.call.kwargs]
        places = [place for place in places if any(map(is_inexact, leaves_of(self.call.argument(place))))]
        if not places:
            what = f"no argument of {name_of(self.call.function)} holds a float"
            raise SeedError(describe(what, None, "Integers are left alone: pass 2.0 for 2."))
        sizes = range(1, len(places) + 1) if len(places) <= 16 else (1, 2, len(places))
        every = [subset for size in sizes for subset in itertools.combinations(places, size)]
        return self.drawn(every, [*((place,) for place in places), tuple(places)], _MOST_SUBSETS)

    def drawn(self, choices: list[Any], wanted: list[Any], most: int) -> list[Any]:
        """Return the choices, or so many of them if there are more, with those that are wanted in any case."""
        if len(choices) <= most:
            return choices
        others = [choice for choice in choices if choice not in wanted]
        numbers = self.random.permutation(len(others))[: max(0, most - len(wanted))]
        chosen = [*wanted, *(others[number] for number in numbers)]
        return [choice for choice in choices if choice in chosen]

    def direction(self, subset: tuple[Place, ...]) -> Trial:
        """Return a random direction in which some arguments vary, in proportion to their size."""
        return Trial.of(self.call, {place: random_tangent(self.call.argument(place), self.random) for place in subset})

    def first_order(self, subset: tuple[Place, ...]) -> None:
        """Check value and tangent along one random direction."""
        trial = self.direction(subset)
        expected, reference = self._primal(trial)
        try:
            outputs, tangents, call = trial.derivative()
        except Exception as error:
            if _is_same_error(error, expected):
                self.raises = True
                return
            raise
        if expected is not None:
            self._fail(trial, f"the derivative returns, but {name_of(self.call.function)} raises {expected!r}")
        self._compare_values(trial, reference, outputs, call)
        entries = self._tangent_entries(trial, outputs, tangents)
        slopes = _refined(trial, estimate(trial.outputs, trial.scale, trial.precision), outputs)
        self._compare(_Finding(trial, 1, trial.derivative, outputs, entries, slopes))

    def second_order(self, inner: tuple[Place, ...], outer: tuple[Place, ...]) -> None:
        """Check the derivative in one random direction of the derivative in another one."""
        first, second = self.direction(inner), self.direction(outer)

        def slope(step: float) -> dict[str, Any]:
            return {"result": listed(second.moved_call(step).jvp(copy_structure(first.tangents))[1])}

        def beside(step: float) -> tuple[Call, tuple[Any, ...]]:
            call = second.moved_call(step)
            results = call.second_order(copy_structure(first.tangents), copy_structure(second.tangents))
            return call, tuple(map(listed, results))

        call, (value, along_inner, _, curvature) = beside(0.0)
        _, reference = self._primal(first)
        self._compare_values(second, reference, first.with_arguments(value, call), call)
        entries = self._tangent_entries(second, {"result": along_inner}, {"result": curvature})
        slopes = estimate(slope, second.scale, second.precision)
        self._compare(_Finding(second, 2, beside, {"result": along_inner}, entries, slopes))

    def _primal(self, trial: Trial) -> tuple[Exception | None, dict[str, Any]]:
        """Return the exception that the primal raises, or None, and its outputs."""
        try:
            return None, trial.outputs(0.0)
        except Exception as error:
            return error, {}

    def _compare_values(self, trial: Trial, expected: dict[str, Any], found: dict[str, Any], call: Call) -> None:
        place = find_difference(expected, found, "", opaque_alike=True)
        if place is not None:
            where = without_root(place)
            self._fail(
                trial,
                f"the value is not that of the function: {where} differs\n  expected: {expected}\n  found:    {found}",
            )

    def _tangent_entries(self, trial: Trial, outputs: dict[str, Any], tangents: dict[str, Any]) -> Vector:
        """Return the entries of a tangent, zero where there is none, and check their shapes and dtypes."""
        entries: list[Any] = []
        for number, (leaf, tangent) in enumerate(leaf_tangents(outputs, tangents)):
            zero = zero_tangent(leaf)
            found = zero if tangent is None else tangent
            same_dtype = type(zero) is not np.ndarray or np.asarray(found).dtype == zero.dtype
            if np.shape(found) != np.shape(zero) or not same_dtype or (np.iscomplexobj(found) > np.iscomplexobj(zero)):
                name = leaf_name(outputs, number)
                self._fail(
                    trial, f"the tangent of {name} is not of its kind\n  value:   {leaf!r}\n  tangent: {found!r}"
                )
            entries.append(found)
        return entries_of(entries)

    def _compare(self, finding: _Finding) -> None:
        slopes, outputs = finding.slopes, finding.outputs
        tolerance = self.atol + self.rtol * np.abs(slopes.slopes) + 2.0 * slopes.errors
        # A result in single precision has a tangent in single precision.
        tolerance = tolerance + 64.0 * precisions_of(outputs) * np.abs(slopes.slopes)
        is_finite = np.isfinite(entries_of(outputs))
        known = slopes.errors <= 1e-3 * (1.0 + np.abs(slopes.slopes))
        wrong = np.flatnonzero(is_finite & ~(np.abs(finding.entries - slopes.slopes) <= tolerance))
        unknown = np.flatnonzero(is_finite & ~known)
        if wrong.size:
            departure = find_departure(
                finding.run, self.rtol, self.atol, scale=finding.trial.scale, level=finding.order
            )
            self._fail(finding.trial, finding.report(int(wrong[0]), departure))
        if unknown.size:
            name = entry_name(outputs, int(unknown[0]))
            self._fail(
                finding.trial, f"the differences of {name} do not converge: this may be a kink. Check beside it."
            )

    def _fail(self, trial: Trial, what: str) -> NoReturn:
        varying = ", ".join(self.call.name_of(place) for place in trial.tangents)
        raise AssertionError(f"{name_of(self.call.function)}, where {varying} varies: {what}")


def _is_same_error(error: Exception, expected: Exception | None) -> bool:
    return type(error) is type(expected) and str(error) == str(expected)


def _refined(trial: Trial, slopes: Estimate, outputs: dict[str, Any]) -> Estimate:
    """Replace differences by a complex step where the two agree."""
    if any(map(np.iscomplexobj, leaves_of([list(trial.tangents.values()), outputs]))):
        return slopes
    exact = complex_step(trial.outputs, trial.scale)
    if exact is None or exact.shape != slopes.slopes.shape:
        return slopes
    agrees = np.abs(exact - slopes.slopes) <= 2.0 * slopes.errors
    rounding = 16.0 * precisions_of(outputs) * np.abs(exact)
    return Estimate(np.where(agrees, exact, slopes.slopes), np.where(agrees, rounding, slopes.errors))
