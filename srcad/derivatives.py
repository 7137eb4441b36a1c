"""Whole derivatives: function in, function out.

Each is a number of sweeps: the function runs with its derivative once for every entry of what it is differentiated with
respect to, or once for many entries, where its derivative can be written for several directions; if that run meets a
pole, an overflow or an exception, the entries are taken one by one after it. How often a function with side effects
runs is therefore not promised. Arguments and results may be structures. The derivative of a structure with respect to a
structure has the structure of the result, which holds the structure of the argument at each place, which holds a number
or array of the shape of the result followed by the shape of the argument. Where a truth value stands in an argument,
that is None.

With `compile=`, as for `forward_diff`, the function and the loop over the sweeps are compiled. Then the argument and
the result are each a real number or an array, and all arguments are given by position.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import numpy as np

from srcad.api import Compile
from srcad.calling.calls import Call, Function, Levels, Stand, Wrt, name_of, tangents_of_call
from srcad.calling.repeating import RepeatedArguments
from srcad.calling.sweeping import Sweeps, stack
from srcad.compiling.options import compiler_for
from srcad.errors import SeedError, describe
from srcad.values.flattening import leaves_of, with_leaves
from srcad.values.structures import Category, category_of
from srcad.values.tangents import check_seed

__all__ = [
    "derivative",
    "gradient",
    "hessian",
    "hvp",
    "jacobian",
    "value_and_derivative",
    "value_and_gradient",
    "value_and_hessian",
    "value_and_hvp",
    "value_and_jacobian",
]


def derivative(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> derivative of f` with respect to a real number.

    `wrt` is a parameter by position or name, or a tuple of them for a tuple of derivatives. A derivative has the
    structure of f's result.

    Raises SeedError if the argument is not a real number.
    """
    return _without_value(value_and_derivative(f, wrt, compile=compile), "derivative", f, wrt)


def gradient(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> gradient of f`, for an f that returns a real number.

    `wrt` is a parameter by position or name, or a tuple of them for a tuple of gradients. A gradient has the structure
    of its argument, and its arrays the shapes.

    Raises SeedError if the result of f is not a real number.
    """
    return _without_value(value_and_gradient(f, wrt, compile=compile), "gradient", f, wrt)


def jacobian(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> all first derivatives of f`.

    `wrt` is a parameter by position or name, or a tuple of them for a tuple at each place of the result. The shape of
    each derivative is that of the result followed by that of the argument.
    """
    return _without_value(value_and_jacobian(f, wrt, compile=compile), "jacobian", f, wrt)


def hessian(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> all second derivatives of f`.

    `wrt` is a parameter by position or name, or a tuple of them for a tuple of tuples. The shape of each derivative is
    that of the result followed by those of the two arguments.
    """
    return _without_value(value_and_hessian(f, wrt, compile=compile), "hessian", f, wrt)


def hvp(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, vector, **kwargs) -> hessian of f times vector`, for an f that returns a number.

    `vector` is a tangent of the argument that `wrt` names, or a tuple of them if `wrt` is a tuple; so is the result.

    Raises SeedError if the result of f is not a real number.
    """
    return _without_value(value_and_hvp(f, wrt, compile=compile), "hvp", f, wrt)


def value_and_derivative(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> (value of f, derivative)`, see `derivative`."""

    def run(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        call = Call.of(f, wrt, args, kwargs)
        for place in call.places:
            _require_real_number(call.argument(place), f"derivative needs a real number as {call.name_of(place)}")
        sweeps = Sweeps(call)
        table = sweeps.first_order()
        slopes = [with_leaves(sweeps.value, [row[number] for row in table]) for number in range(len(call.places))]
        return sweeps.value, call.for_places(slopes)

    return Operator(_compiled(run, f, wrt, compile, "derivative"), "value_and_derivative", f, wrt)


def value_and_gradient(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> (value of f, gradient)`, see `gradient`."""

    def run(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        sweeps = Sweeps(Call.of(f, wrt, args, kwargs), lambda value: _require_real_result(value, "gradient", f))
        (slopes,) = sweeps.first_order()
        return sweeps.value, sweeps.arrange(lambda block: stack(slopes, (block,), sweeps.value))

    return Operator(_compiled(run, f, wrt, compile, "gradient"), "value_and_gradient", f, wrt)


def value_and_jacobian(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> (value of f, jacobian)`, see `jacobian`."""

    def run(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        sweeps = Sweeps(Call.of(f, wrt, args, kwargs))

        def rows(slopes: list[Any], out: Any) -> Any:
            return sweeps.arrange(lambda block: stack(slopes, (block,), out))

        table = sweeps.first_order()
        return sweeps.value, with_leaves(sweeps.value, list(map(rows, table, leaves_of(sweeps.value))))

    return Operator(_compiled(run, f, wrt, compile, "jacobian"), "value_and_jacobian", f, wrt)


def value_and_hessian(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, **kwargs) -> (value of f, hessian)`, see `hessian`."""

    def run(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        sweeps = Sweeps(Call.of(f, wrt, args, kwargs))

        def rows(curvatures: list[Any], out: Any) -> Any:
            return sweeps.arrange(lambda one: sweeps.arrange(lambda other: stack(curvatures, (one, other), out)))

        table = sweeps.second_order()
        return sweeps.value, with_leaves(sweeps.value, list(map(rows, table, leaves_of(sweeps.value))))

    return Operator(_compiled(run, f, wrt, compile, "hessian"), "value_and_hessian", f, wrt)


def value_and_hvp(f: Function, wrt: Wrt = 0, *, compile: Compile = None) -> Function:
    """Return the function `(*args, vector, **kwargs) -> (value of f, hessian times vector)`, see `hvp`."""

    def run(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        if not args:
            raise SeedError(describe("hvp needs a vector", None, "Call hvp(f)(*args, vector)."))
        call = Call.of(f, wrt, args[:-1], kwargs)
        vectors = args[-1] if call.is_tuple else (args[-1],)
        vectors = check_seed(tuple(map(call.argument, call.places)), vectors, "vector")
        sweeps = Sweeps(call, lambda value: _require_real_result(value, "hvp", f), vectors)
        (products,) = sweeps.times_vectors()
        return sweeps.value, sweeps.arrange(lambda block: stack(products, (block,), sweeps.value))

    return Operator(_compiled(run, f, wrt, compile, "hvp"), "value_and_hvp", f, wrt)


def _compiled(run: Function, f: Function, wrt: Wrt, compile: Compile, operator: str) -> Function:
    """Return what computes a derivative compiled, if that is wished."""
    compiler = compiler_for(compile)
    if compiler is None:
        return run
    # Whoever does not compile needs no compiler.
    from srcad.compiling.sweeps import CompiledSweeps, Order

    def check(x: Any, value: Any) -> None:
        if operator == "derivative":
            _require_real_number(x, f"derivative needs a real number as the argument of {name_of(f)}")
        if operator in ("gradient", "hvp"):
            _require_real_result(value, operator, f)

    levels = 2 if operator in ("hessian", "hvp") else 1
    return CompiledSweeps(run, f, wrt, compiler, Order(levels, operator == "hvp", check))


def _require_real_number(value: Any, what: str) -> None:
    is_number = category_of(value) is Category.NUMBER or (type(value) is np.ndarray and value.shape == ())
    if not is_number or np.asarray(value).dtype.kind not in "fiu":
        found = f"{what}, not a {type(value).__name__}"
        raise SeedError(describe(found, None, "srcad.jacobian takes and returns arrays and structures."))


def _require_real_result(value: Any, operator: str, f: Function) -> None:
    _require_real_number(value, f"{operator} needs a real number as the result of {name_of(f)}")


def _without_value(value_and_derivative: Function, operator: str, f: Function, wrt: Wrt) -> Function:
    def run(*args: Any, **kwargs: Any) -> Any:
        return value_and_derivative(*args, **kwargs)[1]

    return Operator(run, operator, f, wrt)


class Operator:
    """What `srcad.gradient(f)` and the like return: called with the arguments of f, it computes the derivative."""

    def __init__(self, run: Function, operator: str, f: Function, wrt: Wrt) -> None:
        self.run = run
        self.operator = operator
        self.function = f
        self.wrt = wrt
        self.__name__ = self.__qualname__ = f"{operator}_of_{name_of(f)}"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the derivative."""
        return self.run(*args, **kwargs)

    def along(self, args: Any, kwargs: Any, levels: Levels) -> Any:
        """Return the nested pairs of this derivative's own derivatives; a level has tangents by position and by name.

        The sweeps run once, each with the levels of this call outside of its own. What they find has 2, 4 or more
        parts, and each is arranged as the derivative itself is.
        """
        if self.operator.endswith("hvp"):
            levels = tuple((without_vector(positional, len(args)), named) for positional, named in levels)
        recorded = Recorded(self.function, levels, args[:-1] if self.operator.endswith("hvp") else args, kwargs)
        value = self.of(recorded)(*args, **kwargs)
        parts = [value]
        for number in range(1, 1 << len(levels)):
            found = [flattened(nested, len(levels))[number] for nested in recorded.found]
            parts.append(self.of(Replayed(self.function, found))(*args, **kwargs))
        return nested_pairs(parts)

    def of(self, f: Function) -> Operator:
        """Return the same derivative of another function."""
        made: Operator = OPERATORS[self.operator](f, self.wrt)
        return made

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)

    def __repr__(self) -> str:
        return f"<{self.__name__}>"


OPERATORS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
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
}


class Recorded(Stand):
    """Run the sweeps of a derivative with further levels outside, and keep all that they find."""

    def __init__(self, function: Function, levels: Levels, args: Any, kwargs: Any) -> None:
        super().__init__(function)
        tangents = tuple(tangents_of_call(self.function, args, kwargs, *level) for level in levels)
        self._outer = RepeatedArguments(tangents, is_single=False)
        self.found: list[Any] = []

    def along(self, call: Call, levels: Levels) -> Any:
        """Return what one sweep finds in the function's value and inner derivatives."""
        from srcad import api

        outer = self._outer.fresh()
        self.found.append(api.along(self.function, call.args, call.kwargs, (*levels, *outer)))
        return flattened(self.found[-1], len(outer))[0]


class Replayed(Stand):
    """Give what was found for one part, in the order of the sweeps."""

    def __init__(self, function: Function, found: list[Any]) -> None:
        super().__init__(function)
        self._found = iter(found)

    def along(self, call: Call, levels: Levels) -> Any:
        """Return what was found in one sweep."""
        return next(self._found)


def flattened(nested: Any, levels: int) -> list[Any]:
    """List the leaves of pairs that are nested so deep."""
    if levels == 0:
        return [nested]
    return [leaf for part in nested for leaf in flattened(part, levels - 1)]


def nested_pairs(parts: list[Any]) -> Any:
    """Nest the leaves in pairs again."""
    while len(parts) > 1:
        parts = list(zip(parts[::2], parts[1::2], strict=True))
    return parts[0]


def without_vector(tangents: Any, count: int) -> Any:
    """Leave out the tangent of the vector that a hessian is multiplied with.

    Raises SeedError if the vector varies.
    """
    if len(tangents) == count and tangents[-1] is not None:
        raise SeedError(describe("the vector of hvp varies", None, "Take srcad.jvp of srcad.gradient in its place."))
    return tangents[: count - 1]
