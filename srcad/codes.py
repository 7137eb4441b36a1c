"""Look into code objects: what is inside of them, and whether two of them are the same program; compile in silence."""

from __future__ import annotations
import __future__

import contextlib
import functools
import operator
import sys
import threading
import warnings
from collections.abc import Iterator
from types import CodeType, FunctionType

__all__ = ["FUTURE", "GENERATED", "all_code", "class_of", "has_all_of", "same_code", "without_syntax_warnings"]

# How the file names of generated code begin.
GENERATED = "<srcad "

# The flags that `from __future__` sets in the `co_flags` of the code below it.
FUTURE = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names), 0
)

# The filters of warnings belong to the process: two threads that changed them at once would leave them changed.
_filtering = threading.RLock()


@contextlib.contextmanager
def without_syntax_warnings() -> Iterator[None]:
    """Read or compile text without the compiler's warnings: the user got those of his own text when he imported it.

    Before 3.12, a backslash that escapes nothing is a DeprecationWarning.
    """
    with _filtering, warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


# A sum of some hundred terms is as many levels deep, and each level takes a few calls of the steps. Calls of Python
# functions by Python functions take no room on the C stack, which is what the limit protects.
DEEP = 20_000


@contextlib.contextmanager
def deep_recursion() -> Iterator[None]:
    """Allow as many nested calls as the steps need for expressions that Python itself can compile."""
    with _filtering:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, DEEP))
        try:
            yield
        finally:
            sys.setrecursionlimit(limit)


def class_of(qualname: str) -> str | None:
    """Return the innermost class in a qualified name: the last part that no `<locals>` follows.

    >>> class_of("Model.step.<locals>.inner"), class_of("outer.<locals>.<dictcomp>.<lambda>")
    ('Model', None)
    """
    parts = qualname.split(".")[:-1]
    following = [*parts, ""][1:]
    together = zip(parts, following, strict=True)
    classes = [part for part, after in together if not part.startswith("<") and after != "<locals>"]
    return classes[-1] if classes else None


def all_code(code: CodeType) -> Iterator[CodeType]:
    """Yield a code object and all that are nested in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from all_code(constant)


def same_code(code: CodeType, other: CodeType) -> bool:
    """Tell whether two code objects agree in all but their file and positions."""
    return _program(code) == _program(other)


def has_all_of(code: CodeType, other: CodeType) -> bool:
    """Tell whether all names and constants of the other code, and of all inside it, are found in the first."""
    return _words(other) <= _words(code)


def _program(code: CodeType) -> tuple[object, ...]:
    names = "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars"
    return *(getattr(code, name) for name in names), *map(_key, code.co_consts)


def _key(constant: object) -> object:
    """Return what distinguishes a constant: 1, 1.0 and True are different, and so are 0.0 and -0.0."""
    if isinstance(constant, CodeType):
        return _program(constant)
    if isinstance(constant, tuple):
        return tuple, *map(_key, constant)
    if isinstance(constant, frozenset):
        return frozenset, frozenset(map(_key, constant))
    return type(constant), repr(constant) if isinstance(constant, (float, complex)) else constant


def _words(code: CodeType) -> set[object]:
    words: set[object] = {*code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars}
    for constant in code.co_consts:
        words |= _words(constant) if isinstance(constant, CodeType) else {_key(constant)}
    return words


# For each generated text, the functions inside that have a joint function beside them.
_joint: dict[str, frozenset[str]] = {}


def note_joint(filename: str, names: frozenset[str]) -> None:
    """Note which functions inside a generated text have a joint function beside them."""
    if names:
        _joint[filename] = names


# For each generated text, the names in it that come from outside and cannot vary: variants, helpers, cells.
_helpers: dict[str, frozenset[str]] = {}


def note_helpers(filename: str, names: frozenset[str]) -> None:
    """Note the names of a generated text that come from outside of it: variants, helpers, the user's globals."""
    _helpers[filename] = names


def helpers_among(code: CodeType) -> frozenset[str]:
    """Return the free names of a function that cannot vary: all of the user's own, one part of a generated one's."""
    return frozenset(code.co_freevars) & _helpers.get(code.co_filename, frozenset(code.co_freevars))


def variables_of(code: CodeType) -> frozenset[str]:
    """Return the free names of a function of a generated text that are variables and tangents."""
    return frozenset(code.co_freevars) - _helpers.get(code.co_filename, frozenset())


def has_joint_twin(code: CodeType) -> bool:
    """Tell whether a function of a generated text has a joint one beside it, whose tangents it leaves out."""
    return code.co_name in _joint.get(code.co_filename, ())


def stands_alone(function: FunctionType) -> FunctionType:
    """Copy a function of a generated text, to be differentiated with respect to its arguments alone."""
    made = FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    made.__kwdefaults__ = function.__kwdefaults__
    made.__dict__["__srcad_alone__"] = True
    return made


def is_alone(function: FunctionType) -> bool:
    """Tell whether what a function closes over is to be constant, though a function beside it has its tangents."""
    return "__srcad_alone__" in function.__dict__


def forget_joint(filename: str) -> None:
    """Forget a generated text."""
    _joint.pop(filename, None)
    _helpers.pop(filename, None)
