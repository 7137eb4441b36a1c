"""The rules of `scipy.special`: cumulative distributions, their complements and inverses.

An inverse in any of its arguments follows from the distribution's own partials. Derivatives of the noncentral
distributions are differences of eighth order where no formula is given (`order_slope`, `shape_slope`). The literal
number is sqrt(2 pi).
"""

from srcad.rules.registry import elementwise, unsupported

# Gamma and chi-squared.
elementwise(
    "scipy.special.gdtr(a, b, x)",
    a="x * gamma_density(b, a * x)",
    b="gammainc_order(b, a * x)",
    x="a * gamma_density(b, a * x)",
    domain=(0.5, 4.0),
)
elementwise(
    "scipy.special.gdtrc(a, b, x)",
    a="-x * gamma_density(b, a * x)",
    b="-gammainc_order(b, a * x)",
    x="-a * gamma_density(b, a * x)",
    domain=(0.5, 4.0),
)
elementwise(
    "scipy.special.gdtria(p, b, x)",
    p="1.0 / (x * gamma_density(b, out * x))",
    b="-gammainc_order(b, out * x) / (x * gamma_density(b, out * x))",
    x="-out / x",
    poles="p b x",
    domain={"p": (0.2, 0.8), "b": (0.5, 4.0), "x": (0.5, 4.0)},
)
elementwise(
    "scipy.special.gdtrib(a, p, x)",
    a="inverse_slope(out, -x * gamma_density(found(out), a * x), gammainc_order(found(out), a * x))",
    p="inverse_slope(out, 1.0, gammainc_order(found(out), a * x))",
    x="inverse_slope(out, -a * gamma_density(found(out), a * x), gammainc_order(found(out), a * x))",
    poles="a p x",
    domain={"a": (0.5, 1.0), "p": (0.2, 0.8), "x": (1.5, 4.0)},
)
elementwise(
    "scipy.special.gdtrix(a, b, p)",
    a="-out / a",
    b="-gammainc_order(b, a * out) / (a * gamma_density(b, a * out))",
    p="1.0 / (a * gamma_density(b, a * out))",
    poles="a b p",
    domain={"a": (0.5, 4.0), "b": (0.5, 4.0), "p": (0.2, 0.8)},
)
elementwise(
    "scipy.special.chdtr(v, x)",
    v="0.5 * gammainc_order(0.5 * v, 0.5 * x)",
    x="0.5 * gamma_density(0.5 * v, 0.5 * x)",
    domain=(0.5, 4.0),
)
elementwise(
    "scipy.special.chdtrc(v, x)",
    v="-0.5 * gammainc_order(0.5 * v, 0.5 * x)",
    x="-0.5 * gamma_density(0.5 * v, 0.5 * x)",
    domain=(0.5, 4.0),
)
elementwise(
    "scipy.special.chdtri(v, p)",
    v="-gammainc_order(0.5 * v, 0.5 * out) / gamma_density(0.5 * v, 0.5 * out)",
    p="-2.0 / gamma_density(0.5 * v, 0.5 * out)",
    poles="v p",
    domain={"v": (0.5, 4.0), "p": (0.2, 0.8)},
)
elementwise(
    "scipy.special.chdtriv(p, x)",
    p="inverse_slope(out, 2.0, gammainc_order(0.5 * found(out), 0.5 * x))",
    x="inverse_slope(out, -gamma_density(0.5 * found(out), 0.5 * x), gammainc_order(0.5 * found(out), 0.5 * x))",
    poles="p x",
    domain={"p": (0.2, 0.8), "x": (1.5, 4.0)},
)

# Poisson. The distributions themselves take the whole part of k; the inverse in k is continuous.
elementwise(
    "scipy.special.pdtr(k, m)",
    m="-gamma_density(floor(k) + 1.0, m)",
    examples=("array([0.0, 2.0, 3.5]), positive(3)", "2.0, number(0.5, 4.0)"),
)
elementwise(
    "scipy.special.pdtrc(k, m)",
    m="gamma_density(floor(k) + 1.0, m)",
    examples=("array([0.0, 2.0, 3.5]), positive(3)", "2.0, number(0.5, 4.0)"),
)
elementwise(
    "scipy.special.pdtri(k, y)",
    y="-1.0 / gamma_density(floor(k) + 1.0, out)",
    poles="y",
    examples=("array([0.0, 2.0, 3.0]), uniform(0.2, 0.8, 3)", "2, number(0.2, 0.8)"),
)
elementwise(
    "scipy.special.pdtrik(p, m)",
    p="inverse_slope(out, -1.0, gammainc_order(out + 1.0, m))",
    m="inverse_slope(out, -gamma_density(out + 1.0, m), gammainc_order(out + 1.0, m))",
    poles="p m",
    domain={"p": (0.3, 0.8), "m": (2.0, 4.0)},
)

# Beta and binomial.
elementwise(
    "scipy.special.btdtria(p, b, x)",
    p="inverse_slope(out, 1.0, betainc_first(out, b, x, 1.0 - x))",
    b="inverse_slope(out, -betainc_second(out, b, x, 1.0 - x), betainc_first(out, b, x, 1.0 - x))",
    x="inverse_slope(out, -beta_density(out, b, x, 1.0 - x), betainc_first(out, b, x, 1.0 - x))",
    poles="p b x",
    domain={"p": (0.2, 0.8), "b": (0.5, 4.0), "x": (0.2, 0.8)},
)
elementwise(
    "scipy.special.btdtrib(a, p, x)",
    a="inverse_slope(out, -betainc_first(a, out, x, 1.0 - x), betainc_second(a, out, x, 1.0 - x))",
    p="inverse_slope(out, 1.0, betainc_second(a, out, x, 1.0 - x))",
    x="inverse_slope(out, -beta_density(a, out, x, 1.0 - x), betainc_second(a, out, x, 1.0 - x))",
    poles="a p x",
    domain={"a": (0.5, 4.0), "p": (0.2, 0.8), "x": (0.2, 0.8)},
)
elementwise(
    "scipy.special.bdtr(k, n, p)",
    p="-beta_density(n - floor(k), floor(k) + 1.0, 1.0 - p, p)",
    examples=("array([0.0, 2.0, 3.5]), 5, uniform(0.2, 0.8, 3)", "2.0, 5, number(0.2, 0.8)"),
)
elementwise(
    "scipy.special.bdtrc(k, n, p)",
    p="beta_density(n - floor(k), floor(k) + 1.0, 1.0 - p, p)",
    examples=("array([0.0, 2.0, 3.5]), 5, uniform(0.2, 0.8, 3)", "2.0, 5, number(0.2, 0.8)"),
)
elementwise(
    "scipy.special.bdtri(k, n, y)",
    y="-1.0 / beta_density(n - floor(k), floor(k) + 1.0, 1.0 - out, out)",
    poles="y",
    examples=("array([0.0, 2.0, 3.5]), 5, uniform(0.2, 0.8, 3)", "2.0, 5, number(0.2, 0.8)"),
)
elementwise(
    "scipy.special.bdtrik(y, n, p)",
    y="inverse_slope(out, 1.0, betainc_second(n - out, out + 1.0, 1.0 - p, p) - betainc_first(n - out, out +"
    " 1.0, 1.0 - p, p))",
    n="inverse_slope(out, -betainc_first(n - out, out + 1.0, 1.0 - p, p), betainc_second(n - out, out + 1.0,"
    " 1.0 - p, p) - betainc_first(n - out, out + 1.0, 1.0 - p, p))",
    p="inverse_slope(out, beta_density(n - out, out + 1.0, 1.0 - p, p), betainc_second(n - out, out + 1.0,"
    " 1.0 - p, p) - betainc_first(n - out, out + 1.0, 1.0 - p, p))",
    poles="y n p",
    domain={"y": (0.3, 0.8), "n": (5.0, 9.0), "p": (0.3, 0.7)},
)
elementwise(
    "scipy.special.bdtrin(k, y, p)",
    k="inverse_slope(out, betainc_first(out - k, k + 1.0, 1.0 - p, p) - betainc_second(out - k, k + 1.0, 1.0"
    " - p, p), betainc_first(out - k, k + 1.0, 1.0 - p, p))",
    y="inverse_slope(out, 1.0, betainc_first(out - k, k + 1.0, 1.0 - p, p))",
    p="inverse_slope(out, beta_density(out - k, k + 1.0, 1.0 - p, p), betainc_first(out - k, k + 1.0, 1.0 - p, p))",
    poles="k y p",
    domain={"k": (2.0, 4.0), "y": (0.3, 0.8), "p": (0.3, 0.7)},
)
elementwise(
    "scipy.special.nbdtr(k, n, p)",
    p="beta_density(n, floor(k) + 1.0, p, 1.0 - p)",
    examples=("2, 5, uniform(0.2, 0.8, 3)", "2, 5, number(0.2, 0.8)"),
)
elementwise(
    "scipy.special.nbdtrc(k, n, p)",
    p="-beta_density(n, floor(k) + 1.0, p, 1.0 - p)",
    examples=("2, 5, uniform(0.2, 0.8, 3)", "2, 5, number(0.2, 0.8)"),
)
elementwise(
    "scipy.special.nbdtri(k, n, y)",
    y="1.0 / beta_density(n, floor(k) + 1.0, out, 1.0 - out)",
    poles="y",
    examples=("2, 5, uniform(0.2, 0.8, 3)", "2, 5, number(0.2, 0.8)"),
)
elementwise(
    "scipy.special.nbdtrik(y, n, p)",
    y="inverse_slope(out, 1.0, betainc_second(n, out + 1.0, p, 1.0 - p))",
    n="inverse_slope(out, -betainc_first(n, out + 1.0, p, 1.0 - p), betainc_second(n, out + 1.0, p, 1.0 - p))",
    p="inverse_slope(out, -beta_density(n, out + 1.0, p, 1.0 - p), betainc_second(n, out + 1.0, p, 1.0 - p))",
    poles="y n p",
    domain={"y": (0.3, 0.8), "n": (3.0, 5.0), "p": (0.2, 0.4)},
)
elementwise(
    "scipy.special.nbdtrin(k, y, p)",
    k="inverse_slope(out, -betainc_second(out, k + 1.0, p, 1.0 - p), betainc_first(out, k + 1.0, p, 1.0 - p))",
    y="inverse_slope(out, 1.0, betainc_first(out, k + 1.0, p, 1.0 - p))",
    p="inverse_slope(out, -beta_density(out, k + 1.0, p, 1.0 - p), betainc_first(out, k + 1.0, p, 1.0 - p))",
    poles="k y p",
    domain={"k": (2.0, 4.0), "y": (0.3, 0.8), "p": (0.2, 0.4)},
)

# F and Student's t.
elementwise(
    "scipy.special.fdtr(dfn, dfd, x)",
    dfn="fdtr_first(dfn, dfd, x)",
    dfd="fdtr_second(dfn, dfd, x)",
    x="fdtr_density(dfn, dfd, x)",
    domain={"dfn": (1.5, 4.0), "dfd": (1.5, 4.0), "x": (0.5, 2.0)},
)
elementwise(
    "scipy.special.fdtrc(dfn, dfd, x)",
    dfn="-fdtr_first(dfn, dfd, x)",
    dfd="-fdtr_second(dfn, dfd, x)",
    x="-fdtr_density(dfn, dfd, x)",
    domain={"dfn": (1.5, 4.0), "dfd": (1.5, 4.0), "x": (0.5, 2.0)},
)
elementwise(
    "scipy.special.fdtri(dfn, dfd, p)",
    dfn="-fdtr_first(dfn, dfd, out) / fdtr_density(dfn, dfd, out)",
    dfd="-fdtr_second(dfn, dfd, out) / fdtr_density(dfn, dfd, out)",
    p="1.0 / fdtr_density(dfn, dfd, out)",
    poles="dfn dfd p",
    domain={"dfn": (1.5, 4.0), "dfd": (1.5, 4.0), "p": (0.2, 0.8)},
)
elementwise(
    "scipy.special.fdtridfd(dfn, p, x)",
    dfn="inverse_slope(out, -fdtr_first(dfn, out, x), fdtr_second(dfn, out, x))",
    p="inverse_slope(out, 1.0, fdtr_second(dfn, out, x))",
    x="inverse_slope(out, -fdtr_density(dfn, out, x), fdtr_second(dfn, out, x))",
    poles="dfn p x",
    domain={"dfn": (2.0, 3.0), "p": (0.65, 0.7), "x": (1.3, 1.4)},
)
elementwise(
    "scipy.special.stdtr(df, t)",
    df="stdtr_first(df, t)",
    t="stdtr_density(df, t)",
    domain={"df": (1.5, 4.0), "t": (-2.0, 2.0)},
)
elementwise(
    "scipy.special.stdtrit(df, p)",
    df="-stdtr_first(df, out) / stdtr_density(df, out)",
    p="1.0 / stdtr_density(df, out)",
    poles="df p",
    domain={"df": (1.5, 4.0), "p": (0.2, 0.8)},
)
elementwise(
    "scipy.special.stdtridf(p, t)",
    p="inverse_slope(out, 1.0, stdtr_first(out, t))",
    t="inverse_slope(out, -stdtr_density(out, t), stdtr_first(out, t))",
    poles="p t",
    domain={"p": (0.8, 0.85), "t": (1.0, 1.1)},
)

# Noncentral chi-squared, F and t.
elementwise(
    "scipy.special.chndtr(x, df, nc)",
    x="chndtr_density(x, df, nc)",
    df="shape_slope(chndtr, 1, x, df, nc)",
    nc="chndtr_noncentral(x, df, nc)",
    domain=(1.5, 3.0),
)
elementwise(
    "scipy.special.chndtrix(p, df, nc)",
    p="1.0 / chndtr_density(out, df, nc)",
    df="-shape_slope(chndtr, 1, out, df, nc) / chndtr_density(out, df, nc)",
    nc="-chndtr_noncentral(out, df, nc) / chndtr_density(out, df, nc)",
    poles="p df nc",
    domain={"p": (0.2, 0.8), "df": (1.5, 3.0), "nc": (1.5, 3.0)},
)
elementwise(
    "scipy.special.chndtridf(x, p, nc)",
    x="inverse_slope(out, -chndtr_density(x, out, nc), shape_slope(chndtr, 1, x, out, nc))",
    p="inverse_slope(out, 1.0, shape_slope(chndtr, 1, x, out, nc))",
    nc="inverse_slope(out, -chndtr_noncentral(x, out, nc), shape_slope(chndtr, 1, x, out, nc))",
    poles="x p nc",
    domain={"x": (4.0, 5.0), "p": (0.4, 0.5), "nc": (1.0, 2.0)},
)
elementwise(
    "scipy.special.chndtrinc(x, df, p)",
    x="inverse_slope(out, -chndtr_density(x, df, out), chndtr_noncentral(x, df, out))",
    df="inverse_slope(out, -shape_slope(chndtr, 1, x, df, out), chndtr_noncentral(x, df, out))",
    p="inverse_slope(out, 1.0, chndtr_noncentral(x, df, out))",
    poles="x df p",
    domain={"x": (4.0, 5.0), "df": (1.5, 2.0), "p": (0.3, 0.4)},
)
elementwise(
    "scipy.special.ncfdtr(dfn, dfd, nc, f)",
    dfn="shape_slope(ncfdtr, 0, dfn, dfd, nc, f)",
    dfd="shape_slope(ncfdtr, 1, dfn, dfd, nc, f)",
    nc="ncfdtr_noncentral(dfn, dfd, nc, f)",
    f="shape_slope(ncfdtr, 3, dfn, dfd, nc, f)",
    domain=(1.5, 3.0),
)
elementwise(
    "scipy.special.ncfdtri(dfn, dfd, nc, p)",
    dfn="-shape_slope(ncfdtr, 0, dfn, dfd, nc, out) / shape_slope(ncfdtr, 3, dfn, dfd, nc, out)",
    dfd="-shape_slope(ncfdtr, 1, dfn, dfd, nc, out) / shape_slope(ncfdtr, 3, dfn, dfd, nc, out)",
    nc="-ncfdtr_noncentral(dfn, dfd, nc, out) / shape_slope(ncfdtr, 3, dfn, dfd, nc, out)",
    p="1.0 / shape_slope(ncfdtr, 3, dfn, dfd, nc, out)",
    poles="dfn dfd nc p",
    domain={"dfn": (1.5, 3.0), "dfd": (1.5, 3.0), "nc": (1.5, 3.0), "p": (0.3, 0.7)},
)
elementwise(
    "scipy.special.ncfdtridfd(dfn, p, nc, f)",
    dfn="inverse_slope(out, -shape_slope(ncfdtr, 0, dfn, out, nc, f), shape_slope(ncfdtr, 1, dfn, out, nc, f))",
    p="inverse_slope(out, 1.0, shape_slope(ncfdtr, 1, dfn, out, nc, f))",
    nc="inverse_slope(out, -ncfdtr_noncentral(dfn, out, nc, f), shape_slope(ncfdtr, 1, dfn, out, nc, f))",
    f="inverse_slope(out, -shape_slope(ncfdtr, 3, dfn, out, nc, f), shape_slope(ncfdtr, 1, dfn, out, nc, f))",
    poles="dfn p nc f",
    domain={"dfn": (2.0, 2.5), "p": (0.4, 0.45), "nc": (1.5, 2.0), "f": (1.5, 1.7)},
)
elementwise(
    "scipy.special.ncfdtridfn(p, dfd, nc, f)",
    dfd="inverse_slope(out, -shape_slope(ncfdtr, 1, out, dfd, nc, f), shape_slope(ncfdtr, 0, out, dfd, nc, f))",
    p="inverse_slope(out, 1.0, shape_slope(ncfdtr, 0, out, dfd, nc, f))",
    nc="inverse_slope(out, -ncfdtr_noncentral(out, dfd, nc, f), shape_slope(ncfdtr, 0, out, dfd, nc, f))",
    f="inverse_slope(out, -shape_slope(ncfdtr, 3, out, dfd, nc, f), shape_slope(ncfdtr, 0, out, dfd, nc, f))",
    poles="p dfd nc f",
    domain={"p": (0.5, 0.6), "dfd": (5.0, 7.0), "nc": (3.8, 4.2), "f": (2.8, 3.2)},
)
elementwise(
    "scipy.special.ncfdtrinc(dfn, dfd, p, f)",
    dfn="inverse_slope(out, -shape_slope(ncfdtr, 0, dfn, dfd, out, f), ncfdtr_noncentral(dfn, dfd, out, f))",
    dfd="inverse_slope(out, -shape_slope(ncfdtr, 1, dfn, dfd, out, f), ncfdtr_noncentral(dfn, dfd, out, f))",
    p="inverse_slope(out, 1.0, ncfdtr_noncentral(dfn, dfd, out, f))",
    f="inverse_slope(out, -shape_slope(ncfdtr, 3, dfn, dfd, out, f), ncfdtr_noncentral(dfn, dfd, out, f))",
    poles="dfn dfd p f",
    domain={"dfn": (2.0, 2.5), "dfd": (2.0, 2.5), "p": (0.3, 0.4), "f": (1.5, 1.7)},
)
elementwise(
    "scipy.special.nctdtr(df, nc, t)",
    df="shape_slope(nctdtr, 0, df, nc, t)",
    nc="order_slope(nctdtr, 1, df, nc, t)",
    t="order_slope(nctdtr, 2, df, nc, t)",
    domain=(1.5, 3.0),
)
elementwise(
    "scipy.special.nctdtrit(df, nc, p)",
    df="-shape_slope(nctdtr, 0, df, nc, out) / order_slope(nctdtr, 2, df, nc, out)",
    nc="-order_slope(nctdtr, 1, df, nc, out) / order_slope(nctdtr, 2, df, nc, out)",
    p="1.0 / order_slope(nctdtr, 2, df, nc, out)",
    poles="df nc p",
    domain={"df": (1.5, 3.0), "nc": (0.5, 1.0), "p": (0.3, 0.7)},
)
elementwise(
    "scipy.special.nctdtridf(p, nc, t)",
    p="inverse_slope(out, 1.0, shape_slope(nctdtr, 0, out, nc, t))",
    nc="inverse_slope(out, -order_slope(nctdtr, 1, out, nc, t), shape_slope(nctdtr, 0, out, nc, t))",
    t="inverse_slope(out, -order_slope(nctdtr, 2, out, nc, t), shape_slope(nctdtr, 0, out, nc, t))",
    poles="p nc t",
    domain={"p": (0.72, 0.75), "nc": (0.4, 0.45), "t": (1.2, 1.3)},
)
elementwise(
    "scipy.special.nctdtrinc(df, p, t)",
    df="inverse_slope(out, -shape_slope(nctdtr, 0, df, out, t), order_slope(nctdtr, 1, df, out, t))",
    p="inverse_slope(out, 1.0, order_slope(nctdtr, 1, df, out, t))",
    t="inverse_slope(out, -order_slope(nctdtr, 2, df, out, t), order_slope(nctdtr, 1, df, out, t))",
    poles="df p t",
    domain={"df": (1.5, 3.0), "p": (0.3, 0.7), "t": (1.5, 2.0)},
)

# Normal, Tukey's lambda, Kolmogorov and Smirnov.
elementwise(
    "scipy.special.nrdtrimn(p, std, x)",
    p="-2.5066282746310002 * std / exp(-0.5 * square(ndtri(p)))",
    std="(out - x) / std",
    x="1.0",
    poles="p std",
    domain={"p": (0.2, 0.8), "std": (0.5, 2.0), "x": (0.5, 2.0)},
)
elementwise(
    "scipy.special.nrdtrisd(mn, p, x)",
    mn="-1.0 / ndtri(p)",
    p="nrdtrisd_slope(p, out)",
    x="1.0 / ndtri(p)",
    poles="mn x",
    domain={"mn": (0.1, 0.4), "p": (0.6, 0.8), "x": (0.5, 2.0)},
)
elementwise(
    "scipy.special.tklmbda(x, lmbda)",
    x="tklmbda_density(x, lmbda, out)",
    lmbda="tklmbda_slope(x, lmbda, out)",
    domain={"x": (0.2, 0.8), "lmbda": (0.3, 0.9)},
)
elementwise("scipy.special.kolmogorov(y)", y="kolmogorov_derivative(y)", domain=(0.5, 1.2))
elementwise("scipy.special.kolmogi(p)", p="1.0 / kolmogorov_derivative(out)", poles="p", domain=(0.2, 0.8))
elementwise(
    "scipy.special.smirnov(n, d)",
    d="smirnov_derivative(n, d)",
    examples=("5, uniform(0.22, 0.38, 4)", "3, number(0.4, 0.6)"),
)
elementwise(
    "scipy.special.smirnovi(n, p)",
    p="1.0 / smirnov_derivative(n, out)",
    poles="p",
    examples=("5, uniform(0.3, 0.6, 4)", "3, number(0.3, 0.6)"),
)
unsupported(
    "scipy.special._ufuncs._smirnovp(n, d)",
    because="the second derivative of scipy.special.smirnov has no formula here",
    use="scipy.special.kolmogorov, its limit for large n, which has one",
)
