"""The demonstration that `python -m srcad demo` runs: a function with a loop and a branch, its derivative, a check."""

import math

import srcad
from srcad import testing

STEP = 0.02
LAMINAR = 20.0


def flight(speed: float, angle: float, drag: float) -> float:
    """Return how far a ball flies; drag is in percent of its speed per metre."""
    x, y = 0.0, 0.0
    u, v = speed * math.cos(angle), speed * math.sin(angle)
    for _ in range(1000):
        pace = math.hypot(u, v)
        slowing = 0.01 * drag * LAMINAR
        if pace > LAMINAR:
            slowing = 0.01 * drag * pace
        u -= STEP * slowing * u
        v -= STEP * (slowing * v + 9.81)
        x += STEP * u
        y += STEP * v
        if y < 0.0:
            break
    # The last step went below the ground: go back along it.
    return x - y * u / v


def run() -> None:
    """Print the function beside its derivative, value and tangent, and the check against differences."""
    derivative = srcad.forward_diff(flight)
    throw = (30.0, 0.7, 1.5)
    print(derivative.show(*throw, wrt="speed"))
    print()
    distance, tangent = derivative(*throw, d_speed=1.0)
    print(f"flight(30.0, 0.7, 1.5) = {distance:.6f} m, as without srcad: {distance == flight(*throw)}")
    print(f"its derivative with respect to speed = {tangent:.9f} m per m/s")
    print(f"central differences say                {central_difference(throw):.9f}")
    testing.check_forward(flight, throw)
    print("srcad.testing.check_forward: every input, first and second order: passed")


def central_difference(throw: tuple[float, float, float], step: float = 1e-5) -> float:
    """Return the derivative with respect to speed from two flights, without srcad."""
    speed, angle, drag = throw
    return (flight(speed + step, angle, drag) - flight(speed - step, angle, drag)) / (2.0 * step)
