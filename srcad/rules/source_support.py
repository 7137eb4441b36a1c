"""Write in Python what NumPy does in compiled code with other functions.

What `numpy.hypot.reduce`, `numpy.vectorize` or `__add__` of an array does is differentiated by these sources: each
does the same operations on the same values in the same order as the original, which the tests compare bit for bit.
"""

import functools
import itertools
import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from srcad.rules.array_support import lines, mask_lines
from srcad.rules.support import as_computed
from srcad.stopping import stop_derivative
from srcad.values.subclasses import plain


def outer(ufunc: Any, left: Any, right: Any, /, **keywords: Any) -> Any:
    """Apply a ufunc to all pairs of elements."""
    column = np.reshape(left, np.shape(left) + (1,) * np.ndim(right))
    return ufunc(column, right, **keywords)


def reduce(
    ufunc: Any,
    array: Any,
    /,
    axis: Any = 0,
    dtype: Any = None,
    out: Any = None,
    keepdims: bool = False,
    initial: Any = None,
    where: Any = True,
) -> Any:
    """Fold the elements along the axes, first one first."""
    values = np.asarray(array, dtype)
    rows, mask = lines(values, axis), mask_lines(where, values, axis)
    skipped = 0
    if initial is None and where is True and rows.shape[-1]:
        total, skipped = rows[..., 0], 1
    else:
        total = np.full(rows.shape[:-1], ufunc.identity if initial is None else initial)
    for k in range(skipped, rows.shape[-1]):
        folded = ufunc(total, rows[..., k])
        total = folded if where is True else np.where(mask[..., k], folded, total)
    return stored(reduced_shape(total, values.shape, axis) if keepdims else total[()], out)


def reduced_shape(total: Any, shape: Any, axis: Any) -> Any:
    """Give the result of a reduction its reduced axes back, with length one."""
    axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    reduced = [k % len(shape) for k in axes]
    return np.reshape(total, tuple([1 if k in reduced else n for k, n in enumerate(shape)]))


def stored(result: Any, out: Any) -> Any:
    """Write a result into the array that was given for it, if one was, and return what the function returns."""
    if out is None:
        return result
    target = out[0] if isinstance(out, tuple) else out
    target[...] = result
    return target


def accumulate(ufunc: Any, array: Any, /, axis: int = 0, dtype: Any = None, out: Any = None) -> Any:
    """Return the running results of a fold along an axis."""
    items = np.moveaxis(np.asarray(array, dtype), axis, 0)
    if len(items) < 2:
        return stored(np.array(array, dtype), out)
    steps = [ufunc(items[0], items[1])]
    for k in range(2, len(items)):
        steps.append(ufunc(steps[-1], items[k]))
    first = np.asarray(items[0], steps[0].dtype)
    return stored(np.moveaxis(np.stack([first, *steps]), 0, axis), out)


def reduceat(ufunc: Any, array: Any, indices: Any, /, axis: int = 0, dtype: Any = None, out: Any = None) -> Any:
    """Fold the slices between consecutive indices; where the next index is not larger, take the element alone."""
    items = np.moveaxis(np.asarray(array, dtype), axis, 0)
    starts = np.asarray(indices).tolist()
    folds = []
    for start, stop in zip(starts, [*starts[1:], len(items)], strict=True):
        folds.append(ufunc.reduce(items[start : max(stop, start + 1)], axis=0))
    return stored(np.moveaxis(np.stack(folds), 0, axis), out)


def at(ufunc: Any, a: Any, indices: Any, /, *operands: Any) -> None:
    """Apply a ufunc in place at the indices, again and again where an element is meant more than once."""
    places = np.arange(a.size).reshape(a.shape)[indices]
    spread = [np.broadcast_to(operand, places.shape).reshape(-1) for operand in operands]
    flat = places.reshape(-1)
    for chosen in rounds_of(flat):
        where = np.unravel_index(flat[chosen], a.shape)
        a[where] = ufunc(a[where], *[operand[chosen] for operand in spread])


def rounds_of(places: Any) -> Iterator[Any]:
    """Yield the positions of places in as many rounds as it takes for none to occur twice in one, in order."""
    order = np.argsort(places, kind="stable")
    ranked = places[order]
    first = np.searchsorted(ranked, ranked)
    turn = np.empty_like(order)
    turn[order] = np.arange(len(order)) - first
    for number in range(int(np.max(turn, initial=-1)) + 1):
        yield np.flatnonzero(turn == number)


def fromiter(iterable: Iterable[Any], dtype: Any, count: int = -1) -> Any:
    """Make a one-dimensional array of the first items, of all if the count is negative."""
    items = list(iterable if count < 0 else itertools.islice(iterable, count))
    if len(items) < count:
        raise ValueError("iterator too short")
    return np.array(items, dtype)


def apply_along_axis(function: Callable[..., Any], axis: int, arr: Any, *args: Any, **kwargs: Any) -> Any:
    """Apply a function to each line of an array along an axis."""
    moved = np.moveaxis(np.asarray(arr), axis, -1)
    kept = moved.ndim - 1
    results = []
    for index in np.ndindex(moved.shape[:-1]):
        results.append(np.asarray(function(moved[index], *args, **kwargs)))
    if not results:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    inner, start = np.ndim(results[0]), axis % moved.ndim
    stack = np.reshape(np.stack(results).astype(results[0].dtype), moved.shape[:-1] + np.shape(results[0]))
    return np.moveaxis(stack, tuple(range(kept, kept + inner)), tuple(range(start, start + inner)))


def vectorized(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Call a function on each element of the arguments that are not excluded, as `numpy.vectorize` does."""
    places = [place for place in range(len(args)) if place not in self.excluded]
    arrays = np.broadcast_arrays(*[args[place] for place in places])
    if kwargs or self.signature is not None or self.cache or not arrays or not arrays[0].size:
        return self._call_as_normal(*args, **kwargs)
    rows = [
        [row[places.index(place)] if place in places else args[place] for place in range(len(args))]
        for row in zip(*[array.ravel().tolist() for array in arrays], strict=True)
    ]
    kinds = self.otypes
    if kinds is None:
        # NumPy learns the number and the types of the results from a call of its own.
        sample = self.pyfunc(*rows[0])
        several = isinstance(sample, tuple)
        kinds = [np.asarray(part).dtype for part in (sample if several else (sample,))]
    results = [self.pyfunc(*row) for row in rows]
    columns = zip(*results, strict=True) if len(kinds) > 1 else [results]
    made = [np.array(list(c)).astype(k).reshape(arrays[0].shape) for c, k in zip(columns, kinds, strict=True)]
    return tuple(made) if len(kinds) > 1 else made[0]


def elementwise_source(function: Any, arguments: tuple[Any, ...]) -> Callable[..., Any] | None:
    """Return what a function made by `numba.vectorize` does to numbers and arrays of doubles; None for all else.

    It calls the Python function that was compiled on each element.
    """
    if type(function).__name__ != "DUFunc":
        return None
    if any(getattr(argument, "dtype", np.dtype(float)) in (np.float32, np.float16) for argument in arguments):
        return None  # Python's numbers are more exact
    return _elementwise(function)


@functools.lru_cache(maxsize=256)
def _elementwise(compiled: Any) -> Callable[..., Any]:
    scalar_function = compiled._dispatcher.py_func

    def each_element(*args: Any) -> Any:
        computed = compiled(*[stop_derivative(one) for one in args])
        arrays = np.broadcast_arrays(*args)
        rows = list(zip(*[array.ravel().tolist() for array in arrays], strict=True))
        results = [scalar_function(*row) for row in rows]
        return as_computed(np.reshape(np.array(results), arrays[0].shape)[()], computed)

    return each_element


def of_arrays(function: Callable[..., Any], *args: Any) -> Any:
    """Call an elementwise function of NumPy with lists and tuples as the arrays that it makes of them."""
    return function(*[np.asarray(one) if isinstance(one, (list, tuple)) else one for one in args])


def of_plain_numbers(function: Callable[..., Any], *args: Any, **keywords: Any) -> Any:
    """Call a function of numbers and sequences with plain ones, where instances of subclasses of these are given."""
    named = {name: plain(value) for name, value in keywords.items()}
    return function(*[plain(one) for one in args], **named)


def call(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Call a function, as `operator.call` does."""
    return function(*args, **kwargs)


def reflected(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return an operation with its operands the other way round, as `__radd__` has them."""

    def swapped(right: Any, left: Any, /) -> Any:
        return operation(left, right)

    return swapped


def power(base: Any, exponent: Any, modulus: None = None, /) -> Any:
    """Raise to a power, as `__pow__` does."""
    return base**exponent


# What the special methods of an array do, by the operator that calls them.
UNARY: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "bool": bool,
    "complex": complex,
    "float": float,
    "int": int,
    "iter": iter,
    "len": len,
    **{name: getattr(operator, name) for name in "index invert neg pos contains getitem setitem delitem".split()},
}
COMPARISONS = {name: getattr(operator, name) for name in "eq ge gt le lt ne".split()}
BINARY: dict[str, Callable[..., Any]] = {
    name: getattr(operator, name) for name in "add sub mul truediv floordiv mod matmul".split()
} | {
    "pow": power,
    "divmod": np.divmod,
    "and": operator.and_,
    "or": operator.or_,
    **{name: getattr(operator, name) for name in "xor lshift rshift".split()},
}
IN_PLACE = {f"i{name}": getattr(operator, f"i{name}") for name in BINARY if name != "divmod"}
SPECIAL_METHODS: dict[str, Callable[..., Any]] = {
    **UNARY,
    **COMPARISONS,
    **BINARY,
    **IN_PLACE,
    **{f"r{name}": reflected(operation) for name, operation in BINARY.items()},
}

# The sources by what they stand for: a method by its type and name, a function by its identity.
SOURCES: dict[Any, Any] = {
    (np.ufunc, "outer"): outer,
    (np.ufunc, "reduce"): reduce,
    (np.ufunc, "accumulate"): accumulate,
    (np.ufunc, "reduceat"): reduceat,
    (np.ufunc, "at"): at,
    np.fromiter: fromiter,
    np.apply_along_axis: apply_along_axis,
    np.vectorize.__call__: vectorized,
    operator.call: call,
    **{getattr(np.ndarray, f"__{name}__"): operation for name, operation in SPECIAL_METHODS.items()},
}
