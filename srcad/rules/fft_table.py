"""The rules of `numpy.fft`: every transform is linear, over the real numbers at least."""

from srcad.rules.registry import elementwise, linear

linear("numpy.fft.fft(a, n=None, axis=-1, norm=None, out=None)", wrt="a", examples=("real(5)", "complexes(3, 4), 6, 0"))
linear("numpy.fft.fft2(a, s=None, axes=(-2, -1), norm=None, out=None)", wrt="a", examples="real(3, 4)")
linear("numpy.fft.fftn(a, s=None, axes=None, norm=None, out=None)", wrt="a", examples="real(3, 4)")
linear("numpy.fft.hfft(a, n=None, axis=-1, norm=None, out=None)", wrt="a", examples="complexes(4)")
linear(
    "numpy.fft.ifft(a, n=None, axis=-1, norm=None, out=None)",
    wrt="a",
    examples=("real(5)", "complexes(5), norm='ortho'"),
)
linear("numpy.fft.ifft2(a, s=None, axes=(-2, -1), norm=None, out=None)", wrt="a", examples="complexes(3, 4)")
linear("numpy.fft.ifftn(a, s=None, axes=None, norm=None, out=None)", wrt="a", examples="complexes(3, 4)")
linear("numpy.fft.ihfft(a, n=None, axis=-1, norm=None, out=None)", wrt="a", examples="real(6)")
linear(
    "numpy.fft.irfft(a, n=None, axis=-1, norm=None, out=None)", wrt="a", examples=("complexes(4)", "complexes(4), 7")
)
linear("numpy.fft.irfft2(a, s=None, axes=(-2, -1), norm=None, out=None)", wrt="a", examples="complexes(3, 4)")
linear("numpy.fft.irfftn(a, s=None, axes=None, norm=None, out=None)", wrt="a", examples="complexes(3, 4), axes=(0, 1)")
linear("numpy.fft.rfft(a, n=None, axis=-1, norm=None, out=None)", wrt="a", examples=("real(5)", "real(3, 4), axis=0"))
linear("numpy.fft.rfft2(a, s=None, axes=(-2, -1), norm=None, out=None)", wrt="a", examples="real(3, 4)")
linear("numpy.fft.rfftn(a, s=None, axes=None, norm=None, out=None)", wrt="a", examples="real(3, 4)")
linear("numpy.fft.fftshift(x, axes=None)", wrt="x", examples="real(5)")
linear("numpy.fft.ifftshift(x, axes=None)", wrt="x", examples="real(5)")
elementwise("numpy.fft.fftfreq(n, d=1.0)", d="-out / d", examples="5, number(0.5, 2.0)")
elementwise("numpy.fft.rfftfreq(n, d=1.0)", d="-out / d", examples="5, number(0.5, 2.0)")
