"""What the worker does to itself before it runs anything foreign: its own session, limits, descriptors, scratch folder.

Each step either works or raises: a fault of set-up is an error and never a silent downgrade. What only Linux has is
behind `ON_LINUX`. What the kernel enforces (`layers.py`) comes last in `confine`.
"""

import ctypes
import os
import resource
import sys
import tempfile
from typing import Final

from msgspec import Struct

from kata.grading.kernel_errors import LIBC
from kata.grading.layers import Layers, put_on

ON_LINUX: Final = sys.platform == "linux"
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36
_PR_SET_NO_NEW_PRIVS: Final = 38
_SIGKILL: Final = 9
# Libraries keep this much beside what they compute: thread stacks above all.
_DATA_HEADROOM: Final = 512 << 20
_FILE_SIZE: Final = 256 << 20
_GPU_FILE_SIZE: Final = 2 << 30
_OPEN_FILES: Final = 256
# Processes and threads of all workers of one warm process together.
_PROCESSES: Final = 1024


class Confinement(Struct, frozen=True):
    """What one worker may use, and the folder it may write to.

    `programs` is a folder for what JAX compiles that workers share, empty where there is none.
    """

    scratch: str
    memory_mb: int
    cpu_seconds: int
    gpu: bool = False
    processes: bool = False
    loopback: bool = False
    devices: int = 1
    programs: str = ""


def confine(limits: Confinement, channel: int, output: int, parent: int, layers: Layers) -> None:
    """Confine this process; of its descriptors only `channel` stays, and `output` as stdout and stderr."""
    if os.getsid(0) != os.getpid():  # a cold worker leads its session already
        os.setsid()
    if ON_LINUX:
        die_with(parent)
    _only_these_descriptors(channel, output)
    _settle_in(limits.scratch)
    _limit(limits, own_namespace=layers.namespaces)
    no_new_privileges()
    put_on(layers, limits)


def no_new_privileges() -> None:
    """Let no program that this process runs gain rights that it has not."""
    if ON_LINUX:
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def die_with(parent: int) -> None:
    """Be killed when the thread that started this process ends; leave at once if it has already."""
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends, so that a daemon can be found and killed."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    if LIBC.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")


def _only_these_descriptors(channel: int, output: int) -> None:
    """Leave stdin empty, stdout and stderr on `output`, and `channel`; close everything else."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, channel)
    os.closerange(channel + 1, max(channel + 2, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))


def _settle_in(scratch: str) -> None:
    """Make the scratch folder the working, home and temporary directory."""
    os.chdir(scratch)
    os.environ.update({"HOME": scratch, "TMPDIR": scratch, "PWD": scratch, "USER": "kata", "LOGNAME": "kata"})
    tempfile.tempdir = None
    os.umask(0o077)


def _limit(limits: Confinement, *, own_namespace: bool) -> None:
    """Set the limits that a process cannot raise again."""
    wanted = {
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: _FILE_SIZE,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    # Not RLIMIT_AS: XLA and CUDA reserve far more addresses than they use. CUDA's pools count as data too.
    if limits.gpu:
        wanted[resource.RLIMIT_FSIZE] = _GPU_FILE_SIZE
    elif ON_LINUX:
        wanted[resource.RLIMIT_DATA] = (limits.memory_mb << 20) + _DATA_HEADROOM
    # Counted for each user and namespace: elsewhere everything else that the user runs would count too. Root is exempt.
    if own_namespace:
        wanted[resource.RLIMIT_NPROC] = _PROCESSES
    for kind, value in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        lowered = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (lowered, lowered))
