"""Questions, banks and attempts made at will."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from kata.content.model import Bank, BooleanQuestion, Level, Question
from kata.practice import Card, Past
from kata.store import Failure, Graded, QuestionAttempt, study_day

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
TODAY = study_day(NOW)


def question(
    name: str, level: Level = "mid", frameworks: tuple[str, ...] = ("jax",), valid: str | None = None
) -> Question:
    return BooleanQuestion(
        id=name,
        level=level,
        frameworks=frameworks,
        tags=(),
        prompt="?",
        explanation="!",
        answer=True,
        misconception="m",
        valid=valid,
    )


def bank(topic: str, *questions: Question) -> Bank:
    return Bank(format=1, topic=topic, title=topic.title(), questions=questions)


def attempt(name: str, *, days_ago: float = 0.0, now: datetime = NOW, **changed: Any) -> QuestionAttempt:
    facts: dict[str, Any] = {
        "id": 1,
        "at": now - timedelta(days=days_ago),
        "day": study_day(now - timedelta(days=days_ago)),
        "question": name,
        "topic": name[:1],
        "kind": "boolean",
        "answer": True,
        "correct": True,
        "score": 1.0,
        "seconds": 30.0,
        "unsure": False,
        "hints": 0,
        "misconceptions": (),
        "sitting": None,
    }
    if changed.get("correct") is False:
        facts["score"] = 0.0
    return QuestionAttempt(**(facts | changed))


def day(ago: int = 0) -> date:
    return TODAY - timedelta(days=ago)


def card(name: str, *, ago: int = 1, due: int = 1, stability: float = 2.0, rating: int = 3, reviews: int = 1) -> Card:
    """A card last reviewed `ago` days ago and due `due` days from today (negative: overdue)."""
    return Card(
        item=name,
        stability=stability,
        difficulty=5.0,
        last=day(ago),
        due=day(-due),
        reviews=reviews,
        lapses=0,
        last_rating=rating,
    )


def graded(variant: str, *, passed: bool = True, ago: int = 1, best: int = 3) -> Graded:
    at = NOW - timedelta(days=ago)
    return Graded(variant=variant, gradings=1, best_checks=best, checks=3, last=at, passed=at if passed else None)


def past(*cards: Card, grades: tuple[Graded, ...] = (), failures: tuple[Failure, ...] = (), **facts: Any) -> Past:
    return Past(
        day=TODAY,
        cards={one.item: one for one in cards},
        graded={one.variant: one for one in grades},
        failures=failures,
        **facts,
    )
