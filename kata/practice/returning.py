"""When a question that was missed comes back. This is the place of a scheduler: facts in, a date per question out.

The rule: a question comes back after it was *not held*, that is missed, marked unsure, or answered with a hint.
It comes back the next day, then, each time it is held on or after its day, 3, 7 and 21 days later, and then rests. Not
holding it begins again. Held before its day, it stays on its day: answering twice in one evening proves nothing.
Days are counted half a day short, so that a reader who comes a little earlier the next evening finds it due.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from kata.store.rows import Attempt, QuestionAttempt

STEPS: Final = tuple(timedelta(days=days) - timedelta(hours=12) for days in (1, 3, 7, 21))
ENOUGH_POINTS: Final = 2 / 3  # of the key points of an `open` question


class Returning(Struct, frozen=True, kw_only=True):
    """What the attempts say about one question: how often and when last answered, and when it comes back, if ever."""

    question: str
    answers: int
    last: datetime
    held: bool
    due: datetime | None
    step: int

    def is_due(self, now: datetime) -> bool:
        """Say whether its time has come."""
        return self.due is not None and self.due <= now


def held(attempt: QuestionAttempt) -> bool:
    """Say whether an answer shows that the reader holds the matter: right, sure, and without a hint."""
    right = attempt.score >= ENOUGH_POINTS if attempt.correct is None else attempt.correct
    return right and not attempt.unsure and attempt.hints == 0


def returning(attempts: Iterable[Attempt]) -> dict[str, Returning]:
    """Return, for every question answered, when it comes back. `attempts` are newest first, as the store gives them."""
    found: dict[str, Returning] = {}
    for attempt in reversed(list(attempts)):
        if isinstance(attempt, QuestionAttempt):
            found[attempt.question] = _after(found.get(attempt.question), attempt)
    return found


def _after(before: Returning | None, attempt: QuestionAttempt) -> Returning:
    is_held = held(attempt)
    step, due = _next_date(before, attempt.at, is_held=is_held)
    return Returning(
        question=attempt.question,
        answers=1 if before is None else before.answers + 1,
        last=attempt.at,
        held=is_held,
        due=due,
        step=step,
    )


def _next_date(before: Returning | None, at: datetime, *, is_held: bool) -> tuple[int, datetime | None]:
    if not is_held:
        return 0, at + STEPS[0]
    if before is None or before.due is None:
        return 0, None
    if at < before.due:
        return before.step, before.due
    step = before.step + 1
    return (step, at + STEPS[step]) if step < len(STEPS) else (0, None)
