"""All four comprehension kinds, nested, filtered, closing over active values."""


def list_comprehension(xs, x):
    return [value * x for value in xs]


def filtered(xs, x):
    return [value * value for value in xs if value * x > 0.0 if value < 9.0]


def over_range(a, n):
    return [a[i] * i for i in range(n)]


def nested_product(xs, ys):
    return [left * right for left in xs for right in ys if left < right]


def nested_comprehension(rows):
    return [[value * value for value in row] for row in rows]


def transposed(rows):
    return [[row[j] for row in rows] for j in range(2)]


def dict_comprehension(d, x):
    return {key: value * x for key, value in d.items()}


def dict_comprehension_inverted_roles(xs):
    return {f"v{i}": value * value for i, value in enumerate(xs)}


def set_comprehension_of_constants(x, n):
    return len({i % 2 for i in range(n)}) * x


def generator_expression(xs, x):
    return sum(value * x for value in xs)


def generator_expression_is_lazy(xs, x, log):
    def seen(value):
        log.append(f"{value:.2f}")
        return value * x

    values = (seen(value) for value in xs)
    log.append("made")
    first = next(values)
    log.append("first")
    return first * sum(values)


def generator_expression_reads_a_rebound_variable(xs, x):
    factor = x
    values = (value * factor for value in xs)
    factor = factor * factor
    return sum(values)


def variable_of_comprehension_is_its_own(x, xs):
    value = x
    squares = [value * value for value in xs]
    return value * squares[0]


def walrus_in_comprehension(xs, x):
    last = 0.0
    kept = [last := last + value * x for value in xs]
    return kept, last


def walrus_in_filter(xs, x):
    return [half for value in xs if (half := value * x) > 0.0] + [half]


def unpacking_in_comprehension(x, y):
    return [left * right for left, (right, *_) in [(x, (y, 1)), (y, (x,))]]


def starred_in_display(xs, x):
    return [*(value * x for value in xs), x]


def call_in_comprehension(xs, x):
    def scaled(value, factor=2.0):
        return value * factor

    return [scaled(value, factor=x) for value in xs]


def effects_in_order(xs, x, log):
    def seen(value):
        log.append(f"{value:.2f}")
        return value

    return [seen(value) * seen(x) for value in xs if seen(value) > 0.0]


def conditional_element(xs, x):
    return [value * x if value > 0.0 else 0 for value in xs]


def lambdas_bind_late(x, xs):
    functions = [lambda v: v * value for value in xs]
    return [function(x) for function in functions]


def lambdas_bind_early(x, xs):
    functions = [lambda v, value=value: v * value for value in xs]
    return [function(x) for function in functions]


def matrix_product(rows):
    return [[sum(rows[i][k] * rows[k][j] for k in range(2)) for j in range(2)] for i in range(2)]


def comprehension_over_zip(xs, ys):
    return sum([left * right for left, right in zip(xs, ys)])


def comprehension_over_dict_views(d):
    return sum(value * len(key) for key, value in d.items()), [d[key] for key in sorted(d)]


def comprehension_over_array(a, x):
    return [value * x for value in a]


def any_all_generator(xs, x):
    return x * x if any(value > x for value in xs) and not all(value > x for value in xs) else x


def joined_text(xs, x):
    return " ".join(f"{value:.1f}" for value in xs), x * x


def element_is_tuple(xs):
    return [(i, value * i) for i, value in enumerate(xs)]


def element_is_list_shared(x, n):
    row = [x]
    table = [row for _ in range(n)]
    table[0][0] = x * x
    return table


def lambda_default_is_a_hidden_variable(x, n):
    i = 5
    scaled = [lambda v, i=i: v * i * x for i in range(n)]
    shifted = {i: (lambda v, *, k=i, m=x: v * k + m) for i in range(n)}
    return sum(f(x) for f in scaled) * i, [f(x) for f in shifted.values()]


def constant_lambda_default_is_a_hidden_variable(x, n, log):
    i = 5

    def noted(value):
        log.append("noted")
        return value * value

    return [noted(x) * (lambda i=i: i)() for i in range(n)], i * x


def generator_in_a_chained_comparison(xs, x, n):
    def change(value):
        xs[0] = xs[0] * value * x
        return value

    first = 0.0 < sum(change(v) for v in range(1, n)) < sum(x for _ in range(2)) + 100.0
    return first * xs[0], sum(1.5 for _ in range(n))
