"""Derivatives inside functions that are differentiated: perturbations are never confused."""

import math

import srcad

from tests.programs.inputs import may_be_refused


def _slope(function, at):
    return srcad.jvp(function, (at,), (1.0,))[1]


def perturbations_are_not_confused(x):
    return x * _slope(lambda y: x + y, 1.0)


def closure_over_active(x, y):
    return _slope(lambda v: v * v * x, y)


def inner_point_is_active(x):
    return _slope(math.sin, x) * x


def inner_derivative_by_decorator(x, y):
    @srcad.forward_diff
    def cube(value):
        return value**3 * y

    value, slope = cube(x, d_value=1.0)
    return value * slope


def inner_decorated_with_default_seed(x):
    square = srcad.forward_diff(lambda value: value * value * x)
    value, slope = square(x)
    return value + slope


def newton_with_slope(x, y):
    root = y
    for _ in range(4):
        residual = root**3 - x * x - 1.0
        root = root - residual / _slope(lambda v: v**3 - x * x - 1.0, root)
    return root


@may_be_refused("three levels in one function would need joint functions of joint functions")
def nested_twice(x):
    return _slope(lambda y: y * _slope(lambda v: v * v * x * y, y), x)


@may_be_refused("a value stored in a nonlocal outlives the call of the inner derivative")
def inner_mutates_outer_between_calls(x):
    total = x

    def add(value):
        nonlocal total
        total = total * value
        return total

    first = _slope(add, 2.0)
    second = _slope(add, 3.0)
    return first + second * total


def gradient_inside(a):
    slopes = srcad.gradient(lambda v: (v * v * a).sum())(a)
    return slopes * a


def derivative_inside(x):
    return srcad.derivative(lambda v: v**3 * x)(x)


def seed_is_active(x, y):
    value, tangent = srcad.jvp(lambda v: v * v, (x,), (y,))
    return value * tangent


def stopped(x):
    return x * srcad.stop_derivative(x * 0.0 + 2.0)


def callable_objects_of_one_class(x):
    class Scale:
        def __init__(self, factor):
            self.factor = factor

        def __call__(self, value):
            return value * value * self.factor

    return _slope(Scale(x), 1.0) * _slope(Scale(2.0), x)
