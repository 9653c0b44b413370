"""`kata doctor`: what works on this machine, what is missing, and how to get it."""

import platform
import sys
import time
from typing import TYPE_CHECKING

import click

from kata.cli.doctor_parts import boundary, content, frameworks, layers, start_imports, store, terminal
from kata.cli.terminal import width
from kata.errors import KataError
from kata.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kata.grading.processes import Pool
    from kata.grading.selftest import Finding, Status


@click.command(
    "doctor",
    help=_("Test on this machine how submissions are confined, and what else may be wrong."),
    epilog=_("Example: kata doctor --json"),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object and nothing else."))
@click.pass_obj
def doctor_command(content_dir: str | None, *, as_json: bool) -> None:
    """Exit with 0 if all is well or merely missing, with 1 if something is wrong."""
    from kata.grading.processes import Pool

    began = time.monotonic()
    found: list[Finding] = []
    with Pool() as pool:
        for finding in examine(pool, content_dir):
            found.append(finding)
            if not as_json:
                _show(finding, found)
        confinement = _level(pool)
    wrong = sum(finding.status == "bad" for finding in found)
    if as_json:
        click.echo(_json(found, confinement))
    else:
        click.echo("\n" + _summary(wrong, confinement, time.monotonic() - began))
    sys.exit(1 if wrong else 0)


def examine(pool: "Pool", content_dir: str | None) -> "Iterator[Finding]":
    """Yield every finding, area by area, as it is made."""
    start_imports(pool)
    yield from _safely("layers", layers(pool))
    yield from _safely("boundary", boundary(pool))
    yield from _safely("frameworks", frameworks(pool))
    yield from terminal()
    yield from _safely("store", store())
    yield from _safely("content", content(content_dir))


def _safely(area: str, findings: "Iterable[Finding]") -> "Iterator[Finding]":
    """Yield findings; what keeps an area from being examined is a finding too."""
    from kata.grading.selftest import Finding

    try:
        yield from findings
    except KataError as fault:
        yield Finding(area, area, "bad", str(fault))


def _level(pool: "Pool") -> str:
    try:
        return pool.layers("numpy").level
    except KataError:
        return "none"


def _show(finding: "Finding", found: "list[Finding]") -> None:
    """Print a finding, below a heading where its area begins."""
    if len(found) == 1 or found[-2].area != finding.area:
        click.echo(("" if len(found) == 1 else "\n") + click.style(_heading(finding.area), bold=True))
    sign, colour = _SIGNS[finding.status]
    name = _name(finding.name)
    click.echo(f"  {click.style(sign, fg=colour)} {name}{' ' * max(1, 22 - width(name))}{finding.text}")
    if finding.advice:
        click.echo(f"      {finding.advice}")


_SIGNS: "dict[Status, tuple[str, str]]" = {"ok": ("✓", "green"), "missing": ("·", "yellow"), "bad": ("✗", "red")}


def _heading(area: str) -> str:
    machine = f"{platform.system()} {platform.release()}, {platform.machine()}, Python {platform.python_version()}"
    return {
        "frameworks": _("Frameworks ({machine})").format(machine=machine),
        "layers": _("What the kernel enforces on submissions"),
        "boundary": _("Tried in a worker"),
        "terminal": _("Terminal"),
        "store": _("Your data"),
        "content": _("Content"),
    }[area]


def _name(name: str) -> str:
    """Return a finding's name in the reader's language."""
    words = {
        "forged replies": _("forged replies"),
        "memory": _("memory"),
        "endless loop": _("endless loop"),
        "start a process": _("start a process"),
        "run a program": _("run a program"),
        "open a socket": _("open a socket"),
        "signal the parent": _("signal the parent"),
        "read a key": _("read a key"),
        "list a folder": _("list a folder"),
        "write outside": _("write outside"),
        "change a mode": _("change a mode"),
        "hide memory": _("hide memory"),
        "leftovers": _("leftovers"),
        "namespaces": _("namespaces"),
        "size": _("size"),
        "colours": _("colours"),
        "unicode": _("Unicode"),
        "database": _("database"),
        "banks": _("banks"),
        "katas": _("katas"),
    }
    return words.get(name, name)


def _summary(wrong: int, confinement: str, seconds: float) -> str:
    words = {
        "kernel": _("submissions are confined by the kernel"),
        "limits": _("submissions run with limits only: grade nobody else's files here"),
        "protocol": _("submissions are not confined: grade nobody else's files here"),
        "none": _("nothing can be graded here"),
    }
    state = _("Something is wrong") if wrong else _("All is well")
    text = _("{state}: {confinement}. ({seconds:.1f} s)")
    return text.format(state=state, confinement=words[confinement], seconds=seconds)


def _json(found: "list[Finding]", confinement: str) -> str:
    import msgspec

    wrong = any(finding.status == "bad" for finding in found)
    return msgspec.json.encode({"ok": not wrong, "confinement": confinement, "findings": found}).decode()
