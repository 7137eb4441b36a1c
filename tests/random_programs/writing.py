"""The text of a random program while it is written: lines, depth, names in scope with their types, and chance."""

import contextlib
import random
from collections.abc import Iterator

WORDS = ("u", "v", "w", "p", "q", "r", "s", "t", "total", "out", "tmp", "dx", "acc", "left", "right", "part", "value")
NUMBER, INTEGER, ARRAY, VIEW, LIST, DICT, TUPLE, FUNCTION, BOX, NESTED = (
    "number",
    "integer",
    "array",
    "view",
    "list",
    "dict",
    "tuple",
    "function",
    "box",
    "nested",
)


class Writer:
    """The text so far, the names in scope with their types, and a source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lines: list[str] = []
        self.indent = 1
        self.scopes: list[dict[str, str]] = [{"x": NUMBER, "y": NUMBER, "a": ARRAY, "xs": LIST, "d": DICT}]
        self.readable_from = 0
        self.loops = 0
        self.functions = 0
        self.budget = self.chance.choice((4, 7, 11, 16))
        self.count = 0

    def put(self, line: str) -> None:
        """Write one line at the present depth."""
        self.lines.append("    " * self.indent + line)

    def one_of(self, *choices: str) -> str:
        """Choose one text."""
        return self.chance.choice(choices)

    def often(self, probability: float) -> bool:
        """Toss a coin."""
        return self.chance.random() < probability

    def names(self, kind: str, *, own: bool = False) -> list[str]:
        """Return the names of a type; own: those that may be assigned here without nonlocal."""
        scopes = self.scopes[self.readable_from :] if own else self.scopes
        merged: dict[str, str] = {}
        for scope in scopes:
            merged.update(scope)
        return [name for name, its in merged.items() if its == kind]

    def fresh(self, kind: str) -> str:
        """Return a new name and enter it into the innermost scope."""
        self.count += 1
        name = f"{self.chance.choice(WORDS)}{self.count}"
        self.scopes[-1][name] = kind
        return name

    @contextlib.contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Write a header and an indented block, whose new names are gone after it."""
        self.put(header)
        self.indent += 1
        self.scopes.append({})
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.put("pass")
        self.scopes.pop()
        self.indent -= 1

    @contextlib.contextmanager
    def variable(self, name: str, kind: str = NUMBER) -> Iterator[None]:
        """Let a name be read inside of one expression."""
        self.scopes.append({name: kind})
        self.count += 1
        yield
        self.scopes.pop()

    def target(self) -> str:
        """Return a name for a number to be assigned, an old one or a new one."""
        own = self.names(NUMBER, own=True)
        return self.chance.choice(own) if own and self.often(0.6) else self.fresh(NUMBER)
