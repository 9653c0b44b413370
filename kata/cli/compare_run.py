"""`kata compare` while it measures: events go to a view; what is measured is kept, however it ends."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Protocol, Self

import click
from msgspec import Struct

from kata.cli.compare_lines import ending_lines, left_to_tell, workload_lines
from kata.compare.result import Comparison, Complete, Event, Progress, folded
from kata.errors import CannotGradeHereError, KataError
from kata.files import new_file
from kata.i18n import _
from kata.report.comparison import Line, begun, names_of, progress_line

Write = Callable[[Comparison], bytes]


class View(Protocol):
    """Where it is shown. `columns`: of the terminal; None where there are no pictures."""

    @property
    def columns(self) -> int | None:
        """How wide a line may be."""

    def __enter__(self) -> object:
        """Begin to show how far it is."""

    def __exit__(self, *fault: object) -> None:
        """Show that no longer."""

    def seen(self, comparison: Comparison, progress: Progress) -> None:
        """Show how far it is."""

    def write(self, lines: Iterable[Line]) -> None:
        """Write lines that stay."""


class Outcome(Struct, frozen=True):
    """What came of it: `fault` is what the engine ended with, `interrupted`: the user ended it."""

    comparison: Comparison | None
    told: frozenset[str]
    interrupted: bool = False
    fault: KataError | None = None


class PlainView:
    """Lines alone: results on standard output, how far it is on standard error, once for each workload."""

    columns = None

    def __init__(self) -> None:
        self._now = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        """Leave what was written."""

    def seen(self, comparison: Comparison, progress: Progress) -> None:
        """Say which workload is measured when it changes."""
        del comparison
        if progress.workload != self._now:
            self._now = progress.workload
            click.echo(progress_line(progress), err=True)

    def write(self, lines: Iterable[Line]) -> None:
        """Write text."""
        for line in lines:
            click.echo("".join(span.text for span in line).rstrip())


def measure(events: Generator[Event, None, None], view: View) -> Outcome:
    """Follow the events to their end, the user's or a fault's; a workload is told once it is finished."""
    comparison: Comparison | None = None
    complete: set[str] = set()
    told: set[str] = set()
    try:
        with view, closing(events):
            for event in events:
                comparison = folded(comparison, event)
                match event:
                    case Progress() if comparison is not None:
                        view.seen(comparison, event)
                    case Complete(workload=name) if comparison is not None:
                        complete.add(name)
                        _tell_in_order(comparison, complete, view, told)
    except KeyboardInterrupt:
        return Outcome(comparison, frozenset(told), interrupted=True)
    except KataError as fault:
        return Outcome(comparison, frozenset(told), fault=fault)
    return Outcome(comparison, frozenset(told))


def _tell_in_order(comparison: Comparison, complete: set[str], view: View, told: set[str]) -> None:
    """Write what is complete, up to the first workload that is not."""
    for name in takewhile(complete.__contains__, comparison.settings.sizes):
        if name not in told:
            view.write([*workload_lines(comparison, name, view.columns), []])
            told.add(name)


class Paper(Struct, frozen=True):
    """A file to be written: where, and how a comparison becomes its bytes."""

    path: Path
    write: Write


@contextmanager
def opened(papers: Iterable[Paper], *, force: bool) -> Iterator[Callable[[Comparison], None]]:
    """Open the files before anything is measured: nobody waits for what cannot be written. Give what writes them.

    Raises:
        KataError: One is there already and may not be written over, or cannot be written.
    """
    with ExitStack() as stack:
        parts = [(stack.enter_context(new_file(paper.path, force=force)), paper.write) for paper in papers]

        def write(comparison: Comparison) -> None:
            for part, to_bytes in parts:
                part.write_bytes(to_bytes(comparison))

        yield write


def known(outcome: Outcome) -> Comparison:
    """Return what is known; raises what ended it before anything was: a `KataError`, or `click.Abort` for the user."""
    found = outcome.comparison
    if found is None or (_ended(outcome) and not any(begun(found, name) for name in names_of(found))):
        click.echo(_("Nothing was measured."), err=True)
        raise outcome.fault or click.Abort
    return found


def _ended(outcome: Outcome) -> bool:
    return outcome.interrupted or outcome.fault is not None


def tell_rest(comparison: Comparison, outcome: Outcome, view: View) -> None:
    """Write what was measured and not told yet, then what holds for all of it."""
    for name in left_to_tell(comparison, outcome.told):
        view.write([*workload_lines(comparison, name, view.columns), []])
    view.write(ending_lines(comparison))


def finish(comparison: Comparison, outcome: Outcome) -> None:
    """Leave as it went: with the engine's fault, as ended by the user, or because nothing could be measured."""
    if outcome.fault is not None:
        raise outcome.fault
    if outcome.interrupted:
        raise click.Abort
    if not any(one.times for one in comparison.measured):
        raise CannotGradeHereError(_("Nothing could be measured here; the lines above say why."))
