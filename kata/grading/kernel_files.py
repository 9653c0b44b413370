"""Which files a worker may see, enforced by the Linux kernel through Landlock; needs no root.

Readable: the interpreter, the installed packages except this one, system libraries, a few facts about the machine.
Writable: the scratch folder. Everything else, the user's home, `graders/` and other people's scratch folders above all,
does not open. Landlock governs contents and the listing of folders: that a file exists, its size and its times stay
visible to whoever guesses its path.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from py_landlock import (
    ABIVersion,
    AccessFs,
    AccessNet,
    LandlockError,
    PathBeneathAttr,
    RulesetAttr,
    RulesetFd,
    add_rule,
    create_ruleset,
    get_abi_version,
    restrict_self,
)
from py_landlock.abi import get_supported_fs, get_supported_net, get_supported_scope

from kata.grading.kernel_errors import LayerError
from kata.grading.readable import import_folders, readable_paths

if TYPE_CHECKING:
    from kata.grading.limits import Confinement

# A path, and the rights below it.
Rule = tuple[str, int]

_FACTS: Final = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)
_DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
# What a kata needs that may run programs: the interpreter for child processes, a compiler for torch.compile.
_PROGRAMS: Final = ("/bin", "/usr/bin", "/usr/local/bin")
_HEADERS: Final = ("/usr/include", "/usr/local/include", "/etc/alternatives")
# What tells that `localhost` is 127.0.0.1.
_NAMES: Final = ("/etc/hosts", "/etc/nsswitch.conf")
# gloo looks for network cards among them, and JAX for TPUs; neither bears that it may not.
_CARDS: Final = "/sys/bus/pci/devices"
_SHARED_MEMORY: Final = "/dev/shm"
_GPU_NODES: Final = ("dev/nvidiactl", "dev/nvidia[0-9]*", "dev/nvidia-uvm*", "dev/nvidia-caps/*", "dev/dxg")
_GPU_FACTS: Final = (
    *("proc/driver/nvidia", "proc/devices", "sys", "usr/lib/wsl", "etc/nvidia"),
    *("usr/local/nvidia", "opt/nvidia", "run/nvidia", "run/opengl-driver", "etc/OpenCL", "etc/vulkan"),
)
# Where XLA and Triton find ptxas, which assembles what they have compiled.
_GPU_PROGRAMS: Final = ("usr/local/cuda*", "opt/cuda*")

_READ_FILE: Final = AccessFs.READ_FILE
_READ_TREE: Final = AccessFs.READ_FILE | AccessFs.READ_DIR
_WRITE_DEVICE: Final = AccessFs.READ_FILE | AccessFs.WRITE_FILE
_CONTROL_DEVICE: Final = _WRITE_DEVICE | AccessFs.IOCTL_DEV
_WRITE_TREE: Final = (
    _READ_TREE
    | AccessFs.WRITE_FILE
    | AccessFs.TRUNCATE
    | AccessFs.MAKE_DIR
    | AccessFs.MAKE_REG
    | AccessFs.MAKE_SYM
    | AccessFs.MAKE_FIFO
    | AccessFs.REMOVE_DIR
    | AccessFs.REMOVE_FILE
    | AccessFs.REFER
)


def landlock_version() -> tuple[int | None, str]:
    """Return the version of the kernel's Landlock (1 or higher), or None and why there is none."""
    try:
        return int(get_abi_version()), ""
    except LandlockError as fault:
        return None, str(fault)


def file_rules(version: int) -> tuple[Rule, ...]:
    """Return what every worker may read, as Landlock's rules; worked out once in the warm process."""
    importing = tuple((name, AccessFs.READ_DIR) for name in sorted(import_folders()))
    devices = tuple((name, _WRITE_DEVICE) for name in _DEVICES)
    supported = get_supported_fs(ABIVersion(version))
    # Importing lists the folders of sys.path themselves, which hold more than may be read.
    rules = (*_allow((*readable_paths(), *_FACTS), _READ_TREE), *devices, *importing)
    return tuple((name, int(access & supported)) for name, access in rules)


def wider_rules(profile: "Confinement") -> tuple[Rule, ...]:
    """Return what a worker may use beyond that, by its profile: programs, shared memory, names of hosts, a GPU."""
    rules: list[Rule] = []
    if profile.processes or profile.gpu:
        rules += _allow((*readable_paths(), *_PROGRAMS, *_interpreters()), _READ_TREE | AccessFs.EXECUTE)
        rules += _allow((*_HEADERS, sysconfig.get_paths()["include"], f"{sys.prefix}/pyvenv.cfg"), _READ_TREE)
        rules.append((profile.scratch, AccessFs.EXECUTE | AccessFs.MAKE_SOCK))
    if profile.processes:
        rules += _allow((_SHARED_MEMORY,), _WRITE_TREE)
    if profile.loopback:
        rules += _allow(_NAMES, AccessFs.READ_FILE)
        facts = (path for name in ("class", "vendor", "device") for path in _each_below(_CARDS, name))
        rules += _allow((_CARDS, *facts), AccessFs.READ_FILE | AccessFs.READ_DIR)
    if profile.gpu:
        rules += [(node, _CONTROL_DEVICE) for node in _there(_GPU_NODES)]
        rules += _allow(_there(_GPU_FACTS), _READ_TREE)
        rules += _allow((*_there(_GPU_PROGRAMS), f"{sys.prefix}/bin"), _READ_TREE | AccessFs.EXECUTE)
        # CUDA names its threads there, and does not start where it may not.
        rules.append(("/proc/self/task", AccessFs.WRITE_FILE | AccessFs.TRUNCATE))
    return tuple(rules)


def restrict_files(rules: Iterable[Rule], profile: "Confinement", version: int) -> None:
    """Confine this process, for good, to `rules`, to what its profile adds, and to writing in its scratch folder.

    Raises `LayerError` when the kernel has Landlock and refuses.
    """
    fs, net, scope = (of(ABIVersion(version)) for of in (get_supported_fs, get_supported_net, get_supported_scope))
    written = [folder for folder in (profile.scratch, profile.programs) if folder]
    own = (*((folder, _WRITE_TREE) for folder in written), ("/proc/self", _READ_TREE), *wider_rules(profile))
    # Landlock knows ports and no addresses: a network namespace holds what a worker may connect to.
    ports = AccessNet(0) if profile.loopback else net
    attributes = RulesetAttr(handled_access_fs=fs, handled_access_net=ports, scoped=scope)
    try:
        ruleset = create_ruleset(attributes)
        for name, access in (*rules, *own):
            _add(ruleset, name, access & fs)
        restrict_self(ruleset, None)
        os.close(ruleset)
    except (LandlockError, OSError) as fault:
        raise LayerError("landlock", str(fault)) from fault


def _add(ruleset: RulesetFd, name: str, access: int) -> None:
    """Allow `access` below one path."""
    descriptor = os.open(name, os.O_PATH | os.O_CLOEXEC)
    try:
        add_rule(ruleset, PathBeneathAttr(allowed_access=access, parent_fd=descriptor))
    finally:
        os.close(descriptor)


def _allow(names: Iterable[str], access: int) -> Iterator[Rule]:
    """Yield a rule for each of these trees and files that there is."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield name, access
        elif path.exists():
            yield name, access & ~AccessFs.READ_DIR


def _there(patterns: Iterable[str]) -> Iterator[str]:
    """Yield the paths that match."""
    return (str(path) for pattern in patterns for path in sorted(Path("/").glob(pattern)))


def _each_below(folder: str, name: str) -> Iterator[str]:
    """Yield the files of this name in the folders of a folder."""
    return (str(path.resolve()) for path in Path(folder).glob(f"*/{name}"))


def _interpreters() -> tuple[str, str]:
    return str(Path(sys.executable).resolve()), str(Path(sys.base_prefix) / "bin")
