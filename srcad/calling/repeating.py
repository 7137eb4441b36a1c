"""Call a function many times as if it had been called once.

The first call gets the caller's own arguments, so that he finds them as one call leaves them. If that call changed
them, the later ones get copies of what they were before.
"""

from __future__ import annotations

from typing import Any

from srcad.values.comparing import find_difference
from srcad.values.copying import copy_structure


class RepeatedArguments:
    """The arguments of a call that is repeated, fresh for every repetition."""

    def __init__(self, arguments: Any, *, is_single: bool) -> None:
        # A single call needs no copy, so that its arguments may be such as cannot be copied.
        self.before: Any = arguments if is_single else copy_structure(arguments)
        self._arguments = arguments
        self._calls = 0
        self._changed = False

    def fresh(self) -> Any:
        """Return the arguments for the next call, as they were before the first."""
        self._calls += 1
        if self._calls == 2:
            # All calls take the same path, so that what the first one left alone all of them leave alone.
            self._changed = find_difference(self._arguments, self.before, "", opaque_alike=False) is not None
        return copy_structure(self.before) if self._changed else self._arguments
