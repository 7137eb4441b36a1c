"""The commands of `python -m srcad`, run as a person runs them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import srcad
from srcad.__main__ import main
from tests.documents import ROOT

MODEL = """
import math

def cooling(t, rate, unit="C"):
    # Newton's law
    return math.exp(-rate * t)

async def later(x):
    return x
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write a module into the current folder and return its name; each test has one of its own."""
    name = f"model_{tmp_path.name}"
    (tmp_path / f"{name}.py").write_text(MODEL)
    monkeypatch.chdir(tmp_path)
    return name


def test_demo_shows_source_value_tangent_and_check() -> None:
    run = subprocess.run([sys.executable, "-m", "srcad", "demo"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert "def flight(speed" in run.stdout
    assert "def flight_forward(speed, angle, drag, *, d_speed)" in run.stdout
    tangent = re.search(r"with respect to speed = (\S+)", run.stdout)
    difference = re.search(r"central differences say +(\S+)", run.stdout)
    assert tangent is not None and difference is not None
    assert float(tangent[1]) == pytest.approx(float(difference[1]), abs=1e-7)
    assert "as without srcad: True" in run.stdout
    assert run.stdout.rstrip().endswith("passed")


def test_rules_are_counted_by_module(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[-1][1] == "rules"
    assert {"math", "cmath", "numpy", "numpy.fft"} < {module for _, module in rows}
    assert sum(int(count) for count, _ in rows[:-1]) == int(rows[-1][0]) <= len(srcad.rules())


def test_rules_are_listed_by_pattern(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "numpy.tan"]) == 0
    assert capsys.readouterr().out.splitlines() == ["numpy.tan", "numpy.tanh"]


def test_show_prints_the_generated_source(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", f"{model}:cooling", "2.0", "0.5", "--wrt", "t"]) == 0
    shown = capsys.readouterr().out
    assert "def cooling(t, rate" in shown
    assert "def cooling_forward(t, rate" in shown and "d_rate" not in shown


def test_show_takes_every_argument_as_varying_unless_told(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", f"{model}:cooling", "2.0", "0.5"]) == 0
    assert "d_t, d_rate" in capsys.readouterr().out


def test_a_refusal_is_printed_without_traceback(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", f"{model}:later", "2.0"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "Traceback" not in captured.err
    assert "async" in captured.err and f"{model}.py" in captured.err


def test_show_says_which_argument_is_missing(model: str) -> None:
    with pytest.raises(SystemExit, match="cooling: missing a required argument: 'rate'"):
        main(["show", f"{model}:cooling", "2.0"])


@pytest.mark.parametrize("path", ["nowhere:function", "math", "math:nothing"])
def test_a_function_that_cannot_be_imported_is_a_usage_error(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["show", path])
    assert stop.value.code == 2
    assert repr(path) in capsys.readouterr().err


def test_rules_are_compared_with_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = {"math.sin": "DIFF", "math.floor": "NONDIFF", "builtins.zip": "STRUCTURAL", "random.random": "OTHER"}
    names |= {"statistics.fmean": "DIFF", "numpy.ufunc.add.reduce": "STRUCTURAL", "binascii.crc32": "DIFF"}
    names |= {"numpy[keyword arguments].sum.initial": "STRUCTURAL", "numpy.unknown": "DIFF"}
    listing = tmp_path / "functions.json"
    listing.write_text(json.dumps([{"name": name, "class": kind} for name, kind in names.items()]))
    assert main(["rules", "--against", str(listing)]) == 0
    header, *rows, total, missing = capsys.readouterr().out.splitlines()
    assert header.split() == ["covered", "constant", "refused", "by", "source", "other", "absent", "missing"]
    assert total.split() == ["total", "4", "1", "0", "1", "1", "1", "1"]
    assert len(rows) == 8 and missing == "missing: binascii.crc32"
    assert main(["rules", "math", "--against", str(listing)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["total", "1", "1", "0", "0", "0", "0", "0"]
