"""The examples in docstrings run: a pass opens with what it does to a piece of code."""

import doctest
import importlib
import pkgutil

import pytest

import srcad

MODULES = [module.name for module in pkgutil.walk_packages(srcad.__path__, "srcad.") if module.name != "srcad.__main__"]

# The optional extras: what is imported only for those who use them.
OPTIONAL = ("numba", "scipy")


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_of(name: str) -> None:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in OPTIONAL:
            raise
        pytest.skip(f"{error.name} is not installed")
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0
