"""Assignment in all its forms."""

import types


def overwrite_with_own_square(x):
    x = x * x
    return x * x


def several_targets(x, y):
    first = second = x * y
    first = first * 2.0
    return first * second


def several_targets_with_one_evaluation(x, xs):
    top = xs[0] = xs.pop() * x
    return top, xs


def swap(x, y):
    x, y = y, x * y
    x, y = y, x * y
    return x, y


def rotate_three(x, y, t):
    x, y, t = y, t, x
    return x - 2.0 * y + 3.0 * t


def nested_targets(x, y, t):
    (first, (second, third)), fourth = (x, (y, x * t)), t
    return first * second + third * fourth


def starred_target(xs):
    first, *middle, last = xs
    return first * middle[0] - last


def starred_target_that_is_empty(x, y):
    first, second, *rest = x, y
    return first * second, rest


def starred_target_over_array(a):
    first, *rest = a
    return first * rest[0] + rest[1]


def bracketed_targets(pair):
    [left, right] = pair
    return left / right


def targets_are_subscripts(xs, x):
    xs[0], xs[1] = xs[1], x * xs[0]
    return xs


def index_is_rebound_in_the_same_assignment(x, y, xs):
    i = 0
    i, xs[i] = 2, x * y
    return xs[i] + xs[0]


def targets_are_attributes(x, y):
    box = types.SimpleNamespace(left=0.0, right=0.0)
    box.left, box.right = x * y, x - y
    return box.left * box.right


def augmented_float(x, y):
    x += y
    x *= y
    x -= 0.5
    x /= y
    x **= 3
    return x


def augmented_modulo_and_floor(x, y):
    x %= 0.3
    y //= 0.4
    return x * y


def augmented_subscript(xs, x):
    xs[0] += x
    xs[1] *= xs[0]
    return xs[0] * xs[1]


def augmented_subscript_evaluates_index_once(xs, x, log):
    def index():
        log.append("index")
        return 1

    xs[index()] *= x
    return xs[1]


def augmented_attribute(x, y):
    box = types.SimpleNamespace(total=x)
    box.total *= y
    box.total += box.total * x
    return box.total


def augmented_list_is_in_place(x, y):
    values = [x]
    same = values
    values += [y, x * y]
    return sum(same)


def augmented_tuple_is_new(x, y):
    values = (x,)
    same = values
    values += (y,)
    return sum(same) * sum(values)


def annotated(x, y):
    product: float = x * y
    later: float
    later = product + x
    return later


def walrus(x, y):
    if (product := x * y) > 0.1:
        return product * product
    return product - y


def walrus_within_expression(x, y):
    return (s := x + y) * s + s


def delete_name(x, y):
    product = x * y
    result = product + x
    del product
    return result


def delete_then_read(x, y):
    product = x * y
    del product
    try:
        return product
    except UnboundLocalError:
        return x


def delete_subscripts(xs, d):
    del xs[0]
    del d["q"]
    return xs[0] * d["p"], d


def delete_slice(xs):
    del xs[:2]
    return xs


def delete_attribute(x, y):
    box = types.SimpleNamespace(left=x, right=y)
    del box.left
    return box.right * x, hasattr(box, "left")


def rebound_to_integer(x):
    value = x * 2.0
    value = 3
    return value * x


def rebound_to_none_and_string(x):
    value = x * x
    square = value
    value = None
    value = "gone"
    return square + len(value)


def starts_constant(x, y):
    value = 0
    if x > 0:
        value = x * y
    return value * y


def unpack_string_beside_float(x):
    (first, second), third = "ab", x
    return third * third, second + first


def copy_of_copy(x):
    first = x
    second = first
    first = first * 2.0
    return first * second


def pass_and_ellipsis(x):
    pass
    ...
    "a string that stands alone"
    return x * x
