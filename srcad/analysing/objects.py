"""Describe objects of plain classes: how they are made, and which function a method is."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Callable
from typing import Any

import gast

from srcad.analysing.binding import bind_names, bind_signature, has_stars
from srcad.analysing.expressions import Expressions
from srcad.analysing.plans import AsWritten, AtRunTime
from srcad.analysing.values import (
    DICT,
    LIST,
    NOTHING,
    Region,
    Value,
    all_regions,
    described,
    is_lasting,
    plain,
    reachable,
    steps_outside,
)
from srcad.kinds import (
    BOTTOM,
    ENCODED,
    TEXT,
    UNKNOWN,
    DictOf,
    InstanceOf,
    Kind,
    ListOf,
    Static,
    is_array,
    is_immutable,
    is_integer_array,
    is_plain_class,
    is_scalar,
    kind_of,
    may_be_integer,
)
from srcad.rules import registry
from srcad.scopes import arguments_of
from srcad.summaries import Steps, key_of_call
from srcad.values.subclasses import class_attribute

# The method that a comparison calls on its left operand, and the one on its right.
COMPARISONS: dict[type, tuple[str, str]] = {
    gast.Eq: ("__eq__", "__eq__"),
    gast.NotEq: ("__ne__", "__ne__"),
    gast.Lt: ("__lt__", "__gt__"),
    gast.LtE: ("__le__", "__ge__"),
    gast.Gt: ("__gt__", "__lt__"),
    gast.GtE: ("__ge__", "__le__"),
}
# The methods of the operators are called `__add__`, `__radd__` and `__iadd__`.
OPERATORS: dict[type, str] = {
    gast.Add: "add",
    gast.Sub: "sub",
    gast.Mult: "mul",
    gast.MatMult: "matmul",
    gast.Div: "truediv",
    gast.FloorDiv: "floordiv",
    gast.Mod: "mod",
    gast.Pow: "pow",
    gast.LShift: "lshift",
    gast.RShift: "rshift",
    gast.BitAnd: "and",
    gast.BitOr: "or",
    gast.BitXor: "xor",
}
UNARY_OPERATORS: dict[type, str] = {gast.USub: "__neg__", gast.UAdd: "__pos__", gast.Invert: "__invert__"}
LOCAL_CLASS = Kind("class defined inside")


class Objects(Expressions):
    """Know what a class's own Python code does to its instances."""

    summarise: Callable[..., Any]
    parameters: dict[str, Value]

    def super_proxy(self, node: Any) -> Value:
        """Describe what super() stands for: the first parameter, seen from further up."""
        self.plans[id(node)] = AsWritten()
        first = next(arguments_of(self.current[-1].node.args), None)
        if first is None:
            return plain(UNKNOWN)
        key = (id(self.current[-1].node), first.id)
        binding = self.cells.get(key) or (self.state or {}).get(key)
        value = binding.value if binding is not None else plain(UNKNOWN)
        if binding is not None:
            self.reads[id(node)] = binding
        return Value(UNKNOWN, value.active, value.regions)

    def method_function(self, node: Any, owner: Value | None) -> Any:
        """Return the Python function behind a method of an object whose class is known."""
        if owner is None or not isinstance(owner.kind, InstanceOf) or has_stars(node):
            return None
        attr = node.func.attr
        if not is_plain_class(owner.kind.cls) or any(attr in region.attributes for region in owner.regions):
            return None
        if any(region.outside for region in owner.regions) and not self.has_no_own(owner, attr):
            return None
        for base in owner.kind.cls.__mro__:
            if attr in vars(base):
                found = vars(base)[attr]
                self.dependencies.attribute(base, attr, found, True)
                return found if isinstance(found, types.FunctionType) else None
        return None

    def has_no_own(self, owner: Value, attr: str) -> bool:
        """Tell whether an object from outside has, and keeps, no attribute of its own in a method's place."""
        for held in self.dependencies.kept():
            if self.outside.get(id(held)) == owner and type(held) is owner.kind.cls:
                self.dependencies.absent(vars(held), attr)
                return attr not in vars(held)
        return False

    def attribute(self, node: Any, owner: Value) -> Value:
        """Describe ``owner.attr``; what a class holds outlives the call, and so may what its property returns."""
        value = super().attribute(node, owner)
        if node.attr == "f_locals" and any(p.active for p in self.parameters.values()):
            self.refusals[id(node)] = (
                "the variables of a frame are read, which the derivative keeps in another way",
                "Write the expression out, or name the variables that are meant.",
            )
            return Value(UNKNOWN, True, frozenset({self.region_at(node)}))
        if owner.kind == LOCAL_CLASS:
            return Value(value.kind, value.varies, value.regions | self.held_by_classes)
        if not isinstance(owner.kind, InstanceOf):
            return value
        found = class_attribute(owner.kind.cls, node.attr)
        if isinstance(found, (property, functools.cached_property)):
            return self.perhaps_outside(node, value, found.fget if isinstance(found, property) else found.func, owner)
        getter = class_attribute(type(found), "__get__")
        if isinstance(getter, types.FunctionType):
            descriptor = self.outside_value(found, lambda _: None)
            return self.perhaps_outside(node, value, getter, descriptor, owner, plain(Static(owner.kind.cls)))
        if found is None and not self.is_own_attribute(owner, node.attr):
            value = self.by_protocol(node, value, "__getattr__", owner, plain(TEXT))
        # What has ``__set__`` alone lets the instance's own value be read.
        hooks = hasattr(type(found), "__get__") or hasattr(type(found), "__set__")
        is_object = found is not None and not hooks and not is_immutable(kind_of(found))
        is_shared = is_object and not self.is_own_attribute(owner, node.attr)
        return self.from_outside(value, self.region_at(node, 1)) if is_shared else value

    def element(self, node: Any, owner: Value, index: Value) -> Value:
        """Describe ``owner[index]``; what a class's own method returns may outlive the call."""
        return self.by_protocol(node, super().element(node, owner, index), "__getitem__", owner, index)

    def binary(self, node: Any, op: Any, left: Value, right: Value) -> Value:
        """Describe the result of a binary operator; what a class's own one returns may outlive the call."""
        value = super().binary(node, op, left, right)
        name = OPERATORS[type(op)]
        if isinstance(node, gast.AugAssign):
            value = self.by_protocol(node, value, f"__i{name}__", left, right)
        value = self.by_protocol(node, value, f"__{name}__", left, right)
        return self.by_protocol(node, value, f"__r{name}__", right, left)

    def item_of(self, value: Value, *, node: Any = None, of_dict: bool = False) -> Value:
        """Describe what iterating gives; what a class's own methods give may outlive the call."""
        item = super().item_of(value, node=node, of_dict=of_dict)
        if isinstance(value.kind, InstanceOf):
            place = node if node is not None else class_attribute(value.kind.cls, "__iter__")
            for method in ("__iter__", "__next__"):
                item = self.by_protocol(place, item, method, value)
        return item

    def visit_UnaryOp(self, node: Any) -> Value:
        """Describe the result of an operator with one operand; what a class's own one returns may outlive the call."""
        value = super().visit_UnaryOp(node)
        operand = self.values.get(id(node.operand), NOTHING)
        return self.by_protocol(node, value, UNARY_OPERATORS.get(type(node.op), ""), operand)

    def by_protocol(self, node: Any, value: Value, method: str, owner: Value, *others: Value) -> Value:
        """Describe the result of a method that Python calls by itself on an object of a known class."""
        if not isinstance(owner.kind, InstanceOf):
            return value
        return self.perhaps_outside(node, value, class_attribute(owner.kind.cls, method), owner, *others)

    def own_function(self, node: Any, function: Value, owner: Value | None) -> tuple[Any, ...]:
        """Return the Python function behind a class, a class method or a callable object, and what it gets first."""
        if isinstance(function.kind, InstanceOf):
            return class_attribute(function.kind.cls, "__call__"), function
        if owner is not None and isinstance(owner.kind, InstanceOf):
            found = class_attribute(owner.kind.cls, node.func.attr)
            if isinstance(found, classmethod):
                return found.__func__, plain(Static(owner.kind.cls))
            return (found.__func__,) if isinstance(found, staticmethod) else (found, owner)
        known = function.kind.obj if isinstance(function.kind, Static) else None
        if isinstance(known, type):
            return making_function(known), function
        if isinstance(known, types.MethodType) and isinstance(known.__self__, type):
            return known.__func__, plain(Static(known.__self__))
        return (None,)

    def perhaps_outside(self, node: Any, value: Value, function: Any, *given: Value) -> Value:
        """Describe the result of a function: it may be, or hold, what outlives the call.

        An active value that the function stores into such a thing is refused. What has a rule stores nothing.
        """
        if not isinstance(function, types.FunctionType) or registry.find(function) is not None:
            return value
        if any(one.kind == BOTTOM for one in given):
            return value
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        bound = dict(zip(names, given, strict=False))
        key = key_of_call({name: (described(v), v.active) for name, v in bound.items()})
        summary = self.summarise(function, key, self)
        if summary is None:
            self.note_unknown_origin(node, value)
            return value
        for name in summary.activated & bound.keys():
            self.activate(bound[name])
        for name in summary.stored & bound.keys():
            if not self.is_left_to_run(bound[name]):
                self.check_store(node, bound[name])
        if is_immutable(value.kind):
            return value
        # A new object that holds something from outside is a new object all the same.
        whole = frozenset({()}) if isinstance(summary.result, InstanceOf) else summary.outside
        held = {place for place in summary.outside - whole if may_be_stored_into(summary.result, place)}
        self.place_outside(value, frozenset(held))
        lasting = summary.outside & whole or any(
            steps_outside(bound[n]) == {()} for n in summary.returned if n in bound
        )
        return self.from_outside(value, self.region_at(node, 1)) if lasting else value

    def note_unknown_origin(self, node: Any, value: Value) -> None:
        """Note that what an unknown function returns may be kept there, and come back from the next call."""
        for region in value.regions:
            if region is self.regions.get(id(node)) and not region.outside:
                region.outside = True
                self.changed = True

    def check_store(self, node: Any, target: Value, value: Value = NOTHING, *, as_a_whole: bool = False) -> None:
        """Refuse an active value in an integer array, which would truncate it, or in storage that outlives the call.

        What is written as a whole is the target itself, and none of what that may hold. Whether a value of unknown kind
        is an integer, which does not vary, the run looks: it refuses what an integer array would truncate.
        """
        if is_integer_array(target.kind) and may_be_integer(value.kind):
            return
        for region in all_regions(target):
            region.stored = True
        if is_integer_array(target.kind):
            self.refusals[id(node)] = (
                "an active value is written into an integer array, which truncates it",
                "Make the array of floats: dtype=float.",
            )
        if self.may_outlive(target, as_a_whole=as_a_whole):
            self.impure.add(id(node))
            if target.kind == UNKNOWN and not is_lasting(target):
                return  # the tangent of what outlives the call cannot be stored into: the run finds out
            self.refusals[id(node)] = (
                "an active value is stored in an object that may outlive the call: a global, a closure's, a default or"
                " what an unknown function returned",
                "Pass the object as an argument, or make it inside the function.",
            )

    def is_left_to_run(self, value: Value) -> bool:
        """Tell whether only the run knows if a value is storage that outlives the call."""
        return self.may_outlive(value) and not is_lasting(value)

    def may_outlive(self, value: Value, *, as_a_whole: bool = False) -> bool:
        """Tell whether a value may be storage that outlives the call; what is unknown may be anything that it holds."""
        held = reachable(value) if value.kind == UNKNOWN and not as_a_whole else frozenset()
        lasting = any(region.lasting and not region.is_held for region in held)
        return lasting or any(region.outside for region in all_regions(value))

    def from_outside(self, value: Value, region: Region) -> Value:
        """Describe a value that may be storage from outside as well."""
        if is_immutable(value.kind):
            return value
        self.place_outside(Value(UNKNOWN, False, frozenset({region})), frozenset({()}))
        return Value(value.kind, value.varies, value.regions | {region})

    def visit_Compare(self, node: Any) -> Value:
        """Describe a comparison, and look at what the classes of its operands do for it."""
        value = super().visit_Compare(node)
        operands = [node.left, *node.comparators]
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            if isinstance(op, (gast.In, gast.NotIn)):
                self.note_hidden_call(right, "__contains__", left)
            elif type(op) in COMPARISONS:
                self.note_hidden_call(left, COMPARISONS[type(op)][0], right)
                self.note_hidden_call(right, COMPARISONS[type(op)][1], left)
                sides = zip((left, right), COMPARISONS[type(op)], strict=True)
                if id(node) not in self.tested and any(
                    may_give_more_than_truth(self.values.get(id(side), NOTHING), method) for side, method in sides
                ):
                    self.compared.add(id(node))
        return value

    def note_truth(self, node: Any) -> None:
        """Look at what a class does where the truth of its instance is asked for."""
        for method in ("__bool__", "__len__"):
            self.note_hidden_call(node, method)

    def note_hidden_call(self, node: Any, method: str, *others: Any) -> None:
        """Refuse a comparison or a truth value that writes to its active operands: it runs on the primal alone."""
        owner, *rest = (self.values.get(id(one), NOTHING) for one in (node, *others))
        if not owner.active or not isinstance(owner.kind, InstanceOf):
            return
        function = class_attribute(owner.kind.cls, method)
        if not isinstance(function, types.FunctionType) or function.__code__.co_argcount != 1 + len(rest):
            return
        names = function.__code__.co_varnames
        given = {name: (described(v), v.active) for name, v in zip(names, (owner, *rest), strict=False)}
        summary = self.summarise(function, key_of_call(given), self)
        if summary is not None and summary.written:
            written = ", ".join(sorted(summary.written))
            self.unsupported(
                node,
                f"{owner.kind.cls.__name__}.{method} writes to {written}",
                "Compute that in a method which is called by its name: comparisons run without tangents.",
            )

    def take_over(self, value: Value, left: Any) -> None:
        """Note what a callee may have left in an argument's storage."""
        if isinstance(left, InstanceOf) and isinstance(value.kind, InstanceOf):
            for name, kind in left.attributes:
                for region in value.regions:
                    held = Value(kind) if is_immutable(kind) else self.held_part(region, name, kind)
                    self.put(region, Value(held.kind, value.active and is_scalar(kind), held.regions), name)
        elif isinstance(left, ListOf | DictOf) and is_immutable(left.element) and value.kind in (LIST, DICT):
            for region in value.regions:
                self.put(region, Value(left.element, value.active and is_scalar(left.element)))
        elif not is_array(value.kind):
            self.forget(value)

    def store_views(self, value: Value, regions: frozenset[Any]) -> None:
        """Note that the elements of a list that a call made are views of its arguments."""
        self.link(Value(LIST, False, regions))
        for region in value.regions:
            self.put(region, Value(region.contents.kind, False, regions))

    def plain_construction(self, node: Any, cls: type | None, parts: list[Value]) -> tuple[Value, Any]:
        """Describe an object that is made from constants; active values may be stored into it later."""
        region = self.region_at(node)
        region.is_unknown = isinstance(getattr(cls, "__init__", None), types.FunctionType)
        here = frozenset({region})
        self.put(region, Value(UNKNOWN, False, here))
        for part in parts:
            self.link(Value(UNKNOWN, False, here), part)
            self.hold_outside(region, part)
        if cls is not None and not is_plain_class(cls) and any(part.kind == ENCODED for part in parts):
            return plain(ENCODED), AsWritten()  # a buffer, a decimal number
        kind = InstanceOf(cls) if cls is not None and cls.__flags__ & (1 << 9) else UNKNOWN
        return Value(kind, False, here), (AtRunTime() if region.active else AsWritten())

    def hold_outside(self, region: Region, part: Value) -> None:
        """Note that storage may hold what outlives the call, if a part of it is, or may hold, such a thing."""
        outside = frozenset(held for held in reachable(part) if held.lasting)
        if outside:
            self.put(region, Value(UNKNOWN, False, outside))

    def construction(self, node: Any, cls: Any, arguments: list[Value]) -> tuple[Value, Any] | None:
        """Describe an object of a plain class, and what its ``__init__`` leaves in its attributes."""
        initialise = cls.__init__
        if cls.__new__ is not object.__new__ or type(cls) is not type:
            return None
        kept: frozenset[Steps] = frozenset()
        left: dict[str, Value] | None = {}
        if hasattr(cls, "__dataclass_fields__"):
            left = self.field_values(cls, node)
            kept = frozenset((name, *inside) for name, held in (left or {}).items() for inside in steps_outside(held))
        elif isinstance(initialise, types.FunctionType):
            left, kept = self.initialised(node, cls, initialise)
        if left is None:
            return None
        region = self.region_at(node)
        here = Value(InstanceOf(cls), False, frozenset({region}))
        active = any(argument.active for argument in arguments)
        if active:
            self.activate(here)
        self.link(here, *arguments)
        for argument in arguments:
            self.escape(argument)
        self.put(region, Value(UNKNOWN, False, frozenset({region})))
        region.born.update(left)
        for name, value in left.items():
            self.put(region, value if is_immutable(value.kind) else self.held_part(region, name, value.kind), name)
        self.place_outside(here, kept)
        return Value(InstanceOf(cls), active, frozenset({region})), (AtRunTime() if region.active else AsWritten())

    def held_part(self, region: Region, name: str, kind: Any) -> Value:
        """Describe what an attribute of a new object holds: an array is told apart, all else is anything of it."""
        if is_array(kind):
            return Value(kind, False, frozenset({region.beside(name)}))
        return Value(UNKNOWN, False, frozenset({region}))

    def field_values(self, cls: Any, node: Any) -> dict[str, Value] | None:
        """Return what the fields of a dataclass get from the arguments of a call; None where more than that happens."""
        if hasattr(cls, "__post_init__") or not cls.__dataclass_params__.init:
            return None
        fields = [f for f in cls.__dataclass_fields__.values() if f.init]
        bound = bind_names([f.name for f in fields if not f.kw_only], [f.name for f in fields if f.kw_only], node)
        if bound is None:
            return None
        given = {name: self.values.get(id(argument), NOTHING) for name, argument in bound}
        for field in fields:
            if field.name not in given and field.default is not dataclasses.MISSING:
                given[field.name] = self.outside_value(field.default, lambda _: None)
            elif field.name not in given:
                given[field.name] = self.perhaps_outside(node, plain(UNKNOWN), field.default_factory)
        return given

    def initialised(self, node: Any, cls: type, initialise: Any) -> tuple[dict[str, Value] | None, frozenset[Steps]]:
        """Return the attributes that ``__init__`` leaves, by analysing it, and where they are storage from outside."""
        bound = bind_signature(initialise, node, skip=1)
        if bound is None:
            return None, frozenset()
        name = initialise.__code__.co_varnames[0]
        given = {n: self.values.get(id(argument), NOTHING) for n, argument in bound}
        if any(v.kind == BOTTOM for v in given.values()):
            return {}, frozenset()
        active = any(v.active for v in given.values())
        parameters = {name: (InstanceOf(cls), active), **{n: (described(v), v.active) for n, v in given.items()}}
        summary = self.summarise(initialise, key_of_call(parameters), self)
        if summary is None:
            return None, frozenset()
        kind = dict(summary.left).get(name)
        attributes = kind.attributes if isinstance(kind, InstanceOf) else ()
        left = {attr: Value(k, active and is_scalar(k)) for attr, k in attributes}
        kept = dict(summary.kept).get(name, frozenset())
        for holder, argument, places in summary.passed:
            if holder == name and argument in given:
                kept |= composed(places, given[argument])
        return left, kept


def making_function(cls: type) -> Any:
    """Return the Python function that makes, or finds again, a class's instances; None if it is C's."""
    by_metaclass = class_attribute(type(cls), "__call__")
    if isinstance(by_metaclass, types.FunctionType):
        return by_metaclass
    new = cls.__new__
    is_namedtuple = issubclass(cls, tuple) and hasattr(cls, "_fields") and isinstance(new, types.FunctionType)
    return None if is_namedtuple and new.__code__.co_filename.startswith("<") else new  # written by namedtuple


def may_give_more_than_truth(operand: Value, method: str) -> bool:
    """Tell whether a comparison may give what varies: the operand's class, if it has its own method, decides that."""
    if not operand.active or not isinstance(operand.kind, InstanceOf):
        return operand.active and operand.kind == UNKNOWN
    found = class_attribute(operand.kind.cls, method)
    is_generated = isinstance(found, types.FunctionType) and found.__code__.co_filename.startswith("<string")
    return isinstance(found, types.FunctionType) and not is_generated


def may_be_stored_into(kind: InstanceOf, steps: Steps) -> bool:
    """Tell whether an attribute of an object can hold something itself."""
    return any(name == steps[0] and not is_immutable(held) for name, held in kind.attributes)


def composed(places: frozenset[Steps], given: Value) -> frozenset[Steps]:
    """Return where storage from outside may be, if a value that may be or hold it stands at these places."""
    return frozenset((*place, *inside) for place in places for inside in steps_outside(given))
