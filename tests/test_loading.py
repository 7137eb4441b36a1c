"""Loading generated text: globals, cells, tracebacks, and nothing left behind."""

from __future__ import annotations

import gc
import inspect
import linecache
import traceback
import types
from collections.abc import Callable
from typing import Any

import pytest

from srcad.errors import InternalError
from srcad.loading import load, note_user_line, user_line
from srcad.reading import read_source
from srcad.stages import Printed


def printed(text: str, lines: tuple[int | None, ...] | None = None, file: str = "model.py") -> Printed:
    count = text.count("\n")
    return Printed(text, lines if lines is not None else (None,) * count, file)


def load_text(text: str, name: str = "f", **options: Any) -> types.FunctionType:
    settings: dict[str, Any] = {"label": name, "function_globals": {}, "cells": {}, "extras": {}, **options}
    lines = settings.pop("lines", None)
    return load(printed(text, lines, settings.pop("file", "model.py")), name, **settings)


def test_the_text_runs_in_the_users_globals_and_adds_nothing() -> None:
    namespace: dict[str, Any] = {"scale": 2.0}
    f = load_text("# header\ndef f(x, *, d_x):\n    return scale * x, scale * d_x\n", function_globals=namespace)
    assert f(3.0, d_x=1.0) == (6.0, 2.0)
    namespace["scale"] = 3.0
    assert f(3.0, d_x=1.0) == (9.0, 3.0)
    assert set(namespace) <= {"scale", "__builtins__"}
    assert f.__globals__ is namespace


def test_free_names_are_the_live_cells() -> None:
    cell = types.CellType(2.0)
    f = load_text("def f(x):\n    nonlocal a\n    a += 1.0\n    return a * x\n", cells={"a": cell})
    assert f(1.0) == 3.0
    assert cell.cell_contents == 3.0
    cell.cell_contents = 10.0
    assert f(1.0) == 11.0


def test_an_empty_cell_raises_when_it_is_read() -> None:
    f = load_text("def f(x):\n    return a * x\n", cells={"a": types.CellType()})
    with pytest.raises(NameError):
        f(1.0)


def test_extras_are_cells_of_their_own() -> None:
    f = load_text("def f(x):\n    return helper(x)\n", extras={"helper": abs, "unused": 1})
    assert f(-1.0) == 1.0
    assert f.__code__.co_freevars == ("helper",)


def test_a_name_may_not_be_both() -> None:
    with pytest.raises(InternalError, match="'a'"):
        load_text("def f(): return a\n", cells={"a": types.CellType(1)}, extras={"a": 2})


def test_globals_stay_globals_beside_a_cell_of_the_same_name() -> None:
    text = "def f():\n    def g():\n        global a\n        return a\n    return a, g()\n"
    assert load_text(text, function_globals={"a": 1}, cells={"a": types.CellType(2)})() == (2, 1)


def test_zero_argument_super_and_private_names() -> None:
    class Base:
        def value(self) -> float:
            return 1.0

    class Model(Base):
        def __init__(self) -> None:
            self.__hidden = 5.0

        def value(self) -> float:
            return super().value() + self.__hidden

    method = Model.value
    cells = dict(zip(method.__code__.co_freevars, method.__closure__ or (), strict=True))
    text = "def value(self):\n    return super().value() + self.__hidden\n"
    generated = load_text(text, "value", cells=cells, class_name="Model")
    assert generated(Model()) == 6.0
    assert read_source(generated).class_name == "Model"


def test_private_free_names() -> None:
    text = "def f(x):\n    return __a * x\n"
    assert load_text(text, cells={"_C__a": types.CellType(2.0)}, class_name="C")(3.0) == 6.0


def test_defaults_are_the_users_objects_and_their_text_does_not_run() -> None:
    items: list[float] = []
    text = "def f(x, xs=print('no'), *, key=print('no'), d_x):\n    xs.append(x)\n    return key\n"
    f = load_text(text, defaults=(items,), kwdefaults={"key": 7})
    assert f(1.0, d_x=1.0) == 7
    assert items == [1.0]
    assert f.__defaults__ == (items,) and f.__defaults__[0] is items


def test_name_module_and_docstring() -> None:
    f = load_text('def f(x):\n    """Say."""\n    return x\n', function_globals={"__name__": "model"})
    assert (f.__name__, f.__qualname__, f.__module__, f.__doc__) == ("f", "f", "model", "Say.")


def test_a_function_may_have_any_name() -> None:
    for name in ("factory", "__f"):
        f = load_text(f"def {name}(x):\n    return x\n", name, class_name="C")
        assert f(1.0) == 1.0


def test_nested_functions_and_recursion() -> None:
    text = "def f(n):\n    def g(m):\n        return a if m == 0 else g(m - 1)\n    return g(n)\n"
    assert load_text(text, cells={"a": types.CellType(4)})(3) == 4


def test_future_imports_of_the_user_hold() -> None:
    import __future__

    text = "def f(x):\n    def g(y: undefined): return y\n    return g(x)\n"
    assert load_text(text, future_flags=__future__.annotations.compiler_flag)(1.0) == 1.0


def test_text_that_is_no_python_is_an_internal_error_and_leaves_nothing() -> None:
    before = set(linecache.cache)
    with pytest.raises(InternalError, match="is no Python"):
        load_text("def f(:\n")
    with pytest.raises(InternalError, match="does not define 'f'"):
        load_text("def g(): pass\n")
    assert set(linecache.cache) == before


def test_inspect_shows_the_text_whatever_is_checked() -> None:
    text = "# the derivative\ndef f(x):\n    # why\n    return x\n"
    f = load_text(text, label="f (model.py:12)")
    linecache.checkcache()
    assert inspect.getsource(f) == text.split("\n", 1)[1]
    assert inspect.getsourcelines(f)[1] == 2
    assert f.__code__.co_filename == "<srcad f (model.py:12)>"
    assert linecache.getline(f.__code__.co_filename, 1) == "# the derivative\n"


def test_a_traceback_shows_the_generated_line() -> None:
    f = load_text("def f(x):\n    return 1 / x\n")
    with pytest.raises(ZeroDivisionError) as caught:
        f(0)
    assert "return 1 / x" in "".join(traceback.format_exception(caught.value))


def test_generated_functions_can_be_read_again() -> None:
    source = read_source(load_text("# header\ndef f(x):\n    return a * x\n", cells={"a": types.CellType(2.0)}))
    assert source.text == "def f(x):\n    return a * x"
    assert source.first_line == 2


def test_two_texts_of_one_label_have_two_files() -> None:
    first, second = (load_text(f"def f(x):\n    return x + {number}\n", label="same") for number in (1, 2))
    assert first.__code__.co_filename == "<srcad same>"
    assert second.__code__.co_filename == "<srcad same #2>"
    assert "x + 1" in inspect.getsource(first) and "x + 2" in inspect.getsource(second)


def test_the_text_is_dropped_with_the_function() -> None:
    f = load_text("def f(x):\n    return x\n", label="dropped")
    filename = f.__code__.co_filename
    assert filename in linecache.cache
    del f
    gc.collect()
    assert filename not in linecache.cache
    assert user_line(filename, 1) is None


def test_the_text_stays_for_a_nested_function_that_lives_longer() -> None:
    f = load_text("def f(x):\n    def g():\n        return x\n    return g\n", label="nested", lines=(1, 2, 3, 4))
    filename = f.__code__.co_filename
    g = f(1.0)
    del f
    gc.collect()
    assert "return x" in inspect.getsource(g)
    assert user_line(filename, 3) == ("model.py", 3)
    del g
    gc.collect()
    assert filename not in linecache.cache


def test_lines_end_where_python_ends_them() -> None:
    text = "def f(x):\n    s = 'a\x0cb\u2028c'\n    return x\n"
    assert inspect.getsource(load_text(text)) == text


def test_equal_texts_die_apart() -> None:
    first, second = (load_text("def f(x):\n    return x\n", label="equal") for _ in range(2))
    assert first.__code__ == second.__code__
    del first
    gc.collect()
    assert inspect.getsource(second) == "def f(x):\n    return x\n"


def test_lines_are_looked_up() -> None:
    f = load_text("# header\ndef f(x):\n    d_y = 1\n    return d_y\n", lines=(None, 12, 13, 13))
    filename = f.__code__.co_filename
    assert [user_line(filename, line) for line in range(6)] == [
        None,
        None,
        ("model.py", 12),
        ("model.py", 13),
        ("model.py", 13),
        None,
    ]
    assert user_line("elsewhere.py", 1) is None


def test_a_derivative_of_a_derivative_leads_to_the_users_file() -> None:
    inner = load_text("# header\ndef f(x):\n    return x\n", lines=(None, 12, 13))
    outer = load_text("def f(x):\n    return x\n", lines=(2, 3), file=inner.__code__.co_filename)
    assert user_line(outer.__code__.co_filename, 2) == ("model.py", 13)


def caught(function: Callable[..., Any], *args: Any) -> BaseException:
    try:
        function(*args)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def test_an_error_names_the_users_line_once() -> None:
    own_line = inspect.getsourcelines(caught)[1]
    inner = load_text("def g(x):\n    return 1 / x\n", "g", lines=(own_line, own_line + 1), file=__file__)
    outer = load_text("def f(x):\n    return g(x)\n", lines=(1, 2), extras={"g": inner})
    error = caught(outer, 0)
    note_user_line(error)
    note_user_line(error)
    assert error.__notes__ == [f"srcad: derivative of {__file__}, line {own_line + 1}, in g\n    try:"]


def test_an_error_outside_of_generated_code_gets_no_note() -> None:
    error = caught(lambda: 1 / 0)
    note_user_line(error)
    assert not hasattr(error, "__notes__")
    note_user_line(ValueError())
