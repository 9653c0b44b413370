"""A worker seen from the engine, and what it is asked about."""

import os
import signal
from contextlib import suppress
from multiprocessing import get_context
from typing import Any, Final, NamedTuple

from kata.compare import bench
from kata.compare.result import Settings, Status, VariantName
from kata.content.model import Framework

START_LIMIT: Final = 120.0  # seconds for the imports of all frameworks on a slow disk
_GLANCE: Final = 1.0  # seconds


class LostError(Exception):
    """A worker could not do what it was asked: a status of `Measured` and a note."""

    def __init__(self, status: Status, note: str = "") -> None:
        super().__init__(f"{status} {note}")
        self.status: Status = status
        self.note = note


class Worker:
    """One worker seen from the engine."""

    def __init__(self, settings: Settings, kind: Framework, lane: int = 0) -> None:
        context = get_context("forkserver")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=bench.serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.limit = settings.limit
        self.lane = lane
        self.holds: set[VariantName] = set()
        self._has_toolchain = False
        self._stands_still = False
        wanted = (kind, settings.device, settings.dtype, settings.threads, lane)
        try:
            self.gpu, self.gpu_memory = self.ask("start", *wanted, limit=START_LIMIT)
        except LostError:  # without the framework there is nothing to ask it
            self.end()
            raise

    def ask(self, operation: str, *arguments: object, limit: float | None = None) -> Any:
        """Have it do one thing, within `limit` seconds in which it does not stand still.

        Raises:
            LostError: It could not; it has been killed where it did not answer.
        """
        try:
            self._connection.send((operation, arguments))
            if not self._answers_within(self.limit if limit is None else limit):
                self.end()
                raise LostError("timeout")
            answer = self._connection.recv()
        except (EOFError, OSError) as fault:
            self._process.join(5)
            killed = self._process.exitcode == -signal.SIGKILL  # nobody but the system does that here: memory ran out
            self.end()
            raise LostError("memory" if killed else "failed", f"exit {self._process.exitcode}") from fault
        if answer[0] == "fault":
            raise LostError(answer[1], answer[2])
        return answer[1]

    def _answers_within(self, seconds: float) -> bool:
        while seconds > 0:
            turn = min(_GLANCE, seconds)
            if self._connection.poll(turn):
                return True
            if not self._stands_still:
                seconds -= turn
        return False

    def move(self, lane: int) -> None:
        """Have it compute on the cores of this lane from now on; raises `LostError`."""
        if lane != self.lane:
            self.ask("move", lane)
            self.lane = lane

    def build_toolchain(self) -> None:
        """Have it build, once, what is no single workload's compile time; raises `LostError`."""
        if not self._has_toolchain:
            self._has_toolchain = True
            self.ask("toolchain", limit=START_LIMIT)

    def pause(self) -> None:
        """Have it stand still; its time stands still too. Called from any thread."""
        self._stands_still = True
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Have it go on. Called from any thread."""
        self._stands_still = False
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """Kill it from any thread; whoever waits for its answer finds it gone."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._process.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, number)

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.is_alive()

    def end(self) -> None:
        """Kill it."""
        self._process.kill()
        self._process.join()
        self._connection.close()


class Cell(NamedTuple):
    """A variant of a workload at a size."""

    workload: str
    size: int
    variant: VariantName
