"""Workloads on arrays and objects, each with its tangent as one would write it by hand; see `scalar_programs`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

# Many bodies that attract each other, as loops over the pairs.


def bodies(x: Any, v: Any, mass: Any, dt: float, steps: int) -> Any:
    n = len(mass)
    for _ in range(steps):
        for i in range(n):
            for j in range(i):
                dx = x[i, 0] - x[j, 0]
                dy = x[i, 1] - x[j, 1]
                square = dx * dx + dy * dy + 0.01
                pull = dt / (square * np.sqrt(square))
                v[i, 0] -= mass[j] * pull * dx
                v[i, 1] -= mass[j] * pull * dy
                v[j, 0] += mass[i] * pull * dx
                v[j, 1] += mass[i] * pull * dy
        for i in range(n):
            x[i, 0] += dt * v[i, 0]
            x[i, 1] += dt * v[i, 1]
    return x[0, 0] * x[0, 1]


def bodies_by_hand(x: Any, v: Any, mass: Any, dt: float, steps: int, d_x: Any, d_v: Any) -> Any:
    n = len(mass)
    for _ in range(steps):
        for i in range(n):
            for j in range(i):
                dx = x[i, 0] - x[j, 0]
                dy = x[i, 1] - x[j, 1]
                d_dx = d_x[i, 0] - d_x[j, 0]
                d_dy = d_x[i, 1] - d_x[j, 1]
                square = dx * dx + dy * dy + 0.01
                pull = dt / (square * np.sqrt(square))
                d_pull = -3.0 * pull / square * (dx * d_dx + dy * d_dy)
                push_x = pull * dx
                push_y = pull * dy
                d_push_x = d_pull * dx + pull * d_dx
                d_push_y = d_pull * dy + pull * d_dy
                v[i, 0] -= mass[j] * push_x
                v[i, 1] -= mass[j] * push_y
                v[j, 0] += mass[i] * push_x
                v[j, 1] += mass[i] * push_y
                d_v[i, 0] -= mass[j] * d_push_x
                d_v[i, 1] -= mass[j] * d_push_y
                d_v[j, 0] += mass[i] * d_push_x
                d_v[j, 1] += mass[i] * d_push_y
        for i in range(n):
            x[i, 0] += dt * v[i, 0]
            x[i, 1] += dt * v[i, 1]
            d_x[i, 0] += dt * d_v[i, 0]
            d_x[i, 1] += dt * d_v[i, 1]
    return x[0, 0] * x[0, 1], d_x[0, 0] * x[0, 1] + x[0, 0] * d_x[0, 1]


# A formula for many options at once: currency options, with a logistic curve for the normal distribution.


def normal(x: Any) -> Any:
    return 0.5 * (1.0 + np.tanh(0.7988 * x * (1.0 + 0.04417 * x * x)))


def option_prices(spot: Any, strike: Any, time: Any, home: float, abroad: float, sigma: float) -> Any:
    spread = sigma * np.sqrt(time)
    d1 = (np.log(spot / strike) + (home - abroad + 0.5 * sigma * sigma) * time) / spread
    d2 = d1 - spread
    return spot * np.exp(-abroad * time) * normal(d1) - strike * np.exp(-home * time) * normal(d2)


def normal_by_hand(x: Any, d_x: Any) -> Any:
    square = x * x
    curve = np.tanh(0.7988 * x * (1.0 + 0.04417 * square))
    return 0.5 * (1.0 + curve), 0.3994 * (1.0 - curve * curve) * (1.0 + 0.13251 * square) * d_x


def option_prices_by_hand(
    spot: Any, strike: Any, time: Any, home: float, abroad: float, sigma: float, d_spot: Any, d_home: Any, d_sigma: Any
) -> Any:
    root = np.sqrt(time)
    spread = sigma * root
    d_spread = d_sigma * root
    drift = home - abroad + 0.5 * sigma * sigma
    d1 = (np.log(spot / strike) + drift * time) / spread
    d_d1 = (d_spot / spot + (d_home + sigma * d_sigma) * time - d1 * d_spread) / spread
    n1, d_n1 = normal_by_hand(d1, d_d1)
    n2, d_n2 = normal_by_hand(d1 - spread, d_d1 - d_spread)
    abroad_factor = np.exp(-abroad * time)
    paid = strike * np.exp(-home * time)
    value = spot * abroad_factor * n1 - paid * n2
    return value, abroad_factor * (d_spot * n1 + spot * d_n1) + paid * (d_home * time * n2 - d_n2)


# A stencil: heat spreads over a plate, in slices.


def plate(u: Any, conductivity: float, steps: int) -> Any:
    for _ in range(steps):
        flow = u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4.0 * u[1:-1, 1:-1]
        u[1:-1, 1:-1] += conductivity * flow
    return u


def plate_by_hand(u: Any, conductivity: float, steps: int, d_u: Any, d_conductivity: float) -> Any:
    for _ in range(steps):
        flow = u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4.0 * u[1:-1, 1:-1]
        d_flow = d_u[2:, 1:-1] + d_u[:-2, 1:-1] + d_u[1:-1, 2:] + d_u[1:-1, :-2] - 4.0 * d_u[1:-1, 1:-1]
        u[1:-1, 1:-1] += conductivity * flow
        d_u[1:-1, 1:-1] += d_conductivity * flow + conductivity * d_flow
    return u, d_u


# A small network.


def network(x: Any, w1: Any, b1: Any, w2: Any, b2: Any) -> Any:
    hidden = np.tanh(w1 @ x + b1)
    return np.sum(np.tanh(w2 @ hidden + b2))


def network_by_hand(x: Any, w1: Any, b1: Any, w2: Any, b2: Any, d_x: Any, d_w1: Any, d_w2: Any) -> Any:
    hidden = np.tanh(w1 @ x + b1)
    d_hidden = (1.0 - hidden * hidden) * (d_w1 @ x + w1 @ d_x)
    out = np.tanh(w2 @ hidden + b2)
    return np.sum(out), np.sum((1.0 - out * out) * (d_w2 @ hidden + w2 @ d_hidden))


# Matrices: a chain of products in front of a system of linear equations.


def linear_system(a: Any, b: Any, c: Any, v: Any) -> Any:
    return np.linalg.solve(a, b @ (c @ v))


def linear_system_by_hand(a: Any, b: Any, c: Any, v: Any, d_a: Any, d_v: Any) -> Any:
    x = np.linalg.solve(a, b @ (c @ v))
    return x, np.linalg.solve(a, b @ (c @ d_v) - d_a @ x)


# Objects in a dictionary: the loss of pressure along the pipes of a network.


@dataclass
class Pipe:
    """A pipe of a network."""

    length: float
    diameter: float

    def loss(self, flow: float, roughness: float) -> float:
        friction = 0.11 * (roughness / self.diameter) ** 0.25
        return friction * self.length / self.diameter**5 * flow * abs(flow)


PIPES = {name: Pipe(10.0 + 7.0 * k, 0.1 + 0.02 * k) for k, name in enumerate("abcdefgh")}


def loss_along(flow: float, roughness: float) -> float:
    losses = {}
    for name, pipe in PIPES.items():
        losses[name] = pipe.loss(flow, roughness)
        flow = 0.97 * flow
    total = 0.0
    for loss in losses.values():
        total = total + loss
    return total


def loss_along_by_hand(flow: float, roughness: float, d_flow: float, d_roughness: float) -> Any:
    losses = {}
    d_losses = {}
    for name, pipe in PIPES.items():
        friction = 0.11 * (roughness / pipe.diameter) ** 0.25
        factor = friction * pipe.length / pipe.diameter**5
        loss = factor * flow * abs(flow)
        losses[name] = loss
        d_losses[name] = 0.25 * loss / roughness * d_roughness + 2.0 * factor * abs(flow) * d_flow
        flow = 0.97 * flow
        d_flow = 0.97 * d_flow
    total = 0.0
    d_total = 0.0
    for name, loss in losses.items():
        total = total + loss
        d_total = d_total + d_losses[name]
    return total, d_total
