"""The one side of a worker that knows its framework; each is imported when it is chosen, and may be missing."""

import os
from contextlib import suppress
from importlib import import_module
from typing import Final

from kata.compare.frameworks.base import Framework, NotHereError, Run
from kata.compare.result import Device, DType

_CLASSES: Final = {"numpy": "NumPy", "torch": "Torch", "jax": "Jax"}


def framework(name: str, device: Device, dtype: DType, threads: int, lane: int = 0) -> Framework:
    """Start a framework in this process; raises `NotHereError`.

    On a CPU it is held to as many cores as it has threads, those of its lane. With a GPU the cores only prepare, and
    compile: XLA tries many kernels for one product.
    """
    if device == "cpu":
        with suppress(AttributeError, OSError):  # no affinity on macOS; the frameworks' own settings hold there
            cores = sorted(os.sched_getaffinity(0), reverse=True)
            os.sched_setaffinity(0, cores[lane * threads : (lane + 1) * threads] or cores[:threads])
    try:
        module = import_module(f"kata.compare.frameworks.{name}")
    except ImportError as fault:
        raise NotHereError("no-framework") from fault
    started: Framework = getattr(module, _CLASSES[name])(device, dtype, threads)
    return started


__all__ = ["Framework", "NotHereError", "Run", "framework"]
