"""Nested functions, lambdas, live cells, nonlocal, functions as values."""


def nested_function(x, y):
    def product(value):
        return value * x

    return product(y) + product(x)


def lambda_closes(x, y):
    scale = lambda value: value * x
    return scale(y) * scale(1.0)


def lambda_with_default(x, y):
    scale = lambda value, factor=x: value * factor
    return scale(y) + scale(y, factor=2.0) + scale(x, y)


def reads_cell_rebound_later(x, y):
    factor = x

    def scale(value):
        return value * factor

    first = scale(y)
    factor = y * y
    return first + scale(y)


def cell_assigned_after_definition(x):
    def read():
        return later * x

    later = x * x
    return read()


def default_evaluated_at_definition(x, y):
    factor = x

    def scale(value, by=factor):
        return value * by

    factor = 100.0
    return scale(y) * factor


def mutable_default_remembers(x, y):
    def remember(value, seen=[]):  # noqa: B006
        seen.append(value)
        return sum(seen)

    return remember(x) * remember(y)


def nonlocal_counter(x):
    total = 0.0
    count = 0

    def add(value):
        nonlocal total, count
        total += value * x
        count += 1

    for i in range(3):
        add(x * i)
    return total * count


def nonlocal_starts_constant(x):
    best = 0

    def improve(value):
        nonlocal best
        if value * value > best:
            best = value * value

    improve(x)
    improve(x * 0.5)
    return best


def nonlocal_two_levels(x, y):
    state = x

    def outer():
        def inner():
            nonlocal state
            state = state * y

        inner()
        inner()
        return state

    return outer() + state


def function_returned(x, y):
    def maker(factor):
        def scale(value):
            return value * factor

        return scale

    return maker(x)(y) + maker(y * y)(x)


def counters_are_independent(x):
    def make():
        total = x

        def step(by):
            nonlocal total
            total = total * by
            return total

        return step

    first, second = make(), make()
    first(2.0)
    return first(x) + second(x)


def functions_in_containers(x, y):
    table = {"square": lambda v: v * v, "scale": lambda v: v * y}
    chain = [table["square"], table["scale"], abs]
    for step in chain:
        x = step(x)
    return x


def function_as_argument(x, y):
    def twice(function, value):
        return function(function(value))

    return twice(lambda v: v * y, x) + twice(lambda v: v + y, x)


def compose(x, y):
    def composed(*functions):
        def run(value):
            for function in functions:
                value = function(value)
            return value

        return run

    return composed(lambda v: v * x, lambda v: v - y, abs)(y)


def conditional_function(x, y):
    if x > 0.0:
        step = lambda v: v * x
    else:
        step = lambda v: v - x
    return step(y)


def function_redefined(x, y):
    def step(value):
        return value * x

    first = step(y)

    def step(value):  # noqa: F811
        return value * value * y

    return first + step(x)


def local_recursion(x, n):
    def power(value, count):
        return 1.0 if count == 0 else value * power(value, count - 1)

    return power(x, n) + x


def mutual_local_recursion(x):
    def even(value, count):
        return value if count == 0 else odd(value * x, count - 1)

    def odd(value, count):
        return -value if count == 0 else even(value + x, count - 1)

    return even(x, 3)


def late_binding_in_loop(x, xs):
    functions = []
    for value in xs:
        functions.append(lambda v: v * value)
    return [function(x) for function in functions]


def closes_over_list(xs, x):
    def scale_all():
        for i in range(len(xs)):
            xs[i] *= x

    scale_all()
    return xs


def inner_hides_outer_name(x, y):
    def step(x):
        y = x * x
        return y

    return step(y) + x * y


def deleted_cell(x):
    value = x * x

    def read():
        return value

    first = read()
    del value
    try:
        return first * read()
    except NameError:
        return first


def inner_returns_nothing(x, log):
    values = []

    def note(value):
        values.append(value * value)
        log.append("noted")

    result = note(x)
    return values[0] if result is None else x


def immediately_called(x, y):
    return (lambda v, w=2.0: v * w * x)(y) + (lambda *v: v[0] * v[1])(x, y)


def function_with_attributes(x, y):
    def step(value):
        return value * x

    step.label = "scaled"
    return step(y), step.label, step.__name__


def same_function_with_different_kinds(x, a):
    def double(value):
        return value * 2.0

    return double(x), double(a), double(3)


def active_and_constant_calls(x, y):
    def product(left, right):
        return left * right

    return product(x, 2.0) + product(3.0, y) + product(2.0, 4.0) + product(x, y)


def _counting(function):
    def wrapper(*args):
        wrapper.calls += 1
        wrapper.total = wrapper.total + function(*args)
        return wrapper.total * wrapper.calls

    wrapper.calls = 0
    wrapper.total = 0.0
    return wrapper


def state_in_attributes_of_a_wrapper(x, y):
    @_counting
    def scaled(value):
        return value * x

    return scaled(y), scaled(2.0), scaled.calls, scaled.total


def state_in_attributes_of_a_function(x, y):
    def scaled(value):
        scaled.log.append(value * x)
        return value * x

    scaled.log, scaled.factor = [], y * y
    same = {"f": scaled}
    same["f"].factor *= 2.0
    before = scaled.factor
    vars(scaled)["log"].append(y)
    scaled.factor = 1.0
    scaled.__dict__["kept"] = x * y
    return same["f"](y), before, scaled.factor * x, scaled.log, scaled.kept, vars(scaled)["kept"]
