"""The rules of `scipy.differentiate`: estimates by differences, whose tangents are estimated in the same way."""

from srcad.rules.registry import function

function(
    "scipy.differentiate.derivative(f, x, *, args=(), tolerances=None, maxiter=10, order=8, initial_step=0.5,"
    " step_factor=2.0, step_direction=0, preserve_shape=False, callback=None)",
    by="srcad.solving.elements.derivative",
    wrt="f x args",
    examples="crossing, [1]",
)
function(
    "scipy.differentiate.jacobian(f, x, *, tolerances=None, maxiter=10, order=8, initial_step=0.5, step_factor=2.0,"
    " step_direction=0)",
    by="srcad.solving.elements.jacobian",
    wrt="f x",
    examples="balance, [1, 2]",
)
function(
    "scipy.differentiate.hessian(f, x, *, tolerances=None, maxiter=10, order=8, initial_step=0.5, step_factor=2.0)",
    by="srcad.solving.elements.hessian",
    wrt="f x",
    examples="balance, [1, 2]",
)
