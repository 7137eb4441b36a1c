"""The tangents of solutions of boundary value problems: of the equations of collocation that SciPy's solution solves.

The mesh is the one that SciPy ended with. Its nodes lie at fixed shares of the intervals of the mesh given, and
move with that. Source of the equations: J. Kierzenka, L. F. Shampine, ACM Trans. Math. Softw. 27 (2001).
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from scipy import integrate, sparse
from scipy.sparse.linalg import spsolve

from srcad.running.effects import refuse_effects
from srcad.running.holding import held
from srcad.runtime import apply, spread
from srcad.solving.cubics import hermite
from srcad.solving.piecewise import tangent_of_pieces
from srcad.solving.results import result_tangent
from srcad.values.carrying import refuse_value


def solve_bvp(
    fun: Any,
    bc: Any,
    x: Any,
    y: Any,
    p: Any = None,
    S: Any = None,
    fun_jac: Any = None,
    bc_jac: Any = None,
    tol: float = 0.001,
    max_nodes: int = 1000,
    verbose: int = 0,
    bc_tol: Any = None,
    *,
    d_fun: Any = None,
    d_bc: Any = None,
    d_x: Any = None,
    d_y: Any = None,
    d_p: Any = None,
    d_fun_jac: Any = None,
    d_bc_jac: Any = None,
) -> tuple[Any, Any]:
    """Solve a boundary value problem; the tangent is NaN where no solution was found.

    The guesses y and p have no part in the solution, nor have the Jacobians that the user gives.
    """
    found = integrate.solve_bvp(fun, bc, x, y, p, S, fun_jac, bc_jac, tol, max_nodes, verbose, bc_tol)
    if S is not None:
        refuse_value("scipy.integrate.solve_bvp is given a singular term 'S'", "Begin beside the singularity.")
    if np.iscomplexobj(found.y):
        refuse_value("the solution of a boundary value problem is complex", "Solve for real and imaginary parts.")
    state, parameters = found.y, () if found.p is None else (found.p,)
    refuse_effects("scipy.integrate.solve_bvp", fun, found.x, state, *parameters)
    refuse_effects("scipy.integrate.solve_bvp", bc, state[:, 0], state[:, -1], *parameters)
    d_nodes = np.zeros(len(found.x)) if d_x is None else np.interp(found.x, np.asarray(x) * 1.0, np.asarray(d_x) * 1.0)
    shift = apply(equations, (fun, bc, found.x, state, parameters), (d_fun, d_bc, d_nodes, None, None))[1]
    if found.status != 0:
        change = np.full(len(shift), np.nan)
    else:
        change = solved(matrix_of(fun, held(fun, d_fun), bc, held(bc, d_bc), found.x, state, parameters), -shift)
    d_state = np.transpose(np.reshape(change[: state.size], (state.shape[1], state.shape[0])))
    d_parameters = () if found.p is None else (change[state.size :],)
    d_slopes = apply(fun, (found.x, state, *parameters), (d_nodes, d_state, *d_parameters), function_tangent=d_fun)[1]
    d_slopes = np.asarray(d_slopes)
    known = {
        "x": d_nodes,
        "y": spread(d_state, state),
        "yp": spread(d_slopes, found.yp),
        "p": d_parameters[0] if d_parameters else None,
    }
    given = found.x, np.transpose(state), np.transpose(found.yp)
    d_pieces = apply(pieces, given, (d_nodes, np.transpose(d_state), np.transpose(d_slopes)))[1]
    known["sol"] = tangent_of_pieces(d_pieces, d_nodes)
    return found, result_tangent(found, known)


def pieces(x: Any, y: Any, slopes: Any) -> Any:
    """Return the coefficients of the cubics between the nodes."""
    return hermite(np.reshape(np.diff(x), (-1, 1)), y, slopes)


def equations(fun: Any, bc: Any, x: Any, y: Any, p: Any) -> Any:
    """Return the residuals of collocation in each interval, and those of the conditions at the boundary."""
    h = x[1:] - x[:-1]
    slopes = np.asarray(fun(x, y, *p))
    middle = 0.5 * (y[:, 1:] + y[:, :-1]) - 0.125 * h * (slopes[:, 1:] - slopes[:, :-1])
    between = np.asarray(fun(x[:-1] + 0.5 * h, middle, *p))
    residuals = y[:, 1:] - y[:, :-1] - h / 6.0 * (slopes[:, :-1] + slopes[:, 1:] + 4.0 * between)
    return np.concatenate((np.ravel(np.transpose(residuals)), np.ravel(np.asarray(bc(y[:, 0], y[:, -1], *p)))))


def matrix_of(fun: Any, d_fun: Any, bc: Any, d_bc: Any, x: Any, y: Any, p: Any) -> Any:
    """Return the matrix of the equations' derivatives by state and parameters, with the states of a node together.

    An equation of an interval depends on its two ends. Moving every second node at once tells them apart.
    """
    n, m = y.shape
    still = tuple(np.zeros_like(part) for part in p)
    given, intervals = (fun, bc, x, y, p), np.arange(m - 1)
    moved: list[Any] = []
    for place in range(n):
        for parity in range(2):
            d_y = np.zeros_like(y)
            d_y[place, parity::2] = 1.0
            residuals = apply(equations, given, (d_fun, d_bc, None, d_y, still))[1]
            moved.append(np.reshape(residuals[: n * (m - 1)], (m - 1, n)))
    by_parity = np.reshape(np.stack(moved), (n, 2, m - 1, n))
    left, right = (by_parity[:, (intervals + side) % 2, intervals] for side in range(2))
    rows = np.arange(n * (m - 1)).reshape(1, m - 1, n) + np.zeros((n, 1, 1), dtype=int)
    columns = np.arange(n * (m - 1)).reshape(m - 1, n).T[:, :, None] + np.zeros((1, 1, n), dtype=int)
    ends = boundary_matrix(bc, d_bc, y, p)
    lowest = np.arange(n * (m - 1), n * (m - 1) + len(ends))[:, None]
    first, last = np.arange(n)[None], np.arange(n * (m - 1), n * m)[None]
    data, down, across = [left, right], [rows, rows], [columns, columns + n]
    for part, node in ((ends[:, :n], first), (ends[:, n : 2 * n], last)):
        data.append(part)
        down.append(lowest + 0 * node)
        across.append(node + 0 * lowest)
    for number in range(len(ends) - n):
        unit = np.eye(len(ends) - n)[number]
        data.append(apply(equations, given, (d_fun, d_bc, None, np.zeros_like(y), (unit,)))[1])
        down.append(np.arange(len(data[-1])))
        across.append(np.full(len(data[-1]), n * m + number))
    places = (np.concatenate([np.ravel(part) for part in down]), np.concatenate([np.ravel(part) for part in across]))
    size = n * m + len(ends) - n
    return sparse.coo_array((np.concatenate([np.ravel(part) for part in data]), places), shape=(size, size)).tocsc()


def boundary_matrix(bc: Any, d_bc: Any, y: Any, p: Any) -> Any:
    """Return the derivatives of the conditions at the boundary by the states at both ends, a column for each."""
    still = tuple(np.zeros_like(part) for part in p)
    columns = []
    for end in range(2):
        for place in range(len(y)):
            unit = np.zeros(len(y))
            unit[place] = 1.0
            d_ends = (unit, np.zeros(len(y))) if end == 0 else (np.zeros(len(y)), unit)
            found = apply(bc, (y[:, 0], y[:, -1], *p), (*d_ends, *still), function_tangent=d_bc)[1]
            columns.append(np.ravel(np.asarray(found)))
    return np.stack(columns, axis=-1)


def solved(matrix: Any, right: Any) -> Any:
    """Solve the linearised equations; NaN where they are singular."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spsolve(matrix, right)
