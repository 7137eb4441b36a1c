"""Arrays as values: operators, shapes, indexing, reductions, the shape trap."""

import numpy as np


def operators(a, b):
    return a * b + a / b - b**2 + (-a) * 3.0


def scalar_and_array(x, a):
    return x * a + a / x + x


def constant_larger_than_active(x, b):
    return x + b


def constant_matrix_plus_vector(a):
    return a + np.ones((2, 3))


def fresh_although_only_a_sum(a, b):
    total = a + 1.0
    total[0] = 5.0
    return total * a


def matrix_products(m, a):
    return m @ a, a @ m, a @ a, m @ m


def transposes(m, a):
    return m.T @ a + m.transpose()[0]


def slices(a):
    return a[::-1] * a, a[1:] - a[:-1], a[-1] * a[..., 0]


def new_axes(a, b):
    return (a[:, None] * b[None, :]).sum(axis=1)


def boolean_selection(a, b):
    return b[b > 0.0] ** 2, a[a == a] * b


def integer_selection(a):
    return a[[0, 0, 2]] * np.array([1.0, 2.0, 3.0])


def matrix_indexing(m):
    return m[0, 1] * m[1], m[:, 2] * m[2, :], m[1][2]


def reductions(a, m):
    return a.sum() * a.mean() + np.prod(a) + m.max() * a.min(), m.sum(axis=0), m.mean(axis=1, keepdims=True)


def standard_deviation(a):
    return a.std(), np.var(a), np.linalg.norm(a)


def norm_of_zero(a):
    return np.linalg.norm(a - a)


def where_with_nan_on_the_other_side(a):
    with np.errstate(invalid="ignore"):
        return np.where(a > 100.0, np.sqrt(a - 100.0), a**2)


def minimum_maximum_clip(a, b):
    return np.maximum(a, b) * np.minimum(a, 0.5) + np.clip(b, -0.5, 1.0)


def maximum_with_tie(a):
    return np.maximum(a, a[1])


def array_from_list(x, y):
    return np.array([x, y, x * y]), np.array([[x, 1.0], [y, 2.0]])


def array_from_comprehension(a, n):
    return np.array([a[i] * i for i in range(n)])


def stacking(a, b):
    return np.stack([a, b]).sum(axis=0) @ a, np.concatenate([a, b[:1]]), np.vstack((a, b))[1], np.hstack([a, b])[4]


def reshaping(m):
    return m.reshape(-1)[::2], m.ravel()[1], m.flatten()[5], m.reshape(1, 9).squeeze()


def sorting(a):
    return np.sort(a)[::-1] * np.arange(3), a[np.argsort(a)]


def cumulative(a):
    return np.cumsum(a) * np.cumprod(a), np.diff(a)


def outer_and_einsum(a, b):
    return np.outer(a, b), np.einsum("i,i->", a, b), np.dot(a, b)


def linear_solve(m, a):
    return np.linalg.solve(m, a), np.linalg.inv(m), np.linalg.det(m)


def elementary_functions(a, b):
    return np.sin(a) * np.exp(b) + np.tanh(a) + np.log(b * b) + np.sqrt(abs(b)) + np.arctan2(a, b)


def shape_is_constant(a):
    (n,) = a.shape
    return a / n + len(a) + a.size + np.ndim(a) + a.shape[0]


def power_zero_keeps_shape(a):
    return (a - a[0]) ** 0


def floor_and_modulo(a):
    return a % 0.3 + a // 0.3 * a


def zero_dimensional(x, a):
    value = np.asarray(x)
    return value * 2.0, np.sum(a)[()], a.sum().item()


def empty_array(a):
    nothing = a[:0]
    return nothing * 2.0, nothing.sum()


def loop_over_indices(a):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * a[-i]
    return total


def to_list_and_back(a):
    values = a.tolist()
    values.append(values[0] * values[1])
    return np.array(values)


def complex_array(a):
    z = a + 1j * a**2
    return np.abs(z), z.real, z.conj() * z


def argmax_selects(a):
    return a[np.argmax(a)] * a[a.argmin()]


def linspace_and_full(x, n):
    return np.linspace(0.0, x, n), np.full(2, x), np.zeros(n) + x


def repeats_and_tiles(a):
    return np.repeat(a, 2), np.tile(a, 2), np.roll(a, 1), np.flip(a)


def interpolation(x):
    return np.interp(abs(x), [0.0, 0.5, 1.0], [1.0, 3.0, 2.0])


def vector_field_loop(a):
    state = a
    for _ in range(4):
        state = state + 0.1 * np.array([state[1], -state[0], state[2] * state[0]])
    return state


def comparison_in_branch(a):
    if np.all(a > -5.0) and (a > 5.0).sum() == 0:
        return a * a
    return a


def dtype_that_only_the_run_knows(a, x):
    total = 0.0
    for kind in ("float", "int", np.dtype("i4"), np.float64):
        total = total + (a + 40.25).astype(kind) * x + np.sum(a + 40.25, dtype=kind) * x
        total = total + np.full(3, 40.25 + 0.1 * x, kind) * a + np.asarray(a, np.result_type(a, a)) * x
    return total


def dtype_of_another_array(a, x):
    counts = np.arange(3)
    return a.astype(a.dtype) * x + (a + 40.25).astype(counts.dtype) * x


def quotient_and_remainder_of_arrays(a, x):
    quotient, remainder = divmod(a + 5.2, 1.1)
    return quotient * x, remainder * a
