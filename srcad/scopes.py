"""Find out which scope every name of a function belongs to, and which variables are live cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import gast

FUNCTIONS = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda)
COMPREHENSIONS = (gast.ListComp, gast.SetComp, gast.DictComp, gast.GeneratorExp)


@dataclass(eq=False)
class Scope:
    """Hold what one function, comprehension or class body binds and uses."""

    node: Any
    parent: Scope | None
    bound: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    outer: set[str] = field(default_factory=set)  # declared global or nonlocal
    globals: set[str] = field(default_factory=set)
    children: list[Scope] = field(default_factory=list)
    rebound_inside: set[str] = field(default_factory=set)  # nonlocal in an inner function
    captured: set[str] = field(default_factory=set)  # read or written by an inner function

    @property
    def is_class(self) -> bool:
        """Tell whether this is a class body, which inner functions do not see."""
        return isinstance(self.node, gast.ClassDef)

    @property
    def is_comprehension(self) -> bool:
        """Tell whether this is the scope of a comprehension."""
        return isinstance(self.node, COMPREHENSIONS)

    def owner(self, name: str) -> Scope | None:
        """Return the scope that binds the name as it is seen from here; None: outside the function."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.globals:
                return None
            if name in scope.bound and name not in scope.outer and (scope is self or not scope.is_class):
                return scope
            scope = scope.parent
        return None


def find_scopes(function: Any) -> dict[int, Scope]:
    """Return the scopes of a function and of all that stands inside, by the id of their node."""
    scopes: dict[int, Scope] = {}
    _Finder(scopes).enter(function, None)
    for scope in scopes.values():
        _note_captures(scope)
    return scopes


def _note_captures(scope: Scope) -> None:
    for name in scope.used | (scope.bound & scope.outer):
        owner = scope.owner(name) if name not in scope.outer else _outer_owner(scope, name)
        if owner is None or owner is scope:
            continue
        if _function_of(owner) is not _function_of(scope):
            owner.captured.add(name)
            if name in scope.bound:
                owner.rebound_inside.add(name)


def _outer_owner(scope: Scope, name: str) -> Scope | None:
    return scope.parent.owner(name) if scope.parent is not None and name not in scope.globals else None


def _function_of(scope: Scope) -> Scope:
    """Return the function whose frame runs the scope; a comprehension counts as part of its function."""
    while scope.is_comprehension and scope.parent is not None and not isinstance(scope.node, gast.GeneratorExp):
        scope = scope.parent
    return scope


class _Finder:
    """Walk once, keeping the scope in the arguments: no state but the table."""

    def __init__(self, scopes: dict[int, Scope]) -> None:
        self.scopes = scopes

    def enter(self, node: Any, parent: Scope | None) -> None:
        """Make the scope of a function, class or comprehension, and walk what is inside."""
        scope = Scope(node, parent)
        self.scopes[id(node)] = scope
        if parent is not None:
            parent.children.append(scope)
        if isinstance(node, FUNCTIONS):
            for argument in arguments_of(node.args):
                scope.bound.add(argument.id)
            for param in getattr(node, "type_params", None) or ():
                scope.bound.add(param.name)
        if isinstance(node, COMPREHENSIONS):
            self._comprehension(node, scope)
        else:
            for child in node.body if isinstance(node.body, list) else [node.body]:
                self.walk(child, scope)

    def _comprehension(self, node: Any, scope: Scope) -> None:
        assert scope.parent is not None
        self.walk(node.generators[0].iter, scope.parent)
        for position, generator in enumerate(node.generators):
            self.walk(generator.target, scope)
            if position:
                self.walk(generator.iter, scope)
            for test in generator.ifs:
                self.walk(test, scope)
        for part in (node.key, node.value) if isinstance(node, gast.DictComp) else (node.elt,):
            self.walk(part, scope)

    def walk(self, node: Any, scope: Scope) -> None:
        """Note what a node binds and uses in a scope."""
        match node:
            case gast.Name():
                self._name(node, scope)
            case gast.FunctionDef() | gast.AsyncFunctionDef():
                scope.bound.add(node.name)
                self._outside_parts(node, scope)
                self.enter(node, scope)
            case gast.Lambda():
                self._outside_parts(node, scope)
                self.enter(node, scope)
            case gast.ClassDef():
                scope.bound.add(node.name)
                for part in [*node.decorator_list, *node.bases, *(k.value for k in node.keywords)]:
                    self.walk(part, scope)
                self.enter(node, scope)
            case gast.ListComp() | gast.SetComp() | gast.DictComp() | gast.GeneratorExp():
                self.enter(node, scope)
            case gast.NamedExpr():
                self.walk(node.value, scope)
                target = scope
                while target.is_comprehension and target.parent is not None:
                    target = target.parent
                target.bound.add(node.target.id)
                if target is not scope:
                    scope.used.add(node.target.id)
            case gast.Global():
                scope.globals.update(node.names)
                scope.outer.update(node.names)
            case gast.Nonlocal():
                scope.outer.update(node.names)
            case gast.Import() | gast.ImportFrom():
                for alias in node.names:
                    scope.bound.add(alias.asname or alias.name.split(".")[0])
            case _:
                self._others(node, scope)

    def _others(self, node: Any, scope: Scope) -> None:
        for field_name in ("name", "rest"):
            if isinstance(node, (gast.MatchAs, gast.MatchStar, gast.MatchMapping)):
                bound = getattr(node, field_name, None)
                if isinstance(bound, str):
                    scope.bound.add(bound)
        for child in gast.iter_child_nodes(node):
            self.walk(child, scope)

    def _name(self, node: Any, scope: Scope) -> None:
        if isinstance(node.ctx, gast.Load):
            scope.used.add(node.id)
        else:
            scope.bound.add(node.id)

    def _outside_parts(self, node: Any, scope: Scope) -> None:
        """Visit what is evaluated where the function is defined: defaults, decorators, annotations."""
        for part in [*getattr(node, "decorator_list", ()), *node.args.defaults, *node.args.kw_defaults]:
            if part is not None:
                self.walk(part, scope)
        for annotation in [*(a.annotation for a in arguments_of(node.args)), getattr(node, "returns", None)]:
            if annotation is not None:
                self.walk(annotation, scope)


def arguments_of(args: Any) -> Iterator[Any]:
    """List the parameters of a function in the order in which a call binds them."""
    yield from args.posonlyargs
    yield from args.args
    if args.vararg:
        yield args.vararg
    yield from args.kwonlyargs
    if args.kwarg:
        yield args.kwarg


def all_names(function: Any) -> set[str]:
    """Collect every identifier that stands anywhere in a function."""
    found: set[str] = set()
    for node in gast.walk(function):
        for field_name in ("id", "name", "asname", "rest"):
            value = getattr(node, field_name, None)
            if isinstance(value, str):
                found.add(value.split(".")[0])
        if isinstance(node, (gast.Global, gast.Nonlocal)):
            found.update(node.names)
    return found


def is_generator(node: Any) -> bool:
    """Tell whether a definition's own body yields."""
    body = node.body if isinstance(node.body, list) else [node.body]
    pending = list(body)
    while pending:
        child = pending.pop()
        if isinstance(child, (gast.Yield, gast.YieldFrom)):
            return True
        if not isinstance(child, (gast.FunctionDef, gast.Lambda, gast.ClassDef, gast.AsyncFunctionDef)):
            pending.extend(gast.iter_child_nodes(child))
    return False
