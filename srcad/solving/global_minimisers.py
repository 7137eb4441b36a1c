"""The tangents of SciPy's global minimisers: whichever minimum they found, it is a stationary point.

The search is not differentiated: where another minimum becomes the lowest, the result jumps. A search that stops before
a Newton step would hardly move the point has the tangent NaN.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize

from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.minimisers import envelope, limits_with, pieces_with, refuse_constraints, refuse_writers
from srcad.solving.results import result_tangent
from srcad.solving.stationary import pieces_of, stationary_tangent
from srcad.values.carrying import refuse_value


def of_result(function: Any, d_function: Any, args: Any, d_args: Any, bounds: Any, d_bounds: Any, result: Any) -> Any:
    """Return the tangent of a result: of the point and of the minimum."""
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    pieces = pieces_of(function, d_function, result.x, arguments, d_arguments)
    limits, d_limits = limits_with(bounds, d_bounds, result.x)
    d_x = stationary_tangent(result.x, pieces, False, limits, d_limits)
    d_minimum = envelope(function, d_function, result.x, d_x, arguments, d_arguments)
    return result_tangent(result, {"x": d_x, "fun": d_minimum})


def differential_evolution(
    func: Any,
    bounds: Any,
    args: Any = (),
    strategy: Any = "best1bin",
    maxiter: Any = 1000,
    popsize: Any = 15,
    tol: Any = 0.01,
    mutation: Any = (0.5, 1),
    recombination: Any = 0.7,
    *,
    rng: Any = None,
    callback: Any = None,
    disp: Any = False,
    polish: Any = True,
    init: Any = "latinhypercube",
    atol: Any = 0,
    updating: Any = "immediate",
    workers: Any = 1,
    constraints: Any = (),
    x0: Any = None,
    integrality: Any = None,
    vectorized: Any = False,
    seed: Any = None,
    d_func: Any = None,
    d_bounds: Any = None,
    d_args: Any = None,
    d_x0: Any = None,
) -> Any:
    """Minimise a function of a vector by differential evolution."""
    refuse_constraints("scipy.optimize.differential_evolution", constraints)
    if integrality is not None or vectorized or not polish:
        refuse_value(
            "differential_evolution is given integrality, vectorized or polish=False",
            "Leave them out: a point that is not polished is no exact minimum.",
        )
    search: tuple[Any, ...] = (strategy, maxiter, popsize, tol, mutation, recombination)
    rest = {
        "callback": callback,
        "disp": disp,
        "polish": polish,
        "init": init,
        "atol": atol,
        "updating": updating,
        "x0": x0,
    }
    result = optimize.differential_evolution(
        func, bounds, args, *search, workers=workers, **rest, **generator_of(rng, seed)
    )
    refuse_writers(func, callback, result.x, as_tuple(args))
    return result, of_result(func, d_func, args, d_args, bounds, d_bounds, result)


def dual_annealing(
    func: Any,
    bounds: Any,
    args: Any = (),
    maxiter: Any = 1000,
    minimizer_kwargs: Any = None,
    initial_temp: Any = 5230.0,
    restart_temp_ratio: Any = 2e-5,
    visit: Any = 2.62,
    accept: Any = -5.0,
    maxfun: Any = 1e7,
    *,
    rng: Any = None,
    no_local_search: Any = False,
    callback: Any = None,
    x0: Any = None,
    seed: Any = None,
    d_func: Any = None,
    d_bounds: Any = None,
    d_args: Any = None,
    d_x0: Any = None,
) -> Any:
    """Minimise a function of a vector by simulated annealing with a local search."""
    refuse_callback("dual_annealing", callback)
    search: tuple[Any, ...] = (maxiter, minimizer_kwargs, initial_temp, restart_temp_ratio, visit, accept, maxfun)
    rest = {"no_local_search": no_local_search, "x0": x0}
    result = optimize.dual_annealing(func, bounds, args, *search, **rest, **generator_of(rng, seed))
    refuse_writers(func, None, result.x, as_tuple(args))
    return result, of_result(func, d_func, args, d_args, bounds, d_bounds, result)


def shgo(
    func: Any,
    bounds: Any,
    args: Any = (),
    constraints: Any = None,
    n: Any = 100,
    iters: Any = 1,
    callback: Any = None,
    minimizer_kwargs: Any = None,
    options: Any = None,
    sampling_method: Any = "simplicial",
    *,
    workers: Any = 1,
    d_func: Any = None,
    d_bounds: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector by simplicial homology."""
    refuse_constraints("scipy.optimize.shgo", constraints)
    refuse_callback("shgo", callback)
    search = (n, iters, callback, minimizer_kwargs, options, sampling_method)
    result = optimize.shgo(func, bounds, args, constraints, *search, workers=workers)
    refuse_writers(func, None, result.x, as_tuple(args))
    return result, of_result(func, d_func, args, d_args, bounds, d_bounds, result)


def basinhopping(
    func: Any,
    x0: Any,
    niter: Any = 100,
    T: Any = 1.0,
    stepsize: Any = 0.5,
    minimizer_kwargs: Any = None,
    take_step: Any = None,
    accept_test: Any = None,
    callback: Any = None,
    interval: Any = 50,
    disp: Any = False,
    niter_success: Any = None,
    rng: Any = None,
    *,
    target_accept_rate: Any = 0.5,
    stepwise_factor: Any = 0.9,
    seed: Any = None,
    d_func: Any = None,
    d_x0: Any = None,
    d_minimizer_kwargs: Any = None,
) -> Any:
    """Minimise a function of a vector by hops between basins; what the local minimiser is given may vary."""
    refuse_callback("basinhopping", callback)
    search = (niter, T, stepsize, minimizer_kwargs, take_step, accept_test, callback, interval, disp, niter_success)
    rest = {"target_accept_rate": target_accept_rate, "stepwise_factor": stepwise_factor, **generator_of(rng, seed)}
    result = optimize.basinhopping(func, x0, *search, **rest)
    given = {} if minimizer_kwargs is None else minimizer_kwargs
    moved = {} if d_minimizer_kwargs is None else d_minimizer_kwargs
    refuse_constraints("scipy.optimize.basinhopping", given.get("constraints"))
    args, jac = given.get("args", ()), given.get("jac")
    arguments, d_arguments = as_tuple(args), tangents_of(args, moved.get("args"))
    refuse_writers(func, None, result.x, arguments)
    pieces = pieces_with(func, d_func, jac, moved.get("jac"), result.x, arguments, d_arguments)
    d_x = stationary_tangent(result.x, pieces, False, *limits_with(given.get("bounds"), moved.get("bounds"), result.x))
    d_minimum = envelope(func, d_func, result.x, d_x, arguments, d_arguments)
    known = {"x": d_x, "fun": d_minimum[0] if jac is True else d_minimum}
    lowest = result_tangent(result.lowest_optimization_result, known)
    return result, result_tangent(result, {**known, "lowest_optimization_result": lowest})


def direct(
    func: Any,
    bounds: Any,
    *,
    args: Any = (),
    eps: Any = 1e-4,
    maxfun: Any = None,
    maxiter: Any = 1000,
    locally_biased: Any = True,
    f_min: Any = -math.inf,
    f_min_rtol: Any = 1e-4,
    vol_tol: Any = 1e-16,
    len_tol: Any = 1e-6,
    callback: Any = None,
    d_func: Any = None,
    d_bounds: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector by dividing rectangles; where those stay too large, the tangent is NaN."""
    refuse_callback("direct", callback)
    ends = {"f_min": f_min, "f_min_rtol": f_min_rtol, "vol_tol": vol_tol, "len_tol": len_tol}
    result = optimize.direct(
        func, bounds, args=args, eps=eps, maxfun=maxfun, maxiter=maxiter, locally_biased=locally_biased, **ends
    )
    refuse_writers(func, None, result.x, as_tuple(args))
    return result, of_result(func, d_func, args, d_args, bounds, d_bounds, result)


def brute(
    func: Any,
    ranges: Any,
    args: Any = (),
    Ns: Any = 20,
    full_output: Any = 0,
    finish: Any = optimize.fmin,
    disp: Any = False,
    workers: Any = 1,
    *,
    d_func: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function on a grid, which is constant; what polishes the minimum makes it a stationary point."""
    found = optimize.brute(func, ranges, args, Ns, True, finish, disp, workers)
    x, _, grid, values = found
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    point = np.reshape(x, -1)
    refuse_writers(func, None, point, arguments)
    d_point = np.zeros(point.shape)
    if finish is not None:
        d_point = stationary_tangent(point, pieces_of(func, d_func, point, arguments, d_arguments), False)
    if not full_output:
        return x, np.reshape(d_point, np.shape(x))
    tried = np.transpose(np.reshape(grid, (point.size, -1)))
    d_tried = np.stack([np.sum(envelope(func, d_func, one, None, arguments, d_arguments)) for one in tried])
    d_minimum = envelope(func, d_func, point, d_point, arguments, d_arguments)
    return found, (np.reshape(d_point, np.shape(x)), d_minimum, None, np.reshape(d_tried, np.shape(values)))


def refuse_callback(solver: str, callback: Any) -> None:
    """Refuse to call a function of the user's with the points on the way."""
    if callback is not None:
        refuse_value(f"scipy.optimize.{solver} is given a callback", "Leave it out.")


def generator_of(rng: Any, seed: Any) -> dict[str, Any]:
    """Return the generator by the name that it was given under: under each, SciPy makes another one of an integer."""
    given = {"rng": rng, "seed": seed}
    return {name: value for name, value in given.items() if value is not None}
