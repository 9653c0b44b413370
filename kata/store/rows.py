"""What the store keeps, as frozen structs. Times are UTC; `answer` and `report` are plain JSON values."""

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct


class QuestionAttempt(Struct, frozen=True, kw_only=True, tag="question"):
    """One answered question. `correct` is None where only the reader can judge (`open`); `score` is 0 to 1."""

    id: int
    at: datetime
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


class KataAttempt(Struct, frozen=True, kw_only=True, tag="kata"):
    """One graded submission, with its source and the whole report."""

    id: int
    at: datetime
    variant: str
    verdict: str
    passed_checks: int
    checks: int
    mistake: str | None
    seconds: float
    source: str
    report: Any


Attempt = QuestionAttempt | KataAttempt


class Draft(Struct, frozen=True, kw_only=True):
    """What the user last had in the editor for one variant."""

    variant: str
    source: str
    at: datetime


class SavedSitting(Struct, frozen=True, kw_only=True):
    """A quiz that was begun: what it asks, in order. What was answered is in the attempts that name it."""

    id: str
    started: datetime
    ended: datetime | None
    seed: int
    questions: tuple[str, ...]


class Reveal(Struct, frozen=True, kw_only=True):
    """A hint or the solution of an item was looked at."""

    at: datetime
    item: str
    what: Literal["hint", "solution"]
    number: int
