"""The rules of `scipy.spatial.distance` and `scipy.spatial` for what their Python source does not show.

The metrics of two vectors, `distance_matrix`, `geometric_slerp` and `procrustes` are differentiated by their source.
"""

from srcad.rules.registry import constant, terms, unsupported

terms(
    "scipy.spatial.distance.cdist(XA, XB, metric='euclidean', *, out=None, p=None, w=None, V=None, VI=None)",
    XA="all_pairs_tangent(XA, XB, d_XA, None, out, metric, p=p, w=w, V=V, VI=VI)",
    XB="all_pairs_tangent(XA, XB, None, d_XB, out, metric, p=p, w=w, V=V, VI=VI)",
    together="all_pairs_tangent(XA, XB, d_XA, d_XB, out, metric, p=p, w=w, V=V, VI=VI)",
    examples=(
        "real(4, 3), real(2, 3)",
        "real(4, 3), real(2, 3), 'sqeuclidean'",
        "real(4, 3), real(2, 3), 'cityblock'",
        "real(4, 3), real(2, 3), 'chebyshev'",
        "real(4, 3), real(2, 3), 'minkowski', p=3, w=[1, 2, 3]",
        "real(4, 3), real(2, 3), 'minkowski', p=1.5",
        "real(4, 3), real(2, 3), 'euclidean', w=[1, 2, 3]",
        "real(4, 3), real(2, 3), 'seuclidean', V=[1, 2, 3]",
        "real(4, 3), real(2, 3), 'mahalanobis', VI=[[2, 1, 0], [1, 3, 0], [0, 0, 1]]",
        "real(4, 3), real(2, 3), 'cosine'",
        "real(4, 3), real(2, 3), 'correlation', w=[1, 2, 3]",
        "real(4, 3), real(2, 3), 'canberra'",
        "real(4, 3), real(2, 3), 'braycurtis', w=[1, 2, 3]",
        "positive(4, 3), positive(2, 3), 'jensenshannon'",
        "real(4, 3), real(2, 3), 'hamming'",
    ),
)
terms(
    "scipy.spatial.distance.pdist(X, metric='euclidean', *, out=None, p=None, w=None, V=None, VI=None)",
    X="pairs_within_tangent(X, d_X, out, metric, p=p, w=w, V=V, VI=VI)",
    examples=(
        "real(4, 3)",
        "real(4, 3), 'sqeuclidean'",
        "real(4, 3), 'minkowski', p=3",
        "real(4, 3), 'correlation'",
        "real(4, 3), 'mahalanobis', VI=[[2, 1, 0], [1, 3, 0], [0, 0, 1]]",
        "real(4, 3), 'jaccard'",
    ),
)
terms(
    "scipy.spatial.distance.squareform(X, force='no', checks=True)",
    X="squareform(d_X, force=force, checks=False)",
    examples=("real(6)", "array([[0.0, 1.0, 2.0], [1.0, 0.0, 3.0], [2.0, 3.0, 0.0]]), checks=False"),
)
terms(
    "scipy.spatial.distance.directed_hausdorff(u, v, rng=0)",
    outputs=-1,
    u="hausdorff_tangent(u, v, d_u, None, out)",
    v="hausdorff_tangent(u, v, None, d_v, out)",
    together="hausdorff_tangent(u, v, d_u, d_v, out)",
    examples="real(4, 3), real(5, 3)",
)
constant(
    "scipy.spatial.distance.is_valid_dm(D, tol=0.0, throw=False, name='D', warning=False)", examples="zeros((3, 3))"
)
constant("scipy.spatial.distance.is_valid_y(y, warning=False, throw=False, name=None)", examples="real(3)")
constant("scipy.spatial.distance.num_obs_dm(d)", examples="zeros((3, 3))")
constant("scipy.spatial.distance.num_obs_y(Y)", examples="real(3)")

# Distances of points; the last axis is that of the coordinates.
terms(
    "scipy.spatial.minkowski_distance(x, y, p=2.0)",
    x="minkowski_tangent(x, y, d_x, None, out, p=p)",
    y="minkowski_tangent(x, y, None, d_y, out, p=p)",
    together="minkowski_tangent(x, y, d_x, d_y, out, p=p)",
    examples=(
        "real(4, 3), real(4, 3)",
        "real(4, 3), real(3), 1",
        "real(4, 1, 3), real(2, 3), 3.0",
        "real(3), real(3), inf",
    ),
)
terms(
    "scipy.spatial.minkowski_distance_p(x, y, p=2.0)",
    x="minkowski_power_tangent(x, y, d_x, None, out, p=p)",
    y="minkowski_power_tangent(x, y, None, d_y, out, p=p)",
    together="minkowski_power_tangent(x, y, d_x, d_y, out, p=p)",
    examples=(
        "real(4, 3), real(4, 3)",
        "real(4, 3), real(3), 1",
        "real(4, 1, 3), real(2, 3), 3.0",
        "real(3), real(3), inf",
    ),
)
terms(
    "scipy.spatial.distance_matrix(x, y, p=2.0, threshold=1000000)",
    x="vector_norm_tangent(point_differences(x, y), same_difference(d_x, x, y, True), out, p)",
    y="vector_norm_tangent(point_differences(x, y), same_difference(d_y, x, y, False), out, p)",
    examples=("real(4, 3), real(2, 3)", "real(4, 3), real(2, 3), 1.0", "real(4, 3), real(2, 3), 3.0"),
)

# Structures that are found by comparing.
unsupported(
    "scipy.spatial.ConvexHull(points, incremental=False, qhull_options=None)",
    because="the combinatorial structure that it finds has no derivative, and its numbers have no rule",
    use="Find the hull of constant points, and write area and volume of its simplices by their corners.",
)
unsupported(
    "scipy.spatial.Delaunay(points, furthest_site=False, incremental=False, qhull_options=None)",
    because="the combinatorial structure that it finds has no derivative, and its numbers have no rule",
    use="Triangulate constant points (srcad.stop_derivative), and write what is inside by barycentric coordinates.",
)
unsupported(
    "scipy.spatial.Voronoi(points, furthest_site=False, incremental=False, qhull_options=None)",
    because="the combinatorial structure that it finds has no derivative, and its numbers have no rule",
    use="Find the cells of constant points, and write their corners as circumcentres of the simplices.",
)
unsupported(
    "scipy.spatial.HalfspaceIntersection(halfspaces, interior_point, incremental=False, qhull_options=None)",
    because="the combinatorial structure that it finds has no derivative, and its numbers have no rule",
    use="Find the intersection of constant half-spaces, and solve for its corners.",
)
unsupported(
    "scipy.spatial.SphericalVoronoi(points, radius=1, center=None, threshold=1e-06)",
    because="the combinatorial structure that it finds has no derivative, and its numbers have no rule",
    use="Find the cells of constant points, and write their corners as circumcentres.",
)
unsupported(
    "scipy.spatial.KDTree(data, leafsize=10, compact_nodes=True, copy_data=False, balanced_tree=True, boxsize=None)",
    because="a search tree holds copies of the points that no tangent follows",
    use="Search among constant points (srcad.stop_derivative) for the indices, and compute the distances from them.",
)
unsupported(
    "scipy.spatial.cKDTree(data, leafsize=16, compact_nodes=True, copy_data=False, balanced_tree=True, boxsize=None)",
    because="a search tree holds copies of the points that no tangent follows",
    use="Search among constant points (srcad.stop_derivative) for the indices, and compute the distances from them.",
)
unsupported(
    "scipy.spatial.tsearch(tri, xi)",
    because="it finds the simplex of a point, by comparing",
    use="Keep the point constant with srcad.stop_derivative to find its simplex.",
)
unsupported(
    "scipy.spatial.convex_hull_plot_2d(hull, ax=None)",
    because="a drawing has no derivative",
    use="Draw outside of the function.",
)
unsupported(
    "scipy.spatial.delaunay_plot_2d(tri, ax=None)",
    because="a drawing has no derivative",
    use="Draw outside of the function.",
)
unsupported(
    "scipy.spatial.voronoi_plot_2d(vor, ax=None, **kw)",
    because="a drawing has no derivative",
    use="Draw outside of the function.",
)
