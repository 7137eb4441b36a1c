"""End a public call: raise what was refused in it, as the error that it is, even if the user's handler swallowed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from srcad.errors import Frames, Refusal, SrcadError, latest_refusal, refused_since

Result = TypeVar("Result")


def failed(error: BaseException, before: int) -> None:
    """End a public call that raised: a refusal becomes its error, another error gets a note of the user's line.

    `before` is the number of the last refusal when the call began.
    """
    refused = placed(refused_since(before))
    if isinstance(error, Refusal):
        raise error.error from None
    if refused is not None:
        raise refused from None
    if not isinstance(error, SrcadError):
        # Errors are rare, and whoever only imports srcad needs no loader.
        from srcad.loading import note_user_line

        note_user_line(error)


def raise_swallowed(before: int) -> None:
    """Raise a refusal that the user's own handler swallowed."""
    refused = placed(refused_since(before))
    if refused is not None:
        raise refused from None


def placed(refused: tuple[SrcadError, Frames] | None) -> SrcadError | None:
    """Name the user's line in a refusal that was made at run time, where only the frames knew it."""
    if refused is None:
        return None
    error, frames = refused
    if not error.is_placed:
        # Refusals are rare, and whoever only imports srcad needs no loader.
        from srcad.loading import user_location

        location = next(filter(None, (user_location(*frame) for frame in frames)), None)
        if location is not None:
            error.place(location)
    return error


def guarded(run: Callable[[], Result], failed: Callable[[BaseException, int], None] = failed) -> Result:
    """Make a public call that has no wrapper; `failed` ends one that raised."""
    before = latest_refusal[0]
    try:
        result = run()
    except BaseException as error:
        failed(error, before)
        raise
    if latest_refusal[0] is not before:
        raise_swallowed(before)
    return result
