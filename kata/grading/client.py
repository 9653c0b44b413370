"""The screen's side of the grading service: asyncio, without NumPy. Events are streamed as they happen."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from typing import Final

import msgspec

from kata.content.model import ClozeQuestion
from kata.errors import CannotGradeHereError, KataError
from kata.grading.environment import python_command
from kata.grading.frames import PREFIX, ProtocolViolationError, lengths, prefix
from kata.grading.messages import Answered, Asked, Cancel, Done, Fill, Filled, Grade, Prepare, Told
from kata.grading.report import Event, FillingResult, GradeRequest, GradingImpossible
from kata.i18n import _, language

_CLOSE_SECONDS: Final = 8.0


class GradingService:
    """A grading service, started when it is first needed and again when it was lost."""

    def __init__(self, content_dir: str | None = None) -> None:
        self._content_dir = content_dir
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Queue[Answered]] = {}
        self._starting = asyncio.Lock()

    async def prepare(self, variant: str) -> None:
        """Let the service get ready for gradings of a variant."""
        await self._send(Prepare(variant))

    async def grade(self, request: GradeRequest) -> AsyncGenerator[Event, None]:
        """Grade; yield what happens as it happens. Closing the generator early, or `cancel`, ends the grading.

        The last event is `GradingFinished` or `GradingImpossible`; after a cancellation there is none of them.
        """
        number = next(self._numbers)
        async for answer in self._asked(number, Grade(number, request)):
            match answer:
                case Told():
                    yield answer.event
                case Done(fault=str(fault)):
                    yield GradingImpossible(message=fault, exit_code=answer.exit_code)

    async def run_filling(self, question: ClozeQuestion, fillings: Sequence[str]) -> FillingResult:
        """Run a cloze question's filled code; raises `KataError` where that is impossible."""
        number = next(self._numbers)
        result: FillingResult | None = None
        async for answer in self._asked(number, Fill(number, question, list(fillings), language())):
            match answer:
                case Filled():
                    result = answer.result
                case Done(fault=str(fault)):
                    raise (CannotGradeHereError if answer.exit_code == 3 else KataError)(fault)
        if result is None:
            raise KataError(_("cancelled"))
        return result

    async def cancel(self) -> None:
        """Cancel whatever is being done."""
        for number in list(self._waiting):
            await self._send(Cancel(number))

    async def close(self) -> None:
        """End the service and every process below it."""
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _CLOSE_SECONDS)
        except TimeoutError:
            process.kill()
            with suppress(TimeoutError):  # in uninterruptible sleep: it goes when it wakes
                await asyncio.wait_for(process.wait(), 1)
        if self._reader is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._reader, 1)

    async def _asked(self, number: int, request: Grade | Fill) -> AsyncGenerator[Answered, None]:
        """Send a request and yield its answers, the last one a `Done`; cancel it when the caller leaves early."""
        answers = self._waiting[number] = asyncio.Queue()
        finished = False
        try:
            await self._send(request)
            while not finished:
                answer = await answers.get()
                finished = isinstance(answer, Done)
                yield answer
        finally:
            del self._waiting[number]
            if not finished:
                with suppress(OSError):
                    await self._send(Cancel(number))

    async def _send(self, asked: Asked) -> None:
        body = msgspec.msgpack.encode(asked)
        process = await self._running()
        assert process.stdin is not None
        process.stdin.write(prefix(len(body), 0) + body)
        with suppress(ConnectionError):  # the reader says it to whoever waits
            await process.stdin.drain()

    async def _running(self) -> asyncio.subprocess.Process:
        """Return the service's process, starting it where there is none."""
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                call = "from kata.grading.service import main; main(*sys.argv[1:])"
                self._process = await asyncio.create_subprocess_exec(
                    *python_command(call, *([self._content_dir] if self._content_dir else [])),
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                    start_new_session=True,
                )
                self._reader = asyncio.create_task(self._read(self._process))
            return self._process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        """Hand each answer to whoever waits for it; when the service is lost, tell them all."""
        assert process.stdout is not None
        with suppress(asyncio.IncompleteReadError, ConnectionError, ProtocolViolationError, msgspec.DecodeError):
            while True:
                size, _payload = lengths(await process.stdout.readexactly(PREFIX.size))
                answer = msgspec.msgpack.decode(await process.stdout.readexactly(size), type=Answered)
                if answer.number in self._waiting:
                    self._waiting[answer.number].put_nowait(answer)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        for number, queue in self._waiting.items():
            queue.put_nowait(Done(number, _("the grading service ended unexpectedly")))
