"""The public door: forward_diff and jvp check the arguments, find the variant and call it."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, overload

from srcad.dispatching import Given, key_of_given
from srcad.errors import Refusal, SeedError, SrcadError, describe
from srcad.kinds import BOOL, COMPLEX, FLOAT, INT, TEXT, is_real, kind_of
from srcad.loading import note_user_line
from srcad.names import tangent_name
from srcad.parsing import parse
from srcad.pipeline import PIPELINE, Variant
from srcad.printing.side_by_side import show_side_by_side
from srcad.reading import read_source
from srcad.tangents import check_seeds, copy_back

Wrt = str | int | Sequence[str | int] | None


@overload
def forward_diff(function: Callable[..., Any], /, *, wrt: Wrt = None, prefix: str = "d_") -> Any: ...
@overload
def forward_diff(*, wrt: Wrt = None, prefix: str = "d_") -> Callable[[Callable[..., Any]], Any]: ...
def forward_diff(function: Any = None, /, *, wrt: Wrt = None, prefix: str = "d_") -> Any:
    """Return the function that computes ``(value, tangent)``: the directional derivative along the seeds.

    The seeds are given by keyword, ``d_<parameter>``; each has the shape of its primal, and its dtype if that is
    inexact. A seed that is not given means: constant. Where only one parameter can be meant and it holds a real
    scalar, its missing seed is 1.0.

    Raises SeedError (a TypeError) for a seed that does not fit, and another SrcadError with file, line and a way out
    for what cannot be differentiated.
    """
    if function is None:
        return functools.partial(forward_diff, wrt=wrt, prefix=prefix)
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(forward_diff(function.__func__, wrt=wrt, prefix=prefix))
    return Derivative(function, wrt, prefix).wrapper


def primal_of(function: Any) -> Any:
    """Return the function as it was written, of a decorated one its primal."""
    return getattr(function, "__srcad_primal__", function)


class Differentiated(functools.partial):  # type: ignore[type-arg]
    """What the user calls: the function's derivative, under the function's own name and signature.

    A subclass of functools.partial, because that is called without a Python frame of its own.
    """

    derivative: Derivative

    @property
    def primal(self) -> Any:
        """Return the function as it was written."""
        return self.derivative.primal

    __srcad_primal__ = primal

    @property
    def __srcad_derivative__(self) -> Derivative:
        return self.derivative

    @property
    def source(self) -> str:
        """Return the generated Python: the variant last built, else the one for annotated or float arguments."""
        return self.derivative.source()

    def jvp(self, primals: Any, tangents: Any, kwargs: Any = None, kwtangents: Any = None) -> Any:
        """Return ``(value, tangent)`` at the primals along the tangents, by position; None means constant."""
        return self.derivative.jvp(primals, tangents, kwargs, kwtangents)

    def show(self, *args: Any, **keywords: Any) -> str:
        """Return the user's source and the derivative side by side, for these arguments."""
        return self.derivative.show(*args, **keywords)

    def variant(self, *args: Any, **keywords: Any) -> Any:
        """Return the generated function for these arguments, unchecked, for hot loops."""
        return self.derivative.variant(*args, **keywords)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)

    def __reduce__(self) -> Any:
        return rebuilt, (self.derivative.primal, self.derivative.wrt, self.derivative.prefix)

    def __repr__(self) -> str:
        return f"<derivative of {self.derivative.target.__qualname__}>"


def rebuilt(primal: Any, wrt: Wrt, prefix: str) -> Any:
    """Make a derivative again in another process."""
    return forward_diff(primal, wrt=wrt, prefix=prefix)


class Derivative:
    """Hold what belongs to one decorated function; its wrapper is what the user calls."""

    def __init__(self, function: Any, wrt: Wrt, prefix: str) -> None:
        self.given = function
        self.primal = primal_of(function)
        self.target = plain_function(function)
        self.prefix = prefix
        self.signature = inspect.signature(self.target)
        self.parameters = list(self.signature.parameters)
        self.wrt = self._resolved(wrt)
        self.seed_names = {name: prefix + name for name in self.parameters}
        self.last: Variant | None = None
        self.wrapper = self._wrapper()

    def _resolved(self, wrt: Wrt) -> tuple[str, ...] | None:
        if wrt is None:
            return None
        wanted = [wrt] if isinstance(wrt, (str, int)) else list(wrt)
        names = [self.parameters[w] if isinstance(w, int) else w for w in wanted]
        for name in names:
            if name not in self.parameters:
                raise SeedError(f"{self.target.__name__} has no parameter {name!r}: it has {', '.join(self.parameters)}")
        return tuple(names)

    def _wrapper(self) -> Differentiated:
        wrapper = Differentiated(self.call_with_seeds)
        functools.update_wrapper(wrapper, self.target)
        wrapper.derivative = self
        return wrapper

    def call_with_seeds(self, *args: Any, **keywords: Any) -> Any:
        """Take calls of every form."""
        return self.call(args, keywords)

    def call(self, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Check the seeds, find the variant and call it."""
        seeds = {}
        for name, seed_name in self.seed_names.items():
            if seed_name in keywords and seed_name not in self.parameters:
                seeds[name] = keywords.pop(seed_name)
        return self.differentiated(args, keywords, seeds)

    def differentiated(self, args: tuple[Any, ...], keywords: dict[str, Any], seeds: dict[str, Any]) -> Any:
        """Compute value and tangent for seeds by parameter name."""
        bound = self.signature.bind(*args, **keywords)
        seeds = {name: seed for name, seed in seeds.items() if seed is not None}
        if not seeds:
            seeds = self.default_seed(bound.arguments)
        present = {name: bound.arguments.get(name, self.default_of(name)) for name in seeds}
        checked = check_seeds(present, seeds)
        variant = self.found(args, keywords, frozenset(checked))
        try:
            result = variant.function(*args, **keywords, **{variant.seeds[n]: s for n, s in checked.items()})
        except Refusal as refusal:
            raise refusal.error from None
        except SrcadError:
            raise
        except BaseException as error:
            note_user_line(error)
            raise
        for name, seed in checked.items():
            if seed is not seeds[name]:
                copy_back(seed, seeds[name])
        return result

    def default_of(self, name: str) -> Any:
        """Return a parameter's default value."""
        return self.signature.parameters[name].default

    def default_seed(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return the seed 1.0 where only one parameter can be meant and it holds a real scalar."""
        candidates = self.wrt if self.wrt is not None else tuple(self.parameters)
        if len(candidates) == 1:
            value = arguments.get(candidates[0], self.default_of(candidates[0]))
            if is_real(kind_of(value)):
                return {candidates[0]: 1.0}
        wanted = ", ".join(f"{self.prefix}{name}" for name in candidates)
        raise SeedError(
            describe(f"{self.target.__name__}() was called without a tangent", None, f"Give at least one of {wanted}.")
        )

    def found(self, args: tuple[Any, ...], keywords: dict[str, Any], active: frozenset[str]) -> Variant:
        """Return the variant for these arguments."""
        key = self.key(args, keywords, active)
        self.last = PIPELINE.variant(self.target, key)
        return self.last

    def key(self, args: tuple[Any, ...], keywords: dict[str, Any], active: frozenset[str]) -> Any:
        """Return the key of a variant: kinds, and which parameters are active."""
        given = Given(self.target, args, (None,) * len(args), keywords, {}, None)
        key, _, _ = key_of_given(given, self.target)
        named = {name for name, _, _ in key}
        missing = [(name, kind_of(self.default_of(name)), True) for name in active if name not in named]
        return tuple((name, kind, name in active) for name, kind, _ in key) + tuple(missing)

    def jvp(
        self,
        primals: Sequence[Any],
        tangents: Sequence[Any],
        kwargs: Mapping[str, Any] | None = None,
        kwtangents: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return ``(value, tangent)`` at the primals along the tangents, by position; None means constant."""
        keywords = dict(kwargs or {})
        seeds: dict[str, Any] = {}
        positional = [p for p in self.signature.parameters.values() if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        for parameter, tangent in zip(positional, tangents, strict=False):
            if tangent is not None:
                seeds[parameter.name] = tangent
        seeds.update({name: t for name, t in (kwtangents or {}).items() if t is not None})
        if not seeds:
            raise SeedError("jvp() was called without a tangent: at least one must not be None")
        return self.differentiated(tuple(primals), keywords, seeds)

    def variant(self, *args: Any, **keywords: Any) -> Any:
        """Return the generated function for these arguments."""
        wrt = keywords.pop("wrt", None)
        names = self._resolved(wrt) or self.wrt or self.varying(args, keywords)
        return self.found(args, keywords, frozenset(names)).function

    def varying(self, args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[str, ...]:
        """Return the parameters that hold floats."""
        bound = self.signature.bind(*args, **keywords)
        return tuple(name for name, value in bound.arguments.items() if may_be_seeded(value))

    def source(self) -> str:
        """Return the text of the variant last built, else of the one for annotated or float arguments."""
        if self.last is None:
            kinds = {int: INT, str: TEXT, bool: BOOL, complex: COMPLEX}
            hints = {n: p.annotation for n, p in self.signature.parameters.items()}
            names = self.wrt or tuple(n for n in self.parameters if hints[n] not in kinds or hints[n] is complex)
            key = tuple((n, kinds.get(hints[n], FLOAT), n in names) for n in self.parameters)
            self.last = PIPELINE.variant(self.target, key)
        return self.last.printed.text

    def show(self, *args: Any, **keywords: Any) -> str:
        """Return the user's source and the derivative side by side, for these arguments."""
        self.variant(*args, **keywords)
        source = read_source(self.target)
        assert self.last is not None
        return show_side_by_side(source.text, self.last.printed, source.first_line)


def may_be_seeded(value: Any) -> bool:
    """Tell whether a value holds inexact numbers."""
    kind = repr(kind_of(value))
    return any(word in kind for word in ("float", "complex", "Array", "real", "NumpyScalar"))


def plain_function(function: Any) -> types.FunctionType:
    """Return the Python function that is differentiated."""
    function = primal_of(function)
    if isinstance(function, types.FunctionType):
        return function
    raise SrcadError(describe(f"cannot differentiate {function!r}: it is no Python function", None, "Wrap the call in a def."))


def jvp(
    function: Any,
    primals: Sequence[Any],
    tangents: Sequence[Any],
    kwargs: Mapping[str, Any] | None = None,
    kwtangents: Mapping[str, Any] | None = None,
) -> Any:
    """Return ``(value, tangent)`` of any function, decorated or not, at the primals along the tangents."""
    return derivative_of(primal_of(function)).jvp(primals, tangents, kwargs, kwtangents)


@functools.lru_cache(maxsize=512)
def derivative_of(function: Any) -> Derivative:
    """Return the derivative of a function that was not decorated."""
    return Derivative(function, None, "d_")


__all__ = ["forward_diff", "jvp", "parse", "tangent_name"]
