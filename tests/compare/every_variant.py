"""Run in a process of its own: `every_variant.py FRAMEWORK SIZES` prints how far each variant lies from float64."""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

from kata.compare.bench import Bench
from kata.compare.reference import expected
from kata.compare.workloads import MAKERS, workloads


def main(framework: str, sizes: dict[str, int], folder: Path) -> dict[str, float]:
    """Return the deviations, by `workload variant`."""
    bench, found = Bench(), {}
    bench.start(framework, "cpu", "float32", 1)
    for workload in workloads():
        path = folder / f"{workload.name}.npz"
        np.savez(path, *expected(workload.name, sizes[workload.name]))
        for variant, (kind, _maker) in MAKERS.items():
            if kind == framework and variant not in workload.unsuited:
                first = bench.prepare(workload.name, sizes[workload.name], variant, str(path))
                found[f"{workload.name} {variant}"] = first.error
                bench.drop()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]), Path(name))))
