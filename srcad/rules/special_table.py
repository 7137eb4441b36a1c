"""The rules of `scipy.special`: elementary functions, information, gamma, beta, zeta, errors, exponential integrals.

The literal numbers are powers and multiples of pi, e and 2: 2 / sqrt(pi) is 1.1283791670955126, pi / 180 is
0.017453292519943295, 1 / sqrt(2 pi) is 0.3989422804014327, sqrt(2 / pi) is 0.7978845608028654 and 1 / sqrt(2) is
0.7071067811865476.
"""

from srcad.rules.registry import constant, elementwise, linear, terms, unsupported

# Elementary functions.
elementwise("scipy.special.cbrt(x)", x="1.0 / (3.0 * out * out)", poles="x", domain=(0.5, 4.0))
elementwise("scipy.special.cosdg(x)", x="-0.017453292519943295 * sindg(x)")
elementwise("scipy.special.cosm1(x)", x="-sin(x)")
elementwise("scipy.special.cotdg(x)", x="-0.017453292519943295 * (1.0 + out * out)", domain=(20.0, 70.0))
elementwise("scipy.special.exp10(x)", x="2.302585092994046 * out")
elementwise("scipy.special.exp2(x)", x="0.6931471805599453 * out")
elementwise("scipy.special.expm1(x)", x="exp(x)")
elementwise("scipy.special.exprel(x)", x="exprel_derivative(x)")
elementwise("scipy.special.log1p(x)", x="1.0 / (1.0 + x)", poles="x", domain=(-0.5, 4.0))
elementwise(
    "scipy.special.powm1(x, y)", x="power_base(x, y)", y="exponent_term(x, y, out + 1.0, d_y)", domain=(0.5, 2.0)
)
elementwise("scipy.special.sindg(x)", x="0.017453292519943295 * cosdg(x)")
elementwise("scipy.special.tandg(x)", x="0.017453292519943295 * (1.0 + out * out)", domain=(20.0, 70.0))
linear("scipy.special.radian(d, m, s)", wrt="d m s")
elementwise(
    "scipy.special.diric(x, n)",
    x="diric_derivative(x, n, out)",
    examples=("real(4), 5", "real(3, 1), array([3, 4])", "number(), 4"),
)
elementwise(
    "scipy.special.boxcox(x, lmbda)",
    x="power(x, lmbda - 1.0)",
    lmbda="boxcox_slope(quiet_log(x), lmbda)",
    poles="x",
    domain=(0.5, 2.0),
)
elementwise(
    "scipy.special.boxcox1p(x, lmbda)",
    x="power(1.0 + x, lmbda - 1.0)",
    lmbda="boxcox_slope(quiet_log1p(x), lmbda)",
    poles="x",
    domain=(0.2, 2.0),
)
elementwise(
    "scipy.special.inv_boxcox(y, lmbda)",
    y="power(out, 1.0 - lmbda)",
    lmbda="inv_boxcox_slope(y, lmbda, out)",
    domain=(0.2, 2.0),
)
elementwise(
    "scipy.special.inv_boxcox1p(y, lmbda)",
    y="power(1.0 + out, 1.0 - lmbda)",
    lmbda="inv_boxcox_slope(y, lmbda, 1.0 + out)",
    domain=(0.2, 2.0),
)

# Information and losses. At x = 0 the slopes of the entropies are infinite.
elementwise("scipy.special.entr(x)", x="scaled(-1.0 - quiet_log(x), d_x)", domain=(0.5, 2.0))
elementwise(
    "scipy.special.rel_entr(x, y)", x="scaled(1.0 + log_ratio(x, y), d_x)", y="quotient(-x, y)", domain=(0.5, 2.0)
)
elementwise("scipy.special.kl_div(x, y)", x="log_ratio(x, y)", y="quotient(y - x, y)", poles="x y", domain=(0.5, 2.0))
elementwise(
    "scipy.special.huber(delta, r)",
    delta="maximum(absolute(r) - delta, 0.0)",
    r="clip(r, -delta, delta)",
    domain={"delta": (0.5, 0.9), "r": (1.0, 2.0)},
)
elementwise(
    "scipy.special.pseudo_huber(delta, r)",
    delta="pseudo_huber_first(delta, r)",
    r="quotient(r, hypot(1.0, quotient(r, delta)))",
    domain=(0.5, 2.0),
)
elementwise("scipy.special.xlogy(x, y)", x="xlogy_first(x, y)", y="quotient(x, y)", poles="x", domain=(0.5, 2.0))
elementwise(
    "scipy.special.xlog1py(x, y)", x="xlog1py_first(x, y)", y="quotient(x, 1.0 + y)", poles="x", domain=(0.5, 2.0)
)

# The logistic function and its relatives.
elementwise("scipy.special.expit(x)", x="out * expit(-x)")
elementwise("scipy.special.log_expit(x)", x="expit(-x)")
elementwise("scipy.special.logit(x)", x="1.0 / (x * (1.0 - x))", poles="x", domain=(0.2, 0.8))
elementwise("scipy.special.softplus(x)", x="expit(x)")
terms(
    "scipy.special.softmax(x, axis=None)",
    x="out * (d_x - sum(out * d_x, axis, keepdims=True))",
    examples=("real(4)", "real(3, 4), axis=1", "real(3, 4)", "real(3, 4), axis=(0, 1)"),
)
terms(
    "scipy.special.log_softmax(x, axis=None)",
    x="d_x - sum(exp(out) * d_x, axis, keepdims=True)",
    examples=("real(4)", "real(3, 4), axis=1", "real(3, 4)"),
)
terms(
    "scipy.special.logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False)",
    outputs=-1,
    a="logsumexp_tangent(out, a, d_a, b, None, axis=axis, keepdims=keepdims)",
    b="logsumexp_tangent(out, a, None, b, d_b, axis=axis, keepdims=keepdims)",
    together="logsumexp_tangent(out, a, d_a, b, d_b, axis=axis, keepdims=keepdims)",
    examples=(
        "real(4)",
        "real(3, 4), axis=1",
        "real(3, 4), 0, positive(3, 4), True",
        "real(4), b=real(4), return_sign=True",
        "complexes(4)",
    ),
)

# Gamma functions.
elementwise("scipy.special.gamma(z)", z="out * digamma(z)", domain=(0.5, 4.0))
elementwise("scipy.special.gammaln(x)", x="digamma(x)", domain=(0.5, 4.0))
elementwise("scipy.special.loggamma(z)", z="digamma(z)", domain=(0.5, 4.0))
elementwise("scipy.special.rgamma(z)", z="rgamma_derivative(z)", domain=(-1.5, 4.0))
elementwise(
    "scipy.special.digamma(z)", z="zeta(2.0, z)", complex_texts={"z": "complex_trigamma(z) * d_z"}, domain=(0.5, 4.0)
)
elementwise(
    "scipy.special.polygamma(n, x)",
    x="polygamma(n + 1, x)",
    examples=("1, positive(4)", "0, positive(3, 1)", "2, number(0.5, 2.0)"),
)
elementwise(
    "scipy.special.multigammaln(a, d)",
    a="multigammaln_derivative(a, d, out)",
    examples=("2.0 + positive(4), 3", "number(2.0, 3.0), 2"),
)
elementwise(
    "scipy.special.factorial(n, exact=False, extend='zero')",
    n="factorial_derivative(n, out)",
    examples=("positive(4)", "number(0.5, 4.0)"),
)
elementwise("scipy.special.poch(z, m)", z="poch_first(z, m, out)", m="out * digamma(z + m)", domain=(0.5, 4.0))
elementwise("scipy.special.binom(x, y)", x="binom_first(x, y, out)", y="binom_second(x, y, out)", domain=(0.5, 4.0))
elementwise(
    "scipy.special.comb(N, k, *, exact=False, repetition=False)",
    N="comb_first(N, k, out, repetition=repetition)",
    k="comb_second(N, k, out, repetition=repetition)",
    examples=("3.0 + positive(4), positive(4)", "number(3.0, 4.0), number(0.5, 2.0), repetition=True"),
)
elementwise(
    "scipy.special.perm(N, k, exact=False)",
    N="perm_first(N, k, out)",
    k="perm_second(N, k, out)",
    examples=("3.0 + positive(4), positive(4)", "number(3.0, 4.0), number(0.5, 2.0)"),
)
unsupported(
    "scipy.special.factorial2(n, exact=False, extend='zero')",
    because="it is defined on integers; what extends it to other numbers is a choice",
    use="2.0 ** (n / 2.0) * scipy.special.gamma(n / 2.0 + 1.0), or what is meant",
)
unsupported(
    "scipy.special.factorialk(n, k, exact=False, extend='zero')",
    because="it is defined on integers; what extends it to other numbers is a choice",
    use="k ** (n / k) * scipy.special.gamma(n / k + 1.0), or what is meant",
)

# The incomplete gamma function and its inverses.
elementwise(
    "scipy.special.gammainc(a, x)", a="gammainc_order(a, x)", x="gamma_density(a, x)", poles="x", domain=(0.5, 4.0)
)
elementwise(
    "scipy.special.gammaincc(a, x)", a="-gammainc_order(a, x)", x="scaled(-gamma_density(a, x), d_x)", domain=(0.5, 4.0)
)
elementwise(
    "scipy.special.gammaincinv(a, y)",
    a="-gammainc_order(a, out) / gamma_density(a, out)",
    y="1.0 / gamma_density(a, out)",
    poles="a y",
    domain={"a": (0.5, 4.0), "y": (0.2, 0.8)},
)
elementwise(
    "scipy.special.gammainccinv(a, y)",
    a="-gammainc_order(a, out) / gamma_density(a, out)",
    y="-1.0 / gamma_density(a, out)",
    poles="a y",
    domain={"a": (0.5, 4.0), "y": (0.2, 0.8)},
)

# Beta functions.
elementwise(
    "scipy.special.beta(a, b)", a="-out * digamma_increase(a, b)", b="-out * digamma_increase(b, a)", domain=(0.5, 4.0)
)
elementwise("scipy.special.betaln(a, b)", a="-digamma_increase(a, b)", b="-digamma_increase(b, a)", domain=(0.5, 4.0))
elementwise(
    "scipy.special.betainc(a, b, x)",
    a="betainc_first(a, b, x, 1.0 - x)",
    b="betainc_second(a, b, x, 1.0 - x)",
    x="beta_density(a, b, x, 1.0 - x)",
    poles="x",
    domain={"a": (0.5, 4.0), "b": (0.5, 4.0), "x": (0.2, 0.8)},
)
elementwise(
    "scipy.special.betaincc(a, b, x)",
    a="-betainc_first(a, b, x, 1.0 - x)",
    b="-betainc_second(a, b, x, 1.0 - x)",
    x="scaled(-beta_density(a, b, x, 1.0 - x), d_x)",
    domain={"a": (0.5, 4.0), "b": (0.5, 4.0), "x": (0.2, 0.8)},
)
elementwise(
    "scipy.special.betaincinv(a, b, y)",
    a="-betainc_first(a, b, out, 1.0 - out) / beta_density(a, b, out, 1.0 - out)",
    b="-betainc_second(a, b, out, 1.0 - out) / beta_density(a, b, out, 1.0 - out)",
    y="1.0 / beta_density(a, b, out, 1.0 - out)",
    poles="a b y",
    domain={"a": (0.5, 4.0), "b": (0.5, 4.0), "y": (0.2, 0.8)},
)
elementwise(
    "scipy.special.betainccinv(a, b, y)",
    a="-betainc_first(a, b, out, 1.0 - out) / beta_density(a, b, out, 1.0 - out)",
    b="-betainc_second(a, b, out, 1.0 - out) / beta_density(a, b, out, 1.0 - out)",
    y="-1.0 / beta_density(a, b, out, 1.0 - out)",
    poles="a b y",
    domain={"a": (0.5, 4.0), "b": (0.5, 4.0), "y": (0.2, 0.8)},
)

# Zeta.
elementwise(
    "scipy.special.zeta(x, q=None, out=None)",
    x="zeta_order(x, q)",
    q="-x * zeta(x + 1.0, q)",
    domain=(1.5, 4.0),
    examples=(
        "1.5 + positive(4)",
        "number(1.5, 4.0)",
        "1.5 + positive(3, 1), positive(1, 2)",
        "number(1.5, 4.0), number(0.5, 2.0)",
    ),
)
elementwise("scipy.special.zetac(x)", x="zeta_order(x, None)", domain=(1.5, 4.0))

# Error functions and normal distributions.
elementwise("scipy.special.erf(z)", z="1.1283791670955126 * exp(-z * z)")
elementwise("scipy.special.erfc(x)", x="-1.1283791670955126 * exp(-x * x)")
elementwise("scipy.special.erfcx(x)", x="erfcx_derivative(x, out)")
elementwise("scipy.special.erfi(z)", z="1.1283791670955126 * exp(z * z)")
elementwise("scipy.special.erfinv(y)", y="0.8862269254527579 / exp(-out * out)", poles="y", domain=(-0.8, 0.8))
elementwise("scipy.special.erfcinv(y)", y="-0.8862269254527579 / exp(-out * out)", poles="y", domain=(0.2, 1.8))
elementwise("scipy.special.dawsn(x)", x="dawsn_derivative(x, out)")
elementwise("scipy.special.wofz(z)", z="faddeeva(1, z, 1.0)", examples=("complexes(4)", "complexes()", "complexes(0)"))
elementwise("scipy.special.ndtr(x)", x="0.3989422804014327 * exp(-0.5 * x * x)")
elementwise("scipy.special.ndtri(y)", y="2.5066282746310002 / exp(-0.5 * out * out)", poles="y", domain=(0.2, 0.8))
elementwise("scipy.special.log_ndtr(x)", x="0.7978845608028654 / erfcx(-0.7071067811865476 * x)")
elementwise(
    "scipy.special.ndtri_exp(y)",
    y="scaled(1.2533141373155003 * erfcx(-0.7071067811865476 * out), d_y)",
    domain=(-2.0, -0.5),
)
elementwise(
    "scipy.special.owens_t(h, a)",
    h="-0.19947114020071635 * erf(0.7071067811865476 * a * h) * exp(-0.5 * h * h)",
    a="0.15915494309189535 * exp(-0.5 * square(hypot(h, a * h))) / (1.0 + a * a)",
)
elementwise(
    "scipy.special.voigt_profile(x, sigma, gamma)",
    x="0.5641895835477563 * real(faddeeva(1, x + 1j * gamma, 1.4142135623730951 * sigma))",
    sigma="0.5641895835477563 * sigma * real(faddeeva(2, x + 1j * gamma, 1.4142135623730951 * sigma))",
    gamma="-0.5641895835477563 * imag(faddeeva(1, x + 1j * gamma, 1.4142135623730951 * sigma))",
    domain=(0.5, 2.0),
)
terms(
    "scipy.special.fresnel(z)",
    outputs=2,
    z="(sin(1.5707963267948966 * z * z) * d_z, cos(1.5707963267948966 * z * z) * d_z)",
)
terms(
    "scipy.special.modfresnelp(x)",
    outputs=2,
    x="(-exp(1j * x * x) * d_x, -(2j * x * out[1] + (0.3989422804014327 - 0.3989422804014327j)) * d_x)",
    domain=(0.2, 2.0),
)
terms(
    "scipy.special.modfresnelm(x)",
    outputs=2,
    x="(-exp(-1j * x * x) * d_x, (2j * x * out[1] - (0.3989422804014327 + 0.3989422804014327j)) * d_x)",
    domain=(0.2, 2.0),
)

# Exponential integrals and other inverses.
elementwise("scipy.special.exp1(z)", z="-exp(-z) / z", poles="z", domain=(0.5, 2.0))
elementwise("scipy.special.expi(x)", x="exp(x) / x", poles="x", domain=(0.5, 2.0))
elementwise(
    "scipy.special.expn(n, x)",
    x="expn_derivative(n, x)",
    poles="x",
    examples=("2, positive(4)", "0, number(0.5, 2.0)", "1, positive(3, 1)"),
)
terms("scipy.special.sici(x)", outputs=2, x="(sine_ratio(x) * d_x, quotient(cos(x) * d_x, x))", domain=(0.5, 2.0))
terms("scipy.special.shichi(x)", outputs=2, x="(sinh_ratio(x) * d_x, quotient(cosh(x) * d_x, x))", domain=(0.5, 2.0))
elementwise("scipy.special.spence(z)", z="scaled(-log1p_ratio(z - 1.0), d_z)", domain=(0.5, 2.0))
elementwise("scipy.special.lambertw(z, k=0, tol=1e-08)", z="exp(-out) / (1.0 + out)", poles="z", domain=(0.5, 2.0))
elementwise("scipy.special.wrightomega(z)", z="out / (1.0 + out)", poles="z")

# What does not vary.
constant("scipy.special.gammasgn(x)", domain=(0.5, 2.0))
constant("scipy.special.round(x)", domain=(1.1, 1.4))
constant("scipy.special.stirling2(N, K, *, exact=False)", examples=("5, 2",))
constant("scipy.special.bernoulli(n)", examples=("5",))
constant("scipy.special.euler(n)", examples=("5",))
constant(
    "scipy.special.errstate(*, all=None, singular=None, underflow=None, overflow=None, slow=None, loss=None,"
    " no_result=None, domain=None, arg=None, other=None, memory=None)",
    examples=("all='ignore'",),
)
constant("scipy.special.geterr()", examples=("",))
constant(
    "scipy.special.seterr(*, all=None, singular=None, underflow=None, overflow=None, slow=None, loss=None,"
    " no_result=None, domain=None, arg=None, other=None, memory=None)",
    examples=("all='ignore'",),
)
