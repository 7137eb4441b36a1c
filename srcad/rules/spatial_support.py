"""Functions that the texts of the rules of `scipy.spatial` call.

See `support` for what holds for all of them. A metric acts on the last axis, so that one function serves all pairs of
two sets of points. At a kink, and where two points coincide, the tangent is the one of least norm.
"""

from typing import Any

import numpy as np
from scipy.spatial import distance

from srcad.errors import Refusal, UnsupportedValueError
from srcad.rules.linalg_support import vector_norm_tangent
from srcad.rules.support import quotient, scaled

# The names that SciPy knows each metric by.
NAMES = {
    "braycurtis": ("braycurtis",),
    "canberra": ("canberra",),
    "chebyshev": ("chebychev", "chebyshev", "cheby", "cheb", "ch"),
    "cityblock": ("cityblock", "cblock", "cb", "c"),
    "correlation": ("correlation", "co"),
    "cosine": ("cosine", "cos"),
    "euclidean": ("euclidean", "euclid", "eu", "e"),
    "jensenshannon": ("jensenshannon", "js"),
    "mahalanobis": ("mahalanobis", "mahal", "mah"),
    "minkowski": ("minkowski", "mi", "m", "pnorm"),
    "seuclidean": ("seuclidean", "se", "s"),
    "sqeuclidean": ("sqeuclidean", "sqe", "sqeuclid"),
}
COUNTS = (
    *("dice", "hamming", "matching", "hamm", "ha", "h", "jaccard", "jacc", "ja", "j", "rogerstanimoto", "russellrao"),
    *("sokalsneath", "yule"),
)


def canonical(metric: Any) -> str:
    """Return SciPy's own name of a metric; "count" for those that count, which are piecewise constant.

    Raises Refusal for any other function.
    """
    name = metric if isinstance(metric, str) else getattr(metric, "__name__", "")
    if not isinstance(metric, str) and getattr(distance, name, None) is not metric:
        raise Refusal(
            UnsupportedValueError("scipy.spatial.distance with a metric of your own; call the metric for each pair")
        )
    if name.lower() in COUNTS:
        return "count"
    return next(known for known, names in NAMES.items() if name.lower() in names)


def all_pairs_tangent(
    a: Any,
    b: Any,
    d_a: Any,
    d_b: Any,
    out: Any,
    metric: Any,
    p: Any = None,
    w: Any = None,
    V: Any = None,
    VI: Any = None,
) -> Any:
    """Return the tangents of the distances of all points of a from all of b; d_a or d_b may be None."""
    rows = np.asarray(a, float)[:, np.newaxis, :]
    columns = np.asarray(b, float)[np.newaxis, :, :]
    d_rows = np.zeros_like(rows) if d_a is None else np.asarray(d_a, float)[:, np.newaxis, :]
    d_columns = np.zeros_like(columns) if d_b is None else np.asarray(d_b, float)[np.newaxis, :, :]
    return metric_tangent(canonical(metric), rows, columns, d_rows, d_columns, out, p, w, V, VI)


def pairs_within_tangent(
    x: Any, d_x: Any, out: Any, metric: Any, p: Any = None, w: Any = None, V: Any = None, VI: Any = None
) -> Any:
    """Return the tangents of the distances of a set of points from each other."""
    first, second = np.triu_indices(np.shape(x)[0], 1)
    points, d_points = np.asarray(x, float), np.asarray(d_x, float)
    u, v, d_u, d_v = points[first], points[second], d_points[first], d_points[second]
    return metric_tangent(canonical(metric), u, v, d_u, d_v, out, p, w, V, VI)


def metric_tangent(name: str, u: Any, v: Any, d_u: Any, d_v: Any, out: Any, p: Any, w: Any, V: Any, VI: Any) -> Any:
    """Return the tangent of a metric of SciPy, by its canonical name.

    Raises Refusal where a scale would be estimated from the points.
    """
    if name == "count":
        return np.zeros_like(out)
    if name in ("seuclidean", "mahalanobis") and V is None and VI is None:
        raise Refusal(
            UnsupportedValueError(f"the metric {name!r} estimates its scale from the points; pass V or VI to it")
        )
    weights: Any = 1.0 if w is None else np.asarray(w)
    if name in ("canberra", "braycurtis"):
        return ratio_tangent(name, u, v, d_u, d_v, out, weights)
    if name in ("cosine", "correlation"):
        return angle_metric_tangent(u, v, d_u, d_v, out, weights, name == "correlation")
    if name == "jensenshannon":
        return jensen_shannon_tangent(u, v, d_u, d_v, out)
    return difference_tangent(name, u - v, d_u - d_v, out, p, weights, V, VI)


def difference_tangent(name: str, delta: Any, d_delta: Any, out: Any, p: Any, weights: Any, V: Any, VI: Any) -> Any:
    """Return the tangent of a metric that depends on the difference of the points."""
    if name == "sqeuclidean":
        return 2.0 * np.sum(weights * delta * d_delta, axis=-1)
    if name == "mahalanobis":
        scale = 0.5 * (np.asarray(VI) + np.transpose(VI))
        return quotient(np.sum((delta @ scale) * d_delta, axis=-1), out)
    if name == "seuclidean":
        scale = np.sqrt(np.asarray(V))
        return vector_norm_tangent(delta / scale, d_delta / scale, out, 2)
    order = {"euclidean": 2.0, "cityblock": 1.0, "chebyshev": np.inf, "minkowski": 2.0 if p is None else p}[name]
    root = np.greater(weights, 0.0) if order == np.inf else np.power(weights, 1.0 / order)
    return vector_norm_tangent(root * delta, root * d_delta, out, order)


def ratio_tangent(name: str, u: Any, v: Any, d_u: Any, d_v: Any, out: Any, weights: Any) -> Any:
    """Return the tangent of a sum of differences over sums: of each pair, or of all pairs together."""
    difference, d_difference = np.abs(u - v), np.sign(u - v) * (d_u - d_v)
    if name == "braycurtis":
        total, d_total = np.abs(u + v), np.sign(u + v) * (d_u + d_v)
        d_ratio = np.sum(weights * (d_difference - out[..., np.newaxis] * d_total), axis=-1)
        return quotient(d_ratio, np.sum(weights * total, axis=-1))
    total, d_total = np.abs(u) + np.abs(v), np.sign(u) * d_u + np.sign(v) * d_v
    nonzero = total > 0.0
    ratio = np.where(nonzero, difference / np.where(nonzero, total, 1.0), 0.0)
    d_ratio = np.where(nonzero, (d_difference - ratio * d_total) / np.where(nonzero, total, 1.0), 0.0)
    return np.sum(weights * d_ratio, axis=-1)


def angle_metric_tangent(u: Any, v: Any, d_u: Any, d_v: Any, out: Any, weights: Any, centred: bool) -> Any:
    """Return the tangent of 1 minus the cosine of the angle of two vectors, centred or not."""
    share = np.broadcast_to(weights, np.shape(u)[-1:]) / np.sum(np.broadcast_to(weights, np.shape(u)[-1:]))
    if centred:
        u = u - np.sum(share * u, axis=-1, keepdims=True)
        v = v - np.sum(share * v, axis=-1, keepdims=True)
    u_size = np.sqrt(np.sum(share * u * u, axis=-1, keepdims=True))
    v_size = np.sqrt(np.sum(share * v * v, axis=-1, keepdims=True))
    u_unit, v_unit = quotient(u, u_size), quotient(v, v_size)
    cosine = (1.0 - out)[..., np.newaxis]
    towards_v = quotient((v_unit - cosine * u_unit) * d_u, u_size)
    towards_u = quotient((u_unit - cosine * v_unit) * d_v, v_size)
    return -np.sum(share * (towards_v + towards_u), axis=-1)


def jensen_shannon_tangent(u: Any, v: Any, d_u: Any, d_v: Any, out: Any) -> Any:
    """Return the tangent of the root of the Jensen-Shannon divergence of two distributions."""
    p, d_p = normalised_tangent(u, d_u)
    q, d_q = normalised_tangent(v, d_v)
    mean = 0.5 * (p + q)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_log, q_log = np.log(p / mean), np.log(q / mean)
    return quotient(np.sum(scaled(p_log, d_p) + scaled(q_log, d_q), axis=-1), 4.0 * out)


def normalised_tangent(x: Any, d_x: Any) -> Any:
    """Return vectors over their sums, and the tangents."""
    total = np.sum(x, axis=-1, keepdims=True)
    share = x / total
    return share, (d_x - share * np.sum(d_x, axis=-1, keepdims=True)) / total


def hausdorff_tangent(u: Any, v: Any, d_u: Any, d_v: Any, out: Any) -> Any:
    """Return the tangent of the distance of the pair that decides; d_u or d_v may be None. Its indices are constant."""
    delta = np.asarray(u)[out[1]] - np.asarray(v)[out[2]]
    d_delta = np.zeros_like(delta)
    if d_u is not None:
        d_delta = d_delta + np.asarray(d_u)[out[1]]
    if d_v is not None:
        d_delta = d_delta - np.asarray(d_v)[out[2]]
    return float(quotient(np.sum(delta * d_delta), out[0])), 0.0, 0.0


def minkowski_tangent(x: Any, y: Any, d_x: Any, d_y: Any, out: Any, p: Any = 2.0) -> Any:
    """Return the tangent of Minkowski distances in double precision, as SciPy's are; d_x or d_y may be None."""
    delta, d_delta = varying_difference(x, y, d_x, d_y)
    return vector_norm_tangent(delta, d_delta, out, p)


def minkowski_power_tangent(x: Any, y: Any, d_x: Any, d_y: Any, out: Any, p: Any = 2.0) -> Any:
    """Return the tangent of the p-th powers of Minkowski distances, of the distances where p is infinite."""
    delta, d_delta = varying_difference(x, y, d_x, d_y)
    if p == np.inf:
        return vector_norm_tangent(delta, d_delta, out, p)
    return np.sum(p * np.sign(delta) * np.power(np.abs(delta), p - 1.0) * d_delta, axis=-1)


def varying_difference(x: Any, y: Any, d_x: Any, d_y: Any) -> Any:
    """Return the difference of points and its tangent, in double precision."""
    delta = np.subtract(x, y).astype(float)
    d_delta = np.zeros_like(delta)
    if d_x is not None:
        d_delta = d_delta + d_x
    return delta, d_delta if d_y is None else d_delta - d_y


def point_differences(x: Any, y: Any) -> Any:
    """Return all points of x minus all of y."""
    return np.asarray(x)[:, np.newaxis, :] - np.asarray(y)[np.newaxis, :, :]


def same_difference(tangent: Any, x: Any, y: Any, first: bool) -> Any:
    """Return what the tangent of x (or y) adds to all differences, in their shape."""
    part = np.asarray(tangent)[:, np.newaxis, :] if first else -np.asarray(tangent)[np.newaxis, :, :]
    return np.broadcast_to(part, (np.shape(x)[0], np.shape(y)[0], part.shape[-1]))
