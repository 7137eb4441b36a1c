"""The rules of `scipy.fftpack`: every transform is linear in the samples."""

from srcad.rules.registry import constant, elementwise, linear, terms

# The Fourier transforms.
linear(
    "scipy.fftpack.fft(x, n=None, axis=-1, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "complexes(3, 4), 6, 0"),
)
linear(
    "scipy.fftpack.ifft(x, n=None, axis=-1, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples="complexes(5)",
)
linear(
    "scipy.fftpack.fftn(x, shape=None, axes=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples="real(3, 4)",
)
linear(
    "scipy.fftpack.ifftn(x, shape=None, axes=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fftpack.fft2(x, shape=None, axes=(-2, -1), overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples="real(3, 4)",
)
linear(
    "scipy.fftpack.ifft2(x, shape=None, axes=(-2, -1), overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fftpack.rfft(x, n=None, axis=-1, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 6, 0"),
)
linear(
    "scipy.fftpack.irfft(x, n=None, axis=-1, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 6, 0"),
)
elementwise("scipy.fftpack.rfftfreq(n, d=1.0)", d="-out / d", examples="5, number(0.5, 2.0)")

# The cosine and sine transforms.
linear(
    "scipy.fftpack.dct(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 3, 6, 0, 'ortho'"),
)
linear(
    "scipy.fftpack.idct(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 3, 6, 0, 'ortho'"),
)
linear(
    "scipy.fftpack.dst(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 3, 6, 0, 'ortho'"),
)
linear(
    "scipy.fftpack.idst(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 3, 6, 0, 'ortho'"),
)
linear(
    "scipy.fftpack.dctn(x, type=2, shape=None, axes=None, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 3, axes=(0,)"),
)
linear(
    "scipy.fftpack.idctn(x, type=2, shape=None, axes=None, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 3, axes=(0,)"),
)
linear(
    "scipy.fftpack.dstn(x, type=2, shape=None, axes=None, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 3, axes=(0,)"),
)
linear(
    "scipy.fftpack.idstn(x, type=2, shape=None, axes=None, norm=None, overwrite_x=False)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 3, axes=(0,)"),
)

# Pseudo-differential operators on periodic sequences.
linear(
    "scipy.fftpack.diff(x, order=1, period=None)", wrt="x", examples=("real(6)", "real(6), 2, 3.0", "complexes(6), -1")
)
linear("scipy.fftpack.tilbert(x, h, period=None)", wrt="x", examples=("real(6), 0.7", "real(6), 0.7, 3.0"))
linear("scipy.fftpack.itilbert(x, h, period=None)", wrt="x", examples="real(6), 0.7")
linear("scipy.fftpack.hilbert(x)", wrt="x", examples="real(6)")
linear("scipy.fftpack.ihilbert(x)", wrt="x", examples="real(6)")
linear("scipy.fftpack.sc_diff(x, a, b, period=None)", wrt="x", examples=("real(6), 0.3, 0.7", "real(6), 0.3, 0.7, 3.0"))
linear("scipy.fftpack.cs_diff(x, a, b, period=None)", wrt="x", examples=("real(6), 0.3, 0.7", "real(6), 0.3, 0.7, 3.0"))
linear("scipy.fftpack.cc_diff(x, a, b, period=None)", wrt="x", examples=("real(6), 0.3, 0.7", "real(6), 0.3, 0.7, 3.0"))
linear("scipy.fftpack.ss_diff(x, a, b, period=None)", wrt="x", examples=("real(6), 0.3, 0.7", "real(6), 0.3, 0.7, 3.0"))
terms(
    "scipy.fftpack.shift(x, a, period=None)",
    x="shift(d_x, a, period=period)",
    a="shift_rate(x, a, out, period=period) * d_a",
    examples=("real(5), number()", "real(6), number(), 3.0"),
)

# Lengths.
constant("scipy.fftpack.next_fast_len(target)", examples="13")
