"""for and while over everything that Python iterates over."""

import itertools

from tests.programs.inputs import may_be_refused


def range_loop(x, n):
    total = 0.0
    for i in range(n):
        total += x**i
    return total


def starts_as_integer_zero(x, n):
    total = 0
    for i in range(n):
        total += i * x
    return total


def loop_that_never_runs(x):
    total = 0
    for _ in range(0):
        total = x
    return total


def range_with_step(xs):
    total = 1.0
    for i in range(len(xs) - 1, -1, -1):
        total = total * xs[i] + i
    return total


def for_else(xs):
    product = 1.0
    for value in xs:
        product *= value
        if product > 100.0:
            break
    else:
        product = product * 2.0
    return product


def for_else_with_break(xs, x):
    for value in xs:
        if value > 0.5:
            x = x * value
            break
    else:
        x = 0.0
    return x


def continue_in_loop(xs):
    total = 0.0
    for i, value in enumerate(xs):
        if i == 1:
            continue
        total += value**2
    return total


def while_loop(x, y):
    count = 0
    while x < 10.0:
        x = x * 1.7 + y
        count += 1
    return x * count


def while_true_break(x, y):
    while True:
        x = x * 1.5 + y
        if x > 5.0:
            break
    return x


def while_else(x, n):
    while n > 0:
        x = x * x
        n -= 1
    else:
        x = x * 3.0
    return x


def while_walrus(x, y):
    total = 0.0
    while (x := x * 0.5 + 0.01 * y) > 0.1:
        total += x
    return total


def while_with_active_call_in_condition(x, y):
    def shrink(value):
        return value * 0.5

    while shrink(x * x) > 0.1:
        x = shrink(x)
    return x * y


def loop_variable_after_loop(xs):
    for value in xs:
        pass
    return value * value


def loop_variable_overwritten(a):
    total = 0.0
    for value in a:
        total += value * value
        value = 0.0
    return total + value


def loop_variable_was_something_else(x, xs):
    value = x
    for value in xs:
        value = value * x
    return value


def sine_in_loop(x):
    import math

    for _ in range(3):
        x = math.sin(x)
    return x


def carried_pair(x, y):
    low, high = x, y
    for _ in range(3):
        low, high = high, low * high
    return low + high


def over_tuple(x, y):
    total = 0.0
    for value in (x, y, x * y, 1):
        total += value * value
    return total


def over_pairs(x, y):
    total = 0.0
    for weight, value in [(1, x), (2, y)]:
        total += weight * value
    return total


def over_nested_pairs(x, y):
    total = 0.0
    for i, (left, *rest) in enumerate([(x, y), (y, x, x)]):
        total += i * left * rest[-1]
    return total


def over_dict_views(d):
    total = 0.0
    for key in d:
        total += d[key]
    for value in d.values():
        total *= value
    for key, value in d.items():
        total += len(key) * value
    return total


def over_keys_while_values_change(d):
    for key in d.keys():
        d[key] *= 2.0
    return d


def over_array(a):
    total = 0.0
    for value in a:
        total = total * 0.5 + value * value
    return total


def over_matrix_rows(m):
    total = 0.0
    for row in m:
        total = total + row[0] * row[2]
    return total


def over_matrix_rows_in_place(m):
    for row in m:
        row *= row[0]
    return m


def over_string(x):
    total = x
    for letter in "aba":
        total = total * x if letter == "a" else total + x
    return total


def over_zip(xs, ys):
    total = 0.0
    for left, right in zip(xs, ys):
        total += left * right
    return total


def over_strict_zip(xs, ys):
    total = 0.0
    for left, right in zip(xs, ys, strict=True):
        total += left * right
    return total


def strict_zip_that_raises(xs, x, log):
    total = 0.0
    for left, right in zip(xs, [x, x], strict=True):
        total += left * right
        log.append(f"{total:.3f}")
    return total


def over_enumerate_from_one(xs):
    total = 0.0
    for i, value in enumerate(xs, start=1):
        total += i * value
    return total


def over_reversed(xs):
    total = 0.0
    for value in reversed(xs):
        total = total * 0.5 + value
    return total


def over_map(xs, x):
    total = 0.0
    for value in map(lambda v: v * x, xs):
        total += value * value
    return total


def over_map_of_two(xs, ys):
    return sum(map(lambda left, right: left * right, xs, ys))


def over_filter(xs):
    return sum(filter(lambda v: v > 0.0, xs))


def over_filter_none(xs):
    return sum(filter(None, [*xs, 0.0]))


def over_user_iterator(x):
    class Halves:
        def __init__(self, value, count):
            self.value = value
            self.count = count

        def __iter__(self):
            return self

        def __next__(self):
            if self.count == 0:
                raise StopIteration
            self.count -= 1
            self.value = self.value * 0.5
            return self.value

    total = 0.0
    for value in Halves(x, 3):
        total += value * value
    return total


@may_be_refused("classes inside of functions are at the deep end of objects")
def over_user_sequence(x, y):
    class Pair:
        def __getitem__(self, index):
            return (x, y)[index] * 2.0

    total = 1.0
    for value in Pair():
        total *= value
    return total


def over_iterator_with_next(xs):
    iterator = iter(xs)
    first = next(iterator)
    total = 0.0
    for value in iterator:
        total += first * value
    return total + next(iterator, first)


def next_with_active_default(x, y):
    return next(iter([]), x) * next(iter([y]), x)


def iter_with_sentinel(xs, x):
    total = 0.0
    for value in iter(lambda: xs.pop() if xs else None, None):
        total = total * x + value
    return total


def one_iterator_twice(xs, x):
    iterator = iter([*xs, x])
    total = 0.0
    for left, right in zip(iterator, iterator):
        total += left * right
    return total


def any_consumes_part(xs):
    iterator = iter(xs)
    found = any(v > 1.0 for v in iterator)
    return next(iterator, 0.5) * (2.0 if found else 3.0)


def loop_changes_list_it_walks(xs):
    for value in xs:
        if len(xs) < 6:
            xs.append(value * value)
    return xs


def subscript_as_loop_target(xs, x):
    box = [0.0]
    for box[0] in xs:
        x = x * box[0]
    return x + box[0]


def starred_loop_target(rows):
    total = 0.0
    for first, *rest in rows:
        total += first * rest[0]
    return total


def over_itertools(xs, x):
    total = x
    for left, right in itertools.pairwise(xs):
        total += left * right
    for value in itertools.islice(itertools.cycle(xs), 5):
        total = total * 0.9 + value
    return total


def nested_loops_with_break(m):
    total = 0.0
    for i in range(3):
        for j in range(3):
            if j > i:
                break
            total += m[i, j] * m[j, i]
        else:
            total *= 2.0
    return total


def newton_iteration(x, y):
    root = 1.0
    while abs(root * root - y) > 1e-13:
        root = 0.5 * (root + y / root)
    return root * x


def zip_beside_constants(xs):
    weights = [0.5, 1.5, -1.0]
    total = sum(x * w for x, w in zip(xs, weights, strict=False))
    return total * sum(w for w, _ in zip(weights, xs, strict=False))


def zip_of_what_the_body_writes(x):
    weights, total = [0.5, 1.5, -1.0], 0.0
    for i, (w, v) in enumerate(zip(weights, [x, 2.0, x])):
        total += w * v
        if i < 2:
            weights[i + 1] = v * v
    return total


def zip_of_lists_that_the_body_fills(x):
    parts, total = [[0.5], [1.5]], 0.0
    for part, v in zip(parts, [x, 2.0 * x]):
        part.append(v)
    for part in parts:
        total += part[0] * part[1]
    return total


def zip_that_is_kept(x):
    weights = [0.5, 1.5]
    kept = zip(weights, [x, 2.0])
    weights[1] = x * x
    return sum(w * v for w, v in kept)


def zip_strictly(xs, ys):
    total = 0.0
    for i, (x, y) in enumerate(zip(xs, ys, strict=True), start=1):
        total += x**i * y
    try:
        for x, y in zip(xs, ys[1:], strict=True):
            total += x * y
    except ValueError as error:
        total *= len(str(error))
    return total + sum(x * y for x, y in zip(xs, ys, strict=False))


def zip_of_unknown_length(xs, flag):
    weights, total = [0.5, 1.5, -1.0], 0.0
    for x, w in zip(xs, weights, strict=flag):
        if total > 0.1:
            w = w * x
        total += w * x
        pair = [w, x]
        total += pair[0] * pair[1]
    return total
