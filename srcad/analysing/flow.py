"""Follow the statements of a function, in the order in which they run, until nothing new is found."""

from __future__ import annotations

from typing import Any

import gast

from srcad.analysing.base import FunctionInfo, State, joined_states
from srcad.analysing.calls import Calls
from srcad.analysing.expressions import ASYNC_WAY_OUT
from srcad.analysing.objects import LOCAL_CLASS
from srcad.analysing.values import (
    DICT,
    LIST,
    NOTHING,
    TupleValue,
    Value,
    all_regions,
    join_values,
    may_be_key,
    plain,
    reachable,
)
from srcad.kinds import (
    BOTTOM,
    ELEMENTS_OF_ARRAY,
    OTHER,
    UNKNOWN,
    InstanceOf,
    Local,
    Static,
    is_array,
    is_immutable,
    plain_attribute,
)
from srcad.scopes import arguments_of

OUTLIVES = (
    "an active value is stored in an object that may outlive the call",
    "Pass the object as an argument, or make it inside the function.",
)


class Flow(Calls):
    """Visit statements; the state after each is what the next one starts from."""

    def block(self, statements: list[Any]) -> None:
        """Follow statements one after the other."""
        for statement in statements:
            if self.state is None:
                self.state = {}
                self.statement(statement)
                self.state = None
            else:
                self.statement(statement)

    def statement(self, node: Any) -> None:
        """Follow one statement."""
        method = getattr(self, "do_" + type(node).__name__, None)
        if method is None:
            self.unsupported(
                node,
                f"cannot differentiate '{STATEMENT_NAMES.get(type(node).__name__, type(node).__name__)}'",
                ASYNC_WAY_OUT,
            )
        else:
            method(node)

    # Binding

    def do_Assign(self, node: Any) -> None:
        value = self.visit(node.value)
        for target in node.targets:
            self.bind(target, value)

    def do_AnnAssign(self, node: Any) -> None:
        if node.value is not None:
            self.bind(node.target, self.visit(node.value))

    def do_AugAssign(self, node: Any) -> None:
        target = node.target
        if isinstance(target, gast.Name):
            old = self.read_target(target)
        else:
            owner = self.visit(target.value)
            index = self.visit(target.slice) if isinstance(target, gast.Subscript) else None
            before = self.element(target, owner, index) if index is not None else self.attribute(target, owner)
            if index is not None and owner.kind not in (LIST, DICT) and not is_array(owner.kind):
                self.note_index(owner, index, target.slice)
            old = self.old_values[id(target)] = join_values(self.old_values.get(id(target), NOTHING), before)
        value = self.visit(node.value)
        new = self.remember(node, self.augmented(node, old, value))
        if isinstance(target, gast.Name):
            self.bind_name(target, new)
        else:
            self.store_part(target, owner, new)

    def read_target(self, target: Any) -> Value:
        """Read the variable that an augmented assignment changes."""
        before = self.read(target)
        self.old_values[id(target)] = join_values(self.old_values.get(id(target), NOTHING), before)
        return self.old_values[id(target)]

    def augmented(self, node: Any, old: Value, value: Value) -> Value:
        """Describe what an in-place operator leaves: the same array or list, else a new value."""
        if is_array(old.kind) or old.kind == LIST:
            self.mark_mutated(old)
            if value.active:
                self.activate(old)
                self.check_store(node, old)
            if old.kind == LIST:
                self.store(old, self.item_of(value))
            return Value(old.kind, old.varies or value.active, old.regions)
        if not is_immutable(old.kind) and not isinstance(old.kind, TupleValue):
            self.mark_mutated(old)
            if value.active:
                self.activate(old)
            result = self.binary(node, node.op, old, value)
            return Value(result.kind, result.varies, result.regions | old.regions)
        return self.binary(node, node.op, old, value)

    def bind(self, target: Any, value: Value) -> None:
        """Bind a target of any form."""
        if isinstance(target, gast.Name):
            self.bind_name(target, value)
        elif isinstance(target, (gast.Tuple, gast.List)):
            self.remember(target, value)
            self.bind_elements(target, value)
        elif isinstance(target, gast.Starred):
            self.bind(target.value, self.container(target, LIST, [value]))
        else:
            owner = self.visit(target.value)
            if isinstance(target, gast.Subscript):
                self.note_index(owner, self.visit(target.slice), target.slice)
            self.store_part(target, owner, value)

    def note_index(self, owner: Value, index: Value, node: Any) -> None:
        """Note that something is stored at an active index: it becomes a key, or is passed to the object's method.

        Whether an index of unknown kind would lose a tangent as a key, only the run knows: the store is written for it.
        """
        if index.active and owner.kind != BOTTOM and not is_array(owner.kind) and not cuts_to_size(node):
            if may_be_key(index):
                self.mark_encoded(owner)
            elif owner.kind == DICT:
                self.activate(owner)
            if owner.kind not in (LIST, DICT):
                self.activate(owner)

    def bind_elements(self, target: Any, value: Value) -> None:
        """Bind the elements of a tuple target."""
        elements = target.elts
        starred = any(isinstance(e, gast.Starred) for e in elements)
        if isinstance(value.kind, TupleValue) and len(value.kind.elements) == len(elements) and not starred:
            for element, held in zip(elements, value.kind.elements, strict=True):
                self.bind(element, held)
            return
        item = self.item_of(value)
        for element in elements:
            self.bind(element, item)

    def store_part(self, target: Any, owner: Value, value: Value) -> None:
        """Store into an element or an attribute."""
        self.escape(value)
        self.remember(target, value)
        if value.active:
            self.check_store(target, owner, value)
            if owner.kind not in (LIST, DICT) and not is_array(owner.kind):
                self.impure.add(id(target))
            keeps = isinstance(owner.kind, Local) and owner.active  # its derivative function keeps the tangent
            if not all_regions(owner) and owner.kind != BOTTOM and not keeps:
                self.refusals[id(target)] = OUTLIVES
            elif self.refusals.get(id(target)) == OUTLIVES:
                del self.refusals[id(target)]  # it was not known yet that the owner is active
        if isinstance(target, gast.Attribute) and target.attr == "__dict__" and (owner.active or value.active):
            self.refusals[id(target)] = (
                "all attributes of an object that carries a tangent are replaced at once",
                "Assign the attributes one by one.",
            )
        written = isinstance(target, gast.Attribute) and is_array(owner.kind) and target.attr in ELEMENTS_OF_ARRAY
        if isinstance(target, gast.Attribute) and is_array(owner.kind) and owner.active and not written:
            self.refusals[id(target)] = (
                f"the attribute '{target.attr}' of an array that carries a tangent is assigned to",
                "Make a new array: a.reshape(...), a.view(...).",
            )
        if written:
            self.write_elements(owner, value)
        elif isinstance(target, gast.Attribute):
            hooked = isinstance(owner.kind, InstanceOf) and not plain_attribute(owner.kind.cls, target.attr)
            self.store(owner, value, None if hooked else target.attr)
        elif is_array(owner.kind):
            self.write_elements(owner, value)
        elif isinstance(target.slice, gast.Slice) and not is_array(owner.kind):
            self.store(owner, self.item_of(value))
        else:
            self.store(owner, value)

    def write_elements(self, owner: Value, value: Value) -> None:
        """Write to elements of an array."""
        self.mark_mutated(owner)
        if value.active:
            self.activate(owner)

    def do_Delete(self, node: Any) -> None:
        for target in node.targets:
            if isinstance(target, gast.Name):
                key = self.key_of(target.id)
                if self.state is not None and key in self.state:
                    self.values[id(target)] = self.state[key].value
                    self.reads[id(target)] = self.state[key]
                    del self.state[key]
            else:
                self.mark_mutated(self.visit(target.value))
                if isinstance(target, gast.Subscript):
                    self.visit(target.slice)

    def do_Expr(self, node: Any) -> None:
        self.visit(node.value)

    def do_Return(self, node: Any) -> None:
        value = self.visit(node.value) if node.value is not None else plain(OTHER)
        self.escape(value)
        info = self.current[-1]
        joined = join_values(info.result, value)
        if joined != info.result:
            info.result = joined
            self.changed = True
        self.state = None

    # Branches

    def do_If(self, node: Any) -> None:
        self.visit_test(node.test)
        before = self.save()
        self.block(node.body)
        after = self.swap(before)
        self.block(node.orelse)
        self.merge(after)

    def do_Match(self, node: Any) -> None:
        subject = self.visit(node.subject)
        outcomes: State | None = None
        for case in node.cases:
            before = self.save()
            self.pattern(case.pattern, subject)
            if case.guard is not None:
                self.visit(case.guard)
            self.block(case.body)
            outcomes = joined_states(outcomes, self.swap(before))
        self.merge(outcomes)

    def pattern(self, node: Any, subject: Value) -> None:
        """Bind what a pattern captures: the subject itself, or some part of it."""
        if isinstance(node, gast.MatchOr):
            self.alternatives(node, subject)
            return
        if isinstance(node, gast.MatchValue):
            self.visit(node.value)
        if isinstance(node, gast.MatchClass):
            self.visit(node.cls)
        captured = getattr(node, "rest", None) if isinstance(node, gast.MatchMapping) else getattr(node, "name", None)
        if captured is not None:
            whole = subject
            if isinstance(node, gast.MatchStar):
                whole = self.container(node, LIST, [subject])
            elif isinstance(node, gast.MatchMapping):
                whole = Value(UNKNOWN, subject.active, all_regions(subject))
            self.bind_name(node, whole, captured)
        for index, child in enumerate(child_patterns(node)):
            self.pattern(child, self.part_of_subject(node, child, index, subject))

    def alternatives(self, node: Any, subject: Value) -> None:
        """Bind what each alternative of a pattern captures: any one of them may have matched."""
        before, outcomes = self.save(), None
        for child in node.patterns:
            self.state = None if before is None else dict(before)
            self.pattern(child, subject)
            outcomes = joined_states(outcomes, self.state)
        self.state = outcomes

    def part_of_subject(self, node: Any, child: Any, index: int, subject: Value) -> Value:
        """Describe what a pattern inside a pattern is matched with."""
        if isinstance(node, gast.MatchAs):
            return subject
        if isinstance(node, gast.MatchSequence):
            known = isinstance(subject.kind, TupleValue) and len(subject.kind.elements) == len(node.patterns)
            if known and not any(isinstance(p, gast.MatchStar) for p in node.patterns):
                return subject.kind.elements[index]  # type: ignore[no-any-return]
            return self.item_of(subject)
        return Value(UNKNOWN, subject.active, all_regions(subject))

    # Loops

    def do_While(self, node: Any) -> None:
        def head() -> None:
            self.visit_test(node.test)

        self.loop(node, head)

    def do_For(self, node: Any) -> None:
        iterated = self.walk(node.iter)
        self.check_keys(node.iter, iterated)

        def head() -> None:
            self.bind(node.target, self.item_of(iterated, node=node.iter))

        self.loop(node, head)

    def loop(self, node: Any, head: Any) -> None:
        """Follow a loop until its state no longer grows; at the next visit it goes on from where it came to rest."""
        self.breaks.append(None)
        self.continues.append(None)
        self.merge(self.heads.get(id(node)))
        before = self.save()
        entry = self.save()
        while True:
            head()
            exhausted = self.save() if isinstance(node, gast.While) else None
            self.block(node.body)
            self.merge(self.continues[-1])
            again = joined_states(before, self.state)
            if isinstance(node, gast.For):
                exhausted = again
            if again == entry:
                break
            entry = again
            self.state = dict(again) if again is not None else None
        self.heads[id(node)] = dict(entry or {})
        self.state = joined_states(exhausted, None)
        self.continues.pop()
        self.block(node.orelse)
        self.merge(self.breaks.pop())

    def do_Break(self, node: Any) -> None:
        self.breaks[-1] = joined_states(self.breaks[-1], self.state)
        self.state = None

    def do_Continue(self, node: Any) -> None:
        self.continues[-1] = joined_states(self.continues[-1], self.state)
        self.state = None

    # Exceptions and contexts

    def do_Try(self, node: Any) -> None:
        before = self.save()
        raised: State = dict(before or {})
        self.watchers.append(raised)
        self.block(node.body)
        self.watchers.pop()
        after: State | None
        self.block(node.orelse)
        after = self.save()
        for handler in node.handlers:
            # Of several `except*` clauses more than one may run, one after the other.
            before_clause = after if isinstance(node, gast.TryStar) else None
            self.state = joined_states(dict(raised), before_clause)
            if node.finalbody:
                self.watchers.append(raised)
            self.handler(handler)
            if node.finalbody:
                self.watchers.pop()
            after = joined_states(after, self.state)
        self.state = after
        if node.finalbody:
            alive = after is not None
            self.state = joined_states(after, dict(raised))
            self.block(node.finalbody)
            if not alive:
                self.state = None

    do_TryStar = do_Try

    def handler(self, node: Any) -> None:
        """Follow an except clause."""
        if node.type is not None:
            self.visit(node.type)
        if node.name is not None:
            # What raised the exception may have put anything from outside into it.
            region = self.region_at(node)
            self.place_outside(Value(UNKNOWN, True, frozenset({region})), frozenset({(None,)}))
            self.bind_name(node.name, Value(UNKNOWN, True, frozenset({region})))
        self.block(node.body)

    def do_Raise(self, node: Any) -> None:
        for part in (node.exc, node.cause):
            if part is not None:
                self.visit(part)
        self.state = None

    def do_Assert(self, node: Any) -> None:
        self.visit_test(node.test)
        if node.msg is not None:
            self.visit(node.msg)

    def do_With(self, node: Any) -> None:
        raised: State = dict(self.save() or {})
        self.watchers.append(raised)
        for item in node.items:
            manager = self.visit(item.context_expr)
            if item.optional_vars is not None:
                entered = Value(UNKNOWN, manager.active, all_regions(manager))
                entered = self.by_protocol(item.context_expr, entered, "__enter__", manager)
                self.bind(item.optional_vars, entered)
        self.block(node.body)
        self.watchers.pop()
        self.merge(raised)

    # Definitions

    def do_FunctionDef(self, node: Any) -> None:
        self.visit_all([*node.args.defaults, *node.args.kw_defaults])
        value = self.local_function(node)
        self.decorated(node, value)
        self.follow_function(node)

    def decorated(self, node: Any, value: Value) -> None:
        """Bind the name of a definition to the function, or to what its decorators make of it."""
        if not node.decorator_list:
            self.bind_name(node, value, node.name)
            return
        decorators = self.visit_all(node.decorator_list)
        self.escape(value)
        for decorator in decorators:
            self.escape(decorator)
        self.bind_name(node, Value(UNKNOWN, value.active, frozenset({self.region_at(node)})), node.name)

    def visit_Lambda(self, node: Any) -> Value:
        value = super().visit_Lambda(node)
        self.follow_function(node)
        return value

    def follow_function(self, node: Any) -> None:
        """Follow the body of a function defined here, for all that its calls pass."""
        info = self.function_info(node)
        outer = (self.scope, self.state, self.watchers, self.breaks, self.continues)
        self.scope, self.state, self.watchers, self.breaks, self.continues = self.scopes[id(node)], {}, [], [], []
        self.current.append(info)
        self.bind_parameters(node, info)
        if isinstance(node, gast.Lambda):
            self.state = self.state if self.state is not None else {}
            returned = self.visit(node.body)
            self.escape(returned)
            info.result = join_values(info.result, returned)
        else:
            self.block(node.body)
        self.current.pop()
        self.scope, self.state, self.watchers, self.breaks, self.continues = outer
        if not info.joint and self.touches_active(node):
            info.joint = True
            self.changed = True

    def bind_parameters(self, node: Any, info: FunctionInfo) -> None:
        """Bind the parameters to what the calls pass, or to anything where the function escapes."""
        defaults = defaults_of(node)
        for argument in arguments_of(node.args):
            value = info.parameters.get(argument.id, NOTHING)
            if argument.id in defaults:
                value = join_values(value, self.values.get(id(defaults[argument.id]), NOTHING))
            if info.escapes or argument in (node.args.vararg, node.args.kwarg):
                region = self.region_at(argument)
                if info.escapes:
                    self.fill(region, Value(UNKNOWN, True, frozenset({region})))
                value = Value(UNKNOWN, info.escapes, frozenset({region}) | all_regions(value))
            self.bind_name(argument, value)

    def touches_active(self, node: Any) -> bool:
        """Tell whether anything inside a function is active."""
        return any(self.values[id(n)].active for n in gast.walk(node) if n is not node and id(n) in self.values)

    def do_ClassDef(self, node: Any) -> None:
        self.visit_what_makes_class(node)
        outer, state, cells = self.scope, self.save(), set(self.cells)
        self.scope = self.scopes[id(node)]
        self.block([s for s in node.body if not isinstance(s, gast.FunctionDef)])
        self.scope, self.state = outer, state
        for scope in [s for s in self.scopes.values() if within(s, self.scopes[id(node)])]:
            for name in scope.used:
                owner = scope.owner(name)
                if owner is None or within(owner, self.scopes[id(node)]):
                    continue
                binding = self.cells.get((id(owner.node), name))
                if binding is not None:
                    self.forget(binding.value)  # a method may leave anything there
                if binding is not None and binding.value.active and (id(owner.node), name) in cells | set(self.cells):
                    self.refusals[id(node)] = (
                        f"the class '{node.name}' is defined inside the function and uses the active variable '{name}'",
                        "Pass the value to the class's methods or constructor, or define the class at module level.",
                    )
        body = [s for s in node.body if not isinstance(s, gast.FunctionDef)]
        if any(self.values.get(id(n), NOTHING).active for statement in body for n in gast.walk(statement)):
            self.refusals[id(node)] = (
                f"the class '{node.name}' is defined inside the function and its body uses an active value",
                "Pass the value to the class's constructor, or define the class at module level.",
            )
        bound = [self.values.get(id(s.value), NOTHING) for s in body if isinstance(s, (gast.Assign, gast.AnnAssign))]
        self.held_by_classes |= frozenset(r for held in bound for r in reachable(held) if r.lasting)
        if id(node) in self.refusals:
            # What is made of it, here or by a caller, is not constant: the refusal is reached.
            self.bind_name(node, Value(UNKNOWN, True, frozenset({self.region_at(node)})), node.name)
        else:
            self.bind_name(node, plain(LOCAL_CLASS), node.name)

    def visit_what_makes_class(self, node: Any) -> None:
        """Evaluate decorators, bases and keywords of a class; what is active there would be lost."""
        given = [*node.decorator_list, *node.bases, *(k.value for k in node.keywords)]
        self.visit_all(given)
        if any(
            self.may_bring_active(self.values.get(id(part), NOTHING)) for one in given for part in parts_of_call(one)
        ):
            self.refusals[id(node)] = (
                f"the class '{node.name}' is defined inside the function, and what is active reaches it by a decorator,"
                " a base or a keyword",
                "Pass the value to the class's constructor, or define the class at module level.",
            )
        for decorator in node.decorator_list:
            self.escape(self.values.get(id(decorator), NOTHING))  # it is called with the class

    def may_bring_active(self, value: Value) -> bool:
        """Tell whether what makes or changes a class is active, or a function inside which something is."""
        return value.active or (isinstance(value.kind, Local) and self.touches_active(value.kind.node))

    def do_TypeAlias(self, node: Any) -> None:
        """Bind the name of a type alias, whose value runs only if somebody asks for it."""
        self.bind_name(node.name, plain(OTHER))

    def do_Import(self, node: Any) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            self.bind_name(alias, self.imported_module(alias.name if alias.asname else name), name)

    def do_ImportFrom(self, node: Any) -> None:
        for alias in node.names:
            module = self.imported_module(node.module) if node.module and not node.level else plain(UNKNOWN)
            value = (
                self.static_attribute(module.kind.obj, alias.name)
                if isinstance(module.kind, Static)
                else plain(UNKNOWN)
            )
            self.bind_name(alias, value, alias.asname or alias.name)

    def imported_module(self, name: str) -> Value:
        """Describe a module that is loaded already."""
        import sys

        module = sys.modules.get(name)
        return plain(Static(module)) if module is not None else plain(UNKNOWN)

    def do_Global(self, node: Any) -> None:
        """Leave the declaration: the scopes know it."""

    do_Nonlocal = do_Global
    do_Pass = do_Global


def parts_of_call(node: Any) -> list[Any]:
    """List the function and the arguments of a call; anything else is itself."""
    return [node.func, *node.args, *(k.value for k in node.keywords)] if isinstance(node, gast.Call) else [node]


def within(scope: Any, ancestor: Any) -> bool:
    """Tell whether a scope is another or stands inside it."""
    while scope is not None:
        if scope is ancestor:
            return True
        scope = scope.parent
    return False


def defaults_of(node: Any) -> dict[str, Any]:
    """Return the default expressions by parameter."""
    args = node.args
    positional = [*args.posonlyargs, *args.args]
    found = {a.id: d for a, d in zip(reversed(positional), reversed(args.defaults), strict=False)}
    found.update({a.id: d for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is not None})
    return found


def child_patterns(node: Any) -> list[Any]:
    """List the patterns inside a pattern."""
    if isinstance(node, gast.MatchAs):
        return [node.pattern] if node.pattern is not None else []
    if isinstance(node, gast.MatchClass):
        return [*node.patterns, *node.kwd_patterns]
    return list(getattr(node, "patterns", ()))


STATEMENT_NAMES = {
    "AsyncFor": "async for",
    "AsyncWith": "async with",
    "AsyncFunctionDef": "async def",
}


def cuts_to_size(node: Any) -> bool:
    """Tell whether an index is a slice up to or from the size of something, as `x[: y.size]`; it is no key."""
    parts = (node.lower, node.upper) if isinstance(node, gast.Slice) and node.step is None else (None,)
    given = [part for part in parts if part is not None]
    return bool(given) and all(isinstance(p, gast.Attribute) and p.attr in ("size", "ndim") for p in given)
