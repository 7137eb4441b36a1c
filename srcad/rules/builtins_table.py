"""The rules of the numeric builtins, and of the methods of numbers.

What works on containers and iterators (`sum`, `max`, `sorted`, `zip`, ...) is structure, not a rule.
"""

from srcad.rules.registry import constant, elementwise, linear, terms, unsupported

elementwise(
    "builtins.abs(x, /)",
    x="sign_of(x)",
    complex_texts={"x": "(quotient(x.conjugate(), out) * d_x).real"},
    domain=(0.5, 2.0),
)
elementwise(
    "builtins.pow(base, exp)",
    base="power_base(base, exp)",
    exp="exponent_term(base, exp, out, d_exp)",
    poles="base",
    domain=(0.5, 2.0),
)
constant("builtins.pow(base, exp, mod)", examples=("3, 4, 5",), overload=True)
terms(
    "builtins.divmod(x, y, /)",
    outputs=2,
    x="(zero_like(out[0]), d_x + zero_like(out[1]))",
    y="(zero_like(out[0]), -out[0] * d_y)",
    together="(zero_like(out[0]), d_x - out[0] * d_y)",
    domain={"x": (5.2, 5.4), "y": (1.1, 1.15)},
)
linear("builtins.float(x=0.0, /)", wrt="x")
linear("builtins.complex(real=0.0, imag=0.0)", wrt="real imag")

# Piecewise constant: a conversion to an integer ends the tangent.
constant("builtins.int(x=0, /)", domain=(1.1, 1.9))
constant("builtins.int(x, base)", examples=("'12', 8",), overload=True)
constant("builtins.round(number, ndigits=None)", examples=("number(1.1, 1.4)", "number(1.11, 1.14), 1"))

# What a value says about itself, not how large it is. A text made from a number may be shown, not read back.
constant("builtins.ascii(obj, /)")
constant("builtins.bin(number, /)", examples=("5",))
constant("builtins.bool(object=False, /)")
constant("builtins.callable(obj, /)")
constant("builtins.chr(i, /)", examples=("65",))
constant("builtins.format(value, format_spec='', /)", examples=("number(), '.1f'",))
constant("builtins.hasattr(obj, name, /)", examples=("number(), 'real'",))
constant("builtins.hash(obj, /)")
constant("builtins.hex(number, /)", examples=("5",))
constant("builtins.id(obj, /)")
constant("builtins.isinstance(obj, class_or_tuple, /)", examples=("number(), float",))
constant("builtins.issubclass(cls, class_or_tuple, /)", examples=("int, float",))
constant("builtins.len(obj, /)", examples=("numbers(3)",))
constant("builtins.oct(number, /)", examples=("5",))
constant("builtins.ord(c, /)", examples=("'a'",))
constant("builtins.print(*args, sep=' ', end='\\n', file=None, flush=False)", examples=("end=''",))
constant("builtins.range(start, stop, step=1, /)", examples=("1, 4",))
constant("builtins.range(stop, /)", examples=("4",), overload=True)
constant("builtins.repr(obj, /)")
constant("builtins.slice(start, stop, step=None, /)", examples=("1, 4",))
constant("builtins.slice(stop, /)", examples=("4",), overload=True)
constant("builtins.str(object='', encoding='utf-8', errors='strict')", examples=("number()",))
constant("builtins.type(object, /)")

# Methods and attributes of numbers.
linear("builtins.float.conjugate(self, /)", wrt="self")
linear("builtins.complex.conjugate(self, /)", wrt="self", examples=("complex(number(), number())",))
linear("builtins.float.real", wrt="self", attribute=True)
linear("builtins.float.imag", wrt="self", attribute=True)
linear("builtins.complex.real", wrt="self", attribute=True, examples=("complex(number(), number())",))
linear("builtins.complex.imag", wrt="self", attribute=True, examples=("complex(number(), number())",))
constant("builtins.float.is_integer(self, /)")
constant("builtins.float.hex(self, /)")
unsupported(
    "builtins.float.as_integer_ratio(self, /)",
    because="the two integers encode the value, and integers carry no tangent",
    use="the float itself",
)
unsupported("builtins.bytes(*args, **kwargs)", because="bytes carry no tangent", use="a list of the numbers")
unsupported("builtins.bytearray(*args, **kwargs)", because="bytes carry no tangent", use="a list of the numbers")
