"""Which files a worker may see, enforced by the Linux kernel through Landlock; needs no root.

Readable: the interpreter, the installed packages except this one, system libraries, a few facts about the machine.
Writable: the scratch folder. Everything else, the user's home, `graders/` and other people's scratch folders above all,
does not open. Reading folders' names is wider than reading files: Landlock grants it for whole trees.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from py_landlock import AccessFs, Landlock, get_abi_version
from py_landlock.errors import LandlockError

_LIBRARIES: Final = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/nix/store")
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
_READ_FILE: Final = AccessFs.READ_FILE
_READ_TREE: Final = AccessFs.READ_FILE | AccessFs.READ_DIR
_WRITE_DEVICE: Final = AccessFs.READ_FILE | AccessFs.WRITE_FILE
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


def landlock_version() -> int | None:
    """Return the kernel's Landlock ABI (1 or higher), None where it has none or it is switched off."""
    try:
        return int(get_abi_version())
    except LandlockError:
        return None


def readable_paths() -> tuple[Path, ...]:
    """Return what a worker may read, worked out once in the warm process: some 100 paths."""
    kata = Path(__file__).resolve().parent.parent
    secret = {kata, kata.parent} if _is_checkout() else {kata}
    roots = {Path(path).resolve() for path in (*_installed(), *_LIBRARIES) if Path(path).is_dir()}
    return tuple(sorted({path for root in roots for path in _around(root, secret)}))


def restrict_files(readable: Iterable[Path], scratch: str) -> None:
    """Confine this process, for good, to `readable` and the facts above, and to writing in `scratch`.

    Raises LandlockError or OSError when the kernel has Landlock and refuses.
    """
    rules = Landlock(strict=False)
    for path in readable:
        rules.add_path_rule(path, access=_READ_TREE if path.is_dir() else _READ_FILE)
    for name in _FACTS:
        if Path(name).exists():
            rules.add_path_rule(name, access=_READ_TREE if Path(name).is_dir() else _READ_FILE)
    for name in _DEVICES:
        rules.add_path_rule(name, access=_WRITE_DEVICE)
    # Importing lists the folders of sys.path themselves, which hold more than may be read.
    checkout = Path(__file__).resolve().parent.parent.parent if _is_checkout() else None
    for name in {path for path in sys.path if Path(path).is_dir() and Path(path).resolve() != checkout}:
        rules.add_path_rule(name, access=AccessFs.READ_DIR)
    rules.add_path_rule(scratch, access=_WRITE_TREE)
    rules.apply()


def _is_checkout() -> bool:
    """Tell whether this package runs from a checkout, with `graders/` beside it, rather than from a wheel."""
    return (Path(__file__).resolve().parent.parent.parent / "graders").is_dir()


def _installed() -> Iterator[str]:
    """Yield the folders of the standard library and of installed packages, of the base interpreter too."""
    paths = sysconfig.get_paths()
    yield from (paths[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield os.path.dirname(os.__file__)  # noqa: PTH120  the base interpreter's library, seen from a venv
    yield str(Path(sys.base_prefix) / "lib")


def _around(root: Path, secret: set[Path]) -> Iterator[Path]:
    """Yield `root`, or what it holds around the secret folders where it holds one."""
    if root in secret or any(folder in root.parents for folder in secret if folder.name == "kata"):
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
