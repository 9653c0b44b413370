"""What the kernel enforces on workers, tried in workers; and that a layer which fails is never done without."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kata.content.model import Limits
from kata.errors import CannotGradeHereError
from kata.grading import layers as layers_module
from kata.grading.channel import WorkerLostError
from kata.grading.confidence import must_be_trusted, note, place
from kata.grading.judge import grade
from kata.grading.kernel_errors import LayerError
from kata.grading.layers import Layers, find_layers
from kata.grading.processes import ColdStarter, Pool
from kata.grading.readable import readable_paths
from kata.grading.replies import SubmissionRaisedError
from kata.grading.report import GradeRequest
from kata.grading.submission import Submission

from .conftest import HONEST, PATIENT, line
from .test_processes import gone, wait_until

pytestmark = pytest.mark.slow

linux = pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")
WIDE = Limits(seconds=60, memory_mb=2048, processes=True)


@pytest.fixture
def confined(pool):
    """The warm process for NumPy, on a machine whose kernel confines."""
    starter = pool.starter("numpy")
    if starter.layers().level != "kernel":
        pytest.skip(f"this kernel does not confine: {starter.layers().missing}")
    return starter


@pytest.fixture
def printed(confined, submit):
    """Run a source in a worker; return what it printed."""
    assert confined.layers().level == "kernel"

    def run(source: str, limits: Limits = PATIENT) -> str:
        with submit(source, limits=limits).open() as worker:
            worker.close()
        return worker.output.text()

    return run


def refused(action: str) -> str:
    return f"import os, socket\ntry:\n    {action}\n    print('open')\nexcept PermissionError:\n    print('refused')"


@linux
@pytest.mark.parametrize(
    "action",
    [
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "socket.socket()",
        "socket.socketpair(type=socket.SOCK_DGRAM)",
        "os.kill(os.getppid(), 0)",
        "os.kill(-1, 0)",
        "os.setsid()",
        "os.memfd_create('x')",
        "os.chmod('.', 0o777)",
        "os.utime('.')",
        "os.setxattr('.', 'user.x', b'1')",
        "os.sched_setscheduler(os.getppid(), os.SCHED_OTHER, os.sched_param(0))",
        "import resource; resource.prlimit(os.getppid(), resource.RLIMIT_CORE, (0, 0))",
        "os.open('/usr/lib/no-such-file', os.O_RDONLY | os.O_TRUNC)",
        (
            "import ctypes; c = ctypes.CDLL(None, use_errno=True); "
            "c.syscall(452, -100, b'.', 0o777, 0) and (_ for _ in ()).throw(OSError(ctypes.get_errno(), ''))"
        ),
    ],
)
def test_a_call_is_refused(printed, action):
    assert printed(refused(action)) == "refused\n"


@linux
def test_a_worker_may_signal_itself_and_start_threads(printed):
    source = "import os, signal, threading\nsignal.signal(signal.SIGUSR1, lambda *_: print('signal'))\n"
    source += "os.kill(os.getpid(), signal.SIGUSR1)\n"
    source += "thread = threading.Thread(target=print, args=['thread'])\nthread.start()\nthread.join()"
    assert printed(source) == "signal\nthread\n"


@linux
@pytest.mark.parametrize(
    "path",
    [
        Path(__file__),
        Path(__file__).parents[2] / "graders" / "mlp" / "numpy" / "solution.py",
        layers_module.__file__,
        "/etc/passwd",
        "/proc/1/environ",
        "/dev/shm/kata-test",
    ],
)
def test_a_file_outside_does_not_open(printed, path):
    assert printed(refused(f"open({str(path)!r}, 'a' if '/dev/' in {str(path)!r} else 'r')")) == "refused\n"


@linux
def test_another_workers_scratch_folder_does_not_open(printed, submit):
    with submit("open('mine', 'w').write('x')").open() as other:
        assert printed(refused(f"open({str(other._scratch / 'mine')!r})")) == "refused\n"
        assert printed(refused(f"os.listdir({str(other._scratch)!r})")) == "refused\n"


@linux
def test_scratch_files_can_be_made_renamed_and_removed(printed):
    source = (
        "import os\nos.mkdir('a')\nopen('a/x', 'w').write('text')\nos.rename('a/x', 'y')\nprint(open('y').read())\n"
    )
    assert printed(source + "os.remove('y')\nos.rmdir('a')\nprint(os.listdir('.'))") == "text\n[]\n"


@linux
def test_a_worker_has_no_capabilities_and_two_layers(printed):
    lines = printed("print(open('/proc/self/status').read())").splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert status["NoNewPrivs"] == "1"
    assert int(status["Seccomp_filters"]) >= 1


@linux
@pytest.mark.parametrize(
    ("framework", "work"),
    [
        pytest.param("torch", "import torch, torch.optim\nx = torch.ones(3, requires_grad=True)\n(x * x).sum().backward()\n"
                     "torch.optim.Adam([x]).step()\ntorch.save(x, 'x')\nprint(x.grad.tolist())", marks=pytest.mark.torch),
        pytest.param("jax", "import jax, jax.numpy as jnp\nprint(jax.jit(jax.grad(lambda x: (x * x).sum()))(jnp.ones(3)).tolist())",
                     marks=pytest.mark.jax),
    ],
)  # fmt: skip
def test_a_framework_computes_under_every_layer(submit, framework, work):
    with submit(work, framework).open() as worker:
        worker.close()
    assert worker.output.text() == "[2.0, 2.0, 2.0]\n"


@linux
def test_a_kata_may_allow_processes_and_nothing_else(printed):
    source = "import multiprocessing, subprocess, sys\n"
    source += "context = multiprocessing.get_context('fork')\nqueue = context.Queue()\n"
    source += "child = context.Process(target=queue.put, args=[7])\nchild.start()\nprint(queue.get())\nchild.join()\n"
    source += "print(subprocess.run([sys.executable, '-c', 'print(8)'], capture_output=True, text=True).stdout.strip())"
    assert printed(source, WIDE) == "7\n8\n"
    for action in ("socket.socket()", "open('/etc/passwd')", "os.kill(os.getppid(), 0)", "os.setsid()"):
        assert printed(refused(action), WIDE) == "refused\n"


@linux
@pytest.mark.torch
@pytest.mark.usefixtures("confined")
def test_a_data_loader_with_workers_loads_in_a_kata_that_allows_processes(submit):
    source = "import torch\nfrom torch.utils.data import DataLoader\n"
    source += "rows = [(torch.full((2,), float(i)), torch.ones((), dtype=torch.bfloat16)) for i in range(8)]\n"
    source += "batches = list(DataLoader(rows, batch_size=4, num_workers=2))\n"
    source += "print([x.sum().item() for x, _ in batches], batches[0][1].dtype)"
    with submit(source, "torch", limits=WIDE).open() as worker:
        worker.close()
    assert worker.output.text() == "[12.0, 44.0] torch.bfloat16\n"


@linux
@pytest.mark.slow
@pytest.mark.torch
@pytest.mark.usefixtures("confined")
def test_torch_compile_works_in_a_kata_that_allows_processes(submit):
    if shutil.which("g++") is None:
        pytest.skip("needs a C++ compiler")
    # One kernel is not worth a precompiled header.
    source = (
        "import torch, torch._inductor.config as config\nconfig.cpp_cache_precompile_headers = False\n"
        "print(torch.compile(lambda x: (x.cos() * 2).sum())(torch.zeros(8)).item())"
    )
    with submit(source, "torch", limits=Limits(seconds=240, memory_mb=4096, processes=True)).open() as worker:
        worker.close()
    assert worker.output.text() == "16.0\n"


@linux
def test_shared_memory_of_a_process_kata_is_its_own(printed, confined):
    if not confined.layers().namespaces:
        pytest.skip("no namespaces here")
    name = f"kata-test-{os.getpid()}"
    assert (
        printed(f"import os\nopen('/dev/shm/{name}', 'w').close()\nprint(os.listdir('/dev/shm'))", WIDE)
        == f"['{name}']\n"
    )
    assert not Path("/dev/shm", name).exists()


@linux
@pytest.mark.usefixtures("confined")
def test_a_process_that_a_worker_started_ends_with_it(submit):
    with submit(
        "import os, time\nif os.fork() == 0:\n    time.sleep(1000)\nprint('forked')", limits=WIDE
    ).open() as worker:
        children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    assert len(children) == 1
    wait_until(lambda: gone(int(children[0])))


@linux
@pytest.mark.usefixtures("confined")
def test_too_many_processes_are_stopped(submit):
    source = "import os, time\nfor _ in range(80):\n    if os.fork() == 0:\n        time.sleep(1000)\ntime.sleep(1000)"
    with pytest.raises(WorkerLostError, match="processes"):
        submit(source, limits=WIDE).open()


# More threads than 256, which the watchdog allows, and fewer than the limit of data has stacks for.
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import threading, time\nfor _ in range(290):\n    threading.Thread(target=time.sleep, args=[1000]).start()\ntime.sleep(1000)", "threads"),
        ("import time\nfor i in range(12000):\n    open(str(i), 'w').close()\ntime.sleep(1000)", "files"),
        ("import time\nfor i in range(8):\n    open(str(i), 'wb').write(bytes(100 << 20))\ntime.sleep(1000)", "MB of files"),
        (("import os\nkept = []\nfor i in range(8):\n    kept.append(open('x', 'wb'))\n    kept[-1].write(bytes(100 << 20))\n    os.remove('x')\n"
         "import time; time.sleep(1000)"), "MB of files"),
    ],
    ids=["threads", "files", "bytes", "bytes without a name"],
)  # fmt: skip
@linux
def test_what_a_worker_may_use_is_watched(submit, source, said):
    with pytest.raises(WorkerLostError, match=said):
        submit(source).open()


@linux
@pytest.mark.usefixtures("confined")
def test_the_report_says_how_far_it_was_confined(grade_line):
    report = grade_line(HONEST)
    assert report.confinement == "kernel"
    assert report.remarks == []


class Unconfined(Pool):
    """A pool on a machine whose kernel confines nothing."""

    def layers(self, framework):
        super().layers(framework)
        return Layers(missing=(("landlock", "not here"),))


def test_below_the_kernel_ones_own_code_is_graded_with_one_note():
    if sys.platform not in ("linux", "darwin"):
        pytest.skip("nothing is graded there")
    with Unconfined() as pool:
        report = grade(GradeRequest(variant="line", source=HONEST), line(), pool=pool)
        assert (report.verdict, report.confinement, len(report.remarks)) == ("passed", "limits", 1)
        with pytest.raises(CannotGradeHereError, match="--trust-submission"):
            grade(GradeRequest(variant="line", source=HONEST, trusted=False), line(), pool=pool)


def test_somebody_elses_code_needs_trust_only_below_the_kernel():
    must_be_trusted("kernel", trusted=False)
    must_be_trusted("limits", trusted=True)
    for level in ("limits", "protocol"):
        with pytest.raises(CannotGradeHereError):
            must_be_trusted(level, trusted=False)


def test_the_level_is_said_in_words():
    assert place("cpu", "kernel") == "on the CPU, confined"
    assert place("gpu", "limits") == "on the GPU, with limits only"
    assert note("kernel") == ""
    assert "kata doctor" in note("limits")


@linux
@pytest.mark.parametrize("broken", ["_what_leaks", "put_on"])
def test_a_layer_that_does_not_hold_is_an_error(monkeypatch, broken):
    def fail(*_arguments):
        raise LayerError("landlock", "broken on purpose")

    monkeypatch.setattr(
        layers_module, broken, fail if broken == "put_on" else lambda *_: "a worker can read the grader"
    )
    with pytest.raises(LayerError, match=r"broken on purpose|read the grader"):
        find_layers(enter=False)


@linux
@pytest.mark.usefixtures("confined")
def test_layers_that_leak_are_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr("kata.grading.kernel_calls.restrict_calls", lambda _program: None)
    with pytest.raises(LayerError, match="socket"):
        find_layers(tmp_path, enter=False)
    monkeypatch.undo()
    monkeypatch.setattr("kata.grading.kernel_files.restrict_files", lambda *_: None)
    with pytest.raises(LayerError, match="read the grader"):
        find_layers(tmp_path, enter=False)
    assert list(tmp_path.iterdir()) == []


@linux
def test_a_layer_that_is_absent_is_named_and_the_others_hold(monkeypatch, tmp_path):
    monkeypatch.setattr("kata.grading.kernel_files.landlock_version", lambda: (None, "switched off"))
    found = find_layers(tmp_path, enter=False)
    assert ("landlock", "switched off") in found.missing
    assert found.level == "limits"


@linux
def test_neither_this_package_nor_its_checkout_is_readable():
    package = Path(layers_module.__file__).parents[1]
    allowed = [Path(path) for path in readable_paths()]
    for secret in (package, package / "grading", package.parent / "graders", package.parent / "questions", Path.home()):
        assert not any(secret.is_relative_to(path) for path in allowed), secret
    assert any(Path(os.__file__).resolve().is_relative_to(path) for path in allowed)


@linux
def test_an_installed_copy_is_left_out_of_its_packages_folder(tmp_path, monkeypatch):
    for name in ("numpy", "kata/_content", "other"):
        (tmp_path / "site-packages" / name).mkdir(parents=True)
    monkeypatch.setattr("kata.grading.readable._installed", lambda: [str(tmp_path / "site-packages")])
    allowed = {path for path in readable_paths() if path.startswith(str(tmp_path))}
    assert allowed == {str(tmp_path / "site-packages" / name) for name in ("numpy", "other")}


@linux
def test_a_cold_worker_is_confined_like_a_forked_one(confined):
    with Pool(cold=True) as cold:
        assert cold.layers("numpy").level == confined.layers().level == "kernel"
        with pytest.raises(SubmissionRaisedError, match="not permitted"):
            Submission("import socket\nsocket.socket()", "numpy", (), (), (), PATIENT, 0, cold).open()


@linux
def test_a_tied_cold_worker_ends_with_its_judge():
    script = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from kata.grading.channel import Worker
from kata.grading.processes import ColdStarter
from kata.content.model import Limits
worker = Worker(ColdStarter("numpy", tied=True), Limits())
print(worker.request("device", {{"device": "cpu"}}, 60)["value"], worker.pid, worker._scratch, flush=True)
time.sleep(1000)
"""
    judge = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    device, pid, scratch = judge.stdout.readline().split()
    assert device == "cpu"
    judge.kill()
    judge.wait()
    judge.stdout.close()
    wait_until(lambda: gone(int(pid)))
    wait_until(lambda: not Path(scratch).exists())


def test_a_cold_starter_finds_its_layers_once(monkeypatch):
    calls = []
    monkeypatch.setattr("kata.grading.processes.cold_layers", lambda: calls.append(1) or Layers())
    starter = ColdStarter("numpy")
    assert starter.layers() is starter.layers()
    assert calls == [1]
