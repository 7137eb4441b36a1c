"""Printing trees: the same tree comes back, minimal parentheses, line breaks, and the user's own text."""

from __future__ import annotations

import ast
import random
import sys
import textwrap
import types
from pathlib import Path

import gast
import pytest

import srcad
from srcad.errors import InternalError
from srcad.parsing import parse
from srcad.printing import first_difference, show_side_by_side, to_text
from srcad.stages import Printed, SourceText


def source_of(text: str, first_line: int = 1) -> SourceText:
    name = text.split("def ", 1)[1].split("(")[0].split("[")[0]
    count = len(text.split("\n"))
    function = types.FunctionType((lambda: None).__code__, {}, name)
    return SourceText(function, text, "model.py", first_line, name, name, None, (0,) * count)


def forget_positions(tree: gast.AST) -> None:
    for node in gast.walk(tree):
        if hasattr(node, "end_col_offset"):
            node.end_col_offset = None


def forget_some_positions(node: gast.AST, chance: random.Random) -> bool:
    """Forget the positions of random nodes and of all nodes around them, as a pass would that changes them."""
    changed = chance.random() < 0.05
    for child in gast.iter_child_nodes(node):
        changed |= forget_some_positions(child, chance)
    if changed and hasattr(node, "end_col_offset"):
        node.end_col_offset = None
    return changed


def print_new(text: str) -> str:
    """Print a function as if all of it were new."""
    source = source_of(text)
    node = parse(source).node
    forget_positions(node)
    return to_text(node, source).text


def print_body(text: str) -> str:
    """Print the statements of a function as if all of them were new."""
    printed = print_new("def f():\n" + textwrap.indent(text, "    "))
    return textwrap.dedent(printed.split("\n", 1)[1]).rstrip("\n")


def print_changed(text: str, *changed: str) -> str:
    """Print a function of which only the statements that contain one of the texts have changed."""
    source = source_of(text)
    node = parse(source).node
    for child in gast.walk(node):
        if isinstance(child, gast.stmt) and any(part in ast.unparse(gast.gast_to_ast(child)) for part in changed):
            child.end_col_offset = None
    node.end_col_offset = None
    return to_text(node, source).text


def assert_same_tree(printed: str, text: str) -> None:
    assert ast.dump(ast.parse(printed)) == ast.dump(ast.parse(text)), printed


# One statement on each line.
SIMPLE = """\
-x ** 2
(-x) ** 3
2.0 ** -x
(a ** b) ** c
a ** b ** c
(await x) ** 2
a - (b - c)
a - b - c
a / (b * c)
a % (b @ c) // d
-(a + b)
-a + b
~(a | b) & c ^ d << 1 >> 2
not a
not (a and b)
(not a) + b
not a == b
(not a) == b
a < b <= c
(a < b) < c
a in b and c not in d or e is not f
a and (b or c)
(a and b) and c
a if b else c if d else e
(a if b else c) if (d if e else f) else g
lambda: 0
lambda x, /, y=1, *z, k, m=2, **n: x
(lambda x: x)(1)
(lambda: a) if b else lambda: c
(y := 1)
x = (y := 1)
x = yield
x = yield a, b
yield a
(yield a) + 1
x = yield from a
f(y := 1, *a, k=(z := 2), **b)
f(x for x in y)
f((x for x in y), 1)
f(*(a or b), **(c or d))
f(lambda: x, a if b else c)
(a + b).c
(1).real
1.0.real
x[1]
x[1:2, ::3]
x[:]
x[a:b, c]
x[1,]
x[()]
x[a, *b]
x[(y := 1)]
x[:, None]
()
(a,)
a, b
x = a,
x = *a, *b
a = b, c = d = e
a, *b = c
(a, b), c = d
[a, b] = c
a.b[c] += yield d
a += b, c
x: int = 1, 2
(x): int = 1
x.y: int
[*a, b]
{*a, b}
{a: b, **c}
{**(a or b)}
[x for x in y]
[x for x, y in z if (a if b else c) if d for e in (f if g else h)]
[(a, b) for a in b]
{a: (b, c) for a, b in c}
{x for x in y}
[y := 1 for x in z]
[a async for a in b if await c]
return
return a, b
return a, *b
return (yield)
return (y := 1)
del a, b[0], c.d
del (a, b)
raise
raise A from b
assert a, b
assert (a, b)
global a, b
import a.b as c, d
from . import a
from ..a import b as c, d
pass
...
None, True, False
1, 0.1, 1e300, 1e309, 2j, 1000000000000
'a', "it's", 'say "no"', 'both \\' and "', 'line\\n', '\\x00', 'é', ''
b'a', b"'", b'\\xff\\n'
u'a'
f'{a}'
f'{a!r:>{width}}{{}}{b:.3f}'
f"{d['k']}"
f'{d["k"]} it\\'s'
f'''{d["a"]} {e['b']} "x" 'y' '''
f'{a,}{ {1: 2}[1]}{(lambda: 1)}{(y := 1)}'
f'{x=}'
f'{x:{"a"}}'
f'a\\n{x}'
f'{f"{x}"}'
'a' f'{b}' 'c'
f''
"""

# Compound statements, with a blank line between them.
COMPOUND = """\
if (y := f()):
    pass

if (a,):
    pass

while y := f():
    break
else:
    continue

for x, *y in a, *b:
    pass

for x[a in b] in c:
    pass
else:
    pass

with a, b as c, d as (e, f), g as h.i:
    pass

with (a, b):
    pass

with (yield):
    pass

try:
    pass
except:
    pass

try:
    pass
except (A, B) as c:
    pass
except D:
    pass
else:
    pass
finally:
    pass

try:
    pass
except* A as b:
    pass

def g(a: int, /, b: str = 'x', *args: *Ts, c: int, d=1, **kwargs: int) -> int:
    pass

def g(*, a):
    nonlocal x

@a.b(c)
@d
class C(A, *b, metaclass=M, **c):
    x: int = 1

async def g():
    async with a as b:
        pass
    async for x in y:
        await z

match a, *b:
    case 1 | -1 | 1.5 | -2j | 1 + 2j | 'a' | b'b' | None | True | a.b:
        pass
    case (1 as x) | (2 as x):
        pass
    case [a, *_, b] if c:
        pass
    case [[], [*rest], (1 | 2) as y]:
        pass
    case {'a': 1, a.b: [x], **rest}:
        pass
    case {}:
        pass
    case A() | A.B(1, x=2, y=C(_)):
        pass
    case [1 as x, 2 | 3]:
        pass
    case _ if (y := 1):
        pass

match (a, b):
    case x:
        pass

match (yield):
    case x:
        pass
"""

SNIPPETS = [*SIMPLE.splitlines(), *COMPOUND.rstrip().split("\n\n")]


@pytest.mark.parametrize("statement", SNIPPETS)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_the_same_tree_comes_back(statement: str) -> None:
    text = "def f():\n" + textwrap.indent(statement, "    ")
    text = text if not any(word in statement for word in ("await", "async")) else "async " + text
    source = source_of(text)
    for forget in (lambda tree: None, forget_positions):
        node = parse(source).node
        forget(node)
        printer = to_text(node, source).text
        assert_same_tree(printer, text)


EXACT = [
    "-x ** 2",
    "(-x) ** 3",
    "2.0 ** -x",
    "a - (b - c)",
    "a ** b ** c",
    "(a ** b) ** c",
    "not a == b",
    "(not a) == b",
    "a and (b or c)",
    "x[1:2, ::3]",
    "x[1,]",
    "x = (y := 1)",
    "x = yield a, b",
    "return a, b",
    "a, *b = c",
    "a = b, c = d",
    "(a,)".strip("()"),
    "f(x for x in y)",
    "f(*a, key=1, **b)",
    "[x for x, y in z if x]",
    "(1).real",
    "lambda x, /, y=1, *z, k, **n: x",
    "def g(a: int, /, b: str = 'x', *, c, d=1) -> int:\n    pass".replace("'", '"'),
    "if (y := f()):\n    pass".replace("(y := f())", "y := f()"),
    "if a:\n    pass\nelif b:\n    pass\nelse:\n    pass",
    "for i, (a, b) in enumerate(c):\n    pass",
    "with a as b, c as (d, e):\n    pass",
    "import a.b as c, d",
    "from ..a import b as c, d",
    "del a, b[0]",
    "assert a > b, 'why'".replace("'", '"'),
    'f"{a!r:>{width}} {b:.3f}"',
    "f\"{d['k']}\"",
    '"it\'s", \'say "no"\', "line\\n"',
    "{a: b, **c}, {*d, e}, [*f]",
    "x.y[z] += 1",
    "raise A(b) from c",
]


@pytest.mark.parametrize("statement", EXACT)
def test_the_text_is_as_an_expert_writes_it(statement: str) -> None:
    assert print_body(statement) == statement


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in 3.12")
@pytest.mark.parametrize(
    "statement",
    [
        "def g[T, *Ts, **P](x: T) -> T:\n    pass",
        "class C[T: (int, str)](A):\n    pass",
        "type X[T] = list[T]",
        "type Y = int",
        "f'{x['a']}'",
        "f'{f'{f'{x}'}'}'",
        "f'{x!r:{'a'}}'",
    ],
)
def test_the_syntax_of_3_12(statement: str) -> None:
    text = "def f():\n" + textwrap.indent(statement, "    ")
    assert_same_tree(print_new(text), text)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="defaults of type parameters are new in 3.13")
def test_the_syntax_of_3_13() -> None:
    text = "def f():\n    def g[T = int, *Ts = *tuple[int], **P = [int]](): pass\n"
    assert_same_tree(print_new(text), text)


@pytest.mark.skipif(sys.version_info < (3, 14), reason="t-strings are new in 3.14")
@pytest.mark.parametrize("statement", ["t'{x}'", "t'a{x  +  1!r:>{w}}b'", "t'{f\"{x}\"}'", "t'{x=}'"])
def test_the_syntax_of_3_14(statement: str) -> None:
    text = f"def f():\n    {statement}\n"
    assert_same_tree(print_new(text), text)


def test_an_f_string_is_spelled_with_quotes_that_3_11_accepts() -> None:
    assert print_body("f'''{a[\"k\"]} {b['l']}'''") == "f\"{a['k']} {b['l']}\""
    assert print_body('f\'{a}"{b["k"]}\'' if sys.version_info >= (3, 12) else "f'{a}\"'") in (
        'f"{a}\\"{b[\'k\']}"',
        'f"{a}\\""',
    )


@pytest.mark.parametrize("path", sorted(Path(srcad.__file__).parent.rglob("*.py")), ids=lambda path: path.name)
def test_functions_of_srcad_come_back(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    chance = random.Random(1)
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            source = source_of(ast.get_source_segment(text, node) or "")
            for forget in (lambda tree: None, forget_positions, lambda tree: forget_some_positions(tree, chance)):
                tree = parse(source).node
                forget(tree)
                printed = to_text(tree, source, "# header")
                assert_same_tree(printed.text, source.text)
                assert first_difference(printed.text, tree) is None
                assert len(printed.lines) == printed.text.count("\n")


@pytest.mark.skipif(sys.version_info < (3, 15), reason="unpacking in comprehensions is new in 3.15")
@pytest.mark.parametrize("statement", ["[*x for x in y]", "{**d for d in e}", "{*x for x in y}", "f(*x for x in y)"])
def test_the_syntax_of_3_15(statement: str) -> None:
    text = f"def f():\n    {statement}\n"
    assert_same_tree(print_new(text), text)


def test_new_numbers() -> None:
    values = [-1.0, -2, float("inf"), -float("inf"), 1 + 2j, -2j, 10**5000]
    for value in values:
        source = source_of("def f():\n    return 0")
        node = parse(source).node
        base = gast.BinOp(gast.Constant(value, None), gast.Pow(), gast.Constant(1, None))
        node.body = [gast.Return(base)]
        node.end_col_offset = None
        namespace: dict[str, types.FunctionType] = {}
        text = to_text(node, source).text
        assert first_difference(text, node) is None
        exec(text, namespace)
        assert namespace["f"]() == value


def test_what_cannot_be_printed_is_refused() -> None:
    source = source_of("def f():\n    return 0")
    for wrong in (gast.Constant(frozenset(), None), type("Unknown", (gast.expr,), {})()):
        node = parse(source).node
        node.body = [gast.Return(wrong)]
        node.end_col_offset = None
        with pytest.raises(InternalError):
            to_text(node, source)


LONG = """\
def function(first_parameter, second_parameter, *, third_parameter=None, fourth_parameter: int = 3, fifth=1):
    total = first_operand_of_sum * second_operand_of_sum + third_operand_of_sum * fourth_operand_of_sum + x
    total = compute_something(first_operand_of_sum * second_operand_of_sum, third_operand_of_sum, fourth_operand)
    total = compute_something(first_operand_of_sum * second_operand_of_sum, third_operand_of_sum, fourth_operand, key=1)
    d_result, result = np.cos(first_operand_of_sum) * d_first_operand_of_sum, np.sin(first_operand_of_sum), more
    if first_operand_of_sum and second_operand_of_sum or third_operand_of_sum and fourth_operand_of_sum or more:
        return some_result_variable_name_one, d_some_result_variable_name_one, some_other_result_variable_name
    x = [alpha * beta_value for alpha, beta_value in zip(first_sequence, second_sequence) if alpha > beta_value]
    x = value_if_true_is_a_long_name(argument) if some_condition_that_is_long > 0 else value_if_false_is_long(x)
    from foo import aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccc
    with open(some_result_variable_name_one) as first_file, open(d_some_result_variable_name) as second_file:
        pass
    for alpha, beta_value in zip(first_sequence_of_values_in_loop, second_sequence_of_values_in_loop, third_one):
        pass
    x = "a very long string that cannot be broken anywhere and which goes beyond the width of the line, it is"
    table[first_index_expression_of_the_table, second_index_expression_of_the_table] = function_of_value(value_x)
"""

BROKEN = """\
def function(
    first_parameter, second_parameter, *, third_parameter=None, fourth_parameter: int = 3, fifth=1
):
    total = (
        first_operand_of_sum * second_operand_of_sum
        + third_operand_of_sum * fourth_operand_of_sum
        + x
    )
    total = compute_something(
        first_operand_of_sum * second_operand_of_sum, third_operand_of_sum, fourth_operand
    )
    total = compute_something(
        first_operand_of_sum * second_operand_of_sum, third_operand_of_sum, fourth_operand, key=1
    )
    d_result, result = (
        np.cos(first_operand_of_sum) * d_first_operand_of_sum,
        np.sin(first_operand_of_sum),
        more,
    )
    if (
        first_operand_of_sum and second_operand_of_sum
        or third_operand_of_sum and fourth_operand_of_sum
        or more
    ):
        return (
            some_result_variable_name_one,
            d_some_result_variable_name_one,
            some_other_result_variable_name,
        )
    x = [
        alpha * beta_value
        for alpha, beta_value in zip(first_sequence, second_sequence)
        if alpha > beta_value
    ]
    x = (
        value_if_true_is_a_long_name(argument)
        if some_condition_that_is_long > 0
        else value_if_false_is_long(x)
    )
    from foo import (
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
        cccccccccccccccccc,
    )
    with (
        open(some_result_variable_name_one) as first_file,
        open(d_some_result_variable_name) as second_file,
    ):
        pass
    for alpha, beta_value in zip(
        first_sequence_of_values_in_loop, second_sequence_of_values_in_loop, third_one
    ):
        pass
    x = "a very long string that cannot be broken anywhere and which goes beyond the width of the line, it is"
    table[first_index_expression_of_the_table, second_index_expression_of_the_table] = (
        function_of_value(value_x)
    )
"""


def test_long_lines_are_broken_as_a_formatter_would() -> None:
    assert print_new(LONG) == BROKEN
    assert_same_tree(BROKEN, LONG)


def test_long_lines_with_the_users_expressions_are_broken_too() -> None:
    source = source_of(LONG)
    node = parse(source).node
    for child in gast.walk(node):
        if isinstance(child, gast.stmt):
            child.end_col_offset = None
    assert to_text(node, source).text == BROKEN


USER = """\
def f(x, y):
    # what it does
    a = x*y   # product

    # two comments
    # before the test
    if a>0:  # is positive
        b = [1,
               2]; c = 3  # a pair
        d = {'k':x}
    elif y:  # or else
        # inside
        d = (x+
             y)  # two lines
    else: d = 0
    # the end
    return a*x, d  # both
"""


def test_an_untouched_function_is_the_users_text() -> None:
    source = source_of(USER.rstrip())
    assert to_text(parse(source).node, source).text == USER


def test_untouched_statements_are_the_users_lines() -> None:
    assert print_changed(USER, "if a > 0", "return") == USER.replace("if a>0:", "if a>0:").replace(
        "        b = [1,\n               2]; c = 3  # a pair\n", "        b = [1, 2]\n        c = 3  # a pair\n"
    ).replace("else: d = 0", "else:\n        d = 0")


def test_untouched_expressions_keep_their_text_and_get_parentheses() -> None:
    source = source_of("def f(x):\n    return x+1, 'a', [x,2], x")
    node = parse(source).node
    total, text, pair, _ = node.body[0].value.elts
    node.body = [
        gast.Return(
            gast.BinOp(total, gast.Mult(), gast.Call(gast.Name("g", gast.Load(), None, None), [text, pair], []))
        )
    ]
    node.end_col_offset = None
    assert to_text(node, source).text == "def f(x):\n    return (x+1) * g('a', [x,2])\n"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a, b", "g((a, b))"),
        ("(a,  b)", "g((a,  b))"),
        ("(a), (b)", "g(((a), (b)))"),
        ("(a for  a in b)", "g(a for  a in b)"),
        ("f(a for  a in b)", "g(f(a for  a in b))"),
        ("a if  b else c", "g(a if  b else c)"),
        ("é+'é'", "g(é+'é')"),
    ],
)
def test_untouched_tuples_and_generators(value: str, expected: str) -> None:
    source = source_of(f"def f(x):\n    return {value}")
    node = parse(source).node
    inner = node.body[0].value
    node.body = [gast.Expr(gast.Call(gast.Name("g", gast.Load(), None, None), [inner], []))]
    node.end_col_offset = None
    assert to_text(node, source).text == f"def f(x):\n    {expected}\n"


def test_strings_of_several_lines_are_not_moved() -> None:
    text = 'def f(x):\n    if x:\n        a = """one\n  two"""  # text\n        b = (1,\n             2)\n    return a'
    printed = print_changed(text, "if x")
    assert printed == text + "\n"
    source = source_of(text)
    node = parse(source).node
    node.body = node.body[0].body
    node.end_col_offset = None
    moved = 'def f(x):\n    a = """one\n  two"""  # text\n    b = (1,\n         2)\n'
    assert to_text(node, source).text == moved


def test_an_untouched_elif_that_is_moved_is_printed_anew() -> None:
    source = source_of("def f(x):\n    if x:\n        y = 1\n    elif x>2:\n        y = 3\n    return y")
    node = parse(source).node
    node.body = node.body[0].orelse
    node.end_col_offset = None
    assert to_text(node, source).text == "def f(x):\n    if x>2:\n        y = 3\n"


def test_an_if_inside_of_an_else_stays_there() -> None:
    text = "def f(x):\n    if x:\n        y = 1\n    else:\n        if x>2:\n            y = 3\n    return y\n"
    assert print_changed(text, "if x:") == text


def test_a_decorated_inner_function_is_copied_with_its_decorators() -> None:
    text = "def f(x):\n    y = 0\n\n    @a\n    @b  # why\n    def g(z): return z  # inner\n\n    return g(x)\n"
    assert print_changed(text, "y = 0", "return g(x)") == text


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("x * 2", "x * 3", "f.body[0].value.right.value: the text has 2, the tree 3"),
        ("x * 2", "x * 2.0", "f.body[0].value.right.value: the text has 2, the tree 2.0"),
        ("x * 2", "y * 2", "f.body[0].value.left.id: the text has 'x', the tree 'y'"),
        ("g(x)", "g(x, y)", "f.body[0].value.args: the text has 1 items, the tree 2"),
        ("x", "None", "f.body[0].value: the text has Name("),
        ("0.0", "-0.0", "f.body[0].value: the text has Constant("),
    ],
)
def test_a_stale_position_is_found(old: str, new: str, path: str) -> None:
    source = source_of(f"def f(x):\n    return {old}")
    stale = parse(source).node
    value = gast.parse(new, mode="eval").body
    stale.body[0].value = gast.copy_location(value, stale.body[0].value)
    difference = first_difference(to_text(stale, source).text, stale)
    assert difference is not None and difference.startswith(path)


def test_new_functions_stand_apart() -> None:
    assert print_new("def f(x):\n    def g(): pass\n    def h(): pass\n    return x") == (
        "def f(x):\n    def g():\n        pass\n\n    def h():\n        pass\n\n    return x\n"
    )


def test_new_statements_carry_comments_and_the_users_line() -> None:
    source = source_of("def f(x):\n    # square\n    y = x*x  # done\n    return y", first_line=10)
    node = parse(source).node
    tangent = gast.parse("d_y = 2.0 * x * d_x").body[0]
    forget_positions(tangent)
    tangent.lineno = node.body[0].lineno
    tangent.leading_comment = "the tangent"
    tangent.trailing_comment = "# twice"
    bare = gast.parse("pass").body[0]
    forget_positions(bare)
    bare.lineno = None
    node.body = [tangent, *node.body, bare]
    node.end_col_offset = None
    printed = to_text(node, source, "# derivative of f\n# by srcad")
    assert printed == Printed(
        text="""\
# derivative of f
# by srcad
def f(x):
    # square
    # the tangent
    d_y = 2.0 * x * d_x  # twice
    y = x*x  # done
    return y
    pass
""",
        lines=(None, None, 10, 11, 12, 12, 12, 13, None),
        file="model.py",
    )


def test_a_changed_statement_keeps_its_comment() -> None:
    text = "def f(x):\n    y = x*x  # square\n    return y  # out\n"
    assert print_changed(text, "return y", "y = x * x").replace("x*x", "x * x") == text.replace("x*x", "x * x")


def test_every_line_knows_the_users_line() -> None:
    source = source_of(USER.rstrip(), first_line=100)
    node = parse(source).node
    forget_positions(node)
    printed = to_text(node, source)
    lines = dict(zip(printed.text.splitlines(), printed.lines, strict=True))
    user = USER.splitlines()
    assert lines["    # what it does"] == 101
    assert lines["    elif y:  # or else"] == 100 + user.index("    elif y:  # or else")
    assert lines["    return a * x, d  # both"] == 100 + len(user) - 1


def test_the_text_is_the_same_every_time() -> None:
    assert len({print_new(USER) for _ in range(3)}) == 1


def test_the_docstring_is_kept() -> None:
    text = 'def f(x):\n    """Say "it".\n\n    More \\\\ than once.\n    """\n    return x\n'
    assert print_changed(text, "return") == text
    assert_same_tree(print_new(text), text)
    assert '"""Say' in print_new(text)


def test_the_two_sources_side_by_side() -> None:
    generated = Printed(
        "# header\ndef f(x, *, d_x):\n    d_y = 2.0 * x * d_x\n    y = x * x\n    return y, d_y\n",
        (None, 10, 12, 12, 13),
        "model.py",
    )
    shown = show_side_by_side("def f(x):\n    # square\n    y = x * x\n    return y\n", generated, 10)
    assert shown == "\n".join(
        [
            "              | # header",
            "def f(x):     | def f(x, *, d_x):",
            "    # square  |",
            "    y = x * x |     d_y = 2.0 * x * d_x",
            "              |     y = x * x",
            "    return y  |     return y, d_y",
        ]
    )


def test_a_wide_line_of_the_user_stands_alone() -> None:
    generated = Printed("def f(x):\n    return x\n", (1, 2), "model.py")
    shown = show_side_by_side("def f(x):\n    return x  # a remark\n    # more\n", generated, 1, width=21)
    assert shown == "\n".join(
        ["def f(x): | def f(x):", "    return x  # a remark", "          |     return x", "    # more", ""]
    ).rstrip("\n")


def test_importing_the_printer_warns_of_nothing() -> None:
    import subprocess

    root = str(Path(srcad.__file__).parent.parent)
    subprocess.run([sys.executable, "-W", "error", "-c", "import srcad.printing"], check=True, cwd=root)
