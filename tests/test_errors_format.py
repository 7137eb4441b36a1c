"""The form of error messages: what, where, the source line, a caret below the construct, the way out."""

from __future__ import annotations

import inspect
import pickle
import traceback

import pytest

from srcad import errors
from srcad.errors import Location, Refusal, SeedError, SrcadError, UnsupportedSyntaxError, combine, describe

PLACE = Location("model.py", 14, "simulate", "    async for t in clock:", 4, 13)

MESSAGE = """\
cannot differentiate 'async for'
  model.py, line 14, in simulate
    async for t in clock:
    ^^^^^^^^^
Collect the values first."""


def test_a_message_says_what_where_and_what_to_do() -> None:
    assert describe("cannot differentiate 'async for'", PLACE, "Collect the values first.") == MESSAGE


def test_an_error_is_made_at_a_place() -> None:
    error = UnsupportedSyntaxError.at("cannot differentiate 'async for'", PLACE, "Collect the values first.")
    assert type(error) is UnsupportedSyntaxError
    assert str(error) == MESSAGE


def test_a_message_without_a_place_or_a_way_out() -> None:
    assert describe("no source", None) == "no source"
    assert describe("no source", Location("m.py", 3, "f", "")) == "no source\n  m.py, line 3, in f"


@pytest.mark.parametrize(
    ("text", "column", "end", "caret"),
    [
        ("    y = g(x)", 8, 12, "        ^^^^"),
        ("    y = g(x)", 8, None, "        ^^^^"),
        ("    y = g(x)", 8, 99, "        ^^^^"),
        ("    y = g(x)  ", 4, 5, "    ^"),
        ("\ty =\tg(x)", 5, 9, "       \t^^^^"),
        ("y = é(x)", 4, 5, "        ^"),
    ],
)
def test_the_caret_stands_below_the_construct(text: str, column: int, end: int | None, caret: str) -> None:
    lines = describe("what", Location("m.py", 1, "f", text, column, end)).split("\n")
    assert lines[2:] == ["    " + text.strip(), caret]


def test_there_is_no_caret_without_a_column() -> None:
    assert describe("what", Location("m.py", 1, "f", "  y = 1")).split("\n")[2:] == ["    y = 1"]


def test_several_findings_are_one_error_in_the_order_of_lines() -> None:
    second = Location("model.py", 20, "simulate", "    await x", 4, 11)
    error = combine([("no await", second, "b"), ("no async for", PLACE, "a")])
    assert isinstance(error, UnsupportedSyntaxError)
    assert str(error) == "\n\n".join(
        [
            "2 constructs cannot be differentiated",
            describe("no async for", PLACE, "a"),
            describe("no await", second, "b"),
        ]
    )


def test_one_finding_is_an_error_of_its_own() -> None:
    assert str(combine([("no async for", PLACE, "a")])) == describe("no async for", PLACE, "a")


def test_a_finding_without_a_place_comes_first() -> None:
    assert "\n\nnowhere\n\n" in str(combine([("somewhere", PLACE, ""), ("nowhere", None, "")])) + "\n\n"


def test_every_error_is_an_srcad_error_shown_under_its_public_name() -> None:
    classes = [getattr(errors, name) for name in errors.__all__]
    found = [cls for cls in classes if inspect.isclass(cls) and issubclass(cls, Exception)]
    assert len(found) == 9
    for cls in found:
        assert issubclass(cls, SrcadError)
        assert traceback.format_exception_only(cls("why")) == [f"srcad.{cls.__name__}: why\n"]


def test_a_seed_error_is_a_type_error() -> None:
    assert issubclass(SeedError, TypeError)


def test_a_refusal_passes_the_handlers_of_the_user() -> None:
    error = UnsupportedSyntaxError("why")
    with pytest.raises(Refusal) as caught:
        try:
            raise Refusal(error)
        except Exception:
            pass
    assert caught.value.error is error


def test_a_refusal_pickles_with_its_error() -> None:
    refusal = pickle.loads(pickle.dumps(Refusal(SrcadError("why"))))
    assert str(refusal) == "why"
    assert isinstance(refusal.error, SrcadError)
