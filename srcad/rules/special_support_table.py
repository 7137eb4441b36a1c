"""The rules of the support functions of `scipy.special`, for second and higher derivatives.

A support function that is missing here is differentiated by its source.
"""

from srcad.rules.registry import constant, elementwise

constant("srcad.rules.special_support.lower_step(parameter)")
constant("srcad.rules.special_support.shape_step(parameter)")
constant("srcad.rules.special_gamma_support.is_pole(x)")
elementwise(
    "srcad.rules.special_support.faddeeva(order, z, scale)",
    z="faddeeva(order + 1, z, scale)",
    scale="0.5 * scale * faddeeva(order + 2, z, scale)",
)
elementwise(
    "srcad.rules.special_gamma_support.digamma_increase(x, y)",
    x="zeta(2.0, x + y) - zeta(2.0, x)",
    y="zeta(2.0, x + y)",
    domain=(0.5, 4.0),
)
elementwise(
    "srcad.rules.special_gamma_support.gamma_density(a, x)",
    a="out * (log(x) - digamma(a))",
    x="out * ((a - 1.0) / x - 1.0)",
    domain=(0.5, 4.0),
)
elementwise(
    "srcad.rules.special_gamma_support.gammainc_order(a, x)",
    a="shape_slope(gammainc_order, 0, a, x)",
    x="gamma_density(a, x) * (log(x) - digamma(a))",
    domain=(0.5, 4.0),
)
elementwise(
    "srcad.rules.special_gamma_support.beta_density(a, b, x, y)",
    a="out * (log(x) + digamma_increase(a, b))",
    b="out * (log(y) + digamma_increase(b, a))",
    x="out * (a - 1.0) / x",
    y="out * (b - 1.0) / y",
    domain=(0.2, 0.8),
)
elementwise(
    "srcad.rules.special_gamma_support.beta_kernel(a, b, x, y)",
    a="out * (log(x) + digamma_increase(a, b))",
    b="out * (log(y) + digamma_increase(b, a))",
    x="out * a / x",
    y="out * b / y",
    domain=(0.2, 0.8),
)
# Where y is 1 - x, the whole derivative along that line is that with respect to x.
elementwise(
    "srcad.rules.special_gamma_support.betainc_first(a, b, x, y)",
    a="shape_slope(betainc_first, 0, a, b, x, y)",
    b="shape_slope(betainc_first, 1, a, b, x, y)",
    x="beta_density(a, b, x, y) * (log(x) + digamma_increase(a, b))",
    y="0.0",
    domain=(0.2, 0.8),
)
elementwise(
    "srcad.rules.special_gamma_support.betainc_second(a, b, x, y)",
    a="shape_slope(betainc_second, 0, a, b, x, y)",
    b="shape_slope(betainc_second, 1, a, b, x, y)",
    x="beta_density(a, b, x, y) * (log(y) + digamma_increase(b, a))",
    y="0.0",
    domain=(0.2, 0.8),
)
