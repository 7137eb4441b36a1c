"""The rules of `scipy.integrate`: Leibniz's rule for integrals, tangent equations for differential equations."""

from srcad.rules.registry import function

# Integrals of functions.
function(
    "scipy.integrate.quad(func, a, b, args=(), full_output=0, epsabs=1.49e-08, epsrel=1.49e-08, limit=50, "
    "points=None, weight=None, wvar=None, wopts=None, maxp1=50, limlst=50, complex_func=False)",
    by="srcad.solving.quadrature.quad",
    wrt="func a b args",
    examples="crossing, [0], [1]",
)
