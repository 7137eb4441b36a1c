"""Generator functions and expressions: lazy, in step, sent to, delegated, closed."""

import itertools


def _powers(value, count):
    power = 1.0
    for _ in range(count):
        power = power * value
        yield power


def generator_function(x, n):
    yield x
    for i in range(n):
        x = x * x
        yield x * i


def generator_function_of_nothing(x):
    if x > 99.0:
        yield x


def consumed_by_loop(x, n):
    total = 0.0
    for power in _powers(x, n):
        total += power
    return total


def consumed_by_builtins(x, n):
    return sum(_powers(x, n)) * max(_powers(x, n)), list(_powers(x, n)), tuple(_powers(x, 2))


def unpacked(x, y):
    first, second, *rest = _powers(x * y, 4)
    return first * second + rest[1]


def consumed_in_part(x):
    powers = _powers(x, 5)
    first = next(powers)
    second = next(powers)
    return first + 2.0 * second + sum(powers)


def two_in_step(x, y):
    return sum(left * right for left, right in zip(_powers(x, 3), _powers(y, 5)))


def given_to_two_consumers(x):
    powers = _powers(x, 5)
    return [*itertools.islice(powers, 2)], sum(powers)


def lazily_interleaved(x, log):
    def talk():
        log.append("start")
        yield x
        log.append("between")
        yield x * x
        log.append("end")

    total = 0.0
    for value in talk():
        log.append(f"{value:.2f}")
        total += value
    return total


def sees_later_rebinding(x, y):
    scale = x

    def scaled():
        yield scale
        yield scale

    values = scaled()
    first = next(values)
    scale = x * y
    return first, next(values)


def sent_to(x, y):
    def averager():
        total, count = 0.0, 0
        average = None
        while True:
            received = yield average
            total += received
            count += 1
            average = total / count

    average = averager()
    next(average)
    average.send(x)
    return average.send(y * x)


def yield_as_expression(x):
    def echo():
        received = (yield x) or 1.0
        yield received * x

    generator = echo()
    return next(generator) + next(generator)


def delegated(x, n):
    def both():
        yield from _powers(x, n)
        yield from [x, 2.0]
        yield x * x

    return list(both())


def delegated_with_result(x):
    def inner():
        yield x
        return x * x

    def outer():
        result = yield from inner()
        yield result * 3.0

    return list(outer())


def delegated_sends(x, y):
    def inner():
        received = yield x
        yield received * y

    def outer():
        yield from inner()

    generator = outer()
    first = next(generator)
    return first + generator.send(x * x)


def value_of_stop_iteration(x):
    def inner():
        yield x
        return x * x

    generator = inner()
    next(generator)
    try:
        next(generator)
    except StopIteration as stop:
        return stop.value * x
    return 0.0


def closed(x, log):
    def cautious():
        try:
            yield x
            yield x * x
        finally:
            log.append("closed")

    generator = cautious()
    first = next(generator)
    generator.close()
    return first * 2.0


def thrown_into(x, y):
    def resilient():
        try:
            yield x
        except ValueError:
            yield x * y

    generator = resilient()
    next(generator)
    return generator.throw(ValueError("no"))


def infinite(x):
    def halves():
        value = x
        while True:
            value = value / 2.0
            yield value

    return list(itertools.takewhile(lambda v: abs(v) > 0.05, halves()))


def yields_pairs_and_lists(x, y):
    def pairs():
        yield x, 1
        yield y, 2

    return [value * weight for value, weight in pairs()]


def yields_its_mutable_state(x):
    def growing():
        state = []
        for i in range(3):
            state.append(x * i)
            yield state

    return [sum(state) for state in growing()]


def mutates_between_yields(xs, x):
    def filler():
        for i in range(len(xs)):
            xs[i] = xs[i] * x
            yield

    steps = filler()
    next(steps)
    next(steps)
    return xs


def recursive(rows, x):
    def walk(node):
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        else:
            yield node * x

    return list(walk([rows, x]))


def generator_as_argument(x):
    def total(values):
        result = 0.0
        for value in values:
            result += value
        return result

    return total(value * x for value in (x, 1.0)) + total(_powers(x, 2))


def raises_inside(x, log):
    def failing():
        yield x
        raise ValueError(f"after {x:.2f}")

    total = 0.0
    try:
        for value in failing():
            total += value * x
    except ValueError as error:
        log.append(str(error))
    return total
