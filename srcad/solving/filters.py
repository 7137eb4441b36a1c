"""Rules of `scipy.signal` that are no one formula: the tangent is that of the same filter in plain NumPy."""

from typing import Any

import numpy as np
from scipy import signal

from srcad.rules.array_support import laid_like
from srcad.runtime import apply
from srcad.values.carrying import refuse_value


def filtered(
    b: Any,
    a: Any,
    x: Any,
    axis: int = -1,
    zi: Any = None,
    *,
    d_b: Any = None,
    d_a: Any = None,
    d_x: Any = None,
    d_zi: Any = None,
) -> tuple[Any, Any]:
    """Filter along one axis: the tangents pass through the same filter, with those of the coefficients as inputs."""
    value = signal.lfilter(b, a, x, axis, zi)
    out = value if zi is None else value[0]
    shape = out.shape if zi is None else value[1].shape
    numerators, denominators = np.asarray(b), np.asarray(a)
    scale = np.zeros(()) if d_a is None else np.asarray(d_a)[0] / denominators[0]
    total, state = np.zeros_like(out), np.zeros(shape)
    if d_x is not None or d_zi is not None:
        step, start = np.zeros(np.shape(x)) if d_x is None else d_x, np.zeros(shape) if d_zi is None else d_zi
        passed = passed_through(numerators, denominators, step, axis, zi is not None, start)
        total, state = total + passed[0], state + passed[1]
    if d_b is not None or d_a is not None:
        moved = -scale * numerators if d_b is None else np.asarray(d_b) - scale * numerators
        passed = passed_through(moved, denominators, x, axis, zi is not None, np.zeros(shape), len(denominators))
        total, state = total + passed[0], state + passed[1]
    if d_a is not None:
        moved = np.asarray(d_a) - scale * denominators
        passed = passed_through(moved, denominators, out, axis, zi is not None, np.zeros(shape), len(numerators))
        total, state = total - passed[0], state - passed[1]
    tangent = np.asarray(total, dtype=out.dtype)
    return (value, tangent) if zi is None else (value, (tangent, np.asarray(state, dtype=value[1].dtype)))


def passed_through(b: Any, a: Any, x: Any, axis: int, has_state: bool, start: Any, length: int = 0) -> Any:
    """Filter, and return the state behind as well where there is one."""
    if not has_state:
        return signal.lfilter(b, a, x, axis), 0.0
    longer = np.concatenate((b, np.zeros(max(0, max(length, len(a)) - len(b)))))
    return signal.lfilter(longer, a, x, axis, start)


def steady_state(b: Any, a: Any, *, d_b: Any = None, d_a: Any = None) -> tuple[Any, Any]:
    """Return the state of a filter that a constant one at its input settles to."""
    value = signal.lfilter_zi(b, a)
    tangent = np.asarray(apply(settled, (b, a), (d_b, d_a))[1], dtype=value.dtype)
    # The newest versions of SciPy return the state backwards in memory.
    return value, tangent[::-1].copy()[::-1] if value.strides[0] < 0 else tangent


def settled(b: Any, a: Any) -> Any:
    """Solve for the state of a filter at rest under a constant input of one."""
    numerators, denominators = np.asarray(b) * 1.0, np.asarray(a) * 1.0
    first = int(np.argmax(denominators != 0.0))
    numerators, denominators = numerators / denominators[first], denominators[first:] / denominators[first]
    order = max(len(numerators), len(denominators))
    numerators = np.concatenate((numerators, np.zeros(order - len(numerators))))
    denominators = np.concatenate((denominators, np.zeros(order - len(denominators))))
    shift = np.eye(order - 1, k=1)
    matrix = np.eye(order - 1) - shift + denominators[1:, None] * np.eye(1, order - 1)
    return np.linalg.solve(matrix, numerators[1:] - denominators[1:] * numerators[0])


def started(
    b: Any, a: Any, y: Any, x: Any = None, *, d_b: Any = None, d_a: Any = None, d_y: Any = None, d_x: Any = None
) -> Any:
    """Return the state of a filter that past outputs and inputs leave."""
    value = signal.lfiltic(b, a, y, x)
    return value, np.asarray(apply(state_after, (b, a, y, x), (d_b, d_a, d_y, d_x))[1], dtype=value.dtype)


def state_after(b: Any, a: Any, y: Any, x: Any) -> Any:
    """Add what past inputs and outputs still have to give."""
    numerators, denominators = np.asarray(b) * 1.0, np.asarray(a) * 1.0
    count = max(len(numerators), len(denominators)) - 1
    state = np.zeros(count)
    if x is not None:
        state = state + remaining(numerators, np.asarray(x) * 1.0, count)
    state = state - remaining(denominators, np.asarray(y) * 1.0, count)
    return state / denominators[0]


def remaining(taps: Any, past: Any, count: int) -> Any:
    """Return for each state the sum of the later taps over the past, the latest first."""
    reach = len(taps) - 1
    known = np.concatenate((past, np.zeros(max(0, reach - len(past)))))[:reach]
    sums = [np.sum(taps[m + 1 :] * known[: reach - m]) for m in range(reach)]
    return np.concatenate((np.stack(sums), np.zeros(count - reach))) if sums else np.zeros(count)


def forward_backward(
    b: Any,
    a: Any,
    x: Any,
    axis: int = -1,
    padtype: Any = "odd",
    padlen: Any = None,
    method: str = "pad",
    irlen: Any = None,
    *,
    d_b: Any = None,
    d_a: Any = None,
    d_x: Any = None,
) -> tuple[Any, Any]:
    """Filter forward and backward."""
    value = signal.filtfilt(b, a, x, axis, padtype, padlen, method, irlen)
    if method != "pad":
        refuse_value("filtfilt(method='gust') is not differentiated", "Use method='pad'.")
    length = 3 * max(len(np.atleast_1d(a)), len(np.atleast_1d(b))) if padlen is None else padlen
    given = np.atleast_1d(b), np.atleast_1d(a), x, axis, padtype, length
    d_given = None if d_b is None else np.atleast_1d(d_b), None if d_a is None else np.atleast_1d(d_a), d_x
    return value, laid_like(apply(both_ways, given, (*d_given, None, None, None))[1], value)


def both_ways(b: Any, a: Any, x: Any, axis: int, padtype: Any, length: int) -> Any:
    """Filter forward and backward, each time from the steady state of the first sample."""
    rows = np.moveaxis(np.asarray(x), axis, -1)
    wide = extended(rows, padtype, length)
    start = signal.lfilter_zi(b, a)
    for _ in range(2):
        wide, _ = signal.lfilter(b, a, wide, -1, start * wide[..., :1])
        wide = wide[..., ::-1]
    return np.moveaxis(cut(wide, padtype, length), -1, axis)


def extended(rows: Any, padtype: Any, length: int) -> Any:
    """Extend rows at both ends, odd, even or by a constant."""
    if padtype is None or length == 0:
        return rows
    first, last = rows[..., :1], rows[..., -1:]
    if padtype == "constant":
        ones = np.ones(length)
        return np.concatenate((first * ones, rows, last * ones), axis=-1)
    before, after = rows[..., length:0:-1], rows[..., -2 : -length - 2 : -1]
    if padtype == "odd":
        before, after = 2.0 * first - before, 2.0 * last - after
    return np.concatenate((before, rows, after), axis=-1)


def cut(wide: Any, padtype: Any, length: int) -> Any:
    """Cut off what was added at both ends."""
    return wide if padtype is None or length == 0 else wide[..., length:-length]


def sections(
    sos: Any, x: Any, axis: int = -1, zi: Any = None, *, d_sos: Any = None, d_x: Any = None, d_zi: Any = None
) -> tuple[Any, Any]:
    """Filter by sections of second order, one after the other."""
    value = signal.sosfilt(sos, x, axis, zi)
    return value, laid_like(apply(through_sections, (sos, x, axis, zi), (d_sos, d_x, None, d_zi))[1], value)


def through_sections(sos: Any, x: Any, axis: int, zi: Any) -> Any:
    """Filter by each section."""
    coefficients, rows = np.asarray(sos), np.asarray(x)
    states = []
    for number in range(len(coefficients)):
        section = coefficients[number]
        if zi is None:
            rows = signal.lfilter(section[:3], section[3:], rows, axis)
        else:
            rows, state = signal.lfilter(section[:3], section[3:], rows, axis, np.asarray(zi)[number])
            states.append(state)
    return rows if zi is None else (rows, np.stack(states))


def steady_sections(sos: Any, *, d_sos: Any = None) -> tuple[Any, Any]:
    """Return the states of sections that a constant one at the input settles to."""
    return signal.sosfilt_zi(sos), apply(settled_sections, (sos,), (d_sos,))[1]


def settled_sections(sos: Any) -> Any:
    """Scale the steady state of each section by what the ones before let through."""
    coefficients = np.asarray(sos) * 1.0
    states = []
    scale = np.ones(())
    for section in coefficients:
        states.append(scale * settled(section[:3], section[3:]))
        scale = scale * (np.sum(section[:3]) / np.sum(section[3:]))
    return np.stack(states)


def sections_both_ways(
    sos: Any, x: Any, axis: int = -1, padtype: Any = "odd", padlen: Any = None, *, d_sos: Any = None, d_x: Any = None
) -> tuple[Any, Any]:
    """Filter forward and backward by sections."""
    value = signal.sosfiltfilt(sos, x, axis, padtype, padlen)
    coefficients = np.asarray(sos)
    taps = 2 * len(coefficients) + 1
    taps -= min(int(np.sum(coefficients[:, 2] == 0.0)), int(np.sum(coefficients[:, 5] == 0.0)))
    length = 3 * taps if padlen is None else padlen
    tangent = apply(all_both_ways, (sos, x, axis, padtype, length), (d_sos, d_x, None, None, None))[1]
    return value, laid_like(tangent, value)


def all_both_ways(sos: Any, x: Any, axis: int, padtype: Any, length: int) -> Any:
    """Filter forward and backward by sections, each time from the steady state of the first sample."""
    rows = np.moveaxis(np.asarray(x), axis, -1)
    wide = extended(rows, padtype, length)
    states = settled_sections(sos)
    start = np.reshape(states, (len(states), *(1,) * (np.ndim(rows) - 1), 2))
    for _ in range(2):
        wide, _ = through_sections(sos, wide, -1, start * wide[..., :1])
        wide = wide[..., ::-1]
    return np.moveaxis(cut(wide, padtype, length), -1, axis)


def resampled(
    x: Any,
    num: int,
    t: Any = None,
    axis: int = 0,
    window: Any = None,
    domain: str = "time",
    *,
    d_x: Any = None,
    d_t: Any = None,
) -> tuple[Any, Any]:
    """Resample by a Fourier transform: the result is linear in the signal, and the new times in the given ones."""
    value = signal.resample(x, num, t, axis, window, domain)
    out = value if t is None else value[0]
    tangent = np.zeros_like(out) if d_x is None else signal.resample(d_x, num, None, axis, window, domain)
    if t is None:
        return value, tangent
    times = np.zeros_like(value[1]) if d_t is None else signal.resample(x, num, d_t, axis, window, domain)[1]
    return value, (tangent, times)


def ranked(a: Any, domain: Any, rank: int, *, d_a: Any) -> tuple[Any, Any]:
    """Take the element of a rank among neighbours: the tangent is that of the element taken."""
    return signal.order_filter(a, domain, rank), taken(a, np.asarray(domain) != 0, rank, d_a)


def median(volume: Any, kernel_size: Any = None, *, d_volume: Any) -> tuple[Any, Any]:
    """Take the median among neighbours."""
    kernel = np.ones(np.broadcast_to(3 if kernel_size is None else kernel_size, np.ndim(volume)), dtype=bool)
    return signal.medfilt(volume, kernel_size), taken(volume, kernel, kernel.size // 2, d_volume)


def median_of_image(input: Any, kernel_size: Any = 3, *, d_input: Any) -> tuple[Any, Any]:
    """Take the median among neighbours in an image."""
    kernel = np.ones(np.broadcast_to(kernel_size, 2), dtype=bool)
    return signal.medfilt2d(input, kernel_size), taken(input, kernel, kernel.size // 2, d_input)


def taken(a: Any, kernel: Any, rank: int, d_a: Any) -> Any:
    """Gather the tangents of the elements of a rank; outside are zeros."""
    around = [(size // 2, (size - 1) // 2) for size in np.shape(kernel)]
    shape = np.shape(kernel)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(np.asarray(a), around), shape)[..., kernel]
    places = np.lib.stride_tricks.sliding_window_view(padded_places(np.shape(a), around), shape)[..., kernel]
    order = np.argsort(windows, axis=-1, kind="stable")[..., rank : rank + 1]
    found = np.take_along_axis(places, order, axis=-1)[..., 0]
    step = np.ravel(np.asarray(d_a))
    return np.concatenate((np.zeros_like(step[:1]), step))[found]


def padded_places(shape: Any, around: Any) -> Any:
    """Number the elements from one, with zeros around."""
    return np.pad(np.reshape(np.arange(1, int(np.prod(shape)) + 1), shape), around)
