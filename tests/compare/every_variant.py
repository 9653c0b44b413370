"""Run in a process of its own: `every_variant.py FRAMEWORK SIZES` prints how far each variant lies from float64.

And whether what the workloads' texts claim of the framework is so.
"""

import json
import sys
import tempfile
from functools import partial
from pathlib import Path

import numpy as np

from kata.compare.bench import Bench
from kata.compare.reference import expected
from kata.compare.workloads import MAKERS, workloads


def deviations(bench: Bench, framework: str, sizes: dict[str, int], folder: Path) -> dict[str, float]:
    """Return them by `workload variant`, attention last: it is compiled as the comparison does it."""
    found = {}
    for workload in sorted(workloads(), key=lambda one: one.name == "attention"):
        path = folder / f"{workload.name}.npz"
        np.savez(path, *expected(workload.name, sizes[workload.name]))
        for variant, (kind, _maker) in MAKERS.items():
            if kind == framework and variant not in workload.unsuited:
                with_quick_compiler(framework, but=workload.name == "attention")
                first = bench.prepare(workload.name, sizes[workload.name], variant, str(path))
                found[f"{workload.name} {variant}"] = first.error
                bench.drop()
    return found


def with_quick_compiler(framework: str, *, but: bool) -> None:
    """Have graphs captured and differentiated but not written in C++, which takes a minute for all of them.

    What Inductor makes of them is held to float64 in every comparison.
    """
    if framework == "torch":
        import torch

        whole = getattr(torch.compile, "func", torch.compile)
        torch.compile = whole if but else partial(whole, backend="aot_eager")


def claims(bench: Bench, framework: str) -> dict[str, bool]:
    """Return what the texts say of a framework on a CPU, and whether it is so."""
    if framework == "numpy":
        return {}
    bench.prepare("transfer", 100, framework, None)
    run = bench.prepared[framework].run
    if framework == "jax":
        return {"JAX's arrays are lent to be read only": not run().flags.writeable}
    from torch._dynamo.utils import counters

    return {
        "PyTorch hands over the same memory": np.shares_memory(run(), run()),
        "Inductor recognises attention": counters["inductor"]["fuse_attention"] > 0,
    }


def main(framework: str, sizes: dict[str, int]) -> dict[str, object]:
    """Return both."""
    bench = Bench()
    bench.start(framework, "cpu", "float32", 1)
    with tempfile.TemporaryDirectory() as name:
        found = deviations(bench, framework, sizes, Path(name))
    return {"deviations": found, "claims": claims(bench, framework)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]))))
