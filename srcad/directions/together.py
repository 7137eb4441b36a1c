"""Make the text of a variant for several directions at once, and the function that runs it: the one public function.

Whether a variant can be written so is decided here, before anything runs, for it and for all that it calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import CellType, FunctionType
from typing import Any

import gast

from srcad import nodes
from srcad.codes import deep_recursion
from srcad.directions.expressions import Callee, Named, NotTogether, together_name
from srcad.directions.statements import StatementWriter
from srcad.errors import SrcadError
from srcad.keeping import kept_with
from srcad.loading import load
from srcad.names import level_of
from srcad.pipeline import PIPELINE, short_name
from srcad.printing import to_text
from srcad.scopes import arguments_of
from srcad.stages import Printed
from srcad.summaries import Key


@dataclass(frozen=True)
class Together:
    """A variant for several directions: the function, its text, and what it was derived from."""

    function: Any
    printed: Printed
    dependencies: Any
    has_arrays: bool  # among its tangents, each an array in every direction
    directions: str  # the parameter for their number


class Writer(StatementWriter):
    """Write the whole function."""

    def run(self) -> Any:
        """Return the tree."""
        source = self.parsed.node
        if self.parsed.is_generator or self.parsed.is_lambda:
            raise NotTogether("a generator or lambda")
        args = nodes.replaced(
            source.args,
            kwonlyargs=[*source.args.kwonlyargs, nodes.parameter(self.directions)],
            kw_defaults=[*source.args.kw_defaults, None],
        )
        body = self.block(source.body)
        return nodes.unshared(nodes.replaced(source, name=together_name(source.name, self.level), args=args, body=body))

    def check_parameters(self, seeds: frozenset[str]) -> None:
        """Make sure that just the seeds are parameters that hold tangents."""
        parameters = {argument.id for argument in arguments_of(self.parsed.node.args)}
        if parameters & self.tangents != seeds:
            raise NotTogether("a parameter that was constant takes up tangents")

    def has_arrays(self) -> bool:
        """Tell whether any tangent is an array in one direction."""
        names = (part for part in gast.walk(self.parsed.node) if nodes.is_name(part) and part.id in self.tangents)
        return any(type(self.kind(name)).__name__ == "Array" for name in names)


def together(variant: Any, key: Key, level: int = 1) -> Together | str:
    """Return the text for several directions of a generated function, or the reason why there is none.

    `key` has the kinds of its inputs; what is active in it are the tangents of one level, of the kinds that they have
    in one direction.
    """
    seeds = frozenset(name for name, _, active in key if active)
    kept = kept_with(variant).setdefault("together", {})
    found = kept.get(key)
    if found is None or not (isinstance(found, str) or found.dependencies.hold()):
        with PIPELINE.lock, deep_recursion():
            found = kept[key] = _made(Callee(variant, key, seeds, level))
    result: Together | str = found
    return result


def _made(outermost: Callee) -> Together | str:
    """Write a variant and all that it calls; a single one that cannot be written is the end of all."""
    written: dict[Callee, tuple[Writer, Any]] = {}
    pending = [outermost]
    try:
        while pending:
            callee = pending.pop()
            if callee not in written:
                written[callee] = _written(callee, is_outermost=callee is outermost)
                pending += written[callee][0].named.callees.values()
    except NotTogether as reason:
        return str(reason)
    except (SrcadError, RecursionError) as error:
        return f"the variant cannot be analysed: {error}"
    cells: dict[Callee, CellType] = {callee: CellType() for callee in written}
    made = {callee: _loaded(callee, *written[callee], cells) for callee in written}
    for callee, (function, _) in made.items():
        cells[callee].cell_contents = function
    function, printed = made[outermost]
    writer = written[outermost][0]
    has_arrays = any(one.has_arrays() for one, _ in written.values())
    return Together(function, printed, writer.facts.dependencies, has_arrays, writer.directions)


def _written(callee: Callee, *, is_outermost: bool) -> tuple[Writer, Any]:
    analysed = PIPELINE.context.analysed(callee.function, callee.key)
    writer = Writer(analysed, callee, is_outermost=is_outermost)
    writer.check_parameters(callee.seeds)
    return writer, writer.run()


def _loaded(callee: Callee, writer: Writer, node: Any, cells: dict[Callee, CellType]) -> tuple[FunctionType, Printed]:
    """Print a tree and load it in the place of the variant."""
    source = writer.parsed.source
    user = source.function
    printed = to_text(node, source, _header(user))
    named: Named = writer.named
    own = dict(zip(user.__code__.co_freevars, user.__closure__ or (), strict=True))
    own |= {name: cells[one] for name, one in named.callees.items()}
    function = load(
        printed,
        node.name,
        label=f"{node.name} {short_name(source.file)}:{source.first_line}",
        function_globals=user.__globals__,
        cells=own,
        extras=named.objects,
        defaults=user.__defaults__,
        kwdefaults=user.__kwdefaults__,
        class_name=source.class_name,
        future_flags=user.__code__.co_flags,
    )
    function.__srcad_level__ = level_of(user)  # type: ignore[attr-defined]
    function.__module__ = user.__module__
    function.__qualname__ = node.name
    function.__doc__ = user.__doc__
    return function, printed


def _header(variant: Any) -> str:
    """Say what a text is for, below what the variant says of itself."""
    first = kept_with(variant).get("header", "")
    return (
        f"{first}# `{variant.__name__}` in several directions at once: the last axis of its tangents, written by srcad"
    )
