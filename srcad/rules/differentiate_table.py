"""The rules of `scipy.differentiate`: estimates by differences give way to derivatives."""

from srcad.rules.registry import unsupported

unsupported(
    "scipy.differentiate.derivative(f, x, *, args=(), tolerances=None, maxiter=10, order=8, initial_step=0.5,"
    " step_factor=2.0, step_direction=0, preserve_shape=False, callback=None)",
    because="it is an estimate by differences",
    use="Take srcad.derivative, srcad.jacobian or srcad.hessian of the function, which are exact.",
)
unsupported(
    "scipy.differentiate.jacobian(f, x, *, tolerances=None, maxiter=10, order=8, initial_step=0.5, step_factor=2.0,"
    " step_direction=0)",
    because="it is an estimate by differences",
    use="Take srcad.derivative, srcad.jacobian or srcad.hessian of the function, which are exact.",
)
unsupported(
    "scipy.differentiate.hessian(f, x, *, tolerances=None, maxiter=10, order=8, initial_step=0.5, step_factor=2.0)",
    because="it is an estimate by differences",
    use="Take srcad.derivative, srcad.jacobian or srcad.hessian of the function, which are exact.",
)
