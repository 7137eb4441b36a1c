"""Random statements, each with how often it is written."""

from collections.abc import Callable

from tests.random_programs.expressions import array, atom, condition, key, list_text, number
from tests.random_programs.writing import ARRAY, BOX, DICT, FUNCTION, INTEGER, LIST, NESTED, NUMBER, TUPLE, VIEW, Writer


def body(w: Writer, size: int) -> None:
    """Write some statements."""
    for _ in range(size):
        if w.budget <= 0:
            return
        w.budget -= 1
        w.chance.choices(STATEMENTS, WEIGHTS)[0](w)


def _assign(w: Writer) -> None:
    text = number(w, 3)
    w.put(f"{w.target()} = {text}")


def _augment(w: Writer) -> None:
    own = w.names(NUMBER, own=True)
    if own:
        w.put(f"{w.chance.choice(own)} {w.one_of('+=', '-=', '*=', '+=')} {number(w, 2)}")


def _several(w: Writer) -> None:
    first, second = number(w, 1), number(w, 1)
    left = w.target()
    right = w.target()
    if left == right:
        w.put(f"{left} = {first}")
        return
    w.put(
        w.chance.choice(
            (
                f"{left}, {right} = {first}, {second}",
                f"{left} = {right} = {first}",
                f"{left}, *{w.fresh('hidden')} = [{first}, {second}]\n{'    ' * w.indent}{right} = {second}",
                f"({left}, {right}) = ({second}, {first})",
            )
        )
    )


def _swap(w: Writer) -> None:
    own = w.names(NUMBER, own=True)
    if len(own) > 1:
        left, right = w.chance.sample(own, 2)
        w.put(f"{left}, {right} = {right}, {left} * 0.5 + {atom(w)}")


def _walrus(w: Writer) -> None:
    text = number(w, 2)
    name = w.fresh(NUMBER)
    w.put(f"{w.target()} = ({name} := {text}) * {w.one_of(name, '0.5', 'x')}")


def _constant_name(w: Writer) -> None:
    w.put(f"{w.target()} = {w.one_of('0', '1.0', '0.0', '2', 'True')}")


def _make_list(w: Writer) -> None:
    text = list_text(w)
    w.put(f"{w.fresh(LIST)} = {text}")


def _alias(w: Writer) -> None:
    kind = w.one_of(LIST, DICT, ARRAY, BOX, NESTED)
    if names := w.names(kind):
        name = w.chance.choice(names)
        w.put(f"{w.fresh(kind)} = {name}")


def _change_list(w: Writer) -> None:
    name, amount = w.chance.choice(w.names(LIST)), number(w, 2)
    position = w.one_of("0", "1", "-1")
    w.put(
        w.chance.choice(
            (
                f"{name}.append({amount})",
                f"{name}[{position}] = {amount}",
                f"{name}[{position}] += {amount}",
                f"{name}[{position}] *= {atom(w)}",
                f"{name}.insert({position}, {amount})",
                f"{name}.extend([{amount}, {atom(w)}])",
                f"{name}.reverse()",
                f"{name}[0], {name}[1] = {name}[1], {amount}",
                f"{name} += [{amount}]" if name in w.names(LIST, own=True) else "pass",
                f"{name}[:1] = [{amount}, {atom(w)}]",
                f"{name}.sort()",
                f"fill({name}, {atom(w)})",
                f"{name}.append({name}.pop(0) * {atom(w)})",
                f"{name}.sort(key=lambda k: -k)",
            )
        )
    )


def _make_dict(w: Writer) -> None:
    first, second = number(w, 1), number(w, 1)
    old = w.chance.choice(w.names(DICT))
    name = w.fresh(DICT)
    w.put(
        f"{name} = "
        + w.one_of(
            f'{{"p": {first}, "q": {second}}}',
            f'{{"q": {first}, "p": 1.0}}',
            f"dict({old})",
            f"{{**{old}, 'p': {first}}}",
            f"{{k: v * {first} for k, v in {old}.items()}}",
            f"dict(q={first}, p={second})",
        )
    )


def _change_dict(w: Writer) -> None:
    name, which, amount = w.chance.choice(w.names(DICT)), key(w), number(w, 2)
    if w.often(0.25):
        w.put(f"{w.target()} = {name}" + w.one_of(f'.setdefault("t", {amount})', f'.pop("r", {amount})'))
        return
    w.put(
        w.one_of(
            f"{name}[{which}] = {amount}",
            f"{name}[{which}] += {amount}",
            f"{name}[{which}] *= {atom(w)}",
            f'{name}["r"] = {amount}',
            f"{name}.update(p={amount})",
            f"{name}[{which}], {name}['q'] = {atom(w)}, {amount}",
        )
    )


def _make_array(w: Writer) -> None:
    text = array(w, 3)
    w.put(f"{w.fresh(ARRAY)} = {text}")


def _make_view(w: Writer) -> None:
    name = w.chance.choice(w.names(ARRAY))
    w.put(f"{w.fresh(VIEW)} = {name}[{w.one_of('1:', ':2', '::2')}]")
    if w.often(0.3):
        w.put(f"{w.fresh(ARRAY)} = {name}{w.one_of('[::-1]', '[:]', '.T', '.reshape(-1)')}")


def _change_array(w: Writer) -> None:
    name, amount, other = w.chance.choice(w.names(ARRAY)), number(w, 2), array(w, 1)
    own = name in w.names(ARRAY, own=True)
    options = [
        f"{name}[{w.one_of('0', '1', '-1')}] = {amount}",
        f"{name}[1] += {amount}",
        f"{name}[:] = {other}",
        f"{name}[1:] *= {atom(w)}",
        f"{name}[{name} > 0.5] = {atom(w)}",
        f"{name}.fill({amount})",
        f"{name}[:2] = {name}[1:]",
        f"np.multiply({other}, {atom(w)}, out={name})",
        f"np.copyto({name}, {other})",
        f"fill({name}, {amount})",
        f"np.add({name}, {other}, out={name})",
        f"{name}.sort()",
        f"{name}[[0, 2]] = {amount}",
        f"{name}[[0, 0]] += {atom(w)}",
        f"{name}[0] = {name} @ {name}",
        f"{name}[-1] = {name}.max() * {atom(w)}",
        f"{name}[:] = np.tanh({name}) * {name}[::-1]",
        f"{name}[1:] = {name}[:-1] * {name}[1:]",
        f"{name}[...] = {name} / (2.0 + np.abs({name}))",
        f"{name}[1:] += {name}[:-1] * {atom(w)}",
    ]
    if own:
        options += [
            f"{name} += {other}",
            f"{name} *= {atom(w)}",
            f"{name} -= {other} * {atom(w)}",
            f"{name} *= {other}",
        ]
    w.put(w.chance.choice(options))


def _change_view(w: Writer) -> None:
    if names := w.names(VIEW, own=True):
        name = w.chance.choice(names)
        w.put(
            w.one_of(
                f"{name} *= {number(w, 1)}",
                f"{name}[0] = {number(w, 1)}",
                f"{name} += {name}[::-1]",
                f"{name}[:] = {number(w, 1)}",
                f"{name}[1] -= {atom(w)}",
            )
        )


def _make_tuple(w: Writer) -> None:
    text = f"({number(w, 1)}, {number(w, 1)}, {w.one_of('1', '0.5', 'None')})"
    name = w.fresh(TUPLE)
    w.put(f"{name} = {text}")
    if w.often(0.5):
        w.put(f"{w.target()}, {w.fresh(NUMBER)}, _ = {name}")


def _make_nested(w: Writer) -> None:
    lists = w.names(LIST)
    one, two = w.chance.choice(lists), w.chance.choice(lists)
    text = w.one_of(
        f"[{one}, {two}]",
        f"[[{number(w, 1)}, 0.0], {one}]",
        f"({one}, [{number(w, 1)}, {atom(w)}])",
        "[[0.0] * 2 for _ in range(2)]",
        "[[0.0] * 2] * 2",
    )
    w.put(f"{w.fresh(NESTED)} = {text}")


def _change_nested(w: Writer) -> None:
    if names := w.names(NESTED):
        name = w.chance.choice(names)
        w.put(
            w.one_of(
                f"{name}[0][1] = {number(w, 1)}", f"{name}[1][0] += {number(w, 1)}", f"{name}[0].append({number(w, 1)})"
            )
        )


def _make_box(w: Writer) -> None:
    text = f"Box({number(w, 1)}{w.one_of('', ', rest=' + atom(w))})"
    w.put(f"{w.fresh(BOX)} = {text}")


def _change_box(w: Writer) -> None:
    if names := w.names(BOX):
        name = w.chance.choice(names)
        w.put(
            w.one_of(
                f"{name}.value = {number(w, 1)}",
                f"{name}.value *= {atom(w)}",
                f"{name}.bump({number(w, 1)})",
                f"{name}.rest += {number(w, 1)}",
                f"{name}.value = {name}.value * {name}.excess",
                f"{name}.value, {name}.rest = {name}.rest, {name}.value * {name}.rest",
            )
        )


def _log(w: Writer) -> None:
    w.put(
        w.one_of(
            f'log.append(f"""{{{number(w, 1)}:.5f}}""")',
            f"log.append({number(w, 1)})",
            f"log.append(str({atom(w)} > 0.2))",
        )
    )


def _branch(w: Writer) -> None:
    with w.block(f"if {condition(w)}:"):
        body(w, w.chance.randint(1, 3))
        _maybe_leave(w)
    if w.often(0.3):
        with w.block(f"elif {condition(w)}:"):
            body(w, w.chance.randint(1, 2))
    if w.often(0.5):
        with w.block("else:"):
            body(w, w.chance.randint(1, 3))
            _maybe_leave(w)


def _maybe_leave(w: Writer) -> None:
    if w.often(0.12) and w.loops:
        w.put(w.one_of("break", "continue"))
    elif w.often(0.06):
        w.put(f"return {number(w, 1)}" + w.one_of("", f", {atom(w)}"))


def _loop(w: Writer) -> None:
    if w.loops >= 2:
        return
    name = w.chance.choice(w.names(LIST))
    header, variables = w.chance.choice(
        (
            ("for {} in range(3):", (INTEGER,)),
            ("for {} in range(2):", (INTEGER,)),
            (f"for {{}} in {name}[:4]:", (NUMBER,)),
            (f"for {{}} in {array(w, 1)}:", (NUMBER,)),
            (f"for {{}}, {{}} in enumerate({name}[:3]):", (INTEGER, NUMBER)),
            (f"for {{}}, {{}} in zip({name}, {array(w, 1)}):", (NUMBER, NUMBER)),
            (f"for {{}} in reversed({name}[:3]):", (NUMBER,)),
            (f"for {{}} in halves({number(w, 1)}, 3):", (NUMBER,)),
            (f"for {{}} in ({number(w, 1)}, {atom(w)}, 1):", (NUMBER,)),
            (f"for _, {{}} in {w.chance.choice(w.names(DICT))}.items():", (NUMBER,)),
            (f"for {{}} in map(math.sin, {name}[:3]):", (NUMBER,)),
        )
    )
    with w.block(header.format(*(w.fresh(kind) for kind in variables))):
        # The loop's variables belong to the block: outside they may be unbound.
        for variable, kind in list(w.scopes[-2].items())[-len(variables) :]:
            w.scopes[-1][variable] = kind
            if not w.often(0.1):
                del w.scopes[-2][variable]
        w.loops += 1
        body(w, w.chance.randint(1, 3))
        w.loops -= 1
    if w.often(0.2):
        with w.block("else:"):
            body(w, 1)


def _while(w: Writer) -> None:
    if w.loops >= 2:
        return
    counter = w.fresh("hidden")
    w.put(f"{counter} = 0")
    with w.block(w.one_of(f"while {counter} < 3:", f"while {counter} < 4 and {condition(w, 0)}:")):
        w.put(f"{counter} += 1")
        w.loops += 1
        body(w, w.chance.randint(1, 3))
        w.loops -= 1


def _try(w: Writer) -> None:
    loops, w.loops = w.loops, 0
    with w.block("try:"):
        body(w, w.chance.randint(1, 2))
        _may_fail(w)
    caught = w.one_of(
        "(ValueError, ZeroDivisionError, LookupError)", "Exception", "(ArithmeticError, ValueError, LookupError)"
    )
    with w.block(f"except {caught} as error:" if w.often(0.3) else f"except {caught}:"):
        body(w, w.chance.randint(0, 2))
        if w.often(0.3):
            w.put('log.append("handled")')
    if w.often(0.25):
        with w.block("else:"):
            body(w, 1)
    if w.often(0.3):
        with w.block("finally:"):
            body(w, 1)
    w.loops = loops


def _may_fail(w: Writer) -> None:
    failing = w.one_of(
        f"math.sqrt({number(w, 1)})",
        f"{number(w, 1)} / 0.0",
        f"math.log({number(w, 1)}) + math.sqrt({atom(w)})",
        f"{number(w, 1)} + {w.chance.choice(w.names(DICT))}['none']",
    )
    lists = w.names(LIST)
    other = w.one_of(
        "pass", f"raise ValueError({atom(w)})", f"{w.chance.choice(lists)}[1] = {w.chance.choice(lists)}[9]"
    )
    w.put(f"{w.target()} = {failing}" if w.often(0.6) else other)


def _with(w: Writer) -> None:
    with w.block("with contextlib.suppress(ValueError, ZeroDivisionError):"):
        body(w, w.chance.randint(1, 2))
        if w.often(0.4):
            text = number(w, 1)
            w.put(f"{w.target()} = math.sqrt({text})")


def _nested_function(w: Writer) -> None:
    if w.functions >= 2:
        return
    w.count += 1
    name, parameter = f"step{w.count}", f"k{w.count}"
    outer = [found for found in w.names(NUMBER, own=True) if not w.scopes[0].get(found) or w.readable_from == 0]
    loops, readable, w.loops = w.loops, w.readable_from, 0
    w.functions += 1
    header = w.one_of(
        f"def {name}({parameter}):", f"def {name}({parameter}, bias={atom(w)}):", f"def {name}({parameter}, *rest):"
    )
    with w.block(header):
        w.scopes[-1][parameter] = NUMBER
        w.readable_from = len(w.scopes) - 1
        if outer and w.often(0.4):
            shared = w.chance.choice(outer)
            w.put(f"nonlocal {shared}")
            w.scopes[-1][shared] = NUMBER
            w.put(f"{shared} = {shared} * 0.5 + {number(w, 1)}")
        body(w, w.chance.randint(0, 2))
        w.put(f"return {number(w, 2)}")
    w.functions -= 1
    w.loops, w.readable_from = loops, readable
    w.scopes[-1][name] = FUNCTION


def _lambda(w: Writer) -> None:
    w.count += 1
    parameter = f"k{w.count}"
    with w.variable(parameter):
        text = number(w, 2)
    w.put(f"{w.fresh(FUNCTION)} = lambda {parameter}{w.one_of('', ', shift=x')}: {text}")


def _generator(w: Writer) -> None:
    if w.functions >= 1:
        return
    w.count += 1
    name = f"items{w.count}"
    with w.variable(f"e{w.count}"):
        first = number(w, 1)
    w.put(f"def {name}(e{w.count - 1}):")
    for line in (f"yield {first}", 'log.append("between")', f"yield {number(w, 1)}"):
        w.put("    " + line)
    text = f"list({name}({atom(w)}))"
    w.put(f"{w.fresh(LIST)} = {text}")


def _send(w: Writer) -> None:
    text, sent = number(w, 1), number(w, 1)
    name = w.fresh("hidden")
    w.put(f"{name} = receiver({text})")
    w.put(f"next({name})")
    w.put(f"{w.target()} = {name}.send({sent})")


def _tracked(w: Writer) -> None:
    text = number(w, 1)
    w.count += 1
    entered = f"entered{w.count}"
    with w.block(f"with Tracked(log, {text}) as {entered}:"):
        w.scopes[-1][entered] = NUMBER
        body(w, w.chance.randint(1, 2))
        if w.often(0.3):
            _may_fail(w)


def _recursive(w: Writer) -> None:
    w.count += 1
    name, parameter = f"again{w.count}", f"k{w.count}"
    with w.variable(parameter):
        step, last = atom(w), atom(w)
    with w.block(f"def {name}({parameter}, count=2):"):
        w.put(f"return {last} if count == 0 else {step} * 0.5 + {name}({parameter} * 0.5, count - 1)")
    w.scopes[-1][name] = FUNCTION


def _function_table(w: Writer) -> None:
    if functions := w.names(FUNCTION):
        name = w.chance.choice(functions)
        text = number(w, 1)
        w.put(f"{w.target()} = {{'f': {name}, 'g': math.tanh}}['f']({text})")


def _rows(w: Writer) -> None:
    w.count += 1
    name, text = f"rows{w.count}", array(w, 1)
    w.put(f"{name} = [{text}, {array(w, 0)}]")
    w.put(f"{name}[0] *= {atom(w)}")
    w.put(f"{w.fresh(ARRAY)} = {name}[0] + {name}[1]")


def _match(w: Writer) -> None:
    with w.block(f"match ({number(w, 1)}, {w.one_of('0', '1', 'None')}):"):
        for pattern in ("case (first, 0) if first > 0.0:", "case (first, 1) | (first, None):", "case _:"):
            with w.block(pattern):
                if "first" in pattern:
                    w.scopes[-1]["first"] = NUMBER
                body(w, 1)


def _delete(w: Writer) -> None:
    for scope in w.scopes[max(w.readable_from, 1) :]:
        removable = [name for name, kind in scope.items() if kind == NUMBER]
        if scope is w.scopes[-1] and removable and w.often(0.5):
            w.put(f"del {removable[0]}")
            del scope[removable[0]]
            return


def _assert(w: Writer) -> None:
    w.put(f"assert {atom(w)} < {w.one_of('1e6', '2.0')}, {number(w, 0)}")


def _table(w: Writer) -> None:
    first, second, third = number(w, 1), number(w, 1), number(w, 1)
    w.count += 1
    name = f"table{w.count}"
    w.put(f"{name} = Table({first}, {second})")
    w.put(f"{name}[{w.one_of('0', '1', '-1')}] {w.one_of('=', '+=')} {third}")
    w.put(f"{name} += {atom(w)}")
    result = w.one_of(f"{name}[1] + {name}.total", f"sum({name})", f"len({name}) * {name}[-1]", f"[*{name}][2]")
    w.put(f"{w.target()} = {result}")


def _memory(w: Writer) -> None:
    first, second, third = number(w, 1), number(w, 1), number(w, 1)
    w.count += 1
    name = f"memory{w.count}"
    w.put(f"{name} = Memory({first})")
    w.put(f"{name}.level = {second}")
    w.put(f"{name}.recall('k', lambda: {third})")
    w.put(f"{w.target()} = {name}.recall('k', lambda: 1.0) * {name}.level")


def _point(w: Writer) -> None:
    text, other = number(w, 1), number(w, 1)
    w.count += 1
    name = f"point{w.count}"
    w.put(f"{name} = Point({text}, {other})")
    if w.often(0.5):
        w.put(f"{name}.weights.append({atom(w)})")
    w.put(f"{w.target()} = {name}.norm + {w.one_of(f'{name}.norm', f'sum({name}.weights)', f'{name}.u')}")


def _held(w: Writer) -> None:
    text = number(w, 1)
    w.count += 1
    entered = f"held{w.count}"
    with w.block(f"with held({text}, log) as {entered}:"):
        w.scopes[-1][entered] = NUMBER
        body(w, w.chance.randint(1, 2))


CHOICES: tuple[tuple[Callable[[Writer], None], int], ...] = (
    (_assign, 14),
    (_augment, 7),
    (_several, 4),
    (_swap, 3),
    (_walrus, 2),
    (_constant_name, 2),
    (_make_list, 4),
    (_alias, 4),
    (_change_list, 8),
    (_make_dict, 2),
    (_change_dict, 5),
    (_make_array, 4),
    (_make_view, 3),
    (_change_array, 8),
    (_change_view, 3),
    (_make_tuple, 3),
    (_make_nested, 2),
    (_change_nested, 3),
    (_make_box, 2),
    (_change_box, 3),
    (_log, 3),
    (_branch, 8),
    (_loop, 8),
    (_while, 3),
    (_try, 5),
    (_with, 1),
    (_nested_function, 5),
    (_lambda, 3),
    (_generator, 2),
    (_match, 2),
    (_delete, 1),
    (_send, 2),
    (_tracked, 2),
    (_recursive, 2),
    (_function_table, 2),
    (_rows, 2),
    (_assert, 1),
    (_table, 2),
    (_memory, 2),
    (_point, 2),
    (_held, 2),
)


STATEMENTS = [statement for statement, _ in CHOICES]


WEIGHTS = [weight for _, weight in CHOICES]
