"""What every part of the store needs: the connection, the clock, one way to read and one to append."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kata.store.database import Clock, faults, stamp, transaction
from kata.store.study_day import study_day


class Connected:
    """An open database. `zone` is the reader's time zone, None for that of the machine."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock, zone: tzinfo | None = None) -> None:
        self.path = path
        self.home = path.parent
        self._connection = connection
        self._clock = clock
        self._zone = zone

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; nothing is lost without it."""
        self._connection.close()

    def local_now(self) -> datetime:
        """Return the time now in the reader's time zone."""
        return self._clock().astimezone(self._zone)

    def study_day(self) -> date:
        """Return the study day that it is now."""
        return study_day(self.local_now())

    def study_day_of(self, moment: datetime) -> date:
        """Return the study day of a moment, in the time zone that the reader is in now."""
        return study_day(moment.astimezone(self._zone))

    def _now(self) -> str:
        return stamp(self._clock())

    def _when(self) -> dict[str, str]:
        """Return the columns that say when a fact was written: `at` and the study day."""
        now = self._clock()
        return {"at": stamp(now), "day": study_day(now.astimezone(self._zone)).isoformat()}

    def _read(self, statement: str, *values: object) -> list[Any]:
        with faults(self.path):
            return self._connection.execute(statement, values).fetchall()

    def _append(self, table: str, **columns: object) -> int:
        """Append one row in a transaction of its own; return its id."""
        with transaction(self._connection, self.path) as connection:
            return insert(connection, table, columns)


def insert(connection: sqlite3.Connection, table: str, columns: Mapping[str, object]) -> int:
    """Insert one row; `table` and the names of the columns are literals of this room."""
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  literals
    number = connection.execute(statement, tuple(columns.values())).lastrowid
    assert number is not None
    return number


def mark_stale(connection: sqlite3.Connection, item: str) -> None:
    """Say, in the transaction of a fact about an item, that its card has to be derived anew."""
    connection.execute("INSERT INTO stale VALUES (?) ON CONFLICT DO NOTHING", (item,))


def mark_stale_by_attempt(connection: sqlite3.Connection, attempt: int) -> None:
    """`mark_stale` for the item of an attempt."""
    connection.execute("INSERT INTO stale SELECT item FROM attempt WHERE id = ? ON CONFLICT DO NOTHING", (attempt,))
