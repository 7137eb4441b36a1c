"""Run the Python blocks of a Markdown file, so that what the documents show is what happens."""

import contextlib
import doctest
import io
import itertools
import linecache
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text and the line of the file on which the text starts."""

    language: str
    text: str
    line: int


def read_blocks(path: Path) -> list[Block]:
    """Return the fenced blocks of a Markdown file in their order."""
    text = path.read_text(encoding="utf-8")
    fences = re.finditer(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [Block(fence[1], fence[2], text.count("\n", 0, fence.start(2)) + 1) for fence in fences]


def skip_without_needs(path: Path) -> None:
    """Skip the test where a package is missing that the page says it needs: `<!-- needs numba -->`."""
    for package in re.findall(r"^<!-- needs (\w+) -->$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        pytest.importorskip(package, reason=f"the page needs {package}")


def run_document(path: Path) -> int:
    """Run all Python blocks of a file in one namespace and return how many there were.

    A block with prompts is a doctest. Any other is run as a script, and a `text` block right behind it is what it must
    print; without one it must print nothing.
    """
    end = Block("", "", 0)
    namespace: dict[str, Any] = {"__name__": path.stem}
    count = 0
    for block, follower in itertools.pairwise([*read_blocks(path), end]):
        if block.language != "python":
            continue
        count += 1
        if block.text.startswith(">>> "):
            run_doctest(block, path, namespace)
        else:
            printed = run_script(block, "example.py" if count == 1 else f"example_{count}.py", namespace)
            expected = follower.text if follower.language == "text" else ""
            assert strip_lines(printed) == strip_lines(expected), f"{path.name}, line {block.line}, prints\n{printed}"
    return count


def run_doctest(block: Block, path: Path, namespace: dict[str, Any]) -> None:
    """Run one block as a doctest; names that it binds stay for the blocks behind it."""
    parser = doctest.DocTestParser()
    test = parser.get_doctest(block.text, namespace, f"{path.name}:{block.line}", str(path), block.line - 1)
    report = io.StringIO()
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.write, clear_globs=False)
    namespace.update(test.globs)
    assert not report.getvalue(), report.getvalue()


def run_script(block: Block, file: str, namespace: dict[str, Any]) -> str:
    """Run one block as if it were a file of this name, and return what it prints."""
    # A function is differentiated from its source, which the line cache must know, as it does for a notebook's cells.
    linecache.cache[file] = (len(block.text), None, block.text.splitlines(keepends=True), file)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block.text, file, "exec"), namespace)
    return printed.getvalue()


def strip_lines(text: str) -> list[str]:
    """Return the lines of a text without blanks at their ends, which no reader sees."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]
