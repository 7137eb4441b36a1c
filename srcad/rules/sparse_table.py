"""The rules of `scipy.sparse`: what is solved for a constant matrix, and what is refused.

A sparse matrix of active numbers has no tangent yet: its kernels are compiled. Dense arrays have.
"""

from srcad.rules.registry import function

function(
    "scipy.sparse.linalg.spsolve(A, b, permc_spec=None, use_umfpack=True)",
    by="srcad.solving.sparse.spsolve",
    wrt="b",
    examples="sparse(spd(3)), real(3)",
)
