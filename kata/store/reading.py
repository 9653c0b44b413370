"""From rows of the database to the structs of `rows`: the statements that read, and the conversions."""

import zlib
from datetime import datetime
from typing import Any, Final

import msgspec

from kata.store.rows import Attempt, Draft, KataAttempt, QuestionAttempt, Reveal, SavedSitting

# The last mark wins over what was said with the answer.
ATTEMPTS: Final = """
    SELECT attempt.id, attempt.at, attempt.item,
           answer.topic, answer.kind, answer.answer, answer.correct, answer.score, answer.seconds,
           coalesce((SELECT mark.unsure FROM unsure_mark AS mark WHERE mark.attempt = attempt.id
                     ORDER BY mark.id DESC LIMIT 1), answer.unsure),
           answer.hints, answer.misconceptions, answer.sitting,
           grade.verdict, grade.passed_checks, grade.checks, grade.mistake, grade.seconds, {long_columns}
    FROM attempt
    LEFT JOIN answer ON answer.attempt = attempt.id
    LEFT JOIN grade ON grade.attempt = attempt.id
    WHERE {conditions}
    ORDER BY attempt.id DESC
    LIMIT ?
"""
FLAGGED: Final = """
    SELECT question FROM flag AS last
    WHERE flagged AND id = (SELECT max(id) FROM flag WHERE flag.question = last.question)
"""
SITTINGS: Final = """
    SELECT sitting.id, started, sitting_end.at, seed, questions
    FROM sitting LEFT JOIN sitting_end ON sitting_end.sitting = sitting.id
    WHERE {condition} ORDER BY sitting.id DESC LIMIT 1
"""
NEWEST_DRAFTS: Final = """
    SELECT variant, source, at FROM draft
    WHERE id IN (SELECT max(id) FROM draft GROUP BY variant) ORDER BY at DESC
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
    return _to_question_attempt(columns) if columns[13] is None else _to_kata_attempt(columns)


def to_sitting(columns: Columns) -> SavedSitting:
    """Convert one row of `SITTINGS`."""
    number, started, ended, seed, questions = columns
    return SavedSitting(
        id=str(number),
        started=datetime.fromisoformat(started),
        ended=None if ended is None else datetime.fromisoformat(ended),
        seed=seed,
        questions=tuple(msgspec.json.decode(questions)),
    )


def to_draft(columns: Columns) -> Draft:
    """Convert one row of `NEWEST_DRAFTS`."""
    variant, source, at = columns
    return Draft(variant=variant, source=source, at=datetime.fromisoformat(at))


def to_reveal(columns: Columns) -> Reveal:
    """Convert (at, item, what, number)."""
    at, item, what, number = columns
    return Reveal(at=datetime.fromisoformat(at), item=item, what=what, number=number)


def _to_question_attempt(columns: Columns) -> QuestionAttempt:
    number, at, question, topic, kind, answer, correct, score, seconds, unsure, hints, beliefs, sitting = columns[:13]
    return QuestionAttempt(
        id=number,
        at=datetime.fromisoformat(at),
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
    )


def _to_kata_attempt(columns: Columns) -> KataAttempt:
    verdict, passed, checks, mistake, seconds, source, report = columns[13:]
    return KataAttempt(
        id=columns[0],
        at=datetime.fromisoformat(columns[1]),
        variant=columns[2],
        verdict=verdict,
        passed_checks=passed,
        checks=checks,
        mistake=mistake,
        seconds=seconds,
        source=source,
        report=None if report is None else unpacked(report),
    )
