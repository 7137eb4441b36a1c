"""Decide at run time what computes the value and the tangent of a call together.

The decision is a target and, for each of its arguments, the place where it comes from. Values and tangents of the
next level come from the same places, which is how a dispatched call is differentiated again.
"""

from __future__ import annotations

import functools
import inspect
import operator
import types
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from srcad.callers import calling, calling_method, hidden_source
from srcad.codes import has_joint_twin, is_alone
from srcad.errors import NoRuleError, Refusal, SrcadError, UnsupportedValueError, describe
from srcad.keeping import kept_with
from srcad.names import tangent_name
from srcad.rules import registry
from srcad.rules.source_support import SOURCES, elementwise_source, of_arrays, of_plain_numbers
from srcad.running.arguing import (
    FUNCTION,
    FUNCTION_TANGENT,
    Given,
    Lowered,
    Place,
    all_numbers,
    gets_subclasses,
    held_arguments,
    plain_arrangement,
    refuse_read_only,
    wants_integers,
)
from srcad.running.bundling import (
    Bundle,
    bundled,
    holds_bundle,
    holds_something,
    is_record,
    parts_of,
)
from srcad.running.exchanging import of_joint_above, stands_below_joint
from srcad.running.iterating import JointIterator
from srcad.running.passing import bound, fill, key_of_given, key_with_stored, local_order, may_vary, rest_names, varies
from srcad.running.recalling import (
    KNOWN_CALLS,
    LASTING,
    call_straight,
    form_of,
    keep_call,
    keep_python_call,
    known_call,
)
from srcad.running.reducing import WITH_SOURCES, check_owner, python_call, tangent_of_member
from srcad.runtime import apply
from srcad.structural import HANDLERS, LIFTABLE, MethodTangent, constant_call, construct
from srcad.structural.functions import of_code
from srcad.structural.instances import of_generated, of_namedtuple
from srcad.structural.levels import GeneratorStart, lift
from srcad.structural.registry import Pairs, constant_tangent, handles, liftable
from srcad.summaries import DISPATCHED
from srcad.values.carrying import refuse_value, zero_tangent
from srcad.values.subclasses import class_attribute


def dispatch(
    function: Any,
    primals: Any,
    tangents: Any,
    keywords: dict[str, Any],
    keyword_tangents: dict[str, Any],
    function_tangent: Any,
    owner: Any,
) -> Any:
    """Make a call that only the run knows; the arguments are those of `apply`."""
    given = Given(function, primals, tangents, keywords, keyword_tangents, function_tangent)
    try:
        return dispatch_given(given, owner)
    except ValueError as error:
        refuse_read_only(error, given, owner)
        raise


def dispatch_given(given: Given, owner: Any) -> Any:
    """Make a call by what is known of it, from the quickest to the slowest way."""
    function, primals, tangents = given.function, given.primals, given.tangents
    if given.keywords:
        return call_of(given, owner)
    python = python_call(given, owner)
    if python is not None:
        return call_python(*python)
    if owner is not None or given.function_tangent is not None or type(function) not in LASTING:
        return call_of(given, owner)
    form = form_of(primals, tangents)
    known = None if form is None else KNOWN_CALLS.get((id(function), form))
    if known is not None:
        return call_straight(*known, primals, tangents)
    if form is not None and registry.find(function) is not None:
        how, chosen = decide(given)
        if how == "lowered":
            keep_call(function, form, chosen(given))
    return call_of(given, owner)


def call_python(function: types.FunctionType, primals: Any, tangents: Any) -> Any:
    """Call a Python function as it was decided for a call of the same form before, or decide, and keep that."""
    form = form_of(primals, tangents)
    if form is None:
        return call_of(Given(function, primals, tangents, {}, {}, None), None)
    known = known_call(function, form)
    if known is None:
        given = Given(function, primals, tangents, {}, {}, None)
        how, chosen = decide(given)
        if how != "lowered":
            return call_of(given, None)
        lowered = chosen(given)
        keep_python_call(function, form, lowered)
        return call_lowered(given, lowered)
    return call_straight(known.target, known.seeds, primals, tangents)


def call_lowered(given: Given, lowered: Lowered) -> Any:
    """Call the target with what stands at the places of its arguments."""
    args = [given.pick(place) for place in lowered.args]
    return lowered.target(*args, **{name: given.pick(place) for name, place in lowered.named.items()})


def call_of(given: Given, owner: Any) -> Any:
    """Make a dispatched call."""
    if owner is not None:
        given.function_tangent = tangent_of_member(given.function, *owner)
    if spans_levels(given):
        return call_on_two_levels(given)
    how, chosen = decide(given)
    if how == "constant":
        return constant_call(given.function, *given.primals, **given.keywords)
    if how == "handled":
        return chosen(given.primals, given.tangents, given.keywords, given.keyword_tangents, given.function_tangent)
    if how == "with function":
        return chosen(
            given.function,
            given.primals,
            given.tangents,
            given.keywords,
            given.keyword_tangents,
            given.function_tangent,
        )
    if chosen is of_method and type(given.function.__self__) is not JointIterator:
        inner = without_method(given)
        if inner is not None:
            return call_of(inner, None)
    return call_lowered(given, chosen(given))


def without_method(given: Given) -> Given | None:
    """Return the call of a bound method's function, the quick way; None for a method that is not written in Python."""
    method, d_owner = given.function, given.function_tangent
    owner = method.__self__
    if type(method.__func__) is not types.FunctionType or hasattr(owner, "_fields") or type(d_owner) is MethodTangent:
        return None
    primals, tangents = (owner, *given.primals), (d_owner, *given.tangents)
    return Given(method.__func__, primals, tangents, given.keywords, given.keyword_tangents, None)


def spans_levels(given: Given) -> bool:
    """Tell whether the call is made by a handler that runs on the tangents of two levels at once."""
    for tangent in given.tangents:
        if type(tangent) is Bundle or (type(tangent) is tuple and holds_bundle(tangent)):
            return True
    return type(given.function_tangent) is Bundle or any(map(holds_bundle, given.keyword_tangents.values()))


def call_on_two_levels(given: Given) -> Pairs:
    """Make a call for a handler that runs on the tangents of two levels at once."""
    parts = [parts_of(t) for t in given.tangents]
    named = {name: parts_of(t) for name, t in given.keyword_tangents.items()}
    held = parts_of(given.function_tangent)
    tangents, above, above_tangents = (tuple([part[i] for part in parts]) for i in range(3))
    d_named = [{name: part[i] for name, part in named.items() if part[i] is not None} for i in range(3)]
    (value, tangent), pair = apply_again(
        (given.function, given.primals, tangents, given.keywords, d_named[0]),
        (held[1], above, above_tangents, d_named[1], d_named[2]),
        {"function_tangent": held[0]},
        {"function_tangent": held[2]},
        None,
    )
    return value, bundled(tangent, *pair)


def lower(given: Given) -> Lowered:
    """Choose the target of a call, and say where its arguments come from."""
    how, chosen = decide(given)
    if how == "constant":
        return constant(given)
    if how == "handled":
        return handled(given, chosen)
    if how == "with function":
        return handled_with_function(given, chosen)
    return chosen(given)  # type: ignore[no-any-return]


def decide(given: Given) -> tuple[str, Any]:
    """Decide by what the function is: a constant call, a handler, or what finds the target."""
    function = given.function
    if function is apply:
        return "handled", apply_again
    if given.function_tangent is None:
        refuse_twin(function)
    if is_constant(given) or wants_integers(given):
        return "constant", None
    if is_record(given.function_tangent):
        check_owner(function, given.function_tangent)
    if type(function) in WITH_SOURCES and function in SOURCES:
        return "lowered", of_written_source
    handler = HANDLERS.get(id(function))
    if handler is not None:
        if all_numbers(given) and id(function) not in NEVER_BY_RULE and registry.find(function) is not None:
            return "lowered", of_rule
        return "handled", handler
    by_type = HANDLERS.get((type(function), "__call__"))
    if by_type is not None:
        return "with function", by_type
    if id(function) in LIFTABLE:
        return "lowered", of_handler
    for types_, choose in CHOICES:
        if isinstance(function, types_):
            return "lowered", choose
    return "lowered", of_other


def refuse_twin(function: Any) -> None:
    """Refuse a function of a generated text that leaves out the tangents which the one beside it carries."""
    if isinstance(function, types.FunctionType) and has_joint_twin(function.__code__) and not is_alone(function):
        refuse_value(
            f"the function '{function.__name__}' depends on active variables, and its tangent was lost on the way here",
            "Call it directly, or pass the variables as arguments.",
        )


def of_handler(given: Given) -> Lowered:
    """Call a handler one level up."""
    passed = plain_arrangement(given)
    return Lowered(lift, [FUNCTION, ("tuple", *passed.primals), ("tuple", *passed.tangents)])


def of_other(given: Given) -> Lowered:
    """Call what is none of Python's own callables."""
    function = given.function
    if registry.find(function) is not None:
        return of_rule(given)
    if hidden := hidden_source(function):
        return rearranged(given, function=("member", FUNCTION, hidden))
    if not given.keywords and (each := elementwise_source(function, given.primals)):
        return rearranged(given, function=("fixed", each))
    call = class_attribute(type(function), "__call__")
    if isinstance(call, types.FunctionType) or (call is not None and registry.find(call) is not None):
        return of_callable_object(given, call)
    refuse(function)


def handled(given: Given, handler: Callable[..., Any]) -> Lowered:
    """Call a handler with everything that was passed."""
    passed = plain_arrangement(given)
    places: list[Place] = [
        ("tuple", *passed.primals),
        ("tuple", *passed.tangents),
        ("dict", tuple(passed.keywords), tuple(passed.keywords.values())),
        ("dict", tuple(passed.keyword_tangents), tuple(passed.keyword_tangents.values())),
        FUNCTION_TANGENT,
    ]
    return Lowered(handler, places)


def handled_with_function(given: Given, handler: Callable[..., Any]) -> Lowered:
    """Call a handler that takes the function first."""
    lowered = handled(given, handler)
    lowered.args.insert(0, FUNCTION)
    return lowered


def is_constant(given: Given) -> bool:
    """Tell whether nothing active is passed."""
    if not is_nothing(given.function_tangent):
        return False
    for primal, tangent in zip(given.primals, given.tangents, strict=True):
        if tangent is not None and may_vary(given.function, primal, tangent):
            return False
    return not any(may_vary(given.function, given.keywords[k], t) for k, t in given.keyword_tangents.items())


def is_nothing(tangent: Any) -> bool:
    """Tell whether the function's own tangent is that of an immutable constant."""
    return tangent is None or (isinstance(tangent, (int, float)) and tangent == 0 and type(tangent) in (int, float))


def constant(given: Given) -> Lowered:
    """Call as written, and give the result the tangent of a constant."""
    args: list[Place] = [FUNCTION, *(("primal", i) for i in range(len(given.primals)))]
    return Lowered(constant_call, args, {name: ("keyword", name) for name in given.keywords})


def rearranged(given: Given, **changes: Any) -> Lowered:
    """Go on with another call that this one comes down to."""
    arrangement = plain_arrangement(given)
    for name, place in changes.items():
        setattr(arrangement, name, place)
    return arrangement.translated(lower(arrangement.of(given)))


# The derivative of a dispatch


@handles(apply)
def apply_again(primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any) -> Pairs:
    """Differentiate a dispatched call: its target, with tangents that come from the same places."""
    names = ("function", "primals", "tangents", "keywords", "keyword_tangents")
    empty: dict[str, Any] = {"keywords": {}, "keyword_tangents": {}, "function_tangent": None, "owner": None}
    given = {**empty, **dict(zip(names, primals, strict=False)), **keywords}
    above = {**dict.fromkeys(given), **dict(zip(names, tangents, strict=False)), **keyword_tangents}
    owner, d_owner = given.pop("owner"), above.pop("owner")
    if owner is not None:
        given["function_tangent"] = tangent_of_member(given["function"], *owner)
        above["function_tangent"] = (
            None if d_owner is None else tangent_of_member(given["function"], *owner[:-2], d_owner[-2], owner[-1])
        )
    call, d_call = Given(**given), Given(**above, is_tangent=True)
    if stands_below_joint(call, d_call):
        return of_joint_above(call, d_call, of_local)
    lowered = lower(call)
    return apply(
        lowered.target,
        tuple(map(call.pick, lowered.args)),
        tuple(map(d_call.pick, lowered.args)),
        {name: call.pick(place) for name, place in lowered.named.items()},
        {name: d_call.pick(place) for name, place in lowered.named.items()},
        function_tangent=None if lowered.target_place is None else d_call.pick(lowered.target_place),
    )


@handles(constant_call)
def constant_call_again(
    primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Differentiate a call that was constant one level below."""
    both = list(apply(primals[0], primals[1:], tangents[1:], keywords, keyword_tangents, function_tangent=tangents[0]))
    held = [both.pop(0)]
    zero = constant_tangent(primals[0], held)
    return (held[0], zero), (*both, zero_tangent(zero))


# Python functions


def of_function(given: Given) -> Lowered:
    """Call the joint function of a Python function: the one defined beside it, its rule, or its variant."""
    function = given.function
    if isinstance(given.function_tangent, types.FunctionType):
        return of_local(given)
    handler = of_code(function)
    if handler is None and function.__code__.co_filename.startswith("<"):
        handler = of_generated(function, given.primals)
    if handler is not None:
        return handled_with_function(given, handler)
    if registry.find(function) is not None and not hasattr(function, "__srcad_rule__"):
        return of_rule(given)
    return of_variant(given, function)


def of_local(given: Given) -> Lowered:
    """Call the derivative function of a nested function: every parameter has a tangent, by keyword after its own."""
    code = given.function_tangent.__code__
    variadic = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    own_keyword_only = (code.co_kwonlyargcount - code.co_argcount - variadic) // 2
    names = code.co_varnames
    count = code.co_argcount
    seeds = names[count + own_keyword_only : count + code.co_kwonlyargcount]
    parameters = names[: count + own_keyword_only]
    rest = rest_names(code, list(names[count + code.co_kwonlyargcount : count + code.co_kwonlyargcount + variadic]))
    order = local_order(parameters, count, rest)
    tangent_names = dict(zip(order, seeds, strict=True))
    lowered = bound(given, given.function_tangent, list(parameters[:count]), tangent_names, rest)
    constant_ones = [name for name, tangent in zip(parameters, given.tangents, strict=False) if tangent is None]
    constant_ones += [name for name in given.keywords if given.keyword_tangents.get(name) is None]
    fill(lowered, [tangent_names[name] for name in constant_ones if name in tangent_names])
    lowered.target_place = FUNCTION_TANGENT
    if code.co_flags & inspect.CO_GENERATOR:
        return generator_of(lowered)
    return lowered


def of_variant(given: Given, function: types.FunctionType) -> Lowered:
    """Call the variant of a Python function for the kinds of these arguments."""
    refuse_twin(function)
    known = kept_with(function).setdefault("lowered", {})
    quick = None if given.keywords else form_of(given.primals, given.tangents)
    if quick is not None:
        variant, lowered = known.get(quick, (None, None))
        if variant is not None and variant.dependencies.hold():
            return lowered  # type: ignore[no-any-return]
    try:
        key, positional, rest = key_of_given(given, function)
    except TypeError:
        return constant(given)  # the call itself raises
    variant = variant_for(function, key)
    if variant.stored:
        key = key_with_stored(given, key, positional, variant.stored)
        variant = variant_for(function, key)
    shape = (key, len(given.primals), tuple(given.keywords))
    found, lowered = known.get(shape, (None, None))
    if found is not variant:
        lowered = bound(given, variant.function, positional, variant.seeds, rest)
        if function.__code__.co_flags & inspect.CO_GENERATOR:
            lowered = generator_of(lowered)
        lowered.is_lasting, lowered.dependencies = True, variant.dependencies
        known[shape] = variant, lowered
    if quick is not None:
        known[quick] = variant, lowered
    return lowered  # type: ignore[no-any-return]


def variant_for(function: types.FunctionType, key: Any) -> Any:
    """Return the variant of a function; what cannot be derived is refused, so that no handler swallows it."""
    from srcad.pipeline import PIPELINE

    try:
        return PIPELINE.variant(function, key, DISPATCHED)
    except SrcadError as error:
        raise Refusal(error) from error


def generator_of(lowered: Lowered) -> Lowered:
    """Wrap the pairs that a generator's variant yields."""
    return Lowered(GeneratorStart(lowered.target), lowered.args, lowered.named, lowered.target_place)


# Methods, classes and other callables


def of_method(given: Given) -> Lowered:
    """Call a bound method: its function with the object and the object's tangent in front."""
    method = given.function
    owner = method.__self__
    if type(owner) is JointIterator:
        handler = HANDLERS.get((JointIterator, method.__name__))
        if handler is None:
            what = "a derivative of a derivative goes through an iterator whose method is kept and called"
            raise Refusal(UnsupportedValueError(describe(what, None, "Make a list of the iterator first.")))
        return handled_with_function(given, handler)
    if hasattr(owner, "_fields") and method.__func__.__code__.co_filename.endswith("collections/__init__.py"):
        handler = of_namedtuple(method.__name__)
        if handler is not None:
            return handled_with_function(given, handler)
    d_self: Place = FUNCTION_TANGENT
    if isinstance(given.function_tangent, MethodTangent):
        d_self = ("member", FUNCTION_TANGENT, "tangent")
    return with_owner(given, ("fixed", method.__func__), ("member", FUNCTION, "__self__"), d_self)


def with_owner(given: Given, function: Place, owner: Place, d_owner: Place) -> Lowered:
    """Call a function with an object in front of the arguments."""
    plain = plain_arrangement(given)
    return rearranged(
        given,
        function=function,
        function_tangent=("fixed", None),
        primals=[owner, *plain.primals],
        tangents=[d_owner, *plain.tangents],
    )


def of_callable_object(given: Given, call: Any) -> Lowered:
    """Call an instance whose class has ``__call__``."""
    return with_owner(given, ("fixed", call), FUNCTION, FUNCTION_TANGENT)


def of_partial(given: Given) -> Lowered:
    """Call what a functools.partial holds."""
    plain, partial = plain_arrangement(given), given.function
    held = {name: ("member", ("member", FUNCTION, "keywords"), name) for name in partial.keywords}
    d_held = {
        name: ("member", ("member", FUNCTION_TANGENT, "keywords"), name)
        for name in getattr(given.function_tangent, "keywords", {})
        if name not in given.keywords
    }
    return rearranged(
        given,
        function=("member", FUNCTION, "func"),
        function_tangent=("member", FUNCTION_TANGENT, "function"),
        primals=held_arguments(partial, FUNCTION, plain.primals),
        tangents=held_arguments(partial, FUNCTION_TANGENT, plain.tangents),
        keywords={**held, **plain.keywords},
        keyword_tangents={**d_held, **plain.keyword_tangents},
    )


def of_class(given: Given) -> Lowered:
    """Make an instance and its Tangent; what has a rule (float, complex) goes by it."""
    if registry.find(given.function) is not None:
        return of_rule(given)
    return handled_with_function(given, construct)


# Rules, and methods of arrays and numbers: through the variant of a small function that makes the call


def of_rule(given: Given) -> Lowered:
    """Call the variant of a function that calls the one with the rule, for the kinds of these arguments."""
    rule: registry.Rule = registry.find(given.function)  # type: ignore[assignment]
    chosen = registry.overload_for(rule, len(given.primals), frozenset(given.keywords))
    if chosen is None:
        return of_source(given, rule.name)
    if rule.form == "constant" and not rule.overloads and "out" not in given.keywords:
        return constant(given)
    if chosen.form == "function":
        return of_function_rule(given, chosen)
    takes_arrays = chosen.form == "elementwise" and isinstance(given.function, np.ufunc) and not given.keywords
    if takes_arrays and any(isinstance(primal, (list, tuple)) for primal in given.primals):
        return with_owner(given, ("fixed", of_arrays), FUNCTION, ("fixed", None))
    if gets_subclasses(given):
        return with_owner(given, ("fixed", of_plain_numbers), FUNCTION, ("fixed", None))
    return of_variant(given, calling(given.function, len(given.primals), tuple(given.keywords)))


def of_function_rule(given: Given, rule: registry.Rule) -> Lowered:
    """Call the Python function that is a rule; where an argument is constant its tangent is zero or left out."""
    positional = [p.name for p in rule.parameters if p.kind in ("positional_only", "positional")]
    args_name, keywords_name = (
        next((p.name for p in rule.parameters if p.kind == kind), None) for kind in ("var_positional", "var_keyword")
    )
    seeds = {name: tangent_name(name) for name in rule.wrt}
    bare = {seed for name, seed in seeds.items() if not registry.needs_zero(rule, name)}
    lowered = bound(given, rule.function, positional, seeds, (args_name, keywords_name), bare)
    fill(lowered, [tangent_name(name) for name in rule.wrt if registry.needs_zero(rule, name)])
    lowered.is_lasting = not refuse_without_partial(given, rule, positional)
    return lowered


def refuse_without_partial(given: Given, rule: registry.Rule, positional: list[str]) -> bool:
    """Refuse an active argument with respect to which a rule says nothing; tell whether there is one that is zero."""
    by_position = zip(positional, given.primals, given.tangents, strict=False)
    by_name = ((name, value, given.keyword_tangents.get(name)) for name, value in given.keywords.items())
    known = {*rule.wrt, *(() if rest_of(rule) is None else given.keywords)}
    is_zero = False
    for name, primal, tangent in (*by_position, *by_name):
        # One level up, the constants among the arguments of a call have tangents of their own: exact zeros.
        if name not in known and not given.is_tangent and varies(primal, tangent):
            is_zero = True
            if holds_something(tangent):
                refuse_value(
                    f"the rule of {rule.name} has no partial with respect to '{name}'",
                    f"Keep '{name}' constant with srcad.stop_derivative, or add a rule with srcad.rule.",
                )
    return is_zero


def rest_of(rule: registry.Rule) -> str | None:
    """Return the name of a rule's **parameter, if that varies."""
    return next((p.name for p in rule.parameters if p.kind == "var_keyword" and p.name in rule.wrt), None)


def of_source(given: Given, name: str) -> Lowered:
    """Differentiate by its source what is called with arguments that its rule does not know."""
    if hidden := hidden_source(given.function):
        return rearranged(given, function=("member", FUNCTION, hidden))
    if isinstance(given.function, types.FunctionType):
        return of_variant(given, given.function)
    names = ", ".join(given.keywords) or "no keywords"
    refuse_value(f"the rule of {name} does not fit {len(given.primals)} arguments and {names}", "Add a rule for that.")


def of_written_source(given: Given) -> Lowered:
    """Differentiate a function of NumPy by a source that srcad has for it."""
    return rearranged(given, function=("fixed", SOURCES[given.function]))


def of_builtin_method(given: Given) -> Lowered:
    """Call a method of a container, an array, a number or a class, or a function of a module."""
    function = given.function
    owner = getattr(function, "__self__", None)
    if registry.find(function) is not None:
        return of_rule(given)
    if owner is None or isinstance(owner, types.ModuleType):
        refuse(function)
    name = function.__name__
    if name == "__get__" and isinstance(owner, (types.WrapperDescriptorType, types.MethodDescriptorType)):
        return handled_with_function(given, bind_descriptor)
    if isinstance(given.function_tangent, MethodTangent):
        return rearranged(given, function_tangent=("member", FUNCTION_TANGENT, "tangent"))
    if (type(owner), name) in SOURCES:
        return with_owner(
            given, ("fixed", SOURCES[type(owner), name]), ("member", FUNCTION, "__self__"), FUNCTION_TANGENT
        )
    if isinstance(owner, (np.ndarray, np.generic, float, int, complex)):
        return of_numeric_method(given, owner, name)
    handler = handler_of_method(owner, name)
    if handler is not None:
        return handled_with_function(given, handler)
    native = vars(getattr(function, "__objclass__", type(owner))).get(name)
    if id(native) in HANDLERS or is_exception_init(native) or registry.find(native) is not None:
        return with_owner(given, ("fixed", native), ("member", FUNCTION, "__self__"), FUNCTION_TANGENT)
    refuse(function)


@liftable
def bind_descriptor(
    function: Any, primals: Any, tangents: Any, keywords: Any, keyword_tangents: Any, function_tangent: Any
) -> Pairs:
    """Bind a method of a builtin class to an object: `object.__setattr__.__get__(self)`."""
    return function(*primals, **keywords), MethodTangent(tangents[0])


def handler_of_method(owner: Any, name: str) -> Callable[..., Any] | None:
    """Return the handler of a builtin method of an object, or of a class."""
    if isinstance(owner, type):
        return HANDLERS.get(("class", owner, name))
    if isinstance(owner, (str, bytes)):
        return HANDLERS.get((list, "count"))
    for base in type(owner).__mro__:
        if (base, name) in HANDLERS:
            return HANDLERS[base, name]
    return None


def of_numeric_method(given: Given, owner: Any, name: str) -> Lowered:
    """Call a method of an array or number by its rule."""
    own: Place = ("member", FUNCTION, "__self__")
    if isinstance(owner, (np.ndarray, np.generic)) and registry.find(getattr(np.ndarray, name, None)) is not None:
        caller = calling_method(name, len(given.primals), tuple(given.keywords))
        return with_owner(given, ("fixed", caller), own, FUNCTION_TANGENT)
    handler = HANDLERS.get((np.ndarray, name))
    if handler is not None:
        return handled_with_function(given, handler)
    special = getattr(np.ndarray, name, None)
    if isinstance(owner, (np.ndarray, np.generic)) and special in SOURCES:
        return with_owner(given, ("fixed", SOURCES[special]), own, FUNCTION_TANGENT)
    for base in (complex, float) if isinstance(owner, complex) else (float, int):
        descriptor = getattr(base, name, None)
        if isinstance(owner, base) and (registry.find(descriptor) is not None or id(descriptor) in HANDLERS):
            return with_owner(given, ("fixed", descriptor), own, FUNCTION_TANGENT)
    refuse(given.function)


def of_descriptor(given: Given) -> Lowered:
    """Call a method that was read from its class: `list.append(xs, x)`."""
    function = given.function
    if registry.find(function) is not None:
        return of_rule(given)
    if is_exception_init(function):
        return handled(given, HANDLERS[id(BaseException.__init__)])
    if not given.primals:
        refuse(function)
    plain = plain_arrangement(given)
    return rearranged(
        given,
        function=("bound", function.__get__(given.primals[0]), plain.primals[0]),
        function_tangent=plain.tangents[0],
        primals=plain.primals[1:],
        tangents=plain.tangents[1:],
    )


def is_exception_init(function: Any) -> bool:
    """Tell whether a function is the ``__init__`` of a builtin exception."""
    owner = getattr(function, "__objclass__", None)
    return isinstance(owner, type) and issubclass(owner, BaseException) and function.__name__ == "__init__"


NEVER_BY_RULE = frozenset(map(id, (operator.getitem, operator.setitem, operator.delitem, operator.contains)))
CHOICES: tuple[tuple[Any, Callable[[Given], Lowered]], ...] = (
    (types.FunctionType, of_function),
    (types.MethodType, of_method),
    (functools.partial, of_partial),
    (type, of_class),
    ((types.BuiltinMethodType, types.MethodWrapperType), of_builtin_method),
    ((types.MethodDescriptorType, types.WrapperDescriptorType), of_descriptor),
)


def refuse(function: Any) -> NoReturn:
    """Refuse a function that has neither a rule nor a source, with the rule that would help."""
    name = getattr(function, "__qualname__", type(function).__name__)
    module = getattr(function, "__module__", None)
    full = f"{module}.{name}" if module else name
    what = f"an active value is passed to {full}, which has no rule and no Python source"
    way_out = (
        f"Add a rule: srcad.rule({full}), or srcad.constant({full}) if its result does not vary with its arguments."
    )
    raise Refusal(NoRuleError(describe(what, None, way_out)))
