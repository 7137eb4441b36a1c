"""Zero tangents of what outlives the call: they can be read like any others, and nothing that varies can be put in.

What is stored into the tangent of a global would be lost, for the global is read anew, with a new zero, at the next
mention of its name. So the run refuses the store, by whatever way it comes about. The elements of a copy of such a
structure still are such zeros, the copy itself is like any other. The zero of an array cannot be written to.

>>> zero = zero_outside([[1.0], 2.0])
>>> zero, list(zero)[0] is zero[0]
([[0.0], 0.0], True)
"""

from __future__ import annotations

import collections
import copy
from collections.abc import Callable, Collection, Iterable
from typing import Any, NoReturn, cast

import numpy as np

from srcad.errors import Refusal, UnsupportedValueError, describe
from srcad.summaries import Steps
from srcad.values.layouts import Array
from srcad.values.mirroring import Leaf, Mirror, arrays_in, tangent_number
from srcad.values.owning import CONTAINERS, looks_at, older_parts
from srcad.values.structures import Category, Tangent, category_of, category_through, empty_tangent, parts_of
from srcad.values.subclasses import DictTangent, ListTangent
from srcad.values.tangents import zero_tangent, zeros_by_identity

SINGLE = (int, float, complex, str, bytes, np.generic, type(None))


def zero_outside(value: Any, places: Collection[Steps] = ((),)) -> Any:
    """Return the zero tangent of what outlives the call, None where it has none.

    If only parts of it do, `places` says which: each is the way there, by attributes, positions, and None for any part.
    """
    if type(value) is float:
        return 0.0
    if value is None or type(value) is str:
        return None
    if () in places:
        return zero_with_frozen(value, None)
    return zero_with_frozen(value, parts_within([part for steps in places for part in parts_at(value, steps)]))


def zero_of_result(held: list[Any]) -> Any:
    """Return the zero tangent of what a call returned, in which what was there before is frozen.

    The list holds what was returned, and the only reference to that.
    """
    if isinstance(held[0], SINGLE):
        return zero_tangent(held[0], strict=False)
    older = older_parts(held)
    return zero_with_frozen(held[0], parts_within(older)) if older else zero_tangent(held[0], strict=False)


def zero_with_frozen(value: Any, older: frozenset[int] | None) -> Any:
    """Return the zero tangent of a value, frozen where it belongs to these objects, or everywhere."""
    zeros: dict[int, Array] = {}

    def leaf(primal: object, _: object) -> object:
        category = category_of(primal)
        if category is Category.NUMBER:
            return tangent_number(primal, None)
        if category is Category.ARRAY and not zeros:
            arrays = arrays_in(value, through_subclasses=True)
            zeros.update(zeros_by_identity(arrays))
            for array in arrays:
                if older is None or looks_at(array, older):
                    zeros[id(array)].flags.writeable = False
        return zeros.get(id(primal))

    return FrozenMirror(leaf, older).of(value, None)


def parts_at(value: Any, steps: Steps) -> list[Any]:
    """Return what stands at a place of a value; where that is any part, all of them."""
    found = [value]
    for step in steps:
        found = [part for holder in found for key, part in parts_in(holder) if step in (None, key)]
    return found


def parts_in(value: Any) -> list[tuple[Any, Any]]:
    """Return the parts of a value with their positions or names."""
    category = category_through(value)
    return list(parts_of(value, category)) if category in CONTAINERS else []


def parts_within(values: list[Any]) -> frozenset[int]:
    """Return the identities of values and of all that they hold."""
    mirror = FrozenMirror(lambda primal, _: None)
    mirror.of(values, None)
    return frozenset(mirror.visited) - {id(values)}


class FrozenMirror(Mirror):
    """Build containers and records that nothing can be put into, for all of a structure or for parts of it."""

    def __init__(self, leaf: Leaf, frozen: frozenset[int] | None = None) -> None:
        super().__init__(leaf, through_subclasses=True)
        self.frozen = frozen

    def empty(self, primal: object) -> Any:
        """Return what stands in the place of a list, deque, dict or object, to be filled."""
        made = empty_tangent(primal)
        if self.frozen is not None and id(primal) not in self.frozen:
            return made
        frozen: Any = next(kind for known, kind in FROZEN.items() if isinstance(made, known))
        if isinstance(made, collections.deque):
            return frozen((), made.maxlen)
        built = frozen()
        if isinstance(made, (Tangent, ListTangent, DictTangent)):
            object.__setattr__(built, "__dict__", FrozenDict())
        return built

    def tuple_of(self, primal: tuple[object, ...], items: list[object]) -> Any:
        """Return what stands in the place of a tuple; nothing can be put into its attributes."""
        built: Any = super().tuple_of(primal, items)
        if type(built).__dictoffset__ and (self.frozen is None or id(primal) in self.frozen):
            object.__setattr__(built, "__dict__", frozen_attributes(vars(built)))
        return built

    def put_item(self, built: Any, key: object, part: object, category: Category) -> None:
        """Fill one place of a container."""
        if not is_frozen(built):
            super().put_item(built, key, part, category)
        elif category is Category.SEQUENCE:
            (collections.deque if isinstance(built, collections.deque) else list).append(built, part)
        else:
            dict.__setitem__(built, key, part)

    def put_attribute(self, built: Any, name: str, part: object) -> None:
        """Fill one attribute of what stands in the place of an object."""
        dict.__setitem__(vars(built), name, part)


def frozen_attributes(attributes: dict[str, object]) -> FrozenDict:
    """Return attributes to which nothing that varies can be added."""
    made = FrozenDict()
    dict.update(made, attributes)
    return made


def is_frozen(tangent: Any) -> bool:
    """Tell whether nothing that varies can be put into a tangent, because what it belongs to outlives the call."""
    if isinstance(tangent, np.ndarray):  # an array that NumPy spread over a shape cannot be written to either
        return not tangent.flags.writeable and not np.any(tangent)
    return isinstance(tangent, FROZEN_CLASSES)


def zero_in(holder: Any, value: Any, zero: Callable[[Any], Any]) -> Any:
    """Return the zero of a constant that is put into what has this tangent: it outlives the call as that does."""
    return zero_outside(value) if is_frozen(holder) else zero(value)


def refuse_store() -> NoReturn:
    """Refuse to put something that varies, or may vary later, into what outlives the call."""
    what = (
        "an active value is stored in an object that may outlive the call: a global, a closure's, a default or what an"
        " unknown function returned"
    )
    way_out = "Pass the object as an argument, or make it inside the function."
    raise Refusal(UnsupportedValueError(describe(what, None, way_out)))


def allowed(tangent: Any) -> Any:
    """Return a tangent that may be put in: a zero that stays one."""
    numbers = (int, float, complex, np.number)
    waiting = [tangent]
    while waiting:
        part = waiting.pop()
        if type(part) is tuple:
            waiting += part
        elif part is not None and not is_frozen(part) and not (isinstance(part, numbers) and not part):
            refuse_store()
    return tangent


def all_allowed(tangents: Iterable[Any]) -> list[Any]:
    """Return tangents all of which may be put in."""
    return [allowed(tangent) for tangent in tangents]


class Copied:
    """Copy what is frozen into what is not; the parts of a shallow copy stay what they are."""

    def __copy__(self) -> Any:
        return copied(self, lambda part: part)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return copied(self, lambda part: copy.deepcopy(part, memo), memo)


def copied(frozen: Any, part_of: Callable[[Any], Any], memo: dict[int, Any] | None = None) -> Any:
    """Return a copy of a frozen container or record, each part as the function gives it."""
    made: Any = THAWED[type(frozen)](frozen)
    if memo is not None:
        memo[id(frozen)] = made
    if isinstance(made, dict):
        made.update((key, part_of(part)) for key, part in frozen.items())
    elif not isinstance(made, Tangent):
        for index, part in enumerate(list(made)):
            made[index] = part_of(part)
    if isinstance(made, (Tangent, ListTangent, DictTangent)):
        vars(made).update((name, part_of(part)) for name, part in vars(frozen).items())
    return made


class FrozenSequence(Copied):
    """Refuse what would put something that varies into a list or deque."""

    def __setitem__(self, index: Any, tangent: Any) -> None:
        tangent = all_allowed(tangent) if isinstance(index, slice) else allowed(tangent)
        super().__setitem__(index, tangent)  # type: ignore[misc]

    def append(self, tangent: Any) -> None:
        """Add a zero."""
        super().append(allowed(tangent))  # type: ignore[misc]

    def extend(self, tangents: Any) -> None:
        """Add zeros."""
        super().extend(all_allowed(tangents))  # type: ignore[misc]

    def insert(self, index: Any, tangent: Any) -> None:
        """Put a zero in between."""
        super().insert(index, allowed(tangent))  # type: ignore[misc]

    def __iadd__(self, tangents: Any) -> Any:
        return super().__iadd__(all_allowed(tangents))  # type: ignore[misc]


class FrozenList(FrozenSequence, ListTangent):
    """Hold the zero tangents of a list that outlives the call."""


class FrozenDeque(FrozenSequence, collections.deque[Any]):
    """Hold the zero tangents of a deque that outlives the call."""

    def appendleft(self, tangent: Any) -> None:
        """Add a zero in front."""
        super().appendleft(allowed(tangent))

    def extendleft(self, tangents: Any) -> None:
        """Add zeros in front."""
        super().extendleft(all_allowed(tangents))


class FrozenEntries(Copied):
    """Refuse what would put something that varies into a dict."""

    def __setitem__(self, key: Any, tangent: Any) -> None:
        super().__setitem__(key, allowed(tangent))  # type: ignore[misc]

    def setdefault(self, key: Any, tangent: Any = None) -> Any:
        """Put a zero in if there is nothing."""
        return super().setdefault(key, allowed(tangent))  # type: ignore[misc]

    def update(self, *tangents: Any, **named: Any) -> None:
        """Put zeros in."""
        for key, tangent in dict(*tangents, **named).items():
            self[key] = tangent

    def __ior__(self, tangents: Any) -> Any:
        self.update(tangents)
        return self


class FrozenDict(FrozenEntries, DictTangent):
    """Hold the zero tangents of a dict that outlives the call, or of the attributes of an object that does."""


class FrozenOrderedDict(FrozenEntries, collections.OrderedDict[Any, Any]):
    """Hold the zero tangents of an OrderedDict that outlives the call."""


class FrozenTangent(Copied, Tangent):
    """Hold the zero tangents of an object that outlives the call."""

    def __setattr__(self, name: str, tangent: Any) -> None:
        cast("FrozenDict", self.__dict__)[name] = tangent


# The kind of an empty tangent: its frozen kind. A defaultdict's factory would make what is not frozen.
FROZEN: dict[type, type] = {
    collections.OrderedDict: FrozenOrderedDict,
    dict: FrozenDict,
    list: FrozenList,
    collections.deque: FrozenDeque,
    Tangent: FrozenTangent,
}
FROZEN_CLASSES = tuple(FROZEN.values())
THAWED: dict[type, Callable[[Any], Any]] = {
    FrozenOrderedDict: collections.OrderedDict,
    FrozenDict: lambda frozen: DictTangent(frozen) if vars(frozen) else dict(frozen),
    FrozenList: lambda frozen: ListTangent(frozen) if vars(frozen) else list(frozen),
    FrozenDeque: lambda frozen: collections.deque(frozen, frozen.maxlen),
    FrozenTangent: lambda _: Tangent(),
}
