"""Workers that wait for the next grading serve one grading of what they were opened for, and none of them is left."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from kata.content.model import Limits
from kata.grading.channel import CancelledError
from kata.grading.judge import grade
from kata.grading.processes import Pool
from kata.grading.ready import AT_ONCE, Ready
from kata.grading.report import GradeRequest

from .conftest import HONEST, PATIENT, line
from .test_processes import gone, wait_until


@pytest.fixture
def ready(pool):
    with Ready(pool) as waiting:
        yield waiting


def filled(ready: Ready, framework="numpy", limits=PATIENT) -> list[int]:
    """The process numbers of those that wait after filling up."""
    ready.fill(framework, limits)
    ready.settle()
    return [worker.pid for worker in ready._waiting]


def test_those_that_wait_are_handed_out_once_each(ready):
    waiting = filled(ready)
    assert len(set(waiting)) == AT_ONCE
    taken = [ready.take("numpy", PATIENT) for _ in range(AT_ONCE + 1)]
    assert [worker and worker.pid for worker in taken] == [*waiting, None]
    for worker in taken[:AT_ONCE]:
        worker.close()


def test_another_katas_limits_get_none_and_filling_for_them_ends_the_others(ready):
    before = filled(ready)
    other = Limits(seconds=3)
    assert ready.take("numpy", other) is None
    after = filled(ready, limits=other)
    assert not set(before) & set(after)
    for pid in before:
        wait_until(lambda pid=pid: gone(pid))


def test_one_that_was_killed_is_not_handed_out(ready):
    first, second = filled(ready)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not ready._waiting[0].waits())
    worker = ready.take("numpy", PATIENT)
    assert worker.pid == second
    worker.close()


def test_none_waits_where_a_submission_may_start_processes(ready):
    assert filled(ready, limits=replace_processes(PATIENT)) == []


def replace_processes(limits: Limits) -> Limits:
    return Limits(seconds=limits.seconds, memory_mb=limits.memory_mb, processes=True)


def test_closing_ends_those_that_wait(pool):
    with Ready(pool) as ready:
        waiting = filled(ready)
    for pid in waiting:
        assert gone(pid)


def test_a_grading_uses_those_that_wait_and_its_submission_runs_no_more_when_it_is_over(ready, pool):
    waiting = filled(ready)
    source = HONEST + "\nimport os\nprint('pid', os.getpid(), flush=True)\n"
    report = grade(GradeRequest(variant="line", source=source, seed=0), line(), pool=pool, ready=ready)
    assert report.verdict == "passed"
    ran = [int(line.split()[1]) for line in report.output.splitlines() if line.startswith("pid")]
    assert set(waiting) <= set(ran)
    for pid in ran:  # killed: it may still be giving its memory back, until somebody has time to collect it
        wait_until(lambda pid=pid: gone(pid) or state(pid) == "Z")
    assert not set(filled(ready)) & set(ran)
    for pid in ran:
        assert gone(pid)


def state(pid: int) -> str:
    """The process's state, as in /proc: Z for one that has ended and was not collected."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    return stat.rpartition(")")[2].split()[0]


def test_what_a_retired_worker_printed_is_kept(ready, submit):
    submission = replace(submit("print('x' * 3000, end='')"), ready=ready)
    worker = submission.open()
    submission.end(worker)
    assert worker.output.text() == "x" * 3000


def test_a_cancelled_grading_can_cancel_one_that_waited(ready, submit):
    filled(ready)
    cancelled = []
    submission = replace(submit("while True: pass"), ready=ready, limits=PATIENT, cancelled=lambda: bool(cancelled))
    cancelled.append(True)
    with pytest.raises(CancelledError):
        submission.open()


def test_what_cannot_be_opened_is_left_to_the_grading_that_needs_it():
    pool = Pool()
    with Ready(pool) as ready:
        pool.close()
        assert filled(ready) == []
