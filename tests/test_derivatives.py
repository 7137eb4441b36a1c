"""Whole derivatives: numbers, arrays and structures in and out."""

from __future__ import annotations

import math
import typing
from collections.abc import Iterator

import numpy as np
import pytest

import srcad
from srcad.derivatives import (
    derivative,
    gradient,
    hessian,
    hvp,
    jacobian,
    value_and_derivative,
    value_and_gradient,
    value_and_hessian,
    value_and_hvp,
    value_and_jacobian,
)
from srcad.errors import SeedError, UnsupportedValueError
from srcad.values.tangents import Tangent


class Point(typing.NamedTuple):
    x: float
    y: float


class Box:
    def __init__(self, width: float, name: str) -> None:
        self.width = width
        self.name = name


def graph(x, y):
    return x * y + math.sin(x)


def powers(x):
    return [x * x, (x, "text")]


def square_sum(a):
    return (a * a).sum()


def cube_sum(a):
    return (a * a * a).sum()


def scaled(x, a):
    return {"u": x * a, "v": (x, 3, "k")}


def coupled(x, a):
    return x * x * a.sum()


def structure(p):
    return p["a"][0] * p["b"].sum() * p["q"].x


def doubled(xs):
    xs.append(xs[0] * 2.0)
    return xs[-1] * xs[1]


def overwritten(a):
    a *= a
    return a.sum()


def with_default(x, *, k=2.0):
    return x**k


def summed(*xs, **named):
    return xs[0] * xs[1] * named["w"]


def weighed(x, weights):
    total = 0.0
    for weight in weights:
        total = total + x * weight
    return total


class TestDerivative:
    def test_scalar(self):
        assert derivative(graph)(3.0, 0.0) == pytest.approx(math.cos(3.0), rel=1e-14)
        assert derivative(graph, wrt="y")(3.0, 0.0) == 3.0

    def test_several(self):
        assert derivative(graph, wrt=("x", 1))(3.0, 0.0) == pytest.approx((math.cos(3.0), 3.0), rel=1e-14)

    def test_structure_of_results(self):
        assert value_and_derivative(powers)(3.0) == ([9.0, (3.0, "text")], [6.0, (1.0, None)])

    def test_integer(self):
        assert derivative(graph)(3, y=0) == pytest.approx(math.cos(3.0), rel=1e-14)

    def test_default_and_keyword(self):
        assert derivative(with_default, wrt="k")(3.0) == pytest.approx(9.0 * math.log(3.0), rel=1e-14)
        assert derivative(with_default, wrt="k")(3.0, k=1.0) == pytest.approx(3.0 * math.log(3.0), rel=1e-14)

    def test_variadic(self):
        assert derivative(summed, wrt=1)(2.0, 3.0, w=5.0) == 10.0
        assert derivative(summed, wrt="w")(2.0, 3.0, w=5.0) == 6.0

    def test_constant_result(self):
        assert derivative(lambda x: 3.0)(1.0) == 0.0

    def test_needs_a_real_number(self):
        for value in (np.ones(2), [1.0], 1j, True, "a"):
            with pytest.raises(SeedError, match="derivative needs a real number as x"):
                derivative(powers)(value)


class TestGradient:
    def test_scalar(self):
        assert value_and_gradient(graph, wrt=("x", "y"))(3.0, 0.0)[1] == pytest.approx((math.cos(3.0), 3.0))

    def test_array(self):
        a = np.arange(6.0).reshape(2, 3)
        slopes = gradient(square_sum)(a)
        assert np.array_equal(slopes, 2.0 * a)
        assert slopes.dtype == np.float64

    def test_single_precision(self):
        assert gradient(square_sum)(np.ones(2, np.float32)).dtype == np.float32

    def test_empty(self):
        assert gradient(square_sum)(np.zeros((0, 2))).shape == (0, 2)

    def test_structure(self):
        p = {"a": [2.0, "s", True], "b": np.ones((2, 2)), "q": Point(3.0, 4.0)}
        slopes = gradient(structure)(p)
        assert slopes["a"] == [12.0, None, None]
        assert np.array_equal(slopes["b"], np.full((2, 2), 6.0))
        assert slopes["q"] == Point(8.0, 0.0)

    def test_object(self):
        assert gradient(lambda box: box.width**2)(Box(3.0, "a")) == Tangent(width=6.0, name=None)

    def test_needs_a_real_result(self):
        for f in (powers, lambda x: x * 1j, lambda x: np.array([x])):
            with pytest.raises(SeedError, match=r"real number as the result of .*\n.*jacobian"):
                gradient(f)(1.0)

    def test_complex_argument_is_refused(self):
        with pytest.raises(SeedError, match="x holds complex numbers"):
            gradient(graph)(1j, 0.0)

    def test_argument_that_cannot_vary_is_refused(self):
        for value in ("a", True, None, math.sin):
            with pytest.raises(SeedError, match=r"x is a .*, which cannot vary"):
                gradient(graph)(value, 0.0)

    def test_unknown_argument_is_refused(self):
        with pytest.raises(SeedError, match=r"wrt='z' is no argument of graph\n.*x, y"):
            gradient(graph, wrt="z")(1.0, 2.0)
        with pytest.raises(SeedError, match="wrt=2"):
            gradient(graph, wrt=2)(1.0, 2.0)

    def test_missing_arguments_are_a_type_error(self):
        with pytest.raises(TypeError):
            gradient(graph)(1.0)

    def test_takes_the_primal_of_a_decorated_function(self):
        assert gradient(srcad.forward_diff(graph))(3.0, 0.0) == pytest.approx(math.cos(3.0))

    def test_name(self):
        assert gradient(graph).__name__ == "gradient_of_graph"


class TestArgumentsThatAreWritten:
    def test_list(self):
        xs = [2.0, 3.0]
        value, slopes = value_and_gradient(doubled)(xs)
        assert (value, slopes, xs) == (12.0, [6.0, 4.0], [2.0, 3.0, 4.0])

    def test_array(self):
        a = np.array([1.0, 2.0, 3.0])
        assert np.array_equal(gradient(overwritten)(a), [2.0, 4.0, 6.0])
        assert np.array_equal(a, [1.0, 4.0, 9.0])

    def test_a_generator_can_be_used_once(self):
        def weights() -> Iterator[float]:
            yield 1.0
            yield 2.0

        assert gradient(weighed)(2.0, weights()) == 3.0
        with pytest.raises(UnsupportedValueError, match=r"generator.*\n.*srcad\.jvp"):
            gradient(lambda a, ws: a.sum() * sum(ws))(np.ones(2), weights())


class TestJacobian:
    def test_array(self):
        a = np.array([1.0, 2.0])
        assert np.array_equal(jacobian(lambda a: a * a)(a), np.diag(2.0 * a))

    def test_shapes(self):
        assert jacobian(lambda a: a.sum(axis=0))(np.ones((2, 3))).shape == (3, 2, 3)
        assert jacobian(lambda a: a.sum(axis=0))(np.ones((0, 3))).shape == (3, 0, 3)

    def test_structure_of_results_holds_structure_of_arguments(self):
        a = np.array([1.0, 2.0])
        value, rows = value_and_jacobian(scaled, wrt=(0, "a"))(2.0, a)
        assert np.array_equal(value["u"], 2.0 * a)
        assert np.array_equal(rows["u"][0], a)
        assert np.array_equal(rows["u"][1], 2.0 * np.eye(2))
        assert rows["v"][0][0] == 1.0
        assert np.array_equal(rows["v"][0][1], [0.0, 0.0])
        assert rows["v"][2] is None

    def test_complex_result(self):
        assert jacobian(lambda x: x * x * 1j)(3.0) == 6j


class TestHessian:
    def test_scalar(self):
        assert hessian(lambda x: x * x * x)(2.0) == 12.0

    def test_array(self):
        a = np.array([1.0, 2.0, 3.0])
        value, curvatures = value_and_hessian(cube_sum)(a)
        assert value == 36.0
        assert np.array_equal(curvatures, np.diag(6.0 * a))

    def test_array_of_results(self):
        a = np.array([1.0, 2.0])
        assert hessian(lambda a: a * a)(a).tolist() == [[[2.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 2.0]]]

    def test_blocks(self):
        a = np.array([1.0, 2.0])
        (xx, xa), (ax, aa) = hessian(coupled, wrt=("x", "a"))(2.0, a)
        assert xx == 6.0
        assert np.array_equal(xa, [4.0, 4.0])
        assert np.array_equal(ax, [4.0, 4.0])
        assert np.array_equal(aa, np.zeros((2, 2)))

    def test_structure(self):
        curvatures = hessian(lambda p: p["x"] * p["x"] * p["y"])({"x": 2.0, "y": 3.0})
        assert curvatures == {"x": {"x": 6.0, "y": 4.0}, "y": {"x": 4.0, "y": 0.0}}

    def test_written_arguments(self):
        a = np.array([1.0, 2.0])
        assert np.array_equal(hessian(overwritten)(a), 2.0 * np.eye(2))


class TestHvp:
    def test_array(self):
        a, v = np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.0, -1.0])
        value, product = value_and_hvp(cube_sum)(a, v)
        assert value == 36.0
        assert np.array_equal(product, 6.0 * a * v)

    def test_several_arguments(self):
        a = np.array([1.0, 2.0])
        along_x, along_a = hvp(coupled, wrt=(0, 1))(2.0, a, (1.0, np.zeros(2)))
        assert along_x == 6.0
        assert np.array_equal(along_a, [4.0, 4.0])

    def test_other_arguments_come_first(self):
        assert np.array_equal(hvp(coupled, wrt="a")(2.0, np.ones(2), np.ones(2)), [0.0, 0.0])

    def test_checks_the_vector(self):
        with pytest.raises(SeedError, match=r"vector\[0\].*shape"):
            hvp(cube_sum)(np.ones(3), np.ones(2))
        with pytest.raises(SeedError, match="hvp needs a vector"):
            hvp(cube_sum)()


@pytest.mark.parametrize("operator", [derivative, gradient, jacobian])
def test_first_derivatives_agree_on_a_number(operator):
    assert operator(graph)(3.0, 0.0) == pytest.approx(math.cos(3.0), rel=1e-14)
