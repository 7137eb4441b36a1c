"""The examples in docstrings run: a pass opens with what it does to a piece of code."""

import doctest
import importlib
import pkgutil

import pytest

import srcad

MODULES = [module.name for module in pkgutil.walk_packages(srcad.__path__, "srcad.") if module.name != "srcad.__main__"]


NEED_NUMBA = (
    "srcad.rules.numba_table",
    "srcad.compiling.replacing",
    "srcad.compiling.support",
    "srcad.compiling.array_",
    "srcad.compiling.linalg_",
)


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_of(name: str) -> None:
    if name.startswith(NEED_NUMBA):
        pytest.importorskip("numba")
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0
