"""`kata compare --predict`: what is expected is asked first, line by line, and told afterwards beside what came."""

import re
import time
import unicodedata
from collections.abc import Callable, Sequence

import click
import msgspec

from kata.cli.plain_quiz import LEAVING, LINES_WITHOUT_ANSWER
from kata.cli.quiz import edit_lines, read_line
from kata.cli.terminal import table
from kata.compare.prediction import Asked, Choice, Prediction, What, asked, worth
from kata.compare.result import Comparison, Settings
from kata.compare.workloads import Workload
from kata.content.model import say
from kata.errors import KataError
from kata.i18n import _, language
from kata.report.prediction_words import choice_in_words, prediction_rows, predictions_in_words, question_in_words
from kata.store import Store


class _LeftError(Exception):
    """No more is said: `q`, or the input has ended."""


def ask_predictions(
    workloads: Sequence[Workload],
    settings: Settings,
    *,
    read: Callable[[], str] = read_line,
    write: Callable[[str], object] = click.echo,
    seconds: Callable[[], float] = time.monotonic,
) -> tuple[Prediction, ...]:
    """Ask what is expected of each workload; an empty line skips one question, `q` or the input's end all that follow.

    `read` raises EOFError at the end of the input. What was said nothing of is left out.
    """
    edit_lines()
    questions = asked(workloads, settings)
    found = []
    if questions:
        write(_("Before anything is measured: what do you expect? An empty line skips a question, q all of them."))
    try:
        for workload in workloads:
            begun = seconds()
            said: dict[What, Choice] = {}
            try:
                for one in [one for one in questions if one.workload == workload.name]:
                    _ask(one, workload, said, read, write)
            finally:
                if said:
                    size = max(settings.sizes[workload.name])
                    found.append(Prediction(workload=workload.name, size=size, said=said, seconds=seconds() - begun))
    except _LeftError:
        pass
    return tuple(found)


def tell_predictions(
    predictions: Sequence[Prediction],
    comparison: Comparison,
    store: Store,
    *,
    write: Callable[[str], object] = click.echo,
) -> None:
    """Keep what was expected, with what was found, as attempts, and tell both; a store that fails costs no word."""
    try:
        for prediction in predictions:
            if (kept := worth(prediction, comparison)) is not None:
                store.add_answer(**msgspec.structs.asdict(kept))
    except KataError as fault:
        click.echo(_("kata: the attempt was not recorded: {reason}").format(reason=fault), err=True)
    if predictions:
        write(_("What you expected:"))
        if rows := prediction_rows(predictions, comparison):
            write(table(rows))
        write(predictions_in_words(predictions, comparison))


def _ask(
    one: Asked,
    workload: Workload,
    said: dict[What, Choice],
    read: Callable[[], str],
    write: Callable[[str], object],
) -> None:
    """Ask one thing until the line can be read; what it says goes into `said`."""
    if one.what == "fastest":
        heading = _("{title} ({name}), {size}: {meaning}").format(
            title=say(workload.title, language()),
            name=workload.name,
            size=one.size,
            meaning=say(workload.size, language()),
        )
        write("\n" + heading)
    offered = [f"{number}) {choice_in_words(option)}" for number, option in enumerate(one.options, 1)]
    write(question_in_words(one.what) + "  " + "  ".join(offered))
    for _line in range(LINES_WITHOUT_ANSWER):
        typed = _plain(read)
        if not typed:
            return
        if (choice := _choice(typed, one.options)) is not None:
            said[one.what] = choice
            return
        write(_("Type a number, 1 to {last}, or nothing.").format(last=len(one.options)))
    raise _LeftError


def _plain(read: Callable[[], str]) -> str:
    """Return a line with full-width digits made plain; raises `_LeftError` at the end."""
    try:
        typed = unicodedata.normalize("NFKC", read()).strip().casefold()
    except EOFError as end:
        raise _LeftError from end
    if typed in LEAVING:
        raise _LeftError
    return typed


def _choice(typed: str, options: Sequence[Choice]) -> Choice | None:
    """Return the option that a number or a name means."""
    if found := re.fullmatch(r"(\d{1,3})\W*", typed):
        number = int(found[1])
        return options[number - 1] if 1 <= number <= len(options) else None
    return next((option for option in options if option == typed), None)
