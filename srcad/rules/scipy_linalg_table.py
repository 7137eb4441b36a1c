"""The rules of `scipy.linalg` for solving, for factors that solve, for matrix equations and for matrices of vectors.

In the examples, `regular(3)` is a well-conditioned matrix and `spd(3)` a symmetric positive definite one.
"""

from srcad.rules.registry import bilinear, constant, linear, terms, unsupported

# Solving.
terms(
    "scipy.linalg.solve(a, b, lower=False, overwrite_a=False, overwrite_b=False, check_finite=True, assume_a=None,"
    " transposed=False)",
    overwrites="overwrite_a overwrite_b",
    a="solve_tangent(a, d_a, b, out, lower=lower, assume_a=assume_a, transposed=transposed)",
    b="solved_again(a, d_b, b, lower=lower, assume_a=assume_a, transposed=transposed)",
    together="solve_tangent(a, d_a, b, out, d_b, lower=lower, assume_a=assume_a, transposed=transposed)",
    examples=(
        "regular(3), real(3)",
        "regular(3), real(3, 2)",
        "regular(3), real(3), transposed=True",
        "spd(3), real(3), assume_a='pos'",
        "spd(3), real(3, 2), True, assume_a='sym'",
        "spd(3, dtype=complex), complexes(3), assume_a='her'",
        "regular(3, dtype=complex), complexes(3)",
    ),
)
terms(
    "scipy.linalg.solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False, overwrite_b=False,"
    " check_finite=True)",
    overwrites="overwrite_b",
    a="solve_triangular_tangent(a, d_a, b, out, trans=trans, lower=lower, unit_diagonal=unit_diagonal)",
    b="solve_triangular(a, d_b, trans=trans, lower=lower, unit_diagonal=unit_diagonal, check_finite=False)",
    together="solve_triangular_tangent(a, d_a, b, out, d_b, trans=trans, lower=lower, unit_diagonal=unit_diagonal)",
    examples=(
        "regular(3), real(3)",
        "regular(3), real(3, 2), lower=True",
        "regular(3), real(3), 1",
        "regular(3), real(3), 'T', True, True",
        "regular(3, dtype=complex), complexes(3), 'C'",
    ),
)
terms(
    "scipy.linalg.solve_banded(l_and_u, ab, b, overwrite_ab=False, overwrite_b=False, check_finite=True)",
    overwrites="overwrite_ab overwrite_b",
    ab="solve_banded_tangent(l_and_u, ab, d_ab, b, out)",
    b="solve_banded(l_and_u, ab, d_b, check_finite=False)",
    together="solve_banded_tangent(l_and_u, ab, d_ab, b, out, d_b)",
    examples=(
        "(1, 1), real(3, 5) + array([[0.0], [3.0], [0.0]]), real(5)",
        "(2, 1), real(4, 5) + array([[0.0], [3.0], [0.0], [0.0]]), real(5, 2)",
    ),
)
terms(
    "scipy.linalg.solveh_banded(ab, b, /, overwrite_ab=False, overwrite_b=False, lower=False, check_finite=True)",
    overwrites="overwrite_ab overwrite_b",
    ab="solveh_banded_tangent(ab, d_ab, b, out, lower=lower)",
    b="solveh_banded(ab, d_b, lower=lower, check_finite=False)",
    together="solveh_banded_tangent(ab, d_ab, b, out, d_b, lower=lower)",
    examples=(
        "real(3, 5) + array([[0.0], [0.0], [5.0]]), real(5)",
        "real(2, 5) + array([[5.0], [0.0]]), real(5, 2), lower=True",
        "complexes(3, 5) * array([[1.0], [1.0], [0.0]]) + array([[0.0], [0.0], [5.0]]), complexes(5)",
    ),
)
terms(
    "scipy.linalg.solve_toeplitz(c_or_cr, b, check_finite=True)",
    c_or_cr="solve_toeplitz_tangent(c_or_cr, d_c_or_cr, b, out)",
    b="solve_toeplitz(c_or_cr, d_b, check_finite=False)",
    together="solve_toeplitz_tangent(c_or_cr, d_c_or_cr, b, out, d_b)",
    examples=(
        "array([3.0, 0.5, -0.25, 0.1]) + 0.1 * real(4), real(4)",
        "(array([3.0, 0.5, -0.25]), real(3)), real(3, 2)",
    ),
)
terms(
    "scipy.linalg.solve_circulant(c, b, singular='raise', tol=None, caxis=-1, baxis=0, outaxis=0)",
    laid_out=True,
    c="solve_circulant_tangent(c, d_c, out, singular=singular, tol=tol, caxis=caxis, outaxis=outaxis)",
    b="solve_circulant(c, d_b, singular=singular, tol=tol, caxis=caxis, baxis=baxis, outaxis=outaxis)",
    examples=(
        "array([3.0, 0.5, -0.25, 0.1]) + 0.1 * real(4), real(4)",
        "array([3.0, 0.5, -0.25]), real(3, 2)",
        "array([3.0, 0.5, -0.25]), real(2, 3), baxis=1, outaxis=1",
    ),
)
terms(
    "scipy.linalg.matmul_toeplitz(c_or_cr, x, check_finite=False, workers=None)",
    c_or_cr="matmul_toeplitz(toeplitz_parts(c_or_cr, d_c_or_cr), x, workers=workers)",
    x="matmul_toeplitz(c_or_cr, d_x, workers=workers)",
    examples=("real(4), real(4)", "(real(4), real(3)), real(3, 2)", "complexes(3), complexes(3)"),
)
terms(
    "scipy.linalg.inv(a, overwrite_a=False, check_finite=True)",
    overwrites="overwrite_a",
    a="-out @ d_a @ out",
    examples=("regular(3)", "regular(2, dtype=complex)"),
)
terms(
    "scipy.linalg.inv(a, overwrite_a=False, check_finite=True, *, assume_a=None, lower=False)",
    overload=True,
    overwrites="overwrite_a",
    a="-out @ structured_part(d_a, lower=lower, assume_a=assume_a) @ out",
    examples=(
        "spd(3), assume_a='pos'",
        "spd(3), assume_a='sym', lower=True",
        "regular(3), assume_a='upper triangular'",
    ),
)
terms(
    "scipy.linalg.det(a, overwrite_a=False, check_finite=True)",
    overwrites="overwrite_a",
    a="like_result(det_tangent(a, d_a, out), out)",
    examples=(
        "regular(3)",
        "regular(2, 3)",
        "array([[1.0, 2.0], [2.0, 4.0]])",
        "zeros((3, 3))",
        "regular(2, dtype=complex)",
    ),
)
terms(
    "scipy.linalg.pinv(a, *, atol=None, rtol=None, check_finite=True)",
    laid_out=True,
    a="pinv_of(a, d_a, out)",
    examples=("real(4, 2)", "real(2, 4), rtol=1e-8", "complexes(3, 2)"),
)
terms(
    "scipy.linalg.pinvh(a, atol=None, rtol=None, lower=True, *, check_finite=True)",
    a="scipy_pinvh_tangent(a, d_a, out, lower=lower)",
    examples=("spd(3)", "spd(3), lower=False", "spd(2, dtype=complex)"),
)
terms(
    "scipy.linalg.lstsq(a, b, cond=None, overwrite_a=False, overwrite_b=False, check_finite=True, lapack_driver=None)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a overwrite_b",
    a="scipy_lstsq_tangent(a, b, d_a, None, out, cond=cond)",
    b="scipy_lstsq_tangent(a, b, None, d_b, out, cond=cond)",
    together="scipy_lstsq_tangent(a, b, d_a, d_b, out, cond=cond)",
    examples=(
        "real(5, 2), real(5)",
        "real(5, 2), real(5, 3)",
        "real(2, 4), real(2)",
        "real(5, 2), real(5), lapack_driver='gelsy'",
        "complexes(4, 2), complexes(4)",
    ),
)

# Triangular factors.
terms(
    "scipy.linalg.lu(a, permute_l=False, overwrite_a=False, check_finite=True, p_indices=False)",
    outputs=-1,
    overwrites="overwrite_a",
    a="lu_tangent(a, d_a, out, permute_l=permute_l, p_indices=p_indices)",
    examples=(
        "regular(3)",
        "real(4, 3)",
        "real(2, 4)",
        "real(4, 3), True",
        "real(3, 3), p_indices=True",
        "regular(2, 3)",
        "complexes(3, 3)",
    ),
)
terms(
    "scipy.linalg.lu_factor(a, overwrite_a=False, check_finite=True)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a",
    a="lu_factor_tangent(d_a, out)",
    examples=("real(3, 3)", "real(4, 3)", "real(2, 4)", "complexes(3, 3)"),
)
terms(
    "scipy.linalg.lu_solve(lu_and_piv, b, trans=0, overwrite_b=False, check_finite=True)",
    overwrites="overwrite_b",
    lu_and_piv="lu_solve_tangent(lu_and_piv, d_lu_and_piv, b, out, trans=trans)",
    b="lu_solve(lu_and_piv, d_b, trans=trans, check_finite=False)",
    together="lu_solve_tangent(lu_and_piv, d_lu_and_piv, b, out, d_b, trans=trans)",
    examples=(
        "(regular(3), array([1, 2, 2])), real(3)",
        "(regular(3), array([2, 1, 2])), real(3, 2), 1",
        "(regular(3, dtype=complex), array([1, 2, 2])), complexes(3), 2",
    ),
)
terms(
    "scipy.linalg.cholesky(a, lower=False, overwrite_a=False, check_finite=True)",
    laid_out=True,
    overwrites="overwrite_a",
    a="scipy_cholesky_tangent(d_a, out, lower=lower)",
    examples=("spd(3)", "spd(3), True", "spd(3, dtype=complex)", "spd(2, dtype=complex), lower=True"),
)
terms(
    "scipy.linalg.cho_factor(a, lower=False, overwrite_a=False, check_finite=True)",
    laid_out=True,
    outputs=-1,
    overwrites="overwrite_a",
    a="cho_factor_tangent(d_a, out, lower=lower)",
    examples=("spd(3)", "spd(3), True", "spd(3, dtype=complex)"),
)
terms(
    "scipy.linalg.cho_solve(c_and_lower, b, overwrite_b=False, check_finite=True)",
    overwrites="overwrite_b",
    c_and_lower="cho_solve_tangent(c_and_lower, d_c_and_lower, b, out)",
    b="cho_solve(c_and_lower, d_b, check_finite=False)",
    together="cho_solve_tangent(c_and_lower, d_c_and_lower, b, out, d_b)",
    examples=(
        "(regular(3), False), real(3)",
        "(regular(3), True), real(3, 2)",
        "(regular(3, dtype=complex), True), complexes(3)",
    ),
)
terms(
    "scipy.linalg.cholesky_banded(ab, overwrite_ab=False, lower=False, check_finite=True)",
    laid_out=True,
    overwrites="overwrite_ab",
    ab="cholesky_banded_tangent(d_ab, out, lower=lower)",
    examples=(
        "real(3, 5) * array([[0.0, 0.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0, 1.0]])"
        " + array([[0.0], [0.0], [5.0]])",
        "real(2, 5) * array([[1.0, 1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0, 0.0]])"
        " + array([[5.0], [0.0]]), lower=True",
    ),
)
terms(
    "scipy.linalg.cho_solve_banded(cb_and_lower, b, overwrite_b=False, check_finite=True)",
    overwrites="overwrite_b",
    cb_and_lower="cho_solve_banded_tangent(cb_and_lower, d_cb_and_lower, b, out)",
    b="cho_solve_banded(cb_and_lower, d_b, check_finite=False)",
    together="cho_solve_banded_tangent(cb_and_lower, d_cb_and_lower, b, out, d_b)",
    examples=(
        "(real(3, 5) + array([[0.0], [0.0], [3.0]]), False), real(5)",
        "(real(2, 5) + array([[3.0], [0.0]]), True), real(5, 2)",
    ),
)
terms(
    "scipy.linalg.ldl(A, lower=True, hermitian=True, overwrite_a=False, check_finite=True)",
    outputs=-1,
    overwrites="overwrite_a",
    A="ldl_tangent(d_A, out, lower=lower, hermitian=hermitian)",
    examples=(
        "spd(3)",
        "spd(3), False",
        "array([[0.0, 2.0, 1.0], [2.0, 0.1, 0.5], [1.0, 0.5, 3.0]])",
        "spd(3, dtype=complex), hermitian=False",
    ),
)

# Matrix equations.
terms(
    "scipy.linalg.solve_sylvester(a, b, q)",
    a="-solve_sylvester(a, b, d_a @ out)",
    b="-solve_sylvester(a, b, out @ d_b)",
    q="solve_sylvester(a, b, d_q)",
    together="solve_sylvester(a, b, d_q - d_a @ out - out @ d_b)",
    examples=("regular(3), regular(2), real(3, 2)", "regular(2, dtype=complex), regular(2), complexes(2, 2)"),
)
terms(
    "scipy.linalg.solve_continuous_lyapunov(a, q)",
    a="-solve_continuous_lyapunov(a, d_a @ out + out @ adjoint(d_a))",
    q="solve_continuous_lyapunov(a, d_q)",
    together="solve_continuous_lyapunov(a, d_q - d_a @ out - out @ adjoint(d_a))",
    examples=("regular(3), real(3, 3)", "regular(2, dtype=complex), complexes(2, 2)"),
)
terms(
    "scipy.linalg.solve_discrete_lyapunov(a, q, method=None)",
    a="solve_discrete_lyapunov(a, d_a @ out @ adjoint(a) + a @ out @ adjoint(d_a), method=method)",
    q="solve_discrete_lyapunov(a, d_q, method=method)",
    together="solve_discrete_lyapunov(a, d_q + d_a @ out @ adjoint(a) + a @ out @ adjoint(d_a), method=method)",
    examples=("0.3 * real(3, 3), real(3, 3)", "0.3 * complexes(2, 2), complexes(2, 2), 'bilinear'"),
)
terms(
    "scipy.linalg.solve_continuous_are(a, b, q, r, e=None, s=None, balanced=True)",
    a="riccati_tangent(a, b, r, out, d_a, None, None, None, None, None, e=e, s=s)",
    b="riccati_tangent(a, b, r, out, None, d_b, None, None, None, None, e=e, s=s)",
    q="riccati_tangent(a, b, r, out, None, None, d_q, None, None, None, e=e, s=s)",
    r="riccati_tangent(a, b, r, out, None, None, None, d_r, None, None, e=e, s=s)",
    e="riccati_tangent(a, b, r, out, None, None, None, None, d_e, None, e=e, s=s)",
    s="riccati_tangent(a, b, r, out, None, None, None, None, None, d_s, e=e, s=s)",
    examples=(
        "real(3, 3), real(3, 2), diag([1, 2, 3]), diag([1, 2])",
        "real(2, 2), real(2, 1), diag([1, 2]), diag([1]), regular(2), 0.1 * real(2, 1)",
    ),
)
terms(
    "scipy.linalg.solve_discrete_are(a, b, q, r, e=None, s=None, balanced=True)",
    a="riccati_tangent(a, b, r, out, d_a, None, None, None, None, None, e=e, s=s, discrete=True)",
    b="riccati_tangent(a, b, r, out, None, d_b, None, None, None, None, e=e, s=s, discrete=True)",
    q="riccati_tangent(a, b, r, out, None, None, d_q, None, None, None, e=e, s=s, discrete=True)",
    r="riccati_tangent(a, b, r, out, None, None, None, d_r, None, None, e=e, s=s, discrete=True)",
    e="riccati_tangent(a, b, r, out, None, None, None, None, d_e, None, e=e, s=s, discrete=True)",
    s="riccati_tangent(a, b, r, out, None, None, None, None, None, d_s, e=e, s=s, discrete=True)",
    examples=(
        "real(3, 3), real(3, 2), diag([1, 2, 3]), diag([1, 2])",
        "real(2, 2), real(2, 1), diag([1, 2]), diag([1]), regular(2), 0.1 * real(2, 1)",
    ),
)

# Matrices made of vectors and of blocks.
linear("scipy.linalg.toeplitz(c, r=None)", wrt="c r", examples=("real(3)", "real(3), real(4)", "complexes(3)"))
linear("scipy.linalg.hankel(c, r=None)", wrt="c r", examples=("real(3)", "real(3), real(4)"))
linear("scipy.linalg.circulant(c)", wrt="c", examples=("real(3)", "complexes(3)"))
linear("scipy.linalg.convolution_matrix(a, n, mode='full')", wrt="a", examples=("real(3), 4", "real(3), 4, 'same'"))
linear("scipy.linalg.leslie(f, s)", wrt="f s", examples="real(4), real(3)")
linear("scipy.linalg.block_diag(*arrs)", wrt="arrs", examples="real(2, 3), real(2), real(1, 1)")
linear("scipy.linalg.diagsvd(s, M, N)", wrt="s", examples="real(2), 2, 3")
bilinear("scipy.linalg.khatri_rao(a, b)", wrt="a b", examples="real(2, 3), real(4, 3)")
terms("scipy.linalg.companion(a)", a="companion_tangent(a, d_a, out)", examples="real(4) + array([3.0, 0.0, 0.0, 0.0])")
terms(
    "scipy.linalg.fiedler_companion(a)",
    a="fiedler_companion_tangent(a, d_a, out)",
    examples=("real(5) + array([3.0, 0.0, 0.0, 0.0, 0.0])", "real(2) + array([3.0, 0.0])"),
)
terms("scipy.linalg.fiedler(a)", a="fiedler_tangent(a, d_a)", examples="array([1.0, 3.0, 2.0, 7.0])")
terms(
    "scipy.linalg.clarkson_woodruff_transform(input_matrix, sketch_size, *, rng=None)",
    input_matrix="sketch_tangent(d_input_matrix, sketch_size, rng=rng)",
    examples="real(6, 2), 3, rng=1",
)
constant("scipy.linalg.hadamard(n, dtype=int)", examples="4")
constant("scipy.linalg.helmert(n, full=False)", examples="3")
constant("scipy.linalg.hilbert(n)", examples="3")
constant("scipy.linalg.invhilbert(n, exact=False)", examples="3")
constant("scipy.linalg.pascal(n, kind='symmetric', exact=True)", examples="3")
constant("scipy.linalg.invpascal(n, kind='symmetric', exact=True)", examples="3")
constant("scipy.linalg.dft(n, scale=None)", examples="3")

# Questions about a matrix, and the routines below.
constant("scipy.linalg.bandwidth(a)", examples="regular(3)")
constant("scipy.linalg.issymmetric(a, atol=None, rtol=None)", examples="regular(3)")
constant("scipy.linalg.ishermitian(a, atol=None, rtol=None)", examples="regular(3)")
constant("scipy.linalg.find_best_blas_type(arrays=(), dtype=None)", examples="(real(3),)")
unsupported(
    "scipy.linalg.get_blas_funcs(names, arrays=(), dtype=None, ilp64=False)",
    because="the routines that it returns have no rules",
    use="Use the functions of numpy and scipy.linalg.",
)
unsupported(
    "scipy.linalg.get_lapack_funcs(names, arrays=(), dtype=None, ilp64=False)",
    because="the routines that it returns have no rules",
    use="Use the functions of numpy and scipy.linalg.",
)

# What the support functions choose is locally constant too.
constant("srcad.rules.scipy_linalg_support.as_indices(order)")
constant("srcad.rules.scipy_linalg_support.permutation_of(pivots, rows)")
constant("srcad.rules.matrix_function_support.direction_scale(a, d_a)")
