"""Compare whole derivatives with those by hand and with sweeps: `python -m tests.benchmarks.jacobians`.

By hand means: forward mode, all directions in one evaluation. The sweeps are what srcad does where it cannot take
several directions together. The forms are timed in rounds, one after the other in each, in processor time.
"""

import math
import statistics
from collections.abc import Callable
from typing import Any

import numpy as np

import srcad
from tests import directions
from tests.benchmarks.measuring import samples_of


def broyden(x: Any) -> Any:
    y = (3.0 - 2.0 * x) * x + 1.0
    y[1:] -= x[:-1]
    y[:-1] -= 2.0 * x[1:]
    return y


def jacobian_of_broyden(x: Any) -> Any:
    d_x = np.eye(len(x))
    d_y = (3.0 - 4.0 * x)[:, None] * d_x
    d_y[1:] -= d_x[:-1]
    d_y[:-1] -= 2.0 * d_x[1:]
    return d_y


def rosenbrock(x: Any) -> Any:
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def gradient_of_rosenbrock(x: Any, most: int = 32) -> Any:
    a, found = x[:-1], np.empty(len(x))
    u, v = x[1:] - a * a, 1.0 - a
    for start in range(0, len(x), most):
        d_x = np.eye(len(x))[:, start : start + most]
        d_u = d_x[1:] - 2.0 * a[:, None] * d_x[:-1]
        found[start : start + most] = 200.0 * (u @ d_u) - 2.0 * (v @ d_x[:-1])
    return found


def hessian_of_rosenbrock(x: Any) -> Any:
    a, unit = x[:-1], np.eye(len(x))
    d_a, u = unit[:-1], x[1:] - x[:-1] ** 2
    d_u = unit[1:] - 2.0 * a[:, None] * d_a
    return 200.0 * (d_u.T @ d_u - 2.0 * (d_a.T * u) @ d_a) + 2.0 * d_a.T @ d_a


def loss(w: Any, x: Any) -> Any:
    h = np.tanh(x @ w[:80].reshape(8, 10) + w[80:90])
    r = h @ w[90:100] - 1.0
    return np.sum(r * r)


def gradient_of_loss(w: Any, x: Any) -> Any:
    d_w = np.eye(100)
    h = np.tanh(x @ w[:80].reshape(8, 10) + w[80:90])
    d_z = np.tensordot(x, d_w[:80].reshape(8, 10, 100), (1, 0)) + d_w[80:90]
    d_h = (1.0 - h * h)[..., None] * d_z
    r = h @ w[90:100] - 1.0
    d_r = np.einsum("ijk,j->ik", d_h, w[90:100]) + h @ d_w[90:100]
    return 2.0 * (r @ d_r)


def chain(x: Any) -> Any:
    """Swing a chain of springs through some steps, number by number."""
    n = len(x)
    place = list(x)
    speed = [0.0] * n
    for _ in range(5):
        for i in range(1, n - 1):
            speed[i] = speed[i] + 0.1 * (place[i - 1] - 2.0 * place[i] + place[i + 1]) - 0.02 * math.sin(place[i])
        for i in range(1, n - 1):
            place[i] = place[i] + 0.1 * speed[i]
    return place


def jacobian_of_chain(x: Any) -> Any:
    n = len(x)
    place, speed = list(x), [0.0] * n
    d_place, d_speed = list(np.eye(n)), [np.zeros(n)] * n
    for _ in range(5):
        for i in range(1, n - 1):
            d_speed[i] = (
                d_speed[i]
                + 0.1 * (d_place[i - 1] - 2.0 * d_place[i] + d_place[i + 1])
                - 0.02 * math.cos(place[i]) * d_place[i]
            )
            speed[i] = speed[i] + 0.1 * (place[i - 1] - 2.0 * place[i] + place[i + 1]) - 0.02 * math.sin(place[i])
        for i in range(1, n - 1):
            d_place[i] = d_place[i] + 0.1 * d_speed[i]
            place[i] = place[i] + 0.1 * speed[i]
    return np.array(d_place)


def slope(t: Any, y: Any, k: Any) -> Any:
    return np.array([y[1], -k * y[0] - 0.1 * y[1] + math.cos(t)])


def swing(p: Any) -> Any:
    """Follow a swing by Runge and Kutta's method, with a helper for its slope."""
    y, t, h = p[:2], 0.0, 0.05
    for _ in range(20):
        a = slope(t, y, p[2])
        b = slope(t + 0.5 * h, y + 0.5 * h * a, p[2])
        y = y + h * (b + p[3] * p[4] * p[5] * p[6] * p[7])
        t += h
    return y


CHANCE = np.random.default_rng(0)
Case = tuple[Callable[..., Any], tuple[Any, ...], Callable[..., Any] | None]
CASES: dict[str, Case] = {
    "Jacobian of Broyden's function, n = 50": (
        srcad.jacobian(broyden), (CHANCE.uniform(-1.5, 1.5, 50),), jacobian_of_broyden),
    "gradient of Rosenbrock's function, n = 1000": (
        srcad.gradient(rosenbrock), (CHANCE.uniform(-1.5, 1.5, 1000),), gradient_of_rosenbrock),
    "Hessian of Rosenbrock's function, n = 20": (
        srcad.hessian(rosenbrock), (CHANCE.uniform(-1.5, 1.5, 20),), hessian_of_rosenbrock),
    "gradient of a network's loss, 100 weights": (
        srcad.gradient(loss), (CHANCE.normal(size=100), CHANCE.normal(size=(32, 8))), gradient_of_loss),
    "Jacobian of a chain of numbers, n = 20": (
        srcad.jacobian(chain), (CHANCE.uniform(-1.0, 1.0, 20),), jacobian_of_chain),
    "Jacobian of steps with a helper, n = 8": (srcad.jacobian(swing), (CHANCE.uniform(0.5, 1.0, 8),), None),
}  # fmt: skip


def by_sweeps(call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Find a derivative in one direction after the other."""
    with directions.never_together():
        return call(*args)


def main(rounds: int = 5, seconds: float = 0.02) -> None:
    """Print the ratios."""
    print("| derivative | together | to that by hand | sweeps to together |\n| --- | ---: | ---: | ---: |")
    for title, (call, args, hand) in CASES.items():
        calls = {"together": lambda: call(*args), "sweeps": lambda: by_sweeps(call, args)}  # noqa: B023 (used at once)
        if hand is not None:
            np.testing.assert_allclose(np.array(call(*args)), hand(*args), rtol=1e-8, atol=1e-10)
            calls["hand"] = lambda: hand(*args)  # type: ignore[misc]  # noqa: B023
        samples = samples_of(calls, rounds, seconds)
        together = statistics.median(samples["together"])
        ratio = f"{together / statistics.median(samples['hand']):.1f}" if hand is not None else ""
        sweeps = statistics.median(samples["sweeps"]) / together
        print(f"| {title} | {1e6 * together:.0f} us | {ratio} | {sweeps:.1f} |")


if __name__ == "__main__":
    main()
