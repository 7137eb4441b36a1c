"""The rules of `scipy.ndimage` for splines at moving places, measurements, and what is constant or calls back."""

from srcad.rules.registry import constant, linear, terms, unsupported

# Splines at moving places.
terms(
    (
        "scipy.ndimage.map_coordinates(input, coordinates, output=None, order=3, mode='constant', cval=0.0,"
        " prefilter=True)"
    ),
    overwrites="output",
    input="map_coordinates(d_input, coordinates, order=order, mode=mode, prefilter=prefilter)",
    coordinates=(
        "moved_image_tangent(input, coordinates, d_coordinates, out, order=order, mode=mode, cval=cval,"
        " prefilter=prefilter)"
    ),
    cval=("map_coordinates(zeros_like(input), coordinates, cval=d_cval, order=order, mode=mode, prefilter=prefilter)"),
    examples=(
        "real(4, 5), uniform(0.2, 2.9, 2, 6)",
        "real(6), uniform(-3.0, 9.0, 1, 7), cval=0.5",
        "real(6), uniform(-4.0, 9.0, 1, 7), mode='reflect'",
        "real(6), uniform(-4.0, 9.0, 1, 7), mode='mirror'",
        "real(6), uniform(-4.0, 9.0, 1, 7), mode='nearest'",
        "real(6), uniform(-4.0, 9.0, 1, 7), mode='grid-wrap'",
        "real(6), uniform(-4.0, 9.0, 1, 7), mode='grid-constant'",
        "real(6), uniform(-4.0, 9.0, 1, 7), mode='wrap'",
        "real(6), uniform(-4.0, 9.0, 1, 7), order=1, mode='nearest'",
        "real(6), uniform(0.2, 4.8, 1, 7), order=2",
        "real(6), uniform(-4.0, 9.0, 1, 7), order=4, mode='reflect'",
        "real(6), uniform(-4.0, 9.0, 1, 7), order=5, mode='mirror'",
        "real(6), uniform(0.2, 4.8, 1, 7), prefilter=False",
        "real(6), uniform(0.2, 4.3, 1, 7), order=0",
        "complexes(6), uniform(0.2, 4.8, 1, 7)",
    ),
)
terms(
    "scipy.ndimage.shift(input, shift, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
    overwrites="output",
    input="ndimage.shift(d_input, shift, order=order, mode=mode, prefilter=prefilter)",
    shift="shift_tangent(input, shift, d_shift, out, order=order, mode=mode, cval=cval, prefilter=prefilter)",
    cval="ndimage.shift(zeros_like(input), shift, cval=d_cval, order=order, mode=mode, prefilter=prefilter)",
    examples=(
        "real(4, 5), number(0.2, 0.8)",
        "real(4, 5), [0.4, -1.3], mode='mirror'",
        "real(6), number(0.2, 0.8), order=1, cval=0.5",
    ),
)
terms(
    (
        "scipy.ndimage.zoom(input, zoom, output=None, order=3, mode='constant', cval=0.0, prefilter=True,"
        " *, grid_mode=False)"
    ),
    overwrites="output",
    input="ndimage.zoom(d_input, zoom, order=order, mode=mode, prefilter=prefilter, grid_mode=grid_mode)",
    zoom="unmoved(d_zoom, out)",
    cval=(
        "ndimage.zoom(zeros_like(input), zoom, cval=d_cval, order=order, mode=mode, prefilter=prefilter,"
        " grid_mode=grid_mode)"
    ),
    examples=(
        "real(4, 5), 2",
        "real(4, 5), [1, 3], order=1, mode='nearest'",
        "real(4, 5), 2, cval=0.5, grid_mode=True, mode='grid-constant'",
    ),
)
terms(
    (
        "scipy.ndimage.rotate(input, angle, axes=(1, 0), reshape=True, output=None, order=3,"
        " mode='constant', cval=0.0, prefilter=True)"
    ),
    overwrites="output",
    input="rotate(d_input, angle, axes=axes, reshape=reshape, order=order, mode=mode, prefilter=prefilter)",
    angle=(
        "rotate_tangent(input, angle, d_angle, out, axes=axes, order=order, mode=mode, cval=cval, prefilter=prefilter)"
    ),
    cval=(
        "rotate(zeros_like(input), angle, axes=axes, reshape=reshape, cval=d_cval, order=order, mode=mode,"
        " prefilter=prefilter)"
    ),
    examples=(
        "real(4, 5), number(20.0, 21.0)",
        "real(4, 5), number(20.0, 21.0), reshape=False, mode='mirror'",
        "real(2, 4, 5), number(100.0, 101.0), (2, 1), order=1, cval=0.5",
    ),
)
terms(
    (
        "scipy.ndimage.affine_transform(input, matrix, offset=0.0, output_shape=None, output=None, order=3,"
        " mode='constant', cval=0.0, prefilter=True)"
    ),
    overwrites="output",
    input="affine_transform(d_input, matrix, offset, output_shape, order=order, mode=mode, prefilter=prefilter)",
    matrix=(
        "affine_tangent(input, matrix, d_matrix, None, out, offset=offset, order=order, mode=mode,"
        " cval=cval, prefilter=prefilter)"
    ),
    offset=(
        "affine_tangent(input, matrix, None, d_offset, out, offset=offset, order=order, mode=mode,"
        " cval=cval, prefilter=prefilter)"
    ),
    cval=(
        "affine_transform(zeros_like(input), matrix, offset, output_shape, cval=d_cval, order=order,"
        " mode=mode, prefilter=prefilter)"
    ),
    examples=(
        "real(4, 5), array([[0.9, 0.2], [-0.1, 0.8]]), array([0.3, 0.4])",
        "real(4, 5), array([[0.9, 0.2, 0.3], [-0.1, 0.8, 0.4]]), mode='mirror'",
        "real(4, 5), array([[0.31], [0.43]]), [0.1, 0.2], (4,), mode='nearest', order=1",
    ),
)

# Measurements.
linear(
    "scipy.ndimage.sum(input, labels=None, index=None)",
    wrt="input",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
linear(
    "scipy.ndimage.sum_labels(input, labels=None, index=None)",
    wrt="input",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
linear(
    "scipy.ndimage.mean(input, labels=None, index=None)",
    wrt="input",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.variance(input, labels=None, index=None)",
    input="variance_tangent(input, d_input, out, labels=labels, index=index)",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.standard_deviation(input, labels=None, index=None)",
    input="deviation_tangent(input, d_input, out, labels=labels, index=index)",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.maximum(input, labels=None, index=None)",
    input="region_extreme_tangent(input, d_input, out, labels=labels, index=index)",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.minimum(input, labels=None, index=None)",
    input="region_extreme_tangent(input, d_input, out, labels=labels, index=index)",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.median(input, labels=None, index=None)",
    input="region_median_tangent(input, d_input, out, labels=labels, index=index)",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.extrema(input, labels=None, index=None)",
    outputs=-1,
    input="extrema_tangent(input, d_input, out, labels=labels, index=index)",
    examples=(
        "real(3, 4)",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "real(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.center_of_mass(input, labels=None, index=None)",
    outputs=-1,
    input="centre_tangent(input, d_input, out, labels=labels, index=index)",
    examples=(
        "positive(3, 4)",
        "positive(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=[1, 3]",
        "positive(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]]",
        "positive(3, 4), labels=[[1, 1, 2, 2], [0, 1, 2, 2], [3, 3, 3, 0]], index=2",
    ),
)
terms(
    "scipy.ndimage.distance_transform_edt(input, sampling=None)",
    input="unmoved(d_input, out)",
    sampling="sampled_distance_tangent(input, sampling, d_sampling, out)",
    examples=("array([[1, 1, 1], [1, 0, 1], [1, 1, 1]]), positive(2)",),
)
terms(
    "scipy.ndimage.distance_transform_bf(input, metric='euclidean')",
    input="unmoved(d_input, out)",
    examples=("real(3, 3)",),
)
constant("scipy.ndimage.maximum_position(input, labels=None, index=None)", examples=("real(3, 4)",))
constant("scipy.ndimage.minimum_position(input, labels=None, index=None)", examples=("real(3, 4)",))
constant("scipy.ndimage.histogram(input, min, max, bins, labels=None, index=None)", examples=("real(3, 4), -1, 1, 4",))
constant("scipy.ndimage.label(input, structure=None)", examples=("integers(3, 4)",))
constant("scipy.ndimage.find_objects(input, max_label=0)", examples=("integers(3, 4)",))
constant("scipy.ndimage.value_indices(arr, *, ignore_value=None)", examples=("integers(3, 4)",))
constant("scipy.ndimage.generate_binary_structure(rank, connectivity)", examples=("2, 1",))
constant(
    "scipy.ndimage.iterate_structure(structure, iterations, origin=None)",
    examples=("array([[0, 1, 0], [1, 1, 1], [0, 1, 0]]), 2",),
)
constant("scipy.ndimage.distance_transform_cdt(input, metric='chessboard')", examples=("integers(3, 4)",))
constant(
    "scipy.ndimage.watershed_ift(input, markers, structure=None)",
    examples=("array([[1, 2, 3], [3, 2, 1]], dtype='uint8'), array([[1, 0, 0], [0, 0, 2]])",),
)
constant(
    (
        "scipy.ndimage.binary_closing(input, structure=None, iterations=1, *, origin=0, mask=None,"
        " border_value=0, brute_force=False)"
    ),
    examples=("real(3, 4)",),
)
constant(
    (
        "scipy.ndimage.binary_dilation(input, structure=None, iterations=1, mask=None, *, border_value=0,"
        " origin=0, brute_force=False)"
    ),
    examples=("real(3, 4)",),
)
constant(
    (
        "scipy.ndimage.binary_erosion(input, structure=None, iterations=1, mask=None, *, border_value=0,"
        " origin=0, brute_force=False)"
    ),
    examples=("real(3, 4)",),
)
constant(
    (
        "scipy.ndimage.binary_opening(input, structure=None, iterations=1, *, origin=0, mask=None,"
        " border_value=0, brute_force=False)"
    ),
    examples=("real(3, 4)",),
)
constant("scipy.ndimage.binary_fill_holes(input, structure=None, *, origin=0)", examples=("real(3, 4)",))
constant(
    "scipy.ndimage.binary_hit_or_miss(input, structure1=None, structure2=None, *, origin1=0, origin2=None)",
    examples=("real(3, 4)",),
)
constant(
    "scipy.ndimage.binary_propagation(input, structure=None, mask=None, *, border_value=0, origin=0)",
    examples=("real(3, 4)",),
)

# Functions that call back.
unsupported(
    (
        "scipy.ndimage.generic_filter(input, function, size=None, footprint=None, output=None,"
        " mode='reflect', cval=0.0, origin=0, extra_arguments=(), extra_keywords=None, *, axes=None)"
    ),
    because="compiled code calls the given function, and no tangent reaches it",
    use="Apply the function to numpy.lib.stride_tricks.sliding_window_view of the padded array.",
)
unsupported(
    (
        "scipy.ndimage.generic_filter1d(input, function, filter_size, axis=-1, output=None, mode='reflect',"
        " cval=0.0, origin=0, extra_arguments=(), extra_keywords=None)"
    ),
    because="compiled code calls the given function, and no tangent reaches it",
    use="Apply the function to the lines of the padded array in a loop.",
)
unsupported(
    (
        "scipy.ndimage.vectorized_filter(input, function, *, size=None, footprint=None, output=None,"
        " mode='reflect', cval=None, origin=None, axes=None, batch_memory=1073741824)"
    ),
    because="the given function gets views that SciPy makes in batches",
    use="Apply the function to numpy.lib.stride_tricks.sliding_window_view of the padded array.",
)
unsupported(
    (
        "scipy.ndimage.generic_gradient_magnitude(input, derivative, output=None, mode='reflect', cval=0.0,"
        " extra_arguments=(), extra_keywords=None, *, axes=None)"
    ),
    because="the given function writes into an array that SciPy makes",
    use=(
        "Write the root of the sum of squares of sobel or prewitt along the axes, or use gaussian_gradient_magnitude."
    ),
)
unsupported(
    (
        "scipy.ndimage.generic_laplace(input, derivative2, output=None, mode='reflect', cval=0.0,"
        " extra_arguments=(), extra_keywords=None, *, axes=None)"
    ),
    because="the given function writes into an array that SciPy makes",
    use="Add up the second derivatives that the function returns, or use laplace or gaussian_laplace.",
)
unsupported(
    (
        "scipy.ndimage.geometric_transform(input, mapping, output_shape=None, output=None, order=3,"
        " mode='constant', cval=0.0, prefilter=True, extra_arguments=(), extra_keywords=None)"
    ),
    because="compiled code calls the given function, and no tangent reaches it",
    use="Apply the mapping to numpy.indices, and use map_coordinates.",
)
unsupported(
    ("scipy.ndimage.labeled_comprehension(input, labels, index, func, out_dtype, default, pass_positions=False)"),
    because="the given function writes into an array that SciPy makes",
    use="Apply the function to input[labels == k] for each k.",
)

# What the support functions choose is locally constant too.
constant("srcad.rules.ndimage_geometry_support.regions(x, labels, index)")
