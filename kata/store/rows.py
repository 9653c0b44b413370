"""What the store keeps, as frozen structs. Times are UTC; `answer`, `report`, `plan` and `data` are plain JSON values.

`day` is the study day of the reader when the fact was written: the local date, which begins at four in the morning.
"""

from datetime import date, datetime
from typing import Any, Final, Literal

from msgspec import Struct

# The kind of an attempt that is no answer to a question but what somebody expected of a measurement. It is history like
# any other and was practice on its day, but nothing that comes back: it has no card and no tally.
PREDICTION: Final = "prediction"


class QuestionAttempt(Struct, frozen=True, kw_only=True, tag="question"):
    """One answered question. `correct` is None where only the reader can judge (`open`); `score` is 0 to 1.

    `pace`: the reader's median seconds for questions of that kind before, None while there were few. `rating`: what
    the reader says of it, 1 (again) to 4 (easy), instead of the evidence. `undone`: taken back, counts for nothing.
    """

    id: int
    at: datetime
    day: date
    question: str
    topic: str
    kind: str
    answer: Any
    correct: bool | None
    score: float
    seconds: float
    unsure: bool
    hints: int
    misconceptions: tuple[str, ...]
    sitting: str | None
    pace: float | None = None
    rating: int | None = None
    undone: bool = False


class KataAttempt(Struct, frozen=True, kw_only=True, tag="kata"):
    """One graded submission, with its source and the whole report.

    `worked`: seconds at the workbench on this kata that day until this grading, None from the shell. `minutes`: what
    the kata said then that it takes.
    """

    id: int
    at: datetime
    day: date
    variant: str
    verdict: str
    passed_checks: int
    checks: int
    mistake: str | None
    seconds: float
    source: str
    report: Any
    worked: float | None = None
    minutes: float | None = None
    sitting: str | None = None
    rating: int | None = None
    undone: bool = False


Attempt = QuestionAttempt | KataAttempt


class Draft(Struct, frozen=True, kw_only=True):
    """What the user last had in the editor for one variant."""

    variant: str
    source: str
    at: datetime


SittingKind = Literal["quiz", "practice", "interview"]


class SavedSitting(Struct, frozen=True, kw_only=True):
    """A sitting that was begun: what it asks, in order. What was answered is in the attempts that name it.

    `questions` are ids of questions and, but for a quiz, names of variants. `plan`: what its kind needs besides.
    """

    id: str
    started: datetime
    ended: datetime | None
    seed: int
    questions: tuple[str, ...]
    kind: SittingKind = "quiz"
    plan: Any = None


class SittingEvent(Struct, frozen=True, kw_only=True):
    """Something that happened in a sitting and is no attempt, e.g. that it was paused."""

    id: int
    at: datetime
    kind: str
    data: Any


class Reveal(Struct, frozen=True, kw_only=True):
    """A hint or the solution of an item was looked at."""

    at: datetime
    day: date
    item: str
    what: Literal["hint", "solution"]
    number: int


class Graded(Struct, frozen=True, kw_only=True):
    """What all gradings of one variant come to: how many, the most checks passed, the last one and the last pass."""

    variant: str
    gradings: int
    best_checks: int
    checks: int
    last: datetime
    passed: datetime | None


class Failure(Struct, frozen=True):
    """A grading that did not pass: its variant, the mistake that was diagnosed, its study day."""

    variant: str
    mistake: str | None
    day: date


class WeekPlan(Struct, frozen=True, kw_only=True):
    """What is to come in a week, planned on a study day: item -> the study day on which it is to come."""

    day: date
    items: dict[str, date]


class AnswerFact(Struct, frozen=True, kw_only=True):
    """What an answer says for the schedule; see `QuestionAttempt`."""

    attempt: int
    at: datetime
    day: date
    correct: bool | None
    score: float
    seconds: float
    unsure: bool
    hints: int
    pace: float | None
    rating: int | None


class GradeFact(Struct, frozen=True, kw_only=True):
    """What a grading says for the schedule; see `KataAttempt`."""

    attempt: int
    at: datetime
    day: date
    verdict: str
    worked: float | None
    minutes: float | None
    rating: int | None


class ItemFacts(Struct, frozen=True, kw_only=True):
    """All that is known of one item, oldest first, without what was taken back. The card is a function of it."""

    item: str
    answers: tuple[AnswerFact, ...] = ()
    gradings: tuple[GradeFact, ...] = ()
    reveals: tuple[Reveal, ...] = ()
