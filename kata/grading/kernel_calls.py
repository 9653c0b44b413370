"""Which system calls a worker may make, enforced by the Linux kernel through seccomp; needs no root.

A list of what is denied, not of what is allowed: the frameworks' needs change with every release, and what a kata has
no use for does not. A denied call fails with EPERM, so honest code gets an exception with a name.
"""

import errno
import os
from typing import Final

_CLONE_THREAD: Final = 0x10000
_TIOCSTI: Final = 0x5412
_TIOCLINUX: Final = 0x541C
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_CHILD_SUBREAPER: Final = 36

NETWORK: Final = ("socket", "connect", "bind", "listen", "accept", "accept4")
PROGRAMS: Final = ("fork", "vfork", "execve", "execveat")
OTHERS: Final = (  # reaching into other processes, or leaving a trace in them
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp"),
    *("pidfd_open", "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "tkill"),
    *("setsid", "setpgid", "setpriority", "ioprio_set", "sched_setattr", "move_pages", "migrate_pages"),
)
MEMORY: Final = (  # memory that no limit of the process counts
    *("memfd_create", "memfd_secret", "userfaultfd"),
    *("shmget", "shmat", "shmctl", "semget", "semctl", "msgget", "msgsnd", "msgctl", "mq_open", "mq_unlink"),
)
METADATA: Final = (  # Landlock does not govern these on files outside
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchown", "fchownat"),
    *("utime", "utimes", "utimensat", "futimesat"),
    *("setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr", "fremovexattr"),
    *("flock", "quotactl", "quotactl_fd", "name_to_handle_at", "open_by_handle_at", "file_setattr"),
)
KERNEL: Final = (
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "fanotify_init"),
    *("keyctl", "add_key", "request_key", "syslog", "reboot", "kexec_load", "kexec_file_load", "acct"),
    *("init_module", "finit_module", "delete_module", "swapon", "swapoff", "settimeofday", "clock_settime"),
    *("mount", "umount2", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "open_tree", "mount_setattr"),
    *("pivot_root", "chroot", "unshare", "setns", "personality", "sethostname", "setdomainname", "vhangup"),
)


def seccomp_fault() -> str | None:
    """Return why seccomp cannot be used here, None where it can."""
    try:
        import pyseccomp  # noqa: F401
    except (ImportError, RuntimeError, OSError) as fault:
        return str(fault)
    return None


def restrict_calls(*, processes: bool = False) -> None:
    """Deny this process, for good, what no kata needs; with `processes` it may fork and run programs.

    Raises OSError when the kernel or libseccomp refuses.
    """
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    deny = seccomp.ERRNO(errno.EPERM)

    def equal(position: int, value: int) -> object:
        return seccomp.Arg(position, seccomp.EQ, value)

    denied = (*NETWORK, *OTHERS, *MEMORY, *METADATA, *KERNEL, *(() if processes else PROGRAMS))
    for name in denied:
        _add(seccomp, rules, deny, name)
    if not processes:
        # glibc falls back to clone, whose flags can be seen, where clone3 does not exist.
        _add(seccomp, rules, seccomp.ERRNO(errno.ENOSYS), "clone3")
        rules.add_rule(deny, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
        for name in ("kill", "tgkill"):
            rules.add_rule(deny, name, seccomp.Arg(0, seccomp.NE, os.getpid()))
    for option in (_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER):
        rules.add_rule(deny, "prctl", equal(0, option))
    for request in (_TIOCSTI, _TIOCLINUX):
        rules.add_rule(deny, "ioctl", equal(1, request))
    rules.load()


def _add(seccomp: object, rules: object, action: int, name: str) -> None:
    """Add a rule for a call by name; a call that this architecture or libseccomp does not know cannot be made by name."""
    number = seccomp.resolve_syscall(seccomp.system_arch(), name)  # type: ignore[attr-defined]
    if number >= 0:
        rules.add_rule(action, number)  # type: ignore[attr-defined]
