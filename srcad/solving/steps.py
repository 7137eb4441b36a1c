"""Repeat the accepted steps of an explicit Runge-Kutta method: what is differentiated of it is this program.

The step sizes are those that SciPy chose, and constant: the tangent is that of the numbers which it computed, not of
the control of its errors (Bock's internal differentiation). The steps stretch with the interval.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from srcad.runtime import apply


def tableau_of(method: Any) -> Any:
    """Return the numbers of a method: A, B, C and P; of DOP853, whose interpolant takes more slopes, theirs and D."""
    if hasattr(method, "A_EXTRA"):
        return method.A, method.B, method.C, None, method.A_EXTRA, method.C_EXTRA, method.D
    return method.A, method.B, method.C, method.P, None, None, None


def slope_at(fun: Any, t: Any, y: Any, args: Any) -> Any:
    """Return the right-hand side as an array."""
    return np.asarray(fun(t, y, *args))


def stages_of(fun: Any, t: Any, y: Any, f: Any, h: Any, args: Any, tableau: Any) -> Any:
    """Return the slopes at the stages of one step, the last of them at its end, and the state there."""
    A, B, C, *_ = tableau
    count = len(C)
    slopes = np.zeros((count + 1, y.size), dtype=y.dtype)
    slopes[0] = f
    for s in range(1, count):
        change = np.dot(slopes[:s].T, A[s][:s]) * h
        slopes[s] = slope_at(fun, t + C[s] * h, y + change, args)
    y_new = y + h * np.dot(slopes[:count].T, B)
    slopes[count] = slope_at(fun, t + h, y_new, args)
    return slopes, y_new


def path_of(fun: Any, nodes: Any, y0: Any, args: Any, tableau: Any, interpolating: bool = True) -> Any:
    """Return the states at the ends of the steps, and the coefficients of the interpolant of each step if wanted."""
    y = np.asarray(y0) * 1.0
    f = slope_at(fun, nodes[0], y, args)
    states, pieces = np.zeros((len(nodes), y.size), dtype=y.dtype), []
    states[0] = y
    for index in range(len(nodes) - 1):
        t, h = nodes[index], nodes[index + 1] - nodes[index]
        slopes, y_new = stages_of(fun, t, y, f, h, args, tableau)
        if interpolating:
            pieces.append(coefficients_of(fun, t, y, y_new, h, slopes, args, tableau))
        states[index + 1] = y_new
        y, f = y_new, slopes[-1]
    return states, pieces


def coefficients_of(fun: Any, t: Any, y: Any, y_new: Any, h: Any, slopes: Any, args: Any, tableau: Any) -> Any:
    """Return what the interpolant of one step holds: Q of most methods, F of DOP853."""
    _, _, _, P, A_extra, C_extra, D = tableau
    if P is not None:
        return np.dot(slopes.T, P)
    known = len(slopes)
    extended = np.concatenate([slopes, np.zeros((len(C_extra), y.size), dtype=y.dtype)])
    for s in range(len(C_extra)):
        change = np.dot(extended[: known + s].T, A_extra[s][: known + s]) * h
        extended[known + s] = slope_at(fun, t + C_extra[s] * h, y + change, args)
    delta = y_new - y
    first = np.stack([delta, h * slopes[0] - delta, 2.0 * delta - h * (slopes[-1] + slopes[0])])
    return np.concatenate([first, h * np.dot(D, extended)])


def state_at(x: Any, h: Any, y_old: Any, coefficients: Any, tableau: Any) -> Any:
    """Return the interpolant of one step at a fraction of it."""
    if tableau[3] is not None:
        powers = np.array([x ** (k + 1) for k in range(coefficients.shape[1])])
        return y_old + h * np.dot(coefficients, powers)
    y = np.zeros_like(y_old)
    for index in range(len(coefficients)):
        y = (y + coefficients[len(coefficients) - 1 - index]) * (x if index % 2 == 0 else 1.0 - x)
    return y + y_old


def states_at(fun: Any, nodes: Any, y0: Any, args: Any, tableau: Any, times: Any, places: Any) -> Any:
    """Return the states at some times, one row each; `places` says in which step each of them lies."""
    states, pieces = path_of(fun, nodes, y0, args, tableau)
    rows = np.zeros((len(places), states.shape[1]), dtype=states.dtype)
    for index, place in enumerate(places):
        h = nodes[place + 1] - nodes[place]
        rows[index] = state_at((times[index] - nodes[place]) / h, h, states[place], pieces[place], tableau)
    return rows


def states_at_nodes(fun: Any, nodes: Any, y0: Any, args: Any, tableau: Any) -> Any:
    """Return the states at the ends of the steps, one row each."""
    states, _ = path_of(fun, nodes, y0, args, tableau, False)
    return states


def interpolated(self: Any, t: Any, *, d_self: Any = None, d_t: Any = None) -> Any:
    """Evaluate the interpolant of a step, `RkDenseOutput`, with its tangent."""
    value = self._call_impl(t)
    if d_self is None:
        return value, apply(interpolant, (t, self.t_old, self.h, self.Q, self.y_old), (d_t, None, None, None, None))[1]
    given = (t, self.t_old, self.h, self.Q, self.y_old)
    return value, apply(interpolant, given, (d_t, d_self.t_old, d_self.h, d_self.Q, d_self.y_old))[1]


def interpolant(t: Any, t_old: Any, h: Any, Q: Any, y_old: Any) -> Any:
    """Return the polynomial of a step at one time or several; the states are along the first axis."""
    x = (t - t_old) / h
    column = (-1, *(1,) * np.ndim(t))
    y = np.reshape(y_old, column) * np.ones(np.shape(t))
    for k in range(Q.shape[1]):
        y = y + h * np.reshape(Q[:, k], column) * x ** (k + 1)
    return y
