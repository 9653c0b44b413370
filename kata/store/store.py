"""`Store`: what the user did. Each fact is written in one short transaction and is on disk when the method returns."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal

import msgspec
import platformdirs

from kata.store import reading
from kata.store.base import insert, mark_stale, mark_stale_by_attempt
from kata.store.counts import Counts
from kata.store.database import Clock, connect, stamp, transaction
from kata.store.interviews import InterviewRows
from kata.store.rows import (
    Attempt,
    Draft,
    KataAttempt,
    QuestionAttempt,
    Reveal,
    SavedSitting,
    SittingEvent,
    SittingKind,
)
from kata.store.schedule import ScheduleRows
from kata.store.transfer import Transfer

FILENAME: Final = "kata.sqlite3"
# A draft is saved every few seconds; a version of it worth going back to is one for each five minutes of editing.
DRAFT_VERSION: Final = timedelta(minutes=5)
DRAFT_VERSIONS_KEPT: Final = 10
# The reader's pace is the median of so many answers of a kind, the last ones, and unknown while there are fewer than:
PACE_ANSWERS: Final = 100
PACE_AT_LEAST: Final = 10


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def open_store(
    home: str | Path | None = None,
    clock: Clock = utc_now,
    environ: Mapping[str, str] = os.environ,
    zone: tzinfo | None = None,
) -> "Store":
    """Open the user's data in folder `home`, else in `KATA_HOME`, else in the user's data directory.

    `zone` is the reader's time zone, None for that of the machine.

    Raises:
        StoreError: The folder or the database can't be used; the message says why and what to do.
    """
    chosen = home or environ.get("KATA_HOME") or platformdirs.user_data_dir("kata", appauthor=False)
    path = Path(chosen).expanduser() / FILENAME
    return Store(connect(path, clock), path, clock, zone)


class Store(ScheduleRows, Counts, InterviewRows, Transfer):
    """The user's data. Every method raises `StoreError` where the database can't be read or written."""

    def add_answer(
        self,
        *,
        question: str,
        topic: str,
        kind: str,
        answer: object,
        correct: bool | None,
        score: float,
        seconds: float,
        unsure: bool = False,
        hints: int = 0,
        misconceptions: Sequence[str] = (),
        sitting: str | None = None,
    ) -> QuestionAttempt:
        """Keep one answered question; `answer` is any JSON value or struct."""
        facts = {
            "topic": topic,
            "kind": kind,
            "answer": reading.to_json(answer),
            "correct": correct,
            "score": score,
            "seconds": seconds,
            "unsure": unsure,
            "hints": hints,
            "misconceptions": reading.to_json(tuple(misconceptions)),
            "sitting": None if sitting is None else int(sitting),
        }
        with transaction(self._connection, self.path) as connection:
            number = self._insert_attempt(connection, question)
            insert(connection, "answer", {"attempt": number, **facts, "pace": _pace(connection, kind)})
        attempt = self._attempt(number)
        assert isinstance(attempt, QuestionAttempt)
        return attempt

    def mark_unsure(self, attempt_id: int, unsure: bool = True) -> None:
        """Append that the reader was unsure of an answer (or, after a second thought, was not)."""
        with transaction(self._connection, self.path) as connection:
            insert(connection, "unsure_mark", {"attempt": attempt_id, "at": self._now(), "unsure": unsure})
            mark_stale_by_attempt(connection, attempt_id)

    def add_grade(
        self,
        report: Any,
        source: str,
        *,
        worked: float | None = None,
        minutes: float | None = None,
        sitting: str | None = None,
    ) -> KataAttempt:
        """Keep one graded submission: its source and the report (a `GradeReport` or its JSON value) as a whole.

        Args:
            report: what came of the grading.
            source: what was graded.
            worked: seconds at the workbench on this kata this study day, until now; None where nobody measured.
            minutes: what the kata says that it takes.
            sitting: the id of the sitting that it belongs to.
        """
        value = msgspec.to_builtins(report)
        facts = {
            "verdict": value["verdict"],
            "passed_checks": sum(check["status"] == "passed" for check in value["checks"]),
            "checks": len(value["checks"]),
            "mistake": (value["diagnosis"] or {}).get("mistake"),
            "seconds": value["seconds"],
            "source": source,
            "report": reading.packed(value),
        }
        effort = {"worked": worked, "minutes": minutes, "sitting": None if sitting is None else int(sitting)}
        with transaction(self._connection, self.path) as connection:
            number = self._insert_attempt(connection, variant_name(value))
            insert(connection, "grade", {"attempt": number, **facts})
            insert(connection, "effort", {"attempt": number, **effort})
        attempt = self._attempt(number)
        assert isinstance(attempt, KataAttempt)
        return attempt

    def attempts(
        self,
        item: str | None = None,
        since: datetime | None = None,
        limit: int | None = None,
        *,
        sitting: str | None = None,
        whole: bool = True,
        undone: bool = False,
    ) -> list[Attempt]:
        """Return attempts, newest first: of one question or variant, from a time on, of one sitting, at most `limit`.

        `whole=False` leaves out the long parts of katas, `source` ("") and `report` (None): for overviews.
        `undone=True` gives those too that were taken back.
        """
        wanted = {
            "attempt.item = ?": item,
            "attempt.at >= ?": None if since is None else stamp(since),
            reading.OF_SITTING: None if sitting is None else int(sitting),
        }
        conditions = {condition: value for condition, value in wanted.items() if value is not None}
        return self._attempts_where(conditions, limit, whole=whole, undone=undone)

    def flag(self, question: str, on: bool = True) -> None:
        """Append that the reader flagged a question, or took the flag away."""
        self._append("flag", at=self._now(), question=question, flagged=on)

    def flagged(self) -> set[str]:
        """Return the questions whose last word is a flag."""
        return {question for (question,) in self._read(reading.FLAGGED)}

    def reveal(self, item: str, what: Literal["hint", "solution"], number: int = 1) -> None:
        """Append that a hint (its number, from 1) or the solution of a question or variant was looked at."""
        with transaction(self._connection, self.path) as connection:
            insert(connection, "reveal", {**self._when(), "item": item, "what": what, "number": number})
            mark_stale(connection, item)

    def reveals(self, item: str) -> list[Reveal]:
        """Return what was looked at of an item, oldest first."""
        return [reading.to_reveal(row) for row in self._read(reading.REVEALS_OF, item)]

    def save_draft(self, variant: str, source: str) -> Draft:
        """Keep what is in the editor. Five minutes of editing make a version; the last ten are kept."""
        before = self.draft(variant)
        if before is not None and before.source == source:
            return before  # its time stays: nothing was edited
        now = self._clock()
        with transaction(self._connection, self.path) as connection:
            last = connection.execute(
                "SELECT id FROM draft WHERE variant = ? AND begun > ? ORDER BY at DESC, id DESC LIMIT 1",
                (variant, stamp(now - DRAFT_VERSION)),
            ).fetchone()
            if last is None:
                row = (variant, stamp(now), stamp(now), source)
                connection.execute("INSERT INTO draft (variant, begun, at, source) VALUES (?, ?, ?, ?)", row)
                connection.execute(
                    "DELETE FROM draft WHERE variant = ? AND id NOT IN "
                    "(SELECT id FROM draft WHERE variant = ? ORDER BY at DESC, id DESC LIMIT ?)",
                    (variant, variant, DRAFT_VERSIONS_KEPT),
                )
            else:
                connection.execute("UPDATE draft SET source = ?, at = ? WHERE id = ?", (source, stamp(now), *last))
        return Draft(variant=variant, source=source, at=now)

    def draft(self, variant: str) -> Draft | None:
        """Return what the editor last held for a variant."""
        return next(iter(self.draft_versions(variant)), None)

    def draft_versions(self, variant: str) -> list[Draft]:
        """Return the versions kept of one draft, newest first."""
        rows = self._read("SELECT variant, source, at FROM draft WHERE variant = ? ORDER BY at DESC, id DESC", variant)
        return [reading.to_draft(row) for row in rows]

    def drafts(self) -> list[Draft]:
        """Return the newest draft of every variant, the last edited first."""
        return [reading.to_draft(row) for row in self._read(reading.NEWEST_DRAFTS)]

    def begin_sitting(
        self, seed: int, questions: Sequence[str], *, kind: SittingKind = "quiz", plan: object = None
    ) -> SavedSitting:
        """Append that a sitting has begun, with what it asks; `plan` is any JSON value or struct."""
        facts = {
            "started": self._now(),
            "seed": seed,
            "questions": reading.to_json(tuple(questions)),
            "kind": kind,
            "plan": None if plan is None else reading.to_json(plan),
        }
        return self.sitting(str(self._append("sitting", **facts)))

    def sitting(self, sitting_id: str) -> SavedSitting:
        """Return a sitting by its id; IndexError if there is none."""
        return reading.to_sitting(self._read(reading.SITTINGS.format(condition="sitting.id = ?"), int(sitting_id))[0])

    def end_sitting(self, sitting_id: str) -> None:
        """Append that a sitting is over: finished, or given up. Ending it again changes nothing."""
        with transaction(self._connection, self.path) as connection:
            row = (int(sitting_id), self._now())
            connection.execute("INSERT INTO sitting_end VALUES (?, ?) ON CONFLICT DO NOTHING", row)

    def open_sitting(self, kind: SittingKind = "quiz") -> SavedSitting | None:
        """Return the newest sitting of a kind that was begun and not ended."""
        rows = self._read(reading.SITTINGS.format(condition="sitting_end.at IS NULL AND kind = ?"), kind)
        return reading.to_sitting(rows[0]) if rows else None

    def add_event(self, sitting_id: str, kind: str, data: object = None) -> None:
        """Append that something happened in a sitting; `data` is any JSON value or struct."""
        self._append("sitting_event", sitting=int(sitting_id), at=self._now(), kind=kind, data=reading.to_json(data))

    def events(self, sitting_id: str) -> list[SittingEvent]:
        """Return what happened in a sitting, oldest first."""
        statement = "SELECT id, at, kind, data FROM sitting_event WHERE sitting = ? ORDER BY id"
        return [reading.to_event(row) for row in self._read(statement, int(sitting_id))]

    def damage(self) -> str:
        """Let SQLite look through the whole database; return what is damaged, nothing if all is well."""
        rows = [str(row[0]) for row in self._read("PRAGMA quick_check(3)")]
        return "" if rows == ["ok"] else "; ".join(rows)

    def _insert_attempt(self, connection: sqlite3.Connection, item: str) -> int:
        """Insert what questions and katas share; the facts follow in the same transaction."""
        mark_stale(connection, item)
        return insert(connection, "attempt", {**self._when(), "item": item})

    def _attempt(self, number: int) -> Attempt:
        return self._attempts_where({"attempt.id = ?": number}, limit=1)[0]

    def _attempts_where(
        self, conditions: Mapping[str, object], limit: int | None, *, whole: bool = True, undone: bool = False
    ) -> list[Attempt]:
        statement = reading.ATTEMPTS.format(
            long_columns="grade.source, grade.report" if whole else "'', NULL",
            conditions=" AND ".join([*conditions, *([] if undone else ["undo.attempt IS NULL"])]) or "TRUE",
        )
        values = [value for condition, value in conditions.items() for _place in range(condition.count("?"))]
        rows = self._read(statement, *values, -1 if limit is None else limit)
        return [reading.to_attempt(row) for row in rows]


def variant_name(report: Mapping[str, Any]) -> str:
    """Return the variant that a report is about: `mlp-jax`, whether its `kata` says `mlp` or `mlp-jax`."""
    kata, framework = report["kata"], report["framework"]
    return kata if kata.endswith(f"-{framework}") else f"{kata}-{framework}"


def _pace(connection: sqlite3.Connection, kind: str) -> float | None:
    """Return the median seconds of the reader's last answers of a kind; None while they are few."""
    rows = connection.execute(reading.RECENT_SECONDS, (kind, PACE_ANSWERS)).fetchall()
    return median(seconds for (seconds,) in rows) if len(rows) >= PACE_AT_LEAST else None
