"""Control groups of the Linux kernel, version 2: on top of the other layers where this user may make some.

Each worker of a warm process gets a group of its own, in which the kernel bounds memory, hidden memory too, and the
number of processes and threads. That takes a group above this process that hands both on and lets this user in it:
systemd gives its users one (`user@.service`), root has them all. Version 1 is not used.
"""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from kata.grading.kernel_errors import LayerError

_MOUNTS: Final = Path("/proc/self/mounts")
_OWN: Final = Path("/proc/self/cgroup")
_CONTROLLERS: Final = frozenset({"memory", "pids"})
_NAME: Final = "kata-{owner}-{number}"
# Beside what a kata may use: what the watchdog sees first, in whose message stands how much it was.
_MEMORY_HEADROOM: Final = 64 << 20
_TASKS: Final = 1024
_REMOVE_SECONDS: Final = 1.0


class Bounds(Protocol):
    """What is asked of a worker's limits."""

    @property
    def memory_mb(self) -> int:
        """Resident memory, in MiB."""


def find_groups(mounts: Path = _MOUNTS, own: Path = _OWN) -> tuple[str | None, str]:
    """Return the group in which workers' groups can be made, or None and why there is none; found by trying.

    Raises `LayerError` where a group can be made, and does not hold the process that enters it.
    """
    reason = "version 2 is not mounted"
    for folder in _above(mounts, own):
        if not _CONTROLLERS.issubset(_read(folder / "cgroup.subtree_control").split()):
            reason = "no group above this process hands on memory and pids"
        elif (refused := _try(folder)) is None:
            _remove_stale(folder)
            return str(folder), ""
        else:
            reason = refused
            break  # further up even less is this user's
    return None, reason


def make_group(folder: str, number: int, limits: Bounds) -> Path:
    """Make a worker's group in `folder`; raises `LayerError`."""
    group = Path(folder, _NAME.format(owner=os.getpid(), number=number))
    try:
        _make(group, (limits.memory_mb << 20) + _MEMORY_HEADROOM)
    except OSError as fault:
        raise LayerError("cgroups", str(fault)) from fault
    return group


def enter_group(group: Path) -> None:
    """Move this process into a group, with all that it will start; raises `LayerError`."""
    try:
        (group / "cgroup.procs").write_text(str(os.getpid()), encoding="ascii")
    except OSError as fault:
        raise LayerError("cgroups", str(fault)) from fault


def end_group(group: Path) -> bool:
    """Kill whatever is in a group and remove it; return whether the kernel had killed for want of memory in it."""
    starved = any(
        line.startswith("oom_kill ") and line.split()[1] != "0" for line in _read(group / "memory.events").splitlines()
    )
    if (group / "cgroup.kill").exists():
        with suppress(OSError):
            (group / "cgroup.kill").write_text("1", encoding="ascii")
    deadline = time.monotonic() + _REMOVE_SECONDS
    while not _removed(group) and time.monotonic() < deadline:
        time.sleep(0.001)  # killed processes are a moment on their way out
    return starved


def _above(mounts: Path, own: Path) -> list[Path]:
    """Return this process's group and those above it, the nearest first; nothing where version 2 is not mounted."""
    roots = [
        fields[1] for line in _read(mounts).splitlines() if len(fields := line.split()) > 2 and fields[2] == "cgroup2"
    ]
    mine = [line.removeprefix("0::") for line in _read(own).splitlines() if line.startswith("0::")]
    if not roots or not mine:
        return []
    root = Path(roots[0])
    folder = root / mine[0].strip("/")
    return [one for one in (folder, *folder.parents) if one == root or root in one.parents]


def _try(folder: Path) -> str | None:
    """Make a group, let a child enter it, remove it; return why that is refused, or None."""
    group = folder / _NAME.format(owner=os.getpid(), number=0)
    try:
        _make(group, _MEMORY_HEADROOM)
    except OSError as fault:
        _removed(group)
        return str(fault)
    try:
        return _entered(group)
    finally:
        end_group(group)


def _entered(group: Path) -> str | None:
    """Let a child enter a group and stay; return why it may not, or None. Raises `LayerError` if it is not in it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        said = b"in"
        try:
            enter_group(group)
        except BaseException as fault:  # noqa: BLE001  the child says what happened and never returns
            said = str(fault).encode()[:500]
        os.write(writing, said or b"?")
        signal.pause()
        os._exit(0)
    os.close(writing)
    said = os.read(reading, 500)  # the child stays, so its end of the pipe does not close
    held = str(pid) in _read(group / "cgroup.procs").split()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(reading)
    if said == b"in" and not held:
        raise LayerError("cgroups", "a process that enters a group is not in it")
    return None if held else said.decode("utf-8", "replace")


def _make(group: Path, memory: int) -> None:
    """Make a group with its bounds."""
    group.mkdir()
    bounds = {"memory.max": memory, "pids.max": _TASKS}
    if (group / "memory.swap.max").exists():
        bounds["memory.swap.max"] = 0
    for name, value in bounds.items():
        (group / name).write_text(str(value), encoding="ascii")


def _remove_stale(folder: Path) -> None:
    """Remove the empty groups of warm processes that were killed before they could tidy up."""
    for group in folder.glob("kata-*-*"):
        owner = group.name.split("-")[1]
        if not Path("/proc", owner).exists():
            _removed(group)


def _removed(group: Path) -> bool:
    """Remove an empty group; say whether it is gone."""
    with suppress(OSError):
        group.rmdir()
    return not group.exists()


def _read(path: Path) -> str:
    """Return a file's text, nothing where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
