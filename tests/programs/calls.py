"""Parameters of every kind, module functions, module constants, imports, recursion."""

import math

import numpy as np

from tests.programs import helpers, inputs

GRAVITY = 9.81
SETTINGS = {"scale": 2.0, "offsets": [1.0, 0.5]}


def _affine(value, scale=1.0, *, offset=0.0):
    return value * scale + offset


def _fill(target, source):
    target[0] = source[0] ** 2
    target[1] = source[1] * source[2]


def _factorial_like(value, count):
    if count == 0:
        return value
    return value * _factorial_like(value, count - 1)


def _even(value, count):
    return value if count == 0 else _odd(value * 1.5, count - 1)


def _odd(value, count):
    return value * value if count == 0 else _even(value + 1.0, count - 1)


def module_function(x, y):
    return _affine(x) + _affine(y, 3.0) * _affine(x, y)


def keyword_arguments(x, y):
    return _affine(value=x, scale=y) + _affine(x, offset=y) + _affine(x, offset=x, scale=2.0)


def active_keyword_default_shift(x, y):
    return _affine(2.0, offset=y) * x + _affine(2.0, y)


def keyword_evaluation_order(x, log):
    def seen(value, label):
        log.append(label)
        return value

    return _affine(offset=seen(x, "offset"), value=seen(x * x, "value"), scale=seen(2.0, "scale"))


def positional_only(x, /, y, *, t):
    return x * y * t


def keyword_only(x, *, y=2.0):
    return x * y


def star_arguments(x, y):
    def total(*values, scale=1.0):
        result = 0.0
        for value in values:
            result += value * scale
        return result

    return total(x, y, x * y) + total(x, scale=y) + total()


def star_arguments_passed_through(x, y):
    def inner(left, right, *, scale):
        return left * right * scale

    def outer(*args, **kwargs):
        return inner(*args, **kwargs)

    return outer(x, y, scale=x) + outer(x, right=y, scale=2.0)


def keyword_dictionary(x, y):
    def total(**values):
        return sum(values.values()) * values["left"]

    return total(left=x, right=y * x)


def spread_calls(pair, d, x):
    def five(one, two, p, q, r=1.0):
        return one * two + p * q * r

    return five(*pair, **d) + five(*pair, *[x, x])


def spread_in_the_middle(xs, x):
    def four(one, two, three, four):
        return one - two * three + four * 2.0

    return four(*xs, x) + four(x, *xs)


@inputs.inputs(values=(0.4, 1.1, 2.0))
def takes_star_arguments(x, *values):
    return x * sum(values) * values[1]


@inputs.inputs(options={"p": 0.3, "q": 1.2})
def takes_keyword_dictionary(x, **options):
    return x * options["p"] * options["q"]


def default_argument_of_program(x, y=2.0, scale=3):
    return x * y * scale


def helper_from_another_module(x, y):
    return helpers.harmonic(x, 3) * helpers.scaled(y)


def helper_imported_inside(x):
    from tests.programs.helpers import harmonic

    return harmonic(x, 2) * x


def import_inside(x):
    import cmath as complex_math
    import math as mathematics

    return mathematics.sin(x) * abs(complex_math.exp(1j * x))


def module_constant(x):
    return x * GRAVITY * SETTINGS["scale"] + SETTINGS["offsets"][1]


def helper_with_own_globals(x):
    return helpers.uses_module_scale(x)


def helper_fills_argument(a):
    target = np.zeros(3)
    _fill(target, a)
    return target * a


def helper_fills_list(xs, x):
    target = [0.0, 0.0]
    _fill(target, xs)
    return target[0] * target[1] * x


def helper_returns_its_argument(xs, x):
    def same(values):
        return values

    result = same(xs)
    result[0] = x
    return xs[0] * x


def helper_returns_several(x, y):
    def both(left, right):
        return left * right, left - right, "label"

    product, difference, label = both(x, y)
    return product * difference, label


def recursion(x, n):
    return _factorial_like(x, n)


def mutual_recursion(x):
    return _even(x, 4) + _odd(x, 2)


def recursive_program(x, n):
    if n <= 0:
        return x
    return x * recursive_program(x * 0.9, n - 1)


def recursion_over_a_tree(x, y):
    def total(node):
        if isinstance(node, (list, tuple)):
            return sum(total(child) for child in node)
        return node * x

    return total([x, (y, [1, x * y]), []])


def method_of_a_float(x):
    return x.real * x + x.conjugate() * 2.0 + x.imag


def callable_parameter_of_helper(x, y):
    return helpers.apply(math.sin, x) * helpers.apply(lambda v: v * y, x) + helpers.apply(_affine, x, 3.0)


def bound_method_in_a_variable(xs, x):
    pop = xs.pop
    return pop() * pop(0) * x


def builtin_shadowed(x, y):
    def abs(value):
        return value * y

    sum = x * y
    return abs(x) + sum


def numpy_shadowed(a):
    np = a * 2.0
    return np * a


def names_of_tangents(x, y):
    d_x = x * y
    d = d_x * 2.0
    dx, t, tmp, out, cx = d, d_x, x, y, 1.0
    return dx * t + tmp * out * cx


@inputs.inputs(d_y=1.7)
def parameter_called_d_y(x, d_y):
    y = x * d_y
    return y * y + d_y


@inputs.inputs(self=1.2)
def parameter_called_self(self, x):
    return self * x * x


@inputs.inputs(max=1.2, len=0.4)
def parameter_called_like_a_builtin(max, len):
    return max * len * len


def unused_parameter(x, y):
    return x * x


def global_statement(x):
    global GRAVITY
    before = GRAVITY
    GRAVITY = 9.81
    return x * before


def evaluation_order(xs, x, log):
    def index():
        log.append("index")
        return 1

    def effect():
        log.append("effect")
        xs[1] = xs[1] * 2.0
        return x

    return xs[index()] + math.sin(effect()) * xs[index()]


def target_read_before_a_call_rebinds_it(x, y):
    def change(value):
        nonlocal x
        x = value * y
        return x

    x += -change(x * 2.0)
    x *= change(y) + x
    return x


def item_read_before_a_call_changes_it(xs, x):
    def change(value):
        xs[0] = value * x
        return value

    xs[0] += change(x)
    xs[0] = xs[0] * change(2.0) + xs[0]
    return xs


def operand_read_before_a_call_changes_it(x, y):
    def change():
        nonlocal x
        x = x * y
        return x

    return x * change() + x


def _joined(a, /, b=2.0, *c, **k):
    return a * b + sum(c) + k.get("a", 0.0) * 2.0 + k.get("c", 0.0) * 3.0 + k.get("k", 0.0) * 5.0


def keywords_named_like_other_parameters(x, y):
    def inner(a, /, b=2.0, *c, **k):
        return a * b + sum(c) + k.get("a", 0.0) * 2.0 + k.get("c", 0.0) * 3.0 + k.get("k", 0.0) * 5.0

    outside = _joined(x, a=y), _joined(1.0, a=y, k=x, c=y, b=x), _joined(x, 2.0, x, y, c=y)
    return outside, inner(x, a=y), inner(1.0, a=y, k=x, c=y, b=x), inner(x, 2.0, x, y, c=y)


def callee_read_before_its_arguments_change_it(x, y):
    table = {"f": lambda v: v * x}
    sine = math.sin

    def change():
        nonlocal sine
        table["f"] = lambda v: v * 7.0 * y
        sine = math.cos
        return y

    return table["f"](change()), table["f"](1.0), sine(x)


def unpacked_before_a_later_argument_changes_it(xs, d, x):
    def change():
        xs[0] *= 3.0
        d["p"] += x
        xs.append(x)
        return x

    def first_last(*items, **entries):
        return items[0] * entries["p"] * items[-1] + len(items)

    called = first_last(*xs, change(), **d)
    return called, [*xs, change(), *xs[1:]], {**d, "k": change()}, max(*xs, change()), [*d.values(), change()]


def unpacked_constants_before_a_change(x, n):
    marks, table = [1.0, 2.0], {"a": 1.0}

    def change():
        marks[0] *= 3.0
        table["a"] += 1.0
        marks.append(1.0)
        return n

    return (1, *marks, change())[1] * x, {**table, "k": change()}["a"] * x, len([*marks, change(), *marks]) * x


def constants_beside_starred_and_named_arguments(x, y):
    kept = [x, 2.0]
    table = np.array([x, 1.0])

    def keep(a, b, k=1.0):
        kept[1] = a
        table[1] = b
        return [a, b, k], (b,), {"a": a}

    keepers = [keep]
    return keepers[0](y, *[x], **{"k": x}), keepers[0](*[x], b=2.0), keepers[0](3.0, b=x), kept, table
