"""Functions for the orthogonal matrices that LAPACK makes by Householder's reflections, with all of their columns.

The columns that complete a factor span what is left; which ones LAPACK takes is told by its reflectors alone.
"""

from typing import Any

import numpy as np

from srcad.rules.support import adjoint, quotient

# A matrix so many times as tall as wide is made triangular before its singular values are found; real and complex.
TALL = {"gesdd": (11 / 6, 17 / 9), "gesvd": (1.6, 1.6)}


def complement_tangent(q: Any, d_columns: Any, d_reflected: Any) -> Any:
    """Return the tangent of the columns that complete Q, which turn as LAPACK's reflectors do."""
    count = d_columns.shape[-1]
    columns, rest = q[..., :, :count], q[..., :, count:]
    return turned(rest, d_reflected) - columns @ (adjoint(d_columns) @ rest)


def turned(rest: Any, d_reflected: Any) -> Any:
    """Return how the last columns of Q turn among themselves, from the tangent of the Q that the reflectors make."""
    turn = adjoint(rest) @ d_reflected[..., :, d_reflected.shape[-1] - rest.shape[-1] :]
    return rest @ (0.5 * (turn - adjoint(turn)))


def reflected_before_svd(a: Any, d_a: Any, driver: str = "gesdd") -> Any:
    """Return the tangent of the Q with which LAPACK begins a singular value decomposition of a tall matrix."""
    rows, columns = a.shape[-2:]
    is_tall = rows >= int(columns * TALL[driver][np.iscomplexobj(a)])
    return reflected_tangent(a, d_a, bidiagonal=not is_tall)


def reflected_tangent(a: Any, d_a: Any, *, bidiagonal: bool = False) -> Any:
    """Return the tangent of the full Q that Householder's reflections make of a tall matrix, as LAPACK takes them.

    They make it triangular, or bidiagonal with others from the right, as before a singular value decomposition.
    """
    size = a.shape[-2]
    q = np.broadcast_to(np.eye(size, dtype=a.dtype), (*a.shape[:-2], size, size))
    d_q = np.zeros_like(q)
    for k in range(a.shape[-1]):
        column, d_column = a[..., k:, k, np.newaxis], d_a[..., k:, k, np.newaxis]
        tau, v, d_tau, d_v = reflector_tangents(column, d_column)
        v, d_v = padded_above(v, k), padded_above(d_v, k)
        turned, d_turned = q @ v, d_q @ v + q @ d_v
        d_q = d_q - (d_tau * turned + tau * d_turned) @ adjoint(v) - tau * turned @ adjoint(d_v)
        q = q - tau * turned @ adjoint(v)
        tau, d_tau = np.conjugate(tau), np.conjugate(d_tau)
        row, d_row = adjoint(v) @ a, adjoint(d_v) @ a + adjoint(v) @ d_a
        d_a = d_a - (d_tau * v + tau * d_v) @ row - tau * v @ d_row
        a = a - tau * v @ row
        if bidiagonal and k + 1 < a.shape[-1]:
            a, d_a = reflected_from_the_right(a, d_a, k)
    return d_q


def reflected_from_the_right(a: Any, d_a: Any, k: int) -> tuple[Any, Any]:
    """Reflect the rows of a matrix so that row k has nothing behind its first two elements from the diagonal on."""
    tau, v, d_tau, d_v = reflector_tangents(adjoint(a[..., k : k + 1, k + 1 :]), adjoint(d_a[..., k : k + 1, k + 1 :]))
    v, d_v = padded_above(v, k + 1), padded_above(d_v, k + 1)
    turned, d_turned = a @ v, d_a @ v + a @ d_v
    d_a = d_a - (d_tau * turned + tau * d_turned) @ adjoint(v) - tau * turned @ adjoint(d_v)
    return a - tau * turned @ adjoint(v), d_a


def padded_above(v: Any, count: int) -> Any:
    """Put so many zeros above a column."""
    return np.concatenate([np.zeros((*v.shape[:-2], count, 1), v.dtype), v], axis=-2)


def reflector_tangents(x: Any, d_x: Any) -> Any:
    """Return the reflector 1 - tau v v^H that LAPACK makes of a column, and its tangents; 0 where it is none."""
    first, d_first = x[..., :1, :], d_x[..., :1, :]
    size = np.sqrt(np.sum(np.real(x * np.conjugate(x)), axis=-2, keepdims=True))
    d_size = quotient(np.sum(np.real(np.conjugate(x) * d_x), axis=-2, keepdims=True), size)
    sign = np.where(np.real(first) < 0.0, -1.0, 1.0).astype(size.dtype)
    beta, d_beta = -sign * size, -sign * d_size
    idle = np.all(x[..., 1:, :] == 0.0, axis=-2, keepdims=True) & (np.imag(first) == 0.0)
    safe_beta, gap = np.where(idle, 1.0, beta), np.where(idle, 1.0, first - beta)
    tau = np.where(idle, 0.0, (beta - first) / safe_beta)
    d_tau = np.where(idle, 0.0, (first / safe_beta * d_beta - d_first) / safe_beta)
    below = np.where(idle, 0.0, x[..., 1:, :] / gap)
    d_below = np.where(idle, 0.0, (d_x[..., 1:, :] - below * (d_first - d_beta)) / gap)
    v = np.concatenate([np.ones_like(first), below], axis=-2)
    return tau, v, d_tau, np.concatenate([np.zeros_like(first), d_below], axis=-2)
