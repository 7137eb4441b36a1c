"""The rules of `scipy.linalg` for orthogonal factors, eigenvalues, norms and functions of matrices."""

from srcad.rules.registry import terms, unsupported

# Orthogonal times triangular.
terms(
    "scipy.linalg.qr(a, overwrite_a=False, lwork=None, mode='full', pivoting=False, check_finite=True)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a",
    a="scipy_qr_tangent(a, d_a, out, mode=mode, pivoting=pivoting)",
    examples=(
        "real(3, 3)",
        "real(4, 2)",
        "real(4, 3), mode='economic'",
        "real(2, 4)",
        "real(4, 3), mode='r'",
        "real(4, 3), mode='economic', pivoting=True",
        "complexes(3, 3)",
        "complexes(4, 2)",
    ),
)
terms(
    "scipy.linalg.rq(a, overwrite_a=False, lwork=None, mode='full', check_finite=True)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a",
    a="scipy_rq_tangent(a, d_a, out, mode=mode)",
    examples=(
        "real(3, 3)",
        "real(2, 4)",
        "real(2, 4), mode='economic'",
        "real(4, 3)",
        "real(2, 4), mode='r'",
        "complexes(2, 3), mode='economic'",
    ),
)
terms(
    "scipy.linalg.qr_multiply(a, c, mode='right', pivoting=False, conjugate=False, overwrite_a=False,"
    " overwrite_c=False)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a overwrite_c",
    a="qr_multiply_tangent(a, c, d_a, None, out, mode=mode, pivoting=pivoting, conjugate=conjugate)",
    c="qr_multiply_tangent(a, c, None, d_c, out, mode=mode, pivoting=pivoting, conjugate=conjugate)",
    together="qr_multiply_tangent(a, c, d_a, d_c, out, mode=mode, pivoting=pivoting, conjugate=conjugate)",
    examples=("real(4, 3), real(2, 4)", "real(4, 3), real(3), 'left'", "real(4, 3), real(2, 4), pivoting=True"),
)
terms(
    "scipy.linalg.hessenberg(a, calc_q=False, overwrite_a=False, check_finite=True)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a",
    a="hessenberg_tangent(a, d_a, out, calc_q=calc_q)",
    examples=("real(4, 4)", "real(5, 5), True", "complexes(4, 4), True", "real(2, 2)"),
)

# Singular values.
terms(
    "scipy.linalg.svd(a, full_matrices=True, compute_uv=True, overwrite_a=False, check_finite=True,"
    " lapack_driver='gesdd')",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a",
    a="scipy_svd_tangent(a, d_a, out, full_matrices=full_matrices, compute_uv=compute_uv, lapack_driver=lapack_driver)",
    examples=(
        "diag(array([3.0, 2.0, 1.0])) + 0.1 * real(3, 3)",
        "eye(4, 3) * array([3.0, 2.0, 1.0]) + 0.1 * real(4, 3), False",
        "eye(2, 4) * array([[2.0], [1.0]]) + 0.1 * real(2, 4), False",
        "real(4, 3), compute_uv=False",
        "complexes(3, 3)",
        "complexes(4, 3), False",
        "complexes(2, 4), False, lapack_driver='gesvd'",
        "real(6, 4)",
        "complexes(4, 6)",
        "real(6, 4), lapack_driver='gesvd'",
    ),
)
terms(
    "scipy.linalg.svdvals(a, overwrite_a=False, check_finite=True)",
    overwrites="overwrite_a",
    a="svdvals_tangent(a, d_a)",
    examples=("real(4, 3)", "complexes(3, 3)"),
)
terms(
    "scipy.linalg.polar(a, side='right')",
    outputs=-1,
    a="polar_tangent(a, d_a, out, side=side)",
    examples=("regular(3)", "real(4, 2)", "real(2, 4)", "real(2, 4), 'left'", "complexes(3, 2)"),
)
terms(
    "scipy.linalg.orthogonal_procrustes(A, B, check_finite=True)",
    outputs=-1,
    A="orthogonal_procrustes_tangent(A, B, d_A, None)",
    B="orthogonal_procrustes_tangent(A, B, None, d_B)",
    together="orthogonal_procrustes_tangent(A, B, d_A, d_B)",
    examples=("real(4, 3), real(4, 3)", "complexes(4, 2), complexes(4, 2)"),
)
terms(
    "scipy.linalg.orth(A, rcond=None)",
    laid_out=True,
    A="orth_tangent(A, d_A, out)",
    examples="eye(4, 3) * array([3.0, 2.0, 1.0]) + 0.1 * real(4, 3)",
)
terms(
    "scipy.linalg.null_space(A, rcond=None, *, overwrite_a=False, check_finite=True, lapack_driver='gesdd')",
    laid_out=True,
    overwrites="overwrite_a",
    A="null_space_tangent(A, d_A, out, lapack_driver=lapack_driver)",
    examples=("real(2, 3)", "real(2, 5)", "complexes(4, 6), lapack_driver='gesvd'"),
)
terms(
    "scipy.linalg.subspace_angles(A, B)",
    laid_out=True,
    A="subspace_angles_tangent(A, B, d_A, None, out)",
    B="subspace_angles_tangent(A, B, None, d_B, out)",
    together="subspace_angles_tangent(A, B, d_A, d_B, out)",
    examples=("real(5, 2), real(5, 2)", "real(5, 3), real(5, 2)", "complexes(4, 2), complexes(4, 1)"),
)

# Eigenvalues.
terms(
    "scipy.linalg.eig(a, b=None, left=False, right=True, overwrite_a=False, overwrite_b=False, check_finite=True)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a overwrite_b",
    a="scipy_eig_tangent(a, b, d_a, None, out, left=left, right=right)",
    b="scipy_eig_tangent(a, b, None, d_b, out, left=left, right=right)",
    together="scipy_eig_tangent(a, b, d_a, d_b, out, left=left, right=right)",
    examples=(
        "diag(array([1.0, 2.0, 4.0])) + 0.1 * real(3, 3)",
        "array([[0.3, -1.0], [1.2, 0.5]])",
        "array([[0.3, -1.0], [1.2, 0.5]]), None, True",
        "diag(array([1.0, 2.0, 4.0])) + 0.1 * real(3, 3), regular(3), False, False",
    ),
)
terms(
    "scipy.linalg.eigvals(a, b=None, overwrite_a=False, check_finite=True)",
    overwrites="overwrite_a",
    a="pair_eigenvalue_tangents(a, b, d_a, None)",
    b="pair_eigenvalue_tangents(a, b, None, d_b)",
    together="pair_eigenvalue_tangents(a, b, d_a, d_b)",
    examples=(
        "diag(array([1.0, 2.0, 4.0])) + 0.1 * real(3, 3)",
        "array([[0.3, -1.0], [1.2, 0.5]])",
        "array([[0.3, -1.0], [1.2, 0.5]]), regular(2)",
    ),
)
terms(
    "scipy.linalg.eigh(a, b=None, *, lower=True, eigvals_only=False, overwrite_a=False, overwrite_b=False, type=1,"
    " check_finite=True, subset_by_index=None, subset_by_value=None, driver=None)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a overwrite_b",
    a="scipy_eigh_tangent(a, b, d_a, None, out, lower=lower, eigvals_only=eigvals_only, type=type,"
    " subset_by_index=subset_by_index, subset_by_value=subset_by_value)",
    b="scipy_eigh_tangent(a, b, None, d_b, out, lower=lower, eigvals_only=eigvals_only, type=type,"
    " subset_by_index=subset_by_index, subset_by_value=subset_by_value)",
    together="scipy_eigh_tangent(a, b, d_a, d_b, out, lower=lower, eigvals_only=eigvals_only, type=type,"
    " subset_by_index=subset_by_index, subset_by_value=subset_by_value)",
    examples=(
        "spd(3)",
        "spd(3), spd(3)",
        "spd(3), lower=False, subset_by_index=[1, 2]",
        "spd(3, dtype=complex)",
        "spd(3, dtype=complex), lower=False",
        "spd(3, dtype=complex), spd(3, dtype=complex)",
        "spd(3, dtype=complex), spd(3, dtype=complex), lower=False",
        "spd(3), spd(3), eigvals_only=True, subset_by_index=[0, 1]",
    ),
)
terms(
    "scipy.linalg.eigvalsh(a, b=None, *, lower=True, overwrite_a=False, overwrite_b=False, type=1,"
    " check_finite=True, subset_by_index=None, subset_by_value=None, driver=None)",
    laid_out=True,
    overwrites="overwrite_a overwrite_b",
    a="scipy_eigh_tangent(a, b, d_a, None, out, lower=lower, eigvals_only=True, type=type,"
    " subset_by_index=subset_by_index, subset_by_value=subset_by_value)",
    b="scipy_eigh_tangent(a, b, None, d_b, out, lower=lower, eigvals_only=True, type=type,"
    " subset_by_index=subset_by_index, subset_by_value=subset_by_value)",
    together="scipy_eigh_tangent(a, b, d_a, d_b, out, lower=lower, eigvals_only=True, type=type,"
    " subset_by_index=subset_by_index, subset_by_value=subset_by_value)",
    examples=("spd(3)", "spd(3), spd(3)", "spd(3, dtype=complex), lower=False, subset_by_index=[1, 2]"),
)
terms(
    "scipy.linalg.eigh_tridiagonal(d, e, eigvals_only=False, select='a', select_range=None, check_finite=True, tol=0.0,"
    " lapack_driver='auto')",
    laid_out=True,
    outputs=-1,
    d="eigh_tridiagonal_tangent(d, e, d_d, None, out, eigvals_only=eigvals_only, select=select,"
    " select_range=select_range)",
    e="eigh_tridiagonal_tangent(d, e, None, d_e, out, eigvals_only=eigvals_only, select=select,"
    " select_range=select_range)",
    together="eigh_tridiagonal_tangent(d, e, d_d, d_e, out, eigvals_only=eigvals_only, select=select,"
    " select_range=select_range)",
    examples=(
        # The signs of this driver's vectors do not change from one call to the next.
        "array([1.0, 2.0, 4.0, 8.0]), real(3), lapack_driver='stev'",
        "array([1.0, 2.0, 4.0, 8.0]), real(3), False, 'i', (1, 2)",
        "array([1.0, 2.0, 4.0]), real(2), True",
    ),
)
terms(
    "scipy.linalg.eigvalsh_tridiagonal(d, e, select='a', select_range=None, check_finite=True, tol=0.0,"
    " lapack_driver='auto')",
    d="eigh_tridiagonal_tangent(d, e, d_d, None, out, True, select=select, select_range=select_range)",
    e="eigh_tridiagonal_tangent(d, e, None, d_e, out, True, select=select, select_range=select_range)",
    together="eigh_tridiagonal_tangent(d, e, d_d, d_e, out, True, select=select, select_range=select_range)",
    examples=("array([1.0, 2.0, 4.0, 8.0]), real(3)", "array([1.0, 2.0, 4.0, 8.0]), real(3), 'i', (1, 2)"),
)
terms(
    "scipy.linalg.eig_banded(a_band, lower=False, eigvals_only=False, overwrite_a_band=False, select='a',"
    " select_range=None, max_ev=0, check_finite=True)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a_band",
    a_band="eig_banded_tangent(a_band, d_a_band, out, lower=lower, eigvals_only=eigvals_only, select=select,"
    " select_range=select_range, max_ev=max_ev)",
    examples=(
        "real(2, 4) + array([[0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 4.0, 8.0]])",
        "real(3, 5) + array([[1.0, 2.0, 4.0, 8.0, 16.0], [0.0] * 5, [0.0] * 5]), True, False, select='i',"
        " select_range=(1, 2)",
        "real(2, 4) + array([[0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 4.0, 8.0]]), False, True",
    ),
)
terms(
    "scipy.linalg.eigvals_banded(a_band, lower=False, overwrite_a_band=False, select='a', select_range=None,"
    " check_finite=True)",
    overwrites="overwrite_a_band",
    a_band="eig_banded_tangent(a_band, d_a_band, out, lower=lower, eigvals_only=True, select=select,"
    " select_range=select_range)",
    examples="real(2, 4) + array([[0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 4.0, 8.0]])",
)
terms(
    "scipy.linalg.matrix_balance(A, permute=True, scale=True, separate=False, overwrite_a=False)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a",
    A="matrix_balance_tangent(A, d_A, out, permute=permute, scale=scale, separate=separate)",
    examples=(
        "real(3, 3) * array([[1.0, 100.0, 1.0], [0.01, 1.0, 1.0], [1.0, 20.0, 1.0]])",
        "real(3, 3) * array([[1.0, 100.0, 1.0], [0.01, 1.0, 1.0], [1.0, 20.0, 1.0]]), separate=True",
        "array([[1.0, 2.0, 0.0], [9.0, 1.0, 0.01], [1.0, 2.0, 3.0]])",
    ),
)

# Norms.
terms(
    "scipy.linalg.norm(a, ord=None, axis=None, keepdims=False, check_finite=True)",
    a="like_result(norm_tangent(a, d_a, out, ord=ord, axis=axis), out)",
    examples=(
        "real(4)",
        "real(3, 4)",
        "real(4), 1",
        "real(4), 3",
        "real(4), inf",
        "real(3, 4), axis=1, keepdims=True",
        "real(3, 4), 'fro'",
        "real(3, 4), 'nuc'",
        "real(3, 4), 1",
        "real(3, 4), 2",
        "real(2, 3, 4), 2, axis=(1, 2)",
        "complexes(3)",
    ),
)

# Functions of matrices.
terms(
    "scipy.linalg.expm(A)",
    laid_out=True,
    A="expm_tangent(A, d_A, out)",
    examples=("real(3, 3)", "real(2, 2, 2)", "complexes(2, 2)", "zeros((2, 2))"),
)
terms(
    "scipy.linalg.expm_frechet(A, E, method=None, compute_expm=True, check_finite=True)",
    outputs=-1,
    A="expm_frechet_tangent(A, E, d_A, None, out, compute_expm=compute_expm)",
    E="expm_frechet_tangent(A, E, None, d_E, out, compute_expm=compute_expm)",
    together="expm_frechet_tangent(A, E, d_A, d_E, out, compute_expm=compute_expm)",
    examples=("real(3, 3), real(3, 3)", "real(2, 2), real(2, 2), compute_expm=False"),
)
terms(
    "scipy.linalg.logm(A)",
    A="logm_tangent(A, d_A, out)",
    # SciPy warns of every logarithm in single precision.
    examples=(
        "array([[3.0, 0.2, -0.5], [0.3, 2.0, 0.7], [-0.4, 0.1, 4.0]])",
        "array([[-1.0, 0.5], [0.2, 2.0]])",
        "array([[3.0, 0.2], [0.3, 2.0]]) + 1j * array([[0.1, 0.4], [0.5, -0.3]])",
    ),
)
terms(
    "scipy.linalg.sqrtm(A)",
    A="sqrtm_tangent(d_A, out)",
    examples=("regular(3)", "array([[-1.0, 0.5], [0.2, 2.0]])", "regular(2, dtype=complex)"),
)
terms(
    "scipy.linalg.fractional_matrix_power(A, t)",
    A="fractional_power_tangent(A, d_A, t, out)",
    t="fractional_exponent_tangent(A, d_t, out)",
    examples=("regular(3), 0.4", "regular(2), -1.3", "regular(2), 2", "regular(2, dtype=complex), 0.5"),
)
terms(
    "scipy.linalg.signm(A)",
    laid_out=True,
    A="signm_tangent(A, d_A, out)",
    examples="diag(array([2.0, -1.5, 3.0])) + 0.2 * real(3, 3)",
)
terms("scipy.linalg.cosm(A)", laid_out=True, A="cosm_tangent(A, d_A, out)", examples=("real(3, 3)", "complexes(2, 2)"))
terms("scipy.linalg.sinm(A)", laid_out=True, A="sinm_tangent(A, d_A, out)", examples=("real(3, 3)", "complexes(2, 2)"))
terms(
    "scipy.linalg.tanm(A)",
    laid_out=True,
    A="tanm_tangent(A, d_A, out)",
    examples=("0.5 * real(3, 3)", "complexes(2, 2)"),
)
terms(
    "scipy.linalg.coshm(A)", laid_out=True, A="coshm_tangent(A, d_A, out)", examples=("real(3, 3)", "complexes(2, 2)")
)
terms(
    "scipy.linalg.sinhm(A)", laid_out=True, A="sinhm_tangent(A, d_A, out)", examples=("real(3, 3)", "complexes(2, 2)")
)
terms("scipy.linalg.tanhm(A)", A="tanhm_tangent(A, d_A, out)", examples=("real(3, 3)", "complexes(2, 2)"))
unsupported(
    "scipy.linalg.funm(A, func, disp=True)",
    because="it would need the derivative of func at the eigenvalues, and SciPy's recurrence fails where two coincide",
    use="Use expm, logm, sqrtm or another named function, or apply func to the eigenvalues from eigh.",
)
unsupported(
    "scipy.linalg.expm_cond(A, check_finite=True)",
    because="the norm of a derivative that it estimates has no closed form",
    use="Keep the condition number constant with srcad.stop_derivative.",
)

# What depends on LAPACK's choice of a basis.
unsupported(
    "scipy.linalg.schur(a, output='real', lwork=None, overwrite_a=False, sort=None, check_finite=True)",
    because="the phases of a Schur basis are LAPACK's choice, and its blocks appear and vanish",
    use="Use eig, or eigh for a Hermitian matrix.",
)
unsupported(
    "scipy.linalg.rsf2csf(T, Z, check_finite=True)",
    because="the phases of a Schur basis are a choice of the algorithm",
    use="Use eig of the matrix.",
)
unsupported(
    "scipy.linalg.cdf2rdf(w, v)",
    because="it pairs eigenvalues by comparing them with their conjugates",
    use="Use the complex eigenvalues and vectors.",
)
unsupported(
    "scipy.linalg.qz(A, B, output='real', lwork=None, sort=None, overwrite_a=False, overwrite_b=False,"
    " check_finite=True)",
    because="the phases of the Schur bases are LAPACK's choice",
    use="Use eigvals(A, B), or eigh for Hermitian matrices.",
)
unsupported(
    "scipy.linalg.ordqz(A, B, sort='lhp', output='real', overwrite_a=False, overwrite_b=False, check_finite=True)",
    because="the phases of the Schur bases are LAPACK's choice",
    use="Use eigvals(A, B), or eigh for Hermitian matrices.",
)
unsupported(
    "scipy.linalg.cossin(X, p=None, q=None, separate=False, swap_sign=False, compute_u=True, compute_vh=True)",
    because="the bases of its blocks are LAPACK's choice",
    use="Use svd of the blocks.",
)
unsupported(
    "scipy.linalg.qr_insert(Q, R, u, k, which='row', rcond=None, overwrite_qru=False, check_finite=True)",
    because="the rotations that update the factors have no rule",
    use="Use qr of the matrix with the row or column inserted.",
)
unsupported(
    "scipy.linalg.qr_delete(Q, R, k, p=1, which='row', overwrite_qr=False, check_finite=True)",
    because="the rotations that update the factors have no rule",
    use="Use qr of the matrix with the row or column deleted.",
)
unsupported(
    "scipy.linalg.qr_update(Q, R, u, v, overwrite_qruv=False, check_finite=True)",
    because="the rotations that update the factors have no rule",
    use="Use qr of Q @ R + outer(u, v).",
)
