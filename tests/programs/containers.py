"""Lists, tuples, dicts, sets, named tuples and deques: built, changed, copied, aliased, nested."""

import collections
import copy

from tests.programs.inputs import Point


def list_display(x, y):
    values = [x, y, x * y, 2]
    return values[0] * values[2] + values[3] * values[-1]


def append_in_loop(xs):
    squares = []
    for value in xs:
        squares.append(value * value)
    return squares


def append_method_kept_in_a_variable(x, y):
    values = []
    append = values.append
    append(x)
    append(x * y)
    return values


def extend_insert_pop(x, y):
    values = [x]
    values.extend([y, x * y])
    values.insert(1, x - y)
    last = values.pop()
    first = values.pop(0)
    return last * first + values[0]


def extend_by_generator(xs, x):
    values = []
    values.extend(v * x for v in xs)
    return values


def remove_reverse_clear(x, y):
    values = [x, 5.0, y]
    values.remove(5.0)
    values.reverse()
    result = values[0] - 2.0 * values[1]
    values.clear()
    return result, values


def index_and_count(x):
    values = [1.0, x, 2.0, 1.0]
    return values.index(2.0) * x + values.count(1.0) * x * x


def sort_list(xs):
    xs.sort()
    return xs[0] + 2.0 * xs[1] + 3.0 * xs[2]


def sort_by_key_reversed(xs, x):
    xs.sort(key=lambda v: v * v * x, reverse=True)
    return xs[0] - xs[1] * xs[2]


def sort_pairs(x, y):
    pairs = [(2, x), (1, y)]
    pairs.sort()
    return pairs[0][1] - 2.0 * pairs[1][1]


def slice_assignment(xs, x, y):
    xs[1:2] = [x, y, x * y]
    return xs


def extended_slice_assignment(xs, x, y):
    xs[::2] = x, y
    return xs


def slice_deletion(xs, x):
    xs.append(x)
    del xs[1::2]
    return xs


def slices_copy(xs, x):
    copied = xs[:]
    copied[0] = x
    return copied[0] * xs[0], xs[::-1][:2]


def alias_is_not_copy(xs, x):
    same = xs
    same[0] = x
    return xs[0] * same[0]


def repetition_shares_rows(x):
    rows = [[0.0]] * 3
    rows[0][0] = x
    return rows[1][0] * rows[2][0]


def repetition_filled_later(x, y, k):
    values = [0] * (k + 1)
    values[0] = x
    values[2] = y * x
    return values


def concatenation(xs, ys, x):
    return xs + ys + [x] * 2


def list_in_place_multiply(xs):
    same = xs
    xs *= 2
    return same


def element_is_a_function_of_the_whole(xs):
    xs[0] = xs[0] * xs[1] * xs[2]
    xs[1] = max(xs) * min(xs)
    xs[2] = sum(v * v for v in xs)
    return xs


def entry_is_a_function_of_the_whole(d):
    d["p"] = d["p"] * d["q"]
    d["q"] = sum(v * v for v in d.values())
    return d


def nested_lists(x, y):
    rows = [[x, y], [y, x * x]]
    rows[0][1] += rows[1][1]
    return rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]


def one_list_in_two_places(x):
    row = [x, 1.0]
    table = [row, row]
    table[0][1] = x * x
    return table[1][1] + row[0]


def preallocated_rows(x, n):
    rows = [[0.0] * 2 for _ in range(n)]
    for i, row in enumerate(rows):
        row[i % 2] = x ** (i + 1)
    return rows


def container_starts_constant(x, y):
    state = {"values": [], "total": 0}
    state["values"].append(x)
    state["total"] += x * y
    return state


def list_contains_itself_indirectly(x):
    node = {"value": x, "next": None}
    node["next"] = node
    return node["next"]["next"]["value"] * x


def tuple_inside_list(x, y):
    values = [(x, 1), (y, 2)]
    values[0] = (values[1][0] * x, 3)
    return values[0][0] * values[0][1]


def tuple_operations(pair, x):
    longer = (*pair, x)
    return longer[0] * longer[-1], longer[1:], pair * 2


def tuple_of_nothing(x):
    empty = ()
    return x * x + len(empty), empty


def starred_display(xs, pair):
    return [*xs, 1.0, *pair]


def dict_read_and_write(d):
    d["p"] = d["p"] * d["q"]
    d["s"] = d["p"] + d["r"]
    return d


def dict_methods(d, x):
    popped = d.pop("p")
    missing = d.pop("nothing", x)
    got = d.get("q", 0.0) * d.get("nothing", x)
    default = d.setdefault("new", popped * x)
    kept = d.setdefault("r", 100.0)
    return popped + missing + got + default * kept, d


def dict_update_and_union(d, x):
    d.update({"q": x}, t=x * x)
    d |= {"u": x + 1.0}
    return d | {"p": x}, {"p": 0.0} | d


def dict_built_in_another_order(x, y):
    there = {"p": x, "q": y}
    back = {"q": y * x, "p": x - y}
    return [left * back[key] for key, left in there.items()], list(back.values())


def dict_items_list(d):
    items = list(d.items())
    key, value = items[1]
    return value * value, key, d.popitem()


def dict_from_pairs_and_keywords(x, y):
    first = dict([("p", x), ("q", y)])
    second = dict(first, r=x * y)
    third = dict(zip("pq", (y, x), strict=True))
    return first["p"] * second["r"] * third["p"]


def dict_fromkeys_and_copy(x, y):
    zeros = dict.fromkeys("pq", 0.0)
    copied = zeros.copy()
    copied["p"] = x
    return copied["p"] * y + zeros["p"], copied


def dict_display_with_unpacking(d, x):
    return {**d, "p": x, **{"z": x * x}}


def dict_with_number_keys(x, n):
    powers = {i: x**i for i in range(n)}
    return powers[2] * powers[1]


def dict_with_tuple_keys(x, y):
    table = {(0, 0): x, (0, 1): y}
    table[1, 0] = table[0, 0] * table[0, 1]
    return table[1, 0]


def dict_deletion_order(d, x):
    del d["p"]
    d["p"] = x
    return list(d.values())


def dict_clear(d, x):
    first = d["p"]
    d.clear()
    d["only"] = first * x
    return d


def default_dict(xs):
    groups = collections.defaultdict(list)
    for value in xs:
        groups[value > 0.0].append(value * value)
    return groups[True], groups[False], groups[None]


def default_dict_with_effect(x, log):
    def make():
        log.append("made")
        return 1.0

    table = collections.defaultdict(make)
    table["p"] *= x
    return table["p"] * table["q"]


def ordered_dict(x, y):
    table = collections.OrderedDict(p=x, q=y)
    table.move_to_end("p")
    return list(table.values())


def counter_is_constant(x):
    letters = collections.Counter("abca")
    return letters["a"] * x


def set_of_constants(x):
    seen = set()
    total = 0.0
    for i in [3, 1, 3]:
        if i in seen:
            continue
        seen.add(i)
        total += x**i
    return total, len(seen | {7})


def named_tuple(x, y):
    here = Point(x, y)
    there = here._replace(x=here.x * here.y)
    return there.x + here[1] * here.count


def named_tuple_argument(point):
    px, py, count = point
    return px * py * count, point._asdict()["x"], Point._make([py, px, 1])


def named_tuple_result(point, x):
    return point._replace(y=x * point.x)


def deque_methods(queue, x):
    queue.append(x)
    queue.appendleft(x * x)
    queue.rotate(1)
    queue.extend([x + 1.0])
    queue.extendleft([x - 1.0, 0.5])
    right, left = queue.pop(), queue.popleft()
    return right * left, queue


def deque_indexing(queue, x):
    queue[1] = x * queue[0]
    queue.reverse()
    queue.insert(1, x)
    return queue[0] * queue[-1], list(queue)


def bounded_deque(xs, x):
    window = collections.deque(maxlen=2)
    sums = []
    for value in [*xs, x]:
        window.append(value)
        sums.append(sum(window))
    return sums, window


def shallow_copies(rows, x):
    copies = [rows.copy(), list(rows), rows[:], copy.copy(rows)]
    rows[0][0] = x
    copies[0][1] = [x * x]
    return [each[0][0] for each in copies], rows


def deep_copy(rows, x):
    deep = copy.deepcopy(rows)
    rows[0][0] = x
    return deep[0][0] * rows[0][0]


def deep_copy_keeps_aliases(x):
    row = [x]
    table = copy.deepcopy([row, row])
    table[0][0] = x * x
    return table[1][0] + row[0]


def identity_of_containers(xs, x):
    same = xs
    copied = list(xs)
    return x * x if same is xs and copied is not xs else x


def comparison_of_containers(xs, x):
    return x * x if [*xs] == xs and xs < [9.0] else x


def containers_as_truth(x):
    values = []
    while not values or len(values) < 3:
        values.append(x)
    return sum(values) if values else 0.0


def sum_with_start(xs, x):
    return sum(xs, x) * sum([]) + sum([xs, [x]], [])[-1] + sum(xs, start=2)


def min_max(xs, x, y):
    return min(x, y) * max(xs) + min(xs, key=lambda v: v * v) + max([], default=x)


def min_max_with_key_on_pairs(x, y):
    best = max([("p", x), ("q", y)], key=lambda item: item[1])
    return best[1] * best[1], best[0]


def sorted_with_key(xs, x):
    ordered = sorted(xs, key=lambda v: -v * x)
    return ordered[0] - 2.0 * ordered[1] + 4.0 * ordered[2]


def sorted_descending(xs):
    return sorted(xs, reverse=True)


def any_all_len(xs, x):
    return x * len(xs) if any(xs) and all(v < 9.0 for v in xs) else 0.0


def unpacking_config(config, x):
    count, step = config
    return count * step * x


def mixed_tuple_argument(config):
    total = 0.0
    for part in config:
        total += part * part
    return total


def reversed_list_and_range(xs, n):
    return list(reversed(xs)), [xs[i] for i in reversed(range(n))]


def list_of_string_and_float(x):
    record = ["label", x, None, 3, True]
    record[1] = record[1] * record[3]
    return record


def starred_constants(x, n):
    marks = iter([1.0, 2.0, 3.0])
    first, *rest = [x * x, *range(n)]
    listed = [x, *marks, *{"a": 1.0}.values(), *zip([1], [2.0], strict=True)]
    return (x * x, *range(n), *(i * 0.5 for i in range(n))), listed, [x, *{3: 4.0}], (*"ab", x), first, rest


def starred_iterators_run_in_order(x, n, log):
    def items(count):
        for i in range(count):
            log.append("item")
            yield i * x

    return [x * len(log), *items(n), x * len(log), *items(2), x * len(log)]


def dict_parts_run_in_order(x, y, log):
    def key(name):
        log.append(name)
        return name

    kept = collections.ChainMap({"z": y})
    return {key("a"): x * len(log), **{key("b"): y * len(log)}, key("c"): x, "n": x * len(log), "kept": kept["z"]}


def mappings_that_are_no_dicts(x, y):
    class Pair:
        def __init__(self, value):
            self.value = value

        def keys(self):
            return ["p", "q"]

        def __getitem__(self, key):
            return self.value * 2.0 if key == "p" else 3.0

    def product(p, q, y):
        return p * q * y

    ordered = collections.OrderedDict(r=y)
    return {**Pair(x), **ordered, **Pair(2.0)}, product(**Pair(x), y=y), {"x": x, **Pair(1.0)}


def methods_of_sets_beside_values_that_vary(x):
    shares = {"a": x, "b": 2.0 * x}
    known = {"b", "c"}
    total = 0.0
    for name in sorted(known.union(shares)):
        total += shares.get(name, 1.0)
    known.update(shares)
    known.discard("c")
    return total * len(known) + (x if {"a"}.issubset(shares) else 0.0)
