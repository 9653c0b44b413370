"""Workers that files of one variant use one after the other, in rehearsals alone: what is slow once is slow once.

JAX traces, lowers and loads anew in each process what eager operations and `jax.numpy` need at each shape: four fifths
of what a mistake costs. A user's submission never shares a process. Here the files are the kata's own, which are not
hostile, and one that shows a fault in a shared worker is graded again in fresh ones (`rehearsal.py`).
"""

import threading
from contextlib import suppress
from typing import Final, Self

from kata.content.model import Framework, Limits
from kata.errors import KataError
from kata.grading.channel import Worker, WorkerLostError
from kata.grading.processes import Pool
from kata.grading.replies import SubmissionRaisedError, SubmissionRefusedError, understood
from kata.grading.submission import start_worker
from kata.grading.usage import usage

MOST_FILES: Final = 24
# Of what its limits allow: the next file must have room.
_MOST_OF_MEMORY: Final = 0.5
_MOST_OF_TIME: Final = 0.5


class Shelf:
    """Workers of one variant between two files. Use it as a context manager: at its end none of them is left."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._idle: list[Worker] = []
        self._files: dict[Worker, int] = {}
        self._lock = threading.Lock()
        self._closed = False

    def take(self, framework: Framework, limits: Limits) -> Worker | None:
        """Return a worker that holds nothing of the files it had, or a new one; None where processes are at stake.

        Where a file may start processes, only the end of its worker ends them all.
        """
        if limits.processes:
            return None
        with self._lock:
            while self._idle:
                worker = self._idle.pop()  # the last one: what exports comes back earlier, with its caches cleared
                if worker.waits():
                    return worker
                worker.close()
        worker = start_worker(self._pool, framework, limits, "cpu", lambda: False)
        try:
            understood(worker.request("remember", {}), framework)
        except BaseException:
            worker.close()
            raise
        return worker

    def retire(self, worker: Worker) -> None:
        """Take a worker back if it is as it was, else end it."""
        files = self._files.pop(worker, 0) + 1
        if files < MOST_FILES and _has_room(worker) and _forgets(worker):
            with self._lock:
                if not self._closed:
                    self._files[worker] = files
                    self._idle.append(worker)
                    return
        worker.close()

    def close(self) -> None:
        """End all that lie here; what comes back later ends then."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _has_room(worker: Worker) -> bool:
    """Whether another file finds time and memory enough here."""
    used = usage(worker.pid)
    return (
        used is not None
        and used.resident < _MOST_OF_MEMORY * worker.limits.memory_mb * (1 << 20)
        and worker.spent < _MOST_OF_TIME
    )


def _forgets(worker: Worker) -> bool:
    """Let a worker forget its file; say whether nothing of it is left."""
    with suppress(WorkerLostError, SubmissionRaisedError, SubmissionRefusedError, KataError):
        changed: object = understood(worker.request("forget", {}), "forget")["value"]
        return changed == []
    return False
