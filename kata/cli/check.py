"""`kata check`: every fault of banks and katas in one run, each with its file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kata.cli.terminal import table
from kata.content import load_library
from kata.content.fault import Fault
from kata.content.selection import Selection, lint, record_translations, select, select_everything
from kata.i18n import _, ngettext

if TYPE_CHECKING:
    from kata.content.proofs import ProofResult
    from kata.grading.rehearsal import Rehearsal


@click.command(
    "check",
    help=_(
        "Check banks and katas at each PATH (a bank, a kata's folder or one of its frameworks', or a folder of "
        "content; everything if left out). Every fault is printed as file:line: message."
    ),
    epilog=_("Example: kata check questions/graphs.yaml graders/mlp/jax"),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--fast", is_flag=True, help=_("Run no code: only what can be seen from the files."))
@click.option(
    "--proofs", "only_proofs", is_flag=True, help=_("Of what runs code, run the proofs only: rehearse no kata.")
)
@click.option(
    "--translated",
    is_flag=True,
    help=_("Record that the built-in texts at PATH say the same in both languages: a stale one is then found."),
)
@click.option("--report", is_flag=True, help=_("With the proofs: print on which versions each of them held."))
@click.option(
    "--python",
    "pythons",
    multiple=True,
    metavar="PATH",
    help=_("Run the proofs by this interpreter too, with the frameworks that it has; may be repeated."),
)
@click.pass_context
def check_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    *,
    fast: bool,
    only_proofs: bool,
    translated: bool,
    report: bool,
    pythons: tuple[str, ...],
) -> None:
    """Print every fault and a line that sums up. Exit 0 if there is none, 1 if there is one, 2 if PATH is missing."""
    chosen = [select(path) for path in paths] or select_everything(ctx.obj)
    if translated:
        for selection in chosen:
            if selection.built_in:
                record_translations(selection, whole=not paths)
    library = load_library(ctx.obj)
    faults = [fault for selection in chosen for fault in lint(selection, library)]
    for fault in faults:
        click.echo(str(fault))
    summary = _counts(chosen)
    prove = partial(_prove, pythons=pythons, report=report)
    for run in () if fast else (prove,) if only_proofs else (prove, _rehearse):
        for fault in run(chosen, summary):
            faults.append(fault)
            click.echo(str(fault))
    summary.append(ngettext("{n} fault", "{n} faults", len(faults)).format(n=len(faults)))
    click.echo(_(", ").join(summary))
    ctx.exit(1 if faults else 0)


def _counts(chosen: list[Selection]) -> list[str]:
    """Return how much is looked at, as parts of the last line."""
    banks = [file for selection in chosen for file in selection.banks]
    katas = sum(len(selection.katas) for selection in chosen)
    questions = sum(len(file.converted.bank.questions) for file in banks if file.converted.bank)
    return [
        ngettext("{n} bank", "{n} banks", len(banks)).format(n=len(banks)),
        ngettext("{n} question", "{n} questions", questions).format(n=questions),
        ngettext("{n} kata", "{n} katas", katas).format(n=katas),
    ]


def _prove(chosen: list[Selection], summary: list[str], *, pythons: tuple[str, ...], report: bool) -> Iterator[Fault]:
    """Run the proofs in every interpreter; yield their faults, tell progress on stderr, add to the summary."""
    from kata.content.interpreters import interpreter, report_rows, this_interpreter
    from kata.content.proofs import run_proofs

    files = [file for selection in chosen for file in selection.banks]
    runs = []
    for where in [this_interpreter(), *map(interpreter, pythons)]:
        results = run_proofs(files, python=where.path, versions=where.version, tell=_tell)
        for result in results:
            yield from result.faults
        if results:
            summary.append(_proof_counts(results, where.named(where.versions) if pythons else ""))
            runs.append((where, results))
    if report and runs:
        questions = [question for file in files if file.converted.bank for question in file.converted.bank.questions]
        click.echo(table(report_rows(runs, {question.id: question.frameworks for question in questions})))


def _proof_counts(results: "list[ProofResult]", where: str) -> str:
    """Return how many proofs held and how many corrupted keys they caught; in which interpreter, if said."""
    counts = {status: sum(result.status == status for result in results) for status in ("proven", "skipped")}
    tried, caught = sum(result.tried for result in results), sum(result.caught for result in results)
    said = [
        _("{proven} proven, {skipped} skipped").format(**counts),
        _("{caught} of {tried} corrupted keys caught").format(caught=caught, tried=tried),
    ]
    return (f"{where}: " if where else "") + _(", ").join(said)


def _rehearse(chosen: list[Selection], summary: list[str]) -> Iterator[Fault]:
    """Grade every starter, solution, alternative and mistake; yield what does not come out as it should."""
    variants = [
        variant
        for selection in chosen
        for entry in selection.katas
        if entry.kata
        for variant in entry.kata.variants
        if selection.framework in (None, variant.framework)
    ]
    if not variants:
        return
    from kata.grading.rehearsal import rehearse

    done = skipped = 0
    for kata, results in groupby(rehearse(variants), key=lambda result: result.kata):
        score = _Score()
        for result in results:
            done += not result.skipped
            skipped += bool(result.skipped)
            score.count(result)
            state = _("skipped") if result.skipped else _("failed") if result.fault else _("as expected")
            click.echo(f"{state}  {result.file}  {result.skipped}".rstrip(), err=True)
            if result.fault:
                yield result.fault
        click.echo(f"{kata}: {score}")
    summary.append(_("{done} submissions rehearsed, {skipped} skipped").format(done=done, skipped=skipped))


@dataclass
class _Score:
    """How many of a kata's wrong solutions were caught, each by its check and under its own name."""

    caught: int = 0
    mistakes: int = 0
    passed: int = 0
    right: int = 0

    def count(self, result: "Rehearsal") -> None:
        """Take in one file."""
        if result.skipped:
            return
        as_expected = result.fault is None
        if result.role == "mistake":
            self.mistakes, self.caught = self.mistakes + 1, self.caught + as_expected
        if result.role == "right":
            self.right, self.passed = self.right + 1, self.passed + as_expected

    def __str__(self) -> str:
        said = _("{caught} of {mistakes} mistakes caught, {passed} of {right} right solutions passed")
        return said.format(caught=self.caught, mistakes=self.mistakes, passed=self.passed, right=self.right)


def _tell(result: "ProofResult") -> None:
    """Say on stderr what came of a proof."""
    said = {"proven": _("proven"), "failed": _("failed"), "skipped": _("skipped"), "documented": _("documented")}
    line = f"{said[result.status]}  {result.id}  {result.seconds:.1f} s  {result.reason}"
    click.echo(line.rstrip(), err=True)
