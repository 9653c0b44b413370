"""One worker as the judge sees it: a request goes out, one reply comes back, and meanwhile a watchdog looks on.

Time, what it uses (`watchdog.py`) and the amount of output are measured here, outside the worker. Whatever ends a
worker early is a `WorkerLostError` with the verdict it means.
"""

import os
import secrets
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self

from kata.content.model import Limits
from kata.grading import stack
from kata.grading.frames import FIRST, PREFIX, ProtocolViolationError, lengths, prefix
from kata.grading.limits import Confinement
from kata.grading.output import Output
from kata.grading.processes import EXIT_SECONDS, Starter
from kata.grading.report import Verdict
from kata.grading.scratch import make_scratch, remove_scratch
from kata.grading.watchdog import Patience, Watchdog
from kata.grading.wire import decode, encode
from kata.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

TICK: Final = 0.025
_CHUNK: Final = 1 << 18
# A whole grading is many calls: all that one worker answers may take this many times what one call may, by the clock
# and, as a backstop for a worker that outlives its judge, by the processor.
_ALL_CALLS: Final = 30
_STACK_BYTES: Final = 1 << 20


class WorkerLostError(Exception):
    """The worker is gone, or had to be killed; the message is for the user.

    `frames` are line and function of the submission's own code that ran then, the innermost last, where that is known.
    """

    def __init__(self, verdict: Verdict, message: str, frames: list[tuple[int, str]] | None = None) -> None:
        super().__init__(message)
        self.verdict = verdict
        self.frames = frames or []


class CancelledError(Exception):
    """The user cancelled the grading."""


class Worker:
    """A worker and the watchdog over it. Use it as a context manager: at its end nothing is left."""

    def __init__(
        self, starter: Starter, limits: Limits, cancelled: Callable[[], bool] = lambda: False, *, gpu: bool = False
    ) -> None:
        self.limits = limits
        self.output = Output()
        self.cancelled = cancelled
        self._scratch: Path = make_scratch(starter.folder)
        confinement = Confinement(
            str(self._scratch),
            limits.memory_mb,
            max(60, int(_ALL_CALLS * limits.seconds)),
            gpu=gpu,
            processes=limits.processes,
            loopback=limits.loopback,
            devices=limits.devices,
        )
        try:
            self._process = starter.start(confinement)
        except BaseException:
            remove_scratch(self._scratch)
            raise
        self._process.channel.setblocking(False)
        os.set_blocking(self._process.output, False)
        self._watchdog = Watchdog(self._process.pid, self._scratch, limits, gpu=gpu)
        self._allowed = limits.seconds
        self._left = _ALL_CALLS * limits.seconds
        self._closed = False
        self._looked = time.monotonic()
        self._polls = {event: self._poll_for(event) for event in (select.POLLIN, select.POLLOUT)}
        self._output_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The worker's process number."""
        return self._process.pid

    @property
    def spent(self) -> float:
        """How much of the time that all its calls may take they have taken, from 0 to 1."""
        return 1 - self._left / (_ALL_CALLS * self.limits.seconds)

    def waits(self) -> bool:
        """Say whether it is still there and silent, as a worker is that was asked for nothing."""
        poll = select.poll()
        poll.register(self._process.channel, select.POLLIN)
        return not self._closed and not poll.poll(0)

    def kill(self) -> None:
        """Kill the worker from any thread; the one that waits for its answer finds it gone, and closes it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Kill the worker with its group, and keep what it printed; `close` is still to come, and may be slow."""
        if not self._closed:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
            self._drain()

    def close(self, grace: float = 0.0) -> int | None:
        """Kill the worker and remove its folder; return its exit code if it had ended by itself."""
        if self._closed:
            return None
        self._closed = True
        code = self._process.end(grace)
        self._drain()
        self._process.channel.close()
        os.close(self._process.output)
        remove_scratch(self._scratch)
        return code

    def request(self, op: str, fields: dict[str, Any], seconds: float | None = None) -> dict[str, Any]:
        """Send one request and return the reply's fields; raises `WorkerLostError` or `CancelledError`."""
        if self._closed:
            raise WorkerLostError("crashed", _("the worker had ended before"))
        number = secrets.randbits(62)
        header, buffers = encode({"id": number, "op": op, **fields})
        self._allowed = min(self.limits.seconds, self._left) if seconds is None else seconds
        patience = Patience(self._allowed)
        try:
            reply = self._exchange([prefix(len(header), sum(map(len, buffers))) + header, *buffers], patience)
            _must_answer(reply, number)
        except ProtocolViolationError as fault:
            self.close()
            message = _("The submission wrote to the grader's own channel ({detail}).").format(detail=fault)
            raise WorkerLostError("crashed", message) from fault
        except CancelledError:
            self.close()
            raise
        patience.is_over()  # takes note of the time
        if seconds is None:
            self._left -= self._allowed - patience.left
        return dict(reply)

    def _exchange(self, pieces: list[bytes], patience: Patience) -> Any:
        """Send `pieces`, then read one frame, within the time allowed."""
        self._refuse_early_bytes()
        # In one piece where it is small: each send wakes the worker.
        for piece in [b"".join(pieces)] if sum(map(len, pieces)) <= _CHUNK else pieces:
            self._send(memoryview(piece), patience)
        return decode(*self._frame(patience))

    def _refuse_early_bytes(self) -> None:
        """Nothing may lie in the channel before it was asked for."""
        with suppress(BlockingIOError, ConnectionError):
            if self._process.channel.recv(1):
                raise ProtocolViolationError("bytes before a request")

    def _send(self, data: memoryview, patience: Patience) -> None:
        while data:
            try:
                data = data[self._process.channel.send(data) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, patience)
            except ConnectionError:
                self._gone()

    def _frame(self, patience: Patience) -> tuple[memoryview, memoryview]:
        """Read one frame's header and payload, a small one in one piece; lengths are checked before memory is taken."""
        start = b""
        while len(start) < PREFIX.size:
            self._wait(select.POLLIN, patience)
            start += self._received(FIRST)
        header, payload = lengths(start[: PREFIX.size])
        body = memoryview(bytearray(header + payload))
        got = len(start) - PREFIX.size
        if got > len(body):
            raise ProtocolViolationError("bytes after a reply")
        body[:got] = memoryview(start)[PREFIX.size :]
        while got < len(body):
            more = self._received(min(len(body) - got, _CHUNK))
            body[got : got + len(more)] = more
            got += len(more)
            if not more:
                self._wait(select.POLLIN, patience)
        return body[:header], body[header:]

    def _received(self, most: int) -> bytes:
        """Return what has come, at most so many bytes; nothing where nothing has."""
        try:
            data = self._process.channel.recv(most)
        except BlockingIOError:
            return b""
        except ConnectionError:
            data = b""
        return data or self._gone()

    def _poll_for(self, event: int) -> select.poll:
        """Return what waits for the channel and for output."""
        poll = select.poll()
        poll.register(self._process.channel, event)
        poll.register(self._process.output, select.POLLIN)
        return poll

    def _wait(self, event: int, patience: Patience) -> None:
        """Wait for the channel, for at most one tick, draining output; once a tick, look after the worker."""
        ready = dict(self._polls[event].poll(TICK * 1000))
        if self._process.output in ready:
            self._drain()
        now = time.monotonic()
        if now - self._looked >= TICK or self.output.flooded:
            self._looked = now
            self._look(patience)

    def _look(self, patience: Patience) -> None:
        """End a worker that has taken too long, too much, or printed without end."""
        if self.cancelled():
            raise CancelledError
        if patience.is_over() and self._allowed < self.limits.seconds:
            message = _("All calls together took longer than {seconds} s, so it was stopped. What takes so long?")
            self._lost("timeout", message.format(seconds=f"{_ALL_CALLS * self.limits.seconds:g}"))
        if patience.is_over():
            message = _("No answer within {seconds} s, so it was stopped. Does a loop never end, or do too much?")
            self._lost("timeout", message.format(seconds=f"{self._allowed:g}"))
        if self.output.flooded:
            self._lost("crashed", _("It printed more than 8 MiB and was stopped."))
        if (found := self._watchdog.look()) is not None:
            self._lost(*found)

    def _drain(self) -> None:
        """Read what was printed so far."""
        with suppress(BlockingIOError):
            while self._output_open and not self.output.flooded:
                data = os.read(self._process.output, 1 << 16)
                self.output.add(data)
                if not data:
                    self._forget_output()

    def _forget_output(self) -> None:
        """Wait no more for output: nobody holds its other end."""
        self._output_open = False
        for poll in self._polls.values():
            poll.unregister(self._process.output)

    def _frames(self, seconds: float) -> list[tuple[int, str]]:
        """Ask where the submission's code is, and wait a moment for the answer: a stopped process gives none."""
        self._drain()
        with suppress(OSError):
            os.kill(self.pid, stack.SIGNAL)
        deadline = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self._process.output, select.POLLIN)
        data, told = b"", None
        while self._output_open and told is None and len(data) < _STACK_BYTES and time.monotonic() < deadline:
            if poll.poll(TICK * 1000):
                more = os.read(self._process.output, 1 << 16)
                if not more:
                    self._forget_output()
                data, told = stack.split(data + more)
        self.output.add(data)
        return [] if told is None else stack.frames(told)

    def _lost(self, verdict: Verdict, message: str) -> NoReturn:
        # What takes memory goes on taking it meanwhile.
        frames = [] if self.output.flooded else self._frames(0.1 if verdict == "memory" else 0.5)
        self.close()
        raise WorkerLostError(verdict, message, frames)

    def _gone(self) -> NoReturn:
        """Say how a worker ended that closed its channel."""
        code = self.close(EXIT_SECONDS)
        if self._process.starved():
            message = _("It used more memory than the limit of {limit} MB and was stopped.")
            raise WorkerLostError("memory", message.format(limit=self.limits.memory_mb))
        if code is not None and code >= 0:
            message = _("The process left with status {code} in the middle of a call (os._exit?).").format(code=code)
        elif code is not None:
            message = _("The process was ended by signal {number} ({name}).").format(number=-code, name=_signal(-code))
            message += _cause(-code)
            if -code == signal.SIGXCPU:
                raise WorkerLostError("timeout", _("It used up the processor time that a grading may take."))
        else:
            message = _("The process closed the channel to the grader.")
        raise WorkerLostError("crashed", message)


def _must_answer(reply: Any, number: int) -> None:
    """Raise `ProtocolViolationError` unless this is a reply to that request."""
    if not isinstance(reply, dict) or reply.pop("id", None) != number or type(reply.get("kind")) is not str:
        raise ProtocolViolationError("a reply to nothing that was asked")


def _cause(number: int) -> str:
    """Return what usually sends a signal, or nothing."""
    causes = {
        signal.SIGSEGV: _("Compiled code failed: often endless recursion with a raised limit, or ctypes."),
        signal.SIGABRT: _("Compiled code gave up; what it said is in the output."),
        signal.SIGKILL: _("If it did not do so itself, the machine may have run out of memory."),
        signal.SIGFPE: _("Compiled code divided an integer by zero."),
        signal.SIGXFSZ: _("It wrote a file that is too large."),
        signal.SIGSYS: _("It asked the system for something that a submission may not do."),
    }
    cause = causes.get(number)  # type: ignore[call-overload]
    return f" {cause}" if cause else ""


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "?"
