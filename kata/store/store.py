"""`Store`: what the user did. Each fact is written in one short transaction and is on disk when the method returns."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

import msgspec
import platformdirs

from kata.store import reading
from kata.store.database import Clock, connect, faults, stamp, transaction
from kata.store.rows import Attempt, Draft, KataAttempt, QuestionAttempt, Reveal, SavedSitting

FILENAME: Final = "kata.sqlite3"
# A draft is saved every few seconds; a version of it worth going back to is one for each five minutes of editing.
DRAFT_VERSION: Final = timedelta(minutes=5)
DRAFT_VERSIONS_KEPT: Final = 10


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def open_store(
    home: str | Path | None = None, clock: Clock = utc_now, environ: Mapping[str, str] = os.environ
) -> "Store":
    """Open the user's data in folder `home`, else in `KATA_HOME`, else in the user's data directory.

    Raises:
        StoreError: The folder or the database can't be used; the message says why and what to do.
    """
    chosen = home or environ.get("KATA_HOME") or platformdirs.user_data_dir("kata", appauthor=False)
    path = Path(chosen).expanduser() / FILENAME
    return Store(connect(path, clock), path, clock)


class Store:
    """The user's data. Every method raises `StoreError` where the database can't be read or written."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock) -> None:
        self.path = path
        self.home = path.parent
        self._connection = connection
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; nothing is lost without it."""
        self._connection.close()

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
        facts = (
            topic,
            kind,
            reading.to_json(answer),
            correct,
            score,
            seconds,
            unsure,
            hints,
            reading.to_json(tuple(misconceptions)),
            None if sitting is None else int(sitting),
        )
        attempt = self._append_attempt(question, "answer", facts)
        assert isinstance(attempt, QuestionAttempt)
        return attempt

    def mark_unsure(self, attempt_id: int, unsure: bool = True) -> None:
        """Append that the reader was unsure of an answer (or, after a second thought, was not)."""
        self._append("unsure_mark", attempt=attempt_id, at=self._now(), unsure=unsure)

    def add_grade(self, report: Any, source: str) -> KataAttempt:
        """Keep one graded submission: its source and the report (a `GradeReport` or its JSON value) as a whole."""
        value = msgspec.to_builtins(report)
        facts = (
            value["verdict"],
            sum(check["status"] == "passed" for check in value["checks"]),
            len(value["checks"]),
            (value["diagnosis"] or {}).get("mistake"),
            value["seconds"],
            source,
            reading.packed(value),
        )
        attempt = self._append_attempt(variant_name(value), "grade", facts)
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
    ) -> list[Attempt]:
        """Return attempts, newest first: of one question or variant, from a time on, of one sitting, at most `limit`.

        `whole=False` leaves out the long parts of katas, `source` ("") and `report` (None): for overviews.
        """
        wanted = {
            "attempt.item = ?": item,
            "attempt.at >= ?": None if since is None else stamp(since),
            "answer.sitting = ?": sitting,
        }
        conditions = {condition: value for condition, value in wanted.items() if value is not None}
        return self._attempts_where(conditions, limit, whole=whole)

    def flag(self, question: str, on: bool = True) -> None:
        """Append that the reader flagged a question, or took the flag away."""
        self._append("flag", at=self._now(), question=question, flagged=on)

    def flagged(self) -> set[str]:
        """Return the questions whose last word is a flag."""
        return {question for (question,) in self._read(reading.FLAGGED)}

    def reveal(self, item: str, what: Literal["hint", "solution"], number: int = 1) -> None:
        """Append that a hint (its number, from 1) or the solution of a question or variant was looked at."""
        self._append("reveal", at=self._now(), item=item, what=what, number=number)

    def reveals(self, item: str) -> list[Reveal]:
        """Return what was looked at of an item, oldest first."""
        rows = self._read("SELECT at, item, what, number FROM reveal WHERE item = ? ORDER BY id", item)
        return [reading.to_reveal(row) for row in rows]

    def save_draft(self, variant: str, source: str) -> Draft:
        """Keep what is in the editor. Five minutes of editing make a version; the last ten are kept."""
        before = self.draft(variant)
        if before is not None and before.source == source:
            return before  # its time stays: nothing was edited
        now = self._clock()
        with transaction(self._connection, self.path) as connection:
            last = connection.execute(
                "SELECT id FROM draft WHERE variant = ? AND begun > ? ORDER BY id DESC LIMIT 1",
                (variant, stamp(now - DRAFT_VERSION)),
            ).fetchone()
            if last is None:
                row = (variant, stamp(now), stamp(now), source)
                connection.execute("INSERT INTO draft (variant, begun, at, source) VALUES (?, ?, ?, ?)", row)
                connection.execute(
                    "DELETE FROM draft WHERE variant = ? AND id NOT IN "
                    "(SELECT id FROM draft WHERE variant = ? ORDER BY id DESC LIMIT ?)",
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
        rows = self._read("SELECT variant, source, at FROM draft WHERE variant = ? ORDER BY id DESC", variant)
        return [reading.to_draft(row) for row in rows]

    def drafts(self) -> list[Draft]:
        """Return the newest draft of every variant, the last edited first."""
        return [reading.to_draft(row) for row in self._read(reading.NEWEST_DRAFTS)]

    def begin_sitting(self, seed: int, questions: Sequence[str]) -> SavedSitting:
        """Append that a sitting has begun, with what it asks."""
        now = self._clock()
        number = self._append("sitting", started=stamp(now), seed=seed, questions=reading.to_json(tuple(questions)))
        return SavedSitting(id=str(number), started=now, ended=None, seed=seed, questions=tuple(questions))

    def end_sitting(self, sitting_id: str) -> None:
        """Append that a sitting is over: finished, or given up. Ending it again changes nothing."""
        with transaction(self._connection, self.path) as connection:
            row = (int(sitting_id), self._now())
            connection.execute("INSERT INTO sitting_end VALUES (?, ?) ON CONFLICT DO NOTHING", row)

    def open_sitting(self) -> SavedSitting | None:
        """Return the newest sitting that was begun and not ended."""
        rows = self._read(reading.SITTINGS.format(condition="sitting_end.at IS NULL"))
        return reading.to_sitting(rows[0]) if rows else None

    def damage(self) -> str:
        """Let SQLite look through the whole database; return what is damaged, nothing if all is well."""
        rows = [str(row[0]) for row in self._read("PRAGMA quick_check(3)")]
        return "" if rows == ["ok"] else "; ".join(rows)

    def _now(self) -> str:
        return stamp(self._clock())

    def _read(self, statement: str, *values: object) -> list[Any]:
        with faults(self.path):
            return self._connection.execute(statement, values).fetchall()

    def _append(self, table: str, **columns: object) -> int:
        """Append one row in a transaction of its own; return its id."""
        with transaction(self._connection, self.path) as connection:
            return _insert(connection, table, columns)

    def _append_attempt(self, item: str, table: Literal["answer", "grade"], facts: tuple[object, ...]) -> Attempt:
        """Append an attempt and its facts in one transaction, and return it as it will be read."""
        with transaction(self._connection, self.path) as connection:
            number = _insert(connection, "attempt", {"at": self._now(), "item": item})
            places = ", ".join("?" * (1 + len(facts)))
            connection.execute(f"INSERT INTO {table} VALUES ({places})", (number, *facts))  # noqa: S608  a literal
        return self._attempts_where({"attempt.id = ?": number}, limit=1)[0]

    def _attempts_where(
        self, conditions: Mapping[str, object], limit: int | None, *, whole: bool = True
    ) -> list[Attempt]:
        statement = reading.ATTEMPTS.format(
            long_columns="grade.source, grade.report" if whole else "'', NULL",
            conditions=" AND ".join(conditions) or "TRUE",
        )
        rows = self._read(statement, *conditions.values(), -1 if limit is None else limit)
        return [reading.to_attempt(row) for row in rows]


def variant_name(report: Mapping[str, Any]) -> str:
    """Return the variant that a report is about: `mlp-jax`, whether its `kata` says `mlp` or `mlp-jax`."""
    kata, framework = report["kata"], report["framework"]
    return kata if kata.endswith(f"-{framework}") else f"{kata}-{framework}"


def _insert(connection: sqlite3.Connection, table: str, columns: Mapping[str, object]) -> int:
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  names are literals of this module
    number = connection.execute(statement, tuple(columns.values())).lastrowid
    assert number is not None
    return number
