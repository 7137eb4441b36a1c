"""Simple classes: attributes through self, methods, properties, inheritance, operators, callables."""

import functools

import numpy as np

from tests.programs.inputs import may_be_refused


class _Spring:
    kind = "linear"
    stiffness = 3.0

    def __init__(self, length, rest=0.5):
        self.length = length
        self.rest = rest
        self.history = []

    def force(self):
        return -self.stiffness * (self.length - self.rest)

    def stretch(self, factor):
        self.length = self.length * factor
        self.history.append(self.length)
        return self

    @property
    def energy(self):
        return 0.5 * self.stiffness * (self.length - self.rest) ** 2

    @staticmethod
    def unit(value):
        return value / 2.0

    @classmethod
    def doubled(cls, length):
        return cls(length * 2.0, rest=length)

    def __call__(self, value):
        return value * self.length


class _Damped(_Spring):
    stiffness = 4.0

    def __init__(self, length, damping):
        super().__init__(length)
        self.__damping = damping

    def force(self):
        return super().force() * self.__damping


class _Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return _Vector(self.x + other.x, self.y + other.y + 1.0)

    def __mul__(self, factor):
        return _Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return _Vector(-self.x, -self.y)

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __setitem__(self, index, value):
        if index == 0:
            self.x = value
        else:
            self.y = value

    def __iter__(self):
        yield self.x
        yield self.y

    def __bool__(self):
        return bool(self.x > 0.0)

    def __eq__(self, other):
        return self.x == other.x

    __hash__ = None

    def __iadd__(self, other):
        self.x += other.x
        return self


class _Checked:
    def __init__(self, value, log):
        self.log = log
        self.value = value

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        if not isinstance(value, float):
            raise TypeError("value must be a float")
        self.log.append(f"set {value:.2f}")
        self._value = value


class _Lazy:
    def __init__(self, value):
        self.value = value
        self.computed = 0

    @functools.cached_property
    def square(self):
        self.computed += 1
        return self.value * self.value


class _Dynamic:
    def __init__(self, value):
        self.value = value

    def __getattr__(self, name):
        if name == "twice":
            return self.value * 2.0
        raise AttributeError(name)


def attributes_and_methods(x, y):
    spring = _Spring(x)
    spring.rest = y * 0.1
    return spring.force() * spring.length


def method_changes_self(x, y):
    spring = _Spring(x)
    spring.stretch(y).stretch(2.0)
    return spring.length, spring.history


def properties(x):
    return _Spring(x).energy * _Spring(2.0).energy


def static_and_class_methods(x):
    return _Spring.unit(x) + _Spring.doubled(x).length * _Spring(1.0).unit(x)


def class_attributes(x):
    spring = _Spring(x)
    before = spring.stiffness * x
    spring.stiffness = x
    return before + spring.force(), _Spring.stiffness, spring.kind


def callable_object(x, y):
    spring = _Spring(x)
    return spring(y) + sum(map(spring, [y, 1.0]))


def bound_method_kept(x, y):
    spring = _Spring(x)
    stretch = spring.stretch
    stretch(y)
    return spring.length


def inheritance_and_super(x, y):
    return _Damped(x, y).force() + _Damped(x, 2.0).energy


def instance_result(x, y):
    return _Spring(x * y, rest=x)


def operators_of_a_class(x, y):
    total = _Vector(x, y) + 2.0 * _Vector(y, x) * x
    total += -_Vector(x, 1.0)
    return total.x * total.y


def container_methods_of_a_class(x, y):
    vector = _Vector(x, y)
    vector[0] = vector[1] * x
    return sum(vector) * len(vector) + (x if vector else y)


def unpacked_object(x, y):
    left, right = _Vector(x, y)
    return left * right


def equality_of_objects(x, y):
    return x * y if _Vector(x, y) == _Vector(x, 0.0) else x


def setter_validates(x, log):
    checked = _Checked(x, log)
    checked.value = checked.value * 2.0
    return checked.value * x


def cached_property(x):
    lazy = _Lazy(x)
    return lazy.square * lazy.square, lazy.computed


def dynamic_attribute(x):
    return _Dynamic(x).twice * x


def object_in_two_places(x, y):
    spring = _Spring(x)
    pair = [spring, spring]
    pair[0].length = y * x
    return pair[1].length * x


def objects_in_a_list(xs, x):
    springs = [_Spring(length) for length in xs]
    for spring in springs:
        spring.stretch(x)
    return sum(spring.energy for spring in springs)


def linked_list(x, y):
    class Node:
        def __init__(self, value, after=None):
            self.value = value
            self.after = after

    node = Node(x, Node(y, Node(x * y)))
    total = 0.0
    while node is not None:
        total = total * 0.5 + node.value
        node = node.after
    return total


@may_be_refused("classes inside of functions are at the deep end of objects")
def local_class_closes_over_active(x, y):
    class Scaled:
        factor = 2.0

        def apply(self, value):
            return value * x * self.factor

    return Scaled().apply(y)


def getattr_and_setattr(x, y):
    spring = _Spring(x)
    setattr(spring, "rest", getattr(spring, "length") * y)  # noqa: B009, B010
    return spring.rest + getattr(spring, "nothing", x)


def isinstance_dispatch(x, y):
    total = 0.0
    for part in [_Spring(x), y, _Vector(x, y)]:
        if isinstance(part, _Spring):
            total += part.force()
        elif isinstance(part, float):
            total += part * part
        else:
            total += part.y
    return total


def array_attribute(a, x):
    spring = _Spring(a)
    spring.length *= x
    spring.length[0] = 0.0
    return a, spring.energy


def object_holds_callbacks(x, y):
    class Signal:
        def __init__(self):
            self.listeners = []

        def fire(self, value):
            return [listener(value) for listener in self.listeners]

    signal = Signal()
    signal.listeners.append(lambda v: v * x)
    signal.listeners.append(_Spring(y).__call__)
    return signal.fire(x)


def namespace_vars(x, y):
    spring = _Spring(x)
    spring.__dict__["rest"] = y
    return spring.force() * vars(spring)["length"]


def empty_class_filled_later(a):
    class Bag:
        pass

    bag = Bag()
    bag.first = a[0] * 2.0
    bag.values = np.zeros(3)
    bag.values[1] = bag.first * a[1]
    return bag.values


class Interval:
    """An object whose methods make others of its class, whatever that is."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def scaled(self, factor):
        return self.__class__(factor * self.low, factor * self.high)

    def middle(self):
        return 0.5 * (self.low + self.high)


class Shifted(Interval):
    """A subclass, which its instances' methods make."""

    def middle(self):
        return super().middle() + self.low * self.high


def class_of_an_object(x, y):
    return Shifted(x, y).scaled(x).middle() * type(Interval(x, y))(y, x).scaled(2.0).middle()
