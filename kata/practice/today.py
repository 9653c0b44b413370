"""What today holds: how much is due, what the evening would be, and the one thing to do next."""

import math
from datetime import date
from typing import Literal

from msgspec import Struct

from kata.content import Library
from kata.practice.linking import called
from kata.practice.past import Past
from kata.practice.queue import MINUTES, Planned, due_items, evening, next_day
from kata.practice.streak import streak
from kata.practice.versions import Versions, installed_version
from kata.store.rows import Draft, SavedSitting


class NextThing(Struct, frozen=True):
    """The one thing to do next. `name` is a sitting's id (`evening`, `resume`) or a variant (`draft`, `kata`), or None.

    evening: go on with the unfinished evening. resume: go on with the unfinished quiz. practise: an evening. draft: go
    on with a kata. kata: begin one that was not passed yet. rest: nothing is due.
    """

    kind: Literal["evening", "resume", "practise", "draft", "kata", "rest"]
    name: str | None = None


class Today(Struct, frozen=True, kw_only=True):
    """What today holds. `due`: items due today, all of them; `new`: items of the evening never seen before.

    `evening`: what it would be now, of `minutes`. `next_day`: the first day after today on which something is due.
    `drafts`: variants begun and not passed since, the last edited first. `days_in_row`: see
    `streak`.
    """

    next: NextThing
    due: int
    new: int
    evening: tuple[Planned, ...]
    minutes: int
    next_day: date | None
    drafts: tuple[str, ...]
    unfinished: SavedSitting | None
    days_in_row: int


def today(
    library: Library,
    past: Past,
    sitting: SavedSitting | None = None,
    *,
    minutes: float = MINUTES,
    seed: int = 0,
    rest: tuple[Planned, ...] | None = None,
    versions: Versions = installed_version,
) -> Today:
    """Return what today holds; `sitting` is the newest unfinished one, a quiz or an evening.

    `rest`: what an unfinished evening has left; without it a new one is planned.
    """
    calls = called(library, past)
    planned = rest
    if planned is None:
        planned = evening(library, past, calls, minutes=minutes, seed=seed, versions=versions)
    known = {*(question.id for question in library.questions), *(variant.name for variant in library.variants)}
    unfinished = sitting if sitting and known.intersection(sitting.questions) else None
    waiting = _drafts_to_continue(library, past)
    return Today(
        next=_next(library, past, unfinished=unfinished, planned=planned, drafts=waiting),
        due=len(due_items(library, past, calls)),
        new=sum(it.item not in past.cards for it in planned),
        evening=planned,
        minutes=math.ceil(sum(it.minutes for it in planned)),
        next_day=next_day(library, past, calls),
        drafts=waiting,
        unfinished=unfinished,
        days_in_row=streak(past.days, past.day, past.settings.freezes).days,
    )


def _next(
    library: Library,
    past: Past,
    *,
    unfinished: SavedSitting | None,
    planned: tuple[Planned, ...],
    drafts: tuple[str, ...],
) -> NextThing:
    if unfinished is not None:
        return NextThing("evening" if unfinished.kind == "practice" else "resume", unfinished.id)
    if planned:
        return NextThing("practise")
    if drafts:
        return NextThing("draft", drafts[0])
    kata = next((variant.name for variant in library.variants if not past.passed(variant.name)), None)
    return NextThing("rest") if kata is None else NextThing("kata", kata)


def _drafts_to_continue(library: Library, past: Past) -> tuple[str, ...]:
    known = {variant.name for variant in library.variants}
    return tuple(
        draft.variant
        for draft in sorted(past.drafts, key=lambda draft: draft.at, reverse=True)
        if draft.variant in known and not _passed_since(draft, past)
    )


def _passed_since(draft: Draft, past: Past) -> bool:
    graded = past.graded.get(draft.variant)
    return graded is not None and graded.passed is not None and graded.passed >= draft.at
