"""A database is opened where it may be, and left alone, with a clear message, where it may not."""

import os
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kata.store import StoreError, open_store
from kata.store.database import APPLICATION_ID, connect
from kata.store.migrations import MIGRATIONS
from kata.store.store import FILENAME, utc_now

# Root may write everywhere: it gives that up once everything is imported.
OPEN = """
import os, sys
from kata.store import open_store
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
open_store(sys.argv[1])
"""


def test_the_folder_is_kata_home_where_none_is_named(tmp_path, clock):
    with open_store(clock=clock, environ={"KATA_HOME": str(tmp_path / "a" / "b")}) as store:
        assert store.path == tmp_path / "a" / "b" / FILENAME
        assert store.home == tmp_path / "a" / "b"
        assert store.path.is_file()


def test_without_kata_home_the_folder_is_the_user_s_data_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with open_store(environ={}) as store:
        assert store.home.is_relative_to(tmp_path)
        assert store.home.name == "kata"


def test_an_empty_file_becomes_a_database(tmp_path, clock):
    (tmp_path / FILENAME).touch()
    with open_store(tmp_path, clock) as store:
        assert store.attempts() == []


def test_the_connection_keeps_what_was_confirmed_through_a_power_cut(store):
    assert store._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_database_of_a_newer_version_is_named_and_left_alone(tmp_path, clock):
    connect(tmp_path / FILENAME, clock, MIGRATIONS | {"9999-from-the-future": ("CREATE TABLE new (x)",)}).close()
    before = (tmp_path / FILENAME).read_bytes()
    with pytest.raises(StoreError, match="newer version of kata \\(9999-from-the-future\\)"):
        open_store(tmp_path, clock)
    assert (tmp_path / FILENAME).read_bytes() == before


def test_an_older_database_gets_the_missing_steps_and_keeps_its_facts(tmp_path, clock):
    with open_store(tmp_path, clock) as store:
        store.flag("q1")
    newer = MIGRATIONS | {"0002-colour": ("ALTER TABLE flag ADD COLUMN colour TEXT DEFAULT 'red'",)}
    connection = connect(tmp_path / FILENAME, clock, newer)
    assert connection.execute("SELECT question, colour FROM flag").fetchall() == [("q1", "red")]
    assert connection.execute("SELECT name FROM migration ORDER BY name").fetchall() == [
        (name,) for name in sorted(newer)
    ]
    connection.close()


def test_a_database_from_before_the_schedule_gets_study_days_and_cards_to_derive(tmp_path, clock, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    first = {"0001-beginning": MIGRATIONS["0001-beginning"]}
    connection = connect(tmp_path / FILENAME, clock, first)
    for number, at in enumerate(("2026-11-24T18:59:59.900000+00:00", "2026-11-24T19:00:00.000000+00:00"), 1):
        connection.execute("INSERT INTO attempt VALUES (?, ?, 'q1')", (number, at))
        connection.execute(
            "INSERT INTO answer VALUES (?, 't', 'choice', '1', 1, 1.0, 9.0, 0, 0, '[]', NULL)", (number,)
        )
    connection.execute("INSERT INTO reveal VALUES (1, '2026-11-24T10:00:00.000000+00:00', 'q1', 'hint', 1)")
    connection.execute("INSERT INTO sitting VALUES (1, '2026-11-24T10:00:00.000000+00:00', 7, '[\"q1\"]')")
    connection.close()
    with open_store(tmp_path, clock) as store:
        assert [attempt.day for attempt in store.attempts()] == [date(2026, 11, 25), date(2026, 11, 24)]
        assert [(it.pace, it.rating, it.undone) for it in store.attempts()] == [(None, None, False)] * 2
        assert store.reveals("q1")[0].day == date(2026, 11, 24)
        assert (store.open_sitting().kind, store.open_sitting().plan) == ("quiz", None)
        assert store.stale_items() == ["q1"]


@pytest.fixture(autouse=True)
def _time_zone_as_before():
    yield
    time.tzset()


def test_what_an_older_program_goes_on_writing_gets_its_study_day_and_makes_its_card_stale(tmp_path, clock):
    with open_store(tmp_path, clock) as store, sqlite3.connect(store.path) as older:
        older.execute("INSERT INTO attempt (at, item) VALUES ('2026-11-24T20:00:00.000000+00:00', 'q')")
        facts = "(1, 'graphs', 'choice', '\"a\"', 1, 1.0, 9.0, 0, 0, '[]', NULL)"
        columns = "attempt, topic, kind, answer, correct, score, seconds, unsure, hints, misconceptions, sitting"
        older.execute(f"INSERT INTO answer ({columns}) VALUES {facts}")
        older.execute(
            "INSERT INTO reveal (at, item, what, number) VALUES ('2026-11-24T20:00:00.000000+00:00', 'r', 'hint', 1)"
        )
        older.commit()
        (attempt,) = store.attempts()
        assert attempt.day == store.study_day_of(attempt.at)
        assert store.stale_items() == ["q", "r"]
        (seen,) = store.reveals("r")
        assert seen.day == attempt.day
    older.close()


def test_a_step_that_fails_halfway_leaves_nothing_behind(tmp_path, clock):
    with open_store(tmp_path, clock) as store:
        store.flag("q1")
    broken = MIGRATIONS | {"0002-broken": ("CREATE TABLE half (x)", "INSERT INTO nowhere VALUES (1)")}
    with pytest.raises(StoreError, match="nowhere"):
        connect(tmp_path / FILENAME, clock, broken)
    with open_store(tmp_path, clock) as store:
        assert store.flagged() == {"q1"}
        tables = store._connection.execute("SELECT name FROM sqlite_schema").fetchall()
        assert ("half",) not in tables


def test_another_program_s_database_is_left_alone(tmp_path, clock):
    with sqlite3.connect(tmp_path / FILENAME) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = (tmp_path / FILENAME).read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(tmp_path, clock)
    assert (tmp_path / FILENAME).read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path, clock):
    (tmp_path / FILENAME).write_bytes(b"my diary, " * 1000)
    with pytest.raises(StoreError, match="damaged or no database") as raised:
        open_store(tmp_path, clock)
    assert str(tmp_path / FILENAME) in str(raised.value)
    assert (tmp_path / FILENAME).read_bytes() == b"my diary, " * 1000


def test_damage_inside_the_database_is_said_when_it_is_met(tmp_path, clock):
    with open_store(tmp_path, clock) as store:
        store.flag("q1")
    damaged = bytearray((tmp_path / FILENAME).read_bytes())
    damaged[4096:] = os.urandom(len(damaged) - 4096)
    (tmp_path / FILENAME).write_bytes(damaged)
    with pytest.raises(StoreError, match="damaged"), open_store(tmp_path, clock) as store:
        store.flagged()


def test_a_folder_that_cannot_be_created_is_named(tmp_path, clock):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"Cannot create the folder .*KATA_HOME") as raised:
        open_store(tmp_path / "file" / "home", clock)
    assert str(tmp_path / "file" / "home") in str(raised.value)


def as_nobody(home: Path) -> subprocess.CompletedProcess[str]:
    """Open the store as a user who is not root."""
    return subprocess.run([sys.executable, "-c", OPEN, str(home)], capture_output=True, text=True, check=False)


@pytest.fixture
def reachable(tmp_path_factory) -> Path:
    """A folder that every user can reach; pytest's own are closed to others."""
    folder = tmp_path_factory.mktemp("reachable")
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == os.geteuid() and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    return folder


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_folder_that_cannot_be_written_is_named(reachable):
    (reachable / "home").mkdir(mode=0o555)
    result = as_nobody(reachable / "home")
    assert f"{reachable / 'home' / FILENAME} cannot be written" in result.stderr
    assert list((reachable / "home").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_database_that_cannot_be_written_is_said_at_once_and_left_alone(reachable, clock):
    home = reachable / "home"
    with open_store(home, clock) as store:
        store.flag("q1")
    before = (home / FILENAME).read_bytes()
    (home / FILENAME).chmod(0o444)
    home.chmod(0o555)
    result = as_nobody(home)
    home.chmod(0o755)
    assert "StoreError" in result.stderr
    assert "cannot be written" in result.stderr
    assert (home / FILENAME).read_bytes() == before


def test_a_full_disk_is_said_and_takes_nothing_with_it(store):
    store.flag("q1")
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"):
        store.save_draft("mlp-jax", "x" * 1_000_000)
    assert store.draft("mlp-jax") is None
    assert store.flagged() == {"q1"}
    store._connection.execute("PRAGMA max_page_count = 100000")
    store.save_draft("mlp-jax", "x" * 1_000_000)
    assert store.draft("mlp-jax") is not None


def test_a_database_locked_by_another_program_is_said(store):
    store._connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program"):
        store.flag("q1")
    other.execute("ROLLBACK")
    other.close()
    store.flag("q1")
    assert store.flagged() == {"q1"}


def test_the_application_id_spells_kata():
    assert APPLICATION_ID.to_bytes(4, "big") == b"kata"


def test_the_clock_speaks_utc():
    assert utc_now().utcoffset().total_seconds() == 0
