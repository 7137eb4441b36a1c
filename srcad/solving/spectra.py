"""Rules of the spectra of `scipy.signal`, which are linear or quadratic in the signal."""

from typing import Any

import numpy as np
from scipy import signal

from srcad.rules.array_support import laid_like
from srcad.runtime import apply
from srcad.stopping import stop_derivative

# SciPy takes no mean square as smaller than that.
LEAST = np.finfo(float).epsneg


def with_rate(tangents: tuple[Any, ...], value: Any, fs: Any, d_fs: Any, powers: tuple[float, ...]) -> Any:
    """Add what the rate of sampling does: each part of the value goes as a power of it."""
    if d_fs is not None:
        grown = zip(tangents, value, powers, strict=True)
        tangents = tuple(tangent + power * part * (d_fs / fs) for tangent, part, power in grown)
    typed = zip(tangents, value, strict=True)
    return laid_like(tuple(np.asarray(tangent, dtype=part.dtype) for tangent, part in typed), value)


def density_power(scaling: str) -> float:
    """Return the power of the rate of sampling that a spectrum goes as."""
    return -1.0 if scaling == "density" else 0.0


def cross_spectrum(
    x: Any,
    y: Any,
    fs: Any = 1.0,
    window: Any = "hann",
    nperseg: Any = None,
    noverlap: Any = None,
    nfft: Any = None,
    detrend: Any = "constant",
    return_onesided: bool = True,
    scaling: str = "density",
    axis: int = -1,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Estimate the cross spectrum of two signals, which is linear in each."""
    options = fs, window, nperseg, noverlap, nfft, detrend, return_onesided, scaling, axis
    value = signal.csd(x, y, *options)
    tangent = np.zeros_like(value[1], dtype=np.result_type(value[1], np.complex64))
    if d_x is not None:
        tangent = tangent + signal.csd(d_x, y, *options)[1]
    if d_y is not None:
        tangent = tangent + signal.csd(x, d_y, *options)[1]
    kept = tangent if np.iscomplexobj(value[1]) else np.real(tangent)
    return value, with_rate((np.zeros_like(value[0]), kept), value, fs, d_fs, (1.0, density_power(scaling)))


def spectrum(
    x: Any,
    fs: Any = 1.0,
    window: Any = "hann",
    nperseg: Any = None,
    noverlap: Any = None,
    nfft: Any = None,
    detrend: Any = "constant",
    return_onesided: bool = True,
    scaling: str = "density",
    axis: int = -1,
    *,
    d_x: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Estimate the power spectrum by the mean over segments."""
    options = fs, window, nperseg, noverlap, nfft, detrend, return_onesided, scaling, axis
    value = signal.welch(x, *options)
    tangent = np.zeros_like(value[1]) if d_x is None else 2.0 * np.real(signal.csd(x, d_x, *options)[1])
    return value, with_rate((np.zeros_like(value[0]), tangent), value, fs, d_fs, (1.0, density_power(scaling)))


def periodogram(
    x: Any,
    fs: Any = 1.0,
    window: Any = "boxcar",
    nfft: Any = None,
    detrend: Any = "constant",
    return_onesided: bool = True,
    scaling: str = "density",
    axis: int = -1,
    *,
    d_x: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Estimate the power spectrum by one segment, which is the whole signal."""
    value = signal.periodogram(x, fs, window, nfft, detrend, return_onesided, scaling, axis)
    powers = 1.0, density_power(scaling)
    if d_x is None:
        return value, with_rate((np.zeros_like(value[0]), np.zeros_like(value[1])), value, fs, d_fs, powers)
    length = np.shape(x)[axis] if nfft is None else min(nfft, np.shape(x)[axis])
    rows, d_rows = np.moveaxis(np.asarray(x), axis, -1), np.moveaxis(np.asarray(d_x), axis, -1)
    both = rows[..., :length], d_rows[..., :length]
    _, cross = signal.csd(*both, fs, window, length, 0, nfft, detrend, return_onesided, scaling, -1)
    tangent = np.moveaxis(2.0 * np.real(cross), -1, axis)
    return value, with_rate((np.zeros_like(value[0]), tangent), value, fs, d_fs, powers)


def coherence(
    x: Any,
    y: Any,
    fs: Any = 1.0,
    window: Any = "hann",
    nperseg: Any = None,
    noverlap: Any = None,
    nfft: Any = None,
    detrend: Any = "constant",
    axis: int = -1,
    *,
    d_x: Any = None,
    d_y: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Estimate the coherence of two signals."""
    value = signal.coherence(x, y, fs, window, nperseg, noverlap, nfft, detrend, axis)
    options = fs, window, nperseg, noverlap, nfft, detrend, True, "density", axis
    power_x, power_y = signal.welch(x, *options)[1], signal.welch(y, *options)[1]
    cross = signal.csd(x, y, *options)[1]
    change, shrinking = np.zeros_like(cross), np.zeros_like(power_x)
    if d_x is not None:
        change = change + signal.csd(d_x, y, *options)[1]
        shrinking = shrinking + 2.0 * np.real(signal.csd(x, d_x, *options)[1]) / power_x
    if d_y is not None:
        change = change + signal.csd(x, d_y, *options)[1]
        shrinking = shrinking + 2.0 * np.real(signal.csd(y, d_y, *options)[1]) / power_y
    growth = 2.0 * np.real(np.conj(cross) * change) / power_x / power_y
    squared = (np.real(cross) ** 2 + np.imag(cross) ** 2) / power_x / power_y
    tangents = np.zeros_like(value[0]), growth - squared * shrinking
    return value, with_rate(tangents, value, fs, d_fs, (1.0, 0.0))


def stft(
    x: Any,
    fs: Any = 1.0,
    window: Any = "hann",
    nperseg: Any = 256,
    noverlap: Any = None,
    nfft: Any = None,
    detrend: Any = False,
    return_onesided: bool = True,
    boundary: Any = "zeros",
    padded: bool = True,
    axis: int = -1,
    scaling: str = "spectrum",
    *,
    d_x: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Transform the segments of a signal."""
    options = fs, window, nperseg, noverlap, nfft, detrend, return_onesided, boundary, padded, axis, scaling
    value = signal.stft(x, *options)
    tangent = np.zeros_like(value[2]) if d_x is None else signal.stft(d_x, *options)[2]
    tangents = np.zeros_like(value[0]), np.zeros_like(value[1]), tangent
    return value, with_rate(tangents, value, fs, d_fs, (1.0, -1.0, -0.5 if scaling == "psd" else 0.0))


def istft(
    Zxx: Any,
    fs: Any = 1.0,
    window: Any = "hann",
    nperseg: Any = None,
    noverlap: Any = None,
    nfft: Any = None,
    input_onesided: bool = True,
    boundary: Any = True,
    time_axis: int = -1,
    freq_axis: int = -2,
    scaling: str = "spectrum",
    *,
    d_Zxx: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Put a signal together from the spectra of its segments."""
    options = fs, window, nperseg, noverlap, nfft, input_onesided, boundary, time_axis, freq_axis, scaling
    value = signal.istft(Zxx, *options)
    tangent = np.zeros_like(value[1]) if d_Zxx is None else signal.istft(d_Zxx, *options)[1]
    return value, with_rate(
        (np.zeros_like(value[0]), tangent), value, fs, d_fs, (-1.0, 0.5 if scaling == "psd" else 0.0)
    )


def spectrogram(
    x: Any,
    fs: Any = 1.0,
    window: Any = ("tukey", 0.25),
    nperseg: Any = None,
    noverlap: Any = None,
    nfft: Any = None,
    detrend: Any = "constant",
    return_onesided: bool = True,
    scaling: str = "density",
    axis: int = -1,
    mode: str = "psd",
    *,
    d_x: Any = None,
    d_fs: Any = None,
) -> tuple[Any, Any]:
    """Return the spectra of the segments of a signal: their transforms, or the power, magnitude or phase of these."""
    options = fs, window, nperseg, noverlap, nfft, detrend, return_onesided, scaling, axis
    value = signal.spectrogram(x, *options, mode)
    power = density_power(scaling)
    powers = 1.0, -1.0, {"psd": power, "complex": 0.5 * power, "magnitude": 0.5 * power}.get(mode, 0.0)
    tangent = np.zeros_like(value[2])
    if d_x is not None:
        segment = segment_length(window, nperseg, np.shape(x)[axis])
        onesided = return_onesided and not np.iscomplexobj(x)
        complexes = fs, window, segment, noverlap, nfft, detrend, onesided, scaling, axis, "complex"
        transforms = signal.spectrogram(x, *complexes)[2], signal.spectrogram(d_x, *complexes)[2]
        if mode == "complex":
            tangent = transforms[1]
        elif mode == "psd":
            bins = axis - 1 if axis < 0 else axis  # a new last axis counts the segments
            both = sides(segment if nfft is None else int(nfft), bins, np.ndim(value[2])) if onesided else 1.0
            tangent = 2.0 * both * np.real(np.conj(transforms[0]) * transforms[1])
        else:
            part = np.abs if mode == "magnitude" else np.angle
            tangent = apply(part, transforms[:1], transforms[1:])[1]
    return value, with_rate((np.zeros_like(value[0]), np.zeros_like(value[1]), tangent), value, fs, d_fs, powers)


def segment_length(window: Any, nperseg: Any, length: int) -> int:
    """Return how long the segments are that SciPy makes of a signal of some length."""
    if isinstance(window, (str, tuple)):
        return min(256 if nperseg is None else int(nperseg), length)
    return len(np.asarray(window))


def sides(count: int, axis: int, dimensions: int) -> Any:
    """Return how often each bin of a transform of `count` real numbers stands in the power: twice, but for the ends."""
    weights = np.full(count // 2 + 1, 2.0)
    weights[0] = 1.0
    if count % 2 == 0:
        weights[-1] = 1.0
    shape = [1] * dimensions
    shape[axis] = len(weights)
    return np.reshape(weights, shape)


def least_squares_spectrum(
    x: Any,
    y: Any,
    freqs: Any,
    precenter: Any = False,
    normalize: Any = False,
    *,
    weights: Any = None,
    floating_mean: bool = False,
    d_x: Any = None,
    d_y: Any = None,
    d_freqs: Any = None,
    d_weights: Any = None,
) -> tuple[Any, Any]:
    """Fit a sine at each frequency to samples at any times."""
    if precenter is False:  # in newer versions of SciPy to give it at all is deprecated
        value = signal.lombscargle(x, y, freqs, normalize=normalize, weights=weights, floating_mean=floating_mean)
    else:
        options = {"weights": weights, "floating_mean": floating_mean}
        value = signal.lombscargle(x, y, freqs, precenter=precenter, normalize=normalize, **options)
    weighed, d_weighed = (np.ones(len(y)), None) if weights is None else (weights, d_weights)
    given = x, y, freqs, weighed, bool(precenter), normalize, floating_mean
    tangent = apply(fitted_sines, given, (d_x, d_y, d_freqs, d_weighed, None, None, None))[1]
    return value, np.reshape(tangent, np.shape(value))


def fitted_sines(x: Any, y: Any, freqs: Any, weights: Any, centred: bool, normalize: Any, floating_mean: bool) -> Any:
    """Return what fitted sines have of the power of samples, by the equations of Zechmeister and Kuerster (2009).

    SciPy chooses the phase at which sine and cosine are orthogonal. The fit does not depend on the phase, which stays
    constant here; their product, which is zero then, varies.
    """
    share = np.asarray(weights) / np.sum(weights)
    values = np.asarray(y) - np.mean(y) if centred else np.asarray(y) * 1.0
    mean = share @ values
    plain = np.outer(freqs, x)
    cosines, sines = np.cos(plain), np.sin(plain)
    cc, ss, cs = second_moments(cosines, sines, share, floating_mean)
    phase = stop_derivative(0.5 * np.arctan2(2.0 * cs, cc - ss))
    angles = plain - phase[:, None]
    cosines, sines = np.cos(angles), np.sin(angles)
    yc, ys = cosines @ (share * values), sines @ (share * values)
    cc, ss, cs = second_moments(cosines, sines, share, floating_mean)
    if floating_mean:
        yc, ys = yc - mean * (cosines @ share), ys - mean * (sines @ share)
    cc, ss = np.where(cc < LEAST, LEAST, cc), np.where(ss < LEAST, LEAST, ss)
    determinant = cc * ss - cs * cs
    a, b = (ss * yc - cs * ys) / determinant, (cc * ys - cs * yc) / determinant
    if normalize == "amplitude":
        return (a + 1j * b) * np.exp(1j * phase)
    power = 2.0 * (a * yc + b * ys)
    if normalize in (False, "power"):
        return power * (len(values) / 4.0)
    return power * 0.5 / (share @ values**2 - (mean**2 if floating_mean else 0.0))


def second_moments(cosines: Any, sines: Any, share: Any, about_mean: bool) -> tuple[Any, Any, Any]:
    """Return the mean squares of cosines and sines, and the mean of their product."""
    cc, ss, cs = cosines**2 @ share, sines**2 @ share, (cosines * sines) @ share
    if not about_mean:
        return cc, ss, cs
    c, s = cosines @ share, sines @ share
    return cc - c * c, ss - s * s, cs - c * s


def chirp_transform(self: Any, x: Any, *, axis: int = -1, d_x: Any) -> tuple[Any, Any]:
    """Transform by a `CZT` or `ZoomFFT`."""
    return self(x, axis=axis), self(d_x, axis=axis)


def short_time(
    self: Any,
    x: Any,
    p0: Any = None,
    p1: Any = None,
    *,
    k_offset: int = 0,
    padding: str = "zeros",
    axis: int = -1,
    d_x: Any,
) -> tuple[Any, Any]:
    """Transform the segments of a signal by a `ShortTimeFFT`."""
    value = self.stft(x, p0, p1, k_offset=k_offset, padding=padding, axis=axis)
    return value, self.stft(d_x, p0, p1, k_offset=k_offset, padding=padding, axis=axis)


def short_time_back(
    self: Any, S: Any, k0: int = 0, k1: Any = None, *, f_axis: int = -2, t_axis: int = -1, d_S: Any
) -> tuple[Any, Any]:
    """Put a signal together from the spectra of a `ShortTimeFFT`."""
    value = self.istft(S, k0, k1, f_axis=f_axis, t_axis=t_axis)
    return value, self.istft(d_S, k0, k1, f_axis=f_axis, t_axis=t_axis)
