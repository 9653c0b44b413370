"""What a worker uses, measured from outside: memory, threads, processes, and the disk below its scratch folder."""

import ctypes
import os
import resource
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

# Fields of /proc/PID/stat after the name, which a process chooses itself.
_SESSION: Final = 3
_THREADS: Final = 17
_RESIDENT: Final = 21
_PROC_PIDTASKINFO: Final = 4


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
    waiting = [str(folder)]
    while waiting and count <= most_files:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    found = _found(entry)
                    size += found.st_blocks * 512 if found else 0
                    count += 1
                    if found and stat.S_ISDIR(found.st_mode):
                        waiting.append(entry.path)
                    if count > most_files:
                        break
        except FileNotFoundError:
            continue
        except OSError:  # a path that is too long, or a folder that was made unreadable
            count = most_files + 1
    return size + sum(_nameless(pid)), count


def _found(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Return what an entry is, None where it has gone away meanwhile; raises OSError for a path that is too long."""
    try:
        return entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None


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
