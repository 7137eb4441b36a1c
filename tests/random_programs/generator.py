"""Write a random program from a seed: a module's text with helpers and one function `program`.

The writer knows the type of every name in scope, so that most programs run to their end; some raise, which is compared
as well. Values stay of moderate size, because differences and dual numbers of an exploding loop say nothing.
"""

from tests.random_programs.expressions import number
from tests.random_programs.statements import body
from tests.random_programs.writing import ARRAY, DICT, LIST, NESTED, NUMBER, TUPLE, VIEW, Writer

SIGNATURE = "def program(x, y, a, xs, d, log):"

PRELUDE = """
SCALE = 1.5


class Box:
    def __init__(self, value, rest=0.5):
        self.value = value
        self.rest = rest

    def bump(self, by):
        self.value = self.value * 0.5 + by
        return self.value

    @property
    def excess(self):
        return self.value - self.rest


def seen(log, value, label="seen"):
    log.append(f"{label} {value:.6f}")
    return value


def affine(value, scale=1.5, *, offset=0.0):
    return value * scale + offset


def spread(*values, **options):
    total = options.get("start", 0.0)
    for value in values:
        total = total * 0.5 + value
    return total


def fill(target, value):
    target[0] = value * target[1]
    return target


def halves(value, count):
    for _ in range(count):
        value = value * 0.5
        yield value


def power(value, count):
    if count <= 0:
        return 1.0
    return value * power(value, count - 1)


def doubled(function):
    def wrapper(*args, **kwargs):
        return 2.0 * function(*args, **kwargs)

    return wrapper


class Shifted(Box):
    def bump(self, by):
        return super().bump(by) + self.rest

    def __add__(self, other):
        return Shifted(self.value + other + 1.0, self.rest)

    def __call__(self, factor):
        return self.value * factor


class Tracked:
    def __init__(self, log, value):
        self.log = log
        self.value = value

    def __enter__(self):
        self.log.append("enter")
        return self.value * 0.5

    def __exit__(self, kind, error, trace):
        self.log.append("exit" if kind is None else kind.__name__)
        return kind is ZeroDivisionError


Pair = collections.namedtuple("Pair", ["first", "second"])


def maker(factor, *, bias=0.0):
    calls = 0

    def scale(value):
        nonlocal calls, factor
        calls += 1
        factor = factor * 0.9
        return value * factor + bias * calls

    return scale


def apply(function, *arguments):
    return function(*arguments)


def receiver(start):
    total = start
    while True:
        received = yield total
        total = total * 0.5 + (0.0 if received is None else received)


def joined(left, right):
    yield from left
    yield from halves(right, 2)
    return right


def clamp(value):
    if value > 1.0:
        raise ValueError(value)
    return value


def checked(value, log):
    try:
        return clamp(value) * 2.0
    except ValueError as error:
        log.append("clamped")
        return error.args[0] * 0.5
    finally:
        log.append("checked")


@doubled
def decorated(value, shift=0.25):
    return math.tanh(value) + shift


class Table:
    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, index):
        return self.items[index] * 0.5

    def __setitem__(self, index, value):
        self.items[index] = value + self.items[0]

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)

    def __iadd__(self, item):
        self.items.append(item)
        return self

    def __lt__(self, other):
        return self.items[0] < other.items[0]

    def __getattr__(self, name):
        if name == "total":
            return sum(self.items)
        raise AttributeError(name)


@dataclasses.dataclass(frozen=True)
class Point:
    u: float
    v: float = 0.5
    weights: list = dataclasses.field(default_factory=list)

    @functools.cached_property
    def norm(self):
        return math.hypot(self.u, 1.0 + self.v) + len(self.weights)

    @classmethod
    def between(cls, first, second):
        return cls(first.u * 0.5 + second.u * 0.5, first.v)

    @staticmethod
    def part(value):
        return value * 0.75


class Memory:
    __slots__ = ("known", "_level")

    def __init__(self, level=0.5):
        self.known = {}
        self._level = level

    @property
    def level(self):
        return self._level

    @level.setter
    def level(self, value):
        self._level = value * 0.5 + self._level

    def recall(self, name, make):
        if name not in self.known:
            self.known[name] = make()
        return self.known[name]


@functools.lru_cache(maxsize=None)
def weight(count):
    return 1.0 if count < 2 else 0.5 * weight(count - 1) + 0.25 * weight(count - 2)


@contextlib.contextmanager
def held(value, log):
    log.append("held")
    try:
        yield value * 0.25
    finally:
        log.append("let go")


def composed(*functions):
    return functools.reduce(lambda f, g: lambda value: g(f(value)), functions)


STRATEGIES = {"half": lambda value: value * 0.5, "sine": math.sin, "affine": affine, "part": Point.part}

"""


def write_program(seed: int) -> str:
    """Return the text of the program of a seed, the same every time."""
    writer = Writer(seed)
    while writer.budget > 0:
        body(writer, 3)
    kinds = [NUMBER] * 4 + [LIST, ARRAY, DICT, TUPLE, NESTED, VIEW]
    found = [name for kind in kinds for name in writer.names(kind)]
    results = [writer.chance.choice(found) for _ in range(writer.chance.randint(1, 4))]
    parts = [number(writer, 1), *results] if writer.often(0.5) else results
    writer.put("return " + ", ".join(dict.fromkeys(parts)))
    return PRELUDE.lstrip() + "\n" + SIGNATURE + "\n" + "\n".join(writer.lines) + "\n"
