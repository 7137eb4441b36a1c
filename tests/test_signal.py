"""`scipy.signal` in Python is differentiated by its source; rules take second derivatives; the rest is refused."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from srcad.testing import check_forward

pytest.importorskip("scipy")

from scipy import signal
from scipy.signal import windows

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.standard_normal(24), RANDOM.standard_normal(24)
B, A = np.array([0.2, 0.3, 0.1]), np.array([1.0, -0.4, 0.2])
TIME = np.linspace(0.01, 0.9, 7)
ZEROS, POLES = np.array([0.1, 0.4]), np.array([0.5, -0.2])
MATRIX, COLUMN, ROW = np.array([[-0.1, 0.2], [0.3, -0.4]]), np.array([[1.0], [2.0]]), np.array([[1.0, 0.5]])
DIRECT = np.array([[0.3]])

Case = tuple[Callable[..., Any], tuple[Any, ...]]


def sections(p: Any) -> Any:
    """Return two sections of second order."""
    return np.stack(
        [np.stack([p, 0.3 * p, 0.1 + 0.0 * p, 1.0 + 0.0 * p, -0.4 * p, 0.2 * p]) for p in (p, 0.5 * p)],
    )


BY_SOURCE: dict[str, Case] = {
    "zpk2tf": (lambda z, p, k: signal.zpk2tf(z, p, k), (ZEROS, POLES, 2.0)),
    "zpk2sos": (lambda z, p, k: signal.zpk2sos(z, p, k), (ZEROS, POLES, 2.0)),
    "sos2tf": (lambda p: signal.sos2tf(sections(p)), (0.7,)),
    "freqz_zpk": (lambda z, p, k: signal.freqz_zpk(z, p, k, 8), (ZEROS, POLES, 2.0)),
    "freqs": (lambda b, a: signal.freqs(b, a, TIME), (B, A)),
    "freqs_zpk": (lambda z, p, k: signal.freqs_zpk(z, p, k, TIME), (ZEROS, POLES, 2.0)),
    "group_delay": (lambda b, a: signal.group_delay((b, a), 8), (B, A)),
    "gauss_spline": (lambda x: signal.gauss_spline(x, 3), (TIME,)),
    "wiener": (lambda x, noise: signal.wiener(x, 3, noise), (X, 0.3)),
    "vectorstrength": (lambda x, period: signal.vectorstrength(x, period), (X, 1.3)),
    "czt": (lambda x: signal.czt(x), (X,)),
    "czt_points": (lambda w: signal.czt_points(5, np.exp(1j * w)), (0.3,)),
    "zoom_fft": (lambda x: signal.zoom_fft(x, 0.5, 10), (X,)),
    "chirp": (lambda t, f, g: signal.chirp(t, f, 0.9, g), (TIME, 1.0, 3.0)),
    "logarithmic chirp": (lambda t, f, g: signal.chirp(t, f, 0.9, g, "logarithmic"), (TIME, 1.0, 3.0)),
    "gausspulse": (lambda t, f: signal.gausspulse(t, f), (TIME, 5.0)),
    "sawtooth": (lambda t, w: signal.sawtooth(20.0 * t, w), (TIME, 0.4)),
    "square": (lambda t: signal.square(20.0 * t) * t, (TIME,)),
    "sweep_poly": (lambda t, p: signal.sweep_poly(t, p), (TIME, B)),
    "butter": (lambda w: signal.butter(3, w), (0.3,)),
    "butter's sections": (lambda w: signal.butter(2, [w, 2.0 * w], "bandpass", output="sos"), (0.3,)),
    "cheby1": (lambda r, w: signal.cheby1(3, r, w), (1.0, 0.3)),
    "cheby2": (lambda r, w: signal.cheby2(3, r, w), (30.0, 0.3)),
    "ellip": (lambda r, w: signal.ellip(3, r, 30.0, w), (1.0, 0.3)),
    "bessel": (lambda w: signal.bessel(3, w), (0.3,)),
    "iirdesign": (lambda w: signal.iirdesign(w, 0.5, 1.0, 30.0), (0.3,)),
    "iirnotch": (lambda w, q: signal.iirnotch(w, q), (0.3, 20.0)),
    "iirpeak": (lambda w, q: signal.iirpeak(w, q), (0.3, 20.0)),
    "iircomb": (lambda q: signal.iircomb(0.25, q), (20.0,)),
    "gammatone": (lambda f: signal.gammatone(f, "fir", fs=16000), (440.0,)),
    "buttord": (lambda w: signal.buttord(w, 0.5, 1.0, 30.0)[1], (0.3,)),
    "firwin": (lambda w: signal.firwin(11, w), (0.3,)),
    "firwin2": (lambda g: signal.firwin2(12, [0.0, 0.5, 1.0], [1.0, g, 0.0]), (0.3,)),
    "firls": (lambda g: signal.firls(11, [0.0, 0.3, 0.5, 1.0], [1.0, g, 0.0, 0.0]), (0.3,)),
    "kaiser_beta": (lambda a: signal.kaiser_beta(a), (40.0,)),
    "kaiser_atten": (lambda w: signal.kaiser_atten(11, w), (0.3,)),
    "bilinear_zpk": (lambda z, p, k: signal.bilinear_zpk(z, p, k, 2.0), (ZEROS, POLES, 2.0)),
    "lp2lp_zpk": (lambda z, p, w: signal.lp2lp_zpk(z, p, 2.0, w), (ZEROS, POLES, 2.0)),
    "lp2hp_zpk": (lambda z, p, w: signal.lp2hp_zpk(z, p, 2.0, w), (ZEROS, POLES, 2.0)),
    "lp2bp_zpk": (lambda z, p, w: signal.lp2bp_zpk(z, p, 2.0, w, 0.5), (ZEROS, POLES, 2.0)),
    "lp2bs_zpk": (lambda z, p, w: signal.lp2bs_zpk(z, p, 2.0, w, 0.5), (ZEROS, POLES, 2.0)),
}

WINDOWS: dict[str, Case] = {
    "kaiser": (lambda p: windows.kaiser(9, p), (2.3,)),
    "gaussian": (lambda p: windows.gaussian(9, p), (2.3,)),
    "general_gaussian": (lambda p, s: windows.general_gaussian(9, p, s), (1.3, 2.1)),
    "tukey": (lambda p: windows.tukey(19, p), (0.23,)),
    "chebwin": (lambda p: windows.chebwin(9, p), (52.3,)),
    "exponential": (lambda p: windows.exponential(9, tau=p), (2.3,)),
    "general_cosine": (lambda p: windows.general_cosine(9, [p, 0.3]), (2.3,)),
    "general_hamming": (lambda p: windows.general_hamming(9, p), (0.6,)),
    "taylor": (lambda p: windows.taylor(9, 4, p), (22.3,)),
    "kaiser_bessel_derived": (lambda p: windows.kaiser_bessel_derived(10, p), (2.3,)),
    "dpss": (lambda p: windows.dpss(9, p), (2.3,)),
    "get_window": (lambda p: signal.get_window(("gaussian", p), 9), (2.3,)),
}

BY_RULE: dict[str, Case] = {
    "lfilter": (lambda b, a, x: signal.lfilter(b, a, x), (B, A, X)),
    "lfilter from a state": (lambda b, a, zi: signal.lfilter(b, a, X, zi=zi), (B, A, np.array([0.1, 0.2]))),
    "lfiltic": (lambda b, a, y: signal.lfiltic(b, a, y), (B, A, ZEROS)),
    "filtfilt": (lambda b, a, x: signal.filtfilt(b, a, x), (B, A, X)),
    "sosfilt": (lambda p, x: signal.sosfilt(sections(p), x), (0.7, X)),
    "sosfiltfilt": (lambda p, x: signal.sosfiltfilt(sections(p), x), (0.7, X)),
    "sosfilt_zi": (lambda p: signal.sosfilt_zi(sections(p)), (0.7,)),
    "convolve": (lambda x, y: signal.convolve(x, y, "same"), (X, B)),
    "welch": (lambda x: signal.welch(x, nperseg=8)[1], (X,)),
    "coherence": (lambda x, y: signal.coherence(x, y, nperseg=8)[1], (X, Y)),
    "stft": (lambda x: signal.stft(x * x, nperseg=8)[2], (X,)),
    "freqz": (lambda b, a, w: signal.freqz(b, a, w), (B, A, TIME)),
    "freqz_sos": (lambda p, w: signal.freqz_sos(sections(p), w), (0.7, TIME)),
    "tf2zpk": (lambda b, a: signal.tf2zpk(b, a), (B, np.array([1.0, 0.3, -0.4]))),
    "tf2ss": (lambda b, a: signal.tf2ss(b, a), (B, A)),
    "zpk2ss": (lambda z, p: signal.zpk2ss(z, p, 2.0), (ZEROS, POLES)),
    "ss2tf": (lambda a, b, c, d: signal.ss2tf(a, b, c, d), (MATRIX, COLUMN, ROW, DIRECT)),
    "medfilt": (lambda x: signal.medfilt(x * x, 3), (X,)),
    "peaks": (lambda x: signal.find_peaks(x * x, height=0.1)[1]["peak_heights"], (X,)),
}

CASES = {**BY_SOURCE, **WINDOWS, **BY_RULE}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_value_and_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, order=1, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_second_derivative(case: Case) -> None:
    function, arguments = case
    check_forward(function, arguments, directions=1, rtol=1e-4, atol=1e-5)


def test_an_argument_that_a_rule_does_not_know_is_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="filtfilt\\(method='gust'\\)"):
        srcad.jvp(lambda x: signal.filtfilt(B, A, x, method="gust"), (X,), (Y,))
