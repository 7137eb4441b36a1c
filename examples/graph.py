"""Walk through the graph of f(x, y) = x*y + sin(x): each node has a value, and beside it a tangent.

At (3, 0) and at (pi/2, 0), first with respect to x and then with respect to y. Forward mode fixes the denominator of
the derivative: another input is another walk through the same graph, hence another generated function.

    python examples/graph.py
"""

import math

from srcad import forward_diff


@forward_diff
def f(x, y):
    a = math.sin(x)
    b = x * y
    c = a + b
    return c


def main():
    for wrt in ("x", "y"):
        print(f.show(3.0, 0.0, wrt=wrt))
        print()
    for x, y in ((3.0, 0.0), (math.pi / 2, 0.0)):
        value, by_x = f(x, y, d_x=1.0)
        _, by_y = f(x, y, d_y=1.0)
        print(f"f({x:.6f}, {y:.6f}) = {value:.6f}   df/dx = {by_x:.6f}   df/dy = {by_y:.6f}")


if __name__ == "__main__":
    main()
