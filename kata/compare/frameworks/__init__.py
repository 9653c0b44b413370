"""The one side of a worker that knows its framework; each is imported when it is chosen, and may be missing."""

from importlib import import_module
from typing import Final

from kata.compare.frameworks.base import Framework, NotHereError, Run
from kata.compare.result import Device, DType

_CLASSES: Final = {"numpy": "NumPy", "torch": "Torch", "jax": "Jax"}


def framework(name: str, device: Device, dtype: DType, threads: int) -> Framework:
    """Start a framework in this process; raises `NotHereError`."""
    try:
        module = import_module(f"kata.compare.frameworks.{name}")
    except ImportError as fault:
        raise NotHereError("no-framework") from fault
    started: Framework = getattr(module, _CLASSES[name])(device, dtype, threads)
    return started


__all__ = ["Framework", "NotHereError", "Run", "framework"]
