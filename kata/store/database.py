"""A connection to the database file: opened, recognised, migrated; every fault of SQLite becomes a `StoreError`."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kata.errors import KataError
from kata.i18n import _
from kata.store.migrations import MIGRATIONS

APPLICATION_ID: Final = 0x6B617461  # "kata": says that a database file is ours
BUSY_SECONDS: Final = 10.0

Clock = Callable[[], datetime]


class StoreError(KataError):
    """The user's data cannot be read or written; the message says what, where and what to do."""


def stamp(moment: datetime) -> str:
    """Return an aware time as UTC text, microseconds always written: text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def connect(path: Path, clock: Clock, migrations: Mapping[str, tuple[str, ...]] = MIGRATIONS) -> sqlite3.Connection:
    """Open or create the database at `path` and bring its schema up to date.

    Raises:
        StoreError: The folder or file can't be created or written, is corrupt, foreign, or of a newer version.
    """
    _make_folder(path.parent)
    with faults(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with faults(path):
            _recognise(connection, path, migrations)  # before anything is written
            _configure(connection)
            _migrate(connection, clock, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Hold one write transaction: all of it is on disk when the block ends, or nothing is."""
    with faults(path), _written_whole(connection):
        yield connection


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into a `StoreError` for people."""
    try:
        yield
    except sqlite3.Error as fault:
        raise StoreError(_explain(fault, path)) from fault


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = _(
            "Cannot create the folder for your data, {path}: {reason}. Set KATA_HOME to a folder that you can write."
        )
        raise StoreError(message.format(path=folder, reason=fault.strerror)) from fault


def _recognise(connection: sqlite3.Connection, path: Path, migrations: Mapping[str, tuple[str, ...]]) -> None:
    """Raise unless the file is empty, or ours and of a version that this program knows."""
    with closing(connection.execute("SELECT count(*) FROM sqlite_schema")) as found:
        empty = found.fetchone()[0] == 0
    if empty:
        return
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        message = _("{path} is a database of another program. Move it away, or set KATA_HOME to another folder.")
        raise StoreError(message.format(path=path))
    unknown = _applied(connection) - migrations.keys()
    if unknown:
        message = _(
            "{path} was written by a newer version of kata ({names}). Nothing was changed. "
            "Update kata, or set KATA_HOME to another folder."
        )
        raise StoreError(message.format(path=path, names=", ".join(sorted(unknown))))


def _configure(connection: sqlite3.Connection) -> None:
    """Set what SQLite forgets between connections (WAL it remembers).

    synchronous=FULL: what was confirmed survives `kill -9` and also an empty battery. NORMAL would leave out the
    second; facts come at a person's pace, so that an fsync for each is not felt.
    """
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: sqlite3.Connection, clock: Clock, migrations: Mapping[str, tuple[str, ...]]) -> None:
    """Apply the steps that are missing, each in a transaction of its own together with its bookkeeping row."""
    with _written_whole(connection):  # the lock also finds a read-only file now, not at the first answer
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID")
    for name in [name for name in migrations if name not in _applied(connection)]:
        with _written_whole(connection):
            if name in _applied(connection):  # looked up under the write lock: another program may be migrating too
                continue
            for statement in migrations[name]:
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (name, stamp(clock())))


@contextmanager
def _written_whole(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite may have rolled back by itself, e.g. on a full disk
            connection.execute("ROLLBACK")
        raise


def _applied(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM migration")}


def _explain(fault: sqlite3.Error, path: Path) -> str:
    """Say what went wrong, where, and what to do about it."""
    name = getattr(fault, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        message = _("The disk is full: {path} could not be written. What was saved before is intact. Free some space.")
    elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        message = _(
            "{path} cannot be written. Make the file and its folder writable, or set KATA_HOME to another folder."
        )
    elif name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        message = _(
            "{path} is damaged or no database ({reason}). Nothing was changed. "
            "Move it away to begin anew, or put a backup in its place."
        )
    elif name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = _("{path} is being written by another program. Try again when it has finished.")
    else:
        message = _("{path} cannot be used: {reason}.")
    return message.format(path=path, reason=fault)
