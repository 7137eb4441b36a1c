"""Functions that the texts of the rules of `scipy.ndimage` call for filters, transforms and measurements.

See `support` for what holds for all of them. A filter that selects is a gather: each output is chosen among the
neighbours of its place, which `neighbours` lists once for every border mode.
"""

from typing import Any

import numpy as np
from scipy import ndimage

from srcad.rules.array_support import like_result
from srcad.rules.support import quotient, zero_like

# The padding of NumPy that is SciPy's mode.
PADDING = {
    "reflect": "symmetric",
    "grid-mirror": "symmetric",
    "mirror": "reflect",
    "nearest": "edge",
    "wrap": "wrap",
    "grid-wrap": "wrap",
}


def sequence_of(value: Any, count: int) -> list[Any]:
    """Return one value for each axis."""
    is_one = value is None or isinstance(value, str) or np.ndim(value) == 0
    return [value] * count if is_one else list(value)


def axes_of(axes: Any, count: int) -> list[int]:
    """Return the axes that are filtered, counted from the front."""
    return list(range(count)) if axes is None else [axis % count for axis in np.atleast_1d(axes).tolist()]


def unmoved(tangent: Any, out: Any) -> Any:
    """Return zeros for a result that is constant near an argument which varies, whatever its tangent."""
    return zero_like(out)


# Gaussian kernels, as they vary with their width.


def kernel_radius(sigma: Any, truncate: Any, radius: Any) -> int:
    """Return the radius at which SciPy cuts the kernel off, which is locally constant."""
    return int(radius) if radius is not None else int(truncate * float(sigma) + 0.5)


def gaussian_kernel_tangent(sigma: Any, order: int, radius: int) -> Any:
    """Return the derivative of a kernel (of a derivative of a Gaussian) with respect to its width.

    The kernel is phi(x) q(x), with a polynomial q that the derivatives of phi build up.
    """
    x = np.arange(-radius, radius + 1)
    bell = np.exp(-0.5 * (x / sigma) ** 2)
    phi = bell / np.sum(bell)
    rate = x**2 / sigma**3
    d_phi = phi * (rate - np.sum(phi * rate))
    derivation = np.diag(np.arange(1.0, order + 1.0), 1)
    damping = np.diag(np.ones(order), -1)
    q, d_q = np.eye(order + 1)[0], np.zeros(order + 1)
    for _ in range(order):
        q_next = derivation @ q - damping @ q / sigma**2
        d_q = derivation @ d_q - damping @ d_q / sigma**2 + 2.0 * (damping @ q) / sigma**3
        q = q_next
    powers = x[:, np.newaxis] ** np.arange(order + 1)
    return (powers @ d_q) * phi + (powers @ q) * d_phi


def gaussian_width_tangent(
    x: Any,
    sigma: Any,
    d_sigma: Any,
    axis: Any = -1,
    order: Any = 0,
    mode: Any = "reflect",
    cval: Any = 0.0,
    truncate: Any = 4.0,
    radius: Any = None,
) -> Any:
    """Return the tangent of a Gaussian filter along one axis as its width varies."""
    kernel = gaussian_kernel_tangent(sigma, order, kernel_radius(sigma, truncate, radius))
    return ndimage.correlate1d(x, kernel[::-1], axis, mode=mode, cval=cval) * d_sigma


def gaussian_widths_tangent(
    x: Any,
    sigma: Any,
    d_sigma: Any,
    order: Any = 0,
    mode: Any = "reflect",
    cval: Any = 0.0,
    truncate: Any = 4.0,
    radius: Any = None,
    axes: Any = None,
) -> Any:
    """Return the tangent of a Gaussian filter as its widths vary: axis after axis, as SciPy filters."""
    x = np.asarray(x)
    along = axes_of(axes, x.ndim)
    widths, d_widths = sequence_of(sigma, len(along)), sequence_of(d_sigma, len(along))
    orders, modes = sequence_of(order, len(along)), sequence_of(mode, len(along))
    radii = sequence_of(radius, len(along))
    total = np.zeros_like(x)
    for k in range(len(along)):
        if widths[k] > 1e-15:
            total = ndimage.gaussian_filter1d(
                total, widths[k], along[k], orders[k], mode=modes[k], truncate=truncate, radius=radii[k]
            )
            total = total + gaussian_width_tangent(
                x, widths[k], d_widths[k], along[k], orders[k], modes[k], cval, truncate, radii[k]
            )
            x = ndimage.gaussian_filter1d(
                x, widths[k], along[k], orders[k], mode=modes[k], cval=cval, truncate=truncate, radius=radii[k]
            )
    return total


def derivative_orders(axis: int, count: int, order: int) -> Any:
    """Return the orders of a filter that differentiates along one axis."""
    return order * np.eye(count, dtype=int)[axis]


def gaussian_laplace_width_tangent(x: Any, sigma: Any, d_sigma: Any, mode: Any = "reflect", cval: Any = 0.0) -> Any:
    """Return the tangent of the Laplace operator of a Gaussian as its widths vary."""
    count = np.ndim(x)
    modes = sequence_of(mode, count)
    total = np.zeros_like(np.asarray(x))
    for axis in range(count):
        orders = derivative_orders(axis, count, 2)
        total = total + gaussian_widths_tangent(x, sigma, d_sigma, orders, modes[axis], cval)
    return total


def gaussian_gradient_tangent(
    x: Any, sigma: Any, d_x: Any, d_sigma: Any, out: Any, mode: Any = "reflect", cval: Any = 0.0
) -> Any:
    """Return the tangent of the length of a Gaussian gradient, 0 where it is 0; d_x or d_sigma may be None."""
    count = np.ndim(x)
    modes = sequence_of(mode, count)
    total = np.zeros_like(out)
    for axis in range(count):
        orders = derivative_orders(axis, count, 1)
        part = ndimage.gaussian_filter(x, sigma, orders, mode=modes[axis], cval=cval)
        d_part = np.zeros_like(part)
        if d_x is not None:
            d_part = d_part + ndimage.gaussian_filter(d_x, sigma, orders, mode=modes[axis])
        if d_sigma is not None:
            d_part = d_part + gaussian_widths_tangent(x, sigma, d_sigma, orders, modes[axis], cval)
        total = total + quotient(part, out) * d_part
    return total


# Filters that select.


def positions(size: int, before: int, after: int, mode: str) -> Any:
    """Return which element each place of an extended axis holds, -1 for the constant outside."""
    if mode not in PADDING or size == 0:
        return np.pad(np.arange(size), (before, after), constant_values=-1)
    return np.pad(np.arange(size), (before, after), PADDING[mode])  # type: ignore[call-overload]


def neighbours(shape: tuple[int, ...], footprint: Any, origins: list[int], modes: list[str]) -> Any:
    """Return the indices of the neighbours of each place, along a new last axis, and which lie inside."""
    places = []
    inside = np.array(True)
    whole = (*shape, *footprint.shape)
    for axis, (count, size) in enumerate(zip(shape, footprint.shape, strict=True)):
        before = size // 2 + origins[axis]
        extended = positions(count, max(before, 0), max(size - 1 - before, 0), modes[axis])
        start = max(-before, 0)
        place = extended[start + np.arange(count)[:, np.newaxis] + np.arange(size)]
        spread = [1] * len(whole)
        spread[axis], spread[axis + len(shape)] = count, size
        place = np.broadcast_to(np.reshape(place, spread), whole)[..., footprint]
        inside = inside & (place >= 0)
        places.append(place)
    return tuple(places), inside


def footprint_of(size: Any, footprint: Any, structure: Any, count: int) -> Any:
    """Return the neighbourhood as truth values along the axes that are filtered."""
    if footprint is not None:
        return np.asarray(footprint, bool)
    if structure is not None:
        return np.ones(np.shape(structure), bool)
    return np.ones(tuple(int(length) for length in sequence_of(size, count)), bool)


def expanded(values: Any, axes: list[int], count: int) -> Any:
    """Return an array along some of the axes with axes of length 1 for the others."""
    shape = [1] * count
    for axis, size in zip(axes, np.shape(values), strict=True):
        shape[axis] = size
    return np.reshape(np.transpose(values, np.argsort(axes)), shape)


def neighbourhood(shape: Any, size: Any, footprint: Any, structure: Any, mode: Any, origin: Any, axes: Any) -> Any:
    """Return indices, inside, and what is added to each neighbour, for a filter's arguments; they are constant."""
    along = axes_of(axes, len(shape))
    mask = footprint_of(size, footprint, structure, len(along))
    heights = np.zeros(mask.shape) if structure is None else np.asarray(structure)
    origins, modes = [0] * len(shape), ["nearest"] * len(shape)
    given = zip(along, sequence_of(origin, len(along)), sequence_of(mode, len(along)), strict=True)
    for axis, start, how in given:
        origins[axis], modes[axis] = int(start), how
    mask, heights = expanded(mask, along, len(shape)), expanded(heights, along, len(shape))
    return *neighbours(tuple(shape), mask, origins, modes), heights[mask]


def gathered(x: Any, where: Any, cval: Any) -> Any:
    """Return the values of all neighbours, along a new last axis."""
    return np.where(where[1], np.asarray(x)[where[0]], cval)


def extreme_filter_tangent(
    x: Any,
    d_x: Any,
    out: Any,
    size: Any = None,
    footprint: Any = None,
    structure: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
    sign: float = 1.0,
) -> Any:
    """Return the tangent of the largest (or, with sign -1, smallest) neighbour; ties share equally."""
    where = neighbourhood(np.shape(x), size, footprint, structure, mode, origin, axes)
    chosen = np.equal(gathered(x, where, cval) + sign * where[2], np.asarray(out)[..., np.newaxis])
    total = np.sum(np.where(chosen, gathered(d_x, where, 0.0), 0.0), axis=-1)
    return like_result(total / np.maximum(np.sum(chosen, axis=-1), 1), out)


def extreme_filter1d_tangent(
    x: Any, d_x: Any, out: Any, size: int, axis: Any = -1, mode: Any = "reflect", cval: Any = 0.0, origin: Any = 0
) -> Any:
    """Return the tangent of the largest or smallest neighbour along one axis."""
    return extreme_filter_tangent(x, d_x, out, size, None, None, mode, cval, origin, (axis,))


def rank_filter_tangent(
    x: Any,
    d_x: Any,
    out: Any,
    rank: Any,
    size: Any = None,
    footprint: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
) -> Any:
    """Return the tangent of the neighbour of some rank in the stable order; None is the median."""
    where = neighbourhood(np.shape(x), size, footprint, None, mode, origin, axes)
    values = gathered(x, where, cval)
    count = values.shape[-1]
    place = count // 2 if rank is None else rank % count
    order = np.argsort(values, axis=-1, kind="stable")[..., place : place + 1]
    return like_result(np.take_along_axis(gathered(d_x, where, 0.0), order, axis=-1)[..., 0], out)


def percentile_filter_tangent(
    x: Any,
    d_x: Any,
    out: Any,
    percentile: Any,
    size: Any = None,
    footprint: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
) -> Any:
    """Return the tangent of the neighbour at a percentile."""
    count = int(np.sum(footprint_of(size, footprint, None, len(axes_of(axes, np.ndim(x))))))
    share = percentile + 100.0 if percentile < 0.0 else percentile
    rank = count - 1 if share == 100.0 else int(float(count) * share / 100.0)
    return rank_filter_tangent(x, d_x, out, rank, size, footprint, mode, cval, origin, axes)


# Grey morphology.


def grey_erosion_tangent(
    x: Any,
    d_x: Any,
    out: Any,
    size: Any = None,
    footprint: Any = None,
    structure: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
) -> Any:
    """Return the tangent of a grey erosion: of the smallest neighbour minus the structure."""
    return extreme_filter_tangent(x, d_x, out, size, footprint, structure, mode, cval, origin, axes, -1.0)


def grey_dilation_tangent(
    x: Any,
    d_x: Any,
    out: Any,
    size: Any = None,
    footprint: Any = None,
    structure: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
) -> Any:
    """Return the tangent of a grey dilation: of the largest neighbour plus the structure, both turned over."""
    count = len(axes_of(axes, np.ndim(x)))
    shape = footprint_of(size, footprint, structure, count).shape
    starts = [-start - (length + 1) % 2 for start, length in zip(sequence_of(origin, count), shape, strict=True)]
    turned = None if footprint is None else np.flip(footprint)
    heights = None if structure is None else np.flip(structure)
    return extreme_filter_tangent(x, d_x, out, size, turned, heights, mode, cval, starts, axes)


def grey_erosion(
    x: Any, size: Any, footprint: Any, structure: Any, mode: Any, cval: Any, origin: Any, axes: Any
) -> Any:
    """Return a grey erosion; only later versions of SciPy know axes."""
    if axes is None:
        return ndimage.grey_erosion(
            x, size=size, footprint=footprint, structure=structure, mode=mode, cval=cval, origin=origin
        )
    return ndimage.grey_erosion(
        x, size=size, footprint=footprint, structure=structure, mode=mode, cval=cval, origin=origin, axes=axes
    )


def grey_dilation(
    x: Any, size: Any, footprint: Any, structure: Any, mode: Any, cval: Any, origin: Any, axes: Any
) -> Any:
    """Return a grey dilation; only later versions of SciPy know axes."""
    if axes is None:
        return ndimage.grey_dilation(
            x, size=size, footprint=footprint, structure=structure, mode=mode, cval=cval, origin=origin
        )
    return ndimage.grey_dilation(
        x, size=size, footprint=footprint, structure=structure, mode=mode, cval=cval, origin=origin, axes=axes
    )


def opened_tangent(
    x: Any,
    d_x: Any,
    out: Any,
    size: Any = None,
    footprint: Any = None,
    structure: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
) -> Any:
    """Return the tangent of a grey opening: an erosion, then a dilation."""
    between = grey_erosion(x, size, footprint, structure, mode, cval, origin, axes)
    d_between = grey_erosion_tangent(x, d_x, between, size, footprint, structure, mode, cval, origin, axes)
    return grey_dilation_tangent(between, d_between, out, size, footprint, structure, mode, cval, origin, axes)


def closed_tangent(
    x: Any,
    d_x: Any,
    out: Any,
    size: Any = None,
    footprint: Any = None,
    structure: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
) -> Any:
    """Return the tangent of a grey closing: a dilation, then an erosion."""
    between = grey_dilation(x, size, footprint, structure, mode, cval, origin, axes)
    d_between = grey_dilation_tangent(x, d_x, between, size, footprint, structure, mode, cval, origin, axes)
    return grey_erosion_tangent(between, d_between, out, size, footprint, structure, mode, cval, origin, axes)


def tophat_tangent(
    x: Any,
    d_x: Any,
    size: Any = None,
    footprint: Any = None,
    structure: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
    white: bool = True,
) -> Any:
    """Return the tangent of an image minus its opening, or of its closing minus the image."""
    if white:
        opened = grey_dilation(
            grey_erosion(x, size, footprint, structure, mode, cval, origin, axes),
            size,
            footprint,
            structure,
            mode,
            cval,
            origin,
            axes,
        )
        return d_x - opened_tangent(x, d_x, opened, size, footprint, structure, mode, cval, origin, axes)
    closed = grey_erosion(
        grey_dilation(x, size, footprint, structure, mode, cval, origin, axes),
        size,
        footprint,
        structure,
        mode,
        cval,
        origin,
        axes,
    )
    return closed_tangent(x, d_x, closed, size, footprint, structure, mode, cval, origin, axes) - d_x


def morphological_tangent(
    x: Any,
    d_x: Any,
    size: Any = None,
    footprint: Any = None,
    structure: Any = None,
    mode: Any = "reflect",
    cval: Any = 0.0,
    origin: Any = 0,
    axes: Any = None,
    laplace: bool = False,
) -> Any:
    """Return the tangent of dilation minus erosion, or of their sum minus twice the image."""
    d_dilated = grey_dilation_tangent(
        x,
        d_x,
        grey_dilation(x, size, footprint, structure, mode, cval, origin, axes),
        size,
        footprint,
        structure,
        mode,
        cval,
        origin,
        axes,
    )
    d_eroded = grey_erosion_tangent(
        x,
        d_x,
        grey_erosion(x, size, footprint, structure, mode, cval, origin, axes),
        size,
        footprint,
        structure,
        mode,
        cval,
        origin,
        axes,
    )
    return d_dilated + d_eroded - 2.0 * d_x if laplace else d_dilated - d_eroded


# Filters of spectra.


def frequencies(shape: tuple[int, ...], n: int, axis: int) -> list[Any]:
    """Return the frequency of each entry along each axis over the number of samples, to broadcast."""
    found = []
    for k, count in enumerate(shape):
        halved = n >= 0 and k == axis % len(shape)
        values = np.arange(count) / n if halved else np.fft.fftfreq(count)
        if not halved and count % 2 == 0 and count > 0:
            values[count // 2] = -0.5
        found.append(np.reshape(values, [-1 if j == k else 1 for j in range(len(shape))]))
    return found


def fourier_gaussian_width_tangent(sigma: Any, d_sigma: Any, out: Any, n: Any = -1, axis: Any = -1) -> Any:
    """Return the tangent of a spectrum that is multiplied by that of a Gaussian, as its widths vary."""
    count = out.ndim
    factor: Any = 0.0
    parts = zip(frequencies(out.shape, n, axis), sequence_of(sigma, count), sequence_of(d_sigma, count), strict=True)
    for values, width, d_width in parts:
        factor = factor - 4.0 * np.pi**2 * values**2 * width * d_width
    return like_result(out * factor, out)


def fourier_shift_tangent(d_shift: Any, out: Any, n: Any = -1, axis: Any = -1) -> Any:
    """Return the tangent of the spectrum of a shifted image, as the shifts vary."""
    turn: Any = 0.0
    for values, d_part in zip(frequencies(out.shape, n, axis), sequence_of(d_shift, out.ndim), strict=True):
        turn = turn - 2.0 * np.pi * values * d_part
    return like_result(1j * out * turn, out)


def sampled_distance_tangent(x: Any, sampling: Any, d_sampling: Any, out: Any) -> Any:
    """Return the tangent of the distance to the background as the spacing of the grid varies."""
    nearest = ndimage.distance_transform_edt(x, sampling, return_distances=False, return_indices=True)
    steps = np.indices(np.shape(x)) - nearest
    total: Any = 0.0
    parts = zip(steps, sequence_of(sampling, np.ndim(x)), sequence_of(d_sampling, np.ndim(x)), strict=True)
    for step, spacing, d_spacing in parts:
        total = total + quotient(step * spacing, out) * step * d_spacing
    return total
