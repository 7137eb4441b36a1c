"""One function and its derivatives of one order: take a call, check its seeds, find the generated function, call it."""

from __future__ import annotations

import functools
import inspect
import itertools
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from srcad.calling.array_calls import Arrays, base_of, checks_of, make_array_call
from srcad.calling.levels import Prepared, Values, arguments_of, key_of, kind_of_input, prepare
from srcad.calling.refusing import failed, guarded, raise_swallowed
from srcad.calling.wrapping import (
    MISSING,
    Form,
    Handlers,
    PreparedCall,
    Shortcut,
    make_binder,
    make_call,
    make_wrapper,
)
from srcad.codes import all_code
from srcad.compiling.options import Numba
from srcad.errors import SeedError, SrcadError, describe, latest_refusal
from srcad.kinds import is_real, kind_of
from srcad.names import tangent_name
from srcad.running.yielding import halves
from srcad.summaries import Way
from srcad.values.aliasing import WritingCall, refuse_outside
from srcad.values.completing import completed, tangent_or_zero
from srcad.values.copying import copy_back
from srcad.values.seeding import check_seeds
from srcad.values.tangents import zero_tangent

Wrt = tuple[str, ...] | None

# Types that say all that a variant must know of a value, and the type of the tangent beside each.
SIMPLE: dict[type, type | None] = {
    float: float,
    complex: complex,
    np.float64: np.float64,
    int: float,
    bool: float,
    str: None,
    type(None): None,
    type(MISSING): None,
}


# Types of arguments that a call leaves as they are unless it writes into them: what can be used up is not among them.
REPEATABLE = frozenset({*SIMPLE, np.ndarray, types.FunctionType})


@functools.cache
def steps() -> Any:
    """Return the pipeline."""
    # The steps are imported when something is derived for the first time, so that importing srcad is quick.
    # Derivatives inside of derived functions come with them.
    import srcad.calling.nesting  # noqa: F401
    from srcad.pipeline import PIPELINE

    return PIPELINE


def _share_memory(first: Any, second: Any) -> bool:
    """Tell whether two objects are arrays over the same memory."""
    return isinstance(first, np.ndarray) and isinstance(second, np.ndarray) and np.may_share_memory(first, second)


class Derivative:
    """The derivative of one Python function at one or more levels.

    `wrts` and `prefixes` have an entry for each level; `fixed` names the parameters that a method or partial fills;
    `compiler` is what the generated function is compiled with, if anything. `unguarded` says for each level whether
    poles get no guards, which otherwise they get.
    """

    def __init__(
        self,
        function: types.FunctionType,
        wrts: Sequence[Wrt] = (None,),
        prefixes: Sequence[str] = ("d_",),
        fixed: frozenset[str] = frozenset(),
        compiler: Numba | None = None,
        unguarded: Sequence[bool] = (),
    ) -> None:
        self.function = function
        self.form = Form.of(function)
        self.count = len(self.form.names)
        self.wrts = tuple(wrts)
        self.levels = len(self.wrts)
        self.fixed = fixed
        self.unguarded = tuple(unguarded) or (False,) * self.levels
        self.compiler = compiler
        self.inputs = input_names(self.form, prefixes)
        self.last: Prepared | None = None
        self._table: dict[tuple[type, ...], Any] = {}
        self._shorten: Callable[[Shortcut], None] | None = None
        self._by_kinds: dict[tuple[Any, ...], Any] = {}
        self._by_dtype: dict[tuple[type, ...], dict[tuple[Any, ...], Any]] = {}
        for level, wrt in enumerate(self.wrts, 1):
            self._check_names(wrt, level)

    def _check_names(self, wrt: Wrt, level: int) -> None:
        known = self.inputs[: self.count << (level - 1)]
        for name in wrt or ():
            if name not in known:
                raise SeedError(f"{self.name} has no parameter {name!r}: it has {', '.join(known)}")

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__

    @property
    def is_generator(self) -> bool:
        """Tell whether the function is a generator function."""
        return bool(self.function.__code__.co_flags & inspect.CO_GENERATOR)

    # Which inputs a call may name

    @functools.cached_property
    def public(self) -> tuple[int, ...]:
        """The inputs that the wrapper takes: all parameters, and the seeds whose keyword means nothing else.

        Where `wrt` was given, only the seeds of what it names.
        """
        found = list(range(self.count))
        for level, wrt in enumerate(self.wrts, 1):
            size = self.count << (level - 1)
            for base in range(size):
                is_wanted = wrt is None or self.inputs[base] in wrt or (base >= self.count)
                if is_wanted and self.inputs[base + size] not in self.form.names:
                    found.append(base + size)
        return tuple(found)

    def ambiguous(self, level: int) -> list[int]:
        """Return the inputs whose seed has no keyword of its own at a level: a parameter has that name."""
        size = self.count << (level - 1)
        return [base for base in range(size) if self.inputs[base + size] in self.form.names]

    @functools.cached_property
    def bind(self) -> Callable[..., tuple[Any, ...]]:
        """The function that returns the values of the parameters in order."""
        return make_binder(self.form, self.name)

    def make_wrapper(self) -> Any:
        """Return the function that takes public calls."""
        end = failed if self.compiler is None else self._failed
        handlers = Handlers(
            find=None if self.form.is_variadic else self._table.get,
            slow=self.call_public,
            slowly=lambda values: guarded(lambda: self.call_public(values), end),
            latest=latest_refusal,
            failed=end,
            swallowed=raise_swallowed,
            own_code=own_code(self.function),
            primal=self._call_primal,
        )
        seeds = [self.inputs[index] for index in self.public[self.count :]]
        wrapper = make_wrapper(self.form, self.name, seeds, handlers)
        wrapper.__qualname__ = self.function.__qualname__
        self._shorten = functools.partial(shorten, wrapper, self.form, seeds, handlers)
        return wrapper

    def _failed(self, error: BaseException, before: Any) -> None:
        """End a public call of a compiled function that raised: the types may be ones that do not compile."""
        self.compilation.raise_own(error)
        failed(error, before)

    # Calls

    def _call_primal(self, values: tuple[Any, ...]) -> Any:
        """Call the function as it was written."""
        args, keywords = arguments_of(self.form, list(values))
        return self.function(*args, **keywords)

    def call_public(self, values: tuple[Any, ...]) -> Any:
        """Call with the values of the public inputs, the slow way; remember the quick one where types decide."""
        key = self._kinds_key(values)
        quick = self._by_kinds.get(key) if key is not None else None
        return self._call_anew(values) if quick is None else quick(*values)

    def _call_anew(self, values: tuple[Any, ...]) -> Any:
        """Call the slow way, and remember the quick one."""
        complete = self._of_public(values)
        self._check_extra_keywords(complete)
        # What the call may write into is looked at before it.
        is_quick, key = self._is_quick(values), self._kinds_key(values)
        result = self.call(complete)
        if is_quick:
            self._remember(values)
        elif key is not None:
            self._remember_kinds(key, values)
        return result

    def _kinds_key(self, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return what decides on a call in which objects or containers stand without seeds, None where more does."""
        if self.levels > 1 or self.form.is_variadic or self.compiler is not None:
            return None
        by_input = dict(zip(self.public, values, strict=True))
        for index, value in by_input.items():
            cls = type(value)
            if cls is np.ndarray or (index >= self.count and cls not in SIMPLE):
                return None
            if index >= self.count and value is not None and not fits(by_input.get(index - self.count), value):
                return None
        return tuple(kind_of(v) if i < self.count else type(v) for i, v in by_input.items())

    def _remember_kinds(self, key: tuple[Any, ...], values: tuple[Any, ...]) -> None:
        """Make the prepared call for values of these kinds, if it writes into nothing that it is given."""
        if self.last is None or self.last.last.mutated or self.last.last.outside:
            return
        names = [self.inputs[index] for index in self.public]
        self._by_kinds[key] = make_call(names, self._prepared_call(values), self._call_anew)

    def call_straight(self, args: Sequence[Any], tangents: Sequence[Any]) -> Any:
        """Call with all parameters and their tangents by position, as `is_straight` says that one may."""
        public = (*args, *tangents, *(None,) * (len(args) - len(tangents)))
        call = self._table.get(tuple(map(type, public)))
        return self.call_public(public) if call is None else call(*public)

    @functools.cached_property
    def is_straight(self) -> bool:
        """Tell whether all inputs are parameters by position and the seeds of them all, in order."""
        return self.form.positional == self.form.names and self.public == tuple(range(2 * self.count))

    def _of_public(self, values: tuple[Any, ...]) -> Values:
        """Return the values of all inputs for those of the public ones; a seed that is None is not given."""
        complete = self.empty()
        for index, value in zip(self.public, values, strict=True):
            complete[index] = MISSING if value is None and index >= self.count else value
        return complete

    def empty(self) -> Values:
        """Return values for all inputs, none of them given."""
        return [MISSING] * (self.count << self.levels)

    def call_values(self, values: Values) -> Any:
        """Call with the values of all inputs, the quick way if there is one."""
        if self.form.is_variadic or any(values[index] is not MISSING for index in self._hidden):
            return self.call(values)
        public = tuple(
            None if values[index] is MISSING and index >= self.count else values[index] for index in self.public
        )
        call = self._table.get(tuple(map(type, public)))
        return self.call_public(public) if call is None else call(*public)

    @functools.cached_property
    def _hidden(self) -> frozenset[int]:
        return frozenset(range(self.count << self.levels)) - frozenset(self.public)

    def call(self, values: Values) -> Any:
        """Complete and check the seeds, find the generated function and call it."""
        seeds = self.complete_seeds(values)
        prepared = self.prepared(values)
        refuse_outside(self.name, values[: self.count], prepared.last.outside)
        if prepared.last.mutated:
            call = WritingCall(self.name, self.inputs, self.count, values, seeds)
            if call.seeds_alias_like_their_primals():
                prepared = self.prepared(values)
        result = prepared.run(self.form, values)
        for index, seed in seeds.items():
            if values[index] is not seed:
                copy_back(values[index], seed)
        return self.finished(result)

    def repeated(self, values: Values, varying: Sequence[int]) -> Callable[..., Any] | None:
        """Return what makes the same call along other seeds of the inputs `varying`, whose form needs no check.

        Return None where every call must be looked at by itself, because it writes into what it is given.
        """
        if self.form.is_variadic or self.is_generator or not all(type(v) in REPEATABLE for v in values[: self.count]):
            return None
        self.complete_seeds(values)
        prepared = self.prepared(values)
        if prepared.last.mutated or prepared.last.outside:
            return None
        keyword_of = dict(prepared.keywords)
        args, keywords = arguments_of(self.form, values)
        keywords |= {key: values[index] for index, key in prepared.keywords}
        varying_keywords = [keyword_of[index] for index in varying]
        function, finish = prepared.function, None if self._is_complete(prepared) else self.finished

        def again(*seeds: Any) -> Any:
            keywords.update(zip(varying_keywords, seeds, strict=True))
            result = function(*args, **keywords)
            return result if finish is None else finish(result)

        return again

    def prepared(self, values: Values) -> Prepared:
        """Return the generated function for these values."""
        for base in range(self.count):
            if values[base] is MISSING and values[base + self.count] is not MISSING:
                values[base] = self._default(self.form.names[base])
        self.last = prepare(self._variant_of, self.function, self.form, values, self.levels)
        return self.last if self.compiler is None else self._compiled(self.last, values)

    def _compiled(self, prepared: Prepared, values: Values) -> Prepared:
        """Return the same with the generated function compiled for the types of these values."""
        args, keywords = arguments_of(self.form, values)
        seeds = prepared.seeds(values)
        function = self.compilation.compiled(
            prepared.function, args, keywords, seeds, lambda: self._of_element(prepared, values)
        )
        return replace(prepared, function=function)

    def _of_element(self, prepared: Prepared, values: Values) -> Any:
        """Return the derivative for one element of the arrays, where the function computes them element by element."""
        from srcad.compiling.compilation import Element
        from srcad.compiling.elements import elementwise

        if self.levels > 1:
            return None
        names = dict(enumerate(self.form.names))
        active = {index - self.count for index, _ in prepared.keywords}
        found = elementwise(self.function, tuple(key_of(self.form, values, names, active)))
        if found is None:
            return None
        try:
            variant = self._variant_of(self.function, found.key, 1)
        except SrcadError:
            return None
        return Element(variant.function, found.arrays, found.results)

    @functools.cached_property
    def compilation(self) -> Any:
        """The compiled functions, for which the compiler is imported."""
        from srcad.compiling.compilation import Compilation

        return Compilation(self.compiler, self.function)  # type: ignore[arg-type]

    def _variant_of(self, function: types.FunctionType, key: Any, level: int) -> Any:
        return steps().variant(function, key, Way(unguarded=self.unguarded[level - 1]))

    def complete_seeds(self, values: Values) -> dict[int, Any]:
        """Put the seeds that are left out into the values, check all, and return those that were given."""
        self._fill_below(values)
        given = {}
        for level in range(1, self.levels + 1):
            size = self.count << (level - 1)
            if all(values[base + size] is MISSING for base in range(size)):
                self._default_seed(values, level)
            present = [base for base in range(size) if values[base + size] is not MISSING]
            for base in present:
                if values[base + size] is ZERO:
                    values[base + size] = zero_tangent(self.value_of(values, base), strict=False)
                given[base + size] = values[base + size]
            primals = {self.inputs[base]: self.value_of(values, base) for base in present}
            checked = check_seeds(primals, {self.inputs[base]: values[base + size] for base in present})
            for base in present:
                values[base + size] = checked[self.inputs[base]]
        return given

    def _fill_below(self, values: Values) -> None:
        """Mark as zero each seed that is not given but is itself perturbed at a higher level."""
        for level in range(self.levels, 1, -1):
            size = self.count << (level - 1)
            for base in range(self.count, size):
                if values[base + size] is not MISSING and values[base] is MISSING:
                    values[base] = ZERO

    def value_of(self, values: Values, index: int) -> Any:
        """Return the value of an input, of a parameter that is not given its default."""
        value = values[index]
        return self._default(self.form.names[index]) if value is MISSING else value

    def _default(self, name: str) -> Any:
        positional, defaults = self.form.positional, self.function.__defaults__ or ()
        known = dict(zip(positional[len(positional) - len(defaults) :], defaults, strict=True))
        return {**known, **(self.function.__kwdefaults__ or {})}.get(name, MISSING)

    def _default_seed(self, values: Values, level: int) -> None:
        """Take the seed 1.0 where only one parameter can be meant and it holds a real scalar."""
        wrt = self.wrts[level - 1]
        size = self.count << (level - 1)
        candidates = [i for i in range(self.count) if self.form.names[i] not in self.fixed]
        if wrt is not None:
            candidates = [self.inputs.index(name) for name in wrt]
        if len(candidates) == 1 and candidates[0] not in self.ambiguous(level):
            value = self.value_of(values, candidates[0])
            if is_real(kind_of(value)):
                values[candidates[0] + size] = 1.0
                return
        raise SeedError(describe(*self._missing_tangent(candidates, level)))

    def _missing_tangent(self, candidates: list[int], level: int) -> tuple[str, None, str]:
        size = self.count << (level - 1)
        what = f"{self.name}() was called without a tangent"
        if set(candidates) & set(self.ambiguous(level)):
            names = [self.inputs[base + size] for base in candidates if base in self.ambiguous(level)]
            what += f": {', '.join(names)} is a parameter of its own here, and no tangent"
            return what, None, WAYS_AROUND.format(name=self.name)
        wanted = [self.inputs[base + size] for base in candidates if base + size in self.public]
        return what, None, f"Give at least one of {', '.join(wanted)}." if wanted else "It has no parameters."

    def _check_extra_keywords(self, values: Values) -> None:
        """Refuse a keyword that went into **kwargs but may have been meant as a tangent."""
        if self.form.keywords is None:
            return
        extra = values[self.form.names.index(self.form.keywords)]
        for key in extra:
            seeded = [name for name in extra if tangent_name(name) == key]
            if seeded or key in self.inputs[self.count :]:
                what = f"{self.name}() got {key!r}, which may be a tangent or a keyword argument of its own"
                way_out = f"The tangents of **{self.form.keywords} are one dict, {tangent_name(self.form.keywords)}. "
                raise SeedError(describe(what, None, way_out + WAYS_AROUND.format(name=self.name)))

    # What comes back

    def finished(self, result: Any) -> Any:
        """Return the result of the generated function as the user gets it."""
        if self.is_generator:
            return halves(result)
        return completed(result, self.levels)

    # Quick calls

    def _is_quick(self, values: tuple[Any, ...]) -> bool:
        """Tell whether types, and of arrays dtypes and layouts, decide everything."""
        if self.form.is_variadic or sum(type(value) is np.ndarray for value in values) > MOST_ARRAYS:
            return False
        by_input = dict(zip(self.public, values, strict=True))
        for index, value in by_input.items():
            if type(value) not in SIMPLE and type(value) is not np.ndarray:
                return False
            if index >= self.count and value is not None and not fits(by_input.get(base_of(index, self.count)), value):
                return False
        return True

    def _remember(self, values: tuple[Any, ...]) -> None:
        """Make the prepared call for values like these."""
        names = [self.inputs[index] for index in self.public]
        arrays = {index: v for index, v in zip(self.public, values, strict=True) if type(v) is np.ndarray}
        types_key = tuple(map(type, values))
        prepared = self._prepared_call(values)
        last = self.last.last if self.last is not None else None
        if arrays and (last is None or last.outside):
            return  # an argument may be one of the objects that it writes
        call = make_call(names, prepared, self.call_public)
        is_written = bool(last and last.mutated)
        described = Arrays.among(self.inputs, list(arrays), self.count, is_written=is_written)
        checks = checks_of(described, {self.inputs[index]: array for index, array in arrays.items()})
        if self._shorten is not None and not self._table and checks is not None:
            self._shorten(Shortcut(types_key, prepared, (checks,)))
        if not arrays:
            self._table[types_key] = call
            return
        by_dtype = self._by_dtype.setdefault(types_key, {})
        by_dtype[tuple(part for value in arrays.values() for part in (value.dtype, value.ndim))] = call
        if types_key not in self._table or is_written:
            self._table[types_key] = make_array_call(names, described, by_dtype.get, self.call_public)

    def _prepared_call(self, values: tuple[Any, ...]) -> PreparedCall:
        complete = self._of_public(values)
        given = {index for index, value in enumerate(complete) if value is not MISSING}
        self.complete_seeds(complete)
        prepared = self.prepared(complete)
        names = self.form.names
        positional = list(itertools.takewhile(lambda name: names.index(name) in given, self.form.positional))
        keywords = [(name, name) for index, name in enumerate(names) if index in given and name not in positional]
        keywords += [(key, self.inputs[index]) for index, key in prepared.keywords if index in given]
        return PreparedCall(
            positional=tuple(positional),
            keywords=tuple(keywords),
            constants=tuple((key, complete[index]) for index, key in prepared.keywords if index not in given),
            function=prepared.function,
            finish=None if self._is_complete(prepared) else self.finished,
            checks=tuple(variant.dependencies.written for variant in prepared.variants),
        )

    def _is_complete(self, prepared: Prepared) -> bool:
        return self.levels == 1 and prepared.last.result_active and not self.is_generator

    # By position

    def values_of(
        self,
        args: Sequence[Any],
        keywords: Mapping[str, Any],
        tangents: Sequence[Sequence[Any]] = (),
        keyword_tangents: Sequence[Mapping[str, Any]] = (),
    ) -> Values:
        """Return the values of all inputs for arguments and, for each level, their tangents; None means constant.

        At higher levels a keyword may name a seed of a level below.
        """
        values = self.empty()
        lower = {n: i for i, n in enumerate(self.inputs) if i >= self.count and n not in self.form.names}
        own = {name: value for name, value in keywords.items() if name not in lower}
        values[: self.count] = self.bind(*args, **own)
        for name, value in keywords.items():
            if name in lower:
                values[lower[name]] = value
        pairs = zip(range(self.levels - len(tangents) + 1, self.levels + 1), tangents, keyword_tangents, strict=True)
        for level, positional, named in pairs:
            self._place_tangents(values, level, list(positional), dict(named))
        return values

    def _place_tangents(self, values: Values, level: int, positional: list[Any], named: dict[str, Any]) -> None:
        size = self.count << (level - 1)
        form = self.form
        for index, tangent in enumerate(positional[: len(form.positional)]):
            if tangent is not None:
                values[index + size] = tangent
        extra = positional[len(form.positional) :]
        if form.rest is not None and any(tangent is not None for tangent in extra):
            base = form.names.index(form.rest)
            values[base + size] = tuple(map(tangent_or_zero, values[base], extra))
        elif any(tangent is not None for tangent in extra):
            raise SeedError(f"{self.name}() has {len(form.positional)} positional parameters, not {len(positional)}")
        rest = {}
        for name, tangent in named.items():
            if tangent is None:
                continue
            if name in self.inputs[:size]:
                values[self.inputs.index(name) + size] = tangent
            else:
                rest[name] = tangent
        if rest:
            self._place_keywords(values, size, rest)

    def _place_keywords(self, values: Values, size: int, rest: dict[str, Any]) -> None:
        form = self.form
        base = None if form.keywords is None else form.names.index(form.keywords)
        unknown = list(rest) if base is None else [name for name in rest if name not in values[base]]
        if base is None or unknown:
            raise SeedError(f"{self.name}() has no argument {', '.join(unknown)} that could have a tangent")
        values[base + size] = {key: tangent_or_zero(value, rest.get(key)) for key, value in values[base].items()}

    def variant(self, args: Sequence[Any], keywords: dict[str, Any], wrt: Wrt) -> Prepared:
        """Return the generated function for these arguments; seeds among the keywords say what varies too."""
        return self.variant_of_values(self.values_of(args, keywords), wrt)

    def variant_of_values(self, values: Values, wrt: Wrt) -> Prepared:
        """Return the generated function for the values of the inputs."""
        self._fill_below(values)
        for level in range(1, self.levels + 1):
            size = self.count << (level - 1)
            names = wrt or self.wrts[level - 1]
            self._check_names(names, level)
            for base in self._varying(values, names, size):
                values[base + size] = zero_tangent(self.value_of(values, base), strict=False)
        return self.prepared(values)

    def variant_for_annotations(self) -> Prepared:
        """Return the generated function for arguments as they are annotated or have defaults, for others floats."""
        values = [self._typical(name) for name in self.form.names]
        return self.variant_of_values([*values, *self.empty()[self.count :]], None)

    def _typical(self, name: str) -> Any:
        annotation = self.function.__annotations__.get(name)
        found = TYPICAL.get(getattr(annotation, "__name__", annotation), MISSING)
        if name in (self.form.rest, self.form.keywords):
            return () if name == self.form.rest else {}
        if found is not MISSING:
            return found
        default = self._default(name)
        return 1.0 if default is MISSING else default

    def _varying(self, values: Values, names: Wrt, size: int) -> list[int]:
        """List the inputs whose seeds are still to be made in a variant that is asked for by arguments."""
        if any(values[base + size] is not MISSING for base in range(size)):
            return [base for base in range(size) if values[base + size] is ZERO]
        if names is not None:
            return [base for base in range(size) if self.inputs[base] in names]
        given = [base for base in range(self.count) if values[base] is not MISSING]
        return [base for base in given if may_vary(kind_of_input(self.form, base, values[base]))]


MOST_ARRAYS = 24


def fits(primal: Any, seed: Any) -> bool:
    """Tell whether a seed is of the very type that the tangent of its primal has."""
    if type(primal) is np.ndarray:
        return type(seed) is np.ndarray and seed.dtype is primal.dtype and seed.dtype.kind in "fc"
    return type(seed) is SIMPLE.get(type(primal))


def shorten(
    wrapper: types.FunctionType, form: Form, seeds: Sequence[str], handlers: Handlers, shortcut: Shortcut
) -> None:
    """Write the first prepared call into the wrapper itself: most functions are called with the same types always."""
    made = make_wrapper(form, wrapper.__name__, seeds, handlers, shortcut)
    wrapper.__globals__.update({k: v for k, v in made.__globals__.items() if k not in wrapper.__globals__})
    wrapper.__code__ = made.__code__.replace(co_qualname=wrapper.__qualname__)


def own_code(function: types.FunctionType) -> frozenset[types.CodeType]:
    """Return the code objects from which a function calls itself by its name; none if it never does."""
    codes = frozenset(all_code(function.__code__))
    name = function.__name__
    return codes if any(name in code.co_names or name in code.co_freevars for code in codes) else frozenset()


class Zero:
    """The type of the mark for a seed that is zero because nobody gave it."""


ZERO = Zero()

# Values of the types that people annotate, by the type's name: annotations may be text.
TYPICAL: dict[Any, Any] = {"float": 1.0, "int": 1, "bool": True, "str": "", "complex": 1j, "list": [1.0]}

WAYS_AROUND = (
    "{name}.jvp(primals, tangents) takes tangents by position; forward_diff(..., prefix='t_') gives them other names."
)


def input_names(form: Form, prefixes: Sequence[str]) -> list[str]:
    """Return the names of all inputs: the parameters, and the seeds of each level."""
    names = list(form.names)
    for level, prefix in enumerate(prefixes, 1):
        names += [tangent_name(name, level) if prefix == "d_" else prefix + name for name in names]
    return names


def may_vary(kind: Any) -> bool:
    """Tell whether a value of this kind holds inexact numbers, or may."""
    words = ("float", "complex", "Array", "real", "NumpyScalar", "scalar")
    return any(word in repr(kind) for word in words)
