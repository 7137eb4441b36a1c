"""The rules of `scipy.fft`: every transform is linear, over the real numbers at least."""

from srcad.rules.registry import constant, elementwise, linear, unsupported

# The Fourier transforms. Those between real and complex numbers take `overwrite_x` and leave their argument alone.
linear(
    "scipy.fft.fft(x, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "complexes(3, 4), 6, 0, 'ortho'", "real(5), workers=1"),
)
linear(
    "scipy.fft.ifft(x, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "complexes(5), norm='forward'"),
)
linear(
    "scipy.fft.fft2(x, s=None, axes=(-2, -1), norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "complexes(3, 4), (2, 5)"),
)
linear(
    "scipy.fft.ifft2(x, s=None, axes=(-2, -1), norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fft.fftn(x, s=None, axes=None, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "complexes(2, 3, 4), axes=(0, 2)"),
)
linear(
    "scipy.fft.ifftn(x, s=None, axes=None, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fft.rfft(x, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples=("real(5)", "real(3, 4), axis=0"),
)
linear(
    "scipy.fft.irfft(x, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples=("complexes(4)", "complexes(4), 7", "real(4)"),
)
linear(
    "scipy.fft.rfft2(x, s=None, axes=(-2, -1), norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="real(3, 4)",
)
linear(
    "scipy.fft.irfft2(x, s=None, axes=(-2, -1), norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fft.rfftn(x, s=None, axes=None, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="real(3, 4)",
)
linear(
    "scipy.fft.irfftn(x, s=None, axes=None, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fft.hfft(x, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="complexes(4)",
)
linear(
    "scipy.fft.ihfft(x, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="real(6)",
)
linear(
    "scipy.fft.hfft2(x, s=None, axes=(-2, -1), norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fft.ihfft2(x, s=None, axes=(-2, -1), norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="real(3, 4)",
)
linear(
    "scipy.fft.hfftn(x, s=None, axes=None, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="complexes(3, 4)",
)
linear(
    "scipy.fft.ihfftn(x, s=None, axes=None, norm=None, overwrite_x=False, workers=None, *, plan=None)",
    wrt="x",
    examples="real(3, 4)",
)
linear("scipy.fft.fftshift(x, axes=None)", wrt="x", examples="real(5)")
linear("scipy.fft.ifftshift(x, axes=None)", wrt="x", examples="real(5)")
elementwise("scipy.fft.fftfreq(n, d=1.0)", d="-out / d", examples="5, number(0.5, 2.0)")
elementwise("scipy.fft.rfftfreq(n, d=1.0)", d="-out / d", examples="5, number(0.5, 2.0)")

# The cosine and sine transforms.
linear(
    "scipy.fft.dct(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=(
        "real(5)",
        "real(5), 1",
        "real(3, 4), 3, 6, 0, 'ortho'",
        "complexes(4), 4",
        "real(5), norm='ortho', orthogonalize=False",
    ),
)
linear(
    "scipy.fft.idct(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 4, axis=0"),
)
linear(
    "scipy.fft.dst(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(5), 1", "real(3, 4), 3, 6, 0, 'ortho'", "complexes(4), 4"),
)
linear(
    "scipy.fft.idst(x, type=2, n=None, axis=-1, norm=None, overwrite_x=False, workers=None, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(5)", "real(3, 4), 4, axis=0"),
)
linear(
    "scipy.fft.dctn(x, type=2, s=None, axes=None, norm=None, overwrite_x=False, workers=None, *, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 3, norm='ortho'"),
)
linear(
    "scipy.fft.idctn(x, type=2, s=None, axes=None, norm=None, overwrite_x=False, workers=None, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 4, axes=(0,)"),
)
linear(
    "scipy.fft.dstn(x, type=2, s=None, axes=None, norm=None, overwrite_x=False, workers=None, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 3, norm='ortho'"),
)
linear(
    "scipy.fft.idstn(x, type=2, s=None, axes=None, norm=None, overwrite_x=False, workers=None, orthogonalize=None)",
    wrt="x",
    overwrites="overwrite_x",
    examples=("real(3, 4)", "real(3, 4), 4, axes=(0,)"),
)

# The Hankel transforms are linear in the samples. SciPy has no derivative with respect to the grid.
linear(
    "scipy.fft.fht(a, dln, mu, offset=0.0, bias=0.0)",
    wrt="a",
    examples=("real(8), 0.1, 0.5", "real(2, 8), 0.1, 0.0, 0.2, 0.1"),
)
linear(
    "scipy.fft.ifht(A, dln, mu, offset=0.0, bias=0.0)",
    wrt="A",
    examples=("real(8), 0.1, 0.5", "real(2, 8), 0.1, 0.0, 0.2, 0.1"),
)
unsupported(
    "scipy.fft.fhtoffset(dln, mu, initial=0.0, bias=0.0)",
    because="the phase of a ratio of gamma functions of complex arguments that it rounds to a grid has no rule",
    use="Keep the grid constant with srcad.stop_derivative: the transform is exact at any offset.",
)

# Lengths.
constant("scipy.fft.next_fast_len(target, real=False)", examples="13")
constant("scipy.fft.prev_fast_len(target, real=False)", examples="13")
constant("scipy.fft.get_workers()", examples="")
