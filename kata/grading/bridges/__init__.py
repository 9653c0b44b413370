"""One bridge a framework: how trees of NumPy arrays become the framework's values in a worker, and come back."""

from importlib import import_module
from typing import TYPE_CHECKING

from kata.grading.bridges.base import Bridge

if TYPE_CHECKING:
    from kata.content.model import Framework


def bridge_to(framework: "Framework") -> Bridge:
    """Import the framework and return its bridge; raises ImportError where it is not installed."""
    bridge: Bridge = import_module(f"kata.grading.bridges.{framework}").BRIDGE
    return bridge
