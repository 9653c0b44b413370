"""Interpreters other than ours, with versions of their own: where proofs run too."""

import subprocess
import sys
from collections.abc import Iterable
from typing import Final

import msgspec

from kata.content.proofs import ProofResult, installed
from kata.errors import KataError
from kata.i18n import _

ASKED: Final = ("numpy", "torch", "jax")
_NEEDED: Final = "import msgspec, packaging, yaml"
_TELL: Final = f"""
import json, platform
from importlib.metadata import PackageNotFoundError, version
{_NEEDED}
found = {{"python": platform.python_version()}}
for name in {ASKED}:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps(found))
"""


class Interpreter(msgspec.Struct, frozen=True):
    """A Python and the versions of the frameworks that it has."""

    path: str
    versions: dict[str, str]

    def version(self, package: str) -> str | None:
        """Return a package's version, or None."""
        return self.versions.get(package)

    def named(self, packages: Iterable[str]) -> str:
        """Return the versions of these packages, e.g. `jax 0.10.2`."""
        return ", ".join(f"{name} {self.versions[name]}" for name in packages if name in self.versions)


def this_interpreter() -> Interpreter:
    """Return the Python that runs this program."""
    own = {name: found for name in ASKED if (found := installed(name)) is not None}
    return Interpreter(sys.executable, {"python": sys.version.split()[0], **own})


def interpreter(path: str) -> Interpreter:
    """Return the Python at `path`; KataError if it is none, or lacks what a proof's process needs."""
    try:
        told = subprocess.run([path, "-c", _TELL], capture_output=True, text=True, check=False)  # noqa: S603  the user's own
    except OSError as fault:
        raise KataError(_("{path} does not run: {reason}").format(path=path, reason=fault)) from fault
    if told.returncode:
        last = (told.stderr.strip().splitlines() or ["?"])[-1]
        message = _("{path} cannot run proofs: {reason}. Install there: msgspec packaging pyyaml, and the frameworks.")
        raise KataError(message.format(path=path, reason=last))
    return Interpreter(path, msgspec.json.decode(told.stdout, type=dict[str, str]))


def report_rows(
    runs: Iterable[tuple[Interpreter, Iterable[ProofResult]]], frameworks: dict[str, tuple[str, ...]]
) -> list[tuple[str, str]]:
    """Return (id, on which versions it held, did not hold or was not run) for each question, in order."""
    said = {"proven": _("held"), "failed": _("did not hold"), "skipped": _("not run"), "documented": _("documented")}
    told: dict[str, dict[str, list[str]]] = {}
    for where, results in runs:
        for result in results:
            about = where.named(frameworks[result.id]) or where.named(["python"])
            told.setdefault(result.id, {}).setdefault(said[result.status], []).append(about)
    return [
        (name, "; ".join(f"{status}: {' · '.join(dict.fromkeys(where))}" for status, where in statuses.items()))
        for name, statuses in told.items()
    ]
