"""What machine this is, without importing a framework."""

import os
import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kata.compare.result import Machine
from kata.compare.settings import available_cores

_PACKAGES: Final = ("numpy", "torch", "jax", "jaxlib", "triton")


def this_machine() -> Machine:
    """Return processor, cores, memory and versions; a GPU is added by whoever has seen it."""
    versions = {}
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            versions[name] = version(name)
    return Machine(
        system=f"{platform.system()} {platform.release()}",
        processor=_processor(),
        cores=available_cores(),
        memory=_memory(),
        python=platform.python_version(),
        versions=versions,
    )


def _processor() -> str:
    """Return the model's name, else the architecture."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> int:
    """Return the bytes of memory, 0 where the system does not say."""
    with suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 0
