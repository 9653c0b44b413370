"""Katas whose processes talk to each other, and katas that need several devices: what works, what stays refused."""

import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from kata.content.model import Limits
from kata.errors import CannotGradeHereError
from kata.grading.confidence import note
from kata.grading.devices import choose_device
from kata.grading.judge import grade
from kata.grading.layers import Layers
from kata.grading.replies import understood
from kata.grading.report import GradeRequest

from .conftest import HONEST, PATIENT, line
from .test_kernel import Unconfined, confined, printed, refused  # noqa: F401  fixtures

pytestmark = pytest.mark.slow

linux = pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
TALKING = Limits(seconds=100, memory_mb=3000, processes=True, loopback=True)
FULL = Layers(landlock=7, seccomp=True, namespaces=True)


@pytest.fixture
def apart(confined):  # noqa: F811
    """A machine that has network namespaces."""
    if not confined.layers().namespaces:
        pytest.skip(f"no namespaces here: {confined.layers().missing}")


@pytest.fixture
def called(submit):
    """Load a source, call its `go` with arguments, return what it returns."""

    def run(source: str, framework: str, *args: object, limits: Limits = TALKING) -> object:
        with submit(source, framework, limits=limits).open() as worker:
            fields = {"name": "go", "on": None, "args": list(args), "precision": "float32"}
            reply = worker.request("call", fields | {"keep": False, "seed": None, "watching": False})
            return understood(reply, "go")["value"]

    return run


GLOO = """
import os, torch
import torch.distributed as dist
import torch.multiprocessing as mp

def reduce(rank, queue, method):
    dist.init_process_group("gloo", init_method=method, rank=rank, world_size=2)
    total = torch.full((3,), float(rank + 1))
    dist.all_reduce(total)
    queue.put((rank, total.tolist()))
    dist.destroy_process_group()

def go(start, method):
    queue = mp.get_context(start).SimpleQueue()
    mp.start_processes(reduce, args=(queue, method.format(here=os.getcwd())), nprocs=2, start_method=start)
    return sorted(queue.get() for _ in range(2))
"""


@linux
@pytest.mark.torch
@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(
    ("start", "method"),
    [("fork", "file://{here}/meeting"), ("fork", "tcp://127.0.0.1:29500"), ("spawn", "tcp://localhost:29500")],
)
def test_two_gloo_processes_reduce_together(called, start, method):
    assert called(GLOO, "torch", start, method) == [(0, [3.0] * 3), (1, [3.0] * 3)]


@linux
@pytest.mark.torch
@pytest.mark.usefixtures("apart")
def test_submissions_that_use_one_port_at_one_time_do_not_meet(called):
    results: list[object] = []
    threads = [
        threading.Thread(target=lambda: results.append(called(GLOO, "torch", "fork", "tcp://127.0.0.1:29500")))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[(0, [3.0] * 3), (1, [3.0] * 3)]] * 2


JAX_TOGETHER = """
import multiprocessing as mp

def gather(rank, queue):
    import jax, jax.numpy as jnp
    jax.config.update("jax_cpu_collectives_implementation", "gloo")
    jax.distributed.initialize("127.0.0.1:29600", num_processes=2, process_id=rank)
    from jax.experimental.multihost_utils import process_allgather
    queue.put((rank, jax.process_count(), process_allgather(jnp.array([rank + 1.0])).ravel().tolist()))
    jax.distributed.shutdown()

def go():
    context = mp.get_context("spawn")
    queue = context.SimpleQueue()
    workers = [context.Process(target=gather, args=(rank, queue)) for rank in range(2)]
    for worker in workers:
        worker.start()
    found = sorted(queue.get() for _ in workers)
    for worker in workers:
        worker.join()
    return found
"""


@linux
@pytest.mark.jax
@pytest.mark.usefixtures("apart")
def test_two_jax_processes_gather_together(called):
    assert called(JAX_TOGETHER, "jax") == [(0, 2, [1.0, 2.0]), (1, 2, [1.0, 2.0])]


@linux
@pytest.mark.usefixtures("apart")
def test_a_manager_listens_on_loopback(printed):  # noqa: F811
    source = "import multiprocessing\nwith multiprocessing.Manager() as manager:\n"
    source += "    shared = manager.dict()\n    shared['x'] = 1\n    print(shared, manager.address[0])"
    assert printed(source, TALKING) == "{'x': 1} 127.0.0.1\n"


REACH = """
import socket, sys
def reached(family, kind, address):
    try:
        with socket.socket(family, kind) as one:
            one.settimeout(2)
            one.connect(address)
            one.send(b"x")
        return "reached"
    except OSError as fault:
        return type(fault).__name__
"""


@linux
@pytest.mark.usefixtures("apart")
def test_nothing_outside_is_reached(printed, tmp_path):  # noqa: F811
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        udp.setblocking(False)
        with socket.socket(socket.AF_UNIX) as unix:
            unix.bind(str(tmp_path / "listener"))
            unix.listen()
            said = printed(
                REACH
                + f"print(reached(socket.AF_INET, socket.SOCK_STREAM, {tcp.getsockname()!r}))\n"
                + f"print(reached(socket.AF_INET, socket.SOCK_DGRAM, {udp.getsockname()!r}))\n"
                + "print(reached(socket.AF_INET, socket.SOCK_STREAM, ('192.0.2.1', 80)))\n"
                + f"print(reached(socket.AF_UNIX, socket.SOCK_STREAM, {unix.getsockname()!r}))\n"
                + "print([name for _, name in socket.if_nameindex()], socket.gethostname())",
                TALKING,
            ).split("\n")
        assert said[0] == "ConnectionRefusedError"
        assert said[2] == "OSError"
        assert said[3] == "PermissionError"
        assert said[4] == "['lo'] localhost"
        # A datagram to a port where nobody listens is sent; it does not arrive here.
        with pytest.raises(BlockingIOError):
            udp.recv(1)


@linux
@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(
    "action",
    [
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15)",
        "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 1)",
        "socket.socket(socket.AF_VSOCK)",
        "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
        "socket.sethostname('x')",
        "open('/etc/passwd')",
        "os.kill(os.getppid(), 0)",
        "os.setsid()",
    ],
)
def test_the_rest_stays_refused(printed, action):  # noqa: F811
    assert printed(refused(action), TALKING) == "refused\n"


@linux
@pytest.mark.usefixtures("apart")
def test_a_family_hidden_in_the_upper_half_is_refused(printed):  # noqa: F811
    source = "import ctypes, errno\nc = ctypes.CDLL(None, use_errno=True)\n"
    source += "c.syscall(ctypes.c_long(41), ctypes.c_long(1 << 32 | 1), ctypes.c_long(1), ctypes.c_long(0))\n"
    source += "print(errno.errorcode[ctypes.get_errno()])"
    assert printed(source, TALKING) == "EPERM\n"


@linux
@pytest.mark.usefixtures("confined")
def test_sockets_stay_refused_in_a_kata_that_allows_processes_alone(printed):  # noqa: F811
    action = "socket.socket()"
    assert printed(refused(action), msgspec.structs.replace(TALKING, loopback=False)) == "refused\n"


def test_without_a_network_of_its_own_such_a_kata_is_graded_with_limits_only():
    bare = msgspec.structs.replace(FULL, namespaces=False)
    assert (FULL.level_for(loopback=True), bare.level_for(loopback=True)) == ("kernel", "limits")
    assert (bare.level, bare.level_for(loopback=False)) == ("kernel", "kernel")
    assert "network" in note("limits", loopback=True)
    assert note("kernel", loopback=True) == ""


class WithoutNamespaces(Unconfined):
    """A pool on a machine that confines and has no namespaces."""

    def layers(self, framework):
        super().layers(framework)
        return msgspec.structs.replace(FULL, namespaces=False)


def test_the_report_of_such_a_kata_says_so_and_foreign_code_needs_trust():
    if sys.platform not in ("linux", "darwin"):
        pytest.skip("nothing is graded there")
    variant = line(limits=msgspec.structs.replace(PATIENT, processes=True, loopback=True))
    with WithoutNamespaces() as pool:
        report = grade(GradeRequest(variant="line", source=HONEST), variant, pool=pool)
        assert (report.verdict, report.confinement) == ("passed", "limits")
        assert "sockets" in report.remarks[0]
        with pytest.raises(CannotGradeHereError, match="--trust-submission"):
            grade(GradeRequest(variant="line", source=HONEST, trusted=False), variant, pool=pool)


def test_such_a_kata_runs_on_the_cpu(monkeypatch):
    monkeypatch.setattr("kata.grading.devices.has_driver", lambda: True)
    nobody = SimpleNamespace()
    assert choose_device("cpu", "torch", TALKING, nobody, lambda: False) == "cpu"
    with pytest.raises(CannotGradeHereError, match="CPU only"):
        choose_device("gpu", "torch", TALKING, nobody, lambda: False)


@linux
@pytest.mark.jax
def test_a_kata_gets_the_devices_that_it_asks_for(called):
    source = "import jax\ndef go():\n    mesh = jax.make_mesh((4,), ('x',))\n"
    source += "    rows = jax.device_put(jax.numpy.arange(8.0), jax.NamedSharding(mesh, jax.P('x')))\n"
    source += "    return [jax.device_count(), len(rows.sharding.device_set)]"
    assert called(source, "jax", limits=Limits(seconds=60, memory_mb=2048, devices=4)) == [4, 4]
    assert called("import jax\ndef go(): return jax.device_count()", "jax", limits=PATIENT) == 1


BARE = """
import socket, tempfile
from pathlib import Path
from kata.grading.layers import find_layers, put_on
from kata.grading.limits import Confinement, no_new_privileges
from kata.grading.scratch import make_scratch
scratch = make_scratch(Path({folder!r}))
tempfile.tempdir = str(scratch)
layers = find_layers(enter=False)
no_new_privileges()
put_on(layers, Confinement(str(scratch), 100, 10, processes=True, loopback=True))
with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()):
    print("talks", layers.level_for(loopback=True))
try:
    open("/etc/passwd")
except PermissionError:
    print("files stay closed")
"""


@linux
@pytest.mark.usefixtures("confined")
def test_without_namespaces_its_processes_talk_and_files_stay_closed(tmp_path):
    command = [sys.executable, "-c", BARE.format(folder=str(tmp_path))]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert ran.stdout.splitlines() == ["talks limits", "files stay closed"], ran.stderr
