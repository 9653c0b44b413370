"""The areas that `kata doctor` examines, each as an iterator of findings."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from kata.errors import CannotGradeHereError
from kata.grading.selftest import Finding
from kata.i18n import _, ngettext

if TYPE_CHECKING:
    from kata.content.model import Framework
    from kata.grading.processes import Pool

FRAMEWORKS: "Final[tuple[Framework, ...]]" = ("numpy", "torch", "jax")
LEAST_COLUMNS: Final = 80
LEAST_LINES: Final = 24


def start_imports(pool: "Pool") -> None:
    """Let every framework be imported while other things are looked at; what fails is told in its turn."""
    for framework in FRAMEWORKS:
        with suppress(CannotGradeHereError):
            pool.starter(framework)


def frameworks(pool: "Pool") -> Iterator[Finding]:
    """Import every framework that is installed, as a grading would; say its version and whether it sees a GPU."""
    with ThreadPoolExecutor(len(FRAMEWORKS)) as threads:
        yield from threads.map(lambda framework: _framework(pool, framework), FRAMEWORKS)


def _framework(pool: "Pool", framework: "Framework") -> Finding:
    try:
        number = version(framework)
    except PackageNotFoundError:
        from kata.grading.processes import PACKAGES

        advice = f"pip install {' '.join(PACKAGES[framework])}"
        return Finding("frameworks", framework, "missing", _("not installed"), advice)
    try:
        pool.layers(framework)
        gpu = _gpu(pool, framework)
    except CannotGradeHereError as fault:
        return Finding("frameworks", framework, "bad", f"{number}, {str(fault).splitlines()[-1]}")
    return Finding("frameworks", framework, "ok", f"{number}, {gpu}")


def _gpu(pool: "Pool", framework: "Framework") -> str:
    """Ask a framework in a worker whether it sees a GPU, where there is a driver at all."""
    from kata.content.model import Limits
    from kata.grading.devices import choose_device

    if framework == "numpy":
        return _("CPU only")
    try:
        choose_device("gpu", framework, Limits(), pool, lambda: False)
    except CannotGradeHereError:
        return _("sees no GPU")
    return _("sees a GPU")


def layers(pool: "Pool") -> Iterator[Finding]:
    """Say which of the kernel's layers workers have, and how to get the others."""
    found = pool.layers("numpy")
    missing = dict(found.missing)
    if found.landlock is not None:
        yield Finding("layers", "landlock", "ok", _("files, version {version}").format(version=found.landlock))
    if found.seccomp:
        yield Finding("layers", "seccomp", "ok", _("system calls"))
    if found.namespaces:
        yield Finding("layers", "namespaces", "ok", _("users, network, shared memory of their own"))
    if found.cgroups is not None:
        yield Finding("layers", "cgroups", "ok", _("memory and processes, counted by the kernel too"))
    if found.sandbox_exec:
        yield Finding("layers", "sandbox-exec", "ok", _("files, network, processes"))
    for name, reason in missing.items():
        yield Finding("layers", name, "missing", reason, _advice(name))


def _advice(name: str) -> str:
    """Say how to get a layer."""
    return {
        "landlock": _("Linux 5.13 or newer has it; some systems switch it on at boot with lsm=landlock,…"),
        "seccomp": _("Install libseccomp (Debian and Ubuntu: libseccomp2) and let containers use seccomp."),
        "namespaces": _(
            "Needed for katas whose processes talk over sockets, beside the other two; "
            "some systems and containers refuse them to users."
        ),
        "cgroups": _(
            "Not needed: memory is watched. With systemd, run kata in a session of systemd-run --user --scope."
        ),
        "sandbox-exec": _("It is part of macOS, in /usr/bin."),
    }[name]


def boundary(pool: "Pool") -> Iterator[Finding]:
    """Try the boundary."""
    from kata.grading.selftest import try_boundary

    return try_boundary(pool)


def terminal(environ: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Say what the terminal can show."""
    size = shutil.get_terminal_size()
    text = _("{columns} x {lines}").format(columns=size.columns, lines=size.lines)
    fits = size.columns >= LEAST_COLUMNS and size.lines >= LEAST_LINES
    if not sys.stdout.isatty():
        yield Finding("terminal", "size", "missing", _("output goes to a file or pipe, no terminal"))
    elif fits:
        yield Finding("terminal", "size", "ok", text)
    else:
        advice = _("{columns} x {lines} is the least that the screens need.")
        yield Finding("terminal", "size", "missing", text, advice.format(columns=LEAST_COLUMNS, lines=LEAST_LINES))
    yield _colours(environ)
    encoding = sys.stdout.encoding or "?"
    if encoding.lower().replace("-", "") == "utf8":
        yield Finding("terminal", "unicode", "ok", encoding)
    else:
        yield Finding("terminal", "unicode", "missing", encoding, _("Set LANG to a UTF-8 locale, e.g. C.UTF-8."))


def _colours(environ: Mapping[str, str]) -> Finding:
    """Say how many colours there are, by what the terminal says of itself."""
    name = environ.get("TERM", "")
    if "NO_COLOR" in environ:
        return Finding("terminal", "colours", "ok", _("none: NO_COLOR is set"))
    if environ.get("COLORTERM", "") in ("truecolor", "24bit") or "direct" in name:
        return Finding("terminal", "colours", "ok", _("16 million"))
    if "256color" in name:
        return Finding("terminal", "colours", "ok", "256")
    if name in ("", "dumb"):
        return Finding("terminal", "colours", "missing", _("none (TERM={name})").format(name=name))
    return Finding("terminal", "colours", "ok", _("8 or 16 (TERM={name})").format(name=name))


def store() -> Iterator[Finding]:
    """Open the user's data, as every command does, and let SQLite look for damage."""
    from kata.store import open_store

    with open_store() as opened:
        damage = opened.damage()
        count = len(opened.attempts(whole=False))
        place = opened.home
    if damage:
        advice = _("Copy the folder {folder} before you go on.").format(folder=place)
        yield Finding("store", "database", "bad", damage, advice)
    else:
        text = ngettext("{count} attempt in {folder}", "{count} attempts in {folder}", count)
        yield Finding("store", "database", "ok", text.format(count=count, folder=place))


def content(content_dir: str | None) -> Iterator[Finding]:
    """Load all banks and katas."""
    from kata.content import load_library

    library = load_library(content_dir)
    questions = ngettext("{count} question", "{count} questions", len(library.questions))
    variants = ngettext("{count} variant", "{count} variants", len(library.variants))
    yield Finding("content", "banks", "ok", questions.format(count=len(library.questions)))
    yield Finding("content", "katas", "ok", variants.format(count=len(library.variants)))
    for fault in library.faults:
        yield Finding("content", "content", "bad", str(fault), _("kata check says more."))
