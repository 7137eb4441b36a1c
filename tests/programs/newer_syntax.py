"""Syntax that not every supported Python reads, or reads without a warning: kept as text, made by exec."""

import linecache
import sys
import warnings

SOURCES = {
    # Since 3.14, Python warns of what leaves a finally clause.
    (3, 11): """
def finally_overrides_the_return(x, y):
    try:
        return x
    finally:
        return y * x

def finally_ends_the_loop(xs):
    total = 0.0
    for value in xs:
        try:
            total += value * value
            total / 0.0
        finally:
            break
    return total

def pattern_with_a_lone_backslash(x):
    return x * len("\\d")
""",
    (3, 12): """
def type_parameters[T](x: T, y: T) -> T:
    def inner[S: float](value: S) -> S:
        return value * x
    return inner(y)

def type_alias(x):
    type Number = float
    value: Number = x * x
    return value

def generic_class(x, y):
    class Box[T]:
        def __init__(self, value: T):
            self.value = value
        def get(self) -> T:
            return self.value
    return Box(x).get() * Box[float](y).get()

def nested_quotes(x, d):
    return f"{d["p"]:.2f} {f"{x:.1f}"}", d["p"] * x

def inlined_comprehension(xs, x):
    return [value * x for value in xs if (lambda: value > 0.0)()]
""",
    (3, 13): """
def default_of_type_parameter[T = float](x: T) -> T:
    return x * x
""",
    (3, 14): """
def template_string(x, y):
    template = t"{x * y:.2f} of {y}"
    return len(template.interpolations) * x, template.strings

def except_without_parentheses(x):
    try:
        return x / 0
    except ZeroDivisionError, ValueError:
        return x * x

def deferred_annotations(x):
    def inner(value: NotYetDefined) -> AlsoNot:
        return value * x
    result: NotYetDefined = inner(x)
    return result
""",
}


def _load(text: str, file: str) -> None:
    """Define the functions of the text in this module, with lines that can be read back."""
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, file, "exec", dont_inherit=True), globals())


for _version, _text in SOURCES.items():
    if sys.version_info >= _version:
        _load(_text, f"<newer syntax {_version[0]}.{_version[1]}>")
