"""What to say of a wrong shape: the usual cause, where what was expected and what came tell it."""

from kata.i18n import _

Shape = tuple[int, ...]


def wrong_shape(what: str, expected: Shape, got: Shape) -> str:
    """Say what shape was expected, what came, and the usual cause where the two tell it."""
    message = _("{what}: expected shape {expected}, got {got}.").format(what=what, expected=expected, got=got)
    cause = _cause_of_shape(expected, got)
    space = "" if message.endswith("。") else " "
    return f"{message}{space}{cause}" if cause else message


def _cause_of_shape(expected: Shape, got: Shape) -> str:
    """Return the usual cause of getting one shape for the other, or nothing."""
    longer = [axis for axis, size in enumerate(got) if size == 1 and (*got[:axis], *got[axis + 1 :]) == expected]
    shorter = [
        axis for axis, size in enumerate(expected) if size == 1 and expected[:axis] + expected[axis + 1 :] == got
    ]
    if longer:
        return _("There is an axis of length 1 too many, axis {axis}: index it away or squeeze it.").format(
            axis=longer[-1]
        )
    if shorter:
        return _(
            "An axis of length 1 is missing, axis {axis}: keepdims=True keeps it, and None as an index makes it."
        ).format(axis=shorter[-1])
    if len(expected) >= 2 and got == expected[::-1]:
        return _("It is transposed.")
    if len(got) == len(expected) and sorted(got) == sorted(expected):
        return _("The axes are in another order.")
    if got == () and expected:
        return _("All axes were reduced: give sum, mean or max the axis it should reduce.")
    if expected == () and got:
        return _("It is not reduced to one number: is a mean or a sum missing?")
    if len(got) == len(expected) + 1 and got[1:] == expected and got[0] == got[-1]:
        return _("An (n, 1) and an (n,) array were combined: they broadcast to (n, n).")
    if len(got) == len(expected) and all(mine in (1, right) for mine, right in zip(got, expected, strict=True)):
        return _("An axis was reduced that should have stayed.")
    return ""
