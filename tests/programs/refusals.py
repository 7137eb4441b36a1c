"""What is refused on purpose: a wrong number would be worse than an error."""

import array
import contextlib
import datetime
import decimal
import fractions
import io
import pickle
import types

import numpy as np

from tests.programs.inputs import may_be_refused, refused


@refused("Decimal cannot carry a tangent")
def through_decimal(x):
    return float(decimal.Decimal(x) * 2)


@refused("Fraction cannot carry a tangent")
def through_fraction(x):
    return float(fractions.Fraction(x) * 2)


@refused("timedelta cannot carry a tangent")
def through_timedelta(x):
    return datetime.timedelta(seconds=x).total_seconds()


@refused("array.array cannot carry a tangent")
def through_array_module(x):
    return array.array("d", [x])[0] * 2.0


@refused("a pickle cannot carry a tangent")
def through_pickle(x):
    return pickle.loads(pickle.dumps(x)) * 2.0


@refused("a text that NumPy made cannot carry a tangent")
def through_text_of_an_array(x):
    return float(np.array_str(np.array([x])).strip("[]")) * 2.0


@refused("a number that NumPy reads from a text has lost its tangent")
def through_texts_in_a_list(x):
    return np.array([str(x), "1.0"]).astype(float)[0] * 2.0


@refused("a number that NumPy makes of a text has lost its tangent")
def through_number_type(x):
    return np.float64(f"{x!r}") * 2.0


@refused("an integer array truncates what is written into it")
def out_of_integers(a):
    counts = np.zeros(3, int)
    np.multiply(a, a, out=counts, casting="unsafe")
    return counts * a


@refused("an integer array truncates what is copied into it")
def copy_into_integers(a):
    counts = np.zeros(3, int)
    np.copyto(counts, a, casting="unsafe")
    return counts * a


@refused("an integer array truncates the attribute of an object of unknown class that is written into it")
def part_of_an_object_into_integers(a):
    counts = np.zeros(2, int)
    for held in (types.SimpleNamespace(part=a[0]), types.SimpleNamespace(part=3)):
        counts[0] = held.part
    return counts * a[0]


@refused("an array of objects carries no tangent")
def array_of_objects(a):
    for kind in ("O", "U9"):
        a = a.astype(kind).astype(float)
    return a


@refused("a file cannot carry a tangent")
def through_file(x):
    file = io.BytesIO()
    np.save(file, np.array([x]))
    file.seek(0)
    return np.load(file)[0] * 2.0


@refused("a refusal is not swallowed by a broad handler")
def swallowed_by_handler(x):
    try:
        return float(decimal.Decimal(x)) * 2.0
    except Exception:
        return 0.0


@refused("a refusal is not swallowed by suppress")
def swallowed_by_suppress(x):
    result = 0.0
    with contextlib.suppress(Exception):
        result = float(decimal.Decimal(x))
    return result


@refused("asynchronous code is not supported")
async def asynchronous(x):
    return x * x


@refused("an asynchronous function inside is not supported")
def asynchronous_inside(x):
    async def inner():
        return x * x

    with contextlib.suppress(StopIteration):
        inner().send(None)
    return x


@refused("exec hides the assignment")
def executes_text(x):
    scope = {"x": x}
    exec("y = x * x", scope)
    return scope["y"]


@refused("eval hides the expression")
def evaluates_text(x):
    return eval("x * x")


@refused("masked arrays cannot carry a tangent")
def through_masked_array(a):
    return np.ma.masked_array(a, mask=[0, 1, 0]).sum()


@refused("a memoryview hides the numbers")
def through_bytes(a):
    return np.frombuffer(a.tobytes())


def _scaled(x, **options):
    return x * options.get("d_x", 1.0)


@refused("a keyword argument has the name of a tangent")
def keyword_named_like_a_tangent(x, y):
    return _scaled(x, d_x=y) + _scaled(y, d_x=3.0)


@may_be_refused("the class that an except clause names is computed by a call that writes")
def computed_class_in_an_except_clause(x, y):
    kept = []

    def chosen(value):
        kept.append(value * x)
        return ValueError

    try:
        raise ValueError(y)
    except chosen(x):
        return kept[0] * y
