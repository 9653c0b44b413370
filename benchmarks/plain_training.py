"""The baseline of a cold grade: a plain script that imports a framework and trains the MLP kata's tasks and seeds.

python benchmarks/plain_training.py torch

It has no checks, no judge and no second process: three tasks, five seeds each, as graders/mlp/training.py trains them.
"""

import importlib
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


def trainings_of(grader: Path) -> Any:
    """Return graders/mlp/training.py: sizes, steps and tasks."""
    return importlib.import_module(".training", load_grader(grader).__package__)


def train(framework: str, solution: Any, trainings: Any, seed: int, data: tuple[np.ndarray, np.ndarray]) -> None:
    """Train once on (x, y) from the solution's own initial parameters."""
    x, y = data
    if framework == "torch":
        import torch

        torch.manual_seed(seed)
        model = solution.MLP(trainings.WIDE)
        tensors = (torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y.astype(np.float32)))
        solution.train(model, *tensors, trainings.RATE, trainings.STEPS)
    elif framework == "jax":
        import jax

        params = solution.init_params(jax.random.key(seed), trainings.WIDE)
        arrays = (x.astype(np.float32), y.astype(np.float32))
        jax.block_until_ready(solution.train(params, *arrays, trainings.RATE, trainings.STEPS))
    else:
        params = solution.init_params(np.random.default_rng(seed), trainings.WIDE)
        solution.train(params, x, y, trainings.RATE, trainings.STEPS)


def main(framework: str) -> None:
    """Train every task from every seed."""
    trainings = trainings_of(GRADER / "grader.py")
    solution = load(GRADER / framework / "solution.py")
    for make in trainings.TASKS.values():
        for seed in range(trainings.SEEDS):
            train(framework, solution, trainings, seed, make(np.random.default_rng(seed), trainings.EXAMPLES))


if __name__ == "__main__":
    main(sys.argv[1])
