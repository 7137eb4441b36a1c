"""The rules of NumPy's ufuncs and of some of their methods, and of elementwise functions that are no ufuncs.

The texts work for scalars and arrays of any shape and dtype: literals are Python numbers, which do not widen float32.
The literal numbers are log(2) and log(10).
"""

from srcad.rules.registry import bilinear, constant, elementwise, linear, terms, unsupported

# Ufuncs of one argument.
elementwise(
    "numpy.absolute(x)",
    x="sign(x)",
    complex_texts={"x": "quotient(real(x), out) * real(d_x) + quotient(imag(x), out) * imag(d_x)"},
    domain=(0.5, 2.0),
)
elementwise(
    "numpy.arccos(x)",
    x="-1.0 / sqrt((1.0 - x) * (1.0 + x))",
    complex_texts={"x": "quotient(-d_x, sine_of_arccos(x, out))"},
    poles="x",
    domain=(-0.9, 0.9),
)
elementwise(
    "numpy.arccosh(x)",
    x="1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0))",
    complex_texts={"x": "quotient(d_x, sinh_of_arccosh(x, out))"},
    poles="x",
    domain=(1.2, 4.0),
)
elementwise(
    "numpy.arcsin(x)",
    x="1.0 / sqrt((1.0 - x) * (1.0 + x))",
    complex_texts={"x": "quotient(d_x, cosine_of_arcsin(x, out))"},
    poles="x",
    domain=(-0.9, 0.9),
)
elementwise(
    "numpy.arcsinh(x)",
    x="1.0 / hypot(1.0, x)",
    complex_texts={"x": "quotient(d_x, cosh_of_arcsinh(x, out))"},
)
elementwise(
    "numpy.arctan(x)",
    x="square(1.0 / hypot(1.0, x))",
    complex_texts={"x": "quotient(quotient(d_x, 1.0 - 1j * x), 1.0 + 1j * x)"},
)
elementwise(
    "numpy.arctanh(x)",
    x="1.0 / ((1.0 - x) * (1.0 + x))",
    complex_texts={"x": "quotient(quotient(d_x, 1.0 - x), 1.0 + x)"},
    poles="x",
    domain=(-0.9, 0.9),
)
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
    x1="quotient(x1, out)",
    x2="quotient(x2, out)",
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
    together="larger_tangent(x1, x2, d_x1, d_x2)",
    domain=(0.5, 2.0),
)
elementwise(
    "numpy.minimum(x1, x2)",
    x1="smaller_term(x1, x2, d_x1)",
    x2="smaller_term(x2, x1, d_x2)",
    together="smaller_tangent(x1, x2, d_x1, d_x2)",
    domain=(0.5, 2.0),
)
elementwise("numpy.multiply(x1, x2)", x1="x2", x2="x1")
elementwise("numpy.nextafter(x1, x2)", x1="1.0", x2="0.0", domain=(0.5, 2.0))
elementwise(
    "numpy.power(x1, x2)",
    x1="array_power_base(x1, x2)",
    x2="array_exponent_term(x1, x2, out, d_x2)",
    poles="x1",
    domain=(0.5, 2.0),
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
    together="(zero_like(out[0]), d_x1 - out[0] * d_x2)",
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
constant("numpy.isnat(x)", examples=("datetime64('2020-01-01')",))
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

# Methods of ufuncs, where the tangent is more than that of the same operations one by one (`source_support`).
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
    laid_out=True,
    array="cumprod_tangent(array, d_array, out, axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.multiply.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=1.0, where=True)",
    array="prod_tangent(array, d_array, out, axis, initial=initial, where=where)",
    initial="d_initial * prod(array, axis, dtype, None, keepdims, 1.0, where)",
    examples=(
        "real(3, 4), axis=0",
        "real(3, 4), axis=1, initial=2.5",
        "real(4), where=[True, False, True, True], keepdims=True",
    ),
)
terms(
    "numpy.maximum.accumulate(array, /, axis=0, dtype=None, out=None)",
    laid_out=True,
    array="running_maximum_tangent(array, d_array, axis=axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.maximum.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
    array="extreme_tangent(array, d_array, out, axis, initial=initial, where=where)",
    initial="d_initial * initial_share(array, initial, out, axis, where=where)",
    examples=(
        "real(3, 4), axis=0",
        "real(3, 4), axis=1, keepdims=True",
        "real(4), initial=0.3, where=[True, False, True, True]",
    ),
)
terms(
    "numpy.minimum.accumulate(array, /, axis=0, dtype=None, out=None)",
    laid_out=True,
    array="running_maximum_tangent(negative(array), d_array, axis=axis)",
    examples=("real(3, 4), axis=0", "real(3, 4), axis=1"),
)
terms(
    "numpy.minimum.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
    array="extreme_tangent(array, d_array, out, axis, initial=initial, where=where)",
    initial="d_initial * initial_share(array, initial, out, axis, where=where)",
    examples=(
        "real(3, 4), axis=0",
        "real(3, 4), axis=1, keepdims=True",
        "real(4), initial=0.3, where=[True, False, True, True]",
    ),
)
terms(
    "numpy.fmax.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
    array="extreme_tangent(array, d_array, out, axis, initial=initial, where=where)",
    initial="d_initial * initial_share(array, initial, out, axis, where=where)",
    examples=("real(3, 4), axis=0", "array([1.5, nan, 3.0])"),
)
terms(
    "numpy.fmin.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
    array="extreme_tangent(array, d_array, out, axis, initial=initial, where=where)",
    initial="d_initial * initial_share(array, initial, out, axis, where=where)",
    examples=("real(3, 4), axis=0", "array([1.5, nan, 3.0])"),
)
linear("numpy.subtract.outer(A, B, /)", wrt="A B", examples=("real(3), real(4)",))
constant("numpy.logical_and.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.logical_or.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False)", examples=("real(3, 4)",))
unsupported(
    "numpy.arctan2.accumulate(array, /, axis=0, dtype=None, out=None)",
    because="NumPy folds in another order where the processor has wide registers",
    use="a loop, or functools.reduce, over the elements",
)
unsupported(
    "numpy.arctan2.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
    because="NumPy folds in another order where the processor has wide registers",
    use="a loop, or functools.reduce, over the elements",
)
unsupported(
    "numpy.arctan2.reduceat(array, /, indices, axis=0, dtype=None, out=None)",
    because="NumPy folds in another order where the processor has wide registers",
    use="a loop, or functools.reduce, over the elements",
)
unsupported(
    "numpy.power.accumulate(array, /, axis=0, dtype=None, out=None)",
    because="NumPy folds in another order where the processor has wide registers",
    use="a loop, or functools.reduce, over the elements",
)
unsupported(
    "numpy.power.reduce(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
    because="NumPy folds in another order where the processor has wide registers",
    use="a loop, or functools.reduce, over the elements",
)
unsupported(
    "numpy.power.reduceat(array, /, indices, axis=0, dtype=None, out=None)",
    because="NumPy folds in another order where the processor has wide registers",
    use="a loop, or functools.reduce, over the elements",
)

# Elementwise functions that are no ufuncs.
terms(
    "numpy.angle(z, deg=False)",
    z="angle_tangent(z, d_z, deg=deg)",
    examples=("complexes(4)", "complexes(), deg=True", "real(4)"),
)
elementwise("numpy.i0(x)", x="asarray(bessel_i(1, x) * d_x)")
elementwise("numpy.sinc(x)", x="sinc_derivative(x)", domain=(0.2, 0.9))
elementwise(
    "numpy.nan_to_num(x, *, nan=0.0, posinf=None, neginf=None)",
    x="selected(isfinite(x), d_x, 0.0)",
    nan="replacement_term(isnan, x, d_nan)",
    posinf="replacement_term(isposinf, x, d_posinf)",
    neginf="replacement_term(isneginf, x, d_neginf)",
    complex_texts={
        "x": "selected(isfinite(real(x)), real(d_x), 0.0) + 1j * selected(isfinite(imag(x)), imag(d_x), 0.0)"
    },
    examples=(
        "number()",
        "real(3, 4)",
        "real(0)",
        "array([nan, inf, -inf, 2.0]), nan=0.3, posinf=1.5, neginf=-2.5",
        "array([nan + 2j, 3 + inf * 1j, 2 + 1j]), nan=0.3, posinf=1.5, neginf=-2.5",
    ),
)
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
    left="like_result(selected(x < xp[0], d_left, 0.0), out)",
    right="like_result(selected(x > xp[-1], d_right, 0.0), out)",
    examples=(
        "0.1 + 0.5 * real(4), linspace(-2.0, 2.0, 7), real(7)",
        "number(0.1, 0.4), linspace(-2.0, 2.0, 7), real(7)",
        "array([-1.7, -0.7, 0.3, 1.4]), linspace(-1.0, 1.0, 5), real(5), left=0.3, right=0.7",
        "array([-0.7, 0.3, 1.1, 2.4]), linspace(0.1, 3.0, 5), real(5), period=3.3",
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
    laid_out=True,
    examples=(
        "[array([True, False, False]), array([False, True, False])], [real(3), real(3)], 0.5",
        "[array([True, False, False]), array([False, True, False])], [real(3), real(3)], 0.5j",
        "[array([True, False, False]), array([False, True, False])], [real(3), 0.5j], real(3)",
    ),
)
linear(
    "numpy.choose(a, choices, out=None, mode='raise')",
    wrt="choices",
    laid_out=True,
    examples=("[0, 1, 0], [real(3), real(3)]", "[0, 1, 0], [real(3), 0.5j]"),
)
