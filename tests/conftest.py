"""What all tests share. Warnings are errors and slow tests are left out by default: both are set in pyproject.toml."""

from collections.abc import Iterator

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def no_error_state_leaks() -> Iterator[None]:
    """Fail a test after which NumPy's error state is another: generated code may change it only for a moment."""
    before = np.geterr()
    yield
    assert np.geterr() == before
