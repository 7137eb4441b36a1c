"""Sparse arrays with varying entries, the solutions of their systems, and that nothing else passes silently."""

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
        lambda x: sparse.hstack([MATRIX * x, MATRIX]),
        lambda x: (MATRIX * x) / (MATRIX + MATRIX),
        lambda x: linalg.spsolve(MATRIX * x, MATRIX * x),
        lambda x: linalg.minres(MATRIX, RIGHT * x, shift=0.5),
        lambda x: linalg.cg(linalg.aslinearoperator(MATRIX), RIGHT * x)[0],
        lambda x: linalg.eigsh(MATRIX * x, 1),
        lambda x: csgraph.csgraph_masked_from_dense(WEIGHTS * x),
    ],
)
def test_what_is_compiled_is_refused(function: Callable[[float], Any]) -> None:
    with pytest.raises(srcad.SrcadError):
        srcad.jvp(function, (1.5,), (1.0,))


def test_a_refused_graph_names_a_way_out() -> None:
    with pytest.raises(srcad.SrcadError, match="the same entries of the dense array of weights"):
        srcad.jvp(lambda x: csgraph.csgraph_masked_from_dense(WEIGHTS * x), (1.5,), (1.0,))


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


ROWS, COLUMNS, ENTRIES = np.array([0, 1, 2, 2, 0]), np.array([0, 1, 0, 2, 0]), np.array([1.0, 2.0, 3.0, 4.0, 0.5])
SQUARE = sparse.csr_array(np.array([[4.0, 0.0, 1.0], [0.0, 3.0, 0.0], [1.0, 0.0, 5.0]]))
OTHER = sparse.csr_array(np.array([[1.0, 2.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 1.0]]))
VECTOR = np.array([1.0, 2.0, 3.0])

OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "coordinates": lambda x: sparse.csr_array((ENTRIES * x, (ROWS, COLUMNS)), shape=(3, 3)).toarray(),
    "columns": lambda x: sparse.coo_array((ENTRIES * x, (ROWS, COLUMNS)), shape=(3, 3)).tocsc() @ VECTOR,
    "coordinates times vector": lambda x: sparse.coo_array((ENTRIES * x, (ROWS, COLUMNS))) @ (VECTOR * x),
    "dense": lambda x: sparse.csr_array(SQUARE.toarray() * x).toarray(order="F"),
    "diagonals": lambda x: sparse.diags_array([VECTOR * x, VECTOR[:2] * x], offsets=[0, 1]).tocsr().toarray(),
    "identity": lambda x: (sparse.eye_array(3) * x) @ VECTOR,
    "sums": lambda x: (SQUARE * x + OTHER - SQUARE.tocsc() * x**2 + SQUARE.toarray()) * x,
    "elements": lambda x: (SQUARE * x).multiply(OTHER * x).toarray(),
    "products": lambda x: ((SQUARE * x) @ (OTHER * x) @ (SQUARE.toarray() * x)).T,
    "transposed": lambda x: (SQUARE * x).T.tocsr()[1:, [2, 0]].toarray(),
    "parts": lambda x: ((SQUARE * x)[0, 2], (SQUARE * x)[[2, 0]].toarray(), (SQUARE * x)[::-1].toarray()),
    "reductions": lambda x: (
        (SQUARE * x).sum(),
        (SQUARE * x).mean(axis=1),
        (SQUARE * x).diagonal(),
        linalg.norm(SQUARE * x),
    ),
    "solution": lambda x: linalg.spsolve((SQUARE * x + sparse.eye_array(3) * x**2).tocsc(), VECTOR * x),
    "factors": lambda x: linalg.splu(SQUARE.tocsc() * x).solve(VECTOR * x**3, "T"),
    "factors of a constant": lambda x: linalg.factorized(SQUARE.tocsc())(VECTOR * x**3),
    "iteration": lambda x: linalg.cg(SQUARE * x, VECTOR * x**3, rtol=1e-14)[0],
}


def flat_parts(value: Any) -> Any:
    """Return the numbers of an array, or of several, as a vector."""
    parts = value if isinstance(value, tuple) else (value,)
    return np.concatenate([np.ravel(part) for part in parts])


QUICK = ("coordinates", "diagonals", "sums", "factors", "iteration")


@pytest.mark.parametrize("name", [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in OPERATIONS])
def test_entries_vary(name: str) -> None:
    function = OPERATIONS[name]
    value, tangent = srcad.jvp(function, (1.5,), (1.0,))
    np.testing.assert_array_equal(flat_parts(value), flat_parts(function(1.5)))
    difference = (flat_parts(function(1.5 + 1e-5)) - flat_parts(function(1.5 - 1e-5))) / 2e-5
    np.testing.assert_allclose(flat_parts(tangent), difference, rtol=1e-7, atol=1e-8)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["products", "solution", "factors"])
def test_entries_vary_twice(name: str) -> None:
    slope = srcad.derivative(OPERATIONS[name])
    difference = (slope(1.5 + 1e-5) - slope(1.5 - 1e-5)) / 2e-5
    np.testing.assert_allclose(srcad.derivative(slope)(1.5), difference, rtol=1e-7, atol=1e-7)


def test_an_entry_that_cancels_and_varies_is_not_lost() -> None:
    with pytest.raises(srcad.SrcadError, match="happens to be zero"):
        srcad.jvp(lambda x: (SQUARE * x - SQUARE * x**2).toarray(), (1.0,), (1.0,))
    assert not srcad.jvp(lambda x: (SQUARE * x - SQUARE * x).toarray(), (1.0,), (1.0,))[1].any()


def test_an_iteration_that_did_not_converge_has_no_tangent() -> None:
    tangent = srcad.jvp(lambda x: linalg.cg(SQUARE * x, VECTOR, maxiter=1, rtol=1e-14)[0], (1.5,), (1.0,))[1]
    assert np.isnan(tangent).all()


@pytest.mark.parametrize("part", ["L", "U"])
def test_the_factors_themselves_are_refused(part: str) -> None:
    with pytest.raises(srcad.UnsupportedValueError, match=f"(?s)the attribute '{part}' of a SuperLU.*line") as refusal:
        srcad.jvp(lambda x: getattr(linalg.splu(MATRIX * x), part).toarray(), (2.0,), (1.0,))
    assert "srcad.rule" in str(refusal.value)


def test_the_order_and_the_size_of_a_factorisation_do_not_vary() -> None:
    def factored(x: float) -> Any:
        factors = linalg.splu(MATRIX * x)
        return factors.perm_r * x, factors.shape[0] * x, factors.nnz * x

    value, tangent = srcad.jvp(factored, (2.0,), (1.0,))
    assert tangent[1:] == (value[1] / 2.0, value[2] / 2.0)
    assert tangent[0] == pytest.approx(value[0] / 2.0)


def test_constant_entries_clear_the_tangent_of_what_they_overwrite() -> None:
    def overwritten(x: Any) -> Any:
        rows, columns = np.array([1, 0], MATRIX.indices.dtype), np.zeros_like(MATRIX.indices)
        sparse._sparsetools.csr_row_index(2, rows, MATRIX.indptr, MATRIX.indices, MATRIX.data, columns, x)
        return x * 2.0

    value, tangent = srcad.jvp(overwritten, (np.ones(3),), (np.ones(3),))
    assert np.array_equal(value, overwritten(np.ones(3))) and not np.any(tangent)
