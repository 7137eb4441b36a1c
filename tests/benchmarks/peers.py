"""Other libraries that differentiate Python, where they are installed, on the same functions.

The function runs as it is, with `np` and `math` in its module standing for the library's own; a library that needs
another program than that is left out.
"""

from __future__ import annotations

import importlib
import importlib.util
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.benchmarks.measuring import Call

Function = Callable[..., Any]


def rebound(function: Function, **modules: Any) -> Function:
    """Return the function, and those of its module that it calls, with other modules under their names."""
    namespace = {**function.__globals__, **modules}
    for name, value in list(namespace.items()):
        if isinstance(value, types.FunctionType) and value.__module__ == function.__module__:
            made = types.FunctionType(value.__code__, namespace, name, value.__defaults__, value.__closure__)
            namespace[name] = made
    found: Function = namespace[function.__name__]
    return found


def with_active(function: Function, args: tuple[Any, ...], active: tuple[int, ...]) -> Function:
    """Return the function of the arguments that vary; the others are constants."""

    def of_active(*given: Any) -> Any:
        complete = list(args)
        for place, value in zip(active, given, strict=True):
            complete[place] = value
        return function(*complete)

    return of_active


def jax(function: Function, args: tuple[Any, ...], active: tuple[int, ...], tangents: tuple[Any, ...]) -> Call:
    """Differentiate with jax.jvp, jitted, in double precision."""
    library = importlib.import_module("jax")
    library.config.update("jax_enable_x64", True)
    library.config.update("jax_platforms", "cpu")
    numbers = importlib.import_module("jax.numpy")
    plain = with_active(rebound(function, np=numbers, math=numbers), args, active)
    primals = tuple(numbers.asarray(args[place]) for place in active)
    seeds = tuple(numbers.asarray(tangent, dtype=float) for tangent in tangents)
    compiled = library.jit(lambda values, along: library.jvp(plain, values, along))
    return lambda: library.block_until_ready(compiled(primals, seeds))


def autograd(function: Function, args: tuple[Any, ...], active: tuple[int, ...], tangents: tuple[Any, ...]) -> Call:
    """Differentiate with autograd.make_jvp of one tuple of the arguments that vary."""
    numbers = importlib.import_module("autograd.numpy")
    plain = with_active(rebound(function, np=numbers, math=numbers), args, active)
    make = importlib.import_module("autograd.differential_operators").make_jvp
    along = make(lambda values: plain(*values))(tuple(args[place] for place in active))
    return lambda: along(tuple(tangents))


def tangent(function: Function, args: tuple[Any, ...], active: tuple[int, ...], tangents: tuple[Any, ...]) -> Call:
    """Differentiate with tangent-ad, in forward mode; it knows NumPy's functions only."""
    library = importlib.import_module("tangent")
    importlib.import_module("logging").disable(30)
    derivative = library.autodiff(
        rebound(function, math=np), wrt=active, mode="forward", preserve_result=True, check_dims=False
    )

    def call() -> Any:
        found = derivative(*args, *tangents)
        return found[-1], found[0]

    return call


def casadi(function: Function, args: tuple[Any, ...], active: tuple[int, ...], tangents: tuple[Any, ...]) -> Call:
    """Differentiate a function of numbers with casadi, by a graph of scalars."""
    library = importlib.import_module("casadi")
    plain = with_active(rebound(function, math=library), args, active)
    values = [library.SX.sym(f"x{place}") for place in active]
    along = [library.SX.sym(f"d{place}") for place in active]
    result = plain(*values)
    slope = library.jtimes(result, library.vertcat(*values), library.vertcat(*along))
    made = library.Function("f", [*values, *along], [result, slope])
    buffer, run = made.buffer()
    stored = [np.array([float(one)]) for one in (*(args[place] for place in active), *tangents)]
    found = [np.zeros(1), np.zeros(1)]
    for number, one in enumerate(stored):
        buffer.set_arg(number, memoryview(one))
    for number, one in enumerate(found):
        buffer.set_res(number, memoryview(one))

    def call() -> Any:
        run()
        return found[0][0], found[1][0]

    # casadi reads and writes through bare pointers: what they point to must stay.
    call.kept = made, buffer, stored, found  # type: ignore[attr-defined]
    return call


PEERS: dict[str, tuple[str, Callable[..., Call]]] = {
    "jax, jitted": ("jax", jax),
    "autograd": ("autograd", autograd),
    "tangent-ad": ("tangent", tangent),
    "casadi": ("casadi", casadi),
}


def installed() -> dict[str, Callable[..., Call]]:
    """Return the peers that are there."""
    return {name: make for name, (module, make) in PEERS.items() if importlib.util.find_spec(module) is not None}
