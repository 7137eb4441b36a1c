"""The rules of `scipy.interpolate`: objects are evaluated with their own derivatives, made through `srcad.solving`."""

from srcad.rules.registry import function, unsupported

function(
    "scipy.interpolate.PPoly.__call__(self, x, nu=0, extrapolate=None)",
    by="srcad.solving.piecewise.evaluate",
    wrt="self x",
    examples="curves('cubic'), uniform(0.0, 3.0, 4)",
)
function(
    "scipy.interpolate._interpolate._BPoly.__call__(self, x, nu=0, extrapolate=None)",
    by="srcad.solving.piecewise.evaluate",
    wrt="self x",
    examples="curves('bernstein'), uniform(0.0, 1.0, 4)",
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

# Cubic interpolants of data

function(
    "scipy.interpolate.CubicSpline(x, y, axis=0, bc_type='not-a-knot', extrapolate=None)",
    by="srcad.solving.cubics.spline",
    wrt="x y bc_type",
    examples=(
        "linspace(0.0, 3.0, 7), real(7)",
        "linspace(0.0, 3.0, 3), real(3, 2)",
        "linspace(0.0, 3.0, 2), real(2)",
        "linspace(0.0, 3.0, 7), real(7), 0, 'natural'",
        "linspace(0.0, 3.0, 7), real(7), 0, 'clamped'",
        "linspace(0.0, 3.0, 3), real(2, 3), 1, 'natural'",
        "linspace(0.0, 3.0, 7), real(7), 0, ((1, number()), (2, number()))",
    ),
)
function(
    "scipy.interpolate.PchipInterpolator(x, y, axis=0, extrapolate=None)",
    by="srcad.solving.cubics.monotone",
    wrt="x y",
    examples=("linspace(0.0, 3.0, 7), real(7)", "linspace(0.0, 3.0, 2), real(3, 2), 1"),
)
function(
    "scipy.interpolate.Akima1DInterpolator(x, y, axis=0, *, method='akima', extrapolate=None)",
    by="srcad.solving.cubics.akima",
    wrt="x y",
    examples=(
        "linspace(0.0, 3.0, 7), real(7)",
        "linspace(0.0, 3.0, 7), real(7), method='makima'",
        "linspace(0.0, 3.0, 2), real(2)",
    ),
)

# Polynomials and `interp1d`

function(
    "scipy.interpolate.interp1d(x, y, kind='linear', axis=-1, copy=True, bounds_error=None, fill_value=numpy.nan, "
    "assume_sorted=False)",
    by="srcad.solving.nodes.made",
    wrt="x y fill_value",
    examples="linspace(0.0, 3.0, 7), real(7)",
)
function(
    "scipy.interpolate.interp1d.__call__(self, x)",
    by="srcad.solving.nodes.evaluate",
    wrt="self x",
    examples=("curves('linear'), uniform(0.0, 3.0, 4)", "curves('krogh'), uniform(0.0, 3.0, 4)"),
)
function(
    "scipy.interpolate.KroghInterpolator.derivative(self, x, der=1)",
    by="srcad.solving.nodes.derivative",
    wrt="self x",
    examples="curves('krogh'), uniform(0.0, 3.0, 4)",
)
function(
    "scipy.interpolate.BarycentricInterpolator.derivative(self, x, der=1)",
    by="srcad.solving.nodes.derivative",
    wrt="self x",
    examples="curves('barycentric'), 1",
)

# FITPACK

function(
    "scipy.interpolate.splev(x, tck, der=0, ext=0)",
    by="srcad.solving.fitpack.evaluate",
    wrt="x tck",
    examples=("uniform(0.0, 3.0, 4), curves('tuple')", "uniform(0.0, 3.0, 4), curves('tuple'), 1, 3"),
)
function(
    "scipy.interpolate.splrep(x, y, w=None, xb=None, xe=None, k=3, task=0, s=None, t=None, full_output=0, per=0, "
    "quiet=1)",
    by="srcad.solving.fitpack.interpolated",
    wrt="x y t w",
    examples=("linspace(0.0, 3.0, 7), real(7)", "linspace(0.0, 3.0, 7), real(7), k=4, s=0"),
)
function(
    "scipy.interpolate.splint(a, b, tck)",
    by="srcad.solving.fitpack.integral",
    wrt="a b tck",
    examples=(
        "number(0.1, 1.0), number(1.0, 2.9), curves('tuple')",
        "array([0.5, 1.0]), array([2.0, 2.9]), curves('tuple')",
    ),
)
function(
    "scipy.interpolate.splder(tck, n=1)",
    by="srcad.solving.fitpack.derivative",
    wrt="tck",
    examples="curves('tuple')",
)
function(
    "scipy.interpolate.splantider(tck, n=1)",
    by="srcad.solving.fitpack.antiderivative",
    wrt="tck",
    examples="curves('tuple')",
)
function(
    "scipy.interpolate.sproot(tck, mest=10)",
    by="srcad.solving.fitpack.roots",
    wrt="tck",
    examples="curves('tuple')",
)
function(
    "scipy.interpolate.spalde(x, tck)",
    by="srcad.solving.fitpack.all_derivatives",
    wrt="x tck",
    examples="uniform(0.0, 3.0, 4), curves('tuple')",
)
unsupported(
    "scipy.interpolate.insert(x, tck, m=1, per=0)",
    because="the spline stays the same, and FITPACK leaves coefficients undefined",
    use="the spline without the knot",
    examples="1.5, curves('tuple')",
)
unsupported(
    "scipy.interpolate.BSpline.insert_knot(self, x, m=1)",
    because="the spline stays the same",
    use="the spline without the knot",
    examples="curves('spline'), 1.5",
)
function(
    "scipy.interpolate.UnivariateSpline.__call__(self, x, nu=0, ext=None)",
    by="srcad.solving.fitpack.object_value",
    wrt="self x",
    examples="curves('univariate'), uniform(0.0, 3.0, 4)",
)
function(
    "scipy.interpolate.UnivariateSpline.integral(self, a, b)",
    by="srcad.solving.fitpack.object_integral",
    wrt="self a b",
    examples="curves('univariate'), number(0.1, 1.0), number(1.0, 2.9)",
)
function(
    "scipy.interpolate.UnivariateSpline.roots(self)",
    by="srcad.solving.fitpack.object_roots",
    wrt="self",
    examples="curves('univariate')",
)
function(
    "scipy.interpolate.InterpolatedUnivariateSpline(x, y, w=None, bbox=(None, None), k=3, ext=0, check_finite=False)",
    by="srcad.solving.fitpack.interpolating_object",
    wrt="x y",
    examples="linspace(0.0, 3.0, 7), real(7)",
)
function(
    "scipy.interpolate.UnivariateSpline(x, y, w=None, bbox=(None, None), k=3, s=None, ext=0, check_finite=False)",
    by="srcad.solving.fitpack.smoothing_object",
    wrt="x y",
    examples="linspace(0.0, 3.0, 7), real(7), s=0",
)
function(
    "scipy.interpolate.LSQUnivariateSpline(x, y, t, w=None, bbox=(None, None), k=3, ext=0, check_finite=False)",
    by="srcad.solving.fitpack.fitted_object",
    wrt="x y t w",
    examples="linspace(0.0, 3.0, 9), real(9), array([1.0, 2.0])",
)

# Several variables

function(
    "scipy.interpolate.RegularGridInterpolator(points, values, method='linear', bounds_error=True, "
    "fill_value=numpy.nan, *, solver=None, solver_args=None)",
    by="srcad.solving.grids.regular",
    wrt="values",
    examples="(array([0, 1, 2, 3]), array([0, 1, 3])), real(4, 3)",
)
function(
    "scipy.interpolate.RegularGridInterpolator.__call__(self, xi, method=None, *, nu=None)",
    by="srcad.solving.grids.on_grid",
    wrt="self xi",
    examples=(
        "curves('regular'), uniform(0.0, 2.0, 3, 2)",
        "curves('regular'), uniform(0.0, 2.0, 3, 2), 'cubic'",
        "curves('regular'), uniform(0.0, 2.0, 3, 2), 'nearest'",
    ),
)
function(
    "scipy.interpolate.interpn(points, values, xi, method='linear', bounds_error=True, fill_value=numpy.nan)",
    by="srcad.solving.grids.at_once",
    wrt="values xi",
    examples=(
        "(array([0, 1, 2, 3]), array([0, 1, 3])), real(4, 3), uniform(0.0, 3.0, 5, 2)",
        "(array([0, 1, 2, 3]), array([0, 1, 2, 3])), real(4, 4), uniform(0.0, 3.0, 5, 2), 'cubic'",
    ),
)

# Curves

function(
    "scipy.interpolate.splprep(x, w=None, u=None, ub=None, ue=None, k=3, task=0, s=None, t=None, "
    "full_output=0, nest=None, per=0, quiet=1)",
    by="srcad.solving.parametric.curve",
    wrt="x u",
    examples="[real(6), real(6)], s=0",
)
function(
    "scipy.interpolate.make_splrep(x, y, *, w=None, xb=None, xe=None, k=3, s=0, t=None, nest=None, bc_type=None)",
    by="srcad.solving.parametric.represented",
    wrt="x y",
    examples="linspace(0.0, 3.0, 7), real(7)",
)
function(
    "scipy.interpolate.make_splprep(x, *, w=None, u=None, ub=None, ue=None, k=3, s=0, t=None, nest=None, bc_type=None)",
    by="srcad.solving.parametric.represented_curve",
    wrt="x u",
    examples="[[0, 1, 2, 4], [0, 1, 0, 1]]",
)

# Splines of two and of several variables

function(
    "srcad.solving.tensors.product(knots, c, degrees, places, nu)",
    by="srcad.solving.tensors.product_rule",
    wrt="knots c places",
)
function(
    "scipy.interpolate.NdBSpline(t, c, k, *, extrapolate=None)",
    by="srcad.solving.tensors.spline",
    wrt="t c",
    examples="curves('knots'), real(9, 10), (3, 2)",
)
function(
    "scipy.interpolate.NdBSpline.__call__(self, xi, *, nu=None, extrapolate=None)",
    by="srcad.solving.tensors.evaluate",
    wrt="self xi",
    examples=("curves('tensor'), uniform(0.1, 2.9, 3, 2)", "curves('tensor'), uniform(0.1, 2.9, 3, 2), nu=(1, 2)"),
)
function(
    "scipy.interpolate.NdBSpline.derivative(self, nu)",
    by="srcad.solving.tensors.derivative",
    wrt="self",
    examples="curves('tensor'), (1, 1)",
)
function(
    "scipy.interpolate.bisplev(x, y, tck, dx=0, dy=0)",
    by="srcad.solving.surfaces.evaluate",
    wrt="x y tck",
    examples=(
        "array([0.5, 1.5]), array([0.3, 1.1, 2.5]), curves('sheet')",
        "number(0.1, 2.9), number(0.1, 2.9), curves('sheet'), 1, 2",
        "array([0.5, 1.5]), number(0.1, 2.9), curves('sheet')",
    ),
)
function(
    "scipy.interpolate.bisplrep(x, y, z, w=None, xb=None, xe=None, yb=None, ye=None, kx=3, ky=3, "
    "task=0, s=None, eps=1e-16, tx=None, ty=None, "
    "full_output=0, nxest=None, nyest=None, quiet=1)",
    by="srcad.solving.surfaces.represented",
    wrt="x y z w",
    examples="linspace(0.0, 3.0, 20), uniform(0.0, 3.0, 20), real(20), kx=2, ky=2, s=1e6",
)
function(
    "scipy.interpolate.RectBivariateSpline.__call__(self, x, y, dx=0, dy=0, grid=True)",
    by="srcad.solving.surfaces.object_value",
    wrt="self x y",
    examples=(
        "curves('surface'), array([0.5, 1.5]), array([0.3, 1.1, 2.5])",
        "curves('surface'), uniform(0.1, 2.9, 3), uniform(0.1, 2.9, 3), 1, 0, False",
    ),
)
function(
    "scipy.interpolate.RectBivariateSpline.partial_derivative(self, dx, dy)",
    by="srcad.solving.surfaces.object_derivative",
    wrt="self",
    examples="curves('surface'), 1, 2",
)
function(
    "scipy.interpolate.RectBivariateSpline.integral(self, xa, xb, ya, yb)",
    by="srcad.solving.surfaces.object_integral",
    wrt="self xa xb ya yb",
    examples="curves('surface'), number(0.1, 1.0), number(1.0, 2.9), number(0.1, 1.0), number(1.0, 2.9)",
)
function(
    "scipy.interpolate.RectBivariateSpline(x, y, z, bbox=(None, None, None, None), kx=3, ky=3, s=0, maxit=20)",
    by="srcad.solving.surfaces.rectangular",
    wrt="x y z",
    examples="linspace(0.0, 3.0, 5), linspace(0.0, 3.0, 6), real(5, 6)",
)
function(
    "scipy.interpolate.SmoothBivariateSpline(x, y, z, w=None, bbox=(None, None, None, None), kx=3, ky=3, s=None, "
    "eps=1e-16)",
    by="srcad.solving.surfaces.smooth",
    wrt="x y z w",
    examples="linspace(0.0, 3.0, 20), uniform(0.0, 3.0, 20), real(20), kx=2, ky=2, s=1e6",
)
function(
    "scipy.interpolate.LSQBivariateSpline(x, y, z, tx, ty, w=None, bbox=(None, None, None, None), kx=3, ky=3, "
    "eps=None)",
    by="srcad.solving.surfaces.fitted",
    wrt="x y z tx ty w",
    examples="linspace(0.0, 3.0, 30), uniform(0.0, 3.0, 30), real(30), array([1.5]), array([1]), None, (-1, 4, -1, 4)",
)

function(
    "scipy.interpolate.RectSphereBivariateSpline(u, v, r, s=0.0, pole_continuity=False, pole_values=None, "
    "pole_exact=False, pole_flat=False)",
    by="srcad.solving.spheres.rectangular",
    wrt="r pole_values",
    examples="linspace(0.5, 2.5, 5), linspace(0.0, 5.0, 5), real(5, 5), 0.0, False, (number(), None)",
)
function(
    "scipy.interpolate.LSQSphereBivariateSpline(theta, phi, r, tt, tp, w=None, eps=1e-16)",
    by="srcad.solving.spheres.fitted",
    wrt="r",
    examples="linspace(0.1, 3.0, 60), 6.0 * uniform(0.0, 1.0, 60), real(60), array([1.5]), array([2.0, 4.0])",
)

# Scattered points

function(
    "scipy.interpolate._interpnd._ndim_coords_from_arrays(points, ndim=None)",
    by="srcad.solving.scattered.coordinates",
    wrt="points",
    examples=("real(4, 2)", "(real(3, 1), real(3))", "real(4), 2"),
)
function(
    "scipy.interpolate._interpnd.NDInterpolatorBase.__call__(self, *args, simplex_tolerance=1.0)",
    by="srcad.solving.scattered.evaluate",
    wrt="self args",
    examples=("curves('triangles'), uniform(0.3, 0.7, 4, 2)", "curves('cubic triangles'), uniform(0.3, 0.7, 4, 2)"),
)
function(
    "scipy.interpolate.LinearNDInterpolator(points, values, fill_value=numpy.nan, rescale=False)",
    by="srcad.solving.scattered.linear",
    wrt="points values fill_value",
    examples="real(8, 2), real(8)",
)
function(
    "scipy.interpolate.CloughTocher2DInterpolator(points, values, fill_value=numpy.nan, tol=1e-06, maxiter=400, "
    "rescale=False)",
    by="srcad.solving.scattered.smooth",
    wrt="points values fill_value tol",
    examples="curves('delaunay'), real(30)",
)
function(
    "scipy.interpolate.NearestNDInterpolator(x, y, rescale=False, tree_options=None)",
    by="srcad.solving.scattered.nearest",
    wrt="x y",
    examples="real(5, 2), real(5)",
)
function(
    "scipy.interpolate.NearestNDInterpolator.__call__(self, *args, **query_options)",
    by="srcad.solving.scattered.nearest_value",
    wrt="self args",
    examples="curves('nearest'), uniform(0.3, 0.7, 4, 2)",
)
function(
    "scipy.interpolate.RBFInterpolator(y, d, neighbors=None, smoothing=0.0, kernel='thin_plate_spline', "
    "epsilon=None, degree=None)",
    by="srcad.solving.radial.interpolator",
    wrt="y d smoothing epsilon",
    examples="real(7, 2), real(7)",
)
function(
    "scipy.interpolate.RBFInterpolator.__call__(self, x)",
    by="srcad.solving.radial.evaluate",
    wrt="self x",
    examples=(
        "curves('thin_plate_spline'), uniform(0.1, 1.9, 3, 2)",
        "curves('gaussian'), uniform(0.1, 1.9, 3, 2)",
        "curves('quintic'), uniform(0.1, 1.9, 3, 2)",
    ),
)

# Refused: what is chosen by a search, triangulated, or has a better form

unsupported(
    "scipy.interpolate.SmoothSphereBivariateSpline(theta, phi, r, w=None, s=0.0, eps=1e-16)",
    because="FITPACK fits it",
    use="RegularGridInterpolator, whose values may vary",
    examples="real(3), real(3), real(3)",
)
unsupported(
    "scipy.interpolate.AAA(x, y, *, rtol=None, max_terms=100, clean_up=True, clean_up_tol=1e-13)",
    because="it chooses its support points by a search",
    use="FloaterHormannInterpolator or BarycentricInterpolator",
    examples="real(5), real(5)",
)
unsupported(
    "scipy.interpolate.generate_knots(x, y, *, w=None, xb=None, xe=None, k=3, s=0, nest=None)",
    because="its knots are chosen by the smoothing condition, and jump",
    use="knots of your own",
    examples="real(5), real(5)",
)
