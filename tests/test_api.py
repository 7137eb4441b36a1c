"""The public door: what a decorated function is, takes, returns, refuses and costs."""

import copy
import functools
import gc
import inspect
import math
import pickle
import subprocess
import sys
import threading
import weakref
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import forward_diff

SLOPE = 2.0


@forward_diff
def graph(x, y=2.0, *, shift=0.0):
    """Return a number."""
    return x * y + math.sin(x) + shift


@forward_diff(wrt="x")
def along_x(x, p):
    return x * x * p


@forward_diff
def factorial(x):
    return x * factorial(x - 1.0) if x > 1.0 else x


class Model:
    """An object with derivatives of all kinds of methods."""

    factor = 3.0

    @forward_diff
    def scaled(self, x):
        return self.factor * x * x

    @forward_diff
    @staticmethod
    def static_inside(x):
        return x * x

    @staticmethod
    @forward_diff
    def static_outside(x):
        return x * x

    @forward_diff
    @classmethod
    def class_inside(cls, x):
        return cls.factor * x

    @classmethod
    @forward_diff
    def class_outside(cls, x):
        return cls.factor * x

    def plain(self, x):
        return self.factor * x


class Line:
    """An instance that can be called."""

    def __init__(self, slope):
        self.slope = slope

    def __call__(self, x):
        return self.slope * x


def square(x):
    return x * x


class TestCalls:
    """Value and tangent, for seeds by keyword."""

    def test_one_seed(self) -> None:
        assert graph(3.0, 0.0, d_x=1.0) == (math.sin(3.0), math.cos(3.0))

    def test_several_seeds_and_defaults(self) -> None:
        assert graph(3.0, d_x=1.0, d_y=2.0) == pytest.approx((6.0 + math.sin(3.0), 8.0 + math.cos(3.0)))
        assert graph(3.0, d_y=1.0) == (graph.primal(3.0), 3.0)
        assert graph(y=2.0, x=3.0, d_shift=1.0, shift=1.0)[1] == 1.0

    def test_the_second_call_is_the_first(self) -> None:
        for _ in range(3):
            assert graph(2.0, 5.0, d_y=3.0) == (10.0 + math.sin(2.0), 6.0)
            assert graph(2, 5.0, d_y=3.0) == (10.0 + math.sin(2.0), 6.0)
            assert graph(np.float64(2.0), 5.0, d_y=1)[1] == 2.0

    def test_seed_of_another_type_is_converted(self) -> None:
        assert type(graph(3.0, 0.0, d_x=1)[1]) is float

    def test_missing_seed_of_the_only_parameter(self) -> None:
        assert forward_diff(square)(3.0) == (9.0, 6.0)
        assert forward_diff(square)(3) == (9, 6.0)

    def test_missing_seed_of_the_parameter_in_wrt(self) -> None:
        assert along_x(3.0, 2.0) == (18.0, 12.0)
        assert along_x(3.0, 2.0, d_x=2.0) == (18.0, 24.0)
        assert forward_diff(square, wrt=0)(3.0) == (9.0, 6.0)
        assert forward_diff(lambda x, y: x * y, wrt=-1)(3.0, 5.0) == (15.0, 3.0)

    def test_no_missing_seed_of_an_array(self) -> None:
        with pytest.raises(TypeError, match="d_x"):
            forward_diff(square)(np.ones(2))

    def test_no_seed_names_the_parameters(self) -> None:
        with pytest.raises(srcad.SeedError, match="d_x, d_y, d_shift"):
            graph(3.0, 0.0)
        with pytest.raises(TypeError, match="d_x, d_y"):
            forward_diff(lambda x, y, z: x, wrt=("x", "y"))(1.0, 2.0, 3.0)

    def test_python_binds_the_arguments(self) -> None:
        for arguments, keywords in (((), {}), ((1.0, 2.0, 3.0), {}), ((1.0,), {"z": 1.0}), ((1.0,), {"x": 2.0})):
            with pytest.raises(TypeError, match=r"graph\(\)") as plain:
                graph.primal(*arguments, **keywords)
            with pytest.raises(TypeError, match=r"graph\(\)") as derived:
                graph(*arguments, **keywords, d_x=1.0)
            if len(arguments) < 3:
                assert str(derived.value) == str(plain.value)

    def test_wrt_that_does_not_exist(self) -> None:
        for wrt in ("z", 5, ("x", "z")):
            with pytest.raises(srcad.SeedError, match="x, y, shift"):
                forward_diff(graph.primal, wrt=wrt)

    def test_seed_outside_of_wrt(self) -> None:
        with pytest.raises(TypeError, match="d_p"):
            along_x(3.0, 2.0, d_p=1.0)

    def test_unknown_options(self) -> None:
        with pytest.raises(TypeError):
            forward_diff(square, directions=3)  # type: ignore[call-overload]

    def test_constant_result(self) -> None:
        assert forward_diff(lambda x: 3.0)(1.0) == (3.0, 0.0)
        assert forward_diff(lambda x: "text")(1.0) == ("text", None)

    def test_mismatched_seed_names_the_parameter(self) -> None:
        with pytest.raises(srcad.SeedError, match=r"tangent of x: .*(.|\n)*\(2,\)(.|\n)*\(3,\)"):
            forward_diff(square)(np.ones(2), d_x=np.ones(3))

    def test_own_options_by_name(self) -> None:
        with pytest.raises(srcad.SeedError):
            srcad.jvp(square, (1.0,), (None,))


class TestRecursion:
    """In its own body, a decorated function is its primal."""

    def test_by_global_name(self) -> None:
        # x (x - 1) (x - 2) (x - 3) at 4.
        assert factorial(4.0) == (24.0, 50.0)
        assert factorial.primal(4.0) == 24.0

    def test_by_closure(self) -> None:
        @forward_diff
        def power(x, n):
            return 1.0 if n == 0 else x * power(x, n - 1)

        assert power(2.0, 3, d_x=1.0) == (8.0, 12.0)
        assert power.primal(2.0, 3) == 8.0


class TestArrays:
    """Arrays as arguments: quick calls must look at dtypes, layouts and overlaps."""

    def test_dtypes_and_dimensions(self) -> None:
        derivative = forward_diff(square)
        for array in (np.ones(3), np.ones(3, np.float32), np.ones((2, 2)), np.array(2.0), np.ones(2, complex)):
            for _ in range(3):
                value, tangent = derivative(array, d_x=array)
                np.testing.assert_array_equal(tangent, 2.0 * array * array)
                assert np.shape(tangent) == np.shape(value)
                assert np.asarray(tangent).dtype == array.dtype

    def test_seed_of_another_shape_after_a_quick_call(self) -> None:
        derivative = forward_diff(square)
        for _ in range(3):
            derivative(np.ones(3), d_x=np.ones(3))
        with pytest.raises(srcad.SeedError):
            derivative(np.ones(3), d_x=np.ones(4))

    def test_strides(self) -> None:
        derivative = forward_diff(lambda x: x.ravel() * 2.0)
        array = np.arange(6.0).reshape(2, 3)
        for seed in (array.copy(), np.asfortranarray(array), array.copy()):
            np.testing.assert_array_equal(derivative(array, d_x=seed)[1], 2.0 * array.ravel())

    def test_argument_as_its_own_seed(self) -> None:
        values = np.array([1.0, 2.0])
        for _ in range(3):
            np.testing.assert_array_equal(forward_diff(square)(values, d_x=values)[1], [2.0, 8.0])

    def test_mutated_argument_has_its_seed_mutated(self) -> None:
        @forward_diff
        def double(x):
            x *= 2.0
            return x

        for seed in (np.ones(2), np.ones(4)[::2], [1.0, 1.0]):
            values = np.array([1.0, 2.0])
            if isinstance(seed, list):
                seed = np.array(seed)
            double(values, d_x=seed)
            np.testing.assert_array_equal(values, [2.0, 4.0])
            np.testing.assert_array_equal(seed, [2.0, 2.0])

    def test_one_array_as_two_arguments(self) -> None:
        @forward_diff
        def program(x, y):
            x[0] = 5.0
            return x * y

        for _ in range(3):
            values, seed = np.array([2.0, 3.0]), np.ones(2)
            np.testing.assert_array_equal(program(values, values, d_x=seed, d_y=seed)[1], [0.0, 6.0])
            values, seed = np.array([2.0, 3.0]), np.ones(2)
            np.testing.assert_array_equal(program(values, values, d_x=seed)[1], [0.0, 6.0])
            values = np.array([2.0, 3.0, 4.0])
            with pytest.raises(srcad.SeedError, match="shares memory"):
                program(values[:-1], values[1:], d_x=np.ones(2))
            other = np.array([2.0, 3.0])
            np.testing.assert_array_equal(program(other, other.copy(), d_x=np.ones(2))[1], [0.0, 3.0])


class TestObject:
    """What a decorated function is besides a function."""

    def test_metadata(self) -> None:
        assert graph.__name__ == "graph"
        assert graph.__doc__ == "Return a number."
        assert graph.__module__ == __name__
        assert inspect.signature(graph) == inspect.signature(graph.primal)
        assert "graph" in repr(graph)

    def test_primal_and_source(self) -> None:
        assert graph.primal(3.0, 0.0) == math.sin(3.0)
        fresh = forward_diff(graph.primal)
        assert "def graph_forward(" in fresh.source
        fresh(1.0, 2.0, d_y=1.0)
        assert "d_y" in fresh.source and "d_x" not in fresh.source

    def test_source_for_annotated_arguments(self) -> None:
        def program(x: float, n: int, name: str, flag: "bool" = True, power=2):
            return x * n**power

        assert "def program_forward(x, n, name, flag" in forward_diff(program).source
        assert "d_n" not in forward_diff(program).source

    def test_show_and_variant(self) -> None:
        shown = graph.show(3.0, 0.0, wrt="x")
        assert "x * y + math.sin(x)" in shown and "d_x" in shown
        variant = graph.variant(3.0, 0.0, wrt="x")
        assert variant(3.0, 0.0, d_x=1.0) == graph(3.0, 0.0, d_x=1.0)
        assert "graph_forward" in inspect.getsource(variant)
        assert graph.variant(3.0, 0.0)(3.0, 0.0, d_x=1.0, d_y=0.0) == graph(3.0, 0.0, d_x=1.0)
        with pytest.raises(srcad.SeedError, match="shift"):
            graph.variant(3.0, 0.0, wrt="z")

    def test_methods(self) -> None:
        model = Model()
        assert model.scaled(2.0, d_x=1.0) == (12.0, 12.0)
        assert Model.scaled(model, 2.0, d_x=1.0) == (12.0, 12.0)
        assert Model.static_inside(3.0) == model.static_inside(3.0) == (9.0, 6.0)
        assert Model.static_outside(3.0) == model.static_outside(3.0) == (9.0, 6.0)
        assert Model.class_inside(2.0, d_x=1.0) == model.class_inside(2.0, d_x=1.0) == (6.0, 3.0)
        assert Model.class_outside(2.0, d_x=1.0) == model.class_outside(2.0, d_x=1.0) == (6.0, 3.0)

    def test_method_of_an_object_that_changes(self) -> None:
        class Spring:
            stiffness: Any = 2.0

            def force(self, x: float) -> Any:
                return self.stiffness * x

        spring = Spring()
        force = forward_diff(spring.force)
        for stiffness in (3.0, 4.0, 5, np.array([1.0, 2.0]), 6.0, np.float32(2.0), 7.0):
            spring.stiffness = stiffness
            for x in (0.5, 1.5):
                value, tangent = force(x, d_x=1.0)
                assert np.array_equal(value, stiffness * x)
                assert np.array_equal(tangent, stiffness * 1.0)

    def test_method_of_an_object_whose_class_changes(self) -> None:
        class Gain:
            def __init__(self) -> None:
                self.gain = 2.0

            def scaled(self, x: float) -> float:
                return self.gain * self.shape(x)

            def shape(self, x: float) -> float:
                return x

        gain = Gain()
        scaled = forward_diff(gain.scaled)
        assert [scaled(3.0, d_x=1.0) for _ in range(3)] == [(6.0, 2.0)] * 3
        Gain.shape = lambda self, x: x * x  # type: ignore[method-assign]
        assert [scaled(3.0, d_x=1.0) for _ in range(3)] == [(18.0, 12.0)] * 3

    def test_method_with_a_tangent_of_its_object(self) -> None:
        model = Line(2.0)
        assert forward_diff(Line.__call__)(model, 3.0, d_self={"slope": 1.0}) == (6.0, 3.0)

    def test_pickle(self) -> None:
        assert pickle.loads(pickle.dumps(graph)) is graph
        assert pickle.loads(pickle.dumps(Model.scaled)) is Model.scaled
        again = pickle.loads(pickle.dumps(forward_diff(square)))
        assert again(3.0) == (9.0, 6.0)
        twice = pickle.loads(pickle.dumps(forward_diff(forward_diff(square), wrt="x")))
        assert twice(3.0) == ((9.0, 6.0), (6.0, 2.0))

    def test_copy(self) -> None:
        assert copy.copy(graph) is graph
        assert copy.deepcopy(graph) is graph

    def test_wraps_does_not_make_it_a_derivative(self) -> None:
        @functools.wraps(graph)
        def other(x):
            return x * 5.0

        assert srcad.jvp(other, (2.0,), (1.0,)) == (10.0, 5.0)

    def test_wraps_does_not_copy_what_was_derived(self) -> None:
        srcad.jvp(square, (2.0,), (1.0,))

        @functools.wraps(square)
        def other(x):
            return x * 5.0

        assert srcad.jvp(other, (2.0,), (1.0,)) == (10.0, 5.0)


class TestCallables:
    """Things to call that are no plain functions."""

    def test_bound_method(self) -> None:
        assert forward_diff(Model().plain)(2.0) == (6.0, 3.0)
        assert srcad.jvp(Model().plain, (2.0,), (1.0,)) == (6.0, 3.0)
        assert srcad.jvp(Model().scaled, (2.0,), (1.0,)) == (12.0, 12.0)

    def test_instance(self) -> None:
        assert forward_diff(Line(4.0))(2.0) == (8.0, 4.0)
        assert srcad.jvp(Line(4.0), (2.0,), (1.0,)) == (8.0, 4.0)

    def test_partial(self) -> None:
        assert forward_diff(functools.partial(graph.primal, 3.0))(0.0, d_y=1.0) == (math.sin(3.0), 3.0)
        partial = functools.partial(graph.primal, y=0.0)
        assert srcad.jvp(partial, (3.0,), (1.0,)) == (math.sin(3.0), math.cos(3.0))
        assert srcad.jvp(partial, (3.0,), (None,), {"y": 1.0}, {"y": 1.0})[1] == 3.0

    def test_builtins(self) -> None:
        assert forward_diff(math.sin)(0.5) == (math.sin(0.5), math.cos(0.5))
        assert forward_diff(math.sin)(0.5, d_x=2.0) == (math.sin(0.5), 2.0 * math.cos(0.5))
        assert srcad.jvp(math.atan2, (1.0, 2.0), (1.0, None)) == pytest.approx((math.atan2(1.0, 2.0), 0.4))
        tangent = forward_diff(np.sin)(np.ones(2), d_x=np.ones(2))[1]
        np.testing.assert_array_equal(tangent, np.cos(np.ones(2)))

    def test_class(self) -> None:
        line, tangent = srcad.jvp(Line, (2.0,), (1.0,))
        assert line.slope == 2.0 and tangent == srcad.Tangent(slope=1.0)

    def test_cached_function(self) -> None:
        assert srcad.jvp(functools.cache(square), (3.0,), (1.0,)) == (9.0, 6.0)

    def test_what_cannot_be_called(self) -> None:
        with pytest.raises(srcad.SrcadError, match="cannot be called"):
            forward_diff(3.0)  # type: ignore[call-overload]


class TestVariadic:
    """*args and **kwargs, positional-only parameters."""

    def test_star_arguments(self) -> None:
        @forward_diff
        def product(*factors):
            result = 1.0
            for factor in factors:
                result = result * factor
            return result

        assert product(2.0, 3.0, d_factors=(1.0, 0.0)) == (6.0, 3.0)
        assert product.jvp((2.0, 3.0), (None, 1.0)) == (6.0, 2.0)
        assert srcad.jvp(product, (2.0, 3.0, 4.0), (1.0, None, 1.0)) == (24.0, 18.0)

    def test_keyword_dictionary(self) -> None:
        @forward_diff
        def total(x, **weights):
            return x * weights["a"] + weights["b"]

        assert total(2.0, a=3.0, b=1.0, d_x=1.0) == (7.0, 3.0)
        assert total(2.0, a=3.0, b=1.0, d_weights={"a": 1.0, "b": 1.0}) == (7.0, 3.0)
        assert total.jvp((2.0,), (None,), {"a": 3.0, "b": 1.0}, {"a": 1.0}) == (7.0, 2.0)
        with pytest.raises(srcad.SeedError, match="d_weights"):
            total(2.0, a=3.0, b=1.0, d_a=1.0, d_x=1.0)

    def test_positional_only(self) -> None:
        @forward_diff
        def ratio(a, b, /):
            return a / b

        assert ratio(1.0, 2.0, d_a=1.0) == (0.5, 0.5)
        assert ratio.jvp((1.0, 2.0), (None, 1.0)) == (0.5, -0.25)

    def test_jvp_with_names_that_there_are_not(self) -> None:
        with pytest.raises(srcad.SeedError):
            srcad.jvp(square, (1.0,), (1.0, 1.0))
        with pytest.raises(srcad.SeedError):
            srcad.jvp(square, (1.0,), (None,), {}, {"z": 1.0})


class TestNames:
    """Parameters that are called like seeds."""

    def test_parameter_called_like_a_seed(self) -> None:
        @forward_diff
        def program(x, d_x):
            return x * d_x

        assert program(2.0, 3.0, d_d_x=1.0) == (6.0, 2.0)
        assert program.jvp((2.0, 3.0), (1.0, None)) == (6.0, 3.0)
        assert srcad.jvp(program, (2.0, 3.0), (1.0, 1.0)) == (6.0, 5.0)
        with pytest.raises(srcad.SeedError, match=r"d_x(.|\n)*program\.jvp(.|\n)*prefix="):
            program(2.0, d_x=3.0)

    def test_only_parameter_that_is_meant_has_no_keyword(self) -> None:
        program = forward_diff(lambda x, d_x=1.0: x * d_x, wrt="x")
        with pytest.raises(srcad.SeedError, match="jvp"):
            program(2.0, d_x=3.0)

    def test_prefix(self) -> None:
        program = forward_diff(lambda x, d_x: x * d_x, prefix="t_")
        assert program(2.0, 3.0, t_x=1.0) == (6.0, 3.0)
        assert program(2.0, d_x=3.0, t_d_x=1.0) == (6.0, 2.0)

    def test_names_of_the_wrapper_itself(self) -> None:
        def program(
            type, slow, error, wrapper, find, call, before, result, missing, latest, failed, swallowed, factory
        ):
            return type * slow * error * wrapper * find * call * before * result * missing * latest * failed

        derivative = forward_diff(program)
        for _ in range(3):
            assert derivative(*[1.0] * 13, d_slow=1.0, d_type=1.0) == (1.0, 2.0)


class TestGenerators:
    """A generator function gives two generators."""

    @staticmethod
    def powers(x, n):
        for k in range(n):
            yield x**k
        return x

    def test_in_step(self) -> None:
        values, tangents = forward_diff(self.powers)(2.0, 4, d_x=1.0)
        assert inspect.isgenerator(values) and inspect.isgenerator(tangents)
        assert list(zip(values, tangents, strict=True)) == [(1.0, 0.0), (2.0, 1.0), (4.0, 4.0), (8.0, 12.0)]

    def test_one_after_the_other(self) -> None:
        for _ in range(3):
            values, tangents = forward_diff(self.powers)(2.0, 4, d_x=1.0)
            assert list(tangents) == [0.0, 1.0, 4.0, 12.0]
            assert list(values) == [1.0, 2.0, 4.0, 8.0]

    def test_errors_come_when_they_come(self) -> None:
        def program(x):
            yield x
            raise KeyError("late")

        values, _ = forward_diff(program)(2.0)
        assert next(values) == 2.0
        with pytest.raises(KeyError):
            next(values)


class TestErrors:
    """What comes out of a call that goes wrong."""

    def test_refusal_that_is_swallowed(self) -> None:
        def inverse(x):
            import decimal

            try:
                return float(decimal.Decimal(x)) * 2.0
            except BaseException:
                return 0.0

        for _ in range(2):
            with pytest.raises(srcad.SrcadError):
                srcad.jvp(inverse, (2.0,), (1.0,))
            with pytest.raises(srcad.SrcadError):
                forward_diff(inverse)(2.0)
        assert forward_diff(square)(3.0) == (9.0, 6.0)

    def test_error_names_the_line_of_the_user(self) -> None:
        def program(x):
            return x * math.sqrt(-1.0)

        with pytest.raises(ValueError, match=r"math domain|nonnegative") as caught:
            forward_diff(program)(1.0)
        assert any("test_api.py" in note for note in caught.value.__notes__)

    def test_rebinding_is_followed_by_quick_calls(self) -> None:
        scope: dict[str, Any] = {"__name__": "scope"}
        import linecache

        text = "k = 2.0\n\ndef helper(x):\n    return x * k\n\ndef program(x):\n    return helper(x) + k\n"
        linecache.cache["<rebinding>"] = (len(text), None, text.splitlines(keepends=True), "<rebinding>")
        exec(compile(text, "<rebinding>", "exec"), scope)
        derivative = forward_diff(scope["program"])
        for _ in range(3):
            assert derivative(3.0) == (8.0, 2.0)
        scope["k"] = 5
        for _ in range(3):
            assert derivative(3.0) == (20.0, 5.0)
        scope["helper"] = square
        for _ in range(3):
            assert derivative(3.0) == (14.0, 6.0)


class TestProcess:
    """Imports, threads and memory."""

    def test_public_names(self) -> None:
        for name in srcad.__all__:
            assert getattr(srcad, name) is not None
        assert set(srcad.__all__) <= set(dir(srcad))
        assert srcad.__version__
        assert len(srcad.rules()) > 100
        with pytest.raises(AttributeError):
            srcad.nothing  # noqa: B018

    def test_import_is_light(self) -> None:
        code = "import sys, srcad; print([m for m in sys.modules if m.split('.')[0] in ('gast', 'astor', 'scipy')])"
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert found.stdout.strip() == "[]"

    def test_stop_derivative(self) -> None:
        array = np.ones(2)
        assert srcad.stop_derivative(array) is array
        assert srcad.jvp(lambda x: x * srcad.stop_derivative(x), (3.0,), (1.0,)) == (9.0, 3.0)

    def test_many_threads(self) -> None:
        derivative = forward_diff(lambda x, y: x * y * y)
        found: list[Any] = []

        def work(k: float) -> None:
            found.extend(derivative(k, 2.0, d_y=1.0) == (4.0 * k, 4.0 * k) for _ in range(50))

        threads = [threading.Thread(target=work, args=(float(k),)) for k in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [True] * 400

    def test_nothing_is_kept(self) -> None:
        def make(k):
            def program(x):
                return x * k

            return program

        references = []
        for k in range(5):
            program = make(float(k))
            assert srcad.jvp(program, (2.0,), (1.0,))[1] == k
            assert forward_diff(program)(2.0)[1] == k
            references.append(weakref.ref(program))
        del program
        gc.collect()
        assert [reference() for reference in references] == [None] * 5


# The prepared call that stands in the wrapper


def offset(x):
    return OFFSET + x


OFFSET = 1.0


def test_a_global_that_is_gone_is_missed_as_by_the_function_itself(monkeypatch):
    derivative = forward_diff(offset)
    assert derivative(2.0) == derivative(2.0) == (3.0, 1.0)
    with monkeypatch.context() as patch:
        patch.delitem(globals(), "OFFSET")
        with pytest.raises(NameError, match="OFFSET") as caught:
            derivative(2.0)
        assert caught.value.__context__ is None
    assert derivative(2.0) == (3.0, 1.0)


@pytest.mark.parametrize("error", [KeyError, ValueError, KeyboardInterrupt])
def test_an_error_of_the_function_leaves_the_wrapper_once(error):
    calls = []

    def counted(x, fails):
        calls.append(fails)
        if fails:
            raise error("own")
        return x * x

    derivative = forward_diff(counted, wrt="x")
    assert derivative(2.0, False) == derivative(2.0, False) == (4.0, 4.0)
    with pytest.raises(error, match="own"):
        derivative(2.0, True)
    assert calls == [False, False, True]


def test_seeds_behind_defaults_and_keywords_reach_their_parameters():
    def mixed(x, y=2.0, *, z=3.0):
        return x * y * z

    derivative = forward_diff(mixed)
    for _ in range(2):
        assert derivative(5.0, d_x=1.0) == (30.0, 6.0)
        assert derivative(5.0, z=4.0, d_x=1.0, d_z=1.0) == (40.0, 18.0)
        assert derivative(5.0, 7.0, z=4.0, d_y=1.0) == (140.0, 20.0)
        assert derivative(5.0, y=7.0, d_y=1.0, d_x=2.0) == (105.0, 57.0)
