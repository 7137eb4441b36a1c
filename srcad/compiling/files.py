"""Write generated text to a file in a cache folder, so that numba can keep what it compiled beside it.

numba looks for the machine code of a function by the file of its source, the time of that file, and the types of the
arguments. It does not see what the function calls, nor the constants that it was compiled with. So the name of the file
holds a digest of all of these: when one of them changes, the file is another one.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from srcad.codes import all_code
from srcad.errors import CompilationError, describe


def file_for(function: FunctionType, text: str, options: dict[str, Any]) -> str:
    """Return the file that holds a twin's text, written where it is not there yet.

    Raises CompilationError where there is no folder to write into, or a constant cannot be written down.
    """
    digest = digest_of(function, options)
    file = cache_folder() / f"{function.__name__}_{digest}.py"
    if not file.is_file():
        write_at_once(file, text)
    return str(file)


def cache_folder() -> Path:
    """Return the folder: `srcad` in the one that numba's settings name, else in the user's cache folder."""
    config: Any = importlib.import_module("numba.core.config")
    appdirs: Any = importlib.import_module("numba.misc.appdirs")
    return Path(config.CACHE_DIR or appdirs.user_cache_dir("numba", False)) / "srcad"


def write_at_once(file: Path, text: str) -> None:
    """Write a file that other processes see whole or not at all."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, suffix=".tmp", delete=False, encoding="utf-8") as new:
            new.write(text)
        os.replace(new.name, file)
    except OSError as error:
        way_out = "Set NUMBA_CACHE_DIR to a folder that can be written, or leave out cache=True."
        raise CompilationError(describe(f"the cache folder cannot be written: {error}", None, way_out)) from error


def digest_of(function: FunctionType, options: dict[str, Any]) -> str:
    """Return a digest of all that decides what a twin compiles to, but for the types of its arguments."""
    told = hashlib.sha256(repr(sorted(options.items())).encode())
    for own in sorted(Path(__file__).parent.glob("*.py")):
        told.update(own.read_bytes())
    for part in parts_of(function, set()):
        told.update(part.encode() + b"\n")
    return told.hexdigest()[:16]


def parts_of(value: Any, seen: set[int]) -> Iterator[str]:
    """Yield what describes a value: of a function its code, and what its names from outside mean."""
    written = written_by_user(value)
    if isinstance(written, FunctionType) and not is_of_library(written):
        if id(written) in seen:
            return
        seen.add(id(written))
        yield repr(getattr(value, "targetoptions", None))
        for code in all_code(written.__code__):
            yield from parts_of_code(code)
        for name, outside in sorted(names_of(written).items()):
            yield name
            yield from parts_of(outside, seen)
    elif isinstance(value, (tuple, list)):
        yield f"{type(value).__name__} of {len(value)}"
        for item in value:
            yield from parts_of(item, seen)
    else:
        yield described(value)


def written_by_user(value: Any) -> Any:
    """Return the Python function behind what `numba.njit` or `numba.vectorize` made; another object as it is."""
    return getattr(getattr(value, "_dispatcher", value), "py_func", value)


def parts_of_code(code: CodeType) -> Iterator[str]:
    """Yield what describes a code object: its instructions and constants, not where it stands."""
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars))
    yield repr([constant for constant in code.co_consts if not isinstance(constant, CodeType)])


def names_of(function: FunctionType) -> dict[str, Any]:
    """Return what a function's names from outside mean."""
    names = {name for code in all_code(function.__code__) for name in code.co_names}
    found = {name: function.__globals__[name] for name in names if name in function.__globals__}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        found[name] = cell.cell_contents
    return found


def is_of_library(function: FunctionType) -> bool:
    """Tell whether a function is NumPy's or numba's, which both belong to what is installed."""
    return function.__module__.partition(".")[0] in ("numpy", "numba", "math")


def described(value: Any) -> str:
    """Describe a value that is no function.

    Raises CompilationError where it cannot be written down.
    """
    if isinstance(value, np.ndarray):
        return f"array {value.dtype} {value.shape} {hashlib.sha256(value.tobytes()).hexdigest()}"
    if isinstance(value, (ModuleType, type)) or callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value)!s}"
    try:
        return hashlib.sha256(pickle.dumps(value)).hexdigest()
    except Exception as error:
        what = f"an object of type {type(value).__name__} is a constant of the function, and cannot be written down"
        raise CompilationError(describe(what, None, "Leave out cache=True, or pass the object.")) from error
