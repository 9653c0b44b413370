"""Everything that the store knows as one value, taken out on one machine and merged into the store of another.

A fact is known by what it says and when: an attempt by its moment and its item, a sitting by its beginning, its seed
and what it asks. Merging the same history again changes nothing.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from kata.files import new_file
from kata.store import reading
from kata.store.base import Connected, insert, mark_stale
from kata.store.database import faults, stamp, transaction
from kata.store.history import (
    FORMAT,
    AnswerPart,
    AttemptPart,
    DraftPart,
    EventPart,
    FlagPart,
    GradePart,
    History,
    RatingMark,
    RevealPart,
    SettingPart,
    SittingPart,
    UnsureMark,
)

M = TypeVar("M", UnsureMark, RatingMark)


class Merged(Struct, frozen=True):
    """How many attempts were new, and how many were there already."""

    added: int
    known: int


class Transfer(Connected):
    """The part of the store that takes everything out, brings it in, and makes backups."""

    def history(self) -> History:
        """Return everything, as it stands in one moment."""
        with transaction(self._connection, self.path) as connection:
            return _history(connection)

    def merge(self, history: History) -> Merged:
        """Add what is new in a history, all of it or nothing."""
        with transaction(self._connection, self.path) as connection:
            return _Merging(connection, history).run()

    def backup(self, target: Path, *, force: bool = False) -> None:
        """Copy the database, as it stands in one moment, to a file that is written whole or not at all.

        Raises:
            KataError: There is such a file (and no `force`), or it cannot be written.
        """
        with new_file(target, force=force) as part, faults(target), closing(sqlite3.connect(part)) as copy:
            self._connection.backup(copy)


def _history(connection: sqlite3.Connection) -> History:
    """Read everything, oldest first."""
    sittings = {number: place for place, (number,) in enumerate(connection.execute(_SITTING_IDS))}
    return History(
        format=FORMAT,
        sittings=tuple(_sitting_parts(connection)),
        attempts=tuple(_attempt_part(connection, row, sittings) for row in connection.execute(_ATTEMPTS).fetchall()),
        flags=_parts(connection, FlagPart, "SELECT at, question, flagged FROM flag ORDER BY at, id"),
        reveals=_parts(connection, RevealPart, "SELECT at, day, item, what, number FROM reveal ORDER BY at, id"),
        settings=tuple(
            SettingPart(_moment(at), name, msgspec.json.decode(value))
            for at, name, value in connection.execute("SELECT at, name, value FROM setting ORDER BY at, id")
        ),
        drafts=_parts(connection, DraftPart, "SELECT variant, begun, at, source FROM draft ORDER BY at, id"),
    )


_SITTING_IDS: Final = "SELECT id FROM sitting ORDER BY started, id"
_ATTEMPTS: Final = """
    SELECT attempt.id, attempt.at, attempt.day, attempt.item, undo.at,
           answer.topic, answer.kind, answer.answer, answer.correct, answer.score, answer.seconds, answer.unsure,
           answer.hints, answer.misconceptions, answer.pace, answer.sitting,
           grade.verdict, grade.passed_checks, grade.checks, grade.mistake, grade.seconds, grade.source, grade.report,
           effort.worked, effort.minutes, effort.sitting
    FROM attempt
    LEFT JOIN answer ON answer.attempt = attempt.id
    LEFT JOIN grade ON grade.attempt = attempt.id
    LEFT JOIN effort ON effort.attempt = attempt.id
    LEFT JOIN undo ON undo.attempt = attempt.id
    ORDER BY attempt.at, attempt.id
"""
_UNSURE: Final = "SELECT at, unsure FROM unsure_mark WHERE attempt = ? ORDER BY at, id"
_RATINGS: Final = "SELECT at, rating FROM rating WHERE attempt = ? ORDER BY at, id"


def _sitting_parts(connection: sqlite3.Connection) -> list[SittingPart]:
    rows = connection.execute(
        "SELECT sitting.id, started, seed, kind, questions, plan, sitting_end.at FROM sitting "
        "LEFT JOIN sitting_end ON sitting_end.sitting = sitting.id ORDER BY started, sitting.id"
    ).fetchall()
    return [
        SittingPart(
            started=_moment(started),
            seed=seed,
            kind=kind,
            questions=tuple(msgspec.json.decode(questions)),
            plan=None if plan is None else msgspec.json.decode(plan),
            ended=None if ended is None else _moment(ended),
            events=tuple(
                EventPart(_moment(at), what, msgspec.json.decode(data))
                for at, what, data in connection.execute(
                    "SELECT at, kind, data FROM sitting_event WHERE sitting = ? ORDER BY at, id", (number,)
                )
            ),
        )
        for number, started, seed, kind, questions, plan, ended in rows
    ]


def _attempt_part(connection: sqlite3.Connection, row: tuple[Any, ...], sittings: dict[int, int]) -> AttemptPart:
    """Convert one row of `_ATTEMPTS`; `sittings` gives the place of each sitting in the history."""
    number, at, day, item, undone, *rest = row
    ratings = "SELECT at, rating FROM rating WHERE attempt = ? ORDER BY at, id"
    unsure = "SELECT at, unsure FROM unsure_mark WHERE attempt = ? ORDER BY at, id"
    return AttemptPart(
        at=_moment(at),
        day=date.fromisoformat(day),
        item=item,
        answer=_answer_part(rest[:11], sittings),
        grade=_grade_part(rest[11:], sittings),
        unsure=_marks(connection, UnsureMark, unsure, number),
        ratings=_marks(connection, RatingMark, ratings, number),
        undone=None if undone is None else _moment(undone),
    )


def _answer_part(columns: list[Any], sittings: dict[int, int]) -> AnswerPart | None:
    topic, kind, answer, correct, score, seconds, unsure, hints, misconceptions, pace, sitting = columns
    if topic is None:
        return None
    return AnswerPart(
        topic=topic,
        kind=kind,
        answer=msgspec.json.decode(answer),
        correct=None if correct is None else bool(correct),
        score=score,
        seconds=seconds,
        unsure=bool(unsure),
        hints=hints,
        misconceptions=tuple(msgspec.json.decode(misconceptions)),
        pace=pace,
        sitting=sittings.get(sitting),
    )


def _grade_part(columns: list[Any], sittings: dict[int, int]) -> GradePart | None:
    verdict, passed_checks, checks, mistake, seconds, source, report, worked, minutes, sitting = columns
    if verdict is None:
        return None
    return GradePart(
        verdict=verdict,
        passed_checks=passed_checks,
        checks=checks,
        mistake=mistake,
        seconds=seconds,
        source=source,
        report=reading.unpacked(report),
        worked=worked,
        minutes=minutes,
        sitting=sittings.get(sitting),
    )


def _marks(connection: sqlite3.Connection, kind: type[M], statement: str, attempt: int) -> tuple[M, ...]:
    return tuple(kind(_moment(at), value) for at, value in connection.execute(statement, (attempt,)))


def _parts(connection: sqlite3.Connection, kind: Any, statement: str) -> Any:
    """Return rows as structs; columns have the names of the fields."""
    rows = connection.execute(statement)
    names = [column[0] for column in rows.description]
    return tuple(msgspec.convert(dict(zip(names, row, strict=True)), kind, strict=False) for row in rows)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class _Merging:
    """One merge, in one transaction."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history
        self._sittings: list[int] = []
        self._stale: set[str] = set()

    def run(self) -> Merged:
        """Add what is new."""
        self._sittings = [self._sitting(part) for part in self._history.sittings]
        added = sum(self._attempt(part) for part in self._history.attempts)
        for flag in self._history.flags:
            self._once("flag", {"at": stamp(flag.at), "question": flag.question}, {"flagged": flag.flagged})
        for seen in self._history.reveals:
            known = {"at": stamp(seen.at), "item": seen.item, "what": seen.what, "number": seen.number}
            if self._once("reveal", known, {"day": seen.day.isoformat()})[1]:
                self._stale.add(seen.item)
        for setting in self._history.settings:
            value = {"value": reading.to_json(setting.value)}
            self._once("setting", {"at": stamp(setting.at), "name": setting.name}, value)
        for draft in self._history.drafts:
            self._draft(draft)
        for item in self._stale:
            mark_stale(self._connection, item)
        return Merged(added, len(self._history.attempts) - added)

    def _sitting(self, part: SittingPart) -> int:
        """Return the id of a sitting here, having added it and what is new in it."""
        known = {
            "started": stamp(part.started),
            "seed": part.seed,
            "questions": reading.to_json(part.questions),
        }
        plan = None if part.plan is None else reading.to_json(part.plan)
        number, _new = self._once("sitting", known, {"kind": part.kind, "plan": plan})
        if part.ended is not None:
            end = (number, stamp(part.ended))
            self._connection.execute("INSERT INTO sitting_end VALUES (?, ?) ON CONFLICT DO NOTHING", end)
        for event in part.events:
            known = {"sitting": number, "at": stamp(event.at), "kind": event.kind, "data": reading.to_json(event.data)}
            self._once("sitting_event", known, {})
        return number

    def _attempt(self, part: AttemptPart) -> bool:
        """Add an attempt, or what is new of one that is here; say whether it was new."""
        known = {"at": stamp(part.at), "item": part.item}
        number, new = self._once("attempt", known, {"day": part.day.isoformat()})
        if new:
            self._facts(number, part)
        changed = new
        for table, marks in (("unsure_mark", part.unsure), ("rating", part.ratings)):
            column = "unsure" if table == "unsure_mark" else "rating"
            for mark in marks:
                changed |= self._once(table, {"attempt": number, "at": stamp(mark.at)}, {column: mark.value})[1]
        if part.undone is not None:
            row = (number, stamp(part.undone))
            undone = self._connection.execute("INSERT INTO undo VALUES (?, ?) ON CONFLICT DO NOTHING", row)
            changed |= undone.rowcount > 0
        if changed:
            self._stale.add(part.item)
        return new

    def _facts(self, number: int, part: AttemptPart) -> None:
        """Add what an attempt came to."""
        if (answer := part.answer) is not None:
            insert(self._connection, "answer", {
                "attempt": number, "topic": answer.topic, "kind": answer.kind, "answer": reading.to_json(answer.answer),
                "correct": answer.correct, "score": answer.score, "seconds": answer.seconds, "unsure": answer.unsure,
                "hints": answer.hints, "misconceptions": reading.to_json(answer.misconceptions), "pace": answer.pace,
                "sitting": self._here(answer.sitting),
            })  # fmt: skip
        if (grade := part.grade) is not None:
            insert(self._connection, "grade", {
                "attempt": number, "verdict": grade.verdict, "passed_checks": grade.passed_checks,
                "checks": grade.checks, "mistake": grade.mistake, "seconds": grade.seconds, "source": grade.source,
                "report": reading.packed(grade.report),
            })  # fmt: skip
            insert(self._connection, "effort", {
                "attempt": number, "worked": grade.worked, "minutes": grade.minutes,
                "sitting": self._here(grade.sitting),
            })  # fmt: skip

    def _here(self, place: int | None) -> int | None:
        """Return the id here of a sitting of the history; one that the history does not have is left out."""
        return self._sittings[place] if place is not None and 0 <= place < len(self._sittings) else None

    def _draft(self, part: DraftPart) -> None:
        """Keep a version of a draft; of one that went on being edited, the later text."""
        known = {"variant": part.variant, "begun": stamp(part.begun)}
        number, new = self._once("draft", known, {"at": stamp(part.at), "source": part.source})
        if not new:
            row = (part.source, stamp(part.at), number, stamp(part.at))
            self._connection.execute("UPDATE draft SET source = ?, at = ? WHERE id = ? AND at < ?", row)

    def _once(self, table: str, known: Mapping[str, object], rest: Mapping[str, object]) -> tuple[int, bool]:
        """Return the id of the row with these columns, and whether it had to be added."""
        where = " AND ".join(f"{column} = ?" for column in known)
        statement = f"SELECT id FROM {table} WHERE {where} LIMIT 1"  # noqa: S608  literals of this module
        found = self._connection.execute(statement, tuple(known.values())).fetchone()
        return (found[0], False) if found else (insert(self._connection, table, {**known, **rest}), True)
