"""The tangents of SciPy's minimisers of a vector for older programs: a tuple is returned, no result object."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import optimize

from srcad.solving.constrained import conditions_of, constrained_tangent
from srcad.solving.implicit import as_tuple, tangents_of
from srcad.solving.minimisers import envelope, limits_with, pieces_with, refuse_writers
from srcad.solving.stationary import stationary_tangent
from srcad.values.carrying import refuse_value


def fmin(
    func: Any,
    x0: Any,
    args: Any = (),
    xtol: Any = 1e-4,
    ftol: Any = 1e-4,
    maxiter: Any = None,
    maxfun: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    initial_simplex: Any = None,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector by the method of Nelder and Mead."""
    refuse_history(retall)
    found = optimize.fmin(func, x0, args, xtol, ftol, maxiter, maxfun, True, disp, False, callback, initial_simplex)
    refuse_writers(func, callback, found[0], as_tuple(args))
    tangents = of_vector(func, d_func, None, None, found[0], as_tuple(args), tangents_of(args, d_args), found[4])
    return as_asked(found, tangents, full_output)


def fmin_bfgs(
    f: Any,
    x0: Any,
    fprime: Any = None,
    args: Any = (),
    gtol: Any = 1e-5,
    norm: Any = math.inf,
    epsilon: Any = 1.4901161193847656e-08,
    maxiter: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    xrtol: Any = 0,
    c1: Any = 1e-4,
    c2: Any = 0.9,
    hess_inv0: Any = None,
    *,
    d_f: Any = None,
    d_x0: Any = None,
    d_fprime: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector by the method of Broyden, Fletcher, Goldfarb and Shanno."""
    refuse_history(retall)
    options = (gtol, norm, epsilon, maxiter, True, disp, False, callback, xrtol, c1, c2, hess_inv0)
    found = optimize.fmin_bfgs(f, x0, fprime, args, *options)
    refuse_writers(f, callback, found[0], as_tuple(args))
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    tangents = of_vector(f, d_f, fprime, d_fprime, found[0], arguments, d_arguments, found[6])
    estimates = np.zeros(found[2].shape), np.full(found[3].shape, math.nan)
    return as_asked(found, (*tangents, *estimates), full_output)


def refuse_history(retall: Any) -> None:
    """Refuse to return the points on the way."""
    if retall:
        refuse_value("the minimiser is given retall: the points on the way have no derivative", "Leave it out.")


def of_vector(
    function: Any,
    d_function: Any,
    jac: Any,
    d_jac: Any,
    x: Any,
    args: Any,
    d_args: Any,
    flag: Any,
    bounds: Any = None,
    d_bounds: Any = None,
) -> Any:
    """Return the tangents of a minimising vector and of the minimum; a flag that is not 0 says that none was found."""
    limits = limits_with(bounds, d_bounds, x)
    d_x = stationary_tangent(x, pieces_with(function, d_function, jac, d_jac, x, args, d_args), flag == 0, *limits)
    d_minimum = envelope(function, d_function, x, d_x, args, d_args)
    return d_x, d_minimum[0] if jac is True else d_minimum


def fmin_cg(
    f: Any,
    x0: Any,
    fprime: Any = None,
    args: Any = (),
    gtol: Any = 1e-5,
    norm: Any = math.inf,
    epsilon: Any = 1.4901161193847656e-08,
    maxiter: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    c1: Any = 1e-4,
    c2: Any = 0.4,
    *,
    d_f: Any = None,
    d_x0: Any = None,
    d_fprime: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector by conjugate gradients."""
    refuse_history(retall)
    options = (gtol, norm, epsilon, maxiter, True, disp, False, callback, c1, c2)
    found = optimize.fmin_cg(f, x0, fprime, args, *options)
    refuse_writers(f, callback, found[0], as_tuple(args))
    tangents = of_vector(f, d_f, fprime, d_fprime, found[0], as_tuple(args), tangents_of(args, d_args), found[-1])
    return as_asked(found, tangents, full_output)


def fmin_ncg(
    f: Any,
    x0: Any,
    fprime: Any,
    fhess_p: Any = None,
    fhess: Any = None,
    args: Any = (),
    avextol: Any = 1e-5,
    epsilon: Any = 1.4901161193847656e-08,
    maxiter: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    c1: Any = 1e-4,
    c2: Any = 0.9,
    *,
    d_f: Any = None,
    d_x0: Any = None,
    d_fprime: Any = None,
    d_fhess_p: Any = None,
    d_fhess: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector by Newton's method with conjugate gradients."""
    refuse_history(retall)
    options = (avextol, epsilon, maxiter, True, disp, False, callback, c1, c2)
    found = optimize.fmin_ncg(f, x0, fprime, fhess_p, fhess, args, *options)
    refuse_writers(f, callback, found[0], as_tuple(args))
    tangents = of_vector(f, d_f, fprime, d_fprime, found[0], as_tuple(args), tangents_of(args, d_args), found[-1])
    return as_asked(found, tangents, full_output)


def fmin_powell(
    func: Any,
    x0: Any,
    args: Any = (),
    xtol: Any = 1e-4,
    ftol: Any = 1e-4,
    maxiter: Any = None,
    maxfun: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    direc: Any = None,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector by Powell's method; the directions at the end have no derivative: NaN."""
    refuse_history(retall)
    found = optimize.fmin_powell(func, x0, args, xtol, ftol, maxiter, maxfun, True, disp, False, callback, direc)
    refuse_writers(func, callback, found[0], as_tuple(args))
    tangents = of_vector(func, d_func, None, None, found[0], as_tuple(args), tangents_of(args, d_args), found[-1])
    return as_asked(found, (*tangents, np.full(found[2].shape, math.nan)), full_output)


def fmin_l_bfgs_b(
    func: Any,
    x0: Any,
    fprime: Any = None,
    args: Any = (),
    approx_grad: Any = 0,
    bounds: Any = None,
    m: Any = 10,
    factr: Any = 1e7,
    pgtol: Any = 1e-5,
    epsilon: Any = 1e-8,
    iprint: Any = None,
    maxfun: Any = 15000,
    maxiter: Any = 15000,
    disp: Any = None,
    callback: Any = None,
    maxls: Any = 20,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_fprime: Any = None,
    d_args: Any = None,
    d_bounds: Any = None,
) -> Any:
    """Minimise a function of a vector between bounds; the tangent of the report has that of the gradient."""
    printing = {name: value for name, value in (("iprint", iprint), ("disp", disp)) if value is not None}
    options = {"m": m, "factr": factr, "pgtol": pgtol, "epsilon": epsilon, "maxfun": maxfun, "maxiter": maxiter}
    found = optimize.fmin_l_bfgs_b(
        func, x0, fprime, args, approx_grad, bounds, callback=callback, maxls=maxls, **options, **printing
    )
    x, _, report = found
    refuse_writers(func, callback, x, as_tuple(args))
    jac = fprime if fprime is not None or approx_grad else True
    given = (func, d_func, jac, d_fprime, x, as_tuple(args), tangents_of(args, d_args), report["warnflag"])
    d_x, d_minimum = of_vector(*given, bounds, d_bounds)
    _, hessian, mixed = pieces_with(*given[:7])
    return found, (d_x, d_minimum, {name: None for name in report} | {"grad": hessian @ d_x + mixed})


def fmin_tnc(
    func: Any,
    x0: Any,
    fprime: Any = None,
    args: Any = (),
    approx_grad: Any = 0,
    bounds: Any = None,
    epsilon: Any = 1e-8,
    scale: Any = None,
    offset: Any = None,
    messages: Any = 15,
    maxCGit: Any = -1,
    maxfun: Any = None,
    eta: Any = -1,
    stepmx: Any = 0,
    accuracy: Any = 0,
    fmin: Any = 0,
    ftol: Any = -1,
    xtol: Any = -1,
    pgtol: Any = -1,
    rescale: Any = -1,
    disp: Any = None,
    callback: Any = None,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_fprime: Any = None,
    d_args: Any = None,
    d_bounds: Any = None,
) -> Any:
    """Minimise a function of a vector between bounds by a truncated Newton method."""
    options = (epsilon, scale, offset, messages, maxCGit, maxfun, eta, stepmx, accuracy, fmin, ftol, xtol, pgtol)
    found = optimize.fmin_tnc(func, x0, fprime, args, approx_grad, bounds, *options, rescale, disp, callback)
    refuse_writers(func, callback, found[0], as_tuple(args))
    jac = fprime if fprime is not None or approx_grad else True
    is_missed = found[2] not in (0, 1, 2)
    given = (func, d_func, jac, d_fprime, found[0], as_tuple(args), tangents_of(args, d_args), is_missed)
    return found, (of_vector(*given, bounds, d_bounds)[0], None, None)


def fmin_slsqp(
    func: Any,
    x0: Any,
    eqcons: Any = (),
    f_eqcons: Any = None,
    ieqcons: Any = (),
    f_ieqcons: Any = None,
    bounds: Any = (),
    fprime: Any = None,
    fprime_eqcons: Any = None,
    fprime_ieqcons: Any = None,
    args: Any = (),
    iter: Any = 100,
    acc: Any = 1e-6,
    iprint: Any = 1,
    disp: Any = None,
    full_output: Any = 0,
    epsilon: Any = 1.4901161193847656e-08,
    callback: Any = None,
    *,
    d_func: Any = None,
    d_x0: Any = None,
    d_eqcons: Any = None,
    d_f_eqcons: Any = None,
    d_ieqcons: Any = None,
    d_f_ieqcons: Any = None,
    d_bounds: Any = None,
    d_fprime: Any = None,
    d_fprime_eqcons: Any = None,
    d_fprime_ieqcons: Any = None,
    d_args: Any = None,
) -> Any:
    """Minimise a function of a vector under constraints by sequential programmes."""
    slopes = (fprime, fprime_eqcons, fprime_ieqcons)
    options = (iter, acc, iprint, disp, True, epsilon, callback)
    found = optimize.fmin_slsqp(func, x0, eqcons, f_eqcons, ieqcons, f_ieqcons, bounds, *slopes, args, *options)
    x, arguments, d_arguments = found[0], as_tuple(args), tangents_of(args, d_args)
    refuse_writers(func, callback, x, arguments)
    # A function of all constraints replaces the single ones.
    if f_eqcons is not None:
        eqcons, d_eqcons = [f_eqcons], [d_f_eqcons]
    if f_ieqcons is not None:
        ieqcons, d_ieqcons = [f_ieqcons], [d_f_ieqcons]
    equations = conditions_with("eq", eqcons, d_eqcons, args, d_args, x)
    conditions = [*equations, *conditions_with("ineq", ieqcons, d_ieqcons, args, d_args, x)]
    pieces = pieces_with(func, d_func, fprime, d_fprime, x, arguments, d_arguments)
    limits = limits_with(bounds if len(bounds) else None, d_bounds, x)
    if conditions:
        d_x = constrained_tangent(x, pieces, found[3] == 0, conditions, *limits)
    else:
        d_x = stationary_tangent(x, pieces, found[3] == 0, *limits)
    return as_asked(found, (d_x, envelope(func, d_func, x, d_x, arguments, d_arguments)), full_output)


def fmin_cobyla(
    func: Any,
    x0: Any,
    cons: Any,
    args: Any = (),
    consargs: Any = None,
    rhobeg: Any = 1.0,
    rhoend: Any = 1e-4,
    maxfun: Any = 1000,
    disp: Any = None,
    catol: Any = 2e-4,
    *,
    callback: Any = None,
    d_func: Any = None,
    d_x0: Any = None,
    d_cons: Any = None,
    d_args: Any = None,
    d_consargs: Any = None,
) -> Any:
    """Minimise a function of a vector under constraints by linear models."""
    x = optimize.fmin_cobyla(func, x0, cons, args, consargs, rhobeg, rhoend, maxfun, disp, catol, callback=callback)
    arguments, d_arguments = as_tuple(args), tangents_of(args, d_args)
    refuse_writers(func, callback, x, arguments)
    if consargs is None:
        consargs, d_consargs = args, d_args
    if not isinstance(cons, (list, tuple)):
        cons, d_cons = [cons], [d_cons]
    conditions = conditions_with("ineq", cons, d_cons, consargs, d_consargs, x)
    pieces = pieces_with(func, d_func, None, None, x, arguments, d_arguments)
    return x, constrained_tangent(x, pieces, True, conditions, None, None)


def conditions_with(kind: str, functions: Any, d_functions: Any, args: Any, d_args: Any, x: Any) -> Any:
    """Return constraints that share their arguments in the form that the system of conditions takes."""
    constraints = [{"type": kind, "fun": function, "args": args} for function in functions]
    d_functions = [None] * len(constraints) if d_functions is None else d_functions
    return conditions_of(constraints, [{"fun": d_function, "args": d_args} for d_function in d_functions], x)


def as_asked(found: Any, tangents: Any, full_output: Any) -> Any:
    """Return all that was found with its tangents, or the point alone."""
    if not full_output:
        return found[0], tangents[0]
    return found, (*tangents, *(None,) * (len(found) - len(tangents)))
