"""What is compiled for the functions of `rules.linalg_support`: for single matrices, which are all that numba has.

The formulas and their sources stand there. Results that NumPy names are plain tuples here, as in numba.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from srcad.compiling.replacing import by_type, is_complex, is_none, whole
from srcad.compiling.support import quotient, zero_of
from srcad.rules import linalg_support, support
from srcad.rules.linalg_support import SAME


@whole(support.adjoint)
def adjoint(a: Any) -> Any:
    """Return the conjugate transpose."""
    return np.ascontiguousarray(np.conj(a.T))


@whole(np.matmul)
def product(a: Any, b: Any) -> Any:
    """Multiply matrices that may lie in memory as they like."""
    return np.dot(np.ascontiguousarray(a), np.ascontiguousarray(b))


@whole(linalg_support.strong_inverse)
def strong_inverse(x: Any) -> Any:
    """Return 1 / x, and 0 where x is 0."""
    return quotient(np.where(x != 0.0, 1.0, 0.0), x)


# Solving.


@whole(linalg_support.solve_tangent)
def solve_tangent(a: Any, d_a: Any, b: Any, out: Any) -> Any:
    """Return the tangent of a solve as the matrix varies."""
    return -np.linalg.solve(a, product(d_a, out))


@whole(linalg_support.solve_both_tangent)
def solve_both_tangent(a: Any, d_a: Any, b: Any, d_b: Any, out: Any) -> Any:
    """Return the tangent of a solve as both sides vary, by one solve."""
    return np.linalg.solve(a, d_b - product(d_a, out))


@whole(linalg_support.pinv_tangent)
def pinv_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a pseudo-inverse at constant rank."""
    d_adjoint, inverse = adjoint(d_a), np.ascontiguousarray(out)
    outside = product(product(product(inverse, adjoint(inverse)), d_adjoint), np.eye(a.shape[0]) - product(a, inverse))
    inside = product(product(np.eye(a.shape[1]) - product(inverse, a), d_adjoint), product(adjoint(inverse), inverse))
    return outside + inside - product(product(inverse, d_a), inverse)


def in_zeros(tangent: Any, like: Any) -> Any:
    """Return a tangent, for None zeros."""


@by_type(in_zeros)
def choose_in_zeros(tangent: Any, like: Any) -> Any:
    if is_none(tangent):
        return lambda tangent, like: np.zeros_like(like)
    return lambda tangent, like: tangent


@whole(linalg_support.lstsq_tangent)
def lstsq_tangent(a: Any, b: Any, d_a: Any, d_b: Any, out: Any, rcond: Any = None) -> Any:
    """Return the tangents of a least-squares solution, its squared residuals and the singular values."""
    inverse = np.linalg.pinv(a)
    d_matrix, d_right = in_zeros(d_a, a), in_zeros(d_b, b)
    d_solution = product(inverse, d_right) + product(pinv_tangent(a, d_matrix, inverse), b)
    residual = b - product(a, out[0])
    d_residual = d_right - product(d_matrix, out[0])
    d_squares = 2.0 * np.sum((np.conj(residual) * d_residual).real, axis=0)
    d_residuals = np.reshape(np.ones(1) * d_squares, -1)[: out[1].size]
    return d_solution, d_residuals, 0.0, svdvals_tangent(a, d_matrix)


# Determinants and powers.


@whole(linalg_support.det_tangent)
def det_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a determinant, by a solve where a is far from singular."""
    values = np.linalg.svd(a)[1]
    if values[-1] > SAME * values[0]:
        return out * np.trace(np.linalg.solve(a, d_a))
    return adjugate_trace(a, d_a)


@whole(linalg_support.adjugate_trace)
def adjugate_trace(a: Any, d_a: Any) -> Any:
    """Return trace(adj(a) @ d_a) from a singular value decomposition, for singular matrices too."""
    u, values, vh = np.linalg.svd(a)
    projected = np.diag(product(product(adjoint(u), d_a), adjoint(vh)))
    total = zero_of(projected[0])
    for k in range(len(values)):
        total += projected[k] * np.prod(values[:k]) * np.prod(values[k + 1 :])
    return np.linalg.det(u) * np.linalg.det(vh) * total


@by_type(linalg_support.slogdet_tangent)
def choose_slogdet_tangent(a: Any, d_a: Any, out: Any) -> Any:
    if is_complex(a):
        return lambda a, d_a, out: turned(out[0], relative_change(a, d_a, out))
    return lambda a, d_a, out: (0.0, relative_change(a, d_a, out))


@whole()
def relative_change(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a determinant, divided by it."""
    if out[0] != 0.0:
        return np.trace(np.linalg.solve(a, d_a))
    return quotient(adjugate_trace(a, d_a), out[0] * np.exp(out[1]))


@whole()
def turned(sign: Any, relative: Any) -> Any:
    """Return the tangents of the sign and the logarithm of a complex determinant."""
    return (zero_of(sign) if sign == 0.0 else 1j * relative.imag * sign), relative.real


@whole(linalg_support.matrix_power_tangent)
def matrix_power_tangent(a: Any, d_a: Any, n: int) -> Any:
    """Return the tangent of an integer power of a matrix, by the product rule on repeated squares."""
    base, d_base = np.ascontiguousarray(a), np.ascontiguousarray(d_a)
    if n < 0:
        base = np.linalg.inv(base)
        d_base = -np.dot(np.dot(base, d_base), base)
    power, d_power = np.eye(len(base)) + 0.0 * base, 0.0 * d_base
    left = abs(n)
    while left > 0:
        if left % 2:
            power, d_power = np.dot(power, base), np.dot(d_power, base) + np.dot(power, d_base)
        left = left // 2
        base, d_base = np.dot(base, base), np.dot(d_base, base) + np.dot(base, d_base)
    return d_power


# Decompositions.


@whole(linalg_support.hermitian_from)
def hermitian_from(d_a: Any, lower: bool) -> Any:
    """Return the Hermitian matrix whose one triangle is read."""
    below = np.tril(d_a, -1) if lower else np.tril(adjoint(d_a), -1)
    return below + adjoint(below) + np.diag(np.diag(d_a).real)


@whole(linalg_support.cholesky_tangent)
def cholesky_tangent(a: Any, d_a: Any, out: Any, upper: bool = False) -> Any:
    """Return the tangent of a lower Cholesky factor."""
    inner = np.linalg.solve(out, adjoint(np.linalg.solve(out, hermitian_from(d_a, True))))
    return product(out, np.tril(inner) - 0.5 * np.diag(np.diag(inner)))


@whole(linalg_support.qr_tangent)
def qr_tangent(a: Any, d_a: Any, out: Any, mode: str = "reduced") -> Any:
    """Return the tangents of Q and R; those of a wide matrix follow from its square left part."""
    rows = out[0].shape[1]
    q, r = np.ascontiguousarray(out[0]), np.ascontiguousarray(out[1])
    d_q, d_left = tall_qr_tangent(q, np.ascontiguousarray(r[:, :rows]), np.ascontiguousarray(d_a[:, :rows]))
    d_r = np.zeros_like(r)
    d_r[:, :rows] = d_left
    if a.shape[1] > rows:
        d_r[:, rows:] = product(adjoint(d_q), a[:, rows:]) + product(adjoint(q), d_a[:, rows:])
    return d_q, d_r


@whole(linalg_support.tall_qr_tangent)
def tall_qr_tangent(q: Any, r: Any, d_a: Any) -> Any:
    """Return the tangents of Q and R for at least as many rows as columns."""
    scaled = adjoint(np.linalg.solve(adjoint(r), adjoint(d_a)))
    inner = np.dot(adjoint(q), scaled)
    below = np.tril(inner, -1)
    skew = below - adjoint(below)
    # The diagonal of a skew matrix is imaginary: it is what the real part leaves over.
    skew = skew + np.diag(np.diag(inner)) - np.diag(np.diag(inner).real)
    return scaled - np.dot(q, inner - skew), np.dot(inner - skew, r)


@whole(linalg_support.gap_inverses)
def gap_inverses(values: Any) -> Any:
    """Return 1 / (values[j] - values[i]), 0 on the diagonal and where two values are one."""
    count = len(values)
    largest = np.max(np.abs(values)) if count else 0.0
    found = np.zeros((count, count), values.dtype)
    for i in range(count):
        for j in range(count):
            if abs(values[j] - values[i]) > SAME * largest:
                found[i, j] = 1.0 / (values[j] - values[i])
    return found


@whole(linalg_support.eigenvalue_tangents)
def eigenvalue_tangents(values: Any, inner: Any) -> Any:
    """Return the tangents of ascending eigenvalues: in an eigenspace, the eigenvalues of its block of `inner`."""
    tangents = np.diag(inner).real.copy()
    largest = np.max(np.abs(values)) if len(values) else 0.0
    first = 0
    for k in range(1, len(values) + 1):
        if k < len(values) and values[k] - values[k - 1] <= SAME * largest:
            continue
        if k - first > 1:
            tangents[first:k] = np.linalg.eigvalsh(np.ascontiguousarray(inner[first:k, first:k]))
        first = k
    return tangents


@whole(linalg_support.eigh_tangent)
def eigh_tangent(a: Any, d_a: Any, out: Any, UPLO: Any = "L") -> Any:
    """Return the tangents of the eigenvalues and eigenvectors of a Hermitian matrix."""
    values, vectors = out[0], np.ascontiguousarray(out[1])
    inner = product(product(adjoint(vectors), hermitian_from(d_a, True)), vectors)
    return eigenvalue_tangents(values, inner), product(vectors, gap_inverses(values) * inner)


@whole(linalg_support.eigvalsh_tangent)
def eigvalsh_tangent(a: Any, d_a: Any, UPLO: Any = "L") -> Any:
    """Return the tangents of the eigenvalues of a Hermitian matrix."""
    values, vectors = np.linalg.eigh(a)
    return eigenvalue_tangents(values, product(product(adjoint(vectors), hermitian_from(d_a, True)), vectors))


def turn_of(vector: Any, d_vector: Any) -> Any:
    """Return by how much a column turns in the complex plane: its largest component stays real."""


@by_type(turn_of)
def choose_turn_of(vector: Any, d_vector: Any) -> Any:
    if not is_complex(vector):
        return lambda vector, d_vector: 0.0

    def turn(vector: Any, d_vector: Any) -> Any:
        largest = np.argmax(np.abs(vector))
        return 1j * (d_vector[largest] / vector[largest]).imag

    return turn


@whole(linalg_support.eig_tangent)
def eig_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangents of eigenvalues and eigenvectors, which stay normalised."""
    values, vectors = out[0], np.ascontiguousarray(out[1])
    inner = np.linalg.solve(vectors, product(d_a + 0.0 * vectors, vectors))
    d_vectors = product(vectors, gap_inverses(values) * inner)
    for k in range(len(values)):
        column, d_column = vectors[:, k].copy(), d_vectors[:, k].copy()
        d_column -= column * np.sum((np.conj(column) * d_column).real)
        d_vectors[:, k] = d_column - column * turn_of(column, d_column)
    return np.diag(inner), d_vectors


@whole(linalg_support.eigvals_tangent)
def eigvals_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangents of the simple eigenvalues of a general matrix."""
    vectors = np.ascontiguousarray(np.linalg.eig(a)[1])
    return np.diag(np.linalg.solve(vectors, product(d_a, vectors)))


@whole(linalg_support.singular_value_tangents)
def singular_value_tangents(values: Any, inner: Any) -> Any:
    """Return the tangents of descending singular values; repeated ones as for eigenvalues."""
    return -eigenvalue_tangents(-values, -0.5 * (inner + adjoint(inner)))


@whole(linalg_support.svdvals_tangent)
def svdvals_tangent(a: Any, d_a: Any) -> Any:
    """Return the tangents of the singular values."""
    u, values, vh = np.linalg.svd(a, False)
    return singular_value_tangents(values, product(product(adjoint(u), d_a), adjoint(vh)))


@whole(linalg_support.svd_tangent)
def svd_tangent(
    a: Any, d_a: Any, out: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> Any:
    """Return the tangents of a singular value decomposition."""
    count = len(out[1])
    u, v = np.ascontiguousarray(out[0]), adjoint(out[2])
    d_u, d_values, d_v = thin_svd_tangent(
        d_a, np.ascontiguousarray(u[:, :count]), out[1], np.ascontiguousarray(v[:, :count])
    )
    if full_matrices:
        d_u, d_v = completed(u, d_u), completed(v, d_v)
    return d_u, d_values, adjoint(d_v)


@whole(linalg_support.thin_svd_tangent)
def thin_svd_tangent(d_a: Any, u: Any, values: Any, v: Any) -> Any:
    """Return the tangents of U, s and V of a thin decomposition."""
    inner = product(product(adjoint(u), d_a), v)
    columns, rows = values.reshape((1, -1)), values.reshape((-1, 1))
    gaps = gap_inverses(values) * quotient(1.0, columns + rows)
    by_column, by_row = inner * columns, inner * rows
    d_u = product(u, gaps * (by_column + adjoint(by_column)))
    d_v = product(v, gaps * (by_row + adjoint(by_row)))
    inverse = strong_inverse(np.where(values > SAME * np.max(values), values, 0.0)).reshape((1, -1))
    # The imaginary part of the diagonal, which only complex matrices have.
    turn = np.diag(np.diag(inner)) - np.diag(np.diag(inner).real)
    d_u = d_u + product(u, turn) * inverse + (product(d_a, v) - product(u, inner)) * inverse
    d_v = d_v + (product(adjoint(d_a), u) - product(v, adjoint(inner))) * inverse
    return d_u, singular_value_tangents(values, inner), d_v


@whole(linalg_support.completed)
def completed(basis: Any, d_columns: Any) -> Any:
    """Return the tangent of a full basis from that of its first columns.

    How several more turn among themselves is told by LAPACK's reflectors alone, which are not followed here: NaN.
    """
    count = d_columns.shape[1]
    tangent = np.zeros_like(basis)
    tangent[:, :count] = d_columns
    rest = np.ascontiguousarray(basis[:, count:])
    if rest.size:
        first = np.ascontiguousarray(basis[:, :count])
        tangent[:, count:] = -product(first, product(adjoint(d_columns), rest))
    if rest.shape[1] > 1:
        tangent[:, count:] = np.nan
    return tangent


# Norms.


@by_type(linalg_support.norm_tangent)
def choose_norm_tangent(x: Any, d_x: Any, out: Any, ord: Any = None, axis: Any = None) -> Any:
    """Choose by the dimension and by whether `ord` is given; numba has no axis."""
    if is_none(ord):
        return lambda x, d_x, out, ord=None, axis=None: euclidean(x, d_x, out)
    if x.ndim == 1:
        return lambda x, d_x, out, ord=None, axis=None: vector_norm(x, d_x, out, ord)
    return lambda x, d_x, out, ord=None, axis=None: matrix_norm(x, d_x, out, ord)


@whole()
def euclidean(x: Any, d_x: Any, out: Any) -> Any:
    """Return the tangent of the root of the sum of squares, 0 at 0."""
    total = 0.0
    for item, d_item in zip(x.flat, d_x.flat):  # noqa: B905 (numba has no strict zip)
        total += (np.conj(item) * d_item).real
    return quotient(total, out)


@whole()
def sizes_of(x: Any, d_x: Any) -> Any:
    """Return absolute values and their tangents."""
    sizes = np.abs(x)
    return sizes, (quotient(np.conj(x), sizes + 0.0 * x) * d_x).real


@whole()
def vector_norm(x: Any, d_x: Any, out: Any, ord: Any) -> Any:
    """Return the tangent of a vector's norm of an order."""
    if ord == 2:
        return euclidean(x, d_x, out)
    sizes, d_sizes = sizes_of(x, d_x)
    if ord == 0:
        return 0.0
    if abs(ord) == np.inf:
        return shared(sizes, d_sizes, out)
    total = 0.0
    for k in range(len(x)):
        if d_sizes[k] != 0.0 and out != 0.0:
            total += (sizes[k] / out) ** (ord - 1.0) * d_sizes[k]
    return total


@whole()
def shared(sizes: Any, d_sizes: Any, extreme: Any) -> Any:
    """Return the mean of the tangents of the sizes that equal the extreme."""
    chosen = sizes == extreme
    return np.sum(np.where(chosen, d_sizes, 0.0)) / np.sum(chosen)


@whole()
def matrix_norm(x: Any, d_x: Any, out: Any, ord: Any) -> Any:
    """Return the tangent of a matrix's norm: the largest or smallest sum, or singular value."""
    if abs(ord) == 2:
        values, d_values = np.linalg.svd(x)[1], svdvals_tangent(x, d_x)
        chosen = np.abs(values - out) <= SAME * np.max(values)
        return np.sum(np.where(chosen, d_values, 0.0)) / np.sum(chosen)
    sizes, d_sizes = sizes_of(x, d_x)
    direction = 0 if abs(ord) == 1 else 1
    return shared(np.sum(sizes, axis=direction), np.sum(d_sizes, axis=direction), out)


@by_type(linalg_support.cond_tangent)
def choose_cond_tangent(x: Any, d_x: Any, out: Any, p: Any = None) -> Any:
    """Choose by whether `p` is given."""
    if is_none(p):
        return lambda x, d_x, out, p=None: ratio_tangent(x, d_x, out, 0, -1)
    return lambda x, d_x, out, p=None: condition_tangent(x, d_x, out, p)


@whole()
def ratio_tangent(x: Any, d_x: Any, out: Any, first: int, last: int) -> Any:
    """Return the tangent of the ratio of two singular values."""
    values, d_values = np.linalg.svd(x)[1], svdvals_tangent(x, d_x)
    return (d_values[first] - out * d_values[last]) / values[last]


@whole()
def condition_tangent(x: Any, d_x: Any, out: Any, p: Any) -> Any:
    """Return the tangent of a condition number of a given order."""
    if p == 2:
        return ratio_tangent(x, d_x, out, 0, -1)
    if p == -2:
        return ratio_tangent(x, d_x, out, -1, 0)
    inverse = np.linalg.inv(x)
    size, inverse_size = np.linalg.norm(x, p), np.linalg.norm(inverse, p)
    d_inverse = -product(product(inverse, d_x), inverse)
    return matrix_norm(x, d_x, size, p) * inverse_size + size * matrix_norm(inverse, d_inverse, inverse_size, p)
