"""Between store and queue: an evening begun, gone on with, an item of it put off; here too is I/O of this room.

An evening is a sitting of the kind "practice". Where it is, is in the facts alone: attempts that belong to it, and
events that say which item was put off. So it can be left at any point, also by `kill -9`.
"""

import math
from collections.abc import Iterable
from typing import Final

import msgspec

from kata.content import Library
from kata.practice import scheduling
from kata.practice.cards import Card
from kata.practice.linking import called
from kata.practice.queue import MINUTES, Planned, evening
from kata.practice.sitting import Sitting, resume
from kata.practice.versions import Versions, installed_version
from kata.store import Attempt, KataAttempt, SavedSitting, Store

PUT_OFF: Final = "put off"
TAKEN_UP: Final = "taken up"  # what was put off is asked again


def begin(
    library: Library,
    store: Store,
    *,
    minutes: float = MINUTES,
    seed: int,
    versions: Versions = installed_version,
) -> SavedSitting | None:
    """Plan an evening and begin it; one that was left before is given up. None where there is nothing to do."""
    past = scheduling.past(store)
    planned = evening(library, past, called(library, past), minutes=minutes, seed=seed, versions=versions)
    if not planned:
        return None
    give_up(store)
    return store.begin_sitting(seed, [it.item for it in planned], kind="practice", plan=planned)


def give_up(store: Store) -> None:
    """End every evening that was left."""
    while (before := store.open_sitting("practice")) is not None:
        store.end_sitting(before.id)


def unfinished(store: Store) -> SavedSitting | None:
    """Return the newest sitting to go on with: a quiz, or an evening of today. Yesterday's is planned anew."""
    found = [store.open_sitting("quiz"), unfinished_evening(store)]
    return max((it for it in found if it is not None), key=lambda it: it.started, default=None)


def unfinished_evening(store: Store) -> SavedSitting | None:
    """Return the evening that was begun today and not ended."""
    saved = store.open_sitting("practice")
    return saved if saved is not None and store.study_day_of(saved.started) == store.study_day() else None


def go_on(library: Library, store: Store, saved: SavedSitting) -> Sitting:
    """Return a sitting of any kind as far as it got."""
    return resume(library, saved, attempts_of(store, saved), _put_off(store, saved))


def put_off(store: Store, sitting_id: str, item: str) -> None:
    """Leave an item for another evening."""
    store.add_event(sitting_id, PUT_OFF, item)


def undo_last(store: Store, saved_id: str, sitting: Sitting) -> bool:
    """Take the last answer of a sitting back, or the last grading of a kata; False where there is none."""
    step = sitting.steps[-1] if sitting.steps else None
    if step is None or step.attempt is None:
        return False
    store.undo(step.attempt)
    if step.kata:
        store.add_event(saved_id, TAKEN_UP, step.question)
    return True


def minutes_left(saved: SavedSitting, sitting: Sitting) -> int:
    """Return the minutes, rounded up, that the items not done yet should take."""
    return math.ceil(sum(it.minutes for it in rest_of(saved, sitting)))


def rest_of(saved: SavedSitting, sitting: Sitting) -> tuple[Planned, ...]:
    """Return what of an evening's plan is not done yet."""
    left = set(sitting.questions[sitting.position :])
    return tuple(it for it in plan_of(saved) if it.item in left)


def plan_of(saved: SavedSitting) -> tuple[Planned, ...]:
    """Return what was planned for an evening; nothing for a sitting of another kind."""
    return msgspec.convert(saved.plan or (), tuple[Planned, ...]) if saved.kind == "practice" else ()


def is_called(saved: SavedSitting, item: str) -> bool:
    """Say whether an item of an evening was called by a kata that did not pass."""
    return any(it.item == item and it.why == "called" for it in plan_of(saved))


def comes_back(store: Store, items: Iterable[str]) -> list[Card]:
    """Return the cards of items, the one that comes back first first, those of one day in the order of `items`."""
    known = scheduling.cards(store)
    return sorted((known[item] for item in items if item in known), key=lambda card: card.due)


def attempts_of(store: Store, sitting: SavedSitting) -> list[Attempt]:
    """Return the attempts that belong to a sitting, newest first.

    Those that name it, and gradings of its variants from elsewhere, e.g. the shell, since it was begun.
    """
    named = store.attempts(sitting=sitting.id, whole=False)
    if sitting.kind == "quiz":
        return named
    known = {attempt.id for attempt in named}
    since = [it for it in store.attempts(since=sitting.started, whole=False) if it.id not in known]
    others = [it for it in since if isinstance(it, KataAttempt) and it.variant in sitting.questions]
    return sorted([*named, *others], key=lambda attempt: (attempt.at, attempt.id), reverse=True)


def _put_off(store: Store, saved: SavedSitting) -> set[str]:
    found: set[str] = set()
    for event in store.events(saved.id):
        if event.kind == PUT_OFF:
            found.add(event.data)
        elif event.kind == TAKEN_UP:
            found.discard(event.data)
    return found
