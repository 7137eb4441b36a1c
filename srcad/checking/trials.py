"""One call along one direction: its outputs beside a point, and their tangents as srcad has them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

import numpy as np

from srcad.calling.calls import Call, Place
from srcad.checking.differences import entries_of, precisions_of
from srcad.values.copying import copy_structure, moved_along
from srcad.values.flattening import leaves_of, with_leaves
from srcad.values.layouts import zero_arrays
from srcad.values.mirroring import tangent_number
from srcad.values.structures import Category, category_of
from srcad.values.tangents import check_seed

Tangents = dict[Place, Any]


@dataclass
class Trial:
    """A call along one direction: a tangent for each of the arguments that vary."""

    call: Call
    tangents: Tangents
    scale: float
    precision: float

    @classmethod
    def of(cls, call: Call, seeds: Tangents) -> Trial:
        """Return the trial of a call along seeds, which are checked."""
        tangents = {place: check_seed(call.argument(place), seed, call.name_of(place)) for place, seed in seeds.items()}
        moved = [call.argument(place) for place in tangents]
        sizes = [np.max(np.abs(entries_of(part)), initial=0.0) for part in (moved, list(tangents.values()))]
        precision = float(np.max(precisions_of(moved), initial=2.0**-52))
        return cls(call, tangents, max(1.0, float(sizes[0])) / (float(sizes[1]) or 1.0), precision)

    def moved_call(self, step: Any) -> Call:
        """Return the call with copies of its arguments, moved along the direction."""
        args, kwargs = self.call.args, self.call.kwargs
        along = tuple(self.tangents.get(position) for position in range(len(args)))
        new_args, new_kwargs = moved_along((args, kwargs), (along, self.tangents), step)
        return self.call.with_arguments(new_args, new_kwargs)

    def outputs(self, step: Any) -> dict[str, Any]:
        """Return the result of the primal and what it left in the arguments that vary."""
        call = self.moved_call(step)
        return self.with_arguments(listed(call.function(*call.args, **call.kwargs)), call)

    def with_arguments(self, result: Any, call: Call) -> dict[str, Any]:
        """Return a result beside the arguments of its call that vary and can be written to."""
        written = {_written(call, place): call.argument(place) for place in self.tangents}
        return {"result": result} | {name: part for name, part in written.items() if _is_container(part)}

    def derivative(self, step: Any = 0.0) -> tuple[dict[str, Any], dict[str, Any], Call]:
        """Return the outputs and their tangents as the derivative gives them, and the call after it."""
        call = self.moved_call(step)
        seeds = copy_structure(self.tangents)
        value, tangent = call.jvp(seeds)
        tangents = {"result": listed(tangent)} | {_written(call, place): seed for place, seed in seeds.items()}
        outputs = self.with_arguments(listed(value), call)
        return outputs, {name: tangents[name] for name in outputs}, call


def _written(call: Call, place: Place) -> str:
    return f"{call.name_of(place)} (after the call)"


def _is_container(value: object) -> bool:
    return category_of(value) not in (Category.NUMBER, Category.CONSTANT, Category.UNKNOWN)


def listed(value: Any) -> Any:
    """Return the items of a generator, and anything else as it is."""
    return list(value) if inspect.isgenerator(value) else value


def random_tangent(value: Any, random: np.random.Generator) -> Any:
    """Return a tangent of a structure with random numbers, in proportion to the numbers of the structure."""
    leaves = leaves_of(value)
    zeros = iter(zero_arrays([leaf for leaf in leaves if type(leaf) is np.ndarray]))
    tangents: list[Any] = []
    for leaf in leaves:
        numbers = random.standard_normal(np.shape(leaf)) * np.maximum(np.abs(leaf), 1.0)
        if np.iscomplexobj(leaf):
            numbers = numbers + 1j * random.standard_normal(np.shape(leaf))
        if not is_inexact(leaf):
            numbers = np.zeros(np.shape(leaf))
        if type(leaf) is np.ndarray:
            tangents.append(next(zeros))
            tangents[-1][...] = numbers
        else:
            tangents.append(tangent_number(leaf, numbers[()]))
    return with_leaves(value, tangents)


def is_inexact(leaf: Any) -> bool:
    """Say whether a number or array is a floating-point one."""
    return np.asarray(leaf).dtype.kind in "fc"
