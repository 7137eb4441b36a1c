"""The rules of `scipy.special`: Bessel, Hankel, Struve, Kelvin, Airy, Wright and parabolic cylinder functions.

Derivatives with respect to orders are differences of eighth order (`order_slope`). The literal number is
1 / sqrt(pi).
"""

from srcad.rules.registry import constant, elementwise, terms, unsupported

# Bessel functions of integer order.
elementwise("scipy.special.i0(x)", x="i1(x)")
elementwise("scipy.special.i0e(x)", x="i1e(x) - sign(x) * out", domain=(0.2, 2.0))
elementwise("scipy.special.i1(x)", x="0.5 * (i0(x) + iv(2, x))")
elementwise("scipy.special.i1e(x)", x="0.5 * (i0e(x) + ive(2, x)) - sign(x) * out", domain=(0.2, 2.0))
elementwise("scipy.special.j0(x)", x="-j1(x)")
elementwise("scipy.special.j1(x)", x="0.5 * (j0(x) - jv(2, x))")
elementwise("scipy.special.k0(x)", x="-k1(x)", domain=(0.5, 2.0))
elementwise("scipy.special.k0e(x)", x="out - k1e(x)", domain=(0.5, 2.0))
elementwise("scipy.special.k1(x)", x="-0.5 * (k0(x) + kv(2.0, x))", domain=(0.5, 2.0))
elementwise("scipy.special.k1e(x)", x="out - 0.5 * (k0e(x) + kve(2, x))", domain=(0.5, 2.0))
elementwise(
    "scipy.special.kn(n, x)",
    x="-0.5 * (kn(n - 1, x) + kn(n + 1, x))",
    examples=("2, positive(4)", "0, number(0.5, 2.0)"),
)
elementwise("scipy.special.y0(x)", x="-y1(x)", domain=(0.5, 2.0))
elementwise("scipy.special.y1(x)", x="half_difference(y0(x), yv(2.0, x))", domain=(0.5, 2.0))
elementwise(
    "scipy.special.yn(n, x)",
    x="half_difference(yn(n - 1, x), yn(n + 1, x))",
    examples=("2, positive(4)", "0, number(0.5, 2.0)"),
)

# Bessel functions of real order. The exponentially scaled ones are not analytic: their scale is that of a real part.
elementwise(
    "scipy.special.jv(v, z)",
    v="order_slope(jv, 0, v, z)",
    z="0.5 * (jv(v - 1.0, z) - jv(v + 1.0, z))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.jve(v, z)",
    v="order_slope(jve, 0, v, z)",
    z="0.5 * (jve(v - 1.0, z) - jve(v + 1.0, z))",
    complex_texts={"z": "0.5 * (jve(v - 1.0, z) - jve(v + 1.0, z)) * d_z - sign(imag(z)) * imag(d_z) * out"},
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.yv(v, z)",
    v="order_slope(yv, 0, v, z)",
    z="half_difference(yv(v - 1.0, z), yv(v + 1.0, z))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.yve(v, z)",
    v="order_slope(yve, 0, v, z)",
    z="half_difference(yve(v - 1.0, z), yve(v + 1.0, z))",
    complex_texts={"z": "0.5 * (yve(v - 1.0, z) - yve(v + 1.0, z)) * d_z - sign(imag(z)) * imag(d_z) * out"},
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.iv(v, z)",
    v="order_slope(iv, 0, v, z)",
    z="0.5 * (iv(v - 1.0, z) + iv(v + 1.0, z))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.ive(v, z)",
    v="order_slope(ive, 0, v, z)",
    z="0.5 * (ive(v - 1.0, z) + ive(v + 1.0, z)) - sign(z) * out",
    complex_texts={"z": "0.5 * (ive(v - 1.0, z) + ive(v + 1.0, z)) * d_z - sign(real(z)) * real(d_z) * out"},
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.kv(v, z)",
    v="order_slope(kv, 0, v, z)",
    z="-0.5 * (kv(v - 1.0, z) + kv(v + 1.0, z))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.kve(v, z)",
    v="order_slope(kve, 0, v, z)",
    z="out - 0.5 * (kve(v - 1.0, z) + kve(v + 1.0, z))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.hankel1(v, z)",
    v="order_slope(hankel1, 0, v, z)",
    z="0.5 * (hankel1(v - 1.0, z) - hankel1(v + 1.0, z))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.hankel2(v, z)",
    v="order_slope(hankel2, 0, v, z)",
    z="0.5 * (hankel2(v - 1.0, z) - hankel2(v + 1.0, z))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.hankel1e(v, z)",
    v="order_slope(hankel1e, 0, v, z)",
    z="0.5 * (hankel1e(v - 1.0, z) - hankel1e(v + 1.0, z)) - 1j * out",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.hankel2e(v, z)",
    v="order_slope(hankel2e, 0, v, z)",
    z="0.5 * (hankel2e(v - 1.0, z) - hankel2e(v + 1.0, z)) + 1j * out",
    domain=(0.5, 2.0),
)

# Derivatives of Bessel functions.
elementwise("scipy.special.jvp(v, z, n=1)", v="order_slope(jvp, 0, v, z, n)", z="jvp(v, z, n + 1)", domain=(0.5, 2.0))
elementwise("scipy.special.yvp(v, z, n=1)", v="order_slope(yvp, 0, v, z, n)", z="yvp(v, z, n + 1)", domain=(0.5, 2.0))
elementwise("scipy.special.ivp(v, z, n=1)", v="order_slope(ivp, 0, v, z, n)", z="ivp(v, z, n + 1)", domain=(0.5, 2.0))
elementwise("scipy.special.kvp(v, z, n=1)", v="order_slope(kvp, 0, v, z, n)", z="kvp(v, z, n + 1)", domain=(0.5, 2.0))
elementwise(
    "scipy.special.h1vp(v, z, n=1)", v="order_slope(h1vp, 0, v, z, n)", z="h1vp(v, z, n + 1)", domain=(0.5, 2.0)
)
elementwise(
    "scipy.special.h2vp(v, z, n=1)", v="order_slope(h2vp, 0, v, z, n)", z="h2vp(v, z, n + 1)", domain=(0.5, 2.0)
)

# Spherical and Riccati functions, and the Lambda function.
elementwise(
    "scipy.special.spherical_jn(n, z, derivative=False)",
    z="spherical_jn_slope(n, z, derivative=derivative)",
    examples=("2, positive(4)", "0, number(0.5, 2.0), True", "2, complexes(3), derivative=True"),
)
elementwise(
    "scipy.special.spherical_yn(n, z, derivative=False)",
    z="spherical_yn_slope(n, z, derivative=derivative)",
    examples=("2, positive(4)", "0, number(0.5, 2.0), True", "2, 1.0 + positive(3), derivative=True"),
)
elementwise(
    "scipy.special.spherical_in(n, z, derivative=False)",
    z="spherical_in_slope(n, z, derivative=derivative)",
    examples=("2, positive(4)", "0, number(0.5, 2.0), True", "2, complexes(3), derivative=True"),
)
elementwise(
    "scipy.special.spherical_kn(n, z, derivative=False)",
    z="spherical_kn_slope(n, z, derivative=derivative)",
    examples=("2, positive(4)", "0, number(0.5, 2.0), True", "2, 1.0 + positive(3), derivative=True"),
)
terms(
    "scipy.special.riccati_jn(n, x)",
    outputs=2,
    x="(out[1] * d_x, riccati_curvature(x, out[0]) * d_x)",
    examples=("3, number(0.5, 2.0)",),
)
terms(
    "scipy.special.riccati_yn(n, x)",
    outputs=2,
    x="(out[1] * d_x, riccati_curvature(x, out[0]) * d_x)",
    examples=("3, number(0.5, 2.0)",),
)
terms(
    "scipy.special.lmbda(v, x)",
    outputs=2,
    x="(out[1] * d_x, lmbda_curvature(v, x, out) * d_x)",
    examples=("2, number(0.5, 2.0)",),
)

# Struve functions and integrals of Bessel functions.
elementwise(
    "scipy.special.struve(v, x)",
    v="order_slope(struve, 0, v, x)",
    x="0.5 * (struve(v - 1.0, x) - struve(v + 1.0, x) + struve_source(v, x))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.modstruve(v, x)",
    v="order_slope(modstruve, 0, v, x)",
    x="0.5 * (modstruve(v - 1.0, x) + modstruve(v + 1.0, x) + struve_source(v, x))",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.besselpoly(a, lmb, nu)",
    a="besselpoly(a, lmb + 1.0, nu - 1.0) - besselpoly(a, lmb + 1.0, nu + 1.0)",
    lmb="order_slope(besselpoly, 1, a, lmb, nu)",
    nu="order_slope(besselpoly, 2, a, lmb, nu)",
    domain=(0.5, 2.0),
)
terms("scipy.special.iti0k0(x)", outputs=2, x="(i0(x) * d_x, k0(x) * d_x)", domain=(0.5, 2.0))
terms("scipy.special.itj0y0(x)", outputs=2, x="(j0(x) * d_x, y0(x) * d_x)", domain=(0.5, 2.0))
terms(
    "scipy.special.it2i0k0(x)",
    outputs=2,
    x="(bessel_ratio(1.0, i0(x), x) * d_x, quotient(-k0(x) * d_x, x))",
    domain=(0.5, 2.0),
)
terms(
    "scipy.special.it2j0y0(x)",
    outputs=2,
    x="(-bessel_ratio(-1.0, j0(x), x) * d_x, quotient(-y0(x) * d_x, x))",
    domain=(0.5, 2.0),
)
elementwise("scipy.special.itstruve0(x)", x="struve(zeros_like(x), x)", domain=(0.5, 2.0))
elementwise("scipy.special.it2struve0(x)", x="-struve_zero_ratio(x)", domain=(0.5, 2.0))
elementwise("scipy.special.itmodstruve0(x)", x="modstruve(zeros_like(x), x)", domain=(0.5, 2.0))

# Kelvin and Airy functions.
elementwise("scipy.special.bei(x)", x="beip(x)")
elementwise("scipy.special.beip(x)", x="imag(kelvin_curvature(x))")
elementwise("scipy.special.ber(x)", x="berp(x)")
elementwise("scipy.special.berp(x)", x="real(kelvin_curvature(x))")
elementwise("scipy.special.kei(x)", x="keip(x)", domain=(0.5, 2.0))
elementwise("scipy.special.keip(x)", x="ker(x) - quotient(out, x)", domain=(0.5, 2.0))
elementwise("scipy.special.ker(x)", x="kerp(x)", domain=(0.5, 2.0))
elementwise("scipy.special.kerp(x)", x="-kei(x) - quotient(out, x)", domain=(0.5, 2.0))
terms(
    "scipy.special.kelvin(x)",
    outputs=4,
    x="(out[2] * d_x, out[3] * d_x, kelvin_curvature(x) * d_x, (1j * out[1] - quotient(out[3], x)) * d_x)",
    domain=(0.5, 2.0),
)
terms("scipy.special.airy(z)", outputs=4, z="(out[1] * d_z, z * out[0] * d_z, out[3] * d_z, z * out[2] * d_z)")
terms("scipy.special.airye(z)", outputs=-1, z="airye_tangent(out, z, d_z)", domain=(0.5, 2.0))
terms(
    "scipy.special.itairy(x)",
    outputs=4,
    x="(airy(x)[0] * d_x, airy(x)[2] * d_x, airy(-x)[0] * d_x, airy(-x)[2] * d_x)",
    domain=(0.1, 0.6),
)

# Wright's function.
elementwise(
    "scipy.special.wright_bessel(a, b, x)",
    a="wright_bessel_slope(1, a, b, x)",
    b="wright_bessel_slope(0, a, b, x)",
    x="wright_bessel(a, a + b, x)",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.log_wright_bessel(a, b, x)",
    a="wright_bessel_slope(1, a, b, x, out)",
    b="wright_bessel_slope(0, a, b, x, out)",
    x="exp(log_wright_bessel(a, a + b, x) - out)",
    domain=(0.5, 2.0),
)

# Parabolic cylinder functions.
terms(
    "scipy.special.pbdv(v, x)",
    outputs=-1,
    v="order_slopes(pbdv, 0, d_v, v, x)",
    x="(out[1] * d_x, parabolic_curvature(v, x, out[0]) * d_x)",
    together="both(order_slopes(pbdv, 0, d_v, v, x), (out[1] * d_x, parabolic_curvature(v, x, out[0]) * d_x))",
    domain=(0.5, 2.0),
)
terms(
    "scipy.special.pbvv(v, x)",
    outputs=-1,
    v="order_slopes(pbvv, 0, d_v, v, x)",
    x="(out[1] * d_x, parabolic_curvature(v, x, out[0]) * d_x)",
    together="both(order_slopes(pbvv, 0, d_v, v, x), (out[1] * d_x, parabolic_curvature(v, x, out[0]) * d_x))",
    domain=(0.5, 2.0),
)
terms(
    "scipy.special.pbwa(a, x)",
    outputs=-1,
    a="order_slopes(pbwa, 0, d_a, a, x)",
    x="(out[1] * d_x, (a - 0.25 * x * x) * out[0] * d_x)",
    together="both(order_slopes(pbwa, 0, d_a, a, x), (out[1] * d_x, (a - 0.25 * x * x) * out[0] * d_x))",
    domain=(0.5, 2.0),
)
terms(
    "scipy.special.pbdv_seq(v, x)",
    outputs=2,
    x="(out[1] * d_x, parabolic_curvature(parabolic_orders(v, out[0]), x, out[0]) * d_x)",
    examples=("3, number(0.5, 2.0)", "2.5, number(0.5, 2.0)"),
)
terms(
    "scipy.special.pbvv_seq(v, x)",
    outputs=2,
    x="(out[1] * d_x, parabolic_curvature(parabolic_orders(v, out[0]), x, out[0]) * d_x)",
    examples=("3, number(0.5, 2.0)",),
)
unsupported(
    "scipy.special.pbdn_seq(n, z)",
    because="SciPy scales it by exp(-abs(z) ** 2 / 4), which is no function of a complex variable",
    use="scipy.special.pbdv_seq for real arguments",
)

# Zeros.
constant("scipy.special.ai_zeros(nt)", examples=("3",))
constant("scipy.special.bei_zeros(nt)", examples=("3",))
constant("scipy.special.beip_zeros(nt)", examples=("3",))
constant("scipy.special.ber_zeros(nt)", examples=("3",))
constant("scipy.special.berp_zeros(nt)", examples=("3",))
constant("scipy.special.bi_zeros(nt)", examples=("3",))
constant("scipy.special.erf_zeros(nt)", examples=("3",))
constant("scipy.special.fresnel_zeros(nt)", examples=("3",))
constant("scipy.special.fresnelc_zeros(nt)", examples=("3",))
constant("scipy.special.fresnels_zeros(nt)", examples=("3",))
constant("scipy.special.jn_zeros(n, nt)", examples=("1, 3",))
constant("scipy.special.jnjnp_zeros(nt)", examples=("3",))
constant("scipy.special.jnp_zeros(n, nt)", examples=("1, 3",))
constant("scipy.special.jnyn_zeros(n, nt)", examples=("1, 3",))
constant("scipy.special.kei_zeros(nt)", examples=("3",))
constant("scipy.special.keip_zeros(nt)", examples=("3",))
constant("scipy.special.kelvin_zeros(nt)", examples=("3",))
constant("scipy.special.ker_zeros(nt)", examples=("3",))
constant("scipy.special.kerp_zeros(nt)", examples=("3",))
constant("scipy.special.y0_zeros(nt, complex=False)", examples=("3",))
constant("scipy.special.y1_zeros(nt, complex=False)", examples=("3",))
constant("scipy.special.y1p_zeros(nt, complex=False)", examples=("3",))
constant("scipy.special.yn_zeros(n, nt)", examples=("1, 3",))
constant("scipy.special.ynp_zeros(n, nt)", examples=("1, 3",))
