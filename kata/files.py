"""Files that are written whole or not at all: what stood there before stays until the new one is on the disk."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kata.errors import KataError
from kata.i18n import _


class FileExistsAlreadyError(KataError):
    """There is a file of that name, and nobody said that it may be written over."""


@contextmanager
def new_file(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Give a path beside `path` to write to; when the block ends well, the file there takes the name `path`.

    Without `force` a file that is there stays, also one that appears meanwhile.

    Raises:
        FileExistsAlreadyError: There is a file, and no `force`.
        KataError: It cannot be written; no half of it is left.
    """
    if not force and os.path.lexists(path):
        raise _exists(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with _told(path):
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            part.touch(exist_ok=False)
            yield part
            _flush(part)
            _put(part, path, force=force)
            _flush(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_new(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file whole; see `new_file`."""
    with new_file(path, force=force) as part:
        part.write_bytes(data)


def _put(part: Path, path: Path, *, force: bool) -> None:
    """Give the written file its name."""
    if force:
        part.replace(path)
        return
    try:
        os.link(part, path)  # unlike a renaming it fails where a file has appeared meanwhile
    except FileExistsError:
        raise _exists(path) from None
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise _exists(path) from None
        part.replace(path)


def _flush(path: Path) -> None:
    """Have the system put a file, or a folder's list of names, on the disk."""
    if path.is_dir() and os.name != "posix":
        return
    number = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says against writing a file into words."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            message = _("The disk is full: {path} was not written. Free some space, or name a file on another disk.")
        else:
            message = _("{path} cannot be written: {reason}.")
        raise KataError(message.format(path=path, reason=fault.strerror or fault)) from fault


def _exists(path: Path) -> FileExistsAlreadyError:
    message = _("{path} is there already. Name a new file, or write over it with --force.")
    return FileExistsAlreadyError(message.format(path=path))
