"""Draw a neuron with different link functions, and its slope with respect to its weight.

A neuron fires if a combination of its inputs is large enough: out = link(weight * x + bias). Which link function it is
matters less than that there is one: two layers without one are a single layer with the product of the weights.

    python examples/link_functions.py
"""

import math

import numpy as np
from pictures import save_picture

from srcad import forward_diff


def tanh(s):
    return np.tanh(s)


def logistic(s):
    return 1.0 / (1.0 + np.exp(-s))


def relu(s):
    return np.maximum(s, 0.0)


def softplus(s):
    return np.logaddexp(0.0, s)


def bump(s):
    return np.exp(-s * s)


def course_tanh(s):
    """The course's formula for tanh, on one number."""
    return (math.exp(2.0 * s) - 1.0) / (math.exp(2.0 * s) + 1.0)


def neuron(x, weight, bias, link):
    return link(weight * x + bias)


LINKS = (tanh, logistic, relu, softplus, bump)


def main():
    x = np.array([-2.0, 0.0, 1.0, 3.0])
    weight, bias = 1.5, -0.5
    fire = forward_diff(neuron, wrt="weight")
    print("slope of link(1.5 x - 0.5) with respect to the weight, at x =", x)
    for link in LINKS:
        _, slopes = fire(x, weight, bias, link, d_weight=1.0)
        print(f"{link.__name__:9s}", "  ".join(f"{slope:12.9f}" for slope in slopes))

    value, slope = forward_diff(course_tanh)(0.3)
    print(f"\n(exp(2s) - 1) / (exp(2s) + 1) at 0.3 = {value:.12f}, its slope = {slope:.12f}")
    print(f"1 - tanh(0.3)^2                                            = {1.0 - math.tanh(0.3) ** 2:.12f}")

    def draw(axes):
        grid = np.linspace(-4.0, 4.0, 401)
        for link in LINKS:
            value, slope = forward_diff(link)(grid, d_s=np.ones_like(grid))
            (line,) = axes.plot(grid, value, label=link.__name__)
            axes.plot(grid, slope, "--", color=line.get_color())
        axes.set(xlabel="s", ylabel="link(s), and dashed its slope", ylim=(-1.1, 2.0))
        axes.legend()

    save_picture("link_functions", draw)


if __name__ == "__main__":
    main()
