"""What the README shows and counts is what the code does."""

import importlib
import re

import srcad
from tests.documents import ROOT, read_blocks, run_document

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
    count = re.search(r"<!-- rule count -->\n(\d+) functions", TEXT)
    assert count is not None and int(count[1]) == len(srcad.rules())


def test_the_syntax_table_is_the_code_s() -> None:
    syntax = importlib.import_module("srcad.syntax")
    section = re.search(r"<!-- syntax table -->\n(.*?)<!-- end of syntax table -->", TEXT, flags=re.DOTALL)
    assert section is not None
    rows = re.findall(r"^\| `(\w+)` \| (yes|refused) \|", section[1], flags=re.MULTILINE)
    assert dict(rows) == dict.fromkeys(syntax.SUPPORTED, "yes") | dict.fromkeys(syntax.REFUSED, "refused")
