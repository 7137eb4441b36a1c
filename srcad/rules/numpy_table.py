"""The rules of NumPy's polynomials, of what tells about arrays, and of what is refused."""

from srcad.rules.registry import constant, linear, terms, unsupported

# Polynomials.
terms(
    "numpy.polyval(p, x)",
    p="polyval(d_p, x)",
    x="polyval_slope(p, x) * d_x",
    examples=("real(4), real(3)", "real(4), number()", "real(1), number()", "[number(), 2.0], real(3)"),
)
linear("numpy.polyadd(a1, a2)", wrt="a1 a2", examples=("real(4), real(3)",))
linear("numpy.polysub(a1, a2)", wrt="a1 a2", examples=("real(4), real(3)",))
terms(
    "numpy.polymul(a1, a2)",
    a1="padded_front(polymul(d_a1, a2), out)",
    a2="padded_front(polymul(a1, d_a2), out)",
    examples=("real(4), real(3)",),
)
linear("numpy.polyder(p, m=1)", wrt="p", examples=("real(4)", "real(5), 2"))
linear("numpy.polyint(p, m=1, k=None)", wrt="p k", examples=("real(4)", "real(4), 1, number()"))
terms("numpy.roots(p)", p="roots_tangent(p, d_p, out)", examples=("array([1.0, -6.5, 11.3, -6.1])",))

terms(
    "numpy.polydiv(u, v)",
    outputs=2,
    u="polydiv_tangent(d_u, v, out)",
    v="polydiv_tangent(-polymul(out[0], d_v), v, out)",
    together="polydiv_tangent(polysub(d_u, polymul(out[0], d_v)), v, out)",
    examples=("real(5), positive(3)", "real(3), positive(3)"),
)
terms(
    "numpy.poly(seq_of_zeros)",
    seq_of_zeros="poly_tangent(seq_of_zeros, d_seq_of_zeros, out)",
    examples=("real(3)", "real(1)"),
)

# What an array says about itself, about order, and about equality.
constant("numpy.all(a, axis=None, out=None, keepdims=False, *, where=True)")
constant("numpy.allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)")
constant("numpy.any(a, axis=None, out=None, keepdims=False, *, where=True)")
constant("numpy.argmax(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)", "real(3, 4), axis=1"))
constant("numpy.argmin(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)", "real(3, 4), axis=1"))
constant("numpy.argpartition(a, kth, axis=-1, kind='introselect', order=None)", examples=("real(5), 2",))
constant(
    "numpy.argsort(a, axis=-1, kind=None, order=None, *, stable=None)", examples=("real(3, 4)", "real(3, 4), axis=0")
)
constant("numpy.argwhere(a)", examples=("real(3, 4)",))
constant("numpy.around(a, decimals=0, out=None)", domain=(1.1, 1.4))
constant("numpy.array_equal(a1, a2, equal_nan=False)")
constant("numpy.array_equiv(a1, a2)")
constant("numpy.array_repr(arr, max_line_width=None, precision=None, suppress_small=None)", examples=("real(3)",))
constant("numpy.array_str(a, max_line_width=None, precision=None, suppress_small=None)", examples=("real(3)",))
constant("numpy.bartlett(M)", examples=("5",))
constant("numpy.blackman(M)", examples=("5",))
constant("numpy.broadcast_shapes(*args)", examples=("(3, 1), (1, 2)",))
constant("numpy.can_cast(from_, to, casting='safe')", examples=("'f4', 'f8'",))
constant("numpy.common_type(*arrays)", examples=("real(3), real(2)",))
constant("numpy.count_nonzero(a, axis=None, *, keepdims=False)")
constant("numpy.diag_indices(n, ndim=2)", examples=("3",))
constant("numpy.diag_indices_from(arr)", examples=("real(3, 3)",))
constant("numpy.digitize(x, bins, right=False)", examples=("real(4), [0.0, 0.5]",))
constant(
    "numpy.errstate(*, call=None, all=None, divide=None, over=None, under=None, invalid=None)",
    examples=("all='ignore'",),
)
constant(
    "numpy.einsum_path(*operands, optimize='greedy', einsum_call=False)", examples=("'ij,j', real(3, 3), real(3)",)
)
constant("numpy.fix(x, out=None)", domain=(1.1, 1.9))
constant("numpy.flatnonzero(a)", examples=("real(3, 4)",))
constant("numpy.isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)")
constant("numpy.finfo(dtype)", examples=("float",))
constant("numpy.hamming(M)", examples=("5",))
constant("numpy.hanning(M)", examples=("5",))
constant("numpy.iinfo(int_type)", examples=("int",))
constant("numpy.iscomplex(x)")
constant("numpy.iscomplexobj(x)")
constant("numpy.isdtype(dtype, kind)", examples=("array(1.0).dtype, 'real floating'",))
constant("numpy.isfortran(a)", examples=("real(3, 4)",))
constant(
    "numpy.isin(element, test_elements, assume_unique=False, invert=False, *, kind=None)",
    examples=("real(3), [1.0, 2.0]",),
)
constant("numpy.isneginf(x, out=None)")
constant("numpy.isposinf(x, out=None)")
constant("numpy.isreal(x)")
constant("numpy.isrealobj(x)")
constant("numpy.isscalar(element)")
constant("numpy.issubdtype(arg1, arg2)", examples=("float, complex",))
constant("numpy.iterable(y)")
constant("numpy.lexsort(keys, axis=-1)", examples=("(real(4), real(4))",))
constant("numpy.mask_indices(n, mask_func, k=0)", examples=("3, triu",))
constant("numpy.may_share_memory(a, b, /, max_work=0)", examples=("real(3), real(3)",))
constant("numpy.min_scalar_type(a, /)", examples=("3.5",))
constant("numpy.mintypecode(typechars, typeset='GDFgdf', default='d')", examples=("'dF'",))
constant("numpy.nanargmax(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.nanargmin(a, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.ndim(a)")
constant("numpy.nonzero(a)", examples=("real(3, 4)",))
constant("numpy.promote_types(type1, type2, /)", examples=("'f4', 'f8'",))
constant("numpy.ravel_multi_index(multi_index, dims, mode='raise', order='C')", examples=("(1, 2), (3, 4)",))
constant("numpy.result_type(*arrays_and_dtypes)")
constant("numpy.round(a, decimals=0, out=None)", domain=(1.1, 1.4))
constant("numpy.searchsorted(a, v, side='left', sorter=None)", examples=("[0.0, 1.0, 2.0], real(3)",))
constant("numpy.shape(a)")
constant("numpy.shares_memory(a, b, /, max_work=-1)", examples=("real(3), real(3)",))
constant("numpy.size(a, axis=None)")
constant("numpy.tril_indices(n, k=0, m=None)", examples=("3",))
constant("numpy.tril_indices_from(arr, k=0)", examples=("real(3, 3)",))
constant("numpy.triu_indices(n, k=0, m=None)", examples=("3",))
constant("numpy.triu_indices_from(arr, k=0)", examples=("real(3, 3)",))
constant("numpy.typename(char)", examples=("'d'",))
constant("numpy.unravel_index(indices, shape, order='C')", examples=("5, (3, 4)",))

# Refused, with the way out.
unsupported(
    "numpy.frompyfunc(func, /, nin, nout, **kwargs)",
    because="the function is called by compiled code, on objects",
    use="NumPy operations on whole arrays, or a loop",
)
unsupported(
    "numpy.frombuffer(buffer, dtype=None, count=-1, offset=0)",
    because="a buffer carries no tangent",
    use="the array that the buffer was made from",
)
