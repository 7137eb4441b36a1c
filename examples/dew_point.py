"""The dew point of a gas, and how it depends on the composition, through an equation of state.

The gas begins to condense where the first drop of liquid, of another composition than the gas, has the fugacities of
the gas. These come from the class `thermo.PRMIX` (Peng and Robinson 1976), which nobody wrote for differentiation: its
constructor solves the cubic equation, and its attributes are computed from the roots. The pressure
and the composition of the drop are found by repeated substitution, and the derivative goes through all of it.

    python examples/dew_point.py        needs thermo: pip install "srcad[examples]"
"""

import math

from pictures import save_picture
from thermo import PRMIX

from srcad import forward_diff

NAMES = ("methane", "propane", "n-hexane")
CRITICAL_TEMPERATURES = [190.564, 369.83, 507.6]  # K
CRITICAL_PRESSURES = [4599000.0, 4248000.0, 3025000.0]  # Pa
ACENTRIC_FACTORS = [0.008, 0.152, 0.2975]
GAS = (0.70, 0.25, 0.05)  # moles of each


def fugacity_coefficients(fractions, temperature, pressure, phase):
    """Return the logarithms of the fugacity coefficients of a mixture in one phase, gas or liquid."""
    mixture = PRMIX(
        Tcs=CRITICAL_TEMPERATURES,
        Pcs=CRITICAL_PRESSURES,
        omegas=ACENTRIC_FACTORS,
        zs=fractions,
        T=temperature,
        P=pressure,
    )
    has_one_root = mixture.phase in ("l", "g")
    if has_one_root:
        return mixture.lnphis_l if mixture.phase == "l" else mixture.lnphis_g
    return mixture.lnphis_g if phase == "gas" else mixture.lnphis_l


def wilson_ratios(temperature, pressure):
    """Return the ratios of gas to liquid fractions as Wilson (1968) estimates them."""
    constants = zip(CRITICAL_TEMPERATURES, CRITICAL_PRESSURES, ACENTRIC_FACTORS, strict=True)
    return [pc / pressure * math.exp(5.373 * (1.0 + omega) * (1.0 - tc / temperature)) for tc, pc, omega in constants]


@forward_diff
def dew_pressure(moles, temperature):
    """Return the pressure in Pa at which a gas of so many moles of each begins to condense, and the first drop."""
    total = sum(moles)
    gas = [n / total for n in moles]
    pressure = 1.0 / sum(y / (k * 1e5) for y, k in zip(gas, wilson_ratios(temperature, 1e5), strict=True))
    ratios = wilson_ratios(temperature, pressure)
    for _ in range(200):
        parts = [y / k for y, k in zip(gas, ratios, strict=True)]
        excess = sum(parts)
        drop = [part / excess for part in parts]
        pressure = pressure / excess
        of_gas = fugacity_coefficients(gas, temperature, pressure, "gas")
        of_drop = fugacity_coefficients(drop, temperature, pressure, "liquid")
        ratios = [math.exp(liquid - vapour) for liquid, vapour in zip(of_drop, of_gas, strict=True)]
        if abs(excess - 1.0) < 1e-13:
            return pressure, drop
    raise ArithmeticError("the substitution does not come to rest")


def main():
    moles = list(GAS)
    for position, name in enumerate(NAMES):
        seed = [0.0, 0.0, 0.0]
        seed[position] = 1.0
        (pressure, drop), (slope, d_drop) = dew_pressure(moles, 330.0, d_moles=seed)
        change = " ".join(f"{part:+.5f}" for part in d_drop)
        print(f"{name:8s} {drop[position]:.6f} of the drop   dew pressure {pressure / 1e5:.6f} bar")
        print(f"{'':8s} one mole more: {slope / 1e5:+.6f} bar, drop {change}")
    temperatures = [310.0 + 5.0 * k for k in range(9)]
    rows = [dew_pressure(moles, t, d_moles=[0.0, 0.0, 1e-3]) for t in temperatures]
    save_picture("dew_point", lambda axes: draw(axes, temperatures, rows))


def draw(axes, temperatures, rows):
    axes.plot(temperatures, [value[0] / 1e5 for value, _ in rows], label="dew pressure in bar")
    changes = [1e2 * slope[0] / 1e5 for _, slope in rows]
    axes.plot(temperatures, changes, label="100 times its change with 0.001 mol n-hexane")
    axes.set_xlabel("temperature in K")
    axes.legend()


if __name__ == "__main__":
    main()
