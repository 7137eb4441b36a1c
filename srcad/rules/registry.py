"""Declare rules, and find the rule of an object.

A rule says how a function's result varies with its arguments. It is text: it can be inserted into generated source,
printed and checked without running anything. The tables beside this module hold one declaration a line:

    elementwise("numpy.tanh(x)", x="1.0 - out * out")
    linear("numpy.sum(a, axis=None, dtype=None, out=None, keepdims=False)", wrt="a")

Loading a table only resolves its names; the signature of a rule is parsed when the rule is asked for first.
"""

import builtins
import functools
import importlib
import importlib.metadata
import math
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import ModuleType
from typing import Any

import numpy

from srcad.errors import SrcadError
from srcad.rules.parameters import Parameter, inspected_parameters, parse_parameters

FORMS = ("elementwise", "linear", "bilinear", "terms", "constant", "unsupported", "function")

ENTRY_POINT_GROUP = "srcad.rules"

# A table whose library the user has not imported is not read: srcad never imports a library before the user does.
TABLES = (
    ("builtins", "srcad.rules.builtins_table"),
    ("math", "srcad.rules.math_table"),
    ("cmath", "srcad.rules.cmath_table"),
    ("operator", "srcad.rules.operator_table"),
    ("dataclasses", "srcad.rules.dataclasses_table"),
    ("statistics", "srcad.rules.statistics_table"),
    ("logging", "srcad.rules.logging_table"),
    ("numpy", "srcad.rules.ufunc_table"),
    ("numpy", "srcad.rules.reduction_table"),
    ("numpy", "srcad.rules.array_table"),
    ("numpy", "srcad.rules.ndarray_table"),
    ("numpy", "srcad.rules.numpy_table"),
    ("numpy", "srcad.rules.io_table"),
    ("numpy.linalg", "srcad.rules.linalg_table"),
    ("numpy.fft", "srcad.rules.fft_table"),
    ("numpy.random", "srcad.rules.random_table"),
    ("numba", "srcad.rules.numba_table"),
    ("srcad.rules.support", "srcad.rules.support_table"),
    ("srcad.solving.numerical", "srcad.rules.numerical_table"),
    ("scipy.linalg", "srcad.rules.scipy_linalg_table"),
    ("scipy.linalg", "srcad.rules.scipy_decomposition_table"),
    ("scipy.fft", "srcad.rules.scipy_fft_table"),
    ("scipy.integrate", "srcad.rules.integrate_table"),
    ("scipy.optimize", "srcad.rules.optimize_table"),
    ("scipy.optimize.elementwise", "srcad.rules.optimize_elementwise_table"),
    ("scipy.differentiate", "srcad.rules.differentiate_table"),
    ("scipy.fftpack", "srcad.rules.fftpack_table"),
    ("scipy.spatial", "srcad.rules.spatial_table"),
    ("scipy.ndimage", "srcad.rules.ndimage_table"),
    ("scipy.ndimage", "srcad.rules.ndimage_geometry_table"),
    ("scipy.constants", "srcad.rules.constants_table"),
    ("scipy.special", "srcad.rules.special_table"),
    ("scipy.special", "srcad.rules.special_bessel_table"),
    ("scipy.special", "srcad.rules.special_distribution_table"),
    ("scipy.special", "srcad.rules.special_polynomial_table"),
    ("scipy.special", "srcad.rules.special_elliptic_table"),
    ("scipy.special", "srcad.rules.special_support_table"),
    ("scipy.special", "srcad.rules.scipy_selecting_table"),
    ("scipy.interpolate", "srcad.rules.interpolate_table"),
    ("scipy.signal", "srcad.rules.signal_table"),
    ("scipy.stats", "srcad.rules.distributions_table"),
    ("scipy.stats", "srcad.rules.distribution_ufuncs_table"),
    ("scipy.sparse", "srcad.rules.sparse_product_table"),
    ("scipy.sparse.linalg", "srcad.rules.sparse_table"),
    ("scipy.sparse.csgraph", "srcad.rules.csgraph_table"),
)

# The modules whose functions the texts may call, before those of the rule's own module.
SUPPORT = ("srcad.rules.support", "srcad.rules.array_support", "srcad.rules.linalg_support")

# What the texts of one library may call before all of that. These modules import their library, so they are imported
# for its rules only, and the library's own names come next.
LIBRARY_SUPPORT: dict[str, tuple[str, ...]] = {
    "statistics": ("srcad.rules.statistics_support",),
    "scipy.fft": (),
    "scipy.linalg": (
        "srcad.rules.scipy_linalg_support",
        "srcad.rules.scipy_decomposition_support",
        "srcad.rules.matrix_function_support",
    ),
    "scipy.spatial.distance": ("srcad.rules.spatial_support",),
    "scipy.spatial": ("srcad.rules.spatial_support",),
    "scipy.ndimage": ("srcad.rules.ndimage_support", "srcad.rules.ndimage_geometry_support"),
    "scipy.constants": (),
    "scipy.fftpack": ("srcad.rules.fftpack_support",),
    "scipy.interpolate": (),
    "scipy.signal": (),
    "scipy.special": (
        "srcad.rules.special_support",
        "srcad.rules.special_gamma_support",
        "srcad.rules.special_distribution_support",
        "srcad.rules.special_bessel_support",
        "srcad.rules.special_polynomial_support",
    ),
    "scipy.special._ufuncs": ("srcad.rules.special_support",),
    "scipy.stats._continuous_distns": ("srcad.rules.special_support",),
    "scipy.sparse._sparsetools": ("srcad.rules.sparse_support", "srcad.solving.sparse_patterns"),
}

# Every ufunc takes these after its inputs, so the tables do not repeat them. Generalised ufuncs have axes, no `where`.
UFUNC_TAIL = "out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True"
GUFUNC_TAIL = "out=None, *, axes=None, axis=-1, keepdims=False, casting='same_kind', order='K', dtype=None, subok=True"


class RuleError(SrcadError):
    """Say that a rule is declared wrongly: twice for one object, or with a name that its signature lacks."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Say how the result of `target` varies with its arguments.

    The texts speak of the parameters by name, of the result as `out` and of a tangent as `d_<parameter>`. The partial
    of a `*parameters` stands for each item: in the text, the parameter's name means that item. An `elementwise` text
    is the partial derivative, or the whole term if it speaks of `d_<parameter>` (so do all complex texts); a `terms`
    text is the whole term. `together` is the whole tangent, shorter than the sum, for when all of `wrt` is active.
    `poles` names the parameters whose partials are quotients that may have a pole; `away` is a test that holds only
    where none of them has, and for no NaN, so that Python's floats need no helper there.
    A keyword argument `axis=axis` in a text may be left out where the call does not give `axis`: the function that the
    text calls has the same default.
    Where `outputs` is not 0, the result is a tuple of that many values, and a text is a tuple display of that length.
    A `function` is a Python function `(x, *, d_x) -> (value, tangent)`, which may be given anything, functions
    included; `result` is the text of a value of the result's kind.
    Where a function lays its result out in memory in another way than its texts lay out the tangent (LAPACK's matrices
    go down the columns), `laid_out` says that the tangent is to be copied into the layout of its primal; so does a
    `linear` rule whose constants, which are left out of the tangent, decide the dtype.
    If `outputs` is -1, the result's structure depends on the arguments (or is a named tuple), and the text is one call
    that returns the tangents in the same structure.
    An in-place rule has one text, for the parameter that is written: a statement, to be run before the primal call,
    that writes `d_<in_place>`; in it, the tangent of an inactive parameter reads 0.0.
    `overwrites` names the flags, such as `overwrite_a`, that let the function destroy an argument; a call that may set
    one is refused.
    Of `overloads`, the first whose parameters bind the call's arguments applies (see `overload_for`).
    """

    form: str
    name: str
    target: object
    parameters: tuple[Parameter, ...]
    wrt: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    complex_texts: Mapping[str, str] = field(default_factory=dict)
    together: str = ""
    poles: tuple[str, ...] = ()
    away: str = ""
    attribute: bool = False
    alias: bool = False
    in_place: str | None = None
    overwrites: tuple[str, ...] = ()
    outputs: int = 0
    laid_out: bool = False
    domain: Any = None
    examples: tuple[str, ...] = ()
    because: str = ""
    use: str = ""
    function: Callable[..., Any] | None = None
    result: str = ""
    overloads: tuple["Rule", ...] = ()


@dataclass(slots=True)
class _Entry:
    """Hold what the tables say of one object; the object is kept alive, so that its id stays its own."""

    name: str
    target: object
    declarations: list[tuple[str, str, dict[str, Any]]]
    rule: Rule | None = None


Key = int | tuple[int, str]

_entries: dict[Key, _Entry] = {}
_unread_tables = dict.fromkeys(TABLES)
_unread_libraries = {library for library, _ in TABLES}
_entry_points_read: list[bool] = []
_lock = threading.RLock()


def elementwise(signature: str, **options: Any) -> None:
    """Declare a function that acts on each element, by its partial derivatives: `x="1.0 - out * out"`."""
    _declare("elementwise", signature, options)


def linear(signature: str, **options: Any) -> None:
    """Declare a function whose tangent is the same call on the tangents, jointly in all parameters of `wrt`."""
    _declare("linear", signature, options)


def bilinear(signature: str, **options: Any) -> None:
    """Declare a function that is linear in each parameter of `wrt`: the sum of the calls with one replaced."""
    _declare("bilinear", signature, options)


def terms(signature: str, **options: Any) -> None:
    """Declare a function by one whole term for each parameter: `a="-out @ d_a @ out"`."""
    _declare("terms", signature, options)


def function(signature: str, *, by: str, **options: Any) -> None:
    """Declare a function by the dotted name of a Python function that gives value and tangent, with `d_<parameter>`s.

    For what is no formula: a solver that calls the user's function, a constructor. `result` is the text of a value
    whose kind the result has, where it does not depend on the arguments. What is constant has the tangent zero; a
    `d_<parameter>` with a default keeps that instead.
    """
    _declare("function", signature, {"function": by, **options})


def constant(signature: str, **options: Any) -> None:
    """Declare a function whose result never varies, or is piecewise constant."""
    _declare("constant", signature, options)


def unsupported(signature: str, *, because: str, use: str, **options: Any) -> None:
    """Declare a function that is refused when something active reaches it, with the reason and the way out."""
    _declare("unsupported", signature, {"because": because, "use": use, **options})


def _declare(form: str, signature: str, options: dict[str, Any]) -> None:
    """Note a declaration under its target; a name that the installed version lacks is skipped."""
    name = signature.partition("(")[0]
    target = resolve(name)
    if target is _MISSING:
        return
    if options.pop("overload", False):
        _entries[_key(target)].declarations.append((form, signature, options))
    else:
        _add(_Entry(name, target, [(form, signature, options)]))


def _add(entry: _Entry) -> None:
    """Add an entry; two rules for one object are an error, because the second would win or lose by import order."""
    with _lock:
        known = _entries.get(_key(entry.target))
        if known is not None:
            raise RuleError(f"two rules for one object: {known.name} and {entry.name}")
        _entries[_key(entry.target)] = entry


def _key(target: object) -> Key:
    """Return what an object is known by: its id, which works for unhashable objects too.

    A ufunc makes a new object each time that one of its methods is asked for, so that `add.at` goes by both names.
    """
    owner = getattr(target, "__self__", None)
    return (id(owner), getattr(target, "__name__", "")) if isinstance(owner, numpy.ufunc) else id(target)


_MISSING = object()


def resolve(name: str) -> object:
    """Return the object that a dotted name means: the descriptor itself for an attribute of a class."""
    root, *path = name.split(".")
    found: object = sys.modules.get(root) or importlib.import_module(root)
    for part in path:
        found = _member(found, part)
        if found is _MISSING:
            return _MISSING
    return found


def _member(owner: object, name: str) -> object:
    """Return a member; a submodule that nobody imported yet is imported, a class gives its raw descriptor."""
    found = getattr(owner, name, _MISSING)
    if found is _MISSING and isinstance(owner, ModuleType) and owner.__name__.startswith("srcad"):
        return importlib.import_module(f"{owner.__name__}.{name}")
    return found


def lookup(rule: Rule, name: str) -> object:
    """Return what a bare name in the rule's texts means: support first, then the rule's module, then builtins.

    Raises RuleError if nothing has that name.
    """
    for module in namespaces(rule):
        if hasattr(module, name):
            return getattr(module, name)
    raise RuleError(f"the rule of {rule.name} speaks of {name!r}, which neither support nor its module has")


def namespaces(rule: Rule) -> tuple[ModuleType, ...]:
    """Return the modules in which the bare names of the rule's texts are looked up, first one first."""
    library = _library(rule)
    own = (*LIBRARY_SUPPORT[library], library) if library else ()
    return (*(importlib.import_module(name) for name in (*own, *SUPPORT)), _home(rule), builtins)


def _library(rule: Rule) -> str | None:
    """Return the library with support of its own that a rule, or one of that support's functions, belongs to."""
    owner = rule.name.rpartition(".")[0]
    return next((name for name, own in LIBRARY_SUPPORT.items() if owner == name or owner in own), None)


def _home(rule: Rule) -> ModuleType:
    """Return the module that a rule's function lives in, by its name in the table: numpy for numpy.linalg.inv."""
    root = rule.name.partition(".")[0]
    if root in ("srcad", "scipy"):
        return numpy
    if root in ("builtins", "cmath", "math", "numpy", "operator"):
        return importlib.import_module(root)
    return sys.modules.get(getattr(rule.target, "__module__", root), math)


def find(target: object) -> Rule | None:
    """Return the rule of an object, found by its identity, or None.

    A scalar's method (`numpy.generic.sum`) has the rule of the array's.
    """
    _read_tables()
    entry = _entries.get(_key(target)) or _entries.get(_key(_array_method(target)))
    if entry is None and not _entry_points_read:
        _read_entry_points()
        entry = _entries.get(_key(target))
    return None if entry is None else _rule(entry)


def declared() -> int:
    """Return how many rules there are, by which one sees whether some were added."""
    _read_tables()
    return len(_entries)


def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the tables."""
    _read_tables()
    return tuple(_rule(entry) for entry in tuple(_entries.values()))


def overload_for(rule: Rule, positional: int, keywords: frozenset[str] = frozenset()) -> Rule | None:
    """Return the first of a rule and its overloads that binds so many positional arguments and these keywords."""
    for candidate in (rule, *rule.overloads):
        if _binds(candidate.parameters, positional, keywords):
            return candidate
    return None


def _binds(parameters: tuple[Parameter, ...], positional: int, keywords: frozenset[str]) -> bool:
    """Say whether a call of that shape fits the parameters."""
    by_position = [p for p in parameters if p.kind in ("positional_only", "positional")]
    taken = {p.name for p in by_position[:positional]}
    by_name = {p.name for p in parameters if p.kind in ("positional", "keyword_only")} - taken
    given = taken | keywords
    enough = all(p.default is not None or p.name in given or p.kind.startswith("var") for p in parameters)
    kinds = {p.kind for p in parameters}
    fits = positional <= len(by_position) or "var_positional" in kinds
    return enough and fits and (keywords <= by_name or "var_keyword" in kinds)


def _array_method(target: object) -> object:
    """Return the array's descriptor that a NumPy scalar's descriptor mirrors, else the target itself."""
    if getattr(target, "__objclass__", None) is numpy.generic:
        return getattr(numpy.ndarray, getattr(target, "__name__", ""), target)
    return target


def _read_tables() -> None:
    """Read each table whose library has been imported, once."""
    modules = sys.modules
    if modules.keys().isdisjoint(_unread_libraries):
        return
    for library, table in tuple(_unread_tables):
        if modules.get(library) is not None:
            # Another thread that comes here meanwhile waits for the import, and so finds the whole table.
            with _lock:
                importlib.import_module(table)
                _unread_tables.pop((library, table), None)
                if all(library != other for other, _ in tuple(_unread_tables)):
                    _unread_libraries.discard(library)


def _read_entry_points() -> None:
    """Let other packages declare their rules: an entry point names a module to import or a function to call."""
    with _lock:
        if _entry_points_read:
            return
        _entry_points_read.append(True)
        for entry_point in importlib.metadata.entry_points(group=ENTRY_POINT_GROUP):
            loaded = entry_point.load()
            if callable(loaded):
                loaded()


def _rule(entry: _Entry) -> Rule:
    """Return the entry's rule, built on first use."""
    if entry.rule is None:
        built = [_build(entry, *declaration) for declaration in entry.declarations]
        first = built[0]
        values = {name: getattr(first, name) for name in Rule.__slots__}
        entry.rule = Rule(**{**values, "overloads": tuple(built[1:])})
    return entry.rule


def _build(entry: _Entry, form: str, signature: str, options: dict[str, Any]) -> Rule:
    """Turn one declaration into a rule; options that are no fields are the texts of the parameters they name."""
    parameters = options.get("parameters") or parse_parameters(_full_signature(signature, entry.target))
    texts = {name: text for name, text in options.items() if name not in _OPTIONS}
    wrt = _words(options.get("wrt")) or tuple(texts) or _all_names(form, parameters)
    _check_names(entry.name, (*texts, *wrt), parameters)
    return Rule(
        form=form,
        name=entry.name,
        target=entry.target,
        parameters=parameters,
        wrt=wrt,
        texts=texts,
        complex_texts=options.get("complex_texts", {}),
        together=options.get("together", ""),
        poles=_words(options.get("poles")),
        away=options.get("away", ""),
        attribute=options.get("attribute", False),
        alias=options.get("alias", False),
        in_place=options.get("in_place"),
        overwrites=_words(options.get("overwrites")),
        outputs=options.get("outputs", 0),
        laid_out=options.get("laid_out", False),
        domain=options.get("domain"),
        examples=_strings(options.get("examples", ())),
        because=options.get("because", ""),
        use=options.get("use", ""),
        function=_named_function(options.get("function")),
        result=options.get("result", ""),
    )


def _named_function(found: Any) -> Any:
    """Return the function of a rule, which a table gives by its name: importing it may import the library."""
    return resolve(found) if isinstance(found, str) else found


# What a declaration may say besides texts; any other keyword is a parameter's name.
_OPTIONS = frozenset(field.name for field in fields(Rule)) - {"form", "name", "target", "texts", "overloads"}


@functools.cache
def _result_kind(text: str) -> Any:
    from srcad.kinds import kind_of

    return kind_of(eval(text, vars(numpy).copy()))


def needs_zero(rule: Rule, name: str) -> bool:
    """Say whether a `function` rule is given a zero for the tangent of a constant argument: it has no default then."""
    return f"d_{name}" not in (getattr(rule.function, "__kwdefaults__", None) or {})


def result_kind(rule: Rule) -> Any:
    """Return the kind of the result that a `function` rule declares."""
    return _result_kind(rule.result)


def _words(names: str | None) -> tuple[str, ...]:
    """Split a list of names written as words."""
    return tuple(names.split()) if names else ()


def _strings(examples: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the examples as a tuple; one alone may be written without its comma."""
    return (examples,) if isinstance(examples, str) else examples


def _all_names(form: str, parameters: tuple[Parameter, ...]) -> tuple[str, ...]:
    """Return what may be active where a declaration does not say: everything where the result does not vary."""
    return tuple(p.name for p in parameters) if form == "constant" else ()


def _check_names(rule: str, names: tuple[str, ...], parameters: tuple[Parameter, ...]) -> None:
    """Refuse a declaration that speaks of a parameter that its own signature lacks."""
    known = {p.name for p in parameters}
    for name in names:
        if name not in known:
            raise RuleError(f"the rule of {rule} speaks of {name!r}, which is none of its parameters")


def _full_signature(signature: str, target: object) -> str:
    """Complete the signature of a ufunc, and that of an attribute."""
    inputs = signature.partition("(")[2][:-1] if "(" in signature else "self, /"
    if not isinstance(target, numpy.ufunc):
        return inputs
    tail = GUFUNC_TAIL if target.signature else UFUNC_TAIL
    return f"{inputs}, /, {tail}"


def rule(target: Callable[..., Any], *, form: str = "function", **options: Any) -> Callable[..., Any]:
    """Add a rule for a function.

    `rule(g)` is a decorator for a function `(x, *, d_x) -> (value, tangent)` that has g's parameters and one
    keyword-only tangent for each that may vary. `rule(g, form="elementwise", x="...")` adds the rule that a line of
    the tables would, and returns g; `signature="x, /"` says what the parameters are where Python cannot tell.
    Raises RuleError if g has a rule already.
    """
    if form not in FORMS:
        raise RuleError(f"{form!r} is no form of rule; the forms are {', '.join(FORMS)}")
    if form == "function":
        return functools.partial(_add_function, target)
    _read_tables()
    name = _name_of(target)
    signature = options.pop("signature", None)
    parameters = parse_parameters(signature) if signature else inspected_parameters(target)
    _add(_Entry(name, target, [(form, name, {"parameters": parameters, **options})]))
    return target


def constant_rule(target: Callable[..., Any]) -> Callable[..., Any]:
    """Say that a function's result does not vary with its arguments; returns the function, so it is a decorator."""
    _read_tables()
    name = _name_of(target)
    _add(_Entry(name, target, [("constant", name, {"parameters": parse_parameters("*args, **kwargs")})]))
    return target


def _add_function(target: Callable[..., Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """Add a rule that is a Python function, and return that function."""
    _read_tables()
    name = _name_of(target)
    everything = inspected_parameters(function)
    wrt = tuple(p.name for p in everything if any(q.name == f"d_{p.name}" for q in everything))
    seeds = {f"d_{name}" for name in wrt}
    parameters = tuple(p for p in everything if p.name not in seeds)
    options = {"parameters": parameters, "wrt": " ".join(wrt), "function": function}
    _add(_Entry(name, target, [("function", name, options)]))
    return function


def _name_of(target: Callable[..., Any]) -> str:
    """Return the dotted name of a function."""
    name: str = getattr(target, "__qualname__", "") or getattr(target, "__name__", type(target).__name__)
    module = getattr(target, "__module__", None)  # a ufunc has none
    return f"{module}.{name}" if module else name
