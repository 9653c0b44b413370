"""Looks stand still while a clock runs."""

import threading
from queue import PriorityQueue, SimpleQueue

import pytest

from kata.compare import looks
from kata.compare.bench import Footprint
from kata.compare.looks import NOTHING, Looker
from kata.compare.result import Settings
from kata.compare.workers import Cell, LostError

CELL = Cell("matmul", 4, "torch")
SEEN = Footprint(1, 2, None)


class FakeWorker:
    """Answers once it is let; `told` is what it was told meanwhile."""

    def __init__(self, _settings, _kind, _lane):
        self.told, self.answer = [], threading.Event()
        FakeWorker.started.append(self)
        FakeWorker.new.release()

    def ask(self, *_asked):
        assert self.answer.wait(20)
        if FakeWorker.lost:
            raise LostError("timeout")
        return SEEN

    def pause(self):
        self.told.append("pause")

    def go_on(self):
        self.told.append("go on")

    def kill(self):
        FakeWorker.lost = True
        self.answer.set()

    def end(self):
        self.told.append("end")


@pytest.fixture
def looker(monkeypatch):
    FakeWorker.started, FakeWorker.new, FakeWorker.lost = [], threading.Semaphore(0), False
    monkeypatch.setattr(looks, "Worker", FakeWorker)
    return Looker(Settings(sizes={}), 1, PriorityQueue(), SimpleQueue(), lambda cell: cell.variant == "jax")


def begun():
    assert FakeWorker.new.acquire(timeout=20)
    return FakeWorker.started[-1]


def test_a_look_stands_still_in_its_middle_and_none_begins_meanwhile(looker):
    looker.to_see.put((0, CELL))
    looker.to_see.put((1, CELL))
    assert not FakeWorker.new.acquire(timeout=0.1), "nothing begins by itself"
    looker.go_on()
    worker = begun()
    looker.pause()
    worker.answer.set()
    assert looker.seen.get(timeout=20) == (CELL, SEEN)
    assert not FakeWorker.new.acquire(timeout=0.1)
    assert worker.told == ["pause", "end"]
    looker.go_on()
    second = begun()
    looker.pause()
    looker.go_on()
    second.answer.set()
    assert looker.seen.get(timeout=20) == (CELL, SEEN)
    assert second.told == ["pause", "go on", "end"]


def test_a_variant_that_is_lost_is_not_looked_at_and_a_lost_look_has_seen_nothing(looker):
    looker.go_on()
    lost = CELL._replace(variant="jax")
    looker.to_see.put((0, lost))
    assert looker.seen.get(timeout=20) == (lost, NOTHING)
    assert not FakeWorker.started
    FakeWorker.lost = True
    looker.to_see.put((0, CELL))
    begun().answer.set()
    assert looker.seen.get(timeout=20) == (CELL, NOTHING)


def test_at_the_end_a_look_that_stands_still_is_killed_and_no_other_begins(looker):
    looker.to_see.put((0, CELL))
    looker.to_see.put((0, CELL))
    looker.go_on()
    begun()
    looker.pause()
    looker.end()
    assert looker.seen.get(timeout=20) == (CELL, NOTHING)
    assert not FakeWorker.new.acquire(timeout=0.1)


def test_where_no_process_can_be_started_nothing_is_seen_and_the_next_one_is_tried(looker, monkeypatch):
    def full(*_asked):
        monkeypatch.setattr(looks, "Worker", FakeWorker)
        raise BlockingIOError

    monkeypatch.setattr(looks, "Worker", full)
    looker.to_see.put((0, CELL))
    looker.go_on()
    assert looker.seen.get(timeout=20) == (CELL, NOTHING)
    looker.to_see.put((0, CELL))
    begun().answer.set()
    assert looker.seen.get(timeout=20) == (CELL, SEEN)
