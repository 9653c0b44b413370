"""Questions, banks and attempts made at will."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kata.content.model import Bank, BooleanQuestion, Level, Question
from kata.store import QuestionAttempt, study_day

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


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
