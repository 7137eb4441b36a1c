"""The benchmarks compare like with like: what they time finds the same, and what they print is a table."""

import numpy as np
import pytest

from tests.benchmarks.jacobians import CASES, by_sweeps
from tests.benchmarks.workloads import HAND, WORKLOADS, Row, agrees, forms_of, table_of


@pytest.mark.parametrize("name", WORKLOADS)
@pytest.mark.parametrize("form", ["function", "generated", "srcad"])
def test_forms_find_what_the_tangent_by_hand_finds(name: str, form: str) -> None:
    forms = dict(forms_of(WORKLOADS[name]))
    by_hand, call = forms[HAND](), forms[form]()
    assert by_hand is not None and call is not None
    wanted = by_hand()
    for _ in range(2):
        assert agrees(call(), wanted, is_value=form == "function")


@pytest.mark.parametrize("title", CASES)
def test_whole_derivatives_are_alike(title: str) -> None:
    call, args, hand = CASES[title]
    found = np.array(call(*args))
    if hand is not None:
        np.testing.assert_allclose(found, hand(*args), rtol=1e-8, atol=1e-10)
    if found.size < 1000:
        np.testing.assert_allclose(found, np.array(by_sweeps(call, args)), rtol=1e-8, atol=1e-10)


def test_table() -> None:
    rows = [Row("one", 2e-6, {"srcad": 0.5, "C": 0.1}), Row("other", 1e-3, {"srcad": 2.0})]
    assert table_of(rows).splitlines() == [
        "| workload | by hand | srcad | C |",
        "| --- | ---: | ---: | ---: |",
        "| one | 2.0 µs | 0.5 | 0.1 |",
        "| other | 1,000.0 µs | 2 | - |",
        "| geometric mean | | 1 |  |",
    ]
