"""Text beside numbers: printed, compared, joined; reading a number back is refused."""

from tests.programs.inputs import refused


def formatted_string(x):
    label = f"{x:.3f} and {x * x!r} {'q'!s:>4} {x=}"
    return label, x * x


def nested_format(x, n):
    return f"{x:{n + 5}.{n}f}", x * x


def percent_and_format(x):
    return "%.3f %s" % (x, "t"), "{:.2f} {name}".format(x, name="n"), x * x


def printed(x, y):
    print("value", x * y, sep=": ", end=".\n")
    return x * y


def printed_between(x):
    for i in range(2):
        x = x * x
        print(f"{i}: {x:.3f}")
    return x


def text_as_switch(x, name):
    return x * x if name.startswith("sq") and name.upper() == "SQUARE" else x


def text_repeated(x):
    line = "ab" * 2 + "-" * 3
    return x * len(line), line


def text_methods(x):
    words = "one two three".split()
    return {word.title(): x * len(word) for word in words}


def text_of_active_is_logged(x, log):
    log.append(str(x * x))
    log.append(repr([x]))
    return x * x


def length_of_formatted(x):
    return x * len(f"{x:.2f}")


def comparison_of_texts(x):
    return x * x if f"{x:.1f}" in ("0.7", "-0.7") else x


@refused("a number is read back out of a text")
def number_from_text(x):
    return float(f"{x!r}") * 2.0


@refused("a number is read back out of a text")
def number_from_str(x):
    text = str(x)
    return float(text)


@refused("a dict's key carries the number")
def number_as_key(x):
    for key in {x: 1}:
        return key * 2.0


@refused("a set's member carries the number")
def number_in_set(x):
    return sum({x, 1.0})


def constant_number_from_text(x):
    return x * float("2.5") * int("3")


def docstring_is_kept(x):
    """Square.

    With a second paragraph.
    """
    return x * x


def bytes_and_raw_text(x):
    raw, data = r"\d", b"ab"
    return x * len(raw) * data[0]
