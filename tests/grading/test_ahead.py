"""Fresh workers are opened before they are asked for, and none of them is left, asked for or not."""

import threading
import time
from dataclasses import replace

import pytest

from kata.content.model import Limits
from kata.grading.ahead import Ahead
from kata.grading.channel import Worker, WorkerLostError

from .test_processes import gone, wait_until

SOURCE = "print('loaded')"


@pytest.fixture
def opened(submit):
    """An opener of workers, and what it has announced."""
    announced: list[Worker] = []

    def make(source: str = SOURCE, **more) -> Ahead:
        return Ahead(submit(source, **more), announced.append)

    return make, announced


def test_the_one_that_was_begun_is_handed_out_once(opened):
    make, announced = opened
    with make() as ahead:
        ahead.begin()
        first, second = ahead.open(), ahead.open()
        assert announced == [first, second]
        assert first.pid != second.pid
        ahead.end(first)
        ahead.end(second)
    for worker in (first, second):
        assert worker.output.text() == "loaded\n"
        wait_until(lambda worker=worker: gone(worker.pid))


def test_one_that_nobody_asks_for_is_ended_and_not_spoken_of(opened):
    make, announced = opened
    with make() as ahead:
        ahead.begin()
    assert announced == []
    assert [worker._closed for worker in ahead._begun] == [True]
    wait_until(lambda: gone(ahead._begun[0].pid))


def test_what_opening_raises_is_raised_to_who_asks(opened):
    make, announced = opened
    with make("import os\nos._exit(3)") as ahead:
        ahead.begin()
        with pytest.raises(WorkerLostError, match="status 3"):
            ahead.open()
    assert len(announced) == 1
    with make("import os\nos._exit(3)") as ahead:
        ahead.begin()


def test_one_that_never_loads_does_not_hold_up_the_end(opened):
    make, _announced = opened
    with make("while True: pass", limits=Limits(seconds=300)) as ahead:
        ahead.begin()
        wait_until(lambda: bool(ahead._begun))
        began = time.monotonic()
    assert time.monotonic() - began < 100
    wait_until(lambda: gone(ahead._begun[0].pid))


@pytest.mark.parametrize(
    "more",
    [{"device": "gpu"}, {"limits": Limits(seconds=60, memory_mb=2048, processes=True)}],
    ids=["gpu", "processes"],
)
def test_none_is_begun_where_it_would_be_dear_or_unwatched(submit, more):
    with Ahead(replace(submit(SOURCE), **more), lambda _worker: None) as ahead:
        ahead.begin()
        assert ahead._begun == []


def test_of_several_that_ask_at_once_each_gets_its_own(opened):
    make, announced = opened
    with make() as ahead:
        ahead.begin()
        found: list[Worker] = []
        threads = [threading.Thread(target=lambda: found.append(ahead.open())) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({worker.pid for worker in found}) == len(announced) == 3
        for worker in found:
            ahead.end(worker)


def test_a_submission_that_fails_early_leaves_no_worker(grade_line):
    assert grade_line("def forward(*_): raise ValueError\ntrain = draw = forward").verdict == "error"
