"""Finding the source of a function, and parsing it."""

from __future__ import annotations

import doctest
import functools
import importlib.util
import inspect
import linecache
import sys
import textwrap
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gast
import pytest

from srcad.errors import SourceNotFoundError
from srcad.parsing import locate, parse
from srcad.reading import read_source


def import_text(path: Path, text: str, name: str = "written") -> types.ModuleType:
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_text(text: str, filename: str, **flags: Any) -> dict[str, Any]:
    """Run a text that only linecache knows, as a notebook does."""
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {}
    exec(compile(text, filename, "exec", dont_inherit=True, **flags), namespace)
    return namespace


def doubled(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any) -> Any:
        return 2 * function(*args)

    return wrapper


@doubled
@doubled
def decorated(x: float) -> float:
    assert x > 0, "the assertion is rewritten by pytest"
    return x * x


class Model:
    def step(self, __hidden: float, *, scale: float = 1.0) -> Any:
        """Say what it does.

        On several lines.
        """
        text = """
  inside"""

        def inner(__other: float) -> Any:
            return lambda: (__hidden, __other, text)

        return inner

    area, volume = lambda self, x: x + 1, lambda self, x: x + 2


def test_the_text_of_a_method_is_dedented_but_not_its_strings() -> None:
    source = read_source(Model.step)
    assert source.text.startswith('def step(self, __hidden: float, *, scale: float = 1.0) -> Any:\n    """Say what')
    assert '\n\n    On several lines.\n    """\n' in source.text
    assert '\n    text = """\n  inside"""\n' in source.text
    assert source.text.endswith("    return inner")
    assert (source.name, source.qualname, source.class_name) == ("step", "Model.step", "Model")
    assert source.first_line == inspect.getsourcelines(Model.step)[1]
    assert source.file == __file__


def test_a_bound_method_is_its_function() -> None:
    assert read_source(Model().step).text == read_source(Model.step).text


def test_functions_in_methods_see_the_class() -> None:
    inner = Model().step(1.0)
    innermost = inner(2.0)
    assert read_source(inner).class_name == "Model"
    assert read_source(innermost).class_name == "Model"
    assert read_source(innermost).text == "lambda: (__hidden, __other, text)"
    assert parse(read_source(innermost)).free_names == innermost.__code__.co_freevars


def test_two_lambdas_on_a_line() -> None:
    assert read_source(Model.area).text == "lambda self, x: x + 1"
    assert read_source(Model.volume).text == "lambda self, x: x + 2"


def test_decorators_are_not_followed_and_not_part_of_the_text() -> None:
    assert read_source(decorated).text.startswith("def wrapper(*args: Any) -> Any:")
    once = decorated.__wrapped__  # type: ignore[attr-defined]
    source = read_source(once.__wrapped__)
    assert source.text.startswith("def decorated(x: float) -> float:\n    assert")
    assert source.first_line == once.__wrapped__.__code__.co_firstlineno + 2


LAMBDAS = [
    "lambda x: x",
    "lambda x: x + (lambda x: x * 2)(x)",
    "lambda x: 1",
    "lambda x: None",
    "lambda x: (x) if (x) else (1.0)",
    "lambda x: [y for y in [x]]",
    "lambda x: (yield x)",
    "lambda x: (x, lambda: x)",
    "lambda x: not x and x or x < x < x",
    "lambda x: f'{x}'",
    "lambda x, y=lambda x: x: (x, y)",
    "lambda x: -1",
    "lambda x: x",
    "lambda x: (\n  x +\n  2)",
    "lambda x: 'é' + x",
]


def test_many_lambdas_on_one_line() -> None:
    namespace = run_text(f"found = [{', '.join(LAMBDAS)}]\n", "<lambdas>")
    assert [read_source(function).text for function in namespace["found"]] == LAMBDAS


def test_equal_lambdas_on_one_line() -> None:
    found = run_text("found = [lambda x: x + 1, lambda x: x + 1]\n", "<equal lambdas>")["found"]
    assert [read_source(function).indents for function in found] == [(9,), (26,)]


def test_lambdas_that_close_over_variables() -> None:
    text = "def outer(a):\n    return lambda x: x + a, lambda x: x - a, (lambda x: lambda x: x * a)(1)\n"
    found = run_text(text, "<closures>")["outer"](1.0)
    assert [read_source(function).text for function in found] == [
        "lambda x: x + a",
        "lambda x: x - a",
        "lambda x: x * a",
    ]


def test_lines_end_where_python_ends_them() -> None:
    text = "def f(x):\n    s = 'a\x0cb\u2028c'\n    return x\n\ndef g(x):\n    return 2 * x\n"
    linecache.cache["<ends>"] = (1, None, [line + "\n" for line in text.split("\n")[:-1]], "<ends>")
    namespace: dict[str, Any] = {}
    exec(compile(text, "<ends>", "exec"), namespace)
    assert read_source(namespace["f"]).text == "def f(x):\n    s = 'a\x0cb\u2028c'\n    return x"
    assert read_source(namespace["g"]).text == "def g(x):\n    return 2 * x"


def test_the_columns_of_the_file_are_kept() -> None:
    parsed = parse(read_source(Model.volume))
    where = locate(parsed.source, parsed.node.body[0].value)
    assert where.column is not None
    assert linecache.getline(__file__, where.line)[where.column : where.end_column] == "x + 2"
    assert where.function == "Model.<lambda>"
    assert where.text == "    area, volume = lambda self, x: x + 1, lambda self, x: x + 2"


def test_columns_count_characters() -> None:
    source = read_source(run_text("def f(é):\n    return 'é', é + 1\n", "<accents>")["f"])
    where = locate(source, parse(source).node.body[0].value.elts[1])
    assert (where.column, where.end_column, where.line) == (16, 21, 2)


def test_a_comment_further_left_is_kept() -> None:
    text = "if True:\n    def f(x):\n        y = x\n  # left\n        return y\n"
    assert read_source(run_text(text, "<left>")["f"]).text == "def f(x):\n    y = x\n# left\n    return y"


def test_tabs() -> None:
    text = "if True:\n\tdef f(x):\n\t\ty = x\n\t\treturn y\n"
    assert read_source(run_text(text, "<tabs>")["f"]).text == "def f(x):\n\ty = x\n\treturn y"


def test_a_notebook_cell_with_await_outside_of_functions() -> None:
    text = "def f(x):\n    return x\n"
    linecache.cache["<cell>"] = (1, None, [*text.splitlines(keepends=True), "await g()\n"], "<cell>")
    namespace: dict[str, Any] = {}
    exec(compile(text, "<cell>", "exec"), namespace)
    assert read_source(namespace["f"]).text == text.rstrip()


def test_future_imports_that_the_text_does_not_show() -> None:
    import __future__

    text = "def f(x):\n    def g(y: Undefined): return y\n    return g(x)\n"
    flag = __future__.annotations.compiler_flag
    assert read_source(run_text(text, "<future>", flags=flag)["f"]).text == text.rstrip()


def example(x: float) -> None:
    """Be run by doctest.

    >>> from srcad.reading import read_source
    >>> def square(x):
    ...     return x * x
    >>> print(read_source(square).text)
    def square(x):
        return x * x
    >>> print(read_source(lambda x: x + 1).text)
    lambda x: x + 1
    """


def test_a_function_in_a_doctest() -> None:
    test = doctest.DocTestFinder().find(example, "example", globs={})[0]
    assert doctest.DocTestRunner().run(test).failed == 0


def test_an_edited_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "edited.py"
    module = import_text(path, "def f(x):\n    return x * 2\n")
    assert read_source(module.f).text == "def f(x):\n    return x * 2"
    path.write_text("def f(x):\n    return x * 3.5\n")
    with pytest.raises(SourceNotFoundError, match=r"(?s)is not that of the running code.*edited\.py, line 1, in f"):
        read_source(module.f)
    path.write_text("# one line more\ndef f(x):\n    return x * 2\n")
    with pytest.raises(SourceNotFoundError, match="no longer has 'f' at this line"):
        read_source(module.f)
    path.write_text("def f(x:\n")
    with pytest.raises(SourceNotFoundError, match="cannot be parsed"):
        read_source(module.f)
    path.unlink()
    with pytest.raises(SourceNotFoundError, match="cannot be found"):
        read_source(module.f)


@pytest.mark.parametrize(("old", "new"), [("1", "1.0"), ("0.0", "-0.0"), ("1", "True"), ("g", "h"), ("x", "(x, 1)[0]")])
def test_small_edits_are_noticed(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "small.py"
    module = import_text(path, f"def f(x, g=1, h=1):\n    return x, {old}\n")
    path.write_text(f"def f(x, g=1, h=1):\n    return x, {new}\n")
    with pytest.raises(SourceNotFoundError, match="is not that of the running code"):
        read_source(module.f)


def test_a_zipped_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        archive.writestr("zipped_for_srcad.py", "def f(x):\n    return x + 1\n")
    monkeypatch.syspath_prepend(str(tmp_path / "pack.zip"))
    module = importlib.import_module("zipped_for_srcad")
    assert read_source(module.f).text == "def f(x):\n    return x + 1"
    del sys.modules["zipped_for_srcad"]


class Callable_:
    def __call__(self, x: float) -> float:
        return x


@pytest.mark.parametrize("function", [len, int, Callable_(), functools.partial(decorated, 1.0), str.upper, None])
def test_what_is_no_python_function_has_no_source(function: object) -> None:
    with pytest.raises(
        SourceNotFoundError, match=r"(?s)no Python source for .*linecache.*srcad\.rule.*srcad\.constant"
    ):
        read_source(function)


def test_a_function_of_unknown_text_has_no_source() -> None:
    namespace: dict[str, Any] = {}
    exec("def f(x): return x", namespace)
    with pytest.raises(SourceNotFoundError, match="the source of 'f' cannot be found"):
        read_source(namespace["f"])


def without_positions(function: types.FunctionType) -> types.FunctionType:
    code = function.__code__.replace(co_linetable=b"")
    return types.FunctionType(code, {}, None, None, function.__closure__)


def test_lambdas_without_positions_are_known_by_their_code() -> None:
    namespace = run_text("found = [lambda x: x, lambda x: x + 1]\n", "<blind>")
    assert read_source(without_positions(namespace["found"][1])).text == "lambda x: x + 1"


def test_lambdas_that_cannot_be_told_apart_are_refused() -> None:
    text = "def outer(a): return [lambda x: x + a, lambda x: x - a]\n"
    function = run_text(text, "<blind closures>")["outer"](1.0)[0]
    with pytest.raises(SourceNotFoundError, match=r"(?s)line 1 has 2 functions.*a line of its own"):
        read_source(without_positions(function))


def test_a_lambda_is_parsed_as_a_function_with_one_return() -> None:
    parsed = parse(read_source(run_text("f = (lambda x, y=2:\n  x * y)\n", "<parsed>")["f"]))
    assert parsed.is_lambda and not parsed.is_generator
    assert gast.unparse(parsed.node).strip() == "def lambda_(x, y=2):\n    return x * y"
    returned = parsed.node.body[0]
    assert (returned.lineno, returned.end_col_offset) == (2, None)
    assert (returned.value.lineno, returned.value.col_offset, returned.value.end_col_offset) == (2, 2, 7)
    assert (parsed.node.args.args[0].lineno, parsed.node.args.args[0].col_offset) == (1, 7)


def test_a_generator_is_known_and_decorators_are_dropped() -> None:
    parsed = parse(read_source(run_text("@(lambda f: f)\ndef f(x):\n    yield x\n", "<gen>")["f"]))
    assert parsed.is_generator
    assert parsed.node.decorator_list == []
    assert parsed.node.lineno == 2


def test_an_async_function_is_parsed() -> None:
    parsed = parse(read_source(run_text("async def f(x):\n    await x\n", "<async>")["f"]))
    assert isinstance(parsed.node, gast.AsyncFunctionDef)


def test_nodes_inside_of_f_strings_have_no_end_position() -> None:
    node = parse(read_source(run_text("def f(x):\n    return f'{x + 1:{x}}'\n", "<format>")["f"])).node
    string = node.body[0].value
    assert (string.lineno, string.col_offset, string.end_col_offset) == (2, 11, 25)
    for child in gast.walk(string):
        if child is not string and isinstance(child, gast.expr):
            assert (child.lineno, child.end_lineno, child.end_col_offset) == (2, None, None)


def test_unparsable_text_is_refused() -> None:
    import dataclasses

    source = read_source(Model.area)
    for text in ("lambda x", "1 + 2"):
        with pytest.raises(SourceNotFoundError, match="is not one function"):
            parse(dataclasses.replace(source, text=text))
    with pytest.raises(SourceNotFoundError, match="is not one function"):
        parse(dataclasses.replace(source, text="x = 1", name="f"))


def test_code_that_was_replaced_by_another_is_refused() -> None:
    def two(x, y=1.0):
        return x * y

    two.__code__ = (lambda *args: sum(args)).__code__
    with pytest.raises(SourceNotFoundError, match="runs other code than it was written with"):
        read_source(two)
