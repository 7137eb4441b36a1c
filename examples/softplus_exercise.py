"""Solve the course's exercise: the gradient of log(1 + exp(-(x1*y1 + x2*y2))) at x = (1, 1), y = (0, 0).

By hand: with s = x1*y1 + x2*y2 the derivative with respect to s is -1 / (1 + exp(s)), which is -1/2 here. So the
partials with respect to x are -y/2 = 0, and those with respect to y are -x/2 = -1/2.

    python examples/softplus_exercise.py
"""

import math

from srcad import forward_diff, gradient


@forward_diff
def f(x1, x2, y1, y2):
    s = x1 * y1 + x2 * y2
    return math.log(1.0 + math.exp(-s))


def main():
    point = {"x1": 1.0, "x2": 1.0, "y1": 0.0, "y2": 0.0}
    print(f"f = {f.primal(**point):.12f}")
    for name in point:
        _, partial = f(**point, **{f"d_{name}": 1.0})
        print(f"df/d{name} = {partial:.12f}")
    print("all four at once:", gradient(f, wrt=tuple(point))(*point.values()))
    print()
    print(f.show(*point.values(), wrt=tuple(point)))


if __name__ == "__main__":
    main()
