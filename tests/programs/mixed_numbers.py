"""ints, bools, complex numbers and None beside floats; the numeric builtins; math and cmath."""

import cmath
import math

import numpy as np

from tests.programs.inputs import tolerance


def integer_beside_float(config, x):
    count, step = config
    return count * step + x * (count - 1)


def booleans_count(x, flag):
    return x * flag + (not flag) * x + True * x


def none_beside_float(x, y):
    value = None
    if y > 0.0:
        value = x
    return (value if value is not None else 0.0) * y


def integer_operations(x, n):
    return x * (n // 2) + x ** (n % 2) + x * (n << 1 | 1) - x * ~n


def power_kinds(x, y):
    return x**2 + x**-1 + y**x + 2.0**x + y**0.5 + x**0 + (-y) ** 3


def power_of_zero_base(x):
    zero = x - x
    return zero**2 + zero**1 + zero**0 + x


def power_builtin(x, y):
    return pow(y, x) + pow(x, 2) + pow(x, 3.0)


def absolute(x, y):
    return abs(x) * abs(-y)


def absolute_at_zero(x):
    return abs(x - x) + x


def rounding(x, y):
    return round(x, 1) * y + round(y) * x + math.floor(x) * y + math.ceil(y) * x + math.trunc(y) * x


def divmod_and_modulo(x, y):
    quotient, remainder = divmod(y, 0.4)
    return quotient * x + remainder + x % 0.3 + y // 0.4 * x


def modulo_of_actives(x, y):
    return y % x + (-y) % x + math.fmod(y, x)


def conversion(x, y):
    return float(x) * int(y * 3.0) * y + bool(x) * x


def float_of_constants(x):
    return x * float(3) * float("0.5") * int(2.7)


def unary(x, y):
    return -x * +y - (-x)


def tiny_divisor(x):
    return x / 1e-200


def no_overflow_in_the_tangent(x):
    return math.tanh(x * 800.0) + math.atan2(x * 1e-200, 1e-200)


def math_functions(x, y):
    return (
        math.sin(x) * math.cos(y)
        + math.tan(x)
        + math.exp(x) * math.log(y)
        + math.sqrt(y)
        + math.atan(x)
        + math.sinh(x) / math.cosh(y)
        + math.log1p(y)
        + math.expm1(x)
    )


def math_more(x, y):
    return math.hypot(x, y) + math.atan2(x, y) + math.pow(y, x) + math.copysign(x, -1.0) + math.erf(x) + math.gamma(y)


def math_sequences(xs, ys):
    return math.fsum(xs) * math.prod(ys) + math.dist(xs, ys)


def math_logarithms(y):
    return math.log(y, 3.0) + math.log2(y) + math.log10(y) + math.log(9.0, y + 1.0)


def math_checks(x):
    return x * x if math.isfinite(x) and not math.isnan(x) and math.isclose(x, x) else 0.0


def complex_arithmetic(z, x):
    w = z * z + x * 1j
    return w / (z + 2.0)


def complex_parts(z):
    return z.real * z.imag + abs(z), z.conjugate() * z


def complex_constructor(x, y):
    z = complex(x, y)
    return z * z, complex(x), z.imag * x


def complex_math(z):
    return cmath.exp(z) * cmath.sin(z) + cmath.sqrt(z), cmath.phase(z)


def complex_polar(x, y):
    return cmath.rect(y, x), abs(cmath.rect(y, x))


def complex_from_real_power(x, y):
    return (-y) ** (x + 0j)


@tolerance(1e-3, "differences of single precision are coarse")
def numpy_scalars(x):
    value = np.float64(x) * 2.0
    return value * value, np.float32(2.0) * x


def numpy_scalar_integer(x):
    count = np.int64(3)
    return x * count + x ** np.int32(2)


@tolerance(1e-3, "differences of single precision are coarse")
def single_precision(a):
    low = a.astype(np.float32)
    return low * low


def integer_array_beside_float(a):
    counts = np.arange(3)
    return counts * a + counts.sum()


def sum_of_mixed(x, y):
    return sum([1, x, 2.5, y, True])


def accumulates_from_int(x, n):
    product = 1
    for _ in range(n):
        product *= x
    return product


def infinite_and_nan_constants(x):
    limit = math.inf
    return min(limit, x) * max(-limit, x)


def zero_times_active(x):
    return x * 0.0 + 0.0 * x + 0 * x


def identity_of_none(x, y=None):
    return x * x if y is None else x * y


def integer_result(x):
    return int(x * 10.0), x > 0.0, x * x


def index_from_value(xs, x):
    return xs[int(abs(x))] * x


def is_integer_and_ratio(x):
    return x * x if not x.is_integer() else x


class _NumberedPoint:
    """A point that knows its number."""

    def __init__(self, number, place):
        self.number = number
        self.place = place


def _places_of_points(*points):
    places = np.empty(2 * len(points), dtype=np.int64)
    pair = np.arange(2, dtype=np.int64)
    for k, point in enumerate(points):
        places[2 * k : 2 * k + 2] = point.number * 2 + pair
    return places


def numbers_of_objects_in_integer_arrays(x):
    first, second = _NumberedPoint(1, x), _NumberedPoint(0, x * x)
    values = np.array([1.0, 2.0, 3.0, 4.0]) * x
    return values[_places_of_points(first, second)] * second.place


def _called(function, *arguments, **keywords):
    return function(*arguments, **keywords)


def array_of_lists_and_arrays(x):
    rows = [[x, 2.0], [0, 1], np.array([x * x, 1.0])]
    return _called(np.array, rows) @ np.array([1.0, 3.0])


def array_of_numbers_and_arrays(x):
    return _called(np.array, [x, np.array(2.0) * x, 3.0], dtype=complex).real


def array_of_nothing_yet(x):
    rows = []
    count = len(_called(np.array, rows)) + 1
    rows.append(x)
    return _called(np.array, rows).sum() * count


def stack_of_a_list_and_an_array(x):
    return _called(np.stack, [[x, 2.0], np.array([x * x, 1.0])])


def list_of_integers_by_another_name(x):
    counts = [1, 2]
    same = _called(lambda given: given, counts)
    same[0] = x
    return counts[0] * 2


def list_of_integers_in_a_dict(x):
    counts = [1, 2]
    held = {}

    def keep(target, given):
        target["counts"] = given

    _called(keep, held, counts)
    held["counts"][1] = x * x
    return counts[1] * 3


def list_of_integers_that_grows_in_a_callee(x):
    counts = [1, 2]
    _called(lambda given: given.append(7), counts)
    counts[2] = x
    return counts[2] * counts[0]


def list_of_integers_from_an_array(x):
    counts = np.zeros(2, dtype=int).tolist()
    same = _called(lambda given: given, counts)
    same[0] = x
    return counts[0] * 2
