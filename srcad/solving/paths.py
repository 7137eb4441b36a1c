"""The tangents of shortest paths and of trees in graphs: the edges that were chosen are constant, their weights vary.

Where another path becomes as short, the derivative jumps; the one that SciPy chose is differentiated.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph as graphs

from srcad.rules import registry
from srcad.runtime import apply
from srcad.values.carrying import refuse_value


def dense(graph: Any) -> Any:
    """Return the weights of a graph as an array."""
    return graph.toarray() if sparse.issparse(graph) else np.asarray(graph)


@registry.constant_rule
def is_edge(graph: Any) -> Any:
    """Tell where a graph has edges: a sparse one where it has an entry, a dense one where a number is a weight."""
    if not sparse.issparse(graph):
        return is_weight(np.asarray(graph))
    entries = graph.tocoo()
    found = np.zeros(graph.shape, dtype=bool)
    found[entries.row, entries.col] = True
    return found


def is_weight(weights: Any) -> Any:
    """Tell which numbers of a dense graph are weights: zero, infinity and NaN stand for no edge."""
    return (weights != 0) & np.isfinite(weights)


@registry.constant_rule
def edges_of(weights: Any, present: Any, predecessors: Any, directed: bool) -> Any:
    """Return for each node on each row's paths where the weight of its last edge stands, and whether it has one."""
    nodes = np.broadcast_to(np.arange(predecessors.shape[1]), predecessors.shape)
    known = predecessors >= 0
    start, end = np.where(known, predecessors, nodes), nodes
    if not directed:  # the smaller of the two weights
        turned = present[end, start] & (~present[start, end] | (weights[end, start] < weights[start, end]))
        start, end = np.where(turned, end, start), np.where(turned, start, end)
    return start, end, known


@registry.constant_rule
def parents_of(predecessors: Any) -> Any:
    """Return the places of the nodes before, and those before these, doubling the distance until all are starts."""
    none = predecessors.shape[1]
    parents = np.where(predecessors >= 0, predecessors, none)
    parents = np.concatenate((parents, np.full((len(parents), 1), none)), axis=1)
    found = []
    while np.any(parents != none):
        found.append(parents)
        parents = np.take_along_axis(parents, parents, axis=1)
    return found


def lengths(weights: Any, present: Any, predecessors: Any, directed: bool) -> Any:
    """Return the lengths of the paths that predecessors of shape (paths, nodes) describe, 0.0 where there is none."""
    start, end, known = edges_of(weights, present, predecessors, directed)
    total = np.where(known, weights[start, end], 0.0)
    total = np.concatenate((total, np.zeros((len(total), 1))), axis=1)
    for parents in parents_of(predecessors):
        total = total + np.take_along_axis(total, parents, axis=1)
    return total[:, :-1]


def lengths_tangent(graph: Any, d_graph: Any, predecessors: Any, directed: Any, unweighted: Any = False) -> Any:
    """Return the tangent of the lengths, in the shape of the predecessors."""
    if unweighted:
        return np.zeros(np.shape(predecessors))
    weights, d_weights = apply(dense, (graph,), (d_graph,))
    given = weights, is_edge(graph), np.atleast_2d(predecessors), directed
    found = apply(lengths, given, (d_weights, None, None, None))[1]
    return np.reshape(found, np.shape(predecessors))


def as_asked(found: Any, before: Any, wants_both: Any, graph: Any, d_graph: Any, directed: Any, unweighted: Any) -> Any:
    """Return the lengths of paths with their tangent, with the predecessors or without."""
    d_found = lengths_tangent(graph, d_graph, before, directed, unweighted)
    return ((found, before), (d_found, None)) if wants_both else (found, d_found)


def refuse_overwrite(overwrite: Any) -> None:
    """Refuse to let a function write over the weights."""
    if overwrite:
        refuse_value("the weights of a graph are overwritten with distances", "Leave out overwrite=True.")


def shortest_path(
    csgraph: Any,
    method: Any = "auto",
    directed: Any = True,
    return_predecessors: Any = False,
    unweighted: Any = False,
    overwrite: Any = False,
    indices: Any = None,
    *,
    d_csgraph: Any = None,
) -> Any:
    """Find the shortest paths from all nodes, or from some."""
    refuse_overwrite(overwrite)
    found, before = graphs.shortest_path(csgraph, method, directed, True, unweighted, False, indices)
    return as_asked(found, before, return_predecessors, csgraph, d_csgraph, directed, unweighted)


def dijkstra(
    csgraph: Any,
    directed: Any = True,
    indices: Any = None,
    return_predecessors: Any = False,
    unweighted: Any = False,
    limit: Any = math.inf,
    min_only: Any = False,
    *,
    d_csgraph: Any = None,
) -> Any:
    """Find the shortest paths by Dijkstra's method."""
    found, before, *sources = graphs.dijkstra(csgraph, directed, indices, True, unweighted, limit, min_only)
    d_found = lengths_tangent(csgraph, d_csgraph, before, directed, unweighted)
    if not return_predecessors:
        return found, d_found
    return (found, before, *sources), (d_found, None, *(None for _ in sources))


def bellman_ford(
    csgraph: Any,
    directed: Any = True,
    indices: Any = None,
    return_predecessors: Any = False,
    unweighted: Any = False,
    *,
    d_csgraph: Any = None,
) -> Any:
    """Find the shortest paths by the method of Bellman and Ford."""
    found, before = graphs.bellman_ford(csgraph, directed, indices, True, unweighted)
    return as_asked(found, before, return_predecessors, csgraph, d_csgraph, directed, unweighted)


def floyd_warshall(
    csgraph: Any,
    directed: Any = True,
    return_predecessors: Any = False,
    unweighted: Any = False,
    overwrite: Any = False,
    *,
    d_csgraph: Any = None,
) -> Any:
    """Find the shortest paths between all nodes by the method of Floyd and Warshall."""
    refuse_overwrite(overwrite)
    found, before = graphs.floyd_warshall(csgraph, directed, True, unweighted, False)
    return as_asked(found, before, return_predecessors, csgraph, d_csgraph, directed, unweighted)


def johnson(
    csgraph: Any,
    directed: Any = True,
    indices: Any = None,
    return_predecessors: Any = False,
    unweighted: Any = False,
    *,
    d_csgraph: Any = None,
) -> Any:
    """Find the shortest paths by Johnson's method."""
    found, before = graphs.johnson(csgraph, directed, indices, True, unweighted)
    return as_asked(found, before, return_predecessors, csgraph, d_csgraph, directed, unweighted)


def yen(
    csgraph: Any,
    source: Any,
    sink: Any,
    K: Any,
    directed: Any = True,
    return_predecessors: Any = False,
    unweighted: Any = False,
    *,
    d_csgraph: Any = None,
) -> Any:
    """Find the shortest paths between two nodes, one after the other."""
    options = {"directed": directed, "return_predecessors": True, "unweighted": unweighted}
    found, before = graphs.yen(csgraph, source, sink, K, **options)
    d_found = lengths_tangent(csgraph, d_csgraph, before, directed, unweighted)[:, sink]
    return ((found, before), (d_found, None)) if return_predecessors else (found, d_found)


def construct_dist_matrix(
    graph: Any, predecessors: Any, directed: Any = True, null_value: Any = math.inf, *, d_graph: Any = None
) -> Any:
    """Add up the weights along known paths."""
    found = graphs.construct_dist_matrix(graph, predecessors, directed, null_value)
    return found, lengths_tangent(graph, d_graph, predecessors, directed)


# Trees and forms of a graph, whose entries are some of the weights.


def with_entries(kind: Any, weights: Any, rows: Any, columns: Any, indptr: Any) -> Any:
    """Return a sparse array that has some of the weights."""
    return kind((weights[rows, columns], columns, indptr), shape=weights.shape)


def chosen_tangent(found: Any, graph: Any, d_graph: Any, directed: bool) -> Any:
    """Return the tangent of a sparse array whose entries are weights of a graph, in one direction or the other."""
    weights, d_weights = apply(dense, (graph,), (d_graph,))
    rows, columns = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr)), found.indices
    if not directed:
        weights, d_weights = apply(smaller_of_both, (weights,), (d_weights,))
    given = (type(found), weights, rows, columns, found.indptr)
    return apply(with_entries, given, (None, d_weights, None, None, None))[1]


def smaller_of_both(weights: Any) -> Any:
    """Return for each pair of nodes the smaller one of its two weights; for a tree an entry of zero is none."""
    back = np.transpose(weights)
    return np.where(is_weight(back) & (~is_weight(weights) | (back < weights)), back, weights)


def minimum_spanning_tree(csgraph: Any, overwrite: Any = False, *, d_csgraph: Any = None) -> Any:
    """Find the tree of the smallest weight: its entries are those of the graph."""
    refuse_overwrite(overwrite)
    found = graphs.minimum_spanning_tree(csgraph)
    return found, chosen_tangent(found, csgraph, d_csgraph, directed=True)


def breadth_first_tree(csgraph: Any, i_start: Any, directed: Any = True, *, d_csgraph: Any = None) -> Any:
    """Find the tree of a search in breadth."""
    found = graphs.breadth_first_tree(csgraph, i_start, directed)
    return found, chosen_tangent(found, csgraph, d_csgraph, directed)


def depth_first_tree(csgraph: Any, i_start: Any, directed: Any = True, *, d_csgraph: Any = None) -> Any:
    """Find the tree of a search in depth."""
    found = graphs.depth_first_tree(csgraph, i_start, directed)
    return found, chosen_tangent(found, csgraph, d_csgraph, directed)


def reconstruct_path(csgraph: Any, predecessors: Any, directed: Any = True, *, d_csgraph: Any = None) -> Any:
    """Return the tree of known paths from one node."""
    found = graphs.reconstruct_path(csgraph, predecessors, directed)
    return found, chosen_tangent(found, csgraph, d_csgraph, directed)


def csgraph_from_dense(
    graph: Any, null_value: Any = 0, nan_null: Any = True, infinity_null: Any = True, *, d_graph: Any = None
) -> Any:
    """Return a dense graph as a sparse one."""
    found = graphs.csgraph_from_dense(graph, null_value, nan_null, infinity_null)
    return found, chosen_tangent(found, graph, d_graph, directed=True)


def csgraph_to_dense(csgraph: Any, null_value: Any = 0, *, d_csgraph: Any = None) -> Any:
    """Return a sparse graph as a dense one; what stands for no edge is constant."""
    return graphs.csgraph_to_dense(csgraph, null_value), apply(dense, (csgraph,), (d_csgraph,))[1]
