"""Builtins and library functions that move values about without computing: the tangents are moved in the same way."""

from srcad.structural import (
    attributes,
    containers,
    contexts,
    copies,
    functions,
    instances,
    iterators,
    levels,
    operators,
    ordering,
    sets,
    special_methods,
)
from srcad.structural.instances import construct
from srcad.structural.registry import HANDLERS, LIFTABLE, MethodTangent, PartialTangent, constant_call

__all__ = [
    "HANDLERS",
    "LIFTABLE",
    "MethodTangent",
    "PartialTangent",
    "attributes",
    "constant_call",
    "construct",
    "containers",
    "contexts",
    "copies",
    "functions",
    "instances",
    "iterators",
    "levels",
    "operators",
    "ordering",
    "sets",
    "special_methods",
]
