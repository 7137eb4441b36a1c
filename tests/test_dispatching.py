"""What only the run decides: every mechanism against the plain call and against differences, on both levels."""

import collections
import contextlib
import copy
import dataclasses
import functools
import itertools
import math
import operator
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import testing
from srcad.errors import Refusal
from srcad.running import dispatching
from srcad.running.arguing import Given
from srcad.runtime import apply
from tests.programs import judging

PROGRAMS: list[Callable[..., Any]] = []
VALUES = {"x": 0.7, "y": -1.3, "xs": [0.4, -0.9, 1.6], "d": {"p": 0.3, "q": -1.1}, "a": np.array([0.5, -0.2, 1.4])}


def program(function: Callable[..., Any]) -> Callable[..., Any]:
    """Collect a program; its parameters choose its inputs by their names."""
    function.inputs = dict.fromkeys(function.__code__.co_varnames[: function.__code__.co_argcount])  # type: ignore[attr-defined]
    PROGRAMS.append(function)
    return function


def values_of(function: Callable[..., Any]) -> dict[str, Any]:
    """Return fresh inputs of a program."""
    return {name: copy.deepcopy(VALUES[name]) for name in function.inputs}  # type: ignore[attr-defined]


# Operators of classes


class Length:
    """A number with a unit, which knows floats and itself."""

    def __init__(self, metres):
        self.metres = metres

    def __add__(self, other):
        return Length(self.metres + other.metres) if isinstance(other, Length) else NotImplemented

    def __radd__(self, other):
        return Length(other + self.metres)

    def __mul__(self, other):
        return Length(self.metres * other)

    __rmul__ = __mul__

    def __pow__(self, power):
        return self.metres**power

    def __abs__(self):
        return Length(abs(self.metres))

    def __float__(self):
        return self.metres * 1.0

    def __lt__(self, other):
        return self.metres < other.metres

    def __divmod__(self, other):
        return self.metres / other, self.metres * other

    def __matmul__(self, other):
        return self.metres * other.metres

    def __isub__(self, other):
        self.metres = self.metres - other
        return self


class Signed(Length):
    """A subclass whose reflected operator goes first."""

    def __radd__(self, other):
        return Length(self.metres * 10.0 + getattr(other, "metres", 0.0))


@program
def operators_reflected(x, y):
    return (x + Length(y)).metres * (2.0 * Length(x)).metres + (Length(x) * y) ** 2


@program
def operators_subclass_first(x, y):
    return (Length(x) + Signed(y)).metres


@program
def operators_unary_and_others(x, y):
    length = abs(Length(y))
    quotient, product = divmod(length, x)
    length -= x
    return float(length) * quotient + product + Length(x) @ length


@program
def operators_on_containers(xs, x):
    joined = operator.concat(xs, [x]) + operator.mul([x], 2)
    operator.iadd(joined, (x * x, 1.0))
    return joined, operator.add((x, 1), (xs[0],)), operator.contains(joined, 9.0)


@program
def operators_on_an_array_and_a_sequence(a, xs, x):
    square = np.array([[x, 2.0, 1.0], [0.5, x, 3.0]])
    a += xs
    return a * xs - (x, 2.0, 1.0) / a, square @ xs, xs @ square.T, a * [[x], [1.0]], a * range(3)


@program
def operators_on_a_number_of_numpy_and_a_list(xs, x):
    one, repeated = np.int64(1), np.int64(2) * [x, x * x]
    return one + xs, [x, 2.0] - one, np.float64(x) / [x, 3.0], repeated[3], np.bool_(True) - [x, 1.0]


@program
def operators_in_place_that_make_an_array_of_a_list(a, x):
    added, scaled, paired = [1.0, x, x * x], [x, 2.0, 1.0], (x, 1.0, 2.0)
    kept = added
    added += a
    scaled *= a
    paired += a
    return added, scaled, paired, kept


@program
def operators_on_a_truth_of_numpy(x):
    inside = np.abs(x) < 2.0
    while inside:
        x = inside * (x * x + 1.0) + ~inside * x
        inside = np.abs(x) < 2.0
    return x


@program
def operator_getters(xs, d, x):
    pair = operator.itemgetter(0, 2)(xs)
    operator.methodcaller("append", x)(xs)
    return pair[0] * pair[1], operator.itemgetter("p")(d) * xs[-1], operator.attrgetter("metres")(Length(x))


def test_operator_without_method_raises_as_python_does() -> None:
    def subtract(x):
        return Length(x) - 1.0

    with pytest.raises(TypeError, match="unsupported operand"):
        srcad.jvp(subtract, (0.7,), (1.0,))


# NumPy's own functions, by their source where no rule fits


@program
def numpy_functions_in_python(a, x):
    return np.union1d(a, 2.0 * a), np.setdiff1d(a * x, np.array([5.0])), np.emath.sqrt(a), np.emath.log(-a)


@program
def numpy_keywords_in_python(a, x):
    return np.union1d(ar1=a, ar2=[x]), np.ix_(a), np.histogram2d(a, a * x, 2)[1]


@pytest.mark.parametrize("function", [operator.mul, operator.pow])
def test_what_was_decided_for_numbers_is_not_used_for_other_arguments(function: Callable[..., Any]) -> None:
    for x in (2.0, np.float64(2.0), np.float32(2.0), 2.0 + 1.0j, np.array([2.0, 3.0]), np.array(2.0)):
        for y in (3, 3.0, np.array([3.0, 1.0])):
            for _ in range(3):
                value, tangent = apply(function, (x, y), (x * 0.5, None))
                wide, step = np.float64(x) if isinstance(x, np.float32) else x, 1e-6
                slope = (function(wide * (1.0 + 0.5 * step), y) - function(wide * (1.0 - 0.5 * step), y)) / (2.0 * step)
                assert type(value) is type(function(x, y))
                assert np.allclose(tangent, slope, rtol=1e-6)


@pytest.mark.filterwarnings("ignore:divide by zero")
def test_division_of_a_numpy_number_by_zero_does_not_raise() -> None:
    for function in (operator.truediv, operator.itruediv):
        for seed in (0.0, 1.0, np.float64(0.0)):
            value, tangent = apply(function, (np.float64(2.0), 0.0), (seed, None))
            assert (value, tangent) == (np.inf, np.inf if seed else 0.0)


def test_a_list_is_repeated_by_the_operator_that_multiplied_numbers() -> None:
    assert apply(operator.mul, (2.0, 3.0), (1.0, None)) == (6.0, 3.0)
    assert apply(operator.mul, ([2.0], 2), ([1.0], None)) == ([2.0, 2.0], [1.0, 1.0])


def test_arguments_that_no_rule_fits_are_refused() -> None:
    def unknown(x):
        return np.exp(x, where=True, extobj=None)

    with pytest.raises(srcad.SrcadError, match="does not fit 1 arguments and where, extobj"):
        srcad.jvp(unknown, (0.7,), (1.0,))


# Attributes


class Recorded:
    """Descriptors, a property with a setter, and names that are computed."""

    class Twice:
        """A data descriptor in Python."""

        def __get__(self, owner, cls=None):
            return owner.raw * 2.0

        def __set__(self, owner, value):
            owner.raw = value

    twice = Twice()

    def __init__(self, raw):
        self.twice = raw
        self.reads = 0

    @property
    def half(self):
        self.reads += 1
        return self.raw / 2.0

    @half.setter
    def half(self, value):
        self.raw = value * 2.0

    @half.deleter
    def half(self):
        del self.raw

    @functools.cached_property
    def cube(self):
        self.reads += 1
        return self.raw**3

    def __getattr__(self, name):
        if name.startswith("times_"):
            return self.raw * float(name[6:])
        raise AttributeError(name)


class Guarded:
    """A class that watches its attributes."""

    def __init__(self, value):
        self.value = value

    def __setattr__(self, name, value):
        super().__setattr__(name, value * 2.0)

    def __getattribute__(self, name):
        found = super().__getattribute__(name)
        return found + 1.0 if name == "value" else found


class Below(Recorded):
    """A property that goes on to that of the class above."""

    @property
    def half(self):
        return super().half * 3.0


@program
def attributes_by_descriptor(x, y):
    record = Recorded(x)
    record.half = record.twice * y
    first = record.cube + record.cube
    return first * record.times_3 + record.half, record.reads, getattr(record, "nothing", y)


@program
def attributes_watched(x):
    guarded = Guarded(x)
    guarded.value = guarded.value * x
    return guarded.value


@program
def attributes_above(x):
    return Below(x).half * x


@program
def attributes_as_dict(x, y):
    record = Length(x)
    vars(record)["metres"] = record.metres * y
    record.__dict__.update(extra=y)
    setattr(record, "more", x * y)  # noqa: B010
    delattr(record, "extra")
    return record.metres * record.more, hasattr(record, "extra")


@program
def attributes_of_namespace(x, y):
    place = types.SimpleNamespace(x=x, label="p")
    place.y = place.x * y
    return place.y + vars(place)["x"], place.label


# Classes


class Slotted:
    """Attributes in slots, made by a `__new__` of its own."""

    __slots__ = ("value", "where")

    def __new__(cls, value):
        made = super().__new__(cls)
        made.where = [value]
        return made

    def __init__(self, value):
        self.value = value * 2.0


class Counting(type):
    """A metaclass that takes part in the call."""

    def __call__(cls, value):
        made = super().__call__(value * 3.0)
        made.extra = value
        return made


class Counted(metaclass=Counting):
    """An instance is made through the metaclass."""

    def __init__(self, value):
        self.value = value


@program
def classes_with_slots(x, y):
    slotted = Slotted(x * y)
    slotted.where[0] = slotted.value * x
    return slotted.where[0]


@program
def classes_by_metaclass(x):
    counted = Counted(x)
    return counted.value * counted.extra


@dataclasses.dataclass
class Body:
    """Factories, an InitVar, keyword-only fields."""

    mass: float
    scale: dataclasses.InitVar[float]
    history: list = dataclasses.field(default_factory=list)
    _: dataclasses.KW_ONLY
    speed: float = 1.5
    energy: float = dataclasses.field(init=False)

    def __post_init__(self, scale):
        self.mass = self.mass * scale
        self.energy = 0.5 * self.mass * self.speed**2
        self.history.append(self.energy)


@dataclasses.dataclass(frozen=True, slots=True)
class Frozen:
    """An immutable pair."""

    left: float
    right: float = 2.0


@program
def dataclass_with_everything(x, y):
    body = Body(x, y, speed=x * y)
    return body.energy * body.history[0], dataclasses.asdict(body)["mass"]


@program
def dataclass_replaced(x, y):
    frozen = Frozen(x)
    changed = dataclasses.replace(frozen, right=y * frozen.left)
    return changed.right * frozen.right, dataclasses.astuple(changed)


class Place(collections.namedtuple("Place", "east north label")):
    """A namedtuple with a `__new__` of its own."""

    __slots__ = ()

    def __new__(cls, east, north):
        return super().__new__(cls, east * 2.0, north, "here")

    def squared(self):
        return self.east**2 + self.north**2


@program
def namedtuple_with_methods(x, y):
    place = Place(x, y)
    moved = place._replace(north=place.east)
    return place.squared() * moved.squared(), place._asdict()["north"], moved[:2]


# Containers


@program
def lists_by_every_method(xs, x, y):
    xs.extend(v * x for v in (1.0, y))
    xs.insert(1, y)
    xs.append(5.0)
    xs.remove(5.0)
    xs.sort(key=lambda v: -v * v)
    xs.reverse()
    xs *= 2
    return xs, xs.pop(2) * xs.index(y), xs.copy()


@program
def dicts_by_every_method(d, x, y):
    d.update(r=x, q=y)
    d |= [("s", x * y)]
    views = d.values(), d.items()
    total = sum(views[0]) + sum(value * 2.0 for value in views[0])
    last = d.popitem()
    kept = d.setdefault("t", x) * d.setdefault("p", y)
    merged = dict.fromkeys("ab", x) | d
    return total, last, kept, merged, [key for key, _ in views[1]], d.pop("r", 0.0), d.get("none", y)


@program
def deques_by_every_method(xs, x):
    queue = collections.deque(xs, maxlen=4)
    queue.extend([x, x * x])
    queue.appendleft(3.0 * x)
    queue.rotate(-1)
    queue[0] = queue[1] * x
    return list(queue), queue.popleft(), sum(queue)


@program
def defaultdict_runs_its_factory_once(x, y):
    made = []

    def factory():
        made.append(len(made))
        return 2.0

    table = collections.defaultdict(factory)
    table["p"] += x
    table["q"] *= table["p"] * y
    return table["p"] * table["q"], made


@program
def copies_keep_aliases(x, y):
    row = [x, Length(y)]
    table = [row, row]
    shallow, deep = copy.copy(table), copy.deepcopy(table)
    shallow[0][0] = x * y
    deep[1][1].metres = deep[0][0] * 2.0
    return table[1][0], deep[0][1].metres, row[1].metres


# Functions


@functools.lru_cache(maxsize=4)
def _cached(value, factor):
    return value * value * factor


@functools.singledispatch
def _sized(value):
    return value * value


@_sized.register
def _(value: list):
    return sum(value)


def _noisy(function):
    @functools.wraps(function)
    def wrapper(*args, **keywords):
        return function(*args, **keywords) * 2.0

    return wrapper


@program
def cached_calls(x, y):
    return _cached(x, 2.0) + _cached(x, 2.0) * _cached(y, x) + _cached.__wrapped__(x, y)


@program
def cached_in_a_closure(x, y):
    @functools.cache
    def power(count):
        return y if count == 0 else power(count - 1) * x

    return power(5) + power(3)


@program
def dispatched_by_type(x, xs):
    return _sized(x) * _sized(xs)


@program
def decorated_inside(x, y):
    @_noisy
    def scaled(value, factor=1.0):
        return value * factor * y

    return scaled(x) + scaled(y, factor=x), scaled.__name__


@program
def partials(x, y):
    def affine(value, scale=1.0, offset=0.0):
        return value * scale + offset * y

    step = functools.partial(affine, scale=x)
    nested = functools.partial(step, y, offset=x)
    return step(y, scale=2.0) + nested() * nested(scale=y), nested.keywords["offset"]


@program
def sorted_by_comparison(xs, x):
    ordered = sorted(xs, key=functools.cmp_to_key(lambda left, right: (right > left) - (right < left)))
    return ordered[0] * x, max(xs, key=lambda v: v * x), min([], default=x)


@program
def iterators_of_every_kind(xs, x):
    groups = [(key, list(group)) for key, group in itertools.groupby(xs, key=lambda v: v > 0.0)]
    first, second = itertools.tee(v * x for v in xs)
    chained = list(itertools.chain.from_iterable([first, itertools.islice(second, 2)]))
    running = list(itertools.accumulate(xs, lambda s, v: s * v + x, initial=x))
    pairs = [left * right for left, right in itertools.pairwise(xs)]
    counted = list(zip(itertools.count(x, 0.5), xs, strict=False))
    return groups, chained, running, pairs, counted[1][0], list(itertools.compress(xs, [1, 0, 1]))


@program
def iterators_by_protocol(xs, x):
    class Steps:
        def __init__(self, values):
            self.values = values
            self.at = 0

        def __iter__(self):
            return self

        def __next__(self):
            if self.at >= len(self.values):
                raise StopIteration
            self.at += 1
            return self.values[self.at - 1]

    steps = Steps(xs)
    return next(steps) * x, [v * x for v in steps], next(steps, x), list(reversed(xs))


@program
def generators_talk(x, y):
    def running():
        total, received = 0.0, None
        try:
            while True:
                received = yield total
                total += received * x
        except ValueError:
            yield total * 2.0
        return total

    def outer():
        result = yield from running()
        yield result * y

    talk = outer()
    next(talk)
    talk.send(x)
    second = talk.send(y)
    doubled = talk.throw(ValueError("enough"))
    last = next(talk)
    talk.close()
    return second, doubled, last


# Contexts


class Doubling:
    """A context manager with state."""

    def __init__(self, value):
        self.value = value

    def __enter__(self):
        self.value = self.value * 2.0
        return self.value

    def __exit__(self, *error):
        self.value = self.value + 1.0
        return error[0] is KeyError


@contextlib.contextmanager
def _halved(value):
    yield value / 2.0


@program
def contexts_of_every_kind(x, y):
    doubling = Doubling(x)
    with contextlib.ExitStack() as stack, contextlib.suppress(ValueError):
        inner = stack.enter_context(_halved(y)) * stack.enter_context(doubling)
        raise ValueError
    with _halved(x) as half, contextlib.nullcontext(y) as same, Doubling(x):
        inner = inner * half + same
        raise KeyError
    return inner, doubling.value


# Numbers


@program
def numbers_by_method(x, y):
    z = complex(x, y)
    return x.conjugate() * z.conjugate(), z.real * z.imag + x.real, x.is_integer()


@program
def arrays_by_method(a, x):
    b = a.copy()
    operator.imul(b, x)
    operator.setitem(b, 0, x * x)
    return np.add.reduce(b) * x, b.sum(), operator.getitem(a, slice(1, None)), a.T * x


@program
def arrays_in_place_by_operator(a, x):
    for part in [a, x]:
        if isinstance(part, np.ndarray):
            part *= x
    return a


@pytest.mark.parametrize("function", PROGRAMS, ids=lambda function: function.__name__)
def test_value_and_tangent(function: Callable[..., Any]) -> None:
    values = values_of(function)
    for active in judging.subsets(judging.differentiable(values)):
        judging.judge_values(function, values_of(function), active, srcad.jvp)


@pytest.mark.parametrize("function", PROGRAMS, ids=lambda function: function.__name__)
def test_second_derivative(function: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "inputs_of", lambda program, point: values_of(program))
    # A cache that is made around a local function loses its tangent at the second level, and that is noticed.
    refused = (srcad.UnsupportedValueError,) if function is cached_in_a_closure else ()
    with contextlib.suppress(*refused):
        judging.judge_second_order(function, "plus", judging.differentiable(values_of(function)), srcad.forward_diff)


# Refusals


def _refused_decimal(x):
    import decimal

    return decimal.Decimal(x)


def _refused_fraction(x):
    import fractions

    return float(fractions.Fraction(x))


def _refused_counter(x):
    return collections.Counter(p=x)["p"]


def _refused_set(x):
    return sum(frozenset([x, 1.0]))


def _refused_array(x):
    import array

    return array.array("d", [x])[0]


def _refused_ratio(x):
    top, bottom = x.as_integer_ratio()
    return top / bottom


def _refused_integer_array(x):
    counts = np.zeros(2, int)
    counts[0] = x
    return counts


def _refused_class_attribute(x):
    Length.shared = x
    return Length.shared


@pytest.mark.parametrize(
    "function",
    [
        _refused_decimal,
        _refused_fraction,
        _refused_counter,
        _refused_set,
        _refused_array,
        _refused_ratio,
        _refused_integer_array,
        _refused_class_attribute,
    ],
)
def test_what_has_no_tangent_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError):
        srcad.jvp(function, (0.75,), (1.0,))


def test_lowered_call_says_where_its_arguments_come_from() -> None:
    given = Given(Length(2.0).__add__, (Length(1.0),), (None,), {}, {}, srcad.Tangent(metres=1.0))
    lowered = dispatching.lower(given)
    assert given.pick(lowered.args[0]) is given.function.__self__
    assert given.pick(lowered.args[1]) is given.primals[0]


class Holder:
    """Holds a function, has methods, and computes a function."""

    def __init__(self, kept):
        self.kept = kept

    @property
    def computed(self):
        return self.kept

    @staticmethod
    def doubled(value):
        return value * 2.0

    def own(self, value):
        return value * 3.0


def test_function_read_from_an_object_has_the_tangent_of_the_attribute_or_the_object() -> None:
    length, d_length = Length(2.0), srcad.Tangent(metres=1.0)
    holder, d_holder = Holder(length.__pow__), srcad.Tangent(kept=d_length)
    assert apply(holder.kept, (3.0,), (None,), owner=(holder, d_holder, "kept")) == (8.0, 12.0)
    assert apply(holder.own, (3.0,), (1.0,), owner=(holder, d_holder, "own")) == (9.0, 3.0)
    assert apply(holder.doubled, (3.0,), (1.0,), owner=(holder, d_holder, "doubled")) == (6.0, 2.0)
    with pytest.raises(Refusal, match="is not a method of the object"):
        apply(holder.computed, (3.0,), (None,), owner=(holder, d_holder, "computed"))


def test_function_that_an_object_only_holds_is_refused_without_its_name() -> None:
    holder, d_holder = Holder(Length(2.0).__pow__), srcad.Tangent(kept=srcad.Tangent(metres=1.0))
    with pytest.raises(Refusal, match="kept in an attribute"):
        apply(holder.kept, (3.0,), (None,), function_tangent=d_holder)


# What was decided for a dispatched call is kept, and decided anew where it no longer holds


class Spring:
    """An object that is called in several ways."""

    def __init__(self, stiffness):
        self.stiffness = stiffness

    def force(self, x):
        return self.stiffness * x

    def __call__(self, x):
        return self.stiffness * x * x


def test_a_kept_call_follows_the_kinds_of_the_attributes():
    def total(x, parts):
        return parts["a"].force(x) + parts["a"](x)

    spring = Spring(2.0)
    parts = {"a": spring, "b": "text"}
    derivative = srcad.forward_diff(total, wrt="x")
    assert derivative(3.0, parts) == (24.0, 14.0)
    assert derivative(3.0, parts) == (24.0, 14.0)
    spring.stiffness = np.array([1.0, 2.0])
    value, tangent = derivative(3.0, parts)
    assert value.tolist() == [12.0, 24.0]
    assert tangent.tolist() == [7.0, 14.0]
    spring.stiffness = 5
    assert derivative(3.0, parts) == (60.0, 35.0)


def test_a_kept_call_follows_a_method_that_is_replaced(monkeypatch):
    def pulled(x, parts):
        return parts["a"].force(x)

    parts = {"a": Spring(2.0), "b": "text"}
    derivative = srcad.forward_diff(pulled, wrt="x")
    assert derivative(3.0, parts) == derivative(3.0, parts) == (6.0, 2.0)
    monkeypatch.setattr(Spring, "force", lambda self, x: x**3)
    assert derivative(3.0, parts) == (27.0, 27.0)
    parts["a"].force = math.sin
    assert derivative(3.0, parts) == (math.sin(3.0), math.cos(3.0))


FACTOR = 2.0


def scaled_by_factor(x):
    return FACTOR * x


def test_a_kept_call_follows_the_globals_of_its_callee(monkeypatch):
    def chosen(x, functions):
        return functions["f"](x)

    functions = {"f": scaled_by_factor, "n": 3}
    derivative = srcad.forward_diff(chosen, wrt="x")
    assert derivative(3.0, functions) == derivative(3.0, functions) == (6.0, 2.0)
    monkeypatch.setitem(globals(), "FACTOR", 7.0)
    assert derivative(3.0, functions) == (21.0, 7.0)
    monkeypatch.setitem(globals(), "FACTOR", np.array([1.0, 2.0]))
    assert derivative(3.0, functions)[1].tolist() == [1.0, 2.0]


def test_a_kept_call_knows_which_arguments_vary():
    def both(x, y, functions):
        return functions["f"](x, y)

    functions = {"f": lambda x, y: x * y, "n": 3}
    derivative = srcad.forward_diff(both)
    for _ in range(2):
        assert derivative(2.0, 5.0, functions, d_x=1.0) == (10.0, 5.0)
        assert derivative(2.0, 5.0, functions, d_y=1.0) == (10.0, 2.0)
        assert derivative(2.0, 5.0, functions, d_x=1.0, d_y=1.0) == (10.0, 7.0)
        assert derivative(2, 5.0, functions, d_x=1.0, d_y=1.0) == (10.0, 7.0)


def test_a_kept_call_gives_way_to_a_rule_that_is_added():
    def twice(x):
        return 2.0 * x

    def chosen(x, functions):
        return functions["f"](x)

    functions = {"f": twice, "n": 3}
    derivative = srcad.forward_diff(chosen, wrt="x")
    assert derivative(3.0, functions) == derivative(3.0, functions) == (6.0, 2.0)
    srcad.rule(twice, signature="x", form="elementwise", x="100.0")
    assert derivative(3.0, functions) == (6.0, 100.0)


def test_kept_calls_are_differentiated_again():
    def total(x, parts):
        return parts["a"].force(x) * parts["a"](x)

    parts = {"a": Spring(2.0), "b": "text"}
    curvature = srcad.derivative(srcad.derivative(total))
    for _ in range(2):
        assert curvature(3.0, parts) == 72.0


def test_a_kept_call_asks_for_the_tangent_of_what_takes_something_active():
    def fill(counts, x):
        counts.append(x)

    fill.__name__ = "fill"
    given, tangents = [1, 2], [0.0, 0.0]
    apply(fill, (given, 3.0), (tangents, 1.0))
    assert (given, tangents) == ([1, 2, 3.0], [0.0, 0.0, 1.0])
    with pytest.raises(Refusal, match="has no tangent"):
        apply(fill, ([1, 2], 3.0), (None, 1.0))


# What a function hands on as `out` may be None, which only the kind of its argument says.
WITHOUT_OUT: tuple[Callable[..., Any], ...] = (
    lambda x, out: np.sin(x, out=out),
    lambda x, out: np.sin(x, out),
    lambda x, out: np.sin(x, out=(out,)),
    lambda x, out: np.sum(x, out=out) * x,
    lambda x, out: x.cumsum(out=out),
    lambda x, out: np.add.reduce(x, out=out) * x,
    lambda x, out: np.dot(x, np.eye(3), out=out),
)


@pytest.mark.parametrize("function", WITHOUT_OUT)
def test_no_array_for_the_result_is_as_good_as_no_argument(function):
    x, direction = np.array([0.5, 1.0, 2.0]), np.array([1.0, -1.0, 2.0])
    expected = (function(x + 1e-6 * direction, None) - function(x - 1e-6 * direction, None)) / 2e-6
    found = srcad.jvp(function, (x, None), (direction, None))[1]
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-8)
    dispatched = srcad.jvp(lambda fs, x: fs[0](x, None), ([function], x), (None, direction))[1]
    np.testing.assert_array_equal(dispatched, found)


@pytest.mark.parametrize(
    "program",
    [
        lambda x: np.abs([x, -2.0 * x]),
        lambda x: np.exp([[x, 2.0 * x], [1, x * x]]).sum(),
        lambda x: np.maximum([x, 1.0], (2.0 * x, 3.0)),
        lambda x: np.arctan2([x, 2], x) * [x, x],
    ],
)
def test_elementwise_functions_take_lists_of_active_values(program: Any) -> None:
    srcad.testing.check_forward(program, (0.3,), order=2)


def weighted(kinds, y):
    return kinds.w * y


class Kinds:
    """An object with a method of its own."""

    def __init__(self, w):
        self.w = w
        self.own = types.MethodType(weighted, self)


def by_method_of_its_own(x):
    kinds = Kinds(x * x)
    kinds.w = kinds.w * 2.0
    return kinds.own(x) + Kinds(2.0).own(x)


def test_a_method_that_is_made_carries_its_objects_tangent():
    testing.check_forward(by_method_of_its_own, (1.3,), order=1)


def test_a_function_defined_inside_is_not_bound_to_an_object():
    def bound_inside(x):
        kinds = Kinds(1.0)
        kinds.own = types.MethodType(lambda kinds, y: kinds.w * y * x, kinds)
        return kinds.own(2.0)

    with pytest.raises(srcad.SrcadError, match="defined inside is bound to an object"):
        srcad.jvp(bound_inside, (1.3,), (1.0,))
