"""The rules of `numpy.linalg`.

In the examples, `regular(3)` is a well-conditioned matrix and `spd(3)` a symmetric positive definite one.
"""

from srcad.rules.registry import bilinear, constant, linear, terms

# Solving.
terms(
    "numpy.linalg.solve(a, b)",
    a="solve_tangent(a, d_a, b, out)",
    b="linalg.solve(a, d_b)",
    together="solve_both_tangent(a, d_a, b, d_b, out)",
    examples=(
        "regular(3), real(3)",
        "regular(3), real(3, 2)",
        "regular(2, 3), real(3)",
        "regular(2, 3), real(2, 3, 2)",
    ),
)
terms(
    "numpy.linalg.inv(a)", a="-out @ d_a @ out", examples=("regular(3)", "regular(2, 3)", "regular(2, dtype=complex)")
)
terms(
    "numpy.linalg.pinv(a, rcond=None, hermitian=False, *, rtol=None)",
    a="pinv_tangent(a, d_a, out, hermitian=hermitian)",
    rcond="zeros_like(out)",
    rtol="zeros_like(out)",
    examples=(
        "real(4, 2)",
        "real(4, 2), 1e-9",
        "real(4, 2), rtol=1e-9",
        "spd(3), hermitian=True",
        "real(2, 4)",
        "complexes(3, 2)",
        "real(2, 4, 3)",
    ),
)
terms(
    "numpy.linalg.lstsq(a, b, rcond=None)",
    outputs=-1,
    a="lstsq_tangent(a, b, d_a, None, out, rcond=rcond)",
    b="lstsq_tangent(a, b, None, d_b, out, rcond=rcond)",
    rcond="lstsq_tangent(a, b, None, None, out, rcond=rcond)",
    together="lstsq_tangent(a, b, d_a, d_b, out, rcond=rcond)",
    examples=("real(5, 2), real(5)", "real(5, 2), real(5, 3)", "real(2, 4), real(2)"),
)
terms(
    "numpy.linalg.tensorinv(a, ind=2)",
    a="tensorinv_tangent(d_a, out, ind=ind)",
    examples=("reshape(regular(6), (2, 3, 6)), 2", "reshape(regular(6), (6, 2, 3)), 1"),
)
terms(
    "numpy.linalg.tensorsolve(a, b)",
    a="-linalg.tensorsolve(a, tensordot(d_a, out, out.ndim))",
    b="linalg.tensorsolve(a, d_b)",
    examples=("reshape(regular(6), (2, 3, 6)), real(2, 3)", "reshape(regular(6), (6, 2, 3)), real(6)"),
)

# Determinants, powers, products.
terms(
    "numpy.linalg.det(a)",
    a="det_tangent(a, d_a, out)",
    examples=(
        "regular(3)",
        "regular(2, 3)",
        "array([[1.0, 2.0], [2.0, 4.0]])",
        "zeros((3, 3))",
        "regular(2, dtype=complex)",
    ),
)
terms(
    "numpy.linalg.slogdet(a)",
    outputs=-1,
    a="slogdet_tangent(a, d_a, out)",
    examples=("regular(3)", "regular(2, 3)", "regular(2, dtype=complex)"),
)
terms(
    "numpy.linalg.matrix_power(a, n)",
    a="matrix_power_tangent(a, d_a, n)",
    examples=("regular(3), 3", "regular(3), 0", "regular(3), -2", "regular(2, 3), 5"),
)
terms(
    "numpy.linalg.multi_dot(arrays, *, out=None)",
    arrays="multi_dot_tangent(arrays, d_arrays)",
    examples=("[real(2, 3), real(3, 4), real(4, 2)]", "[real(3), real(3, 4), real(4)]"),
)
bilinear("numpy.linalg.matmul(x1, x2, /)", wrt="x1 x2", examples=("real(3, 4), real(4, 2)",))
bilinear("numpy.linalg.outer(x1, x2, /)", wrt="x1 x2", examples=("real(3), real(4)",))
bilinear("numpy.linalg.cross(x1, x2, /, *, axis=-1)", wrt="x1 x2", examples=("real(3), real(3)",))
bilinear(
    "numpy.linalg.vecdot(x1, x2, /, *, axis=-1)",
    wrt="x1 x2",
    examples=("real(3, 4), real(3, 4)", "complexes(4), complexes(4)"),
)
bilinear("numpy.linalg.tensordot(x1, x2, /, *, axes=2)", wrt="x1 x2", examples=("real(3, 4), real(3, 4)",))
linear("numpy.linalg.trace(x, /, *, offset=0, dtype=None)", wrt="x", examples=("real(3, 4)", "real(2, 3, 4), offset=1"))
linear("numpy.linalg.diagonal(x, /, *, offset=0)", wrt="x", alias=True, examples=("real(3, 4)",))
linear("numpy.linalg.matrix_transpose(x, /)", wrt="x", alias=True, examples=("real(2, 3, 4)",))

# Decompositions.
terms(
    "numpy.linalg.cholesky(a, /, *, upper=False)",
    laid_out=True,
    a="cholesky_tangent(a, d_a, out, upper=upper)",
    examples=("spd(3)", "spd(2, 3)", "spd(3), upper=True", "spd(3, dtype=complex)"),
)
terms(
    "numpy.linalg.qr(a, mode='reduced')",
    laid_out=True,
    outputs=-1,
    a="qr_tangent(a, d_a, out, mode=mode)",
    examples=("real(4, 3)", "real(3, 3)", "real(2, 4)", "real(4, 3), 'r'", "complexes(4, 3)", "real(2, 4, 3)"),
)
terms(
    "numpy.linalg.svd(a, full_matrices=True, compute_uv=True, hermitian=False)",
    laid_out=True,
    outputs=-1,
    a="svd_tangent(a, d_a, out, full_matrices=full_matrices, compute_uv=compute_uv, hermitian=hermitian)",
    examples=(
        "diag(array([3.0, 2.0, 1.0])) + 0.1 * real(3, 3)",
        "eye(4, 3) * array([3.0, 2.0, 1.0]) + 0.1 * real(4, 3), False",
        "eye(2, 4) * array([[2.0], [1.0]]) + 0.1 * real(2, 4), False",
        "real(4, 3), compute_uv=False",
        "real(2, 4, 3), compute_uv=False",
        "real(2, 5, 2)",
        "real(4, 6)",
    ),
)
terms("numpy.linalg.svdvals(x, /)", x="svdvals_tangent(x, d_x)", examples=("real(4, 3)", "complexes(3, 3)"))
terms(
    "numpy.linalg.eigh(a, UPLO='L')",
    outputs=-1,
    a="eigh_tangent(a, d_a, out, UPLO=UPLO)",
    examples=("spd(3)", "spd(2, 3)", "spd(3), 'U'"),
)
terms(
    "numpy.linalg.eigvalsh(a, UPLO='L')",
    laid_out=True,
    a="eigvalsh_tangent(a, d_a, UPLO=UPLO)",
    examples=("spd(3)", "spd(2, 3)", "spd(3), 'U'", "spd(3, dtype=complex)"),
)
terms(
    "numpy.linalg.eig(a)",
    laid_out=True,
    outputs=-1,
    a="eig_tangent(a, d_a, out)",
    examples=("diag(array([1.0, 2.0, 4.0])) + 0.1 * real(3, 3)", "array([[0.3, -1.0], [1.2, 0.5]])"),
)
terms(
    "numpy.linalg.eigvals(a)",
    laid_out=True,
    a="eigvals_tangent(a, d_a, out)",
    examples=("diag(array([1.0, 2.0, 4.0])) + 0.1 * real(3, 3)", "array([[0.3, -1.0], [1.2, 0.5]])"),
)

# Norms.
terms(
    "numpy.linalg.norm(x, ord=None, axis=None, keepdims=False)",
    x="norm_tangent(x, d_x, out, ord=ord, axis=axis)",
    examples=(
        "real(4)",
        "real(3, 4)",
        "real(2, 3, 4)",
        "real(4), 1",
        "real(4), 3",
        "real(4), inf",
        "real(4), -inf",
        "real(4), 0.5",
        "real(3, 4), axis=1",
        "real(3, 4), axis=0, keepdims=True",
        "real(3, 4), 'fro'",
        "real(3, 4), 'nuc'",
        "real(3, 4), 1",
        "real(3, 4), -1",
        "real(3, 4), inf",
        "real(3, 4), 2",
        "real(3, 4), -2",
        "real(2, 3, 4), 2, axis=(1, 2)",
        "complexes(3)",
        "complexes(3), 3",
        "complexes(3, 2), 1",
    ),
)
terms(
    "numpy.linalg.vector_norm(x, /, *, axis=None, keepdims=False, ord=2)",
    x="vector_norm_tangent(lines(x, axis), lines(d_x, axis), out, ord)",
    examples=(
        "real(3, 4)",
        "real(3, 4), axis=1",
        "real(4), axis=-1, ord=3",
        "real(2, 3, 4), axis=(0, 2), keepdims=True",
    ),
)
terms(
    "numpy.linalg.matrix_norm(x, /, *, keepdims=False, ord='fro')",
    x="norm_tangent(x, d_x, out, ord, (-2, -1))",
    examples=("real(3, 4)", "real(2, 3, 4), ord=2"),
)
terms(
    "numpy.linalg.cond(x, p=None)",
    x="cond_tangent(x, d_x, out, p=p)",
    examples=("regular(3)", "regular(3), 1", "regular(3), 'fro'", "regular(2, 3), -2"),
)
constant("numpy.linalg.matrix_rank(A, tol=None, hermitian=False, *, rtol=None)", examples=("real(3, 4)",))
