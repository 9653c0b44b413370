"""Whatever a program was doing when it was killed: what it had confirmed is there, and the rest is there whole or not."""

import os
import random
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kata.practice import scheduling
from kata.store import Store, open_store
from tests.store.deeds import MERGED

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
STORES, KILLS_EACH = 10, 20


class Worker:
    """The program of `deeds.py`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._rest = b""

    def begin(self, home: Path, seed: int, count: int = 10**9) -> None:
        self.process.stdin.write(f"{home} {seed} {count}\n".encode())
        self.process.stdin.flush()

    def said(self, facts: int | None = None, seconds: float = 0.0) -> list[list[str]]:
        """Return what is confirmed until the work is over; kill it `seconds` after so many `facts` were confirmed."""
        lines: list[list[str]] = []
        deadline: float | None = None
        killed = facts is None
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while ["over"] not in lines:
                child = next((int(line[1]) for line in lines if line[0] == "pid"), None)
                if not killed and deadline is None and child is not None and len(lines) > facts:
                    deadline = time.monotonic() + seconds
                wait = None if killed or deadline is None else max(0.0, deadline - time.monotonic())
                if selector.select(wait):
                    lines += self._read()
                elif not killed:
                    assert child is not None
                    os.kill(child, signal.SIGKILL)
                    killed = True
        return [line for line in lines if line[0] not in ("pid", "over")]

    def _read(self) -> list[list[str]]:
        read = os.read(self.process.stdout.fileno(), 1 << 16)
        assert read, "the program has ended"
        *whole, self._rest = (self._rest + read).split(b"\n")
        return [line.decode().split() for line in whole]


@contextmanager
def working() -> Iterator[Worker]:
    command = [sys.executable, "-m", "tests.store.deeds"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Worker(process)
        process.stdin.close()


def missing(store: Store, confirmed: list[list[str]]) -> list[list[str]]:
    """Return what was confirmed and is not there."""
    facts = {
        "attempt": set(store._read("SELECT id, item FROM attempt")),
        "rate": set(store._read("SELECT attempt, rating FROM rating")),
        "undo": set(store._read("SELECT attempt FROM undo")),
        "unsure": set(store._read("SELECT attempt FROM unsure_mark")),
        "reveal": set(store._read("SELECT item, number FROM reveal")),
        "merge": set(store._read(f"SELECT item FROM attempt GROUP BY item HAVING count(*) >= {MERGED}")),
        "settle": {()},
    }
    there = {kind: {tuple(map(str, row)) for row in rows} for kind, rows in facts.items()}
    return [line for line in confirmed if tuple(line[1:]) not in there[line[0]]]


def expect_sound(home: Path, confirmed: list[list[str]]) -> None:
    """Everything confirmed is there, what is there is whole, and every card is what its facts say."""
    with open_store(home) as store:
        assert store._read("PRAGMA integrity_check") == [("ok",)]
        assert store._read("PRAGMA foreign_key_check") == []
        assert missing(store, confirmed) == []
        assert store._read(
            "SELECT id FROM attempt WHERE (id IN (SELECT attempt FROM answer)) = (id IN (SELECT attempt FROM grade))"
        ) == []  # fmt: skip
        merged = "SELECT DISTINCT count(*) FROM attempt WHERE item LIKE 'm_%-%' AND item <> 'mlp-jax' GROUP BY item"
        assert set(store._read(merged)) <= {(MERGED,)}
        assert store._read("SELECT count(*) FROM attempt WHERE item = 'common'") in ([(0,)], [(MERGED,)])
        scheduling.refresh(store)
        cards, tallies = store.cards(), store.tallies()
        assert scheduling.rebuild(store).changed == 0
        assert (store.cards(), store.tallies()) == (cards, tallies)


def test_200_kills_at_any_moment_lose_nothing_that_was_confirmed(tmp_path):
    rng = random.Random(26)
    kinds: set[str] = set()
    with working() as worker:
        for number in range(STORES):
            home, confirmed = tmp_path / str(number), []
            for kill in range(KILLS_EACH):
                worker.begin(home, seed=number * KILLS_EACH + kill)
                confirmed += worker.said(facts=rng.randrange(8), seconds=rng.uniform(0, 0.02))
                expect_sound(home, confirmed)
            kinds |= {line[0] for line in confirmed}
    assert kinds == {"attempt", "rate", "undo", "unsure", "reveal", "merge", "settle"}


def test_two_programs_at_once_lose_and_double_nothing(tmp_path):
    with working() as first, working() as second:
        first.begin(tmp_path, seed=1, count=150)
        second.begin(tmp_path, seed=2, count=150)
        confirmed = [*first.said(), *second.said()]
    assert len(confirmed) > 200
    expect_sound(tmp_path, confirmed)


def test_a_program_that_is_killed_beside_another_takes_nothing_of_its_with_it(tmp_path):
    rng = random.Random(27)
    confirmed: list[list[str]] = []
    with working() as victim, working() as other:
        other.begin(tmp_path, seed=1000, count=150)
        for seed in range(15):
            victim.begin(tmp_path, seed)
            confirmed += victim.said(facts=rng.randrange(8), seconds=rng.uniform(0, 0.02))
        confirmed += other.said()
    expect_sound(tmp_path, confirmed)
