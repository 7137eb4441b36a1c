"""The tangents of SciPy's integrals, sums and derivatives of functions that work element by element."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
from scipy import differentiate, integrate

from srcad.rules import registry
from srcad.rules.support import as_computed, scaled
from srcad.running.effects import refuse_effects
from srcad.runtime import apply, spread
from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.quadrature import finite_or_not
from srcad.solving.results import result_tangent
from srcad.values.carrying import refuse_value


def shifted(function: Any, d_function: Any, count: int, x: Any, d_x: Any, *both: Any) -> Any:
    """Return how a function varies at places that move: its first `count` arguments come before their tangents."""
    moved = apply(function, (x, *both[:count]), (d_x, *both[count:]), function_tangent=d_function)[1]
    return np.broadcast_to(moved, np.shape(x)) if np.ndim(moved) < np.ndim(x) else moved


def shifted_alone(function: Any, d_function: Any, x: Any) -> Any:
    """Return how a function of one argument varies at places that stay."""
    return shifted(function, d_function, 0, x, np.zeros_like(x))


def with_tangents(args: Any, d_args: Any) -> tuple[Any, ...]:
    """Return arguments and behind them their tangents, zero for a constant."""
    given, moves = as_tuple(args), tangents_of(args, d_args)
    return (*given, *(0.0 if move is None else move for move in moves))


def unknown(value: Any) -> Any:
    """Return NaN for each number of an estimate of an error."""
    return spread(math.nan, value) if np.ndim(value) else math.nan


def refuse_logarithms(name: str, log: bool) -> None:
    """Refuse to work with the logarithm of a function."""
    if log:
        refuse_value(f"{name} is given log=True", "Give it the function itself, without 'log'.")


def tanhsinh(
    f: Any,
    a: Any,
    b: Any,
    *,
    args: Any = (),
    log: bool = False,
    maxlevel: Any = None,
    minlevel: Any = 2,
    atol: Any = None,
    rtol: Any = None,
    preserve_shape: bool = False,
    callback: Any = None,
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> tuple[Any, Any]:
    """Integrate by Leibniz's rule; the estimate of the error has the tangent NaN."""
    options = {"maxlevel": maxlevel, "minlevel": minlevel, "atol": atol, "rtol": rtol, "preserve_shape": preserve_shape}
    found = integrate.tanhsinh(f, a, b, args=args, log=log, callback=callback, **options)
    refuse_logarithms("scipy.integrate.tanhsinh", log)
    given = as_tuple(args)
    refuse_effects("scipy.integrate.tanhsinh", f, np.full(np.shape(a), 0.5), *given)
    if preserve_shape and given:
        refuse_value("scipy.integrate.tanhsinh is given args and preserve_shape", "Let the function close over them.")
    if given:
        moved = functools.partial(shifted, f, d_f, len(given))
        inner = integrate.tanhsinh(moved, a, b, args=(0.0, *with_tangents(args, d_args)), **options).integral
    else:
        inner = integrate.tanhsinh(functools.partial(shifted_alone, f, d_f), a, b, **options).integral
    ends = at_limits(f, b, d_b, given) - at_limits(f, a, d_a, given)
    known = {"integral": spread(inner + ends, found.integral), "error": unknown(found.error)}
    return found, result_tangent(found, known)


def at_limits(f: Any, limit: Any, d_limit: Any, args: Any) -> Any:
    """Return the integrand at limits times their tangents, 0 where a limit is infinite."""
    if d_limit is None:
        return 0.0
    infinite = np.isinf(limit)
    found = finite_or_not(f, np.where(infinite, 0.0, limit)[()], args)
    return np.where(infinite, 0.0, scaled(found, d_limit))[()]


def nsum(
    f: Any,
    a: Any,
    b: Any,
    *,
    step: Any = 1,
    args: Any = (),
    log: bool = False,
    maxterms: Any = 1048576,
    tolerances: Any = None,
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_step: Any = None,
    d_args: Any = None,
) -> tuple[Any, Any]:
    """Sum a finite series: the number of terms stays, and the places move with the first and the step."""
    found = integrate.nsum(f, a, b, step=step, args=args, log=log, maxterms=maxterms, tolerances=tolerances)
    refuse_logarithms("scipy.integrate.nsum", log)
    given = as_tuple(args)
    refuse_effects("scipy.integrate.nsum", f, np.ones(np.shape(b)), *given)
    if is_estimated(a, b, step, maxterms):
        refuse_value("scipy.integrate.nsum estimates an infinite series", "Sum as many terms as matter.")
    moves = (0.0 if move is None else move for move in (d_a, d_step))
    both = (a, step, *moves, *with_tangents(args, d_args))
    moved = functools.partial(shifted_term, f, d_f, len(given))
    inner = integrate.nsum(moved, a, b, step=step, args=both, maxterms=maxterms, tolerances=tolerances).sum
    return found, result_tangent(found, {"sum": spread(inner, found.sum), "error": unknown(found.error)})


@registry.constant_rule
def is_estimated(a: Any, b: Any, step: Any, maxterms: Any) -> bool:
    """Tell whether a series has too many terms to be summed one by one."""
    with np.errstate(all="ignore"):
        return bool(np.any(np.floor((np.asarray(b) * 1.0 - a) / step) + 1 > maxterms))


def shifted_term(
    function: Any, d_function: Any, count: int, x: Any, a: Any, step: Any, d_a: Any, d_step: Any, *both: Any
) -> Any:
    """Return how one term of a series varies."""
    return shifted(function, d_function, count, x, d_a + (x - a) / step * d_step, *both)


# Quasi-Monte Carlo


def qmc_quad(
    func: Any,
    a: Any,
    b: Any,
    *,
    n_estimates: int = 8,
    n_points: int = 1024,
    qrng: Any = None,
    log: bool = False,
    d_func: Any = None,
    d_a: Any = None,
    d_b: Any = None,
) -> tuple[Any, Any]:
    """Integrate over a box by the mean over points, which stretch with the box."""
    found, shares = recorded(func, a, b, n_estimates, n_points, qrng, log)
    refuse_logarithms("scipy.integrate.qmc_quad", log)
    if shares is None:
        refuse_value(
            "scipy.integrate.qmc_quad is given an empty box, or a function of one point",
            "Give a function of points that are the columns of an array.",
        )
    refuse_effects("scipy.integrate.qmc_quad", func, shares[0])
    means, d_means = apply(averages, (func, a, b, shares), (d_func, d_a, d_b, None))
    value = type(found)(*[as_computed(mean, part) for mean, part in zip(means, found, strict=True)])
    return value, type(found)(*d_means)


@registry.constant_rule
def recorded(func: Any, a: Any, b: Any, n_estimates: int, n_points: int, qrng: Any, log: bool) -> tuple[Any, Any]:
    """Integrate, and return at which shares of the box the function was called, None if not at all points at once."""
    places: list[Any] = []

    def record(x: Any) -> Any:
        places.append(x)
        return func(x)

    found = integrate.qmc_quad(record, a, b, n_estimates=n_estimates, n_points=n_points, qrng=qrng, log=log)
    low, high = corners(a, b)[:2]
    called = places[-n_estimates:]
    if len(places) != n_estimates + 2 or any(np.shape(x) != (len(low), n_points) for x in called):
        return found, None
    return found, [(x - low[:, None]) / (high - low)[:, None] for x in called]


def corners(a: Any, b: Any) -> tuple[Any, Any, Any]:
    """Return the lower and upper corner of a box, and the sign that its limits give the integral."""
    first, second = np.broadcast_arrays(np.reshape(a, -1) * 1.0, np.reshape(b, -1) * 1.0)
    turned = second < first
    return np.where(turned, second, first), np.where(turned, first, second), (-1.0) ** np.sum(turned)


def averages(func: Any, a: Any, b: Any, shares: Any) -> tuple[Any, Any]:
    """Return the mean of the estimates of an integral and the error of that mean."""
    low, high, sign = corners(a, b)
    size = high - low
    weight = np.prod(size) / np.shape(shares[0])[1]
    places = [low[:, None] + share * size[:, None] for share in shares]
    estimates = np.stack([np.sum(func(place) * weight) for place in places])
    error = np.std(estimates, ddof=1) / math.sqrt(len(shares)) if len(shares) > 1 else math.nan
    return np.mean(estimates) * sign, error


# Derivatives by differences


def derivative(
    f: Any,
    x: Any,
    *,
    args: Any = (),
    tolerances: Any = None,
    maxiter: int = 10,
    order: int = 8,
    initial_step: Any = 0.5,
    step_factor: Any = 2.0,
    step_direction: Any = 0,
    preserve_shape: bool = False,
    callback: Any = None,
    d_f: Any = None,
    d_x: Any = None,
    d_args: Any = None,
) -> tuple[Any, Any]:
    """Estimate a derivative; its tangent is the derivative of the tangent, estimated in the same way."""
    options = {"tolerances": tolerances, "maxiter": maxiter, "order": order, "initial_step": initial_step}
    options |= {"step_factor": step_factor, "step_direction": step_direction}
    found = differentiate.derivative(f, x, args=args, preserve_shape=preserve_shape, callback=callback, **options)
    if preserve_shape:
        refuse_value("scipy.differentiate.derivative is given preserve_shape=True", "Use scipy.differentiate.jacobian.")
    given = as_tuple(args)
    refuse_effects("scipy.differentiate.derivative", f, np.asarray(x) * 1.0, *given)
    moved, d_places = functools.partial(shifted, f, d_f, len(given)), 0.0 if d_x is None else d_x
    slope = differentiate.derivative(moved, x, args=(d_places, *with_tangents(args, d_args)), **options).df
    known = {"df": spread(slope, found.df), "x": spread(d_places, found.x), "error": unknown(found.error)}
    return found, result_tangent(found, known)


def jacobian(
    f: Any,
    x: Any,
    *,
    tolerances: Any = None,
    maxiter: int = 10,
    order: int = 8,
    initial_step: Any = 0.5,
    step_factor: Any = 2.0,
    step_direction: Any = 0,
    d_f: Any = None,
    d_x: Any = None,
) -> tuple[Any, Any]:
    """Estimate a Jacobian."""
    options = {"tolerances": tolerances, "maxiter": maxiter, "order": order, "initial_step": initial_step}
    options |= {"step_factor": step_factor, "step_direction": step_direction}
    found = differentiate.jacobian(f, x, **options)
    refuse_effects("scipy.differentiate.jacobian", f, np.asarray(x) * 1.0)
    d_places = np.zeros(np.shape(x)) if d_x is None else np.asarray(d_x)
    slope = differentiate.jacobian(functools.partial(shifted_around, f, d_f, d_places, 1), x, **options).df
    return found, result_tangent(found, {"df": spread(slope, found.df), "error": unknown(found.error)})


def hessian(
    f: Any,
    x: Any,
    *,
    tolerances: Any = None,
    maxiter: int = 10,
    order: int = 8,
    initial_step: Any = 0.5,
    step_factor: Any = 2.0,
    d_f: Any = None,
    d_x: Any = None,
) -> tuple[Any, Any]:
    """Estimate a Hessian."""
    options = {"tolerances": tolerances, "maxiter": maxiter, "order": order, "initial_step": initial_step}
    options |= {"step_factor": step_factor}
    found = differentiate.hessian(f, x, **options)
    refuse_effects("scipy.differentiate.hessian", f, np.asarray(x) * 1.0)
    d_places = np.zeros(np.shape(x)) if d_x is None else np.asarray(d_x)
    slope = differentiate.hessian(functools.partial(shifted_around, f, d_f, d_places, 2), x, **options).ddf
    return found, result_tangent(found, {"ddf": spread(slope, found.ddf), "error": unknown(found.error)})


def shifted_around(function: Any, d_function: Any, d_places: Any, times: int, x: Any) -> Any:
    """Return how a function varies at places around the one that moves.

    SciPy puts an axis behind the first for each variable that it steps along, `times` of them, and axes of steps last.
    """
    shape = np.shape(d_places)
    last = np.ndim(x) - len(shape) - times
    d_x = np.broadcast_to(np.reshape(d_places, (*shape[:1], *(1,) * times, *shape[1:], *(1,) * last)), np.shape(x))
    return apply(function, (x,), (d_x * 1.0,), function_tangent=d_function)[1]
