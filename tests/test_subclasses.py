"""Instances of subclasses of float, complex, list, tuple and dict that are written in Python."""

import abc
import collections
import copy
import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

import srcad
from srcad.values.subclasses import DictTangent, ListTangent, is_container_class, is_number_class, native_base, plain


class Degrees(float):
    """A number with a name, a property and an operator of its own."""

    name: str

    def __new__(cls, value: Any, name: str = "angle") -> Any:
        self = super().__new__(cls, value)
        self.name = name
        return self

    @property
    def radians(self) -> float:
        return math.radians(self)

    def __mul__(self, other: Any) -> Any:
        return Degrees(float(self) * float(other), self.name)

    def half(self) -> Any:
        return Degrees(self / 2, self.name)


class Plain(float):
    """A number and nothing else."""


class Adding(float):
    """A number whose sums are of its class."""

    __slots__ = ()

    def __add__(self, other: Any) -> Any:
        return Adding(float.__add__(self, other))


class Reversed(float):
    """A number that answers otherwise than it is."""

    def __lt__(self, other: Any) -> bool:
        return float.__gt__(self, other)

    def __pow__(self, other: Any, _: None = None) -> Any:
        return Reversed(float.__add__(self, other))

    def __radd__(self, other: Any) -> Any:
        return Reversed(other * float.__pos__(self))

    def __bool__(self) -> bool:
        return False


class Phase(complex):
    """A complex number."""


class Doubling(list[Any]):
    """A list that stores the double, and says that it has seven items."""

    def append(self, value: Any) -> None:
        super().append(value * 2.0)

    def extend(self, values: Any) -> None:
        for value in values:
            self.append(value)

    def __iadd__(self, other: Any) -> Any:
        self.extend(other)
        return self

    def __len__(self) -> int:
        return 7


class Slotted(list[Any]):
    """A list with an attribute in a slot."""

    __slots__ = ("weight",)

    def __init__(self, items: Any, weight: Any) -> None:
        super().__init__(items)
        self.weight = weight


class Items(list[Any], abc.ABC):
    """A list with a property, a class method and a static one."""

    @property
    def head(self) -> Any:
        return self[0]

    @classmethod
    def of(cls, *items: Any) -> Any:
        return cls(items)

    @staticmethod
    def doubled(value: Any) -> Any:
        return 2.0 * value


class Sum(list[Any]):
    """A list that keeps its sum."""

    def __init__(self) -> None:
        self.total = 0.0

    def push(self, value: Any) -> Any:
        self.append(value)
        self.total += value
        return self


class Stack(list[Any]):
    """A list with another name for a method."""

    push = list.append

    def peek(self) -> Any:
        return self[-1]


class Matrix(list[Any]):
    """A list of rows with an operator."""

    def __init__(self, rows: Any) -> None:
        list.__init__(self, [list(row) for row in rows])

    def __matmul__(self, other: Any) -> Any:
        return Matrix(
            [
                [sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*other, strict=True)]
                for row in self
            ]
        )

    def determinant(self) -> Any:
        (a, b), (c, d) = self
        return a * d - b * c


class Point(tuple[Any, ...]):
    """A tuple with fields of its own."""

    __slots__ = ()

    def __new__(cls, x: Any, y: Any) -> Any:
        return tuple.__new__(cls, (x, y))

    x = property(lambda self: self[0])
    y = property(lambda self: self[1])


class Vector(tuple[Any, ...]):
    """A tuple with operators and an attribute."""

    unit: str

    def __new__(cls, *parts: Any) -> Any:
        self = super().__new__(cls, parts)
        self.unit = "m"
        return self

    def __add__(self, other: Any) -> Any:
        return Vector(*[p + q for p, q in zip(self, other, strict=True)])

    def __mul__(self, factor: Any) -> Any:
        return Vector(*[part * factor for part in self])

    __rmul__ = __mul__

    def dot(self, other: Any) -> Any:
        return sum(p * q for p, q in zip(self, other, strict=True))

    def __abs__(self) -> Any:
        return math.sqrt(self.dot(self))

    def __neg__(self) -> Any:
        return Vector(*(-part for part in self))


class Named(NamedTuple):
    """A namedtuple with a method."""

    a: Any
    b: Any

    def total(self) -> Any:
        return self.a + self[1]


class Swapped(collections.namedtuple("Swapped", "a b")):
    """A namedtuple that gives its items in another way than it holds them."""

    def __getitem__(self, index: Any) -> Any:
        return tuple.__getitem__(self, index) * 2.0

    def __iter__(self) -> Any:
        return iter((self.b, self.a))


class ByValue(dict[str, Any]):
    """A dict that gives its values instead of its keys."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values())


class Scaling(dict[str, Any]):
    """A dict that changes what is stored and what is read."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value * 3.0)

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(key) * 2.0

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else default  # noqa: SIM401 (that would be this method)


class Computing(dict[str, Any]):
    """A dict that makes what is missing."""

    def __missing__(self, key: str) -> Any:
        self[key] = value = self["a"] * len(key)
        return value


class Settings(dict[str, Any]):
    """A dict whose entries are attributes."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


class Result(dict[str, Any]):
    """A dict with attributes beside its entries."""

    def __init__(self, value: Any) -> None:
        super().__init__(x=value, fun=value * value)
        self.factor = value


def a_number(x):
    angle = Degrees(x, "a")
    return angle.radians, angle * 3 + 0.0, (angle.half() * angle) / 2.0, angle.half().name


def functions_of_numbers(x):
    array = np.array([Plain(x), 1.0]).sum() * np.hypot(Plain(x), Adding(x * x))
    return (
        math.sin(Degrees(x))
        + np.sin(Plain(x))
        + abs(Plain(x))
        + max(Plain(x), 0.1)
        + math.atan2(x, Plain(x * x))
        + array
    )


def operators_on_numbers(x):
    left = sum([Adding(x), Adding(2.0 * x)]) + Plain(x) ** 2 - -Plain(x) + divmod(Plain(x), 0.3)[1]
    made = Plain(x)
    made += 1
    return left + made.__add__(x) + made.__float__() / Plain(x) + np.float64(2.0) * Plain(x) + round(Plain(x) * 1, 3)


def numbers_of_an_own_mind(x):
    number = Reversed(x)
    return number**2 + (1.0 + number) + (3.0 if number < 0.1 else 1.0) * x + (x if number else 0.0) + math.sqrt(number)


def complex_numbers(x):
    return (Phase(x + 1j) * 2.0).imag + Phase(x).real + abs(Phase(x * (1.0 + 1j)))


def copied_numbers(x):
    return copy.copy(Plain(x)) + {"a": Plain(x)}["a"] / 2.0


def a_list(x):
    items = Items([x, 2.0])
    items.append(x * x)
    items[1:2] = [x, x]
    items += [x]
    items.weight = 3.0 * x
    return (
        items.head * items[-1] + Items.of(x, 1.0).doubled(items[1]) + sum(items) * items.weight,
        len(items),
        items == [x],
    )


def changed_lists(x):
    items = Items([1.0, 2.0, 3.0])
    items[1:] = [x, x * x]
    del items[0]
    items.insert(0, x)
    items *= 2
    items.reverse()
    items.remove(items[0])
    last = items.pop()
    items.clear()
    items.append(last)
    return items[0] * last


def lists_with_methods_of_their_own(x):
    items = Doubling([x])
    items.append(x)
    items.extend([x, 1.0])
    items += [x]
    list.append(items, x * x)
    return items[1] + items[-1] + sum(items) + items[4]


def lists_in_functions(x):
    items = Items([x, 2.0 * x])
    walked = (
        sum(v * i for i, v in enumerate(items)) + sum(reversed(items)) + items[::-1][0] + min(items, key=lambda v: -v)
    )
    return (
        walked
        + max(zip(items, items, strict=True))[0]
        + list(map(lambda v: v * v, items))[1]
        + sum([*items])
        + math.hypot(*items)
    )


def lists_in_arrays(x):
    items = Items([x, 2.0])
    return np.array(items) @ np.array([1.0, x]) + np.mean(items) + np.stack([items, items])[1, 0] + sorted(items)[0]


def attributes_of_lists(x):
    total = Sum()
    for i in range(3):
        total.push(x * i)
    slotted = Slotted([x], x * x)
    slotted.weight += x
    return total.total * total[2] + slotted.weight * slotted[0]


def shared_lists(x):
    items = Stack()
    held = {"a": [items]}
    held["a"][0].push(x)
    items.push(2.0 * x)
    items.link = held
    items.link["a"][0].append(x)
    return sum(items) * items.peek()


def matrices(x):
    return (Matrix([[x, 1.0], [2.0, x]]) @ Matrix([[1.0, x], [x, 0.5]])).determinant()


def tuples(x):
    vector = Vector(x, 2.0, x * x)
    other = 2.0 * vector + vector * x + -vector
    first, *rest = vector
    return abs(other) + vector.dot(other) + first * rest[1] + Point(Point(x, 1.0).y, x).y, vector.unit, hash(vector[1])


def namedtuples(x):
    named, swapped = Named(x, x * x), Swapped(x, 3.0 * x)
    first, second = swapped
    return named.total() + named._replace(a=2.0 * x).a, swapped[0] + first * second + swapped.a + sum(swapped)


def matched(x):
    match Vector(x, 2.0):
        case [p, q]:
            found = p * q
    match Items([x, 1.0]):
        case [p, *q]:
            found += p + q[0]
    match Computing(a=x):
        case {"a": p}:
            found += p
    return found


def dicts(x):
    table = Computing(a=x, b=1.0)
    del table["b"]
    table |= {"c": x * x}
    joined, copied = table | {"z": x}, {**table}

    def product(a, c):
        return a * c

    return sum(joined.values()) + copied["c"] + product(**table) + table["xyz"] + table.popitem()[1], len(list(table))


def dicts_with_methods_of_their_own(x):
    table = Scaling(a=x)
    table["b"] = x
    table.update(c=x)
    stored = table["a"] + table["b"] + table.get("c") + table.get("z", x) + sum(table.values())
    by_value = ByValue(a=x, b=2.0 * x)
    return (
        stored + dict.get(table, "b") + table.setdefault("q", x) + table.pop("b") + sum(by_value) + sorted(by_value)[1]
    )


def attributes_of_dicts(x):
    settings = Settings(a=x)
    settings.b = x * x
    result = Result(x)
    result.update({"jac": x})
    return settings.a * settings.b + settings["b"] + result["fun"] * result.factor + result["jac"]


PROGRAMS: list[Callable[[float], Any]] = [
    a_number, functions_of_numbers, operators_on_numbers, numbers_of_an_own_mind, complex_numbers, copied_numbers,
    a_list, changed_lists, lists_with_methods_of_their_own, lists_in_functions, lists_in_arrays, attributes_of_lists,
    shared_lists, matrices, tuples, namedtuples, matched, dicts, dicts_with_methods_of_their_own, attributes_of_dicts,
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_value_and_tangent(program: Callable[[float], Any]) -> None:
    srcad.testing.check_forward(program, (0.7,))
    value, _ = srcad.jvp(program, (0.7,), (1.0,))
    assert repr(value) == repr(program(0.7))


@pytest.mark.parametrize(
    "program", [a_number, operators_on_numbers, changed_lists, attributes_of_lists, matrices, tuples, namedtuples]
)
def test_second_derivative(program: Callable[[float], Any]) -> None:
    srcad.testing.check_forward(program, (0.7,), order=2)


def in_an_attribute_of_a_number(x):
    number = Degrees(x)
    number.name = x
    return number.name


def in_a_list_in_an_attribute_of_a_number(x):
    number, held = Degrees(x), [0.0]
    number.name = held
    held[0] = x
    return number.name[0]


class Ordered(collections.OrderedDict[str, Any]):
    """A subclass of a class that is not written in Python and has more than dict."""


def in_an_ordered_dict(x):
    return Ordered(a=x)["a"]


class OfFactory(collections.defaultdict[str, Any]):
    """A subclass of a subclass of dict."""


def in_a_defaultdict(x):
    table = OfFactory(list)
    table["a"].append(x)
    return table["a"][0]


@pytest.mark.parametrize(
    "program",
    [in_an_attribute_of_a_number, in_a_list_in_an_attribute_of_a_number, in_an_ordered_dict, in_a_defaultdict],
)
def test_refused(program: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedValueError):
        srcad.jvp(program, (0.7,), (1.0,))


def test_what_a_class_is() -> None:
    assert native_base(Items) is list
    assert native_base(OfFactory) is collections.defaultdict
    assert is_number_class(Degrees)
    assert not is_number_class(np.float64)
    assert is_container_class(Settings)
    assert not is_container_class(Named)
    assert not is_container_class(OfFactory)


def test_plain_values() -> None:
    assert type(plain(Plain(2.0))) is float
    assert type(plain([Items([Plain(2.0)])])[0]) is list
    assert type(plain(Doubling([1.0]))) is Doubling


def test_zeros_have_items_and_attributes() -> None:
    items = Items([1.0, [2.0]])
    items.kept = items[1]
    zero = srcad.zero_tangent([items, {"a": Result(2.0)}], strict=False)
    assert type(zero[0]) is ListTangent
    assert zero[0] == [0.0, [0.0]]
    assert vars(zero[0])["kept"] is zero[0][1]
    assert type(zero[1]["a"]) is DictTangent
    assert vars(zero[1]["a"]) == {"factor": 0.0}
