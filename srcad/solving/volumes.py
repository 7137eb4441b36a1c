"""The tangents of SciPy's integrals over several variables: integrals of integrals, by the rule of one."""

from __future__ import annotations

import math
from typing import Any

from scipy import integrate

from srcad.runtime import apply
from srcad.solving.implicit import as_tuple, tangents_of
from srcad.values.carrying import refuse_value


def iterated(spans: Any, func: Any, args: Any, options: Any) -> Any:
    """Integrate a function over all of its variables, the first one innermost."""
    low, high = limits_at(spans[-1], (), args)
    last = len(spans) - 1
    return integrate.quad(inside, low, high, (last, spans, func, args, options), **options[last])[0]


def inside(x: Any, index: Any, spans: Any, func: Any, args: Any, options: Any, *outer: Any) -> Any:
    """Return what is integrated over the variable of that index: the integral over those before it."""
    if index == 0:
        return func(x, *outer, *args)
    low, high = limits_at(spans[index - 1], (x, *outer), args)
    given = (index - 1, spans, func, args, options, x, *outer)
    return integrate.quad(inside, low, high, given, **options[index - 1])[0]


def limits_at(span: Any, outer: Any, args: Any) -> Any:
    """Return the limits of one integral, which may depend on the variables of those around it."""
    if callable(span):
        return span(*outer, *args)
    low, high = span
    return low(*outer[::-1]) if callable(low) else low, high(*outer[::-1]) if callable(high) else high


def dblquad(
    func: Any,
    a: Any,
    b: Any,
    gfun: Any,
    hfun: Any,
    args: Any = (),
    epsabs: Any = 1.49e-8,
    epsrel: Any = 1.49e-8,
    *,
    d_func: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_gfun: Any = None,
    d_hfun: Any = None,
    d_args: Any = None,
) -> Any:
    """Integrate over two variables; the estimate of the error has the tangent NaN."""
    found = integrate.dblquad(func, a, b, gfun, hfun, args, epsabs, epsrel)
    spans, d_spans = ((gfun, hfun), (a, b)), ((d_gfun, d_hfun), (or_zero(d_a), or_zero(d_b)))
    given = (spans, func, as_tuple(args), ({"epsabs": epsabs, "epsrel": epsrel},) * 2)
    return found, (apply(iterated, given, (d_spans, d_func, tangents_of(args, d_args), None))[1], math.nan)


def tplquad(
    func: Any,
    a: Any,
    b: Any,
    gfun: Any,
    hfun: Any,
    qfun: Any,
    rfun: Any,
    args: Any = (),
    epsabs: Any = 1.49e-8,
    epsrel: Any = 1.49e-8,
    *,
    d_func: Any = None,
    d_a: Any = None,
    d_b: Any = None,
    d_gfun: Any = None,
    d_hfun: Any = None,
    d_qfun: Any = None,
    d_rfun: Any = None,
    d_args: Any = None,
) -> Any:
    """Integrate over three variables; the estimate of the error has the tangent NaN."""
    found = integrate.tplquad(func, a, b, gfun, hfun, qfun, rfun, args, epsabs, epsrel)
    spans = ((qfun, rfun), (gfun, hfun), (a, b))
    d_spans = ((d_qfun, d_rfun), (d_gfun, d_hfun), (or_zero(d_a), or_zero(d_b)))
    given = (spans, func, as_tuple(args), ({"epsabs": epsabs, "epsrel": epsrel},) * 3)
    return found, (apply(iterated, given, (d_spans, d_func, tangents_of(args, d_args), None))[1], math.nan)


def nquad(
    func: Any,
    ranges: Any,
    args: Any = None,
    opts: Any = None,
    full_output: Any = False,
    *,
    d_func: Any = None,
    d_ranges: Any = None,
    d_args: Any = None,
) -> Any:
    """Integrate over several variables; the estimate of the error has the tangent NaN."""
    if full_output:
        refuse_value("scipy.integrate.nquad is given full_output", "Leave it out.")
    if callable(opts) or (isinstance(opts, (list, tuple)) and any(callable(each) for each in opts)):
        refuse_value("scipy.integrate.nquad is given options by a function", "Give the options themselves.")
    found = integrate.nquad(func, ranges, args, opts)
    settings = (opts or {},) * len(ranges) if opts is None or isinstance(opts, dict) else tuple(opts)
    arguments = () if args is None else as_tuple(args)
    d_arguments = () if args is None else tangents_of(args, d_args)
    given = (tuple(ranges), func, arguments, settings)
    d_spans = None if d_ranges is None else tuple(d_ranges)
    return found, (apply(iterated, given, (d_spans, d_func, d_arguments, None))[1], math.nan)


def or_zero(tangent: Any) -> Any:
    """Return the tangent of a number, 0.0 for a constant."""
    return 0.0 if tangent is None else tangent
