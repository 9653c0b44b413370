"""`kata check`: every fault of banks and katas in one run, each with its file and line."""

from pathlib import Path

import click

from kata.content import load_library
from kata.content.fault import Fault
from kata.content.selection import Selection, lint, select
from kata.i18n import ngettext


@click.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--fast", is_flag=True, help="Run no code: only what can be seen from the files.")
@click.pass_context
def check_command(ctx: click.Context, path: Path | None, *, fast: bool) -> None:
    """Check banks and katas at PATH (a bank, a kata's folder, a content folder; all built-in content if left out).

    Every fault is printed as file:line: message. Exit 0 if there is none, 1 if there is one, 2 if PATH is missing.
    """
    selection = select(path)
    faults = lint(selection, load_library(ctx.obj))
    for fault in faults:
        click.echo(str(fault))
    click.echo(_summary(selection, faults))
    ctx.exit(1 if faults else 0)


def _summary(selection: Selection, faults: list[Fault]) -> str:
    """Return the last line: what was looked at and what was found."""
    questions = sum(len(file.converted.bank.questions) for file in selection.banks if file.converted.bank)
    parts = [
        ngettext("{n} bank", "{n} banks", len(selection.banks)).format(n=len(selection.banks)),
        ngettext("{n} question", "{n} questions", questions).format(n=questions),
        ngettext("{n} kata", "{n} katas", len(selection.katas)).format(n=len(selection.katas)),
        ngettext("{n} fault", "{n} faults", len(faults)).format(n=len(faults)),
    ]
    return ", ".join(parts)
