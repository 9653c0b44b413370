"""Which device a grading runs on."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from kata.content.model import Framework, Limits
from kata.errors import CannotGradeHereError
from kata.grading.processes import Pool
from kata.grading.report import Device
from kata.grading.submission import start_worker
from kata.i18n import _

# Where a driver would be: without any of them no framework is asked, which costs a process and a warning each.
_DRIVERS: Final = ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd")


def choose_device(
    asked: Literal["auto", "cpu", "gpu"],
    framework: Framework,
    limits: Limits,
    pool: Pool,
    cancelled: Callable[[], bool],
) -> Device:
    """Return `gpu` where it is wanted and the framework sees one; raises `CannotGradeHereError` for a missing one."""
    if asked == "gpu" and framework == "numpy":
        raise CannotGradeHereError(_("NumPy does not compute on a GPU."))
    if asked == "cpu" or framework == "numpy":
        return "cpu"
    if not any(Path(driver).exists() for driver in _DRIVERS):
        if asked == "gpu":
            raise CannotGradeHereError(_("{framework} sees no GPU on this machine.").format(framework=framework))
        return "cpu"
    try:
        start_worker(pool, framework, limits, "gpu", cancelled).close()
    except CannotGradeHereError:
        if asked == "gpu":
            raise
        return "cpu"
    return "gpu"
