"""Rules of the spectra of `scipy.signal`, which are linear or quadratic in the signal."""

from typing import Any

import numpy as np
from scipy import signal

from srcad.rules.array_support import laid_like
from srcad.values.carrying import refuse_value


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
    return value, laid_like((np.zeros_like(value[0]), np.asarray(kept, dtype=value[1].dtype)), value)


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
    d_x: Any,
) -> tuple[Any, Any]:
    """Estimate the power spectrum by the mean over segments."""
    options = fs, window, nperseg, noverlap, nfft, detrend, return_onesided, scaling, axis
    value = signal.welch(x, *options)
    cross = 2.0 * np.real(signal.csd(x, d_x, *options)[1])
    return value, laid_like((np.zeros_like(value[0]), np.asarray(cross, dtype=value[1].dtype)), value)


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
    d_x: Any,
) -> tuple[Any, Any]:
    """Estimate the power spectrum by one segment, which is the whole signal."""
    value = signal.periodogram(x, fs, window, nfft, detrend, return_onesided, scaling, axis)
    length = np.shape(x)[axis] if nfft is None else min(nfft, np.shape(x)[axis])
    rows, d_rows = np.moveaxis(np.asarray(x), axis, -1), np.moveaxis(np.asarray(d_x), axis, -1)
    both = rows[..., :length], d_rows[..., :length]
    _, cross = signal.csd(*both, fs, window, length, 0, nfft, detrend, return_onesided, scaling, -1)
    tangent = np.asarray(2.0 * np.real(cross), dtype=value[1].dtype)
    return value, laid_like((np.zeros_like(value[0]), np.moveaxis(tangent, -1, axis)), value)


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
    tangent = np.asarray(growth - squared * shrinking, dtype=value[1].dtype)
    return value, laid_like((np.zeros_like(value[0]), tangent), value)


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
    d_x: Any,
) -> tuple[Any, Any]:
    """Transform the segments of a signal."""
    options = fs, window, nperseg, noverlap, nfft, detrend, return_onesided, boundary, padded, axis, scaling
    value = signal.stft(x, *options)
    return value, (np.zeros_like(value[0]), np.zeros_like(value[1]), signal.stft(d_x, *options)[2])


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
    d_Zxx: Any,
) -> tuple[Any, Any]:
    """Put a signal together from the spectra of its segments."""
    options = fs, window, nperseg, noverlap, nfft, input_onesided, boundary, time_axis, freq_axis, scaling
    value = signal.istft(Zxx, *options)
    return value, (np.zeros_like(value[0]), signal.istft(d_Zxx, *options)[1])


def peaks(
    x: Any,
    height: Any = None,
    threshold: Any = None,
    distance: Any = None,
    prominence: Any = None,
    width: Any = None,
    wlen: Any = None,
    rel_height: float = 0.5,
    plateau_size: Any = None,
    *,
    d_x: Any,
) -> tuple[Any, Any]:
    """Find peaks; their heights are elements of the signal, their places are constant."""
    given = height, threshold, distance, prominence, width, wlen, rel_height, plateau_size
    value = signal.find_peaks(x, *given)
    if any(option is not None for option in (threshold, prominence, width, plateau_size)):
        refuse_value(
            "find_peaks is differentiated with 'height' and 'distance' alone",
            "Find the peaks of constant data, and take what is wanted of the signal there.",
        )
    places, properties = value
    heights = {name: np.asarray(d_x)[places] for name in properties}
    return value, (np.zeros(len(places)), heights)


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
