"""What a class or a module holds, reached in many ways: to store something active there is refused, never lost.

The last expression of each program reads the storage by another way, where nothing is known of a tangent.
"""

import copy
import functools
import importlib
import operator
import sys
import types
import weakref
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import pytest

import srcad

DICT: dict[str, Any] = {"inner": {}}
GRID: list[Any] = [0.0, 1.0]


class Holder:
    """A class that holds what can be written to."""

    kept: ClassVar[dict[str, Any]] = {"inner": {}, "space": types.SimpleNamespace(v=0.0)}
    rows: ClassVar[list[Any]] = [[0.0]]
    array: ClassVar[Any] = np.zeros((2, 2))
    space: ClassVar[Any] = types.SimpleNamespace(v=0.0)

    def by_type(self, x):
        type(self).kept["a"] = x
        return type(self).kept["a"] * 3

    def by_class(self, x):
        self.__class__.rows[0] = x
        return Holder.rows[0]

    def by_an_order_of_classes(self, x):
        for cls in type(self).__mro__:
            if cls is Holder:
                cls.kept["a"] = x
        return Holder.kept["a"]


class Below(Holder):
    """A class below, which holds nothing itself."""

    def by_super(self, x):
        super().kept["a"] = x
        return Holder.kept["a"]


def defaulted(v, last=[0.0]):  # noqa: B006 (what it keeps is the subject)
    last[0] += v
    return last[0]


def by_type(x):
    return Holder().by_type(x)


def by_class(x):
    return Holder().by_class(x)


def by_an_order_of_classes(x):
    return Holder().by_an_order_of_classes(x)


def by_super(x):
    return Below().by_super(x)


def by_a_name(x):
    kept = type(Holder()).kept
    kept["a"] = x
    return kept["a"]


def by_getattr(x):
    getattr(Holder, "kept")["a"] = x  # noqa: B009 (the subject)
    return Holder.kept["a"]


def by_getattr_of_a_class_found_by_the_run(x):
    name = "kept"
    getattr(type(Holder()), name)["a"] = x
    return vars(Holder)["kept"]["a"]


def by_vars(x):
    for name, value in vars(Holder).items():
        if name == "kept":
            value["a"] = x
    return Holder.kept["a"]


def by_the_dictionary_of_a_class(x):
    Holder.__dict__["kept"]["a"] = x
    return Holder.kept["a"]


def by_a_copy_of_that_dictionary(x):
    attributes = dict(Holder.__dict__)
    attributes["space"].v = x
    return Holder.space.v


def by_attrgetter(x):
    space, kept = operator.attrgetter("space", "kept")(Holder)
    space.v = kept["a"] = x
    return Holder.space.v * Holder.kept["a"]


def by_reduce(x):
    functools.reduce(getattr, ["space"], Holder).v = x
    return Holder.space.v


def by_a_weak_reference(x):
    weakref.ref(Holder)().space.v = x
    return Holder.space.v


def by_a_condition(x):
    held = Holder if x > 0 else Holder()
    held.space.v = x
    return Holder.space.v


def by_an_object_that_holds_the_class(x):
    held = types.SimpleNamespace(cls=Holder)
    held.cls.space.v = x
    return Holder.space.v


def by_a_dict_of_classes(x):
    {"cls": Holder, "other": Holder()}["cls"].kept["a"] = x
    return Holder.kept["a"]


def by_a_module(x):
    sys.modules[__name__].GRID[0] = x
    return GRID[0]


def by_an_import(x):
    importlib.import_module(__name__).DICT["k"] = x
    return DICT["k"]


def by_globals(x):
    globals()["GRID"][0] = x
    return GRID[0]


def by_defaults(x):
    defaulted.__defaults__[0][0] = x
    return defaulted(0.0)


def by_an_element(x):
    type(Holder()).kept.get("inner")["z"] = x
    return Holder.kept["inner"]["z"]


def by_a_loop_over_values(x):
    for value in type(Holder()).kept.values():
        if isinstance(value, dict):
            value["z"] = x
    return Holder.kept["inner"]["z"]


def by_a_loop_over_rows(x):
    for row in type(Holder()).rows:
        row[0] = x
    return Holder.rows[0][0]


def by_unpacking(x):
    first, *_ = type(Holder()).rows
    first[0] = x
    return Holder.rows[0][0]


def by_a_generator(x):
    def give():
        yield from type(Holder()).rows

    for row in give():
        row[0] = x
    return Holder.rows[0][0]


def by_a_pattern(x):
    match type(Holder()).kept:
        case {"inner": inner}:
            inner["z"] = x
    return Holder.kept["inner"]["z"]


def by_a_view(x):
    type(Holder()).array.reshape(-1)[0] = x
    return Holder.array[0, 0]


def by_out(x):
    np.add(x, 1.0, out=type(Holder()).array)
    return Holder.array[0, 0]


def by_an_attribute_of_an_instance(x):
    holder = Holder()
    holder.table = type(holder).rows
    holder.table[0] = x
    return Holder.rows[0]


def by_a_class_defined_inside(x):
    class Inside:
        space = types.SimpleNamespace(v=1.0)
        kept: ClassVar[dict[str, Any]] = {}

        def put(self, v):
            type(self).kept["k"] = v

    Inside().put(x)
    Inside.space.v = x
    return Inside.space.v * Inside.kept["k"]


def by_joining(x):
    rows = type(Holder()).rows + []  # noqa: RUF005 (the operator is the subject)
    rows[0][0] = x
    return Holder.rows[0][0]


def by_repeating(x):
    rows = type(Holder()).rows * 2
    rows[0][0] = x
    return Holder.rows[0][0]


def by_a_sum(x):
    rows = sum([type(Holder()).rows], [])  # noqa: RUF017 (the subject)
    rows[0][0] = x
    return Holder.rows[0][0]


def by_a_union(x):
    kept = type(Holder()).kept | {}
    kept["inner"]["z"] = x
    return Holder.kept["inner"]["z"]


def by_an_update(x):
    kept = {}
    kept.update(vars(Holder))
    kept["kept"]["inner"]["z"] = x
    return Holder.kept["inner"]["z"]


def by_a_copy(x):
    kept = type(Holder()).kept.copy()
    kept["inner"]["z"] = x
    return Holder.kept["inner"]["z"]


def by_a_dict_of_it(x):
    kept = dict(type(Holder()).kept)
    kept["space"].v = x
    return Holder.kept["space"].v


def call(function, *arguments, **keywords):
    return function(*arguments, **keywords)


def put(target, x):
    target[0] = x


def put_inside(target, x):
    target[0][0] = x


def by_a_function_that_the_run_knows(x):
    call(put, GRID, x)
    return GRID[0]


def by_its_keywords(x):
    call(lambda **given: put(given["target"], given["x"]), target=GRID, x=x)
    return GRID[0]


def by_a_list_that_it_is_given(x):
    call(put_inside, [GRID], x)
    return GRID[0]


def by_a_dict_inside_a_tuple_that_it_is_given(x):
    call(lambda given, v: put(given[0]["grid"], v), ({"grid": GRID},), x)
    return GRID[0]


def by_a_row_that_it_is_given(x):
    call(put_inside, [type(Holder()).rows[0]], x)
    return Holder.rows[0][0]


LOSING = [
    program for name, program in list(globals().items()) if name.startswith("by_") and isinstance(program, Callable)
]


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every program the storage anew."""
    fresh = {"kept": {"inner": {}, "space": types.SimpleNamespace(v=0.0)}, "rows": [[0.0]], "array": np.zeros((2, 2))}
    for name, value in {**fresh, "space": types.SimpleNamespace(v=0.0)}.items():
        monkeypatch.setattr(Holder, name, value)


@pytest.mark.parametrize("program", LOSING, ids=lambda program: program.__name__)
def test_a_store_is_refused(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=r"outlive|has no tangent"):
        srcad.jvp(program, (1.5,), (1.0,))


class Beam:
    """A class whose methods read what the class holds."""

    count = 3
    table: ClassVar[list[float]] = [1.0, 2.0]
    weights: ClassVar[Any] = np.array([1.0, 2.0])

    def __init__(self, x):
        self.x = x

    def total(self):
        cls = type(self)
        load = np.zeros(cls.count)
        load[0] = self.x
        terms = [v * self.x for v in cls.table]
        weighted = cls.weights * self.x
        weighted[0] += cls(self.x).x
        return load.sum() + sum(terms) + weighted.sum()


def reads(x):
    return Beam(x).total()


def makes(x):
    cls = type(Holder())
    made = cls()
    made.value = x
    return made.value**2


def replaces(x):
    rows = list(type(Holder()).rows)
    rows[0] = x
    return rows[0] ** 2


def converts(x):
    array = np.array(type(Holder()).array)
    array[0] = x
    return array[0, 0] ** 2


def computes(x):
    array = type(Holder()).array * 1.0
    array[0] = x
    return array[0, 0] ** 2


def calls_by_getattr(x):
    array = getattr(np, "zeros")(2)  # noqa: B009 (the subject)
    array[0] = getattr(np, "".join(["e", "xp"]))(x)
    return array[0] ** 2


def reads_what_a_dict_was_given(x):
    held = {"x": [x]}
    held["table"] = type(Beam(x)).table
    return call(lambda given, v: given["table"][0] * v * given["x"][0], held, x)


def scaled_by_a_table(held, x):
    return held["table"][1] * x * held["x"][0]


def reads_it_where_the_kinds_are_known(x):
    held = {"x": [x]}
    held["table"] = type(Beam(x)).table
    return call(scaled_by_a_table, held, x)


def product(rows, x):
    return rows[0][0] * rows[1][0] * x


def reads_joined_rows(x):
    joined = type(Holder()).rows + [[x]]  # noqa: RUF005 (the operator is the subject)
    return call(product, joined, x) + call(product, [GRID, [x]], x)


def reads_keywords(x):
    return call(lambda **given: given["grid"][1] * given["x"][0], grid=GRID, x=[x])


def copies_an_array(x):
    array = type(Holder()).array.copy()
    array[0] = x
    return array[0, 0] ** 2


def copies_a_dict(x):
    kept = dict(type(Holder()).kept)
    kept["x"] = [x]
    return len(kept["inner"]) + kept["x"][0] ** 2


def copies_all(x):
    kept = copy.deepcopy(type(Holder()).kept)
    kept["inner"]["x"] = x
    return kept["inner"]["x"] ** 2


READING = [
    reads,
    makes,
    replaces,
    converts,
    computes,
    calls_by_getattr,
    reads_what_a_dict_was_given,
    reads_it_where_the_kinds_are_known,
    reads_joined_rows,
    reads_keywords,
    copies_an_array,
    copies_a_dict,
    copies_all,
]


@pytest.mark.parametrize("program", READING)
def test_what_is_read_there_is_constant(program: Callable[[float], Any]) -> None:
    value, tangent = srcad.jvp(program, (1.5,), (1.0,))
    assert value == program(1.5)
    assert tangent == pytest.approx((program(1.5 + 1e-6) - program(1.5 - 1e-6)) / 2e-6, rel=1e-8)
