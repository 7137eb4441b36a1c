"""Instances that a class made before, and what functions found by the run give from outside: never a silent zero.

The last expression of each program reads the storage by its own name, where nothing is known of a tangent.
"""

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import pytest

import srcad

BOX: list[Any] = [0.0]


class Single:
    """A class of one instance."""

    one: ClassVar[Any] = None
    value: Any

    def __new__(cls, value: Any = 0.0) -> Any:
        if cls.one is None:
            cls.one = object.__new__(cls)
            cls.one.value = 0.0
        return cls.one


class Initialised(Single):
    """A class of one instance, which takes a new value at each call."""

    one: ClassVar[Any] = None

    def __init__(self, value: Any = 0.0) -> None:
        self.value = value


class Pooled:
    """A class with one instance for each name."""

    pool: ClassVar[dict[str, Any]] = {}

    def __new__(cls, name: str) -> Any:
        if name not in cls.pool:
            cls.pool[name] = super().__new__(cls)
        return cls.pool[name]


class OneOfEach(type):
    """A metaclass that makes each instance once."""

    made: ClassVar[dict[type, Any]] = {}

    def __call__(cls, *args: Any) -> Any:
        if cls not in OneOfEach.made:
            OneOfEach.made[cls] = super().__call__(*args)
        return OneOfEach.made[cls]


class ByMetaclass(metaclass=OneOfEach):
    """A class of one instance by its metaclass."""

    def __init__(self) -> None:
        self.value: Any = 0.0


class Deep:
    """A class of one instance, which it finds many calls away."""

    one: ClassVar[Any] = None

    def __new__(cls) -> Any:
        return cls.first()

    @classmethod
    def first(cls) -> Any:
        return cls.second()

    @classmethod
    def second(cls) -> Any:
        return cls.third()

    @classmethod
    def third(cls) -> Any:
        if cls.one is None:
            cls.one = object.__new__(cls)
        return cls.one


class Holder:
    """A class that keeps a list from outside beside an array of its own."""

    def __init__(self) -> None:
        self.box = BOX
        self.own = np.zeros(2)
        self.value: Any = 0.0

    def lasting(self, x: float) -> Any:
        return self.box

    def array(self) -> Any:
        return self.own

    def with_value(self, value: Any) -> Any:
        self.value = value
        return self


def give(x: float) -> Any:
    return BOX


def give_both(x: float) -> Any:
    return BOX, x * x


def give_object(x: float) -> Any:
    return Single()


FUNCTIONS = {"give": give, "both": give_both, "object": give_object, "class": Single, "initialised": Initialised}


@pytest.fixture(autouse=True)
def made() -> None:
    """Make all instances before, and set them back."""
    BOX[:] = [0.0]
    for instance in (Single(), Initialised(), Pooled("a"), ByMetaclass(), Deep()):
        instance.value = 0.0


def by_new(x):
    single = Single()
    single.value = x * x
    return Single().value


def by_new_with_an_active_argument(x):
    single = Single(x)
    single.value = x * x
    return Single.one.value


def by_init(x):
    Initialised(x * x)
    return Initialised.one.value


def from_a_pool(x):
    Pooled("a").value = x * x
    return Pooled("a").value


def by_a_metaclass(x):
    single = ByMetaclass()
    single.value = x * x
    return ByMetaclass().value


def by_many_calls(x):
    deep = Deep()
    deep.value = x * x
    return Deep().value


def by_a_class_in_a_table(x):
    single = FUNCTIONS["class"](x)
    single.value = x * x
    return Single.one.value


def by_init_of_a_class_in_a_table(x):
    FUNCTIONS["initialised"](x * x)
    return Initialised.one.value


def by_a_class_that_is_given(x, cls):
    single = cls()
    single.value = x * x
    return cls().value


def by_a_function_in_a_table(x):
    box = FUNCTIONS["give"](x)
    box[0] = x * x
    return BOX[0]


def in_a_tuple_by_a_function_in_a_table(x):
    box, square = FUNCTIONS["both"](x)
    box[0] = square
    return BOX[0]


def in_an_object_by_a_function_in_a_table(x):
    found = FUNCTIONS["object"](x)
    found.value = x * x
    return Single.one.value


def by_a_method_of_a_new_object(x):
    box = Holder().lasting(x)
    box[0] = x * x
    return BOX[0]


REFUSED = (
    by_new,
    by_new_with_an_active_argument,
    by_init,
    from_a_pool,
    by_a_metaclass,
    by_many_calls,
    by_a_class_in_a_table,
    by_init_of_a_class_in_a_table,
    by_a_function_in_a_table,
    in_a_tuple_by_a_function_in_a_table,
    in_an_object_by_a_function_in_a_table,
    by_a_method_of_a_new_object,
)


@pytest.mark.parametrize("program", REFUSED)
def test_what_was_there_before_is_refused(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=r"outlive|has no tangent"):
        srcad.jvp(program, (1.5,), (1.0,))


def test_a_class_that_is_given_is_looked_at_as_itself() -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="outlive"):
        srcad.jvp(by_a_class_that_is_given, (1.5, Single), (1.0, None))


TABLES = [np.arange(3.0), np.ones(3)]
ROWS: dict[str, Any] = {"rows": [[1.0, 2.0]], "grid": np.zeros(2)}


def what_is_added_in_place(x):
    tables = iter(TABLES)
    total = next(tables) * x
    for table in tables:
        total += table
        total *= x
    np.fmod(total, 5.0, out=total)
    return total


def in_new_matrices(x):
    moved, sheared = np.identity(3), np.eye(3)
    offset = ROWS["grid"] + x
    moved[:2, 2] = offset
    sheared[0, 1] = x
    return moved @ sheared


@pytest.mark.parametrize("program", [what_is_added_in_place, in_new_matrices])
def test_what_operators_and_makers_of_arrays_give_is_new(program: Callable[[float], Any]) -> None:
    srcad.testing.check_forward(program, (1.3,), order=2)


def rows_of_a_longer_list(x):
    row = [[x]]
    rows = ROWS.get("rows") + row
    rows[0][0] = x * x
    return ROWS["rows"][0][0]


def rows_that_a_list_takes_in(x):
    rows = [x, 2.0]
    rows += ROWS.get("rows")
    rows[2][0] = x * x
    return ROWS["rows"][0][0]


def written_as_a_whole(x):
    grid = ROWS.get("grid")
    np.multiply(np.ones(2) * x, 2.0, out=grid)
    return ROWS["grid"][0]


@pytest.mark.parametrize("program", [rows_of_a_longer_list, rows_that_a_list_takes_in, written_as_a_whole])
def test_what_a_result_holds_from_outside_is_refused(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=r"outlive|no tangent"):
        srcad.jvp(program, (1.5,), (1.0,))


class Fresh:
    """A class whose ``__new__`` makes a new instance each time."""

    def __new__(cls, value: Any, **rest: Any) -> Any:
        self = super().__new__(cls)
        self.first = value
        return self

    def __init__(self, value: Any, *, rest: float = 1.0) -> None:
        self.second = value * rest

    @classmethod
    def made(cls, angle: Any) -> Any:
        self = cls(1.0)
        self.first = np.sin(angle)
        return self

    def again(self, value: Any) -> Any:
        return type(self)(value)


def with_a_keyword_called_like_the_rest(x):
    fresh = Fresh(x, rest=x)
    return fresh.first * fresh.second


def changed(x):
    fresh = Fresh(1.0)
    fresh.first = x * x
    return fresh.first + FUNCTIONS_OF_FRESH["fresh"](x).second


def made_by_a_class_method(x):
    return Fresh.made(x).first


def made_by_a_method(x):
    return Fresh(1.0).again(x * x).second


def in_its_own_array(x):
    holder = Holder()
    holder.array()[0] = x * x
    holder.with_value(x).value = x * holder.own[0]
    return holder.value


FUNCTIONS_OF_FRESH = {"fresh": Fresh}


@pytest.mark.parametrize(
    "program",
    [
        with_a_keyword_called_like_the_rest,
        changed,
        made_by_a_class_method,
        made_by_a_method,
        in_its_own_array,
    ],
)
def test_what_is_made_in_the_call_is_differentiated(program: Callable[[float], Any]) -> None:
    for order in (1, 2):
        srcad.testing.check_forward(program, (1.5,), order=order)


@pytest.mark.parametrize("order", [1, 2])
def test_a_constant_from_outside_has_a_zero_in_the_end(order: int) -> None:
    def program(x):
        return FUNCTIONS["give"](x), x * x

    derivative = program
    for _ in range(order):
        derivative = srcad.forward_diff(derivative)
    value, tangent = srcad.jvp(give, (1.5,), (1.0,))
    assert (value, tangent) == ([0.0], [0.0])
    assert derivative(1.5, d_x=1.0) if order == 1 else derivative(1.5)
