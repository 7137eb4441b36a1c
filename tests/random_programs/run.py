"""Run random programs on demand: `python -m tests.random_programs.run --count 5000 --seed 0`.

Prints how many were right, how many were refused with which message, and how many were wrong; the failing programs are
shrunk and saved. Ends with status 1 if any is wrong.
"""

import argparse
import collections
import pathlib
import re
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.random_programs.generator import write_program
from tests.random_programs.running import REFUSED, SLOW, WRONG, Verdict, active_of, is_short, judge_text, plain_error
from tests.random_programs.shrinking import shrink


def derivative_by_position(*, verify: bool) -> Callable[..., Any]:
    """Return srcad.jvp, watched line by line if asked for."""
    import srcad
    from tests.line_verifier import verify_lines

    if not verify:
        return srcad.jvp
    return lambda *arguments: verify_lines(lambda: srcad.jvp(*arguments))


def head(message: str) -> str:
    """Return the first line of a message, without the names and numbers that are this program's own."""
    first = (message.splitlines() or [""])[0]
    return re.sub(r"0?x[0-9a-f]{6,}|\d+", "#", first)[:110]


def save_shrunk(text: str, seed: int, verdict: Verdict, jvp: Callable[..., Any], folder: pathlib.Path) -> pathlib.Path:
    """Shrink a failing program and write it with its verdict at the top."""
    active, raises = active_of(seed), plain_error(text, seed)

    # A slow program is slow each time that it is tried.
    rounds = 30 if verdict.kind == SLOW else 400

    def fails(candidate: str) -> bool:
        try:
            if not is_short(candidate, seed) or plain_error(candidate, seed) is not raises:
                return False
            found = judge_text(candidate, seed, active, jvp)
        except Exception:
            return False
        return found.kind == verdict.kind and head(found.detail)[:25] == head(verdict.detail)[:25]

    small = shrink(text, fails, rounds=rounds)
    final = judge_text(small, seed, active, jvp)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"program_{seed}.py"
    note = "".join(f"# {line}\n" for line in f"{final.kind}: {final.detail}".splitlines())
    path.write_text(f"# seed {seed}, active {', '.join(active)}\n{note}\n{small}\n")
    return path


def run(options: argparse.Namespace) -> int:
    """Run the programs of the seeds that were asked for; return the number of wrong ones."""
    jvp = derivative_by_position(verify=options.verify)
    kinds, messages, wrong = collections.Counter[str](), collections.Counter[str](), 0
    start = time.perf_counter()
    for seed in range(options.seed, options.seed + options.count):
        text = write_program(seed)
        if not is_short(text, seed):
            kinds["too long"] += 1
            continue
        verdict = judge_text(text, seed, active_of(seed), jvp)
        kinds[verdict.kind] += 1
        if verdict.kind in WRONG or verdict.kind == REFUSED:
            messages[f"{verdict.kind}: {head(verdict.detail)}"] += 1
            wanted = verdict.kind in WRONG or (
                options.shrink_refused and messages[f"{verdict.kind}: {head(verdict.detail)}"] == 1
            )
            wrong += verdict.kind in WRONG
            if wanted and wrong <= options.save:
                print(
                    f"seed {seed}: {verdict.kind}, {save_shrunk(text, seed, verdict, jvp, options.folder)}", flush=True
                )
    print(
        f"{options.count} programs in {time.perf_counter() - start:.1f} s: "
        + ", ".join(f"{n} {k}" for k, n in kinds.most_common())
    )
    for message, count in messages.most_common(options.messages):
        print(f"{count:6d} {message}")
    return wrong


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", type=int, default=20, help="how many failing programs are shrunk and saved")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("failing_programs"))
    parser.add_argument("--messages", type=int, default=40)
    parser.add_argument("--verify", action="store_true", help="watch every generated line")
    parser.add_argument("--shrink-refused", action="store_true", help="save the first program of each refusal as well")
    sys.exit(run(parser.parse_args()) > 0)


if __name__ == "__main__":
    main()
