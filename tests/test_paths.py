"""Shortest paths and trees in graphs whose weights vary, dense and sparse, against differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad

pytest.importorskip("scipy")

from scipy import sparse
from scipy.sparse import csgraph

WEIGHTS = np.array(
    [
        [0.0, 2.0, 5.5, 0.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 7.0, 0.0, 0.0],
        [1.5, 0.0, 0.0, 2.2, 9.0, 0.0],
        [0.0, 3.1, 0.0, 0.0, 1.2, 0.0],
        [0.7, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 4.0, 0.0],
    ]
)
RATES = np.where(WEIGHTS > 0.0, np.sin(np.arange(36.0)).reshape(6, 6), 0.0)
BEFORE = csgraph.shortest_path(WEIGHTS, return_predecessors=True)[1]

LENGTHS: dict[str, Callable[[Any], Any]] = {
    "shortest_path": lambda w: csgraph.shortest_path(w),
    "of some": lambda w: csgraph.shortest_path(w, "D", indices=[0, 4]),
    "of one": lambda w: csgraph.shortest_path(w, indices=2),
    "in both directions": lambda w: csgraph.shortest_path(w, directed=False),
    "with predecessors": lambda w: csgraph.shortest_path(w, return_predecessors=True)[0],
    "dijkstra": lambda w: csgraph.dijkstra(w, limit=6.0),
    "from the nearest": lambda w: csgraph.dijkstra(w, indices=[0, 4], min_only=True),
    "bellman_ford": lambda w: csgraph.bellman_ford(w, False, 1),
    "floyd_warshall": lambda w: csgraph.floyd_warshall(w, directed=False),
    "johnson": lambda w: csgraph.johnson(w, indices=[3]),
    "yen": lambda w: csgraph.yen(sparse.csr_array(w), 0, 3, 3),
    "along known paths": lambda w: csgraph.construct_dist_matrix(w, BEFORE),
    "unweighted": lambda w: csgraph.shortest_path(w, unweighted=True),
}


def check(function: Callable[[Any], Any]) -> None:
    value, tangent = srcad.jvp(lambda p: function(WEIGHTS + p * RATES), (0.1,), (1.0,))
    at = [function(WEIGHTS + p * RATES) for p in (0.1, 0.1 + 1e-6, 0.1 - 1e-6)]
    np.testing.assert_array_equal(value, at[0])
    with np.errstate(invalid="ignore"):
        expected = np.nan_to_num((at[1] - at[2]) / 2e-6)
    np.testing.assert_allclose(tangent, expected, atol=1e-8)


@pytest.mark.parametrize("name", LENGTHS)
def test_the_length_of_the_paths(name: str) -> None:
    check(LENGTHS[name])


@pytest.mark.parametrize("kind", [sparse.csr_array, sparse.csc_array, sparse.csr_matrix])
def test_a_sparse_graph(kind: Any) -> None:
    check(lambda w: csgraph.dijkstra(kind(w)))
    check(lambda w: csgraph.minimum_spanning_tree(kind(w)).toarray())


FORMS: dict[str, Callable[[Any], Any]] = {
    "minimum_spanning_tree": lambda w: csgraph.minimum_spanning_tree(w),
    "breadth_first_tree": lambda w: csgraph.breadth_first_tree(w, 0),
    "breadth_first_tree in both directions": lambda w: csgraph.breadth_first_tree(w, 3, directed=False),
    "depth_first_tree": lambda w: csgraph.depth_first_tree(w, 0),
    "depth_first_tree in both directions": lambda w: csgraph.depth_first_tree(w, 3, directed=False),
    "reconstruct_path": lambda w: csgraph.reconstruct_path(w, BEFORE[0]),
    "csgraph_from_dense": lambda w: csgraph.csgraph_from_dense(w),
    "and back": lambda w: csgraph.csgraph_from_dense(csgraph.csgraph_to_dense(csgraph.csgraph_from_dense(w))),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_tree_has_some_of_the_weights(name: str) -> None:
    check(lambda w: FORMS[name](w).data)
    check(lambda w: FORMS[name](w).toarray())


@pytest.mark.parametrize("none", [np.nan, np.inf])
@pytest.mark.parametrize("find", [csgraph.shortest_path, csgraph.johnson, csgraph.floyd_warshall])
def test_what_is_no_weight_is_no_edge_in_either_direction(find: Callable[..., Any], none: float) -> None:
    missing = np.array([[0.0, none, 4.0], [2.0, 0.0, 1.0], [none, 3.0, 0.0]])
    rates = np.array([[0.0, 1.0, 0.5], [0.3, 0.0, 0.7], [0.2, 0.9, 0.0]])
    _, tangent = srcad.jvp(lambda p: find(missing + p * rates, directed=False), (0.0,), (1.0,))
    np.testing.assert_allclose(tangent, [[0.0, 0.3, 1.0], [0.3, 0.0, 0.7], [1.0, 0.7, 0.0]])
    _, tree = srcad.jvp(lambda p: csgraph.breadth_first_tree(missing + p * rates, 0, directed=False), (0.0,), (1.0,))
    np.testing.assert_allclose(tree.data, [0.3, 0.5])


@pytest.mark.parametrize("find", [csgraph.shortest_path, csgraph.dijkstra, csgraph.johnson, csgraph.bellman_ford])
def test_an_entry_of_zero_is_an_edge_of_a_sparse_graph(find: Callable[..., Any]) -> None:
    def graph(p: float) -> Any:
        entries = np.array([p, 2.0 + 3.0 * p, 1.0 + 3.0 * p])
        return sparse.csr_array(sparse.coo_array((entries, (np.array([0, 1, 1]), np.array([1, 0, 2]))), shape=(3, 3)))

    _, tangent = srcad.jvp(lambda p: find(graph(p), directed=False), (0.0,), (1.0,))
    np.testing.assert_allclose(tangent, [[0.0, 1.0, 4.0], [1.0, 0.0, 3.0], [4.0, 3.0, 0.0]])


def test_a_second_derivative_of_a_length() -> None:
    def length(p: float) -> Any:
        return csgraph.shortest_path(WEIGHTS * np.exp(p))[0, 4]

    assert srcad.derivative(srcad.derivative(length))(0.1) == pytest.approx(length(0.1), rel=1e-12)


def test_weights_that_are_written_over_are_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="overwritten"):
        srcad.jvp(lambda p: csgraph.floyd_warshall(WEIGHTS * p, overwrite=True), (1.3,), (1.0,))
