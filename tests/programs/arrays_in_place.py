"""Arrays changed in place through every door; views and aliases exact; memory orders mixed."""

import copy

import numpy as np


def set_items(a):
    y = np.zeros(3)
    y[0] = a[0] * a[1]
    y[1] = np.sin(a[2])
    y[2] = y[0] * y[1]
    return y


def augmented_items(a):
    y = np.zeros(3)
    for i in range(3):
        y[i] += a[i] ** 2
        y[0] += y[i]
    return y


def slice_up_to_a_size(a, b):
    y = [a, b][0] * 1.0
    v = b[1:]
    y[: v.size] += v
    y[v.size :, ...] *= 2.0
    return y


def parameter_is_changed(a, b):
    a[0] = b[1] * 2.0
    a[1:] *= b[1:]
    return a * a


def augmented_name_is_in_place(a, b):
    alias = a
    a += b
    a *= b
    a -= 1.0
    a /= b
    a **= 2
    return alias


def augmented_alias_of_fresh(a):
    y = a * 1.0
    z = y
    y += a
    return z * 2.0


def product_with_one_is_fresh(a):
    y = a * 1.0
    y[0] = 5.0
    return a, y


def view_is_written(a):
    y = a * 1.0
    v = y[1:]
    v *= 2.0
    return y * y


def view_is_written_by_helper(a, x):
    def scale(part):
        part *= x

    y = a.copy()
    scale(y[::2])
    return y


def transposed_view_is_written(a):
    matrix = np.outer(a, a)
    view = matrix.T
    view[0, 1] = a[2] ** 3
    return matrix.sum(axis=0)


def reshaped_view_is_written(a, x):
    matrix = np.outer(a, a)
    flat = matrix.reshape(-1)
    flat[1] = x
    return matrix


def fortran_order_reshape_is_a_copy(m, x):
    fortran = np.asfortranarray(m * 2.0)
    flat = fortran.reshape(-1)
    flat[0] = x
    return fortran


def fortran_order_ravel_is_a_view(m, x):
    fortran = np.asfortranarray(m * 2.0)
    flat = fortran.ravel(order="F")
    flat[1] = x
    return fortran


def mixed_orders_then_reshape(m, x):
    total = np.asfortranarray(m) + np.ones((3, 3))
    flat = total.reshape(-1)
    flat[3] = x
    return total, flat


def constant_of_another_order(m, x):
    total = m.T + np.asfortranarray(np.ones((3, 3)))
    flat = total.reshape(-1)
    flat[1] = x
    return total


def ravel_is_a_view(m, x):
    flat = m.ravel()
    flat[4] = x * x
    return m


def flatten_is_a_copy(m, x):
    flat = m.flatten()
    flat[4] = x * x
    return m, flat


def slice_assignment(a):
    y = np.zeros(5)
    y[1:4] = a**2
    y[2:] = y[:3] * 2.0
    return y


def overlapping_slices(a):
    a[1:] = a[:-1]
    a[:-1] += a[1:]
    return a


def overlapping_in_place_product(a):
    y = a * 1.0
    y *= y[::-1]
    return y


def mask_assignment(a, x):
    y = a * a
    y[y > 1.0] = 0.0
    y[y < 0.4] = x
    return y


def mask_assignment_with_array(a, b):
    mask = b > 0.0
    a[mask] = b[mask] * a[mask]
    return a


def fancy_assignment_keeps_the_last(a):
    y = np.zeros(3)
    index = np.array([0, 0, 1])
    y[index] += a
    y[index] *= a
    return y


def add_at_sums(a):
    y = np.zeros(3)
    np.add.at(y, np.array([0, 0, 1]), a)
    return y


def fancy_selection_is_a_copy(a, x):
    part = a[[0, 1]]
    part[0] = x
    return a, part


def ellipsis_and_newaxis_assignment(a, x):
    a[...] = a * x
    a[None, 1:] += x
    return a


def out_argument(a):
    y = np.empty(3)
    np.multiply(a, a, out=y)
    np.add(y, a, out=y)
    return y


def out_argument_is_a_view(a, m):
    np.multiply(a, a, out=m[1])
    np.exp(m[2], m[2])
    return m


def out_argument_is_an_operand(a, b):
    np.multiply(a, b, out=a)
    return a * b


def reduction_with_out(m):
    y = np.zeros(3)
    np.sum(m, axis=0, out=y)
    return y * y


def copyto(a, x):
    y = np.zeros(3)
    np.copyto(y, a * 2.0)
    np.copyto(y, x, where=np.array([True, False, False]))
    return y


def fill(a, x):
    y = np.zeros(3)
    y.fill(x)
    return y * a


def put_and_place(a, x):
    np.put(a, [0, 2], [x, x * x])
    np.place(a, a > 1.0, [x + 1.0])
    np.putmask(a, a < 0.0, x)
    return a


def sort_in_place(a):
    a.sort()
    return a * np.arange(1.0, 4.0)


def sort_a_column_view(m):
    m[:, 1].sort()
    return m


def flat_assignment(m, x):
    m.flat[4] = x
    m.flat[0] = m.flat[8] * x
    return m


def fill_diagonal(m, x):
    np.fill_diagonal(m, x)
    return m


def copies(a, x):
    y, z, w = a.copy(), np.copy(a), copy.copy(a)
    v, u = np.array(a), copy.deepcopy(a)
    y[0] = z[1] = w[2] = v[0] = u[1] = x
    return a, y, z, w, v, u


def asarray_is_the_same(a, x):
    same = np.asarray(a)
    same[0] = x
    return a * same


def slice_of_everything_is_a_view(a, x):
    view = a[:]
    view[1] = x
    return a


def list_of_views(m, x):
    rows = [row for row in m]
    rows[0][1] = x
    rows[1] = rows[1] * x
    return m, rows


def unpacked_views(m, x):
    first, second, _ = m
    first[0] = x
    second *= x
    return m


def element_is_a_reduction_of_the_whole(a):
    a[0] = a @ a
    a[1] = np.prod(a)
    a[2] = np.linalg.norm(a)
    return a


def element_is_the_maximum_of_the_whole(a):
    a[0] = a.max()
    a[2] = np.median(a)
    return a


def row_is_a_product_with_the_whole(m):
    m[0] = m @ m[1]
    m[:, 1] = (m * m).sum(axis=1)
    return m


def whole_is_a_function_of_itself(a):
    a[:] = np.tanh(a) * a[::-1]
    a[...] = a / a.sum()
    return a


def swapped_rows(m):
    m[[0, 1]] = m[[1, 0]]
    return m


def swapped_elements(a):
    a[0], a[1] = a[1], a[0]
    return a


def swapped_views_lose_a_row(m):
    m[0], m[1] = m[1], m[0]
    return m


def array_in_a_dict(a, x):
    state = {"position": a, "speed": a * 2.0}
    state["position"] += state["speed"] * x
    return a, state["speed"]


def preallocated_history(a, n):
    history = np.zeros((n, 3))
    state = a
    for i in range(n):
        state = state * 0.9 + 0.1
        history[i] = state
    return history


def buffer_is_reused(a):
    buffer = np.empty(3)
    results = []
    for i in range(2):
        buffer[:] = a * i
        results.append(buffer)
    return results


def zeros_like_then_written(a):
    y = np.zeros_like(a)
    y[1:] = np.diff(a)
    y[0] = y[1]
    return y


def broadcast_assignment(m, a, x):
    m[:] = a
    m[:, 0] = x
    return m


def diagonal_of_transposed(m):
    m.T[0] *= 2.0
    m.swapaxes(0, 1)[1, 2] = 0.0
    return m


def in_place_matmul(m, a):
    alias = m
    m @= np.diag(a)
    return alias


def window_views(a):
    total = 0.0
    y = np.concatenate([a, a])
    for i in range(3):
        window = y[i : i + 3]
        window *= 1.1
        total += window.sum()
    return total, y


def gauss_elimination(m, a):
    for i in range(3):
        for j in range(i + 1, 3):
            factor = m[j, i] / m[i, i]
            m[j] -= factor * m[i]
            a[j] -= factor * a[i]
    for i in reversed(range(3)):
        a[i] = (a[i] - m[i, i + 1 :] @ a[i + 1 :]) / m[i, i]
    return a


def parts_of_complex_numbers(a, b):
    z = a.astype(complex)
    z.imag = a * b
    z.real[1] = b[0]
    w = z[1:]
    w.imag *= b[0]
    w.real += 1.0
    z.real = z.imag * 2.0
    q = z.copy()
    q.real = 2.0
    return z, w, q


def parts_written_by_callees(a, b):
    def turn(z):
        z.imag = z.real * 2.0
        return z

    turns = [turn]
    return turn(a + 1j * b), turns[0](b * a + 0j)


def flat_is_assigned(a, b):
    y = np.zeros((3, 2))
    y.flat = a * b
    y.T.flat = b[:2]
    y[1].flat = a[0]
    return y


def real_tangent_of_a_complex_result_is_written_to(a, x):
    ones = np.ones(3) * 1j
    parts = np.where(a > 0.5, a, 1j), np.stack([a, a * 0.0 + 1j]), np.append(a, 1j), np.maximum(a, 1j), a - 1j, 1j - a
    for part in (*parts, np.vstack([a, ones]), np.add(a, 1j)):
        part[0] = x * 1j
    shifted = [a + 1j][0]
    shifted *= 1j
    return parts, shifted


def single_precision_beside_double(a, x):
    single = a.astype(np.float32)
    parts = np.maximum(single, np.float64(0.5)), single + np.float64(1.0), np.where(a > 0.5, single, np.float64(2.0))
    for part in parts:
        part[0] = x / 3.0
    return [part[0] for part in parts]


def split_at_listed_places(a, b):
    places = [1, 2]
    first, second, third = np.split(a * b, places)
    first[0] = second[0] * third[0]
    rest = np.hsplit(b, [1])
    rest[1][0] = a[0]
    return first, second, rest, b * 2.0
