"""From rows of the database to the structs of `rows`: the statements that read, and the conversions.

Of several words on one thing the last in time holds: rows of another machine come in whenever they are merged.
"""

import zlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

import msgspec

from kata.store.rows import (
    PREDICTION,
    AnswerFact,
    Attempt,
    Draft,
    GradeFact,
    KataAttempt,
    QuestionAttempt,
    Reveal,
    SavedSitting,
    SittingEvent,
)

# The last mark wins over what was said with the answer.
UNSURE: Final = """
    coalesce((SELECT mark.unsure FROM unsure_mark AS mark WHERE mark.attempt = attempt.id
              ORDER BY mark.at DESC, mark.id DESC LIMIT 1), answer.unsure)
"""
# The last word of the reader on how well it went; NULL: what the evidence says.
RATING: Final = """
    (SELECT said.rating FROM rating AS said WHERE said.attempt = attempt.id
     ORDER BY said.at DESC, said.id DESC LIMIT 1)
"""
ATTEMPTS: Final = f"""
    SELECT attempt.id, attempt.at, attempt.day, attempt.item, undo.attempt IS NOT NULL, {RATING},
           coalesce(answer.sitting, effort.sitting),
           answer.topic, answer.kind, answer.answer, answer.correct, answer.score, answer.seconds,
           {UNSURE}, answer.hints, answer.misconceptions, answer.pace,
           grade.verdict, grade.passed_checks, grade.checks, grade.mistake, grade.seconds,
           effort.worked, effort.minutes, {{long_columns}}
    FROM attempt
    LEFT JOIN answer ON answer.attempt = attempt.id
    LEFT JOIN grade ON grade.attempt = attempt.id
    LEFT JOIN effort ON effort.attempt = attempt.id
    LEFT JOIN undo ON undo.attempt = attempt.id
    WHERE {{conditions}}
    ORDER BY attempt.at DESC, attempt.id DESC
    LIMIT ?
"""  # noqa: S608  parts of this module
OF_SITTING: Final = """
    attempt.id IN (SELECT attempt FROM answer WHERE sitting = ? UNION ALL SELECT attempt FROM effort WHERE sitting = ?)
"""
ANSWERS_OF: Final = f"""
    SELECT attempt.id, attempt.at, attempt.day, answer.correct, answer.score, answer.seconds,
           {UNSURE}, answer.hints, answer.pace, {RATING}
    FROM attempt JOIN answer ON answer.attempt = attempt.id
    WHERE attempt.item = ? AND answer.kind <> '{PREDICTION}' AND attempt.id NOT IN (SELECT attempt FROM undo)
    ORDER BY attempt.at, attempt.id
"""  # noqa: S608  parts of this module
GRADINGS_OF: Final = f"""
    SELECT attempt.id, attempt.at, attempt.day, grade.verdict, effort.worked, effort.minutes, {RATING}
    FROM attempt JOIN grade ON grade.attempt = attempt.id LEFT JOIN effort ON effort.attempt = attempt.id
    WHERE attempt.item = ? AND attempt.id NOT IN (SELECT attempt FROM undo)
    ORDER BY attempt.at, attempt.id
"""  # noqa: S608  parts of this module
REVEALS_OF: Final = "SELECT at, day, item, what, number FROM reveal WHERE item = ? ORDER BY at, id"
# The reader's last answers of one kind: their median is the pace.
RECENT_SECONDS: Final = """
    SELECT seconds FROM answer
    WHERE kind = ? AND attempt NOT IN (SELECT attempt FROM undo) ORDER BY attempt DESC LIMIT ?
"""
SETTINGS: Final = "SELECT name, value FROM setting ORDER BY at, id"
FLAGGED: Final = """
    SELECT question FROM flag AS last
    WHERE flagged AND id = (
        SELECT id FROM flag WHERE flag.question = last.question ORDER BY at DESC, id DESC LIMIT 1
    )
"""
SITTINGS: Final = """
    SELECT sitting.id, started, sitting_end.at, seed, questions, kind, plan
    FROM sitting LEFT JOIN sitting_end ON sitting_end.sitting = sitting.id
    WHERE {condition} ORDER BY started DESC, sitting.id DESC LIMIT 1
"""
NEWEST_DRAFTS: Final = """
    SELECT variant, source, at FROM draft AS last
    WHERE id = (SELECT id FROM draft WHERE draft.variant = last.variant ORDER BY at DESC, id DESC LIMIT 1)
    ORDER BY at DESC
"""

Columns = tuple[Any, ...]


def to_json(value: object) -> str:
    """Return a JSON value (or a struct) as text."""
    return msgspec.json.encode(value).decode()


def packed(value: object) -> bytes:
    """Return a JSON value as compressed bytes; the inverse of `unpacked`."""
    return zlib.compress(msgspec.json.encode(value))


def unpacked(data: bytes) -> Any:
    """Return the JSON value that `packed` was given."""
    return msgspec.json.decode(zlib.decompress(data))


def to_attempt(columns: Columns) -> Attempt:
    """Convert one row of `ATTEMPTS`."""
    return _to_question_attempt(columns) if columns[17] is None else _to_kata_attempt(columns)


def to_sitting(columns: Columns) -> SavedSitting:
    """Convert one row of `SITTINGS`."""
    number, started, ended, seed, questions, kind, plan = columns
    return SavedSitting(
        id=str(number),
        started=datetime.fromisoformat(started),
        ended=None if ended is None else datetime.fromisoformat(ended),
        seed=seed,
        questions=tuple(msgspec.json.decode(questions)),
        kind=kind,
        plan=None if plan is None else msgspec.json.decode(plan),
    )


def to_event(columns: Columns) -> SittingEvent:
    """Convert (id, at, kind, data)."""
    number, at, kind, data = columns
    return SittingEvent(id=number, at=datetime.fromisoformat(at), kind=kind, data=msgspec.json.decode(data))


def to_draft(columns: Columns) -> Draft:
    """Convert one row of `NEWEST_DRAFTS`."""
    variant, source, at = columns
    return Draft(variant=variant, source=source, at=datetime.fromisoformat(at))


def to_reveal(columns: Columns) -> Reveal:
    """Convert one row of `REVEALS_OF`."""
    at, day, item, what, number = columns
    return Reveal(at=datetime.fromisoformat(at), day=date.fromisoformat(day), item=item, what=what, number=number)


def to_answer_fact(columns: Columns) -> AnswerFact:
    """Convert one row of `ANSWERS_OF`."""
    number, at, day, correct, score, seconds, unsure, hints, pace, rating = columns
    return AnswerFact(
        attempt=number,
        at=datetime.fromisoformat(at),
        day=date.fromisoformat(day),
        correct=None if correct is None else bool(correct),
        score=score,
        seconds=seconds,
        unsure=bool(unsure),
        hints=hints,
        pace=pace,
        rating=rating,
    )


def to_grade_fact(columns: Columns) -> GradeFact:
    """Convert one row of `GRADINGS_OF`."""
    number, at, day, verdict, worked, minutes, rating = columns
    return GradeFact(
        attempt=number,
        at=datetime.fromisoformat(at),
        day=date.fromisoformat(day),
        verdict=verdict,
        worked=worked,
        minutes=minutes,
        rating=rating,
    )


def to_settings(rows: Iterable[Columns]) -> dict[str, Any]:
    """Convert the rows of `SETTINGS`: the last value of each name."""
    return {name: msgspec.json.decode(value) for name, value in rows}


def _to_question_attempt(columns: Columns) -> QuestionAttempt:
    number, at, day, question, undone, rating, sitting = columns[:7]
    topic, kind, answer, correct, score, seconds, unsure, hints, beliefs, pace = columns[7:17]
    return QuestionAttempt(
        id=number,
        at=datetime.fromisoformat(at),
        day=date.fromisoformat(day),
        question=question,
        topic=topic,
        kind=kind,
        answer=msgspec.json.decode(answer),
        correct=None if correct is None else bool(correct),
        score=score,
        seconds=seconds,
        unsure=bool(unsure),
        hints=hints,
        misconceptions=tuple(msgspec.json.decode(beliefs)),
        sitting=None if sitting is None else str(sitting),
        pace=pace,
        rating=rating,
        undone=bool(undone),
    )


def _to_kata_attempt(columns: Columns) -> KataAttempt:
    number, at, day, variant, undone, rating, sitting = columns[:7]
    verdict, passed, checks, mistake, seconds, worked, minutes, source, report = columns[17:]
    return KataAttempt(
        id=number,
        at=datetime.fromisoformat(at),
        day=date.fromisoformat(day),
        variant=variant,
        verdict=verdict,
        passed_checks=passed,
        checks=checks,
        mistake=mistake,
        seconds=seconds,
        source=source,
        report=None if report is None else unpacked(report),
        worked=worked,
        minutes=minutes,
        sitting=None if sitting is None else str(sitting),
        rating=rating,
        undone=bool(undone),
    )
