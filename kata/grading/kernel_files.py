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
from typing import Final

from py_landlock import AccessFs, Landlock, get_abi_version
from py_landlock.errors import LandlockError

from kata.grading.kernel_errors import LayerError

_LIBRARIES: Final = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/nix/store")
_PACKAGES: Final = ("", "site-packages/", "dist-packages/", "python3*/site-packages/", "python3*/dist-packages/")
_FACTS: Final = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/proc/self",
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
_SHARED_MEMORY: Final = "/dev/shm"
_GPU_NODES: Final = ("dev/nvidiactl", "dev/nvidia[0-9]*", "dev/nvidia-uvm*", "dev/nvidia-caps/*", "dev/dxg")
_GPU_FACTS: Final = ("proc/driver/nvidia", "proc/devices", "sys", "usr/lib/wsl", "etc/nvidia", "usr/local/cuda*")

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
_WRITE_AND_RUN: Final = _WRITE_TREE | AccessFs.EXECUTE | AccessFs.MAKE_SOCK


def landlock_version() -> tuple[int | None, str]:
    """Return the version of the kernel's Landlock (1 or higher), or None and why there is none."""
    try:
        return int(get_abi_version()), ""
    except LandlockError as fault:
        return None, str(fault)


def readable_paths() -> tuple[str, ...]:
    """Return what a worker may read; worked out once in the warm process."""
    roots = {Path(path).resolve() for path in (*_installed(), *_LIBRARIES) if Path(path).is_dir()}
    secret = _secret(roots)
    secret |= {path.resolve() for root in roots for kind in _PACKAGES for path in root.glob(f"{kind}kata")}
    found = {path for root in roots for path in _around(root, secret)}
    # What lies below another readable path needs no rule of its own.
    return tuple(sorted(str(path) for path in found if not any(parent in found for parent in path.parents)))


def restrict_files(readable: Iterable[str], scratch: str, *, processes: bool = False, gpu: bool = False) -> None:
    """Confine this process, for good, to `readable` and the facts above, and to writing in `scratch`.

    With `processes` it may run programs and share memory, with `gpu` run programs and use the driver's devices.
    Raises `LayerError` when the kernel has Landlock and refuses.
    """
    try:
        rules = Landlock(strict=False)
        _allow(rules, (*readable, *_FACTS), _READ_TREE)
        for name in _DEVICES:
            rules.add_path_rule(name, access=_WRITE_DEVICE)
        # Importing lists the folders of sys.path themselves, which hold more than may be read.
        for name in _import_folders():
            rules.add_path_rule(name, access=AccessFs.READ_DIR)
        rules.add_path_rule(scratch, access=_WRITE_AND_RUN if processes or gpu else _WRITE_TREE)
        if processes or gpu:
            _allow_programs(rules, readable)
        if processes:
            _allow(rules, (_SHARED_MEMORY,), _WRITE_TREE)
        if gpu:
            _allow_gpu(rules)
        rules.apply()
    except (LandlockError, OSError) as fault:
        raise LayerError("landlock", str(fault)) from fault


def _allow(rules: Landlock, names: Iterable[str], access: AccessFs) -> None:
    """Allow `access` to what there is of these trees and files."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            rules.add_path_rule(path, access=access)
        elif path.exists():
            rules.add_path_rule(path, access=access & ~AccessFs.READ_DIR)


def _allow_programs(rules: Landlock, readable: Iterable[str]) -> None:
    """Allow what forking and compiling need: programs and headers."""
    interpreter = (str(Path(sys.executable).resolve()), str(Path(sys.base_prefix) / "bin"))
    _allow(rules, (*readable, *_PROGRAMS, *interpreter), _READ_TREE | AccessFs.EXECUTE)
    _allow(rules, (*_HEADERS, sysconfig.get_paths()["include"], f"{sys.prefix}/pyvenv.cfg"), _READ_TREE)


def _allow_gpu(rules: Landlock) -> None:
    """Allow the driver's device nodes, and what it reads about the machine."""
    for pattern in _GPU_NODES:
        for node in Path("/").glob(pattern):
            rules.add_path_rule(node, access=_CONTROL_DEVICE)
    _allow(rules, (str(path) for pattern in _GPU_FACTS for path in Path("/").glob(pattern)), _READ_TREE)


def _secret(roots: set[Path]) -> set[Path]:
    """Return what must never be readable, wherever it is installed: this package, and what a checkout has beside it.

    An environment inside a checkout, which holds one of the `roots`, is none of it.
    """
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent
    if not (checkout / "graders").is_dir():
        return {package}
    needed = {folder for root in roots for folder in (root, *root.parents)}
    return {package, *(entry for entry in checkout.iterdir() if entry not in needed)}


def _import_folders() -> set[str]:
    """Return the folders on `sys.path`, less the checkout."""
    checkout = Path(__file__).resolve().parent.parent.parent
    inside = {path for path in sys.path if Path(path).is_dir()}
    return {path for path in inside if Path(path).resolve() != checkout or not (checkout / "graders").is_dir()}


def _installed() -> Iterator[str]:
    """Yield the folders of the standard library and of installed packages, of the base interpreter too."""
    paths = sysconfig.get_paths()
    yield from (paths[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (path for path in sys.path if path.endswith(("site-packages", "dist-packages")))
    yield os.path.dirname(os.__file__)  # noqa: PTH120  the base interpreter's library, seen from a venv
    yield str(Path(sys.base_prefix) / "lib")


def _around(root: Path, secret: set[Path]) -> Iterator[Path]:
    """Yield `root`, or what it holds around the secret folders where it holds one."""
    if root in secret or not secret.isdisjoint(root.parents):
        return
    if not any(root in folder.parents for folder in secret):
        yield root
        return
    for entry in sorted(root.iterdir()):
        if entry.resolve() in secret:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _around(entry, secret)
        else:
            yield entry
