"""The rules of the support functions themselves, for second and higher derivatives.

A support function that is missing here is differentiated by its source.
"""

from srcad.rules.registry import bilinear, constant, elementwise, linear, terms

elementwise(
    "srcad.rules.support.quotient(numerator, denominator)",
    numerator="1.0 / denominator",
    denominator="-out / denominator",
    poles="numerator denominator",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.power(x, y)",
    x="power_base(x, y)",
    y="exponent_term(x, y, out, d_y)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.power_base(x, y)",
    x="scaled(power_base(x, y - 1.0), y)",
    y="d_y * power(x, y - 1.0) + exponent_term(x, y - 1.0, out, d_y)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.base_term(x, y, tangent)",
    x="scaled(base_term(x, y - 1.0, tangent), y)",
    y="scaled(d_y * power(x, y - 1.0) + exponent_term(x, y - 1.0, power_base(x, y), d_y), tangent)",
    tangent="base_term(x, y, d_tangent)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.real_base_term(x, y, tangent)",
    x="scaled(base_term(x, y - 1.0, tangent), y)",
    y="scaled(d_y * power(x, y - 1.0) + exponent_term(x, y - 1.0, power_base(x, y), d_y), tangent)",
    tangent="base_term(x, y, d_tangent)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.exponent_term(x, y, raised, tangent)",
    x="quotient(d_x * tangent * raised, x)",
    y="0.0",
    raised="exponent_term(x, y, d_raised, tangent)",
    tangent="exponent_term(x, y, raised, d_tangent)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.array_power(x, y)",
    x="array_power_base(x, y)",
    y="array_exponent_term(x, y, out, d_y)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.array_power_base(x, y)",
    x="scaled(array_power_base(x, y - 1.0), y)",
    y="d_y * array_power(x, y - 1.0) + array_exponent_term(x, y - 1.0, out, d_y)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.array_exponent_term(x, y, raised, tangent)",
    x="quotient(d_x * tangent * raised, x)",
    y="0.0",
    raised="array_exponent_term(x, y, d_raised, tangent)",
    tangent="array_exponent_term(x, y, raised, d_tangent)",
    domain=(0.5, 2.0),
)
elementwise(
    "srcad.rules.support.scaled(partial, tangent)",
    partial="scaled(d_partial, tangent)",
    tangent="scaled(partial, d_tangent)",
    domain=(0.5, 2.0),
)
elementwise("srcad.rules.support.digamma(x)", x="polygamma(1, x)", examples=("number(0.5, 4.0)", "number(-1.8, -1.2)"))
elementwise(
    "srcad.rules.support.polygamma(order, x)",
    x="polygamma(order + 1, x)",
    examples=("1, number(0.5, 4.0)", "0, number(-1.8, -1.2)"),
)
linear("srcad.rules.support.scaled_by_power_of_two(x, exponent)", wrt="x", examples=("number(), 3", "real(4), 3"))
elementwise(
    "srcad.rules.support.larger_term(x, y, tangent)",
    x="0.0",
    y="0.0",
    tangent="larger_term(x, y, 1.0)",
    domain={"x": (0.5, 1.0), "y": (1.5, 2.0)},
)
elementwise(
    "srcad.rules.support.smaller_term(x, y, tangent)",
    x="0.0",
    y="0.0",
    tangent="smaller_term(x, y, 1.0)",
    domain={"x": (0.5, 1.0), "y": (1.5, 2.0)},
)
elementwise(
    "srcad.rules.support.larger_tangent(x, y, x_tangent, y_tangent)",
    x="0.0",
    y="0.0",
    x_tangent="larger_term(x, y, d_x_tangent)",
    y_tangent="larger_term(y, x, d_y_tangent)",
    together="larger_tangent(x, y, d_x_tangent, d_y_tangent)",
    domain={"x": (0.5, 1.0), "y": (1.5, 2.0)},
)
elementwise(
    "srcad.rules.support.smaller_tangent(x, y, x_tangent, y_tangent)",
    x="0.0",
    y="0.0",
    x_tangent="smaller_term(x, y, d_x_tangent)",
    y_tangent="smaller_term(y, x, d_y_tangent)",
    together="smaller_tangent(x, y, d_x_tangent, d_y_tangent)",
    domain={"x": (0.5, 1.0), "y": (1.5, 2.0)},
)
constant("srcad.rules.support.sign_of(x)", domain=(0.5, 2.0))
elementwise(
    "srcad.rules.support.bessel_i(order, x)",
    x="0.5 * (bessel_i(order - 1, x) + bessel_i(order + 1, x))",
    examples=("1, number()", "2, real(4)"),
)
linear("srcad.rules.support.selected(condition, x, y)", wrt="x y", examples=("real(4) > 0.0, real(4), real(4)",))
constant("srcad.rules.support.zero_like(x)")
bilinear("srcad.rules.support.inner(x, y)", wrt="x y", examples=("real(4), real(4)", "real(3, 1), real(4)"))
elementwise(
    "srcad.rules.support.spread(tangent, primal)",
    tangent="spread(d_tangent, primal)",
    primal="spread(0.0, primal)",
    together="spread(d_tangent, primal)",
    examples=("number(), real(4)", "real(4), real(3, 4)"),
)
terms("srcad.rules.support.as_computed(x, computed)", x="d_x", computed="zero_like(d_computed)", examples=())
