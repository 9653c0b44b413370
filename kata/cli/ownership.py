"""Whose file it is: only one's own code is graded where the kernel does not confine it."""

import os
import stat
import sys
from pathlib import Path
from typing import Final

# Where browsers and mail programs write down that a file came from elsewhere.
_MARKS: Final = ("user.xdg.origin.url", "user.xdg.referrer.url", "com.apple.quarantine")


def is_own(file: Path) -> bool:
    """Say whether a file counts as the user's own.

    It does when it belongs to the user's account and nobody else may write to it, lies below the home folder or the
    folder in which kata was started, and bears no mark of a download.
    """
    if sys.platform == "win32":  # nothing is graded there
        return False
    path = file.resolve()
    found = path.stat()
    near = any(path.is_relative_to(folder) for folder in (Path.home().resolve(), Path.cwd().resolve()))
    return found.st_uid == os.getuid() and not found.st_mode & stat.S_IWOTH and near and not _is_marked(path)


def _is_marked(path: Path) -> bool:
    """Say whether the file system remembers that the file was downloaded."""
    try:
        return any(mark in os.listxattr(path) for mark in _MARKS)
    except (OSError, AttributeError):  # no such marks here, or no way to ask
        return False
