"""Active values in storage that outlives the call, however the storage is reached: refused, never a silent zero.

The last line of each program reads the storage by its own name, where nothing is known of a tangent.
"""

import collections
import dataclasses
import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import numpy as np
import pytest

import srcad

BOX: list[Any] = [0.0]
TABLE: dict[str, Any] = {}
LISTS: Any = collections.defaultdict(list)
GRID = np.zeros(2)
SIZES = {"second": 2.0}


class Table:
    """A class whose attributes, properties and methods give what outlives its instances."""

    shared: ClassVar[list[Any]] = [0.0]
    grid = np.zeros(2)

    def __init__(self) -> None:
        self.box = BOX
        self.points = GRID
        self.value: Any = 0.0
        self.own = np.zeros(2)

    @property
    def lasting(self) -> list[Any]:
        return BOX

    @property
    def view(self) -> Any:
        return self.own[:1]

    def __getitem__(self, index: Any) -> list[Any]:
        return BOX

    def get(self) -> list[Any]:
        return BOX

    @staticmethod
    def get_static() -> list[Any]:
        return BOX


class Given:
    """A class that gives what outlives its instances by the methods that Python calls by itself."""

    @classmethod
    def get_class(cls) -> list[Any]:
        return BOX

    def __call__(self) -> list[Any]:
        return BOX

    def __iter__(self) -> Iterator[list[Any]]:
        return iter([BOX])

    def __enter__(self) -> list[Any]:
        return BOX

    def __exit__(self, *details: object) -> None:
        pass

    def __add__(self, other: object) -> list[Any]:
        return BOX


class Missing:
    """A class that gives what outlives its instances under any name."""

    def __getattr__(self, name: str) -> list[Any]:
        return BOX


class Yielding:
    """A class whose iterator is a generator."""

    def __iter__(self) -> Iterator[list[Any]]:
        yield BOX


@dataclasses.dataclass
class Record:
    """A dataclass that keeps what it is given."""

    points: Any = None
    value: Any = 0.0


class Made:
    """A class whose class methods make instances that keep what outlives them, or a number from outside."""

    def __init__(self, points: Any, factor: float) -> None:
        self.points = points
        self.factor = factor

    @classmethod
    def of_global(cls) -> Any:
        return cls(GRID, SIZES["second"])


class Keeper:
    """A class that keeps what it is given."""

    def __init__(self, points: Any) -> None:
        self.held = {"points": points}
        self.value: Any = 0.0


def wrapped(points: Any) -> list[Any]:
    return [points]


def give() -> list[Any]:
    return BOX


def give_through(depth: int) -> list[Any]:
    return give() if depth == 0 else give_through(depth - 1)


def first() -> list[Any]:
    return give()


def second() -> list[Any]:
    return first()


def third() -> list[Any]:
    return second()


def fourth() -> list[Any]:
    return third()


def give_with(x: float) -> tuple[list[Any], float]:
    return BOX, x * x


def give_inside() -> dict[str, Any]:
    return {"grid": GRID, "value": 0.0}


def put(target: list[Any]) -> None:
    target.append(BOX)


def by_a_function(x):
    box = give()
    box[0] = x * x
    return BOX[0]


def by_many_functions(x):
    box = fourth()
    box[0] = x * x
    return BOX[0]


def by_recursion(x):
    box = give_through(3)
    box[0] = x * x
    return BOX[0]


def by_the_function_again(x):
    give()[0] = x * x
    return give()[0]


def by_a_function_with_an_active_argument(x):
    box, square = give_with(x)
    box[0] = square
    return BOX[0]


def in_a_dict(x):
    held = give_inside()
    held["grid"][0] = x * x
    return GRID[0]


def stored_by_a_function(x):
    target = []
    put(target)
    target[0][0] = x * x
    return BOX[0]


def stored_by_a_constructor(x):
    table = Table()
    table.points[0] = x * x
    return GRID[0]


def in_the_class(x):
    table = Table()
    table.shared[0] = x * x
    return Table.shared[0]


def in_an_array_of_the_class(x):
    Table().grid[0] = x * x
    return Table.grid[0]


def by_a_property(x):
    Table().lasting[0] = x * x
    return BOX[0]


def by_a_subscript(x):
    Table()["box"][0] = x * x
    return BOX[0]


def by_a_method(x):
    box = Table().get()
    box[0] = x * x
    return BOX[0]


def by_a_static_method(x):
    box = Table.get_static()
    box[0] = x * x
    return BOX[0]


def by_a_list_of_views(x):
    left, _ = np.split(GRID, 2)
    left[0] = x * x
    return GRID[0]


def by_a_class_method(x):
    box = Given.get_class()
    box[0] = x * x
    return BOX[0]


def by_a_call(x):
    box = Given()()
    box[0] = x * x
    return BOX[0]


def by_iterating(x):
    for box in Given():
        box[0] = x * x
    return BOX[0]


def by_a_generator(x):
    for box in Yielding():
        box[0] = x * x
    return BOX[0]


def by_entering(x):
    with Given() as box:
        box[0] = x * x
    return BOX[0]


def by_an_operator(x):
    box = Given() + 1
    box[0] = x * x
    return BOX[0]


def by_a_missing_attribute(x):
    box = Missing().anything
    box[0] = x * x
    return BOX[0]


def in_a_field(x):
    record = Record(points=GRID)
    record.points[0] = x * x
    return GRID[0]


def kept_by_a_class_method(x):
    made = Made.of_global()
    made.points[0] = x * x
    return GRID[0]


def kept_by_a_constructor(x):
    keeper = Keeper(GRID)
    keeper.held["points"][0] = x * x
    return GRID[0]


def kept_by_a_function(x):
    held = wrapped(BOX)
    held[0][0] = x * x
    return BOX[0]


def among_the_items_of_a_chain(x):
    for box in itertools.chain([BOX], [[0.0]]):
        box[0] = x * x
    return BOX[0]


def by_the_next_item(x):
    box = next(iter([BOX]))
    box[0] = x * x
    return BOX[0]


def failing() -> None:
    raise ValueError(BOX)


def carried_by_an_exception(x):
    try:
        failing()
    except ValueError as error:
        error.args[0][0] = x * x
    return BOX[0]


def in_a_class_defined_inside(x):
    class Inside:
        box = BOX

    Inside.box[0] = x * x
    return BOX[0]


def in_an_instance_of_a_class_defined_inside(x):
    class Inside:
        box = BOX

    Inside().box[0] = x * x
    return BOX[0]


def appended(x):
    BOX.append(x * x)
    return BOX[-1]


def extended(x):
    BOX.extend([x * x])
    return BOX[-1]


def inserted_in_the_class(x):
    Table.shared.insert(0, x * x)
    return Table.shared[0]


def set_by_default(x):
    TABLE.setdefault("k", x * x)
    return TABLE["k"]


def append_to(target: list[Any], value: float) -> None:
    target.append(value)


def appended_by_a_function(x):
    append_to(BOX, x * x)
    return BOX[-1]


REFUSED = (
    appended,
    extended,
    inserted_in_the_class,
    set_by_default,
    appended_by_a_function,
    carried_by_an_exception,
    by_a_class_method,
    by_a_call,
    by_iterating,
    by_a_generator,
    by_entering,
    by_an_operator,
    by_a_missing_attribute,
    in_a_field,
    kept_by_a_class_method,
    kept_by_a_constructor,
    kept_by_a_function,
    among_the_items_of_a_chain,
    by_the_next_item,
    by_a_function,
    by_many_functions,
    by_recursion,
    by_the_function_again,
    by_a_function_with_an_active_argument,
    in_a_dict,
    stored_by_a_function,
    stored_by_a_constructor,
    in_the_class,
    in_an_array_of_the_class,
    by_a_property,
    by_a_subscript,
    by_a_method,
    by_a_static_method,
    by_a_list_of_views,
)


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    yield
    BOX[:] = [0.0]
    Table.shared[:] = [0.0]
    TABLE.clear()
    LISTS.clear()
    GRID[:] = 0.0
    Table.grid[:] = 0.0


@pytest.mark.parametrize("program", REFUSED)
def test_what_outlives_the_call_is_refused(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="outlive"):
        srcad.jvp(program, (1.5,), (1.0,))


def in_the_rest_of_a_dict(x):
    held = give_inside()
    held["value"] = x * x
    return held["value"]


def in_an_attribute(x):
    table = Table()
    table.value = x * x
    return table.value


def in_an_array_of_its_own(x):
    table = Table()
    table.view[0] = x * x
    return table.own[0]


def beside_what_is_kept(x):
    keeper, record = Keeper(GRID), Record(points=GRID)
    keeper.value = record.value = x * x
    return 0.5 * (keeper.value + record.value)


def in_views_of_a_new_array(x):
    whole = np.zeros(4)
    left, right = np.split(whole, 2)
    left[0] = x * x
    for part in np.array_split(whole, 2):
        part[1] = x
    return whole.sum() - 2.0 * x + (right is left)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (in_the_rest_of_a_dict, 3.0),
        (in_an_attribute, 3.0),
        (in_an_array_of_its_own, 3.0),
        (in_views_of_a_new_array, 3.0),
        (beside_what_is_kept, 3.0),
    ],
)
def test_what_is_beside_it_is_differentiated(program: Callable[[float], Any], expected: float) -> None:
    assert srcad.jvp(program, (1.5,), (1.0,))[1] == expected


def test_a_pole_is_guarded_where_a_list_of_views_is_written() -> None:
    def program(x, y):
        larger = np.maximum(x, 1.0)
        left, right = np.split(larger, 2)
        left[0] = right[0] = 0.0
        return np.sqrt(larger) + y

    at = np.array([2.0, 3.0])
    value, tangent = srcad.jvp(program, (at, at.copy()), (np.zeros(2), np.ones(2)))
    assert np.array_equal(value, at) and np.array_equal(tangent, np.ones(2))


def in_a_field_of_records(x):
    records = np.zeros(2, dtype=[("a", float), ("b", float)])
    records["a"][0] = x * x
    return records["a"][0]


def in_an_array_of_lists(x):
    lists = np.empty(2, object)
    lists[0] = [0.0]
    lists[0][0] = x * x
    return lists[0][0]


def in_an_array_of_objects(x):
    objects = np.array([BOX, None], dtype=object)
    objects[0][0] = x * x
    return BOX[0]


def by_a_bound_method(x):
    append = BOX.append
    append(x * x)
    return BOX[-1]


def by_mapping_a_method(x):
    list(map(BOX.append, [x * x]))
    return BOX[-1]


def in_an_entry(x):
    LISTS["a"].append(x * x)
    return LISTS["a"][-1]


class Total:
    """A class that adds up."""

    def __init__(self) -> None:
        self.value: Any = 0.0

    def add(self, value: float) -> None:
        self.value += value


TOTAL = Total()
add = TOTAL.add


def by_a_method_of_an_object_from_outside(x):
    add(x * x)
    return TOTAL.value


WITHOUT_TANGENT = (
    by_a_bound_method,
    by_mapping_a_method,
    in_an_entry,
    by_a_method_of_an_object_from_outside,
    in_a_field_of_records,
    in_an_array_of_lists,
    in_an_array_of_objects,
    in_a_class_defined_inside,
    in_an_instance_of_a_class_defined_inside,
)


@pytest.mark.parametrize("program", WITHOUT_TANGENT)
def test_what_has_no_tangent_takes_nothing_active(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=r"has no tangent|outlive|defined inside"):
        srcad.jvp(program, (1.5,), (1.0,))


def test_what_is_refused_with_any_keywords_is_refused_at_run_time() -> None:
    def program(x):
        grid = np.zeros(2)
        for part in np.nditer(grid, op_flags=["readwrite"]):
            part[...] = x * x
        return grid[0]

    with pytest.raises(srcad.UnsupportedValueError, match="nditer"):
        srcad.jvp(program, (1.5,), (1.0,))


def test_counts_that_become_active_at_run_time_have_tangents() -> None:
    def put(target, value):
        target[0] = value

    def program(x):
        target = [0, 0]
        {"put": put_first}["put"](target, x)
        {"put": put}["put"](target, target[0] * x)
        return target[0]

    assert srcad.jvp(program, (1.5,), (1.0,)) == (2.25, 3.0)


def put_first(target: list[Any], value: float) -> None:
    target[0] = value


class Counter:
    """A class whose methods and operators store into its instance."""

    def __init__(self) -> None:
        self.total: Any = 1.0

    def add(self, amount: Any) -> None:
        self.total = self.total + amount

    def __call__(self, amount: Any) -> None:
        self.total = self.total + amount

    def __iadd__(self, amount: Any) -> Any:
        self.total = self.total + amount
        return self

    def __add__(self, amount: Any) -> float:
        self.total = self.total + amount
        return 1.0

    def __getitem__(self, amount: Any) -> Any:
        self.total = self.total + amount
        return self.total


COUNTER = Counter()


def by_a_method(x):
    COUNTER.add(x)
    return COUNTER.total


def by_a_callable_object(x):
    COUNTER(x)
    return COUNTER.total


def by_an_operator_in_place(x):
    counter = COUNTER
    counter += x
    return COUNTER.total


def by_an_operator(x):
    one = COUNTER + x
    return one * COUNTER.total


def by_an_operator_alone(x):
    COUNTER + x
    return COUNTER.total


def by_an_index_alone(x):
    COUNTER[x]
    return COUNTER.total


BY_ITS_CLASS = (
    by_a_method,
    by_a_callable_object,
    by_an_operator_in_place,
    by_an_operator,
    by_an_operator_alone,
    by_an_index_alone,
)


@pytest.mark.parametrize("program", BY_ITS_CLASS)
def test_what_its_class_stores_into_it_is_refused(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="outlive"):
        srcad.jvp(program, (1.5,), (1.0,))


def test_what_an_operator_stores_into_its_object_has_its_tangent() -> None:
    def added(x):
        counter = Counter()
        counter + x * x
        return counter.total

    def read(x):
        counter = Counter()
        value = counter[x * x]
        return value * counter.total

    assert srcad.jvp(added, (1.5,), (1.0,)) == (3.25, 3.0)
    assert srcad.jvp(read, (1.5,), (1.0,)) == (3.25**2, 2 * 3.25 * 3.0)


def test_an_array_of_any_rank_copies_what_is_stored() -> None:
    models = {"sphere": {"radius": 2.0}}

    def program(x):
        distance = np.sqrt(x * x - models.get("sphere")["radius"])
        angle = np.empty_like(distance)
        angle[distance > 0.0] = np.arctan(distance[distance > 0.0])
        grid = np.zeros(distance.shape)
        grid[0] = distance[0]
        return angle + grid

    value, tangent = srcad.jvp(program, (np.array([2.0]),), (np.ones(1),))
    root = np.sqrt(2.0)
    assert np.array_equal(value, program(np.array([2.0])))
    assert np.allclose(tangent, 2.0 / root * (1.0 / (1.0 + 2.0) + 1.0), rtol=1e-14)


def test_a_number_that_a_new_object_holds_is_no_storage() -> None:
    def scaled(x: Any) -> Any:
        made = Made.of_global()
        result = np.sin(x) - made.factor * np.cos(made.factor * x)
        result[0] = 3.0 * x[1]
        return result

    x = np.array([0.3, 0.5])
    value, tangent = srcad.jvp(scaled, (x,), (np.ones(2),))
    np.testing.assert_array_equal(value, scaled(x))
    np.testing.assert_allclose(tangent, [3.0, math.cos(0.5) + 4.0 * math.sin(1.0)])


OBJECT = Record(points=[GRID])
FOUND: dict[str, Any] = {"box": BOX, "grid": GRID, "grids": [GRID], "object": OBJECT, "rate": 2.0}


def appended_to_what_get_gives(x):
    FOUND.get("box").append(x * x)
    return BOX[-1]


def appended_under_another_name(x):
    box = FOUND.get("box")
    box.append(x * x)
    return BOX[-1]


def extended_in_place(x):
    box = FOUND.get("box")
    box += [x * x]
    return BOX[-1]


def set_by_setattr(x):
    found = FOUND.get("object")
    found.value = x * x
    return OBJECT.value


def multiplied_by_its_method(x):
    found = FOUND.get("grid")
    found.__imul__(x)
    return GRID[0]


def in_place_on_what_get_gives(x):
    found = FOUND.get("grid")
    found += x
    return GRID[0]


def in_place_in_a_loop(x):
    found = FOUND.get("grid")
    for _ in range(2):
        found += x
    return GRID[0]


def in_place_on_a_maximum(x):
    found = max(FOUND["grids"], key=len)
    found *= x
    return GRID[0]


def in_place_on_the_next(x):
    found = next(iter(FOUND["grids"]))
    found *= x
    return GRID[0]


def in_place_on_what_map_gives(x):
    for found in map(lambda grid: grid, FOUND["grids"]):
        found += x
    return GRID[0]


def in_place_on_an_attribute(x):
    for found in FOUND["object"].points:
        found += x
    return GRID[0]


def in_place_on_a_part(x):
    found = FOUND.get("grid")[:1]
    found *= x
    return GRID[0]


FOUND_BY_THE_RUN = [
    appended_to_what_get_gives,
    appended_under_another_name,
    extended_in_place,
    set_by_setattr,
    multiplied_by_its_method,
    in_place_on_what_get_gives,
    in_place_in_a_loop,
    in_place_on_a_maximum,
    in_place_on_the_next,
    in_place_on_what_map_gives,
    in_place_on_an_attribute,
    in_place_on_a_part,
]


@pytest.mark.parametrize("program", FOUND_BY_THE_RUN)
def test_what_only_the_run_finds_is_refused(program: Callable[[float], Any]) -> None:
    try:
        with pytest.raises(srcad.UnsupportedValueError, match=r"outlive|no tangent"):
            srcad.jvp(program, (1.5,), (1.0,))
    finally:
        GRID[:], BOX[:], OBJECT.value = 0.0, [0.0], 0.0


def a_number_is_replaced(x):
    rate = FOUND.get("rate")
    for _ in range(3):
        rate *= x
    return rate


def what_an_operator_makes_is_new(x):
    grid = FOUND.get("grid") + x
    grid += x * x
    grid *= FOUND.get("grid") + 2.0
    return grid[0]


def a_method_reads(x):
    grid = FOUND.get("grid")
    return (grid + 1.0).dot(np.array([x, x * x])) + grid.dot(np.array([x, x * x]))


def a_larger_number_is_replaced(x):
    larger = max(FOUND["rate"], x, key=float)
    larger += x
    return larger * x


@pytest.mark.parametrize(
    "program", [a_number_is_replaced, what_an_operator_makes_is_new, a_method_reads, a_larger_number_is_replaced]
)
def test_what_only_the_run_finds_may_be_used(program: Callable[[float], Any]) -> None:
    for order in (1, 2):
        srcad.testing.check_forward(program, (2.5,), order=order)
