"""Rules of responses in frequency, and of the forms that a filter can be written in."""

from typing import Any

import numpy as np
from scipy import signal
from scipy.spatial import cKDTree

from srcad.runtime import apply
from srcad.stopping import stop_derivative
from srcad.values.carrying import refuse_value

FULL_CIRCLE = 2.0 * np.pi


def digital(
    b: Any,
    a: Any = 1,
    worN: Any = 512,
    whole: bool = False,
    plot: Any = None,
    fs: Any = FULL_CIRCLE,
    include_nyquist: bool = False,
    *,
    d_b: Any = None,
    d_a: Any = None,
    d_worN: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Return the response of a filter given by its coefficients."""
    value = signal.freqz(b, a, worN, whole, plot, fs, include_nyquist)
    if np.ndim(b) > 1 or np.ndim(a) > 1:
        refuse_value("freqz is differentiated for one filter at a time", "Call it for each filter.")
    angle, d_w, d_angle = angles(value[0], worN, fs, d_worN, d_fs)
    return value, in_kind((d_w, apply(ratio, (b, a, angle), (d_b, d_a, d_angle))[1]), value)


def in_kind(tangents: Any, values: Any) -> Any:
    """Give the tangents of several arrays the dtypes of these."""
    return tuple(np.asarray(t, dtype=value.dtype) for t, value in zip(tangents, values, strict=True))


def angles(w: Any, worN: Any, fs: Any, d_worN: Any, d_fs: Any) -> tuple[Any, Any, Any]:
    """Return the angles on the unit circle, and the tangents of the frequencies and of the angles.

    A grid that SciPy makes moves with the rate of sampling, and its angles stay.
    """
    angle = FULL_CIRCLE * np.asarray(w) / fs
    rate = 0.0 if d_fs is None else d_fs / fs
    if np.ndim(worN) == 0:
        return angle, w * rate, np.zeros_like(angle)
    d_w = np.zeros_like(angle) if d_worN is None else np.asarray(d_worN) * 1.0
    return angle, d_w, FULL_CIRCLE * d_w / fs - angle * rate


def ratio(b: Any, a: Any, angle: Any) -> Any:
    """Return the ratio of two polynomials of the inverse delay on the unit circle."""
    return on_circle(b, angle) / on_circle(a, angle)


def on_circle(taps: Any, angle: Any) -> Any:
    """Evaluate a polynomial of the inverse delay on the unit circle."""
    coefficients = np.reshape(np.asarray(taps) * 1.0, -1)
    return np.exp(-1j * np.outer(angle, np.arange(len(coefficients)))) @ coefficients


def of_sections(
    sos: Any,
    worN: Any = 512,
    whole: bool = False,
    fs: Any = FULL_CIRCLE,
    *,
    d_sos: Any = None,
    d_worN: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Return the response of a filter given by sections of second order."""
    value = signal.freqz_sos(sos, worN, whole, fs)
    angle, d_w, d_angle = angles(value[0], worN, fs, d_worN, d_fs)
    return value, in_kind((d_w, apply(product, (sos, angle), (d_sos, d_angle))[1]), value)


def product(sos: Any, angle: Any) -> Any:
    """Multiply the responses of all sections."""
    found = np.ones(np.shape(angle))
    for section in np.asarray(sos):
        found = found * ratio(section[:3], section[3:], angle)
    return found


def normalize(b: Any, a: Any, *, d_b: Any = None, d_a: Any = None) -> tuple[Any, Any]:
    """Divide by the first coefficient of the denominator, without leading zeros."""
    value = signal.normalize(b, a)
    counts = np.shape(value[0])[-1], len(value[1])
    above, below = apply(normalized, (b, a, *counts), (d_b, d_a, None, None))[1]
    return value, in_kind((np.reshape(above, np.shape(value[0])), below), value)


def normalized(b: Any, a: Any, above: int, below: int) -> tuple[Any, Any]:
    """Divide the last coefficients by the first one of the denominator; each row of `b` is a numerator."""
    numerators, denominators = aligned(b), np.atleast_1d(a) * 1.0
    denominators = denominators[len(denominators) - below :]
    return numerators[..., np.shape(numerators)[-1] - above :] / denominators[0], denominators / denominators[0]


def aligned(b: Any) -> Any:
    """Return numerators as the rows of an array: the shorter ones of a list begin with zeros."""
    if not isinstance(b, (list, tuple)) or not any(np.ndim(row) for row in b):
        return np.atleast_1d(b) * 1.0
    rows = [np.atleast_1d(row) * 1.0 for row in b]
    longest = max(len(row) for row in rows)
    return np.stack([np.concatenate((np.zeros(longest - len(row)), row)) for row in rows])


def zeros_of_ratio(b: Any, a: Any, *, d_b: Any = None, d_a: Any = None) -> tuple[Any, Any]:
    """Return zeros, poles and gain of a filter."""
    value = signal.tf2zpk(b, a)
    counts = len(value[0]) + 1, len(value[1]) + 1
    return value, apply(roots_and_gain, (b, a, *counts), (d_b, d_a, None, None))[1]


def roots_and_gain(b: Any, a: Any, above: int, below: int) -> tuple[Any, Any, Any]:
    """Return the roots of both polynomials, and the ratio of their first coefficients."""
    numerators, denominators = normalized(np.reshape(aligned(b), -1), a, above, below)
    return np.roots(numerators), np.roots(denominators), numerators[0]


def states_of_ratio(num: Any, den: Any, *, d_num: Any = None, d_den: Any = None) -> tuple[Any, Any]:
    """Return the matrices of a filter, in the controller's canonical form."""
    value = signal.tf2ss(num, den)
    below = len(value[0]) + 1 if np.any(value[1]) else 1
    found = apply(companion_form, (num, den, below), (d_num, d_den, None))[1]
    if below == 1:  # without a state SciPy returns zeros for one
        found = (*(np.zeros_like(part) for part in value[:3]), found[3])
    return value, in_kind(found, value)


def companion_form(num: Any, den: Any, below: int) -> tuple[Any, Any, Any, Any]:
    """Write ratios of polynomials, one a row, by the companion matrix of the denominator."""
    numerators = np.atleast_2d(aligned(num))
    above = min(np.shape(numerators)[1], below)
    top, bottom = normalized(numerators, den, above, below)
    top = np.concatenate((np.zeros((len(top), below - above)), top), axis=1)
    order = below - 1
    shift = np.eye(order, k=-1)
    first = np.eye(order, 1)
    matrix = shift - first * bottom[1:]
    return matrix, first * 1.0, top[:, 1:] - top[:, :1] * bottom[1:], top[:, :1] * 1.0


def distinct_roots(p: Any, tol: float = 1e-3, rtype: str = "min", *, d_p: Any) -> tuple[Any, Any]:
    """Return the least, the largest or the mean of each group of roots; which root is in which group is constant."""
    value = signal.unique_roots(p, tol, rtype)
    pick = np.mean if rtype in ("avg", "mean") else np.max if rtype.startswith("max") else np.min
    groups = groups_of(stop_derivative(np.asarray(p)), tol)
    picked = apply(picked_of_groups, (p, groups, pick), (d_p, None, None))[1]
    return value, in_kind((picked, np.zeros(len(groups))), (value[0], np.zeros(0)))


def picked_of_groups(p: Any, groups: Any, pick: Any) -> Any:
    """Pick a number of each group."""
    return np.array([pick(np.asarray(p)[group]) for group in groups])


def groups_of(p: Any, tol: float) -> list[Any]:
    """Group roots as SciPy does: each that is left takes those around it, in order."""
    tree = cKDTree(np.stack((np.real(p), np.imag(p)), axis=-1))
    groups = []
    used = np.zeros(len(p), dtype=bool)
    for index in range(len(p)):
        if not used[index]:
            around = [k for k in tree.query_ball_point(tree.data[index], tol) if not used[k]]
            used[around] = True
            groups.append(around)
    return groups


def ratio_of_states(
    A: Any,
    B: Any,
    C: Any,
    D: Any,
    input: int = 0,
    *,
    d_A: Any = None,
    d_B: Any = None,
    d_C: Any = None,
    d_D: Any = None,
) -> tuple[Any, Any]:
    """Return numerators and denominator of a system given by its matrices."""
    value = signal.ss2tf(A, B, C, D, input)
    if any(np.ndim(matrix) != 2 for matrix in (A, B, C, D)):
        refuse_value("ss2tf is differentiated for four matrices", "Pass each as a two-dimensional array.")
    given, d_given = (A, B, C, D, input), (d_A, d_B, d_C, d_D, None)
    return value, in_kind(apply(numerators_of, given, d_given)[1], value)


def numerators_of(A: Any, B: Any, C: Any, D: Any, input: int) -> tuple[Any, Any]:
    """Return for each output the polynomial det(s - A + B C) + (D - 1) det(s - A)."""
    matrix, column = np.asarray(A) * 1.0, np.asarray(B)[:, input : input + 1]
    denominator = characteristic(matrix)
    outputs, direct = np.asarray(C), np.asarray(D)[:, input]
    rows = [characteristic(matrix - column * outputs[i]) + (direct[i] - 1.0) * denominator for i in range(len(outputs))]
    return np.stack(rows), denominator


def characteristic(matrix: Any) -> Any:
    """Return the characteristic polynomial of a matrix by the recurrence of Faddeev and LeVerrier."""
    count = len(matrix)
    coefficients = [np.ones(())]
    power = np.eye(count)
    for order in range(1, count + 1):
        step = matrix @ power
        coefficients.append(-np.trace(step) / order)
        power = step + coefficients[-1] * np.eye(count)
    return np.stack(coefficients)
