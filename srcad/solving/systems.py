"""The tangents of SciPy's solutions of systems of equations, and of fixed points."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import optimize

from srcad.running.effects import refuse_effects
from srcad.solving.implicit import (
    as_tuple,
    flat,
    jacobian_of,
    shaped_as,
    shift_of,
    solved,
    system_tangent,
    tangents_of,
)
from srcad.solving.results import result_tangent


def fsolve(
    func: Any,
    x0: Any,
    args: Any = (),
    fprime: Any = None,
    full_output: Any = 0,
    col_deriv: Any = 0,
    xtol: Any = 1.49012e-8,
    maxfev: Any = 0,
    band: Any = None,
    epsfcn: Any = None,
    factor: Any = 100,
    diag: Any = None,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_args: Any = None,
    d_fprime: Any = None,
) -> Any:
    """Solve a system of equations, with the tangent of the solution, which does not vary with the start."""
    options = (col_deriv, xtol, maxfev, band, epsfcn, factor, diag)
    found = optimize.fsolve(func, x0, args, fprime, True, *options)
    if not full_output and found[2] != 1:
        optimize.fsolve(func, x0, args, fprime, False, *options)  # warns, or raises
    x, report, flag, _ = found
    refuse_effects("scipy.optimize.fsolve", func, x, *as_tuple(args))
    d_x = system_tangent(func, d_func, x, as_tuple(args), tangents_of(args, d_args), flag == 1)
    if full_output:
        return found, (d_x, result_tangent(report, {"fvec": np.zeros_like(x)}), None, None)
    return x, d_x


def root(
    fun: Any,
    x0: Any,
    args: Any = (),
    method: Any = "hybr",
    jac: Any = None,
    tol: Any = None,
    callback: Any = None,
    options: Any = None,
    *,
    d_fun: Any = None,
    d_x0: Any = None,
    d_args: Any = None,
    d_jac: Any = None,
) -> Any:
    """Solve a system of equations by the method that is asked for; the tangent is known for the solution."""
    result = optimize.root(fun, x0, args, method, jac, tol, callback, options)
    refuse_effects("scipy.optimize.root", fun, result.x, *as_tuple(args))
    if callback is not None:
        refuse_effects("scipy.optimize.root", callback, result.x, result.x)
    d_x = system_tangent(
        fun, d_fun, result.x, as_tuple(args), tangents_of(args, d_args), result.success, paired=jac is True
    )
    return result, result_tangent(result, {"x": d_x, "fun": np.zeros_like(result.x)})


def fixed_point(
    func: Any,
    x0: Any,
    args: Any = (),
    xtol: Any = 1e-8,
    maxiter: Any = 500,
    method: Any = "del2",
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_args: Any = None,
) -> Any:
    """Find a fixed point, with its tangent: (I - func_x) dx = func_p dp; it does not vary with the start."""
    x = optimize.fixed_point(func, x0, args, xtol, maxiter, method)
    refuse_effects("scipy.optimize.fixed_point", func, x, *as_tuple(args))
    matrix = np.eye(np.size(x)) - jacobian_of(func, d_func, x, as_tuple(args))
    shift = flat(shift_of(func, d_func, x, as_tuple(args), tangents_of(args, d_args)))
    return x, shaped_as(x, solved(matrix, shift))


def without_report(F: Any, d_F: Any, x: Any, iterations: Any, callback: Any) -> Any:
    """Return what a quasi-Newton method found, with its tangent; what did not converge has raised."""
    refuse_effects("the solver", F, x)
    if callback is not None:
        refuse_effects("the solver", callback, x, x)
    d_x = system_tangent(F, d_F, x, (), (), iterations is None)
    return x, d_x


def broyden1(
    F: Any,
    xin: Any,
    iter: Any = None,
    alpha: Any = None,
    reduction_method: Any = "restart",
    max_rank: Any = None,
    verbose: Any = False,
    maxiter: Any = None,
    f_tol: Any = None,
    f_rtol: Any = None,
    x_tol: Any = None,
    x_rtol: Any = None,
    tol_norm: Any = None,
    line_search: Any = "armijo",
    callback: Any = None,
    *,
    d_F: Any = None,
    d_xin: Any = None,
) -> Any:
    """Solve a system of equations by Broyden's first method, with the tangent of the solution."""
    x = optimize.broyden1(
        F,
        xin,
        iter,
        alpha,
        reduction_method,
        max_rank,
        verbose,
        maxiter,
        f_tol,
        f_rtol,
        x_tol,
        x_rtol,
        tol_norm,
        line_search,
        callback,
    )
    return without_report(F, d_F, x, iter, callback)


def broyden2(
    F: Any,
    xin: Any,
    iter: Any = None,
    alpha: Any = None,
    reduction_method: Any = "restart",
    max_rank: Any = None,
    verbose: Any = False,
    maxiter: Any = None,
    f_tol: Any = None,
    f_rtol: Any = None,
    x_tol: Any = None,
    x_rtol: Any = None,
    tol_norm: Any = None,
    line_search: Any = "armijo",
    callback: Any = None,
    *,
    d_F: Any = None,
    d_xin: Any = None,
) -> Any:
    """Solve a system of equations by Broyden's second method, with the tangent of the solution."""
    x = optimize.broyden2(
        F,
        xin,
        iter,
        alpha,
        reduction_method,
        max_rank,
        verbose,
        maxiter,
        f_tol,
        f_rtol,
        x_tol,
        x_rtol,
        tol_norm,
        line_search,
        callback,
    )
    return without_report(F, d_F, x, iter, callback)


def anderson(
    F: Any,
    xin: Any,
    iter: Any = None,
    alpha: Any = None,
    w0: Any = 0.01,
    M: Any = 5,
    verbose: Any = False,
    maxiter: Any = None,
    f_tol: Any = None,
    f_rtol: Any = None,
    x_tol: Any = None,
    x_rtol: Any = None,
    tol_norm: Any = None,
    line_search: Any = "armijo",
    callback: Any = None,
    *,
    d_F: Any = None,
    d_xin: Any = None,
) -> Any:
    """Solve a system of equations by Anderson mixing, with the tangent of the solution."""
    x = optimize.anderson(
        F, xin, iter, alpha, w0, M, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search, callback
    )
    return without_report(F, d_F, x, iter, callback)


def linearmixing(
    F: Any,
    xin: Any,
    iter: Any = None,
    alpha: Any = None,
    verbose: Any = False,
    maxiter: Any = None,
    f_tol: Any = None,
    f_rtol: Any = None,
    x_tol: Any = None,
    x_rtol: Any = None,
    tol_norm: Any = None,
    line_search: Any = "armijo",
    callback: Any = None,
    *,
    d_F: Any = None,
    d_xin: Any = None,
) -> Any:
    """Solve a system of equations by linear mixing, with the tangent of the solution."""
    x = optimize.linearmixing(
        F, xin, iter, alpha, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search, callback
    )
    return without_report(F, d_F, x, iter, callback)


def diagbroyden(
    F: Any,
    xin: Any,
    iter: Any = None,
    alpha: Any = None,
    verbose: Any = False,
    maxiter: Any = None,
    f_tol: Any = None,
    f_rtol: Any = None,
    x_tol: Any = None,
    x_rtol: Any = None,
    tol_norm: Any = None,
    line_search: Any = "armijo",
    callback: Any = None,
    *,
    d_F: Any = None,
    d_xin: Any = None,
) -> Any:
    """Solve a system of equations by Broyden's method with a diagonal Jacobian, with the tangent of the solution."""
    x = optimize.diagbroyden(
        F, xin, iter, alpha, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search, callback
    )
    return without_report(F, d_F, x, iter, callback)


def excitingmixing(
    F: Any,
    xin: Any,
    iter: Any = None,
    alpha: Any = None,
    alphamax: Any = 1.0,
    verbose: Any = False,
    maxiter: Any = None,
    f_tol: Any = None,
    f_rtol: Any = None,
    x_tol: Any = None,
    x_rtol: Any = None,
    tol_norm: Any = None,
    line_search: Any = "armijo",
    callback: Any = None,
    *,
    d_F: Any = None,
    d_xin: Any = None,
) -> Any:
    """Solve a system of equations by tuned diagonal mixing, with the tangent of the solution."""
    x = optimize.excitingmixing(
        F, xin, iter, alpha, alphamax, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search, callback
    )
    return without_report(F, d_F, x, iter, callback)


def newton_krylov(
    F: Any,
    xin: Any,
    iter: Any = None,
    rdiff: Any = None,
    method: Any = "lgmres",
    inner_maxiter: Any = 20,
    inner_M: Any = None,
    outer_k: Any = 10,
    verbose: Any = False,
    maxiter: Any = None,
    f_tol: Any = None,
    f_rtol: Any = None,
    x_tol: Any = None,
    x_rtol: Any = None,
    tol_norm: Any = None,
    line_search: Any = "armijo",
    callback: Any = None,
    *,
    d_F: Any = None,
    d_xin: Any = None,
) -> Any:
    """Solve a system of equations by Newton's method with Krylov approximations, with the tangent of the solution."""
    x = optimize.newton_krylov(
        F,
        xin,
        iter,
        rdiff,
        method,
        inner_maxiter,
        inner_M,
        outer_k,
        verbose,
        maxiter,
        f_tol,
        f_rtol,
        x_tol,
        x_rtol,
        tol_norm,
        line_search,
        callback,
    )
    return without_report(F, d_F, x, iter, callback)
