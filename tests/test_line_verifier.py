"""The verifier itself: it must see each kind of departure, and nothing else."""

import numpy as np
import pytest

from srcad.loading import load
from srcad.stages import Printed
from tests.line_verifier import LineError, verify_lines


def run(body: str) -> None:
    """Run the body of a function of a, d_a as if srcad had written it, each line from a user's line of its own."""
    text = "def made(a, d_a):\n" + "".join(f"    {line}\n" for line in body.strip().splitlines())
    printed = Printed(text, tuple(range(1, text.count("\n") + 1)), "user.py")
    made = load(printed, "made", label="made", function_globals={"np": np}, cells={}, extras={})
    verify_lines(lambda: made(np.arange(6.0).reshape(2, 3), np.ones((2, 3))))


RETURN = "\nreturn a, d_a, y, d_y"

WRONG = {
    "kind": "y = a * 2.0; d_y = 1.0",
    "shape": "y = a * 2.0; d_y = d_a[0] * 2.0",
    "dtype": "y = a * 2.0; d_y = d_a.astype('f')",
    "strides": "y = a * 2.0; d_y = np.asfortranarray(d_a) * 2.0",
    "not fresh": "y = a + 1.0; d_y = d_a",
    "a copy beside a view": "y = a[0]; d_y = d_a[0].copy()",
    "shared with the primal": "y = a * 2.0; d_y = y",
    "keys": "y = {'p': 1.0}; d_y = {'q': 1.0}",
    "a list beside a tuple": "y = (1.0, 2.0); d_y = [1.0, 2.0]",
    "nothing beside an array": "y = a * 2.0; d_y = None",
    "nothing beside a number in a list": "y = [1.0]; d_y = [None]",
    "length": "y = [1.0, 2.0]; d_y = [1.0]",
    "an alias on one side": "z = [1.0]; d_z = [0.0]; y = [z, z]; d_y = [d_z, [0.0]]",
    "double precision beside single": "y = np.float32(1.0); d_y = 1.0",
    "real beside complex": "y = 1j; d_y = 1.0",
    "a number beside a text": "y = 'text'; d_y = 0.0",
}

RIGHT = {
    "fresh": "y = a * 2.0; d_y = d_a * 2.0",
    "view": "y = a.T; d_y = d_a.T",
    "NumPy beside Python": "y = np.float64(1.0); d_y = 1.0",
    "a constant number": "y = 1.0; d_y = None",
    "integer": "y = 3; d_y = 0.0",
    "alias on both sides": "z = [1.0]; d_z = [0.0]; y = [z, z]; d_y = [d_z, d_z]",
    "nothing beside a text": "y = 'text'; d_y = None",
}


@pytest.mark.parametrize("name", WRONG)
def test_departure_is_seen(name: str) -> None:
    with pytest.raises(LineError, match="before line 3"):
        run(WRONG[name] + RETURN)


@pytest.mark.parametrize("name", RIGHT)
def test_mirrored_tangent_passes(name: str) -> None:
    run(RIGHT[name] + RETURN)


def test_dead_tangent_is_not_judged() -> None:
    run("y = a * 2.0; d_y = 1.0\ny, d_y = a * 3.0, d_a * 3.0" + RETURN)
    run("y = a * 2.0; d_y = d_a * 2.0; z, d_z = y, 1.0\nd_z = d_y" + RETURN)


def test_departure_is_not_swallowed_by_the_program() -> None:
    with pytest.raises(LineError):
        run("y = a + 1.0; d_y = d_a\ntry:\n    y = y / 1.0\nexcept BaseException:\n    pass" + RETURN)
