"""The conventions at kinks, poles and other hard points, one line each; `docs/kinks.md` is made from this list.

`python -m tests.kinks` writes the page anew. A line gives a call, the values of its names, a direction for some of
them, the tangent and the reason.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "kinks.md"

INTRODUCTION = """# What the derivative is where there is none

At a kink two one-sided derivatives differ, at a pole the derivative is infinite, at a degenerate spectrum a basis is
arbitrary. srcad decides by a few rules, so that the decisions agree with each other:

1. It differentiates the program that NumPy runs: the same branch, the same triangle, the same order of ties.
2. At a kink it takes the derivative of least norm: that of `abs`, `norm`, `hypot` and `std` at 0 is 0. Ties of
   symmetric reductions share equally; `clip` keeps the identity at its bounds.
3. At a pole the tangent is IEEE infinity times the direction, and a direction that is exactly 0 gives 0.
4. Removable singularities are removed: a series where the formula would divide 0 by 0.
5. A selection selects tangents, and multiplies none by a mask.
6. Eigenvalues and singular values that coincide have their true one-sided derivatives; couplings of vectors inside
   one eigenspace are 0.

The list below is tested line by line; `tests/kinks.py` is its source. Values and directions not shown do not vary.
"""


@dataclass(frozen=True)
class Kink:
    """One hard point: a call, where, along what, and the tangent that is right there by convention."""

    call: str
    at: dict[str, str]
    along: dict[str, str]
    tangent: str
    reason: str

    def __str__(self) -> str:
        return f"{self.call} at {self.where()} along {self.direction()}"

    def where(self) -> str:
        """Write the point."""
        return ", ".join(f"{name} = {value}" for name, value in self.at.items())

    def direction(self) -> str:
        """Write the direction."""
        return ", ".join(f"d_{name} = {value}" for name, value in self.along.items())


def kink(call: str, tangent: str, reason: str, /, **names: Any) -> Kink:
    """Make a line: `x="0.0"` is the point, `d_x="1.0"` the direction."""
    at = {name: value for name, value in names.items() if not name.startswith("d_")}
    along = {name[2:]: value for name, value in names.items() if name.startswith("d_")}
    return Kink(call, at, along, tangent, reason)


SYMMETRIC = "the choice that keeps abs(x) == abs(-x)"
STRONG = "along a zero direction nothing changes"
LEAST = "the derivative of least norm"
SHARED = "ties share equally, so that the order of the arguments does not matter"
FOLLOWS = "the tangent of what NumPy returns"
IEEE = "the one-sided derivative is infinite"
FLAT = "piecewise constant"
CUT = "the side of the branch cut on which the value lies"
TRIANGLE = "NumPy reads one triangle only"

KINKS = (
    # Absolute values and angles.
    kink("np.abs(x)", "0.0", SYMMETRIC, x="0.0", d_x="1.0"),
    kink("np.abs(x)", "0.0", SYMMETRIC, x="-0.0", d_x="1.0"),
    kink("np.abs(x)", "0.0", LEAST, x="0j", d_x="1.0 + 2.0j"),
    kink("abs(x)", "0.0", SYMMETRIC, x="0.0", d_x="1.0"),
    kink("abs(x)", "0.0", LEAST, x="0j", d_x="1.0 + 2.0j"),
    kink("math.fabs(x)", "0.0", SYMMETRIC, x="0.0", d_x="1.0"),
    kink("np.angle(x)", "0.0", "NaN would poison a sum for one point", x="0j", d_x="1.0 + 2.0j"),
    kink("np.sign(x)", "0.0", FLAT, x="0.0", d_x="1.0"),
    kink("np.hypot(x, y)", "0.0", LEAST, x="0.0", y="0.0", d_x="1.0", d_y="1.0"),
    kink("math.hypot(x, y)", "0.0", LEAST, x="0.0", y="0.0", d_x="1.0", d_y="1.0"),
    kink("np.arctan2(x, y)", "0.0", "NumPy returns 0 at the origin", x="0.0", y="0.0", d_x="1.0", d_y="1.0"),
    kink("math.atan2(x, y)", "0.0", "Python returns 0 at the origin", x="0.0", y="0.0", d_x="1.0", d_y="1.0"),
    kink("math.atan2(x, y)", "5e199", "no square in between vanishes", x="1e-200", y="1e-200", d_x="1.0"),
    kink("np.copysign(x, 1.0)", "1.0", "the sign bit of the value decides", x="0.0", d_x="1.0"),
    # Branch cuts.
    kink("cmath.acos(x)", "-0.5773502691896258j", CUT, x="2.0", d_x="1.0"),
    kink("cmath.asin(x)", "-0.5773502691896258j", CUT, x="complex(2.0, 0.0)", d_x="-1.0 + 0j"),
    kink("np.arccos(x)", "-0.5773502691896258j", CUT, x="complex(2.0, 0.0)", d_x="1.0 + 0j"),
    kink("np.arccos(x)", "0.5773502691896258j", CUT, x="complex(2.0, -0.0)", d_x="1.0 + 0j"),
    kink("np.arccosh(x)", "-0.5773502691896258 + 0j", CUT, x="complex(-2.0, -0.0)", d_x="1.0 + 0j"),
    kink("np.arcsinh(x)", "-0.5773502691896258 + 0j", CUT, x="complex(-0.0, 2.0)", d_x="1j"),
    kink("np.emath.arccos(x)", "-0.5773502691896258j", CUT, x="2.0", d_x="1.0"),
    kink("np.emath.sqrt(x)", "-0.5j", "the value is i", x="-1.0", d_x="1.0"),
    # Maxima, minima and bounds.
    kink("np.max(x)", "0.5", SHARED, x="np.array([2.0, 2.0, 1.0])", d_x="np.array([1.0, 0.0, 0.0])"),
    kink("np.max(x, axis=0)", "0.5", SHARED, x="np.array([2.0, 2.0, 1.0])", d_x="np.array([1.0, 0.0, 0.0])"),
    kink("np.max(x)", "np.nan", "the value is NaN", x="np.array([np.nan, 1.0])", d_x="np.ones(2)"),
    kink("np.max(x, initial=y)", "0.5", SHARED, x="np.array([2.0, 1.0])", y="2.0", d_y="1.0"),
    kink("np.pad(x, (0, 1), 'maximum')[-1]", "0.5", SHARED, x="np.array([2.0, 2.0])", d_x="np.array([1.0, 0.0])"),
    kink("np.fmax.reduce(x)", "2.0", FOLLOWS, x="np.array([np.nan, 1.0, 3.0])", d_x="np.array([7.0, 1.0, 2.0])"),
    kink("np.nanmax(x)", "2.0", FOLLOWS, x="np.array([np.nan, 1.0, 3.0])", d_x="np.array([7.0, 1.0, 2.0])"),
    kink("np.maximum(x, y)", "0.5", SHARED, x="1.0", y="1.0", d_x="1.0"),
    kink("np.maximum(x, y)", "0.5", SHARED, x="1.0", y="1.0", d_y="1.0"),
    kink("np.maximum(x, y)", "1.0", SHARED, x="1.0", y="1.0", d_x="1.0", d_y="1.0"),
    kink("np.maximum(x, y)", "np.nan", "the value is NaN", x="1.0", y="np.nan", d_x="1.0"),
    kink("np.maximum(x, 0.0)", "0.5", "as every maximum", x="0.0", d_x="1.0"),
    kink("np.fmax(x, y)", "1.0", FOLLOWS, x="1.0", y="np.nan", d_x="1.0"),
    kink(
        "np.maximum.accumulate(x)",
        "[1.0, 3.0, 3.0]",
        SHARED,
        x="np.array([2.0, 2.0, 1.0])",
        d_x="np.array([1.0, 5.0, 2.0])",
    ),
    kink(
        "np.clip(x, 0.0, 1.0)",
        "1.0",
        "a bound belongs to the identity, so that a projected step can leave it",
        x="0.0",
        d_x="1.0",
    ),
    kink("np.clip(x, 0.0, 1.0)", "1.0", "a bound belongs to the identity", x="1.0", d_x="1.0"),
    kink("np.clip(x, y, 1.0)", "0.0", "the shares of value and bound add up to 1", x="0.0", y="0.0", d_y="1.0"),
    kink("np.where(x > 0.0, x, 0.0)", "0.0", "the branch that is taken", x="0.0", d_x="1.0"),
    kink("np.where(x > 0.0, np.sqrt(x), 0.0)", "0.0", "tangents are selected, not masked", x="0.0", d_x="1.0"),
    kink(
        "np.gradient(y, x)[0]",
        "-1.0",
        "equal spacings are no special case: each coordinate varies by itself",
        x="np.array([0.0, 1.0, 2.0])",
        y="np.array([0.0, 1.0, 4.0])",
        d_x="np.array([0.0, 1.0, 0.0])",
    ),
    kink(
        "statistics.mode(x)", "3.0", "the first of the values that are most", x="[1.5, 2.0, 2.0]", d_x="[1.0, 3.0, 5.0]"
    ),
    # Poles.
    kink("np.sqrt(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("np.sqrt(x)", "0.0", STRONG, x="0.0", d_x="0.0"),
    kink("math.sqrt(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("math.sqrt(x)", "0.0", STRONG, x="0.0", d_x="0.0"),
    kink("math.sqrt(x * x)", "0.0", STRONG, x="0.0", d_x="1.0"),
    kink("cmath.sqrt(x)", "0j", STRONG, x="0j", d_x="0j"),
    kink("np.cbrt(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("math.cbrt(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("np.log(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("np.log(x)", "0.0", STRONG, x="0.0", d_x="0.0"),
    kink("np.log1p(x)", "np.inf", IEEE, x="-1.0", d_x="1.0"),
    kink("np.arccos(x)", "-np.inf", IEEE, x="1.0", d_x="1.0"),
    kink("np.arccos(x)", "0.0", STRONG, x="1.0", d_x="0.0"),
    kink("math.acos(x)", "-np.inf", IEEE, x="1.0", d_x="1.0"),
    kink("math.asin(x)", "np.inf", IEEE, x="-1.0", d_x="1.0"),
    kink("math.acosh(x)", "np.inf", IEEE, x="1.0", d_x="1.0"),
    kink("np.arccosh(x)", "np.inf", IEEE, x="1.0", d_x="1.0"),
    kink("np.arcsin(x)", "np.nan", "the value is NaN", x="2.0", d_x="1.0"),
    kink("np.reciprocal(x)", "-np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("x * math.sqrt(x)", "np.nan", "0 times infinity in the product rule", x="0.0", d_x="1.0"),
    # Powers.
    kink("np.power(x, 0.0)", "0.0", "the derivative of the constant 1", x="0.0", d_x="1.0"),
    kink("np.power(x, 1.0)", "1.0", "the identity", x="0.0", d_x="1.0"),
    kink("np.power(x, 2.0)", "0.0", "smooth", x="0.0", d_x="1.0"),
    kink("np.power(x, 0.5)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("np.power(x, -1.0)", "-np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("np.power(x, 3.0)", "12.0", "an exponent that does not vary needs no logarithm", x="-2.0", d_x="1.0"),
    kink("np.power(x, 2.5)", "np.nan", "the value is NaN", x="-2.0", d_x="1.0"),
    kink("np.power(x, y)", "0.0", "0 ** y is 1 at y = 0 and 0 beyond", x="0.0", y="0.0", d_y="1.0"),
    kink("np.power(x, y)", "0.0", "the limit of x ** y * log(x)", x="0.0", y="2.0", d_y="1.0"),
    kink("np.power(x, y)", "np.nan", "there is no finite limit", x="0.0", y="-1.0", d_y="1.0"),
    kink("np.power(x, y)", "np.nan", "a varying exponent needs a positive base", x="-2.0", y="3.0", d_y="1.0"),
    kink("np.power(x, y)", "12.0", STRONG, x="-2.0", y="3.0", d_x="1.0", d_y="0.0"),
    kink("math.pow(x, y)", "0.0", "0 ** y is 1 at y = 0 and 0 beyond", x="0.0", y="0.0", d_x="1.0", d_y="1.0"),
    kink("math.pow(x, y)", "np.inf", IEEE, x="0.0", y="0.5", d_x="1.0"),
    kink("pow(x, y)", "12.0", STRONG, x="-2.0", y="3.0", d_x="1.0", d_y="0.0"),
    # Norms.
    kink("np.linalg.norm(x)", "0.0", LEAST, x="np.zeros(3)", d_x="np.array([1.0, 2.0, 2.0])"),
    kink("np.linalg.norm(x, 1)", "0.0", LEAST, x="np.zeros(3)", d_x="np.array([1.0, 2.0, 2.0])"),
    kink("np.linalg.norm(x, 3)", "0.0", LEAST, x="np.zeros(3)", d_x="np.array([1.0, 2.0, 2.0])"),
    kink("np.linalg.norm(x, np.inf)", "0.5", SHARED, x="np.array([2.0, -2.0, 1.0])", d_x="np.array([1.0, 0.0, 0.0])"),
    kink("np.linalg.norm(x)", "0.0", LEAST, x="np.zeros((2, 2))", d_x="np.eye(2)"),
    kink("np.linalg.norm(x, 'nuc')", "1.0", LEAST, x="np.diag([1.0, 0.0])", d_x="np.eye(2)"),
    kink("np.linalg.norm(x, 2)", "2.0", SHARED, x="np.eye(2)", d_x="np.diag([1.0, 3.0])"),
    kink("np.std(x)", "0.0", LEAST, x="np.ones(3)", d_x="np.array([1.0, 2.0, 3.0])"),
    kink("np.std(x)", "0.0", LEAST, x="np.ones(1)", d_x="np.ones(1)"),
    kink("np.var(x)", "0.0", "smooth", x="np.ones(3)", d_x="np.array([1.0, 2.0, 3.0])"),
    # Order.
    kink(
        "np.sort(x)",
        "[0.0, 1.0, 5.0]",
        "equal values keep their order",
        x="np.array([2.0, 1.0, 2.0])",
        d_x="np.array([1.0, 0.0, 5.0])",
    ),
    kink(
        "np.median(x)",
        "3.5",
        "the two middle ones of the stable order",
        x="np.array([1.0, 2.0, 2.0, 3.0])",
        d_x="np.array([1.0, 2.0, 5.0, 3.0])",
    ),
    kink(
        "np.unique(x)",
        "[0.0, 1.0]",
        "the first occurrence",
        x="np.array([2.0, 1.0, 2.0])",
        d_x="np.array([1.0, 0.0, 5.0])",
    ),
    kink(
        "np.quantile(x, 0.5)",
        "2.0",
        "the value that stands there",
        x="np.array([1.0, 4.0, 9.0])",
        d_x="np.array([1.0, 2.0, 3.0])",
    ),
    kink("np.quantile(np.array([1.0, 4.0, 9.0]), x)", "10.0", "the slope of the right segment", x="0.5", d_x="1.0"),
    kink(
        "np.interp(x, [0.0, 1.0, 2.0], [0.0, 1.0, 5.0])",
        "4.0",
        "the segment that NumPy uses at a knot",
        x="1.0",
        d_x="1.0",
    ),
    # Products.
    kink(
        "np.prod(x)",
        "6.0",
        "each tangent times the other factors",
        x="np.array([0.0, 2.0, 3.0])",
        d_x="np.array([1.0, 1.0, 1.0])",
    ),
    kink(
        "np.prod(x)",
        "0.0",
        "each tangent times the other factors",
        x="np.array([0.0, 0.0, 3.0])",
        d_x="np.array([1.0, 1.0, 1.0])",
    ),
    kink(
        "np.cumprod(x)",
        "[1.0, 2.0, 6.0]",
        "each tangent times the other factors",
        x="np.array([2.0, 0.0, 3.0])",
        d_x="np.array([1.0, 1.0, 1.0])",
    ),
    # Piecewise linear and constant.
    kink("np.mod(x, 1.0)", "1.0", "the derivative almost everywhere", x="2.0", d_x="1.0"),
    kink("np.mod(7.5, x)", "-3.0", "minus the floor of the quotient", x="2.0", d_x="1.0"),
    kink("np.mod(-7.5, x)", "4.0", "minus the floor of the quotient", x="2.0", d_x="1.0"),
    kink("np.mod(1.0, x)", "-9.0", "the quotient that NumPy subtracted, not floor(1.0 / 0.1)", x="0.1", d_x="1.0"),
    kink("np.fmod(-7.5, x)", "3.0", "minus the truncated quotient", x="2.0", d_x="1.0"),
    kink("np.floor_divide(x, 2.0)", "0.0", FLAT, x="7.5", d_x="1.0"),
    kink("np.trunc(x)", "0.0", FLAT, x="1.7", d_x="1.0"),
    kink("np.heaviside(x, y)", "1.0", "the value at 0 is y itself", x="0.0", y="0.5", d_y="1.0"),
    kink("np.nan_to_num(x)", "0.0", "the result is a constant", x="np.nan", d_x="1.0"),
    kink("np.nan_to_num(x)", "0.0", "the result is a constant", x="np.inf", d_x="1.0"),
    # Removable singularities and large arguments.
    kink("np.sinc(x)", "0.0", "the limit", x="0.0", d_x="1.0"),
    kink("np.sinc(x)", "-0.00032898681012267", "no cancellation near 0", x="0.0001", d_x="1.0"),
    kink("np.i0(x)", "0.0", "smooth", x="0.0", d_x="1.0"),
    kink("np.logaddexp(x, y)", "0.5", "the shares add up to 1", x="-np.inf", y="-np.inf", d_x="1.0"),
    kink("np.logaddexp(x, y)", "0.5", "the shares add up to 1", x="np.inf", y="np.inf", d_x="1.0"),
    kink("np.logaddexp(0.0, x)", "1.0", "no overflow", x="800.0", d_x="1.0"),
    kink("np.tanh(x)", "0.0", "no overflow", x="400.0", d_x="1.0"),
    kink("math.tanh(x)", "0.0", "no overflow", x="800.0", d_x="1.0"),
    kink("np.arctan(x)", "0.0", "no overflow, no warning", x="1e200", d_x="1.0"),
    # Branches of complex functions.
    kink(
        "np.arccosh(x)",
        "-0.3406071312545645 + 0.8431399722070227j",
        "a product of roots keeps the branch",
        x="-0.7 - 0.6j",
        d_x="1.0 + 0.0j",
    ),
    kink(
        "cmath.acosh(x)",
        "-0.3406071312545645 + 0.8431399722070227j",
        "a product of roots keeps the branch",
        x="-0.7 - 0.6j",
        d_x="1.0 + 0.0j",
    ),
    kink("np.sqrt(x)", "-0.5j", "the branch of the value", x="-1.0 + 0.0j", d_x="1.0 + 0.0j"),
    # Linear algebra.
    kink(
        "np.linalg.det(x)", "6.0", "trace(adj(x) @ d_x), singular or not", x="np.diag([2.0, 3.0, 0.0])", d_x="np.eye(3)"
    ),
    kink("np.linalg.det(x)", "0.0", "two singular values are 0", x="np.diag([2.0, 0.0, 0.0])", d_x="np.eye(3)"),
    kink("np.linalg.slogdet(x)[1]", "np.inf", IEEE, x="np.diag([2.0, 0.0])", d_x="np.eye(2)"),
    kink(
        "np.linalg.eigvalsh(x)",
        "[0.1715728753, 5.8284271247]",
        "the one-sided derivatives: eigenvalues of d_x in the eigenspace",
        x="np.eye(2)",
        d_x="np.array([[1.0, 2.0], [2.0, 5.0]])",
    ),
    kink(
        "np.linalg.eigh(x)[0]",
        "[0.1715728753, 5.8284271247]",
        "as eigvalsh",
        x="np.eye(2)",
        d_x="np.array([[1.0, 2.0], [2.0, 5.0]])",
    ),
    kink(
        "np.linalg.eigh(x)[1]",
        "[[0.0, 0.0], [0.0, 0.0]]",
        "no coupling inside an eigenspace",
        x="np.eye(2)",
        d_x="np.array([[1.0, 2.0], [2.0, 5.0]])",
    ),
    kink(
        "np.linalg.svd(x, compute_uv=False)",
        "[5.2360679775, 0.7639320225]",
        "as eigvalsh, of the Hermitian part",
        x="np.eye(2)",
        d_x="np.array([[1.0, 2.0], [0.0, 5.0]])",
    ),
    kink(
        "np.linalg.pinv(x)",
        "[[-0.25, 0.0], [0.0, 0.0]]",
        "at constant rank",
        x="np.diag([2.0, 0.0])",
        d_x="np.diag([1.0, 0.0])",
    ),
    kink(
        "np.linalg.pinv(x)",
        "[[0.0, 0.0], [0.0, 0.0]]",
        "at constant rank; the value jumps along this direction",
        x="np.diag([2.0, 0.0])",
        d_x="np.diag([0.0, 1.0])",
    ),
    kink(
        "np.linalg.cholesky(x)",
        "[[0.0, 0.0], [0.5, -0.3535533906]]",
        TRIANGLE,
        x="np.array([[4.0, 2.0], [2.0, 3.0]])",
        d_x="np.array([[0.0, 0.0], [1.0, 0.0]])",
    ),
    kink(
        "np.linalg.cholesky(x)",
        "[[0.0, 0.0], [0.0, 0.0]]",
        TRIANGLE,
        x="np.array([[4.0, 2.0], [2.0, 3.0]])",
        d_x="np.array([[0.0, 1.0], [0.0, 0.0]])",
    ),
    kink(
        "np.linalg.eigvalsh(x)",
        "[-0.7071067812, 0.7071067812]",
        TRIANGLE,
        x="np.array([[4.0, 1.0], [1.0, 2.0]])",
        d_x="np.array([[0.0, 0.0], [1.0, 0.0]])",
    ),
    kink(
        "np.linalg.eigvalsh(x)",
        "[0.0, 0.0]",
        TRIANGLE,
        x="np.array([[4.0, 1.0], [1.0, 2.0]])",
        d_x="np.array([[0.0, 1.0], [0.0, 0.0]])",
    ),
    kink(
        "np.linalg.matrix_power(x, 0)",
        "[[0.0, 0.0], [0.0, 0.0]]",
        "the identity does not vary",
        x="np.eye(2)",
        d_x="np.ones((2, 2))",
    ),
    kink(
        "np.linalg.lstsq(x, [1.0, 2.0])[0]",
        "[-1.0, 0.0]",
        "at constant rank",
        x="np.diag([1.0, 0.0])",
        d_x="np.diag([1.0, 0.0])",
    ),
    # Linear algebra of SciPy.
    kink(
        "scipy.linalg.solve(x, np.ones(2), assume_a='pos')",
        "[-0.3333333333, -0.3333333333]",
        "SciPy reads one triangle only",
        x="np.array([[2.0, 1.0], [1.0, 2.0]])",
        d_x="np.array([[0.0, 3.0], [0.0, 0.0]])",
    ),
    kink(
        "scipy.linalg.solve(x, np.ones(2), assume_a='pos')",
        "[0.0, 0.0]",
        "SciPy reads one triangle only",
        x="np.array([[2.0, 1.0], [1.0, 2.0]])",
        d_x="np.array([[0.0, 0.0], [3.0, 0.0]])",
    ),
    kink(
        "scipy.linalg.eigh(x)[0]",
        "[0.1715728753, 5.8284271247]",
        "the one-sided derivatives: eigenvalues of d_x in the eigenspace",
        x="np.eye(2)",
        d_x="np.array([[1.0, 2.0], [2.0, 5.0]])",
    ),
    kink(
        "scipy.linalg.eigh(x)[1]",
        "[[0.0, 0.0], [0.0, 0.0]]",
        "no coupling inside an eigenspace",
        x="np.eye(2)",
        d_x="np.array([[1.0, 2.0], [2.0, 5.0]])",
    ),
    kink(
        "scipy.linalg.eigh(np.eye(2), x)[1]",
        "[[-0.5, -1.0], [-1.0, -2.5]]",
        "inside an eigenspace the vectors keep their lengths and angles in the varying product",
        x="np.eye(2)",
        d_x="np.array([[1.0, 2.0], [2.0, 5.0]])",
    ),
    kink(
        "scipy.linalg.null_space(x)",
        "[[-1.0], [0.0]]",
        "the basis moves with the space, and turns in it as LAPACK's reflectors do",
        x="np.array([[2.0, 0.0]])",
        d_x="np.array([[0.0, 2.0]])",
    ),
    kink(
        "scipy.linalg.subspace_angles(x, np.array([[1.0], [0.0]]))",
        "[0.0]",
        LEAST,
        x="np.array([[1.0], [0.0]])",
        d_x="np.array([[0.0], [1.0]])",
    ),
    kink(
        "scipy.linalg.subspace_angles(x, np.array([[1.0], [0.0]]))",
        "[1.0]",
        "no cancellation at a small angle",
        x="np.array([[1.0], [1e-9]])",
        d_x="np.array([[0.0], [1.0]])",
    ),
    kink(
        "scipy.linalg.polar(x)[0]",
        "[[0.0, -0.25], [0.25, 0.0]]",
        "of least norm where a singular value is 0",
        x="np.diag([2.0, 0.0])",
        d_x="np.array([[0.0, -0.5], [0.0, 7.0]])",
    ),
    kink(
        "scipy.linalg.lu(x)[2]",
        "[[1.0, 1.0], [0.0, 1.0]]",
        "the last pivot may be 0",
        x="np.diag([2.0, 0.0])",
        d_x="np.ones((2, 2))",
    ),
    kink("scipy.linalg.fiedler(x)", "[[0.0, 0.0], [0.0, 0.0]]", SYMMETRIC, x="np.ones(2)", d_x="np.array([1.0, 2.0])"),
    # Distances.
    kink(
        "scipy.spatial.distance.cdist(x, np.zeros((1, 2)))",
        "[[0.0]]",
        LEAST,
        x="np.zeros((1, 2))",
        d_x="np.array([[3.0, 4.0]])",
    ),
    kink(
        "scipy.spatial.distance.cdist(x, np.zeros((1, 2)), 'chebyshev')",
        "[[2.0]]",
        SHARED,
        x="np.array([[1.0, -1.0]])",
        d_x="np.array([[3.0, -1.0]])",
    ),
    kink(
        "scipy.spatial.distance.pdist(x, 'canberra')",
        "[1.0]",
        "a coordinate that is 0 in both points adds nothing",
        x="np.array([[0.0, 1.0], [0.0, 3.0]])",
        d_x="np.array([[5.0, 2.0], [1.0, 14.0]])",
    ),
    kink("scipy.spatial.distance.euclidean(x, [0.0, 0.0])", "0.0", LEAST, x="np.zeros(2)", d_x="np.ones(2)"),
    # Images.
    kink(
        "scipy.ndimage.maximum_filter(x, 3)",
        "[1.6666666667, 2.0, 3.0]",
        "ties share equally; what the border repeats counts twice",
        x="np.array([1.0, 1.0, 0.0])",
        d_x="np.array([1.0, 3.0, 5.0])",
    ),
    kink(
        "scipy.ndimage.median_filter(x, 3)",
        "[1.0, 3.0, 5.0]",
        "the middle of the stable order",
        x="np.array([1.0, 1.0, 1.0])",
        d_x="np.array([1.0, 3.0, 5.0])",
    ),
    kink(
        "scipy.ndimage.gaussian_gradient_magnitude(x, 1.0)",
        "[0.0, 0.0]",
        LEAST,
        x="np.ones(2)",
        d_x="np.array([1.0, 2.0])",
    ),
    kink(
        "scipy.ndimage.map_coordinates(np.array([0.0, 1.0, 5.0]), x, order=1)",
        "[4.0, 4.0]",
        "the slope of the right piece at a knot, of the last one at the end",
        x="np.array([[1.0, 2.0]])",
        d_x="np.array([[1.0, 1.0]])",
    ),
    kink(
        "scipy.ndimage.map_coordinates(np.array([0.0, 1.0, 5.0]), x, order=1)",
        "[0.0]",
        "the constant outside",
        x="np.array([[2.5]])",
        d_x="np.array([[1.0]])",
    ),
    kink("scipy.ndimage.standard_deviation(x)", "0.0", LEAST, x="np.ones(3)", d_x="np.array([1.0, 2.0, 3.0])"),
    kink("scipy.ndimage.maximum(x)", "0.5", SHARED, x="np.array([2.0, 2.0, 1.0])", d_x="np.array([1.0, 0.0, 0.0])"),
    # Special functions.
    kink(
        "scipy.special.expit(x)",
        "4.248354255291589e-18",
        "the product with expit(-x) keeps small slopes",
        x="40.0",
        d_x="1.0",
    ),
    kink("scipy.special.logit(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.logit(x)", "0.0", STRONG, x="1.0", d_x="0.0"),
    kink("scipy.special.log_expit(x)", "1.0", "no overflow", x="-800.0", d_x="1.0"),
    kink("scipy.special.softplus(x)", "1.0", "no overflow", x="800.0", d_x="1.0"),
    kink("scipy.special.xlogy(x, y)", "0.0", "0 * log(0) is 0", x="0.0", y="0.0", d_x="1.0", d_y="1.0"),
    kink("scipy.special.xlogy(x, y)", "-np.inf", IEEE, x="2.0", y="0.0", d_x="1.0"),
    kink("scipy.special.xlogy(x, y)", "0.0", STRONG, x="2.0", y="0.0", d_x="0.0"),
    kink("scipy.special.xlog1py(x, y)", "0.0", "0 * log(0) is 0", x="0.0", y="-1.0", d_x="1.0", d_y="1.0"),
    kink("scipy.special.entr(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.entr(x)", "0.0", STRONG, x="0.0", d_x="0.0"),
    kink("scipy.special.rel_entr(x, y)", "-np.inf", IEEE, x="0.0", y="1.0", d_x="1.0"),
    kink("scipy.special.rel_entr(x, y)", "0.0", "it is 0 for x = 0", x="0.0", y="0.0", d_y="1.0"),
    kink(
        "scipy.special.kl_div(x, y)",
        "-5.000000412451855e-10",
        "no cancellation near x = y",
        x="2.0",
        y="2.000000001",
        d_x="1.0",
    ),
    kink(
        "scipy.special.huber(y, x)",
        "1.0",
        "smooth; a bound belongs to the parabola",
        x="1.0",
        y="1.0",
        d_x="1.0",
        d_y="1.0",
    ),
    kink("scipy.special.pseudo_huber(y, x)", "2.5e-33", "no cancellation near 0", x="1e-8", y="1.0", d_y="1.0"),
    kink(
        "scipy.special.logsumexp(x)",
        "0.0",
        "a sum of nothing has no shares",
        x="np.array([-np.inf, -np.inf])",
        d_x="np.ones(2)",
    ),
    kink(
        "scipy.special.logsumexp(x)",
        "2.0",
        "what is minus infinity has no share",
        x="np.array([-np.inf, 0.0])",
        d_x="np.array([1.0, 2.0])",
    ),
    kink("scipy.special.logsumexp(x)", "1.0", SHARED, x="np.array([np.inf, 0.0])", d_x="np.array([1.0, 2.0])"),
    kink(
        "scipy.special.softmax(x)",
        "[0.0, -0.25, 0.25]",
        "what is minus infinity has no share",
        x="np.array([-np.inf, 0.0, 0.0])",
        d_x="np.array([1.0, 0.0, 1.0])",
    ),
    kink("scipy.special.exprel(x)", "0.5", "the limit", x="0.0", d_x="1.0"),
    kink("scipy.special.boxcox(2.0, x)", "0.2402265069591007", "the limit, log(2) ** 2 / 2", x="0.0", d_x="1.0"),
    kink("scipy.special.boxcox(0.0, x)", "4.0", "minus 1 / lmbda varies", x="0.5", d_x="1.0"),
    kink("scipy.special.inv_boxcox(2.0, x)", "-14.7781121978613", "the limit, -2 exp(2)", x="0.0", d_x="1.0"),
    kink("scipy.special.spence(x)", "-1.0", "the limit", x="1.0", d_x="1.0"),
    kink("scipy.special.spence(x)", "-np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.lambertw(x)", "1.0 + 0.0j", "the limit", x="0.0", d_x="1.0"),
    kink("scipy.special.sici(x)[0]", "1.0", "the limit", x="0.0", d_x="1.0"),
    kink("scipy.special.shichi(x)[0]", "1.0", "the limit", x="0.0", d_x="1.0"),
    kink("scipy.special.expn(2, x)", "-np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.diric(x, 5)", "0.0", "smooth", x="0.0", d_x="1.0"),
    kink("scipy.special.rgamma(x)", "1.0", "1 / gamma is smooth at the poles of gamma", x="0.0", d_x="1.0"),
    kink("scipy.special.rgamma(x)", "-6.0", "(-1) ** n n! at -n", x="-3.0", d_x="1.0"),
    kink("scipy.special.gammaln(x)", "0.03648997397857651", "digamma, left of 0 as well", x="-0.5", d_x="1.0"),
    kink(
        "scipy.special.gammaln(x)",
        "np.nan",
        "the two one-sided derivatives are opposite infinities",
        x="-1.0",
        d_x="1.0",
    ),
    kink("scipy.special.poch(x, 5.0)", "-6.0", "a polynomial for a whole second argument", x="-3.0", d_x="1.0"),
    kink("scipy.special.poch(x, 2.0)", "-5.0", "a polynomial for a whole second argument", x="-3.0", d_x="1.0"),
    kink("scipy.special.binom(x, 5.0)", "-0.05", "smooth where the coefficient is 0", x="3.0", d_x="1.0"),
    kink("scipy.special.betaln(x, 1.0)", "-1e-08", "no cancellation of the two digamma functions", x="1e8", d_x="1.0"),
    kink("scipy.special.gammainc(1.0, x)", "1.0", "the density at its edge", x="0.0", d_x="1.0"),
    kink("scipy.special.gammainc(0.5, x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.gammainc(0.5, x)", "0.0", STRONG, x="0.0", d_x="0.0"),
    kink("scipy.special.gammaincinv(2.0, x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.betainc(2.0, 1.0, x)", "2.0", "the density at its edge", x="1.0", d_x="1.0"),
    kink("scipy.special.erfinv(x)", "np.inf", IEEE, x="1.0", d_x="1.0"),
    kink("scipy.special.erfinv(x)", "0.0", STRONG, x="1.0", d_x="0.0"),
    kink("scipy.special.log_ndtr(x)", "40.02496884720727", "no 0 / 0 in the tail", x="-40.0", d_x="1.0"),
    kink("scipy.special.erfcx(x)", "-5.641895750849128e-09", "no cancellation far out", x="10000.0", d_x="1.0"),
    kink(
        "scipy.special.voigt_profile(x, y, 1.0)",
        "-0.20371832715762603",
        "the limit, the Cauchy density",
        x="0.5",
        y="0.0",
        d_x="1.0",
        d_y="1.0",
    ),
    kink(
        "scipy.special.zeta(x)",
        "-0.03044845705839327",
        "the functional equation divides by no zero",
        x="-2.0",
        d_x="1.0",
    ),
    kink("scipy.special.i1(x)", "0.5", "no quotient i1 / x", x="0.0", d_x="1.0"),
    kink("scipy.special.i0e(x)", "0.0", "the choice that keeps i0e(x) == i0e(-x)", x="0.0", d_x="1.0"),
    kink("scipy.special.y1(x)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.spherical_jn(1, x, True)", "0.0", "a recurrence without a quotient", x="0.0", d_x="1.0"),
    kink("scipy.special.it2struve0(x)", "-0.6366197723675814", "the limit, -2 / pi", x="0.0", d_x="1.0"),
    kink("scipy.special.ellipk(x)", "0.39269908169872414", "the limit, pi / 8", x="0.0", d_x="1.0"),
    kink("scipy.special.ellipk(x)", "np.inf", IEEE, x="1.0", d_x="1.0"),
    kink("scipy.special.ellipe(x)", "-0.39269908169872414", "the limit, -pi / 8", x="0.0", d_x="1.0"),
    kink("scipy.special.elliprf(x, 1.0, 1.0)", "-np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.elliprf(x, 1.0, 1.0)", "0.0", STRONG, x="0.0", d_x="0.0"),
    kink("scipy.special.elliprd(x, 1.0, 1.0)", "-0.3", "the limit of a divided difference", x="1.0", d_x="1.0"),
    kink("scipy.special.agm(x, 1.0)", "np.inf", IEEE, x="0.0", d_x="1.0"),
    kink("scipy.special.eval_legendre(3, x)", "6.0", "a polynomial, without 1 - x ** 2 below", x="1.0", d_x="1.0"),
    kink("scipy.special.tklmbda(x, 0.0)", "0.23500371220159449", "the limit, the logistic density", x="0.5", d_x="1.0"),
    # Kinds of numbers.
    kink("x * x", "4.0", "an integer has a float tangent when it is given one", x="2", d_x="1.0"),
    kink("np.sum(x * x)", "12.0", "an integer array has float64 tangents", x="np.array([1, 2, 3])", d_x="np.ones(3)"),
    kink(
        "np.array([x, 2.0], dtype=int) * 1.0", "[0.0, 0.0]", "a cast to integers ends the tangent", x="1.7", d_x="1.0"
    ),
    kink(
        "np.asarray(x, dtype=int) * 1.0",
        "[0.0]",
        "a cast to integers ends the tangent",
        x="np.array([1.7])",
        d_x="np.ones(1)",
    ),
    kink(
        "x.astype(int).astype(float)",
        "[0.0]",
        "a cast to integers ends the tangent",
        x="np.array([1.7])",
        d_x="np.ones(1)",
    ),
)


def page() -> str:
    """Write the page: the rules, then the list as a table."""
    lines = [INTRODUCTION, "| call | at | along | tangent | because |", "| --- | --- | --- | --- | --- |"]
    for line in KINKS:
        lines.append(f"| `{line.call}` | `{line.where()}` | `{line.direction()}` | `{line.tangent}` | {line.reason} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())
