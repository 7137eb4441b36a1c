"""The rules of `scipy.sparse.csgraph`: lengths of paths and trees vary with the weights, orders are constant."""

from srcad.rules.registry import constant, function, unsupported

function(
    "scipy.sparse.csgraph.shortest_path(csgraph, method='auto', directed=True, "
    "return_predecessors=False, unweighted=False, overwrite=False, indices=None)",
    by="srcad.solving.paths.shortest_path",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
function(
    "scipy.sparse.csgraph.dijkstra(csgraph, directed=True, indices=None, return_predecessors=False, "
    "unweighted=False, limit=inf, min_only=False)",
    by="srcad.solving.paths.dijkstra",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
function(
    "scipy.sparse.csgraph.bellman_ford(csgraph, directed=True, indices=None, return_predecessors=False, "
    "unweighted=False)",
    by="srcad.solving.paths.bellman_ford",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
function(
    "scipy.sparse.csgraph.floyd_warshall(csgraph, directed=True, return_predecessors=False, "
    "unweighted=False, overwrite=False)",
    by="srcad.solving.paths.floyd_warshall",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
function(
    "scipy.sparse.csgraph.johnson(csgraph, directed=True, indices=None, return_predecessors=False, unweighted=False)",
    by="srcad.solving.paths.johnson",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
function(
    "scipy.sparse.csgraph.yen(csgraph, source, sink, K, directed=True, return_predecessors=False, unweighted=False)",
    by="srcad.solving.paths.yen",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]], 0, 2, 2",
)
function(
    "scipy.sparse.csgraph.minimum_spanning_tree(csgraph, overwrite=False)",
    by="srcad.solving.paths.minimum_spanning_tree",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
function(
    "scipy.sparse.csgraph.breadth_first_tree(csgraph, i_start, directed=True)",
    by="srcad.solving.paths.breadth_first_tree",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]], 0",
)
function(
    "scipy.sparse.csgraph.depth_first_tree(csgraph, i_start, directed=True)",
    by="srcad.solving.paths.depth_first_tree",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]], 0",
)
function(
    "scipy.sparse.csgraph.csgraph_from_dense(graph, null_value=0, nan_null=True, infinity_null=True)",
    by="srcad.solving.paths.csgraph_from_dense",
    wrt="graph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
unsupported(
    "scipy.sparse.csgraph.csgraph_from_masked(graph)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
unsupported(
    "scipy.sparse.csgraph.csgraph_masked_from_dense(graph, null_value=0, nan_null=True, infinity_null=True, copy=True)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
function(
    "scipy.sparse.csgraph.csgraph_to_dense(csgraph, null_value=0)",
    by="srcad.solving.paths.csgraph_to_dense",
    wrt="csgraph",
    examples="[[0, 2, 5], [0, 0, 1], [0, 0, 0]]",
)
unsupported(
    "scipy.sparse.csgraph.csgraph_to_masked(csgraph)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
function(
    "scipy.sparse.csgraph.construct_dist_matrix(graph, predecessors, directed=True, null_value=inf)",
    by="srcad.solving.paths.construct_dist_matrix",
    wrt="graph",
    examples="[[0, 2], [1, 0]], array([[-9999, 0], [1, -9999]])",
)
function(
    "scipy.sparse.csgraph.reconstruct_path(csgraph, predecessors, directed=True)",
    by="srcad.solving.paths.reconstruct_path",
    wrt="csgraph",
    examples="[[0, 2], [1, 0]], array([-9999, 0])",
)

# Orders, labels and matchings are integers, which do not vary with the weights.
constant(
    "scipy.sparse.csgraph.breadth_first_order(csgraph, i_start, directed=True, return_predecessors=True)",
    examples="sparse(spd(3)), 0",
)
constant(
    "scipy.sparse.csgraph.depth_first_order(csgraph, i_start, directed=True, return_predecessors=True)",
    examples="sparse(spd(3)), 0",
)
constant(
    "scipy.sparse.csgraph.connected_components(csgraph, directed=True, connection='weak', return_labels=True)",
    examples="sparse(spd(3))",
)
constant("scipy.sparse.csgraph.maximum_bipartite_matching(graph, perm_type='row')", examples="sparse(spd(3))")
constant(
    "scipy.sparse.csgraph.min_weight_full_bipartite_matching(biadjacency, maximize=False)", examples="sparse(spd(3))"
)
constant("scipy.sparse.csgraph.reverse_cuthill_mckee(graph, symmetric_mode=False)", examples="sparse(spd(3))")
constant("scipy.sparse.csgraph.structural_rank(graph)", examples="sparse(spd(3))")
unsupported(
    "scipy.sparse.csgraph.maximum_flow(csgraph, source, sink, *, method='dinic')",
    because="capacities are integers, which cannot vary",
    use="the capacities of the cut that it finds, added up",
)
