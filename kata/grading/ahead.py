"""Fresh workers for checks that ask for them: opened before, and ended after, while others are being called."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Self

from kata.grading.channel import Worker
from kata.grading.submission import Submission


class Ahead:
    """Opens and ends workers of one submission. Use it as a context manager: at its end none of them is left."""

    def __init__(self, submission: Submission, announce: Callable[[Worker], None]) -> None:
        self._submission = submission
        self._announce = announce
        self._begun: list[Worker] = []
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(1)
        self._opening: Future[Worker] | None = None

    def begin(self) -> None:
        """Open a worker without waiting for it.

        Not where that is dear, as a second context on a GPU is; nor where a worker may start processes, which nobody
        looks after until it is called.
        """
        if self._submission.device == "cpu" and not self._submission.limits.processes:
            self._opening = self._threads.submit(self._submission.open, self._begun.append)

    def open(self) -> Worker:
        """Return a worker that has answered nothing yet; raises what opening it raises."""
        with self._lock:
            opening, self._opening = self._opening, None
        if opening is None:
            return self._submission.open(self._announce)
        wait([opening])
        for worker in self._begun:
            self._announce(worker)
        return opening.result()

    def end(self, worker: Worker) -> None:
        """End a worker without waiting for it: the system takes a while to give its memory back."""
        self._threads.submit(worker.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        opening, self._opening = self._opening, None
        if opening is not None and not opening.done():
            for worker in self._begun:  # it may never have loaded: whoever pressed ctrl+c is not kept waiting
                worker.kill()
        self._threads.shutdown()
        if opening is not None and opening.exception() is None:
            opening.result().close()
