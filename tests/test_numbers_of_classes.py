"""Numbers whose classes derive from Python's own, and operators and comparisons to which a class gives a meaning.

Beside them what would lose a tangent without a word: state of classes, and variables that are read from a frame.
"""

import enum
import inspect
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad import testing


class Scale(float):
    """A float with operators of its own, written by those of float."""

    def __mul__(self, other: Any) -> Any:
        return float.__mul__(self, other)

    __rmul__ = __mul__

    def __rsub__(self, other: Any) -> Any:
        return float.__rsub__(self, other)

    def __lt__(self, other: Any) -> bool:
        return float.__lt__(self, other)


class Degrees(float):
    """A float with a method and no operator."""

    def radians(self) -> float:
        return math.radians(self)


class Count(int):
    """An int whose product is that of int."""

    def __mul__(self, other: Any) -> Any:
        return int.__mul__(self, other)


SCALE, DEGREES, COUNT = Scale(2.0), Degrees(60.0), Count(3)


class Term:
    """An object whose comparisons and bit operators build numbers, as those of a modelling language build equations."""

    def __init__(self, v: Any) -> None:
        self.v = v

    def __lt__(self, other: Any) -> Any:
        return self.v * 2.0

    def __eq__(self, other: object) -> Any:
        return self.v * 3.0

    __hash__ = None  # type: ignore[assignment]

    def __pow__(self, other: Any, modulus: Any = None) -> Any:
        return self.v**other * (modulus or 1)

    def __invert__(self) -> Any:
        return self.v * 5.0

    def __and__(self, other: Any) -> Any:
        return self.v * other

    def __lshift__(self, other: Any) -> Any:
        return self.v * other

    def __floordiv__(self, other: Any) -> Any:
        return self.v * other


def own_operators(x: float) -> Any:
    return SCALE * x + x * SCALE + (x - SCALE) * SCALE + (x if SCALE < x else 3.0)  # noqa: SIM300 (its own method)


def inherited_operators(x: float) -> Any:
    return (x / DEGREES + DEGREES**x + x**DEGREES) * DEGREES.radians() - (-DEGREES) * x


def whole_numbers(x: float) -> Any:
    return COUNT * x + x * COUNT


def methods_by_name(x: float) -> Any:
    by_name = float.__mul__(SCALE, x) + float.__rsub__(x, 2.0) + float.__pow__(x, 2.0) + x.__pow__(2.0, None)
    return by_name + float.__abs__(-x) * float.__float__(x) + x.__divmod__(0.5)[1] + float.__lt__(x, 2.0) * x


def what_they_do_not_take(x: float) -> Any:
    takes = (float.__mul__(x, np.ones(2)), int.__mul__(3, x), float.__add__(x, "a"))  # type: ignore[operator]
    return x * len([taken for taken in takes if taken is NotImplemented])


def built_by_operators(x: float) -> Any:
    term = Term(x)
    return ~term + operator.inv(term) + (term & 2) + operator.lshift(term, 3) + operator.floordiv(term, 2)  # type: ignore[call-overload]


def built_by_comparisons_as_functions(x: float) -> Any:
    return operator.lt(Term(x), Term(1.0)) + operator.gt(1.0, Term(x)) + operator.eq(Term(x), 1.0)  # type: ignore[arg-type]


def power_with_a_modulus(x: float) -> Any:
    return pow(Term(x), 2.0, 7) + pow(base=Term(x), exp=3.0, mod=2) + pow(Term(x), 2.0)  # type: ignore[call-overload]


def only_asked(x: float) -> Any:
    return x * x if Term(x) < Term(1.0) and not (Term(x) == 2.0 and x > 5.0) else x


class Answering(type):
    """A metaclass that has an answer to every name."""

    def __getattr__(cls, name: str) -> float:
        return 5.0


class Answer(metaclass=Answering):
    """A class whose attributes are all there."""


def of_an_answering_class(x: float) -> Any:
    return Answer.anything * x


@pytest.mark.parametrize(
    "program",
    [
        own_operators, inherited_operators, whole_numbers, methods_by_name, what_they_do_not_take, built_by_operators,
        built_by_comparisons_as_functions, power_with_a_modulus, only_asked, of_an_answering_class,
    ],
)  # fmt: skip
def test_operators_of_classes_vary(program: Callable[..., Any]) -> None:
    testing.check_forward(program, (1.3,), order=1)


def compared(x: float) -> Any:
    return (Term(x) < Term(1.0)) * 1.0


def compared_in_a_list(x: float) -> Any:
    terms: list[Any] = [Term(x), 1.0]
    return [terms[0] == 1.0][0]


def chosen_by_or(x: float) -> Any:
    return Term(x) < Term(1.0) or x


def enumerated(x: float) -> Any:
    return enum.Enum("Found", {"A": x}).A.value * 2.0  # type: ignore[attr-defined]


def class_by_keyword(x: float) -> Any:
    class Base:
        scale: Any

        def __init_subclass__(cls, scale: Any) -> None:
            cls.scale = scale

    class Made(Base, scale=x):
        pass

    return Made.scale * 2.0


def class_by_decorator(x: float) -> Any:
    def weighted(cls: Any) -> Any:
        cls.weight = x
        return cls

    @weighted
    class Made:
        weight: Any

    return Made.weight * 2.0


def through_vars(x: float) -> Any:
    y = 2.0 * x
    return vars()["y"] * y


def through_dir(x: float) -> Any:
    y = 2.0 * x
    return len(dir()) * y


def through_a_frame(x: float) -> Any:
    y = 2.0 * x
    return inspect.currentframe().f_locals["y"] * y  # type: ignore[union-attr]


class Counter:
    """An object whose methods write to its class."""

    total: Any = 0.0

    def by_class(self, x: Any) -> Any:
        self.__class__.total = x
        return self.total * 2.0

    def by_type(self, x: Any) -> Any:
        type(self).total = x
        return Counter.total


def stored_by_a_callee_in_its_class(x: float) -> Any:
    return Counter().by_class(x)


def stored_by_a_callee_of_a_callee(x: float) -> Any:
    return stored_by_a_callee_in_its_class(x)


def stored_by_type_in_its_class(x: float) -> Any:
    return Counter().by_type(x)


def filled_by_a_method_of_a_class_defined_inside(x: float) -> Any:
    numbers: list[float] = []

    class Filling:
        def fill(self) -> None:
            numbers.append(2.0)

    Filling().fill()
    return sum(number * x for number in numbers)


@pytest.mark.parametrize(
    ("program", "says"),
    [
        (compared, "a comparison gives a float, which might vary"),
        (compared_in_a_list, "a comparison gives a float, which might vary"),
        (chosen_by_or, "a comparison gives a float, which might vary"),
        (enumerated, "put into an enumeration"),
        (class_by_keyword, "by a decorator, a base or a keyword"),
        (class_by_decorator, "by a decorator, a base or a keyword"),
        (through_vars, r"vars\(\) sees variables"),
        (through_dir, r"dir\(\) sees variables"),
        (through_a_frame, "the variables of a frame are read"),
        (stored_by_a_callee_in_its_class, "may outlive the call"),
        (stored_by_a_callee_of_a_callee, "may outlive the call"),
        (stored_by_type_in_its_class, "may outlive the call"),
        (filled_by_a_method_of_a_class_defined_inside, "uses the active variable 'numbers'"),
    ],
)
def test_what_would_lose_a_tangent_is_refused(program: Callable[..., Any], says: str) -> None:
    with pytest.raises(srcad.SrcadError, match=says):
        srcad.jvp(program, (1.3,), (1.0,))
