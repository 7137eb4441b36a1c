"""Approximate a curve by networks of growing width, and show the error over the width.

    out(x) = sum over k of scale_k * tanh(weight_k * x + bias_k)  +  offset

The weights are found by damped least squares (Levenberg and Marquardt), from the exact Jacobian of the residuals.
Without a link function the network is a straight line, however wide it is.

    python examples/curve_network.py
"""

import numpy as np
from pictures import save_picture

from srcad import jacobian

GRID = np.linspace(-2.0, 2.0, 81)
CURVE = np.sin(3.0 * GRID) * np.exp(-0.5 * GRID**2) + 0.3 * GRID**2


def network(weights, x):
    """Return the output at each x; `weights` holds slopes, biases and scales, one of each a neuron, and the offset."""
    slopes, biases, scales = weights[:-1].reshape(3, -1)
    return np.tanh(np.outer(x, slopes) + biases) @ scales + weights[-1]


def residuals(weights):
    return network(weights, GRID) - CURVE


def fit(weights, steps=150):
    """Return the weights that minimise the squared residuals, from this start."""
    slope = jacobian(residuals)
    damping = 1.0
    error = residuals(weights)
    for _ in range(steps):
        matrix = slope(weights)
        curvature = matrix.T @ matrix
        moved = weights - np.linalg.solve(curvature + damping * np.eye(weights.size), matrix.T @ error)
        moved_error = residuals(moved)
        # A step that helps is taken and trusted more; one that does not is shortened.
        if moved_error @ moved_error < error @ error:
            weights, error, damping = moved, moved_error, damping / 3.0
        else:
            damping *= 4.0
    return weights


def start(width):
    """Return neurons whose steps are spread evenly over the grid."""
    slopes = np.full(width, 2.0)
    centres = np.linspace(-1.5, 1.5, width)
    scales = 0.5 * (-1.0) ** np.arange(width)
    return np.concatenate([slopes, -slopes * centres, scales, [0.0]])


def main():
    line = np.polyval(np.polyfit(GRID, CURVE, 1), GRID)
    print(f"no link function  largest error {np.max(np.abs(line - CURVE)):.6f}")
    errors, fits = {}, {}
    for width in (1, 2, 3, 4, 6, 8):
        fits[width] = fit(start(width))
        errors[width] = np.max(np.abs(residuals(fits[width])))
        print(f"width {width:2d}          largest error {errors[width]:.6f}")

    def draw(axes):
        axes.plot(GRID, CURVE, "k", linewidth=3, alpha=0.3, label="curve")
        for width in (1, 2, 4, 8):
            axes.plot(GRID, network(fits[width], GRID), label=f"width {width}, error {errors[width]:.1e}")
        axes.set(xlabel="x")
        axes.legend()

    def draw_errors(axes):
        axes.semilogy(errors.keys(), errors.values(), "o-")
        axes.set(xlabel="width of the network", ylabel="largest error")

    save_picture("curve_network", draw)
    save_picture("curve_network_errors", draw_errors)


if __name__ == "__main__":
    main()
