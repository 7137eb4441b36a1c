"""Functions that the texts of the rules of `scipy.linalg` call for solving equations and for factors that solve them.

See `support` and `linalg_support` for what holds for all of them. A right-hand side of one dimension is a vector; any
other is a stack of matrices. Calls of SciPy here check no argument for infinities: the primal has, where it was asked.
"""

from typing import Any

import numpy as np
from scipy import linalg

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.linalg_support import (
    diagonals,
    hermitian_from,
    pinv_tangent,
    svdvals_tangent,
    with_diagonal,
)
from srcad.rules.support import adjoint

SYMMETRIC = ("sym", "symmetric")
HERMITIAN = ("her", "hermitian", "pos", "positive definite")


def as_columns(b: Any, vectors: bool) -> Any:
    """Return vectors as matrices of one column."""
    return np.asarray(b)[..., np.newaxis] if vectors else np.asarray(b)


def beside_columns(d_b: Any, vectors: bool) -> Any:
    """Return the tangent of a right-hand side as columns; a number is the zero of one that does not vary."""
    return d_b if np.ndim(d_b) == 0 else as_columns(d_b, vectors)


def as_before(x: Any, vectors: bool) -> Any:
    """Return matrices of one column as the vectors that they were."""
    return x[..., 0] if vectors else x


def structured_part(d_a: Any, lower: Any = False, assume_a: Any = None) -> Any:
    """Return the tangent of the matrix that a solver sees who reads only a part of the array."""
    d_a = np.asarray(d_a)
    if assume_a in SYMMETRIC:
        triangle = np.tril(d_a, -1) if lower else np.triu(d_a, 1)
        return triangle + np.swapaxes(triangle, -1, -2) + with_diagonal(diagonals(d_a))
    if assume_a in HERMITIAN:
        return hermitian_from(d_a, bool(lower))
    if assume_a == "diagonal":
        return with_diagonal(diagonals(d_a))
    if assume_a == "tridiagonal":
        return np.triu(np.tril(d_a, 1), -1)
    if assume_a == "upper triangular":
        return np.triu(d_a)
    return np.tril(d_a) if assume_a == "lower triangular" else d_a


def solve_tangent(
    a: Any,
    d_a: Any,
    b: Any,
    out: Any,
    d_b: Any = 0.0,
    lower: Any = False,
    assume_a: Any = None,
    transposed: Any = False,
) -> Any:
    """Return the tangent of a solution as the matrix varies, and the right-hand side if d_b is given."""
    vectors = np.ndim(b) == 1
    d_matrix = structured_part(d_a, lower, assume_a)
    if transposed:
        d_matrix = np.swapaxes(d_matrix, -1, -2)
    right = np.subtract(beside_columns(d_b, vectors), np.matmul(d_matrix, as_columns(out, vectors)))
    return as_before(solved_columns(a, right, lower, assume_a, transposed), vectors)


def solved_again(a: Any, right: Any, b: Any, lower: Any = False, assume_a: Any = None, transposed: Any = False) -> Any:
    """Solve for another right-hand side of b's kind."""
    vectors = np.ndim(b) == 1
    return as_before(solved_columns(a, as_columns(right, vectors), lower, assume_a, transposed), vectors)


def solved_columns(a: Any, columns: Any, lower: Any, assume_a: Any, transposed: Any) -> Any:
    """Solve for columns; earlier versions of SciPy do not know None as a structure."""
    if assume_a is None:
        return linalg.solve(a, columns, check_finite=False, transposed=transposed)
    return linalg.solve(a, columns, lower=lower, check_finite=False, assume_a=assume_a, transposed=transposed)


def triangle_of(a: Any, lower: Any = False, unit_diagonal: Any = False) -> Any:
    """Return the triangle that is read; with a unit diagonal, what varies of it."""
    below = 1 if unit_diagonal else 0
    return np.tril(a, -below) if lower else np.triu(a, below)


def transposed_by(a: Any, trans: Any) -> Any:
    """Return the matrix, its transpose or its conjugate transpose, as LAPACK's `trans` says."""
    if trans in (0, "N"):
        return a
    return np.swapaxes(a, -1, -2) if trans in (1, "T") else adjoint(a)


def solve_triangular_tangent(
    a: Any,
    d_a: Any,
    b: Any,
    out: Any,
    d_b: Any = 0.0,
    trans: Any = 0,
    lower: Any = False,
    unit_diagonal: Any = False,
) -> Any:
    """Return the tangent of the solution of a triangular system."""
    vectors = np.ndim(b) == 1
    d_matrix = transposed_by(triangle_of(np.asarray(d_a), lower, unit_diagonal), trans)
    right = np.subtract(beside_columns(d_b, vectors), np.matmul(d_matrix, as_columns(out, vectors)))
    x = linalg.solve_triangular(a, right, trans=trans, lower=lower, unit_diagonal=unit_diagonal, check_finite=False)
    return as_before(x, vectors)


# Bands: row `upper - k` of the storage holds the k-th diagonal, each entry in the column that it has in the matrix.


def moved_down(a: Any, count: int) -> Any:
    """Move the rows of matrices down by so many places (up if negative); zeros come in."""
    size = a.shape[-2]
    empty = np.zeros_like(a[..., : min(abs(count), size), :])
    if count >= 0:
        return np.concatenate([empty, a[..., : max(size - count, 0), :]], axis=-2)
    return np.concatenate([a[..., min(-count, size) :, :], empty], axis=-2)


def banded_product(upper: int, bands: Any, x: Any) -> Any:
    """Multiply a matrix in band storage with the columns of x."""
    total: Any = 0.0
    for row in range(bands.shape[-2]):
        total = total + moved_down(bands[..., row, :, np.newaxis] * x, row - upper)
    return total


def adjoint_bands(bands: Any, upper: int) -> Any:
    """Return the band storage of the conjugate transpose."""
    last = bands.shape[-2] - 1
    rows = []
    for row in range(last + 1):
        column = np.conjugate(bands[..., last - row, :, np.newaxis])
        rows.append(moved_down(column, last - upper - row)[..., 0])
    return np.stack(rows, axis=-2)


def hermitian_bands(bands: Any, lower: Any = False) -> Any:
    """Return the full band storage of a Hermitian matrix of which one triangle is stored."""
    rows = bands.shape[-2]
    if lower:
        strict = bands[..., 1:, :]
        others = adjoint_bands(bands, 0)[..., : rows - 1, :]
        return np.concatenate([others, np.real(bands[..., :1, :]), strict], axis=-2)
    strict = bands[..., : rows - 1, :]
    others = adjoint_bands(bands, rows - 1)[..., 1:, :]
    return np.concatenate([strict, np.real(bands[..., rows - 1 :, :]), others], axis=-2)


def solve_banded_tangent(l_and_u: Any, ab: Any, d_ab: Any, b: Any, out: Any, d_b: Any = 0.0) -> Any:
    """Return the tangent of the solution of a banded system."""
    vectors = np.ndim(b) == 1
    product = banded_product(l_and_u[1], np.asarray(d_ab), as_columns(out, vectors))
    right = np.subtract(beside_columns(d_b, vectors), product)
    return as_before(linalg.solve_banded(l_and_u, ab, right, check_finite=False), vectors)


def solveh_banded_tangent(ab: Any, d_ab: Any, b: Any, out: Any, d_b: Any = 0.0, lower: Any = False) -> Any:
    """Return the tangent of the solution of a Hermitian banded system."""
    vectors = np.ndim(b) == 1
    bands = hermitian_bands(np.asarray(d_ab), lower)
    product = banded_product(np.shape(d_ab)[-2] - 1, bands, as_columns(out, vectors))
    right = np.subtract(beside_columns(d_b, vectors), product)
    return as_before(linalg.solveh_banded(ab, right, lower=lower, check_finite=False), vectors)


# Toeplitz and circulant matrices.


def toeplitz_parts(c_or_cr: Any, d_c_or_cr: Any) -> Any:
    """Return the tangents of the first column and row, whole arrays, in the structure of the argument."""
    if isinstance(c_or_cr, tuple):
        return tuple(np.zeros_like(part) + d_part for part, d_part in zip(c_or_cr, d_c_or_cr, strict=True))
    return d_c_or_cr


def toeplitz_of(c_or_cr: Any) -> Any:
    """Return the Toeplitz matrix of a first column, or of a pair of first column and row."""
    return linalg.toeplitz(c_or_cr[0], c_or_cr[1]) if isinstance(c_or_cr, tuple) else linalg.toeplitz(c_or_cr)


def solve_toeplitz_tangent(c_or_cr: Any, d_c_or_cr: Any, b: Any, out: Any, d_b: Any = 0.0) -> Any:
    """Return the tangent of the solution of a Toeplitz system."""
    vectors = np.ndim(b) == 1
    product = np.matmul(toeplitz_of(toeplitz_parts(c_or_cr, d_c_or_cr)), as_columns(out, vectors))
    right = np.subtract(beside_columns(d_b, vectors), product)
    return as_before(linalg.solve_toeplitz(c_or_cr, right, check_finite=False), vectors)


def solve_circulant_tangent(
    c: Any,
    d_c: Any,
    out: Any,
    singular: Any = "raise",
    tol: Any = None,
    caxis: Any = -1,
    outaxis: Any = 0,
) -> Any:
    """Return the tangent of the solution of a circulant system as the matrix varies."""
    spectrum = np.fft.fft(np.moveaxis(np.atleast_1d(d_c), caxis, -1)) * np.fft.fft(np.moveaxis(out, outaxis, -1))
    product = np.fft.ifft(spectrum)
    right = product if np.iscomplexobj(out) else np.real(product)
    right = np.asarray(right, np.result_type(out))
    return -linalg.solve_circulant(c, right, singular=singular, tol=tol, caxis=caxis, baxis=-1, outaxis=outaxis)


# Triangular factors.


def lu_tangents(d_rows: Any, lower: Any, upper: Any) -> Any:
    """Return the tangents of L and U, where d_rows is the tangent of the matrix with its rows in pivoted order.

    The square blocks follow de Hoog, Anderssen and Lukas (2011), "LU factorization: a Frechet derivative"; the rest
    of a tall or wide matrix is solved for. Where the last pivot is 0, only what divides by it is NaN.
    """
    size = lower.shape[-1]
    top = lower[..., :size, :]
    left = upper[..., :, :size]
    inner = np.linalg.solve(top, d_rows[..., :size, :])
    scaled = right_solved(inner[..., :, :size], left)
    d_top = top @ np.tril(scaled, -1)
    d_upper = np.triu(inner - np.tril(scaled, -1) @ upper)
    if d_rows.shape[-2] == size:
        return d_top, d_upper
    d_rest = right_solved(d_rows[..., size:, :] - lower[..., size:, :] @ d_upper, left)
    return np.concatenate([d_top, d_rest], axis=-2), d_upper


def right_solved(b: Any, upper: Any) -> Any:
    """Return b @ inv(upper) for triangular matrices; a pivot of 0 makes its column NaN, and raises nothing."""
    regular = upper + with_diagonal(np.where(diagonals(upper) == 0.0, np.nan, 0.0).astype(upper.dtype))
    transposed = np.swapaxes(regular, -1, -2)
    return np.swapaxes(forward_solved(transposed, np.swapaxes(b, -1, -2)), -1, -2)


def forward_solved(lower: Any, b: Any) -> Any:
    """Solve lower triangular systems by rows, so that a pivot that is NaN spoils no row above its own."""
    rows: list[Any] = []
    for k in range(lower.shape[-1]):
        row = b[..., k, :]
        if k > 0:
            row = row - np.sum(lower[..., k, :k, np.newaxis] * np.stack(rows, axis=-2), axis=-2)
        rows.append(row / lower[..., k, k, np.newaxis])
    return np.stack(rows, axis=-2) if rows else b


def as_indices(order: Any) -> Any:
    """Return indices that a decomposition chose; they are locally constant."""
    return np.asarray(order)


def permutation_of(pivots: Any, rows: int) -> Any:
    """Return the order of the rows that LAPACK's successive exchanges lead to."""
    order = np.array(np.broadcast_to(np.arange(rows), (*np.shape(pivots)[:-1], rows)))
    for k in range(np.shape(pivots)[-1]):
        pivot = pivots[..., k : k + 1]
        there, here = np.take_along_axis(order, pivot, axis=-1), order[..., k : k + 1].copy()
        np.put_along_axis(order, pivot, here, axis=-1)
        order[..., k : k + 1] = there
    return order


def lu_tangent(a: Any, d_a: Any, out: Any, permute_l: Any = False, p_indices: Any = False) -> Any:
    """Return the tangents of an LU decomposition in the structure that the flags give it; the order is constant."""
    places, lower, upper = linalg.lu(a, p_indices=True, check_finite=False)
    order = as_indices(places)
    inverse = np.argsort(order, axis=-1)[..., np.newaxis]
    d_lower, d_upper = lu_tangents(np.take_along_axis(np.asarray(d_a), inverse, axis=-2), lower, upper)
    if permute_l:
        return np.take_along_axis(d_lower, order[..., np.newaxis], axis=-2), d_upper
    return (0.0 if p_indices else np.zeros_like(out[0])), d_lower, d_upper


def unpacked(packed: Any) -> Any:
    """Return the factors L and U that LAPACK keeps in one array."""
    size = min(packed.shape[-2:])
    lower = np.tril(packed[..., :, :size], -1) + np.eye(packed.shape[-2], size, dtype=packed.dtype)
    return lower, np.triu(packed[..., :size, :])


def lu_factor_tangent(d_a: Any, out: Any) -> Any:
    """Return the tangents of the packed factors; the pivots are constant."""
    lower, upper = unpacked(out[0])
    order = permutation_of(out[1], out[0].shape[-2])
    d_lower, d_upper = lu_tangents(np.take_along_axis(np.asarray(d_a), order[..., np.newaxis], axis=-2), lower, upper)
    rows, columns = out[0].shape[-2:]
    if rows > columns:
        empty = np.zeros_like(out[0][..., columns:, :])
        return d_lower + np.concatenate([d_upper, empty], axis=-2), 0.0
    empty = np.zeros_like(out[0][..., :, rows:])
    return np.concatenate([d_lower, empty], axis=-1) + d_upper, 0.0


def lu_solve_tangent(lu_and_piv: Any, d_lu_and_piv: Any, b: Any, out: Any, d_b: Any = 0.0, trans: Any = 0) -> Any:
    """Return the tangent of a solution as the packed factors vary."""
    vectors = np.ndim(b) == 1
    packed, pivots = lu_and_piv
    d_packed = np.zeros_like(packed) + d_lu_and_piv[0]
    lower, upper = unpacked(packed)
    order = permutation_of(pivots, packed.shape[-2])[..., np.newaxis]
    columns = as_columns(out, vectors)
    if trans in (0, "N"):
        product = np.tril(d_packed, -1) @ (upper @ columns) + lower @ (np.triu(d_packed) @ columns)
        product = np.take_along_axis(product, np.argsort(order, axis=-2), axis=-2)
    else:
        pivoted = np.take_along_axis(columns, np.broadcast_to(order, (*columns.shape[:-1], 1)), axis=-2)
        d_lower, d_upper = transposed_by(np.tril(d_packed, -1), trans), transposed_by(np.triu(d_packed), trans)
        product = d_upper @ (transposed_by(lower, trans) @ pivoted) + transposed_by(upper, trans) @ (d_lower @ pivoted)
    right = np.subtract(beside_columns(d_b, vectors), product)
    return as_before(linalg.lu_solve(lu_and_piv, right, trans=trans, check_finite=False), vectors)


def scipy_cholesky_tangent(d_a: Any, out: Any, lower: Any = False) -> Any:
    """Return the tangent of a Cholesky factor (Murray 2016, arXiv:1602.07527)."""
    factor = out if lower else adjoint(out)
    inner = np.linalg.solve(factor, adjoint(np.linalg.solve(factor, hermitian_from(np.asarray(d_a), bool(lower)))))
    half = np.tril(inner) - 0.5 * with_diagonal(diagonals(inner))
    return factor @ half if lower else adjoint(factor @ half)


# Older versions of SciPy leave the matrix in the other triangle of a factor.
MATRIX_IS_LEFT = bool(linalg.cho_factor(np.array([[2.0, 1.0], [1.0, 2.0]]))[0][1, 0])


def cho_factor_tangent(d_a: Any, out: Any, lower: Any = False) -> Any:
    """Return the tangent of a factor whose other triangle may still hold the matrix; the flag beside it is constant."""
    d_factor = scipy_cholesky_tangent(d_a, np.tril(out[0]) if lower else np.triu(out[0]), lower)
    if MATRIX_IS_LEFT:
        d_factor = d_factor + (np.triu(d_a, 1) if lower else np.tril(d_a, -1))
    return d_factor, 0.0


def cho_solve_tangent(c_and_lower: Any, d_c_and_lower: Any, b: Any, out: Any, d_b: Any = 0.0) -> Any:
    """Return the tangent of a solution as the Cholesky factor varies."""
    vectors = np.ndim(b) == 1
    # A stack of factors has a stack of flags, all alike.
    factor, lower = c_and_lower[0], bool(np.all(c_and_lower[1]))
    d_factor = np.zeros_like(factor) + d_c_and_lower[0]
    first = np.tril(factor) if lower else adjoint(np.triu(factor))
    d_first = np.tril(d_factor) if lower else adjoint(np.triu(d_factor))
    columns = as_columns(out, vectors)
    product = d_first @ (adjoint(first) @ columns) + first @ (adjoint(d_first) @ columns)
    right = np.subtract(beside_columns(d_b, vectors), product)
    return as_before(linalg.cho_solve(c_and_lower, right, check_finite=False), vectors)


def cho_solve_banded_tangent(cb_and_lower: Any, d_cb_and_lower: Any, b: Any, out: Any, d_b: Any = 0.0) -> Any:
    """Return the tangent of a solution as the banded Cholesky factor varies."""
    vectors = np.ndim(b) == 1
    bands, lower = cb_and_lower[0], bool(np.all(cb_and_lower[1]))
    d_bands = np.zeros_like(bands) + d_cb_and_lower[0]
    last = bands.shape[-2] - 1
    first = bands if lower else adjoint_bands(bands, last)
    d_first = d_bands if lower else adjoint_bands(d_bands, last)
    second, d_second = adjoint_bands(first, 0), adjoint_bands(d_first, 0)
    columns = as_columns(out, vectors)
    product = banded_product(0, d_first, banded_product(last, second, columns))
    product = product + banded_product(0, first, banded_product(last, d_second, columns))
    right = np.subtract(beside_columns(d_b, vectors), product)
    return as_before(linalg.cho_solve_banded(cb_and_lower, right, check_finite=False), vectors)


def cholesky_banded_tangent(d_ab: Any, out: Any, lower: Any = False) -> Any:
    """Return the tangent of a banded Cholesky factor; places outside of the matrix keep what stood there."""
    d_ab = np.asarray(d_ab)
    rows, size = np.shape(out)[-2:]
    if lower:
        inside = np.arange(rows)[:, np.newaxis] + np.arange(size) < size
        return np.where(inside, banded_factor_tangent(d_ab, out), d_ab)
    d_factor = banded_factor_tangent(adjoint_bands(d_ab, rows - 1), adjoint_bands(out, rows - 1))
    inside = np.arange(rows)[:, np.newaxis] + np.arange(size) >= rows - 1
    return np.where(inside, adjoint_bands(d_factor, 0), d_ab)


def banded_factor_tangent(d_ab: Any, factor: Any) -> Any:
    """Return the tangent of a lower factor, column after column: d_a = d_l @ l^H + l @ d_l^H."""
    last = factor.shape[-2] - 1
    columns: list[Any] = []
    for k in range(factor.shape[-1]):
        column = d_ab[..., :, k]
        for back in range(1, min(k, last) + 1):
            earlier, d_earlier = factor[..., :, k - back], columns[k - back]
            crossed = d_earlier * np.conjugate(earlier[..., back, np.newaxis])
            crossed = crossed + earlier * np.conjugate(d_earlier[..., back, np.newaxis])
            column = column - moved_down(crossed[..., np.newaxis], -back)[..., 0]
        pivot = np.real(factor[..., :1, k])
        d_pivot = np.real(column[..., :1]) / (2.0 * pivot)
        d_below = (column[..., 1:] - factor[..., 1:, k] * d_pivot) / pivot
        columns.append(np.concatenate([d_pivot, d_below], axis=-1))
    return np.stack(columns, axis=-1) if columns else np.zeros_like(factor)


# Least squares.


def scipy_pinvh_tangent(a: Any, d_a: Any, out: Any, lower: Any = True) -> Any:
    """Return the tangent of the pseudo-inverse of a Hermitian matrix of which one triangle is read."""
    matrix = hermitian_from(np.asarray(a), bool(lower))
    return pinv_tangent(matrix, hermitian_from(np.asarray(d_a), bool(lower)), out)


def scipy_lstsq_tangent(a: Any, b: Any, d_a: Any, d_b: Any, out: Any, cond: Any = None) -> Any:
    """Return the tangents of a least-squares solution, its squared residuals and the singular values; 0 for the rank.

    Either tangent may be None. The solution is pinv(a) @ b, at constant rank. Raises Refusal for stacks of problems.
    """
    if np.ndim(a) != 2 or np.ndim(b) > 2:
        raise Refusal(UnsupportedValueError("scipy.linalg.lstsq of a stack of problems; call it for each of them"))
    a, b = np.asarray(a), np.asarray(b)
    inverse = np.linalg.pinv(a, np.finfo(out[0].dtype).eps if cond is None else cond)
    d_solution = np.zeros_like(out[0])
    d_residual = np.zeros_like(b, dtype=out[0].dtype)
    d_values = None if out[3] is None else np.zeros_like(out[3])
    if d_b is not None:
        d_b = np.asarray(d_b)
        d_solution = d_solution + inverse @ d_b
        d_residual = d_residual + d_b
    if d_a is not None:
        d_a = np.asarray(d_a)
        d_solution = d_solution + pinv_tangent(a, d_a, inverse) @ b
        d_residual = d_residual - d_a @ out[0]
        d_values = None if out[3] is None else svdvals_tangent(a, d_a)
    residual = b - a @ out[0]
    d_squares = 2.0 * np.sum(np.real(np.conjugate(residual) * d_residual), axis=0)
    if np.shape(d_squares) != np.shape(out[1]):
        return d_solution, np.zeros_like(out[1]), 0.0, d_values
    # The newest versions of SciPy give the squares the dtype of the solution.
    return d_solution, np.asarray(d_squares, dtype=np.asarray(out[1]).dtype)[()], 0.0, d_values
