"""What the schedule is made of: ratings, what was taken back, settings; cards and tallies derived from the facts."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from kata.store import reading
from kata.store.base import Connected, insert, mark_stale_by_attempt
from kata.store.database import faults, transaction
from kata.store.rows import ItemFacts


class Derived(NamedTuple):
    """What is derived of one item: when it comes back, and what its facts come to, counted."""

    card: Struct
    tally: Struct


# From the facts of one item and the settings to what is derived; None where nothing was answered or graded.
Derive = Callable[[ItemFacts, Mapping[str, Any]], Derived | None]


class ScheduleRows(Connected):
    """The part of the store that a schedule is kept in."""

    def rate(self, attempt_id: int, rating: int | None) -> None:
        """Append what the reader says of an attempt, 1 (again) to 4 (easy); None goes back to the evidence."""
        with transaction(self._connection, self.path) as connection:
            insert(connection, "rating", {"attempt": attempt_id, "at": self._now(), "rating": rating})
            mark_stale_by_attempt(connection, attempt_id)

    def undo(self, attempt_id: int) -> None:
        """Append that an attempt was taken back: it counts for nothing any more. Doing so again changes nothing."""
        with transaction(self._connection, self.path) as connection:
            connection.execute("INSERT INTO undo VALUES (?, ?) ON CONFLICT DO NOTHING", (attempt_id, self._now()))
            mark_stale_by_attempt(connection, attempt_id)

    def change_setting(self, name: str, value: object, *, of_cards: bool) -> None:
        """Append a setting's new value, any JSON value. `of_cards`: cards depend on it, all are derived anew."""
        with transaction(self._connection, self.path) as connection:
            insert(connection, "setting", {"at": self._now(), "name": name, "value": reading.to_json(value)})
            if of_cards:
                _mark_all_stale(connection)

    def settings(self) -> dict[str, Any]:
        """Return the settings that were ever changed, with the last value of each."""
        return reading.to_settings(self._read(reading.SETTINGS))

    def cards(self) -> list[tuple[str, str]]:
        """Return (item, its card as JSON text) for every item that has one."""
        return self._read("SELECT item, state FROM card ORDER BY item")

    def card(self, item: str) -> str | None:
        """Return the card of an item as JSON text."""
        rows = self._read("SELECT state FROM card WHERE item = ?", item)
        return rows[0][0] if rows else None

    def tallies(self) -> list[tuple[str, str]]:
        """Return (item, its tally as JSON text) for every item that has one."""
        return self._read("SELECT item, state FROM tally ORDER BY item")

    def items(self) -> list[str]:
        """Return every item with an attempt."""
        return [item for (item,) in self._read("SELECT DISTINCT item FROM attempt ORDER BY item")]

    def facts(self, item: str) -> ItemFacts:
        """Return all facts about an item."""
        with faults(self.path):
            return _facts(self._connection, item)

    def stale_items(self) -> list[str]:
        """Return the items whose facts have changed since their card and tally were derived."""
        return [item for (item,) in self._read("SELECT item FROM stale ORDER BY item")]

    def mark_all_stale(self) -> None:
        """Have every card and tally derived anew."""
        with transaction(self._connection, self.path) as connection:
            _mark_all_stale(connection)

    def expect_fold(self, version: int) -> None:
        """Have every card derived anew if they were last derived in another way, told by a number of 31 bits."""
        if self._read("PRAGMA user_version")[0][0] == version:
            return
        with transaction(self._connection, self.path) as connection:
            _mark_all_stale(connection)
            connection.execute(f"PRAGMA user_version = {version:d}")

    def settle(self, items: Sequence[str], derive: Derive) -> int:
        """Derive what `items` come to and take their marks away, in one transaction; return how many cards changed.

        Facts and settings are read in that transaction: two programs at once cannot keep a card that one of them has
        derived from less than all facts, and a crash leaves the marks.
        """
        changed = 0
        with transaction(self._connection, self.path) as connection:
            settings = reading.to_settings(connection.execute(reading.SETTINGS))
            for item in items:
                derived = derive(_facts(connection, item), settings)
                changed += _keep(connection, "card", item, derived and derived.card)
                _keep(connection, "tally", item, derived and derived.tally)
                connection.execute("DELETE FROM stale WHERE item = ?", (item,))
        return changed


def _facts(connection: sqlite3.Connection, item: str) -> ItemFacts:
    return ItemFacts(
        item=item,
        answers=tuple(map(reading.to_answer_fact, connection.execute(reading.ANSWERS_OF, (item,)))),
        gradings=tuple(map(reading.to_grade_fact, connection.execute(reading.GRADINGS_OF, (item,)))),
        reveals=tuple(map(reading.to_reveal, connection.execute(reading.REVEALS_OF, (item,)))),
    )


def _keep(connection: sqlite3.Connection, table: Literal["card", "tally"], item: str, value: Struct | None) -> bool:
    """Write what was derived, or remove it; say whether that changed anything."""
    state = None if value is None else reading.to_json(value)
    before = connection.execute(f"SELECT state FROM {table} WHERE item = ?", (item,)).fetchone()  # noqa: S608  a literal
    if (before[0] if before else None) == state:
        return False
    if state is None:
        connection.execute(f"DELETE FROM {table} WHERE item = ?", (item,))  # noqa: S608  a literal
    else:
        connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (item, state))  # noqa: S608  a literal
    return True


def _mark_all_stale(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO stale SELECT item FROM attempt UNION SELECT item FROM card WHERE TRUE ON CONFLICT DO NOTHING"
    )
