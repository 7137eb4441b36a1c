"""The rules against other tools that have the same functions, where they are installed: jax.jvp and torch.func.jvp.

Differences say whether a derivative is right to six digits; another tool says it to rounding, and at kinks what others
decided. Where srcad decides otherwise on purpose, the line is in `OTHER_CONVENTIONS` with the reason.
"""

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import srcad
from tests.rule_cases import function_from

UNARY = (
    "absolute arccos arccosh arcsin arcsinh arctan arctanh cbrt cos cosh deg2rad exp exp2 expm1 log log10 log1p log2"
    " negative rad2deg reciprocal sign sin sinc sinh sqrt square tan tanh i0"
).split()
BINARY = (
    "add arctan2 copysign divide fmax fmin fmod hypot logaddexp logaddexp2 maximum minimum multiply power remainder"
)
REDUCTIONS = "sum prod mean std var max min ptp cumsum cumprod median nansum nanmax sort".split()
# Domains in which the functions are defined; all others are drawn from between 0.6 and 0.9.
DOMAINS = {"arccosh": (1.2, 2.0)}
CALLS = (
    *(f"np.{name}(x)" for name in UNARY),
    *(f"np.{name}(x, y)" for name in BINARY.split()),
    *(f"np.{name}(a, axis=1)" for name in REDUCTIONS),
    *(f"np.{name}(a)" for name in REDUCTIONS if name not in ("cumsum", "cumprod", "sort")),
    "np.dot(a, a.T)",
    "np.matmul(a, a.T)",
    "np.einsum('ij,kj->ik', a, a)",
    "np.tensordot(a, a, 2)",
    "np.outer(x, y)",
    "np.kron(s, s)",
    "np.cross(x[:3], y[:3])",
    "np.convolve(x, y)",
    "np.where(a > 0.7, a, a * a)",
    "np.clip(a, 0.65, 0.8)",
    "np.interp(x, np.linspace(0.0, 1.0, 5), y[:5] * np.arange(5.0))",
    "np.quantile(x, 0.37)",
    "np.diff(a, axis=1)",
    "np.trapezoid(y, x)",
    "np.gradient(y)",
    "np.cov(a)",
    "np.polyval(x, y)",
    "np.fft.fft(x)",
    "np.fft.rfft(a)",
    "np.linalg.det(s)",
    "np.linalg.inv(s)",
    "np.linalg.solve(s, x[:3])",
    "np.linalg.slogdet(s)[1]",
    "np.linalg.cholesky(s @ s.T)",
    "np.linalg.norm(a)",
    "np.linalg.norm(x, 3)",
    "np.linalg.norm(a, 'nuc')",
    "np.linalg.eigvalsh(s + s.T)",
    "np.linalg.eigh(s + s.T)[0]",
    "np.linalg.svd(a, compute_uv=False)",
    "np.linalg.qr(s)[1]",
    "np.linalg.pinv(a)",
    "np.linalg.matrix_power(s, 3)",
    # Kinks, on which others have decided too.
    "np.maximum(x, x)",
    "np.max(np.concatenate([x, x]))",
    "np.abs(o)",
    "np.sqrt(o * o)",
    "np.sqrt(o)",
    "np.prod(np.concatenate([o[:1], x]))",
    "np.linalg.norm(o)",
    "np.std(o * 0.0)",
    "np.arctan2(o, o)",
    "np.hypot(o, o)",
    "np.power(o, 0.0)",
    "np.power(o, 2.0)",
    "np.clip(o, 0.0, 1.0)",
    "np.sinc(o)",
    "np.linalg.norm(np.concatenate([x, -x]), np.inf)",
    "np.linalg.eigvalsh(np.eye(3) * s[0, 0] + 0.0 * s)",
)
OTHER_CONVENTIONS = {
    "jax": {
        "np.abs(o)": "jax takes the right-hand derivative of abs at 0, srcad the one of least norm",
        "np.sqrt(o * o)": "0 times infinity is NaN in jax; in srcad an exactly zero tangent stays zero",
        "np.linalg.norm(o)": "NaN in jax; in srcad the derivative of least norm",
        "np.std(o * 0.0)": "NaN in jax; in srcad the derivative of least norm",
        "np.arctan2(o, o)": "NaN in jax; 0 in srcad, as the value",
        "np.hypot(o, o)": "jax shares the tangent; srcad takes the derivative of least norm",
        "np.power(o, 0.0)": "NaN in jax; the derivative of the constant 1 is 0",
        "np.clip(o, 0.0, 1.0)": "jax takes half at a bound; in srcad a bound belongs to the identity",
    },
    "torch": {
        **dict.fromkeys(
            ["np.std(a, axis=1)", "np.var(a, axis=1)", "np.std(a)", "np.var(a)"], "torch divides by n - 1, NumPy by n"
        ),
        "np.median(a)": "torch takes the lower of the two values in the middle, NumPy their mean",
        "np.sqrt(o * o)": "0 times infinity is NaN in torch; in srcad an exactly zero tangent stays zero",
        "np.arctan2(o, o)": "NaN in torch; 0 in srcad, as the value",
        "np.hypot(o, o)": "NaN in torch; in srcad the derivative of least norm",
        "np.linalg.eigvalsh(np.eye(3) * s[0, 0] + 0.0 * s)": "torch rounds more where eigenvalues are repeated",
    },
}
# What goes by the same name in torch, and is called or answers in another way.
OTHER_INTERFACE = {
    "np.max(a, axis=1)": "torch returns the indices, too",
    "np.min(a, axis=1)": "torch returns the indices, too",
    "np.median(a, axis=1)": "torch returns the indices, too",
    "np.sort(a, axis=1)": "torch returns the indices, too",
    "np.dot(a, a.T)": "torch's is for vectors",
    "np.gradient(y)": "torch returns a tuple",
    "np.linalg.svd(a, compute_uv=False)": "torch has a function of its own for the values",
}


def program_of(call: str, namespace: str) -> Callable[..., Any]:
    """Write a call as a function of the five inputs, with another library for NumPy."""
    program = function_from(f"def program(x, y, a, s, o):\n    return {call}\n")
    program.__globals__["np"] = importlib.import_module(namespace)
    return program


def inputs_of(call: str) -> tuple[list[Any], list[Any]]:
    """Return values and directions of the inputs: vectors x and y, a matrix a, a regular matrix s, zeros o."""
    generator = np.random.default_rng(3)
    low, high = next((domain for name, domain in DOMAINS.items() if f".{name}(" in call), (0.6, 0.9))
    values = [generator.uniform(low, high, shape) for shape in ((6,), (6,), (3, 4), (3, 3))]
    values[3] = values[3] + 2.0 * np.eye(3) * np.arange(1.0, 4.0)
    values.append(np.zeros(4))
    return values, [generator.normal(size=value.shape) for value in values]


def agree(call: str, tangent: Any, expected: Any, reasons: dict[str, str]) -> None:
    """Compare a tangent with another tool's; where another convention is known, it must really be another."""
    close = np.allclose(tangent, expected, rtol=1e-9, atol=1e-10)
    if call in reasons:
        assert not close, f"no longer another convention: {call}"
        return
    np.testing.assert_allclose(tangent, expected, rtol=1e-9, atol=1e-10)


def srcad_tangent(call: str, values: list[Any], directions: list[Any]) -> Any:
    """Return srcad's tangent of a call; what the call does not use does not vary."""
    with np.errstate(all="ignore"):
        return srcad.jvp(program_of(call, "numpy"), tuple(values), tuple(directions))[1]


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.filterwarnings("ignore")
def test_jax_agrees(call: str) -> None:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    values, directions = inputs_of(call)
    program = program_of(call, "jax.numpy")
    if not known_to(program.__globals__["np"], call):
        pytest.skip("jax has no such function")
    _, expected = jax.jvp(program, tuple(map(jax.numpy.asarray, values)), tuple(map(jax.numpy.asarray, directions)))
    agree(call, srcad_tangent(call, values, directions), np.asarray(expected), OTHER_CONVENTIONS["jax"])


def known_to(library: ModuleType, call: str) -> bool:
    """Tell whether a library has the function that a call begins with."""
    found: Any = library
    for name in call.split("(")[0].split(".")[1:]:
        found = getattr(found, name, None)
    return found is not None


@pytest.mark.slow
@pytest.mark.parametrize("call", [call for call in CALLS if call not in OTHER_INTERFACE])
@pytest.mark.filterwarnings("ignore")
def test_torch_agrees(call: str) -> None:
    torch = pytest.importorskip("torch")
    values, directions = inputs_of(call)
    if not known_to(torch, call):
        pytest.skip("torch has no such function")
    program = program_of(call, "torch")
    _, expected = torch.func.jvp(program, tuple(map(torch.as_tensor, values)), tuple(map(torch.as_tensor, directions)))
    agree(call, srcad_tangent(call, values, directions), expected.numpy(), OTHER_CONVENTIONS["torch"])
