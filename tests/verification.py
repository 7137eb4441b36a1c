"""Have srcad.verifying check everything that is generated while a test runs."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

from srcad.pipeline import Pipeline
from srcad.verifying import verify

_load = Pipeline._load


def verified_load(pipeline: Pipeline, analysed: Any, made: Any, printed: Any, *way: Any) -> Any:
    """Load a text after it was checked: it is the last moment at which all stages are at hand."""
    verify(made, printed, analysed.parsed)
    return _load(pipeline, analysed, made, printed, *way)


@pytest.fixture(autouse=True)
def verify_what_is_generated() -> Iterator[None]:
    """Check the invariants between the steps for every variant that the test makes."""
    with mock.patch.object(Pipeline, "_load", verified_load):
        yield
