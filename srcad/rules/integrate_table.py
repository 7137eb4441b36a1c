"""The rules of `scipy.integrate`: Leibniz's rule for integrals, tangent equations for differential equations."""

from srcad.rules.registry import function, unsupported

# Integrals of functions.
function(
    "scipy.integrate.quad(func, a, b, args=(), full_output=0, epsabs=1.49e-08, epsrel=1.49e-08, limit=50, "
    "points=None, weight=None, wvar=None, wopts=None, maxp1=50, limlst=50, complex_func=False)",
    by="srcad.solving.quadrature.quad",
    wrt="func a b args",
    examples="crossing, [0], [1]",
)

# Differential equations.
function(
    "scipy.integrate.solve_ivp(fun, t_span, y0, method='RK45', t_eval=None, dense_output=False, events=None, "
    "vectorized=False, args=None, *, jac=None, **options)",
    by="srcad.solving.ode.solve_ivp",
    wrt="fun t_span y0 t_eval events args jac",
    examples="curve, [0, 1], [1, 0]",
)
function(
    "scipy.integrate.odeint(func, y0, t, args=(), Dfun=None, col_deriv=0, full_output=0, ml=None, mu=None, rtol=None, "
    "atol=None, tcrit=None, h0=0.0, hmax=0.0, hmin=0.0, ixpr=0, mxstep=0, mxhnil=0, mxordn=12, mxords=5, printmessg=0, "
    "tfirst=False)",
    by="srcad.solving.ode.odeint",
    wrt="func y0 t args Dfun",
    examples="curve, real(2), linspace(0.0, 1.0, 4), (number(0.5, 1.0),), rtol=1e-12, atol=1e-12, tfirst=True",
)
function(
    "scipy.integrate._ivp.rk.RkDenseOutput._call_impl(self, t)",
    by="srcad.solving.steps.interpolated",
    wrt="self t",
    examples="0, 1",
)

function(
    "scipy.integrate.solve_bvp(fun, bc, x, y, p=None, S=None, fun_jac=None, bc_jac=None, tol=0.001, max_nodes=1000,"
    " verbose=0, bc_tol=None)",
    by="srcad.solving.boundaries.solve_bvp",
    wrt="fun bc x y p fun_jac bc_jac",
    examples="curve, edges, [0, 1, 2], [[1, 1, 1], [0, 0, 0]]",
)

# Integrals over several variables, and of several functions.
function(
    "scipy.integrate.dblquad(func, a, b, gfun, hfun, args=(), epsabs=1.49e-08, epsrel=1.49e-08)",
    by="srcad.solving.volumes.dblquad",
    wrt="func a b gfun hfun args",
    examples="crossing, 0, 1, 0, 1",
)
function(
    "scipy.integrate.tplquad(func, a, b, gfun, hfun, qfun, rfun, args=(), epsabs=1.49e-08, epsrel=1.49e-08)",
    by="srcad.solving.volumes.tplquad",
    wrt="func a b gfun hfun qfun rfun args",
    examples="crossing, 0, 1, 0, 1, 0, 1",
)
function(
    "scipy.integrate.nquad(func, ranges, args=None, opts=None, full_output=False)",
    by="srcad.solving.volumes.nquad",
    wrt="func ranges args",
    examples="crossing, [[0, 1], [0, 1]]",
)
function(
    "scipy.integrate.quad_vec(f, a, b, epsabs=1e-200, epsrel=1e-08, norm='2', cache_size=100e6, limit=10000, "
    "workers=1, points=None, quadrature=None, full_output=False, *, args=())",
    by="srcad.solving.quadrature.quad_vec",
    wrt="f a b args",
    examples="crossing, [0], [1]",
)

# Integrals and sums of functions that work element by element.
function(
    "scipy.integrate.tanhsinh(f, a, b, *, args=(), log=False, maxlevel=None, minlevel=2, atol=None, rtol=None,"
    " preserve_shape=False, callback=None)",
    by="srcad.solving.elements.tanhsinh",
    wrt="f a b args",
    examples="crossing, [0], [1]",
)
function(
    "scipy.integrate.nsum(f, a, b, *, step=1, args=(), log=False, maxterms=1048576, tolerances=None)",
    by="srcad.solving.elements.nsum",
    wrt="f a b step args",
    examples="crossing, [0], [1]",
)
function(
    "scipy.integrate.qmc_quad(func, a, b, *, n_estimates=8, n_points=1024, qrng=None, log=False)",
    by="srcad.solving.elements.qmc_quad",
    wrt="func a b",
    examples="crossing, [0], [1]",
)

# What is refused.
unsupported(
    "scipy.integrate.ode(f, jac=None)",
    because="it keeps its state in compiled code",
    use="Call scipy.integrate.solve_ivp or odeint.",
)
unsupported(
    "scipy.integrate.complex_ode(f, jac=None)",
    because="it keeps its state in compiled code",
    use="Call scipy.integrate.solve_ivp with a complex initial state.",
)
