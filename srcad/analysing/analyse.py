"""Analyse one function for the kinds and the activity of its arguments: the one public function of this step."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import gast

from srcad.analysing.expressions import ASYNC_WAY_OUT
from srcad.analysing.flow import Flow
from srcad.analysing.values import (
    NOTHING,
    Region,
    TupleValue,
    Value,
    all_regions,
    described,
    realised,
    steps_outside,
    steps_to,
)
from srcad.errors import SrcadError, UnsupportedSyntaxError, combine
from srcad.keeping import kept_with
from srcad.kinds import BOTTOM, UNKNOWN, is_immutable, kind_of
from srcad.parsing import locate, parse
from srcad.reading import read_source
from srcad.resolving import Dependencies
from srcad.scopes import arguments_of, find_scopes
from srcad.stages import ParsedFunction
from srcad.summaries import Key, Steps, Summary

PASSES = 40
REACH = 12  # how many calls deep the analysis goes
CONSTANT_REACH = 2  # and below a call to which nothing active is passed

Mark = tuple[Any, Key]


@dataclass(frozen=True)
class Analysed:
    """Everything that the differentiator may ask of one function."""

    parsed: ParsedFunction
    facts: Analysis
    key: Key
    summary: Summary
    carried: frozenset[int]

    @property
    def may_give_older(self) -> bool:
        """Tell whether the result may be, or be a part of, what was there before the call."""
        return not all(region.is_new for region in all_regions(self.facts.current[0].result))

    @property
    def gives_zeros(self) -> bool:
        """Tell whether a constant parameter into which something could be stored gets a zero tangent in the text."""
        active = {name for name, _, active in self.key if active}
        constant = [a for a in arguments_of(self.parsed.node.args) if a.id not in active and id(a) in self.carried]
        return not all(is_immutable(self.facts.parameters[a.id].kind) for a in constant)

    def fits(self, reach: int) -> bool:
        """Tell whether an analysis that goes so many calls deep would find the same, and whether that still holds."""
        facts = self.facts
        is_same = facts.reach == reach if facts.is_cut else facts.height <= reach
        return is_same and facts.dependencies.hold()


class Analysis(Flow):
    """Run the flow again and again until nothing changes."""

    def __init__(self, parsed: ParsedFunction, key: Key, reach: int, context: Context) -> None:
        super().__init__(parsed, find_scopes(parsed.node), Dependencies())
        self.key = key
        self.reach = reach
        self.context: Context = context
        self.parameters: dict[str, Value] = {}

    def run(self) -> None:
        """Follow the whole function to the fixed point."""
        self._make_parameters()
        for _ in range(PASSES):
            self.changed = False
            self.state = {}
            self.scope = self.scopes[id(self.parsed.node)]
            for argument in arguments_of(self.parsed.node.args):
                self.bind_name(argument, self.parameters[argument.id])
            self.block(self.parsed.node.body)
            if not self.changed:
                return
        raise SrcadError(f"the analysis of {self.parsed.source.qualname} does not come to rest: please report it")

    def _make_parameters(self) -> None:
        given = {name: (kind, active) for name, kind, active in self.key}
        defaults = default_values(self.parsed.source.function)
        for index, argument in enumerate(arguments_of(self.parsed.node.args)):
            name = argument.id
            if name in given:
                kind, active = given[name]
                region = None if is_immutable(kind) else Region(active=active, parameter=index)
                self.parameters[name] = realised(kind, active=active, region=region)
            elif name in defaults:
                self.parameters[name] = self.outside_value(defaults[name], lambda _: None)
            else:
                region = Region(parameter=index)
                self.parameters[name] = Value(UNKNOWN, False, frozenset({region}))

    def summarise(self, function: Any, key: Key, caller: Any) -> Summary | None:
        """Return the summary of a callee, analysing it if need be; None where that goes too deep."""
        return self.context.summary(function, key, self)


class Context:
    """Analyse callees once for each key, recursion by a least fixed point.

    What relied on an analysis that is still running is provisional: it holds until that one learns more, and is final
    when that one has come to rest. What was analysed does not depend on what was analysed before: the text that is
    generated for a function must not either.
    """

    def __init__(self) -> None:
        self.running: dict[Mark, Summary] = {}
        self.consulted: list[set[Mark]] = []  # for each analysis that runs, the unfinished ones it relied on
        self.provisional: dict[Mark, list[tuple[Analysed, set[Mark]]]] = {}
        self.lock = threading.RLock()

    def summary(self, function: Any, key: Key, caller: Analysis) -> Summary | None:
        """Return what a call does; None where the analysis does not go into it.

        What nothing active is passed to can only be constant. It is looked into for the kind of its result, and
        a little way only: behind it may be a whole library that reads files.
        """
        if (function, key) in self.running:
            self.consulted[-1].add((function, key))
            return self.running[function, key]
        is_active = any(active for _, _, active in key)
        reach = caller.reach - 1 if is_active else min(caller.reach - 1, CONSTANT_REACH)
        if reach < 0:
            caller.is_cut = True
            return None
        try:
            analysed = self.analysed(function, key, reach)
        except SrcadError:
            return None
        caller.is_cut |= analysed.facts.is_cut
        caller.height = max(caller.height, analysed.facts.height + 1)
        caller.dependencies.update(analysed.facts.dependencies)
        return analysed.summary

    def analysed(self, function: Any, key: Key, reach: int = REACH) -> Analysed:
        """Return the analysis of a function, which goes so many calls deep."""
        with self.lock:
            kept: dict[Key, list[Analysed]] = kept_with(function).setdefault("analysed", {})
            for found in kept.get(key, ()):
                if found.fits(reach):
                    return found
            for found, relied_on in self.provisional.get((function, key), ()):
                if found.fits(reach):
                    self.consulted[-1] |= relied_on
                    return found
            self.consulted.append(set())
            try:
                fresh = self._analyse(function, key, reach)
            except BaseException:
                failed_with = self.consulted.pop() - {(function, key)}
                if self.consulted:
                    self.consulted[-1] |= failed_with  # a refusal is provisional, too
                raise
            relied_on = self.consulted.pop() - {(function, key)}
            self._settle((function, key), relied_on)
            if relied_on:
                self.consulted[-1] |= relied_on
                self.provisional.setdefault((function, key), []).append((fresh, relied_on))
            else:
                keep(function, key, fresh)
            return fresh

    def _settle(self, mark: Mark, relied_on: set[Mark]) -> None:
        """Note that an analysis has come to rest: what relied on it now relies on what that relied on."""
        for (function, key), entries in list(self.provisional.items()):
            left = []
            for found, others in entries:
                if mark in others:
                    others = (others - {mark}) | relied_on
                if others:
                    left.append((found, others))
                else:
                    keep(function, key, found)
            if left:
                self.provisional[function, key] = left
            else:
                del self.provisional[function, key]

    def _forget(self, mark: Mark) -> None:
        """Forget what relied on an earlier answer of an analysis that is still running."""
        for other, entries in list(self.provisional.items()):
            left = [(found, relied_on) for found, relied_on in entries if mark not in relied_on]
            if left:
                self.provisional[other] = left
            else:
                del self.provisional[other]

    def _analyse(self, function: Any, key: Key, reach: int) -> Analysed:
        parsed = parse(read_source(function))
        if isinstance(parsed.node, gast.AsyncFunctionDef):
            raise UnsupportedSyntaxError.at(
                "cannot differentiate 'async def'", locate(parsed.source, parsed.node), ASYNC_WAY_OUT
            )
        mark = (function, key)
        self.running[mark] = EMPTY
        try:
            while True:
                analysis = Analysis(parsed, key, reach, self)
                analysis.run()
                refuse_findings(analysis)
                summary = summary_of(analysis)
                if summary == self.running[mark] or mark not in self.consulted[-1]:
                    break
                self.running[mark] = summary
                self._forget(mark)
        except BaseException:
            self._forget(mark)
            raise
        finally:
            del self.running[mark]
        return Analysed(parsed, analysis, key, summary, carried_sites(analysis))


def keep(function: Any, key: Key, analysed: Analysed) -> None:
    """Keep an analysis with its function, in place of those that no longer hold."""
    kept: dict[Key, list[Analysed]] = kept_with(function).setdefault("analysed", {})
    kept[key] = [*(found for found in kept.get(key, ()) if found.facts.dependencies.hold()), analysed]


EMPTY = Summary(BOTTOM, False, False, frozenset(), frozenset(), frozenset(), frozenset(), (), frozenset(), True)


def refuse_findings(analysis: Analysis) -> None:
    """Raise one error for all the syntax that cannot be differentiated."""
    if analysis.findings:
        raise combine(
            [
                (what, locate(analysis.parsed.source, node), way_out)
                for node, what, way_out in analysis.findings.values()
            ]
        )


def default_values(function: Any) -> dict[str, Any]:
    """Return the default values by parameter."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    defaults = function.__defaults__ or ()
    found = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
    found.update(function.__kwdefaults__ or {})
    return found


def summary_of(analysis: Analysis) -> Summary:
    """Sum up what a caller must know."""
    info = analysis.current[0]
    names = [a.id for a in arguments_of(analysis.parsed.node.args)]
    regions = {name: all_regions(analysis.parameters[name]) for name in names}
    result_zones = {r.zone for r in all_regions(info.result)}
    shared = []
    for position, first in enumerate(names):
        mine = {r.zone for r in regions[first]}
        alike = frozenset(n for n in names[position:] if mine & {r.zone for r in regions[n]})
        if len(alike) > 1:
            shared.append(alike)
    given = {name: active for name, _, active in analysis.key}
    mutated = frozenset(n for n in names if any(r.zone.mutated for r in regions[n]))
    return Summary(
        result=described(info.result) if info.result is not NOTHING else kind_of(None),
        active=info.result.active,
        result_activity=activity_of(info.result),
        activated=frozenset(n for n in names if any(r.active for r in regions[n]) and not given.get(n)),
        stored=frozenset(n for n in names if any(r.stored for r in regions[n])),
        mutated=mutated,
        written=frozenset(n for n in names if any(r.written for r in regions[n])),
        shared=tuple(shared),
        returned=frozenset(n for n in names if {r.zone for r in regions[n]} & result_zones),
        pure=not analysis.impure and not any(type(plan).__name__ == "AtRunTime" for plan in analysis.plans.values()),
        left=tuple((n, described(analysis.parameters[n])) for n in names if n in mutated),
        outside=steps_outside(info.result) | steps_outside(info.yields),
        kept=tuple((n, steps_outside(analysis.parameters[n])) for n in names if n in mutated),
        passed=passed_on(info.result, {name: analysis.parameters[name] for name in names}, mutated),
        uncertain=steps_to(info.result, is_outside),
        parts=tuple((n, found) for n in names if (found := parts_given(analysis.parameters[n], info.result))),
    )


def is_outside(region: Any) -> bool:
    """Tell whether storage may come from outside, or from an unknown function."""
    return bool(region.outside)


def parts_given(parameter: Value, result: Value) -> frozenset[Steps]:
    """Say which parts of a parameter the result of a call may be."""
    given = {region for region in all_regions(result) if region.is_given}
    return steps_to(parameter, given.__contains__) if given else frozenset()


def passed_on(
    result: Value, parameters: dict[str, Value], mutated: frozenset[str]
) -> tuple[tuple[str | None, str, frozenset[Steps]], ...]:
    """Say where in the result, or in a parameter that is written, the storage of another parameter may be."""
    holders: dict[str | None, Value] = {None: result, **{n: v for n, v in parameters.items() if n in mutated}}
    found = []
    for name, value in parameters.items():
        regions = value.regions if not isinstance(value.kind, TupleValue) else all_regions(value)
        for holder, held in holders.items():
            steps = steps_to(held, regions.__contains__) if regions and holder != name else frozenset()
            if steps - {()}:
                found.append((holder, name, steps))
    return tuple(found)


def activity_of(value: Value) -> Any:
    """Return the activity of a value: of each element where it is a tuple."""
    if isinstance(value.kind, TupleValue):
        return tuple(activity_of(e) for e in value.kind.elements)
    return value.active


def carried_sites(analysis: Analysis) -> frozenset[int]:
    """Collect the places that must bind a tangent: an active value is read where theirs may stand."""
    carried: set[int] = set()
    for binding in [*analysis.reads.values(), *analysis.cells.values()]:
        if binding.value.active:
            carried |= binding.sites
    return frozenset(carried)
