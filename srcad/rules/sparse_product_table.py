"""The rules of the compiled kernels behind `A @ v` of `scipy.sparse`.

The tangent of a sparse array holds that of its data, entry by entry. Kernels that may drop an entry which happens to be
zero (sums of sparse arrays) have no rule: its tangent would be lost.
"""

from srcad.rules.registry import terms

terms(
    "scipy.sparse._sparsetools.csr_matvec(M, N, Ap, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_rows_tangent(M, N, Ap, Aj, Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="2, 3, array([0, 2, 3]), array([0, 2, 1]), real(3), real(3), real(2)",
)
terms(
    "scipy.sparse._sparsetools.csc_matvec(M, N, Ap, Aj, Ax, Xx, Yx, /)",
    wrt="Ax Xx Yx",
    in_place="Yx",
    Yx="add_columns_tangent(M, N, Ap, Aj, Ax, Xx, d_Ax, d_Xx, d_Yx)",
    examples="3, 2, array([0, 2, 3]), array([0, 2, 1]), real(3), real(2), real(3)",
)
