"""The rules of SciPy's private functions that only its distributions call; most have differences for a derivative.

These are compiled, and have no other formula: the differences are of eighth order (see `special_support`).
"""

from srcad.rules.registry import elementwise

elementwise(
    "scipy.special._ufuncs._nct_pdf(x, df, nc)",
    x="order_slope(_nct_pdf, 0, x, df, nc)",
    df="shape_slope(_nct_pdf, 1, x, df, nc)",
    nc="order_slope(_nct_pdf, 2, x, df, nc)",
    domain=(1.5, 3.0),
)
elementwise(
    "scipy.special._ufuncs._nct_sf(x, df, nc)",
    x="-_nct_pdf(x, df, nc)",
    df="shape_slope(_nct_sf, 1, x, df, nc)",
    nc="order_slope(_nct_sf, 2, x, df, nc)",
    domain=(1.5, 3.0),
)
elementwise(
    "scipy.special._ufuncs._ncf_pdf(x, dfn, dfd, nc)",
    x="shape_slope(_ncf_pdf, 0, x, dfn, dfd, nc)",
    dfn="shape_slope(_ncf_pdf, 1, x, dfn, dfd, nc)",
    dfd="shape_slope(_ncf_pdf, 2, x, dfn, dfd, nc)",
    nc="shape_slope(_ncf_pdf, 3, x, dfn, dfd, nc)",
    domain=(1.5, 3.0),
)
elementwise(
    "scipy.special._ufuncs._ncf_sf(x, dfn, dfd, nc)",
    x="-_ncf_pdf(x, dfn, dfd, nc)",
    dfn="shape_slope(_ncf_sf, 1, x, dfn, dfd, nc)",
    dfd="shape_slope(_ncf_sf, 2, x, dfn, dfd, nc)",
    nc="shape_slope(_ncf_sf, 3, x, dfn, dfd, nc)",
    domain=(1.5, 3.0),
)
elementwise(
    "scipy.special._ufuncs._landau_pdf(x, loc, scale)",
    x="order_slope(_landau_pdf, 0, x, loc, scale)",
    examples=("real(4), 0.0, 1.0",),
)
elementwise("scipy.special._ufuncs._kolmogp(x)", x="shape_slope(_kolmogp, 0, x)", domain=(0.5, 2.0))
elementwise(
    "scipy.special._ufuncs._normalized_gen_harmonic(j, k, n, a)",
    a="shape_slope(_normalized_gen_harmonic, 3, j, k, n, a)",
    examples=("1, 3, 6, positive(4)",),
)
elementwise(
    "scipy.stats._continuous_distns._log_gauss_mass(a, b)",
    laid_out=True,
    a="-exp(-0.5 * a * a - 0.9189385332046727 - out)",
    b="exp(-0.5 * b * b - 0.9189385332046727 - out)",
    examples=("uniform(-3.0, -1.0, 4), uniform(1.0, 2.0, 4)", "uniform(1.0, 2.0, 4), uniform(2.5, 3.0, 4)"),
)
