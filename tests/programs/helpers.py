"""Functions that the programs import; the module has no programs of its own."""

SCALE = 3.0

PROGRAMS: tuple[str, ...] = ()


def harmonic(value, count):
    """Sum value / (i + 1) ** 2 for i below count, with powers of the value."""
    return sum(value ** (i + 1) / (i + 1) ** 2 for i in range(count))


def scaled(value, by=None):
    """Scale by the module's constant unless told otherwise."""
    by = SCALE if by is None else by
    return value * by


def uses_module_scale(value):
    """Read a global of this module, not of the caller's."""
    return value * value * SCALE


def apply(function, *arguments, **options):
    """Call the function that was given."""
    return function(*arguments, **options)
