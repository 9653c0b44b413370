"""The warm process: it has only imported the framework, and forks one worker per request.

It starts with a clean environment and never sees a test, a seed or a reference: a forked worker owns whatever its
parent ever held. Before each fork it makes sure that it has one thread and that JAX has no backend; after work in
the parent, every child would hang. It ends when the judge closes its side, killing whatever is left.
"""

import array
import gc
import os
import select
import signal
import socket
import sys
import time
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from kata.grading.kernel_errors import LayerError
from kata.grading.layers import Layers, find_layers
from kata.grading.limits import ON_LINUX, Confinement, adopt_orphans, confine
from kata.grading.scratch import remove_scratch

if TYPE_CHECKING:
    from kata.content.model import Framework

REAP_SECONDS = 2.0
_MESSAGE = 1 << 16


class Fork(msgspec.Struct, frozen=True, tag=True):
    """Fork a worker; its channel and its output come along as descriptors."""

    confinement: Confinement


class End(msgspec.Struct, frozen=True, tag=True):
    """Kill a worker and its group, and say how it ended, having waited `grace` seconds for that."""

    pid: int
    grace: float = 0.0


class Preload(msgspec.Struct, frozen=True, tag=True):
    """Import these too: what a first use in every worker would import again."""

    modules: tuple[str, ...]


class Describe(msgspec.Struct, frozen=True, tag=True):
    """Say what confines the workers."""


class Described(msgspec.Struct, frozen=True, tag=True):
    """What the kernel enforces on the workers."""

    layers: Layers


class Forked(msgspec.Struct, frozen=True, tag=True):
    """The worker's process id."""

    pid: int


class Preloaded(msgspec.Struct, frozen=True, tag=True):
    """The modules are there."""


class Ended(msgspec.Struct, frozen=True, tag=True):
    """How the worker ended before it was killed: its exit code, negative for a signal, None if it was still running."""

    code: int | None
    starved: bool = False  # killed by the kernel, for want of memory in its control group


class Fault(msgspec.Struct, frozen=True, tag=True):
    """The warm process cannot do it: a framework that does not import, or a state in which a fork is not safe."""

    message: str


Request = Fork | End | Preload | Describe
Reply = Forked | Preloaded | Ended | Described | Fault


class Parent:
    """The loop of the warm process."""

    def __init__(self, control: socket.socket, framework: "Framework", layers: Layers) -> None:
        self.control = control
        self.framework = framework
        self.layers = layers
        self.workers: set[int] = set()
        self.groups: dict[int, Path] = {}
        self.made = 0

    def run(self, fault: str | None) -> None:
        """Serve requests until the judge is gone; `fault` is why nothing can be served. Then end every worker."""
        try:
            with suppress(ConnectionError):  # the judge went away before it was answered, or before it read the answer
                while self.serve_next(fault):
                    pass
        finally:
            for pid in self.workers:  # all of them first: collecting them can take a while
                _kill(pid)
            for pid in list(self.workers):
                self.end(pid)

    def serve_next(self, fault: str | None) -> bool:
        """Do one request and answer it; say whether there was one."""
        data, descriptors = _receive(self.control)
        if not data:
            return False
        request = msgspec.msgpack.decode(data, type=Request)
        reply: Reply = (
            Fault(fault) if fault and isinstance(request, Fork | Describe) else self.serve(request, descriptors)
        )
        for descriptor in descriptors:
            os.close(descriptor)
        self.control.send(msgspec.msgpack.encode(reply))
        return True

    def serve(self, request: Request, descriptors: list[int]) -> Reply:
        """Do one request."""
        if isinstance(request, End):
            return self.end(request.pid, request.grace) if request.pid in self.workers else Ended(None)
        if isinstance(request, Preload):
            return preload(request.modules)
        if isinstance(request, Describe):
            return Described(self.layers)
        unsafe = why_not_fork()
        if unsafe:
            return Fault(unsafe)
        try:
            return Forked(self.fork(request.confinement, *descriptors))
        except LayerError as broken:
            return Fault(str(broken))

    def fork(self, confinement: Confinement, channel: int, output: int) -> int:
        """Fork one worker and return its process id."""
        parent = os.getpid()
        group = self.make_group(confinement)
        pid = os.fork()
        if pid == 0:
            if group is not None:
                enter_group_or_leave(group)
            become_worker(self.framework, confinement, self.layers, channel=channel, output=output, parent=parent)
        self.workers.add(pid)
        if group is not None:
            self.groups[pid] = group
        return pid

    def make_group(self, confinement: Confinement) -> Path | None:
        """Make the control group of the next worker, where there are any; raises `LayerError`."""
        if self.layers.cgroups is None:
            return None
        self.made += 1
        from kata.grading.kernel_cgroups import make_group

        return make_group(self.layers.cgroups, self.made, confinement)

    def end(self, pid: int, grace: float = 0.0) -> Ended:
        """Kill a worker, its group and what it left behind; return its own exit code if it had ended by itself.

        The code is negative for a signal. The worker is looked at without being collected, so that its number
        cannot belong to another process when the signals are sent.
        """
        self.workers.discard(pid)
        code = _own_end(pid, grace)
        _kill(pid)
        _reap(pid)
        self.kill_orphans()
        group = self.groups.pop(pid, None)
        starved = group is not None and import_module("kata.grading.kernel_cgroups").end_group(group)
        return Ended(code, starved)

    def kill_orphans(self) -> None:
        """Kill every child that is no worker: processes whose parent, a worker, has gone."""
        deadline = time.monotonic() + REAP_SECONDS
        while ON_LINUX and (orphans := _children() - self.workers) and time.monotonic() < deadline:
            for pid in orphans:
                with suppress(ProcessLookupError, ChildProcessError):
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, os.WNOHANG)


def enter_group_or_leave(group: Path) -> None:
    """Enter the control group that was made for this worker; without it there is no worker."""
    try:
        import_module("kata.grading.kernel_cgroups").enter_group(group)
    except LayerError:
        traceback.print_exc()
        os._exit(1)


def become_worker(
    framework: "Framework", confinement: Confinement, layers: Layers, *, channel: int, output: int, parent: int
) -> None:
    """Confine this process and answer requests until the end; never returns."""
    status = 1
    try:
        from kata.grading.worker import serve, take_over_output

        if confinement.processes:
            import_module("kata.grading.children").allow_children(framework, confinement.scratch)
        if confinement.devices > 1 and framework == "jax":
            import_module("kata.grading.children").show_devices(confinement.devices)
        if confinement.programs:
            import_module("kata.grading.xla").share_programs(confinement.programs)
        confine(confinement, channel, output, parent, layers)

        take_over_output()
        serve(socket.socket(fileno=channel), framework)
        status = 0
    except BaseException:  # noqa: BLE001  whatever it is, this process must not go on as its parent would
        traceback.print_exc()
    finally:
        os._exit(status)


def why_not_fork() -> str | None:
    """Return why a fork would not be safe now, or None."""
    threads = len(list(Path("/proc/self/task").iterdir())) if ON_LINUX else 1
    if threads != 1:
        return f"the warm process has {threads} threads"
    bridge = sys.modules.get("jax._src.xla_bridge")
    if bridge is not None and bridge.backends_are_initialized():
        return "JAX has started its backend in the warm process"
    return None


def _receive(control: socket.socket) -> tuple[bytes, list[int]]:
    """Receive one message of at most 64 KiB with its descriptors; empty at the end."""
    descriptors = array.array("i")
    size = 2 * descriptors.itemsize
    data, ancillary, _flags, _address = control.recvmsg(_MESSAGE, socket.CMSG_SPACE(size))
    for level, kind, body in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(body[: len(body) - len(body) % descriptors.itemsize])
    return data, list(descriptors)


def _own_end(pid: int, grace: float) -> int | None:
    """Return how a child has ended, waiting up to `grace` seconds; None if it still runs."""
    deadline = time.monotonic() + grace
    while True:
        found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if found is not None:
            return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.001)


def _kill(pid: int) -> None:
    """Kill a worker and its group; neither needs to be there."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _reap(pid: int) -> None:
    """Collect a killed child; one in uninterruptible sleep is left after a while."""
    deadline = time.monotonic() + REAP_SECONDS
    _wait_for_end(pid)
    while os.waitpid(pid, os.WNOHANG)[0] == 0 and time.monotonic() < deadline:
        time.sleep(0.01)


def _wait_for_end(pid: int) -> None:
    """Wait until a child has ended, if the system can wake this process then, and no longer than for collecting it."""
    with suppress(AttributeError, OSError):  # not macOS, not before Linux 5.3
        descriptor = os.pidfd_open(pid)
        try:
            select.select([descriptor], [], [], REAP_SECONDS)
        finally:
            os.close(descriptor)


def _children() -> set[int]:
    """Return the process ids of this process's children."""
    tasks = Path("/proc/self/task")
    return {int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()}


def preload(modules: tuple[str, ...]) -> Reply:
    """Import modules; one that is missing or broken is none of the submission's business until it uses it."""
    missing = [name for name in modules if name not in sys.modules]
    for name in missing:
        with suppress(Exception):
            import_module(name)
    if missing:
        gc.collect()
        gc.freeze()
    return Preloaded()


def main(control: int, framework: str, folder: str) -> None:
    """Import the framework, then serve forks over the descriptor `control`; at the end remove the workers' folders."""
    fault = None
    layers = Layers()
    try:
        layers = find_layers(Path(folder), grouped=True)
        import_module(f"kata.grading.bridges.{framework}")
        import_module("kata.grading.worker")
    except LayerError as broken:
        fault = str(broken)
    except Exception:  # noqa: BLE001  a broken installation can raise anything; the judge reports it
        fault = traceback.format_exc(limit=-3)
    if ON_LINUX:
        adopt_orphans()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is the judge's; it ends this process by closing the channel
    try:
        Parent(socket.socket(fileno=control), cast("Framework", framework), layers).run(fault)
    finally:
        remove_scratch(Path(folder))


def describe() -> None:
    """Print, as JSON, what confines a cold worker."""
    sys.stdout.buffer.write(msgspec.json.encode(find_layers()))


def cold_main(channel: int, output: int, framework: str, confinement: str) -> None:
    """Be one worker in a fresh process, where forking is not possible."""
    import_module(f"kata.grading.bridges.{framework}")
    import_module("kata.grading.worker")
    limits: Any = msgspec.json.decode(confinement, type=Confinement)
    layers = find_layers(Path(limits.scratch).parent)
    become_worker(cast("Framework", framework), limits, layers, channel=channel, output=output, parent=os.getppid())
