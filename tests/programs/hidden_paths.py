"""Ways in which a number travels out of sight: right or refused, never silently zero."""

import ast
import bisect
import collections
import copy
import heapq
import io
import itertools
import json
import math
import operator
import statistics
import struct
import types

import numpy as np

from tests.programs.inputs import may_be_refused

HIDDEN = "the number is encoded, and read back where no tangent can follow"


@may_be_refused(HIDDEN)
def integer_ratio(x):
    top, bottom = x.as_integer_ratio()
    return top / bottom


@may_be_refused(HIDDEN)
def hexadecimal(x):
    return float.fromhex(x.hex())


@may_be_refused(HIDDEN)
def packed_bytes(x):
    return struct.unpack("d", struct.pack("d", x))[0]


@may_be_refused(HIDDEN)
def json_text(x):
    return json.loads(json.dumps([x]))[0]


@may_be_refused(HIDDEN)
def literal_text(x):
    return ast.literal_eval(repr(x + 0.0))


@may_be_refused(HIDDEN)
def printed_into_a_buffer(x):
    buffer = io.StringIO()
    print(x, file=buffer)
    return float(buffer.getvalue().strip())


@may_be_refused(HIDDEN)
def text_array(a):
    return a.astype(str).astype(float)


@may_be_refused(HIDDEN)
def bits_of_an_array(a):
    return a.view(np.int64).view(np.float64) * 2.0


@may_be_refused(HIDDEN)
def object_array(a):
    return a.astype(object).astype(float) * 2.0


@may_be_refused(HIDDEN)
def buffer_of_an_array(a):
    return np.frombuffer(memoryview(a), dtype=float)[1] * 2.0


@may_be_refused(HIDDEN)
def keys_without_repetition(x, y):
    return sum(list(dict.fromkeys([x, y])))


@may_be_refused(HIDDEN)
def members_of_a_set(x, y):
    return sum(set([x, y]))


@may_be_refused(HIDDEN)
def counted(x):
    return max(collections.Counter([x, x]))


@may_be_refused(HIDDEN)
def key_of_a_mapping_is_popped(x):
    key, count = {x: 3}.popitem()
    return key * count


@may_be_refused(HIDDEN)
def keys_are_sorted(x, y):
    return sorted({x: 1, y: 2})[0]


@may_be_refused(HIDDEN)
def keys_of_groups(xs):
    groups = {}
    for value in xs:
        groups.setdefault(value, []).append(1)
    return sum(key * len(ones) for key, ones in groups.items())


@may_be_refused(HIDDEN)
def exact_mean(xs):
    return statistics.mean(xs)


@may_be_refused(HIDDEN)
def attribute_through_vars(x):
    box = types.SimpleNamespace(**{"value": x})
    return vars(box)["value"] * box.__dict__["value"]


@may_be_refused("a proxy is an object that srcad does not know")
def mapping_proxy(d, x):
    return types.MappingProxyType(d)["p"] * x


@may_be_refused("a chain of dicts is a class of the library")
def chain_of_mappings(d, x):
    chain = collections.ChainMap({"p": x}, d)
    return chain["p"] * chain["q"]


@may_be_refused("the classes of collections are classes of the library")
def user_list(x):
    values = collections.UserList([x])
    values.append(x * x)
    return values[0] * values[1]


@may_be_refused("a function that has no rule yet")
def heap(xs, x):
    heapq.heapify(xs)
    heapq.heappush(xs, x)
    return heapq.heappop(xs) * x, heapq.nsmallest(2, xs)


@may_be_refused("a function that has no rule yet")
def sorted_insertion(xs, x):
    xs.sort()
    place = bisect.bisect(xs, x)
    bisect.insort(xs, x * 0.5)
    return xs, xs[0] * place


@may_be_refused("a function that has no rule yet")
def fraction_and_exponent(x, y):
    fraction, whole = math.modf(y * 3.0)
    mantissa, exponent = math.frexp(x)
    return fraction * whole, math.ldexp(mantissa, exponent) * x


@may_be_refused("a function that has no rule yet")
def methods_by_their_names(x, y):
    return x.__add__(y) * float.__mul__(x, y) - x.__neg__() + y.__rsub__(x)


@may_be_refused("a function that has no rule yet")
def operator_on_attributes_by_name(x, y):
    return operator.methodcaller("__mul__", y)(x) + getattr(x, "__add__")(y)


def views_of_a_dict_are_live(d, x):
    values, items = d.values(), d.items()
    d["p"] = x * x
    d["new"] = x
    return sum(values), [value for _, value in items]


def iterator_sees_what_is_appended(xs, x):
    iterator = iter(xs)
    first = next(iterator)
    xs.append(x)
    xs[1] = x * x
    return first, list(iterator)


def enumerated_while_it_grows(xs, x):
    total = 0.0
    for i, value in enumerate(xs):
        if i < 2:
            xs.append(value * x)
        total = total * 0.5 + value
    return total


def reversed_while_it_changes(xs, x):
    total = 0.0
    for value in reversed(xs):
        xs[0] = value * x
        total = total * 0.5 + value
    return total


def zipped_while_it_changes(xs, ys):
    for left, right in zip(xs, ys):
        xs[-1] = left * right
        ys[0] = ys[0] + left
    return xs, ys


def alias_by_choice(xs, ys, x):
    chosen = xs if x > 0.0 else ys
    chosen.append(x * x)
    other = chosen or ys
    other[0] = x
    return xs, ys


@may_be_refused("what the call returns may be a default that outlives it")
def alias_through_a_call(xs, x):
    def pick(values, default=None):
        return default or values

    pick(xs).append(x)
    pick([0.0], xs)[0] = x * x
    return xs


def alias_through_a_dict_and_a_tuple(xs, x):
    table = {"k": (xs, 1)}
    values, _ = table["k"]
    values += [x]
    table["k"][0][0] *= x
    return xs


def new_list_against_the_same_list(xs, x):
    same = xs
    xs = xs + [x]
    same.append(x * x)
    xs += [x * 2.0]
    return xs, same


def augmented_item_of_a_tuple(x):
    pair = ([x], 1)
    try:
        pair[0] += [x * x]
    except TypeError:
        return pair[0][1] * pair[0][0]
    return 0.0


def comprehension_that_raises_halfway(xs, x, log):
    seen = []

    def note(value):
        seen.append(value * x)
        if len(seen) == 2:
            raise ValueError("two")
        return value

    try:
        return [note(value) for value in xs]
    except ValueError:
        return seen


def sort_whose_key_raises(xs, x):
    def key(value):
        if value > 100.0 * x * x:
            raise ValueError("large")
        return -value

    xs.append(1000.0)
    try:
        xs.sort(key=key)
    except ValueError:
        pass
    return xs


def stable_sort_with_equal_keys(xs, x):
    pairs = sorted([(1, x), (0, xs[0]), (1, xs[1])], key=lambda pair: pair[0], reverse=True)
    return [value for _, value in pairs]


def reversed_slice_assigned(xs, x):
    xs[::-1] = xs
    xs[::2] = [x, x * x]
    return xs


def loop_that_deletes(xs, x):
    i = 0
    while i < len(xs):
        if xs[i] < 0.0:
            del xs[i]
        else:
            xs[i] *= x
            i += 1
    return xs


def dict_emptied_in_a_loop(d, x):
    total = 0.0
    for key in list(d):
        total = total * x + d.pop(key)
    return total, d


def continue_in_finally(xs):
    total = 0.0
    for value in xs:
        try:
            if value > 1.0:
                continue
            total += value
        finally:
            total *= 1.5
    return total


@may_be_refused("a function that has no rule yet")
def shape_is_assigned(a, x):
    column = a * x
    column.shape = (3, 1)
    return column * a


def diagonal_by_einsum_is_a_view(m, x):
    np.einsum("ii->i", m)[:] = x
    return m


def masked_output(a, b):
    np.add(a, b, out=a, where=b > 0.0)
    return a


def ufunc_methods(a, b):
    return np.multiply.outer(a, b), np.add.reduce(a), np.multiply.accumulate(a), np.maximum.reduce(a)


def scattered_by_an_order(a, b):
    order = np.argsort(b)
    a[order] = b * a
    return a


@may_be_refused("a function that has no rule yet")
def enumerated_array(m):
    total = 0.0
    for (i, j), value in np.ndenumerate(m):
        total += (i + 2 * j) * value * value
    return total


@may_be_refused("a function that has no rule yet")
def moving_windows(a):
    windows = np.lib.stride_tricks.sliding_window_view(np.concatenate([a, a]), 3)
    return (windows * windows).sum(axis=1)


def complex_in_place(z, x):
    same = z
    z *= z
    z += x
    return z * same, z.real


def copies_of_objects(body, x):
    shallow, deep = copy.copy(body), copy.deepcopy(body)
    body.mass = x
    body.position[0] = x * x
    return shallow.mass, shallow.position, deep.position, body.position


def accumulated_by_a_function(xs, x):
    return list(itertools.accumulate(xs, lambda left, right: left * x + right))


def generator_over_a_list_that_changes(xs, x):
    values = (value * x for value in xs)
    first = next(values)
    xs[1] = x * x
    return first, list(values)


def default_list_is_shared_by_calls(x, y):
    def collect(value, into=[]):
        into.append(value)
        return into

    collect(x)
    return collect(y * x)


@may_be_refused("classes inside of functions are at the deep end of objects")
def class_attribute_of_a_local_class(x, y):
    class Store:
        items = []

        def put(self, value):
            self.items.append(value)

    Store().put(x)
    Store().put(y)
    return Store.items[0] * Store.items[1]


@may_be_refused("classes inside of functions are at the deep end of objects")
def descriptor(x, y):
    class Doubled:
        def __set_name__(self, owner, name):
            self.name = "_" + name

        def __get__(self, instance, owner):
            return getattr(instance, self.name) * 2.0

        def __set__(self, instance, value):
            setattr(instance, self.name, value + 1.0)

    class Box:
        value = Doubled()

    box = Box()
    box.value = x
    return box.value * y


def matched_lists_are_new(xs, x):
    match xs:
        case [first, *rest]:
            rest[0] = x * first
    return xs, rest


def global_function_hidden_later(x, y):
    first = math.sin(x)

    def inner():
        return later(y)

    later = math.cos
    second = inner()
    later = math.tan
    return first * second * inner()
