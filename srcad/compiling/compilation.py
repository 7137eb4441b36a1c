"""Compile a generated function with numba, and with it all the functions that it calls.

numba compiles a function whose globals and closure hold nothing but what numba knows, and it takes them as constants.
So each generated function gets a twin, see `twins`. A plain helper of the user's gets a twin too, so that it need not
be decorated; what he has compiled himself stays as it is. Functions of srcad that numba cannot compile as they stand
are replaced by those of `support`.
"""

from __future__ import annotations

import ast
import importlib
import sys
import warnings
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any, NoReturn

import numpy as np

from srcad.compiling.dividing import divide_by_ieee
from srcad.compiling.files import file_for
from srcad.compiling.losses import has_inner, lost_write_in, rebinding_in, wrong_call_in
from srcad.compiling.options import Numba
from srcad.compiling.reasons import place_of, reason_of
from srcad.compiling.twins import Twin
from srcad.errors import CompilationError, Location, SrcadError
from srcad.keeping import kept_with
from srcad.loading import printed_of, user_location
from srcad.resolving import derived

Keywords = Mapping[str, Any]

NO_ARRAYS: Mapping[str, int] = {}
TO_PYTHON = "srcad.Numba(fallback=True) runs what is refused in Python, with a warning."


@dataclass(frozen=True)
class Element:
    """A generated function for one element of the arrays that another one takes: see `elements.Elementwise`."""

    function: FunctionType
    arrays: tuple[str, ...]
    results: int


class Compilation:
    """The compiled functions of one derivative, under one set of options."""

    def __init__(self, compiler: Numba, function: FunctionType) -> None:
        self.compiler = compiler
        self.function = function
        self._dispatchers: weakref.WeakKeyDictionary[FunctionType, Any] = weakref.WeakKeyDictionary()
        self._in_python: weakref.WeakSet[FunctionType] = weakref.WeakSet()

    def compiled(
        self,
        generated: FunctionType,
        args: Sequence[Any],
        keywords: Keywords,
        seeds: Keywords,
        element: Callable[[], Element | None] = lambda: None,
    ) -> Any:
        """Return the dispatcher of a generated function, compiled for the types of these arguments.

        `element` makes the same derivative for one element of the arrays, if the function goes by elements.

        Raises CompilationError where numba refuses. With `fallback` that is a warning, and the generated function
        itself comes back.
        """
        if generated in self._in_python:
            return generated
        try:
            return self._compiled(generated, args, keywords, seeds, element)
        except SrcadError as error:
            if not self.compiler.fallback:
                raise
            self._in_python.add(generated)
            warnings.warn(f"{error}\nIt runs in Python.", RuntimeWarning, stacklevel=depth_of_caller())
            return generated

    def _compiled(
        self,
        generated: FunctionType,
        args: Sequence[Any],
        keywords: Keywords,
        seeds: Keywords,
        element: Callable[[], Element | None],
    ) -> Any:
        dispatcher = self._dispatchers.get(generated)
        if dispatcher is None:
            given = {**dict(zip(parameters_of(generated), args, strict=False)), **keywords, **seeds}
            axes = {name: value.ndim for name, value in given.items() if isinstance(value, np.ndarray)}
            dispatcher = self._over_elements(generated, element()) or self._outermost(generated, axes)
        try:
            compile_for(dispatcher, args, {**keywords, **seeds})
        except Exception as error:
            self._refuse_itself(args, keywords)
            self.refuse(error)
        return dispatcher

    def _refuse_itself(self, args: Sequence[Any], keywords: Keywords) -> None:
        """Say so where numba does not compile the function that is differentiated either."""
        dispatcher = self._dispatchers.get(self.function) or self._outermost(self.function)
        try:
            compile_for(dispatcher, args, keywords)
        except Exception as error:
            what = f"numba does not compile '{self.function.__qualname__}' itself: {reason_of(error)}"
            place = place_of(error, self.function) or location_of(self.function)
            raise CompilationError.at(what, place, TO_PYTHON) from error

    def raise_own(self, error: BaseException) -> None:
        """Raise numba's error about a later call, with types that do not compile, as one of srcad's."""
        if isinstance(error, library().core.errors.NumbaError):
            self.refuse(error)

    def refuse(self, error: BaseException) -> NoReturn:
        """Raise an error of numba's as one of srcad's, at the user's line."""
        self._refuse(reason_of(error), place_of(error, self.function), error)

    def _refuse(self, reason: str, place: Location | None, cause: BaseException | None = None) -> NoReturn:
        what = f"numba does not compile the derivative of '{self.function.__qualname__}': {reason}"
        raise CompilationError.at(what, place or location_of(self.function), TO_PYTHON) from cause

    # Twins, each under the options for it

    def _over_elements(self, generated: FunctionType, element: Element | None) -> Any:
        """Make the dispatcher of a loop over elements in place of that of the generated function, if there is one.

        Parallel loops are numba's business: it makes them of the operations on whole arrays.
        """
        options = {**self._options_of(generated), **self.compiler.options}
        caches = options.pop("cache", False)
        if element is None or options.get("parallel"):
            return None
        inner = ElementCompilation(Numba(**{**options, "error_model": "numpy"}), self.function)
        loop = loops().ElementLoop(generated, element.arrays, element.results, inner._outermost(element.function))
        file = file_for(loop.function, loop.text, options) if caches else None
        dispatcher = jitted(loop.in_file(file) if file else loop.function, {**options, "cache": caches})
        self._dispatchers[generated] = dispatcher
        return dispatcher

    def _outermost(self, generated: FunctionType, axes: Mapping[str, int] = NO_ARRAYS) -> Any:
        """Make the dispatcher of the function that is called from Python; it alone is kept on disk.

        `axes` are the numbers of axes of the parameters that are arrays in the first call.
        """
        options = {**self._options_of(generated), **self.compiler.options}
        caches = options.pop("cache", False)
        twin = Twin(generated, self._needs_twin)
        dispatcher = self._fill(generated, twin, options, axes)
        if caches and twin.text is not None:
            written = twin.in_file(file_for(twin.function, twin.text, options))
            self._dispatchers[generated] = dispatcher = jitted(written, {**options, "cache": True})
        return dispatcher

    def _inner(self, function: FunctionType) -> Any:
        """Return the dispatcher of a function that another one calls, made once."""
        found = self._dispatchers.get(function)
        if found is None:
            found = self._fill(function, Twin(function, self._needs_twin), self._options_of(function))
        return found

    def _fill(
        self, function: FunctionType, twin: Twin, options: dict[str, Any], axes: Mapping[str, int] = NO_ARRAYS
    ) -> Any:
        """Make the dispatcher of a twin, and then those that it calls: it may be among them itself."""
        if twin.is_variadic:
            self._refuse("numba knows no tangents behind *args or **kwargs", place_of_definition(function))
        self._refuse_run_time_helpers(twin)
        self._refuse_losses(twin, parallel=bool(options.get("parallel")))
        self._divide(twin)
        if not options.get("parallel"):
            self._fuse(twin, options, axes)
        self._dispatchers[function] = dispatcher = jitted(twin.function, options)
        twin.fill(self._inside)
        return dispatcher

    def _divide(self, twin: Twin) -> None:
        """Let the divisions in tangents follow IEEE, and let them find their places."""
        written = twin.original
        while (below := kept_with(written).get("differentiated")) is not None:
            written = below
        if twin.tree is None or written is twin.original:
            return
        helpers = {"divided": support().divided_elements, "place": support().place}
        names = {wish: free_name(twin.tree, wish) for wish in helpers}
        seeds = {*all_parameters_of(twin.original)} - {*all_parameters_of(written)}
        used = divide_by_ieee(twin.tree, seeds, names, lambda called: is_generated(twin.outside(called)))
        if used:
            twin.members.update({names[wish]: helpers[wish] for wish in used})
            twin.function = twin.in_file(twin.original.__code__.co_filename)

    def _fuse(self, twin: Twin, options: dict[str, Any], axes: Mapping[str, int]) -> None:
        """Put one loop in the place of statements that go over arrays one after the other.

        Beside inner functions numba may lose writes to what comes out of a tuple, as the results of such a loop do.
        """
        if twin.tree is None or has_inner(twin.tree):
            return
        from srcad.compiling.fusing import Fusion, free_names

        vectors, matrices = ([name for name in axes if (axes[name] > 1) is more] for more in (False, True))
        fusion = Fusion(twin.tree, twin.outside, vectors, matrices)
        for name, run in fusion.runs.items():
            tree = run.tree
            namespace = {one: self._inside(twin.outside(one)) for one in free_names(tree) - {fusion.sum_name}}
            namespace["__name__"] = twin.original.__module__
            file = twin.original.__code__.co_filename
            twin.members[name] = fused_loops().fused(name, tree, fusion.sum_name, file, namespace, options)
        if fusion.runs:
            twin.function = twin.in_file(twin.original.__code__.co_filename)

    def _options_of(self, function: FunctionType) -> dict[str, Any]:
        """Return the options for a function: those with which the user compiled it, else the derivative's."""
        while (below := kept_with(function).get("differentiated")) is not None:
            function = below
        kept = kept_with(function).get("numba options")
        given = {name: value for name, value in self.compiler.options.items() if name != "cache"}
        return given if kept is None else dict(kept)

    def _inside(self, value: Any) -> Any:
        """Return what stands in a twin's namespace for an object outside of the function."""
        value = derived(value)
        if type(value) is tuple:
            return tuple(map(self._inside, value))
        if not callable(value) or not self._needs_twin(value):
            return value
        return replaced().get(value) or self._inner(value)

    def _needs_twin(self, value: Any) -> bool:
        """Tell whether something else is compiled in place of a callable."""
        return value in replaced() or (isinstance(value, FunctionType) and not is_known(value))

    def _refuse_run_time_helpers(self, twin: Twin) -> None:
        """Refuse a text that calls a helper which decides at run time, at the line of the first call."""
        for node in ast.walk(twin.tree) if twin.tree is not None else ():
            if isinstance(node, ast.Name) and is_run_time_helper(twin.outside(node.id)):
                place = user_location(twin.original.__code__.co_filename, node.lineno, twin.original.__name__)
                self._refuse("what is called or stored here is known only when it runs", place)

    def _refuse_losses(self, twin: Twin, *, parallel: bool) -> None:
        """Refuse what numba would compile to something else."""
        if twin.tree is None:
            return
        found = {
            "numba does not see that an inner function rebinds a variable": rebinding_in(twin.tree),
            "numba binds keywords and defaults of inner functions otherwise": wrong_call_in(twin.tree),
            "numba may lose this write, to an array that has another name too": lost_write_in(
                twin.tree, parallel=parallel
            ),
        }
        for reason, line in found.items():
            if line is not None:
                self._refuse(reason, user_location(twin.original.__code__.co_filename, line, twin.original.__name__))


class ElementCompilation(Compilation):
    """The same for a function of one element: where arrays choose, it chooses."""

    def _needs_twin(self, value: Any) -> bool:
        return value is np.where or super()._needs_twin(value)

    def _inside(self, value: Any) -> Any:
        return loops().chosen if value is np.where else super()._inside(value)


def compile_for(dispatcher: Any, args: Sequence[Any], keywords: Keywords) -> None:
    """Compile for the types of these arguments, if that has not been done."""
    typeof = library().typeof
    dispatcher.get_call_template(tuple(map(typeof, args)), {name: typeof(value) for name, value in keywords.items()})


def depth_of_caller() -> int:
    """Return how many frames a warning must go up from where it is made to be shown at a line of the user's."""
    frame, depth = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("srcad."):
        frame, depth = frame.f_back, depth + 1
    return depth


def library() -> Any:
    """Return numba, imported when something is compiled for the first time, with all that it knows."""
    return importlib.import_module("numba")


def jitted(function: Callable[..., Any], options: dict[str, Any]) -> Any:
    """Return the dispatcher of a function, which compiles in nopython mode when it must."""
    return library().jit(**{**options, "nopython": True})(function)


def replaced() -> dict[Any, Any]:
    """Return the functions of srcad for which others are compiled."""
    for name in ("support", "array_support", "linalg_support"):
        importlib.import_module(f"srcad.compiling.{name}")
    return importlib.import_module("srcad.compiling.replacing").REPLACED  # type: ignore[no-any-return]


def loops() -> Any:
    """Return the module of the loops over elements, which imports numba."""
    return importlib.import_module("srcad.compiling.element_loops")


def support() -> Any:
    """Return the module of what is compiled for helpers, which imports numba."""
    return importlib.import_module("srcad.compiling.support")


def fused_loops() -> Any:
    """Return the module of the loops that stand for several statements, which imports numba."""
    return importlib.import_module("srcad.compiling.fused_loops")


def parameters_of(function: FunctionType) -> tuple[str, ...]:
    """Return the names of the parameters that may be given by position."""
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def all_parameters_of(function: FunctionType) -> tuple[str, ...]:
    """Return the names of the parameters, those that may be given by keyword only among them."""
    code = function.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def free_name(tree: ast.Module, wish: str) -> str:
    """Return a name that stands nowhere in a tree."""
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    taken |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    while wish in taken:
        wish = f"_{wish}"
    return wish


def is_known(value: Any) -> bool:
    """Tell whether numba has an implementation of a function that is written in Python."""
    replaced()  # registers some
    registry: Any = importlib.import_module("numba.core.registry")
    registry.cpu_target.target_context.refresh()
    registry.cpu_target.typing_context.refresh()
    try:
        registry.cpu_target.typing_context.resolve_value_type(value)
    except ValueError:
        return False
    return True


def is_run_time_helper(value: Any) -> bool:
    """Tell whether a value is a function of srcad's that decides at run time; those of the rules are plain."""
    module: str = getattr(value, "__module__", None) or ""
    if not callable(value) or not module.startswith("srcad.") or module.startswith("srcad.rules"):
        return False
    return not is_generated(value) and not is_known(value)


def is_generated(value: Any) -> bool:
    """Tell whether a value is a generated function."""
    return isinstance(value, FunctionType) and printed_of(value.__code__.co_filename) is not None


def place_of_definition(function: FunctionType) -> Location | None:
    """Return the user's line at which the function begins that a generated one is made of."""
    return user_location(function.__code__.co_filename, 2, function.__name__)


def location_of(function: FunctionType) -> Location:
    """Return the place where a function begins."""
    code = function.__code__
    return Location(code.co_filename, code.co_firstlineno, code.co_name, "")
