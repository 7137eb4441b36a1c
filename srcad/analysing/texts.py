"""Follow the text that is made of active values: it has no tangent, so that no number may be read back out of it."""

from __future__ import annotations

import ast
import json
from typing import Any

from srcad.analysing.expressions import ITERATOR
from srcad.analysing.objects import Objects
from srcad.analysing.plans import Refused
from srcad.analysing.values import DICT, Value, all_regions
from srcad.kinds import ENCODED, UNKNOWN, Local, Static
from srcad.rules import registry

NUMBER_READERS = (float, int, complex, eval, exec, locals, vars, dir, ast.literal_eval, json.loads, float.fromhex)
KEEP_KEYS = (len, print, isinstance, bool, str, repr, type, id)
TEXT_MAKERS = (str, repr, format, ascii)


class Texts(Objects):
    """Note where text comes from, and refuse to read numbers or keys back out of it."""

    def lost_value(self, node: Any, kind: Any, owner: Value | None, arguments: list[Value]) -> Refused | None:
        """Refuse a call that would read active keys out of a dict, or write an active value out as text."""
        function = kind.obj if isinstance(kind, Static) else None
        readers = [a for a in arguments if a.kind in (DICT, ITERATOR, UNKNOWN) and function not in KEEP_KEYS]
        if owner is not None and owner.kind in (DICT, UNKNOWN) and node.func.attr in ("keys", "items", "popitem"):
            readers.append(owner)
        if any(region.zone.encoded for value in readers for region in value.regions):
            return Refused(
                "the keys of a dict are read, among which is an active value",
                "Keep the value in the dict as well, beside its key, and read it from there.",
                effect=True,
            )
        if is_one_of(function, (dict.fromkeys,)) and any(a.active for a in arguments[:1]):
            return Refused("active values become the keys of a dict", "Keep them in a list.", effect=True)
        if function is print and any(k.arg == "file" for k in node.keywords) and any(a.active for a in arguments):
            return Refused("an active value is printed into a file", "Print it after the derivative.", effect=True)
        known = [k.obj for k in (kind, *(a.kind for a in arguments)) if isinstance(k, Static) and reads_numbers(k.obj)]
        return self.reading_refusal(known[0], arguments) if known else None

    def reading_refusal(self, reader: Any, arguments: list[Value]) -> Refused | None:
        """Refuse to read a number back out of text, or variables out of the frame."""
        if any(ENCODED in (a.kind, self.item_of(a).kind) or self.may_be_text(a) for a in arguments):
            return Refused(
                "a number is read back out of text that was made of an active value",
                "Use the number itself: text has no tangent.",
                effect=True,
            )
        reads_frame = reader in (eval, exec, locals) or (reader in (vars, dir) and not arguments)
        if reads_frame and any(p.active for p in self.parameters.values()):
            return Refused(
                f"{reader.__name__}() sees variables that the derivative keeps in another way",
                "Write the expression out, or name the variables that are meant.",
                effect=True,
            )
        return None

    def is_encoded(self, parts: list[Value]) -> bool:
        """Tell whether a call sees text that was made of an active value; an object that took it may give it back."""
        regions = frozenset().union(*map(all_regions, parts))
        if any(part.kind == ENCODED for part in parts):
            self.mark_as_text(regions)
        return any(part.kind == ENCODED for part in parts) or any(region.is_encoded for region in regions)

    def perhaps_text(self, node: Any, value: Value, parts: list[Value]) -> Value:
        """Describe what a function gives that is given another one which makes text, and something active."""
        if not any(self.makes_text(part.kind) or self.may_be_text(part) for part in parts):
            return value
        region = self.region_at(node, 4)
        self.mark_as_text([region])
        return Value(value.kind, value.varies, value.regions | {region})

    def note_text(self, made: Value, source: Value) -> None:
        """Note that a new container may hold the text that its source may hold."""
        if self.may_be_text(source):
            self.mark_as_text(made.regions)

    def makes_text(self, kind: Any) -> bool:
        """Tell whether a function makes text of what it is given."""
        if isinstance(kind, Local):
            info = self.functions.get(id(kind.node))
            return info is not None and bool(info.result.kind == ENCODED)
        if not isinstance(kind, Static):
            return False
        return isinstance(getattr(kind.obj, "__self__", None), str) or is_one_of(kind.obj, TEXT_MAKERS)

    def may_be_text(self, value: Value) -> bool:
        """Tell whether a value of unknown kind may be text that was made of an active value."""
        return value.kind in (UNKNOWN, ITERATOR) and any(region.is_encoded for region in all_regions(value))


def is_one_of(function: Any, known: tuple[Any, ...]) -> bool:
    """Tell whether a function is one of these; a method of a class is a new object each time it is read."""
    return any(function is other or (type(function) is type(other) and function == other) for other in known)


def reads_numbers(function: Any) -> bool:
    """Tell whether a function may read a number out of text: it is one of Python's, or it computes."""
    rule = registry.find(function)
    return is_one_of(function, NUMBER_READERS) or (rule is not None and rule.form != "constant")
