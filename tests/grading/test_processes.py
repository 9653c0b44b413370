"""Processes: none outlives its judge, a lost one is replaced, and a cold worker does the same as a forked one."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from kata.errors import CannotGradeHereError
from kata.grading.channel import CancelledError, Worker
from kata.grading.environment import clean_environment, python_command
from kata.grading.judge import grade
from kata.grading.limits import Confinement
from kata.grading.processes import ParentLostError, Pool, WarmParent, require
from kata.grading.report import GradeRequest
from kata.grading.scratch import make_scratch, remove_scratch
from kata.grading.warm import Fork

from .conftest import FOLDER, HONEST, PATIENT, line

linux = pytest.mark.skipif(sys.platform != "linux", reason="forks and looks at /proc")


def gone(pid: int) -> bool:
    """Whether a process has ended, a zombie included."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_until(condition, seconds: float = 30) -> None:
    """Wait for a condition; the bound only ends a broken test."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        os.sched_yield()


@pytest.mark.slow
@linux
def test_nothing_is_left_when_the_judge_is_killed():
    script = f"""
import os, sys, time
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from kata.content.model import Limits
from kata.grading.processes import Pool
from kata.grading.submission import Submission
pool = Pool()
source = "import os, time\\nif os.fork() == 0:\\n    print('daemon', os.getpid(), flush=True); time.sleep(1000)"
worker = Submission(source, "numpy", (), (), (), Limits(processes=True), 0, pool).open()
while "daemon" not in worker.output.text():
    worker._drain()
print(worker.pid, pool.starter("numpy").pid, worker.output.text().split()[1], worker._scratch, flush=True)
time.sleep(1000)
"""
    judge = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    words = judge.stdout.readline().split()
    judge.kill()
    judge.wait()
    judge.stdout.close()
    for pid in map(int, words[:3]):
        wait_until(lambda pid=pid: gone(pid))
    wait_until(lambda: not Path(words[3]).exists())


@linux
@pytest.mark.parametrize("answered", [False, True], ids=["before the answer", "before it is read"])
def test_nothing_is_left_when_the_judge_is_killed_while_a_worker_is_starting(answered):
    parent = WarmParent("numpy")
    parent.layers()
    scratch = make_scratch(parent.folder)
    channel, theirs = socket.socketpair()
    request = msgspec.msgpack.encode(Fork(Confinement(str(scratch), 300, 60)))
    os.kill(parent.pid, signal.SIGSTOP)
    socket.send_fds(parent._control, [request], [theirs.fileno(), theirs.fileno()])
    theirs.close()
    if answered:
        os.kill(parent.pid, signal.SIGCONT)
        assert select.select([parent._control], [], [], 30)[0]
    parent._control.close()  # as the kernel does at the judge's end, whatever ended it
    os.kill(parent.pid, signal.SIGCONT)
    assert parent._process.wait(30) == 0
    assert not parent.folder.exists()
    with suppress(ConnectionError):  # nobody holds the worker's end any more
        assert channel.recv(1) == b""
    channel.close()


@linux
def test_a_closed_pool_makes_no_other_process():
    with Pool() as pool:
        pool.starter("numpy")
    with pytest.raises(ParentLostError):
        pool.starter("numpy")


@linux
def test_closing_wakes_who_waits_for_an_answer():
    parent = WarmParent("numpy")
    parent.layers()
    os.kill(parent.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(parent.deepen)
        wait_until(parent._lock.locked)
        closing = threads.submit(parent.close)
        with pytest.raises(ParentLostError):
            waiting.result(5)
        os.kill(parent.pid, signal.SIGCONT)
        closing.result(30)


@pytest.mark.slow
@linux
def test_an_answer_that_nobody_waited_for_answers_no_other_request():
    with Pool() as pool:
        parent = pool.starter("numpy")
        parent.layers()
        real = parent._control
        parent._control = Interrupted(real)
        with pytest.raises(KeyboardInterrupt):
            parent.deepen()
        parent._control = real
        assert not parent.alive
        assert grade(GradeRequest(variant="line", source=HONEST), line(), pool=pool).verdict == "passed"


class Interrupted:
    """A channel at which ctrl+c is pressed while one waits for an answer."""

    def __init__(self, real: socket.socket) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def recv(self, _size: int) -> bytes:
        raise KeyboardInterrupt


@linux
def test_a_killed_warm_parent_is_replaced():
    with Pool() as pool:
        first = pool.starter("numpy")
        os.kill(first.pid, 9)
        wait_until(lambda: not first.alive)
        assert grade(GradeRequest(variant="line", source=HONEST), line(), pool=pool).verdict == "passed"


@linux
def test_an_idle_warm_parent_is_ended():
    with Pool() as pool:
        parent = pool.starter("numpy")
        pool.end_idle(1000)
        assert parent.alive
        pool.end_idle(-1)
        assert not parent.alive


@pytest.mark.slow
@linux
@pytest.mark.torch
def test_a_deepened_parent_has_imported_what_comes_late(pool, submit):
    source = "import sys\nprint('torch._dynamo' in sys.modules)"
    pool.starter("torch").deepen()
    with submit(source, "torch").open() as worker:
        worker.close()
    assert worker.output.text() == "True\n"


@pytest.mark.slow
@pytest.mark.gpu
@pytest.mark.parametrize("framework", ["torch", "jax"])
def test_a_gpu_is_taken_where_one_is_seen(pool, framework):
    request = GradeRequest(variant="line", source=(FOLDER / framework / "solution.py").read_text(), device="gpu")
    try:
        report = grade(request, line(framework), pool=pool)
    except CannotGradeHereError as missing:
        pytest.skip(str(missing))
    assert (report.verdict, report.device) == ("passed", "gpu")


@linux
def test_a_closed_pool_leaves_no_process():
    with Pool() as pool:
        parent = pool.starter("numpy")
        worker = Worker(parent, PATIENT)
        pids = [parent.pid, worker.pid]
        folder = parent.folder
        assert list(folder.iterdir())
    assert all(gone(pid) for pid in pids)
    assert not folder.exists()
    worker.close()


@linux
def test_a_worker_is_one_process_in_a_session_of_its_own_with_limits(submit):
    source = "import os, resource\nprint(os.getsid(0) == os.getpid(), resource.getrlimit(resource.RLIMIT_CORE))\n"
    source += "print(open('/proc/self/status').read())"
    with submit(source).open() as worker:
        worker.close()
        text = worker.output.text()
    assert text.startswith("True (0, 0)")
    assert "NoNewPrivs:\t1" in text
    assert gone(worker.pid)


@pytest.mark.slow
def test_a_cold_worker_grades_like_a_forked_one():
    with Pool(cold=True) as pool:
        right = grade(GradeRequest(variant="line", source=HONEST), line(), pool=pool)
        left = grade(GradeRequest(variant="line", source=HONEST + "\nimport os; os._exit(3)"), line(), pool=pool)
    assert right.verdict == "passed"
    assert left.verdict == "crashed"
    assert "status 3" in left.checks[0].message


def test_a_grading_can_be_cancelled(pool):
    looks = iter(range(1000))
    source = HONEST + "\ndef forward(w, x):\n    while True: pass\n"
    with pytest.raises(CancelledError):
        grade(GradeRequest(variant="line", source=source), line(), cancelled=lambda: next(looks) > 5, pool=pool)


def test_a_framework_that_is_missing_is_said_with_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(CannotGradeHereError, match="pip install jax jaxlib flatbuffers"):
        require("jax")


@linux
def test_a_framework_that_does_not_import_is_said_with_the_reason(monkeypatch):
    broken = python_command("import sys; sys.modules['numpy'] = None; " + _MAIN)[:-1]

    def command(_call, *arguments):
        return [*broken, str(Path(__file__).parents[2]), *arguments]

    monkeypatch.setattr("kata.grading.processes.python_command", command)
    parent = WarmParent("numpy")
    try:
        with pytest.raises(CannotGradeHereError, match="numpy"):
            Worker(parent, PATIENT)
    finally:
        parent.close()


_MAIN = "from kata.grading.warm import main; main(int(sys.argv[1]), *sys.argv[2:])"


def test_the_environment_is_an_allow_list():
    found = clean_environment(gpu=False, environ={"PATH": "/bin", "TOKEN": "x", "PYTHONPATH": "/evil"})
    assert found["PATH"] == "/bin"
    assert found["OMP_NUM_THREADS"] == "1"
    assert found["JAX_PLATFORMS"] == "cpu"
    assert not {"TOKEN", "PYTHONPATH"} & found.keys()
    assert "JAX_PLATFORMS" not in clean_environment(gpu=True, environ={})


def test_a_scratch_folder_goes_away_whatever_is_in_it(tmp_path):
    folder = make_scratch()
    outside = tmp_path / "precious"
    outside.mkdir()
    (outside / "file").write_text("stays")
    (folder / "link").symlink_to(outside)
    (folder / "deep").mkdir()
    (folder / "deep" / "inner").mkdir(mode=0)
    os.mkfifo(folder / "pipe")
    (folder / "deep").chmod(0)
    remove_scratch(folder)
    assert not folder.exists()
    assert (outside / "file").read_text() == "stays"


@pytest.mark.slow
def test_a_tree_deeper_than_any_path_goes_away():
    folder = make_scratch()
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("a-long-name", dir_fd=descriptor)
        inner = os.open("a-long-name", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    remove_scratch(folder)
    assert not folder.exists()
