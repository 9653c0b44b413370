"""`kata check`: every fault of banks and katas in one run, each with its file and line."""

from collections.abc import Iterator
from pathlib import Path

import click

from kata.content import load_library
from kata.content.fault import Fault
from kata.content.selection import Selection, lint, select
from kata.i18n import _, ngettext


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
    summary = _counts(selection)
    if not fast:
        for fault in _prove(selection, summary):
            faults.append(fault)
            click.echo(str(fault))
    summary.append(ngettext("{n} fault", "{n} faults", len(faults)).format(n=len(faults)))
    click.echo(", ".join(summary))
    ctx.exit(1 if faults else 0)


def _counts(selection: Selection) -> list[str]:
    """Return how much is looked at, as parts of the last line."""
    questions = sum(len(file.converted.bank.questions) for file in selection.banks if file.converted.bank)
    return [
        ngettext("{n} bank", "{n} banks", len(selection.banks)).format(n=len(selection.banks)),
        ngettext("{n} question", "{n} questions", questions).format(n=questions),
        ngettext("{n} kata", "{n} katas", len(selection.katas)).format(n=len(selection.katas)),
    ]


def _prove(selection: Selection, summary: list[str]) -> Iterator[Fault]:
    """Run the proofs; yield their faults, tell progress on stderr, add to the summary."""
    from kata.content.proofs import ProofResult, run_proofs

    def tell(result: ProofResult) -> None:
        said = {"proven": _("proven"), "failed": _("failed"), "skipped": _("skipped"), "documented": _("documented")}
        line = f"{said[result.status]}  {result.id}  {result.seconds:.1f} s  {result.reason}"
        click.echo(line.rstrip(), err=True)

    results = run_proofs(selection.banks, tell=tell)
    for result in results:
        yield from result.faults
    counts = {status: sum(result.status == status for result in results) for status in ("proven", "skipped")}
    summary.append(_("{proven} proven, {skipped} skipped").format(**counts))
    tried, caught = sum(result.tried for result in results), sum(result.caught for result in results)
    summary.append(_("{caught} of {tried} corrupted keys caught").format(caught=caught, tried=tried))
