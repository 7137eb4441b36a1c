"""Evaluate expressions abstractly: what each one holds."""

from __future__ import annotations

from typing import Any

import gast

from srcad.analysing.base import Binding, FunctionInfo, Known
from srcad.analysing.sampling import NoSampleError, binary_kind, comparison_kind, index_kind, literal
from srcad.analysing.signs import NOT_NEGATIVE, Evaluator, positive
from srcad.analysing.values import (
    DICT,
    LIST,
    NOTHING,
    SET,
    TupleValue,
    Value,
    all_regions,
    apart,
    is_lasting,
    is_without_storage,
    join_all,
    may_be_key,
    opened,
    plain,
)
from srcad.kinds import (
    BOOL,
    BOTTOM,
    ENCODED,
    FLOAT,
    INT,
    NONE,
    NUMBER,
    NUMERIC,
    OTHER,
    PYTHON_NUMBER,
    PYTHON_REAL,
    RANGE,
    REAL,
    TEXT,
    UNKNOWN,
    Array,
    InstanceOf,
    Kind,
    Local,
    NumpyScalar,
    Static,
    cannot_vary,
    is_array,
    is_immutable,
    is_numeric,
    is_real,
    is_scalar,
    kind_of,
    plain_attribute,
)
from srcad.rules import registry
from srcad.scopes import is_generator

ITERATOR = Kind("iterator")
CONSTANT_ATTRIBUTES = frozenset(("__class__", "__name__", "__qualname__", "__module__", "__doc__"))
TEXTS = (TEXT, ENCODED)
TEXT_METHODS = frozenset(
    "join format upper lower strip lstrip rstrip replace title capitalize ljust rjust center zfill swapcase".split()
)
COUNTING_METHODS = frozenset("find rfind index rindex count".split())
# Operators that give whole numbers, or that floats do not have.
OF_INTEGERS = (gast.FloorDiv, gast.BitAnd, gast.BitOr, gast.BitXor, gast.LShift, gast.RShift)


class Expressions(Known):
    """Give every expression its value; one method for each node."""

    def visit(self, node: Any) -> Value:
        """Evaluate an expression in the current state, and remember what it holds."""
        method = getattr(self, "visit_" + type(node).__name__, None)
        value: Value = method(node) if method else self.unknown_node(node)
        return self.remember(node, value)

    def unknown_node(self, node: Any) -> Value:
        """Refuse what no method knows."""
        self.unsupported(node, f"cannot differentiate '{type(node).__name__}'", "Rewrite the expression.")
        return plain(UNKNOWN)

    def visit_all(self, nodes: list[Any]) -> list[Value]:
        """Evaluate in order."""
        return [self.visit(node) for node in nodes if node is not None]

    # Names and literals

    def visit_Constant(self, node: Any) -> Value:
        return plain(kind_of(node.value))

    def visit_Name(self, node: Any) -> Value:
        return self.read(node)

    def visit_JoinedStr(self, node: Any) -> Value:
        return self.text_of(self.visit_all(node.values))

    def visit_FormattedValue(self, node: Any) -> Value:
        parts = [self.visit(node.value)]
        if node.format_spec is not None:
            parts.append(self.visit(node.format_spec))
        return self.text_of(parts)

    def text_of(self, parts: list[Value]) -> Value:
        """Describe text that is made of these."""
        return plain(ENCODED if any(part.active or part.kind == ENCODED for part in parts) else TEXT)

    def method_of_text(self, method: str, parts: list[Value]) -> Value:
        """Describe what a method of text gives: text again, or what holds or counts it."""
        text = self.text_of([*parts, *(self.item_of(part) for part in parts[1:])])
        if method in COUNTING_METHODS:
            return plain(INT)
        if method.startswith("is") or method in ("startswith", "endswith"):
            return plain(BOOL)
        return text if method in TEXT_METHODS or text.kind == ENCODED else plain(UNKNOWN)

    def visit_TemplateStr(self, node: Any) -> Value:
        self.visit_all(node.values)
        return plain(OTHER)

    visit_Interpolation = visit_FormattedValue

    # Displays

    def visit_Tuple(self, node: Any) -> Value:
        elements = self.visit_all(node.elts)
        for element in elements:
            self.escape(element)
        if any(isinstance(e, gast.Starred) for e in node.elts):
            region = self.region_at(node)
            inside = join_all(
                self.item_of(v) if isinstance(n, gast.Starred) else v for n, v in self._zip(node, elements)
            )
            self.fill(region, inside)
            return Value(UNKNOWN, inside.active, frozenset({region}) | all_regions(inside))
        return plain(TupleValue(tuple(elements)))

    def _zip(self, node: Any, elements: list[Value]) -> Any:
        return zip(node.elts, elements, strict=True)

    def visit_Starred(self, node: Any) -> Value:
        return self.visit(node.value)

    def visit_List(self, node: Any) -> Value:
        elements = self.visit_all(node.elts)
        return self.container(
            node, LIST, [self.item_of(v) if isinstance(n, gast.Starred) else v for n, v in self._zip(node, elements)]
        )

    def visit_Set(self, node: Any) -> Value:
        return self.container(node, SET, self.visit_all(node.elts))

    def visit_Dict(self, node: Any) -> Value:
        values = []
        for key, value in zip(node.keys, node.values, strict=True):
            held = self.visit(value)
            if key is not None and self.visit(key).active:
                self.mark_encoded(Value(DICT, False, frozenset({self.region_at(node)})))
            values.append(held if key is not None else self.item_of(held, of_dict=True))
        return self.container(node, DICT, values)

    def container(self, node: Any, kind: Kind, contents: list[Value]) -> Value:
        """Describe a new container that holds these."""
        region = self.region_at(node)
        for held in contents:
            self.escape(held)
            self.fill(region, held)
        return Value(kind, any(held.active for held in contents), frozenset({region}))

    # Operators

    def visit_BinOp(self, node: Any) -> Value:
        left, right = self.visit(node.left), self.visit(node.right)
        return self.binary(node, node.op, left, right)

    def binary(self, node: Any, op: Any, left: Value, right: Value) -> Value:
        """Describe the result of a binary operator."""
        if BOTTOM in (left.kind, right.kind):
            return NOTHING
        if is_numeric(left.kind) and is_numeric(right.kind):
            varies = (left.active or right.active) and not isinstance(op, OF_INTEGERS)
            exponent = positive(node.right) if isinstance(node, gast.BinOp) else None
            whole = isinstance(exponent, gast.Constant) and is_whole(exponent.value)
            base = node.left if isinstance(node, gast.BinOp) else None
            never_negative = base is not None and is_real(left.kind) and Evaluator().signs(base) <= NOT_NEGATIVE
            operator: Any = type(op)
            kind = binary_kind(operator, left.kind, right.kind, whole, never_negative)
            return self.fresh_at(node, kind, varies)
        if left.kind in TEXTS or (right.kind in TEXTS and left.kind in (INT, BOOL)):
            return self.text_of([left, right])
        if isinstance(op, gast.Add) and isinstance(left.kind, TupleValue) and isinstance(right.kind, TupleValue):
            return plain(TupleValue(left.kind.elements + right.kind.elements))
        if LIST in (left.kind, right.kind) and isinstance(op, (gast.Add, gast.Mult)):
            others = {left.kind, right.kind} - {LIST, INT, BOOL}
            if not others:
                return self.container(node, LIST, [self.item_of(v) for v in (left, right) if v.kind == LIST])
            if isinstance(op, gast.Mult) and UNKNOWN in others and isinstance(node, gast.BinOp):
                # A list is repeated as often as a number says, which is no part of the result.
                left, right = (v if v.kind == LIST else Value(UNKNOWN, v.varies) for v in (left, right))
        return self.made_at(node, left, right)

    def visit_UnaryOp(self, node: Any) -> Value:
        operand = self.visit(node.operand)
        if operand.kind == BOTTOM:
            return NOTHING
        if isinstance(node.op, gast.Not):
            self.note_truth(node.operand)
            return plain(BOOL)
        if is_numeric(operand.kind):
            kind = operand.kind if operand.kind != BOOL else INT
            return self.fresh_at(node, kind, operand.active and not isinstance(node.op, gast.Invert))
        return self.made_at(node, operand)

    def made_at(self, node: Any, *operands: Value) -> Value:
        """Describe what an operator gives that only the run knows; one in place may give its left operand.

        Where something varies, what the operator of an unknown class gives from outside has no tangent in the run.
        """
        if any(operand.active for operand in operands):
            changed = operands[:1] if isinstance(node, gast.AugAssign) else ()
            operands = (*changed, *(self.held(node, operand) for operand in operands[len(changed) :]))
        if isinstance(node, gast.AugAssign):
            return self.run_time_result(node, *operands)
        value = self.run_time_result(node, *map(apart, operands))
        made = self.region_at(node, 2)
        made.is_made = True
        return Value(value.kind, value.varies, value.regions | {made})

    def held(self, node: Any, operand: Value) -> Value:
        """Describe an operand of which the result may hold the parts, as that of lists does, but which it is not."""
        lasting = frozenset(region for region in operand.regions if region.lasting)
        if not lasting:
            return operand
        holder = self.region_at(node, 3)
        self.put(holder, Value(UNKNOWN, False, lasting))
        return Value(operand.kind, operand.varies, (operand.regions - lasting) | {holder})

    def visit_BoolOp(self, node: Any) -> Value:
        values = [self.visit(node.values[0])]
        for operand in node.values[1:]:
            before = self.save()
            values.append(self.visit(operand))
            self.merge(before)
        for operand in node.values[:-1]:
            self.note_truth(operand)
        return self.either(*values)

    def either(self, *values: Value) -> Value:
        """Describe one of several values; a function that is one of them may be called as anything."""
        joined = join_all(values)
        if not isinstance(joined.kind, Local):
            for value in values:
                self.escape(value)
        return joined

    def visit_Compare(self, node: Any) -> Value:
        values = [self.visit(node.left), *self.visit_all(node.comparators)]
        if all(isinstance(op, (gast.Is, gast.IsNot, gast.In, gast.NotIn)) for op in node.ops):
            return plain(BOOL)
        if len(values) == 2:
            kind = comparison_kind(values[0].kind, values[1].kind)
        else:
            kind = BOOL if all(is_scalar(v.kind) for v in values) else UNKNOWN
        return self.fresh_at(node, kind, False)

    def visit_test(self, node: Any) -> None:
        """Evaluate an expression for its truth."""
        self.visit(node)
        self.note_truth(node)

    def note_truth(self, node: Any) -> None:
        """Look at what a class does where the truth of its instance is asked for."""
        raise NotImplementedError

    def visit_IfExp(self, node: Any) -> Value:
        self.visit_test(node.test)
        before = self.save()
        body = self.visit(node.body)
        after = self.swap(before)
        orelse = self.visit(node.orelse)
        self.merge(after)
        return self.either(body, orelse)

    def visit_NamedExpr(self, node: Any) -> Value:
        value = self.visit(node.value)
        self.bind_name(node.target, value)
        self.reads[id(node)] = Binding(value, frozenset({id(node.target)}))
        return value

    # Parts

    def visit_Attribute(self, node: Any) -> Value:
        owner = self.visit(node.value)
        value = self.attribute(node, owner)
        if owner.kind in TEXTS:
            self.mark_as_text(value.regions)  # a method such as `format` makes text of what it is given later
        return self.held_by_constant(value) if is_without_storage(owner) else value

    def held_by_constant(self, value: Value) -> Value:
        """Note that a value is held by a class, a module or the like: what can be written to there is from outside."""
        for region in all_regions(value):
            region.is_held = True
        self.place_outside(value, frozenset({()}))
        return value

    def attribute(self, node: Any, owner: Value) -> Value:
        """Describe ``owner.attr``."""
        if isinstance(owner.kind, Static):
            return self.static_attribute(owner.kind.obj, node.attr)
        if node.attr in CONSTANT_ATTRIBUTES:
            return plain(UNKNOWN)
        if is_array(owner.kind) or isinstance(owner.kind, NumpyScalar):
            return self.array_attribute(node, owner)
        if isinstance(owner.kind, InstanceOf) and plain_attribute(owner.kind.cls, node.attr):
            known = [r.attributes[node.attr] for r in owner.regions if node.attr in r.attributes]
            if known and self.is_own_attribute(owner, node.attr):
                value = join_all(known)
                return Value(value.kind, value.varies or (owner.active and not cannot_vary(value.kind)), value.regions)
        if is_scalar(owner.kind) and node.attr in ("real", "imag"):
            parts: dict[Any, Any] = {NUMBER: REAL, PYTHON_NUMBER: PYTHON_REAL}
            return plain(parts.get(owner.kind, FLOAT), owner.active)
        value = self.run_time_result(node, owner)
        held = [all_regions(r.attributes[node.attr]) for r in owner.regions if node.attr in r.attributes]
        outside = frozenset(region for regions in held for region in regions if region.outside)
        return Value(value.kind, value.varies, value.regions | outside) if outside else value

    def is_own_attribute(self, owner: Value, attr: str) -> bool:
        """Tell whether an attribute is read from the instance and not from its class, which may have one as well."""
        in_class = any(attr in vars(base) for base in owner.kind.cls.__mro__)
        return all(attr in region.attributes and (attr in region.born or not in_class) for region in owner.regions)

    def array_attribute(self, node: Any, owner: Value) -> Value:
        """Describe an attribute of an array by its rule."""
        import numpy as np

        rule = registry.find(getattr(np.ndarray, node.attr, None))
        if rule is None or not rule.attribute:
            return self.run_time_result(node, owner)
        kind = self.sampled(rule.target, [owner], {}, attribute=node.attr)
        if rule.form == "constant":
            return plain(kind if kind != UNKNOWN else OTHER)
        if kind == UNKNOWN:
            kind = NUMERIC
        return Value(kind, owner.active, owner.regions if not is_immutable(kind) else frozenset())

    def visit_Subscript(self, node: Any) -> Value:
        owner = self.visit(node.value)
        index = self.visit(node.slice)
        return self.element(node, owner, index)

    def element(self, node: Any, owner: Value, index: Value) -> Value:
        """Describe ``owner[index]``."""
        kind = owner.kind
        if kind == BOTTOM:
            return NOTHING
        if isinstance(kind, TupleValue):
            return self.tuple_element(node, owner)
        if is_array(kind):
            found = self.array_element_kind(node, owner, index)
            return Value(found, owner.active, owner.regions if not is_immutable(found) else frozenset())
        if kind == LIST and isinstance(node.slice, gast.Slice):
            return self.container(node, LIST, [self.item_of(owner)])
        if kind == DICT and any(region.zone.encoded for region in owner.regions):
            self.refusals[id(node)] = (
                "an element is read from a dict that has an active value among its keys",
                "Keep a list beside the dict: equal keys may stand for different tangents.",
            )
        if kind in (LIST, DICT):
            return self.item_of(owner, of_dict=True)
        if kind in TEXTS:
            return plain(kind)
        if kind == RANGE and not isinstance(node.slice, gast.Slice):
            return plain(INT)
        if isinstance(kind, Static):
            return Value(UNKNOWN, index.active)
        return self.run_time_result(node, owner, *([index] if index.active else []))

    def tuple_element(self, node: Any, owner: Value) -> Value:
        """Describe an element or a slice of a tuple whose elements are known."""
        try:
            elements = owner.kind.elements[index_literal(node.slice)]
        except (NoSampleError, IndexError, TypeError):
            return join_all(opened(e) if isinstance(e.kind, TupleValue) else e for e in owner.kind.elements)
        return plain(TupleValue(elements)) if isinstance(elements, tuple) else elements

    def array_element_kind(self, node: Any, owner: Value, index: Value) -> Any:
        """Return the kind of an element or part of an array."""
        if isinstance(owner.kind, Array) and owner.kind.ndim == 1 and index.kind == INT:
            return index_kind(owner.kind, 0)
        try:
            return index_kind(owner.kind, self.index_sample(node.slice))
        except NoSampleError:
            return NUMERIC

    def index_sample(self, node: Any) -> Any:
        """Make an index of the same form; integers become 0."""
        import numpy as np

        if isinstance(node, gast.Tuple):
            return tuple(self.index_sample(e) for e in node.elts)
        if isinstance(node, gast.Slice):
            return slice(None)
        value = self.values.get(id(node), NOTHING)
        if value.kind in (INT, BOOL) and not (isinstance(node, gast.Constant) and isinstance(node.value, bool)):
            return 0
        if isinstance(node, gast.List) and value.regions and self.item_of(value).kind == INT:
            return [0, 0]
        if isinstance(value.kind, Array) and value.kind.dtype == "|b1":
            return np.ones((2,) * (value.kind.ndim or 1), bool)
        if isinstance(value.kind, Array) and value.kind.ndim is not None:
            return np.zeros((2,) * value.kind.ndim, int)
        if isinstance(node, gast.Constant) and node.value in (None, Ellipsis):
            return node.value
        if isinstance(node, gast.Attribute) and node.attr == "newaxis":
            return None
        raise NoSampleError

    def visit_Slice(self, node: Any) -> Value:
        parts = self.visit_all([part for part in (node.lower, node.upper, node.step) if part is not None])
        return Value(OTHER, any(part.active for part in parts))

    # Functions and comprehensions

    def visit_Lambda(self, node: Any) -> Value:
        self.visit_all([*node.args.defaults, *node.args.kw_defaults])
        return self.local_function(node)

    def local_function(self, node: Any) -> Value:
        """Describe a function that is defined here."""
        info = self.function_info(node)
        return Value(Local(node), info.joint)

    def function_info(self, node: Any) -> FunctionInfo:
        """Return what is known of a function defined here."""
        if id(node) not in self.functions:
            self.functions[id(node)] = FunctionInfo(node, is_generator=is_generator(node))
        return self.functions[id(node)]

    def visit_ListComp(self, node: Any) -> Value:
        return self.comprehension(node, LIST, [node.elt])

    def visit_SetComp(self, node: Any) -> Value:
        return self.comprehension(node, SET, [node.elt])

    def visit_GeneratorExp(self, node: Any) -> Value:
        return self.comprehension(node, ITERATOR, [node.elt])

    def visit_DictComp(self, node: Any) -> Value:
        return self.comprehension(node, DICT, [node.value, node.key])

    def comprehension(self, node: Any, kind: Kind, parts: list[Any]) -> Value:
        """Describe a comprehension: its loops run in a scope of their own, until what a walrus binds is known."""
        outer = self.scope
        before = self.save()
        while True:
            held = self.one_round(node, parts)
            self.scope = outer
            entry = self.save()
            self.merge(before)
            if self.save() == before or self.save() == entry:
                break
            before = self.save()
        return self.container(node, kind, [held])

    def one_round(self, node: Any, parts: list[Any]) -> Value:
        """Follow the loops of a comprehension once."""
        for position, generator in enumerate(node.generators):
            iterated = self.walk(generator.iter)
            self.check_keys(generator.iter, iterated)
            if position == 0:
                self.scope = self.scopes[id(node)]
            self.bind(generator.target, self.item_of(iterated, node=generator.iter))  # type: ignore[attr-defined]
            for test in generator.ifs:
                self.visit_test(test)
        held = [self.visit(part) for part in parts]
        if isinstance(node, gast.DictComp) and held[1].active:
            made = Value(DICT, False, frozenset({self.region_at(node)}))
            if may_be_key(held[1]):
                self.mark_encoded(made)
            else:  # only the run knows whether a key would lose a tangent: it looks
                self.activate(made)
        return held[0]

    def walk(self, node: Any) -> Value:
        """Evaluate what a loop goes through; an iterator that is made for it there is in nobody else's hands."""
        self.note_walked(node)
        return self.visit(node)

    def note_walked(self, node: Any) -> None:
        """Note the calls that make such iterators, and those inside of them."""
        if not isinstance(node, gast.Call) or not isinstance(node.func, gast.Name):
            return
        kind = self.visit(node.func).kind
        if isinstance(kind, Static) and any(kind.obj is walker for walker in (zip, enumerate, reversed)):
            self.walked.add(id(node))
            for argument in node.args:
                self.note_walked(argument)

    def check_keys(self, node: Any, iterated: Value) -> None:
        """Refuse to read active keys back out of a dict: they have lost their tangents."""
        if iterated.kind in (DICT, ITERATOR, UNKNOWN) and any(region.zone.encoded for region in iterated.regions):
            self.refusals[id(node)] = (
                "the keys of a dict are read, among which is an active value",
                "Keep the value in the dict as well, beside its key, and read it from there.",
            )

    def visit_Yield(self, node: Any) -> Value:
        if node.value is not None:
            value = self.visit(node.value)
            self.escape(value)
            self.yielded(value)
        return Value(UNKNOWN, True, frozenset({self.region_at(node)}))

    def visit_YieldFrom(self, node: Any) -> Value:
        value = self.visit(node.value)
        self.yielded(self.item_of(value))
        return Value(UNKNOWN, value.active and not is_lasting(value), value.regions)

    def visit_Await(self, node: Any) -> Value:
        self.unsupported(node, "cannot differentiate 'await'", ASYNC_WAY_OUT)
        return plain(UNKNOWN)

    # Iteration

    def item_of(self, value: Value, *, node: Any = None, of_dict: bool = False) -> Value:
        """Describe what iterating over a value gives (of a dict: its values, if so asked)."""
        kind = value.kind
        if kind == BOTTOM:
            return NOTHING
        if isinstance(kind, TupleValue):
            return join_all(kind.elements)
        if kind == RANGE:
            return plain(INT)
        if kind == DICT and not of_dict:
            return plain(UNKNOWN)
        if kind in (LIST, SET, DICT, ITERATOR):
            contents = join_all(region.contents for region in value.regions)
            if contents.kind == UNKNOWN and is_lasting(value):
                return Value(UNKNOWN, False, contents.regions)
            return Value(contents.kind, contents.varies or (value.active and may_vary(contents)), contents.regions)
        if isinstance(kind, Array) and kind.ndim:
            found = index_kind(kind, 0)
            return Value(found, value.active, value.regions if not is_immutable(found) else frozenset())
        if kind in TEXTS:
            return plain(kind)
        if is_numeric(kind):
            return Value(NUMERIC, value.active, value.regions)
        return Value(UNKNOWN, value.active, value.regions)


ASYNC_WAY_OUT = (
    "srcad differentiates synchronous code. Collect the values first, or mark the function with srcad.constant if it"
    " does not depend on the inputs."
)


def may_vary(value: Value) -> bool:
    """Tell whether a tangent may stand where such a value stands: integers are the exact zero beside active values."""
    return value.kind not in (TEXT, NONE, RANGE, OTHER)


def index_literal(node: Any) -> Any:
    """Return an index that is written out."""
    if isinstance(node, gast.Slice):
        parts = [None if p is None else literal(p) for p in (node.lower, node.upper, node.step)]
        return slice(*parts)
    return literal(node)


def is_whole(value: object) -> bool:
    """Tell whether a literal exponent is a whole number."""
    return isinstance(value, (int, float)) and float(value).is_integer()
