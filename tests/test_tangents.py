"""Zero tangents, the check of seeds, and the record for the tangents of objects."""

from __future__ import annotations

import abc
import collections
import datetime
import decimal
import enum
import fractions
import functools
import logging
import math
import pathlib
import pickle
import re
import threading
import types
import typing
from dataclasses import dataclass, field

import numpy as np
import pytest

import srcad.errors
from srcad.values.layouts import tangent_strides
from srcad.values.tangents import Tangent, check_seed, check_seeds, copy_back, same_layout, zero_tangent


@dataclass
class Spring:
    stiffness: float
    count: int
    label: str
    loads: list[typing.Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frozen:
    a: float


class Slotted:
    __slots__ = ("__hidden", "b", "never_set")

    def __init__(self) -> None:
        self.__hidden = 1.0
        self.b = np.ones(2)


class Point(typing.NamedTuple):
    x: float
    y: float


class Colour(enum.Enum):
    RED = 1.5


class Vector(list):  # type: ignore[type-arg]
    pass


def refused(primal: object, seed: object, *words: str) -> None:
    with pytest.raises(srcad.errors.SeedError) as caught:
        check_seed(primal, seed, "x")
    for word in words:
        assert word in str(caught.value)


class TestTangent:
    def test_compares_attributes(self) -> None:
        assert Tangent(a=1.0, b=[2.0]) == Tangent(b=[2.0], a=1.0)
        assert Tangent(a=1.0) != Tangent(a=2.0)
        assert Tangent(a=1.0) != Tangent(b=1.0)
        assert Tangent(a=1.0) != {"a": 1.0}

    def test_compares_arrays_as_a_whole(self) -> None:
        left = Tangent(a=np.ones(2), b=[np.zeros(1)], c={"k": (np.ones(1),)})
        right = Tangent(a=np.ones(2), b=[np.zeros(1)], c={"k": (np.ones(1),)})
        assert left == right
        right.c["k"][0][0] = 2.0
        assert left != right

    def test_shows_its_attributes(self) -> None:
        tangent = Tangent(a=1.0, self=2.0)
        assert repr(tangent) == "Tangent(a=1.0, self=2.0)"
        tangent.a = tangent
        assert "..." in repr(tangent)

    def test_a_missing_attribute_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="b"):
            _ = Tangent(a=1.0).b

    def test_pickles(self) -> None:
        assert pickle.loads(pickle.dumps(Tangent(a=1.0))) == Tangent(a=1.0)

    def test_is_not_hashable(self) -> None:
        with pytest.raises(TypeError):
            hash(Tangent())


class TestZeroOfNumbers:
    @pytest.mark.parametrize(
        ("value", "zero"),
        [
            (3.0, 0.0),
            (3, 0.0),
            (True, 0.0),
            (2j, 0j),
            (np.float32(3), np.float32(0)),
            (np.complex64(3), np.complex64(0)),
            (np.int8(3), np.float64(0)),
            (np.bool_(True), np.float64(0)),
            (np.longdouble(3), np.longdouble(0)),
        ],
    )
    def test_number(self, value: object, zero: object) -> None:
        assert zero_tangent(value) == zero
        assert type(zero_tangent(value)) is type(zero)


ARRAYS = {
    "plain": np.arange(12.0).reshape(3, 4),
    "transposed": np.arange(12.0).reshape(3, 4).T,
    "reversed": np.arange(12.0)[::-1],
    "step": np.arange(12.0).reshape(3, 4)[::2, ::-3],
    "broadcast": np.broadcast_to(np.arange(4.0), (3, 4)),
    "fortran": np.asfortranarray(np.arange(12.0).reshape(3, 4)),
    "permuted": np.arange(24.0).reshape(2, 3, 4).transpose(1, 0, 2),
    "scalar": np.array(2.0),
    "empty": np.zeros((0, 3)),
    "unit axes": np.ones((3, 1, 2)),
    "single": np.ones(3, np.float32),
    "complex": np.ones((2, 2), complex).T,
    "big endian": np.ones(3, ">f4")[::-1],
    "field": np.zeros(3, [("a", "f8"), ("b", "i4")])["a"],
    "int": np.arange(6)[::-2],
    "short": np.arange(6, dtype=np.int16).reshape(2, 3).T,
    "int field": np.zeros(3, [("a", "f8"), ("b", "i4")])["b"],
    "bool": np.ones((2, 3), bool),
}


class TestZeroOfArrays:
    @pytest.mark.parametrize("name", ARRAYS)
    def test_lies_in_memory_as_its_primal(self, name: str) -> None:
        primal = ARRAYS[name]
        zero = zero_tangent(primal)
        assert zero.shape == primal.shape
        assert zero.dtype == (primal.dtype if primal.dtype.kind in "fc" else np.float64)
        assert zero.strides == tangent_strides(primal)
        assert same_layout(primal, zero)
        assert not zero.any()
        assert not np.may_share_memory(primal, zero)
        assert zero.flags.aligned or not primal.flags.aligned

    def test_views_of_one_buffer_stay_views_of_one_buffer(self) -> None:
        a = np.arange(12.0).reshape(3, 4)
        views = {
            "all": a,
            "row": a[1],
            "column": a[:, 2],
            "turned": a.T,
            "flat": a.reshape(-1)[::-1],
            "other": np.ones(2),
        }
        zeros = zero_tangent(views)
        for position in np.ndindex(3, 4):
            zeros["all"][position] = a[position]
        for name in ("row", "column", "turned", "flat"):
            assert np.array_equal(zeros[name], views[name])
        assert not zeros["other"].any()

    def test_integer_views_stay_views_in_float(self) -> None:
        n = np.arange(6, dtype=np.int16)
        zeros = zero_tangent((n, n[::-1], n[2:4]))
        zeros[0][:] = n
        assert np.array_equal(zeros[1], n[::-1])
        assert np.array_equal(zeros[2], n[2:4])

    def test_the_parts_of_a_complex_array(self) -> None:
        z = np.ones(3, complex)
        zeros = zero_tangent([z.imag, z, z.real])
        zeros[1][:] = [1, 2j, 3 + 4j]
        assert np.array_equal(zeros[0], [0, 2, 4])
        assert np.array_equal(zeros[2], [1, 0, 3])

    def test_neighbours_stay_apart(self) -> None:
        a = np.ones(4)
        first, second = zero_tangent((a[:2], a[2:]))
        first[:] = 1.0
        assert not second.any()

    @pytest.mark.parametrize(
        "value",
        [
            np.array([1.0, None], object),
            np.ma.masked_array([1.0]),
            np.array(["2020-01-01"], "M8[D]"),
            np.array([1], "m8[s]"),
            np.zeros(2, [("a", float)]),
            np.zeros(2, [("a", float)]).view(np.recarray),
        ],
    )
    def test_other_arrays_are_refused(self, value: object) -> None:
        with pytest.raises(srcad.errors.UnsupportedValueError, match="no tangent"):
            zero_tangent(value)
        assert zero_tangent(value, strict=False) is None

    def test_text_has_none(self) -> None:
        assert zero_tangent(np.array(["a"])) is None


class TestZeroOfStructures:
    def test_containers(self) -> None:
        value = [1.0, (2, "a"), {"k": 3.0, 4: None}, collections.deque([1j], maxlen=3), Point(1.0, 2)]
        zero = zero_tangent(value)
        assert zero == [0.0, (0.0, None), {"k": 0.0, 4: None}, collections.deque([0j]), Point(0.0, 0.0)]
        assert type(zero[4]) is Point
        assert zero[3].maxlen == 3

    def test_subclass_of_a_namedtuple(self) -> None:
        class Named(Point):
            pass

        value = Named(1.0, 2.0)
        assert zero_tangent(value) == Named(0.0, 0.0)
        value.extra = 1.0  # type: ignore[attr-defined]
        zero = zero_tangent(value)
        assert zero == Named(0.0, 0.0) and vars(zero) == {"extra": 0.0}

    @pytest.mark.parametrize(
        "slots", [("a",), ("a", "__dict__"), ("a", "__weakref__"), ("a", "__dict__", "__weakref__")]
    )
    def test_classes_with_slots(self, slots: tuple[str, ...]) -> None:
        def made(slots: tuple[str, ...], *bases: typing.Any) -> type:
            return types.new_class("Made", bases, exec_body=lambda body: body.update(__slots__=slots))

        generic = made((), typing.Generic[typing.TypeVar("T")], abc.ABC)
        for base in (object, Slotted, made((), typing.Protocol), generic):
            value = made(slots, base)()
            value.a = 1.0
            assert vars(zero_tangent(value))["a"] == 0.0

    @pytest.mark.parametrize("base", [float, threading.local, Exception, collections.deque, functools.partial])
    def test_classes_with_a_hidden_state(self, base: type) -> None:
        made = type("Made", (base,), {})
        value = made(print) if base is functools.partial else made()
        assert zero_tangent(value, strict=False) is None

    def test_ordered_and_default_dicts(self) -> None:
        ordered = zero_tangent(collections.OrderedDict(b=1.0, a=2.0))
        assert type(ordered) is collections.OrderedDict
        assert list(ordered) == ["b", "a"]
        assert zero_tangent(collections.defaultdict(int, k=1))["new"] == 0.0

    def test_the_users_factory_never_runs(self) -> None:
        calls = []
        zero = zero_tangent(collections.defaultdict(lambda: calls.append(1) or 1.0, k=1.0))
        assert zero == {"k": 0.0}
        assert not calls
        with pytest.raises(KeyError):
            zero["new"]

    def test_objects(self) -> None:
        shaft = Spring(1.0, 2, "a", [np.ones(2), Frozen(1.0)])
        assert zero_tangent(shaft) == Tangent(stiffness=0.0, count=0.0, label=None, loads=[np.zeros(2), Tangent(a=0.0)])
        assert vars(zero_tangent(Slotted())).keys() == {"_Slotted__hidden", "b"}
        assert zero_tangent(types.SimpleNamespace(a=1.0)) == Tangent(a=0.0)
        assert zero_tangent(Tangent(a=1.0)) == Tangent(a=0.0)

    def test_no_code_of_the_class_runs(self) -> None:
        class Touchy:
            def __init__(self) -> None:
                self.a = 1.0

            def __getattribute__(self, name: str) -> object:
                raise RuntimeError("touched")

            def __eq__(self, other: object) -> bool:
                raise RuntimeError("compared")

            __hash__ = None  # type: ignore[assignment]

        touchy = Touchy()
        assert zero_tangent([touchy, touchy])[1].a == 0.0

    def test_aliases(self) -> None:
        row, a = [1.0], np.ones(2)
        zero = zero_tangent({"rows": [row, row, [1.0]], "again": row, "a": (a, a)})
        assert zero["rows"][0] is zero["rows"][1] is zero["again"]
        assert zero["rows"][0] is not zero["rows"][2]
        assert zero["a"][0] is zero["a"][1]

    def test_cycles(self) -> None:
        ring: list[typing.Any] = [1.0]
        ring.append((ring, {"ring": ring}))
        zero = zero_tangent(ring)
        assert zero[0] == 0.0
        assert zero[1][0] is zero
        assert zero[1][1]["ring"] is zero

    def test_a_long_chain(self) -> None:
        chain = None
        for _ in range(20000):
            chain = types.SimpleNamespace(value=1.0, rest=chain)
        assert zero_tangent(chain).rest.rest.value == 0.0

    @pytest.mark.parametrize(
        "value",
        [
            "a",
            b"a",
            None,
            math,
            math.sin,
            float,
            test_cycles,
            lambda x: x,
            [].append,
            range(3),
            slice(1),
            Colour.RED,
            re.compile("a"),
            np.sin,
            np.dtype(float),
            datetime.date(2020, 1, 1),
            pathlib.Path("a"),
            logging.getLogger("a"),
            {1.0, "a", (2, 3.0)},
            frozenset("ab"),
            np.random.default_rng(0),
            Ellipsis,
            list[int],
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_what_cannot_vary_has_none(self, value: object) -> None:
        assert zero_tangent(value) is None

    @pytest.mark.parametrize("value", [Vector([1.0]), collections.Counter("a")], ids=["Vector", "Counter"])
    def test_subclasses_of_containers_are_refused_where_it_is_strict(self, value: typing.Any) -> None:
        with pytest.raises(srcad.errors.UnsupportedValueError, match="strict=False"):
            zero_tangent([value])
        (zero,) = zero_tangent([value], strict=False)
        assert zero == (dict.fromkeys(value, 0.0) if isinstance(value, dict) else [0.0])

    @pytest.mark.parametrize(
        "value",
        [
            decimal.Decimal(1),
            fractions.Fraction(1),
            datetime.timedelta(1),
            datetime.datetime(2020, 1, 1),
            (i for i in range(3)),
            iter([1.0]),
            memoryview(b"a"),
            {Frozen(1.0)},
            ValueError(1.0),
            np.datetime64("2020-01-01"),
            np.timedelta64(1, "s"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_the_rest_is_refused(self, value: object) -> None:
        with pytest.raises(srcad.errors.UnsupportedValueError, match="strict=False"):
            zero_tangent([value])
        assert zero_tangent([value], strict=False) == [None]


class TestSeedsOfNumbers:
    @pytest.mark.parametrize(
        ("primal", "seed", "checked"),
        [
            (1.0, 2.0, 2.0),
            (1.0, 2, 2.0),
            (1.0, np.float32(2), 2.0),
            (1.0, np.array(2), 2.0),
            (1, 2.5, 2.5),
            (True, 1, 1.0),
            (1j, 2, 2 + 0j),
            (1j, 2j, 2j),
            (np.float32(1), 2.0, np.float32(2)),
            (np.int64(1), 2.0, np.float64(2)),
            (np.complex64(1), 2.0, np.complex64(2)),
        ],
    )
    def test_accepted(self, primal: object, seed: object, checked: object) -> None:
        result = check_seed(primal, seed, "x")
        assert result == checked
        assert type(result) is type(checked)

    def test_refused(self) -> None:
        refused(1.0, 1j, "tangent of x", "complex")
        refused(1, np.complex64(1), "complex")
        refused(1.0, "1", "number", "'1'")
        refused(1.0, [1.0], "number", "list")
        refused(1.0, np.ones(1), "number", "(1,)")
        refused(1.0, None, "missing", "srcad.zero_tangent")

    def test_is_a_type_error_too(self) -> None:
        with pytest.raises(TypeError):
            check_seed(1.0, 1j, "x")


class TestSeedsOfArrays:
    def test_a_fitting_array_is_returned_as_it_is(self) -> None:
        for primal in (np.ones(3), np.ones((2, 3)).T, np.ones(3, np.float32), np.arange(3), np.array(1.0)):
            seed = zero_tangent(primal)
            assert check_seed(primal, seed, "x") is seed

    @pytest.mark.parametrize("name", ARRAYS)
    def test_is_laid_out_like_its_primal(self, name: str) -> None:
        primal = ARRAYS[name]
        if name == "broadcast":
            pytest.skip("every element of a broadcast array is one place: a seed with different ones is refused")
        seed = np.arange(primal.size).reshape(primal.shape)
        checked = check_seed(primal, seed, "x")
        assert np.array_equal(checked, seed)
        assert checked.strides == tangent_strides(primal)
        assert checked.dtype == zero_tangent(primal).dtype

    def test_a_broadcast_array_is_one_place(self) -> None:
        primal = np.broadcast_to(np.array([1.0]), (3,))
        assert np.array_equal(check_seed(primal, np.full(3, 2.0), "x"), [2.0, 2.0, 2.0])
        refused(primal, np.arange(3.0), "memory")

    def test_zero_dimensional(self) -> None:
        checked = check_seed(np.array(1.0), 2, "x")
        assert type(checked) is np.ndarray
        assert checked.shape == ()
        refused(np.array([1.0]), 2.0, "array of numbers")

    def test_refused(self) -> None:
        refused(np.ones(3), np.ones(4), "(3,)", "(4,)", "tangent of x")
        refused(np.ones(3), np.ones((3, 1)), "shape")
        refused(np.ones(3), np.ones(3) * 1j, "complex")
        refused(np.ones(3), [1.0, 1.0, 1.0], "array of numbers")
        refused(np.ones(3), np.array(["a"] * 3), "array of numbers")
        refused(np.ones(3), None, "missing", "srcad.zero_tangent")

    def test_none_for_integers_is_zero(self) -> None:
        assert np.array_equal(check_seed([np.arange(3)], [None], "x")[0], np.zeros(3))

    def test_a_read_only_seed_is_copied(self) -> None:
        seed = np.broadcast_to(1.0, (3,))
        checked = check_seed(np.ones(3), seed, "x")
        assert checked.flags.writeable
        assert checked.strides == (8,)


class TestSeedsOfStructures:
    def test_a_fitting_structure_is_returned_as_it_is(self) -> None:
        primal = [1.0, {"a": np.ones(2), "n": 1}, Spring(1.0, 2, "a", [3.0]), ("a", None)]
        seed = zero_tangent(primal)
        assert check_seed(primal, seed, "x") is seed

    def test_integers_become_floats_everywhere(self) -> None:
        checked = check_seed({"a": [1.0, (2.0,)]}, {"a": [1, (0,)]}, "x")
        assert checked == {"a": [1.0, (0.0,)]}
        assert type(checked["a"][1][0]) is float

    def test_order_of_keys_is_the_primals(self) -> None:
        assert list(check_seed({"b": 1.0, "a": 2.0}, {"a": 1.0, "b": 2.0}, "x")) == ["b", "a"]

    def test_a_dict_for_an_ordered_dict(self) -> None:
        checked = check_seed(collections.OrderedDict(a=1.0), {"a": 2.0}, "x")
        assert type(checked) is collections.OrderedDict

    def test_none_where_nothing_can_vary(self) -> None:
        assert check_seed(["a", None, math.sin, 1], [None, None, None, None], "x") == [None, None, None, 0.0]
        assert check_seed([decimal.Decimal(1), 1.0], [None, 1.0], "x") == [None, 1.0]
        refused(["a"], [0.0], "tangent of x[0]", "only have None")
        refused([decimal.Decimal(1)], [1.0], "only have None")

    def test_a_missing_tangent_is_an_error(self) -> None:
        refused([[1.0], {"a": 2.0}], [[1.0], {"a": None}], "tangent of x[1]['a']", "srcad.zero_tangent")
        refused([[1.0]], [None], "tangent of x[0][0]", "srcad.zero_tangent")
        assert check_seed([["a", 1], 1.0], [None, 1.0], "x") == [[None, 0.0], 1.0]

    def test_mismatches(self) -> None:
        refused([1.0], (1.0,), "list", "tuple")
        refused((1.0,), [1.0], "tuple")
        refused(Point(1.0, 2.0), (1.0, 2.0), "Point")
        refused([1.0, 2.0], [1.0], "2 values", "1 tangents")
        refused({"a": 1.0}, {"b": 1.0}, "'b'")
        refused({"a": 1.0, "b": 2.0}, {"a": 1.0}, "'b'", "srcad.zero_tangent")
        refused({"a": 1.0}, [1.0], "dict")
        refused([1.0], np.ones(1), "list")

    def test_objects(self) -> None:
        spring = Spring(1.0, 2, "a", [np.ones(2)])
        wanted = Tangent(stiffness=1.0, count=0.0, label=None, loads=[np.zeros(2)])
        given = Tangent(stiffness=1.0, loads=[np.zeros(2)])
        assert check_seed(spring, given, "x") == wanted
        assert check_seed(spring, {"stiffness": 1, "loads": [np.zeros(2)]}, "x") == wanted
        assert check_seed(spring, Spring(1.0, 0, "b", [np.zeros(2)]), "x") == wanted

    def test_strings_inside_an_instance_given_as_seed(self) -> None:
        checked = check_seed(Spring(1.0, 1, "a", ["b", 1.0]), Spring(2.0, 0, "a", ["b", 3.0]), "x")
        assert checked.loads == [None, 3.0]

    def test_objects_refused(self) -> None:
        spring = Spring(1.0, 2, "a")
        refused(spring, {"stiffness": 1.0, "mass": 1.0}, "'mass'")
        refused(spring, {"count": 1.0}, "tangent of x.stiffness", "srcad.zero_tangent")
        refused(spring, Frozen(1.0), "Spring", "srcad.Tangent")
        refused([spring], [{"stiffness": "a"}], "tangent of x[0].stiffness")

    def test_a_repr_that_fails_does_not_hide_the_error(self) -> None:
        class Shy:
            a = 1.0

            def __repr__(self) -> str:
                raise RuntimeError("no")

        refused(Shy(), 1.0, "Shy")


class TestAliases:
    def test_one_object_in_two_places(self) -> None:
        row, seed = [1.0, 2.0], [1.0, 0.0]
        aliased = [seed, seed]
        assert check_seed([row, row], aliased, "x") is aliased
        refused([row, row], [seed, [0.0, 1.0]], "tangent of x[1]", "several places")
        spring = Spring(1.0, 2, "a")
        refused((spring, spring), (zero_tangent(spring), zero_tangent(spring)), "several places")

    def test_one_seed_for_two_objects_becomes_two(self) -> None:
        seed = [1.0]
        first, second = check_seed([[1.0], [2.0]], [seed, seed], "x")
        assert first is not second
        ones = np.ones(2)
        first, second = check_seed([np.ones(2), np.ones(2)], [ones, ones], "x")
        assert not np.may_share_memory(first, second)
        assert np.array_equal(first, second)

    def test_arrays_that_overlap(self) -> None:
        a, d = np.arange(4.0), np.arange(4.0) + 1.0
        seed = [d, d[1:], d[::-1]]
        assert check_seed([a, a[1:], a[::-1]], seed, "x") is seed
        copied = check_seed([a, a[1:]], [d, d[1:].copy()], "x")
        copied[0][1] = 9.0
        assert copied[1][0] == 9.0
        refused([a, a[1:]], [d, np.zeros(3)], "shares memory")

    def test_integer_seeds_of_arrays_that_overlap(self) -> None:
        a, n = np.arange(4.0), np.arange(4)
        first, second = check_seed((a, a[::-1]), (n, n[::-1]), "x")
        assert np.array_equal(first, n)
        first[0] = 9.0
        assert second[-1] == 9.0

    def test_one_array_twice(self) -> None:
        a, d = np.ones(2), np.arange(2)
        first, second = check_seed([a, a], [d, d], "x")
        assert first is second

    def test_across_parameters(self) -> None:
        a, d = np.ones(3), np.arange(3.0)
        checked = check_seeds({"x": a, "n": 1, "y": a[1:]}, {"x": d, "y": d[1:].copy()})
        assert checked.keys() == {"x", "y"}
        assert np.may_share_memory(checked["x"], checked["y"])

    def test_cycles(self) -> None:
        ring: list[typing.Any] = [1.0]
        ring.append(ring)
        seed: list[typing.Any] = [2]
        seed.append(seed)
        checked = check_seed(ring, seed, "x")
        assert checked[0] == 2.0
        assert checked[1] is checked


class TestCopyBack:
    def test_arrays(self) -> None:
        seed = np.zeros((3, 2)).T
        checked = check_seed(np.ones((2, 3)), seed, "x")
        checked[0, 1] = 5.0
        copy_back(checked, seed)
        assert seed[0, 1] == 5.0

    def test_structures(self) -> None:
        inner = [1]
        seed = {"b": inner, "a": np.zeros((2, 2), order="F")}
        array = seed["a"]
        checked = check_seed({"a": np.ones((2, 2)), "b": [1.0]}, seed, "x")
        checked["b"].append(2.0)
        checked["a"][0, 1] = 3.0
        checked["c"] = 4.0
        copy_back(checked, seed)
        assert seed["b"] is inner
        assert inner == [1.0, 2.0]
        assert seed["a"] is array
        assert array[0, 1] == 3.0
        assert seed["c"] == 4.0

    def test_a_dict_for_an_object(self) -> None:
        seed = {"a": 1}
        checked = check_seed(types.SimpleNamespace(a=1.0), seed, "x")
        checked.a = 7.0
        copy_back(checked, seed)
        assert seed == {"a": 7.0}

    def test_lists_inside_tuples(self) -> None:
        seed = ([1], 2)
        checked = check_seed(([1.0], 1.0), seed, "x")
        checked[0][0] = 7.0
        copy_back(checked, seed)
        assert seed == ([7.0], 2)

    def test_shorter_lists(self) -> None:
        seed = [1, 2]
        checked = check_seed([1.0, 2.0], seed, "x")
        checked.pop()
        copy_back(checked, seed)
        assert seed == [1.0]
