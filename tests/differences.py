"""Derivatives by differences, for tests only: perturb a structure, call again, extrapolate.

Nothing here knows srcad. A structure is any nesting of floats, complex numbers, arrays, containers and plain objects;
its leaves are the numbers that stand in it, in a fixed order.
"""

import collections
import copy
import dataclasses
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Path = tuple[Any, ...]
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)  # whatever else is kept with them
OPAQUE = (str, bytes, type(None), type, types.ModuleType, *FUNCTIONS, range, slice)


def is_plain_object(value: object) -> bool:
    """Tell whether the value is an instance of a class written in Python, whose attributes are its parts."""
    return not isinstance(value, type) and (hasattr(value, "__dict__") or hasattr(value, "__slots__"))


def attributes(value: object) -> dict[str, Any]:
    """Return the attributes of an instance, those in slots included, in a fixed order."""
    found = dict(getattr(value, "__dict__", {}))
    for owner in type(value).__mro__:
        slots = getattr(owner, "__slots__", ())
        names = (slots,) if isinstance(slots, str) else slots
        found.update({name: getattr(value, name) for name in names if hasattr(value, name)})
    return {name: found[name] for name in sorted(found)}


def parts(value: Any) -> list[tuple[Any, Any]] | None:
    """Return (key, part) of a container, or None for what has no parts."""
    if isinstance(value, (*OPAQUE, bool, int, float, complex, np.generic, np.ndarray)):
        return None
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, (list, tuple, collections.deque)):
        return list(enumerate(value))
    if isinstance(value, (set, frozenset)):
        return []
    if isinstance(value, BaseException):
        return list(enumerate(value.args)) + list(vars(value).items())
    return list(attributes(value).items()) if is_plain_object(value) else None


def leaves(value: Any, path: Path = (), above: tuple[int, ...] = ()) -> Iterator[tuple[Path, np.ndarray]]:
    """Yield the path and the flat numbers of every inexact leaf; integers and booleans are not leaves."""
    inner = parts(value)
    if inner is None:
        if isinstance(value, (float, complex, np.inexact)):
            yield path, np.atleast_1d(np.asarray(value))
        elif isinstance(value, np.ndarray) and value.dtype.kind in "fc":
            yield path, np.array(value).ravel()
        elif isinstance(value, np.ndarray) and value.dtype == object:
            yield from leaves(value.ravel().tolist(), path, above)
        return
    if id(value) in above:
        return
    for key, part in inner:
        yield from leaves(part, (*path, key), (*above, id(value)))


def flat(value: Any) -> np.ndarray:
    """Return all leaves of a structure one after the other."""
    numbers = [number for _, number in leaves(value)]
    return np.concatenate(numbers) if numbers else np.zeros(0)


def shifted(value: Any, direction: Any, step: float, memo: dict[int, Any] | None = None) -> Any:
    """Return a fresh copy of the value, moved by step times the direction; aliases stay aliases.

    A direction of None, or a part that the direction lacks, means: this does not move.
    """
    memo = {} if memo is None else memo
    if id(value) in memo:
        return memo[id(value)]
    memo[id(value)] = result = _shifted_once(value, direction, step, memo)
    # The original is kept alive by the memo of the caller: an id must not be used again meanwhile.
    memo.setdefault(-1, []).append(value)
    return result


def _shifted_once(value: Any, direction: Any, step: float, memo: dict[int, Any]) -> Any:
    if direction is None:
        return copy.deepcopy(value, memo)
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        moved = copy_of_array(value)
        moved[...] += np.asarray(step * direction, dtype=value.dtype)
        return moved
    if isinstance(value, (float, complex, np.inexact)):
        return type(value)(value + step * direction)
    inner = parts(value)
    if inner is None or isinstance(value, (set, frozenset)):
        return copy.deepcopy(value, memo)
    return _rebuilt(value, {key: shifted(part, _part(direction, key), step, memo) for key, part in inner})


def _part(direction: Any, key: Any) -> Any:
    if isinstance(direction, (dict, list, tuple, collections.deque)):
        return direction[key]
    return getattr(direction, key, None)


def _rebuilt(value: Any, new_parts: dict[Any, Any]) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*new_parts.values())
    if isinstance(value, (list, tuple)):
        return type(value)(new_parts.values())
    if isinstance(value, collections.deque):
        return collections.deque(new_parts.values(), value.maxlen)
    result = copy.copy(value)
    if isinstance(value, dict):
        result.update(new_parts)
        return result
    for name, part in new_parts.items():
        object.__setattr__(result, name, part)
    return result


def copy_of_array(value: np.ndarray) -> np.ndarray:
    """Copy an array with its strides where they are a permutation of a contiguous block's."""
    return value.copy(order="K")


def random_direction(value: Any, generator: np.random.Generator) -> Any:
    """Return a seed for the value in its structure: normal numbers for floats, 0.0 for ints, None for the rest."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        direction = np.empty_like(value)
        direction[...] = _normal(value.dtype, value.shape, generator)
        return direction
    if isinstance(value, (bool, int)):
        return 0.0
    if isinstance(value, (float, complex, np.inexact)):
        return type(value)(_normal(np.asarray(value).dtype, (), generator))
    inner = parts(value)
    if inner is None or isinstance(value, (set, frozenset)):
        return None
    directions = {key: random_direction(part, generator) for key, part in inner}
    if isinstance(value, (dict, list, tuple, collections.deque)):
        return _rebuilt(value, directions)
    # A dict of attribute names is one of the accepted seeds of an object, and the only one that needs no srcad.
    return directions


def _normal(dtype: np.dtype, shape: tuple[int, ...], generator: np.random.Generator) -> Any:
    real = generator.normal(size=shape)
    return (real + 1j * generator.normal(size=shape) if dtype.kind == "c" else real).astype(dtype)[()]


@dataclasses.dataclass(frozen=True)
class Difference:
    """The derivative of every leaf along the direction, and how far it can be trusted."""

    values: np.ndarray
    errors: np.ndarray


def differentiate(
    outcome: Callable[[float], Any], count: int, *, first_step: float = 2.0**-7, levels: int = 7
) -> Difference:
    """Extrapolate central differences of flat(outcome(step)) at step 0 by Ridders' method.

    count is the number of leaves at step 0. Steps at which the leaves are others (another path of the program was
    taken) are left out, the large ones first.
    """
    rows: list[list[np.ndarray]] = []
    best, error = np.full(count, np.nan), np.full(count, np.inf)
    for level in range(levels + 8):
        step = first_step / 2.0**level
        central = _central(outcome, step, count)
        if central is None:
            rows = []
            continue
        row = [central]
        for order, previous in enumerate(rows[-1] if rows else []):
            row.append(row[-1] + (row[-1] - previous) / (4.0 ** (order + 1) - 1.0))
        if rows:
            best, error = _keep_better(best, error, row, rows[-1])
        rows.append(row)
        if len(rows) == levels:
            break
    return Difference(best, error)


def _central(outcome: Callable[[float], Any], step: float, count: int) -> np.ndarray | None:
    with np.errstate(all="ignore"):
        try:
            ahead, behind = flat(outcome(step)), flat(outcome(-step))
        except Exception:
            return None
        if ahead.size != count or behind.size != count:
            return None
        return (ahead - behind) / (2.0 * step)


def _keep_better(
    best: np.ndarray, error: np.ndarray, row: list[np.ndarray], above: list[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    for order in range(1, len(row)):
        candidate = row[order]
        with np.errstate(all="ignore"):
            estimate = np.maximum(abs(candidate - row[order - 1]), abs(candidate - above[order - 1]))
        better = estimate < error
        best, error = np.where(better, candidate, best), np.where(better, estimate, error)
    return best, error
