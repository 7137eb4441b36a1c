"""Decorated helpers, functools, itertools, operator."""

import functools
import itertools
import operator

import numpy as np


def _doubled(function):
    def wrapper(*args, **kwargs):
        return 2.0 * function(*args, **kwargs)

    return wrapper


def _wrapped(function):
    @functools.wraps(function)
    def wrapper(value):
        return function(value) + value

    return wrapper


def _repeated(count):
    def decorate(function):
        def wrapper(value):
            for _ in range(count):
                value = function(value)
            return value

        return wrapper

    return decorate


@_doubled
def _product(left, right):
    return left * right


@_wrapped
def _square(value):
    return value * value


@_doubled
@_repeated(3)
def _shrink(value):
    return value * 0.5 + 0.1 * value**2


@functools.lru_cache(maxsize=None)
def _cached_cube(value):
    return value**3


@functools.lru_cache
def _cached_constant(count):
    return count * 2


@functools.singledispatch
def _measure(value):
    return value * value


@_measure.register
def _(value: list):
    return sum(value)


def decorated_helper(x, y):
    return _product(x, y) + _product(x, right=2.0)


def decorated_with_wraps(x):
    return _square(x) * x


def stacked_decorators(x):
    return _shrink(x) * x


def decorated_local_function(x, y):
    @_wrapped
    def scale(value):
        return value * y

    return scale(x)


def cached_helper(x):
    return _cached_cube(x) * x + _cached_constant(3)


def cached_local_function(x):
    calls = 0

    @functools.lru_cache(maxsize=None)
    def fibonacci(count):
        nonlocal calls
        calls += 1
        return x if count < 2 else fibonacci(count - 1) + fibonacci(count - 2) * x

    return fibonacci(6), calls


def partial_positional(x, y):
    step = functools.partial(_affine, x)
    return step(y) + step(scale=y)


def partial_keyword(x, y):
    step = functools.partial(_affine, scale=x)
    nested = functools.partial(step, offset=y)
    return step(y) * nested(2.0)


def _affine(value, scale=1.5, offset=0.0):
    return value * scale + offset


def partial_of_method(xs, x):
    add = functools.partial(xs.append, x)
    add()
    add()
    return xs


def reduce_with_lambda(xs):
    return functools.reduce(lambda total, value: total * value + 1.0, xs)


def reduce_with_start(xs, x):
    return functools.reduce(operator.mul, xs, x)


def reduce_with_effect(xs, x, log):
    def step(total, value):
        log.append(f"{value:.1f}")
        return total * x + value

    return functools.reduce(step, xs, 0.0)


def operator_functions(x, y):
    return operator.add(operator.mul(x, y), operator.sub(x, operator.truediv(x, y))) + operator.neg(
        operator.pow(y, x * x)
    )


def operator_getters(x, y, d, point):
    first = operator.itemgetter(1)((x, y))
    two = operator.itemgetter("p", "q")(d)
    return first * two[0] * two[1] + operator.attrgetter("x")(point)


def operator_method_caller(xs, x):
    operator.methodcaller("append", x)(xs)
    return xs


def operator_in_place(x, y):
    values = [x]
    same = operator.iadd(values, [y])
    return operator.imul(x, y), same is values, values


def operator_items(xs, x):
    operator.setitem(xs, 0, x)
    operator.delitem(xs, 1)
    return operator.getitem(xs, 1) * xs[0]


def sorted_by_itemgetter(x, y):
    pairs = sorted([(2, x), (1, y)], key=operator.itemgetter(0))
    return pairs[0][1] - 2.0 * pairs[1][1]


def itertools_accumulate(xs, x):
    return list(itertools.accumulate(xs)), list(itertools.accumulate(xs, lambda s, v: s * v, initial=x))


def itertools_chain_product(xs, ys):
    chained = list(itertools.chain(xs, ys, [1.0]))
    flat = list(itertools.chain.from_iterable([xs, ys]))
    products = [left * right for left, right in itertools.product(xs, ys)]
    return chained[3] * flat[0], products


def itertools_combinations(xs):
    return [left * right for left, right in itertools.combinations(xs, 2)], len(list(itertools.permutations(xs)))


def itertools_counting(x, xs):
    numbered = list(zip(itertools.count(1), xs))
    repeated = list(itertools.repeat(x, 2))
    return numbered[2][0] * numbered[2][1], repeated


def itertools_zip_longest(xs, x):
    return [left * right for left, right in itertools.zip_longest(xs, [x], fillvalue=2.0)]


def itertools_selecting(xs):
    kept = list(itertools.compress(xs, [1, 0, 1]))
    dropped = list(itertools.dropwhile(lambda v: v > 0.0, xs))
    taken = list(itertools.takewhile(lambda v: v > 0.0, xs))
    rest = list(itertools.filterfalse(lambda v: v > 0.0, xs))
    return kept, dropped, taken, rest


def itertools_groupby(xs):
    return [(key, sum(group)) for key, group in itertools.groupby(xs, key=lambda v: v > 0.0)]


def itertools_starmap_tee(xs, ys):
    products = itertools.starmap(lambda left, right: left * right, zip(xs, ys))
    first, second = itertools.tee(products)
    return sum(first) * max(second)


def single_dispatch(x, xs):
    return _measure(x) * _measure(xs)


def map_of_builtin_and_method(xs, d):
    return list(map(abs, xs)), [*map(d.get, ["p", "q"])], sum(map(float, xs))


def pivot_by_key(m, x):
    factors = np.eye(3)
    for k in range(3):
        pivot = max(range(k, 3), key=lambda i: abs(m[i, k]))
        if pivot != k:
            m[[k, pivot]] = m[[pivot, k]]
            factors[[k, pivot], :k] = factors[[pivot, k], :k]
        for i in range(k + 1, 3):
            factors[i, k] = m[i, k] / m[k, k]
            m[i, k:] -= factors[i, k] * m[k, k:]
    return m, factors, x * pivot


def choices_by_keys_that_vary(xs, a, x):
    log = []

    def key(i):
        log.append(a[i] * x)
        return -a[i]

    first, last = min(range(3), key=key), max([0, 1, 2], key=lambda i: xs[i])
    return a[first], xs[last], log, [a[i] for i in sorted(range(3), key=key)], max((1.5, 2.5), key=lambda v: v * x) * x


def largest_of_a_list(xs):
    shifted = [x - max(xs) for x in xs]
    return max(xs) + sum(shifted) * min(x * x for x in shifted)


def largest_of_what_is_written(xs):
    xs[0] = max(xs)
    xs.append(max(xs) * min(xs[1:]))
    xs[xs.index(max(xs))] = xs[0] ** 2
    return sum(xs)


def largest_before_a_change(x):
    def changed(values):
        values[0] = 10.0 * values[1]
        return values[0]

    xs = [x, 2.0 * x, 3.0]
    return max(xs) * changed(xs) + max(xs) + xs.pop() * min(xs)


def largest_of_several(x, y):
    top = max(x, y, 0.5, x * y)
    return top * min(top, x, 2.0 * y) * max(x, x, y)
