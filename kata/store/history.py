"""What travels between two stores: everything that the reader did, as one value, and nothing that follows from it."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from kata.store.rows import SittingKind

FORMAT: Final = 1
YEARS: Final = range(1980, 2500)  # what lies outside comes from a damaged file, and no calendar would hold its cards
Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0, le=2**31)]
Long = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]  # what SQLite can hold
Seconds = Annotated[float, Meta(ge=0, le=1e9)]


class _Dated(Struct, frozen=True, forbid_unknown_fields=True):
    """What has a moment, and perhaps a study day, that a calendar can hold."""

    at: Moment

    def __post_init__(self) -> None:
        """Refuse a time that cannot be."""
        for when in (self.at, getattr(self, "day", None)):
            if when is not None and when.year not in YEARS:
                raise ValueError(f"{when} cannot be a time of this program")


class UnsureMark(_Dated, frozen=True, forbid_unknown_fields=True):
    """The reader was unsure of an answer, or was not (0)."""

    value: Annotated[int, Meta(ge=0, le=1)]


class RatingMark(_Dated, frozen=True, forbid_unknown_fields=True):
    """The reader rated an attempt; None went back to the evidence."""

    value: Annotated[int, Meta(ge=1, le=4)] | None


class AnswerPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an answered question came to; `sitting` is a place in `History.sittings`."""

    topic: str
    kind: str
    answer: Any
    correct: bool | None
    score: Annotated[float, Meta(ge=0, le=1)]
    seconds: Seconds
    unsure: bool
    hints: Count
    misconceptions: tuple[str, ...]
    pace: Seconds | None = None
    sitting: int | None = None


class GradePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a graded submission came to."""

    verdict: str
    passed_checks: Count
    checks: Count
    mistake: str | None
    seconds: Seconds
    source: str
    report: Any
    worked: Seconds | None = None
    minutes: Seconds | None = None
    sitting: int | None = None


class AttemptPart(_Dated, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One attempt with all that was said of it: an answer or a grade."""

    day: date
    item: str
    answer: AnswerPart | None = None
    grade: GradePart | None = None
    unsure: tuple[UnsureMark, ...] = ()
    ratings: tuple[RatingMark, ...] = ()
    undone: Moment | None = None

    def __post_init__(self) -> None:
        """Refuse what is neither an answer nor a grade, or both."""
        super().__post_init__()
        if (self.answer is None) == (self.grade is None):
            raise ValueError("an attempt is an answer or a grade")
        if self.grade is not None and self.unsure:
            raise ValueError("nobody is unsure of a grade")


class EventPart(_Dated, frozen=True, forbid_unknown_fields=True):
    """Something that happened in a sitting."""

    kind: str
    data: Any


class SittingPart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sitting."""

    started: Moment
    seed: Long
    kind: SittingKind
    questions: tuple[str, ...]
    plan: Any = None
    ended: Moment | None = None
    events: tuple[EventPart, ...] = ()


class FlagPart(_Dated, frozen=True, forbid_unknown_fields=True):
    """A question was flagged, or its flag taken away."""

    question: str
    flagged: bool


class RevealPart(_Dated, frozen=True, forbid_unknown_fields=True):
    """A hint or a solution was looked at."""

    day: date
    item: str
    what: Literal["hint", "solution"]
    number: Count


class SettingPart(_Dated, frozen=True, forbid_unknown_fields=True):
    """A setting was changed."""

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
