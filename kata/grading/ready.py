"""Workers that wait for the next grading: opened, and led once through what a framework does slowly at first.

Between two gradings a reader thinks and types for longer than a worker takes to begin. What waits has loaded no
submission, is confined like any worker, and serves one grading of one submission.
"""

import threading
from contextlib import suppress
from typing import Final, Self

from kata.content.model import Framework, Limits
from kata.errors import KataError
from kata.grading.channel import CancelledError, Worker, WorkerLostError
from kata.grading.processes import IMPORT_SECONDS, Pool
from kata.grading.submission import start_worker

AT_ONCE: Final = 2  # a grading's first worker, and the fresh one that many checks ask for


class Ready:
    """The workers that wait, all for one framework and one kata's limits. Use it as a context manager."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._wanted: tuple[Framework, Limits] | None = None
        self._waiting: list[Worker] = []
        self._retired: list[Worker] = []
        self._lock = threading.Lock()
        self._filling: threading.Thread | None = None
        self._closed = threading.Event()

    def take(self, framework: Framework, limits: Limits) -> Worker | None:
        """Return a worker that waits with these limits, or None where there is none."""
        with self._lock:
            if self._wanted != (framework, limits):
                return None
            while self._waiting:
                worker = self._waiting.pop(0)
                if worker.waits():
                    return worker
                worker.close()  # killed, or its warm process ended for want of use
        return None

    def retire(self, worker: Worker) -> None:
        """Kill a worker now; it is collected before the next one is opened."""
        worker.stop()
        self._retired.append(worker)

    def fill(self, framework: Framework, limits: Limits) -> None:
        """Begin to open what is missing; those that wait for another kata end.

        Not where a worker may start processes: nobody looks after those until it is called.
        """
        self.settle()
        with self._lock:
            if self._wanted != (framework, limits):
                self._end_all()
            self._wanted = (framework, limits)
        wanted = 0 if limits.processes else AT_ONCE
        self._filling = threading.Thread(target=self._open, args=(framework, limits, wanted), daemon=True)
        self._filling.start()

    def settle(self) -> None:
        """Wait until nothing is being opened."""
        if self._filling is not None:
            self._filling.join()

    def close(self) -> None:
        """End all that wait."""
        self._closed.set()
        self.settle()
        with self._lock:
            self._end_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _open(self, framework: Framework, limits: Limits, wanted: int) -> None:
        """Collect what is retired and open workers until enough wait.

        One that cannot be opened will be spoken of by the grading that needs it.
        """
        self._collect()
        with suppress(KataError, WorkerLostError, CancelledError, OSError):
            while len(self._waiting) < wanted and not self._closed.is_set():
                worker = start_worker(self._pool, framework, limits, "cpu", self._closed.is_set)
                try:
                    worker.request("limber", {}, IMPORT_SECONDS)
                except BaseException:
                    worker.close()
                    raise
                with self._lock:
                    self._waiting.append(worker)

    def _collect(self) -> None:
        while self._retired:
            self._retired.pop().close()

    def _end_all(self) -> None:
        self._collect()
        while self._waiting:
            self._waiting.pop().close()
