"""A history as a reader makes it: evenings over weeks, planned as the program plans them, answered by chance."""

import random
from datetime import UTC, datetime, timedelta

from kata.content import Library
from kata.practice import called, evening, retrievability, scheduling
from kata.practice.accuracy import kind_of
from kata.store import Store

SKILL = {"junior": 0.8, "mid": 0.6, "senior": 0.4}


class Clock:
    """Says the time that it was set to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def live(library: Library, store: Store, clock: Clock, *, days: int, seed: int = 0, minutes: float = 25) -> None:
    """Let `days` days pass, the last one that of `clock`, which ends where it was; some days are left out."""
    rng = random.Random(seed)
    end = clock.now
    for ago in range(days - 1, -1, -1):
        clock.now = end - timedelta(days=ago, minutes=40)
        if ago and rng.random() < 0.22:
            continue
        past = scheduling.past(store)
        for it in evening(library, past, called(library, past), minutes=minutes, seed=seed + ago):
            clock.now += timedelta(seconds=40)
            if it.kind == "kata":
                _grade(store, it.item, rng)
            else:
                card = past.cards.get(it.item)
                chance = retrievability(card, past.day, past.settings.rules) if card else None
                _answer(library, store, it.item, chance, rng)
    clock.now = end


def _answer(library: Library, store: Store, name: str, chance: float | None, rng: random.Random) -> None:
    question, topic = library.question(name), library.topic_of(name)
    strength = 0.15 * (hash_of(topic) - 0.5)  # topics differ
    right = rng.random() < (SKILL[question.level] + strength if chance is None else chance)
    kind = kind_of(question)
    store.add_answer(
        question=name,
        topic=topic,
        kind=kind,
        answer="a",
        correct=None if kind == "open" else right,
        score=float(right),
        seconds=rng.lognormvariate(3.3, 0.6),
        unsure=rng.random() < (0.12 if right else 0.45),
    )


def _grade(store: Store, variant: str, rng: random.Random) -> None:
    kata, _dash, framework = variant.rpartition("-")
    worked = 0.0
    for passed in (rng.random() < 0.3, rng.random() < 0.6, rng.random() < 0.8):
        worked += rng.uniform(120, 500)
        report = {
            "kata": kata,
            "framework": framework,
            "verdict": "passed" if passed else "failed",
            "seconds": 1.0,
            "checks": [{"status": "passed"}, {"status": "passed" if passed else "failed"}],
            "diagnosis": None,
        }
        store.add_grade(report, "…", worked=worked, minutes=20)
        if passed:
            return


def hash_of(name: str) -> float:
    """Return a number from 0 to 1 that depends on the name alone."""
    return random.Random(name).random()


def at(moment: str) -> datetime:
    """Return a time in UTC."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)
