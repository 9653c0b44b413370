"""What travels between two stores: everything that the reader did, as one value, and nothing that follows from it."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from kata.store.rows import SittingKind

FORMAT: Final = 1
Moment = Annotated[datetime, Meta(tz=True)]


class Mark(Struct, frozen=True):
    """Something said of an attempt at a moment: a rating, or whether the reader was unsure."""

    at: Moment
    value: int | None


class AnswerPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an answered question came to; `sitting` is a place in `History.sittings`."""

    topic: str
    kind: str
    answer: Any
    correct: bool | None
    score: float
    seconds: float
    unsure: bool
    hints: int
    misconceptions: tuple[str, ...]
    pace: float | None = None
    sitting: int | None = None


class GradePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a graded submission came to."""

    verdict: str
    passed_checks: int
    checks: int
    mistake: str | None
    seconds: float
    source: str
    report: Any
    worked: float | None = None
    minutes: float | None = None
    sitting: int | None = None


class AttemptPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One attempt with all that was said of it."""

    at: Moment
    day: date
    item: str
    answer: AnswerPart | None = None
    grade: GradePart | None = None
    unsure: tuple[Mark, ...] = ()
    ratings: tuple[Mark, ...] = ()
    undone: Moment | None = None


class EventPart(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happened in a sitting."""

    at: Moment
    kind: str
    data: Any


class SittingPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sitting."""

    started: Moment
    seed: int
    kind: SittingKind
    questions: tuple[str, ...]
    plan: Any = None
    ended: Moment | None = None
    events: tuple[EventPart, ...] = ()


class FlagPart(Struct, frozen=True, forbid_unknown_fields=True):
    """A question was flagged, or its flag taken away."""

    at: Moment
    question: str
    flagged: bool


class RevealPart(Struct, frozen=True, forbid_unknown_fields=True):
    """A hint or a solution was looked at."""

    at: Moment
    day: date
    item: str
    what: Literal["hint", "solution"]
    number: int


class SettingPart(Struct, frozen=True, forbid_unknown_fields=True):
    """A setting was changed."""

    at: Moment
    name: str
    value: Any


class DraftPart(Struct, frozen=True, forbid_unknown_fields=True):
    """A version of what was in the editor."""

    variant: str
    begun: Moment
    at: Moment
    source: str


class History(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that the reader did, and nothing that follows from it. `format` is 1."""

    format: Literal[1]
    sittings: tuple[SittingPart, ...] = ()
    attempts: tuple[AttemptPart, ...] = ()
    flags: tuple[FlagPart, ...] = ()
    reveals: tuple[RevealPart, ...] = ()
    settings: tuple[SettingPart, ...] = ()
    drafts: tuple[DraftPart, ...] = ()
