"""Namespaces of the Linux kernel: a warm process enters them once, before any import, and its workers inherit them.

They come on top of seccomp and Landlock and are often refused (Ubuntu's AppArmor, containers), so they are tried in a
throw-away child first. No process-number namespace: Landlock already keeps a worker from signalling others, and an
init process in each would cost ten milliseconds and more a grade.
"""

import ctypes
import fcntl
import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

from kata.grading.kernel_errors import LIBC, LayerError

_CLONE_NEWNS: Final = 0x00020000
_CLONE_NEWUTS: Final = 0x04000000
_CLONE_NEWIPC: Final = 0x08000000
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_MS_NOSUID_NODEV_NOEXEC: Final = 2 | 4 | 8
_MS_REC_PRIVATE: Final = 0x4000 | 0x40000
_MS_BIND: Final = 0x1000
# The second is what a socket for both versions of the protocol calls it: not known, it would be asked of a name server.
_HOSTS: Final = "127.0.0.1 localhost\n::ffff:127.0.0.1 localhost\n"
_SIOCSIFFLAGS: Final = 0x8914
_IFF_UP: Final = 1
_SHARED_MEMORY: Final = "size=256m,mode=1777"


def enter_namespaces() -> str | None:
    """Enter a user, a network and an IPC namespace of this process's own; return why they are refused here, or None.

    Raises `LayerError` where they worked in the trial and then do not.
    """
    refused = _tried()
    if refused is None:
        try:
            _enter()
        except OSError as fault:
            raise LayerError("namespaces", str(fault)) from fault
    return refused


def own_shared_memory() -> None:
    """Put an empty, bounded /dev/shm in the place of everyone's, for this process and its children alone."""
    _must(LIBC.unshare(_CLONE_NEWNS), "unshare")
    _must(LIBC.mount(b"none", b"/", None, ctypes.c_ulong(_MS_REC_PRIVATE), None), "mount /")
    options = ctypes.c_ulong(_MS_NOSUID_NODEV_NOEXEC)
    _must(LIBC.mount(b"tmpfs", b"/dev/shm", b"tmpfs", options, _SHARED_MEMORY.encode()), "mount /dev/shm")


def own_network() -> None:
    """Enter one more network namespace, empty but for loopback, so that workers cannot reach each other either.

    The host is called `localhost` in it: what looks up its own address (gloo does) finds loopback. To be called after
    `own_shared_memory`, in whose folder and mounts the names of hosts are replaced.
    """
    _must(LIBC.unshare(_CLONE_NEWNET | _CLONE_NEWUTS), "unshare")
    socket.sethostname("localhost")
    if Path("/etc/hosts").exists():
        names = Path("/dev/shm/hosts")
        names.write_text(_HOSTS, encoding="ascii")
        _must(LIBC.mount(bytes(names), b"/etc/hosts", None, ctypes.c_ulong(_MS_BIND), None), "mount /etc/hosts")
        names.unlink()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP))


def _tried() -> str | None:
    """Try it in a child; return why it does not work, or None."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _enter()
        except BaseException as fault:  # noqa: BLE001  the child says what happened and never returns
            with suppress(OSError):
                os.write(writing, str(fault).encode()[:500] or b"?")
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    os.waitpid(pid, 0)
    return said or None


def _enter() -> None:
    """Unshare, then stay the same user and group inside."""
    user, group = os.geteuid(), os.getegid()
    _must(LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWIPC), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _must(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
