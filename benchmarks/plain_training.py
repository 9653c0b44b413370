"""The baseline of a cold grade: a plain script that imports a framework and trains the MLP kata's tasks and seeds.

python benchmarks/plain_training.py torch

It has no checks, no judge and no second process: three tasks, five seeds each, as `graders/mlp/grader.py` trains them.
"""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np

from kata.grading.graders import load_grader

GRADER = Path(__file__).parent.parent / "graders" / "mlp"


def load(path: Path) -> Any:
    """Return a file as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def train(framework: str, solution: Any, grader: Any, seed: int, data: tuple[np.ndarray, np.ndarray]) -> None:
    """Train once on (x, y) from the solution's own initial parameters."""
    x, y = data
    if framework == "torch":
        import torch

        torch.manual_seed(seed)
        model = solution.MLP(grader.WIDE)
        tensors = (torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y.astype(np.float32)))
        solution.train(model, *tensors, grader.RATE, grader.STEPS)
    elif framework == "jax":
        import jax

        params = solution.init_params(jax.random.key(seed), grader.WIDE)
        arrays = (x.astype(np.float32), y.astype(np.float32))
        jax.block_until_ready(solution.train(params, *arrays, grader.RATE, grader.STEPS))
    else:
        params = solution.init_params(np.random.default_rng(seed), grader.WIDE)
        solution.train(params, x, y, grader.RATE, grader.STEPS)


def main(framework: str) -> None:
    """Train every task from every seed."""
    grader = load_grader(GRADER / "grader.py")
    solution = load(GRADER / framework / "solution.py")
    for make in grader.TASKS.values():
        for seed in range(grader.SEEDS):
            train(framework, solution, grader, seed, make(np.random.default_rng(seed), grader.EXAMPLES))


if __name__ == "__main__":
    main(sys.argv[1])
