"""What the bench asks of every framework."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import numpy as np

from kata.compare.result import Device, DType, Program
from kata.compare.trees import Floats, leaves, mapped

Run = Callable[[], Any]


class NotHereError(Exception):
    """Something is missing on this machine; the message is a code: no-framework, no-gpu, no-dtype."""


class Framework(ABC):
    """Conversion, waiting for results, memory, and the size of the program.

    `gpu` and `gpu_memory` (bytes) are the device's, where one is used. The constructor raises `NotHereError`.
    """

    gpu: str | None = None
    gpu_memory: int | None = None

    def __init__(self, device: Device, dtype: DType) -> None:
        self.device = device
        self.dtype = dtype

    @abstractmethod
    def array(self, value: np.ndarray[Any, Any]) -> Any:
        """Return an array of the framework's on the device: floats in the dtype, integers as they are."""

    def inputs(self, tree: dict[str, Any]) -> dict[str, Any]:
        """Return the inputs as the framework's arrays."""
        converted: dict[str, Any] = mapped(tree, self.array)
        return converted

    @abstractmethod
    def wait(self, results: Any) -> None:
        """Return once everything that was started has been computed."""

    @abstractmethod
    def floats(self, leaf: Any) -> Floats:
        """Return one result as float64."""

    def flat(self, results: Any) -> list[Floats]:
        """Return all results of a run as float64."""
        return [self.floats(leaf) for leaf in leaves(results)]

    @abstractmethod
    def device_peak(self, run: Run) -> int | None:
        """Return the bytes of the GPU's memory that a run takes more at its height than lie there between runs."""

    @abstractmethod
    def saved(self, module: Any, run: Run, inputs: dict[str, Any]) -> int | None:
        """Return the bytes kept for the backward pass, without inputs and parameters; None where nothing is."""

    @abstractmethod
    def program(self, module: Any, run: Run, inputs: dict[str, Any], *, compiled: bool) -> Program | None:
        """Return how large the program of one run is."""

    def forget(self) -> None:  # noqa: B027  most have nothing to forget
        """Forget what was compiled: at the next size it is compiled for that size, as at the first."""

    def build_toolchain(self) -> None:  # noqa: B027  most build nothing
        """Build what a compiler builds once on a machine, for all that it will compile."""

    @abstractmethod
    def out_of_memory(self, fault: BaseException) -> bool:
        """Say whether an exception means that memory ran out."""
