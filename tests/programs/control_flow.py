"""Branches, loops that end early, boolean operators as values, returns anywhere."""


def branch(x, y):
    if x > 1.0:
        result = x * y
    elif x > 0.0:
        result = x * x * y
    else:
        result = y
    return result


def active_on_one_side(x, y):
    if x > 0.0:
        value = 1.0
    else:
        value = y * y
    return value * x


def active_on_the_other_side(x, y):
    value = x
    if y > 1.0:
        value = 2
    return value * y


def returns_in_branches(x, y):
    if x > 0.0:
        if y > 2.0:
            return y
        return x * y
    return -x


def returns_constant_on_a_branch(x):
    if x < 0.0:
        return 1.0
    return x * x


def returns_nothing_on_a_branch(x):
    if x < 0.0:
        return None
    return x * x


def falls_off_the_end(x, log):
    log.append(f"{x * x:.3f}")


def ternary(x, y):
    return x * y if x > 0.0 else y - x


def ternary_with_constant(x, y):
    factor = 2.0 if y < 0.0 else x
    other = 1 if y > 0.0 else x
    return factor * other * y


def nested_ternary(x, y):
    return x if x > 5.0 else y * x if y > 1.0 else y


def or_as_value(x, y):
    return (x or y) * (0.0 or y)


def and_as_value(x, y):
    return (x and y) * (x > 0.0 and x or 2.0)


def and_or_short_circuit(x, y, log):
    def seen(value):
        log.append(value)
        return value

    left = seen(x) or seen(y)
    right = seen(0.0) and seen(y)
    return left * left + right


def not_and_identity(x):
    none = None
    return x * x if not (none is not None) else x


def chained_comparison(x, y):
    return x * y if 0.0 < x < y < 10.0 else y


def chained_comparison_evaluates_once(x, y, log):
    def seen(value):
        log.append(f"{value:.2f}")
        return value

    return x * y if 0.0 < seen(x) < seen(y) else y


def equality_branch(x):
    if x == 5.0 or x != x:
        return x * x
    return x * x * x


def comparison_as_number(x, y):
    return (x > 0.0) * y + (y > 5.0) * x


def membership(x, xs):
    return x * x if 5.0 in xs or 0.6 not in [0.6] else x


def return_in_loop(xs):
    for value in xs:
        if value < 0.0:
            return value * value
    return xs[0]


def return_in_nested_loops(x, y):
    for i in range(4):
        for j in range(4):
            x = x * y
            if i * j == 2:
                return x
    return y


def asserts(x):
    assert x * x > 0.0, "x must not be zero"
    return x * x


def failing_assert(x):
    assert x > 0.5, f"x is {x}"
    return x * x


def assert_with_effect(x, log):
    assert not log.append("asserted")
    return x * x


def dead_code(x):
    return x * x
    x = x + 1.0
    return x


def constant_result(x):
    return 3.0


def condition_with_assignment_in_and(x, y):
    if x > -9.0 and (product := x * y) < 9.0:
        return product * x
    return x


def constant_branches_run_only_if_chosen(x, log):
    def noted(value):
        log.append("noted")
        return value

    parts = []
    for mark in ("x", "3"):
        parts.append((x, 1.0) if mark == "x" else (float(mark), noted(2.0)))
        parts.append([x] if mark == "x" else list(map(float, mark)))
        parts.append({"k": x} if mark == "x" else dict(k=float(mark)))
        parts.append(x * x if not mark.isdigit() else int(mark))
    either = (x < -5.0 and [noted(4.0)]) or [x]
    return parts, either, (x,) if x > -5.0 else (noted(6.0),)
