"""Which trees a worker must be able to read: interpreter, packages, system libraries; and what in them is secret."""

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_LIBRARIES: Final = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/nix/store")
_PACKAGES: Final = ("", "site-packages/", "dist-packages/", "python3*/site-packages/", "python3*/dist-packages/")
_PACKAGE: Final = Path(__file__).resolve().parent.parent


def readable_paths() -> tuple[str, ...]:
    """Return the trees of the interpreter, its packages and the system's libraries, around what is secret."""
    roots = _roots()
    secret = {_PACKAGE} | _beside(roots)
    secret |= {path.resolve() for root in roots for kind in _PACKAGES for path in root.glob(f"{kind}kata")}
    found = {path for root in roots for path in _around(root, secret)}
    # What lies below another readable path needs no rule of its own.
    return tuple(sorted(str(path) for path in found if found.isdisjoint(path.parents)))


def trees_for_a_cold_start() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a worker must read that has yet to import this package, and what stays secret: the content."""
    roots = _roots()
    return _sorted(roots | {_PACKAGE}), _sorted({_PACKAGE / "_content"} | _beside(roots))


def _sorted(paths: set[Path]) -> tuple[str, ...]:
    return tuple(sorted(str(path) for path in paths))


def import_folders() -> set[str]:
    """Return the folders on `sys.path`, less the checkout."""
    checkout = _PACKAGE.parent
    inside = {path for path in sys.path if Path(path).is_dir()}
    return {path for path in inside if Path(path).resolve() != checkout or not (checkout / "graders").is_dir()}


def _roots() -> set[Path]:
    return {Path(path).resolve() for path in (*_installed(), *_LIBRARIES) if Path(path).is_dir()}


def _beside(roots: set[Path]) -> set[Path]:
    """Return what a checkout has beside the package, but no environment in it that holds one of the roots."""
    checkout = _PACKAGE.parent
    if not (checkout / "graders").is_dir():
        return set()
    needed = {folder for root in roots for folder in (root, *root.parents)}
    return {entry for entry in checkout.iterdir() if entry not in needed and entry != _PACKAGE}


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
