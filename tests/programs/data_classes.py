"""Data classes and named tuples as inputs and results."""

import collections
import dataclasses
import typing

import numpy as np

from tests.programs.inputs import Body, Point, inputs


@dataclasses.dataclass(frozen=True)
class _Frozen:
    width: float
    height: float = 2.0

    @property
    def area(self):
        return self.width * self.height


@dataclasses.dataclass(slots=True)
class _Slotted:
    value: float
    parts: list = dataclasses.field(default_factory=list)

    def __post_init__(self):
        self.parts.append(self.value * 2.0)


_Pair = collections.namedtuple("_Pair", ["left", "right"])


class _Weighted(typing.NamedTuple):
    value: float
    weight: float = 0.5

    def product(self):
        return self.value * self.weight


def data_class_argument(body, x):
    return body.mass * body.position * body.steps * x


def data_class_changed(body, x):
    body.mass = body.mass * x
    body.position[0] = x
    body.steps += 1
    return body


def attribute_is_a_function_of_all(body):
    body.mass = body.mass**2 * body.position[0]
    body.position[0] = body.position @ body.position * body.mass
    return body


def data_class_result(x, a):
    return Body(x * x, a * 2.0, name="result")


def data_class_replaced(body, x):
    other = dataclasses.replace(body, mass=body.mass * x)
    return other, other.position is body.position


def data_class_to_dict(body):
    record = dataclasses.asdict(body)
    return record["mass"] * record["position"], record["name"]


def data_class_fields(x, y):
    shape = _Frozen(x, y)
    total = 1.0
    for field in dataclasses.fields(shape):
        total *= getattr(shape, field.name)
    return total, dataclasses.astuple(shape)


def frozen(x):
    return _Frozen(x).area + _Frozen(width=2.0, height=x).area


def frozen_cannot_be_changed(x):
    shape = _Frozen(x)
    try:
        shape.width = 3.0
    except dataclasses.FrozenInstanceError:
        return shape.area * x
    return 0.0


def slotted_with_factory(x):
    first, second = _Slotted(x), _Slotted(x * x)
    return first.parts[0] * second.parts[0], len(first.parts)


@inputs(shape=_Frozen(0.7, 1.4))
def frozen_argument(shape, x):
    return shape.area * x


def named_tuple_argument(point, x):
    return point.x * point.y * point.count * x


def named_tuple_result(x, y):
    return Point(x * y, y), _Pair(x, right=1.0)


def named_tuple_methods(x):
    return _Weighted(x).product() + _Weighted(2.0, x).product()


def named_tuple_keeps_ints(x, y):
    here = Point(x, y, 4)
    return Point(here.x * here.count, here.y)


@inputs(bodies=[Body(1.0, np.array([1.0, 2.0, 3.0])), Body(2.0, np.array([0.5, 0.1, 0.2]))])
def list_of_data_classes(bodies):
    total = sum(body.mass for body in bodies)
    return sum(body.mass * body.position for body in bodies) / total
