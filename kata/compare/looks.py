"""Looks at memory and programs: beside what is prepared, and standing still while a clock runs."""

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, PriorityQueue, SimpleQueue
from typing import Final

from kata.compare.bench import Footprint
from kata.compare.result import Settings
from kata.compare.workers import Cell, LostError, Worker
from kata.compare.workloads import MAKERS

_GLANCE: Final = 0.05  # seconds
NOTHING: Final = Footprint(None, None, None)


class Looker:
    """Looks at one variant after the other, in a thread and each in a process of its own, while it may.

    Takes from `to_see` and puts into `seen`, `NOTHING` where the process was lost or `is_lost` says that the variant
    is: that costs these figures alone.
    """

    def __init__(
        self,
        settings: Settings,
        lane: int,
        to_see: PriorityQueue[tuple[int, Cell]],
        seen: SimpleQueue[tuple[Cell, Footprint]],
        is_lost: Callable[[Cell], bool],
    ) -> None:
        self.settings = settings
        self.lane = lane
        self.to_see, self.seen, self.is_lost = to_see, seen, is_lost
        self._may = threading.Event()
        self._lock = threading.Lock()  # between the worker that is there and whether it may go on
        self._worker: Worker | None = None
        threading.Thread(target=self._run, daemon=True).start()

    def go_on(self) -> None:
        """Look, from where it stood still."""
        with self._lock:
            self._may.set()
            if self._worker is not None:
                self._worker.go_on()

    def pause(self) -> None:
        """Stand still, in the middle of a look too."""
        with self._lock:
            self._may.clear()
            if self._worker is not None:
                self._worker.pause()

    def end(self) -> None:
        """Kill the process that looks, which may stand still, and begin no other."""
        with self._lock:
            self._may.clear()
            if self._worker is not None:
                self._worker.kill()

    def _run(self) -> None:
        while True:
            self._may.wait()  # first: what it takes no other lane can look at
            with suppress(Empty):
                _rank, cell = self.to_see.get(timeout=_GLANCE)
                self.seen.put((cell, NOTHING if self.is_lost(cell) else self._look(cell)))

    def _look(self, cell: Cell) -> Footprint:
        with suppress(LostError, OSError):  # the second where no process could be started
            worker = self._begun(cell)
            try:
                seen: Footprint = worker.ask("footprint", cell.workload, cell.size, cell.variant)
            finally:
                with self._lock:
                    self._worker = None
                worker.end()
            return seen
        return NOTHING

    def _begun(self, cell: Cell) -> Worker:
        """Start a worker, which `pause` waits for: nothing starts beside a clock."""
        while True:
            self._may.wait()
            with self._lock:
                if self._may.is_set():
                    self._worker = Worker(self.settings, MAKERS[cell.variant][0], self.lane)
                    return self._worker
