"""The numerical derivatives, the check of derivatives, and where it says that one goes wrong."""

from __future__ import annotations

import math
import types

import numpy as np
import pytest

import srcad
from srcad.calling.calls import Call
from srcad.checking.differences import complex_step, estimate
from srcad.errors import SeedError
from srcad.loading import load
from srcad.stages import Printed
from srcad.testing import check_forward, numerical_jvp
from srcad.values.comparing import find_difference
from srcad.values.copying import copy_structure, moved_along
from srcad.values.tangents import Tangent


class TestEstimate:
    @pytest.mark.parametrize(
        ("function", "slope"),
        [
            (math.sin, math.cos(1.3)),
            (math.exp, math.exp(1.3)),
            (lambda x: math.log(x - 1.2999), 1e4),
            (lambda x: 1e8 + x * x, 2.6),
            (lambda x: 1e-12 * x**3, 3e-12 * 1.69),
            (lambda x: math.sin(100.0 * x), 100.0 * math.cos(130.0)),
            (lambda x: 3.0, 0.0),
            (lambda x: 3, 0.0),
            (lambda x: (x + 1j) ** 2, 2.6 + 2j),
        ],
    )
    def test_error_is_known(self, function, slope):
        found = estimate(lambda step: [function(1.3 + step)])
        assert abs(found.slopes[0] - slope) <= 2.0 * found.errors[0]
        assert found.errors[0] <= 1e-5 * max(1.0, abs(slope))

    def test_a_kink_does_not_look_smooth(self):
        assert np.isinf(estimate(lambda step: [abs(step), max(step, 2.0 * step)]).errors).all()

    def test_steps_at_which_it_raises_are_left_out(self):
        found = estimate(lambda step: [math.sqrt(1e-3 + step)])
        assert found.slopes[0] == pytest.approx(0.5 / math.sqrt(1e-3), rel=1e-7)

    def test_steps_at_which_the_result_has_another_size_are_left_out(self):
        found = estimate(lambda step: [step] * (2 if abs(step) < 0.01 else 3))
        assert np.allclose(found.slopes, 1.0)

    def test_nowhere(self):
        assert np.isinf(estimate(lambda step: [math.nan]).errors[0])

    def test_warnings_beside_the_point_are_kept_quiet(self):
        estimate(lambda step: [np.log(np.array(0.01) + step)])

    def test_complex_step(self):
        assert complex_step(lambda step: [(1.3 + step) ** 3])[0] == pytest.approx(3.0 * 1.69, rel=1e-15)
        assert complex_step(lambda step: [math.sin(1.3 + step)]) is None


class TestMoving:
    def test_only_floats_move(self):
        value = [1.0, 2, "a", np.arange(2), np.arange(2.0), True]
        moved = moved_along(value, [1.0, 1.0, None, np.ones(2), np.ones(2), 0.0], 0.5)
        assert moved[:3] == [1.5, 2, "a"]
        assert np.array_equal(moved[3], [0, 1])
        assert np.array_equal(moved[4], [0.5, 1.5])
        assert moved[5] is True

    def test_types_are_kept(self):
        moved = moved_along([np.float32(1.0), np.ones(2, np.float32)], [np.float32(1.0), np.ones(2, np.float32)], 0.5)
        assert type(moved[0]) is np.float32
        assert moved[1].dtype == np.float32

    def test_overlapping_arrays_move_once(self):
        a, d = np.ones(3), np.ones(3)
        first, second = moved_along((a, a[1:]), (d, d[1:]), 0.5)
        assert np.array_equal(first, [1.5, 1.5, 1.5])
        first[1] = 9.0
        assert second[0] == 9.0

    def test_objects_are_copied_without_running_their_code(self):
        class Counted:
            made = 0

            def __init__(self):
                Counted.made += 1
                self.value = 1.0
                self.again = self

        value = Counted()
        moved = moved_along(value, Tangent(value=2.0), 0.5)
        assert Counted.made == 1
        assert type(moved) is Counted
        assert moved.value == 2.0
        assert moved.again is moved

    def test_constants_with_a_state_are_copied(self):
        value = [np.random.default_rng(1), {1, 2}, bytearray(b"a"), math.sin]
        copied = copy_structure(value)
        assert copied[0] is not value[0]
        assert copied[0].random() == value[0].random()
        copied[1].add(3)
        copied[2].append(1)
        assert value[1:3] == [{1, 2}, bytearray(b"a")]
        assert copied[3] is math.sin

    def test_read_only_arrays_stay_read_only(self):
        a = np.ones(2)
        a.flags.writeable = False
        assert not moved_along(a, np.ones(2), 1.0).flags.writeable

    def test_complex_steps(self):
        moved = moved_along([1.0, np.ones(2)], [1.0, np.ones(2)], 1j)
        assert moved[0] == 1.0 + 1j
        assert np.array_equal(moved[1], [1.0 + 1j] * 2)


class TestFindDifference:
    @pytest.mark.parametrize(
        ("one", "other", "place"),
        [
            ([1.0, {"a": (2.0,)}], [1.0, {"a": (2.0,)}], None),
            ([1.0, {"a": (2.0,)}], [1.0, {"a": (3.0,)}], "x[1]['a'][0]"),
            (math.nan, math.nan, None),
            (0.0, -0.0, "x"),
            (1, 1.0, "x"),
            (np.array([0.0]), np.array([-0.0]), "x"),
            (np.ones(1), np.ones(1, np.float32), "x"),
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "x"),
            ("a", "b", "x"),
            (types.SimpleNamespace(a=1.0), types.SimpleNamespace(a=2.0), "x.a"),
        ],
    )
    def test_place(self, one, other, place):
        assert find_difference(one, other, "x", opaque_alike=True) == place

    def test_opaque_values(self):
        assert find_difference(iter([1]), iter([1]), "x", opaque_alike=True) is None
        assert find_difference(iter([1]), iter([1]), "x", opaque_alike=False) == "x"

    def test_cycles(self):
        one, other = [1.0], [1.0]
        one.append(one)
        other.append(other)
        assert find_difference(one, other, "x", opaque_alike=True) is None


class TestNumericalJvp:
    def test_structure(self):
        value, tangent = numerical_jvp(lambda x, k: {"a": np.array([x, x * k]), "n": 3}, (2.0, 5.0), (1.0, None))
        assert np.array_equal(value["a"], [2.0, 10.0])
        assert np.allclose(tangent["a"], [1.0, 5.0], rtol=1e-9)

    def test_keywords(self):
        def power(x, *, k):
            return x**k

        _, tangent = numerical_jvp(power, (3.0,), (None,), {"k": 2.0}, {"k": 1.0})
        assert tangent == pytest.approx(9.0 * math.log(3.0), rel=1e-9)

    def test_arguments_are_left_alone(self):
        def overwrite(a):
            a *= 2.0
            return a

        a = np.ones(2)
        assert np.allclose(numerical_jvp(overwrite, (a,), (np.ones(2),))[1], [2.0, 2.0])
        assert np.array_equal(a, [1.0, 1.0])

    def test_checks_the_tangent(self):
        with pytest.raises(SeedError):
            numerical_jvp(lambda a: a, (np.ones(2),), (np.ones(3),))


def smooth(x, y):
    return x * y + math.sin(x)


def fill(a, x):
    a[0] = x * x
    a *= x
    return {"a": a, "n": 1}


def branch(xs, n):
    total = 0.0
    for _ in range(n):
        for x in xs:
            total = total + x if x > 0.5 else total * x
    return total


def logarithm(x):
    return math.log(x)


def rounded(x):
    return round(x, 1) * x


def several(a, b, c, d, e):
    return a * b + c * d * e + math.exp(a * e)


class TestCheckForward:
    def test_right(self):
        check_forward(smooth, (3.0, 0.5))

    def test_keywords(self):
        check_forward(smooth, (3.0,), {"y": 0.5})

    def test_written_arguments_and_structures(self):
        check_forward(fill, (np.ones(3), 1.5))
        check_forward(branch, ([0.3, 0.7, 0.9], 2))

    def test_single_precision(self):
        check_forward(lambda a: a * a, (np.array([1.0, 2.0], np.float32),))

    def test_complex(self):
        check_forward(lambda z, x: z * z * x, (1.0 + 2j, 3.0))

    def test_same_exception(self):
        check_forward(logarithm, (-1.0,))

    def test_many_arguments(self):
        check_forward(several, (0.1, 0.2, 0.3, 0.4, 0.5), directions=1)

    def test_decorated_function(self):
        check_forward(srcad.forward_diff(smooth), (3.0, 0.5), order=1)

    def test_nothing_to_vary(self):
        with pytest.raises(SeedError, match="no argument of branch holds a float"):
            check_forward(branch, ([1], 2))

    def test_order(self):
        with pytest.raises(SeedError, match="order=3"):
            check_forward(smooth, (3.0, 0.5), order=3)


class Broken:
    """Put another derivative in the place of the right one."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch

    def jvp(self, change):
        self.monkeypatch.setattr(Call, "jvp", lambda call, tangents: change(call, tangents))


@pytest.fixture
def broken(monkeypatch):
    return Broken(monkeypatch)


def numerical(call, tangents):
    positional = tuple(tangents.get(position) for position in range(len(call.args)))
    _, tangent = numerical_jvp(call.function, call.args, positional)
    return call.function(*call.args), tangent


def fails(f, args, *words):
    with pytest.raises(AssertionError) as caught:
        check_forward(f, args, order=1)
    for word in words:
        assert word in str(caught.value)


class TestCheckForwardFinds:
    def test_the_stand_in_is_right(self, broken):
        broken.jvp(numerical)
        check_forward(smooth, (3.0, 0.5), order=1, rtol=1e-5)

    def test_wrong_tangent(self, broken):
        broken.jvp(lambda call, tangents: (call.function(*call.args), 1.25))
        fails(smooth, (3.0, 0.5), "smooth, where x varies", "derivative of result is wrong", "1.25", "differences:")

    def test_zero_that_is_not_zero(self, broken):
        broken.jvp(lambda call, tangents: (call.function(*call.args), None))
        fails(smooth, (3.0, 0.5), "derivative of result is wrong", "0.0")

    def test_nan(self, broken):
        broken.jvp(lambda call, tangents: (call.function(*call.args), math.nan))
        fails(smooth, (3.0, 0.5), "nan")

    def test_place_in_the_result(self, broken):
        def wrong(call, tangents):
            value, tangent = numerical(call, tangents)
            tangent["a"][1][2] += 1.0
            return value, tangent

        broken.jvp(wrong)
        fails(lambda x: {"a": [x, np.array([x, x, x * x])]}, (2.0,), "result['a'][1][2]")

    def test_value(self, broken):
        broken.jvp(lambda call, tangents: (call.function(*call.args) + 1e-15, 0.0))
        fails(smooth, (3.0, 0.5), "the value is not that of the function", "result")

    def test_argument_that_was_not_written(self, broken):
        broken.jvp(
            lambda call, tangents: numerical(Call.of(call.function, (), *copy_structure((call.args, {}))), tangents)
        )
        fails(fill, (np.ones(3), 1.5), "a (after the call)")

    def test_shape_and_dtype(self, broken):
        broken.jvp(lambda call, tangents: (call.function(*call.args), np.ones(2)))
        fails(smooth, (3.0, 0.5), "not of its kind")
        broken.jvp(lambda call, tangents: (call.function(*call.args), 2.0 * call.args[0].astype(float)))
        fails(lambda a: a * a, (np.ones(2, np.float32),), "not of its kind")

    def test_exception_that_is_lost(self, broken):
        broken.jvp(lambda call, tangents: (0.0, 0.0))
        fails(logarithm, (-1.0,), "raises ValueError")

    def test_kink(self, broken):
        broken.jvp(lambda call, tangents: (call.function(*call.args), 0.0))
        fails(lambda x: max(x, 2.0 * x - 0.5), (0.5,), "do not converge")


def shape_of_wave(x):
    y = x * x
    z = math.sin(y)
    return z + y


class TestFirstStatement:
    """The check is given a derivative whose second statement is wrong, and has to name that statement."""

    text = """\
def shape_of_wave_forward(x, *, d_x):
    d_y = 2.0 * x * d_x
    y = x * x
    {statement}
    z = math.sin(y)
    return z + y, d_z + d_y
"""

    def forward(self, statement):
        first = shape_of_wave.__code__.co_firstlineno
        lines = (first, first + 1, first + 1, first + 2, first + 2, first + 3)
        printed = Printed(self.text.format(statement=statement), lines, __file__)
        return load(printed, "shape_of_wave_forward", label="wave", function_globals=globals(), cells={}, extras={})

    def test_right(self, broken):
        forward = self.forward("d_z = math.cos(y) * d_y")
        broken.jvp(lambda call, tangents: forward(*call.args, d_x=tangents[0]))
        check_forward(shape_of_wave, (1.2,), order=1)

    def test_wrong(self, broken):
        forward = self.forward("d_z = math.sin(y) * d_y")
        broken.jvp(lambda call, tangents: forward(*call.args, d_x=tangents[0]))
        line = shape_of_wave.__code__.co_firstlineno + 2
        fails(shape_of_wave, (1.2,), f"line {line}, in shape_of_wave_forward", "z = math.sin(y)", "d_z is")
