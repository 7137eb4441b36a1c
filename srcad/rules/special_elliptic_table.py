"""The rules of `scipy.special`: elliptic integrals and functions, Mathieu, spheroidal and ellipsoidal functions.

Derivatives with respect to parameters without a formula are differences of eighth order (`order_slope`). The literal
number is pi / 180: Mathieu functions take degrees.
"""

from srcad.rules.registry import elementwise, terms, unsupported

# Elliptic integrals. Legendre's are differentiated by Carlson's, which are smooth at m = 0.
elementwise("scipy.special.ellipk(m)", m="ellipk_slope(m)", poles="m", domain=(-0.5, 0.8))
elementwise("scipy.special.ellipkm1(p)", p="scaled(-ellipk_slope(1.0 - p), d_p)", domain=(0.2, 1.5))
elementwise("scipy.special.ellipe(m)", m="ellipe_slope(m)", poles="m", domain=(-0.5, 0.8))
elementwise(
    "scipy.special.ellipkinc(phi, m)",
    phi="1.0 / elliptic_delta(phi, m)",
    m="ellipkinc_slope(phi, m)",
    poles="phi",
    domain={"phi": (-4.0, 4.0), "m": (-0.5, 0.8)},
)
elementwise(
    "scipy.special.ellipeinc(phi, m)",
    phi="elliptic_delta(phi, m)",
    m="ellipeinc_slope(phi, m)",
    domain={"phi": (-4.0, 4.0), "m": (-0.5, 0.8)},
)
terms(
    "scipy.special.ellipj(u, m)",
    outputs=-1,
    u="ellipj_tangent(out, m, d_u, 0.0)",
    m="ellipj_tangent(out, m, 0.0, d_m)",
    together="ellipj_tangent(out, m, d_u, d_m)",
    domain={"u": (-3.0, 3.0), "m": (0.1, 0.8)},
)
elementwise(
    "scipy.special.elliprc(x, y)",
    x="elliprc_first(x, y, out)",
    y="elliprc_second(x, y, out)",
    poles="x y",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.elliprd(x, y, z)",
    x="elliprd_first(x, y, z, out)",
    y="elliprd_first(y, x, z, out)",
    z="elliprd_third(x, y, z, out)",
    poles="x y z",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.elliprf(x, y, z)",
    x="scaled(-elliprd(y, z, x) / 6.0, d_x)",
    y="scaled(-elliprd(z, x, y) / 6.0, d_y)",
    z="scaled(-elliprd(x, y, z) / 6.0, d_z)",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.elliprg(x, y, z)",
    x="elliprg_first(x, y, z)",
    y="elliprg_first(y, z, x)",
    z="elliprg_first(z, x, y)",
    poles="x y z",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.elliprj(x, y, z, p)",
    x="elliprj_first(x, y, z, p, out)",
    y="elliprj_first(y, z, x, p, out)",
    z="elliprj_first(z, x, y, p, out)",
    p="elliprj_fourth(x, y, z, p, out)",
    poles="x y z p",
    domain=(0.5, 2.0),
)
elementwise("scipy.special.agm(a, b)", a="agm_slope(a, b, out)", b="agm_slope(b, a, out)", domain=(0.5, 2.0))

# Mathieu functions.
elementwise(
    "scipy.special.mathieu_a(m, q)",
    q="order_slope(mathieu_a, 1, m, q)",
    examples=("2, positive(4)", "0, number(0.5, 2.0)"),
)
elementwise(
    "scipy.special.mathieu_b(m, q)",
    q="order_slope(mathieu_b, 1, m, q)",
    examples=("2, positive(4)", "1, number(0.5, 2.0)"),
)
terms(
    "scipy.special.mathieu_cem(m, q, x)",
    outputs=-1,
    q="order_slopes(mathieu_cem, 1, d_q, m, q, x)",
    x="(0.017453292519943295 * out[1] * d_x, -0.017453292519943295 * (mathieu_a(m,"
    " q) - 2.0 * q * cosdg(2.0 * x)) * out[0] * d_x)",
    together="both(order_slopes(mathieu_cem, 1, d_q, m, q, x), (0.017453292519943295 * out[1] * d_x,"
    " -0.017453292519943295 * (mathieu_a(m, q) - 2.0 * q * cosdg(2.0 * x)) * out[0] * d_x))",
    examples=("2, positive(4), uniform(10.0, 80.0, 4)", "1, number(0.5, 2.0), number(0.5, 1.5)"),
)
terms(
    "scipy.special.mathieu_sem(m, q, x)",
    outputs=-1,
    q="order_slopes(mathieu_sem, 1, d_q, m, q, x)",
    x="(0.017453292519943295 * out[1] * d_x, -0.017453292519943295 * (mathieu_b(m,"
    " q) - 2.0 * q * cosdg(2.0 * x)) * out[0] * d_x)",
    together="both(order_slopes(mathieu_sem, 1, d_q, m, q, x), (0.017453292519943295 * out[1] * d_x,"
    " -0.017453292519943295 * (mathieu_b(m, q) - 2.0 * q * cosdg(2.0 * x)) * out[0] * d_x))",
    examples=("2, positive(4), uniform(10.0, 80.0, 4)", "1, number(0.5, 2.0), number(0.5, 1.5)"),
)
terms(
    "scipy.special.mathieu_modcem1(m, q, x)",
    outputs=-1,
    q="order_slopes(mathieu_modcem1, 1, d_q, m, q, x)",
    x="(out[1] * d_x, (mathieu_a(m, q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x)",
    together="both(order_slopes(mathieu_modcem1, 1, d_q, m, q, x), (out[1] * d_x, (mathieu_a(m,"
    " q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x))",
    examples=("2, positive(4), positive(4)", "1, number(0.5, 2.0), number(0.5, 1.5)"),
)
terms(
    "scipy.special.mathieu_modcem2(m, q, x)",
    outputs=-1,
    q="order_slopes(mathieu_modcem2, 1, d_q, m, q, x)",
    x="(out[1] * d_x, (mathieu_a(m, q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x)",
    together="both(order_slopes(mathieu_modcem2, 1, d_q, m, q, x), (out[1] * d_x, (mathieu_a(m,"
    " q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x))",
    examples=("2, positive(4), positive(4)", "1, number(0.5, 2.0), number(0.5, 1.5)"),
)
terms(
    "scipy.special.mathieu_modsem1(m, q, x)",
    outputs=-1,
    q="order_slopes(mathieu_modsem1, 1, d_q, m, q, x)",
    x="(out[1] * d_x, (mathieu_b(m, q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x)",
    together="both(order_slopes(mathieu_modsem1, 1, d_q, m, q, x), (out[1] * d_x, (mathieu_b(m,"
    " q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x))",
    examples=("2, positive(4), positive(4)", "1, number(0.5, 2.0), number(0.5, 1.5)"),
)
terms(
    "scipy.special.mathieu_modsem2(m, q, x)",
    outputs=-1,
    q="order_slopes(mathieu_modsem2, 1, d_q, m, q, x)",
    x="(out[1] * d_x, (mathieu_b(m, q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x)",
    together="both(order_slopes(mathieu_modsem2, 1, d_q, m, q, x), (out[1] * d_x, (mathieu_b(m,"
    " q) - 2.0 * q * cosh(2.0 * x)) * out[0] * d_x))",
    examples=("2, positive(4), positive(4)", "1, number(0.5, 2.0), number(0.5, 1.5)"),
)
unsupported(
    "scipy.special.mathieu_even_coef(m, q)",
    because="the number of coefficients depends on q",
    use="scipy.special.mathieu_cem, which is differentiated",
)
unsupported(
    "scipy.special.mathieu_odd_coef(m, q)",
    because="the number of coefficients depends on q",
    use="scipy.special.mathieu_sem, which is differentiated",
)

# Spheroidal functions. In x by their differential equation.
elementwise(
    "scipy.special.pro_cv(m, n, c)",
    c="order_slope(pro_cv, 2, m, n, c)",
    examples=("1, 2, positive(4)", "0, 1, number(0.5, 2.0)"),
)
terms(
    "scipy.special.pro_cv_seq(m, n, c)",
    c="order_slope(pro_cv_seq, 2, m, n, c) * d_c",
    examples=("1, 3, number(0.5, 2.0)",),
)
elementwise(
    "scipy.special.obl_cv(m, n, c)",
    c="order_slope(obl_cv, 2, m, n, c)",
    examples=("1, 2, positive(4)", "0, 1, number(0.5, 2.0)"),
)
terms(
    "scipy.special.obl_cv_seq(m, n, c)",
    c="order_slope(obl_cv_seq, 2, m, n, c) * d_c",
    examples=("1, 3, number(0.5, 2.0)",),
)
terms(
    "scipy.special.pro_ang1(m, n, c, x)",
    outputs=-1,
    c="order_slopes(pro_ang1, 2, d_c, m, n, c, x)",
    x="(out[1] * d_x, prolate_curvature(m, c, pro_cv(m, n, c), x, out) * d_x)",
    together="both(order_slopes(pro_ang1, 2, d_c, m, n, c, x), (out[1] * d_x, prolate_curvature(m, c, pro_cv(m, n,"
    " c), x, out) * d_x))",
    examples=("0, 1, uniform(2.5, 3.5, 4), uniform(-0.8, 0.8, 4)",),
)
terms(
    "scipy.special.pro_ang1_cv(m, n, c, cv, x)",
    outputs=-1,
    c="order_slopes(pro_ang1_cv, 2, d_c, m, n, c, cv, x)",
    cv="order_slopes(pro_ang1_cv, 3, d_cv, m, n, c, cv, x)",
    x="spheroidal_x_tangent(pro_ang1_cv, out, d_x, m, n, c, cv, x)",
    together="spheroidal_tangent(pro_ang1_cv, out, (m, n, c, cv, x), d_c, d_cv, d_x)",
    examples=("0, 1, number(2.5, 3.5), number(8.0, 9.0), number(-0.8, 0.8)",),
)
terms(
    "scipy.special.pro_rad1(m, n, c, x)",
    outputs=-1,
    c="order_slopes(pro_rad1, 2, d_c, m, n, c, x)",
    x="(out[1] * d_x, prolate_curvature(m, c, pro_cv(m, n, c), x, out) * d_x)",
    together="both(order_slopes(pro_rad1, 2, d_c, m, n, c, x), (out[1] * d_x, prolate_curvature(m, c, pro_cv(m, n,"
    " c), x, out) * d_x))",
    examples=("0, 1, uniform(2.5, 3.5, 4), uniform(1.5, 2.5, 4)",),
)
terms(
    "scipy.special.pro_rad1_cv(m, n, c, cv, x)",
    outputs=-1,
    c="order_slopes(pro_rad1_cv, 2, d_c, m, n, c, cv, x)",
    cv="order_slopes(pro_rad1_cv, 3, d_cv, m, n, c, cv, x)",
    x="spheroidal_x_tangent(pro_rad1_cv, out, d_x, m, n, c, cv, x)",
    together="spheroidal_tangent(pro_rad1_cv, out, (m, n, c, cv, x), d_c, d_cv, d_x)",
    examples=("0, 1, number(2.5, 3.5), number(8.0, 9.0), number(1.5, 2.5)",),
)
terms(
    "scipy.special.pro_rad2(m, n, c, x)",
    outputs=-1,
    c="order_slopes(pro_rad2, 2, d_c, m, n, c, x)",
    x="(out[1] * d_x, prolate_curvature(m, c, pro_cv(m, n, c), x, out) * d_x)",
    together="both(order_slopes(pro_rad2, 2, d_c, m, n, c, x), (out[1] * d_x, prolate_curvature(m, c, pro_cv(m, n,"
    " c), x, out) * d_x))",
    examples=("0, 1, uniform(2.5, 3.5, 4), uniform(2.5, 3.5, 4)",),
)
terms(
    "scipy.special.pro_rad2_cv(m, n, c, cv, x)",
    outputs=-1,
    c="order_slopes(pro_rad2_cv, 2, d_c, m, n, c, cv, x)",
    cv="order_slopes(pro_rad2_cv, 3, d_cv, m, n, c, cv, x)",
    x="spheroidal_x_tangent(pro_rad2_cv, out, d_x, m, n, c, cv, x)",
    together="spheroidal_tangent(pro_rad2_cv, out, (m, n, c, cv, x), d_c, d_cv, d_x)",
    examples=("0, 1, number(2.5, 3.5), number(8.0, 9.0), number(2.5, 3.5)",),
)
terms(
    "scipy.special.obl_ang1(m, n, c, x)",
    outputs=-1,
    c="order_slopes(obl_ang1, 2, d_c, m, n, c, x)",
    x="(out[1] * d_x, oblate_angular_curvature(m, c, obl_cv(m, n, c), x, out) * d_x)",
    together="both(order_slopes(obl_ang1, 2, d_c, m, n, c, x), (out[1] * d_x, oblate_angular_curvature(m, c,"
    " obl_cv(m, n, c), x, out) * d_x))",
    examples=("0, 1, uniform(2.5, 3.5, 4), uniform(-0.8, 0.8, 4)",),
)
terms(
    "scipy.special.obl_ang1_cv(m, n, c, cv, x)",
    outputs=-1,
    c="order_slopes(obl_ang1_cv, 2, d_c, m, n, c, cv, x)",
    cv="order_slopes(obl_ang1_cv, 3, d_cv, m, n, c, cv, x)",
    x="spheroidal_x_tangent(obl_ang1_cv, out, d_x, m, n, c, cv, x)",
    together="spheroidal_tangent(obl_ang1_cv, out, (m, n, c, cv, x), d_c, d_cv, d_x)",
    examples=("0, 1, number(2.5, 3.5), number(8.0, 9.0), number(-0.8, 0.8)",),
)
terms(
    "scipy.special.obl_rad1(m, n, c, x)",
    outputs=-1,
    c="order_slopes(obl_rad1, 2, d_c, m, n, c, x)",
    x="(out[1] * d_x, oblate_radial_curvature(m, c, obl_cv(m, n, c), x, out) * d_x)",
    together="both(order_slopes(obl_rad1, 2, d_c, m, n, c, x), (out[1] * d_x, oblate_radial_curvature(m, c,"
    " obl_cv(m, n, c), x, out) * d_x))",
    examples=("0, 1, uniform(2.5, 3.5, 4), uniform(1.5, 2.5, 4)",),
)
terms(
    "scipy.special.obl_rad1_cv(m, n, c, cv, x)",
    outputs=-1,
    c="order_slopes(obl_rad1_cv, 2, d_c, m, n, c, cv, x)",
    cv="order_slopes(obl_rad1_cv, 3, d_cv, m, n, c, cv, x)",
    x="spheroidal_x_tangent(obl_rad1_cv, out, d_x, m, n, c, cv, x)",
    together="spheroidal_tangent(obl_rad1_cv, out, (m, n, c, cv, x), d_c, d_cv, d_x)",
    examples=("0, 1, number(2.5, 3.5), number(8.0, 9.0), number(1.5, 2.5)",),
)
terms(
    "scipy.special.obl_rad2(m, n, c, x)",
    outputs=-1,
    c="order_slopes(obl_rad2, 2, d_c, m, n, c, x)",
    x="(out[1] * d_x, oblate_radial_curvature(m, c, obl_cv(m, n, c), x, out) * d_x)",
    together="both(order_slopes(obl_rad2, 2, d_c, m, n, c, x), (out[1] * d_x, oblate_radial_curvature(m, c,"
    " obl_cv(m, n, c), x, out) * d_x))",
    examples=("0, 1, uniform(2.5, 3.5, 4), uniform(2.5, 3.5, 4)",),
)
terms(
    "scipy.special.obl_rad2_cv(m, n, c, cv, x)",
    outputs=-1,
    c="order_slopes(obl_rad2_cv, 2, d_c, m, n, c, cv, x)",
    cv="order_slopes(obl_rad2_cv, 3, d_cv, m, n, c, cv, x)",
    x="spheroidal_x_tangent(obl_rad2_cv, out, d_x, m, n, c, cv, x)",
    together="spheroidal_tangent(obl_rad2_cv, out, (m, n, c, cv, x), d_c, d_cv, d_x)",
    examples=("0, 1, number(2.5, 3.5), number(8.0, 9.0), number(2.5, 3.5)",),
)

# Ellipsoidal harmonics.
elementwise(
    "scipy.special.ellip_harm(h2, k2, n, p, s, signm=1, signn=1)",
    h2="shape_slope(ellip_harm, 0, h2, k2, n, p, s, signm, signn)",
    k2="shape_slope(ellip_harm, 1, h2, k2, n, p, s, signm, signn)",
    s="shape_slope(ellip_harm, 4, h2, k2, n, p, s, signm, signn)",
    examples=("5.0, 8.0, 2, 1, uniform(1.2, 1.8, 4)", "5.0, 8.0, 2, 3, number(3.2, 3.8)"),
)
unsupported(
    "scipy.special.ellip_harm_2(h2, k2, n, p, s)",
    because="SciPy integrates it numerically, too coarsely for differences",
    use="scipy.special.ellip_harm and the integral of 1 / (ellip_harm ** 2 sqrt(t ** 2 - k2) sqrt(t ** 2 - h2))",
)
unsupported(
    "scipy.special.ellip_normal(h2, k2, n, p)",
    because="SciPy integrates it numerically, too coarsely for differences",
    use="an integral of scipy.special.ellip_harm, which is differentiated",
)
