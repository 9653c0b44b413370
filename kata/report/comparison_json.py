"""A comparison as a file of JSON, to be shared and compared: written as it is, and checked before it is believed."""

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kata import __version__
from kata.compare.result import FORMAT, Comparison, Program
from kata.errors import KataError
from kata.i18n import _

_MOST_BYTES: Final = 16 << 20  # a whole comparison has a tenth of a MiB
_SECONDS: Final = (1e-12, 1e9)  # between these lies whatever a clock has measured


class _Head(Struct):
    """What must be there before anything else is looked at."""

    format: int
    kata: str = ""


def to_json(comparison: Comparison) -> bytes:
    """Return a comparison as JSON, with the version of the program that measured it."""
    value = {"kata": __version__, **msgspec.to_builtins(comparison)}
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def read_comparison(file: Path) -> Comparison:
    """Return what `to_json` has written.

    Raises:
        KataError: The file cannot be read, is no comparison, or one of another format.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as fault:  # a name with a null byte in it is a ValueError
        reason = getattr(fault, "strerror", None) or fault
        raise KataError(_("{file} cannot be read: {reason}.").format(file=file, reason=reason)) from fault
    if len(data) > _MOST_BYTES:
        raise _no_comparison(file, _("it is too large"))
    return _decoded(file, data)


def _decoded(file: Path, data: bytes) -> Comparison:
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format != FORMAT:
            message = _(
                "{file} is a comparison of format {format}, written by kata {version}; this one reads format {known}."
            )
            version = head.kata or "?"
            raise KataError(message.format(file=file, format=head.format, version=version, known=FORMAT))
        found = msgspec.json.decode(data, type=Comparison)
    except (msgspec.MsgspecError, RecursionError, ValueError) as fault:
        raise _no_comparison(file, str(fault)) from fault
    wrong = _wrong(found)
    if wrong is not None:
        raise _no_comparison(file, wrong)
    return found


def _wrong(found: Comparison) -> str | None:
    """Return what no measuring can have led to: types alone do not keep a time from being negative."""
    keys = [(one.workload, one.size, one.variant) for one in found.measured]
    if len(set(keys)) < len(keys):
        return _("it has a variant twice")
    for key, one in zip(keys, found.measured, strict=True):
        place = " · ".join(map(str, key))
        program = one.program or Program()
        counts = (one.peak, one.saved, program.operations, program.kernels)
        if one.size < 1 or one.runs < 1 or any((count or 0) < 0 for count in counts) or (one.error or 0) < 0:
            return _("at {place} there is a number below zero").format(place=place)
        if not all(_SECONDS[0] < time < _SECONDS[1] for time in (*one.times, one.first or 1.0)):
            return _("at {place} there is a time that no clock has measured").format(place=place)
    return None


def _no_comparison(file: Path, reason: str) -> KataError:
    message = _("{file} is no comparison that kata compare --json has written: {reason}.")
    return KataError(message.format(file=file, reason=reason.rstrip(".")))
