"""Watch generated code run, and assert at every new user line that each tangent mirrors its primal.

A variable `y` and its tangent `d_y` must agree in kind, shape, dtype and strides, and so must all that is inside of
them; two tangents share memory, or are one container, exactly where their primals do. A tangent that no later line
reads may be left behind, as hand-written code would; so only live variables are compared.
"""

import ast
import collections
import dis
import functools
import itertools
import linecache
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, MethodType
from typing import Any

import numpy as np

from srcad.codes import without_syntax_warnings
from srcad.loading import user_line
from tests.differences import parts

MUTABLE = (list, dict, collections.deque)
PREFIX = "d_"


class LineError(AssertionError):
    """A tangent that is not like its primal, and the line before which it was found."""


def verify_lines(call: Callable[[], Any]) -> Any:
    """Run the call and verify every generated frame in it; raise LineError for the first departure."""
    watch = _Watch()
    before = sys.gettrace()
    sys.settrace(watch.enter)
    try:
        return call()
    finally:
        sys.settrace(before)
        # An error that the watched program swallowed, in a handler of its own, is raised all the same.
        if watch.departure is not None:
            raise watch.departure


class _Watch:
    """The trace function, with the last user line of every frame."""

    def __init__(self) -> None:
        self.departure: LineError | None = None
        self.lines: dict[FrameType, tuple[int, Any]] = {}

    def enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Follow generated frames, and no others."""
        return self.step if frame.f_code.co_filename.startswith("<srcad ") else None

    def step(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Verify the frame where a new user line begins."""
        if event == "return":
            self.lines.pop(frame, None)
        elif event == "line" and self.departure is None and self._is_new_line(frame):
            try:
                verify_frame(frame)
            except LineError as departure:
                self.departure = departure
        return self.step

    def _is_new_line(self, frame: FrameType) -> bool:
        place = user_line(frame.f_code.co_filename, frame.f_lineno)
        if place is None:
            return False
        statement = statement_starts("".join(linecache.getlines(frame.f_code.co_filename)))[frame.f_lineno]
        before, user = self.lines.get(frame, (0, None))
        self.lines[frame] = (statement, place)
        # Python goes back and forth within a statement of several lines; a loop comes back to an earlier statement.
        return statement != before and (place != user or statement < before)


@functools.lru_cache(maxsize=4096)
def statement_starts(text: str) -> dict[int, int]:
    """Return for each line the first line of the innermost statement that it belongs to."""
    starts: dict[int, int] = {}
    with without_syntax_warnings():
        tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            # Inner statements are walked after the outer ones, and overwrite their lines.
            starts.update(dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.lineno))
    return starts


def verify_frame(frame: FrameType) -> None:
    """Raise LineError if a live tangent of the frame departs from its primal."""
    values = frame.f_locals
    live = live_names(frame.f_code, frame.f_lasti)
    pairs = [
        (name, values[name], values[PREFIX + name])
        for name in list(values)
        if PREFIX + name in values and PREFIX + name in live and name in live
    ]
    try:
        found = [item for name, primal, tangent in pairs for item in mirrored(name, primal, tangent, ())]
        verify_aliases(found)
    except LineError as departure:
        place = f"{frame.f_code.co_filename}, before line {frame.f_lineno} in {frame.f_code.co_name}"
        raise LineError(f"{departure} ({place})") from None


def mirrored(where: str, primal: Any, tangent: Any, above: tuple[int, ...]) -> Iterator[tuple[str, Any, Any]]:
    """Compare a tangent with its primal, part by part, and yield what can be aliased."""
    if id(primal) in above:
        return
    if isinstance(primal, np.ndarray):
        yield from _mirrored_array(where, primal, tangent)
    elif isinstance(primal, (bool, int, float, complex, np.generic)):
        _compare_numbers(where, primal, tangent)
    elif isinstance(primal, (str, bytes, type(None))):
        if tangent is not None:
            raise LineError(f"{where}: a tangent {tangent!r} beside {primal!r}")
    elif isinstance(primal, (*MUTABLE, tuple)):
        yield from _mirrored_container(where, primal, tangent, above)
    elif type(tangent).__name__ == "Tangent" and not isinstance(primal, MethodType):
        yield where, primal, tangent
        for name, part in vars(tangent).items():
            if hasattr(primal, "__dict__") and name in vars(primal):
                yield from mirrored(f"{where}.{name}", vars(primal)[name], part, (*above, id(primal)))


def _mirrored_array(where: str, primal: np.ndarray, tangent: Any) -> Iterator[tuple[str, Any, Any]]:
    if primal.dtype.kind not in "fc":
        return
    if type(tangent) is not type(primal):
        raise LineError(f"{where}: {type(tangent).__name__} beside an array")
    if (primal.shape, primal.dtype) != (tangent.shape, tangent.dtype):
        raise LineError(f"{where}: {tangent.dtype}{tangent.shape} beside {primal.dtype}{primal.shape}")
    if primal.size and _steps(primal) != _steps(tangent):
        raise LineError(f"{where}: strides {tangent.strides} beside {primal.strides}")
    if primal.size:
        yield where, primal, tangent


def _steps(array: np.ndarray) -> list[int]:
    """Return the strides of the axes along which there is a step to take."""
    return [stride for stride, length in zip(array.strides, array.shape, strict=True) if length > 1]


def _compare_numbers(where: str, primal: Any, tangent: Any) -> None:
    if isinstance(primal, (bool, int, np.integer, np.bool_)):
        if tangent is not None and np.any(np.asarray(tangent) != 0.0):
            raise LineError(f"{where}: tangent {tangent!r} beside the integer {primal!r}")
        return
    # None says that this call gave a constant; beside what can be written to it would lose what is written later.
    if tangent is None and where.isidentifier():
        return
    if not isinstance(tangent, (float, complex, np.inexact)):
        raise LineError(f"{where}: tangent {tangent!r} beside {primal!r}")
    # A float beside a NumPy scalar of its precision is let pass: no operation of a tangent tells them apart.
    if np.asarray(primal).dtype != np.asarray(tangent).dtype:
        raise LineError(f"{where}: {type(tangent).__name__} beside {type(primal).__name__}")


def _mirrored_container(
    where: str, primal: Any, tangent: Any, above: tuple[int, ...]
) -> Iterator[tuple[str, Any, Any]]:
    if type(tangent) is not type(primal) and not (isinstance(primal, dict) and isinstance(tangent, dict)):
        raise LineError(f"{where}: {type(tangent).__name__} beside {type(primal).__name__}")
    inner, beside = parts(primal) or [], parts(tangent) or []
    if [key for key, _ in inner] != [key for key, _ in beside]:
        raise LineError(f"{where}: the parts of {tangent!r} are not those of {primal!r}")
    if isinstance(primal, MUTABLE):
        yield where, primal, tangent
    for (key, part), (_, tangent_part) in zip(inner, beside, strict=True):
        yield from mirrored(f"{where}[{key!r}]", part, tangent_part, (*above, id(primal)))


def verify_aliases(found: list[tuple[str, Any, Any]]) -> None:
    """Raise LineError unless tangents are shared exactly where primals are."""
    for (left, primal, tangent), (right, other, other_tangent) in itertools.combinations(found[:60], 2):
        if _shared(primal, other) != _shared(tangent, other_tangent):
            raise LineError(f"{left} and {right}: shared {_shared(primal, other)} beside {not _shared(primal, other)}")
    for (left, primal, _), (right, _, tangent) in itertools.product(found[:30], repeat=2):
        if _shared(primal, tangent):
            raise LineError(f"the tangent of {right} shares memory with {left}")


def _shared(left: Any, right: Any) -> bool:
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return bool(np.shares_memory(left, right))
    return left is right


def live_names(code: CodeType, offset: int) -> frozenset[str]:
    """Return the names whose values may still be read when the instruction at the offset is next."""
    return _liveness(code)[offset] | set(code.co_cellvars) | set(code.co_freevars)


@functools.lru_cache(maxsize=4096)
def _liveness(code: CodeType) -> dict[int, frozenset[str]]:
    """Solve the usual backward equations over the instructions of a code object."""
    instructions = list(dis.get_instructions(code))
    after = _successors(code, instructions)
    live: dict[int, frozenset[str]] = {instruction.offset: frozenset() for instruction in instructions}
    changed = True
    while changed:
        changed = False
        for instruction in reversed(instructions):
            out = frozenset().union(*(live[target] for target in after[instruction.offset]))
            reads, writes = _accesses(instruction)
            now = (out - writes) | reads
            if now != live[instruction.offset]:
                live[instruction.offset], changed = now, True
    return live


def _successors(code: CodeType, instructions: list[dis.Instruction]) -> dict[int, list[int]]:
    ends = ("RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE")
    handlers = getattr(dis.Bytecode(code), "exception_entries", ())
    after: dict[int, list[int]] = {}
    for instruction, following in zip(instructions, [*instructions[1:], None], strict=True):
        targets = [entry.target for entry in handlers if entry.start <= instruction.offset < entry.end]
        jumps = instruction.opcode in dis.hasjrel or instruction.opcode in dis.hasjabs
        if jumps:
            targets.append(instruction.argval)
        always = instruction.opname.startswith(("JUMP_FORWARD", "JUMP_BACKWARD")) or instruction.opname in ends
        if following is not None and not always:
            targets.append(following.offset)
        after[instruction.offset] = targets
    return after


def _accesses(instruction: dis.Instruction) -> tuple[frozenset[str], frozenset[str]]:
    """Return the local names that an instruction reads and writes; joint instructions are read as both at once."""
    name = instruction.opname
    if "_FAST" not in name or instruction.argval is None:
        return frozenset(), frozenset()
    names = instruction.argval if isinstance(instruction.argval, tuple) else (instruction.argval,)
    if name.startswith("STORE_FAST_STORE_FAST") or name in ("STORE_FAST", "DELETE_FAST", "STORE_FAST_MAYBE_NULL"):
        return frozenset(), frozenset(names)
    if name.startswith("STORE_FAST_LOAD_FAST"):
        # The store comes first, so that a name that is both is not read from before.
        return frozenset(names[1:]) - frozenset(names[:1]), frozenset(names[:1])
    return frozenset(names), frozenset()
