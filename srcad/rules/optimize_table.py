"""The rules of `scipy.optimize`: solutions by the implicit function theorem."""

from srcad.rules.registry import constant, function, unsupported

# Roots of scalar functions.
function(
    "scipy.optimize.bisect(f, a, b, args=(), xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, full_output=False,"
    " disp=True)",
    by="srcad.solving.roots.bisect",
    wrt="f a b args",
    examples="crossing, number(0.0, 0.2), number(2.0, 3.0), (number(0.5, 1.5),)",
)
function(
    "scipy.optimize.brenth(f, a, b, args=(), xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, full_output=False,"
    " disp=True)",
    by="srcad.solving.roots.brenth",
    wrt="f a b args",
    examples="crossing, number(0.0, 0.2), number(2.0, 3.0), (number(0.5, 1.5),)",
)
function(
    "scipy.optimize.brentq(f, a, b, args=(), xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, full_output=False,"
    " disp=True)",
    by="srcad.solving.roots.brentq",
    wrt="f a b args",
    examples="crossing, number(0.0, 0.2), number(2.0, 3.0), (number(0.5, 1.5),)",
)
function(
    "scipy.optimize.ridder(f, a, b, args=(), xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, full_output=False,"
    " disp=True)",
    by="srcad.solving.roots.ridder",
    wrt="f a b args",
    examples="crossing, number(0.0, 0.2), number(2.0, 3.0), (number(0.5, 1.5),)",
)
function(
    "scipy.optimize.toms748(f, a, b, args=(), k=1, xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100,"
    " full_output=False, disp=True)",
    by="srcad.solving.roots.toms748",
    wrt="f a b args",
    examples="crossing, number(0.0, 0.2), number(2.0, 3.0), (number(0.5, 1.5),)",
)
function(
    "scipy.optimize.newton(func, x0, fprime=None, args=(), tol=1.48e-08, maxiter=50, fprime2=None, x1=None,"
    " rtol=0.0, full_output=False, disp=True)",
    by="srcad.solving.roots.newton",
    wrt="func x0 fprime args fprime2 x1",
    examples=(
        "crossing, number(0.9, 1.1), crossing_slope, (number(0.5, 1.5),), 1e-14",
        "crossing, positive(3), crossing_slope, (positive(3),), 1e-14",
    ),
)
function(
    "scipy.optimize.root_scalar(f, args=(), method=None, bracket=None, fprime=None, fprime2=None, x0=None, x1=None,"
    " xtol=None, rtol=None, maxiter=None, options=None)",
    by="srcad.solving.roots.root_scalar",
    wrt="f args bracket fprime fprime2 x0 x1",
    examples="crossing, (1,), None, [0, 2]",
)

# Systems of equations, and fixed points.
function(
    "scipy.optimize.fsolve(func, x0, args=(), fprime=None, full_output=0, col_deriv=0, xtol=1.49012e-08, maxfev=0,"
    " band=None, epsfcn=None, factor=100, diag=None)",
    by="srcad.solving.systems.fsolve",
    wrt="func x0 args fprime",
    examples="balance, uniform(0.9, 1.1, 2), (number(0.5, 1.0),), xtol=1e-14",
)
function(
    "scipy.optimize.root(fun, x0, args=(), method='hybr', jac=None, tol=None, callback=None, options=None)",
    by="srcad.solving.systems.root",
    wrt="fun x0 args jac",
    examples="balance, [1, 1], (1,)",
)
function(
    "scipy.optimize.fixed_point(func, x0, args=(), xtol=1e-08, maxiter=500, method='del2')",
    by="srcad.solving.systems.fixed_point",
    wrt="func x0 args",
    examples="contraction, uniform(0.4, 0.5, 3), (positive(3),), 1e-14",
)
function(
    "scipy.optimize.broyden1(F, xin, iter=None, alpha=None, reduction_method='restart', max_rank=None,"
    " verbose=False, maxiter=None, f_tol=None, f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None,"
    " line_search='armijo', callback=None)",
    by="srcad.solving.systems.broyden1",
    wrt="F xin",
    examples="balance, uniform(1.0, 1.1, 2), f_tol=1e-12",
)
function(
    "scipy.optimize.broyden2(F, xin, iter=None, alpha=None, reduction_method='restart', max_rank=None,"
    " verbose=False, maxiter=None, f_tol=None, f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None,"
    " line_search='armijo', callback=None)",
    by="srcad.solving.systems.broyden2",
    wrt="F xin",
    examples="balance, uniform(1.0, 1.1, 2), f_tol=1e-12",
)
function(
    "scipy.optimize.anderson(F, xin, iter=None, alpha=None, w0=0.01, M=5, verbose=False, maxiter=None, f_tol=None,"
    " f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None, line_search='armijo', callback=None)",
    by="srcad.solving.systems.anderson",
    wrt="F xin",
    examples="settling, uniform(0.4, 0.5, 2), alpha=1.0, M=1, f_tol=1e-12",
)
function(
    "scipy.optimize.linearmixing(F, xin, iter=None, alpha=None, verbose=False, maxiter=None, f_tol=None,"
    " f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None, line_search='armijo', callback=None)",
    by="srcad.solving.systems.linearmixing",
    wrt="F xin",
    examples="settling, uniform(0.4, 0.5, 2), alpha=1.0, f_tol=1e-12",
)
function(
    "scipy.optimize.diagbroyden(F, xin, iter=None, alpha=None, verbose=False, maxiter=None, f_tol=None, f_rtol=None,"
    " x_tol=None, x_rtol=None, tol_norm=None, line_search='armijo', callback=None)",
    by="srcad.solving.systems.diagbroyden",
    wrt="F xin",
    examples="balance, uniform(1.0, 1.1, 2), f_tol=1e-12",
)
function(
    "scipy.optimize.excitingmixing(F, xin, iter=None, alpha=None, alphamax=1.0, verbose=False, maxiter=None,"
    " f_tol=None, f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None, line_search='armijo', callback=None)",
    by="srcad.solving.systems.excitingmixing",
    wrt="F xin",
    examples="settling, uniform(0.4, 0.5, 2), alpha=0.6, f_tol=1e-12, line_search=None",
)
function(
    "scipy.optimize.newton_krylov(F, xin, iter=None, rdiff=None, method='lgmres', inner_maxiter=20, inner_M=None,"
    " outer_k=10, verbose=False, maxiter=None, f_tol=None, f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None,"
    " line_search='armijo', callback=None)",
    by="srcad.solving.systems.newton_krylov",
    wrt="F xin",
    examples="balance, uniform(1.0, 1.1, 2), f_tol=1e-12",
)

# Minima.
function(
    "scipy.optimize.minimize_scalar(fun, bracket=None, bounds=None, args=(), method=None, tol=None, options=None)",
    by="srcad.solving.minimisers.minimize_scalar",
    wrt="fun bracket bounds args",
    examples="crossing, None, [0, 1], (1,)",
)
function(
    "scipy.optimize.minimize(fun, x0, args=(), method=None, jac=None, hess=None, hessp=None, bounds=None,"
    " constraints=(), tol=None, callback=None, options=None)",
    by="srcad.solving.minimisers.minimize",
    wrt="fun x0 args jac hess hessp bounds constraints",
    examples="sum_of_squares, [1, 1], (1,)",
)

# Fits.
function(
    "scipy.optimize.least_squares(fun, x0, jac='2-point', bounds=(-inf, inf), method='trf', ftol=1e-08, xtol=1e-08,"
    " gtol=1e-08, x_scale=None, loss='linear', f_scale=1.0, diff_step=None, tr_solver=None, tr_options=None,"
    " jac_sparsity=None, max_nfev=None, verbose=0, args=(), kwargs=None, callback=None, workers=None)",
    by="srcad.solving.fits.least_squares",
    wrt="fun x0 jac bounds args kwargs",
    examples="balance, [1, 1], args=(1,)",
)
function(
    "scipy.optimize.leastsq(func, x0, args=(), Dfun=None, full_output=False, col_deriv=False, ftol=1.49012e-08,"
    " xtol=1.49012e-08, gtol=0.0, maxfev=0, epsfcn=None, factor=100, diag=None)",
    by="srcad.solving.fits.leastsq",
    wrt="func x0 args Dfun",
    examples="three_residuals, uniform(0.9, 1.1, 2), (number(0.5, 1.0),), ftol=1e-14, xtol=1e-14",
)
function(
    "scipy.optimize.curve_fit(f, xdata, ydata, p0=None, sigma=None, absolute_sigma=False, check_finite=None,"
    " bounds=(-inf, inf), method=None, jac=None, *, full_output=False, nan_policy=None, **kwargs)",
    by="srcad.solving.fits.curve_fit",
    wrt="f xdata ydata p0 sigma bounds jac",
    examples="decay, [0, 1, 2, 3], [4, 2, 1, 1]",
)

# Minima, by the functions of older programs.
function(
    "scipy.optimize.fmin(func, x0, args=(), xtol=0.0001, ftol=0.0001, maxiter=None, maxfun=None, full_output=0,"
    " disp=1, retall=0, callback=None, initial_simplex=None)",
    by="srcad.solving.older_minimisers.fmin",
    wrt="func x0 args",
    examples="sum_of_squares, [1, 1], (1,), disp=0",
)
function(
    "scipy.optimize.fmin_bfgs(f, x0, fprime=None, args=(), gtol=1e-05, norm=inf, epsilon=1.4901161193847656e-08,"
    " maxiter=None, full_output=0, disp=1, retall=0, callback=None, xrtol=0, c1=0.0001, c2=0.9, hess_inv0=None)",
    by="srcad.solving.older_minimisers.fmin_bfgs",
    wrt="f x0 fprime args",
    examples="sum_of_squares, [1, 1], args=(1,), disp=0",
)
function(
    "scipy.optimize.fmin_cg(f, x0, fprime=None, args=(), gtol=1e-05, norm=inf, epsilon=None, maxiter=None,"
    " full_output=0, disp=1, retall=0, callback=None, c1=0.0001, c2=0.4)",
    by="srcad.solving.older_minimisers.fmin_cg",
    wrt="f x0 fprime args",
    examples="sum_of_squares, [1, 1], args=(1,), disp=0",
)
function(
    "scipy.optimize.fmin_ncg(f, x0, fprime, fhess_p=None, fhess=None, args=(), avextol=1e-05, epsilon=None,"
    " maxiter=None, full_output=0, disp=1, retall=0, callback=None, c1=0.0001, c2=0.9)",
    by="srcad.solving.older_minimisers.fmin_ncg",
    wrt="f x0 fprime fhess_p fhess args",
    examples="sum_of_squares, [1, 1], slopes_of_squares, args=(1,), avextol=1e-10, disp=0",
)
function(
    "scipy.optimize.fmin_l_bfgs_b(func, x0, fprime=None, args=(), approx_grad=0, bounds=None, m=10,"
    " factr=10000000.0, pgtol=1e-05, epsilon=1e-08, iprint=None, maxfun=15000, maxiter=15000, disp=None,"
    " callback=None, maxls=20)",
    by="srcad.solving.older_minimisers.fmin_l_bfgs_b",
    wrt="func x0 fprime args bounds",
    examples="sum_of_squares, [1, 1], args=(1,), approx_grad=1",
)
function(
    "scipy.optimize.fmin_powell(func, x0, args=(), xtol=0.0001, ftol=0.0001, maxiter=None, maxfun=None,"
    " full_output=0, disp=1, retall=0, callback=None, direc=None)",
    by="srcad.solving.older_minimisers.fmin_powell",
    wrt="func x0 args",
    examples="sum_of_squares, [1, 1], (1,), disp=0",
)
function(
    "scipy.optimize.fmin_tnc(func, x0, fprime=None, args=(), approx_grad=0, bounds=None, epsilon=1e-08, scale=None,"
    " offset=None, messages=15, maxCGit=-1, maxfun=None, eta=-1, stepmx=0, accuracy=0, fmin=0, ftol=-1, xtol=-1,"
    " pgtol=-1, rescale=-1, disp=None, callback=None)",
    by="srcad.solving.older_minimisers.fmin_tnc",
    wrt="func x0 fprime args bounds",
    examples="sum_of_squares, [1, 1], args=(1,), approx_grad=1, messages=0",
)
function(
    "scipy.optimize.fmin_slsqp(func, x0, eqcons=(), f_eqcons=None, ieqcons=(), f_ieqcons=None, bounds=(),"
    " fprime=None, fprime_eqcons=None, fprime_ieqcons=None, args=(), iter=100, acc=1e-06, iprint=1, disp=None,"
    " full_output=0, epsilon=None, callback=None)",
    by="srcad.solving.older_minimisers.fmin_slsqp",
    wrt="func x0 eqcons f_eqcons ieqcons f_ieqcons bounds fprime fprime_eqcons fprime_ieqcons args",
    examples="sum_of_squares, [1, 1], args=(1,), acc=1e-12, iprint=0",
)
function(
    "scipy.optimize.fmin_cobyla(func, x0, cons, args=(), consargs=None, rhobeg=1.0, rhoend=0.0001, maxfun=1000,"
    " disp=None, catol=0.0002, *, callback=None)",
    by="srcad.solving.older_minimisers.fmin_cobyla",
    wrt="func x0 cons args consargs",
    examples="sum_of_squares, [1, 1], [room], (1,), rhoend=1e-8",
)
function(
    "scipy.optimize.fminbound(func, x1, x2, args=(), xtol=1e-05, maxfun=500, full_output=0, disp=1)",
    by="srcad.solving.minimisers.fminbound",
    wrt="func x1 x2 args",
    examples="crossing, 0, 1, (1,)",
)
function(
    "scipy.optimize.brent(func, args=(), brack=None, tol=1.48e-08, full_output=0, maxiter=500)",
    by="srcad.solving.minimisers.brent",
    wrt="func args brack",
    examples="parabola, (1,)",
)
function(
    "scipy.optimize.golden(func, args=(), brack=None, tol=1.4901161193847656e-08, full_output=0, maxiter=5000)",
    by="srcad.solving.minimisers.golden",
    wrt="func args brack",
    examples="parabola, (1,)",
)

# Global minima: the search is theirs, the minimum is stationary.
function(
    "scipy.optimize.differential_evolution(func, bounds, args=(), strategy='best1bin', maxiter=1000, popsize=15,"
    " tol=0.01, mutation=(0.5, 1), recombination=0.7, *, rng=None, callback=None, disp=False, polish=True,"
    " init='latinhypercube', atol=0, updating='immediate', workers=1, constraints=(), x0=None, integrality=None,"
    " vectorized=False, seed=None)",
    by="srcad.solving.global_minimisers.differential_evolution",
    wrt="func bounds args x0",
    examples="sum_of_squares, [(-2, 2), (-2, 2)], (1,), rng=1",
)
function(
    "scipy.optimize.dual_annealing(func, bounds, args=(), maxiter=1000, minimizer_kwargs=None, initial_temp=5230.0,"
    " restart_temp_ratio=2e-05, visit=2.62, accept=-5.0, maxfun=10000000.0, *, rng=None, no_local_search=False,"
    " callback=None, x0=None, seed=None)",
    by="srcad.solving.global_minimisers.dual_annealing",
    wrt="func bounds args x0",
    examples="sum_of_squares, [(-2, 2), (-2, 2)], (1,), maxiter=2",
)
function(
    "scipy.optimize.shgo(func, bounds, args=(), constraints=None, n=100, iters=1, callback=None,"
    " minimizer_kwargs=None, options=None, sampling_method='simplicial', *, workers=1)",
    by="srcad.solving.global_minimisers.shgo",
    wrt="func bounds args",
    examples="sum_of_squares, [(-2, 2), (-2, 2)], (1,)",
)
function(
    "scipy.optimize.basinhopping(func, x0, niter=100, T=1.0, stepsize=0.5, minimizer_kwargs=None, take_step=None,"
    " accept_test=None, callback=None, interval=50, disp=False, niter_success=None, rng=None, *,"
    " target_accept_rate=0.5, stepwise_factor=0.9, seed=None)",
    by="srcad.solving.global_minimisers.basinhopping",
    wrt="func x0 minimizer_kwargs",
    examples="sum_of_squares, [1, 1], niter=2, rng=1, minimizer_kwargs={'args': (1,)}",
)
function(
    "scipy.optimize.brute(func, ranges, args=(), Ns=20, full_output=0, finish=None, disp=False, workers=1)",
    by="srcad.solving.global_minimisers.brute",
    wrt="func args",
    examples="sum_of_squares, [(-2, 2), (-2, 2)], (1,), 5, finish=None",
)
function(
    "scipy.optimize.direct(func, bounds, *, args=(), eps=0.0001, maxfun=None, maxiter=1000, locally_biased=True,"
    " f_min=-inf, f_min_rtol=0.0001, vol_tol=1e-16, len_tol=1e-06, callback=None)",
    by="srcad.solving.global_minimisers.direct",
    wrt="func bounds args",
    examples="sum_of_squares, [(-2, 2), (-2, 2)], args=(1,), maxfun=9999, vol_tol=0, len_tol=1e-8",
)

# Linear programmes.
function(
    "scipy.optimize.linprog(c, A_ub=None, b_ub=None, A_eq=None, b_eq=None, bounds=(0, None), method='highs',"
    " callback=None, options=None, x0=None, integrality=None)",
    by="srcad.solving.programmes.linprog",
    wrt="c A_ub b_ub A_eq b_eq bounds",
    examples="[-1, -2], [[1, 1], [3, 1]], [4, 6]",
)

# Linear fits.
function(
    "scipy.optimize.lsq_linear(A, b, bounds=(-inf, inf), method='trf', tol=1e-10, lsq_solver=None, lsmr_tol=None,"
    " max_iter=None, verbose=0, *, lsmr_maxiter=None)",
    by="srcad.solving.linear_fits.lsq_linear",
    wrt="A b bounds",
    examples="[[1, 2], [3, 4], [1, 0]], [1, 2, 2]",
)
function(
    "scipy.optimize.nnls(A, b, *, maxiter=None)",
    by="srcad.solving.linear_fits.nnls",
    wrt="A b",
    examples=("real(4, 2), real(4)", "positive(4, 2), positive(4)"),
)
function(
    "scipy.optimize.isotonic_regression(y, *, weights=None, increasing=True)",
    by="srcad.solving.linear_fits.isotonic_regression",
    wrt="y weights",
    examples="[1, 3, 2, 5], weights=[1, 2, 1, 1]",
)

# Assignments: they are constant, the cost is not.
function(
    "scipy.optimize.quadratic_assignment(A, B, method='faq', options=None)",
    by="srcad.solving.assignments.quadratic_assignment",
    wrt="A B",
    examples="[[0, 3], [1, 0]], [[0, 2], [5, 0]]",
)
constant("scipy.optimize.linear_sum_assignment(cost_matrix, maximize=False)", examples="real(3, 4)")

# What is refused.
unsupported(
    "scipy.optimize.milp(c, *, integrality=None, bounds=None, constraints=None, options=None)",
    because="the solution of a linear programme sits at a vertex, and jumps to another",
    use="Solve the equations of the constraints that hold there with numpy.linalg.solve.",
)
unsupported(
    "scipy.optimize.check_grad(func, grad, x0, args, *, epsilon=None, direction='all', rng=None, seed=None)",
    because="it compares, and its result is a rounding error",
    use="Compare outside of the derivative, or use srcad.testing.check_forward.",
)
