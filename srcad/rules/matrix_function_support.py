"""Functions that the texts of the rules of `scipy.linalg` call for functions of matrices and for matrix equations.

See `support` for what holds for all of them. A function of the matrix [[a, d_a], [0, a]] holds the directional
derivative in its corner (Najfeld and Havel 1995; Higham 2008, "Functions of Matrices", eq. 3.16).
"""

from typing import Any

import numpy as np
from scipy import linalg

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.support import adjoint


def doubled(a: Any, d_a: Any) -> Any:
    """Return the matrix [[a, d_a], [0, a]]."""
    upper = np.concatenate([a, d_a], axis=-1)
    return np.concatenate([upper, np.concatenate([np.zeros_like(d_a), a], axis=-1)], axis=-2)


def corner(a: Any) -> Any:
    """Return the right upper quarter of a matrix."""
    half = a.shape[-1] // 2
    return a[..., :half, half:]


def of_kind(tangent: Any, out: Any) -> Any:
    """Return a tangent as real or complex, single or double, as its result is."""
    part = tangent if np.iscomplexobj(out) else np.real(tangent)
    return np.asarray(part, np.result_type(out))


def in_double(a: Any) -> Any:
    """Return an array in double precision: SciPy loses more than half of the digits on the way to a logarithm."""
    return np.asarray(a, np.result_type(a, np.float64))


def direction_scale(a: Any, d_a: Any) -> float:
    """Return the power of two that makes a direction about as large as the matrix, 1 for a zero direction."""
    sizes = float(np.max(np.abs(a), initial=0.0)), float(np.max(np.abs(d_a), initial=0.0))
    if not all(0.0 < size < np.inf for size in sizes):
        return 1.0
    return float(2.0 ** np.round(np.log2(sizes[0]) - np.log2(sizes[1])))


def exponential_tangent(a: Any, d_a: Any) -> Any:
    """Return the tangent of a matrix exponential (Al-Mohy and Higham 2009); stacks go by the doubled matrix."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    if a.ndim == 2 and a.shape[-1] > 0:
        return linalg.expm_frechet(a, d_a, compute_expm=False, check_finite=False)
    return corner(linalg.expm(doubled(a, d_a)))


def expm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a matrix exponential, of its dtype."""
    return of_kind(exponential_tangent(a, d_a), out)


def expm_frechet_tangent(a: Any, direction: Any, d_a: Any, d_direction: Any, out: Any, compute_expm: Any = True) -> Any:
    """Return the tangent of an exponential and its directional derivative; d_a or d_direction may be None."""
    a, direction = np.asarray(a), np.asarray(direction)
    frechet = out[1] if compute_expm else out
    d_frechet = np.zeros_like(frechet)
    d_exponential = np.zeros_like(frechet)
    if d_direction is not None:
        d_frechet = d_frechet + exponential_tangent(a, d_direction)
    if d_a is not None:
        d_a = np.asarray(d_a)
        d_frechet = d_frechet + corner(exponential_tangent(doubled(a, direction), doubled(d_a, np.zeros_like(d_a))))
        d_exponential = exponential_tangent(a, d_a) if compute_expm else d_exponential
    return (
        (of_kind(d_exponential, out[0]), of_kind(d_frechet, frechet)) if compute_expm else of_kind(d_frechet, frechet)
    )


def two_exponentials(a: Any, d_a: Any, unit: complex) -> Any:
    """Return the tangents of exp(unit * a) and exp(-unit * a)."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    return exponential_tangent(unit * a, unit * d_a), exponential_tangent(-unit * a, -unit * d_a)


def cosm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a matrix cosine."""
    plus, minus = two_exponentials(a, d_a, 1j)
    return of_kind(0.5 * (plus + minus), out)


def sinm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a matrix sine."""
    plus, minus = two_exponentials(a, d_a, 1j)
    return of_kind(-0.5j * (plus - minus), out)


def tanm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a matrix tangent: cos(a) @ out = sin(a)."""
    plus, minus = two_exponentials(a, d_a, 1j)
    right = -0.5j * (plus - minus) - 0.5 * (plus + minus) @ out
    return of_kind(np.linalg.solve(linalg.cosm(a), right), out)


def coshm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a hyperbolic matrix cosine."""
    plus, minus = two_exponentials(a, d_a, 1.0)
    return of_kind(0.5 * (plus + minus), out)


def sinhm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a hyperbolic matrix sine."""
    plus, minus = two_exponentials(a, d_a, 1.0)
    return of_kind(0.5 * (plus - minus), out)


def tanhm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a hyperbolic matrix tangent: cosh(a) @ out = sinh(a)."""
    plus, minus = two_exponentials(a, d_a, 1.0)
    right = 0.5 * (plus - minus) - 0.5 * (plus + minus) @ out
    return of_kind(np.linalg.solve(linalg.coshm(a), right), out)


def logm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a matrix logarithm."""
    a, d_a = in_double(a), in_double(d_a)
    scale = direction_scale(a, d_a)
    return of_kind(corner(linalg.logm(doubled(a, scale * d_a))) / scale, out)


def sqrtm_tangent(d_a: Any, out: Any) -> Any:
    """Return the tangent of a matrix square root: d_out @ out + out @ d_out = d_a."""
    return of_kind(linalg.solve_sylvester(out, out, np.asarray(d_a)), out)


def fractional_power_tangent(a: Any, d_a: Any, t: Any, out: Any) -> Any:
    """Return the tangent of a real power of a matrix as the matrix varies."""
    a, d_a = in_double(a), in_double(d_a)
    scale = direction_scale(a, d_a)
    return of_kind(corner(linalg.fractional_matrix_power(doubled(a, scale * d_a), t)) / scale, out)


def fractional_exponent_tangent(a: Any, d_t: Any, out: Any) -> Any:
    """Return the tangent of a real power of a matrix as the exponent varies."""
    return of_kind(linalg.logm(in_double(a)) @ out * d_t, out)


def signm_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a matrix sign (Higham 2008, theorem 5.3)."""
    size = np.matmul(out, a)
    return of_kind(linalg.solve_sylvester(size, size, d_a - out @ np.matmul(d_a, out)), out)


# Matrix equations.


def closed_loop(a: Any, b: Any, r: Any, x: Any, e: Any, s: Any, discrete: bool) -> Any:
    """Return the gain and the closed loop of a Riccati equation's solution."""
    weight, mixed = r, adjoint(b) @ x @ e
    if discrete:
        weight, mixed = r + adjoint(b) @ x @ b, adjoint(b) @ x @ a
    gain = np.linalg.solve(weight, mixed if s is None else mixed + adjoint(s))
    return gain, a - b @ gain


def riccati_tangent(
    a: Any,
    b: Any,
    r: Any,
    out: Any,
    d_a: Any,
    d_b: Any,
    d_q: Any,
    d_r: Any,
    d_e: Any,
    d_s: Any,
    e: Any = None,
    s: Any = None,
    discrete: bool = False,
) -> Any:
    """Return the tangent of the solution of a Riccati equation: that of a Lyapunov equation of the closed loop.

    At its solution the equation is stationary in the gain, so that the gain's own tangent is not needed (Kao and
    Hennequin 2020, arXiv:2011.11430). The tangent of what does not vary is None.
    """
    a, b, r = np.atleast_2d(a), np.atleast_2d(b), np.atleast_2d(r)
    mass = np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape) if e is None else np.atleast_2d(e)
    gain, loop = closed_loop(a, b, r, out, mass, s, discrete)
    inner = loop if discrete else mass
    right = np.zeros_like(out)
    if d_a is not None:
        right = right + twice_hermitian(adjoint(d_a) @ out @ inner)
    if d_b is not None:
        right = right - twice_hermitian(adjoint(d_b @ gain) @ out @ inner)
    if d_q is not None:
        right = right + d_q
    if d_r is not None:
        right = right + adjoint(gain) @ (d_r @ gain)
    if d_s is not None:
        right = right - twice_hermitian(d_s @ gain)
    if d_e is not None:
        right = (
            right - twice_hermitian(adjoint(d_e) @ out @ mass)
            if discrete
            else right + twice_hermitian(adjoint(d_e) @ out @ loop)
        )
    inverse = np.linalg.inv(mass)
    lyapunov = linalg.solve_discrete_lyapunov if discrete else linalg.solve_continuous_lyapunov
    sign = 1.0 if discrete else -1.0
    return lyapunov(adjoint(loop @ inverse), sign * adjoint(inverse) @ right @ inverse)


def twice_hermitian(a: Any) -> Any:
    """Return a + a^H."""
    return a + adjoint(a)


# Matrices made of vectors.


def companion_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a companion matrix: only its first row varies."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    row = -(d_a[..., 1:] + out[..., 0, :] * d_a[..., :1]) / a[..., :1]
    return np.concatenate([row[..., np.newaxis, :], np.zeros_like(out[..., 1:, :])], axis=-2)


def fiedler_companion_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a Fiedler companion matrix: it is linear in the coefficients over the first."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    ratios = a[..., 1:] / a[..., :1]
    d_ratios = (d_a[..., 1:] - ratios * d_a[..., :1]) / a[..., :1]
    one, zeros = np.ones_like(d_ratios[..., :1]), np.zeros_like(d_ratios)
    moved = linalg.fiedler_companion(np.concatenate([one, d_ratios], axis=-1))
    return of_kind(moved - linalg.fiedler_companion(np.concatenate([one, zeros], axis=-1)), out)


def fiedler_tangent(a: Any, d_a: Any) -> Any:
    """Return the tangent of the matrix of the distances |a[i] - a[j]|, 0 where two numbers coincide."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    differences = a[..., np.newaxis, :] - a[..., :, np.newaxis]
    d_differences = d_a[..., np.newaxis, :] - d_a[..., :, np.newaxis]
    return np.sign(differences) * d_differences


def sketch_tangent(d_matrix: Any, sketch_size: Any, rng: Any = None) -> Any:
    """Return the tangent of a random sketch, by the same sketch.

    Raises Refusal unless a number seeds the sketch: only then can it be drawn again.
    """
    if not isinstance(rng, (int, np.integer)):
        raise Refusal(
            UnsupportedValueError(
                "scipy.linalg.clarkson_woodruff_transform draws a new matrix at each call; seed it: rng=1"
            )
        )
    return linalg.clarkson_woodruff_transform(d_matrix, sketch_size, rng=rng)
