"""try, except, else, finally, raise, except*: what was computed before an error stays."""

import contextlib
import math

import numpy as np


class _OutOfRange(ValueError):
    def __init__(self, value, limit):
        super().__init__(f"{value} over {limit}")
        self.value = value
        self.limit = limit


def nothing_raised(x):
    try:
        result = x / 0.5
    except ZeroDivisionError:
        result = x
    return result * result


def raised_in_the_middle(x, y):
    try:
        x = math.log(y) + math.sqrt(x - 5.0)
    except ValueError:
        pass
    return x * y


def first_target_assigned_before_the_error(x, y):
    try:
        x = x * y
        y = y / 0.0
    except ZeroDivisionError:
        return x * y
    return x


def element_assigned_before_the_error(xs, x):
    try:
        xs[0], xs[7] = x * x, x
    except IndexError:
        pass
    return xs


def try_else_finally(x, log):
    try:
        value = x * x
    except ValueError:
        value = 0.0
    else:
        value = value * x
    finally:
        log.append(f"{value:.2f}")
    return value


def finally_changes_a_variable(x, y):
    try:
        x = x * y
    finally:
        x = x + y
    return x


def return_in_try_with_finally(x, log):
    try:
        return x * x
    finally:
        x = 100.0
        log.append("left")


def break_in_finally_loop(xs):
    total = 0.0
    for value in xs:
        try:
            if value < 0.0:
                break
            total += value * value
        finally:
            total *= 2.0
    return total


def raises_out(x, log):
    log.append(f"{x * x:.2f}")
    raise ValueError("always")


def raises_for_some(x, y):
    if x > 0.0:
        raise ValueError("positive")
    return x * y


def domain_error_out(x):
    return math.log(x - 3.0)


def division_by_zero_out(x):
    return x / (x - x)


def key_error_out(d, x):
    return d["missing"] * x


def index_error_out(xs):
    return xs[3] * xs[0]


def exception_carries_a_value(x, y):
    try:
        raise ValueError(x * y)
    except ValueError as error:
        return error.args[0] * x


def exception_with_attributes(x, y):
    try:
        raise _OutOfRange(x * y, 3)
    except _OutOfRange as error:
        return error.value * x + error.limit


def exception_from_helper(x, y):
    def check(value):
        if value > 0.0:
            raise _OutOfRange(value, 0)
        return value

    try:
        return check(x * y)
    except ValueError as error:
        return error.value**2


def first_matching_handler(x):
    try:
        [][0]
    except KeyError:
        return x
    except (IndexError, TypeError):
        return x * x


def handler_reraises(x, log):
    try:
        try:
            raise KeyError("inner")
        except KeyError:
            x = x * x
            log.append("again")
            raise
    except LookupError:
        return x
    return 0.0


def raise_from(x):
    try:
        try:
            {}["k"]
        except KeyError as error:
            raise RuntimeError("outer") from error
    except RuntimeError as error:
        return x * x if isinstance(error.__cause__, KeyError) else x


def bare_except(x, y):
    try:
        y.nothing
    except:  # noqa: E722
        return x * y


def broad_handler_swallows(x):
    try:
        value = x * x
        value = value / 0
    except Exception:
        value = value + 1.0
    return value


def suppressed(x, y):
    with contextlib.suppress(ZeroDivisionError, ValueError):
        x = x * y
        x = x / 0.0
    return x


def loop_with_retries(x, n):
    value = -1.0
    for attempt in range(n):
        try:
            value = math.sqrt(x - attempt)
        except ValueError:
            continue
        value = value * x
    return value


def state_partly_changed(xs, x):
    def change():
        xs[0] = x * x
        xs.append(x)
        raise KeyError("half done")

    try:
        change()
    except KeyError:
        pass
    return xs


def array_partly_changed(a):
    try:
        for i in range(5):
            a[i] = a[i] * a[0]
    except IndexError:
        pass
    return a


def in_place_operation_that_fails(a):
    kept = a
    try:
        kept += np.ones(4)
    except ValueError:
        pass
    return a * kept


def exception_group(x, y):
    total = 0.0
    try:
        raise ExceptionGroup("several", [ValueError("v"), KeyError("k")])
    except* ValueError:
        total = total + x * x
    except* KeyError:
        total = total * y
    return total


def exception_group_nothing_raised(x):
    try:
        value = x * x
    except* ValueError:
        value = 0.0
    return value


def hasattr_guard(x, a):
    size = a.size if hasattr(a, "size") else 1
    return x * size


def error_name_is_unbound_after(x):
    try:
        raise ValueError("v")
    except ValueError as error:
        value = x * len(str(error))
    try:
        error  # noqa: F821, B018
    except NameError:
        value = value * x
    return value


def nested_handlers(x, y):
    try:
        try:
            x = x * y
            raise KeyError("k")
        except ValueError:
            x = 0.0
        finally:
            x = x * 2.0
    except KeyError:
        x = x + y
    return x


def assertion_caught(x):
    try:
        assert x > 100.0, "small"
    except AssertionError:
        return x * 3.0
    return x


def numpy_division_by_zero_is_no_error(a, x, log):
    try:
        with np.errstate(all="ignore"):
            x = x + (a[0] / 0.0 > 0.0)
            y = (a[1] + x) / 0.0
    except ZeroDivisionError:
        log.append("raised")
        y = 0.0
    return x, y > 0.0


def numpy_error_state(a):
    with np.errstate(all="ignore"):
        return a / (a - a[0] + 1.0)


def assertion_with_an_active_message(x, y, log):
    def noted(value):
        log.append("noted")
        return value * x

    assert x > -5.0, noted(y)
    try:
        assert x < -5.0, noted(y)
    except AssertionError as error:
        return error.args[0] * y
