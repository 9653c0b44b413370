"""The judge's side of processes: warm parents that fork workers, and cold workers where forking is not possible."""

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, Self

import msgspec

from kata.errors import CannotGradeHereError
from kata.grading.cold_layers import cold_layers
from kata.grading.environment import clean_environment, python_command
from kata.grading.kernel_macos import sandboxed
from kata.grading.layers import Layers
from kata.grading.limits import ON_LINUX, Confinement
from kata.grading.scratch import make_scratch, remove_scratch
from kata.grading.warm import Describe, Described, End, Ended, Fork, Forked, Preload, Reply, Request
from kata.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from kata.content.model import Framework

# jax.export, on which some checks rest, needs flatbuffers.
PACKAGES: Final = {"numpy": ("numpy",), "torch": ("torch",), "jax": ("jax", "jaxlib", "flatbuffers")}
# What running an exported program, or linear algebra, imports: a quarter of a second.
_LATE_JAX: Final = ("jaxlib.mlir.dialects.mhlo", "jax.experimental.multihost_utils", "scipy.linalg.cython_lapack")
# torch.optim and torch.func pull it in at their first use: two seconds in each worker.
_LATE: Final[dict[str, tuple[str, ...]]] = {"torch": ("torch._dynamo",), "jax": _LATE_JAX, "numpy": ()}
IMPORT_SECONDS: Final = 120.0
EXIT_SECONDS: Final = 0.5
CLOSE_SECONDS: Final = 10.0


class ParentLostError(CannotGradeHereError):
    """A warm process is gone; the pool makes another one."""


@dataclass
class WorkerProcess:
    """A worker as the judge holds it: its channel, its output, its number, and how to end it."""

    channel: socket.socket
    output: int
    pid: int
    end: Callable[[float], int | None]
    starved: Callable[[], bool] = lambda: False


class Starter(Protocol):
    """Anything that starts workers of one framework; their scratch folders are made in `folder`."""

    @property
    def folder(self) -> "Path | None":
        """Where scratch folders are made, None among the temporary files."""

    def start(self, confinement: Confinement) -> WorkerProcess:
        """Start one worker."""

    def layers(self) -> Layers:
        """Say what the kernel enforces on its workers; raises `CannotGradeHereError` where a layer does not hold."""

    def deepen(self) -> None:
        """Prepare for what submissions often need late."""

    def close(self) -> None:
        """End whatever belongs to it."""


def require(framework: "Framework") -> None:
    """Raise `CannotGradeHereError`, with what to install, where the framework or the system does not serve."""
    if sys.platform == "win32":
        raise CannotGradeHereError(_("Windows cannot confine a submission; run kata under WSL."))
    packages = PACKAGES[framework]
    missing = next((name for name in packages if importlib.util.find_spec(name) is None), None)
    if missing is not None:
        message = _("{package} is not installed: pip install {packages}")
        raise CannotGradeHereError(message.format(package=missing, packages=" ".join(packages)))


class WarmParent:
    """A process that has imported a framework and forks workers; one request at a time, from any thread."""

    def __init__(self, framework: "Framework", *, gpu: bool = False, share_programs: bool = False) -> None:
        require(framework)
        self._framework = framework
        self.folder = make_scratch()
        self._programs = make_scratch(self.folder) if share_programs and framework == "jax" else ""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        call = "from kata.grading.warm import main; main(int(sys.argv[1]), *sys.argv[2:])"
        with theirs:
            self._process = subprocess.Popen(
                python_command(call, str(theirs.fileno()), framework, str(self.folder)),
                env=clean_environment(gpu=gpu),
                cwd="/",
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._lock = threading.Lock()
        self._lost = False
        self._layers: Layers | None = None
        self.used = time.monotonic()

    @property
    def pid(self) -> int:
        """The warm process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs and answers."""
        return not self._lost and self._process.poll() is None

    def start(self, confinement: Confinement) -> WorkerProcess:
        """Fork one worker; waits for the imports the first time."""
        channel, theirs = socket.socketpair()
        output, writing = os.pipe()
        try:
            with theirs:
                confinement = msgspec.structs.replace(confinement, programs=str(self._programs))
                reply = self._ask(Fork(confinement), [theirs.fileno(), writing])
        except BaseException:
            channel.close()
            os.close(output)
            raise
        finally:
            os.close(writing)
        if isinstance(reply, Forked):
            return self._held(channel, output, reply.pid)
        channel.close()
        os.close(output)
        raise CannotGradeHereError(str(getattr(reply, "message", reply)).strip())

    def layers(self) -> Layers:
        """Say what the kernel enforces on the workers; waits for the imports the first time."""
        if self._layers is None:
            reply = self._ask(Describe(), [])
            if not isinstance(reply, Described):
                raise CannotGradeHereError(str(getattr(reply, "message", reply)).strip())
            self._layers = reply.layers
        return self._layers

    def deepen(self) -> None:
        """Import what submissions often make the framework import late; takes seconds, and is worth it while idle."""
        self._ask(Preload(_LATE[self._framework]), [])

    def close(self) -> None:
        """End the warm process and, through it, all its workers."""
        with suppress(OSError):  # it may be gone; a mere close would leave a thread waiting that waits for an answer
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()
        try:
            self._process.wait(CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):  # in uninterruptible sleep: it goes when it wakes
                self._process.wait(1)
        remove_scratch(self.folder)  # it has done so itself unless it was killed

    def _held(self, channel: socket.socket, output: int, pid: int) -> WorkerProcess:
        """Return the worker as the judge holds it."""
        ended = Ended(None)

        def end(grace: float) -> int | None:
            nonlocal ended
            ended = self._end(pid, grace)
            return ended.code

        return WorkerProcess(channel, output, pid, end, lambda: ended.starved)

    def _end(self, pid: int, grace: float) -> Ended:
        try:
            reply = self._ask(End(pid, grace), [])
        except CannotGradeHereError:
            # The parent is gone and its workers die with it; what is left of the group is killed here.
            _kill_group(pid)
            return Ended(None)
        return reply if isinstance(reply, Ended) else Ended(None)

    def _ask(self, request: Request, descriptors: list[int]) -> Reply:
        with self._lock:
            self.used = time.monotonic()
            data = b"" if self._lost else self._exchanged(request, descriptors)
            if not data:
                self._lost = True
                raise ParentLostError(_("the warm process ended unexpectedly"))
            answer: Reply = msgspec.msgpack.decode(data, type=Reply)
            return answer

    def _exchanged(self, request: Request, descriptors: list[int]) -> bytes:
        """Send a request and return the answer's bytes; nothing where the process is gone."""
        try:
            self._control.settimeout(IMPORT_SECONDS)
            socket.send_fds(self._control, [msgspec.msgpack.encode(request)], descriptors)
            return self._control.recv(1 << 16)
        except OSError:
            return b""
        except BaseException:  # ctrl+c: the next request would get this one's answer
            self._lost = True
            raise


class ColdStarter:
    """Starts each worker as a fresh process: slower, and right wherever fork is not."""

    folder = None

    def __init__(self, framework: "Framework", *, gpu: bool = False, tied: bool = not ON_LINUX) -> None:
        require(framework)
        self._framework = framework
        self._gpu = gpu
        self._tied = tied
        self._layers: Layers | None = None

    def start(self, confinement: Confinement) -> WorkerProcess:
        """Start one worker; its first request waits for the imports."""
        channel, theirs = socket.socketpair()
        output, writing = os.pipe()
        call = "from kata.grading.warm import cold_main as m; a = sys.argv; m(int(a[1]), int(a[2]), a[3], a[4])"
        settings = msgspec.json.encode(confinement).decode()
        numbers = [theirs.fileno(), writing]
        command = python_command(call, *map(str, numbers), self._framework, settings)
        if self.layers().sandbox_exec:
            command = sandboxed(
                command, confinement.scratch, processes=confinement.processes, loopback=confinement.loopback
            )
        lifeline, held = os.pipe()
        if self._tied:
            tie = "from kata.grading.lifeline import main; main()"
            command = python_command(tie, str(lifeline), confinement.scratch, *command)
        process = subprocess.Popen(
            command,
            env=clean_environment(gpu=self._gpu),
            cwd="/",
            pass_fds=[*numbers, lifeline],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=writing,
            start_new_session=True,
        )
        theirs.close()
        os.close(writing)
        os.close(lifeline)
        return WorkerProcess(channel, output, process.pid, lambda grace: _end_cold(process, held, grace))

    def layers(self) -> Layers:
        """Say what the kernel enforces; found out once, in a process of its own."""
        if self._layers is None:
            self._layers = cold_layers()
        return self._layers

    def deepen(self) -> None:
        """Nothing can be prepared."""

    def close(self) -> None:
        """Nothing is kept between workers."""


def _end_cold(process: subprocess.Popen[bytes], held: int, grace: float) -> int | None:
    """Kill a cold worker and its group; return its exit code if it had ended by itself."""
    code = None
    with suppress(subprocess.TimeoutExpired):
        code = process.wait(grace)
    _kill_group(process.pid)
    if code is None:
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)
    os.close(held)
    return code


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


class Pool:
    """The starters of a judge, one for each framework and device; kept warm until closed or idle.

    `share_programs` lets workers take from each other what JAX compiled: for a kata's own files, whose authors are
    trusted. A submission could put there what another one then runs.
    """

    def __init__(self, *, cold: bool = not ON_LINUX, share_programs: bool = False) -> None:
        self._cold = cold
        self._share_programs = share_programs
        self._lock = threading.Lock()
        self._closed = False
        self._warm: dict[tuple[Framework, bool], WarmParent] = {}
        self._starters: dict[tuple[Framework, bool], ColdStarter] = {}

    def starter(self, framework: "Framework", *, gpu: bool = False) -> Starter:
        """Return the starter, making or remaking a warm parent where there is none alive, as long as this is open."""
        if self._cold:
            with self._lock:
                if (framework, gpu) not in self._starters:
                    self._starters[framework, gpu] = ColdStarter(framework, gpu=gpu)
                return self._starters[framework, gpu]
        with self._lock:
            if self._closed:  # a thread that is late, and another warm process that nobody would end
                raise ParentLostError(_("the warm process ended unexpectedly"))
            found = self._warm.get((framework, gpu))
            if found is not None and not found.alive:
                found.close()
                found = None
            if found is None:
                found = WarmParent(framework, gpu=gpu, share_programs=self._share_programs)
                self._warm[framework, gpu] = found
            return found

    def layers(self, framework: "Framework") -> Layers:
        """Say what the kernel enforces on workers; raises `CannotGradeHereError` where a layer does not hold."""
        try:
            return self.starter(framework).layers()
        except ParentLostError:
            return self.starter(framework).layers()

    def end_idle(self, seconds: float) -> None:
        """End the warm parents that nothing has asked for this long."""
        now = time.monotonic()
        with self._lock:
            idle = [key for key, parent in self._warm.items() if now - parent.used > seconds]
            for key in idle:
                self._warm.pop(key).close()

    def close(self) -> None:
        """End every warm parent."""
        with self._lock:
            self._closed = True
            while self._warm:
                self._warm.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
