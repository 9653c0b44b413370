"""A sitting and the store: begun, gone on with, answered, ended. Between screen and store, without a terminal."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kata.content import Library
from kata.content.model import Question, say
from kata.practice import Sitting, choose_questions, resume
from kata.store import Store
from kata.tui.asking import Asked, Wanted, draft_name, kind_of, packed, unpacked


class Running(Struct, frozen=True):
    """A sitting on screen: how far it is, the seed that orders what is shuffled, when it was begun."""

    sitting: Sitting
    seed: int
    started: datetime
    resumed: bool = False

    @property
    def id(self) -> str:
        """The sitting's id in the store."""
        assert self.sitting.id is not None
        return self.sitting.id


def unfinished(library: Library, store: Store) -> Running | None:
    """Return the sitting that was left in the middle; one with nothing left to ask is ended on the way."""
    saved = store.open_sitting()
    if saved is None:
        return None
    running = Running(resume(library, saved, store.attempts(sitting=saved.id)), saved.seed, saved.started, resumed=True)
    if running.sitting.finished:
        store.end_sitting(saved.id)
        return None
    return running


def begin(library: Library, store: Store, wanted: Wanted, now: datetime) -> Running | None:
    """Choose questions and begin a sitting; one that was left before is given up. None where no question fits.

    Raises:
        UnknownNameError: there is no such topic, tag or question.
    """
    seed = wanted.seed if wanted.seed is not None else int(now.timestamp() * 1000) % 2**31
    names = wanted.questions or choose_questions(
        library,
        store.attempts(whole=False),
        topics=wanted.topics,
        level=wanted.level,
        framework=wanted.framework,
        tags=wanted.tags,
        count=wanted.count,
        seed=seed,
        now=now,
    )
    if not names:
        return None
    while (before := store.open_sitting()) is not None:
        store.end_sitting(before.id)
    saved = store.begin_sitting(seed, names)
    return Running(Sitting(saved.questions, id=saved.id), seed, saved.started)


def record(library: Library, store: Store, running: Running, asked: Asked, seconds: float) -> Running:
    """Store an answer and return the sitting with it; it is on disk when this returns."""
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
    return replace(running, sitting=sitting)


def mark_unsure(store: Store, running: Running, *, unsure: bool) -> Running:
    """Store that the last answer was, or was not, a guess."""
    attempt = running.sitting.steps[-1].attempt
    assert attempt is not None
    store.mark_unsure(attempt, unsure)
    return replace(running, sitting=running.sitting.marked_unsure(unsure))


def typed_before(store: Store, running: Running, question: str) -> Any:
    """Return the form's draft typed earlier in this sitting and never submitted, or None."""
    draft = store.draft(draft_name(question))
    return unpacked(draft.source) if draft is not None and draft.at >= running.started else None


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
