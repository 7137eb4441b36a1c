"""Decide how each call is differentiated, and what it does to the storage of its arguments."""

from __future__ import annotations

import copy
import functools
import types
from collections.abc import Callable
from typing import Any

import gast
import numpy as np

from srcad.analysing.binding import (
    bind_definition,
    bind_rule,
    bind_signature,
    has_stars,
    is_method_call,
    parameters_before,
)
from srcad.analysing.expressions import ITERATOR, TEXTS
from srcad.analysing.known_builtins import BUILTINS, BY_CLASSES
from srcad.analysing.objects import LOCAL_CLASS, composed
from srcad.analysing.plans import AsWritten, AtRunTime, ByLocal, ByMirror, ByRule, ByVariant, Refused
from srcad.analysing.texts import Texts, is_one_of
from srcad.analysing.values import (
    DICT,
    LIST,
    NOTHING,
    TupleValue,
    Value,
    all_regions,
    described,
    holds_outside,
    is_lasting,
    join_all,
    join_values,
    plain,
    realised,
    with_activity,
)
from srcad.keeping import written_as
from srcad.kinds import (
    BOOL,
    BOTTOM,
    CLASS,
    ENCODED,
    FLOAT,
    INT,
    NONE,
    NUMERIC,
    RANGE,
    TEXT,
    UNKNOWN,
    Local,
    NumpyScalar,
    Static,
    is_array,
    is_complex,
    is_immutable,
    is_integer,
    is_numeric,
    is_plain_class,
    is_real,
    is_scalar,
    surely_complex,
)
from srcad.rules import registry
from srcad.summaries import Key, key_of_call

MIRRORED: dict[Any, frozenset[str]] = {
    LIST: frozenset("append extend insert pop clear reverse copy index count".split()),
    DICT: frozenset("get setdefault pop clear copy".split()),
}
CONSTANT_METHODS = frozenset("index count keys".split())
IN_PLACE_OPERATORS = frozenset(
    "setitem delitem iadd isub imul itruediv ifloordiv imod ipow imatmul iand ior ixor ilshift irshift iconcat".split()
)
TEXTS_OF_NUMPY = (
    "array_repr array_str array2string base_repr binary_repr format_float_positional format_float_scientific".split()
)
KINDS_OF_BUILTINS: dict[str, Any] = {
    **dict.fromkeys("len int hash id ord".split(), INT),
    **dict.fromkeys("str repr chr ascii bin hex oct format".split(), TEXT),
    **{f"numpy.{name}": TEXT for name in TEXTS_OF_NUMPY},
    **dict.fromkeys("isinstance issubclass callable hasattr bool".split(), BOOL),
    **dict.fromkeys(("range", "numba.prange"), RANGE),
    "print": NONE,
    "type": CLASS,
}
READERS = (getattr, next, min, max, functools.reduce)  # what these give was there before
NEVER_MUTATE = (
    sorted, zip, map, filter, enumerate, reversed, iter, list, tuple, dict, set, frozenset, min, max, sum, any, all,
    next, len, range, isinstance, print, str, repr, abs, round, divmod, pow, getattr, hasattr, float, int, complex,
    bool, functools.reduce, functools.partial, type, id, callable, slice,
)  # fmt: skip


class Calls(Texts):
    """Give every call its plan and its value."""

    summarise: Callable[..., Any]

    def visit_Call(self, node: Any) -> Value:
        if isinstance(node.func, gast.Attribute):
            owner = self.visit(node.func.value)
            found = self.method_of(node, owner)
            # What a class's method gives is not what the class holds: it is not placed outside.
            function = found if found is not None else self.remember(node.func, self.attribute(node.func, owner))
        else:
            owner = None
            self.callees.add(id(node.func))
            function = self.visit(node.func)
        arguments = self.visit_all([*node.args, *(k.value for k in node.keywords)])
        if function.kind == Static(super) and not node.args:
            return self.super_proxy(node)
        value, plan = self.planned(node, function, owner, arguments)
        if id(node) in self.refusals and not isinstance(plan, Refused):
            plan = Refused(*self.refusals[id(node)], effect=True)
        self.plans[id(node)] = plan
        if isinstance(plan, AtRunTime):
            for part in (function, *arguments):
                self.escape(part)
        return value

    def method_of(self, node: Any, owner: Value) -> Value | None:
        """Return the descriptor of a method where the kind of its owner tells it."""
        attr = node.func.attr
        if is_array(owner.kind) or isinstance(owner.kind, NumpyScalar):
            descriptor = getattr(np.ndarray, attr, None)
            if registry.find(descriptor) is not None:
                return plain(Static(descriptor))
        return None

    def planned(self, node: Any, function: Value, owner: Value | None, arguments: list[Value]) -> tuple[Value, Any]:
        """Choose the plan of a call by what its function is."""
        kind = function.kind
        if isinstance(kind, Local):
            return self.local_call(node, kind.node, arguments)
        if owner is not None and owner.kind in MIRRORED and node.func.attr in MIRRORED[owner.kind]:
            return self.mirrored_call(node, owner, arguments)
        if owner is not None and owner.kind == DICT and node.func.attr in ("items", "values", "keys"):
            return self.dict_view(node, owner)
        if owner is not None and owner.kind in TEXTS:
            return self.method_of_text(node.func.attr, [owner, *arguments]), AsWritten()
        lost = self.lost_value(node, kind, owner, arguments)
        if lost is not None:
            self.refusals[id(node)] = (lost.what, lost.way_out)
            return Value(UNKNOWN, True, frozenset({self.region_at(node)})), lost
        if owner is not None and is_scalar(owner.kind) and owner.active and node.func.attr == "hex":
            return plain(ENCODED), AsWritten()
        if kind == LOCAL_CLASS and not any(a.active for a in arguments):
            held = Value(UNKNOWN, False, self.held_by_classes)
            return self.plain_construction(node, None, [held, *arguments] if self.held_by_classes else arguments)
        method = self.method_function(node, owner)
        rule = registry.find(method) if method is not None else None
        if method is not None and rule is None:
            return self.function_call(node, method, arguments, receiver=node.func.value)
        if rule is not None and rule.form == "constant":
            return Value(UNKNOWN, False, frozenset({self.region_at(node)})), AsWritten(proved=True)
        if isinstance(kind, Static):
            value, plan = self.static_call(node, kind.obj, owner, arguments)
        else:
            value, plan = self.dynamic_call(node, [function, *([owner] if owner else []), *arguments])
        return (self.perhaps_outside(node, value, *self.own_function(node, function, owner), *arguments), plan)

    # Functions that only the run knows

    def dynamic_call(self, node: Any, parts: list[Value], *, pure: bool = False) -> tuple[Value, Any]:
        """Describe a call of something unknown: it may store any argument into any other."""
        if any(part.kind == BOTTOM for part in parts):
            return NOTHING, AsWritten()
        active = any(part.active for part in parts)
        if not pure:
            holders = [part for part in parts if part.mutable]
            if active:
                self.link(*holders)
                for part in holders:
                    self.activate(part)
            for part in holders:
                self.forget(part)
        # A copy is new, what it holds is from outside: the run tells them apart.
        is_copy = self.copies(node) and not active and any(map(is_lasting, parts))
        value = self.run_time_result(node, *(self.held(node, part) if is_copy else part for part in parts))
        if active:
            value = self.perhaps_text(node, value, parts)
        elif not value.active and self.is_encoded(parts):
            return plain(ENCODED), AsWritten()  # a buffer, a match, bytes: a number may be read back out of it
        is_unknown = not active and not makes_new(self.values.get(id(node.func), NOTHING).kind)
        if is_unknown and not pure:
            self.note_unknown_origin(node, value)
        if active and not pure:
            value = Value(UNKNOWN, True, value.regions)
        if active or (is_copy and value.active):
            return value, AtRunTime()
        return value, AsWritten(asked=is_unknown and value.active)

    def copies(self, node: Any) -> bool:
        """Tell whether a call copies: `dict`, `copy.deepcopy`, or a method that is called `copy`."""
        is_copy = isinstance(node.func, gast.Attribute) and node.func.attr == "copy" and not node.args
        return is_copy or self.values.get(id(node.func), NOTHING).kind in (Static(dict), Static(copy.deepcopy))

    # Functions that are known

    def static_call(self, node: Any, function: Any, owner: Value | None, arguments: list[Value]) -> tuple[Value, Any]:
        """Describe a call of an object that is known."""
        parts = arguments if owner is None or isinstance(owner.kind, Static) else [owner, *arguments]
        builtin = BUILTINS.get(id(function))
        if builtin is not None and not has_stars(node):
            found = builtin(self, node, arguments)
            if found is not None:
                return found  # type: ignore[no-any-return]
        rule = registry.find(function)
        if is_one_of(function, BY_CLASSES) and any(p.active and not is_numeric(p.kind) for p in parts):
            return self.dynamic_call(node, parts, pure=True)
        if rule is not None:
            value, plan = self.rule_call(node, rule, parts)
            return (self.text_of(parts), plan) if value.kind == TEXT else (value, plan)
        if is_structural(function):
            return self.dynamic_call(node, parts, pure=is_pure(function))
        written = written_as(function)
        if isinstance(written, types.FunctionType) and not has_stars(node):
            return self.function_call(node, written, arguments)
        if isinstance(function, type) and is_compiled(function) and any(part.kind == ENCODED for part in parts):
            return self.dynamic_call(node, parts, pure=is_pure(function))
        if isinstance(function, type) and is_plain_class(function) and not has_stars(node):
            found = self.construction(node, function, arguments)
            if found is not None:
                return found
        if isinstance(function, type) and not any(part.active for part in parts):
            return self.plain_construction(node, function, parts)
        return self.dynamic_call(node, parts, pure=is_pure(function))

    # Rules

    def rule_call(self, node: Any, rule: Any, parts: list[Value]) -> tuple[Value, Any]:
        """Describe a call of a function that has a rule."""
        chosen = None if has_stars(node) else bind_rule(rule, node, method=is_method_call(node, rule))
        active = any(part.active for part in parts)
        if chosen is None:
            value, plan = self.dynamic_call(node, parts, pure=rule.in_place is None)
            return (plain(TEXT) if self.constant_kind(rule) == TEXT else value), plan
        rule, bound = chosen
        if rule.in_place is not None or self.is_given(bound, "out"):
            return self.writing_rule(node, rule, bound, active)
        kind = self.rule_kind(node, rule, bound)
        if rule.form == "constant":
            value, _ = self.rule_result(node, rule, kind, parts, varies=False)
            for region in value.regions if rule.name in ARRAY_MAKERS else ():
                region.copies = True  # one of objects is refused by the run
            return value, AsWritten(proved=True)
        varying = {name for name in bound if any(v.active for v in self.bound_values(bound, name))}
        counts: frozenset[str] = frozenset()
        if rule.form == "function" or rule.alias:  # what has no partial is only read
            parts = [v for name in rule.wrt if name in bound for v in self.bound_values(bound, name)]
        if rule.form != "function":
            counts = self.counts_among(varying.difference(rule.wrt), bound)
            active, varying = active and varying != counts, varying - counts
        value, kind = self.rule_result(node, rule, kind, parts, varies=active)
        if not active:
            return value, AsWritten()
        if rule.form != "unsupported" and not self.inline(rule, kind, bound, varying):
            return self.not_inline(node, rule, parts, value)
        for part in parts if rule.form == "function" else ():
            self.escape(part)
        refused = self.rule_refusal(rule, bound, varying)
        if refused is not None:
            self.refusals[id(node)] = (refused.what, refused.way_out)
            return value, refused
        # With `dtype=complex` a real argument is taken as a complex one.
        complex_ = "dtype" in bound and surely_complex(value.kind)
        complex_ = complex_ or any(is_complex(v.kind) for name in varying for v in self.bound_values(bound, name))
        return value, ByRule(rule, bound, complex_, counts)

    def counts_among(self, names: set[str], bound: dict[str, Any]) -> frozenset[str]:
        """Return the parameters that certainly get integers or truth values: a mask, an index, a number of times."""
        return frozenset(n for n in names if all(is_integer(v.kind) for v in self.bound_values(bound, n) if v.active))

    def not_inline(self, node: Any, rule: Any, parts: list[Value], value: Value) -> tuple[Value, Any]:
        """Leave a call whose kinds are not known to the run, unless the run has already been asked."""
        if getattr(self.parsed.source.function, "__srcad_rule__", None) is None:
            found = self.run_time_result(node, *parts, value)
            if found is not NOTHING:  # what has a rule keeps nothing: it shares what the rule says that it shares
                found = Value(UNKNOWN, found.varies, all_regions(value) or found.regions)
            of_scalars = rule.form == "elementwise" and all(is_scalar(part.kind) for part in parts)
            known = is_immutable(value.kind) and (rule.form == "function" or of_scalars)
            return Value(value.kind, found.varies) if known else found, AtRunTime()
        refused = Refused(
            f"an active argument of {rule.name} is no number, array or list of numbers",
            f"Convert it before the call, or add a rule: srcad.rule({rule.name}).",
            effect=rule.in_place is not None,
        )
        self.refusals[id(node)] = (refused.what, refused.way_out)
        return value, refused

    def rule_refusal(self, rule: Any, bound: dict[str, Any], varying: set[str]) -> Refused | None:
        """Say why a rule does not apply, by the name of the argument that has no partial.

        What encodes an active value, such as tobytes or a file, is refused even where its result needs no tangent, and
        so is a call that may write over an argument: its tangent would be that of a value that is gone.
        """
        if rule.form == "unsupported":
            return Refused(f"{rule.name} has no derivative here: {rule.because}", rule.use, effect=True)
        for name in rule.overwrites:
            if name in bound and not (isinstance(bound[name], gast.Constant) and not bound[name].value):
                return Refused(
                    f"{rule.name} may write into an array of the caller: '{name}' is given",
                    f"Leave out '{name}'; the function then makes an array of its own.",
                    effect=True,
                )
        for name in sorted(varying):
            if name not in rule.wrt:
                return Refused(
                    f"the rule of {rule.name} has no partial with respect to '{name}'",
                    f"Keep '{name}' constant with srcad.stop_derivative, or add a rule with srcad.rule.",
                )
        return None

    def may_be_integers(self, kind: Any, bound: dict[str, Any]) -> bool:
        """Tell whether a dtype that only the run knows may make the result integers, which ends the tangent."""
        if "dtype" not in bound or isinstance(bound["dtype"], gast.Constant) or has_dtype(kind):
            return False
        if "<srcad call of" in self.parsed.source.function.__code__.co_filename:  # the run has been asked
            return False
        kind = self.values.get(id(getattr(bound["dtype"], "value", None)), NOTHING).kind
        of_floats = is_array(kind) and has_dtype(kind) and not is_integer(kind)
        return not (of_floats and isinstance(bound["dtype"], gast.Attribute) and bound["dtype"].attr == "dtype")

    def kinds_known(self, bound: dict[str, Any], names: set[str]) -> bool:
        """Tell whether it is known what these arguments are: what is not may turn out to be no number at all."""
        return all(v.kind != UNKNOWN for name in names for v in self.bound_values(bound, name) if v.active)

    def bound_values(self, bound: dict[str, Any], name: str) -> list[Value]:
        """Return what an argument holds; a *parameter has several."""
        nodes = bound[name] if isinstance(bound[name], list) else [bound[name]]
        return [self.values.get(id(n), NOTHING) for n in nodes]

    def is_given(self, bound: dict[str, Any], name: str) -> bool:
        """Tell whether an argument is passed and may be anything but None, by itself or in a tuple."""
        given = bound.get(name)
        return given is not None and not self.values.get(id(given), NOTHING).is_none

    def inline(self, rule: Any, kind: Any, bound: dict[str, Any], varying: set[str]) -> bool:
        """Tell whether the kinds of the active arguments are known well enough for the rule's own text."""
        without_partial = varying.difference(rule.wrt if rule.form != "function" else varying)
        if not self.kinds_known(bound, without_partial) or self.may_be_integers(kind, bound):
            return False
        nested = rule.form in ("linear", "bilinear", "terms", "function")
        values = [v for name in varying for v in self.bound_values(bound, name) if v.active]
        if rule.form == "function":
            if any(isinstance(bound[name], list) for name in bound):
                return False
            values = [v for v in values if not isinstance(v.kind, Local)]
        if rule.form == "elementwise":
            every = [v for name in bound for v in self.bound_values(bound, name) if name in rule.wrt]
            values = every
        if rule.complex_texts and any(is_complex(v.kind) and not surely_complex(v.kind) for v in values):
            return False
        return all(is_numeric(v.kind) or (nested and self.holds_numbers(v)) for v in values)

    def holds_numbers(self, value: Value, depth: int = 0) -> bool:
        """Tell whether a list or tuple holds numbers, arrays or such lists."""
        if isinstance(value.kind, TupleValue):
            return all(self.holds_numbers(e, depth + 1) for e in value.kind.elements)
        if value.kind == LIST:
            return depth < 3 and self.holds_numbers(self.item_of(value), depth + 1)
        return is_numeric(value.kind)

    def rule_kind(self, node: Any, rule: Any, bound: dict[str, Any]) -> Any:
        """Return the kind of a rule's result, from a sample."""
        if rule.form == "function":
            return registry.result_kind(rule) if rule.result else UNKNOWN
        if rule.form == "unsupported" or rule.name.startswith("numpy.random"):
            return UNKNOWN  # running it on a sample might write a file
        if rule.form == "constant" and not samples_safely(rule):
            return self.constant_kind(rule)
        args: list[Any] = []
        keywords: dict[str, Any] = {}
        for parameter in rule.parameters:
            given = bound.get(parameter.name)
            if given is None:
                continue
            if parameter.kind == "var_positional":
                args.extend(given)
            elif parameter.kind in ("positional_only", "positional") and len(args) == len(
                parameters_before(rule, parameter)
            ):
                args.append(given)
            else:
                keywords[parameter.name] = given
        return self.sampled(rule.target, args, keywords)

    def constant_kind(self, rule: Any) -> Any:
        """Return the kind that the builtins' constants give."""
        return KINDS_OF_BUILTINS.get(rule.name.removeprefix("builtins."), UNKNOWN)

    def rule_result(self, node: Any, rule: Any, kind: Any, parts: list[Value], *, varies: bool) -> tuple[Value, Any]:
        """Describe the result of a rule: in new storage, or perhaps in that of an argument."""
        if kind == UNKNOWN and rule.form in ("elementwise", "bilinear") and all(is_numeric(p.kind) for p in parts):
            kind = FLOAT if all(is_real(p.kind) for p in parts) and rule.name.startswith("math") else NUMERIC
        converts = is_integer(kind) and rule.form != "unsupported" and not any(is_integer(p.kind) for p in parts)
        if varies and converts:  # to integers, which is piecewise constant
            return realised(kind, active=False, region=self.region_at(node, 1)), kind
        arrays = rule.form in ("linear", "terms") and rule.name.startswith(("numpy.", "scipy.linalg."))
        if kind == UNKNOWN and arrays and not rule.outputs:
            kind = NUMERIC
        value = realised(kind, active=varies, region=None if is_immutable(kind) else self.region_at(node))
        if isinstance(value.kind, TupleValue) or rule.alias or (kind == UNKNOWN and rule.form != "constant"):
            regions = frozenset().union(*(all_regions(p) for p in parts)) | all_regions(value)
            if isinstance(value.kind, TupleValue):
                return Value(TupleValue(tuple(self.sharing(e, regions) for e in value.kind.elements)), varies), kind
            if value.kind == LIST:  # of views
                self.store_views(value, regions)
            return self.sharing(value, regions), kind
        return value, kind

    def sharing(self, value: Value, regions: frozenset[Any]) -> Value:
        """Let a value share storage, if it has any."""
        return value if is_immutable(value.kind) else Value(value.kind, value.varies, value.regions | regions)

    def writing_rule(self, node: Any, rule: Any, bound: dict[str, Any], active: bool) -> tuple[Value, Any]:
        """Describe a rule that writes one of its arguments."""
        name = rule.in_place or "out"
        target = self.bound_values(bound, name)[0]
        self.mark_mutated(target)
        varying = {n for n in bound if any(v.active for v in self.bound_values(bound, n))}
        varies = rule.form != "constant" and bool(varying - {name})
        if varies:
            self.activate(target)
        if target.active:
            self.check_store(node, target, as_a_whole=name == "out")
        value = target if name == "out" else plain(NONE)
        if not target.active and not varies:
            return value, AsWritten()
        if (
            not is_numeric(target.kind)
            or not has_dtype(target.kind)
            or not all(
                is_numeric(v.kind) or v.kind == TEXT or self.holds_numbers(v)
                for n in bound
                if n in rule.wrt
                for v in self.bound_values(bound, n)
            )
        ):
            return self.not_inline(node, rule, [v for n in bound for v in self.bound_values(bound, n)], value)
        return value, ByRule(rule, bound)

    # Python functions

    def function_call(
        self, node: Any, function: Any, arguments: list[Value], receiver: Any = None
    ) -> tuple[Value, Any]:
        """Describe a call of a Python function by analysing it for these arguments."""
        bound = bind_signature(function, node, skip=0 if receiver is None else 1)
        if receiver is not None:
            owner = self.values.get(id(receiver), NOTHING)
            arguments = [owner, *arguments]
            if bound is not None and function.__code__.co_argcount:
                bound = [(function.__code__.co_varnames[0], receiver), *bound]
        if bound is None or hasattr(function, "__srcad_primal__"):
            return self.dynamic_call(node, arguments)
        given = {name: self.values.get(id(argument), NOTHING) for name, argument in bound}
        if any(v.kind == BOTTOM for v in given.values()):
            return NOTHING, AsWritten()  # not reached with what is known so far
        if any(isinstance(v.kind, (Local,)) or (v.active and v.kind == UNKNOWN) for v in given.values()):
            return self.dynamic_call(node, arguments)
        key = key_of_call({name: (described(v), v.active) for name, v in given.items()})
        summary = self.summarise(function, key, self)
        if summary is None:
            return self.dynamic_call(node, arguments)
        if any(name in summary.stored and self.is_left_to_run(value) for name, value in given.items()):
            return self.dynamic_call(node, arguments)  # the run knows whether it does
        return self.summarised_call(node, function, bound, given, key, summary, receiver)

    def summarised_call(
        self, node: Any, function: Any, bound: Any, given: dict[str, Value], key: Key, summary: Any, receiver: Any
    ) -> tuple[Value, Any]:
        """Do to the arguments' storage what the callee does to its parameters'."""
        for name, value in given.items():
            if name in summary.activated and not value.active:
                self.activate(value)
            if name in summary.mutated:
                self.mark_mutated(value, by_statement=name in summary.written)
                self.take_over(value, dict(summary.left).get(name, UNKNOWN))
                self.place_outside(value, dict(summary.kept).get(name, frozenset()))
                if name in summary.stored:
                    self.check_store(node, value)
        for names in summary.shared:
            self.link(*(given[name] for name in names if name in given))
        result = realised(summary.result, active=summary.active, region=self.region_at(node))
        self.place_outside(result, summary.outside)
        if () in summary.uncertain:
            self.note_unknown_origin(node, result)
        for name, places in summary.parts:
            if name in given and any(holds_outside(given[name], place, result) for place in places):
                result = self.from_outside(result, self.region_at(node, 1))
                self.region_at(node, 1).is_held = True
        for holder, name, places in summary.passed:
            if name in given and (holder is None or holder in given):
                self.place_outside(result if holder is None else given[holder], composed(places, given[name]))
        shared = frozenset().union(*(all_regions(given[n]) for n in summary.returned if n in given))
        if shared:
            self.link(Value(LIST, False, shared | all_regions(result)))
            result = self.sharing_deep(result, shared)
        result = with_activity(result, summary.result_activity)
        touches = summary.active or (any(v.active for v in given.values()) and (summary.mutated or not summary.pure))
        if not touches:
            # Whether what is returned was made by the call, the run finds out, if something active is put into it.
            is_asked = result.active and not is_lasting(result) and bool(summary.uncertain)
            return result, AsWritten(proved=True, asked=is_asked)
        if not summary.pure:
            self.impure.add(id(node))
        seeded = tuple(name for name, value in given.items() if value.active)
        return result, ByVariant(function, tuple(bound), key, seeded, receiver)

    def sharing_deep(self, value: Value, regions: frozenset[Any]) -> Value:
        """Let a value and the elements of a tuple share storage."""
        if isinstance(value.kind, TupleValue):
            return Value(TupleValue(tuple(self.sharing_deep(e, regions) for e in value.kind.elements)), value.varies)
        return self.sharing(value, regions)

    # Functions defined inside

    def local_call(self, node: Any, definition: Any, arguments: list[Value]) -> tuple[Value, Any]:
        """Describe a call of a function defined here: its parameters hold what every call passes."""
        info = self.functions[id(definition)]
        bound = None if has_stars(node) else bind_definition(definition, node)
        if bound is None:
            self.escape(Value(Local(definition)))
            return self.dynamic_call(node, [Value(UNKNOWN, info.joint), *arguments])
        for name, argument in bound:
            value = self.values.get(id(argument), NOTHING)
            self.escape(value)
            joined = join_values(info.parameters.get(name, NOTHING), value)
            if joined != info.parameters.get(name, NOTHING):
                info.parameters[name] = joined
                self.changed = True
        if info.is_generator:
            region = self.region_at(node)
            self.fill(region, info.yields)
            value = Value(ITERATOR, info.joint, frozenset({region}))
        else:
            value = info.result
        return value, (ByLocal(definition, tuple(bound)) if info.joint else AsWritten())

    # Containers

    def mirrored_call(self, node: Any, owner: Value, arguments: list[Value]) -> tuple[Value, Any]:
        """Describe a method of a list or dict."""
        method = node.func.attr
        if has_stars(node) or node.keywords:
            return self.dynamic_call(node, [owner, *arguments])
        value: Value
        if method in ("append", "insert", "setdefault"):
            for argument in arguments[(0 if method == "append" else 1) :]:
                self.escape(argument)
                self.store(owner, argument)
                if argument.active:
                    self.check_store(node, owner)
        elif method == "extend":
            if not (
                (arguments and arguments[0].kind in (LIST, RANGE))
                or (arguments and isinstance(arguments[0].kind, TupleValue))
            ):
                self.store(owner, self.item_of(arguments[0]) if arguments else plain(UNKNOWN))
                return self.dynamic_call(node, [owner, *arguments])
            self.store(owner, self.item_of(arguments[0]))
            if arguments[0].active:
                self.check_store(node, owner)
        if method == "setdefault" and arguments and arguments[0].active:
            self.mark_encoded(owner)
        if method not in ("get", "copy", "index", "count"):
            self.mark_mutated(owner)
        if method in ("pop", "get") and any(a.active for a in arguments[1:]):
            self.activate(owner)  # what is not there may be an active default: the dict's tangent decides with the dict
        if method in ("pop", "get", "setdefault"):
            value = join_all([self.item_of(owner, of_dict=True), *arguments[1:]])
            if method == "get" and len(arguments) < 2:
                value = join_values(value, plain(NONE))
        elif method == "copy":
            value = self.container(node, owner.kind, [self.item_of(owner, of_dict=True)])
        else:
            value = plain(INT if method in ("index", "count") else NONE)
        return value, (ByMirror(owner, method) if owner.active and method not in CONSTANT_METHODS else AsWritten())

    def dict_view(self, node: Any, owner: Value) -> tuple[Value, Any]:
        """Describe the items, values or keys of a dict."""
        held = self.item_of(owner, of_dict=True)
        items = {"items": plain(TupleValue((plain(UNKNOWN), held))), "values": held, "keys": plain(UNKNOWN)}[
            node.func.attr
        ]
        region = self.region_at(node)
        self.fill(region, items)
        self.link(Value(LIST, False, frozenset({region})), owner)
        varies = owner.active and node.func.attr != "keys"
        return Value(ITERATOR, varies, frozenset({region})), (AtRunTime() if varies else AsWritten())


def is_compiled(cls: type) -> bool:
    """Tell whether a class has no method that is written in Python."""
    return not any(isinstance(member, types.FunctionType) for member in vars(cls).values())


ARRAY_MAKERS = frozenset(
    [f"numpy.{n}{like}" for n in ("zeros", "ones", "empty", "full") for like in ("", "_like")]
    + [f"numpy.{n}" for n in ("eye", "identity", "tri", "arange")]
)
SAFE_CONSTANTS = frozenset(
    "zeros ones empty zeros_like ones_like empty_like arange eye identity argsort argmax argmin shape ndim size floor"
    " ceil rint sign trunc fix isnan isfinite isinf searchsorted tri indices meshgrid greater less equal logical_and"
    " zero_tangent logical_or logical_not any all count_nonzero isclose floor_divide".split()
)


def is_structural(function: Any) -> bool:
    """Tell whether the run-time dispatch has a handler of its own for a function."""
    from srcad.structural import HANDLERS

    return id(function) in HANDLERS


def makes_new(kind: Any) -> bool:
    """Tell whether a call makes an instance: of a class, or by a class's own way such as dict.fromkeys."""
    if not isinstance(kind, Static):
        return bool(kind == CLASS)
    if is_structural(kind.obj):
        return not any(kind.obj is reader for reader in READERS)
    return isinstance(kind.obj, type) or isinstance(getattr(kind.obj, "__self__", None), type)


def is_pure(function: Any) -> bool:
    """Tell whether a library function changes none of its arguments."""
    if any(function is known for known in NEVER_MUTATE):
        return True
    if hasattr(function, "__code__"):
        return False  # a handler of a Python function, such as the dispatch itself, may call anything
    module, name = getattr(function, "__module__", ""), getattr(function, "__name__", "")
    if module == "_operator":
        return name not in IN_PLACE_OPERATORS
    return module in ("itertools", "functools", "copy")


def has_dtype(kind: Any) -> bool:
    """Tell whether it is known what numbers an array holds: integers would truncate an active value."""
    return (not is_array(kind) and kind != NUMERIC) or getattr(kind, "dtype", None) is not None


def samples_safely(rule: Any) -> bool:
    """Tell whether running a constant on a sample has no effect."""
    stem = rule.name.rsplit(".", 1)[-1]
    return stem in SAFE_CONSTANTS or rule.name.startswith(("math.", "srcad.rules."))
