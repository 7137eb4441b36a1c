"""What the rules of SciPy promise beyond their generated tests: refusals, readable texts, second derivatives."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import srcad

pytest.importorskip("scipy")

import scipy.constants
import scipy.fft
import scipy.fftpack
import scipy.linalg
import scipy.ndimage
import scipy.spatial.distance

from tests.rule_cases import vocabulary

DRAW = vocabulary()
REGULAR, SPD, REAL, COMPLEX = DRAW["regular"], DRAW["spd"], DRAW["real"], DRAW["complexes"]
POSITIVE = DRAW["positive"]
TILTED = np.array([[4.0, 1.0, 0.3], [1.0, 6.0, 2.0], [0.3, 2.0, 8.0]])


def test_a_call_that_writes_over_its_argument_is_refused() -> None:
    def spectrum(x: Any) -> Any:
        return scipy.fft.dct(x, overwrite_x=True)

    with pytest.raises(srcad.SrcadError, match="may write into an array of the caller: 'overwrite_x'"):
        srcad.jvp(spectrum, (np.ones(3),), (np.ones(3),))


def test_a_call_that_says_it_does_not_write_is_differentiated() -> None:
    def spectrum(x: Any) -> Any:
        return scipy.fft.dct(x, overwrite_x=False)

    value, tangent = srcad.jvp(spectrum, (np.ones(3),), (np.ones(3),))
    np.testing.assert_array_equal(tangent, value)


def test_a_function_with_a_rule_is_differentiated_by_it_directly_too() -> None:
    a = np.diag([1.0, 2.0])
    _, tangent = srcad.jvp(scipy.linalg.expm, (a,), (np.diag([1.0, 0.0]),))
    np.testing.assert_allclose(tangent, np.diag([np.e, 0.0]))
    _, tangent = srcad.forward_diff(scipy.linalg.svdvals)(a, d_a=np.diag([1.0, 0.0]))
    np.testing.assert_allclose(tangent, [0.0, 1.0])


def test_a_keyword_that_the_call_leaves_out_is_left_out_of_the_tangent() -> None:
    @srcad.forward_diff(wrt="x")
    def moved(x: Any, a: float) -> Any:
        return scipy.fftpack.shift(x, a)

    moved(np.ones(3), 0.5, d_x=np.ones(3))
    assert "scipy.fftpack.shift(d_x, a)" in moved.source


@pytest.mark.parametrize(
    "function", [lambda x: scipy.fft.fht(x[:3], x[3], 0.5), lambda x: scipy.fft.fhtoffset(x[3], 0.5)]
)
def test_the_grid_of_a_hankel_transform_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(srcad.SrcadError, match=r"dln|rounds to a grid"):
        srcad.jvp(function, (np.ones(4),), (np.ones(4),))


# One of each family, differentiated twice: functions of arrays that may vary together.
TWICE: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (lambda a, b: scipy.linalg.solve(a, b), (REGULAR(3), REAL(3))),
    (lambda a, b: scipy.linalg.solve(a @ a.T, b, assume_a="pos"), (REGULAR(3), REAL(3, 2))),
    (lambda a, b: scipy.linalg.solve_triangular(a, b, lower=True), (REGULAR(3), REAL(3))),
    (lambda a, b: scipy.linalg.solve_banded((1, 1), a + 3.0, b), (REAL(3, 4), REAL(4))),
    (lambda a, b: scipy.linalg.solveh_banded(a + np.array([[0.0], [4.0]]), b), (REAL(2, 4), REAL(4))),
    (lambda a, b: scipy.linalg.solve_toeplitz(a + np.array([3.0, 0.0, 0.0]), b), (REAL(3), REAL(3))),
    (lambda a, b: scipy.linalg.solve_circulant(a + np.array([3.0, 0.0, 0.0]), b), (REAL(3), REAL(3))),
    (lambda a: scipy.linalg.inv(a), (REGULAR(3),)),
    (lambda a: scipy.linalg.det(a), (REGULAR(3),)),
    (lambda a: scipy.linalg.pinv(a), (REAL(4, 2),)),
    (lambda a, b: scipy.linalg.lstsq(a, b)[0], (REAL(4, 2), REAL(4))),
    (lambda a: scipy.linalg.lu(a)[1:], (REGULAR(3),)),
    (lambda a, b: scipy.linalg.lu_solve(scipy.linalg.lu_factor(a), b), (REGULAR(3), REAL(3))),
    (lambda a: scipy.linalg.cholesky(a @ a.T), (REGULAR(3),)),
    (lambda a, b: scipy.linalg.cho_solve(scipy.linalg.cho_factor(a @ a.T), b), (REGULAR(3), REAL(3))),
    (lambda a: scipy.linalg.cholesky_banded(a + np.array([[0.0], [4.0]])), (REAL(2, 4),)),
    (lambda a: scipy.linalg.ldl(a)[:2], (SPD(3),)),
    (lambda a: scipy.linalg.qr(a), (REAL(4, 2),)),
    (lambda a: scipy.linalg.qr(a, mode="economic", pivoting=True)[:2], (REAL(4, 3),)),
    (lambda a: scipy.linalg.rq(a), (REAL(3, 3),)),
    (lambda a: scipy.linalg.hessenberg(a, calc_q=True), (REAL(4, 4),)),
    (lambda a: scipy.linalg.svdvals(a), (REAL(4, 3),)),
    (lambda a: scipy.linalg.polar(a), (REAL(4, 3),)),
    (lambda a, b: scipy.linalg.orthogonal_procrustes(a, b), (REAL(4, 2), REAL(4, 2))),
    (lambda a, b: scipy.linalg.subspace_angles(a, b), (REAL(5, 2), REAL(5, 2))),
    (lambda a: scipy.linalg.null_space(a), (REAL(2, 3),)),
    (lambda a: scipy.linalg.eigvals(a), (np.array([[0.3, -1.0], [1.2, 0.5]]),)),
    # The signs of this driver's vectors do not change from one call to the next.
    (lambda a: scipy.linalg.eigh(a, driver="evd"), (np.diag([1.0, 2.0, 4.0]) + 0.1 * SPD(3),)),
    (lambda a, b: scipy.linalg.eigh(a, b, subset_by_index=[0, 1]), (SPD(3), SPD(3))),
    (lambda d, e: scipy.linalg.eigh_tridiagonal(d, e), (np.array([1.0, 2.0, 4.0]), REAL(2))),
    (lambda a: scipy.linalg.norm(a, 2), (REAL(3, 3),)),
    (lambda a: scipy.linalg.norm(a, 3), (REAL(3),)),
    (lambda a: scipy.linalg.expm(a), (REAL(3, 3),)),
    (lambda a: scipy.linalg.logm(a), (REGULAR(3),)),
    (lambda a: scipy.linalg.sqrtm(a), (REGULAR(3),)),
    (lambda a: scipy.linalg.fractional_matrix_power(a, 0.3), (REGULAR(2),)),
    (lambda a: scipy.linalg.signm(a), (np.diag([2.0, -1.5, 3.0]) + 0.2 * REAL(3, 3),)),
    (lambda a: scipy.linalg.tanm(a), (0.5 * REAL(2, 2),)),
    (lambda a, b, q: scipy.linalg.solve_sylvester(a, b, q), (REGULAR(2), REGULAR(2), REAL(2, 2))),
    (lambda a, q: scipy.linalg.solve_discrete_lyapunov(a, q), (0.3 * REAL(2, 2), REAL(2, 2))),
    (lambda a, b: scipy.linalg.solve_continuous_are(a, b, np.eye(2), np.eye(1)), (REAL(2, 2), REAL(2, 1))),
    (lambda a: scipy.linalg.companion(a + np.array([3.0, 0.0, 0.0])), (REAL(3),)),
)


@pytest.mark.slow
@pytest.mark.parametrize(("function", "arguments"), TWICE)
def test_second_derivatives(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    srcad.testing.check_forward(function, arguments, order=2)


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("structure", ["diagonal", "tridiagonal", "upper triangular", "lower triangular"])
def test_a_solver_that_reads_a_part_of_the_matrix(structure: str, transposed: bool) -> None:
    def solution(a: Any, b: Any) -> Any:
        return scipy.linalg.solve(a, b, assume_a=structure, transposed=transposed)

    try:
        solution(REGULAR(3), REAL(3))
    except ValueError:
        pytest.skip("this version of SciPy does not know the structure")
    srcad.testing.check_forward(solution, (REGULAR(3), REAL(3)))


def symmetric(a: Any) -> Any:
    """Return a symmetric matrix that is positive definite for a small argument."""
    return a + a.T + 4.0 * np.eye(2)


@pytest.mark.slow
@pytest.mark.parametrize("solver", [scipy.linalg.solve_continuous_are, scipy.linalg.solve_discrete_are])
def test_the_weights_of_a_riccati_equation_vary_as_symmetric_matrices(solver: Callable[..., Any]) -> None:
    def solution(a: Any, b: Any, q: Any, r: Any) -> Any:
        return solver(a, b, symmetric(q), symmetric(r))

    srcad.testing.check_forward(solution, (REAL(2, 2), REAL(2, 2), 0.5 * REAL(2, 2), 0.5 * REAL(2, 2)))


def test_a_hermitian_matrix_is_factored_with_complex_numbers() -> None:
    srcad.testing.check_forward(lambda a: scipy.linalg.ldl(a + np.conj(a.T))[:2], (COMPLEX(3, 3),))


def test_factors_of_a_singular_matrix_raise_nothing() -> None:
    _, (_, d_lower, d_upper) = srcad.jvp(lambda a: scipy.linalg.lu(a), (np.diag([2.0, 0.0]),), (np.ones((2, 2)),))
    np.testing.assert_allclose(d_lower, [[0.0, 0.0], [0.5, 0.0]])
    np.testing.assert_allclose(d_upper, [[1.0, 1.0], [0.0, 1.0]])
    _, (_, d_r) = srcad.jvp(lambda a: scipy.linalg.qr(a), (np.diag([2.0, 0.0]),), (np.ones((2, 2)),))
    assert np.isnan(d_r).any()


def test_stacks_of_matrices() -> None:
    srcad.testing.check_forward(lambda a, b: scipy.linalg.solve(a, b), (REGULAR(2, 3), REAL(3)))
    srcad.testing.check_forward(lambda a: scipy.linalg.expm(a), (REAL(2, 3, 3),))


def test_nested_lists_are_matrices() -> None:
    def solution(x: float) -> Any:
        return scipy.linalg.solve([[x, 1.0], [0.5, 3.0]], [1.0, x])

    srcad.testing.check_forward(solution, (2.0,), order=2)


@pytest.mark.parametrize("name", ["maximum_filter", "median_filter", "uniform_filter"])
def test_an_empty_image(name: str) -> None:
    function = getattr(scipy.ndimage, name)
    _, tangent = srcad.jvp(lambda x: function(x, 3), (np.zeros((0, 3)),), (np.zeros((0, 3)),))
    assert tangent.shape == (0, 3)


def test_what_lapack_chooses_is_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="phases of a Schur basis"):
        srcad.jvp(lambda a: scipy.linalg.schur(a), (REAL(3, 3),), (REAL(3, 3),))


# Metrics that are differentiated by their source: the points vary, and the weights.
BY_SOURCE = (
    *("braycurtis", "canberra", "chebyshev", "cityblock", "correlation", "cosine", "euclidean", "sqeuclidean"),
    *("hamming", "jaccard", "minkowski", "dice", "rogerstanimoto", "russellrao", "sokalsneath", "yule"),
)


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_SOURCE)
def test_a_metric_of_two_vectors_is_differentiated_by_its_source(name: str) -> None:
    metric = getattr(scipy.spatial.distance, name)
    srcad.testing.check_forward(lambda u, v: metric(u, v), (REAL(4), REAL(4)), order=2)
    srcad.testing.check_forward(lambda u, v, w: metric(u, v, w=w), (REAL(4), REAL(4), POSITIVE(4)))


@pytest.mark.parametrize("name", BY_SOURCE[:4] + BY_SOURCE[6:11])
def test_a_distance_of_a_point_from_itself_has_the_tangent_zero(name: str) -> None:
    metric = getattr(scipy.spatial.distance, name)
    u = REAL(4)
    assert srcad.jvp(lambda v: metric(u, v), (u.copy(),), (REAL(4),))[1] == 0.0
    assert not srcad.jvp(lambda v: scipy.spatial.distance.cdist(u[None], v, name), (u[None],), (REAL(1, 4),))[1].any()


@pytest.mark.slow
def test_scales_of_metrics_vary() -> None:
    distance = scipy.spatial.distance
    srcad.testing.check_forward(lambda u, v, s: distance.seuclidean(u, v, s), (REAL(3), REAL(3), POSITIVE(3)))
    srcad.testing.check_forward(lambda u, v, s: distance.mahalanobis(u, v, s @ s.T), (REAL(3), REAL(3), REGULAR(3)))
    srcad.testing.check_forward(lambda p, q: distance.jensenshannon(p, q, 2.0), (POSITIVE(3), POSITIVE(3)), order=2)


@pytest.mark.slow
@pytest.mark.parametrize("metric", ["euclidean", "minkowski", "cosine", "canberra", "jensenshannon"])
def test_second_derivatives_of_all_pairs(metric: str) -> None:
    srcad.testing.check_forward(
        lambda a, b: scipy.spatial.distance.cdist(a, b, metric), (POSITIVE(3, 2), POSITIVE(2, 2)), order=2
    )
    srcad.testing.check_forward(lambda a: scipy.spatial.distance.pdist(a, metric), (POSITIVE(3, 2),), order=2)


def test_metrics_that_are_refused_say_why() -> None:
    cdist = scipy.spatial.distance.cdist
    with pytest.raises(srcad.SrcadError, match="call the metric for each pair"):
        srcad.jvp(lambda a: cdist(a, a, lambda u, v: (u - v) @ (u - v)), (REAL(3, 2),), (REAL(3, 2),))
    with pytest.raises(srcad.SrcadError, match="estimates its scale"):
        srcad.jvp(lambda a: cdist(a, a, "seuclidean"), (REAL(3, 2),), (REAL(3, 2),))
    with pytest.raises(srcad.SrcadError, match="combinatorial structure"):
        srcad.jvp(lambda a: scipy.spatial.ConvexHull(a).volume, (REAL(5, 2),), (REAL(5, 2),))
    with pytest.raises(srcad.SrcadError, match="search tree"):
        srcad.jvp(lambda a: scipy.spatial.KDTree(a).query([0.0, 0.0])[0], (REAL(5, 2),), (REAL(5, 2),))


@pytest.mark.slow
def test_shapes_and_scales_are_differentiated_by_their_source() -> None:
    def arc(a: Any, b: Any, t: Any) -> Any:
        return scipy.spatial.geometric_slerp(a / np.sqrt(a @ a), b / np.sqrt(b @ b), t)

    srcad.testing.check_forward(arc, (REAL(3), REAL(3), np.array([0.2, 0.7])))
    srcad.testing.check_forward(lambda a, b: scipy.spatial.procrustes(a, b), (REAL(5, 2), REAL(5, 2)))
    srcad.testing.check_forward(lambda t: scipy.constants.convert_temperature(t, "K", "Fahrenheit"), (300.0,))


IMAGE = REAL(4, 5)
LABELS = np.array([[1, 1, 2, 2, 2], [0, 1, 2, 2, 1], [3, 3, 3, 0, 1], [3, 1, 1, 2, 2]])

# One of each family of filters, transforms and measurements, differentiated twice.
IMAGES_TWICE: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (lambda x, w: scipy.ndimage.correlate(x * x, w, mode="constant", cval=1.0), (IMAGE, REAL(3, 2))),
    (lambda x, s: scipy.ndimage.gaussian_filter(x * x, s, mode="constant", cval=0.5), (IMAGE, 0.8)),
    (lambda x, s: scipy.ndimage.gaussian_filter1d(x * x, s, order=1), (IMAGE, 0.8)),
    (lambda x, s: scipy.ndimage.gaussian_gradient_magnitude(x, s), (IMAGE, 0.8)),
    (lambda x, s: scipy.ndimage.gaussian_laplace(x, s), (IMAGE, 0.8)),
    (lambda x: scipy.ndimage.maximum_filter(x * x, 3), (IMAGE,)),
    (lambda x: scipy.ndimage.median_filter(x * x, 3, mode="wrap"), (IMAGE,)),
    (lambda x: scipy.ndimage.white_tophat(x * x, 3), (IMAGE,)),
    (lambda x, c: scipy.ndimage.map_coordinates(x * x, c, mode="mirror"), (IMAGE, DRAW["uniform"](0.2, 2.9, 2, 3))),
    (lambda x, s: scipy.ndimage.shift(x, s, mode="nearest"), (IMAGE, np.array([0.4, -0.7]))),
    (lambda x, a: scipy.ndimage.rotate(x, a, reshape=False, mode="grid-wrap"), (IMAGE, 20.0)),
    (
        lambda x, m: scipy.ndimage.affine_transform(x, m, 0.3, mode="mirror"),
        (IMAGE, np.array([[0.9, 0.2], [-0.1, 0.8]])),
    ),
    (lambda x: scipy.ndimage.standard_deviation(x, LABELS, [1, 2, 3]), (IMAGE,)),
    (lambda x: scipy.ndimage.center_of_mass(x * x, LABELS, [1, 2]), (IMAGE,)),
    (lambda x: scipy.ndimage.extrema(x * x, LABELS, [1, 2])[:2], (IMAGE,)),
    (lambda x, s: scipy.ndimage.fourier_shift(x, s), (COMPLEX(4, 3), np.array([0.4, -0.7]))),
)


@pytest.mark.slow
@pytest.mark.parametrize(("function", "arguments"), IMAGES_TWICE)
def test_second_derivatives_of_images(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    srcad.testing.check_forward(function, arguments, order=2)


def test_a_zoom_only_decides_the_size() -> None:
    value, tangent = srcad.jvp(lambda x, z: scipy.ndimage.zoom(x, z), (IMAGE, [1.6, 0.7]), (None, [1.0, 1.0]))
    np.testing.assert_array_equal(tangent, np.zeros_like(value))


def test_a_spline_broken_at_a_joint_is_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="take 'grid-wrap'"):
        srcad.jvp(lambda s: scipy.ndimage.shift(IMAGE, s, order=2, mode="wrap"), (0.3,), (1.0,))


@pytest.mark.filterwarnings("ignore:The behavior of affine_transform with a 1-D array")
def test_an_image_is_stretched_by_a_number_for_each_axis() -> None:
    def stretched(x: Any, m: Any, offset: Any) -> Any:
        return scipy.ndimage.affine_transform(x, m, offset, (3, 4), mode="mirror")

    srcad.testing.check_forward(stretched, (IMAGE, np.array([0.8, 0.7]), np.array([0.3, 0.1])))


def test_an_array_for_the_result_is_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="'output'"):
        srcad.jvp(lambda x: scipy.ndimage.laplace(x, np.zeros((4, 5))), (IMAGE,), (IMAGE,))


def test_a_function_that_is_called_back_is_refused() -> None:
    with pytest.raises(srcad.SrcadError, match="sliding_window_view"):
        srcad.jvp(lambda x: scipy.ndimage.generic_filter(x, np.sum, 3), (IMAGE,), (IMAGE,))


def test_regions_without_a_place_and_single_pixels() -> None:
    for measure in (scipy.ndimage.maximum, scipy.ndimage.median, scipy.ndimage.standard_deviation):
        _, tangent = srcad.jvp(lambda x, f=measure: f(x, LABELS == 3, 1), (IMAGE,), (IMAGE,))
        assert np.isfinite(tangent)


def orthogonal_factor(p: float) -> Any:
    return scipy.linalg.qr(TILTED**p)[0]


def test_memory_order_is_that_of_the_value() -> None:
    """LAPACK's matrices may go down their columns: reading and writing through `ravel` follows that on both sides."""

    def in_memory_order(p: float) -> Any:
        return orthogonal_factor(p).ravel(order="K")

    def after_writing_the_ravelled(p: float) -> Any:
        factor = orthogonal_factor(p)
        factor.ravel()[...] = 0.0  # writes to the factor or, where its columns are contiguous, to a copy
        return factor

    slope = srcad.derivative(orthogonal_factor)(0.7)
    np.testing.assert_array_equal(srcad.derivative(in_memory_order)(0.7), slope.ravel(order="K"))
    kept = after_writing_the_ravelled(0.7) != 0.0
    np.testing.assert_array_equal(srcad.derivative(after_writing_the_ravelled)(0.7), slope * kept)
    curvature = srcad.derivative(srcad.derivative(orthogonal_factor))(0.7)
    np.testing.assert_array_equal(srcad.derivative(srcad.derivative(in_memory_order))(0.7), curvature.ravel(order="K"))
