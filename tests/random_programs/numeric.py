"""Write random programs on numbers, vectors, matrices and lists, for which derivatives in several directions are meant.

Each is `program(x, v, m)` with a float, an array of four and one of four by four, beside a helper that it may call.
"""

import random
from collections.abc import Callable

NUMBER, VECTOR, MATRIX, LIST = "number", "vector", "matrix", "list"


class Chance:
    """What a program has so far: its lines, its variables by kind, and the dice."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.lines: list[str] = []
        self.known: dict[str, list[str]] = {NUMBER: ["x"], VECTOR: ["v"], MATRIX: ["m"], LIST: []}
        self.indent = "    "
        self.count = 0

    def pick(self, kind: str) -> str:
        """Return one of the variables of a kind."""
        return self.dice.choice(self.known[kind])

    def fresh(self, kind: str) -> str:
        """Return a new variable, or one that is bound again."""
        if self.known[kind] and self.dice.random() < 0.3:
            return self.pick(kind)
        self.count += 1
        return f"{kind[0]}{self.count}"

    def write(self, line: str) -> None:
        """Write a line."""
        self.lines.append(self.indent + line)

    def index(self) -> str:
        """Return an index of a vector."""
        return self.dice.choice(["0", "1", "-1", "2"])

    def number(self, depth: int = 2) -> str:
        """Return an expression for a number."""
        forms: list[Callable[[], str]] = [
            lambda: self.pick(NUMBER),
            lambda: self.dice.choice(["0.5", "2.0", "-1.25"]),
            lambda: f"{self.pick(VECTOR)}[{self.index()}]",
            lambda: f"{self.pick(MATRIX)}[{self.index()}, {self.index()}]",
            lambda: f"{self.pick(MATRIX)}[{self.index()}][{self.index()}]",
        ]
        if self.known[LIST]:
            forms.append(lambda: f"{self.pick(LIST)}[{self.dice.choice(['0', '-1'])}]")
        if depth > 0:
            forms += [
                lambda: f"({self.number(depth - 1)} {self.dice.choice('+-*')} {self.number(depth - 1)})",
                lambda: f"math.{self.dice.choice(['sin', 'cos', 'tanh', 'atan'])}({self.number(depth - 1)})",
                lambda: f"{self.number(depth - 1)} / (1.0 + {self.pick(NUMBER)} ** 2)",
                lambda: f"np.{self.dice.choice(['sum', 'mean'])}({self.vector(depth - 1)})",
                lambda: f"np.dot({self.vector(depth - 1)}, {self.vector(depth - 1)})",
                lambda: f"({self.vector(depth - 1)}).sum()",
                lambda: f"np.sum({self.matrix(depth - 1)})",
                lambda: f"sum([a * {self.pick(NUMBER)} for a in {self.pick(VECTOR)}])",
                lambda: f"abs({self.number(depth - 1)})",
                lambda: f"max({self.number(depth - 1)}, {self.pick(NUMBER)})",
                lambda: f"({self.number(depth - 1)} if {self.pick(NUMBER)} > 0.3 else {self.number(depth - 1)})",
                lambda: f"helper({self.pick(NUMBER)}, {self.vector(depth - 1)})[0]",
                lambda: f"float({self.pick(VECTOR)}[{self.index()}])",
            ]
        return self.dice.choice(forms)()

    def vector(self, depth: int = 2) -> str:
        """Return an expression for a vector of four."""
        forms: list[Callable[[], str]] = [
            lambda: self.pick(VECTOR),
            lambda: f"{self.pick(MATRIX)}[{self.index()}]",
            lambda: f"{self.pick(MATRIX)}[:, {self.index()}]",
        ]
        if depth > 0:
            forms += [
                lambda: f"({self.vector(depth - 1)} {self.dice.choice('+-*')} {self.vector(depth - 1)})",
                lambda: f"({self.number(depth - 1)} {self.dice.choice('+-*')} {self.vector(depth - 1)})",
                lambda: f"({self.vector(depth - 1)} / (2.0 + {self.pick(VECTOR)} ** 2))",
                lambda: f"np.{self.dice.choice(['sin', 'exp', 'tanh', 'abs'])}({self.vector(depth - 1)})",
                lambda: f"({self.matrix(depth - 1)} @ {self.vector(depth - 1)})",
                lambda: f"({self.vector(depth - 1)} @ {self.matrix(depth - 1)})",
                lambda: f"np.sum({self.matrix(depth - 1)}, axis={self.dice.choice(['0', '1', '-1'])})",
                lambda: f"np.where({self.pick(VECTOR)} > 0.2, {self.vector(depth - 1)}, {self.number(depth - 1)})",
                lambda: f"np.maximum({self.vector(depth - 1)}, {self.pick(VECTOR)})",
                lambda: f"np.cumsum({self.vector(depth - 1)})",
                lambda: f"np.concatenate(({self.pick(VECTOR)}[1:], {self.pick(VECTOR)}[:1]))",
                lambda: f"np.array([{', '.join(self.number(depth - 1) for _ in range(4))}])",
                lambda: f"({self.vector(depth - 1)})[::-1]",
                lambda: f"np.ravel({self.matrix(depth - 1)})[3:7]",
                lambda: f"({self.matrix(depth - 1)}).reshape(2, 8)[1, :4]",
                lambda: f"({self.vector(depth - 1)}).reshape(2, 2).T.reshape(-1)",
                lambda: f"({self.vector(depth - 1)}).reshape((2, -1)).flatten()",
                lambda: f"({self.vector(depth - 1)})[[2, 0, 3, 1]]",
                lambda: f"np.linalg.solve(np.eye(4) * 5.0 + np.sin({self.pick(MATRIX)}), {self.vector(depth - 1)})",
            ]
        return self.dice.choice(forms)()

    def matrix(self, depth: int = 2) -> str:
        """Return an expression for a matrix of four by four."""
        forms: list[Callable[[], str]] = [lambda: self.pick(MATRIX), lambda: f"{self.pick(MATRIX)}.T"]
        if depth > 0:
            forms += [
                lambda: f"({self.matrix(depth - 1)} {self.dice.choice('+-*')} {self.matrix(depth - 1)})",
                lambda: f"({self.matrix(depth - 1)} * {self.vector(depth - 1)})",
                lambda: f"({self.matrix(depth - 1)} * {self.number(depth - 1)})",
                lambda: f"({self.matrix(depth - 1)} @ {self.matrix(depth - 1)}) * 0.1",
                lambda: f"np.cos({self.matrix(depth - 1)})",
                lambda: f"np.outer({self.vector(depth - 1)}, {self.vector(depth - 1)})",
                lambda: f"{self.pick(VECTOR)}[:, None] * {self.vector(depth - 1)}",
            ]
        return self.dice.choice(forms)()

    def expression(self, kind: str) -> str:
        """Return an expression of a kind."""
        return {NUMBER: self.number, VECTOR: self.vector, MATRIX: self.matrix}[kind]()

    # Statements

    def assign(self) -> None:
        """Bind a variable."""
        kind = self.dice.choice([NUMBER, NUMBER, VECTOR, VECTOR, MATRIX])
        value = self.expression(kind)
        name = self.fresh(kind)
        self.write(f"{name} = {value}")
        self.note(kind, name)

    def note(self, kind: str, name: str) -> None:
        """Remember a variable, inside of a block only where it is bound outside too."""
        if name not in self.known[kind] and len(self.indent) == 4:
            self.known[kind].append(name)

    def buffer(self) -> None:
        """Make an array of zeros and fill parts of it."""
        name = self.fresh(VECTOR)
        if name == "v" or len(self.indent) > 4:
            return
        first, rest = self.number(), self.pick(VECTOR)
        self.write(f"{name} = {self.dice.choice(['np.zeros(4)', 'np.zeros_like(v)', 'np.zeros((4,))'])}")
        self.note(VECTOR, name)
        self.write(f"{name}[{self.index()}] = {first}")
        self.write(f"{name}[1:3] = {rest}[:2]")

    def change(self) -> None:
        """Change an array of the program's own in place; swap elements of it."""
        own = [name for name in self.known[VECTOR] if name != "v"]
        if not own:
            return
        name = self.dice.choice(own)
        self.write(f"{name} = {name}.copy()")
        self.dice.choice(
            [
                lambda: self.write(f"{name}[{self.index()}] += {self.number(1)}"),
                lambda: self.write(f"{name} *= {self.dice.choice(['0.5', self.pick(NUMBER), self.pick(VECTOR)])}"),
                lambda: self.write(f"{name} -= {self.vector(1)}"),
                lambda: self.write(f"{name}[0], {name}[1] = {name}[1], {name}[0]"),
                lambda: [self.write(f"swap = {name}[0]"), self.write(f"{name}[0] = {name}[2]"),
                         self.write(f"{name}[2] = swap * 1.5")],
                lambda: self.write(f"{name}[{name} > 0.1] = {self.number(1)}"),
            ]
        )()  # fmt: skip

    def augment(self) -> None:
        """Change a number."""
        name = self.pick(NUMBER)
        operator = self.dice.choice(["+=", "-=", "*="])
        self.write(f"{name} {operator} {self.number(1)}")

    def alias(self) -> None:
        """Give a number a second name, and change the first."""
        name, second = self.pick(NUMBER), self.fresh(NUMBER)
        self.write(f"{second} = {name}")
        self.note(NUMBER, second)
        self.write(f"{name} += {self.number(1)}")

    def collect(self) -> None:
        """Collect numbers in a list."""
        if len(self.indent) > 4:
            return
        name = self.fresh(LIST)
        self.write(f"{name} = [{self.number(1)}, {self.number(1)}]")
        self.note(LIST, name)
        self.write(f"for a in {self.pick(VECTOR)}:")
        self.write(f"    {name}.append(a * {self.pick(NUMBER)})")
        self.write(f"{name}[0] += {self.number(1)}")

    def loop(self) -> None:
        """Repeat statements."""
        if len(self.indent) > 8:
            return
        head = [f"for k in range({self.dice.choice([2, 3])}):", f"for k, a in enumerate({self.pick(VECTOR)}):"]
        head.append(f"for a, b in zip({self.pick(VECTOR)}, {self.pick(VECTOR)}):")
        self.block(self.dice.choice(head))

    def branch(self) -> None:
        """Write a branch."""
        if len(self.indent) <= 8:
            self.block(f"if {self.pick(NUMBER)} > {self.dice.choice(['0.0', '0.4'])}:")
            if self.dice.random() < 0.5:
                self.block("else:")

    def block(self, head: str) -> None:
        """Write a head and what stands below it."""
        self.write(head)
        self.indent += "    "
        name = self.pick(NUMBER)
        self.write(f"{name} = math.tanh({name} * 0.7) + {self.number(1)} * 0.1")
        for _ in range(self.dice.randrange(2)):
            self.statement()
        self.indent = self.indent[4:]

    def call(self) -> None:
        """Call the helper, which returns a number and a vector and may fill an array."""
        if len(self.indent) > 4:
            return
        arguments = f"{self.number(1)}, {self.vector(1)}"
        one, other = self.fresh(NUMBER), self.fresh(VECTOR)
        if other != "v":
            self.write(f"{one}, {other} = helper({arguments})")
            self.note(NUMBER, one)
            self.note(VECTOR, other)

    def statement(self) -> None:
        """Write any statement."""
        everything = [self.assign, self.assign, self.assign, self.buffer, self.change, self.augment, self.alias]
        self.dice.choice([*everything, self.collect, self.loop, self.branch, self.call])()


def write_numeric_program(seed: int) -> str:
    """Return the text of the program that belongs to a seed."""
    chance = Chance(seed)
    for _ in range(chance.dice.randrange(3, 9)):
        chance.statement()
    returned = [chance.pick(NUMBER), chance.expression(VECTOR), chance.expression(MATRIX)]
    returned += [chance.pick(LIST)] if chance.known[LIST] else []
    helper = [
        ["return a * b.sum(), b * a"],
        ["return b[0] * a, b / (2.0 + a * a)"],
        ["out = np.zeros(4)", "for i in range(4):", "    out[i] = b[i] * b[i - 1]", "return out[1] + a, out"],
        ["if a > 0.2:", "    return a, b", "return 1.0, b * 2.0"],
        ["c = b.copy()", "first = c[0]", "c[0] = c[1] * a", "return first, c"],
    ]
    lines = ["def helper(a, b):", *("    " + line for line in chance.dice.choice(helper)), ""]
    lines += ["def program(x, v, m):", *chance.lines, f"    return {', '.join(returned)}"]
    return "\n".join(lines) + "\n"
