"""SciPy's linear systems as objects, their responses, and the forms of a filter, by SciPy's own source."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad
from tests import differences

signal = pytest.importorskip("scipy.signal")

TIMES = np.linspace(0.0, 2.0, 6)
INPUT = np.sin(TIMES)
MATRIX = np.array([[-0.5, 1.0], [-2.0, -0.3]])
PROGRAMS: dict[str, Callable[[float], Any]] = {
    "bilinear": lambda p: signal.bilinear([1.0, p], [1.0, 2.0 * p, p**2], 3.0),
    "bilinear at a varying rate": lambda p: signal.bilinear([1.0, 2.0], [1.0, 3.0, 1.0], p),
    "lp2lp": lambda p: signal.lp2lp([1.0, p], [1.0, 2.0 * p, p**2], p),
    "lp2hp": lambda p: signal.lp2hp([1.0, p], [1.0, 2.0 * p, p**2], p),
    "lp2bp": lambda p: signal.lp2bp([1.0, p], [1.0, 2.0 * p, p**2], p, 0.7),
    "lp2bs": lambda p: signal.lp2bs([1.0, p], [1.0, 2.0 * p, p**2], 2.0, p),
    "residue": lambda p: signal.residue([1.0, p], [1.0, 3.0 * p, 1.0]),
    "residuez": lambda p: signal.residuez([1.0, p], [1.0, 0.3 * p, 0.02]),
    "unique_roots": lambda p: signal.unique_roots([p, 2.0 * p, p + 1e-6], rtype="avg"),
    "envelope": lambda p: signal.envelope(np.sin(p * np.linspace(0.0, 9.0, 32))),
    "spectrogram": lambda p: signal.spectrogram(np.sin(p * np.linspace(0.0, 9.0, 32)), p, nperseg=8)[2],
    "lombscargle": lambda p: signal.lombscargle(TIMES, p * INPUT, [1.0, p]),
    "resample": lambda p: signal.resample(p * INPUT, 5, window="hann"),
    "bode": lambda p: signal.bode(([1.0], [1.0, p, 1.0]), w=[0.3, 1.2])[1:],
    "bode of an object": lambda p: signal.TransferFunction([p], [1.0, p, 1.0]).bode([0.3, 1.2])[1:],
    "dbode": lambda p: signal.dbode(([1.0], [1.0, 0.3 * p], 0.1), w=[0.3, 1.2])[1:],
    "freqresp": lambda p: signal.freqresp(([1.0], [1.0, p, 1.0]), w=[0.3, 1.2])[1],
    "freqresp of states": lambda p: signal.freqresp((MATRIX * p, [[1.0], [0.0]], [[1.0, 1.0]], [[p]]), w=[0.3])[1],
    "dfreqresp": lambda p: signal.dfreqresp(([1.0], [1.0, 0.3 * p], 0.1), w=[0.3, 1.2])[1],
    "lsim": lambda p: signal.lsim(([1.0], [1.0, p, 1.0]), INPUT * p, TIMES)[1:],
    "lsim of states": lambda p: signal.lsim((MATRIX * p, [[1.0], [0.0]], [[1.0, p]], [[0.0]]), INPUT, TIMES, [1.0, p])[
        1
    ],
    "step": lambda p: signal.step(([1.0], [1.0, p, 1.0]), T=TIMES)[1],
    "impulse": lambda p: signal.impulse(signal.lti([1.0], [1.0, p, 1.0]), T=TIMES)[1],
    "dlsim": lambda p: signal.dlsim(([1.0], [1.0, 0.3 * p], 0.1), INPUT * p)[1],
    "dstep": lambda p: signal.dstep(([1.0], [1.0, 0.3 * p], 0.1), n=5)[1][0],
    "dimpulse": lambda p: signal.dimpulse(([1.0], [1.0, 0.3 * p], 0.1), n=5)[1][0],
    "poles": lambda p: signal.TransferFunction([1.0], [1.0, p, 5.0]).poles,
    "states of a system": lambda p: signal.ZerosPolesGain([-p], [-1.0, -2.0], p).to_ss().A,
    "a system of states": lambda p: signal.StateSpace(MATRIX * p, [[1.0], [0.0]], [[1.0, 1.0]], [[1.0]]).to_tf().den,
    "a discrete system": lambda p: signal.dlti([1.0, p], [1.0, 0.5 * p], dt=0.1).to_zpk().zeros,
    "peak_prominences": lambda p: signal.peak_prominences(np.array([0.0, p, 0.3, 2.0 * p, 0.1]), [1, 3])[0],
    "peak_widths": lambda p: signal.peak_widths(np.array([0.0, p, 0.3, 2.0 * p, 0.1]), [1, 3]),
    "peak_widths of given prominences": lambda p: signal.peak_widths(
        np.array([0.0, p, 0.3, 2.0 * p, 0.1]), [1, 3], 0.7, signal.peak_prominences([0.0, p, 0.3, 2.0 * p, 0.1], [1, 3])
    ),
    "find_peaks": lambda p: signal.find_peaks(np.array([0.0, p, 0.3, 2.0 * p, 0.1]), width=0.0)[1]["widths"],
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_value_and_derivative(name: str) -> None:
    program = PROGRAMS[name]
    value, tangent = srcad.jvp(program, (1.3,), (1.0,))
    plain = program(1.3)
    np.testing.assert_array_equal(differences.flat(value), differences.flat(plain))
    slopes = differences.differentiate(lambda step: program(1.3 + step), differences.flat(plain).size)
    found = np.concatenate([np.ravel(part) for part in numbers_beside(plain, tangent)])
    np.testing.assert_allclose(found, slopes.values, rtol=1e-6, atol=1e-8)


def numbers_beside(value: Any, tangent: Any) -> list[Any]:
    """List the tangents of the parts of a value that are inexact."""
    if isinstance(value, (list, tuple)):
        return [part for v, t in zip(value, tangent, strict=True) for part in numbers_beside(v, t)]
    return [tangent] if np.asarray(value).dtype.kind in "fc" else []


SIGNAL = np.array([0.0, 1.3, 0.3, 2.6, 0.1, 1.0, 0.2])


def called(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


TWICE: dict[str, Callable[[float], Any]] = {
    "take": lambda p: called(np.take, SIGNAL * np.exp(p), [1, 3]).sum(),
    "reshape": lambda p: called(np.reshape, SIGNAL * np.exp(p), [7, 1]).sum(),
    "peak_prominences": lambda p: called(signal.peak_prominences, SIGNAL * np.exp(p), [1, 3])[0].sum(),
    "find_peaks": lambda p: called(signal.find_peaks, SIGNAL * np.exp(p), 0.5)[1]["peak_heights"].sum(),
}


@pytest.mark.parametrize("name", TWICE)
def test_a_second_derivative_where_only_the_run_knows_the_rule(name: str) -> None:
    program = TWICE[name]
    assert srcad.derivative(srcad.derivative(program))(0.3) == pytest.approx(program(0.3), rel=1e-12)


def test_a_second_derivative_of_widths() -> None:
    def width(p: float) -> Any:
        return signal.peak_widths(SIGNAL + np.sin(p * np.arange(7.0)) / 9.0, [1, 3], 0.7)[0].sum()

    slope = srcad.derivative(width)
    assert srcad.derivative(slope)(0.3) == pytest.approx((slope(0.3 + 1e-6) - slope(0.3 - 1e-6)) / 2e-6, rel=1e-6)
