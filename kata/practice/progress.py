"""How far the reader is, topic by topic and kata by kata."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from kata.content import Library
from kata.content.model import Bank, Text
from kata.practice.returning import returning
from kata.store.rows import Attempt, Draft, KataAttempt, QuestionAttempt

FADING: Final = 0.5  # what each older answer to the same question counts for, against the one after it

VariantStatus = Literal["new", "draft", "tried", "passed"]


class TopicProgress(Struct, frozen=True, kw_only=True):
    """One topic: how many questions it has, how many were seen, how many are due, and the share held right now.

    `right` is None where nothing was answered. It is the mean over the questions seen of their recent score: the mean
    of the scores of a question's answers, each older one counting half as much as the one after it.
    """

    topic: str
    title: Text
    questions: int
    seen: int
    answers: int
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


def progress(library: Library, attempts: Iterable[Attempt], now: datetime | None = None) -> tuple[TopicProgress, ...]:
    """Return the progress on every topic, in the library's order; `attempts` are newest first.

    `now` is needed for `due`, which is 0 without it.
    """
    answered = [attempt for attempt in attempts if isinstance(attempt, QuestionAttempt)]
    by_question: dict[str, list[QuestionAttempt]] = {}
    for attempt in answered:
        by_question.setdefault(attempt.question, []).append(attempt)
    due = set() if now is None else {name for name, it in returning(answered).items() if it.is_due(now)}
    return tuple(_topic(bank, by_question, due) for bank in library.banks)


def variant_progress(
    library: Library, attempts: Iterable[Attempt], drafts: Iterable[Draft] = ()
) -> tuple[VariantProgress, ...]:
    """Return the progress on every variant, in the library's order; `attempts` are newest first."""
    graded: dict[str, list[KataAttempt]] = {}
    for attempt in attempts:
        if isinstance(attempt, KataAttempt):
            graded.setdefault(attempt.variant, []).append(attempt)
    drafted = {draft.variant for draft in drafts}
    return tuple(
        _variant(variant.name, graded.get(variant.name, []), drafted=variant.name in drafted)
        for variant in library.variants
    )


def _topic(bank: Bank, by_question: dict[str, list[QuestionAttempt]], due: set[str]) -> TopicProgress:
    names = [question.id for question in bank.questions]
    seen = [by_question[name] for name in names if name in by_question]
    scores = [_recent_score(answers) for answers in seen]
    return TopicProgress(
        topic=bank.topic,
        title=bank.title,
        questions=len(names),
        seen=len(seen),
        answers=sum(len(answers) for answers in seen),
        due=len(due.intersection(names)),
        right=sum(scores) / len(scores) if scores else None,
    )


def _recent_score(answers: Sequence[QuestionAttempt]) -> float:
    """Return sum(FADING**i * score[i]) / sum(FADING**i), the newest answer first."""
    weights = [FADING**age for age in range(len(answers))]
    return sum(w * answer.score for w, answer in zip(weights, answers, strict=True)) / sum(weights)


def _variant(name: str, graded: Sequence[KataAttempt], *, drafted: bool) -> VariantProgress:
    status: VariantStatus = "draft" if drafted else "new"
    if graded:
        status = "passed" if any(attempt.verdict == "passed" for attempt in graded) else "tried"
    return VariantProgress(
        variant=name,
        status=status,
        attempts=len(graded),
        best_checks=max((attempt.passed_checks for attempt in graded), default=0),
        checks=max((attempt.checks for attempt in graded), default=0),
        last=graded[0].at if graded else None,
    )
