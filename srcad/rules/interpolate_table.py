"""The rules of `scipy.interpolate`: objects are evaluated with their own derivatives, made through `srcad.solving`."""

from srcad.rules.registry import function, unsupported

function(
    "scipy.interpolate.PPoly.__call__(self, x, nu=0, extrapolate=None)",
    by="srcad.solving.piecewise.evaluate",
    wrt="self x",
)
function(
    "srcad.solving.piecewise.pieces(basis, c, points, x, nu, extrapolate, axis)",
    by="srcad.solving.piecewise.pieces_rule",
    wrt="c points x",
)
function(
    "scipy.interpolate.NdPPoly.__call__(self, x, nu=None, extrapolate=None)",
    by="srcad.solving.piecewise.evaluate_grid",
    wrt="self x",
)
function(
    "srcad.solving.piecewise.grid_pieces(c, grid, x, nu, extrapolate)",
    by="srcad.solving.piecewise.grid_pieces_rule",
    wrt="c grid x",
)
function(
    "scipy.interpolate.PPoly.antiderivative(self, nu=1)",
    by="srcad.solving.piecewise.antiderivative",
    wrt="self",
)
function(
    "scipy.interpolate.PPoly.integrate(self, a, b, extrapolate=None)",
    by="srcad.solving.piecewise.integrate",
    wrt="self a b",
)
function(
    "scipy.interpolate.PPoly.solve(self, y=0.0, discontinuity=True, extrapolate=None)",
    by="srcad.solving.piecewise.solve",
    wrt="self y",
)
unsupported(
    "scipy.interpolate.PPoly.extend(self, c, x)",
    because="it changes the polynomial in place",
    use="a new PPoly of the joined coefficients and breakpoints",
)

# B-splines

function(
    "scipy.interpolate.BSpline(t, c, k, extrapolate=True, axis=0)",
    by="srcad.solving.bsplines.spline",
    wrt="t c",
)
function(
    "scipy.interpolate.BSpline.__call__(self, x, nu=0, extrapolate=None)",
    by="srcad.solving.bsplines.evaluate",
    wrt="self x",
)
function(
    "srcad.solving.bsplines.curve(t, c, k, x, nu=0, extrapolate=True, axis=0)",
    by="srcad.solving.bsplines.curve_rule",
    wrt="t c x",
)
function(
    "scipy.interpolate.BSpline.derivative(self, nu=1)",
    by="srcad.solving.bsplines.derivative",
    wrt="self",
)
function(
    "scipy.interpolate.BSpline.antiderivative(self, nu=1)",
    by="srcad.solving.bsplines.antiderivative",
    wrt="self",
)
function(
    "scipy.interpolate.BSpline.integrate(self, a, b, extrapolate=None)",
    by="srcad.solving.bsplines.integrate",
    wrt="self a b",
)
function(
    "scipy.interpolate.make_interp_spline(x, y, k=3, t=None, bc_type=None, axis=0, check_finite=True)",
    by="srcad.solving.bsplines.interpolating",
    wrt="x y t bc_type",
)
function(
    "scipy.interpolate.make_lsq_spline(x, y, t, k=3, w=None, axis=0, check_finite=True, *, method=None)",
    by="srcad.solving.bsplines.fitted",
    wrt="x y t w",
)
function(
    "scipy.interpolate.make_smoothing_spline(x, y, w=None, lam=None, *, axis=0)",
    by="srcad.solving.bsplines.smoothing",
    wrt="y w lam",
)
