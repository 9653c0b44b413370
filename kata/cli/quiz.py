"""`kata quiz`: questions on the screen, or line by line."""

import secrets
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, get_args

import click

from kata.cli.content import open_library
from kata.cli.terminal import on_terminal, table
from kata.content.model import ClozeQuestion, Framework, Level, say
from kata.errors import CannotGradeHereError, KataError
from kata.i18n import _, language
from kata.store import SavedSitting, Store, open_store

if TYPE_CHECKING:
    from kata.content import Library

COUNT = 10


@click.command(
    "quiz",
    help=_("Answer questions on TOPICs, or on everything. Without options an unfinished quiz goes on."),
    epilog=_("Example: kata quiz graphs --count 5 --framework jax"),
)
@click.argument("topics", nargs=-1, metavar="[TOPIC|QUESTION]...")
@click.option("--count", type=click.IntRange(min=1), help=_("How many questions (10 by default)."))
@click.option("--level", type=click.Choice(get_args(Level)), help=_("Only questions of this level."))
@click.option("--framework", type=click.Choice(get_args(Framework)), help=_("Only questions about this framework."))
@click.option("--tag", "tags", multiple=True, metavar="TAG", help=_("Only questions with this tag, over all topics."))
@click.option("--flagged", is_flag=True, help=_("List the questions that you flagged; ask none."))
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help=_("Choose and order the questions by this number."))
@click.option("--new", is_flag=True, help=_("Give up the unfinished quiz and begin a new one."))
@click.option("--plain", is_flag=True, help=_("Ask line by line, also on a terminal: for screen readers and scripts."))
@click.pass_obj
def quiz_command(content_dir: str | None, /, new: bool, plain: bool, flagged: bool, **asked: Any) -> None:
    """Open the quiz on the screen, or ask line by line."""
    if flagged:
        _list_flagged(content_dir)
        return
    wanted = {name: value for name, value in asked.items() if value not in (None, ())}
    with open_store() as store:
        if new:
            _give_up(store)
        if plain or not on_terminal():
            _ask_plainly(open_library(content_dir), store, wanted)
            return
    from kata.tui.app import run_app

    run_app(content_dir, start="quiz", **wanted)


def _list_flagged(content_dir: str | None) -> None:
    """Print the id, the bank and the first line of each flagged question: what a report of a fault begins with."""
    library = open_library(content_dir)
    with open_store() as store:
        flagged = store.flagged()
    found = [question for question in library.questions if question.id in flagged]
    rows = [(it.id, library.topic_of(it.id), say(it.prompt, language()).strip().splitlines()[0]) for it in found]
    click.echo(table(rows) if rows else _("No question is flagged. In the quiz, `f` flags one."))
    for name in sorted(flagged - {it.id for it in found}):
        click.echo(_("{name}: no longer in the content").format(name=name), err=True)


def _ask_plainly(library: "Library", store: Store, wanted: dict[str, Any]) -> None:
    from kata.cli.plain_quiz import PlainQuiz

    edit_lines()
    saved = None if wanted else _unfinished(library, store)
    if saved is None:
        saved = _begin(library, store, **wanted)
    else:
        click.echo(_("Going on with the quiz that you left. `kata quiz --new` begins another.") + "\n")
    PlainQuiz(library, store, saved, language=language(), read=read_line, write=click.echo, fill=filling_passed).run()


def _give_up(store: Store) -> None:
    while (left := store.open_sitting()) is not None:
        store.end_sitting(left.id)


def _unfinished(library: "Library", store: Store) -> SavedSitting | None:
    """Return the sitting to go on with; one that has nothing left to ask is ended."""
    from kata.practice import evenings

    while (left := store.open_sitting()) is not None:
        if not evenings.go_on(library, store, left).finished:
            return left
        store.end_sitting(left.id)
    return None


def _begin(
    library: "Library",
    store: Store,
    *,
    topics: tuple[str, ...] = (),
    level: Level | None = None,
    framework: Framework | None = None,
    tags: tuple[str, ...] = (),
    count: int = COUNT,
    seed: int | None = None,
) -> SavedSitting:
    """Choose questions and begin a sitting on them; KataError if nothing fits."""
    from kata.practice import choose_questions, scheduling

    seed = secrets.randbelow(2**32) if seed is None else seed
    chosen = choose_questions(
        library,
        scheduling.cards(store),
        topics=topics,
        level=level,
        framework=framework,
        tags=tags,
        count=count,
        seed=seed,
        day=store.study_day(),
    )
    if not chosen:
        raise KataError(_("There is no such question: no topic, level, framework and tag fit together."))
    return store.begin_sitting(seed, chosen)


def edit_lines() -> None:
    """Let `input` edit lines and remember them, on a terminal."""
    with suppress(ImportError):
        import readline  # noqa: F401


def read_line() -> str:
    """Read one line; what comes through a pipe is echoed, so that the output reads as a conversation."""
    try:
        line = input("> ")
    except UnicodeDecodeError as fault:
        raise KataError(_("The input is no UTF-8 text.")) from fault
    except EOFError:
        click.echo()
        raise
    if not sys.stdin.isatty():
        click.echo(line)
    return line.encode("utf-8", "replace").decode()


def filling_passed(question: ClozeQuestion, fillings: tuple[str, ...]) -> bool | None:
    """Run the code with the reader's filling and say what came of it; None where it can't be run here."""
    from kata.grading import run_filling

    click.echo(_("Running the code with your filling…"))
    try:
        result = run_filling(question, fillings)
    except CannotGradeHereError as fault:
        click.echo(str(fault))
        return None
    if result.message:
        click.echo(result.message)
    return result.passed if result.executed else None
