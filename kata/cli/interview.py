"""`kata interview`: a mock interview on the screen or line by line, and the page of the last one."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from kata.cli.content import open_library
from kata.cli.terminal import on_terminal
from kata.content.model import ClozeQuestion, Level
from kata.errors import KataError
from kata.i18n import _, language
from kata.practice.interview import LEAST, LEVEL, MINUTES, MOST, Wishes
from kata.store import Store, open_store

if TYPE_CHECKING:
    from kata.content import Library
    from kata.grading.report import GradeReport
    from kata.practice.interview import Interview
    from kata.practice.interviews import Session
    from kata.report.interview import Page


@click.command(
    "interview",
    help=_(
        "Hold a mock interview: short questions, a kata against the clock, questions about it, one to talk about. "
        "One that was left goes on. With --report alone: write the page of the last one that was finished."
    ),
    epilog=_("Example: kata interview --minutes 45 --focus jax"),
)
@click.option("--minutes", type=click.IntRange(LEAST, MOST), help=_("How long (45 by default)."))
@click.option("--level", type=click.Choice(get_args(Level)), help=_("The level you apply for (mid by default)."))
@click.option(
    "--focus", multiple=True, metavar="TOPIC|FRAMEWORK", help=_("What it is about; may be given several times.")
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help=_("Choose what is asked by this number."))
@click.option("--new", is_flag=True, help=_("Give up the unfinished interview and begin a new one."))
@click.option("--plain", is_flag=True, help=_("Ask line by line, also on a terminal: for screen readers and scripts."))
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE", help=_("Write a page at the end: .html or .md.")
)
@click.pass_obj
def interview_command(
    content_dir: str | None,
    /,
    *,
    minutes: int | None,
    level: Level | None,
    focus: tuple[str, ...],
    seed: int | None,
    new: bool,
    plain: bool,
    report: Path | None,
) -> None:
    """Hold an interview, or write the page of the last one."""
    if report is not None:
        _check(report)
    asked = any(it not in (None, (), False) for it in (minutes, level, focus, seed, new, plain))
    if report is not None and not asked:
        _write_last(content_dir, report)
        return
    wishes = Wishes(minutes=minutes or MINUTES, level=level or LEVEL, focus=focus)
    with open_store() as store:
        library = open_library(content_dir)
        _plan(library, store, wishes, seed or 0)  # what is misspelt is said before any screen
        if new:
            while (left := store.open_sitting("interview")) is not None:
                store.end_sitting(left.id)
        if plain or not on_terminal():
            _ask_plainly(library, store, wishes, seed=seed, report=report)
            return
    from kata.tui.app import run_app

    run_app(content_dir, start="interview", wishes=wishes, seed=seed, report=report)


def _check(report: Path) -> None:
    """Raise `KataError` now where the page could not be written after an hour's talk."""
    from kata.report.interview import check_ending

    check_ending(report)
    if not report.absolute().parent.is_dir():
        raise KataError(_("{file}: there is no such folder.").format(file=report))


def _write_last(content_dir: str | None, report: Path) -> None:
    from kata.practice import interviews

    library = open_library(content_dir)
    with open_store() as store:
        session = interviews.last_finished(library, store)
        if session is None:
            message = _("No interview is finished yet. kata interview --minutes 45 --report {file} holds one.")
            raise KataError(message.format(file=report))
        write_page(session, report)


def write_page(session: "Session", report: Path) -> None:
    """Write the page of an interview and say so."""
    from kata.report.interview import write_report

    write_report(report, page(session))
    click.echo(_("The page is written: {file}").format(file=report))


def page(session: "Session") -> "Page":
    """Return the page of an interview."""
    from kata.report.interview import page_of

    begun = session.saved.started.astimezone(session.now().tzinfo)
    return page_of(session.library, session.interview, session.card(), begun, language())


def _plan(library: "Library", store: Store, wishes: Wishes, seed: int) -> "Interview":
    """Return the plan; raises KataError where nothing fits, UnknownNameError for an unknown focus."""
    from kata.practice import interviews

    plan = interviews.planned(library, store, wishes, seed)
    if not plan.parts:
        raise KataError(_("No content fits what was asked for."))
    return plan


def _ask_plainly(library: "Library", store: Store, wishes: Wishes, *, seed: int | None, report: Path | None) -> None:
    from kata.cli.plain_interview import PlainInterview
    from kata.cli.quiz import edit_lines, read_line
    from kata.practice import interviews

    session = interviews.unfinished(library, store)
    if session is not None:
        click.echo(_("Going on with the interview that you left. `kata interview --new` begins another.") + "\n")
        session.wake()
    else:
        seed = secrets.randbelow(2**31) if seed is None else seed
        session = interviews.begin(library, store, _plan(library, store, wishes, seed), seed)
    edit_lines()
    finished = PlainInterview(
        session, language=language(), read=read_line, write=click.echo, fill=_filling_passed, grade=_grade, page=page
    ).hold()
    if finished and report is not None:
        write_page(session, report)


def _filling_passed(question: ClozeQuestion, fillings: tuple[str, ...]) -> bool | None:
    """Run the code with the reader's filling, without a word."""
    from kata.errors import CannotGradeHereError
    from kata.grading import run_filling

    try:
        result = run_filling(question, fillings)
    except CannotGradeHereError:
        return None
    return result.passed if result.executed else None


def _grade(session: "Session", variant: str, source: str) -> "GradeReport":
    """Grade a source without a word."""
    from kata.cli.grade import grade_source, warm_up
    from kata.grading.processes import Pool

    with Pool() as pool:
        warm_up(pool, variant)
        return grade_source(pool, session.library.variant(variant), source, Path("solution.py"), show=False)
