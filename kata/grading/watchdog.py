"""Watches over a worker from the judge's side: memory, threads, processes and disk; and how long one waits for it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kata.content.model import Limits
from kata.grading.report import Verdict
from kata.grading.usage import disk_use, proportional_bytes, session_members, usage
from kata.i18n import _

# A longer gap between two looks means that the judge itself did not run: the laptop slept, or ctrl+z was pressed.
LONGEST_GAP: Final = 0.5
_SELDOM: Final = 0.25
MOST_THREADS: Final = 256
MOST_PROCESSES: Final = 64
MOST_FILES: Final = 10_000
DISK_BYTES: Final = 512 << 20
GPU_DISK_BYTES: Final = 2 << 30

Clock = Callable[[], float]


class Patience:
    """How long one waits: counts the seconds in which the judge was there to look, and no sleep of the machine."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self._left = seconds
        self._clock = clock
        self._seen = clock()

    @property
    def left(self) -> float:
        """The seconds that are left, as of the last look."""
        return self._left

    def is_over(self) -> bool:
        """Take note of the time; say whether the waiting has lasted long enough."""
        now = self._clock()
        self._left -= min(max(0.0, now - self._seen), LONGEST_GAP)
        self._seen = now
        return self._left < 0


class Watchdog:
    """Looks after one worker; what costs more than a glance is looked at four times a second."""

    def __init__(self, pid: int, scratch: Path, limits: Limits, *, gpu: bool = False) -> None:
        self._pid = pid
        self._scratch = scratch
        self._limits = limits
        self._most_bytes = GPU_DISK_BYTES if gpu else DISK_BYTES
        self._next = 0.0

    def look(self) -> tuple[Verdict, str] | None:
        """Return the verdict and the message for a worker that uses too much, else None."""
        now = time.monotonic()
        found = self._memory_and_threads()
        if found is None and now >= self._next:
            self._next = now + _SELDOM
            found = self._disk() or (self._processes() if self._limits.processes else None)
        return found

    def _memory_and_threads(self) -> tuple[Verdict, str] | None:
        used = usage(self._pid)
        if used is None:
            return None
        if used.resident > self._limits.memory_mb << 20:
            return self._too_much_memory(used.resident)
        if used.threads > MOST_THREADS:
            return "crashed", _("It started more than {limit} threads and was stopped.").format(limit=MOST_THREADS)
        return None

    def _too_much_memory(self, resident: int) -> tuple[Verdict, str]:
        message = _(
            "It used {used} MB of memory, more than the limit of {limit} MB, and was stopped. "
            "Is an array much larger than it should be, or does a list keep arrays that are not needed?"
        )
        return "memory", message.format(used=-(-resident >> 20), limit=self._limits.memory_mb)

    def _disk(self) -> tuple[Verdict, str] | None:
        size, count = disk_use(self._scratch, self._pid, MOST_FILES)
        if size > self._most_bytes:
            message = _("It wrote more than {limit} MB of files and was stopped.")
            return "crashed", message.format(limit=self._most_bytes >> 20)
        if count > MOST_FILES:
            message = _("It made more than {limit} files, or folders nested too deeply, and was stopped.")
            return "crashed", message.format(limit=MOST_FILES)
        return None

    def _processes(self) -> tuple[Verdict, str] | None:
        """Look at everything that a worker has started; shared pages are told apart only where it matters."""
        members = session_members(self._pid)
        if len(members) > MOST_PROCESSES:
            return "crashed", _("It started more than {limit} processes and was stopped.").format(limit=MOST_PROCESSES)
        limit = self._limits.memory_mb << 20
        if sum(used.resident for pid in members if (used := usage(pid))) > limit:
            resident = sum(proportional_bytes(pid) for pid in members)
            if resident > limit:
                return self._too_much_memory(resident)
        return None
