"""The rules of `math`.

A text never raises where the function itself does not: `poles` marks the quotients whose denominator may be 0, and
`away` says where it is not.
The literal numbers are 2 / sqrt(pi), log(2) and log(10).
"""

from srcad.rules.registry import bilinear, constant, elementwise, linear, terms

elementwise(
    "math.acos(x, /)", x="-1.0 / sqrt((1.0 - x) * (1.0 + x))", poles="x", away="-1.0 < x < 1.0", domain=(-0.9, 0.9)
)
elementwise("math.acosh(x, /)", x="1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0))", poles="x", away="x > 1.0", domain=(1.2, 4.0))
elementwise(
    "math.asin(x, /)", x="1.0 / sqrt((1.0 - x) * (1.0 + x))", poles="x", away="-1.0 < x < 1.0", domain=(-0.9, 0.9)
)
elementwise("math.asinh(x, /)", x="1.0 / hypot(1.0, x)")
elementwise("math.atan(x, /)", x="1.0 / (1.0 + x * x)")
elementwise("math.atan2(y, x, /)", y="angle_partial(x, y)", x="-angle_partial(y, x)", domain=(0.5, 2.0))
elementwise("math.atanh(x, /)", x="1.0 / ((1.0 - x) * (1.0 + x))", domain=(-0.9, 0.9))
elementwise("math.cbrt(x, /)", x="1.0 / (3.0 * out * out)", poles="x", domain=(0.5, 2.0))
elementwise("math.copysign(x, y, /)", x="copysign(1.0, x) * copysign(1.0, y)", y="0.0", domain=(0.5, 2.0))
elementwise("math.cos(x, /)", x="-sin(x)")
elementwise("math.cosh(x, /)", x="sinh(x)")
linear("math.degrees(x, /)", wrt="x")
elementwise("math.erf(x, /)", x="1.1283791670955126 * exp(-x * x)")
elementwise("math.erfc(x, /)", x="-1.1283791670955126 * exp(-x * x)")
elementwise("math.exp(x, /)", x="out")
elementwise("math.exp2(x, /)", x="0.6931471805599453 * out")
elementwise("math.expm1(x, /)", x="exp(x)")
elementwise("math.fabs(x, /)", x="sign_of(x)", domain=(0.5, 2.0))
elementwise("math.fma(x, y, z, /)", x="y", y="x", z="1.0")
elementwise("math.fmod(x, y, /)", x="1.0", y="(out - x) / y", domain={"x": (5.2, 5.4), "y": (1.1, 1.15)})
elementwise("math.gamma(x, /)", x="out * digamma(x)", domain=(0.5, 4.0))
elementwise("math.hypot(*coordinates)", coordinates="quotient(coordinates, out)", away="out > 0.0", domain=(0.5, 2.0))
terms("math.ldexp(x, i, /)", x="scaled_by_power_of_two(d_x, i)", examples=("number(), 3", "number(), -2"))
elementwise("math.lgamma(x, /)", x="digamma(x)", domain=(0.5, 4.0))
elementwise("math.log(x, /)", x="1.0 / x", domain=(0.5, 4.0))
elementwise(
    "math.log(x, base, /)",
    x="1.0 / (x * log(base))",
    base="-out / (base * log(base))",
    domain=(1.5, 4.0),
    overload=True,
)
elementwise("math.log10(x, /)", x="1.0 / (2.302585092994046 * x)", domain=(0.5, 4.0))
elementwise("math.log1p(x, /)", x="1.0 / (1.0 + x)", domain=(-0.5, 4.0))
elementwise("math.log2(x, /)", x="1.0 / (0.6931471805599453 * x)", domain=(0.5, 4.0))
elementwise("math.nextafter(x, y, /, *, steps=None)", x="1.0", y="0.0", domain=(0.5, 2.0))
elementwise("math.pow(x, y, /)", x="power_base(x, y)", y="exponent_term(x, y, out, d_y)", poles="x", domain=(0.5, 2.0))
linear("math.radians(x, /)", wrt="x")
elementwise("math.remainder(x, y, /)", x="1.0", y="(out - x) / y", domain={"x": (5.1, 5.3), "y": (1.1, 1.15)})
elementwise("math.sin(x, /)", x="cos(x)")
elementwise("math.sinh(x, /)", x="cosh(x)")
elementwise("math.sqrt(x, /)", x="1.0 / (2.0 * out)", poles="x", away="out > 0.0", domain=(0.5, 4.0))
elementwise("math.tan(x, /)", x="1.0 + out * out", domain=(-1.2, 1.2))
elementwise("math.tanh(x, /)", x="1.0 - out * out")

# Functions with a tuple as result.
terms("math.frexp(x, /)", outputs=2, x="(scaled_by_power_of_two(d_x, -out[1]), 0.0)", domain=(1.1, 1.9))
terms("math.modf(x, /)", outputs=2, x="(d_x, 0.0)", domain=(1.1, 1.9))

# Functions of sequences.
terms(
    "math.dist(p, q, /)",
    p="dist_term(p, q, d_p, out)",
    q="dist_term(q, p, d_q, out)",
    examples=("numbers(3), numbers(3)",),
)
linear("math.fsum(seq, /)", wrt="seq", examples=("numbers(4)",))
terms(
    "math.prod(iterable, /, *, start=1)",
    iterable="product_of_items_tangent(iterable, d_iterable, start)",
    start="d_start * prod(iterable)",
    examples=("numbers(4)", "numbers(3), start=number()", "numbers(0), start=number()"),
)
bilinear("math.sumprod(p, q, /)", wrt="p q", examples=("numbers(3), numbers(3)",))

# Ties of the symmetric selections share equally, as in numpy.
elementwise(
    "math.fmax(x, y, /)",
    x="float(larger_number_term(x, y, d_x))",
    y="float(larger_number_term(y, x, d_y))",
    domain=(0.5, 2.0),
)
elementwise(
    "math.fmin(x, y, /)",
    x="float(smaller_number_term(x, y, d_x))",
    y="float(smaller_number_term(y, x, d_y))",
    domain=(0.5, 2.0),
)

# Piecewise constant, or about integers and kinds of numbers.
constant("math.ceil(x, /)", domain=(1.1, 1.9))
constant("math.comb(n, k, /)", examples=("5, 2",))
constant("math.factorial(n, /)", examples=("5",))
constant("math.floor(x, /)", domain=(1.1, 1.9))
constant("math.gcd(*integers)", examples=("12, 18",))
constant("math.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", examples=("number(), 9.0",))
constant("math.isfinite(x, /)")
constant("math.isinf(x, /)")
constant("math.isnan(x, /)")
constant("math.isnormal(x, /)")
constant("math.isqrt(n, /)", examples=("17",))
constant("math.issubnormal(x, /)")
constant("math.lcm(*integers)", examples=("12, 18",))
constant("math.perm(n, k=None, /)", examples=("5, 2",))
constant("math.signbit(x, /)")
constant("math.trunc(x, /)", domain=(1.1, 1.9))
constant("math.ulp(x, /)", domain=(1.1, 1.9))
