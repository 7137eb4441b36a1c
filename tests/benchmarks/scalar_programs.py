"""Workloads on numbers, each with its tangent as one would write it by hand.

A hand-written tangent takes the arguments of the function, then a tangent for each that varies, and returns the pair of
value and tangent.
"""

from __future__ import annotations

import math

Pair = tuple[float, float]

GAS = 8.314


# One expression: the pressure of a gas by Redlich and Kwong.


def pressure(t: float, v: float, a: float, b: float) -> float:
    return GAS * t / (v - b) - a / (math.sqrt(t) * v * (v + b))


def pressure_by_hand(t: float, v: float, a: float, b: float, d_t: float, d_v: float) -> Pair:
    free = v - b
    ideal = GAS * t / free
    volumes = v * (v + b)
    attraction = a / (math.sqrt(t) * volumes)
    return (
        ideal - attraction,
        (GAS * d_t - ideal * d_v) / free + attraction * (0.5 * d_t / t + (2.0 * v + b) * d_v / volumes),
    )


# A loop with a branch: a heater that is switched by the temperature.


def thermostat(temperature: float, power: float, loss: float, steps: int) -> float:
    heating = 0.0
    for _ in range(steps):
        if temperature < 20.0:
            temperature = temperature + 0.01 * (power - loss * temperature)
            heating = heating + power * 0.01
        else:
            temperature = temperature - 0.01 * loss * temperature
    return heating / temperature


def thermostat_by_hand(
    temperature: float, power: float, loss: float, steps: int, d_temperature: float, d_power: float, d_loss: float
) -> Pair:
    heating = 0.0
    d_heating = 0.0
    for _ in range(steps):
        change = 0.01 * (d_loss * temperature + loss * d_temperature)
        if temperature < 20.0:
            temperature = temperature + 0.01 * (power - loss * temperature)
            d_temperature = d_temperature + 0.01 * d_power - change
            heating = heating + power * 0.01
            d_heating = d_heating + d_power * 0.01
        else:
            temperature = temperature - 0.01 * loss * temperature
            d_temperature = d_temperature - change
    result = heating / temperature
    return result, (d_heating - result * d_temperature) / temperature


# An ordinary differential equation: foxes and hares, by the Runge-Kutta method of fourth order.


def growth(hares: float, foxes: float, rate: float) -> tuple[float, float]:
    return hares * (rate - foxes), foxes * (hares - 1.0)


def foxes_and_hares(hares: float, foxes: float, rate: float, dt: float, steps: int) -> float:
    for _ in range(steps):
        h1, f1 = growth(hares, foxes, rate)
        h2, f2 = growth(hares + 0.5 * dt * h1, foxes + 0.5 * dt * f1, rate)
        h3, f3 = growth(hares + 0.5 * dt * h2, foxes + 0.5 * dt * f2, rate)
        h4, f4 = growth(hares + dt * h3, foxes + dt * f3, rate)
        hares = hares + dt / 6.0 * (h1 + 2.0 * h2 + 2.0 * h3 + h4)
        foxes = foxes + dt / 6.0 * (f1 + 2.0 * f2 + 2.0 * f3 + f4)
    return hares * foxes


def growth_by_hand(
    hares: float, foxes: float, rate: float, d_hares: float, d_foxes: float, d_rate: float
) -> tuple[float, float, float, float]:
    more = rate - foxes
    fed = hares - 1.0
    return hares * more, foxes * fed, d_hares * more + hares * (d_rate - d_foxes), d_foxes * fed + foxes * d_hares


def foxes_and_hares_by_hand(
    hares: float, foxes: float, rate: float, dt: float, steps: int, d_hares: float, d_foxes: float, d_rate: float
) -> Pair:
    half = 0.5 * dt
    sixth = dt / 6.0
    for _ in range(steps):
        h1, f1, d_h1, d_f1 = growth_by_hand(hares, foxes, rate, d_hares, d_foxes, d_rate)
        h2, f2, d_h2, d_f2 = growth_by_hand(
            hares + half * h1, foxes + half * f1, rate, d_hares + half * d_h1, d_foxes + half * d_f1, d_rate
        )
        h3, f3, d_h3, d_f3 = growth_by_hand(
            hares + half * h2, foxes + half * f2, rate, d_hares + half * d_h2, d_foxes + half * d_f2, d_rate
        )
        h4, f4, d_h4, d_f4 = growth_by_hand(
            hares + dt * h3, foxes + dt * f3, rate, d_hares + dt * d_h3, d_foxes + dt * d_f3, d_rate
        )
        hares = hares + sixth * (h1 + 2.0 * h2 + 2.0 * h3 + h4)
        foxes = foxes + sixth * (f1 + 2.0 * f2 + 2.0 * f3 + f4)
        d_hares = d_hares + sixth * (d_h1 + 2.0 * d_h2 + 2.0 * d_h3 + d_h4)
        d_foxes = d_foxes + sixth * (d_f1 + 2.0 * d_f2 + 2.0 * d_f3 + d_f4)
    return hares * foxes, d_hares * foxes + hares * d_foxes


# Recursion: a Chebyshev polynomial by its definition.


def chebyshev(n: int, x: float) -> float:
    if n == 0:
        return 1.0
    if n == 1:
        return x
    return 2.0 * x * chebyshev(n - 1, x) - chebyshev(n - 2, x)


def chebyshev_by_hand(n: int, x: float, d_x: float) -> Pair:
    if n == 0:
        return 1.0, 0.0
    if n == 1:
        return x, d_x
    last, d_last = chebyshev_by_hand(n - 1, x, d_x)
    before, d_before = chebyshev_by_hand(n - 2, x, d_x)
    return 2.0 * x * last - before, 2.0 * (d_x * last + x * d_last) - d_before


# Correlations of an engineer: the heat that a pipe gives off, through many small helpers.


def viscosity(t: float) -> float:
    return 2.414e-5 * 10.0 ** (247.8 / (t - 140.0))


def reynolds(flow: float, diameter: float, t: float) -> float:
    return 4.0 * flow / (math.pi * diameter * viscosity(t))


def friction(re: float, roughness: float) -> float:
    return (-1.8 * math.log10(6.9 / re + (roughness / 3.7) ** 1.11)) ** -2.0


def prandtl(t: float) -> float:
    return 4186.0 * viscosity(t) / (0.57 + 0.0015 * (t - 273.0))


def nusselt(re: float, pr: float, f: float) -> float:
    return f / 8.0 * (re - 1000.0) * pr / (1.0 + 12.7 * math.sqrt(f / 8.0) * (pr ** (2.0 / 3.0) - 1.0))


def heat(flow: float, diameter: float, t: float, roughness: float) -> float:
    re = reynolds(flow, diameter, t)
    f = friction(re, roughness / diameter)
    return nusselt(re, prandtl(t), f) * (0.57 + 0.0015 * (t - 273.0)) / diameter


def heat_by_hand(
    flow: float, diameter: float, t: float, roughness: float, d_flow: float, d_diameter: float, d_t: float
) -> Pair:
    cold = t - 140.0
    mu = 2.414e-5 * 10.0 ** (247.8 / cold)
    d_mu = mu * -2.302585092994046 * 247.8 / (cold * cold) * d_t
    re = 4.0 * flow / (math.pi * diameter * mu)
    d_re = re * (d_flow / flow - d_diameter / diameter - d_mu / mu)
    relative = roughness / diameter
    rough = (relative / 3.7) ** 1.11
    inside = 6.9 / re + rough
    d_inside = -6.9 / (re * re) * d_re - 1.11 * rough * d_diameter / diameter
    log = -1.8 * math.log10(inside)
    f = log**-2.0
    d_f = -2.0 * f / log * -1.8 * d_inside / (inside * 2.302585092994046)
    conductivity = 0.57 + 0.0015 * (t - 273.0)
    d_conductivity = 0.0015 * d_t
    pr = 4186.0 * mu / conductivity
    d_pr = pr * (d_mu / mu - d_conductivity / conductivity)
    eighth = f / 8.0
    root = math.sqrt(eighth)
    power = pr ** (2.0 / 3.0)
    below = 1.0 + 12.7 * root * (power - 1.0)
    d_below = 12.7 * (0.5 * d_f / 8.0 / root * (power - 1.0) + root * 2.0 / 3.0 * power / pr * d_pr)
    nu = eighth * (re - 1000.0) * pr / below
    d_nu = nu * (d_f / f + d_re / (re - 1000.0) + d_pr / pr - d_below / below)
    result = nu * conductivity / diameter
    return result, (d_nu * conductivity + nu * d_conductivity - result * d_diameter) / diameter


# Roots and powers: the flow in an open channel by Manning, and its Froude number.


def channel(depth: float, width: float, slope: float, roughness: float) -> float:
    area = width * depth
    radius = area / (width + 2.0 * depth)
    flow = area / roughness * radius ** (2.0 / 3.0) * slope**0.5
    return flow / (area * math.sqrt(9.81 * depth))


def channel_by_hand(depth: float, width: float, slope: float, roughness: float, d_depth: float, d_slope: float) -> Pair:
    area = width * depth
    d_area = width * d_depth
    wetted = width + 2.0 * depth
    radius = area / wetted
    d_radius = (d_area - radius * 2.0 * d_depth) / wetted
    power = radius ** (2.0 / 3.0)
    d_power = 2.0 / 3.0 * radius ** (-1.0 / 3.0) * d_radius
    fall = slope**0.5
    d_fall = d_slope / (2.0 * fall)
    smooth = area / roughness
    fast = smooth * power
    flow = fast * fall
    d_flow = (d_area / roughness * power + smooth * d_power) * fall + fast * d_fall
    wave = math.sqrt(9.81 * depth)
    d_wave = 9.81 * d_depth / (2.0 * wave)
    critical = area * wave
    froude = flow / critical
    return froude, (d_flow - froude * (d_area * wave + area * d_wave)) / critical


# Lists side by side: the boiling point and the entropy of a mixture.


def mixture(amounts: list[float], points: list[float], pressure: float) -> float:
    total = sum(amounts)
    fractions = [amount / total for amount in amounts]
    boiling = 0.0
    for place, (fraction, point) in enumerate(zip(fractions, points, strict=False)):
        boiling += fraction * (point + 0.01 * place * pressure)
    largest = max(fractions)
    return boiling / largest - sum(fraction * math.log(fraction) for fraction in fractions)


def mixture_by_hand(
    amounts: list[float], points: list[float], pressure: float, d_amounts: list[float], d_pressure: float
) -> Pair:
    total, d_total = sum(amounts), sum(d_amounts)
    fractions = [amount / total for amount in amounts]
    d_fractions = [
        (d_amount - fraction * d_total) / total for d_amount, fraction in zip(d_amounts, fractions, strict=False)
    ]
    boiling = d_boiling = 0.0
    for place, (fraction, d_fraction, point) in enumerate(zip(fractions, d_fractions, points, strict=False)):
        factor = 0.01 * place
        moved = point + factor * pressure
        boiling += fraction * moved
        d_boiling += d_fraction * moved + fraction * (factor * d_pressure)
    largest = max(fractions)
    ratio = boiling / largest
    d_ratio = (d_boiling - ratio * d_fractions[fractions.index(largest)]) / largest
    entropy = d_entropy = 0.0
    for fraction, d_fraction in zip(fractions, d_fractions, strict=False):
        log = math.log(fraction)
        entropy += fraction * log
        d_entropy += d_fraction * (log + 1.0)
    return ratio - entropy, d_ratio - d_entropy
