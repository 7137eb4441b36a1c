"""The tangents of SciPy's integrals: Leibniz's rule, the integrand's tangent being integrated to the same tolerance.

A discontinuity of the integrand that moves with the inputs is not seen: only what the integrand computes is.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import integrate

from srcad.rules.support import scaled
from srcad.running.effects import refuse_effects
from srcad.solving.implicit import as_tuple, shift_of, tangents_of
from srcad.values.carrying import refuse_value


def quad(
    func: Any,
    a: Any,
    b: Any,
    args: Any = (),
    full_output: Any = 0,
    epsabs: Any = 1.49e-8,
    epsrel: Any = 1.49e-8,
    limit: Any = 50,
    points: Any = None,
    weight: Any = None,
    wvar: Any = None,
    wopts: Any = None,
    maxp1: Any = 50,
    limlst: Any = 50,
    complex_func: Any = False,
    *,
    d_func: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> Any:
    """Integrate over an interval: the tangent is f(b) db - f(a) da and the integral of f's own tangent.

    The estimate of the error has the tangent NaN: it is no smooth function of the inputs.
    """
    if weight is not None:
        refuse_value("scipy.integrate.quad is given a 'weight'", "Multiply the function by its weight instead.")
    found = integrate.quad(
        func, a, b, args, full_output, epsabs, epsrel, limit, points, None, wvar, wopts, maxp1, limlst, complex_func
    )
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    refuse_effects("scipy.integrate.quad", func, 0.5 * found[0], *arguments)
    inside, *_ = integrate.quad(
        shift_at,
        a,
        b,
        (func, d_func, arguments, d_arguments),
        0,
        epsabs,
        epsrel,
        limit,
        points,
        complex_func=complex_func,
    )
    ends = at_limit(func, b, d_b, arguments) - at_limit(func, a, d_a, arguments)
    return found, (inside + ends, math.nan, *(None,) * (len(found) - 2))


def shift_at(x: Any, func: Any, d_func: Any, args: Any, d_args: Any) -> Any:
    """Return how the integrand varies at a point that does not move."""
    return shift_of(func, d_func, x, args, d_args)


def at_limit(func: Any, limit: Any, d_limit: Any, args: Any) -> Any:
    """Return the integrand at a limit of the integral, times the limit's tangent; 0 where that is 0, or infinite."""
    if math.isinf(limit) or d_limit is None:
        return 0.0
    return scaled(finite_or_not(func, limit, args), d_limit)


def finite_or_not(func: Any, limit: Any, args: Any) -> Any:
    """Call an integrand at a limit, where the integral does not: NaN where it raises there, and no warning."""
    try:
        with np.errstate(all="ignore"):
            return func(limit, *args)
    except ArithmeticError:
        return math.nan
    except ValueError:
        return math.nan


def quad_vec(
    f: Any,
    a: Any,
    b: Any,
    epsabs: Any = 1e-200,
    epsrel: Any = 1e-8,
    norm: Any = "2",
    cache_size: Any = 100e6,
    limit: Any = 10000,
    workers: Any = 1,
    points: Any = None,
    quadrature: Any = None,
    full_output: Any = False,
    *,
    args: Any = (),
    d_f: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_args: Any = None,
) -> Any:
    """Integrate an array of functions over an interval; the estimate of the error has the tangent NaN."""
    options = (epsabs, epsrel, norm, cache_size, limit, workers, points, quadrature)
    found = integrate.quad_vec(f, a, b, *options, full_output, args=args)
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    refuse_effects("scipy.integrate.quad_vec", f, 0.5, *arguments)
    inner = integrate.quad_vec(shift_at, a, b, *options, args=(f, d_f, arguments, d_arguments))[0]
    ends = at_limit(f, b, d_b, arguments) - at_limit(f, a, d_a, arguments)
    return found, (inner + ends, math.nan, *(None,) * (len(found) - 2))
