"""The rules of NumPy's files, texts, dates and settings.

A text made of a number may be shown, not read back. What is written to a file could be read back without its tangent,
so that is refused; what is read from a file does not vary.
"""

from srcad.rules.registry import constant, unsupported

# Files and buffers.
unsupported(
    "numpy.save(file, arr, allow_pickle=True)",
    because="a file carries no tangent",
    use="numpy.save outside of the function, or srcad.stop_derivative(arr) if it is not read back",
)
unsupported(
    "numpy.savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\\n', header='', footer='', comments='# ',"
    " encoding=None)",
    because="a file carries no tangent",
    use="numpy.savetxt outside of the function, or srcad.stop_derivative(X) if it is not read back",
)
unsupported(
    "numpy.savez(file, *args, allow_pickle=True, **kwds)",
    because="a file carries no tangent",
    use="numpy.savez outside of the function, or srcad.stop_derivative if it is not read back",
)
unsupported(
    "numpy.savez_compressed(file, *args, allow_pickle=True, **kwds)",
    because="a file carries no tangent",
    use="numpy.savez_compressed outside of the function, or srcad.stop_derivative if it is not read back",
)
unsupported(
    "numpy.fromstring(string, /, dtype=float, count=-1, *, sep)",
    because="a text carries no tangent",
    use="the numbers that the text was made from",
)
unsupported(
    "numpy.loadtxt(fname, *args, **kwargs)", because="a file carries no tangent", use="the array that was written"
)
unsupported(
    "numpy.genfromtxt(fname, *args, **kwargs)", because="a file carries no tangent", use="the array that was written"
)
unsupported(
    "numpy.fromregex(file, regexp, dtype, encoding=None)",
    because="a file carries no tangent",
    use="the array that was written",
)
unsupported(
    "numpy.fromfile(file, dtype=None, count=-1, sep='', offset=0)",
    because="a file carries no tangent",
    use="the array that was written",
)
unsupported("numpy.load(file, *args, **kwargs)", because="a file carries no tangent", use="the array that was written")
unsupported(
    "numpy.memmap(filename, *args, **kwargs)",
    because="a file carries no tangent",
    use="an array in memory",
)
unsupported(
    "numpy.from_dlpack(x, /, *, device=None, copy=None)",
    because="the memory of another library's array carries no tangent",
    use="numpy.asarray of the array itself",
)

# Bits and bytes.
constant("numpy.packbits(a, /, axis=None, bitorder='big')", examples=("[1, 0, 1]",))
constant("numpy.unpackbits(a, /, axis=None, count=None, bitorder='big')", examples=("array([5], dtype='uint8')",))

# Texts.
constant("numpy.base_repr(number, base=2, padding=0)", examples=("5",))
constant("numpy.binary_repr(num, width=None)", examples=("5",))
constant(
    "numpy.array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *,"
    " formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None)",
    examples=("real(3)",),
)
constant(
    "numpy.format_float_positional(x, precision=None, unique=True, fractional=True, trim='k', sign=False,"
    " pad_left=None, pad_right=None, min_digits=None)",
    examples=("number(),",),
)
constant(
    "numpy.format_float_scientific(x, precision=None, unique=True, trim='k', sign=False, pad_left=None,"
    " exp_digits=None, min_digits=None)",
    examples=("number(),",),
)

# Dates.
constant("numpy.datetime64(*args)", examples=("'2020-01-01'",))
constant(
    "numpy.datetime_as_string(arr, unit=None, timezone='naive', casting='same_kind')", examples=("datetime64(0, 'D')",)
)
constant("numpy.datetime_data(dtype, /)", examples=("'M8[D]'",))
constant(
    "numpy.busday_count(begindates, enddates, weekmask='1111100', holidays=(), busdaycal=None, out=None)",
    examples=("'2020-01-01', '2020-02-01'",),
)
constant(
    "numpy.busday_offset(dates, offsets, roll='raise', weekmask='1111100', holidays=None, busdaycal=None, out=None)",
    examples=("'2020-01-01', 3",),
)
constant(
    "numpy.is_busday(dates, weekmask='1111100', holidays=None, busdaycal=None, out=None)", examples=("'2020-01-01'",)
)
unsupported(
    "numpy.timedelta64(*args)",
    because="a time span is counted in integers, which carry no tangent",
    use="a float in a unit of your choice",
)

# Settings, and what NumPy says about itself.
constant("numpy.geterr()", examples=("",))
constant("numpy.seterr(all=None, divide=None, over=None, under=None, invalid=None)", examples=("",))
constant("numpy.geterrcall()", examples=("",))
constant("numpy.seterrcall(func)", examples=("None",))
constant("numpy.getbufsize()", examples=("",))
constant("numpy.setbufsize(size)", examples=("8192",))
constant("numpy.get_printoptions()", examples=("",))
constant("numpy.set_printoptions(*args, **kwargs)", examples=("",))
constant("numpy.printoptions(*args, **kwargs)", examples=("",))
constant("numpy.get_include()", examples=("",))

# Memory and classes of arrays that a tangent cannot mirror.
unsupported(
    "numpy.matrix(data, dtype=None, copy=True)",
    because="the operators of a matrix are not those of an array",
    use="numpy.array and the operator @",
)
unsupported(
    "numpy.asmatrix(data, dtype=None)",
    because="the operators of a matrix are not those of an array",
    use="numpy.asarray and the operator @",
)
unsupported(
    "numpy.bmat(obj, ldict=None, gdict=None)",
    because="the operators of a matrix are not those of an array",
    use="numpy.block and the operator @",
)
unsupported(
    "numpy.ndarray(shape, dtype=None, buffer=None, offset=0, strides=None, order=None)",
    because="a buffer carries no tangent",
    use="numpy.array, numpy.zeros or a slice",
)
unsupported(
    "numpy.recarray(shape, *args, **kwargs)",
    because="the fields of a record carry no tangent",
    use="an array for each field",
)
unsupported("numpy.void(*args, **kwargs)", because="bytes carry no tangent", use="an array for each field")
unsupported("numpy.bytes_(*args, **kwargs)", because="bytes carry no tangent", use="the number itself")
unsupported(
    "numpy.nditer(op, *args, **kwargs)",
    because="it hands out buffers, which carry no tangent",
    use="a loop over numpy.ndindex or numpy.ndenumerate, or operations on whole arrays",
)
unsupported(
    "numpy.nested_iters(op, *args, **kwargs)",
    because="it hands out buffers, which carry no tangent",
    use="nested loops over the indices",
)
unsupported(
    "numpy.broadcast(*arrays)",
    because="it hands out the values one by one, in compiled code",
    use="numpy.broadcast_arrays, or numpy.broadcast_shapes for the shape",
)
