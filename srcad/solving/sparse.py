"""The tangents of the solutions of sparse systems: of A x = b, that of A dx = db - dA x, by a direct method."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from srcad.rules.support import scaled
from srcad.runtime import apply
from srcad.values.carrying import refuse_value


def moved(A: Any, x: Any, d_A: Any, d_b: Any) -> Any:
    """Return what a system is short of at a solution that does not move."""
    right = np.zeros_like(x) if d_b is None else np.reshape(d_b, np.shape(x))
    return right if d_A is None else right - apply(operator.matmul, (A, x), (d_A, None))[1]


def spsolve(
    A: Any, b: Any, permc_spec: Any = None, use_umfpack: Any = True, *, d_A: Any = None, d_b: Any = None
) -> tuple[Any, Any]:
    """Solve a sparse system for dense right-hand sides."""
    if sparse.issparse(b):
        refuse_value("spsolve is given a sparse right-hand side", "Give it a dense one, b.toarray().")
    x = linalg.spsolve(A, b, permc_spec, use_umfpack)
    return x, linalg.spsolve(A, moved(A, x, d_A, d_b), permc_spec, use_umfpack)


def splu(
    A: Any,
    permc_spec: Any = None,
    diag_pivot_thresh: Any = None,
    relax: Any = None,
    panel_size: Any = None,
    options: Any = None,
    *,
    d_A: Any,
) -> tuple[Any, Any]:
    """Factor a sparse matrix; the tangent holds that of the matrix, as a sparse one."""
    value = linalg.splu(A, permc_spec, diag_pivot_thresh, relax, panel_size, {} if options is None else options)
    if not sparse.issparse(A):
        refuse_value("splu is given an array that is not sparse", "Make a csc_array of it.")
    return value, {"matrix": A._with_data(d_A.data)}


def solve_factored(self: Any, rhs: Any, trans: Any = "N", *, d_self: Any = None, d_rhs: Any = None) -> tuple[Any, Any]:
    """Solve with the factors of a sparse matrix, as it is, transposed, or with complex conjugates too."""
    x = self.solve(rhs, trans)
    right = np.zeros_like(x) if d_rhs is None else d_rhs
    if d_self is not None:
        matrix = d_self["matrix"] if trans == "N" else d_self["matrix"].T
        right = right - (np.conjugate(matrix @ np.conjugate(x)) if trans == "H" else matrix @ x)
    return x, self.solve(right, trans)


def of_iteration(A: Any, d_A: Any, d_b: Any, found: Any) -> tuple[Any, Any]:
    """Return what an iteration found, and the tangent of the solution; NaN where it did not converge."""
    if not isinstance(A, np.ndarray) and not sparse.issparse(A):
        refuse_value("an iteration for a linear system is given an operator", "Give it the matrix as a sparse array.")
    x, flag = found
    if flag != 0:
        return found, (scaled(math.nan, np.ones_like(x)), None)
    return found, (linalg.spsolve(sparse.csc_array(A).astype(x.dtype), moved(A, x, d_A, d_b)), None)


def with_short_recurrence(solve: Callable[..., Any]) -> Callable[..., tuple[Any, Any]]:
    """Return the rule of an iteration that has the parameters of conjugate gradients."""

    def solve_jointly(
        A: Any,
        b: Any,
        x0: Any = None,
        *,
        rtol: Any = 1e-5,
        atol: Any = 0.0,
        maxiter: Any = None,
        M: Any = None,
        callback: Any = None,
        d_A: Any = None,
        d_b: Any = None,
        d_x0: Any = None,
    ) -> tuple[Any, Any]:
        found = solve(A, b, x0, rtol=rtol, atol=atol, maxiter=maxiter, M=M, callback=callback)
        return of_iteration(A, d_A, d_b, found)

    return solve_jointly


cg = with_short_recurrence(linalg.cg)
cgs = with_short_recurrence(linalg.cgs)
bicg = with_short_recurrence(linalg.bicg)
bicgstab = with_short_recurrence(linalg.bicgstab)


def gmres(
    A: Any,
    b: Any,
    x0: Any = None,
    *,
    rtol: Any = 1e-5,
    atol: Any = 0.0,
    restart: Any = None,
    maxiter: Any = None,
    M: Any = None,
    callback: Any = None,
    callback_type: Any = None,
    d_A: Any = None,
    d_b: Any = None,
    d_x0: Any = None,
) -> tuple[Any, Any]:
    """Solve by generalised minimal residuals."""
    options: dict[str, Any] = {
        "rtol": rtol,
        "atol": atol,
        "restart": restart,
        "maxiter": maxiter,
        "M": M,
        "callback": callback,
        "callback_type": callback_type,
    }
    return of_iteration(A, d_A, d_b, linalg.gmres(A, b, x0, **options))


def minres(
    A: Any,
    b: Any,
    x0: Any = None,
    *,
    rtol: Any = 1e-5,
    shift: Any = 0.0,
    maxiter: Any = None,
    M: Any = None,
    callback: Any = None,
    show: Any = False,
    check: Any = False,
    d_A: Any = None,
    d_b: Any = None,
    d_x0: Any = None,
) -> tuple[Any, Any]:
    """Solve by minimal residuals."""
    if shift != 0.0:
        refuse_value("minres is given a shift", "Subtract it from the diagonal of the matrix.")
    options: dict[str, Any] = {
        "rtol": rtol,
        "maxiter": maxiter,
        "M": M,
        "callback": callback,
        "show": show,
        "check": check,
    }
    return of_iteration(A, d_A, d_b, linalg.minres(A, b, x0, **options))


def qmr(
    A: Any,
    b: Any,
    x0: Any = None,
    *,
    rtol: Any = 1e-5,
    atol: Any = 0.0,
    maxiter: Any = None,
    M1: Any = None,
    M2: Any = None,
    callback: Any = None,
    d_A: Any = None,
    d_b: Any = None,
    d_x0: Any = None,
) -> tuple[Any, Any]:
    """Solve by quasi-minimal residuals."""
    options: dict[str, Any] = {"rtol": rtol, "atol": atol, "maxiter": maxiter, "M1": M1, "M2": M2, "callback": callback}
    return of_iteration(A, d_A, d_b, linalg.qmr(A, b, x0, **options))
