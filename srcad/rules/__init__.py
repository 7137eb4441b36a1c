"""The rules: how the result of a library function varies with its arguments, one line for each function.

`srcad.rules()` lists them: the package can be called.
"""

import importlib
import sys
from types import ModuleType
from typing import Any


class _CallablePackage(ModuleType):
    """A package that lists its rules when it is called."""

    def __call__(self) -> Any:
        """Return all rules."""
        return importlib.import_module("srcad.rules.registry").rules()


sys.modules[__name__].__class__ = _CallablePackage
