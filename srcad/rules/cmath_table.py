"""The rules of `cmath`: complex derivatives, on the branch that the function itself takes.

The square roots of products are products of square roots: `sqrt(z * z - 1.0)` has the wrong sign in half of the plane.
On a branch cut, the sign of a zero decides, which arithmetic does not keep; the result itself says on which side it is.
"""

from srcad.rules.registry import constant, elementwise, terms

elementwise("cmath.acos(z, /)", z="-1.0 / complex(sine_of_arccos(z, out))", poles="z")
elementwise("cmath.acosh(z, /)", z="1.0 / complex(sinh_of_arccosh(z, out))", poles="z")
elementwise("cmath.asin(z, /)", z="1.0 / complex(cosine_of_arcsin(z, out))", poles="z")
elementwise("cmath.asinh(z, /)", z="1.0 / complex(cosh_of_arcsinh(z, out))", poles="z")
elementwise("cmath.atan(z, /)", z="1.0 / ((1.0 - 1j * z) * (1.0 + 1j * z))")
elementwise("cmath.atanh(z, /)", z="1.0 / ((1.0 - z) * (1.0 + z))")
elementwise("cmath.cos(z, /)", z="-sin(z)")
elementwise("cmath.cosh(z, /)", z="sinh(z)")
elementwise("cmath.exp(z, /)", z="out")
elementwise("cmath.log(z, /)", z="1.0 / z")
elementwise("cmath.log(z, base, /)", z="1.0 / (z * log(base))", base="-out / (base * log(base))", overload=True)
elementwise("cmath.log10(z, /)", z="1.0 / (2.302585092994046 * z)")
elementwise("cmath.rect(r, phi, /)", r="rect(1.0, phi)", phi="1j * out", examples=("number(), number()",))
elementwise("cmath.sin(z, /)", z="cos(z)")
elementwise("cmath.sinh(z, /)", z="cosh(z)")
elementwise("cmath.sqrt(z, /)", z="1.0 / (2.0 * out)", poles="z")
elementwise("cmath.tan(z, /)", z="1.0 + out * out")
elementwise("cmath.tanh(z, /)", z="1.0 - out * out")

# Real results of a complex number.
elementwise("cmath.phase(z, /)", z="phase_term(z, d_z)")
terms("cmath.polar(z, /)", outputs=2, z="((quotient(z.conjugate(), out[0]) * d_z).real, phase_term(z, d_z))")

constant("cmath.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", examples=("number(), 9.0",))
constant("cmath.isfinite(z, /)")
constant("cmath.isinf(z, /)")
constant("cmath.isnan(z, /)")
