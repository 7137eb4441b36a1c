"""The rules of NumPy's reductions, statistics, products and sorting functions."""

from srcad.rules.registry import bilinear, linear, terms

# Reductions.
linear(
    "numpy.sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0.0, where=True)",
    wrt="a initial",
    examples=(
        "real(3, 4)",
        "real(3, 4), axis=(0, 1), keepdims=True",
        "real(3, 4), -1",
        "real(4), initial=2.5",
        "real(4), where=[True, False, True, True]",
        "[number(), number()]",
    ),
)
linear(
    "numpy.mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)",
    wrt="a",
    examples=(
        "real(3, 4)",
        "real(3, 4), axis=0, keepdims=True",
        "real(4), where=[True, False, True, True]",
        "number()",
    ),
)
terms(
    "numpy.prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1.0, where=True)",
    a="prod_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * prod(a, axis=axis, keepdims=keepdims, where=where)",
    examples=(
        "real(3, 4)",
        "real(2, 3, 4), axis=(0, 2)",
        "real(3, 4), axis=-1, keepdims=True",
        "array([0.0, 2.0, 3.0])",
        "array([0.0, 0.0, 3.0])",
        "real(4), initial=2.5",
        "real(4), where=[True, False, True, True]",
        "real(0)",
        "number()",
    ),
)
terms(
    "numpy.max(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(a, initial, out, axis=axis, where=where)",
    examples=(
        "real(3, 4)",
        "real(3, 4), axis=1",
        "real(2, 3, 4), axis=(0, 2), keepdims=True",
        "real(4), initial=5.0",
        "real(4), initial=-5.0, where=[True, False, True, True]",
        "number()",
    ),
)
terms(
    "numpy.min(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(a, initial, out, axis=axis, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1", "real(3, 4), axis=-1, keepdims=True", "number()"),
)
terms(
    "numpy.amax(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(a, initial, out, axis=axis, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1"),
)
terms(
    "numpy.amin(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(a, initial, out, axis=axis, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1"),
)
terms(
    "numpy.ptp(a, axis=None, out=None, keepdims=False)",
    a="ptp_tangent(a, d_a, out, axis=axis)",
    examples=("real(3, 4)", "real(3, 4), axis=1", "real(3, 4), axis=0, keepdims=True"),
)
terms(
    "numpy.std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True)",
    a="std_tangent(a, d_a, out, axis=axis, ddof=ddof, where=where)",
    examples=(
        "real(3, 4)",
        "real(3, 4), axis=1, ddof=1",
        "complexes(5)",
        "real(3, 4), axis=(0, 1), keepdims=True",
        "real(4), where=[True, False, True, True]",
    ),
)
terms(
    "numpy.std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean)",
    a="std_tangent(a, d_a, out, axis=axis, ddof=ddof, where=where, mean=mean)",
    mean="std_tangent(a, broadcast_to(-d_mean, shape(a)), out, axis=axis, ddof=ddof, where=where, mean=mean)",
    examples=("real(3, 4), axis=1, mean=real(3, 1)", "real(4), mean=number(), ddof=1"),
    overload=True,
)
terms(
    "numpy.std(a, axis=None, dtype=None, out=None, *, correction, keepdims=False, where=True)",
    a="std_tangent(a, d_a, out, axis=axis, ddof=correction, where=where)",
    examples=("real(3, 4), axis=1, correction=1",),
    overload=True,
)
terms(
    "numpy.var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True)",
    a="var_tangent(a, d_a, out, axis=axis, ddof=ddof, where=where)",
    examples=(
        "real(3, 4)",
        "real(3, 4), axis=1, ddof=1",
        "complexes(5)",
        "real(3, 4), axis=(0, 1), keepdims=True",
        "real(4), where=[True, False, True, True]",
    ),
)
terms(
    "numpy.var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean)",
    a="var_tangent(a, d_a, out, axis=axis, ddof=ddof, where=where, mean=mean)",
    mean="var_tangent(a, broadcast_to(-d_mean, shape(a)), out, axis=axis, ddof=ddof, where=where, mean=mean)",
    examples=("real(3, 4), axis=1, mean=real(3, 1)", "real(4), mean=number(), ddof=1"),
    overload=True,
)
terms(
    "numpy.var(a, axis=None, dtype=None, out=None, *, correction, keepdims=False, where=True)",
    a="var_tangent(a, d_a, out, axis=axis, ddof=correction, where=where)",
    examples=("real(3, 4), axis=1, correction=1",),
    overload=True,
)
terms(
    "numpy.average(a, axis=None, weights=None, returned=False, *, keepdims=False)",
    outputs=-1,
    a="average_tangent(a, d_a, None, out, axis=axis, weights=weights, returned=returned)",
    weights="average_tangent(a, None, d_weights, out, axis=axis, weights=weights, returned=returned)",
    together="average_tangent(a, d_a, d_weights, out, axis=axis, weights=weights, returned=returned)",
    examples=(
        "real(3, 4)",
        "real(3, 4), axis=1, weights=positive(4)",
        "real(3, 4), weights=positive(3, 4), returned=True",
        "real(3, 4), axis=0, keepdims=True",
    ),
)
terms(
    "numpy.median(a, axis=None, out=None, overwrite_input=False, keepdims=False)",
    overwrites="overwrite_input",
    a="median_tangent(a, d_a, out, axis=axis)",
    examples=("real(5)", "real(6)", "real(3, 4), axis=1", "real(3, 4), keepdims=True", "real(2, 3, 4), axis=(0, 1)"),
)
terms(
    "numpy.quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
    overwrites="overwrite_input",
    a="quantile_tangent(a, d_a, q, out, axis=axis, method=method)",
    q="quantile_term(a, q, d_q, out, axis=axis, method=method)",
    examples=(
        "real(6), 0.37",
        "real(3, 4), array([0.31, 0.64]), axis=1",
        "real(3, 4), 0.37, keepdims=True",
        "real(7), 0.37, method='hazen'",
        "real(7), 0.37, method='lower'",
        "real(7), 0.37, method='nearest'",
        "real(7), 0.37, method='midpoint'",
        "real(7), 0.37, method='median_unbiased'",
        "real(7), 0.37, method='inverted_cdf'",
    ),
)
terms(
    "numpy.percentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
    overwrites="overwrite_input",
    a="quantile_tangent(a, d_a, q, out, axis=axis, method=method, whole=100.0)",
    q="quantile_term(a, q, d_q, out, axis=axis, method=method, whole=100.0)",
    examples=(
        "real(6), 37.0",
        "real(6), [31.0, 64.0]",
        "real(3, 4), array([31.0, 64.0]), axis=1",
        "real(3, 4), 37.0, keepdims=True",
    ),
)
linear("numpy.cumsum(a, axis=None, dtype=None, out=None)", wrt="a", examples=("real(3, 4)", "real(3, 4), axis=1"))
linear(
    "numpy.cumulative_sum(x, /, *, axis=None, dtype=None, out=None, include_initial=False)",
    wrt="x",
    examples=("real(4)", "real(3, 4), axis=1, include_initial=True"),
)
terms(
    "numpy.cumprod(a, axis=None, dtype=None, out=None)",
    laid_out=True,
    a="cumprod_tangent(a, d_a, out, axis=axis)",
    examples=("real(4)", "real(3, 4)", "real(3, 4), axis=1", "array([2.0, 0.0, 3.0])", "real(0)"),
)
terms(
    "numpy.cumulative_prod(x, /, *, axis=None, dtype=None, out=None, include_initial=False)",
    laid_out=True,
    x="cumulative_prod_tangent(x, d_x, out, axis=axis, include_initial=include_initial)",
    examples=(
        "real(4)",
        "real(3, 4), axis=1",
        "real(4), include_initial=True",
        "real(3, 4), axis=0, include_initial=True",
    ),
)
linear(
    "numpy.trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)",
    wrt="a",
    examples=("real(3, 4)", "real(3, 4), 1", "real(2, 3, 4), axis1=1, axis2=2"),
)

# Reductions that leave NaN out.
terms(
    "numpy.nansum(a, axis=None, dtype=None, out=None, keepdims=False)",
    a="sum(d_a, axis=axis, dtype=dtype, keepdims=keepdims, where=~isnan(a))",
    examples=("array([1.0, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0.0, where=True)",
    a="sum(d_a, axis=axis, dtype=dtype, keepdims=keepdims, where=~isnan(a) & where)",
    initial="d_initial * ones_like(out)",
    examples=("array([1.5, nan, 3.0]), initial=2.5", "real(4), where=array([True, False, True, True])"),
    overload=True,
)
terms(
    "numpy.nanmean(a, axis=None, dtype=None, out=None, keepdims=False)",
    a="mean(d_a, axis=axis, dtype=dtype, keepdims=keepdims, where=~isnan(a))",
    examples=("array([1.0, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanmean(a, axis=None, dtype=None, out=None, keepdims=False, *, where)",
    a="mean(d_a, axis=axis, dtype=dtype, keepdims=keepdims, where=~isnan(a) & where)",
    examples=("real(4), where=[True, False, True, True]",),
    overload=True,
)
terms(
    "numpy.nanprod(a, axis=None, dtype=None, out=None, keepdims=False)",
    a="prod_tangent(a, d_a, out, axis=axis, where=~isnan(a))",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1.0, where=True)",
    a="prod_tangent(a, d_a, out, axis=axis, initial=initial, where=~isnan(a) & where)",
    initial="d_initial * prod(a, axis=axis, keepdims=keepdims, where=~isnan(a) & where)",
    examples=("array([1.5, nan, 3.0]), initial=2.5", "real(4), where=array([True, False, True, True])"),
    overload=True,
)
terms(
    "numpy.nanmax(a, axis=None, out=None, keepdims=False)",
    a="extreme_tangent(a, d_a, out, axis=axis)",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanmax(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(a, initial, out, axis=axis, where=where)",
    examples=("array([1.5, nan, 3.0]), initial=2.5, where=[True, True, False]",),
    overload=True,
)
terms(
    "numpy.nanmin(a, axis=None, out=None, keepdims=False)",
    a="extreme_tangent(a, d_a, out, axis=axis)",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanmin(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(a, initial, out, axis=axis, where=where)",
    examples=("array([1.5, nan, 3.0]), initial=2.5, where=[True, True, False]",),
    overload=True,
)
terms(
    "numpy.nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)",
    a="std_tangent(a, d_a, out, axis=axis, ddof=ddof, where=~isnan(a))",
    examples=("array([1.5, nan, 3.0, 4.5])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where)",
    a="std_tangent(a, d_a, out, axis=axis, ddof=ddof, where=~isnan(a) & where)",
    examples=("array([1.5, nan, 3.0, 4.5]), where=array([True, True, True, False])",),
    overload=True,
)
terms(
    "numpy.nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)",
    a="var_tangent(a, d_a, out, axis=axis, ddof=ddof, where=~isnan(a))",
    examples=("array([1.5, nan, 3.0, 4.5])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where)",
    a="var_tangent(a, d_a, out, axis=axis, ddof=ddof, where=~isnan(a) & where)",
    examples=("array([1.5, nan, 3.0, 4.5]), where=array([True, True, True, False])",),
    overload=True,
)
terms(
    "numpy.nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False)",
    overwrites="overwrite_input",
    a="quantile_tangent(a, d_a, 0.5, out, axis=axis)",
    examples=("array([1.5, nan, 3.0, 4.5])", "array([[1.5, nan, 3.0, 4.5], [2.0, 1.0, 7.0, 8.0]]), axis=1"),
)
terms(
    "numpy.nanquantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
    overwrites="overwrite_input",
    a="quantile_tangent(a, d_a, q, out, axis=axis, method=method)",
    q="quantile_term(a, q, d_q, out, axis=axis, method=method)",
    examples=("array([1.5, nan, 3.0, 4.5]), 0.37",),
)
terms(
    "numpy.nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
    overwrites="overwrite_input",
    a="quantile_tangent(a, d_a, q, out, axis=axis, method=method, whole=100.0)",
    q="quantile_term(a, q, d_q, out, axis=axis, method=method, whole=100.0)",
    examples=("array([1.5, nan, 3.0, 4.5]), 37.0",),
)
terms(
    "numpy.nancumsum(a, axis=None, dtype=None, out=None)",
    a="cumsum(where(isnan(a), 0.0, d_a), axis=axis, dtype=dtype)",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nancumprod(a, axis=None, dtype=None, out=None)",
    laid_out=True,
    a="cumprod_tangent(where(isnan(a), 1.0, a), where(isnan(a), 0.0, d_a), out, axis=axis)",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)

# Differences, integrals, statistics of several series.
linear(
    "numpy.diff(a, n=1, axis=-1, prepend=None, append=None)",
    wrt="a prepend append",
    examples=("real(5)", "real(3, 4), 2, axis=0", "real(5), prepend=number()", "real(5), append=real(2)"),
)
linear(
    "numpy.ediff1d(ary, to_end=None, to_begin=None)",
    wrt="ary to_end to_begin",
    examples=("real(5)", "real(5), to_end=number()"),
)
linear(
    "numpy.gradient(f, *, axis=None, edge_order=1)",
    wrt="f",
    examples=("real(5)", "real(4, 5), axis=1", "real(4, 5)", "real(5), edge_order=2", "real(4, 5), axis=(0, 1)"),
)
terms(
    "numpy.gradient(f, h, /, *, axis=None, edge_order=1)",
    laid_out=True,
    outputs=-1,
    f="gradient(d_f, h, axis=axis, edge_order=edge_order)",
    h="gradient_tangent(f, 0.0, (h,), (d_h,), out, axis=axis, edge_order=edge_order)",
    together="gradient_tangent(f, d_f, (h,), (d_h,), out, axis=axis, edge_order=edge_order)",
    examples=(
        "real(5), number(0.3, 0.5)",
        "real(5), array([0.0, 0.3, 0.7, 1.4, 1.9])",
        "real(5), array([0.0, 0.5, 1.0, 1.5, 2.0]), edge_order=2",
        "real(4, 5), 0.3",
        "real(4, 5), array([0.0, 0.3, 0.7, 1.4]), axis=0",
    ),
    overload=True,
)
terms(
    "numpy.gradient(f, h1, h2, /, *, axis=None, edge_order=1)",
    laid_out=True,
    outputs=-1,
    f="gradient(d_f, h1, h2, axis=axis, edge_order=edge_order)",
    h1="gradient_tangent(f, 0.0, (h1, h2), (d_h1, 0.0), out, axis=axis, edge_order=edge_order)",
    h2="gradient_tangent(f, 0.0, (h1, h2), (0.0, d_h2), out, axis=axis, edge_order=edge_order)",
    together="gradient_tangent(f, d_f, (h1, h2), (d_h1, d_h2), out, axis=axis, edge_order=edge_order)",
    examples=(
        "real(3, 4), number(0.3, 0.5), array([0.0, 0.3, 0.7, 1.4])",
        "real(3, 4), array([0.0, 0.3, 0.7, 1.4]), 0.5, axis=(1, 0), edge_order=2",
    ),
    overload=True,
)
terms(
    "numpy.gradient(f, h1, h2, h3, /, *, axis=None, edge_order=1)",
    laid_out=True,
    outputs=-1,
    f="gradient(d_f, h1, h2, h3, axis=axis, edge_order=edge_order)",
    h1="gradient_tangent(f, 0.0, (h1, h2, h3), (d_h1, 0.0, 0.0), out, axis=axis, edge_order=edge_order)",
    h2="gradient_tangent(f, 0.0, (h1, h2, h3), (0.0, d_h2, 0.0), out, axis=axis, edge_order=edge_order)",
    h3="gradient_tangent(f, 0.0, (h1, h2, h3), (0.0, 0.0, d_h3), out, axis=axis, edge_order=edge_order)",
    together="gradient_tangent(f, d_f, (h1, h2, h3), (d_h1, d_h2, d_h3), out, axis=axis, edge_order=edge_order)",
    examples=("real(2, 3, 4), number(0.3, 0.5), array([0.0, 0.3, 0.7]), 0.5",),
    overload=True,
)
terms(
    "numpy.trapezoid(y, x=None, dx=1.0, axis=-1)",
    y="trapezoid(d_y, x=x, dx=dx, axis=axis)",
    x="trapezoid(y, x=d_x, axis=axis)",
    dx="spacing_tangent(y, x, d_dx, out, axis=axis)",
    examples=(
        "real(5)",
        "real(5), real(5)",
        "real(3, 5), real(5)",
        "real(5, 3), axis=0, dx=0.3",
        "real(5, 3), real(5), axis=0",
        "real(5), real(5), 0.3",
    ),
)
terms(
    "numpy.cov(m, *, rowvar=True, bias=False, ddof=None)",
    m="cov_tangent(series_of(m, rowvar), series_of(d_m, rowvar), out, bias=bias, ddof=ddof)",
    examples=("real(3, 5)", "real(5)", "real(5, 3), rowvar=False, ddof=0"),
)
terms(
    "numpy.cov(m, y, rowvar=True, bias=False, ddof=None)",
    m="cov_tangent(both_series(m, y, rowvar), both_series(d_m, zero_like(y), rowvar), out, bias=bias, ddof=ddof)",
    y="cov_tangent(both_series(m, y, rowvar), both_series(zero_like(m), d_y, rowvar), out, bias=bias, ddof=ddof)",
    examples=("real(5), real(5)", "real(2, 5), real(1, 5), bias=True"),
    overload=True,
)
terms(
    "numpy.corrcoef(x, *, rowvar=True)",
    x="corrcoef_tangent(series_of(x, rowvar), series_of(d_x, rowvar), out)",
    examples=("real(3, 5)", "real(5, 3), rowvar=False"),
)
terms(
    "numpy.corrcoef(x, y, rowvar=True)",
    x="corrcoef_tangent(both_series(x, y, rowvar), both_series(d_x, zero_like(y), rowvar), out)",
    y="corrcoef_tangent(both_series(x, y, rowvar), both_series(zero_like(x), d_y, rowvar), out)",
    examples=("real(5), real(5)", "real(2, 5), real(1, 5)"),
    overload=True,
)
linear("numpy.bincount(x, /, weights=None, minlength=0)", wrt="weights", examples=("[0, 2, 2, 1], real(4)",))

# Products.
bilinear(
    "numpy.dot(a, b, out=None)",
    wrt="a b",
    examples=("real(3, 4), real(4, 2)", "real(4), real(4)", "number(), real(4)", "complexes(3), complexes(3)"),
)
bilinear("numpy.vdot(a, b, /)", wrt="a b", examples=("real(4), real(4)", "complexes(3), complexes(3)"))
bilinear("numpy.inner(a, b, /)", wrt="a b", examples=("real(3, 4), real(2, 4)", "real(4), real(4)"))
bilinear("numpy.outer(a, b, out=None)", wrt="a b", examples=("real(3), real(4)",))
bilinear(
    "numpy.tensordot(a, b, axes=2)",
    wrt="a b",
    examples=("real(3, 4), real(3, 4)", "real(2, 3, 4), real(4, 3), axes=([1, 2], [1, 0])"),
)
bilinear(
    "numpy.einsum(*operands, out=None, optimize=False, dtype=None, order='K', casting='safe')",
    wrt="operands",
    alias=True,
    examples=("'ij,jk->ik', real(3, 4), real(4, 2)", "'ij,j,i', real(3, 4), real(4), real(3)", "'ii', real(3, 3)"),
)
bilinear("numpy.kron(a, b)", wrt="a b", examples=("real(2, 3), real(3, 2)", "real(3), real(2)"))
bilinear(
    "numpy.cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None)",
    wrt="a b",
    examples=("real(3), real(3)", "real(4, 3), real(4, 3)"),
)
bilinear("numpy.convolve(a, v, mode='full')", wrt="a v", examples=("real(5), real(3)", "real(5), real(3), 'same'"))
bilinear(
    "numpy.correlate(a, v, mode='valid')",
    wrt="a v",
    examples=("real(5), real(3)", "complexes(5), complexes(3), 'full'"),
)

# Order: the tangents are gathered as the values are.
terms(
    "numpy.sort(a, axis=-1, kind=None, order=None, *, stable=None)",
    laid_out=True,
    a="sort_tangent(a, d_a, axis=axis)",
    examples=("real(5)", "real(3, 4)", "real(3, 4), axis=0", "real(3, 4), axis=None", "complexes(4)"),
)
terms(
    "numpy.partition(a, kth, axis=-1, kind='introselect', order=None)",
    laid_out=True,
    a="partition_tangent(a, d_a, out, axis=axis)",
    examples=("real(7), 3", "real(3, 4), 1, axis=0"),
)
terms("numpy.sort_complex(a)", a="sort_tangent(a, d_a) + 0j", examples=("complexes(4)",))
terms(
    "numpy.unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True,"
    " sorted=True)",
    laid_out=True,
    outputs=-1,
    ar="unique_tangent(ar, d_ar, out, axis=axis, equal_nan=equal_nan)",
    examples=(
        "array([2.0, 1.0, 3.0])",
        "real(3, 2)",
        "real(3, 2), axis=0",
        "real(3, 4), axis=-1, return_index=True",
        "array([2.0, 1.0, 3.0]), return_counts=True, return_inverse=True",
    ),
)
terms(
    "numpy.unique_values(x, /)", x="unique_tangent(x, d_x, out, equal_nan=False)", examples=("array([2.0, 1.0, 3.0])",)
)
terms(
    "numpy.unique_all(x, /)",
    outputs=-1,
    x="UniqueAllResult(*unique_tangent(x, d_x, out, equal_nan=False))",
    examples=("array([2.0, 1.0, 3.0])",),
)
terms(
    "numpy.unique_counts(x, /)",
    outputs=-1,
    x="UniqueCountsResult(*unique_tangent(x, d_x, out, equal_nan=False))",
    examples=("array([2.0, 1.0, 3.0])",),
)
terms(
    "numpy.unique_inverse(x, /)",
    outputs=-1,
    x="UniqueInverseResult(*unique_tangent(x, d_x, out, equal_nan=False))",
    examples=("array([2.0, 1.0, 3.0])",),
)
