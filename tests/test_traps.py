"""Shapes of program for which derivative tools have gone silently wrong, one test for each.

The expected numbers come from extrapolated differences of the program itself, or from an exact value derived by hand.
Where a right number is impossible, an error of srcad's own is expected.
"""
# ruff: noqa: B007, B023, RUF005, RUF059, SIM105, SIM108, UP031 - the odd shapes are what is tested.

import array
import cmath
import collections
import contextlib
import datetime
import decimal
import functools
import gc
import io
import itertools
import linecache
import logging
import math
import operator
import pickle
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from tests.programs import judging

BUFFER = np.zeros(3)
MEMO: dict[float, float] = {}
FACTOR = 3.0


def check(program: Callable[..., Any], **values: Any) -> None:
    """Compare the program's derivative with the plain call and differences, for every set of active inputs.

    Parameters that are not given get the inputs of tests/programs by their names.
    """
    if values:
        program.inputs = values  # type: ignore[attr-defined]
    given = judging.inputs_of(program, "plus")
    for active in judging.subsets(judging.differentiable(given)):
        judging.judge_values(program, judging.inputs_of(program, "plus"), active, srcad.jvp)


def check_or_refuse(program: Callable[..., Any]) -> None:
    """Accept an error of srcad's own as well as the right numbers: the storage outlives the call."""
    with contextlib.suppress(srcad.SrcadError):
        check(program)


def slope(program: Callable[..., Any], at: Any = 0.7, seed: Any = 1.0) -> Any:
    """Return the tangent of a program of one argument."""
    return srcad.jvp(program, (at,), (seed,))[1]


def refuses(program: Callable[..., Any], at: Any = 0.7, seed: Any = 1.0) -> None:
    """Expect an error of srcad's own."""
    with pytest.raises(srcad.SrcadError):
        srcad.jvp(program, (at,), (seed,))


class TestOverwritingAndOrder:
    """The tangent needs what the primal is about to overwrite."""

    def test_square_of_itself(self) -> None:
        def program(x):
            x = x * x
            return x

        assert slope(program, 3.0) == 6.0

    def test_swap_with_product(self) -> None:
        def program(x, y):
            a, b = x, y
            a, b = b, a * b
            a, b = b, a * b
            return a, b

        check(program)

    def test_sine_of_itself_in_a_loop(self) -> None:
        def program(x):
            for _ in range(4):
                x = math.sin(x)
            return x

        check(program)

    def test_active_on_one_branch_constant_on_the_other(self) -> None:
        def program(x, y):
            if x > 0.0:
                value = x * y
            else:
                value = 2.0
            if y > 0.0:
                other = 1.5
            else:
                other = x
            return value * other

        check(program)
        check(program, x=-1.0, y=-2.0)

    def test_rebound_to_int_none_and_string(self) -> None:
        def program(x):
            first = x * x
            kept = first
            first = 3
            second = first * x
            first = None
            third = x if first is None else 0.0
            first = "text"
            return kept + second * third + len(first)

        check(program)

    def test_sum_that_starts_as_integer_zero(self) -> None:
        def program(xs):
            s = 0
            for x in xs:
                s += x
            return s

        check(program)
        check(program, xs=[])

    def test_while_walrus(self) -> None:
        def program(y):
            def g(value):
                return value * 0.5 - 0.1

            total = 0.0
            while (y := g(y)) > 0:
                total = total * y + y
            return y, total

        check(program, y=2.3)

    def test_walrus_in_a_comprehension(self) -> None:
        def program(xs, x):
            values = [last := value * x for value in xs]
            return values, last

        check(program)

    def test_loop_variable_after_the_loop(self) -> None:
        def program(a):
            for i, v in enumerate(a):
                pass
            return v * v * i

        check(program)

    def test_loop_variable_overwritten_in_the_loop(self) -> None:
        def program(a):
            s = 0.0
            for v in a:
                s += v * v
                v = 0.0
            return s + v

        check(program)

    def test_nested_function_reads_a_cell_that_is_rebound_later(self) -> None:
        def program(x, y):
            factor = x

            def g():
                return factor * y

            first = g()
            factor = x * x
            return first + g()

        check(program)

    def test_default_is_evaluated_at_definition(self) -> None:
        def program(x, y):
            factor = x

            def g(value, by=factor):
                return value * by

            factor = y
            return g(y) * factor

        check(program)

    def test_late_binding_closures_in_a_list(self) -> None:
        def program(x, xs):
            functions = [lambda: value * x for value in xs]
            return [function() for function in functions]

        check(program)


class TestAliasesAndMutation:
    """What is shared on the primal's side must be shared on the tangent's."""

    def test_alias_then_in_place(self) -> None:
        def program(a, b):
            y = a * 1.0
            z = y
            y += b
            return z

        check(program)

    def test_view_then_in_place(self) -> None:
        def program(a):
            y = a * a
            v = y[1:]
            v *= 2
            return y

        check(program)

    def test_write_through_a_transpose(self) -> None:
        def program(m, x):
            B = m.T
            B[0, 1] = x * x
            return m

        check(program)

    def test_write_through_a_reshape(self) -> None:
        def program(m, x):
            r = m.reshape(-1)
            r[1] = x * x
            return m

        check(program)

    def test_list_of_rows_that_are_the_same_row(self) -> None:
        def program(x, y):
            row = [x, 0.0]
            rows = [row] * 3
            rows[2][1] = y * x
            return rows

        check(program)

    def test_slice_of_everything_against_name(self) -> None:
        def program(xs, x):
            b = xs
            c = xs[:]
            b[0] = x
            c[1] = x * x
            return xs, b, c

        check(program)

    def test_slice_of_everything_of_an_array_is_a_view(self) -> None:
        def program(a, x):
            b = a[:]
            b[0] = x
            return a * b

        check(program)

    def test_product_with_one_is_a_copy(self) -> None:
        def program(a):
            y = a * 1.0
            y[0] = 5
            return a + y

        check(program)

    def test_view_on_one_side_copy_on_the_other(self) -> None:
        def program(a, x):
            y = a.reshape(3, 1) + np.asfortranarray(np.ones((3, 2)))
            flat = y.reshape(-1)
            flat[1] = x
            return y, flat

        check(program)

    def test_multiply_out(self) -> None:
        def program(a):
            y = np.empty(3)
            np.multiply(a, a, out=y)
            return y

        check(program)

    def test_copyto(self) -> None:
        def program(a):
            y = np.zeros(3)
            np.copyto(y, a * a)
            return y

        check(program)

    def test_fill_with_an_active_value(self) -> None:
        def program(x):
            y = np.zeros(3)
            y.fill(x * x)
            return y

        check(program)

    def test_add_at_with_repeated_indices_sums(self) -> None:
        def program(a):
            y = np.zeros(2)
            np.add.at(y, np.array([0, 0, 1]), a)
            return y

        check(program)

    def test_fancy_augmented_with_repeated_indices_keeps_the_last(self) -> None:
        def program(a):
            y = np.zeros(2)
            y[np.array([0, 0, 1])] += a
            return y

        check(program)

    def test_put(self) -> None:
        def program(a, x):
            np.put(a, [0, 2], [x, x * x])
            return a

        check(program)

    def test_sort_in_place(self) -> None:
        def program(a):
            y = a * 2.0
            y.sort()
            return y * np.arange(3.0)

        check(program)

    def test_mask_assignment(self) -> None:
        def program(a, x):
            y = a * a
            y[y > 1.0] = x
            return y

        check(program)

    def test_flat_assignment(self) -> None:
        def program(m, x):
            m.flat[5] = x * x
            return m

        check(program)

    def test_helper_that_fills_its_argument(self) -> None:
        def program(a):
            def fill(target):
                for i in range(3):
                    target[i] = a[i] ** 2

            y = np.empty(3)
            fill(y)
            return y

        check(program)

    def test_buffer_in_a_global_receives_an_active_value(self) -> None:
        def program(a):
            BUFFER[:] = a * a
            return BUFFER * 1.0

        check_or_refuse(program)

    def test_buffer_in_a_closure_receives_an_active_value(self) -> None:
        buffer = np.zeros(3)

        def program(a):
            buffer[:] = a * a
            buffer[0] = 1.0
            return buffer.copy()

        check_or_refuse(program)

    def test_buffer_in_a_default_argument_receives_an_active_value(self) -> None:
        def program(a):
            return filled(a)

        def filled(source, buffer=np.zeros(3)):  # noqa: B008
            buffer[:] = source * source
            return buffer * 2.0

        check_or_refuse(program)

    def test_integer_array_truncates(self) -> None:
        def program(x):
            y = np.zeros(3, int)
            y[0] = x
            return y[0] * 1.0

        try:
            assert slope(program, 2.7) == 0.0
        except srcad.SrcadError:
            pass

    def test_extend_insert_pop(self) -> None:
        def program(xs, x):
            xs.extend([x, x * x])
            xs.insert(1, 2.0 * x)
            return xs.pop(0) * xs.pop(), xs

        check(program)

    def test_sort_with_key(self) -> None:
        def program(xs, x):
            xs.sort(key=lambda v: -v * x)
            return xs

        check(program)

    def test_setdefault_and_update(self) -> None:
        def program(d, x):
            d.setdefault("p", x)
            d.setdefault("new", x)
            d.update(q=x * x)
            return d

        check(program)

    def test_dict_built_in_one_order_and_read_in_another(self) -> None:
        def program(x, y):
            there = {"p": x, "q": y}
            back = dict(q=x * y, p=y)
            back.update(there)
            return [left * right for left, right in zip(there.values(), back.values(), strict=True)]

        check(program)

    def test_tuples_inside_lists(self) -> None:
        def program(x, y):
            values = [(x, y), (y, 1)]
            values[0] = (*values[1], x * y)
            return values

        check(program)

    def test_object_stored_in_two_places(self) -> None:
        def program(x):
            box = types.SimpleNamespace(value=x)
            table = {"a": box, "b": [box]}
            table["b"][0].value *= x
            return table["a"].value * box.value

        check(program)


def scaled(value, factor=2.0, shift=0.5):
    """Have two defaults on which a seed could land."""
    return value * factor + shift


def twice_plus(function):
    """Decorate with something that changes the value."""

    def wrapper(value):
        return 2.0 * function(value) + value

    return wrapper


@twice_plus
def decorated_square(value):
    """Square, decorated."""
    return value * value


@functools.cache
def cached_square(value):
    """Square, cached."""
    return value * value


class TestCalls:
    """Arguments reach the parameter that Python gives them to, and the function that Python calls."""

    def test_active_keyword_argument(self) -> None:
        def program(x, y):
            return scaled(factor=x, value=y)

        check(program)

    def test_default_is_not_shifted_onto_the_seed(self) -> None:
        def program(x):
            return scaled(3.0, shift=x) + scaled(x) + scaled(1.0, x)

        check(program)

    def test_arguments_passed_through(self) -> None:
        def program(x, y):
            def inner(*args, **kwargs):
                return scaled(*args, **kwargs)

            return inner(x, shift=y) * inner(*[y], **{"factor": x})

        check(program)

    def test_decorated_helper_keeps_its_decorator(self) -> None:
        def program(x):
            return decorated_square(x)

        assert slope(program, 3.0) == 13.0

    def test_partial(self) -> None:
        def program(x, y):
            step = functools.partial(scaled, factor=x)
            return step(y) * step(y, shift=x)

        check(program)

    def test_wraps(self) -> None:
        def program(x, y):
            def inner(value):
                return value * y

            @functools.wraps(inner)
            def outer(value):
                return inner(value) * value

            return outer(x)

        check(program)

    def test_cached_helper(self) -> None:
        def program(x):
            return cached_square(x) * cached_square(x) + cached_square(2.0)

        check(program)

    def test_cached_helper_with_a_constant_equal_to_an_active_key(self) -> None:
        def program(x):
            return cached_square(x) * cached_square(0.7)

        assert slope(program, 0.7) == pytest.approx(2 * 0.7 * 0.49)

    def test_callable_given_as_argument(self) -> None:
        def program(x, y):
            def apply(function, value):
                return function(function(value))

            return apply(math.sin, x) * apply(lambda v: v * y, x)

        check(program)

    def test_bound_method_kept_in_a_variable(self) -> None:
        def program(xs, x):
            append = xs.append
            append(x * x)
            return xs[-1] * x

        check(program)

    def test_function_redefined_after_the_derivative_was_made(self) -> None:
        scope = module("def helper(v):\n    return v * v\n\ndef program(x):\n    return helper(x) * 2.0\n")
        derivative = srcad.forward_diff(scope["program"])
        assert derivative(3.0, d_x=1.0) == (18.0, 12.0)
        scope["helper"] = lambda v: v * 5.0
        assert derivative(3.0, d_x=1.0) == (30.0, 10.0)

    def test_global_rebound_after_the_derivative_was_made(self) -> None:
        scope = module("scale = 2.0\n\ndef program(x):\n    return x * x * scale\n")
        derivative = srcad.forward_diff(scope["program"])
        assert derivative(3.0, d_x=1.0) == (18.0, 12.0)
        scope["scale"] = 10
        assert derivative(3.0, d_x=1.0) == (90.0, 60.0)

    def test_method_rebound_after_the_derivative_was_made(self) -> None:
        class Scale:
            def apply(self, value):
                return value * 2.0

        def program(x):
            return Scale().apply(x) * x

        assert slope(program, 3.0) == 12.0
        Scale.apply = lambda self, value: value * value  # type: ignore[method-assign]
        assert slope(program, 3.0) == 27.0

    def test_recursion_through_a_decorator(self) -> None:
        scope = module(
            "import srcad\n\n@srcad.forward_diff\ndef power(x, n):\n    return 1.0 if n == 0 else x * power(x, n - 1)\n"
        )
        assert scope["power"](2.0, 3, d_x=1.0) == (8.0, 12.0)
        assert scope["power"].primal(2.0, 3) == 8.0

    def test_callee_reads_its_own_globals(self) -> None:
        one = module("scale = 2.0\n\ndef helper(v):\n    return v * v * scale\n")
        two = module("scale = 100.0\n\ndef program(x):\n    return helper(x) + scale\n", helper=one["helper"])
        value, tangent = srcad.jvp(two["program"], (3.0,), (1.0,))
        assert (value, tangent) == (118.0, 12.0)

    def test_closure_cells_are_matched_by_name(self) -> None:
        def make(zeta, alpha):
            def program(x):
                return x * zeta - x * x * alpha

            return program

        assert srcad.jvp(make(5.0, 2.0), (3.0,), (1.0,)) == (-3.0, -7.0)
        assert srcad.jvp(make(2.0, 5.0), (3.0,), (1.0,)) == (-39.0, -28.0)

    def test_nothing_is_written_into_the_module(self) -> None:
        scope = module("def make(k):\n    def program(x):\n        return x * k\n    return program\n")
        before = set(scope)
        srcad.jvp(scope["make"](2.0), (3.0,), (1.0,))
        assert set(scope) == before

    def test_functions_that_took_the_place_of_collected_ones(self) -> None:
        gc.freeze()
        for k in range(20):
            scope = module(f"def program(x):\n    return x ** 2 * {k}.0\n")
            assert srcad.jvp(scope["program"], (3.0,), (1.0,)) == (9.0 * k, 6.0 * k)
            del scope
            gc.collect()

    def test_redefinition_in_a_notebook(self) -> None:
        scope: dict[str, Any] = {"__name__": "notebook"}
        for cell, factor in enumerate((2.0, 7.0)):
            file = f"<cell {cell}>"
            text = f"def program(x):\n    return x * x * {factor}\n"
            linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
            exec(compile(text, file, "exec"), scope)
            assert srcad.jvp(scope["program"], (3.0,), (1.0,)) == (9.0 * factor, 6.0 * factor)

    def test_two_derivatives_with_the_same_text(self) -> None:
        def make(k):
            return lambda x: x * x * k

        first, second = srcad.forward_diff(make(2.0)), srcad.forward_diff(make(3.0))
        assert first(3.0, d_x=1.0) == (18.0, 12.0)
        assert second(3.0, d_x=1.0) == (27.0, 18.0)
        assert first(3.0, d_x=1.0) == (18.0, 12.0)


_modules = itertools.count()


def module(text: str, **given: Any) -> dict[str, Any]:
    """Run a text as a module of its own, with lines that can be read back, and return its globals."""
    file = f"<trap {next(_modules)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    scope: dict[str, Any] = {"__name__": file, **given}
    exec(compile(text, file, "exec", dont_inherit=True), scope)
    return scope


class TestNames:
    """The user may call his variables as srcad calls its own."""

    def test_user_variables_like_generated_ones(self) -> None:
        def program(x, y):
            d = x * y
            dx = d + x
            d_x = dx * d
            t, tmp, out, cx = d_x, dx, d, x
            return t * tmp + out * cx

        check(program)

    def test_tangent_names_taken_before_and_after(self) -> None:
        def program(x):
            y = x * x
            d_y = y * 3.0
            d_d_y = d_y * y
            return d_d_y + d_y

        check(program)

    def test_np_bound_to_something_else(self) -> None:
        def program(a):
            np = math
            return np.sin(a[0])

        check(program)

    def test_numpy_as_a_local(self) -> None:
        def program(a):
            numpy = a * 2.0
            return numpy * a + np.sin(numpy)

        check(program)

    def test_math_as_a_local(self) -> None:
        def program(x, y):
            sine = math.sin(x)

            def inner(math):
                return math * y

            return inner(sine)

        check(program)

    def test_self_as_a_plain_argument(self) -> None:
        def program(self, x):
            return self * x * x

        check(program, self=1.3)

    def test_parameter_called_like_a_builtin(self) -> None:
        def program(float, abs):
            return float * abs * abs

        check(program, float=1.3, abs=0.4)

    def test_parameter_called_like_the_function(self) -> None:
        def program(program):
            return program * program

        assert srcad.jvp(program, (3.0,), (1.0,)) == (9.0, 6.0)

    def test_parameter_called_d_x(self) -> None:
        def program(x, d_x):
            return x * x * d_x

        assert srcad.jvp(program, (3.0, 2.0), (1.0, None)) == (18.0, 12.0)
        assert srcad.jvp(program, (3.0, 2.0), (None, 1.0)) == (18.0, 9.0)


class TestRules:
    """Numbers that a rule gets wrong: poles, shapes, cancellation, complex numbers."""

    def test_powers(self) -> None:
        def program(x, y):
            return y**x, 2.0**x, x**0, (-x) ** 3, x**-2, x**1

        check(program)

    def test_zero_to_the_power_of_active(self) -> None:
        def program(x):
            return 0.0**x

        assert srcad.jvp(program, (2.0,), (1.0,)) == (0.0, 0.0)

    def test_zero_base_with_active_exponent(self) -> None:
        def program(x, y):
            return x**y

        assert srcad.jvp(program, (0.0, 2.0), (0.0, 1.0)) == (0.0, 0.0)

    @pytest.mark.parametrize("exponent", [2, 3, 4, 2.0, 3.0])
    def test_derivatives_of_a_power_at_zero(self, exponent: float) -> None:
        def program(x):
            return x**exponent

        function, expected = program, 1.0
        for order in range(1, 5):
            function = srcad.derivative(function)
            expected *= exponent - order + 1
            assert function(0.0) == (expected if order == exponent else 0.0)

    @pytest.mark.parametrize("scale", [1e-200, 1e-170, 1.0, 1e170])
    @pytest.mark.parametrize(
        ("program", "slope"),
        [
            (lambda x, s: math.hypot(x * s, s) / s, 0.6),
            (lambda x, s: np.hypot(np.array([x * s]), s)[0] / s, 0.6),
            (lambda x, s: math.dist((x * s, s), (0.0, 0.0)) / s, 0.6),
            (lambda x, s: abs(complex(x * s, s)) / s, 0.6),
            (lambda x, s: operator.abs(complex(x * s, s)) / s, 0.6),
            (lambda x, s: np.abs(np.array([complex(x * s, s)]))[0] / s, 0.6),
            (lambda x, s: cmath.polar(complex(x * s, s))[0] / s, 0.6),
            (lambda x, s: cmath.phase(complex(x * s, s)), -0.64),
            (lambda x, s: np.angle(np.array([complex(x * s, s)]))[0], -0.64),
            (lambda x, s: math.atan2(x * s, s), 0.64),
        ],
        ids=["hypot", "np.hypot", "dist", "abs", "operator.abs", "np.abs", "polar", "phase", "angle", "atan2"],
    )
    def test_lengths_do_not_square(self, program: Callable[..., float], slope: float, scale: float) -> None:
        """sqrt(x**2 + 1) has slope 0.6 at 0.75, and its angle 1 / (1 + x**2) = 0.64, whatever the unit of length."""
        value, tangent = srcad.jvp(program, (0.75, scale), (1.0, 0.0))
        assert value == program(0.75, scale)
        assert tangent == pytest.approx(slope, rel=1e-14)

    def test_tiny_divisor(self) -> None:
        def program(x, y):
            return x / y

        assert srcad.jvp(program, (1.0, 1e-200), (1.0, 0.0))[1] == 1.0 / 1e-200
        assert srcad.jvp(program, (1e-200, 1e-200), (0.0, 1.0))[1] == -1.0 / 1e-200

    @pytest.mark.parametrize("zeros", [(), (1,), (0, 2)])
    def test_product_with_zeros(self, zeros: tuple[int, ...]) -> None:
        def program(a):
            return np.prod(a)

        values = np.array([0.7, 1.3, 0.4])
        values[list(zeros)] = 0.0
        check(program, a=values)

    def test_sort_of_a_matrix(self) -> None:
        def program(m):
            return np.sort(m) * np.arange(3.0), np.sort(m, axis=0), np.sort(m, axis=None) * np.arange(9.0)

        check(program)

    def test_ties_share_equally(self) -> None:
        def program(a):
            return np.max(a)

        tangent = srcad.jvp(program, (np.array([2.0, 2.0, 1.0]),), (np.array([1.0, 3.0, 7.0]),))[1]
        assert tangent == 2.0

    def test_median(self) -> None:
        def program(a, b):
            return np.median(a), np.median(np.concatenate([a, b]))

        check(program)

    def test_constant_larger_than_active(self) -> None:
        def program(x, a, m):
            return x + np.ones(3), a[:1] + np.ones((2, 3)), a + m

        check(program)

    def test_sizes_have_no_tangent(self) -> None:
        def program(a):
            return a * np.ndim(a) * np.shape(a)[0] * len(a) * a.ndim

        check(program)

    def test_attributes_that_are_no_constants(self) -> None:
        def program(m, z):
            return m.T[0] * m.T[1], z.real * z.imag

        check(program)

    def test_zeroth_power_keeps_its_shape(self) -> None:
        def program(a):
            return (a - a[0]) ** 0

        value, tangent = srcad.jvp(program, (np.array([1.0, 2.0]),), (np.ones(2),))
        assert tangent.shape == (2,) and not tangent.any()

    def test_zero_dimensional_and_empty_arrays(self) -> None:
        def program(x, a):
            point = np.array(x)
            return point * point, point[()] * 2.0, a[:0] * 2.0, a[:0].sum(), np.sum(a[3:])

        check(program)

    def test_axes(self) -> None:
        def program(m):
            return (
                m.sum(axis=None),
                m.sum(axis=-1),
                m.sum(axis=(0, 1)),
                m.sum(axis=(-2,), keepdims=True),
                m.mean(axis=(0, -1)),
                m.prod(axis=-2),
                m.max(axis=1, keepdims=True),
            )

        check(program)

    def test_sinc_near_zero(self) -> None:
        def program(x):
            return np.sinc(x)

        assert slope(program, 0.0) == 0.0
        assert slope(program, 1e-9) == pytest.approx(-(math.pi**2) / 3 * 1e-9, rel=1e-6)

    def test_no_cancellation(self) -> None:
        def small(x):
            return math.expm1(x) + math.log1p(x)

        assert slope(small, 1e-12) == pytest.approx(2.0, rel=1e-11)

    @pytest.mark.parametrize("at", [-800.0, -40.0, 0.0, 40.0, 800.0])
    def test_no_overflow_in_softplus(self, at: float) -> None:
        def softplus(x):
            return np.logaddexp(0.0, x)

        expected = 1.0 / (1.0 + math.exp(-at)) if at > -700.0 else 0.0
        assert slope(softplus, at) == pytest.approx(expected, rel=1e-12)

    @pytest.mark.parametrize("at", [-2.0, 800.0])
    def test_elu(self, at: float) -> None:
        def elu(a):
            return np.where(a > 0.0, a, np.expm1(np.minimum(a, 0.0)))

        tangent = srcad.jvp(elu, (np.array([at]),), (np.ones(1),))[1]
        assert tangent[0] == pytest.approx(1.0 if at > 0.0 else math.exp(at))

    def test_cholesky_reads_one_half(self) -> None:
        def program(m):
            return np.linalg.cholesky(m)

        matrix = np.array([[2.0, 0.3], [0.3, 1.0]])
        lower = srcad.jvp(program, (matrix,), (np.array([[0.0, 0.0], [1.0, 0.0]]),))[1]
        upper = srcad.jvp(program, (matrix,), (np.array([[0.0, 1.0], [0.0, 0.0]]),))[1]
        differences = (np.linalg.cholesky(matrix + [[0, 0], [1e-6, 0]]) - np.linalg.cholesky(matrix)) / 1e-6
        np.testing.assert_allclose(lower, differences, atol=1e-5)
        assert not upper.any()

    @pytest.mark.parametrize(
        ("function", "at"),
        [
            (math.sqrt, 0.0),
            (lambda x: x**0.5, 0.0),
            (lambda x: math.hypot(x, x), 0.0),
            (lambda x: math.atan2(x, x), 0.0),
        ],
    )
    def test_the_tangent_does_not_raise_at_a_pole(self, function: Callable[[float], float], at: float) -> None:
        def program(x):
            return function(x)

        assert srcad.jvp(program, (at,), (1.0,))[0] == function(at)
        assert srcad.jvp(program, (at,), (0.0,))[1] == 0.0

    def test_square_root_at_zero_is_infinite(self) -> None:
        def program(x):
            return math.sqrt(x)

        assert slope(program, 0.0) == math.inf

    def test_zero_to_an_active_power(self) -> None:
        def program(x, y):
            return x**y

        assert srcad.jvp(program, (0.0, 0.5), (0.0, 1.0)) == (0.0, 0.0)

    def test_hyperbolic_tangent_far_out(self) -> None:
        def program(x):
            return math.tanh(x)

        assert srcad.jvp(program, (800.0,), (1.0,)) == (1.0, 0.0)

    def test_complex_parts(self) -> None:
        def program(z):
            return abs(z), z.real, z.imag, z.conjugate() * z, np.angle(z), np.conj(z)

        check(program)

    def test_complex_from_real(self) -> None:
        def program(x, a):
            return (x + 0j) ** 2, a * 1j, np.exp(1j * a)

        check(program)

    def test_single_precision_stays(self) -> None:
        def program(a):
            return np.sin(a) * 2.0 + a**2

        value, tangent = srcad.jvp(program, (np.ones(2, np.float32),), (np.ones(2, np.float32),))
        assert value.dtype == tangent.dtype == np.float32

    def test_branch_on_equality(self) -> None:
        def program(x):
            if x == 1:
                return x
            return x * x

        assert slope(program, 1.0) == 1.0

    def test_where_with_nan_on_the_side_not_taken(self) -> None:
        def program(a):
            with np.errstate(invalid="ignore"):
                return np.where(a > 1.0, np.sqrt(a - 1.0), a * 2.0)

        check(program, a=np.array([0.2, 3.0, -1.0]))

    def test_poles_with_a_zero_tangent(self) -> None:
        def program(a):
            with np.errstate(divide="ignore"):
                return np.sqrt(a * 0.0), np.linalg.norm(a * 0.0), np.log(a)

        values = np.array([1.0, 0.0])
        root, norm, logarithm = srcad.jvp(program, (values,), (np.array([1.0, 0.0]),))[1]
        assert not root.any() and norm == 0.0
        np.testing.assert_array_equal(logarithm, [1.0, 0.0])


def D(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """Return the derivative of a function of one number."""
    return lambda at: srcad.jvp(function, (at,), (1.0,))[1]


class TestLevels:
    """Perturbations of nested derivatives are kept apart."""

    def test_the_classic(self) -> None:
        assert D(lambda x: x * D(lambda y: x + y)(1.0))(1.0) == 1.0

    def test_the_classic_on_integers(self) -> None:
        assert D(lambda x: x * D(lambda y: x + y)(1))(1) == 1

    def test_callable_objects_of_one_class(self) -> None:
        class Times:
            def __init__(self, factor):
                self.factor = factor

            def __call__(self, value):
                return value * self.factor

        assert D(lambda x: x * D(Times(x))(1.0))(3.0) == 6.0

    def test_inner_function_mutates_an_outer_variable(self) -> None:
        def program(x):
            state = x

            def inner(y):
                nonlocal state
                state = state * y
                return state

            return D(inner)(2.0) + D(inner)(3.0) * state

        # The slopes are x and 2 x, and the state is 6 x when it is read last.
        with contextlib.suppress(srcad.SrcadError):
            assert D(program)(5.0) == 1.0 + 24.0 * 5.0

    def test_closure_over_an_active_value(self) -> None:
        def program(x):
            return D(lambda y: y * y * x * x)(3.0)

        assert D(program)(2.0) == 24.0

    def test_derivative_called_inside(self) -> None:
        def program(x):
            return D(math.sin)(x) * x

        assert D(program)(0.7) == pytest.approx(math.cos(0.7) - 0.7 * math.sin(0.7), rel=1e-14)

    def test_fourth_derivative_with_a_call_and_a_branch(self) -> None:
        def cube(value):
            return value * value * value

        def program(x):
            y = cube(x) * x
            if y > 0.0:
                y = y * x
            return y

        function = srcad.forward_diff(program)
        for _ in range(3):
            function = srcad.forward_diff(function)
        result = function(2.0)
        # The function is x ** 5; every level adds a pair, so all derivatives stand in the nested result.
        assert result[0][0][0] == (32.0, 80.0)
        assert result[0][0][1][1] == 160.0
        assert result[0][1][1][1] == 240.0
        assert result[1][1][1][1] == 240.0


class TestHandlersIdentityAndState:
    """What handlers, aliases of arguments, memos and user's operators can see."""

    def test_tangent_has_not_moved_when_the_primal_raised(self) -> None:
        def program(x):
            try:
                x = math.log(x) + math.sqrt(x - 5)
            except ValueError:
                pass
            return x * x

        check(program)

    def test_in_place_product_with_its_own_reverse(self) -> None:
        def program(a):
            y = a * 1.0
            y *= y[::-1]
            return y

        check(program)

    @pytest.mark.parametrize("way", ["handler", "suppress", "hasattr"])
    def test_refusal_is_not_swallowed(self, way: str) -> None:
        class Reader:
            def __init__(self, x):
                self.x = x

            @property
            def number(self):
                return float(decimal.Decimal(self.x))

        def handler(x):
            try:
                return float(decimal.Decimal(x))
            except Exception:
                return 0.0

        def suppress(x):
            with contextlib.suppress(Exception):
                return float(decimal.Decimal(x))
            return 0.0

        def guard(x):
            return Reader(x).number if hasattr(Reader(x), "number") else 0.0

        refuses({"handler": handler, "suppress": suppress, "hasattr": guard}[way])

    def test_one_array_as_two_arguments(self) -> None:
        def program(x, y):
            x[0] = 5.0
            return x * y

        values = np.array([2.0, 3.0])
        try:
            value, tangent = srcad.jvp(program, (values, values), (np.ones(2), None))
        except srcad.SrcadError:
            return
        # Both names are one array, so both factors vary, and the overwritten place does not.
        np.testing.assert_array_equal(tangent, [0.0, 6.0])

    def test_one_array_and_one_seed_as_two_arguments(self) -> None:
        def program(x, y):
            x[0] = 5.0
            return x * y

        values, seed = np.array([2.0, 3.0]), np.ones(2)
        value, tangent = srcad.jvp(program, (values, values), (seed, seed))
        np.testing.assert_array_equal(value, [25.0, 9.0])
        np.testing.assert_array_equal(tangent, [0.0, 6.0])

    def test_global_buffer_passed_as_an_argument(self) -> None:
        buffer = np.array([2.0, 3.0])

        def program(x):
            buffer[0] = 7.0
            return x * x

        try:
            value, tangent = srcad.jvp(program, (buffer,), (np.ones(2),))
        except srcad.SrcadError:
            return
        np.testing.assert_array_equal(value, [49.0, 9.0])
        np.testing.assert_array_equal(tangent, [0.0, 6.0])

    def test_arguments_that_overlap(self) -> None:
        def program(x, y):
            x[1] = 10.0
            return x * y

        values, seeds = np.array([1.0, 2.0, 3.0]), np.array([0.1, 0.2, 0.3])
        value, tangent = srcad.jvp(program, (values[:-1], values[1:]), (seeds[:-1], seeds[1:]))
        np.testing.assert_array_equal(value, [10.0, 30.0])
        np.testing.assert_allclose(tangent, [0.1 * 10.0, 10.0 * 0.3])

    def test_arguments_that_overlap_with_seeds_that_do_not(self) -> None:
        def program(x, y):
            x[1] = 10.0
            return x * y

        values = np.array([1.0, 2.0, 3.0])
        with pytest.raises(srcad.SrcadError):
            srcad.jvp(program, (values[:-1], values[1:]), (np.ones(2), np.ones(2)))

    def test_local_memo_with_the_same_active_key(self) -> None:
        def program(x):
            memo = {}

            def square(r):
                if r not in memo:
                    memo[r] = r * r
                return memo[r]

            return square(x) * square(x)

        try:
            assert slope(program, 3.0) == 108.0
        except srcad.SrcadError:
            pass

    def test_local_memo_with_a_constant_equal_to_an_active_key(self) -> None:
        def program(x):
            memo = {}

            def square(r):
                if r not in memo:
                    memo[r] = r * r
                return memo[r]

            return square(x) * square(3.0)

        try:
            assert slope(program, 3.0) in (54.0,)
        except srcad.SrcadError:
            pass

    def test_memo_that_outlives_the_call(self) -> None:
        def program(x):
            if x not in MEMO:
                MEMO[x] = x * x
            return MEMO[x]

        MEMO.clear()
        try:
            assert slope(program, 3.0) == 6.0
            assert slope(program, 3.0) == 6.0
        except srcad.SrcadError:
            pass

    def test_cached_attribute_older_than_the_call(self) -> None:
        class Model:
            def __init__(self):
                self.cache = None

            def square(self, x):
                if self.cache is None:
                    self.cache = x * x
                return self.cache

        model = Model()

        def program(x):
            return model.square(x) * x

        program(3.0)
        try:
            # The cached number is a constant of this call only if nothing active was ever put there.
            assert slope(program, 3.0) == 9.0
        except srcad.SrcadError:
            pass

    def test_singleton_that_remembers(self) -> None:
        store = types.SimpleNamespace(last=0.0)

        def program(x):
            result = store.last * x
            store.last = x * x
            return result

        with pytest.raises(srcad.SrcadError):
            slope(program, 3.0)
            slope(program, 3.0)

    def test_singleton_written_before_it_is_read(self) -> None:
        store = types.SimpleNamespace(last=0.0)

        def program(x):
            store.last = x * x
            return store.last * x

        with contextlib.suppress(srcad.SrcadError):
            assert slope(program, 3.0) == 27.0
            assert slope(program, 3.0) == 27.0

    def test_operators_of_the_user_do_not_run_on_tangents(self) -> None:
        counted = []

        class Length:
            def __init__(self, value):
                self.value = value

            def __add__(self, other):
                counted.append("add")
                return Length(self.value + other.value + 1.0)

            def __eq__(self, other):
                counted.append("eq")
                return self.value == other.value

            __hash__ = None  # type: ignore[assignment]

            def __setattr__(self, name, value):
                if not isinstance(value, float):
                    raise TypeError("a length is a float")
                counted.append(f"set {value:.2f}")
                object.__setattr__(self, name, value)

            def __del__(self):
                counted.append("del")

        def program(x):
            total = Length(x) + Length(2.0)
            return total.value * x if total == Length(x + 3.0) else 0.0

        program(3.0)
        gc.collect()
        plain, counted[:] = list(counted), []
        assert srcad.jvp(program, (3.0,), (1.0,)) == (18.0, 9.0)
        gc.collect()
        # Named temporaries may live a little longer, so only the order of the finalizers is free.
        assert sorted(counted) == sorted(plain)
        assert [item for item in counted if item != "del"] == [item for item in plain if item != "del"]

    def test_factory_of_a_default_dict_runs_once(self) -> None:
        def program(x, log):
            def factory():
                log.append("made")
                return []

            table = collections.defaultdict(factory)
            table["a"].append(x)
            table["a"].append(x * x)
            return table["a"][1] * table["a"][0]

        check(program)

    def test_any_consumes_a_part_of_an_iterator(self) -> None:
        def program(xs, x):
            it = iter([*xs, x, x * x])
            found = any(v > 1 for v in it)
            return next(it) * x, found

        check(program)

    def test_generator_passed_to_two_consumers(self) -> None:
        def program(x):
            def powers():
                value = 1.0
                while True:
                    value = value * x
                    yield value

            it = powers()
            first = sum(itertools.islice(it, 2))
            return first * next(it), max(itertools.islice(it, 3))

        check(program)

    def test_zip_of_one_iterator_twice(self) -> None:
        def program(xs, x):
            it = iter([*xs, x])
            return [left * right for left, right in zip(it, it, strict=True)]

        check(program)

    def test_tee(self) -> None:
        def program(xs, x):
            one, two = itertools.tee(value * x for value in xs)
            next(two)
            return [left * right for left, right in zip(one, two, strict=False)]

        check(program)

    def test_callbacks_with_effects(self) -> None:
        def program(xs, x):
            seen, total = [], 0.0

            def key(value):
                nonlocal total
                total = total + value * x
                seen.append(value * value)
                return -value

            ordered = sorted(xs, key=key)
            last = functools.reduce(lambda left, right: left * x + right, ordered)
            return ordered, seen, total, last

        check(program)

    def test_solver_with_a_callback(self) -> None:
        def program(x):
            history = []

            def residual(root):
                history.append(root * x)
                return root * root - x

            def bisect(function, low, high):
                for _ in range(6):
                    middle = 0.5 * (low + high)
                    low, high = (middle, high) if function(middle) < 0.0 else (low, middle)
                return low

            root = bisect(residual, 0.0, x + 1.0)
            return root, history

        check(program)

    def test_int_beside_float_in_a_tuple(self) -> None:
        def program(config):
            n, dt = config
            return n * dt

        check(program, config=(3, 0.25))

    def test_zeros_filled_with_active_values(self) -> None:
        def program(x, k):
            values = [0] * k
            for i in range(k):
                values[i] = x**i
            return values

        check(program, k=3)

    def test_data_class_that_mixes_ints_strings_and_floats(self) -> None:
        def program(body, x):
            body.mass *= x * body.steps
            return body, f"{body.name}"

        check(program)

    @pytest.mark.parametrize("which", range(8))
    def test_values_that_cannot_carry_a_tangent(self, which: int) -> None:
        def seconds(x):
            return datetime.timedelta(seconds=x).total_seconds()

        def exact(x):
            return float(decimal.Decimal(x))

        def packed(x):
            return array.array("d", [x])[0]

        def printed(x):
            return float(f"{x!r}")

        def pickled(x):
            return pickle.loads(pickle.dumps([x]))[0]

        def keyed(x):
            return sum(k for k in {x: 1})

        def percent(x):
            return float("%.3f" % x)

        def member(x):
            return max({x, 0.1})

        refuses((seconds, exact, packed, printed, pickled, keyed, percent, member)[which])

    def test_memory_orders_mixed(self) -> None:
        def program(m, x):
            fortran = np.asfortranarray(m)
            total = fortran + np.ones((3, 3))
            flat = total.reshape(-1)
            flat[5] = x
            return total, flat

        check(program)

    def test_fortran_ordered_argument(self) -> None:
        def program(m, x):
            total = m + np.ones((3, 3))
            flat = total.reshape(-1)
            flat[5] = x
            return total, flat

        check(program, m=np.asfortranarray([[1.0, 2.0, 3.0], [0.5, 0.2, 0.1], [2.0, 1.0, 4.0]]))

    def test_effects_in_order(self) -> None:
        def program(a, x, log):
            def i():
                log.append("i")
                a[0] = a[0] * x
                return 0

            def b():
                log.append("b")
                a[0] = a[0] * 2.0
                return a[0]

            return a[i()] + math.sin(b()) * a[i()]

        check(program)

    def test_private_names(self) -> None:
        class Secret:
            def __init__(self, x):
                self.__x = x

            def square(self):
                self.__x = self.__x * self.__x
                return self.__x

        def program(x):
            return Secret(x).square() * x

        check(program)

    def test_truths_written_into_an_array_are_constant(self) -> None:
        def program(x, y):
            values = np.array([x, y, x * y])
            large = np.zeros(3, dtype=bool)
            np.greater_equal(np.abs(values), 0.5, out=large)
            np.logical_not(values, where=~large, out=large)
            return np.where(large, values**2, values)

        check(program)

    def test_whole_numbers_written_over_active_values_are_constant(self) -> None:
        def program(x, y):
            values = np.array([x, y, x * y])
            kept = values * 1.0
            np.floor(values, out=values)
            return values * kept

        check(program)

    def test_storage_without_dimensions_that_is_filled_later(self) -> None:
        def program(x, y):
            voltage, current = np.broadcast_arrays(np.asarray(x), y)
            power = np.full_like(voltage, np.nan, dtype=float)
            positive = voltage > -10.0
            if np.any(positive):
                power[positive] = voltage[positive] * current[positive]
            return power.item()

        check(program)

    def test_special_methods_called_by_name_inside_of_their_class(self) -> None:
        class Turned:
            def __init__(self, x):
                self.x = x

            def __add__(self, other):
                return self.x + other

            def __sub__(self, other):
                return self.__add__(-other)

        def program(x):
            return Turned(x) - 3.0 * x

        check(program)

    def test_super_in_a_subclass_made_later(self) -> None:
        class Base:
            def value(self, x):
                return x * 2.0

        class Left(Base):
            def value(self, x):
                return super().value(x) * x

        def program(x, cls):
            return cls().value(x)

        assert srcad.jvp(program, (3.0, Left), (1.0, None)) == (18.0, 12.0)

        class Right(Base):
            def value(self, x):
                return super().value(x) + x

        class Both(Left, Right):
            pass

        assert srcad.jvp(program, (3.0, Both), (1.0, None)) == (27.0, 18.0)


class TestProcess:
    """Ways in which tests and errors themselves go wrong."""

    def test_a_nan_on_one_side_is_seen(self) -> None:
        plain = judging.Outcome(1.0, None, {}, "", [])
        derived = judging.Outcome(math.nan, None, {}, "", [])
        with pytest.raises(AssertionError):
            judging.compare_with_plain(plain, derived)

    def test_no_two_tests_have_one_name(self) -> None:
        import ast
        import pathlib

        for path in pathlib.Path(__file__).parent.rglob("test_*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, (ast.Module, ast.ClassDef)):
                    names = [item.name for item in node.body if isinstance(item, (ast.FunctionDef, ast.ClassDef))]
                    names = [name for name in names if name.lower().startswith("test")]
                    assert len(names) == len(set(names)), (path, [n for n in names if names.count(n) > 1])

    def test_an_error_names_the_argument(self) -> None:
        def program(x, vector):
            return x * vector

        with pytest.raises(srcad.SrcadError, match="vector"):
            srcad.jvp(program, (1.0, np.ones(3)), (1.0, np.ones(2)))

    def test_an_unknown_callee_is_refused_by_name(self) -> None:
        def program(x):
            return math.sin(x) * float(decimal.Decimal(x))

        with pytest.raises(srcad.SrcadError, match="Decimal"):
            slope(program)

    def test_an_unsupported_construct_is_not_left_unchanged(self) -> None:
        def program(x):
            async def inner():
                return x

            return x

        with pytest.raises(srcad.SrcadError, match="async"):
            slope(program)


def test_a_list_of_texts_that_a_method_writes_keeps_its_tangent() -> None:
    class Tracked:
        def __init__(self, log: list[Any], value: float) -> None:
            self.log = log
            self.value = value

        def note(self) -> float:
            self.log.append(self.value)
            return self.value

    def program(x: float, makers: list[Any]) -> float:
        log: list[Any] = [str(x)]
        makers[0](log, x * x).note()
        return log[1] * x

    value, tangent = srcad.forward_diff(program)(3.0, [Tracked], d_x=1.0)
    assert (value, tangent) == (27.0, 27.0)


def test_a_sum_of_very_many_terms() -> None:
    text = "def total(x):\n    return " + " + ".join(f"{k}.0 * x" for k in range(900)) + "\n"
    linecache.cache["<very many terms>"] = (len(text), None, text.splitlines(keepends=True), "<very many terms>")
    namespace: dict[str, Any] = {}
    exec(compile(text, "<very many terms>", "exec"), namespace)
    limit = sys.getrecursionlimit()
    assert srcad.derivative(namespace["total"])(2.0) == 899.0 * 450.0
    assert sys.getrecursionlimit() == limit


class TestWhatPythonLooksAtFirst:
    """An augmented assignment changes the object and the index that were there before its value was computed."""

    def test_a_list_that_a_walrus_binds_anew(self) -> None:
        def program(x):
            values = kept = [x]
            values[0] += (values := [x * x])[0]
            return kept[0] * 10.0 + values[0]

        assert srcad.jvp(program, (1.5,), (1.0,)) == (program(1.5), 43.0)

    def test_an_attribute_that_a_method_binds_anew(self) -> None:
        class Holder:
            def __init__(self, x: float) -> None:
                self.values = [x]

            def renewed(self, x: float) -> float:
                self.values = [5.0 * x]
                return x * x

        def program(x):
            holder = Holder(x)
            kept = holder.values
            holder.values[0] += holder.renewed(x)
            return kept[0] * 10.0 + holder.values[0]

        assert srcad.jvp(program, (1.5,), (1.0,)) == (program(1.5), 45.0)

    def test_an_index_that_a_function_binds_anew(self) -> None:
        def program(x):
            values = [x, 2.0 * x]
            index = 0

            def moved():
                nonlocal index
                index = 1
                return x * x

            values[index] += moved()
            return values[0] * 10.0 + values[1]

        assert srcad.jvp(program, (1.5,), (1.0,)) == (program(1.5), 42.0)


def written_and_read(x: float) -> float:
    buffer = io.StringIO()
    buffer.write(str(x))
    return float(buffer.getvalue())


def called(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


@pytest.mark.parametrize(
    "read",
    [
        lambda x: float(called(str, x)) * x,
        lambda x: float(called(lambda v: f"{v}", x)) * x,
        lambda x: float(functools.partial(repr, x)()) * x,
        lambda x: float(list(map(str, [x]))[0]) * x,  # noqa: RUF015 (the list is the subject)
        lambda x: float(next(map(str, [x]))) * x,
        lambda x: float(sorted(map(str, [x]))[0]) * x,
        lambda x: sum(float(part) for part in map(repr, [x])),
        lambda x: float(functools.partial("{:.17g}".format, x)()) * x,
        lambda x: float(str(*[x])) * x,
        lambda x: float(str(x).split()[0]),
        lambda x: float(str(x).encode()),
        lambda x: float(io.StringIO(str(x)).read()),
        lambda x: float(decimal.Decimal(str(x))),
        written_and_read,
        lambda x: sum(map(float, f"{x},{x}".split(","))),
        lambda x: np.array(f"{x},{x}".split(","), dtype=float).sum(),
    ],
)
def test_no_number_is_read_back_out_of_what_was_made_of_text(read: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="read back out of text"):
        srcad.jvp(read, (1.5,), (1.0,))


def test_what_is_counted_in_text_is_a_count() -> None:
    def program(x):
        return x * str(x).find(".") if str(x).startswith("1") else x

    assert srcad.jvp(program, (1.5,), (1.0,)) == (1.5, 1.0)


def test_all_attributes_are_not_replaced_at_once() -> None:
    class Record:
        def __init__(self, value: float) -> None:
            self.value = value

    def program(x):
        first, second = Record(x), Record(x * x)
        first.__dict__ = second.__dict__
        return first.value

    with pytest.raises(srcad.UnsupportedValueError, match="at once"):
        srcad.jvp(program, (1.5,), (1.0,))


class TestSeveralManagers:
    """A later context manager is made when the earlier ones have been entered."""

    class Squaring:
        def __init__(self, value: float, log: list[str]) -> None:
            self.value = value
            self.log = log
            if value > 100.0:
                raise ValueError(value)

        def __enter__(self) -> Any:
            self.value = self.value * self.value
            self.log.append("in")
            return self

        def __exit__(self, *details: object) -> None:
            self.log.append("out")

    def test_the_second_sees_what_the_first_has_bound(self) -> None:
        def program(x, log):
            with self.Squaring(x, log) as first, self.Squaring(first.value, log) as second:
                return first.value * second.value

        assert srcad.jvp(program, (2.0, []), (1.0, None)) == (64.0, 192.0)

    def test_the_first_is_left_where_the_second_fails(self) -> None:
        def program(x, log):
            with self.Squaring(x, log), self.Squaring(100.0 * x, log):
                return x

        log: list[str] = []
        with pytest.raises(ValueError, match=r"200\.0"):
            srcad.jvp(program, (2.0, log), (1.0, None))
        assert log == ["in", "out"]


def test_an_element_is_deleted_by_the_method_of_its_owner() -> None:
    class Held:
        def __init__(self, values: list[float]) -> None:
            self.values = values

        def __delitem__(self, index: int) -> None:
            del self.values[index]

    def program(x):
        held = Held([x, 2.0 * x])
        del held[0]
        return held.values[0] * x

    assert srcad.jvp(program, (1.5,), (1.0,)) == (4.5, 6.0)


def test_an_object_with_slots_is_called() -> None:
    class Line:
        __slots__ = ("slope",)

        def __init__(self, slope: float) -> None:
            self.slope = slope

        def __call__(self, x: float) -> float:
            return self.slope * x

    def program(x):
        line = Line(x)
        return line(x)

    assert srcad.jvp(program, (1.5,), (1.0,)) == (2.25, 3.0)


def test_active_values_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("tests.traps")

    def program(x: float) -> float:
        logger.info("x is %s", x)
        logging.getLogger("tests.traps").warning("its square is %s", x * x)
        if logger.isEnabledFor(logging.INFO):
            logger.log(logging.INFO, "done")
        return x * x

    with caplog.at_level(logging.INFO):
        assert srcad.jvp(program, (3.0,), (1.0,)) == (9.0, 6.0)
    assert caplog.messages == ["x is 3.0", "its square is 9.0", "done"]
