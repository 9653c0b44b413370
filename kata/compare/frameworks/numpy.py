"""NumPy: on the CPU, at once, with nothing kept and nothing compiled."""

from typing import Any, Final

import numpy as np

from kata.compare.frameworks.base import Framework, NotHereError, Run
from kata.compare.result import Device, DType, Program
from kata.compare.trees import Floats

_DTYPES: Final[dict[str, type[np.floating[Any]]]] = {
    "float32": np.float32,
    "float64": np.float64,
    "float16": np.float16,
}


class NumPy(Framework):
    """NumPy has no GPU and no bfloat16."""

    def __init__(self, device: Device, dtype: DType, threads: int) -> None:
        super().__init__(device, dtype)
        del threads  # set in the environment, before NumPy's products were loaded
        if device == "gpu":
            raise NotHereError("no-gpu")
        if dtype not in _DTYPES:
            raise NotHereError("no-dtype")

    def array(self, value: np.ndarray[Any, Any]) -> Any:
        """Return a copy in the dtype, integers as they are."""
        return value.astype(_DTYPES[self.dtype]) if value.dtype.kind == "f" else value

    def wait(self, results: Any) -> None:
        """Nothing is ever started without being finished."""

    def floats(self, leaf: Any) -> Floats:
        """Return one result as float64."""
        return np.asarray(leaf, np.float64)

    def device_peak(self, run: Run) -> int | None:
        """There is no device."""
        del run
        return None

    def saved(self, module: Any, run: Run, inputs: dict[str, Any]) -> int | None:
        """Nothing is kept: backward is written by hand."""
        del module, run, inputs
        return None

    def program(self, module: Any, run: Run, inputs: dict[str, Any], *, compiled: bool) -> Program | None:
        """There is no record of what Python calls."""
        del module, run, inputs, compiled
        return None

    def out_of_memory(self, fault: BaseException) -> bool:
        """Say whether it is NumPy's own error."""
        return isinstance(fault, MemoryError)
