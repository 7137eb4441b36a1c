"""Compare numerical differentiation with the exact tangent, over step sizes.

A large step is wrong because the function bends, a small one because f(x + h) and f(x) are nearly equal and their
difference cancels: most digits are lost, whatever the step. The tangent has no step. Its price for a whole gradient is
of the same order, though: n + 1 evaluations by differences, n joint evaluations by forward mode.

    python examples/differences.py
"""

import itertools
import math

import numpy as np
from pictures import save_picture

from srcad import forward_diff


@forward_diff
def wave(x):
    return math.exp(x) * math.sin(5.0 * x)


@forward_diff
def roughness(points):
    """Return the sum of the squared steps along a chain of points."""
    total = 0.0
    for left, right in itertools.pairwise(points):
        total += (right - left) ** 2
    return total


def step_errors(x, steps):
    """Return the relative errors of one-sided and of central differences, for each step."""
    _, slope = wave(x)
    f = wave.primal
    one_sided = [abs((f(x + h) - f(x)) / h - slope) / abs(slope) for h in steps]
    central = [abs((f(x + h) - f(x - h)) / (2.0 * h) - slope) / abs(slope) for h in steps]
    return one_sided, central


def difference_gradient(f, points, step=1e-7):
    """Return the gradient by one-sided differences, and how often f was called for it."""
    base, calls = f(points), 1
    slopes = np.empty_like(points)
    for index in range(points.size):
        moved = points.copy()
        moved[index] += step
        slopes[index] = (f(moved) - base) / step
        calls += 1
    return slopes, calls


def tangent_gradient(f, points):
    """Return the gradient by one tangent for each input, and how often the derivative was called for it."""
    slopes, calls = np.empty_like(points), 0
    for index, direction in enumerate(np.eye(points.size)):
        _, slopes[index] = f(points, d_points=direction)
        calls += 1
    return slopes, calls


def main():
    x = 1.0
    steps = [10.0**-exponent for exponent in range(1, 16)]
    one_sided, central = step_errors(x, steps)
    print("relative error of the slope of exp(x) sin(5 x) at x = 1")
    print("   step   one-sided     central")
    for h, first, second in zip(steps, one_sided, central, strict=True):
        print(f"{h:7.0e}   {first:9.1e}   {second:9.1e}")
    exact = math.exp(x) * (math.sin(5.0 * x) + 5.0 * math.cos(5.0 * x))
    print(f"tangent   {abs(wave(x)[1] - exact) / abs(exact):9.1e}")
    print()

    points = np.linspace(0.0, 1.0, 50) ** 2
    steps_between = np.diff(points)
    by_hand = 2.0 * (np.append(0.0, steps_between) - np.append(steps_between, 0.0))
    print(f"gradient of a function of {points.size} inputs")
    for name, (slopes, calls) in {
        "differences": difference_gradient(roughness.primal, points),
        "tangents": tangent_gradient(roughness, points),
    }.items():
        print(f"by {name:11s}   {calls} evaluations   largest error {np.max(np.abs(slopes - by_hand)):.1e}")

    def draw(axes):
        axes.loglog(steps, one_sided, "o-", label="one-sided difference")
        axes.loglog(steps, central, "s-", label="central difference")
        axes.axhline(np.finfo(float).eps, color="black", label="rounding: the tangent's error")
        axes.set(xlabel="step", ylabel="relative error of the slope")
        axes.legend()

    save_picture("differences", draw)


if __name__ == "__main__":
    main()
