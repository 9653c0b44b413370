"""What a worker uses, measured from outside: memory, threads, processes, and the disk below its scratch folder."""

import ctypes
import errno
import os
import resource
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from msgspec import Struct

# Fields of /proc/PID/stat after the name, which a process chooses itself.
_SESSION: Final = 3
_THREADS: Final = 17
_RESIDENT: Final = 21
_PROC_PIDTASKINFO: Final = 4
# A path may be 4096 bytes long, and a name 255.
_LONG_PATH: Final = 900
_MOST_HELD: Final = 64


class Usage(Struct, frozen=True):
    """Resident bytes and threads of one process."""

    resident: int
    threads: int


def usage(pid: int) -> Usage | None:
    """Return what a process uses now; None where the system does not tell or it is gone."""
    if sys.platform == "darwin":
        return _usage_on_macos(pid)
    fields = _fields(str(pid))
    return None if fields is None else Usage(int(fields[_RESIDENT]) * resource.getpagesize(), int(fields[_THREADS]))


def session_members(session: int) -> list[int]:
    """Return the processes of a session: a worker and what it has started."""
    found = []
    with suppress(OSError):
        for name in os.listdir("/proc"):  # noqa: PTH208  names are enough
            fields = _fields(name) if name.isdecimal() else None
            if fields is not None and int(fields[_SESSION]) == session:
                found.append(int(name))
    return found


def proportional_bytes(pid: int) -> int:
    """Return a process's memory with shared pages counted in part; takes milliseconds, 0 where it is gone."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def disk_use(folder: Path, pid: int, most_files: int) -> tuple[int, int]:
    """Return bytes and number of files below `folder`, with files that have no name any more but are still open.

    Counting stops once there are more than `most_files`; folders that cannot be looked into count as that many.
    """
    size = count = 0
    with _ShortPaths() as short:
        waiting = [str(folder)]
        while waiting and count <= most_files:
            try:
                for entry, found in _entries(short.of(waiting.pop())):
                    size += found.st_blocks * 512
                    count += 1
                    if stat.S_ISDIR(found.st_mode):
                        waiting.append(entry.path)
                    if count > most_files:
                        break
            except FileNotFoundError:
                continue
            except (
                OSError
            ):  # a folder that was made unreadable, or more of them inside each other than can be held open
                count = most_files + 1
    return size + sum(_nameless(pid)), count


def _entries(path: str) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    """Yield what a folder holds; what goes away meanwhile is left out."""
    with os.scandir(path) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                yield entry, entry.stat(follow_symlinks=False)


class _ShortPaths:
    """Gives short paths to folders that lie deeper than a path may be long, by holding folders on the way open."""

    def __init__(self) -> None:
        self._held: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for descriptor in self._held:
            os.close(descriptor)

    def of(self, path: str) -> str:
        """Return a path to the same folder; raises OSError where there is none."""
        if len(path) < _LONG_PATH:
            return path
        if len(self._held) >= _MOST_HELD:
            raise OSError(errno.EMFILE, "folders nested too deeply")
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        self._held.append(descriptor)
        return f"/proc/self/fd/{descriptor}"


def _nameless(pid: int) -> Iterator[int]:
    """Yield the sizes of the files that a process holds open and that have been removed."""
    with suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208  names are enough
            with suppress(OSError):
                found = os.stat(f"/proc/{pid}/fd/{name}")  # noqa: PTH116  follows the link to the open file
                if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                    yield found.st_blocks * 512


def _fields(pid: str) -> list[bytes] | None:
    """Return the fields of /proc/PID/stat after the name."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123  forty times a second
            return file.read().rpartition(b")")[2].split()
    except OSError:
        return None


class _TaskInfo(ctypes.Structure):
    """The beginning and the end of macOS's `struct proc_taskinfo`."""

    _fields_ = (
        ("virtual_size", ctypes.c_uint64),
        ("resident_size", ctypes.c_uint64),
        ("times", ctypes.c_uint64 * 4),
        ("counters", ctypes.c_int32 * 9),
        ("threads", ctypes.c_int32),
        ("running", ctypes.c_int32),
        ("priority", ctypes.c_int32),
    )


def _usage_on_macos(pid: int) -> Usage | None:
    info = _TaskInfo()
    library = ctypes.CDLL(None)
    size = library.proc_pidinfo(pid, _PROC_PIDTASKINFO, ctypes.c_uint64(0), ctypes.byref(info), ctypes.sizeof(info))
    return Usage(info.resident_size, info.threads) if size == ctypes.sizeof(info) else None
