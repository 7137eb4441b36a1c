"""Every program of tests/programs, for every set of active inputs, against the plain call and differences."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import srcad
from tests import programs
from tests.programs import judging
from tests.programs.inputs import POINTS

WITHOUT_PROGRAMS = {"inputs", "judging", "helpers"}


def collect() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every program under its module's and its own name."""
    for module_info in pkgutil.iter_modules(programs.__path__):
        if module_info.name in WITHOUT_PROGRAMS:
            continue
        module = importlib.import_module(f"tests.programs.{module_info.name}")
        for name, program in vars(module).items():
            if inspect.isfunction(program) and program.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module_info.name}.{name}", program


PROGRAMS = dict(collect())


def cases(*, slow: bool) -> Iterator[Any]:
    """Yield (program, point, active inputs): all subsets at the first point, all inputs at the others."""
    for label, program in PROGRAMS.items():
        for point in POINTS:
            for count, active in enumerate(judging.subsets(judging.differentiable(judging.inputs_of(program, point)))):
                if slow == (point != "plus" and count > 0):
                    yield pytest.param(program, point, active, id=f"{label}-{point}-{'+'.join(active)}")


def check(program: Callable[..., Any], point: str, active: tuple[str, ...]) -> None:
    """Judge one case, or expect the refusal that the program declares."""
    if hasattr(program, "refused"):
        with pytest.raises(srcad.SrcadError):
            judging.judge(program, point, active, srcad.jvp)
        return
    judging.judge(program, point, active, srcad.jvp)


@pytest.mark.parametrize(("program", "point", "active"), cases(slow=False))
def test_program(program: Callable[..., Any], point: str, active: tuple[str, ...]) -> None:
    check(program, point, active)


@pytest.mark.slow
@pytest.mark.parametrize(("program", "point", "active"), cases(slow=True))
def test_program_for_more_inputs(program: Callable[..., Any], point: str, active: tuple[str, ...]) -> None:
    check(program, point, active)


def test_enough_programs() -> None:
    assert len(PROGRAMS) > 400
