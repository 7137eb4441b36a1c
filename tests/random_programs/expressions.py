"""Random expressions: numbers of moderate size, truth values, arrays of three numbers and lists."""

from collections.abc import Callable

from tests.random_programs.writing import ARRAY, BOX, DICT, FUNCTION, INTEGER, LIST, NESTED, NUMBER, TUPLE, VIEW, Writer


def constant(w: Writer) -> str:
    """Return a number as text."""
    return w.one_of("0.5", "1.5", "2.0", "-0.7", "0.25", "3", "1", "0.0", "SCALE", "-1.25")


def atom(w: Writer) -> str:
    """Return a short expression for a number."""
    options: list[str] = [*w.names(NUMBER) * 3, constant(w)]
    options += [f"{name}[{w.one_of('0', '1', '-1')}]" for name in w.names(LIST)]
    options += [f"{name}[{w.one_of('0', '1', '2', '-1')}]" for name in w.names(ARRAY)]
    options += [f"{name}[{w.one_of('0', '1')}]" for name in w.names(VIEW) + w.names(TUPLE)]
    options += [f"{name}[{key(w)}]" for name in w.names(DICT)]
    options += [f"{name}.{w.one_of('value', 'rest', 'excess')}" for name in w.names(BOX)]
    options += [f"{name}[{w.one_of('0', '1')}][{w.one_of('0', '1')}]" for name in w.names(NESTED)]
    options += w.names(INTEGER)
    return w.chance.choice(options)


def key(w: Writer) -> str:
    """Return a key of the dicts."""
    return w.one_of('"p"', '"q"')


def number(w: Writer, depth: int = 2) -> str:
    """Return an expression for a number, of moderate size."""
    if depth <= 0 or w.often(0.2):
        return atom(w)
    return w.chance.choice(NUMBERS)(w, depth - 1)


def condition(w: Writer, depth: int = 1) -> str:
    """Return an expression for a truth value."""
    left, right = number(w, depth), number(w, 0)
    plain = f"{left} {w.one_of('<', '>', '<=', '>=')} {right}"
    return w.chance.choice(
        (
            plain,
            plain,
            f"not {plain}",
            f"-2.0 < {left} <= {right}",
            f"{plain} and {atom(w)} > 0.1",
            f"{plain} or {atom(w)} > 0.3",
            f"seen(log, {left}) > {constant(w)}",
        )
    )


def array(w: Writer, depth: int = 2) -> str:
    """Return an expression for an array of three numbers."""
    if depth <= 0 or w.often(0.25):
        return w.chance.choice(w.names(ARRAY))
    return w.chance.choice(ARRAYS)(w, depth - 1)


def list_text(w: Writer) -> str:
    """Return an expression for a list of two or more numbers."""
    name = w.chance.choice(w.names(LIST))
    variable = f"e{w.count}"
    with w.variable(variable):
        element = number(w, 1)
    return w.chance.choice(
        (
            f"[{number(w, 1)}, {number(w, 1)}]",
            f"[{number(w, 1)}, 0.5, 1]",
            f"{name}[:]",
            f"list({name})",
            f"{name} + [{number(w, 1)}]",
            f"[{element} for {variable} in {name}]",
            f"sorted({name})",
            f"{name}[::-1]",
            f"[{element} for {variable} in {name} if {variable} > -50.0] + [0.5, 1.0]",
            "[0] * 3",
            f"[*{name}, {atom(w)}]",
            f"{w.chance.choice(w.names(ARRAY))}.tolist()",
            f"list(halves({number(w, 1)}, 3))",
            f"list(map(lambda {variable}: {element}, {name}))",
        )
    )


def _binary(w: Writer, depth: int) -> str:
    return f"({number(w, depth)} {w.one_of('+', '-', '*', '*')} {number(w, depth)})"


def _quotient(w: Writer, depth: int) -> str:
    return f"{number(w, depth)} / (2.0 + abs({number(w, depth)}))"


def _small_power(w: Writer, depth: int) -> str:
    return w.chance.choice(
        (
            f"math.tanh({number(w, depth)}) ** 2",
            f"({number(w, depth)}) ** 2 * 0.1",
            f"(1.0 + abs({number(w, depth)})) ** -0.5",
            f"power(math.sin({number(w, depth)}), 3)",
            f"(0.5 + abs({atom(w)})) ** math.tanh({number(w, depth)})",
        )
    )


def _function_of_math(w: Writer, depth: int) -> str:
    inner = number(w, depth)
    return w.chance.choice(
        (
            f"math.sin({inner})",
            f"math.cos({inner})",
            f"math.tanh({inner})",
            f"math.atan({inner})",
            f"math.sqrt(1.0 + abs({inner}))",
            f"math.log(2.0 + abs({inner}))",
            f"abs({inner})",
            f"math.exp(-abs({inner}))",
            f"math.hypot({inner}, 1.0)",
            f"float({inner})",
            f"-({inner})",
            f"math.atan2({inner}, 2.0)",
        )
    )


def _choice(w: Writer, depth: int) -> str:
    first, second = number(w, depth), number(w, depth)
    return w.chance.choice(
        (
            f"({first} if {condition(w, 0)} else {second})",
            f"({first} or {second})",
            f"({first} and {second})",
            f"min({first}, {second})",
            f"max({first}, {second}, 0.1)",
        )
    )


def _call(w: Writer, depth: int) -> str:
    first, second = number(w, depth), number(w, 0)
    options = [
        f"affine({first})",
        f"affine({first}, {second})",
        f"affine({first}, offset={second})",
        f"affine({second}, offset={first}, scale=0.5)",
        f"spread({first}, {second})",
        f"spread({first}, start={second})",
        f"spread(*{w.chance.choice(w.names(LIST))}, {first})",
        f"seen(log, {first})",
        f"sum(halves({first}, 3))",
        f"(lambda k: k * {second})({first})",
        f"decorated({first})",
        f"decorated({second}, shift={first})",
        f"Box({first}).bump({second})",
        f"Shifted({first}, {second}).bump({second})",
        f"(Shifted({first}) + {second}).value",
        f"Shifted({first})({second})",
        f"Pair({first}, {second}).first",
        f"Pair({first}, second={second})._replace(first=0.5)[1]",
        f"maker({first})({second})",
        f"maker({second}, bias={first})(0.5)",
        f"apply(math.sin, {first})",
        f"apply(affine, {second}, {first})",
        f"apply(maker({second}), {first})",
        f"apply(lambda *k: k[0] * k[1], {first}, {second})",
        f"sum(joined([{first}], {second}))",
        f"checked({first}, log)",
        f"functools.partial(affine, {first})({second})",
        f"functools.partial(affine, scale={first})({second})",
        f"operator.mul({first}, {second})",
        f"[math.sin, math.cos, abs][1]({first})",
        f"next(halves({first}, 2))",
        f"Table({first}, {second})[1]",
        f"sum(Table({first}, {second}))",
        f"min(Table({first}, 1.0), Table({second}, 2.0)).total",
        f"len(Table({first})) * {second}",
        f"Point({first}, {second}).norm",
        f"dataclasses.replace(Point({first}), v={second}).norm",
        f"Point.between(Point({first}), Point({second})).u",
        f"sum(dataclasses.astuple(Point({first}, {second}))[:2])",
        f"Memory({first}).recall('k', lambda: {second})",
        f"Memory({first}).level",
        f"weight(4) * {first}",
        f"STRATEGIES['{w.one_of('half', 'sine', 'affine', 'part')}']({first})",
        f"composed(math.tanh, STRATEGIES['half'], affine)({first})",
        f"sorted([{first}, {second}], key=lambda k: -k)[0]",
        f"list(map(affine, [{first}, {second}]))[1]",
        f"sum(itertools.starmap(operator.mul, [({first}, {second})]))",
        f"operator.attrgetter('value')(Box({first}))",
        f"operator.methodcaller('bump', {second})(Box({first}))",
        f"getattr(Box({first}), 'value') + getattr(Box({second}), 'none', {first})",
        f"type(Box({first}))({second}).value",
        f"spread(*halves({first}, 2), *[{second}])",
        f"sum(filter(lambda k: k > 0.0, [{first}, {second}]))",
    ]
    options += [f"{name}({first})" for name in w.names(FUNCTION)] * 3
    options += [f"{name}.bump({first})" for name in w.names(BOX)]
    return w.chance.choice(options)


def _of_container(w: Writer, depth: int) -> str:
    name, which = w.chance.choice(w.names(LIST)), key(w)
    table, vector = w.chance.choice(w.names(DICT)), w.chance.choice(w.names(ARRAY))
    variable = f"e{w.count}"
    with w.variable(variable):
        element = number(w, depth)
    return w.chance.choice(
        (
            f"sum({name})",
            f"functools.reduce(lambda p, q: p * 0.5 + q, {name}, {atom(w)})",
            f"sum(p * q for p, q in zip({name}, {vector}))",
            f"sum([p * q for p in {name}[:2] for q in {name}[:2]])",
            f"max({table}.values())",
            f"[*{name}][-1]",
            f"list(itertools.accumulate({name}))[-1]",
            f"dict(zip('pq', {name}))['p']",
            f"next(p for p in [*{name}, 9.0] if p > -9.0)",
            f"len({name}) * {atom(w)}",
            f"max({name})",
            f"sum({element} for {variable} in {name})",
            f"sum([{element} for {variable} in {name} if {variable} > 0.0])",
            f"{table}.get({which}, {atom(w)})",
            f"{table}.get('none', {atom(w)})",
            f"{vector}.sum()",
            f"np.sum({vector} * {array(w, 1)})",
            f"{vector}.mean()",
            f"np.dot({vector}, {array(w, 0)})",
            f"{vector} @ {array(w, 0)}",
            f"{vector}.max()",
            f"sum({table}.values())",
            f"min({name}, key=lambda {variable}: {element})",
        )
    )


NUMBERS: tuple[Callable[[Writer, int], str], ...] = (
    _binary,
    _binary,
    _binary,
    _quotient,
    _small_power,
    _function_of_math,
    _function_of_math,
    _choice,
    _call,
    _of_container,
)


def _array_binary(w: Writer, depth: int) -> str:
    return w.chance.choice(
        (
            f"({array(w, depth)} {w.one_of('+', '-', '*')} {array(w, depth)})",
            f"({number(w, 1)} {w.one_of('+', '-', '*')} {array(w, depth)})",
            f"({array(w, depth)} {w.one_of('+', '-', '*')} {number(w, 1)})",
            f"{array(w, depth)} / (2.0 + np.abs({array(w, depth)}))",
        )
    )


def _array_function(w: Writer, depth: int) -> str:
    inner = array(w, depth)
    return w.chance.choice(
        (
            f"np.sin({inner})",
            f"np.tanh({inner})",
            f"np.exp(-np.abs({inner}))",
            f"np.square({inner}) * 0.1",
            f"np.where({array(w, 0)} > {atom(w)}, {inner}, {array(w, 0)})",
            f"np.maximum({inner}, 0.2)",
            f"np.minimum({inner}, {number(w, 0)})",
            f"np.cumsum({inner}) * 0.5",
        )
    )


def _array_made(w: Writer, depth: int) -> str:
    inner = array(w, depth)
    return w.chance.choice(
        (
            f"np.array([{number(w, 1)}, {number(w, 1)}, {constant(w)}])",
            f"{inner}.copy()",
            "np.zeros(3)",
            "np.ones(3)",
            f"np.concatenate([{inner}[1:], {inner}[:1]])",
            f"({inner} * 1.0)[::-1]",
            f"np.outer({inner}, {array(w, 0)})[1]",
            f"np.outer({inner}, {array(w, 0)}).T[0]",
            f"np.zeros_like({inner})",
            f"np.eye(3) @ {inner}",
            f"np.arange(3) * {number(w, 1)}",
        )
    )


ARRAYS: tuple[Callable[[Writer, int], str], ...] = (_array_binary, _array_binary, _array_function, _array_made)
