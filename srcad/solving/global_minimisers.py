"""The tangents of SciPy's global minimisers: whichever minimum they found, it is a stationary point.

The search is not differentiated: where another minimum becomes the lowest, the result jumps. A search that stops before
a Newton step would hardly move the point has the tangent NaN.
"""

from __future__ import annotations

from typing import Any

from scipy import optimize

from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.minimisers import envelope, limits_with, refuse_constraints, refuse_writers
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


def refuse_callback(solver: str, callback: Any) -> None:
    """Refuse to call a function of the user's with the points on the way."""
    if callback is not None:
        refuse_value(f"scipy.optimize.{solver} is given a callback", "Leave it out.")


def generator_of(rng: Any, seed: Any) -> dict[str, Any]:
    """Return the generator by the name that it was given under: under each, SciPy makes another one of an integer."""
    given = {"rng": rng, "seed": seed}
    return {name: value for name, value in given.items() if value is not None}
