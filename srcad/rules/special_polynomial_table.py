"""The rules of `scipy.special`: hypergeometric functions, orthogonal polynomials, Legendre and harmonic functions.

Derivatives with respect to degrees and parameters are differences of eighth order (`order_slope`, `lower_slope`).
"""

from srcad.rules.registry import constant, elementwise, terms, unsupported

# Hypergeometric functions.
elementwise(
    "scipy.special.hyp0f1(v, z)",
    v="lower_slope(hyp0f1, 0, v, z)",
    z="quotient(hyp0f1(v + 1.0, z), v)",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.hyp1f1(a, b, x)",
    a="order_slope(hyp1f1, 0, a, b, x)",
    b="lower_slope(hyp1f1, 1, a, b, x)",
    x="quotient(a, b) * hyp1f1(a + 1.0, b + 1.0, x)",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.hyp2f1(a, b, c, z)",
    a="order_slope(hyp2f1, 0, a, b, c, z)",
    b="order_slope(hyp2f1, 1, a, b, c, z)",
    c="lower_slope(hyp2f1, 2, a, b, c, z)",
    z="quotient(a * b, c) * hyp2f1(a + 1.0, b + 1.0, c + 1.0, z)",
    domain={"a": (0.5, 2.0), "b": (0.5, 2.0), "c": (1.5, 2.5), "z": (-0.5, 0.5)},
)
elementwise(
    "scipy.special.hyperu(a, b, x)",
    a="order_slope(hyperu, 0, a, b, x)",
    b="order_slope(hyperu, 1, a, b, x)",
    x="-a * hyperu(a + 1.0, b + 1.0, x)",
    domain=(0.5, 2.0),
)

# Orthogonal polynomials: each derivative is a polynomial of the same kind, so that none divides by 1 - x ** 2.
elementwise(
    "scipy.special.eval_chebyt(n, x)",
    n="order_slope(eval_chebyt, 0, n, x)",
    x="n * eval_chebyu(n - 1, x)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), real(1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_chebyu(n, x)",
    n="order_slope(eval_chebyu, 0, n, x)",
    x="2.0 * gegenbauer_below(n, 2.0, x)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), uniform(-0.8, 0.8, 1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_chebyc(n, x)",
    n="order_slope(eval_chebyc, 0, n, x)",
    x="n * eval_chebys(n - 1, x)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), real(1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_chebys(n, x)",
    n="order_slope(eval_chebys, 0, n, x)",
    x="gegenbauer_below(n, 2.0, 0.5 * x)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), real(1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_sh_chebyt(n, x)",
    n="order_slope(eval_sh_chebyt, 0, n, x)",
    x="2.0 * n * eval_sh_chebyu(n - 1, x)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), uniform(0.2, 0.8, 1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_sh_chebyu(n, x)",
    n="order_slope(eval_sh_chebyu, 0, n, x)",
    x="4.0 * gegenbauer_below(n, 2.0, 2.0 * x - 1.0)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), uniform(0.2, 0.8, 1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_legendre(n, x)",
    n="order_slope(eval_legendre, 0, n, x)",
    x="gegenbauer_below(n, 1.5, x)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), uniform(-0.8, 0.8, 1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_sh_legendre(n, x)",
    n="order_slope(eval_sh_legendre, 0, n, x)",
    x="2.0 * gegenbauer_below(n, 1.5, 2.0 * x - 1.0)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), uniform(0.2, 0.8, 1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_laguerre(n, x)",
    n="order_slope(eval_laguerre, 0, n, x)",
    x="-eval_genlaguerre(n - 1, 1.0, x)",
    examples=("3, real(4)", "uniform(1.2, 2.2, 3, 1), positive(1, 2)", "0, number()"),
)
elementwise(
    "scipy.special.eval_hermite(n, x)",
    x="2.0 * n * eval_hermite(maximum(n - 1, 0), x)",
    examples=("3, real(4)", "0, number()"),
)
elementwise(
    "scipy.special.eval_hermitenorm(n, x)",
    x="n * eval_hermitenorm(maximum(n - 1, 0), x)",
    examples=("3, real(4)", "0, number()"),
)
elementwise(
    "scipy.special.eval_gegenbauer(n, alpha, x)",
    n="order_slope(eval_gegenbauer, 0, n, alpha, x)",
    alpha="order_slope(eval_gegenbauer, 1, n, alpha, x)",
    x="2.0 * alpha * gegenbauer_below(n, alpha + 1.0, x)",
    examples=(
        "3, positive(4), real(4)",
        "uniform(1.2, 2.2, 3, 1), positive(1, 2), uniform(-0.8, 0.8, 3, 1)",
        "0, number(0.5, 2.0), number()",
    ),
)
elementwise(
    "scipy.special.eval_genlaguerre(n, alpha, x)",
    n="order_slope(eval_genlaguerre, 0, n, alpha, x)",
    alpha="order_slope(eval_genlaguerre, 1, n, alpha, x)",
    x="-eval_genlaguerre(n - 1, alpha + 1.0, x)",
    examples=(
        "3, positive(4), real(4)",
        "uniform(1.2, 2.2, 3, 1), positive(1, 2), positive(3, 1)",
        "0, number(0.5, 2.0), number()",
    ),
)
elementwise(
    "scipy.special.assoc_laguerre(x, n, k=0.0)",
    x="-eval_genlaguerre(n - 1, k + 1.0, x)",
    n="order_slope(assoc_laguerre, 1, x, n, k)",
    k="order_slope(assoc_laguerre, 2, x, n, k)",
    examples=("real(4), 3, positive(4)", "number(), 2"),
)
elementwise(
    "scipy.special.eval_jacobi(n, alpha, beta, x)",
    n="order_slope(eval_jacobi, 0, n, alpha, beta, x)",
    alpha="order_slope(eval_jacobi, 1, n, alpha, beta, x)",
    beta="order_slope(eval_jacobi, 2, n, alpha, beta, x)",
    x="0.5 * (n + alpha + beta + 1.0) * eval_jacobi(n - 1, alpha + 1.0, beta + 1.0, x)",
    examples=(
        "3, positive(4), positive(4), real(4)",
        "uniform(1.2, 2.2, 3, 1), positive(1, 2), positive(3, 1), uniform(-0.8, 0.8, 1, 2)",
        "0, 0.5, 1.5, number()",
    ),
)
elementwise(
    "scipy.special.eval_sh_jacobi(n, p, q, x)",
    n="order_slope(eval_sh_jacobi, 0, n, p, q, x)",
    p="order_slope(eval_sh_jacobi, 1, n, p, q, x)",
    q="order_slope(eval_sh_jacobi, 2, n, p, q, x)",
    x="n * eval_sh_jacobi(n - (n != 0), p + 2.0, q + 1.0, x)",
    examples=(
        "3, 2.0 + positive(4), positive(4), real(4)",
        "uniform(1.2, 2.2, 3, 1), 2.0 + positive(1, 2), positive(3, 1), uniform(0.2, 0.8, 1, 2)",
        "0, 3.5, 1.5, number()",
        "array([0.0, 0.3, 0.7, 1.0]), 3.5, 1.5, uniform(0.2, 0.8, 4)",
    ),
)

# Legendre functions and spherical harmonics.
elementwise(
    "scipy.special.lpmv(m, v, x)",
    v="order_slope(lpmv, 1, m, v, x)",
    x="lpmv_derivative(m, v, x, out)",
    examples=("1, uniform(2.2, 2.8, 4), uniform(-0.8, 0.8, 4)", "2, 3, number(-0.8, 0.8)"),
)
terms(
    "scipy.special.legendre_p(n, z, /, *, diff_n=0)",
    z="legendre_tangent(legendre_p, diff_n, d_z, (n, z), {})",
    examples=("3, real(4)", "3, real(3, 2), diff_n=1", "2, number()"),
)
terms(
    "scipy.special.legendre_p_all(n, z, /, *, diff_n=0)",
    z="legendre_tangent(legendre_p_all, diff_n, d_z, (n, z), {})",
    examples=("3, real(4)", "3, real(3, 2), diff_n=1", "2, number()"),
)
terms(
    "scipy.special.assoc_legendre_p(n, m, z, /, *, branch_cut=2, norm=False, diff_n=0)",
    z="legendre_tangent(assoc_legendre_p, diff_n, d_z, (n, m, z), {'branch_cut': branch_cut, 'norm': norm})",
    examples=(
        "3, 1, uniform(-0.8, 0.8, 4)",
        "3, 1, uniform(-0.8, 0.8, 3, 2), norm=True, diff_n=1",
        "2, 2, number(-0.8, 0.8)",
    ),
)
terms(
    "scipy.special.assoc_legendre_p_all(n, m, z, /, *, branch_cut=2, norm=False, diff_n=0)",
    z="legendre_tangent(assoc_legendre_p_all, diff_n, d_z, (n, m, z), {'branch_cut': branch_cut, 'norm': norm})",
    examples=(
        "3, 1, uniform(-0.8, 0.8, 4)",
        "3, 1, uniform(-0.8, 0.8, 3, 2), norm=True, diff_n=1",
        "2, 2, number(-0.8, 0.8)",
    ),
)
terms(
    "scipy.special.sph_legendre_p(n, m, theta, /, *, diff_n=0)",
    theta="legendre_tangent(sph_legendre_p, diff_n, d_theta, (n, m, theta), {})",
    examples=("3, 1, positive(4)", "3, 1, positive(3, 2), diff_n=1", "2, 2, number(0.5, 2.0)"),
)
terms(
    "scipy.special.sph_legendre_p_all(n, m, theta, /, *, diff_n=0)",
    theta="legendre_tangent(sph_legendre_p_all, diff_n, d_theta, (n, m, theta), {})",
    examples=("3, 1, positive(4)", "3, 1, positive(3, 2), diff_n=1", "2, 2, number(0.5, 2.0)"),
)

terms(
    "scipy.special.sph_harm_y(n, m, theta, phi, /, *, diff_n=0)",
    laid_out=True,
    outputs=-1,
    theta="harmonic_tangent(sph_harm_y, diff_n, (n, m, theta, phi), d_theta, zeros_like(phi))",
    phi="harmonic_tangent(sph_harm_y, diff_n, (n, m, theta, phi), zeros_like(theta), d_phi)",
    together="harmonic_tangent(sph_harm_y, diff_n, (n, m, theta, phi), d_theta, d_phi)",
    examples=(
        "3, 1, positive(4), real(4)",
        "3, 1, positive(3, 1), real(1, 2), diff_n=1",
        "2, 2, number(0.5, 2.0), number()",
    ),
)
terms(
    "scipy.special.sph_harm_y_all(n, m, theta, phi, /, *, diff_n=0)",
    laid_out=True,
    outputs=-1,
    theta="harmonic_tangent(sph_harm_y_all, diff_n, (n, m, theta, phi), d_theta, zeros_like(phi))",
    phi="harmonic_tangent(sph_harm_y_all, diff_n, (n, m, theta, phi), zeros_like(theta), d_phi)",
    together="harmonic_tangent(sph_harm_y_all, diff_n, (n, m, theta, phi), d_theta, d_phi)",
    examples=("3, 1, positive(4), real(4)", "3, 1, positive(3, 1), real(1, 2), diff_n=1"),
)
terms(
    "scipy.special.lqn(n, z)",
    outputs=2,
    z="(out[1] * d_z, legendre_q_curvature(0.0, z, out) * d_z)",
    examples=("3, number(-0.8, 0.8)", "3, uniform(-0.8, 0.8, 4)"),
)
unsupported(
    "scipy.special.lqmn(m, n, z)",
    because="SciPy returns a rectangle of orders and degrees without second derivatives",
    use="scipy.special.lqn for the order 0",
)

# Polynomials as objects, and quadrature rules.
constant("scipy.special.chebyc(n, monic=False)", examples=("3",))
constant("scipy.special.chebys(n, monic=False)", examples=("3",))
constant("scipy.special.chebyt(n, monic=False)", examples=("3",))
constant("scipy.special.chebyu(n, monic=False)", examples=("3",))
constant("scipy.special.hermite(n, monic=False)", examples=("3",))
constant("scipy.special.hermitenorm(n, monic=False)", examples=("3",))
constant("scipy.special.laguerre(n, monic=False)", examples=("3",))
constant("scipy.special.legendre(n, monic=False)", examples=("3",))
constant("scipy.special.sh_chebyt(n, monic=False)", examples=("3",))
constant("scipy.special.sh_chebyu(n, monic=False)", examples=("3",))
constant("scipy.special.sh_legendre(n, monic=False)", examples=("3",))
constant("scipy.special.roots_chebyc(n, mu=False)", examples=("3",))
constant("scipy.special.roots_chebys(n, mu=False)", examples=("3",))
constant("scipy.special.roots_chebyt(n, mu=False)", examples=("3",))
constant("scipy.special.roots_chebyu(n, mu=False)", examples=("3",))
constant("scipy.special.roots_hermite(n, mu=False)", examples=("3",))
constant("scipy.special.roots_hermitenorm(n, mu=False)", examples=("3",))
constant("scipy.special.roots_laguerre(n, mu=False)", examples=("3",))
constant("scipy.special.roots_legendre(n, mu=False)", examples=("3",))
constant("scipy.special.roots_sh_chebyt(n, mu=False)", examples=("3",))
constant("scipy.special.roots_sh_chebyu(n, mu=False)", examples=("3",))
constant("scipy.special.roots_sh_legendre(n, mu=False)", examples=("3",))
unsupported(
    "scipy.special.jacobi(n, alpha, beta, monic=False)",
    because="the polynomial is an object, whose coefficients and roots would vary",
    use="scipy.special.eval_jacobi, which is differentiated in its parameters too",
)
unsupported(
    "scipy.special.gegenbauer(n, alpha, monic=False)",
    because="the polynomial is an object, whose coefficients and roots would vary",
    use="scipy.special.eval_gegenbauer, which is differentiated in its parameters too",
)
unsupported(
    "scipy.special.genlaguerre(n, alpha, monic=False)",
    because="the polynomial is an object, whose coefficients and roots would vary",
    use="scipy.special.eval_genlaguerre, which is differentiated in its parameters too",
)
unsupported(
    "scipy.special.sh_jacobi(n, p, q, monic=False)",
    because="the polynomial is an object, whose coefficients and roots would vary",
    use="scipy.special.eval_sh_jacobi, which is differentiated in its parameters too",
)
terms(
    "scipy.special.roots_gegenbauer(n, alpha, mu=False)",
    outputs=-1,
    alpha="root_tangents(roots_gegenbauer, 1, d_alpha, n, alpha, mu)",
    examples=("4, number(0.5, 2.0)", "3, number(0.5, 2.0), True"),
)
terms(
    "scipy.special.roots_genlaguerre(n, alpha, mu=False)",
    outputs=-1,
    alpha="root_tangents(roots_genlaguerre, 1, d_alpha, n, alpha, mu)",
    examples=("4, number(0.5, 2.0)", "3, number(0.5, 2.0), True"),
)
terms(
    "scipy.special.roots_jacobi(n, alpha, beta, mu=False)",
    outputs=-1,
    alpha="root_tangents(roots_jacobi, 1, d_alpha, n, alpha, beta, mu)",
    beta="root_tangents(roots_jacobi, 2, d_beta, n, alpha, beta, mu)",
    together="both(root_tangents(roots_jacobi, 1, d_alpha, n, alpha, beta, mu), root_tangents(roots_jacobi, 2,"
    " d_beta, n, alpha, beta, mu))",
    examples=("4, number(0.5, 2.0), number(0.5, 2.0)", "3, number(0.5, 2.0), number(0.5, 2.0), True"),
)
terms(
    "scipy.special.roots_sh_jacobi(n, p1, q1, mu=False)",
    outputs=-1,
    p1="root_tangents(roots_sh_jacobi, 1, d_p1, n, p1, q1, mu)",
    q1="root_tangents(roots_sh_jacobi, 2, d_q1, n, p1, q1, mu)",
    together="both(root_tangents(roots_sh_jacobi, 1, d_p1, n, p1, q1, mu), root_tangents(roots_sh_jacobi, 2, d_q1,"
    " n, p1, q1, mu))",
    examples=("4, number(2.5, 3.5), number(0.5, 2.0)",),
)
