"""Derivatives in several directions at once: the same numbers as in one direction after the other."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import srcad
from tests import directions
from tests.programs import judging
from tests.programs.inputs import POINTS
from tests.test_programs import PROGRAMS


def plain_inputs(args: list[Any]) -> tuple[int, ...]:
    """Return the positions of the arguments that are floats or arrays of them."""
    arrays = [i for i, a in enumerate(args) if isinstance(a, np.ndarray) and a.dtype.kind == "f"]
    return tuple(sorted([*arrays, *(i for i, a in enumerate(args) if type(a) is float)]))


def cases() -> Iterator[Any]:
    """Yield each program with the inputs that can vary, at each point."""
    for label, program in PROGRAMS.items():
        for point in POINTS:
            args, keywords = judging.arranged(program, judging.inputs_of(program, point))
            if plain_inputs(args) and not keywords:
                yield pytest.param(program, point, id=f"{label}-{point}")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("operator", [srcad.value_and_jacobian, srcad.value_and_hessian], ids=["jacobian", "hessian"])
@pytest.mark.parametrize(("program", "point"), list(cases()))
def test_program_in_several_directions(program: Callable[..., Any], point: str, operator: Callable[..., Any]) -> None:
    args, _ = judging.arranged(program, judging.inputs_of(program, point))
    plain = plain_inputs(args)
    for wrt in {plain, *((one,) for one in plain)}:
        directions.compared(program, tuple(args), wrt, operator)
