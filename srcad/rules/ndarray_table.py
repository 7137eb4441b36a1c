"""The rules of the methods and attributes of `numpy.ndarray`; a NumPy scalar's have the same."""

from srcad.rules.registry import bilinear, constant, linear, terms, unsupported

# Attributes: views of the value have views of the tangent.
linear("numpy.ndarray.T", wrt="self", attribute=True, alias=True)
linear("numpy.ndarray.mT", wrt="self", attribute=True, alias=True, examples=("real(3, 4)",))
linear("numpy.ndarray.real", wrt="self", attribute=True, alias=True)
linear("numpy.ndarray.imag", wrt="self", attribute=True, alias=True)
linear("numpy.ndarray.flat", wrt="self", attribute=True, alias=True)
constant("numpy.ndarray.shape", attribute=True)
constant("numpy.ndarray.ndim", attribute=True)
constant("numpy.ndarray.size", attribute=True)
constant("numpy.ndarray.dtype", attribute=True)
constant("numpy.ndarray.itemsize", attribute=True)
constant("numpy.ndarray.nbytes", attribute=True)
constant("numpy.ndarray.strides", attribute=True)
constant("numpy.ndarray.flags", attribute=True)
constant("numpy.ndarray.device", attribute=True)
unsupported(
    "numpy.ndarray.base",
    attribute=True,
    because="the tangent's base need not mirror the value's",
    use="the array that was sliced, by its own name",
)
unsupported("numpy.ndarray.data", attribute=True, because="a buffer carries no tangent", use="the array itself")
unsupported(
    "numpy.ndarray.ctypes",
    attribute=True,
    because="a pointer carries no tangent",
    use="the array itself, or a rule for the compiled function",
)

# Shape and kind.
linear(
    "numpy.ndarray.reshape(self, /, *shape, order='C', copy=None)",
    wrt="self",
    alias=True,
    examples=("real(3, 4), 4, 3", "real(3, 4), (2, -1)"),
)
linear("numpy.ndarray.ravel(self, /, order='C')", wrt="self", alias=True, examples=("real(3, 4)",))
linear("numpy.ndarray.flatten(self, /, order='C')", wrt="self", examples=("real(3, 4)",))
linear(
    "numpy.ndarray.transpose(self, /, *axes)", wrt="self", alias=True, examples=("real(3, 4)", "real(2, 3, 4), 1, 2, 0")
)
linear("numpy.ndarray.swapaxes(self, axis1, axis2, /)", wrt="self", alias=True, examples=("real(2, 3, 4), 0, 2",))
linear("numpy.ndarray.squeeze(self, /, axis=None)", wrt="self", alias=True, examples=("real(3, 1)",))
linear("numpy.ndarray.diagonal(self, /, offset=0, axis1=0, axis2=1)", wrt="self", alias=True, examples=("real(3, 4)",))
linear("numpy.ndarray.repeat(self, repeats, /, axis=None)", wrt="self", examples=("real(3), 2",))
linear("numpy.ndarray.copy(self, /, order='C')", wrt="self", examples=("real(3, 4)",))
linear("numpy.ndarray.__copy__(self, /)", wrt="self", examples=("real(3, 4)",))
linear("numpy.ndarray.__deepcopy__(self, memo, /)", wrt="self", examples=("real(3, 4), {}",))
linear(
    "numpy.ndarray.astype(self, /, dtype, order='K', casting='unsafe', subok=True)",
    wrt="self",
    examples=("real(3, 4), float", "real(3), complex"),
)
linear(
    "numpy.ndarray.astype(self, /, dtype, order='K', casting='unsafe', subok=True, copy=True)",
    wrt="self",
    alias=True,
    overload=True,
    examples=("real(3, 4), float, copy=False",),
)
linear("numpy.ndarray.view(self, /)", wrt="self", alias=True, examples=("real(3, 4)",))
linear("numpy.ndarray.__array__(self, dtype=None, /, *, copy=None)", wrt="self", alias=True, examples=("real(3, 4)",))
linear("numpy.ndarray.to_device(self, device, /, *, stream=None)", wrt="self", alias=True, examples=("real(3), 'cpu'",))
linear("numpy.ndarray.conj(self, /)", wrt="self", alias=True, examples=("real(4)", "complexes(4)"))
linear("numpy.ndarray.conjugate(self, /)", wrt="self", alias=True, examples=("real(4)", "complexes(4)"))
linear("numpy.ndarray.item(self, /, *args)", wrt="self", examples=("real(1)", "real(3, 4), 1, 2"))
linear("numpy.ndarray.tolist(self, /)", wrt="self", examples="real(3, 2)")
linear(
    "numpy.ndarray.take(self, indices, /, axis=None, out=None, mode='raise')",
    wrt="self",
    examples=("real(5), [3, 0, 0]",),
)
linear(
    "numpy.ndarray.compress(self, /, condition, axis=None, out=None)",
    wrt="self",
    examples=("real(3), [True, False, True]",),
)
linear(
    "numpy.ndarray.choose(self, choices, /, out=None, mode='raise')",
    wrt="choices",
    examples=("array([0, 1, 0]), [real(3), real(3)]",),
)

# Reductions.
linear(
    "numpy.ndarray.sum(self, /, axis=None, dtype=None, out=None, keepdims=False, initial=0.0, where=True)",
    wrt="self initial",
    examples=("real(3, 4)", "real(3, 4), axis=1, keepdims=True", "real(4), initial=2.5"),
)
linear(
    "numpy.ndarray.mean(self, /, axis=None, dtype=None, out=None, keepdims=False, *, where=True)",
    wrt="self",
    examples=("real(3, 4)", "real(3, 4), 0"),
)
linear(
    "numpy.ndarray.cumsum(self, /, axis=None, dtype=None, out=None)",
    wrt="self",
    examples=("real(3, 4)", "real(3, 4), 1"),
)
linear(
    "numpy.ndarray.trace(self, /, offset=0, axis1=0, axis2=1, dtype=None, out=None)",
    wrt="self",
    examples=("real(3, 4)",),
)
terms(
    "numpy.ndarray.cumprod(self, /, axis=None, dtype=None, out=None)",
    laid_out=True,
    self="cumprod_tangent(self, d_self, out, axis=axis)",
    examples=("real(3, 4)", "real(3, 4), 1"),
)
terms(
    "numpy.ndarray.prod(self, /, axis=None, dtype=None, out=None, keepdims=False, initial=1.0, where=True)",
    self="prod_tangent(self, d_self, out, axis=axis, initial=initial, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1, keepdims=True"),
)
terms(
    "numpy.ndarray.max(self, /, axis=None, out=None, keepdims=False, initial=None, where=True)",
    self="extreme_tangent(self, d_self, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(self, initial, out, axis=axis, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1, keepdims=True"),
)
terms(
    "numpy.ndarray.min(self, /, axis=None, out=None, keepdims=False, initial=None, where=True)",
    self="extreme_tangent(self, d_self, out, axis=axis, initial=initial, where=where)",
    initial="d_initial * initial_share(self, initial, out, axis=axis, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1, keepdims=True"),
)
terms(
    "numpy.ndarray.std(self, /, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True)",
    self="std_tangent(self, d_self, out, axis=axis, ddof=ddof, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1, ddof=1"),
)
terms(
    "numpy.ndarray.var(self, /, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True)",
    self="var_tangent(self, d_self, out, axis=axis, ddof=ddof, where=where)",
    examples=("real(3, 4)", "real(3, 4), axis=1, ddof=1"),
)
terms(
    "numpy.ndarray.clip(self, /, min=None, max=None, out=None)",
    self="clip_term(self, min, max, d_self)",
    min="clip_lower_term(self, min, max, d_min, out)",
    max="clip_upper_term(self, min, max, d_max, out)",
    examples=("real(4), -0.31, 0.37", "real(4), max=0.37"),
)
bilinear(
    "numpy.ndarray.dot(self, other, /, out=None)",
    wrt="self other",
    examples=("real(3, 4), real(4)", "real(4), real(4)"),
)

# Writing into the array: the statement writes the tangent, and runs before the primal call.
terms(
    "numpy.ndarray.fill(self, value, /)",
    wrt="self value",
    in_place="self",
    self="d_self.fill(d_value)",
    examples=("real(3, 4), number()",),
)
terms(
    "numpy.ndarray.put(self, indices, values, /, mode='raise')",
    wrt="self values",
    in_place="self",
    self="d_self.put(indices, d_values, mode=mode)",
    examples=("real(4), [2, 0], real(2)",),
)
terms(
    "numpy.ndarray.sort(self, /, axis=-1, kind=None, order=None, *, stable=None)",
    wrt="self",
    in_place="self",
    self="copyto(d_self, sort_tangent(self, d_self, axis=axis))",
    examples=("real(5)", "real(3, 4), axis=0"),
)
terms(
    "numpy.ndarray.partition(self, kth, /, axis=-1, kind='introselect', order=None)",
    wrt="self",
    in_place="self",
    self="copyto(d_self, partition_tangent(self, d_self, partition(self, kth, axis=axis, kind=kind), axis=axis))",
    examples=("real(7), 3",),
)

# What an array says about itself.
constant("numpy.ndarray.all(self, /, axis=None, out=None, keepdims=False, *, where=True)")
constant("numpy.ndarray.any(self, /, axis=None, out=None, keepdims=False, *, where=True)")
constant("numpy.ndarray.argmax(self, /, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.ndarray.argmin(self, /, axis=None, out=None, *, keepdims=False)", examples=("real(3, 4)",))
constant("numpy.ndarray.argpartition(self, kth, /, axis=-1, kind='introselect', order=None)", examples=("real(5), 2",))
constant("numpy.ndarray.argsort(self, /, axis=-1, kind=None, order=None, *, stable=None)", examples=("real(3, 4)",))
constant("numpy.ndarray.nonzero(self, /)", examples=("real(3, 4)",))
constant("numpy.ndarray.round(self, /, decimals=0, out=None)", domain=(1.1, 1.4))
constant(
    "numpy.ndarray.searchsorted(self, v, /, side='left', sorter=None)", examples=("array([0.0, 1.0, 2.0]), real(3)",)
)
constant("numpy.ndarray.setflags(self, /, *, write=None, align=None, uic=None)", examples=("real(3), write=False",))

# Refused, with the way out.
unsupported(
    "numpy.ndarray.view(self, /, *args, **kwargs)",
    overload=True,
    because="another dtype reads the bytes of the value",
    use="astype, .real and .imag, or view() without arguments",
)
unsupported(
    "numpy.ndarray.resize(self, /, *new_shape, refcheck=True)",
    because="it changes the shape in place",
    use="numpy.resize or numpy.zeros and a slice assignment",
)
unsupported(
    "numpy.ndarray.byteswap(self, /, inplace=False)",
    because="it rewrites the bytes of the value",
    use="astype with the dtype that you need",
)
unsupported(
    "numpy.ndarray.getfield(self, /, dtype, offset=0)", because="it reads the bytes of the value", use="indexing"
)
unsupported(
    "numpy.ndarray.setfield(self, val, /, dtype, offset=0)", because="it writes the bytes of the value", use="indexing"
)
unsupported(
    "numpy.ndarray.tobytes(self, /, order='C')",
    because="bytes encode the value, and carry no tangent",
    use="the array itself",
)
unsupported(
    "numpy.ndarray.tofile(self, fid, /, sep='', format='%s')",
    because="a file carries no tangent",
    use="numpy.save outside of the function",
)
unsupported(
    "numpy.ndarray.dump(self, file, /)",
    because="a file carries no tangent",
    use="numpy.save outside of the function",
)
unsupported(
    "numpy.ndarray.dumps(self, /)", because="a pickle encodes the value, and carries no tangent", use="numpy.copy"
)
