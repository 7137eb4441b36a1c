"""One small program for each construct that the README's table of syntax names: `f(x)` in each uses the construct.

A program in syntax that is newer than Python 3.11 begins with the version from which on it can be read.
"""

from typing import TypeAlias

Sample: TypeAlias = str | tuple[int, int, str]

SUPPORTED: dict[str, Sample] = {
    "x = y": """
def f(x):
    y = z = x * x
    return y + z
""",
    "a, *b = y": """
def f(x):
    (a, *b), c = (x, 2.0, x), x
    return a * b[1] * c
""",
    "y.a = x": """
import types
def f(x):
    y = types.SimpleNamespace(a=1.0)
    y.a = x * x
    return y.a
""",
    "y[i] = x": """
def f(x):
    y = [1.0, 2.0]
    y[1] = x * x
    return y[0] * y[1]
""",
    "x += y": """
def f(x):
    y = x
    y *= x
    y += 2.0
    return y * x
""",
    "x: float = y": """
def f(x):
    y: float = x * x
    return y
""",
    "(x := y)": """
def f(x):
    return (y := x * x) + y
""",
    "del": """
def f(x):
    y = [x, x * x]
    del y[0]
    return y[0]
""",
    "if": """
def f(x):
    if x > 9.0:
        y = 1.0
    elif x > 1.0:
        y = x * x
    else:
        y = 2.0
    return y
""",
    "for": """
def f(x):
    y = 1.0
    for factor in [x, 2.0, x]:
        y *= factor
    else:
        y += x
    return y
""",
    "while": """
def f(x):
    y = x
    while y < 50.0:
        y *= x
    return y
""",
    "break": """
def f(x):
    y = x
    while True:
        y *= x
        if y > 50.0:
            break
    return y
""",
    "continue": """
def f(x):
    y = x
    for i in range(5):
        if i % 2:
            continue
        y *= x
    return y
""",
    "return": """
def f(x):
    for i in range(5):
        if i == 3:
            return i * x * x
    return 0.0
""",
    "pass": """
def f(x):
    pass
    return x * x
""",
    "match": """
def f(x):
    match [x, {"kind": "square", "by": 3.0}, 2]:
        case [y, {"kind": "square", **rest}, 1 | 2 as n] if y > 0.0:
            return n * y * y * rest["by"]
        case [float(), *_] | None:
            return 0.0
""",
    "raise": """
def f(x):
    try:
        y = x * x
        raise ValueError
    except ValueError:
        return y
""",
    "try": """
def f(x):
    y = x
    try:
        y = y * x
        y = y * [][0]
    except IndexError:
        y = y * x
    else:
        y = 0.0
    finally:
        y = y + x
    return y
""",
    "except*": """
def f(x):
    y = x
    try:
        y = y * x
        raise ExceptionGroup("several", [ValueError()])
    except* ValueError:
        y = y * x
    return y
""",
    "assert": """
def f(x):
    assert x > 0.0, "negative"
    return x * x
""",
    "with": """
import contextlib
def f(x):
    with contextlib.suppress(IndexError) as nothing:
        y = x * x
        y = [][0]
    return y
""",
    "a if c else b": """
def f(x):
    return x * x if x > 0.0 else 0.0
""",
    "and": """
def f(x):
    return x and x * x
""",
    "or": """
def f(x):
    return 0.0 or x * x
""",
    "not": """
def f(x):
    return x * x if not x < 0.0 else 0.0
""",
    "a < b <= c": """
def f(x):
    return x * x if 0.0 < x <= 9.0 else 0.0
""",
    "-a": """
def f(x):
    return -x * +x
""",
    "a + b": """
def f(x):
    return (x + 1.0) * (x - 2.0) / x ** 2 + x % 1.0
""",
    "a[i:j]": """
def f(x):
    return sum([x, x * x, 2.0 * x][1:])
""",
    'f""': """
def f(x):
    name = f"{x:.3f} {'x'!r}"
    return x * len(name)
""",
    "[a, *b]": """
def f(x):
    y = [1.0, *(x, x * x)]
    return y[1] * y[2]
""",
    "(a, b)": """
def f(x):
    y = (x, x * x)
    return y[0] * y[1]
""",
    "{k: a, **b}": """
def f(x):
    y = {"a": x, **{"b": x * x}}
    return y["a"] * y["b"]
""",
    "{a, b}": """
def f(x):
    return x * x if 2 in {1, 2} else x
""",
    "[a for b in c if d]": """
def f(x):
    return sum([x * y for y in [x, 2.0, 3.0] if y < 3.0])
""",
    "{k: a for b in c}": """
def f(x):
    return {k: x * k for k in (1.0, 2.0)}[2.0] * x
""",
    "{a for b in c}": """
def f(x):
    return x * len({k % 2 for k in range(5)})
""",
    "(a for b in c)": """
def f(x):
    return sum(x * y for y in (x, 2.0))
""",
    "def": """
def f(x):
    def g(y, /, z=2.0, *rest, scale=1.0, **more):
        return x * y * z * rest[0] * scale * more["w"]
    return g(x, 1.0, x, scale=3.0, w=x)
""",
    "lambda": """
def f(x):
    return (lambda y, z=2.0: x * y * z)(x)
""",
    "g(*a, **b)": """
def g(y, z, scale):
    return y * z * scale
def f(x):
    return g(*[x, x], **{"scale": x})
""",
    "@decorator": """
import functools
def twice(g):
    @functools.wraps(g)
    def wrapper(y):
        return g(g(y))
    return wrapper
@twice
def square(y):
    return y * y
def f(x):
    return square(x)
""",
    "global": """
calls = 0
def f(x):
    global calls
    calls += 1
    return x * x
""",
    "nonlocal": """
def f(x):
    y = x
    def g():
        nonlocal y
        y = y * x
    g()
    g()
    return y
""",
    "yield": """
def powers(y):
    z = y
    while True:
        yield z
        z *= y
def f(x):
    stream = powers(x)
    next(stream)
    return next(stream)
""",
    "yield from": """
def inner(y):
    yield y
    yield y * y
def outer(y):
    yield from inner(y)
def f(x):
    return sum(outer(x))
""",
    "import": """
def f(x):
    import math
    from math import cos as cosine
    return math.sin(x) * cosine(x)
""",
    "def g[T]": (
        3,
        12,
        """
def g[T](y: T) -> T:
    return y * y
def f(x):
    return g(x)
""",
    ),
    't""': (
        3,
        14,
        """
def f(x):
    text = t"{x:.3f}"
    return x * len(text.strings)
""",
    ),
    "type": (
        3,
        12,
        """
def f(x):
    type Number = float
    y: Number = x * x
    return y
""",
    ),
    "class": """
class Square:
    def __init__(self, side):
        self.side = side
    @property
    def area(self):
        return self.side * self.side
def f(x):
    return Square(x).area
""",
}

REFUSED: dict[str, Sample] = {
    "async def": """
async def f(x):
    return x * x
""",
    "await": """
async def f(x):
    return await x
""",
    "async for": """
async def f(x):
    async for y in x:
        return y
""",
    "async with": """
async def f(x):
    async with x as y:
        return y
""",
}
