"""Fresh workers for checks that ask for them: opened before, and ended after, while others are being called."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event, Lock
from typing import Self

from kata.grading.channel import Worker
from kata.grading.submission import Submission


class Ahead:
    """Opens and ends workers of one submission. Use it as a context manager: at its end none of them is left."""

    def __init__(self, submission: Submission, announce: Callable[[Worker], None]) -> None:
        self._stop = Event()
        self.submission = submission.stopping(self._stop)
        self._announce = announce
        self._begun: list[Worker] = []
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(1)
        self._opening: Future[Worker] | None = None
        self._taken = False

    def begin(self) -> None:
        """Open a worker without waiting for it.

        Not where that is dear, as a second context on a GPU is; nor where a worker may start processes, which nobody
        looks after until it is called.
        """
        if self.submission.device == "cpu" and not self.submission.limits.processes:
            self._opening = self._threads.submit(self.submission.open, self._begun.append)

    def open(self) -> Worker:
        """Return a worker that has answered nothing yet; raises what opening it raises."""
        with self._lock:
            taken, self._taken = self._taken, True
        if self._opening is None or taken:
            return self.submission.open(self._announce)
        wait([self._opening])
        for worker in self._begun:
            self._announce(worker)
        return self._opening.result()

    def end(self, worker: Worker) -> None:
        """End a worker without waiting for it: the system takes a while to give its memory back."""
        self._threads.submit(self.submission.end, worker)

    def stop(self) -> None:
        """Let all workers' calls, and what is being opened, end within a moment: whoever pressed ctrl+c must not wait.

        Before threads are waited for that call workers; `__exit__` comes too late for these.
        """
        self._stop.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()  # a submission may never load again
        self._threads.shutdown()
        if self._opening is not None and self._opening.exception() is None:
            self.submission.end(self._opening.result())  # handed out or not: ctrl+c comes between any two lines
