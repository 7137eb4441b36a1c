"""The tangents of SciPy's solutions of initial value problems.

Of an explicit Runge-Kutta method, the steps that it accepted are repeated with their tangents. With the others, the
tangent equation d' = f_y d + f_p dp is integrated beside the equation, by the same method to the same tolerances.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import integrate

from srcad.rules import registry
from srcad.rules.support import quotient
from srcad.running.effects import refuse_effects
from srcad.running.holding import held
from srcad.runtime import apply, spread
from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.results import result_tangent
from srcad.solving.steps import path_of, slope_at, states_at, states_at_nodes, tableau_of
from srcad.values.carrying import refuse_value
from srcad.values.tangents import Tangent

EXPLICIT = {
    name: method for method in (integrate.RK23, integrate.RK45, integrate.DOP853) for name in (method, method.__name__)
}


def solve_ivp(
    fun: Any,
    t_span: Any,
    y0: Any,
    method: Any = "RK45",
    t_eval: Any = None,
    dense_output: Any = False,
    events: Any = None,
    vectorized: Any = False,
    args: Any = None,
    *,
    jac: Any = None,
    d_fun: Any = None,
    d_t_span: Any = None,
    d_y0: Any = None,
    d_t_eval: Any = None,
    d_events: Any = None,
    d_args: Any = None,
    d_jac: Any = None,
    **options: Any,
) -> Any:
    """Integrate from an initial state; the tangent is known for times, states and events, and for an explicit `sol`.

    A Jacobian that the user gives serves the iteration of an implicit method only.
    """
    if vectorized:
        refuse_value("scipy.integrate.solve_ivp is given vectorized=True", "Leave it out: it changes the speed only.")
    given = options if jac is None else {**options, "jac": jac}
    found = integrate.solve_ivp(fun, t_span, y0, method, t_eval, dense_output, events, vectorized, args, **given)
    arguments = () if args is None else tuple(args)
    d_arguments = (None,) * len(arguments) if d_args is None else tuple(d_args)
    refuse_effects("scipy.integrate.solve_ivp", fun, 0.5, found.y[:, 0] if found.y.size else y0, *arguments)
    problem, d_problem = (fun, y0, arguments), (d_fun, d_y0, d_arguments)
    shares = shares_of(found, fun, t_span, y0, method, t_eval, events, args, options)
    setting = (method, t_span, options, shares)
    known = event_tangents(found, problem, d_problem, setting, d_t_span, events, d_events)
    known["t"] = time_tangents(found, setting, t_eval, d_t_eval, d_t_span, known)
    times = None if t_eval is None and found.status != 1 else found.t
    rows = rows_at(problem, d_problem, setting, d_t_span, times, known["t"])
    known["y"] = spread(np.transpose(rows), found.y)
    if found.sol is not None and method in EXPLICIT:
        known["sol"] = dense_tangent(problem, d_problem, setting, d_t_span)
    return found, result_tangent(found, known)


@registry.constant_rule
def shares_of(
    found: Any, fun: Any, t_span: Any, y0: Any, method: Any, t_eval: Any, events: Any, args: Any, options: Any
) -> Any:
    """Return where the accepted steps end, as shares of the interval, as they were before an event cut the last short.

    What SciPy does not report of them it is asked for once more.
    """
    nodes = found.t
    if method in EXPLICIT and not (t_eval is None and events is None):
        solution = integrate.solve_ivp(fun, t_span, y0, method, None, True, events, False, args, **options).sol
        nodes = np.array([solution.interpolants[0].t_old, *(piece.t for piece in solution.interpolants)])
    return (nodes - t_span[0]) / (t_span[1] - t_span[0]) if t_span[1] != t_span[0] else np.zeros(len(nodes))


def nodes_of(setting: Any) -> Any:
    """Return the times at which the steps end."""
    _, t_span, _, shares = setting
    return t_span[0] + shares * (t_span[1] - t_span[0])


def moved(shares: Any, d_t_span: Any) -> Any:
    """Return the tangents of times that keep their shares of an interval."""
    return np.zeros(len(shares)) if d_t_span is None else (1.0 - shares) * d_t_span[0] + shares * d_t_span[1]


@registry.constant_rule
def places_of(times: Any, nodes: Any) -> Any:
    """Say in which step each of some times lies."""
    sign = 1.0 if nodes[-1] >= nodes[0] else -1.0
    return np.clip(np.searchsorted(sign * nodes, sign * np.asarray(times)) - 1, 0, len(nodes) - 2).tolist()


def time_tangents(found: Any, setting: Any, t_eval: Any, d_t_eval: Any, d_t_span: Any, known: Any) -> Any:
    """Return the tangents of the times that are reported; an event that ended the integration has the last."""
    if t_eval is not None:
        return np.zeros(len(found.t)) if d_t_eval is None else np.asarray(d_t_eval)[: len(found.t)] * 1.0
    d_t = moved(setting[3][: len(found.t)], d_t_span)
    if found.status == 1:
        for times, d_times in zip(found.t_events, known["t_events"], strict=True):
            if ends(times, found):
                d_t[-1] = d_times[-1]
    return d_t


@registry.constant_rule
def ends(times: Any, found: Any) -> bool:
    """Tell whether the times of one event include the one that ended the integration."""
    return len(times) > 0 and times[-1] == found.t[-1]


def rows_at(problem: Any, d_problem: Any, setting: Any, d_t_span: Any, times: Any, d_times: Any) -> Any:
    """Return the tangents of the states at times that may move, one row each; without times, at the ends of steps."""
    if times is not None and len(times) == 0:
        return np.zeros((0, np.size(problem[1])))
    if setting[0] in EXPLICIT:
        return rows_of_steps(problem, d_problem, setting, d_t_span, times, d_times)
    return rows_beside(problem, d_problem, setting, d_t_span, nodes_of(setting) if times is None else times, d_times)


def rows_of_steps(problem: Any, d_problem: Any, setting: Any, d_t_span: Any, times: Any, d_times: Any) -> Any:
    """Return the tangents of the states by repeating the steps."""
    path, d_path = path_with_tangents(problem, d_problem, setting, d_t_span)
    if times is None:
        return apply(states_at_nodes, path, d_path)[1]
    return apply(states_at, (*path, times, places_of(times, path[1])), (*d_path, d_times, None))[1]


def path_with_tangents(problem: Any, d_problem: Any, setting: Any, d_t_span: Any) -> Any:
    """Return what the steps are repeated with, and the tangents of that."""
    (fun, y0, args), (d_fun, d_y0, d_args) = problem, d_problem
    path = (fun, nodes_of(setting), np.asarray(y0) * 1.0, args, tableau_of(EXPLICIT[setting[0]]))
    d_start = None if d_y0 is None else np.asarray(d_y0) * 1.0
    return path, (d_fun, moved(setting[3], d_t_span), d_start, d_args, None)


def rows_beside(problem: Any, d_problem: Any, setting: Any, d_t_span: Any, times: Any, d_times: Any) -> Any:
    """Return the tangents of the states by the tangent equation, integrated beside the equation."""
    (fun, y0, args), (d_fun, d_y0, d_args) = problem, d_problem
    method, t_span, options, _ = setting
    start = np.asarray(y0) * 1.0
    d_start = np.zeros(start.size) if d_y0 is None else np.asarray(d_y0) * 1.0
    if d_t_span is not None:
        d_start = d_start - slope_at(fun, t_span[0], start, args) * d_t_span[0]
    both = integrate.solve_ivp(
        beside,
        (t_span[0], times[-1]),
        np.concatenate([start, d_start]),
        method,
        times,
        args=(fun, d_fun, args, d_args),
        **doubled(options, start.size),
    )
    rows = np.transpose(both.y[start.size :]) * 1.0
    for k in range(len(times)):
        rows[k] += slope_at(fun, times[k], both.y[: start.size, k], args) * d_times[k]
    return rows


def beside(t: Any, both: Any, fun: Any, d_fun: Any, args: Any, d_args: Any) -> Any:
    """Return the right-hand side of the equation and of its tangent equation."""
    y, d_y = both[: both.size // 2], both[both.size // 2 :]
    slope, d_slope = apply(fun, (t, y, *args), (0.0, d_y, *d_args), function_tangent=d_fun)
    return np.concatenate([np.ravel(np.asarray(slope)), np.ravel(np.asarray(d_slope))])


@registry.constant_rule
def doubled(options: Any, size: int) -> Any:
    """Return the options for the two equations together: the Jacobian of one is not that of both."""
    kept = {
        name: value for name, value in options.items() if name in ("rtol", "atol", "max_step", "first_step", "min_step")
    }
    return {name: twice(value, size) for name, value in kept.items()}


def event_tangents(
    found: Any, problem: Any, d_problem: Any, setting: Any, d_t_span: Any, events: Any, d_events: Any
) -> Any:
    """Return the tangents of the times of events, and of the states then."""
    if events is None:
        return {}
    each, d_each = (events, d_events) if isinstance(events, (list, tuple)) else ((events,), (d_events,))
    d_each = (None,) * len(each) if d_each is None else d_each
    pairs = [
        tangents_of_event(event, d_event, times, states, problem, d_problem, setting, d_t_span)
        for event, d_event, times, states in zip(each, d_each, found.t_events, found.y_events, strict=True)
    ]
    return {"t_events": [pair[0] for pair in pairs], "y_events": [pair[1] for pair in pairs]}


def tangents_of_event(
    event: Any, d_event: Any, times: Any, states: Any, problem: Any, d_problem: Any, setting: Any, d_t_span: Any
) -> Any:
    """Return the tangents of the times at which one event occurs, and of the states then.

    The event g(t, y(t)) = 0 moves by dt = -(g_y dy + g_p dp) / (g_t + g_y f).
    """
    fun, _, args = problem
    d_times, d_states = np.zeros(len(times)), np.zeros(np.shape(states))
    rows = rows_at(problem, d_problem, setting, d_t_span, times, d_times)
    for k in range(len(times)):
        t, y, d_y = times[k], states[k], rows[k]
        refuse_effects("scipy.integrate.solve_ivp", event, t, y, *args)
        slope = slope_at(fun, t, y, args)
        shift = apply(event, (t, y, *args), (0.0, d_y, *d_problem[2]), function_tangent=d_event)[1]
        given = (1.0, slope, *(None,) * len(args))
        rate = apply(event, (t, y, *args), given, function_tangent=held(event, d_event))[1]
        d_times[k] = quotient(-shift, rate)
        d_states[k] = d_y + slope * d_times[k]
    return d_times, d_states


def dense_tangent(problem: Any, d_problem: Any, setting: Any, d_t_span: Any) -> Any:
    """Return the tangent of the interpolant: that of each step."""
    path, d_path = path_with_tangents(problem, d_problem, setting, d_t_span)
    d_nodes = d_path[1]
    _, (d_states, d_pieces) = apply(path_of, path, d_path)
    steps = []
    for index in range(len(d_pieces)):
        low, high = d_nodes[index], d_nodes[index + 1]
        numbers = {"t_old": low, "t": high, "t_min": low, "t_max": high, "h": high - low}
        own = {"F": d_pieces[index]} if path[4][3] is None else {"Q": d_pieces[index], "order": None}
        steps.append(Tangent(**numbers, **own, y_old=d_states[index]))
    limits = {"ts": d_nodes, "ts_sorted": d_nodes, "t_min": d_nodes[0], "t_max": d_nodes[-1]}
    return Tangent(interpolants=steps, **limits, n_segments=None, ascending=None, side=None)


def odeint(
    func: Any,
    y0: Any,
    t: Any,
    args: Any = (),
    Dfun: Any = None,
    col_deriv: Any = 0,
    full_output: Any = 0,
    ml: Any = None,
    mu: Any = None,
    rtol: Any = None,
    atol: Any = None,
    tcrit: Any = None,
    h0: Any = 0.0,
    hmax: Any = 0.0,
    hmin: Any = 0.0,
    ixpr: Any = 0,
    mxstep: Any = 0,
    mxhnil: Any = 0,
    mxordn: Any = 12,
    mxords: Any = 5,
    printmessg: Any = 0,
    tfirst: Any = False,
    *,
    d_func: Any = None,
    d_y0: Any = None,
    d_t: Any = None,
    d_args: Any = None,
    d_Dfun: Any = None,
) -> Any:
    """Integrate from an initial state by LSODA, with the tangent equation beside the equation."""
    limits = (tcrit, h0, hmax, hmin, ixpr, mxstep, mxhnil, mxordn, mxords, printmessg)
    found = integrate.odeint(func, y0, t, args, Dfun, col_deriv, full_output, ml, mu, rtol, atol, *limits, tfirst)
    states = found[0] if full_output else found
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    refuse_effects("scipy.integrate.odeint", func, *in_order(tfirst, t[0], states[0]), *arguments)
    start = np.ravel(np.asarray(y0)) * 1.0
    d_start = np.zeros(start.size) if d_y0 is None else np.ravel(np.asarray(d_y0)) * 1.0
    d_times = np.zeros(len(t)) if d_t is None else d_t
    d_start = d_start - slope_in_order(func, tfirst, t[0], start, arguments) * d_times[0]
    both = integrate.odeint(
        beside_in_order,
        np.concatenate([start, d_start]),
        t,
        (func, d_func, arguments, d_arguments, tfirst),
        rtol=rtol,
        atol=twice(atol, start.size),
        tcrit=tcrit,
        h0=h0,
        hmax=hmax,
        hmin=hmin,
        mxstep=mxstep,
        mxordn=mxordn,
        mxords=mxords,
        tfirst=True,
    )
    rows = both[:, start.size :] * 1.0
    for k in range(len(t)):
        rows[k] += slope_in_order(func, tfirst, t[k], both[k, : start.size], arguments) * d_times[k]
    return (found, (rows, result_tangent(found[1], {}))) if full_output else (found, rows)


def in_order(tfirst: Any, t: Any, y: Any) -> Any:
    """Return time and state in the order in which the function takes them."""
    return (t, y) if tfirst else (y, t)


def slope_in_order(func: Any, tfirst: Any, t: Any, y: Any, args: Any) -> Any:
    """Return the right-hand side as a vector."""
    return np.ravel(np.asarray(func(*in_order(tfirst, t, y), *args)))


def beside_in_order(t: Any, both: Any, func: Any, d_func: Any, args: Any, d_args: Any, tfirst: Any) -> Any:
    """Return the right-hand side of the equation and of its tangent equation."""
    y, d_y = both[: both.size // 2], both[both.size // 2 :]
    given, d_given = in_order(tfirst, t, y), in_order(tfirst, 0.0, d_y)
    slope, d_slope = apply(func, (*given, *args), (*d_given, *d_args), function_tangent=d_func)
    return np.concatenate([np.ravel(np.asarray(slope)), np.ravel(np.asarray(d_slope))])


@registry.constant_rule
def twice(value: Any, size: int) -> Any:
    """Return a tolerance for the two equations together."""
    return np.tile(value, 2) if np.size(value) == size and size > 1 else value
