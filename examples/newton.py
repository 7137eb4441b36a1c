"""Solve Kepler's equation by Newton's method with the exact slope, and differentiate the solver itself.

The equation is anomaly - eccentricity * sin(anomaly) = mean. The slope inside the iteration is a derivative call; the
sensitivity of the solution is the derivative of the function that contains it.

    python examples/newton.py
"""

import math

from srcad import forward_diff


@forward_diff
def kepler(anomaly, eccentricity, mean):
    return anomaly - eccentricity * math.sin(anomaly) - mean


def newton_steps(eccentricity, mean):
    """Return the iterates of Newton's method, until one of them hardly moves."""
    anomaly = mean
    iterates = [anomaly]
    for _ in range(20):
        residual, slope = kepler(anomaly, eccentricity, mean, d_anomaly=1.0)
        step = residual / slope
        anomaly -= step
        iterates.append(anomaly)
        # The tangent of an iterate is as good as the iterate before it, so the last step must be small.
        if abs(step) < 1e-12:
            break
    return iterates


def solve(eccentricity, mean):
    return newton_steps(eccentricity, mean)[-1]


def main():
    eccentricity, mean = 0.6, 1.0
    iterates = newton_steps(eccentricity, mean)
    for step, anomaly in enumerate(iterates):
        print(f"step {step}   anomaly {anomaly:.15f}   error {abs(anomaly - iterates[-1]):.1e}")

    anomaly, by_eccentricity = forward_diff(solve)(eccentricity, mean, d_eccentricity=1.0)
    _, by_mean = forward_diff(solve)(eccentricity, mean, d_mean=1.0)
    print()
    print(f"d anomaly / d eccentricity = {by_eccentricity:.12f}")
    print(f"d anomaly / d mean         = {by_mean:.12f}")
    # The implicit function theorem gives the same two numbers at the solution.
    scale = 1.0 - eccentricity * math.cos(anomaly)
    print(f"implicit function theorem:   {math.sin(anomaly) / scale:.12f} and {1.0 / scale:.12f}")


if __name__ == "__main__":
    main()
