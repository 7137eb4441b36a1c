"""The tangents of SciPy's linear least squares between bounds: normal equations on what no bound holds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize, sparse

from srcad.rules.support import quotient
from srcad.runtime import apply
from srcad.solving.fits import pair_of_limits
from srcad.solving.results import result_tangent
from srcad.solving.stationary import stationary_tangent
from srcad.values.carrying import refuse_value


def residual_of(A: Any, b: Any, x: Any) -> Any:
    """Return the residuals of a linear system."""
    return np.asarray(A) @ x - np.asarray(b)


def slopes_of(A: Any, b: Any, x: Any) -> Any:
    """Return the gradient of half the sum of their squares."""
    return np.transpose(np.asarray(A)) @ residual_of(A, b, x)


def linear_pieces(A: Any, b: Any, x: Any, d_A: Any, d_b: Any) -> Any:
    """Return gradient, Hessian, and the tangent of the gradient at a point that does not move."""
    mixed = apply(slopes_of, (A, b, x), (d_A, d_b, np.zeros(x.size)))[1]
    return slopes_of(A, b, x), np.transpose(np.asarray(A)) @ np.asarray(A), mixed


def lsq_linear(
    A: Any,
    b: Any,
    bounds: Any = (-math.inf, math.inf),
    method: Any = "trf",
    tol: Any = 1e-10,
    lsq_solver: Any = None,
    lsmr_tol: Any = None,
    max_iter: Any = None,
    verbose: Any = 0,
    *,
    lsmr_maxiter: Any = None,
    d_A: Any = None,
    d_b: Any = None,
    d_bounds: Any = None,
) -> Any:
    """Solve a linear least squares problem between bounds."""
    if not isinstance(A, (np.ndarray, list, tuple)) or sparse.issparse(A):
        refuse_value(
            "scipy.optimize.lsq_linear is given a sparse matrix or an operator", "Give the matrix as an array."
        )
    result = optimize.lsq_linear(
        A, b, bounds, method, tol, lsq_solver, lsmr_tol, max_iter, verbose, lsmr_maxiter=lsmr_maxiter
    )
    x = result.x
    limits, d_limits = apply(pair_of_limits, (bounds, x), (d_bounds, None))
    d_x = stationary_tangent(x, linear_pieces(A, b, x, d_A, d_b), result.success, limits, d_limits)
    d_residual = apply(residual_of, (A, b, x), (d_A, d_b, d_x))[1]
    d_cost = np.sum(residual_of(A, b, x) * d_residual)
    return result, result_tangent(result, {"x": d_x, "fun": d_residual, "cost": d_cost})


def nnls(A: Any, b: Any, *, maxiter: Any = None, d_A: Any = None, d_b: Any = None) -> Any:
    """Solve a linear least squares problem for numbers that are not negative; what is zero stays so."""
    x, norm = optimize.nnls(A, b, maxiter=maxiter)
    limits = np.zeros(x.size), np.full(x.size, math.inf)
    d_limits = np.zeros(x.size), np.zeros(x.size)
    d_x = stationary_tangent(x, linear_pieces(A, b, x, d_A, d_b), True, limits, d_limits)
    d_residual = apply(residual_of, (A, b, x), (d_A, d_b, d_x))[1]
    return (x, norm), (d_x, quotient(np.sum(residual_of(A, b, x) * d_residual), norm))


def isotonic_regression(
    y: Any, *, weights: Any = None, increasing: Any = True, d_y: Any = None, d_weights: Any = None
) -> Any:
    """Fit a monotonous sequence: in each block it is the weighted mean of the data, and the blocks are constant."""
    result = optimize.isotonic_regression(y, weights=weights, increasing=increasing)
    w = np.ones(result.x.size) if weights is None else weights
    d_x, d_sums = apply(block_means, (y, w, result.blocks), (d_y, d_weights, None))[1]
    return result, result_tangent(result, {"x": d_x, "weights": d_sums})


def block_means(y: Any, weights: Any, blocks: Any) -> Any:
    """Return the weighted mean of the block in which each element stands, and the sum of the weights of each block."""
    w = np.asarray(weights)
    sums = np.add.reduceat(w, blocks[:-1])
    return np.repeat(np.add.reduceat(w * np.asarray(y), blocks[:-1]) / sums, np.diff(blocks)), sums
