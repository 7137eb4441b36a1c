"""Every program of tests/programs, for every set of active inputs, against the plain call and differences."""

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import srcad
from tests import programs
from tests.line_verifier import verify_lines
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
    """Yield (program, point, active inputs); quick are, at the first point, all inputs together and each by itself."""
    for label, program in PROGRAMS.items():
        for point in POINTS:
            names = judging.differentiable(judging.inputs_of(program, point))
            for active in judging.subsets(names):
                is_quick = point == "plus" and len(active) in (1, len(names))
                if slow != is_quick:
                    yield pytest.param(program, point, active, id=f"{label}-{point}-{'+'.join(active)}")


def check(program: Callable[..., Any], point: str, active: tuple[str, ...], jvp: Callable[..., Any]) -> None:
    """Judge one case, or expect the refusal that the program declares."""
    if hasattr(program, "refused"):
        with pytest.raises(srcad.SrcadError) as refusal:
            judging.judge(program, point, active, jvp)
        file = program.__code__.co_filename.rsplit("/", 1)[-1]
        assert file in str(refusal.value) and "line" in str(refusal.value), "a refusal names the file and the line"
        assert not isinstance(refusal.value, srcad.InternalError)
        return
    try:
        judging.judge(program, point, active, jvp)
    except srcad.SrcadError as error:
        if not hasattr(program, "may_be_refused") or isinstance(error, srcad.InternalError):
            raise


@pytest.mark.parametrize(("program", "point", "active"), list(cases(slow=False)))
def test_program(program: Callable[..., Any], point: str, active: tuple[str, ...]) -> None:
    check(program, point, active, srcad.jvp)


@pytest.mark.parametrize("label", PROGRAMS)
def test_program_line_by_line(label: str) -> None:
    program = PROGRAMS[label]
    active = judging.differentiable(judging.inputs_of(program, "plus"))
    # A variable of the user's own called d_x would be taken for the tangent of x.
    if any(name.startswith("d_") for name in program.__code__.co_varnames):
        check(program, "plus", active, srcad.jvp)
    else:
        check(program, "plus", active, lambda *arguments: verify_lines(lambda: srcad.jvp(*arguments)))


@pytest.mark.slow
@pytest.mark.parametrize(("program", "point", "active"), list(cases(slow=True)))
def test_program_for_more_inputs(program: Callable[..., Any], point: str, active: tuple[str, ...]) -> None:
    check(program, point, active, srcad.jvp)


SECOND_ORDER_SKIPPED = {
    "with the inputs of a star": ("calls.takes_star_arguments", "calls.takes_keyword_dictionary"),
    "a parameter is called like a seed": ("calls.parameter_called_d_y",),
    "generators have pairs of their own": ("generators.generator_function", "generators.generator_function_of_nothing"),
    "differences of single precision": ("mixed_numbers.single_precision", "mixed_numbers.numpy_scalars"),
}


SECOND_ORDER_REFUSED = {
    "a value that travels in an exception": (
        "exceptions.exception_carries_a_value",
        "exceptions.exception_from_helper",
        "exceptions.exception_with_attributes",
        "exceptions.assertion_with_an_active_message",
        "generators.value_of_stop_iteration",
    ),
    "a cache around a local function": ("functional.cached_local_function",),
    "a derivative inside two others": tuple(label for label in PROGRAMS if label.startswith("nested_derivatives.")),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "label", sorted(set(PROGRAMS) - {name for names in SECOND_ORDER_SKIPPED.values() for name in names})
)
def test_program_to_second_order(label: str) -> None:
    program = PROGRAMS[label]
    if hasattr(program, "refused") or hasattr(program, "may_be_refused"):
        return
    active = judging.differentiable(judging.inputs_of(program, "plus"))
    may_be_refused = any(label in labels for labels in SECOND_ORDER_REFUSED.values())
    with contextlib.suppress(srcad.UnsupportedValueError) if may_be_refused else contextlib.nullcontext():
        judging.judge_second_order(program, "plus", active, srcad.forward_diff)


def test_enough_programs() -> None:
    assert len(PROGRAMS) > 400
