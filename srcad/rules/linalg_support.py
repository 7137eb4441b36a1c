"""Functions that the texts of the rules call for linear algebra.

See `support` for what holds for all of them. Everything works on stacks of matrices and on complex ones. Coefficients
that a degenerate spectrum would make infinite are 0: the result is right for whatever does not depend on the arbitrary
basis, and finite for the rest. The formulas are those of Giles (2008), "An extended collection of matrix derivative
results", where no other source is named.
"""

from typing import Any

import numpy as np

from srcad.rules.reflectors_support import complement_tangent, reflected_before_svd
from srcad.rules.support import adjoint, quotient, zero_like

EighResult: Any = type(np.linalg.eigh(np.eye(1)))
EigResult: Any = type(np.linalg.eig(np.eye(1)))
QRResult: Any = type(np.linalg.qr(np.eye(1)))
SlogdetResult: Any = type(np.linalg.slogdet(np.eye(1)))
SVDResult: Any = type(np.linalg.svd(np.eye(1)))

# Two eigenvalues or singular values that differ by less, relative to the largest, are one.
SAME = 1e-10


def diagonals(a: Any) -> Any:
    """Return the diagonal of each matrix, in storage of its own."""
    return np.array(np.diagonal(a, axis1=-2, axis2=-1))


def with_diagonal(values: Any) -> Any:
    """Return matrices with the given diagonals and zeros elsewhere."""
    return values[..., np.newaxis] * np.eye(values.shape[-1], dtype=values.dtype)


def trace_of(a: Any) -> Any:
    """Return the trace of each matrix."""
    return np.trace(a, axis1=-2, axis2=-1)


def strong_inverse(x: Any) -> Any:
    """Return 1 / x, and 0 where x is 0."""
    nonzero = x != 0.0
    return np.where(nonzero, 1.0 / np.where(nonzero, x, 1.0), 0.0)


def times_solution(d_a: Any, b: Any, out: Any) -> Any:
    """Return the product of a matrix's tangent with the solution of a system, d_a @ out.

    Only a one-dimensional b is a vector; its solutions are the rows of `out` when the matrix is a stack.
    """
    if np.ndim(b) == 1 < out.ndim:
        return np.matmul(d_a, out[..., np.newaxis])[..., 0]
    return np.matmul(d_a, out)


def solve_tangent(a: Any, d_a: Any, b: Any, out: Any) -> Any:
    """Return the tangent of a solve as the matrix varies."""
    return solve_columns(a, -times_solution(d_a, b, out), np.ndim(b) == 1)


def solve_both_tangent(a: Any, d_a: Any, b: Any, d_b: Any, out: Any) -> Any:
    """Return the tangent of a solve as both sides vary, by one solve."""
    return solve_columns(a, d_b - times_solution(d_a, b, out), np.ndim(b) == 1)


def solve_columns(a: Any, b: Any, vectors: bool) -> Any:
    """Solve for a stack of matrices or of vectors."""
    stacked = vectors and b.ndim > 1
    return np.linalg.solve(a, b[..., np.newaxis])[..., 0] if stacked else np.linalg.solve(a, b)


def det_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangent of a determinant, trace(adj(a) @ d_a), by a solve where a is far from singular."""
    values = np.linalg.svd(a, compute_uv=False)
    if np.all(values[..., -1:] > SAME * values[..., :1]):
        return out * trace_of(np.linalg.solve(a, d_a))
    return adjugate_trace(a, d_a)


def adjugate_trace(a: Any, d_a: Any) -> Any:
    """Return trace(adj(a) @ d_a) from a singular value decomposition, for singular matrices too."""
    u, values, vh = np.linalg.svd(a)
    projected = diagonals(adjoint(u) @ d_a @ adjoint(vh))
    others = [np.prod(np.delete(values, k, axis=-1), axis=-1) for k in range(values.shape[-1])]
    return np.linalg.det(u) * np.linalg.det(vh) * np.sum(projected * np.stack(others, axis=-1), axis=-1)


def slogdet_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangents of the sign and of log|det|; at a singular matrix, the latter is infinite or 0."""
    if np.all(out[0] != 0.0):
        relative = trace_of(np.linalg.solve(a, d_a))
    else:
        relative = quotient(adjugate_trace(a, d_a), out[0] * np.exp(out[1]))
    if not np.iscomplexobj(out[0]):
        return SlogdetResult(zero_like(out[0]), relative)
    turn = 1j * np.imag(relative) * out[0]
    return SlogdetResult(np.where(out[0] == 0.0, 0.0, turn)[()], np.real(relative).copy())


def hermitian_from(d_a: Any, lower: bool) -> Any:
    """Return the Hermitian matrix whose one triangle is read: NumPy reads no more of it."""
    below = np.tril(d_a, -1) if lower else adjoint(np.triu(d_a, 1))
    return below + adjoint(below) + with_diagonal(np.real(diagonals(d_a)))


def cholesky_tangent(a: Any, d_a: Any, out: Any, upper: bool = False) -> Any:
    """Return the tangent of a Cholesky factor (Murray 2016, arXiv:1602.07527)."""
    factor = adjoint(out) if upper else out
    inner = np.linalg.solve(factor, adjoint(np.linalg.solve(factor, hermitian_from(d_a, not upper))))
    half = np.tril(inner) - 0.5 * with_diagonal(diagonals(inner))
    d_factor = factor @ half
    return adjoint(d_factor) if upper else d_factor


def qr_tangent(a: Any, d_a: Any, out: Any, mode: str = "reduced") -> Any:
    """Return the tangent of a QR decomposition, in the structure that the mode gives it."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    q, r = np.linalg.qr(a) if mode in ("r", "complete") else (out[0], out[1])
    d_q, d_r = reduced_qr_tangent(a, d_a, q, r)
    if mode == "r":
        return d_r
    if mode == "complete" and out[0].shape[-1] > q.shape[-1]:
        rest = out[0][..., q.shape[-1] :]
        d_q = np.concatenate([d_q, -q @ (adjoint(d_q) @ rest)], axis=-1)
        d_r = np.concatenate([d_r, np.zeros_like(out[1][..., r.shape[-2] :, :])], axis=-2)
    return QRResult(d_q, d_r)


def reduced_qr_tangent(a: Any, d_a: Any, q: Any, r: Any) -> Any:
    """Return the tangents of Q and R; those of a wide matrix follow from its square left part (arXiv:2009.10071)."""
    rows = q.shape[-1]
    d_q, d_left = tall_qr_tangent(q, r[..., :rows], d_a[..., :rows])
    if a.shape[-1] == rows:
        return d_q, d_left
    d_right = adjoint(d_q) @ a[..., rows:] + adjoint(q) @ d_a[..., rows:]
    return d_q, np.concatenate([d_left, d_right], axis=-1)


def tall_qr_tangent(q: Any, r: Any, d_a: Any) -> Any:
    """Return the tangents of Q and R for at least as many rows as columns (Walter and Lehmann 2010)."""
    scaled = adjoint(np.linalg.solve(adjoint(r), adjoint(d_a)))
    inner = adjoint(q) @ scaled
    below = np.tril(inner, -1)
    skew = below - adjoint(below)
    if np.iscomplexobj(inner):
        skew = skew + 1j * with_diagonal(np.imag(diagonals(inner)))
    return scaled - q @ (inner - skew), (inner - skew) @ r


def eigh_tangent(a: Any, d_a: Any, out: Any, UPLO: Any = "L") -> Any:
    """Return the tangents of the eigenvalues and eigenvectors of a Hermitian matrix."""
    values, vectors = out[0], out[1]
    inner = adjoint(vectors) @ hermitian_from(d_a, UPLO.upper() == "L") @ vectors
    d_vectors = vectors @ (gap_inverses(values) * inner)
    # LAPACK's reduction leaves one component of each vector real: the first, or the last if it starts from above.
    turn = phase_turn(vectors, d_vectors, 0 if UPLO.upper() == "L" else vectors.shape[-1] - 1)
    return EighResult(eigenvalue_tangents(values, inner), d_vectors - vectors * turn)


def phase_turn(vectors: Any, d_vectors: Any, row: int) -> Any:
    """Return the imaginary factor by which each complex vector turns too far for its component to stay real."""
    if not np.iscomplexobj(vectors):
        return 0.0
    component, d_component = vectors[..., row : row + 1, :], d_vectors[..., row : row + 1, :]
    return 1j * np.imag(quotient(d_component, component))


def eigvalsh_tangent(a: Any, d_a: Any, UPLO: Any = "L") -> Any:
    """Return the tangents of the eigenvalues of a Hermitian matrix."""
    values, vectors = np.linalg.eigh(a, UPLO)
    return eigenvalue_tangents(values, adjoint(vectors) @ hermitian_from(d_a, UPLO.upper() == "L") @ vectors)


def gap_inverses(values: Any) -> Any:
    """Return 1 / (values[j] - values[i]), 0 on the diagonal and where two values are one."""
    gaps = values[..., np.newaxis, :] - values[..., :, np.newaxis]
    return strong_inverse(np.where(np.abs(gaps) > SAME * largest_of(values)[..., np.newaxis], gaps, 0.0))


def largest_of(values: Any) -> Any:
    """Return the largest size in each row of values, as a column."""
    return np.max(np.abs(values), axis=-1, keepdims=True, initial=0.0)


def eigenvalue_tangents(values: Any, inner: Any) -> Any:
    """Return the tangents of ascending eigenvalues: in an eigenspace, the eigenvalues of its block of `inner`.

    These are the true one-sided derivatives where an eigenvalue is repeated (Magnus 1985); `inner` is V^H d_a V.
    """
    simple = np.real(diagonals(inner)).copy()
    same = np.diff(values, axis=-1) <= SAME * largest_of(values)
    if not np.any(same):
        return simple
    joined = np.concatenate([np.zeros_like(same[..., :1]), same], axis=-1)
    group = np.cumsum(~joined, axis=-1)
    apart = group[..., np.newaxis, :] != group[..., :, np.newaxis]
    return block_eigenvalues(np.where(apart, 0.0, inner), group)


def block_eigenvalues(blocks: Any, group: Any) -> Any:
    """Return the eigenvalues of block-diagonal matrices, block after block, ascending in each.

    A shift by the number of the block, larger than the spectrum, keeps the blocks in order while one solver sorts them.
    """
    size = 1.0 + 2.0 * np.max(np.sum(np.abs(blocks), axis=-1))
    return np.linalg.eigvalsh(blocks + with_diagonal(size * group)) - size * group


def eig_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangents of eigenvalues and eigenvectors, which stay normalised as LAPACK normalises them.

    A column has length 1, and its largest component is real (Boeddeker and others 2017, arXiv:1701.00392).
    """
    values, vectors = out[0], out[1]
    inner = np.linalg.solve(vectors, np.matmul(d_a, vectors))
    d_vectors = vectors @ (gap_inverses(values) * inner)
    d_vectors = d_vectors - vectors * np.real(np.sum(np.conjugate(vectors) * d_vectors, axis=-2, keepdims=True))
    if np.iscomplexobj(vectors):
        largest = np.argmax(np.abs(vectors), axis=-2)[..., np.newaxis, :]
        turn = np.take_along_axis(d_vectors, largest, axis=-2) / np.take_along_axis(vectors, largest, axis=-2)
        d_vectors = d_vectors - 1j * vectors * np.imag(turn)
    return EigResult(diagonals(inner), d_vectors)


def eigvals_tangent(a: Any, d_a: Any, out: Any) -> Any:
    """Return the tangents of the simple eigenvalues of a general matrix."""
    vectors = np.linalg.eig(a)[1]
    tangents = diagonals(np.linalg.solve(vectors, np.matmul(d_a, vectors)))
    return tangents if np.iscomplexobj(out) else np.real(tangents)


def svd_tangent(
    a: Any,
    d_a: Any,
    out: Any,
    full_matrices: bool = True,
    compute_uv: bool = True,
    hermitian: bool = False,
    driver: str = "gesdd",
) -> Any:
    """Return the tangent of a singular value decomposition, in the structure that the arguments give it."""
    if not compute_uv:
        return svdvals_tangent(a, d_a)
    u, values, vh = out[0], out[1], out[2]
    count = values.shape[-1]
    d_u, d_values, d_v = thin_svd_tangent(d_a, u[..., :count], values, adjoint(vh)[..., :count])
    # LAPACK's reduction leaves the first component of each right vector real, of each left one if the matrix is wide.
    wide = np.shape(a)[-2] < np.shape(a)[-1]
    turn = phase_turn(u[..., :count] if wide else adjoint(vh)[..., :count], d_u if wide else d_v, 0)
    d_u, d_v = d_u - u[..., :count] * turn, d_v - adjoint(vh)[..., :count] * turn
    if full_matrices:
        d_u = completed(a, d_a, u, d_u, driver)
        d_v = completed(adjoint(a), adjoint(d_a), adjoint(vh), d_v, driver)
    return SVDResult(d_u, d_values, adjoint(d_v))


def svdvals_tangent(a: Any, d_a: Any) -> Any:
    """Return the tangents of the singular values."""
    u, values, vh = np.linalg.svd(a, full_matrices=False)
    return singular_value_tangents(values, adjoint(u) @ d_a @ adjoint(vh))


def singular_value_tangents(values: Any, inner: Any) -> Any:
    """Return the tangents of descending singular values; repeated ones as for eigenvalues."""
    hermitian = 0.5 * (inner + adjoint(inner))
    return -eigenvalue_tangents(-values, -hermitian)


def thin_svd_tangent(d_a: Any, u: Any, values: Any, v: Any) -> Any:
    """Return the tangents of U, s and V of a thin decomposition (Townsend 2016; complex: arXiv:1909.02659)."""
    inner = adjoint(u) @ d_a @ v
    columns, rows = values[..., np.newaxis, :], values[..., :, np.newaxis]
    gaps = gap_inverses(values) * strong_inverse(columns + rows)
    by_column, by_row = inner * columns, rows * inner
    d_u = u @ (gaps * (by_column + adjoint(by_column)))
    d_v = v @ (gaps * (by_row + adjoint(by_row)))
    inverse = strong_inverse(np.where(values > SAME * largest_of(values), values, 0.0))[..., np.newaxis, :]
    if np.iscomplexobj(inner):
        d_u = d_u + u * (1j * np.imag(diagonals(inner))[..., np.newaxis, :] * inverse)
    d_u = d_u + (np.matmul(d_a, v) - u @ inner) * inverse
    d_v = d_v + (np.matmul(adjoint(d_a), u) - v @ adjoint(inner)) * inverse
    return d_u, singular_value_tangents(values, inner), d_v


def completed(a: Any, d_a: Any, basis: Any, d_columns: Any, driver: str) -> Any:
    """Return the tangent of a full basis from that of its first columns; the rest turns as LAPACK's reflectors do."""
    if basis.shape[-1] == d_columns.shape[-1]:
        return d_columns
    d_reflected = reflected_before_svd(np.asarray(a), np.asarray(d_a), driver)
    return np.concatenate([d_columns, complement_tangent(basis, d_columns, d_reflected)], axis=-1)


def pinv_tangent(a: Any, d_a: Any, out: Any, hermitian: Any = False) -> Any:
    """Return the tangent of a pseudo-inverse at constant rank (Golub and Pereyra 1973, eq. 4.12)."""
    if hermitian:
        a, d_a = hermitian_from(np.asarray(a), True), hermitian_from(np.asarray(d_a), True)
    d_adjoint = adjoint(d_a)
    outside = out @ adjoint(out) @ d_adjoint @ (np.eye(out.shape[-1], dtype=out.dtype) - a @ out)
    inside = (np.eye(out.shape[-2], dtype=out.dtype) - out @ a) @ d_adjoint @ adjoint(out) @ out
    return outside + inside - np.matmul(out, d_a) @ out


def lstsq_tangent(a: Any, b: Any, d_a: Any, d_b: Any, out: Any, rcond: Any = None) -> Any:
    """Return the tangents of a least-squares solution, its squared residuals and the singular values; 0 for the rank.

    Either tangent may be None. The solution is pinv(a) @ b, at constant rank.
    """
    inverse = np.linalg.pinv(a, rcond=rcond)
    d_solution = np.zeros_like(out[0])
    d_residual = np.zeros_like(b)
    d_values = np.zeros_like(out[3])
    if d_b is not None:
        d_solution = d_solution + inverse @ d_b
        d_residual = d_residual + d_b
    if d_a is not None:
        d_solution = d_solution + pinv_tangent(a, d_a, inverse) @ b
        d_residual = d_residual - d_a @ out[0]
        d_values = svdvals_tangent(a, d_a)
    residual = b - a @ out[0]
    d_squares = 2.0 * np.sum(np.real(np.conjugate(residual) * d_residual), axis=0)
    return d_solution, np.reshape(d_squares, -1)[: out[1].size], 0.0, d_values


def matrix_power_tangent(a: Any, d_a: Any, n: int) -> Any:
    """Return the tangent of an integer power of a matrix, by the product rule on repeated squares."""
    a, d_a = np.asarray(a), np.asarray(d_a)
    if n < 0:
        inverse = np.linalg.inv(a)
        return matrix_power_tangent(inverse, -inverse @ d_a @ inverse, -n)
    power, d_power = np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape), np.zeros_like(d_a)
    while n > 0:
        if n % 2:
            power, d_power = power @ a, d_power @ a + power @ d_a
        n = n // 2
        a, d_a = a @ a, d_a @ a + a @ d_a
    return d_power


def multi_dot_tangent(arrays: Any, d_arrays: Any) -> Any:
    """Return the tangent of a chain of matrix products: the sum of the chains with one factor replaced."""
    total: Any = 0.0
    for k in range(len(arrays)):
        total = total + np.linalg.multi_dot([*arrays[:k], d_arrays[k], *arrays[k + 1 :]])
    return total


def tensorinv_tangent(d_a: Any, out: Any, ind: int = 2) -> Any:
    """Return the tangent of a tensor inverse: -out . d_a . out, contracted over the inverted axes."""
    half = np.tensordot(out, d_a, axes=ind)
    return -np.tensordot(half, out, axes=out.ndim - ind)


def cond_tangent(x: Any, d_x: Any, out: Any, p: Any = None) -> Any:
    """Return the tangent of a condition number: the product of two norms, or the ratio of two singular values."""
    if p in (None, 2, -2):
        values, d_values = np.linalg.svd(x, compute_uv=False), svdvals_tangent(x, d_x)
        first, last = (-1, 0) if p == -2 else (0, -1)
        return (d_values[..., first] - out * d_values[..., last]) / values[..., last]
    inverse = np.linalg.inv(x)
    size, inverse_size = np.linalg.norm(x, p, axis=(-2, -1)), np.linalg.norm(inverse, p, axis=(-2, -1))
    d_size = norm_tangent(x, d_x, size, p, (-2, -1))
    d_inverse_size = norm_tangent(inverse, -inverse @ d_x @ inverse, inverse_size, p, (-2, -1))
    return d_size * inverse_size + size * d_inverse_size


def norm_tangent(x: Any, d_x: Any, out: Any, ord: Any = None, axis: Any = None) -> Any:
    """Return the tangent of a norm of vectors or matrices; at a kink the choice of least norm, as rules for ties."""
    x, d_x = np.asarray(x), np.asarray(d_x)
    if axis is None and ord is None:
        return vector_norm_tangent(np.ravel(x), np.ravel(d_x), out, 2)
    axes = tuple(range(x.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    last = tuple(range(-len(axes), 0))
    moved, d_moved = np.moveaxis(x, axes, last), np.moveaxis(d_x, axes, last)
    if len(axes) == 1:
        return vector_norm_tangent(moved, d_moved, out, 2 if ord is None else ord)
    return matrix_norm_tangent(moved, d_moved, out, "fro" if ord is None else ord)


def vector_norm_tangent(x: Any, d_x: Any, out: Any, ord: Any) -> Any:
    """Return the tangent of the norms of the vectors along the last axis."""
    size = np.reshape(out, (*x.shape[:-1], 1))
    if ord == 2:
        return shaped(quotient(np.sum(np.real(np.conjugate(x) * d_x), axis=-1, keepdims=True), size), out)
    sizes = np.abs(x)
    d_sizes = np.real(quotient(np.conjugate(x), sizes) * d_x)
    if ord == 0:
        return shaped(np.zeros_like(size), out)
    if abs(ord) == np.inf:
        return shaped(shared_tangent(sizes, d_sizes, size), out)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.power(sizes / size, ord - 1.0)
        terms = np.where((d_sizes == 0.0) | (size == 0.0), 0.0, weights * d_sizes)
    return shaped(np.sum(terms, axis=-1), out)


def shaped(tangent: Any, out: Any) -> Any:
    """Give a tangent the shape of its result; a scalar for a scalar."""
    return np.reshape(tangent, np.shape(out)) if isinstance(out, np.ndarray) else np.reshape(tangent, ())[()]


def shared_tangent(sizes: Any, d_sizes: Any, extreme: Any) -> Any:
    """Return the mean of the tangents of the sizes, along the last axis, that equal the extreme."""
    chosen = np.equal(sizes, extreme)
    return np.sum(np.where(chosen, d_sizes, 0.0), axis=-1) / np.sum(chosen, axis=-1, dtype=d_sizes.dtype)


def matrix_norm_tangent(x: Any, d_x: Any, out: Any, ord: Any) -> Any:
    """Return the tangent of the norms of the matrices in the last two axes."""
    if ord in ("fro", "f"):
        flat = (*x.shape[:-2], x.shape[-2] * x.shape[-1])
        return vector_norm_tangent(np.reshape(x, flat), np.reshape(d_x, flat), out, 2)
    if ord in (1, -1, np.inf, -np.inf):
        direction = -2 if abs(ord) == 1 else -1
        sums = np.sum(np.abs(x), axis=direction)
        d_sums = np.sum(np.real(quotient(np.conjugate(x), np.abs(x)) * d_x), axis=direction)
        return shaped(shared_tangent(sums, d_sums, np.reshape(out, (*sums.shape[:-1], 1))), out)
    values, d_values = np.linalg.svd(x, compute_uv=False), svdvals_tangent(x, d_x)
    if ord == "nuc":
        return shaped(np.sum(np.where(values > SAME * largest_of(values), d_values, 0.0), axis=-1), out)
    chosen = np.abs(values - np.reshape(out, (*values.shape[:-1], 1))) <= SAME * largest_of(values)
    total = np.sum(np.where(chosen, d_values, 0.0), axis=-1)
    return shaped(total / np.sum(chosen, axis=-1, dtype=d_values.dtype), out)
