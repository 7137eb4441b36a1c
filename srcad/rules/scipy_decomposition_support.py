"""Functions that the texts of the rules of `scipy.linalg` call for decompositions into orthogonal and other factors.

See `linalg_support`, whose conventions and sources hold here too: in a degenerate eigenspace the eigenvalues have
their one-sided derivatives, and its vectors do not turn.
"""

from typing import Any

import numpy as np
from scipy import linalg

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.linalg_support import (
    SAME,
    diagonals,
    eig_tangent,
    eigenvalue_tangents,
    hermitian_from,
    largest_of,
    phase_turn,
    pinv_tangent,
    reduced_qr_tangent,
    strong_inverse,
    svd_tangent,
    svdvals_tangent,
    with_diagonal,
)
from srcad.rules.reflectors_support import complement_tangent, reflected_before_svd, reflected_tangent, turned
from srcad.rules.scipy_linalg_support import as_indices, banded_product, hermitian_bands, moved_down
from srcad.rules.support import adjoint, quotient

# Earlier versions of SciPy take the plain transpose of a complex matrix for orthogonal_procrustes.
CONJUGATES = bool(np.imag(linalg.orthogonal_procrustes(np.array([[1j]]), np.array([[1.0]]))[0][0, 0]) < 0.0)

# Orthogonal times triangular.


def not_singular(triangle: Any) -> Any:
    """Return a triangular factor with NaN for each 0 on its diagonal: dividing by it then raises nothing."""
    return triangle + with_diagonal(np.where(diagonals(triangle) == 0.0, np.nan, 0.0).astype(triangle.dtype))


def scipy_qr_tangent(a: Any, d_a: Any, out: Any, mode: Any = "full", pivoting: Any = False) -> Any:
    """Return the tangents of a QR decomposition in the structure that the mode gives it; the pivots are constant.

    Raises Refusal for the raw reflectors.
    """
    if mode == "raw":
        raise Refusal(UnsupportedValueError("scipy.linalg.qr with mode='raw' has no rule; take mode='economic'"))
    a, d_a = np.asarray(a), np.asarray(d_a)
    if pivoting:
        pivots = as_indices(out[-1])[..., np.newaxis, :]
        a, d_a = np.take_along_axis(a, pivots, axis=-1), np.take_along_axis(d_a, pivots, axis=-1)
    factors = linalg.qr(a, mode="economic", check_finite=False) if mode == "r" else out
    parts = qr_tangents(a, d_a, factors[0], factors[1])
    if mode == "r":
        parts = (np.concatenate([parts[1], np.zeros_like(out[0][..., parts[1].shape[-2] :, :])], axis=-2),)
    return (*parts, 0.0) if pivoting else parts


def qr_tangents(a: Any, d_a: Any, q: Any, r: Any) -> Any:
    """Return the tangents of Q and R, economic or full."""
    columns = min(a.shape[-2:])
    d_q, d_r = reduced_qr_tangent(a, d_a, q[..., :columns], triangular_part(r, columns))
    if q.shape[-1] == columns:
        return d_q, d_r
    d_rest = complement_tangent(q, d_q, reflected_tangent(a, d_a))
    return np.concatenate([d_q, d_rest], axis=-1), np.concatenate([d_r, np.zeros_like(r[..., columns:, :])], axis=-2)


def triangular_part(r: Any, rows: int) -> Any:
    """Return the first rows of R; a 0 on their diagonal is NaN."""
    return np.concatenate([not_singular(r[..., :rows, :rows]), r[..., :rows, rows:]], axis=-1)


def turned_over(a: Any) -> Any:
    """Return the conjugate transpose with rows and columns in reverse: an upper triangle stays one."""
    return adjoint(a)[..., ::-1, ::-1]


def scipy_rq_tangent(a: Any, d_a: Any, out: Any, mode: Any = "full") -> Any:
    """Return the tangents of an RQ decomposition: turned over, it is a QR decomposition."""
    over, d_over = turned_over(np.asarray(a)), turned_over(np.asarray(d_a))
    factors = linalg.rq(a, mode="economic", check_finite=False) if mode == "r" else out
    d_q, d_r = qr_tangents(over, d_over, turned_over(factors[1]), turned_over(factors[0]))
    d_triangle = turned_over(d_r)
    if mode != "r":
        return d_triangle, turned_over(d_q)
    empty = np.zeros_like(out[..., :, : out.shape[-1] - d_triangle.shape[-1]])
    return np.concatenate([empty, d_triangle], axis=-1)


def qr_multiply_tangent(
    a: Any,
    c: Any,
    d_a: Any,
    d_c: Any,
    out: Any,
    mode: Any = "right",
    pivoting: Any = False,
    conjugate: Any = False,
) -> Any:
    """Return the tangents of a product with Q and of R; either tangent of an argument may be None."""
    factors = linalg.qr(a, mode="economic", pivoting=pivoting, check_finite=False)
    q = np.conjugate(factors[0]) if conjugate else factors[0]
    d_product = np.zeros_like(out[0])
    parts = (np.zeros_like(out[1]), 0.0)
    if d_c is not None:
        d_product = d_product + (q @ d_c if mode == "left" else d_c @ q)
    if d_a is not None:
        d_q, *parts = scipy_qr_tangent(a, d_a, factors, "economic", pivoting)
        d_q = np.conjugate(d_q) if conjugate else d_q
        d_product = d_product + (d_q @ c if mode == "left" else c @ d_q)
    return (d_product, parts[0], 0.0) if pivoting else (d_product, parts[0])


def hessenberg_tangent(a: Any, d_a: Any, out: Any, calc_q: Any = False) -> Any:
    """Return the tangents of a Hessenberg form and of its basis.

    The first column of Q stays, and the entries below the diagonal of H are real: that determines the turn
    X = Q^H d_q, column after column, from d_h = Q^H d_a Q + H X - X H (the implicit Q theorem).
    """
    h, q = out if calc_q else linalg.hessenberg(a, calc_q=True, check_finite=False)
    inner = adjoint(q) @ np.matmul(d_a, q)
    size = h.shape[-1]
    turn = np.zeros_like(inner)
    for k in range(size - 1 if size > 2 else 0):
        known = inner[..., :, k] + (h @ turn[..., :, k, np.newaxis])[..., 0]
        known = known - (turn[..., :, : k + 1] @ h[..., : k + 1, k, np.newaxis])[..., 0]
        column = np.where(np.arange(size) > k + 1, quotient(known, h[..., k + 1, k, np.newaxis]), 0.0)
        turn = turn + with_turned_column(column, known, h[..., k + 1, k], k + 1)
    d_h = np.triu(inner + h @ turn - turn @ h, -1).astype(h.dtype)
    return (d_h, q @ turn) if calc_q else d_h


def with_turned_column(column: Any, known: Any, below: Any, place: int) -> Any:
    """Return what a column adds to a skew-Hermitian turn; its own place keeps the entry below the diagonal real."""
    size = column.shape[-1]
    here = (np.arange(size) == place).astype(column.dtype)
    part = column[..., :, np.newaxis] * here
    skew = part - adjoint(part)
    if not np.iscomplexobj(column):
        return skew
    phase = quotient(1j * np.imag(known[..., place]), below)
    return skew + phase[..., np.newaxis, np.newaxis] * (here[:, np.newaxis] * here)


# Singular values.


def scipy_svd_tangent(
    a: Any, d_a: Any, out: Any, full_matrices: Any = True, compute_uv: Any = True, lapack_driver: str = "gesdd"
) -> Any:
    """Return the tangents of a singular value decomposition in the structure that the flags give it."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    tangents = svd_tangent(a, d_a, out, full_matrices=full_matrices, compute_uv=compute_uv, driver=lapack_driver)
    return (tangents[0], tangents[1], tangents[2]) if compute_uv else tangents


def polar_unitary_tangent(a: Any, d_a: Any) -> Any:
    """Return the tangent of the factor with orthonormal columns or rows of a polar decomposition."""
    u, values, vh = np.linalg.svd(a, full_matrices=False)
    v = adjoint(vh)
    inner = adjoint(u) @ np.matmul(d_a, v)
    turn = strong_inverse(values[..., :, np.newaxis] + values[..., np.newaxis, :]) * (inner - adjoint(inner))
    inverse = strong_inverse(np.where(values > SAME * largest_of(values), values, 0.0))
    left = (np.matmul(d_a, v) - u @ inner) * inverse[..., np.newaxis, :]
    right = inverse[..., :, np.newaxis] * (np.matmul(adjoint(u), d_a) - inner @ vh)
    return (u @ turn + left) @ vh + u @ right


def polar_tangent(a: Any, d_a: Any, out: Any, side: Any = "right") -> Any:
    """Return the tangents of a polar decomposition: a = u p, or p u where `side` says so."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    d_u = polar_unitary_tangent(a, d_a)
    if side == "right":
        return d_u, adjoint(d_u) @ a + np.matmul(adjoint(out[0]), d_a)
    return d_u, np.matmul(d_a, adjoint(out[0])) + np.matmul(a, adjoint(d_u))


def orthogonal_procrustes_tangent(a: Any, b: Any, d_a: Any, d_b: Any) -> Any:
    """Return the tangents of the nearest orthogonal map and of its scale; d_a or d_b may be None."""
    a, b = np.asarray(a), np.asarray(b)
    if not CONJUGATES:
        a, d_a = np.conjugate(a), None if d_a is None else np.conjugate(d_a)
    product = adjoint(a) @ b
    d_product = np.zeros_like(product)
    if d_a is not None:
        d_product = d_product + adjoint(d_a) @ b
    if d_b is not None:
        d_product = d_product + adjoint(a) @ d_b
    values, d_values = np.linalg.svd(product, compute_uv=False), svdvals_tangent(product, d_product)
    nonzero = values > SAME * largest_of(values)
    return polar_unitary_tangent(product, d_product), np.sum(np.where(nonzero, d_values, 0.0), axis=-1)


def orth_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of the singular vectors that span the range."""
    factors = linalg.svd(a, full_matrices=False, check_finite=False)
    return svd_tangent(np.asarray(a), np.asarray(d_a), factors, full_matrices=False)[0][..., :, : out.shape[-1]]


def null_space_tangent(a: Any, d_a: Any, out: Any, lapack_driver: str = "gesdd") -> Any:
    """Return the tangent of a basis of the null space, which moves with the space, and turns as LAPACK's reflectors do.

    Where the rank is not full, it does not turn.
    """
    moved = -np.linalg.pinv(a) @ np.matmul(d_a, out)
    if np.shape(a)[-1] - out.shape[-1] != np.shape(a)[-2]:
        return moved
    return moved + turned(out, reflected_before_svd(adjoint(np.asarray(a)), adjoint(np.asarray(d_a)), lapack_driver))


def orthonormal_range_tangent(a: Any, d_a: Any, basis: Any) -> Any:
    """Return the tangent of a basis of the range, which moves with the space and does not turn in it."""
    outside = d_a - basis @ (adjoint(basis) @ d_a)
    return outside @ (np.linalg.pinv(a) @ basis)


def subspace_angles_tangent(a: Any, b: Any, d_a: Any, d_b: Any, out: Any) -> Any:
    """Return the tangents of the angles between two ranges; d_a or d_b may be None.

    The angle of two unit vectors p and q in the ranges changes as p moves away from q and q from p: no sine of a small
    angle is divided by. Along any direction an angle of 0 has the tangent 0.
    """
    a, b = np.asarray(a), np.asarray(b)
    first, second = linalg.orth(a), linalg.orth(b)
    u, cosines, vh = np.linalg.svd(adjoint(first) @ second, full_matrices=False)
    p, q = first @ u, second @ adjoint(vh)
    cosines = cosines[..., np.newaxis, :]
    towards_q, towards_p = normalised(q - p * cosines), normalised(p - q * cosines)
    total = np.zeros_like(cosines[..., 0, :])
    if d_a is not None:
        d_first = orthonormal_range_tangent(a, d_a, first) @ u
        total = total - np.sum(np.real(np.conjugate(towards_q) * d_first), axis=-2)
    if d_b is not None:
        d_second = orthonormal_range_tangent(b, d_b, second) @ adjoint(vh)
        total = total - np.sum(np.real(np.conjugate(towards_p) * d_second), axis=-2)
    return np.asarray(total[..., ::-1], np.result_type(out))


def normalised(columns: Any) -> Any:
    """Return columns of length 1, and 0 for those that are rounding errors only."""
    sizes = np.sqrt(np.sum(np.real(columns * np.conjugate(columns)), axis=-2, keepdims=True))
    tiny = sizes <= 8.0 * np.finfo(sizes.dtype).eps
    return np.where(tiny, 0.0, columns / np.where(tiny, 1.0, sizes))


# Eigenvalues.


def scipy_eig_tangent(a: Any, b: Any, d_a: Any, d_b: Any, out: Any, left: Any = False, right: Any = True) -> Any:
    """Return the tangents of simple eigenvalues and their vectors; d_a or d_b may be None.

    Raises Refusal for the vectors of two matrices: their phase follows from LAPACK's choice of a basis.
    """
    if b is None:
        return standard_eig_tangent(np.asarray(a), np.asarray(d_a), out, left, right)
    if left or right:
        raise Refusal(
            UnsupportedValueError(
                "the eigenvectors that scipy.linalg.eig finds for two matrices have an arbitrary phase; take"
                " scipy.linalg.eigvals, or eigh for Hermitian matrices"
            )
        )
    return pair_eigenvalue_tangents(a, b, d_a, d_b)


def standard_eig_tangent(a: Any, d_a: Any, out: Any, left: Any, right: Any) -> Any:
    """Return the tangents of the eigenvalues of one matrix, and of the vectors that the flags ask for."""
    if not left and not right:
        return pair_eigenvalue_tangents(a, None, d_a, None)
    values = out[0]
    parts = []
    if left:
        parts.append(side_tangent(adjoint(a), adjoint(d_a), np.conjugate(values), out[1]))
    if right:
        parts.append(side_tangent(a, d_a, values, out[-1]))
    d_values = parts[-1][0] if right else np.conjugate(parts[-1][0])
    return (d_values.astype(values.dtype), *(part[1] for part in parts))


def side_tangent(a: Any, d_a: Any, values: Any, vectors: Any) -> Any:
    """Return the tangents of the eigenvalues and right eigenvectors; real vectors stay real."""
    return eig_tangent(a, d_a, (values if np.iscomplexobj(vectors) else np.real(values), vectors))


def pair_eigenvalue_tangents(a: Any, b: Any, d_a: Any, d_b: Any) -> Any:
    """Return the tangents of the eigenvalues of a, or of a and b, by both kinds of eigenvectors."""
    values, left, right = linalg.eig(a, b, left=True, right=True, check_finite=False)
    moved = np.zeros_like(right)
    if d_a is not None:
        moved = moved + np.matmul(d_a, right)
    if d_b is not None:
        moved = moved - np.matmul(d_b, right) * values[..., np.newaxis, :]
    weights = right if b is None else np.matmul(b, right)
    numerators = np.sum(np.conjugate(left) * moved, axis=-2)
    return quotient(numerators, np.sum(np.conjugate(left) * weights, axis=-2)).astype(values.dtype)


def hermitian_pair_tangents(
    values: Any, vectors: Any, moved: Any, shift: Any, all_values: Any, all_vectors: Any
) -> Any:
    """Return the tangents of ascending eigenvalues and their vectors; all others are needed too.

    `moved` is (d_a - value * d_b) @ vector, `shift` d_b @ vector, a column each. The lengths keep v^H b v = 1.
    """
    gaps = values[..., np.newaxis, :] - all_values[..., :, np.newaxis]
    apart = np.abs(gaps) > SAME * largest_of(all_values)[..., np.newaxis]
    couplings = adjoint(all_vectors) @ moved / np.where(apart, gaps, 1.0)
    inside = -0.5 * (adjoint(all_vectors) @ shift)
    d_values = eigenvalue_tangents(values, adjoint(vectors) @ moved)
    return d_values, all_vectors @ np.where(apart, couplings, inside)


def scipy_eigh_tangent(
    a: Any,
    b: Any,
    d_a: Any,
    d_b: Any,
    out: Any,
    lower: Any = True,
    eigvals_only: Any = False,
    type: Any = 1,
    subset_by_index: Any = None,
    subset_by_value: Any = None,
) -> Any:
    """Return the tangents of eigenvalues and eigenvectors of a Hermitian matrix or pair; d_a or d_b may be None.

    Raises Refusal for the problems of type 2 and 3.
    """
    if type != 1:
        raise Refusal(
            UnsupportedValueError(f"scipy.linalg.eigh of type {type} has no rule; write it as a problem of type 1")
        )
    found = out
    if eigvals_only:
        found = linalg.eigh(
            a, b, lower=lower, check_finite=False, subset_by_index=subset_by_index, subset_by_value=subset_by_value
        )
    whole = found
    if found[1].shape[-1] < found[1].shape[-2]:
        whole = linalg.eigh(a, b, lower=lower, check_finite=False)
    values, vectors = found
    moved, shift = np.zeros_like(vectors), np.zeros_like(vectors)
    if d_a is not None:
        moved = moved + hermitian_from(np.asarray(d_a), bool(lower)) @ vectors
    if d_b is not None:
        shift = hermitian_from(np.asarray(d_b), bool(lower)) @ vectors
        moved = moved - shift * values[..., np.newaxis, :]
    d_values, d_vectors = hermitian_pair_tangents(values, vectors, moved, shift, whole[0], whole[1])
    d_vectors = d_vectors - vectors * pair_turn(b, vectors, d_vectors, shift, bool(lower))
    return d_values if eigvals_only else (d_values, d_vectors)


def pair_turn(b: Any, vectors: Any, d_vectors: Any, shift: Any, lower: bool) -> Any:
    """Return the phase by which complex vectors turn too far: LAPACK's reduction leaves one component real.

    It is the last where the upper triangle is read, else the first: of the vectors, or of b times them.
    """
    if not lower:
        return phase_turn(vectors, d_vectors, vectors.shape[-2] - 1)
    if b is None:
        return phase_turn(vectors, d_vectors, 0)
    matrix = hermitian_from(np.asarray(b), True)
    return phase_turn(matrix @ vectors, shift + matrix @ d_vectors, 0)


def eigh_tridiagonal_tangent(
    d: Any, e: Any, d_d: Any, d_e: Any, out: Any, eigvals_only: Any = False, select: Any = "a", select_range: Any = None
) -> Any:
    """Return the tangents of eigenvalues and eigenvectors of a real tridiagonal matrix; d_d or d_e may be None."""
    found = out
    if eigvals_only:
        found = linalg.eigh_tridiagonal(d, e, select=select, select_range=select_range, check_finite=False)
    whole = found
    if found[1].shape[-1] < found[1].shape[-2]:
        whole = linalg.eigh_tridiagonal(d, e, check_finite=False)
    values, vectors = found
    moved = np.zeros_like(vectors)
    if d_d is not None:
        moved = moved + np.asarray(d_d)[..., np.newaxis] * vectors
    if d_e is not None:
        beside = np.concatenate([np.asarray(d_e), np.zeros_like(np.asarray(d_e)[..., :1])], axis=-1)[..., np.newaxis]
        moved = moved + moved_down(beside * vectors, 1) + beside * moved_down(vectors, -1)
    parts = hermitian_pair_tangents(values, vectors, moved, np.zeros_like(vectors), whole[0], whole[1])
    return parts[0] if eigvals_only else parts


def eig_banded_tangent(
    a_band: Any,
    d_a_band: Any,
    out: Any,
    lower: Any = False,
    eigvals_only: Any = False,
    select: Any = "a",
    select_range: Any = None,
    max_ev: Any = 0,
) -> Any:
    """Return the tangents of eigenvalues and eigenvectors of a Hermitian band matrix."""
    found = out
    if eigvals_only:
        found = linalg.eig_banded(
            a_band, lower=lower, select=select, select_range=select_range, max_ev=max_ev, check_finite=False
        )
    whole = found
    if found[1].shape[-1] < found[1].shape[-2]:
        whole = linalg.eig_banded(a_band, lower=lower, check_finite=False)
    values, vectors = found
    bands = hermitian_bands(np.asarray(d_a_band), lower)
    moved = banded_product(np.shape(d_a_band)[-2] - 1, bands, vectors)
    d_values, d_vectors = hermitian_pair_tangents(values, vectors, moved, np.zeros_like(vectors), whole[0], whole[1])
    d_vectors = d_vectors - vectors * phase_turn(vectors, d_vectors, 0)
    return d_values if eigvals_only else (d_values, d_vectors)


# Other factors.


def ldl_tangent(d_a: Any, out: Any, lower: Any = True, hermitian: Any = True) -> Any:
    """Return the tangents of the factors of a Hermitian or symmetric matrix; the order and the blocks are constant.

    With F = inv(L) d_a inv(L)^H, d_d is the block diagonal of F, and d_l is L times the rest of F divided by D.
    """
    factor, blocks, order = out[0], out[1], as_indices(out[2])
    ordered = np.take_along_axis(factor, order[..., np.newaxis], axis=-2)
    d_matrix = symmetric_from(np.asarray(d_a), lower, hermitian)
    d_matrix = np.take_along_axis(d_matrix, order[..., np.newaxis], axis=-2)
    d_matrix = np.take_along_axis(d_matrix, order[..., np.newaxis, :], axis=-1)
    half = np.linalg.solve(ordered, d_matrix)
    inner = np.swapaxes(np.linalg.solve(ordered, np.swapaxes(half, -1, -2)), -1, -2)
    if hermitian:
        inner = adjoint(np.linalg.solve(ordered, adjoint(half)))
    inside = same_block(blocks)
    beside = np.tril(np.where(inside, 0.0, inner)) if lower else np.triu(np.where(inside, 0.0, inner))
    d_ordered = ordered @ beside @ np.linalg.pinv(blocks)
    d_factor = np.take_along_axis(d_ordered, np.argsort(order, axis=-1)[..., np.newaxis], axis=-2)
    return d_factor, np.where(inside, inner, 0.0), 0.0


def symmetric_from(d_a: Any, lower: Any, hermitian: Any) -> Any:
    """Return the Hermitian or symmetric matrix of which one triangle is read."""
    if hermitian:
        return hermitian_from(d_a, bool(lower))
    triangle = np.tril(d_a, -1) if lower else np.triu(d_a, 1)
    return triangle + np.swapaxes(triangle, -1, -2) + with_diagonal(diagonals(d_a))


def same_block(blocks: Any) -> Any:
    """Say which places lie inside the blocks of one or two rows on the diagonal."""
    below = np.diagonal(blocks, -1, axis1=-2, axis2=-1) != 0.0
    above = np.diagonal(blocks, 1, axis1=-2, axis2=-1) != 0.0
    starts = np.concatenate([np.ones_like(below[..., :1]), ~(below | above)], axis=-1)
    group = np.cumsum(starts, axis=-1)
    return group[..., :, np.newaxis] == group[..., np.newaxis, :]


def matrix_balance_tangent(
    a: Any, d_a: Any, out: Any, permute: Any = True, scale: Any = True, separate: Any = False
) -> Any:
    """Return the tangent of a balanced matrix; the powers of two and the order that balance it are constant."""
    change = out[1]
    if separate:
        change = linalg.matrix_balance(a, permute=permute, scale=scale)[1]
    d_balanced = np.linalg.solve(change, np.matmul(d_a, change)).astype(out[0].dtype)
    return (d_balanced, (np.zeros_like(out[1][0]), 0.0)) if separate else (d_balanced, np.zeros_like(out[1]))


def pinv_of(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a pseudo-inverse at constant rank."""
    return pinv_tangent(np.asarray(a), np.asarray(d_a), out)
