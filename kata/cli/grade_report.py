"""What `kata grade` and `kata watch` print for people: a line for each check as it ends, then what came of it all."""

import math
from collections import defaultdict
from textwrap import indent

import click

from kata.cli.curves import lines
from kata.cli.terminal import table
from kata.grading.confidence import place
from kata.grading.report import CheckFinished, CheckResult, Curve, Event, GradeReport, GradingStarted, Verdict
from kata.i18n import _

_MARKS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "error": ("✗", "red"), "skipped": ("·", "bright_black")}


def verdict_word(verdict: Verdict) -> str:
    """Return the verdict in the reader's language."""
    words = {
        "passed": _("passed"),
        "failed": _("failed"),
        "error": _("error: the code raised"),
        "timeout": _("timeout"),
        "memory": _("out of memory"),
        "crashed": _("crashed"),
        "refused": _("refused: a rule of the kata was broken"),
    }
    return words[verdict]


def print_event(event: Event) -> None:
    """Print what can be said while the grading goes on."""
    match event:
        case GradingStarted():
            where = place(event.device, event.confinement)
            click.echo(_("seed {seed}, {where}").format(seed=event.seed, where=where))
        case CheckFinished():
            _print_check(event.result)


def _print_check(result: CheckResult) -> None:
    """Print one check; a failed one with its message."""
    mark, colour = _MARKS[result.status]
    line = click.style(mark, fg=colour) + " " + (result.title or result.name)
    if result.status != "skipped":
        line += click.style(f"  {result.seconds:.2f} s", dim=True)
    click.echo(line)
    if result.message:
        click.echo(indent(result.message, "    "))


def print_report(report: GradeReport, columns: int) -> None:
    """Print what is known at the end."""
    if report.diagnosis is not None:
        click.echo("\n" + click.style(_("What happened: "), bold=True) + report.diagnosis.message)
    for remark in report.remarks:
        click.echo("\n" + click.style(_("Remark: "), bold=True) + remark)
    _print_curves(report.curves, columns)
    if report.output.strip():
        click.echo("\n" + click.style(_("Your code printed:"), bold=True))
        click.echo(indent(report.output.rstrip("\n"), "    "))
    colour = "green" if report.verdict == "passed" else "red"
    verdict = click.style(verdict_word(report.verdict), fg=colour, bold=True)
    click.echo("\n" + f"{report.kata}-{report.framework}: {verdict}  ({report.seconds:.1f} s)")


def _print_curves(curves: list[Curve], columns: int) -> None:
    """Print one plot, of the training furthest from its reference, and a line for each task."""
    tasks: defaultdict[str, list[Curve]] = defaultdict(list)
    for curve in curves:
        if curve.loss and curve.reference:
            tasks[curve.task].append(curve)
    if not tasks:
        return
    shown = max((curve for group in tasks.values() for curve in group), key=_distance)
    click.echo("\n" + _("Loss on {task}, seed {seed}:").format(task=shown.task, seed=shown.seed))
    for line in lines(shown, columns):
        click.echo(line)
    rows = [(_("task"), _("seeds"), _("last loss"), _("reference"))]
    for task, group in tasks.items():
        last, reference = (_median([values[-1] for values in kind]) for kind in _both(group))
        rows.append((task, str(len(group)), f"{last:.4g}", f"{reference:.4g}"))
    click.echo("\n" + table(rows))


def _both(group: list[Curve]) -> tuple[list[list[float]], list[list[float]]]:
    return [curve.loss for curve in group], [curve.reference for curve in group]


def _median(values: list[float]) -> float:
    """Return the middle value; NaN sorts last."""
    return sorted(values, key=lambda value: math.inf if math.isnan(value) else value)[len(values) // 2]


def _distance(curve: Curve) -> float:
    """Return how far a training ended from its reference."""
    distance = abs(curve.loss[-1] - curve.reference[-1])
    return math.inf if math.isnan(distance) else distance
