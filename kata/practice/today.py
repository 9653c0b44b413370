"""What today holds: how much is due, what is new, and the one thing to do next."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Final, Literal

from msgspec import Struct

from kata.content import Library
from kata.practice.returning import returning
from kata.store.rows import Attempt, Draft, KataAttempt, QuestionAttempt, SavedSitting

SITTING: Final = 10  # questions that make a sitting
NEW_AT_LEAST: Final = 3  # new questions a day, however many are due; `choosing` leaves them as many places
SECONDS_A_QUESTION: Final = 60.0  # before the reader's own pace is known
SLOWEST: Final = 300.0  # seconds: longer, and the reader was away from the desk


class NextThing(Struct, frozen=True):
    """The one thing to do next. `name` is a sitting's id (`resume`) or a variant (`draft`, `kata`), else None.

    resume: go on with the unfinished sitting. practise: questions are due. draft: go on with a kata. learn: new
    questions. kata: begin one that was not passed yet. rest: nothing is due.
    """

    kind: Literal["resume", "practise", "draft", "learn", "kata", "rest"]
    name: str | None = None


class Today(Struct, frozen=True, kw_only=True):
    """What today holds. `due`, `new` (to begin today) and `unseen` (of all) are counts of questions.

    `drafts`: variants begun and not passed since, the last edited first. `days_in_row`: days with an attempt, up to
    today, or up to yesterday where nothing was done yet today.
    """

    next: NextThing
    due: int
    new: int
    unseen: int
    minutes: int
    drafts: tuple[str, ...]
    unfinished: SavedSitting | None
    days_in_row: int


def today(
    library: Library,
    attempts: Iterable[Attempt],
    drafts: Iterable[Draft],
    now: datetime,
    sitting: SavedSitting | None = None,
) -> Today:
    """Return what today holds. `attempts` are newest first; `sitting` is the store's `open_sitting()`.

    Days are those of `now`'s time zone: pass local time.
    """
    past = list(attempts)
    seen = returning(past)
    known = {question.id for question in library.questions}
    due = sum(name in known and question.is_due(now) for name, question in seen.items())
    unseen = len(known - seen.keys())
    new = min(unseen, max(NEW_AT_LEAST, SITTING - due))
    unfinished = sitting if sitting and known.intersection(sitting.questions) else None
    waiting = _drafts_to_continue(library, past, drafts)
    return Today(
        next=_next(library, past, unfinished=unfinished, due=due, new=new, drafts=waiting),
        due=due,
        new=new,
        unseen=unseen,
        minutes=_minutes(due + new, past),
        drafts=waiting,
        unfinished=unfinished,
        days_in_row=_days_in_row(past, now),
    )


def _next(
    library: Library,
    past: Sequence[Attempt],
    *,
    unfinished: SavedSitting | None,
    due: int,
    new: int,
    drafts: Sequence[str],
) -> NextThing:
    if unfinished is not None:
        return NextThing("resume", unfinished.id)
    if due:
        return NextThing("practise")
    if drafts:
        return NextThing("draft", drafts[0])
    if new:
        return NextThing("learn")
    kata = next((variant.name for variant in library.variants if variant.name not in _passed(past)), None)
    return NextThing("rest") if kata is None else NextThing("kata", kata)


def _drafts_to_continue(library: Library, past: Sequence[Attempt], drafts: Iterable[Draft]) -> tuple[str, ...]:
    known = {variant.name for variant in library.variants}
    passed = _passed(past)
    newest = sorted(drafts, key=lambda draft: draft.at, reverse=True)
    return tuple(
        draft.variant
        for draft in newest
        if draft.variant in known and (draft.variant not in passed or passed[draft.variant] < draft.at)
    )


def _passed(past: Sequence[Attempt]) -> dict[str, datetime]:
    """Return the variants passed, with when last."""
    passes = [attempt for attempt in past if isinstance(attempt, KataAttempt) and attempt.verdict == "passed"]
    return {attempt.variant: attempt.at for attempt in reversed(passes)}


def _minutes(questions: int, past: Sequence[Attempt]) -> int:
    """Return the minutes that so many questions take at the reader's median pace."""
    paces = [min(attempt.seconds, SLOWEST) for attempt in past if isinstance(attempt, QuestionAttempt)]
    return math.ceil(questions * (median(paces) if len(paces) >= SITTING else SECONDS_A_QUESTION) / 60)


def _days_in_row(past: Sequence[Attempt], now: datetime) -> int:
    days = {attempt.at.astimezone(now.tzinfo).date() for attempt in past}
    day = now.date() if now.date() in days else now.date() - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count
