"""Give out names: the tangent of x is d_x, and no name of the user's is ever hit."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterable

RESERVED = frozenset(keyword.kwlist) | frozenset(dir(builtins))


def tangent_name(name: str, level: int = 1) -> str:
    """Name the tangent of a variable: d_x at the first level, d2_x and d2_d_x at the second."""
    return ("d_" if level == 1 else f"d{level}_") + name


def variant_name(name: str, level: int = 1) -> str:
    """Name the generated function: residual_forward, then residual_forward2 for its own derivative."""
    if level == 1:
        return f"{name}_forward"
    stem = name.rstrip("0123456789")
    return f"{stem if stem.endswith('_forward') else name + '_forward'}{level}"


class Names:
    """Hold every name in scope of one function, and make fresh ones that read well."""

    def __init__(self, taken: Iterable[str], level: int = 1) -> None:
        self.taken = set(taken) | RESERVED
        self.level = level
        self._tangents: dict[str, str] = {}

    def fresh(self, wish: str) -> str:
        """Take the wished name, numbered where it is taken already.

        Two underscores in front would make it private to the class of a method, another name inside than outside.
        """
        if wish.startswith("__"):
            wish = "_" + wish.lstrip("_")
        name, number = wish, 2
        while name in self.taken:
            name, number = f"{wish}_{number}", number + 1
        self.taken.add(name)
        return name

    def tangent(self, name: str) -> str:
        """Name the tangent of a variable, the same one at each call."""
        if name not in self._tangents:
            self._tangents[name] = self.fresh(tangent_name(name, self.level))
        return self._tangents[name]

    def pair(self, name: str, tangent: str) -> None:
        """Say that one fresh name is the tangent of another."""
        self._tangents[name] = tangent

    def tangents(self) -> dict[str, str]:
        """Return the tangents' names by the variables' names."""
        return dict(self._tangents)


def seed_names(taken: Iterable[str], parameters: Iterable[str], level: int) -> dict[str, str]:
    """Name the keywords of the tangents of some parameters, as the function's own names give them."""
    names = Names(taken, level)
    return {parameter: names.tangent(parameter) for parameter in parameters}


def level_of(function: object) -> int:
    """Return how many times a function has been differentiated."""
    return getattr(function, "__srcad_level__", 0)
