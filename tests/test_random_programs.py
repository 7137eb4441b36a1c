"""Random programs against dual numbers: some hundreds here, thousands by tests.random_programs.run."""

import pytest

from tests.programs.judging import call_plainly
from tests.random_programs.generator import write_program
from tests.random_programs.run import derivative_by_position
from tests.random_programs.running import (
    RIGHT,
    SUBSETS,
    WRONG,
    active_of,
    compare_oracle_with_plain,
    is_short,
    judge_text,
    loaded,
    run_oracle,
    seeds_of,
    values_of,
)

BLOCK = 25


def check_block(first: int, *, verify: bool) -> None:
    """Judge a block of programs; what is refused is not wrong, but most must be right."""
    jvp, kinds = derivative_by_position(verify=verify), []
    for seed in range(first, first + BLOCK):
        text = write_program(seed)
        if is_short(text, seed):
            verdict = judge_text(text, seed, active_of(seed), jvp)
            assert verdict.kind not in WRONG, f"seed {seed}, active {active_of(seed)}: {verdict}\n{text}"
            kinds.append(verdict.kind)
    assert kinds.count(RIGHT) > 0.5 * len(kinds)


@pytest.mark.parametrize("first", range(0, 8 * BLOCK, BLOCK))
def test_random_programs(first: int) -> None:
    check_block(first, verify=False)


@pytest.mark.parametrize("first", range(1000, 1000 + 4 * BLOCK, BLOCK))
def test_random_programs_line_by_line(first: int) -> None:
    check_block(first, verify=True)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(2000, 2000 + 40 * BLOCK, BLOCK))
def test_more_random_programs(first: int) -> None:
    check_block(first, verify=first % 4 == 0)


def test_the_same_seed_gives_the_same_program() -> None:
    assert write_program(7) == write_program(7)
    assert write_program(7) != write_program(8)


def test_every_set_of_inputs_is_active_in_some_program() -> None:
    assert {active_of(seed) for seed in range(200)} == set(SUBSETS)


def test_the_oracle_has_the_primal_of_the_program() -> None:
    for seed in range(300, 350):
        text = write_program(seed)
        if is_short(text, seed):
            with loaded(text) as program:
                plain = call_plainly(program, values_of(seed))
            assert not compare_oracle_with_plain(
                plain, run_oracle(text, values_of(seed), seeds_of(seed, active_of(seed)))
            )
