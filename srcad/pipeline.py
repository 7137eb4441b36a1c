"""Run the steps in order, from a Python function to its variant; the only module that knows the order."""

from __future__ import annotations

import threading
import types
from dataclasses import dataclass
from typing import Any

from srcad.analysing.analyse import Analysed, Context
from srcad.codes import deep_recursion, helpers_among, note_helpers, note_joint
from srcad.differentiating.differentiate import TangentFunction, differentiate
from srcad.errors import Refusal, SrcadError
from srcad.keeping import kept_with
from srcad.loading import load
from srcad.names import level_of
from srcad.printing import to_text
from srcad.resolving import Dependencies
from srcad.simplifying.simplify import simplify
from srcad.stages import Printed
from srcad.summaries import PUBLIC, Key, Way


@dataclass(frozen=True)
class Variant:
    """One generated function, for one set of kinds and active inputs."""

    function: Any
    seeds: dict[str, str]  # parameter: keyword of its tangent
    tangents: dict[str, str]  # variable: name of its tangent
    printed: Printed
    dependencies: Dependencies
    result_active: bool
    mutated: frozenset[str]  # parameters whose storage the function writes
    stored: frozenset[str]  # constant parameters into which it stores something active
    outside: tuple[Any, ...]  # objects from outside that it writes


class Pipeline:
    """Make variants, each once, and let them call each other."""

    def __init__(self) -> None:
        self.context = Context()
        self.lock = threading.RLock()

    def variant(self, function: types.FunctionType, key: Key, way: Way = PUBLIC) -> Variant:
        """Return the variant of a function, built on first use and again after a rebinding."""
        kept: dict[Key, Variant] = kept_with(function).setdefault(("variants", way), {})
        found = kept.get(key)
        if found is not None and found.dependencies.hold():
            return found
        with self.lock, deep_recursion():
            analysed = self.context.analysed(function, key)
            alike = way.dispatched and not analysed.may_give_older and not analysed.gives_zeros
            made = self.variant(function, key) if alike else self._build(analysed, way)
            kept[key] = made
            return made

    def _build(self, analysed: Analysed, way: Way) -> Variant:
        """Differentiate, simplify, print and load."""
        tangent_function = simplify(differentiate(analysed, way))
        source = analysed.parsed.source
        printed = to_text(tangent_function.node, source, header_of(analysed))
        function = self._load(analysed, tangent_function, printed, way)
        return Variant(
            function=function,
            seeds=tangent_function.seeds,
            tangents=tangent_function.tangents,
            printed=printed,
            dependencies=analysed.facts.dependencies,
            result_active=analysed.summary.active,
            mutated=analysed.summary.mutated,
            stored=analysed.summary.stored - frozenset(name for name, _, active in analysed.key if active),
            outside=analysed.facts.written_outside(),
        )

    def _load(self, analysed: Analysed, made: TangentFunction, printed: Printed, way: Way) -> types.FunctionType:
        source = analysed.parsed.source
        user = source.function
        cells = dict(zip(user.__code__.co_freevars, user.__closure__ or (), strict=True))
        extras = {**made.extras.objects, **{name: None for name in made.extras.variants}}
        function = load(
            printed,
            made.node.name,
            label=f"{source.qualname} {short_name(source.file)}:{source.first_line}",
            function_globals=user.__globals__,
            cells=cells,
            extras=extras,
            defaults=user.__defaults__,
            kwdefaults=user.__kwdefaults__,
            class_name=source.class_name,
            future_flags=user.__code__.co_flags,
        )
        note_joint(function.__code__.co_filename, joint_names(analysed))
        note_helpers(function.__code__.co_filename, frozenset(extras) | helpers_among(user.__code__))
        free = function.__code__.co_freevars
        for name, (callee, key, callee_way) in made.extras.variants.items():
            if name in free:
                cell = function.__closure__[free.index(name)]  # type: ignore[index]
                cell.cell_contents = self._stub(cell, callee, key, callee_way)
        function.__srcad_level__ = level_of(user) + 1  # type: ignore[attr-defined]
        function.__module__ = user.__module__
        function.__qualname__ = made.node.name
        function.__doc__ = user.__doc__
        kept_with(function)["differentiated"] = user
        return function

    def _stub(self, cell: types.CellType, callee: Any, key: Key, way: Way) -> Any:
        """Stand for a callee's variant until it is called first."""

        def derive() -> Any:
            cell.cell_contents = self.variant(callee, key, way).function
            return cell.cell_contents

        def derive_and_call(*args: Any, **keywords: Any) -> Any:
            try:
                function = derive()
            except SrcadError as error:
                raise Refusal(error) from error
            return function(*args, **keywords)

        derive_and_call.__srcad_derive__ = derive  # type: ignore[attr-defined]
        return derive_and_call


def joint_names(analysed: Analysed) -> frozenset[str]:
    """Name the functions inside a function that have a joint one beside them."""
    joint = [info.node for info in analysed.facts.functions.values() if info.joint]
    return frozenset(getattr(node, "name", "<lambda>") for node in joint)


def header_of(analysed: Analysed) -> str:
    """Say what a generated function is the derivative of."""
    source = analysed.parsed.source
    active = [name for name, _, is_active in analysed.key if is_active]
    wrt = ", ".join(active) if active else "nothing"
    place = f"{short_name(source.file)}:{source.first_line}"
    return f"# derivative of `{source.qualname}` ({place}) with respect to {wrt}, written by srcad"


def short_name(file: str) -> str:
    """Return a file's name without its folders."""
    return file.replace("\\", "/").rsplit("/", 1)[-1]


PIPELINE = Pipeline()
