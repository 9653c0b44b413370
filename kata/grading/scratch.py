"""Scratch folders: made for one worker, removed whatever the submission left in them."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from kata.errors import CannotGradeHereError
from kata.i18n import _


def make_scratch(within: Path | None = None) -> Path:
    """Return a fresh folder that only this user can enter, in `within` or among the system's temporary files.

    Raises `CannotGradeHereError` where there can be none, on a full disk for example.
    """
    try:
        return Path(tempfile.mkdtemp(prefix="kata-", dir=within))
    except OSError as fault:
        message = _("No folder for a submission's files can be made: {reason}.")
        raise CannotGradeHereError(message.format(reason=fault)) from fault


def remove_scratch(folder: Path) -> None:
    """Remove the folder. Never follows a link, needs no recursion and no long path, however deep the tree is.

    Folders are moved up beside each other before they are emptied, so no path grows; modes are repaired on the way.
    What still cannot be removed (a full disk, a foreign mount) is left behind rather than raised.
    """
    with suppress(OSError):
        number = 0
        waiting = _emptied(folder, folder, number)
        while waiting:
            inner = waiting.pop()
            number += 1
            waiting += _emptied(inner, folder, number)
            inner.rmdir()
        folder.rmdir()


def _emptied(inner: Path, top: Path, number: int) -> list[Path]:
    """Unlink the files of `inner` and move its folders up into `top`; return these."""
    inner.chmod(stat.S_IRWXU)
    found = []
    with os.scandir(inner) as entries:
        listed = list(entries)
    for index, entry in enumerate(listed):
        if entry.is_dir(follow_symlinks=False):
            moved = top / f".kata-{number}-{index}"
            Path(entry.path).chmod(stat.S_IRWXU)
            Path(entry.path).rename(moved)
            found.append(moved)
        else:
            Path(entry.path).unlink()
    return found
