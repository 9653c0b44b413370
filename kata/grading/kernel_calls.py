"""Which system calls a worker may make, enforced by the Linux kernel through seccomp; needs no root.

A list of what is denied, not of what is allowed: the frameworks' needs change with every release, and what a kata has
no use for does not. A denied call fails with EPERM, so honest code gets an exception with a name.
"""

import ctypes
import errno
import os
import socket
import struct
import tempfile
from typing import Any, Final

from kata.grading.kernel_errors import LIBC, LayerError

_CLONE_THREAD: Final = 0x10000
_TIOCSTI: Final = 0x5412
_TIOCLINUX: Final = 0x541C
_GET_ACTION_AVAIL: Final = 2
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_INSTRUCTION: Final = 8
# Stands in a program for the number of the process that it will be put on; no process has it.
_SOMEBODY: Final = 0x7E57AB1E
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_CHILD_SUBREAPER: Final = 36
_ACCESS_MODE: Final = 0o3
_SOCKET_TYPE: Final = 0xF
_FAMILIES: Final = 64  # more than there are
_TYPES: Final = _SOCKET_TYPE + 1
_PROTOCOLS: Final = socket.IPPROTO_UDP + 1
_AF_NETLINK: Final = 16
_NETLINK_ROUTE: Final = 0
# Landlock's versions that first bound truncation by path, and signals.
_BINDS_TRUNCATION: Final = 3
_BINDS_SIGNALS: Final = 6

NETWORK: Final = ("socket", "connect", "bind", "listen", "accept", "accept4")
PROGRAMS: Final = ("fork", "vfork", "execve", "execveat")
OTHERS: Final = (  # reaching into other processes, or leaving a trace in them
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp"),
    *("pidfd_open", "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "tkill"),
    *("setsid", "setpgid", "setpriority", "ioprio_set", "sched_setattr", "move_pages", "migrate_pages"),
)
LOCKS: Final = ("flock",)  # compilers lock their caches; nobody else has a use for it
SELF_ONLY: Final = ("prlimit64", "sched_setscheduler", "sched_setparam")  # 0 as the process is this one
MEMORY: Final = (  # memory that no limit of the process counts
    *("memfd_create", "memfd_secret", "userfaultfd"),
    *("shmget", "shmat", "shmctl", "semget", "semctl", "msgget", "msgsnd", "msgctl", "mq_open", "mq_unlink"),
)
METADATA: Final = (  # Landlock does not govern these on files outside
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchown", "fchownat"),
    *("utime", "utimes", "utimensat", "futimesat"),
    *("setxattr", "lsetxattr", "fsetxattr", "setxattrat"),
    *("removexattr", "lremovexattr", "fremovexattr", "removexattrat"),
    *("quotactl", "quotactl_fd", "name_to_handle_at", "open_by_handle_at", "file_setattr"),
    *("inotify_init", "inotify_init1"),
)
KERNEL: Final = (
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "fanotify_init"),
    *("keyctl", "add_key", "request_key", "syslog", "reboot", "kexec_load", "kexec_file_load", "acct"),
    *("init_module", "finit_module", "delete_module", "swapon", "swapoff", "settimeofday", "clock_settime"),
    *("mount", "umount2", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "open_tree", "mount_setattr"),
    *("open_tree_attr", "pivot_root", "chroot", "unshare", "setns", "personality"),
    *("sethostname", "setdomainname", "vhangup"),
)
# Younger than many a libseccomp, which then does not know their names; they have one number on every architecture.
_YOUNG: Final = {
    "quotactl_fd": 443, "memfd_secret": 447, "process_mrelease": 448, "fchmodat2": 452, "setxattrat": 463,
    "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469, "mount_setattr": 442, "process_madvise": 440,
}  # fmt: skip


def seccomp_fault() -> str | None:
    """Return why seccomp cannot be used here, None where it can.

    The first call looks for the library with a program: it is made in the warm process and not in every worker.
    """
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError) as fault:
        return str(fault)
    number = pyseccomp.resolve_syscall(pyseccomp.system_arch(), "seccomp")
    action = ctypes.c_uint32(pyseccomp.ERRNO(0))
    if LIBC.syscall(ctypes.c_long(number), _GET_ACTION_AVAIL, 0, ctypes.byref(action)) != 0:
        return f"the kernel cannot refuse calls: {os.strerror(ctypes.get_errno())}"
    return None


def filter_calls(*, processes: bool = False, gpu: bool = False, loopback: bool = False, landlock: int = 0) -> bytes:
    """Return the filter, as the kernel's program, that denies what no kata needs; made once in the warm process.

    With `processes` or `gpu` a worker may fork and run programs, with `loopback` open sockets of the internet's
    families, which a namespace must hold, with `gpu` one kind that reaches nobody. `landlock` is the version that
    confines it too, 0 for none: what that leaves open is closed here. Raises `LayerError` when libseccomp refuses.
    """
    import pyseccomp

    rules = _Rules(pyseccomp)
    # What CUDA's libraries need beside the driver's devices differs with their version: programs (ptxas), memory.
    if loopback:
        _deny_families(rules)
    elif gpu:
        _deny_all_but_what_cuda_listens_on(rules)
    else:
        rules.deny(*NETWORK)
    rules.deny(*OTHERS, *(() if gpu else MEMORY), *METADATA, *KERNEL)
    _deny_by_argument(rules)
    if landlock < _BINDS_TRUNCATION:
        rules.deny("truncate")
    if processes or gpu:
        # torch.multiprocessing asks for it in each child and takes a refusal for a fault. It is not done.
        rules.pretend_where("prctl", rules.equal(0, _PR_SET_PDEATHSIG))
    else:
        rules.deny_where("prctl", rules.equal(0, _PR_SET_PDEATHSIG))
        rules.deny(*LOCKS)
        _deny_processes(rules)
    if not (processes or gpu) or landlock < _BINDS_SIGNALS:
        for name in ("kill", "tgkill"):
            rules.deny_where(name, rules.unless(0, _SOMEBODY))
    return rules.program()


def restrict_calls(program: bytes) -> None:
    """Put a filter on this process, for good, which may then signal itself alone; raises `LayerError`."""
    own = program.replace(struct.pack("=I", _SOMEBODY), struct.pack("=I", os.getpid()))
    instructions = ctypes.create_string_buffer(own, len(own))
    header = _Program(len(own) // _INSTRUCTION, ctypes.cast(instructions, ctypes.c_void_p))
    if LIBC.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(header), 0, 0) != 0:
        raise LayerError("seccomp", os.strerror(ctypes.get_errno()))


class _Program(ctypes.Structure):
    """The kernel's `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _deny_processes(rules: "_Rules") -> None:
    """Deny everything that makes a process; threads stay."""
    rules.deny(*PROGRAMS)
    # glibc falls back to clone, whose flags can be seen, where clone3 does not exist.
    rules.absent("clone3")
    rules.deny_where("clone", rules.masked(0, _CLONE_THREAD, 0))


def _deny_families(rules: "_Rules") -> None:
    """Deny every family of sockets but the internet's, which namespaces hold, and asking for the interfaces.

    A UNIX socket is a file: no namespace of networks keeps a worker from those of other programs.
    """
    for family in set(range(_FAMILIES)) - {socket.AF_INET, socket.AF_INET6, _AF_NETLINK}:
        rules.deny_where("socket", rules.equal(0, family))
    rules.deny_where("socket", rules.at_least(0, _FAMILIES))
    for protocol in set(range(_PROTOCOLS)) - {0, socket.IPPROTO_TCP, socket.IPPROTO_UDP}:
        rules.deny_where("socket", rules.equal(2, protocol))
    rules.deny_where("socket", rules.at_least(2, _PROTOCOLS))
    rules.deny_where("socket", rules.equal(0, _AF_NETLINK), rules.unless(2, _NETLINK_ROUTE))


def _deny_all_but_what_cuda_listens_on(rules: "_Rules") -> None:
    """Deny every socket but UNIX ones of sequenced packets, and connecting: what can only listen reaches nobody.

    CUDA opens one, binds it to an abstract name and listens; it does not start where it may not (seen with drivers
    580.159, error 304).
    """
    for family in set(range(_FAMILIES)) - {socket.AF_UNIX}:
        rules.deny_where("socket", rules.equal(0, family))
    rules.deny_where("socket", rules.at_least(0, _FAMILIES))
    for kind in set(range(_TYPES)) - {socket.SOCK_SEQPACKET}:
        rules.deny_where("socket", rules.masked(1, _SOCKET_TYPE, kind))
    rules.deny("connect", "accept", "accept4")


def _deny_by_argument(rules: "_Rules") -> None:
    """Deny what is harmful with some arguments alone."""
    for name in SELF_ONLY:
        rules.deny_where(name, rules.unless(0, 0))
    for option in (_PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER):
        rules.deny_where("prctl", rules.equal(0, option))
    for request in (_TIOCSTI, _TIOCLINUX):
        rules.deny_where("ioctl", rules.equal(1, request))
    # A datagram socket of a pair can send to any socket that has a name.
    for kind in (2, 3):
        rules.deny_where("socketpair", rules.masked(1, _SOCKET_TYPE, kind))
    # Truncates what was opened for reading; openat2 takes its flags where no filter sees them.
    flags = (_ACCESS_MODE | os.O_TRUNC, os.O_RDONLY | os.O_TRUNC)
    rules.deny_where("open", rules.masked(1, *flags))
    rules.deny_where("openat", rules.masked(2, *flags))
    rules.absent("openat2")


class _Rules:
    """A filter being made."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._filter = library.SyscallFilter(library.ALLOW)
        self._native = library.system_arch()
        self._deny = library.ERRNO(errno.EPERM)

    def deny(self, *names: str) -> None:
        for name in names:
            self._add(self._deny, name)

    def deny_where(self, name: str, *conditions: Any) -> None:
        self._add(self._deny, name, *conditions)

    def pretend_where(self, name: str, condition: Any) -> None:
        """Let a call succeed and do nothing."""
        self._add(self._library.ERRNO(0), name, condition)

    def absent(self, name: str) -> None:
        """Let a call look as if the kernel did not have it."""
        self._add(self._library.ERRNO(errno.ENOSYS), name)

    def equal(self, position: int, value: int) -> Any:
        return self._library.Arg(position, self._library.EQ, value)

    def unless(self, position: int, value: int) -> Any:
        return self._library.Arg(position, self._library.NE, value)

    def at_least(self, position: int, value: int) -> Any:
        return self._library.Arg(position, self._library.GE, value)

    def masked(self, position: int, mask: int, value: int) -> Any:
        return self._library.Arg(position, self._library.MASKED_EQ, mask, value)

    def program(self) -> bytes:
        """Return the filter as the kernel takes it."""
        with tempfile.TemporaryFile() as file:
            self._filter.export_bpf(file)
            file.seek(0)
            return file.read()

    def _add(self, action: int, name: str, *conditions: Any) -> None:
        """Add a rule; a call that this architecture does not have needs none."""
        number = self._library.resolve_syscall(self._native, name)
        number = _YOUNG.get(name, number) if number < 0 else number
        if number >= 0:
            self._filter.add_rule(action, number, *conditions)
