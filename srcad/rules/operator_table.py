"""The rules of `operator`: the operators as functions, on numbers and arrays alike."""

from srcad.rules.registry import bilinear, constant, elementwise, linear, terms

elementwise(
    "operator.abs(a, /)",
    a="sign_of(a)",
    complex_texts={"a": "(quotient(a.conjugate(), out) * d_a).real"},
    domain=(0.5, 2.0),
)
elementwise("operator.add(a, b, /)", a="1.0", b="1.0")
elementwise("operator.mod(a, b, /)", a="1.0", b="(out - a) / b", domain={"a": (5.2, 5.4), "b": (1.1, 1.15)})
elementwise("operator.mul(a, b, /)", a="b", b="a")
elementwise("operator.neg(a, /)", a="-1.0")
elementwise("operator.pos(a, /)", a="1.0")
elementwise(
    "operator.pow(a, b, /)", a="power_base(a, b)", b="exponent_term(a, b, out, d_b)", poles="a", domain=(0.5, 2.0)
)
elementwise("operator.sub(a, b, /)", a="1.0", b="-1.0")
elementwise("operator.truediv(a, b, /)", a="1.0 / b", b="-out / b", poles="a b", domain=(0.5, 2.0))
bilinear("operator.matmul(a, b, /)", wrt="a b", examples=("real(3, 4), real(4, 2)", "real(4), real(4)"))

# On sequences: the same operation on the sequences of tangents.
linear("operator.concat(a, b, /)", wrt="a b", examples=("numbers(2), numbers(3)",))
linear("operator.getitem(a, b, /)", wrt="a", alias=True, examples=("numbers(3), 1", "real(3, 4), slice(1, 3)"))
terms(
    "operator.setitem(a, b, c, /)",
    wrt="a c",
    in_place="a",
    a="setitem(d_a, b, d_c)",
    examples=("real(3), 1, number()",),
)
terms("operator.delitem(a, b, /)", wrt="a", in_place="a", a="delitem(d_a, b)", examples=("numbers(3), 1",))

constant("operator.and_(a, b, /)", examples=("6, 3",))
constant("operator.contains(a, b, /)", examples=("numbers(3), 9.0",))
constant("operator.countOf(a, b, /)", examples=("numbers(3), 9.0",))
constant("operator.eq(a, b, /)")
constant("operator.floordiv(a, b, /)", domain={"a": (5.2, 5.4), "b": (1.1, 1.15)})
constant("operator.ge(a, b, /)")
constant("operator.gt(a, b, /)")
constant("operator.index(a, /)", examples=("3",))
constant("operator.indexOf(a, b, /)", examples=("[1, 2], 2",))
constant("operator.inv(a, /)", examples=("6",))
constant("operator.invert(a, /)", examples=("6",))
constant("operator.is_(a, b, /)")
constant("operator.is_none(a, /)")
constant("operator.is_not(a, b, /)")
constant("operator.is_not_none(a, /)")
constant("operator.le(a, b, /)")
constant("operator.length_hint(obj, default=0, /)", examples=("numbers(3)",))
constant("operator.lshift(a, b, /)", examples=("6, 3",))
constant("operator.lt(a, b, /)")
constant("operator.ne(a, b, /)")
constant("operator.not_(a, /)", examples=("number()",))
constant("operator.or_(a, b, /)", examples=("6, 3",))
constant("operator.rshift(a, b, /)", examples=("6, 3",))
constant("operator.truth(a, /)", examples=("number()",))
constant("operator.xor(a, b, /)", examples=("6, 3",))
