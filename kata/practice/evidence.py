"""How well an attempt went, as a rating, from what happened: one table for questions, one for katas.

The tables are the only place that says so. The schedule follows them, the help screen and `kata practice --rules` print
them. The first row that holds counts. What the reader says instead (a rating of the attempt) goes before them.
"""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from msgspec import Struct

from kata.i18n import N_
from kata.store.rows import AnswerFact

AGAIN: Final = 1
HARD: Final = 2
GOOD: Final = 3
EASY: Final = 4

ENOUGH_POINTS: Final = 2 / 3  # of the key points of an `open` question
SLOW: Final = 2.0  # times the reader's own pace, or the kata's minutes
FAST: Final = 0.5
MANY_HINTS: Final = 2
MANY_GRADINGS: Final = 5

T = TypeVar("T")


class KataDay(Struct, frozen=True, kw_only=True):
    """One study day on one variant, up to the first pass: what was looked at or graded after it proves nothing.

    `gradings` counts them, the pass included; `worked` is in seconds; both times are None where nobody measured.
    """

    passed: bool
    gradings: int
    hints: int = 0
    solution_seen: bool = False
    worked: float | None = None
    minutes: float | None = None


class Rule(Struct, Generic[T], frozen=True):
    """One row: where it holds, the evidence means `rating`; `words` say it to people, in English for `gettext`."""

    rating: int
    holds: Callable[[T], bool]
    words: str


def right(correct: bool | None, score: float) -> bool:
    """Say whether an answer was right; for `open`, whether it made most of the points."""
    return score >= ENOUGH_POINTS if correct is None else correct


QUESTION_RULES: Final[tuple[Rule[AnswerFact], ...]] = (
    Rule(AGAIN, lambda it: not right(it.correct, it.score), N_("wrong, or less than two thirds of the points")),
    Rule(HARD, lambda it: it.unsure, N_("right, but you were unsure")),
    Rule(HARD, lambda it: it.hints > 0, N_("right, with a hint")),
    Rule(HARD, lambda it: _paced(it) > SLOW, N_("right, in more than twice your usual time for this kind")),
    Rule(EASY, lambda it: _paced(it) < FAST, N_("right, in less than half your usual time for this kind")),
    Rule(GOOD, lambda _it: True, N_("right")),
)
KATA_RULES: Final[tuple[Rule[KataDay], ...]] = (
    Rule(AGAIN, lambda it: not it.passed, N_("not passed that day")),
    Rule(AGAIN, lambda it: it.solution_seen, N_("passed after looking at the solution")),
    Rule(HARD, lambda it: it.hints >= MANY_HINTS, N_("passed, with two hints or more")),
    Rule(HARD, lambda it: it.gradings > MANY_GRADINGS, N_("passed, after more than five gradings")),
    Rule(HARD, lambda it: _share(it) > SLOW, N_("passed, in more than twice the kata's minutes")),
    Rule(
        EASY,
        lambda it: it.gradings == 1 and it.hints == 0 and _share(it) <= 1,
        N_("passed at the first grading, without a hint, within the kata's minutes"),
    ),
    Rule(GOOD, lambda _it: True, N_("passed")),
)


def question_rating(answer: AnswerFact) -> int:
    """Return what the evidence says of an answer."""
    return _first(QUESTION_RULES, answer)


def kata_rating(day: KataDay) -> int:
    """Return what the evidence says of one day on a variant."""
    return _first(KATA_RULES, day)


def rating_name(rating: int) -> str:
    """Return a rating's name in English, for `gettext`."""
    return {AGAIN: N_("again"), HARD: N_("hard"), GOOD: N_("good"), EASY: N_("easy")}[rating]


def _first(rules: tuple[Rule[T], ...], it: T) -> int:
    return next(rule.rating for rule in rules if rule.holds(it))


def _paced(answer: AnswerFact) -> float:
    """Return the seconds taken over the reader's usual ones; 1 where those are unknown."""
    return answer.seconds / answer.pace if answer.pace else 1.0


def _share(day: KataDay) -> float:
    """Return the time worked over the time that the kata says; 1 where one of them is unknown."""
    return day.worked / (60 * day.minutes) if day.worked is not None and day.minutes else 1.0
