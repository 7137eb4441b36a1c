"""Describe the calls of builtins that the differentiator knows.

Each function returns the value and the plan, or None for the general way.
"""

from __future__ import annotations

import math
import operator
import types
from collections.abc import Callable
from typing import Any

import gast

from srcad.analysing.expressions import ITERATOR
from srcad.analysing.plans import AsWritten, AtRunTime, ByBuiltin
from srcad.analysing.values import (
    DICT,
    LIST,
    NOTHING,
    SET,
    TupleValue,
    Value,
    is_without_storage,
    join_all,
    plain,
)
from srcad.kinds import (
    BOOL,
    BOTTOM,
    FLOAT,
    INT,
    NUMERIC,
    RANGE,
    UNKNOWN,
    InstanceOf,
    Static,
    is_array,
    is_immutable,
    is_numeric,
    is_real,
    is_scalar,
)


def _float_like(kind: Any) -> Callable[..., Any]:
    def evaluate(self: Any, node: Any, arguments: list[Value]) -> Any:
        if len(arguments) == 1 and not node.keywords and is_scalar(arguments[0].kind) and arguments[0].active:
            return plain(kind, True), ByBuiltin("float")
        if not any(a.active for a in arguments):
            return plain(kind), AsWritten()
        return None

    return evaluate


def _sum(self: Any, node: Any, arguments: list[Value]) -> Any:
    if len(arguments) != 1 or node.keywords:
        return None
    item = self.item_of(arguments[0])
    if not arguments[0].active and is_numeric(item.kind):
        return self.fresh_at(node, item.kind if not is_real(item.kind) else join_real(item.kind), False), AsWritten()
    if is_numeric(item.kind) and (arguments[0].kind == LIST or is_array(arguments[0].kind)):
        return self.fresh_at(node, join_real(item.kind), True), ByBuiltin("sum")
    if isinstance(node.args[0], gast.GeneratorExp) and is_numeric(item.kind):
        return self.fresh_at(node, join_real(item.kind), True), ByBuiltin("sum")
    return None


def join_real(kind: Any) -> Any:
    """Return the kind of a sum that starts with the int 0."""
    from srcad.kinds import join

    return join(kind, INT) if is_scalar(kind) else NUMERIC


def _extremum(self: Any, node: Any, arguments: list[Value]) -> Any:
    if len(arguments) > 1 and not node.keywords and all(is_real(a.kind) for a in arguments):
        value = join_all(arguments)
        return value, (ByBuiltin("extremum") if value.active else AsWritten())
    is_listed = arguments and (arguments[0].kind == LIST or isinstance(node.args[0], gast.GeneratorExp))
    if is_listed and len(arguments) == 1 and not node.keywords:
        item = self.item_of(arguments[0])
        if is_real(item.kind):
            return plain(item.kind, item.active), (ByBuiltin("extremum") if item.active else AsWritten())
    if not any(a.active for a in arguments) and all(is_real(a.kind) for a in arguments) and len(arguments) > 1:
        return join_all(arguments), AsWritten()
    if len(node.args) == 1 and [k.arg for k in node.keywords] == ["key"] and not arguments[0].active:
        item = self.item_of(arguments[0])
        if is_immutable(item.kind) and item.kind != BOTTOM:  # one of the items, none of which varies
            _, plan = self.dynamic_call(node, arguments)
            return plain(item.kind), plan
    return None


def _iterator(self: Any, node: Any, items: Value, varies: bool) -> Any:
    region = self.region_at(node)
    self.fill(region, items)
    sources = [self.values.get(id(a), NOTHING) for a in node.args]
    if id(node) in self.walked:  # nobody else has this iterator, so only the items keep what it goes through
        sources = [source for source in sources if not gives_immutables(self, source)]
    self.link(Value(LIST, False, frozenset({region})), *sources)
    return Value(ITERATOR, varies, frozenset({region})), (AtRunTime() if varies else AsWritten())


def gives_immutables(self: Any, source: Value) -> bool:
    """Tell whether going through a value changes nothing, and gives numbers or text, into which nothing is stored."""
    is_plain = source.kind in (LIST, RANGE) or is_array(source.kind) or isinstance(source.kind, TupleValue)
    return is_plain and is_immutable(self.item_of(source).kind)


def _zip(self: Any, node: Any, arguments: list[Value]) -> Any:
    given = arguments[: len(node.args)]
    items = plain(TupleValue(tuple(self.item_of(a) for a in given)))
    return _iterator(self, node, items, any(a.active for a in given))


def _enumerate(self: Any, node: Any, arguments: list[Value]) -> Any:
    if not arguments:
        return None
    items = plain(TupleValue((plain(INT), self.item_of(arguments[0]))))
    return _iterator(self, node, items, arguments[0].active)


def _reversed(self: Any, node: Any, arguments: list[Value]) -> Any:
    if len(arguments) != 1:
        return None
    return _iterator(self, node, self.item_of(arguments[0]), arguments[0].active)


def _listing(kind: Any) -> Callable[..., Any]:
    def evaluate(self: Any, node: Any, arguments: list[Value]) -> Any:
        if node.keywords or len(arguments) > 1:
            return None
        if not arguments:
            return self.container(node, kind, []), AsWritten()
        if kind == DICT and arguments[0].kind != DICT:
            return None
        value = self.container(node, kind, [self.item_of(arguments[0], of_dict=kind == DICT)])
        self.note_text(value, arguments[0])
        active = arguments[0].active
        simple = arguments[0].kind in (LIST, DICT) or is_array(arguments[0].kind)
        if active:
            return value, (ByBuiltin("listing") if simple else AtRunTime())
        return value, AsWritten(asked=value.active and walks_unknown(arguments[0]))

    return evaluate


def _sorted(self: Any, node: Any, arguments: list[Value]) -> Any:
    if not arguments:
        return None
    value = self.container(node, LIST, [self.item_of(arguments[0])])
    self.note_text(value, arguments[0])
    if any(a.active for a in arguments):
        return value, AtRunTime()
    return value, AsWritten(asked=value.active and walks_unknown(arguments[0]))


def walks_unknown(source: Value) -> bool:
    """Tell whether walking a value gives what only the run knows: what is unknown, or an object, gives anything."""
    return source.kind == UNKNOWN or isinstance(source.kind, InstanceOf | Static)


def _round(self: Any, node: Any, arguments: list[Value]) -> Any:
    if len(arguments) == 1 and not node.keywords and arguments[0].kind in (FLOAT, INT, BOOL):
        return plain(INT), AsWritten()
    if len(arguments) == 2 and not node.keywords and (arguments[0].kind, arguments[1].kind) == (FLOAT, INT):
        return plain(FLOAT), AsWritten()
    return None


def _held(self: Any, node: Any, arguments: list[Value]) -> Any:
    kind = arguments[0].kind if arguments else BOTTOM
    is_known = isinstance(kind, Static) and isinstance(kind.obj, (type, types.ModuleType))
    if id(node) not in self.callees and (is_known or (arguments and is_without_storage(arguments[0]))):
        held = self.held_by_constant(Value(UNKNOWN, False, frozenset({self.region_at(node)})))
        return self.dynamic_call(node, [held, *arguments[1:]], pure=True)
    return None


# A class says what they give for its instances.
BY_CLASSES = (
    round, math.floor, math.ceil, math.trunc, pow, operator.eq, operator.ne, operator.lt, operator.le, operator.gt,
    operator.ge, operator.inv, operator.invert, operator.floordiv, operator.and_, operator.or_, operator.xor,
    operator.lshift, operator.rshift,
)  # fmt: skip
BUILTINS: dict[int, Callable[..., Any]] = {
    id(float): _float_like(FLOAT),
    id(sum): _sum,
    id(min): _extremum,
    id(max): _extremum,
    id(zip): _zip,
    id(enumerate): _enumerate,
    id(reversed): _reversed,
    id(list): _listing(LIST),
    id(dict): _listing(DICT),
    id(set): lambda self, node, arguments: (
        None
        if any(a.active for a in arguments)
        else (self.container(node, SET, [self.item_of(a) for a in arguments]), AsWritten())
    ),
    id(sorted): _sorted,
    id(round): _round,
    id(getattr): _held,
    id(vars): _held,
}
