"""What the README shows and counts is what the code does."""

import ast
import contextlib
import linecache
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import srcad
from tests.documents import ROOT, read_blocks, run_document
from tests.syntax_samples import REFUSED, SUPPORTED, Sample

README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")


def test_blocks_do_what_the_page_says() -> None:
    assert run_document(README) >= 3


def test_the_two_commands_are_one_line_each() -> None:
    main, tests = [block.text for block in read_blocks(README) if block.language == "bash"][:2]
    assert main.count("\n") == tests.count("\n") == 1
    assert "-m srcad demo" in main and "-m pytest" in tests


def test_the_names_of_the_interface_exist() -> None:
    names = re.findall(r"`srcad\.([\w.]+)", TEXT)
    assert len(names) > 10
    for name in names:
        found: object = srcad
        for part in name.split("."):
            found = getattr(found, part)


def test_the_attributes_of_a_derivative_exist() -> None:
    derivative = srcad.forward_diff(lambda x: x * x)
    derivative(1.0)
    for name in re.findall(r"^\| `f\.(\w+)", TEXT, flags=re.MULTILINE):
        assert getattr(derivative, name)


def test_the_rules_are_counted() -> None:
    # Tests add rules of their own, so another process counts. Without SciPy, NumPy's rules alone are as many.
    run = subprocess.run([sys.executable, "-m", "srcad", "rules"], cwd=ROOT, capture_output=True, text=True, check=True)
    count = int(run.stdout.split()[-2])
    stated = re.search(r"<!-- rule count -->\nMore than (\d+) functions", TEXT)
    assert stated is not None and int(stated[1]) < count


def test_the_syntax_table_names_what_has_a_sample() -> None:
    section = re.search(r"<!-- syntax table -->\n(.*?)<!-- end of syntax table -->", TEXT, flags=re.DOTALL)
    assert section is not None
    supported, refused = (re.findall(r"`([^`]+)`", part) for part in section[1].split("**refused**"))
    assert sorted(supported) == sorted(SUPPORTED)
    assert sorted(refused) == sorted(REFUSED)


def load_sample(name: str, sample: Sample) -> Callable[[float], float]:
    """Return the sample's function, or skip the test on a Python that cannot read it."""
    if isinstance(sample, tuple):
        *version, text = sample
        if sys.version_info < tuple(version):
            pytest.skip(f"syntax of Python {version[0]}.{version[1]}")
    else:
        text = sample
    file = f"<sample of {name}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    namespace: dict[str, Any] = {"__name__": "sample"}
    exec(compile(text, file, "exec"), namespace)
    return namespace["f"]


@pytest.mark.parametrize("name", SUPPORTED)
def test_supported_syntax_is_differentiated(name: str) -> None:
    f = load_sample(name, SUPPORTED[name])
    value, slope = srcad.forward_diff(f)(1.5)
    assert value == f(1.5)
    assert slope == pytest.approx((f(1.5 + 1e-5) - f(1.5 - 1e-5)) / 2e-5, abs=1e-6)
    assert slope != 0.0


@pytest.mark.parametrize("name", REFUSED)
def test_refused_syntax_is_named_with_its_place(name: str) -> None:
    f = load_sample(name, REFUSED[name])
    with pytest.raises(srcad.UnsupportedSyntaxError, match=f"<sample of {name}>, line [23], in f"):
        srcad.forward_diff(f)(1.5)


def test_the_samples_use_every_node_of_the_grammar() -> None:
    used = set()
    for sample in (*SUPPORTED.values(), *REFUSED.values()):
        text = sample[2] if isinstance(sample, tuple) else sample
        with contextlib.suppress(SyntaxError):
            used |= {type(node) for node in ast.walk(ast.parse(text))}
    kinds = (ast.stmt, ast.expr, ast.pattern, ast.boolop)
    nodes = {node for node in vars(ast).values() if isinstance(node, type) and issubclass(node, kinds)}
    # The older names of constants are no nodes of their own; they go with Python 3.14.
    concrete = {node for node in nodes if node not in kinds and not issubclass(node, ast.Constant | ast.slice)}
    assert concrete - used == set()
