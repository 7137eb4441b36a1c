"""The rule of SciPy's own choice between two formulas, which its other parts have from where `scipy.special` has it."""

from srcad.rules.registry import function

function(
    "scipy.special._spherical_bessel.xpx.apply_where(cond, args, f1, f2=None, /, *, fill_value=None, kwargs=None,"
    " xp=None)",
    by="srcad.solving.selecting.apply_where",
    wrt="args f1 f2 fill_value kwargs",
    examples=(
        "real(4) > 0.0, (real(4), real(4)), hypot, arctan2",
        "real(4) > 0.0, (real(2, 4), real(4)), hypot, fill_value=real(4)",
    ),
)
