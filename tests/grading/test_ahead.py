"""Fresh workers are opened before they are asked for, and none of them is left, asked for or not."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kata.content.model import Limits
from kata.errors import CannotGradeHereError
from kata.grading.ahead import Ahead
from kata.grading.channel import CancelledError, Worker, WorkerLostError
from kata.grading.subject import Subject, Surroundings

from .conftest import HONEST
from .test_kernel_survival import descendants, linux
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
        wait_until(ahead._opening.done)
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


def test_one_whose_code_has_not_begun_to_run_does_not_hold_up_the_end_either(opened):
    make, _announced = opened
    began = time.monotonic()
    with make("while True: pass", limits=Limits(seconds=300)) as ahead:
        ahead.begin()
    assert time.monotonic() - began < 100
    assert all(worker._closed for worker in ahead._begun)


def test_ctrl_c_while_one_is_waited_for_leaves_none(opened, monkeypatch):
    def interrupted(_futures):
        raise KeyboardInterrupt

    make, _announced = opened
    monkeypatch.setattr("kata.grading.ahead.wait", interrupted)
    with make() as ahead:
        ahead.begin()
        wait_until(ahead._opening.done)
        with pytest.raises(KeyboardInterrupt):
            ahead.open()
    assert [worker._closed for worker in ahead._begun] == [True]


@pytest.fixture
def ctrl_c():
    """What ctrl+c does to this process; a shell lets a job in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_while_workers_compute_side_by_side_is_not_kept_waiting(submit, ctrl_c):
    def press_and_call(subject, _item):
        ctrl_c()
        subject.call("endless")

    submission = submit("def endless():\n    while True: pass", limits=Limits(seconds=300))
    announced: list[Worker] = []
    began = time.monotonic()
    with submission.open() as worker, Ahead(submission, announced.append) as ahead:
        around = Surroundings(ahead.open, submission.open_clean, close_worker=ahead.end, stop=ahead.stop)
        subject = Subject("numpy", "cpu", worker, around)
        with pytest.raises(KeyboardInterrupt):
            subject.side_by_side(press_and_call, [0])
    assert time.monotonic() - began < 100
    assert [worker._closed for worker in announced] == [True]


@linux
@pytest.mark.parametrize(
    ("raised", "becomes"),
    [
        (KeyboardInterrupt, KeyboardInterrupt),
        (CancelledError, CancelledError),
        (RuntimeError, CannotGradeHereError),
    ],
)
def test_a_grading_that_ends_while_one_is_starting_leaves_none(grade_line, pool, monkeypatch, raised, becomes):
    begin = Ahead.begin

    def begin_and_end(ahead: Ahead) -> None:
        begin(ahead)
        raise raised

    monkeypatch.setattr(Ahead, "begin", begin_and_end)
    with pytest.raises(becomes):
        grade_line(HONEST)
    assert descendants(pool.starter("numpy").pid) == set()
    assert list(pool.starter("numpy").folder.iterdir()) == []


_JUDGE = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from kata.cli import main
from kata.grading.ahead import Ahead
begin = Ahead.begin
def begin_and_wait(ahead):
    begin(ahead)
    print("begun", flush=True)
    time.sleep(1000)
Ahead.begin = begin_and_wait
sys.argv = ["kata", "grade", "linear-regression-numpy", sys.argv[1], "--json"]
main()
"""


@pytest.mark.slow
@linux
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_judge_that_is_killed_while_one_is_starting_leaves_nothing(tmp_path, number):
    (tmp_path / "any.py").write_text("def loss(*_): pass\nclosed_form = gradients = train = loss")
    judge = subprocess.Popen(
        [sys.executable, "-c", _JUDGE, str(tmp_path / "any.py")],
        env=os.environ | {"KATA_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert judge.stdout.readline() == "begun\n"
    left = descendants(judge.pid)
    judge.send_signal(number)
    judge.wait(20)
    judge.stdout.close()
    assert len(left) >= 2
    for pid in left:
        wait_until(lambda pid=pid: gone(pid))
    wait_until(lambda: not list(tmp_path.glob("kata-*")))
