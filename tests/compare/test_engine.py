"""The engine: turns, losses, what is left out; and the process around it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest

from kata.compare import engine, looks, running
from kata.compare.bench import First, Footprint
from kata.compare.engine import Engine
from kata.compare.result import Begun, Complete, Finished, News, Program, Progress, Settings, folded
from kata.compare.workers import LostError

SETTINGS = Settings(sizes={"matmul": (4, 8)}, rounds=6, seconds=0.01)


class FakeWorker:
    """Answers at once; `losses` says which question about which variant is answered by a loss."""

    losses: ClassVar[dict] = {}
    started: ClassVar[list] = []
    log: ClassVar[list] = []  # of all of them, in order
    error = 0.0

    def __init__(self, _settings, kind, lane=0):
        if self.losses.get(("start", kind)):
            raise LostError(*self.losses["start", kind])
        self.kind, self.alive, self.holds, self.asked = kind, True, set(), []
        self.lane, self.lanes = lane, set()
        self.gpu, self.gpu_memory = "A GPU", 2**30
        FakeWorker.started.append(self)

    def move(self, lane):
        self.lane = lane

    def build_toolchain(self):
        self.asked.append(("toolchain",))

    def pause(self):
        pass

    go_on = pause

    def ask(self, operation, *arguments):
        self.asked.append((operation, *arguments))
        self.log.append((operation, *arguments[:3]))
        self.lanes.add((operation, self.lane))
        variant = arguments[2] if operation in ("prepare", "footprint") else arguments[0] if arguments else None
        if loss := self.losses.get((operation, variant)):
            self.alive = loss[0] != "timeout"
            raise LostError(*loss)
        return {
            "prepare": First(0.5, self.error, 0.001),
            "turn": 0.002,
            "drop": None,
            "footprint": Footprint(1000, 10, Program(operations=3, kernels=1)),
        }[operation]

    def end(self):
        self.alive = False


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(engine, "Worker", FakeWorker)
    monkeypatch.setattr(looks, "Worker", FakeWorker)
    monkeypatch.setattr(Engine, "_expected", lambda *_: Path("expected"))
    monkeypatch.setattr(Engine, "_begin_references", lambda *_: None)
    monkeypatch.setattr(FakeWorker, "losses", {})
    monkeypatch.setattr(FakeWorker, "started", [])
    monkeypatch.setattr(FakeWorker, "log", [])
    return FakeWorker


def _run(tmp_path, settings=SETTINGS):
    events = list(Engine(settings, tmp_path).run())
    comparison = None
    for event in events:
        comparison = folded(comparison, event)
    return events, comparison


@pytest.mark.usefixtures("fake")
def test_every_variant_is_timed_at_every_size_and_looked_at_closer_at_the_largest(tmp_path):
    events, comparison = _run(tmp_path)
    assert isinstance(events[0], Begun)
    assert isinstance(events[-1], Finished)
    assert comparison.whole
    assert [one.status for one in comparison.measured] == ["done"] * 10
    assert {len(one.times) for one in comparison.measured} == {6}
    assert {one.size: one.peak for one in comparison.measured} == {4: None, 8: 1000}


@pytest.mark.usefixtures("fake")
def test_rounds_are_interleaved(tmp_path):
    events, _comparison = _run(tmp_path)
    timed = [event.measured.variant for event in events if isinstance(event, News) and event.measured.times][:30]
    assert all(len(set(timed[start : start + 5])) == 5 for start in range(0, 30, 5))


@pytest.mark.parametrize("lanes", [1, 2])
def test_frameworks_are_made_ready_beside_each_other_and_timed_in_one_place(fake, tmp_path, monkeypatch, lanes):
    monkeypatch.setattr(engine, "lanes", lambda *_: lanes)
    _run(tmp_path, msgspec.structs.replace(SETTINGS, memory=False))
    seen = {worker.kind: {pair for pair in worker.lanes if pair[0] != "drop"} for worker in fake.started}
    beside = {("prepare", lanes - 1), ("turn", 0)}
    assert seen == {"numpy": beside, "torch": {("prepare", 0), ("turn", 0)}, "jax": beside}


@pytest.mark.parametrize("lanes", [1, 2])
def test_what_is_compiled_is_not_looked_at_before_its_first_call(fake, tmp_path, monkeypatch, lanes):
    monkeypatch.setattr(engine, "lanes", lambda *_: lanes)
    _run(tmp_path, msgspec.structs.replace(SETTINGS, sizes={"pointwise": (4,), "matmul": (4, 8)}))
    asked = [(worker.kind, *request[:4]) for worker in fake.started for request in worker.asked]
    looked = [request for request in asked if request[1] == "footprint"]
    assert len(set(looked)) == len(looked) == 10
    assert {request[3] for request in looked} == {4, 8}
    for cell in (("pointwise", 4, "torch.compile"), ("matmul", 8, "torch.compile")):
        assert fake.log.index(("prepare", *cell)) < fake.log.index(("footprint", *cell))
    seen = [request[1:3] for request in asked if request[0] == "torch" and request[1] != "turn"]
    assert seen.count(("toolchain",)) == 1, "for pointwise alone: a product has no kernel of Inductor's"


@pytest.mark.parametrize("lanes", [1, 2])
def test_a_workload_is_complete_once_and_after_all_that_is_known_of_it(fake, tmp_path, monkeypatch, lanes):
    monkeypatch.setattr(engine, "lanes", lambda *_: lanes)
    fake.losses = {("prepare", "jax"): ("failed", "")}
    events, _comparison = _run(tmp_path, msgspec.structs.replace(SETTINGS, sizes={"matmul": (4, 8), "scan": (4,)}))
    complete = [event.workload for event in events if isinstance(event, Complete)]
    assert sorted(complete) == ["matmul", "scan"]
    for name in complete:
        at = events.index(Complete(workload=name))
        assert not [event for event in events[at:] if isinstance(event, News) and event.measured.workload == name]


@pytest.mark.usefixtures("fake")
def test_the_share_only_grows_and_ends_near_the_whole(tmp_path):
    events, _comparison = _run(tmp_path)
    shares = [event.share for event in events if isinstance(event, Progress)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.9 < shares[-1] <= 1


def test_a_framework_that_is_missing_costs_its_own_lines_alone(fake, tmp_path):
    fake.losses = {("start", "jax"): ("missing", "no-framework")}
    _events, comparison = _run(tmp_path)
    found = {(one.variant, one.status, one.note) for one in comparison.of("matmul", 8)}
    assert ("jax", "missing", "no-framework") in found
    assert ("jax.jit", "missing", "no-framework") in found
    assert ("torch", "done", "") in found


def test_a_worker_lost_while_one_prepares_is_replaced_and_the_others_are_made_again(fake, tmp_path):
    fake.losses = {("prepare", "torch.compile"): ("timeout", "")}
    _events, comparison = _run(tmp_path, msgspec.structs.replace(SETTINGS, sizes={"matmul": (4,)}, memory=False))
    found = {one.variant: one for one in comparison.measured}
    assert found["torch.compile"].status == "timeout"
    assert found["torch"].status == "done"
    assert len(found["torch"].times) == 6
    second = [worker for worker in fake.started if worker.kind == "torch"][1]
    assert second.asked[0][0] == "prepare"


def test_a_variant_lost_in_its_turn_stops_and_keeps_what_ended_it(fake, tmp_path):
    fake.losses = {("turn", "jax"): ("memory", "")}
    _events, comparison = _run(tmp_path)
    assert {one.status for one in comparison.measured if one.variant == "jax"} == {"memory"}
    assert {one.status for one in comparison.measured if one.variant != "jax"} == {"done"}


def test_what_does_not_equal_float64_is_not_timed(fake, tmp_path, monkeypatch):
    monkeypatch.setattr(fake, "error", 1e-3)
    _events, comparison = _run(tmp_path)
    assert {(one.status, one.times, one.error) for one in comparison.measured} == {("wrong", (), 1e-3)}


def test_half_precision_may_lie_further_from_float64(fake, tmp_path, monkeypatch):
    monkeypatch.setattr(fake, "error", 1e-2)
    _events, comparison = _run(tmp_path, msgspec.structs.replace(SETTINGS, dtype="bfloat16"))
    assert {one.status for one in comparison.measured} == {"done"}


def test_a_process_for_memory_that_is_lost_costs_these_figures_alone(fake, tmp_path):
    fake.losses = {("footprint", "torch"): ("failed", "exit -11")}
    _events, comparison = _run(tmp_path)
    (torch,) = [one for one in comparison.of("matmul", 8) if one.variant == "torch"]
    assert (torch.status, torch.peak) == ("done", None)


@pytest.mark.usefixtures("fake")
def test_the_gpu_stands_in_the_machine_and_before_everything_measured(tmp_path):
    events, comparison = _run(tmp_path, msgspec.structs.replace(SETTINGS, device="gpu"))
    assert comparison.machine.gpu == "A GPU"
    kinds = [type(event) for event in events]
    assert len(kinds) - kinds[::-1].index(Begun) < kinds.index(News)


ALONE = Settings(sizes={"matmul": (4,)}, variants=("numpy",), rounds=6, seconds=0.005)


def _alive(group):
    return [
        process
        for process in Path("/proc").glob("[0-9]*")
        if (stat := _stat(process)) and stat[2] == str(group) and stat[0] != "Z"
    ]


def _wait_for_the_end_of(group):
    """Killed processes take a moment to go."""
    _wait_until(lambda: not _alive(group))


def _wait_until(holds):
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _stat(process):
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def _folders():
    return {path for base in (tempfile.gettempdir(), "/tmp") for path in Path(base).glob("kata-compare-*")}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["short", "a-name-that-leaves-no-room-for-a-socket-" * 4])
def test_the_process_measures_and_leaves_nothing_behind(tmp_path, monkeypatch, name):
    (tmp_path / name).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / name))
    before = _folders()
    comparison = None
    for event in running.events(ALONE):
        comparison = folded(comparison, event)
    (numpy,) = comparison.measured
    assert (numpy.status, len(numpy.times)) == ("done", 6)
    assert numpy.error < 1e-5
    _wait_until(lambda: _folders() <= before)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_who_stops_reading_ends_the_engine_and_its_workers(monkeypatch):
    begun, before = [], _folders()
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: begun.append(popen(*a, **k)) or begun[-1])
    reading = running.events(msgspec.structs.replace(ALONE, seconds=600.0))
    for event in reading:
        if isinstance(event, Progress) and event.phase == "timing":
            break
    assert _alive(begun[0].pid)
    reading.close()
    _wait_for_the_end_of(begun[0].pid)
    _wait_until(lambda: _folders() <= before)  # other tests may be measuring too


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_engine_whose_program_was_killed_ends_by_itself():
    before = _folders()
    code = (
        "import sys\nfrom kata.compare.running import events\nfrom tests.compare.test_engine import *\n"
        "for event in events(msgspec.structs.replace(ALONE, seconds=600.0)):\n"
        " if isinstance(event, Progress) and event.phase == 'timing': print('timing', flush=True)"
    )
    program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert program.stdout.readline() == b"timing\n"
    (child,) = [path.name for path in Path("/proc").glob("[0-9]*") if (_stat(path) or [0, 0])[1] == str(program.pid)]
    program.kill()
    program.communicate()
    _wait_for_the_end_of(child)
    _wait_until(lambda: _folders() <= before)


def test_an_engine_that_ends_early_is_told_in_one_line(monkeypatch):
    code = "import sys; sys.exit('no room left')"
    monkeypatch.setattr(running, "_COMMAND", (sys.executable, "-c", code))
    with pytest.raises(running.CannotMeasureError, match="no room left"):
        list(running.events(ALONE))


@pytest.mark.slow
async def test_the_screen_reads_the_same_events_without_waiting():
    events = [event async for event in running.stream(ALONE)]
    assert isinstance(events[0], Begun)
    assert isinstance(events[-1], Finished)
    assert any(isinstance(event, News) and event.measured.status == "done" for event in events)
