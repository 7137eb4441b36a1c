"""Derivatives of derivatives: by decorating again, and inside of functions that are differentiated."""

import contextlib
import math
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import api, forward_diff


def power(x):
    return x**5


def graph(x, y):
    return x * x * y + math.sin(x * y)


class TestOneParameter:
    """Both seeds are 1.0 where they are not given."""

    def test_second_order(self) -> None:
        for _ in range(3):
            assert forward_diff(forward_diff(power))(2.0) == ((32.0, 80.0), (80.0, 160.0))

    def test_up_to_the_fourth(self) -> None:
        third = forward_diff(forward_diff(forward_diff(power)))(2.0)
        assert third == (((32.0, 80.0), (80.0, 160.0)), ((80.0, 160.0), (160.0, 240.0)))
        fourth: Any = forward_diff(forward_diff(forward_diff(forward_diff(power))))(2.0)
        assert fourth[1][1][1][1] == 240.0
        assert fourth[0] == third

    def test_linear_function(self) -> None:
        assert forward_diff(forward_diff(lambda x: 3.0 * x))(2.0) == ((6.0, 3.0), (3.0, 0.0))

    def test_decorator_twice(self) -> None:
        @forward_diff
        @forward_diff
        def cube(x):
            return x * x * x

        assert cube(2.0) == ((8.0, 12.0), (12.0, 12.0))
        assert cube.primal(2.0) == 8.0
        assert "d2_x" in cube.source

    def test_seeds(self) -> None:
        second = forward_diff(forward_diff(power))
        assert second(2.0, d_x=2.0, d2_x=3.0) == ((32.0, 160.0), (240.0, 960.0))
        assert second(2.0, d_x=2.0, d2_x=3.0, d2_d_x=1.0) == ((32.0, 160.0), (240.0, 1040.0))


class TestSeveralParameters:
    """Seeds of each level by name, and `wrt` at each level."""

    def test_mixed_partial(self) -> None:
        mixed = forward_diff(forward_diff(graph, wrt="x"), wrt="y")
        x, y = 0.7, 1.3
        (value, by_x), (by_y, by_both) = mixed(x, y)
        assert value == graph(x, y)
        assert by_x == pytest.approx(2.0 * x * y + y * math.cos(x * y))
        assert by_y == pytest.approx(x * x + x * math.cos(x * y))
        assert by_both == pytest.approx(2.0 * x + math.cos(x * y) - x * y * math.sin(x * y))

    def test_order_of_the_levels_makes_no_difference(self) -> None:
        one = forward_diff(forward_diff(graph, wrt="x"), wrt="y")(0.7, 1.3)
        other = forward_diff(forward_diff(graph, wrt="y"), wrt="x")(0.7, 1.3)
        assert one[1][1] == pytest.approx(other[1][1], rel=1e-14)

    def test_missing_seeds_are_named(self) -> None:
        second = forward_diff(forward_diff(graph))
        with pytest.raises(srcad.SeedError, match="d_x, d_y"):
            second(1.0, 2.0)
        with pytest.raises(srcad.SeedError, match="d2_x, d2_y"):
            second(1.0, 2.0, d_x=1.0)

    def test_seed_of_a_seed_that_is_not_given(self) -> None:
        # The seed of y is zero here, and varies.
        second = forward_diff(forward_diff(lambda x, y: x * y))
        assert second(2.0, 3.0, d_x=1.0, d2_d_y=1.0) == ((6.0, 3.0), (0.0, 2.0))

    def test_arrays(self) -> None:
        second = forward_diff(forward_diff(lambda x, k: np.sum(x**3) * k))
        x = np.array([1.0, 2.0])
        for _ in range(3):
            (value, slope), (again, curvature) = second(x, 2.0, d_x=np.ones(2), d2_x=np.ones(2))
            assert (value, slope, again, curvature) == (18.0, 30.0, 30.0, 36.0)

    def test_jvp(self) -> None:
        second = forward_diff(forward_diff(graph))
        direct = second(0.7, 1.3, d_x=1.0, d2_y=1.0)
        assert second.jvp((0.7, 1.3), (None, 1.0), {"d_x": 1.0}) == direct
        with_seed = second(0.7, 1.3, d_x=1.0, d2_y=1.0, d2_d_x=2.0)
        assert second.jvp((0.7, 1.3), (None, 1.0), {"d_x": 1.0}, {"d_x": 2.0}) == with_seed

    def test_prefixes(self) -> None:
        second = forward_diff(forward_diff(lambda x: x**3, prefix="a_"), prefix="b_")
        assert second(2.0, a_x=1.0, b_x=1.0) == ((8.0, 12.0), (12.0, 12.0))
        assert second(2.0, a_x=1.0, b_x=1.0, b_a_x=1.0) == ((8.0, 12.0), (12.0, 24.0))

    def test_variant(self) -> None:
        second = forward_diff(forward_diff(power))
        assert second.variant(2.0)(2.0, d_x=1.0, d2_x=1.0) == second(2.0)


class TestSecondOrder:
    """The door for hessians."""

    def test_numbers(self) -> None:
        x, y = 0.7, 1.3
        value, inner, outer, second = api.second_order(graph, (x, y), (1.0, None), (None, 1.0))
        assert ((value, inner), (outer, second)) == forward_diff(forward_diff(graph, wrt="x"), wrt="y")(x, y)

    def test_star_arguments_and_keywords(self) -> None:
        def total(*factors, scale):
            return factors[0] * factors[1] * scale

        found = api.second_order(total, (2.0, 3.0), (1.0, None), (None, 1.0), {"scale": 5.0})
        assert found == (30.0, 15.0, 10.0, 5.0)
        found = api.second_order(total, (2.0, 3.0), (1.0, None), (None, None), {"scale": 5.0}, {}, {"scale": 1.0})
        assert found == (30.0, 15.0, 6.0, 3.0)


def slope(function, at):
    return srcad.jvp(function, (at,), (1.0,))[1]


class TestInside:
    """A derivative inside a function that is differentiated is right, or refused."""

    def test_perturbations_are_not_confused(self) -> None:
        assert srcad.jvp(lambda x: x * slope(lambda y: x + y, 1.0), (1.0,), (1.0,)) == (1.0, 1.0)

    def test_outside_function(self) -> None:
        assert srcad.jvp(lambda x: slope(power, x), (2.0,), (1.0,)) == (80.0, 160.0)
        assert srcad.jvp(lambda x: srcad.derivative(power)(x), (2.0,), (1.0,)) == (80.0, 160.0)

    def test_builtin(self) -> None:
        value, tangent = srcad.jvp(lambda x: slope(math.sin, x), (0.5,), (1.0,))
        assert (value, tangent) == (math.cos(0.5), -math.sin(0.5))

    def test_active_seed(self) -> None:
        def program(x, y):
            return srcad.jvp(power, (x,), (y,))[1]

        assert srcad.jvp(program, (2.0, 3.0), (None, 1.0)) == (240.0, 80.0)
        assert srcad.jvp(program, (2.0, 3.0), (1.0, 1.0)) == (240.0, 560.0)

    def test_decorated_function(self) -> None:
        outside = forward_diff(power)

        def program(x):
            value, tangent = outside(x)
            return value + tangent

        assert srcad.jvp(program, (2.0,), (1.0,)) == (112.0, 240.0)

    def test_decorated_function_inside(self) -> None:
        def program(x):
            square = forward_diff(lambda value: value * value * x)
            value, tangent = square(x)
            return value + tangent

        assert srcad.jvp(program, (2.0,), (1.0,)) == pytest.approx((16.0, 20.0))

    def test_gradient(self) -> None:
        def program(a):
            return srcad.gradient(lambda v: np.sum(v * v * a))(a)

        value, tangent = srcad.jvp(program, (np.array([1.0, 2.0]),), (np.ones(2),))
        np.testing.assert_allclose(value, [2.0, 8.0])
        np.testing.assert_allclose(tangent, [4.0, 8.0])

    def test_method_and_partial(self) -> None:
        class Scale:
            def __init__(self, factor):
                self.factor = factor

            def __call__(self, value):
                return value * value * self.factor

        def program(x):
            return slope(Scale(x), 1.0)

        assert srcad.jvp(program, (3.0,), (1.0,)) == (6.0, 2.0)

    def test_three_deep_is_right_or_refused(self) -> None:
        def program(x):
            return slope(lambda y: y * slope(lambda v: v * v * x * y, y), x)

        with contextlib.suppress(srcad.SrcadError):
            assert srcad.jvp(program, (2.0,), (1.0,)) == pytest.approx((48.0, 96.0))
