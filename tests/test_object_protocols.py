"""What the methods of classes that Python calls by itself do to tangents: subscripts, iteration, truth, comparison."""

import collections
import dataclasses
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import testing


class Squares:
    """An object whose elements are computed from the index, and which keeps what is stored."""

    def __init__(self) -> None:
        self.last: Any = 0.0

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, tuple):
            return index[0].start * index[1]
        return index.start * 2.0 + index.stop**2 if isinstance(index, slice) else index * index

    def __setitem__(self, index: Any, value: Any) -> None:
        self.last = index * value


SQUARES = Squares()


class Filling(dict):  # type: ignore[type-arg]
    """A dict that computes what is missing."""

    def __missing__(self, key: float) -> float:
        return key * key


class Doubled(list):  # type: ignore[type-arg]
    """A list whose elements are computed from the index."""

    def __getitem__(self, index: Any) -> Any:
        return index * 2.0


class User(collections.UserDict):  # type: ignore[type-arg]
    """A UserDict that computes what is missing."""

    def __missing__(self, key: float) -> float:
        return key * key


class Pair:
    """An object with most methods that Python calls by itself."""

    def __init__(self, x: Any) -> None:
        self.x = x

    def __iter__(self) -> Iterator[Any]:
        yield self.x
        yield self.x**2

    def __len__(self) -> int:
        return 2

    def __reversed__(self) -> Iterator[Any]:
        yield self.x * 3.0

    def __enter__(self) -> Any:
        return self.x * 5.0

    def __exit__(self, *error: object) -> None:
        self.x = self.x * 7.0

    def __abs__(self) -> Any:
        return self.x * 11.0

    def __round__(self, digits: int = 0) -> Any:
        return self.x * 13.0

    def __floor__(self) -> Any:
        return self.x * 17.0

    def __float__(self) -> Any:
        return self.x * 19.0

    def __divmod__(self, other: Any) -> Any:
        return self.x * other, self.x


class Restless(Pair):
    """An object that changes where it is only looked at."""

    def __bool__(self) -> bool:
        self.x = self.x * 2.0
        return True

    def __eq__(self, other: object) -> bool:
        self.x = self.x * 3.0
        return True

    def __contains__(self, other: Any) -> bool:
        self.x = other
        return True


def stored(x: float) -> Any:
    squares = Squares()
    squares[x] = x
    return squares.last


def stored_constant(x: float) -> Any:
    squares = Squares()
    squares[x] = 2.0
    return squares.last


def changed_in_place(x: float) -> Any:
    squares = Squares()
    squares[x] += 2.0
    return squares.last


def managed(x: float) -> Any:
    pair = Pair(x)
    with pair as inside:
        pass
    return pair.x + inside


def unpacked(x: float) -> Any:
    first, second = Pair(x)
    return first * second


def total(*values: Any, **named: Any) -> Any:
    return sum(values) + sum(named.values())


def powers(x: float) -> Iterator[float]:
    yield x
    yield x**3


RIGHT: tuple[Callable[[float], Any], ...] = (
    lambda x: SQUARES[x],
    lambda x: SQUARES[x : 2.0 * x],
    lambda x: SQUARES[x:, x],
    stored,
    stored_constant,
    changed_in_place,
    lambda x: np.r_[x, 2.0, np.array([x, 1.0])],
    lambda x: np.c_[np.array([1.0, x]), np.array([x, 2.0])],
    lambda x: np.r_[0.0:x:5j],
    lambda x: np.mgrid[0.0:x:3j],
    lambda x: Filling()[x],
    lambda x: Doubled([1.0])[x],
    lambda x: User()[x],
    lambda x: list(Pair(x))[1],
    lambda x: next(reversed(Pair(x))),
    managed,
    unpacked,
    lambda x: abs(Pair(x)),
    lambda x: round(Pair(x)),
    lambda x: math.floor(Pair(x)),
    lambda x: float(Pair(x)),
    lambda x: divmod(Pair(x), x)[0],
    lambda x: total(*Pair(x)),
    lambda x: total(*powers(x)),
    lambda x: total(*(x * k for k in (1.0, 2.0))),
    lambda x: total(*map(lambda y: y * y, [x, x])),
    lambda x: total(*{"a": x, "b": x * x}.values()),
    lambda x: total(*(float(k) for k in range(3)), x * x),
    lambda x: max(*powers(x)),
)


@pytest.mark.parametrize("function", RIGHT)
def test_the_tangent_agrees_with_differences(function: Callable[[float], Any]) -> None:
    value, tangent = srcad.jvp(function, (3.0,), (1.0,))
    np.testing.assert_array_equal(value, function(3.0))
    difference = (np.asarray(function(3.0 + 1e-6)) - np.asarray(function(3.0 - 1e-6))) / 2e-6
    np.testing.assert_allclose(tangent, difference, rtol=1e-7)


@pytest.mark.parametrize("function", [stored, lambda x: SQUARES[x], lambda x: total(*powers(x)), unpacked])
def test_the_second_derivative_agrees_with_differences_of_the_first(function: Callable[[float], Any]) -> None:
    first = srcad.derivative(function)
    difference = (first(3.0 + 1e-6) - first(3.0 - 1e-6)) / 2e-6
    assert srcad.derivative(first)(3.0) == pytest.approx(difference, rel=1e-6)


def truth(x: float) -> Any:
    pair = Restless(x)
    return pair.x if pair else 0.0


def negated(x: float) -> Any:
    pair = Restless(x)
    return (not pair) + pair.x


def compared(x: float) -> Any:
    pair = Restless(x)
    return (pair == 1.0) + pair.x


def searched(x: float) -> Any:
    pair = Restless(x)
    return (x * 2.0 in pair) + pair.x


@pytest.mark.parametrize("function", [truth, negated, compared, searched])
def test_a_comparison_that_writes_is_refused(function: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.UnsupportedSyntaxError, match=r"writes to (self|other)"):
        srcad.derivative(function)(3.0)


def same(value: Any) -> Any:
    return value


FUNCTIONS = [same]


def merged(x: float) -> Any:
    found: dict[str, Any] = {}
    for one in FUNCTIONS[0]([{"a": x, "bb": x * x}, {"a": 2.0 * x}]):
        for key in one:
            found[key] = found.get(key, 0.0) + one[key]
    return sum(value * len(key) for key, value in found.items())


def counted(x: float) -> Any:
    known = {}
    key = FUNCTIONS[0](int(x))
    known[key] = x * x
    return known[key] * len(known)


@pytest.mark.parametrize(("function", "slope"), [(merged, 15.0), (counted, 6.0)])
def test_keys_of_unknown_kind_that_are_no_numbers_are_no_matter(function: Any, slope: float) -> None:
    assert srcad.derivative(function)(3.0) == slope


def remembered(x: float, y: float) -> Any:
    known = {}
    first, second = FUNCTIONS[0]((x, y))
    known[first] = first * first
    return known[second]


def test_a_key_of_unknown_kind_that_varies_is_refused() -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="becomes the key of a dict"):
        srcad.jvp(remembered, (3.0, 3.0), (1.0, 0.0))
    assert srcad.jvp(remembered, (3.0, 3.0), (0.0, 1.0)) == (9.0, 0.0)


def shapes(x: Any, *others: Any) -> Any:
    found = {array.shape for array in FUNCTIONS[0]([x, *others])}
    return x.sum() * len(found)


def mixed(x: float) -> Any:
    found = {FUNCTIONS[0](int(x)), 2, FUNCTIONS[0]("name")}
    return x * len(found) * len(frozenset(FUNCTIONS[0]([[x], [x, x]])[0:1][0] and "abc"))


def test_a_set_of_what_is_no_number_is_no_matter() -> None:
    assert srcad.jvp(shapes, (np.ones(3), np.ones(3), np.ones(2)), (np.ones(3), None, None)) == (6.0, 6.0)
    assert srcad.forward_diff(mixed)(3.0) == (27.0, 9.0)


def key_is_an_object(x: float) -> Any:
    known = {}
    known[FUNCTIONS[0](Pair(x))] = 1
    return sum(pair.x for pair in known)


def key_is_a_tuple(x: float) -> Any:
    known = {}
    known[FUNCTIONS[0]((x, 2))] = 1
    return sum(key[0] for key in known)


def key_by_setdefault(x: float) -> Any:
    known = FUNCTIONS[0]({})
    known.setdefault(FUNCTIONS[0](Pair(x)), 1)
    return sum(pair.x for pair in known)


def key_of_a_defaultdict(x: float) -> Any:
    known: Any = collections.defaultdict(list)
    known[FUNCTIONS[0](Pair(x))].append(1)
    return sum(pair.x for pair in known)


def element_is_an_object(x: float) -> Any:
    return sum(pair.x for pair in set(FUNCTIONS[0]([Pair(x)])))


def element_is_a_tuple(x: float) -> Any:
    return sum(first for first, _ in {FUNCTIONS[0]((x, 1.0))})


def element_that_is_written(x: float) -> Any:
    pair = FUNCTIONS[0](Pair(2.0))
    for found in {pair}:
        found.x = x * x
    return pair.x


@pytest.mark.parametrize(
    "function",
    [
        key_is_an_object,
        key_is_a_tuple,
        key_by_setdefault,
        key_of_a_defaultdict,
        element_is_an_object,
        element_is_a_tuple,
        element_that_is_written,
    ],
)
def test_what_would_lose_its_tangent_as_a_key_is_refused(function: Any) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=r"becomes the key of a dict|put into a set"):
        srcad.derivative(function)(3.0)


@pytest.mark.parametrize(
    "function",
    [lambda x: sum({FUNCTIONS[0](x), 2.0}), lambda x: sum({x, 2.0 * x}), lambda x: sum(set(FUNCTIONS[0]([x, 2.0])))],
)
def test_a_set_of_numbers_that_vary_is_refused(function: Any) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match="put into a set"):
        srcad.derivative(function)(3.0)


def test_a_lambda_in_a_comprehension_of_dicts_is_read() -> None:
    lines = {k: (lambda x, k=k: x * k) for k in range(3)}
    assert srcad.derivative(lines[2])(2.0) == 2.0


class Base:
    """The end of a chain of constructors."""

    def __init__(self, *more: Any) -> None:
        super().__init__(*more)


class Slotted(Base):
    """An object whose slot is hidden behind a property afterwards."""

    __slots__ = ("hidden", "x")

    def __init__(self, x: float) -> None:
        super().__init__()
        self.x = x


Slotted.hidden = property(lambda self: self.x * 2.0)  # type: ignore[assignment, misc]
set_any = object.__setattr__.__get__


class Frozen:
    """An object that is filled past its own ``__setattr__``."""

    def __init__(self, x: float) -> None:
        put = set_any(self)
        put("x", x * x)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(name)


class Converter:
    """An object that looks up by class how to convert."""

    table: dict[type, float] = {Slotted: 3.0}  # noqa: RUF012

    def factor(self, cls: type) -> float:
        return self.table[cls]


CONVERTER = Converter()


@pytest.mark.parametrize(
    ("function", "slope"),
    [
        (lambda x: Slotted(x).x * Slotted(x).hidden, 12.0),
        (lambda x: Frozen(x).x, 6.0),
        (lambda x: CONVERTER.factor(FUNCTIONS[0](Slotted(x)).__class__) * x, 3.0),
    ],
)
def test_objects_are_made_in_unusual_ways(function: Any, slope: float) -> None:
    assert srcad.derivative(function)(3.0) == slope


def test_a_constructor_with_too_many_arguments_raises_as_python_does() -> None:
    with pytest.raises(TypeError, match=r"object.__init__\(\) takes exactly one argument"):
        srcad.derivative(lambda x: Base(x) and x)(3.0)


class Grid:
    """A callable object, a property of which is another list at each look."""

    def __init__(self) -> None:
        self.looks = 0

    @property
    def places(self) -> list[float]:
        self.looks += 1
        return [1.0, 2.0]

    def __call__(self, x: float) -> float:
        return x * x


GRID = Grid()


def test_a_property_of_a_global_object_is_looked_at_by_the_program_only() -> None:
    def reading(x: float) -> float:
        return sum(FUNCTIONS[0](GRID.places)) * GRID(x)

    looks = GRID.looks
    assert srcad.derivative(reading)(3.0) == 18.0
    assert GRID.looks == looks + 1


class Model:
    """A global object, one of whose methods is replaced on the instance."""

    def f(self, x: float) -> float:
        return x * x


MODEL = Model()


def test_a_method_that_is_replaced_on_a_global_object_is_noticed() -> None:
    def calling(x: float) -> float:
        return MODEL.f(x) * x

    derived = srcad.forward_diff(calling)
    assert derived(3.0) == (27.0, 27.0)
    try:
        MODEL.f = math.sin  # type: ignore[method-assign, assignment]
        value, slope = derived(3.0)
        assert value == calling(3.0)
        assert slope == pytest.approx(math.sin(3.0) + 3.0 * math.cos(3.0), rel=1e-14)
    finally:
        del MODEL.f
    assert derived(3.0) == (27.0, 27.0)


class Labelled(collections.namedtuple("Labelled", "first second")):
    """A namedtuple whose instances may have attributes."""


def test_attributes_of_a_namedtuple_beside_its_items_vary() -> None:
    def labelled(x: float) -> Labelled:
        made = Labelled(x, 2.0)
        made.square = x * x  # type: ignore[attr-defined]
        return made

    def total(x: float) -> Any:
        made = labelled(x)
        return made.first + made.square  # type: ignore[attr-defined]

    value, tangent = srcad.jvp(labelled, (3.0,), (1.0,))
    assert (value, vars(value)) == ((3.0, 2.0), {"square": 9.0})
    assert (tangent, vars(tangent)) == (Labelled(1.0, 0.0), {"square": 6.0})
    assert srcad.derivative(total)(3.0) == 7.0
    assert srcad.derivative(srcad.derivative(total))(3.0) == 2.0
    seed = srcad.zero_tangent(value)
    seed.square = 1.0
    assert srcad.jvp(lambda made: made.first * made.square, (value,), (seed,)) == (27.0, 3.0)
    assert vars(srcad.gradient(lambda made: made.first * made.square)(value)) == {"square": 3.0}


class Shape:
    """A class whose `__new__` makes an instance of a subclass."""

    def __new__(cls, *sizes: float) -> "Shape":
        return super().__new__(Square if len(sizes) == 1 else cls)

    def __init__(self, width: float, height: float) -> None:
        self.area = width * height


class Square(Shape):
    """What it makes of one size."""

    def __init__(self, size: float) -> None:
        self.area = size * size


def test_an_instance_of_a_subclass_is_initialised_as_such() -> None:
    assert srcad.jvp(lambda x: Shape(x).area, (3.0,), (1.0,)) == (9.0, 6.0)  # type: ignore[call-arg]
    assert srcad.jvp(lambda x: Shape(x, 2.0).area, (3.0,), (1.0,)) == (6.0, 2.0)


def of_a_dataclass_defined_inside(x: float) -> float:
    @dataclasses.dataclass(frozen=True)
    class Leg:
        run: float
        rise: float = 2.0

        def length(self) -> float:
            return math.hypot(self.run, self.rise)

    return Leg(x).length() + Leg(3.0, x).length()


def test_a_method_of_a_dataclass_that_is_defined_inside_varies() -> None:
    testing.check_forward(of_a_dataclass_defined_inside, (1.3,), order=2)


def scaling_by(factor: float) -> Any:
    class Scaling:
        def of(self, y: float) -> float:
            return factor * y

    return Scaling


def made_by_a_factory_of_classes(x: float) -> Any:
    return scaling_by(x)().of(3.0)


def test_a_class_over_an_active_variable_is_refused_where_a_factory_makes_it() -> None:
    with pytest.raises(srcad.SrcadError, match="the class 'Scaling' is defined inside the function"):
        srcad.jvp(made_by_a_factory_of_classes, (1.3,), (1.0,))
