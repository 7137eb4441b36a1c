"""Stores into what outlives the call by ways that no analysis sees: refused by the run, never lost.

Each program ends with a read by the name of the storage, where a tangent that was stored beside it is not found.
"""

import collections
import copy
import dataclasses
import functools
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pytest

import srcad
from srcad.values.frozen import is_frozen, zero_of_result, zero_outside
from srcad.values.owning import older_parts


class Entry:
    """Stores in ways that are known only when they happen."""

    k: float
    zz: float

    def __init__(self) -> None:
        self.items: list[Any] = []
        self.shared = VECTOR

    def put(self, value: Any) -> None:
        self.k = value
        self.items.append(value)


class Heir(Entry):
    """Leaves the work to its base."""

    def put(self, value: Any) -> None:
        super().put(value)


VECTOR = np.zeros(3)
EPOCH = time.gmtime(0)
LIST: list[Any] = []
ROWS: dict[str, Any] = {"a": [0.0]}
BY_DEFAULT: Any = collections.defaultdict(list)
QUEUE: Any = collections.deque()
ORDERED: Any = collections.OrderedDict(a=[0.0])
ENTRY = Entry()
HEIR = Heir()


@pytest.fixture(autouse=True)
def _unchanged() -> Iterator[None]:
    reset()
    yield
    reset()


def reset() -> None:
    """Put everything back."""
    VECTOR[:] = 0.0
    LIST[:] = [1.0]
    ROWS["a"][:] = [0.0]
    BY_DEFAULT.clear()
    QUEUE.clear()
    ORDERED["a"][:] = [0.0]
    for entry in (ENTRY, HEIR):
        vars(entry).clear()
        entry.__init__()  # type: ignore[misc]
    Kept.registry.clear()
    One.instance = None


def append(target: Any, value: Any) -> None:
    getattr(target, "app" + "end")(value)


def put(target: Any, value: Any) -> None:
    target.put(value)


def through(target: Any, value: Any) -> Any:
    put(target, value)
    return value


def call(function: Any, *args: Any, **names: Any) -> Any:
    return function(*args, **names)


def old() -> Any:
    return ENTRY


def inner_append(target: Any, value: Any) -> None:
    def inner() -> None:
        getattr(target, "app" + "end")(value)

    inner()


def put_by_default(value: Any, target: Any = ENTRY) -> None:
    target.put(value)


FUNCTIONS: dict[str, Any] = {
    "append": append,
    "put": put,
    "old": old,
    "Entry": Entry,
    "new": lambda: Entry(),
    "inner": inner_append,
}


class Holder:
    """Holds what it is given."""

    def __init__(self, held: Any) -> None:
        self.held = held

    def put(self, value: Any) -> None:
        put(self.held, value)


class OfTable:
    """Gets what it holds from a table."""

    def __init__(self) -> None:
        self.old = FUNCTIONS["old"]()
        self.new = FUNCTIONS["Entry"]()
        self.items: list[Any] = []


class Kept:
    """Keeps values in a list of the class."""

    registry: ClassVar[list[Any]] = []
    entry: ClassVar[Any] = ENTRY


class One:
    """Has one instance."""

    instance: ClassVar[Any] = None
    vv: float

    def __new__(cls) -> Any:
        if One.instance is None:
            One.instance = object.__new__(cls)
        return One.instance


@dataclasses.dataclass
class Record:
    """Has an entry from outside by default."""

    entry: Any = ENTRY
    items: list[Any] = dataclasses.field(default_factory=list)


class WithDefault:
    """Has a list that all instances share."""

    def __init__(self, items: list[Any] = LIST) -> None:
        self.items = items

    def put(self, value: Any) -> None:
        self.items.append(value)


def entries() -> Iterator[Any]:
    yield ENTRY
    yield Entry()


class Pair(NamedTuple):
    """Holds a list."""

    items: list[Any]
    number: float


class Giving:
    """Gives an entry from outside in every way."""

    @property
    def entry(self) -> Any:
        return ENTRY

    def __getitem__(self, index: Any) -> Any:
        return ENTRY

    def __call__(self) -> Any:
        return ENTRY

    def __iter__(self) -> Iterator[Any]:
        yield ENTRY

    def __getattr__(self, name: str) -> Any:
        return ENTRY

    def __add__(self, other: Any) -> Any:
        return ENTRY

    def __enter__(self) -> Any:
        return ENTRY

    def __exit__(self, *args: Any) -> None:
        return None


GIVING = Giving()
PAIR = Pair(LIST, 1.0)
WEAK: Any = weakref.WeakValueDictionary()


def weakly_kept() -> Any:
    made = WEAK.get("e")
    if made is None:
        WEAK["e"] = made = Entry()
    return made


@functools.lru_cache
def cached() -> Any:
    return Entry()


def in_a_weak_dict(x: float) -> float:
    entry = call(weakly_kept)
    entry.put(x)
    return weakly_kept().k


def by_a_context(x: float) -> float:
    with GIVING as entry:
        entry.put(x)
    return ENTRY.k


def in_a_display(x: float) -> float:
    held = [*GIVING, x]
    held[0].put(x)
    return ENTRY.k


def in_a_list(x: float) -> float:
    held = list(GIVING)
    held[0].put(x)
    return ENTRY.k


def in_a_sorted_list(x: float) -> float:
    held = sorted(GIVING, key=id)
    held[0].put(x)
    return ENTRY.k


def of_a_plain_namedtuple(x: float) -> float:
    held = call(lambda: PAIR)
    held.items.append(x)
    return LIST[-1]


def for_each(x: float) -> float:
    for entry in entries():
        entry.put(x)
    return ENTRY.k


def in_an_alias(x: float) -> float:
    entry, value = ENTRY, x
    entry.put(value)
    return ENTRY.k


def of_two(x: float) -> float:
    (ENTRY if x > 0.0 else Entry()).put(x)
    return ENTRY.k


def by_or(x: float) -> float:
    found = None if x > 0.0 else Entry()
    (found or ENTRY).put(x)
    return ENTRY.k


def in_a_walrus(x: float) -> float:
    if entry := ENTRY:
        entry.put(x)
    return ENTRY.k


def in_a_loop(x: float) -> float:
    for _, entry in enumerate([ENTRY]):
        entry.put(x)
    return ENTRY.k


def by_a_local_function(x: float) -> float:
    def inner() -> Any:
        return ENTRY

    inner().put(x)
    return ENTRY.k


def into_an_array_in_a_list(x: float) -> float:
    rows = [VECTOR, x]
    call(lambda s, v: s[0].__setitem__(1, v), rows, x)
    return float(VECTOR[1]) if x is None else VECTOR[1]


def into_an_attribute_of_a_new_object(x: float) -> float:
    entry = Entry()
    call(lambda e, v: e.shared.__setitem__(0, v), entry, x)
    return VECTOR[0]


def by_an_operator_in_place(x: float) -> float:
    def add(pair: list[Any]) -> None:
        pair[0] += pair[1]

    call(add, [VECTOR, x])
    return VECTOR[0]


def through_a_view(x: float) -> float:
    column = VECTOR.reshape(3, 1)
    call(lambda a: a.__setitem__((0, 0), x), column)
    return VECTOR[0]


REFUSED: dict[str, Callable[[float], Any]] = {
    "function_of_a_table": lambda x: (FUNCTIONS["append"](LIST, x), LIST[-1])[1],
    "method_of_a_table": lambda x: (FUNCTIONS["put"](ENTRY, x), ENTRY.k)[1],
    "method": lambda x: (HEIR.put(x), HEIR.k)[1],
    "object_of_a_list": lambda x: ([ENTRY][0].put(x), ENTRY.k)[1],
    "known_function": lambda x: (append(LIST, x), LIST[-1])[1],
    "known_functions": lambda x: (through(ENTRY, x), ENTRY.k)[1],
    "held": lambda x: (Holder(ENTRY).put(x), ENTRY.k)[1],
    "nested_function": lambda x: (FUNCTIONS["inner"](LIST, x), LIST[-1])[1],
    "default": lambda x: (put_by_default(x), ENTRY.k)[1],
    "map": lambda x: (list(map(ENTRY.put, [x])), ENTRY.k)[1],
    "getattr": lambda x: (getattr(ENTRY, "pu" + "t")(x), ENTRY.k)[1],
    "attribute_of_a_class": lambda x: (Kept().entry.put(x), ENTRY.k)[1],
    "list_of_a_class": lambda x: (call(lambda r, v: r.append(v), Kept().registry, x), Kept.registry[-1])[1],
    "partial": lambda x: (functools.partial(put, ENTRY)(x), ENTRY.k)[1],
    "named_list": lambda x: (call(lambda s, v: s["q"]["a"].append(v), {"q": ROWS}, x), ROWS["a"][-1])[1],
    "defaultdict": lambda x: (call(lambda d, v: d["n"].append(v), BY_DEFAULT, x), BY_DEFAULT["n"][-1])[1],
    "deque": lambda x: (call(lambda d, v: d.appendleft(v), QUEUE, x), QUEUE[0])[1],
    "ordered": lambda x: (call(lambda d, v: d["a"].append(v), ORDERED, x), ORDERED["a"][-1])[1],
    "returned": lambda x: (old().put(x), ENTRY.k)[1],
    "returned_by_a_call": lambda x: (call(old).put(x), ENTRY.k)[1],
    "returned_by_a_table": lambda x: (FUNCTIONS["old"]().put(x), ENTRY.k)[1],
    "in_what_is_returned": lambda x: (call(lambda: {"e": ENTRY})["e"].put(x), ENTRY.k)[1],
    "made_from_a_table": lambda x: (OfTable().old.put(x), ENTRY.k)[1],
    "made_by_a_call": lambda x: (call(OfTable).old.put(x), ENTRY.k)[1],
    "one_instance": lambda x: (setattr(One(), "v" + "v", x), One().vv)[1],
    "data_class": lambda x: (Record().entry.put(x), ENTRY.k)[1],
    "default_of_a_class": lambda x: (WithDefault().put(x), LIST[-1])[1],
    "repeated": lambda x: (([ENTRY] * 2)[1].put(x), ENTRY.k)[1],
    "sorted": lambda x: (sorted([ENTRY], key=id)[0].put(x), ENTRY.k)[1],
    "unpacked_dict": lambda x: ({**ROWS, "e": ENTRY}["e"].put(x), ENTRY.k)[1],
    "max": lambda x: (max([ENTRY], key=id).put(x), ENTRY.k)[1],
    "zip": lambda x: (next(zip([ENTRY], [1], strict=True))[0].put(x), ENTRY.k)[1],
    "copied_list": lambda x: (copy.copy([ENTRY])[0].put(x), ENTRY.k)[1],
    "property": lambda x: (GIVING.entry.put(x), ENTRY.k)[1],
    "item": lambda x: (GIVING[0].put(x), ENTRY.k)[1],
    "called": lambda x: (GIVING().put(x), ENTRY.k)[1],
    "missing_attribute": lambda x: (GIVING.other.put(x), ENTRY.k)[1],
    "sum": lambda x: ((GIVING + 1).put(x), ENTRY.k)[1],
    "comprehension": lambda x: ({i: entry for i, entry in enumerate(GIVING)}[0].put(x), ENTRY.k)[1],
    "attribute_by_name": lambda x: (getattr(GIVING, "ent" + "ry").put(x), ENTRY.k)[1],
    "cached": lambda x: (call(cached).put(x), cached().k)[1],
    "globals": lambda x: (globals()["ENTRY"].put(x), ENTRY.k)[1],
    "popped": lambda x: ({"e": ENTRY}.pop("e").put(x), ENTRY.k)[1],
    "out": lambda x: (call(lambda s: np.add(s[0], s[1], out=s[0]), [VECTOR, x]), VECTOR[0])[1],
    "fill": lambda x: (call(lambda s: s[0].fill(s[1]), [VECTOR, x]), VECTOR[0])[1],
    "put": lambda x: (call(np.put_along_axis, VECTOR, np.array([0]), x, 0), VECTOR[0])[1],
    "flattened": lambda x: (call(lambda a: a.__setitem__(0, x), call(np.ravel, VECTOR)), VECTOR[0])[1],
    **{
        program.__name__: program
        for program in (
            in_a_weak_dict, by_a_context, in_a_display, in_a_list, in_a_sorted_list, of_a_plain_namedtuple, for_each,
            in_an_alias, of_two, by_or, in_a_walrus, in_a_loop, by_a_local_function, into_an_array_in_a_list,
            into_an_attribute_of_a_new_object, by_an_operator_in_place, through_a_view,
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_store_that_would_be_lost_is_refused(name: str) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=r"outlive|no tangent"):
        srcad.jvp(REFUSED[name], (1.5,), (1.0,))


def made_here(x: float) -> float:
    entry = call(Entry)
    entry.put(x)
    entry.zz = x * x
    return entry.k * entry.items[0] + entry.zz


def made_by_a_table(x: float) -> float:
    entry = FUNCTIONS["new"]()
    entry.put(x)
    return entry.k * entry.items[0]


def made_in_a_list(x: float) -> float:
    made = call(lambda n: [Entry() for _ in range(n)], 2)
    made[0].put(x)
    made[1].k = x * x
    return made[0].k + made[1].k


def held_by_what_is_made(x: float) -> float:
    made = [OfTable() for _ in range(2)]
    made[1].new.put(x)
    made[1].items.append(x * x)
    return made[1].new.k + made[1].items[0]


def beside_what_is_older(x: float) -> float:
    pair = (ENTRY, Entry())
    pair[1].put(x)
    both = [*pair, x]
    return pair[1].k * both[2]


def copies(x: float) -> float:
    numbers, table = list(ROWS["a"]), dict(ROWS)
    numbers.append(x)
    table["b"] = x * x
    vector = VECTOR.copy()
    vector[0] = x
    deep = copy.deepcopy(call(Entry))
    deep.put(x)
    return numbers[-1] * table["b"] + vector.sum() + deep.k


def tuples_of_other_classes(x: float) -> Any:
    return call(
        lambda y, **names: names["version"][0] * y * names["time"].tm_year, x, version=sys.version_info, time=EPOCH
    )


def read_only(x: float) -> Any:
    call(lambda e: e.items, ENTRY)
    return x * len(call(lambda rows: rows["a"], ROWS)) + sum(value * x for value in call(lambda: LIST))


@pytest.mark.parametrize(
    "program",
    [
        made_here,
        made_by_a_table,
        made_in_a_list,
        held_by_what_is_made,
        beside_what_is_older,
        copies,
        tuples_of_other_classes,
        read_only,
    ],
)
def test_what_is_made_in_the_call_is_not_refused(program: Callable[[float], Any]) -> None:
    srcad.testing.check_forward(program, (1.5,))


class TestZeros:
    """The zero tangents of what outlives the call."""

    @pytest.mark.parametrize(
        "store",
        [
            lambda z: z["list"].append(1.0),
            lambda z: z["list"].extend([0.0, 1.0]),
            lambda z: z["list"].insert(0, 1.0),
            lambda z: z["list"].__setitem__(0, 1.0),
            lambda z: z["list"].__setitem__(slice(None), [1.0]),
            lambda z: z["list"].__iadd__([1.0]),
            lambda z: z["list"].append([]),
            lambda z: z.update(new=1.0),
            lambda z: z.setdefault("new", 1.0),
            lambda z: z.__ior__({"new": 1.0}),
            lambda z: z["deque"].appendleft(1.0),
            lambda z: z["deque"].extendleft([1.0]),
            lambda z: z["ordered"].__setitem__("a", 1.0),
            lambda z: setattr(z["entry"], "k", 1.0),
            lambda z: vars(z["entry"]).__setitem__("k", 1.0),
            lambda z: z["entry"].items.append(1.0),
        ],
    )
    def test_nothing_that_varies_goes_in(self, store: Callable[[Any], Any]) -> None:
        value = {
            "list": [1.0],
            "deque": collections.deque([1.0]),
            "ordered": collections.OrderedDict(a=1.0),
            "entry": Entry(),
        }
        zero = zero_outside(value)
        with pytest.raises(BaseException, match="outlive"):
            store(zero)

    def test_constants_go_in_and_out(self) -> None:
        zero = zero_outside([1.0, [2.0], {"a": np.ones(2)}])
        zero.append(0.0)
        zero[1].clear()
        zero[2]["b"] = None
        assert [zero[0], zero[1], zero[3], zero[2]["b"]] == [0.0, [], 0.0, None]
        assert is_frozen(zero[2]["a"])

    def test_a_copy_is_free_and_its_parts_are_not(self) -> None:
        zero = zero_outside([[1.0], Entry()])
        for free in (list(zero), zero[:], zero.copy(), copy.copy(zero), [*zero]):
            free[0:0] = [1.0]
            assert is_frozen(free[1])
        deep = copy.deepcopy(zero)
        deep[0].append(1.0)
        deep[1].k = 1.0
        assert zero == zero_outside([[1.0], Entry()])

    def test_what_is_only_read_only_is_no_zero(self) -> None:
        spread = np.broadcast_to(2.0, 3)
        assert not is_frozen(spread)
        with pytest.raises(BaseException, match="outlive"):
            zero_outside([1.0]).append(spread)

    def test_aliases_stay_aliases(self) -> None:
        row = [1.0]
        zero = zero_outside([row, row])
        assert zero[0] is zero[1]
        ring: list[Any] = []
        ring.append(ring)
        assert zero_outside(ring)[0] is not None

    def test_parts_that_are_older(self) -> None:
        zero = zero_outside({"new": [1.0], "old": [2.0]}, [("old",)])
        zero["new"].append(1.0)
        zero["other"] = [1.0]
        assert is_frozen(zero["old"])
        assert not is_frozen(zero["new"])


class TestOwning:
    """What nothing else refers to is new."""

    def test_a_new_structure(self) -> None:
        ring: list[Any] = [Entry.__new__(Entry), [1.0], {"a": (np.ones(2), [])}]
        ring.append(ring)
        held = [ring]
        del ring
        assert older_parts(held) == []

    def test_what_is_referred_to_elsewhere(self) -> None:
        known = [1.0]
        assert older_parts([[known, [2.0]]]) == [known]
        assert len(older_parts([Entry()])) == 1
        assert older_parts([Entry()])[0] is VECTOR

    def test_views(self) -> None:
        base = np.zeros(4)
        assert any(part is base for part in older_parts([base[1:]]))
        assert older_parts([np.zeros(4)[1:]]) == []
        zero = zero_of_result([base[1:]])
        assert is_frozen(zero)
        assert not is_frozen(zero_of_result([np.zeros(4)[1:]]))

    def test_weak_references(self) -> None:
        made = Entry()
        reference = weakref.ref(made)
        held = [made]
        del made
        assert any(part is held[0] for part in older_parts(held))
        assert reference() is held[0]
