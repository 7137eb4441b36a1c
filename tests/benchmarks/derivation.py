"""Print how long it takes to derive a function: `python -m tests.benchmarks.derivation`.

A cold derivation reads, analyses, differentiates, prints and loads a function that srcad has never seen, in a process
that has already derived another one: the tables of rules are read once per process and timed apart.
"""

import linecache
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import srcad

LIMITS = {30: 0.020, 300: 0.300}
REPEATS = 7

HEAD = "def long_{count}(x, y, n):\n    total = 0.0\n"
BLOCK = """\
    a{i} = x * y + math.sin(x)
    b{i} = math.exp(-a{i}) / (1.0 + y * y)
    if b{i} > 0.5:
        total = total + b{i}
    else:
        total = total - a{i} * b{i}
    for k in range(n):
        total = total * 0.5 + a{i} * k
    x = x + 0.01 * b{i}
    y = y - a{i} / 7.0
"""
STATEMENTS_OF_A_BLOCK = 9


def source_of(statements: int) -> str:
    """Write a function of about so many statements: arithmetic, calls, branches and loops."""
    blocks = "".join(BLOCK.format(i=i) for i in range(max(1, statements // STATEMENTS_OF_A_BLOCK)))
    return HEAD.format(count=statements) + blocks + "    return total\n"


def fresh_functions(statements: int) -> Iterator[Callable[..., Any]]:
    """Yield functions of one text, each in a file of its own and never seen before."""
    number = 0
    while True:
        number += 1
        text, file = source_of(statements), f"<long {statements} {number}>"
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        namespace: dict[str, Any] = {"math": __import__("math")}
        exec(compile(text, file, "exec", dont_inherit=True), namespace)
        yield namespace[f"long_{statements}"]


def seconds_to_derive(statements: int, repeats: int = REPEATS) -> float:
    """Return the median time of a cold derivation: the processor's, which other programs do not lengthen."""
    functions = fresh_functions(statements)
    times = []
    for _ in range(repeats):
        derivative = srcad.forward_diff(next(functions))
        begin = time.process_time()
        derivative.variant(0.3, 0.7, 3, wrt=("x", "y"))
        times.append(time.process_time() - begin)
    return sorted(times)[repeats // 2]


def seconds_of_a_process(code: str) -> float:
    """Return the time that a fresh interpreter takes for a line of code."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print the figures."""
    bare = min(seconds_of_a_process("import numpy") for _ in range(3))
    imported = min(seconds_of_a_process("import numpy, srcad") for _ in range(3))
    print(f"import srcad, beyond numpy           {1000 * (imported - bare):8.1f} ms")
    begin = time.perf_counter()
    seconds_to_derive(9, 1)
    print(f"first derivation of a process        {1000 * (time.perf_counter() - begin):8.1f} ms")
    for statements in (9, 30, 100, 300, 1000):
        found = seconds_to_derive(statements)
        limit = LIMITS.get(statements)
        wanted = "" if limit is None else f"   wanted: under {1000 * limit:.0f} ms"
        print(f"{statements:5d} statements                     {1000 * found:8.1f} ms{wanted}")


if __name__ == "__main__":
    main()
