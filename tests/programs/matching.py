"""match with every kind of pattern."""

import types

from tests.programs.inputs import Body, Point

MODE = types.SimpleNamespace(SQUARE="square", CUBE="cube")


def literal(x, name):
    match name:
        case "cube":
            return x**3
        case "square":
            return x**2
    return x


def number_none_and_true(x, n):
    match n:
        case None | True:
            return x
        case -1 | 3:
            return x * n
        case _:
            return 0.0


def dotted_value(x, name):
    match name:
        case MODE.CUBE:
            x = x**3
        case MODE.SQUARE:
            x = x**2
    return x


def capture(x, y):
    match x * y:
        case value:
            return value * value


def capture_with_guard(x, y):
    match x * y:
        case value if value > 100.0:
            return value
        case value if value * y > -100.0:
            return value * x
    return 0.0


def sequence(x, y):
    match [x, y, x * y]:
        case [only]:
            return only
        case [first, second, third]:
            return first * second - third * x
    return 0.0


def sequence_with_star(xs):
    match xs:
        case [first, *rest, last]:
            return first * last + sum(rest)
    return 0.0


def nested_sequence(x, y):
    match (x, [y, (1, 2)]):
        case (left, [right, (_, count)]):
            return left * right * count
    return x


def mapping(d):
    match d:
        case {"z": value}:
            return value
        case {"p": value, "q": other}:
            return value * other
    return 0.0


def mapping_with_rest(d, x):
    match d:
        case {"p": value, **rest}:
            return value * x, rest
    return 0.0


def class_keyword(point):
    match point:
        case Point(x=0.0):
            return 0.0
        case Point(x=left, y=right):
            return left * right
    return 1.0


def class_positional(point):
    match point:
        case Point(left, right, count=2):
            return left * right
    return 1.0


def class_dataclass(body):
    match body:
        case Body(mass, position, name="moon"):
            return mass
        case Body(mass, position):
            return mass * position[0]
    return 1.0


def class_builtin(x, xs):
    total = 0.0
    for part in [x, xs, "text", 3, {"k": x}]:
        match part:
            case float(value) | int(value):
                total += value * value
            case str():
                total *= 2.0
            case [first, *_]:
                total += first
            case {"k": value}:
                total -= value
    return total


def alternatives_bind_alike(x, y):
    match (x, 0):
        case (0, value) | (value, 0):
            return value * y
    return y


def alternatives_bind_different_places(x, y, n, k):
    total = 0.0
    for mode in (n, k):
        match (mode, x, y):
            case (3, value, _) | (2, _, value):
                total = total * 2.0 + value * value
    return total


def alternatives_in_mappings(x, y):
    total = 0.0
    for record in ({"p": x}, {"q": y, "r": x}):
        match record:
            case {"p": value} | {"q": value}:
                total = total * 3.0 + value
    return total


def pattern_with_as(x, y):
    match [x, (y, 2.0)]:
        case [left, (right, _) as both]:
            return left * right * both[1] + both[0]
    return x


def no_case_matches(x):
    match x:
        case "never":
            return 0.0
    return x * x


def match_in_loop(x, y):
    stack = [x]
    for command in [("push", y), ("mul",), ("push", 2.0), ("add",)]:
        match command:
            case ("push", value):
                stack.append(value)
            case ("mul",):
                stack.append(stack.pop() * stack.pop())
            case ("add",):
                stack.append(stack.pop() + stack.pop())
    return stack[0]


def subject_has_an_effect(x, log):
    def subject():
        log.append("subject")
        return x * x

    match subject():
        case 1.0:
            return 0.0
        case value:
            return value * x


def captured_names_survive(x, y):
    match (x * y, y):
        case (left, _) if left > 100.0:
            pass
        case _:
            pass
    return left * x
