"""The rules of `numpy`: ufuncs, reductions, and what creates, joins, cuts and rearranges arrays.

The texts work for scalars and arrays of any shape and dtype: literals are Python numbers, which do not widen float32.
The literal numbers are log(2) and log(10).
"""

from srcad.rules.registry import bilinear, constant, elementwise, linear, terms, unsupported

# Ufuncs of one argument.
elementwise(
    "numpy.absolute(x)", x="sign(x)", complex_texts={"x": "quotient(real(conj(x) * d_x), out)"}, domain=(0.5, 2.0)
)
elementwise(
    "numpy.arccos(x)",
    x="-1.0 / sqrt((1.0 - x) * (1.0 + x))",
    complex_texts={"x": "quotient(-d_x, sqrt(1.0 - x) * sqrt(1.0 + x))"},
    poles="x",
    domain=(-0.9, 0.9),
)
elementwise("numpy.arccosh(x)", x="1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0))", poles="x", domain=(1.2, 4.0))
elementwise(
    "numpy.arcsin(x)",
    x="1.0 / sqrt((1.0 - x) * (1.0 + x))",
    complex_texts={"x": "quotient(d_x, sqrt(1.0 - x) * sqrt(1.0 + x))"},
    poles="x",
    domain=(-0.9, 0.9),
)
elementwise(
    "numpy.arcsinh(x)",
    x="1.0 / hypot(1.0, x)",
    complex_texts={"x": "quotient(d_x, sqrt(1.0 - 1j * x) * sqrt(1.0 + 1j * x))"},
)
elementwise(
    "numpy.arctan(x)",
    x="square(1.0 / hypot(1.0, x))",
    complex_texts={"x": "quotient(d_x, (1.0 - 1j * x) * (1.0 + 1j * x))"},
)
elementwise("numpy.arctanh(x)", x="1.0 / ((1.0 - x) * (1.0 + x))", poles="x", domain=(-0.9, 0.9))
elementwise("numpy.cbrt(x)", x="1.0 / (3.0 * out * out)", poles="x", domain=(0.5, 4.0))
linear("numpy.conjugate(x)", wrt="x")
elementwise("numpy.cos(x)", x="-sin(x)")
elementwise("numpy.cosh(x)", x="sinh(x)")
linear("numpy.deg2rad(x)", wrt="x")
linear("numpy.degrees(x)", wrt="x")
elementwise("numpy.exp(x)", x="out")
elementwise("numpy.exp2(x)", x="0.6931471805599453 * out")
elementwise("numpy.expm1(x)", x="exp(x)")
elementwise("numpy.fabs(x)", x="sign(x)", domain=(0.5, 2.0))
elementwise("numpy.log(x)", x="1.0 / x", poles="x", domain=(0.5, 4.0))
elementwise("numpy.log10(x)", x="1.0 / (2.302585092994046 * x)", poles="x", domain=(0.5, 4.0))
elementwise("numpy.log1p(x)", x="1.0 / (1.0 + x)", poles="x", domain=(-0.5, 4.0))
elementwise("numpy.log2(x)", x="1.0 / (0.6931471805599453 * x)", poles="x", domain=(0.5, 4.0))
elementwise("numpy.negative(x)", x="-1.0")
elementwise("numpy.positive(x)", x="1.0")
linear("numpy.rad2deg(x)", wrt="x")
linear("numpy.radians(x)", wrt="x")
elementwise("numpy.reciprocal(x)", x="-out * out", domain=(0.5, 2.0))
elementwise(
    "numpy.sign(x)",
    x="0.0",
    complex_texts={"x": "quotient(d_x - out * real(conj(out) * d_x), absolute(x))"},
    domain=(0.5, 2.0),
)
elementwise("numpy.sin(x)", x="cos(x)")
elementwise("numpy.sinh(x)", x="cosh(x)")
elementwise("numpy.sqrt(x)", x="1.0 / (2.0 * out)", poles="x", domain=(0.5, 4.0))
elementwise("numpy.square(x)", x="2.0 * x")
elementwise("numpy.tan(x)", x="1.0 + out * out", domain=(-1.2, 1.2))
elementwise("numpy.tanh(x)", x="1.0 - out * out")

# Ufuncs of two arguments.
elementwise("numpy.add(x1, x2)", x1="1.0", x2="1.0")
elementwise(
    "numpy.arctan2(x1, x2)", x1="array_angle_partial(x2, x1)", x2="-array_angle_partial(x1, x2)", domain=(0.5, 2.0)
)
elementwise("numpy.copysign(x1, x2)", x1="copysign(1.0, x1) * copysign(1.0, x2)", x2="0.0", domain=(0.5, 2.0))
elementwise(
    "numpy.divide(x1, x2)", x1="1.0 / x2", x2="-out / x2", together="(d_x1 - out * d_x2) / x2", domain=(0.5, 2.0)
)
elementwise(
    "numpy.float_power(x1, x2)",
    x1="array_power_base(float_power(x1, 1.0), x2)",
    x2="array_exponent_term(x1, x2, out, d_x2)",
    domain=(0.5, 2.0),
)
elementwise(
    "numpy.fmax(x1, x2)",
    x1="larger_number_term(x1, x2, d_x1)",
    x2="larger_number_term(x2, x1, d_x2)",
    domain=(0.5, 2.0),
)
elementwise(
    "numpy.fmin(x1, x2)",
    x1="smaller_number_term(x1, x2, d_x1)",
    x2="smaller_number_term(x2, x1, d_x2)",
    domain=(0.5, 2.0),
)
elementwise("numpy.fmod(x1, x2)", x1="1.0", x2="(out - x1) / x2", domain={"x1": (5.2, 5.4), "x2": (1.1, 1.15)})
elementwise("numpy.heaviside(x1, x2)", x1="0.0", x2="selected(x1 == 0.0, d_x2, 0.0)", domain=(0.5, 2.0))
elementwise(
    "numpy.hypot(x1, x2)",
    x1="x1 / out",
    x2="x2 / out",
    poles="x1 x2",
    together="quotient(x1 * d_x1 + x2 * d_x2, out)",
    domain=(0.5, 2.0),
)
linear("numpy.ldexp(x1, x2)", wrt="x1", examples=("real(4), 3", "real(4), integers(4)"))
elementwise("numpy.logaddexp(x1, x2)", x1="exp(log_share(x1, x2, out))", x2="exp(log_share(x2, x1, out))")
elementwise(
    "numpy.logaddexp2(x1, x2)",
    x1="exp2(log_share(x1, x2, out, half=-1.0))",
    x2="exp2(log_share(x2, x1, out, half=-1.0))",
)
elementwise(
    "numpy.maximum(x1, x2)",
    x1="larger_term(x1, x2, d_x1)",
    x2="larger_term(x2, x1, d_x2)",
    domain=(0.5, 2.0),
)
elementwise(
    "numpy.minimum(x1, x2)",
    x1="smaller_term(x1, x2, d_x1)",
    x2="smaller_term(x2, x1, d_x2)",
    domain=(0.5, 2.0),
)
elementwise("numpy.multiply(x1, x2)", x1="x2", x2="x1")
elementwise("numpy.nextafter(x1, x2)", x1="1.0", x2="0.0", domain=(0.5, 2.0))
elementwise(
    "numpy.power(x1, x2)", x1="array_power_base(x1, x2)", x2="array_exponent_term(x1, x2, out, d_x2)", domain=(0.5, 2.0)
)
elementwise("numpy.remainder(x1, x2)", x1="1.0", x2="(out - x1) / x2", domain={"x1": (5.2, 5.4), "x2": (1.1, 1.15)})
elementwise("numpy.subtract(x1, x2)", x1="1.0", x2="-1.0")
bilinear(
    "numpy.matmul(x1, x2)",
    wrt="x1 x2",
    examples=("real(3, 4), real(4, 2)", "real(4), real(4)", "real(2, 3, 4), real(4)"),
)
bilinear("numpy.matvec(x1, x2)", wrt="x1 x2", examples=("real(3, 4), real(4)", "real(2, 3, 4), real(4)"))
bilinear("numpy.vecdot(x1, x2)", wrt="x1 x2", examples=("real(3, 4), real(4)", "complexes(4), complexes(4)"))
bilinear("numpy.vecmat(x1, x2)", wrt="x1 x2", examples=("real(3), real(3, 4)", "complexes(3), complexes(3, 4)"))

# Ufuncs with two results.
terms(
    "numpy.divmod(x1, x2)",
    outputs=2,
    x1="(zero_like(out[0]), d_x1 + zero_like(out[1]))",
    x2="(zero_like(out[0]), -out[0] * d_x2)",
    domain={"x1": (5.2, 5.4), "x2": (1.1, 1.15)},
)
terms("numpy.frexp(x)", outputs=2, x="(ldexp(d_x, -out[1]), zero_like(out[0]))", domain=(1.1, 1.9))
terms("numpy.modf(x)", outputs=2, x="(d_x + zero_like(out[0]), zero_like(out[1]))", domain=(1.1, 1.9))

# Ufuncs that are piecewise constant, or about integers and truth.
constant("numpy.bitwise_and(x1, x2)", examples=("6, 3",))
constant("numpy.bitwise_count(x)", examples=("6",))
constant("numpy.bitwise_or(x1, x2)", examples=("6, 3",))
constant("numpy.bitwise_xor(x1, x2)", examples=("6, 3",))
constant("numpy.ceil(x)", domain=(1.1, 1.9))
constant("numpy.equal(x1, x2)")
constant("numpy.floor(x)", domain=(1.1, 1.9))
constant("numpy.floor_divide(x1, x2)", domain={"x1": (5.2, 5.4), "x2": (1.1, 1.15)})
constant("numpy.gcd(x1, x2)", examples=("12, 18",))
constant("numpy.greater(x1, x2)")
constant("numpy.greater_equal(x1, x2)")
constant("numpy.invert(x)", examples=("6",))
constant("numpy.isfinite(x)")
constant("numpy.isinf(x)")
constant("numpy.isnan(x)")
constant("numpy.isnat(x)", examples=("datetime64('NaT')",))
constant("numpy.lcm(x1, x2)", examples=("12, 18",))
constant("numpy.left_shift(x1, x2)", examples=("6, 3",))
constant("numpy.less(x1, x2)")
constant("numpy.less_equal(x1, x2)")
constant("numpy.logical_and(x1, x2)")
constant("numpy.logical_not(x)")
constant("numpy.logical_or(x1, x2)")
constant("numpy.logical_xor(x1, x2)")
constant("numpy.not_equal(x1, x2)")
constant("numpy.right_shift(x1, x2)", examples=("6, 3",))
constant("numpy.rint(x)", domain=(1.1, 1.4))
constant("numpy.signbit(x)")
constant("numpy.spacing(x)", domain=(1.1, 1.9))
constant("numpy.trunc(x)", domain=(1.1, 1.9))

# Methods of ufuncs.
linear(
    "numpy.add.accumulate(array, /, axis=0, dtype=None, out=None)",
    wrt="array",
    examples=("real(3, 4)", "real(3, 4), axis=1"),
)
linear("numpy.add.outer(A, B, /)", wrt="A B", examples=("real(3), real(4)",))
linear(
    "numpy.add.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=0.0, where=True)",
    wrt="array initial",
    examples=("real(3, 4)", "real(3, 4), axis=1", "real(3, 4), axis=None"),
)
linear(
    "numpy.add.reduceat(array, /, indices, axis=0, dtype=None, out=None)", wrt="array", examples=("real(6), [0, 2, 5]",)
)
bilinear("numpy.multiply.outer(A, B, /)", wrt="A B", examples=("real(3), real(4)",))
terms(
    "numpy.multiply.accumulate(array, /, axis=0, dtype=None, out=None)",
    array="cumprod_tangent(array, d_array, out, axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.multiply.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False)",
    array="prod_tangent(array, d_array, out, axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.maximum.accumulate(array, /, axis=0, dtype=None, out=None)",
    array="running_maximum_tangent(array, d_array, axis=axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.maximum.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False)",
    array="extreme_tangent(array, d_array, out, axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.minimum.accumulate(array, /, axis=0, dtype=None, out=None)",
    array="running_maximum_tangent(negative(array), d_array, axis=axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.minimum.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False)",
    array="extreme_tangent(array, d_array, out, axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
linear("numpy.subtract.outer(A, B, /)", wrt="A B", examples=("real(3), real(4)",))
constant("numpy.logical_and.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.logical_or.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False)", examples=("real(3, 4)",))

# Elementwise functions that are no ufuncs.
terms(
    "numpy.angle(z, deg=False)",
    z="angle_tangent(z, d_z, deg=deg)",
    examples=("complexes(4)", "complexes(), deg=True", "real(4)"),
)
elementwise("numpy.i0(x)", x="asarray(bessel_i(1, x) * d_x)")
elementwise("numpy.sinc(x)", x="sinc_derivative(x)", domain=(0.2, 0.9))
elementwise("numpy.nan_to_num(x, *, nan=0.0, posinf=None, neginf=None)", x="selected(isfinite(x), d_x, 0.0)")
terms(
    "numpy.clip(a, a_min=None, a_max=None, out=None)",
    a="clip_term(a, a_min, a_max, d_a)",
    a_min="clip_lower_term(a, a_min, a_max, d_a_min, out)",
    a_max="clip_upper_term(a, a_min, a_max, d_a_max, out)",
    examples=(
        "real(4), -0.31, 0.37",
        "real(3, 1), real(1, 2), 4.0 + real(2)",
        "real(4), None, 0.37",
        "number(), -0.31, 0.37",
    ),
)
terms(
    "numpy.clip(a, *, min=None, max=None, out=None)",
    a="clip_term(a, min, max, d_a)",
    min="clip_lower_term(a, min, max, d_min, out)",
    max="clip_upper_term(a, min, max, d_max, out)",
    examples=("real(4), min=-0.31, max=0.37", "real(4), max=0.37"),
    overload=True,
)
terms(
    "numpy.interp(x, xp, fp, left=None, right=None, period=None)",
    x="interp_slope(x, xp, fp, period=period) * d_x",
    xp="-interp_slope(x, xp, fp, period=period) * interp(x, xp, d_xp, period=period)",
    fp="interp_values_term(x, xp, d_fp, left=left, right=right, period=period)",
    left="selected(x < xp[0], d_left, 0.0)",
    right="selected(x > xp[-1], d_right, 0.0)",
    examples=(
        "0.1 + 0.5 * real(4), linspace(-2.0, 2.0, 7), real(7)",
        "number(0.1, 0.4), linspace(-2.0, 2.0, 7), real(7)",
        "3.0 * real(6), linspace(-1.0, 1.0, 5), real(5), left=0.3, right=0.7",
        "real(4), linspace(0.1, 3.0, 5), real(5), period=3.3",
    ),
)
terms(
    "numpy.unwrap(p, discont=None, axis=-1, *, period=6.283185307179586)",
    p="copy(d_p)",
    examples=("real(4)", "9.0 * real(4)"),
)
linear("numpy.real(val)", wrt="val", alias=True, examples=("real(4)", "complexes(4)"))
linear("numpy.imag(val)", wrt="val", alias=True, examples=("real(4)", "complexes(4)"))
terms("numpy.real_if_close(a, tol=100)", a="real_if_real(d_a, out)", alias=True, examples=("real(4)", "complexes(4)"))

# Choosing between values: the tangent is chosen, never multiplied by a mask.
linear(
    "numpy.where(condition, x, y, /)",
    wrt="x y",
    examples=("[True, False, True, True], real(4), real(4)", "real(3, 1) > 0.0, real(3, 2), 1.5"),
)
constant("numpy.where(condition, /)", examples=("real(4) > 0.0",), overload=True)
linear(
    "numpy.select(condlist, choicelist, default=0)",
    wrt="choicelist default",
    examples=("[array([True, False, False]), array([False, True, False])], [real(3), real(3)], 0.5",),
)
linear("numpy.choose(a, choices, out=None, mode='raise')", wrt="choices", examples=("[0, 1, 0], [real(3), real(3)]",))

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
    examples=("real(3, 4)", "real(3, 4), axis=1", "real(3, 4), axis=-1, keepdims=True", "number()"),
)
terms(
    "numpy.amax(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1"),
)
terms(
    "numpy.amin(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
    a="extreme_tangent(a, d_a, out, axis=axis, initial=initial, where=where)",
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
    a="median_tangent(a, d_a, out, axis=axis)",
    examples=("real(5)", "real(6)", "real(3, 4), axis=1", "real(3, 4), keepdims=True", "real(2, 3, 4), axis=(0, 1)"),
)
terms(
    "numpy.quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
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
    a="quantile_tangent(a, d_a, q / 100.0, out, axis=axis, method=method)",
    q="quantile_term(a, q / 100.0, d_q / 100.0, out, axis=axis, method=method)",
    examples=("real(6), 37.0", "real(3, 4), array([31.0, 64.0]), axis=1", "real(3, 4), 37.0, keepdims=True"),
)
linear("numpy.cumsum(a, axis=None, dtype=None, out=None)", wrt="a", examples=("real(3, 4)", "real(3, 4), axis=1"))
linear(
    "numpy.cumulative_sum(x, /, *, axis=None, dtype=None, out=None, include_initial=False)",
    wrt="x",
    examples=("real(4)", "real(3, 4), axis=1, include_initial=True"),
)
terms(
    "numpy.cumprod(a, axis=None, dtype=None, out=None)",
    a="cumprod_tangent(a, d_a, out, axis=axis)",
    examples=("real(4)", "real(3, 4)", "real(3, 4), axis=1", "array([2.0, 0.0, 3.0])", "real(0)"),
)
terms(
    "numpy.cumulative_prod(x, /, *, axis=None, dtype=None, out=None)",
    x="cumprod_tangent(x, d_x, out, axis=axis)",
    examples=("real(4)", "real(3, 4), axis=1"),
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
    "numpy.nanmean(a, axis=None, dtype=None, out=None, keepdims=False)",
    a="mean(d_a, axis=axis, dtype=dtype, keepdims=keepdims, where=~isnan(a))",
    examples=("array([1.0, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanprod(a, axis=None, dtype=None, out=None, keepdims=False)",
    a="prod_tangent(a, d_a, out, axis=axis, where=~isnan(a))",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanmax(a, axis=None, out=None, keepdims=False)",
    a="extreme_tangent(a, d_a, out, axis=axis)",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanmin(a, axis=None, out=None, keepdims=False)",
    a="extreme_tangent(a, d_a, out, axis=axis)",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)",
    a="std_tangent(a, d_a, out, axis=axis, ddof=ddof, where=~isnan(a))",
    examples=("array([1.5, nan, 3.0, 4.5])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)",
    a="var_tangent(a, d_a, out, axis=axis, ddof=ddof, where=~isnan(a))",
    examples=("array([1.5, nan, 3.0, 4.5])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False)",
    a="quantile_tangent(a, d_a, 0.5, out, axis=axis)",
    examples=("array([1.5, nan, 3.0, 4.5])", "array([[1.5, nan, 3.0, 4.5], [2.0, 1.0, 7.0, 8.0]]), axis=1"),
)
terms(
    "numpy.nanquantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
    a="quantile_tangent(a, d_a, q, out, axis=axis, method=method)",
    q="quantile_term(a, q, d_q, out, axis=axis, method=method)",
    examples=("array([1.5, nan, 3.0, 4.5]), 0.37",),
)
terms(
    "numpy.nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
    a="quantile_tangent(a, d_a, q / 100.0, out, axis=axis, method=method)",
    q="quantile_term(a, q / 100.0, d_q / 100.0, out, axis=axis, method=method)",
    examples=("array([1.5, nan, 3.0, 4.5]), 37.0",),
)
terms(
    "numpy.nancumsum(a, axis=None, dtype=None, out=None)",
    a="cumsum(where(isnan(a), 0.0, d_a), axis=axis, dtype=dtype)",
    examples=("array([1.5, nan, 3.0])", "real(3, 4), axis=1"),
)
terms(
    "numpy.nancumprod(a, axis=None, dtype=None, out=None)",
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
    "numpy.gradient(f, *varargs, axis=None, edge_order=1)",
    wrt="f",
    examples=(
        "real(5)",
        "real(5), 0.3",
        "real(5), array([0.0, 0.3, 0.7, 1.4, 1.9])",
        "real(4, 5), axis=1",
        "real(4, 5)",
    ),
)
terms(
    "numpy.trapezoid(y, x=None, dx=1.0, axis=-1)",
    y="trapezoid(d_y, x=x, dx=dx, axis=axis)",
    x="trapezoid(y, x=d_x, axis=axis)",
    dx="d_dx * trapezoid(y, axis=axis)",
    examples=(
        "real(5)",
        "real(5), real(5)",
        "real(3, 5), real(5)",
        "real(5, 3), axis=0, dx=0.3",
        "real(5, 3), real(5), axis=0",
    ),
)
terms(
    "numpy.cov(m, *, rowvar=True, bias=False, ddof=None)",
    m="cov_tangent(m, d_m, out, rowvar=rowvar, bias=bias, ddof=ddof)",
    examples=("real(3, 5)", "real(5)", "real(5, 3), rowvar=False, ddof=0"),
)
terms(
    "numpy.corrcoef(x, *, rowvar=True)",
    x="corrcoef_tangent(x, d_x, out, rowvar=rowvar)",
    examples=("real(3, 5)", "real(5, 3), rowvar=False"),
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
    a="sort_tangent(a, d_a, axis=axis)",
    examples=("real(5)", "real(3, 4)", "real(3, 4), axis=0", "real(3, 4), axis=None", "complexes(4)"),
)
terms(
    "numpy.partition(a, kth, axis=-1, kind='introselect', order=None)",
    a="partition_tangent(a, d_a, out, axis=axis)",
    examples=("real(7), 3", "real(3, 4), 1, axis=0"),
)
terms("numpy.sort_complex(a)", a="sort_tangent(a, d_a) + 0j", examples=("complexes(4)",))
terms(
    "numpy.unique(ar, return_index=False, return_inverse=False, return_counts=False)",
    outputs=-1,
    ar="unique_tangent(ar, d_ar, out)",
    examples=("array([2.0, 1.0, 3.0])", "real(3, 2)"),
)
terms("numpy.unique_values(x)", x="unique_tangent(x, d_x, out)", examples=("array([2.0, 1.0, 3.0])",))

# Creation.
linear(
    "numpy.array(object, dtype=None, *, order='K', subok=False, ndmin=0)",
    wrt="object",
    examples=("[number(), number()]", "real(3, 4)", "[[number(), 1.5], [2.5, number()]]", "number()"),
)
linear(
    "numpy.array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0)",
    wrt="object",
    alias=True,
    overload=True,
    examples=("real(3), copy=True", "real(3), copy=None"),
)
linear(
    "numpy.asarray(a, dtype=None, order=None, *, copy=None)",
    wrt="a",
    alias=True,
    examples=("[number(), number()]", "real(3, 4)"),
)
linear(
    "numpy.asanyarray(a, dtype=None, order=None, *, copy=None)",
    wrt="a",
    alias=True,
    examples=("[number(), number()]", "real(3, 4)"),
)
linear(
    "numpy.asarray_chkfinite(a, dtype=None, order=None)",
    wrt="a",
    alias=True,
    examples=("[number(), number()]", "real(3, 4)"),
)
linear("numpy.ascontiguousarray(a, dtype=None)", wrt="a", alias=True, examples=("[number(), number()]", "real(3, 4)"))
linear("numpy.asfortranarray(a, dtype=None)", wrt="a", alias=True, examples=("[number(), number()]", "real(3, 4)"))
linear("numpy.require(a, dtype=None, requirements=None)", wrt="a", alias=True, examples=("real(3, 4)",))
linear("numpy.astype(x, dtype, /)", wrt="x", examples=("real(3, 4), float", "real(3), complex"))
linear(
    "numpy.astype(x, dtype, /, *, copy=True)",
    wrt="x",
    alias=True,
    overload=True,
    examples=("real(3, 4), float, copy=False",),
)
linear("numpy.copy(a, order='K', subok=False)", wrt="a", examples=("real(3, 4)", "[number(), number()]"))
linear(
    "numpy.full(shape, fill_value, dtype=None, order='C')",
    wrt="fill_value",
    examples=("(3, 4), number()", "(2, 3), real(3)"),
)
linear(
    "numpy.full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None)",
    wrt="fill_value",
    examples=("real(3, 4), number()", "real(2, 3), real(3)"),
)
linear(
    "numpy.linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)",
    wrt="start stop",
    examples=("number(), number(), 5", "real(3), number(), num=4, axis=-1", "number(), number(), 5, False, True"),
)
terms(
    "numpy.logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)",
    start="out * log(base) * linspace(d_start, 0.0 * stop, num=num, endpoint=endpoint, axis=axis)",
    stop="out * log(base) * linspace(0.0 * start, d_stop, num=num, endpoint=endpoint, axis=axis)",
    base="out * linspace(start, stop, num=num, endpoint=endpoint, axis=axis) * d_base / base",
    examples=("number(), number(), 5", "0.5, 1.5, 4, False, number(2.0, 3.0)"),
)
terms(
    "numpy.geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0)",
    start="out * linspace(d_start / start, 0.0 * stop, num=num, endpoint=endpoint, axis=axis)",
    stop="out * linspace(0.0 * start, d_stop / stop, num=num, endpoint=endpoint, axis=axis)",
    examples=("number(0.5, 1.0), number(2.0, 3.0), 5",),
)
constant("numpy.arange(stop, /, *, dtype=None)", examples=("4", "number(3.2, 3.8)"))
terms(
    "numpy.arange(start, stop, /, *, dtype=None)",
    start="full_like(out, d_start)",
    stop="zeros_like(out)",
    overload=True,
    examples=("number(0.2, 0.4), number(3.5, 3.8)",),
)
terms(
    "numpy.arange(start, stop, step, /, dtype=None)",
    start="full_like(out, d_start)",
    stop="zeros_like(out)",
    step="arange(0.0, out.size) * d_step",
    overload=True,
    examples=("number(0.2, 0.25), number(3.5, 3.55), number(0.7, 0.71)",),
)
linear("numpy.diag(v, k=0)", wrt="v", alias=True, examples=("real(3)", "real(3, 4)", "real(3), 1"))
linear("numpy.diagflat(v, k=0)", wrt="v", examples=("real(3)", "real(2, 2), 1"))
terms(
    "numpy.vander(x, N=None, increasing=False)",
    x="vander_tangent(x, d_x, out, increasing=increasing)",
    examples=("real(3)", "real(3), 4, True"),
)
linear(
    "numpy.meshgrid(*xi, sparse=False, indexing='xy')",
    wrt="xi",
    examples=("real(3), real(4)", "real(3), real(4), indexing='ij', sparse=True"),
)
linear(
    "numpy.meshgrid(*xi, copy=True, sparse=False, indexing='xy')",
    wrt="xi",
    alias=True,
    overload=True,
    examples=("real(3), real(4), copy=False",),
)
constant("numpy.zeros(shape, dtype=None, order='C')", examples=("(3, 4)",))
constant("numpy.ones(shape, dtype=None, order='C')", examples=("(3, 4)",))
constant("numpy.empty(shape, dtype=None, order='C')", examples=("(3, 0)",))
constant("numpy.zeros_like(a, dtype=None, order='K', subok=True, shape=None)")
constant("numpy.ones_like(a, dtype=None, order='K', subok=True, shape=None)")
constant("numpy.empty_like(prototype, /, dtype=None, order='K', subok=True, shape=None)", examples=("real(0)",))
constant("numpy.eye(N, M=None, k=0, dtype=float, order='C')", examples=("3", "3, 4, 1"))
constant("numpy.identity(n, dtype=None)", examples=("3",))
constant("numpy.tri(N, M=None, k=0, dtype=float)", examples=("3, 4",))
constant("numpy.indices(dimensions, dtype=int, sparse=False)", examples=("(3, 4)",))

# Kinds of numbers, as functions.
linear("numpy.float16(x=0.0, /)", wrt="x", examples=("number()",))
linear("numpy.float32(x=0.0, /)", wrt="x", examples=("number()", "real(3)"))
linear("numpy.float64(x=0.0, /)", wrt="x", examples=("number()", "real(3)"))
linear("numpy.longdouble(x=0.0, /)", wrt="x", examples=("number()",))
linear("numpy.complex64(real=0.0, imag=0.0, /)", wrt="real imag", examples=("number()",))
linear("numpy.complex128(real=0.0, imag=0.0, /)", wrt="real imag", examples=("number()", "number(), number()"))
constant("numpy.bool(x=False, /)")
constant("numpy.int8(value=0, /)", examples=("3.7",))
constant("numpy.int16(value=0, /)", examples=("3.7",))
constant("numpy.int32(value=0, /)", examples=("3.7",))
constant("numpy.int64(value=0, /)", examples=("3.7",))
constant("numpy.uint8(value=0, /)", examples=("3.7",))
constant("numpy.uint16(value=0, /)", examples=("3.7",))
constant("numpy.uint32(value=0, /)", examples=("3.7",))
constant("numpy.uint64(value=0, /)", examples=("3.7",))

# Shape: the tangent is viewed or copied as the value is.
linear(
    "numpy.reshape(a, /, shape, order='C', *, copy=None)",
    wrt="a",
    alias=True,
    examples=("real(3, 4), (4, 3)", "real(3, 4), -1"),
)
linear("numpy.ravel(a, order='C')", wrt="a", alias=True, examples=("real(3, 4)", "real(3, 4), 'F'"))
linear("numpy.transpose(a, axes=None)", wrt="a", alias=True, examples=("real(3, 4)", "real(2, 3, 4), (1, 2, 0)"))
linear("numpy.matrix_transpose(x, /)", wrt="x", alias=True, examples=("real(2, 3, 4)",))
linear("numpy.swapaxes(a, axis1, axis2)", wrt="a", alias=True, examples=("real(2, 3, 4), 0, 2",))
linear("numpy.moveaxis(a, source, destination)", wrt="a", alias=True, examples=("real(2, 3, 4), 0, -1",))
linear("numpy.rollaxis(a, axis, start=0)", wrt="a", alias=True, examples=("real(2, 3, 4), 2",))
linear("numpy.squeeze(a, axis=None)", wrt="a", alias=True, examples=("real(3, 1)", "real(1, 3, 1), 0"))
linear("numpy.expand_dims(a, axis)", wrt="a", alias=True, examples=("real(3), 0", "number(), 0"))
linear(
    "numpy.broadcast_to(array, shape, subok=False)",
    wrt="array",
    alias=True,
    examples=("real(3), (2, 3)", "number(), (2, 3)"),
)
linear("numpy.broadcast_arrays(*args, subok=False)", wrt="args", alias=True, examples=("real(3, 1), real(1, 2)",))
linear("numpy.atleast_1d(*arys)", wrt="arys", alias=True, examples=("number()", "real(3)", "number(), real(3)"))
linear("numpy.atleast_2d(*arys)", wrt="arys", alias=True, examples=("number()", "real(3)"))
linear("numpy.atleast_3d(*arys)", wrt="arys", alias=True, examples=("number()", "real(3)"))
linear("numpy.flip(m, axis=None)", wrt="m", alias=True, examples=("real(3, 4)", "real(3, 4), 1"))
linear("numpy.fliplr(m)", wrt="m", alias=True, examples=("real(3, 4)",))
linear("numpy.flipud(m)", wrt="m", alias=True, examples=("real(3, 4)",))
linear("numpy.rot90(m, k=1, axes=(0, 1))", wrt="m", alias=True, examples=("real(3, 4)", "real(3, 4), 2"))
linear("numpy.roll(a, shift, axis=None)", wrt="a", examples=("real(3, 4), 2", "real(3, 4), 1, axis=1"))
linear("numpy.tile(A, reps)", wrt="A", examples=("real(3), 2", "real(3, 4), (2, 1)"))
linear("numpy.repeat(a, repeats, axis=None)", wrt="a", examples=("real(3), 2", "real(3, 2), [1, 0, 2], axis=0"))
linear("numpy.resize(a, new_shape)", wrt="a", examples=("real(3), (2, 4)",))

# Joining.
linear(
    "numpy.concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')",
    wrt="arrays",
    examples=("[real(2, 3), real(1, 3)]", "(real(3), real(2))", "[real(2, 3), real(2, 1)], axis=1"),
)
linear(
    "numpy.stack(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')",
    wrt="arrays",
    examples=("[real(3), real(3)]", "[real(3), real(3)], axis=-1", "[number(), number()]"),
)
linear("numpy.vstack(tup, *, dtype=None, casting='same_kind')", wrt="tup", examples=("[real(3), real(3)]",))
linear(
    "numpy.hstack(tup, *, dtype=None, casting='same_kind')",
    wrt="tup",
    examples=("[real(3), real(2)]", "(number(), number())"),
)
linear("numpy.dstack(tup)", wrt="tup", examples=("[real(3), real(3)]",))
linear("numpy.column_stack(tup)", wrt="tup", examples=("[real(3), real(3)]", "[real(3), real(3, 2)]"))
linear("numpy.block(arrays)", wrt="arrays", examples=("[[real(2, 2), real(2, 1)], [real(1, 2), real(1, 1)]]",))
linear(
    "numpy.append(arr, values, axis=None)",
    wrt="arr values",
    examples=("real(3), real(2)", "real(3), number()", "real(3, 2), real(1, 2), axis=0"),
)
linear(
    "numpy.insert(arr, obj, values, axis=None)",
    wrt="arr values",
    examples=("real(4), 2, number()", "real(3, 2), 1, real(2), axis=0"),
)
linear(
    "numpy.pad(array, pad_width, mode='constant')", wrt="array", examples=("real(4), 2", "real(3, 4), ((1, 2), (0, 1))")
)
terms(
    "numpy.pad(array, pad_width, mode='constant', *, constant_values=0.0, end_values=0.0, reflect_type='even',"
    " stat_length=None)",
    array="pad_tangent(d_array, pad_width, mode=mode, reflect_type=reflect_type, stat_length=stat_length)",
    overload=True,
    examples=(
        "real(4), 2, 'constant', constant_values=3.0",
        "real(4), 2, 'reflect', reflect_type='odd'",
        "real(4), 2, 'linear_ramp', end_values=1.5",
        "real(4), 2, 'mean', stat_length=2",
    ),
)

# Cutting and picking.
linear(
    "numpy.split(ary, indices_or_sections, axis=0)",
    wrt="ary",
    alias=True,
    examples=("real(6), 3", "real(4, 6), [1, 4], axis=1"),
)
linear("numpy.array_split(ary, indices_or_sections, axis=0)", wrt="ary", alias=True, examples=("real(7), 3",))
linear("numpy.hsplit(ary, indices_or_sections)", wrt="ary", alias=True, examples=("real(4, 6), 2",))
linear("numpy.vsplit(ary, indices_or_sections)", wrt="ary", alias=True, examples=("real(4, 6), 2",))
linear("numpy.dsplit(ary, indices_or_sections)", wrt="ary", alias=True, examples=("real(2, 3, 4), 2",))
linear("numpy.unstack(x, /, *, axis=0)", wrt="x", alias=True, examples=("real(3, 4)", "real(3, 4), axis=1"))
linear("numpy.delete(arr, obj, axis=None)", wrt="arr", examples=("real(5), 2", "real(3, 4), [0, 2], axis=1"))
linear(
    "numpy.take(a, indices, axis=None, out=None, mode='raise')",
    wrt="a",
    examples=("real(5), [3, 0, 0]", "real(3, 4), 1, axis=1"),
)
linear(
    "numpy.take_along_axis(arr, indices, axis=-1)", wrt="arr", examples=("real(3, 4), array([[0], [3], [1]]), axis=1",)
)
linear(
    "numpy.compress(condition, a, axis=None, out=None)",
    wrt="a",
    examples=("[True, False, True], real(3)", "[True, False, True], real(3, 4), axis=0"),
)
linear("numpy.extract(condition, arr)", wrt="arr", examples=("[True, False, True], real(3)",))
linear(
    "numpy.diagonal(a, offset=0, axis1=0, axis2=1)",
    wrt="a",
    alias=True,
    examples=("real(3, 4)", "real(2, 3, 4), 1, axis1=1, axis2=2"),
)
linear("numpy.tril(m, k=0)", wrt="m", examples=("real(3, 4)", "real(2, 3, 3), -1"))
linear("numpy.triu(m, k=0)", wrt="m", examples=("real(3, 4)", "real(2, 3, 3), 1"))
terms(
    "numpy.trim_zeros(filt, trim='fb')",
    filt="trim_zeros_tangent(filt, d_filt, trim=trim)",
    alias=True,
    examples=("[0, 1.5, 2.5, 0]",),
)

# Polynomials.
terms(
    "numpy.polyval(p, x)",
    p="polyval(d_p, x)",
    x="polyval_slope(p, x) * d_x",
    examples=("real(4), real(3)", "real(4), number()", "real(1), number()", "[number(), 2.0], real(3)"),
)
linear("numpy.polyadd(a1, a2)", wrt="a1 a2", examples=("real(4), real(3)",))
linear("numpy.polysub(a1, a2)", wrt="a1 a2", examples=("real(4), real(3)",))
bilinear("numpy.polymul(a1, a2)", wrt="a1 a2", examples=("real(4), real(3)",))
linear("numpy.polyder(p, m=1)", wrt="p", examples=("real(4)", "real(5), 2"))
linear("numpy.polyint(p, m=1, k=None)", wrt="p k", examples=("real(4)", "real(4), 1, number()"))
linear("numpy.polyfit(x, y, deg)", wrt="y", examples=("linspace(0.0, 1.0, 6), real(6), 2",))
terms("numpy.roots(p)", p="roots_tangent(p, d_p, out)", examples=("array([1.0, -6.5, 11.3, -6.1])",))

# Writing into an argument: the statement writes the tangent, and runs before the primal call.
terms(
    "numpy.copyto(dst, src, casting='same_kind', where=True)",
    wrt="dst src",
    in_place="dst",
    dst="copyto(d_dst, d_src, casting=casting, where=where)",
    examples=("real(3), real(3)", "real(3), number()", "real(3), real(3), where=[True, False, True]"),
)
terms(
    "numpy.put(a, ind, v, mode='raise')",
    wrt="a v",
    in_place="a",
    a="put(d_a, ind, d_v, mode=mode)",
    examples=("real(4), [2, 0], real(2)", "real(4), 1, number()"),
)
terms(
    "numpy.place(arr, mask, vals)",
    wrt="arr vals",
    in_place="arr",
    arr="place(d_arr, mask, d_vals)",
    examples=("real(4), array([True, False, True, True]), real(3)",),
)
terms(
    "numpy.putmask(a, /, mask, values)",
    wrt="a values",
    in_place="a",
    a="putmask(d_a, mask, d_values)",
    examples=("real(4), array([True, False, True, True]), real(4)",),
)
terms(
    "numpy.put_along_axis(arr, indices, values, axis)",
    wrt="arr values",
    in_place="arr",
    arr="put_along_axis(d_arr, indices, d_values, axis)",
    examples=("real(3, 4), array([[0], [3], [1]]), 1.5, 1",),
)
terms(
    "numpy.fill_diagonal(a, val, wrap=False)",
    wrt="a val",
    in_place="a",
    a="fill_diagonal(d_a, d_val, wrap=wrap)",
    examples=("real(3, 3), number()", "real(3, 3), real(3)"),
)
terms(
    "numpy.add.at(a, indices, b, /)",
    wrt="a b",
    in_place="a",
    a="add.at(d_a, indices, d_b)",
    examples=("real(4), [0, 0, 2], real(3)", "real(4), [0, 0, 2], number()"),
)
terms(
    "numpy.subtract.at(a, indices, b, /)",
    wrt="a b",
    in_place="a",
    a="subtract.at(d_a, indices, d_b)",
    examples=("real(4), [0, 0, 2], real(3)",),
)

# What an array says about itself, about order, and about equality.
constant("numpy.all(a, axis=None, out=None, keepdims=False, *, where=True)")
constant("numpy.allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)")
constant("numpy.any(a, axis=None, out=None, keepdims=False, *, where=True)")
constant("numpy.argmax(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)", "real(3, 4), axis=1"))
constant("numpy.argmin(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)", "real(3, 4), axis=1"))
constant("numpy.argpartition(a, kth, axis=-1, kind='introselect', order=None)", examples=("real(5), 2",))
constant(
    "numpy.argsort(a, axis=-1, kind=None, order=None, *, stable=None)", examples=("real(3, 4)", "real(3, 4), axis=0")
)
constant("numpy.argwhere(a)", examples=("real(3, 4)",))
constant("numpy.around(a, decimals=0, out=None)", domain=(1.1, 1.4))
constant("numpy.array_equal(a1, a2, equal_nan=False)")
constant("numpy.array_equiv(a1, a2)")
constant("numpy.array_repr(arr, max_line_width=None, precision=None, suppress_small=None)", examples=("real(3)",))
constant("numpy.array_str(a, max_line_width=None, precision=None, suppress_small=None)", examples=("real(3)",))
constant("numpy.broadcast_shapes(*args)", examples=("(3, 1), (1, 2)",))
constant("numpy.can_cast(from_, to, casting='safe')", examples=("'f4', 'f8'",))
constant("numpy.count_nonzero(a, axis=None, *, keepdims=False)")
constant("numpy.diag_indices(n, ndim=2)", examples=("3",))
constant("numpy.diag_indices_from(arr)", examples=("real(3, 3)",))
constant("numpy.digitize(x, bins, right=False)", examples=("real(4), [0.0, 0.5]",))
constant(
    "numpy.errstate(*, call=None, all=None, divide=None, over=None, under=None, invalid=None)",
    examples=("all='ignore'",),
)
constant("numpy.fix(x, out=None)", domain=(1.1, 1.9))
constant("numpy.flatnonzero(a)", examples=("real(3, 4)",))
constant("numpy.isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)")
constant("numpy.iscomplex(x)")
constant("numpy.iscomplexobj(x)")
constant("numpy.isfortran(a)", examples=("real(3, 4)",))
constant(
    "numpy.isin(element, test_elements, assume_unique=False, invert=False, *, kind=None)",
    examples=("real(3), [1.0, 2.0]",),
)
constant("numpy.isneginf(x, out=None)")
constant("numpy.isposinf(x, out=None)")
constant("numpy.isreal(x)")
constant("numpy.isrealobj(x)")
constant("numpy.isscalar(element)")
constant("numpy.issubdtype(arg1, arg2)", examples=("float, complex",))
constant("numpy.iterable(y)")
constant("numpy.lexsort(keys, axis=-1)", examples=("(real(4), real(4))",))
constant("numpy.may_share_memory(a, b, /, max_work=0)", examples=("real(3), real(3)",))
constant("numpy.nanargmax(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.nanargmin(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.ndim(a)")
constant("numpy.nonzero(a)", examples=("real(3, 4)",))
constant("numpy.promote_types(type1, type2, /)", examples=("'f4', 'f8'",))
constant("numpy.ravel_multi_index(multi_index, dims, mode='raise', order='C')", examples=("(1, 2), (3, 4)",))
constant("numpy.result_type(*arrays_and_dtypes)")
constant("numpy.round(a, decimals=0, out=None)", domain=(1.1, 1.4))
constant("numpy.searchsorted(a, v, side='left', sorter=None)", examples=("[0.0, 1.0, 2.0], real(3)",))
constant("numpy.shape(a)")
constant("numpy.shares_memory(a, b, /, max_work=-1)", examples=("real(3), real(3)",))
constant("numpy.size(a, axis=None)")
constant("numpy.tril_indices(n, k=0, m=None)", examples=("3",))
constant("numpy.tril_indices_from(arr, k=0)", examples=("real(3, 3)",))
constant("numpy.triu_indices(n, k=0, m=None)", examples=("3",))
constant("numpy.triu_indices_from(arr, k=0)", examples=("real(3, 3)",))
constant("numpy.unravel_index(indices, shape, order='C')", examples=("5, (3, 4)",))

# Refused, with the way out.
unsupported(
    "numpy.apply_along_axis(func1d, axis, arr, *args, **kwargs)",
    because="the function is called by compiled code, one line of the array at a time",
    use="a loop over the lines and numpy.stack",
)
unsupported(
    "numpy.apply_over_axes(func, a, axes)",
    because="the function is called from inside NumPy",
    use="the calls one after the other",
)
unsupported(
    "numpy.fromfunction(function, shape, *, dtype=float, **kwargs)",
    because="the function is called from inside NumPy",
    use="the function on numpy.indices(shape)",
)
unsupported(
    "numpy.fromiter(iter, dtype, count=-1)",
    because="the iterator is consumed by compiled code",
    use="numpy.array([...]) of a list",
)
unsupported(
    "numpy.frompyfunc(func, /, nin, nout, **kwargs)",
    because="the function is called by compiled code, on objects",
    use="NumPy operations on whole arrays, or a loop",
)
unsupported(
    "numpy.piecewise(x, condlist, funclist, *args, **kw)",
    because="the functions are called from inside NumPy",
    use="numpy.where or numpy.select",
)
unsupported(
    "numpy.vectorize(pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None)",
    because="the function is called by compiled code, one element at a time",
    use="NumPy operations on whole arrays, or a loop",
)
unsupported(
    "numpy.frombuffer(buffer, dtype=None, count=-1, offset=0)",
    because="a buffer carries no tangent",
    use="the array that the buffer was made from",
)
unsupported(
    "numpy.histogram(a, bins=10, range=None, density=None, weights=None)",
    because="the counts are piecewise constant and the edges may vary with the data",
    use="numpy.bincount with weights on numpy.digitize",
)
