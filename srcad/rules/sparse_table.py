"""The rules of `scipy.sparse.linalg`: what is solved for a constant matrix, and what is refused."""

from srcad.rules.registry import function, unsupported

function(
    "scipy.sparse.linalg.spsolve(A, b, permc_spec=None, use_umfpack=True)",
    by="srcad.solving.sparse.spsolve",
    wrt="b",
    examples="sparse(spd(3)), real(3)",
)

# Iterations stop where the value is near enough; their derivatives are not yet.
unsupported(
    "scipy.sparse.linalg.cg(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    because="the derivative of its iteration is not as near as the value when that stops",
    use="scipy.sparse.linalg.spsolve with a constant matrix",
    examples="sparse(spd(3)), real(3)",
)
unsupported(
    "scipy.sparse.linalg.cgs(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    because="the derivative of its iteration is not as near as the value when that stops",
    use="scipy.sparse.linalg.spsolve with a constant matrix",
    examples="sparse(spd(3)), real(3)",
)
unsupported(
    "scipy.sparse.linalg.bicg(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    because="the derivative of its iteration is not as near as the value when that stops",
    use="scipy.sparse.linalg.spsolve with a constant matrix",
    examples="sparse(spd(3)), real(3)",
)
unsupported(
    "scipy.sparse.linalg.bicgstab(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M=None, callback=None)",
    because="the derivative of its iteration is not as near as the value when that stops",
    use="scipy.sparse.linalg.spsolve with a constant matrix",
    examples="sparse(spd(3)), real(3)",
)
unsupported(
    "scipy.sparse.linalg.gmres(A, b, x0=None, *, rtol=1e-05, "
    "atol=0.0, restart=None, maxiter=None, M=None, callback=None, callback_type=None)",
    because="the derivative of its iteration is not as near as the value when that stops",
    use="scipy.sparse.linalg.spsolve with a constant matrix",
    examples="sparse(spd(3)), real(3)",
)
unsupported(
    "scipy.sparse.linalg.minres(A, b, x0=None, *, rtol=1e-05, "
    "shift=0.0, maxiter=None, M=None, callback=None, show=False, check=False)",
    because="the derivative of its iteration is not as near as the value when that stops",
    use="scipy.sparse.linalg.spsolve with a constant matrix",
    examples="sparse(spd(3)), real(3)",
)
unsupported(
    "scipy.sparse.linalg.qmr(A, b, x0=None, *, rtol=1e-05, atol=0.0, maxiter=None, M1=None, M2=None, callback=None)",
    because="the derivative of its iteration is not as near as the value when that stops",
    use="scipy.sparse.linalg.spsolve with a constant matrix",
    examples="sparse(spd(3)), real(3)",
)
