"""The rules of `scipy.optimize`: solutions by the implicit function theorem."""

from srcad.rules.registry import function

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
    wrt="fun x0 args jac hess hessp bounds",
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
