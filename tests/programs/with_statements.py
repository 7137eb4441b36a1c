"""Context managers: classes, generators, several at once, errors that are swallowed."""

import contextlib


class _Logged:
    def __init__(self, log, swallow=False):
        self.log = log
        self.swallow = swallow

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, kind, error, trace):
        self.log.append("exit" if kind is None else kind.__name__)
        return self.swallow


class _Scaled:
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self.value * 2.0

    def __exit__(self, *ignored):
        return False


@contextlib.contextmanager
def _lent(value, log):
    log.append("lend")
    try:
        yield value * value
    finally:
        log.append("back")


def enters_and_leaves(x, log):
    with _Logged(log):
        x = x * x
    return x


def return_inside(x, log):
    with _Logged(log) as manager:
        manager.log.append("inside")
        return x * x


def active_target(x, y):
    with _Scaled(x) as scaled:
        y = y * scaled
    return y


def several_managers(x, y, log):
    with _Scaled(x) as left, _Scaled(y) as right, _Logged(log):
        return left * right


def parenthesised_managers(x, log):
    with (
        _Logged(log),
        _Scaled(x) as scaled,
    ):
        result = scaled * x
    return result


def error_swallowed(x, log):
    with _Logged(log, swallow=True):
        x = x * x
        raise ValueError("gone")
    return x


def error_passes(x, log):
    with _Logged(log):
        x = x * x
        raise ValueError("stays")
    return x


def generator_based(x, log):
    with _lent(x, log) as square:
        log.append("used")
        x = square * x
    return x


def null_context(x):
    with contextlib.nullcontext(x * x) as value:
        return value * x


def target_is_a_tuple(x, y):
    with contextlib.nullcontext((x * y, y)) as (left, right):
        return left * right


def exit_stack(x, log):
    with contextlib.ExitStack() as stack:
        stack.enter_context(_Logged(log))
        x = x * x
    return x


def loop_left_from_within(xs, log):
    total = 0.0
    for value in xs:
        with _Logged(log):
            total += value * value
            if value > 1.0:
                break
            continue
    return total
