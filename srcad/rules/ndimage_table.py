"""The rules of `scipy.ndimage`.

A filter with a constant border is linear in the image and the border value together.
"""

from srcad.rules.registry import constant, linear, terms

# Linear filters.
terms(
    "scipy.ndimage.correlate(input, weights, output=None, mode='reflect', cval=0.0, origin=0, *, axes=None)",
    overwrites="output",
    input="correlate(d_input, weights, mode=mode, origin=origin, axes=axes)",
    weights="correlate(input, d_weights, mode=mode, cval=cval, origin=origin, axes=axes)",
    cval="correlate(zeros_like(input), weights, cval=d_cval, mode=mode, origin=origin, axes=axes)",
    examples=(
        "real(5), real(3)",
        "real(4, 5), real(3, 2), mode='constant', cval=0.5",
        "complexes(5), complexes(3), mode='wrap', origin=1",
        "real(4, 5), real(3), mode='mirror', axes=(1,)",
    ),
)
terms(
    "scipy.ndimage.convolve(input, weights, output=None, mode='reflect', cval=0.0, origin=0, *, axes=None)",
    overwrites="output",
    input="convolve(d_input, weights, mode=mode, origin=origin, axes=axes)",
    weights="convolve(input, d_weights, mode=mode, cval=cval, origin=origin, axes=axes)",
    cval="convolve(zeros_like(input), weights, cval=d_cval, mode=mode, origin=origin, axes=axes)",
    examples=(
        "real(5), real(3)",
        "real(4, 5), real(3, 2), mode='constant', cval=0.5",
        "complexes(5), complexes(3), mode='wrap', origin=1",
        "real(4, 5), real(3), mode='mirror', axes=(1,)",
    ),
)
terms(
    "scipy.ndimage.correlate1d(input, weights, axis=-1, output=None, mode='reflect', cval=0.0, origin=0)",
    overwrites="output",
    input="correlate1d(d_input, weights, axis=axis, mode=mode, origin=origin)",
    weights="correlate1d(input, d_weights, axis=axis, mode=mode, cval=cval, origin=origin)",
    cval="correlate1d(zeros_like(input), weights, axis=axis, cval=d_cval, mode=mode, origin=origin)",
    examples=(
        "real(5), real(3)",
        "real(4, 5), real(3), 0, mode='constant', cval=0.5",
        "complexes(5), complexes(3), mode='nearest', origin=1",
    ),
)
terms(
    "scipy.ndimage.convolve1d(input, weights, axis=-1, output=None, mode='reflect', cval=0.0, origin=0)",
    overwrites="output",
    input="convolve1d(d_input, weights, axis=axis, mode=mode, origin=origin)",
    weights="convolve1d(input, d_weights, axis=axis, mode=mode, cval=cval, origin=origin)",
    cval="convolve1d(zeros_like(input), weights, axis=axis, cval=d_cval, mode=mode, origin=origin)",
    examples=(
        "real(5), real(3)",
        "real(4, 5), real(3), 0, mode='constant', cval=0.5",
        "complexes(5), complexes(3), mode='nearest', origin=1",
    ),
)
linear(
    ("scipy.ndimage.uniform_filter(input, size=3, output=None, mode='reflect', cval=0.0, origin=0, *, axes=None)"),
    wrt="input cval",
    overwrites="output",
    examples=(
        "real(5)",
        "real(4, 5), (2, 3), mode='constant', cval=0.5",
        "real(4, 5), 3, axes=(0,)",
    ),
)
linear(
    "scipy.ndimage.uniform_filter1d(input, size, axis=-1, output=None, mode='reflect', cval=0.0, origin=0)",
    wrt="input cval",
    overwrites="output",
    examples=(
        "real(5), 3",
        "real(4, 5), 2, 0, mode='constant', cval=0.5",
    ),
)
linear(
    "scipy.ndimage.laplace(input, output=None, mode='reflect', cval=0.0, *, axes=None)",
    wrt="input cval",
    overwrites="output",
    examples=(
        "real(4, 5)",
        "real(4, 5), mode='constant', cval=0.5",
    ),
)
linear(
    "scipy.ndimage.sobel(input, axis=-1, output=None, mode='reflect', cval=0.0)",
    wrt="input cval",
    overwrites="output",
    examples=(
        "real(4, 5)",
        "real(4, 5), 0, mode='constant', cval=0.5",
    ),
)
linear(
    "scipy.ndimage.prewitt(input, axis=-1, output=None, mode='reflect', cval=0.0)",
    wrt="input cval",
    overwrites="output",
    examples=(
        "real(4, 5)",
        "real(4, 5), 0, mode='constant', cval=0.5",
    ),
)
terms(
    (
        "scipy.ndimage.gaussian_filter1d(input, sigma, axis=-1, order=0, output=None, mode='reflect',"
        " cval=0.0, truncate=4.0, *, radius=None)"
    ),
    overwrites="output",
    input="gaussian_filter1d(d_input, sigma, axis=axis, order=order, mode=mode, truncate=truncate, radius=radius)",
    sigma=(
        "gaussian_width_tangent(input, sigma, d_sigma, axis=axis, order=order, mode=mode, cval=cval,"
        " truncate=truncate, radius=radius)"
    ),
    cval=(
        "gaussian_filter1d(zeros_like(input), sigma, axis=axis, order=order, cval=d_cval, mode=mode,"
        " truncate=truncate, radius=radius)"
    ),
    examples=(
        "real(6), number(0.7, 0.9)",
        "real(4, 5), number(0.7, 0.9), 0, 2, mode='constant', cval=0.5",
        "real(6), number(0.7, 0.9), order=3, truncate=3.0",
        "real(6), number(0.7, 0.9), radius=2",
    ),
)
terms(
    (
        "scipy.ndimage.gaussian_filter(input, sigma, order=0, output=None, mode='reflect', cval=0.0,"
        " truncate=4.0, *, radius=None, axes=None)"
    ),
    overwrites="output",
    input="gaussian_filter(d_input, sigma, order=order, mode=mode, truncate=truncate, radius=radius, axes=axes)",
    sigma=(
        "gaussian_widths_tangent(input, sigma, d_sigma, order=order, mode=mode, cval=cval,"
        " truncate=truncate, radius=radius, axes=axes)"
    ),
    cval=(
        "gaussian_filter(zeros_like(input), sigma, order=order, cval=d_cval, mode=mode, truncate=truncate,"
        " radius=radius, axes=axes)"
    ),
    examples=(
        "real(4, 5), number(0.7, 0.9)",
        "real(4, 5), [0.8, 1.1], (0, 1), mode='constant', cval=0.5",
        "real(4, 5), number(0.7, 0.9), mode=['wrap', 'nearest'], radius=2",
        "real(4, 5), number(0.7, 0.9), axes=(1,)",
    ),
)
terms(
    "scipy.ndimage.gaussian_laplace(input, sigma, output=None, mode='reflect', cval=0.0)",
    overwrites="output",
    input="gaussian_laplace(d_input, sigma, mode=mode)",
    sigma="gaussian_laplace_width_tangent(input, sigma, d_sigma, mode=mode, cval=cval)",
    cval="gaussian_laplace(zeros_like(input), sigma, mode=mode, cval=d_cval)",
    examples=(
        "real(4, 5), number(0.7, 0.9)",
        "real(4, 5), [0.8, 1.1], mode='constant', cval=0.5",
    ),
)
terms(
    "scipy.ndimage.gaussian_gradient_magnitude(input, sigma, output=None, mode='reflect', cval=0.0)",
    overwrites="output",
    input="gaussian_gradient_tangent(input, sigma, d_input, None, out, mode=mode, cval=cval)",
    sigma="gaussian_gradient_tangent(input, sigma, None, d_sigma, out, mode=mode, cval=cval)",
    examples=(
        "real(4, 5), number(0.7, 0.9)",
        "real(4, 5), [0.8, 1.1], mode='constant'",
    ),
)
linear(
    "scipy.ndimage.spline_filter(input, order=3, output=None, mode='mirror')",
    wrt="input",
    overwrites="output",
    examples=(
        "real(4, 5)",
        "real(4, 5), 2, mode='reflect'",
    ),
)
linear(
    "scipy.ndimage.spline_filter1d(input, order=3, axis=-1, output=None, mode='mirror')",
    wrt="input",
    overwrites="output",
    examples=(
        "real(4, 5)",
        "real(4, 5), 4, 0, mode='grid-wrap'",
    ),
)

# Filters that select one of the neighbours.
terms(
    (
        "scipy.ndimage.maximum_filter(input, size=None, footprint=None, output=None, mode='reflect',"
        " cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "extreme_filter_tangent(input, d_input, out, size=size, footprint=footprint, mode=mode, cval=cval,"
        " origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]], mode='mirror'",
        "real(4, 5), 3, mode='wrap', axes=(1,)",
        "real(2, 3), 7",
    ),
)
terms(
    (
        "scipy.ndimage.minimum_filter(input, size=None, footprint=None, output=None, mode='reflect',"
        " cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "extreme_filter_tangent(input, d_input, out, size=size, footprint=footprint, mode=mode, cval=cval,"
        " origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]], mode='mirror'",
        "real(4, 5), 3, mode='wrap', axes=(1,)",
        "real(2, 3), 7",
    ),
)
terms(
    (
        "scipy.ndimage.median_filter(input, size=None, footprint=None, output=None, mode='reflect',"
        " cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "rank_filter_tangent(input, d_input, out, None, size=size, footprint=footprint, mode=mode,"
        " cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]], mode='mirror'",
        "real(4, 5), 3, mode='wrap', axes=(1,)",
        "real(2, 3), 7",
    ),
)
terms(
    (
        "scipy.ndimage.rank_filter(input, rank, size=None, footprint=None, output=None, mode='reflect',"
        " cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "rank_filter_tangent(input, d_input, out, rank, size=size, footprint=footprint, mode=mode,"
        " cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 1, 3",
        "real(4, 5), -2, footprint=[[1, 0, 1], [0, 1, 1]], mode='nearest'",
        "real(6), 0, 3",
    ),
)
terms(
    (
        "scipy.ndimage.percentile_filter(input, percentile, size=None, footprint=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "percentile_filter_tangent(input, d_input, out, percentile, size=size, footprint=footprint,"
        " mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 20, 3",
        "real(4, 5), -20, (2, 3)",
        "real(6), 100, 3",
    ),
)
terms(
    "scipy.ndimage.maximum_filter1d(input, size, axis=-1, output=None, mode='reflect', cval=0.0, origin=0)",
    overwrites="output",
    input="extreme_filter1d_tangent(input, d_input, out, size, axis=axis, mode=mode, cval=cval, origin=origin)",
    examples=(
        "real(6), 3",
        "real(4, 5), 2, 0, mode='constant', cval=0.5",
    ),
)
terms(
    "scipy.ndimage.minimum_filter1d(input, size, axis=-1, output=None, mode='reflect', cval=0.0, origin=0)",
    overwrites="output",
    input="extreme_filter1d_tangent(input, d_input, out, size, axis=axis, mode=mode, cval=cval, origin=origin)",
    examples=(
        "real(6), 3",
        "real(4, 5), 2, 0, mode='constant', cval=0.5",
    ),
)
terms(
    (
        "scipy.ndimage.grey_erosion(input, size=None, footprint=None, structure=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "grey_erosion_tangent(input, d_input, out, size=size, footprint=footprint, structure=structure,"
        " mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)
terms(
    (
        "scipy.ndimage.grey_dilation(input, size=None, footprint=None, structure=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "grey_dilation_tangent(input, d_input, out, size=size, footprint=footprint, structure=structure,"
        " mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)
terms(
    (
        "scipy.ndimage.grey_opening(input, size=None, footprint=None, structure=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "opened_tangent(input, d_input, out, size=size, footprint=footprint, structure=structure,"
        " mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)
terms(
    (
        "scipy.ndimage.grey_closing(input, size=None, footprint=None, structure=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "closed_tangent(input, d_input, out, size=size, footprint=footprint, structure=structure,"
        " mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)
terms(
    (
        "scipy.ndimage.white_tophat(input, size=None, footprint=None, structure=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "tophat_tangent(input, d_input, size=size, footprint=footprint, structure=structure, mode=mode,"
        " cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)
terms(
    (
        "scipy.ndimage.black_tophat(input, size=None, footprint=None, structure=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "tophat_tangent(input, d_input, white=False, size=size, footprint=footprint, structure=structure,"
        " mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)
terms(
    (
        "scipy.ndimage.morphological_gradient(input, size=None, footprint=None, structure=None,"
        " output=None, mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "morphological_tangent(input, d_input, size=size, footprint=footprint, structure=structure,"
        " mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)
terms(
    (
        "scipy.ndimage.morphological_laplace(input, size=None, footprint=None, structure=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, *, axes=None)"
    ),
    overwrites="output",
    input=(
        "morphological_tangent(input, d_input, laplace=True, size=size, footprint=footprint,"
        " structure=structure, mode=mode, cval=cval, origin=origin, axes=axes)"
    ),
    examples=(
        "real(4, 5), 3",
        "real(4, 5), (2, 3), mode='constant', cval=0.5, origin=(0, 1)",
        "real(4, 5), structure=[[0, 1, 2], [1, 0, 0]], mode='nearest'",
        "real(4, 5), footprint=[[1, 0, 1], [0, 1, 1]]",
    ),
)

# Filters of spectra.
terms(
    "scipy.ndimage.fourier_gaussian(input, sigma, n=-1, axis=-1, output=None)",
    overwrites="output",
    input="fourier_gaussian(d_input, sigma, n=n, axis=axis)",
    sigma="fourier_gaussian_width_tangent(sigma, d_sigma, out, n=n, axis=axis)",
    examples=(
        "complexes(4, 5), number(0.5, 1.0)",
        "complexes(4, 3), [0.5, 0.8], 5",
        "real(4, 5), 0.7",
    ),
)
terms(
    "scipy.ndimage.fourier_shift(input, shift, n=-1, axis=-1, output=None)",
    overwrites="output",
    input="fourier_shift(d_input, shift, n=n, axis=axis)",
    shift="fourier_shift_tangent(d_shift, out, n=n, axis=axis)",
    examples=(
        "complexes(4, 5), number(0.5, 1.0)",
        "complexes(4, 3), [0.5, 0.8], 5",
    ),
)
linear(
    "scipy.ndimage.fourier_uniform(input, size, n=-1, axis=-1, output=None)",
    wrt="input",
    overwrites="output",
    examples=("complexes(4, 5), 3",),
)
linear(
    "scipy.ndimage.fourier_ellipsoid(input, size, n=-1, axis=-1, output=None)",
    wrt="input",
    overwrites="output",
    examples=("complexes(4, 5), 3",),
)

# What the support functions choose is locally constant too.
constant("srcad.rules.ndimage_support.derivative_orders(axis, count, order)")
constant("srcad.rules.ndimage_support.neighbourhood(shape, size, footprint, structure, mode, origin, axes)")
