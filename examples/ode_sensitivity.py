"""Compute how the solution of an ODE depends on a parameter and on the start: Lotka and Volterra's hares and foxes.

The integrator is ordinary Python: a loop, tuples, a list of states. Its derivative integrates the sensitivity beside
the solution, with the same steps.

    python examples/ode_sensitivity.py
"""

import numpy as np
from pictures import save_picture

from srcad import forward_diff

DT = 0.01


def growth(hares, foxes, birth, death):
    """Return the rates of change of both populations."""
    meetings = hares * foxes
    return birth * hares - meetings, meetings - death * foxes


def runge_kutta_step(hares, foxes, birth, death):
    a1, b1 = growth(hares, foxes, birth, death)
    a2, b2 = growth(hares + 0.5 * DT * a1, foxes + 0.5 * DT * b1, birth, death)
    a3, b3 = growth(hares + 0.5 * DT * a2, foxes + 0.5 * DT * b2, birth, death)
    a4, b4 = growth(hares + DT * a3, foxes + DT * b3, birth, death)
    return hares + DT * (a1 + 2.0 * a2 + 2.0 * a3 + a4) / 6.0, foxes + DT * (b1 + 2.0 * b2 + 2.0 * b3 + b4) / 6.0


@forward_diff
def simulate(hares, foxes, birth, death, steps):
    """Return the states at all times, a list of (hares, foxes)."""
    states = [(hares, foxes)]
    for _ in range(steps):
        hares, foxes = runge_kutta_step(hares, foxes, birth, death)
        states.append((hares, foxes))
    return states


def main():
    start = (1.2, 0.8, 1.0, 0.7, 1500)
    states, by_birth = simulate(*start, d_birth=1.0)
    _, by_hares = simulate(*start, d_hares=1.0)
    print("time       hares       foxes   d hares/d birth   d foxes/d birth   d hares/d start")
    for index in range(0, 1501, 300):
        hares, foxes = states[index]
        slopes = (*by_birth[index], by_hares[index][0])
        print(f"{DT * index:4.1f}   {hares:9.6f}   {foxes:9.6f}", *(f"{slope:15.6f}" for slope in slopes), sep="   ")

    def draw(axes):
        times = DT * np.arange(len(states))
        axes.plot(times, [hares for hares, _ in states], label="hares")
        axes.plot(times, [foxes for _, foxes in states], label="foxes")
        axes.plot(times, [hares for hares, _ in by_birth], "--", label="d hares / d birth rate")
        axes.set(xlabel="time")
        axes.legend()

    save_picture("ode_sensitivity", draw)


if __name__ == "__main__":
    main()
