"""The rules of `dataclasses`: what it says of a class does not vary; what it makes of an instance is differentiated."""

from srcad.rules.registry import constant

constant("dataclasses.fields(class_or_instance)", examples=("type('Empty', (), {'__dataclass_fields__': {}})",))
constant("dataclasses.is_dataclass(obj)", examples=("number()",))
