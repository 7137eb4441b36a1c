"""Every invariant between the steps, broken once: srcad.verifying must see it, and must pass what is whole."""

from collections.abc import Callable
from dataclasses import replace
from types import FunctionType
from typing import Any

import gast
import pytest

from srcad import nodes
from srcad.analysing.analyse import Context
from srcad.differentiating.differentiate import TangentFunction, differentiate
from srcad.errors import InternalError
from srcad.kinds import FLOAT
from srcad.printing import to_text
from srcad.simplifying.simplify import simplify
from srcad.stages import ParsedFunction, Printed
from srcad.verifying import verify, verify_kinds, verify_parameters, verify_text, verify_unshared


def program(x, y=2.0, *, n=3):
    total = 0.0
    for k in range(n):
        total = total * x + y * k
    return total


def made() -> tuple[TangentFunction, Printed, ParsedFunction]:
    """Run all steps on a copy of the program: what is known of a function is kept with it, and the tests change it."""
    fresh = FunctionType(program.__code__, program.__globals__, program.__name__, program.__defaults__)
    fresh.__kwdefaults__ = program.__kwdefaults__
    analysed = Context().analysed(fresh, (("x", FLOAT, True), ("y", FLOAT, False)))
    function = simplify(differentiate(analysed))
    return function, to_text(function.node, analysed.parsed.source, "# a header"), analysed.parsed


def broken(change: Callable[[Any], object]) -> str:
    """Change the tree, and return what the verifier says of it."""
    function, printed, parsed = made()
    change(function.node)
    with pytest.raises(InternalError) as caught:
        verify(function, printed, parsed)
    return str(caught.value)


def test_whole() -> None:
    verify(*made())


def test_shared_node() -> None:
    assert "stands in the tree twice" in broken(lambda node: node.body.append(node.body[0]))


def test_shared_marks() -> None:
    plus = gast.Add()
    verify_unshared(gast.BinOp(gast.BinOp(nodes.name("x"), plus, nodes.name("y")), plus, nodes.name("z")))


class Mark(gast.AST):
    """Stand for something that a pass forgot to replace."""

    _fields = ()


def test_foreign_node() -> None:
    assert "Mark, which is no node of gast's" in broken(lambda node: node.body.append(Mark()))


def test_expression_in_a_block() -> None:
    assert "FunctionDef 'program_forward' has Name 'x' as its body" in broken(
        lambda node: node.body.append(nodes.name("x"))
    )


def test_statement_in_an_expression() -> None:
    with pytest.raises(InternalError, match="Expr has Pass as its value"):
        verify_kinds(gast.Expr(value=gast.Pass()))


def test_empty_body() -> None:
    with pytest.raises(InternalError, match="the body of If is empty"):
        verify_kinds(gast.If(test=nodes.name("x"), body=[], orelse=[]))


def test_name_that_nothing_binds() -> None:
    text = broken(lambda node: node.body.insert(0, nodes.expression(nodes.name("d_nobody"), node)))
    assert text == "program_forward reads d_nobody, which nothing binds"


def test_name_of_an_inner_function() -> None:
    def change(node: Any) -> None:
        inner = gast.parse("def inner():\n    return lambda: hidden").body[0]
        node.body.insert(0, inner)

    assert "reads hidden" in broken(change)


def test_names_of_the_module_and_the_builtins() -> None:
    function, printed, parsed = made()
    for name in ("pytest", "len", "n"):
        function.node.body.insert(0, nodes.expression(nodes.name(name), function.node))
    with pytest.raises(InternalError, match="is not its tree"):
        verify(function, printed, parsed)


def test_lost_parameter() -> None:
    assert "has other parameters than program" in broken(lambda node: node.args.args.pop())


def test_seed_that_is_no_keyword() -> None:
    assert "takes ['n'] by keyword, not ['n', 'd_x']" in broken(lambda node: node.args.kwonlyargs.pop())


def test_two_parameters_of_one_name() -> None:
    function, _, parsed = made()
    function.node.args.kwonlyargs[-1].id = "x"
    with pytest.raises(InternalError, match="two parameters of one name"):
        verify_parameters(replace(function, seeds={"x": "x"}), parsed)


def test_statement_of_another_place() -> None:
    def change(node: Any) -> None:
        node.body[0].lineno = 1

    assert "comes from line 1, not from one of" in broken(change)


def test_statement_without_a_place() -> None:
    assert "comes from line None" in broken(lambda node: node.body.insert(0, gast.Pass()))


def test_text_of_another_tree() -> None:
    assert "the text of program_forward is not its tree" in broken(lambda node: node.body.pop())


def test_line_table_of_another_length() -> None:
    function, printed, _ = made()
    with pytest.raises(InternalError, match="line numbers"):
        verify_text(replace(printed, lines=printed.lines[1:]), function.node)
