"""Say how generated functions are compiled: the compiler that a user names, with its options.

This module is imported with srcad, so it imports neither numba nor what builds functions.
"""

from __future__ import annotations

import importlib.util
from typing import Any

from srcad.errors import CompilationError, describe

WAY_TO_NUMBA = 'Install it: pip install "srcad[numba]". Without compile= the derivative is plain Python.'


class Numba:
    """Compile with numba, in nopython mode.

    The options are those of `numba.njit`: `parallel`, `fastmath`, `cache`, `error_model`, `nogil` and so on. With
    `cache=True` the generated source is written to a cache folder, which numba needs to keep what it compiled.
    Where numba refuses the function, that is an error; with `fallback=True` it is a warning, and Python runs.
    """

    def __init__(self, *, fallback: bool = False, **options: Any) -> None:
        self.fallback = fallback
        self.options = options

    def __repr__(self) -> str:
        shown = {**({"fallback": True} if self.fallback else {}), **self.options}
        return f"srcad.Numba({', '.join(f'{name}={value!r}' for name, value in shown.items())})"

    def __eq__(self, other: object) -> bool:
        return type(other) is Numba and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))


def compiler_for(wish: Any) -> Numba | None:
    """Return the compiler that a user's `compile=` means: None, "numba" or a Numba with options.

    Raises CompilationError where it is not installed, and TypeError for anything else.
    """
    if wish is None:
        return None
    if wish == "numba":
        wish = Numba()
    if not isinstance(wish, Numba):
        raise TypeError(f'compile must be None, "numba" or srcad.Numba(...), not {wish!r}')
    if not wish.fallback and importlib.util.find_spec("numba") is None:
        raise CompilationError(describe('compile="numba" needs numba, which is not installed', None, WAY_TO_NUMBA))
    return wish
