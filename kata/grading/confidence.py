"""How far a worker is confined, in words for people; and whose code needs more than this machine has."""

from kata.errors import CannotGradeHereError
from kata.grading.report import ConfinedBy, Device
from kata.i18n import _


def place(device: Device, level: ConfinedBy) -> str:
    """Say where a submission runs and how far it is confined."""
    words = {
        "kernel": _("on the {device}, confined"),
        "limits": _("on the {device}, with limits only"),
        "protocol": _("on the {device}, not confined"),
    }
    return words[level].format(device=device.upper())


def note(level: ConfinedBy, *, loopback: bool = False) -> str:
    """Return what to say once where the kernel does not confine; nothing where it does.

    `loopback`: it is the kata that opens sockets, on a machine that has no network of its own for them.
    """
    if level == "kernel":
        return ""
    if loopback:
        return _(
            "This kata's processes talk over sockets, and this machine cannot give them a network of their own, "
            "so your code can reach everything on yours; kata doctor says more."
        )
    return _("The kernel of this machine does not confine your code, so it can read your files; kata doctor says more.")


def must_be_trusted(level: ConfinedBy, *, trusted: bool) -> None:
    """Raise `CannotGradeHereError` for somebody else's code where the kernel does not confine it."""
    if level != "kernel" and not trusted:
        raise CannotGradeHereError(
            _(
                "This file seems to be somebody else's, and the kernel of this machine would not confine it "
                "(kata doctor says why). If you trust it, grade it with --trust-submission."
            )
        )
