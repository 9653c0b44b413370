"""Attempts as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from kata.report.history import item_of
from kata.store import Attempt, KataAttempt

# What a spreadsheet takes for a formula at a cell's beginning; the wide ones are taken so in some languages.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001
COLUMNS: Final = (
    "at", "day", "type", "item", "topic", "kind", "correct", "score", "verdict", "passed_checks", "checks", "mistake",
    "seconds", "worked_seconds", "unsure", "hints", "misconceptions", "rating", "undone", "sitting", "answer",
)  # fmt: skip


def attempts_csv(attempts: Iterable[Attempt]) -> bytes:
    """Return attempts as CSV, a row each, in UTF-8 with the mark by which spreadsheets know it.

    Times are UTC. Cells that a spreadsheet would compute begin with an apostrophe, which makes them text.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for attempt in attempts:
        row = _row(attempt)
        writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _row(attempt: Attempt) -> dict[str, Any]:
    """Return what stands in the columns."""
    row: dict[str, Any] = {
        "at": attempt.at.strftime("%Y-%m-%d %H:%M:%S"),
        "day": attempt.day.isoformat(),
        "item": item_of(attempt),
        "seconds": attempt.seconds,
        "rating": attempt.rating,
        "undone": attempt.undone,
        "sitting": attempt.sitting,
    }
    if isinstance(attempt, KataAttempt):
        return {
            **row,
            "type": "kata",
            "verdict": attempt.verdict,
            "passed_checks": attempt.passed_checks,
            "checks": attempt.checks,
            "mistake": attempt.mistake,
            "worked_seconds": attempt.worked,
        }
    return {
        **row,
        "type": "question",
        "topic": attempt.topic,
        "kind": attempt.kind,
        "correct": attempt.correct,
        "score": attempt.score,
        "unsure": attempt.unsure,
        "hints": attempt.hints,
        "misconceptions": " ".join(attempt.misconceptions),
        "answer": _answer(attempt.answer),
    }


def _answer(value: Any) -> str:
    """Return an answer as it was given: a text of one's own as it is, anything else as JSON."""
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return str(value["text"])
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _cell(value: object) -> str:
    """Return the text of a cell; text that would be computed is made text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value).replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int) else text
