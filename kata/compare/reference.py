"""What workloads must give: NumPy's results in float64, computed in a process of its own with all cores.

`python -m kata.compare.reference FOLDER WORKLOAD:SIZE …` writes the results of the first `RUNS` runs of each, in this
order, as `WORKLOAD-SIZE.npz`; a file is there once it is whole.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np

from kata.compare.trees import Floats, leaves
from kata.compare.workloads import ROOT

RUNS: Final = 3  # a training step whose gradient is wrong shows it in the loss of its second run
_SEED: Final = 20


def load(workload: str, name: str) -> ModuleType:
    """Run a file of a workload as a module; it may be called `torch`, so it is never found by import."""
    spec = spec_from_file_location(f"workload_{name}", ROOT / workload / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_inputs(workload: str, size: int) -> dict[str, Any]:
    """Return the inputs, float64 and integers: the same for every variant, each time."""
    inputs: dict[str, Any] = load(workload, "inputs").inputs(size, np.random.default_rng(_SEED))
    return inputs


def expected(workload: str, size: int) -> list[Floats]:
    """Return the results of the first runs, flat."""
    run = load(workload, "numpy").plain(**make_inputs(workload, size))
    return [np.asarray(leaf, np.float64) for _turn in range(RUNS) for leaf in leaves(run())]


def read(path: Path) -> list[Floats]:
    """Return what was written to `path`."""
    with np.load(path) as held:
        return [held[f"arr_{number}"] for number in range(len(held.files))]


def path_of(folder: Path, workload: str, size: int) -> Path:
    """Return where the results of a workload at a size are written."""
    return folder / f"{workload}-{size}.npz"


def _write(folder: Path, workload: str, size: int) -> None:
    part = folder / "part.npz"
    np.savez(part, *expected(workload, size))
    part.rename(path_of(folder, workload, size))


if __name__ == "__main__":
    for asked in sys.argv[2:]:
        name, _, number = asked.rpartition(":")
        _write(Path(sys.argv[1]), name, int(number))
