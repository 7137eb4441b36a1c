"""The tangents of SciPy's roots of scalar functions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize

from srcad.rules.support import quotient
from srcad.running.effects import refuse_effects
from srcad.solving.implicit import as_tuple, root_tangent, shift_of, slope_of, tangents_of, unit_of
from srcad.solving.results import result_tangent

XTOL, RTOL = 2e-12, 4.0 * np.finfo(float).eps


def with_tangent(f: Any, d_f: Any, root: Any, result: Any, args: Any, d_args: Any, full_output: Any) -> Any:
    """Return a root, with the solver's report where that is asked for, and its tangent: NaN where none was found."""
    refuse_effects("the root finder", f, root, *as_tuple(args))
    d_root = root_tangent(f, d_f, root, as_tuple(args), tangents_of(args, d_args)) if result.converged else math.nan
    if full_output:
        return (root, result), (d_root, result_tangent(result, {"root": d_root}))
    return root, d_root


def bisect(
    f: Any,
    a: Any,
    b: Any,
    args: Any = (),
    xtol: Any = XTOL,
    rtol: Any = RTOL,
    maxiter: Any = 100,
    full_output: Any = False,
    disp: Any = True,
    *,
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> Any:
    """Find a root by bisection, with its tangent."""
    root, result = optimize.bisect(f, a, b, args, xtol, rtol, maxiter, True, disp)
    return with_tangent(f, d_f, root, result, args, d_args, full_output)


def brenth(
    f: Any,
    a: Any,
    b: Any,
    args: Any = (),
    xtol: Any = XTOL,
    rtol: Any = RTOL,
    maxiter: Any = 100,
    full_output: Any = False,
    disp: Any = True,
    *,
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> Any:
    """Find a root by Brent's method with hyperbolic extrapolation, with its tangent."""
    root, result = optimize.brenth(f, a, b, args, xtol, rtol, maxiter, True, disp)
    return with_tangent(f, d_f, root, result, args, d_args, full_output)


def brentq(
    f: Any,
    a: Any,
    b: Any,
    args: Any = (),
    xtol: Any = XTOL,
    rtol: Any = RTOL,
    maxiter: Any = 100,
    full_output: Any = False,
    disp: Any = True,
    *,
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> Any:
    """Find a root by Brent's method, with its tangent."""
    root, result = optimize.brentq(f, a, b, args, xtol, rtol, maxiter, True, disp)
    return with_tangent(f, d_f, root, result, args, d_args, full_output)


def ridder(
    f: Any,
    a: Any,
    b: Any,
    args: Any = (),
    xtol: Any = XTOL,
    rtol: Any = RTOL,
    maxiter: Any = 100,
    full_output: Any = False,
    disp: Any = True,
    *,
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> Any:
    """Find a root by Ridder's method, with its tangent."""
    root, result = optimize.ridder(f, a, b, args, xtol, rtol, maxiter, True, disp)
    return with_tangent(f, d_f, root, result, args, d_args, full_output)


def toms748(
    f: Any,
    a: Any,
    b: Any,
    args: Any = (),
    k: Any = 1,
    xtol: Any = XTOL,
    rtol: Any = RTOL,
    maxiter: Any = 100,
    full_output: Any = False,
    disp: Any = True,
    *,
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> Any:
    """Find a root by the algorithm 748 of the TOMS, with its tangent."""
    root, result = optimize.toms748(f, a, b, args, k, xtol, rtol, maxiter, True, disp)
    return with_tangent(f, d_f, root, result, args, d_args, full_output)


def newton(
    func: Any,
    x0: Any,
    fprime: Any = None,
    args: Any = (),
    tol: Any = 1.48e-8,
    maxiter: Any = 50,
    fprime2: Any = None,
    x1: Any = None,
    rtol: Any = 0.0,
    full_output: Any = False,
    disp: Any = True,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_fprime: Any = None,
    d_args: Any = None,
    d_fprime2: Any = None,
    d_x1: Any = None,
) -> Any:
    """Find a root by Newton's, Halley's or the secant method, with its tangent; those of an array one by one.

    The derivatives that the user gives serve the iteration only, and the root does not vary with the start.
    """
    found = optimize.newton(func, x0, fprime, args, tol, maxiter, fprime2, x1, rtol, True, disp)
    if not isinstance(args, tuple):  # SciPy's other root finders take a list for the only argument
        args, d_args = tuple(args), None if d_args is None else tuple(d_args)
    if np.size(x0) == 1:
        return with_tangent(func, d_func, found[0], found[1], args, d_args, full_output)
    if not full_output and not np.all(found.converged):
        optimize.newton(func, x0, fprime, args, tol, maxiter, fprime2, x1, rtol, False, disp)  # warns, or raises
    refuse_effects("the root finder", func, found.root, *as_tuple(args))
    tangent = root_tangent(func, d_func, found.root, as_tuple(args), tangents_of(args, d_args))
    d_root = np.where(found.converged, tangent, math.nan)
    if full_output:
        return found, (d_root, None, None)
    return found.root, d_root


def root_scalar(
    f: Any,
    args: Any = (),
    method: Any = None,
    bracket: Any = None,
    fprime: Any = None,
    fprime2: Any = None,
    x0: Any = None,
    x1: Any = None,
    xtol: Any = None,
    rtol: Any = None,
    maxiter: Any = None,
    options: Any = None,
    *,
    d_f: Any = None,
    d_args: Any = None,
    d_bracket: Any = None,
    d_fprime: Any = None,
    d_fprime2: Any = None,
    d_x0: Any = None,
    d_x1: Any = None,
) -> Any:
    """Find a root by the method that is asked for; the tangent of the result is known for the root."""
    result = optimize.root_scalar(f, args, method, bracket, fprime, fprime2, x0, x1, xtol, rtol, maxiter, options)
    refuse_effects("scipy.optimize.root_scalar", f, result.root, *as_tuple(args))
    slope = slope_of(f, d_f, result.root, unit_of(result.root), as_tuple(args))
    shift = shift_of(f, d_f, result.root, as_tuple(args), tangents_of(args, d_args))
    if isinstance(slope, (tuple, list)):  # the function gives its derivatives as well
        slope, shift = slope[0], shift[0]
    d_root = quotient(-shift, slope) if result.converged else math.nan
    return result, result_tangent(result, {"root": d_root})


def find_root(
    f: Any,
    init: Any,
    /,
    *,
    args: Any = (),
    tolerances: Any = None,
    maxiter: Any = None,
    callback: Any = None,
    d_f: Any = None,
    d_init: Any = None,
    d_args: Any = None,
) -> Any:
    """Find the root in each of many brackets; the tangent of the result is known for the roots, NaN where none is.

    The function is called as SciPy does: with vectors, to whose length `args` are broadcast.
    """
    result = optimize.elementwise.find_root(
        f, init, args=args, tolerances=tolerances, maxiter=maxiter, callback=callback
    )
    shape = np.shape(result.x)
    roots = np.ravel(result.x)
    places = tuple(spread(part, shape) for part in as_tuple(args))
    refuse_effects("the root finder", f, roots, *places)
    d_places = tuple(None if part is None else spread(part, shape) for part in tangents_of(args, d_args))
    tangent = root_tangent(f, d_f, roots, places, d_places)
    d_roots = np.where(np.ravel(result.success), tangent, math.nan)
    return result, result_tangent(result, {"x": np.reshape(d_roots, shape)[()]})


def spread(part: Any, shape: Any) -> Any:
    """Return an argument, or its tangent, for each element of the result."""
    return np.ravel(np.broadcast_to(part, shape))
