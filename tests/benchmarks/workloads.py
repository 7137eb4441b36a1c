"""Compare a derivative of srcad's with what else there is: `python -m tests.benchmarks.workloads`, on 13 workloads.

Each workload is timed in rounds, all its forms one after the other in each, in processor time; the table shows the
time of the tangent that is written by hand, and for each other form the median of its ratios to that within the rounds.
Before it is timed, each form must find the value and the tangent of the one by hand.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import importlib.util
import statistics
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import srcad
from tests.benchmarks import array_programs as arrays
from tests.benchmarks import native, peers
from tests.benchmarks import scalar_programs as scalars
from tests.benchmarks.measuring import Call, ratio, samples_of

HAND = "by hand"


@dataclass(frozen=True)
class Workload:
    """A function, its tangent by hand, and where both are called.

    `active` are the places of the arguments that vary, `tangents` the directions; `peers` those that take the function.
    """

    title: str
    function: Callable[..., Any]
    hand: Callable[..., Any]
    args: tuple[Any, ...]
    active: tuple[int, ...]
    tangents: tuple[Any, ...]
    peers: tuple[str, ...] = ()
    quick: bool = False
    writes: bool = False
    compiles: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arguments that vary."""
        code = self.function.__code__
        return tuple(code.co_varnames[place] for place in self.active)


def draw(*shape: int) -> Any:
    """Return numbers between 0.5 and 1.5, the same in every run."""
    return 0.5 + np.random.default_rng(3).random(shape)


COUNT = 1_000
EVERYTHING = ("jax, jitted", "autograd", "tangent-ad", "casadi")
WORKLOADS: dict[str, Workload] = {
    "pressure": Workload(
        "one expression of numbers",
        scalars.pressure,
        scalars.pressure_by_hand,
        (350.0, 0.02, 1.5, 2e-5),
        (0, 1),
        (1.0, 0.001),
        EVERYTHING,
        quick=True,
    ),
    "thermostat": Workload(
        "loop of 1,000 steps with a branch",
        scalars.thermostat,
        scalars.thermostat_by_hand,
        (15.0, 30.0, 0.4, COUNT),
        (0, 1, 2),
        (1.0, 0.5, 0.01),
        ("tangent-ad",),
        quick=True,
    ),
    "foxes": Workload(
        "Runge-Kutta, 200 steps of 2 numbers",
        scalars.foxes_and_hares,
        scalars.foxes_and_hares_by_hand,
        (1.2, 0.8, 1.1, 0.01, 200),
        (0, 1, 2),
        (1.0, -0.5, 0.3),
        ("tangent-ad", "casadi"),
    ),
    "bodies": Workload(
        "8 bodies, 10 steps, loops over elements",
        arrays.bodies,
        arrays.bodies_by_hand,
        (draw(8, 2), draw(8, 2) - 1.0, draw(8), 0.001, 10),
        (0, 1),
        (draw(8, 2), draw(8, 2)),
        writes=True,
    ),
    "options": Workload(
        "formula for 1,000 options",
        arrays.option_prices,
        arrays.option_prices_by_hand,
        (draw(COUNT), draw(COUNT)[::-1].copy(), draw(COUNT), 0.03, 0.01, 0.25),
        (0, 3, 5),
        (draw(COUNT), 1.0, 0.5),
        ("jax, jitted", "autograd", "tangent-ad"),
        quick=True,
    ),
    "plate": Workload(
        "stencil on 64 x 64, 10 steps, in slices",
        arrays.plate,
        arrays.plate_by_hand,
        (draw(64, 64), 0.1, 10),
        (0, 1),
        (draw(64, 64), 1.0),
        writes=True,
    ),
    "network": Workload(
        "network of 20, 30 and 10 tanh",
        arrays.network,
        arrays.network_by_hand,
        (draw(20), draw(30, 20) - 1.0, draw(30), draw(10, 30) - 1.0, draw(10)),
        (0, 1, 3),
        (draw(20), draw(30, 20), draw(10, 30)),
        ("jax, jitted", "autograd", "tangent-ad"),
    ),
    "matrices": Workload(
        "products and a solve, 20 x 20",
        arrays.linear_system,
        arrays.linear_system_by_hand,
        (draw(20, 20) + 20.0 * np.eye(20), draw(20, 20), draw(20, 20), draw(20)),
        (0, 3),
        (draw(20, 20), draw(20)),
        ("jax, jitted", "autograd", "tangent-ad"),
    ),
    "chebyshev": Workload(
        "recursion, 465 calls",
        scalars.chebyshev,
        scalars.chebyshev_by_hand,
        (12, 0.7),
        (1,),
        (1.0,),
        quick=True,
    ),
    "heat": Workload(
        "correlations in small helpers",
        scalars.heat,
        scalars.heat_by_hand,
        (0.4, 0.05, 320.0, 1e-5),
        (0, 1, 2),
        (0.1, 0.001, 1.0),
        EVERYTHING,
        quick=True,
    ),
    "channel": Workload(
        "square roots and fractional powers",
        scalars.channel,
        scalars.channel_by_hand,
        (1.5, 4.0, 0.001, 0.03),
        (0, 2),
        (1.0, 1e-4),
        ("jax, jitted", "autograd", "casadi"),
        quick=True,
    ),
    "mixture": Workload(
        "sums over lists side by side",
        scalars.mixture,
        scalars.mixture_by_hand,
        ([1.0, 2.0, 0.5, 3.0], [351.0, 373.0, 329.0, 338.0], 1.5),
        (0, 2),
        ([0.1, 0.2, 0.0, 0.3], 0.5),
        compiles=False,
    ),
    "pipes": Workload(
        "objects in a dictionary",
        arrays.loss_along,
        arrays.loss_along_by_hand,
        (0.3, 1e-4),
        (0, 1),
        (1.0, 1e-5),
        compiles=False,
    ),
}


def fresh(workload: Workload, call: Callable[..., Any], args: tuple[Any, ...], **seeds: Any) -> Call:
    """Return a call with arguments that it may write: they are copied for every call, for every form alike."""
    if not workload.writes:
        return functools.partial(call, *args, **seeds)

    def copied(value: Any) -> Any:
        return value.copy() if isinstance(value, np.ndarray) else value

    return lambda: call(*map(copied, args), **{name: copied(value) for name, value in seeds.items()})


def forms_of(workload: Workload) -> Iterator[tuple[str, Callable[[], Call | None]]]:
    """Yield the forms of a workload by name, each with how to make its call; None for what does not exist here."""
    args, by_hand = workload.args, (*workload.args, *workload.tangents)
    # Keywords that are written in a program are interned; others cost a comparison of texts for each parameter.
    names = [sys.intern(f"d_{name}") for name in workload.names]
    seeds = dict(zip(names, workload.tangents, strict=True))
    differentiate = functools.partial(srcad.forward_diff, workload.function, wrt=workload.names)
    compiles = workload.compiles and importlib.util.find_spec("numba") is not None
    yield HAND, lambda: fresh(workload, workload.hand, by_hand)
    yield "function", lambda: fresh(workload, workload.function, args)
    yield "generated", lambda: fresh(workload, differentiate().variant(*args), args, **seeds)
    yield "srcad", lambda: fresh(workload, differentiate(), args, **seeds)
    if compiles:
        yield "generated + numba", lambda: fresh(workload, differentiate(compile="numba").variant(*args), args, **seeds)
        yield "srcad + numba", lambda: fresh(workload, differentiate(compile="numba"), args, **seeds)
        yield "by hand + numba", lambda: fresh(workload, compiled(workload.hand), by_hand)
    yield "C", lambda: native.kernel(workload.function.__name__, by_hand)
    for name, make in peers.installed().items():
        if name in workload.peers:
            yield name, functools.partial(make, workload.function, args, workload.active, workload.tangents)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function with numba, and those of its module that it calls."""
    numba: Any = importlib.import_module("numba")
    namespace = dict(function.__globals__)
    for name, value in function.__globals__.items():
        if isinstance(value, types.FunctionType) and value.__module__ == function.__module__:
            namespace[name] = numba.njit(types.FunctionType(value.__code__, namespace, name))
    found: Callable[..., Any] = namespace[function.__name__]
    return found


def calls_of(workload: Workload) -> dict[str, Call]:
    """Return the calls of a workload that find what the tangent by hand finds; say of others why they do not."""
    calls: dict[str, Call] = {}
    for name, make in forms_of(workload):
        try:
            call = make()
            if call is None:
                continue
            found = call()
        except Exception as error:
            print(f"{workload.function.__name__}: {name} fails: {type(error).__name__}", file=sys.stderr)
            continue
        if name == HAND:
            wanted = found
        if agrees(found, wanted, is_value=name == "function"):
            calls[name] = call
        else:
            print(f"{workload.function.__name__}: {name} finds something else", file=sys.stderr)
    return calls


def agrees(found: Any, wanted: Any, *, is_value: bool) -> bool:
    """Compare value and tangent, or the value alone."""
    pairs = [(found, wanted[0])] if is_value else list(zip(found, wanted, strict=True))
    return all(np.allclose(np.asarray(one), np.asarray(other), rtol=1e-8, atol=1e-12) for one, other in pairs)


@dataclass(frozen=True)
class Row:
    """What was measured of one workload: seconds of the tangent by hand, and the ratios of the others to it."""

    title: str
    seconds: float
    ratios: dict[str, float]


def measured(workload: Workload, rounds: int, seconds: float) -> Row:
    """Time the forms of one workload."""
    samples = samples_of(calls_of(workload), rounds, seconds)
    evaluations = native.EVALUATIONS.get(workload.function.__name__, 1)
    ratios = {name: ratio(one, samples[HAND]) for name, one in samples.items() if name != HAND}
    if "C" in ratios:
        ratios["C"] /= evaluations
    return Row(workload.title, statistics.median(samples[HAND]), ratios)


COLUMNS = (
    "function",
    "generated",
    "srcad",
    "generated + numba",
    "srcad + numba",
    "by hand + numba",
    "C",
    *peers.PEERS,
)


def table_of(rows: list[Row]) -> str:
    """Write a Markdown table; a dash stands for what does not exist or does not take the function."""
    columns = [name for name in COLUMNS if any(name in row.ratios for row in rows)]
    lines = [f"| workload | {HAND} | {' | '.join(columns)} |", f"| --- |{' ---: |' * (len(columns) + 1)}"]
    for row in rows:
        cells = [written(row.ratios[name]) if name in row.ratios else "-" for name in columns]
        lines.append(f"| {row.title} | {1e6 * row.seconds:,.1f} µs | {' | '.join(cells)} |")
    means = [
        written(statistics.geometric_mean(row.ratios[name] for row in rows))
        if all(name in row.ratios for row in rows)
        else ""
        for name in columns
    ]
    return "\n".join([*lines, f"| geometric mean | | {' | '.join(means)} |"])


def written(number: float) -> str:
    """Write a ratio with three digits."""
    return f"{number:.3g}" if number < 100.0 else f"{number:,.0f}"


def plot(rows: list[Row], file: Path) -> None:
    """Draw the ratios, a line of points for each workload."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": "srcad", "svg.fonttype": "none"}
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9.0, 0.45 * len(rows) + 1.8))
    markers = dict(zip(COLUMNS, "|osDp^vPXd*", strict=True))
    for name, marker in markers.items():
        places = [place for place, row in enumerate(rows) if name in row.ratios]
        if places:
            axes.plot([rows[place].ratios[name] for place in places], places, marker, label=name, alpha=0.8)
    axes.axvline(1.0, color="grey", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_yticks(range(len(rows)), [row.title for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel("time, relative to the tangent written by hand in Python and NumPy")
    axes.legend(loc="upper center", bbox_to_anchor=(0.3, -0.16), ncols=4, frameon=False)
    figure.savefig(file, bbox_inches="tight", metadata={"Date": None})


def main() -> None:
    """Measure, print the table, and draw it if that is asked for."""
    parser = argparse.ArgumentParser(description="Compare derivatives of srcad's with others.")
    parser.add_argument("names", nargs="*", help=f"workloads: {', '.join(WORKLOADS)}")
    parser.add_argument("--quick", action="store_true", help="half of the workloads, in less than a minute")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--plot", type=Path, help="the file of a plot, which needs matplotlib")
    wish = parser.parse_args()
    warnings.simplefilter("ignore")
    names = wish.names or [name for name, one in WORKLOADS.items() if one.quick or not wish.quick]
    rounds, seconds = (5, 0.005) if wish.quick else (wish.rounds, 0.02)
    rows = []
    for name in names:
        rows.append(measured(WORKLOADS[name], rounds, seconds))
        print(f"measured {name}", file=sys.stderr)
    print(table_of(rows))
    if wish.plot is not None:
        plot(rows, wish.plot)


if __name__ == "__main__":
    main()
