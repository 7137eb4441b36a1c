"""The rules of the compiled kernels that `scipy.sparse` calls: making, laying out anew, slicing, sums and products.

The tangent of a sparse array holds that of its data, entry by entry: it has the pattern of its value. What only moves
or adds up entries is called once more on the tangents. A sum or product leaves out an entry that happens to be zero;
where the tangent of such an entry is not zero, it would be lost, and the call is refused.
"""

from srcad.rules.registry import function, terms

# Dense from sparse.
terms(
    "scipy.sparse._sparsetools.csr_todense(n_row, n_col, Ap, Aj, Ax, Bx, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="csr_todense(n_row, n_col, Ap, Aj, beside(Ax, d_Ax), d_Bx)",
    examples="2, 3, array([0, 2, 3]), array([0, 2, 1]), real(3), real(2, 3)",
)
terms(
    "scipy.sparse._sparsetools.coo_todense(n_row, n_col, nnz, Ai, Aj, Ax, Bx, fortran, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="coo_todense(n_row, n_col, nnz, Ai, Aj, beside(Ax, d_Ax), d_Bx, fortran)",
    examples="2, 3, 3, array([0, 1, 0]), array([0, 2, 0]), real(3), real(6), 0",
)
terms(
    "scipy.sparse._sparsetools.csr_diagonal(k, n_row, n_col, Ap, Aj, Ax, Yx, /)",
    wrt="Ax Yx",
    in_place="Yx",
    Yx="csr_diagonal(k, n_row, n_col, Ap, Aj, beside(Ax, d_Ax), d_Yx)",
    examples="0, 2, 3, array([0, 2, 3]), array([0, 2, 1]), real(3), zeros(2)",
)

# One layout from another.
terms(
    "scipy.sparse._sparsetools.coo_tocsr(n_row, n_col, nnz, Ai, Aj, Ax, Bp, Bj, Bx, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="coo_tocsr(n_row, n_col, nnz, Ai, Aj, beside(Ax, d_Ax), Bp.copy(), Bj.copy(), d_Bx)",
    examples="2, 3, 3, array([1, 0, 0]), array([0, 2, 0]), real(3), array([0, 0, 0]), array([0, 0, 0]), real(3)",
)
terms(
    "scipy.sparse._sparsetools.csr_tocsc(n_row, n_col, Ap, Aj, Ax, Bp, Bi, Bx, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="csr_tocsc(n_row, n_col, Ap, Aj, beside(Ax, d_Ax), Bp.copy(), Bi.copy(), d_Bx)",
    examples="2, 3, array([0, 2, 3]), array([0, 2, 1]), real(3), array([0, 0, 0, 0]), array([0, 0, 0]), real(3)",
)
terms(
    "scipy.sparse._sparsetools.csr_sort_indices(n_row, Ap, Aj, Ax, /)",
    wrt="Ax",
    in_place="Ax",
    Ax="csr_sort_indices(n_row, Ap, Aj.copy(), d_Ax)",
    examples="2, array([0, 2, 3]), array([2, 0, 1]), real(3)",
)
terms(
    "scipy.sparse._sparsetools.csr_sum_duplicates(n_row, n_col, Ap, Aj, Ax, /)",
    wrt="Ax",
    in_place="Ax",
    Ax="csr_sum_duplicates(n_row, n_col, Ap.copy(), Aj.copy(), d_Ax)",
    examples="2, 3, array([0, 3, 4]), array([0, 0, 1, 1]), real(4)",
)

# Parts.
terms(
    "scipy.sparse._sparsetools.csr_row_index(n_row_idx, rows, Ap, Aj, Ax, Bj, Bx, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="csr_row_index(n_row_idx, rows, Ap, Aj, beside(Ax, d_Ax), Bj.copy(), d_Bx)",
    examples="2, array([1, 0]), array([0, 2, 3]), array([0, 2, 1]), real(3), array([0, 0, 0]), real(3)",
)
terms(
    "scipy.sparse._sparsetools.csr_row_slice(start, stop, step, Ap, Aj, Ax, Bj, Bx, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="csr_row_slice(start, stop, step, Ap, Aj, beside(Ax, d_Ax), Bj.copy(), d_Bx)",
    examples="1, -1, -1, array([0, 2, 3]), array([0, 2, 1]), real(3), array([0, 0, 0]), real(3)",
)
terms(
    "scipy.sparse._sparsetools.csr_column_index2(col_order, col_offsets, nnz, Aj, Ax, Bj, Bx, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="csr_column_index2(col_order, col_offsets, nnz, Aj, beside(Ax, d_Ax), Bj.copy(), d_Bx)",
    examples="array([0, 2]), array([1, 1, 2]), 3, array([0, 2, 1]), real(3), array([0, 0]), real(2)",
)
terms(
    "scipy.sparse._sparsetools.csr_sample_values(n_row, n_col, Ap, Aj, Ax, n_samples, Bi, Bj, Bx, /)",
    wrt="Ax Bx",
    in_place="Bx",
    Bx="csr_sample_values(n_row, n_col, Ap, Aj, beside(Ax, d_Ax), n_samples, Bi, Bj, d_Bx)",
    examples="2, 3, array([0, 2, 3]), array([0, 2, 1]), real(3), 2, array([0, 1]), array([2, 0]), real(2)",
)
function(
    "scipy.sparse._sparsetools.get_csr_submatrix(n_row, n_col, Ap, Aj, Ax, ir0, ir1, ic0, ic1, /)",
    by="srcad.solving.sparse_layouts.submatrix",
    wrt="Ax",
    examples="2, 3, array([0, 2, 3]), array([0, 2, 1]), real(3), 0, 2, 1, 3",
)
function(
    "scipy.sparse._dia._dia_base.tocsr(self, copy=False)",
    by="srcad.solving.sparse_layouts.rows_of_diagonals",
    wrt="self",
)

# Products with vectors and dense matrices.
terms(
    "scipy.sparse._sparsetools.csr_matvec(M, N, Ap, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_products(csr_matvec, (M, N, Ap, Aj), Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="2, 3, array([0, 2, 3]), array([0, 2, 1]), real(3), real(3), real(2)",
)
terms(
    "scipy.sparse._sparsetools.csc_matvec(M, N, Ap, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_products(csc_matvec, (M, N, Ap, Aj), Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="3, 2, array([0, 2, 3]), array([0, 2, 1]), real(3), real(2), real(3)",
)
terms(
    "scipy.sparse._sparsetools.csr_matvecs(M, N, n_vecs, Ap, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_products(csr_matvecs, (M, N, n_vecs, Ap, Aj), Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="2, 3, 2, array([0, 2, 3]), array([0, 2, 1]), real(3), real(6), real(4)",
)
terms(
    "scipy.sparse._sparsetools.csc_matvecs(M, N, n_vecs, Ap, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_products(csc_matvecs, (M, N, n_vecs, Ap, Aj), Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="3, 2, 2, array([0, 2, 3]), array([0, 2, 1]), real(3), real(4), real(6)",
)
terms(
    "scipy.sparse._sparsetools.coo_matvec(nnz, Ai, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_products(coo_matvec, (nnz, Ai, Aj), Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="3, array([0, 1, 0]), array([0, 2, 0]), real(3), real(3), real(2)",
)
terms(
    "scipy.sparse._sparsetools.coo_matmat_dense(nnz, n_col, Ai, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_products(coo_matmat_dense, (nnz, n_col, Ai, Aj), Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="3, 2, array([0, 1, 0]), array([0, 2, 0]), real(3), real(6), real(2, 2)",
)
terms(
    "scipy.sparse._sparsetools.dia_matvec(M, N, n_diags, L, offsets, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_products(dia_matvec, (M, N, n_diags, L, offsets), Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="3, 3, 2, 3, array([0, 1]), real(2, 3), real(3), real(3)",
)

# Sums and products of sparse arrays.
terms(
    "scipy.sparse._sparsetools.csr_plus_csr(n_row, n_col, Ap, Aj, Ax, Bp, Bj, Bx, Cp, Cj, Cx, /)",
    wrt="Ax Bx Cx",
    in_place="Cx",
    Cx="entries_of_sum(csr_plus_csr, (n_row, n_col), (Ap, Aj, Ax, d_Ax), (Bp, Bj, Bx, d_Bx), Cp, Cj, Cx, d_Cx)",
    examples="2, 2, array([0, 2, 3]), array([0, 1, 1]), real(3), array([0, 1, 2]), array([1, 0]), real(2), "
    "array([0, 0, 0]), array([0, 0, 0, 0, 0]), zeros(5)",
)
terms(
    "scipy.sparse._sparsetools.csr_minus_csr(n_row, n_col, Ap, Aj, Ax, Bp, Bj, Bx, Cp, Cj, Cx, /)",
    wrt="Ax Bx Cx",
    in_place="Cx",
    Cx="entries_of_sum(csr_minus_csr, (n_row, n_col), (Ap, Aj, Ax, d_Ax), (Bp, Bj, Bx, d_Bx), Cp, Cj, Cx, d_Cx)",
    examples="2, 2, array([0, 2, 3]), array([0, 1, 1]), real(3), array([0, 1, 2]), array([1, 0]), real(2), "
    "array([0, 0, 0]), array([0, 0, 0, 0, 0]), zeros(5)",
)
terms(
    "scipy.sparse._sparsetools.csr_elmul_csr(n_row, n_col, Ap, Aj, Ax, Bp, Bj, Bx, Cp, Cj, Cx, /)",
    wrt="Ax Bx Cx",
    in_place="Cx",
    Cx="entries_of_product(csr_elmul_csr, (n_row, n_col), (Ap, Aj, Ax, d_Ax), (Bp, Bj, Bx, d_Bx), Cp, Cj, Cx, d_Cx)",
    examples="2, 2, array([0, 2, 3]), array([0, 1, 1]), real(3), array([0, 1, 2]), array([1, 1]), real(2), "
    "array([0, 0, 0]), array([0, 0, 0, 0, 0]), zeros(5)",
)
terms(
    "scipy.sparse._sparsetools.csr_matmat(n_row, n_col, Ap, Aj, Ax, Bp, Bj, Bx, Cp, Cj, Cx, /)",
    wrt="Ax Bx Cx",
    in_place="Cx",
    Cx="entries_of_product(csr_matmat, (n_row, n_col), (Ap, Aj, Ax, d_Ax), (Bp, Bj, Bx, d_Bx), Cp, Cj, Cx, d_Cx)",
    examples="2, 2, array([0, 2, 3]), array([0, 1, 1]), real(3), array([0, 1, 2]), array([1, 0]), real(2), "
    "array([0, 0, 0]), array([0, 0, 0, 0]), zeros(4)",
)
