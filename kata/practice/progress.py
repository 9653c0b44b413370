"""How far the reader is, topic by topic and kata by kata."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from msgspec import Struct

from kata.content import Library
from kata.content.model import Bank, Text
from kata.practice.cards import Card, retrievability
from kata.practice.evidence import AGAIN
from kata.practice.past import Past

VariantStatus = Literal["new", "draft", "tried", "passed"]


class TopicProgress(Struct, frozen=True, kw_only=True):
    """One topic: how many questions it has, how many were seen, how many are due, and the share held right now.

    `right` is None where nothing was answered. It is the mean over the questions seen of the chance that they would be
    answered right today: 0 for one that was wrong when it was asked last.
    """

    topic: str
    title: Text
    questions: int
    seen: int
    due: int
    right: float | None


class VariantProgress(Struct, frozen=True, kw_only=True):
    """One variant: its status, how often it was graded, and the most checks that passed in one grading."""

    variant: str
    status: VariantStatus
    attempts: int
    best_checks: int
    checks: int
    last: datetime | None


def progress(library: Library, past: Past) -> tuple[TopicProgress, ...]:
    """Return the progress on every topic, in the library's order."""
    return tuple(_topic(bank, past) for bank in library.banks)


def variant_progress(library: Library, past: Past) -> tuple[VariantProgress, ...]:
    """Return the progress on every variant, in the library's order."""
    drafted = {draft.variant for draft in past.drafts}
    return tuple(_variant(variant.name, past, drafted) for variant in library.variants)


def _topic(bank: Bank, past: Past) -> TopicProgress:
    seen = [past.cards[question.id] for question in bank.questions if question.id in past.cards]
    chances = [_chance(card, past) for card in seen]
    return TopicProgress(
        topic=bank.topic,
        title=bank.title,
        questions=len(bank.questions),
        seen=len(seen),
        due=sum(card.is_due(past.day) for card in seen),
        right=sum(chances) / len(chances) if chances else None,
    )


def _chance(card: Card, past: Past) -> float:
    """Return the chance of a right answer today; who was wrong has read the answer, which is not yet knowing it."""
    return 0.0 if card.last_rating == AGAIN else retrievability(card, past.day, past.settings.rules)


def _variant(name: str, past: Past, drafted: Collection[str]) -> VariantProgress:
    graded = past.graded.get(name)
    status: VariantStatus = "draft" if name in drafted else "new"
    if graded is not None:
        status = "passed" if graded.passed is not None else "tried"
    return VariantProgress(
        variant=name,
        status=status,
        attempts=graded.gradings if graded else 0,
        best_checks=graded.best_checks if graded else 0,
        checks=graded.checks if graded else 0,
        last=graded.last if graded else None,
    )
