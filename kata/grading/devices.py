"""Which device a grading runs on, and whose turn it is on the GPU."""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kata.content.model import Framework, Limits
from kata.errors import CannotGradeHereError
from kata.grading.channel import CancelledError
from kata.grading.processes import Pool
from kata.grading.report import Device
from kata.grading.submission import start_worker
from kata.i18n import _

# Where a driver would be: without any of them no framework is asked, which costs a process and a warning each.
_DRIVERS: Final = ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd")


def choose_device(
    asked: Device, framework: Framework, limits: Limits, pool: Pool, cancelled: Callable[[], bool]
) -> Device:
    """Return the device that is asked for; raises `CannotGradeHereError` where the framework sees no GPU.

    Nobody who asks for nothing is given a GPU: at the size of a kata the CPU has graded before CUDA has started.
    """
    if asked == "cpu":
        return "cpu"
    if framework == "numpy":
        raise CannotGradeHereError(_("NumPy does not compute on a GPU."))
    if limits.loopback:
        raise CannotGradeHereError(
            _("This kata's processes have a network of their own, which they have on the CPU only.")
        )
    if not has_driver():
        raise CannotGradeHereError(_("{framework} sees no GPU on this machine.").format(framework=framework))
    start_worker(pool, framework, limits, "gpu", cancelled).close()
    return "gpu"


@contextmanager
def gpu_turn(
    asked: Device,
    framework: Framework,
    cancelled: Callable[[], bool],
    wait: Callable[[], None] = lambda: time.sleep(0.1),
) -> Iterator[None]:
    """Hold the user's one turn on the GPU, where one may be used: two gradings would compete for its memory.

    Waits for its turn; raises `CancelledError` when `cancelled()` becomes true meanwhile. The system ends a turn
    whose holder is gone.
    """
    if asked == "cpu" or framework == "numpy" or not has_driver():
        yield
        return
    path = Path(tempfile.gettempdir()) / f"kata-gpu-{os.getuid()}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        while not _locked(descriptor):
            if cancelled():
                raise CancelledError
            wait()
        yield
    finally:
        os.close(descriptor)


def has_driver() -> bool:
    """Say whether a GPU's driver is there."""
    return any(Path(driver).exists() for driver in _DRIVERS)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
