"""The rules of `scipy.sparse.linalg`: solutions of sparse systems by the implicit function theorem."""

from srcad.rules.registry import function

function(
    "scipy.sparse.linalg.spsolve(A, b, permc_spec=None, use_umfpack=True)",
    by="srcad.solving.sparse.spsolve",
    wrt="A b",
    examples=("sparse(spd(3)), real(3)", "sparse(spd(3)), real(3, 2)"),
)
function(
    "scipy.sparse.linalg.splu(A, permc_spec=None, diag_pivot_thresh=None, relax=None, panel_size=None, options=None)",
    by="srcad.solving.sparse.splu",
    wrt="A",
)
function(
    "scipy.sparse.linalg.SuperLU.solve(self, rhs, trans='N', /)",
    by="srcad.solving.sparse.solve_factored",
    wrt="self rhs",
)

# Iterations.
function(
    "scipy.sparse.linalg.cg(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    by="srcad.solving.sparse.cg",
    wrt="A b x0",
    examples="sparse(spd(3)), real(3), rtol=1e-14",
)
function(
    "scipy.sparse.linalg.cgs(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    by="srcad.solving.sparse.cgs",
    wrt="A b x0",
    examples="sparse(spd(3)), real(3), rtol=1e-14",
)
function(
    "scipy.sparse.linalg.bicg(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    by="srcad.solving.sparse.bicg",
    wrt="A b x0",
    examples="sparse(spd(3)), real(3), rtol=1e-14",
)
function(
    "scipy.sparse.linalg.bicgstab(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    by="srcad.solving.sparse.bicgstab",
    wrt="A b x0",
    examples="sparse(spd(3)), real(3), rtol=1e-14",
)
function(
    "scipy.sparse.linalg.gmres(A, b, x0=None, *, "
    "rtol=1e-05, atol=0.0, restart=None, maxiter=None, M=None, callback=None, callback_type=None)",
    by="srcad.solving.sparse.gmres",
    wrt="A b x0",
    examples="sparse(spd(3)), real(3), rtol=1e-14",
)
function(
    "scipy.sparse.linalg.minres(A, b, x0=None, *, "
    "rtol=1e-05, shift=0.0, maxiter=None, M=None, callback=None, show=False, check=False)",
    by="srcad.solving.sparse.minres",
    wrt="A b x0",
    examples="sparse(spd(3)), real(3), rtol=1e-14",
)
function(
    "scipy.sparse.linalg.qmr(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M1=None, M2=None, callback=None)",
    by="srcad.solving.sparse.qmr",
    wrt="A b x0",
    examples="sparse(spd(3)), real(3), rtol=1e-14",
)
