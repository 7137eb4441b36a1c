"""Sparse matrices: what is solved for a constant one, and that nothing else passes silently."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad

pytest.importorskip("scipy")

from scipy import sparse
from scipy.sparse import csgraph, linalg

MATRIX = sparse.csc_array(np.array([[2.0, 1.0], [0.0, 3.0]]))
WEIGHTS = np.array([[0.0, 1.0], [1.0, 0.0]])
RIGHT = np.array([1.0, 2.0])


def test_a_system_with_a_constant_matrix_is_differentiated_twice() -> None:
    def energy(x: float) -> Any:
        solution = linalg.spsolve(MATRIX, np.sin(x) * RIGHT)
        return solution @ solution

    scale = energy(0.5) / np.sin(0.5) ** 2
    assert srcad.derivative(energy)(0.5) == pytest.approx(scale * np.sin(1.0), rel=1e-12)
    assert srcad.derivative(srcad.derivative(energy))(0.5) == pytest.approx(2.0 * scale * np.cos(1.0), rel=1e-12)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: linalg.spsolve(MATRIX * x, RIGHT),
        lambda x: sparse.csr_array(WEIGHTS * x).toarray(),
        lambda x: MATRIX * x + MATRIX,
        lambda x: sparse.diags(RIGHT * x).toarray(),
        lambda x: linalg.splu(MATRIX).solve(RIGHT * x),
        lambda x: linalg.cg(MATRIX, RIGHT * x)[0],
        lambda x: linalg.eigsh(MATRIX * x, 1),
        lambda x: csgraph.shortest_path(WEIGHTS * x),
        lambda x: csgraph.dijkstra(WEIGHTS * x),
        lambda x: csgraph.minimum_spanning_tree(WEIGHTS * x),
    ],
)
def test_what_is_compiled_is_refused(function: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.SrcadError):
        srcad.jvp(function, (1.5,), (1.0,))


def test_a_refused_graph_names_a_way_out() -> None:
    with pytest.raises(srcad.SrcadError, match="sum of the weights along each path"):
        srcad.jvp(lambda x: csgraph.shortest_path(WEIGHTS * x), (1.5,), (1.0,))


def test_a_laplacian_is_linear_in_the_weights() -> None:
    value, tangent = srcad.jvp(lambda x: csgraph.laplacian(WEIGHTS * x), (1.5,), (1.0,))
    np.testing.assert_array_equal(value, 1.5 * tangent)


@pytest.mark.parametrize("kind", [sparse.csr_array, sparse.csc_array, sparse.csr_matrix, sparse.csc_matrix])
def test_a_product_with_a_vector_varies_with_both(kind: Callable[..., Any]) -> None:
    matrix = kind(np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 0.0]]))
    vector = np.array([1.0, 2.0, 3.0])

    def product(x: float) -> Any:
        return (matrix * x) @ (vector * np.sin(x))

    expected = (matrix @ vector) * (np.sin(0.5) + 0.5 * np.cos(0.5))
    np.testing.assert_allclose(srcad.derivative(product)(0.5), expected, rtol=1e-13)
    curvature = (matrix @ vector) * (2.0 * np.cos(0.5) - 0.5 * np.sin(0.5))
    np.testing.assert_allclose(srcad.derivative(srcad.derivative(product))(0.5), curvature, rtol=1e-13)


def test_a_transposed_product_varies() -> None:
    value, tangent = srcad.jvp(lambda x: RIGHT @ (MATRIX * x), (1.5,), (1.0,))
    np.testing.assert_allclose(value, 1.5 * tangent)
