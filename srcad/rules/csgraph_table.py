"""The rules of `scipy.sparse.csgraph`: what reads weights is refused where they vary, orders are constant."""

from srcad.rules.registry import constant, unsupported

unsupported(
    "scipy.sparse.csgraph.shortest_path(csgraph, method='auto', directed=True, "
    "return_predecessors=False, unweighted=False, overwrite=False, indices=None)",
    because="the weights are read by compiled code",
    use="the predecessors for constant weights, return_predecessors=True, and the sum of the weights along each path",
)
unsupported(
    "scipy.sparse.csgraph.dijkstra(csgraph, directed=True, indices=None, return_predecessors=False, "
    "unweighted=False, limit=inf, min_only=False)",
    because="the weights are read by compiled code",
    use="the predecessors for constant weights, return_predecessors=True, and the sum of the weights along each path",
)
unsupported(
    "scipy.sparse.csgraph.bellman_ford(csgraph, directed=True, indices=None, return_predecessors=False, "
    "unweighted=False)",
    because="the weights are read by compiled code",
    use="the predecessors for constant weights, return_predecessors=True, and the sum of the weights along each path",
)
unsupported(
    "scipy.sparse.csgraph.floyd_warshall(csgraph, directed=True, return_predecessors=False, "
    "unweighted=False, overwrite=False)",
    because="the weights are read by compiled code",
    use="the predecessors for constant weights, return_predecessors=True, and the sum of the weights along each path",
)
unsupported(
    "scipy.sparse.csgraph.johnson(csgraph, directed=True, indices=None, return_predecessors=False, unweighted=False)",
    because="the weights are read by compiled code",
    use="the predecessors for constant weights, return_predecessors=True, and the sum of the weights along each path",
)
unsupported(
    "scipy.sparse.csgraph.yen(csgraph, source, sink, K, directed=True, return_predecessors=False, unweighted=False)",
    because="the weights are read by compiled code",
    use="the predecessors for constant weights, return_predecessors=True, and the sum of the weights along each path",
)
unsupported(
    "scipy.sparse.csgraph.minimum_spanning_tree(csgraph, overwrite=False)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
unsupported(
    "scipy.sparse.csgraph.breadth_first_tree(csgraph, i_start, directed=True)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
unsupported(
    "scipy.sparse.csgraph.depth_first_tree(csgraph, i_start, directed=True)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
unsupported(
    "scipy.sparse.csgraph.csgraph_from_dense(graph, null_value=0, nan_null=True, infinity_null=True)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
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
unsupported(
    "scipy.sparse.csgraph.csgraph_to_dense(csgraph, null_value=0)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
unsupported(
    "scipy.sparse.csgraph.csgraph_to_masked(csgraph)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
unsupported(
    "scipy.sparse.csgraph.construct_dist_matrix(graph, predecessors, directed=True, null_value=inf)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
)
unsupported(
    "scipy.sparse.csgraph.reconstruct_path(csgraph, predecessors, directed=True)",
    because="the weights are read by compiled code",
    use="the same entries of the dense array of weights, chosen by an index that is constant",
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
