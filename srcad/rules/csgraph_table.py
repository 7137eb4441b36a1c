"""The rules of `scipy.sparse.csgraph`: its compiled code reads the weights, which is refused where they vary."""

from srcad.rules.registry import unsupported

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
