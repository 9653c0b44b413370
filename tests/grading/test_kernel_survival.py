"""A grading survives what happens to terminals, laptops and disks: nothing is left running, nothing is timed wrongly."""

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kata.errors import CannotGradeHereError
from kata.grading import warm
from kata.grading.layers import Layers
from kata.grading.processes import WarmParent
from kata.grading.scratch import make_scratch, remove_scratch
from kata.grading.usage import disk_use, usage
from kata.grading.watchdog import LONGEST_GAP, MOST_FILES, Patience

from .test_processes import gone, wait_until

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
CHECKOUT = Path(__file__).parents[2]


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_patience_ends_after_its_seconds():
    clock = HandClock()
    patience = Patience(1.0, clock)
    for _ in range(32):
        clock.now += 1 / 32
        assert not patience.is_over()
    clock.now += 1 / 32
    assert patience.is_over()


def test_an_hour_asleep_is_no_waiting():
    clock = HandClock()
    patience = Patience(20.0, clock)
    clock.now += 3600
    assert not patience.is_over()
    for _ in range(round((20.0 - LONGEST_GAP) / 0.1) - 1):
        clock.now += 0.1
        assert not patience.is_over()


def test_a_clock_that_goes_back_gives_no_time():
    clock = HandClock()
    patience = Patience(0.2, clock)
    clock.now -= 1000
    assert not patience.is_over()
    clock.now += 0.3
    assert patience.is_over()


# A shell lets jobs in the background ignore ctrl+c, and nohup hangups; their children would do so too.
_GRADE = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
sys.path.insert(0, {str(CHECKOUT)!r})
from kata.cli import main
sys.argv = ["kata", "--lang", "en", "grade", "linear-regression-numpy", sys.argv[1]]
main()
"""


def descendants(pid: int) -> set[int]:
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | descendants(child)
    return found


@pytest.mark.slow
@linux
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("workers", [1, 2], ids=["while it imports", "while it computes"])
def test_a_grading_that_is_ended_leaves_nothing(tmp_path, number, workers):
    (tmp_path / "endless.py").write_text("while True: pass")
    environment = os.environ | {"KATA_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path)}
    judge = subprocess.Popen(
        [sys.executable, "-c", _GRADE, str(tmp_path / "endless.py")],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_until(lambda: len(descendants(judge.pid)) >= workers)
    left = descendants(judge.pid)
    judge.send_signal(number)
    judge.wait(20)
    for pid in left:
        wait_until(lambda pid=pid: gone(pid))
    wait_until(lambda: not list(tmp_path.glob("kata-*")))
    assert not list((tmp_path / "home").glob("*")) or _attempts(tmp_path / "home") == 0


def _attempts(home: Path) -> int:
    from kata.store import open_store

    with open_store(home) as store:
        return len(store.attempts())


def test_a_full_disk_is_said_in_words(monkeypatch):
    def full(**_about):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(CannotGradeHereError, match="No space left"):
        make_scratch()


@linux
def test_a_warm_process_that_does_not_end_is_not_waited_for_long(monkeypatch):
    monkeypatch.setattr("kata.grading.processes.CLOSE_SECONDS", 0.05)
    parent = WarmParent("numpy")
    parent.layers()
    os.kill(parent.pid, signal.SIGSTOP)
    pid = parent.pid
    parent.close()
    wait_until(lambda: gone(pid))
    assert not parent.folder.exists()


class Unkillable:
    """A process in uninterruptible sleep: it is killed and does not go."""

    pid = 0

    def __init__(self) -> None:
        self.waited: list[float] = []

    def poll(self) -> None:
        return None

    def kill(self) -> None:
        self.waited.append(-1.0)

    def wait(self, timeout: float | None = None) -> int:
        assert timeout is not None, "waits for ever"
        self.waited.append(timeout)
        raise subprocess.TimeoutExpired("x", timeout)


@linux
def test_nobody_waits_for_ever_for_a_process_in_uninterruptible_sleep():
    parent = WarmParent("numpy")
    real, fake = parent._process, Unkillable()
    parent._process = fake
    parent.close()
    real.wait(20)
    assert len(fake.waited) == 3


@linux
def test_a_worker_that_no_signal_ends_is_left_and_the_next_request_is_served(monkeypatch):
    monkeypatch.setattr(warm, "_kill", lambda _pid: None)  # in uninterruptible sleep a signal waits until it wakes
    monkeypatch.setattr(warm, "REAP_SECONDS", 0.05)
    monkeypatch.setattr(warm.Parent, "kill_orphans", lambda _self: None)  # this process has children of its own
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    asleep = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with ours, theirs, asleep:
        parent = warm.Parent(theirs, "numpy", Layers())
        parent.workers = {asleep.pid}
        for request, answer in ((warm.End(asleep.pid), warm.Ended(None)), (warm.Describe(), warm.Described(Layers()))):
            ours.send(msgspec.msgpack.encode(request))
            assert parent.serve_next(None)
            assert msgspec.msgpack.decode(ours.recv(1 << 16), type=warm.Reply) == answer
        assert asleep.poll() is None
        asleep.communicate(b"\n")
    assert parent.workers == set()


@linux
def test_what_this_process_uses_is_measured():
    found = usage(os.getpid())
    assert found is not None
    assert 1 << 20 < found.resident < 1 << 40
    assert found.threads >= 1
    assert usage(2**22 + 1) is None


@linux
def test_disk_use_counts_files_folders_and_files_without_a_name(tmp_path):
    assert disk_use(tmp_path, os.getpid(), 10) == (0, 0)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"x" * 100_000)
    size, count = disk_use(tmp_path, os.getpid(), 10)
    assert size >= 100_000
    assert count == 2
    with (tmp_path / "gone").open("wb") as held:
        held.write(b"x" * 200_000)
        held.flush()
        (tmp_path / "gone").unlink()
        assert disk_use(tmp_path, os.getpid(), 10)[0] >= 300_000


def test_counting_files_stops_at_the_bound(tmp_path):
    for number in range(30):
        (tmp_path / str(number)).touch()
    assert disk_use(tmp_path, 0, 10)[1] == 11


@pytest.mark.slow
@linux
@pytest.mark.parametrize(("depth", "counted"), [(1000, 1000), (9000, MOST_FILES + 1)])
def test_folders_nested_beyond_any_path_are_counted_or_are_too_many(depth, counted):
    folder = make_scratch()
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("a-long-name", dir_fd=descriptor)
        inner = os.open("a-long-name", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    before = len(list(Path("/proc/self/fd").iterdir()))
    try:
        assert disk_use(folder, 0, MOST_FILES)[1] == counted
        assert len(list(Path("/proc/self/fd").iterdir())) == before
    finally:
        remove_scratch(folder)
