"""The rules of `scipy.interpolate`: objects are evaluated with their own derivatives, made through `srcad.solving`."""

from srcad.rules.registry import function, unsupported

function(
    "scipy.interpolate.PPoly.__call__(self, x, nu=0, extrapolate=None)",
    by="srcad.solving.piecewise.evaluate",
    wrt="self x",
    examples="curves('cubic'), uniform(0.0, 3.0, 4)",
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
    examples="curves('grid'), uniform(0.0, 1.0, 4, 2)",
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
    examples="curves('cubic')",
)
function(
    "scipy.interpolate.PPoly.integrate(self, a, b, extrapolate=None)",
    by="srcad.solving.piecewise.integrate",
    wrt="self a b",
    examples="curves('cubic'), number(0.0, 1.0), number(1.0, 4.0)",
)
function(
    "scipy.interpolate.PPoly.solve(self, y=0.0, discontinuity=True, extrapolate=None)",
    by="srcad.solving.piecewise.solve",
    wrt="self y",
    examples="curves('cubic'), number(0.1, 0.9)",
)
unsupported(
    "scipy.interpolate.PPoly.extend(self, c, x)",
    because="it changes the polynomial in place",
    use="a new PPoly of the joined coefficients and breakpoints",
    examples="curves('cubic'), real(4, 1), positive(1)",
)

# B-splines

function(
    "scipy.interpolate.BSpline(t, c, k, extrapolate=True, axis=0)",
    by="srcad.solving.bsplines.spline",
    wrt="t c",
    examples="linspace(0.0, 3.0, 12), real(8), 3",
)
function(
    "scipy.interpolate.BSpline.__call__(self, x, nu=0, extrapolate=None)",
    by="srcad.solving.bsplines.evaluate",
    wrt="self x",
    examples="curves('spline'), uniform(0.0, 3.0, 4)",
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
    examples="curves('spline')",
)
function(
    "scipy.interpolate.BSpline.antiderivative(self, nu=1)",
    by="srcad.solving.bsplines.antiderivative",
    wrt="self",
    examples="curves('spline')",
)
function(
    "scipy.interpolate.BSpline.integrate(self, a, b, extrapolate=None)",
    by="srcad.solving.bsplines.integrate",
    wrt="self a b",
    examples="curves('spline'), number(0.0, 1.0), number(1.0, 4.0)",
)
function(
    "scipy.interpolate.make_interp_spline(x, y, k=3, t=None, bc_type=None, axis=0, check_finite=True)",
    by="srcad.solving.bsplines.interpolating",
    wrt="x y t bc_type",
    examples=("linspace(0.0, 3.0, 7), real(7)", "linspace(0.0, 3.0, 7), real(7, 2), 5"),
)
function(
    "scipy.interpolate.make_lsq_spline(x, y, t, k=3, w=None, axis=0, check_finite=True, *, method=None)",
    by="srcad.solving.bsplines.fitted",
    wrt="x y t w",
    examples="linspace(0.1, 2.9, 9), real(9), array([0, 0, 0, 0, 2, 3, 3, 3, 3])",
)
function(
    "scipy.interpolate.make_smoothing_spline(x, y, w=None, lam=None, *, axis=0)",
    by="srcad.solving.bsplines.smoothing",
    wrt="y w lam",
    examples="linspace(0.0, 3.0, 9), real(9), positive(9), number(0.5, 2.0)",
)
