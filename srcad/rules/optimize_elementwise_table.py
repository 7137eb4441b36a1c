"""The rules of `scipy.optimize.elementwise`: many roots at once, by the implicit function theorem."""

from srcad.rules.registry import function

function(
    "scipy.optimize.elementwise.find_root(f, init, /, *, args=(), tolerances=None, maxiter=None, callback=None)",
    by="srcad.solving.roots.find_root",
    wrt="f init args",
    examples="crossing, (0, 2), args=(1,)",
)
