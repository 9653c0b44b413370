"""Lanes: as many cores each as a framework has threads, so that two workers compute without disturbing each other."""

import os
from contextlib import suppress
from typing import Final

from kata.compare.result import Settings

_THREADS_OF_THIS_PROCESS: Final = "/proc/self/task"


def lanes(settings: Settings, cores: int) -> int:
    """Return how many workers may compute side by side: two, or one where cores are few or a GPU is shared."""
    return 2 if settings.device == "cpu" and cores >= 2 * settings.threads else 1


class Place:
    """Where this process computes, which has not been held to any core before."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.lane: int | None = None
        # None on macOS, which knows no affinity: the frameworks' own settings hold there.
        self.cores = sorted(os.sched_getaffinity(0), reverse=True) if hasattr(os, "sched_getaffinity") else None

    def move(self, lane: int) -> None:
        """Hold every thread of this process to the cores of a lane."""
        if self.cores is None or lane == self.lane:
            return
        self.lane = lane
        held = self.cores[lane * self.threads : (lane + 1) * self.threads] or self.cores[: self.threads]
        for thread in _threads():
            with suppress(OSError):  # it may have ended
                os.sched_setaffinity(thread, held)


def _threads() -> list[int]:
    """Return the numbers of this process's threads; 0, which stands for this one, where /proc is not."""
    try:
        return [int(name) for name in os.listdir(_THREADS_OF_THIS_PROCESS)]  # noqa: PTH208  names are enough
    except OSError:
        return [0]
