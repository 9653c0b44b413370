"""Several programs at once, and one that is killed in the middle of its writes."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from kata.store import open_store

WRITE: Final = """
import itertools, sys
from kata.store import open_store
store = open_store(sys.argv[1])
sitting = store.begin_sitting(1, ["q"])
for number in itertools.islice(itertools.count(), int(sys.argv[2])):
    attempt = store.add_answer(question="q", topic="t", kind="output", answer="x" * 2000, correct=True, score=1.0,
                               seconds=1.0, sitting=sitting.id)
    store.save_draft("mlp-jax", f"draft {number} " + "y" * 5000)
    print(attempt.id, number, flush=True)
"""


def writer(home: Path, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITE, str(home), str(count)], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_what_was_confirmed_before_kill_9_is_there(tmp_path, lines):
    with writer(tmp_path, 10**9) as process:
        confirmed = [process.stdout.readline() for _line in range(lines)]
        process.send_signal(signal.SIGKILL)
        confirmed += [line for line in process.stdout if line.endswith("\n")]
    last_id, last_number = map(int, confirmed[-1].split())
    with open_store(tmp_path) as store:
        ids = [attempt.id for attempt in store.attempts()]
        assert store.open_sitting() is not None
        draft = store.draft("mlp-jax")
        assert store._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert ids[-len(confirmed) :] == [int(line.split()[0]) for line in reversed(confirmed)]
    assert len(ids) - len(confirmed) <= 1  # at most one was written and not yet confirmed
    assert last_id in ids
    assert int(draft.source.split()[1]) >= last_number


@pytest.mark.slow
def test_two_programs_that_begin_at_once_both_write_everything(tmp_path):
    first, second = writer(tmp_path, 30), writer(tmp_path, 30)
    with first, second:
        lines = [*first.stdout, *second.stdout]
    assert (first.returncode, second.returncode) == (0, 0)
    assert len(lines) == 60
    with open_store(tmp_path) as store:
        assert sorted(attempt.id for attempt in store.attempts()) == sorted(int(line.split()[0]) for line in lines)


def test_a_process_killed_in_a_migration_leaves_a_database_that_can_be_opened(tmp_path):
    """The half-done step is not there, and the next opening does it."""
    code = """
import os, signal, sys
from pathlib import Path
from kata.store.database import connect
from kata.store.migrations import MIGRATIONS
from kata.store.store import FILENAME, utc_now
def clock():
    os.kill(os.getpid(), signal.SIGKILL)  # asked for the time just before a step's bookkeeping row
connect(Path(sys.argv[1]) / FILENAME, clock, MIGRATIONS)
"""
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with sqlite3.connect(next(tmp_path.glob("*.sqlite3"))) as connection:
        assert connection.execute("SELECT count(*) FROM migration").fetchone() == (0,)
    connection.close()
    with open_store(tmp_path) as store:
        store.flag("q1")
        assert store.flagged() == {"q1"}
