"""How much pressure a pipe network loses, and how that depends on the roughness of each pipe.

Two branches in parallel between a pump and a consumer, then one pipe that carries both: the flow divides so that the
branches lose the same pressure. The losses are those of the library `fluids`, which nobody wrote for differentiation:
its friction factor of Colebrook, and its fittings. The division of the flow is found by `fluids.numerics.brenth`, a
loop in Python.

    python examples/pipe_network.py        needs fluids: pip install "srcad[examples]"
"""

import math

import fluids
import numpy as np
from fluids.numerics import brenth
from pictures import save_picture

from srcad import forward_diff

DENSITY, VISCOSITY = 998.2, 1.002e-3  # of water at 20 degrees: kg/m3, Pa s
# Length and diameter in metres, and the angles of the bends in degrees.
PIPES = ((180.0, 0.10, (90.0, 90.0)), (240.0, 0.12, (45.0, 90.0, 45.0)), (60.0, 0.15, ()))
TOTAL_FLOW = 0.030  # m3/s


def pressure_loss(flow, roughness, pipe):
    """Return the loss of one pipe with its bends in Pa; flow in m3/s, roughness in m."""
    length, diameter, bends = pipe
    speed = flow / (0.25 * math.pi * diameter * diameter)
    reynolds = fluids.Reynolds(V=speed, D=diameter, rho=DENSITY, mu=VISCOSITY)
    friction = fluids.friction_factor(Re=reynolds, eD=roughness / diameter)
    coefficient = fluids.K_from_f(fd=friction, L=length, D=diameter)
    for angle in bends:
        coefficient += fluids.bend_rounded(Di=diameter, angle=angle, fd=friction, bend_diameters=5.0)
    return fluids.dP_from_K(K=coefficient, rho=DENSITY, V=speed)


@forward_diff
def network_loss(first, second, common):
    """Return the pressure loss of the network in Pa, and the share of the first branch, for three roughnesses in m."""

    def imbalance(share):
        upper = pressure_loss(share * TOTAL_FLOW, first, PIPES[0])
        return upper - pressure_loss((1.0 - share) * TOTAL_FLOW, second, PIPES[1])

    share = brenth(imbalance, 0.05, 0.95, xtol=1e-15)
    loss = pressure_loss(share * TOTAL_FLOW, first, PIPES[0])
    return loss + pressure_loss(TOTAL_FLOW, common, PIPES[2]), share


def main():
    curves = {}
    roughness = (4.5e-5, 4.5e-5, 4.5e-5)
    for position, name in enumerate(("first", "second", "common")):
        (loss, share), (slope, d_share) = network_loss(*roughness, **{f"d_{name}": 1e-6})
        print(f"{name:7s} {loss / 1e3:10.5f} kPa  {slope:10.6f} Pa per micrometre   share {share:.6f} {d_share:+.3e}")
        ageing = np.geomspace(1.5e-6, 1e-3, 60)
        slopes = []
        for value in ageing:
            values = [*roughness]
            values[position] = float(value)
            slopes.append(network_loss(*values, **{f"d_{name}": 1e-6})[1][0])
        curves[name] = (1e6 * ageing, slopes)
    save_picture("pipe_network", lambda axes: draw(axes, curves))


def draw(axes, curves):
    for name, (ageing, slopes) in curves.items():
        axes.loglog(ageing, slopes, label=f"{name} pipe")
    axes.set_xlabel("roughness in micrometres")
    axes.set_ylabel("loss gained per micrometre in Pa")
    axes.legend()


if __name__ == "__main__":
    main()
