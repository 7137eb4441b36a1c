"""The rules of what creates, joins, cuts, rearranges and writes NumPy arrays."""

from srcad.rules.registry import constant, linear, terms

# Creation.
linear(
    "numpy.array(object, dtype=None, *, order='K', subok=False, ndmin=0)",
    wrt="object",
    examples=("[number(), number()]", "real(3, 4)", "[[number(), 1.5], [2.5, number()]]", "number()"),
)
linear(
    "numpy.array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0)",
    wrt="object",
    alias=True,
    overload=True,
    examples=("real(3), copy=True", "real(3), copy=None"),
)
linear(
    "numpy.asarray(a, dtype=None, order=None, *, copy=None)",
    wrt="a",
    alias=True,
    examples=("[number(), number()]", "real(3, 4)"),
)
linear(
    "numpy.asanyarray(a, dtype=None, order=None, *, copy=None)",
    wrt="a",
    alias=True,
    examples=("[number(), number()]", "real(3, 4)"),
)
linear(
    "numpy.asarray_chkfinite(a, dtype=None, order=None)",
    wrt="a",
    alias=True,
    examples=("[number(), number()]", "real(3, 4)"),
)
linear("numpy.ascontiguousarray(a, dtype=None)", wrt="a", alias=True, examples=("[number(), number()]", "real(3, 4)"))
linear("numpy.asfortranarray(a, dtype=None)", wrt="a", alias=True, examples=("[number(), number()]", "real(3, 4)"))
linear("numpy.require(a, dtype=None, requirements=None)", wrt="a", alias=True, examples=("real(3, 4)",))
linear("numpy.astype(x, dtype, /)", wrt="x", examples=("real(3, 4), float", "real(3), complex"))
linear(
    "numpy.astype(x, dtype, /, *, copy=True)",
    wrt="x",
    alias=True,
    overload=True,
    examples=("real(3, 4), float, copy=False",),
)
linear("numpy.copy(a, order='K', subok=False)", wrt="a", examples=("real(3, 4)", "[number(), number()]"))
linear(
    "numpy.full(shape, fill_value, dtype=None, order='C')",
    wrt="fill_value",
    examples=("(3, 4), number()", "(2, 3), real(3)"),
)
terms(
    "numpy.full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None)",
    a="zeros_like(out)",
    fill_value="full_like(out, d_fill_value)",
    examples=("real(3, 4), number()", "real(2, 3), real(3)"),
)
linear(
    "numpy.linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)",
    wrt="start stop",
    examples=("number(), number(), 5", "real(3), number(), num=4, axis=-1", "number(), number(), 5, False, True"),
)
terms(
    "numpy.logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)",
    start="out * log(base) * linspace(d_start, 0.0 * stop, num=num, endpoint=endpoint, axis=axis)",
    stop="out * log(base) * linspace(0.0 * start, d_stop, num=num, endpoint=endpoint, axis=axis)",
    base="out * linspace(start, stop, num=num, endpoint=endpoint, axis=axis) * d_base / base",
    examples=("number(), number(), 5", "0.5, 1.5, 4, False, number(2.0, 3.0)"),
)
terms(
    "numpy.geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0)",
    start="out * linspace(d_start / start, 0.0 * stop, num=num, endpoint=endpoint, axis=axis)",
    stop="out * linspace(0.0 * start, d_stop / stop, num=num, endpoint=endpoint, axis=axis)",
    examples=("number(0.5, 1.0), number(2.0, 3.0), 5",),
)
constant("numpy.arange(stop, /, *, dtype=None)", examples=("4", "number(3.2, 3.8)"))
terms(
    "numpy.arange(start, stop, /, *, dtype=None)",
    start="full_like(out, d_start)",
    stop="zeros_like(out)",
    overload=True,
    examples=("number(0.2, 0.4), number(3.5, 3.8)",),
)
terms(
    "numpy.arange(start, stop, step, /, dtype=None)",
    start="full_like(out, d_start)",
    stop="zeros_like(out)",
    step="arange(0.0, out.size) * d_step",
    overload=True,
    examples=("number(0.2, 0.25), number(3.5, 3.55), number(0.7, 0.71)",),
)
terms(
    "numpy.arange(start, stop=None, step=1, dtype=None)",
    start="zeros_like(out) if stop is None else full_like(out, d_start)",
    stop="zeros_like(out)",
    step="arange(0.0, out.size) * d_step",
    overload=True,
    examples=("number(0.2, 0.25), stop=3.5, step=0.7",),
)
linear("numpy.diag(v, k=0)", wrt="v", alias=True, examples=("real(3)", "real(3, 4)", "real(3), 1"))
linear("numpy.diagflat(v, k=0)", wrt="v", examples=("real(3)", "real(2, 2), 1"))
terms(
    "numpy.vander(x, N=None, increasing=False)",
    x="vander_tangent(x, d_x, out, increasing=increasing)",
    examples=("real(3)", "real(3), 4, True"),
)
linear(
    "numpy.meshgrid(*xi, sparse=False, indexing='xy')",
    wrt="xi",
    examples=("real(3), real(4)", "real(3), real(4), indexing='ij', sparse=True"),
)
linear(
    "numpy.meshgrid(*xi, copy=True, sparse=False, indexing='xy')",
    wrt="xi",
    alias=True,
    overload=True,
    examples=("real(3), real(4), copy=False",),
)
constant("numpy.zeros(shape, dtype=None, order='C')", examples=("(3, 4)",))
constant("numpy.ones(shape, dtype=None, order='C')", examples=("(3, 4)",))
constant("numpy.empty(shape, dtype=None, order='C')", examples=("(3, 0)",))
constant("numpy.zeros_like(a, dtype=None, order='K', subok=True, shape=None)")
constant("numpy.ones_like(a, dtype=None, order='K', subok=True, shape=None)")
constant("numpy.empty_like(prototype, /, dtype=None, order='K', subok=True, shape=None)", examples=("real(0)",))
constant("numpy.eye(N, M=None, k=0, dtype=float, order='C')", examples=("3", "3, 4, 1"))
constant("numpy.identity(n, dtype=None)", examples=("3",))
constant("numpy.tri(N, M=None, k=0, dtype=float)", examples=("3, 4",))
constant("numpy.indices(dimensions, dtype=int, sparse=False)", examples=("(3, 4)",))

# Kinds of numbers, as functions.
linear("numpy.float16(x=0.0, /)", wrt="x", examples=("number()",))
linear("numpy.float32(x=0.0, /)", wrt="x", examples=("number()", "real(3)"))
linear("numpy.float64(x=0.0, /)", wrt="x", examples=("number()", "real(3)"))
linear("numpy.longdouble(x=0.0, /)", wrt="x", examples=("number()",))
linear("numpy.complex64(real=0.0, imag=0.0, /)", wrt="real imag", examples=("number()",))
linear("numpy.complex128(real=0.0, imag=0.0, /)", wrt="real imag", examples=("number()", "number(), number()"))
linear("numpy.clongdouble(x=0.0, /)", wrt="x", examples=("number()",))
constant("numpy.bool(x=False, /)")
constant("numpy.int8(value=0, /)", examples=("3.7",))
constant("numpy.int16(value=0, /)", examples=("3.7",))
constant("numpy.int32(value=0, /)", examples=("3.7",))
constant("numpy.int64(value=0, /)", examples=("3.7",))
constant("numpy.uint8(value=0, /)", examples=("3.7",))
constant("numpy.uint16(value=0, /)", examples=("3.7",))
constant("numpy.uint32(value=0, /)", examples=("3.7",))
constant("numpy.uint64(value=0, /)", examples=("3.7",))
constant("numpy.longlong(value=0, /)", examples=("3.7",))
constant("numpy.ulonglong(value=0, /)", examples=("3.7",))

# Shape: the tangent is viewed or copied as the value is.
linear(
    "numpy.reshape(a, /, shape, order='C', *, copy=None)",
    wrt="a",
    alias=True,
    examples=("real(3, 4), (4, 3)", "real(3, 4), -1"),
)
linear("numpy.ravel(a, order='C')", wrt="a", alias=True, examples=("real(3, 4)", "real(3, 4), 'F'"))
linear("numpy.transpose(a, axes=None)", wrt="a", alias=True, examples=("real(3, 4)", "real(2, 3, 4), (1, 2, 0)"))
linear("numpy.matrix_transpose(x, /)", wrt="x", alias=True, examples=("real(2, 3, 4)",))
linear("numpy.swapaxes(a, axis1, axis2)", wrt="a", alias=True, examples=("real(2, 3, 4), 0, 2",))
linear("numpy.moveaxis(a, source, destination)", wrt="a", alias=True, examples=("real(2, 3, 4), 0, -1",))
linear("numpy.rollaxis(a, axis, start=0)", wrt="a", alias=True, examples=("real(2, 3, 4), 2",))
linear("numpy.squeeze(a, axis=None)", wrt="a", alias=True, examples=("real(3, 1)", "real(1, 3, 1), 0"))
linear("numpy.expand_dims(a, axis)", wrt="a", alias=True, examples=("real(3), 0", "number(), 0"))
linear(
    "numpy.broadcast_to(array, shape, subok=False)",
    wrt="array",
    alias=True,
    examples=("real(3), (2, 3)", "number(), (2, 3)"),
)
linear("numpy.broadcast_arrays(*args, subok=False)", wrt="args", alias=True, examples=("real(3, 1), real(1, 2)",))
linear("numpy.atleast_1d(*arys)", wrt="arys", alias=True, examples=("number()", "real(3)", "number(), real(3)"))
linear("numpy.atleast_2d(*arys)", wrt="arys", alias=True, examples=("number()", "real(3)"))
linear("numpy.atleast_3d(*arys)", wrt="arys", alias=True, examples=("number()", "real(3)"))
linear("numpy.flip(m, axis=None)", wrt="m", alias=True, examples=("real(3, 4)", "real(3, 4), 1"))
linear("numpy.fliplr(m)", wrt="m", alias=True, examples=("real(3, 4)",))
linear("numpy.flipud(m)", wrt="m", alias=True, examples=("real(3, 4)",))
linear("numpy.rot90(m, k=1, axes=(0, 1))", wrt="m", alias=True, examples=("real(3, 4)", "real(3, 4), 2"))
linear("numpy.roll(a, shift, axis=None)", wrt="a", examples=("real(3, 4), 2", "real(3, 4), 1, axis=1"))
linear("numpy.tile(A, reps)", wrt="A", examples=("real(3), 2", "real(3, 4), (2, 1)"))
linear("numpy.repeat(a, repeats, axis=None)", wrt="a", examples=("real(3), 2", "real(3, 2), [1, 0, 2], axis=0"))
linear("numpy.resize(a, new_shape)", wrt="a", examples=("real(3), (2, 4)",))
linear(
    "numpy.lib.stride_tricks.sliding_window_view(x, window_shape, axis=None, *, subok=False, writeable=False)",
    wrt="x",
    alias=True,
    examples=("real(5), 3", "real(4, 5), (2, 3)", "real(4, 5), 2, axis=1"),
)
terms(
    "numpy.lib.stride_tricks.as_strided(x, shape=None, strides=None, subok=False, writeable=True)",
    x="strided_tangent(x, d_x, shape, strides, writeable)",
    alias=True,
    examples=("real(6), (3, 2), (16, 8)", "real(5), (4, 2), (8, 8)"),
)

# Joining.
linear(
    "numpy.concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')",
    wrt="arrays",
    examples=("[real(2, 3), real(1, 3)]", "(real(3), real(2))", "[real(2, 3), real(2, 1)], axis=1"),
)
linear(
    "numpy.stack(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')",
    wrt="arrays",
    examples=("[real(3), real(3)]", "[real(3), real(3)], axis=-1", "[number(), number()]"),
)
linear("numpy.vstack(tup, *, dtype=None, casting='same_kind')", wrt="tup", examples=("[real(3), real(3)]",))
linear(
    "numpy.hstack(tup, *, dtype=None, casting='same_kind')",
    wrt="tup",
    examples=("[real(3), real(2)]", "(number(), number())"),
)
linear("numpy.dstack(tup)", wrt="tup", examples=("[real(3), real(3)]",))
linear("numpy.column_stack(tup)", wrt="tup", examples=("[real(3), real(3)]", "[real(3), real(3, 2)]"))
linear("numpy.block(arrays)", wrt="arrays", examples=("[[real(2, 2), real(2, 1)], [real(1, 2), real(1, 1)]]",))
linear(
    "numpy.append(arr, values, axis=None)",
    wrt="arr values",
    examples=("real(3), real(2)", "real(3), number()", "real(3, 2), real(1, 2), axis=0"),
)
terms(
    "numpy.insert(arr, obj, values, axis=None)",
    arr="insert(d_arr, obj, zeros(shape(values)), axis=axis)",
    values="insert(zero_like(arr), obj, unless_truncated(arr, d_values), axis=axis)",
    together="insert(d_arr, obj, d_values, axis=axis)",
    examples=(
        "real(4), 2, number()",
        "real(3, 2), 1, real(2), axis=0",
        "real(5), slice(2, 4), real(2)",
        "array([1, 2, 3]), 1, number()",
        "[1.5, 2.5], 1, real(2)",
    ),
)
linear("numpy.pad(array, pad_width)", wrt="array", examples=("real(4), 2", "real(3, 4), ((1, 2), (0, 1))"))
terms(
    "numpy.pad(array, pad_width, mode='constant', *, constant_values=0.0, end_values=0.0, reflect_type='even',"
    " stat_length=None)",
    array="pad_tangent(array, d_array, pad_width, mode=mode, reflect_type=reflect_type, stat_length=stat_length)",
    constant_values="pad(zero_like(array), pad_width, constant_values=unless_truncated(array, d_constant_values))",
    end_values="pad(zero_like(array), pad_width, mode='linear_ramp', end_values=unless_truncated(array, d_end_values))",
    overload=True,
    examples=(
        "real(4), 2, 'constant', constant_values=number()",
        "[1.5, 2.5], 1, 'constant', constant_values=number()",
        "array([1, 2]), 1, 'constant', constant_values=number()",
        "real(4), 2, 'edge'",
        "real(4), 2, 'wrap'",
        "real(4), 2, 'symmetric'",
        "real(4), 2, 'reflect', reflect_type='odd'",
        "real(4), 2, 'linear_ramp', end_values=number()",
        "real(4), 2, 'mean', stat_length=2",
        "real(3, 4), ((1, 2), (0, 1)), 'maximum'",
        "real(3, 4), ((1, 2), (2, 1)), 'minimum', stat_length=2",
        "real(3, 4), 1, 'median', stat_length=((2, 3), (1, 4))",
    ),
)

# Cutting and picking.
linear(
    "numpy.split(ary, indices_or_sections, axis=0)",
    wrt="ary",
    alias=True,
    examples=("real(6), 3", "real(4, 6), [1, 4], axis=1"),
)
linear("numpy.array_split(ary, indices_or_sections, axis=0)", wrt="ary", alias=True, examples=("real(7), 3",))
linear("numpy.hsplit(ary, indices_or_sections)", wrt="ary", alias=True, examples=("real(4, 6), 2",))
linear("numpy.vsplit(ary, indices_or_sections)", wrt="ary", alias=True, examples=("real(4, 6), 2",))
linear("numpy.dsplit(ary, indices_or_sections)", wrt="ary", alias=True, examples=("real(2, 3, 4), 2",))
linear("numpy.unstack(x, /, *, axis=0)", wrt="x", alias=True, examples=("real(3, 4)", "real(3, 4), axis=1"))
linear("numpy.delete(arr, obj, axis=None)", wrt="arr", examples=("real(5), 2", "real(3, 4), [0, 2], axis=1"))
linear(
    "numpy.take(a, indices, axis=None, out=None, mode='raise')",
    wrt="a",
    examples=("real(5), [3, 0, 0]", "real(3, 4), 1, axis=1"),
)
linear(
    "numpy.take_along_axis(arr, indices, axis=-1)", wrt="arr", examples=("real(3, 4), array([[0], [3], [1]]), axis=1",)
)
linear(
    "numpy.compress(condition, a, axis=None, out=None)",
    wrt="a",
    examples=("[True, False, True], real(3)", "[True, False, True], real(3, 4), axis=0"),
)
linear("numpy.extract(condition, arr)", wrt="arr", examples=("[True, False, True], real(3)",))
linear(
    "numpy.diagonal(a, offset=0, axis1=0, axis2=1)",
    wrt="a",
    alias=True,
    examples=("real(3, 4)", "real(2, 3, 4), 1, axis1=1, axis2=2"),
)
linear("numpy.tril(m, k=0)", wrt="m", examples=("real(3, 4)", "real(2, 3, 3), -1"))
linear("numpy.triu(m, k=0)", wrt="m", examples=("real(3, 4)", "real(2, 3, 3), 1"))
terms(
    "numpy.trim_zeros(filt, trim='fb')",
    filt="trim_zeros_tangent(filt, d_filt, trim=trim)",
    alias=True,
    examples=("[0, 1.5, 2.5, 0]",),
)

# Writing into an argument: the statement writes the tangent, and runs before the primal call.
terms(
    "numpy.copyto(dst, src, casting='same_kind', where=True)",
    wrt="dst src",
    in_place="dst",
    dst="copyto(d_dst, d_src, casting=casting, where=where)",
    examples=("real(3), real(3)", "real(3), number()", "real(3), real(3), where=[True, False, True]"),
)
terms(
    "numpy.put(a, ind, v, mode='raise')",
    wrt="a v",
    in_place="a",
    a="put(d_a, ind, d_v, mode=mode)",
    examples=("real(4), [2, 0], real(2)", "real(4), 1, number()"),
)
terms(
    "numpy.place(arr, mask, vals)",
    wrt="arr vals",
    in_place="arr",
    arr="place(d_arr, mask, d_vals)",
    examples=("real(4), array([True, False, True, True]), real(3)",),
)
terms(
    "numpy.putmask(a, /, mask, values)",
    wrt="a values",
    in_place="a",
    a="putmask(d_a, mask, d_values)",
    examples=("real(4), array([True, False, True, True]), real(4)",),
)
terms(
    "numpy.put_along_axis(arr, indices, values, axis)",
    wrt="arr values",
    in_place="arr",
    arr="put_along_axis(d_arr, indices, d_values, axis)",
    examples=("real(3, 4), array([[0], [3], [1]]), 1.5, 1",),
)
terms(
    "numpy.fill_diagonal(a, val, wrap=False)",
    wrt="a val",
    in_place="a",
    a="fill_diagonal(d_a, d_val, wrap=wrap)",
    examples=("real(3, 3), number()", "real(3, 3), real(3)"),
)
terms(
    "numpy.add.at(a, indices, b, /)",
    wrt="a b",
    in_place="a",
    a="add.at(d_a, indices, d_b)",
    examples=("real(4), [0, 0, 2], real(3)", "real(4), [0, 0, 2], number()"),
)
terms(
    "numpy.subtract.at(a, indices, b, /)",
    wrt="a b",
    in_place="a",
    a="subtract.at(d_a, indices, d_b)",
    examples=("real(4), [0, 0, 2], real(3)",),
)
