"""What all tests share. Warnings are errors and slow tests are left out by default: both are set in pyproject.toml."""

import gc
from collections.abc import Iterator

import numpy as np
import pytest

from tests.verification import verify_what_is_generated  # noqa: F401


def pytest_collection_finish() -> None:
    """Keep the garbage collector from what the collection made: some tests run it often, and those lists are long."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_error_state_leaks() -> Iterator[None]:
    """Fail a test after which NumPy's error state is another: generated code may change it only for a moment."""
    before = np.geterr()
    yield
    assert np.geterr() == before
