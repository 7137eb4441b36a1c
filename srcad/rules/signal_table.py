"""The rules of `scipy.signal`: filters are linear in the signal, and what is not listed goes by its source."""

from srcad.rules.registry import bilinear, constant, function, linear, terms, unsupported

# Convolution

bilinear(
    "scipy.signal.convolve(in1, in2, mode='full', method='auto')",
    wrt="in1 in2",
    examples=("real(6), real(3)", "real(6), real(3), 'same', 'fft'", "complexes(2, 5), complexes(2, 3), 'valid'"),
)
bilinear(
    "scipy.signal.correlate(in1, in2, mode='full', method='auto')",
    wrt="in1 in2",
    examples=("real(6), real(3)", "complexes(6), complexes(3), 'same'"),
)
bilinear(
    "scipy.signal.fftconvolve(in1, in2, mode='full', axes=None)",
    wrt="in1 in2",
    examples=("real(6), real(3)", "real(2, 6), real(2, 3), axes=1"),
)
bilinear(
    "scipy.signal.oaconvolve(in1, in2, mode='full', axes=None)",
    wrt="in1 in2",
    examples=("real(60), real(3)", "real(2, 6), real(2, 3), 'same', 1"),
)
terms(
    "scipy.signal.convolve2d(in1, in2, mode='full', boundary='fill', fillvalue=0)",
    in1="convolve2d(d_in1, in2, mode=mode, boundary=boundary)",
    in2="convolve2d(in1, d_in2, mode=mode, boundary=boundary, fillvalue=fillvalue)",
    examples=(
        "real(4, 5), real(2, 3)",
        "real(4, 5), real(3, 3), 'same', 'fill', 2",
        "real(4, 5), real(3, 3), 'same', 'symm'",
    ),
)
terms(
    "scipy.signal.correlate2d(in1, in2, mode='full', boundary='fill', fillvalue=0)",
    in1="correlate2d(d_in1, in2, mode=mode, boundary=boundary)",
    in2="correlate2d(in1, d_in2, mode=mode, boundary=boundary, fillvalue=fillvalue)",
    examples=("real(4, 5), real(2, 3)", "real(4, 5), real(3, 3), 'same', 'wrap'"),
)
terms(
    "scipy.signal.upfirdn(h, x, up=1, down=1, axis=-1, mode='constant', cval=0)",
    h="upfirdn(d_h, x, up=up, down=down, axis=axis, mode=mode, cval=cval)",
    x="upfirdn(h, d_x, up=up, down=down, axis=axis, mode=mode)",
    examples=("real(3), real(7)", "real(5), real(2, 7), 3, 2", "real(5), real(7), 2, 1, -1, 'symmetric'"),
)
terms(
    "scipy.signal.sepfir2d(input, hrow, hcol, /)",
    input="sepfir2d(d_input, hrow, hcol)",
    hrow="sepfir2d(input, d_hrow, hcol)",
    hcol="sepfir2d(input, hrow, d_hcol)",
    examples="real(6, 7), real(3), real(5)",
)

# Recursive filters

function(
    "scipy.signal.lfilter(b, a, x, axis=-1, zi=None)",
    by="srcad.solving.filters.filtered",
    wrt="b a x zi",
    examples=(
        "real(3), positive(2), real(8)",
        "real(2), positive(3), real(5, 2), 0, real(2, 2)",
        "real(3), positive(1), real(8)",
    ),
)
function(
    "scipy.signal.lfilter_zi(b, a)",
    by="srcad.solving.filters.steady_state",
    wrt="b a",
    examples=("real(3), positive(2)", "real(2), positive(3)"),
)
function(
    "scipy.signal.lfiltic(b, a, y, x=None)",
    by="srcad.solving.filters.started",
    wrt="b a y x",
    examples=("real(3), positive(2), real(2)", "real(2), positive(3), real(2), real(3)"),
)
function(
    "scipy.signal.filtfilt(b, a, x, axis=-1, padtype='odd', padlen=None, method='pad', irlen=None)",
    by="srcad.solving.filters.forward_backward",
    wrt="b a x",
    examples=(
        "positive(2), array([1.0, -0.4, 0.2]), real(14)",
        "positive(3), array([1.0, -0.4]), real(14, 2), 0, 'even', 3",
        "positive(2), array([1.0, -0.4]), real(14), padtype='constant'",
        "positive(2), array([1.0, -0.4]), real(14), padtype=None",
    ),
)
function(
    "scipy.signal.sosfilt(sos, x, axis=-1, zi=None)",
    by="srcad.solving.filters.sections",
    wrt="sos x zi",
    examples=(
        "array([[2, 3, 1, 1, 0, 1], [3, 1, 2, 1, 1, 0]]), real(9)",
        "array([[2, 3, 1, 1, 0, 1], [3, 1, 2, 1, 1, 0]]), real(9, 2), 0, real(2, 2, 2)",
    ),
)
function(
    "scipy.signal.sosfilt_zi(sos)",
    by="srcad.solving.filters.steady_sections",
    wrt="sos",
    examples="array([[0.2, 0.3, 0.1, 1.0, -0.4, 0.2], [0.3, 0.1, 0.2, 1.0, 0.2, 0.1]])",
)
function(
    "scipy.signal.sosfiltfilt(sos, x, axis=-1, padtype='odd', padlen=None)",
    by="srcad.solving.filters.sections_both_ways",
    wrt="sos x",
    examples="array([[2, 3, 1, 1, 0, 0], [3, 1, 2, 1, 0, 0]]), real(20)",
)

# Linear in the signal

linear(
    "scipy.signal.detrend(data, axis=-1, type='linear', bp=0, overwrite_data=False)",
    wrt="data",
    overwrites="overwrite_data",
    examples=("real(7)", "real(3, 7), 0, 'constant'", "real(9), bp=4"),
)
linear("scipy.signal.hilbert(x, N=None, axis=-1)", wrt="x", examples=("real(7)", "real(3, 7), 8, 0"))
linear("scipy.signal.hilbert2(x, N=None, *, axes=(-2, -1))", wrt="x", examples="real(3, 4)")
linear("scipy.signal.resample(x, num)", wrt="x", examples=("real(7), 9", "real(8), 5"))
function(
    "scipy.signal.resample(x, num, t=None, axis=0, window=None, domain='time')",
    by="srcad.solving.filters.resampled",
    wrt="x t",
    overload=True,
    examples=(
        "real(7), 9, None, 0, 'hann'",
        "complexes(2, 8), 5, axis=1, window=('kaiser', 3.0), domain='freq'",
        "real(8), 5, array([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5])",
    ),
)
linear(
    "scipy.signal.resample_poly(x, up, down, axis=0, window=('kaiser', 5.0))",
    wrt="x",
    examples=("real(9), 3, 2", "real(2, 9), 2, 3, 1"),
)
linear(
    "scipy.signal.decimate(x, q, n=None, ftype='iir', axis=-1, zero_phase=True)",
    wrt="x",
    examples=("real(40), 2", "real(40), 2, None, 'fir'"),
)
terms(
    "scipy.signal.savgol_filter(x, window_length, polyorder, deriv=0, delta=1.0, axis=-1, mode='interp', cval=0.0)",
    x="savgol_filter(d_x, window_length, polyorder, deriv=deriv, delta=delta, axis=axis, mode=mode)",
    delta="-deriv * (d_delta / delta) * out",
    examples=(
        "real(11), 5, 2",
        "real(11), 5, 2, 1, number(0.5, 2.0)",
        "real(11), 5, 2, 1, number(0.5, 2.0), -1, 'mirror'",
    ),
)
terms(
    "scipy.signal.savgol_coeffs(window_length, polyorder, deriv=0, delta=1.0, pos=None, use='conv')",
    delta="-deriv * (d_delta / delta) * out",
    examples="5, 2, 1, number(0.5, 2.0)",
)
linear("scipy.signal.cspline1d(signal, lamb=0.0)", wrt="signal", examples=("real(12)", "real(12), 1.0"))
linear("scipy.signal.qspline1d(signal, lamb=0.0)", wrt="signal", examples="real(12)")
linear("scipy.signal.cspline2d(signal, lamb=0.0, precision=-1.0)", wrt="signal", examples="real(12, 13)")
linear("scipy.signal.qspline2d(signal, lamb=0.0, precision=-1.0)", wrt="signal", examples="real(12, 13)")
linear("scipy.signal.spline_filter(Iin, lmbda=5.0)", wrt="Iin", examples="real(60, 61)")
bilinear(
    "scipy.signal.symiirorder1(signal, c0, z1, precision=-1.0)", wrt="signal c0", examples="real(60), number(), 0.3"
)
linear("scipy.signal.symiirorder2(input, r, omega, precision=-1.0)", wrt="input", examples="real(90), 0.5, 0.3")
linear("scipy.signal.cspline1d_eval(cj, newx, dx=1.0, x0=0)", wrt="cj", examples="real(9), array([1.3, 4.6])")
linear("scipy.signal.qspline1d_eval(cj, newx, dx=1.0, x0=0)", wrt="cj", examples="real(9), array([1.3, 4.6])")

# Elements that are taken

function(
    "scipy.signal.order_filter(a, domain, rank)",
    by="srcad.solving.filters.ranked",
    wrt="a",
    examples=("real(9), array([1, 1, 1]), 1", "real(5, 6), array([[0, 1, 0], [1, 1, 1], [0, 1, 0]]), 0"),
)
function(
    "scipy.signal.medfilt(volume, kernel_size=None)",
    by="srcad.solving.filters.median",
    wrt="volume",
    examples=("real(9)", "real(5, 6), 3"),
)
function(
    "scipy.signal.medfilt2d(input, kernel_size=3)",
    by="srcad.solving.filters.median_of_image",
    wrt="input",
    examples="real(5, 6)",
)

# Spectra

function(
    "scipy.signal.csd(x, y, fs=1.0, window='hann', nperseg=None, noverlap=None, nfft=None, detrend='constant', "
    "return_onesided=True, scaling='density', axis=-1)",
    by="srcad.solving.spectra.cross_spectrum",
    wrt="x y fs",
    examples=("real(32), real(32), nperseg=8", "real(2, 32), real(2, 32), number(1.0, 2.0), 'hann', 8, 3, 16"),
)
function(
    "scipy.signal.welch(x, fs=1.0, window='hann', nperseg=None, noverlap=None, nfft=None, detrend='constant', "
    "return_onesided=True, scaling='density', axis=-1)",
    by="srcad.solving.spectra.spectrum",
    wrt="x fs",
    examples=("real(32), nperseg=8", "real(2, 32), number(1.0, 2.0), 'hann', 8, 3, 16"),
)
function(
    "scipy.signal.periodogram(x, fs=1.0, window='boxcar', nfft=None, detrend='constant', return_onesided=True, "
    "scaling='density', axis=-1)",
    by="srcad.solving.spectra.periodogram",
    wrt="x fs",
    examples=("real(16)", "real(2, 17), number(1.0, 2.0)"),
)
function(
    "scipy.signal.coherence(x, y, fs=1.0, window='hann', nperseg=None, noverlap=None, nfft=None, detrend='constant', "
    "axis=-1)",
    by="srcad.solving.spectra.coherence",
    wrt="x y fs",
    examples="real(32), real(32), number(1.0, 2.0), nperseg=8",
)
function(
    "scipy.signal.stft(x, fs=1.0, window='hann', nperseg=256, noverlap=None, nfft=None, detrend=False, "
    "return_onesided=True, boundary='zeros', padded=True, axis=-1, scaling='spectrum')",
    by="srcad.solving.spectra.stft",
    wrt="x fs",
    examples=("real(32), nperseg=8", "real(32), number(1.0, 2.0), nperseg=8, scaling='psd'"),
)
function(
    "scipy.signal.istft(Zxx, fs=1.0, window='hann', nperseg=None, noverlap=None, nfft=None, input_onesided=True, "
    "boundary=True, time_axis=-1, freq_axis=-2, scaling='spectrum')",
    by="srcad.solving.spectra.istft",
    wrt="Zxx fs",
    examples=("complexes(5, 9)", "complexes(5, 9), number(1.0, 2.0), scaling='psd'"),
)
function(
    "scipy.signal.spectrogram(x, fs=1.0, window=('tukey', 0.25), nperseg=None, noverlap=None, nfft=None, "
    "detrend='constant', return_onesided=True, scaling='density', axis=-1, mode='psd')",
    by="srcad.solving.spectra.spectrogram",
    wrt="x fs",
    examples=(
        "real(32), number(1.0, 2.0), nperseg=8",
        "real(2, 32), 2.0, 'hann', 7, 3, 16, False, False, 'spectrum', -1, 'psd'",
        "real(32, 2), number(1.0, 2.0), 'hann', 8, 3, 9, 'constant', True, 'density', 0, 'magnitude'",
        "complexes(32), nperseg=8, return_onesided=False, mode='complex'",
        "real(32), 1.0, array([0.5, 1.0, 1.0, 0.5]), mode='phase'",
    ),
)
function(
    "scipy.signal.lombscargle(x, y, freqs, precenter=False, normalize=False, *, weights=None, floating_mean=False)",
    by="srcad.solving.spectra.least_squares_spectrum",
    wrt="x y freqs weights",
    examples=(
        "real(9), real(9), positive(3)",
        "real(9), real(9), positive(3), normalize=True, weights=positive(9)",
        "real(9), real(9), positive(3), normalize='amplitude', floating_mean=True",
    ),
)
function(
    "scipy.signal.CZT.__call__(self, x, *, axis=-1)",
    by="srcad.solving.spectra.chirp_transform",
    wrt="x",
    examples="transform('CZT'), real(5)",
)
function(
    "scipy.signal.ShortTimeFFT.stft(self, x, p0=None, p1=None, *, k_offset=0, padding='zeros', axis=-1)",
    by="srcad.solving.spectra.short_time",
    wrt="x",
    examples="transform('ShortTimeFFT'), real(30)",
)
function(
    "scipy.signal.ShortTimeFFT.istft(self, S, k0=0, k1=None, *, f_axis=-2, t_axis=-1)",
    by="srcad.solving.spectra.short_time_back",
    wrt="S",
    examples="transform('ShortTimeFFT'), complexes(5, 12)",
)

# Responses and conversions

function(
    "scipy.signal.freqz(b, a=1, worN=512, whole=False, plot=None, fs=2 * numpy.pi, include_nyquist=False)",
    by="srcad.solving.responses.digital",
    wrt="b a worN fs",
    examples=("real(3), positive(2)", "real(3), positive(2), positive(4)", "real(3), worN=8, fs=number(1.0, 2.0)"),
)
function(
    "scipy.signal.freqz_sos(sos, worN=512, whole=False, fs=2 * numpy.pi)",
    by="srcad.solving.responses.of_sections",
    wrt="sos worN fs",
    examples="array([[2, 3, 1, 1, 0, 0], [3, 1, 2, 1, 0, 0]]), positive(4)",
)
function(
    "scipy.signal.normalize(b, a)",
    by="srcad.solving.responses.normalize",
    wrt="b a",
    examples="positive(3), positive(3)",
)
function(
    "scipy.signal.tf2zpk(b, a)",
    by="srcad.solving.responses.zeros_of_ratio",
    wrt="b a",
    examples="array([1.0, -3.0, 2.0]), array([1.0, 0.3, -0.4])",
)
function(
    "scipy.signal.tf2ss(num, den)",
    by="srcad.solving.responses.states_of_ratio",
    wrt="num den",
    examples=("positive(3), positive(3)", "positive(2), positive(4)"),
)
function(
    "scipy.signal.ss2tf(A, B, C, D, input=0)",
    by="srcad.solving.responses.ratio_of_states",
    wrt="A B C D",
    examples="real(3, 3), real(3, 2), real(2, 3), real(2, 2), 1",
)
unsupported(
    "scipy.signal.remez(numtaps, bands, desired, *, weight=None, type='bandpass', maxiter=25, grid_density=16, "
    "fs=None)",
    because="an exchange of extrema finds the filter",
    use="scipy.signal.firls or scipy.signal.firwin2",
    examples="11, array([0.0, 0.1, 0.2, 0.5]), real(2)",
)

function(
    "scipy.signal.unique_roots(p, tol=1e-3, rtype='min')",
    by="srcad.solving.responses.distinct_roots",
    wrt="p",
    examples=("array([0.3, 1.2, 0.8])", "array([0.3, 1.2, 0.35, 1.3]), 0.2, 'avg'", "complexes(4), 0.001, 'max'"),
)

# Peaks: where they are is piecewise constant

constant("scipy.signal.find_peaks_cwt(vector, widths)", examples="real(9), array([1, 2])")
constant("scipy.signal.argrelmax(data, axis=0, order=1, mode='clip')", examples="real(9)")
constant("scipy.signal.argrelmin(data, axis=0, order=1, mode='clip')", examples="real(9)")
function(
    "scipy.signal.find_peaks(x, height=None, threshold=None, distance=None, prominence=None, width=None, wlen=None, "
    "rel_height=0.5, plateau_size=None)",
    by="srcad.solving.peaks.found",
    wrt="x",
    examples=("real(12)", "real(12), -1.0", "real(12), None, -1.0, 1, 0.0, 0.0, 7, 0.4, 0"),
)
function(
    "scipy.signal.peak_prominences(x, peaks, wlen=None)",
    by="srcad.solving.peaks.prominences",
    wrt="x",
    examples=("real(9) + 4.0 * (linspace(0.0, 8.0, 9) == 4.0), array([4])",),
)
function(
    "scipy.signal.peak_widths(x, peaks, rel_height=0.5, prominence_data=None, wlen=None)",
    by="srcad.solving.peaks.widths",
    wrt="x rel_height prominence_data",
    examples=("real(9) + 4.0 * (linspace(0.0, 8.0, 9) == 4.0), array([4]), 0.7",),
)
