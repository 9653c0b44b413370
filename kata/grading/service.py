"""The grading service: a process of its own with the judge and the warm parents, so that a screen never waits.

It reads requests from stdin and writes events to stdout (`messages.py`). It ends when stdin does, taking every worker
with it, and ends warm parents that nobody has used for some minutes.
"""

import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Final

import msgspec

from kata.content import Library, Variant, load_library
from kata.errors import KataError
from kata.grading.channel import CancelledError
from kata.grading.faults import of_grader
from kata.grading.filling import run_filling
from kata.grading.frames import ProtocolViolationError, read_frame, write_frame
from kata.grading.judge import grade
from kata.grading.messages import Answered, Asked, Cancel, Done, Fill, Filled, Grade, Prepare, Told
from kata.grading.processes import Pool
from kata.grading.ready import Ready
from kata.grading.report import Event
from kata.i18n import LANGUAGES, set_language

IDLE_SECONDS: Final = 300.0
_LOOK_SECONDS: Final = 15.0
_LEAVE_SECONDS: Final = 5.0


class Service:
    """Serves one client, one grading after the other."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO, content_dir: str | None) -> None:
        self._requests = requests
        self._answers = answers
        self._content_dir = content_dir
        self._library: Library | None = None
        self._todo: queue.SimpleQueue[Grade | Fill | Prepare | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._closing = threading.Event()
        self._pool = Pool()
        self._ready = Ready(self._pool)

    def run(self) -> None:
        """Serve until the client is gone."""
        threading.Thread(target=self._read, daemon=True).start()
        with self._pool, self._ready:
            while (asked := self._next()) is not None:
                if isinstance(asked, Prepare):
                    self._prepare(asked)
                else:
                    self._answer(self._do(asked))

    def _next(self) -> Grade | Fill | Prepare | None:
        """Return the next thing to do; look after idle processes while there is none."""
        while True:
            try:
                return self._todo.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                self._pool.end_idle(IDLE_SECONDS)

    def _read(self) -> None:
        """Read requests in a thread of its own: a cancellation must not wait for the grading that it ends."""
        try:
            while (frame := read_frame(self._requests)) is not None:
                self._take(msgspec.msgpack.decode(frame, type=Asked))
        except (OSError, ValueError, msgspec.DecodeError, ProtocolViolationError):
            traceback.print_exc()
        self._closing.set()
        self._todo.put(None)
        # Whatever the main thread is stuck in: the warm parents see the end of this process and tidy up.
        threading.Timer(_LEAVE_SECONDS, os._exit, [1]).start()

    def _take(self, asked: Asked) -> None:
        match asked:
            case Cancel():
                self._cancelled.add(asked.number)
            case _:
                self._todo.put(asked)

    def _prepare(self, asked: Prepare) -> None:
        """Warm up; what is missing or faulty is said when something is graded."""
        with suppress(KataError):
            variant = self._loaded().variant(asked.variant)
            self._pool.starter(variant.framework).deepen()
            self._ready.fill(variant.framework, variant.kata.spec.limits)

    def _do(self, asked: Grade | Fill) -> Done:
        """Do one thing; every fault becomes an answer."""
        number = asked.number

        def cancelled() -> bool:
            return self._closing.is_set() or number in self._cancelled

        try:
            if isinstance(asked, Grade):
                variant = self._loaded().variant(asked.request.variant)
                self._grade(asked, variant, cancelled)
            else:
                _speak(asked.language)
                result = run_filling(asked.question, asked.fillings, cancelled=cancelled, pool=self._pool)
                self._answer(Filled(number, result))
        except CancelledError:
            return Done(number)
        except KataError as fault:
            return Done(number, str(fault), fault.exit_code)
        except Exception as fault:  # noqa: BLE001  a grader's fault must not end the service
            return Done(number, of_grader(fault))
        return Done(number)

    def _grade(self, asked: Grade, variant: Variant, cancelled: Callable[[], bool]) -> None:
        """Grade, and get ready for the next grading of the same kata."""

        def tell(event: Event) -> None:
            self._answer(Told(asked.number, event))

        try:
            grade(asked.request, variant, tell, cancelled, self._pool, ready=self._ready)
        finally:
            if not self._closing.is_set():
                self._ready.fill(variant.framework, variant.kata.spec.limits)

    def _loaded(self) -> Library:
        if self._library is None:
            self._library = load_library(self._content_dir, katas_alone=True)
        return self._library

    def _answer(self, answer: Answered) -> None:
        """Send an answer; a client that is gone needs none."""
        try:
            write_frame(self._answers, msgspec.msgpack.encode(answer))
        except (BrokenPipeError, ValueError):
            self._closing.set()


def _speak(language: str) -> None:
    if language in LANGUAGES:
        set_language(language)


def main(content_dir: str | None = None) -> None:
    """Serve over the descriptors 0 and 1; whatever else prints goes to stderr."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    Service(requests, answers, content_dir).run()


if __name__ == "__main__":
    main(*sys.argv[1:2])
