"""A sitting and the store: begun, gone on with, answered, ended. Between screen and store, without a terminal."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kata.content import Library
from kata.content.model import Question, say
from kata.practice import Sitting, choose_questions, evenings, scheduling
from kata.practice.cards import Card
from kata.store import KataAttempt, SavedSitting, Store
from kata.tui.asking import Asked, Wanted, draft_name, kind_of, packed, unpacked


class Running(Struct, frozen=True):
    """A sitting on screen: how far it is, and as what it was begun."""

    sitting: Sitting
    saved: SavedSitting
    resumed: bool = False

    @property
    def id(self) -> str:
        """The sitting's id in the store."""
        return self.saved.id

    @property
    def is_evening(self) -> bool:
        """Whether it is an evening of practice; else it is a quiz."""
        return self.saved.kind == "practice"

    @property
    def minutes_left(self) -> int:
        """The minutes that the rest of an evening should take."""
        return evenings.minutes_left(self.saved, self.sitting)


def unfinished(library: Library, store: Store) -> Running | None:
    """Return the quiz that was left in the middle; one with nothing left to ask is ended on the way."""
    return _resumed(library, store, store.open_sitting())


def unfinished_evening(library: Library, store: Store) -> Running | None:
    """Return today's evening that was left in the middle; one with nothing left to do is ended on the way."""
    return _resumed(library, store, evenings.unfinished_evening(store))


def begin_evening(library: Library, store: Store, minutes: float, now: datetime) -> Running | None:
    """Plan an evening and begin it; None where there is nothing to do."""
    saved = evenings.begin(library, store, minutes=minutes, seed=_seed(now))
    return None if saved is None else Running(Sitting(saved.questions, id=saved.id), saved)


def again(library: Library, store: Store, running: Running) -> Running:
    """Return the sitting as the store has it now: something was graded, put off or taken back meanwhile."""
    return replace(running, sitting=evenings.go_on(library, store, running.saved))


def undo(library: Library, store: Store, running: Running) -> Running | None:
    """Take the last answer of the sitting back; it is asked again. None where nothing was answered."""
    return again(library, store, running) if evenings.undo_last(store, running.id, running.sitting) else None


def _resumed(library: Library, store: Store, saved: SavedSitting | None) -> Running | None:
    if saved is None:
        return None
    running = Running(evenings.go_on(library, store, saved), saved, resumed=True)
    if running.sitting.finished:
        store.end_sitting(saved.id)
        return None
    return running


def _seed(now: datetime) -> int:
    return int(now.timestamp() * 1000) % 2**31


def begin(library: Library, store: Store, wanted: Wanted, now: datetime) -> Running | None:
    """Choose questions and begin a sitting; one that was left before is given up. None where no question fits.

    Raises:
        UnknownNameError: there is no such topic, tag or question.
    """
    seed = wanted.seed if wanted.seed is not None else _seed(now)
    names = wanted.questions or choose_questions(
        library,
        scheduling.cards(store),
        topics=wanted.topics,
        level=wanted.level,
        framework=wanted.framework,
        tags=wanted.tags,
        count=wanted.count,
        seed=seed,
        day=store.study_day(),
    )
    if not names:
        return None
    while (before := store.open_sitting()) is not None:
        store.end_sitting(before.id)
    saved = store.begin_sitting(seed, names)
    return Running(Sitting(saved.questions, id=saved.id), saved)


def record(library: Library, store: Store, running: Running, asked: Asked, seconds: float) -> tuple[Running, Card]:
    """Store an answer; return the sitting with it and when it comes back. It is on disk when this returns."""
    assert asked.mark is not None
    question, mark = asked.question, asked.mark
    topic = library.topic_of(question.id)
    attempt = store.add_answer(
        question=question.id,
        topic=topic,
        kind=kind_of(question),
        answer=asked.answer,
        correct=mark.correct,
        score=mark.score,
        seconds=seconds,
        unsure=asked.unsure,
        hints=asked.hints,
        misconceptions=mark.misconceptions,
        sitting=running.id,
    )
    sitting = running.sitting.answered(mark, topic=topic, unsure=asked.unsure, hints=asked.hints, attempt=attempt.id)
    return replace(running, sitting=sitting), _card(store, question.id)


def mark_unsure(store: Store, running: Running, *, unsure: bool) -> tuple[Running, Card]:
    """Store that the last answer was, or was not, a guess; return when it comes back now."""
    step = running.sitting.steps[-1]
    assert step.attempt is not None
    store.mark_unsure(step.attempt, unsure)
    return replace(running, sitting=running.sitting.marked_unsure(unsure)), _card(store, step.question)


def rate(store: Store, running: Running, rating: int) -> Card:
    """Store what the reader says of the last answer, 1 (again) to 4 (easy); return when it comes back now."""
    step = running.sitting.steps[-1]
    assert step.attempt is not None
    store.rate(step.attempt, rating)
    return _card(store, step.question)


def rate_kata(store: Store, running: Running, variant: str, rating: int) -> None:
    """Store what the reader says of a kata's last grading in an evening."""
    graded = [it for it in evenings.attempts_of(store, running.saved) if isinstance(it, KataAttempt)]
    last = next((it for it in graded if it.variant == variant), None)
    if last is not None:
        store.rate(last.id, rating)


def put_off(store: Store, running: Running) -> None:
    """Leave the current item of an evening for another one."""
    assert running.sitting.current is not None
    evenings.put_off(store, running.id, running.sitting.current)


def _card(store: Store, item: str) -> Card:
    card = scheduling.card(store, item)
    assert card is not None
    return card


def typed_before(store: Store, running: Running, question: str) -> Any:
    """Return the form's draft typed earlier in this sitting and never submitted, or None."""
    draft = store.draft(draft_name(question))
    return unpacked(draft.source) if draft is not None and draft.at >= running.saved.started else None


def keep_typed(store: Store, question: str, draft: object) -> None:
    """Keep what is typed for a question, so that leaving, or a crash, loses nothing."""
    store.save_draft(draft_name(question), packed(draft))


def links_to_katas(library: Library, question: Question, language: str) -> tuple[tuple[str, str], ...]:
    """Return (variant, title) of the katas that practise a question, in the question's frameworks."""
    known = {kata.id: kata for kata in library.katas}
    variants = [variant for name in question.katas if name in known for variant in known[name].variants]
    return tuple(
        (variant.name, say(variant.title, language)) for variant in variants if variant.framework in question.frameworks
    )
