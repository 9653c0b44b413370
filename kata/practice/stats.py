"""Everything that `kata stats` shows, as one value: of cards, of one tally an item and of counts by day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from kata.content import Library
from kata.practice.accuracy import (
    Accuracy,
    Calibration,
    Hard,
    KatasDone,
    by_kind,
    by_level,
    calibration,
    hardest,
    katas_done,
)
from kata.practice.forecast import Load, forecast
from kata.practice.linking import called, due_day
from kata.practice.past import Past
from kata.practice.readiness import Readiness, readiness
from kata.practice.streak import Streak, streak
from kata.practice.tallies import Tally
from kata.practice.versions import Versions, installed_version

WEEKS: Final = 52  # of which days are kept for the heat map
RECENT: Final = timedelta(days=6)  # today and so many days before are "the last seven days"


class TimeSpent(Struct, frozen=True, kw_only=True):
    """Seconds answering questions and at the workbench: in all, and in the last seven study days, today included."""

    questions: float
    katas: float
    recent_questions: float
    recent_katas: float


class Stats(Struct, frozen=True, kw_only=True):
    """The reader's progress as of study day `day`.

    `by_day`: attempts on each study day of the last year with any. `answers`: answers and gradings in all.
    """

    day: date
    answers: int
    readiness: Readiness
    streak: Streak
    by_day: Mapping[date, int]
    forecast: tuple[Load, ...]
    kinds: tuple[Accuracy, ...]
    levels: tuple[Accuracy, ...]
    calibration: Calibration
    hardest: tuple[Hard, ...]
    katas: tuple[KatasDone, ...]
    time: TimeSpent


def stats(
    library: Library,
    past: Past,
    tallies: Mapping[str, Tally],
    *,
    by_day: Mapping[date, int],
    recent: tuple[float, float],
    versions: Versions = installed_version,
) -> Stats:
    """Return the statistics; `recent`: seconds on questions and at the workbench in the last seven study days.

    What was taken back is in none of it, since it is in neither cards nor tallies nor counts.
    """
    variants = {variant.name for variant in library.variants}
    return Stats(
        day=past.day,
        answers=sum(tally.tries for tally in tallies.values()),
        readiness=ready(library, past, tallies, versions),
        streak=streak(past.days, past.day, past.settings.freezes),
        by_day=by_day,
        forecast=_forecast(library, past),
        kinds=by_kind(library, tallies),
        levels=by_level(library, tallies),
        calibration=calibration(library, tallies),
        hardest=hardest(library, tallies),
        katas=katas_done(library, tallies),
        time=TimeSpent(
            questions=sum(tally.seconds for tally in tallies.values() if tally.item not in variants),
            katas=sum(tally.seconds for tally in tallies.values() if tally.item in variants),
            recent_questions=recent[0],
            recent_katas=recent[1],
        ),
    )


def ready(
    library: Library, past: Past, tallies: Mapping[str, Tally], versions: Versions = installed_version
) -> Readiness:
    """Return how likely right answers are today."""
    first_right = {item: tally.first_right for item, tally in tallies.items()}
    return readiness(library, past.cards, first_right, day=past.day, rules=past.settings.rules, versions=versions)


def _forecast(library: Library, past: Past) -> tuple[Load, ...]:
    """Return the load of the next days: everything that comes back, called or by its card, within the daily limit."""
    names = [*(question.id for question in library.questions), *(variant.name for variant in library.variants)]
    calls = called(library, past)
    dues = [due for name in names if (due := due_day(name, past, calls)) is not None]
    done = sum(card.last == past.day and card.reviews > 1 for card in past.cards.values())
    return forecast(dues, past.day, past.settings.reviews, done)
